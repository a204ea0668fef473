/* Dates in file names, and in the reader's words.
 *
 *  1. In a name, a date begins and ends at the edge of a run of digits, so a document number is no date.
 *  2. Years, months and days exist (calendar.h); what does not fit is left out from
 *     the end: a day first, then a month.
 *  3. date_to is never before date_from and has its precision. */
#include "config.h"

#include "report/meeting.h"

#include <stdlib.h>
#include <string.h>

#include "report/calendar.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_separator(char c)
{
    return c == '-' || c == '_' || c == '.';
}

/* The number written in exactly `digits` digits at *at, which then moves past it. */
static bool take_number(const char **at, unsigned digits, unsigned *number)
{
    unsigned i;

    *number = 0;
    for (i = 0; i < digits; i++) {
        if (!is_digit((*at)[i]))
            return false;
        *number = *number * 10 + (unsigned)((*at)[i] - '0');
    }
    if (is_digit((*at)[digits]))
        return false;
    *at += digits;
    return true;
}

/* "-25" after a date, as the next two digits. */
static bool take_part(const char **at, unsigned *number)
{
    const char *from = *at;

    if (!is_separator(*from))
        return false;
    from++;
    if (!take_number(&from, 2, number))
        return false;
    *at = from;
    return true;
}

static bool take_year_first(const char **at, struct date *date)
{
    const char *from = *at, *after_month;
    unsigned number;

    if (!take_number(&from, 4, &date->year) || !calendar_is_year(date->year))
        return false;
    *at = from;
    if (!take_part(&from, &number) || !calendar_is_month(number))
        return true;
    date->month = number;
    *at = after_month = from;
    if (take_part(&after_month, &number) && calendar_is_day(date, number)) {
        date->day = number;
        *at = after_month;
    }
    return true;
}

static bool take_day_first(const char **at, struct date *date)
{
    const char *from = *at;
    unsigned day, month, year;

    if (!take_number(&from, 2, &day) || !take_part(&from, &month) || !is_separator(*from))
        return false;
    from++;
    if (!take_number(&from, 4, &year) || !calendar_is_year(year) || !calendar_is_month(month))
        return false;
    *date = (struct date){year, month, 0};
    if (!calendar_is_day(date, day))
        return false;
    date->day = day;
    *at = from;
    return true;
}

static bool take_eight_digits(const char **at, struct date *date)
{
    const char *from = *at;
    unsigned number;

    if (!take_number(&from, 8, &number))
        return false;
    *date = (struct date){number / 10000, number / 100 % 100, 0};
    if (!calendar_is_year(date->year) || !calendar_is_day(date, number % 100))
        return false;
    date->day = number % 100;
    *at = from;
    return true;
}

static bool take_date(const char **at, struct date *date)
{
    *date = (struct date){0};
    return take_eight_digits(at, date) || take_day_first(at, date) || take_year_first(at, date);
}

/* The next date in the name, from *at on. */
static bool next_date(const char **at, const char *name, struct date *date)
{
    for (; **at != '\0'; ++*at) {
        if (is_digit(**at) && (*at == name || !is_digit((*at)[-1])) && take_date(at, date))
            return true;
    }
    return false;
}

static bool same_precision(const struct date *left, const struct date *right)
{
    return (left->month > 0) == (right->month > 0) && (left->day > 0) == (right->day > 0);
}

static void set_dates(struct report_meeting *meeting, const struct date *from,
                      const struct date *to, enum meeting_source source)
{
    free(meeting->date_from);
    free(meeting->date_to);
    meeting->date_from = calendar_string(from);
    meeting->date_to = calendar_string(to);
    meeting->source = source;
}

void meeting_from_file_name(struct report_meeting *meeting, const char *file_name)
{
    const char *at = file_name;
    struct date from, to, second;
    unsigned last_day;

    if (file_name == NULL || !next_date(&at, file_name, &from))
        return;
    to = from;
    if (from.day > 0 && take_part(&at, &last_day) && calendar_is_day(&from, last_day) &&
        last_day > from.day) {
        to.day = last_day;
    } else if (next_date(&at, file_name, &second) && same_precision(&from, &second) &&
               calendar_order(&second) > calendar_order(&from)) {
        to = second;
    }
    set_dates(meeting, &from, &to, MEETING_FROM_FILE_NAME);
}

/* ---- in the reader's words ----------------------------------------------------------------------- */

static bool read_span(const char *words, size_t len_bytes, struct date *from, struct date *to)
{
    const char *dots = memmem(words, len_bytes, "..", 2);
    size_t from_bytes = dots != NULL ? (size_t)(dots - words) : len_bytes;

    if (!calendar_read(words, from_bytes, from))
        return false;
    *to = *from;
    return dots == NULL || (calendar_read(dots + 2, len_bytes - from_bytes - 2, to) &&
                            same_precision(from, to) && calendar_order(to) >= calendar_order(from));
}

bool meeting_from_reader(struct report_meeting *meeting, const char *words)
{
    struct date from, to;

    if (!read_span(words, strlen(words), &from, &to))
        return false;
    set_dates(meeting, &from, &to, MEETING_FROM_READER);
    return true;
}

bool report_read_dates(const char *words, size_t len_bytes, char **date_from, char **date_to)
{
    struct date from, to;

    if (!read_span(words, len_bytes, &from, &to))
        return false;
    *date_from = calendar_string(&from);
    *date_to = calendar_string(&to);
    return true;
}

void meeting_copy(struct report_meeting *to, const struct report_meeting *from)
{
    *to = *from;
    to->title = base_copy_string(from->title);
    to->place = base_copy_string(from->place);
    to->date_from = base_copy_string(from->date_from);
    to->date_to = base_copy_string(from->date_to);
}

void meeting_release(struct report_meeting *meeting)
{
    free(meeting->title);
    free(meeting->place);
    free(meeting->date_from);
    free(meeting->date_to);
    *meeting = (struct report_meeting){.formal = -1};
}
