/* Reading what counts now.
 *
 * What is always true:
 *  1. One read transaction, one query a table: what is loaded is one moment of the file.
 *  2. Nothing of a row is believed: text goes through text_decode, numbers are brought into range,
 *     an unknown stance is none. A hostile row is a row that shows oddly, never one that is
 *     missing.
 *  3. What was loaded is what was seen (log.c, rule 10): the newest sequence is read in the same
 *     transaction. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* Where the anchor's columns stand in the queries; the object's own come before. */
enum {
    COLUMN_ID,
    COLUMN_FIRST,
    COLUMN_SECOND,
    COLUMN_AUTHOR,
    COLUMN_CREATED_MS,
    COLUMN_MODIFIED_MS,
    COLUMN_DELETED_ELSEWHERE,
    COLUMN_SNAPSHOT,
    COLUMN_ON_ITEM,
    COLUMN_ITEM_INDEX,
    COLUMN_ITEM_NUMBER,
    COLUMN_ITEM_TITLE,
    COLUMN_START,
    COLUMN_END,
    COLUMN_QUOTE,
    COLUMN_PREFIX,
    COLUMN_SUFFIX,
    COLUMN_COUNT,
};

#define SELECT_OBJECTS(table, first, second)                                                       \
    "SELECT id, " first ", " second ", author, created_ms, modified_ms, deleted_elsewhere,"        \
    " snapshot, on_item, item_index, item_number, item_title, start_points, end_points,"           \
    " quote, prefix, suffix FROM " table

struct loading {
    struct query query;
    struct buffer scratch;
    struct arena *texts; /* of the contents */
    /* The row before often has the same author, snapshot or title: then the text is the same, too. */
    char *before[COLUMN_COUNT];
    size_t before_bytes[COLUMN_COUNT];
    size_t loaded_bytes;
    int64_t far_ahead_ms; /* a clock above this is more than 24 hours ahead */
};

/* ---- columns ------------------------------------------------------------------------------- */

/* Whether decoding would leave it as it is. Without a way out in the middle, compilers look at sixteen bytes
 * at once. */
static bool is_plain(const char *text, size_t len_bytes)
{
    bool plain = true;

    for (size_t i = 0; i < len_bytes; i++)
        plain &= (signed char)text[i] > 0 && text[i] != '\r';
    return plain;
}

/* The column as text is in this program; NULL for NULL. */
static char *load_text(struct loading *loading, int column)
{
    size_t len_bytes, replaced_count = 0;
    const char *raw = query_text(&loading->query, column, &len_bytes);

    if (raw == NULL)
        return NULL;
    if (loading->before[column] != NULL && loading->before_bytes[column] == len_bytes &&
        memcmp(loading->before[column], raw, len_bytes) == 0)
        return loading->before[column];
    loading->loaded_bytes += len_bytes;
    loading->before[column] = NULL;
    if (is_plain(raw, len_bytes)) {
        loading->before_bytes[column] = len_bytes;
        return loading->before[column] = arena_copy_bytes(loading->texts, raw, len_bytes);
    }
    buffer_clear(&loading->scratch);
    text_decode(raw, len_bytes, false, &loading->scratch, &replaced_count);
    return arena_copy_bytes(loading->texts, loading->scratch.data, loading->scratch.len_bytes);
}

static char *load_required(struct loading *loading, int column)
{
    char *text = load_text(loading, column);

    return text != NULL ? text : arena_copy_bytes(loading->texts, "", 0);
}

/* Who changed the object of the query's row, where somebody did and is not its author: who made the edit
 * that modified_ms is the clock of. It is the newest that was not undone: one that it replaced is older. */
static char *load_changed_by(struct loading *loading, const char *author)
{
    struct query objects = loading->query;
    char *changed_by = NULL;

    if (query_integer(&objects, COLUMN_MODIFIED_MS) == query_integer(&objects, COLUMN_CREATED_MS))
        return NULL;
    loading->query = query_begin(
        objects.sidecar,
        "SELECT author FROM edit AS e WHERE object = :object AND clock_ms = :modified_ms"
        " AND undoes IS NULL AND field <> 'deleted' AND NOT EXISTS"
        " (SELECT 1 FROM undone AS u WHERE u.object = e.object AND u.edit = e.id)"
        " ORDER BY clock_count DESC, id DESC LIMIT 1",
        objects.error);
    query_bind_column(&loading->query, ":object", &objects, COLUMN_ID);
    query_bind_column(&loading->query, ":modified_ms", &objects, COLUMN_MODIFIED_MS);
    if (query_next(&loading->query))
        changed_by = load_text(loading, 0);
    objects.failed = !query_end(&loading->query);
    loading->query = objects;
    return changed_by != NULL && strcmp(changed_by, author) != 0 ? changed_by : NULL;
}

static size_t load_size(struct loading *loading, int column)
{
    const int64_t value = query_integer(&loading->query, column);

    return value < 0 ? 0 : (size_t)value;
}

/* Ids go to the screen, to scripts and back: anything else than what identity_make makes is shown
 * as question marks, and finds nothing. */
static void load_id(struct loading *loading, int column, char id[SIDECAR_ID_SIZE])
{
    size_t len_bytes;
    const char *raw = query_text(&loading->query, column, &len_bytes);

    if (len_bytes >= SIDECAR_ID_SIZE)
        len_bytes = SIDECAR_ID_SIZE - 1;
    for (size_t i = 0; i < len_bytes; i++) {
        const unsigned char byte = (unsigned char)raw[i];

        id[i] = byte > ' ' && byte < 0x7F ? raw[i] : '?';
    }
    id[len_bytes] = '\0';
}

static void load_anchor(struct loading *loading, struct anchor *anchor)
{
    anchor->snapshot = load_required(loading, COLUMN_SNAPSHOT);
    anchor->on_item = query_integer(&loading->query, COLUMN_ON_ITEM) > 0;
    anchor->item_index = load_size(loading, COLUMN_ITEM_INDEX);
    anchor->item_number = load_text(loading, COLUMN_ITEM_NUMBER);
    anchor->item_title = load_text(loading, COLUMN_ITEM_TITLE);
    anchor->start_points = load_size(loading, COLUMN_START);
    anchor->end_points = load_size(loading, COLUMN_END);
    anchor->quote = load_required(loading, COLUMN_QUOTE);
    anchor->prefix = load_required(loading, COLUMN_PREFIX);
    anchor->suffix = load_required(loading, COLUMN_SUFFIX);
}

static enum stance load_stance_word(struct loading *loading, int column)
{
    size_t len_bytes;
    const char *word = query_text(&loading->query, column, &len_bytes);
    enum stance stance = STANCE_NONE;

    if (word == NULL || !stance_parse(word, len_bytes, &stance))
        return STANCE_NONE;
    return stance;
}

static bool check_amount(struct sidecar *sidecar, const struct loading *loading,
                         struct error *error)
{
    return loading->loaded_bytes <= SIDECAR_LOAD_MAX_BYTES ||
           store_fail(sidecar, SQLITE_TOOBIG, error);
}

/* ---- tables -------------------------------------------------------------------------------- */

static void load_note(struct loading *loading, struct sidecar_note *note)
{
    *note = (struct sidecar_note){
        .kind = load_required(loading, COLUMN_FIRST),
        .body = load_required(loading, COLUMN_SECOND),
        .author = load_required(loading, COLUMN_AUTHOR),
        .created_ms = query_integer(&loading->query, COLUMN_CREATED_MS),
        .modified_ms = query_integer(&loading->query, COLUMN_MODIFIED_MS),
        .deleted_elsewhere = query_integer(&loading->query, COLUMN_DELETED_ELSEWHERE) != 0,
    };
    load_id(loading, COLUMN_ID, note->id);
    note->changed_by = load_changed_by(loading, note->author);
    note->clock_ahead =
        note->created_ms > loading->far_ahead_ms || note->modified_ms > loading->far_ahead_ms;
    load_anchor(loading, &note->anchor);
}

static bool load_notes(struct sidecar *sidecar, struct loading *loading,
                       struct sidecar_contents *contents, struct error *error)
{
    size_t capacity = 0;
    bool loaded = true;

    loading->query = query_begin(sidecar, SELECT_OBJECTS("note", "kind", "body"), error);
    while (loaded && query_next(&loading->query)) {
        contents->notes = array_reserve(contents->notes, &capacity, contents->note_count + 1,
                                        sizeof *contents->notes);
        load_note(loading, &contents->notes[contents->note_count++]);
        loaded = check_amount(sidecar, loading, error);
    }
    return query_end(&loading->query) && loaded;
}

static void load_stance(struct loading *loading, struct sidecar_stance *stance)
{
    *stance = (struct sidecar_stance){
        .actor = load_required(loading, COLUMN_FIRST),
        .stance = load_stance_word(loading, COLUMN_SECOND),
        .author = load_required(loading, COLUMN_AUTHOR),
        .created_ms = query_integer(&loading->query, COLUMN_CREATED_MS),
        .modified_ms = query_integer(&loading->query, COLUMN_MODIFIED_MS),
        .deleted_elsewhere = query_integer(&loading->query, COLUMN_DELETED_ELSEWHERE) != 0,
    };
    load_id(loading, COLUMN_ID, stance->id);
    stance->changed_by = load_changed_by(loading, stance->author);
    stance->clock_ahead =
        stance->created_ms > loading->far_ahead_ms || stance->modified_ms > loading->far_ahead_ms;
    load_anchor(loading, &stance->anchor);
}

static bool load_stances(struct sidecar *sidecar, struct loading *loading,
                         struct sidecar_contents *contents, struct error *error)
{
    size_t capacity = 0;
    bool loaded = true;

    loading->query = query_begin(sidecar, SELECT_OBJECTS("stance", "actor", "stance"), error);
    while (loaded && query_next(&loading->query)) {
        contents->stances = array_reserve(contents->stances, &capacity, contents->stance_count + 1,
                                          sizeof *contents->stances);
        load_stance(loading, &contents->stances[contents->stance_count++]);
        loaded = check_amount(sidecar, loading, error);
    }
    return query_end(&loading->query) && loaded;
}

static void load_correction(struct loading *loading, struct sidecar_correction *correction)
{
    *correction = (struct sidecar_correction){
        .words = load_required(loading, COLUMN_FIRST),
        .author = load_required(loading, COLUMN_AUTHOR),
        .created_ms = query_integer(&loading->query, COLUMN_CREATED_MS),
        .modified_ms = query_integer(&loading->query, COLUMN_MODIFIED_MS),
        .deleted_elsewhere = query_integer(&loading->query, COLUMN_DELETED_ELSEWHERE) != 0,
        .block = REPORT_NONE,
    };
    load_id(loading, COLUMN_ID, correction->id);
    correction->changed_by = load_changed_by(loading, correction->author);
    correction->clock_ahead = correction->created_ms > loading->far_ahead_ms ||
                              correction->modified_ms > loading->far_ahead_ms;
    load_anchor(loading, &correction->anchor);
}

static bool load_corrections(struct sidecar *sidecar, struct loading *loading,
                             struct sidecar_contents *contents, struct error *error)
{
    size_t capacity = 0;
    bool loaded = true;

    loading->query = query_begin(sidecar, SELECT_OBJECTS("correction", "reading", "id"), error);
    while (loaded && query_next(&loading->query)) {
        contents->corrections =
            array_reserve(contents->corrections, &capacity, contents->correction_count + 1,
                          sizeof *contents->corrections);
        load_correction(loading, &contents->corrections[contents->correction_count++]);
        loaded = check_amount(sidecar, loading, error);
    }
    return query_end(&loading->query) && loaded;
}

static bool load_meeting(struct sidecar *sidecar, struct loading *loading,
                         struct sidecar_contents *contents, struct error *error)
{
    enum { COLUMN_DATE_FROM = COLUMN_FIRST, COLUMN_DATE_TO, COLUMN_PLACE = COLUMN_SNAPSHOT };
    struct sidecar_meeting *meeting = &contents->meeting;

    loading->query = query_begin(sidecar,
                                 "SELECT id, date_from, date_to, author, created_ms, modified_ms,"
                                 " deleted_elsewhere, place FROM meeting WHERE id = :id",
                                 error);
    query_bind_text(&loading->query, ":id", SIDECAR_MEETING_OBJECT);
    if (query_next(&loading->query)) {
        *meeting = (struct sidecar_meeting){
            .date_from = load_text(loading, COLUMN_DATE_FROM),
            .date_to = load_text(loading, COLUMN_DATE_TO),
            .place = load_text(loading, COLUMN_PLACE),
            .author = load_required(loading, COLUMN_AUTHOR),
            .created_ms = query_integer(&loading->query, COLUMN_CREATED_MS),
            .modified_ms = query_integer(&loading->query, COLUMN_MODIFIED_MS),
            .deleted_elsewhere = query_integer(&loading->query, COLUMN_DELETED_ELSEWHERE) != 0,
        };
        meeting->changed_by = load_changed_by(loading, meeting->author);
        meeting->clock_ahead = meeting->created_ms > loading->far_ahead_ms ||
                               meeting->modified_ms > loading->far_ahead_ms;
    }
    return query_end(&loading->query) && check_amount(sidecar, loading, error);
}

/* What there is at all, by one question: asking a table costs as much as reading a dozen rows of it. */
struct overview {
    int64_t newest; /* sequence */
    bool has_stances, has_conflicts, has_corrections, has_meeting;
};

static bool load_overview(struct sidecar *sidecar, struct overview *overview, struct error *error)
{
    struct query query;
    int version;

    if (!schema_version(sidecar, &version, error))
        return false;
    if (version < 2) /* without the tables that came then */
        query = query_begin(sidecar,
                            "SELECT ifnull(max(sequence), 0), EXISTS (SELECT 1 FROM stance),"
                            " EXISTS (SELECT 1 FROM conflicting_value), 0, 0 FROM edit",
                            error);
    else
        query = query_begin(sidecar,
                            "SELECT ifnull(max(sequence), 0), EXISTS (SELECT 1 FROM stance),"
                            " EXISTS (SELECT 1 FROM conflicting_value),"
                            " EXISTS (SELECT 1 FROM correction), EXISTS (SELECT 1 FROM meeting)"
                            " FROM edit",
                            error);
    if (query_next(&query))
        *overview = (struct overview){
            .newest = query_integer(&query, 0),
            .has_stances = query_integer(&query, 1) != 0,
            .has_conflicts = query_integer(&query, 2) != 0,
            .has_corrections = query_integer(&query, 3) != 0,
            .has_meeting = query_integer(&query, 4) != 0,
        };
    return query_end(&query);
}

/* ---- conflicts ----------------------------------------------------------------------------- */

static int compare_notes_by_id(const void *left, const void *right)
{
    return strcmp((*(struct sidecar_note *const *)left)->id,
                  (*(struct sidecar_note *const *)right)->id);
}

static int compare_stances_by_id(const void *left, const void *right)
{
    return strcmp((*(struct sidecar_stance *const *)left)->id,
                  (*(struct sidecar_stance *const *)right)->id);
}

/* The contents by id: made only where there is a conflict at all. */
struct by_id {
    struct sidecar_note **notes;
    struct sidecar_stance **stances;
};

static void sort_by_id(struct by_id *by_id, const struct sidecar_contents *contents)
{
    by_id->notes = base_reallocate(NULL, contents->note_count, sizeof *by_id->notes);
    by_id->stances = base_reallocate(NULL, contents->stance_count, sizeof *by_id->stances);
    for (size_t i = 0; i < contents->note_count; i++)
        by_id->notes[i] = &contents->notes[i];
    for (size_t i = 0; i < contents->stance_count; i++)
        by_id->stances[i] = &contents->stances[i];
    qsort(by_id->notes, contents->note_count, sizeof *by_id->notes, compare_notes_by_id);
    qsort(by_id->stances, contents->stance_count, sizeof *by_id->stances, compare_stances_by_id);
}

static void add_value(struct loading *loading, struct sidecar_value **values, size_t *count)
{
    *values = base_reallocate(*values, *count + 1, sizeof **values);
    (*values)[(*count)++] = (struct sidecar_value){
        .value = load_required(loading, 2),
        .author = load_required(loading, 3),
        .clock_ms = query_integer(&loading->query, 4),
    };
}

/* There are few of them: each is looked for from the beginning. */
static void load_reading_conflict(struct loading *loading, struct sidecar_contents *contents)
{
    char id[SIDECAR_ID_SIZE];

    load_id(loading, 0, id);
    for (size_t i = 0; i < contents->correction_count; i++) {
        struct sidecar_correction *correction = &contents->corrections[i];

        if (strcmp(correction->id, id) != 0)
            continue;
        add_value(loading, &correction->conflicts, &correction->conflict_count);
        return;
    }
}

/* object, field, value, author, clock_ms */
static void load_conflict(struct loading *loading, const struct by_id *by_id,
                          struct sidecar_contents *contents)
{
    const char *field = query_text(&loading->query, 1, NULL);

    if (field != NULL && strcmp(field, "reading") == 0) {
        load_reading_conflict(loading, contents);
    } else if (field != NULL && strcmp(field, "held") == 0) {
        char id[SIDECAR_ID_SIZE];

        load_id(loading, 0, id);
        if (strcmp(id, SIDECAR_MEETING_OBJECT) == 0)
            add_value(loading, &contents->meeting.conflicts, &contents->meeting.conflict_count);
    } else if (field != NULL && strcmp(field, "body") == 0) {
        struct sidecar_note wanted, *key = &wanted, **found;

        load_id(loading, 0, wanted.id);
        found = bsearch(&key, by_id->notes, contents->note_count, sizeof *by_id->notes,
                        compare_notes_by_id);
        if (found == NULL)
            return;
        add_value(loading, &(*found)->conflicts, &(*found)->conflict_count);
    } else if (field != NULL && strcmp(field, "stance") == 0) {
        struct sidecar_stance wanted, *key = &wanted, **found;

        load_id(loading, 0, wanted.id);
        found = bsearch(&key, by_id->stances, contents->stance_count, sizeof *by_id->stances,
                        compare_stances_by_id);
        if (found == NULL)
            return;
        (*found)->conflict = true;
        (*found)->values |= 1u << load_stance_word(loading, 2);
    }
}

static bool load_conflicts(struct sidecar *sidecar, struct loading *loading,
                           struct sidecar_contents *contents, struct error *error)
{
    struct by_id by_id = {0};
    bool loaded = true;

    loading->query = query_begin(
        sidecar,
        "SELECT c.object, c.field, iif(c.field = 'held', " MEETING_WORDS(
            "e.value") ", e.value), e.author, e.clock_ms"
                       " FROM conflicting_value AS c JOIN edit AS e ON e.id = c.edit"
                       " ORDER BY c.object, e.clock_ms DESC, e.clock_count DESC, e.id DESC",
        error);
    while (loaded && query_next(&loading->query)) {
        if (by_id.notes == NULL)
            sort_by_id(&by_id, contents);
        load_conflict(loading, &by_id, contents);
        loaded = check_amount(sidecar, loading, error);
    }
    free(by_id.notes);
    free(by_id.stances);
    return query_end(&loading->query) && loaded;
}

void sidecar_append_author(struct buffer *out, const char *author, const char *changed_by)
{
    if (changed_by == NULL)
        buffer_append_string(out, author);
    else
        /* TRANSLATORS: two names: who wrote a note, and who changed it since. */
        buffer_append_format(out, _("%s, changed by %s"), author, changed_by);
}

/* ---- all of it ----------------------------------------------------------------------------- */

/* By position, then age, then id; a table's own order tells nothing. */
static int compare_made(const struct anchor *left_anchor, int64_t left_ms, const char *left_id,
                        const struct anchor *right_anchor, int64_t right_ms, const char *right_id)
{
    if (left_anchor->start_points != right_anchor->start_points)
        return left_anchor->start_points < right_anchor->start_points ? -1 : 1;
    if (left_ms != right_ms)
        return left_ms < right_ms ? -1 : 1;
    return strcmp(left_id, right_id);
}

static int compare_notes(const void *left, const void *right)
{
    const struct sidecar_note *a = left, *b = right;

    return compare_made(&a->anchor, a->created_ms, a->id, &b->anchor, b->created_ms, b->id);
}

static int compare_stances(const void *left, const void *right)
{
    const struct sidecar_stance *a = left, *b = right;

    return compare_made(&a->anchor, a->created_ms, a->id, &b->anchor, b->created_ms, b->id);
}

static int compare_corrections(const void *left, const void *right)
{
    const struct sidecar_correction *a = left, *b = right;

    return compare_made(&a->anchor, a->created_ms, a->id, &b->anchor, b->created_ms, b->id);
}

static void sort(struct sidecar_contents *contents)
{
    if (contents->note_count > 1)
        qsort(contents->notes, contents->note_count, sizeof *contents->notes, compare_notes);
    if (contents->stance_count > 1)
        qsort(contents->stances, contents->stance_count, sizeof *contents->stances,
              compare_stances);
    if (contents->correction_count > 1)
        qsort(contents->corrections, contents->correction_count, sizeof *contents->corrections,
              compare_corrections);
}

int64_t sidecar_seen(const struct sidecar *sidecar)
{
    return sidecar->seen_sequence;
}

/* His own edits since are listed by themselves, and stay seen. */
void sidecar_limit_seen(struct sidecar *sidecar, int64_t seen)
{
    if (seen < sidecar->seen_sequence)
        sidecar->seen_sequence = seen;
}

bool sidecar_load(struct sidecar *sidecar, struct sidecar_contents *contents, struct error *error)
{
    struct loading loading = {.texts = &contents->texts,
                              .far_ahead_ms = store_wall_ms() + SIDECAR_AHEAD_MS};
    const bool own_transaction = !sidecar->in_action;
    struct overview overview = {0};
    bool loaded;

    *contents = (struct sidecar_contents){0};
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    if (own_transaction && !store_execute(sidecar, "BEGIN", error))
        return false;
    loaded = load_overview(sidecar, &overview, error) &&
             load_notes(sidecar, &loading, contents, error) &&
             (!overview.has_stances || load_stances(sidecar, &loading, contents, error)) &&
             (!overview.has_corrections || load_corrections(sidecar, &loading, contents, error)) &&
             (!overview.has_meeting || load_meeting(sidecar, &loading, contents, error)) &&
             (!overview.has_conflicts || load_conflicts(sidecar, &loading, contents, error));
    sort(contents);
    if (own_transaction)
        sqlite3_exec(sidecar->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    buffer_release(&loading.scratch);
    if (!loaded)
        sidecar_contents_release(contents);
    else if (own_transaction) { /* inside an action that may be cancelled, nothing is certain yet */
        sidecar->seen_sequence = overview.newest;
        sidecar->own_count = 0;
    }
    return loaded;
}

void sidecar_contents_release(struct sidecar_contents *contents)
{
    for (size_t i = 0; i < contents->note_count; i++)
        free(contents->notes[i].conflicts);
    for (size_t i = 0; i < contents->correction_count; i++)
        free(contents->corrections[i].conflicts);
    free(contents->meeting.conflicts);
    free(contents->notes);
    free(contents->stances);
    free(contents->corrections);
    arena_release(&contents->texts);
    *contents = (struct sidecar_contents){0};
}
