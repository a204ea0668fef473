/* How things look: one row a look, with its attributes for any terminal and its colours for terminals of
 * 8, 16 and 256. The terminal's own background is kept but where a mark has one of its own; the colours
 * are middling ones, readable on light and on dark. With NO_COLOR, and on terminals without colours, the
 * attributes alone tell things apart. */
#include "config.h"

#include "ui/screen.h"

#include <stdlib.h>

enum { OWN = -1 }; /* the terminal's own colour */

struct colours {
    short fore, back;
};

static const struct {
    attr_t plain;      /* without colours */
    attr_t attributes; /* with them */
    struct colours of_8, of_16, of_256;
} looks[LOOK_COUNT] = {
    [LOOK_TEXT] = {A_NORMAL, A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_PART] = {A_BOLD, A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_HEADING] = {A_BOLD, A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_FOLD_MARK] = {A_NORMAL, A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_BADGE] = {A_NORMAL, A_NORMAL, {6, OWN}, {6, OWN}, {67, OWN}},
    [LOOK_GUTTER] = {A_NORMAL, A_NORMAL, {2, OWN}, {2, OWN}, {71, OWN}},
    [LOOK_NOTE_LABEL] = {A_BOLD, A_BOLD, {2, OWN}, {2, OWN}, {71, OWN}},
    [LOOK_NOTE] = {A_NORMAL, A_NORMAL, {2, OWN}, {2, OWN}, {71, OWN}},
    [LOOK_META] = {A_DIM, A_NORMAL, {OWN, OWN}, {8, OWN}, {244, OWN}},
    [LOOK_STANCE] = {A_BOLD, A_BOLD, {6, OWN}, {6, OWN}, {67, OWN}},
    [LOOK_FOOTNOTE] = {A_NORMAL, A_NORMAL, {OWN, OWN}, {8, OWN}, {244, OWN}},
    [LOOK_FOOTNOTE_MARK] = {A_DIM, A_NORMAL, {6, OWN}, {6, OWN}, {67, OWN}},
    [LOOK_TOKEN] = {A_UNDERLINE, A_NORMAL, {1, OWN}, {1, OWN}, {167, OWN}},
    [LOOK_MORE] = {A_REVERSE, A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_MATCH] = {A_UNDERLINE | A_BOLD, A_NORMAL, {0, 3}, {0, 3}, {16, 222}},
    [LOOK_CURRENT_MATCH] = {A_REVERSE | A_BOLD, A_BOLD, {0, 2}, {0, 10}, {16, 114}},
    [LOOK_SELECTED] = {A_REVERSE, A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_FOCUS] = {A_REVERSE, A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_STATUS] = {A_REVERSE, A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_MESSAGE] = {A_NORMAL, A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_ERROR] = {A_BOLD, A_BOLD, {1, OWN}, {1, OWN}, {167, OWN}},
    [LOOK_PROMPT] = {A_BOLD, A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_HINT] = {A_DIM, A_NORMAL, {OWN, OWN}, {8, OWN}, {244, OWN}},
    [LOOK_CHOSEN] = {A_REVERSE, A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
    [LOOK_FRAME] = {A_NORMAL, A_NORMAL, {OWN, OWN}, {8, OWN}, {244, OWN}},
};

static struct colours colours_of(enum look look)
{
    return COLORS >= 256 ? looks[look].of_256 : COLORS >= 16 ? looks[look].of_16 : looks[look].of_8;
}

void looks_start(struct screen *screen)
{
    const char *no_colour = getenv("NO_COLOR");

    screen->coloured = false;
    /* The default colours first: after start_color curses would look through the whole screen for them. */
    if ((no_colour != NULL && no_colour[0] != '\0') || !has_colors() ||
        use_default_colors() == ERR || start_color() == ERR || COLORS < 8 ||
        COLOR_PAIRS <= (int)LOOK_COUNT)
        return;
    screen->coloured = true;
    for (int look = 0; look < (int)LOOK_COUNT; look++) {
        struct colours colours = colours_of((enum look)look);

        if (colours.fore != OWN || colours.back != OWN)
            init_extended_pair(look + 1, colours.fore, colours.back);
    }
}

void looks_apply(const struct screen *screen, enum look look, attr_t *attributes, int *pair)
{
    struct colours colours = screen->coloured ? colours_of(look) : (struct colours){OWN, OWN};

    *attributes = screen->coloured ? looks[look].attributes : looks[look].plain;
    *pair = colours.fore != OWN || colours.back != OWN ? (int)look + 1 : 0;
}
