/* The verbs that change what the reader chose. */
#include "config.h"

#include "session/view.h"

#include <string.h>

#include "session/session_internal.h"

/* "measure 80", "ascii off" */
static void append_setting(const struct session *session, const struct setting *setting,
                           struct buffer *out)
{
    buffer_append_format(out, "%s ", setting->name);
    setting_append_value(setting, session->settings, out);
}

static unsigned list_settings(struct session *session)
{
    struct buffer list = {0};

    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        if (list.len_bytes > 0)
            buffer_append_string(&list, ", ");
        append_setting(session, setting, &list);
    }
    view_say(session, "%s", list.data);
    buffer_release(&list);
    return EFFECT_REDRAW;
}

static unsigned say_setting(struct session *session, const struct setting *setting,
                            unsigned effects)
{
    struct buffer said = {0};

    append_setting(session, setting, &said);
    view_say(session, "%s", said.data);
    buffer_release(&said);
    return effects;
}

unsigned configure_set(struct session *session, const struct verb_call *call)
{
    const struct setting *setting;
    enum setting_action action;
    struct error error = {0};

    if (call->argument == NULL || call->argument[strspn(call->argument, " \t")] == '\0')
        return list_settings(session);
    if (!settings_do(session->settings, call->argument, &setting, &action, &error))
        return view_refuse(session, "%s %s", error.file, error.message);
    return say_setting(session, setting,
                       action == SETTING_CHANGE ? EFFECT_SETTINGS | EFFECT_REDRAW : EFFECT_REDRAW);
}
