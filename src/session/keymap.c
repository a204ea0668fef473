/* Names of keys, and the match of typed keys with the table of verbs. No key of the table is both a whole
 * command and the beginning of another, so a match is final as soon as it is found. */
#include "config.h"

#include "session/session.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    uint32_t code;
} key_names[] = {
    {"Tab", KEYCODE_TAB},
    {"S-Tab", KEYCODE_BACK_TAB},
    {"Enter", KEYCODE_ENTER},
    {"Esc", KEYCODE_ESCAPE},
    {"Space", ' '},
    {"Backspace", KEYCODE_BACKSPACE},
    {"Up", KEYCODE_UP},
    {"Down", KEYCODE_DOWN},
    {"Left", KEYCODE_LEFT},
    {"Right", KEYCODE_RIGHT},
    {"Home", KEYCODE_HOME},
    {"End", KEYCODE_END},
    {"PgUp", KEYCODE_PAGE_UP},
    {"PgDn", KEYCODE_PAGE_DOWN},
    {"Del", KEYCODE_DELETE},
    {"Ins", KEYCODE_INSERT},
};

/* The code point at *at, which is valid UTF-8; moves *at on. */
static uint32_t next_point(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    int more = bytes[0] < 0x80 ? 0 : bytes[0] < 0xE0 ? 1 : bytes[0] < 0xF0 ? 2 : 3;
    uint32_t point = more == 0 ? bytes[0] : bytes[0] & (0x3Fu >> more);

    for (int i = 1; i <= more; i++)
        point = point << 6 | (bytes[i] & 0x3F);
    *at += more + 1;
    return point;
}

void keymap_append_character(struct buffer *out, uint32_t code)
{
    if (code < 0x80) {
        buffer_append_char(out, (char)code);
    } else if (code < 0x800) {
        buffer_append_char(out, (char)(0xC0 | code >> 6));
        buffer_append_char(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x110000) {
        buffer_append_char(out, (char)(code < 0x10000 ? 0xE0 | code >> 12 : 0xF0 | code >> 18));
        if (code >= 0x10000)
            buffer_append_char(out, (char)(0x80 | (code >> 12 & 0x3F)));
        buffer_append_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        buffer_append_char(out, (char)(0x80 | (code & 0x3F)));
    }
}

static bool parse_named(const char *word, size_t len_bytes, uint32_t *code)
{
    char *end;

    for (size_t i = 0; i < COUNT_OF(key_names); i++) {
        if (strlen(key_names[i].name) == len_bytes &&
            strncmp(key_names[i].name, word, len_bytes) == 0) {
            *code = key_names[i].code;
            return true;
        }
    }
    if (len_bytes >= 2 && word[0] == 'F' && word[1] >= '1' && word[1] <= '9') {
        *code = KEYCODE_FUNCTION + (uint32_t)strtoul(word + 1, &end, 10);
        return end == word + len_bytes;
    }
    if (len_bytes == 2 && word[0] == '^') {
        *code = KEYCODE_CONTROL(word[1]);
        return true;
    }
    return false;
}

size_t keymap_parse(const char *word, size_t len_bytes, uint32_t *codes)
{
    const char *end = word + len_bytes;
    size_t count = 0;

    if (parse_named(word, len_bytes, &codes[0]))
        return 1;
    while (word < end && count < KEYMAP_SEQUENCE_MAX)
        codes[count++] = next_point(&word);
    return count;
}

void keymap_append_name(struct buffer *out, uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(key_names); i++) {
        if (key_names[i].code == code) {
            buffer_append_string(out, key_names[i].name);
            return;
        }
    }
    if (code > KEYCODE_FUNCTION && code <= KEYCODE_FUNCTION_LAST)
        buffer_append_format(out, "F%u", (unsigned)(code - KEYCODE_FUNCTION));
    else if (code < 0x20)
        buffer_append_format(out, "^%c", (char)(code + '@'));
    else
        keymap_append_character(out, code);
}

void keymap_offer_names(struct nearest *nearest)
{
    for (size_t i = 0; i < COUNT_OF(key_names); i++)
        nearest_offer(nearest, key_names[i].name, strlen(key_names[i].name));
}

void keymap_init(struct keymap *keymap, const struct verb *verbs)
{
    *keymap = (struct keymap){0};
    for (const struct verb *verb = verbs; verb->name != NULL; verb++) {
        for (const char *word = verb->keys; *word != '\0';) {
            size_t len_bytes = strcspn(word, " ");
            struct binding *binding;

            keymap->bindings = array_reserve(keymap->bindings, &keymap->capacity, keymap->count + 1,
                                             sizeof *keymap->bindings);
            binding = &keymap->bindings[keymap->count++];
            *binding = (struct binding){.verb = verb, .mode = verb->mode};
            binding->code_count = keymap_parse(word, len_bytes, binding->codes);
            word += len_bytes + (word[len_bytes] == ' ');
        }
    }
}

void keymap_release(struct keymap *keymap)
{
    for (size_t i = 0; i < keymap->count; i++)
        free(keymap->bindings[i].argument);
    free(keymap->bindings);
    *keymap = (struct keymap){0};
}

/* Whether a key can be what a verb with ARGUMENT_LETTER asks for; the verb knows which are. */
static bool is_sign(uint32_t code)
{
    return code > ' ' && code < KEYCODE_BACKSPACE;
}

enum key_match keymap_match(const struct keymap *keymap, enum verb_mode mode, const uint32_t *codes,
                            size_t code_count, const struct verb **verb)
{
    enum key_match match = KEYS_MEAN_NOTHING;

    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        bool takes_letter = binding->verb->argument == ARGUMENT_LETTER && binding->argument == NULL;
        bool has_letter = takes_letter && code_count == binding->code_count + 1;
        size_t own_count = has_letter ? binding->code_count : code_count;

        if (!(binding->mode & mode) || binding->code_count < own_count ||
            memcmp(binding->codes, codes, own_count * sizeof *codes) != 0)
            continue;
        if (takes_letter ? has_letter && is_sign(codes[own_count])
                         : binding->code_count == code_count) {
            *verb = binding->verb;
            return KEYS_MEAN_A_VERB;
        }
        if (!has_letter)
            match = KEYS_BEGIN_MORE;
    }
    return match;
}
