/* Items that the text names by their number.
 *
 *  1. A number is a reference where a term of reference.tsv stands whole before it, apart by white space.
 *  2. After a plural, numbers that follow with nothing but joiners and signs between are references too.
 *  3. Of terms that end there the longest counts. */
#include "config.h"

#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "report/phrase.h"
#include "report/reference.tsv.h"
#include "text/text.h"

enum { TERM_MAX_BYTES = 64, JOINER_MAX_BYTES = 24, AROUND_BYTES = 1 << 15 };

/* The block's text, as far as it is looked at. */
struct stretch {
    const struct report *report;
    const char *text;
    size_t len_bytes;
    struct buffer folded;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Folds the bytes and takes the white space off the ends. */
static void fold(struct stretch *stretch, size_t start_bytes, size_t end_bytes, const char **words,
                 size_t *len_bytes)
{
    buffer_clear(&stretch->folded);
    text_fold(stretch->text + start_bytes, end_bytes - start_bytes, &stretch->folded);
    *words = stretch->folded.data == NULL ? "" : stretch->folded.data;
    *len_bytes = stretch->folded.len_bytes;
    text_trim(words, len_bytes);
}

/* What the words are as a whole, or PHRASE_NONE. */
static size_t kind_of_words(const struct stretch *stretch, const char *words, size_t len_bytes)
{
    bool is_german = strcmp(stretch->report->language, "de") == 0;
    size_t end_bytes, row, kind;

    if (len_bytes == 0)
        return PHRASE_NONE;
    row = phrase_at(&reference_tsv, words, len_bytes, 0, true, &end_bytes);
    if (row == PHRASE_NONE || end_bytes != len_bytes)
        return PHRASE_NONE;
    kind = reference_tsv.kinds[row];
    if (kind == reference_tsv_one_de)
        return is_german ? reference_tsv_one : PHRASE_NONE;
    if (kind == reference_tsv_many_de)
        return is_german ? reference_tsv_many : PHRASE_NONE;
    return kind;
}

/* Whether a word can begin there. */
static bool begins_word(struct stretch *stretch, size_t at_bytes)
{
    size_t before = at_bytes;
    const char *words;
    size_t len_bytes;

    if (!is_letter(stretch->text[at_bytes]) ||
        ((unsigned char)stretch->text[at_bytes] & 0xC0) == 0x80)
        return false;
    if (at_bytes == 0)
        return true;
    do
        before--;
    while (before > 0 && ((unsigned char)stretch->text[before] & 0xC0) == 0x80);
    fold(stretch, before, at_bytes, &words, &len_bytes);
    return len_bytes == 0 ||
           (!phrase_is_letter(words[len_bytes - 1]) && words[len_bytes - 1] != '-');
}

/* The term before a number, from where on; PHRASE_NONE where none stands there. */
static size_t term_before(struct stretch *stretch, size_t number_bytes, size_t *start_bytes)
{
    size_t first = number_bytes > TERM_MAX_BYTES ? number_bytes - TERM_MAX_BYTES : 0;

    for (size_t at = first; at < number_bytes; at++) {
        const char *words;
        size_t len_bytes, kind;

        if (!begins_word(stretch, at))
            continue;
        fold(stretch, at, number_bytes, &words, &len_bytes);
        kind = kind_of_words(stretch, words, len_bytes);
        if (kind == reference_tsv_one || kind == reference_tsv_many) {
            *start_bytes = at;
            return kind;
        }
    }
    return PHRASE_NONE;
}

/* Whether nothing but joiners and signs stands there. */
static bool joins(struct stretch *stretch, size_t start_bytes, size_t end_bytes)
{
    const char *words;
    size_t len_bytes;

    if (end_bytes - start_bytes > JOINER_MAX_BYTES)
        return false;
    fold(stretch, start_bytes, end_bytes, &words, &len_bytes);
    while (len_bytes > 0 && strchr(",;/&- ", words[0]) != NULL) {
        words++;
        len_bytes--;
    }
    return len_bytes == 0 || kind_of_words(stretch, words, len_bytes) == reference_tsv_joiner;
}

/* Whether a word goes on there, or a share. */
static bool goes_on_at(struct stretch *stretch, size_t at_bytes)
{
    size_t end = at_bytes + 1, len_bytes;
    const char *words;

    if (at_bytes >= stretch->len_bytes)
        return false;
    while (end < stretch->len_bytes && ((unsigned char)stretch->text[end] & 0xC0) == 0x80)
        end++;
    fold(stretch, at_bytes, end, &words, &len_bytes);
    return len_bytes > 0 && (phrase_is_letter(words[0]) || words[0] == '%');
}

/* The end of "4", "4a", "3.1"; 0 where what stands there is no number of an item. */
static size_t number_end(struct stretch *stretch, size_t at_bytes)
{
    const char *text = stretch->text;
    size_t at = at_bytes, len_bytes = stretch->len_bytes;

    for (;;) {
        while (at < len_bytes && is_digit(text[at]))
            at++;
        if (at + 1 >= len_bytes || text[at] != '.' || !is_digit(text[at + 1]))
            break;
        at++;
    }
    if (at < len_bytes && is_letter(text[at]) && (unsigned char)text[at] < 0x80 &&
        !goes_on_at(stretch, at + 1))
        at++;
    if (goes_on_at(stretch, at) || at - at_bytes >= REFERENCE_NAME_SIZE)
        return 0;
    return at;
}

static void add(const struct stretch *stretch, size_t start_bytes, size_t number_bytes,
                size_t end_bytes, struct report_references *references)
{
    size_t offset = (size_t)(stretch->text - stretch->report->text.data);
    struct report_reference reference = {.start_bytes = offset + start_bytes,
                                         .end_bytes = offset + end_bytes};

    memcpy(reference.name, stretch->text + number_bytes, end_bytes - number_bytes);
    references->items = array_reserve(references->items, &references->capacity,
                                      references->count + 1, sizeof *references->items);
    references->items[references->count++] = reference;
}

static size_t next_number(const struct stretch *stretch, size_t at_bytes)
{
    while (at_bytes < stretch->len_bytes &&
           (!is_digit(stretch->text[at_bytes]) ||
            (at_bytes > 0 &&
             (is_digit(stretch->text[at_bytes - 1]) || stretch->text[at_bytes - 1] == '.'))))
        at_bytes++;
    return at_bytes;
}

static void scan(struct stretch *stretch, struct report_references *references)
{
    size_t number = next_number(stretch, 0), last_end = 0;
    bool goes_on = false; /* the number before this one stands after a plural */

    while (number < stretch->len_bytes) {
        size_t end = number_end(stretch, number), start = number, kind = PHRASE_NONE;

        if (end != 0 && goes_on && joins(stretch, last_end, number))
            kind = reference_tsv_many;
        else if (end != 0)
            kind = term_before(stretch, number, &start);
        if (kind != PHRASE_NONE)
            add(stretch, start, number, end, references);
        goes_on = kind == reference_tsv_many;
        last_end = end;
        number = next_number(stretch, end != 0 ? end : number + 1);
    }
}

void report_find_references(const struct report *report, size_t block, size_t at_bytes,
                            struct report_references *references)
{
    struct stretch stretch = {.report = report};
    size_t start_bytes, len_bytes, from = 0;

    if (report->block_count == 0)
        return;
    stretch.text = report_block_text(report, block, &len_bytes);
    start_bytes = report->blocks[block].start_bytes;
    if (at_bytes > start_bytes + AROUND_BYTES && at_bytes <= start_bytes + len_bytes)
        from = at_bytes - start_bytes - AROUND_BYTES;
    while (from > 0 && ((unsigned char)stretch.text[from] & 0xC0) == 0x80)
        from--;
    stretch.text += from;
    stretch.len_bytes = len_bytes - from < 2 * AROUND_BYTES ? len_bytes - from : 2 * AROUND_BYTES;
    scan(&stretch, references);
    buffer_release(&stretch.folded);
}
