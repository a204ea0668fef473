/* The program's edge: the process as it was handed to us made fit, the locale set, the translations
 * found; then the command line takes over. */
#include "config.h"

#include "base/base.h"

#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "format/format.h"
#include "ui/ui.h"

/* Whatever was acknowledged is on disk already. Nothing here may allocate. */
static void leave_without_memory(void)
{
    static const char message[] =
        "kantlijn: memory has run out: close other programs and try again\n";
    ssize_t written;

    ui_abandon();
    written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(ERROR_INTERNAL);
}

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

/* A closed pipe is an error of write() and not the end of a program that may have a scratch folder to
 * remove. A handler, and not SIG_IGN, because a child (the reader's editor) would inherit that. */
static void outlive_closed_pipes(void)
{
    struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};

    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
}

/* Where standard input, output or error was closed, the next file to be opened would take its number
 * and be written to as if it were it. Opened the wrong way round, so that using it still fails. */
static void fill_closed_streams(void)
{
    static const int wrong_ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int stream = 0; stream < (int)COUNT_OF(wrong_ways); stream++) {
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", wrong_ways[stream]) < 0)
            _exit(ERROR_INTERNAL);
    }
}

/* The locale for messages is the one asked for, but C.UTF-8 speaks the same English as C, and in C no
 * catalogue is looked for; unless LANGUAGE, which counts in any other locale, names some. */
static const char *messages_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *languages = getenv("LANGUAGE"), *name = NULL;

    for (size_t i = 0; i < COUNT_OF(variables) && (name == NULL || name[0] == '\0'); i++)
        name = getenv(variables[i]);
    if (name != NULL && (languages == NULL || languages[0] == '\0') &&
        (strcmp(name, "C.UTF-8") == 0 || strcmp(name, "C.utf8") == 0))
        return "C";
    return "";
}

/* The folder of a program that was built but not installed: it stands beside the file
 * kantlijn-build-tree. False for an installed one. */
static bool find_build_tree(char folder[PATH_MAX])
{
    static const char marker[] = "kantlijn-build-tree";
    const ssize_t len_bytes = readlink("/proc/self/exe", folder, PATH_MAX - sizeof marker);
    char *name;

    if (len_bytes <= 0)
        return false;
    folder[len_bytes] = '\0';
    name = strrchr(folder, '/') + 1;
    memcpy(name, marker, sizeof marker);
    if (access(folder, F_OK) != 0)
        return false;
    *name = '\0';
    return true;
}

/* The program that reads foreign formats; looked for when the first of them is opened. */
static const char *find_helper(void)
{
    static char helper[PATH_MAX + sizeof "kantlijn-import"];
    char folder[PATH_MAX];

    if (!find_build_tree(folder))
        return LIBEXECDIR "/kantlijn-import";
    stpcpy(stpcpy(helper, folder), "kantlijn-import");
    return helper;
}

static void find_translations(void)
{
    static char locale[PATH_MAX + sizeof BUILD_LOCALEDIR];
    char folder[PATH_MAX];

    if (find_build_tree(folder)) {
        stpcpy(stpcpy(locale, folder), BUILD_LOCALEDIR);
        bindtextdomain(PACKAGE, locale);
    } else {
        bindtextdomain(PACKAGE, LOCALEDIR);
    }
    bind_textdomain_codeset(PACKAGE, "UTF-8"); /* all text inside is */
    textdomain(PACKAGE);
}

static int run_screen(struct session_reports *reports, struct error *error)
{
    const struct ui_options options = {.reports = reports, .first_run = true};

    return ui_run(session_reports_read(reports), &options, error);
}

static int run_plain(struct session_reports *reports, struct error *error)
{
    const struct ui_options options = {.reports = reports};

    return ui_run_plain(session_reports_read(reports), &options, error);
}

int main(int argc, char **argv)
{
    static const struct command_screen screen = {
        .is_possible = ui_is_possible,
        .run = run_screen,
        .run_plain = run_plain,
    };
    const char *messages;

    base_on_no_memory(leave_without_memory);
    fill_closed_streams();
    outlive_closed_pipes();
    /* Each category opens a file before the first frame; only these two are used. */
    setlocale(LC_CTYPE, "");
    messages = setlocale(LC_MESSAGES, messages_locale());
    if (messages != NULL && strcmp(messages, "C") != 0)
        find_translations();
    format_use_helper(find_helper);
    return command_main(argc, argv, &screen);
}
