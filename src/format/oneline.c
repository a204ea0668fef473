/* A document on one line: its headings stand inline.
 *
 *  1. A part ("I. Binnenlandse zaken") or an item ("1. Titel") begins where its number goes on from the
 *     one before, at the beginning, after a sentence or after a heading; "artikel 26." is none.
 *  2. Its title goes on until a sentence opens, an outcome ("= Voortgangsverslag") or the next number
 *     comes; where nothing of the kind comes soon, it is one line with its text.
 *  3. Round bullets begin a line each, where there are two or more. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { TITLE_MAX_BYTES = 300 };

struct breaking {
    const char *text;
    size_t len_bytes;
    struct line *lines; /* what the document becomes */
    size_t count, capacity;
    unsigned part, item; /* the latest numbers */
    bool after_part;     /* the latest heading was a part */
    bool round_bullets;
    size_t
        title_from; /* where the latest heading's title begins; SIZE_MAX: none waits for its end */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static void add_line(struct breaking *breaking, size_t start, size_t end, bool blank_before)
{
    const char *text = breaking->text + start;
    size_t len_bytes = end - start;

    text_trim(&text, &len_bytes);
    if (len_bytes == 0)
        return;
    breaking->lines = array_reserve(breaking->lines, &breaking->capacity, breaking->count + 1,
                                    sizeof *breaking->lines);
    breaking->lines[breaking->count++] =
        (struct line){.text = text, .len_bytes = len_bytes, .blank_before = blank_before};
}

/* ---- titles -------------------------------------------------------------------------------------------- */

/* Where the word before that place begins. */
static size_t word_before(const struct breaking *breaking, size_t from, size_t at)
{
    size_t start = at;

    while (start > from && is_space(breaking->text[start - 1]))
        start--;
    while (start > from && !is_space(breaking->text[start - 1]))
        start--;
    return start;
}

/* Whether a sentence opens at that word, which is not the title's first. */
static bool opens_here(const struct breaking *breaking, size_t from, size_t at)
{
    const char *word = breaking->text + at;
    size_t left_bytes = breaking->len_bytes - at, before = word_before(breaking, from, at);
    const char *end = breaking->text + at;

    if (!look_opens_sentence(word, left_bytes) && !look_names_speaker(word, left_bytes))
        return false;
    while (end > breaking->text + before && is_space(end[-1]))
        end--;
    return !look_ends_open(breaking->text + before, (size_t)(end - breaking->text) - before);
}

/* The end of the title that begins there, and of the outcome: before a sentence, "= " or the limit. 0:
 * none was found. */
static size_t title_end(const struct breaking *breaking, size_t from, size_t limit)
{
    size_t at = from;

    if (limit > from + TITLE_MAX_BYTES)
        limit = from + TITLE_MAX_BYTES;
    while (at < limit) {
        if (at > from && (opens_here(breaking, from, at) ||
                          (breaking->text[at] == '=' && is_space(breaking->text[at + 1]))))
            return at;
        while (at < limit && !is_space(breaking->text[at]))
            at++;
        if (at > from && strchr(".!?", breaking->text[at - 1]) != NULL && at - from > 4 &&
            at < limit)
            return 0; /* text, no title */
        while (at < limit && is_space(breaking->text[at]))
            at++;
    }
    return limit < from + TITLE_MAX_BYTES ? limit : 0;
}

/* ---- headings -------------------------------------------------------------------------------------------- */

/* Whether a heading may begin there: at the beginning, after a sentence, or where a title has not come to
 * its end. */
static bool may_begin(const struct breaking *breaking, size_t at)
{
    size_t end = at;

    while (end > 0 && is_space(breaking->text[end - 1]))
        end--;
    if (end == 0)
        return true;
    if (end == at)
        return false;
    return look_ends_sentence(breaking->text, end) ||
           (breaking->title_from < at && title_end(breaking, breaking->title_from, at) == at);
}

/* The part or item that begins there and goes on in the numbering. */
static bool begins_heading(struct breaking *breaking, size_t at, struct look_number *number)
{
    const char *text = breaking->text + at;
    size_t left_bytes = breaking->len_bytes - at, digits = 0;
    unsigned roman;

    *number = look_number(text, left_bytes < 40 ? left_bytes : 40);
    if (number->len_bytes == 0 || number->end != '.' || number->is_word ||
        number->len_bytes >= left_bytes ||
        !look_begins_capital(text + number->len_bytes, left_bytes - number->len_bytes))
        return false;
    while (digits < left_bytes && text[digits] != '.')
        digits++;
    roman = number->is_roman ? look_roman(text, digits) : 0;
    if (roman > 0) {
        if (roman != breaking->part + 1 || !may_begin(breaking, at))
            return false;
        breaking->part = roman;
        breaking->after_part = true;
        return true;
    }
    if (number->value == 0 || !may_begin(breaking, at) ||
        (number->value != breaking->item + 1 && !(number->value == 1 && breaking->after_part)))
        return false;
    breaking->item = number->value;
    breaking->after_part = false;
    return true;
}

static bool begins_bullet(const struct breaking *breaking, size_t at)
{
    size_t left_bytes = breaking->len_bytes - at, bullet_bytes;

    return breaking->round_bullets &&
           look_bullet(breaking->text + at, left_bytes < 8 ? left_bytes : 8, &bullet_bytes) ==
               BULLET_ROUND &&
           bullet_bytes > 0 && bullet_bytes < left_bytes;
}

/* The next place from there on where a line begins; *number is its number's length. */
static size_t next_beginning(struct breaking *breaking, size_t at, struct look_number *number)
{
    while (at < breaking->len_bytes) {
        const char c = breaking->text[at];

        if ((c >= '0' && c <= '9') || c == 'I' || c == 'V' || c == 'X') {
            if (begins_heading(breaking, at, number))
                return at;
        } else if ((signed char)c < 0 && begins_bullet(breaking, at)) {
            number->len_bytes = 0;
            return at;
        }
        while (at < breaking->len_bytes && !is_space(breaking->text[at]))
            at++;
        while (at < breaking->len_bytes && is_space(breaking->text[at]))
            at++;
    }
    number->len_bytes = 0;
    return at;
}

/* The heading that begins at `start`: title, outcome, text up to `end`. */
static void add_heading(struct breaking *breaking, size_t start, size_t from, size_t end)
{
    size_t title = title_end(breaking, from, end), outcome;

    if (title == 0) {
        add_line(breaking, start, end, true);
        return;
    }
    add_line(breaking, start, title, true);
    if (breaking->text[title] == '=') {
        outcome = title_end(breaking, title + 2, end);
        if (outcome > 0) {
            add_line(breaking, title, outcome, false);
            title = outcome;
        }
    }
    add_line(breaking, title, end, false);
}

static size_t count_round_bullets(const char *text, size_t len_bytes)
{
    const char *at = text, *end = text + len_bytes;
    size_t count = 0;

    while ((at = memmem(at, (size_t)(end - at), "• ", 4)) != NULL) {
        count++;
        at += 4;
    }
    return count;
}

static void break_line(struct breaking *breaking)
{
    struct look_number number = {0}, next_number = {0};
    size_t at = next_beginning(breaking, 0, &number), next;

    if (at > 0)
        add_heading(breaking, 0, 0, at);
    while (at < breaking->len_bytes) {
        size_t from = at + number.len_bytes;

        breaking->title_from = number.len_bytes > 0 ? from : SIZE_MAX;
        next = next_beginning(breaking, from + 1, &next_number);
        if (number.len_bytes > 0)
            add_heading(breaking, at, from, next);
        else
            add_line(breaking, at, next, false);
        at = next;
        number = next_number;
    }
}

void oneline_break(struct stretch *stretch)
{
    struct breaking breaking = {0};

    for (size_t i = 0; i < stretch->line_count; i++) {
        breaking.text = stretch->lines[i].text;
        breaking.len_bytes = stretch->lines[i].len_bytes;
        breaking.title_from = 0;
        breaking.round_bullets = count_round_bullets(breaking.text, breaking.len_bytes) > 1;
        break_line(&breaking);
    }
    free(stretch->lines);
    stretch->lines = breaking.lines;
    stretch->line_count = breaking.count;
    stretch->line_capacity = breaking.capacity;
}
