/* The rules of the log, as they stand at the top of src/sidecar/log.c; each test names its rule.
 * Then what follows from them together, on random edits of several authors. */
#include "config.h"

#include "sidecar_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define A "Ans"
#define B "Bo"

/* A copy of a sidecar at another place, open and seen. */
static struct sidecar *copy_of(const char *path, const char *name)
{
    copy_file(path, in_folder(name));
    return open_sidecar(in_folder(name), SIDECAR_WRITE);
}

/* ---- rules 3 and 4: force, replacing, undoing ---------------------------------------------- */

static void undoing_a_replacement_brings_back_what_it_replaced(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");
    char *values;

    (void)state;
    set_body(sidecar, A, id, "twee");
    step(sidecar, SIDECAR_UNDO, A);
    assert_string_equal(words(sidecar), "een");
    values = ask_sql(path, "SELECT group_concat(value, ' ') FROM edit WHERE field = 'body'");
    assert_string_equal(values, "een twee"); /* no old value is written again */
    free(values);
    sidecar_close(sidecar);
}

static void undoing_what_another_has_replaced_changes_nothing_shown(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");

    (void)state;
    set_body(sidecar, A, id, "twee");
    see(sidecar);
    set_body(sidecar, B, id, "drie");
    step(sidecar, SIDECAR_UNDO, A);
    assert_string_equal(words(sidecar), "drie");
    step(sidecar, SIDECAR_UNDO, B);
    assert_string_equal(words(sidecar), "een");
    sidecar_close(sidecar);
}

static void an_undo_can_be_undone_any_number_of_times(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);

    (void)state;
    add_note(sidecar, A, 0, "een");
    for (int i = 0; i < 5; i++) {
        step(sidecar, SIDECAR_UNDO, A);
        assert_string_equal(words(sidecar), "");
        step(sidecar, SIDECAR_REDO, A);
        assert_string_equal(words(sidecar), "een");
    }
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
}

/* ---- rules 5 and 10: conflicts ------------------------------------------------------------- */

static void two_that_write_at_once_both_keep_their_words(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    set_body(one, A, id, "van Ans");
    set_body(two, B, id, "van Bo");
    assert_string_equal(words(one), "/van Ans/van Bo");
    /* loading has shown both: the next edit settles it */
    set_body(one, A, id, "samen");
    assert_string_equal(words(one), "samen");
    step(one, SIDECAR_UNDO, A);
    assert_string_equal(words(one), "/van Ans/van Bo");
    sidecar_close(one);
    sidecar_close(two);
}

/* His own second edit replaces his first, but not what came between unseen. */
static void own_edits_are_seen_and_those_between_are_not(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    set_body(two, B, id, "van Bo");
    set_body(one, A, id, "eerste");
    set_body(one, A, id, "tweede");
    assert_string_equal(words(one), "/tweede/van Bo");
    sidecar_close(one);
    sidecar_close(two);
}

static void a_sidecar_that_was_never_loaded_replaces_nothing(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *blind = NULL;
    struct error error = {0};
    const char *id = add_note(sidecar, A, 0, "oud");

    (void)state;
    expect_ok(sidecar_open(&blind, path, SIDECAR_WRITE, 0644, &error), &error);
    set_body(blind, B, id, "blind");
    assert_string_equal(words(sidecar), "/blind/oud");
    sidecar_close(blind);
    sidecar_close(sidecar);
}

static void a_load_in_a_cancelled_action_has_shown_nothing(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    struct error error = {0};
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    expect_ok(sidecar_begin(one, A, &error), &error);
    expect_ok(sidecar_set_note_body(one, id, "nooit", &error), &error);
    see(one);
    sidecar_cancel(one);
    set_body(two, B, id, "van Bo");
    set_body(one, A, id, "van Ans");
    assert_string_equal(words(one), "/van Ans/van Bo");
    sidecar_close(one);
    sidecar_close(two);
}

static void equal_values_are_no_conflict(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *note = add_note(one, A, 0, "oud"), *tag = add_stance(one, A, "NL", STANCE_SUPPORT);

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    set_body(one, A, note, "gelijk");
    set_body(two, B, note, "gelijk");
    set_stance(one, A, tag, STANCE_OPPOSE);
    set_stance(two, B, tag, STANCE_RESERVE);
    assert_string_equal(words(one), "gelijk; NL/-/!");
    set_stance(one, A, tag, STANCE_NEUTRAL);
    assert_string_equal(words(one), "gelijk; NL0");
    sidecar_close(one);
    sidecar_close(two);
}

static void the_newest_of_conflicting_bodies_comes_first(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");
    struct sidecar_contents contents;
    struct error error = {0};

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    set_body(one, A, id, "eerder");
    set_body(two, B, id, "later");
    expect_ok(sidecar_load(one, &contents, &error), &error);
    assert_int_equal(contents.notes[0].conflict_count, 2);
    assert_string_equal(contents.notes[0].body, "later");
    assert_string_equal(contents.notes[0].conflicts[0].value, "later");
    assert_string_equal(contents.notes[0].conflicts[0].author, B);
    assert_string_equal(contents.notes[0].conflicts[1].value, "eerder");
    assert_true(contents.notes[0].conflicts[0].clock_ms >= contents.notes[0].conflicts[1].clock_ms);
    sidecar_contents_release(&contents);
    sidecar_close(one);
    sidecar_close(two);
}

/* ---- rules 6 and 7: deleting and taking back ----------------------------------------------- */

static void what_one_deleted_while_another_wrote_stays_visible(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *note = add_note(one, A, 0, "oud"), *tag = add_stance(one, A, "NL", STANCE_SUPPORT);

    (void)state;
    two = copy_of(path, "b");
    delete_object(one, A, note);
    delete_object(one, A, tag);
    set_body(two, B, note, "belangrijk");
    set_stance(two, B, tag, STANCE_OPPOSE);
    merge(one, two);
    assert_string_equal(words(one), "belangrijk deleted-elsewhere; NL- deleted-elsewhere");
    merge(two, one);
    assert_string_equal(words(two), "belangrijk deleted-elsewhere; NL- deleted-elsewhere");
    /* who writes on it keeps it */
    set_body(two, B, note, "blijft");
    delete_object(two, B, tag);
    assert_string_equal(words(two), "blijft");
    merge(one, two);
    assert_string_equal(words(one), "blijft");
    assert_string_equal(findings(one), "");
    sidecar_close(one);
    sidecar_close(two);
}

static void deleting_what_one_has_not_seen_changed_keeps_it(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = open_sidecar(path, SIDECAR_WRITE);
    set_body(two, B, id, "nieuw");
    delete_object(one, A, id);
    assert_string_equal(words(one), "nieuw deleted-elsewhere");
    delete_object(one, A, id);
    assert_string_equal(words(one), "");
    sidecar_close(one);
    sidecar_close(two);
}

static void a_note_that_its_maker_takes_back_keeps_what_another_wrote_on_it(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 7, "van Ans");
    struct sidecar_contents contents;
    struct error error = {0};

    (void)state;
    see(sidecar);
    set_body(sidecar, B, id, "van Bo");
    step(sidecar, SIDECAR_UNDO, A);
    assert_string_equal(words(sidecar), "van Bo deleted-elsewhere");
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.notes[0].anchor.start_points, 7);
    assert_string_equal(contents.notes[0].anchor.quote, "Een.");
    assert_string_equal(contents.notes[0].kind, "note");
    sidecar_contents_release(&contents);
    set_body(sidecar, B, id, "toch van Bo");
    assert_string_equal(words(sidecar), "toch van Bo");
    step(sidecar, SIDECAR_REDO, A);
    assert_string_equal(words(sidecar), "toch van Bo");
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
}

static void two_that_delete_at_once_have_both_deleted(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = copy_of(path, "b");
    delete_object(one, A, id);
    delete_object(two, B, id);
    merge(one, two);
    assert_string_equal(words(one), "");
    step(one, SIDECAR_UNDO, A); /* Bo's deletion still counts */
    assert_string_equal(words(one), "");
    step(one, SIDECAR_UNDO, B);
    assert_string_equal(words(one), "oud");
    sidecar_close(one);
    sidecar_close(two);
}

/* Who deletes has seen what the edits before him replaced. */
static void taking_back_an_edit_does_not_wake_a_deleted_note(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "een");

    (void)state;
    set_body(sidecar, A, id, "twee");
    see(sidecar);
    delete_object(sidecar, B, id);
    step(sidecar, SIDECAR_UNDO, A);
    assert_string_equal(words(sidecar), "");
    step(sidecar, SIDECAR_UNDO, B);
    assert_string_equal(words(sidecar), "een");
    sidecar_close(sidecar);
}

/* ---- rule 9: clocks ------------------------------------------------------------------------ */

/* Gives every edit of the file a clock that many milliseconds from now. */
static void set_clocks(const char *path, int64_t from_now_ms)
{
    struct buffer sql = {0};

    buffer_append_format(&sql, "UPDATE edit SET clock_ms = %lld",
                         (long long)time(NULL) * 1000 + (long long)from_now_ms);
    run_sql(path, sql.data);
    buffer_release(&sql);
}

static void an_edit_is_newer_than_all_before_though_the_clock_was_set_back(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "oud");
    char *ordered;

    (void)state;
    set_clocks(path, 3600 * 1000);
    set_body(sidecar, A, id, "nieuw");
    add_note(sidecar, A, 1, "los");
    ordered =
        ask_sql(path, "SELECT count(*) FROM edit AS o, edit AS n WHERE o.sequence < n.sequence"
                      " AND (o.clock_ms, o.clock_count) > (n.clock_ms, n.clock_count)");
    assert_string_equal(ordered, "0");
    assert_string_equal(words(sidecar), "nieuw; los");
    free(ordered);
    sidecar_close(sidecar);
}

static void a_clock_far_ahead_is_shown_and_takes_only_its_own_note_along(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "ahead");

    (void)state;
    set_clocks(path, (int64_t)48 * 3600 * 1000);
    assert_int_equal(sidecar_repair(sidecar, NULL), true);
    see(sidecar);
    add_note(sidecar, B, 1, "now");
    assert_string_equal(words(sidecar), "ahead ahead; now");
    assert_non_null(strstr(findings(sidecar), "24"));
    /* it can be changed, deleted and taken back all the same */
    set_body(sidecar, A, id, "changed");
    assert_string_equal(words(sidecar), "changed ahead; now");
    delete_object(sidecar, A, id);
    assert_string_equal(words(sidecar), "now");
    step(sidecar, SIDECAR_UNDO, A);
    step(sidecar, SIDECAR_UNDO, A);
    assert_string_equal(words(sidecar), "ahead ahead; now");
    add_note(sidecar, B, 2, "then");
    assert_string_equal(words(sidecar), "ahead ahead; now; then");
    sidecar_close(sidecar);
}

static void the_end_of_time_is_an_error_not_an_overflow(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "laatste");
    struct error error = {0};

    (void)state;
    run_sql(path, "UPDATE edit SET clock_ms = 253402300799999, clock_count = 4294967295");
    assert_true(sidecar_begin(sidecar, A, &error));
    assert_false(sidecar_set_note_body(sidecar, id, "later", &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    sidecar_cancel(sidecar);
    add_note(sidecar, A, 1, "gewoon");
    sidecar_close(sidecar);
}

/* ---- rules 2, 8 and 11: what a hostile log says in vain ------------------------------------ */

#define FORGED(id, clock, object, field, undoes, value)                                            \
    "INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field, undoes, "   \
    "value)"                                                                                       \
    " SELECT '00000000-0000-7000-8000-0000000000" id "', " clock ", 0, 'Eve',"                     \
    " '00000000-0000-7000-8000-000000000000', " object ", 'note', " field ", " undoes ", " value   \
    " FROM note LIMIT 1;"

static void references_that_may_not_be_have_no_effect(void **state)
{
    static const char *const forgeries[] = {
        /* an undo of a newer edit, of another field, of itself, of nothing */
        FORGED("01", "1", "id", "'body'",
               "(SELECT e.id FROM edit AS e WHERE e.object = note.id AND e.field = 'body')",
               "NULL"),
        FORGED("02", "9999999999999", "id", "'kind'",
               "(SELECT e.id FROM edit AS e WHERE e.object = note.id AND e.field = 'body')",
               "NULL"),
        FORGED("03", "9999999999999", "id", "'body'", "'00000000-0000-7000-8000-000000000003'",
               "NULL"),
        /* two that undo each other */
        FORGED("04", "5", "id", "'body'", "'00000000-0000-7000-8000-000000000005'", "NULL")
            FORGED("05", "5", "id", "'body'", "'00000000-0000-7000-8000-000000000004'", "NULL"),
        /* an older edit and one of another object that replace the body */
        FORGED("06", "1", "'00000000-0000-7000-8000-0000000000ff'", "'body'", "NULL",
               "'x'") "INSERT INTO edit_replaces SELECT '00000000-0000-7000-8000-000000000006', "
                      "e.id FROM edit AS e"
                      " WHERE e.field = 'body' AND e.author <> 'Eve'",
        /* a replacement by an edit that undoes */
        FORGED("07", "9999999999999", "id", "'body'", "'00000000-0000-7000-8000-000000000003'",
               "'x'") "INSERT INTO edit_replaces SELECT '00000000-0000-7000-8000-000000000007', "
                      "e.id FROM edit AS e"
                      " WHERE e.field = 'body' AND e.author <> 'Eve'",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
        const char *path = in_folder("forged");
        struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
        struct sidecar_contents contents;
        struct error error = {0};
        bool found = false;

        add_note(sidecar, A, 5, "echt");
        run_sql(path, forgeries[i]);
        expect_ok(sidecar_repair(sidecar, &error), &error);
        expect_ok(sidecar_load(sidecar, &contents, &error), &error);
        for (size_t j = 0; j < contents.note_count; j++)
            found = found ||
                    (strcmp(contents.notes[j].body, "echt") == 0 &&
                     !contents.notes[j].deleted_elsewhere && contents.notes[j].conflict_count == 0);
        if (!found)
            fail_msg("forgery %zu took effect", i);
        assert_string_not_equal(findings(sidecar), "");
        sidecar_contents_release(&contents);
        sidecar_close(sidecar);
        unlink(path);
    }
}

static void an_object_is_what_its_oldest_edit_says(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, A, 0, "echt");
    struct sidecar_contents contents;
    struct error error = {0};

    (void)state;
    (void)id;
    run_sql(
        path,
        "INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field, value)"
        " SELECT '00000000-0000-7000-8000-000000000001', 9999999999999, 0, 'Eve', 'x', id,"
        " 'stance', 'stance', 'oppose' FROM note");
    expect_ok(sidecar_repair(sidecar, &error), &error);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.note_count, 1);
    assert_int_equal(contents.stance_count, 0);
    assert_string_equal(contents.notes[0].author, A);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

/* What a newer program may write is kept, and shows nothing here. */
static void edits_of_unknown_types_and_fields_are_kept(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE), *other;
    struct error error = {0};
    char *kept;

    (void)state;
    add_note(sidecar, A, 0, "echt");
    run_sql(
        path,
        "INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field, value)"
        " SELECT '00000000-0000-7000-8000-000000000001', 1, 0, 'Eve', 'x', 'y', 'drawing', 'ink',"
        " 'blue' UNION ALL"
        " SELECT '00000000-0000-7000-8000-000000000002', 9999999999999, 0, 'Eve', 'x', id, 'note',"
        " 'colour', 'blue' FROM note");
    expect_ok(sidecar_repair(sidecar, &error), &error);
    assert_string_equal(words(sidecar), "echt ahead");
    other = open_sidecar(in_folder("b"), SIDECAR_WRITE);
    merge(other, sidecar);
    kept = ask_sql(in_folder("b"), "SELECT count(*) FROM edit WHERE value = 'blue'");
    assert_string_equal(kept, "2");
    free(kept);
    sidecar_close(other);
    sidecar_close(sidecar);
}

/* ---- corrections and the meeting ----------------------------------------------------------- */

static void a_correction_is_undone_and_merged_as_a_note_is(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_correction(one, A, 0, "heading 2");

    (void)state;
    assert_string_equal(words(one), "#heading 2");
    set_correction(one, A, id, "part justice");
    assert_string_equal(words(one), "#part justice");
    assert_string_equal(step(one, SIDECAR_UNDO, A), "Een.");
    assert_string_equal(words(one), "#heading 2");
    two = copy_of(path, "b");
    set_correction(one, A, id, "heading 3");
    set_correction(two, B, id, "paragraph");
    merge(one, two);
    merge(two, one);
    assert_string_equal(words(one), "#/heading 3/paragraph");
    assert_string_equal(words(two), "#/heading 3/paragraph");
    set_correction(one, A, id, "paragraph");
    assert_string_equal(words(one), "#paragraph");
    delete_object(one, A, id);
    assert_string_equal(words(one), "");
    step(one, SIDECAR_UNDO, A);
    assert_string_equal(words(one), "#paragraph");
    assert_string_equal(findings(one), "");
    sidecar_close(one);
    sidecar_close(two);
}

static void two_that_set_the_meeting_set_one_thing(void **state)
{
    struct sidecar *one = open_sidecar(in_folder("a"), SIDECAR_WRITE),
                   *two = open_sidecar(in_folder("b"), SIDECAR_WRITE);

    (void)state;
    set_meeting(one, A, "2024-01-25", "2024-01-26", "Genk");
    assert_string_equal(words(one), "@2024-01-25..2024-01-26 Genk");
    set_meeting(two, B, NULL, NULL, "Aalst");
    merge(one, two);
    assert_string_equal(words(one), "@/2024-01-25..2024-01-26 Genk/Aalst");
    set_meeting(one, A, "2024-01-25", "2024-01-25", "Aalst");
    assert_string_equal(words(one), "@2024-01-25 Aalst");
    assert_string_equal(step(one, SIDECAR_UNDO, A), "2024-01-25 Aalst");
    assert_string_equal(words(one), "@/2024-01-25..2024-01-26 Genk/Aalst");
    step(one, SIDECAR_UNDO, A);
    assert_string_equal(words(one), "@Aalst");
    step(one, SIDECAR_UNDO, B);
    assert_string_equal(words(one), "");
    set_meeting(one, A, "2024", NULL, NULL);
    assert_string_equal(words(one), "@2024");
    assert_string_equal(findings(one), "");
    sidecar_close(one);
    sidecar_close(two);
}

/* ---- merging ------------------------------------------------------------------------------- */

static void merging_brings_edits_and_texts_and_says_how_many(void **state)
{
    struct sidecar *one = open_sidecar(in_folder("a"), SIDECAR_WRITE),
                   *two = open_sidecar(in_folder("b"), SIDECAR_WRITE);
    bool has;

    (void)state;
    add_note(one, A, 0, "van Ans");
    add_note(two, B, 1, "van Bo");
    assert_int_equal(merge(one, two), 3);
    assert_int_equal(merge(one, two), 0);
    assert_int_equal(merge(two, one), 3);
    assert_string_equal(words(one), "van Ans; van Bo");
    assert_string_equal(words(two), "van Ans; van Bo");
    assert_true(sidecar_has_text(two, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, &has, NULL) && has);
    assert_string_equal(findings(one), "");
    sidecar_close(one);
    sidecar_close(two);
}

static void what_was_merged_was_not_seen(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE), *two;
    const char *id = add_note(one, A, 0, "oud");

    (void)state;
    two = copy_of(path, "b");
    set_body(two, B, id, "van Bo");
    merge(one, two);
    set_body(one, A, id, "van Ans");
    assert_string_equal(words(one), "/van Ans/van Bo");
    sidecar_close(one);
    sidecar_close(two);
}

static void a_file_whose_edits_were_altered_is_not_merged(void **state)
{
    static const char *const alterations[] = {
        "UPDATE edit SET value = 'vervalst' WHERE field = 'body'",
        "UPDATE edit SET author = 'Eve'",
        "INSERT INTO edit_replaces SELECT max(id), min(id) FROM edit",
        "INSERT INTO edit_replaces VALUES ('a', 'b')",
        "UPDATE edit SET undoes = 'weg' WHERE field = 'body'",
    };
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE);

    (void)state;
    add_note(one, A, 0, "echt");
    for (size_t i = 0; i < COUNT_OF(alterations); i++) {
        struct sidecar *two;
        struct error error = {0};
        size_t added = 9;

        copy_file(path, in_folder("b"));
        run_sql(in_folder("b"), alterations[i]);
        two = open_sidecar(in_folder("b"), SIDECAR_WRITE);
        assert_false(sidecar_merge(one, two, &added, &error));
        assert_int_equal(error.code, ERROR_SIDECAR);
        assert_int_equal(added, 0);
        sidecar_close(two);
        assert_string_equal(words(one), "echt");
    }
    sidecar_close(one);
}

static void a_file_merged_with_itself_stays_as_it_is(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *one = open_sidecar(path, SIDECAR_WRITE),
                   *again = open_sidecar(path, SIDECAR_READ);

    (void)state;
    add_note(one, A, 0, "een");
    assert_int_equal(merge(one, again), 0);
    assert_string_equal(words(one), "een");
    sidecar_close(one);
    sidecar_close(again);
}

/* ---- the rules once more, written down as they are said ------------------------------------ */

/* A second reading of the log that shares nothing with the first: each rule is a function that
 * asks every edit. Slow, and plain enough to be checked by eye. */
struct told {
    char *id, *object, *field, *value, *undoes;
    char clock[64]; /* sorts as rule 1 orders, the id after it */
};

struct telling {
    struct told *edits;
    size_t count, capacity;
    char **by, **replaced;
    size_t pair_count, by_capacity, replaced_capacity;
};

static int tell_edit(void *context, int count, char **values, char **names)
{
    struct telling *telling = context;
    struct told *told;

    (void)count;
    (void)names;
    telling->edits = array_reserve(telling->edits, &telling->capacity, telling->count + 1,
                                   sizeof *telling->edits);
    told = &telling->edits[telling->count++];
    *told = (struct told){.id = base_copy_string(values[0]),
                          .object = base_copy_string(values[1]),
                          .field = base_copy_string(values[2]),
                          .value = base_copy_string(values[3]),
                          .undoes = base_copy_string(values[4])};
    snprintf(told->clock, sizeof told->clock, "%s", values[5]);
    return 0;
}

static int tell_pair(void *context, int count, char **values, char **names)
{
    struct telling *telling = context;
    const size_t needed = telling->pair_count + 1;

    (void)count;
    (void)names;
    telling->by = array_reserve(telling->by, &telling->by_capacity, needed, sizeof *telling->by);
    telling->replaced = array_reserve(telling->replaced, &telling->replaced_capacity, needed,
                                      sizeof *telling->replaced);
    telling->by[telling->pair_count] = base_copy_string(values[0]);
    telling->replaced[telling->pair_count++] = base_copy_string(values[1]);
    return 0;
}

static void tell(const char *path, struct telling *telling)
{
    sqlite3 *db = NULL;

    *telling = (struct telling){0};
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "SELECT id, object, field, value, undoes,"
                                  " printf('%015d %010d', clock_ms, clock_count) FROM edit"
                                  " WHERE type = 'note'",
                                  tell_edit, telling, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "SELECT edit, replaced FROM edit_replaces", tell_pair, telling, NULL),
        SQLITE_OK);
    sqlite3_close(db);
}

static void telling_release(struct telling *telling)
{
    for (size_t i = 0; i < telling->count; i++) {
        free(telling->edits[i].id);
        free(telling->edits[i].object);
        free(telling->edits[i].field);
        free(telling->edits[i].value);
        free(telling->edits[i].undoes);
    }
    for (size_t i = 0; i < telling->pair_count; i++) {
        free(telling->by[i]);
        free(telling->replaced[i]);
    }
    free(telling->edits);
    free(telling->by);
    free(telling->replaced);
}

static bool is_older(const struct told *left, const struct told *right)
{
    const int order = strcmp(left->clock, right->clock);

    return order < 0 || (order == 0 && strcmp(left->id, right->id) < 0);
}

static bool in_force(const struct telling *telling, const struct told *edit)
{
    for (size_t i = 0; i < telling->count; i++) {
        const struct told *other = &telling->edits[i];

        if (other->undoes != NULL && strcmp(other->undoes, edit->id) == 0 &&
            is_older(edit, other) && strcmp(other->field, edit->field) == 0 &&
            in_force(telling, other))
            return false;
    }
    return true;
}

static bool names(const struct telling *telling, const struct told *by, const struct told *replaced)
{
    for (size_t i = 0; i < telling->pair_count; i++)
        if (strcmp(telling->by[i], by->id) == 0 && strcmp(telling->replaced[i], replaced->id) == 0)
            return is_older(replaced, by) && strcmp(by->object, replaced->object) == 0;
    return false;
}

static bool is_replaced(const struct telling *telling, const struct told *edit)
{
    for (size_t i = 0; i < telling->count; i++) {
        const struct told *by = &telling->edits[i];

        if (names(telling, by, edit) && strcmp(by->field, edit->field) == 0 &&
            (in_force(telling, by) || is_replaced(telling, by)))
            return true;
    }
    return false;
}

static bool does_count(const struct telling *telling, const struct told *edit)
{
    return edit->undoes == NULL && in_force(telling, edit) && !is_replaced(telling, edit);
}

static bool is_listed(const struct telling *telling, const struct told *edit)
{
    for (size_t i = 0; i < telling->count; i++) {
        const struct told *by = &telling->edits[i];

        if (!names(telling, by, edit))
            continue;
        if (strcmp(by->field, "deleted") == 0 && strcmp(by->value, "yes") == 0 &&
            does_count(telling, by))
            return true;
        if (strcmp(by->field, edit->field) == 0 && is_listed(telling, by))
            return true;
    }
    return false;
}

static bool is_visible(const struct telling *telling, const char *object)
{
    bool exists = false, deletion = false, all_listed = true;

    for (size_t i = 0; i < telling->count; i++) {
        const struct told *edit = &telling->edits[i];

        if (strcmp(edit->object, object) != 0 || !does_count(telling, edit))
            continue;
        if (strcmp(edit->field, "deleted") == 0) {
            deletion = deletion || strcmp(edit->value, "yes") == 0;
        } else {
            exists = true;
            all_listed = all_listed && is_listed(telling, edit);
        }
    }
    return exists && !(deletion && all_listed);
}

/* Whether the body is one that the note ought to show: it counts, or nothing does and none is
 * newer. */
static bool should_show(const struct telling *telling, const char *object, const char *body)
{
    const struct told *newest = NULL, *shown = NULL;
    bool any_counts = false;

    for (size_t i = 0; i < telling->count; i++) {
        const struct told *edit = &telling->edits[i];

        if (strcmp(edit->object, object) != 0 || strcmp(edit->field, "body") != 0 ||
            edit->undoes != NULL)
            continue;
        any_counts = any_counts || does_count(telling, edit);
        newest = newest == NULL || is_older(newest, edit) ? edit : newest;
        if (strcmp(edit->value, body) == 0) /* every text of these tests is written once */
            shown = edit;
    }
    return shown != NULL && (any_counts ? does_count(telling, shown) : shown == newest);
}

static size_t count_bodies(const struct telling *telling, const char *object)
{
    size_t count = 0;

    for (size_t i = 0; i < telling->count; i++)
        count += strcmp(telling->edits[i].object, object) == 0 &&
                 strcmp(telling->edits[i].field, "body") == 0 &&
                 does_count(telling, &telling->edits[i]);
    return count;
}

static void expect_note_as_told(const struct telling *telling, const struct sidecar_note *note)
{
    const size_t expected = count_bodies(telling, note->id);

    assert_true(is_visible(telling, note->id));
    assert_true(should_show(telling, note->id, note->body));
    assert_int_equal(note->conflict_count, expected > 1 ? expected : 0);
    for (size_t i = 0; i < note->conflict_count; i++)
        assert_true(should_show(telling, note->id, note->conflicts[i].value));
}

/* The notes that are shown are those that the rules tell, with the texts that they tell. */
static void expect_as_told(struct sidecar *copy, const char *path)
{
    struct sidecar_contents contents;
    struct telling telling;
    struct error error = {0};
    size_t visible = 0;

    tell(path, &telling);
    expect_ok(sidecar_load(copy, &contents, &error), &error);
    for (size_t i = 0; i < contents.note_count; i++)
        expect_note_as_told(&telling, &contents.notes[i]);
    for (size_t i = 0; i < telling.count; i++) {
        const struct told *edit = &telling.edits[i];

        /* each note has one first anchor */
        if (strcmp(edit->field, "anchor") == 0 && edit->undoes == NULL) {
            bool first = true;

            for (size_t j = 0; j < telling.count; j++)
                first = first && !(strcmp(telling.edits[j].object, edit->object) == 0 &&
                                   telling.edits[j].undoes == NULL &&
                                   strcmp(telling.edits[j].field, "anchor") == 0 &&
                                   is_older(&telling.edits[j], edit));
            visible += first && is_visible(&telling, edit->object);
        }
    }
    assert_int_equal(contents.note_count, visible);
    sidecar_contents_release(&contents);
    telling_release(&telling);
}

/* ---- all rules together, by chance --------------------------------------------------------- */

enum { COPIES = 3, STEPS = 70, ROUNDS = 4 };

struct chance {
    uint64_t random;
    struct sidecar *copies[COPIES];
    char paths[COPIES][64];
    struct buffer written; /* every text ever written, a line each */
    unsigned texts;
};

static const char *const authors[COPIES] = {"Ans", "Bo", "Cem"};

static const char *new_text(struct chance *chance, char text[32])
{
    snprintf(text, 32, "tekst %u.", ++chance->texts);
    buffer_append_format(&chance->written, "%s\n", text);
    return text;
}

static const char *new_reading(struct chance *chance)
{
    static const char *const readings[] = {"heading 1", "heading 2", "paragraph", "part justice",
                                           "part other"};

    return readings[random_below(&chance->random, COUNT_OF(readings))];
}

/* Any object that the copy shows, or NULL. */
static const char *any_object(struct chance *chance, struct sidecar_contents *contents,
                              enum sidecar_object *type)
{
    size_t count = contents->note_count + contents->stance_count + contents->correction_count;
    size_t chosen;

    if (count == 0)
        return NULL;
    chosen = random_below(&chance->random, count);
    *type = OBJECT_NOTE;
    if (chosen < contents->note_count)
        return contents->notes[chosen].id;
    chosen -= contents->note_count;
    *type = OBJECT_STANCE;
    if (chosen < contents->stance_count)
        return contents->stances[chosen].id;
    *type = OBJECT_CORRECTION;
    return contents->corrections[chosen - contents->stance_count].id;
}

static void change_something(struct chance *chance, struct sidecar *copy, const char *author)
{
    struct sidecar_contents contents;
    struct error error = {0};
    enum sidecar_object type = OBJECT_NOTE;
    const char *id;
    char text[32];

    expect_ok(sidecar_load(copy, &contents, &error), &error);
    id = any_object(chance, &contents, &type);
    if (id != NULL && random_below(&chance->random, 4) == 0)
        delete_object(copy, author, id);
    else if (id != NULL && type == OBJECT_STANCE)
        set_stance(copy, author, id, (enum stance)(1 + random_below(&chance->random, 5)));
    else if (id != NULL && type == OBJECT_CORRECTION)
        set_correction(copy, author, id, new_reading(chance));
    else if (id != NULL)
        set_body(copy, author, id, new_text(chance, text));
    sidecar_contents_release(&contents);
}

static void do_something(struct chance *chance)
{
    const size_t who = random_below(&chance->random, COPIES);
    struct sidecar *copy = chance->copies[who];
    char text[32];

    switch (random_below(&chance->random, 13)) {
    case 0:
    case 1:
        add_note(copy, authors[who], random_below(&chance->random, 9), new_text(chance, text));
        break;
    case 2:
        add_stance(copy, authors[who], "NL", STANCE_SUPPORT);
        break;
    case 3:
    case 4:
    case 5:
    case 6:
        change_something(chance, copy, authors[who]);
        break;
    case 7:
    case 8:
        step(copy, SIDECAR_UNDO, authors[who]);
        break;
    case 9:
        step(copy, SIDECAR_REDO, authors[who]);
        break;
    case 10:
        add_correction(copy, authors[who], 0, new_reading(chance));
        break;
    case 11:
        set_meeting(copy, authors[who], random_below(&chance->random, 2) > 0 ? "2024-01-25" : NULL,
                    NULL, random_below(&chance->random, 2) > 0 ? "Genk" : "Aalst");
        break;
    default:
        merge(copy,
              chance->copies[random_below(&chance->random, COPIES) == who ? (who + 1) % COPIES
                                                                          : (who + 2) % COPIES]);
        break;
    }
}

/* What stands there is what a rebuild of everything gives. */
static void expect_derived_as_rebuilt(struct sidecar *copy, const char *path)
{
    char *incremental = derived_rows(path), *rebuilt;
    struct error error = {0};

    expect_ok(sidecar_repair(copy, &error), &error);
    rebuilt = derived_rows(path);
    assert_string_equal(incremental, rebuilt);
    free(incremental);
    free(rebuilt);
}

/* Merges the copies, a digit each, into a new file in the order given; nested: the first into the
 * file, the rest into another, and then that one. */
static char *merged_rows(struct chance *chance, const char *order, bool nested)
{
    struct sidecar *into = open_sidecar(in_folder("into"), SIDECAR_WRITE);
    struct sidecar *inner = nested ? open_sidecar(in_folder("inner"), SIDECAR_WRITE) : NULL;
    char *rows;

    for (const char *digit = order; *digit != '\0'; digit++)
        merge(nested && digit != order ? inner : into, chance->copies[*digit - '0']);
    if (nested)
        merge(into, inner);
    rows = derived_rows(in_folder("into"));
    expect_derived_as_rebuilt(into, in_folder("into"));
    assert_string_equal(findings(into), "");
    sidecar_close(into);
    sidecar_close(inner);
    unlink(in_folder("into"));
    unlink(in_folder("inner"));
    return rows;
}

static void expect_every_order_alike(struct chance *chance)
{
    static const struct {
        const char *order;
        bool nested;
    } orders[] = {{"012", false}, {"210", false},  {"102", true},     {"012", true},
                  {"201", true},  {"0120", false}, {"00112212", true}};
    char *first = merged_rows(chance, orders[0].order, orders[0].nested);

    for (size_t i = 1; i < COUNT_OF(orders); i++) {
        char *rows = merged_rows(chance, orders[i].order, orders[i].nested);

        assert_string_equal(rows, first);
        free(rows);
    }
    free(first);
}

static void expect_every_text_kept(struct chance *chance)
{
    char *log;

    for (size_t i = 1; i < COPIES; i++)
        merge(chance->copies[0], chance->copies[i]);
    log = ask_sql(chance->paths[0],
                  "SELECT group_concat(value, char(10)) FROM edit WHERE field = 'body'");
    for (const char *line = chance->written.data; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        char *text = base_copy_bytes(line, (size_t)(end - line));

        if (strstr(log, text) == NULL)
            fail_msg("lost: %s", text);
        free(text);
        line = end + 1;
    }
    free(log);
}

static void whatever_is_done_and_merged_nothing_is_lost_and_all_see_the_same(void **state)
{
    const uint64_t seed = test_seed();

    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct chance chance = {.random = seed + round};

        for (size_t i = 0; i < COPIES; i++) {
            snprintf(chance.paths[i], sizeof chance.paths[i], "%s%zu", in_folder("copy"), i);
            chance.copies[i] = open_sidecar(chance.paths[i], SIDECAR_WRITE);
        }
        for (unsigned i = 0; i < STEPS; i++)
            do_something(&chance);
        for (size_t i = 0; i < COPIES; i++)
            expect_derived_as_rebuilt(chance.copies[i], chance.paths[i]);
        for (size_t i = 0; i < COPIES; i++)
            expect_as_told(chance.copies[i], chance.paths[i]);
        expect_every_order_alike(&chance);
        expect_every_text_kept(&chance);
        expect_as_told(chance.copies[0], chance.paths[0]);
        for (size_t i = 0; i < COPIES; i++) {
            sidecar_close(chance.copies[i]);
            unlink(chance.paths[i]);
        }
        buffer_release(&chance.written);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(undoing_a_replacement_brings_back_what_it_replaced),
        TEST(a_correction_is_undone_and_merged_as_a_note_is),
        TEST(two_that_set_the_meeting_set_one_thing),
        TEST(undoing_what_another_has_replaced_changes_nothing_shown),
        TEST(an_undo_can_be_undone_any_number_of_times),
        TEST(two_that_write_at_once_both_keep_their_words),
        TEST(own_edits_are_seen_and_those_between_are_not),
        TEST(a_sidecar_that_was_never_loaded_replaces_nothing),
        TEST(a_load_in_a_cancelled_action_has_shown_nothing),
        TEST(equal_values_are_no_conflict),
        TEST(the_newest_of_conflicting_bodies_comes_first),
        TEST(what_one_deleted_while_another_wrote_stays_visible),
        TEST(deleting_what_one_has_not_seen_changed_keeps_it),
        TEST(a_note_that_its_maker_takes_back_keeps_what_another_wrote_on_it),
        TEST(two_that_delete_at_once_have_both_deleted),
        TEST(taking_back_an_edit_does_not_wake_a_deleted_note),
        TEST(an_edit_is_newer_than_all_before_though_the_clock_was_set_back),
        TEST(a_clock_far_ahead_is_shown_and_takes_only_its_own_note_along),
        TEST(the_end_of_time_is_an_error_not_an_overflow),
        TEST(references_that_may_not_be_have_no_effect),
        TEST(an_object_is_what_its_oldest_edit_says),
        TEST(edits_of_unknown_types_and_fields_are_kept),
        TEST(merging_brings_edits_and_texts_and_says_how_many),
        TEST(what_was_merged_was_not_seen),
        TEST(a_file_whose_edits_were_altered_is_not_merged),
        TEST(a_file_merged_with_itself_stays_as_it_is),
        TEST(whatever_is_done_and_merged_nothing_is_lost_and_all_see_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
