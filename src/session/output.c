/* The export, and writing it to a file: whole or not at all.
 *
 *  1. Without force a file that stands there is never touched: the new one is made with O_EXCL, and
 *     removed again where it could not be written whole.
 *  2. With force the new bytes are written beside the old file and take its place in one step, with its
 *     permissions; a link is followed, so that what it points at is what changes.
 *  3. Whatever force says, the report is not written to, under any of its names, nor a sidecar (this
 *     report's or another's), nor what SQLite keeps beside it.
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

bool session_export(struct session *session, const struct export_format *format, int width_cols,
                    struct buffer *out, struct error *error)
{
    struct export_options options = {
        .width_cols = width_cols,
        .report_name = session->report_name,
        .author = session_author(session),
    };

    if (!session_read_all(session, error))
        return false;
    options.now_ms = export_time_ms(&options.local_days);
    format->write(out, session->report, &session->contents, &options);
    return true;
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

static bool may_be_written(const struct session *session, const char *path, struct error *error)
{
    if (format_is_from(session->source, path) ||
        (session->report_path != NULL && locate_is_same(path, session->report_path)))
        return error_set(error, ERROR_USAGE, path,
                         _("is the report itself, which is never changed: choose another name"));
    if (is_beside_sidecar(session, path) || locate_is_sidecar(path))
        return error_set(error, ERROR_USAGE, path,
                         _("holds notes, and an export would destroy them: choose another name"));
    return true;
}

/* ---- writing --------------------------------------------------------------------------------------- */

static bool write_bytes(int file, const struct buffer *bytes)
{
    size_t done_bytes = 0;

    while (done_bytes < bytes->len_bytes) {
        ssize_t written = write(file, bytes->data + done_bytes, bytes->len_bytes - done_bytes);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        done_bytes += (size_t)written;
    }
    return true;
}

/* Writes, brings to disk and closes; errno says what failed. */
static bool write_and_close(int file, const struct buffer *bytes, bool sync)
{
    bool written = write_bytes(file, bytes) && (!sync || fsync(file) == 0);
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

static bool write_new(const char *path, const struct buffer *bytes, struct error *error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    if (file < 0)
        return set_write_error(path, errno, error);
    if (!write_and_close(file, bytes, true)) {
        int cause = errno;

        unlink(path);
        return set_write_error(path, cause, error);
    }
    return true;
}

static bool write_special(const char *path, const struct buffer *bytes, struct error *error)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

    if (file < 0 || !write_and_close(file, bytes, false))
        return set_write_error(path, errno, error);
    return true;
}

/* Takes the place of the regular file that stands at target. */
static bool replace_file(const char *target, mode_t mode, const struct buffer *bytes,
                         struct error *error)
{
    struct buffer temporary = {0};
    bool replaced = false;
    int file, cause;

    buffer_append_format(&temporary, "%s.XXXXXX", target);
    file = mkostemp(temporary.data, O_CLOEXEC);
    if (file < 0) {
        set_write_error(target, errno, error);
        goto done;
    }
    if (fchmod(file, mode & 07777) != 0) {
        cause = errno;
        close(file);
    } else {
        replaced = write_and_close(file, bytes, true) && rename(temporary.data, target) == 0;
        cause = errno;
    }
    if (!replaced) {
        unlink(temporary.data);
        set_write_error(target, cause, error);
    }
done:
    buffer_release(&temporary);
    return replaced;
}

bool session_write_file(const struct session *session, const char *path, const struct buffer *bytes,
                        bool force, struct error *error)
{
    struct stat status;
    char *target;
    bool replaced;

    if (!may_be_written(session, path, error))
        return false;
    if (stat(path, &status) != 0)
        return write_new(path, bytes, error);
    if (S_ISDIR(status.st_mode))
        return error_set(error, ERROR_USAGE, path, _("is a folder: give the name of a file in it"));
    if (!S_ISREG(status.st_mode))
        return write_special(path, bytes, error);
    if (!force)
        return set_write_error(path, EEXIST, error);
    target = realpath(path, NULL);
    if (target == NULL)
        return set_write_error(path, errno, error);
    replaced = replace_file(target, status.st_mode, bytes, error);
    free(target);
    return replaced;
}
