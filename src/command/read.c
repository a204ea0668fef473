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
    buffer_append_format(
        &message, _("%s: the text is printed instead; --plain reads it a line at a time"), why);
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

static int show(const struct call *call, struct session *session, struct error *error)
{
    struct error failed = {0};
    int status;

    if (call->values[OPTION_PLAIN] != NULL)
        return call->screen->run_plain(session, error);
    if (has_screen(call)) {
        status = call->screen->run(session, &failed);
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

/* What is wrong with the reader's file; the screen has told the first. */
static void tell_problems(struct config *config)
{
    if (config->text != NULL || config->read_error != 0)
        config_keymap(config);
    for (size_t i = 0; i < config->problem_count && i < CONFIG_PROBLEMS_MAX; i++) {
        const struct config_problem *problem = &config->problems[i];
        struct buffer place = {0};

        buffer_append_string(&place, config->path);
        if (problem->line > 0)
            buffer_append_format(&place, ":%zu", problem->line);
        print_message(place.data, problem->message);
        buffer_release(&place);
    }
}

/* What the reader chose comes from here and goes with the screen. */
static bool open_and_show(const struct call *call, struct session_options *options, bool whole,
                          int *status, struct error *error)
{
    struct config config;
    struct session *session = NULL;
    const bool on_screen = call->values[OPTION_PLAIN] != NULL || isatty(STDOUT_FILENO);
    bool opened;

    config_init(&config);
    if (on_screen)
        config_read(&config);
    options->config = &config;
    opened = call_settings(call, &config.settings, error) &&
             (call->report == NULL ? session_open_demo(&session, options, error)
                                   : load_report(&session, call->report, options, whole, error));
    if (opened && call->report != NULL && strcmp(call->report, "-") == 0 && on_screen)
        take_keyboard();
    if (opened)
        *status = show(call, session, error);
    session_close(session);
    tell_problems(&config);
    config_release(&config);
    return opened;
}

int run_read(const struct call *call, struct error *error)
{
    bool is_plain = call->values[OPTION_PLAIN] != NULL;
    bool on_screen = is_plain || isatty(STDOUT_FILENO), from_input = strcmp(call->report, "-") == 0;
    struct session_options options = call_session_options(call);
    int status = 0;

    /* Notes are for the screen alone; the outline that is printed is the one the reader put right. */
    options.read_sidecar = options.on_screen = on_screen;
    options.outline_only = !on_screen;
    return open_and_show(call, &options, from_input || !on_screen || is_plain, &status, error)
               ? status
               : (int)error->code;
}

int run_demo(const struct call *call, struct error *error)
{
    struct session_options options = {.read_sidecar = true};
    int status = 0;

    return open_and_show(call, &options, true, &status, error) ? status : (int)error->code;
}
