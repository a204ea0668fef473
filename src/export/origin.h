/* origin: who wrote a note or tagged a stance, when, and what a reader should know of it. Private to the
 * room. */
#ifndef KANTLIJN_EXPORT_ORIGIN_H
#define KANTLIJN_EXPORT_ORIGIN_H

#include "export/entries.h"

struct origin {
    const char *author, *changed_by;
    int64_t created_ms, modified_ms;
    enum anchor_state state;
    bool deleted_elsewhere, clock_ahead, local_days;
};

struct origin origin_of(const struct export_entry *entry, const struct export_options *options);
/* True where origin_append would give the same words for both. */
bool origin_equal(const struct origin *left, const struct origin *right);
/* "A. de Vries, 2024-01-25, changed 2024-01-26 (moved; …)", or "…, changed 2024-01-26 by Jan" */
void origin_append(struct buffer *out, const struct origin *origin);
/* YYYY-MM-DD. A sidecar may hold any number: one that is no date of these millennia says so. */
void origin_append_date(struct buffer *out, int64_t time_ms, bool local_days);

#endif
