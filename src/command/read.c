/* kantlijn REPORT and kantlijn demo: on the screen, or as plain text where no screen is. */
#include "config.h"

#include "command/command_internal.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>


/* A report that came in on standard input leaves the keyboard to the controlling terminal. */
static void take_keyboard(void)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);

    if (terminal < 0)
        return;
    dup2(terminal, STDIN_FILENO);
    close(terminal);
}

/* A terminal that cannot show the screen is told why it gets the text instead. */
static void tell_why_text(const char *why)
{
    struct buffer message = {0};

    /* TRANSLATORS: %s says why the screen cannot be used */
    buffer_append_format(&message, _("%s: the text is printed instead"), why);
    print_message(NULL, message.data);
    buffer_release(&message);
}

/* Output that is no terminal asked for the text. */
static bool has_screen(const struct call *call)
{
    struct buffer why = {0};
    bool possible;

    if (!isatty(STDOUT_FILENO))
        return false;
    possible = call->screen->is_possible(&why);
    if (!possible)
        tell_why_text(why.data);
    buffer_release(&why);
    return possible;
}

static int show(const struct call *call, struct session *session, int measure_cols,
                struct error *error)
{
    struct error failed = {0};
    int status;

    if (has_screen(call)) {
        status = call->screen->run(session, measure_cols, &failed);
        if (failed.code == ERROR_NONE)
            return status;
        if (failed.code == ERROR_INPUT) {
            *error = failed;
            return status;
        }
        tell_why_text(failed.message);
    }
    if (!session_settle(session, error))
        return (int)error->code;
    call_tell_notice(call, session);
    print_report(session, error);
    return (int)error->code;
}

int run_read(const struct call *call, struct error *error)
{
    bool on_terminal = isatty(STDOUT_FILENO), from_input = strcmp(call->report, "-") == 0, opened;
    struct session_options options = call_session_options(call);
    struct session *session = NULL;
    int measure_cols = 0, status = 0;

    /* Notes are for the screen alone; the outline that is printed is the one the reader put right. */
    options.read_sidecar = options.on_screen = on_terminal;
    options.outline_only = !on_terminal;
    opened = call_number(call, OPTION_MEASURE, SESSION_MEASURE_LEAST_COLS, SESSION_MEASURE_MOST_COLS, &measure_cols,
                         error) &&
             load_report(&session, call->report, &options, from_input || !on_terminal, error);
    if (opened && on_terminal && from_input)
        take_keyboard();
    if (opened)
        status = show(call, session, measure_cols, error);
    session_close(session);
    return opened ? status : (int)error->code;
}

int run_demo(const struct call *call, struct error *error)
{
    struct session_options options = {.read_sidecar = true};
    struct session *session = NULL;
    int measure_cols = 0, status = 0;
    bool opened = call_number(call, OPTION_MEASURE, SESSION_MEASURE_LEAST_COLS, SESSION_MEASURE_MOST_COLS,
                              &measure_cols, error) &&
                  session_open_demo(&session, &options, error);

    if (opened)
        status = show(call, session, measure_cols, error);
    session_close(session);
    return opened ? status : (int)error->code;
}
