/* The file of what a reader chose: read before the first frame, its keys and what is wrong with it when the
 * first of them is asked for.
 *
 *  1. Without a file it costs one open that fails.
 *  2. Before the first frame only its settings are looked at, and no translation is looked for.
 *  3. A line that is wrong is left out; the others count. */
#include "config.h"

#include "session/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/text.h"

/* ---- reading the file ------------------------------------------------------------------------------ */

void config_init(struct config *config)
{
    *config = (struct config){0};
    settings_init(&config->settings);
}

void config_release(struct config *config)
{
    for (size_t i = 0; i < config->problem_count && i < CONFIG_PROBLEMS_MAX; i++)
        free(config->problems[i].message);
    settings_release(&config->settings);
    keymap_release(&config->keymap);
    free(config->path);
    free(config->text);
    *config = (struct config){0};
}

/* NULL where there is no home; the caller frees. */
static char *config_path(void)
{
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    struct buffer path = {0};

    if (folder != NULL && folder[0] == '/')
        buffer_append_string(&path, folder);
    else if (home != NULL && home[0] == '/')
        buffer_append_format(&path, "%s/.config", home);
    else
        return NULL;
    buffer_append_string(&path, "/kantlijn/config");
    return buffer_detach(&path);
}

/* An ordinary file of a size that a reader writes; else errno is returned. */
static int read_bytes(int file, struct buffer *raw)
{
    struct stat status;
    ssize_t got;

    if (fstat(file, &status) < 0)
        return errno;
    if (!S_ISREG(status.st_mode))
        return S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    if (status.st_size > CONFIG_MAX_BYTES)
        return EFBIG;
    buffer_reserve(raw, CONFIG_MAX_BYTES + 1);
    do {
        got = read(file, raw->data + raw->len_bytes, CONFIG_MAX_BYTES + 1 - raw->len_bytes);
        if (got < 0 && errno != EINTR)
            return errno;
        raw->len_bytes += got > 0 ? (size_t)got : 0;
    } while (got != 0 && raw->len_bytes <= CONFIG_MAX_BYTES);
    return raw->len_bytes > CONFIG_MAX_BYTES ? EFBIG : 0;
}

static void read_file(struct config *config, int file)
{
    struct buffer raw = {0}, text = {0};
    size_t replaced_count = 0;

    config->read_error = read_bytes(file, &raw);
    if (config->read_error == 0 && raw.len_bytes > 0) {
        text_decode(raw.data, raw.len_bytes, true, &text, &replaced_count);
        config->text = buffer_detach(&text);
    }
    buffer_release(&raw);
}

/* ---- lines ------------------------------------------------------------------------------------------- */

/* A line taken apart: the name of its command, and what follows. */
struct line {
    char *name, *words;
};

static struct line split_line(char *line)
{
    char *end = line + strlen(line), *name = line + strspn(line, " \t"), *words;

    while (end > name && (end[-1] == ' ' || end[-1] == '\t'))
        *--end = '\0';
    words = name + strcspn(name, " \t");
    if (*words != '\0') {
        *words++ = '\0';
        words += strspn(words, " \t");
    }
    return (struct line){.name = name, .words = words};
}

/* Calls what is to be done with each line that says something, numbered from 1. */
static void each_line(struct config *config,
                      void (*line_do)(struct config *config, struct line line, size_t number))
{
    char *text = base_copy_string(config->text), *at = text;

    for (size_t number = 1; at != NULL && *at != '\0'; number++) {
        char *end = strchr(at, '\n');
        struct line line;

        if (end != NULL)
            *end = '\0';
        line = split_line(at);
        if (line.name[0] != '\0' && line.name[0] != '#')
            line_do(config, line, number);
        at = end == NULL ? NULL : end + 1;
    }
    free(text);
}

static void apply_setting(struct config *config, struct line line, size_t number)
{
    const struct setting *setting;
    enum setting_action action;

    (void)number;
    if (strcmp(line.name, "set") == 0)
        settings_do(&config->settings, line.words, &setting, &action, NULL);
}

void config_read(struct config *config)
{
    int file;

    config->path = config_path();
    if (config->path == NULL)
        return;
    file = open(config->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file >= 0) {
        read_file(config, file);
        close(file);
    } else if (errno != ENOENT && errno != ENOTDIR) {
        config->read_error = errno;
    }
    if (config->text != NULL)
        each_line(config, apply_setting);
}

/* ---- what is wrong ----------------------------------------------------------------------------------- */

static void add_problem(struct config *config, size_t line, const struct error *error)
{
    struct buffer message = {0};

    if (config->problem_count++ >= CONFIG_PROBLEMS_MAX)
        return;
    buffer_append_format(&message, error->file[0] != '\0' ? "%s " : "%s", error->file);
    buffer_append_string(&message, error->message);
    config->problems[config->problem_count - 1] =
        (struct config_problem){.line = line, .message = buffer_detach(&message)};
}

static void add_file_problem(struct config *config)
{
    struct error error = {0};

    if (config->read_error == EFBIG)
        error_set(&error, ERROR_INPUT, NULL, _("is longer than %d bytes: nothing of it counts"),
                  (int)CONFIG_MAX_BYTES);
    else
        error_set(&error, ERROR_INPUT, NULL, _("cannot be read (%s): nothing of it counts"),
                  strerror(config->read_error));
    add_problem(config, 0, &error);
}

/* The value itself was taken by apply_setting, and the command line may have changed it since. */
static bool check_setting(const char *words, struct error *error)
{
    struct settings scratch;
    const struct setting *setting = NULL;
    enum setting_action action;
    bool is_right;

    settings_init(&scratch);
    is_right = settings_do(&scratch, words, &setting, &action, error);
    if (is_right && action == SETTING_ASK)
        is_right =
            error_set(error, ERROR_USAGE, setting->name, _("needs a value: give one behind it"));
    settings_release(&scratch);
    return is_right;
}

static const struct verb *find_whole(const char *name)
{
    const struct verb *verb = session_find_verb(name, strlen(name));

    return verb != NULL && strcmp(verb->name, name) == 0 ? verb : NULL;
}

static bool set_verb_error(const char *name, struct error *error)
{
    struct nearest nearest;

    nearest_init(&nearest, name, strlen(name));
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
        nearest_offer(&nearest, verb->name, strlen(verb->name));
    if (nearest.found != NULL)
        return error_set(error, ERROR_USAGE, name, _("is no command: did you mean %s?"),
                         nearest.found);
    return error_set(error, ERROR_USAGE, name, _("is no command: F1 shows them"));
}

/* keymap: already made, since the file's own lines come here while it is. */
static bool bind_words(struct keymap *keymap, const char *words, struct error *error)
{
    char *copy = base_copy_string(words);
    struct line keys = split_line(copy), rest = split_line(keys.words);
    const struct verb *verb = find_whole(rest.name);
    const char *argument = rest.words[0] == '\0' ? NULL : rest.words;
    bool bound = false;

    if (rest.name[0] == '\0')
        /* TRANSLATORS: bind is a command; "KEY COMMAND" may be translated */
        error_set(error, ERROR_USAGE, NULL, _("bind needs a key and a command: bind KEY COMMAND"));
    else if (verb == NULL)
        set_verb_error(rest.name, error);
    else if (argument != NULL && verb->argument == ARGUMENT_NONE)
        error_set(error, ERROR_USAGE, verb->name, _("takes no value: leave out what follows"));
    else
        bound = keymap_bind(keymap, keys.name, verb, argument, error);
    free(copy);
    return bound;
}

static bool unbind_words(struct keymap *keymap, const char *words, struct error *error)
{
    if (words[0] == '\0' || strpbrk(words, " \t") != NULL)
        /* TRANSLATORS: unbind is a command; "KEY" may be translated */
        return error_set(error, ERROR_USAGE, NULL, _("unbind needs one key: unbind KEY"));
    return keymap_unbind(keymap, words, error);
}

static bool set_line_error(const char *name, struct error *error)
{
    static const char *const names[] = {"set", "bind", "unbind"};
    struct nearest nearest;

    nearest_init(&nearest, name, strlen(name));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        nearest_offer(&nearest, names[i], strlen(names[i]));
    if (nearest.found != NULL)
        return error_set(error, ERROR_USAGE, name, _("begins no line here: did you mean %s?"),
                         nearest.found);
    return error_set(error, ERROR_USAGE, name,
                     _("begins no line here: a line begins with set, bind, unbind or #"));
}

static void finish_line(struct config *config, struct line line, size_t number)
{
    struct error error = {0};

    if (strcmp(line.name, "set") == 0)
        check_setting(line.words, &error);
    else if (strcmp(line.name, "bind") == 0)
        bind_words(&config->keymap, line.words, &error);
    else if (strcmp(line.name, "unbind") == 0)
        unbind_words(&config->keymap, line.words, &error);
    else
        set_line_error(line.name, &error);
    if (error.code != ERROR_NONE)
        add_problem(config, number, &error);
}

/* ---- keys --------------------------------------------------------------------------------------------- */

struct keymap *config_keymap(struct config *config)
{
    if (config->keys_are_known)
        return &config->keymap;
    config->keys_are_known = true;
    keymap_init(&config->keymap, session_verbs);
    if (config->read_error != 0)
        add_file_problem(config);
    if (config->text != NULL)
        each_line(config, finish_line);
    free(config->text);
    config->text = NULL;
    return &config->keymap;
}

bool config_bind(struct config *config, const char *words, struct error *error)
{
    return bind_words(config_keymap(config), words, error);
}

bool config_unbind(struct config *config, const char *words, struct error *error)
{
    return unbind_words(config_keymap(config), words, error);
}
