/* The help: the table of verbs with the keys in force, group by group. */
#include "config.h"

#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

struct help_line {
    char *keys; /* NULL: a group's heading, or an empty line where text is NULL too */
    char *text;
};

struct help {
    struct ui *ui;
    struct help_line *lines;
    size_t count, capacity, first;
    int keys_cols; /* of the widest keys */
    bool done;
};

static void add(struct help *help, const char *keys, const char *text, size_t len_bytes)
{
    help->lines = array_reserve(help->lines, &help->capacity, help->count + 1, sizeof *help->lines);
    help->lines[help->count++] =
        (struct help_line){.keys = base_copy_string(keys),
                           .text = text == NULL ? NULL : base_copy_bytes(text, len_bytes)};
}

static void forget_lines(struct help *help)
{
    for (size_t i = 0; i < help->count; i++) {
        free(help->lines[i].keys);
        free(help->lines[i].text);
    }
    help->count = 0;
}

/* Keys, and text wrapped beside them. */
static void add_keys(struct help *help, const char *keys, const struct buffer *text, int width_cols)
{
    struct text_lines lines = {0};

    text_wrap(text->data, text->len_bytes, width_cols, width_cols, &lines);
    for (size_t i = 0; i < lines.count; i++)
        add(help, i == 0 ? keys : "", text->data + lines.items[i].start_bytes,
            lines.items[i].end_bytes - lines.items[i].start_bytes);
    text_lines_release(&lines);
}

/* A verb's help beside its keys; then what the reader bound it to with an argument. */
static void add_verb(struct help *help, const struct verb *verb, int width_cols)
{
    const struct keymap *keymap = ui_keymap(help->ui);
    struct buffer text = {0}, keys = {0};

    buffer_init(&keys);
    keymap_append_keys(keymap, verb, &keys);
    buffer_append_string(&text, _(verb->help));
    if (keys.len_bytes == 0)
        buffer_append_format(&text, "  :%s", verb->name);
    add_keys(help, keys.data, &text, width_cols);
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if (binding->verb != verb || binding->argument == NULL)
            continue;
        buffer_clear(&keys);
        buffer_clear(&text);
        keymap_append_binding(binding, &keys);
        buffer_append_format(&text, ":%s %s", verb->name, binding->argument);
        add_keys(help, keys.data, &text, width_cols);
    }
    buffer_release(&text);
    buffer_release(&keys);
}

static void add_group(struct help *help, const char *group, int width_cols)
{
    const char *title = _(group);

    if (help->count > 0)
        add(help, NULL, NULL, 0);
    add(help, NULL, title, strlen(title));
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (strcmp(verb->group, group) == 0)
            add_verb(help, verb, width_cols);
    }
}

bool help_is_first_of_group(const struct verb *verb)
{
    for (const struct verb *earlier = session_verbs; earlier != verb; earlier++) {
        if (strcmp(earlier->group, verb->group) == 0)
            return false;
    }
    return true;
}

static void lay_out(struct help *help)
{
    int width_cols;

    help->keys_cols = 0;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        struct buffer keys = {0};
        int cols;

        keymap_append_keys(ui_keymap(help->ui), verb, &keys);
        cols = text_width_cols(keys.data, keys.len_bytes);
        help->keys_cols = cols > help->keys_cols ? cols : help->keys_cols;
        buffer_release(&keys);
    }
    width_cols = help->ui->screen.width_cols - help->keys_cols - 6;
    forget_lines(help);
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (help_is_first_of_group(verb))
            add_group(help, verb->group, width_cols > 12 ? width_cols : 12);
    }
}

static size_t room(const struct help *help)
{
    return help->ui->screen.height_rows > 2 ? (size_t)help->ui->screen.height_rows - 2 : 1;
}

static void draw(struct help *help)
{
    struct screen *screen = &help->ui->screen;
    size_t last = help->count > room(help) ? help->count - room(help) : 0;

    help->first = help->first < last ? help->first : last;
    screen_begin(screen);
    screen_fill(screen, 0, 0, screen->width_cols, LOOK_STATUS);
    screen_string(screen, 0, 1, _("The keys of kantlijn"), screen->width_cols - 1, LOOK_STATUS);
    for (size_t i = 0; i < room(help) && help->first + i < help->count; i++) {
        const struct help_line *line = &help->lines[help->first + i];
        int row = 1 + (int)i;

        if (line->keys != NULL)
            screen_string(screen, row, 2, line->keys, screen->width_cols - 2, LOOK_NOTE_LABEL);
        if (line->text != NULL)
            screen_string(screen, row, line->keys == NULL ? 0 : help->keys_cols + 4, line->text,
                          screen->width_cols, line->keys == NULL ? LOOK_HEADING : LOOK_TEXT);
    }
    ui_say(help->ui, "%s",
           last > 0 ? _("Space and b turn the page, j and k a line, q goes back")
                    : _("q goes back"));
    draw_message(help->ui);
    buffer_clear(&help->ui->message);
    screen_end(screen, screen->height_rows > 1 ? 1 : 0, 0);
}

static void turn(struct help *help, size_t steps, bool forward)
{
    help->first = forward ? help->first + steps : help->first > steps ? help->first - steps : 0;
}

static void handle(struct help *help, uint32_t code)
{
    switch (code) {
    case 'j':
    case KEYCODE_DOWN:
    case KEYCODE_CONTROL('N'):
    case KEYCODE_ENTER:
        turn(help, 1, true);
        break;
    case 'k':
    case KEYCODE_UP:
    case KEYCODE_CONTROL('P'):
        turn(help, 1, false);
        break;
    case ' ':
    case 'f':
    case KEYCODE_PAGE_DOWN:
    case KEYCODE_CONTROL('F'):
    case KEYCODE_CONTROL('D'):
        turn(help, room(help), true);
        break;
    case 'b':
    case KEYCODE_PAGE_UP:
    case KEYCODE_CONTROL('B'):
    case KEYCODE_CONTROL('U'):
        turn(help, room(help), false);
        break;
    case 'g':
    case KEYCODE_HOME:
        help->first = 0;
        break;
    case 'G':
    case KEYCODE_END:
        help->first = help->count;
        break;
    case 'q':
    case KEYCODE_ESCAPE:
    case KEYCODE_FUNCTION + 1:
    case KEYCODE_CONTROL('G'):
    case KEYCODE_CONTROL('C'):
        help->done = true;
        break;
    default:
        break;
    }
}

void help_run(struct ui *ui)
{
    struct help help = {.ui = ui};

    if (ui->plain != NULL) {
        plain_help(ui);
        return;
    }
    lay_out(&help);
    while (!help.done) {
        draw(&help);
        if (!ui_read_dialog(ui, -1))
            break;
        if (ui->input.kind == INPUT_RESIZE || ui->input.kind == INPUT_STOP)
            lay_out(&help);
        if (ui->input.kind == INPUT_KEY)
            handle(&help, ui->input.code);
        else if (ui->input.kind == INPUT_MOUSE && ui->input.mouse.what == POINTING_SCROLL_DOWN)
            turn(&help, WHEEL_ROWS, true);
        else if (ui->input.kind == INPUT_MOUSE && ui->input.mouse.what == POINTING_SCROLL_UP)
            turn(&help, WHEEL_ROWS, false);
    }
    forget_lines(&help);
    free(help.lines);
}
