/* No verb is without a screen test: tests/screen/each_key.inc has a case for each, which types each of its keys,
 * or its name where it has none, and then checks something. Three tests run that at three sizes. */
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

static char *read_source(const char *name)
{
    struct buffer bytes = {0}, path = {0};
    char piece[4096];
    const char *folder = getenv("srcdir");
    FILE *file;
    size_t got;

    buffer_append_format(&path, "%s/tests/screen/%s", folder == NULL ? "." : folder, name);
    file = fopen(path.data, "r");
    if (file == NULL)
        fail_msg("cannot read %s", path.data);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    buffer_release(&path);
    return buffer_detach(&bytes);
}

/* A case goes from its line "# NAME" to the next of these or to the next test. */
static char *copy_case(const char *script, const char *name)
{
    struct buffer heading = {0};
    const char *start, *end;
    char *found = NULL;

    buffer_append_format(&heading, "\n# %s\n", name);
    start = strstr(script, heading.data);
    if (start != NULL) {
        const char *test = strstr(start + 1, "\ntest ");

        start += heading.len_bytes;
        end = strstr(start - 1, "\n# ");
        if (end == NULL || (test != NULL && test < end))
            end = test != NULL ? test : start + strlen(start);
        found = base_copy_bytes(start, end < start ? 0 : (size_t)(end - start));
    }
    buffer_release(&heading);
    return found;
}

/* The words after `keys`, each between spaces, as the harness types them: a key, or letters. */
static bool types_key(const char *line, const char *key, size_t len)
{
    struct buffer typed = {0}, wanted = {0};
    bool found;

    buffer_append_format(&typed, " %.*s ", (int)strcspn(line, "\n"), line);
    buffer_append_format(&wanted, " %.*s ", (int)len, key);
    found = strstr(typed.data, wanted.data) != NULL;
    buffer_release(&wanted);
    buffer_release(&typed);
    return found;
}

static bool types_name(const char *line, const char *name)
{
    struct buffer wanted = {0};
    const char *at;
    bool found;

    buffer_append_format(&wanted, " : \"%s", name);
    line--; /* the space after `keys` */
    at = strstr(line, wanted.data);
    found = at != NULL && at < line + strcspn(line, "\n") &&
            strchr(" \"", at[wanted.len_bytes]) != NULL;
    buffer_release(&wanted);
    return found;
}

static bool is_check(const char *line)
{
    static const char *const checks[] = {"at ",       "row ",     "has ",     "absent ",
                                         "attr ",     "cursor ",  "wait ",    "exit ",
                                         "stopped\n", "raw-has ", "file-has "};

    for (size_t i = 0; i < COUNT_OF(checks); i++)
        if (strncmp(line, checks[i], strlen(checks[i])) == 0)
            return true;
    return false;
}

/* Whether a line of the case types it, and one after that checks something. */
static bool types_and_checks(const char *lines, const char *key, size_t len, bool is_name)
{
    bool typed = false;

    for (const char *line = lines; *line != '\0';) {
        if (strncmp(line, "keys ", 5) == 0)
            typed = typed || (is_name ? types_name(line + 5, key) : types_key(line + 5, key, len));
        else if (typed && is_check(line))
            return true;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return false;
}

static void every_verb_has_a_case_that_types_it_and_looks(void **state)
{
    char *script = read_source("each_key.inc");

    (void)state;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        char *lines = copy_case(script, verb->name);

        if (lines == NULL)
            fail_msg("tests/screen/each_key.inc has no case \"# %s\"", verb->name);
        if (verb->keys[0] == '\0' && !types_and_checks(lines, verb->name, 0, true))
            fail_msg("tests/screen/each_key.inc, %s, types not its name and then checks",
                     verb->name);
        for (const char *key = verb->keys; *key != '\0';) {
            size_t len = strcspn(key, " ");

            if (!types_and_checks(lines, key, len, false))
                fail_msg("tests/screen/each_key.inc, %s, types not %.*s and then checks",
                         verb->name, (int)len, key);
            key += len + (key[len] == ' ');
        }
        free(lines);
    }
    free(script);
}

static void no_case_is_of_a_verb_that_is_gone(void **state)
{
    char *script = read_source("each_key.inc");

    (void)state;
    for (char *at = strstr(script, "\ntest "); at != NULL && (at = strstr(at, "\n# ")) != NULL;) {
        size_t len;
        const struct verb *verb;

        at += 3;
        len = strcspn(at, "\n");
        verb = session_find_verb(at, len);
        if (verb == NULL || strlen(verb->name) != len)
            fail_msg("tests/screen/each_key.inc has a case of no verb: %.*s", (int)len, at);
    }
    free(script);
}

static void the_cases_are_run_at_three_sizes(void **state)
{
    static const char *const sizes[] = {"40x10", "80x24", "140x40"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct buffer name = {0}, lines = {0};
        char *script;

        buffer_append_format(&name, "each_key_%s.test", sizes[i]);
        buffer_append_format(&lines, "\nsize %s\ninclude each_key.inc\n", sizes[i]);
        script = read_source(name.data);
        if (strstr(script, lines.data) == NULL)
            fail_msg("%s does not run each_key.inc at %s", name.data, sizes[i]);
        free(script);
        buffer_release(&lines);
        buffer_release(&name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_has_a_case_that_types_it_and_looks),
        cmocka_unit_test(no_case_is_of_a_verb_that_is_gone),
        cmocka_unit_test(the_cases_are_run_at_three_sizes),
    };

    return cmocka_run_group_tests_name("each key", tests, NULL, NULL);
}
