/* Sharing: what counts now, as a sidecar of its own without the way that led there.
 *
 * What is always true:
 *  1. Of an object that is there, the edits that count are copied byte for byte, ids and all, and no
 *     others. So merging what was shared back adds nothing, and an edit made after it replaces it there
 *     too.
 *  2. Where a field shows a value that does not count (log.c, rule 7), its edit and the one that undoes it
 *     are copied both: it shows the same, and says the same of it.
 *  3. Where an object's oldest edit is left out, who made it and when stays: an edit takes its place that
 *     says "not deleted", which changes nothing (birth_id).
 *  4. An edit's `replaces` are copied as far as both ends are. merge.c knows that.
 *  5. The file is made anew from these rows. No byte of what is left out was ever in it. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

struct share {
    struct sidecar *from, *into;
    size_t object_count;
    struct error *error;
};

/* ---- which edits --------------------------------------------------------------------------- */

/* The edit in force that undoes the one at index `undone`; it is newer, and so stands before it. */
static size_t find_undo(const struct log_object *log, size_t undone)
{
    for (size_t i = 0; i < undone; i++)
        if (log->edits[i].in_force && log->edits[i].undoes != NULL &&
            strcmp(log->edits[i].undoes, log->edits[undone].id) == 0)
            return i;
    return undone;
}

static void choose(const struct log_object *log, bool *chosen)
{
    for (size_t i = 0; i < log->count; i++)
        chosen[i] = log_counts(&log->edits[i]);
    for (size_t i = 0; log_shown_fields[i] != NULL; i++) {
        const struct log_edit *shown = log_field(log, log_shown_fields[i]);
        size_t index;

        if (shown == NULL || log_counts(shown))
            continue;
        index = (size_t)(shown - log->edits);
        chosen[index] = chosen[find_undo(log, index)] = true;
    }
}

/* ---- copying ------------------------------------------------------------------------------- */

/* The id of the edit that stands for an oldest edit that was left out: that one's own, as a UUID of
 * version 8, which no edit has otherwise. Whoever shares again, or another copy, makes the same edit. */
static void birth_id(const char *oldest, char id[SIDECAR_ID_SIZE])
{
    enum { VERSION_BYTE = 14 };

    strncpy(id, oldest, SIDECAR_ID_SIZE - 1);
    id[SIDECAR_ID_SIZE - 1] = '\0';
    if (strlen(id) > VERSION_BYTE)
        id[VERSION_BYTE] = LOG_BIRTH_VERSION[0];
}

static bool copy_birth(struct share *share, const struct log_edit *oldest)
{
    struct query edit =
        query_begin(share->from,
                    "SELECT clock_ms, clock_count, author, action, object, type FROM edit"
                    " WHERE sequence = :sequence",
                    share->error);
    static const char *const parameters[] = {":clock_ms", ":clock_count", ":author",
                                             ":action",   ":object",      ":type"};
    char id[SIDECAR_ID_SIZE];
    bool copied = true;

    birth_id(oldest->id, id);
    query_bind_integer(&edit, ":sequence", oldest->sequence);
    if (query_next(&edit)) {
        struct query copy = query_begin(
            share->into,
            "INSERT OR IGNORE INTO edit"
            " (id, clock_ms, clock_count, author, action, object, type, field, value) VALUES"
            " (:id, :clock_ms, :clock_count, :author, :action, :object, :type, 'deleted', 'no')",
            share->error);

        query_bind_text(&copy, ":id", id);
        for (size_t i = 0; i < COUNT_OF(parameters); i++)
            query_bind_column(&copy, parameters[i], &edit, (int)i);
        copied = query_run(&copy);
    }
    return query_end(&edit) && copied;
}

static bool copy_pairs(struct share *share, const struct log_object *log, const bool *chosen)
{
    for (size_t i = 0; i < log->pair_count; i++) {
        const struct log_pair *pair = &log->pairs[i];

        if (chosen[pair->by] && chosen[pair->replaced] &&
            !merge_pair(share->into, log->edits[pair->by].id, log->edits[pair->replaced].id,
                        share->error))
            return false;
    }
    return true;
}

/* Oldest first, as they were written. */
static bool copy_chosen(struct share *share, const char *object, const struct log_object *log,
                        const bool *chosen)
{
    bool copied = chosen[log->count - 1] || copy_birth(share, &log->edits[log->count - 1]);

    for (size_t i = log->count; copied && i-- > 0;)
        if (chosen[i])
            copied = merge_edit(share->into, share->from, log->edits[i].sequence, share->error);
    log_touch(share->into, object);
    share->object_count++;
    return copied && copy_pairs(share, log, chosen);
}

static bool copy_object(struct share *share, const char *object)
{
    struct log_object log;
    bool *chosen;
    bool copied = true;

    if (!log_read_object(share->from, object, &log, share->error))
        return false;
    if (log.exists && !log.deleted) {
        chosen = base_allocate(log.count * sizeof *chosen);
        choose(&log, chosen);
        copied = copy_chosen(share, object, &log, chosen);
        free(chosen);
    }
    log_object_release(&log);
    return copied;
}

static bool copy_objects(struct share *share)
{
    struct query query =
        query_begin(share->from, "SELECT object FROM edit GROUP BY object ORDER BY min(sequence)",
                    share->error);
    bool copied = true;

    while (copied && query_next(&query)) {
        const char *object = query_text(&query, 0, NULL);

        copied = object == NULL || copy_object(share, object);
    }
    return query_end(&query) && copied;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static bool append_image(struct sidecar *sidecar, struct buffer *bytes, struct error *error)
{
    sqlite3_int64 size_bytes = 0;
    unsigned char *image = sqlite3_serialize(sidecar->db, "main", &size_bytes, 0);

    if (image == NULL)
        return store_fail(sidecar, SQLITE_NOMEM, error);
    buffer_append(bytes, (const char *)image, (size_t)size_bytes);
    sqlite3_free(image);
    return true;
}

static bool copy_all(struct share *share)
{
    if (!transaction_begin(share->into, share->error))
        return false;
    store_arm_deadline(share->into, DEADLINE_LONG_MS);
    if (!copy_objects(share) || !merge_snapshots(share->into, share->from, true, share->error)) {
        transaction_cancel(share->into);
        return false;
    }
    return transaction_commit(share->into, share->error);
}

bool sidecar_share(struct sidecar *sidecar, struct buffer *bytes, size_t *object_count,
                   struct error *error)
{
    struct share share = {.from = sidecar, .error = error};
    bool shared;

    if (sidecar->in_action)
        return store_mistake(sidecar, "sidecar_share", error);
    store_arm_deadline(sidecar, DEADLINE_LONG_MS);
    if (!create_scratch(&share.into, sidecar->path, error))
        return false;
    /* Pages begin empty, not as memory happens to be. */
    shared = store_execute(share.into, "PRAGMA secure_delete = ON", error) &&
             store_execute(sidecar, "BEGIN", error) && copy_all(&share);
    if (sqlite3_get_autocommit(sidecar->db) == 0)
        sqlite3_exec(sidecar->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    shared = shared && append_image(share.into, bytes, error);
    *object_count = share.object_count;
    sidecar_close(share.into);
    return shared;
}
