/* The number that a line may begin with. */
#ifndef KANTLIJN_REPORT_NUMBERING_H
#define KANTLIJN_REPORT_NUMBERING_H

#include "base/base.h"

enum number_style {
    NUMBER_NONE,
    NUMBER_ROMAN,    /* I. II. */
    NUMBER_UPPER,    /* A. B. */
    NUMBER_ARABIC,   /* 1. 2. */
    NUMBER_LETTERED, /* 2a. 2b. */
    NUMBER_DECIMAL,  /* 4.1 4.2 */
    NUMBER_LOWER,    /* a. b. */
};

/* A numeral over this is none of a heading; larger ones are years, amounts and document numbers. */
enum { NUMBERING_VALUE_MAX = 199, NUMBERING_READINGS_MAX = 2 };

struct numbering {
    enum number_style style;
    unsigned value;     /* 2 in "2.", "2a", "II"; 4 in "4.1" */
    unsigned sub;       /* 1 in "2a" and "4.1", else 0 */
    size_t start_bytes; /* of the number alone: "2a", in "(2a)" after the bracket */
    size_t end_bytes;
    size_t title_bytes; /* where the words begin */
    char separator;     /* '.', ')', ':', or ' ' where nothing but white space follows */
    bool bracketed;     /* "(1)" */
};

/* All readings of the line's beginning as a number that is followed by words: "I." is a roman
 * numeral and a letter. Returns how many there are (0: none). */
size_t numbering_parse(const char *text, size_t len_bytes,
                       struct numbering readings[NUMBERING_READINGS_MAX]);

#endif
