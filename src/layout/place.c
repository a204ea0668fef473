/* place: steps over the page, positions that outlive it, columns.
 *
 * A place (block and row number) is good until folds, options, contents or the report change; what has
 * to last is kept as a position. Every function here takes a stale place and treats a row past the end
 * as the block's last, a hidden block as the closed heading that hides it. A place may be a row of the
 * margin; steps are over rows of the page, and from such a row they start at the one it stands beside. */
#include "config.h"

#include "layout/layout.h"

#include <limits.h>
#include <string.h>

#include "layout/page.h"

/* The place itself, brought back to a visible row. */
static struct layout_place settle(struct layout *layout, struct layout_place place,
                                  const struct block_rows **rows)
{
    size_t block = layout_visible_block(layout, place.block);

    *rows = layout_block_rows(layout, block);
    if (block != place.block)
        place = (struct layout_place){block, (*rows)->text_first};
    if (place.row >= (*rows)->row_count)
        place.row = (*rows)->page_count - 1;
    return place;
}

const struct layout_row *layout_row_at(struct layout *layout, struct layout_place place)
{
    const struct block_rows *rows;

    place = settle(layout, place, &rows);
    return &rows->rows[place.row];
}

size_t layout_step_rows(struct layout *layout, struct layout_place *place, size_t count,
                        bool forward)
{
    const struct block_rows *rows;
    struct layout_place at = settle(layout, *place, &rows);
    size_t left = count;

    if (at.row >= rows->page_count) {
        at = layout_beside(layout, at);
        rows = layout_block_rows(layout, at.block);
    }
    while (left > 0) {
        size_t room = forward ? rows->page_count - 1 - at.row : at.row;
        size_t next;

        if (left <= room) {
            at.row = forward ? at.row + left : at.row - left;
            left = 0;
            break;
        }
        next =
            forward ? layout_next_block(layout, at.block) : layout_previous_block(layout, at.block);
        if (next == REPORT_NONE) {
            at.row = forward ? rows->page_count - 1 : 0;
            left -= room;
            break;
        }
        left -= room + 1;
        rows = layout_block_rows(layout, next);
        at = (struct layout_place){next, forward ? 0 : rows->page_count - 1};
    }
    *place = at;
    return count - left;
}

bool layout_step(struct layout *layout, struct layout_place *place, bool forward)
{
    struct layout_place at = *place;

    if (layout_step_rows(layout, &at, 1, forward) == 0)
        return false;
    *place = at;
    return true;
}

struct layout_place layout_first(struct layout *layout)
{
    return (struct layout_place){layout_visible_block(layout, 0), 0};
}

struct layout_place layout_last(struct layout *layout)
{
    size_t block = layout_visible_block(layout, layout_block_count(layout) - 1);

    return (struct layout_place){block, layout_block_rows(layout, block)->page_count - 1};
}

/* ---- positions --------------------------------------------------------------------------------- */

static const char *first_id(const struct layout *layout, const struct layout_annotation *annotation)
{
    if (annotation->kind == ANNOTATION_NOTE)
        return layout->contents->notes[annotation->first].id;
    return layout->contents->stances[layout_oldest_stance(layout, annotation)].id;
}

/* In its block: it may begin in one before. */
static size_t passage_start(const struct layout *layout, const struct layout_annotation *annotation)
{
    const size_t block_bytes = layout_block(layout, annotation->block)->start_bytes;

    return annotation->start_bytes > block_bytes ? annotation->start_bytes : block_bytes;
}

struct layout_position layout_position_of(struct layout *layout, struct layout_place place)
{
    const struct layout_row *row = layout_row_at(layout, place);
    struct layout_position position = {.block = row->block, .at_bytes = row->start_bytes};
    const struct layout_annotation *annotation;

    if (row->kind == ROW_GAP)
        position.at_bytes = layout_block(layout, row->block)->start_bytes;
    if (row->annotation == REPORT_NONE)
        return position;
    annotation = &layout->annotations[row->annotation];
    if (!annotation->orphan && layout_block_rows(layout, row->block)->beside)
        position.at_bytes = passage_start(layout, annotation);
    position.on_annotation = true;
    position.is_stance = annotation->kind == ANNOTATION_STANCES;
    memcpy(position.id, first_id(layout, annotation), SIDECAR_ID_SIZE);
    position.id[SIDECAR_ID_SIZE - 1] = '\0';
    position.line = row->line;
    return position;
}

static bool holds_id(const struct layout *layout, const struct layout_annotation *annotation,
                     const struct layout_position *position)
{
    if (position->is_stance != (annotation->kind == ANNOTATION_STANCES))
        return false;
    if (annotation->kind == ANNOTATION_NOTE)
        return strcmp(layout->contents->notes[annotation->first].id, position->id) == 0;
    for (size_t i = 0; i < annotation->count; i++)
        if (strcmp(layout->contents->stances[annotation->stances[i]].id, position->id) == 0)
            return true;
    return false;
}

/* Looks at the position's own block first; an annotation rarely changes its block. */
static size_t find_annotation(const struct layout *layout, const struct layout_position *position)
{
    size_t start = layout_first_annotation(layout, position->block);

    for (size_t i = 0; i < layout->annotation_count; i++) {
        size_t index = (start + i) % layout->annotation_count;

        if (holds_id(layout, &layout->annotations[index], position))
            return index;
    }
    return REPORT_NONE;
}

/* The first row of an annotation in its block, or REPORT_NONE where it is not shown. */
static size_t find_annotation_row(const struct block_rows *rows, size_t annotation, size_t line)
{
    size_t found = REPORT_NONE;

    for (size_t i = rows->row_count - rows->line_count; i < rows->row_count; i++)
        if (rows->rows[i].annotation == annotation && rows->rows[i].line <= line)
            found = i;
    return found;
}

/* The row of the block's own text that shows the place, or what comes before it. */
static size_t find_text_row(const struct block_rows *rows, size_t at_bytes)
{
    return rows->text_first + layout_range_line(rows, layout_range_at(rows, at_bytes));
}

struct layout_place layout_place_of(struct layout *layout, const struct layout_position *position)
{
    size_t block = position->block, annotation = REPORT_NONE, visible, row;
    const struct block_rows *rows;

    if (position->on_annotation)
        annotation = find_annotation(layout, position);
    if (annotation != REPORT_NONE)
        block = layout->annotations[annotation].block;
    visible = layout_visible_block(layout, block);
    rows = layout_block_rows(layout, visible);
    if (visible != block)
        return (struct layout_place){visible, rows->text_first};
    if (annotation != REPORT_NONE) {
        row = find_annotation_row(rows, annotation, position->line);
        if (row != REPORT_NONE)
            return (struct layout_place){visible, row};
    }
    return (struct layout_place){visible, find_text_row(rows, position->at_bytes)};
}

struct layout_place layout_place_at_bytes(struct layout *layout, size_t at_bytes)
{
    struct layout_position position = {.at_bytes = at_bytes};

    if (layout->report->block_count > 0)
        position.block = report_block_at_bytes(layout->report, at_bytes);
    return layout_place_of(layout, &position);
}

/* ---- columns ------------------------------------------------------------------------------------- */

void layout_find_stretch(const struct layout *layout, const struct block_rows *rows,
                         const struct layout_row *row, size_t at_bytes, int column_cols,
                         struct stretch *found)
{
    size_t count = layout_stretch_count(rows, row);
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        struct stretch stretch;

        if (!layout_stretch(layout, rows, row, i, &stretch) ||
            (count > 1 && stretch.start_bytes == stretch.end_bytes))
            continue;
        if (any && (stretch.start_bytes > at_bytes || stretch.first_cols > column_cols))
            return;
        *found = stretch;
        any = true;
    }
}

/* Of the page, in a table that is scrolled sideways: columns as if it was not become the page's. */
static int shifted(struct layout *layout, const struct block_rows *rows, int cols)
{
    const struct table_view *view = &rows->view;

    if (rows->cell_count == 0)
        return cols;
    cols -= layout_shift_of(layout, &rows->view);
    if (cols > view->first_cols + view->width_cols - 1)
        cols = view->first_cols + view->width_cols - 1;
    return cols > view->first_cols ? cols : view->first_cols;
}

int layout_column_of(struct layout *layout, const struct layout_row *row, size_t at_bytes)
{
    const struct layout_row own = *row; /* what is asked for below may move the kept rows */
    const struct block_rows *rows;
    struct stretch_piece piece;
    struct stretch stretch;
    int cols;

    if (own.kind != ROW_HEADING && own.kind != ROW_TEXT)
        return own.indent_cols;
    rows = layout_block_rows(layout, own.block);
    layout_find_stretch(layout, rows, &own, at_bytes, INT_MAX, &stretch);
    cols = stretch.first_cols;
    layout_piece_begin(layout, &stretch, &piece);
    while (layout_piece_step(&piece) && piece.end_bytes <= at_bytes)
        cols = piece.end_cols;
    return shifted(layout, rows, cols);
}

size_t layout_offset_at(struct layout *layout, const struct layout_row *row, int column_cols)
{
    const struct layout_row own = *row;
    const struct block_rows *rows;
    struct stretch_piece piece;
    struct stretch stretch;
    size_t cluster;

    if (own.kind != ROW_HEADING && own.kind != ROW_TEXT)
        return own.start_bytes;
    rows = layout_block_rows(layout, own.block);
    if (rows->cell_count > 0)
        column_cols += layout_shift_of(layout, &rows->view);
    layout_find_stretch(layout, rows, &own, SIZE_MAX, column_cols, &stretch);
    cluster = stretch.start_bytes;
    layout_piece_begin(layout, &stretch, &piece);
    while (layout_piece_step(&piece) && piece.first_cols <= column_cols)
        cluster = piece.start_bytes;
    return cluster;
}
