/* Which theme is shown, and its colours given to curses.
 *
 *     wished      shown
 *     auto        mono where NO_COLOR is set; what the terminal says its ground is; else middling colours
 *     any other   that, whatever NO_COLOR says: who names a theme wants it
 *
 * Terminals without colours show the attributes of mono, whatever was wished. */
#include "config.h"

#include "ui/screen.h"

#include <stdlib.h>

#include "ui/theme.h"

static enum theme shown_theme(const struct screen *screen, bool has_colours)
{
    const char *no_colour = getenv("NO_COLOR");

    if (!has_colours)
        return THEME_MONO;
    if (screen->theme != THEME_AUTO)
        return screen->theme;
    return no_colour != NULL && no_colour[0] != '\0' ? THEME_MONO : screen->ground;
}

/* The terminal's default colours first: after start_color curses would look through the whole screen for
 * them. */
static bool start_colours(void)
{
    return has_colors() && use_default_colors() != ERR && start_color() != ERR && COLORS >= 8 &&
           COLOR_PAIRS > (int)LOOK_COUNT;
}

/* What is drawn on: blanks of the terminal's own ground, or of the theme's. */
static void set_ground(const struct screen *screen, enum theme theme)
{
    cchar_t blank = {.chars = L" "};
    attr_t attributes;
    int pair;

    looks_apply(screen, LOOK_TEXT, &attributes, &pair);
    setcchar(&blank, L" ", attributes, 0, theme_has_ground(theme) ? &pair : NULL);
    wbkgrndset(stdscr, &blank);
}

static void show_theme(struct screen *screen, enum theme theme)
{
    screen->styles = theme_styles(theme);
    screen_forget_rows(screen);
    screen->coloured = theme != THEME_MONO;
    for (int look = 0; screen->coloured && look < (int)LOOK_COUNT; look++) {
        struct colours colours = theme_colours(&screen->styles[look], COLORS);

        if (colours.fore != COLOUR_OWN || colours.back != COLOUR_OWN)
            init_extended_pair(look + 1, colours.fore, colours.back);
    }
}

void looks_start(struct screen *screen, enum theme theme)
{
    enum theme shown;

    screen->theme = theme;
    screen->ground = THEME_AUTO;
    screen->signs = !(termattrs() & (A_REVERSE | A_STANDOUT | A_BOLD | A_UNDERLINE));
    shown = shown_theme(screen, has_colors());
    if (shown != THEME_MONO && !start_colours())
        shown = THEME_MONO;
    show_theme(screen, shown);
    if (theme_has_ground(shown))
        set_ground(screen, shown);
}

void looks_choose(struct screen *screen, enum theme theme)
{
    enum theme shown;

    screen->theme = theme;
    shown = shown_theme(screen, has_colors());
    if (shown != THEME_MONO && !start_colours())
        shown = THEME_MONO;
    show_theme(screen, shown);
    set_ground(screen, shown);
}

void looks_apply(const struct screen *screen, enum look look, attr_t *attributes, int *pair)
{
    const struct style *style = &screen->styles[look];
    struct colours colours =
        screen->coloured ? theme_colours(style, COLORS) : (struct colours){COLOUR_OWN, COLOUR_OWN};

    *attributes = style->attributes;
    *pair = colours.fore != COLOUR_OWN || colours.back != COLOUR_OWN ? (int)look + 1 : 0;
}
