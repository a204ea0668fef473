/* Phrases of a table that is compiled in (embed.awk), found in folded text.
 *
 * A form is written as text_fold leaves it: small letters without diacritics, "ss" for an eszett,
 * the plain apostrophe, quote and hyphen. As it stands it is found as whole words. A star at its end
 * lets its last word go on ("asiel*"), a star at its beginning lets it stand within a word, as parts
 * of a Dutch, German or Swedish compound do ("*wapen*"). */
#ifndef KANTLIJN_REPORT_PHRASE_H
#define KANTLIJN_REPORT_PHRASE_H

#include "base/base.h"

#define PHRASE_NONE SIZE_MAX

/* A letter, and anything else as one; and what two of them in a row may be. */
enum { PHRASE_LETTERS = 27, PHRASE_PAIRS = PHRASE_LETTERS * PHRASE_LETTERS };

/* The rows of a table by the first two bytes of their forms; of one pair those that may stand within a
 * word come first. */
struct phrase_index {
    const char *const *cells; /* of the table, row by row */
    size_t column_count, form_column;
    unsigned short *rows;
    unsigned short first[PHRASE_PAIRS + 1]; /* of pair p: from first[p] to first[p + 1] */
    unsigned short inner_end[PHRASE_PAIRS]; /* those that may stand within a word end here */
};

/* Makes the index. rows has room for row_count, and both it and cells stay the caller's for as long
 * as the index is used; nothing is allocated. */
void phrase_index_init(struct phrase_index *index, const char *const *cells, size_t row_count,
                       size_t column_count, size_t form_column, unsigned short *rows);
/* The row of the longest form that begins at at_bytes of the folded words, and where it ends there;
 * PHRASE_NONE where none does. */
size_t phrase_at(const struct phrase_index *index, const char *words, size_t len_bytes,
                 size_t at_bytes, size_t *end_bytes);
/* Whether a byte of folded text belongs to a word; a hyphen does not. */
bool phrase_is_letter(char c);

#endif
