/* pattern: what a reader typed to search for, taken apart. Private to text/.
 *
 * Most patterns are words: then needle is all there is. Others are extended regular expressions, and
 * become one that the C library takes for folded text. */
#ifndef KANTLIJN_TEXT_PATTERN_H
#define KANTLIJN_TEXT_PATTERN_H

#include "base/base.h"

enum {
    PATTERN_MAX_BYTES = 1000,
    PATTERN_NODES_MAX = 1000, /* with everything that is repeated written out */
    PATTERN_DEPTH_MAX = 50,
    PATTERN_NEEDLES_MAX = 8,
};

struct pattern {
    bool folded; /* it has no capital: letter case and diacritics do not count */
    bool is_literal;
    bool starts_word, ends_word; /* of a literal: only where a word starts, ends */
    struct buffer needle;        /* of a literal: what is looked for, folded where folded */
    struct buffer expression;    /* else: for regcomp, of folded text */
    /* else: every match holds one of these; none where that cannot be told */
    struct buffer needles[PATTERN_NEEDLES_MAX];
    size_t needle_count;
};

/* text is NFC. Where it is no pattern the error says so, and *fault_bytes is where it breaks. */
bool pattern_parse(struct pattern *pattern, const char *text, size_t len_bytes,
                   size_t *fault_bytes, struct error *error);
void pattern_release(struct pattern *pattern);

#endif
