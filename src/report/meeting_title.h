/* What the report calls itself. */
#ifndef KANTLIJN_REPORT_MEETING_TITLE_H
#define KANTLIJN_REPORT_MEETING_TITLE_H

#include "report/meeting_evidence.h"

/* The best title so far; zeroed it is none. */
struct meeting_title {
    char *text, *place; /* NULL where it names none */
    int score;
    int formal; /* as in struct report_meeting */
};

/* Takes the passage's line, which reads as a title (meeting_is_title), for the report's where no better
 * one was seen. has_date: it names a day. */
void meeting_title_read(struct meeting_title *title, const struct passage *passage,
                        const struct meeting_line *line, bool has_date);
void meeting_title_release(struct meeting_title *title);

#endif
