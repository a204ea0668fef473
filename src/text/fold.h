/* The fold of one code point, shared by folding and searching. Private to text/. */
#ifndef KANTLIJN_TEXT_FOLD_H
#define KANTLIJN_TEXT_FOLD_H

#include "base/base.h"

enum { FOLD_MAX_BYTES = 32 };

/* Writes what remains of a code point when letter case and diacritics do not count, and returns its
 * length: 0 for marks and for what is invisible; one U+0020 for white space. It does not depend on
 * what stands around the code point. */
size_t fold_point(uint32_t point, char folded[FOLD_MAX_BYTES]);

static inline char fold_ascii(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

#endif
