/* The changes, newest first: what each was in words, where it was made, taking it back. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"
#include "text/text.h"

struct session_changes {
    struct session *session;
    struct sidecar_action *actions;
    size_t count;
    char asked[SIDECAR_ID_SIZE]; /* the action that a second key is waited for, or "" */
    enum sidecar_step asked_step;
};

/* Of a row, what is not the item and the words; of the rest the item gets half. */
enum { ITEM_COLS = 30, ITEM_LEAST_COLS = 8, AUTHOR_COLS = 16, VERB_COLS = 50 };

/* ---- in words ------------------------------------------------------------------------------------ */

/* %1$s is the item it stands at, %2$s the note's beginning, the stances, or the corrected line; the meeting
 * has its words alone. Not whole sentences: one is a row of a list. */
static const char *const at_item[][3] = {
    [OBJECT_NOTE] = {N_("note written on %1$s: %2$s"), N_("note changed on %1$s: %2$s"),
                     N_("note deleted on %1$s: %2$s")},
    [OBJECT_STANCE] = {N_("stance set on %1$s: %2$s"), N_("stance changed on %1$s: %2$s"),
                       N_("stance cleared on %1$s: %2$s")},
    /* TRANSLATORS: the outline was put right: what a line is, a heading or a paragraph. */
    [OBJECT_CORRECTION] = {N_("line put right in %1$s: %2$s"),
                           N_("line put right anew in %1$s: %2$s"),
                           N_("correction taken back in %1$s: %2$s")},
};
static const char *const before_items[][3] = {
    [OBJECT_NOTE] = {N_("note written: %s"), N_("note changed: %s"), N_("note deleted: %s")},
    [OBJECT_STANCE] = {N_("stance set: %s"), N_("stance changed: %s"), N_("stance cleared: %s")},
    [OBJECT_CORRECTION] = {N_("line put right: %s"), N_("line put right anew: %s"),
                           N_("correction taken back: %s")},
    [OBJECT_MEETING] = {N_("meeting set: %s"), N_("meeting changed: %s"),
                        N_("meeting taken back: %s")},
};

void changes_append_words(struct buffer *out, const struct sidecar_change *change,
                          const struct anchor *anchor, int item_cols)
{
    size_t what = change->what == CHANGE_ADDED ? 0 : change->what == CHANGE_EDITED ? 1 : 2;
    const char *words = change->words == NULL ? "" : change->words;
    struct buffer item = {0}, shown = {0};

    if (change->type == OBJECT_MEETING && words[0] == '\0') {
        buffer_append_string(out, _("meeting taken back"));
        return;
    }
    if (anchor != NULL)
        anchor_append_item(anchor, &item);
    if (item.len_bytes > 0 && change->type != OBJECT_MEETING) {
        text_show(item.data, item.len_bytes, item_cols, &shown);
        buffer_append_format(out, _(at_item[change->type][what]), shown.data, words);
    } else {
        buffer_append_format(out, _(before_items[change->type][what]), words);
    }
    buffer_release(&item);
    buffer_release(&shown);
}

static void append_told(struct buffer *out, const struct sidecar_told *told, int item_cols)
{
    struct buffer words = {0};

    changes_append_words(&words, &told->change, &told->anchor, item_cols);
    if (told->depth == 0)
        buffer_append_string(out, words.data);
    else if (told->depth % 2 == 1)
        /* TRANSLATORS: %s is what was undone, as in "undone: note written on 2. Havens: text" */
        buffer_append_format(out, _("undone: %s"), words.data);
    else
        buffer_append_format(out, _("redone: %s"), words.data);
    buffer_release(&words);
}

/* ---- the list ------------------------------------------------------------------------------------ */

static bool read_actions(struct session_changes *changes, struct error *error)
{
    sidecar_actions_free(changes->actions, changes->count);
    changes->actions = NULL;
    changes->count = 0;
    return sidecar_actions(changes->session->sidecar, &changes->actions, &changes->count, error);
}

struct session_changes *session_changes_open(struct session *session, struct error *error)
{
    struct session_changes *changes;

    if (session->sidecar == NULL) {
        error_set(error, ERROR_NOTHING, NULL, _("Nothing has been written yet"));
        return NULL;
    }
    changes = base_allocate(sizeof *changes);
    changes->session = session;
    if (session_read_all(session, error) && read_actions(changes, error) && changes->count > 0)
        return changes;
    if (changes->count == 0)
        error_set(error, ERROR_NOTHING, NULL, _("Nothing has been written yet"));
    session_changes_close(changes);
    return NULL;
}

void session_changes_close(struct session_changes *changes)
{
    if (changes == NULL)
        return;
    sidecar_actions_free(changes->actions, changes->count);
    free(changes);
}

bool session_changes_refresh(struct session_changes *changes, size_t *index, struct error *error)
{
    char id[SIDECAR_ID_SIZE];

    memcpy(id, changes->actions[*index].id, sizeof id);
    *index = 0;
    if (changes->session->sidecar == NULL)
        return error_set(error, ERROR_NOTHING, NULL, _("Nothing has been written yet"));
    if (!read_actions(changes, error))
        return false;
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->actions[i].id, id) == 0)
            *index = i;
    return changes->count > 0 ||
           error_set(error, ERROR_NOTHING, NULL, _("Nothing has been written yet"));
}

size_t session_changes_count(const struct session_changes *changes)
{
    return changes->count;
}

void session_changes_label(struct session_changes *changes, size_t index, int width_cols,
                           struct buffer *label)
{
    const int half_cols = (width_cols - VERB_COLS) / 2;
    const int item_cols = half_cols > ITEM_COLS         ? ITEM_COLS
                          : half_cols < ITEM_LEAST_COLS ? ITEM_LEAST_COLS
                                                        : half_cols;
    const struct sidecar_action *action = &changes->actions[index];
    const char *author = action->author == NULL ? "" : action->author;
    struct sidecar_told told;
    struct error error = {0};

    step_append_time(label, action->clock_ms);
    buffer_append_string(label, "  ");
    text_show(author, strlen(author), AUTHOR_COLS, label);
    buffer_append_string(label, "  ");
    if (!sidecar_tell(changes->session->sidecar, action, &told, &error)) {
        buffer_append_string(label, error.message);
        return;
    }
    if (told.undone)
        buffer_append_format(label, "[%s] ", _("undone"));
    append_told(label, &told, item_cols);
    sidecar_told_release(&told);
}

/* ---- where it was made --------------------------------------------------------------------------- */

static bool stands_there(const struct session *session, const struct sidecar_change *change)
{
    const struct sidecar_contents *contents = &session->contents;

    for (size_t i = 0; change->type == OBJECT_NOTE && i < contents->note_count; i++)
        if (strcmp(contents->notes[i].id, change->object) == 0)
            return true;
    for (size_t i = 0; change->type == OBJECT_STANCE && i < contents->stance_count; i++)
        if (strcmp(contents->stances[i].id, change->object) == 0)
            return true;
    return false;
}

/* The place of what is there no more: where its anchor stands now, else its item, else about as far in the
 * report as it was. */
static size_t nearest_block(struct session *session, const struct anchor *anchor)
{
    const struct report *report = session->report;
    const struct buffer *text = &report->text;
    struct anchor_search search = {0};
    struct anchor_place place = {.heading = REPORT_NONE};
    bool same_text = false;
    size_t at_points;

    if (anchor->snapshot != NULL)
        sidecar_snapshot_equals(session->sidecar, anchor->snapshot, text->data, text->len_bytes,
                                &same_text, NULL);
    anchor_resolve(&search, anchor, report, same_text, &place);
    anchor_search_release(&search);
    if (place.state != ANCHOR_ORPHAN)
        return report_block_at_points(report, place.start_points);
    if (place.heading != REPORT_NONE)
        return report->headings[place.heading].first_block;
    at_points = report_bytes_to_points(report, text->len_bytes);
    return report_block_at_points(report,
                                  anchor->start_points < at_points ? anchor->start_points : 0);
}

static struct layout_position position_of(struct session *session, const struct sidecar_told *told)
{
    struct layout_position position = {.block = 0};

    if (stands_there(session, &told->change)) {
        position.on_annotation = true;
        position.is_stance = told->change.type == OBJECT_STANCE;
        memcpy(position.id, told->change.object, sizeof position.id);
    }
    if (told->anchor.quote != NULL) {
        position.block = nearest_block(session, &told->anchor);
        position.at_bytes = session->report->blocks[position.block].start_bytes;
    }
    return position;
}

/* Whether it was gone, in words. */
static void say_gone(struct session *session, const struct sidecar_told *told)
{
    if (told->change.type == OBJECT_NOTE)
        view_say(session, "%s", _("This note is not there now: it stood about here"));
    else if (told->change.type == OBJECT_STANCE)
        view_say(session, "%s", _("This stance is not there now: it stood about here"));
}

bool session_changes_go(struct session_changes *changes, size_t index, struct error *error)
{
    struct session *session = changes->session;
    struct layout_position position;
    struct sidecar_told told;

    if (!sidecar_tell(session->sidecar, &changes->actions[index], &told, error))
        return false;
    buffer_clear(&session->view.message);
    session->view.message_is_error = false;
    if (told.anchor.quote == NULL) {
        view_say(session, "%s", _("This change is about the report as a whole"));
    } else {
        position = position_of(session, &told);
        session_go(session, &position);
        if (!position.on_annotation)
            say_gone(session, &told);
    }
    sidecar_told_release(&told);
    return true;
}

/* ---- taking it back ------------------------------------------------------------------------------ */

static bool is_asked(const struct session_changes *changes, const struct sidecar_action *action,
                     enum sidecar_step step)
{
    return strcmp(changes->asked, action->id) == 0 && changes->asked_step == step;
}

static bool is_own(const struct session_changes *changes, const struct sidecar_action *action)
{
    return action->author != NULL && strcmp(action->author, session_author(changes->session)) == 0;
}

/* Another's change, and one of an earlier session, is not taken back by a slip of the finger. */
static bool must_ask(struct session_changes *changes, const struct sidecar_action *action,
                     enum sidecar_step step, struct buffer *message)
{
    const bool own = is_own(changes, action);

    if ((own && action->clock_ms >= changes->session->opened_ms) || is_asked(changes, action, step))
        return false;
    memcpy(changes->asked, action->id, sizeof changes->asked);
    changes->asked_step = step;
    if (!own)
        buffer_append_format(message,
                             step == SIDECAR_UNDO
                                 ? _("This change is by %s: u once more undoes it all the same")
                                 : _("This change is by %s: ^R once more redoes it all the same"),
                             action->author == NULL ? "" : action->author);
    else
        buffer_append_string(message, step == SIDECAR_UNDO
                                          ? _("This change is from an earlier session: u once more "
                                              "undoes it")
                                          : _("This change is from an earlier session: ^R once "
                                              "more redoes it"));
    return true;
}

/* A redo of an undo is said as what it does: the thing itself is undone again. */
static void append_done(struct buffer *message, const struct sidecar_told *told,
                        enum sidecar_step step, bool shown)
{
    struct buffer words = {0};

    changes_append_words(&words, &told->change, &told->anchor, ITEM_COLS);
    buffer_append_format(message,
                         (step == SIDECAR_UNDO) == (told->depth % 2 == 0) ? _("Undone: %s")
                                                                          : _("Redone: %s"),
                         words.data);
    if (!shown)
        buffer_append_format(message, " (%s)", _("what was written after it stays"));
    buffer_release(&words);
}

static bool do_step(struct session_changes *changes, const struct sidecar_action *action,
                    enum sidecar_step step, struct buffer *message, struct error *error)
{
    struct session *session = changes->session;
    struct sidecar_told told;
    bool shown = false, done;

    if (!session_make_sidecar(session, error) ||
        !sidecar_tell(session->sidecar, action, &told, error))
        return false;
    done = sidecar_step_on(session->sidecar, action, step, session_author(session), &shown, error);
    if (done) {
        if (!session_load(session, NULL))
            session->data_version++;
        append_done(message, &told, step, shown);
        if (told.change.type == OBJECT_MEETING)
            changes_append_meeting(message, session);
    }
    sidecar_told_release(&told);
    return done;
}

bool session_changes_step(struct session_changes *changes, size_t *index, enum sidecar_step step,
                          struct buffer *message, struct error *error)
{
    if (must_ask(changes, &changes->actions[*index], step, message))
        return true;
    changes->asked[0] = '\0';
    return do_step(changes, &changes->actions[*index], step, message, error) &&
           session_changes_refresh(changes, index, error);
}

void changes_append_meeting(struct buffer *message, struct session *session)
{
    struct buffer words = {0};

    session_meeting_words(session, &words);
    buffer_append_string(message, ". ");
    if (words.len_bytes > 0)
        buffer_append_format(message, _(meeting_sentences[session->report->meeting.source]),
                             words.data);
    else
        buffer_append_string(message, _("Date and place of the meeting are not known now"));
    buffer_release(&words);
}
