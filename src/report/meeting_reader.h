/* When and where the meeting was, and what the report calls itself, from the report's text.
 *
 * Lines come in as the builder sees them; only the first MEETING_TEXT_BYTES are looked at, so that the
 * answer does not hang on how much of a large report has been read. */
#ifndef KANTLIJN_REPORT_MEETING_READER_H
#define KANTLIJN_REPORT_MEETING_READER_H

#include "report/meeting_evidence.h"
#include "report/meeting_title.h"
#include "report/report.h"

enum { MEETING_TEXT_BYTES = 64 << 10 };

/* A line that waits for the next. */
struct meeting_text {
    struct buffer text;
    struct meeting_line line;
    bool joined;   /* the line before runs on in it */
    bool is_apart; /* an empty line stands before it, or a short one */
};

/* A date that may be the meeting's. */
struct meeting_candidate {
    struct date_span span;
    int score;
    size_t line;
    char *place;
    int formal;
    bool is_own_date, is_part_date;
};

/* Zeroed it is ready. */
struct meeting_reader {
    struct meeting_text texts[3]; /* the line before, the line itself and the next, in turn */
    size_t turn;
    bool has_line, finished;
    size_t line_count, read_bytes;
    size_t title_line; /* the last line that read as a title, plus 1; 0 for none */
    struct passage passage;
    struct date_span *spans; /* of the passage's line */
    size_t span_count, span_capacity;
    struct meeting_candidate *candidates;
    size_t candidate_count, candidate_capacity;
    struct meeting_title title;
};

/* One line or paragraph of the report; alone: nothing before it belongs to it. */
void meeting_reader_line(struct meeting_reader *reader, const char *text, size_t len_bytes,
                         bool alone);
/* Whether all that counts was read. */
bool meeting_reader_is_full(const struct meeting_reader *reader);
/* Nothing that counts comes any more: fills in what was found, in place of what the file name told.
 * A second call does nothing. */
void meeting_reader_finish(struct meeting_reader *reader, struct report_meeting *meeting);
void meeting_reader_release(struct meeting_reader *reader);

#endif
