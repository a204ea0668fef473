/* Phrases of a table, found in folded text.
 *
 *  1. Of the forms that begin at one place the longest counts.
 *  2. A form that does not ask for more begins and ends at the edge of a word. */
#include "config.h"

#include "report/phrase.h"

#include <string.h>

static const char *form_of(const struct phrase_index *index, size_t row)
{
    return index->cells[row * index->column_count + index->form_column];
}

static bool is_inner(const char *form)
{
    return form[0] == '*';
}

static size_t letter_of(char c)
{
    return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') + 1 : 0;
}

/* Of one byte and of what follows it; a word of one letter is followed by no letter. */
static size_t pair_of(char first, char second)
{
    return letter_of(first) * PHRASE_LETTERS + letter_of(second);
}

static size_t pair_of_form(const char *form)
{
    form += is_inner(form);
    return pair_of(form[0], form[1]);
}

/* Deals the rows out to their pairs: those with a star at their beginning, or the others. */
static void deal_out(struct phrase_index *index, size_t row_count, bool inner,
                     unsigned short *free_places)
{
    size_t row;

    for (row = 0; row < row_count; row++) {
        const char *form = form_of(index, row);

        if (is_inner(form) == inner)
            index->rows[free_places[pair_of_form(form)]++] = (unsigned short)row;
    }
}

void phrase_index_init(struct phrase_index *index, const char *const *cells, size_t row_count,
                       size_t column_count, size_t form_column, unsigned short *rows)
{
    unsigned short free_places[PHRASE_PAIRS];
    size_t pair, row;

    *index = (struct phrase_index){
        .cells = cells, .column_count = column_count, .form_column = form_column, .rows = rows};
    for (row = 0; row < row_count; row++)
        index->first[pair_of_form(form_of(index, row)) + 1]++;
    for (pair = 0; pair < PHRASE_PAIRS; pair++) {
        free_places[pair] = index->first[pair];
        index->first[pair + 1] = (unsigned short)(index->first[pair + 1] + index->first[pair]);
    }
    deal_out(index, row_count, true, free_places);
    memcpy(index->inner_end, free_places, sizeof index->inner_end);
    deal_out(index, row_count, false, free_places);
}

bool phrase_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The end of the form in the words at at_bytes, or 0 where it does not stand there. */
static size_t match_end(const char *form, const char *words, size_t len_bytes, size_t at_bytes)
{
    size_t at = at_bytes;

    for (form += is_inner(form); *form != '\0' && *form != '*'; form++, at++) {
        if (at == len_bytes || words[at] != *form)
            return 0;
    }
    return *form == '*' || at == len_bytes || !phrase_is_letter(words[at]) ? at : 0;
}

size_t phrase_at(const struct phrase_index *index, const char *words, size_t len_bytes,
                 size_t at_bytes, size_t *end_bytes)
{
    bool at_start = at_bytes == 0 || !phrase_is_letter(words[at_bytes - 1]);
    size_t pair = pair_of(words[at_bytes], at_bytes + 1 < len_bytes ? words[at_bytes + 1] : '\0');
    size_t found = PHRASE_NONE, last = at_start ? index->first[pair + 1] : index->inner_end[pair];
    size_t end, i;

    *end_bytes = at_bytes;
    for (i = index->first[pair]; i < last; i++) {
        end = match_end(form_of(index, index->rows[i]), words, len_bytes, at_bytes);
        if (end > *end_bytes) {
            found = index->rows[i];
            *end_bytes = end;
        }
    }
    return found;
}
