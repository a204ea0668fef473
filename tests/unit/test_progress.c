/* Long work: who is told of it, what giving it up leaves, and that it can be gone on with. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "session/session_internal.h"

enum { LARGE_BYTES = 4 << 20, PAGE_COLS = 80, PAGE_ROWS = 20 };

struct fixture {
    char folder[64], report[96], sidecar[128];
};

/* Counts the calls of each kind of work, and gives up at one of them. */
struct listener {
    size_t calls[WORK_COUNT], total[WORK_COUNT];
    enum session_work gives_up_on;
    size_t gives_up_at; /* 0: never */
};

static bool listen_to(void *context, const struct session_progress *progress)
{
    struct listener *listener = context;

    assert_true(progress->total == 0 || progress->done <= progress->total);
    listener->calls[progress->work]++;
    listener->total[progress->work] = progress->total;
    return progress->work != listener->gives_up_on ||
           listener->calls[progress->work] != listener->gives_up_at;
}

/* ---- a large report ------------------------------------------------------------------------------- */

static void write_large(const char *path)
{
    FILE *file = fopen(path, "w");
    size_t len_bytes = 0;

    assert_non_null(file);
    fputs("I. Binnenlandse zaken\n\n", file);
    for (int item = 1; len_bytes < LARGE_BYTES; item++) {
        int written = fprintf(file,
                              "%d. Punt over havens\n\nDe Raad sprak over haven %d en over de "
                              "vraag wie de kosten daarvan draagt.\n\n",
                              item, item);

        assert_true(written > 0);
        len_bytes += (size_t)written;
    }
    fputs("Dit is de laatste zin.\n", file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    assert_non_null(fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/kantlijn-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    snprintf(fixture->sidecar, sizeof fixture->sidecar, "%s.kantlijn", fixture->report);
    setenv("KANTLIJN_AUTHOR", "A. Tester", 1);
    setenv("HOME", fixture->folder, 1);
    unsetenv("XDG_DATA_HOME");
    write_large(fixture->report);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    unlink(fixture->report);
    unlink(fixture->sidecar);
    rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static struct session *open_page(const struct fixture *fixture, struct listener *listener)
{
    const struct session_options options = {.read_sidecar = true};
    struct session *session = NULL;
    struct error error = {0};

    assert_true(session_open(&session, fixture->report, &options, &error));
    session_resize(session, PAGE_COLS, PAGE_ROWS, PAGE_COLS, false);
    session_set_progress(session, listen_to, listener);
    return session;
}

static void run(struct session *session, const char *name)
{
    const struct verb_call call = {0};

    session_run(session, session_find_verb(name, strlen(name)), &call);
}

/* ---- the tests -------------------------------------------------------------------------------------- */

static void reading_on_is_told_and_given_up_and_gone_on_with(void **state)
{
    struct listener listener = {.gives_up_on = WORK_READING, .gives_up_at = 3};
    struct session *session = open_page(*state, &listener);
    const struct view *view = session_view(session);
    const struct layout_place focus = view->focus;

    run(session, "end");
    assert_int_equal(listener.calls[WORK_READING], 3);
    assert_true(listener.total[WORK_READING] > LARGE_BYTES);
    assert_true(view->message_is_error);
    assert_non_null(strstr(view->message.data, "Stopped"));
    assert_int_equal(view->focus.block, focus.block);
    assert_int_equal(view->focus.row, focus.row);
    assert_false(session_report(session)->complete);

    run(session, "end");
    assert_true(session_report(session)->complete);
    assert_non_null(strstr(session_report(session)->text.data, "Dit is de laatste zin."));
    assert_int_equal(view->message.len_bytes, 0);
    session_close(session);
}

/* What was given up while the first note was kept is not there, and the next time it is. */
static void keeping_the_text_is_told_and_given_up(void **state)
{
    struct listener listener = {.gives_up_on = WORK_SAVING, .gives_up_at = 2};
    struct session *session = open_page(*state, &listener);
    const struct session_place place = {.start_points = 0, .end_points = 5};
    struct error error = {0};

    assert_false(session_note_add(session, &place, NULL, "een", NULL, &error));
    assert_int_equal(error.code, ERROR_CANCELLED);
    assert_int_equal(session_contents(session)->note_count, 0);
    error_clear(&error);
    assert_true(session_note_add(session, &place, NULL, "een", NULL, &error));
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

static void append_to(const char *path, const char *text)
{
    FILE *file = fopen(path, "a");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void a_reload_that_is_given_up_leaves_the_old_text(void **state)
{
    const struct fixture *fixture = *state;
    struct listener listener = {.gives_up_on = WORK_PLACING};
    struct session *session = open_page(fixture, &listener);
    const struct session_place place = {.start_points = 0, .end_points = 21};
    struct error error = {0};
    size_t len_bytes;

    assert_true(session_note_add(session, &place, NULL, "een", NULL, &error));
    len_bytes = session_report(session)->text.len_bytes;
    append_to(fixture->report, "\nNog een zin.\n");
    assert_true(session_poll(session));
    listener.calls[WORK_PLACING] = 0;
    listener.gives_up_at = 1;
    run(session, "reload");
    assert_non_null(strstr(session_view(session)->message.data, "Stopped"));
    assert_int_equal(session_report(session)->text.len_bytes, len_bytes);
    run(session, "reload");
    assert_true(session_report(session)->text.len_bytes > len_bytes);
    assert_int_equal(session_contents(session)->notes[0].place.state, ANCHOR_SAME);
    session_close(session);
}

static void exporting_is_told_and_given_up(void **state)
{
    struct listener listener = {.gives_up_on = WORK_EXPORTING, .gives_up_at = 1};
    struct session *session = open_page(*state, &listener);
    const struct session_place place = {.start_points = 0, .end_points = 5};
    struct buffer out = {0};
    struct error error = {0};

    assert_true(session_note_add(session, &place, NULL, "een", NULL, &error));
    assert_false(session_export(session, export_formats, 72, &out, &error));
    assert_int_equal(error.code, ERROR_CANCELLED);
    buffer_clear(&out);
    error_clear(&error);
    assert_true(session_export(session, export_formats, 72, &out, &error));
    buffer_release(&out);
    session_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reading_on_is_told_and_given_up_and_gone_on_with, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeping_the_text_is_told_and_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exporting_is_told_and_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reload_that_is_given_up_leaves_the_old_text, set_up,
                                        tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
