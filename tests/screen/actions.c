/* What a test does: set the scene, start the program, type. */
#include "config.h"

#include "test.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the scene ---------------------------------------------------------------------------------- */

static bool parse_size(const char *text, int *width_cols, int *height_rows)
{
    char *end;
    *width_cols = (int)strtol(text, &end, 10);
    *height_rows = *end == 'x' ? (int)strtol(end + 1, &end, 10) : 0;
    return !*end && *width_cols > 0 && *height_rows > 0;
}

static bool do_size(struct test *test, const struct statement *statement)
{
    return parse_size(statement->words[1].text, &test->width_cols, &test->height_rows) ||
           test_fail(test, "a size is written 80x24");
}

static void put_environment(struct test *test, const char *name, size_t name_bytes,
                            const char *value)
{
    size_t i = 0;
    while (i < test->environment_count && (strncmp(test->environment[i], name, name_bytes) != 0 ||
                                           test->environment[i][name_bytes] != '='))
        i++;
    if (i == test->environment_count) {
        test->environment = array_reserve(test->environment, &test->environment_capacity, i + 2,
                                          sizeof *test->environment);
        test->environment[i] = test->environment[i + 1] = NULL;
        test->environment_count++;
    }
    struct buffer entry = {0};
    buffer_append(&entry, name, name_bytes);
    buffer_append_format(&entry, "=%s", value);
    free(test->environment[i]);
    test->environment[i] = buffer_detach(&entry);
}

static bool do_env(struct test *test, const struct statement *statement)
{
    const char *text = statement->words[1].text;
    const char *equals = strchr(text, '=');
    if (!equals)
        return test_fail(test, "env wants NAME=VALUE");
    put_environment(test, text, (size_t)(equals - text), equals + 1);
    return true;
}

static bool do_unset(struct test *test, const struct statement *statement)
{
    const char *name = statement->words[1].text;
    size_t name_bytes = strlen(name);
    for (size_t i = 0; i < test->environment_count; i++) {
        char *entry = test->environment[i];
        if (strncmp(entry, name, name_bytes) != 0 || entry[name_bytes] != '=')
            continue;
        free(entry);
        test->environment[i] = test->environment[--test->environment_count];
        test->environment[test->environment_count] = NULL;
        break;
    }
    return true;
}

/* ground 1e1e/1e1e/1e1e */
static bool do_ground(struct test *test, const struct statement *statement)
{
    free(test->ground);
    test->ground = base_copy_string(statement->words[1].text);
    return true;
}

/* needs PROGRAM: where it is not installed, the rest of the test is skipped. */
static bool do_needs(struct test *test, const struct statement *statement)
{
    const char *path = getenv("PATH");
    struct buffer file = {0};
    bool found = false;
    while (path && *path && !found) {
        size_t len_bytes = strcspn(path, ":");
        buffer_clear(&file);
        buffer_append_format(&file, "%.*s/%s", (int)len_bytes, path, statement->words[1].text);
        found = access(file.data, X_OK) == 0;
        path += len_bytes + (path[len_bytes] == ':');
    }
    buffer_release(&file);
    if (!found)
        test->lacking = base_copy_string(statement->words[1].text);
    return true;
}

static bool do_locale(struct test *test, const struct statement *statement)
{
    put_environment(test, "LC_ALL", 6, statement->words[1].text);
    return true;
}

static bool do_language(struct test *test, const struct statement *statement)
{
    put_environment(test, "LANGUAGE", 8, statement->words[1].text);
    return true;
}

/* Makes the folders above the path, as far as they lie in the scratch folder. */
static void make_parents(const struct test *test, char *path)
{
    for (char *slash = path + strlen(test->scratch) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static bool write_file(struct test *test, const char *name, const char *bytes, size_t len_bytes,
                       mode_t mode)
{
    char *path = test_path(test, name);
    if (strncmp(path, test->scratch, strlen(test->scratch)) == 0)
        make_parents(test, path);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    bool ok = file >= 0 && write(file, bytes, len_bytes) == (ssize_t)len_bytes;
    if (!ok)
        test_fail(test, "%s: %s", path, strerror(errno));
    if (file >= 0) {
        fchmod(file, mode);
        close(file);
    }
    free(path);
    return ok;
}

/* file NAME [escaped|script] <<END */
static bool do_file(struct test *test, const struct statement *statement)
{
    const char *how = statement->word_count > 2 ? statement->words[2].text : "";
    const char *block = statement->block ? statement->block : "";
    mode_t mode = strcmp(how, "script") == 0 ? 0755 : 0644;
    struct buffer bytes = {0};
    buffer_init(&bytes);
    bool ok = true;
    if (strcmp(how, "escaped") != 0)
        buffer_append_string(&bytes, block);
    else
        ok = script_unescape(block, strlen(block), &bytes) ||
             test_fail(test, "an escape in the file is wrong");
    ok = ok && write_file(test, statement->words[1].text, bytes.data, bytes.len_bytes, mode);
    buffer_release(&bytes);
    return ok;
}

static bool do_mode(struct test *test, const struct statement *statement)
{
    char *path = test_path(test, statement->words[1].text);
    mode_t mode = (mode_t)strtoul(statement->words[2].text, NULL, 8);
    bool ok = chmod(path, mode) == 0 || test_fail(test, "%s: %s", path, strerror(errno));
    free(path);
    return ok;
}

static bool do_remove(struct test *test, const struct statement *statement)
{
    char *path = test_path(test, statement->words[1].text);
    bool ok = remove(path) == 0 || test_fail(test, "%s: %s", path, strerror(errno));
    free(path);
    return ok;
}

/* ---- programs ----------------------------------------------------------------------------------- */

/* The words from number first as an argv; "kantlijn" in front is the program under test. free() it. */
static char **make_argv(const struct statement *statement, size_t first)
{
    size_t count = statement->word_count - first;
    char **argv = base_allocate((count + 1) * sizeof *argv);
    for (size_t i = 0; i < count; i++)
        argv[i] = statement->words[first + i].text;
    char *program = getenv("KANTLIJN");
    if (program && strcmp(argv[0], "kantlijn") == 0)
        argv[0] = program;
    return argv;
}

static bool do_run(struct test *test, const struct statement *statement)
{
    if (test->started)
        terminal_stop(&test->terminal);
    char **argv = make_argv(statement, 1);
    char *folder = test_path(test, ".");
    test->started = true;
    bool ok = terminal_start(&test->terminal, argv, test->environment, folder, test->width_cols,
                             test->height_rows, &test->why);
    test->terminal.ground = test->ground;
    free(argv);
    free(folder);
    return ok;
}

static void exec_child(struct test *test, char **argv, const int output[2], const int errors[2],
                       const char *folder)
{
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    dup2(errors[1], STDERR_FILENO);
    if (chdir(folder) == 0)
        execvpe(argv[0], argv, test->environment);
    dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static void drain(struct test *test, int output, int errors)
{
    struct pollfd sources[2] = {{.fd = output, .events = POLLIN}, {.fd = errors, .events = POLLIN}};
    struct buffer *buffers[2] = {&test->output, &test->errors};
    while (sources[0].fd >= 0 || sources[1].fd >= 0) {
        if (poll(sources, 2, TERMINAL_TIMEOUT_MS) <= 0)
            return;
        for (int i = 0; i < 2; i++) {
            char chunk[4096];
            ssize_t got = sources[i].revents ? read(sources[i].fd, chunk, sizeof chunk) : 1;
            if (got <= 0)
                sources[i].fd = -1;
            else if (sources[i].revents)
                buffer_append(buffers[i], chunk, (size_t)got);
        }
    }
}

static bool execute(struct test *test, const struct statement *statement, size_t first)
{
    int output[2], errors[2];
    if (pipe2(output, O_CLOEXEC) < 0 || pipe2(errors, O_CLOEXEC) < 0)
        return test_fail(test, "pipe: %s", strerror(errno));
    char **argv = make_argv(statement, first);
    char *folder = test_path(test, ".");
    pid_t child = fork();
    if (child == 0)
        exec_child(test, argv, output, errors, folder);
    close(output[1]);
    close(errors[1]);
    buffer_clear(&test->output);
    buffer_clear(&test->errors);
    if (child > 0) {
        drain(test, output[0], errors[0]);
        int status;
        waitpid(child, &status, 0);
        test->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    close(output[0]);
    close(errors[0]);
    free(argv);
    free(folder);
    return child > 0 || test_fail(test, "fork: %s", strerror(errno));
}

static bool expect_status(struct test *test, int status)
{
    return test->status == status || test_fail(test, "exit status %d, not %d\n%s%s", test->status,
                                               status, test->output.data ? test->output.data : "",
                                               test->errors.data ? test->errors.data : "");
}

static bool do_exec(struct test *test, const struct statement *statement)
{
    return execute(test, statement, 1) && expect_status(test, 0);
}

static bool do_exec_fails(struct test *test, const struct statement *statement)
{
    int status;
    if (!test_number(statement->words[1].text, &status))
        return test_fail(test, "exec-fails wants an exit status first");
    return execute(test, statement, 2) && expect_status(test, status);
}

/* ---- typing and signals ------------------------------------------------------------------------- */

/* The program waits for a key: it has read what came before (keys typed at once would be one burst), and
 * it has not ended. */
static bool can_type(struct test *test)
{
    if (!test->started)
        return test_fail(test, "nothing runs: run comes first");
    if (!terminal_settle(&test->terminal))
        return test_fail(test, "the program is still busy");
    return !test->terminal.ended || test_fail(test, "the program has ended already");
}

static bool do_keys(struct test *test, const struct statement *statement)
{
    for (size_t i = 1; i < statement->word_count; i++) {
        const struct word *word = &statement->words[i];
        if (!can_type(test))
            return false;
        if (word->quoted)
            terminal_type(&test->terminal, word->text, strlen(word->text));
        else if (!terminal_key(&test->terminal, word->text))
            return test_fail(test, "no key is named %s", word->text);
    }
    return true;
}

/* send "…": all at once, without waiting between. */
static bool do_send(struct test *test, const struct statement *statement)
{
    const char *bytes = statement->words[1].text;
    if (!can_type(test))
        return false;
    terminal_type(&test->terminal, bytes, strlen(bytes));
    return true;
}

static bool do_paste(struct test *test, const struct statement *statement)
{
    if (!can_type(test))
        return false;
    terminal_paste(&test->terminal, statement->words[1].text);
    return true;
}

static bool do_resize(struct test *test, const struct statement *statement)
{
    int width_cols, height_rows;
    if (!parse_size(statement->words[1].text, &width_cols, &height_rows))
        return test_fail(test, "a size is written 80x24");
    if (!can_type(test))
        return false;
    terminal_resize(&test->terminal, width_cols, height_rows);
    return true;
}

static bool do_signal(struct test *test, const struct statement *statement)
{
    int number;
    if (!test_signal_number(statement->words[1].text, &number))
        return test_fail(test, "no signal is named %s", statement->words[1].text);
    if (!can_type(test))
        return false;
    terminal_signal(&test->terminal, number);
    return true;
}

static bool do_resume(struct test *test, const struct statement *statement)
{
    (void)statement;
    if (!test->terminal.stopped)
        return test_fail(test, "the program is not stopped");
    terminal_resume(&test->terminal);
    return true;
}

static bool do_hangup(struct test *test, const struct statement *statement)
{
    (void)statement;
    terminal_settle(&test->terminal);
    terminal_hang_up(&test->terminal);
    return true;
}

const struct statement_kind action_kinds[] = {
    {.name = "size", .words_min = 1, .words_max = 1, .run = do_size},
    {.name = "locale", .words_min = 1, .words_max = 1, .run = do_locale},
    {.name = "language", .words_min = 1, .words_max = 1, .run = do_language},
    {.name = "env", .words_min = 1, .words_max = 1, .run = do_env},
    {.name = "ground", .words_min = 1, .words_max = 1, .run = do_ground},
    {.name = "needs", .words_min = 1, .words_max = 1, .run = do_needs},
    {.name = "unset", .words_min = 1, .words_max = 1, .run = do_unset},
    {.name = "file", .words_min = 1, .words_max = 2, .run = do_file},
    {.name = "mode", .words_min = 2, .words_max = 2, .run = do_mode},
    {.name = "remove", .words_min = 1, .words_max = 1, .run = do_remove},
    {.name = "run", .words_min = 1, .words_max = 64, .run = do_run},
    {.name = "exec", .words_min = 1, .words_max = 64, .run = do_exec},
    {.name = "exec-fails", .words_min = 2, .words_max = 64, .run = do_exec_fails},
    {.name = "keys", .words_min = 1, .words_max = 256, .run = do_keys},
    {.name = "send", .words_min = 1, .words_max = 1, .run = do_send},
    {.name = "paste", .words_min = 1, .words_max = 1, .run = do_paste},
    {.name = "resize", .words_min = 1, .words_max = 1, .run = do_resize},
    {.name = "chance", .words_min = 2, .words_max = 3, .run = chance_run},
    {.name = "signal", .words_min = 1, .words_max = 1, .run = do_signal},
    {.name = "resume", .run = do_resume},
    {.name = "hangup", .run = do_hangup},
    {.name = NULL},
};
