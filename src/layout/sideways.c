/* sideways: tables that are wider than the page, and what of them is in sight.
 *
 * What is always true:
 *  1. How far a table is scrolled is remembered for good, by its first block: as the column that stands at
 *     the left edge, and in a column wider than the page how far into that. So after a change of the page's
 *     width the same column stands there.
 *  2. It counts no further than brings the right edge into sight, with a column at the left edge.
 *  3. Scrolling changes no row, only what of it is in sight. */
#include "config.h"

#include "layout/layout.h"

#include <limits.h>
#include <string.h>

#include "layout/page.h"

enum {
    EDGES_MIN_COLS = 4, /* less room has no marks of what is out of sight */
    KEEP_COLS = 2, /* of what was in sight, when a column wider than the room is gone through */
};

/* Up to the first column from which on all that follows is in sight; where the last is wider than what is
 * in sight, up to its end. */
static int most_shift(const struct table_columns *columns, int width_cols)
{
    int least_cols = columns->total_cols - width_cols;

    for (size_t i = 0; i < columns->count; i++)
        if (columns->first_cols[i] >= least_cols)
            return columns->first_cols[i];
    return least_cols;
}

struct table_view layout_table_view(const struct layout *layout,
                                    const struct table_columns *columns)
{
    int page_cols = layout->options.width_cols;
    int room_cols = page_cols - columns->indent_cols;
    struct table_view view = {
        .table = columns->first_block,
        .first_cols = columns->indent_cols,
        .width_cols = room_cols,
        .end_cols = columns->indent_cols + columns->total_cols};

    if (columns->total_cols <= room_cols)
        return view;
    view.has_edges = room_cols >= EDGES_MIN_COLS;
    if (view.has_edges) {
        view.first_cols = columns->indent_cols > 0 ? columns->indent_cols : 1;
        view.width_cols = page_cols - 1 - view.first_cols;
    }
    view.most_shift_cols = most_shift(columns, view.width_cols);
    return view;
}

/* Of any row of the table; a hidden one's rows are not made for it. */
static struct table_view view_of(struct layout *layout, size_t block)
{
    if (layout_block(layout, block)->kind != BLOCK_TABLE_ROW)
        return (struct table_view){.table = REPORT_NONE};
    return layout_table_view(layout, layout_table_columns(layout, block));
}

bool layout_is_wide(struct layout *layout, size_t block)
{
    return view_of(layout, block).most_shift_cols > 0;
}

/* ---- how far --------------------------------------------------------------------------------------- */

/* Where the table's shift is remembered, or would be. */
static size_t find_shift(const struct layout *layout, size_t table)
{
    size_t low = 0, high = layout->shift_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (layout->shifts[middle].table < table)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The column in which the place of the table lies, the gap after it included. */
static size_t column_at(const struct table_columns *columns, int cols)
{
    size_t column = 0;

    while (column + 1 < columns->count && columns->first_cols[column + 1] <= cols)
        column++;
    return column;
}

int layout_shift_of(struct layout *layout, const struct table_view *view)
{
    const struct table_columns *columns;
    const struct table_shift *shift;
    size_t at, column;
    int cols;

    if (view->most_shift_cols == 0)
        return 0;
    at = find_shift(layout, view->table);
    if (at == layout->shift_count || layout->shifts[at].table != view->table)
        return 0;
    shift = &layout->shifts[at];
    columns = layout_table_columns(layout, view->table);
    column = shift->column < columns->count ? shift->column : columns->count - 1;
    cols = columns->first_cols[column];
    if (columns->width_cols[column] >= view->width_cols) /* with its tab it is wider */
        cols += shift->into_cols < columns->width_cols[column] ? shift->into_cols
                                                               : columns->width_cols[column];
    return cols < view->most_shift_cols ? cols : view->most_shift_cols;
}

int layout_shift(struct layout *layout, size_t block)
{
    const struct table_view view = view_of(layout, block);

    return layout_shift_of(layout, &view);
}

static void set_shift(struct layout *layout, const struct table_view *view, int shift_cols)
{
    const struct table_columns *columns;
    size_t at = find_shift(layout, view->table), column;

    if (shift_cols > view->most_shift_cols)
        shift_cols = view->most_shift_cols;
    if (shift_cols < 0)
        shift_cols = 0;
    if (shift_cols == layout_shift_of(layout, view))
        return;
    if (at == layout->shift_count || layout->shifts[at].table != view->table) {
        layout->shifts = array_reserve(layout->shifts, &layout->shift_capacity,
                                       layout->shift_count + 1, sizeof *layout->shifts);
        memmove(layout->shifts + at + 1, layout->shifts + at,
                (layout->shift_count++ - at) * sizeof *layout->shifts);
    }
    columns = layout_table_columns(layout, view->table);
    column = column_at(columns, shift_cols);
    layout->shifts[at] =
        (struct table_shift){view->table, column, shift_cols - columns->first_cols[column]};
}

void layout_set_shift(struct layout *layout, size_t block, int shift_cols)
{
    const struct table_view view = view_of(layout, block);

    set_shift(layout, &view, shift_cols);
}

/* ---- from column to column --------------------------------------------------------------------------- */

static int step_cols(const struct table_view *view)
{
    return view->width_cols > 2 * KEEP_COLS ? view->width_cols - KEEP_COLS : view->width_cols;
}

static int shift_right(const struct table_columns *columns, const struct table_view *view,
                       int shift_cols)
{
    size_t column = column_at(columns, shift_cols);
    int end_cols = columns->first_cols[column] + columns->width_cols[column];

    if (end_cols - shift_cols > view->width_cols)
        return shift_cols + step_cols(view);
    return column + 1 < columns->count ? columns->first_cols[column + 1] : view->most_shift_cols;
}

/* To where the column begins, or to its end in sight where it is wider than that. */
static int shift_left(const struct table_columns *columns, const struct table_view *view,
                      int shift_cols)
{
    size_t column = column_at(columns, shift_cols - 1);
    int first_cols = columns->first_cols[column];
    int to_cols = first_cols + columns->width_cols[column] - view->width_cols;

    if (to_cols >= shift_cols)
        to_cols = shift_cols - step_cols(view);
    return to_cols > first_cols ? to_cols : first_cols;
}

bool layout_scroll(struct layout *layout, size_t block, size_t columns, bool forward)
{
    const struct table_view view = view_of(layout, block);
    int from_cols = layout_shift_of(layout, &view), to_cols = from_cols;

    while (columns-- > 0 && (forward ? to_cols < view.most_shift_cols : to_cols > 0)) {
        const struct table_columns *its = layout_table_columns(layout, block);

        to_cols = forward ? shift_right(its, &view, to_cols) : shift_left(its, &view, to_cols);
    }
    set_shift(layout, &view, to_cols);
    return layout_shift_of(layout, &view) != from_cols;
}

/* ---- to a passage ------------------------------------------------------------------------------------ */

/* The stretch that shows the place's beginning. */
static bool find_stretch(struct layout *layout, const struct block_rows *rows, size_t at_bytes,
                         struct stretch *stretch)
{
    size_t range = layout_range_at(rows, at_bytes);
    const struct layout_row *row = &rows->rows[rows->text_first + layout_range_line(rows, range)];

    for (size_t i = 0; i < rows->cell_count; i++)
        if (layout_stretch(layout, rows, row, i, stretch) && stretch->range == range)
            return true;
    return false;
}

/* The columns, from the stretch's first on, of what it shows of the passage: at least one. */
static void measure_passage(const struct layout *layout, const struct stretch *stretch,
                            size_t start_bytes, size_t end_bytes, int *first_cols, int *end_cols)
{
    struct stretch_piece piece;

    *first_cols = *end_cols = stretch->first_cols;
    layout_piece_begin(layout, stretch, &piece);
    while (layout_piece_step(&piece)) {
        if (piece.end_bytes <= start_bytes)
            *first_cols = piece.end_cols;
        if (piece.start_bytes < end_bytes || piece.start_bytes <= start_bytes)
            *end_cols = piece.end_cols;
    }
    if (*end_cols <= *first_cols)
        *end_cols = *first_cols + 1;
}

/* The first column of the page from cols on where a cell begins, up to most_cols; else cols. */
static int column_from(const struct block_rows *rows, int cols, int most_cols)
{
    for (size_t i = 0; i < rows->cell_count; i++) {
        int first_cols = rows->view.first_cols + rows->cells[i].first_cols;

        if (first_cols >= cols && first_cols <= most_cols)
            return first_cols;
    }
    return cols;
}

void layout_show(struct layout *layout, size_t start_bytes, size_t end_bytes)
{
    size_t block = report_block_at_bytes(layout->report, start_bytes);
    const struct block_rows *rows;
    const struct table_view *view;
    struct stretch stretch;
    int first_cols, end_cols, shift_cols;

    if (block == REPORT_NONE || !layout_is_wide(layout, block) || !layout_is_visible(layout, block))
        return;
    rows = layout_block_rows(layout, block);
    view = &rows->view;
    shift_cols = layout_shift_of(layout, view) + view->first_cols;
    if (!find_stretch(layout, rows, start_bytes, &stretch))
        return;
    measure_passage(layout, &stretch, start_bytes, end_bytes, &first_cols, &end_cols);
    if (first_cols >= shift_cols && end_cols <= shift_cols + view->width_cols)
        return;
    if (stretch.end_cols < end_cols)
        stretch.end_cols = end_cols; /* with the tab */
    if (stretch.end_cols - stretch.first_cols <= view->width_cols) {
        first_cols = stretch.first_cols;
        end_cols = stretch.end_cols;
    }
    if (end_cols > shift_cols + view->width_cols)
        shift_cols = column_from(rows, end_cols - view->width_cols, first_cols);
    if (first_cols < shift_cols)
        shift_cols = first_cols;
    set_shift(layout, view, shift_cols - view->first_cols);
}

/* ---- what is in sight ------------------------------------------------------------------------------ */

static bool is_in_sight(struct layout *layout, const struct block_rows *rows,
                        const struct stretch_piece *piece)
{
    const struct table_view *view = &rows->view;
    int shift_cols;

    if (rows->cell_count == 0)
        return true;
    shift_cols = layout_shift_of(layout, &rows->view);
    return piece->first_cols - shift_cols >= view->first_cols &&
           piece->end_cols - shift_cols <= view->first_cols + view->width_cols;
}

bool layout_in_sight(struct layout *layout, const struct layout_row *row, size_t at_bytes)
{
    const struct layout_row own = *row;
    const struct block_rows *rows = layout_block_rows(layout, own.block);
    struct stretch_piece piece;
    struct stretch stretch;

    if (rows->cell_count == 0 || own.kind != ROW_TEXT)
        return true;
    layout_find_stretch(layout, rows, &own, at_bytes, INT_MAX, &stretch);
    layout_piece_begin(layout, &stretch, &piece);
    while (layout_piece_step(&piece))
        if (piece.end_bytes > at_bytes)
            return is_in_sight(layout, rows, &piece);
    return false;
}

size_t layout_first_in_sight(struct layout *layout, const struct layout_row *row)
{
    const struct layout_row own = *row;
    const struct block_rows *rows = layout_block_rows(layout, own.block);
    struct stretch_piece piece;
    struct stretch stretch;

    if (rows->cell_count == 0 || own.kind != ROW_TEXT)
        return own.start_bytes;
    for (size_t i = 0; i < layout_stretch_count(rows, &own); i++) {
        if (!layout_stretch(layout, rows, &own, i, &stretch))
            continue;
        layout_piece_begin(layout, &stretch, &piece);
        while (layout_piece_step(&piece))
            if (is_in_sight(layout, rows, &piece))
                return piece.start_bytes;
    }
    return own.start_bytes;
}
