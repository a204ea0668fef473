/* Where a report was left, in words: what session.h and session/resume.c promise of them. */
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

static const char report_text[] = "I. Binnenlandse zaken\n\n"
                                  "1. Havens\n\nDe Commissie sprak over havens.\n\n"
                                  "Malta vroeg om geld, en België ook.\n\n"
                                  "2. Grenzen\n\nEr was geen tijd.\n\n"
                                  "II. Justitie\n\n"
                                  "3. Akten\n\nOok hier kwam het aan de orde.\n\n"
                                  "4. Rechters\n\nNiemand sprak.\n";

struct fixture {
    char folder[64], report[96];
    struct session *session;
};

static void open_report(struct fixture *fixture, const char *text)
{
    struct session_options options = {.author = "A. Lezer", .read_sidecar = true};
    struct error error = {0};
    FILE *file = fopen(fixture->report, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    if (!session_open(&fixture->session, fixture->report, &options, &error))
        fail_msg("%s: %s", error.file, error.message);
    session_resize(fixture->session, 60, 6, 60, true);
}

static void start(struct fixture *fixture, const char *text)
{
    strcpy(fixture->folder, "/tmp/kantlijn-resume-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    open_report(fixture, text);
}

static void finish(struct fixture *fixture)
{
    session_close(fixture->session);
    unlink(fixture->report);
    assert_int_equal(rmdir(fixture->folder), 0);
}

static void run(struct fixture *fixture, const char *name, long count)
{
    const struct verb *verb = session_find_verb(name, strlen(name));

    assert_non_null(verb);
    session_run(fixture->session, verb, &(struct verb_call){.count = count});
}

static char *leave(struct fixture *fixture)
{
    struct buffer words = {0};

    buffer_init(&words);
    session_leave_words(fixture->session, &words);
    return buffer_detach(&words);
}

/* How the text begins where the focus is. */
static void assert_focus(struct fixture *fixture, const char *text)
{
    const struct report *report = session_report(fixture->session);
    size_t point_bytes = session_view(fixture->session)->point_bytes;

    assert_true(point_bytes + strlen(text) <= report->text.len_bytes);
    assert_memory_equal(report->text.data + point_bytes, text, strlen(text));
}

static void a_report_as_at_opening_has_no_words(void **state)
{
    struct fixture fixture;
    char *words;

    (void)state;
    start(&fixture, report_text);
    words = leave(&fixture);
    assert_string_equal(words, "");
    free(words);
    run(&fixture, "end", 0);
    run(&fixture, "top", 0);
    words = leave(&fixture);
    assert_string_equal(words, "");
    free(words);
    finish(&fixture);
}

static void words_bring_the_page_and_the_folds_back(void **state)
{
    struct fixture fixture;
    struct layout_place top, focus;
    char *words;

    (void)state;
    start(&fixture, report_text);
    run(&fixture, "next-heading", 1);
    run(&fixture, "fold", 0);
    run(&fixture, "end", 0);
    run(&fixture, "up", 1);
    top = session_view(fixture.session)->top;
    focus = session_view(fixture.session)->focus;
    words = leave(&fixture);
    session_close(fixture.session);
    open_report(&fixture, report_text);
    assert_int_equal(session_resume(fixture.session, words), RESUMED);
    assert_true(layout_is_closed(session_view(fixture.session)->layout, 1));
    assert_false(layout_is_closed(session_view(fixture.session)->layout, 2));
    assert_int_equal(session_view(fixture.session)->top.block, top.block);
    assert_int_equal(session_view(fixture.session)->top.row, top.row);
    assert_int_equal(session_view(fixture.session)->focus.block, focus.block);
    free(words);
    finish(&fixture);
}

static const struct {
    const char *gone, *instead, *focus;
    enum session_resumed resumed;
} changes[] = {
    {"De Commissie sprak", "De Raad zweeg nu eens", "Er was geen tijd", RESUMED},
    {"2. Grenzen", "2. Buitengrenzen", "Er was geen tijd", RESUMED},
    {"Er was geen tijd.", "Anders.", "2. Grenzen", RESUMED_ABOUT},
    {"2. Grenzen\n\nEr was geen tijd.\n\n", "", "", RESUMED_ABOUT},
};

static void a_changed_report_is_shown_where_its_words_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        const char *at = strstr(report_text, changes[i].gone);
        struct buffer changed = {0};
        struct fixture fixture;
        char *words;

        print_message("# %s\n", changes[i].gone);
        assert_non_null(at);
        buffer_append(&changed, report_text, (size_t)(at - report_text));
        buffer_append_string(&changed, changes[i].instead);
        buffer_append_string(&changed, at + strlen(changes[i].gone));
        start(&fixture, report_text);
        run(&fixture, "top", 3);
        assert_focus(&fixture, "Er was geen tijd");
        words = leave(&fixture);
        session_close(fixture.session);
        open_report(&fixture, changed.data);
        assert_int_equal(session_resume(fixture.session, words), changes[i].resumed);
        assert_focus(&fixture, changes[i].focus);
        free(words);
        buffer_release(&changed);
        finish(&fixture);
    }
}

/* %s: the hash of the report. */
static const char *const harmless[] = {
    "",
    "\n",
    "kantlijn place 1 ",
    "kantlijn place 1 %s",
    "kantlijn place 2 %s\nfocus 10 2\n",
    "kantlijn place 1 %s\nfocus 99999999999999999999999 99999999999999999999\ntop 99999999999 1\n",
    "kantlijn place 1 0\nfocus 99999999999999999999999 99999999999999999999\nquote \n",
    ("kantlijn place 1 %s\nfocus -1 -1\ntop -1 -1\nheading -1 zz\nfolds\nfold\nfold "
    "x\nnote\nstance\n"),
    "kantlijn place 1 %s\nfocus\nquote\ntop\nheading\nfold 99999999999999999999 ffffffffffffff\n",
    "kantlijn place 1 %s\nfolds closed\nfold 18446744073709551615 0\nfold 18446744073709551600 0\n",
    "kantlijn place 1 %s\nfocus 3 1\nheading 18446744073709551615 0\nquote geen woord hiervan\n",
    "kantlijn place 1 0\nfocus 3 1\nheading 18446744073709551000 0\nquote geen woord hiervan\n",
    "kantlijn place 1 %s\nnote 00000000-0000-0000-0000-0000000000000000000000000000000 1\n",
    "kantlijn place 1 %s\nnote 00000000-0000-7000-8000-000000000000 99999999999\nfocus 30 3\n",
    "kantlijn place 1 %s\nstance x 1\nfocus 5000 0\ntop 0 1\n",
    "kantlijn place 1 %s\nfocus 30 3\nfocus 3 0\nfolds closed\nfolds open\nfolds closed\n",
    "fold 1 2\nkantlijn place 1 %s\n",
};

static void words_that_are_none_do_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(harmless); i++) {
        const char *hole = strstr(harmless[i], "%s");
        struct buffer words = {0};
        struct fixture fixture;
        const struct view *view;

        print_message("# %zu\n", i);
        start(&fixture, report_text);
        buffer_init(&words);
        buffer_append(&words, harmless[i],
                      hole == NULL ? strlen(harmless[i]) : (size_t)(hole - harmless[i]));
        if (hole != NULL)
            buffer_append_format(&words, "%016llx%s",
                                 (unsigned long long)session_report_hash(fixture.session),
                                 hole + 2);
        session_resume(fixture.session, words.data);
        view = session_view(fixture.session);
        assert_true(layout_is_visible(view->layout, view->focus.block));
        assert_true(layout_is_visible(view->layout, view->top.block));
        assert_int_not_equal(layout_row_at(view->layout, view->focus)->kind, ROW_GAP);
        assert_true(view->point_bytes <= session_report(fixture.session)->text.len_bytes);
        run(&fixture, "down", 3);
        run(&fixture, "end", 0);
        assert_focus(&fixture,
                     layout_is_closed(view->layout, 0) ? "II. Justitie" : "Niemand sprak");
        buffer_release(&words);
        finish(&fixture);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_as_at_opening_has_no_words),
        cmocka_unit_test(words_bring_the_page_and_the_folds_back),
        cmocka_unit_test(a_changed_report_is_shown_where_its_words_are),
        cmocka_unit_test(words_that_are_none_do_no_harm),
    };

    return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
