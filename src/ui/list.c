/* The list of notes and stances: all of them in the order of the page, those with the filter's words
 * after '/', Enter goes to one. */
#include "config.h"

#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

struct list {
    struct ui *ui;
    struct session_entry *entries;
    size_t entry_count;
    size_t *shown; /* indexes of the entries that pass the filter */
    size_t shown_count, first, chosen;
    struct text_query filter;
    bool done;
};

static void sift(struct list *list)
{
    size_t start_bytes, end_bytes;

    list->shown_count = 0;
    for (size_t i = 0; i < list->entry_count; i++) {
        const char *label = list->entries[i].label;

        if (list->filter.len_bytes == 0 ||
            text_query_find(&list->filter, label, strlen(label), 0, &start_bytes, &end_bytes))
            list->shown[list->shown_count++] = i;
    }
    list->first = list->chosen = 0;
}

static size_t room(const struct list *list)
{
    int rows = list->ui->screen.height_rows - 3;

    return rows > 1 ? (size_t)rows : 1;
}

static void keep_visible(struct list *list)
{
    if (list->shown_count > 0 && list->chosen >= list->shown_count)
        list->chosen = list->shown_count - 1;
    if (list->chosen < list->first)
        list->first = list->chosen;
    if (list->chosen >= list->first + room(list))
        list->first = list->chosen + 1 - room(list);
}

/* The rows of the list; the row at the foot is left to others. */
static void draw_entries(struct ui *ui, void *context)
{
    struct list *list = context;
    struct screen *screen = &ui->screen;
    int first_row = screen->height_rows > 3 ? 1 : 0;
    struct buffer title = {0};

    keep_visible(list);
    buffer_append_format(&title,
                         ngettext("%zu note or stance", "%zu notes and stances", list->entry_count),
                         list->entry_count);
    draw_box(ui, 0, 0, screen->width_cols, screen->height_rows - 1, title.data);
    for (size_t i = 0; i < room(list) && list->first + i < list->shown_count; i++) {
        size_t index = list->first + i;
        enum look look = index == list->chosen ? LOOK_CHOSEN : LOOK_TEXT;

        screen_fill(screen, first_row + (int)i, 1, screen->width_cols - 2, look);
        screen_string(screen, first_row + (int)i, 2, list->entries[list->shown[index]].label,
                      screen->width_cols - 4, look);
        if (screen->signs && index == list->chosen)
            screen_string(screen, first_row + (int)i, 1, "*", 1, look);
    }
    buffer_release(&title);
}

static void draw(struct list *list)
{
    struct ui *ui = list->ui;
    int first_row = ui->screen.height_rows > 3 ? 1 : 0;

    screen_begin(&ui->screen);
    draw_entries(ui, list);
    if (ui->message.len_bytes == 0)
        ui_say(ui, "%s", _("Enter goes there, j k move, / keeps what has the words, q goes back"));
    draw_message(ui);
    buffer_clear(&ui->message);
    screen_end(&ui->screen, first_row + (int)(list->chosen - list->first),
               ui->screen.width_cols > 2 ? 2 : 0);
}

static void ask_filter(struct list *list)
{
    const struct line_dialog dialog = {.prompt = "/", .draw = draw_entries, .context = list};
    struct line line;

    line_init(&line, NULL, false);
    if (line_dialog_run(list->ui, &dialog, &line) == LINE_SAVED) {
        text_query_release(&list->filter);
        text_query_init(&list->filter, line.text.data, line.text.len_bytes);
        sift(list);
        if (list->shown_count == 0) {
            ui_complain(list->ui, _("Nothing has these words: %s"), line.text.data);
            text_query_release(&list->filter);
            list->filter = (struct text_query){0};
            sift(list);
            draw_message(list->ui);
        }
    }
    line_release(&line);
}

static void step(struct list *list, size_t steps, bool forward)
{
    if (forward)
        list->chosen =
            list->chosen + steps < list->shown_count ? list->chosen + steps : list->shown_count - 1;
    else
        list->chosen = list->chosen > steps ? list->chosen - steps : 0;
}

static void handle(struct list *list, uint32_t code)
{
    switch (code) {
    case 'j':
    case KEYCODE_DOWN:
    case KEYCODE_CONTROL('N'):
        step(list, 1, true);
        break;
    case 'k':
    case KEYCODE_UP:
    case KEYCODE_CONTROL('P'):
        step(list, 1, false);
        break;
    case ' ':
    case KEYCODE_PAGE_DOWN:
    case KEYCODE_CONTROL('F'):
        step(list, room(list), true);
        break;
    case 'b':
    case KEYCODE_PAGE_UP:
    case KEYCODE_CONTROL('B'):
        step(list, room(list), false);
        break;
    case 'g':
    case KEYCODE_HOME:
        list->chosen = 0;
        break;
    case 'G':
    case KEYCODE_END:
        step(list, list->shown_count, true);
        break;
    case '/':
        ask_filter(list);
        break;
    case KEYCODE_ENTER:
        session_go(list->ui->session, &list->entries[list->shown[list->chosen]].position);
        list->done = true;
        break;
    case 'q':
    case 'L':
    case KEYCODE_ESCAPE:
    case KEYCODE_CONTROL('G'):
    case KEYCODE_CONTROL('C'):
        list->done = true;
        break;
    default:
        break;
    }
}

/* A press chooses, another on what is chosen goes there. */
static void handle_mouse(struct list *list, const struct pointed *mouse)
{
    int row = mouse->row - (list->ui->screen.height_rows > 3 ? 1 : 0);
    size_t index = list->first + (size_t)row;

    if (mouse->what == POINTING_SCROLL_UP || mouse->what == POINTING_SCROLL_DOWN)
        step(list, WHEEL_ROWS, mouse->what == POINTING_SCROLL_DOWN);
    if (mouse->what != POINTING_PRESS || row < 0 || (size_t)row >= room(list) ||
        index >= list->shown_count)
        return;
    if (index == list->chosen)
        handle(list, KEYCODE_ENTER);
    list->chosen = index;
}

static void gather(struct list *list)
{
    list->entry_count = session_entries(list->ui->session, &list->entries);
    list->shown = base_reallocate(list->shown, list->entry_count + 1, sizeof *list->shown);
    sift(list);
}

static bool is_same(const struct layout_position *left, const struct layout_position *right)
{
    return left->is_stance == right->is_stance && strcmp(left->id, right->id) == 0;
}

/* Another program changed what is listed: what was chosen stays so, while it stands there. */
static void gather_anew(struct list *list)
{
    struct session_entry *before = list->entries;
    size_t count_before = list->entry_count, first = list->first, chosen = list->chosen;
    const struct layout_position *was =
        list->shown_count > 0 ? &before[list->shown[chosen]].position : NULL;

    gather(list);
    if (list->shown_count == 0) {
        text_query_release(&list->filter);
        list->filter = (struct text_query){0};
        sift(list);
    }
    list->first = first;
    list->chosen = chosen;
    for (size_t i = 0; was != NULL && i < list->shown_count; i++) {
        if (is_same(&list->entries[list->shown[i]].position, was))
            list->chosen = i;
    }
    session_entries_free(before, count_before);
}

void list_run(struct ui *ui)
{
    struct list list = {.ui = ui};

    if (ui->plain != NULL) {
        plain_list(ui);
        return;
    }
    gather(&list);
    while (!list.done && list.entry_count > 0) {
        draw(&list);
        if (!ui_read_dialog(ui, -1))
            break;
        if (ui->input.kind == INPUT_CHANGED)
            gather_anew(&list);
        if (ui->input.kind == INPUT_KEY)
            handle(&list, ui->input.code);
        else if (ui->input.kind == INPUT_MOUSE)
            handle_mouse(&list, &ui->input.mouse);
    }
    session_entries_free(list.entries, list.entry_count);
    text_query_release(&list.filter);
    free(list.shown);
}
