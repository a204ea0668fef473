/* Where notes stand, and how wide the text is set: keys that change the settings `margin` and `measure`, and
 * lay the page out anew at once. The focused row stays where it is. */
#include "config.h"

#include "session/view.h"

#include <string.h>

#include "session/session_internal.h"

enum { STEP_COLS = 5, COUNT_MOST_COLS = 10000 };

/* The text beside a note in the margin that has the focus; false where none has. */
static bool hold_beside(struct session *session, struct view_hold *hold)
{
    const struct layout_place note = session->view.focus;
    const struct layout_place beside = layout_beside(session->view.layout, note);

    if (beside.block == note.block && beside.row == note.row)
        return false;
    view_focus(session, beside);
    view_hold(session, hold);
    view_focus(session, note);
    return true;
}

/* That text stays; the note has the focus again where the page shows it, else the text it is about. */
static void restore_beside(struct session *session, const struct view_hold *beside,
                           const struct layout_position *note)
{
    struct layout *layout = session->view.layout;
    struct layout_position text = *note;

    view_restore(session, beside);
    if (view_focus_on_page(session, layout_place_of(layout, note)))
        return;
    text.on_annotation = false;
    view_focus_on_page(session, layout_place_of(layout, &text));
}

/* Lays the page out anew as the settings say. */
static void lay_out(struct session *session)
{
    struct view *view = &session->view;
    struct layout_options options = *layout_options(view->layout);
    struct view_hold hold, beside;
    bool is_beside;

    options.notes = (enum layout_notes)session->settings->margin;
    options.measure_cols = session->settings->measure_cols;
    view_hold(session, &hold);
    is_beside = hold_beside(session, &beside);
    layout_set_options(view->layout, &options);
    if (is_beside)
        restore_beside(session, &beside, &hold.position);
    else
        view_restore(session, &hold);
}

/* ---- notes -------------------------------------------------------------------------------------- */

static void set_notes(struct session *session, enum layout_notes notes)
{
    session->settings->margin = (int)notes;
    lay_out(session);
}

static void say_notes(struct session *session)
{
    const enum layout_notes notes = (enum layout_notes)session->settings->margin;

    if (notes == NOTES_HIDDEN)
        view_say(session, "%s", _("Notes are hidden: M shows them"));
    else if (layout_has_margin(session->view.layout))
        view_say(session, "%s", _("Notes in the margin"));
    else if (notes == NOTES_MARGIN)
        view_say(session,
                 _("Notes under their passage; in the margin where the screen has %d columns"),
                 LAYOUT_MARGIN_PAGE_COLS);
    else
        view_say(session, "%s", _("Notes under their passage"));
}

/* Where there is no room for a margin, inline is what it looks like already, and is passed over. */
unsigned margin_switch(struct session *session, const struct verb_call *call)
{
    (void)call;
    if (session->settings->margin == (int)NOTES_HIDDEN)
        set_notes(session, NOTES_MARGIN);
    else if (layout_has_margin(session->view.layout))
        set_notes(session, NOTES_INLINE);
    else
        set_notes(session, NOTES_HIDDEN);
    say_notes(session);
    return EFFECT_REDRAW;
}

/* ---- the measure --------------------------------------------------------------------------------- */

static void set_measure(struct session *session, int cols)
{
    const struct setting *measure = setting_find("measure", strlen("measure"));

    cols = cols < measure->least ? measure->least : cols;
    session->settings->measure_cols = cols > measure->most ? measure->most : cols;
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
    return call->count < COUNT_MOST_COLS ? (int)call->count : COUNT_MOST_COLS;
}

/* As wide as it can be is as far as it goes, so that the way back begins at once. */
unsigned margin_wider(struct session *session, const struct verb_call *call)
{
    const struct view *view = &session->view;
    int before_cols = layout_text_cols(view->layout);

    set_measure(session, before_cols + wanted_cols(call));
    if (layout_text_cols(view->layout) == before_cols)
        view_say(session, "%s",
                 layout_has_margin(view->layout)
                     ? _("Text is as wide as the margin leaves it: M puts the notes under it")
                     : _("Text is as wide as the screen"));
    else
        say_measure(session);
    set_measure(session, layout_text_cols(view->layout));
    return EFFECT_REDRAW;
}

unsigned margin_narrower(struct session *session, const struct verb_call *call)
{
    const int before_cols = layout_text_cols(session->view.layout);

    set_measure(session, before_cols - wanted_cols(call));
    if (layout_text_cols(session->view.layout) < before_cols)
        return say_measure(session);
    view_say(session, "%s", _("Text is as narrow as it gets"));
    return EFFECT_REDRAW;
}

/* "72=" is that many columns. */
unsigned margin_default(struct session *session, const struct verb_call *call)
{
    set_measure(session, call->count > 0 ? wanted_cols(call) : session->page->first_measure_cols);
    return say_measure(session);
}
