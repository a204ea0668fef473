/* chooser: a list of which one is chosen: what is in sight, moving in it, drawing it. Private to ui/.
 *
 * What is always true: first and chosen pass the filter, or are CHOOSER_NONE where nothing does; chosen is
 * in sight once it was drawn. Nothing is kept of the things, so that a list of any length costs what is
 * shown of it, and what lies between where a filter leaves much out. */
#ifndef KANTLIJN_UI_CHOOSER_H
#define KANTLIJN_UI_CHOOSER_H

#include "ui/room.h"

#define CHOOSER_NONE SIZE_MAX

struct chooser {
    size_t count; /* of things, by their index */
    size_t first, chosen;
    bool (*passes)(const void *context, size_t index); /* the filter; NULL: all do */
    void (*draw)(struct ui *ui, void *context, size_t index, int row, int col, int width_cols,
                 enum look look);
    void *context;
};

/* Chooses that one, or the nearest after it that passes, else before it. */
void chooser_choose(struct chooser *chooser, size_t index);
/* With what is chosen in the middle of the screen. */
void chooser_centre(const struct ui *ui, struct chooser *chooser);
void chooser_step(struct chooser *chooser, size_t steps, bool forward);
void chooser_page(const struct ui *ui, struct chooser *chooser, bool forward);
/* Down Up ^N ^P PgDn PgUp Home End; false for any other key. */
bool chooser_key(const struct ui *ui, struct chooser *chooser, uint32_t code);
/* The same and the letters of the page: j k, Space ^F, b ^B, g G; for lists in which nothing is typed. */
bool chooser_reading_key(const struct ui *ui, struct chooser *chooser, uint32_t code);

/* The wheel moves, a press chooses; true for a press on what is chosen already. */
bool chooser_mouse(const struct ui *ui, struct chooser *chooser, const struct pointed *mouse);

/* The box and the things in sight, over all rows but the last. */
void chooser_draw(struct ui *ui, struct chooser *chooser, const char *title);
/* Where the hardware cursor belongs. */
void chooser_find_cursor(const struct ui *ui, const struct chooser *chooser, int *row, int *col);

#endif
