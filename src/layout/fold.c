/* fold: which blocks are visible.
 *
 * What is always true:
 *  1. A block is hidden exactly when a heading above it is closed; its own fold hides only what is
 *     under it.
 *  2. The block after a visible one (after its section, when it is a closed heading) is visible, since
 *     every heading above it is also above the first. So no step looks at more than the headings above
 *     one block.
 *  3. Opening or closing a heading changes the rows of two blocks at most: its own (the mark, its
 *     annotations) and the first after its section (the gap before it). */
#include "config.h"

#include "layout/layout.h"

#include "layout/page.h"

bool layout_is_closed(const struct layout *layout, size_t heading)
{
    return heading < layout->closed_count && layout->closed[heading];
}

void layout_set_closed(struct layout *layout, size_t heading, bool closed)
{
    if (heading >= layout->closed_count || layout->closed[heading] == closed)
        return;
    layout->closed[heading] = closed;
    layout_forget_block(layout, layout->report->headings[heading].first_block);
    layout_forget_block(layout, layout->report->headings[heading].end_block);
}

/* The innermost heading above a block: for a heading's own block, its parent. */
static size_t heading_above(const struct layout *layout, size_t block)
{
    size_t own = layout_heading_of(layout, block);

    if (own != REPORT_NONE)
        return layout->report->headings[own].parent;
    return layout_block(layout, block)->heading;
}

bool layout_reveal(struct layout *layout, size_t block, bool with_own)
{
    size_t own = layout_heading_of(layout, block);
    bool opened = false;

    if (with_own && own != REPORT_NONE && layout_is_closed(layout, own)) {
        layout_set_closed(layout, own, false);
        opened = true;
    }
    for (size_t heading = heading_above(layout, block); heading != REPORT_NONE;
         heading = layout->report->headings[heading].parent) {
        if (!layout_is_closed(layout, heading))
            continue;
        layout_set_closed(layout, heading, false);
        opened = true;
    }
    return opened;
}

size_t layout_visible_block(const struct layout *layout, size_t block)
{
    size_t visible = block;

    if (block >= layout_block_count(layout))
        visible = block = layout_block_count(layout) - 1;
    for (size_t heading = heading_above(layout, block); heading != REPORT_NONE;
         heading = layout->report->headings[heading].parent)
        if (layout_is_closed(layout, heading))
            visible = layout->report->headings[heading].first_block;
    return visible;
}

bool layout_is_visible(const struct layout *layout, size_t block)
{
    return layout_visible_block(layout, block) == block;
}

size_t layout_next_block(const struct layout *layout, size_t block)
{
    size_t visible = layout_visible_block(layout, block);
    size_t heading = layout_heading_of(layout, visible);
    size_t next = visible + 1;

    if (heading != REPORT_NONE && layout_is_closed(layout, heading))
        next = layout->report->headings[heading].end_block;
    return next < layout_block_count(layout) ? next : REPORT_NONE;
}

size_t layout_previous_block(const struct layout *layout, size_t block)
{
    size_t visible = layout_visible_block(layout, block);

    return visible > 0 ? layout_visible_block(layout, visible - 1) : REPORT_NONE;
}
