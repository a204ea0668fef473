/* What every dialog needs: saying something, laying the page out, reading one thing. */
#include "config.h"

#include "ui/room.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "ui/plain.h"
#include "ui/signals.h"
#include "ui/system.h"

enum { POLL_MS = 500 };

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

void ui_fail(struct ui *ui, const struct error *error)
{
    ui_complain(ui, "%s%s%s", error->file, error->file[0] == '\0' ? "" : ": ", error->message);
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

struct keymap *ui_keymap(const struct ui *ui)
{
    return config_keymap(session_config(ui->session));
}

void ui_apply_settings(struct ui *ui)
{
    const struct settings *settings = session_settings(ui->session);
    bool had_mouse = ui->screen.mouse;

    if (ui->plain != NULL) {
        ui_lay_out(ui, 0);
        return;
    }
    screen_apply_settings(&ui->screen, settings);
    if (settings->mouse && !had_mouse && !ui->screen.mouse)
        ui_complain(ui, "%s", _("This terminal tells nothing of a mouse: the keys do it all"));
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

/* How long to wait at most before what others wrote is looked at. */
static int until_poll_ms(struct ui *ui, int64_t now)
{
    if (ui->polled_ms == 0)
        ui->polled_ms = now;
    return ui->polled_ms + POLL_MS > now ? (int)(ui->polled_ms + POLL_MS - now) : 0;
}

/* Reads, and looks at what others wrote twice a second, however fast is typed; what is typed ahead is read
 * first. */
static void read_or_poll(struct ui *ui, int timeout_ms)
{
    int64_t now = system_now_ms(), end_ms = now + timeout_ms;

    for (;;) {
        int left_ms = timeout_ms < 0 ? INT_MAX : end_ms > now ? (int)(end_ms - now) : 0;
        int poll_ms = until_poll_ms(ui, now);

        if (poll_ms == 0) {
            ui->polled_ms = now;
            poll_ms = POLL_MS;
            if (session_poll(ui->session)) {
                ui->input.kind = INPUT_CHANGED;
                return;
            }
        }
        input_next(&ui->screen, &ui->input, left_ms < poll_ms ? left_ms : poll_ms);
        now = system_now_ms();
        if (ui->input.kind != INPUT_NONE || (timeout_ms >= 0 && now >= end_ms))
            return;
    }
}

bool ui_read(struct ui *ui, int timeout_ms)
{
    progress_end(ui);
    if (timeout_ms == 0 || session_sidecar_path(ui->session) == NULL)
        input_next(&ui->screen, &ui->input, timeout_ms);
    else
        read_or_poll(ui, timeout_ms);
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
    case INPUT_CHANGED:
    case INPUT_KEY:
    case INPUT_PASTE:
    case INPUT_MOUSE:
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

bool ui_keeps_state(const struct ui *ui)
{
    return session_settings(ui->session)->resume;
}
