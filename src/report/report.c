/* Looking things up in a report. The report's own rules stand in report.h; this file relies on
 * them:
 *
 *  1. Blocks are sorted by their place, in bytes and in points alike, so a binary search finds
 *     them.
 *  2. Between two blocks there are two line feeds and after the last one, each one byte and one
 *     point: what lies outside a block is counted from the end of the block before it.
 *  3. headings[].parent is a smaller index, so walking up ends. */
#include "config.h"

#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "report/correct.h"
#include "report/meeting.h"
#include "text/text.h"

const char *heading_kind_name(enum heading_kind kind)
{
    static const char *const names[] = {
        [HEADING_LETTER] = "letter",   [HEADING_PART] = "part",       [HEADING_ITEM] = "item",
        [HEADING_SUBITEM] = "subitem", [HEADING_SECTION] = "section", [HEADING_ANNEX] = "annex",
    };

    return names[kind];
}

const char *domain_name(enum domain domain)
{
    static const char *const names[] = {
        [DOMAIN_HOME_AFFAIRS] = "home-affairs",
        [DOMAIN_JUSTICE] = "justice",
        [DOMAIN_MIXED] = "mixed",
        [DOMAIN_OTHER] = "other",
    };

    return names[domain];
}

/* ---- positions ------------------------------------------------------------------------------- */

static size_t block_start(const struct report_block *block, bool by_points)
{
    return by_points ? block->start_points : block->start_bytes;
}

static size_t block_at(const struct report *report, size_t at, bool by_points)
{
    size_t low = 0, high = report->block_count;

    if (high == 0)
        return REPORT_NONE;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (block_start(&report->blocks[middle], by_points) <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t report_block_at_bytes(const struct report *report, size_t at_bytes)
{
    return block_at(report, at_bytes, false);
}

size_t report_block_at_points(const struct report *report, size_t at_points)
{
    return block_at(report, at_points, true);
}

static size_t at_most(size_t value, size_t limit)
{
    return value < limit ? value : limit;
}

size_t report_bytes_to_points(const struct report *report, size_t at_bytes)
{
    size_t index = report_block_at_bytes(report, at_bytes);
    const struct report_block *block;
    const char *text = report->text.data;

    if (index == REPORT_NONE)
        return 0;
    block = &report->blocks[index];
    if (at_bytes >= block->end_bytes)
        return at_most(block->end_points + (at_bytes - block->end_bytes), report->text_points);
    while (at_bytes > block->start_bytes && ((unsigned char)text[at_bytes] & 0xC0) == 0x80)
        at_bytes--;
    return block->start_points +
           text_count_points(text + block->start_bytes, at_bytes - block->start_bytes);
}

size_t report_points_to_bytes(const struct report *report, size_t at_points)
{
    size_t index = report_block_at_points(report, at_points);
    const struct report_block *block;

    if (index == REPORT_NONE)
        return 0;
    block = &report->blocks[index];
    if (at_points >= block->end_points)
        return at_most(block->end_bytes + (at_points - block->end_points), report->text.len_bytes);
    return block->start_bytes + text_points_to_bytes(report->text.data + block->start_bytes,
                                                     block->end_bytes - block->start_bytes,
                                                     at_points - block->start_points);
}

const char *report_block_text(const struct report *report, size_t block, size_t *len_bytes)
{
    const struct report_block *found = &report->blocks[block];

    *len_bytes = found->end_bytes - found->start_bytes;
    return report->text.data + found->start_bytes;
}

/* ---- the outline ----------------------------------------------------------------------------- */

const char *report_title_text(const struct report *report, size_t heading, size_t *len_bytes)
{
    const struct report_heading *found = &report->headings[heading];

    *len_bytes = found->title_end_bytes - found->title_start_bytes;
    return report->text.data + found->title_start_bytes;
}

char *report_heading_label(const struct report *report, size_t heading)
{
    const struct report_heading *found = &report->headings[heading];
    struct buffer label = {0};
    size_t len_bytes;
    const char *title = report_title_text(report, heading, &len_bytes);

    if (found->number != NULL &&
        found->title_start_bytes > report->blocks[found->first_block].start_bytes) {
        buffer_append_string(&label, found->number);
        buffer_append_string(&label, len_bytes > 0 ? ". " : ".");
    }
    buffer_append(&label, title, len_bytes);
    return buffer_detach(&label);
}

void report_section_points(const struct report *report, size_t heading, size_t *start_points,
                           size_t *end_points)
{
    const struct report_heading *found = &report->headings[heading];

    *start_points = report->blocks[found->first_block].start_points;
    *end_points = report->blocks[found->end_block - 1].end_points;
}

/* The heading itself, or the nearest above it, that is an item; REPORT_NONE where none is. */
static size_t item_above(const struct report *report, size_t heading)
{
    while (heading != REPORT_NONE && report->headings[heading].kind != HEADING_ITEM)
        heading = report->headings[heading].parent;
    return heading;
}

size_t report_item_of_block(const struct report *report, size_t block)
{
    size_t innermost = report->blocks[block].heading;
    size_t item = item_above(report, innermost);

    return item != REPORT_NONE ? item : innermost;
}

size_t report_item_count(const struct report *report)
{
    size_t count = 0, i;

    for (i = 0; i < report->heading_count; i++)
        count += report->headings[i].kind == HEADING_ITEM;
    return count;
}

size_t report_item_ordinal(const struct report *report, size_t heading)
{
    size_t item = item_above(report, heading), ordinal = 0, i;

    if (item == REPORT_NONE)
        return 0;
    for (i = 0; i <= item; i++)
        ordinal += report->headings[i].kind == HEADING_ITEM;
    return ordinal;
}

/* ---- its end --------------------------------------------------------------------------------- */

void report_free(struct report *report)
{
    size_t i;

    if (report == NULL)
        return;
    for (i = 0; i < report->heading_count; i++)
        free(report->headings[i].number);
    for (i = 0; i < report->footnote_count; i++)
        free(report->footnotes[i].label);
    meeting_release(&report->meeting);
    correct_forget(report);
    free(report->blocks);
    free(report->headings);
    free(report->footnotes);
    buffer_release(&report->text);
    free(report);
}
