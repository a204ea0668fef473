/* Histories of lines. Those of the ':' line and of searches are kept between runs, each in a small private file.
 *
 * What is always true of these files:
 *  1. Commands are those that were known by their name, the newest last, each once: never what was typed
 *     as a note or a stance, and no line that was meant for one and mistyped. Of searches each line is kept.
 *  2. A file stays below HISTORY_MAX lines and FILE_MAX_BYTES.
 *  3. It is read with the first such line and written after each, with what another run added meanwhile:
 *     a run that is killed loses nothing. */
#include "config.h"

#include "ui/room.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HISTORY_MAX = 200, LINE_MAX_BYTES = 500, FILE_MAX_BYTES = 64 << 10 };

void history_add(struct line_history *history, const char *text)
{
    if (text[0] == '\0' ||
        (history->count > 0 && strcmp(history->items[history->count - 1], text) == 0))
        return;
    history->items = array_reserve(history->items, &history->capacity, history->count + 1,
                                   sizeof *history->items);
    history->items[history->count++] = base_copy_string(text);
}

bool history_find(const struct line_history *history, const char *beginning, const char *shown,
                  bool older, size_t *at)
{
    size_t len_bytes = strlen(beginning);

    for (size_t i = *at; older ? i-- > 0 : ++i < history->count;) {
        if (strncmp(history->items[i], beginning, len_bytes) != 0 ||
            strcmp(history->items[i], shown) == 0)
            continue;
        *at = i;
        return true;
    }
    return false;
}

void history_release(struct line_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->items[i]);
    free(history->items);
    *history = (struct line_history){0};
}

/* ---- kept between runs --------------------------------------------------------------------------- */

static const char *file_of(const struct ui *ui, const struct line_history *history)
{
    return history == &ui->searches ? "searches" : "commands";
}

/* Of a line that was typed as a command, whether it may be kept. */
static bool may_command_be_kept(const char *line)
{
    const char *name = line + strspn(line, " ");
    size_t name_bytes = strcspn(name, " ");
    const struct verb *verb = session_find_verb(name, name_bytes);
    bool has_argument = name[name_bytes + strspn(name + name_bytes, " ")] != '\0';

    if (verb == NULL)
        return name_bytes > 0 && strspn(name, "0123456789") == name_bytes && !has_argument;
    return !has_argument ||
           (verb->argument != ARGUMENT_NONE && verb->argument != ARGUMENT_NOTE &&
            verb->argument != ARGUMENT_EDITOR && verb->argument != ARGUMENT_STANCES);
}

static bool may_be_kept(const struct ui *ui, const struct line_history *history, const char *line)
{
    if (line[0] == '\0' || strlen(line) > LINE_MAX_BYTES || strchr(line, '\n') != NULL)
        return false;
    return history == &ui->searches || may_command_be_kept(line);
}

/* What was there goes first; each line only where it is not said again later. */
static void add_lines(const struct ui *ui, const struct line_history *of, const char *text,
                      struct line_history *history)
{
    while (text != NULL && *text != '\0') {
        size_t len_bytes = strcspn(text, "\n");
        char *line = base_copy_bytes(text, len_bytes);

        if (may_be_kept(ui, of, line))
            history_add(history, line);
        free(line);
        text += len_bytes + (text[len_bytes] == '\n');
    }
}

static void read_file(const struct ui *ui, const struct line_history *of, const char *path,
                      struct line_history *history)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    char *bytes = file < 0 ? NULL : state_read(file, FILE_MAX_BYTES);
    struct buffer text = {0};
    size_t replaced_count = 0;

    if (file >= 0)
        close(file);
    if (bytes != NULL)
        text_decode(bytes, strlen(bytes), false, &text, &replaced_count);
    add_lines(ui, of, text.data, history);
    buffer_release(&text);
    free(bytes);
}

static bool is_said_again(const struct line_history *history, size_t index)
{
    for (size_t i = index + 1; i < history->count; i++)
        if (strcmp(history->items[i], history->items[index]) == 0)
            return true;
    return false;
}

void history_load(struct ui *ui, struct line_history *history)
{
    struct buffer path = {0};

    if (history->loaded || !ui_keeps_state(ui))
        return;
    history->loaded = true;
    if (state_path(&path, file_of(ui, history)))
        read_file(ui, history, path.data, history);
    buffer_release(&path);
}

void history_keep(struct ui *ui, const struct line_history *history, const char *line)
{
    struct line_history lines = {0};
    struct buffer path = {0}, text = {0};

    if (!ui_keeps_state(ui) || !may_be_kept(ui, history, line) ||
        !state_path(&path, file_of(ui, history)))
        goto done;
    read_file(ui, history, path.data, &lines);
    history_add(&lines, line);
    for (size_t i = lines.count > HISTORY_MAX ? lines.count - HISTORY_MAX : 0; i < lines.count; i++)
        if (!is_said_again(&lines, i))
            buffer_append_format(&text, "%s\n", lines.items[i]);
    if (text.len_bytes < FILE_MAX_BYTES)
        state_write(path.data, text.data, text.len_bytes, NULL);
done:
    history_release(&lines);
    buffer_release(&text);
    buffer_release(&path);
}
