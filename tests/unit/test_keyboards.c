/* Every verb is within reach on Belgian, French and German keyboards without AltGr and dead keys. What these
 * have plain or with Shift is from the layouts be(basic), fr(azerty) and de(basic) of xkeyboard-config 2.35
 * (https://gitlab.freedesktop.org/xkeyboard-config/xkeyboard-config, symbols/be, fr, de, latin); letters and
 * digits are on all of them, with or without Shift. */
#include "config.h"

#include "session/session.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct keyboard {
    const char *name;
    const char *signs; /* of ASCII, plain or with Shift; no dead keys */
} keyboards[] = {
    {"Belgian", "&\"'(!)-_$*%,?;.:/=+<>"},
    {"French", "&\"'(-_)=+$*%<>,?;.:/!"},
    {"German", "!\"$%&/()=?+*#'<>,;.:-_"},
};

static bool is_plain(const struct keyboard *keyboard, uint32_t code)
{
    if (code < ' ') /* Control and what is printed on the key */
        return code == KEYCODE_TAB || code == KEYCODE_ENTER || code == KEYCODE_ESCAPE ||
               (code + '@' >= 'A' && code + '@' <= 'Z') || code + '@' == '_';
    if (code >= KEYCODE_UP || code == ' ' || code == KEYCODE_BACKSPACE)
        return true;
    if (code > 0x7F)
        return false;
    return strchr(keyboard->signs, (int)code) != NULL || (code >= '0' && code <= '9') ||
           (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_within_reach(const struct keyboard *keyboard, const char *word, size_t len_bytes)
{
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t count = keymap_parse(word, len_bytes, codes);

    for (size_t i = 0; i < count; i++)
        if (!is_plain(keyboard, codes[i]))
            return false;
    return count > 0;
}

/* By a key, or without one by its name after ':'. */
static bool can_be_reached(const struct keyboard *keyboard, const struct verb *verb)
{
    if (verb->keys[0] == '\0') {
        for (const char *letter = verb->name; *letter != '\0'; letter++)
            if (!is_plain(keyboard, (uint32_t)*letter))
                return false;
        return is_plain(keyboard, ':');
    }
    for (const char *word = verb->keys; *word != '\0';) {
        size_t len_bytes = strcspn(word, " ");

        if (is_within_reach(keyboard, word, len_bytes))
            return true;
        word += len_bytes + (word[len_bytes] == ' ');
    }
    return false;
}

static void every_verb_can_be_reached_without_altgr(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(keyboards); i++)
        for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
            if (!can_be_reached(&keyboards[i], verb))
                fail_msg("%s (%s) cannot be typed on a %s keyboard", verb->name, verb->keys,
                         keyboards[i].name);
}

/* The sign itself or its letter, in the stance dialog and wherever stances are typed. */
static void every_stance_can_be_typed_without_altgr(void **state)
{
    static const enum stance stances[] = {STANCE_SUPPORT, STANCE_OPPOSE,  STANCE_CONDITIONAL,
                                          STANCE_RESERVE, STANCE_NEUTRAL, STANCE_NONE};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(keyboards); i++)
        for (size_t k = 0; k < COUNT_OF(stances); k++) {
            bool found = false;

            for (char code = '!'; code < 0x7F && !found; code++) {
                enum stance stance;

                found = is_plain(&keyboards[i], (uint32_t)code) &&
                        stance_parse(&code, 1, &stance) && stance == stances[k];
            }
            assert_true(found);
        }
}

static void a_key_that_wants_altgr_is_known_as_one(void **state)
{
    (void)state;
    assert_false(is_within_reach(&keyboards[0], "]n", 2));
    assert_false(is_within_reach(&keyboards[1], "}", 1));
    assert_false(is_within_reach(&keyboards[2], "~", 1));
    assert_true(is_within_reach(&keyboards[0], ";n", 2));
    assert_true(is_within_reach(&keyboards[2], "^D", 2));
    assert_true(is_within_reach(&keyboards[2], "PgDn", 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_can_be_reached_without_altgr),
        cmocka_unit_test(every_stance_can_be_typed_without_altgr),
        cmocka_unit_test(a_key_that_wants_altgr_is_known_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
