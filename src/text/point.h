/* One code point: reading it, and what sort it is. Private to text/.
 *
 * Every reader below is safe on any bytes: what is ill-formed reads as U+FFFD, one for each maximal
 * subpart, and always moves on by at least one byte. */
#ifndef KANTLIJN_TEXT_POINT_H
#define KANTLIJN_TEXT_POINT_H

#include "base/base.h"

#include <string.h>

enum {
    POINT_REPLACEMENT = 0xFFFD,
    POINT_LIMIT = 0x110000, /* one past the last; point_scan gives it for ill-formed bytes */
    POINT_ZWJ = 0x200D,
};

/* Reads the bytes at text, of which there are len_bytes > 0, that do not begin with ASCII; gives
 * the length taken and the code point, or POINT_LIMIT where they are ill-formed. */
size_t point_scan(const char *text, size_t len_bytes, uint32_t *point);

/* The start of the code point that ends at at_bytes > 0. */
size_t point_before(const char *text, size_t at_bytes);

/* White_Space of Unicode; and the same with what text_trim takes besides: BOM and zero-width. */
bool point_is_space(uint32_t point);
bool point_is_edge(uint32_t point);
/* What words are made of when they are searched for: letters, digits and _. */
bool point_is_word(uint32_t point);

/* Columns of a printable code point: 0 for marks and for the vowels and finals of Hangul, else 1 or
 * 2. */
int point_width_cols(uint32_t point);
/* True for what may not reach a terminal as it is (text.h lists it). */
bool point_is_unsafe(uint32_t point);
/* True for what is unsafe, and for what the machine's wcwidth need not agree about. */
bool point_needs_token(uint32_t point);

/* The width in columns of the cluster at at_bytes < len_bytes as text_show_next shows it;
 * *next_bytes is the offset after it. */
int cluster_width_cols(const char *text, size_t len_bytes, size_t at_bytes, size_t *next_bytes);

static inline bool byte_is_ascii(char byte)
{
    return (signed char)byte >= 0;
}

static inline bool byte_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Reads the code point at at_bytes < len_bytes and returns the offset after it. */
static inline size_t point_read(const char *text, size_t len_bytes, size_t at_bytes,
                                uint32_t *point)
{
    size_t taken_bytes;

    if (byte_is_ascii(text[at_bytes])) {
        *point = (unsigned char)text[at_bytes];
        return at_bytes + 1;
    }
    taken_bytes = point_scan(text + at_bytes, len_bytes - at_bytes, point);
    if (*point == POINT_LIMIT)
        *point = POINT_REPLACEMENT;
    return at_bytes + taken_bytes;
}

/* Plain code points are printable, one column wide, and break clusters between each other whatever
 * stands around them: most of what a European report holds. */
static inline bool point_is_plain(uint32_t point)
{
    if (point < 0x300)
        return (point >= 0x20 && point < 0x7F) || (point >= 0xA0 && point != 0xAD);
    if (point < 0x482)
        return point >= 0x3A3;
    return (point >= 0x2010 && point <= 0x2027) || (point >= 0x2030 && point <= 0x205E) ||
           (point >= 0x20A0 && point <= 0x20C0) || (point >= 0x1E00 && point <= 0x1EFF);
}

static inline bool byte_is_printable(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

/* Whether a letter, a sign or a space of ASCII stands there that nothing can combine with, since ASCII
 * follows: a cluster of one byte and one column. */
static inline bool cluster_is_ascii(const char *text, size_t len_bytes, size_t at_bytes)
{
    return byte_is_printable(text[at_bytes]) &&
           (at_bytes + 1 == len_bytes || byte_is_printable(text[at_bytes + 1]));
}

/* Eight bytes at once. */
static inline uint64_t word_load(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

#define WORD_EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
/* Not zero where one of the word's bytes is zero. */
#define WORD_HAS_ZERO(word) (((word)-WORD_EACH(0x01)) & ~(word)&WORD_EACH(0x80))

#endif
