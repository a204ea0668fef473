/* Phrases of a table that is compiled in, found in folded text.
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

/* A table as phrases.awk makes it of NAME.tsv, without a pointer in its rows: nothing has to be done for
 * it when the program is loaded. Rows are in the order of the first two bytes of their forms; of one pair
 * those that may stand within a word come first. */
struct phrase_table {
    const char *text;                /* the forms, each ended by NUL */
    const unsigned short *forms;     /* where a row's form stands in the text */
    const unsigned char *kinds;      /* of each row: one of the kinds that NAME.tsv.h lists */
    const unsigned char *values;     /* of each row: its number, 0 where it has none */
    const unsigned short *first;     /* the rows of pair p: from first[p] to first[p + 1] */
    const unsigned short *inner_end; /* those of pair p that may stand within a word end here */
};

/* A row's form, with its stars. */
const char *phrase_form(const struct phrase_table *table, size_t row);
/* The row of the longest form that begins at at_bytes of the folded words, and where it ends there;
 * PHRASE_NONE where none does. Where hyphens join, no form ends before one. */
size_t phrase_at(const struct phrase_table *table, const char *words, size_t len_bytes,
                 size_t at_bytes, bool hyphens_join, size_t *end_bytes);
/* Whether a byte of folded text belongs to a word; a hyphen does not. */
bool phrase_is_letter(char c);

#endif
