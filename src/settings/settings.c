/* The values of the settings: defaults, reading them from words, writing them. */
#include "config.h"

#include "settings/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- where a value is ---------------------------------------------------------------------------- */

static int *number_at(const struct setting *setting, struct settings *settings)
{
    return (int *)(void *)((char *)settings + setting->at);
}

static bool *switch_at(const struct setting *setting, struct settings *settings)
{
    return (bool *)((char *)settings + setting->at);
}

static char **text_at(const struct setting *setting, struct settings *settings)
{
    return (char **)(void *)((char *)settings + setting->at);
}

/* ---- defaults ------------------------------------------------------------------------------------ */

void settings_init(struct settings *settings)
{
    *settings = (struct settings){0};
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++)
        setting_assign(setting, setting->standard, settings, NULL);
}

void settings_release(struct settings *settings)
{
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        if (setting->kind == SETTING_TEXT)
            free(*text_at(setting, settings));
    }
    *settings = (struct settings){0};
}

const struct setting *setting_find(const char *name, size_t len_bytes)
{
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        if (strlen(setting->name) == len_bytes && memcmp(setting->name, name, len_bytes) == 0)
            return setting;
    }
    return NULL;
}

/* ---- reading a value ------------------------------------------------------------------------------- */

/* The place of a word among those apart by spaces, or -1. */
static int place_of(const char *words, const char *word)
{
    size_t len_bytes = strlen(word);
    int place = 0;

    for (const char *at = words; *at != '\0' && len_bytes > 0; place++) {
        size_t at_bytes = strcspn(at, " ");

        if (at_bytes == len_bytes && memcmp(at, word, len_bytes) == 0)
            return place;
        at += at_bytes + (at[at_bytes] == ' ');
    }
    return -1;
}

static bool assign_number(const struct setting *setting, const char *value,
                          struct settings *settings, struct error *error)
{
    char *end;
    long number;

    errno = 0;
    number = strtol(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno != 0 || number < setting->least ||
        number > setting->most)
        return error != NULL && error_set(error, ERROR_USAGE, value,
                                          _("is no value for %s: give a number from %d to %d"),
                                          setting->name, setting->least, setting->most);
    *number_at(setting, settings) = (int)number;
    return true;
}

static const char switch_words[] = "off on";

/* "auto, dark, light" */
static bool set_word_error(const struct setting *setting, const char *words, const char *value,
                           struct error *error)
{
    struct buffer list = {0};

    if (error == NULL)
        return false;
    for (; *words != '\0'; words++) {
        if (*words == ' ')
            buffer_append_char(&list, ',');
        buffer_append_char(&list, *words);
    }
    error_set(error, ERROR_USAGE, value, _("is no value for %s: give one of %s"), setting->name,
              list.data);
    buffer_release(&list);
    return false;
}

static bool assign_word(const struct setting *setting, const char *value, struct settings *settings,
                        struct error *error)
{
    int place = place_of(setting->words, value);

    if (place < 0)
        return set_word_error(setting, setting->words, value, error);
    *number_at(setting, settings) = place;
    return true;
}

static bool assign_switch(const struct setting *setting, const char *value,
                          struct settings *settings, struct error *error)
{
    int place = place_of(switch_words, value);

    if (place < 0)
        return set_word_error(setting, switch_words, value, error);
    *switch_at(setting, settings) = place == 1;
    return true;
}

static bool assign_text(const struct setting *setting, const char *value, struct settings *settings,
                        struct error *error)
{
    char **text = text_at(setting, settings);

    if (strlen(value) > SETTING_TEXT_MAX_BYTES || strpbrk(value, "\n\r") != NULL)
        return error != NULL &&
               error_set(error, ERROR_USAGE, setting->name,
                         _("takes one line of at most %d bytes: shorten what it is set to"),
                         (int)SETTING_TEXT_MAX_BYTES);
    free(*text);
    *text = base_copy_string(value);
    return true;
}

bool setting_assign(const struct setting *setting, const char *value, struct settings *settings,
                    struct error *error)
{
    switch (setting->kind) {
    case SETTING_NUMBER:
        return assign_number(setting, value, settings, error);
    case SETTING_WORD:
        return assign_word(setting, value, settings, error);
    case SETTING_SWITCH:
        return assign_switch(setting, value, settings, error);
    case SETTING_TEXT:
        return assign_text(setting, value, settings, error);
    }
    return false;
}

/* ---- writing a value ------------------------------------------------------------------------------ */

static void append_word(const char *words, int place, struct buffer *out)
{
    for (; place > 0; place--)
        words += strcspn(words, " ") + 1;
    buffer_append(out, words, strcspn(words, " "));
}

void setting_append_value(const struct setting *setting, const struct settings *settings,
                          struct buffer *out)
{
    const char *member = (const char *)settings + setting->at;

    switch (setting->kind) {
    case SETTING_NUMBER:
        buffer_append_format(out, "%d", *(const int *)(const void *)member);
        break;
    case SETTING_WORD:
        append_word(setting->words, *(const int *)(const void *)member, out);
        break;
    case SETTING_SWITCH:
        append_word(switch_words, *(const bool *)member ? 1 : 0, out);
        break;
    case SETTING_TEXT:
        buffer_append_string(out, *(char *const *)(const void *)member);
        break;
    }
}

void setting_append_values(const struct setting *setting, struct buffer *out)
{
    switch (setting->kind) {
    case SETTING_NUMBER:
        buffer_append_format(out, "%d-%d", setting->least, setting->most);
        break;
    case SETTING_WORD:
        buffer_append_string(out, setting->words);
        break;
    case SETTING_SWITCH:
        buffer_append_string(out, switch_words);
        break;
    case SETTING_TEXT:
        break;
    }
}
