/* What ui/ decides without a terminal: keys, line.h, choice.h, words.h and clipboard.h, sentence by sentence. */
#include "config.h"

#include "ui/line.h"

#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/choice.h"
#include "ui/clipboard.h"
#include "ui/palette.h"
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
        uint32_t codes[KEYMAP_SEQUENCE_MAX + 1];
        size_t count = binding->code_count;

        memcpy(codes, binding->codes, count * sizeof *codes);
        if (binding->verb->argument == ARGUMENT_LETTER)
            codes[count++] = 'a';
        assert_int_equal(keymap_match(&keymap, mode, codes, count, &verb), KEYS_MEAN_A_VERB);
        assert_string_equal(verb->name, binding->verb->name);
    }
    keymap_release(&keymap);
}

static void a_verb_that_takes_a_letter_waits_for_it(void **state)
{
    static const uint32_t mark[] = {'m', 'q'}, back[] = {'\'', '\''}, bell[] = {'m', 7},
                          accent[] = {'m', 0xE9};
    const struct verb *verb = NULL;
    struct keymap keymap;

    (void)state;
    keymap_init(&keymap, session_verbs);
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, mark, 1, &verb), KEYS_BEGIN_MORE);
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, mark, 2, &verb), KEYS_MEAN_A_VERB);
    assert_string_equal(verb->name, "mark");
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, back, 2, &verb), KEYS_MEAN_A_VERB);
    assert_string_equal(verb->name, "go-to-mark");
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, bell, 2, &verb), KEYS_MEAN_NOTHING);
    assert_int_equal(keymap_match(&keymap, MODE_PAGE, accent, 2, &verb), KEYS_MEAN_NOTHING);
    assert_int_equal(keymap_match(&keymap, MODE_SELECT, mark, 2, &verb), KEYS_MEAN_NOTHING);
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

/* ---- the palette ------------------------------------------------------------------------------- */

/* The first rows' names or values, apart by spaces. */
static void expect_rows(const char *line, const char *expected)
{
    struct palette palette = {0};
    struct buffer rows = {0};

    palette_fill(&palette, line);
    buffer_init(&rows);
    for (size_t i = 0; i < palette.count; i++) {
        const struct palette_row *row = &palette.rows[i];

        buffer_append_format(&rows, "%s%.*s", i > 0 ? " " : "",
                             row->value != NULL ? (int)row->value_bytes : 99,
                             row->value != NULL ? row->value : row->verb->name);
    }
    if (strncmp(rows.data, expected, strlen(expected)) != 0)
        fail_msg("%s: %s", line, rows.data);
    buffer_release(&rows);
    palette_release(&palette);
}

static void the_palette_has_all_commands_and_the_best_first(void **state)
{
    struct palette palette = {0};
    size_t count = 0;

    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
        count++;
    palette_fill(&palette, "");
    assert_int_equal(palette.count, count);
    palette_release(&palette);
    expect_rows("fold", "fold fold-under fold-all ");
    expect_rows("wq", "quit");
    expect_rows("q", "quit");
    expect_rows("heading 2", "2");
    expect_rows("part ", "home-affairs justice mixed other");
    expect_rows("part just", "justice");
    expect_rows("item 2", "item");
    expect_rows("set ", "measure ");
    expect_rows("set asc", "ascii");
    expect_rows("set ascii ", "off on");
    expect_rows("set ascii of", "off");
    expect_rows("set measure 7", "set");
    expect_rows("xyzzy", "");
}

static void a_row_that_is_taken_is_the_line_or_waits_for_more(void **state)
{
    static const struct {
        const char *line, *taken;
        bool whole;
    } cases[] = {
        {"fold-al", "fold-all", true},
        {"accents", "search", true},
        {"part", "part ", false},
        {"part mi", "part mixed", true},
        {"meeting", "meeting ", false},
        {"item 3", "item 3", true},
        {"xyzzy", "xyzzy", true},
        {"set asc", "set ascii ", false},
        {"set ascii=of", "set ascii=off", true},
        {"set margin mar", "set margin margin", true},
        {"bind x page-do", "bind x page-down", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct palette palette = {0};
        struct buffer taken = {0};
        bool whole;

        palette_fill(&palette, cases[i].line);
        palette_take(&palette, cases[i].line, &taken, &whole);
        assert_string_equal(taken.data, cases[i].taken);
        assert_int_equal(whole, cases[i].whole);
        buffer_release(&taken);
        palette_release(&palette);
    }
}

static void the_chosen_row_is_always_in_sight(void **state)
{
    struct palette palette = {0};

    (void)state;
    palette_fill(&palette, "");
    for (size_t i = 0; i < 2 * palette.count; i++) {
        palette_step(&palette, i < palette.count / 2);
        palette_scroll(&palette, 3);
        assert_true(palette.first <= palette.chosen && palette.chosen < palette.first + 3);
        assert_true(palette.first + 3 <= palette.count);
    }
    palette_release(&palette);
}

/* ---- the clipboard ----------------------------------------------------------------------------- */

static void the_terminal_gets_base64_and_nothing_else(void **state)
{
    static const struct {
        const char *text, *code;
        enum multiplexer multiplexer;
    } codes[] = {
        {"f", "\033]52;c;Zg==\a", MULTIPLEXER_NONE},
        {"fo", "\033]52;c;Zm8=\a", MULTIPLEXER_NONE},
        {"foo", "\033]52;c;Zm9v\a", MULTIPLEXER_NONE},
        {"\303\251\033\a", "\033]52;c;w6kbBw==\a", MULTIPLEXER_NONE},
        {"foo", "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\", MULTIPLEXER_TMUX},
        {"foo", "\033P\033]52;c;Zm9v\a\033\\", MULTIPLEXER_SCREEN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct buffer out = {0};

        assert_true(clipboard_append_osc52(&out, codes[i].text, strlen(codes[i].text),
                                           codes[i].multiplexer));
        assert_string_equal(out.data, codes[i].code);
        buffer_release(&out);
    }
}

static void the_terminal_gets_no_more_than_it_takes(void **state)
{
    struct buffer text = {0}, out = {0};

    (void)state;
    buffer_append_repeated(&text, 'x', CLIPBOARD_TERMINAL_MAX_BYTES + 1);
    assert_false(clipboard_append_osc52(&out, text.data, text.len_bytes, MULTIPLEXER_TMUX));
    assert_int_equal(out.len_bytes, 0);
    assert_true(clipboard_append_osc52(&out, text.data, text.len_bytes - 1, MULTIPLEXER_NONE));
    assert_true(out.len_bytes <= 100000);
    buffer_clear(&out);
    /* screen drops a piece of more than 768 bytes */
    assert_true(clipboard_append_osc52(&out, text.data, 1000, MULTIPLEXER_SCREEN));
    for (const char *at = out.data; *at != '\0';) {
        size_t piece = strcspn(at + 1, "\\") + 2;

        assert_true(piece < 256);
        at += piece;
    }
    buffer_release(&text);
    buffer_release(&out);
}

static void what_stands_before_the_terminal_shows_in_the_environment(void **state)
{
    (void)state;
    unsetenv("TMUX");
    unsetenv("STY");
    setenv("TERM", "xterm-256color", 1);
    assert_int_equal(clipboard_multiplexer(), MULTIPLEXER_NONE);
    setenv("TERM", "screen-256color", 1); /* tmux or screen, at the other end of a connection */
    assert_int_equal(clipboard_multiplexer(), MULTIPLEXER_NONE);
    setenv("TERM", "tmux-256color", 1);
    assert_int_equal(clipboard_multiplexer(), MULTIPLEXER_TMUX);
    setenv("TERM", "screen", 1);
    setenv("STY", "1234.pts-1", 1);
    assert_int_equal(clipboard_multiplexer(), MULTIPLEXER_SCREEN);
    setenv("TMUX", "/tmp/tmux", 1);
    assert_int_equal(clipboard_multiplexer(), MULTIPLEXER_TMUX);
}

static enum clipboard_outcome run_script(const char *script, size_t len_bytes, int *exit_status)
{
    char *words[] = {"sh", "-c", base_copy_string(script), NULL};
    struct buffer text = {0};
    enum clipboard_outcome outcome;

    buffer_append_repeated(&text, 'x', len_bytes);
    outcome = clipboard_run(words, &text, exit_status);
    buffer_release(&text);
    free(words[2]);
    return outcome;
}

static void a_program_gets_the_text_and_its_end_is_told(void **state)
{
    char *missing[] = {"/nowhere/kantlijn-clipboard", NULL};
    struct buffer text = {0};
    int exit_status = 0;

    (void)state;
    signal(SIGPIPE, SIG_IGN); /* as main.c does, with a handler */
    assert_int_equal(run_script("test \"$(wc -c)\" -eq 1000000", 1000000, &exit_status),
                     CLIPBOARD_DONE);
    assert_int_equal(run_script("cat >/dev/null; exit 3", 10, &exit_status), CLIPBOARD_FAILED);
    assert_int_equal(exit_status, 3);
    assert_int_equal(run_script("kill -9 $$", 10, &exit_status), CLIPBOARD_FAILED);
    assert_int_equal(exit_status, 137);
    assert_int_equal(run_script("exec <&-; exit 0", 1000000, &exit_status), CLIPBOARD_DONE);
    /* one that goes on in the background, with all it has open, is not waited for */
    assert_int_equal(run_script("cat >/dev/null; sleep 20 & exit 0", 10, &exit_status),
                     CLIPBOARD_DONE);
    buffer_append_string(&text, "x");
    assert_int_equal(clipboard_run(missing, &text, &exit_status), CLIPBOARD_NOT_STARTED);
    buffer_release(&text);
}

static void a_program_that_does_not_end_is_ended(void **state)
{
    int exit_status = 0;

    (void)state;
    assert_int_equal(run_script("exec tail -f /dev/null", 1000000, &exit_status),
                     CLIPBOARD_TOO_SLOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_of_the_table_is_one_key_or_a_sequence),
        cmocka_unit_test(the_palette_has_all_commands_and_the_best_first),
        cmocka_unit_test(a_row_that_is_taken_is_the_line_or_waits_for_more),
        cmocka_unit_test(the_chosen_row_is_always_in_sight),
        cmocka_unit_test(the_name_of_a_key_is_what_the_table_writes),
        cmocka_unit_test(characters_become_utf8_and_other_keys_nothing),
        cmocka_unit_test(every_key_of_the_table_finds_its_verb),
        cmocka_unit_test(a_verb_that_takes_a_letter_waits_for_it),
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
        cmocka_unit_test(the_terminal_gets_base64_and_nothing_else),
        cmocka_unit_test(the_terminal_gets_no_more_than_it_takes),
        cmocka_unit_test(what_stands_before_the_terminal_shows_in_the_environment),
        cmocka_unit_test(a_program_gets_the_text_and_its_end_is_told),
        cmocka_unit_test(a_program_that_does_not_end_is_ended),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
