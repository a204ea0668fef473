/* What sidecar/sidecar.h promises of opening, contents, changing, undo and snapshots. The rules of
 * the log have test_sidecar_log.c, hostile files test_sidecar_hostile.c, crashes
 * test_sidecar_crash.c. */
#include "config.h"

#include "sidecar_fixture.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- opening ------------------------------------------------------------------------------- */

static void a_missing_sidecar_is_not_made_by_reading(void **state)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};
    char *names;

    (void)state;
    assert_false(sidecar_exists(in_folder("a.kantlijn")));
    assert_false(sidecar_open(&sidecar, in_folder("a.kantlijn"), SIDECAR_READ, 0644, &error));
    assert_null(sidecar);
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_string_equal(error.file, in_folder("a.kantlijn"));
    names = list_folder();
    assert_string_equal(names, "");
    free(names);
}

static void writing_makes_the_file_and_nothing_else(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    char *names = list_folder();

    (void)state;
    assert_string_equal(names, "a.kantlijn");
    assert_string_equal(sidecar_path(sidecar), in_folder("a.kantlijn"));
    assert_true(sidecar_exists(in_folder("a.kantlijn")));
    assert_string_equal(words(sidecar), "");
    sidecar_close(sidecar);
    free(names);
}

static mode_t mode_of(const char *path)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

/* A confidential report's notes stay so, and the owner can always write them. */
static void a_new_file_has_the_permissions_given_whatever_the_umask(void **state)
{
    static const struct {
        mode_t umask, given, made;
    } cases[] = {
        {022, 0600, 0600}, {0, 0640, 0640}, {077, 0644, 0644}, {022, 0444, 0644}, {0, 04777, 0666}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const mode_t before = umask(cases[i].umask);
        const char *path = in_folder("permissions.kantlijn");
        struct sidecar *sidecar = NULL;
        struct error error = {0};

        expect_ok(sidecar_open(&sidecar, path, SIDECAR_WRITE, cases[i].given, &error), &error);
        sidecar_close(sidecar);
        umask(before);
        assert_int_equal(mode_of(path), cases[i].made);
        assert_int_equal(unlink(path), 0);
    }
}

static void opening_and_reading_leave_bytes_time_and_folder_as_they_were(void **state)
{
    const char *path = in_folder("a.kantlijn");
    const struct timespec old[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    struct sidecar_change change;
    size_t before_bytes, after_bytes;
    char *before, *after, *names;
    struct stat status;
    bool equal;

    (void)state;
    add_note(sidecar, AUTHOR, 0, "onveranderd");
    sidecar_close(sidecar);
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    before = read_file(path, &before_bytes);

    sidecar = open_sidecar(path, SIDECAR_READ);
    assert_string_equal(words(sidecar), "onveranderd");
    assert_string_equal(findings(sidecar), "");
    assert_true(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, NULL));
    sidecar_change_release(&change);
    assert_true(sidecar_has_text(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, &equal, NULL));
    assert_true(equal);
    sidecar_data_version(sidecar);
    names = list_folder();
    assert_string_equal(names, "a.kantlijn");
    sidecar_close(sidecar);

    after = read_file(path, &after_bytes);
    assert_int_equal(after_bytes, before_bytes);
    assert_memory_equal(after, before, before_bytes);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mtim.tv_sec, 1000000000);
    free(before);
    free(after);
    free(names);
}

static void a_sidecar_opened_for_reading_is_not_changed(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct error error = {0};

    (void)state;
    sidecar_close(sidecar);
    sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_READ);
    assert_false(sidecar_begin(sidecar, AUTHOR, &error));
    assert_int_equal(error.code, ERROR_INTERNAL);
    sidecar_close(sidecar);
}

static void a_reader_may_become_a_writer_and_keeps_what_was_seen(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *other = open_sidecar(path, SIDECAR_WRITE), *sidecar;
    struct error error = {0};
    const char *id = add_note(other, AUTHOR, 0, "eerst");
    uint32_t version;

    (void)state;
    sidecar = open_sidecar(path, SIDECAR_READ);
    version = sidecar_data_version(sidecar);
    set_body(other, "Bo", id, "ongezien");
    expect_ok(sidecar_allow_writing(sidecar, &error), &error);
    expect_ok(sidecar_allow_writing(sidecar, &error), &error);
    set_body(sidecar, AUTHOR, id, "tweede");
    assert_int_not_equal(sidecar_data_version(sidecar), version);
    assert_string_equal(words(sidecar), "/ongezien/tweede");
    sidecar_close(other);
    sidecar_close(sidecar);
}

static void the_data_version_changes_when_another_process_writes(void **state)
{
    struct sidecar *one = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct sidecar *two = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    const uint32_t before = sidecar_data_version(one);

    (void)state;
    assert_int_equal(sidecar_data_version(one), before);
    add_note(one, AUTHOR, 0, "eigen");
    assert_int_equal(sidecar_data_version(one), before);
    add_note(two, AUTHOR, 0, "ander");
    assert_int_not_equal(sidecar_data_version(one), before);
    sidecar_close(one);
    sidecar_close(two);
}

/* ---- contents ------------------------------------------------------------------------------ */

static void what_was_written_is_read_back_whole(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct sidecar_contents contents;
    const struct sidecar_note *note;
    struct error error = {0};
    const time_t now = time(NULL);
    const char *id = add_note(sidecar, AUTHOR, 7, "coördinatie \"3 > 2\"\nregel twee");
    bool equal;

    (void)state;
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.note_count, 1);
    note = &contents.notes[0];
    assert_string_equal(note->id, id);
    assert_string_equal(note->kind, "note");
    assert_string_equal(note->body, "coördinatie \"3 > 2\"\nregel twee");
    assert_string_equal(note->author, AUTHOR);
    assert_true(note->created_ms / 1000 >= now && note->created_ms / 1000 <= now + 60);
    assert_true(note->modified_ms >= note->created_ms &&
                note->modified_ms <= note->created_ms + 60000);
    assert_false(note->deleted_elsewhere || note->clock_ahead || note->conflict_count > 0);
    assert_false(note->anchor.on_item);
    assert_int_equal(note->anchor.item_index, 1);
    assert_string_equal(note->anchor.item_number, "1");
    assert_string_equal(note->anchor.item_title, "Een");
    assert_int_equal(note->anchor.start_points, 7);
    assert_int_equal(note->anchor.end_points, 11);
    assert_string_equal(note->anchor.quote, "Een.");
    assert_string_equal(note->anchor.prefix, "");
    assert_string_equal(note->anchor.suffix, " Het voorzitterschap");
    expect_ok(sidecar_snapshot_equals(sidecar, note->anchor.snapshot, FIXTURE_TEXT,
                                      sizeof FIXTURE_TEXT - 1, &equal, &error),
              &error);
    assert_true(equal);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

static void an_anchor_outside_any_item_has_no_number_and_no_title(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct anchor anchor = {.on_item = true, .snapshot = (char[]){"geen"}, .quote = (char[]){"x"}};
    struct sidecar_contents contents;
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    (void)state;
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_add_stance(sidecar, &anchor, "COM", STANCE_RESERVE, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.stance_count, 1);
    assert_true(contents.stances[0].anchor.on_item);
    assert_null(contents.stances[0].anchor.item_number);
    assert_null(contents.stances[0].anchor.item_title);
    assert_int_equal(contents.stances[0].anchor.item_index, 0);
    assert_string_equal(contents.stances[0].actor, "COM");
    assert_int_equal(contents.stances[0].stance, STANCE_RESERVE);
    assert_int_equal(contents.stances[0].values, 0);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

static void notes_come_by_position_then_by_creation(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);

    (void)state;
    add_note(sidecar, AUTHOR, 30, "derde");
    add_note(sidecar, AUTHOR, 10, "eerste");
    add_note(sidecar, "Bo", 10, "tweede");
    add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT);
    add_stance(sidecar, AUTHOR, "BE", STANCE_OPPOSE);
    assert_string_equal(words(sidecar), "eerste; tweede; derde; NL+; BE-");
    sidecar_close(sidecar);
}

/* ---- changing ------------------------------------------------------------------------------ */

static void an_action_holds_many_changes_or_none(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *one = add_note(sidecar, AUTHOR, 0, "een"),
               *two = add_note(sidecar, AUTHOR, 1, "twee");
    struct error error = {0};

    (void)state;
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_set_note_body(sidecar, one, "een!", &error), &error);
    expect_ok(sidecar_set_note_kind(sidecar, one, "question", &error), &error);
    expect_ok(sidecar_delete(sidecar, two, &error), &error);
    assert_string_equal(words_of_file(path), "een; twee");
    sidecar_cancel(sidecar);
    assert_string_equal(words_of_file(path), "een; twee");

    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_set_note_body(sidecar, one, "een!", &error), &error);
    expect_ok(sidecar_delete(sidecar, two, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    assert_string_equal(words_of_file(path), "een!");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    assert_string_equal(words_of_file(path), "een; twee");
    sidecar_close(sidecar);
}

static void an_action_in_which_a_call_failed_cannot_be_committed(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, AUTHOR, 0, "blijft");
    struct error error = {0};

    (void)state;
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_set_note_body(sidecar, id, "half", &error), &error);
    assert_false(sidecar_set_note_kind(sidecar, id, "gedicht", &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, "commitment"));
    assert_false(sidecar_commit(sidecar, NULL));
    assert_string_equal(words(sidecar), "blijft");
    add_note(sidecar, AUTHOR, 9, "gaat door");
    assert_string_equal(words(sidecar), "blijft; gaat door");
    sidecar_close(sidecar);
}

static void what_is_not_there_cannot_be_changed(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    const char *note = add_note(sidecar, AUTHOR, 0, "n"),
               *stance = add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT);
    const char *gone = add_note(sidecar, AUTHOR, 0, "weg");
    const struct {
        const char *id;
        bool is_stance;
    } wrong[] = {{note, true}, {stance, false}, {gone, false}, {"x", false}, {"", true}};

    (void)state;
    delete_object(sidecar, AUTHOR, gone);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct error error = {0};

        expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
        if (wrong[i].is_stance)
            assert_false(sidecar_set_stance(sidecar, wrong[i].id, STANCE_OPPOSE, &error));
        else
            assert_false(sidecar_set_note_body(sidecar, wrong[i].id, "y", &error));
        assert_int_equal(error.code, ERROR_NOTHING);
        sidecar_cancel(sidecar);
    }
    assert_string_equal(words(sidecar), "n; NL+");
    sidecar_close(sidecar);
}

static void writing_the_same_again_writes_nothing(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, AUTHOR, 0, "zelfde");
    char *before = ask_sql(path, "SELECT count(*) FROM edit"), *after;

    (void)state;
    set_body(sidecar, AUTHOR, id, "zelfde");
    after = ask_sql(path, "SELECT count(*) FROM edit");
    assert_string_equal(before, after);
    free(before);
    free(after);
    sidecar_close(sidecar);
}

static void a_note_is_at_most_a_megabyte(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    const size_t limit_bytes = 1 << 20;
    struct buffer body = {0};
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];
    struct sidecar_contents contents;

    (void)state;
    buffer_append_repeated(&body, 'x', limit_bytes);
    make_anchor(&anchor, "s", 0);
    free(anchor.quote);
    anchor.quote = base_copy_string(body.data);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_add_note(sidecar, &anchor, "note", body.data, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(strlen(contents.notes[0].body), limit_bytes);
    assert_int_equal(strlen(contents.notes[0].anchor.quote), limit_bytes);
    sidecar_contents_release(&contents);

    buffer_append_char(&body, 'x');
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    assert_false(sidecar_set_note_body(sidecar, id, body.data, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    sidecar_cancel(sidecar);
    error_clear(&error);
    free(anchor.quote);
    anchor.quote = base_copy_string(body.data);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    assert_false(sidecar_add_note(sidecar, &anchor, "note", "kort", id, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    sidecar_cancel(sidecar);
    anchor_release(&anchor);
    buffer_release(&body);
    sidecar_close(sidecar);
}

/* A megabyte of control characters is six in JSON. */
static void a_passage_of_control_characters_is_refused_not_torn(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct buffer quote = {0};
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];

    (void)state;
    buffer_append_repeated(&quote, '\x01', 1 << 20);
    make_anchor(&anchor, "s", 0);
    free(anchor.quote);
    anchor.quote = buffer_detach(&quote);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    assert_false(sidecar_add_note(sidecar, &anchor, "note", "x", id, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    sidecar_cancel(sidecar);
    assert_string_equal(words(sidecar), "");
    anchor_release(&anchor);
    sidecar_close(sidecar);
}

/* ---- undo and redo ------------------------------------------------------------------------- */

static void undo_goes_back_over_sessions_and_redo_forward(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, AUTHOR, 0, "een");

    (void)state;
    set_body(sidecar, AUTHOR, id, "twee");
    delete_object(sidecar, AUTHOR, id);
    assert_string_equal(words(sidecar), "");
    sidecar_close(sidecar);

    sidecar = open_sidecar(path, SIDECAR_WRITE);
    assert_string_equal(step(sidecar, SIDECAR_UNDO, AUTHOR), "twee");
    assert_string_equal(words(sidecar), "twee");
    sidecar_close(sidecar);

    sidecar = open_sidecar(path, SIDECAR_WRITE);
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    assert_string_equal(words(sidecar), "een");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    assert_string_equal(words(sidecar), "");
    assert_string_equal(step(sidecar, SIDECAR_UNDO, AUTHOR), "");
    sidecar_close(sidecar);

    sidecar = open_sidecar(path, SIDECAR_WRITE);
    assert_string_equal(step(sidecar, SIDECAR_REDO, AUTHOR), "een");
    assert_string_equal(words(sidecar), "een");
    step(sidecar, SIDECAR_REDO, AUTHOR);
    assert_string_equal(words(sidecar), "twee");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    step(sidecar, SIDECAR_REDO, AUTHOR);
    step(sidecar, SIDECAR_REDO, AUTHOR);
    assert_string_equal(words(sidecar), "");
    assert_string_equal(step(sidecar, SIDECAR_REDO, AUTHOR), "");
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
}

static void redo_ends_where_something_new_was_done(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);

    (void)state;
    add_note(sidecar, AUTHOR, 0, "een");
    add_note(sidecar, AUTHOR, 1, "twee");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    add_note(sidecar, AUTHOR, 2, "drie");
    assert_string_equal(step(sidecar, SIDECAR_REDO, AUTHOR), "");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    assert_string_equal(step(sidecar, SIDECAR_REDO, AUTHOR), "drie");
    assert_string_equal(step(sidecar, SIDECAR_REDO, AUTHOR), "");
    assert_string_equal(words(sidecar), "drie");
    sidecar_close(sidecar);
}

static void undo_leaves_what_others_wrote(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);

    (void)state;
    add_note(sidecar, AUTHOR, 0, "van mij");
    add_note(sidecar, "Bo", 1, "van Bo");
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    assert_string_equal(words(sidecar), "van Bo");
    assert_string_equal(step(sidecar, SIDECAR_UNDO, AUTHOR), "");
    assert_string_equal(step(sidecar, SIDECAR_REDO, "Bo"), "");
    sidecar_close(sidecar);
}

/* "" where nobody but its author changed the one note there is. */
static void expect_changed_by(struct sidecar *sidecar, const char *name)
{
    struct sidecar_contents contents;
    struct error error = {0};

    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.note_count, 1);
    assert_string_equal(contents.notes[0].author, AUTHOR);
    assert_string_equal(contents.notes[0].changed_by == NULL ? "" : contents.notes[0].changed_by,
                        name);
    sidecar_contents_release(&contents);
    usleep(2000); /* the clock must show another millisecond */
}

static void who_changed_a_note_is_known_while_the_change_counts(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    const char *id = add_note(sidecar, AUTHOR, 0, "van mij");

    (void)state;
    expect_changed_by(sidecar, "");
    set_body(sidecar, "Bo", id, "van Bo");
    expect_changed_by(sidecar, "Bo");
    step(sidecar, SIDECAR_UNDO, "Bo");
    expect_changed_by(sidecar, "");
    step(sidecar, SIDECAR_REDO, "Bo");
    expect_changed_by(sidecar, "Bo");
    set_body(sidecar, AUTHOR, id, "weer van mij");
    expect_changed_by(sidecar, "");
    sidecar_close(sidecar);
}

static void what_a_step_is_about_is_told_before_and_after(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct sidecar_change change;
    struct error error = {0};
    const char *id = add_note(sidecar, AUTHOR, 0, "eerste regel\ntweede"), *other;
    int64_t added_ms;

    (void)state;
    expect_ok(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_string_equal(change.object, id);
    assert_string_equal(change.words, "eerste regel…");
    assert_int_equal(change.what, CHANGE_ADDED);
    assert_int_equal(change.object_count, 1);
    assert_int_equal(change.type, OBJECT_NOTE);
    added_ms = change.clock_ms;
    sidecar_change_release(&change);
    assert_string_equal(words(sidecar), "eerste regel\ntweede");

    set_body(sidecar, AUTHOR, id, "anders");
    expect_ok(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_int_equal(change.what, CHANGE_EDITED);
    assert_string_equal(change.words, "anders");
    sidecar_change_release(&change);

    delete_object(sidecar, AUTHOR, id);
    expect_ok(sidecar_apply(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_int_equal(change.what, CHANGE_DELETED);
    assert_string_equal(change.words, "anders");
    sidecar_change_release(&change);

    step(sidecar, SIDECAR_UNDO, AUTHOR);
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    expect_ok(sidecar_peek(sidecar, SIDECAR_REDO, AUTHOR, &change, &error), &error);
    assert_int_equal(change.what, CHANGE_ADDED);
    assert_int_equal(change.clock_ms, added_ms);
    sidecar_change_release(&change);

    other = add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT);
    set_stance(sidecar, AUTHOR, other, STANCE_OPPOSE);
    expect_ok(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_int_equal(change.type, OBJECT_STANCE);
    assert_string_equal(change.words, "NL-");
    sidecar_change_release(&change);
    sidecar_close(sidecar);
}

static void several_stances_at_once_are_one_step(void **state)
{
    static const struct {
        const char *actor;
        enum stance stance;
    } tags[] = {{"NL", STANCE_SUPPORT}, {"DE", STANCE_OPPOSE}, {"COM", STANCE_CONDITIONAL}};
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct error error = {0};
    struct anchor anchor;
    struct sidecar_change change;
    char id[SIDECAR_ID_SIZE];

    (void)state;
    make_anchor(&anchor, "s", 0);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        expect_ok(sidecar_add_stance(sidecar, &anchor, tags[i].actor, tags[i].stance, id, &error),
                  &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    anchor_release(&anchor);
    assert_string_equal(words(sidecar), "NL+; DE-; COM~");
    expect_ok(sidecar_apply(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_string_equal(change.words, "NL+ DE- COM~");
    assert_int_equal(change.object_count, 3);
    sidecar_change_release(&change);
    assert_string_equal(words(sidecar), "");
    sidecar_close(sidecar);
}

/* An action of many edits may take longer than a millisecond, and then the clock's count begins anew. */
static void a_step_is_told_in_order_across_a_millisecond(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct error error = {0};
    struct anchor anchor;
    struct sidecar_change change;
    char id[SIDECAR_ID_SIZE];

    (void)state;
    make_anchor(&anchor, "s", 0);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_add_stance(sidecar, &anchor, "NL", STANCE_SUPPORT, id, &error), &error);
    expect_ok(sidecar_add_stance(sidecar, &anchor, "DE", STANCE_OPPOSE, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    anchor_release(&anchor);
    sidecar_close(sidecar);
    /* Three edits a tag: DE's second is the first of the new millisecond. */
    run_sql(in_folder("a.kantlijn"), "UPDATE edit SET clock_ms = 1000 + (sequence >= 5),"
                                     " clock_count = iif(sequence >= 5, sequence - 5, sequence)");
    sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    expect_ok(sidecar_peek(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error), &error);
    assert_string_equal(change.words, "NL+ DE-");
    sidecar_change_release(&change);
    sidecar_close(sidecar);
}

/* ---- snapshots ----------------------------------------------------------------------------- */

static void make_snapshot(struct sidecar *sidecar, const char *text, size_t len_bytes, char *id)
{
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_snapshot(sidecar, text, len_bytes, "verslag.txt", "text", 1, id, &error),
              &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

static void the_same_text_is_kept_once(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    char one[SIDECAR_ID_SIZE], two[SIDECAR_ID_SIZE], three[SIDECAR_ID_SIZE];
    bool has;

    (void)state;
    make_snapshot(sidecar, "tekst", 5, one);
    make_snapshot(sidecar, "tekst", 5, two);
    make_snapshot(sidecar, "tekst", 4, three);
    assert_string_equal(one, two);
    assert_string_not_equal(one, three);
    assert_true(sidecar_has_text(sidecar, "teks", 4, &has, NULL) && has);
    assert_true(sidecar_has_text(sidecar, "tekS", 4, &has, NULL) && !has);
    assert_true(sidecar_has_text(sidecar, "", 0, &has, NULL) && !has);
    assert_true(sidecar_snapshot_equals(sidecar, "onbekend", "tekst", 5, &has, NULL) && !has);
    sidecar_close(sidecar);
}

/* Two and a half megabytes of two-byte letters: the chunks are cut inside one. */
static void a_long_text_comes_back_from_its_chunks(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    struct buffer text = {0}, read = {0};
    struct error error = {0};
    char id[SIDECAR_ID_SIZE], *chunks;
    bool equal;

    (void)state;
    buffer_append_char(&text, 'x');
    while (text.len_bytes < 5 << 19)
        buffer_append_string(&text, "é");
    make_snapshot(sidecar, text.data, text.len_bytes, id);
    expect_ok(sidecar_snapshot_read(sidecar, id, &read, &error), &error);
    assert_int_equal(read.len_bytes, text.len_bytes);
    assert_memory_equal(read.data, text.data, text.len_bytes);
    assert_true(sidecar_snapshot_equals(sidecar, id, text.data, text.len_bytes, &equal, &error) &&
                equal);
    text.data[text.len_bytes - 1] ^= 1;
    assert_true(sidecar_snapshot_equals(sidecar, id, text.data, text.len_bytes, &equal, &error) &&
                !equal);
    chunks = ask_sql(path, "SELECT count(*) || ' ' || max(length(bytes)) FROM snapshot_chunk");
    assert_string_equal(chunks, "3 1048576");
    free(chunks);
    buffer_release(&text);
    buffer_release(&read);
    sidecar_close(sidecar);
}

/* ---- checking ------------------------------------------------------------------------------ */

static void a_sound_file_has_no_findings_and_repair_changes_nothing(void **state)
{
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    struct error error = {0};
    char *before, *after;

    (void)state;
    add_note(sidecar, AUTHOR, 0, "een");
    delete_object(sidecar, AUTHOR, add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT));
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    before = derived_rows(path);
    assert_string_equal(findings(sidecar), "");
    expect_ok(sidecar_repair(sidecar, &error), &error);
    after = derived_rows(path);
    assert_string_equal(after, before);
    assert_string_equal(findings(sidecar), "");
    free(before);
    free(after);
    sidecar_close(sidecar);
}

static void repair_rebuilds_what_the_log_adds_up_to(void **state)
{
    static const char *const damages[] = {
        "DELETE FROM note",
        "DELETE FROM correction",
        "UPDATE correction SET reading = 'heading 3'",
        "UPDATE meeting SET place = 'Aalst'",
        "UPDATE note SET body = 'vals'",
        "INSERT INTO undone SELECT object, id FROM edit",
        "INSERT INTO conflicting_value SELECT object, field, id FROM edit",
        "UPDATE stance SET stance = 'oppose'",
        "INSERT INTO stance SELECT 'x', actor, stance, author, 1, 1, 1, 0, snapshot, 0, 0, NULL, "
        "NULL, 0, 0,"
        " '', '', '' FROM stance",
    };
    const char *path = in_folder("a.kantlijn");
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    struct error error = {0};

    (void)state;
    add_note(sidecar, AUTHOR, 0, "een");
    add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT);
    add_correction(sidecar, AUTHOR, 0, "heading 2");
    set_meeting(sidecar, AUTHOR, "2024-01-25", NULL, "Genk");
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        run_sql(path, damages[i]);
        assert_non_null(strstr(findings(sidecar), "--repair"));
        expect_ok(sidecar_repair(sidecar, &error), &error);
        assert_string_equal(findings(sidecar), "");
        assert_string_equal(words(sidecar), "een; NL+; #heading 2; @2024-01-25 Genk");
    }
    sidecar_close(sidecar);
}

/* A file that version 1 wrote: two notes, one of them changed, a third that was deleted, three stances. */
static const char *old_file(void)
{
    const char *folder = getenv("srcdir");
    struct buffer path = {0};
    const char *kept;

    if (folder == NULL)
        folder = access("tests/sidecar", R_OK) == 0 ? "." : "..";
    buffer_append_format(&path, "%s/tests/sidecar/version1.txt.kantlijn", folder);
    kept = keep_string(path.data);
    buffer_release(&path);
    return kept;
}

/* FNV-1a of all statements. */
static uint32_t schema_hash(const char *path)
{
    char *schema = ask_sql(path, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema"
                                 " WHERE sql IS NOT NULL ORDER BY name)");
    uint32_t hash = 2166136261u;

    for (const char *at = schema; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    free(schema);
    return hash;
}

static void expect_version(const char *path, const char *expected)
{
    char *version = ask_sql(path, "SELECT user_version || ' ' || printf('%x', application_id)"
                                  " FROM pragma_user_version, pragma_application_id");

    assert_string_equal(version, expected);
    free(version);
}

/* Files of these versions are out there, and opening compares word for word. Who adds a statement to
 * schema.sql raises SIDECAR_VERSION, keeps a file of the version before in tests/sidecar, and then
 * adds a number here. */
static void the_schema_of_each_version_stays_as_it_is(void **state)
{
    const char *path = in_folder("a.kantlijn");

    (void)state;
    copy_file(old_file(), in_folder("old.kantlijn"));
    expect_version(in_folder("old.kantlijn"), "1 6b6e746c");
    assert_int_equal(schema_hash(in_folder("old.kantlijn")), 0x0d2a8fd7);
    sidecar_close(open_sidecar(path, SIDECAR_WRITE));
    expect_version(path, "2 6b6e746c");
    assert_int_equal(schema_hash(path), 0x6c495e9a);
}

static void an_older_file_is_read_as_it_is_and_brought_up_to_date_by_a_change(void **state)
{
    const char *path = in_folder("old.kantlijn");
    static const char expected[] = "vraag de kosten na; van wie precies?; NL+; BE~; COM+";
    size_t before_bytes, after_bytes;
    char *before, *after;
    struct sidecar *sidecar;
    struct error error = {0};

    (void)state;
    copy_file(old_file(), path);
    before = read_file(path, &before_bytes);
    sidecar = open_sidecar(path, SIDECAR_READ);
    assert_string_equal(words(sidecar), expected);
    assert_string_equal(findings(sidecar), "");
    after = read_file(path, &after_bytes);
    assert_int_equal(after_bytes, before_bytes);
    assert_memory_equal(after, before, before_bytes);
    free(before);
    free(after);
    /* a change that is cancelled leaves the version as it was */
    expect_ok(sidecar_allow_writing(sidecar, &error), &error);
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    sidecar_cancel(sidecar);
    expect_version(path, "1 6b6e746c");
    assert_string_equal(words(sidecar), expected);
    add_correction(sidecar, AUTHOR, 0, "heading 2");
    set_meeting(sidecar, AUTHOR, "2024-01-25", NULL, NULL);
    expect_version(path, "2 6b6e746c");
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
    assert_string_equal(words_of_file(path), "vraag de kosten na; van wie precies?; NL+; BE~; COM+;"
                                             " #heading 2; @2024-01-25");
    sidecar_close(open_sidecar(in_folder("new.kantlijn"), SIDECAR_WRITE));
    assert_int_equal(schema_hash(path), schema_hash(in_folder("new.kantlijn")));
}

/* One that is open while another program brings the file up to date. */
static void a_reader_sees_the_file_become_newer(void **state)
{
    const char *path = in_folder("old.kantlijn");
    struct sidecar *reader, *writer;

    (void)state;
    copy_file(old_file(), path);
    reader = open_sidecar(path, SIDECAR_READ);
    writer = open_sidecar(path, SIDECAR_WRITE);
    add_correction(writer, AUTHOR, 0, "paragraph");
    assert_non_null(strstr(words(reader), "#paragraph"));
    sidecar_close(writer);
    sidecar_close(reader);
}

static void files_of_two_versions_merge_both_ways(void **state)
{
    const char *old_path = in_folder("old.kantlijn"), *new_path = in_folder("new.kantlijn");
    struct sidecar *old, *new;

    (void)state;
    copy_file(old_file(), old_path);
    old = open_sidecar(old_path, SIDECAR_READ);
    new = open_sidecar(new_path, SIDECAR_WRITE);
    add_correction(new, AUTHOR, 0, "part mixed");
    assert_int_equal(merge(new, old), 17 + 3);
    assert_string_equal(words(new),
                        "vraag de kosten na; van wie precies?; NL+; BE~; COM+; #part mixed");
    sidecar_close(old);
    expect_version(old_path, "1 6b6e746c");
    old = open_sidecar(old_path, SIDECAR_WRITE);
    merge(old, new);
    assert_string_equal(words(old), words(new));
    assert_string_equal(findings(old), "");
    sidecar_close(old);
    sidecar_close(new);
}

/* What an older program kept without knowing it is shown once the tables are there. */
static void what_an_older_file_holds_of_a_newer_type_is_shown(void **state)
{
    const char *path = in_folder("old.kantlijn");
    struct sidecar *sidecar;
    struct error error = {0};

    (void)state;
    copy_file(old_file(), path);
    run_sql(path,
            "INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field,"
            " value) SELECT '00000000-0000-7000-8000-000000000001', 1, 0, 'Eve',"
            " '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003',"
            " 'correction', 'reading', 'heading 4'");
    sidecar = open_sidecar(path, SIDECAR_WRITE);
    assert_null(strstr(words(sidecar), "#"));
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    assert_non_null(strstr(words(sidecar), "#heading 4"));
    sidecar_close(sidecar);
}

static void a_version_that_its_tables_are_not_of_is_refused(void **state)
{
    static const char *const versions[] = {"PRAGMA user_version = 1", "PRAGMA user_version = 2"};

    (void)state;
    sidecar_close(open_sidecar(in_folder("0"), SIDECAR_WRITE));
    copy_file(old_file(), in_folder("1"));
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        const char *path = in_folder(i == 0 ? "0" : "1");
        struct sidecar *sidecar = NULL;
        struct error error = {0};

        run_sql(path, versions[i]);
        assert_false(sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
        assert_int_equal(error.code, ERROR_SIDECAR);
        assert_non_null(strstr(error.message, "altered"));
    }
}

static void a_place_has_a_measure(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a.kantlijn"), SIDECAR_WRITE);
    struct error error = {0};
    char place[402];

    (void)state;
    memset(place, 'a', sizeof place - 1);
    place[sizeof place - 1] = '\0';
    expect_ok(sidecar_begin(sidecar, AUTHOR, &error), &error);
    assert_false(sidecar_set_meeting(sidecar, NULL, NULL, place, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    sidecar_cancel(sidecar);
    set_meeting(sidecar, AUTHOR, NULL, NULL, place + 1);
    sidecar_close(sidecar);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_missing_sidecar_is_not_made_by_reading),
        TEST(writing_makes_the_file_and_nothing_else),
        TEST(a_new_file_has_the_permissions_given_whatever_the_umask),
        TEST(opening_and_reading_leave_bytes_time_and_folder_as_they_were),
        TEST(a_sidecar_opened_for_reading_is_not_changed),
        TEST(a_reader_may_become_a_writer_and_keeps_what_was_seen),
        TEST(the_data_version_changes_when_another_process_writes),
        TEST(what_was_written_is_read_back_whole),
        TEST(an_anchor_outside_any_item_has_no_number_and_no_title),
        TEST(notes_come_by_position_then_by_creation),
        TEST(an_action_holds_many_changes_or_none),
        TEST(an_action_in_which_a_call_failed_cannot_be_committed),
        TEST(what_is_not_there_cannot_be_changed),
        TEST(writing_the_same_again_writes_nothing),
        TEST(a_note_is_at_most_a_megabyte),
        TEST(a_passage_of_control_characters_is_refused_not_torn),
        TEST(undo_goes_back_over_sessions_and_redo_forward),
        TEST(redo_ends_where_something_new_was_done),
        TEST(undo_leaves_what_others_wrote),
        TEST(who_changed_a_note_is_known_while_the_change_counts),
        TEST(what_a_step_is_about_is_told_before_and_after),
        TEST(several_stances_at_once_are_one_step),
        TEST(a_step_is_told_in_order_across_a_millisecond),
        TEST(the_same_text_is_kept_once),
        TEST(a_long_text_comes_back_from_its_chunks),
        TEST(a_sound_file_has_no_findings_and_repair_changes_nothing),
        TEST(repair_rebuilds_what_the_log_adds_up_to),
        TEST(the_schema_of_each_version_stays_as_it_is),
        TEST(an_older_file_is_read_as_it_is_and_brought_up_to_date_by_a_change),
        TEST(a_reader_sees_the_file_become_newer),
        TEST(files_of_two_versions_merge_both_ways),
        TEST(what_an_older_file_holds_of_a_newer_type_is_shown),
        TEST(a_version_that_its_tables_are_not_of_is_refused),
        TEST(a_place_has_a_measure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
