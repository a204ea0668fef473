/* A report that takes long to read: a line on the terminal that says how far it is, and what ^C does.
 *
 *  1. Nothing of this costs a report that is read at once: handlers are set, and the terminal is looked
 *     at, when the session first asks whether to go on.
 *  2. The line never wraps, and is taken away before anything else is written.
 *  3. SIGINT, SIGTERM and SIGHUP give up: the reading ends as on an error, which ends the helper process,
 *     then the program dies of the signal, so that whoever started it knows. One that was ignored when
 *     the program began stays so. Nothing has been written by then.
 *
 *     quiet ──wait, SHOW_AFTER_MS over──► shown ──wait──► shown anew
 *       └──────────────── end ◄──────────────┘   a signal: wait says no */
#include "config.h"

#include "command/command_internal.h"

#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "text/text.h"

enum { SHOW_AFTER_MS = 200, WIDTH_UNKNOWN_COLS = 80, NAME_LEAST_COLS = 8, ECHO_COLS = 2 };

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t caught;

/* A large report is read on by the screen with the same options: then this is there, and idle. */
static struct loading {
    bool is_going_on;
    bool on_screen; /* standard output is a terminal, too */
    bool is_typed;  /* the report comes from the keyboard */
    int64_t begun_ms;
    bool is_catching;
    struct sigaction before[COUNT_OF(ending_signals)];
    bool is_looked_at; /* the terminal was looked for */
    int terminal;      /* where the line is written; -1: nowhere */
    int shown_cols;    /* of the line that stands there; 0: none */
    int64_t shown;     /* the number in it */
} loading;

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- signals ------------------------------------------------------------------------------------- */

static void on_ending(int number)
{
    caught = number;
}

/* Without SA_RESTART, so that waiting is interrupted. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_ending};

    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++) {
        sigaction(ending_signals[i], NULL, &loading.before[i]);
        if (loading.before[i].sa_handler != SIG_IGN)
            sigaction(ending_signals[i], &action, NULL);
    }
    loading.is_catching = true;
}

static void release_signals(void)
{
    for (size_t i = 0; loading.is_catching && i < COUNT_OF(ending_signals); i++)
        sigaction(ending_signals[i], &loading.before[i], NULL);
    loading.is_catching = false;
}

/* ---- the line -------------------------------------------------------------------------------------- */

/* Standard error, or for the screen the terminal it will be on; not where the shell has it, nor where the
 * report is typed on it. */
static int find_terminal(void)
{
    int terminal = !isatty(STDERR_FILENO) && loading.on_screen ? STDOUT_FILENO : STDERR_FILENO;

    if (loading.is_typed || !isatty(terminal) || tcgetpgrp(terminal) != getpgrp())
        return -1;
    return terminal;
}

/* How long the line may be, with the ^C that a terminal puts behind it. */
static int most_cols(void)
{
    struct winsize size;
    int width_cols = ioctl(loading.terminal, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
                         ? size.ws_col
                         : WIDTH_UNKNOWN_COLS;

    return width_cols > 1 + ECHO_COLS ? width_cols - 1 - ECHO_COLS : 1;
}

static void write_line(const char *line, size_t len_bytes, int blank_cols)
{
    struct buffer out = {0};
    ssize_t written;

    buffer_append_char(&out, '\r');
    buffer_append(&out, line, len_bytes);
    buffer_append_repeated(&out, ' ', (size_t)(blank_cols > 0 ? blank_cols : 0));
    if (len_bytes == 0)
        buffer_append_char(&out, '\r');
    written = write(loading.terminal, out.data, out.len_bytes);
    (void)written; /* a terminal that is gone misses nothing */
    buffer_release(&out);
}

/* "verslag.pdf", fit for the terminal. */
static void append_name(struct buffer *out, const char *path, int max_cols)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    struct buffer decoded = {0};
    size_t replaced_count = 0;

    text_decode(name, strlen(name), false, &decoded, &replaced_count);
    text_show(decoded.data == NULL ? "" : decoded.data, decoded.len_bytes,
              max_cols > NAME_LEAST_COLS ? max_cols : NAME_LEAST_COLS, out);
    buffer_release(&decoded);
}

/* number: of hundredths where the size is known, else of seconds. */
static void append_line(struct buffer *out, enum session_work work, const char *name, bool is_share,
                        int64_t number)
{
    buffer_append_string(out, "kantlijn: ");
    if (work != WORK_READING)
        /* TRANSLATORS: %s is the name of a file, %d%% how much of that was done */
        buffer_append_format(out, _("placing the notes of %s … %d%%"), name,
                             is_share ? (int)number : 0);
    else if (is_share)
        /* TRANSLATORS: %s is the name of a file, %d%% how much of it was read */
        buffer_append_format(out, _("reading %s … %d%%"), name, (int)number);
    else if (number > 0)
        /* TRANSLATORS: %s is the name of a file, %d s how many seconds that has taken */
        buffer_append_format(out, _("reading %s … %d s"), name, (int)number);
    else
        /* TRANSLATORS: %s is the name of a file */
        buffer_append_format(out, _("reading %s …"), name);
}

static void show_line(enum session_work work, const char *path, bool is_share, int64_t number)
{
    struct buffer line = {0}, name = {0}, shown = {0};
    int cols;

    append_line(&line, work, "", is_share, number);
    append_name(&name, path, most_cols() - text_width_cols(line.data, line.len_bytes));
    buffer_clear(&line);
    append_line(&line, work, name.data, is_share, number);
    cols = text_show(line.data, line.len_bytes, most_cols(), &shown);
    write_line(shown.data, shown.len_bytes, loading.shown_cols - cols);
    loading.shown_cols = cols;
    loading.shown = number;
    buffer_release(&line);
    buffer_release(&name);
    buffer_release(&shown);
}

static void take_line_away(void)
{
    if (loading.shown_cols == 0)
        return;
    write_line("", 0, loading.shown_cols + ECHO_COLS);
    loading.shown_cols = 0;
}

/* ---- loading --------------------------------------------------------------------------------------- */

static bool go_on(void *context, const struct session_progress *progress)
{
    int64_t passed_ms = now_ms() - loading.begun_ms, number;
    bool is_share = progress->total > 0;

    (void)context;
    if (!loading.is_going_on)
        return true;
    if (!loading.is_catching)
        catch_signals();
    if (caught != 0 || passed_ms < SHOW_AFTER_MS)
        return caught == 0;
    if (!loading.is_looked_at)
        loading.terminal = find_terminal();
    loading.is_looked_at = true;
    number = is_share ? (int64_t)(progress->done * 100 / progress->total) : passed_ms / 1000;
    if (loading.terminal >= 0 && (loading.shown_cols == 0 || number != loading.shown))
        show_line(progress->work, progress->name, is_share, number);
    return true;
}

static void begin(const char *path, bool on_screen)
{
    loading = (struct loading){
        .is_going_on = true,
        .on_screen = on_screen,
        .is_typed = strcmp(path, "-") == 0 && isatty(STDIN_FILENO),
        .begun_ms = now_ms(),
    };
    caught = 0;
}

/* The signal that asked the program to end, or 0. */
static int end(void)
{
    take_line_away();
    release_signals();
    loading.is_going_on = false;
    return caught;
}

bool load_report(struct session **session, const char *path, const struct session_options *options,
                 bool whole, struct error *error)
{
    struct session_options with = *options;
    bool loaded;
    int ended_by;

    with.go_on = go_on;
    begin(path, options->on_screen);
    loaded =
        session_open(session, path, &with, error) && (!whole || session_read_all(*session, error));
    ended_by = end();
    if (ended_by == 0)
        return loaded;
    session_close(*session);
    raise(ended_by);
    _exit(128 + ended_by); /* where something keeps the signal off */
}
