/* Notes: written, changed, deleted. Each call is one action in the log. */
#include "config.h"

#include "session/session_internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* Far above any note, far below what a value of the sidecar may be. */
enum { NOTE_MAX_BYTES = 1 << 20 };

/* The text of a note as it is kept: decoded, without white space at its end. */
static bool clean_body(const char *raw, struct buffer *body, struct error *error)
{
    size_t replaced_count = 0, start_bytes = 0;
    const char *end;

    text_decode(raw, strlen(raw), true, body, &replaced_count);
    if (replaced_count > 0)
        return error_set(error, ERROR_USAGE, NULL,
                         _("the note is no UTF-8 text: convert it first, as with "
                           "`iconv -f WINDOWS-1252`"));
    if (body->data == NULL || text_is_blank(body->data, body->len_bytes))
        return error_set(error, ERROR_USAGE, NULL, _("the note is empty: write something in it"));
    while (body->data[start_bytes] == '\n')
        start_bytes++;
    end = body->data + start_bytes;
    body->len_bytes -= start_bytes;
    memmove(body->data, end, body->len_bytes);
    while (body->len_bytes > 0 && strchr(" \t\n", body->data[body->len_bytes - 1]) != NULL)
        body->len_bytes--;
    body->data[body->len_bytes] = '\0';
    if (body->len_bytes > NOTE_MAX_BYTES)
        return error_set(error, ERROR_USAGE, NULL,
                         _("the note is longer than 1 MB: keep long texts in a file of their own"));
    return true;
}

static bool check_kind(const char *kind, struct error *error)
{
    struct buffer kinds = {0};

    for (size_t i = 0; sidecar_note_kinds[i] != NULL; i++) {
        if (strcmp(sidecar_note_kinds[i], kind) == 0) {
            buffer_release(&kinds);
            return true;
        }
        buffer_append_format(&kinds, "%s%s", i == 0 ? "" : ", ", sidecar_note_kinds[i]);
    }
    error_set(error, ERROR_USAGE, NULL, _("“%s” is no kind of note: the kinds are %s"), kind,
              kinds.data);
    buffer_release(&kinds);
    return false;
}

bool session_note_add(struct session *session, const struct session_place *place, const char *kind,
                      const char *body, char *id, struct error *error)
{
    char snapshot[SIDECAR_ID_SIZE], own_id[SIDECAR_ID_SIZE];
    struct buffer cleaned = {0};
    struct anchor anchor = {0};
    bool added = false;

    if (kind == NULL)
        kind = sidecar_note_kinds[0];
    if (!check_kind(kind, error) || !clean_body(body, &cleaned, error) ||
        !session_begin(session, snapshot, error))
        goto done;
    session_anchor(session, place, snapshot, &anchor);
    if (sidecar_add_note(session->sidecar, &anchor, kind, cleaned.data, own_id, error))
        added = session_commit(session, error);
    else
        session_cancel(session);
    if (added && id != NULL)
        memcpy(id, own_id, sizeof own_id);
done:
    anchor_release(&anchor);
    buffer_release(&cleaned);
    return added;
}

/* The one note whose id begins so. */
static const struct sidecar_note *find_note(const struct session *session, const char *id,
                                            struct error *error)
{
    const struct sidecar_contents *contents = &session->contents;
    const struct sidecar_note *found = NULL;
    size_t len_bytes = strlen(id), count = 0;

    for (size_t i = 0; len_bytes > 0 && i < contents->note_count; i++) {
        if (strncasecmp(contents->notes[i].id, id, len_bytes) == 0) {
            found = &contents->notes[i];
            count++;
        }
    }
    if (count == 1)
        return found;
    if (count > 1)
        error_set(error, ERROR_USAGE, session->report_name,
                  _("several notes have an id that begins with %s: give more of it"), id);
    else
        error_set(error, ERROR_NOTHING, session->report_name,
                  _("has no note %s: `kantlijn note list` lists them"), id);
    return NULL;
}

/* Records what differs from the note as it stands; a conflict is settled by writing any body. */
static bool record_change(struct session *session, const struct sidecar_note *note,
                          const char *kind, const char *body, struct error *error)
{
    char id[SIDECAR_ID_SIZE];
    bool new_body = body != NULL && (strcmp(body, note->body) != 0 || note->conflict_count > 1);
    bool new_kind = kind != NULL && strcmp(kind, note->kind) != 0;

    if (!new_body && !new_kind)
        return true;
    memcpy(id, note->id, sizeof id);
    if (!session_begin(session, NULL, error))
        return false;
    if ((new_body && !sidecar_set_note_body(session->sidecar, id, body, error)) ||
        (new_kind && !sidecar_set_note_kind(session->sidecar, id, kind, error))) {
        session_cancel(session);
        return false;
    }
    return session_commit(session, error);
}

bool session_note_edit(struct session *session, const char *id, const char *kind, const char *body,
                       struct error *error)
{
    const struct sidecar_note *note = find_note(session, id, error);
    struct buffer cleaned = {0};
    bool edited;

    if (note == NULL || (kind != NULL && !check_kind(kind, error)))
        return false;
    edited = (body == NULL || clean_body(body, &cleaned, error)) &&
             record_change(session, note, kind, body == NULL ? NULL : cleaned.data, error);
    buffer_release(&cleaned);
    return edited;
}

bool session_note_delete(struct session *session, const char *id, struct error *error)
{
    const struct sidecar_note *note = find_note(session, id, error);
    char whole_id[SIDECAR_ID_SIZE];

    if (note == NULL)
        return false;
    memcpy(whole_id, note->id, sizeof whole_id);
    if (!session_begin(session, NULL, error))
        return false;
    if (!sidecar_delete(session->sidecar, whole_id, error)) {
        session_cancel(session);
        return false;
    }
    return session_commit(session, error);
}
