/* beside: what stands in the margin of some rows in sight, and how it looks there.
 *
 * What is always true:
 *  1. Where the run of the annotation in focus goes beyond its room, what else would stand there is left out
 *     whole.
 *  2. A joining line leads from a passage to the bar where its annotation is in the margin; one that had to
 *     move down begins with a mark of its own on the bar.
 *  3. Nothing stands right of the page. */
#include "config.h"

#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout/page.h"

/* ---- back to the page ------------------------------------------------------------------------------- */

struct layout_place layout_beside(struct layout *layout, struct layout_place place)
{
    const struct layout_row row = *layout_row_at(layout, place);
    struct margin_run run = {0};
    struct layout_place at;
    long down = 0;

    if (row.annotation == REPORT_NONE || !layout_block_rows(layout, row.block)->beside)
        return place;
    layout_place_run(layout, row.annotation, row.annotation, &run);
    for (size_t i = 0; i < run.slot_count; i++)
        if (run.slots[i].annotation == row.annotation && run.slots[i].shown > 0)
            down = run.slots[i].start +
                   (long)(row.line < run.slots[i].shown ? row.line : run.slots[i].shown - 1);
    at = (struct layout_place){run.block, 0};
    layout_step_rows(layout, &at, (size_t)(down < 0 ? -down : down), down >= 0);
    layout_run_release(&run);
    return at;
}

/* ---- composing -------------------------------------------------------------------------------------- */

struct composing {
    struct layout *layout;
    struct layout_margin *margin;
    struct layout_place top;
    size_t last_block; /* in sight */
    /* the run that holds the annotation in focus, and where its rows begin; without slots: none */
    struct margin_run focused;
    long focused_base;
};

/* The bars; finds the last block. */
static void begin_rows(struct composing *it, size_t row_count)
{
    struct layout_margin *margin = it->margin;
    struct layout_place place = it->top;
    bool on_page = true;

    margin->rows = array_reserve(margin->rows, &margin->capacity, row_count, sizeof *margin->rows);
    margin->count = row_count;
    for (size_t i = 0; i < row_count; i++) {
        margin->rows[i] = (struct layout_margin_row){.annotation = REPORT_NONE};
        if (!on_page)
            continue;
        it->last_block = place.block;
        margin->rows[i].has_bar =
            it->layout->annotation_count > 0 && layout_block_rows(it->layout, place.block)->beside;
        on_page = layout_step(it->layout, &place, true);
    }
}

/* Rows from the top in sight down to the first of the run's block: less than 0 where that is further up.
 * False where nothing of the run comes nearer to what is in sight than `near`. */
static bool find_base(const struct composing *it, const struct margin_run *run, long near,
                      long *base)
{
    const bool is_above = run->block < it->top.block;
    const size_t until = is_above ? it->top.block : run->block;
    const long most = is_above ? run->end_row + near
                               : (long)(it->margin->count + it->top.row) - run->start_row + near;
    size_t block = is_above ? run->block : it->top.block;
    long rows = 0;

    while (block != until) {
        rows += (long)layout_page_rows(it->layout, block);
        block = layout_next_block(it->layout, block);
        if (rows >= most || block == REPORT_NONE)
            return false;
    }
    *base = is_above ? -rows - (long)it->top.row : rows - (long)it->top.row;
    return true;
}

static struct layout_margin_row *row_at(const struct composing *it, long row)
{
    return row >= 0 && row < (long)it->margin->count ? &it->margin->rows[row] : NULL;
}

static void set_slot(const struct composing *it, const struct margin_slot *slot, long base)
{
    struct layout_margin_row *row;

    if (slot->shown > 0 && slot->has_passage && (row = row_at(it, base + slot->anchor)) != NULL)
        row->joins = true;
    for (size_t line = 0; line < slot->shown; line++) {
        row = row_at(it, base + slot->start + (long)line);
        if (row == NULL)
            continue;
        row->has_bar = true;
        row->annotation = slot->annotation;
        row->line = line;
        row->more = 0;
        row->begins_lower = line == 0 && slot->start != slot->anchor;
        row->goes_on = line + 1 == slot->shown && slot->shown < slot->lines;
    }
}

/* Whether something of the run in focus stands in rows from first to before end. */
static bool is_taken(const struct composing *it, long first, long end)
{
    for (size_t i = 0; i < it->focused.slot_count; i++) {
        const struct margin_slot *slot = &it->focused.slots[i];
        const long start = it->focused_base + slot->start;

        if (start < end && first < start + (long)slot->shown)
            return true;
    }
    for (size_t i = 0; i < it->focused.more_count; i++) {
        const long row = it->focused_base + it->focused.mores[i].row;

        if (first <= row && row < end)
            return true;
    }
    return false;
}

static void set_run(const struct composing *it, const struct margin_run *run, long base)
{
    const bool is_focused = run == &it->focused;

    for (size_t i = 0; i < run->more_count; i++) {
        const long at = base + run->mores[i].row;
        struct layout_margin_row *row = row_at(it, at);

        if (row != NULL && (is_focused || !is_taken(it, at, at + 1)))
            row->more = run->mores[i].count;
    }
    for (size_t i = 0; i < run->slot_count; i++) {
        const long start = base + run->slots[i].start;

        if (is_focused || !is_taken(it, start, start + (long)run->slots[i].shown))
            set_slot(it, &run->slots[i], base);
    }
}

static void draw_run(const struct composing *it, size_t annotation)
{
    struct margin_run run = {0};
    long base;

    layout_place_run(it->layout, annotation, REPORT_NONE, &run);
    if (find_base(it, &run, 0, &base))
        set_run(it, &run, base);
    layout_run_release(&run);
}

static void draw_focused(struct composing *it, size_t annotation)
{
    if (annotation == REPORT_NONE)
        return;
    layout_place_run(it->layout, annotation, annotation, &it->focused);
    if (find_base(it, &it->focused, MARGIN_FLOW_ROWS, &it->focused_base))
        set_run(it, &it->focused, it->focused_base);
    else
        it->focused.slot_count = it->focused.more_count = 0;
}

/* Of the run that holds one: the first after it. */
static size_t after_run(struct layout *layout, size_t annotation)
{
    size_t first, end;

    layout_find_run(layout, annotation, &first, &end);
    return end;
}

static bool is_same_run(struct layout *layout, size_t annotation, size_t other)
{
    return other != REPORT_NONE && after_run(layout, annotation) == after_run(layout, other);
}

void layout_compose_margin(struct layout *layout, struct layout_place top, size_t row_count,
                           struct layout_place focus, struct layout_margin *margin)
{
    struct composing it = {.layout = layout, .margin = margin, .top = top};
    size_t index, focused;

    margin->count = 0;
    if (!layout_has_margin(layout))
        return;
    begin_rows(&it, row_count);
    focused = layout_row_at(layout, focus)->annotation;
    if (focused != REPORT_NONE &&
        !layout_block_rows(layout, layout->annotations[focused].block)->beside)
        focused = REPORT_NONE;
    draw_focused(&it, focused);
    index = layout_previous_shown(layout, layout_first_annotation(layout, top.block));
    if (index == REPORT_NONE)
        index = layout_next_shown(layout, 0);
    while (index != REPORT_NONE && layout->annotations[index].block <= it.last_block) {
        if (!is_same_run(layout, index, focused))
            draw_run(&it, index);
        index = layout_next_shown(layout, after_run(layout, index));
    }
    layout_run_release(&it.focused);
}

void layout_margin_release(struct layout_margin *margin)
{
    free(margin->rows);
    *margin = (struct layout_margin){0};
}

/* ---- emitting --------------------------------------------------------------------------------------- */

/* From the end of the row's text to the bar. */
static void emit_joint(const struct layout *layout, int bar_cols, struct layout_line *line)
{
    const char *dash = layout->options.ascii ? "-" : "─";

    if (line->width_cols < bar_cols)
        layout_pad_to(line, line->width_cols + 1);
    while (line->width_cols < bar_cols)
        layout_emit_bytes(line, dash, strlen(dash), 1, ROLE_GUTTER, 0);
}

static const char *bar_of(const struct layout *layout, const struct layout_margin_row *row)
{
    if (layout->options.ascii)
        return row->joins || row->begins_lower ? "+" : "|";
    if (row->begins_lower)
        return row->joins ? "┼" : "├";
    return row->joins ? "┤" : "│";
}

static void emit_words(struct layout *layout, const struct layout_margin_row *row, int first_cols,
                       int edge_cols, struct layout_line *line)
{
    const char *ellipsis = layout_ellipsis(layout);
    const struct layout_row at = {.block = layout->annotations[row->annotation].block,
                                  .annotation = row->annotation,
                                  .line = row->line,
                                  .indent_cols = first_cols};
    int ellipsis_cols = layout->options.ascii ? 3 : 1;

    if (row->goes_on)
        edge_cols -= ellipsis_cols + 1;
    layout_emit_annotation(layout, layout_block_rows(layout, at.block), &at, edge_cols, line);
    if (!row->goes_on)
        return;
    layout_pad_to(line, line->width_cols + 1);
    layout_emit_bytes(line, ellipsis, strlen(ellipsis), ellipsis_cols, ROLE_NOTE, 0);
}

static void emit_more(const struct layout *layout, size_t count, int room_cols,
                      struct layout_line *line)
{
    struct buffer words = {0}, cut = {0};
    int cols;

    /* TRANSLATORS: in the margin; so many notes and stances found no room there. At most 24 columns. */
    buffer_append_format(&words, ngettext("+%zu more", "+%zu more", (unsigned long)count), count);
    cols = layout_append_cut(layout, &cut, words.data, words.len_bytes, room_cols);
    layout_emit_bytes(line, cut.data, cut.len_bytes, cols, ROLE_BADGE, 0);
    buffer_release(&words);
    buffer_release(&cut);
}

void layout_emit_margin(struct layout *layout, const struct layout_margin *margin, size_t row,
                        struct layout_line *line)
{
    const int first_cols = layout_margin_first_cols(layout);
    const int bar_cols = layout_margin_bar_cols(layout);
    const struct layout_margin_row *it;

    if (row >= margin->count || !margin->rows[row].has_bar)
        return;
    it = &margin->rows[row];
    if (it->joins)
        emit_joint(layout, bar_cols, line);
    layout_pad_to(line, bar_cols);
    layout_emit_bytes(line, bar_of(layout, it), strlen(bar_of(layout, it)), 1, ROLE_GUTTER, 0);
    if (it->annotation == REPORT_NONE && it->more == 0)
        return;
    layout_pad_to(line, first_cols);
    if (it->annotation != REPORT_NONE)
        emit_words(layout, it, first_cols, first_cols + layout_margin_cols(layout), line);
    else
        emit_more(layout, it->more, layout_margin_cols(layout), line);
}
