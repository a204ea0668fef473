/* Finding a passage by its letters alone.
 *
 * A better reader, or a report that was wrapped anew, gives other lines, joins what a hyphen or a page
 * had cut, and writes footnote marks otherwise: white space, hyphens and marks differ, letters do not.
 *
 *  A place counts only where the letters before the quote and those after it are the same too, as far as
 *  the anchor has them, and only where there is exactly one such place in the whole report: an edited
 *  passage must not go to a copy of it elsewhere. */
#include "config.h"

#include "anchor/letters.h"

#include <stdlib.h>
#include <string.h>

/* ---- letters --------------------------------------------------------------------------------- */

/* The length of what is left out at that place; 0 where a letter stands there. */
static size_t left_out(const char *text, size_t len_bytes)
{
    static const char *const signs[] = {" ",        "\n", "\t", "-", "\xC2\xA0",
                                        "\xC2\xAD", "‐",  "‑",  "–", "—"};

    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        const size_t sign_bytes = strlen(signs[i]);

        if (len_bytes >= sign_bytes && memcmp(text, signs[i], sign_bytes) == 0)
            return sign_bytes;
    }
    return 0;
}

/* The length of a footnote's mark at that place, or 0. */
static size_t mark_length(const char *text, size_t len_bytes)
{
    static const char opening[] = "[footnoteRef:";
    const bool long_form =
        len_bytes > sizeof opening && memcmp(text, opening, sizeof opening - 1) == 0;
    size_t at = long_form ? sizeof opening - 1 : 1;
    const size_t digits_from = at;

    if (len_bytes < 3 || text[0] != '[')
        return 0;
    while (at < len_bytes && at < digits_from + 4 && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > digits_from && at < len_bytes && text[at] == ']' ? at + 1 : 0;
}

void letters_append(struct buffer *letters, size_t *places, const char *text, size_t len_bytes)
{
    size_t at = 0, count = 0;

    buffer_reserve(letters, len_bytes + 1);
    while (at < len_bytes) {
        size_t skipped = left_out(text + at, len_bytes - at);

        if (skipped == 0)
            skipped = mark_length(text + at, len_bytes - at);
        if (skipped > 0) {
            at += skipped;
            continue;
        }
        if (places != NULL)
            places[count++] = at;
        letters->data[letters->len_bytes++] = text[at++];
    }
    letters->data[letters->len_bytes] = '\0';
}

/* ---- search ---------------------------------------------------------------------------------- */

static void prepare(struct anchor_search *search, const struct report *report)
{
    if (search->letters.data != NULL)
        return;
    search->places = base_reallocate(NULL, report->text.len_bytes + 1, sizeof *search->places);
    letters_append(&search->letters, search->places, report->text.data, report->text.len_bytes);
}

void anchor_search_release(struct anchor_search *search)
{
    buffer_release(&search->letters);
    free(search->places);
    *search = (struct anchor_search){0};
}

/* What the anchor has, as letters. */
struct wanted {
    struct buffer quote, before, after;
};

static void append_string(struct buffer *letters, const char *string)
{
    letters_append(letters, NULL, string != NULL ? string : "",
                   string != NULL ? strlen(string) : 0);
}

static void wanted_release(struct wanted *wanted)
{
    buffer_release(&wanted->quote);
    buffer_release(&wanted->before);
    buffer_release(&wanted->after);
}

/* Whether the neighbours are the same there; an anchor at the text's edge has no letters on that side,
 * and none may stand there. */
static bool context_agrees(const struct wanted *wanted, const struct buffer *letters, size_t at)
{
    const struct buffer *before = &wanted->before, *after = &wanted->after;
    const size_t end = at + wanted->quote.len_bytes, rest = letters->len_bytes - end;

    if (before->len_bytes > at || after->len_bytes > rest)
        return false;
    if ((before->len_bytes == 0 && at > 0) || (after->len_bytes == 0 && rest > 0))
        return false;
    return memcmp(letters->data + at - before->len_bytes, before->data, before->len_bytes) == 0 &&
           memcmp(letters->data + end, after->data, after->len_bytes) == 0;
}

/* The number of places, counted up to two; *found is the first. */
static size_t count_places(const struct wanted *wanted, const struct buffer *letters, size_t *found)
{
    const struct buffer *quote = &wanted->quote;
    const char *at = letters->data, *end = letters->data + letters->len_bytes;
    size_t count = 0;

    while (count < 2 &&
           (at = memmem(at, (size_t)(end - at), quote->data, quote->len_bytes)) != NULL) {
        const size_t place = (size_t)(at - letters->data);

        if (context_agrees(wanted, letters, place) && count++ == 0)
            *found = place;
        at++;
    }
    return count;
}

bool letters_find(struct anchor_search *search, const struct anchor *anchor,
                  const struct report *report, size_t *start_bytes, size_t *end_bytes)
{
    struct wanted wanted = {0};
    size_t found = 0;
    bool once = false;

    prepare(search, report);
    append_string(&wanted.quote, anchor->quote);
    append_string(&wanted.before, anchor->prefix);
    append_string(&wanted.after, anchor->suffix);
    if (wanted.quote.len_bytes > 0)
        once = count_places(&wanted, &search->letters, &found) == 1;
    if (once) {
        *start_bytes = search->places[found];
        *end_bytes = search->places[found + wanted.quote.len_bytes - 1] + 1;
    }
    wanted_release(&wanted);
    return once;
}
