/* Snapshots: the texts that anchors count in.
 *
 * What is always true:
 *  1. A snapshot's text is its chunks in the order of their numbers; each holds at most 1 MB, cut
 *     at any byte, so no value is ever larger than the guard lets through.
 *  2. The same text is stored once a file (two files that are merged may bring it twice, under two
 *     ids; anchors name their own).
 *  3. Comparing reads no more than it must: the length first, then chunk by chunk until one
 *     differs. */
#include "config.h"

#include "sidecar/log.h"

#include <string.h>

#include "sidecar/identity.h"

/* ---- progress ---------------------------------------------------------------------------------- */

void sidecar_set_progress(struct sidecar *sidecar, sidecar_go_on *go_on, void *context)
{
    sidecar->go_on = go_on;
    sidecar->go_on_context = context;
}

static bool goes_on(const struct sidecar *sidecar, bool storing, size_t done, size_t total,
                    struct error *error)
{
    return sidecar->go_on == NULL || sidecar->go_on(sidecar->go_on_context, storing, done, total) ||
           error_set(error, ERROR_CANCELLED, NULL, _("Stopped: nothing has changed"));
}

/* ---- comparing ----------------------------------------------------------------------------- */

/* Whether the chunks of the snapshot are this text; its length is known to be the same. */
static bool compare_chunks(struct sidecar *sidecar, const char *id, const char *text,
                           size_t len_bytes, bool *equal, struct error *error)
{
    struct query query = query_begin(
        sidecar, "SELECT bytes FROM snapshot_chunk WHERE snapshot = :snapshot ORDER BY number",
        error);
    size_t compared_bytes = 0;
    bool may = true;

    *equal = true;
    query_bind_text(&query, ":snapshot", id);
    while (*equal && may && query_next(&query)) {
        const void *chunk = sqlite3_column_blob(query.statement, 0);
        const size_t chunk_bytes = (size_t)sqlite3_column_bytes(query.statement, 0);

        *equal = chunk_bytes <= len_bytes - compared_bytes &&
                 (chunk_bytes == 0 || memcmp(chunk, text + compared_bytes, chunk_bytes) == 0);
        compared_bytes += *equal ? chunk_bytes : 0;
        may = goes_on(sidecar, false, compared_bytes, len_bytes, error);
    }
    *equal = *equal && compared_bytes == len_bytes;
    return query_end(&query) && may;
}

bool sidecar_snapshot_equals(struct sidecar *sidecar, const char *id, const char *text,
                             size_t len_bytes, bool *equal, struct error *error)
{
    struct query query =
        query_begin(sidecar, "SELECT length_bytes FROM snapshot WHERE id = :id", error);
    bool same_length = false;

    *equal = false;
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    query_bind_text(&query, ":id", id);
    if (query_next(&query))
        same_length = query_integer(&query, 0) == (int64_t)len_bytes;
    if (!query_end(&query))
        return false;
    return !same_length || compare_chunks(sidecar, id, text, len_bytes, equal, error);
}

/* The id of the first snapshot that has this text; *found is false where there is none. */
static bool find_snapshot(struct sidecar *sidecar, const char *text, size_t len_bytes,
                          char id[SIDECAR_ID_SIZE], bool *found, struct error *error)
{
    struct query query = query_begin(
        sidecar, "SELECT id FROM snapshot WHERE length_bytes = :length ORDER BY id", error);
    bool compared = true;

    *found = false;
    query_bind_integer(&query, ":length", (int64_t)len_bytes);
    while (compared && !*found && query_next(&query)) {
        size_t id_bytes;
        const char *candidate = query_text(&query, 0, &id_bytes);

        if (candidate == NULL || id_bytes >= SIDECAR_ID_SIZE)
            continue;
        memcpy(id, candidate, id_bytes);
        id[id_bytes] = '\0';
        compared = compare_chunks(sidecar, id, text, len_bytes, found, error);
    }
    return query_end(&query) && compared;
}

bool sidecar_has_text(struct sidecar *sidecar, const char *text, size_t len_bytes, bool *has,
                      struct error *error)
{
    char id[SIDECAR_ID_SIZE];

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    return find_snapshot(sidecar, text, len_bytes, id, has, error);
}

/* ---- reading ------------------------------------------------------------------------------- */

bool sidecar_snapshot_read(struct sidecar *sidecar, const char *id, struct buffer *text,
                           struct error *error)
{
    struct query query = query_begin(
        sidecar, "SELECT bytes FROM snapshot_chunk WHERE snapshot = :snapshot ORDER BY number",
        error);

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    buffer_clear(text);
    query_bind_text(&query, ":snapshot", id);
    while (query_next(&query)) {
        const void *chunk = sqlite3_column_blob(query.statement, 0);

        if (chunk != NULL)
            buffer_append(text, chunk, (size_t)sqlite3_column_bytes(query.statement, 0));
    }
    return query_end(&query);
}

/* ---- making -------------------------------------------------------------------------------- */

static bool insert_chunk(struct sidecar *sidecar, const char *id, int64_t number, const char *bytes,
                         size_t len_bytes, struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "INSERT INTO snapshot_chunk (snapshot, number, bytes) VALUES (:snapshot, :number, :bytes)",
        error);

    query_bind_text(&query, ":snapshot", id);
    query_bind_integer(&query, ":number", number);
    query_bind_blob(&query, ":bytes", bytes, len_bytes);
    return query_run(&query);
}

static bool insert_snapshot(struct sidecar *sidecar, const char *id, size_t len_bytes,
                            const char *report_name, const char *reader, int reader_version,
                            struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "INSERT INTO snapshot (id, made_ms, report_name, reader, reader_version, length_bytes)"
        " VALUES (:id, :made_ms, :report_name, :reader, :reader_version, :length)",
        error);

    query_bind_text(&query, ":id", id);
    query_bind_integer(&query, ":made_ms", store_wall_ms());
    query_bind_text(&query, ":report_name", report_name != NULL ? report_name : "");
    query_bind_text(&query, ":reader", reader);
    query_bind_integer(&query, ":reader_version", reader_version);
    query_bind_integer(&query, ":length", (int64_t)len_bytes);
    return query_run(&query);
}

static bool make_snapshot(struct sidecar *sidecar, const char *text, size_t len_bytes,
                          const char *report_name, const char *reader, int reader_version, char *id,
                          struct error *error)
{
    int64_t number = 0;

    identity_make(id, store_wall_ms(), 0);
    if (!insert_snapshot(sidecar, id, len_bytes, report_name, reader, reader_version, error))
        return false;
    for (size_t at = 0; at < len_bytes; at += SIDECAR_CHUNK_MAX_BYTES) {
        const size_t left_bytes = len_bytes - at;
        const size_t chunk_bytes =
            left_bytes < SIDECAR_CHUNK_MAX_BYTES ? left_bytes : SIDECAR_CHUNK_MAX_BYTES;

        if (!goes_on(sidecar, true, at, len_bytes, error) ||
            !insert_chunk(sidecar, id, number++, text + at, chunk_bytes, error))
            return false;
    }
    return true;
}

bool sidecar_snapshot(struct sidecar *sidecar, const char *text, size_t len_bytes,
                      const char *report_name, const char *reader, int reader_version, char *id,
                      struct error *error)
{
    bool found = false, done;

    if (!sidecar->in_action || sidecar->action_failed)
        return store_mistake(sidecar, "a snapshot outside an action", error);
    store_arm_deadline(sidecar, DEADLINE_LONG_MS);
    done = find_snapshot(sidecar, text, len_bytes, id, &found, error) &&
           (found || make_snapshot(sidecar, text, len_bytes, report_name, reader, reader_version,
                                   id, error));
    sidecar->action_failed = !done;
    return done;
}
