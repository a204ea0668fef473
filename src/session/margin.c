/* Where notes stand, and how wide the text is set: what the reader chose holds until another choice, over
 * changes of the screen's size. The focused row stays where it is. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

enum { STEP_COLS = 5 };

/* Lays the page out anew as the view says. */
static void lay_out(struct session *session)
{
    struct view *view = &session->view;
    struct layout_options options = *layout_options(view->layout);
    struct view_hold hold;

    options.notes = view->notes;
    options.measure_cols = view->measure_cols > 0 ? view->measure_cols : view->default_measure_cols;
    view_hold(session, &hold);
    layout_set_options(view->layout, &options);
    view_restore(session, &hold);
}

/* ---- notes -------------------------------------------------------------------------------------- */

void margin_set_notes(struct session *session, enum layout_notes notes)
{
    session->view.notes = notes;
    if (session->view.layout != NULL)
        lay_out(session);
}

static void say_notes(struct session *session)
{
    const struct view *view = &session->view;

    if (view->notes == NOTES_HIDDEN)
        view_say(session, "%s", _("Notes are hidden: M shows them"));
    else if (layout_has_margin(view->layout))
        view_say(session, "%s", _("Notes in the margin"));
    else if (view->notes == NOTES_MARGIN)
        view_say(session,
                 _("Notes under their passage; in the margin where the screen has %d columns"),
                 LAYOUT_MARGIN_PAGE_COLS);
    else
        view_say(session, "%s", _("Notes under their passage"));
}

/* Where there is no room for a margin, inline is what it looks like already, and is passed over. */
unsigned margin_switch(struct session *session, const struct verb_call *call)
{
    const struct view *view = &session->view;

    (void)call;
    if (view->notes == NOTES_HIDDEN)
        margin_set_notes(session, NOTES_MARGIN);
    else if (layout_has_margin(view->layout))
        margin_set_notes(session, NOTES_INLINE);
    else
        margin_set_notes(session, NOTES_HIDDEN);
    say_notes(session);
    return EFFECT_REDRAW;
}

/* ---- the measure --------------------------------------------------------------------------------- */

void margin_set_measure(struct session *session, int measure_cols)
{
    session->view.measure_cols = measure_cols;
    if (session->view.layout != NULL)
        lay_out(session);
}

static unsigned say_measure(struct session *session)
{
    view_say(session, _("Text is %d columns wide: + wider, - narrower, = as it was"),
             layout_text_cols(session->view.layout));
    return EFFECT_REDRAW;
}

static int wanted_cols(const struct verb_call *call)
{
    if (call->count <= 0)
        return STEP_COLS;
    return call->count < SESSION_MEASURE_MOST_COLS ? (int)call->count : SESSION_MEASURE_MOST_COLS;
}

/* As wide as it can be is as far as it goes, so that the way back begins at once. */
unsigned margin_wider(struct session *session, const struct verb_call *call)
{
    const struct view *view = &session->view;
    int before_cols = layout_text_cols(view->layout);

    margin_set_measure(session, before_cols + wanted_cols(call));
    if (layout_text_cols(view->layout) == before_cols)
        view_say(session, "%s",
                 layout_has_margin(view->layout)
                     ? _("Text is as wide as the margin leaves it: M puts the notes under it")
                     : _("Text is as wide as the screen"));
    else
        say_measure(session);
    margin_set_measure(session, layout_text_cols(view->layout));
    return EFFECT_REDRAW;
}

unsigned margin_narrower(struct session *session, const struct verb_call *call)
{
    int before_cols = layout_text_cols(session->view.layout);
    int cols = before_cols - wanted_cols(call);

    if (before_cols <= SESSION_MEASURE_LEAST_COLS) {
        view_say(session, "%s", _("Text is as narrow as it gets"));
        return EFFECT_REDRAW;
    }
    margin_set_measure(session,
                       cols < SESSION_MEASURE_LEAST_COLS ? SESSION_MEASURE_LEAST_COLS : cols);
    return say_measure(session);
}

/* "72=" is that many columns. */
unsigned margin_default(struct session *session, const struct verb_call *call)
{
    int cols = call->count > 0 ? wanted_cols(call) : 0;

    if (cols > 0 && cols < SESSION_MEASURE_LEAST_COLS)
        cols = SESSION_MEASURE_LEAST_COLS;
    margin_set_measure(session, cols);
    return say_measure(session);
}
