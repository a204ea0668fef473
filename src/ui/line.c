/* Editing a line, cluster by cluster. */
#include "config.h"

#include "ui/line.h"

#include <stdlib.h>
#include <string.h>


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

/* The row that is being filled. */
struct filling {
    const struct line *line;
    struct line_rows *rows;
    int cols, room_cols; /* what it has, and what it may have */
    int width_cols;      /* of the rows after it */
    size_t break_bytes;  /* where its last word begins */
    int break_cols;      /* the columns before that */
};

static void start_row(struct filling *filling, size_t start_bytes)
{
    add_row(filling->rows, start_bytes);
    filling->cols = filling->break_cols = 0;
    filling->break_bytes = start_bytes;
    filling->room_cols = filling->width_cols;
}

/* Before a character that has no room: its whole word goes to a new row, where the row has others. */
static void break_row(struct filling *filling, size_t at_bytes)
{
    struct line_rows *rows = filling->rows;
    size_t cursor_bytes = filling->line->cursor_bytes, start_bytes = at_bytes;
    int kept_cols = filling->cols, moved_cols;

    if (filling->break_cols > 0) {
        start_bytes = filling->break_bytes;
        kept_cols = filling->break_cols;
    }
    moved_cols = filling->cols - kept_cols;
    rows->items[rows->count - 1].end_bytes = start_bytes;
    start_row(filling, start_bytes);
    rows->items[rows->count - 1].end_bytes = at_bytes;
    filling->cols = moved_cols;
    if (cursor_bytes >= start_bytes && cursor_bytes < at_bytes) {
        rows->cursor_row = rows->count - 1;
        rows->cursor_cols -= kept_cols;
    }
}

static void note_cursor(struct filling *filling, size_t at_bytes)
{
    if (at_bytes != filling->line->cursor_bytes)
        return;
    filling->rows->cursor_row = filling->rows->count - 1;
    filling->rows->cursor_cols = filling->cols;
    if (filling->cols > 0 && filling->cols >= filling->room_cols)
        filling->rows->cursor_cols = filling->room_cols - 1;
}

/* One character; a space may take the column that is left free for the cursor. */
static size_t fill(struct filling *filling, size_t at_bytes)
{
    const struct buffer *text = &filling->line->text;
    bool is_space = text->data[at_bytes] == ' ';
    struct text_shown shown;
    size_t next_bytes = text_show_next(text->data, text->len_bytes, at_bytes, &shown);

    while (filling->cols > 0 &&
           filling->cols + shown.width_cols > filling->room_cols - (is_space ? 0 : 1))
        break_row(filling, at_bytes);
    note_cursor(filling, at_bytes);
    filling->cols += shown.width_cols;
    filling->rows->items[filling->rows->count - 1].end_bytes = next_bytes;
    if (is_space) {
        filling->break_bytes = next_bytes;
        filling->break_cols = filling->cols;
    }
    return next_bytes;
}

void line_rows(const struct line *line, int first_cols, int width_cols, struct line_rows *rows)
{
    struct filling filling = {
        .line = line, .rows = rows, .room_cols = first_cols, .width_cols = width_cols};

    *rows = (struct line_rows){0};
    add_row(rows, 0);
    for (size_t at_bytes = 0; at_bytes < line->text.len_bytes;) {
        if (line->text.data[at_bytes] != '\n') {
            at_bytes = fill(&filling, at_bytes);
            continue;
        }
        note_cursor(&filling, at_bytes);
        start_row(&filling, ++at_bytes);
    }
    if (filling.cols > 0 && filling.cols >= filling.room_cols)
        start_row(&filling, line->text.len_bytes);
    note_cursor(&filling, line->text.len_bytes);
}

void line_rows_release(struct line_rows *rows)
{
    free(rows->items);
    *rows = (struct line_rows){0};
}
