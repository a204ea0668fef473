/* What the words around a date, a place or a title say of it. */
#ifndef KANTLIJN_REPORT_MEETING_EVIDENCE_H
#define KANTLIJN_REPORT_MEETING_EVIDENCE_H

#include "report/dates.h"
#include "report/meeting_words.h"

/* How a line stands in its report. */
struct meeting_line {
    size_t index;    /* among the lines with text, from 0 */
    size_t at_bytes; /* of text before it */
    bool is_title;   /* it reads as the title of a report, or goes on with one */
    bool is_first_of_title;
    bool follows_title; /* such a line stood at most a few lines above */
    bool is_bare;       /* a date, a place and hardly more */
};

enum {
    MEETING_SCORE_NEEDED = 5, /* a date of less is not called the meeting's */
    /* so far around a date, in the passage's words, its context may reach */
    MEETING_BEFORE_BYTES = 160,
    MEETING_AFTER_BYTES = 110,
};

/* The words of one sentence around a date, or of the line where it is short. */
struct context {
    size_t start_bytes, end_bytes; /* in the passage's words */
};

/* Whether the line stands where a report tells of its meeting: among the first. */
bool meeting_is_early(const struct meeting_line *line);
struct context meeting_context(const struct passage *passage, const struct date_span *span);
/* How much speaks for a date being the meeting's; below 0 where it is another thing's. */
int meeting_date_score(const struct passage *passage, const struct date_span *span,
                       const struct meeting_line *line);
/* Whether it is the date of the text itself: a letter's, a publication's. */
bool meeting_is_own_date(const struct passage *passage, const struct date_span *span,
                         const struct meeting_line *line);
/* Whether the line is a part's heading with a date: "Home affairs (9 March 2023)". */
bool meeting_is_part_date(const struct passage *passage, const struct date_span *span);
/* Whether the word at the token begins with a small letter. */
bool meeting_begins_small(const struct passage *passage, size_t token);
/* Whether one of the line's first words is a title's; whether all of it reads as a title. */
bool meeting_begins_as_title(const struct passage *passage);
bool meeting_is_title(const struct passage *passage);
/* 0 where the words between call a meeting or council informal, 1 formal, -1 neither. */
int meeting_formality(const struct passage *passage, size_t start_bytes, size_t end_bytes);

#endif
