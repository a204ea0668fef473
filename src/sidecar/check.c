/* Checking a file, and rebuilding what can be rebuilt.
 *
 * What is always true:
 *  1. Checking never writes to the file: what the log adds up to is worked out in memory, in a
 *     second sidecar that gets the same log, and compared table by table.
 *  2. A finding says what it means for the reader and what can be done. It is no error: a file
 *     with findings is read all the same, by the rules of log.c, which leave out what is against
 *     them. */
#include "config.h"

#include "sidecar/log.h"

#include <string.h>

#include "text/text.h"

struct check {
    struct sidecar *sidecar;
    sidecar_finding *finding;
    void *context;
    struct error *error;
};

static void report_finding(const struct check *check, const char *format, ...) BASE_PRINTF(2, 3);

static void report_finding(const struct check *check, const char *format, ...)
{
    struct buffer sentence = {0};
    va_list arguments;

    va_start(arguments, format);
    buffer_append_vformat(&sentence, format, arguments);
    va_end(arguments);
    check->finding(check->context, sentence.data);
    buffer_release(&sentence);
}

/* ---- SQLite's own checks ------------------------------------------------------------------- */

static bool check_integrity(const struct check *check)
{
    struct query query = query_begin(check->sidecar, "PRAGMA integrity_check(20)", check->error);

    while (query_next(&query)) {
        size_t len_bytes;
        const char *raw = query_text(&query, 0, &len_bytes);
        struct buffer said = {0};

        if (raw == NULL || strcmp(raw, "ok") == 0)
            continue;
        text_append_safe(&said, raw, len_bytes);
        /* TRANSLATORS: %s is SQLite's own words, in English. */
        report_finding(
            check,
            _("the file is damaged (%s): keep a copy of it as it is, and put back an older copy "
              "or try `sqlite3 FILE .recover`"),
            said.data != NULL ? said.data : "");
        buffer_release(&said);
    }
    return query_end(&query);
}

/* ---- rules that a query can count ---------------------------------------------------------- */

/* Each query gives one number; 0 is as it should be. */
static const struct rule {
    const char *sql, *sentence;
} rules[] = {
    {"SELECT count(*) FROM pragma_foreign_key_check",
     N_("rows that name something the file does not hold: %lld; put back an older copy, or merge "
        "one that "
        "is whole")},
    {"SELECT count(*) FROM edit WHERE length(CAST(id AS BLOB)) <> 36"
     " OR length(CAST(object AS BLOB)) <> 36 OR length(CAST(action AS BLOB)) <> 36",
     N_("edits whose ids are none that kantlijn makes: %lld; another program wrote them")},
    {"SELECT count(*) FROM edit AS e JOIN edit AS t ON t.id = e.undoes"
     " WHERE t.object <> e.object OR t.field <> e.field"
     " OR (t.clock_ms, t.clock_count, t.id) >= (e.clock_ms, e.clock_count, e.id)",
     N_("edits that undo what they cannot, which has no effect: %lld; another program wrote them")},
    {"SELECT count(*) FROM edit_replaces AS r JOIN edit AS e ON e.id = r.edit"
     " JOIN edit AS t ON t.id = r.replaced WHERE t.object <> e.object"
     " OR (t.field <> e.field AND e.field <> 'deleted')"
     " OR (t.clock_ms, t.clock_count, t.id) >= (e.clock_ms, e.clock_count, e.id)",
     N_("edits that replace what they cannot, which has no effect: %lld; another program wrote "
        "them")},
    {"SELECT count(*) FROM edit WHERE (undoes IS NULL) = (value IS NULL)",
     N_("edits that both undo and say something, or do neither: %lld; another program wrote them")},
    {"SELECT count(*) FROM edit WHERE NOT (type = 'note' AND field IN ('anchor', 'kind', 'body', "
     "'deleted')"
     " OR type = 'stance' AND field IN ('anchor', 'actor', 'stance', 'deleted')"
     " OR type = 'correction' AND field IN ('anchor', 'reading', 'deleted')"
     " OR type = 'meeting' AND field IN ('held', 'deleted'))",
     N_("edits of a sort this version does not know, kept but not shown: %lld; a newer kantlijn "
        "may show "
        "them")},
    {"SELECT count(*) FROM edit AS e JOIN (SELECT object, min(type) AS one FROM edit GROUP BY "
     "object"
     " HAVING min(type) <> max(type)) AS o ON o.object = e.object",
     N_("edits of things that are two things at once: %lld; another program wrote them")},
    {"SELECT count(*) FROM edit WHERE field = 'anchor' AND value IS NOT NULL"
     " AND NOT iif(json_valid(value), json_type(value) = 'object'"
     " AND ifnull(json_type(value, '$.start'), '') = 'integer'"
     " AND ifnull(json_type(value, '$.end'), '') = 'integer'"
     " AND ifnull(json_type(value, '$.quote'), '') = 'text'"
     " AND ifnull(json_type(value, '$.snapshot'), '') = 'text', 0)",
     N_("notes whose place cannot be read, shown without one: %lld; another program wrote them")},
    {"SELECT count(*) FROM edit WHERE value IS NOT NULL AND (field = 'stance'"
     " AND value NOT IN ('support', 'oppose', 'conditional', 'reserve', 'neutral')"
     " OR field = 'reading' AND value NOT IN ('paragraph', 'heading 1', 'heading 2', 'heading 3',"
     " 'heading 4', 'heading 5', 'heading 6', 'part home-affairs', 'part justice', 'part mixed',"
     " 'part other') OR field = 'held' AND NOT iif(json_valid(value), json_type(value) = 'object', "
     "0)"
     " OR field = 'deleted' AND value NOT IN ('yes', 'no'))",
     N_("edits with a word that kantlijn does not know: %lld; a newer kantlijn may know it")},
    {"SELECT count(*) FROM snapshot AS s WHERE s.length_bytes <> (SELECT "
     "ifnull(sum(length(c.bytes)), 0)"
     " FROM snapshot_chunk AS c WHERE c.snapshot = s.id)"
     " OR (SELECT count(*) FROM snapshot_chunk AS c WHERE c.snapshot = s.id) <>"
     " (SELECT ifnull(max(c.number) + 1, 0) FROM snapshot_chunk AS c WHERE c.snapshot = s.id)",
     N_("texts of which a piece is missing: %lld; notes on them are found by their words alone")},
    {"SELECT (SELECT count(*) FROM note WHERE snapshot NOT IN (SELECT id FROM snapshot)) +"
     " (SELECT count(*) FROM stance WHERE snapshot NOT IN (SELECT id FROM snapshot))",
     N_("notes and stances on a text that the file does not hold: %lld; they are found by their "
        "words "
        "alone")},
};

static bool count_by(const struct check *check, const char *sql, int64_t *count)
{
    struct query query = query_begin(check->sidecar, sql, check->error);

    *count = 0;
    if (query_next(&query))
        *count = query_integer(&query, 0);
    return query_end(&query);
}

static bool check_rules(const struct check *check)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        int64_t count;

        if (!count_by(check, rules[i].sql, &count))
            return false;
        if (count > 0)
            report_finding(check, _(rules[i].sentence), (long long)count);
    }
    return true;
}

static bool check_clocks(const struct check *check)
{
    struct query query = query_begin(
        check->sidecar, "SELECT count(*) FROM edit WHERE clock_ms > :limit", check->error);
    int64_t count = 0;

    query_bind_integer(&query, ":limit", store_wall_ms() + SIDECAR_AHEAD_MS);
    if (query_next(&query))
        count = query_integer(&query, 0);
    if (!query_end(&query))
        return false;
    if (count > 0)
        report_finding(
            check,
            _("edits dated more than 24 hours from now: %lld; see whether the clock of the "
              "computer they were made on is right"),
            (long long)count);
    return true;
}

/* Bytes that are no UTF-8 are shown as U+FFFD; the file keeps them. */
static bool check_text(const struct check *check)
{
    struct query query =
        query_begin(check->sidecar, "SELECT author, value FROM edit", check->error);
    struct buffer decoded = {0};
    long long count = 0;

    while (query_next(&query)) {
        size_t replaced_count = 0;

        for (int column = 0; column < 2; column++) {
            size_t len_bytes;
            const char *raw = query_text(&query, column, &len_bytes);

            buffer_clear(&decoded);
            if (raw != NULL)
                text_decode(raw, len_bytes, false, &decoded, &replaced_count);
        }
        count += replaced_count > 0;
    }
    buffer_release(&decoded);
    if (count > 0)
        report_finding(
            check,
            _("edits with bytes that are no UTF-8 text: %lld; these show as replacement signs"),
            count);
    return query_end(&query);
}

/* ---- derived tables ------------------------------------------------------------------------ */

static const struct derived {
    const char *table, *sql;
    int since;
} derived_tables[] = {
    {"note", "SELECT * FROM note ORDER BY id", 1},
    {"stance", "SELECT * FROM stance ORDER BY id", 1},
    {"correction", "SELECT * FROM correction ORDER BY id", 2},
    {"meeting", "SELECT * FROM meeting ORDER BY id", 2},
    {"conflicting_value", "SELECT * FROM conflicting_value ORDER BY object, field, edit", 1},
    {"undone", "SELECT * FROM undone ORDER BY object, edit", 1},
};

static bool columns_equal(sqlite3_stmt *left, sqlite3_stmt *right, int column)
{
    const int type = sqlite3_column_type(left, column);
    int len_bytes;

    if (type != sqlite3_column_type(right, column))
        return false;
    if (type == SQLITE_NULL)
        return true;
    if (type == SQLITE_INTEGER)
        return sqlite3_column_int64(left, column) == sqlite3_column_int64(right, column);
    len_bytes = sqlite3_column_bytes(left, column);
    return len_bytes == sqlite3_column_bytes(right, column) &&
           (len_bytes == 0 || memcmp(sqlite3_column_blob(left, column),
                                     sqlite3_column_blob(right, column), (size_t)len_bytes) == 0);
}

static bool tables_equal(struct sidecar *left, struct sidecar *right, const char *sql, bool *equal,
                         struct error *error)
{
    struct query left_rows = query_begin(left, sql, error),
                 right_rows = query_begin(right, sql, error);
    bool left_has = true, right_has = true;

    *equal = true;
    while (*equal && left_has) {
        left_has = query_next(&left_rows);
        right_has = query_next(&right_rows);
        *equal = left_has == right_has;
        for (int i = 0; *equal && left_has && i < sqlite3_column_count(left_rows.statement); i++)
            *equal = columns_equal(left_rows.statement, right_rows.statement, i);
    }
    left_has = query_end(&left_rows); /* both, whatever the first says */
    right_has = query_end(&right_rows);
    return left_has && right_has;
}

static bool compare_tables(const struct check *check, struct sidecar *scratch)
{
    int version;

    if (!schema_version(check->sidecar, &version, check->error))
        return false;
    for (size_t i = 0; i < COUNT_OF(derived_tables); i++) {
        bool equal;

        if (derived_tables[i].since > version)
            continue;
        if (!tables_equal(check->sidecar, scratch, derived_tables[i].sql, &equal, check->error))
            return false;
        if (!equal)
            report_finding(
                check,
                _("what it shows is not what its log adds up to (table %s): rebuild it with "
                  "`kantlijn check --repair`"),
                derived_tables[i].table);
    }
    return true;
}

static bool check_derived(const struct check *check)
{
    struct sidecar *scratch = NULL;
    struct error copying = {0};
    size_t copied;
    bool done = create_scratch(&scratch, check->sidecar->path, check->error) &&
                transaction_begin(scratch, check->error);

    if (done && merge_log(scratch, check->sidecar, &copied, &copying)) {
        store_arm_deadline(scratch, DEADLINE_LONG_MS);
        done = derive_all(scratch, check->error) && compare_tables(check, scratch);
    } else if (done) {
        report_finding(check, _("its log cannot be read to the end: put back an older copy (%s)"),
                       copying.message);
    }
    sidecar_close(scratch);
    return done;
}

/* ---- the whole ----------------------------------------------------------------------------- */

bool sidecar_check(struct sidecar *sidecar, sidecar_finding *finding, void *context,
                   struct error *error)
{
    const struct check check = {
        .sidecar = sidecar, .finding = finding, .context = context, .error = error};
    bool checked;

    store_arm_deadline(sidecar, DEADLINE_LONG_MS);
    if (!store_execute(sidecar, "BEGIN", error))
        return false;
    checked = check_integrity(&check) && check_rules(&check) && check_clocks(&check) &&
              check_text(&check) && check_derived(&check);
    sqlite3_exec(sidecar->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    return checked;
}

bool sidecar_repair(struct sidecar *sidecar, struct error *error)
{
    if (!transaction_begin(sidecar, error))
        return false;
    store_arm_deadline(sidecar, DEADLINE_LONG_MS);
    if (derive_all(sidecar, error) && store_execute(sidecar, "REINDEX", error))
        return transaction_commit(sidecar, error);
    transaction_cancel(sidecar);
    return false;
}
