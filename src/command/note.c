/* kantlijn note add, list, edit, delete. */
#include "config.h"

#include "command/command_internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { QUOTE_SHOWN_COLS = 72 };

int run_note_add(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    struct session_place place;
    struct buffer out = {0};
    char id[SIDECAR_ID_SIZE];
    char *body = NULL;

    if (call->values[OPTION_BODY] == NULL) {
        error_set(error, ERROR_USAGE, call->command->name,
                  _("needs the note's text: give it with --body TEXT, or --body - to read it"));
        return (int)error->code;
    }
    if (call_open(call, CALL_NOTES, &session, error) &&
        call_find_place(call, session, &place, error) && (body = call_body(call, error)) != NULL &&
        session_note_add(session, &place, call->values[OPTION_KIND], body, id, error)) {
        buffer_append_format(&out, "%s\n", id);
        print_buffer(&out, error);
    }
    free(body);
    buffer_release(&out);
    session_close(session);
    return (int)error->code;
}

/* ---- list -------------------------------------------------------------------------------------------- */

static void json_note(struct json *json, const struct report *report,
                      const struct sidecar_note *note)
{
    json_object_begin(json);
    json_pair_string(json, "id", note->id);
    json_pair_string(json, "kind", note->kind);
    json_item(json, report, &note->anchor, &note->place);
    json_range(json, &note->anchor, &note->place);
    json_pair_string(json, "body", note->body);
    json_history(json, note->author, note->created_ms, note->modified_ms, note->place.state);
    json_object_end(json);
}

static void append_json(struct buffer *out, const struct report *report,
                        const struct sidecar_contents *contents)
{
    struct json json;

    json_init(&json, out);
    json_array_begin(&json);
    for (size_t i = 0; i < contents->note_count; i++)
        json_note(&json, report, &contents->notes[i]);
    json_array_end(&json);
}

static void append_indented(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t len_bytes = strcspn(text, "\n");

        if (len_bytes > 0) {
            buffer_append_string(out, "    ");
            buffer_append(out, text, len_bytes);
        }
        buffer_append_char(out, '\n');
        text += len_bytes + (text[len_bytes] == '\n');
    }
}

static void append_quote(struct buffer *out, const char *quote)
{
    buffer_append_string(out, "  > ");
    text_show(quote, strlen(quote), QUOTE_SHOWN_COLS, out);
    buffer_append_char(out, '\n');
}

/* The other bodies of a conflict stand below the one that is listed. */
static void append_conflicts(struct buffer *out, const struct sidecar_note *note)
{
    for (size_t i = 0; i < note->conflict_count; i++) {
        const struct sidecar_value *other = &note->conflicts[i];

        if (strcmp(other->value, note->body) == 0)
            continue;
        /* TRANSLATORS: another text of the same note, written at the same time; %s is its author */
        buffer_append_format(out, _("  or, by %s:"), other->author);
        buffer_append_char(out, '\n');
        append_indented(out, other->value);
    }
}

static void append_note(struct buffer *out, const struct report *report,
                        const struct sidecar_note *note)
{
    buffer_append_format(out, "%s  %s  ", note->id, note->kind);
    append_place_label(out, report, &note->anchor, &note->place);
    if (note->place.state != ANCHOR_SAME)
        buffer_append_format(out, "  [%s]", layout_state_label(note->place.state));
    if (note->conflict_count > 1)
        buffer_append_format(out, "  [%s]", _("conflict"));
    buffer_append_char(out, '\n');
    if (!anchor_is_on_item(&note->anchor, &note->place))
        append_quote(out, note->anchor.quote);
    append_indented(out, note->body);
    append_conflicts(out, note);
    buffer_append_string(out, "  ");
    sidecar_append_author(out, note->author, note->changed_by);
    buffer_append_string(out, ", ");
    append_date(out, note->modified_ms);
    buffer_append_char(out, '\n');
}

int run_note_list(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    struct buffer out = {0};

    if (call_open(call, CALL_NOTES, &session, error) && session_read_all(session, error)) {
        const struct sidecar_contents *contents = session_contents(session);

        if (call->values[OPTION_JSON] != NULL)
            append_json(&out, session_report(session), contents);
        for (size_t i = 0; call->values[OPTION_JSON] == NULL && i < contents->note_count; i++)
            append_note(&out, session_report(session), &contents->notes[i]);
        print_buffer(&out, error);
    }
    buffer_release(&out);
    session_close(session);
    return (int)error->code;
}

/* ---- edit, delete -------------------------------------------------------------------------------------- */

int run_note_edit(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    const char *kind = call->values[OPTION_KIND];
    bool with_body = call->values[OPTION_BODY] != NULL;
    char *body = NULL;

    if (!with_body && kind == NULL) {
        error_set(error, ERROR_USAGE, call->command->name,
                  _("needs to know what changes: give --body, --kind or both"));
        return (int)error->code;
    }
    if (call_open(call, CALL_NOTES, &session, error) &&
        (!with_body || (body = call_body(call, error)) != NULL))
        session_note_edit(session, call->operands[0], kind, body, error);
    free(body);
    session_close(session);
    return (int)error->code;
}

int run_note_delete(const struct call *call, struct error *error)
{
    struct session *session = NULL;

    if (call_open(call, CALL_NOTES, &session, error))
        session_note_delete(session, call->operands[0], error);
    session_close(session);
    return (int)error->code;
}
