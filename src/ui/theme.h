/* theme: how things look in each theme, on terminals of 8, 16 and 256 colours and of none. Needs nothing
 * of curses but its constants. Private to ui/.
 *
 * What is always true:
 *  1. What a look means can be told without colour: from its words and signs, or from attributes in which
 *     it differs from what stands beside it. Nothing blinks.
 *  2. THEME_MONO has no colours, and its attributes are those of a terminal without any.
 *  3. Only THEME_HIGH_CONTRAST has a ground of its own; else the terminal's own colours are that of all
 *     plain text, and a mark that has a ground of its own has ink of its own too.
 *  4. With 256 colours, whose values are the same nearly everywhere, ink and ground differ as WCAG 2.1 asks
 *     (tests/unit/test_theme.c): 4.5 in dark and light, 7 in high contrast, and 4 against both black and
 *     white in THEME_AUTO, where 4.58 is the most there can be. */
#ifndef KANTLIJN_UI_THEME_H
#define KANTLIJN_UI_THEME_H

#include "ui/screen.h"

enum { COLOUR_OWN = -1 }; /* the terminal's */

struct colours {
    short fore, back;
};

/* One row of a theme. */
struct style {
    attr_t attributes;
    struct colours of_8, of_16, of_256;
};

/* LOOK_COUNT rows. THEME_AUTO is what stands while nothing is known of the terminal's ground: middling
 * colours. */
const struct style *theme_styles(enum theme theme);
/* Whether the theme fills the screen with a ground of its own, that of LOOK_TEXT. */
bool theme_has_ground(enum theme theme);
/* The colours of a style on a terminal of so many. */
struct colours theme_colours(const struct style *style, int colour_count);

/* Reads a terminal's answer about its ground, "11;rgb:1e1e/1e1e/1e1e" with one to four digits each, and
 * says whether white stands out better against it than black. False where it is no such answer. */
bool theme_read_ground(const char *answer, bool *is_dark);

#endif
