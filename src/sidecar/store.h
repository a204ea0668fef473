/* store: the open file, for the other files of this room. Nobody else includes this.
 *
 * What is always true:
 *  1. Every statement is prepared once a connection and kept; between calls each is reset, so that
 *     no lock outlives a call except an action's own.
 *  2. Every parameter of a statement is bound by name, each exactly once. A misspelt or forgotten
 *     name is an ERROR_INTERNAL at the first step, never a silent NULL.
 *  3. A public function arms the deadline before its first statement. */
#ifndef KANTLIJN_SIDECAR_STORE_H
#define KANTLIJN_SIDECAR_STORE_H

#include <sqlite3.h>

#include "sidecar/sidecar.h"

enum {
    SIDECAR_APPLICATION_ID = 0x6B6E746C, /* "kntl" at byte 68 of the file */
    SIDECAR_VERSION = 2, /* user_version; files of all versions from 1 on are read */
    SIDECAR_BUSY_MS = 3000,
    SIDECAR_CHUNK_MAX_BYTES = 1 << 20,
    SIDECAR_BODY_MAX_BYTES = 1 << 20,
    SIDECAR_QUOTE_MAX_BYTES = 1 << 20,
    SIDECAR_PLACE_MAX_BYTES = 400,
    /* A note's row holds its anchor and its body, and stays below SIDECAR_VALUE_MAX_BYTES. */
    SIDECAR_ANCHOR_MAX_BYTES = 5 << 19,
    SIDECAR_VALUE_MAX_BYTES = 4 << 20,
    SIDECAR_LOAD_MAX_BYTES = 256 << 20,
};
/* The one object of type meeting: two readers who set it write the same field. */
#define SIDECAR_MEETING_OBJECT "6d656574-696e-7000-8000-000000000000"
#define SIDECAR_FILE_MAX_BYTES ((off_t)2 << 30)
#define SIDECAR_AHEAD_MS       ((int64_t)24 * 60 * 60 * 1000)

/* How long a public function may compute (waiting for a lock not counted): a hostile file must not
 * hang the program. */
enum { DEADLINE_SHORT_MS = 10 * 1000, DEADLINE_LONG_MS = 10 * 60 * 1000 };

struct statement {
    const char *sql;
    sqlite3_stmt *prepared;
};

/* A hybrid logical clock. */
struct clock {
    int64_t ms, count;
};

struct sequence_range {
    int64_t first, last;
};

struct sidecar {
    sqlite3 *db;
    char *path; /* as given, for messages */
    enum sidecar_mode mode;
    bool checked;  /* the guard has let it pass: what goes wrong with SQL now is our own mistake */
    int last_code; /* SQLite's, of the last failure */
    int64_t deadline_ms; /* on the monotonic clock */
    struct statement *statements;
    size_t statement_count, statement_capacity;
    uint32_t data_version, raw_data_version; /* what we count; SQLite's own for this connection */

    sidecar_go_on *go_on; /* NULL: nobody is asked */
    void *go_on_context;

    /* What its user has seen: everything up to the last load, and his own edits since. */
    int64_t seen_sequence;
    struct sequence_range *own;
    size_t own_count, own_capacity;

    /* The open action. */
    bool in_action;
    bool action_failed;
    char action[SIDECAR_ID_SIZE];
    char *author;
    int64_t begun_ms;              /* when it began: one moment for all its edits */
    struct clock clock;            /* of the newest edit, of any author, that is not far ahead */
    struct sequence_range written; /* first 0: nothing yet */
    char **touched;                /* ids of the objects to derive before the commit */
    size_t touched_count, touched_capacity;
};

/* ---- statement.c --------------------------------------------------------------------------- */

/* One use of a statement:
 *
 *     struct query query = query_begin(sidecar, "SELECT … WHERE id = :id", error);
 *     query_bind_text(&query, ":id", id);
 *     while (query_next(&query))
 *         … query_text(&query, 0, &len_bytes) …
 *     return query_end(&query);
 *
 * After a failure the calls that follow do nothing, and query_end returns false with the error set.
 * What is bound must live until query_end. */
struct query {
    struct sidecar *sidecar;
    sqlite3_stmt *statement;
    struct error *error;
    int bound;
    bool started, failed;
};

struct query query_begin(struct sidecar *sidecar, const char *sql, struct error *error);
void query_bind_text(struct query *query, const char *name, const char *text); /* NULL binds NULL */
void query_bind_blob(struct query *query, const char *name, const char *bytes, size_t len_bytes);
void query_bind_integer(struct query *query, const char *name, int64_t value);
/* What stands in a column of another query's row, byte for byte. */
void query_bind_column(struct query *query, const char *name, struct query *from, int column);
bool query_next(struct query *query); /* true: a row stands ready */
bool query_end(struct query *query);
bool query_run(struct query *query); /* for statements without rows: to the end, and query_end */

/* Columns of the row, good until the next query_next. Text is as the file has it: any bytes, NUL
 * too. */
const char *query_text(struct query *query, int column, size_t *len_bytes); /* NULL for NULL */
int64_t query_integer(struct query *query, int column);

/* Without parameters and rows. */
bool store_execute(struct sidecar *sidecar, const char *sql, struct error *error);
void store_finalize(struct sidecar *sidecar);

/* Fills *error with what SQLite's result code means to a reader; returns false. */
bool store_fail(struct sidecar *sidecar, int code, struct error *error);
/* The same for a program's own mistake. */
bool store_mistake(struct sidecar *sidecar, const char *what, struct error *error);

void store_arm_deadline(struct sidecar *sidecar, int64_t limit_ms);
int64_t store_wall_ms(void);

/* ---- guard.c: what is set and checked on every connection ---------------------------------- */
/* Switches off what a sidecar never needs. Touches nothing of the file. */
void guard_configure(struct sidecar *sidecar);
/* From the file's first bytes, before any SQL: that it is a sidecar of a version we know; *wal
 * tells that its header says write-ahead log. */
bool guard_check_header(struct sidecar *sidecar, bool *wal, struct error *error);
/* That we know the version: an error where it is newer, or none. */
bool guard_check_version(struct sidecar *sidecar, uint32_t version, struct error *error);
/* Before SQLite may roll back: that a journal beside path is one of this file alone. */
bool guard_check_journal(struct sidecar *sidecar, const char *path, struct error *error);
/* That its schema is exactly that of its version, and that the file is sound; and sets how this connection
 * writes. */
bool guard_check_contents(struct sidecar *sidecar, off_t size_bytes, struct error *error);

/* ---- schema.c ------------------------------------------------------------------------------ */
/* Its statements with their comments, as a text that SQLite can run. */
const char *schema_text(void);

/* A statement of schema.sql, without its semicolon. */
struct schema_statement {
    const char *sql;
    size_t sql_bytes;
    int since; /* the version that it came with */
};

/* The statement after the one that *at was left at by the call before; NULL begins. False after the
 * last. */
bool schema_next(const char **at, struct schema_statement *statement);
/* The file's version, as the open transaction sees it; one that is too new for us is an error. */
bool schema_version(struct sidecar *sidecar, int *version, struct error *error);
/* Brings the file to SIDECAR_VERSION; inside a write transaction. Nothing is done where it has that. */
bool schema_migrate(struct sidecar *sidecar, struct error *error);

/* ---- create.c ------------------------------------------------------------------------------ */
/* Makes a new, empty sidecar at path, whole or not at all. True also where another process was
 * first. */
bool create_file(const char *path, mode_t permissions, struct error *error);
/* A sidecar in memory, for comparing. */
bool create_scratch(struct sidecar **sidecar, const char *path_for_messages, struct error *error);

#endif
