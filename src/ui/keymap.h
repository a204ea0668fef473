/* keymap: keys by name, and which verb the keys typed so far mean. Knows no curses. Private to ui/.
 *
 * A key is one code: a Unicode code point (controls included: Tab is 9, Enter 13, Esc 27, Backspace 127)
 * or one of the codes below for keys that are no character. */
#ifndef KANTLIJN_UI_KEYMAP_H
#define KANTLIJN_UI_KEYMAP_H

#include "session/session.h"

enum key_code {
    KEYCODE_TAB = 9,
    KEYCODE_NEWLINE = 10, /* ^J */
    KEYCODE_ENTER = 13,
    KEYCODE_ESCAPE = 27,
    KEYCODE_BACKSPACE = 127,
    KEYCODE_UP = 0x110000,
    KEYCODE_DOWN,
    KEYCODE_LEFT,
    KEYCODE_RIGHT,
    KEYCODE_HOME,
    KEYCODE_END,
    KEYCODE_PAGE_UP,
    KEYCODE_PAGE_DOWN,
    KEYCODE_BACK_TAB,
    KEYCODE_DELETE,
    KEYCODE_INSERT,
    KEYCODE_FUNCTION, /* and the number: F1 is KEYCODE_FUNCTION + 1 */
    KEYCODE_FUNCTION_LAST = KEYCODE_FUNCTION + 63,
    KEYCODE_UNKNOWN,
};

#define KEYCODE_CONTROL(letter) ((uint32_t)(letter)&0x1F)

enum { KEYMAP_SEQUENCE_MAX = 4 };

struct binding {
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t code_count;
    const struct verb *verb;
};

struct keymap {
    struct binding *bindings;
    size_t count, capacity;
};

enum key_match {
    KEYS_MEAN_NOTHING,
    KEYS_BEGIN_MORE, /* the beginning of at least one longer sequence */
    KEYS_MEAN_A_VERB,
};

/* verbs ends in a NULL name, as session_verbs does, and outlives the map. */
void keymap_init(struct keymap *keymap, const struct verb *verbs);
void keymap_release(struct keymap *keymap);
/* A verb with ARGUMENT_LETTER is meant when the letter is there too: the last of the codes. */
enum key_match keymap_match(const struct keymap *keymap, enum verb_mode mode, const uint32_t *codes,
                            size_t code_count, const struct verb **verb);

/* Appends the keys that mean a verb, as they are in force, apart by a space. */
void keymap_append_keys(const struct keymap *keymap, const struct verb *verb, struct buffer *out);

/* Reads one word of a verb's keys ("zc", "S-Tab", "^D"); how many codes it is, at most
 * KEYMAP_SEQUENCE_MAX. */
size_t keymap_parse(const char *word, size_t len_bytes, uint32_t *codes);
/* Appends a key's name as the table writes it. */
void keymap_append_name(struct buffer *out, uint32_t code);
/* Appends a code point as UTF-8; keys that are no character append nothing. */
void keymap_append_character(struct buffer *out, uint32_t code);

#endif
