/* Days of the calendar, known to the day, to the month or to the year. */
#ifndef KANTLIJN_REPORT_CALENDAR_H
#define KANTLIJN_REPORT_CALENDAR_H

#include "base/base.h"

/* Years that a report may speak of. */
enum { CALENDAR_YEAR_MIN = 1950, CALENDAR_YEAR_MAX = 2099 };

/* Each is 0 where unknown. */
struct date {
    unsigned year, month, day;
};

bool calendar_is_year(unsigned year);
bool calendar_is_month(unsigned month);
/* Whether the month of the date has that day; a February without a year has 29. */
bool calendar_is_day(const struct date *date, unsigned day);
/* Numbers in the order of the dates. */
unsigned calendar_order(const struct date *date);
/* Days since a day long ago; of two dates known to the day, their difference is exact. */
long calendar_day_number(const struct date *date);
/* YYYY, YYYY-MM or YYYY-MM-DD; the caller frees. */
char *calendar_string(const struct date *date);
/* The same read back, for days that exist; false, with the date empty, for anything else. */
bool calendar_read(const char *string, size_t len_bytes, struct date *date);

#endif
