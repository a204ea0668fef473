/* The guard: a sidecar may come from anybody.
 *
 * What is always true:
 *  1. Nothing of the file is run. Views, triggers, extensions and functions in the schema are off,
 *     and a schema that differs by one byte from that of its version (schema.sql) is refused, so there
 *     is none to run.
 *  2. Every connection writes with a rollback journal that is removed and synchronised with its
 *     folder (journal_mode DELETE, synchronous EXTRA): an edit that was committed survives a power
 *     cut.
 *  3. Nothing is mapped into memory: a file that shrinks gives an error, not a signal.
 *  4. A journal beside the file is only rolled back where it is a journal of this file alone. One
 *     that names another (SQLite's super-journal, for transactions over several files) is never
 *     ours, and rolling it back could remove whatever file it names.
 *  5. A large file is not read whole at opening: beyond QUICK_CHECK_MAX_BYTES the notes and their
 *     log are looked through, for as long as QUICK_CHECK_MS, and the texts of snapshots are not. */
#include "config.h"

#include "sidecar/store.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    QUICK_CHECK_MAX_BYTES = 1 << 20,
    QUICK_CHECK_MS = 50,
    HEADER_BYTES = 100,
    SCHEMA_MAX_STATEMENTS = 24,
};

/* ---- settings ------------------------------------------------------------------------------ */

static const struct {
    int option, on;
} switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
};

static const struct {
    int limit, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, SIDECAR_VALUE_MAX_BYTES},
    {SQLITE_LIMIT_SQL_LENGTH, 64 << 10},
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 64},
    {SQLITE_LIMIT_COMPOUND_SELECT, 8},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

void guard_configure(struct sidecar *sidecar)
{
    sqlite3_int64 mapped_bytes = 0;

    for (size_t i = 0; i < COUNT_OF(switches); i++)
        sqlite3_db_config(sidecar->db, switches[i].option, switches[i].on, NULL);
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        sqlite3_limit(sidecar->db, limits[i].limit, limits[i].value);
    sqlite3_file_control(sidecar->db, "main", SQLITE_FCNTL_MMAP_SIZE, &mapped_bytes);
    sqlite3_busy_timeout(sidecar->db, SIDECAR_BUSY_MS);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
}

/* ---- the first bytes ----------------------------------------------------------------------- */

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

bool guard_check_version(struct sidecar *sidecar, uint32_t version, struct error *error)
{
    if (version > SIDECAR_VERSION)
        return error_set(
            error, ERROR_SIDECAR, sidecar->path,
            _("it was written by a newer kantlijn (format %u, this one knows %d): install "
              "that version to read it"),
            (unsigned)version, SIDECAR_VERSION);
    return version >= 1 || store_fail(sidecar, SQLITE_CORRUPT, error);
}

bool guard_check_header(struct sidecar *sidecar, bool *wal, struct error *error)
{
    static const char magic[16] = "SQLite format 3";
    unsigned char header[HEADER_BYTES] = {0};
    sqlite3_file *file = NULL;
    int code;

    /* Read through SQLite's own descriptor: closing one of ours would drop the locks that another
     * connection of this process holds on the file. */
    code = sqlite3_file_control(sidecar->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK && file->pMethods == NULL)
        code = SQLITE_CANTOPEN;
    if (code == SQLITE_OK)
        code = file->pMethods->xRead(file, header, HEADER_BYTES, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return store_fail(sidecar, code, error);
    if (code != SQLITE_OK || memcmp(header, magic, sizeof magic) != 0)
        return store_fail(sidecar, SQLITE_NOTADB, error);
    if (big_endian(header + 68) != SIDECAR_APPLICATION_ID)
        return error_set(
            error, ERROR_SIDECAR, sidecar->path,
            _("this database belongs to another program: move it out of the way, or name "
              "another sidecar with --sidecar"));
    *wal = header[18] == 2 || header[19] == 2;
    return guard_check_version(sidecar, big_endian(header + 60), error);
}

/* A journal that names another ends in that name's length and checksum and in these bytes (SQLite's
 * file format, "The Rollback Journal"). */
static bool names_another(int journal)
{
    static const unsigned char magic[8] = {0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7};
    unsigned char end[sizeof magic];
    const off_t at = lseek(journal, -(off_t)sizeof magic, SEEK_END);

    return at >= 0 && read(journal, end, sizeof end) == (ssize_t)sizeof end &&
           memcmp(end, magic, sizeof magic) == 0;
}

bool guard_check_journal(struct sidecar *sidecar, const char *path, struct error *error)
{
    struct buffer name = {0};
    bool refused = false;
    int journal;

    buffer_append_string(&name, path);
    buffer_append_string(&name, "-journal");
    journal = open(name.data, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (journal >= 0) {
        refused = names_another(journal);
        close(journal);
    }
    buffer_release(&name);
    return !refused ||
           error_set(
               error, ERROR_SIDECAR, sidecar->path,
               _("the file of the same name with -journal at its end is not kantlijn's: move it "
                 "out of the way, and ask who sent it"));
}

/* ---- the schema ---------------------------------------------------------------------------- */

/* A statement of schema.sql, with the name and the table that SQLite files it under. */
struct allowed {
    const char *type;
    const char *sql, *name, *table;
    size_t sql_bytes, name_bytes, table_bytes;
    bool seen;
};

static size_t word_length(const char *word)
{
    return strcspn(word, " \n(");
}

static void describe_statement(struct allowed *allowed)
{
    static const char table[] = "CREATE TABLE ", index[] = "CREATE INDEX ";

    if (strncmp(allowed->sql, table, sizeof table - 1) == 0) {
        allowed->type = "table";
        allowed->name = allowed->table = allowed->sql + sizeof table - 1;
    } else {
        allowed->type = "index";
        allowed->name = allowed->sql + sizeof index - 1;
        allowed->table = strstr(allowed->name, " ON ") + 4;
    }
    allowed->name_bytes = word_length(allowed->name);
    allowed->table_bytes = word_length(allowed->table);
}

static size_t allowed_statements(struct allowed allowed[SCHEMA_MAX_STATEMENTS], int version)
{
    struct schema_statement statement;
    const char *at = NULL;
    size_t count = 0;

    while (count < SCHEMA_MAX_STATEMENTS && schema_next(&at, &statement)) {
        if (statement.since > version)
            continue;
        allowed[count] = (struct allowed){.sql = statement.sql, .sql_bytes = statement.sql_bytes};
        describe_statement(&allowed[count++]);
    }
    return count;
}

static bool equals(const char *text, size_t text_bytes, const char *other, size_t other_bytes)
{
    return text != NULL && text_bytes == other_bytes && memcmp(text, other, text_bytes) == 0;
}

/* type, name, tbl_name, sql: a statement of ours, or an index that SQLite makes for a UNIQUE of
 * one. */
static bool row_is_allowed(struct query *query, struct allowed *allowed, size_t count)
{
    static const char automatic[] = "sqlite_autoindex_";
    size_t bytes[4];
    const char *columns[4];

    for (int i = 0; i < 4; i++)
        columns[i] = query_text(query, i, &bytes[i]);
    if (columns[3] == NULL)
        return equals(columns[0], bytes[0], "index", 5) && columns[1] != NULL &&
               strncmp(columns[1], automatic, sizeof automatic - 1) == 0;
    for (size_t i = 0; i < count; i++)
        if (!allowed[i].seen &&
            equals(columns[3], bytes[3], allowed[i].sql, allowed[i].sql_bytes) &&
            equals(columns[0], bytes[0], allowed[i].type, strlen(allowed[i].type)) &&
            equals(columns[1], bytes[1], allowed[i].name, allowed[i].name_bytes) &&
            equals(columns[2], bytes[2], allowed[i].table, allowed[i].table_bytes)) {
            allowed[i].seen = true;
            return true;
        }
    return false;
}

static bool check_schema(struct sidecar *sidecar, int version, struct error *error)
{
    struct allowed allowed[SCHEMA_MAX_STATEMENTS];
    const size_t count = allowed_statements(allowed, version);
    struct query query =
        query_begin(sidecar, "SELECT type, name, tbl_name, sql FROM sqlite_schema", error);
    bool same = true;

    while (same && query_next(&query))
        same = row_is_allowed(&query, allowed, count);
    if (!query_end(&query))
        return false;
    for (size_t i = 0; i < count; i++)
        same = same && allowed[i].seen;
    return same ||
           error_set(error, ERROR_SIDECAR, sidecar->path,
                     _("its tables are not as kantlijn makes them, so it was altered by another "
                       "program and is not opened: put back an older copy, or ask who sent it"));
}

/* ---- soundness ----------------------------------------------------------------------------- */

static bool check_quickly(struct sidecar *sidecar, const char *sql, struct error *error)
{
    struct query query = query_begin(sidecar, sql, error);
    bool sound = true;

    if (query_next(&query)) {
        size_t len_bytes;
        const char *verdict = query_text(&query, 0, &len_bytes);

        sound = equals(verdict, len_bytes, "ok", 2);
    }
    if (!query_end(&query))
        return false;
    return sound || store_fail(sidecar, SQLITE_CORRUPT, error);
}

/* The derived tables first: they are what is read next. */
static bool check_large(struct sidecar *sidecar, int version, struct error *error)
{
    static const struct {
        const char *sql;
        int since;
    } tables[] = {
        {"PRAGMA quick_check(note)", 1},          {"PRAGMA quick_check(stance)", 1},
        {"PRAGMA quick_check(correction)", 2},    {"PRAGMA quick_check(meeting)", 2},
        {"PRAGMA quick_check(undone)", 1},        {"PRAGMA quick_check(conflicting_value)", 1},
        {"PRAGMA quick_check(edit_replaces)", 1}, {"PRAGMA quick_check(edit)", 1},
    };
    struct error found = {0};
    bool sound = true;

    store_arm_deadline(sidecar, QUICK_CHECK_MS);
    for (size_t i = 0; sound && i < COUNT_OF(tables); i++)
        sound = tables[i].since > version || check_quickly(sidecar, tables[i].sql, &found);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    if (sound || sidecar->last_code == SQLITE_INTERRUPT)
        return true;
    return error_set(error, found.code, found.file, "%s", found.message);
}

/* In one transaction: each by itself would lock the file and look for a journal anew, and another program
 * may bring the file to a newer version between. */
static bool check_in_transaction(struct sidecar *sidecar, off_t size_bytes, struct error *error)
{
    int version;
    const bool sound = schema_version(sidecar, &version, error) &&
                       check_schema(sidecar, version, error) &&
                       (size_bytes > QUICK_CHECK_MAX_BYTES
                            ? check_large(sidecar, version, error)
                            : check_quickly(sidecar, "PRAGMA quick_check(1)", error));
    const int code =
        sidecar->last_code; /* of what is wrong, and not of the end of the transaction */

    store_finalize(sidecar);
    if (sound)
        return store_execute(sidecar, "COMMIT", error);
    store_execute(sidecar, "ROLLBACK", NULL);
    sidecar->last_code = code;
    return false;
}

bool guard_check_contents(struct sidecar *sidecar, off_t size_bytes, struct error *error)
{
    /* Every page is looked at once: memory for a few of them is enough, and touching more takes longer than
     * the looking. */
    if (!store_execute(sidecar,
                       "PRAGMA cell_size_check = ON; PRAGMA cache_size = 8;"
                       " PRAGMA synchronous = EXTRA; BEGIN",
                       error) ||
        !check_in_transaction(sidecar, size_bytes, error) ||
        !store_execute(sidecar, "PRAGMA cache_size = -2000", error))
        return false;
    sidecar->checked = true;
    return true;
}
