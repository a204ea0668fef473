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
 *  5. What is found so at the anchor's own positions, in its own item, has not moved: SAME.
 *
 *     resolve ─► same_text and the quote stands at its positions ──────────► SAME
 *        │                                     on an item: the heading starts there
 *        ├─► the same, but no heading any more: the block as a passage ────► MOVED
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

/* The block that is exactly the anchor's passage, or REPORT_NONE. */
static size_t block_there(const struct anchor *anchor, const struct report *report)
{
    const size_t block = report_block_at_points(report, anchor->start_points);
    const struct report_block *found = &report->blocks[block];

    return found->start_points == anchor->start_points && found->end_points == anchor->end_points
               ? block
               : REPORT_NONE;
}

/* An item's own note at a block that is the item's heading, or was. */
static void place_on_block(const struct report *report, size_t block, enum anchor_state state,
                           struct anchor_place *place)
{
    const struct report_block *found = &report->blocks[block];
    const bool is_heading = found->kind == BLOCK_HEADING;

    *place = (struct anchor_place){
        .state = is_heading ? state : ANCHOR_MOVED,
        .start_points = found->start_points,
        .end_points = found->end_points,
        .heading = is_heading ? found->heading : report_item_of_block(report, block),
        .no_item = !is_heading,
    };
}

static bool resolve_in_place(const struct anchor *anchor, const struct report *report,
                             struct anchor_place *place)
{
    size_t block;

    if (report->block_count == 0 || !stands_there(anchor, report))
        return false;
    if (anchor->on_item) {
        block = block_there(anchor, report);
        if (block != REPORT_NONE)
            place_on_block(report, block, ANCHOR_SAME, place);
        return block != REPORT_NONE;
    }
    *place = (struct anchor_place){
        .state = ANCHOR_SAME,
        .start_points = anchor->start_points,
        .end_points = anchor->end_points,
        .heading =
            report_item_of_block(report, report_block_at_points(report, anchor->start_points)),
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

static bool had_item(const struct anchor *anchor)
{
    return anchor->item_index > 0 || anchor->item_number != NULL || anchor->item_title != NULL;
}

/* Rule 4. An item's own note needs a heading there, that whose block the letters begin in; or what a
 * reader has made a paragraph of. */
static void resolve_by_letters(struct anchor_search *search, const struct anchor *anchor,
                               const struct report *report, struct anchor_place *place)
{
    size_t start_bytes, end_bytes, block;

    if (report->block_count == 0 || !letters_find(search, anchor, report, &start_bytes, &end_bytes))
        return;
    block = report_block_at_bytes(report, start_bytes);
    if (anchor->on_item) {
        if (report->blocks[block].kind == BLOCK_HEADING || report->blocks[block].corrected)
            place_on_block(report, block, ANCHOR_MOVED, place);
        return;
    }
    *place = (struct anchor_place){
        .state = ANCHOR_MOVED,
        .start_points = report_bytes_to_points(report, start_bytes),
        .end_points = report_bytes_to_points(report, end_bytes),
        .heading = report_item_of_block(report, block),
    };
}

static bool resolve_in_item(const struct anchor *anchor, const struct report *report,
                            struct anchor_place *place)
{
    const size_t heading = had_item(anchor) ? find_item(anchor, report) : REPORT_NONE;

    place->heading = heading;
    if (anchor->on_item && heading != REPORT_NONE) {
        const struct report_block *block = &report->blocks[report->headings[heading].first_block];

        place->state = ANCHOR_MOVED;
        place->start_points = block->start_points;
        place->end_points = block->end_points;
    } else if (!anchor->on_item && report->block_count > 0 &&
               (!had_item(anchor) || heading != REPORT_NONE)) {
        resolve_passage(anchor, report, heading, place);
    }
    return place->state != ANCHOR_ORPHAN;
}

/* Rule 5. */
static bool has_stayed(const struct anchor *anchor, const struct report *report,
                       const struct anchor_place *place)
{
    if (place->state != ANCHOR_MOVED || place->no_item ||
        place->start_points != anchor->start_points || place->end_points != anchor->end_points ||
        !stands_there(anchor, report))
        return false;
    return place->heading == REPORT_NONE ? !had_item(anchor)
                                         : is_same_item(anchor, report, place->heading);
}

void anchor_resolve(struct anchor_search *search, const struct anchor *anchor,
                    const struct report *report, bool same_text, struct anchor_place *place)
{
    *place = (struct anchor_place){.state = ANCHOR_ORPHAN, .heading = REPORT_NONE};
    if (same_text && resolve_in_place(anchor, report, place))
        return;
    if (!resolve_in_item(anchor, report, place))
        resolve_by_letters(search, anchor, report, place);
    if (has_stayed(anchor, report, place))
        place->state = ANCHOR_SAME;
}

/* ---- whole blocks ------------------------------------------------------------------------------ */

/* The only block in [first, end) that is the quote, or REPORT_NONE. */
static size_t only_block(const struct anchor *anchor, const struct report *report, size_t first,
                         size_t end)
{
    const size_t quote_bytes = length(anchor->quote);
    size_t found = REPORT_NONE;

    for (size_t i = first; i < end; i++) {
        size_t len_bytes;
        const char *text = report_block_text(report, i, &len_bytes);

        if (len_bytes != quote_bytes || memcmp(text, anchor->quote, len_bytes) != 0)
            continue;
        if (found != REPORT_NONE)
            return REPORT_NONE;
        found = i;
    }
    return found;
}

static size_t only_block_in_item(const struct anchor *anchor, const struct report *report)
{
    const size_t heading = find_item(anchor, report);

    return heading == REPORT_NONE
               ? REPORT_NONE
               : only_block(anchor, report, report->headings[heading].first_block,
                            report->headings[heading].end_block);
}

size_t anchor_resolve_block(struct anchor_search *search, const struct anchor *anchor,
                            const struct report *report, bool same_text)
{
    size_t block = REPORT_NONE, start_bytes, end_bytes;

    if (report->block_count == 0)
        return REPORT_NONE;
    if (same_text && stands_there(anchor, report))
        block = block_there(anchor, report);
    if (block == REPORT_NONE)
        block = only_block(anchor, report, 0, report->block_count);
    if (block == REPORT_NONE)
        block = only_block_in_item(anchor, report);
    if (block != REPORT_NONE || !letters_find(search, anchor, report, &start_bytes, &end_bytes))
        return block;
    block = report_block_at_bytes(report, start_bytes);
    return report->blocks[block].start_bytes == start_bytes &&
                   report->blocks[block].end_bytes == end_bytes
               ? block
               : REPORT_NONE;
}
