/* kantlijn REPORT and kantlijn demo: on the screen, or as plain text where no screen is. */
#include "config.h"

#include "command/command_internal.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* For a reader who may want to write, and not as text for a file or pipe. */
static bool is_on_screen(const struct call *call)
{
    return call->values[OPTION_PLAIN] != NULL || isatty(STDOUT_FILENO);
}

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

/* ---- as text ---------------------------------------------------------------------------------------- */

static bool print_one(const struct call *call, struct session *session, const char *path,
                      struct error *error)
{
    struct call with = *call;

    with.report = path;
    if (!session_settle(session, error))
        return false;
    call_tell_notice(&with, session);
    return print_report(session, error);
}

/* One after the other, up to one that cannot be read. */
static int print_all(const struct call *call, struct session_reports *reports, struct error *error)
{
    for (size_t i = 0; i < reports->count && error->code == ERROR_NONE; i++) {
        struct session *session = reports->sessions[i];

        if (session == NULL) {
            if (!load_report(&session, reports->paths[i], &reports->options, true, error))
                break;
            session_reports_put(reports, i, session);
        }
        print_one(call, session, reports->paths[i], error);
    }
    return (int)error->code;
}

/* ---- on the screen ---------------------------------------------------------------------------------- */

static int show(const struct call *call, struct session_reports *reports, struct error *error)
{
    struct error failed = {0};
    int status;

    if (call->values[OPTION_PLAIN] != NULL)
        return call->screen->run_plain(reports, error);
    if (has_screen(call)) {
        status = call->screen->run(reports, &failed);
        if (failed.code == ERROR_NONE)
            return status;
        if (failed.code == ERROR_INPUT) {
            *error = failed;
            return status;
        }
        tell_why_text(failed.message);
    }
    return print_all(call, reports, error);
}

/* Opens the first; and standard input, which must be read before the keyboard takes its place. */
static bool open_reports(struct session_reports *reports, bool whole, struct error *error)
{
    for (size_t i = 0; i < reports->count; i++) {
        const bool is_input = strcmp(reports->paths[i], "-") == 0;
        struct session *session;

        if (i > 0 && !is_input)
            continue;
        if (!load_report(&session, reports->paths[i], &reports->options, whole || is_input, error))
            return false;
        session_reports_put(reports, i, session);
        if (is_input && reports->options.on_screen)
            take_keyboard();
    }
    return true;
}

static bool open_demo(struct session_reports *reports, struct error *error)
{
    struct session *session;

    if (!session_open_demo(&session, &reports->options, error))
        return false;
    session_reports_put(reports, 0, session);
    return true;
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
static int open_and_show(const struct call *call, char *const *paths, size_t count,
                         struct session_options *options, struct error *error)
{
    struct session_reports reports;
    struct config config;
    const bool on_screen = is_on_screen(call);
    int status = 0;
    bool opened;

    config_init(&config);
    if (on_screen)
        config_read(&config);
    options->config = &config;
    session_reports_init(&reports, paths, count, options);
    opened = call_settings(call, &config.settings, error) &&
             (paths[0] == NULL ? open_demo(&reports, error)
                               : open_reports(&reports, !options->on_screen, error));
    if (opened)
        status = show(call, &reports, error);
    session_reports_release(&reports);
    tell_problems(&config);
    config_release(&config);
    return opened ? status : (int)error->code;
}

/* ---- the calls -------------------------------------------------------------------------------------- */

static bool check_reports(const struct call *call, char *const *paths, size_t count,
                          struct error *error)
{
    size_t inputs = 0;

    for (size_t i = 0; i < count; i++)
        inputs += strcmp(paths[i], "-") == 0;
    if (inputs > 1)
        return error_set(error, ERROR_USAGE, "-",
                         _("standard input can be read only once: give - once"));
    if (count > 1 && call->values[OPTION_SIDECAR] != NULL)
        return error_set(error, ERROR_USAGE, "--sidecar",
                         _("names the notes of one report: give one report with it"));
    return true;
}

int run_read(const struct call *call, struct error *error)
{
    const bool on_screen = is_on_screen(call);
    struct session_options options = call_session_options(call);
    char *const *paths = call->operands; /* the report is the last of them */
    const size_t count = (size_t)call->operand_count + 1;

    /* Notes are for the screen alone; the outline that is printed is the one the reader put right. */
    options.read_sidecar = options.on_screen = on_screen;
    options.outline_only = !on_screen;
    if (!check_reports(call, paths, count, error))
        return (int)error->code;
    return open_and_show(call, paths, count, &options, error);
}

int run_demo(const struct call *call, struct error *error)
{
    struct session_options options = {.read_sidecar = true};
    char *const sample[] = {NULL};

    return open_and_show(call, sample, 1, &options, error);
}
