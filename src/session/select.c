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
    session->page->wish_cols = -1;
    view_focus_bytes(session, at_bytes);
    return EFFECT_REDRAW;
}

/* Where v begins: where the cursor stands on the focused row; at its start, on the first word. */
static size_t first_place(struct session *session, const struct layout_row *row)
{
    const struct view *view = &session->view;
    struct around around;

    if (view->point_bytes > row->start_bytes &&
        layout_row_shows(view->layout, row, view->point_bytes))
        return view->point_bytes;
    around = text_around(session, row->start_bytes);
    while (around.within_bytes < around.len_bytes &&
           (around.text[around.within_bytes] == ' ' || around.text[around.within_bytes] == '\t'))
        around.within_bytes++;
    return around.start_bytes + around.within_bytes;
}

/* On a note or stance, v begins where its passage does. */
bool select_find_start(struct session *session, size_t *at_bytes)
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
    if (!select_find_start(session, &at_bytes))
        return view_refuse(
            session, _("Only the report's text can be selected: move to a line of it first"));
    view->kept = false;
    view->selecting = true;
    view->select_anchor_bytes = at_bytes;
    session->page->stopped_bytes = session->page->unit_bytes = SIZE_MAX;
    return move_cursor(session, at_bytes);
}

void select_whole(struct session *session, size_t first_bytes, size_t last_bytes)
{
    struct view *view = &session->view;

    view->kept = false;
    view->selecting = true;
    view->select_anchor_bytes = first_bytes;
    session->page->stopped_bytes = SIZE_MAX;
    move_cursor(session, last_bytes);
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

void select_extend(struct session *session, size_t start_bytes, size_t end_bytes)
{
    struct around around = text_around(session, start_bytes);
    bool is_behind = start_bytes >= session->view.select_anchor_bytes;

    move_cursor(session, is_behind ? around.start_bytes +
                                         text_cluster_previous(around.text, around.len_bytes,
                                                               end_bytes - around.start_bytes)
                                   : start_bytes);
}

void select_between(struct session *session, size_t anchor_bytes, size_t cursor_bytes)
{
    session->view.kept = false;
    session->view.selecting = true;
    session->view.select_anchor_bytes = anchor_bytes;
    session->page->stopped_bytes = SIZE_MAX;
    move_cursor(session, cursor_bytes);
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
        place.row = layout_page_rows(session->view.layout, around->block) - 1;
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

size_t select_neighbour(struct session *session, size_t at_bytes, bool forward)
{
    struct around around = text_around(session, at_bytes);

    return neighbour(session, &around, forward);
}

static size_t last_of_block(const struct around *around)
{
    return around->start_bytes +
           text_cluster_previous(around->text, around->len_bytes, around->len_bytes);
}

/* The last character before a place that is no white space. */
static size_t last_before(struct session *session, size_t at_bytes)
{
    struct around around = text_around(session, at_bytes);
    size_t within_bytes = around.within_bytes;

    if (within_bytes == 0)
        return neighbour(session, &around, false);
    do
        within_bytes = text_cluster_previous(around.text, around.len_bytes, within_bytes);
    while (within_bytes > 0 && around.text[within_bytes] == ' ');
    return around.start_bytes + within_bytes;
}

/* Where a motion to the beginning of something goes on from. */
static size_t where_gone(const struct session *session)
{
    size_t cursor_bytes = session->view.select_cursor_bytes;

    return session->page->stopped_bytes == cursor_bytes ? session->page->beyond_bytes
                                                        : cursor_bytes;
}

/* The end of such a motion: behind the anchor, all before at_bytes is selected. */
static unsigned move_before(struct session *session, size_t at_bytes)
{
    size_t anchor_bytes = session->view.select_anchor_bytes, last_bytes;

    if (at_bytes <= anchor_bytes)
        return move_cursor(session, at_bytes);
    last_bytes = last_before(session, at_bytes);
    if (last_bytes < anchor_bytes)
        last_bytes = anchor_bytes;
    session->page->beyond_bytes = at_bytes;
    session->page->stopped_bytes = last_bytes;
    return move_cursor(session, last_bytes);
}

/* Where nothing begins any more, to the end of the last block. */
static unsigned move_to_beginning(struct session *session, size_t from_bytes, size_t to_bytes,
                                  bool forward)
{
    struct around around = text_around(session, from_bytes);

    if (forward && to_bytes == from_bytes)
        return move_cursor(session, last_of_block(&around));
    return move_before(session, to_bytes);
}

typedef size_t text_motion(const char *text, size_t len_bytes, size_t at_bytes);

/* Steps inside the block while that gives another place of it, else into the neighbour. */
static size_t step(struct session *session, const struct verb_call *call, size_t at_bytes,
                   text_motion *motion, bool forward)
{
    size_t from_bytes = SIZE_MAX;

    for (long count = call->count > 0 ? call->count : 1; count > 0 && at_bytes != from_bytes; count--) {
        struct around around = text_around(session, at_bytes);
        size_t target = motion(around.text, around.len_bytes, around.within_bytes);

        from_bytes = at_bytes;
        at_bytes = target == around.within_bytes || target >= around.len_bytes
                       ? neighbour(session, &around, forward)
                       : around.start_bytes + target;
    }
    return at_bytes;
}

unsigned select_left(struct session *session, const struct verb_call *call)
{
    return move_cursor(session, step(session, call, session->view.select_cursor_bytes,
                                     text_cluster_previous, false));
}

unsigned select_right(struct session *session, const struct verb_call *call)
{
    return move_cursor(
        session, step(session, call, session->view.select_cursor_bytes, text_cluster_next, true));
}

unsigned select_word_next(struct session *session, const struct verb_call *call)
{
    size_t from_bytes = where_gone(session);

    return move_to_beginning(session, from_bytes,
                             step(session, call, from_bytes, text_word_next, true), true);
}

unsigned select_word_previous(struct session *session, const struct verb_call *call)
{
    return move_before(session,
                       step(session, call, where_gone(session), text_word_previous, false));
}

/* The end of the block's first word, where the block has just been entered. */
static size_t first_word_end(const struct session *session, size_t at_bytes)
{
    struct around around = text_around(session, at_bytes);

    return around.within_bytes > 0
               ? at_bytes
               : around.start_bytes + text_word_end(around.text, around.len_bytes, 0);
}

unsigned select_word_end(struct session *session, const struct verb_call *call)
{
    const struct verb_call once = {.count = 1};
    size_t at_bytes = session->view.select_cursor_bytes, from_bytes = SIZE_MAX;

    for (long count = call->count > 0 ? call->count : 1; count > 0 && at_bytes != from_bytes; count--) {
        size_t block = report_block_at_bytes(session->report, at_bytes);

        from_bytes = at_bytes;
        at_bytes = step(session, &once, at_bytes, text_word_end, true);
        if (report_block_at_bytes(session->report, at_bytes) != block)
            at_bytes = first_word_end(session, at_bytes);
    }
    return move_cursor(session, at_bytes);
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

static size_t step_sentences(struct session *session, const struct verb_call *call, size_t at_bytes,
                             bool forward)
{
    return motion_sentences_from(session, at_bytes, call->count > 0 ? (size_t)call->count : 1,
                                 forward);
}

unsigned select_sentence_next(struct session *session, const struct verb_call *call)
{
    size_t from_bytes = where_gone(session);

    return move_to_beginning(session, from_bytes, step_sentences(session, call, from_bytes, true),
                             true);
}

unsigned select_sentence_previous(struct session *session, const struct verb_call *call)
{
    return move_before(session, step_sentences(session, call, where_gone(session), false));
}

/* } goes to the end of the paragraph and then of the next, { to its start and then of the one before. */
unsigned select_paragraph_next(struct session *session, const struct verb_call *call)
{
    size_t at_bytes = session->view.select_cursor_bytes, from_bytes = SIZE_MAX;

    for (long count = call->count > 0 ? call->count : 1; count > 0 && at_bytes != from_bytes; count--) {
        struct around around = text_around(session, at_bytes);

        from_bytes = at_bytes;
        if (at_bytes == last_of_block(&around))
            around = text_around(session, neighbour(session, &around, true));
        at_bytes = last_of_block(&around);
    }
    return move_cursor(session, at_bytes);
}

unsigned select_paragraph_previous(struct session *session, const struct verb_call *call)
{
    size_t at_bytes = session->view.select_cursor_bytes, from_bytes = SIZE_MAX;

    for (long count = call->count > 0 ? call->count : 1; count > 0 && at_bytes != from_bytes; count--) {
        struct around around = text_around(session, at_bytes);

        from_bytes = at_bytes;
        if (around.within_bytes == 0)
            around = text_around(session, neighbour(session, &around, false));
        at_bytes = around.start_bytes;
    }
    return move_cursor(session, at_bytes);
}

/* j and k: the same column of the next row of text. From a row's start to a row's start they select whole
 * rows. */
static unsigned step_rows(struct session *session, const struct verb_call *call, bool forward)
{
    struct view *view = &session->view;
    size_t from_bytes = where_gone(session), to_bytes;
    struct layout_place place = layout_place_at_bytes(view->layout, from_bytes), found = place;
    const struct layout_row *row = layout_row_at(view->layout, place);
    int wish_cols = session->page->wish_cols;

    if (wish_cols < 0)
        wish_cols = layout_column_of(view->layout, row, from_bytes);
    for (long count = call->count > 0 ? call->count : 1;
         count > 0 && view_step_rows(session, &place, 1, forward) == 1;) {
        row = layout_row_at(view->layout, place);
        if (row->start_bytes == row->end_bytes)
            continue;
        found = place;
        count--;
    }
    row = layout_row_at(view->layout, found);
    to_bytes = layout_offset_at(view->layout, row, wish_cols);
    if (to_bytes == row->start_bytes)
        move_to_beginning(session, from_bytes, to_bytes, forward);
    else
        move_cursor(session, to_bytes);
    session->page->wish_cols = wish_cols;
    return EFFECT_REDRAW;
}

unsigned select_line_down(struct session *session, const struct verb_call *call)
{
    return step_rows(session, call, true);
}

unsigned select_line_up(struct session *session, const struct verb_call *call)
{
    return step_rows(session, call, false);
}
