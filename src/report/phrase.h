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

/* The rows of a table by the first byte of their forms. */
struct phrase_index {
    const char *const *cells; /* of the table, row by row */
    size_t column_count, form_column;
    unsigned short *rows;      /* in order of their first byte, and of the table within one */
    unsigned short first[257]; /* the forms that begin with byte b: from first[b] to first[b + 1] */
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
