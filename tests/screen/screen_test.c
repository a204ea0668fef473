/* screen_test: runs test files (README tells the language) and writes TAP, one line a test.
 *
 * A test's life: a scratch folder and a pinned environment; the statements before the file's first
 * `test`, then its own; the first that fails ends it. Whatever happened, its program is killed and its
 * folder removed. */
#include "config.h"

#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- small things that statements use ------------------------------------------------------------ */

bool test_fail(struct test *test, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&test->why);
    buffer_append_vformat(&test->why, format, arguments);
    va_end(arguments);
    return false;
}

char *test_path(const struct test *test, const char *name)
{
    struct buffer path = {0};
    if (name[0] != '/')
        buffer_append_format(&path, "%s/%s/", test->scratch, name[0] == '~' ? "home" : "work");
    buffer_append_string(&path, name[0] == '~' ? name + 2 : name);
    return buffer_detach(&path);
}

bool test_number(const char *text, int *number)
{
    char *end;
    *number = (int)strtol(text, &end, 10);
    return end != text && !*end;
}

bool test_signal_number(const char *name, int *number)
{
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"TERM", SIGTERM}, {"HUP", SIGHUP},   {"INT", SIGINT},     {"QUIT", SIGQUIT},
                   {"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"WINCH", SIGWINCH}, {"SEGV", SIGSEGV},
                   {"ABRT", SIGABRT}, {"KILL", SIGKILL}, {"STOP", SIGSTOP},   {"PIPE", SIGPIPE},
                   {"BUS", SIGBUS},   {"FPE", SIGFPE},   {"ILL", SIGILL}};
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        if (strcmp(signals[i].name, name) != 0)
            continue;
        *number = signals[i].number;
        return true;
    }
    return false;
}

/* ---- showing what was on the screen --------------------------------------------------------------- */

static void print_commented(const char *text)
{
    for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
        printf("# %.*s\n", (int)strcspn(text, "\n"), text);
}

static void print_screen(const struct test *test)
{
    struct buffer text = {0};
    int row, col;
    if (!test->started || !test->terminal.vterm)
        return;
    for (int i = 0; i < test->terminal.height_rows; i++) {
        terminal_row(&test->terminal, i, &text);
        printf("# |%s|\n", text.data ? text.data : "");
    }
    terminal_cursor(&test->terminal, &row, &col);
    printf("# cursor %d %d, %dx%d%s%s\n", row + 1, col + 1, test->terminal.width_cols,
           test->terminal.height_rows, test->terminal.ended ? ", ended" : "",
           test->terminal.stopped ? ", stopped" : "");
    buffer_release(&text);
}

/* ---- one statement -------------------------------------------------------------------------------- */

static const struct statement_kind *find_kind(const char *name)
{
    const struct statement_kind *tables[] = {action_kinds, check_kinds};
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const struct statement_kind *kind = tables[i]; kind->name; kind++)
            if (strcmp(kind->name, name) == 0)
                return kind;
    return NULL;
}

/* A check holds at once, or as soon as the program shows it, or not at all. */
static bool check(struct test *test, const struct statement *statement,
                  const struct statement_kind *kind, int patience_ms)
{
    int64_t deadline_ms = terminal_now_ms() + patience_ms;
    for (;;) {
        bool settled = !test->started || terminal_settle(&test->terminal);
        if (kind->run(test, statement))
            return true;
        /* Nothing changes any more after the program's end. */
        if (!test->started || test->terminal.ended || terminal_now_ms() > deadline_ms)
            return settled ? false : test_fail(test, "the program is still busy");
        terminal_pump(&test->terminal, 20);
    }
}

/* Whether `at 40x10` means the screen as it is. */
static bool is_size(const struct test *test, const char *text)
{
    char size[32];

    snprintf(size, sizeof size, "%dx%d", test->width_cols, test->height_rows);
    return strcmp(size, text) == 0;
}

static bool run_statement(struct test *test, const struct statement *statement)
{
    struct statement rest = *statement;
    if (strcmp(rest.words[0].text, "at") == 0 && rest.word_count > 2) {
        if (!is_size(test, rest.words[1].text))
            return true;
        rest.words += 2;
        rest.word_count -= 2;
    }
    bool inverted = strcmp(rest.words[0].text, "not") == 0 && rest.word_count > 1;
    rest.words += inverted;
    rest.word_count -= inverted;
    const struct statement_kind *kind = find_kind(rest.words[0].text);
    if (!kind)
        return test_fail(test, "no statement is named %s", rest.words[0].text);
    if (rest.word_count - 1 < kind->words_min || rest.word_count - 1 > kind->words_max)
        return test_fail(test, "%s has too few or too many words", kind->name);
    if (!kind->is_check) {
        bool done = kind->run(test, &rest);
        return inverted ? !done || test_fail(test, "it held, but must not") : done;
    }
    bool is_wait = strcmp(kind->name, "wait") == 0;
    bool holds = check(test, &rest, kind, inverted ? 0 : is_wait ? TERMINAL_TIMEOUT_MS : 3000);
    if (inverted && holds)
        return test_fail(test, "it holds, but must not");
    return inverted || holds;
}

/* ---- one test -------------------------------------------------------------------------------------- */

static void add_variable(struct test *test, const char *name, const char *format, ...)
    BASE_PRINTF(3, 4);

static void add_variable(struct test *test, const char *name, const char *format, ...)
{
    struct buffer entry = {0};
    va_list arguments;
    buffer_append_format(&entry, "%s=", name);
    va_start(arguments, format);
    buffer_append_vformat(&entry, format, arguments);
    va_end(arguments);
    test->environment = array_reserve(test->environment, &test->environment_capacity,
                                      test->environment_count + 2, sizeof *test->environment);
    test->environment[test->environment_count++] = buffer_detach(&entry);
    test->environment[test->environment_count] = NULL;
}

static void pin_environment(struct test *test)
{
    /* What a build with sanitizers or coverage needs comes in; nothing else of the tester's does. */
    static const char *const passed[] = {"PATH",         "ASAN_OPTIONS",  "UBSAN_OPTIONS",
                                         "LSAN_OPTIONS", "GCOV_PREFIX",   "GCOV_PREFIX_STRIP",
                                         "TERMINFO",     "TERMINFO_DIRS", "LD_LIBRARY_PATH",
                                         "KANTLIJN"};
    for (size_t i = 0; i < COUNT_OF(passed); i++)
        if (getenv(passed[i]))
            add_variable(test, passed[i], "%s", getenv(passed[i]));
    add_variable(test, "TERM", "xterm-256color");
    add_variable(test, "TZ", "UTC");
    add_variable(test, "LC_ALL", "C.UTF-8");
    add_variable(test, "HOME", "%s/home", test->scratch);
    add_variable(test, "TMPDIR", "%s/tmp", test->scratch);
    add_variable(test, "XDG_STATE_HOME", "%s/home/state", test->scratch);
    add_variable(test, "XDG_DATA_HOME", "%s/home/data", test->scratch);
    add_variable(test, "XDG_CONFIG_HOME", "%s/home/config", test->scratch);
    add_variable(test, "XDG_CACHE_HOME", "%s/home/cache", test->scratch);
    add_variable(test, "KANTLIJN_AUTHOR", "A. de Vries");
}

static bool test_begin(struct test *test, bool is_shown)
{
    static const char *const folders[] = {"work", "home", "tmp"};
    time_t now = time(NULL);
    struct tm today;
    struct buffer path = {0};
    const char *parent = getenv("TMPDIR");
    *test = (struct test){.width_cols = 80, .height_rows = 24, .is_shown = is_shown};
    strftime(test->date, sizeof test->date, "%Y-%m-%d", gmtime_r(&now, &today));
    buffer_append_format(&path, "%s/screen-test-XXXXXX", parent && *parent ? parent : "/tmp");
    test->scratch = buffer_detach(&path);
    if (!mkdtemp(test->scratch))
        return test_fail(test, "%s: %s", test->scratch, strerror(errno));
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        buffer_append_format(&path, "%s/%s", test->scratch, folders[i]);
        mkdir(path.data, 0700);
        buffer_clear(&path);
    }
    buffer_release(&path);
    pin_environment(test);
    return true;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

/* A test may have taken a folder's write permission away. */
static int open_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)walk;
    if (kind == FTW_D || kind == FTW_DNR)
        chmod(path, 0700);
    return 0;
}

static void test_end(struct test *test)
{
    if (test->started)
        terminal_stop(&test->terminal);
    nftw(test->scratch, open_entry, 16, FTW_PHYS);
    nftw(test->scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    for (size_t i = 0; i < test->environment_count; i++)
        free(test->environment[i]);
    free(test->environment);
    free(test->scratch);
    free(test->ground);
    free(test->lacking);
    buffer_release(&test->output);
    buffer_release(&test->errors);
    buffer_release(&test->why);
}

static bool is_test_line(const struct statement *statement)
{
    return strcmp(statement->words[0].text, "test") == 0;
}

/* Runs statements from first to the next `test`; gives the one that failed, or NULL. */
static const struct statement *run_part(struct test *test, const struct script *script,
                                        size_t first)
{
    for (size_t i = first; i < script->count && !is_test_line(&script->statements[i]); i++) {
        const struct statement *statement = &script->statements[i];
        if (test->lacking)
            return NULL;
        if (!run_statement(test, statement))
            return statement;
        if (test->is_shown && test->started && !find_kind(statement->words[0].text)->is_check) {
            terminal_settle(&test->terminal);
            printf("# ---- after line %d: %s\n", statement->line, statement->words[0].text);
            print_screen(test);
        }
    }
    return NULL;
}

static bool run_test(const struct script *script, size_t at, unsigned number, bool is_shown)
{
    struct test test;
    const char *name = script->statements[at].words[1].text;
    bool ok = test_begin(&test, is_shown);
    const struct statement *failed = ok ? run_part(&test, script, 0) : NULL;
    if (ok && !failed)
        failed = run_part(&test, script, at + 1);
    ok = ok && !failed;
    printf("%sok %u - %s%s%s\n", ok ? "" : "not ", number, name,
           test.lacking ? " # SKIP this machine has no " : "", test.lacking ? test.lacking : "");
    if (failed)
        printf("# %s:%d: %s does not hold\n", failed->file, failed->line, failed->words[0].text);
    if (!ok) {
        print_commented(test.why.data ? test.why.data : "");
        print_screen(&test);
    }
    fflush(stdout);
    test_end(&test);
    return ok;
}

static bool run_script(const struct script *script, const char *only, bool is_shown,
                       unsigned *number)
{
    bool ok = true;
    for (size_t i = 0; i < script->count; i++) {
        if (!is_test_line(&script->statements[i]) || script->statements[i].word_count != 2)
            continue;
        if (!only || strstr(script->statements[i].words[1].text, only))
            ok = run_test(script, i, ++*number, is_shown) && ok;
    }
    return ok;
}

int main(int argc, char **argv)
{
    const char *only = NULL;
    bool is_shown = false, ok = true;
    unsigned number = 0;
    int option;
    setlocale(LC_ALL, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    while ((option = getopt(argc, argv, "tn:")) != -1) {
        if (option == 't')
            is_shown = true;
        else if (option == 'n')
            only = optarg;
        else
            return 2;
    }
    for (int i = optind; i < argc; i++) {
        struct script script = {0};
        struct buffer why = {0};
        if (script_read(&script, argv[i], &why)) {
            ok = run_script(&script, only, is_shown, &number) && ok;
        } else {
            printf("not ok %u - %s can be read\n", ++number, argv[i]);
            print_commented(why.data);
            ok = false;
        }
        script_release(&script);
        buffer_release(&why);
    }
    printf("1..%u\n", number);
    return ok && number > 0 ? 0 : 1;
}
