/* annotation: notes and stances in the order of the page.
 *
 * What is always true:
 *  1. Every note, and every stance, is in exactly one annotation, and each annotation at one block.
 *  2. Stances are one annotation when they are about the same place, in the same state, by the same
 *     author; so a tag that somebody else added later never slips in among one's own. In it they are
 *     in the order of council_actor, as in the badges.
 *  3. annotations are in order of block, start and end of passage, stances before notes, creation, id:
 *     the same contents always give the same order. */
#include "config.h"

#include "layout/page.h"

#include <stdlib.h>
#include <string.h>

/* Where one note or stance stands in this report. */
struct located {
    size_t index; /* in contents->notes or contents->stances */
    size_t block, start_bytes, end_bytes;
    bool on_item, orphan, loose;
    enum anchor_state state;
    const char *author, *id;
    int64_t created_ms;
    const char *actor; /* of a stance */
    size_t rank;       /* the actor's */
};

/* Positions mostly come in ascending order: counting goes on from the last one in the same block, so a
 * very long paragraph with many notes is walked once, not once a note. */
struct point_cursor {
    size_t points, bytes, end_points;
};

static size_t cursor_bytes(const struct report *report, struct point_cursor *cursor, size_t points)
{
    const char *text = report->text.data;
    size_t block;

    if (cursor->end_points > 0 && points >= cursor->points && points <= cursor->end_points) {
        cursor->bytes += text_points_to_bytes(
            text + cursor->bytes, report->text.len_bytes - cursor->bytes, points - cursor->points);
        cursor->points = points;
        return cursor->bytes;
    }
    cursor->bytes = report_points_to_bytes(report, points);
    cursor->points = points;
    cursor->end_points = 0;
    if (report->block_count > 0 && points <= report->text_points) {
        block = report_block_at_bytes(report, cursor->bytes);
        if (points <= report->blocks[block].end_points)
            cursor->end_points = report->blocks[block].end_points;
    }
    return cursor->bytes;
}

struct locator {
    const struct layout *layout;
    struct point_cursor starts, ends;
};

static void locate_at_block(const struct layout *layout, struct located *located, size_t heading)
{
    const struct report *report = layout->report;
    size_t last = layout_block_count(layout) - 1;

    located->block = heading < report->heading_count ? report->headings[heading].first_block : last;
    located->start_bytes = located->on_item && !located->orphan
                               ? layout_block(layout, located->block)->start_bytes
                               : layout_block(layout, located->block)->end_bytes;
    located->end_bytes = located->start_bytes;
}

static void locate(struct locator *locator, struct located *located, const struct anchor *anchor,
                   const struct anchor_place *place)
{
    const struct report *report = locator->layout->report;

    located->state = place->state;
    located->orphan = place->state == ANCHOR_ORPHAN;
    located->loose = located->orphan && place->heading >= report->heading_count;
    located->on_item = anchor_is_on_item(anchor, place) && !located->orphan;
    if (located->orphan || (located->on_item && place->heading < report->heading_count) ||
        report->block_count == 0) {
        locate_at_block(locator->layout, located, place->heading);
        return;
    }
    located->start_bytes = cursor_bytes(report, &locator->starts, place->start_points);
    located->end_bytes = cursor_bytes(report, &locator->ends, place->end_points);
    if (located->end_bytes < located->start_bytes)
        located->end_bytes = located->start_bytes;
    located->block = report_block_at_bytes(report, located->end_bytes > located->start_bytes
                                                       ? located->end_bytes - 1
                                                       : located->end_bytes);
}

#define COMPARE(a, b)                                                                              \
    do {                                                                                           \
        if ((a) != (b))                                                                            \
            return (a) < (b) ? -1 : 1;                                                             \
    } while (0)

static int compare_strings(const char *left, const char *right)
{
    return strcmp(left != NULL ? left : "", right != NULL ? right : "");
}

/* Groups first, then the order inside a group. */
static int compare_group(const struct located *a, const struct located *b)
{
    COMPARE(a->block, b->block);
    COMPARE(a->start_bytes, b->start_bytes);
    COMPARE(a->end_bytes, b->end_bytes);
    COMPARE(a->on_item, b->on_item);
    COMPARE(a->state, b->state);
    COMPARE(a->loose, b->loose);
    return compare_strings(a->author, b->author);
}

static int compare_located(const void *left, const void *right)
{
    const struct located *a = left, *b = right;
    int order = compare_group(a, b);

    if (order != 0)
        return order;
    COMPARE(a->rank, b->rank);
    order = compare_strings(a->actor, b->actor);
    if (order != 0)
        return order;
    COMPARE(a->created_ms, b->created_ms);
    return strcmp(a->id, b->id);
}

static struct layout_annotation *add_annotation(struct layout *layout,
                                                const struct located *located)
{
    struct layout_annotation *annotation;

    layout->annotations = array_reserve(layout->annotations, &layout->annotation_capacity,
                                        layout->annotation_count + 1, sizeof *layout->annotations);
    annotation = &layout->annotations[layout->annotation_count++];
    *annotation = (struct layout_annotation){
        .block = located->block,
        .start_bytes = located->start_bytes,
        .end_bytes = located->end_bytes,
        .on_item = located->on_item,
        .orphan = located->orphan,
        .loose = located->loose,
    };
    layout->loose_count += located->loose;
    return annotation;
}

static void gather_notes(struct layout *layout)
{
    struct locator locator = {.layout = layout};

    for (size_t i = 0; i < layout->contents->note_count; i++) {
        const struct sidecar_note *note = &layout->contents->notes[i];
        struct located located = {.index = i};
        struct layout_annotation *annotation;

        locate(&locator, &located, &note->anchor, &note->place);
        annotation = add_annotation(layout, &located);
        annotation->kind = ANNOTATION_NOTE;
        annotation->first = i;
        annotation->count = 1;
    }
}

static struct located *locate_stances(struct layout *layout)
{
    const struct sidecar_contents *contents = layout->contents;
    struct locator locator = {.layout = layout};
    struct located *all = base_allocate(contents->stance_count * sizeof *all);

    for (size_t i = 0; i < contents->stance_count; i++) {
        const struct sidecar_stance *stance = &contents->stances[i];

        all[i] = (struct located){.index = i,
                                  .author = stance->author,
                                  .id = stance->id,
                                  .created_ms = stance->created_ms,
                                  .actor = stance->actor,
                                  .rank = council_actor_rank(stance->actor)};
        locate(&locator, &all[i], &stance->anchor, &stance->place);
    }
    qsort(all, contents->stance_count, sizeof *all, compare_located);
    return all;
}

static void gather_stances(struct layout *layout)
{
    size_t count = layout->contents->stance_count;
    struct layout_annotation *group = NULL;
    struct located *all;

    if (count == 0)
        return;
    all = locate_stances(layout);
    layout->stances = base_allocate(count * sizeof *layout->stances);
    for (size_t i = 0; i < count; i++) {
        layout->stances[i] = all[i].index;
        if (i == 0 || compare_group(&all[i - 1], &all[i]) != 0) {
            group = add_annotation(layout, &all[i]);
            group->kind = ANNOTATION_STANCES;
            group->first = i;
            group->stances = &layout->stances[i];
        }
        group->count++;
    }
    free(all);
}

struct placed {
    struct layout_annotation annotation;
    int64_t created_ms;
    const char *id;
};

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    COMPARE(a->annotation.block, b->annotation.block);
    COMPARE(a->annotation.start_bytes, b->annotation.start_bytes);
    COMPARE(a->annotation.end_bytes, b->annotation.end_bytes);
    COMPARE(a->annotation.loose, b->annotation.loose);
    COMPARE(a->annotation.kind, b->annotation.kind);
    COMPARE(a->created_ms, b->created_ms);
    return strcmp(a->id, b->id);
}

size_t layout_oldest_stance(const struct layout *layout, const struct layout_annotation *annotation)
{
    const struct sidecar_stance *all = layout->contents->stances;
    size_t oldest = annotation->stances[0];

    for (size_t i = 1; i < annotation->count; i++) {
        size_t other = annotation->stances[i];
        int order = strcmp(all[other].id, all[oldest].id);

        if (all[other].created_ms < all[oldest].created_ms ||
            (all[other].created_ms == all[oldest].created_ms && order < 0))
            oldest = other;
    }
    return oldest;
}

static void sort_annotations(struct layout *layout)
{
    const struct sidecar_contents *contents = layout->contents;
    size_t count = layout->annotation_count;
    struct placed *all = base_allocate(count * sizeof *all);

    for (size_t i = 0; i < count; i++) {
        const struct layout_annotation *annotation = &layout->annotations[i];
        bool is_note = annotation->kind == ANNOTATION_NOTE;
        size_t first = is_note ? annotation->first : layout_oldest_stance(layout, annotation);

        all[i].annotation = *annotation;
        all[i].created_ms =
            is_note ? contents->notes[first].created_ms : contents->stances[first].created_ms;
        all[i].id = is_note ? contents->notes[first].id : contents->stances[first].id;
    }
    qsort(all, count, sizeof *all, compare_placed);
    for (size_t i = 0; i < count; i++)
        layout->annotations[i] = all[i].annotation;
    free(all);
}

int byte_range_compare(const void *left, const void *right)
{
    const struct byte_range *a = left, *b = right;

    COMPARE(a->start, b->start);
    COMPARE(a->end, b->end);
    return 0;
}

static void join_passages(struct layout *layout)
{
    struct byte_range *lit = base_allocate(layout->annotation_count * sizeof *lit);
    size_t count = 0, joined = 0;

    for (size_t i = 0; i < layout->annotation_count; i++) {
        const struct layout_annotation *annotation = &layout->annotations[i];

        if (annotation->start_bytes < annotation->end_bytes)
            lit[count++] = (struct byte_range){annotation->start_bytes, annotation->end_bytes};
    }
    qsort(lit, count, sizeof *lit, byte_range_compare);
    for (size_t i = 0; i < count; i++) {
        if (joined > 0 && lit[i].start <= lit[joined - 1].end) {
            if (lit[i].end > lit[joined - 1].end)
                lit[joined - 1].end = lit[i].end;
        } else {
            lit[joined++] = lit[i];
        }
    }
    layout->lit = lit;
    layout->lit_count = joined;
}

void layout_release_annotations(struct layout *layout)
{
    free(layout->annotations);
    free(layout->stances);
    free(layout->lit);
    free(layout->badges);
    free(layout->runs);
    buffer_release(&layout->badge_text);
    layout->annotations = NULL;
    layout->stances = NULL;
    layout->lit = NULL;
    layout->badges = NULL;
    layout->runs = NULL;
    layout->run_count = layout->run_capacity = 0;
    layout->annotation_count = layout->annotation_capacity = 0;
    layout->badge_count = layout->badge_capacity = 0;
    layout->lit_count = layout->loose_count = 0;
}

void layout_gather_annotations(struct layout *layout)
{
    layout_release_annotations(layout);
    if (layout->contents == NULL)
        return;
    gather_notes(layout);
    gather_stances(layout);
    if (layout->annotation_count == 0)
        return;
    sort_annotations(layout);
    join_passages(layout);
}

size_t layout_annotation_count(const struct layout *layout)
{
    return layout->annotation_count;
}

const struct layout_annotation *layout_annotation(const struct layout *layout, size_t index)
{
    return index < layout->annotation_count ? &layout->annotations[index] : NULL;
}

size_t layout_annotation_heading(const struct layout *layout,
                                 const struct layout_annotation *annotation)
{
    return annotation->loose ? REPORT_NONE : layout_block(layout, annotation->block)->heading;
}

size_t layout_first_annotation(const struct layout *layout, size_t block)
{
    size_t low = 0, high = layout->annotation_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (layout->annotations[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t byte_range_after(const struct byte_range *ranges, size_t count, size_t at_bytes)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (ranges[middle].end <= at_bytes)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
