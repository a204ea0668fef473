/* Which of a text's dates is the meeting's.
 *
 *  1. A date without a year takes it from the same day with a year, else from a month with a year in a
 *     title, else from the text's own date, before which it lies, else from the file's name. Where
 *     none of these tells, it is no candidate.
 *  2. A date that is written more than once counts for a little more each time; a meeting after the
 *     text's own date has not been held yet.
 *  3. The best candidate must reach MEETING_SCORE_NEEDED; of equals the first in the text. */
#include "config.h"

#include "report/meeting_choice.h"

#include <string.h>

enum {
    SCORE_REPEATED = 1,
    REPEATED_MAX = 2,
    SCORE_NOT_YET = -6,
    SCORE_PARTS = 8, /* two parts that each name their day */
    PARTS_DAYS_MAX = 4,
};

static bool same_days(const struct date_span *left, const struct date_span *right)
{
    return left->from.month == right->from.month && left->from.day == right->from.day &&
           left->to.month == right->to.month && left->to.day == right->to.day;
}

static bool same_dates(const struct date_span *left, const struct date_span *right)
{
    return same_days(left, right) && left->from.year == right->from.year;
}

/* The text's own date: the first that says so. */
static const struct date *own_date(const struct meeting_candidate *candidates, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (candidates[i].is_own_date)
            return &candidates[i].span.from;
    }
    return NULL;
}

static void set_year(struct date_span *span, unsigned year)
{
    span->from.year = year;
    span->to.year = year + (span->to.month < span->from.month);
}

/* ---- years ------------------------------------------------------------------------------------------- */

static unsigned year_elsewhere(const struct meeting_candidate *candidates, size_t count,
                               const struct date_span *span)
{
    unsigned year = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        const struct date_span *other = &candidates[i].span;

        if (other->from.year == 0)
            continue;
        if (same_days(other, span))
            return other->from.year;
        if (other->from.day == 0 && other->from.month == span->from.month &&
            candidates[i].score > 0 && year == 0)
            year = other->from.year;
    }
    return year;
}

/* The last such date before the text's own. */
static unsigned year_before(const struct date *own, const struct date_span *span)
{
    struct date last = span->to;

    last.year = own->year;
    return calendar_order(&last) <= calendar_order(own) ? own->year : own->year - 1;
}

static void complete_years(struct meeting_candidate *candidates, size_t count,
                           const struct date *from_file_name)
{
    const struct date *own = own_date(candidates, count);
    size_t i;

    for (i = 0; i < count; i++) {
        struct date_span *span = &candidates[i].span;
        unsigned year;

        if (span->from.year > 0)
            continue;
        year = year_elsewhere(candidates, count, span);
        if (year == 0 && own != NULL)
            year = year_before(own, span);
        if (year == 0 && from_file_name->year > 0 &&
            (from_file_name->month == 0 || from_file_name->month == span->from.month))
            year = from_file_name->year;
        if (year > 0)
            set_year(span, year);
    }
}

/* ---- scores ------------------------------------------------------------------------------------------ */

static void count_repeated(struct meeting_candidate *candidates, size_t count)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        int repeated = 0;

        for (j = 0; j < count && repeated < REPEATED_MAX; j++) {
            if (j != i && candidates[j].score > 0 &&
                same_dates(&candidates[j].span, &candidates[i].span))
                repeated += SCORE_REPEATED;
        }
        candidates[i].score += repeated;
    }
}

static void lower_the_future(struct meeting_candidate *candidates, size_t count)
{
    const struct date *own = own_date(candidates, count);
    size_t i;

    for (i = 0; own != NULL && i < count; i++) {
        if (!candidates[i].is_own_date && candidates[i].span.from.day > 0 &&
            calendar_order(&candidates[i].span.from) > calendar_order(own))
            candidates[i].score += SCORE_NOT_YET;
    }
}

/* The dates of parts' headings are one meeting's: the first of them gets all the days. */
static struct meeting_candidate *join_parts(struct meeting_candidate *candidates, size_t count)
{
    struct meeting_candidate *first = NULL;
    size_t i;

    for (i = 0; i < count; i++) {
        struct date_span *span = &candidates[i].span;

        if (!candidates[i].is_part_date || span->from.year == 0)
            continue;
        if (first == NULL) {
            first = &candidates[i];
            continue;
        }
        if (calendar_day_number(&span->to) - calendar_day_number(&first->span.from) >
                PARTS_DAYS_MAX ||
            calendar_order(&span->from) < calendar_order(&first->span.from))
            continue;
        first->score = first->score > SCORE_PARTS ? first->score : SCORE_PARTS;
        if (calendar_order(&span->to) > calendar_order(&first->span.to))
            first->span.to = span->to;
    }
    return first;
}

static bool within(const struct date_span *inner, const struct date_span *outer)
{
    return calendar_order(&inner->from) >= calendar_order(&outer->from) &&
           calendar_order(&inner->to) <= calendar_order(&outer->to);
}

const struct meeting_candidate *meeting_choose(struct meeting_candidate *candidates, size_t count,
                                               const struct date *from_file_name)
{
    struct meeting_candidate *best = NULL, *parts;
    size_t i;

    complete_years(candidates, count, from_file_name);
    count_repeated(candidates, count);
    lower_the_future(candidates, count);
    parts = join_parts(candidates, count);
    for (i = 0; i < count; i++) {
        if (candidates[i].span.from.year > 0 && !candidates[i].is_own_date &&
            (best == NULL || candidates[i].score > best->score))
            best = &candidates[i];
    }
    if (best == NULL || best->score < MEETING_SCORE_NEEDED)
        return NULL;
    if (parts != NULL && best->span.from.day > 0 && within(&best->span, &parts->span))
        best->span = parts->span;
    return best;
}
