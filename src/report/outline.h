/* Which lines are headings: the inference, line by line. Its rules stand in outline.c. */
#ifndef KANTLIJN_REPORT_OUTLINE_H
#define KANTLIJN_REPORT_OUTLINE_H

#include "report/report.h"
#include "report/sequence.h"

/* A line that is more than text. Ranges are bytes in the line. */
struct outline_decision {
    size_t line; /* counted from 0 in the order of outline_add */
    enum reading reading;
    enum domain domain;                          /* of a part */
    unsigned level;                              /* of a section */
    size_t number_start_bytes, number_end_bytes; /* equal where it has no number */
    size_t title_start_bytes;
    size_t title_end_bytes; /* 0: at the line's end */
};

/* One way to read all lines so far. */
struct hypothesis {
    struct sequence sequence;
    int score;
    uint16_t before; /* its index among the hypotheses of the step before */
    uint8_t reading, number;
    bool dead; /* contradicts what has been decided */
};

enum { OUTLINE_HYPOTHESES_MAX = 12 };

/* A candidate line with the hypotheses after it. */
struct outline_step {
    size_t line;
    struct numbering numbers[NUMBERING_READINGS_MAX];
    enum domain domain;
    unsigned level;
    size_t title_end_bytes; /* of a title that begins a paragraph, else 0 */
    struct hypothesis hypotheses[OUTLINE_HYPOTHESES_MAX];
    size_t hypothesis_count;
    int best_score; /* of them all */
};

/* Whether a covering letter stands before the report; outline.c, rule 9. */
enum letter_state { LETTER_NONE, LETTER_OPEN, LETTER_SIGNED, LETTER_OVER };

struct outline {
    struct vocabulary vocabulary;
    struct hypothesis root; /* before the first step that is kept */
    struct outline_step *steps;
    size_t step_count, step_capacity;
    /* the last two lines that are no apparatus: the newest still waits for the one after it */
    struct line_facts facts[2];
    size_t facts_count; /* how many of them there are: 0 to 2 */
    size_t line_count;
    enum letter_state letter;
    size_t
        letter_line; /* where a letter would begin: the first line, or the first heading of its format */
    bool letter_has_heading;
    /* when to decide */
    size_t bytes_since_checkpoint, steps_since_checkpoint;
    size_t checkpoint_line;
    size_t decided_lines;
    struct outline_decision *decisions;
    size_t decision_count, decision_capacity;
};

void outline_init(struct outline *outline);
void outline_release(struct outline *outline);
/* The next line: trimmed, not empty, without footnote marks at its end. text is not kept. */
void outline_add(struct outline *outline, const char *text, size_t len_bytes,
                 const struct report_event *event);
/* No line follows: decides on all that are left. */
void outline_finish(struct outline *outline);
/* The lines before this one are decided; decisions[] holds, in order, those that are more than
 * text. */
size_t outline_decided_lines(const struct outline *outline);
/* Forgets the first `count` decisions, which the caller has used. */
void outline_drop_decisions(struct outline *outline, size_t count);

#endif
