/* Which of a text's dates is the meeting's. */
#ifndef KANTLIJN_REPORT_MEETING_CHOICE_H
#define KANTLIJN_REPORT_MEETING_CHOICE_H

#include "report/meeting_reader.h"

/* Completes the years that are written elsewhere, joins the dates of parts, and gives the candidate
 * that is the meeting's; NULL where none is sure enough. from_file_name: what the name of the file
 * tells, each field 0 where it does not. Candidates change in place. */
const struct meeting_candidate *meeting_choose(struct meeting_candidate *candidates, size_t count,
                                               const struct date *from_file_name);

#endif
