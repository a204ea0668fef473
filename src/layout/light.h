/* light: what is lit on a row, and which roles parts of it have. Private to the room. */
#ifndef KANTLIJN_LAYOUT_LIGHT_H
#define KANTLIJN_LAYOUT_LIGHT_H

#include "layout/page.h"

/* A stretch of the report's text with a mark, or with a role of its own. */
struct light {
    size_t start_bytes, end_bytes;
    unsigned marks;
    bool is_footnote_mark;
};

struct lights {
    struct light *items;
    size_t count, capacity;
};

/* Fills in everything that touches the stretch of a row. */
void lights_gather(struct lights *lights, struct layout *layout, const struct layout_row *row,
                   const struct stretch *stretch, const struct layout_marks *marks);
void lights_release(struct lights *lights);
/* What holds for the cluster from start to end; *until_bytes: up to where it holds for what comes after
 * it as well. */
unsigned lights_at(const struct lights *lights, size_t start_bytes, size_t end_bytes,
                   bool *is_footnote_mark, size_t *until_bytes);
/* Whether the row shows text that carries an annotation. */
bool layout_is_annotated(struct layout *layout, const struct layout_row *row);

#endif
