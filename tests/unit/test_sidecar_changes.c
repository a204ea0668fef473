/* The log action by action: what is told of each, and taking back any of them. */
#include "config.h"

#include "sidecar_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"

#define A "Ans"
#define B "Bo"

struct listed {
    struct sidecar_action *actions;
    size_t count;
};

static struct listed list(struct sidecar *sidecar)
{
    struct listed listed = {0};
    struct error error = {0};

    expect_ok(sidecar_actions(sidecar, &listed.actions, &listed.count, &error), &error);
    return listed;
}

/* "author what words" of each, newest first, apart by "; ": what is + ~ - for added, edited and deleted, with
 * u for each step of undoing before it, and ! after it where it is undone. Good until folder_teardown. */
static const char *told_of(struct sidecar *sidecar)
{
    struct listed listed = list(sidecar);
    struct buffer out = {0};
    const char *kept;

    buffer_init(&out);
    for (size_t i = 0; i < listed.count; i++) {
        struct sidecar_told told;
        struct error error = {0};

        expect_ok(sidecar_tell(sidecar, &listed.actions[i], &told, &error), &error);
        buffer_append_format(&out, "%s%s ", i > 0 ? "; " : "", listed.actions[i].author);
        buffer_append_repeated(&out, 'u', told.depth);
        buffer_append_format(&out, "%c%s%s", "+~-"[told.change.what], told.change.words,
                             told.undone ? "!" : "");
        sidecar_told_release(&told);
    }
    sidecar_actions_free(listed.actions, listed.count);
    kept = keep_string(out.data);
    buffer_release(&out);
    return kept;
}

/* Steps on the action at that place of the list. */
static enum error_code step_on(struct sidecar *sidecar, size_t index, enum sidecar_step which,
                               const char *author, bool *shown)
{
    struct listed listed = list(sidecar);
    struct error error = {0};

    assert_true(index < listed.count);
    sidecar_step_on(sidecar, &listed.actions[index], which, author, shown, &error);
    sidecar_actions_free(listed.actions, listed.count);
    see(sidecar);
    return error.code;
}

static void actions_are_told_newest_first(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");

    (void)state;
    set_body(sidecar, B, id, "twee");
    add_stance(sidecar, A, "NL", STANCE_SUPPORT);
    set_meeting(sidecar, A, "2024-01-25", "2024-01-25", "Genk");
    delete_object(sidecar, B, id);
    step(sidecar, SIDECAR_UNDO, B);
    step(sidecar, SIDECAR_REDO, B);
    assert_string_equal(told_of(sidecar),
                        "Bo uu-twee; Bo u-twee!; Bo -twee; Ans +2024-01-25 Genk; Ans +NL+;"
                        " Bo ~twee; Ans +een");
    sidecar_close(sidecar);
}

static void a_deletion_is_told_in_the_words_of_its_moment(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");

    (void)state;
    set_body(sidecar, A, id, "twee");
    delete_object(sidecar, A, id);
    step(sidecar, SIDECAR_UNDO, A);
    set_body(sidecar, A, id, "drie");
    assert_string_equal(told_of(sidecar), "Ans ~drie; Ans u-twee; Ans -twee!; Ans ~twee; Ans +een");
    sidecar_close(sidecar);
}

static void what_is_told_has_the_place(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    struct sidecar_told told;
    struct listed listed;

    (void)state;
    delete_object(sidecar, A, add_note(sidecar, A, 4, "een"));
    listed = list(sidecar);
    assert_int_equal(listed.count, 2);
    assert_true(sidecar_tell(sidecar, &listed.actions[0], &told, NULL));
    assert_string_equal(told.anchor.item_title, "Een");
    assert_string_equal(told.anchor.quote, "Een.");
    assert_int_equal(told.anchor.start_points, 4);
    assert_int_equal(told.change.type, OBJECT_NOTE);
    sidecar_told_release(&told);
    sidecar_actions_free(listed.actions, listed.count);
    sidecar_close(sidecar);
}

static void an_old_action_is_undone_and_redone_whatever_came_after(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    bool shown = false;

    (void)state;
    add_note(sidecar, A, 0, "een");
    add_note(sidecar, A, 4, "twee");
    assert_int_equal(step_on(sidecar, 1, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_true(shown);
    assert_string_equal(words(sidecar), "twee");
    assert_string_equal(told_of(sidecar), "Ans u+een; Ans +twee; Ans +een!");
    assert_int_equal(step_on(sidecar, 2, SIDECAR_UNDO, A, &shown), ERROR_NOTHING);
    assert_int_equal(step_on(sidecar, 1, SIDECAR_REDO, A, &shown), ERROR_NOTHING);
    assert_int_equal(step_on(sidecar, 2, SIDECAR_REDO, A, &shown), ERROR_NONE);
    assert_string_equal(words(sidecar), "een; twee");
    assert_string_equal(told_of(sidecar), "Ans uu+een; Ans u+een!; Ans +twee; Ans +een");
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
}

static void another_authors_action_is_undone_in_ones_own_name(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    bool shown = false;

    (void)state;
    add_note(sidecar, A, 0, "een");
    assert_int_equal(step_on(sidecar, 0, SIDECAR_UNDO, B, &shown), ERROR_NONE);
    assert_string_equal(told_of(sidecar), "Bo u+een; Ans +een!");
    assert_string_equal(words(sidecar), "");
    assert_string_equal(step(sidecar, SIDECAR_REDO, B), "een");
    assert_string_equal(words(sidecar), "een");
    sidecar_close(sidecar);
}

static void what_replaced_it_since_stays(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");
    bool shown = true;

    (void)state;
    set_body(sidecar, A, id, "twee");
    set_body(sidecar, A, id, "drie");
    assert_int_equal(step_on(sidecar, 1, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_false(shown);
    assert_string_equal(words(sidecar), "drie");
    assert_int_equal(step_on(sidecar, 1, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_true(shown);
    assert_string_equal(words(sidecar), "een");
    sidecar_close(sidecar);
}

static void nothing_is_left_half_there(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");
    bool shown = false;
    char *before, *after;

    (void)state;
    set_body(sidecar, B, id, "twee");
    before = derived_rows(in_folder("a"));
    assert_int_equal(step_on(sidecar, 1, SIDECAR_UNDO, A, &shown), ERROR_NOTHING);
    after = derived_rows(in_folder("a"));
    assert_string_equal(after, before);
    assert_int_equal(step_on(sidecar, 0, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_int_equal(step_on(sidecar, 2, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_string_equal(words(sidecar), "");
    free(before);
    free(after);
    sidecar_close(sidecar);
}

static void corrections_and_the_meeting_are_undone_too(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_correction(sidecar, A, 0, "heading 2");
    bool shown = false;

    (void)state;
    set_correction(sidecar, A, id, "paragraph");
    set_meeting(sidecar, A, "2024-01-25", "2024-01-25", "Genk");
    add_note(sidecar, A, 0, "een");
    assert_int_equal(step_on(sidecar, 1, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_int_equal(step_on(sidecar, 3, SIDECAR_UNDO, A, &shown), ERROR_NONE);
    assert_string_equal(words(sidecar), "een; #heading 2");
    sidecar_close(sidecar);
}

static bool is_there(const char *path, const char *id)
{
    struct buffer sql = {0};
    char *answer;
    bool is;

    buffer_append_format(&sql, "SELECT count(*) FROM note WHERE id = '%s'", id);
    answer = ask_sql(path, sql.data);
    is = strcmp(answer, "1") == 0;
    free(answer);
    buffer_release(&sql);
    return is;
}

/* Whatever is undone, its redo gives what was there; and nothing is ever left half there. */
static void an_undo_and_its_redo_come_to_nothing(void **state)
{
    enum { STEPS = 80, NOTES = 5 };
    const char *ids[NOTES] = {0}, *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    uint64_t seed = test_seed();

    (void)state;
    for (int i = 0; i < STEPS; i++) {
        const char *author = random_below(&seed, 2) == 0 ? A : B, *before;
        size_t which = random_below(&seed, NOTES), at;
        bool shown = false;
        struct listed listed;

        if (ids[which] == NULL)
            ids[which] = add_note(sidecar, author, which, "nieuw");
        else if (is_there(path, ids[which]))
            set_body(sidecar, author, ids[which], random_below(&seed, 2) == 0 ? "een" : "twee");
        listed = list(sidecar);
        at = random_below(&seed, listed.count);
        sidecar_actions_free(listed.actions, listed.count);
        before = words(sidecar);
        if (step_on(sidecar, at, SIDECAR_UNDO, author, &shown) == ERROR_NONE &&
            random_below(&seed, 2) == 0) {
            assert_int_equal(step_on(sidecar, at + 1, SIDECAR_REDO, author, &shown), ERROR_NONE);
            assert_string_equal(words(sidecar), before);
        }
        assert_null(strstr(words(sidecar), "deleted-elsewhere"));
        assert_string_equal(findings(sidecar), "");
    }
    sidecar_close(sidecar);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(actions_are_told_newest_first),
        TEST(a_deletion_is_told_in_the_words_of_its_moment),
        TEST(what_is_told_has_the_place),
        TEST(an_old_action_is_undone_and_redone_whatever_came_after),
        TEST(another_authors_action_is_undone_in_ones_own_name),
        TEST(what_replaced_it_since_stays),
        TEST(nothing_is_left_half_there),
        TEST(corrections_and_the_meeting_are_undone_too),
        TEST(an_undo_and_its_redo_come_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
