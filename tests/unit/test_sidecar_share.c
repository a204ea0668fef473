/* Sharing: what is shared shows the same and holds nothing else. */
#include "config.h"

#include "sidecar_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"

#define A "Ans"
#define B "Bo"

/* Shares into a file of that name; its path. */
static const char *share(struct sidecar *sidecar, const char *name)
{
    const char *path = in_folder(name);
    struct buffer bytes = {0};
    struct error error = {0};
    size_t count;

    expect_ok(sidecar_share(sidecar, &bytes, &count, &error), &error);
    write_file(path, bytes.data, bytes.len_bytes);
    buffer_release(&bytes);
    return path;
}

static bool file_has(const char *path, const char *words)
{
    size_t len_bytes;
    char *bytes = read_file(path, &len_bytes);
    bool has = memmem(bytes, len_bytes, words, strlen(words)) != NULL;

    free(bytes);
    return has;
}

static void expect_answer(const char *path, const char *sql, const char *expected)
{
    char *answer = ask_sql(path, sql);

    assert_string_equal(answer, expected);
    free(answer);
}

/* Every note, stance, correction and the meeting, in all columns. */
static char *rows_shown(const char *path)
{
    static const char *const tables[] = {"note", "stance", "correction", "meeting",
                                         "conflicting_value"};
    struct buffer rows = {0};

    buffer_init(&rows);
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct buffer columns = {0}, sql = {0};
        char *names, *values;

        buffer_append_format(&columns,
                             "SELECT group_concat('quote(' || name || ')', '||'',''||')"
                             " FROM pragma_table_info('%s')",
                             tables[i]);
        names = ask_sql(path, columns.data);
        buffer_append_format(&sql,
                             "SELECT group_concat(row, char(10)) FROM (SELECT %s AS row FROM %s"
                             " ORDER BY 1)",
                             names, tables[i]);
        values = ask_sql(path, sql.data);
        buffer_append_format(&rows, "%s: %s\n", tables[i], values);
        free(names);
        free(values);
        buffer_release(&columns);
        buffer_release(&sql);
    }
    return buffer_detach(&rows);
}

static void expect_same(const char *path, const char *shared)
{
    char *before = rows_shown(path), *after = rows_shown(shared);
    struct sidecar *opened = open_sidecar(shared, SIDECAR_READ);

    assert_string_equal(after, before);
    assert_string_equal(findings(opened), "");
    sidecar_close(opened);
    free(before);
    free(after);
}

/* ---- what stays and what goes -------------------------------------------------------------- */

static void deleted_and_reworded_text_is_not_in_the_bytes(void **state)
{
    const char *path = in_folder("a"), *shared;
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *kept = add_note(sidecar, A, 0, "EERSTE-WOORDEN"),
               *gone = add_note(sidecar, A, 0, "WEGGEDAAN"),
               *undone = add_note(sidecar, B, 0, "TERUGGENOMEN");

    (void)state;
    (void)undone;
    set_body(sidecar, A, kept, "openbaar");
    delete_object(sidecar, A, gone);
    step(sidecar, SIDECAR_UNDO, B);
    shared = share(sidecar, "s");
    assert_true(file_has(path, "EERSTE-WOORDEN") && file_has(path, "WEGGEDAAN") &&
                file_has(path, "TERUGGENOMEN"));
    assert_false(file_has(shared, "EERSTE-WOORDEN"));
    assert_false(file_has(shared, "WEGGEDAAN"));
    assert_false(file_has(shared, "TERUGGENOMEN"));
    assert_true(file_has(shared, "openbaar"));
    expect_answer(shared, "SELECT count(*) FROM edit", "3");
    expect_answer(shared, "SELECT count(*) FROM edit WHERE undoes IS NOT NULL", "0");
    expect_same(path, shared);
    sidecar_close(sidecar);
}

static void a_conflict_keeps_both_values(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "VROEGERE TEKST"), *shared;

    (void)state;
    copy_file(path, in_folder("b"));
    two = open_sidecar(in_folder("b"), SIDECAR_WRITE);
    set_body(two, B, id, "van Bo");
    set_body(one, A, id, "van Ans");
    merge(one, two);
    shared = share(one, "s");
    assert_string_equal(words_of_file(shared), "/van Ans/van Bo");
    assert_false(file_has(shared, "VROEGERE TEKST"));
    expect_same(path, shared);
    sidecar_close(one);
    sidecar_close(two);
}

/* Ans takes her note back, which Bo has reworded: it is shown with her anchor, and marked. */
static void what_is_deleted_elsewhere_stays_so(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud"), *shared;

    (void)state;
    copy_file(path, in_folder("b"));
    two = open_sidecar(in_folder("b"), SIDECAR_WRITE);
    set_body(two, B, id, "van Bo");
    step(one, SIDECAR_UNDO, A);
    merge(one, two);
    assert_string_equal(words(one), "van Bo deleted-elsewhere");
    shared = share(one, "s");
    assert_string_equal(words_of_file(shared), "van Bo deleted-elsewhere");
    expect_same(path, shared);
    sidecar_close(one);
    sidecar_close(two);
}

static void a_meeting_keeps_who_set_it_first_and_when(void **state)
{
    const char *path = in_folder("a"), *shared, *again;
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *copy;

    (void)state;
    set_meeting(sidecar, A, "2024-01-25", "2024-01-25", "Gent");
    set_meeting(sidecar, B, "2024-01-25", "2024-01-26", "Genk");
    shared = share(sidecar, "s");
    assert_false(file_has(shared, "Gent"));
    expect_same(path, shared);
    copy = open_sidecar(shared, SIDECAR_WRITE);
    again = share(copy, "t");
    expect_same(path, again);
    assert_int_equal(merge(copy, sidecar), 1);
    assert_string_equal(words(copy), words(sidecar));
    sidecar_close(copy);
    sidecar_close(sidecar);
}

static void only_texts_that_an_anchor_names_are_shared(void **state)
{
    const char *path = in_folder("a"), *shared;
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    char snapshot[SIDECAR_ID_SIZE];
    struct error error = {0};

    (void)state;
    add_note(sidecar, A, 0, "blijft");
    expect_ok(
        sidecar_begin(sidecar, A, &error) &&
            sidecar_snapshot(sidecar, "ANDERE TEKST", 12, "b.txt", "text", 1, snapshot, &error) &&
            sidecar_commit(sidecar, &error),
        &error);
    shared = share(sidecar, "s");
    expect_answer(shared, "SELECT count(*) FROM snapshot", "1");
    assert_false(file_has(shared, "ANDERE TEKST"));
    expect_same(path, shared);
    sidecar_close(sidecar);
}

/* ---- sent back ----------------------------------------------------------------------------- */

static void merging_it_back_changes_nothing(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *shared;
    const char *id = add_note(sidecar, A, 0, "een");
    char *before, *after;

    (void)state;
    set_body(sidecar, A, id, "twee");
    delete_object(sidecar, A, add_note(sidecar, A, 0, "weg"));
    before = derived_rows(path);
    shared = open_sidecar(share(sidecar, "s"), SIDECAR_READ);
    assert_int_equal(merge(sidecar, shared), 0);
    after = derived_rows(path);
    assert_string_equal(after, before);
    free(before);
    free(after);
    sidecar_close(shared);
    sidecar_close(sidecar);
}

static void what_was_written_on_it_comes_back_and_makes_no_conflict(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *shared;
    const char *id = add_note(sidecar, A, 0, "een"), *other = add_note(sidecar, A, 4, "ander");

    (void)state;
    set_body(sidecar, A, id, "twee");
    set_body(sidecar, A, other, "anders");
    shared = open_sidecar(share(sidecar, "s"), SIDECAR_WRITE);
    set_body(shared, B, other, "van Bo");
    add_note(shared, B, 8, "nieuw");
    set_body(sidecar, A, id, "drie");
    merge(sidecar, shared);
    assert_string_equal(words(sidecar), "drie; van Bo; nieuw");
    merge(shared, sidecar);
    assert_string_equal(words(shared), "drie; van Bo; nieuw");
    assert_string_equal(findings(shared), "");
    sidecar_close(shared);
    sidecar_close(sidecar);
}

static void it_counts_as_having_nothing_of_its_own(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *shared;
    bool has = false;

    (void)state;
    set_meeting(sidecar, A, "2024-01-25", "2024-01-25", "Gent");
    set_meeting(sidecar, B, "2024-01-25", "2024-01-26", "Genk");
    shared = open_sidecar(share(sidecar, "s"), SIDECAR_WRITE);
    assert_true(sidecar_has_all(sidecar, shared, &has, NULL) && has);
    add_note(shared, B, 8, "nieuw");
    assert_true(sidecar_has_all(sidecar, shared, &has, NULL) && !has);
    sidecar_close(shared);
    sidecar_close(sidecar);
}

/* ---- chance -------------------------------------------------------------------------------- */

enum { NOTES = 6, STEPS = 60, ROUNDS = 12 };

static void do_something(struct sidecar *sidecar, const char *author, const char **ids,
                         uint64_t *seed)
{
    const size_t which = random_below(seed, NOTES);
    struct error error = {0};
    struct buffer body = {0};

    buffer_append_format(&body, "woord %zu", random_below(seed, 1000));
    switch (random_below(seed, 7)) {
    case 0:
        ids[which] = add_note(sidecar, author, which, body.data);
        break;
    case 1:
        ids[which] = add_stance(sidecar, author, "NL", STANCE_SUPPORT);
        break;
    case 2:
        set_meeting(sidecar, author, "2024-01-25", "2024-01-26", body.data);
        break;
    case 3:
        step(sidecar, SIDECAR_REDO, author);
        break;
    case 4:
        step(sidecar, SIDECAR_UNDO, author);
        break;
    default:
        /* Where it is deleted, or no note, nothing is changed. */
        if (ids[which] != NULL && sidecar_begin(sidecar, author, &error)) {
            if (random_below(seed, 3) == 0
                    ? sidecar_delete(sidecar, ids[which], &error)
                    : sidecar_set_note_body(sidecar, ids[which], body.data, &error))
                expect_ok(sidecar_commit(sidecar, &error), &error);
            else
                sidecar_cancel(sidecar);
        }
    }
    buffer_release(&body);
}

static void whatever_was_done_the_share_shows_the_same(void **state)
{
    uint64_t seed = test_seed();

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        const char *ids[NOTES] = {0}, *path = in_folder("a"), *shared;
        struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
        struct sidecar *back;

        add_note(one, A, 0, "eerste");
        copy_file(path, in_folder("b"));
        two = open_sidecar(in_folder("b"), SIDECAR_WRITE);
        for (int i = 0; i < STEPS; i++) {
            bool first = random_below(&seed, 2) == 0;

            do_something(first ? one : two, first ? A : B, ids, &seed);
            if (random_below(&seed, 8) == 0) {
                merge(one, two);
                merge(two, one);
            }
            if (random_below(&seed, 4) == 0)
                see(first ? one : two);
        }
        shared = share(one, "s");
        expect_same(path, shared);
        back = open_sidecar(shared, SIDECAR_WRITE);
        merge(one, back);
        assert_string_equal(words(one), words(back));
        assert_string_equal(findings(one), "");
        sidecar_close(back);
        sidecar_close(one);
        sidecar_close(two);
        unlink(path);
        unlink(in_folder("b"));
        unlink(shared);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(deleted_and_reworded_text_is_not_in_the_bytes),
        TEST(a_conflict_keeps_both_values),
        TEST(what_is_deleted_elsewhere_stays_so),
        TEST(a_meeting_keeps_who_set_it_first_and_when),
        TEST(only_texts_that_an_anchor_names_are_shared),
        TEST(merging_it_back_changes_nothing),
        TEST(what_was_written_on_it_comes_back_and_makes_no_conflict),
        TEST(it_counts_as_having_nothing_of_its_own),
        TEST(whatever_was_done_the_share_shows_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
