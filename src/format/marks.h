/* Where the marks of footnotes may stand in a stretch of text, and where their notes may begin. */
#ifndef KANTLIJN_FORMAT_MARKS_H
#define KANTLIJN_FORMAT_MARKS_H

#include "format/lines.h"

/* Numbers, and after them the signs. */
enum { LABEL_MAX = 999, SIGN_COUNT = 6, LABEL_COUNT = LABEL_MAX + SIGN_COUNT + 1 };

/* How sure it is that something is a mark; each grade has its own list for each number. The last four
 * are marks of notes in their own form alone: "*", "(1)", "[^1]" and "[footnoteRef:1]". */
enum grade {
    GRADE_SURE,
    GRADE_LIKELY,
    GRADE_SIGN,
    GRADE_ROUND,
    GRADE_EXPLICIT,
    GRADE_CONVERTED,
    GRADE_COUNT
};

struct candidate {
    const char *at;
    size_t len_bytes;
    size_t next; /* in the list of its number and grade */
    unsigned label;
};

struct candidates {
    struct candidate *items;
    size_t count, capacity;
    size_t heads[LABEL_COUNT][GRADE_COUNT], tails[LABEL_COUNT][GRADE_COUNT];
};

/* Looks at all lines once. The caller frees items. */
void candidates_find(struct candidates *candidates, const struct stretch *stretch);
/* The digits at that place, and superscript ones, as a number; where they end. Numbers beyond LABEL_MAX are
 * all larger than it. */
size_t read_digits(const char *text, size_t len_bytes, size_t at, unsigned *number);
size_t read_superscripts(const char *text, size_t len_bytes, unsigned *number);
/* The length of "^1^", "^(1)^" or "<sup>1</sup>" at that place, and of "(1)"; 0 where none stands there. */
size_t read_raised(const char *text, size_t len_bytes, unsigned *number);
size_t read_round(const char *text, size_t len_bytes, unsigned *number);
/* The length of "*", "**", "***", "†", "††" or "‡" at that place, and its label. */
size_t read_sign(const char *text, size_t len_bytes, unsigned *label);
const char *sign_of(unsigned label);

/* ---- where notes begin (note_beginnings.c) --------------------------------------------------------- */

enum note_form { NOTE_PLAIN, NOTE_ROUND, NOTE_SIGN, NOTE_EXPLICIT, NOTE_CONVERTED };

struct beginning {
    unsigned label;
    size_t text_bytes; /* where the note's text begins in the line */
    enum note_form form;
    bool needs_sure_mark; /* it stands right under text */
};

/* Whether the line begins as a note does, in whatever form. needs_sure_mark is the caller's. */
bool note_begins(const struct line *line, struct beginning *beginning);

#endif
