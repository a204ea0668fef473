/* Folding, as org-mode (Tab, Shift-Tab) and vim (z…) have taught it. A heading is open or closed; what
 * Tab calls "headings" is an open heading whose sub-headings are all closed. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

/* The headings under a heading: [heading + 1, end). */
static size_t headings_end(const struct report *report, size_t heading)
{
    size_t end = heading + 1;

    while (end < report->heading_count && report->headings[end].depth > report->headings[heading].depth)
        end++;
    return end;
}

static void close_range(struct session *session, size_t first, size_t end, bool closed)
{
    for (size_t heading = first; heading < end; heading++)
        layout_set_closed(session->view.layout, heading, closed);
}

static bool range_is(struct session *session, size_t first, size_t end, bool closed)
{
    for (size_t heading = first; heading < end; heading++)
        if (layout_is_closed(session->view.layout, heading) != closed)
            return false;
    return true;
}

/* Runs the change with the focused row held where it is. */
typedef void fold_change(struct session *session, size_t heading);

static unsigned change(struct session *session, fold_change *run)
{
    struct view_hold hold;
    size_t heading = view_heading(session);

    if (heading == REPORT_NONE)
        return view_refuse(session, _("No heading stands above this text: there is nothing to fold"));
    view_hold(session, &hold);
    run(session, heading);
    view_restore_height(session, &hold);
    return EFFECT_REDRAW;
}

/* ---- one heading --------------------------------------------------------------------------------- */

static void cycle_one(struct session *session, size_t heading)
{
    struct layout *layout = session->view.layout;
    size_t end = headings_end(session->report, heading);

    if (layout_is_closed(layout, heading)) {
        layout_set_closed(layout, heading, false);
        close_range(session, heading + 1, end, true);
    } else if (end > heading + 1 && range_is(session, heading + 1, end, true)) {
        close_range(session, heading + 1, end, false);
    } else {
        layout_set_closed(layout, heading, true);
    }
}

static void toggle_one(struct session *session, size_t heading)
{
    layout_set_closed(session->view.layout, heading, !layout_is_closed(session->view.layout, heading));
}

static void open_one(struct session *session, size_t heading)
{
    layout_set_closed(session->view.layout, heading, false);
}

/* A closed heading closes the one above it, so that zc zc goes outward. */
static void close_one(struct session *session, size_t heading)
{
    const struct report *report = session->report;

    while (layout_is_closed(session->view.layout, heading) && report->headings[heading].parent != REPORT_NONE)
        heading = report->headings[heading].parent;
    layout_set_closed(session->view.layout, heading, true);
}

static void open_with_all(struct session *session, size_t heading)
{
    close_range(session, heading, headings_end(session->report, heading), false);
}

static void close_with_all(struct session *session, size_t heading)
{
    const bool was_closed = layout_is_closed(session->view.layout, heading);

    close_range(session, heading, headings_end(session->report, heading), true);
    if (was_closed)
        close_one(session, heading);
}

unsigned fold_cycle(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change(session, cycle_one);
}

unsigned fold_toggle(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change(session, toggle_one);
}

unsigned fold_open(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change(session, open_one);
}

/* A count goes as many headings outward. */
unsigned fold_close(struct session *session, const struct verb_call *call)
{
    size_t count = call->count > 0 ? (size_t)call->count : 1, depth = 1;
    unsigned effects = EFFECT_NONE;

    for (size_t at = view_heading(session); at != REPORT_NONE; at = session->report->headings[at].parent)
        depth++;
    for (size_t i = 0; i < count && i < depth; i++)
        effects = change(session, close_one);
    return effects;
}

unsigned fold_open_under(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change(session, open_with_all);
}

unsigned fold_close_under(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change(session, close_with_all);
}

/* ---- the whole report ---------------------------------------------------------------------------- */

static void all_folded(struct session *session)
{
    close_range(session, 0, session->report->heading_count, true);
}

static void all_open(struct session *session)
{
    close_range(session, 0, session->report->heading_count, false);
}

/* Every heading shows, no text: those that have headings under them are open. */
static void all_headings(struct session *session)
{
    const struct report *report = session->report;

    for (size_t heading = 0; heading < report->heading_count; heading++)
        layout_set_closed(session->view.layout, heading, headings_end(report, heading) == heading + 1);
}

static bool shows_headings(struct session *session)
{
    const struct report *report = session->report;

    for (size_t heading = 0; heading < report->heading_count; heading++)
        if (layout_is_closed(session->view.layout, heading) != (headings_end(report, heading) == heading + 1))
            return false;
    return true;
}

static unsigned change_all(struct session *session, void (*run)(struct session *session))
{
    struct view_hold hold;

    view_hold(session, &hold);
    run(session);
    view_restore_height(session, &hold);
    return EFFECT_REDRAW;
}

unsigned fold_cycle_all(struct session *session, const struct verb_call *call)
{
    size_t count = session->report->heading_count;

    (void)call;
    if (range_is(session, 0, count, false)) {
        view_say(session, "%s", _("Folded"));
        return change_all(session, all_folded);
    }
    if (range_is(session, 0, count, true) && !shows_headings(session)) {
        view_say(session, "%s", _("Headings"));
        return change_all(session, all_headings);
    }
    if (shows_headings(session)) {
        view_say(session, "%s", _("All"));
        return change_all(session, all_open);
    }
    view_say(session, "%s", _("Folded"));
    return change_all(session, all_folded);
}

unsigned fold_close_all(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change_all(session, all_folded);
}

unsigned fold_open_all(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change_all(session, all_open);
}

static void show_focus(struct session *session)
{
    layout_reveal(session->view.layout, session->view.focus.block, true);
}

unsigned fold_show_focus(struct session *session, const struct verb_call *call)
{
    (void)call;
    return change_all(session, show_focus);
}

/* ---- one domain ------------------------------------------------------------------------------------- */

/* Shows only that domain; where it is the one that is shown, all again. */
static unsigned toggle_domain(struct session *session, enum domain domain, const char *none)
{
    struct layout *layout = session->view.layout;
    struct view_hold hold;
    enum domain shown;
    bool found = true;

    view_hold(session, &hold);
    if (layout_shows_only(layout, &shown) && shown == domain)
        layout_show_all(layout);
    else
        found = layout_show_only(layout, domain);
    view_restore_height(session, &hold);
    return found ? EFFECT_REDRAW : view_refuse(session, "%s", none);
}

unsigned fold_only_home_affairs(struct session *session, const struct verb_call *call)
{
    (void)call;
    return toggle_domain(session, DOMAIN_HOME_AFFAIRS,
                         _("Nothing here is known to be of home affairs: all is shown"));
}

unsigned fold_only_justice(struct session *session, const struct verb_call *call)
{
    (void)call;
    return toggle_domain(session, DOMAIN_JUSTICE,
                         _("Nothing here is known to be of justice: all is shown"));
}

/* ---- Enter, h and l -------------------------------------------------------------------------------- */

unsigned fold_enter(struct session *session, const struct verb_call *call)
{
    if (session->report->blocks[session->view.focus.block].kind == BLOCK_HEADING &&
        view_focused_annotation(session) == NULL)
        return fold_toggle(session, call);
    return follow_link(session);
}

/* In a table that is wider than the page h and l go through it, and do nothing else at its edges: who goes
 * back to its first column with one stroke too many does not find the report folded. */
static unsigned scroll(struct session *session, const struct verb_call *call, bool forward)
{
    if (!view_scroll(session, call->count > 0 ? (size_t)call->count : 1, forward))
        view_say(session, "%s",
                 forward ? _("This is the right edge of the table")
                         : _("This is the left edge of the table: < goes to the heading above"));
    return EFFECT_REDRAW;
}

/* Closes an open heading; from text, or a closed heading, goes to the heading above. */
static unsigned fold_or_parent(struct session *session)
{
    const struct report *report = session->report;
    size_t heading = view_heading(session);
    size_t target;

    if (heading == REPORT_NONE)
        return EFFECT_NONE;
    target = report->headings[heading].first_block;
    if (session->view.focus.block == target && view_focused_annotation(session) == NULL) {
        if (!layout_is_closed(session->view.layout, heading))
            return change(session, close_one);
        if (report->headings[heading].parent == REPORT_NONE)
            return EFFECT_NONE;
        target = report->headings[report->headings[heading].parent].first_block;
    }
    view_focus_bytes(session, report->blocks[target].start_bytes);
    return EFFECT_REDRAW;
}

unsigned fold_left(struct session *session, const struct verb_call *call)
{
    size_t count = call->count > 0 ? (size_t)call->count : 1;
    unsigned effects = EFFECT_REDRAW;

    if (layout_is_wide(session->view.layout, session->view.focus.block))
        return scroll(session, call, false);
    while (count-- > 0 && effects != EFFECT_NONE)
        effects = fold_or_parent(session);
    return EFFECT_REDRAW;
}

unsigned fold_right(struct session *session, const struct verb_call *call)
{
    if (layout_is_wide(session->view.layout, session->view.focus.block))
        return scroll(session, call, true);
    return fold_open(session, call);
}
