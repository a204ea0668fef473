/* cells: a row of a table becomes rows of the page, and back.
 *
 * What is always true:
 *  1. The lines of a row's cells follow each other in block_rows.cell_lines as their text does, and no
 *     two begin at the same place. So a place in the text is found in them by halving, and the number of a
 *     cell's line is the number of the row that shows it.
 *  2. A cell's last line takes the tab after it along, which is shown as one space, in the gap where the
 *     cell is as wide as its column. It is left out where white space before it did not fit on the line. */
#include "config.h"

#include "layout/layout.h"

#include "layout/page.h"

/* ---- rows ----------------------------------------------------------------------------------------- */

static void add_cell_line(struct block_rows *rows, size_t start_bytes, size_t end_bytes)
{
    rows->cell_lines = array_reserve(rows->cell_lines, &rows->cell_line_capacity,
                                     rows->cell_line_count + 1, sizeof *rows->cell_lines);
    rows->cell_lines[rows->cell_line_count++] = (struct byte_range){start_bytes, end_bytes};
}

/* The cell from at to end in text, which begins at block_bytes; a tab follows it or the row's end. */
static void add_cell(struct layout *layout, struct block_rows *rows, const char *text,
                     size_t block_bytes, struct byte_range cell, bool has_tab)
{
    const struct table_cell *it = &rows->cells[rows->cell_count - 1];
    size_t len_bytes = cell.end - cell.start, last_end;

    layout->lines.count = 0;
    text_wrap(text + cell.start, len_bytes, it->width_cols, it->width_cols, &layout->lines);
    rows->cells[rows->cell_count - 1].line_count = layout->lines.count;
    for (size_t i = 0; i < layout->lines.count; i++) {
        const struct text_line *line = &layout->lines.items[i];

        add_cell_line(rows, block_bytes + cell.start + line->start_bytes,
                      block_bytes + cell.start + line->end_bytes);
    }
    last_end = layout->lines.items[layout->lines.count - 1].end_bytes;
    if (has_tab && last_end == len_bytes)
        rows->cell_lines[rows->cell_line_count - 1].end++;
}

/* Wraps the cells; returns the most lines that one has. */
static size_t add_cells(struct layout *layout, struct block_rows *rows,
                        const struct table_columns *columns, size_t block)
{
    size_t len_bytes, at = 0, most = 0;
    const char *text = report_block_text(layout->report, block, &len_bytes);
    size_t block_bytes = layout->report->blocks[block].start_bytes;

    for (size_t index = 0; index < columns->count; index++) {
        size_t end =
            index + 1 < columns->count ? layout_cell_end(text, len_bytes, at, index) : len_bytes;

        rows->cells = array_reserve(rows->cells, &rows->cell_capacity, rows->cell_count + 1,
                                    sizeof *rows->cells);
        rows->cells[rows->cell_count++] =
            (struct table_cell){.first_line = rows->cell_line_count,
                                .first_cols = columns->first_cols[index],
                                .width_cols = columns->width_cols[index]};
        add_cell(layout, rows, text, block_bytes, (struct byte_range){at, end}, end < len_bytes);
        if (rows->cells[index].line_count > most)
            most = rows->cells[index].line_count;
        if (end == len_bytes)
            break;
        at = end + 1;
    }
    return most;
}

/* From where the first cell that has something on the line begins to where the last ends. */
static void set_range(const struct block_rows *rows, struct layout_row *row)
{
    bool placed = false;

    for (size_t i = 0; i < rows->cell_count; i++) {
        const struct table_cell *cell = &rows->cells[i];
        const struct byte_range *line;

        if (row->line >= cell->line_count)
            continue;
        line = &rows->cell_lines[cell->first_line + row->line];
        if (placed && line->start == line->end)
            continue;
        if (!placed || row->start_bytes == row->end_bytes)
            row->start_bytes = line->start;
        row->end_bytes = line->end;
        placed = true;
    }
}

void layout_fill_table_row(struct layout *layout, struct block_rows *rows, size_t block)
{
    const struct table_columns *columns = layout_table_columns(layout, block);
    size_t len_bytes, line_count;
    const char *text = report_block_text(layout->report, block, &len_bytes);

    rows->view = layout_table_view(layout, columns);
    if (columns->count < 2 || layout_is_one_cell(text, len_bytes)) {
        layout_fill_paragraph(layout, rows, block, columns->indent_cols);
        return;
    }
    line_count = add_cells(layout, rows, columns, block);
    rows->text_first = rows->row_count;
    rows->text_count = line_count;
    for (size_t i = 0; i < line_count; i++) {
        struct layout_row *row = layout_add_row(rows, ROW_TEXT, block, 0);

        row->line = i;
        row->indent_cols = rows->view.first_cols;
        set_range(rows, row);
    }
}

/* ---- ranges --------------------------------------------------------------------------------------- */

size_t layout_range_count(const struct block_rows *rows)
{
    return rows->cell_count > 0 ? rows->cell_line_count : rows->text_count;
}

struct byte_range layout_range(const struct block_rows *rows, size_t index)
{
    const struct layout_row *row;

    if (rows->cell_count > 0)
        return rows->cell_lines[index];
    row = &rows->rows[rows->text_first + index];
    return (struct byte_range){row->start_bytes, row->end_bytes};
}

size_t layout_range_at(const struct block_rows *rows, size_t at_bytes)
{
    size_t low = 0, high = layout_range_count(rows);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (layout_range(rows, middle).start <= at_bytes)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

size_t layout_range_line(const struct block_rows *rows, size_t index)
{
    size_t cell = 0;

    if (rows->cell_count == 0)
        return index;
    while (cell + 1 < rows->cell_count && rows->cells[cell + 1].first_line <= index)
        cell++;
    return index - rows->cells[cell].first_line;
}

bool layout_row_shows(struct layout *layout, const struct layout_row *row, size_t at_bytes)
{
    const struct layout_row own = *row;
    const struct block_rows *rows;
    size_t range;

    if (at_bytes < own.start_bytes || at_bytes >= own.end_bytes)
        return false;
    rows = layout_block_rows(layout, own.block);
    if (rows->cell_count == 0)
        return true;
    range = layout_range_at(rows, at_bytes);
    return layout_range_line(rows, range) == own.line && at_bytes < rows->cell_lines[range].end;
}

/* ---- stretches and pieces ------------------------------------------------------------------------- */

size_t layout_stretch_count(const struct block_rows *rows, const struct layout_row *row)
{
    return row->kind == ROW_TEXT && rows->cell_count > 0 ? rows->cell_count : 1;
}

bool layout_stretch(const struct layout *layout, const struct block_rows *rows,
                    const struct layout_row *row, size_t index, struct stretch *stretch)
{
    const struct table_cell *cell;
    const struct byte_range *line;

    if (row->kind != ROW_TEXT || rows->cell_count == 0) {
        *stretch = (struct stretch){.range = row->line,
                                    .start_bytes = row->start_bytes,
                                    .end_bytes = row->end_bytes,
                                    .first_cols = row->indent_cols,
                                    .end_cols = layout_page_cols(layout)};
        return true;
    }
    cell = &rows->cells[index];
    if (row->line >= cell->line_count)
        return false;
    line = &rows->cell_lines[cell->first_line + row->line];
    *stretch =
        (struct stretch){.range = cell->first_line + row->line,
                         .start_bytes = line->start,
                         .end_bytes = line->end,
                         .first_cols = rows->view.first_cols + cell->first_cols,
                         .end_cols = rows->view.first_cols + cell->first_cols + cell->width_cols,
                         .in_cell = true};
    return true;
}

void layout_piece_begin(const struct layout *layout, const struct stretch *stretch,
                        struct stretch_piece *piece)
{
    piece->text = layout->report->text.data;
    piece->stretch = *stretch;
    piece->end_bytes = stretch->start_bytes;
    piece->end_cols = stretch->first_cols;
}

bool layout_piece_step(struct stretch_piece *piece)
{
    const struct stretch *stretch = &piece->stretch;
    int room_cols = stretch->end_cols - piece->end_cols;
    size_t at = piece->end_bytes;

    if (at >= stretch->end_bytes)
        return false;
    if (stretch->in_cell && room_cols < 1 && piece->text[at] == '\t')
        room_cols = 1;
    piece->start_bytes = at;
    piece->first_cols = piece->end_cols;
    piece->end_bytes = at + layout_piece_next(piece->text + at, stretch->end_bytes - at, 0,
                                              room_cols, &piece->shown);
    piece->end_cols += piece->shown.width_cols;
    return true;
}
