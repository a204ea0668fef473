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

/* Where each stretch begins is kept, instead of where each letter stands: eight times the text. */
enum { STRETCH_BYTES = 64 << 10 };

/* ---- letters --------------------------------------------------------------------------------- */

/* The length of what is left out at that place; 0 where a letter stands there. */
static size_t left_out(const char *text, size_t len_bytes)
{
    static const char *const signs[] = {"\xC2\xA0", "\xC2\xAD", "‐", "‑", "–", "—"};
    const unsigned char first = (unsigned char)text[0];

    if (first == ' ' || first == '\n' || first == '\t' || first == '-')
        return 1;
    if (first != 0xC2 && first != 0xE2)
        return 0;
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

/* What stands at that place and is no letter; 0 where a letter does. */
static size_t skipped_bytes(const char *text, size_t len_bytes)
{
    const size_t skipped = left_out(text, len_bytes);

    return skipped > 0 ? skipped : mark_length(text, len_bytes);
}

/* Appends the text without white space, hyphens and dashes, soft hyphens and footnote marks ("[2]",
 * "[footnoteRef:2]"), for which there is room. */
static void append_letters(struct buffer *letters, const char *text, size_t len_bytes)
{
    for (size_t at = 0; at < len_bytes;) {
        const size_t skipped = skipped_bytes(text + at, len_bytes - at);

        if (skipped == 0)
            letters->data[letters->len_bytes++] = text[at++];
        at += skipped;
    }
}

/* ---- search ---------------------------------------------------------------------------------- */

/* A stretch ends behind white space, so that it cuts no footnote's mark; where there is none in half of it,
 * between two characters. */
static size_t stretch_end(const struct buffer *text, size_t at)
{
    const size_t most = at + STRETCH_BYTES;
    size_t end = most;

    if (most >= text->len_bytes)
        return text->len_bytes;
    while (end > at + STRETCH_BYTES / 2 && text->data[end - 1] != ' ' &&
           text->data[end - 1] != '\n')
        end--;
    if (end == at + STRETCH_BYTES / 2)
        for (end = most; end > at + STRETCH_BYTES / 2 && (text->data[end] & 0xC0) == 0x80;)
            end--;
    return end;
}

/* False where it is given up; what was made of it is then made anew the next time. */
static bool prepare(struct anchor_search *search, const struct report *report)
{
    const struct buffer *text = &report->text;
    size_t count = 0;

    if (search->letters.data != NULL)
        return true;
    search->stretches =
        base_reallocate(NULL, text->len_bytes / (STRETCH_BYTES / 2) + 2, sizeof *search->stretches);
    buffer_reserve(&search->letters, text->len_bytes + 1);
    for (size_t at = 0; at < text->len_bytes;) {
        const size_t end = stretch_end(text, at);

        search->stretches[count++] =
            (struct letters_stretch){.letter = search->letters.len_bytes, .at_bytes = at};
        append_letters(&search->letters, text->data + at, end - at);
        at = end;
        if (search->goes_on != NULL && !search->goes_on(search->context, at, text->len_bytes)) {
            search->given_up = true;
            buffer_release(&search->letters);
            free(search->stretches);
            search->stretches = NULL;
            return false;
        }
    }
    search->stretch_count = count;
    search->letters.data[search->letters.len_bytes] = '\0';
    return true;
}

/* Where a letter stands in the text. */
static size_t place_of(const struct anchor_search *search, const struct buffer *text, size_t letter)
{
    size_t low = 0, high = search->stretch_count, at, end, left;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (search->stretches[middle].letter <= letter)
            low = middle;
        else
            high = middle;
    }
    at = search->stretches[low].at_bytes;
    end = high < search->stretch_count ? search->stretches[high].at_bytes : text->len_bytes;
    left = letter - search->stretches[low].letter;
    for (;;) {
        const size_t skipped = skipped_bytes(text->data + at, end - at);

        if (skipped == 0 && left-- == 0)
            return at;
        at += skipped > 0 ? skipped : 1;
    }
}

void anchor_search_release(struct anchor_search *search)
{
    buffer_release(&search->letters);
    free(search->stretches);
    *search = (struct anchor_search){0};
}

/* What the anchor has, as letters. */
struct wanted {
    struct buffer quote, before, after;
};

static void append_string(struct buffer *letters, const char *string)
{
    const size_t len_bytes = string != NULL ? strlen(string) : 0;

    buffer_reserve(letters, len_bytes + 1);
    append_letters(letters, string, len_bytes);
    letters->data[letters->len_bytes] = '\0';
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

    if (!prepare(search, report))
        return false;
    append_string(&wanted.quote, anchor->quote);
    append_string(&wanted.before, anchor->prefix);
    append_string(&wanted.after, anchor->suffix);
    if (wanted.quote.len_bytes > 0)
        once = count_places(&wanted, &search->letters, &found) == 1;
    if (once) {
        *start_bytes = place_of(search, &report->text, found);
        *end_bytes = place_of(search, &report->text, found + wanted.quote.len_bytes - 1) + 1;
    }
    wanted_release(&wanted);
    return once;
}
