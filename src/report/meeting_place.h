/* Where a meeting was, from the words beside its date or in its title. */
#ifndef KANTLIJN_REPORT_MEETING_PLACE_H
#define KANTLIJN_REPORT_MEETING_PLACE_H

#include "report/meeting_evidence.h"

/* The place that belongs to the date, as it is written there; NULL where there is none. The caller
 * frees. */
char *meeting_place_of_date(const struct passage *passage, const struct date_span *span);
/* The place that a title names without a date. The caller frees. */
char *meeting_place_of_title(const struct passage *passage);

#endif
