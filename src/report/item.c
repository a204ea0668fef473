/* Headings by what a person types for them.
 *
 *  1. A number names every heading that has it; report_find_heading wants it to be one, report_next_item
 *     chooses.
 *  2. "3.1" is the heading of that number, and point 1 under item 3 as well: what stands before a full stop
 *     is a heading above. */
#include "config.h"

#include "report/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static size_t find_by_index(const struct report *report, const char *digits, size_t *count_found)
{
    char *end;
    unsigned long long index;

    *count_found = 0;
    if (digits[0] < '0' || digits[0] > '9')
        return REPORT_NONE;
    index = strtoull(digits, &end, 10);
    if (*end != '\0' || index == 0 || index > report->heading_count)
        return REPORT_NONE;
    *count_found = 1;
    return (size_t)index - 1;
}

/* Letters of numbers are ASCII, and their case must not hang on the locale. */
static bool equal_ignoring_case(const char *left, const char *right, size_t len_bytes)
{
    size_t i;

    for (i = 0; i < len_bytes; i++) {
        char a = left[i], b = right[i];

        if (a >= 'A' && a <= 'Z')
            a = (char)(a - 'A' + 'a');
        if (b >= 'A' && b <= 'Z')
            b = (char)(b - 'A' + 'a');
        if (a != b)
            return false;
    }
    return true;
}

size_t report_find_heading(const struct report *report, const char *name, size_t *count_found)
{
    size_t len_bytes = strlen(name), found = REPORT_NONE, i;

    if (name[0] == '@')
        return find_by_index(report, name + 1, count_found);
    if (len_bytes > 1 && name[len_bytes - 1] == '.')
        len_bytes--;
    *count_found = 0;
    for (i = 0; i < report->heading_count; i++) {
        const char *number = report->headings[i].number;

        if (number != NULL && strlen(number) == len_bytes &&
            equal_ignoring_case(number, name, len_bytes)) {
            found = i;
            ++*count_found;
        }
    }
    return *count_found == 1 ? found : REPORT_NONE;
}

/* ---- the one that is meant --------------------------------------------------------------------- */

enum { NAME_MAX_BYTES = 32 };

static bool has_number(const struct report *report, size_t heading, const char *name,
                       size_t len_bytes)
{
    const char *number = report->headings[heading].number;

    return number != NULL && strlen(number) == len_bytes &&
           equal_ignoring_case(number, name, len_bytes);
}

/* Whether the heading goes by that name: its number, or behind those of headings above it. */
static bool goes_by(const struct report *report, size_t heading, const char *name, size_t len_bytes)
{
    if (has_number(report, heading, name, len_bytes))
        return true;
    for (size_t stop = 1; stop + 1 < len_bytes; stop++) {
        size_t above = report->headings[heading].parent;

        if (name[stop] != '.' ||
            !has_number(report, heading, name + stop + 1, len_bytes - stop - 1))
            continue;
        for (; above != REPORT_NONE; above = report->headings[above].parent) {
            if (goes_by(report, above, name, stop))
                return true;
        }
    }
    return false;
}

/* A number means an item first of all. */
static unsigned rank(enum heading_kind kind)
{
    switch (kind) {
    case HEADING_ITEM:
        return 0;
    case HEADING_SUBITEM:
        return 1;
    case HEADING_PART:
        return 2;
    default:
        return 3;
    }
}

static struct report_found search(const struct report *report, const char *name, size_t len_bytes,
                                  size_t block, size_t first, size_t end)
{
    struct report_found found = {.heading = REPORT_NONE};
    unsigned best = UINT_MAX;
    bool is_after = false;

    for (size_t i = first; i < end; i++) {
        const struct report_heading *heading = &report->headings[i];
        unsigned own = rank(heading->kind);

        if (own > best || !goes_by(report, i, name, len_bytes))
            continue;
        if (own < best) {
            best = own;
            is_after = false;
            found = (struct report_found){.heading = REPORT_NONE};
        }
        found.count++;
        if (found.heading == REPORT_NONE || (!is_after && heading->first_block > block)) {
            found.heading = i;
            found.ordinal = found.count;
            is_after = heading->first_block > block;
        }
    }
    return found;
}

/* The headings of the part that holds the block: [*first, *end). */
static void find_part(const struct report *report, size_t block, size_t *first, size_t *end)
{
    size_t part = report->block_count == 0 ? REPORT_NONE : report->blocks[block].heading;

    *first = *end = 0;
    while (part != REPORT_NONE && report->headings[part].kind != HEADING_PART)
        part = report->headings[part].parent;
    if (part == REPORT_NONE)
        return;
    *first = part;
    for (*end = part + 1; *end < report->heading_count &&
                          report->headings[*end].first_block < report->headings[part].end_block;)
        ++*end;
}

struct report_found report_next_item(const struct report *report, const char *name, size_t block,
                                     bool part_first)
{
    struct report_found found = {.heading = REPORT_NONE};
    size_t len_bytes = strlen(name), first, end;

    if (name[0] == '@') {
        found.heading = find_by_index(report, name + 1, &found.count);
        found.ordinal = found.count;
        return found;
    }
    if (len_bytes > 1 && name[len_bytes - 1] == '.')
        len_bytes--;
    if (len_bytes == 0 || len_bytes > NAME_MAX_BYTES)
        return found;
    if (part_first) {
        find_part(report, block, &first, &end);
        found = search(report, name, len_bytes, block, first, end);
    }
    if (found.count == 1)
        return found;
    return search(report, name, len_bytes, block, 0, report->heading_count);
}
