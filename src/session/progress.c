/* Long work: it tells how far it is between its stretches, and asks whether to go on.
 *
 *  1. Who is told may draw and may look for keys; the session is in the middle of something, and nothing of
 *     it but its name may be asked.
 *  2. What was given up ends with ERROR_CANCELLED, and nothing has changed; but what has been read of a report
 *     stays read. */
#include "config.h"

#include "session/session_internal.h"

void session_set_progress(struct session *session, session_go_on *go_on, void *context)
{
    session->options.go_on = go_on;
    session->options.go_on_context = context;
}

static bool goes_on(struct session *session, enum session_work work, const char *name, size_t done,
                    size_t total)
{
    const struct session_progress progress = {
        .work = work, .name = name, .done = done, .total = total};

    if (session->options.go_on == NULL ||
        session->options.go_on(session->options.go_on_context, &progress))
        return true;
    session->cancelled = true;
    return false;
}

bool session_goes_on(struct session *session, enum session_work work, size_t done, size_t total,
                     struct error *error)
{
    return goes_on(session, work, session->report_name, done, total) ||
           error_set(error, ERROR_CANCELLED, NULL, _("Stopped: nothing has changed"));
}

bool session_reading_goes_on(void *context, const struct format_progress *progress)
{
    return goes_on(context, WORK_READING, progress->name, progress->read_bytes,
                   progress->size_bytes);
}
