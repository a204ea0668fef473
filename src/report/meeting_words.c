/* The words of meetings, and a passage in which they are marked.
 *
 *  1. A token is what stands between white space; folding it keeps it one token, so that a place in
 *     the folded words leads back to the raw text.
 *  2. Marks are found from left to right, the longest form first, and none overlaps another. */
#include "config.h"

#include "report/meeting_words.h"

#include <stdlib.h>
#include <string.h>

#include "report/meeting.tsv.h"
#include "report/phrase.h"
#include "text/text.h"

static const unsigned char words_of_kinds[] = {
    [meeting_tsv_month] = MEETING_MONTH,
    [meeting_tsv_weekday] = MEETING_WEEKDAY,
    [meeting_tsv_joiner] = MEETING_JOINER,
    [meeting_tsv_before_date] = MEETING_BEFORE_DATE,
    [meeting_tsv_at] = MEETING_AT,
    [meeting_tsv_place] = MEETING_PLACE,
    [meeting_tsv_council] = MEETING_COUNCIL,
    [meeting_tsv_meeting] = MEETING_MEETING,
    [meeting_tsv_report] = MEETING_REPORT,
    [meeting_tsv_label] = MEETING_LABEL,
    [meeting_tsv_own_date] = MEETING_OWN_DATE,
    [meeting_tsv_next] = MEETING_NEXT,
    [meeting_tsv_event] = MEETING_EVENT,
    [meeting_tsv_act] = MEETING_ACT,
    [meeting_tsv_bound] = MEETING_BOUND,
    [meeting_tsv_informal] = MEETING_INFORMAL,
    [meeting_tsv_formal] = MEETING_FORMAL,
    [meeting_tsv_part] = MEETING_PART,
};

enum meeting_word meeting_word_at(const char *words, size_t len_bytes, size_t at_bytes,
                                  size_t *end_bytes, unsigned *value)
{
    size_t row;

    row = phrase_at(&meeting_tsv, words, len_bytes, at_bytes, false, end_bytes);
    if (row == PHRASE_NONE)
        return MEETING_KIND_COUNT;
    *value = meeting_tsv.values[row];
    return (enum meeting_word)words_of_kinds[meeting_tsv.kinds[row]];
}

/* ---- a passage ---------------------------------------------------------------------------------- */

/* The bytes of the white space that begins there; 0 where none does. */
static size_t space_bytes(const char *text, size_t len_bytes)
{
    if (*text == ' ' || *text == '\t')
        return 1;
    if (len_bytes >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2; /* no-break space */
    if (len_bytes >= 3 && memcmp(text, "\xE2\x80", 2) == 0 &&
        ((unsigned char)text[2] <= 0x8A || (unsigned char)text[2] == 0xAF))
        return 3; /* U+2000 to U+200A, U+202F */
    return 0;
}

static void add_token(struct passage *passage, size_t start_bytes, size_t end_bytes)
{
    struct passage_token token = {.raw_start_bytes = start_bytes, .raw_end_bytes = end_bytes};
    size_t words_bytes = passage->words.len_bytes;

    if (passage->words.len_bytes > 0)
        buffer_append_char(&passage->words, ' ');
    token.start_bytes = passage->words.len_bytes;
    text_fold(passage->raw.data + start_bytes, end_bytes - start_bytes, &passage->words);
    token.end_bytes = passage->words.len_bytes;
    if (token.end_bytes == token.start_bytes) { /* all of it is invisible */
        passage->words.len_bytes = words_bytes;
        return;
    }
    passage->tokens = array_reserve(passage->tokens, &passage->token_capacity,
                                    passage->token_count + 1, sizeof *passage->tokens);
    passage->tokens[passage->token_count++] = token;
}

static void append_text(struct passage *passage, const struct buffer *text)
{
    size_t at = passage->raw.len_bytes, start, spaces = 0;

    buffer_append(&passage->raw, text->data, text->len_bytes);
    buffer_append_char(&passage->raw, ' ');
    for (start = at; at<passage->raw.len_bytes; at += spaces> 0 ? spaces : 1) {
        spaces = space_bytes(passage->raw.data + at, passage->raw.len_bytes - at);
        if (spaces == 0)
            continue;
        if (at > start)
            add_token(passage, start, at);
        start = at + spaces;
    }
}

static void add_mark(struct passage *passage, const struct passage_mark *mark)
{
    passage->marks = array_reserve(passage->marks, &passage->mark_capacity, passage->mark_count + 1,
                                   sizeof *passage->marks);
    passage->marks[passage->mark_count++] = *mark;
}

void passage_read(struct passage *passage, const struct buffer *before, const struct buffer *line,
                  const struct buffer *after)
{
    buffer_clear(&passage->raw);
    buffer_clear(&passage->words);
    passage->token_count = passage->mark_count = 0;
    append_text(passage, before);
    passage->line_start_bytes = passage->words.len_bytes + (passage->words.len_bytes > 0);
    append_text(passage, line);
    passage->line_end_bytes = passage->words.len_bytes;
    append_text(passage, after);
}

void passage_mark(struct passage *passage, size_t start_bytes, size_t end_bytes)
{
    const struct buffer *words = &passage->words;
    struct passage_mark mark;
    size_t at = start_bytes;

    passage->mark_count = 0;
    while (at < words->len_bytes && at < end_bytes) {
        mark = (struct passage_mark){.start_bytes = at};
        mark.kind =
            meeting_word_at(words->data, words->len_bytes, at, &mark.end_bytes, &mark.value);
        if (mark.kind != MEETING_KIND_COUNT)
            add_mark(passage, &mark);
        at = mark.kind != MEETING_KIND_COUNT ? mark.end_bytes : at + 1;
    }
}

void passage_release(struct passage *passage)
{
    buffer_release(&passage->raw);
    buffer_release(&passage->words);
    free(passage->tokens);
    free(passage->marks);
    *passage = (struct passage){0};
}

size_t passage_token_at(const struct passage *passage, size_t at_bytes)
{
    size_t low = 0, high = passage->token_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (passage->tokens[middle].end_bytes <= at_bytes)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum meeting_word passage_first_kind(const struct passage *passage, size_t *end_bytes)
{
    size_t i = 0;

    while (i < passage->mark_count && passage->marks[i].start_bytes < passage->line_start_bytes)
        i++;
    if (i == passage->mark_count || passage->marks[i].start_bytes >= passage->line_end_bytes)
        return MEETING_KIND_COUNT;
    *end_bytes = passage->marks[i].end_bytes;
    return passage->marks[i].kind;
}
