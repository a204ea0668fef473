/* Undo and redo, and what they did, in words. */
#include "config.h"

#include "session/session_internal.h"

#include <time.h>

/* "2024-01-26 14:05" in the reader's time zone. */
void step_append_time(struct buffer *out, int64_t clock_ms)
{
    time_t seconds = (time_t)(clock_ms / 1000);
    char text[32] = "";
    struct tm parts;

    if (localtime_r(&seconds, &parts) != NULL)
        strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
    buffer_append_string(out, text);
}

/* Whole sentences, so that each language can order its words. %s is the note's beginning, the stances,
 * the corrected block's beginning, or the meeting in words. */
static const struct {
    const char *undone[3], *redone[3]; /* added, edited, deleted */
} sentences[] = {
    [OBJECT_NOTE] = {{N_("Undone: adding the note “%s”"), N_("Undone: changing the note “%s”"),
                      N_("Undone: deleting the note “%s”")},
                     {N_("Redone: the note “%s” is added again"),
                      N_("Redone: the note “%s” is changed again"),
                      N_("Redone: the note “%s” is deleted again")}},
    [OBJECT_STANCE] = {{N_("Undone: setting the stance %s"), N_("Undone: changing the stance %s"),
                        N_("Undone: clearing the stance %s")},
                       {N_("Redone: the stance %s is set again"),
                        N_("Redone: the stance %s is changed again"),
                        N_("Redone: the stance %s is cleared again")}},
    /* TRANSLATORS: a correction of the outline: what a line is, a heading or a paragraph. */
    [OBJECT_CORRECTION] = {{N_("Undone: putting “%s” right"), N_("Undone: changing what “%s” is"),
                            N_("Undone: taking back what was put right of “%s”")},
                           {N_("Redone: “%s” is put right again"),
                            N_("Redone: what “%s” is is changed again"),
                            N_("Redone: what was put right of “%s” is taken back again")}},
    /* Of what :meeting - took back there are no words: see append_what. */
    [OBJECT_MEETING] = {{N_("Undone: setting the meeting to “%s”"),
                         N_("Undone: changing the meeting to “%s”"),
                         N_("Undone: taking back the meeting “%s”")},
                        {N_("Redone: the meeting is set to “%s” again"),
                         N_("Redone: the meeting is changed to “%s” again"),
                         N_("Redone: the meeting “%s” is taken back again")}},
};

static void append_what(struct buffer *message, enum sidecar_step step,
                        const struct sidecar_change *change)
{
    const char *const *said =
        step == SIDECAR_UNDO ? sentences[change->type].undone : sentences[change->type].redone;
    size_t row = change->what == CHANGE_ADDED ? 0 : change->what == CHANGE_EDITED ? 1 : 2;
    const char *words = change->words == NULL ? "" : change->words;

    if (change->type == OBJECT_MEETING && words[0] == '\0')
        buffer_append_string(message, step == SIDECAR_UNDO
                                          ? _("Undone: taking back what was set of the meeting")
                                          : _("Redone: what was set of the meeting is taken back "
                                              "again"));
    else
        buffer_append_format(message, _(said[row]), words);
}

static void append_question(struct buffer *message, enum sidecar_step step,
                            const struct sidecar_change *change)
{
    struct buffer when = {0}, words = {0};

    step_append_time(&when, change->clock_ms);
    if (change->words == NULL || change->words[0] == '\0')
        changes_append_words(&words, change, NULL, 0);
    else
        buffer_append_string(&words, change->words);
    buffer_append_format(
        message,
        step == SIDECAR_UNDO
            ? _("The last change, “%s”, is from an earlier session (%s): undo once more to undo it")
            : _("The change “%s” is from an earlier session (%s): redo once more to redo it"),
        words.data, when.data);
    buffer_release(&when);
    buffer_release(&words);
}

/* Does it, once it is known what it is. */
static bool apply(struct session *session, enum sidecar_step step, struct buffer *message,
                  struct error *error)
{
    struct sidecar_change change = {0};

    if (!session_make_sidecar(session, error) ||
        !sidecar_apply(session->sidecar, step, session_author(session), &change, error))
        return false;
    append_what(message, step, &change);
    if (!session_load(session, NULL))
        session->data_version++;
    if (change.type == OBJECT_MEETING)
        changes_append_meeting(message, session);
    view_step_done(session, change.object, change.type);
    sidecar_change_release(&change);
    return true;
}

bool session_step(struct session *session, enum sidecar_step step, bool confirmed,
                  bool *earlier_session, struct buffer *message, struct error *error)
{
    struct sidecar_change change = {0};

    *earlier_session = false;
    if (session->sidecar == NULL)
        return error_set(error, ERROR_NOTHING, NULL,
                         step == SIDECAR_UNDO ? _("There is nothing to undo")
                                              : _("There is nothing to redo"));
    if (!sidecar_peek(session->sidecar, step, session_author(session), &change, error))
        return false;
    *earlier_session = change.clock_ms < session->opened_ms;
    if (*earlier_session && !confirmed) {
        append_question(message, step, &change);
        sidecar_change_release(&change);
        return true;
    }
    view_step_at(session, change.object, change.type);
    sidecar_change_release(&change);
    return apply(session, step, message, error);
}
