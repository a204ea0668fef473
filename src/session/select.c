/* Selecting a passage with a cursor, as vim's v does. Both ends are starts of grapheme clusters, and the
 * passage holds the clusters at both; so it is never empty and never splits one. The cursor moves over
 * the report's text only, across blocks, and the focus goes with it. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

/* The text block around a place: its text and where it starts. */
struct around {
    size_t block, start_bytes, len_bytes;
    const char *text;
    size_t within_bytes; /* of the place */
};

static struct around text_around(const struct session *session, size_t at_bytes)
{
    struct around around;

    around.block = report_block_at_bytes(session->report, at_bytes);
    around.start_bytes = session->report->blocks[around.block].start_bytes;
    around.text = report_block_text(session->report, around.block, &around.len_bytes);
    around.within_bytes = at_bytes - around.start_bytes;
    return around;
}

bool select_range(const struct session *session, size_t *start_bytes, size_t *end_bytes)
{
    const struct view *view = &session->view;
    size_t last_bytes;
    struct around around;

    if (!view->selecting && !view->kept)
        return false;
    *start_bytes = view->select_anchor_bytes;
    last_bytes = view->select_cursor_bytes;
    if (last_bytes < *start_bytes) {
        *start_bytes = view->select_cursor_bytes;
        last_bytes = view->select_anchor_bytes;
    }
    around = text_around(session, last_bytes);
    *end_bytes = around.start_bytes + text_cluster_next(around.text, around.len_bytes, around.within_bytes);
    return true;
}

void select_clear(struct session *session)
{
    session->view.selecting = session->view.kept = false;
}

void select_passage(struct session *session, size_t start_points, size_t end_points)
{
    const struct report *report = session->report;
    size_t end_bytes = report_points_to_bytes(report, end_points);
    struct around around = text_around(session, end_bytes - 1);

    session->view.select_anchor_bytes = report_points_to_bytes(report, start_points);
    session->view.select_cursor_bytes =
        around.start_bytes +
        text_cluster_previous(around.text, around.len_bytes, end_bytes - around.start_bytes);
    session->view.selecting = false;
    session->view.kept = true;
}

static unsigned move_cursor(struct session *session, size_t at_bytes)
{
    session->view.select_cursor_bytes = at_bytes;
    view_focus_bytes(session, at_bytes);
    return EFFECT_REDRAW;
}

/* Where v begins: at the current match or the point when they are on the focused row, else at the row's
 * first word. */
static size_t first_place(struct session *session, const struct layout_row *row)
{
    const struct view *view = &session->view;
    struct around around;

    if (search_is_lit(session) && view->match_start_bytes >= row->start_bytes && view->match_start_bytes < row->end_bytes)
        return view->match_start_bytes;
    if (view->point_bytes > row->start_bytes && view->point_bytes < row->end_bytes)
        return view->point_bytes;
    around = text_around(session, row->start_bytes);
    while (around.within_bytes < around.len_bytes && around.text[around.within_bytes] == ' ')
        around.within_bytes++;
    return around.start_bytes + around.within_bytes;
}

/* On a note or stance, v begins where its passage does. */
static bool find_start(struct session *session, size_t *at_bytes)
{
    const struct layout_row *row = view_focused_row(session);
    const struct layout_annotation *annotation = view_focused_annotation(session);

    if (row->start_bytes < row->end_bytes) {
        *at_bytes = first_place(session, row);
        return true;
    }
    if (annotation == NULL || annotation->start_bytes == annotation->end_bytes)
        return false;
    *at_bytes = annotation->start_bytes;
    return true;
}

unsigned select_start(struct session *session, const struct verb_call *call)
{
    struct view *view = &session->view;
    size_t at_bytes;

    (void)call;
    if (!find_start(session, &at_bytes))
        return view_refuse(
            session, _("Only the report's text can be selected: move to a line of it first"));
    view->kept = false;
    view->selecting = true;
    view->select_anchor_bytes = at_bytes;
    session->page->wish_cols = -1;
    return move_cursor(session, at_bytes);
}

unsigned select_stop(struct session *session, const struct verb_call *call)
{
    (void)call;
    select_clear(session);
    return EFFECT_REDRAW;
}

unsigned select_keep(struct session *session, const struct verb_call *call)
{
    (void)call;
    session->view.selecting = false;
    session->view.kept = true;
    view_say(session, "%s", _("Selected: a writes a note on it, t sets a stance, y copies it, Esc lets go"));
    return EFFECT_REDRAW;
}

unsigned select_swap(struct session *session, const struct verb_call *call)
{
    struct view *view = &session->view;
    size_t cursor = view->select_cursor_bytes;

    (void)call;
    view->select_cursor_bytes = view->select_anchor_bytes;
    view->select_anchor_bytes = cursor;
    return move_cursor(session, view->select_cursor_bytes);
}

unsigned select_copy(struct session *session, const struct verb_call *call)
{
    size_t start_bytes, end_bytes;

    (void)call;
    if (!select_range(session, &start_bytes, &end_bytes))
        return view_refuse(session, _("Nothing is selected: v selects a passage"));
    buffer_clear(&session->view.copied);
    buffer_append(&session->view.copied, session->report->text.data + start_bytes, end_bytes - start_bytes);
    select_clear(session);
    view_say(session, "%s", _("Copied, if the terminal allows it"));
    return EFFECT_REDRAW | EFFECT_COPY;
}

/* ---- motions ------------------------------------------------------------------------------------- */

/* First place of the next visible block, last one of the previous; the place itself at the ends. */
static size_t neighbour(struct session *session, const struct around *around, bool forward)
{
    const struct report *report = session->report;
    struct layout_place place = {around->block, 0};
    size_t block, len_bytes;
    const char *text;

    block = forward ? layout_next_block(session->view.layout, around->block)
                    : layout_previous_block(session->view.layout, around->block);
    if (block == REPORT_NONE && forward) {
        layout_rows(session->view.layout, around->block, &place.row);
        place.row--;
        if (view_step_rows(session, &place, 1, true) == 1)
            block = place.block;
    }
    if (block == REPORT_NONE)
        return around->start_bytes + around->within_bytes;
    if (forward)
        return report->blocks[block].start_bytes;
    text = report_block_text(report, block, &len_bytes);
    return report->blocks[block].start_bytes + text_cluster_previous(text, len_bytes, len_bytes);
}

typedef size_t text_motion(const char *text, size_t len_bytes, size_t at_bytes);

/* Steps inside the block while that gives another place of it, else into the neighbour. */
static unsigned step(struct session *session, const struct verb_call *call, text_motion *motion, bool forward)
{
    size_t at_bytes = session->view.select_cursor_bytes;

    session->page->wish_cols = -1;
    for (long count = call->count > 0 ? call->count : 1; count > 0; count--) {
        struct around around = text_around(session, at_bytes);
        size_t target = motion(around.text, around.len_bytes, around.within_bytes);

        at_bytes = target == around.within_bytes || target >= around.len_bytes
                       ? neighbour(session, &around, forward)
                       : around.start_bytes + target;
    }
    return move_cursor(session, at_bytes);
}

unsigned select_left(struct session *session, const struct verb_call *call)
{
    return step(session, call, text_cluster_previous, false);
}

unsigned select_right(struct session *session, const struct verb_call *call)
{
    return step(session, call, text_cluster_next, true);
}

unsigned select_word_next(struct session *session, const struct verb_call *call)
{
    return step(session, call, text_word_next, true);
}

unsigned select_word_previous(struct session *session, const struct verb_call *call)
{
    return step(session, call, text_word_previous, false);
}

unsigned select_word_end(struct session *session, const struct verb_call *call)
{
    return step(session, call, text_word_end, true);
}

unsigned select_row_start(struct session *session, const struct verb_call *call)
{
    (void)call;
    return move_cursor(session, view_focused_row(session)->start_bytes);
}

unsigned select_row_end(struct session *session, const struct verb_call *call)
{
    const struct layout_row *row = view_focused_row(session);
    struct around around = text_around(session, row->start_bytes);

    (void)call;
    return move_cursor(session, around.start_bytes + text_cluster_previous(around.text, around.len_bytes,
                                                                          row->end_bytes - around.start_bytes));
}

static unsigned step_sentences(struct session *session, const struct verb_call *call, bool forward)
{
    size_t at_bytes = session->view.select_cursor_bytes;

    for (long count = call->count > 0 ? call->count : 1; count > 0; count--)
        at_bytes = motion_sentence_from(session, at_bytes, forward);
    return move_cursor(session, at_bytes);
}

unsigned select_sentence_next(struct session *session, const struct verb_call *call)
{
    return step_sentences(session, call, true);
}

unsigned select_sentence_previous(struct session *session, const struct verb_call *call)
{
    return step_sentences(session, call, false);
}

/* } goes to the end of the paragraph and then of the next, { to its start and then of the one before. */
unsigned select_paragraph_next(struct session *session, const struct verb_call *call)
{
    struct around around = text_around(session, session->view.select_cursor_bytes);
    size_t last = text_cluster_previous(around.text, around.len_bytes, around.len_bytes);

    (void)call;
    if (around.within_bytes == last) {
        around = text_around(session, neighbour(session, &around, true));
        last = text_cluster_previous(around.text, around.len_bytes, around.len_bytes);
    }
    return move_cursor(session, around.start_bytes + last);
}

unsigned select_paragraph_previous(struct session *session, const struct verb_call *call)
{
    struct around around = text_around(session, session->view.select_cursor_bytes);

    (void)call;
    if (around.within_bytes == 0)
        around = text_around(session, neighbour(session, &around, false));
    return move_cursor(session, around.start_bytes);
}

/* j and k: the same column of the next row of text. */
static unsigned step_rows(struct session *session, const struct verb_call *call, bool forward)
{
    struct view *view = &session->view;
    struct layout_place place = layout_place_at_bytes(view->layout, view->select_cursor_bytes), found = place;
    const struct layout_row *row = layout_row_at(view->layout, place);

    if (session->page->wish_cols < 0)
        session->page->wish_cols = layout_column_of(view->layout, row, view->select_cursor_bytes);
    for (long count = call->count > 0 ? call->count : 1; count > 0 && view_step_rows(session, &place, 1, forward) == 1;) {
        row = layout_row_at(view->layout, place);
        if (row->start_bytes == row->end_bytes)
            continue;
        found = place;
        count--;
    }
    row = layout_row_at(view->layout, found);
    return move_cursor(session, layout_offset_at(view->layout, row, session->page->wish_cols));
}

unsigned select_line_down(struct session *session, const struct verb_call *call)
{
    return step_rows(session, call, true);
}

unsigned select_line_up(struct session *session, const struct verb_call *call)
{
    return step_rows(session, call, false);
}
