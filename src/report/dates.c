/* Dates as reports write them, in the words of meeting.tsv.
 *
 *     expression  days month [year] [joiner day month [year]] | month days year | month year
 *                 | day.month.year [joiner day.month.year] | year-month-day
 *     days        day {joiner day}
 *     joiner      one of - / & , or a word (en, and, et, und, och ...), a weekday after it
 *     month       a word, a number or a Roman numeral between stops
 *
 *  1. Numbers alone are read with the day first; only a year of four digits may come before.
 *  2. A second date makes a range only where it lies at most RANGE_DAYS after the first.
 *  3. What is read of a longer expression that turns out to be none is given back. */
#include "config.h"

#include "report/dates.h"

#include <string.h>

#include "report/meeting_words.h"
#include "report/phrase.h"

enum { RANGE_DAYS = 10, DAYS_MAX = 4 };

struct cursor {
    const char *words;
    size_t len_bytes, at_bytes;
};

static char byte_at(const struct cursor *cursor)
{
    return cursor->at_bytes < cursor->len_bytes ? cursor->words[cursor->at_bytes] : '\0';
}

static bool take_byte(struct cursor *cursor, char byte)
{
    if (byte_at(cursor) != byte)
        return false;
    cursor->at_bytes++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_word(struct cursor *cursor, enum meeting_word kind, unsigned *value)
{
    size_t end;

    if (cursor->at_bytes >= cursor->len_bytes ||
        meeting_word_at(cursor->words, cursor->len_bytes, cursor->at_bytes, &end, value) != kind)
        return false;
    cursor->at_bytes = end;
    return true;
}

/* A number of at most so many digits, with no digit after it. */
static bool take_number(struct cursor *cursor, unsigned digits_max, unsigned *number)
{
    struct cursor at = *cursor;
    unsigned digits = 0;

    *number = 0;
    for (; is_digit(byte_at(&at)); at.at_bytes++) {
        if (++digits > digits_max)
            return false;
        *number = *number * 10 + (unsigned)(byte_at(&at) - '0');
    }
    if (digits == 0)
        return false;
    *cursor = at;
    return true;
}

/* "1er", "3rd", "1ste" */
static void skip_ordinal(struct cursor *cursor)
{
    static const char *const endings[] = {"ste", "er", "de", "st", "nd", "rd", "th", "e"};
    size_t i;

    for (i = 0; i < COUNT_OF(endings); i++) {
        size_t ending_bytes = strlen(endings[i]), end = cursor->at_bytes + ending_bytes;

        if (end <= cursor->len_bytes &&
            memcmp(cursor->words + cursor->at_bytes, endings[i], ending_bytes) == 0 &&
            (end == cursor->len_bytes || !phrase_is_letter(cursor->words[end]))) {
            cursor->at_bytes = end;
            return;
        }
    }
}

static bool take_day(struct cursor *cursor, unsigned *day)
{
    struct cursor at = *cursor;
    unsigned number;

    if (!take_number(&at, 2, &number) || number < 1 || number > 31)
        return false;
    skip_ordinal(&at);
    *day = number;
    *cursor = at;
    return true;
}

static void skip_words_before_day(struct cursor *cursor)
{
    unsigned value;

    while (take_word(cursor, MEETING_WEEKDAY, &value) ||
           take_word(cursor, MEETING_BEFORE_DATE, &value) || byte_at(cursor) == ' ')
        take_byte(cursor, ' ');
}

/* What stands between the days of a range; the cursor is at the next day then. */
static bool take_joiner(struct cursor *cursor)
{
    struct cursor at = *cursor;
    unsigned value;

    take_byte(&at, '.');
    take_byte(&at, ' ');
    if (!take_byte(&at, '-') && !take_byte(&at, '/') && !take_byte(&at, '&') &&
        !take_byte(&at, ',') && !take_word(&at, MEETING_JOINER, &value))
        return false;
    take_byte(&at, ' ');
    skip_words_before_day(&at);
    if (!is_digit(byte_at(&at)))
        return false;
    *cursor = at;
    return true;
}

static bool take_roman_month(struct cursor *cursor, unsigned *month)
{
    static const char *const numerals[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                           "vii", "viii", "ix",  "x",  "xi", "xii"};
    const char *from = cursor->words + cursor->at_bytes;
    size_t span = 0, left = cursor->len_bytes - cursor->at_bytes;

    while (span < left && strchr("ivx", from[span]) != NULL && from[span] != '\0')
        span++;
    for (*month = 1; *month <= COUNT_OF(numerals); ++*month) {
        if (strlen(numerals[*month - 1]) == span && memcmp(numerals[*month - 1], from, span) == 0) {
            cursor->at_bytes += span;
            return true;
        }
    }
    return false;
}

static bool take_month_word(struct cursor *cursor, unsigned *month)
{
    struct cursor at = *cursor;
    unsigned value;

    take_byte(&at, '.');
    take_byte(&at, ' ');
    if (take_word(&at, MEETING_BEFORE_DATE, &value)) /* "9 of March" */
        take_byte(&at, ' ');
    if (!take_word(&at, MEETING_MONTH, month))
        return false;
    *cursor = at;
    return true;
}

/* ".6." or ".VI.", after a day; the stop after it is left. */
static bool take_month_number(struct cursor *cursor, unsigned *month)
{
    struct cursor at = *cursor;

    if (!take_byte(&at, '.'))
        return false;
    take_byte(&at, ' ');
    if (!take_roman_month(&at, month) && !take_number(&at, 2, month))
        return false;
    if (!calendar_is_month(*month) || byte_at(&at) != '.')
        return false;
    *cursor = at;
    return true;
}

/* A year with a footnote's number glued to it is a year. */
static bool take_year(struct cursor *cursor, unsigned *year)
{
    struct cursor at = *cursor;
    unsigned value;

    take_byte(&at, '.');
    take_byte(&at, ',');
    take_byte(&at, ' ');
    if (take_word(&at, MEETING_BEFORE_DATE, &value))
        take_byte(&at, ' ');
    if (!take_number(&at, 5, &value))
        return false;
    if (value > 9999)
        value /= 10;
    if (!calendar_is_year(value))
        return false;
    *year = value;
    *cursor = at;
    return true;
}

/* ---- one date -------------------------------------------------------------------------------------- */

static bool take_year_first(struct cursor *cursor, struct date *date)
{
    struct cursor at = *cursor;

    if (!take_number(&at, 4, &date->year) || !calendar_is_year(date->year) ||
        !take_byte(&at, '-') || !take_number(&at, 2, &date->month) || !take_byte(&at, '-') ||
        !take_number(&at, 2, &date->day) || !calendar_is_day(date, date->day))
        return false;
    *cursor = at;
    return true;
}

/* 10-10-2019, 10/10/2019, 10.10.2019 */
static bool take_numbers(struct cursor *cursor, struct date *date)
{
    struct cursor at = *cursor;
    unsigned day;
    char separator;

    if (!take_number(&at, 2, &day))
        return false;
    separator = byte_at(&at);
    if (separator != '-' && separator != '/' && separator != '.')
        return false;
    at.at_bytes++;
    if (separator == '.')
        take_byte(&at, ' ');
    if (!take_number(&at, 2, &date->month) || !take_byte(&at, separator))
        return false;
    if (separator == '.')
        take_byte(&at, ' ');
    if (!take_number(&at, 4, &date->year) || !calendar_is_year(date->year) ||
        !calendar_is_day(date, day))
        return false;
    date->day = day;
    *cursor = at;
    return true;
}

/* Days and their month: the first day in *from, the last in *to. */
static bool take_days(struct cursor *cursor, struct date *from, struct date *to)
{
    struct cursor at = *cursor;
    unsigned day, count = 1;

    if (!take_day(&at, &from->day))
        return false;
    to->day = from->day;
    while (count++ < DAYS_MAX && take_joiner(&at)) {
        if (!take_day(&at, &day) || day <= to->day)
            return false;
        to->day = day;
    }
    if (!take_month_word(&at, &to->month) && !take_month_number(&at, &to->month))
        return false;
    take_year(&at, &to->year);
    from->month = to->month;
    from->year = to->year;
    if (!calendar_is_day(from, from->day) || !calendar_is_day(to, to->day))
        return false;
    *cursor = at;
    return true;
}

/* "March 9-10, 2023" and "maart 2023" */
static bool take_month_first(struct cursor *cursor, struct date *from, struct date *to)
{
    struct cursor at = *cursor, month_end;
    unsigned day;

    if (!take_word(&at, MEETING_MONTH, &from->month))
        return false;
    to->month = from->month;
    month_end = at;
    take_byte(&at, ' ');
    if (take_day(&at, &from->day)) {
        to->day = from->day;
        if (take_joiner(&at) && take_day(&at, &day))
            to->day = day;
    } else {
        at = month_end;
    }
    if (!take_year(&at, &from->year))
        return false;
    to->year = from->year;
    *cursor = at;
    return to->day >= from->day && (from->day == 0 || calendar_is_day(to, to->day));
}

static bool take_date(struct cursor *cursor, struct date *from, struct date *to)
{
    *from = *to = (struct date){0};
    if (take_year_first(cursor, from) || take_numbers(cursor, from)) {
        *to = *from;
        return true;
    }
    *from = *to = (struct date){0};
    if (take_days(cursor, from, to))
        return true;
    *from = *to = (struct date){0};
    return take_month_first(cursor, from, to);
}

/* ---- a range ---------------------------------------------------------------------------------------- */

/* Takes what follows as the last day where it can be that. */
static void take_last_day(struct cursor *cursor, struct date *from, struct date *to)
{
    struct cursor at = *cursor;
    struct date second, last, first = *from;
    long days;

    if (to->day == 0 || !take_joiner(&at) || !take_date(&at, &second, &last) || last.day == 0)
        return;
    if (first.year == 0)
        first.year = last.year - (last.year > 0 && first.month > last.month);
    days = calendar_day_number(&last) - calendar_day_number(&first);
    if (days <= 0 || days > RANGE_DAYS)
        return;
    *from = first;
    *to = last;
    *cursor = at;
}

bool date_read(const char *words, size_t len_bytes, size_t at_bytes, struct date_span *span)
{
    struct cursor cursor = {words, len_bytes, at_bytes};

    *span = (struct date_span){.start_bytes = at_bytes};
    if (!take_date(&cursor, &span->from, &span->to))
        return false;
    take_last_day(&cursor, &span->from, &span->to);
    span->end_bytes = cursor.at_bytes;
    return span->end_bytes == len_bytes || !phrase_is_letter(words[span->end_bytes]) ||
           is_digit(words[span->end_bytes]);
}
