/* Lists of reading a line at a time: a number before each line, and a question which one. An answer in words
 * keeps the lines that have them. On a terminal a long list waits after each page. */
#include "config.h"

#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

static void begin_list(struct ui *ui)
{
    ui->plain->paged_rows = 0;
    ui->plain->has_enough = false;
}

/* On a terminal, whether the reader wants more after each page. */
static bool goes_on(struct ui *ui)
{
    struct buffer typed = {0};

    if (ui->ending || ui->plain->has_enough)
        return false;
    if (ui->plain->is_terminal && ui->plain->paged_rows + 1 >= (size_t)ui->plain->height_rows)
        ui->plain->has_enough =
            plain_read(ui, _("Enter goes on, q stops: "), &typed) != PLAIN_LINE ||
            typed.len_bytes > 0;
    buffer_release(&typed);
    return !ui->plain->has_enough;
}

/* ---- choosing ---------------------------------------------------------------------------------------- */

struct choosing {
    size_t count;
    void (*append)(struct ui *ui, void *context, size_t index, struct buffer *label);
    void *context;
    const char *prompt;
};

/* The lines that have the words, or all without words; how many they were. */
static size_t put_list(struct ui *ui, const struct choosing *choosing, const char *words)
{
    struct buffer label = {0}, text = {0};
    struct text_query query = {0};
    size_t shown = 0, start_bytes, end_bytes;

    text_query_init(&query, words, strlen(words));
    begin_list(ui);
    for (size_t i = 0; i < choosing->count; i++) {
        buffer_clear(&label);
        buffer_clear(&text);
        choosing->append(ui, choosing->context, i, &label);
        if (words[0] != '\0' &&
            !text_query_find(&query, label.data, label.len_bytes, 0, &start_bytes, &end_bytes))
            continue;
        if (!goes_on(ui))
            break;
        buffer_append_format(&text, "%zu: %s", i + 1, label.data);
        plain_put(ui, text.data);
        shown++;
    }
    text_query_release(&query);
    buffer_release(&label);
    buffer_release(&text);
    return shown;
}

/* "3", or with a letter after it that asks for something else than going there. */
static bool parse_number(const char *typed, size_t count, size_t *index, char *letter)
{
    char *end;
    size_t number;

    if (typed[0] < '0' || typed[0] > '9')
        return false;
    number = (size_t)strtoull(typed, &end, 10);
    *letter = *end;
    *index = number - 1;
    return number >= 1 && number <= count && (end[0] == '\0' || end[1] == '\0');
}

static bool choose(struct ui *ui, const struct choosing *choosing, size_t *index, char *letter)
{
    struct buffer typed = {0};
    bool is_chosen = false, again = true;

    buffer_init(&typed);
    while (again && choosing->count > 0 && !is_chosen) {
        if (put_list(ui, choosing, typed.data) == 0)
            plain_put(ui, _("Nothing has these words"));
        again = plain_read(ui, choosing->prompt, &typed) == PLAIN_LINE && typed.len_bytes > 0 &&
                strcmp(typed.data, "q") != 0;
        is_chosen = again && parse_number(typed.data, choosing->count, index, letter);
    }
    buffer_release(&typed);
    return is_chosen;
}

/* ---- notes and stances, reports ----------------------------------------------------------------------- */

static void append_entry(struct ui *ui, void *context, size_t index, struct buffer *label)
{
    const struct session_entry *entries = context;

    (void)ui;
    buffer_append_string(label, entries[index].label);
}

bool plain_list(struct ui *ui, struct session_entry *entries, size_t count, size_t *index)
{
    const struct choosing choosing = {count, append_entry, entries, _("Go to number: ")};
    char letter;

    return choose(ui, &choosing, index, &letter);
}

/* ---- the outline --------------------------------------------------------------------------------------- */

enum { BADGES_COLS = 60 };

static void append_heading(struct ui *ui, void *context, size_t index, struct buffer *label)
{
    const struct report *report = session_report(ui->session);
    unsigned depth = report->headings[index].depth;
    char *title = report_heading_label(report, index);
    struct buffer badges = {0};

    (void)context;
    buffer_append_repeated(label, '#', depth > 0 ? depth : 1);
    buffer_append_format(label, " %s", title);
    layout_badge_words(session_view(ui->session)->layout, index, BADGES_COLS, &badges);
    if (badges.len_bytes > 0)
        buffer_append_format(label, " (%s)", badges.data);
    buffer_release(&badges);
    free(title);
}

void plain_outline(struct ui *ui)
{
    const struct choosing choosing = {session_report(ui->session)->heading_count, append_heading,
                                      NULL, _("Go to number: ")};
    size_t index;
    char letter;

    if (choose(ui, &choosing, &index, &letter))
        session_go_to_heading(ui->session, index);
}

/* ---- the changes --------------------------------------------------------------------------------------- */

static void append_change(struct ui *ui, void *context, size_t index, struct buffer *label)
{
    session_changes_label(context, index, ui->plain->width_cols, label);
}

/* "3u" undoes the third, "3r" does it again; of another's it asks for the same once more. */
static void step_change(struct ui *ui, struct session_changes *changes, size_t index, char letter)
{
    enum sidecar_step step = letter == 'u' ? SIDECAR_UNDO : SIDECAR_REDO;
    struct buffer message = {0};
    struct error error = {0};

    if (session_changes_step(changes, &index, step, &message, &error))
        ui_say(ui, "%s", message.data);
    else
        ui_fail(ui, &error);
    buffer_release(&message);
    plain_put_message(ui);
}

void plain_changes(struct ui *ui)
{
    struct error error = {0};
    struct session_changes *changes = session_changes_open(ui->session, &error);
    struct choosing choosing = {0, append_change, changes,
                                /* TRANSLATORS: u and r are typed, leave them */
                                _("Go to number, undo it as in 3u, redo it as in 3r: ")};
    size_t index;
    char letter = '\0';

    if (changes == NULL) {
        ui_fail(ui, &error);
        return;
    }
    for (;;) {
        choosing.count = session_changes_count(changes);
        if (!choose(ui, &choosing, &index, &letter))
            break;
        if (letter == '\0' && !session_changes_go(changes, index, &error))
            ui_fail(ui, &error);
        if (letter != 'u' && letter != 'r')
            break;
        step_change(ui, changes, index, letter);
    }
    session_changes_close(changes);
}

/* ---- the help ------------------------------------------------------------------------------------------ */

/* "j Down :down: one line down", and what the reader bound to it with an argument. */
static void put_verb(struct ui *ui, const struct verb *verb)
{
    const struct keymap *keymap = ui_keymap(ui);
    struct buffer text = {0};

    keymap_append_keys(keymap, verb, &text);
    buffer_append_format(&text, "%s:%s: %s", text.len_bytes > 0 ? " " : "", verb->name,
                         _(verb->help));
    plain_put(ui, text.data);
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if (binding->verb != verb || binding->argument == NULL)
            continue;
        buffer_clear(&text);
        keymap_append_binding(binding, &text);
        buffer_append_format(&text, " :%s %s", verb->name, binding->argument);
        plain_put(ui, text.data);
    }
    buffer_release(&text);
}

static void put_group(struct ui *ui, const char *group)
{
    plain_put(ui, "");
    plain_put(ui, _(group));
    for (const struct verb *verb = session_verbs; verb->name != NULL && goes_on(ui); verb++) {
        if (strcmp(verb->group, group) == 0)
            put_verb(ui, verb);
    }
}

void plain_help(struct ui *ui)
{
    begin_list(ui);
    plain_put(ui, _("A line is a key, or a name after a colon, with what it wants after a space: "
                    "5j, a text of a note, /word, :item 3. An empty line goes one line on."));
    for (const struct verb *verb = session_verbs; verb->name != NULL && goes_on(ui); verb++) {
        if (help_is_first_of_group(verb))
            put_group(ui, verb->group);
    }
}
