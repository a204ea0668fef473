/* Sharing what stands: a sidecar without history, for sending on. */
#include "config.h"

#include "session/session_internal.h"

/* A sidecar may be written over where this one has all of it, as an earlier share of it is. What is none,
 * and was named so by mistake, is any file. */
static bool loses_nothing(struct session *session, const char *path, struct error *error)
{
    struct sidecar *other = NULL;
    bool has = false, asked;

    if (!locate_is_sidecar(path))
        return true;
    if (!sidecar_open(&other, path, SIDECAR_READ, 0, error))
        return false;
    asked = sidecar_has_all(session->sidecar, other, &has, error);
    sidecar_close(other);
    return asked &&
           (has || error_set(error, ERROR_USAGE, path,
                             _("holds notes that the report's sidecar does not, and they would be "
                               "lost: choose another name")));
}

bool session_share(struct session *session, const char *path, bool force, struct error *error)
{
    const mode_t permissions = session->permissions & 0777;
    struct buffer bytes = {0};
    size_t count = 0;
    bool shared = false;

    if (!output_is_free(session, path, error))
        return false;
    if (session->sidecar != NULL && !sidecar_share(session->sidecar, &bytes, &count, error))
        goto done;
    if (count == 0)
        error_set(error, ERROR_NOTHING, session->report_name,
                  _("has no notes: there is nothing to share"));
    else
        shared = (!force || loses_nothing(session, path, error)) &&
                 output_write(path, &permissions, &bytes, force, error);
done:
    buffer_release(&bytes);
    return shared;
}
