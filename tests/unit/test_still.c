/* The page holds still: whatever is folded, resized, set otherwise, written or read again, the focused row stays
 * at its height on the screen, as far as the ends of the text allow. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "session/session.h"

enum { HEIGHT_ROWS = 20, ITEMS = 20 };

static const int widths_cols[] = {80, 110, 140};

struct fixture {
    char folder[64], report[96], sidecar[128];
    struct session *session;
};

static void open_session(struct fixture *fixture)
{
    struct session_options options = {.author = "A. Lezer", .read_sidecar = true};
    struct error error = {0};

    if (!session_open(&fixture->session, fixture->report, &options, &error))
        fail_msg("%s: %s", error.file, error.message);
}

static void write_items(FILE *file)
{
    fputs("I. Binnenlandse zaken\n\n", file);
    for (int item = 1; item <= ITEMS; item++) {
        fprintf(file, "%d. Punt over haven %d\n\n", item, item);
        for (int part = 0; part < 3; part++)
            fprintf(
                file,
                "Alinea %d.%d gaat over havens. De Commissie sprak over de kosten van het toezicht "
                "in de havens, en de lidstaten noemden die hoog. Het voorzitterschap sloot af.\n\n",
                item, part);
    }
}

/* One of them longer than any page. */
static void write_paragraphs(FILE *file)
{
    fputs("1. Punt over havens\n\nEen korte alinea vooraf.\n\n", file);
    for (int sentence = 1; sentence <= 60; sentence++)
        fprintf(file, "Zin %d gaat over de kosten van het toezicht in een haven. ", sentence);
    fputs("\n\nEen korte alinea achteraf.\n\n", file);
    for (int part = 1; part <= 20; part++)
        fprintf(file, "Alinea %d sluit af.\n\n", part);
}

static void start_with(struct fixture *fixture, int width_cols, void write(FILE *file))
{
    FILE *file;

    strcpy(fixture->folder, "/tmp/kantlijn-still-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    snprintf(fixture->sidecar, sizeof fixture->sidecar, "%s.kantlijn", fixture->report);
    file = fopen(fixture->report, "w");
    assert_non_null(file);
    write(file);
    fclose(file);
    open_session(fixture);
    session_resize(fixture->session, width_cols, HEIGHT_ROWS, 80, true);
}

static void start(struct fixture *fixture, int width_cols)
{
    start_with(fixture, width_cols, write_items);
}

static void finish(struct fixture *fixture)
{
    session_close(fixture->session);
    unlink(fixture->report);
    unlink(fixture->sidecar);
    assert_int_equal(rmdir(fixture->folder), 0);
}

static void run_with(struct fixture *fixture, const char *name, long count, const char *argument)
{
    const struct verb *verb = session_find_verb(name, strlen(name));
    struct verb_call call = {.count = count, .argument = argument};

    assert_non_null(verb);
    session_run(fixture->session, verb, &call);
}

static void run(struct fixture *fixture, const char *name)
{
    run_with(fixture, name, 0, NULL);
}

/* How far down the page that place is, or is beside. */
static int height_of(struct fixture *fixture, struct layout_place place)
{
    struct view *view = session_view(fixture->session);
    struct layout_place at = view->top;
    int row = 0;

    place = layout_beside(view->layout, place);
    while ((at.block != place.block || at.row != place.row) && row < view->height_rows &&
           layout_step(view->layout, &at, true))
        row++;
    assert_true(at.block == place.block && at.row == place.row);
    return row;
}

static bool is_on_note(struct fixture *fixture)
{
    struct view *view = session_view(fixture->session);

    return layout_row_at(view->layout, view->focus)->annotation != REPORT_NONE;
}

static int focus_height(struct fixture *fixture)
{
    return height_of(fixture, session_view(fixture->session)->focus);
}

static int text_height(struct fixture *fixture, const char *words)
{
    const struct report *report = session_report(fixture->session);
    const char *found = strstr(report->text.data, words);

    assert_non_null(found);
    return height_of(fixture, layout_place_at_bytes(session_view(fixture->session)->layout,
                                                    (size_t)(found - report->text.data)));
}

/* To a paragraph in the middle of the report, at that row of the page. */
static void go_to(struct fixture *fixture, const char *words, int row)
{
    run_with(fixture, "search", 0, words);
    run(fixture, "line-to-top");
    for (int i = 0; i < row; i++) {
        session_view(fixture->session)->top = layout_beside(session_view(fixture->session)->layout,
                                                            session_view(fixture->session)->top);
        layout_step(session_view(fixture->session)->layout, &session_view(fixture->session)->top,
                    false);
    }
    run(fixture, "cancel");
    assert_int_equal(focus_height(fixture), row);
}

static void note_on(struct fixture *fixture, const char *words, const char *body)
{
    struct session_place_words where = {.quote = words};
    struct session_place place;
    struct error error = {0};

    if (!session_find_place(fixture->session, &where, &place, &error) ||
        !session_note_add(fixture->session, &place, NULL, body, NULL, &error))
        fail_msg("%s", error.message);
}

#define FOR_EACH_WIDTH(fixture)                                                                    \
    for (size_t width = 0; width < COUNT_OF(widths_cols); finish(&fixture), width++)               \
        if (start(&fixture, widths_cols[width]), true)

#define FOR_EACH_WIDTH_OF_A_LONG_PARAGRAPH(fixture)                                                \
    for (size_t width = 0; width < COUNT_OF(widths_cols); finish(&fixture), width++)               \
        if (start_with(&fixture, widths_cols[width], write_paragraphs), true)

static void folding_keeps_the_focused_row_at_its_height(void **state)
{
    static const char *const verbs[] = {"cycle",     "cycle",     "cycle",    "cycle-all",
                                        "cycle-all", "cycle-all", "fold-all", "unfold-all",
                                        "fold",      "unfold",    "toggle",   "toggle"};
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        go_to(&fixture, "Punt over haven 10", 7);
        for (size_t i = 0; i < COUNT_OF(verbs); i++) {
            int before = focus_height(&fixture);

            run(&fixture, verbs[i]);
            if (strcmp(verbs[i], "fold-all") != 0 && strncmp(verbs[i], "cycle-all", 9) != 0)
                assert_int_equal(focus_height(&fixture), before);
        }
    }
}

static void a_fold_near_the_end_that_opens_again_gives_the_page_back(void **state)
{
    static const char *const folds[][2] = {
        {"fold", "unfold"}, {"toggle", "toggle"}, {"left", "right"}, {"cycle", "cycle"}};
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        for (size_t i = 0; i < COUNT_OF(folds); i++) {
            struct view *view = session_view(fixture.session);
            struct layout_place top;
            int height;

            run_with(&fixture, "search", 0, "Punt over haven 20");
            run(&fixture, "line-to-middle");
            run(&fixture, "cancel");
            height = focus_height(&fixture);
            top = view->top;
            run(&fixture, folds[i][0]);
            assert_int_not_equal(focus_height(&fixture), height);
            run(&fixture, folds[i][1]);
            assert_int_equal(focus_height(&fixture), height);
            assert_int_equal(view->top.block, top.block);
            assert_int_equal(view->top.row, top.row);
        }
    }
}

static void resizing_keeps_the_focused_row_at_its_height(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, 80);
    note_on(&fixture, "Alinea 9.1", "een noot\nvan twee regels");
    note_on(&fixture, "Alinea 10.0", "nog een");
    go_to(&fixture, "Alinea 10.1", 7);
    for (int width_cols = 30; width_cols <= 200; width_cols += 10) {
        session_resize(fixture.session, width_cols, HEIGHT_ROWS, 80, true);
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), 7);
    }
    for (int height_rows = HEIGHT_ROWS; height_rows > 8; height_rows--) {
        session_resize(fixture.session, 120, height_rows, 80, true);
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), 7);
    }
    finish(&fixture);
}

static void a_page_that_was_smaller_for_a_while_goes_back(void **state)
{
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        go_to(&fixture, "Alinea 10.1", HEIGHT_ROWS - 1);
        session_resize(fixture.session, widths_cols[width], HEIGHT_ROWS - 2, 80, true);
        assert_int_equal(focus_height(&fixture), HEIGHT_ROWS - 3);
        session_resize(fixture.session, widths_cols[width], HEIGHT_ROWS, 80, true);
        assert_int_equal(focus_height(&fixture), HEIGHT_ROWS - 1);
        session_resize(fixture.session, widths_cols[width], HEIGHT_ROWS - 2, 80, true);
        run(&fixture, "up");
        session_resize(fixture.session, widths_cols[width], HEIGHT_ROWS, 80, true);
        assert_int_equal(focus_height(&fixture), HEIGHT_ROWS - 5); /* over the gap */
    }
}

static void the_margin_and_the_measure_keep_the_focused_row_at_its_height(void **state)
{
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        for (int part = 0; part < 3; part++) {
            char words[32];

            snprintf(words, sizeof words, "Alinea 9.%d", part);
            note_on(&fixture, words, "een noot\nvan\nveel\nregels");
        }
        go_to(&fixture, "Alinea 10.1", 9);
        for (int i = 0; i < 3; i++) {
            run(&fixture, "margin");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), 9);
        }
        for (int i = 0; i < 8; i++) {
            run_with(&fixture, "narrower", i % 2 == 0 ? 0 : 9, NULL);
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), 9);
        }
        run(&fixture, "wider");
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), 9);
        run(&fixture, "default-width");
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), 9);
        assert_int_equal(session_settings(fixture.session)->measure_cols, 80);
    }
}

static void the_text_beside_a_note_in_focus_stays_at_its_height_when_the_margin_goes(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, 120);
    note_on(&fixture, "Alinea 10.1", "een noot");
    go_to(&fixture, "Alinea 10.0", 9);
    run(&fixture, "next-note");
    for (int i = 0; i < 3; i++) {
        int text = text_height(&fixture, "Alinea 10.1");

        run(&fixture, "margin");
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), text);
        assert_int_equal(is_on_note(&fixture), i == 0);
        focus_height(&fixture);
    }
    finish(&fixture);
}

static void adding_and_deleting_a_note_keeps_the_text_at_its_height(void **state)
{
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        for (int row = 0; row < HEIGHT_ROWS - 5; row += 4) {
            go_to(&fixture, "Alinea 10.1", row);
            run_with(&fixture, "note", 0, "een noot\nvan twee regels");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), row);
            run(&fixture, "delete");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), row);
            run(&fixture, "undo");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), row);
            run(&fixture, "delete");
        }
    }
}

/* The focus is on the text where it was, at the row it had. */
static void assert_still(struct fixture *fixture, const char *words, int row)
{
    const struct report *report = session_report(fixture->session);
    const size_t found = (size_t)(strstr(report->text.data, words) - report->text.data);
    struct view *view = session_view(fixture->session);
    const struct layout_place place = layout_place_at_bytes(view->layout, found);

    assert_int_equal(text_height(fixture, words), row);
    assert_int_equal(view->focus.block, place.block);
    assert_int_equal(view->focus.row, place.row);
}

static void a_paragraph_longer_than_the_page_stays_when_a_note_is_added(void **state)
{
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH_OF_A_LONG_PARAGRAPH(fixture)
    {
        go_to(&fixture, "Zin 30", 9);
        run_with(&fixture, "note", 0, "een noot");
        assert_still(&fixture, "Zin 30", 9);
        assert_non_null(strstr(session_view(fixture.session)->message.data, "Noted and saved"));
        run(&fixture, "undo");
        assert_still(&fixture, "Zin 30", 9);
        run(&fixture, "redo");
        assert_true(is_on_note(&fixture));
        run(&fixture, "back");
        assert_still(&fixture, "Zin 30", 9);
        run(&fixture, "undo");
        run_with(&fixture, "stance", 0, "NL=+ DE=-");
        assert_still(&fixture, "Zin 30", 9);
        run(&fixture, "undo");
        assert_still(&fixture, "Zin 30", 9);
    }
}

static void a_note_is_gone_to_where_it_begins_on_the_page(void **state)
{
    struct fixture fixture;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        for (int row = 0; row < HEIGHT_ROWS; row++) {
            go_to(&fixture, "Alinea 10.1", row);
            run_with(&fixture, "note", 0, "een noot\nvan\nvier\nregels");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), row);
            assert_int_equal(is_on_note(&fixture),
                             widths_cols[width] >= 110 || row + 3 < HEIGHT_ROWS);
            run(&fixture, "undo");
            assert_int_equal(text_height(&fixture, "Alinea 10.1"), row);
        }
    }
}

static void deleting_a_note_in_the_margin_keeps_the_text_beside_it(void **state)
{
    struct fixture fixture;
    char body[200] = "";

    (void)state;
    for (int i = 0; i < 30; i++)
        snprintf(body + strlen(body), sizeof body - strlen(body), "r%d\n", i);
    start_with(&fixture, 120, write_paragraphs);
    note_on(&fixture, "Zin 20 gaat", body);
    run(&fixture, "next-note");
    run(&fixture, "line-to-top");
    for (int i = 0; i < 15; i++)
        run(&fixture, "down");
    for (int i = 0; i < 2; i++) {
        struct view *view = session_view(fixture.session);
        const struct layout_row *top = layout_row_at(view->layout, view->top);
        const size_t top_bytes = top->start_bytes;

        assert_true(is_on_note(&fixture));
        run(&fixture, i == 0 ? "margin" : "delete");
        assert_int_equal(layout_row_at(view->layout, view->top)->start_bytes, top_bytes);
        focus_height(&fixture);
        if (i == 0) {
            run(&fixture, "margin");
            run(&fixture, "margin");
            run(&fixture, "next-note");
        }
    }
    finish(&fixture);
}

static void the_margin_goes_beside_a_paragraph_longer_than_the_page(void **state)
{
    struct fixture fixture;

    (void)state;
    start_with(&fixture, 120, write_paragraphs);
    note_on(&fixture, "Zin 30 gaat", "een noot");
    go_to(&fixture, "Zin 29", 9);
    run(&fixture, "next-note");
    for (int i = 0; i < 3; i++) {
        int text = text_height(&fixture, "Zin 30");

        run(&fixture, "margin");
        assert_still(&fixture, "Zin 30", text);
    }
    finish(&fixture);
}

static void what_another_writes_keeps_the_focused_row_at_its_height(void **state)
{
    struct fixture fixture, other;

    (void)state;
    FOR_EACH_WIDTH(fixture)
    {
        note_on(&fixture, "Alinea 10.2", "een eerste noot");
        go_to(&fixture, "Alinea 10.1", 8);
        other = fixture;
        open_session(&other);
        note_on(&other, "Alinea 9.2", "van een ander\nop drie\nregels");
        note_on(&other, "Alinea 10.0", "nog een");
        session_close(other.session);
        assert_true(session_poll(fixture.session));
        assert_int_equal(text_height(&fixture, "Alinea 10.1"), 8);
    }
}

static void a_note_in_the_margin_can_be_read_to_its_end(void **state)
{
    struct fixture fixture;
    char body[200] = "";

    (void)state;
    for (int i = 0; i < 30; i++)
        snprintf(body + strlen(body), sizeof body - strlen(body), "r%d\n", i);
    start(&fixture, 120);
    note_on(&fixture, "Alinea 10.1", body);
    run(&fixture, "next-note");
    for (size_t line = 1; line < 30; line++) {
        struct view *view = session_view(fixture.session);

        run(&fixture, "down");
        assert_int_equal(layout_row_at(view->layout, view->focus)->kind, ROW_NOTE);
        assert_int_equal(layout_row_at(view->layout, view->focus)->line, line);
        focus_height(&fixture);
    }
    run(&fixture, "down");
    assert_int_equal(session_view(fixture.session)->focus.block <
                         session_report(fixture.session)->block_count,
                     true);
    finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_keeps_the_focused_row_at_its_height),
        cmocka_unit_test(a_fold_near_the_end_that_opens_again_gives_the_page_back),
        cmocka_unit_test(resizing_keeps_the_focused_row_at_its_height),
        cmocka_unit_test(a_page_that_was_smaller_for_a_while_goes_back),
        cmocka_unit_test(the_margin_and_the_measure_keep_the_focused_row_at_its_height),
        cmocka_unit_test(the_text_beside_a_note_in_focus_stays_at_its_height_when_the_margin_goes),
        cmocka_unit_test(adding_and_deleting_a_note_keeps_the_text_at_its_height),
        cmocka_unit_test(a_paragraph_longer_than_the_page_stays_when_a_note_is_added),
        cmocka_unit_test(a_note_is_gone_to_where_it_begins_on_the_page),
        cmocka_unit_test(deleting_a_note_in_the_margin_keeps_the_text_beside_it),
        cmocka_unit_test(the_margin_goes_beside_a_paragraph_longer_than_the_page),
        cmocka_unit_test(what_another_writes_keeps_the_focused_row_at_its_height),
        cmocka_unit_test(a_note_in_the_margin_can_be_read_to_its_end),
    };

    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
