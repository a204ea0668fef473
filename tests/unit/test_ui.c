/* What ui/ decides without a terminal: keys, line.h, choice.h and words.h, sentence by sentence. */
#include "config.h"

#include "ui/line.h"

#include <locale.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/choice.h"
#include "ui/words.h"

/* ---- names of keys --------------------------------------------------------------------------- */

static const struct {
    const char *word;
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t count;
} key_words[] = {
    {"j", {'j'}, 1},
    {"Tab", {9}, 1},
    {"S-Tab", {KEYCODE_BACK_TAB}, 1},
    {"Enter", {13}, 1},
    {"Esc", {27}, 1},
    {"Space", {' '}, 1},
    {"PgDn", {KEYCODE_PAGE_DOWN}, 1},
    {"Up", {KEYCODE_UP}, 1},
    {"F1", {KEYCODE_FUNCTION + 1}, 1},
    {"F12", {KEYCODE_FUNCTION + 12}, 1},
    {"^D", {4}, 1},
    {"^_", {0x1F}, 1},
    {"zc", {'z', 'c'}, 2},
    {"]n", {']', 'n'}, 2},
    {"ZZ", {'Z', 'Z'}, 2},
    {"é", {0xE9}, 1},
    {"F", {'F'}, 1},
    {"^", {'^'}, 1},
};

static void a_word_of_the_table_is_one_key_or_a_sequence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(key_words); i++) {
        uint32_t codes[KEYMAP_SEQUENCE_MAX];

        assert_int_equal(keymap_parse(key_words[i].word, strlen(key_words[i].word), codes),
                         key_words[i].count);
        assert_memory_equal(codes, key_words[i].codes, key_words[i].count * sizeof *codes);
    }
}

static void the_name_of_a_key_is_what_the_table_writes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(key_words); i++) {
        struct buffer name = {0};

        for (size_t k = 0; k < key_words[i].count; k++)
            keymap_append_name(&name, key_words[i].codes[k]);
        assert_string_equal(name.data, key_words[i].word);
        buffer_release(&name);
    }
}

static void characters_become_utf8_and_other_keys_nothing(void **state)
{
    struct buffer text = {0};

    (void)state;
    keymap_append_character(&text, 'a');
    keymap_append_character(&text, 0xE9);
    keymap_append_character(&text, 0x20AC);
    keymap_append_character(&text, 0x1F600);
    keymap_append_character(&text, KEYCODE_UP);
    assert_string_equal(text.data, "aé€😀");
    buffer_release(&text);
}

/* ---- the table of verbs ---------------------------------------------------------------------- */

static void every_key_of_the_table_finds_its_verb(void **state)
{
    struct keymap keymap;

    (void)state;
    keymap_init(&keymap, session_verbs);
    assert_true(keymap.count > 80);
    for (size_t i = 0; i < keymap.count; i++) {
        const struct binding *binding = &keymap.bindings[i];
        enum verb_mode mode = binding->verb->mode == MODE_SELECT ? MODE_SELECT : MODE_PAGE;
        const struct verb *verb = NULL;

        assert_int_equal(keymap_match(&keymap, mode, binding->codes, binding->code_count, &verb),
                         KEYS_MEAN_A_VERB);
        assert_string_equal(verb->name, binding->verb->name);
    }
    keymap_release(&keymap);
}

static void no_key_is_both_a_command_and_the_start_of_one(void **state)
{
    static const enum verb_mode modes[] = {MODE_PAGE, MODE_SELECT};
    struct keymap keymap;

    (void)state;
    keymap_init(&keymap, session_verbs);
    for (size_t m = 0; m < COUNT_OF(modes); m++) {
        for (size_t i = 0; i < keymap.count; i++) {
            const struct binding *binding = &keymap.bindings[i];
            const struct verb *verb;

            if (!(binding->verb->mode & modes[m]))
                continue;
            for (size_t len = 1; len < binding->code_count; len++)
                assert_int_equal(keymap_match(&keymap, modes[m], binding->codes, len, &verb),
                                 KEYS_BEGIN_MORE);
        }
    }
    keymap_release(&keymap);
}

static void a_key_means_what_its_mode_says(void **state)
{
    static const uint32_t b[] = {'b'}, nothing[] = {'z', 'q'};
    struct keymap keymap;
    const struct verb *verb;

    (void)state;
    keymap_init(&keymap, session_verbs);
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, b, 1, &verb), KEYS_MEAN_A_VERB);
    assert_string_equal(verb->name, "page-up");
    assert_int_equal(keymap_match(&keymap, MODE_SELECT, b, 1, &verb), KEYS_MEAN_A_VERB);
    assert_string_equal(verb->name, "select-word-back");
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, nothing, 2, &verb), KEYS_MEAN_NOTHING);
    keymap_release(&keymap);
}

/* ---- a line ---------------------------------------------------------------------------------- */

/* Keys by name, typed one after the other; "text" types its characters. */
static void type(struct line *line, const char *keys)
{
    while (*keys != '\0') {
        size_t len_bytes = strcspn(keys, " ");
        uint32_t codes[KEYMAP_SEQUENCE_MAX];
        size_t count = keymap_parse(keys, len_bytes, codes);

        for (size_t i = 0; i < count; i++)
            line_key(line, codes[i]);
        keys += len_bytes + (keys[len_bytes] == ' ');
    }
}

static const struct {
    const char *name, *initial, *keys, *text;
    size_t cursor_bytes;
} line_cases[] = {
    {"characters go in at the cursor", "", "a b c", "abc", 3},
    {"an initial text has the cursor at its end", "abc", "d", "abcd", 4},
    {"arrows step over clusters", "aé\xCC\xB1x", "Left Left b", "abé\xCC\xB1x", 2},
    {"home and end", "abc", "Home x End y", "xabcy", 5},
    {"^A and ^E", "abc", "^A x ^E y", "xabcy", 5},
    {"backspace takes a cluster", "ae\xCC\x81\xCC\xB1", "Backspace", "a", 1},
    {"backspace at the start does nothing", "a", "Home Backspace", "a", 0},
    {"delete takes what is under the cursor", "abc", "Home Del", "bc", 0},
    {"delete at the end does nothing", "abc", "Del", "abc", 3},
    {"^W takes a word and the space after it", "een twee  ", "^W", "een ", 4},
    {"^U takes what is before the cursor", "een twee", "Left Left ^U", "ee", 0},
    {"^K takes what is behind the cursor", "een twee", "Home Right ^K", "e", 1},
    {"^U stays in its row", "een\ntwee", "^U", "een\n", 4},
    {"^A goes to the start of its row", "een\ntwee", "^A x", "een\nxtwee", 5},
    {"^J is a new row", "een", "^J a", "een\na", 5},
    {"wide characters are one step", "日本", "Left Backspace", "本", 0},
    {"a flag is one step", "🇳🇱x", "Home Right", "🇳🇱x", 8},
};

static void keys_edit_a_line_cluster_by_cluster(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(line_cases); i++) {
        struct line line;
        struct buffer normal = {0};
        size_t replaced_count = 0;

        print_message("# %s\n", line_cases[i].name);
        line_init(&line, line_cases[i].initial, true);
        type(&line, line_cases[i].keys);
        text_decode(line_cases[i].text, strlen(line_cases[i].text), false, &normal,
                    &replaced_count);
        assert_string_equal(line.text.data, normal.data);
        if (strcmp(normal.data, line_cases[i].text) == 0)
            assert_int_equal(line.cursor_bytes, line_cases[i].cursor_bytes);
        buffer_release(&normal);
        line_release(&line);
    }
}

static void keys_that_edit_nothing_are_left_to_others(void **state)
{
    static const uint32_t others[] = {KEYCODE_UP,        KEYCODE_ESCAPE,  KEYCODE_ENTER,
                                      KEYCODE_PAGE_DOWN, KEYCODE_UNKNOWN, KEYCODE_FUNCTION + 1};
    struct line line;

    (void)state;
    line_init(&line, "abc", true);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(line_key(&line, others[i]));
    assert_string_equal(line.text.data, "abc");
    line_release(&line);
}

static void what_is_pasted_is_decoded_and_without_controls(void **state)
{
    static const char pasted[] = "een\r\ntwee\x1B[31m\x07 \xFFx\ty";
    struct line line;

    (void)state;
    line_init(&line, NULL, true);
    line_insert(&line, pasted, sizeof pasted - 1);
    assert_string_equal(line.text.data, "een\ntwee[31m �x\ty");
    line_release(&line);
    line_init(&line, NULL, false);
    line_insert(&line, pasted, sizeof pasted - 1);
    assert_string_equal(line.text.data, "een twee[31m �x\ty");
    line_release(&line);
}

static void rows_break_where_the_width_ends_and_leave_room_for_the_cursor(void **state)
{
    static const char text[] = "abcdef日本\ngh";
    /* the first row is four wide, the others five: one column stays free for the cursor */
    static const char *const expected[] = {"abc", "def", "日本", "gh"};
    struct line line;
    struct line_rows rows;

    (void)state;
    line_init(&line, text, true);
    line_rows(&line, 4, 5, &rows);
    assert_int_equal(rows.count, COUNT_OF(expected));
    for (size_t i = 0; i < rows.count; i++) {
        size_t len_bytes = rows.items[i].end_bytes - rows.items[i].start_bytes;

        assert_int_equal(len_bytes, strlen(expected[i]));
        assert_memory_equal(line.text.data + rows.items[i].start_bytes, expected[i], len_bytes);
    }
    assert_int_equal(rows.cursor_row, 3);
    assert_int_equal(rows.cursor_cols, 2);
    line_rows_release(&rows);
    line_release(&line);
}

static void rows_break_between_words_where_they_can(void **state)
{
    static const char text[] = "een twee drie vierenvijftig zes";
    static const struct {
        const char *text;
        size_t start_bytes; /* with the cursor there, it stands at the row's first column */
    } expected[] = {{"een twee ", 0}, {"drie ", 9}, {"vierenvijft", 14}, {"ig zes", 25}};
    struct line line;
    struct line_rows rows;

    (void)state;
    line_init(&line, text, true);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        size_t len_bytes;

        line.cursor_bytes = expected[i].start_bytes;
        line_rows(&line, 10, 12, &rows);
        assert_int_equal(rows.count, COUNT_OF(expected));
        len_bytes = rows.items[i].end_bytes - rows.items[i].start_bytes;
        assert_int_equal(len_bytes, strlen(expected[i].text));
        assert_memory_equal(line.text.data + rows.items[i].start_bytes, expected[i].text,
                            len_bytes);
        assert_int_equal(rows.cursor_row, i);
        assert_int_equal(rows.cursor_cols, 0);
        line_rows_release(&rows);
    }
    line_release(&line);
}

static void a_space_at_the_end_of_a_row_leaves_the_cursor_a_row(void **state)
{
    struct line line;
    struct line_rows rows;

    (void)state;
    line_init(&line, "abcd ", true);
    line_rows(&line, 5, 5, &rows);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.cursor_row, 1);
    assert_int_equal(rows.cursor_cols, 0);
    line_rows_release(&rows);
    line_insert(&line, " ef", 3);
    line.cursor_bytes = 6;
    line_rows(&line, 5, 5, &rows);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.items[1].start_bytes, 5);
    assert_int_equal(rows.cursor_row, 1);
    assert_int_equal(rows.cursor_cols, 1);
    line_rows_release(&rows);
    line_release(&line);
}

static void one_column_is_enough_for_rows(void **state)
{
    struct line line;
    struct line_rows rows;

    (void)state;
    line_init(&line, "a日b", true);
    for (int width_cols = -1; width_cols < 3; width_cols++) {
        line_rows(&line, width_cols, width_cols, &rows);
        assert_true(rows.count >= 1);
        assert_int_equal(rows.items[rows.count - 1].end_bytes, line.text.len_bytes);
        line_rows_release(&rows);
    }
    line_release(&line);
}

/* ---- choices in the stance dialog --------------------------------------------------------------- */

static const struct {
    const char *initial, *keys, *words; /* NULL: nothing changed */
} choices[] = {
    {NULL, "n l +", "NL=+"},
    {NULL, "n l + d e - c o c", "DE=- NL=+ COM=~"},
    {NULL, "g r r", "EL=!"},
    {NULL, "N L +", "NL=+"},
    {NULL, "n n n a l 0", "ALL=0 NONE=0"},
    {"NL=+", "n l +", NULL},
    {"NL=+", "n l -", "NL=-"},
    {"NL=+ DE=-", "n l x", "NL=x"},
    {NULL, "n l x", NULL},
    {NULL, "q q n l +", "NL=+"},
    {NULL, "n l q +", "NL=+"},
    {NULL, "n l + Backspace", NULL},
    {"NL=-", "n l + Backspace", NULL},
    {NULL, "n Backspace d e +", "DE=+"},
    {NULL, "n l + d e + Backspace", "NL=+"},
    {"DE=-", "+", "DE=+"},
    {NULL, "n l + Space d e -", "DE=- NL=+"},
};

static void two_letters_and_a_sign_choose_a_stance(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        struct choice choice;
        struct buffer words = {0};
        const char *keys = choices[i].keys;

        print_message("# %s\n", keys);
        choice_init(&choice, choices[i].initial);
        while (*keys != '\0') {
            size_t len_bytes = strcspn(keys, " ");
            uint32_t codes[KEYMAP_SEQUENCE_MAX];

            keymap_parse(keys, len_bytes, codes);
            choice_key(&choice, codes[0]);
            keys += len_bytes + (keys[len_bytes] == ' ');
        }
        assert_int_equal(choice_append_words(&choice, &words), choices[i].words != NULL);
        if (choices[i].words != NULL)
            assert_string_equal(words.data, choices[i].words);
        buffer_release(&words);
        choice_release(&choice);
    }
}

static void the_answers_say_what_is_missing(void **state)
{
    struct choice choice;

    (void)state;
    choice_init(&choice, NULL);
    assert_int_equal(choice_key(&choice, 'q'), CHOICE_GOES_ON);
    assert_int_equal(choice_key(&choice, 'q'), CHOICE_NO_ACTOR);
    assert_int_equal(choice_key(&choice, 'n'), CHOICE_GOES_ON);
    assert_int_equal(choice_key(&choice, KEYCODE_ENTER), CHOICE_NOT_YET);
    assert_int_equal(choice_key(&choice, 'l'), CHOICE_GOES_ON);
    assert_int_equal(choice_key(&choice, 'z'), CHOICE_NO_SIGN);
    assert_int_equal(choice_key(&choice, KEYCODE_ENTER), CHOICE_NOT_YET);
    assert_int_equal(choice_key(&choice, '~'), CHOICE_SET);
    assert_int_equal(choice_key(&choice, KEYCODE_LEFT), CHOICE_NOT_MINE);
    assert_int_equal(choice_key(&choice, 0x20AC), CHOICE_NOT_MINE);
    assert_int_equal(choice_key(&choice, KEYCODE_ENTER), CHOICE_DONE);
    assert_int_equal(choice_key(&choice, KEYCODE_ESCAPE), CHOICE_CANCELLED);
    choice_release(&choice);
}

static void every_actor_with_letters_can_be_chosen(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);
        struct choice choice;

        if (strlen(actor->letters) != 2)
            continue;
        choice_init(&choice, NULL);
        choice_key(&choice, (uint32_t)actor->letters[0]);
        choice_key(&choice, (uint32_t)actor->letters[1]);
        assert_int_equal(choice_key(&choice, '!'), CHOICE_SET);
        assert_int_equal(choice.stances[i], STANCE_RESERVE);
        choice_release(&choice);
    }
}

/* ---- words of a command ---------------------------------------------------------------------------- */

static const struct {
    const char *line;
    const char *words[5];
} commands[] = {
    {"vi", {"vi"}},
    {"  emacs  -nw ", {"emacs", "-nw"}},
    {"'/opt/my editor/bin/ed' --wait", {"/opt/my editor/bin/ed", "--wait"}},
    {"\"a b\"c d\\ e", {"a bc", "d e"}},
    {"code '$(rm x)' ; ls", {"code", "$(rm x)", ";", "ls"}},
    {"x ''", {"x", ""}},
    {"'a\\b'", {"a\\b"}},
    {"", {NULL}},
    {"   ", {NULL}},
    {"'open", {NULL}},
};

static void a_command_is_split_as_a_shell_would_and_nothing_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        char **words;
        size_t count = words_split(commands[i].line, &words), expected = 0;

        while (commands[i].words[expected] != NULL)
            expected++;
        assert_int_equal(count, expected);
        for (size_t w = 0; w < count; w++)
            assert_string_equal(words[w], commands[i].words[w]);
        if (count == 0)
            assert_null(words);
        else
            assert_null(words[count]);
        free(words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_of_the_table_is_one_key_or_a_sequence),
        cmocka_unit_test(the_name_of_a_key_is_what_the_table_writes),
        cmocka_unit_test(characters_become_utf8_and_other_keys_nothing),
        cmocka_unit_test(every_key_of_the_table_finds_its_verb),
        cmocka_unit_test(no_key_is_both_a_command_and_the_start_of_one),
        cmocka_unit_test(a_key_means_what_its_mode_says),
        cmocka_unit_test(keys_edit_a_line_cluster_by_cluster),
        cmocka_unit_test(keys_that_edit_nothing_are_left_to_others),
        cmocka_unit_test(what_is_pasted_is_decoded_and_without_controls),
        cmocka_unit_test(rows_break_where_the_width_ends_and_leave_room_for_the_cursor),
        cmocka_unit_test(rows_break_between_words_where_they_can),
        cmocka_unit_test(a_space_at_the_end_of_a_row_leaves_the_cursor_a_row),
        cmocka_unit_test(one_column_is_enough_for_rows),
        cmocka_unit_test(two_letters_and_a_sign_choose_a_stance),
        cmocka_unit_test(the_answers_say_what_is_missing),
        cmocka_unit_test(every_actor_with_letters_can_be_chosen),
        cmocka_unit_test(a_command_is_split_as_a_shell_would_and_nothing_more),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
