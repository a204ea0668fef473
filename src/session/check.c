/* Verifying a sidecar: what the file says of itself, and whether its anchors still fit the report. */
#include "config.h"

#include "session/session_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct tally {
    sidecar_finding *finding;
    void *context;
    size_t count;
};

static void count_finding(void *context, const char *sentence)
{
    struct tally *tally = context;

    tally->count++;
    tally->finding(tally->context, sentence);
}

BASE_PRINTF(2, 3) static void found(struct tally *tally, const char *format, ...)
{
    struct buffer sentence = {0};
    va_list arguments;

    va_start(arguments, format);
    buffer_append_vformat(&sentence, format, arguments);
    va_end(arguments);
    count_finding(tally, sentence.data);
    buffer_release(&sentence);
}

static void check_note(const struct sidecar_note *note, struct tally *tally)
{
    if (note->place.state == ANCHOR_ORPHAN)
        found(tally, _("note %s has lost its passage: the report's text has changed"), note->id);
    if (note->place.state == ANCHOR_TO_BE_CHECKED)
        found(tally, _("note %s may stand at the wrong passage: look at it"), note->id);
    if (note->conflict_count > 1)
        found(tally, _("note %s was changed in two places at once: edit it to settle on one text"),
              note->id);
    if (note->deleted_elsewhere)
        found(tally,
              _("note %s was deleted by one author and changed by another: edit it to keep it, "
                "or delete it"),
              note->id);
    if (note->clock_ahead)
        found(tally, _("note %s was written more than a day in the future: a clock was wrong"),
              note->id);
}

static void check_stance(const struct sidecar_stance *stance, struct tally *tally)
{
    if (stance->place.state == ANCHOR_ORPHAN)
        found(tally, _("stance %s (%s) has lost its passage: the report's text has changed"),
              stance->id, stance->actor);
    if (stance->place.state == ANCHOR_TO_BE_CHECKED)
        found(tally, _("stance %s (%s) may stand at the wrong passage: look at it"), stance->id,
              stance->actor);
    if (stance->conflict)
        found(tally, _("stance %s (%s) was changed in two places at once: set it to settle on one"),
              stance->id, stance->actor);
    if (stance->deleted_elsewhere)
        found(tally,
              _("stance %s (%s) was cleared by one author and changed by another: set it to "
                "keep it, or clear it"),
              stance->id, stance->actor);
    if (stance->clock_ahead)
        found(tally, _("stance %s (%s) was set more than a day in the future: a clock was wrong"),
              stance->id, stance->actor);
}

static void check_correction(const struct sidecar_correction *correction, struct tally *tally)
{
    struct report_reading reading;

    if (correction->block == REPORT_NONE)
        found(tally, _("correction %s has lost its line: the report's text has changed"),
              correction->id);
    if (!report_reading_parse(correction->words, strlen(correction->words), &reading))
        found(tally, _("correction %s says what this version does not know: it has no effect"),
              correction->id);
    if (correction->conflict_count > 1)
        found(tally,
              _("correction %s was changed in two places at once: put the line right again to "
                "settle on one"),
              correction->id);
    if (correction->deleted_elsewhere)
        found(tally,
              _("correction %s was taken back by one author and changed by another: put the line "
                "right again to keep it"),
              correction->id);
    if (correction->clock_ahead)
        found(tally, _("correction %s was made more than a day in the future: a clock was wrong"),
              correction->id);
}

static void check_meeting(const struct sidecar_meeting *meeting, struct tally *tally)
{
    if (meeting->conflict_count > 1)
        found(tally, "%s",
              _("the meeting was set in two places at once: set it again to settle on one"));
    if (meeting->clock_ahead)
        found(tally, "%s",
              _("the meeting was set more than a day in the future: a clock was wrong"));
}

/* ---- repairing --------------------------------------------------------------------------------- */

enum { COPY_PIECE_BYTES = 64 << 10, COPIES_MAX = 100 };

static bool copy_bytes(int from, int to)
{
    char piece[COPY_PIECE_BYTES];
    ssize_t got;

    while ((got = read(from, piece, sizeof piece)) > 0) {
        for (ssize_t at = 0; at < got;) {
            ssize_t written = write(to, piece + at, (size_t)(got - at));

            if (written < 0)
                return false;
            at += written;
        }
    }
    return got == 0 && fsync(to) == 0;
}

/* A name that nothing has yet: FILE.before-repair, then FILE.before-repair.2 and so on. */
static int make_copy(const char *path, mode_t mode, struct buffer *name)
{
    int copy = -1;

    for (int number = 1; copy < 0 && number <= COPIES_MAX; number++) {
        buffer_clear(name);
        buffer_append_format(name, "%s.before-repair", path);
        if (number > 1)
            buffer_append_format(name, ".%d", number);
        copy = open(name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
        if (copy < 0 && errno != EEXIST)
            break;
    }
    return copy;
}

/* What is rebuilt from a damaged log may hold less than what stood there: the file is kept as it was. */
static bool keep_copy(const char *path, struct buffer *name, struct error *error)
{
    struct stat status;
    int from = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), to = -1;
    bool copied = from >= 0 && fstat(from, &status) == 0 &&
                  (to = make_copy(path, status.st_mode, name)) >= 0 && copy_bytes(from, to);
    int cause = errno;

    if (to >= 0 && close(to) != 0 && copied) {
        copied = false;
        cause = errno;
    }
    if (from >= 0)
        close(from);
    if (!copied) {
        if (to >= 0)
            unlink(name->data);
        error_set(
            error, ERROR_SIDECAR, path,
            _("a copy of it could not be made (%s), so nothing was repaired: make room in its "
              "folder and try again"),
            strerror(cause));
    }
    return copied;
}

static void ignore_finding(void *context, const char *sentence)
{
    (void)sentence;
    ++*(size_t *)context;
}

/* A sound sidecar is left alone. */
static bool repair_sidecar(struct session *session, struct buffer *kept, struct error *error)
{
    size_t count = 0;

    if (!sidecar_check(session->sidecar, ignore_finding, &count, error))
        return false;
    return count == 0 ||
           (keep_copy(session->sidecar_path, kept, error) && session_make_sidecar(session, error) &&
            sidecar_repair(session->sidecar, error) && session_load(session, error));
}

bool session_check(struct session *session, struct buffer *kept, sidecar_finding *finding,
                   void *context, size_t *count_found, struct error *error)
{
    struct tally tally = {.finding = finding, .context = context};
    const struct sidecar_contents *contents = &session->contents;

    *count_found = 0;
    if (session->sidecar == NULL)
        return error_set(error, ERROR_NOTHING, session->report_name,
                         _("has no notes yet: there is nothing to check"));
    if (kept != NULL && !repair_sidecar(session, kept, error))
        return false;
    if (!sidecar_check(session->sidecar, count_finding, &tally, error))
        return false;
    for (size_t i = 0; i < contents->note_count; i++)
        check_note(&contents->notes[i], &tally);
    for (size_t i = 0; i < contents->stance_count; i++)
        check_stance(&contents->stances[i], &tally);
    for (size_t i = 0; i < contents->correction_count; i++)
        check_correction(&contents->corrections[i], &tally);
    check_meeting(&contents->meeting, &tally);
    *count_found = tally.count;
    return true;
}
