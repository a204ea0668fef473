/* What a reader changes of the keys.
 *
 *  1. After each change no key is both a whole command and the beginning of another, in one mode.
 *  2. The ':' line keeps a key, so that everything else can be put right.
 *  3. A change that is refused changes nothing. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "session/session.h"

/* ---- reading keys --------------------------------------------------------------------------------- */

static size_t count_points(const char *word)
{
    size_t count = 0;

    for (; *word != '\0'; word++)
        count += ((unsigned char)*word & 0xC0) != 0x80;
    return count;
}

/* A word that is longer than any sequence, or that has the first letter of a key's name and nearly all
 * others, is a misspelt name. */
static bool is_misspelt(const char *word, size_t code_count, struct nearest *nearest)
{
    nearest_init(nearest, word, strlen(word));
    keymap_offer_names(nearest);
    return count_points(word) > KEYMAP_SEQUENCE_MAX ||
           (code_count > 2 && nearest->found != NULL &&
            (nearest->found[0] | 0x20) == (word[0] | 0x20) &&
            (nearest->best < 2 || code_count > 3));
}

/* How many codes; 0 with the error set. */
static size_t read_keys(const char *word, uint32_t *codes, struct error *error)
{
    size_t count = keymap_parse(word, strlen(word), codes);
    struct nearest nearest;

    if (count > 1 && is_misspelt(word, count, &nearest)) {
        if (nearest.found != NULL)
            error_set(error, ERROR_USAGE, word, _("is no key: did you mean %s?"), nearest.found);
        else
            error_set(error, ERROR_USAGE, word, _("is no key: F1 shows how keys are written"));
        return 0;
    }
    if (count > 0 && codes[0] >= '1' && codes[0] <= '9') {
        error_set(error, ERROR_USAGE, word,
                  _("begins with a digit, and digits count: choose another key"));
        return 0;
    }
    return count;
}

/* ---- what stands in the way ------------------------------------------------------------------------- */

static bool is_beginning(const uint32_t *codes, size_t count, const uint32_t *of, size_t of_count)
{
    return count < of_count && memcmp(codes, of, count * sizeof *codes) == 0;
}

static bool is_same(const struct binding *binding, const uint32_t *codes, size_t count)
{
    return binding->code_count == count &&
           memcmp(binding->codes, codes, count * sizeof *codes) == 0;
}

/* False with the error set where the new keys begin others, or others begin them. */
static bool check_beginnings(const struct keymap *keymap, const char *keys,
                             const struct binding *wanted, struct error *error)
{
    struct buffer other = {0};
    bool is_free = true;

    for (size_t i = 0; i < keymap->count && is_free; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if ((binding->mode & wanted->mode) == 0)
            continue;
        keymap_append_binding(binding, &other);
        if (is_beginning(wanted->codes, wanted->code_count, binding->codes, binding->code_count))
            /* TRANSLATORS: a key, then a longer key that begins with it, and its command; unbind is a command */
            is_free = error_set(error, ERROR_USAGE, keys,
                                _("begins %s, the key of %s: unbind that first"), other.data,
                                binding->verb->name);
        else if (is_beginning(binding->codes, binding->code_count, wanted->codes,
                              wanted->code_count))
            /* TRANSLATORS: a key, then a shorter key that it begins with, and its command; unbind is a command */
            is_free = error_set(error, ERROR_USAGE, keys,
                                _("begins with %s, the key of %s: unbind that first"), other.data,
                                binding->verb->name);
        buffer_clear(&other);
    }
    buffer_release(&other);
    return is_free;
}

/* True where these keys are the last that open the ':' line on the page. */
static bool is_last_way(const struct keymap *keymap, const uint32_t *codes, size_t count)
{
    bool opens = false;

    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if (strcmp(binding->verb->name, "command") != 0 || (binding->mode & MODE_PAGE) == 0)
            continue;
        if (!is_same(binding, codes, count))
            return false;
        opens = true;
    }
    return opens;
}

static bool check_last_way(const struct keymap *keymap, const char *keys, const uint32_t *codes,
                           size_t count, struct error *error)
{
    return !is_last_way(keymap, codes, count) ||
           error_set(error, ERROR_USAGE, keys,
                     /* TRANSLATORS: command is the name of a command */
                     _("is the only key of command, which all can be put right with: bind another "
                       "to it first"));
}

/* ---- changing ------------------------------------------------------------------------------------- */

/* Takes the keys away in these modes; how many bindings had them. */
static size_t take_away(struct keymap *keymap, const uint32_t *codes, size_t count, unsigned modes)
{
    size_t kept = 0, taken = 0;

    for (size_t i = 0; i < keymap->count; i++) {
        struct binding binding = keymap->bindings[i];

        if (is_same(&binding, codes, count) && (binding.mode & modes) != 0) {
            binding.mode = (enum verb_mode)(binding.mode & ~modes);
            taken++;
        }
        if (binding.mode != 0)
            keymap->bindings[kept++] = binding;
        else
            free(binding.argument);
    }
    keymap->count = kept;
    return taken;
}

static bool is_there(const struct keymap *keymap, const struct binding *wanted)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if (is_same(binding, wanted->codes, wanted->code_count) && binding->verb == wanted->verb &&
            binding->mode == wanted->mode && binding->argument == NULL && wanted->argument == NULL)
            return true;
    }
    return false;
}

bool keymap_bind(struct keymap *keymap, const char *keys, const struct verb *verb,
                 const char *argument, struct error *error)
{
    struct binding wanted = {.verb = verb, .mode = verb->mode, .argument = (char *)argument};

    wanted.code_count = read_keys(keys, wanted.codes, error);
    if (wanted.code_count == 0 || !check_beginnings(keymap, keys, &wanted, error))
        return false;
    if ((strcmp(verb->name, "command") != 0 || argument != NULL) && (verb->mode & MODE_PAGE) != 0 &&
        !check_last_way(keymap, keys, wanted.codes, wanted.code_count, error))
        return false;
    if (is_there(keymap, &wanted))
        return true;
    take_away(keymap, wanted.codes, wanted.code_count, verb->mode);
    wanted.argument = base_copy_string(argument);
    keymap->bindings = array_reserve(keymap->bindings, &keymap->capacity, keymap->count + 1,
                                     sizeof *keymap->bindings);
    keymap->bindings[keymap->count++] = wanted;
    return true;
}

bool keymap_unbind(struct keymap *keymap, const char *keys, struct error *error)
{
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t count = read_keys(keys, codes, error);

    if (count == 0 || !check_last_way(keymap, keys, codes, count, error))
        return false;
    return take_away(keymap, codes, count, MODE_BOTH) > 0 ||
           error_set(error, ERROR_USAGE, keys, _("does nothing already: F1 shows the keys"));
}

/* ---- asking --------------------------------------------------------------------------------------- */

const char *keymap_argument(const struct keymap *keymap, enum verb_mode mode, const uint32_t *codes,
                            size_t code_count)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];

        if ((binding->mode & mode) != 0 && is_same(binding, codes, code_count))
            return binding->argument;
    }
    return NULL;
}

void keymap_append_binding(const struct binding *binding, struct buffer *out)
{
    for (size_t i = 0; i < binding->code_count; i++)
        keymap_append_name(out, binding->codes[i]);
}

void keymap_append_keys(const struct keymap *keymap, const struct verb *verb, struct buffer *out)
{
    size_t before_bytes = out->len_bytes;

    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->bindings[i].verb != verb || keymap->bindings[i].argument != NULL)
            continue;
        if (out->len_bytes > before_bytes)
            buffer_append_char(out, ' ');
        keymap_append_binding(&keymap->bindings[i], out);
    }
}
