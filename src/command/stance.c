/* kantlijn stance set, clear, list. */
#include "config.h"

#include "command/command_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- set, clear ---------------------------------------------------------------------------------------- */

static bool set_stances(const struct call *call, const struct session_stance *stances, size_t count,
                        struct error *error)
{
    struct session *session = NULL;
    struct session_place place;
    bool set;

    if (count == 0)
        return error_set(error, ERROR_USAGE, call->command->name,
                         _("needs an actor before the report: give one"));
    set = call_open(call, CALL_NOTES, &session, error) &&
          call_find_place(call, session, &place, error) &&
          session_stance_set(session, &place, stances, count, error);
    session_close(session);
    return set;
}

int run_stance_set(const struct call *call, struct error *error)
{
    struct session_stance *stances = NULL;
    size_t count = 0;
    bool parsed = true;

    for (int i = 0; parsed && i < call->operand_count; i++)
        parsed = session_parse_stances(call->operands[i], &stances, &count, error);
    if (parsed)
        set_stances(call, stances, count, error);
    free(stances);
    return (int)error->code;
}

int run_stance_clear(const struct call *call, struct error *error)
{
    struct session_stance *stances = NULL;
    size_t count = 0;
    bool parsed = true;

    for (int i = 0; parsed && i < call->operand_count; i++) {
        struct buffer words = {0};

        buffer_append_format(&words, "%s=clear", call->operands[i]);
        parsed =
            strchr(call->operands[i], '=') == NULL
                ? session_parse_stances(words.data, &stances, &count, error)
                : error_set(error, ERROR_USAGE, call->operands[i],
                            _("clearing takes actors alone: leave out the = and what follows"));
        buffer_release(&words);
    }
    if (parsed)
        set_stances(call, stances, count, error);
    free(stances);
    return (int)error->code;
}

/* ---- list ---------------------------------------------------------------------------------------------- */

static void json_stance(struct json *json, const struct report *report,
                        const struct sidecar_stance *stance)
{
    json_object_begin(json);
    json_pair_string(json, "id", stance->id);
    json_item(json, report, &stance->anchor, &stance->place);
    json_pair_string(json, "actor", stance->actor);
    json_pair_string(json, "stance", stance_word(stance->stance));
    json_range(json, &stance->anchor, &stance->place);
    json_history(json, stance->author, stance->created_ms, stance->modified_ms,
                 stance->place.state);
    json_object_end(json);
}

static void append_json(struct buffer *out, const struct report *report,
                        const struct sidecar_contents *contents)
{
    struct json json;

    json_init(&json, out);
    json_array_begin(&json);
    for (size_t i = 0; i < contents->stance_count; i++)
        json_stance(&json, report, &contents->stances[i]);
    json_array_end(&json);
}

static void append_stance(struct buffer *out, const struct report *report,
                          const struct sidecar_stance *stance)
{
    buffer_append_format(out, "%s  %s%c  ", stance->id, stance->actor, stance_sign(stance->stance));
    append_place_label(out, report, &stance->anchor, &stance->place);
    if (!anchor_is_on_item(&stance->anchor, &stance->place) && stance->place.state != ANCHOR_ORPHAN)
        buffer_append_format(out, "  %zu:%zu", stance->place.start_points,
                             stance->place.end_points);
    if (stance->place.state != ANCHOR_SAME)
        buffer_append_format(out, "  [%s]", layout_state_label(stance->place.state));
    if (stance->conflict)
        buffer_append_format(out, "  [%s]", _("conflict"));
    buffer_append_string(out, "  ");
    sidecar_append_author(out, stance->author, stance->changed_by);
    buffer_append_string(out, ", ");
    append_date(out, stance->modified_ms);
    buffer_append_char(out, '\n');
}

int run_stance_list(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    struct buffer out = {0};

    if (call_open(call, CALL_NOTES, &session, error) && session_read_all(session, error)) {
        const struct sidecar_contents *contents = session_contents(session);

        if (call->values[OPTION_JSON] != NULL)
            append_json(&out, session_report(session), contents);
        for (size_t i = 0; call->values[OPTION_JSON] == NULL && i < contents->stance_count; i++)
            append_stance(&out, session_report(session), &contents->stances[i]);
        print_buffer(&out, error);
    }
    buffer_release(&out);
    session_close(session);
    return (int)error->code;
}
