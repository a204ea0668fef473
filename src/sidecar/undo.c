/* Undo and redo.
 *
 * What is always true:
 *  1. An undo is an action like any other: one edit for each edit it takes back, naming it (log.c,
 *     rule 3). A redo is the same for the edits of an undo. So both survive merging and sessions.
 *  2. They are linear per author and never touch another's edits, unless he undid these from the list of
 *     changes (changes.c). Undo takes the author's newest
 *     ordinary action that is still in force; redo his newest undo in force, as long as he has
 *     done nothing ordinary since.
 *  3. What is told of a step is told of the ordinary action at its bottom: what a redo brings back
 *     is what was once done, not the undo of it. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { WORDS_MAX_POINTS = 60, WORDS_MAX_STANCES = 24 };

static const char newest_ordinary_in_force[] =
    "SELECT e.action FROM edit AS e WHERE e.author = :author AND e.undoes IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM undone AS u WHERE u.object = e.object AND u.edit = e.id)"
    " ORDER BY e.clock_ms DESC, e.clock_count DESC, e.id DESC LIMIT 1";

/* The row values compare as rule 1 of the log orders. Who only undid another's has nothing of his own. */
static const char newest_undo_in_force[] =
    "SELECT e.action FROM edit AS e JOIN edit AS t ON t.id = e.undoes"
    " WHERE e.author = :author AND t.undoes IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM undone AS u WHERE u.object = e.object AND u.edit = e.id)"
    " AND (NOT EXISTS (SELECT 1 FROM edit AS o WHERE o.author = :author AND o.undoes IS NULL)"
    " OR (e.clock_ms, e.clock_count, e.id) >"
    " (SELECT o.clock_ms, o.clock_count, o.id FROM edit AS o WHERE o.author = :author"
    "  AND o.undoes IS NULL ORDER BY o.clock_ms DESC, o.clock_count DESC, o.id DESC LIMIT 1))"
    " ORDER BY e.clock_ms DESC, e.clock_count DESC, e.id DESC LIMIT 1";

/* ---- which action -------------------------------------------------------------------------- */

static char *copy_column(struct query *query, int column)
{
    const char *text = query_text(query, column, NULL);

    return base_copy_string(text != NULL ? text : "");
}

/* False where there is no id in the row's first column. */
static bool take_id(struct query *query, char id[SIDECAR_ID_SIZE])
{
    size_t len_bytes;
    const char *text = query_text(query, 0, &len_bytes);

    if (text == NULL || len_bytes >= SIDECAR_ID_SIZE)
        return false;
    memcpy(id, text, len_bytes);
    id[len_bytes] = '\0';
    return true;
}

/* The id in a query's first row; *found is false where there is none. */
static bool read_id(struct query *query, char id[SIDECAR_ID_SIZE], bool *found)
{
    *found = query_next(query) && take_id(query, id);
    return query_end(query);
}

static bool fail_with_nothing(enum sidecar_step step, struct error *error)
{
    return error_set(
        error, ERROR_NOTHING, NULL, "%s",
        step == SIDECAR_UNDO
            ? _("Nothing of yours is left to undo: it takes back what you wrote yourself")
            : _("Nothing is left to redo: redo only follows an undo"));
}

/* The action whose edits the step takes back. */
static bool find_target(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                        char target[SIDECAR_ID_SIZE], struct error *error)
{
    struct query query = query_begin(
        sidecar, step == SIDECAR_UNDO ? newest_ordinary_in_force : newest_undo_in_force, error);
    bool found;

    query_bind_text(&query, ":author", author);
    return read_id(&query, target, &found) && (found || fail_with_nothing(step, error));
}

/* The ordinary action at the bottom of a redo, and whose it is: from the list of changes another's can be
 * undone too. */
static bool find_original(struct sidecar *sidecar, enum sidecar_step step, const char *target,
                          char original[SIDECAR_ID_SIZE], char **author, struct error *error)
{
    struct query query;

    memcpy(original, target, SIDECAR_ID_SIZE);
    if (step == SIDECAR_UNDO)
        return true;
    query = query_begin(sidecar,
                        "SELECT t.action, t.author FROM edit AS e JOIN edit AS t ON t.id = e.undoes"
                        " WHERE e.action = :action AND t.undoes IS NULL"
                        " ORDER BY t.clock_ms, t.clock_count, t.id LIMIT 1",
                        error);
    query_bind_text(&query, ":action", target);
    if (query_next(&query)) {
        take_id(&query, original);
        free(*author);
        *author = copy_column(&query, 1);
    }
    return query_end(&query);
}

/* ---- in words ------------------------------------------------------------------------------ */

/* A value of the object's field, in words: the action's own, else the newest of those before it, else the
 * newest. */
static bool read_value(struct sidecar *sidecar, const char *action, const char *object,
                       const char *field, struct buffer *value, struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "SELECT CASE field"
        " WHEN 'anchor' THEN iif(json_valid(value), substr(json_extract(value, '$.quote'), 1, "
        "1000),"
        " '') WHEN 'held' THEN " MEETING_WORDS(
            "value") " ELSE substr(value, 1, 1000) END"
                     " FROM edit WHERE object = :object AND field = :field"
                     " AND value IS NOT NULL ORDER BY action = :action DESC,"
                     " (clock_ms, clock_count, id) < (SELECT clock_ms, clock_count, id FROM edit"
                     " WHERE action = :action ORDER BY clock_ms DESC, clock_count DESC, id DESC"
                     " LIMIT 1) DESC, clock_ms DESC, clock_count DESC, id DESC LIMIT 1",
        error);

    query_bind_text(&query, ":object", object);
    query_bind_text(&query, ":field", field);
    query_bind_text(&query, ":action", action);
    buffer_clear(value);
    if (query_next(&query)) {
        size_t len_bytes, replaced_count = 0;
        const char *raw = query_text(&query, 0, &len_bytes);

        if (raw != NULL)
            text_decode(raw, len_bytes, true, value, &replaced_count);
    }
    return query_end(&query);
}

/* The first line, and not all of a long one. */
static bool append_object_words(struct sidecar *sidecar, enum sidecar_object type,
                                const char *action, const char *object, struct buffer *words,
                                struct error *error)
{
    static const char *const fields[] = {
        [OBJECT_NOTE] = "body",
        [OBJECT_STANCE] = "stance",
        [OBJECT_CORRECTION] = "anchor",
        [OBJECT_MEETING] = "held",
    };
    struct buffer body = {0};
    const bool read = read_value(sidecar, action, object, fields[type], &body, error);

    if (read && body.len_bytes > 0) {
        const char *end = memchr(body.data, '\n', body.len_bytes);
        const size_t line_bytes = end != NULL ? (size_t)(end - body.data) : body.len_bytes;
        const size_t taken_bytes = text_points_to_bytes(body.data, line_bytes, WORDS_MAX_POINTS);

        buffer_append(words, body.data, taken_bytes);
        if (taken_bytes < body.len_bytes)
            buffer_append_string(words, "…");
    }
    buffer_release(&body);
    return read;
}

static bool append_stance_words(struct sidecar *sidecar, const char *action, const char *object,
                                struct buffer *words, struct error *error)
{
    struct buffer actor = {0}, word = {0};
    enum stance stance = STANCE_NONE;
    const bool read = read_value(sidecar, action, object, "actor", &actor, error) &&
                      read_value(sidecar, action, object, "stance", &word, error);

    if (read && actor.len_bytes > 0) {
        if (words->len_bytes > 0)
            buffer_append_char(words, ' ');
        buffer_append(words, actor.data,
                      text_points_to_bytes(actor.data, actor.len_bytes, WORDS_MAX_POINTS));
        if (word.len_bytes > 0 && stance_parse(word.data, word.len_bytes, &stance) &&
            stance != STANCE_NONE)
            buffer_append_char(words, stance_sign(stance));
    }
    buffer_release(&actor);
    buffer_release(&word);
    return read;
}

static enum sidecar_object type_of(const char *word)
{
    static const char *const types[] = {
        [OBJECT_NOTE] = "note",
        [OBJECT_STANCE] = "stance",
        [OBJECT_CORRECTION] = "correction",
        [OBJECT_MEETING] = "meeting",
    };

    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(word, types[i]) == 0)
            return (enum sidecar_object)i;
    return OBJECT_NOTE;
}

/* One row of the original action's edits. */
static bool describe_row(struct sidecar *sidecar, struct query *row, const char *original,
                         struct sidecar_change *change, struct buffer *words, struct error *error)
{
    size_t len_bytes;
    const char *object = query_text(row, 0, &len_bytes), *type = query_text(row, 1, NULL);

    if (object == NULL || type == NULL || len_bytes >= SIDECAR_ID_SIZE)
        return true;
    if (change->object_count++ == 0) {
        memcpy(change->object, object, len_bytes + 1);
        change->clock_ms = query_integer(row, 2);
        change->type = type_of(type);
        change->what = query_integer(row, 3) != 0   ? CHANGE_DELETED
                       : query_integer(row, 4) != 0 ? CHANGE_ADDED
                                                    : CHANGE_EDITED;
        if (change->type != OBJECT_STANCE)
            return append_object_words(sidecar, change->type, original, object, words, error);
    }
    if (change->type != OBJECT_STANCE || strcmp(type, "stance") != 0 ||
        change->object_count > WORDS_MAX_STANCES)
        return true;
    return append_stance_words(sidecar, original, object, words, error);
}

bool undo_describe(struct sidecar *sidecar, const char *original, const char *author,
                   struct sidecar_change *change, struct error *error)
{
    struct buffer words = {0};
    bool described = true;
    /* An object a row, in the order they were touched; whether it was deleted, and whether its
     * oldest edit is among these. */
    struct query query = query_begin(
        sidecar,
        "SELECT object, type, min(clock_ms), max(field = 'deleted' AND value IS 'yes'),"
        " max(NOT EXISTS (SELECT 1 FROM edit AS o WHERE o.object = e.object"
        " AND (o.clock_ms, o.clock_count, o.id) < (e.clock_ms, e.clock_count, e.id)))"
        " FROM (SELECT *, row_number() OVER (ORDER BY clock_ms, clock_count, id) AS place"
        " FROM edit WHERE action = :action AND +author = :author AND undoes IS NULL) AS e"
        " GROUP BY object ORDER BY min(place)",
        error);

    query_bind_text(&query, ":action", original);
    query_bind_text(&query, ":author", author);
    while (described && query_next(&query))
        described = describe_row(sidecar, &query, original, change, &words, error);
    described = query_end(&query) && described;
    memcpy(change->action, original, SIDECAR_ID_SIZE);
    change->words = words.data != NULL ? buffer_detach(&words) : base_copy_string("");
    buffer_release(&words);
    return described;
}

void sidecar_change_release(struct sidecar_change *change)
{
    free(change->words);
    *change = (struct sidecar_change){0};
}

/* ---- the steps ----------------------------------------------------------------------------- */

static bool look(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                 char target[SIDECAR_ID_SIZE], struct sidecar_change *change, struct error *error)
{
    char original[SIDECAR_ID_SIZE], *by = base_copy_string(author);
    bool looked;

    *change = (struct sidecar_change){0};
    looked = find_target(sidecar, step, author, target, error) &&
             find_original(sidecar, step, target, original, &by, error) &&
             undo_describe(sidecar, original, by, change, error);
    free(by);
    return looked;
}

bool sidecar_peek(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                  struct sidecar_change *change, struct error *error)
{
    char target[SIDECAR_ID_SIZE];

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    if (look(sidecar, step, author, target, change, error))
        return true;
    sidecar_change_release(change);
    return false;
}

/* An edit that is to be taken back. */
struct undoable {
    char *id, *object, *type, *field;
    struct clock clock;
};

/* Read to the end before anything is written: a statement that is writing its own input may meet it
 * again. */
static bool read_undoable(struct sidecar *sidecar, const char *target, const char *author,
                          struct undoable **edits, size_t *count, struct error *error)
{
    size_t capacity = 0;
    struct query query = query_begin(
        sidecar,
        "SELECT e.id, e.object, e.type, e.field, e.clock_ms, e.clock_count FROM edit AS e"
        " WHERE e.action = :action AND (:author IS NULL OR e.author = :author)"
        " AND NOT EXISTS (SELECT 1 FROM undone AS u WHERE u.object = e.object AND u.edit = e.id)"
        " ORDER BY e.clock_ms, e.clock_count, e.id",
        error);

    query_bind_text(&query, ":action", target);
    query_bind_text(&query, ":author", author);
    while (query_next(&query)) {
        *edits = array_reserve(*edits, &capacity, *count + 1, sizeof **edits);
        (*edits)[(*count)++] = (struct undoable){
            .id = copy_column(&query, 0),
            .object = copy_column(&query, 1),
            .type = copy_column(&query, 2),
            .field = copy_column(&query, 3),
            .clock = {.ms = query_integer(&query, 4), .count = query_integer(&query, 5)},
        };
    }
    return query_end(&query);
}

bool undo_edits(struct sidecar *sidecar, const char *action, const char *author, size_t *taken,
                struct error *error)
{
    struct undoable *edits = NULL;
    size_t count = 0;
    bool done = read_undoable(sidecar, action, author, &edits, &count, error);

    for (size_t i = 0; i < count; i++) {
        const struct log_entry entry = {.object = edits[i].object,
                                        .type = edits[i].type,
                                        .field = edits[i].field,
                                        .undoes = edits[i].id,
                                        .above = edits[i].clock};

        done = done && log_append(sidecar, &entry, error);
        free(edits[i].id);
        free(edits[i].object);
        free(edits[i].type);
        free(edits[i].field);
    }
    free(edits);
    *taken += count;
    return done;
}

bool sidecar_apply(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                   struct sidecar_change *change, struct error *error)
{
    char target[SIDECAR_ID_SIZE];
    size_t taken = 0;

    *change = (struct sidecar_change){0};
    if (!sidecar_begin(sidecar, author, error))
        return false;
    if (!look(sidecar, step, author, target, change, error) ||
        !undo_edits(sidecar, target, author, &taken, error)) {
        sidecar_cancel(sidecar);
        sidecar_change_release(change);
        return false;
    }
    if (sidecar_commit(sidecar, error))
        return true;
    sidecar_change_release(change);
    return false;
}
