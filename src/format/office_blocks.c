/* What is known of blocks only once all are there.
 *
 *  1. The body's size is the one in which most of the text stands. A block of which everything is larger is
 *     emphasised; so is one of which everything is bold or underlined, unless most of the document is.
 *  2. A numbered line next to another of its list and level is a list item. One that stands by itself, or
 *     is emphasised, stays a line: it may as well be a heading.
 *  3. Footnotes, and lines that go on after a line break, stand between no two blocks. */
#include "config.h"

#include "format/office_blocks.h"

#include <stdlib.h>

void office_blocks_add(struct office_blocks *blocks, const struct office_block *block,
                       size_t start_bytes)
{
    struct office_block *added;

    blocks->items =
        array_reserve(blocks->items, &blocks->capacity, blocks->count + 1, sizeof *blocks->items);
    added = &blocks->items[blocks->count++];
    *added = *block;
    added->start_bytes = start_bytes;
    added->len_bytes = blocks->text.len_bytes - start_bytes;
}

void office_blocks_release(struct office_blocks *blocks)
{
    free(blocks->items);
    buffer_release(&blocks->text);
    *blocks = (struct office_blocks){0};
}

/* ---- deciding ------------------------------------------------------------------------------------ */

struct body {
    unsigned half_points;
    bool stands_out;
};

static bool is_body(const struct office_block *block)
{
    return block->kind != EVENT_FOOTNOTE && block->kind != EVENT_TABLE_ROW;
}

static struct body measure_body(const struct office_blocks *blocks)
{
    size_t bytes_of[OFFICE_HALF_POINTS_MAX + 1] = {0};
    size_t plain_bytes = 0, standing_out_bytes = 0;
    struct body body = {0};

    for (size_t i = 0; i < blocks->count; i++) {
        const struct office_looks *looks = &blocks->items[i].looks;

        if (!is_body(&blocks->items[i]))
            continue;
        plain_bytes += looks->plain_bytes;
        standing_out_bytes += looks->standing_out_bytes;
        bytes_of[looks->half_points] += looks->plain_bytes + looks->standing_out_bytes;
    }
    for (unsigned size = 1; size <= OFFICE_HALF_POINTS_MAX; size++) {
        if (bytes_of[size] > bytes_of[body.half_points] || body.half_points == 0)
            body.half_points = size;
    }
    body.stands_out = standing_out_bytes > plain_bytes;
    return body;
}

static bool is_emphasised(const struct office_block *block, const struct body *body)
{
    const struct office_looks *looks = &block->looks;

    if (!is_body(block) || looks->plain_bytes + looks->standing_out_bytes == 0)
        return false;
    return block->emphasised || looks->half_points >= body->half_points + 2 ||
           (looks->plain_bytes == 0 && !body->stands_out);
}

static bool are_of_one_list(const struct office_block *one, const struct office_block *other)
{
    return one != NULL && other != NULL && one->list != NULL && one->list == other->list &&
           one->list_level == other->list_level;
}

static bool stands_between(const struct office_block *block)
{
    return block->kind != EVENT_FOOTNOTE && block->blank_before;
}

/* ---- writing ------------------------------------------------------------------------------------- */

/* The block after which it comes, or before; NULL where there is none. */
static const struct office_block *next_block(const struct office_blocks *blocks, size_t *at)
{
    while (*at < blocks->count && !stands_between(&blocks->items[*at]))
        ++*at;
    return *at < blocks->count ? &blocks->items[*at] : NULL;
}

static void write_block(const struct office_blocks *blocks, const struct office_block *block,
                        bool is_list_item, const struct body *body, struct wire_writer *wire)
{
    const char *text = blocks->text.data + block->start_bytes;
    char *label = NULL;
    struct report_event event = {
        .kind = block->kind,
        .text = text + block->label_bytes,
        .len_bytes = block->len_bytes - block->label_bytes,
        .level = block->level,
        .blank_before = block->blank_before,
        .emphasised = is_emphasised(block, body),
    };

    if (is_list_item && !event.emphasised && event.kind == EVENT_LINE)
        event.kind = EVENT_LIST_ITEM;
    if (block->kind == EVENT_FOOTNOTE)
        event.label = label = base_copy_bytes(text, block->label_bytes);
    wire_write_event(wire, &event);
    free(label);
}

void office_blocks_write(const struct office_blocks *blocks, struct wire_writer *wire)
{
    const struct body body = measure_body(blocks);
    const struct office_block *before = NULL, *after;
    size_t next = 0;

    for (size_t i = 0; i < blocks->count && !wire->failed; i++) {
        const struct office_block *block = &blocks->items[i];

        if (next <= i)
            next = i + 1;
        after = next_block(blocks, &next);
        write_block(blocks, block, are_of_one_list(before, block) || are_of_one_list(block, after),
                    &body, wire);
        if (stands_between(block))
            before = block;
    }
}
