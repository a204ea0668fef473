/* kantlijn text: exactly the text in which positions count. */
#include "config.h"

#include "command/command_internal.h"

int run_text(const struct call *call, struct error *error)
{
    struct session *session = NULL;

    if (call_open(call, CALL_TEXT, &session, error) && session_read_all(session, error))
        print_buffer(&session_report(session)->text, error);
    session_close(session);
    return (int)error->code;
}
