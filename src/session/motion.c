/* Motions over the page: rows, pages, paragraphs, sentences, headings, notes. Every one that finds
 * nothing to move to says so and changes nothing. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

static size_t count_of(const struct verb_call *call)
{
    return call->count > 0 ? (size_t)call->count : 1;
}

/* ---- rows and pages ---------------------------------------------------------------------------- */

/* In the margin, over the lines of a note that is taller than the page; returns the steps that are left. */
static size_t move_in_note(struct session *session, size_t count, bool forward)
{
    struct view *view = &session->view;
    const struct layout_place focus = view->focus;
    size_t row_count, first = focus.row, last = focus.row, room;
    const struct layout_row *rows = layout_rows(view->layout, focus.block, &row_count);
    const size_t annotation = rows[focus.row].annotation;

    if (focus.row < layout_page_rows(view->layout, focus.block))
        return count;
    while (rows[first - 1].annotation == annotation)
        first--;
    while (last + 1 < row_count && rows[last + 1].annotation == annotation)
        last++;
    if (last - first < (size_t)view->height_rows)
        return count;
    room = forward ? last - focus.row : focus.row - first;
    if (room > count)
        room = count;
    view_focus(session,
               (struct layout_place){focus.block, forward ? focus.row + room : focus.row - room});
    return count - room;
}

static unsigned move_lines(struct session *session, size_t count, bool forward)
{
    const struct layout_place focus = session->view.focus;
    struct layout_place place, found;

    count = move_in_note(session, count, forward);
    if (count == 0)
        return EFFECT_REDRAW;
    place = found = session->view.focus;
    while (count > 0 && view_step_rows(session, &place, 1, forward) == 1) {
        if (layout_row_at(session->view.layout, place)->kind == ROW_GAP)
            continue;
        found = place;
        count--;
    }
    if (found.block == focus.block && found.row == focus.row) {
        /* nothing but a gap can be above the first row: show it */
        if (!forward)
            session->view.top = layout_first(session->view.layout);
        return EFFECT_REDRAW;
    }
    view_focus(session, found);
    return EFFECT_REDRAW;
}

unsigned motion_line_down(struct session *session, const struct verb_call *call)
{
    return move_lines(session, count_of(call), true);
}

unsigned motion_line_up(struct session *session, const struct verb_call *call)
{
    return move_lines(session, count_of(call), false);
}

/* Moves the page by rows and the focus with it, so that it stays at its height on the screen; false where
 * there is no further. */
static bool turn_page(struct session *session, size_t rows, bool forward)
{
    struct view *view = &session->view;
    struct layout_place edge = view->top, focus = view->focus;
    size_t moved;

    if (forward) {
        view_step_rows(session, &edge, (size_t)view->height_rows - 1, true);
        moved = view_step_rows(session, &edge, rows, true);
        layout_step_rows(view->layout, &view->top, moved, true);
    } else {
        moved = layout_step_rows(view->layout, &view->top, rows, false);
    }
    if (moved == 0)
        return false;
    layout_step_rows(view->layout, &focus, moved, forward);
    view_focus(session, focus);
    return true;
}

/* At the ends of the report the focus goes to the last or first row. */
static unsigned move_page(struct session *session, size_t rows, bool forward)
{
    if (!turn_page(session, rows, forward))
        view_focus(session, forward ? layout_last(session->view.layout)
                                    : layout_first(session->view.layout));
    return EFFECT_REDRAW;
}

unsigned motion_scroll(struct session *session, size_t rows, bool forward)
{
    return turn_page(session, rows, forward) ? EFFECT_REDRAW : EFFECT_NONE;
}

unsigned motion_page_down(struct session *session, const struct verb_call *call)
{
    return move_page(session, count_of(call) * (size_t)session->view.height_rows, true);
}

unsigned motion_page_up(struct session *session, const struct verb_call *call)
{
    return move_page(session, count_of(call) * (size_t)session->view.height_rows, false);
}

unsigned motion_half_down(struct session *session, const struct verb_call *call)
{
    return move_page(session, count_of(call) * (size_t)((session->view.height_rows + 1) / 2), true);
}

unsigned motion_half_up(struct session *session, const struct verb_call *call)
{
    return move_page(session, count_of(call) * (size_t)((session->view.height_rows + 1) / 2),
                     false);
}

/* ---- places named by a number ------------------------------------------------------------------ */

/* The block of paragraph number count, headings and footnotes not counted; REPORT_NONE past the end. */
static size_t paragraph_block(const struct report *report, size_t number)
{
    for (size_t block = 0; block < report->block_count; block++) {
        enum block_kind kind = report->blocks[block].kind;

        if (kind != BLOCK_HEADING && kind != BLOCK_FOOTNOTE && --number == 0)
            return block;
    }
    return REPORT_NONE;
}

static unsigned go_to_paragraph(struct session *session, size_t number)
{
    size_t block;

    if (!view_read_all(session))
        return EFFECT_REDRAW;
    block = paragraph_block(session->report, number);
    if (block == REPORT_NONE)
        return view_refuse(session, _("There is no paragraph %zu: G goes to the last one"), number);
    view_focus_bytes(session, session->report->blocks[block].start_bytes);
    return EFFECT_REDRAW;
}

unsigned motion_percent(struct session *session, const struct verb_call *call)
{
    long percent = call->count > 100 ? 100 : call->count;
    size_t at_bytes;

    if (!call->percent)
        return view_refuse(session, _("How far? As in 50%%, which goes half way"));
    if (!view_read_all(session))
        return EFFECT_REDRAW;
    at_bytes = session->report->text.len_bytes / 100 * (size_t)percent +
               session->report->text.len_bytes % 100 * (size_t)percent / 100;
    view_focus(session, layout_place_at_bytes(session->view.layout, at_bytes));
    return EFFECT_REDRAW;
}

unsigned motion_top(struct session *session, const struct verb_call *call)
{
    if (call->percent)
        return motion_percent(session, call);
    if (call->count > 0)
        return go_to_paragraph(session, (size_t)call->count);
    session->view.top = layout_first(session->view.layout);
    view_focus(session, session->view.top);
    return EFFECT_REDRAW;
}

unsigned motion_end(struct session *session, const struct verb_call *call)
{
    if (call->percent)
        return motion_percent(session, call);
    if (call->count > 0)
        return go_to_paragraph(session, (size_t)call->count);
    if (!view_read_all(session))
        return EFFECT_REDRAW;
    view_focus(session, layout_last(session->view.layout));
    return EFFECT_REDRAW;
}

void motion_to_heading(struct session *session, size_t heading)
{
    const struct report *report = session->report;

    view_focus_bytes(session, report->blocks[report->headings[heading].first_block].start_bytes);
    view_scroll_focus_to(session, 0);
}

unsigned motion_to_item(struct session *session, const char *name, bool part_first)
{
    struct report_found found =
        report_next_item(session->report, name, session->view.focus.block, part_first);

    if (found.heading == REPORT_NONE)
        return view_refuse(session, _("There is no item %s: the outline shows the numbers"), name);
    motion_to_heading(session, found.heading);
    if (found.count > 1)
        view_say(session, _("%zu of %zu items with the number %s: :%s goes to the next"),
                 found.ordinal, found.count, name, name);
    return EFFECT_REDRAW;
}

unsigned motion_item(struct session *session, const struct verb_call *call)
{
    if (call->argument == NULL || call->argument[0] == '\0')
        return view_refuse(session, _("Which item? Give its number: :item 3"));
    if (!view_read_all(session))
        return EFFECT_REDRAW;
    return motion_to_item(session, call->argument, false);
}

/* ---- paragraphs, headings ------------------------------------------------------------------------ */

static size_t next_block(struct session *session, size_t block, bool forward)
{
    struct layout_place place = {block, 0};
    size_t next = forward ? layout_next_block(session->view.layout, block)
                          : layout_previous_block(session->view.layout, block);

    if (next != REPORT_NONE || !forward || session->report->complete)
        return next;
    /* stepping off the last row reads on */
    place.row = layout_page_rows(session->view.layout, block) - 1;
    view_step_rows(session, &place, 1, true);
    return layout_next_block(session->view.layout, block);
}

/* Moves over visible blocks; headings_only skips the others. Going back from the middle of a block
 * stops at its start first. */
static unsigned move_blocks(struct session *session, size_t count, bool forward, bool headings_only)
{
    struct view *view = &session->view;
    struct layout_place start = {view->focus.block, 0};
    size_t block = view->focus.block, found = REPORT_NONE;

    while (layout_row_at(view->layout, start)->kind == ROW_GAP)
        start.row++;
    if (!forward && view->focus.row > start.row &&
        (!headings_only || session->report->blocks[block].kind == BLOCK_HEADING)) {
        found = block;
        count--;
    }
    while (count > 0 && (block = next_block(session, block, forward)) != REPORT_NONE) {
        if (headings_only && session->report->blocks[block].kind != BLOCK_HEADING)
            continue;
        found = block;
        count--;
    }
    if (found == REPORT_NONE) {
        if (headings_only)
            return view_refuse(session, forward ? _("This is the last heading")
                                                : _("This is the first heading"));
        view_focus(session, forward ? layout_last(view->layout) : layout_first(view->layout));
        return EFFECT_REDRAW;
    }
    view_focus(session, (struct layout_place){found, 0});
    if (headings_only)
        view_show_around(session);
    return EFFECT_REDRAW;
}

unsigned motion_paragraph_next(struct session *session, const struct verb_call *call)
{
    return move_blocks(session, count_of(call), true, false);
}

unsigned motion_paragraph_previous(struct session *session, const struct verb_call *call)
{
    return move_blocks(session, count_of(call), false, false);
}

unsigned motion_heading_next(struct session *session, const struct verb_call *call)
{
    return move_blocks(session, count_of(call), true, true);
}

unsigned motion_heading_previous(struct session *session, const struct verb_call *call)
{
    return move_blocks(session, count_of(call), false, true);
}

/* ---- sentences ----------------------------------------------------------------------------------- */

static size_t motion_sentence_from(struct session *session, size_t at_bytes, bool forward)
{
    const struct report *report = session->report;
    size_t block = report_block_at_bytes(report, at_bytes), len_bytes, within, target;
    const char *text = report_block_text(report, block, &len_bytes);
    size_t start_bytes = report->blocks[block].start_bytes;

    within = at_bytes - start_bytes < len_bytes ? at_bytes - start_bytes : len_bytes;
    if (forward) {
        target = text_sentence_next(text, len_bytes, within);
        if (target < len_bytes)
            return start_bytes + target;
        block = next_block(session, block, true);
        return block == REPORT_NONE ? at_bytes : session->report->blocks[block].start_bytes;
    }
    if (within > 0)
        return start_bytes + text_sentence_previous(text, len_bytes, within);
    block = next_block(session, block, false);
    if (block == REPORT_NONE)
        return at_bytes;
    text = report_block_text(report, block, &len_bytes);
    return report->blocks[block].start_bytes + text_sentence_start(text, len_bytes, len_bytes);
}

size_t motion_sentences_from(struct session *session, size_t at_bytes, size_t count, bool forward)
{
    size_t from_bytes;

    do {
        from_bytes = at_bytes;
        at_bytes = motion_sentence_from(session, from_bytes, forward);
    } while (--count > 0 && at_bytes != from_bytes);
    return at_bytes;
}

static unsigned move_sentences(struct session *session, size_t count, bool forward)
{
    size_t at_bytes = session->view.point_bytes;

    at_bytes = motion_sentences_from(session, at_bytes, count, forward);
    if (at_bytes == session->view.point_bytes)
        return view_refuse(session, "%s",
                           forward ? _("This is the last sentence")
                                   : _("This is the first sentence"));
    view_focus_bytes(session, at_bytes);
    return EFFECT_REDRAW;
}

unsigned motion_sentence_next(struct session *session, const struct verb_call *call)
{
    return move_sentences(session, count_of(call), true);
}

unsigned motion_sentence_previous(struct session *session, const struct verb_call *call)
{
    return move_sentences(session, count_of(call), false);
}

/* ---- inside a row ---------------------------------------------------------------------------------- */

/* To the first or last character of the row's text; a note has none of the text, and the cursor stays. */
static unsigned move_in_row(struct session *session, bool to_end)
{
    const struct report *report = session->report;
    const struct layout_row *row = view_focused_row(session);
    size_t start_bytes, len_bytes, at_bytes = row->start_bytes;
    const char *text;

    if (row->start_bytes == row->end_bytes)
        return EFFECT_REDRAW;
    if (to_end) {
        start_bytes = report->blocks[row->block].start_bytes;
        text = report_block_text(report, row->block, &len_bytes);
        at_bytes =
            start_bytes + text_cluster_previous(text, len_bytes, row->end_bytes - start_bytes);
    }
    view_set_point(session, at_bytes);
    return EFFECT_REDRAW;
}

unsigned motion_row_start(struct session *session, const struct verb_call *call)
{
    (void)call;
    return move_in_row(session, false);
}

/* With a count to the end of a row further down, as in vim. */
unsigned motion_row_end(struct session *session, const struct verb_call *call)
{
    if (call->count > 1)
        move_lines(session, (size_t)call->count - 1, true);
    return move_in_row(session, true);
}

/* ---- notes and stances --------------------------------------------------------------------------- */

/* The place of an annotation's first row, folds opened. */
static void focus_annotation(struct session *session, size_t index)
{
    struct view *view = &session->view;
    size_t block = layout_annotation(view->layout, index)->block;
    struct view_hold hold;
    const struct layout_row *rows;
    size_t count, row = 0;

    view_hold(session, &hold);
    if (layout_reveal(view->layout, block, true))
        view_restore(session, &hold);
    rows = layout_rows(view->layout, block, &count);
    while (row + 1 < count && rows[row].annotation != index)
        row++;
    view_focus(session, (struct layout_place){block, row});
    view_show_around(session);
}

/* The first annotation of the kind after (before) the focus. */
static size_t find_annotation(struct session *session, enum annotation_kind kind, bool forward)
{
    struct layout *layout = session->view.layout;
    const struct layout_row *row = view_focused_row(session);
    size_t count = layout_annotation_count(layout), found = REPORT_NONE;

    for (size_t index = 0; index < count; index++) {
        const struct layout_annotation *annotation = layout_annotation(layout, index);
        bool is_after;

        if (annotation->kind != kind ||
            layout_kept_from(layout, annotation->block) != annotation->block)
            continue;
        if (annotation->block != row->block)
            is_after = annotation->block > row->block;
        else
            is_after = row->annotation == REPORT_NONE || index > row->annotation;
        if (forward && is_after)
            return index;
        if (!forward && !is_after && index != row->annotation)
            found = index;
    }
    return found;
}

static unsigned move_annotations(struct session *session, const struct verb_call *call,
                                 enum annotation_kind kind, bool forward, const char *refusal)
{
    size_t index;
    bool moved = false;

    for (size_t count = count_of(call); count > 0; count--) {
        index = find_annotation(session, kind, forward);
        if (index == REPORT_NONE)
            break;
        focus_annotation(session, index);
        moved = true;
    }
    return moved ? EFFECT_REDRAW : view_refuse(session, "%s", refusal);
}

unsigned motion_note_next(struct session *session, const struct verb_call *call)
{
    return move_annotations(session, call, ANNOTATION_NOTE, true,
                            _("No note below: a writes one, [n goes back"));
}

unsigned motion_note_previous(struct session *session, const struct verb_call *call)
{
    return move_annotations(session, call, ANNOTATION_NOTE, false,
                            _("No note above: a writes one, ]n goes on"));
}

unsigned motion_stance_next(struct session *session, const struct verb_call *call)
{
    return move_annotations(session, call, ANNOTATION_STANCES, true,
                            _("No stance below: t sets one, [t goes back"));
}

unsigned motion_stance_previous(struct session *session, const struct verb_call *call)
{
    return move_annotations(session, call, ANNOTATION_STANCES, false,
                            _("No stance above: t sets one, ]t goes on"));
}

/* ---- where the focused row stands ------------------------------------------------------------------ */

unsigned motion_row_top(struct session *session, const struct verb_call *call)
{
    (void)call;
    view_scroll_focus_to(session, 0);
    return EFFECT_REDRAW;
}

unsigned motion_row_middle(struct session *session, const struct verb_call *call)
{
    (void)call;
    view_scroll_focus_to(session, (size_t)session->view.height_rows / 2);
    return EFFECT_REDRAW;
}

unsigned motion_row_bottom(struct session *session, const struct verb_call *call)
{
    (void)call;
    view_scroll_focus_to(session, (size_t)session->view.height_rows - 1);
    return EFFECT_REDRAW;
}
