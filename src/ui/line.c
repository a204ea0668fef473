/* Editing a line, cluster by cluster. */
#include "config.h"

#include "ui/line.h"

#include <stdlib.h>
#include <string.h>

#include "ui/keymap.h"

void line_init(struct line *line, const char *initial, bool multiline)
{
    *line = (struct line){.multiline = multiline};
    buffer_init(&line->text);
    if (initial != NULL)
        line_set(line, initial);
}

void line_release(struct line *line)
{
    buffer_release(&line->text);
    line->cursor_bytes = 0;
}

void line_set(struct line *line, const char *text)
{
    buffer_clear(&line->text);
    line->cursor_bytes = 0;
    line_insert(line, text, strlen(text));
}

/* ---- changing ---------------------------------------------------------------------------------- */

static void replace(struct line *line, size_t start_bytes, size_t end_bytes, const char *bytes,
                    size_t len_bytes)
{
    struct buffer text = {0};

    buffer_append(&text, line->text.data, start_bytes);
    buffer_append(&text, bytes, len_bytes);
    buffer_append(&text, line->text.data + end_bytes, line->text.len_bytes - end_bytes);
    buffer_release(&line->text);
    line->text = text;
    line->cursor_bytes = start_bytes + len_bytes;
}

void line_insert(struct line *line, const char *bytes, size_t len_bytes)
{
    struct buffer text = {0};
    size_t replaced_count = 0, kept_bytes = 0;

    buffer_init(&text);
    text_decode(bytes, len_bytes, false, &text, &replaced_count);
    for (size_t i = 0; i < text.len_bytes; i++) {
        char byte = text.data[i];

        if (byte == '\n' && !line->multiline)
            byte = ' ';
        if ((unsigned char)byte >= 0x20 ? byte != 0x7F : byte == '\n' || byte == '\t')
            text.data[kept_bytes++] = byte;
    }
    replace(line, line->cursor_bytes, line->cursor_bytes, text.data, kept_bytes);
    buffer_release(&text);
}

/* Clusters are found line by line: an LF is a cluster of its own. */
static size_t step_back(const struct line *line)
{
    return text_cluster_previous(line->text.data, line->text.len_bytes, line->cursor_bytes);
}

static size_t step_on(const struct line *line)
{
    return text_cluster_next(line->text.data, line->text.len_bytes, line->cursor_bytes);
}

static size_t word_start(const struct line *line)
{
    size_t at_bytes = line->cursor_bytes;

    while (at_bytes > 0 && strchr(" \n\t", line->text.data[at_bytes - 1]))
        at_bytes--;
    while (at_bytes > 0 && !strchr(" \n\t", line->text.data[at_bytes - 1]))
        at_bytes--;
    return at_bytes;
}

static size_t row_start(const struct line *line)
{
    size_t at_bytes = line->cursor_bytes;

    while (at_bytes > 0 && line->text.data[at_bytes - 1] != '\n')
        at_bytes--;
    return at_bytes;
}

static size_t row_end(const struct line *line)
{
    size_t at_bytes = line->cursor_bytes;

    while (at_bytes < line->text.len_bytes && line->text.data[at_bytes] != '\n')
        at_bytes++;
    return at_bytes;
}

static void erase(struct line *line, size_t start_bytes, size_t end_bytes)
{
    replace(line, start_bytes, end_bytes, "", 0);
}

static bool type_character(struct line *line, uint32_t code)
{
    struct buffer bytes = {0};
    bool is_character = code >= 0x20 && code != 0x7F && code < 0x110000;

    if (!is_character && !(code == KEYCODE_NEWLINE && line->multiline))
        return false;
    keymap_append_character(&bytes, code);
    line_insert(line, bytes.data, bytes.len_bytes);
    buffer_release(&bytes);
    return true;
}

bool line_key(struct line *line, uint32_t code)
{
    size_t len_bytes = line->text.len_bytes;

    if (code == KEYCODE_LEFT || code == KEYCODE_CONTROL('B'))
        line->cursor_bytes = line->cursor_bytes > 0 ? step_back(line) : 0;
    else if (code == KEYCODE_RIGHT || code == KEYCODE_CONTROL('F'))
        line->cursor_bytes = line->cursor_bytes < len_bytes ? step_on(line) : len_bytes;
    else if (code == KEYCODE_HOME || code == KEYCODE_CONTROL('A'))
        line->cursor_bytes = row_start(line);
    else if (code == KEYCODE_END || code == KEYCODE_CONTROL('E'))
        line->cursor_bytes = row_end(line);
    else if (code == KEYCODE_BACKSPACE || code == KEYCODE_CONTROL('H'))
        erase(line, line->cursor_bytes > 0 ? step_back(line) : 0, line->cursor_bytes);
    else if (code == KEYCODE_DELETE || code == KEYCODE_CONTROL('D'))
        erase(line, line->cursor_bytes, line->cursor_bytes < len_bytes ? step_on(line) : len_bytes);
    else if (code == KEYCODE_CONTROL('W'))
        erase(line, word_start(line), line->cursor_bytes);
    else if (code == KEYCODE_CONTROL('U'))
        erase(line, row_start(line), line->cursor_bytes);
    else if (code == KEYCODE_CONTROL('K'))
        erase(line, line->cursor_bytes, row_end(line));
    else
        return type_character(line, code);
    return true;
}

/* ---- rows -------------------------------------------------------------------------------------- */

static void add_row(struct line_rows *rows, size_t start_bytes)
{
    rows->items = array_reserve(rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items);
    rows->items[rows->count++] =
        (struct line_row){.start_bytes = start_bytes, .end_bytes = start_bytes};
}

static void note_cursor(const struct line *line, struct line_rows *rows, size_t at_bytes, int cols)
{
    if (at_bytes != line->cursor_bytes)
        return;
    rows->cursor_row = rows->count - 1;
    rows->cursor_cols = cols;
}

void line_rows(const struct line *line, int first_cols, int width_cols, struct line_rows *rows)
{
    int cols = 0, room_cols = first_cols;
    struct text_shown shown;

    *rows = (struct line_rows){0};
    add_row(rows, 0);
    for (size_t at_bytes = 0; at_bytes < line->text.len_bytes;) {
        bool is_end = line->text.data[at_bytes] == '\n';
        size_t next_bytes = at_bytes + 1;

        if (!is_end) {
            next_bytes = text_show_next(line->text.data, line->text.len_bytes, at_bytes, &shown);
            /* one column stays free for the cursor behind the last character */
            if (cols > 0 && cols + shown.width_cols >= room_cols) {
                add_row(rows, at_bytes);
                cols = 0;
                room_cols = width_cols;
            }
        }
        note_cursor(line, rows, at_bytes, cols);
        if (is_end) {
            add_row(rows, next_bytes);
            cols = 0;
            room_cols = width_cols;
        } else {
            cols += shown.width_cols;
            rows->items[rows->count - 1].end_bytes = next_bytes;
        }
        at_bytes = next_bytes;
    }
    note_cursor(line, rows, line->text.len_bytes, cols);
}

void line_rows_release(struct line_rows *rows)
{
    free(rows->items);
    *rows = (struct line_rows){0};
}
