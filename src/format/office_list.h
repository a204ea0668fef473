/* The numbers of lists and headings, which documents do not hold: they are counted. */
#ifndef KANTLIJN_FORMAT_OFFICE_LIST_H
#define KANTLIJN_FORMAT_OFFICE_LIST_H

#include "base/base.h"

enum {
    LIST_LEVELS = 10,          /* docx has 9, odt 10 */
    LIST_PATTERN_BYTES = 64,   /* real ones are "%1.%2.%3." */
    LIST_NUMBER_MAX = 1 << 20, /* counting stops there */
    LIST_LABEL_MAX_BYTES = 1024,
};

enum list_format {
    LIST_DECIMAL,
    LIST_DECIMAL_ZERO, /* 01, 02 … 10 */
    LIST_ROMAN_LOWER,
    LIST_ROMAN_UPPER,
    LIST_LETTER_LOWER, /* a … z, aa, bb */
    LIST_LETTER_UPPER,
    LIST_BULLET, /* the pattern as it stands */
    LIST_NOTHING,
};

/* Restarting after the use of any higher level, as levels do unless they say otherwise. */
enum { LIST_RESTART_ALWAYS = 255 };

struct list_level {
    enum list_format format;
    unsigned start;
    unsigned restart_below; /* restarts after the use of a level below this one, counted from 0 */
    bool all_decimal;       /* numbers of higher levels too are written in digits */
    /* Bytes 1 to LIST_LEVELS stand for the numbers of those levels. */
    char pattern[LIST_PATTERN_BYTES];
};

/* How far a list has counted; all zero at its beginning. */
struct list_count {
    unsigned numbers[LIST_LEVELS];
    bool started[LIST_LEVELS];
};

/* Takes up the next item of a level, counted from 0. Levels that are NULL count from 1. */
void list_advance(struct list_count *count, const struct list_level *const *levels, size_t level);
/* Has the level's next item get that number. */
void list_restart(struct list_count *count, size_t level, unsigned number);
/* Appends "2.a)" or "•"; nothing where the level has no label. */
void list_append_label(const struct list_count *count, const struct list_level *const *levels,
                       size_t level, struct buffer *out);
/* Appends one number. */
void list_append_number(unsigned number, enum list_format format, struct buffer *out);

#endif
