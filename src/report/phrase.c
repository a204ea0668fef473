/* Phrases of a table, found in folded text.
 *
 *  1. Of the forms that begin at one place the longest counts.
 *  2. A form that does not ask for more begins and ends at the edge of a word. */
#include "config.h"

#include "report/phrase.h"

const char *phrase_form(const struct phrase_table *table, size_t row)
{
    return table->text + table->forms[row];
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

bool phrase_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The end of the form in the words at at_bytes, or 0 where it does not stand there. */
static size_t match_end(const char *form, const char *words, size_t len_bytes, size_t at_bytes,
                        bool hyphens_join)
{
    size_t at = at_bytes;

    for (form += form[0] == '*'; *form != '\0' && *form != '*'; form++, at++) {
        if (at == len_bytes || words[at] != *form)
            return 0;
    }
    if (*form == '*' || at == len_bytes)
        return at;
    return phrase_is_letter(words[at]) || (hyphens_join && words[at] == '-') ? 0 : at;
}

size_t phrase_at(const struct phrase_table *table, const char *words, size_t len_bytes,
                 size_t at_bytes, bool hyphens_join, size_t *end_bytes)
{
    bool at_start = at_bytes == 0 || !phrase_is_letter(words[at_bytes - 1]);
    size_t pair = pair_of(words[at_bytes], at_bytes + 1 < len_bytes ? words[at_bytes + 1] : '\0');
    size_t found = PHRASE_NONE, last = at_start ? table->first[pair + 1] : table->inner_end[pair];

    *end_bytes = at_bytes;
    for (size_t row = table->first[pair]; row < last; row++) {
        size_t end = match_end(phrase_form(table, row), words, len_bytes, at_bytes, hyphens_join);

        if (end > *end_bytes) {
            found = row;
            *end_bytes = end;
        }
    }
    return found;
}
