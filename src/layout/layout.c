/* layout: its life, and the rows that are kept.
 *
 * What is always true of the kept blocks:
 *  1. A block is in at most one place, and found through the bucket block % LAYOUT_BLOCKS_KEPT.
 *  2. The block least recently asked for makes room for a new one, so rows stay where they are until
 *     LAYOUT_BLOCKS_KEPT - 1 other blocks were asked for.
 *  3. Forgetting a block (a fold, an option, an annotation changed) only marks it unfilled; it is made
 *     again when asked for. */
#include "config.h"

#include "layout/layout.h"

#include <stdlib.h>

#include "layout/page.h"

enum { ROWS_WORTH_KEEPING = 256 }; /* room for more is given back when the block goes */

struct layout *layout_new(const struct report *report, const struct layout_options *options)
{
    struct layout *layout = base_allocate(sizeof *layout);

    layout->report = report;
    /* each is cleared when it is first used: a small report never touches most of this */
    layout->kept = base_reallocate(NULL, LAYOUT_BLOCKS_KEPT, sizeof *layout->kept);
    for (size_t i = 0; i < LAYOUT_BLOCKS_KEPT; i++)
        layout->buckets[i] = LAYOUT_BLOCKS_KEPT;
    layout_set_options(layout, options);
    layout_grown(layout);
    return layout;
}

static void block_rows_release(struct block_rows *rows)
{
    free(rows->rows);
    free(rows->lines);
    free(rows->cells);
    free(rows->cell_lines);
    buffer_release(&rows->words);
    buffer_release(&rows->badges);
}

void layout_free(struct layout *layout)
{
    if (layout == NULL)
        return;
    for (size_t i = 0; i < layout->kept_count; i++)
        block_rows_release(&layout->kept[i]);
    free(layout->kept);
    layout_release_annotations(layout);
    free(layout->closed);
    free(layout->closed_blocks);
    free(layout->left_out);
    layout_filter_release(layout);
    free(layout->footnotes);
    free(layout->tables);
    free(layout->shifts);
    text_lines_release(&layout->lines);
    free(layout);
}

void layout_forget_all(struct layout *layout)
{
    for (size_t i = 0; i < layout->kept_count; i++)
        layout->kept[i].filled = false;
}

void layout_set_options(struct layout *layout, const struct layout_options *options)
{
    layout->options = *options;
    if (layout->options.width_cols < 1)
        layout->options.width_cols = 1;
    if (layout->options.measure_cols < 1)
        layout->options.measure_cols = 1;
    layout_forget_tables(layout, false);
    layout_forget_all(layout);
}

const struct layout_options *layout_options(const struct layout *layout)
{
    return &layout->options;
}

void layout_set_contents(struct layout *layout, const struct sidecar_contents *contents)
{
    layout->contents = contents;
    layout_gather_annotations(layout);
    layout_gather_badges(layout);
    layout_forget_all(layout);
}

static void see_footnotes(struct layout *layout)
{
    const struct report *report = layout->report;
    bool in_order = true;

    for (; layout->footnotes_seen < report->footnote_count; layout->footnotes_seen++) {
        const struct report_footnote *footnote = &report->footnotes[layout->footnotes_seen];
        size_t count = layout->footnote_count;

        if (footnote->mark_block == REPORT_NONE)
            continue;
        layout->footnotes = array_reserve(layout->footnotes, &layout->footnote_capacity, count + 1,
                                          sizeof *layout->footnotes);
        layout->footnotes[count] =
            (struct byte_range){footnote->mark_start_bytes, footnote->mark_end_bytes};
        if (count > 0 && layout->footnotes[count - 1].start > footnote->mark_start_bytes)
            in_order = false;
        layout->footnote_count++;
    }
    if (!in_order)
        qsort(layout->footnotes, layout->footnote_count, sizeof *layout->footnotes,
              byte_range_compare);
}

void layout_grown(struct layout *layout)
{
    size_t count = layout->report->heading_count;

    if (count > layout->closed_count) {
        layout->closed =
            array_reserve(layout->closed, &layout->closed_capacity, count, sizeof *layout->closed);
        for (size_t i = layout->closed_count; i < count; i++)
            layout->closed[i] = layout->report->headings[i].kind == HEADING_LETTER;
        layout->closed_count = count;
        if (layout->left_out != NULL)
            layout_show_only(layout, layout->only_domain);
    }
    see_footnotes(layout);
    if (layout->loose_count > 0)
        layout_set_contents(layout, layout->contents);
    layout_forget_tables(layout, true);
    layout_forget_all(layout);
}

size_t layout_block_count(const struct layout *layout)
{
    return layout->report->block_count > 0 ? layout->report->block_count : 1;
}

const struct report_block *layout_block(const struct layout *layout, size_t block)
{
    static const struct report_block empty = {.kind = BLOCK_PARAGRAPH, .heading = REPORT_NONE};

    return block < layout->report->block_count ? &layout->report->blocks[block] : &empty;
}

size_t layout_heading_of(const struct layout *layout, size_t block)
{
    size_t heading = layout_block(layout, block)->heading;

    if (heading < layout->report->heading_count &&
        layout->report->headings[heading].first_block == block)
        return heading;
    return REPORT_NONE;
}

static struct block_rows *find_kept(const struct layout *layout, size_t block)
{
    size_t at = layout->buckets[block % LAYOUT_BLOCKS_KEPT];

    while (at < LAYOUT_BLOCKS_KEPT && layout->kept[at].block != block)
        at = layout->kept[at].next;
    return at < LAYOUT_BLOCKS_KEPT ? &layout->kept[at] : NULL;
}

static size_t least_recent(const struct layout *layout)
{
    size_t least = 0;

    for (size_t i = 1; i < layout->kept_count; i++)
        if (layout->kept[i].asked < layout->kept[least].asked)
            least = i;
    return least;
}

static void take_out(struct layout *layout, size_t at)
{
    struct block_rows *rows = &layout->kept[at];
    size_t *link = &layout->buckets[rows->block % LAYOUT_BLOCKS_KEPT];

    while (*link != at)
        link = &layout->kept[*link].next;
    *link = rows->next;
    if (rows->row_capacity > ROWS_WORTH_KEEPING || rows->cell_line_capacity > ROWS_WORTH_KEEPING ||
        rows->words.capacity_bytes > 65536) {
        block_rows_release(rows);
        *rows = (struct block_rows){0};
    }
    rows->filled = false;
}

static struct block_rows *make_room(struct layout *layout, size_t block)
{
    size_t *bucket = &layout->buckets[block % LAYOUT_BLOCKS_KEPT];
    size_t at = layout->kept_count;

    if (at < LAYOUT_BLOCKS_KEPT) {
        layout->kept[layout->kept_count++] = (struct block_rows){0};
    } else {
        at = least_recent(layout);
        take_out(layout, at);
    }
    layout->kept[at].block = block;
    layout->kept[at].next = *bucket;
    *bucket = at;
    return &layout->kept[at];
}

struct block_rows *layout_block_rows(struct layout *layout, size_t block)
{
    struct block_rows *rows = find_kept(layout, block);

    if (rows == NULL)
        rows = make_room(layout, block);
    if (!rows->filled) {
        layout_fill_rows(layout, rows, block);
        rows->filled = true;
    }
    rows->asked = ++layout->calls;
    return rows;
}

void layout_forget_block(struct layout *layout, size_t block)
{
    struct block_rows *rows = find_kept(layout, block);

    if (rows != NULL)
        rows->filled = false;
}

size_t layout_page_rows(struct layout *layout, size_t block)
{
    return layout_block_rows(layout, block)->page_count;
}

const struct layout_row *layout_rows(struct layout *layout, size_t block, size_t *count)
{
    const struct block_rows *rows = layout_block_rows(layout, block);

    *count = rows->row_count;
    return rows->rows;
}
