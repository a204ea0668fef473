/* filter: only some blocks are shown, with the headings above them.
 *
 * What is always true while one is on:
 *  1. The blocks that were asked for are a list in the order of the report; those of them that no heading that is
 *     left out hides (fold.c), and all headings above these, are kept: another such list, so that the next
 *     one is found in O(log blocks).
 *  2. At least one block that was asked for is kept.
 *  3. The headings above what was asked for were opened, and are closed again when the filter goes,
 *     but for those that were folded or unfolded meanwhile, or where the outline has changed. */
#include "config.h"

#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout/page.h"

/* In a list in order: how many are before the block. */
static size_t number_before(const size_t *blocks, size_t count, size_t block)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (blocks[middle] < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t layout_kept_from(const struct layout *layout, size_t block)
{
    size_t index;

    if (layout->asked == NULL)
        return block;
    index = number_before(layout->kept_blocks, layout->kept_block_count, block);
    return index < layout->kept_block_count ? layout->kept_blocks[index] : REPORT_NONE;
}

size_t layout_kept_until(const struct layout *layout, size_t block)
{
    size_t index;

    if (layout->asked == NULL)
        return block;
    index = number_before(layout->kept_blocks, layout->kept_block_count, block + 1);
    return index > 0 ? layout->kept_blocks[index - 1] : REPORT_NONE;
}

bool layout_is_filtered(const struct layout *layout)
{
    return layout->asked != NULL;
}

unsigned layout_filter_serial(const struct layout *layout)
{
    return layout->filter_serial;
}

/* ---- what is kept ---------------------------------------------------------------------------------- */

static void keep(struct layout *layout, size_t block)
{
    layout->kept_blocks = array_reserve(layout->kept_blocks, &layout->kept_block_capacity,
                                        layout->kept_block_count + 1, sizeof *layout->kept_blocks);
    layout->kept_blocks[layout->kept_block_count++] = block;
}

/* The headings above a block that are not kept yet: those after the last that is. The outermost comes first. */
static void keep_above(struct layout *layout, size_t heading)
{
    const struct report_heading *headings = layout->report->headings;
    const size_t had = layout->kept_block_count;

    for (; heading != REPORT_NONE; heading = headings[heading].parent) {
        if (had > 0 && headings[heading].first_block <= layout->kept_blocks[had - 1])
            break;
        keep(layout, headings[heading].first_block);
    }
    for (size_t first = had, last = layout->kept_block_count; first + 1 < last; first++) {
        const size_t block = layout->kept_blocks[--last];

        layout->kept_blocks[last] = layout->kept_blocks[first];
        layout->kept_blocks[first] = block;
    }
}

bool layout_filter_again(struct layout *layout)
{
    bool any = false;

    if (layout->asked == NULL)
        return true;
    layout->filter_serial++;
    layout->kept_block_count = 0;
    for (size_t i = 0; i < layout->asked_count; i++) {
        const size_t block = layout->asked[i];

        if (layout_is_left_out(layout, block))
            continue;
        any = true;
        keep_above(layout, layout_block(layout, block)->heading);
        if (layout->kept_block_count == 0 ||
            layout->kept_blocks[layout->kept_block_count - 1] < block)
            keep(layout, block);
    }
    layout_forget_all(layout);
    return any;
}

/* ---- on and off -------------------------------------------------------------------------------------- */

static void open_kept(struct layout *layout)
{
    layout->opened = base_allocate((layout->closed_count + 1) * sizeof *layout->opened);
    for (size_t i = 0; i < layout->kept_block_count; i++) {
        const size_t heading = layout_heading_of(layout, layout->kept_blocks[i]);

        if (heading == REPORT_NONE || !layout_is_closed(layout, heading))
            continue;
        layout_set_closed(layout, heading, false);
        layout->opened[heading] = true;
    }
}

/* Closes what was opened. */
static void close_again(struct layout *layout)
{
    bool *opened = layout->opened;

    layout->opened = NULL;
    for (size_t heading = 0; opened != NULL && heading < layout->closed_count; heading++)
        if (opened[heading])
            layout_set_closed(layout, heading, true);
    free(opened);
}

bool layout_filter(struct layout *layout, const size_t *blocks, size_t count)
{
    size_t *asked_before = layout->asked, count_before = layout->asked_count;

    layout->asked = base_reallocate(NULL, count + 1, sizeof *layout->asked);
    if (count > 0)
        memcpy(layout->asked, blocks, count * sizeof *blocks);
    layout->asked_count = count;
    if (layout_filter_again(layout)) {
        free(asked_before);
        close_again(layout);
        open_kept(layout);
        return true;
    }
    free(layout->asked);
    layout->asked = asked_before;
    layout->asked_count = count_before;
    layout_filter_again(layout);
    return false;
}

void layout_filter_end(struct layout *layout)
{
    if (layout->asked == NULL)
        return;
    free(layout->asked);
    layout->asked = NULL;
    layout->filter_serial++;
    layout->asked_count = 0;
    close_again(layout);
    layout_forget_all(layout);
}

void layout_filter_release(struct layout *layout)
{
    free(layout->asked);
    free(layout->kept_blocks);
    free(layout->opened);
}
