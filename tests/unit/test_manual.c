/* The manual says what the table of verbs says: every verb with its keys, and no key that is gone. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "session/session.h"

static char *read_manual(void)
{
    struct buffer manual = {0};
    struct buffer path = {0};
    char piece[4096];
    const char *folder = getenv("srcdir");
    FILE *file;
    size_t got;

    buffer_append_format(&path, "%s/man/kantlijn.1", folder == NULL ? "." : folder);
    file = fopen(path.data, "r");
    if (file == NULL)
        fail_msg("cannot read %s", path.data);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&manual, piece, got);
    fclose(file);
    buffer_release(&path);
    return buffer_detach(&manual);
}

/* The keys as mdoc wants them: two spaces apart, ^ ~ ' ` by their names. */
static void append_keys(struct buffer *line, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        if (*keys == ' ')
            buffer_append_string(line, "  ");
        else if (*keys == '^')
            buffer_append_string(line, "\\(ha");
        else if (*keys == '~')
            buffer_append_string(line, "\\(ti");
        else if (*keys == '\'')
            buffer_append_string(line, "\\(aq");
        else if (*keys == '`')
            buffer_append_string(line, "\\(ga");
        else
            buffer_append_char(line, *keys);
    }
}

static void every_verb_is_in_the_manual_with_its_keys(void **state)
{
    char *manual = read_manual();

    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        struct buffer line = {0};

        if (verb->keys[0] == '\0') {
            buffer_append_format(&line, "\n.It Pq Cm %s\n", verb->name);
        } else {
            buffer_append_string(&line, "\n.It Ic \"\\&");
            append_keys(&line, verb->keys);
            buffer_append_format(&line, "\" Pq Cm %s\n", verb->name);
        }
        if (strstr(manual, line.data) == NULL)
            fail_msg("kantlijn(1) lacks: %s", line.data);
        buffer_release(&line);
    }
    free(manual);
}

/* Where the verb's entry begins; it goes to the next one. */
static char *copy_entry(const char *manual, const struct verb *verb)
{
    struct buffer heading = {0};
    const char *start, *end;
    size_t len;

    buffer_append_format(&heading, " Pq Cm %s\n", verb->name);
    start = strstr(manual, heading.data);
    if (start == NULL)
        fail_msg("kantlijn(1) lacks: %s", verb->name);
    len = strlen(start);
    end = strstr(start, "\n.It ");
    len = end != NULL ? (size_t)(end - start) : len;
    end = strstr(start, "\n.El\n");
    len = end != NULL && (size_t)(end - start) < len ? (size_t)(end - start) : len;
    buffer_release(&heading);
    return base_copy_bytes(start, len + 1);
}

/* As in ".Cm :q\&! , :wq". */
static bool has_command(const char *entry, const char *name, size_t len)
{
    struct buffer word = {0};
    bool found = false;

    buffer_append_string(&word, " :");
    for (size_t i = 0; i < len; i++)
        buffer_append_format(&word, name[i] == '!' ? "\\&%c" : "%c", name[i]);
    for (const char *at = strstr(entry, word.data); at != NULL && !found;
         at = strstr(at + 1, word.data))
        found = at[word.len_bytes] == ' ' || at[word.len_bytes] == '\n';
    buffer_release(&word);
    return found;
}

static void other_names_of_a_verb_are_in_its_entry(void **state)
{
    char *manual = read_manual();

    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        char *entry = copy_entry(manual, verb);

        for (const char *name = verb->also; name != NULL && *name != '\0';) {
            size_t len = strcspn(name, " ");

            if (!has_command(entry, name, len))
                fail_msg("kantlijn(1), %s, lacks its other name :%.*s", verb->name, (int)len, name);
            name += len + (name[len] == ' ');
        }
        free(entry);
    }
    free(manual);
}

static void the_manual_names_no_verb_that_is_gone(void **state)
{
    static const char mark[] = " Pq Cm ";
    char *manual = read_manual();

    (void)state;
    for (char *at = strstr(manual, mark); at != NULL; at = strstr(at, mark)) {
        char *end;
        const struct verb *verb;

        at += sizeof mark - 1;
        end = at + strcspn(at, "\n");
        verb = session_find_verb(at, (size_t)(end - at));
        if (verb == NULL || strlen(verb->name) != (size_t)(end - at))
            fail_msg("kantlijn(1) names a verb that is not there: %.*s", (int)(end - at), at);
    }
    free(manual);
}

/* An actor's entry in the section ACTORS; letters with accents (two bytes in UTF-8) as roff has them. */
static void append_actor(struct buffer *line, const struct actor *actor)
{
    buffer_append_format(line, "\n.It Sy %s", actor->id);
    if (actor->letters[0] != '\0')
        buffer_append_format(line, " Pq %s", actor->letters);
    buffer_append_char(line, '\n');
    for (const char *at = actor->labels[0]; *at != '\0'; at++) {
        if ((*at & 0x80) == 0)
            buffer_append_char(line, *at);
        else
            buffer_append_format(line, "\\[u%04X]", (unsigned)(*at & 0x1F) << 6 | (at[1] & 0x3F));
        at += (*at & 0x80) != 0;
    }
    buffer_append_char(line, '\n');
}

static void every_actor_is_in_the_manual_and_no_other(void **state)
{
    static const char mark[] = "\n.It Sy ";
    char *manual = read_manual(), *section = strstr(manual, "\n.Sh ACTORS\n"), *end;
    size_t count = 0;

    (void)state;
    assert_non_null(section);
    end = strstr(section, "\n.Sh ENVIRONMENT\n");
    assert_non_null(end);
    *end = '\0';
    for (size_t i = 0; i < council_actor_count(); i++) {
        struct buffer line = {0};

        append_actor(&line, council_actor(i));
        if (strstr(section, line.data) == NULL)
            fail_msg("kantlijn(1) lacks: %s", line.data);
        buffer_release(&line);
    }
    for (char *at = strstr(section, mark); at != NULL; at = strstr(at + 1, mark))
        count++;
    assert_int_equal(count, council_actor_count());
    free(manual);
}

static void no_key_is_both_a_command_and_the_start_of_one(void **state)
{
    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        for (const char *key = verb->keys; *key != '\0';) {
            size_t len = strcspn(key, " ");

            for (const struct verb *other = session_verbs; other->name != NULL && len == 1;
                 other++) {
                for (const char *longer = other->keys; *longer != '\0';) {
                    size_t longer_len = strcspn(longer, " ");

                    if (longer_len == 2 && longer[0] == key[0] && longer[0] != '^' &&
                        strncmp(longer, "Up", 2) != 0 && (verb->mode & other->mode) != 0)
                        fail_msg("%.*s is a key of %s and begins %.*s of %s", (int)len, key,
                                 verb->name, (int)longer_len, longer, other->name);
                    longer += longer_len + (longer[longer_len] == ' ');
                }
            }
            key += len + (key[len] == ' ');
        }
    }
}

/* The dialogs have keys of their own, which stand in no table. */
static void the_dialogs_and_their_keys_are_in_the_manual(void **state)
{
    static const struct {
        const char *section, *keys;
    } dialogs[] = {
        {"Writing a note", "Up Down \\(haJ \\(haP \\(haN \\(haA \\(haE \\(haB \\(haF \\(haD \\(haH "
                           "\\(haW \\(haU \\(haK"},
        {"The command line", "Tab S-Tab \\(haN \\(haP Up Enter Esc"},
        {"The stance dialog", "+ - \\(ti c \\&! r 0 n x Backspace Tab S-Tab Home End"},
        {"The list", "j k Down Up \\(haN \\(haP Space b PgDn PgUp \\(haF \\(haB g G Home End Enter "
                     "/ q L Esc \\(haG \\(haC"},
        {"The changes",
         "j k Down Up \\(haN \\(haP Space b PgDn PgUp \\(haF \\(haB g G Home End Enter "
         "u \\(ha_ \\(haR q U Esc \\(haG \\(haC"},
        {"The help", "j k Down Up \\(haN \\(haP Enter Space f b PgDn PgUp \\(haF \\(haB \\(haD "
                     "\\(haU g G Home End q F1 Esc"},
    };
    char *manual = read_manual();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(dialogs); i++) {
        struct buffer heading = {0}, words = {0};
        char *start, *line, *key, *kept = NULL, *keys = base_copy_string(dialogs[i].keys);

        buffer_append_format(&heading, "\n.Ss %s\n", dialogs[i].section);
        start = strstr(manual, heading.data);
        if (start == NULL)
            fail_msg("kantlijn(1) has no %s", dialogs[i].section);
        /* the words of its .Ic lines, each between spaces */
        for (line = start + heading.len_bytes;
             *line != '\0' && strncmp(line, ".Ss ", 4) != 0 && strncmp(line, ".Sh ", 4) != 0;) {
            size_t len = strcspn(line, "\n");

            if (strncmp(line, ".Ic ", 4) == 0)
                buffer_append_format(&words, "%.*s ", (int)len - 3, line + 3);
            line += len + (line[len] == '\n');
        }
        for (key = strtok_r(keys, " ", &kept); key != NULL; key = strtok_r(NULL, " ", &kept)) {
            struct buffer word = {0};

            buffer_append_format(&word, " %s ", key);
            if (strstr(words.data, word.data) == NULL)
                fail_msg("kantlijn(1), %s, lacks the key %s", dialogs[i].section, key);
            buffer_release(&word);
        }
        buffer_release(&words);
        buffer_release(&heading);
        free(keys);
    }
    free(manual);
}

/* Belgian, French and German keyboards want AltGr for these; ^ is Control in the table. */
static void every_verb_with_a_key_has_one_without_altgr(void **state)
{
    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        bool plain = verb->keys[0] == '\0';

        for (const char *key = verb->keys; *key != '\0';) {
            size_t len = strcspn(key, " ");

            plain = plain || strcspn(key, "[]{}~\\|@#`") >= len;
            key += len + (key[len] == ' ');
        }
        if (!plain)
            fail_msg("%s has only keys that want AltGr: %s", verb->name, verb->keys);
    }
}

static void no_key_has_two_verbs(void **state)
{
    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        for (const char *key = verb->keys; *key != '\0';) {
            size_t len = strcspn(key, " ");

            for (const struct verb *other = verb + 1; other->name != NULL; other++) {
                for (const char *same = other->keys; *same != '\0';) {
                    size_t same_len = strcspn(same, " ");

                    if (same_len == len && strncmp(key, same, len) == 0 &&
                        (verb->mode & other->mode) != 0)
                        fail_msg("%.*s is a key of %s and of %s", (int)len, key, verb->name,
                                 other->name);
                    same += same_len + (same[same_len] == ' ');
                }
            }
            key += len + (key[len] == ' ');
        }
    }
}

static void a_verb_is_found_by_its_name_and_by_a_unique_beginning(void **state)
{
    (void)state;
    assert_string_equal(session_find_verb("unfold", 6)->name, "unfold");
    assert_string_equal(session_find_verb("exp", 3)->name, "export");
    assert_null(session_find_verb("s", 1));
    assert_null(session_find_verb("", 0));
    assert_null(session_find_verb("nonsense", 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_is_in_the_manual_with_its_keys),
        cmocka_unit_test(other_names_of_a_verb_are_in_its_entry),
        cmocka_unit_test(the_manual_names_no_verb_that_is_gone),
        cmocka_unit_test(every_actor_is_in_the_manual_and_no_other),
        cmocka_unit_test(no_key_is_both_a_command_and_the_start_of_one),
        cmocka_unit_test(the_dialogs_and_their_keys_are_in_the_manual),
        cmocka_unit_test(every_verb_with_a_key_has_one_without_altgr),
        cmocka_unit_test(no_key_has_two_verbs),
        cmocka_unit_test(a_verb_is_found_by_its_name_and_by_a_unique_beginning),
    };

    return cmocka_run_group_tests_name("manual", tests, NULL, NULL);
}
