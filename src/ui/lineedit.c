/* The line editor at the foot of the screen. A long text grows upwards, over at most half the screen, and
 * the page makes room; beyond that it scrolls. */
#include "config.h"

#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

#include "ui/system.h"

/* What was typed is told after a pause, and never later than LATEST_MS after the first change. */
enum { PAUSE_MS = 400, LATEST_MS = 1000, HINT_MIN_ROWS = 4, TYPED_AHEAD_MAX = 64 };

/* A question keeps its words as long as that much is left beside it for the answer. */
enum { TYPING_LEAST_COLS = 16 };

struct editing {
    struct ui *ui;
    const struct line_dialog *dialog;
    struct line *line;
    struct line_rows rows;
    int prompt_cols;
    int shown_rows;    /* of the line */
    int hint_rows;     /* above it: 1 where the hint has no room beside it */
    int taken_rows;    /* both, as the page was last told */
    size_t history_at; /* count: the line that is being written */
    char *written;     /* that line, while an older one is shown */
    bool unshown;      /* the same, of a dialog that lags */
    bool unheard;      /* changed since the dialog was last told */
    int64_t since_ms;  /* when it became so */
};

/* ---- laying out and drawing ---------------------------------------------------------------------- */

static size_t first_shown(const struct editing *editing)
{
    size_t shown = (size_t)editing->shown_rows, last = editing->rows.count - shown;
    size_t first = editing->rows.cursor_row + 1 > shown ? editing->rows.cursor_row + 1 - shown : 0;

    return first < last ? first : last;
}

static int hint_cols(const struct editing *editing)
{
    return editing->dialog->hint == NULL
               ? 0
               : text_width_cols(editing->dialog->hint, strlen(editing->dialog->hint));
}

/* Whether something of that width has room at the right of the last row shown. */
static bool fits_beside(const struct editing *editing, int width_cols)
{
    size_t last = first_shown(editing) + (size_t)editing->shown_rows - 1;
    const struct line_row *row = &editing->rows.items[last];
    int row_cols = text_width_cols(editing->line->text.data + row->start_bytes,
                                   row->end_bytes - row->start_bytes);

    return (last == 0 ? editing->prompt_cols : 0) + row_cols + 2 + width_cols <
           editing->ui->screen.width_cols;
}

/* Gives the rows anew, and the page its new room. */
static void lay_out(struct editing *editing)
{
    struct ui *ui = editing->ui;
    int width_cols = ui->screen.width_cols, most_rows = (ui->screen.height_rows + 1) / 2;
    int taken_rows;

    editing->prompt_cols =
        text_width_cols(editing->dialog->prompt, strlen(editing->dialog->prompt));
    if (editing->prompt_cols > width_cols / 2 &&
        editing->prompt_cols > width_cols - TYPING_LEAST_COLS)
        editing->prompt_cols = width_cols > 3 ? 1 : 0;
    line_rows_release(&editing->rows);
    line_rows(editing->line, width_cols - editing->prompt_cols, width_cols, &editing->rows);
    editing->shown_rows =
        editing->rows.count < (size_t)most_rows ? (int)editing->rows.count : most_rows;
    editing->hint_rows = hint_cols(editing) > 0 && hint_cols(editing) <= width_cols &&
                         ui->screen.height_rows >= HINT_MIN_ROWS &&
                         !fits_beside(editing, hint_cols(editing));
    taken_rows = editing->shown_rows + editing->hint_rows;
    if (taken_rows != editing->taken_rows)
        ui_lay_out(ui, taken_rows - 1);
    editing->taken_rows = taken_rows;
}

static void draw_row(struct editing *editing, int row, size_t index)
{
    const struct line_row *bytes = &editing->rows.items[index];
    struct screen *screen = &editing->ui->screen;
    struct buffer shown = {0};
    int col = index == 0 ? editing->prompt_cols : 0, width_cols;

    screen_fill(screen, row, 0, screen->width_cols, LOOK_TEXT);
    if (index == 0)
        screen_string(screen, row, 0, editing->dialog->prompt, editing->prompt_cols, LOOK_PROMPT);
    width_cols = text_show(editing->line->text.data + bytes->start_bytes,
                           bytes->end_bytes - bytes->start_bytes, -1, &shown);
    screen_text(screen, row, col, shown.data, shown.len_bytes, width_cols, LOOK_TEXT);
    buffer_release(&shown);
}

/* What was said to the reader, else the hint: beside the line, else above it. */
static void draw_hint(struct editing *editing, int top_row)
{
    struct ui *ui = editing->ui;
    struct screen *screen = &ui->screen;
    const struct buffer *told =
        &session_view(ui->session)->message; /* of what others did meanwhile */
    const struct buffer *message = ui->message.len_bytes > 0 ? &ui->message : told;
    bool is_message = message->len_bytes > 0;
    const char *hint = is_message ? message->data : editing->dialog->hint;
    int cols = hint == NULL ? 0 : text_width_cols(hint, strlen(hint));

    if (cols == 0)
        return;
    if (fits_beside(editing, cols))
        screen_string(screen, screen->height_rows - 1, screen->width_cols - 1 - cols, hint, cols,
                      LOOK_HINT);
    else if (top_row > 0 && (is_message || editing->hint_rows > 0))
        draw_said(ui, hint, LOOK_HINT, top_row - 1, top_row);
}

static void draw(struct editing *editing)
{
    struct ui *ui = editing->ui;
    struct screen *screen = &ui->screen;
    size_t first = first_shown(editing);
    int top_row = screen->height_rows - editing->shown_rows;

    screen_begin(screen);
    if (editing->dialog->draw != NULL)
        editing->dialog->draw(ui, editing->dialog->context);
    else
        draw_page(ui);
    if (editing->dialog->draw_over != NULL)
        editing->dialog->draw_over(ui, top_row - editing->hint_rows);
    for (int i = 0; i < editing->shown_rows; i++)
        draw_row(editing, top_row + i, first + (size_t)i);
    draw_hint(editing, top_row);
    screen_end(screen, top_row + (int)(editing->rows.cursor_row - first),
               editing->rows.cursor_cols +
                   (editing->rows.cursor_row == 0 ? editing->prompt_cols : 0));
}

/* ---- keys ---------------------------------------------------------------------------------------- */

/* Where a line was begun, only those that begin so are shown; a note's beginning tells nothing. */
static void show_history(struct editing *editing, bool older)
{
    const struct line_history *history = editing->dialog->history;
    size_t index = editing->history_at;

    if (index == history->count) {
        free(editing->written);
        editing->written = base_copy_string(editing->line->text.data);
    }
    if (history_find(history, editing->line->multiline ? "" : editing->written,
                     editing->line->text.data, older, &index))
        line_set(editing->line, history->items[index]);
    else if (!older && index < history->count)
        index = history->count;
    if (index == history->count)
        line_set(editing->line, editing->written);
    editing->history_at = index;
}

/* Up and Down: between rows of a long text, else between lines of the history. */
static void move_row(struct editing *editing, bool up)
{
    const struct line_rows *rows = &editing->rows;
    const struct line_history *history = editing->dialog->history;
    size_t target = up ? rows->cursor_row - 1 : rows->cursor_row + 1;
    struct text_shown shown;
    int cols = 0;

    if (up ? rows->cursor_row > 0 : target < rows->count) {
        size_t at_bytes = rows->items[target].start_bytes;

        while (at_bytes < rows->items[target].end_bytes && cols < rows->cursor_cols) {
            at_bytes = text_show_next(editing->line->text.data, editing->line->text.len_bytes,
                                      at_bytes, &shown);
            cols += shown.width_cols;
        }
        editing->line->cursor_bytes = at_bytes;
    } else if (history != NULL) {
        show_history(editing, up);
    }
}

/* True where the line may have changed. */
static bool edit(struct editing *editing, uint32_t code)
{
    bool was_there = editing->line->text.len_bytes > 0;

    if (code == KEYCODE_UP || code == KEYCODE_CONTROL('P'))
        move_row(editing, true);
    else if (code == KEYCODE_DOWN || code == KEYCODE_CONTROL('N'))
        move_row(editing, false);
    else
        return line_key(editing->line, code) && (was_there || editing->line->text.len_bytes > 0);
    return true;
}

static bool cancels(const struct editing *editing, uint32_t code)
{
    bool is_rubout = code == KEYCODE_BACKSPACE && editing->line->text.len_bytes == 0;

    return code == KEYCODE_ESCAPE || code == KEYCODE_CONTROL('C') || code == KEYCODE_CONTROL('G') ||
           is_rubout;
}

static void tell(struct editing *editing)
{
    editing->dialog->idle(editing->ui, editing->line);
    editing->unheard = false;
}

static void show_change(struct editing *editing)
{
    if (editing->unshown)
        editing->dialog->changed(editing->ui, editing->line);
    editing->unshown = false;
}

static void note_change(struct editing *editing)
{
    editing->unshown = editing->dialog->changed != NULL;
    if (!editing->dialog->lags)
        show_change(editing);
    if (editing->dialog->idle == NULL || editing->unheard)
        return;
    editing->unheard = true;
    editing->since_ms = system_now_ms();
}

/* Reads one thing; false when the program ends. */
static bool read_one(struct editing *editing)
{
    int64_t left_ms = -1;

    if (editing->unheard) {
        left_ms = editing->since_ms + LATEST_MS - system_now_ms();
        if (left_ms <= 0) {
            tell(editing);
            left_ms = -1;
        }
    }
    if (!ui_read_dialog(editing->ui, left_ms > PAUSE_MS ? PAUSE_MS : (int)left_ms))
        return false;
    if (editing->ui->input.kind == INPUT_NONE)
        tell(editing);
    return true;
}

static enum line_key ask_dialog(struct editing *editing, uint32_t code)
{
    buffer_clear(&editing->ui->message);
    return editing->dialog->key == NULL ? LINE_KEY_NOT_MINE
                                        : editing->dialog->key(editing->ui, editing->line, code);
}

/* True when the line is done. */
static bool handle_key(struct editing *editing, uint32_t code, enum line_answer *answer)
{
    if (cancels(editing, code))
        *answer = LINE_CANCELLED;
    else if (code == KEYCODE_CONTROL('X') && editing->dialog->discards)
        *answer = LINE_DISCARDED;
    else if (code == KEYCODE_ENTER || (code == KEYCODE_NEWLINE && !editing->line->multiline))
        *answer = LINE_SAVED;
    else
        return false;
    return true;
}

static enum line_answer read_keys(struct editing *editing)
{
    const struct input *input = &editing->ui->input;
    enum line_answer answer;

    for (size_t skipped = 0;; skipped++) {
        bool changed = false;

        /* what is typed ahead is dealt with before the next frame */
        if (skipped == TYPED_AHEAD_MAX || !input_waits(input)) {
            show_change(editing);
            skipped = 0;
        }
        lay_out(editing);
        if (skipped == 0)
            draw(editing);
        if (!read_one(editing))
            return LINE_ENDED;
        if (input->kind == INPUT_RESIZE || input->kind == INPUT_STOP)
            editing->taken_rows = 0;
        if (input->kind == INPUT_PASTE) {
            line_insert(editing->line, input->pasted.data, input->pasted.len_bytes);
            changed = true;
        }
        if (input->kind == INPUT_MOUSE && editing->dialog->mouse != NULL &&
            editing->dialog->mouse(editing->ui, editing->line, &input->mouse) == LINE_KEY_SAVES)
            return LINE_SAVED;
        if (input->kind == INPUT_KEY) {
            enum line_key key = ask_dialog(editing, input->code);

            if (key == LINE_KEY_SAVES)
                return LINE_SAVED;
            if (key == LINE_KEY_TAKEN)
                continue;
            if (handle_key(editing, input->code, &answer)) {
                show_change(editing);
                return answer;
            }
            changed = edit(editing, input->code);
        }
        if (changed)
            note_change(editing);
    }
}

enum line_answer line_dialog_run(struct ui *ui, const struct line_dialog *dialog, struct line *line)
{
    struct editing editing = {.ui = ui, .dialog = dialog, .line = line, .taken_rows = 1};
    enum line_answer answer;

    if (ui->plain != NULL)
        return plain_ask_line(ui, dialog, line);
    if (dialog->history == &ui->searches)
        history_load(ui, dialog->history);
    if (dialog->history != NULL)
        editing.history_at = dialog->history->count;
    answer = read_keys(&editing);
    if (editing.taken_rows != 1)
        ui_lay_out(ui, 0);
    if (dialog->history != NULL)
        history_add(dialog->history, line->text.data);
    if (dialog->history == &ui->searches)
        history_keep(ui, dialog->history, line->text.data);
    buffer_clear(&ui->message);
    line_rows_release(&editing.rows);
    free(editing.written);
    return answer;
}
