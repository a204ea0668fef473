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

static unsigned char first_byte(const struct phrase_index *index, size_t row)
{
    const char *form = form_of(index, row);

    return (unsigned char)(form[0] == '*' ? form[1] : form[0]);
}

void phrase_index_init(struct phrase_index *index, const char *const *cells, size_t row_count,
                       size_t column_count, size_t form_column, unsigned short *rows)
{
    unsigned short free_places[256];
    size_t byte, row;

    *index = (struct phrase_index){
        .cells = cells, .column_count = column_count, .form_column = form_column, .rows = rows};
    for (row = 0; row < row_count; row++)
        index->first[first_byte(index, row) + 1]++;
    for (byte = 0; byte < 256; byte++) {
        free_places[byte] = index->first[byte];
        index->first[byte + 1] = (unsigned short)(index->first[byte + 1] + index->first[byte]);
    }
    for (row = 0; row < row_count; row++)
        rows[free_places[first_byte(index, row)]++] = (unsigned short)row;
}

bool phrase_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The end of the form in the words at at_bytes, or 0 where it does not stand there. */
static size_t match_end(const char *form, const char *words, size_t len_bytes, size_t at_bytes)
{
    bool at_start = at_bytes == 0 || !phrase_is_letter(words[at_bytes - 1]);
    size_t at = at_bytes;

    if (*form == '*')
        form++;
    else if (!at_start)
        return 0;
    for (; *form != '\0' && *form != '*'; form++, at++) {
        if (at == len_bytes || words[at] != *form)
            return 0;
    }
    return *form == '*' || at == len_bytes || !phrase_is_letter(words[at]) ? at : 0;
}

size_t phrase_at(const struct phrase_index *index, const char *words, size_t len_bytes,
                 size_t at_bytes, size_t *end_bytes)
{
    size_t found = PHRASE_NONE, end, i;
    unsigned char byte = (unsigned char)words[at_bytes];

    *end_bytes = at_bytes;
    for (i = index->first[byte]; i < index->first[byte + 1]; i++) {
        end = match_end(form_of(index, index->rows[i]), words, len_bytes, at_bytes);
        if (end > *end_bytes) {
            found = index->rows[i];
            *end_bytes = end;
        }
    }
    return found;
}
