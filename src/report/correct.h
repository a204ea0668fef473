/* What was inferred of a report that a reader has corrected: kept, so that it can come back. */
#ifndef KANTLIJN_REPORT_CORRECT_H
#define KANTLIJN_REPORT_CORRECT_H

#include "report/report.h"

struct report_inferred {
    struct report_heading *headings; /* with their numbers; NULL while no block was corrected */
    size_t heading_count;
    bool outline_kept;
    struct inferred_block {
        size_t block;
        enum block_kind kind;
    } * blocks; /* those that are corrected now, as they were */
    size_t block_count;
    struct report_meeting meeting;
    bool meeting_kept;
};

/* Frees what is kept; the report stays as it is. */
void correct_forget(struct report *report);

#endif
