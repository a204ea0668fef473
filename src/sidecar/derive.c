/* The derived tables: notes, stances, corrections, the meeting, conflicting values and undone edits, as
 * the log makes them.
 *
 * What is always true:
 *  1. A row depends on the edits of its own object alone. An action derives the objects it touched
 *     inside its own transaction, and the result is what a rebuild of everything gives.
 *  2. Values are never read into memory here: SQLite copies them from the log's rows, so that a
 *     note of many long versions costs no more than one of short ones.
 *  3. An anchor that is no proper JSON gives empty columns; the note is there all the same. */
#include "config.h"

#include "sidecar/log.h"

#include <string.h>

/* Whatever the JSON says, a column gets a value of its own type. */
/* clang-format off */
#define JSON_TEXT(path) "CAST(json_extract(a.json, '" path "') AS TEXT)"
#define JSON_WORDS(path) "ifnull(" JSON_TEXT(path) ", '')"
#define JSON_COUNT(path) \
    "iif(typeof(json_extract(a.json, '" path "')) = 'integer'," \
    " max(0, json_extract(a.json, '" path "')), 0)"

#define ANCHOR_COLUMNS \
    "snapshot, on_item, item_index, item_number, item_title," \
    " start_points, end_points, quote, prefix, suffix"
#define ANCHOR_VALUES \
    JSON_WORDS("$.snapshot") ", " \
    JSON_COUNT("$.on_item") " > 0, " \
    JSON_COUNT("$.item.index") ", " \
    JSON_TEXT("$.item.number") ", " \
    JSON_TEXT("$.item.title") ", " \
    JSON_COUNT("$.start") ", " \
    JSON_COUNT("$.end") ", " \
    JSON_WORDS("$.quote") ", " \
    JSON_WORDS("$.prefix") ", " \
    JSON_WORDS("$.suffix")
/* One row, whatever the edit holds. */
#define JSON_FROM(sequence) \
    "(SELECT ifnull((SELECT iif(json_valid(value) AND json_type(value) = 'object', value, '{}')" \
    " FROM edit WHERE sequence = " sequence "), '{}') AS json) AS a"
#define ANCHOR_FROM JSON_FROM(":anchor")
/* clang-format on */

static const char insert_note[] =
    "INSERT INTO note (id, kind, body, author, created_ms, created_count, modified_ms,"
    " deleted_elsewhere, " ANCHOR_COLUMNS ") SELECT :id,"
    " ifnull((SELECT value FROM edit WHERE sequence = :first), ''),"
    " ifnull((SELECT value FROM edit WHERE sequence = :second), ''),"
    " :author, :created_ms, :created_count, :modified_ms, :deleted_elsewhere, " ANCHOR_VALUES
    " FROM " ANCHOR_FROM;

static const char insert_stance[] =
    "INSERT INTO stance (id, actor, stance, author, created_ms, created_count, modified_ms,"
    " deleted_elsewhere, " ANCHOR_COLUMNS ") SELECT :id,"
    " ifnull((SELECT value FROM edit WHERE sequence = :first), ''),"
    " ifnull((SELECT value FROM edit WHERE sequence = :second), ''),"
    " :author, :created_ms, :created_count, :modified_ms, :deleted_elsewhere, " ANCHOR_VALUES
    " FROM " ANCHOR_FROM;

static const char insert_correction[] =
    "INSERT INTO correction (id, reading, author, created_ms, created_count, modified_ms,"
    " deleted_elsewhere, " ANCHOR_COLUMNS ") SELECT :id,"
    " ifnull((SELECT value FROM edit WHERE sequence = :first), ''),"
    " :author, :created_ms, :created_count, :modified_ms, :deleted_elsewhere, " ANCHOR_VALUES
    " FROM " ANCHOR_FROM;

static const char insert_meeting[] =
    "INSERT INTO meeting (id, date_from, date_to, place, author, created_ms, created_count,"
    " modified_ms, deleted_elsewhere) SELECT :id, " JSON_TEXT("$.date_from") ", " JSON_TEXT(
        "$.date_to") ", " JSON_TEXT("$.place") ", :author, :created_ms, :created_count,"
                                               " :modified_ms, :deleted_elsewhere FROM " JSON_FROM(
                                                   ":first");

/* What a type of object has besides its anchor, in the order of :first and :second; NULL for none. */
static const struct object_type {
    const char *name, *insert, *first, *second;
    bool anchored;
} object_types[] = {
    {"note", insert_note, "kind", "body", true},
    {"stance", insert_stance, "actor", "stance", true},
    {"correction", insert_correction, "reading", NULL, true},
    {"meeting", insert_meeting, "held", NULL, false},
};

static const char *const deletions_of_object[] = {
    "DELETE FROM note WHERE id = :object",
    "DELETE FROM stance WHERE id = :object",
    "DELETE FROM correction WHERE id = :object",
    "DELETE FROM meeting WHERE id = :object",
    "DELETE FROM conflicting_value WHERE object = :object",
    "DELETE FROM undone WHERE object = :object",
};

static bool remove_rows(struct sidecar *sidecar, const char *object, struct error *error)
{
    for (size_t i = 0; i < COUNT_OF(deletions_of_object); i++) {
        struct query query = query_begin(sidecar, deletions_of_object[i], error);

        query_bind_text(&query, ":object", object);
        if (!query_run(&query))
            return false;
    }
    return true;
}

static bool insert_undone(struct sidecar *sidecar, const char *object, const struct log_object *log,
                          struct error *error)
{
    for (size_t i = 0; i < log->count; i++) {
        struct query query;

        if (log->edits[i].in_force)
            continue;
        query = query_begin(sidecar, "INSERT INTO undone (object, edit) VALUES (:object, :edit)",
                            error);
        query_bind_text(&query, ":object", object);
        query_bind_text(&query, ":edit", log->edits[i].id);
        if (!query_run(&query))
            return false;
    }
    return true;
}

static int64_t field_sequence(const struct log_object *log, const char *field)
{
    const struct log_edit *edit = log_field(log, field);

    return edit != NULL ? edit->sequence : -1;
}

static int64_t modified_ms(const struct log_object *log)
{
    for (size_t i = 0; i < log->count; i++)
        if (log_counts(&log->edits[i]) && strcmp(log->edits[i].field, "deleted") != 0)
            return log->edits[i].clock.ms;
    return 0;
}

static bool insert_object(struct sidecar *sidecar, const struct object_type *type,
                          const char *object, const struct log_object *log, struct error *error)
{
    const struct log_edit *oldest = &log->edits[log->count - 1];
    struct query query = query_begin(sidecar, type->insert, error);

    query_bind_text(&query, ":id", object);
    query_bind_integer(&query, ":first", field_sequence(log, type->first));
    if (type->second != NULL)
        query_bind_integer(&query, ":second", field_sequence(log, type->second));
    if (type->anchored)
        query_bind_integer(&query, ":anchor", field_sequence(log, "anchor"));
    query_bind_text(&query, ":author", oldest->author);
    query_bind_integer(&query, ":created_ms", oldest->clock.ms);
    query_bind_integer(&query, ":created_count", oldest->clock.count);
    query_bind_integer(&query, ":modified_ms", modified_ms(log));
    query_bind_integer(&query, ":deleted_elsewhere", log->deleted_elsewhere);
    return query_run(&query);
}

/* True in *differ where the values of two edits are not the same. */
static bool compare_values(struct sidecar *sidecar, const struct log_edit *left,
                           const struct log_edit *right, bool *differ, struct error *error)
{
    struct query query = query_begin(sidecar,
                                     "SELECT 1 FROM edit AS l, edit AS r WHERE l.sequence = :left"
                                     " AND r.sequence = :right AND l.value IS NOT r.value",
                                     error);

    query_bind_integer(&query, ":left", left->sequence);
    query_bind_integer(&query, ":right", right->sequence);
    *differ = query_next(&query);
    return query_end(&query);
}

static bool insert_conflicting(struct sidecar *sidecar, const char *object,
                               const struct log_edit *edit, struct error *error)
{
    struct query query = query_begin(sidecar,
                                     "INSERT OR IGNORE INTO conflicting_value (object, field, "
                                     "edit) VALUES (:object, :field, :edit)",
                                     error);

    query_bind_text(&query, ":object", object);
    query_bind_text(&query, ":field", edit->field);
    query_bind_text(&query, ":edit", edit->id);
    return query_run(&query);
}

/* Every counting value of the field that differs from the newest, and with the first such the
 * newest. Of several that equal the newest only the newest is listed, which is what a reader would
 * want to see. field NULL: none. */
static bool insert_field_conflicts(struct sidecar *sidecar, const char *object,
                                   const struct log_object *log, const char *field,
                                   struct error *error)
{
    const struct log_edit *newest = field != NULL ? log_field(log, field) : NULL;

    for (size_t i = 0; newest != NULL && i < log->count; i++) {
        const struct log_edit *edit = &log->edits[i];
        bool differ;

        if (edit == newest || !log_counts(edit) || strcmp(edit->field, field) != 0)
            continue;
        if (!compare_values(sidecar, newest, edit, &differ, error))
            return false;
        if (differ && !(insert_conflicting(sidecar, object, newest, error) &&
                        insert_conflicting(sidecar, object, edit, error)))
            return false;
    }
    return true;
}

bool derive_object(struct sidecar *sidecar, const char *object, struct error *error)
{
    const struct object_type *type = NULL;
    struct log_object log;
    bool derived;

    if (!log_read_object(sidecar, object, &log, error))
        return false;
    for (size_t i = 0; log.count > 0 && i < COUNT_OF(object_types); i++)
        if (strcmp(log.edits[log.count - 1].type, object_types[i].name) == 0)
            type = &object_types[i];
    derived = remove_rows(sidecar, object, error) && insert_undone(sidecar, object, &log, error);
    if (derived && type != NULL && log.exists && !log.deleted)
        derived = insert_object(sidecar, type, object, &log, error) &&
                  insert_field_conflicts(sidecar, object, &log, type->first, error) &&
                  insert_field_conflicts(sidecar, object, &log, type->second, error) &&
                  insert_field_conflicts(sidecar, object, &log, "anchor", error);
    log_object_release(&log);
    return derived;
}

bool derive_all(struct sidecar *sidecar, struct error *error)
{
    struct query query;
    bool derived =
        store_execute(sidecar,
                      "DELETE FROM note; DELETE FROM stance; DELETE FROM correction;"
                      "DELETE FROM meeting; DELETE FROM conflicting_value; DELETE FROM undone",
                      error);

    if (!derived)
        return false;
    query = query_begin(sidecar, "SELECT DISTINCT object FROM edit", error);
    while (derived && query_next(&query)) {
        const char *object = query_text(&query, 0, NULL);

        derived = object == NULL || derive_object(sidecar, object, error);
    }
    return query_end(&query) && derived;
}
