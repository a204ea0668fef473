/* margin: which annotations stand beside which rows. Decides; beside.c composes and emits.
 *
 * What is always true:
 *  1. A run is some annotated blocks that follow each other closely, RUN_BLOCKS_MOST of them at most; it ends
 *     earlier where a heading begins after RUN_BLOCKS_LEAST, and where the next annotated block is more than
 *     RUN_APART_BYTES away. So it hangs on the contents alone, and placing one looks at a few blocks.
 *  2. An annotation stands at the row where its passage begins (an orphan at its block's last row), or under
 *     the one before it. None stands in the row where the next run begins or further down, beside a table that
 *     is wider than the text, or below the page's end, but where the whole report is shorter than the page.
 *  3. Where that leaves too little room the last row of it says how many are not there; one that begins and
 *     does not end in the room ends in an ellipsis.
 *  4. The annotation in focus, where 3 would have cut it, begins at its passage and is there whole, beyond its
 *     run where it must: those before it have the room above, those after it what is left. Where the page
 *     ends too early, or a table stands in the way, it begins higher up. */
#include "config.h"

#include "layout/layout.h"

#include <limits.h>
#include <stdlib.h>

#include "layout/page.h"

enum {
    RUN_BLOCKS_LEAST = 8,
    RUN_BLOCKS_MOST = 16,
    RUN_APART_BYTES = 4096,
};

/* ---- where the margin is -------------------------------------------------------------------------- */

bool layout_has_margin(const struct layout *layout)
{
    return layout->options.notes == NOTES_MARGIN &&
           layout->options.width_cols >= LAYOUT_MARGIN_PAGE_COLS;
}

int layout_margin_first_cols(const struct layout *layout)
{
    return layout_page_cols(layout) + MARGIN_GAP_COLS;
}

int layout_margin_bar_cols(const struct layout *layout)
{
    return layout_margin_first_cols(layout) - layout_bar_cols(layout);
}

int layout_margin_cols(const struct layout *layout)
{
    int room_cols = layout->options.width_cols - layout_margin_first_cols(layout);

    return room_cols < MARGIN_MOST_COLS ? room_cols : MARGIN_MOST_COLS;
}

/* ---- runs ----------------------------------------------------------------------------------------- */

/* Whether a new run begins at a block, after so many annotated ones up to `before`. */
static bool begins_run(const struct layout *layout, size_t before, size_t block, size_t count)
{
    const struct report_block *last = layout_block(layout, before),
                              *next = layout_block(layout, block);

    return count >= RUN_BLOCKS_MOST || next->start_bytes > last->end_bytes + RUN_APART_BYTES ||
           (count >= RUN_BLOCKS_LEAST && next->heading != last->heading);
}

static void add_run(struct layout *layout, size_t first)
{
    layout->runs = array_reserve(layout->runs, &layout->run_capacity, layout->run_count + 1,
                                 sizeof *layout->runs);
    layout->runs[layout->run_count++] = first;
}

static void find_runs(struct layout *layout)
{
    size_t blocks = 0;

    for (size_t i = 0; i < layout->annotation_count; i++) {
        const size_t block = layout->annotations[i].block;

        if (i > 0 && layout->annotations[i - 1].block == block)
            continue;
        if (i == 0 || begins_run(layout, layout->annotations[i - 1].block, block, blocks)) {
            add_run(layout, i);
            blocks = 0;
        }
        blocks++;
    }
}

void layout_find_run(struct layout *layout, size_t annotation, size_t *first, size_t *end)
{
    size_t low = 0, high;

    if (layout->runs == NULL)
        find_runs(layout);
    high = layout->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (layout->runs[middle] <= annotation)
            low = middle;
        else
            high = middle;
    }
    *first = layout->runs[low];
    *end = low + 1 < layout->run_count ? layout->runs[low + 1] : layout->annotation_count;
}

/* ---- which are on the page ------------------------------------------------------------------------- */

static bool is_shown(const struct layout *layout, size_t block)
{
    return layout_visible_block(layout, block) == block &&
           !layout_is_closed(layout, layout_heading_of(layout, block));
}

size_t layout_next_shown(const struct layout *layout, size_t index)
{
    while (index < layout->annotation_count) {
        const size_t block = layout->annotations[index].block;
        size_t next = layout_visible_block(layout, block);

        if (is_shown(layout, block))
            return index;
        if (next <= block)
            next = layout_next_block(layout, next);
        if (next == REPORT_NONE || next <= block)
            return REPORT_NONE;
        index = layout_first_annotation(layout, next);
    }
    return REPORT_NONE;
}

size_t layout_previous_shown(const struct layout *layout, size_t index)
{
    while (index-- > 0) {
        const size_t block = layout->annotations[index].block;
        size_t visible = layout_visible_block(layout, block);

        if (is_shown(layout, block))
            return index;
        if (visible > block)
            return REPORT_NONE;
        if (!layout_is_closed(layout, layout_heading_of(layout, visible)))
            visible++;
        index = layout_first_annotation(layout, visible);
    }
    return REPORT_NONE;
}

/* ---- going down beside the page --------------------------------------------------------------------- */

/* A block of the page, and the row it begins at; or what stops the way down: a table, or the page's end. */
struct walk {
    size_t block;
    long row;
    bool stopped;
};

/* Rows below the report's end that are in sight: only of a report that is shorter than the page. */
static long spare_rows(struct layout *layout)
{
    struct layout_place first = layout_first(layout);
    size_t height = (size_t)layout->options.height_rows, below;

    if (layout->options.height_rows < 1)
        return 0;
    below = layout_step_rows(layout, &first, height, true) + 1;
    return below < height ? (long)(height - below) : 0;
}

static void step(struct layout *layout, struct walk *walk)
{
    const size_t next = layout_next_block(layout, walk->block);

    walk->row += (long)layout_page_rows(layout, walk->block);
    if (next == REPORT_NONE) {
        walk->row += spare_rows(layout);
        walk->stopped = true;
        return;
    }
    walk->block = next;
    walk->stopped = !layout_block_rows(layout, next)->beside;
}

/* The row where an annotation's passage begins, from its block's first. */
static size_t anchor_row(const struct layout *layout, const struct block_rows *rows,
                         const struct layout_annotation *annotation)
{
    const struct report_block *block = layout_block(layout, annotation->block);
    size_t at_bytes = annotation->start_bytes;

    if (at_bytes < block->start_bytes)
        at_bytes = block->start_bytes;
    return rows->text_first + layout_range_line(rows, layout_range_at(rows, at_bytes));
}

/* Those of one block, with how many lines each has. */
static void add_slots(struct layout *layout, struct margin_run *run, const struct walk *walk)
{
    const struct block_rows *rows = layout_block_rows(layout, walk->block);

    for (size_t i = rows->page_count; i < rows->row_count; i++) {
        const size_t index = rows->rows[i].annotation;
        const struct layout_annotation *annotation = &layout->annotations[index];

        if (rows->rows[i].line > 0) {
            run->slots[run->slot_count - 1].lines++;
            continue;
        }
        run->slots =
            array_reserve(run->slots, &run->slot_capacity, run->slot_count + 1, sizeof *run->slots);
        run->slots[run->slot_count++] = (struct margin_slot){
            .annotation = index,
            .anchor = walk->row + (long)anchor_row(layout, rows, annotation),
            .lines = 1,
            .has_passage = !annotation->orphan,
        };
    }
}

/* ---- placing ---------------------------------------------------------------------------------------- */

/* Some of a run that are placed together, and the room they have: up to before a row. A table may stand above. */
struct stretch_of_run {
    struct margin_run *run;
    size_t first, end;
    long end_row;
    bool below_table;
    long first_row; /* with it: below the table */
};

/* One under the other from a row on, each no higher than its passage; returns where they end. */
static long pour(const struct stretch_of_run *part, long from_row, long end_row)
{
    for (size_t i = part->first; i < part->end; i++) {
        struct margin_slot *slot = &part->run->slots[i];

        slot->start = slot->anchor > from_row ? slot->anchor : from_row;
        slot->shown = slot->lines;
        if (slot->start + (long)slot->lines > end_row)
            slot->shown = slot->start < end_row ? (size_t)(end_row - slot->start) : 0;
        from_row = slot->start + (long)slot->shown;
    }
    return from_row;
}

static size_t count_missing(const struct stretch_of_run *part)
{
    size_t count = 0;

    for (size_t i = part->first; i < part->end; i++)
        count += part->run->slots[i].shown == 0;
    return count;
}

static void add_more(struct margin_run *run, long row, size_t count)
{
    run->mores =
        array_reserve(run->mores, &run->more_capacity, run->more_count + 1, sizeof *run->mores);
    run->mores[run->more_count++] = (struct margin_more){row, count};
}

/* The same in its room, with the last row for the number of those that found none. */
static void place(const struct stretch_of_run *part, long from_row)
{
    if (part->first == part->end)
        return;
    pour(part, from_row, part->end_row);
    if (count_missing(part) == 0)
        return;
    pour(part, from_row, part->end_row - 1);
    if (part->end_row - 1 >= from_row)
        add_more(part->run, part->end_row - 1, count_missing(part));
}

/* As many rows above a block as have the margin beside them, at most so many. */
static long rows_above(struct layout *layout, size_t block, long most)
{
    long rows = 0;

    while (rows < most && (block = layout_previous_block(layout, block)) != REPORT_NONE &&
           layout_block_rows(layout, block)->beside)
        rows += (long)layout_page_rows(layout, block);
    return rows < most ? rows : most;
}

/* The one in focus is there whole: see 4 above. The page ends before page_end_row. */
static void open_for(struct layout *layout, const struct stretch_of_run *part, size_t focus,
                     long page_end_row)
{
    struct margin_run *run = part->run;
    struct margin_slot *slot = &run->slots[focus];
    struct stretch_of_run above = *part, below = *part;
    const long first_row = run->slots[part->first].anchor;

    above.end = focus;
    below.first = focus + 1;
    slot->start = slot->anchor;
    if (focus > part->first && slot->start <= first_row)
        slot->start = first_row + 1;
    if (slot->start + (long)slot->lines > page_end_row)
        slot->start = page_end_row - (long)slot->lines;
    if (part->below_table && slot->start < part->first_row)
        slot->start = part->first_row;
    else if (slot->start < 0)
        slot->start = -rows_above(layout, run->block, -slot->start);
    slot->shown = slot->lines;
    if (slot->start + (long)slot->lines > page_end_row)
        slot->shown = page_end_row > slot->start ? (size_t)(page_end_row - slot->start) : 0;
    above.end_row = slot->start;
    if (slot->start > first_row)
        place(&above, first_row);
    else
        pour(&above, slot->start, LONG_MIN);
    below.end_row = slot->start + (long)slot->shown + 1;
    if (below.end_row < part->end_row)
        below.end_row = part->end_row;
    if (below.end_row > page_end_row)
        below.end_row = page_end_row;
    place(&below, slot->start + (long)slot->shown);
}

/* Goes on down to a row, to what stops the way, or to a block of the next run. */
static void walk_to(struct layout *layout, struct walk *walk, long row, size_t next_block)
{
    while (!walk->stopped && walk->block != next_block &&
           walk->row + (long)layout_page_rows(layout, walk->block) < row)
        step(layout, walk);
}

/* The row before which those placed together must end; `walk` stands at the block of the last of them. */
static long find_end_row(struct layout *layout, const struct stretch_of_run *part,
                         struct walk *walk, size_t next_shown)
{
    const size_t next_block =
        next_shown == REPORT_NONE ? REPORT_NONE : layout->annotations[next_shown].block;
    const long limit = part->run->slots[part->end - 1].anchor + MARGIN_FLOW_ROWS;
    long wanted = pour(part, LONG_MIN, LONG_MAX);

    if (wanted > limit)
        wanted = limit;
    walk_to(layout, walk, wanted, next_block);
    if (!walk->stopped && walk->block == next_block) {
        const struct block_rows *rows = layout_block_rows(layout, next_block);

        return walk->row + (long)anchor_row(layout, rows, &layout->annotations[next_shown]);
    }
    return walk->stopped ? walk->row : wanted;
}

static void place_part(struct layout *layout, struct stretch_of_run *part, struct walk *walk,
                       size_t next_shown, size_t focus)
{
    struct margin_run *run = part->run;
    size_t focused = part->first;

    if (part->first == part->end)
        return;
    part->end_row = walk->stopped ? walk->row : find_end_row(layout, part, walk, next_shown);
    place(part, LONG_MIN);
    while (focused < part->end && run->slots[focused].annotation != focus)
        focused++;
    if (focused < part->end && run->slots[focused].shown < run->slots[focused].lines) {
        const long end_row = run->slots[focused].anchor + (long)run->slots[focused].lines + 2;

        if (run->more_count > 0 && run->mores[run->more_count - 1].row == part->end_row - 1)
            run->more_count--;
        walk_to(layout, walk, end_row, REPORT_NONE);
        open_for(layout, part, focused, walk->stopped ? walk->row : end_row);
    }
}

static void find_extent(struct margin_run *run)
{
    run->start_row = run->end_row = 0;
    for (size_t i = 0; i < run->slot_count; i++) {
        const struct margin_slot *slot = &run->slots[i];

        if (slot->shown > 0 && slot->start < run->start_row)
            run->start_row = slot->start;
        if (slot->shown > 0 && slot->start + (long)slot->shown > run->end_row)
            run->end_row = slot->start + (long)slot->shown;
    }
    for (size_t i = 0; i < run->more_count; i++)
        if (run->mores[i].row >= run->end_row)
            run->end_row = run->mores[i].row + 1;
}

void layout_place_run(struct layout *layout, size_t annotation, size_t focus,
                      struct margin_run *run)
{
    struct stretch_of_run part = {.run = run};
    struct walk walk = {0};
    size_t index;

    layout_find_run(layout, annotation, &run->first, &run->end);
    run->slot_count = run->more_count = 0;
    index = layout_next_shown(layout, run->first);
    walk.block = run->block = layout->annotations[index].block;
    part.below_table = !layout_block_rows(layout, walk.block)->beside;
    part.first_row = (long)layout_page_rows(layout, walk.block);
    while (index < run->end) {
        const size_t block = layout->annotations[index].block;

        while (walk.block != block) {
            step(layout, &walk);
            if (walk.stopped) {
                part.end = run->slot_count;
                place_part(layout, &part, &walk, REPORT_NONE, focus);
                part.first = run->slot_count;
                part.below_table = true;
                part.first_row = walk.row + (long)layout_page_rows(layout, walk.block);
            }
        }
        add_slots(layout, run, &walk);
        index = layout_next_shown(layout, layout_first_annotation(layout, block + 1));
    }
    part.end = run->slot_count;
    walk.stopped = false;
    place_part(layout, &part, &walk, index, focus);
    find_extent(run);
}

void layout_run_release(struct margin_run *run)
{
    free(run->slots);
    free(run->mores);
    *run = (struct margin_run){0};
}
