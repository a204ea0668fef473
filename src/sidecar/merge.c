/* Merging: the union of two logs and of their snapshots.
 *
 * What is always true:
 *  1. A row that the other file has and this one does not is copied byte for byte; nothing else
 *     changes. Since what a log comes to does not depend on the order of arrival (log.c, rule 1),
 *     merging is commutative, associative and idempotent.
 *  2. An id stands for one edit for ever. Where the two files disagree about what it is, one of
 *     them was altered by other means, and nothing is merged.
 *  3. What is merged was not seen: until the next load, edits made here do not replace it.
 *  4. Of what an edit replaces, a file that was shared says less than its log did (share.c, rule 4). What
 *     either says is true, as long as it can have an effect (log.c, rule 2). */
#include "config.h"

#include "sidecar/log.h"

/* id, clock_ms, clock_count, author, action, object, type, field, undoes, value: the columns of
 * both statements below, in this order. */
static const char *const edit_parameters[] = {":id",     ":clock_ms", ":clock_count", ":author",
                                              ":action", ":object",   ":type",        ":field",
                                              ":undoes", ":value"};

#define SELECT_EDIT                                                                                \
    "SELECT id, clock_ms, clock_count, author, action, object, type, field,"                       \
    " undoes, value FROM edit"

static const char select_edits[] = SELECT_EDIT " ORDER BY sequence";
static const char select_one_edit[] = SELECT_EDIT " WHERE sequence = :sequence";

static const char insert_edit[] =
    "INSERT OR IGNORE INTO edit"
    " (id, clock_ms, clock_count, author, action, object, type, field, undoes, value) VALUES"
    " (:id, :clock_ms, :clock_count, :author, :action, :object, :type, :field, :undoes, :value)";

static const char find_same_edit[] =
    "SELECT 1 FROM edit WHERE id = :id AND clock_ms = :clock_ms AND clock_count = :clock_count"
    " AND author = :author AND action = :action AND object = :object AND type = :type"
    " AND field = :field AND undoes IS :undoes AND value IS :value";

static bool fail_with_difference(struct sidecar *into, struct sidecar *from, struct error *error)
{
    return error_set(
        error, ERROR_SIDECAR, from->path,
        _("it and %s hold different edits under one id, so one of them was altered by other means, "
          "and nothing was merged: put back an older copy of that one"),
        into->path);
}

static struct query query_for_edit(struct sidecar *sidecar, const char *sql, struct query *edit,
                                   struct error *error)
{
    struct query query = query_begin(sidecar, sql, error);

    for (size_t i = 0; i < COUNT_OF(edit_parameters); i++)
        query_bind_column(&query, edit_parameters[i], edit, (int)i);
    return query;
}

/* Copies the row where it is new; *is_new tells. */
static bool merge_row(struct sidecar *into, struct sidecar *from, struct query *edit, bool *is_new,
                      struct error *error)
{
    struct query query = query_for_edit(into, insert_edit, edit, error);
    bool same;

    if (!query_run(&query))
        return false;
    *is_new = sqlite3_changes(into->db) > 0;
    if (*is_new)
        return true;
    query = query_for_edit(into, find_same_edit, edit, error);
    same = query_next(&query);
    return query_end(&query) && (same || fail_with_difference(into, from, error));
}

bool merge_edit(struct sidecar *into, struct sidecar *from, int64_t sequence, struct error *error)
{
    struct query edit = query_begin(from, select_one_edit, error);
    bool merged = true, is_new;

    query_bind_integer(&edit, ":sequence", sequence);
    if (query_next(&edit))
        merged = merge_row(into, from, &edit, &is_new, error);
    return query_end(&edit) && merged;
}

/* ---- what edits replace -------------------------------------------------------------------- */

static const char insert_pair[] =
    "INSERT OR IGNORE INTO edit_replaces (edit, replaced) VALUES (:edit, :replaced)";

bool merge_pair(struct sidecar *into, const char *edit, const char *replaced, struct error *error)
{
    struct query query = query_begin(into, insert_pair, error);

    query_bind_text(&query, ":edit", edit);
    query_bind_text(&query, ":replaced", replaced);
    return query_run(&query);
}

/* Rule 4, of an edit that was here already. */
static bool may_replace(struct sidecar *from, struct query *edit, struct query *replaced, bool *may,
                        struct error *error)
{
    struct query query =
        query_begin(from,
                    "SELECT 1 FROM edit AS e JOIN edit AS t ON t.id = :replaced WHERE e.id = :edit"
                    " AND t.object = e.object AND (t.field = e.field OR e.field = 'deleted')"
                    " AND (t.clock_ms, t.clock_count, t.id) < (e.clock_ms, e.clock_count, e.id)",
                    error);

    query_bind_column(&query, ":edit", edit, 0);
    query_bind_column(&query, ":replaced", replaced, 0);
    *may = query_next(&query);
    return query_end(&query);
}

/* *changed tells whether it was news. */
static bool merge_replaced(struct sidecar *into, struct sidecar *from, struct query *edit,
                           struct query *replaced, bool is_new, bool *changed, struct error *error)
{
    struct query query = query_begin(into, insert_pair, error);
    bool may = true;

    query_bind_column(&query, ":edit", edit, 0);
    query_bind_column(&query, ":replaced", replaced, 0);
    if (!query_run(&query))
        return false;
    if (sqlite3_changes(into->db) == 0)
        return true;
    *changed = true;
    return is_new || (may_replace(from, edit, replaced, &may, error) &&
                      (may || fail_with_difference(into, from, error)));
}

static bool merge_replaces(struct sidecar *into, struct sidecar *from, struct query *edit,
                           bool is_new, bool *changed, struct error *error)
{
    struct query replaced =
        query_begin(from, "SELECT replaced FROM edit_replaces WHERE edit = :edit", error);
    bool merged = true;

    query_bind_column(&replaced, ":edit", edit, 0);
    while (merged && query_next(&replaced))
        merged = merge_replaced(into, from, edit, &replaced, is_new, changed, error);
    return query_end(&replaced) && merged;
}

/* ---- the log ------------------------------------------------------------------------------- */

bool merge_log(struct sidecar *into, struct sidecar *from, size_t *added, struct error *error)
{
    struct query edit = query_begin(from, select_edits, error);
    bool merged = true;

    *added = 0;
    while (merged && query_next(&edit)) {
        bool is_new = false, changed = false;

        merged = merge_row(into, from, &edit, &is_new, error) &&
                 merge_replaces(into, from, &edit, is_new, &changed, error);
        *added += merged && is_new;
        if (merged && (is_new || changed)) {
            const char *object = query_text(&edit, 5, NULL);

            log_touch(into, object != NULL ? object : "");
        }
    }
    return query_end(&edit) && merged;
}

/* ---- snapshots ----------------------------------------------------------------------------- */

static bool merge_chunks(struct sidecar *into, struct sidecar *from, struct query *snapshot,
                         struct error *error)
{
    struct query chunk = query_begin(
        from, "SELECT number, bytes FROM snapshot_chunk WHERE snapshot = :snapshot ORDER BY number",
        error);
    bool merged = true;

    query_bind_column(&chunk, ":snapshot", snapshot, 0);
    while (merged && query_next(&chunk)) {
        struct query query = query_begin(into,
                                         "INSERT INTO snapshot_chunk (snapshot, number, bytes) "
                                         "VALUES (:snapshot, :number, :bytes)",
                                         error);

        query_bind_column(&query, ":snapshot", snapshot, 0);
        query_bind_column(&query, ":number", &chunk, 0);
        query_bind_column(&query, ":bytes", &chunk, 1);
        merged = query_run(&query);
    }
    return query_end(&chunk) && merged;
}

static bool is_named(struct sidecar *sidecar, struct query *snapshot, bool *named,
                     struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "SELECT 1 FROM edit WHERE field = 'anchor'"
        " AND iif(json_valid(value), json_extract(value, '$.snapshot'), NULL) = :id LIMIT 1",
        error);

    query_bind_column(&query, ":id", snapshot, 0);
    *named = query_next(&query);
    return query_end(&query);
}

/* Copies the row where it is new. */
static bool merge_snapshot(struct sidecar *into, struct sidecar *from, struct query *snapshot,
                           struct error *error)
{
    static const char *const parameters[] = {":id",     ":made_ms",        ":report_name",
                                             ":reader", ":reader_version", ":length_bytes"};
    struct query query =
        query_begin(into,
                    "INSERT OR IGNORE INTO snapshot"
                    " (id, made_ms, report_name, reader, reader_version, length_bytes) VALUES"
                    " (:id, :made_ms, :report_name, :reader, :reader_version, :length_bytes)",
                    error);

    for (size_t i = 0; i < COUNT_OF(parameters); i++)
        query_bind_column(&query, parameters[i], snapshot, (int)i);
    return query_run(&query) &&
           (sqlite3_changes(into->db) == 0 || merge_chunks(into, from, snapshot, error));
}

bool merge_snapshots(struct sidecar *into, struct sidecar *from, bool named_only,
                     struct error *error)
{
    struct query snapshot = query_begin(
        from, "SELECT id, made_ms, report_name, reader, reader_version, length_bytes FROM snapshot",
        error);
    bool merged = true;

    while (merged && query_next(&snapshot)) {
        bool wanted = true;

        merged = (!named_only || is_named(into, &snapshot, &wanted, error)) &&
                 (!wanted || merge_snapshot(into, from, &snapshot, error));
    }
    return query_end(&snapshot) && merged;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Whether everything that the log names is in it: otherwise the union would be broken too. */
static bool check_is_closed(struct sidecar *from, struct error *error)
{
    struct query query =
        query_begin(from,
                    "SELECT 1 FROM edit AS e WHERE e.undoes IS NOT NULL"
                    " AND NOT EXISTS (SELECT 1 FROM edit AS t WHERE t.id = e.undoes)"
                    " UNION ALL SELECT 1 FROM edit_replaces AS r"
                    " WHERE NOT EXISTS (SELECT 1 FROM edit AS t WHERE t.id = r.edit)"
                    " OR NOT EXISTS (SELECT 1 FROM edit AS t WHERE t.id = r.replaced) LIMIT 1",
                    error);
    const bool open = query_next(&query);

    if (!query_end(&query))
        return false;
    return !open ||
           error_set(error, ERROR_SIDECAR, from->path,
                     _("its log names edits that are not in it, so it is damaged, and nothing was "
                       "merged: put back an older copy of it"));
}

bool sidecar_merge(struct sidecar *into, struct sidecar *from, size_t *added, struct error *error)
{
    bool merged;

    *added = 0;
    if (from->in_action || into == from)
        return store_mistake(into, "sidecar_merge", error);
    if (!transaction_begin(into, error))
        return false;
    store_arm_deadline(into, DEADLINE_LONG_MS);
    store_arm_deadline(from, DEADLINE_LONG_MS);
    merged = store_execute(from, "BEGIN", error) && check_is_closed(from, error) &&
             merge_log(into, from, added, error) && merge_snapshots(into, from, false, error);
    if (sqlite3_get_autocommit(from->db) == 0)
        sqlite3_exec(from->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    if (merged)
        return transaction_commit(into, error);
    transaction_cancel(into);
    *added = 0;
    return false;
}

/* All but those that only stand for one that was left out, which is here (share.c, rule 3). */
static const char select_told_edits[] =
    "SELECT id FROM edit WHERE NOT (field = 'deleted' AND substr(id, 15, 1) = '" LOG_BIRTH_VERSION
    "')";

bool sidecar_has_all(struct sidecar *sidecar, struct sidecar *other, bool *has, struct error *error)
{
    struct query edit;
    bool asked = true;

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    store_arm_deadline(other, DEADLINE_SHORT_MS);
    edit = query_begin(other, select_told_edits, error);
    *has = true;
    while (asked && *has && query_next(&edit)) {
        struct query same = query_begin(sidecar, "SELECT 1 FROM edit WHERE id = :id", error);

        query_bind_column(&same, ":id", &edit, 0);
        *has = query_next(&same);
        asked = query_end(&same);
    }
    return query_end(&edit) && asked;
}
