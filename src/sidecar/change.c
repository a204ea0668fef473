/* Changing: actions, and the verbs that write notes, stances, corrections and the meeting.
 *
 * What is always true:
 *  1. An action is one transaction that began with the write lock (BEGIN IMMEDIATE): it never
 *     finds out half way that somebody else is writing.
 *  2. What is on disk when an action ends without an error stays there; after an error nothing of
 *     the action is there.
 *  3. A file that was replaced or removed underneath is never written to: the note would go with
 *     the old file, which no name leads to any more. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "sidecar/identity.h"

const char *const sidecar_note_kinds[] = {"note",       "question", "concern",
                                          "commitment", "todo",     NULL};

/* ---- transactions -------------------------------------------------------------------------- */

static void forget_touched(struct sidecar *sidecar)
{
    for (size_t i = 0; i < sidecar->touched_count; i++)
        free(sidecar->touched[i]);
    free(sidecar->touched);
    sidecar->touched = NULL;
    sidecar->touched_count = sidecar->touched_capacity = 0;
}

bool transaction_begin(struct sidecar *sidecar, struct error *error)
{
    if (sidecar->mode != SIDECAR_WRITE || sidecar->in_action)
        return store_mistake(sidecar, "transaction_begin", error);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    if (!store_execute(sidecar, "BEGIN IMMEDIATE", error))
        return false;
    sidecar->in_action = true;
    sidecar->begun_ms = store_wall_ms();
    sidecar->action_failed = false;
    sidecar->written = (struct sequence_range){0};
    if (!sidecar_is_current(sidecar)) {
        transaction_cancel(sidecar);
        return store_fail(sidecar, SQLITE_READONLY_DBMOVED, error);
    }
    if (schema_migrate(sidecar, error) && log_begin(sidecar, error))
        return true;
    transaction_cancel(sidecar);
    return false;
}

void transaction_cancel(struct sidecar *sidecar)
{
    /* After a full disk SQLite may have rolled back already. */
    if (sqlite3_get_autocommit(sidecar->db) == 0)
        sqlite3_exec(sidecar->db, "ROLLBACK", NULL, NULL, NULL);
    forget_touched(sidecar);
    sidecar->written = (struct sequence_range){0};
    sidecar->in_action = false;
}

static int compare_strings(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool derive_touched(struct sidecar *sidecar, struct error *error)
{
    char **touched = sidecar->touched;

    if (sidecar->touched_count > 1)
        qsort(touched, sidecar->touched_count, sizeof *touched, compare_strings);
    for (size_t i = 0; i < sidecar->touched_count; i++)
        if ((i == 0 || strcmp(touched[i], touched[i - 1]) != 0) &&
            !derive_object(sidecar, touched[i], error))
            return false;
    return true;
}

/* His own edits are seen; another's, that came between, are not until the next load (rule 10). */
static void remember_written(struct sidecar *sidecar)
{
    const struct sequence_range written = sidecar->written;

    if (written.first == 0)
        return;
    if (sidecar->own_count == 0 && written.first == sidecar->seen_sequence + 1) {
        sidecar->seen_sequence = written.last;
        return;
    }
    sidecar->own = array_reserve(sidecar->own, &sidecar->own_capacity, sidecar->own_count + 1,
                                 sizeof *sidecar->own);
    sidecar->own[sidecar->own_count++] = written;
}

bool transaction_commit(struct sidecar *sidecar, struct error *error)
{
    if (!derive_touched(sidecar, error) || !store_execute(sidecar, "COMMIT", error)) {
        transaction_cancel(sidecar);
        return false;
    }
    remember_written(sidecar);
    forget_touched(sidecar);
    sidecar->written = (struct sequence_range){0};
    sidecar->in_action = false;
    return sidecar_is_current(sidecar) || store_fail(sidecar, SQLITE_READONLY_DBMOVED, error);
}

/* ---- actions ------------------------------------------------------------------------------- */

bool sidecar_begin(struct sidecar *sidecar, const char *author, struct error *error)
{
    if (!transaction_begin(sidecar, error))
        return false;
    free(sidecar->author);
    sidecar->author = base_copy_string(author != NULL ? author : "");
    identity_make(sidecar->action, sidecar->begun_ms, 0);
    return true;
}

bool sidecar_commit(struct sidecar *sidecar, struct error *error)
{
    if (!sidecar->in_action)
        return store_mistake(sidecar, "sidecar_commit", error);
    if (sidecar->action_failed) {
        transaction_cancel(sidecar);
        return store_mistake(sidecar, "sidecar_commit after a failure", error);
    }
    return transaction_commit(sidecar, error);
}

void sidecar_cancel(struct sidecar *sidecar)
{
    if (sidecar->in_action)
        transaction_cancel(sidecar);
}

static bool may_write(struct sidecar *sidecar, struct error *error)
{
    if (!sidecar->in_action || sidecar->action_failed)
        return store_mistake(sidecar, "a change outside an action", error);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    return true;
}

static bool verb_ends(struct sidecar *sidecar, bool done)
{
    sidecar->action_failed = sidecar->action_failed || !done;
    return done;
}

/* ---- what may be written ------------------------------------------------------------------- */

static bool check_body(struct sidecar *sidecar, const char *body, struct error *error)
{
    if (strlen(body) <= SIDECAR_BODY_MAX_BYTES)
        return true;
    return error_set(error, ERROR_USAGE, sidecar->path,
                     _("the note is longer than a note can be (1 MB): split it in two"));
}

static bool check_kind(struct sidecar *sidecar, const char *kind, struct error *error)
{
    for (size_t i = 0; sidecar_note_kinds[i] != NULL; i++)
        if (strcmp(kind, sidecar_note_kinds[i]) == 0)
            return true;
    /* TRANSLATORS: the words after the colon are what must be typed, in English. */
    return error_set(error, ERROR_USAGE, sidecar->path,
                     _("“%s” is no kind of note: use note, question, concern, commitment or todo"),
                     kind);
}

static bool check_stance(struct sidecar *sidecar, enum stance stance, struct error *error)
{
    return (stance > STANCE_NONE && (int)stance < STANCE_COUNT) ||
           store_mistake(sidecar, "stance", error);
}

static void write_anchor_json(struct buffer *out, const struct anchor *anchor)
{
    struct json json;

    json_init(&json, out);
    json_object_begin(&json);
    json_pair_string(&json, "snapshot", anchor->snapshot);
    json_key(&json, "on_item");
    json_boolean(&json, anchor->on_item);
    json_key(&json, "item");
    json_object_begin(&json);
    json_pair_integer(&json, "index", (int64_t)anchor->item_index);
    json_pair_string(&json, "number", anchor->item_number);
    json_pair_string(&json, "title", anchor->item_title);
    json_object_end(&json);
    json_pair_integer(&json, "start", (int64_t)anchor->start_points);
    json_pair_integer(&json, "end", (int64_t)anchor->end_points);
    json_pair_string(&json, "quote", anchor->quote);
    json_pair_string(&json, "prefix", anchor->prefix);
    json_pair_string(&json, "suffix", anchor->suffix);
    json_object_end(&json);
}

static bool append_anchor(struct sidecar *sidecar, const struct anchor *anchor, struct buffer *out,
                          struct error *error)
{
    if (anchor->snapshot == NULL)
        return store_mistake(sidecar, "anchor without a snapshot", error);
    write_anchor_json(out, anchor);
    if (out->len_bytes <= SIDECAR_ANCHOR_MAX_BYTES &&
        (anchor->quote == NULL || strlen(anchor->quote) <= SIDECAR_QUOTE_MAX_BYTES))
        return true;
    return error_set(error, ERROR_USAGE, sidecar->path,
                     _("the passage is longer than can be noted on (1 MB): choose a shorter one"));
}

/* ---- adding -------------------------------------------------------------------------------- */

struct field_value {
    const char *field, *value;
};

static bool add_object(struct sidecar *sidecar, const char *type, const struct field_value *fields,
                       size_t count, char *id, struct error *error)
{
    char object[SIDECAR_ID_SIZE];

    /* The clock that its first edit gets: objects of one moment sort in the order they were made. */
    if (sidecar->begun_ms > sidecar->clock.ms)
        identity_make(object, sidecar->begun_ms, 0);
    else
        identity_make(object, sidecar->clock.ms, sidecar->clock.count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct log_entry entry = {
            .object = object, .type = type, .field = fields[i].field, .value = fields[i].value};

        if (!log_append(sidecar, &entry, error))
            return false;
    }
    memcpy(id, object, sizeof object);
    return true;
}

bool sidecar_add_note(struct sidecar *sidecar, const struct anchor *anchor, const char *kind,
                      const char *body, char *id, struct error *error)
{
    struct buffer json = {0};
    bool added = may_write(sidecar, error) && check_kind(sidecar, kind, error) &&
                 check_body(sidecar, body, error) && append_anchor(sidecar, anchor, &json, error);

    if (added) {
        const struct field_value fields[] = {{"anchor", json.data}, {"kind", kind}, {"body", body}};

        added = add_object(sidecar, "note", fields, COUNT_OF(fields), id, error);
    }
    buffer_release(&json);
    return verb_ends(sidecar, added);
}

bool sidecar_add_stance(struct sidecar *sidecar, const struct anchor *anchor, const char *actor,
                        enum stance stance, char *id, struct error *error)
{
    struct buffer json = {0};
    bool added = may_write(sidecar, error) && check_stance(sidecar, stance, error) &&
                 append_anchor(sidecar, anchor, &json, error);

    if (added) {
        const struct field_value fields[] = {
            {"anchor", json.data}, {"actor", actor}, {"stance", stance_word(stance)}};

        added = add_object(sidecar, "stance", fields, COUNT_OF(fields), id, error);
    }
    buffer_release(&json);
    return verb_ends(sidecar, added);
}

static char *reading_words(const struct report_reading *reading)
{
    struct buffer words = {0};

    report_reading_append(&words, reading);
    return buffer_detach(&words);
}

bool sidecar_add_correction(struct sidecar *sidecar, const struct anchor *anchor,
                            const struct report_reading *reading, char *id, struct error *error)
{
    char *words = reading_words(reading);
    struct buffer json = {0};
    bool added = may_write(sidecar, error) && append_anchor(sidecar, anchor, &json, error);

    if (added) {
        const struct field_value fields[] = {{"anchor", json.data}, {"reading", words}};

        added = add_object(sidecar, "correction", fields, COUNT_OF(fields), id, error);
    }
    buffer_release(&json);
    free(words);
    return verb_ends(sidecar, added);
}

/* ---- editing and deleting ------------------------------------------------------------------ */

/* type NULL: any. The caller releases the log when this returns true. */
static bool find_object(struct sidecar *sidecar, const char *id, const char *type,
                        struct log_object *log, struct error *error)
{
    const char *found;

    if (!log_read_object(sidecar, id, log, error))
        return false;
    found = log->count > 0 ? log->edits[log->count - 1].type : "";
    if (log->count > 0 && (type == NULL || strcmp(found, type) == 0)) {
        if (log->exists && !log->deleted)
            return true;
        error_set(error, ERROR_NOTHING, sidecar->path,
                  _("%s was deleted or taken back: undo brings it back"), id);
    } else {
        error_set(error, ERROR_NOTHING, sidecar->path,
                  _("no note or stance here has the id %s: list them to see their ids"), id);
    }
    log_object_release(log);
    return false;
}

/* Whether the field has this value and no other, so that there is nothing to write. */
static bool has_value(struct sidecar *sidecar, const struct log_object *log, const char *field,
                      const char *value, bool *same, struct error *error)
{
    const struct log_edit *newest = log_field(log, field);
    size_t counting = 0;
    struct query query;

    *same = false;
    for (size_t i = 0; i < log->count; i++)
        counting += log_counts(&log->edits[i]) && strcmp(log->edits[i].field, field) == 0;
    if (counting != 1)
        return true;
    query = query_begin(sidecar, "SELECT 1 FROM edit WHERE sequence = :sequence AND value = :value",
                        error);
    query_bind_integer(&query, ":sequence", newest->sequence);
    query_bind_text(&query, ":value", value);
    *same = query_next(&query);
    return query_end(&query);
}

/* Writes a field anew with the value it shows, as its user's own. */
static bool adopt_field(struct sidecar *sidecar, const char *id, const char *type,
                        const struct log_object *log, const struct log_edit *shown,
                        struct error *error)
{
    struct query query =
        query_begin(sidecar, "SELECT value FROM edit WHERE sequence = :sequence", error);
    bool adopted = true;

    query_bind_integer(&query, ":sequence", shown->sequence);
    if (query_next(&query)) {
        const char *value = query_text(&query, 0, NULL);

        adopted = log_write_field(sidecar, log, id, type, shown->field, value != NULL ? value : "",
                                  false, error);
    }
    return query_end(&query) && adopted;
}

/* Who writes on a note that another deleted or took back has decided to keep it: settles rules 6
 * and 7. */
static bool keep_object(struct sidecar *sidecar, const char *id, const char *type,
                        const struct log_object *log, const char *written_field,
                        struct error *error)
{
    bool kept = true;

    for (size_t i = 0; kept && log_shown_fields[i] != NULL; i++) {
        const struct log_edit *shown = log_field(log, log_shown_fields[i]);

        if (shown != NULL && !log_counts(shown) && strcmp(log_shown_fields[i], written_field) != 0)
            kept = adopt_field(sidecar, id, type, log, shown, error);
    }
    for (size_t i = 0; kept && i < log->count; i++)
        if (log->edits[i].says_deleted && log_counts(&log->edits[i]) &&
            log_was_seen(sidecar, &log->edits[i]))
            return log_write_field(sidecar, log, id, type, "deleted", "no", false, error);
    return kept;
}

static bool set_field(struct sidecar *sidecar, const char *id, const char *type, const char *field,
                      const char *value, struct error *error)
{
    struct log_object log;
    bool same, set;

    if (!find_object(sidecar, id, type, &log, error))
        return false;
    set = has_value(sidecar, &log, field, value, &same, error);
    if (set && !(same && !log.deleted_elsewhere))
        set = log_write_field(sidecar, &log, id, type, field, value, false, error) &&
              (!log.deleted_elsewhere || keep_object(sidecar, id, type, &log, field, error));
    log_object_release(&log);
    return set;
}

bool sidecar_set_note_body(struct sidecar *sidecar, const char *id, const char *body,
                           struct error *error)
{
    return verb_ends(sidecar, may_write(sidecar, error) && check_body(sidecar, body, error) &&
                                  set_field(sidecar, id, "note", "body", body, error));
}

bool sidecar_set_note_kind(struct sidecar *sidecar, const char *id, const char *kind,
                           struct error *error)
{
    return verb_ends(sidecar, may_write(sidecar, error) && check_kind(sidecar, kind, error) &&
                                  set_field(sidecar, id, "note", "kind", kind, error));
}

bool sidecar_set_stance(struct sidecar *sidecar, const char *id, enum stance stance,
                        struct error *error)
{
    return verb_ends(sidecar,
                     may_write(sidecar, error) && check_stance(sidecar, stance, error) &&
                         set_field(sidecar, id, "stance", "stance", stance_word(stance), error));
}

bool sidecar_set_correction(struct sidecar *sidecar, const char *id,
                            const struct report_reading *reading, struct error *error)
{
    char *words = reading_words(reading);
    bool set =
        may_write(sidecar, error) && set_field(sidecar, id, "correction", "reading", words, error);

    free(words);
    return verb_ends(sidecar, set);
}

bool sidecar_delete(struct sidecar *sidecar, const char *id, struct error *error)
{
    struct log_object log;
    bool deleted = may_write(sidecar, error) && find_object(sidecar, id, NULL, &log, error);

    if (deleted) {
        deleted = log_write_field(sidecar, &log, id, log.edits[log.count - 1].type, "deleted",
                                  "yes", true, error);
        log_object_release(&log);
    }
    return verb_ends(sidecar, deleted);
}

/* ---- the meeting --------------------------------------------------------------------------- */

static bool write_meeting(struct sidecar *sidecar, const char *value, struct error *error)
{
    static const char type[] = "meeting", field[] = "held";
    struct log_object log;
    bool same, written;

    if (!log_read_object(sidecar, SIDECAR_MEETING_OBJECT, &log, error))
        return false;
    written = has_value(sidecar, &log, field, value, &same, error);
    if (written && !(same && !log.deleted && !log.deleted_elsewhere))
        written = log_write_field(sidecar, &log, SIDECAR_MEETING_OBJECT, type, field, value, false,
                                  error) &&
                  (!(log.deleted || log.deleted_elsewhere) ||
                   keep_object(sidecar, SIDECAR_MEETING_OBJECT, type, &log, field, error));
    log_object_release(&log);
    return written;
}

bool sidecar_set_meeting(struct sidecar *sidecar, const char *date_from, const char *date_to,
                         const char *place, struct error *error)
{
    struct buffer value = {0};
    struct json json;
    bool set;

    json_init(&json, &value);
    json_object_begin(&json);
    json_pair_string(&json, "date_from", date_from);
    json_pair_string(&json, "date_to", date_to);
    json_pair_string(&json, "place", place);
    json_object_end(&json);
    set = may_write(sidecar, error) &&
          (place == NULL || strlen(place) <= SIDECAR_PLACE_MAX_BYTES ||
           error_set(error, ERROR_USAGE, sidecar->path,
                     _("the place is longer than a place's name can be (400 bytes): name the town "
                       "alone"))) &&
          write_meeting(sidecar, value.data, error);
    buffer_release(&value);
    return verb_ends(sidecar, set);
}

void sidecar_append_meeting(struct buffer *out, const char *date_from, const char *date_to,
                            const char *place)
{
    if (date_from != NULL)
        buffer_append_string(out, date_from);
    if (date_from != NULL && date_to != NULL && strcmp(date_from, date_to) != 0)
        buffer_append_format(out, "..%s", date_to);
    if (place != NULL)
        buffer_append_format(out, "%s%s", date_from != NULL ? " " : "", place);
}
