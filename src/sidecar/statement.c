/* Statements: prepared once, bound by name; and what SQLite's failures mean to a reader.
 *
 * What is always true:
 *  1. A statement is known by the address of its SQL, which is a literal: nothing is ever put
 *     together from strings, least of all from what stands in a file.
 *  2. A statement is in use by one query at a time. */
#include "config.h"

#include "sidecar/store.h"

#include <stdlib.h>
#include <time.h>

/* The progress handler is asked after so many steps of SQLite's machine: about a millisecond. */
enum { STEPS_BETWEEN_LOOKS = 20000 };

static int64_t clock_now_ms(clockid_t which)
{
    struct timespec now = {0};

    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t store_wall_ms(void)
{
    return clock_now_ms(CLOCK_REALTIME);
}

static int is_past_deadline(void *context)
{
    const struct sidecar *sidecar = context;

    return clock_now_ms(CLOCK_MONOTONIC) > sidecar->deadline_ms;
}

void store_arm_deadline(struct sidecar *sidecar, int64_t limit_ms)
{
    sidecar->deadline_ms = clock_now_ms(CLOCK_MONOTONIC) + limit_ms;
    sqlite3_progress_handler(sidecar->db, STEPS_BETWEEN_LOOKS, is_past_deadline, sidecar);
}

/* ---- failures ------------------------------------------------------------------------------ */

/* A quota or a limit on file size comes as a failing write, and errno does not outlive the
 * rollback. */
static bool is_disk_full(int code)
{
    switch (code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
        return true;
    default:
        return (code & 0xFF) == SQLITE_FULL;
    }
}

static const char *sentence_for_read_only(int code)
{
    switch (code) {
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_READONLY_CANTLOCK:
        return _(
            "a crash left a change half written, and it cannot be rolled back here: make the file "
            "and its folder writable and open it again, or copy both it and the file of the same "
            "name with -journal at its end to a folder of yours");
    case SQLITE_READONLY_DBMOVED:
        return _("the file was replaced or removed while it was open: open it again");
    case SQLITE_READONLY_DIRECTORY:
        return _("its folder is read-only: make the folder writable, or name another sidecar with "
                 "--sidecar");
    default:
        return _("the file is read-only: make it writable, or name another sidecar with --sidecar");
    }
}

static const char *sentence_for(int code)
{
    if (is_disk_full(code))
        return _(
            "the disk is full, or it fails: free some space and try again; nothing of this change "
            "was kept");
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return _("another program holds the file locked: close it there, or try again in a moment");
    case SQLITE_READONLY:
        return sentence_for_read_only(code);
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
        return _(
            "the file is damaged: keep a copy of it as it is, and put back an older copy or try "
            "`sqlite3 FILE .recover`");
    case SQLITE_NOTADB:
        return _(
            "this is no sidecar: it is no SQLite database; move it out of the way, or name another "
            "with --sidecar");
    case SQLITE_IOERR:
        return _("the file cannot be read or written: see whether the disk or network drive still "
                 "works, and try again; nothing of this change was kept");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return _(
            "the file cannot be opened: see whether it and its folder are yours to read and write");
    case SQLITE_TOOBIG:
        return _(
            "it holds a value larger than kantlijn ever writes: the file is damaged or was made to "
            "do harm; put back an older copy");
    case SQLITE_INTERRUPT:
        return _("reading it takes far too long: the file is damaged or was made to do harm; put "
                 "back an "
                 "older copy");
    default:
        return NULL;
    }
}

bool store_fail(struct sidecar *sidecar, int code, struct error *error)
{
    const char *sentence;

    sidecar->last_code = code;
    if (code == SQLITE_ERROR && !sidecar->checked)
        code = SQLITE_CORRUPT;
    sentence = sentence_for(code);
    if (sentence != NULL)
        return error_set(error, ERROR_SIDECAR, sidecar->path, "%s", sentence);
    return error_set(error, ERROR_INTERNAL, sidecar->path,
                     _("SQLite gave up (%s): please report this as a fault of kantlijn"),
                     sidecar->db != NULL ? sqlite3_errmsg(sidecar->db) : sqlite3_errstr(code));
}

bool store_mistake(struct sidecar *sidecar, const char *what, struct error *error)
{
    return error_set(error, ERROR_INTERNAL, sidecar->path,
                     _("a mistake in kantlijn itself (%s): please report it"), what);
}

/* ---- one use of a statement ---------------------------------------------------------------- */

static int prepared_statement(struct sidecar *sidecar, const char *sql, sqlite3_stmt **prepared)
{
    int code;

    for (size_t i = 0; i < sidecar->statement_count; i++)
        if (sidecar->statements[i].sql == sql) {
            *prepared = sidecar->statements[i].prepared;
            return SQLITE_OK;
        }
    code = sqlite3_prepare_v3(sidecar->db, sql, -1, SQLITE_PREPARE_PERSISTENT, prepared, NULL);
    if (code != SQLITE_OK)
        return code;
    sidecar->statements = array_reserve(sidecar->statements, &sidecar->statement_capacity,
                                        sidecar->statement_count + 1, sizeof *sidecar->statements);
    sidecar->statements[sidecar->statement_count++] =
        (struct statement){.sql = sql, .prepared = *prepared};
    return SQLITE_OK;
}

struct query query_begin(struct sidecar *sidecar, const char *sql, struct error *error)
{
    struct query query = {.sidecar = sidecar, .error = error};
    int code = prepared_statement(sidecar, sql, &query.statement);

    if (code != SQLITE_OK) {
        query.statement = NULL;
        /* SQL that does not fit the schema is our mistake, since the schema was checked. */
        query.failed = true;
        store_fail(sidecar, code, error);
    } else if (sqlite3_stmt_busy(query.statement)) {
        query.statement = NULL; /* it is another query's to reset */
        query.failed = true;
        store_mistake(sidecar, sql, error);
    }
    return query;
}

static int parameter(struct query *query, const char *name)
{
    int index;

    if (query->failed)
        return 0;
    index = sqlite3_bind_parameter_index(query->statement, name);
    if (index == 0 || query->started) {
        query->failed = true;
        store_mistake(query->sidecar, name, query->error);
        return 0;
    }
    query->bound++;
    return index;
}

static void check_bound(struct query *query, int code)
{
    if (code == SQLITE_OK || query->failed)
        return;
    query->failed = true;
    store_fail(query->sidecar, code, query->error);
}

void query_bind_text(struct query *query, const char *name, const char *text)
{
    int index = parameter(query, name);

    if (index > 0)
        check_bound(query, sqlite3_bind_text(query->statement, index, text, -1, SQLITE_STATIC));
}

void query_bind_blob(struct query *query, const char *name, const char *bytes, size_t len_bytes)
{
    int index = parameter(query, name);

    if (index > 0)
        check_bound(query, sqlite3_bind_blob64(query->statement, index, len_bytes > 0 ? bytes : "",
                                               len_bytes, SQLITE_STATIC));
}

void query_bind_integer(struct query *query, const char *name, int64_t value)
{
    int index = parameter(query, name);

    if (index > 0)
        check_bound(query, sqlite3_bind_int64(query->statement, index, value));
}

void query_bind_column(struct query *query, const char *name, struct query *from, int column)
{
    int index = parameter(query, name);

    if (index > 0)
        check_bound(query, sqlite3_bind_value(query->statement, index,
                                              sqlite3_column_value(from->statement, column)));
}

bool query_next(struct query *query)
{
    int code;

    if (query->failed)
        return false;
    if (!query->started && query->bound != sqlite3_bind_parameter_count(query->statement)) {
        query->failed = true;
        return store_mistake(query->sidecar, sqlite3_sql(query->statement), query->error);
    }
    query->started = true;
    code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) {
        query->failed = true;
        store_fail(query->sidecar, code, query->error);
    }
    return false;
}

bool query_end(struct query *query)
{
    if (query->statement != NULL) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
        query->statement = NULL;
    }
    return !query->failed;
}

bool query_run(struct query *query)
{
    while (query_next(query))
        ;
    return query_end(query);
}

const char *query_text(struct query *query, int column, size_t *len_bytes)
{
    const char *text = (const char *)sqlite3_column_text(query->statement, column);

    if (len_bytes != NULL)
        *len_bytes = text != NULL ? (size_t)sqlite3_column_bytes(query->statement, column) : 0;
    return text;
}

int64_t query_integer(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

bool store_execute(struct sidecar *sidecar, const char *sql, struct error *error)
{
    int code = sqlite3_exec(sidecar->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK || store_fail(sidecar, code, error);
}

void store_finalize(struct sidecar *sidecar)
{
    for (size_t i = 0; i < sidecar->statement_count; i++)
        sqlite3_finalize(sidecar->statements[i].prepared);
    free(sidecar->statements);
    sidecar->statements = NULL;
    sidecar->statement_count = sidecar->statement_capacity = 0;
}
