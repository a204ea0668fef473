/* A document's blocks, kept until all are there: only then is it known what size the body has, and which
 * numbered paragraphs stand in a list. */
#ifndef KANTLIJN_FORMAT_OFFICE_BLOCKS_H
#define KANTLIJN_FORMAT_OFFICE_BLOCKS_H

#include "format/wire.h"

enum {
    OFFICE_HALF_POINTS_MAX = 511,
    OFFICE_BLOCKS_MAX = 1 << 20,
};

/* How much of a text stands out, and in what size it is. Only letters and digits count. */
struct office_looks {
    size_t plain_bytes, standing_out_bytes; /* bold or underlined */
    unsigned half_points;                   /* of the smallest; 0: unknown */
};

struct office_block {
    enum event_kind kind;
    unsigned level; /* of a heading */
    bool blank_before;
    bool emphasised;  /* whatever its looks */
    const void *list; /* what a line is numbered with, NULL if it is not; and */
    unsigned list_level;
    struct office_looks looks;
    /* of a footnote: the label's bytes come first in its text */
    size_t label_bytes;
    size_t start_bytes, len_bytes; /* in the text of all blocks */
};

struct office_blocks {
    struct office_block *items;
    size_t count, capacity;
    struct buffer text;
};

/* Adds a block with the text that was appended to blocks->text since start_bytes. */
void office_blocks_add(struct office_blocks *blocks, const struct office_block *block,
                       size_t start_bytes);
void office_blocks_write(const struct office_blocks *blocks, struct wire_writer *wire);
void office_blocks_release(struct office_blocks *blocks);

#endif
