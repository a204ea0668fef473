/* A list of which one is chosen. See chooser.h. */
#include "config.h"

#include "ui/chooser.h"

static bool passes(const struct chooser *chooser, size_t index)
{
    return chooser->passes == NULL || chooser->passes(chooser->context, index);
}

/* The nearest that passes beyond the index, or CHOOSER_NONE. */
static size_t beyond(const struct chooser *chooser, size_t index, bool forward)
{
    while (forward ? ++index < chooser->count : index-- > 0) {
        if (passes(chooser, index))
            return index;
    }
    return CHOOSER_NONE;
}

/* So many steps on, as far as there are; *steps are those that were missing. */
static size_t walk(const struct chooser *chooser, size_t index, size_t *steps, bool forward)
{
    size_t next;

    while (*steps > 0 && (next = beyond(chooser, index, forward)) != CHOOSER_NONE) {
        index = next;
        --*steps;
    }
    return index;
}

void chooser_choose(struct chooser *chooser, size_t index)
{
    size_t found;

    if (index < chooser->count && passes(chooser, index))
        found = index;
    else
        found = index < chooser->count ? beyond(chooser, index, true) : CHOOSER_NONE;
    if (found == CHOOSER_NONE)
        found = beyond(chooser, index < chooser->count ? index : chooser->count, false);
    chooser->chosen = found;
    if (found == CHOOSER_NONE || chooser->first >= chooser->count ||
        !passes(chooser, chooser->first))
        chooser->first = found;
}

static size_t room(const struct ui *ui)
{
    int rows = ui->screen.height_rows - 3;

    return rows > 1 ? (size_t)rows : 1;
}

void chooser_centre(const struct ui *ui, struct chooser *chooser)
{
    size_t steps = room(ui) / 2;

    if (chooser->chosen != CHOOSER_NONE)
        chooser->first = walk(chooser, chooser->chosen, &steps, false);
}

void chooser_step(struct chooser *chooser, size_t steps, bool forward)
{
    if (chooser->chosen != CHOOSER_NONE)
        chooser->chosen = walk(chooser, chooser->chosen, &steps, forward);
}

void chooser_page(const struct ui *ui, struct chooser *chooser, bool forward)
{
    chooser_step(chooser, room(ui), forward);
}

static void go_to_end(struct chooser *chooser, bool last)
{
    if (chooser->chosen != CHOOSER_NONE)
        chooser_choose(chooser, last ? chooser->count - 1 : 0);
}

bool chooser_key(const struct ui *ui, struct chooser *chooser, uint32_t code)
{
    switch (code) {
    case KEYCODE_DOWN:
    case KEYCODE_CONTROL('N'):
        chooser_step(chooser, 1, true);
        return true;
    case KEYCODE_UP:
    case KEYCODE_CONTROL('P'):
        chooser_step(chooser, 1, false);
        return true;
    case KEYCODE_PAGE_DOWN:
        chooser_page(ui, chooser, true);
        return true;
    case KEYCODE_PAGE_UP:
        chooser_page(ui, chooser, false);
        return true;
    case KEYCODE_HOME:
        go_to_end(chooser, false);
        return true;
    case KEYCODE_END:
        go_to_end(chooser, true);
        return true;
    default:
        return false;
    }
}

bool chooser_reading_key(const struct ui *ui, struct chooser *chooser, uint32_t code)
{
    switch (code) {
    case 'j':
        return chooser_key(ui, chooser, KEYCODE_DOWN);
    case 'k':
        return chooser_key(ui, chooser, KEYCODE_UP);
    case ' ':
    case KEYCODE_CONTROL('F'):
        return chooser_key(ui, chooser, KEYCODE_PAGE_DOWN);
    case 'b':
    case KEYCODE_CONTROL('B'):
        return chooser_key(ui, chooser, KEYCODE_PAGE_UP);
    case 'g':
        return chooser_key(ui, chooser, KEYCODE_HOME);
    case 'G':
        return chooser_key(ui, chooser, KEYCODE_END);
    default:
        return chooser_key(ui, chooser, code);
    }
}

/* Scrolls no further than it must, and shows nothing beyond the end while there is more before. */
static void keep_visible(const struct ui *ui, struct chooser *chooser)
{
    size_t above = room(ui) - 1, missing = room(ui) - 1;
    size_t highest = walk(chooser, chooser->chosen, &above, false);

    if (chooser->first > chooser->chosen)
        chooser->first = chooser->chosen;
    if (chooser->first < highest)
        chooser->first = highest;
    walk(chooser, chooser->first, &missing, true);
    chooser->first = walk(chooser, chooser->first, &missing, false);
}

static int first_row(const struct ui *ui)
{
    return ui->screen.height_rows > 3 ? 1 : 0;
}

void chooser_draw(struct ui *ui, struct chooser *chooser, const char *title)
{
    struct screen *screen = &ui->screen;
    size_t index = CHOOSER_NONE;

    draw_box(ui, 0, 0, screen->width_cols, screen->height_rows - 1, title);
    if (chooser->chosen != CHOOSER_NONE) {
        keep_visible(ui, chooser);
        index = chooser->first;
    }
    for (int row = 0; row < (int)room(ui) && index != CHOOSER_NONE; row++) {
        enum look look = index == chooser->chosen ? LOOK_CHOSEN : LOOK_TEXT;

        screen_fill(screen, first_row(ui) + row, 1, screen->width_cols - 2, look);
        chooser->draw(ui, chooser->context, index, first_row(ui) + row, 2, screen->width_cols - 4,
                      look);
        if (screen->signs && index == chooser->chosen)
            screen_string(screen, first_row(ui) + row, 1, "*", 1, look);
        index = beyond(chooser, index, true);
    }
}

void chooser_find_cursor(const struct ui *ui, const struct chooser *chooser, int *row, int *col)
{
    *row = first_row(ui);
    *col = ui->screen.width_cols > 2 ? 2 : 0;
    for (size_t index = chooser->first; index != chooser->chosen && index != CHOOSER_NONE;
         index = beyond(chooser, index, true))
        ++*row;
}

bool chooser_mouse(const struct ui *ui, struct chooser *chooser, const struct pointed *mouse)
{
    int rows = mouse->row - first_row(ui);
    size_t index = chooser->first;
    bool again;

    if (mouse->what == POINTING_SCROLL_UP || mouse->what == POINTING_SCROLL_DOWN)
        chooser_step(chooser, WHEEL_ROWS, mouse->what == POINTING_SCROLL_DOWN);
    if (mouse->what != POINTING_PRESS || rows < 0 || rows >= (int)room(ui))
        return false;
    while (rows-- > 0 && index != CHOOSER_NONE)
        index = beyond(chooser, index, true);
    if (index == CHOOSER_NONE)
        return false;
    again = index == chooser->chosen;
    chooser->chosen = index;
    return again;
}
