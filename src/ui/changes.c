/* The list of changes, newest first: Enter goes to the place of one, u undoes that one, ^R redoes it. */
#include "config.h"

#include "ui/chooser.h"
#include "ui/plain.h"

#include <stdlib.h>

struct changes {
    struct ui *ui;
    struct session_changes *changes;
    struct chooser chooser;
    bool done;
};

static void draw_change(struct ui *ui, void *context, size_t index, int row, int col,
                        int width_cols, enum look look)
{
    struct changes *list = context;
    struct buffer label = {0};

    session_changes_label(list->changes, index, width_cols, &label);
    screen_string(&ui->screen, row, col, label.data, width_cols, look);
    buffer_release(&label);
}

static void draw(struct changes *list)
{
    struct ui *ui = list->ui;
    struct buffer title = {0};
    int row, col;

    buffer_append_format(
        &title,
        ngettext("%zu change, newest first", "%zu changes, newest first", list->chooser.count),
        list->chooser.count);
    screen_begin(&ui->screen);
    chooser_draw(ui, &list->chooser, title.data);
    if (ui->message.len_bytes == 0)
        ui_say(ui, "%s", _("Enter goes there, u undoes it, ^R redoes it, q goes back"));
    draw_message(ui);
    buffer_clear(&ui->message);
    chooser_find_cursor(ui, &list->chooser, &row, &col);
    screen_end(&ui->screen, row, col);
    buffer_release(&title);
}

static void step(struct changes *list, enum sidecar_step which)
{
    size_t index = list->chooser.chosen;
    struct buffer message = {0};
    struct error error = {0};

    if (session_changes_step(list->changes, &index, which, &message, &error))
        ui_say(list->ui, "%s", message.data);
    else
        ui_fail(list->ui, &error);
    list->chooser.count = session_changes_count(list->changes);
    chooser_choose(&list->chooser, index);
    buffer_release(&message);
}

/* What another process wrote; where it took the file away, the page says so. */
static void read_anew(struct changes *list)
{
    size_t index = list->chooser.chosen;
    struct error error = {0};

    list->done = !session_changes_refresh(list->changes, &index, &error);
    if (list->done)
        return;
    list->chooser.count = session_changes_count(list->changes);
    chooser_choose(&list->chooser, index);
}

static void go(struct changes *list)
{
    struct error error = {0};

    if (!session_changes_go(list->changes, list->chooser.chosen, &error))
        ui_fail(list->ui, &error);
    list->done = true;
}

static void handle(struct changes *list, uint32_t code)
{
    struct chooser *chooser = &list->chooser;

    if (chooser_reading_key(list->ui, chooser, code))
        return;
    switch (code) {
    case 'u':
    case KEYCODE_CONTROL('_'):
        step(list, SIDECAR_UNDO);
        break;
    case KEYCODE_CONTROL('R'):
        step(list, SIDECAR_REDO);
        break;
    case KEYCODE_ENTER:
        go(list);
        break;
    case 'q':
    case 'U':
    case KEYCODE_ESCAPE:
    case KEYCODE_CONTROL('G'):
    case KEYCODE_CONTROL('C'):
        list->done = true;
        break;
    default:
        break;
    }
}

void changes_run(struct ui *ui)
{
    struct changes list = {.ui = ui};
    struct error error = {0};

    if (ui->plain != NULL) {
        plain_changes(ui);
        return;
    }
    list.changes = session_changes_open(ui->session, &error);
    if (list.changes == NULL) {
        ui_fail(ui, &error);
        return;
    }
    list.chooser = (struct chooser){
        .count = session_changes_count(list.changes), .draw = draw_change, .context = &list};
    chooser_choose(&list.chooser, 0);
    while (!list.done) {
        draw(&list);
        if (!ui_read_dialog(ui, -1))
            break;
        if (ui->input.kind == INPUT_CHANGED || ui->input.kind == INPUT_STOP)
            read_anew(&list);
        if (ui->input.kind == INPUT_KEY)
            handle(&list, ui->input.code);
        else if (ui->input.kind == INPUT_MOUSE &&
                 chooser_mouse(ui, &list.chooser, &ui->input.mouse))
            go(&list);
        else if (ui->input.kind == INPUT_MOUSE &&
                 chooser_mouse(ui, &list.chooser, &ui->input.mouse))
            handle(&list, KEYCODE_ENTER);
    }
    session_changes_close(list.changes);
}
