/* The log as its readers see it: actions, newest first, what each was, and taking back any of them.
 *
 * What is always true:
 *  1. An action is told by what it did itself; an undo and a redo by the ordinary action at their bottom.
 *  2. Any action can be taken back, whoever's it is and whatever came after it: an edit names it, no old
 *     value is written again (log.c). What was put in its place since stays there.
 *  3. Nothing is left half there: where something that was written on it since would lose its place or its
 *     other half, nothing is done. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { DEPTH_MAX = 100 }; /* undos of undos that are looked through */

static void copy_id(struct query *query, int column, char id[SIDECAR_ID_SIZE])
{
    size_t len_bytes;
    const char *text = query_text(query, column, &len_bytes);

    id[0] = '\0';
    if (text == NULL || len_bytes >= SIDECAR_ID_SIZE)
        return;
    memcpy(id, text, len_bytes);
    id[len_bytes] = '\0';
}

static char *copy_text(struct query *query, int column)
{
    size_t len_bytes, replaced_count = 0;
    const char *text = query_text(query, column, &len_bytes);
    struct buffer decoded = {0};

    if (text == NULL)
        return NULL;
    buffer_init(&decoded);
    text_decode(text, len_bytes, false, &decoded, &replaced_count);
    return buffer_detach(&decoded);
}

/* ---- which there are ----------------------------------------------------------------------- */

bool sidecar_actions(struct sidecar *sidecar, struct sidecar_action **actions, size_t *count,
                     struct error *error)
{
    size_t capacity = 0;
    struct query query;

    *actions = NULL;
    *count = 0;
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    /* SQLite takes the columns beside max() from the row that has it. An edit that only stands for one that
     * was left out is told by nobody (share.c, rule 3). */
    query = query_begin(sidecar,
                        "SELECT action, author, max(clock_ms), clock_count FROM edit"
                        " WHERE NOT (field = 'deleted' AND substr(id, 15, 1) = '" LOG_BIRTH_VERSION
                        "') GROUP BY action ORDER BY 3 DESC, 4 DESC, 1 DESC",
                        error);
    while (query_next(&query)) {
        struct sidecar_action *action;

        *actions = array_reserve(*actions, &capacity, *count + 1, sizeof **actions);
        action = &(*actions)[(*count)++];
        copy_id(&query, 0, action->id);
        action->author = copy_text(&query, 1);
        action->clock_ms = query_integer(&query, 2);
    }
    if (query_end(&query))
        return true;
    sidecar_actions_free(*actions, *count);
    *actions = NULL;
    *count = 0;
    return false;
}

void sidecar_actions_free(struct sidecar_action *actions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(actions[i].author);
    free(actions);
}

/* ---- what one was -------------------------------------------------------------------------- */

/* Goes from an undo to what it undid, and on to the bottom. */
static bool find_bottom(struct sidecar *sidecar, char id[SIDECAR_ID_SIZE], char **author,
                        unsigned *depth, struct error *error)
{
    for (bool deeper = true; deeper && *depth < DEPTH_MAX;) {
        struct query query = query_begin(
            sidecar,
            "SELECT t.action, t.author FROM edit AS e JOIN edit AS t ON t.id = e.undoes"
            " WHERE e.action = :action ORDER BY t.clock_ms, t.clock_count, t.id LIMIT 1",
            error);
        char below[SIDECAR_ID_SIZE];

        query_bind_text(&query, ":action", id);
        deeper = query_next(&query);
        if (deeper) {
            copy_id(&query, 0, below);
            free(*author);
            *author = copy_text(&query, 1);
            ++*depth;
        }
        if (!query_end(&query))
            return false;
        deeper = deeper && strcmp(below, id) != 0;
        if (deeper)
            memcpy(id, below, sizeof below);
    }
    return true;
}

static bool find_undone(struct sidecar *sidecar, const char *action, bool *undone,
                        struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "SELECT 1 FROM edit AS e WHERE e.action = :action AND NOT EXISTS"
        " (SELECT 1 FROM undone AS u WHERE u.object = e.object AND u.edit = e.id) LIMIT 1",
        error);

    query_bind_text(&query, ":action", action);
    *undone = !query_next(&query);
    return query_end(&query);
}

static bool read_anchor(struct sidecar *sidecar, const char *object, struct anchor *anchor,
                        struct error *error)
{
    struct query query = query_begin(
        sidecar,
        "SELECT json_extract(value, '$.snapshot'), json_extract(value, '$.item.number'),"
        " json_extract(value, '$.item.title'), substr(json_extract(value, '$.quote'), 1, 4000),"
        " json_extract(value, '$.prefix'), json_extract(value, '$.suffix'),"
        " CAST(json_extract(value, '$.item.index') AS INTEGER),"
        " CAST(json_extract(value, '$.start') AS INTEGER),"
        " CAST(json_extract(value, '$.end') AS INTEGER),"
        " CAST(json_extract(value, '$.on_item') AS INTEGER) FROM edit"
        " WHERE object = :object AND field = 'anchor' AND value IS NOT NULL AND json_valid(value)"
        " ORDER BY clock_ms DESC, clock_count DESC, id DESC LIMIT 1",
        error);
    char **const texts[] = {&anchor->snapshot, &anchor->item_number, &anchor->item_title,
                            &anchor->quote,    &anchor->prefix,      &anchor->suffix};
    size_t *const counts[] = {&anchor->item_index, &anchor->start_points, &anchor->end_points};

    query_bind_text(&query, ":object", object);
    if (query_next(&query)) {
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            *texts[i] = copy_text(&query, (int)i);
        for (size_t i = 0; i < COUNT_OF(counts); i++) {
            const int64_t number = query_integer(&query, (int)(COUNT_OF(texts) + i));

            *counts[i] = number > 0 ? (size_t)number : 0;
        }
        anchor->on_item = query_integer(&query, 9) != 0;
    }
    return query_end(&query);
}

bool sidecar_tell(struct sidecar *sidecar, const struct sidecar_action *action,
                  struct sidecar_told *told, struct error *error)
{
    char bottom[SIDECAR_ID_SIZE];
    bool known;

    *told = (struct sidecar_told){.author = base_copy_string(action->author)};
    memcpy(bottom, action->id, sizeof bottom);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    known = find_bottom(sidecar, bottom, &told->author, &told->depth, error) &&
            undo_describe(sidecar, bottom, told->author, &told->change, error) &&
            find_undone(sidecar, action->id, &told->undone, error) &&
            read_anchor(sidecar, told->change.object, &told->anchor, error);
    if (!known)
        sidecar_told_release(told);
    return known;
}

void sidecar_told_release(struct sidecar_told *told)
{
    sidecar_change_release(&told->change);
    anchor_release(&told->anchor);
    free(told->author);
    *told = (struct sidecar_told){0};
}

/* ---- taking one back ----------------------------------------------------------------------- */

/* What an object came to before, so that it shows what a step has changed. */
struct standing {
    char object[SIDECAR_ID_SIZE];
    uint64_t counting; /* a hash of the edits that count */
    bool there, half;
};

struct standings {
    struct standing *items;
    size_t count, capacity;
};

static bool look_at(struct sidecar *sidecar, struct standing *standing, struct error *error)
{
    struct log_object log;

    if (!log_read_object(sidecar, standing->object, &log, error))
        return false;
    standing->there = log.exists && !log.deleted;
    standing->half = log.deleted_elsewhere;
    standing->counting = standing->there;
    for (size_t i = 0; standing->there && i < log.count; i++)
        if (log_counts(&log.edits[i]))
            standing->counting =
                (standing->counting ^ (uint64_t)log.edits[i].sequence) * UINT64_C(0x100000001b3);
    log_object_release(&log);
    return true;
}

bool sidecar_is_deleted(struct sidecar *sidecar, const char *object)
{
    struct log_object log;
    bool deleted;

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    if (!log_read_object(sidecar, object, &log, NULL))
        return false;
    deleted = log.exists && log.deleted;
    log_object_release(&log);
    return deleted;
}

/* The objects that an action touched. */
static bool read_standings(struct sidecar *sidecar, const char *action, struct standings *standings,
                           struct error *error)
{
    struct query query =
        query_begin(sidecar, "SELECT DISTINCT object FROM edit WHERE action = :action", error);
    bool read = true;

    query_bind_text(&query, ":action", action);
    while (query_next(&query)) {
        standings->items = array_reserve(standings->items, &standings->capacity,
                                         standings->count + 1, sizeof *standings->items);
        copy_id(&query, 0, standings->items[standings->count++].object);
    }
    if (!query_end(&query))
        return false;
    for (size_t i = 0; read && i < standings->count; i++)
        read = look_at(sidecar, &standings->items[i], error);
    return read;
}

/* Rule 3; and whether anything shows. */
static bool compare_standings(struct sidecar *sidecar, const struct standings *before, bool *shown,
                              struct error *error)
{
    *shown = false;
    for (size_t i = 0; i < before->count; i++) {
        const struct standing *was = &before->items[i];
        struct standing now = *was;

        if (!look_at(sidecar, &now, error))
            return false;
        if (now.half && !was->half)
            return error_set(error, ERROR_NOTHING, NULL,
                             _("It was changed after that: undo the later change first"));
        *shown = *shown || now.counting != was->counting;
    }
    return true;
}

/* The actions that took this one back, as far as they hold. */
static bool find_undos(struct sidecar *sidecar, const char *action, struct sidecar_action **undos,
                       size_t *count, struct error *error)
{
    size_t capacity = 0;
    struct query query =
        query_begin(sidecar,
                    "SELECT DISTINCT u.action FROM edit AS e JOIN edit AS u ON u.undoes = e.id"
                    " WHERE e.action = :action AND NOT EXISTS"
                    " (SELECT 1 FROM undone AS n WHERE n.object = u.object AND n.edit = u.id)",
                    error);

    query_bind_text(&query, ":action", action);
    while (query_next(&query)) {
        *undos = array_reserve(*undos, &capacity, *count + 1, sizeof **undos);
        (*undos)[*count] = (struct sidecar_action){0};
        copy_id(&query, 0, (*undos)[(*count)++].id);
    }
    return query_end(&query);
}

static bool take_back(struct sidecar *sidecar, const char *action, enum sidecar_step step,
                      struct error *error)
{
    struct sidecar_action *undos = NULL;
    size_t count = 0, taken = 0;
    bool done = step == SIDECAR_UNDO ? undo_edits(sidecar, action, NULL, &taken, error)
                                     : find_undos(sidecar, action, &undos, &count, error);

    for (size_t i = 0; done && i < count; i++)
        done = undo_edits(sidecar, undos[i].id, NULL, &taken, error);
    free(undos);
    if (!done || taken > 0)
        return done;
    return error_set(error, ERROR_NOTHING, NULL,
                     step == SIDECAR_UNDO ? _("It is undone already") : _("It is not undone"));
}

bool sidecar_step_on(struct sidecar *sidecar, const struct sidecar_action *action,
                     enum sidecar_step step, const char *author, bool *shown, struct error *error)
{
    struct standings before = {0};
    bool done;

    if (!sidecar_begin(sidecar, author, error))
        return false;
    done = read_standings(sidecar, action->id, &before, error) &&
           take_back(sidecar, action->id, step, error) &&
           compare_standings(sidecar, &before, shown, error);
    free(before.items);
    if (done)
        return sidecar_commit(sidecar, error);
    sidecar_cancel(sidecar);
    return false;
}
