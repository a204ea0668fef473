/* Days of the calendar. */
#include "config.h"

#include "report/calendar.h"

bool calendar_is_year(unsigned year)
{
    return year >= CALENDAR_YEAR_MIN && year <= CALENDAR_YEAR_MAX;
}

bool calendar_is_month(unsigned month)
{
    return month >= 1 && month <= 12;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

bool calendar_is_day(const struct date *date, unsigned day)
{
    return calendar_is_month(date->month) && day >= 1 && day <= days_in(date->year, date->month);
}

unsigned calendar_order(const struct date *date)
{
    return (date->year * 100 + date->month) * 100 + date->day;
}

long calendar_day_number(const struct date *date)
{
    /* years begin in March, so that the leap day is their last */
    long years = (long)date->year - (date->month < 3), months = ((long)date->month + 9) % 12;

    return years * 365 + years / 4 - years / 100 + years / 400 + (months * 306 + 5) / 10 +
           (long)date->day;
}

/* The number of so many digits; 0 where there is something else. */
static unsigned read_digits(const char *digits, size_t count)
{
    unsigned number = 0;

    for (size_t i = 0; i < count; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return 0;
        number = number * 10 + (unsigned)(digits[i] - '0');
    }
    return number;
}

bool calendar_read(const char *string, size_t len_bytes, struct date *date)
{
    struct date read = {0};
    bool with_month = len_bytes == 7 || len_bytes == 10, with_day = len_bytes == 10;

    *date = read;
    if ((len_bytes != 4 && !with_month) || (with_month && string[4] != '-') ||
        (with_day && string[7] != '-'))
        return false;
    read.year = read_digits(string, 4);
    read.month = with_month ? read_digits(string + 5, 2) : 0;
    read.day = with_day ? read_digits(string + 8, 2) : 0;
    if (!calendar_is_year(read.year) || (with_month && !calendar_is_month(read.month)) ||
        (with_day && !calendar_is_day(&read, read.day)))
        return false;
    *date = read;
    return true;
}

char *calendar_string(const struct date *date)
{
    struct buffer string = {0};

    buffer_append_format(&string, "%04u", date->year);
    if (date->month > 0)
        buffer_append_format(&string, "-%02u", date->month);
    if (date->day > 0)
        buffer_append_format(&string, "-%02u", date->day);
    return buffer_detach(&string);
}
