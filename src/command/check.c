/* kantlijn check: what is wrong with a sidecar, one finding a line; status 1 where there is any. */
#include "config.h"

#include "command/command_internal.h"

#include <stdlib.h>

struct findings {
    char **sentences;
    size_t count, capacity;
};

static void keep_finding(void *context, const char *sentence)
{
    struct findings *findings = context;

    findings->sentences = array_reserve(findings->sentences, &findings->capacity,
                                        findings->count + 1, sizeof *findings->sentences);
    findings->sentences[findings->count++] = base_copy_string(sentence);
}

static void append_findings(struct buffer *out, const struct findings *findings, bool as_json)
{
    struct json json;

    if (as_json) {
        json_init(&json, out);
        json_array_begin(&json);
        for (size_t i = 0; i < findings->count; i++)
            json_string(&json, findings->sentences[i]);
        json_array_end(&json);
        return;
    }
    for (size_t i = 0; i < findings->count; i++)
        buffer_append_format(out, "%s\n", findings->sentences[i]);
    if (findings->count == 0)
        buffer_append_format(out, "%s\n", _("nothing is wrong"));
}

static void tell_repaired(const struct session *session, const char *kept)
{
    struct buffer message = {0};

    buffer_append_format(&message, _("was rebuilt from its log: as it was, it is kept in %s"),
                         kept);
    print_message(session_sidecar_path(session), message.data);
    buffer_release(&message);
}

int run_check(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    struct findings findings = {0};
    struct buffer out = {0}, kept = {0};
    bool repair = call->values[OPTION_REPAIR] != NULL;
    size_t count = 0;

    if (call_open(call, CALL_NOTES, &session, error) &&
        session_check(session, repair ? &kept : NULL, keep_finding, &findings, &count, error)) {
        if (kept.len_bytes > 0)
            tell_repaired(session, kept.data);
        append_findings(&out, &findings, call->values[OPTION_JSON] != NULL);
        print_buffer(&out, error);
    }
    for (size_t i = 0; i < findings.count; i++)
        free(findings.sentences[i]);
    free(findings.sentences);
    buffer_release(&kept);
    buffer_release(&out);
    session_close(session);
    if (error->code == ERROR_NONE && count > 0)
        return ERROR_NOTHING;
    return (int)error->code;
}
