/* Reading a line at a time: read what is typed, find the verb, run it as the screen does, print what is
 * new.
 *
 * A line is, in this order: nothing (one line on); only spaces (the key Space); ':' and a command; a number
 * before a key; a key of the table as it is written there ("j", "]n", "Space", "^D", or the character
 * itself); a verb's whole name. What follows a key or name after a space, and after '/', '?' and '&' at once
 * too, answers the verb's question. One line is one command. */
#include "config.h"

#include "ui/plain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COUNT_MAX = 100000000 };

static enum verb_mode mode_of(const struct ui *ui)
{
    return session_view(ui->session)->selecting ? MODE_SELECT : MODE_PAGE;
}

/* ---- what was typed ---------------------------------------------------------------------------------- */

struct typed {
    const struct verb *verb; /* NULL: a command line, or nothing that is known */
    const char *command;     /* after ':' */
    long count;
    bool counted;
    const char *argument; /* NULL for none */
    const char *bound;    /* the argument that the reader bound the key to; NULL for none */
};

static const struct verb *verb_of_keys(struct ui *ui, const char *word, size_t len_bytes)
{
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    const struct verb *verb = NULL;
    size_t count = keymap_parse(word, len_bytes, codes);

    if (count > 1 && text_count_points(word, len_bytes) > count)
        return NULL;
    if (count == 1 && codes[0] == '\n')
        return NULL;
    return keymap_match(ui_keymap(ui), mode_of(ui), codes, count, &verb) == KEYS_MEAN_A_VERB ? verb
                                                                                             : NULL;
}

static const char *argument_of_keys(struct ui *ui, const char *word, size_t len_bytes)
{
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t count = keymap_parse(word, len_bytes, codes);

    return keymap_argument(ui_keymap(ui), mode_of(ui), codes, count);
}

/* A verb by its whole name. */
static const struct verb *verb_of_name(const char *word, size_t len_bytes)
{
    const struct verb *verb = session_find_verb(word, len_bytes);

    return verb != NULL && strlen(verb->name) == len_bytes ? verb : NULL;
}

static const char *skip_spaces(const char *text)
{
    return text + strspn(text, " ");
}

/* '/', '?' and '&' need no space before the words. */
static bool parse_glued(struct ui *ui, const char *text, struct typed *typed)
{
    const struct verb *verb = text[0] == '\0' ? NULL : verb_of_keys(ui, text, 1);

    if (verb == NULL || argument_of_keys(ui, text, 1) != NULL ||
        (verb->argument != ARGUMENT_QUERY && verb->argument != ARGUMENT_PATTERN))
        return false;
    text = skip_spaces(text + 1);
    typed->verb = verb;
    typed->argument = text[0] != '\0' ? text : NULL;
    return true;
}

/* The last character of a word; NULL where it is the only one. */
static const char *last_point(const char *word, size_t len_bytes)
{
    size_t at_bytes = text_points_to_bytes(word, len_bytes, text_count_points(word, len_bytes) - 1);

    return at_bytes > 0 ? word + at_bytes : NULL;
}

static struct typed parse(struct ui *ui, const char *text)
{
    struct typed typed = {0};
    const char *word;
    size_t digits, word_bytes;

    if (text[0] != '\0' && skip_spaces(text)[0] == '\0') {
        typed.verb = verb_of_keys(ui, " ", 1);
        return typed;
    }
    text = skip_spaces(text);
    if (text[0] == '\0') {
        typed.verb = verb_of_keys(ui, "j", 1);
        return typed;
    }
    if (text[0] == ':' && text[1] != '\0') {
        typed.command = skip_spaces(text + 1);
        return typed;
    }
    digits = strspn(text, "0123456789");
    if (digits > 0 && !(digits == 1 && text[0] == '0' && text[1] == '\0')) {
        typed.count = strtol(text, NULL, 10);
        typed.count = typed.count > COUNT_MAX ? COUNT_MAX : typed.count;
        typed.counted = true;
        text = skip_spaces(text + digits);
    }
    if (parse_glued(ui, text, &typed))
        return typed;
    word = text;
    word_bytes = strcspn(text, " ");
    typed.verb = verb_of_keys(ui, text, word_bytes);
    typed.bound = typed.verb == NULL ? NULL : argument_of_keys(ui, text, word_bytes);
    if (typed.verb == NULL)
        typed.verb = verb_of_name(text, word_bytes);
    text = skip_spaces(text + word_bytes);
    typed.argument = text[0] != '\0' ? text : NULL;
    /* the letter of "ma" is the last of the keys */
    if (typed.argument == NULL && typed.verb != NULL && typed.verb->argument == ARGUMENT_LETTER)
        typed.argument = last_point(word, word_bytes);
    return typed;
}

/* ---- running it -------------------------------------------------------------------------------------- */

/* A note that is typed with its command is kept as a draft where it cannot be saved, as any is. */
static void run_command(struct ui *ui, const char *command)
{
    size_t name_bytes = strcspn(command, " ");
    const char *argument = skip_spaces(command + name_bytes);
    const struct verb *verb = session_find_verb(command, name_bytes);

    if (verb == NULL || argument[0] == '\0' ||
        (verb->argument != ARGUMENT_NOTE && verb->argument != ARGUMENT_STANCES)) {
        command_run_words(ui, command);
        return;
    }
    ui->plain->answer = argument;
    ui_run_verb(ui, verb, 0, false);
    ui->plain->answer = NULL;
}

/* A page is so many lines: what was printed last is where the next one goes on. */
static void turn_page_by_lines(struct ui *ui, struct typed *typed)
{
    static const struct {
        const char *name, *by;
        int divisor;
    } turns[] = {
        {"page-down", "down", 1},
        {"page-up", "up", 1},
        {"half-down", "down", 2},
        {"half-up", "up", 2},
    };
    const long page = ui->plain->height_rows;

    for (size_t i = 0; typed->verb != NULL && i < COUNT_OF(turns); i++) {
        if (strcmp(typed->verb->name, turns[i].name) != 0)
            continue;
        typed->verb = session_find_verb(turns[i].by, strlen(turns[i].by));
        typed->count = (typed->count > 0 ? typed->count : 1) *
                       (page / turns[i].divisor > 0 ? page / turns[i].divisor : 1);
    }
}

static void run(struct ui *ui, const struct typed *typed, const char *text)
{
    if (typed->command != NULL) {
        run_command(ui, typed->command);
    } else if (typed->verb == NULL ||
               (typed->argument != NULL &&
                (typed->verb->argument == ARGUMENT_NONE || typed->bound != NULL))) {
        ui_complain(ui, _("%s means nothing here: F1 shows the keys"), text);
    } else if (typed->bound != NULL) {
        command_run_verb(ui, typed->verb, typed->bound);
    } else {
        ui->plain->answer = typed->argument;
        ui_run_verb(ui, typed->verb, typed->count, typed->counted);
        ui->plain->answer = NULL;
    }
}

/* ---- printing what is new ------------------------------------------------------------------------------ */

/* Whether a place lies no more than so many rows below another. */
static bool is_near(struct layout *layout, struct layout_place from, struct layout_place to,
                    size_t most)
{
    for (size_t i = 0; i <= most; i++) {
        if (from.block == to.block && from.row == to.row)
            return true;
        if (!layout_step(layout, &from, true))
            return false;
    }
    return false;
}

/* Several lines down prints the lines passed too, but for more than some pages. */
static bool put_passed(struct ui *ui, const struct typed *typed, struct layout_place before)
{
    struct view *view = session_view(ui->session);
    size_t most = 4 * (size_t)ui->plain->height_rows;

    if (typed->verb == NULL || typed->count < 2 || strcmp(typed->verb->name, "down") != 0 ||
        !layout_is_visible(view->layout, before.block) ||
        !is_near(view->layout, before, view->focus, most) ||
        !layout_step(view->layout, &before, true))
        return false;
    plain_put_rows(ui, before, view->focus, most);
    return true;
}

/* Where nothing has moved and nothing was said. */
static void put_nothing_new(struct ui *ui, const struct typed *typed)
{
    struct layout *layout = session_view(ui->session)->layout;
    struct layout_place place = session_view(ui->session)->focus;

    if (typed->verb != NULL && strcmp(typed->verb->name, "down") == 0 &&
        !layout_step(layout, &place, true))
        plain_put(ui, _("This is the end of the report"));
    else if (typed->verb != NULL && strcmp(typed->verb->name, "up") == 0)
        plain_put(ui, _("This is the beginning of the report"));
    else
        plain_put_focus(ui, FOCUS_ALWAYS);
}

/* Runs a line, and prints what it did. */
static void do_line(struct ui *ui, const char *text)
{
    struct layout_place before = session_view(ui->session)->focus;
    struct typed typed = parse(ui, text);
    struct session *session = ui->session;
    size_t lines = ui->plain->lines;

    turn_page_by_lines(ui, &typed);
    run(ui, &typed, text);
    if (ui->quit || ui->ending)
        return;
    if (ui->session != session)
        plain_put_status(ui);
    plain_put_message(ui);
    if (ui->session != session)
        plain_put_focus(ui, FOCUS_ALWAYS);
    else if (put_passed(ui, &typed, before))
        plain_put_focus(ui, FOCUS_SILENT);
    else if (!plain_put_focus(ui, FOCUS_IF_NEW) && ui->plain->lines == lines)
        put_nothing_new(ui, &typed);
}

/* ---- the loop ---------------------------------------------------------------------------------------- */

static void loop(struct ui *ui)
{
    struct buffer line = {0};

    while (!ui->quit && !ui->ending) {
        /* TRANSLATORS: the prompt for a key or a command where there is no screen; short */
        enum plain_reading reading = plain_read(ui, _("Key: "), &line);

        plain_lay_out(ui);
        if (session_poll(ui->session))
            plain_put_message(ui);
        if (reading == PLAIN_LINE)
            do_line(ui, line.data);
        else if (reading == PLAIN_CANCELLED)
            do_line(ui, ":cancel");
    }
    plain_flush(ui);
    buffer_release(&line);
}

static void begin(struct ui *ui)
{
    plain_put_status(ui);
    ui_greet(ui);
    plain_put_message(ui);
    if (ui->plain->is_terminal)
        plain_put(ui,
                  _("Enter goes one line on, Space and Enter a page, F1 shows the keys, q leaves"));
    plain_put_focus(ui, FOCUS_ALWAYS);
}

/* A reader of the output that went away has had what it wanted. */
static void set_output_error(int cause, struct error *error)
{
    if (cause == EPIPE)
        error_set(error, ERROR_INTERNAL, NULL, "%s", "");
    else
        error_set(error, ERROR_INTERNAL, _("standard output"),
                  _("cannot be written (%s): send it elsewhere"), strerror(cause));
}

int ui_run_plain(struct session *session, const struct ui_options *options, struct error *error)
{
    struct plain plain = {.is_terminal = isatty(STDIN_FILENO)};
    struct ui ui = {.session = session, .shelf = options->reports, .plain = &plain};

    plain_lay_out(&ui);
    if (session_is_settled(session))
        resume_take(&ui);
    if (!ui_settle(&ui, error))
        return (int)error->code;
    plain_start_signals();
    begin(&ui);
    loop(&ui);
    reports_keep_places(&ui);
    plain_stop_signals();
    if (plain.is_broken)
        set_output_error(plain.cause, error);
    buffer_release(&plain.out);
    buffer_release(&plain.in);
    buffer_release(&plain.line);
    ui_release(&ui);
    return (int)error->code;
}
