/* Verifying a sidecar: what the file says of itself, and whether its anchors still fit the report. */
#include "config.h"

#include "session/session_internal.h"

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

bool session_check(struct session *session, bool repair, sidecar_finding *finding, void *context,
                   size_t *count_found, struct error *error)
{
    struct tally tally = {.finding = finding, .context = context};
    const struct sidecar_contents *contents = &session->contents;

    *count_found = 0;
    if (session->sidecar == NULL)
        return error_set(error, ERROR_NOTHING, session->report_name,
                         _("has no notes yet: there is nothing to check"));
    if (repair && (!session_make_sidecar(session, error) ||
                   !sidecar_repair(session->sidecar, error) || !session_load(session, error)))
        return false;
    if (!sidecar_check(session->sidecar, count_finding, &tally, error))
        return false;
    for (size_t i = 0; i < contents->note_count; i++)
        check_note(&contents->notes[i], &tally);
    for (size_t i = 0; i < contents->stance_count; i++)
        check_stance(&contents->stances[i], &tally);
    *count_found = tally.count;
    return true;
}
