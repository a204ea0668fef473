/* The ':' line: a verb by its name or the beginning of it, with its argument. Tab completes; a number
 * alone goes to that item. */
#include "config.h"

#include "ui/room.h"

#include <stdlib.h>
#include <string.h>

/* Verbs whose names begin so; the first of them, and how many bytes they all share. */
static size_t find_beginning(const char *text, size_t len_bytes, const struct verb **first,
                             size_t *shared_bytes)
{
    size_t count = 0;

    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        size_t same_bytes = 0;

        if (strncmp(verb->name, text, len_bytes) != 0)
            continue;
        if (count++ == 0) {
            *first = verb;
            *shared_bytes = strlen(verb->name);
            continue;
        }
        while (same_bytes < *shared_bytes && verb->name[same_bytes] == (*first)->name[same_bytes])
            same_bytes++;
        *shared_bytes = same_bytes;
    }
    return count;
}

static void append_names(const char *text, size_t len_bytes, struct buffer *names)
{
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (strncmp(verb->name, text, len_bytes) == 0)
            buffer_append_format(names, "%s%s", names->len_bytes > 0 ? " " : "", verb->name);
    }
}

/* Of the words that begin so, as many bytes as they all share; those words appended, apart by spaces. */
static size_t find_values(const char *values, const char *beginning, struct buffer *found,
                          size_t *count)
{
    size_t len_bytes = strlen(beginning), shared_bytes = 0;
    const char *first = NULL;

    *count = 0;
    for (const char *value = values; *value != '\0';) {
        size_t value_bytes = strcspn(value, " "), same_bytes = 0;

        if (value_bytes >= len_bytes && memcmp(value, beginning, len_bytes) == 0) {
            if ((*count)++ == 0) {
                first = value;
                shared_bytes = value_bytes;
            }
            while (same_bytes < shared_bytes && same_bytes < value_bytes &&
                   value[same_bytes] == first[same_bytes])
                same_bytes++;
            shared_bytes = same_bytes;
            buffer_append_format(found, "%s%.*s", found->len_bytes > 0 ? " " : "", (int)value_bytes,
                                 value);
        }
        value += value_bytes;
        value += strspn(value, " ");
    }
    return shared_bytes;
}

/* The argument of a verb that knows its words. */
static bool complete_value(struct ui *ui, struct line *line)
{
    const char *text = line->text.data;
    size_t name_bytes = strcspn(text, " "), count, shared_bytes;
    const char *argument = text + name_bytes + strspn(text + name_bytes, " ");
    const struct verb *verb = session_find_verb(text, name_bytes);
    struct buffer found = {0}, completed = {0};

    if (verb == NULL || verb->values == NULL)
        return false;
    shared_bytes = find_values(verb->values, argument, &found, &count);
    if (count > 0 && shared_bytes == strlen(argument) && count > 1) {
        ui_say(ui, "%s", found.data);
    } else if (count > 0) {
        buffer_append(&completed, text, (size_t)(argument - text));
        buffer_append(&completed, found.data, shared_bytes);
        line_set(line, completed.data);
    }
    buffer_release(&found);
    buffer_release(&completed);
    return count > 0;
}

/* As far as all names that begin so agree; where that is no further, the names are shown. */
static bool complete(struct ui *ui, struct line *line)
{
    const struct verb *verb = NULL;
    size_t shared_bytes = 0, count;
    struct buffer text = {0};

    if (line->cursor_bytes != line->text.len_bytes)
        return false;
    if (strchr(line->text.data, ' ') != NULL)
        return complete_value(ui, line);
    count = find_beginning(line->text.data, line->text.len_bytes, &verb, &shared_bytes);
    if (count == 0)
        return false;
    if (shared_bytes == line->text.len_bytes && count > 1) {
        append_names(line->text.data, line->text.len_bytes, &text);
        ui_say(ui, "%s", text.data);
    } else {
        buffer_append(&text, verb->name, shared_bytes);
        if (count == 1 && verb->argument != ARGUMENT_NONE)
            buffer_append_char(&text, ' ');
        line_set(line, text.data);
    }
    buffer_release(&text);
    return true;
}

static void say_unknown(struct ui *ui, const char *text, size_t len_bytes)
{
    struct buffer names = {0};

    append_names(text, len_bytes, &names);
    if (names.len_bytes > 0)
        ui_complain(ui, _("%.*s could be any of: %s"), (int)len_bytes, text, names.data);
    else
        ui_complain(ui, _("No command is named %.*s: Tab after : lists them"), (int)len_bytes,
                    text);
    buffer_release(&names);
}

/* prepare remembers where the reader is; what it offers to start with is not needed here. */
static void run_with_argument(struct ui *ui, const struct verb *verb, const char *argument)
{
    struct verb_call call = {.argument = argument};
    char *initial = NULL;

    if (verb->prepare == NULL || verb->prepare(ui->session, &initial))
        ui_perform(ui, session_run(ui->session, verb, &call));
    free(initial);
}

void command_run_words(struct ui *ui, const char *text)
{
    size_t name_bytes;
    const char *argument;
    const struct verb *verb;

    text += strspn(text, " ");
    name_bytes = strcspn(text, " ");
    argument = text + name_bytes + strspn(text + name_bytes, " ");
    if (name_bytes == 0)
        return;
    if (strspn(text, "0123456789") == name_bytes) {
        run_with_argument(ui, session_find_verb("item", 4), text);
        return;
    }
    verb = session_find_verb(text, name_bytes);
    if (verb == NULL)
        say_unknown(ui, text, name_bytes);
    else if (verb->argument == ARGUMENT_NONE || (argument[0] == '\0' && !verb->optional))
        ui_run_verb(ui, verb, 0, false);
    else
        run_with_argument(ui, verb, argument);
}

void command_run(struct ui *ui)
{
    const struct line_dialog dialog = {
        .prompt = ":", .history = &ui->commands, .complete = complete};
    struct line line;

    line_init(&line, NULL, false);
    if (line_dialog_run(ui, &dialog, &line) == LINE_SAVED)
        command_run_words(ui, line.text.data);
    line_release(&line);
}
