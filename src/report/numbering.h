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
    NUMBER_DASH,     /* no number, but a dash or bullet */
    NUMBER_RUN_IN,   /* none at all: the title is the beginning of a paragraph */
};

/* A word before the number that says what it numbers. */
enum number_name { NAME_NONE, NAME_ITEM /* "Agendapunt 3" */, NAME_PART /* "Teil A" */ };

/* A numeral over this is none of a heading; larger ones are years, amounts and document numbers. */
enum { NUMBERING_VALUE_MAX = 199, NUMBERING_READINGS_MAX = 2 };

struct numbering {
    enum number_style style;
    unsigned value;     /* 2 in "2.", "2a", "II"; 4 in "4.1" */
    unsigned sub;       /* 1 in "2a" and "4.1", else 0 */
    size_t start_bytes; /* of the number alone: "2a", in "(2a)" after the bracket */
    size_t end_bytes;
    size_t title_bytes; /* where the words begin */
    char separator;     /* '.', ')', ':', '-', or ' ' where nothing but white space follows */
    bool bracketed;     /* "(1)" */
    enum number_name name;
};

/* A dash or bullet at the line's beginning, followed by words, as a number without a value. */
bool numbering_parse_dash(const char *text, size_t len_bytes, struct numbering *number);
/* What follows an annex's word: "Bijlage 2: Overzicht", "Annexe : …". False where nothing does that is
 * a number or a title; where there is a title alone the number is empty, and where there is a number alone
 * ("Bijlage II") title_bytes is 0: the title is the whole line. */
bool numbering_parse_annex(const char *text, size_t len_bytes, struct numbering *number);
/* All readings of the line's beginning as a number that is followed by words: "I." is a roman
 * numeral and a letter. Returns how many there are (0: none). */
size_t numbering_parse(const char *text, size_t len_bytes,
                       struct numbering readings[NUMBERING_READINGS_MAX]);

#endif
