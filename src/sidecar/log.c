/* The log of edits, and what the edits of one object come to.
 *
 * The rules:
 *  1. Edits are ordered by (clock_ms, clock_count, id). An edit's sequence, its order of arrival
 *     in this file, never decides what the log comes to: two files with the same edits show the
 *     same.
 *  2. What an edit names (undoes, replaces) counts only where that is an older edit of the same
 *     object, and of the same field, except that a deletion may name any field. So nothing can
 *     name itself in a circle, whatever a file holds.
 *  3. An edit is in force unless an edit in force undoes it.
 *  4. A value counts while its edit is in force and no edit in force replaces it, be it through
 *     others: who replaced an edit has also seen what that one replaced, and what that one replaced
 *     does not come back when that one is undone. Otherwise undoing a replacement brings back what
 *     it replaced, and no old value is ever written again.
 *  5. Several counting values of a field that differ are a conflict: the newest is shown first,
 *     and all are kept until someone settles it by an edit that replaces them.
 *  6. An object is there while a value of any of its fields but `deleted` counts. It is deleted
 *     where counting deletions name every one of these (through others, as in rule 4); where they
 *     name only some, another author wrote what the deletion's author had not seen, and it stays
 *     visible (deleted elsewhere).
 *  7. A field of an object that is there, but without a counting value, shows the newest value it
 *     ever had: the note of an author who takes his note back keeps its place for what another
 *     wrote on it. This too is "deleted elsewhere".
 *  8. An object's type, author and time of making are those of its oldest edit, in force or not.
 *  9. A new edit is newer than every edit it names, and than every edit in the log whose clock is
 *     not more than 24 hours ahead of this machine's. A clock further ahead is accepted and shown
 *     as such, but does not take the others along.
 * 10. A new edit replaces what counts and its author has seen, and nothing else: what another
 *     process wrote meanwhile becomes a conflict, not a loss.
 * 11. Only an ordinary edit has a value. One that undoes has none and replaces nothing.
 *
 * The life of an ordinary edit's value; nothing is ever removed, so each arrow is an edit
 * appended:
 *
 *     log_write_field ──► COUNTS ─── a newer edit replaces it: log_write_field ─────► REPLACED
 *                          │  ▲  ◄── sidecar_apply(UNDO) of that newer edit (rule 4) ────┘
 *     sidecar_apply(UNDO)  ▼  │  sidecar_apply(REDO): undoes the undo (rule 3)
 *                         UNDONE
 *
 * An edit can be both replaced and undone; it counts again when neither holds. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "sidecar/identity.h"

#define CLOCK_MAX_MS    ((int64_t)253402300799999) /* the end of the year 9999: schema.sql */
#define CLOCK_MAX_COUNT ((int64_t)4294967295)

/* ---- reading an object's edits ------------------------------------------------------------- */

static const char *arena_column(struct log_object *log, struct query *query, int column)
{
    size_t len_bytes;
    const char *text = query_text(query, column, &len_bytes);

    return text != NULL ? arena_copy_bytes(&log->arena, text, len_bytes) : NULL;
}

static bool read_edits(struct sidecar *sidecar, const char *object, struct log_object *log,
                       struct error *error)
{
    struct query query =
        query_begin(sidecar,
                    "SELECT sequence, clock_ms, clock_count, id, author, type, field, undoes,"
                    " field = 'deleted' AND value = 'yes'"
                    " FROM edit WHERE object = :object"
                    " ORDER BY clock_ms DESC, clock_count DESC, id DESC",
                    error);

    query_bind_text(&query, ":object", object);
    while (query_next(&query)) {
        log->edits = array_reserve(log->edits, &log->capacity, log->count + 1, sizeof *log->edits);
        log->edits[log->count++] = (struct log_edit){
            .sequence = query_integer(&query, 0),
            .clock = {.ms = query_integer(&query, 1), .count = query_integer(&query, 2)},
            .id = arena_column(log, &query, 3),
            .author = arena_column(log, &query, 4),
            .type = arena_column(log, &query, 5),
            .field = arena_column(log, &query, 6),
            .undoes = arena_column(log, &query, 7),
            .says_deleted = query_integer(&query, 8) != 0,
        };
    }
    return query_end(&query);
}

static int compare_by_id(const void *left, const void *right, void *context)
{
    const struct log_edit *edits = context;

    return strcmp(edits[*(const size_t *)left].id, edits[*(const size_t *)right].id);
}

/* The edits' indexes in the order of their ids. */
static size_t *index_by_id(const struct log_object *log)
{
    size_t *index = base_reallocate(NULL, log->count, sizeof *index);

    for (size_t i = 0; i < log->count; i++)
        index[i] = i;
    if (log->count > 1)
        qsort_r(index, log->count, sizeof *index, compare_by_id, log->edits);
    return index;
}

/* The edit with that id, or log->count. */
static size_t find_edit(const struct log_object *log, const size_t *by_id, const char *id)
{
    size_t low = 0, high = log->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(id, log->edits[by_id[middle]].id);

        if (order == 0)
            return by_id[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return log->count;
}

/* Keeps the pairs that rule 2 lets count. */
static bool read_pairs(struct sidecar *sidecar, const char *object, struct log_object *log,
                       const size_t *by_id, struct error *error)
{
    struct query query =
        query_begin(sidecar,
                    "SELECT r.edit, r.replaced FROM edit AS e JOIN edit_replaces AS r"
                    " ON r.edit = e.id WHERE e.object = :object",
                    error);

    query_bind_text(&query, ":object", object);
    while (query_next(&query)) {
        const char *by = query_text(&query, 0, NULL), *replaced = query_text(&query, 1, NULL);
        const struct log_pair pair = {
            .by = by != NULL ? find_edit(log, by_id, by) : log->count,
            .replaced = replaced != NULL ? find_edit(log, by_id, replaced) : log->count,
        };

        /* Newest first: what is older has the larger index. */
        if (pair.by >= log->count || pair.replaced >= log->count || pair.replaced <= pair.by)
            continue;
        log->pairs =
            array_reserve(log->pairs, &log->pair_capacity, log->pair_count + 1, sizeof *log->pairs);
        log->pairs[log->pair_count++] = pair;
    }
    return query_end(&query);
}

/* ---- what they come to --------------------------------------------------------------------- */

/* Rule 3, newest first: whatever could undo an edit has been decided before it. */
static void decide_force(struct log_object *log, const size_t *by_id)
{
    for (size_t i = 0; i < log->count; i++)
        log->edits[i].in_force = true;
    for (size_t i = 0; i < log->count; i++) {
        const struct log_edit *edit = &log->edits[i];
        size_t undone;

        if (!edit->in_force || edit->undoes == NULL)
            continue;
        undone = find_edit(log, by_id, edit->undoes);
        if (undone > i && undone < log->count && strcmp(log->edits[undone].field, edit->field) == 0)
            log->edits[undone].in_force = false;
    }
}

static int compare_pairs(const void *left, const void *right)
{
    const struct log_pair *a = left, *b = right;

    return a->by < b->by ? -1 : a->by > b->by;
}

/* Rules 4 and 6, newest first: what reaches an edit has been decided before what it reaches. */
static void decide_values(struct log_object *log)
{
    if (log->pair_count > 1)
        qsort(log->pairs, log->pair_count, sizeof *log->pairs, compare_pairs);
    for (size_t i = 0; i < log->pair_count; i++) {
        const struct log_edit *by = &log->edits[log->pairs[i].by];
        struct log_edit *replaced = &log->edits[log->pairs[i].replaced];
        const bool same_field = strcmp(by->field, replaced->field) == 0;

        if (by->undoes != NULL)
            continue;
        if (same_field && (by->in_force || by->replaced))
            replaced->replaced = true;
        if ((same_field && by->deletion_listed) || (by->says_deleted && log_counts(by)))
            replaced->deletion_listed = true;
    }
}

const char *const log_shown_fields[] = {"anchor", "kind",    "body", "actor",
                                        "stance", "reading", "held", NULL};

/* Rule 7, for the fields that are shown. */
static bool has_lost_field(const struct log_object *log)
{
    for (size_t i = 0; log_shown_fields[i] != NULL; i++) {
        const struct log_edit *edit = log_field(log, log_shown_fields[i]);

        if (edit != NULL && !log_counts(edit))
            return true;
    }
    return false;
}

static void decide_existence(struct log_object *log)
{
    bool any_deletion = false, all_listed = true;

    for (size_t i = 0; i < log->count; i++) {
        const struct log_edit *edit = &log->edits[i];

        if (!log_counts(edit))
            continue;
        if (strcmp(edit->field, "deleted") == 0) {
            any_deletion = any_deletion || edit->says_deleted;
            continue;
        }
        log->exists = true;
        all_listed = all_listed && edit->deletion_listed;
    }
    log->deleted = log->exists && any_deletion && all_listed;
    log->deleted_elsewhere = log->exists && !log->deleted && (any_deletion || has_lost_field(log));
}

bool log_read_object(struct sidecar *sidecar, const char *object, struct log_object *log,
                     struct error *error)
{
    size_t *by_id = NULL;
    bool read;

    *log = (struct log_object){0};
    arena_init(&log->arena);
    read = read_edits(sidecar, object, log, error);
    if (read) {
        by_id = index_by_id(log);
        read = read_pairs(sidecar, object, log, by_id, error);
    }
    if (read) {
        decide_force(log, by_id);
        decide_values(log);
        decide_existence(log);
    } else {
        log_object_release(log);
    }
    free(by_id);
    return read;
}

void log_object_release(struct log_object *log)
{
    arena_release(&log->arena);
    free(log->edits);
    free(log->pairs);
    *log = (struct log_object){0};
}

bool log_counts(const struct log_edit *edit)
{
    return edit->in_force && !edit->replaced && edit->undoes == NULL;
}

const struct log_edit *log_field(const struct log_object *log, const char *field)
{
    const struct log_edit *newest = NULL;

    for (size_t i = 0; i < log->count; i++) {
        const struct log_edit *edit = &log->edits[i];

        if (edit->undoes != NULL || strcmp(edit->field, field) != 0)
            continue;
        if (log_counts(edit))
            return edit;
        if (newest == NULL)
            newest = edit;
    }
    return newest;
}

bool log_was_seen(const struct sidecar *sidecar, const struct log_edit *edit)
{
    const struct sequence_range *written = &sidecar->written;

    if (edit->sequence <= sidecar->seen_sequence)
        return true;
    if (written->first > 0 && edit->sequence >= written->first && edit->sequence <= written->last)
        return true;
    for (size_t i = 0; i < sidecar->own_count; i++)
        if (edit->sequence >= sidecar->own[i].first && edit->sequence <= sidecar->own[i].last)
            return true;
    return false;
}

/* ---- clocks -------------------------------------------------------------------------------- */

/* As rule 1 orders: < 0 when left is older. */
static int compare_clocks(struct clock left, struct clock right)
{
    if (left.ms != right.ms)
        return left.ms < right.ms ? -1 : 1;
    return left.count < right.count ? -1 : left.count > right.count;
}

static struct clock after(struct clock clock)
{
    if (clock.count < CLOCK_MAX_COUNT)
        return (struct clock){.ms = clock.ms, .count = clock.count + 1};
    return (struct clock){.ms = clock.ms + 1};
}

/* Rule 9. */
static struct clock next_clock(struct sidecar *sidecar, struct clock above)
{
    struct clock next = after(sidecar->clock);

    if (sidecar->begun_ms > sidecar->clock.ms)
        next = (struct clock){.ms = sidecar->begun_ms};
    sidecar->clock = next;
    return compare_clocks(above, next) < 0 ? next : after(above);
}

bool log_begin(struct sidecar *sidecar, struct error *error)
{
    struct query query =
        query_begin(sidecar,
                    "SELECT clock_ms, clock_count FROM edit WHERE clock_ms <= :limit"
                    " ORDER BY clock_ms DESC, clock_count DESC LIMIT 1",
                    error);

    sidecar->clock = (struct clock){0};
    query_bind_integer(&query, ":limit", store_wall_ms() + SIDECAR_AHEAD_MS);
    if (query_next(&query))
        sidecar->clock =
            (struct clock){.ms = query_integer(&query, 0), .count = query_integer(&query, 1)};
    return query_end(&query);
}

/* ---- writing ------------------------------------------------------------------------------- */

void log_touch(struct sidecar *sidecar, const char *object)
{
    const size_t count = sidecar->touched_count;

    if (count > 0 && strcmp(sidecar->touched[count - 1], object) == 0)
        return;
    sidecar->touched = array_reserve(sidecar->touched, &sidecar->touched_capacity, count + 1,
                                     sizeof *sidecar->touched);
    sidecar->touched[sidecar->touched_count++] = base_copy_string(object);
}

static bool insert_edit(struct sidecar *sidecar, const struct log_entry *entry, const char *id,
                        struct clock clock, struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "INSERT INTO edit"
        " (id, clock_ms, clock_count, author, action, object, type, field, undoes, value) VALUES"
        " (:id, :ms, :count, :author, :action, :object, :type, :field, :undoes, :value)",
        error);

    query_bind_text(&query, ":id", id);
    query_bind_integer(&query, ":ms", clock.ms);
    query_bind_integer(&query, ":count", clock.count);
    query_bind_text(&query, ":author", sidecar->author);
    query_bind_text(&query, ":action", sidecar->action);
    query_bind_text(&query, ":object", entry->object);
    query_bind_text(&query, ":type", entry->type);
    query_bind_text(&query, ":field", entry->field);
    query_bind_text(&query, ":undoes", entry->undoes);
    query_bind_text(&query, ":value", entry->value);
    return query_run(&query);
}

static bool insert_replaces(struct sidecar *sidecar, const char *id, const char *replaced,
                            struct error *error)
{
    struct query query = query_begin(
        sidecar, "INSERT INTO edit_replaces (edit, replaced) VALUES (:edit, :replaced)", error);

    query_bind_text(&query, ":edit", id);
    query_bind_text(&query, ":replaced", replaced);
    return query_run(&query);
}

bool log_append(struct sidecar *sidecar, const struct log_entry *entry, struct error *error)
{
    struct clock above = entry->above;
    char id[SIDECAR_ID_SIZE];
    struct clock clock;

    for (size_t i = 0; i < entry->replaces_count; i++)
        if (compare_clocks(entry->replaces[i]->clock, above) > 0)
            above = entry->replaces[i]->clock;
    clock = next_clock(sidecar, above);
    if (clock.ms > CLOCK_MAX_MS)
        return error_set(
            error, ERROR_SIDECAR, sidecar->path,
            _("a note in it is dated in the year 9999, and nothing can be written after it: "
              "put back an older copy"));
    identity_make(id, clock.ms, clock.count);
    if (!insert_edit(sidecar, entry, id, clock, error))
        return false;
    sidecar->written.last = sqlite3_last_insert_rowid(sidecar->db);
    if (sidecar->written.first == 0)
        sidecar->written.first = sidecar->written.last;
    for (size_t i = 0; i < entry->replaces_count; i++)
        if (!insert_replaces(sidecar, id, entry->replaces[i]->id, error))
            return false;
    log_touch(sidecar, entry->object);
    return true;
}

bool log_write_field(struct sidecar *sidecar, const struct log_object *log, const char *object,
                     const char *type, const char *field, const char *value, bool other_fields,
                     struct error *error)
{
    const struct log_edit **replaces =
        base_reallocate(NULL, log->count, sizeof(const struct log_edit *));
    struct log_entry entry = {
        .object = object, .type = type, .field = field, .value = value, .replaces = replaces};
    bool written;

    for (size_t i = 0; i < log->count; i++) {
        const struct log_edit *edit = &log->edits[i];

        if (log_counts(edit) && log_was_seen(sidecar, edit) &&
            (other_fields || strcmp(edit->field, field) == 0))
            replaces[entry.replaces_count++] = edit;
    }
    written = log_append(sidecar, &entry, error);
    free(replaces);
    return written;
}
