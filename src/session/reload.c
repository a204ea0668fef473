/* Reading a report again that has changed on disk.
 *
 *  1. Until the text that stands there now was read to its end and the notes have their places in it, nothing
 *     of the session changes; what goes wrong before that, or is given up, leaves all as it was.
 *  2. Then the focused row is what it was about, at the same height on the screen; headings that are the same
 *     are folded as they were. */
#include "config.h"

#include "session/view.h"

#include "session/carry.h"
#include "session/session_internal.h"

/* ---- the page in the new text ----------------------------------------------------------------------- */

/* Of the page as it was, while the old report and its layout still stand. */
struct page_before {
    struct layout *layout;
    struct view_hold hold;
    size_t start_bytes, end_bytes; /* the passage that is selected: none where both are equal */
};

static void carry_selection(struct session *session, struct carry *carry,
                            const struct page_before *before)
{
    size_t start_bytes = before->start_bytes, end_bytes = before->end_bytes;

    select_clear(session);
    if (start_bytes < end_bytes && carry_passage(carry, &start_bytes, &end_bytes))
        select_passage(session, report_bytes_to_points(session->report, start_bytes),
                       report_bytes_to_points(session->report, end_bytes));
}

/* A note that had the focus is found by its id. */
static void carry_page(struct session *session, struct carry *carry, struct page_before *before)
{
    struct view *view = &session->view;
    enum domain domain;

    view->layout = layout_new(session->report, layout_options(before->layout));
    layout_set_contents(view->layout, session_contents(session));
    carry_folds(carry, before->layout, view->layout);
    if (layout_shows_only(before->layout, &domain))
        layout_show_only(view->layout, domain);
    carry_position(carry, &before->hold.position);
    carry_position(carry, &before->hold.text);
    view->top = layout_first(view->layout);
    view_restore(session, &before->hold);
    carry_selection(session, carry, before);
    session->page->place_pending = session->page->block_pending = false;
    session->page->pending_note[0] = '\0';
    session->page->step_position = layout_position_of(view->layout, view->focus);
    jump_carry(session, carry);
    search_report_changed(session);
}

static void look_at_page(struct session *session, struct page_before *before)
{
    before->layout = session->view.layout;
    view_hold(session, &before->hold);
    if (!select_range(session, &before->start_bytes, &before->end_bytes))
        before->start_bytes = before->end_bytes = 0;
}

/* ---- the new text ----------------------------------------------------------------------------------- */

/* Puts the source that was read in the place of the old one, with the notes' places in it; on an error the
 * old one stays. While that is done there is no page. */
static bool exchange(struct session *session, struct format_source *fresh, struct error *error)
{
    struct format_source *old = session->source;
    struct page_before before = {0};
    struct carry carry;

    look_at_page(session, &before);
    session->view.layout = NULL;
    session->source = fresh;
    session->report = format_report(fresh);
    if (!session_load(session, error)) {
        session->source = old;
        session->report = format_report(old);
        session->view.layout = before.layout;
        return false;
    }
    carry_init(&carry, format_report(old), session->report);
    carry_page(session, &carry, &before);
    carry_release(&carry);
    layout_free(before.layout);
    format_close(old);
    return true;
}

/* The old text is compared with the new one as far as it was read. */
static bool read_again(struct session *session, struct error *error)
{
    struct format_source *fresh = NULL;
    struct stat status = {0};

    /* looked at before: what changes while it is read is a change again */
    if (stat(session->report_path, &status) != 0)
        status = (struct stat){0};
    if (!format_open(&fresh, session->report_path, &session->options.reading, error))
        return false;
    if (!format_read_all(fresh, error) || !exchange(session, fresh, error)) {
        format_close(fresh);
        return false;
    }
    session->report_status = status;
    session->report_changed = false;
    return true;
}

static bool is_as_read(const struct session *session)
{
    struct stat now;

    return !session->report_changed && stat(session->report_path, &now) == 0 &&
           session_is_same_file(&session->report_status, &now);
}

unsigned reload(struct session *session, const struct verb_call *call)
{
    struct error error = {0};

    (void)call;
    if (session->report_path == NULL)
        return view_refuse(
            session, "%s",
            session->scratch != NULL
                ? _("The built-in sample does not change")
                : _("Standard input cannot be read again: give the report as a file"));
    if (is_as_read(session)) {
        view_say(session, "%s", _("The report has not changed since it was read"));
        return EFFECT_REDRAW;
    }
    if (!read_again(session, &error))
        return error.code == ERROR_CANCELLED
                   ? view_fail(session, &error)
                   : view_refuse(session, _("Not read again, the text is as it was: %s: %s"),
                                 error.file, error.message);
    session_notice_again(session);
    if (session_notice(session) != NULL)
        view_say(session, _("The report was read again; %s"), session_notice(session));
    else
        view_say(session, "%s", _("The report was read again"));
    return EFFECT_REDRAW;
}
