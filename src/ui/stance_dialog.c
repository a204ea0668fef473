/* The stance dialog: the actors as a grid, what is typed at the foot. What the keys mean is choice.c; here
 * is where things stand, and the arrows. Where the screen has no room for a grid, the foot works just the
 * same, and what to type is said above it; where it has room for a part, how many are not shown. */
#include "config.h"

#include "ui/room.h"

#include <stdlib.h>
#include <string.h>

#include "ui/choice.h"
#include "ui/plain.h"

enum { GRID_MIN_COLS = 30, GRID_MIN_ROWS = 9, GRID_MAX_COLS = 80, TYPED_MIN_COLS = 6 };

struct cell {
    size_t actor;
    int row, col, width_cols; /* in the grid */
};

struct dialog {
    struct ui *ui;
    struct choice choice;
    struct cell *cells;
    size_t cell_count;
    int grid_rows, first_row; /* of the grid; the first that is shown */
    int width_cols;           /* of the box; 0 where there is no room for one */
    int room_rows;            /* for the grid in the box */
};

/* ---- the grid ------------------------------------------------------------------------------------ */

static const enum actor_class sections[] = {ACTOR_MEMBER, ACTOR_INSTITUTION, ACTOR_QUANTIFIER,
                                            ACTOR_GROUP};

static bool is_state(const struct actor *actor)
{
    return actor->class == ACTOR_MEMBER;
}

/* "NL+ " for a state, "na NEARLY_ALL+ " for the others: as wide as the section's widest. */
static int section_cols(enum actor_class class)
{
    int widest_cols = 0;

    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);
        int cols = (int)strlen(actor->id) + (is_state(actor) ? 0 : 3);

        if (actor->class == class && cols > widest_cols)
            widest_cols = cols;
    }
    return widest_cols + 3;
}

static int place_section(struct dialog *dialog, enum actor_class class, int row)
{
    int cell_cols = section_cols(class), col = 0;

    for (size_t i = 0; i < council_actor_count(); i++) {
        if (council_actor(i)->class != class)
            continue;
        if (col > 0 && col + cell_cols > dialog->width_cols - 4 + 2) {
            col = 0;
            row++;
        }
        dialog->cells[dialog->cell_count++] =
            (struct cell){.actor = i, .row = row, .col = col, .width_cols = cell_cols};
        col += cell_cols;
    }
    return row + 1;
}

static void lay_out(struct dialog *dialog)
{
    const struct screen *screen = &dialog->ui->screen;
    int row = 0, gap;

    dialog->width_cols = screen->width_cols < GRID_MAX_COLS ? screen->width_cols : GRID_MAX_COLS;
    if (screen->width_cols < GRID_MIN_COLS || screen->height_rows < GRID_MIN_ROWS)
        dialog->width_cols = 0;
    /* the box has a frame, the actor's name and the legend; below it is the foot */
    dialog->room_rows = screen->height_rows - 1 - 4;
    for (gap = 1; gap >= 0; gap--) {
        dialog->cell_count = 0;
        row = 0;
        for (size_t i = 0; i < COUNT_OF(sections); i++)
            row = place_section(dialog, sections[i], row + (i > 0 ? gap : 0));
        if (row <= dialog->room_rows)
            break;
    }
    dialog->grid_rows = row;
}

static const struct cell *cell_of_cursor(const struct dialog *dialog)
{
    for (size_t i = 0; i < dialog->cell_count; i++) {
        if (dialog->cells[i].actor == dialog->choice.cursor)
            return &dialog->cells[i];
    }
    return NULL;
}

/* ---- drawing ------------------------------------------------------------------------------------- */

static void draw_cell(struct dialog *dialog, const struct cell *cell, int row, int col)
{
    const struct actor *actor = council_actor(cell->actor);
    enum stance stance = dialog->choice.stances[cell->actor];
    bool is_chosen = cell->actor == dialog->choice.cursor;
    struct screen *screen = &dialog->ui->screen;
    const char sign[2] = {stance_sign(stance), '\0'};
    enum look look = is_chosen ? LOOK_CHOSEN : stance != STANCE_NONE ? LOOK_STANCE : LOOK_TEXT;

    if (!is_state(actor)) {
        screen_string(screen, row, col, actor->letters, 2, LOOK_HINT);
        col += 3;
    }
    col = screen_string(screen, row, col, actor->id, cell->width_cols, look);
    screen_string(screen, row, col, sign, 1, look);
}

static void keep_visible(struct dialog *dialog)
{
    const struct cell *cell = cell_of_cursor(dialog);
    int last = dialog->grid_rows - dialog->room_rows;

    if (cell != NULL && cell->row < dialog->first_row)
        dialog->first_row = cell->row;
    if (cell != NULL && cell->row >= dialog->first_row + dialog->room_rows)
        dialog->first_row = cell->row + 1 - dialog->room_rows;
    if (dialog->first_row > last)
        dialog->first_row = last;
    if (dialog->first_row < 0)
        dialog->first_row = 0;
}

/* What the stances will stand on. */
static void append_title(struct ui *ui, struct buffer *title)
{
    const struct report *report = session_report(ui->session);
    const struct view *view = session_view(ui->session);
    const struct layout_row *row = layout_row_at(view->layout, view->focus);
    size_t item = report_item_of_block(report, view->focus.block);
    char *label = item == REPORT_NONE ? NULL : report_heading_label(report, item);

    if (view->selecting || view->kept)
        buffer_append_string(title, _("Stances on the selection"));
    else if (row->kind == ROW_HEADING)
        buffer_append_string(title, _("Stances on this item"));
    else if (row->kind == ROW_TEXT)
        buffer_append_string(title, _("Stances on this paragraph"));
    else
        buffer_append_string(title, _("Stances at this place"));
    if (label != NULL)
        buffer_append_format(title, "%s%s", ui->screen.ascii ? " - " : " · ", label);
    free(label);
}

/* How many actors stand above and below what is shown; nothing where all are. */
static void append_more(const struct dialog *dialog, int shown_rows, struct buffer *text)
{
    size_t above = 0, below = 0;

    for (size_t i = 0; i < dialog->cell_count; i++) {
        above += dialog->cells[i].row < dialog->first_row;
        below += dialog->cells[i].row >= dialog->first_row + shown_rows;
    }
    if (above > 0 && below > 0)
        /* TRANSLATORS: actors in the stance dialog that there is no room for; short */
        buffer_append_format(text, _("%zu more above, %zu below"), above, below);
    else if (above > 0)
        buffer_append_format(text, _("%zu more above"), above);
    else if (below > 0)
        buffer_append_format(text, _("%zu more below"), below);
}

/* The actor under the cursor, by its name; at the right what is not shown. */
static void draw_actor(struct dialog *dialog, int row, int shown_rows)
{
    struct screen *screen = &dialog->ui->screen;
    const struct actor *actor = council_actor(dialog->choice.cursor);
    struct buffer name = {0}, more = {0};
    int room_cols = dialog->width_cols - 4, more_cols;

    append_more(dialog, shown_rows, &more);
    more_cols = text_width_cols(more.data, more.len_bytes);
    if (more_cols > 0 && more_cols < room_cols) {
        screen_string(screen, row, 2 + room_cols - more_cols, more.data, more_cols, LOOK_HINT);
        room_cols -= more_cols + 1;
    }
    buffer_append_format(&name, "%s %s", actor->id, council_actor_label(actor));
    screen_string(screen, row, 2, name.data, room_cols, LOOK_HEADING);
    buffer_release(&name);
    buffer_release(&more);
}

static void draw_grid(struct dialog *dialog)
{
    struct ui *ui = dialog->ui;
    struct screen *screen = &ui->screen;
    int shown_rows = dialog->grid_rows < dialog->room_rows ? dialog->grid_rows : dialog->room_rows;
    int height_rows = shown_rows + 4, top_row = screen->height_rows - 1 - height_rows;
    struct buffer text = {0};

    append_title(ui, &text);
    draw_box(ui, top_row, 0, dialog->width_cols, height_rows, text.data);
    keep_visible(dialog);
    for (size_t i = 0; i < dialog->cell_count; i++) {
        const struct cell *cell = &dialog->cells[i];
        int row = cell->row - dialog->first_row;

        if (row >= 0 && row < shown_rows)
            draw_cell(dialog, cell, top_row + 1 + row, 2 + cell->col);
    }
    draw_actor(dialog, top_row + height_rows - 3, shown_rows);
    /* TRANSLATORS: the keys of the stance dialog; c, r, n and x are keys, leave them */
    screen_string(screen, top_row + height_rows - 2, 2,
                  _("+ for   - against   ~ c conditional   ! r reserve   0 n neutral   x clear"),
                  dialog->width_cols - 4, LOOK_HINT);
    buffer_release(&text);
}

/* "Stances: nl+ de_"; the column after it. Of a long line the end is shown. */
static int draw_typed(struct dialog *dialog)
{
    struct screen *screen = &dialog->ui->screen;
    const struct choice *choice = &dialog->choice;
    const char *prompt = _("Stances: "), *space = choice->letters[0] != '\0' ? " " : "";
    int row = screen->height_rows - 1, col = 0, typed_cols;
    int prompt_cols = text_width_cols(prompt, strlen(prompt));
    struct buffer typed = {0};

    buffer_append_format(&typed, "%s%s%s", choice->typed.data,
                         choice->typed.len_bytes > 0 ? space : "", choice->letters);
    screen_fill(screen, row, 0, screen->width_cols, LOOK_TEXT);
    if (prompt_cols + TYPED_MIN_COLS <= screen->width_cols)
        col = screen_string(screen, row, 0, prompt, prompt_cols, LOOK_PROMPT);
    typed_cols = (int)typed.len_bytes;
    if (typed_cols > screen->width_cols - col - 1)
        typed_cols = screen->width_cols - col - 1 > 0 ? screen->width_cols - col - 1 : 0;
    col = screen_string(screen, row, col, typed.data + ((int)typed.len_bytes - typed_cols),
                        typed_cols, LOOK_TEXT);
    buffer_release(&typed);
    return col;
}

/* What is wrong, else what to type: beside what was typed, else above it, where no grid says it. */
static void draw_hint(struct dialog *dialog, int typed_cols)
{
    struct ui *ui = dialog->ui;
    struct screen *screen = &ui->screen;
    bool has_grid = dialog->width_cols > 0, is_wrong = ui->message.len_bytes > 0;
    const char *hint = is_wrong ? ui->message.data
                       : has_grid
                           ? _("Enter saves, Esc goes back")
                           : _("Two letters and a sign, as in nl+. Enter saves, Esc goes back");
    enum look look = is_wrong ? LOOK_ERROR : LOOK_HINT;
    int row = screen->height_rows - 1, cols = text_width_cols(hint, strlen(hint));

    if (typed_cols + 2 + cols < screen->width_cols)
        screen_string(screen, row, screen->width_cols - 1 - cols, hint, cols, look);
    else if (row > 0 && (is_wrong || !has_grid))
        draw_said(ui, hint, look, row - 1, row);
}

static void draw(struct dialog *dialog)
{
    struct ui *ui = dialog->ui;
    int col;

    screen_begin(&ui->screen);
    draw_page(ui);
    if (dialog->width_cols > 0)
        draw_grid(dialog);
    col = draw_typed(dialog);
    draw_hint(dialog, col);
    screen_end(&ui->screen, ui->screen.height_rows - 1, col);
}

/* ---- keys ---------------------------------------------------------------------------------------- */

/* The cell nearest to the cursor's in the row above or below that has any. */
static const struct cell *neighbour(const struct dialog *dialog, const struct cell *from, bool down)
{
    const struct cell *best = NULL;

    for (size_t i = 0; i < dialog->cell_count; i++) {
        const struct cell *cell = &dialog->cells[i];
        int rows = down ? cell->row - from->row : from->row - cell->row;
        int best_rows = best == NULL ? 0 : abs(best->row - from->row);

        if (rows <= 0 || (best != NULL && rows > best_rows))
            continue;
        if (best == NULL || rows < best_rows ||
            abs(cell->col - from->col) < abs(best->col - from->col))
            best = cell;
    }
    return best;
}

static void step(struct dialog *dialog, uint32_t code)
{
    const struct cell *from = cell_of_cursor(dialog), *to = NULL;
    const struct cell *first = dialog->cells, *last = dialog->cells + dialog->cell_count - 1;

    if (from == NULL)
        to = first;
    else if (code == KEYCODE_LEFT || code == KEYCODE_BACK_TAB)
        to = from > first ? from - 1 : from;
    else if (code == KEYCODE_RIGHT || code == KEYCODE_TAB)
        to = from < last ? from + 1 : from;
    else if (code == KEYCODE_UP || code == KEYCODE_DOWN)
        to = neighbour(dialog, from, code == KEYCODE_DOWN);
    else if (code == KEYCODE_HOME)
        to = first;
    else if (code == KEYCODE_END)
        to = last;
    if (to != NULL)
        dialog->choice.cursor = to->actor;
}

/* The first row of the grid's box on the screen. */
static int top_row_of(const struct dialog *dialog)
{
    int shown_rows = dialog->grid_rows < dialog->room_rows ? dialog->grid_rows : dialog->room_rows;

    return dialog->ui->screen.height_rows - 1 - (shown_rows + 4);
}

/* A press goes to the actor that stands there; its sign is typed. */
static void handle_mouse(struct dialog *dialog, const struct pointed *mouse)
{
    int row = mouse->row - (top_row_of(dialog) + 1) + dialog->first_row, col = mouse->col - 2;

    if (mouse->what != POINTING_PRESS || dialog->width_cols == 0 || row < dialog->first_row ||
        row >= dialog->first_row + dialog->room_rows)
        return;
    for (size_t i = 0; i < dialog->cell_count; i++) {
        const struct cell *cell = &dialog->cells[i];

        if (cell->row == row && col >= cell->col && col < cell->col + cell->width_cols) {
            dialog->choice.cursor = cell->actor;
            dialog->choice.letters[0] = '\0';
        }
    }
}

/* False when the dialog is done. */
static bool handle(struct dialog *dialog, uint32_t code, bool *saved)
{
    struct ui *ui = dialog->ui;

    buffer_clear(&ui->message);
    switch (choice_key(&dialog->choice, code)) {
    case CHOICE_DONE:
        *saved = true;
        return false;
    case CHOICE_CANCELLED:
        return false;
    case CHOICE_NO_ACTOR:
        ui_complain(ui, "%s", _("No actor has these two letters"));
        break;
    case CHOICE_NO_SIGN:
    case CHOICE_NOT_YET:
        ui_complain(ui, "%s", _("A sign comes next: + - ~ ! 0 or x"));
        break;
    case CHOICE_NOT_MINE:
        step(dialog, code);
        break;
    case CHOICE_GOES_ON:
    case CHOICE_SET:
        break;
    }
    return true;
}

char *stance_dialog_run(struct ui *ui, const char *initial)
{
    struct dialog dialog = {.ui = ui};
    struct buffer words = {0};
    bool saved = false, goes_on = true;

    if (ui->plain != NULL)
        return plain_ask_stances(ui, initial);
    dialog.cells = base_allocate((council_actor_count() + 1) * sizeof *dialog.cells);
    choice_init(&dialog.choice, initial);
    lay_out(&dialog);
    while (goes_on) {
        draw(&dialog);
        goes_on = ui_read_dialog(ui, -1);
        if (ui->input.kind == INPUT_RESIZE || ui->input.kind == INPUT_STOP)
            lay_out(&dialog);
        if (goes_on && ui->input.kind == INPUT_KEY)
            goes_on = handle(&dialog, ui->input.code, &saved);
        else if (goes_on && ui->input.kind == INPUT_MOUSE)
            handle_mouse(&dialog, &ui->input.mouse);
    }
    buffer_clear(&ui->message);
    if (saved && !choice_append_words(&dialog.choice, &words))
        ui_say(ui, "%s", _("No stance was changed"));
    choice_release(&dialog.choice);
    free(dialog.cells);
    if (saved && words.len_bytes > 0)
        return buffer_detach(&words);
    buffer_release(&words);
    return NULL;
}
