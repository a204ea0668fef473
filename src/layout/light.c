/* light: what is lit on a row: matches, the selection, annotated passages, marks of footnotes. Looks at
 * no more of the text than the row (of a table: than one cell's line of it) and what a match around its edges can reach, so that a row of a very
 * long paragraph costs no more than another. */
#include "config.h"

#include "layout/light.h"

#include <stdlib.h>

/* A paragraph up to this length is searched whole, so that matches that could overlap are the same on
 * every row; around the row of a longer one, this much and what the needle may need. */
enum { SEARCH_WHOLE_BYTES = 4096, SEARCH_AROUND_BYTES = 256, NEEDLE_GROWS = 8 };

static void add(struct lights *lights, const struct stretch *stretch, struct light light)
{
    if (light.start_bytes >= stretch->end_bytes || light.end_bytes <= stretch->start_bytes ||
        light.start_bytes >= light.end_bytes)
        return;
    lights->items =
        array_reserve(lights->items, &lights->capacity, lights->count + 1, sizeof *lights->items);
    lights->items[lights->count++] = light;
}

static size_t first_touching(const struct byte_range *ranges, size_t count,
                             const struct stretch *stretch)
{
    size_t first = byte_range_after(ranges, count, stretch->start_bytes);

    return first < count && ranges[first].start < stretch->end_bytes ? first : count;
}

static void add_ranges(struct lights *lights, const struct stretch *stretch,
                       const struct byte_range *ranges, size_t count, struct light like)
{
    for (size_t i = first_touching(ranges, count, stretch);
         i < count && ranges[i].start < stretch->end_bytes; i++) {
        like.start_bytes = ranges[i].start;
        like.end_bytes = ranges[i].end;
        add(lights, stretch, like);
    }
}

bool layout_is_annotated(struct layout *layout, const struct layout_row *row)
{
    const struct block_rows *rows = layout_block_rows(layout, row->block);
    struct stretch stretch;

    for (size_t i = 0; i < layout_stretch_count(rows, row); i++)
        if (layout_stretch(layout, rows, row, i, &stretch) &&
            first_touching(layout->lit, layout->lit_count, &stretch) < layout->lit_count)
            return true;
    return false;
}

/* Where to search for matches that touch the stretch: from the start of one range of the block to the end of
 * another, so that no cluster is cut. */
static struct byte_range search_range(struct layout *layout, size_t block_index,
                                      const struct stretch *stretch, size_t needle_bytes)
{
    const struct report_block *block = layout_block(layout, block_index);
    const struct block_rows *rows;
    struct byte_range range = {block->start_bytes, block->end_bytes};
    size_t around = SEARCH_AROUND_BYTES + NEEDLE_GROWS * needle_bytes;
    size_t first, last, count;

    if (block->end_bytes - block->start_bytes <= SEARCH_WHOLE_BYTES)
        return range;
    rows = layout_block_rows(layout, block_index);
    count = layout_range_count(rows);
    if (stretch->range >= count)
        return range;
    first = last = stretch->range;
    while (first > 0 && stretch->start_bytes - layout_range(rows, first).start < around)
        first--;
    while (last + 1 < count && layout_range(rows, last).end - stretch->end_bytes < around)
        last++;
    return (struct byte_range){layout_range(rows, first).start, layout_range(rows, last).end};
}

/* A regular expression wants the whole paragraph, and needs to look at no more than the piece of it that the
 * stretch begins in, and what follows. */
static void add_matches(struct lights *lights, struct layout *layout, size_t block_index,
                        const struct stretch *stretch, const struct text_query *query)
{
    const struct report_block *block = layout_block(layout, block_index);
    struct byte_range range = {block->start_bytes, block->end_bytes};
    size_t from = 0, start, end, len_bytes;
    const char *text;

    if (query->regex == NULL)
        range = search_range(layout, block_index, stretch, query->len_bytes);
    text = layout->report->text.data + range.start;
    len_bytes = range.end - range.start;
    if (query->regex != NULL)
        from = text_query_piece(query, text, len_bytes, stretch->start_bytes - range.start);
    while (text_query_find_before(query, text, len_bytes, from, stretch->end_bytes - range.start,
                                  &start, &end)) {
        add(lights, stretch,
            (struct light){range.start + start, range.start + end, MARK_MATCH, false});
        from = end > start ? end : end + 1;
        if (from >= len_bytes)
            break;
    }
}

void lights_gather(struct lights *lights, struct layout *layout, const struct layout_row *row,
                   const struct stretch *stretch, const struct layout_marks *marks)
{
    lights->count = 0;
    if (stretch->start_bytes == stretch->end_bytes)
        return;
    add_ranges(lights, stretch, layout->footnotes, layout->footnote_count,
               (struct light){.is_footnote_mark = true});
    if (layout->options.notes != NOTES_HIDDEN)
        add_ranges(lights, stretch, layout->lit, layout->lit_count,
                   (struct light){.marks = MARK_ANNOTATED});
    if (marks == NULL)
        return;
    if (marks->query != NULL && marks->query->len_bytes > 0)
        add_matches(lights, layout, row->block, stretch, marks->query);
    add(lights, stretch, (struct light){marks->match_start, marks->match_end, MARK_CURRENT, false});
    add(lights, stretch,
        (struct light){marks->selection_start, marks->selection_end, MARK_SELECTED, false});
}

void lights_release(struct lights *lights)
{
    free(lights->items);
    *lights = (struct lights){0};
}

unsigned lights_at(const struct lights *lights, size_t start_bytes, size_t end_bytes,
                   bool *is_footnote_mark, size_t *until_bytes)
{
    unsigned marks = 0;

    *is_footnote_mark = false;
    *until_bytes = SIZE_MAX;
    for (size_t i = 0; i < lights->count; i++) {
        const struct light *light = &lights->items[i];

        if (light->end_bytes <= start_bytes)
            continue;
        if (light->start_bytes < end_bytes) {
            marks |= light->marks;
            *is_footnote_mark = *is_footnote_mark || light->is_footnote_mark;
            if (light->end_bytes < *until_bytes)
                *until_bytes = light->end_bytes;
        } else if (light->start_bytes < *until_bytes) {
            *until_bytes = light->start_bytes;
        }
    }
    return marks;
}
