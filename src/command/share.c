/* kantlijn share: what counts now, as a sidecar for sending on. */
#include "config.h"

#include "command/command_internal.h"

#include <string.h>

int run_share(const struct call *call, struct error *error)
{
    const char *path = call->operands[0];
    struct session *session = NULL;

    if (strcmp(path, "-") == 0)
        error_set(error, ERROR_USAGE, NULL,
                  _("a sidecar is a file, and does not go to standard output: give it a name"));
    else if (call_open(call, CALL_NOTES, &session, error))
        session_share(session, path, call->values[OPTION_FORCE] != NULL, error);
    session_close(session);
    return (int)error->code;
}
