/* Opening and closing.
 *
 * What is always true:
 *  1. Opening for reading leaves the file's bytes and time as they were and makes no file, with
 *     one exception: what a crash left half written is rolled back, since nothing can be read
 *     before.
 *  2. The file's kind and size are looked at before it is opened (a named pipe would never
 *     answer), its first bytes before any SQL runs, its schema before any of its rows.
 *  3. The folder's own symbolic links are followed, the file's never.
 *
 * How a file is opened:
 *
 *     lstat ──► read-only ──► header ──► schema, soundness ──► ready
 *                  ▲  │          │               │
 *     SIDECAR_READ ┘  │          │ WAL           │ half written by a crash (READONLY_ROLLBACK)
 *                     │          ▼               ▼
 *                     │      without a -wal   read-write: SQLite rolls back ──► header …
 *                     │      file: read as it stands (immutable),
 *                     │      else read-write and converted, as for SIDECAR_WRITE
 *     SIDECAR_WRITE ──┴─► (create_file) ──► read-write ──► header ──► WAL converted ──► schema … */
#include "config.h"

#include "sidecar/store.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool sidecar_exists(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0;
}

const char *sidecar_path(const struct sidecar *sidecar)
{
    return sidecar->path;
}

/* ---- the path ------------------------------------------------------------------------------ */

static bool fail_for_errno(const char *path, int reason, struct error *error)
{
    switch (reason) {
    case ENOENT:
        return error_set(
            error, ERROR_SIDECAR, path,
            _("there is no such sidecar: see whether its name is right; it appears with the "
              "first note"));
    case EACCES:
    case EPERM:
        return error_set(error, ERROR_SIDECAR, path,
                         _("you may not read it: ask its owner for permission"));
    case ENAMETOOLONG:
        return error_set(error, ERROR_SIDECAR, path,
                         _("the name is too long: name a shorter one with --sidecar"));
    default:
        return error_set(
            error, ERROR_SIDECAR, path,
            _("the file cannot be opened (%s): see whether its name and folder are right"),
            strerror(reason));
    }
}

/* The folder with its links resolved, and the file's own name under it; NULL with errno set. */
static char *resolve_folder(const char *path, char **folder)
{
    char *folder_words = base_copy_string(path), *name_words = base_copy_string(path);
    const char *name = basename(name_words);
    struct buffer resolved = {0};

    *folder = realpath(dirname(folder_words), NULL);
    if (*folder != NULL) {
        buffer_append_string(&resolved, *folder);
        if (strcmp(*folder, "/") != 0)
            buffer_append_char(&resolved, '/');
        buffer_append_string(&resolved, name);
    }
    free(folder_words);
    free(name_words);
    return *folder != NULL ? buffer_detach(&resolved) : NULL;
}

static bool check_kind(const char *path, const struct stat *status, struct error *error)
{
    if (S_ISDIR(status->st_mode))
        return error_set(
            error, ERROR_SIDECAR, path,
            _("a folder stands where the sidecar should be: move it out of the way, or name "
              "another sidecar with --sidecar"));
    if (S_ISLNK(status->st_mode))
        return error_set(
            error, ERROR_SIDECAR, path,
            _("the sidecar is a symbolic link, and those are not followed: name the file it "
              "points to with --sidecar"));
    if (!S_ISREG(status->st_mode))
        return error_set(error, ERROR_SIDECAR, path,
                         _("this is no ordinary file: name another sidecar with --sidecar"));
    if (status->st_size == 0)
        return error_set(
            error, ERROR_SIDECAR, path,
            _("the file is empty, and kantlijn never leaves it so: put back an older copy, "
              "or remove it to begin anew"));
    if (status->st_size > SIDECAR_FILE_MAX_BYTES)
        return error_set(
            error, ERROR_SIDECAR, path,
            _("the file is larger than a sidecar can be (over 2 GB): see whether it is the "
              "right one"));
    return true;
}

/* ---- connecting ---------------------------------------------------------------------------- */

static void disconnect(struct sidecar *sidecar)
{
    store_finalize(sidecar);
    sqlite3_close(sidecar->db);
    sidecar->db = NULL;
    sidecar->checked = false;
}

/* One thread uses SQLite here, and nobody asks it how much memory it has: without its locks and counts a
 * sidecar opens a tenth faster, and a tenth more where memory for pages is taken when they are read. Whoever has used it before in this process has settled that already. */
static void configure_library(void)
{
    static bool configured;

    if (configured)
        return;
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    configured = true;
}

static bool connect_to(struct sidecar *sidecar, const char *name, int flags, struct error *error)
{
    int code;

    configure_library();
    code = sqlite3_open_v2(name, &sidecar->db,
                           flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                               SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                           NULL);

    if (code != SQLITE_OK)
        return store_fail(sidecar, code, error);
    guard_configure(sidecar);
    return true;
}

/* What another program left beside a file in WAL mode and is not in the file yet. */
static bool has_pending_log(const char *path)
{
    struct buffer name = {0};
    struct stat status;
    bool pending;

    buffer_append_string(&name, path);
    buffer_append_string(&name, "-wal");
    pending = lstat(name.data, &status) == 0 && status.st_size > 0;
    buffer_release(&name);
    return pending;
}

/* A file in WAL mode could not even be read without making two files beside it; as an unchanging
 * one it can. */
static bool connect_immutable(struct sidecar *sidecar, const char *path, struct error *error)
{
    struct buffer uri = {0};
    bool connected;

    buffer_append_string(&uri, "file://");
    for (const char *at = path; *at != '\0'; at++) {
        if (isalnum((unsigned char)*at) || strchr("/-._", *at) != NULL)
            buffer_append_char(&uri, *at);
        else
            buffer_append_format(&uri, "%%%02X", (unsigned)(unsigned char)*at);
    }
    buffer_append_string(&uri, "?immutable=1");
    connected = connect_to(sidecar, uri.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    buffer_release(&uri);
    return connected;
}

/* Sets the rollback journal, which also converts a file in WAL mode. */
static bool use_rollback_journal(struct sidecar *sidecar, struct error *error)
{
    struct query query = query_begin(sidecar, "PRAGMA journal_mode = DELETE", error);
    bool converted = false;

    if (query_next(&query)) {
        const char *mode = query_text(&query, 0, NULL);

        converted = mode != NULL && strcmp(mode, "delete") == 0;
    }
    if (!query_end(&query))
        return false;
    return converted || store_fail(sidecar, SQLITE_BUSY, error);
}

static bool connect_for_writing(struct sidecar *sidecar, const char *path, off_t size_bytes,
                                struct error *error)
{
    bool wal;

    if (!guard_check_journal(sidecar, path, error) ||
        !connect_to(sidecar, path, SQLITE_OPEN_READWRITE, error))
        return false;
    if (sqlite3_db_readonly(sidecar->db, "main") == 1)
        return store_fail(sidecar, SQLITE_READONLY, error);
    return guard_check_header(sidecar, &wal, error) && use_rollback_journal(sidecar, error) &&
           guard_check_contents(sidecar, size_bytes, error);
}

/* Opening for writing once is what rolls back. The header is looked at last: it may be another
 * then. */
static bool roll_back(struct sidecar *sidecar, const char *path, off_t size_bytes,
                      struct error *error)
{
    bool wal;

    disconnect(sidecar);
    return guard_check_journal(sidecar, path, error) &&
           connect_to(sidecar, path, SQLITE_OPEN_READWRITE, error) &&
           guard_check_contents(sidecar, size_bytes, error) &&
           guard_check_header(sidecar, &wal, error);
}

static bool connect_for_reading(struct sidecar *sidecar, const char *path, off_t size_bytes,
                                struct error *error)
{
    struct error first = {0};
    bool wal;

    if (!connect_to(sidecar, path, SQLITE_OPEN_READONLY, error) ||
        !guard_check_header(sidecar, &wal, error))
        return false;
    if (wal) {
        disconnect(sidecar);
        if (has_pending_log(path))
            return connect_for_writing(sidecar, path, size_bytes, error);
        return connect_immutable(sidecar, path, error) &&
               guard_check_contents(sidecar, size_bytes, error);
    }
    if (guard_check_contents(sidecar, size_bytes, &first))
        return true;
    if (sidecar->last_code == SQLITE_READONLY_ROLLBACK)
        return roll_back(sidecar, path, size_bytes, error);
    return error_set(error, first.code, first.file, "%s", first.message);
}

/* Makes the file where it is to be made, and looks at its kind and size. */
static bool prepare_file(struct sidecar *sidecar, const char *path, const char *folder,
                         mode_t permissions, off_t *size_bytes, struct error *error)
{
    struct stat status;

    if (lstat(path, &status) != 0) {
        if (errno != ENOENT || sidecar->mode != SIDECAR_WRITE)
            return fail_for_errno(sidecar->path, errno, error);
        if (!create_file(path, permissions, error))
            return false;
        if (lstat(path, &status) != 0)
            return fail_for_errno(sidecar->path, errno, error);
    }
    if (!check_kind(sidecar->path, &status, error))
        return false;
    /* Without a writable folder there is no place for the journal: better said before anybody
     * types. */
    if (sidecar->mode == SIDECAR_WRITE && faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)
        return store_fail(sidecar, SQLITE_READONLY_DIRECTORY, error);
    *size_bytes = status.st_size;
    return true;
}

bool sidecar_open(struct sidecar **sidecar, const char *path, enum sidecar_mode mode,
                  mode_t permissions, struct error *error)
{
    struct sidecar *opened = base_allocate(sizeof *opened);
    char *folder = NULL, *resolved = resolve_folder(path, &folder);
    off_t size_bytes = 0;
    bool ready = false;

    *sidecar = NULL;
    opened->path = base_copy_string(path);
    opened->mode = mode;
    if (resolved == NULL) {
        fail_for_errno(path, errno, error);
        goto done;
    }
    if (!prepare_file(opened, resolved, folder, permissions, &size_bytes, error))
        goto done;
    ready = mode == SIDECAR_WRITE ? connect_for_writing(opened, resolved, size_bytes, error)
                                  : connect_for_reading(opened, resolved, size_bytes, error);
done:
    if (ready)
        *sidecar = opened;
    else
        sidecar_close(opened);
    free(folder);
    free(resolved);
    return ready;
}

bool sidecar_may_write(const char *path, struct error *error)
{
    struct sidecar asked = {.path = (char *)path};
    char *folder = NULL, *resolved = resolve_folder(path, &folder);
    bool may;

    if (resolved == NULL)
        may = fail_for_errno(path, errno, error);
    else if (faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)
        may = store_fail(&asked, SQLITE_READONLY_DIRECTORY, error);
    else if (faccessat(AT_FDCWD, resolved, W_OK, AT_EACCESS) != 0 && errno != ENOENT)
        may = store_fail(&asked, SQLITE_READONLY, error);
    else
        may = true;
    free(folder);
    free(resolved);
    return may;
}

/* A second connection, that takes the first one's place: what was seen and said stays with the
 * sidecar. */
bool sidecar_allow_writing(struct sidecar *sidecar, struct error *error)
{
    struct sidecar *writable = NULL;

    if (sidecar->mode == SIDECAR_WRITE)
        return true;
    /* Asked before, lest a removed file be made anew, and after: what was read is what will be
     * changed. */
    if (!sidecar_is_current(sidecar))
        return store_fail(sidecar, SQLITE_READONLY_DBMOVED, error);
    if (!sidecar_open(&writable, sidecar->path, SIDECAR_WRITE, 0, error))
        return false;
    if (!sidecar_is_current(sidecar)) {
        sidecar_close(writable);
        return store_fail(sidecar, SQLITE_READONLY_DBMOVED, error);
    }
    disconnect(sidecar);
    sidecar->db = writable->db;
    sidecar->mode = SIDECAR_WRITE;
    sidecar->checked = true;
    sidecar->raw_data_version = 0;
    writable->db = NULL;
    store_finalize(writable);
    sidecar_close(writable);
    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    return true;
}

void sidecar_close(struct sidecar *sidecar)
{
    if (sidecar == NULL)
        return;
    if (sidecar->in_action)
        sidecar_cancel(sidecar);
    disconnect(sidecar);
    free(sidecar->own);
    free(sidecar->author);
    free(sidecar->path);
    free(sidecar);
}

bool sidecar_is_current(struct sidecar *sidecar)
{
    int moved = 0;

    sqlite3_file_control(sidecar->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved == 0;
}

/* SQLite's own number is a connection's; ours must not repeat when the connection changes. */
uint32_t sidecar_data_version(struct sidecar *sidecar)
{
    struct query query;

    store_arm_deadline(sidecar, DEADLINE_SHORT_MS);
    query = query_begin(sidecar, "PRAGMA data_version", NULL);
    if (query_next(&query)) {
        const uint32_t raw = (uint32_t)query_integer(&query, 0);

        if (raw != sidecar->raw_data_version)
            sidecar->data_version++;
        sidecar->raw_data_version = raw;
    }
    query_end(&query); /* where it fails, what was known last is still what was read last */
    return sidecar->data_version;
}
