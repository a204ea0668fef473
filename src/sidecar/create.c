/* A new sidecar appears whole or not at all.
 *
 * What is always true:
 *  1. The file is made under another name, written, synchronised, and only then given its own
 *     name, by a call that replaces nothing: no crash leaves an empty sidecar, and of two programs
 *     that begin at once one wins and the other uses the winner's file.
 *  2. It has the permissions it was asked for from its first byte on, whatever the umask, and its
 *     owner can always read and write it. */
#include "config.h"

#include "sidecar/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sidecar/identity.h"

static int run_schema(sqlite3 *db)
{
    struct buffer sql = {0};
    int code;

    buffer_append_format(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN;\n",
                         SIDECAR_APPLICATION_ID, SIDECAR_VERSION);
    buffer_append_string(&sql, schema_text());
    buffer_append_string(&sql, "COMMIT;");
    code = sqlite3_exec(db, sql.data, NULL, NULL, NULL);
    buffer_release(&sql);
    return code;
}

/* The bytes of an empty sidecar; freed with sqlite3_free. */
static unsigned char *empty_image(size_t *len_bytes)
{
    sqlite3_int64 size_bytes = 0;
    unsigned char *image = NULL;
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) ==
            SQLITE_OK &&
        run_schema(db) == SQLITE_OK)
        image = sqlite3_serialize(db, "main", &size_bytes, 0);
    sqlite3_close(db);
    *len_bytes = (size_t)size_bytes;
    return image;
}

/* Makes `path` with the image in it; errno tells of a failure. */
static bool write_image(const char *path, mode_t permissions)
{
    const mode_t mode = (permissions & 0666) | 0600;
    size_t len_bytes = 0;
    unsigned char *image = empty_image(&len_bytes);
    int file = -1, saved_errno;
    bool done = false;

    if (image == NULL) {
        errno = ENOMEM;
        return false;
    }
    /* Nobody else's until its permissions are right: the umask may only take away. */
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0600);
    done = file >= 0 && fchmod(file, mode) == 0 && file_write_all(file, image, len_bytes) &&
           fsync(file) == 0;
    saved_errno = errno;
    sqlite3_free(image);
    if (file >= 0 && close(file) != 0 && done) {
        saved_errno = errno;
        done = false;
    }
    if (!done && file >= 0)
        unlink(path);
    errno = saved_errno;
    return done;
}

static void synchronise_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL
                       ? base_copy_string(".")
                       : base_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
    const int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    /* Some file systems cannot; then the name is as durable as they make it. */
    if (file >= 0) {
        fsync(file);
        close(file);
    }
    free(folder);
}

static bool fail_to_create(const char *path, int reason, struct error *error)
{
    switch (reason) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return error_set(error, ERROR_SIDECAR, path,
                         _("the disk is full, or it fails: free some space and try again; nothing "
                           "of this change "
                           "was kept"));
    case EACCES:
    case EPERM:
    case EROFS:
        return error_set(
            error, ERROR_SIDECAR, path,
            _("its folder is read-only: make the folder writable, or name another sidecar "
              "with --sidecar"));
    case ENOENT:
    case ENOTDIR:
        return error_set(
            error, ERROR_SIDECAR, path,
            _("its folder does not exist: make the folder, or name another sidecar with "
              "--sidecar"));
    default:
        return error_set(
            error, ERROR_SIDECAR, path,
            _("the file cannot be made (%s): see whether the disk or network drive still "
              "works, and try again"),
            strerror(reason));
    }
}

/* ".NAME.UUID" in the same folder: hidden, and nobody else's. */
static char *unfinished_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t folder_bytes = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    char id[SIDECAR_ID_SIZE];
    struct buffer name = {0};

    identity_make(id, store_wall_ms(), 0);
    buffer_append(&name, path, folder_bytes);
    buffer_append_format(&name, ".kantlijn-%s", id);
    return buffer_detach(&name);
}

bool create_file(const char *path, mode_t permissions, struct error *error)
{
    char *unfinished = unfinished_name(path);
    bool done = write_image(unfinished, permissions);

    if (done && !file_give_name(unfinished, path)) {
        const int reason = errno;

        unlink(unfinished);
        errno = reason;
        done = reason == EEXIST; /* another program was first: its file is as good */
    }
    if (!done)
        fail_to_create(path, errno, error);
    else
        synchronise_folder(path);
    free(unfinished);
    return done;
}

bool create_scratch(struct sidecar **scratch, const char *path_for_messages, struct error *error)
{
    struct sidecar *sidecar = base_allocate(sizeof *sidecar);
    int code;

    sidecar->path = base_copy_string(path_for_messages);
    sidecar->mode = SIDECAR_WRITE;
    sidecar->checked = true;
    code =
        sqlite3_open_v2(":memory:", &sidecar->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK)
        code = run_schema(sidecar->db);
    if (code != SQLITE_OK) {
        store_fail(sidecar, code, error);
        sidecar_close(sidecar);
        return false;
    }
    sqlite3_limit(sidecar->db, SQLITE_LIMIT_LENGTH, SIDECAR_VALUE_MAX_BYTES);
    store_arm_deadline(sidecar, DEADLINE_LONG_MS);
    *scratch = sidecar;
    return true;
}
