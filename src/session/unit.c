/* Selecting whole words, sentences and paragraphs, as vim's iw, is and ip do after v.
 *
 *  1. What is selected is widened to whole units at both ends. On the page a selection begins at the
 *     cursor first.
 *  2. What is whole units already grows by the next one, at the end where the cursor is; so pressing a key
 *     again selects one more. A selection of one character grows only where that is a unit that was
 *     selected so.
 *  3. A unit lies within one block and holds no white space at its ends. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

/* The first and last cluster of a unit, in the report's text. */
struct unit {
    size_t first_bytes, last_bytes;
};

/* Where the unit that holds a place of the text starts, and where the next one does. */
typedef void unit_bounds(const char *text, size_t len_bytes, size_t at_bytes, size_t *start_bytes,
                         size_t *next_bytes);

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

static void bounds_of_word(const char *text, size_t len_bytes, size_t at_bytes, size_t *start_bytes,
                           size_t *next_bytes)
{
    *start_bytes =
        text_word_previous(text, len_bytes, text_cluster_next(text, len_bytes, at_bytes));
    *next_bytes = text_word_next(text, len_bytes, *start_bytes);
}

static void bounds_of_sentence(const char *text, size_t len_bytes, size_t at_bytes,
                               size_t *start_bytes, size_t *next_bytes)
{
    *start_bytes = text_sentence_start(text, len_bytes, at_bytes);
    *next_bytes = text_sentence_next(text, len_bytes, at_bytes);
}

static void bounds_of_block(const char *text, size_t len_bytes, size_t at_bytes,
                            size_t *start_bytes, size_t *next_bytes)
{
    (void)text, (void)at_bytes;
    *start_bytes = 0;
    *next_bytes = len_bytes;
}

static struct unit unit_around(const struct session *session, unit_bounds *bounds, size_t at_bytes)
{
    size_t block = report_block_at_bytes(session->report, at_bytes), len_bytes, within, next, last;
    const char *text = report_block_text(session->report, block, &len_bytes);
    size_t start_bytes = session->report->blocks[block].start_bytes;

    within = at_bytes - start_bytes < len_bytes ? at_bytes - start_bytes : len_bytes;
    while (within + 1 < len_bytes && is_space(text[within]))
        within++;
    bounds(text, len_bytes, within, &within, &next);
    while (within + 1 < next && is_space(text[within]))
        within++;
    last = text_cluster_previous(text, len_bytes, next);
    while (last > within && is_space(text[last]))
        last = text_cluster_previous(text, len_bytes, last);
    return (struct unit){start_bytes + within, start_bytes + (last > within ? last : within)};
}

/* The place after (before) a unit's end where the next one can be; the place itself at the ends. */
static size_t step_off(struct session *session, size_t at_bytes, bool forward)
{
    size_t block = report_block_at_bytes(session->report, at_bytes), len_bytes, target;
    const char *text = report_block_text(session->report, block, &len_bytes);
    size_t start_bytes = session->report->blocks[block].start_bytes;

    target = at_bytes - start_bytes;
    do {
        if (!forward && target == 0)
            return select_neighbour(session, at_bytes, false);
        target = forward ? text_cluster_next(text, len_bytes, target)
                         : text_cluster_previous(text, len_bytes, target);
        if (forward && target >= len_bytes)
            return select_neighbour(session, at_bytes, true);
    } while (is_space(text[target]));
    return start_bytes + target;
}

/* One more unit at the end where the cursor is; false at the ends of the report. */
static bool grow(struct session *session, unit_bounds *bounds, struct unit *whole, bool forward)
{
    size_t edge_bytes = forward ? whole->last_bytes : whole->first_bytes;
    size_t at_bytes = step_off(session, edge_bytes, forward);
    struct unit more;

    if (at_bytes == edge_bytes)
        return false;
    more = unit_around(session, bounds, at_bytes);
    if (forward)
        whole->last_bytes = more.last_bytes;
    else
        whole->first_bytes = more.first_bytes;
    return true;
}

static unsigned select_units(struct session *session, const struct verb_call *call,
                             unit_bounds *bounds)
{
    struct view *view = &session->view;
    struct unit whole, had;
    size_t at_bytes = 0;
    bool forward, is_one;

    if (!view->selecting) {
        if (!select_find_start(session, &at_bytes))
            return view_refuse(
                session, _("Only the report's text can be selected: move to a line of it first"));
        view->select_anchor_bytes = view->select_cursor_bytes = at_bytes;
        session->page->unit_bytes = SIZE_MAX;
    }
    forward = view->select_cursor_bytes >= view->select_anchor_bytes;
    is_one = view->select_cursor_bytes == view->select_anchor_bytes;
    had.first_bytes = forward ? view->select_anchor_bytes : view->select_cursor_bytes;
    had.last_bytes = forward ? view->select_cursor_bytes : view->select_anchor_bytes;
    whole.first_bytes = unit_around(session, bounds, had.first_bytes).first_bytes;
    whole.last_bytes = unit_around(session, bounds, had.last_bytes).last_bytes;
    if (whole.first_bytes == had.first_bytes && whole.last_bytes == had.last_bytes &&
        (!is_one || session->page->unit_bytes == had.last_bytes))
        grow(session, bounds, &whole, forward);
    for (long count = call->count; count > 1 && grow(session, bounds, &whole, forward); count--)
        continue;
    select_whole(session, forward ? whole.first_bytes : whole.last_bytes,
                 forward ? whole.last_bytes : whole.first_bytes);
    session->page->unit_bytes = view->select_cursor_bytes;
    return EFFECT_REDRAW;
}

unsigned unit_word(struct session *session, const struct verb_call *call)
{
    return select_units(session, call, bounds_of_word);
}

unsigned unit_sentence(struct session *session, const struct verb_call *call)
{
    return select_units(session, call, bounds_of_sentence);
}

unsigned unit_paragraph(struct session *session, const struct verb_call *call)
{
    return select_units(session, call, bounds_of_block);
}
