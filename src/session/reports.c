/* The reports of one command line.
 *
 *  1. One of them is read. Another is opened when it is gone to, and stays open as it was left: its place, its
 *     folds and what was searched for in it come back with it.
 *  2. Where one cannot be opened, or is given up, the one that is read stays. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

void session_reports_init(struct session_reports *reports, char *const *paths, size_t count,
                          const struct session_options *options)
{
    *reports = (struct session_reports){.paths = paths, .count = count, .options = *options};
    reports->sessions = base_allocate(count * sizeof *reports->sessions);
}

void session_reports_release(struct session_reports *reports)
{
    for (size_t i = 0; i < reports->count; i++)
        session_close(reports->sessions[i]);
    free(reports->sessions);
    *reports = (struct session_reports){0};
}

void session_reports_put(struct session_reports *reports, size_t index, struct session *session)
{
    reports->sessions[index] = session;
    session->reports = reports;
}

struct session *session_reports_read(const struct session_reports *reports)
{
    return reports->sessions[reports->at];
}

/* On an error the one that is read stays. */
static bool go_to(struct session_reports *reports, size_t index, struct error *error)
{
    const struct session *now = session_reports_read(reports);
    struct session *opened = NULL;

    if (reports->sessions[index] == NULL) {
        reports->options.go_on = now->options.go_on;
        reports->options.go_on_context = now->options.go_on_context;
        if (!session_open(&opened, reports->paths[index], &reports->options, error))
            return false;
        session_reports_put(reports, index, opened);
    }
    reports->before = reports->at;
    reports->at = index;
    return true;
}

void session_reports_go_back(struct session_reports *reports)
{
    session_close(reports->sessions[reports->at]);
    reports->sessions[reports->at] = NULL;
    reports->at = reports->before;
}

size_t session_reports_entries(const struct session *session, struct session_entry **entries)
{
    const struct session_reports *reports = session->reports;

    *entries = base_allocate(reports->count * sizeof **entries);
    for (size_t i = 0; i < reports->count; i++) {
        struct buffer label = {0};

        buffer_append_format(&label, "%s %zu. %s", i == reports->at ? ">" : " ", i + 1,
                             reports->paths[i]);
        (*entries)[i].label = buffer_detach(&label);
    }
    return reports->count;
}

/* ---- verbs ------------------------------------------------------------------------------------------ */

unsigned session_go_to_report(struct session *session, size_t index)
{
    struct error error = {0};

    if (index == session->reports->at)
        return EFFECT_REDRAW;
    if (go_to(session->reports, index, &error))
        return EFFECT_REPORT;
    if (error.code == ERROR_CANCELLED)
        return view_refuse(session, "%s", _("Stopped: nothing has changed"));
    return view_fail(session, &error);
}

static bool has_others(struct session *session)
{
    if (session->reports != NULL && session->reports->count > 1)
        return true;
    view_refuse(session, "%s",
                _("This is the only report: several can be named on the command line"));
    return false;
}

unsigned reports_next(struct session *session, const struct verb_call *call)
{
    size_t steps = call->count > 0 ? (size_t)call->count : 1, left;

    if (!has_others(session))
        return EFFECT_REDRAW;
    left = session->reports->count - 1 - session->reports->at;
    if (left == 0)
        return view_refuse(session, "%s", _("This is the last report: [f goes to the one before"));
    return session_go_to_report(session, session->reports->at + (steps < left ? steps : left));
}

unsigned reports_previous(struct session *session, const struct verb_call *call)
{
    size_t steps = call->count > 0 ? (size_t)call->count : 1, left;

    if (!has_others(session))
        return EFFECT_REDRAW;
    left = session->reports->at;
    if (left == 0)
        return view_refuse(session, "%s", _("This is the first report: ]f goes to the next"));
    return session_go_to_report(session, left - (steps < left ? steps : left));
}

unsigned reports_list(struct session *session, const struct verb_call *call)
{
    (void)call;
    return has_others(session) ? EFFECT_REPORTS : EFFECT_REDRAW;
}
