/* How every connection is set: what is off, what is limited, and for how long it may compute. Each
 * setting is a decision that nothing else in the tests would miss. */
#include "config.h"

#include "sidecar_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sidecar/store.h"

/* ---- a file that changes while it is opened ------------------------------------------------- */

/* When set, the next look at this path finds a file, and leaves a symbolic link in its place. */
static const char *becomes_link;

/* Stands before the C library's own. */
int lstat(const char *restrict path, struct stat *restrict status)
{
    int result = fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);

    if (becomes_link != NULL && strcmp(path, becomes_link) == 0) {
        becomes_link = NULL;
        if (rename(path, in_folder("elsewhere")) != 0 || symlink("elsewhere", path) != 0)
            errno = EIO, result = -1;
    }
    return result;
}

static void a_link_that_takes_the_files_place_is_not_followed(void **state)
{
    (void)state;
    for (int mode = SIDECAR_READ; mode <= SIDECAR_WRITE; mode++) {
        const char *path = in_folder("a");
        struct sidecar *sidecar = NULL;
        struct error error = {0};

        unlink(path);
        sidecar_close(open_sidecar(path, SIDECAR_WRITE));
        becomes_link = path;
        assert_false(sidecar_open(&sidecar, path, (enum sidecar_mode)mode, 0644, &error));
        assert_null(becomes_link);
        assert_int_equal(error.code, ERROR_SIDECAR);
        error_clear(&error);
    }
}

/* ---- settings ------------------------------------------------------------------------------- */

static void assert_pragmas(struct sidecar *sidecar)
{
    static const struct {
        const char *sql, *value;
    } settings[] = {
        {"PRAGMA journal_mode", "delete"}, {"PRAGMA synchronous", "3"},
        {"PRAGMA foreign_keys", "1"},      {"PRAGMA trusted_schema", "0"},
        {"PRAGMA cell_size_check", "1"},   {"PRAGMA mmap_size", "0"},
    };

    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        struct query query = query_begin(sidecar, settings[i].sql, NULL);

        assert_true(query_next(&query));
        assert_string_equal(query_text(&query, 0, NULL), settings[i].value);
        query_end(&query);
    }
}

static void assert_switches(struct sidecar *sidecar)
{
    static const struct {
        int option, value;
    } switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    };

    for (size_t i = 0; i < COUNT_OF(switches); i++) {
        int value = -1;

        assert_int_equal(sqlite3_db_config(sidecar->db, switches[i].option, -1, &value), SQLITE_OK);
        if (value != switches[i].value)
            fail_msg("switch %d is %d", switches[i].option, value);
    }
}

static void assert_limits(struct sidecar *sidecar)
{
    static const struct {
        int limit, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 4 << 20},
        {SQLITE_LIMIT_SQL_LENGTH, 64 << 10},
        {SQLITE_LIMIT_COLUMN, 64},
        {SQLITE_LIMIT_EXPR_DEPTH, 64},
        {SQLITE_LIMIT_COMPOUND_SELECT, 8},
        {SQLITE_LIMIT_VDBE_OP, 25000},
        {SQLITE_LIMIT_FUNCTION_ARG, 16},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };

    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        int value = sqlite3_limit(sidecar->db, limits[i].limit, -1);

        if (value != limits[i].value)
            fail_msg("limit %d is %d", limits[i].limit, value);
    }
}

static void every_connection_is_set_as_decided(void **state)
{
    struct sidecar *sidecar;
    struct error error = {0};

    (void)state;
    sidecar_close(open_sidecar(in_folder("a"), SIDECAR_WRITE));
    for (int mode = SIDECAR_READ; mode <= SIDECAR_WRITE; mode++) {
        sidecar = open_sidecar(in_folder("a"), (enum sidecar_mode)mode);
        assert_pragmas(sidecar);
        assert_switches(sidecar);
        assert_limits(sidecar);
        sidecar_close(sidecar);
    }
    sidecar = open_sidecar(in_folder("a"), SIDECAR_READ);
    expect_ok(sidecar_allow_writing(sidecar, &error), &error);
    assert_pragmas(sidecar);
    assert_switches(sidecar);
    assert_limits(sidecar);
    sidecar_close(sidecar);
}

/* What the settings are for. */
static void what_a_sidecar_never_needs_is_refused(void **state)
{
    static const char *const refused[] = {
        "ATTACH ':memory:' AS other",
        "SELECT \"no such column\"",
        "CREATE INDEX beside ON note(\"no such column\")",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'x'",
        "SELECT load_extension('x')",
        "SELECT length(zeroblob(5000000))",
    };
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        struct error error = {0};

        if (store_execute(sidecar, refused[i], &error))
            fail_msg("this was done: %s", refused[i]);
        error_clear(&error);
    }
    sidecar_close(sidecar);
}

/* ---- the deadline --------------------------------------------------------------------------- */

static void a_computation_that_takes_too_long_is_ended(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    struct error error = {0};

    (void)state;
    store_arm_deadline(sidecar, 5);
    assert_false(store_execute(sidecar,
                               "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "
                               "number WHERE n < 20000000) SELECT sum(n) FROM number",
                               &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_non_null(strstr(error.message, "far too long"));
    error_clear(&error);
    sidecar_close(sidecar);
}

/* A deadline that is past must not be the next function's. */
static void every_public_function_has_its_own_time(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    struct sidecar_contents contents;
    struct sidecar_change change;
    struct error error = {0};
    bool has;

    (void)state;
    add_note(sidecar, AUTHOR, 0, "een");
#define EXPECT_NEW_DEADLINE(call)                                                                  \
    do {                                                                                           \
        sidecar->deadline_ms = 0;                                                                  \
        expect_ok(call, &error);                                                                   \
        assert_int_not_equal(sidecar->deadline_ms, 0);                                             \
    } while (0)
    EXPECT_NEW_DEADLINE(sidecar_load(sidecar, &contents, &error));
    EXPECT_NEW_DEADLINE(
        sidecar_has_text(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, &has, &error));
    EXPECT_NEW_DEADLINE(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error));
    sidecar_change_release(&change);
    EXPECT_NEW_DEADLINE(sidecar_begin(sidecar, AUTHOR, &error));
    sidecar_cancel(sidecar);
    EXPECT_NEW_DEADLINE(sidecar_apply(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error));
    sidecar_change_release(&change);
    EXPECT_NEW_DEADLINE(sidecar_repair(sidecar, &error));
    EXPECT_NEW_DEADLINE(sidecar_data_version(sidecar) + 1);
#undef EXPECT_NEW_DEADLINE
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

/* ---- actions -------------------------------------------------------------------------------- */

/* Else two that began by reading would find out half way that both want to write. */
static void an_action_holds_the_write_lock_from_its_beginning(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    struct error error = {0};
    sqlite3 *other = NULL;

    (void)state;
    assert_int_equal(sqlite3_open(in_folder("a"), &other), SQLITE_OK);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
    sidecar_cancel(sidecar);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    sidecar_close(sidecar);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_link_that_takes_the_files_place_is_not_followed),
        TEST(every_connection_is_set_as_decided),
        TEST(what_a_sidecar_never_needs_is_refused),
        TEST(a_computation_that_takes_too_long_is_ended),
        TEST(every_public_function_has_its_own_time),
        TEST(an_action_holds_the_write_lock_from_its_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
