/* emit: one row becomes a line of shown text with spans. Computes no layout: rows say what stands where.
 *
 * What is always true:
 *  1. Everything goes through shown pieces; nothing of a file is copied to the line as it is, but plain
 *     ASCII.
 *  2. A line is no wider than the page (but for tables, than the measure), and its spans cover it from the first column on, without holes;
 *     neighbours differ in role or marks. */
#include "config.h"

#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout/light.h"

static void add_span(struct layout_line *line, size_t len_bytes, int width_cols, enum role role,
                     unsigned marks)
{
    struct layout_span *last = line->span_count > 0 ? &line->spans[line->span_count - 1] : NULL;

    line->width_cols += width_cols;
    if (last != NULL && last->role == role && last->marks == marks) {
        last->len_bytes += len_bytes;
        last->width_cols += width_cols;
        return;
    }
    line->spans =
        array_reserve(line->spans, &line->span_capacity, line->span_count + 1, sizeof *line->spans);
    line->spans[line->span_count++] =
        (struct layout_span){line->text.len_bytes - len_bytes, len_bytes, width_cols, role, marks};
}

void layout_emit_bytes(struct layout_line *line, const char *bytes, size_t len_bytes,
                       int width_cols, enum role role, unsigned marks)
{
    if (len_bytes == 0)
        return;
    buffer_append(&line->text, bytes, len_bytes);
    add_span(line, len_bytes, width_cols, role, marks);
}

void layout_pad_to(struct layout_line *line, int column_cols)
{
    size_t count;

    if (column_cols <= line->width_cols)
        return;
    count = (size_t)(column_cols - line->width_cols);
    buffer_append_repeated(&line->text, ' ', count);
    add_span(line, count, (int)count, ROLE_TEXT, 0);
}

/* Plain bytes from at on that share marks and role: at most room_cols, up to until_bytes. */
static size_t plain_run(const char *text, size_t end_bytes, size_t at_bytes, size_t until_bytes,
                        int room_cols)
{
    size_t run = 0, most = room_cols > 0 ? (size_t)room_cols : 0;

    while (run < most && at_bytes + run < until_bytes && at_bytes + run < end_bytes &&
           layout_is_plain(text, end_bytes, at_bytes + run))
        run++;
    return run;
}

/* The report's own text of a row that is no table's. */
static void emit_text(struct layout *layout, const struct layout_row *row,
                      const struct layout_marks *marks, enum role role, struct layout_line *line)
{
    const char *text = layout->report->text.data;
    int page_cols = layout_page_cols(layout);
    struct lights lights = {0};
    struct stretch stretch = {
        .range = row->line, .start_bytes = row->start_bytes, .end_bytes = row->end_bytes};
    size_t at = row->start_bytes;

    lights_gather(&lights, layout, row, &stretch, marks);
    while (at < row->end_bytes) {
        struct text_shown shown;
        int room_cols = page_cols - line->width_cols;
        size_t next = at + layout_piece_next(text + at, row->end_bytes - at, 0, room_cols, &shown);
        size_t until;
        bool is_footnote_mark;
        unsigned lit = lights_at(&lights, at, next, &is_footnote_mark, &until);
        size_t run = plain_run(text, row->end_bytes, at, until, room_cols);
        enum role own = is_footnote_mark ? ROLE_FOOTNOTE_MARK : role;

        if (run > 0) {
            layout_emit_bytes(line, text + at, run, (int)run, own, lit);
            at += run;
        } else {
            layout_emit_bytes(line, shown.bytes, shown.len_bytes, shown.width_cols,
                              shown.token ? ROLE_TOKEN : own, lit);
            at = next;
        }
    }
    lights_release(&lights);
}

/* Words of an annotation, at most up to the column. */
static void emit_words(const struct block_rows *rows, size_t start, size_t end, enum role role,
                       int until_cols, struct layout_line *line)
{
    const char *words = rows->words.data;
    struct text_shown shown;

    while (start < end && line->width_cols < until_cols) {
        start +=
            layout_piece_next(words + start, end - start, 0, until_cols - line->width_cols, &shown);
        layout_emit_bytes(line, shown.bytes, shown.len_bytes, shown.width_cols,
                          shown.token ? ROLE_TOKEN : role, 0);
    }
}

/* A label, or at the right edge what is said about an annotation; cut to the room that is left. */
static void emit_cut(const struct layout *layout, const struct block_rows *rows, size_t start,
                     size_t end, enum role role, int edge_cols, struct layout_line *line)
{
    struct buffer words = {0};
    int cols;

    if (end == start)
        return;
    cols = layout_append_cut(layout, &words, rows->words.data + start, end - start,
                             edge_cols - line->width_cols);
    if (role == ROLE_META)
        layout_pad_to(line, edge_cols - cols);
    layout_emit_bytes(line, words.data, words.len_bytes, cols, role, 0);
    buffer_release(&words);
}

static void emit_bar(const struct layout *layout, int first_cols, struct layout_line *line)
{
    const char *bar = layout->options.ascii ? "|" : "│";
    int bar_cols = layout_bar_cols(layout);

    if (bar_cols > first_cols)
        bar_cols = first_cols;
    if (bar_cols > 0) {
        layout_pad_to(line, first_cols - bar_cols);
        layout_emit_bytes(line, bar, strlen(bar), 1, ROLE_GUTTER, 0);
    }
}

static const struct annotation_line *find_line(const struct block_rows *rows,
                                               const struct layout_row *row)
{
    size_t low = rows->row_count - rows->line_count, first = low, high = rows->row_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct layout_row *other = &rows->rows[middle];

        if (other->annotation == row->annotation ? other->line < row->line
                                                 : other->annotation < row->annotation)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->row_count ? &rows->lines[low - first] : NULL;
}

void layout_emit_annotation(const struct layout *layout, const struct block_rows *rows,
                            const struct layout_row *row, int edge_cols, struct layout_line *line)
{
    const struct annotation_line *it = find_line(rows, row);

    if (it == NULL)
        return;
    layout_pad_to(line, row->indent_cols);
    emit_cut(layout, rows, it->label_start, it->label_end, ROLE_NOTE_LABEL, edge_cols, line);
    if (it->end > it->start) {
        layout_pad_to(line, row->indent_cols + it->indent_cols);
        emit_words(rows, it->start, it->end, it->role, edge_cols, line);
    }
    emit_cut(layout, rows, it->meta_start, it->meta_end, ROLE_META, edge_cols, line);
}

/* Whether there is anything under a heading that folding would hide. */
static bool can_fold(const struct layout *layout, size_t heading)
{
    const struct report_heading *it = &layout->report->headings[heading];
    size_t annotation = layout_first_annotation(layout, it->first_block);

    return layout_mark_cols(layout) > 0 &&
           (it->end_block > it->first_block + 1 ||
            (annotation < layout->annotation_count &&
             layout->annotations[annotation].block == it->first_block));
}

bool layout_is_fold_mark(const struct layout *layout, const struct layout_row *row, int column_cols)
{
    return row->kind == ROW_HEADING && row->line == 0 && column_cols < row->indent_cols &&
           column_cols >= row->indent_cols - layout_mark_cols(layout) &&
           can_fold(layout, layout_heading_of(layout, row->block));
}

static void emit_fold_mark(const struct layout *layout, size_t heading, int first_cols,
                           struct layout_line *line)
{
    bool closed = layout_is_closed(layout, heading);
    bool ascii = layout->options.ascii;
    const char *mark = closed ? (ascii ? ">" : "▸") : (ascii ? "v" : "▾");

    layout_pad_to(line, first_cols - layout_mark_cols(layout));
    if (can_fold(layout, heading))
        layout_emit_bytes(line, mark, strlen(mark), 1, ROLE_FOLD_MARK, 0);
    layout_pad_to(line, first_cols);
}

static void emit_heading(struct layout *layout, const struct layout_row *row,
                         const struct layout_marks *marks, struct layout_line *line)
{
    const struct block_rows *rows = layout_block_rows(layout, row->block);
    size_t heading = layout_heading_of(layout, row->block);
    enum heading_kind kind = layout->report->headings[heading].kind;
    bool badges_here =
        rows->badges_cols > 0 && row->line == (rows->badges_beside ? 0 : rows->text_count);

    if (row->line == 0)
        emit_fold_mark(layout, heading, row->indent_cols, line);
    layout_pad_to(line, row->indent_cols);
    emit_text(layout, row, marks, kind == HEADING_PART ? ROLE_PART : ROLE_HEADING, line);
    if (badges_here) {
        layout_pad_to(line, layout_page_cols(layout) - rows->badges_cols);
        layout_emit_bytes(line, rows->badges.data, rows->badges.len_bytes, rows->badges_cols,
                          ROLE_BADGE, 0);
    }
}

/* ---- tables ---------------------------------------------------------------------------------------- */

static bool holds_ink(const struct layout *layout, size_t start_bytes, size_t end_bytes)
{
    return !text_is_blank(layout->report->text.data + start_bytes, end_bytes - start_bytes);
}

/* Emits what is in sight of a cell's line: a wide character that an edge would cut is left out. True where
 * something is out of sight at the right. */
static bool emit_cell(struct layout *layout, const struct layout_row *row,
                      const struct table_view *view, int shift_cols, const struct stretch *stretch,
                      const struct layout_marks *marks, struct layout_line *line)
{
    int edge_cols = view->first_cols + view->width_cols;
    struct lights lights = {0};
    struct stretch_piece piece;
    bool is_more = false, is_footnote_mark;
    size_t until;

    if (stretch->first_cols - shift_cols >= edge_cols)
        return holds_ink(layout, stretch->start_bytes, stretch->end_bytes);
    lights_gather(&lights, layout, row, stretch, marks);
    layout_piece_begin(layout, stretch, &piece);
    while (!is_more && layout_piece_step(&piece)) {
        int first_cols = piece.first_cols - shift_cols, end_cols = piece.end_cols - shift_cols;
        struct text_shown *shown = &piece.shown;
        unsigned lit;

        if (first_cols < view->first_cols)
            continue;
        if (end_cols > edge_cols) {
            is_more = holds_ink(layout, piece.start_bytes, stretch->end_bytes);
            if (first_cols > view->first_cols)
                break;
            /* wider than all there is: it is cut */
            layout_piece_next(piece.text + piece.start_bytes, piece.end_bytes - piece.start_bytes,
                              0, view->width_cols, shown);
        }
        lit = lights_at(&lights, piece.start_bytes, piece.end_bytes, &is_footnote_mark, &until);
        layout_pad_to(line, first_cols);
        layout_emit_bytes(line, shown->bytes, shown->len_bytes, shown->width_cols,
                          shown->token       ? ROLE_TOKEN
                          : is_footnote_mark ? ROLE_FOOTNOTE_MARK
                                             : ROLE_TEXT,
                          lit);
    }
    lights_release(&lights);
    return is_more;
}

/* Whether something of the row is out of sight at the left. */
static bool hides_left(const struct layout *layout, const struct block_rows *rows,
                       const struct layout_row *row, int shift_cols)
{
    struct stretch stretch;

    for (size_t i = 0; shift_cols > 0 && i < layout_stretch_count(rows, row); i++)
        if (layout_stretch(layout, rows, row, i, &stretch) &&
            stretch.first_cols - shift_cols < rows->view.first_cols &&
            holds_ink(layout, stretch.start_bytes, stretch.end_bytes))
            return true;
    return false;
}

static void emit_cells(struct layout *layout, const struct layout_row *row,
                       const struct layout_marks *marks, struct layout_line *line)
{
    const struct block_rows *rows = layout_block_rows(layout, row->block);
    const struct table_view view = rows->view;
    int shift_cols = layout_shift_of(layout, &rows->view);
    bool is_more = false;

    if (view.has_edges && line->width_cols < view.first_cols &&
        hides_left(layout, rows, row, shift_cols)) {
        layout_pad_to(line, view.first_cols - 1);
        layout_emit_bytes(line, "<", 1, 1, ROLE_MORE, 0);
    }
    layout_pad_to(line, view.first_cols);
    for (size_t i = 0; i < layout_stretch_count(rows, row); i++) {
        struct stretch stretch;

        if (layout_stretch(layout, rows, row, i, &stretch) &&
            emit_cell(layout, row, &view, shift_cols, &stretch, marks, line))
            is_more = true;
    }
    if (view.has_edges && is_more) {
        layout_pad_to(line, layout->options.width_cols - 1);
        layout_emit_bytes(line, ">", 1, 1, ROLE_MORE, 0);
    }
}

/* ---- rows ------------------------------------------------------------------------------------------- */

/* Where the bar of a block of text stands: with all of a table's rows it is the same. */
static int bar_end_cols(struct layout *layout, const struct layout_row *row)
{
    size_t table = layout_block_rows(layout, row->block)->view.table;

    return layout_text_indent_cols(
        layout, layout_block(layout, table != REPORT_NONE ? table : row->block)->heading);
}

static void emit_paragraph(struct layout *layout, const struct layout_row *row,
                           const struct layout_marks *marks, struct layout_line *line)
{
    bool is_footnote = layout_block(layout, row->block)->kind == BLOCK_FOOTNOTE;

    if (layout->options.notes != NOTES_HIDDEN && layout_is_annotated(layout, row))
        emit_bar(layout, bar_end_cols(layout, row), line);
    if (layout_block_rows(layout, row->block)->cell_count > 0) {
        emit_cells(layout, row, marks, line);
        return;
    }
    layout_pad_to(line, row->indent_cols);
    emit_text(layout, row, marks, is_footnote ? ROLE_FOOTNOTE : ROLE_TEXT, line);
}

static void emit_annotation(struct layout *layout, const struct layout_row *row,
                            struct layout_line *line)
{
    const struct block_rows *rows = layout_block_rows(layout, row->block);
    int edge_cols =
        rows->beside ? row->indent_cols + layout_margin_cols(layout) : layout_page_cols(layout);

    emit_bar(layout, row->indent_cols, line);
    layout_emit_annotation(layout, rows, row, edge_cols, line);
}

void layout_emit(struct layout *layout, const struct layout_row *row,
                 const struct layout_marks *marks, struct layout_line *line)
{
    struct layout_row own = *row; /* what is asked for below may move the kept rows */

    layout_line_clear(line);
    switch (own.kind) {
    case ROW_HEADING:
        emit_heading(layout, &own, marks, line);
        break;
    case ROW_TEXT:
        emit_paragraph(layout, &own, marks, line);
        break;
    case ROW_STANCES:
    case ROW_NOTE:
        emit_annotation(layout, &own, line);
        break;
    case ROW_GAP:
        break;
    }
}

void layout_line_clear(struct layout_line *line)
{
    buffer_clear(&line->text);
    line->span_count = 0;
    line->width_cols = 0;
}

void layout_line_release(struct layout_line *line)
{
    buffer_release(&line->text);
    free(line->spans);
    *line = (struct layout_line){0};
}
