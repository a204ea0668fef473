/* Where a note belongs, and finding that place again.
 *
 * What is always true:
 *  1. A place is only given where the text says the same there as the anchor's quote, letter for
 *     letter; white space, hyphens and footnote marks may differ only under rule 4. Numbers alone are
 *     never trusted: they come from a file.
 *  2. In a changed text a passage is looked for in its own item alone, and taken only where it
 *     stands there once. The item is known by its number and title together, since two items may
 *     share a title; where several have both, by its place in the outline besides.
 *  3. What is not found is an orphan. Its item is named only where rule 2 finds it.
 *  4. Before that, letters decide (letters.c): the quote and its neighbours, once in the whole report.
 *
 *     resolve ─► same_text and the quote stands at its positions ──────────► SAME
 *        │                                     on an item: the heading starts there
 *        └─► find_item ─► none ──────────────────────────────────────────► ORPHAN, no heading
 *                │  └───► on an item ────────────────────────────────────► MOVED with its heading
 *                └──────► the quote once in its section ─────────────────► MOVED
 *                         else its letters once in the report ───────────► MOVED
 *                         else ──────────────────────────────────────────► ORPHAN at its item */
#include "config.h"

#include "anchor/anchor.h"

#include <string.h>

#include "anchor/letters.h"
#include "text/text.h"

static size_t length(const char *string)
{
    return string != NULL ? strlen(string) : 0;
}

/* Whether the quote stands at the anchor's positions. */
static bool stands_there(const struct anchor *anchor, const struct report *report)
{
    const size_t quote_bytes = length(anchor->quote);
    size_t start_bytes, end_bytes;

    if (anchor->start_points >= anchor->end_points || anchor->end_points > report->text_points ||
        quote_bytes == 0)
        return false;
    start_bytes = report_points_to_bytes(report, anchor->start_points);
    end_bytes = report_points_to_bytes(report, anchor->end_points);
    return end_bytes - start_bytes == quote_bytes &&
           memcmp(report->text.data + start_bytes, anchor->quote, quote_bytes) == 0;
}

/* The heading whose own block is exactly the anchor's passage, or REPORT_NONE. */
static size_t heading_there(const struct anchor *anchor, const struct report *report)
{
    const size_t block = report_block_at_points(report, anchor->start_points);
    const struct report_block *found = &report->blocks[block];

    if (found->kind == BLOCK_HEADING && found->start_points == anchor->start_points &&
        found->end_points == anchor->end_points)
        return found->heading;
    return REPORT_NONE;
}

static bool resolve_in_place(const struct anchor *anchor, const struct report *report,
                             struct anchor_place *place)
{
    size_t heading;

    if (report->block_count == 0 || !stands_there(anchor, report))
        return false;
    heading =
        anchor->on_item
            ? heading_there(anchor, report)
            : report_item_of_block(report, report_block_at_points(report, anchor->start_points));
    if (anchor->on_item && heading == REPORT_NONE)
        return false;
    *place = (struct anchor_place){
        .state = ANCHOR_SAME,
        .start_points = anchor->start_points,
        .end_points = anchor->end_points,
        .heading = heading,
    };
    return true;
}

static bool is_same_item(const struct anchor *anchor, const struct report *report, size_t heading)
{
    const char *number = report->headings[heading].number, *title;
    size_t title_bytes;

    if ((number == NULL) != (anchor->item_number == NULL))
        return false;
    if (number != NULL && !text_equal_folded(number, strlen(number), anchor->item_number,
                                             strlen(anchor->item_number)))
        return false;
    title = report_title_text(report, heading, &title_bytes);
    return text_equal_folded(title, title_bytes,
                             anchor->item_title != NULL ? anchor->item_title : "",
                             length(anchor->item_title));
}

/* Rule 2. */
static size_t find_item(const struct anchor *anchor, const struct report *report)
{
    size_t found = REPORT_NONE, count = 0;

    for (size_t i = 0; i < report->heading_count; i++) {
        if (!is_same_item(anchor, report, i))
            continue;
        if (i + 1 == anchor->item_index)
            return i;
        found = i;
        count++;
    }
    return count == 1 ? found : REPORT_NONE;
}

/* The section's bytes: that of a heading, or for REPORT_NONE what stands before the first one. */
static void section_bytes(const struct report *report, size_t heading, size_t *start_bytes,
                          size_t *end_bytes)
{
    if (heading != REPORT_NONE) {
        const struct report_heading *section = &report->headings[heading];

        *start_bytes = report->blocks[section->first_block].start_bytes;
        *end_bytes = report->blocks[section->end_block - 1].end_bytes;
    } else {
        *start_bytes = 0;
        *end_bytes = report->heading_count > 0
                         ? report->blocks[report->headings[0].first_block].start_bytes
                         : report->text.len_bytes;
    }
}

/* Where the quote stands in the section, if it stands there once; overlapping places are two. */
static bool find_once(const struct report *report, const char *quote, size_t start_bytes,
                      size_t end_bytes, size_t *found_bytes)
{
    const size_t quote_bytes = strlen(quote);
    const char *text = report->text.data, *found;

    if (quote_bytes == 0 || end_bytes - start_bytes < quote_bytes)
        return false;
    found = memmem(text + start_bytes, end_bytes - start_bytes, quote, quote_bytes);
    if (found == NULL)
        return false;
    *found_bytes = (size_t)(found - text);
    return memmem(found + 1, end_bytes - *found_bytes - 1, quote, quote_bytes) == NULL;
}

static void resolve_passage(const struct anchor *anchor, const struct report *report,
                            size_t heading, struct anchor_place *place)
{
    size_t start_bytes, end_bytes, found_bytes;

    section_bytes(report, heading, &start_bytes, &end_bytes);
    if (anchor->quote == NULL ||
        !find_once(report, anchor->quote, start_bytes, end_bytes, &found_bytes))
        return;
    place->state = ANCHOR_MOVED;
    place->start_points = report_bytes_to_points(report, found_bytes);
    place->end_points = report_bytes_to_points(report, found_bytes + strlen(anchor->quote));
    place->heading = report_item_of_block(report, report_block_at_bytes(report, found_bytes));
}

/* Rule 4. An item's own note needs a heading there: that whose block the letters begin in. */
static void resolve_by_letters(struct anchor_search *search, const struct anchor *anchor,
                               const struct report *report, struct anchor_place *place)
{
    size_t start_bytes, end_bytes, block;

    if (report->block_count == 0 || !letters_find(search, anchor, report, &start_bytes, &end_bytes))
        return;
    block = report_block_at_bytes(report, start_bytes);
    if (anchor->on_item && report->blocks[block].kind != BLOCK_HEADING)
        return;
    if (anchor->on_item) {
        start_bytes = report->blocks[block].start_bytes;
        end_bytes = report->blocks[block].end_bytes;
    }
    *place = (struct anchor_place){
        .state = ANCHOR_MOVED,
        .start_points = report_bytes_to_points(report, start_bytes),
        .end_points = report_bytes_to_points(report, end_bytes),
        .heading =
            anchor->on_item ? report->blocks[block].heading : report_item_of_block(report, block),
    };
}

static bool resolve_in_item(const struct anchor *anchor, const struct report *report,
                            struct anchor_place *place)
{
    const bool had_item =
        anchor->item_index > 0 || anchor->item_number != NULL || anchor->item_title != NULL;
    const size_t heading = had_item ? find_item(anchor, report) : REPORT_NONE;

    place->heading = heading;
    if (anchor->on_item && heading != REPORT_NONE) {
        const struct report_block *block = &report->blocks[report->headings[heading].first_block];

        place->state = ANCHOR_MOVED;
        place->start_points = block->start_points;
        place->end_points = block->end_points;
    } else if (!anchor->on_item && report->block_count > 0 &&
               (!had_item || heading != REPORT_NONE)) {
        resolve_passage(anchor, report, heading, place);
    }
    return place->state != ANCHOR_ORPHAN;
}

void anchor_resolve(struct anchor_search *search, const struct anchor *anchor,
                    const struct report *report, bool same_text, struct anchor_place *place)
{
    *place = (struct anchor_place){.state = ANCHOR_ORPHAN, .heading = REPORT_NONE};
    if (same_text && resolve_in_place(anchor, report, place))
        return;
    if (!resolve_in_item(anchor, report, place))
        resolve_by_letters(search, anchor, report, place);
}
