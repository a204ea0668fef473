/* badge: what a heading says about the notes and positions of its section.
 *
 * What is always true:
 *  1. Badges are worked out once, when contents are set, and only for headings that have any.
 *  2. A note counts at the heading it stands under and at every heading above it.
 *  3. A stance counts at the innermost heading it stands under, and further up as far as the item:
 *     there a tag on a sub-item is one of the item's passages. It never counts at a part, unless it
 *     stands at the part itself.
 *  4. An orphan stance is about text that is no longer there: it is shown, and counts for nothing. */
#include "config.h"

#include "layout/page.h"

#include <stdlib.h>
#include <string.h>

/* One note or stance as it counts at one heading. */
struct count {
    size_t heading;
    size_t order;                        /* keeps the order of the page */
    const struct sidecar_stance *stance; /* NULL for a note */
    bool on_item;
};

unsigned layout_stance_values(const struct sidecar_stance *stance)
{
    return (stance->values | 1u << stance->stance) & ~(1u << STANCE_NONE);
}

struct counts {
    struct count *items;
    size_t count, capacity;
};

static void add_count(struct counts *counts, size_t heading, const struct sidecar_stance *stance,
                      bool on_item)
{
    counts->items =
        array_reserve(counts->items, &counts->capacity, counts->count + 1, sizeof *counts->items);
    counts->items[counts->count] = (struct count){heading, counts->count, stance, on_item};
    counts->count++;
}

static void count_note(const struct report *report, struct counts *counts, size_t heading)
{
    for (; heading != REPORT_NONE; heading = report->headings[heading].parent)
        add_count(counts, heading, NULL, false);
}

/* What a heading passes on to the one above it. */
static bool is_inside_item(enum heading_kind kind)
{
    return kind == HEADING_SUBITEM || kind == HEADING_SECTION;
}

static bool gathers(enum heading_kind kind)
{
    return is_inside_item(kind) || kind == HEADING_ITEM;
}

static void count_stance(const struct report *report, struct counts *counts, size_t heading,
                         const struct sidecar_stance *stance, bool on_item)
{
    while (heading != REPORT_NONE) {
        enum heading_kind kind = report->headings[heading].kind;
        size_t parent = report->headings[heading].parent;

        add_count(counts, heading, stance, on_item);
        if (!is_inside_item(kind) || parent == REPORT_NONE ||
            !gathers(report->headings[parent].kind))
            return;
        heading = parent;
        on_item = false;
    }
}

static void count_annotation(const struct layout *layout, struct counts *counts,
                             const struct layout_annotation *annotation)
{
    size_t heading = layout_annotation_heading(layout, annotation);

    if (annotation->kind == ANNOTATION_NOTE) {
        count_note(layout->report, counts, heading);
        return;
    }
    for (size_t i = 0; i < annotation->count && !annotation->orphan; i++) {
        const struct sidecar_stance *stance = &layout->contents->stances[annotation->stances[i]];

        if (layout_stance_values(stance) != 0)
            count_stance(layout->report, counts, heading, stance, annotation->on_item);
    }
}

static int compare_counts(const void *left, const void *right)
{
    const struct count *a = left, *b = right;

    if (a->heading != b->heading)
        return a->heading < b->heading ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* A tag for each value that counts: one, unless authors are in conflict. */
static size_t add_tags(struct stance_tag *tags, const struct count *it)
{
    size_t count = 0;

    for (unsigned value = STANCE_SUPPORT; it->stance != NULL && value < STANCE_COUNT; value++)
        if ((layout_stance_values(it->stance) & 1u << value) != 0)
            tags[count++] = (struct stance_tag){it->stance->actor, (enum stance)value, it->on_item};
    return count;
}

/* Appends "NL+ COM~" for the counts of one heading. Ids come from a file: they are decoded first. */
static void append_positions(struct buffer *out, const struct count *counts, size_t count)
{
    struct stance_tag *tags = base_reallocate(NULL, count * STANCE_COUNT, sizeof *tags);
    struct position *positions = NULL;
    struct buffer badges = {0};
    size_t tag_count = 0, position_count = 0, replaced = 0;

    for (size_t i = 0; i < count; i++)
        tag_count += add_tags(&tags[tag_count], &counts[i]);
    if (tag_count > 0)
        position_count = council_gather(tags, tag_count, &positions);
    for (size_t i = 0; i < position_count; i++) {
        if (badges.len_bytes > 0)
            buffer_append_char(&badges, ' ');
        council_append_badge(&badges, &positions[i]);
    }
    if (badges.len_bytes > 0)
        text_decode(badges.data, badges.len_bytes, false, out, &replaced);
    buffer_release(&badges);
    free(positions);
    free(tags);
}

static void add_badges(struct layout *layout, const struct count *counts, size_t count)
{
    struct heading_badges *badges;

    layout->badges = array_reserve(layout->badges, &layout->badge_capacity, layout->badge_count + 1,
                                   sizeof *layout->badges);
    badges = &layout->badges[layout->badge_count++];
    *badges = (struct heading_badges){.heading = counts[0].heading,
                                      .start = layout->badge_text.len_bytes};
    for (size_t i = 0; i < count; i++)
        if (counts[i].stance == NULL)
            badges->note_count++;
    append_positions(&layout->badge_text, counts, count);
    badges->end = layout->badge_text.len_bytes;
}

void layout_gather_badges(struct layout *layout)
{
    struct counts counts = {0};

    for (size_t i = 0; i < layout->annotation_count; i++)
        count_annotation(layout, &counts, &layout->annotations[i]);
    if (counts.count > 0)
        qsort(counts.items, counts.count, sizeof *counts.items, compare_counts);
    for (size_t start = 0, end; start < counts.count; start = end) {
        for (end = start + 1; end < counts.count; end++)
            if (counts.items[end].heading != counts.items[start].heading)
                break;
        add_badges(layout, counts.items + start, end - start);
    }
    free(counts.items);
}

static int compare_heading(const void *key, const void *item)
{
    const size_t *heading = key;
    const struct heading_badges *badges = item;

    return (*heading > badges->heading) - (*heading < badges->heading);
}

static const struct heading_badges *find_badges(const struct layout *layout, size_t heading)
{
    if (layout->badge_count == 0)
        return NULL;
    return bsearch(&heading, layout->badges, layout->badge_count, sizeof *layout->badges,
                   compare_heading);
}

size_t layout_badges(const struct layout *layout, size_t heading, struct buffer *stances)
{
    const struct heading_badges *badges = find_badges(layout, heading);

    if (badges == NULL)
        return 0;
    if (badges->end > badges->start)
        buffer_append(stances, layout->badge_text.data + badges->start,
                      badges->end - badges->start);
    return badges->note_count;
}

/* Appends as many positions as fit, and "… +7" for the others. */
static void append_some(const struct layout *layout, struct buffer *out, const char *positions,
                        size_t len_bytes, int max_cols)
{
    size_t count = 1, fits_bytes = 0, fits_count = 0, at = 0;
    struct buffer tail = {0};

    for (size_t i = 0; i < len_bytes; i++)
        count += positions[i] == ' ';
    for (size_t kept = 1; kept < count; kept++) {
        const char *space = memchr(positions + at, ' ', len_bytes - at);
        size_t end = (size_t)(space - positions);

        buffer_clear(&tail);
        buffer_append_format(&tail, " %s +%zu", layout_ellipsis(layout), count - kept);
        if (text_width_cols(positions, end) + text_width_cols(tail.data, tail.len_bytes) > max_cols)
            break;
        fits_bytes = end;
        fits_count = kept;
        at = end + 1;
    }
    buffer_append(out, positions, fits_bytes);
    if (fits_bytes > 0)
        buffer_append_char(out, ' ');
    buffer_append_format(out, "%s +%zu", layout_ellipsis(layout), count - fits_count);
    buffer_release(&tail);
}

static void append_note_count(struct buffer *out, size_t count)
{
    /* TRANSLATORS: a badge at the right of a heading; %zu is how many notes there are under it. */
    buffer_append_format(out, ngettext("%zu note", "%zu notes", (unsigned long)count), count);
}

int layout_badge_words(const struct layout *layout, size_t heading, int max_cols,
                       struct buffer *out)
{
    struct buffer positions = {0}, words = {0};
    size_t notes = layout_badges(layout, heading, &positions);
    int cols = 0, used_cols;

    if (notes > 0)
        append_note_count(&words, notes);
    if (notes > 0 && positions.len_bytes > 0)
        buffer_append_string(&words, "  ");
    if (positions.len_bytes > 0) {
        used_cols = text_width_cols(words.data, words.len_bytes);
        if (used_cols + text_width_cols(positions.data, positions.len_bytes) <= max_cols)
            buffer_append(&words, positions.data, positions.len_bytes);
        else
            append_some(layout, &words, positions.data, positions.len_bytes, max_cols - used_cols);
    }
    if (words.len_bytes > 0)
        cols = layout_append_cut(layout, out, words.data, words.len_bytes, max_cols);
    buffer_release(&positions);
    buffer_release(&words);
    return cols;
}
