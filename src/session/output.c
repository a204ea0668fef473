/* The export, and writing files: whole or not at all.
 *
 *  1. Bytes are written beside the file that is to be, and get its name when all are on the disk. Without
 *     force a file that stands there is never touched.
 *  2. With force they take the old file's place in one step, with its permissions where no others are
 *     given; a link is followed, so that what it points at is what changes.
 *  3. Whatever force says, the report is not written to, under any of its names, nor its sidecar, nor what
 *     SQLite keeps beside it; nor by an export another's sidecar.
 *  4. What is no regular file (a terminal, a pipe, /dev/null) is written to as it is: renaming a file
 *     over it would replace it. */
#include "config.h"

#include "session/session_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- exporting ------------------------------------------------------------------------------------- */

/* $SOURCE_DATE_EPOCH, for output that must be the same tomorrow and everywhere, so that its days are
 * those of UTC; else now, where the reader is. */
static int64_t export_time_ms(bool *local_days)
{
    const char *given = getenv("SOURCE_DATE_EPOCH");
    char *end;
    long long seconds;

    *local_days = true;
    if (given == NULL || *given == '\0')
        return session_now_ms();
    errno = 0;
    seconds = strtoll(given, &end, 10);
    if (errno != 0 || *end != '\0' || seconds < 0 || seconds > INT64_MAX / 1000)
        return session_now_ms();
    *local_days = false;
    return (int64_t)seconds * 1000;
}

static bool export_goes_on(void *context, size_t done, size_t total)
{
    return session_goes_on(context, WORK_EXPORTING, done, total, NULL);
}

bool session_export(struct session *session, const struct export_format *format, int width_cols,
                    struct buffer *out, struct error *error)
{
    struct export_options options = {
        .width_cols = width_cols,
        .report_name = session->report_name,
        .author = session_author(session),
        .goes_on = export_goes_on,
        .context = session,
    };

    if (!session_read_all(session, error))
        return false;
    options.now_ms = export_time_ms(&options.local_days);
    return format->write(out, session->report, &session->contents, &options) ||
           error_set(error, ERROR_CANCELLED, NULL, _("Stopped: nothing has changed"));
}

/* ---- what is never written to -------------------------------------------------------------------- */

static bool is_beside_sidecar(const struct session *session, const char *path)
{
    static const char *const endings[] = {"", "-journal", "-wal"};
    bool is = false;

    for (size_t i = 0; !is && session->sidecar_path != NULL && i < COUNT_OF(endings); i++) {
        struct buffer name = {0};

        buffer_append_format(&name, "%s%s", session->sidecar_path, endings[i]);
        is = locate_is_same(path, name.data);
        buffer_release(&name);
    }
    return is;
}

static bool is_no_report(const struct session *session, const char *path, struct error *error)
{
    return (!format_is_from(session->source, path) &&
            (session->report_path == NULL || !locate_is_same(path, session->report_path))) ||
           error_set(error, ERROR_USAGE, path,
                     _("is the report itself, which is never changed: choose another name"));
}

bool output_is_free(const struct session *session, const char *path, struct error *error)
{
    if (!is_no_report(session, path, error))
        return false;
    return !is_beside_sidecar(session, path) ||
           error_set(error, ERROR_USAGE, path,
                     _("is the report's own sidecar, which is never written over: choose another "
                       "name"));
}

static bool may_be_exported_to(const struct session *session, const char *path, struct error *error)
{
    if (!is_no_report(session, path, error))
        return false;
    return (!is_beside_sidecar(session, path) && !locate_is_sidecar(path)) ||
           error_set(error, ERROR_USAGE, path,
                     _("holds notes, and an export would destroy them: choose another name"));
}

/* ---- writing --------------------------------------------------------------------------------------- */

/* Writes, brings to disk and closes; errno says what failed. */
static bool write_and_close(int file, const struct buffer *bytes, bool sync)
{
    bool written =
        file_write_all(file, bytes->data, bytes->len_bytes) && (!sync || fsync(file) == 0);
    int cause = errno;

    if (close(file) != 0 && written) {
        written = false;
        cause = errno;
    }
    errno = cause;
    return written;
}

static bool set_write_error(const char *path, int cause, struct error *error)
{
    if (cause == EEXIST)
        return error_set(error, ERROR_USAGE, path,
                         _("exists already: choose another name, or overwrite it with --force"));
    if (cause == ENOENT)
        return error_set(error, ERROR_INTERNAL, path,
                         _("cannot be written, its folder does not exist: make the folder first"));
    if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)
        return error_set(error, ERROR_INTERNAL, path,
                         _("cannot be written, there is no room (%s): free some, or choose another "
                           "place"),
                         strerror(cause));
    return error_set(error, ERROR_INTERNAL, path, _("cannot be written (%s): choose another place"),
                     strerror(cause));
}

static bool write_special(const char *path, const struct buffer *bytes, struct error *error)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

    if (file < 0 || !write_and_close(file, bytes, false))
        return set_write_error(path, errno, error);
    return true;
}

enum { ASIDE_TRIES_MAX = 100 };

/* Opens a file of another name in the folder of target, which is appended; -1 with errno. */
static int open_aside(const char *target, mode_t mode, struct buffer *aside)
{
    const char *slash = strrchr(target, '/');
    int file = -1;

    for (int i = 0; file < 0 && i < ASIDE_TRIES_MAX; i++) {
        buffer_clear(aside);
        buffer_append(aside, target, slash == NULL ? 0 : (size_t)(slash - target) + 1);
        buffer_append_format(aside, ".kantlijn-%ld-%d", (long)getpid(), i);
        file = open(aside->data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (file < 0 && errno != EEXIST)
            break;
    }
    return file;
}

/* permissions NULL: those of the umask. Until they are set, the file is nobody else's. */
static bool write_whole(const char *target, const mode_t *permissions, const struct buffer *bytes,
                        bool replace, struct error *error)
{
    struct buffer aside = {0};
    int file = open_aside(target, permissions == NULL ? 0666 : 0600, &aside), cause = errno;
    bool written = false;

    if (file >= 0) {
        if (permissions != NULL && fchmod(file, *permissions) != 0) {
            cause = errno;
            close(file);
        } else {
            written =
                write_and_close(file, bytes, true) &&
                (replace ? rename(aside.data, target) == 0 : file_give_name(aside.data, target));
            cause = errno;
        }
        if (!written)
            unlink(aside.data);
    }
    buffer_release(&aside);
    return written || set_write_error(target, cause, error);
}

bool output_write(const char *path, const mode_t *permissions, const struct buffer *bytes,
                  bool force, struct error *error)
{
    struct stat status;
    char *target;
    bool replaced;

    if (stat(path, &status) != 0)
        return write_whole(path, permissions, bytes, false, error);
    if (S_ISDIR(status.st_mode))
        return error_set(error, ERROR_USAGE, path, _("is a folder: give the name of a file in it"));
    if (!S_ISREG(status.st_mode))
        return write_special(path, bytes, error);
    if (!force)
        return set_write_error(path, EEXIST, error);
    target = realpath(path, NULL);
    if (target == NULL)
        return set_write_error(path, errno, error);
    status.st_mode &= 07777;
    replaced = write_whole(target, permissions != NULL ? permissions : &status.st_mode, bytes, true,
                           error);
    free(target);
    return replaced;
}

bool session_write_file(const struct session *session, const char *path, const struct buffer *bytes,
                        bool force, struct error *error)
{
    return may_be_exported_to(session, path, error) &&
           output_write(path, NULL, bytes, force, error);
}
