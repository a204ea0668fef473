/* What every dialog needs: saying something, laying the page out, reading one thing. */
#include "config.h"

#include "ui/room.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "ui/plain.h"
#include "ui/signals.h"

/* ---- saying -------------------------------------------------------------------------------------- */

static void say(struct ui *ui, bool is_error, const char *format, va_list arguments)
{
    buffer_clear(&ui->message);
    buffer_append_vformat(&ui->message, format, arguments);
    ui->message_is_error = is_error;
}

void ui_say(struct ui *ui, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(ui, false, format, arguments);
    va_end(arguments);
}

void ui_complain(struct ui *ui, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(ui, true, format, arguments);
    va_end(arguments);
}

/* ---- laying out and reading ---------------------------------------------------------------------- */

void ui_lay_out(struct ui *ui, int rows_taken)
{
    const struct settings *settings = session_settings(ui->session);
    int hint_rows, rows;

    if (ui->plain != NULL) {
        plain_lay_out(ui);
        return;
    }
    hint_rows = draw_hint_rows(ui) - 1;
    rows = ui_page_rows(ui) - (rows_taken > hint_rows ? rows_taken : hint_rows);
    session_resize(ui->session, ui->screen.width_cols, rows < 1 ? 1 : rows, settings->measure_cols,
                   ui->screen.ascii);
}

void ui_apply_settings(struct ui *ui)
{
    if (ui->plain == NULL)
        screen_apply_settings(&ui->screen, session_settings(ui->session));
    ui_lay_out(ui, 0);
}

void ui_suspend(struct ui *ui)
{
    if (ui->plain != NULL) {
        plain_flush(ui);
        if (ui->plain->is_terminal)
            kill(0, SIGTSTP);
        return;
    }
    screen_lend(&ui->screen);
    signals_stop_job();
    screen_take_back(&ui->screen);
    ui_lay_out(ui, 0);
    session_poll(ui->session);
}

bool ui_read(struct ui *ui, int timeout_ms)
{
    input_next(&ui->screen, &ui->input, timeout_ms);
    switch (ui->input.kind) {
    case INPUT_RESIZE:
        ui_lay_out(ui, 0);
        break;
    case INPUT_STOP:
        ui_suspend(ui);
        break;
    case INPUT_END:
        ui->ending = true;
        return false;
    case INPUT_NONE:
    case INPUT_KEY:
    case INPUT_PASTE:
        break;
    }
    return true;
}

bool ui_read_dialog(struct ui *ui, int timeout_ms)
{
    if (!ui_read(ui, timeout_ms))
        return false;
    if (ui->input.kind == INPUT_KEY && ui->input.code == KEYCODE_CONTROL('Z')) {
        ui_suspend(ui);
        ui->input.kind = INPUT_STOP;
    }
    return true;
}

/* ---- histories of lines ------------------------------------------------------------------------------ */

void history_add(struct line_history *history, const char *text)
{
    if (text[0] == '\0' ||
        (history->count > 0 && strcmp(history->items[history->count - 1], text) == 0))
        return;
    history->items = array_reserve(history->items, &history->capacity, history->count + 1,
                                   sizeof *history->items);
    history->items[history->count++] = base_copy_string(text);
}

void history_release(struct line_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->items[i]);
    free(history->items);
    *history = (struct line_history){0};
}
