/* Places to come back to: the list of jumps, and marks.
 *
 *  1. A far move records where it left from (session_run does that for the verbs that say so), the newest
 *     VIEW_JUMPS_MAX of them; a place that is recorded again moves to the end.
 *  2. `at` is where ^O and ]j stand in the list; `count` when they do not stand in it. The first ^O records
 *     where the reader is, so that ]j comes back there.
 *  3. What is gone back to stands on the screen as it was left: the same focus, and the same row at the top
 *     while the screen has the room for both.
 *  4. A place is what its row is about (layout_position): it outlives folding, resizing and new notes. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/carry.h"
#include "session/session_internal.h"

enum { MARK_COUNT = 'z' - 'a' + 1 };

struct view_jumps {
    struct view_spot items[VIEW_JUMPS_MAX]; /* the newest last */
    size_t count, at;
    struct view_spot before; /* where the last jump left from */
    bool has_before;
    struct view_spot marks[MARK_COUNT];
    bool is_set[MARK_COUNT];
};

/* Made with the first jump or mark: a reader who only reads has none. */
static struct view_jumps *jumps_of(struct session *session)
{
    if (session->page->jumps == NULL)
        session->page->jumps = base_allocate(sizeof *session->page->jumps);
    return session->page->jumps;
}

void jump_release(struct session *session)
{
    free(session->page->jumps);
    session->page->jumps = NULL;
}

/* ---- spots ---------------------------------------------------------------------------------------- */

void view_take_spot(struct session *session, struct view_spot *spot)
{
    struct view *view = &session->view;
    struct view_hold hold;

    view_hold(session, &hold);
    spot->focus = layout_position_of(view->layout, view->focus);
    spot->rows_above = hold.rows_above;
    spot->point_bytes = view->point_bytes;
    spot->top = layout_position_of(view->layout, view->top);
    spot->top_is_gap = layout_row_at(view->layout, view->top)->kind == ROW_GAP;
}

/* The row that was the page's first. */
static struct layout_place top_of(struct layout *layout, const struct view_spot *spot)
{
    struct layout_place top = layout_beside(layout, layout_place_of(layout, &spot->top));
    struct layout_place first = {top.block, 0};

    if (spot->top_is_gap && top.row == 1 && layout_row_at(layout, first)->kind == ROW_GAP)
        return first;
    return top;
}

void view_go_to_spot(struct session *session, const struct view_spot *spot)
{
    struct view *view = &session->view;
    const struct layout_row *row;

    view_reveal(session, &spot->focus);
    view_focus(session, layout_place_of(view->layout, &spot->focus));
    row = view_focused_row(session);
    if (layout_row_shows(view->layout, row, spot->point_bytes))
        view_set_point(session, spot->point_bytes);
    view->top = top_of(view->layout, spot);
    if (!view_is_on_page(session, view->top))
        view_scroll_focus_to(session, spot->rows_above);
    view_fill_page(session);
}

bool jump_left_page(struct session *session, const struct view_spot *from)
{
    return !view_is_on_page(session, top_of(session->view.layout, from));
}

static bool is_same(const struct view_spot *left, const struct view_spot *right)
{
    return left->point_bytes == right->point_bytes && left->focus.block == right->focus.block &&
           left->focus.on_annotation == right->focus.on_annotation &&
           (!left->focus.on_annotation || (left->focus.is_stance == right->focus.is_stance &&
                                           strcmp(left->focus.id, right->focus.id) == 0));
}

/* ---- recording ------------------------------------------------------------------------------------ */

static void drop(struct view_jumps *jumps, size_t index)
{
    jumps->count--;
    memmove(jumps->items + index, jumps->items + index + 1,
            (jumps->count - index) * sizeof *jumps->items);
}

static void record(struct view_jumps *jumps, const struct view_spot *spot)
{
    for (size_t i = jumps->count; i-- > 0;) {
        if (is_same(&jumps->items[i], spot))
            drop(jumps, i);
    }
    if (jumps->count == VIEW_JUMPS_MAX)
        drop(jumps, 0);
    jumps->items[jumps->count++] = *spot;
    jumps->at = jumps->count;
}

void jump_done(struct session *session, const struct view_spot *from)
{
    struct view_jumps *jumps;
    struct view_spot now;

    view_take_spot(session, &now);
    if (is_same(from, &now))
        return;
    jumps = jumps_of(session);
    record(jumps, from);
    jumps->before = *from;
    jumps->has_before = true;
}

static void carry_spot(struct carry *carry, struct view_spot *spot)
{
    spot->point_bytes = carry_bytes(carry, spot->point_bytes);
    carry_position(carry, &spot->focus);
    carry_position(carry, &spot->top);
}

void jump_carry(struct session *session, struct carry *carry)
{
    struct view_jumps *jumps = session->page->jumps;

    if (jumps == NULL)
        return;
    for (size_t i = 0; i < jumps->count; i++)
        carry_spot(carry, &jumps->items[i]);
    for (size_t i = 0; i < MARK_COUNT; i++)
        if (jumps->is_set[i])
            carry_spot(carry, &jumps->marks[i]);
    if (jumps->has_before)
        carry_spot(carry, &jumps->before);
}

/* ---- going through the list ------------------------------------------------------------------------ */

static unsigned go_to(struct session *session, size_t index, const struct view_spot *from)
{
    struct view_jumps *jumps = session->page->jumps;

    jumps->at = index;
    jumps->before = *from;
    jumps->has_before = true;
    view_go_to_spot(session, &jumps->items[index]);
    return EFFECT_REDRAW;
}

unsigned jump_back(struct session *session, const struct verb_call *call)
{
    size_t steps = call->count > 0 ? (size_t)call->count : 1;
    struct view_jumps *jumps = jumps_of(session);
    struct view_spot now;

    view_take_spot(session, &now);
    if (jumps->at == jumps->count && jumps->count > 0) {
        record(jumps, &now);
        jumps->at = jumps->count - 1;
    }
    if (jumps->at == 0)
        return view_refuse(
            session, "%s",
            _("Nowhere to go back to: a search, G and other far moves leave a place"));
    return go_to(session, jumps->at > steps ? jumps->at - steps : 0, &now);
}

unsigned jump_forward(struct session *session, const struct verb_call *call)
{
    size_t steps = call->count > 0 ? (size_t)call->count : 1;
    struct view_jumps *jumps = jumps_of(session);
    struct view_spot now;
    size_t left = jumps->count > jumps->at ? jumps->count - 1 - jumps->at : 0;

    if (left == 0)
        return view_refuse(session, "%s", _("This is the newest place: ^O goes back"));
    view_take_spot(session, &now);
    return go_to(session, jumps->at + (steps < left ? steps : left), &now);
}

/* ---- marks ------------------------------------------------------------------------------------------ */

/* Which mark the words name; MARK_COUNT where none. */
static size_t mark_of(const char *words)
{
    if (words == NULL || words[0] < 'a' || words[0] > 'z' || words[1] != '\0')
        return MARK_COUNT;
    return (size_t)(words[0] - 'a');
}

unsigned mark_set(struct session *session, const struct verb_call *call)
{
    size_t mark = mark_of(call->argument);
    struct view_jumps *jumps = jumps_of(session);

    if (mark == MARK_COUNT)
        return view_refuse(session, "%s", _("A mark is a letter from a to z, as in ma"));
    view_take_spot(session, &jumps->marks[mark]);
    jumps->is_set[mark] = true;
    /* TRANSLATORS: %s is a letter, and '%s the keys to type */
    view_say(session, _("Marked: '%s comes back here"), call->argument);
    return EFFECT_REDRAW;
}

unsigned mark_go(struct session *session, const struct verb_call *call)
{
    const char *words = call->argument == NULL ? "" : call->argument;
    struct view_jumps *jumps = jumps_of(session);
    size_t mark = mark_of(words);
    struct view_spot spot;

    if (strcmp(words, "'") == 0 || strcmp(words, "`") == 0) {
        if (!jumps->has_before)
            return view_refuse(session, "%s", _("There was no jump yet to go back from"));
        spot = jumps->before;
    } else if (mark == MARK_COUNT) {
        return view_refuse(
            session, "%s",
            /* TRANSLATORS: ' and '' are keys */
            _("A mark is a letter from a to z; '' goes back to before the last jump"));
    } else if (!jumps->is_set[mark]) {
        return view_refuse(session, _("Mark %s was never set: m%s sets it"), words, words);
    } else {
        spot = jumps->marks[mark];
    }
    view_go_to_spot(session, &spot);
    return EFFECT_REDRAW;
}
