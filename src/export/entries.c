/* The order of an export: see entries.h. */
#include "config.h"

#include "export/entries.h"

#include <stdlib.h>
#include <string.h>

static int compare_sizes(size_t left, size_t right)
{
    return left < right ? -1 : left > right;
}

/* NULL comes before every string. */
static int compare_strings(const char *left, const char *right)
{
    if (left == NULL || right == NULL)
        return (left != NULL) - (right != NULL);
    return strcmp(left, right);
}

static int compare_items(const struct export_entry *left, const struct export_entry *right)
{
    int order;

    if (left->orphan != right->orphan)
        return left->orphan ? 1 : -1;
    if (!left->orphan) /* + 1 puts REPORT_NONE first */
        return compare_sizes(left->heading + 1, right->heading + 1);
    order = compare_sizes(left->anchor->item_index, right->anchor->item_index);
    if (order == 0)
        order = compare_strings(left->anchor->item_number, right->anchor->item_number);
    if (order == 0)
        order = compare_strings(left->anchor->item_title, right->anchor->item_title);
    return order;
}

static int compare_passages(const struct export_entry *left, const struct export_entry *right)
{
    const struct anchor *a = left->anchor, *b = right->anchor;
    int order;

    if (left->on_item != right->on_item)
        return left->on_item ? -1 : 1;
    if (left->on_item && !left->orphan)
        return 0;
    if (left->orphan) {
        order = compare_sizes(a->start_points, b->start_points);
        if (order == 0)
            order = compare_sizes(a->end_points, b->end_points);
    } else {
        order = compare_sizes(left->place->start_points, right->place->start_points);
        if (order == 0)
            order = compare_sizes(left->place->end_points, right->place->end_points);
    }
    return order != 0 ? order : compare_strings(a->quote, b->quote);
}

static int64_t created_ms(const struct export_entry *entry)
{
    return entry->note != NULL ? entry->note->created_ms : entry->stance->created_ms;
}

static const char *id_of(const struct export_entry *entry)
{
    return entry->note != NULL ? entry->note->id : entry->stance->id;
}

static int compare_entries(const void *left_entry, const void *right_entry)
{
    const struct export_entry *left = left_entry, *right = right_entry;
    int order = compare_items(left, right);

    if (order == 0)
        order = compare_passages(left, right);
    if (order == 0)
        order = (left->note != NULL) - (right->note != NULL);
    if (order == 0 && created_ms(left) != created_ms(right))
        order = created_ms(left) < created_ms(right) ? -1 : 1;
    if (order == 0)
        order = strcmp(id_of(left), id_of(right));
    /* The same object twice can only be values of a conflict. */
    if (order == 0 && left->stance != NULL)
        order = (int)left->stance->stance - (int)right->stance->stance;
    return order;
}

static void add(struct export_entries *entries, struct export_entry entry, size_t heading_count)
{
    entry.orphan = entry.place->state == ANCHOR_ORPHAN;
    entry.on_item = anchor_is_on_item(entry.anchor, entry.place);
    entry.heading =
        !entry.orphan && entry.place->heading < heading_count ? entry.place->heading : REPORT_NONE;
    entries->orphan_count += entry.orphan ? 1 : 0;
    entries->items[entries->count++] = entry;
}

void export_entries_gather(struct export_entries *entries, const struct report *report,
                           const struct sidecar_contents *contents)
{
    size_t total = contents->note_count + contents->stance_count;

    *entries = (struct export_entries){0};
    entries->items = base_reallocate(NULL, total + 1, sizeof *entries->items);
    for (size_t i = 0; i < contents->note_count; i++) {
        const struct sidecar_note *note = &contents->notes[i];

        add(entries,
            (struct export_entry){.note = note, .anchor = &note->anchor, .place = &note->place},
            report->heading_count);
    }
    for (size_t i = 0; i < contents->stance_count; i++) {
        const struct sidecar_stance *stance = &contents->stances[i];

        add(entries,
            (struct export_entry){
                .stance = stance, .anchor = &stance->anchor, .place = &stance->place},
            report->heading_count);
    }
    qsort(entries->items, total, sizeof *entries->items, compare_entries);
}

void export_entries_release(struct export_entries *entries)
{
    free(entries->items);
    *entries = (struct export_entries){0};
}

bool export_entry_same_item(const struct export_entry *left, const struct export_entry *right)
{
    return compare_items(left, right) == 0;
}

bool export_entry_same_passage(const struct export_entry *left, const struct export_entry *right)
{
    return compare_items(left, right) == 0 && compare_passages(left, right) == 0;
}

unsigned export_stance_values(const struct sidecar_stance *stance)
{
    return stance->values | 1U << stance->stance;
}
