/* fold: which blocks are visible.
 *
 * What is always true:
 *  1. A block is hidden exactly when a heading above it is closed, or when it stands under a heading
 *     (or is one) that is left out, or a filter does not keep it; its own fold hides only what is under it.
 *  2. The block after a visible one (after its section, when it is a closed heading) is visible or left
 *     out or not kept, since every heading above it is also above the first. So a step looks at no more than the
 *     headings above one block, and at one for each section that it passes over.
 *  3. Opening or closing a heading changes the rows of two blocks at most: its own (the mark, its
 *     annotations) and the first after its section (the gap before it). */
#include "config.h"

#include "layout/layout.h"

#include <stdlib.h>

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
    if (layout->opened != NULL)
        layout->opened[heading] = false;
    layout_forget_block(layout, layout->report->headings[heading].first_block);
    layout_forget_block(layout, layout->report->headings[heading].end_block);
}

/* ---- another outline ---------------------------------------------------------------------------- */

void layout_outline_changing(struct layout *layout)
{
    const struct report *report = layout->report;

    layout->closed_blocks =
        base_reallocate(layout->closed_blocks, layout->closed_count, sizeof *layout->closed_blocks);
    layout->closed_block_count = 0;
    for (size_t i = 0; i < layout->closed_count; i++)
        if (layout->closed[i])
            layout->closed_blocks[layout->closed_block_count++] = report->headings[i].first_block;
}

void layout_outline_changed(struct layout *layout)
{
    const struct report *report = layout->report;
    size_t next = 0;

    layout->closed = array_reserve(layout->closed, &layout->closed_capacity, report->heading_count,
                                   sizeof *layout->closed);
    layout->closed_count = report->heading_count;
    for (size_t i = 0; i < layout->closed_count; i++) {
        const size_t block = report->headings[i].first_block;

        while (next < layout->closed_block_count && layout->closed_blocks[next] < block)
            next++;
        layout->closed[i] =
            next < layout->closed_block_count && layout->closed_blocks[next] == block;
    }
    free(layout->closed_blocks);
    free(layout->opened);
    layout->opened = NULL;
    layout->closed_blocks = NULL;
    layout->closed_block_count = 0;
    if (layout->left_out != NULL)
        layout_show_only(layout, layout->only_domain);
    layout_filter_again(layout);
    layout_forget_all(layout);
}

/* The innermost heading above a block: for a heading's own block, its parent. */
static size_t heading_above(const struct layout *layout, size_t block)
{
    size_t own = layout_heading_of(layout, block);

    if (own != REPORT_NONE)
        return layout->report->headings[own].parent;
    return layout_block(layout, block)->heading;
}

/* ---- one domain ------------------------------------------------------------------------------- */

/* The outermost heading that is left out with the block, or REPORT_NONE. */
static size_t left_out_with(const struct layout *layout, size_t block)
{
    size_t found = REPORT_NONE;

    if (layout->left_out == NULL)
        return REPORT_NONE;
    for (size_t heading = layout_block(layout, block)->heading;
         heading != REPORT_NONE && heading < layout->closed_count;
         heading = layout->report->headings[heading].parent)
        if (layout->left_out[heading])
            found = heading;
    return found;
}

bool layout_is_left_out(const struct layout *layout, size_t block)
{
    return left_out_with(layout, block) != REPORT_NONE;
}

/* Which headings are left out: those of another domain with none of the domain under them. */
static bool leave_out(struct layout *layout, enum domain domain)
{
    const struct report *report = layout->report;
    bool any = false;

    for (size_t i = report->heading_count; i-- > 0;) {
        const struct report_heading *heading = &report->headings[i];

        if (heading->domain == domain)
            layout->left_out[i] = false;
        any = any || heading->domain == domain;
        if (!layout->left_out[i] && heading->parent != REPORT_NONE)
            layout->left_out[heading->parent] = false;
    }
    return any;
}

bool layout_show_only(struct layout *layout, enum domain domain)
{
    const size_t count = layout->report->heading_count;

    layout_show_all(layout);
    layout->left_out = base_reallocate(NULL, count, sizeof *layout->left_out);
    for (size_t i = 0; i < count; i++)
        layout->left_out[i] = true;
    layout->only_domain = domain;
    if (leave_out(layout, domain) && layout_filter_again(layout))
        return true;
    layout_show_all(layout);
    return false;
}

void layout_show_all(struct layout *layout)
{
    free(layout->left_out);
    layout->left_out = NULL;
    layout_filter_again(layout);
    layout_forget_all(layout);
}

bool layout_shows_only(const struct layout *layout, enum domain *domain)
{
    if (layout->left_out == NULL)
        return false;
    *domain = layout->only_domain;
    return true;
}

/* ---- what stands for a block ------------------------------------------------------------------- */

bool layout_reveal(struct layout *layout, size_t block, bool with_own)
{
    size_t own = layout_heading_of(layout, block);
    const bool left_out = left_out_with(layout, block) != REPORT_NONE;
    bool opened = left_out;

    if (left_out)
        layout_show_all(layout);
    if (layout_kept_from(layout, block) != block) {
        layout_filter_end(layout);
        opened = true;
    }
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

/* The first block from this one on that is neither left out nor filtered out; REPORT_NONE where none is. */
static size_t shown_from(const struct layout *layout, size_t block)
{
    const size_t count = layout_block_count(layout);

    while (block < count) {
        const size_t heading = left_out_with(layout, block);

        if (heading != REPORT_NONE) {
            block = layout->report->headings[heading].end_block;
        } else {
            const size_t kept = layout_kept_from(layout, block);

            if (kept == block)
                return block;
            block = kept;
        }
    }
    return REPORT_NONE;
}

/* The same of the last up to this one. */
static size_t shown_until(const struct layout *layout, size_t block)
{
    while (block != REPORT_NONE) {
        const size_t heading = left_out_with(layout, block);

        if (heading != REPORT_NONE) {
            const size_t first = layout->report->headings[heading].first_block;

            block = first > 0 ? first - 1 : REPORT_NONE;
        } else {
            const size_t kept = layout_kept_until(layout, block);

            if (kept == block)
                return block;
            block = kept;
        }
    }
    return REPORT_NONE;
}

/* The nearest block that is not left out: before this one, else after it. */
static size_t nearest_shown(const struct layout *layout, size_t block)
{
    size_t nearest = shown_until(layout, block);

    if (nearest == REPORT_NONE)
        nearest = shown_from(layout, block);
    return nearest != REPORT_NONE ? nearest : block;
}

size_t layout_visible_block(const struct layout *layout, size_t block)
{
    size_t visible;

    if (block >= layout_block_count(layout))
        block = layout_block_count(layout) - 1;
    visible = block = nearest_shown(layout, block);
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
    return shown_from(layout, next);
}

size_t layout_previous_block(const struct layout *layout, size_t block)
{
    const size_t visible = layout_visible_block(layout, block);
    size_t previous;

    if (visible == 0)
        return REPORT_NONE;
    previous = layout_visible_block(layout, visible - 1);
    return previous < visible ? previous : REPORT_NONE;
}
