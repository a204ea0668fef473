/* entries: notes and stances in the order in which an export lists them. Private to the room.
 *
 * What is always true:
 *  1. Every note and every stance of the contents is exactly one entry; none is left out.
 *  2. Order: what stands before the first heading, then the headings in the order of the report, then
 *     orphans in the order of the items they were made on. Within one: what is about the item itself
 *     first, then by passage; on one passage stances before notes; then by creation and id. So the
 *     order depends on nothing but the contents. */
#ifndef KANTLIJN_EXPORT_ENTRIES_H
#define KANTLIJN_EXPORT_ENTRIES_H

#include "export/export.h"

struct export_entry {
    const struct sidecar_note *note;     /* one of the two */
    const struct sidecar_stance *stance;
    const struct anchor *anchor;
    const struct anchor_place *place;
    bool on_item;                        /* about the item itself, as it stands now */
    bool orphan;
    size_t heading;                      /* index, or REPORT_NONE: before the first heading; orphans: REPORT_NONE */
};

struct export_entries {
    struct export_entry *items;
    size_t count;
    size_t orphan_count; /* the last ones */
};

/* Pointers are into the contents; release with export_entries_release. */
void export_entries_gather(struct export_entries *entries, const struct report *report,
                           const struct sidecar_contents *contents);
void export_entries_release(struct export_entries *entries);

/* True where the two stand under the same heading (orphans: were made on the same item). */
bool export_entry_same_item(const struct export_entry *left, const struct export_entry *right);
/* True where the two are about the same passage, so that its quote is shown once. */
bool export_entry_same_passage(const struct export_entry *left, const struct export_entry *right);

/* All values of a stance that count, as bits (1u << stance): one, unless they are in conflict. */
unsigned export_stance_values(const struct sidecar_stance *stance);

#endif
