/* The verbs that change what the reader chose. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

/* "measure 80", "ascii off", "clipboard-command=" where that is empty. */
static void append_setting(const struct session *session, const struct setting *setting,
                           struct buffer *out)
{
    struct buffer value = {0};

    buffer_init(&value);
    setting_append_value(setting, &session->config->settings, &value);
    buffer_append_format(out, "%s%s%s", setting->name, value.len_bytes == 0 ? "=" : " ",
                         value.data);
    buffer_release(&value);
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
    if (!settings_do(&session->config->settings, call->argument, &setting, &action, &error))
        return view_refuse(session, error.file[0] == '\0' ? "%s%s" : "%s %s", error.file,
                           error.message);
    return say_setting(session, setting,
                       action == SETTING_CHANGE ? EFFECT_SETTINGS | EFFECT_REDRAW : EFFECT_REDRAW);
}

/* NULL where the word is no key that does something. */
static const struct binding *find_binding(struct session *session, const char *word)
{
    const struct keymap *keymap = config_keymap(session->config);
    const struct binding *found = NULL;
    struct buffer keys = {0};

    for (size_t i = 0; i < keymap->count && found == NULL; i++) {
        buffer_clear(&keys);
        keymap_append_binding(&keymap->bindings[i], &keys);
        if (strcmp(keys.data, word) == 0)
            found = &keymap->bindings[i];
    }
    buffer_release(&keys);
    return found;
}

/* ":bind K". */
static void say_binding(struct session *session, const char *key)
{
    const struct binding *binding = find_binding(session, key);

    if (binding == NULL)
        view_say(session, _("%s does nothing"), key);
    else
        view_say(session, "%s %s%s%s", key, binding->verb->name,
                 binding->argument == NULL ? "" : " ",
                 binding->argument == NULL ? "" : binding->argument);
}

unsigned configure_bind(struct session *session, const struct verb_call *call)
{
    const char *words = call->argument == NULL ? "" : call->argument;
    size_t key_bytes;
    struct error error = {0};

    words += strspn(words, " \t");
    if (words[0] == '\0')
        return EFFECT_HELP | EFFECT_REDRAW;
    key_bytes = strcspn(words, " \t");
    if (words[key_bytes + strspn(words + key_bytes, " \t")] == '\0') {
        char *key = base_copy_bytes(words, key_bytes);

        say_binding(session, key);
        free(key);
    } else if (!config_bind(session->config, words, &error)) {
        return view_refuse(session, error.file[0] == '\0' ? "%s%s" : "%s %s", error.file,
                           error.message);
    } else {
        view_say(session, _("Bound: %s"), words);
    }
    return EFFECT_REDRAW;
}

unsigned configure_unbind(struct session *session, const struct verb_call *call)
{
    struct error error = {0};

    if (!config_unbind(session->config, call->argument, &error))
        return view_refuse(session, error.file[0] == '\0' ? "%s%s" : "%s %s", error.file,
                           error.message);
    view_say(session, _("%s does nothing now"), call->argument);
    return EFFECT_REDRAW;
}

/* ---- completion ------------------------------------------------------------------------------------ */

static void append_word(struct buffer *values, const char *word)
{
    if (values->len_bytes > 0)
        buffer_append_char(values, ' ');
    buffer_append_string(values, word);
}

/* The names; after one, what it can be. */
void configure_complete_set(const char *argument, struct buffer *values, size_t *start_bytes)
{
    size_t name_bytes = strcspn(argument, " =");
    const struct setting *setting = setting_find(argument, name_bytes);

    *start_bytes = name_bytes + strspn(argument + name_bytes, " =");
    if (argument[name_bytes] != '\0') {
        if (setting != NULL && setting->kind != SETTING_NUMBER)
            setting_append_values(setting, values);
        return;
    }
    *start_bytes = 0;
    for (setting = settings_table; setting->name != NULL; setting++)
        append_word(values, setting->name);
}

/* After a key, the commands. */
void configure_complete_bind(const char *argument, struct buffer *values, size_t *start_bytes)
{
    size_t key_bytes = strcspn(argument, " ");

    *start_bytes = key_bytes + strspn(argument + key_bytes, " ");
    if (argument[key_bytes] == '\0' || strchr(argument + *start_bytes, ' ') != NULL)
        return;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
        append_word(values, verb->name);
}
