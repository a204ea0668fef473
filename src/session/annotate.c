/* The verbs that write: notes, stances, undo, export. They find out what the reader means by "here" and
 * leave the work to notes.c, stances.c, step.c and output.c, which the command line uses too. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

/* ---- here ---------------------------------------------------------------------------------------- */

static struct session_place place_of_anchor(const struct anchor *anchor, const struct anchor_place *where)
{
    struct session_place place = {.on_item = anchor_is_on_item(anchor, where), .heading = where->heading};

    place.start_points = where->start_points;
    place.end_points = where->end_points;
    return place;
}

/* The selection, else what the annotation in focus is about, else the focused heading's item or the
 * focused paragraph. False where the annotation in focus has no place any more. */
static bool find_here(struct session *session, struct session_place *place)
{
    const struct report *report = session->report;
    const struct layout_annotation *annotation = view_focused_annotation(session);
    const struct sidecar_contents *contents = session_contents(session);
    const struct report_block *block = &report->blocks[session->view.focus.block];
    size_t start_bytes, end_bytes;

    *place = (struct session_place){0};
    if (select_range(session, &start_bytes, &end_bytes)) {
        place->start_points = report_bytes_to_points(report, start_bytes);
        place->end_points = report_bytes_to_points(report, end_bytes);
    } else if (annotation != NULL && annotation->orphan) {
        view_refuse(session, "%s", _("This note's place is gone from the text: choose a passage first"));
        return false;
    } else if (annotation != NULL && annotation->kind == ANNOTATION_NOTE) {
        *place = place_of_anchor(&contents->notes[annotation->first].anchor, &contents->notes[annotation->first].place);
    } else if (annotation != NULL) {
        const struct sidecar_stance *stance = &contents->stances[annotation->stances[0]];

        *place = place_of_anchor(&stance->anchor, &stance->place);
    } else if (block->kind == BLOCK_HEADING) {
        place->on_item = true;
        place->heading = block->heading;
    } else {
        place->start_points = block->start_points;
        place->end_points = block->end_points;
    }
    return true;
}

/* What prepare found, else what is here now. */
static bool take_place(struct session *session, struct session_place *place)
{
    bool pending = session->page->place_pending;

    session->page->place_pending = false;
    if (!pending)
        return find_here(session, place);
    *place = session->page->pending_place;
    return true;
}

/* Asked before anybody types. */
static bool may_write(struct session *session)
{
    struct error error = {0};

    if (session_may_write(session, &error))
        return true;
    view_fail(session, &error);
    return false;
}

static bool keep_place(struct session *session)
{
    if (!may_write(session))
        return false;
    session->page->pending_note[0] = '\0';
    session->page->place_pending = find_here(session, &session->page->pending_place);
    return session->page->place_pending;
}

static const struct sidecar_note *focused_note(struct session *session)
{
    const struct layout_annotation *annotation = view_focused_annotation(session);

    if (annotation == NULL || annotation->kind != ANNOTATION_NOTE)
        return NULL;
    return &session_contents(session)->notes[annotation->first];
}

/* ---- notes --------------------------------------------------------------------------------------- */

bool annotate_prepare_note(struct session *session, char **initial)
{
    (void)initial;
    return keep_place(session);
}

static unsigned add_note(struct session *session, const char *body)
{
    struct session_place place;
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    if (!take_place(session, &place))
        return EFFECT_REDRAW;
    if (!session_note_add(session, &place, NULL, body, id, &error))
        return view_fail(session, &error);
    select_clear(session);
    view_say(session, "%s",
             view_stay_with(session, id, false)
                 ? _("Noted and saved: e edits it, dd deletes it, u takes it back")
                 : _("Noted and saved: ]n goes to it, u takes it back"));
    return EFFECT_REDRAW;
}

unsigned annotate_note(struct session *session, const struct verb_call *call)
{
    return add_note(session, call->argument == NULL ? "" : call->argument);
}

/* The note of the focused paragraph or heading, where it has one and no more; *count tells how many. */
static const struct sidecar_note *only_note_here(struct session *session, size_t *count)
{
    const struct layout *layout = session->view.layout;
    const struct sidecar_note *note = NULL;

    *count = 0;
    for (size_t index = 0; index < layout_annotation_count(layout); index++) {
        const struct layout_annotation *annotation = layout_annotation(layout, index);

        if (annotation->kind != ANNOTATION_NOTE || annotation->block != session->view.focus.block)
            continue;
        note = &session_contents(session)->notes[annotation->first];
        ++*count;
    }
    return *count == 1 ? note : NULL;
}

static bool start_edit(struct session *session, const struct sidecar_note *note, char **initial)
{
    if (!may_write(session))
        return false;
    session_typing_begins(session);
    memcpy(session->page->pending_note, note->id, sizeof note->id);
    *initial = base_copy_string(note->body);
    return true;
}

bool annotate_prepare_edit(struct session *session, char **initial)
{
    const struct sidecar_note *note = focused_note(session);
    size_t count = 0;

    if (note == NULL)
        note = only_note_here(session, &count);
    if (note != NULL)
        return start_edit(session, note, initial);
    if (count > 1)
        view_refuse(session, "%s", _("There are several notes here: ]n goes to the next one"));
    else
        view_refuse(session, "%s",
                    _("There is no note here: ]n goes to the next one, a writes one"));
    return false;
}

/* E: the note in focus, else a new one here. */
bool annotate_prepare_editor(struct session *session, char **initial)
{
    const struct sidecar_note *note = focused_note(session);

    return note != NULL ? start_edit(session, note, initial) : keep_place(session);
}

/* The sidecar is asked: the contents may not show it yet. */
static unsigned fail_to_edit(struct session *session, const char *id, const struct error *error)
{
    if (session->sidecar != NULL && sidecar_is_deleted(session->sidecar, id))
        return view_refuse(session, "%s", _("This note was deleted elsewhere meanwhile"));
    return view_fail(session, error);
}

unsigned annotate_edit(struct session *session, const struct verb_call *call)
{
    const struct sidecar_note *note = focused_note(session);
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];
    bool was_prepared;
    const char *body = call->argument == NULL ? "" : call->argument;

    memcpy(id, session->page->pending_note, sizeof id);
    session->page->pending_note[0] = '\0';
    was_prepared = id[0] != '\0';
    if (id[0] == '\0' && (session->page->place_pending || note == NULL))
        return add_note(session, body);
    if (id[0] == '\0')
        memcpy(id, note->id, sizeof id);
    if (was_prepared)
        session_typing_ended(session);
    if (!session_note_edit(session, id, NULL, body, &error))
        return fail_to_edit(session, id, &error);
    view_say(session, "%s", _("Changed and saved: u takes it back"));
    return EFFECT_REDRAW;
}

/* Deletes the tags of one row, as one action. */
static bool delete_stances(struct session *session, const struct layout_annotation *annotation, struct error *error)
{
    const struct sidecar_contents *contents = session_contents(session);
    struct sidecar *sidecar;
    bool done = true;

    if (!session_begin(session, NULL, error))
        return false;
    sidecar = session->sidecar;
    for (size_t index = 0; done && index < annotation->count; index++)
        done = sidecar_delete(sidecar, contents->stances[annotation->stances[index]].id, error);
    if (done)
        return session_commit(session, error);
    session_cancel(session);
    return false;
}

unsigned annotate_delete(struct session *session, const struct verb_call *call)
{
    const struct layout_annotation *annotation = view_focused_annotation(session);
    struct error error = {0};
    bool done;

    (void)call;
    if (annotation == NULL)
        return view_refuse(session, _("dd deletes a note or a stance that has the focus: ]n or ]t goes to one"));
    if (annotation->kind == ANNOTATION_NOTE)
        done = session_note_delete(session, session_contents(session)->notes[annotation->first].id, &error);
    else
        done = delete_stances(session, annotation, &error);
    if (!done)
        return view_fail(session, &error);
    view_say(session, "%s", _("Deleted: u brings it back"));
    return EFFECT_REDRAW;
}

/* ---- stances ------------------------------------------------------------------------------------- */

bool annotate_prepare_stances(struct session *session, char **initial)
{
    struct session_stance *stances = NULL;
    struct buffer words = {0};
    size_t count;

    if (!keep_place(session))
        return false;
    session_typing_begins(session);
    count = session_stances_at(session, &session->page->pending_place, &stances);
    for (size_t index = 0; index < count; index++)
        buffer_append_format(&words, "%s%s=%c", index > 0 ? " " : "", stances[index].actor->id,
                             stance_sign(stances[index].stance));
    free(stances);
    *initial = words.len_bytes > 0 ? buffer_detach(&words) : NULL;
    buffer_release(&words);
    return true;
}

unsigned annotate_stances(struct session *session, const struct verb_call *call)
{
    struct session_stance *stances = NULL;
    struct session_place place;
    struct error error = {0};
    size_t count = 0;
    unsigned effects = EFFECT_REDRAW;

    if (session->page->place_pending)
        session_typing_ended(session);
    if (!take_place(session, &place))
        return EFFECT_REDRAW;
    if (!session_parse_stances(call->argument == NULL ? "" : call->argument, &stances, &count, &error) ||
        !session_stance_set(session, &place, stances, count, &error)) {
        effects = view_fail(session, &error);
    } else {
        select_clear(session);
        view_say(session, ngettext("%zu stance saved: u takes it back", "%zu stances saved: u takes them back", count),
                 count);
    }
    free(stances);
    return effects;
}

/* ---- undo and redo ------------------------------------------------------------------------------- */

static unsigned step_back(struct session *session, enum sidecar_step step, bool *asked)
{
    struct buffer message = {0};
    struct error error = {0};
    bool earlier = false, confirmed = *asked;
    unsigned effects = EFFECT_REDRAW;

    *asked = false;
    if (!session_step(session, step, confirmed, &earlier, &message, &error))
        effects = view_fail(session, &error);
    else
        view_say(session, "%s", message.data == NULL ? "" : message.data);
    *asked = earlier && !confirmed && error.code == ERROR_NONE;
    if (!*asked && error.code == ERROR_NONE)
        view_go_still(session, &session->page->step_position);
    buffer_release(&message);
    return effects;
}

unsigned annotate_undo(struct session *session, const struct verb_call *call)
{
    (void)call;
    session->page->redo_asked = false;
    return step_back(session, SIDECAR_UNDO, &session->page->undo_asked);
}

unsigned annotate_redo(struct session *session, const struct verb_call *call)
{
    (void)call;
    session->page->undo_asked = false;
    return step_back(session, SIDECAR_REDO, &session->page->redo_asked);
}

/* ---- export -------------------------------------------------------------------------------------- */

bool annotate_prepare_export(struct session *session, char **initial)
{
    const char *name = session_report_name(session);
    const char *dot = strrchr(name, '.');
    struct buffer path = {0};

    buffer_append(&path, name, dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name));
    buffer_append_string(&path, ".notes.txt");
    *initial = buffer_detach(&path);
    return true;
}

/* "~/notes.txt" means there what it means to a shell. */
static void append_path(struct buffer *path, const char *words)
{
    const char *home = getenv("HOME");

    if (words[0] == '~' && words[1] == '/' && home != NULL) {
        buffer_append_string(path, home);
        words++;
    }
    buffer_append_string(path, words);
}

static unsigned export_to(struct session *session, const char *path, bool force)
{
    struct buffer out = {0};
    struct error error = {0};
    unsigned effects = EFFECT_REDRAW;

    if (!session_export(session, &export_formats[0], EXPORT_WIDTH_DEFAULT_COLS, &out, &error) ||
        !session_write_file(session, path, &out, force, &error))
        effects = view_fail(session, &error);
    else
        view_say(session, _("Exported to %s"), path);
    buffer_release(&out);
    return effects;
}

/* ":export FILE", or ":export --force FILE" over an existing one. */
unsigned annotate_export(struct session *session, const struct verb_call *call)
{
    static const char force_option[] = "--force ";
    const char *words = call->argument == NULL ? "" : call->argument;
    bool force = strncmp(words, force_option, sizeof force_option - 1) == 0;
    struct buffer path = {0};
    unsigned effects;

    if (force)
        words += sizeof force_option - 1;
    words += strspn(words, " ");
    if (words[0] == '\0')
        return view_refuse(session, _("Export to which file? As in :export notes.txt"));
    if (words[0] == '-')
        return view_refuse(session,
                           _("%.*s is no option here: as in :export notes.txt, or :export --force "
                             "notes.txt over a file that exists"),
                           (int)strcspn(words, " "), words);
    append_path(&path, words);
    effects = export_to(session, path.data, force);
    buffer_release(&path);
    return effects;
}
