/* What a reader chose: settings.h, the keys and the file of session.h, and the manual's section on settings. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "session/session.h"

/* ---- settings ---------------------------------------------------------------------------------------- */

static void every_setting_has_its_default_and_takes_it_as_it_is_written(void **state)
{
    struct settings settings;

    (void)state;
    settings_init(&settings);
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        struct buffer value = {0};

        buffer_init(&value);
        setting_append_value(setting, &settings, &value);
        assert_string_equal(value.data, setting->standard);
        assert_true(setting_assign(setting, value.data, &settings, NULL));
        assert_ptr_equal(setting_find(setting->name, strlen(setting->name)), setting);
        assert_true(setting->kind == SETTING_SWITCH || setting->value != NULL);
        assert_true((setting->kind == SETTING_WORD) == (setting->words != NULL));
        assert_true(strncmp(setting->name, "no", 2) != 0);
        buffer_release(&value);
    }
    settings_release(&settings);
}

static const struct {
    const char *words, *shown; /* shown NULL: refused, and the message has `said` */
    const char *said;
} changes[] = {
    {"measure 72", "measure 72", NULL},
    {"measure=72", "measure 72", NULL},
    {"  measure  =  72  ", "measure 72", NULL},
    {"measure&", "measure 80", NULL},
    {"ascii", "ascii on", NULL},
    {"noascii", "ascii off", NULL},
    {"no-ascii", "ascii off", NULL},
    {"ascii on", "ascii on", NULL},
    {"ascii!", "ascii off", NULL},
    {"ascii!", "ascii on", NULL},
    {"ascii&", "ascii off", NULL},
    {"ascii maybe", NULL, "is no value for ascii: give one of off, on"},
    {"measure 19", NULL, "give a number from 20 to 1000"},
    {"measure 1001", NULL, "give a number from 20 to 1000"},
    {"measure 99999999999999999999", NULL, "give a number from 20 to 1000"},
    {"measure 40x", NULL, "give a number from 20 to 1000"},
    {"measure -40", NULL, "give a number from 20 to 1000"},
    {"measure!", NULL, "is not on or off"},
    {"ascii& on", NULL, "takes no value after that"},
    {"nomeasure", NULL, "is no setting: did you mean measure?"},
    {"asci", NULL, "is no setting: did you mean ascii?"},
    {"zzzzzzzzzz", NULL, "is no setting: :set alone lists them"},
    {"", NULL, "set needs a setting: set NAME VALUE"},
    {"=", NULL, "set needs a setting: set NAME VALUE"},
};

static void words_change_settings_or_say_what_is_wrong(void **state)
{
    struct settings settings;

    (void)state;
    settings_init(&settings);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        const struct setting *setting;
        enum setting_action action;
        struct error error = {0};
        struct buffer shown = {0};
        bool changed = settings_do(&settings, changes[i].words, &setting, &action, &error);

        print_message("# %s\n", changes[i].words);
        assert_int_equal(changed, changes[i].shown != NULL);
        if (changed) {
            assert_int_equal(action, SETTING_CHANGE);
            buffer_append_format(&shown, "%s ", setting->name);
            setting_append_value(setting, &settings, &shown);
            assert_string_equal(shown.data, changes[i].shown);
        } else {
            assert_non_null(strstr(error.message, changes[i].said));
            assert_false(settings_do(&settings, changes[i].words, &setting, &action, NULL));
        }
        buffer_release(&shown);
    }
    settings_release(&settings);
}

static void a_word_that_is_hostile_changes_nothing(void **state)
{
    struct settings settings;
    const struct setting *setting;
    enum setting_action action;
    struct error error = {0};
    char *longest = base_allocate(100001);

    (void)state;
    settings_init(&settings);
    memset(longest, 'm', 100000);
    assert_false(settings_do(&settings, longest, &setting, &action, &error));
    memcpy(longest, "clipboard-command ", 18);
    error_clear(&error);
    assert_false(settings_do(&settings, longest, &setting, &action, &error));
    assert_string_equal(settings.clipboard_command, "");
    free(longest);
    settings_release(&settings);
}

/* ---- keys -------------------------------------------------------------------------------------------- */

static bool bind(struct keymap *keymap, const char *keys, const char *name, struct error *error)
{
    error_clear(error);
    return keymap_bind(keymap, keys, session_find_verb(name, strlen(name)), NULL, error);
}

static const char *meaning(const struct keymap *keymap, enum verb_mode mode, const char *keys)
{
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t count = keymap_parse(keys, strlen(keys), codes);
    const struct verb *verb = NULL;

    return keymap_match(keymap, mode, codes, count, &verb) == KEYS_MEAN_A_VERB ? verb->name : "";
}

static void a_binding_takes_the_place_of_the_default_in_its_mode(void **state)
{
    struct keymap keymap;
    struct error error = {0};

    (void)state;
    keymap_init(&keymap, session_verbs);
    assert_true(bind(&keymap, "b", "line-to-top", &error));
    assert_string_equal(meaning(&keymap, MODE_PAGE, "b"), "line-to-top");
    assert_string_equal(meaning(&keymap, MODE_SELECT, "b"), "select-word-back");
    assert_true(bind(&keymap, "n", "down", &error));
    assert_string_equal(meaning(&keymap, MODE_PAGE, "n"), "down");
    assert_string_equal(meaning(&keymap, MODE_SELECT, "n"), "next-match");
    assert_true(keymap_unbind(&keymap, "n", &error));
    assert_string_equal(meaning(&keymap, MODE_SELECT, "n"), "");
    keymap_release(&keymap);
}

static void what_is_refused_changes_nothing_and_says_why(void **state)
{
    static const struct {
        const char *keys, *verb, *said;
    } refused[] = {
        {"z", "down", "begins zt, the key of line-to-top"},
        {"gg", "down", "begins with g, the key of top"},
        {"zcc", "down", "begins with zc, the key of fold"},
        {"5", "down", "begins with a digit"},
        {"Entr", "down", "did you mean Enter?"},
        {"PageDown", "down", "is no key"},
        {":", "down", "is the only key of command"},
    };
    struct keymap keymap;
    struct error error = {0};
    size_t before;

    (void)state;
    keymap_init(&keymap, session_verbs);
    before = keymap.count;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        print_message("# %s\n", refused[i].keys);
        assert_false(bind(&keymap, refused[i].keys, refused[i].verb, &error));
        if (strstr(error.message, refused[i].said) == NULL)
            fail_msg("said: %s", error.message);
        assert_int_equal(keymap.count, before);
    }
    error_clear(&error);
    assert_false(keymap_unbind(&keymap, ":", &error));
    assert_true(bind(&keymap, "F5", "command", &error));
    assert_true(keymap_unbind(&keymap, ":", &error));
    assert_string_equal(meaning(&keymap, MODE_PAGE, "F5"), "command");
    keymap_release(&keymap);
}

/* ---- the file ---------------------------------------------------------------------------------------- */

struct home {
    char folder[64], path[256];
};

static void home_make(struct home *home)
{
    char sub[128];

    strcpy(home->folder, "/tmp/kantlijn-config-XXXXXX");
    assert_non_null(mkdtemp(home->folder));
    snprintf(sub, sizeof sub, "%s/kantlijn", home->folder);
    assert_int_equal(mkdir(sub, 0700), 0);
    snprintf(home->path, sizeof home->path, "%s/config", sub);
    setenv("XDG_CONFIG_HOME", home->folder, 1);
}

static void home_remove(struct home *home)
{
    unlink(home->path);
    *strrchr(home->path, '/') = '\0';
    assert_int_equal(rmdir(home->path), 0);
    assert_int_equal(rmdir(home->folder), 0);
}

static void home_write(const struct home *home, const char *bytes, size_t len_bytes)
{
    FILE *file = fopen(home->path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len_bytes, file), len_bytes);
    assert_int_equal(fclose(file), 0);
}

static void no_file_is_no_problem(void **state)
{
    struct home home;
    struct config config;

    (void)state;
    home_make(&home);
    config_init(&config);
    config_read(&config);
    assert_true(config_keymap(&config)->count > 80);
    assert_int_equal(config.problem_count, 0);
    config_release(&config);
    home_remove(&home);
}

static void a_wrong_line_is_told_by_its_number_and_the_others_count(void **state)
{
    static const char lines[] =
        "\xEF\xBB\xBFset measre 70\r\nset measure 60\r\n# set measure 50\r\n"
        "bind x line-to-topp\r\nbind W top";
    struct home home;
    struct config config;

    (void)state;
    home_make(&home);
    home_write(&home, lines, sizeof lines - 1);
    config_init(&config);
    config_read(&config);
    assert_int_equal(config.settings.measure_cols, 60);
    assert_int_equal(config.problem_count, 0);
    assert_string_equal(meaning(config_keymap(&config), MODE_PAGE, "W"), "top");
    assert_int_equal(config.problem_count, 2);
    assert_int_equal(config.problems[0].line, 1);
    assert_string_equal(config.problems[0].message, "measre is no setting: did you mean measure?");
    assert_int_equal(config.problems[1].line, 4);
    assert_string_equal(config.problems[1].message,
                        "line-to-topp is no command: did you mean line-to-top?");
    config_release(&config);
    home_remove(&home);
}

/* The settings of the file are not taken a second time, over those of the command line. */
static void keys_are_read_later_than_settings(void **state)
{
    static const char lines[] = "set measure 60\n";
    struct home home;
    struct config config;

    (void)state;
    home_make(&home);
    home_write(&home, lines, sizeof lines - 1);
    config_init(&config);
    config_read(&config);
    config.settings.measure_cols = 40;
    config_keymap(&config);
    assert_int_equal(config.settings.measure_cols, 40);
    config_release(&config);
    home_remove(&home);
}

static void a_hostile_file_does_no_harm(void **state)
{
    unsigned random_state = 4;
    struct home home;
    char *bytes = base_allocate(CONFIG_MAX_BYTES + 1);

    (void)state;
    home_make(&home);
    for (size_t round = 0; round < 40; round++) {
        static const char *const pieces[] = {
            "set ", "bind ", "unbind ", "\n", " ",   "=",  "&",  "z", "measure", "\xC3",
            "\0x",  "#",     "down",    "^",  "F99", "no", "\t", "!", "mark ",   "\x1B["};
        size_t len_bytes = 0;
        struct config config;

        while (len_bytes < 4000) {
            const char *piece = pieces[(unsigned)rand_r(&random_state) % COUNT_OF(pieces)];

            memcpy(bytes + len_bytes, piece, strlen(piece));
            len_bytes += strlen(piece) + (piece[0] == '\0');
        }
        home_write(&home, bytes, len_bytes);
        config_init(&config);
        config_read(&config);
        assert_true(config_keymap(&config)->count > 0);
        config_release(&config);
    }
    memset(bytes, '\n', CONFIG_MAX_BYTES + 1);
    home_write(&home, bytes, CONFIG_MAX_BYTES + 1);
    for (int kind = 0; kind < 3; kind++) {
        struct config config;

        config_init(&config);
        config_read(&config);
        config_keymap(&config);
        assert_int_equal(config.problem_count, 1);
        assert_int_equal(config.problems[0].line, 0);
        config_release(&config);
        unlink(home.path);
        rmdir(home.path);
        if (kind == 0)
            assert_int_equal(mkdir(home.path, 0700), 0);
        if (kind == 1)
            assert_int_equal(mkfifo(home.path, 0600), 0);
    }
    free(bytes);
    home_remove(&home);
}

static void the_printed_file_read_back_changes_nothing(void **state)
{
    const char *program = getenv("KANTLIJN");
    struct buffer command = {0};
    struct home home;
    struct config plain, read;

    (void)state;
    home_make(&home);
    buffer_append_format(&command, "'%s' --print-config >'%s'",
                         program == NULL ? "./kantlijn" : program, home.path);
    assert_int_equal(system(command.data), 0);
    config_init(&plain);
    config_init(&read);
    config_read(&read);
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        struct buffer expected = {0}, keys = {0};

        buffer_init(&expected);
        buffer_init(&keys);
        keymap_append_keys(config_keymap(&plain), verb, &expected);
        keymap_append_keys(config_keymap(&read), verb, &keys);
        assert_string_equal(keys.data, expected.data);
        assert_string_equal(keys.data, verb->keys);
        buffer_release(&expected);
        buffer_release(&keys);
    }
    if (read.problem_count > 0)
        fail_msg("line %zu: %s", read.problems[0].line, read.problems[0].message);
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        struct buffer value = {0};

        buffer_init(&value);
        setting_append_value(setting, &read.settings, &value);
        assert_string_equal(value.data, setting->standard);
        buffer_release(&value);
    }
    config_release(&plain);
    config_release(&read);
    buffer_release(&command);
    home_remove(&home);
}

/* ---- the manual --------------------------------------------------------------------------------------- */

static char *read_section(void)
{
    const char *folder = getenv("srcdir");
    struct buffer path = {0}, manual = {0};
    char piece[4096], *section, *end;
    size_t got;
    FILE *file;

    buffer_append_format(&path, "%s/man/kantlijn.1", folder == NULL ? "." : folder);
    file = fopen(path.data, "r");
    assert_non_null(file);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&manual, piece, got);
    fclose(file);
    section = strstr(manual.data, "\n.Sh SETTINGS\n");
    end = strstr(manual.data, "\n.Sh CONFIGURATION\n");
    assert_non_null(section);
    assert_non_null(end);
    section = base_copy_bytes(section, (size_t)(end - section));
    buffer_release(&path);
    buffer_release(&manual);
    return section;
}

static void every_setting_is_in_the_manual_and_no_other(void **state)
{
    char *section = read_section();
    size_t count = 0, found = 0;

    (void)state;
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        struct buffer entry = {0};
        char *line, *end;

        buffer_append_format(&entry, "\n.It Cm %s ", setting->name);
        line = strstr(section, entry.data);
        if (line == NULL)
            fail_msg("kantlijn(1), SETTINGS, lacks %s", setting->name);
        end = strchr(line + 1, '\n');
        buffer_clear(&entry);
        buffer_append_format(&entry, "Fl -%s", setting->name);
        if (setting->is_option &&
            memmem(line, (size_t)(end - line), entry.data, entry.len_bytes) == NULL)
            fail_msg("kantlijn(1), SETTINGS, lacks the option --%s", setting->name);
        buffer_release(&entry);
        count++;
    }
    for (char *at = section; (at = strstr(at, "\n.It Cm ")) != NULL; at++)
        found++;
    assert_int_equal(found, count);
    free(section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_setting_has_its_default_and_takes_it_as_it_is_written),
        cmocka_unit_test(words_change_settings_or_say_what_is_wrong),
        cmocka_unit_test(a_word_that_is_hostile_changes_nothing),
        cmocka_unit_test(a_binding_takes_the_place_of_the_default_in_its_mode),
        cmocka_unit_test(what_is_refused_changes_nothing_and_says_why),
        cmocka_unit_test(no_file_is_no_problem),
        cmocka_unit_test(a_wrong_line_is_told_by_its_number_and_the_others_count),
        cmocka_unit_test(keys_are_read_later_than_settings),
        cmocka_unit_test(a_hostile_file_does_no_harm),
        cmocka_unit_test(the_printed_file_read_back_changes_nothing),
        cmocka_unit_test(every_setting_is_in_the_manual_and_no_other),
    };

    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
