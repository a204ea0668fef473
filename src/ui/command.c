/* The ':' line: a verb by its name or the beginning of it, with its argument; a number alone goes to that
 * item. It is the palette too: Tab lists what can be meant, over the page and above the line. */
#include "config.h"

#include "ui/room.h"

#include <stdlib.h>
#include <string.h>

/* ---- running ------------------------------------------------------------------------------------- */

static void append_names(const char *text, size_t len_bytes, struct buffer *names)
{
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (strncmp(verb->name, text, len_bytes) == 0)
            buffer_append_format(names, "%s%s", names->len_bytes > 0 ? " " : "", verb->name);
    }
}

/* Commands of kantlijn(1) that have no verb of that name. */
static bool is_of_shell(const char *text, size_t len_bytes)
{
    static const char *const names[] = {"check", "demo", "share", "text"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strlen(names[i]) == len_bytes && memcmp(names[i], text, len_bytes) == 0)
            return true;
    return false;
}

static void say_unknown(struct ui *ui, const char *text, size_t len_bytes)
{
    struct buffer names = {0};

    append_names(text, len_bytes, &names);
    if (is_of_shell(text, len_bytes))
        /* TRANSLATORS: the name of a command, twice; leave "kantlijn %.*s --help" */
        ui_complain(ui, _("%.*s is a command of the shell: kantlijn %.*s --help tells of it"),
                    (int)len_bytes, text, (int)len_bytes, text);
    else if (names.len_bytes > 0)
        ui_complain(ui, _("%.*s could be any of: %s"), (int)len_bytes, text, names.data);
    else
        ui_complain(ui, _("No command is named %.*s: Tab after : lists them"), (int)len_bytes,
                    text);
    buffer_release(&names);
}

/* prepare remembers where the reader is; what it offers to start with is not needed here. */
void command_run_verb(struct ui *ui, const struct verb *verb, const char *argument)
{
    struct verb_call call = {.argument = argument};
    char *initial = NULL;

    if (verb->prepare == NULL || verb->prepare(ui->session, &initial))
        ui_perform(ui, session_run(ui->session, verb, &call));
    free(initial);
}

/* "3", "2a", "3.1", "II.3", "@4": no command has a digit or a full stop. */
static bool is_item(const char *text, size_t name_bytes)
{
    return (text[0] >= '0' && text[0] <= '9') || text[0] == '@' ||
           memchr(text, '.', name_bytes) != NULL;
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
    if (is_item(text, name_bytes)) {
        command_run_verb(ui, session_find_verb("item", 4), text);
        return;
    }
    verb = session_find_verb(text, name_bytes);
    if (verb == NULL)
        say_unknown(ui, text, name_bytes);
    else if (verb->argument == ARGUMENT_NONE || (argument[0] == '\0' && !verb->optional))
        ui_run_verb(ui, verb, 0, false);
    else
        command_run_verb(ui, verb, argument);
}

/* ---- drawing the palette ------------------------------------------------------------------------- */

/* Where the columns of the list are, from those inside its box. */
struct columns {
    int name_cols, keys_cols; /* with the space after them; 0: not shown */
    int help_cols;            /* 0: only the chosen row's help has room, under the list */
};

enum { KEYS_LEAST_COLS = 3, HELP_LEAST_COLS = 20, BOX_LEAST_ROWS = 5 };

static int row_name(const struct palette_row *row, struct buffer *name)
{
    buffer_clear(name);
    if (row->value != NULL)
        buffer_append(name, row->value, row->value_bytes);
    else
        buffer_append_string(name, row->verb->name);
    return text_width_cols(name->data, name->len_bytes);
}

static int row_keys(const struct ui *ui, const struct palette_row *row, struct buffer *keys)
{
    buffer_clear(keys);
    if (row->value == NULL)
        keymap_append_keys(ui_keymap(ui), row->verb, keys);
    return keys->len_bytes == 0 ? 0 : text_width_cols(keys->data, keys->len_bytes);
}

static struct columns lay_out_columns(const struct ui *ui, int width_cols)
{
    struct columns columns = {0};
    struct buffer text = {0};

    for (size_t i = 0; i < ui->palette.count; i++) {
        int name_cols = row_name(&ui->palette.rows[i], &text) + 2;
        int keys_cols = row_keys(ui, &ui->palette.rows[i], &text) + 2;

        columns.name_cols = name_cols > columns.name_cols ? name_cols : columns.name_cols;
        columns.keys_cols = keys_cols > columns.keys_cols ? keys_cols : columns.keys_cols;
    }
    if (columns.name_cols > width_cols)
        columns.name_cols = width_cols;
    if (columns.name_cols + columns.keys_cols > width_cols)
        columns.keys_cols = width_cols - columns.name_cols;
    if (columns.keys_cols < KEYS_LEAST_COLS)
        columns.keys_cols = 0;
    columns.help_cols = width_cols - columns.name_cols - columns.keys_cols;
    if (columns.help_cols < HELP_LEAST_COLS)
        columns.help_cols = 0;
    buffer_release(&text);
    return columns;
}

static void draw_palette_row(struct ui *ui, size_t index, int row, int col, int width_cols,
                             const struct columns *columns)
{
    const struct palette_row *item = &ui->palette.rows[index];
    bool is_chosen = index == ui->palette.chosen;
    enum look look = is_chosen ? LOOK_CHOSEN : LOOK_TEXT;
    struct screen *screen = &ui->screen;
    struct buffer text = {0};

    screen_fill(screen, row, col, width_cols, look);
    row_name(item, &text);
    screen_string(screen, row, col, text.data, columns->name_cols, look);
    row_keys(ui, item, &text);
    if (columns->keys_cols > 0 && text.len_bytes > 0)
        screen_string(screen, row, col + columns->name_cols, text.data,
                      columns->keys_cols - (columns->help_cols > 0 ? 2 : 0),
                      is_chosen ? look : LOOK_NOTE_LABEL);
    if (columns->help_cols > 0 && !item->shares_help)
        screen_string(screen, row, col + columns->name_cols + columns->keys_cols, _(item->help),
                      columns->help_cols, look);
    buffer_release(&text);
}

static void append_title(const struct ui *ui, struct buffer *title)
{
    const struct palette *palette = &ui->palette;

    if (palette->count == 0)
        buffer_append_string(title, _("No command has these words"));
    else if (palette->argument_bytes > 0)
        buffer_append_format(title, ":%s", palette->rows[0].verb->name);
    else
        buffer_append_format(title, ngettext("%zu command", "%zu commands", palette->count),
                             palette->count);
}

/* The list with the help of the chosen row under it where that has no room beside. */
static void draw_rows(struct ui *ui, int top_row, int height_rows, int col, int width_cols)
{
    struct palette *palette = &ui->palette;
    struct columns columns = lay_out_columns(ui, width_cols);
    bool help_below = height_rows > 1 && palette->count > 0 &&
                      (columns.help_cols == 0 || palette->rows[0].shares_help);
    size_t rows = (size_t)(height_rows - help_below);

    palette_scroll(palette, rows);
    for (size_t i = 0; i < rows && palette->first + i < palette->count; i++)
        draw_palette_row(ui, palette->first + i, top_row + (int)i, col, width_cols, &columns);
    if (!help_below)
        return;
    screen_fill(&ui->screen, top_row + height_rows - 1, col, width_cols, LOOK_HINT);
    screen_string(&ui->screen, top_row + height_rows - 1, col,
                  _(palette->rows[palette->chosen].help), width_cols, LOOK_HINT);
}

/* How many rows the list wants: one more where the help stands below. */
static int wanted_rows(const struct ui *ui, int width_cols)
{
    const struct palette *palette = &ui->palette;
    bool help_below = palette->count > 0 && (palette->rows[0].shares_help ||
                                             lay_out_columns(ui, width_cols).help_cols == 0);

    return (int)palette->count + help_below;
}

/* Where the list stands, above the line's first row. */
struct palette_place {
    bool boxed;
    int top_row, rows, col, width_cols; /* without the box */
};

static struct palette_place place_palette(const struct ui *ui, int line_row)
{
    bool boxed = line_row >= BOX_LEAST_ROWS && ui->screen.width_cols > 8;
    int col = boxed ? 2 : 0, width_cols = ui->screen.width_cols - 2 * col;
    int most_rows = line_row - (boxed ? 2 : 0), rows = wanted_rows(ui, width_cols);

    rows = rows < most_rows ? rows : most_rows;
    return (struct palette_place){boxed, line_row - rows - boxed, rows, col, width_cols};
}

static void draw_palette(struct ui *ui, int line_row)
{
    struct palette_place place;
    struct buffer title = {0};

    if (!ui->palette.open || line_row <= 0)
        return;
    place = place_palette(ui, line_row);
    if (place.boxed) {
        append_title(ui, &title);
        draw_box(ui, place.top_row - 1, 0, ui->screen.width_cols, place.rows + 2, title.data);
        buffer_release(&title);
    }
    if (place.rows > 0)
        draw_rows(ui, place.top_row, place.rows, place.col, place.width_cols);
}

/* ---- keys of the palette ------------------------------------------------------------------------- */

static void refill(struct ui *ui, const struct line *line)
{
    if (ui->palette.open)
        palette_fill(&ui->palette, line->text.data);
}

static void narrow(struct ui *ui, const struct line *line)
{
    refill(ui, line);
    ui->palette.is_filtered = ui->palette.open && line->text.len_bytes > 0;
}

/* Tab, while there is no list: goes on as far as all names agree, and lists them where there are several. */
static void complete(struct ui *ui, struct line *line)
{
    struct buffer completed = {0};
    bool only;

    palette_fill(&ui->palette, line->text.data);
    palette_complete(&ui->palette, line->text.data, &completed, &only);
    if (completed.len_bytes > 0)
        line_set(line, completed.data);
    ui->palette.open = !only || completed.len_bytes == 0;
    refill(ui, line);
    buffer_release(&completed);
}

static enum line_key take(struct ui *ui, struct line *line)
{
    struct buffer taken = {0};
    bool whole;

    palette_take(&ui->palette, line->text.data, &taken, &whole);
    line_set(line, taken.data);
    ui->palette.open = !whole;
    refill(ui, line);
    if (!whole && ui->palette.count > 0 && ui->palette.rows[0].value == NULL)
        ui->palette.open = false;
    buffer_release(&taken);
    return whole ? LINE_KEY_SAVES : LINE_KEY_TAKEN;
}

/* Tab, after typing has filtered the list: the chosen row's word, with a space where more is to follow. The
 * list goes on with that. False where the line has that word already. */
static bool complete_chosen(struct ui *ui, struct line *line)
{
    struct palette *palette = &ui->palette;
    const struct palette_row *row;
    struct buffer taken = {0};
    bool whole, is_further;

    if (!palette->is_filtered || palette->count == 0)
        return false;
    row = &palette->rows[palette->chosen];
    palette_take(palette, line->text.data, &taken, &whole);
    if (whole && palette->argument_bytes == 0 && row->verb->argument != ARGUMENT_NONE)
        buffer_append_char(&taken, ' ');
    is_further = strcmp(taken.data, line->text.data) != 0;
    palette->is_filtered = false;
    if (is_further) {
        line_set(line, taken.data);
        refill(ui, line);
    }
    buffer_release(&taken);
    return is_further;
}

static void step(struct ui *ui, bool forward)
{
    ui->palette.is_filtered = false;
    palette_step(&ui->palette, forward);
}

static enum line_key handle_key(struct ui *ui, struct line *line, uint32_t code)
{
    bool open = ui->palette.open;

    switch (code) {
    case KEYCODE_TAB:
        if (!open)
            complete(ui, line);
        else if (!complete_chosen(ui, line))
            step(ui, true);
        return LINE_KEY_TAKEN;
    case KEYCODE_BACK_TAB:
    case KEYCODE_UP:
    case KEYCODE_CONTROL('P'):
        if (open)
            step(ui, false);
        return open || code == KEYCODE_BACK_TAB ? LINE_KEY_TAKEN : LINE_KEY_NOT_MINE;
    case KEYCODE_DOWN:
    case KEYCODE_CONTROL('N'):
        if (open)
            step(ui, true);
        return open ? LINE_KEY_TAKEN : LINE_KEY_NOT_MINE;
    case KEYCODE_ENTER:
    case KEYCODE_NEWLINE:
        return open ? take(ui, line) : LINE_KEY_NOT_MINE;
    case KEYCODE_ESCAPE:
    case KEYCODE_CONTROL('G'):
        ui->palette.open = false;
        return open ? LINE_KEY_TAKEN : LINE_KEY_NOT_MINE;
    default:
        return LINE_KEY_NOT_MINE;
    }
}

/* A press chooses a row, another on what is chosen takes it; the wheel goes through them. */
static enum line_key handle_mouse(struct ui *ui, struct line *line, const struct pointed *mouse)
{
    struct palette *palette = &ui->palette;
    struct palette_place place = place_palette(ui, ui->screen.height_rows - 1);
    size_t index = palette->first + (size_t)(mouse->row - place.top_row), before = palette->chosen;

    if (!palette->open)
        return LINE_KEY_NOT_MINE;
    if (mouse->what == POINTING_SCROLL_UP || mouse->what == POINTING_SCROLL_DOWN)
        step(ui, mouse->what == POINTING_SCROLL_DOWN);
    if (mouse->what != POINTING_PRESS || mouse->row < place.top_row ||
        mouse->row >= place.top_row + place.rows || index >= palette->count)
        return LINE_KEY_TAKEN;
    palette->chosen = index;
    palette->is_filtered = false;
    return index == before ? take(ui, line) : LINE_KEY_TAKEN;
}

void command_run(struct ui *ui)
{
    const struct line_dialog dialog = {.prompt = ":",
                                       .history = &ui->commands,
                                       .changed = narrow,
                                       .key = handle_key,
                                       .mouse = handle_mouse,
                                       .draw_over = draw_palette};
    struct line line;

    history_load(ui, &ui->commands);
    line_init(&line, NULL, false);
    if (line_dialog_run(ui, &dialog, &line) == LINE_SAVED) {
        history_keep(ui, &ui->commands, line.text.data);
        palette_release(&ui->palette);
        command_run_words(ui, line.text.data);
    }
    palette_release(&ui->palette);
    line_release(&line);
}
