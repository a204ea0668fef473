/* Making an anchor: everything by which the place can be known again is copied from the report,
 * for the report will not be there when it is needed. */
#include "config.h"

#include "anchor/anchor.h"

static char *copy_range(const struct report *report, size_t start_points, size_t end_points)
{
    const size_t start_bytes = report_points_to_bytes(report, start_points);
    const size_t end_bytes = report_points_to_bytes(report, end_points);

    return base_copy_bytes(report->text.data + start_bytes, end_bytes - start_bytes);
}

static void set_item(struct anchor *anchor, const struct report *report, size_t heading)
{
    const char *title;
    size_t len_bytes;

    if (heading == REPORT_NONE)
        return;
    title = report_title_text(report, heading, &len_bytes);
    anchor->item_index = heading + 1;
    anchor->item_number = base_copy_string(report->headings[heading].number);
    anchor->item_title = base_copy_bytes(title, len_bytes);
}

static void set_passage(struct anchor *anchor, const struct report *report, size_t start_points,
                        size_t end_points)
{
    const size_t before_points =
        start_points < ANCHOR_CONTEXT_POINTS ? start_points : ANCHOR_CONTEXT_POINTS;
    const size_t after_points = report->text_points - end_points < ANCHOR_CONTEXT_POINTS
                                    ? report->text_points - end_points
                                    : ANCHOR_CONTEXT_POINTS;

    anchor->start_points = start_points;
    anchor->end_points = end_points;
    anchor->quote = copy_range(report, start_points, end_points);
    anchor->prefix = copy_range(report, start_points - before_points, start_points);
    anchor->suffix = copy_range(report, end_points, end_points + after_points);
}

void anchor_of_passage(struct anchor *anchor, const struct report *report, size_t start_points,
                       size_t end_points)
{
    const size_t block = report_block_at_points(report, start_points);

    *anchor = (struct anchor){0};
    set_item(anchor, report, report_item_of_block(report, block));
    set_passage(anchor, report, start_points, end_points);
}

void anchor_of_item(struct anchor *anchor, const struct report *report, size_t heading)
{
    const struct report_block *block = &report->blocks[report->headings[heading].first_block];

    *anchor = (struct anchor){.on_item = true};
    set_item(anchor, report, heading);
    set_passage(anchor, report, block->start_points, block->end_points);
}
