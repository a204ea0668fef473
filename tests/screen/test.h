/* test: one test while it runs, and the statements it can be made of. Private to the harness. */
#ifndef KANTLIJN_TESTS_TEST_H
#define KANTLIJN_TESTS_TEST_H

#include "script.h"
#include "terminal.h"

struct test {
    struct terminal terminal;
    bool started;
    char *scratch;      /* holds work/ (where programs run), home/ and tmp/ */
    char **environment; /* "NAME=VALUE", ends in NULL */
    size_t environment_count, environment_capacity;
    int width_cols, height_rows;
    struct buffer output, errors; /* of the last exec */
    int status;                   /* of the last exec */
    char date[11];                /* today in UTC: what YYYY-MM-DD stands for in expectations */
    struct buffer why;            /* why the test failed */
    char *ground;                 /* what the terminal answers when asked for its ground; NULL: nothing */
    char *lacking;                /* a program that the test needs and the machine has not; else NULL */
    bool is_shown;                /* -t: print the screen after every statement that changes it */
};

/* Does one statement; false with test->why where it cannot be done or does not hold. */
typedef bool statement_function(struct test *test, const struct statement *statement);

struct statement_kind {
    const char *name;
    size_t words_min, words_max; /* after the name */
    statement_function *run;
    bool is_check; /* waits for the program first, and may be tried again until it holds */
};

extern const struct statement_kind action_kinds[]; /* actions.c; ends in a NULL name */
extern const struct statement_kind check_kinds[];  /* checks.c, the same */

statement_function chance_run; /* chance.c */

bool test_fail(struct test *test, const char *format, ...) BASE_PRINTF(2, 3);
/* A path in the work folder, or as it is when absolute; "~/" is the home folder. The caller frees. */
char *test_path(const struct test *test, const char *name);
const char *test_environment(const struct test *test, const char *name);
bool test_signal_number(const char *name, int *number);
bool test_number(const char *text, int *number);

#endif
