/* Dates as reports write them: "14–16 juli 2025", "3./4. Juni 2010", "5.-6.VI.2008". */
#ifndef KANTLIJN_REPORT_DATES_H
#define KANTLIJN_REPORT_DATES_H

#include "report/calendar.h"

/* The first and the last day that one expression names; the same where it names one. */
struct date_span {
    struct date from, to; /* a year of 0: not written there; a day of 0: a month as a whole */
    size_t start_bytes, end_bytes;
};

/* Reads the expression that begins at at_bytes of folded words (text_fold): days, days of two
 * months, or a month with its year. False where none begins there. */
bool date_read(const char *words, size_t len_bytes, size_t at_bytes, struct date_span *span);

#endif
