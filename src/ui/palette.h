/* palette: the commands that what is typed after ':' can mean, best first; after the name of one that knows
 * its words, those; after :set the settings, and then their words; after :bind and a key the commands. Knows no
 * curses. Private to ui/.
 *
 * A name comes before another name, that before a part of a name, and what only the help says of a command
 * last; among equals the order is that of the table. */
#ifndef KANTLIJN_UI_PALETTE_H
#define KANTLIJN_UI_PALETTE_H

#include "session/session.h"

struct palette_row {
    const struct verb *verb;
    const char *value; /* a word that its argument can be, or NULL */
    size_t value_bytes;
    const char *help; /* N_() */
    bool shares_help; /* it is that of the other rows too */
    bool goes_on;     /* more is to be typed after it */
};

struct palette {
    struct palette_row *rows;
    size_t count, capacity;
    size_t chosen, first; /* the row that Enter takes; the first one in sight */
    size_t
        argument_bytes; /* where in the line the word of the argument begins; 0: a name is typed */
    struct buffer values; /* of rows, where the verb made them */
    bool open;
    bool is_filtered; /* by what was typed since a row was last chosen */
};

/* The rows for this line; the first is chosen. */
void palette_fill(struct palette *palette, const char *line);
/* The next or previous row, around the ends. */
void palette_step(struct palette *palette, bool forward);
/* Puts first so that the chosen one is among so many rows. */
void palette_scroll(struct palette *palette, size_t rows);
/* What the line becomes when the chosen row is taken; *whole: and there is nothing more to type. Appended. */
void palette_take(const struct palette *palette, const char *line, struct buffer *taken,
                  bool *whole);
/* What all rows that begin so share beyond what is typed, as the line with it; *only where there is one such
 * row, and then with a space where an argument follows. Nothing is appended where it is no further. */
void palette_complete(const struct palette *palette, const char *line, struct buffer *completed,
                      bool *only);
void palette_release(struct palette *palette);

#endif
