/* The words after `set`, as the file and the ':' line have them. */
#include "config.h"

#include "settings/settings.h"

#include <stdlib.h>
#include <string.h>

/* What the words are about: "measure", "72"; "noascii". */
struct words {
    const char *name;
    size_t name_bytes;
    char mark;         /* '&', '!' or '?' behind the name, or '\0' */
    const char *value; /* up to value_bytes; NULL where none is given */
    size_t value_bytes;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static const char *skip_blanks(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

static struct words split(const char *at)
{
    struct words words = {.name = at = skip_blanks(at)};
    bool is_equated;

    words.name_bytes = strcspn(at, " \t=&!?");
    at += words.name_bytes;
    if (*at == '&' || *at == '!' || *at == '?')
        words.mark = *at++;
    at = skip_blanks(at);
    is_equated = *at == '=';
    if (is_equated)
        at = skip_blanks(at + 1);
    words.value_bytes = strlen(at);
    while (words.value_bytes > 0 && is_blank(at[words.value_bytes - 1]))
        words.value_bytes--;
    words.value = is_equated || words.value_bytes > 0 ? at : NULL;
    return words;
}

/* The switch of "noNAME" or "no-NAME", or NULL. */
static const struct setting *find_off(const struct words *words)
{
    size_t before_bytes = words->name_bytes > 3 && words->name[2] == '-' ? 3 : 2;
    const struct setting *setting;

    if (words->name_bytes <= before_bytes || strncmp(words->name, "no", 2) != 0)
        return NULL;
    setting = setting_find(words->name + before_bytes, words->name_bytes - before_bytes);
    return setting != NULL && setting->kind == SETTING_SWITCH ? setting : NULL;
}

static bool set_name_error(const struct words *words, struct error *error)
{
    char name[NEAREST_WORD_MAX_BYTES + 1];
    struct nearest nearest;

    if (error == NULL)
        return false;
    if (words->name_bytes == 0)
        /* TRANSLATORS: set is a command; "NAME VALUE" may be translated */
        return error_set(error, ERROR_USAGE, NULL, _("set needs a setting: set NAME VALUE"));
    nearest_init(&nearest, words->name, words->name_bytes);
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++)
        nearest_offer(&nearest, setting->name, strlen(setting->name));
    memcpy(name, words->name,
           words->name_bytes < sizeof name ? words->name_bytes : sizeof name - 1);
    name[words->name_bytes < sizeof name ? words->name_bytes : sizeof name - 1] = '\0';
    if (nearest.found != NULL)
        return error_set(error, ERROR_USAGE, name, _("is no setting: did you mean %s?"),
                         nearest.found);
    /* TRANSLATORS: :set is a command, leave it */
    return error_set(error, ERROR_USAGE, name, _("is no setting: :set alone lists them"));
}

static bool assign(const struct setting *setting, const struct words *words,
                   struct settings *settings, struct error *error)
{
    char *value = base_copy_bytes(words->value, words->value_bytes);
    bool assigned = setting_assign(setting, value, settings, error);

    free(value);
    return assigned;
}

/* A switch as vim knows it: by its name alone, with "no" before it, with a mark behind it. */
static bool turn(const struct setting *setting, const struct words *words, bool is_off,
                 struct settings *settings)
{
    struct buffer now = {0};
    bool turned;

    setting_append_value(setting, settings, &now);
    is_off = is_off || (words->mark == '!' && strcmp(now.data, "on") == 0);
    turned = setting_assign(setting, is_off ? "off" : "on", settings, NULL);
    buffer_release(&now);
    return turned;
}

bool settings_do(struct settings *settings, const char *line, const struct setting **setting,
                 enum setting_action *action, struct error *error)
{
    const struct words words = split(line);
    const struct setting *off = NULL;

    *action = SETTING_CHANGE;
    *setting = setting_find(words.name, words.name_bytes);
    if (*setting == NULL)
        *setting = off = find_off(&words);
    if (*setting == NULL)
        return set_name_error(&words, error);
    if (words.value != NULL && (off != NULL || words.mark != '\0'))
        return error != NULL &&
               error_set(error, ERROR_USAGE, (*setting)->name,
                         _("takes no value after that: give its name and the value alone"));
    if (words.value != NULL)
        return assign(*setting, &words, settings, error);
    if (words.mark == '&')
        return setting_assign(*setting, (*setting)->standard, settings, error);
    if (words.mark != '?' && (*setting)->kind == SETTING_SWITCH)
        return turn(*setting, &words, off != NULL, settings);
    if (words.mark == '!')
        return error != NULL && error_set(error, ERROR_USAGE, (*setting)->name,
                                          _("is not on or off: give it a value"));
    *action = SETTING_ASK;
    return true;
}
