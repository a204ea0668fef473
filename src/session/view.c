/* The page: where it stands, what has the focus, and how both hold still when the layout changes.
 *
 *  1. top and focus are places of visible rows; the focus is never a gap.
 *  2. The focus lies within height_rows rows from top, after every verb (view_keep_visible).
 *  3. Whatever changes the layout holds first and restores afterwards: the focused row is then what it
 *     was about, at the same height on the screen.
 *  4. What is gone to (a note, a match, a heading) is shown with some rows around it, a note whole where the
 *     page has room (view_show_around); steps from row to row scroll no more than they must.
 *  5. The point is a place in the text; motions of the text set it, motions over rows put it at the
 *     start of the focused row, or where that begins in sight.
 *  6. A table that is wider than the page is scrolled sideways as far as it must, so that the point is in
 *     sight; scrolling it otherwise takes the point along. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

enum { CONTEXT_ROWS = 3, FILTER_COLS = 24 };

struct view *session_view(struct session *session)
{
    return &session->view;
}

/* ---- saying ---------------------------------------------------------------------------------- */

static void say(struct session *session, bool is_error, const char *format, va_list arguments)
{
    struct view *view = &session->view;

    buffer_clear(&view->message);
    buffer_append_vformat(&view->message, format, arguments);
    view->message_is_error = is_error;
}

void view_say(struct session *session, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(session, false, format, arguments);
    va_end(arguments);
}

unsigned view_refuse(struct session *session, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(session, true, format, arguments);
    va_end(arguments);
    return EFFECT_REDRAW;
}

unsigned view_fail(struct session *session, const struct error *error)
{
    if (error->file[0] != '\0')
        return view_refuse(session, "%s: %s", error->file, error->message);
    return view_refuse(session, "%s", error->message);
}

bool view_read_all(struct session *session)
{
    struct error error = {0};

    if (!session_read_all(session, &error))
        view_fail(session, &error);
    return error.code != ERROR_CANCELLED;
}

/* ---- moving over rows -------------------------------------------------------------------------- */

static bool read_on(struct session *session)
{
    struct error error = {0};

    if (session->report->complete)
        return false;
    if (!format_read_more(session->source, &error))
        view_fail(session, &error);
    view_report_grown(session);
    return error.code != ERROR_CANCELLED;
}

size_t view_step_rows(struct session *session, struct layout_place *place, size_t count,
                      bool forward)
{
    size_t done = layout_step_rows(session->view.layout, place, count, forward);

    while (forward && done < count && read_on(session))
        done += layout_step_rows(session->view.layout, place, count - done, true);
    return done;
}

const struct layout_row *view_focused_row(struct session *session)
{
    return layout_row_at(session->view.layout, session->view.focus);
}

const struct layout_annotation *view_focused_annotation(struct session *session)
{
    const struct layout_row *row = view_focused_row(session);

    return row->annotation == REPORT_NONE
               ? NULL
               : layout_annotation(session->view.layout, row->annotation);
}

size_t view_heading(const struct session *session)
{
    return session->report->blocks[session->view.focus.block].heading;
}

void view_focus(struct session *session, struct layout_place place)
{
    struct view *view = &session->view;

    while (layout_row_at(view->layout, place)->kind == ROW_GAP)
        place.row++;
    view->focus = place;
    view->point_bytes = layout_first_in_sight(view->layout, layout_row_at(view->layout, place));
}

void view_set_point(struct session *session, size_t at_bytes)
{
    session->view.point_bytes = at_bytes;
    layout_show(session->view.layout, at_bytes, at_bytes);
}

void view_focus_bytes(struct session *session, size_t at_bytes)
{
    struct view *view = &session->view;
    struct view_hold hold;
    size_t block = report_block_at_bytes(session->report, at_bytes);

    if (!layout_is_visible(view->layout, block)) {
        view_hold(session, &hold);
        layout_reveal(view->layout, block, false);
        view_restore(session, &hold);
    }
    view_focus(session, layout_place_at_bytes(view->layout, at_bytes));
    view_set_point(session, at_bytes);
}

struct layout_position view_position_of_object(struct session *session, const char *id,
                                               bool is_stance)
{
    struct layout_position position = layout_position_of(session->view.layout, session->view.focus);

    position.on_annotation = true;
    position.is_stance = is_stance;
    position.line = 0;
    memcpy(position.id, id, sizeof position.id);
    return position;
}

void view_focus_object(struct session *session, const char *id, bool is_stance)
{
    struct layout_position position = view_position_of_object(session, id, is_stance);

    view_go_still(session, &position);
}

/* What does not stand there yet is found by its id when it does; what will go leaves its place. */
void view_step_at(struct session *session, const char *id, enum sidecar_object type)
{
    struct layout *layout = session->view.layout;
    struct layout_position *position;
    const struct layout_row *row;

    if (layout == NULL)
        return;
    position = &session->page->step_position;
    *position = layout_position_of(layout, session->view.focus);
    view_step_done(session, id, type);
    if (type != OBJECT_NOTE && type != OBJECT_STANCE)
        return;
    *position = view_position_of_object(session, id, type == OBJECT_STANCE);
    row = layout_row_at(layout, layout_place_of(layout, position));
    if (row->annotation == REPORT_NONE)
        return;
    position->block = layout_annotation(layout, row->annotation)->block;
    position->at_bytes = layout_annotation(layout, row->annotation)->end_bytes;
}

/* A correction is where its block is; the meeting is nowhere, and the focus stays. */
void view_step_done(struct session *session, const char *id, enum sidecar_object type)
{
    const struct sidecar_contents *contents = session_contents(session);

    if (session->view.layout == NULL || type != OBJECT_CORRECTION)
        return;
    for (size_t i = 0; i < contents->correction_count; i++) {
        const size_t block = contents->corrections[i].block;

        if (strcmp(contents->corrections[i].id, id) == 0 && block != REPORT_NONE)
            session->page->step_position = (struct layout_position){
                .block = block, .at_bytes = session->report->blocks[block].start_bytes};
    }
}

/* ---- holding still ----------------------------------------------------------------------------- */

static int compare_places(struct layout_place left, struct layout_place right)
{
    if (left.block != right.block)
        return left.block < right.block ? -1 : 1;
    return left.row < right.row ? -1 : left.row > right.row;
}

/* The row of the page that has the focus, or has it beside it. */
static struct layout_place focused_place(struct session *session)
{
    return layout_beside(session->view.layout, session->view.focus);
}

/* Rows from a place down to another; height_rows where that is not on a page that begins there. */
static size_t rows_between(struct session *session, struct layout_place place,
                           struct layout_place to)
{
    struct view *view = &session->view;
    size_t rows = 0;

    if (compare_places(to, place) < 0)
        return (size_t)view->height_rows;
    while (rows < (size_t)view->height_rows && compare_places(place, to) != 0) {
        if (!layout_step(view->layout, &place, true))
            return (size_t)view->height_rows;
        rows++;
    }
    return rows;
}

static size_t rows_to_focus(struct session *session)
{
    return rows_between(session, session->view.top, focused_place(session));
}

bool view_is_on_page(struct session *session, struct layout_place top)
{
    return rows_between(session, top, focused_place(session)) < (size_t)session->view.height_rows;
}

bool view_focus_on_page(struct session *session, struct layout_place place)
{
    struct view *view = &session->view;
    const struct layout_place focus = view->focus;
    const size_t point_bytes = view->point_bytes;

    view_focus(session, place);
    if (view_is_on_page(session, view->top))
        return true;
    view->focus = focus;
    view->point_bytes = point_bytes;
    return false;
}

void view_fill_page(struct session *session)
{
    struct view *view = &session->view;
    struct layout_place bottom = view->top;
    size_t last_row = (size_t)view->height_rows - 1;
    size_t below = view_step_rows(session, &bottom, last_row, true);

    if (below < last_row)
        layout_step_rows(view->layout, &view->top, last_row - below, false);
}

void view_scroll_focus_to(struct session *session, size_t row)
{
    struct view *view = &session->view;
    size_t last_row = (size_t)view->height_rows - 1;

    view->top = focused_place(session);
    layout_step_rows(view->layout, &view->top, row < last_row ? row : last_row, false);
    view_fill_page(session);
}

/* What has the focus when the note in focus goes. */
static void hold_text(struct session *session, struct view_hold *hold)
{
    struct layout *layout = session->view.layout;
    struct layout_place beside = focused_place(session);

    hold->text.on_annotation = false;
    hold->text_rows_above =
        rows_between(session, session->view.top, layout_place_of(layout, &hold->text));
    if (hold->text_rows_above < (size_t)session->view.height_rows)
        return;
    hold->text_rows_above = hold->rows_above;
    if (compare_places(beside, session->view.focus) == 0)
        return;
    hold->text = layout_position_of(layout, beside);
    hold->text_rows_above += layout_row_at(layout, beside)->kind == ROW_GAP;
}

void view_hold(struct session *session, struct view_hold *hold)
{
    struct view *view = &session->view;

    hold->position = layout_position_of(view->layout, view->focus);
    if (!hold->position.on_annotation && view->point_bytes >= hold->position.at_bytes &&
        report_block_at_bytes(session->report, view->point_bytes) == hold->position.block)
        hold->position.at_bytes = view->point_bytes;
    hold->rows_above = rows_to_focus(session);
    hold->text = hold->position;
    hold->text_rows_above = hold->rows_above;
    if (hold->position.on_annotation)
        hold_text(session, hold);
}

void view_restore(struct session *session, const struct view_hold *hold)
{
    struct view *view = &session->view;
    const struct layout_position *position = &hold->position;
    size_t rows_above = hold->rows_above;

    view_focus(session, layout_place_of(view->layout, position));
    if (position->on_annotation && view_focused_annotation(session) == NULL) {
        position = &hold->text;
        rows_above = hold->text_rows_above;
        view_focus(session, layout_place_of(view->layout, position));
    }
    if (layout_row_shows(view->layout, view_focused_row(session), position->at_bytes))
        view_set_point(session, position->at_bytes);
    view_scroll_focus_to(session, rows_above);
}

static bool is_same_position(const struct layout_position *left,
                             const struct layout_position *right)
{
    return left->block == right->block && left->at_bytes == right->at_bytes &&
           left->line == right->line && left->on_annotation == right->on_annotation &&
           (!left->on_annotation || strcmp(left->id, right->id) == 0);
}

void view_restore_height(struct session *session, struct view_hold *hold)
{
    struct view_moved *moved = &session->page->moved;

    if (moved->from_rows != moved->to_rows && hold->rows_above == moved->to_rows &&
        is_same_position(&hold->position, &moved->position))
        hold->rows_above = moved->from_rows;
    view_restore(session, hold);
    *moved = (struct view_moved){.position = hold->position,
                                 .from_rows = hold->rows_above,
                                 .to_rows = rows_to_focus(session)};
}

bool view_scroll(struct session *session, size_t columns, bool forward)
{
    struct view *view = &session->view;
    struct layout_row row;

    if (!layout_scroll(view->layout, view->focus.block, columns, forward))
        return false;
    row = *view_focused_row(session);
    if (layout_row_shows(view->layout, &row, view->point_bytes) &&
        !layout_in_sight(view->layout, &row, view->point_bytes))
        view->point_bytes = layout_first_in_sight(view->layout, &row);
    return true;
}

void view_keep_visible(struct session *session)
{
    struct view *view = &session->view;
    struct layout_place focus = focused_place(session);
    size_t rows = rows_to_focus(session);

    if (rows < (size_t)view->height_rows)
        return;
    if (compare_places(focus, view->top) < 0) {
        view->top = focus;
        /* the gap above the first row belongs to it, where the page has room */
        if (view->height_rows > 2 && view->top.row > 0 &&
            layout_row_at(view->layout, (struct layout_place){view->top.block, 0})->kind ==
                ROW_GAP &&
            view->top.row == 1)
            view->top.row = 0;
        if (rows_to_focus(session) < (size_t)view->height_rows)
            return;
    }
    view->top = focus;
    layout_step_rows(view->layout, &view->top, (size_t)view->height_rows - 1, false);
}

/* The focused row and what comes after it of the same note or stances. */
static size_t focused_rows(struct session *session)
{
    const struct layout_row *focused = view_focused_row(session), *rows;
    size_t annotation = focused->annotation, count, row = session->view.focus.row + 1;

    if (annotation == REPORT_NONE)
        return 1;
    rows = layout_rows(session->view.layout, session->view.focus.block, &count);
    while (row < count && rows[row].annotation == annotation)
        row++;
    return row - session->view.focus.row;
}

void view_show_around(struct session *session)
{
    size_t height = (size_t)session->view.height_rows, rows = rows_to_focus(session);
    size_t shown = focused_rows(session), spare = height > shown ? height - shown : 0;
    size_t context = spare / 2 < CONTEXT_ROWS ? spare / 2 : CONTEXT_ROWS;

    if (rows >= height)
        view_scroll_focus_to(session, spare / 3 > context ? spare / 3 : context);
    else if (rows < context)
        view_scroll_focus_to(session, context);
    else if (rows > spare - context)
        view_scroll_focus_to(session, spare - context);
}

void view_show_whole(struct session *session)
{
    size_t height = (size_t)session->view.height_rows, rows = rows_to_focus(session);
    size_t shown = focused_rows(session);

    if (rows >= height)
        view_show_around(session);
    else if (rows + shown > height)
        view_scroll_focus_to(session, shown < height ? height - shown : 0);
}

void view_report_grown(struct session *session)
{
    if (session->view.layout != NULL)
        layout_grown(session->view.layout);
}

void view_contents_changing(struct session *session)
{
    if (session->view.layout != NULL)
        view_hold(session, &session->page->before_change);
}

void view_contents_changed(struct session *session)
{
    struct view *view = &session->view;

    if (view->layout == NULL)
        return;
    layout_set_contents(view->layout, session_contents(session));
    filter_contents_changed(session);
    view_restore(session, &session->page->before_change);
}

/* A place that waits for its words is known by its block meanwhile. */
void view_outline_changing(struct session *session)
{
    const struct session_place *pending;

    if (session->view.layout == NULL)
        return;
    layout_outline_changing(session->view.layout);
    pending = &session->page->pending_place;
    session->page->pending_heading_block =
        session->page->place_pending && pending->on_item
            ? session->report->headings[pending->heading].first_block
            : REPORT_NONE;
}

void view_outline_changed(struct session *session)
{
    struct session_place *pending;
    const struct report_block *block;

    if (session->view.layout == NULL)
        return;
    layout_outline_changed(session->view.layout);
    preview_outline_changed(session);
    if (session->page->pending_heading_block == REPORT_NONE)
        return;
    pending = &session->page->pending_place;
    block = &session->report->blocks[session->page->pending_heading_block];
    *pending = (struct session_place){.on_item = block->kind == BLOCK_HEADING,
                                      .heading = block->heading,
                                      .start_points = block->start_points,
                                      .end_points = block->end_points};
}

void session_resize(struct session *session, int width_cols, int height_rows, int measure_cols,
                    bool ascii)
{
    struct view *view = &session->view;
    struct layout_options options = {.width_cols = width_cols < 1 ? 1 : width_cols,
                                     .height_rows = height_rows < 1 ? 1 : height_rows,
                                     .measure_cols = measure_cols,
                                     .ascii = ascii,
                                     .notes = (enum layout_notes)session->settings->margin};
    struct view_hold hold;

    if (view->layout == NULL) {
        session->page = base_allocate(sizeof *session->page);
        session->page->first_measure_cols = measure_cols;
        view->width_cols = options.width_cols;
        view->height_rows = options.height_rows;
        view->layout = layout_new(session->report, &options);
        layout_set_contents(view->layout, session_contents(session));
        view->top = layout_first(view->layout);
        view_focus(session, view->top);
        return;
    }
    view_hold(session, &hold);
    if (hold.rows_above >= (size_t)view->height_rows)
        hold.rows_above = 0;
    view->width_cols = options.width_cols;
    view->height_rows = options.height_rows;
    layout_set_options(view->layout, &options);
    view_restore_height(session, &hold);
}

void view_release(struct session *session)
{
    struct view *view = &session->view;

    if (session->page != NULL) {
        preview_free(session);
        search_release(session);
        filter_release(session);
        jump_release(session);
    }
    layout_free(view->layout);
    view->layout = NULL;
    buffer_release(&view->message);
    buffer_release(&view->copied);
    free(session->page);
    session->page = NULL;
}

/* ---- what the screen asks ------------------------------------------------------------------------ */

struct layout_marks session_marks(const struct session *session)
{
    const struct view *view = &session->view;
    struct layout_marks marks = {0};

    marks.query = filter_query(session);
    if (view->searching) {
        marks.query = &view->query;
        marks.match_start = view->match_start_bytes;
        marks.match_end = view->match_end_bytes;
    }
    if (!select_range(session, &marks.selection_start, &marks.selection_end))
        marks.selection_start = marks.selection_end = 0;
    return marks;
}

/* Where the page ends in the text: what has been read when the reader sees it. */
static size_t bottom_bytes(struct session *session)
{
    struct view *view = &session->view;
    struct layout_place bottom = view->top;

    layout_step_rows(view->layout, &bottom, (size_t)view->height_rows - 1, true);
    return layout_step(view->layout, &(struct layout_place){bottom.block, bottom.row}, true)
               ? layout_row_at(view->layout, bottom)->end_bytes
               : session->report->text.len_bytes;
}

/* One part of the status line, apart from what stands before it. */
BASE_PRINTF(3, 4)
static void append_words(const struct session *session, struct buffer *place, const char *format,
                         ...)
{
    va_list arguments;

    if (place->len_bytes > 0)
        buffer_append_string(place, layout_options(session->view.layout)->ascii ? " - " : " · ");
    va_start(arguments, format);
    buffer_append_vformat(place, format, arguments);
    va_end(arguments);
}

static void append_place(struct session *session, struct buffer *place)
{
    const struct report *report = session->report;
    const struct view *view = &session->view;
    size_t heading = view_heading(session);
    size_t ordinal = heading == REPORT_NONE ? 0 : report_item_ordinal(report, heading);
    enum domain domain;

    if (session->reports != NULL && session->reports->count > 1)
        append_words(session, place, "%zu/%zu", session->reports->at + 1, session->reports->count);
    if (layout_is_filtered(view->layout)) {
        struct buffer typed = {0};

        text_show(session->page->filter.typed, strlen(session->page->filter.typed), FILTER_COLS,
                  &typed);
        /* TRANSLATORS: what & was asked to show */
        append_words(session, place, _("only %s"), typed.data);
        buffer_release(&typed);
    }
    if (layout_shows_only(view->layout, &domain))
        append_words(session, place,
                     domain == DOMAIN_JUSTICE ? _("justice only") : _("home affairs only"));
    if (ordinal != 0 && report->complete && !session->unsettled)
        /* TRANSLATORS: an item of the agenda */
        append_words(session, place, _("item %zu of %zu"), ordinal, report_item_count(report));
    else if (ordinal != 0)
        append_words(session, place, _("item %zu"), ordinal);
    if (report->complete && !session->unsettled && report->text.len_bytes > 0)
        append_words(session, place, "%zu%%", bottom_bytes(session) * 100 / report->text.len_bytes);
}

void session_status(struct session *session, struct buffer *place, struct buffer *saved)
{
    const struct sidecar_contents *contents = session_contents(session);

    append_place(session, place);
    if (session->unusable)
        buffer_append_string(saved, _("notes off"));
    else if (session->unwritable)
        buffer_append_string(saved, _("read-only"));
    else if (session_is_elsewhere(session))
        buffer_append_string(saved, _("saved in the data folder"));
    else if (contents->note_count + contents->stance_count + contents->correction_count == 0 &&
             contents->meeting.author == NULL)
        buffer_append_string(saved, _("no notes yet"));
    else
        buffer_append_string(saved, _("saved"));
}
