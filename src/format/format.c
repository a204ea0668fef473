/* An open report: where its bytes come from, and how much of them has been read.
 *
 *  1. Bytes are read in windows of FORMAT_WINDOW_BYTES, each once, and go through the reader
 *     into the builder. A report of up to FORMAT_WHOLE_MAX_BYTES is complete when format_open
 *     returns; of a larger one at least one block is there.
 *  2. Only a regular file, standard input and memory are read. What a name stands for is looked
 *     at before it is opened: opening a device can do something.
 *  3. A regular file must have the size it had when it was opened, to the end. One of size 0 may
 *     still have bytes (/proc); it is read to its end like standard input.
 *  4. When reading fails half way, what was read is finished as a report. When it is given up between two
 *     windows, nothing is, and it can be gone on with. */
#include "config.h"

#include "format/format.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/reader.h"

enum { WAIT_MS = 100 };

struct format_source {
    char *name; /* as messages call it */
    int fd;     /* -1: from memory, or closed */
    const char *bytes;
    size_t len_bytes;
    bool size_known;
    size_t size_bytes;
    size_t read_bytes;
    struct format_options options;
    enum format_kind kind;          /* FORMAT_NONE until the first window was read */
    struct report_builder *builder; /* NULL once the report is complete */
    struct text_reader reader;
    struct report *report;
};

static struct format_source *source_new(const char *name, const char *file_name)
{
    struct format_source *source = base_allocate(sizeof *source);

    source->name = base_copy_string(name);
    source->fd = -1;
    source->builder = report_builder_new(file_name);
    source->report = report_builder_report(source->builder);
    text_reader_init(&source->reader, source->builder);
    return source;
}

void format_close(struct format_source *source)
{
    if (source == NULL)
        return;
    if (source->fd > STDERR_FILENO)
        close(source->fd);
    text_reader_release(&source->reader);
    if (source->builder != NULL)
        report_builder_free(source->builder);
    else
        report_free(source->report);
    free(source->name);
    free(source);
}

void format_use_helper(const char *(*find)(void))
{
    helper_use(find);
}

struct report *format_report(struct format_source *source)
{
    return source->report;
}

const char *format_reader_name(const struct format_source *source)
{
    return foreign_name(source->kind);
}

bool format_is_text(const struct format_source *source)
{
    return source->kind == FORMAT_TEXT;
}

bool format_unread(const struct format_source *source, int *file, size_t *read_bytes)
{
    *file = source->fd;
    *read_bytes = source->read_bytes;
    return source->kind == FORMAT_TEXT && source->fd >= 0 && source->size_known &&
           !source->report->complete && source->reader.encoding == NULL;
}

bool format_is_from(const struct format_source *source, const char *path)
{
    struct stat status, other;

    return source->fd >= 0 && fstat(source->fd, &status) == 0 && stat(path, &other) == 0 &&
           status.st_dev == other.st_dev && status.st_ino == other.st_ino;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void complete(struct format_source *source)
{
    text_reader_finish(&source->reader);
    report_builder_finish(source->builder);
    report_builder_free(source->builder);
    source->builder = NULL;
}

/* Whether it is not given up. The helper has all of a document long before it is done with it. */
static bool may_go_on(struct format_source *source, struct error *error)
{
    const struct format_options *options = &source->options;
    const struct format_progress progress = {
        .name = source->name,
        .read_bytes = source->read_bytes,
        .size_bytes = source->kind == FORMAT_TEXT ? source->size_bytes : 0,
    };

    return options->wait == NULL || options->wait(options->context, &progress) ||
           error_set(error, ERROR_CANCELLED, source->name,
                     _("was not read to its end: open it again to read it"));
}

/* Waits until there is something to read, or the end. */
static bool wait_for_input(struct format_source *source, struct error *error)
{
    struct pollfd input = {.fd = source->fd, .events = POLLIN};
    int timeout_ms = source->options.wait != NULL ? WAIT_MS : -1;

    int came;

    do {
        if (!may_go_on(source, error))
            return false;
        came = poll(&input, 1, timeout_ms);
    } while (came == 0 || (came < 0 && errno == EINTR));
    return true; /* what is wrong with it, reading tells */
}

/* Copies up to room_bytes; less only at the end. False where reading failed. */
static bool copy_bytes(struct format_source *source, char *room, size_t room_bytes,
                       size_t *copied_bytes, struct error *error)
{
    *copied_bytes = 0;
    if (source->fd < 0) {
        size_t left_bytes = source->len_bytes - source->read_bytes;

        *copied_bytes = left_bytes < room_bytes ? left_bytes : room_bytes;
        if (*copied_bytes > 0)
            memcpy(room, source->bytes + source->read_bytes, *copied_bytes);
        return true;
    }
    while (*copied_bytes < room_bytes) {
        ssize_t got;

        if (!source->size_known && !wait_for_input(source, error))
            return false;
        got = read(source->fd, room + *copied_bytes, room_bytes - *copied_bytes);
        if (got == 0)
            break;
        if (got > 0)
            *copied_bytes += (size_t)got;
        else if (errno != EINTR && errno != EAGAIN)
            return error_set(error, ERROR_INPUT, source->name,
                             _("cannot be read (%s): check the file and its disk"),
                             strerror(errno));
    }
    return true;
}

static bool check_size(const struct format_source *source, struct error *error)
{
    struct stat status;

    if (source->read_bytes > FORMAT_SIZE_MAX_BYTES)
        return error_set(error, ERROR_INPUT, source->name,
                         _("is larger than %d MB: split it into smaller files"),
                         (int)(FORMAT_SIZE_MAX_BYTES >> 20));
    if (!source->size_known || source->fd < 0)
        return true;
    if (fstat(source->fd, &status) == 0 && (size_t)status.st_size == source->size_bytes &&
        source->read_bytes <= source->size_bytes)
        return true;
    return error_set(error, ERROR_INPUT, source->name,
                     _("changed while it was read: open it again"));
}

/* A small report needs no large window: one byte more than its size shows its end. */
static size_t window_bytes(const struct format_source *source)
{
    size_t left_bytes = source->size_bytes - source->read_bytes;

    if (source->size_known && source->read_bytes <= source->size_bytes &&
        left_bytes < FORMAT_WINDOW_BYTES)
        return left_bytes + 1;
    return FORMAT_WINDOW_BYTES;
}

/* The document's bytes for the helper: the window that told what it is, then the rest. */
struct feeding {
    struct format_source *source;
    const char *window;
    size_t window_bytes;
};

static bool feed(void *context, char *room, size_t room_bytes, size_t *copied_bytes,
                 struct error *error)
{
    struct feeding *feeding = context;
    struct format_source *source = feeding->source;

    if (feeding->window_bytes > 0) {
        *copied_bytes = feeding->window_bytes < room_bytes ? feeding->window_bytes : room_bytes;
        memcpy(room, feeding->window, *copied_bytes);
        feeding->window += *copied_bytes;
        feeding->window_bytes -= *copied_bytes;
        return true;
    }
    if (!copy_bytes(source, room, room_bytes, copied_bytes, error))
        return false;
    source->read_bytes += *copied_bytes;
    return check_size(source, error);
}

static bool wait_for_helper(void *context, struct error *error)
{
    const struct feeding *feeding = context;

    return may_go_on(feeding->source, error);
}

/* Has the helper read the document whole. */
static bool read_foreign(struct format_source *source, const char *window, size_t window_bytes,
                         struct error *error)
{
    struct feeding feeding = {.source = source, .window = window, .window_bytes = window_bytes};
    const struct helper_job job = {.feed = feed, .wait = wait_for_helper, .context = &feeding};
    bool ok;

    source->read_bytes = window_bytes;
    ok = may_go_on(source, error) &&
         foreign_read(source->kind, source->name, &job, source->builder, error);
    complete(source);
    return ok;
}

/* Reads one window, or all of a foreign document; completes the report at the end, and when something
 * is wrong, but not when it is given up before a window. */
static bool read_window(struct format_source *source, struct error *error)
{
    size_t room_bytes = window_bytes(source), copied_bytes = 0;
    bool ok, ended;
    char *room;

    if (source->read_bytes > 0 && !may_go_on(source, error))
        return false;
    room = text_reader_room(&source->reader, room_bytes);
    ok = copy_bytes(source, room, room_bytes, &copied_bytes, error);
    ended = copied_bytes < room_bytes;
    if (ok && source->kind == FORMAT_NONE) {
        source->kind =
            format_sniff(source->name, room, copied_bytes, source->reader.encoding != NULL, error);
        ok = source->kind != FORMAT_NONE;
    }
    if (ok && source->kind != FORMAT_TEXT)
        return read_foreign(source, room, copied_bytes, error);
    if (ok) {
        source->read_bytes += copied_bytes;
        text_reader_take(&source->reader, copied_bytes);
        ok = check_size(source, error);
    }
    if (ok && ended && source->size_known && source->read_bytes < source->size_bytes)
        ok = error_set(error, ERROR_INPUT, source->name,
                       _("changed while it was read: open it again"));
    if (!ok || ended)
        complete(source);
    else
        report_builder_window(source->builder);
    return ok;
}

bool format_read_more(struct format_source *source, struct error *error)
{
    size_t had_blocks = source->report->block_count;

    while (!source->report->complete && source->report->block_count == had_blocks) {
        if (!read_window(source, error))
            return false;
    }
    return true;
}

bool format_read_all(struct format_source *source, struct error *error)
{
    while (!source->report->complete) {
        if (!read_window(source, error))
            return false;
    }
    return true;
}

/* What format_open promises to have read. */
static bool read_beginning(struct format_source *source, struct error *error)
{
    while (!source->report->complete) {
        bool large = source->size_known ? source->size_bytes > FORMAT_WHOLE_MAX_BYTES
                                        : source->read_bytes > FORMAT_WHOLE_MAX_BYTES;

        if (large && source->report->block_count > 0)
            break;
        if (!read_window(source, error))
            return false;
    }
    return source->report->block_count > 0 ||
           error_set(error, ERROR_INPUT, source->name,
                     _("is empty: name a report that holds text"));
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool use_encoding(struct format_source *source, const char *name, struct error *error)
{
    const char *encoding = text_encoding_find(name);

    if (encoding == NULL)
        return error_set(error, ERROR_USAGE, name,
                         _("is no encoding that is known here: give one such as UTF-8, UTF-16, "
                           "windows-1252 or iso-8859-15"));
    text_reader_use_encoding(&source->reader, encoding);
    return true;
}

static bool use_options(struct format_source *source, const struct format_options *options,
                        struct error *error)
{
    if (options == NULL)
        return true;
    source->options = *options;
    if (options->encoding != NULL && !use_encoding(source, options->encoding, error))
        return false;
    if (options->language != NULL && !report_builder_language(source->builder, options->language))
        return error_set(error, ERROR_USAGE, options->language,
                         _("is no code of a report's language: give two letters, such as nl, en or "
                           "fr, or und where it is another"));
    if (options->dates != NULL && !report_builder_dates(source->builder, options->dates))
        return error_set(error, ERROR_USAGE, options->dates,
                         _("is no date of a meeting: give YYYY, YYYY-MM, YYYY-MM-DD, or FROM..TO "
                           "with the first day first"));
    return true;
}

static bool expect_size(struct format_source *source, size_t size_bytes, struct error *error)
{
    if (size_bytes > FORMAT_SIZE_MAX_BYTES)
        return error_set(error, ERROR_INPUT, source->name,
                         _("is larger than %d MB: split it into smaller files"),
                         (int)(FORMAT_SIZE_MAX_BYTES >> 20));
    source->size_known = true;
    source->size_bytes = size_bytes;
    if (size_bytes > FORMAT_WHOLE_MAX_BYTES) /* the first frame need not wait for so much of it */
        source->reader.first_stretch_bytes = source->reader.stretch_bytes;
    /* Each line gets a line feed more, each footnote a few bytes: a little room spares a move. */
    report_builder_expect(source->builder, size_bytes + size_bytes / 32 + 1024);
    return true;
}

static bool open_failed(const char *path, struct error *error)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return error_set(error, ERROR_INPUT, path, _("there is no such file: check its name"));
    case EACCES:
    case EPERM:
        return error_set(error, ERROR_INPUT, path,
                         _("you may not read it: ask its owner for permission"));
    default:
        return error_set(error, ERROR_INPUT, path,
                         _("cannot be opened (%s): check the file and its disk"), strerror(errno));
    }
}

/* Whether that kind of file is read when it is named. */
static bool check_kind(mode_t mode, const char *path, struct error *error)
{
    if (S_ISREG(mode))
        return true;
    if (S_ISDIR(mode))
        return error_set(error, ERROR_INPUT, path, _("is a folder: name a report in it"));
    if (S_ISFIFO(mode) || S_ISSOCK(mode))
        return error_set(error, ERROR_INPUT, path,
                         _("is a pipe: give it on standard input, and - as the report"));
    return error_set(error, ERROR_INPUT, path, _("is a device: name a report in a file"));
}

static bool open_file(struct format_source *source, const char *path, struct error *error)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return open_failed(path, error);
    if (!check_kind(status.st_mode, path, error))
        return false;
    source->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (source->fd < 0 || fstat(source->fd, &status) != 0)
        return open_failed(path, error);
    if (!check_kind(status.st_mode, path, error))
        return false;
    return status.st_size == 0 || expect_size(source, (size_t)status.st_size, error);
}

static bool open_standard_input(struct format_source *source, struct error *error)
{
    struct stat status;
    off_t at;

    source->fd = STDIN_FILENO;
    if (fstat(source->fd, &status) != 0)
        return open_failed(source->name, error);
    if (S_ISDIR(status.st_mode))
        return check_kind(status.st_mode, source->name, error);
    at = S_ISREG(status.st_mode) ? lseek(source->fd, 0, SEEK_CUR) : -1;
    if (at == 0 && status.st_size > 0)
        return expect_size(source, (size_t)status.st_size, error);
    return true;
}

static const char *name_without_folder(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

bool format_open(struct format_source **source, const char *path,
                 const struct format_options *options, struct error *error)
{
    bool standard_input = strcmp(path, "-") == 0, ok;
    struct format_source *opened = source_new(standard_input ? _("standard input") : path,
                                              standard_input ? NULL : name_without_folder(path));

    ok = use_options(opened, options, error) &&
         (standard_input ? open_standard_input(opened, error) : open_file(opened, path, error)) &&
         read_beginning(opened, error);
    if (!ok) {
        format_close(opened);
        opened = NULL;
    }
    *source = opened;
    return ok;
}

bool format_open_bytes(struct format_source **source, const char *name, const char *bytes,
                       size_t len_bytes, const struct format_options *options, struct error *error)
{
    struct format_source *opened = source_new(name, name);
    bool ok;

    opened->bytes = bytes;
    opened->len_bytes = len_bytes;
    ok = use_options(opened, options, error) && expect_size(opened, len_bytes, error) &&
         read_beginning(opened, error);
    if (!ok) {
        format_close(opened);
        opened = NULL;
    }
    *source = opened;
    return ok;
}
