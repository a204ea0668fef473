/* When the meeting was, from the name of the file and in the reader's words. */
#ifndef KANTLIJN_REPORT_MEETING_H
#define KANTLIJN_REPORT_MEETING_H

#include "report/report.h"

/* Fills the dates (and the source) from the first date in the name, and date_to from a second
 * one or from the last day of a range; nothing is changed where the name holds no date. The
 * order may be 2024-01-25 or 25-01-2024, the separator - _ . or none (20240125); a year and
 * month or a year alone is a date as well. file_name may be NULL. */
void meeting_from_file_name(struct report_meeting *meeting, const char *file_name);
void meeting_copy(struct report_meeting *to, const struct report_meeting *from);
void meeting_release(struct report_meeting *meeting);

/* Sets the dates that the reader gives: YYYY, YYYY-MM, YYYY-MM-DD, or FROM..TO, both to the day, the
 * month or the year. False, with nothing changed, where the words are none of these. */
bool meeting_from_reader(struct report_meeting *meeting, const char *words);

#endif
