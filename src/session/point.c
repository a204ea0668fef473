/* What a mouse does on the page. A press puts focus and point where it is, and on the mark of a fold turns
 * that; dragging from there selects, as v does, and letting go keeps the selection, as Enter does.
 *
 * What is pressed is a row and a column of the page as it is shown; a drag may leave the page, which then
 * follows a row at a time. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

enum { SCROLL_ROWS = 3 };

/* The place that stands on a row of the page; the last one where it is below all. */
static struct layout_place place_on(struct session *session, int row)
{
    struct layout_place place = session->view.top;

    if (row < 0)
        view_step_rows(session, &place, 1, false);
    else
        view_step_rows(session, &place, (size_t)row, true);
    return place;
}

/* The place of the text that a cell shows; of a row that shows none, the end of what it belongs to. */
static size_t bytes_on(struct session *session, struct layout_place place, int column_cols)
{
    const struct report *report = session->report;
    struct layout *layout = session->view.layout;
    const struct report_block *block;
    struct layout_row row = *layout_row_at(layout, place);
    size_t len_bytes, at_bytes;
    const char *text;

    if (row.kind == ROW_GAP && layout_step(layout, &place, true))
        row = *layout_row_at(layout, place);
    at_bytes = layout_offset_at(layout, &row, column_cols);
    if (report->block_count == 0)
        return 0;
    block = &report->blocks[row.block];
    text = report_block_text(report, row.block, &len_bytes);
    if (at_bytes < block->start_bytes + len_bytes)
        return at_bytes;
    return block->start_bytes + text_cluster_previous(text, len_bytes, len_bytes);
}

/* The row of a note that stands in the margin there, or a block of REPORT_NONE. */
static struct layout_place margin_place(struct session *session, int row, int column_cols)
{
    const struct view *view = &session->view;
    struct layout_place found = {REPORT_NONE, 0};
    struct layout_margin margin = {0};
    const struct layout_margin_row *beside;

    if (!layout_has_margin(view->layout) || column_cols < layout_margin_bar_cols(view->layout))
        return found;
    layout_compose_margin(view->layout, view->top, (size_t)view->height_rows, view->focus, &margin);
    beside = (size_t)row < margin.count ? &margin.rows[row] : NULL;
    if (beside != NULL && beside->annotation != REPORT_NONE) {
        size_t block = layout_annotation(view->layout, beside->annotation)->block, count;
        const struct layout_row *rows = layout_rows(view->layout, block, &count);

        for (size_t i = 0; i < count && found.block == REPORT_NONE; i++)
            if (rows[i].annotation == beside->annotation && rows[i].line == beside->line)
                found = (struct layout_place){block, i};
    }
    layout_margin_release(&margin);
    return found;
}

static unsigned press(struct session *session, int row, int column_cols)
{
    struct view *view = &session->view;
    const struct verb_call call = {0};
    struct layout_place place;
    size_t at_bytes;

    session->page->pressed = false;
    if (row < 0 || row >= view->height_rows)
        return EFFECT_NONE;
    select_clear(session);
    place = margin_place(session, row, column_cols);
    if (place.block != REPORT_NONE) {
        view_focus(session, place);
        return EFFECT_REDRAW;
    }
    place = place_on(session, row);
    if (layout_is_fold_mark(view->layout, layout_row_at(view->layout, place), column_cols)) {
        view_focus(session, place);
        return fold_toggle(session, &call);
    }
    at_bytes = bytes_on(session, place, column_cols);
    view_focus(session, place);
    if (layout_row_shows(view->layout, view_focused_row(session), at_bytes))
        view_set_point(session, at_bytes);
    session->page->pressed = true;
    session->page->pressed_bytes = at_bytes;
    return EFFECT_REDRAW;
}

static unsigned drag(struct session *session, int row, int column_cols)
{
    struct view *view = &session->view;
    int last_row = view->height_rows;
    size_t at_bytes;

    if (!session->page->pressed)
        return EFFECT_NONE;
    at_bytes = bytes_on(session, place_on(session, row < last_row ? row : last_row), column_cols);
    if (!view->selecting && at_bytes == session->page->pressed_bytes)
        return EFFECT_NONE;
    select_between(session, session->page->pressed_bytes, at_bytes);
    return EFFECT_REDRAW;
}

static unsigned let_go(struct session *session, int row, int column_cols)
{
    const struct verb_call call = {0};

    drag(session, row, column_cols);
    session->page->pressed = false;
    return session->view.selecting ? select_keep(session, &call) : EFFECT_NONE;
}

static unsigned scroll(struct session *session, bool forward)
{
    const struct verb_call call = {.count = SCROLL_ROWS};

    if (session->view.selecting)
        return forward ? select_line_down(session, &call) : select_line_up(session, &call);
    return motion_scroll(session, SCROLL_ROWS, forward);
}

static unsigned point(struct session *session, enum pointing what, int row, int column_cols)
{
    switch (what) {
    case POINTING_PRESS:
        return press(session, row, column_cols);
    case POINTING_DRAG:
        return drag(session, row, column_cols);
    case POINTING_RELEASE:
        return session->page->pressed ? let_go(session, row, column_cols) : EFFECT_NONE;
    case POINTING_SCROLL_UP:
    case POINTING_SCROLL_DOWN:
        return scroll(session, what == POINTING_SCROLL_DOWN);
    }
    return EFFECT_NONE;
}

unsigned session_point(struct session *session, enum pointing what, int row, int column_cols)
{
    unsigned effects;

    session_before_verb(session);
    session->page->undo_asked = session->page->redo_asked = false;
    effects = point(session, what, row, column_cols);
    view_keep_visible(session);
    return effects;
}
