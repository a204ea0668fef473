/* What must hold. A check reads and never changes; rows and columns count from 1, rows from below with a
 * minus sign. */
#include "config.h"

#include "test.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- text --------------------------------------------------------------------------------------- */

/* The expected text with today for YYYY-MM-DD and without spaces at its end. The caller frees. */
static char *expected_text(const struct test *test, const char *text, size_t len_bytes)
{
    char *copy = base_copy_bytes(text, len_bytes);
    for (char *at = copy; (at = strstr(at, "YYYY-MM-DD"));)
        memcpy(at, test->date, 10);
    while (len_bytes > 0 && copy[len_bytes - 1] == ' ')
        copy[--len_bytes] = '\0';
    return copy;
}

static bool row_is(const struct test *test, int row, const char *text, size_t len_bytes)
{
    struct buffer shown = {0};
    char *expected = expected_text(test, text, len_bytes);
    terminal_row(&test->terminal, row, &shown);
    bool same = strcmp(shown.data ? shown.data : "", expected) == 0;
    buffer_release(&shown);
    free(expected);
    return same;
}

struct rows {
    const char *lines[256]; /* "|…|" or "..." */
    size_t len_bytes[256];
    size_t count;
};

static void split_rows(const char *block, struct rows *rows)
{
    for (; *block && rows->count < COUNT_OF(rows->lines); rows->count++) {
        size_t len_bytes = strcspn(block, "\n");
        rows->lines[rows->count] = block;
        rows->len_bytes[rows->count] = len_bytes;
        block += len_bytes + (block[len_bytes] == '\n');
    }
}

/* Number of the first expected line that does not fit, counted from 1; 0 where all fit. */
static size_t match_rows(const struct test *test, const struct rows *rows, size_t line, int row,
                         bool is_open)
{
    for (; line < rows->count; line++, row++) {
        if (rows->lines[line][0] == '.') {
            size_t furthest = line + 1;
            for (int next = row; next <= test->terminal.height_rows; next++) {
                size_t wrong = match_rows(test, rows, line + 1, next, is_open);
                if (!wrong)
                    return 0;
                furthest = wrong > furthest ? wrong : furthest;
            }
            return furthest;
        }
        size_t len_bytes = rows->len_bytes[line];
        len_bytes -= len_bytes > 1 && rows->lines[line][len_bytes - 1] == '|' ? 1 : 0;
        if (row >= test->terminal.height_rows ||
            !row_is(test, row, rows->lines[line] + 1, len_bytes - 1))
            return line + 1;
    }
    return is_open || row == test->terminal.height_rows ? 0 : rows->count + 1;
}

/* expect: all rows; expect ROW: these rows from there. */
static bool check_expect(struct test *test, const struct statement *statement)
{
    struct rows rows = {0};
    int first = 1;
    bool is_open = statement->word_count > 1;
    if (is_open && !test_number(statement->words[1].text, &first))
        return test_fail(test, "expect wants the number of a row");
    split_rows(statement->block ? statement->block : "", &rows);
    if (first < 0)
        first += test->terminal.height_rows + 1;
    size_t wrong = match_rows(test, &rows, 0, first - 1, is_open);
    if (!wrong)
        return true;
    if (wrong > rows.count)
        return test_fail(test, "the screen has more rows than are expected");
    return test_fail(test, "row %zu of what is expected is not there:\n%.*s", wrong,
                     (int)rows.len_bytes[wrong - 1], rows.lines[wrong - 1]);
}

static bool row_number(struct test *test, const struct word *word, int *row)
{
    if (!test_number(word->text, row))
        return test_fail(test, "%s is no row", word->text);
    *row += *row < 0 ? test->terminal.height_rows : -1;
    return (*row >= 0 && *row < test->terminal.height_rows) ||
           test_fail(test, "there is no row %s", word->text);
}

/* row N "…": the row is that; row N has "…": that stands on it. */
static bool check_row(struct test *test, const struct statement *statement)
{
    int row;
    if (!row_number(test, &statement->words[1], &row))
        return false;
    const struct word *last = &statement->words[statement->word_count - 1];
    char *expected = expected_text(test, last->text, strlen(last->text));
    struct buffer shown = {0};
    terminal_row(&test->terminal, row, &shown);
    const char *text = shown.data ? shown.data : "";
    bool partly = statement->word_count > 3;
    bool holds = partly ? strstr(text, expected) != NULL : strcmp(text, expected) == 0;
    buffer_release(&shown);
    if (!holds)
        test_fail(test, "row %s %s not\n|%s|", statement->words[1].text, partly ? "has" : "is",
                  expected);
    free(expected);
    return holds;
}

static bool find(struct test *test, const struct word *word, int *row, int *col, int *width_cols)
{
    char *text = expected_text(test, word->text, strlen(word->text));
    bool found = terminal_find(&test->terminal, text, row, col, width_cols);
    free(text);
    return found;
}

static bool check_has(struct test *test, const struct statement *statement)
{
    int row, col, width_cols;
    return find(test, &statement->words[1], &row, &col, &width_cols) ||
           test_fail(test, "\"%s\" is not on the screen", statement->words[1].text);
}

static bool check_absent(struct test *test, const struct statement *statement)
{
    int row, col, width_cols;
    return !find(test, &statement->words[1], &row, &col, &width_cols) ||
           test_fail(test, "\"%s\" is on the screen", statement->words[1].text);
}

/* ---- attributes and cursor ---------------------------------------------------------------------- */

struct look {
    bool bold, underline, italic, blink, reverse, strike;
    bool has_fg, has_bg;
    int fg, bg; /* -1: the terminal's own */
};

static bool read_look(const struct statement *statement, size_t first, struct look *look)
{
    for (size_t i = first; i < statement->word_count; i++) {
        const char *word = statement->words[i].text;
        struct {
            const char *name;
            bool *flag;
        } flags[] = {{"bold", &look->bold},       {"underline", &look->underline},
                     {"italic", &look->italic},   {"blink", &look->blink},
                     {"reverse", &look->reverse}, {"strike", &look->strike}};
        size_t known = 0;
        while (known < COUNT_OF(flags) && strcmp(flags[known].name, word) != 0)
            known++;
        if (known < COUNT_OF(flags)) {
            *flags[known].flag = true;
        } else if (strncmp(word, "fg=", 3) == 0 || strncmp(word, "bg=", 3) == 0) {
            int colour = strcmp(word + 3, "default") == 0 ? -1 : atoi(word + 3);
            *(word[0] == 'f' ? &look->fg : &look->bg) = colour;
            *(word[0] == 'f' ? &look->has_fg : &look->has_bg) = true;
        } else if (strcmp(word, "plain") != 0) {
            return false;
        }
    }
    return true;
}

static bool colour_is(const VTermColor *colour, bool is_default, int expected)
{
    if (expected < 0)
        return is_default;
    return !is_default && VTERM_COLOR_IS_INDEXED(colour) && colour->indexed.idx == expected;
}

static bool looks_like(const VTermScreenCell *cell, const struct look *look)
{
    const VTermScreenCellAttrs *attrs = &cell->attrs;
    return attrs->bold == look->bold && (attrs->underline != 0) == look->underline &&
           attrs->italic == look->italic && attrs->blink == look->blink &&
           attrs->reverse == look->reverse && attrs->strike == look->strike &&
           (!look->has_fg ||
            colour_is(&cell->fg, VTERM_COLOR_IS_DEFAULT_FG(&cell->fg), look->fg)) &&
           (!look->has_bg || colour_is(&cell->bg, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg), look->bg));
}

static void describe_cell(const VTermScreenCell *cell, struct buffer *out)
{
    const VTermScreenCellAttrs *attrs = &cell->attrs;
    buffer_append_format(out, "%s%s%s%s%s%s", attrs->bold ? " bold" : "",
                         attrs->underline ? " underline" : "", attrs->italic ? " italic" : "",
                         attrs->blink ? " blink" : "", attrs->reverse ? " reverse" : "",
                         attrs->strike ? " strike" : "");
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
        buffer_append_format(out, " fg=%d", cell->fg.indexed.idx);
    if (!VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        buffer_append_format(out, " bg=%d", cell->bg.indexed.idx);
}

/* attr ROW COL[-COL] look…, or attr "text" look… */
static bool check_attr(struct test *test, const struct statement *statement)
{
    int row, col, width_cols = 1;
    struct look look = {0};
    size_t next = 2;
    if (statement->words[1].quoted) {
        if (!find(test, &statement->words[1], &row, &col, &width_cols))
            return test_fail(test, "\"%s\" is not on the screen", statement->words[1].text);
    } else {
        if (!row_number(test, &statement->words[1], &row))
            return false;
        int last = 0, got = sscanf(statement->words[2].text, "%d-%d", &col, &last);
        if (got < 1)
            return test_fail(test, "attr wants a column");
        width_cols = got == 2 ? last - col + 1 : 1;
        col--;
        next = 3;
    }
    if (!read_look(statement, next, &look))
        return test_fail(test, "an attribute is not known");
    for (int i = col; i < col + width_cols; i++) {
        VTermScreenCell cell = terminal_cell(&test->terminal, row, i);
        if (looks_like(&cell, &look))
            continue;
        test_fail(test, "row %d column %d looks otherwise:", row + 1, i + 1);
        describe_cell(&cell, &test->why);
        return false;
    }
    return true;
}

/* cursor ROW COL, * for any; cursor "text": at its start */
static bool check_cursor(struct test *test, const struct statement *statement)
{
    int row, col, at_row, at_col, width_cols;
    terminal_cursor(&test->terminal, &at_row, &at_col);
    if (statement->words[1].quoted) {
        if (!find(test, &statement->words[1], &row, &col, &width_cols))
            return test_fail(test, "\"%s\" is not on the screen", statement->words[1].text);
    } else {
        row = at_row;
        if (strcmp(statement->words[1].text, "*") != 0 &&
            !row_number(test, &statement->words[1], &row))
            return false;
        const char *text = statement->word_count > 2 ? statement->words[2].text : "*";
        col = strcmp(text, "*") == 0 ? at_col : atoi(text) - 1;
    }
    return (row == at_row && col == at_col) ||
           test_fail(test, "the cursor is at row %d column %d", at_row + 1, at_col + 1);
}

/* ---- the program's end, and what it leaves ------------------------------------------------------- */

static bool check_exit(struct test *test, const struct statement *statement)
{
    const struct terminal *terminal = &test->terminal;
    if (!terminal->ended)
        return test_fail(test, "the program has not ended");
    if (WIFSIGNALED(terminal->status))
        return test_fail(test, "the program was killed by signal %d", WTERMSIG(terminal->status));
    return WEXITSTATUS(terminal->status) == atoi(statement->words[1].text) ||
           test_fail(test, "exit status %d", WEXITSTATUS(terminal->status));
}

static bool check_killed(struct test *test, const struct statement *statement)
{
    const struct terminal *terminal = &test->terminal;
    int number;
    if (!test_signal_number(statement->words[1].text, &number))
        return test_fail(test, "no signal is named %s", statement->words[1].text);
    if (!terminal->ended)
        return test_fail(test, "the program has not ended");
    return (WIFSIGNALED(terminal->status) && WTERMSIG(terminal->status) == number) ||
           test_fail(test, "the program ended otherwise: wait status %#x",
                     (unsigned)terminal->status);
}

static bool check_stopped(struct test *test, const struct statement *statement)
{
    (void)statement;
    return test->terminal.stopped || test_fail(test, "the program is not stopped");
}

static bool check_running(struct test *test, const struct statement *statement)
{
    (void)statement;
    return (!test->terminal.stopped && !test->terminal.ended) ||
           test_fail(test, "the program does not run any more");
}

static bool same_settings(const struct termios *left, const struct termios *right)
{
    return left->c_iflag == right->c_iflag && left->c_oflag == right->c_oflag &&
           left->c_cflag == right->c_cflag && left->c_lflag == right->c_lflag &&
           memcmp(left->c_cc, right->c_cc, sizeof left->c_cc) == 0;
}

static bool pen_is_plain(struct test *test)
{
    VTermState *state = vterm_obtain_state(test->terminal.vterm);
    static const VTermAttr attributes[] = {VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE,
                                           VTERM_ATTR_REVERSE, VTERM_ATTR_BLINK, VTERM_ATTR_ITALIC};
    for (size_t i = 0; i < COUNT_OF(attributes); i++) {
        VTermValue value = {0};
        vterm_state_get_penattr(state, attributes[i], &value);
        if (value.number != 0)
            return false;
    }
    VTermValue fg = {0}, bg = {0};
    vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &fg);
    vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &bg);
    return VTERM_COLOR_IS_DEFAULT_FG(&fg.color) && VTERM_COLOR_IS_DEFAULT_BG(&bg.color);
}

/* terminal sane: as the program found it */
static bool check_terminal(struct test *test, const struct statement *statement)
{
    const struct terminal *terminal = &test->terminal;
    struct termios now;
    if (strcmp(statement->words[1].text, "sane") != 0)
        return test_fail(test, "only `terminal sane` is known");
    for (size_t i = 0; i < terminal->mode_count; i++) {
        int number = terminal->modes[i].number;
        bool normal = number == 25 || number == 7;
        if (number != 12 && terminal->modes[i].on != normal)
            return test_fail(test, "private mode %d was left %s", number, normal ? "off" : "on");
    }
    if (terminal->keypad)
        return test_fail(test, "the keypad was left in application mode");
    if (!pen_is_plain(test))
        return test_fail(test, "attributes or colours were left on");
    tcgetattr(terminal->slave, &now);
    return same_settings(&now, &terminal->before) ||
           test_fail(test, "the line settings were not restored");
}

static bool raw_has(const struct test *test, const struct word *word)
{
    const struct buffer *raw = &test->terminal.raw;
    return raw->len_bytes && memmem(raw->data, raw->len_bytes, word->text, strlen(word->text));
}

static bool check_raw_has(struct test *test, const struct statement *statement)
{
    return raw_has(test, &statement->words[1]) || test_fail(test, "these bytes were not written");
}

static bool check_raw_absent(struct test *test, const struct statement *statement)
{
    return !raw_has(test, &statement->words[1]) || test_fail(test, "these bytes were written");
}

/* ---- files and output ---------------------------------------------------------------------------- */

/* The first file that the name, or pattern, names; NULL where there is none. The caller frees. */
static char *find_file(const struct test *test, const char *name)
{
    char *path = test_path(test, name), *found_path = NULL;
    glob_t found = {0};
    if (glob(path, 0, NULL, &found) == 0 && found.gl_pathc > 0)
        found_path = base_copy_string(found.gl_pathv[0]);
    globfree(&found);
    free(path);
    return found_path;
}

static bool file_matches(const struct test *test, const char *name)
{
    char *path = find_file(test, name);
    free(path);
    return path != NULL;
}

static bool check_file_exists(struct test *test, const struct statement *statement)
{
    return file_matches(test, statement->words[1].text) || test_fail(test, "there is no such file");
}

static bool check_file_absent(struct test *test, const struct statement *statement)
{
    return !file_matches(test, statement->words[1].text) || test_fail(test, "there is such a file");
}

static bool check_file_mode(struct test *test, const struct statement *statement)
{
    struct stat status;
    char *path = find_file(test, statement->words[1].text);
    bool exists = path && stat(path, &status) == 0;
    free(path);
    if (!exists)
        return test_fail(test, "there is no such file");
    return (status.st_mode & 07777) == strtoul(statement->words[2].text, NULL, 8) ||
           test_fail(test, "its mode is %04o", (unsigned)(status.st_mode & 07777));
}

static bool check_file_has(struct test *test, const struct statement *statement)
{
    char *path = find_file(test, statement->words[1].text);
    FILE *file = path ? fopen(path, "re") : NULL;
    free(path);
    if (!file)
        return test_fail(test, "there is no such file");
    struct buffer bytes = {0};
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_append(&bytes, chunk, got);
    fclose(file);
    const char *text = statement->words[2].text;
    bool has = bytes.len_bytes && memmem(bytes.data, bytes.len_bytes, text, strlen(text));
    buffer_release(&bytes);
    return has || test_fail(test, "the file does not have \"%s\"", text);
}

static bool check_output(struct test *test, const struct statement *statement)
{
    const char *shown = test->output.data ? test->output.data : "";
    const char *text = statement->block ? statement->block : "";
    char *expected = expected_text(test, text, strlen(text));
    bool same = strcmp(shown, expected) == 0;
    free(expected);
    return same || test_fail(test, "the output was:\n%s", shown);
}

static bool check_output_has(struct test *test, const struct statement *statement)
{
    const char *shown = test->output.data ? test->output.data : "";
    return strstr(shown, statement->words[1].text) || test_fail(test, "the output was:\n%s", shown);
}

static bool check_errors_have(struct test *test, const struct statement *statement)
{
    const char *shown = test->errors.data ? test->errors.data : "";
    return strstr(shown, statement->words[1].text) ||
           test_fail(test, "the errors were:\n%s", shown);
}

const struct statement_kind check_kinds[] = {
    {.name = "expect", .words_max = 1, .run = check_expect, .is_check = true},
    {.name = "row", .words_min = 2, .words_max = 3, .run = check_row, .is_check = true},
    {.name = "wait", .words_min = 1, .words_max = 1, .run = check_has, .is_check = true},
    {.name = "has", .words_min = 1, .words_max = 1, .run = check_has, .is_check = true},
    {.name = "absent", .words_min = 1, .words_max = 1, .run = check_absent, .is_check = true},
    {.name = "attr", .words_min = 2, .words_max = 12, .run = check_attr, .is_check = true},
    {.name = "cursor", .words_min = 1, .words_max = 2, .run = check_cursor, .is_check = true},
    {.name = "exit", .words_min = 1, .words_max = 1, .run = check_exit, .is_check = true},
    {.name = "killed", .words_min = 1, .words_max = 1, .run = check_killed, .is_check = true},
    {.name = "stopped", .run = check_stopped, .is_check = true},
    {.name = "running", .run = check_running, .is_check = true},
    {.name = "terminal", .words_min = 1, .words_max = 1, .run = check_terminal, .is_check = true},
    {.name = "raw-has", .words_min = 1, .words_max = 1, .run = check_raw_has, .is_check = true},
    {.name = "raw-absent",
     .words_min = 1,
     .words_max = 1,
     .run = check_raw_absent,
     .is_check = true},
    {.name = "file-exists",
     .words_min = 1,
     .words_max = 1,
     .run = check_file_exists,
     .is_check = true},
    {.name = "file-absent",
     .words_min = 1,
     .words_max = 1,
     .run = check_file_absent,
     .is_check = true},
    {.name = "file-mode", .words_min = 2, .words_max = 2, .run = check_file_mode, .is_check = true},
    {.name = "file-has", .words_min = 2, .words_max = 2, .run = check_file_has, .is_check = true},
    {.name = "output", .run = check_output},
    {.name = "output-has", .words_min = 1, .words_max = 1, .run = check_output_has},
    {.name = "errors-have", .words_min = 1, .words_max = 1, .run = check_errors_have},
    {.name = NULL},
};
