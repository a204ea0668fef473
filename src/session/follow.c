/* Following: from a footnote's mark to its text, and from there to its mark. */
#include "config.h"

#include "session/view.h"

#include "session/session_internal.h"

/* The footnote whose mark stands in the focused row: the first at or after the point, else the last
 * before it. NULL where there is none. */
static const struct report_footnote *footnote_of_row(struct session *session)
{
    const struct report *report = session->report;
    const struct layout_row *row = view_focused_row(session);
    const struct report_footnote *found = NULL;

    for (size_t i = 0; i < report->footnote_count; i++) {
        const struct report_footnote *footnote = &report->footnotes[i];

        if (footnote->mark_block == REPORT_NONE ||
            !layout_row_shows(session->view.layout, row, footnote->mark_start_bytes))
            continue;
        if (found == NULL || found->mark_end_bytes <= session->view.point_bytes)
            found = footnote;
    }
    return found;
}

/* The footnote whose text has the focus, or NULL. */
static const struct report_footnote *focused_footnote(const struct session *session)
{
    const struct report *report = session->report;

    for (size_t i = 0; i < report->footnote_count; i++)
        if (report->footnotes[i].block == session->view.focus.block)
            return &report->footnotes[i];
    return NULL;
}

/* The footnote of the only mark in the focused paragraph, or NULL. */
static const struct report_footnote *footnote_of_paragraph(struct session *session)
{
    const struct report *report = session->report;
    const struct report_footnote *only = NULL;

    for (size_t i = 0; i < report->footnote_count; i++) {
        if (report->footnotes[i].mark_block != session->view.focus.block)
            continue;
        if (only != NULL)
            return NULL;
        only = &report->footnotes[i];
    }
    return only;
}

unsigned follow_footnote(struct session *session)
{
    const struct report_footnote *footnote =
        view_focused_annotation(session) == NULL ? focused_footnote(session) : NULL;

    if (footnote != NULL && footnote->mark_block == REPORT_NONE)
        return view_refuse(session, _("No mark of this footnote stands in the text"));
    if (footnote != NULL) {
        view_focus_bytes(session, footnote->mark_start_bytes);
        return EFFECT_REDRAW;
    }
    if (view_focused_annotation(session) == NULL)
        footnote = footnote_of_row(session);
    if (footnote == NULL && view_focused_annotation(session) == NULL)
        footnote = footnote_of_paragraph(session);
    if (footnote == NULL)
        return view_refuse(
            session, _("Enter folds a heading or follows a footnote: < goes to the heading above"));
    view_focus_bytes(session, footnote->text_start_bytes);
    return EFFECT_REDRAW;
}
