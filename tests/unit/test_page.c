/* The page and its verbs without a terminal: verbs in, pages out as text. The focused row begins with
 * '>', matches stand in [ ], the selection in { }. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "session/session.h"

/* ---- a report, a session, a page ------------------------------------------------------------------ */

static const char report_text[] = "I. Binnenlandse zaken\n"
                                  "\n"
                                  "1. Havens\n"
                                  "De Commissie sprak over coördinatie. Nederland steunde dat.\n"
                                  "Malta vroeg om geld.\n"
                                  "2. Grenzen\n"
                                  "Er was geen tijd.\n"
                                  "\n"
                                  "II. Justitie\n"
                                  "\n"
                                  "3. Havens\n"
                                  "Ook hier kwam coördinatie aan de orde.\n";

static const char table_text[] = "I. Binnenlandse zaken\n"
                                 "\n"
                                 "1. Havens\n"
                                 "De Commissie sprak over coördinatie.\n"
                                 "\n"
                                 "| Lidstaat | Standpunt in eerste lezing | In tweede lezing | Stemmen |\n"
                                 "|---|---|---|---|\n"
                                 "| Nederland | voor, mits de termijn lang genoeg is om te halen | voor | 13 |\n"
                                 "| Malta | tegen de coördinatie en meer | | 4 |\n"
                                 "\n"
                                 "2. Grenzen\n"
                                 "Er was geen tijd.\n";

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

static void start(struct fixture *fixture, const char *text, int width_cols, int height_rows)
{
    FILE *file;

    strcpy(fixture->folder, "/tmp/kantlijn-page-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    snprintf(fixture->sidecar, sizeof fixture->sidecar, "%s.kantlijn", fixture->report);
    file = fopen(fixture->report, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    open_session(fixture);
    session_resize(fixture->session, width_cols, height_rows, 80, true);
}

static void finish(struct fixture *fixture)
{
    session_close(fixture->session);
    unlink(fixture->report);
    unlink(fixture->sidecar);
    assert_int_equal(rmdir(fixture->folder), 0);
}

static unsigned run_with(struct fixture *fixture, const char *name, long count, const char *argument)
{
    const struct verb *verb = session_find_verb(name, strlen(name));
    struct verb_call call = {.count = count, .argument = argument};

    if (verb == NULL)
        fail_msg("no verb %s", name);
    return session_run(fixture->session, verb, &call);
}

/* Verbs apart by spaces. */
static void run(struct fixture *fixture, const char *names)
{
    char word[64];

    while (*names != '\0') {
        size_t len = strcspn(names, " ");

        snprintf(word, sizeof word, "%.*s", (int)len, names);
        run_with(fixture, word, 0, NULL);
        names += len + (names[len] == ' ');
    }
}

static void append_line(struct buffer *page, const struct layout_line *line)
{
    for (size_t index = 0; index < line->span_count; index++) {
        const struct layout_span *span = &line->spans[index];
        bool match = (span->marks & MARK_MATCH) != 0, selected = (span->marks & MARK_SELECTED) != 0;

        if (match || selected)
            buffer_append_char(page, match ? '[' : '{');
        buffer_append(page, line->text.data + span->start_bytes, span->len_bytes);
        if (match || selected)
            buffer_append_char(page, match ? ']' : '}');
    }
}

static char *page_of(struct fixture *fixture)
{
    struct view *view = session_view(fixture->session);
    struct layout_marks marks = session_marks(fixture->session);
    struct layout_place place = view->top;
    struct layout_line line = {0};
    struct buffer page = {0};

    for (int row = 0; row < view->height_rows; row++) {
        bool focused = place.block == view->focus.block && place.row == view->focus.row;

        buffer_append_char(&page, focused ? '>' : '|');
        layout_emit(view->layout, layout_row_at(view->layout, place), &marks, &line);
        append_line(&page, &line);
        while (page.data[page.len_bytes - 1] == ' ')
            page.data[--page.len_bytes] = '\0';
        buffer_append_char(&page, '\n');
        if (!layout_step(view->layout, &place, true))
            break;
    }
    layout_line_release(&line);
    return buffer_detach(&page);
}

static void expect(struct fixture *fixture, const char *expected)
{
    char *page = page_of(fixture);

    if (strcmp(page, expected) != 0)
        fail_msg("the page is\n%sand should be\n%s", page, expected);
    free(page);
}

static void expect_message(struct fixture *fixture, const char *expected)
{
    assert_string_equal(session_view(fixture->session)->message.data, expected);
}

/* ---- moving ---------------------------------------------------------------------------------------- */

static void opening_shows_the_top_with_the_focus_on_its_first_row(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    expect(&fixture, ">v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     "|      De Commissie sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n"
                     "|\n"
                     "|      Malta vroeg om geld.\n"
                     "|\n"
                     "|  v 2. Grenzen\n");
    finish(&fixture);
}

static void lines_skip_gaps_and_stop_at_both_ends(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run(&fixture, "up down down down down");
    expect(&fixture, "|      De Commissie sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n"
                     "|\n"
                     ">      Malta vroeg om geld.\n");
    run_with(&fixture, "down", 100, NULL);
    expect(&fixture, "|\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     ">      Ook hier kwam coördinatie aan de orde.\n");
    finish(&fixture);
}

static void a_page_down_and_a_page_up_come_back(void **state)
{
    struct fixture fixture;
    char *before, *after;

    (void)state;
    start(&fixture, report_text, 44, 5);
    run(&fixture, "down");
    before = page_of(&fixture);
    run(&fixture, "page-down");
    expect(&fixture, "|      Malta vroeg om geld.\n"
                     "|\n"
                     ">  v 2. Grenzen\n"
                     "|      Er was geen tijd.\n"
                     "|\n");
    run(&fixture, "page-up up");
    after = page_of(&fixture);
    assert_string_equal(before, after);
    free(before);
    free(after);
    finish(&fixture);
}

static void the_end_shows_a_full_page(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run(&fixture, "end");
    expect(&fixture, "|\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     ">      Ook hier kwam coördinatie aan de orde.\n");
    run(&fixture, "top");
    assert_int_equal(session_view(fixture.session)->focus.block, 0);
    finish(&fixture);
}

static void headings_and_paragraphs_are_stepped_over(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 3);
    run(&fixture, "next-heading next-heading");
    expect(&fixture, "|\n"
                     ">  v 2. Grenzen\n"
                     "|      Er was geen tijd.\n");
    run(&fixture, "previous-paragraph previous-paragraph");
    expect(&fixture, ">      De Commissie sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n"
                     "|\n");
    run_with(&fixture, "end", 3, NULL); /* 3G: paragraph 3 */
    expect(&fixture, "|\n"
                     "|  v 2. Grenzen\n"
                     ">      Er was geen tijd.\n");
    run_with(&fixture, "item", 0, "3");
    expect(&fixture, "|v II. Justitie\n"
                     ">  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    finish(&fixture);
}

static void expect_has(struct fixture *fixture, const char *words)
{
    char *page = page_of(fixture);

    if (strstr(page, words) == NULL)
        fail_msg("the page is\n%sand should have\n%s", page, words);
    free(page);
}

static void what_is_gone_to_is_shown_with_what_is_around_it(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 7);
    run(&fixture, "end");
    run_with(&fixture, "note", 0, "een\ntwee\ndrie\nvier");
    run(&fixture, "top next-note");
    expect_has(&fixture, "|    | Ook hier kwam coördinatie aan de orde.\n"
                         ">    | note  een\n");
    expect_has(&fixture, "|    |       vier");
    run(&fixture, "top");
    run_with(&fixture, "search", 0, "geen tijd");
    expect_has(&fixture, "|\n"
                         "|  v 2. Grenzen\n"
                         ">      Er was [geen tijd].\n"
                         "|\n");
    finish(&fixture);
}

static void sentences_on_one_row_are_stepped_over_one_by_one(void **state)
{
    struct fixture fixture;
    size_t first;

    (void)state;
    start(&fixture, "Eerst dit. Dan dat. Ten slotte dit.\n", 60, 4);
    run(&fixture, "next-sentence");
    first = session_view(fixture.session)->point_bytes;
    assert_int_equal(first, strlen("Eerst dit. "));
    run(&fixture, "next-sentence");
    assert_int_equal(session_view(fixture.session)->point_bytes, strlen("Eerst dit. Dan dat. "));
    run(&fixture, "previous-sentence");
    assert_int_equal(session_view(fixture.session)->point_bytes, first);
    finish(&fixture);
}

/* Twenty-five sentences of eighty-one characters. */
static void start_long(struct fixture *fixture, int width_cols)
{
    struct buffer text = {0};

    buffer_append_string(&text, "1. Havens\n\n");
    for (int i = 0; i < 25; i++)
        buffer_append_format(&text, "Zin nummer %02d gaat over de havens, en over wat daar in en uit gaat, keer op %s",
                             i + 1, i < 24 ? "keer. " : "keer.\n");
    start(fixture, text.data, width_cols, 8);
    buffer_release(&text);
}

/* The cursor stands on a row of the page that shows it. */
static void expect_point_in_sight(struct fixture *fixture)
{
    struct view *view = session_view(fixture->session);
    const struct layout_row *row = layout_row_at(view->layout, view->focus);

    assert_true(layout_row_shows(view->layout, row, view->point_bytes));
}

static void a_long_paragraph_is_read_by_row_and_by_sentence(void **state)
{
    static const int widths_cols[] = {80, 40};
    enum { SENTENCE_BYTES = 82, BEFORE_BYTES = 11 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(widths_cols); i++) {
        struct fixture fixture;
        struct view *view;
        size_t rows;

        start_long(&fixture, widths_cols[i]);
        view = session_view(fixture.session);
        run(&fixture, "down");
        layout_rows(view->layout, 1, &rows);
        run_with(&fixture, "down", 5, NULL);
        assert_int_equal(view->focus.row, 5);
        assert_int_equal(view->point_bytes, layout_row_at(view->layout, view->focus)->start_bytes);
        run_with(&fixture, "up", 2, NULL);
        assert_int_equal(view->focus.row, 3);
        run(&fixture, "line-end");
        expect_point_in_sight(&fixture);
        assert_true(view->point_bytes < layout_row_at(view->layout, view->focus)->end_bytes);
        run_with(&fixture, "line-end", 3, NULL);
        assert_int_equal(view->focus.row, 5);
        run(&fixture, "line-start");
        assert_int_equal(view->point_bytes, layout_row_at(view->layout, view->focus)->start_bytes);
        run(&fixture, "top down");
        for (int sentence = 1; sentence < 25; sentence++) {
            run(&fixture, "next-sentence");
            assert_int_equal(view->point_bytes, BEFORE_BYTES + sentence * SENTENCE_BYTES);
            expect_point_in_sight(&fixture);
        }
        run(&fixture, "next-sentence");
        expect_message(&fixture, "This is the last sentence");
        run_with(&fixture, "previous-sentence", 20, NULL);
        assert_int_equal(view->point_bytes, BEFORE_BYTES + 4 * SENTENCE_BYTES);
        expect_point_in_sight(&fixture);
        run_with(&fixture, "next-sentence", 100000000, NULL);
        assert_int_equal(view->point_bytes, BEFORE_BYTES + 24 * SENTENCE_BYTES);
        run_with(&fixture, "down", 100000000, NULL);
        assert_int_equal(view->focus.row, rows - 1);
        finish(&fixture);
    }
}

/* ---- folding ---------------------------------------------------------------------------------------- */

static void tab_goes_round_folded_headings_all(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 6);
    run(&fixture, "cycle");
    expect(&fixture, ">> I. Binnenlandse zaken\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    run(&fixture, "cycle");
    expect(&fixture, ">v I. Binnenlandse zaken\n"
                     "|  > 1. Havens\n"
                     "|  > 2. Grenzen\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    run(&fixture, "cycle");
    expect(&fixture, ">v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     "|      De Commissie sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n"
                     "|\n"
                     "|      Malta vroeg om geld.\n");
    finish(&fixture);
}

static void shift_tab_goes_round_for_the_whole_report(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 6);
    run(&fixture, "cycle-all");
    expect(&fixture, ">> I. Binnenlandse zaken\n"
                     "|> II. Justitie\n");
    run(&fixture, "cycle-all");
    expect(&fixture, ">v I. Binnenlandse zaken\n"
                     "|  > 1. Havens\n"
                     "|  > 2. Grenzen\n"
                     "|v II. Justitie\n"
                     "|  > 3. Havens\n");
    run(&fixture, "cycle-all end");
    expect(&fixture, "|  v 2. Grenzen\n"
                     "|      Er was geen tijd.\n"
                     "|\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     ">      Ook hier kwam coördinatie aan de orde.\n");
    finish(&fixture);
}

static void folding_from_the_text_puts_the_focus_on_the_heading(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run(&fixture, "down down down fold");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     ">  > 1. Havens\n"
                     "|  v 2. Grenzen\n"
                     "|      Er was geen tijd.\n");
    run(&fixture, "fold");
    expect(&fixture, ">> I. Binnenlandse zaken\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    finish(&fixture);
}

/* ---- searching -------------------------------------------------------------------------------------- */

static void a_search_ignores_accents_counts_and_opens_folds(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run(&fixture, "fold-all");
    run_with(&fixture, "search", 0, "coordinatie");
    expect_message(&fixture, "match 1 of 2");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     ">      De Commissie sprak over [coördinatie].\n"
                     "|      Nederland steunde dat.\n");
    run(&fixture, "next-match");
    expect_message(&fixture, "match 2 of 2");
    run(&fixture, "next-match");
    expect_message(&fixture, "match 1 of 2: the search went on from the top");
    run(&fixture, "previous-match previous-match");
    expect_message(&fixture, "match 1 of 2");
    finish(&fixture);
}

static void capitals_make_a_search_exact(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run_with(&fixture, "search", 0, "Coordinatie");
    expect_message(&fixture, "Not found: Coordinatie (capitals make a search exact; small letters find all)");
    run_with(&fixture, "search", 0, "Malta");
    expect_message(&fixture, "match 1 of 1");
    finish(&fixture);
}

/* ---- selecting and writing -------------------------------------------------------------------------- */

static void a_selection_begins_at_the_first_word_and_holds_its_words(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 4);
    run(&fixture, "down down select select-word select-word");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     ">      {De Commissie} sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n");
    run(&fixture, "select-other-end select-word");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     ">      De {Commissie} sprak over coördinatie.\n"
                     "|      Nederland steunde dat.\n");
    run(&fixture, "copy");
    assert_string_equal(session_view(fixture.session)->copied.data, "Commissie");
    finish(&fixture);
}

static void after_a_search_v_begins_at_the_match(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 80, 4);
    run_with(&fixture, "search", 0, "sprak");
    run(&fixture, "select select-word-end copy");
    assert_string_equal(session_view(fixture.session)->copied.data, "sprak");
    run(&fixture, "down up select select-word-end copy"); /* the cursor has left it */
    assert_string_equal(session_view(fixture.session)->copied.data, "De");
    finish(&fixture);
}

static void expect_copied(struct fixture *fixture, const char *expected)
{
    run(fixture, "copy");
    assert_string_equal(session_view(fixture->session)->copied.data, expected);
}

/* On the first paragraph, with the cursor at its start. */
static void start_on_text(struct fixture *fixture)
{
    run_with(fixture, "item", 0, "1");
    run(fixture, "down");
}

#define FIRST "De Commissie sprak over coördinatie."
#define BOTH  FIRST " Nederland steunde dat."
#define LAST  "Ook hier kwam coördinatie aan de orde."

static void a_selection_ends_with_what_was_moved_over(void **state)
{
    static const struct {
        const char *names, *selected;
    } cases[] = {
        {"select select-sentence", FIRST},
        {"select select-sentence select-sentence", BOTH},
        {"select select-sentence select-sentence select-word", BOTH "\n\nMalta"},
        {"select select-sentence select-sentence select-word-end", BOTH "\n\nMalta"},
        {"select select-sentence select-sentence select-sentence-back", FIRST},
        {"next-sentence select select-sentence", "Nederland steunde dat."},
        {"select select-word", "De"},
        {"select select-word select-word select-word-back", "De"},
        {"select select-word select-word-back", "D"},
        {"select select-word select-right select-right", "De C"},
        {"select select-down", FIRST},
        {"select select-down select-down", BOTH},
        {"select select-down select-down select-up", FIRST},
        {"select select-right select-down", FIRST " Ne"},
        {"select select-line-end select-down", BOTH},
        {"select select-paragraph", BOTH},
        {"end select select-sentence", LAST},
        {"end select select-word select-paragraph-back select-down", LAST},
        {"end select select-down", LAST},
        {"end select select-line-end select-word", LAST},
        {"select select-word select-word whole-word", "De Commissie sprak"},
        {"select whole-word", "De"},
        {"select whole-word whole-word", "De Commissie"},
        {"line-end whole-word", "."},
        {"select whole-sentence", FIRST},
        {"whole-sentence", FIRST},
        {"next-sentence whole-sentence", "Nederland steunde dat."},
        {"whole-sentence whole-sentence", BOTH},
        {"whole-sentence whole-sentence whole-sentence", BOTH "\n\nMalta vroeg om geld."},
        {"down whole-paragraph", BOTH},
        {"whole-word whole-sentence whole-paragraph", BOTH},
        {"whole-paragraph whole-paragraph", BOTH "\n\nMalta vroeg om geld."},
        {"end whole-sentence whole-sentence whole-sentence", LAST},
        {"down down whole-sentence select-other-end whole-sentence",
         "Nederland steunde dat.\n\nMalta vroeg om geld."},
    };
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        start_on_text(&fixture);
        run(&fixture, cases[i].names);
        expect_copied(&fixture, cases[i].selected);
    }
    finish(&fixture);
}

static void a_count_selects_so_many_units(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    start_on_text(&fixture);
    run_with(&fixture, "whole-word", 2, NULL);
    expect_copied(&fixture, "De Commissie");
    run_with(&fixture, "whole-sentence", 100000000, NULL);
    assert_int_equal(session_view(fixture.session)->select_anchor_bytes,
                     strlen("I. Binnenlandse zaken\n\n1. Havens\n\n"));
    run(&fixture, "copy");
    expect_message(&fixture, "Copied the passage, 177 characters");
    finish(&fixture);
}

/* A letter by itself is a word: once selected it grows, before that it is only where the cursor is. */
static void a_word_of_one_letter_is_selected_and_then_grows(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, "Punt 1\n\nVan a naar b gaat de weg verder.\n", 60, 6);
    run(&fixture, "end");
    run_with(&fixture, "search", 0, "a naar");
    run(&fixture, "select whole-word");
    expect_copied(&fixture, "a");
    run(&fixture, "select whole-word whole-word");
    expect_copied(&fixture, "a naar");
    finish(&fixture);
}

static void copying_takes_the_selection_else_what_has_the_focus(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    start_on_text(&fixture);
    expect_copied(&fixture, BOTH);
    expect_message(&fixture, "Copied the paragraph, 59 characters");
    run(&fixture, "up");
    expect_copied(&fixture, "1. Havens");
    expect_message(&fixture, "Copied the heading, 9 characters");
    run(&fixture, "down");
    run_with(&fixture, "note", 0, "een vraag\nen nog een");
    expect_copied(&fixture, "een vraag\nen nog een");
    expect_message(&fixture, "Copied the note, 20 characters");
    run_with(&fixture, "stance", 0, "NL=+ MT=0");
    run(&fixture, "previous-stance");
    expect_copied(&fixture, "MT0 NL+");
    expect_message(&fixture, "Copied the stances, 7 characters");
    finish(&fixture);
}

static void expect_citation(struct fixture *fixture, const char *expected)
{
    run(fixture, "copy-citation");
    assert_string_equal(session_view(fixture->session)->copied.data, expected);
}

static void a_citation_names_report_item_and_date_on_one_line(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    start_on_text(&fixture);
    run(&fixture, "whole-sentence whole-sentence whole-sentence");
    expect_citation(&fixture, "\"" BOTH " Malta vroeg om geld.\" - verslag.txt, 1. Havens");
    assert_false(session_view(fixture.session)->selecting);
    expect_message(&fixture, "Copied a citation, 107 characters");
    start_on_text(&fixture);
    run_with(&fixture, "meeting", 0, "2024-01-25..2024-01-26 Brussel");
    expect_citation(&fixture, "\"" BOTH "\" - verslag.txt, 1. Havens, Brussel, 2024-01-25 – 2024-01-26");
    run(&fixture, "up");
    expect_citation(&fixture, "verslag.txt, 1. Havens, Brussel, 2024-01-25 – 2024-01-26");
    run_with(&fixture, "note", 0, "over het punt");
    expect_citation(&fixture, "verslag.txt, 1. Havens, Brussel, 2024-01-25 – 2024-01-26");
    run_with(&fixture, "search", 0, "sprak");
    run(&fixture, "whole-sentence");
    run_with(&fixture, "note", 0, "over de zin");
    expect_citation(&fixture, "\"" FIRST "\" - verslag.txt, 1. Havens, Brussel, 2024-01-25 – 2024-01-26");
    finish(&fixture);
}

static void a_search_takes_the_selection_along(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 8);
    start_on_text(&fixture);
    run(&fixture, "select");
    run_with(&fixture, "search", 0, "sprak");
    expect_copied(&fixture, "De Commissie sprak");
    start_on_text(&fixture);
    run(&fixture, "select");
    run_with(&fixture, "search", 0, "nd");
    run(&fixture, "next-match next-match previous-match previous-match");
    expect_copied(&fixture, FIRST " Nederland");
    run(&fixture, "end select");
    run_with(&fixture, "search-back", 0, "havens");
    expect_copied(&fixture, "Havens\n\nO");
    finish(&fixture);
}

static void a_note_goes_on_the_selection_and_undo_takes_it_back(void **state)
{
    struct fixture fixture;
    struct sidecar_contents *contents;

    (void)state;
    start(&fixture, report_text, 60, 5);
    run(&fixture, "down down select select-word-end");
    run_with(&fixture, "note", 0, "klopt dit?");
    contents = session_contents(fixture.session);
    assert_int_equal(contents->note_count, 1);
    assert_string_equal(contents->notes[0].anchor.quote, "De");
    assert_string_equal(contents->notes[0].body, "klopt dit?");
    assert_non_null(layout_row_at(session_view(fixture.session)->layout, session_view(fixture.session)->focus));
    run(&fixture, "undo");
    assert_int_equal(session_contents(fixture.session)->note_count, 0);
    run(&fixture, "redo");
    assert_int_equal(session_contents(fixture.session)->note_count, 1);
    finish(&fixture);
}

static void a_selection_on_a_note_begins_where_its_passage_does(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 60, 5);
    run(&fixture, "down down select select-word select-word select-other-end select-word");
    run_with(&fixture, "note", 0, "klopt dit?");
    run(&fixture, "select select-word-end copy");
    assert_string_equal(session_view(fixture.session)->copied.data, "Commissie");
    finish(&fixture);
}

static void undo_asks_before_it_reaches_an_earlier_session(void **state)
{
    struct fixture fixture;
    struct timespec moment = {.tv_nsec = 3000000};

    (void)state;
    start(&fixture, report_text, 60, 5);
    run_with(&fixture, "note", 0, "van gisteren");
    session_close(fixture.session);
    nanosleep(&moment, NULL); /* the clock must show another millisecond */
    open_session(&fixture);
    session_resize(fixture.session, 60, 5, 80, true);
    run(&fixture, "undo");
    assert_int_equal(session_contents(fixture.session)->note_count, 1);
    run(&fixture, "undo");
    assert_int_equal(session_contents(fixture.session)->note_count, 0);
    finish(&fixture);
}

/* ---- putting the outline right ---------------------------------------------------------------------- */

static void a_corrected_line_stays_where_it_stands_and_folds_stay(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 60, 8);
    run(&fixture, "next-heading fold next-heading down");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  > 1. Havens\n"
                     "|  v 2. Grenzen\n"
                     ">      Er was geen tijd.\n"
                     "|\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    run_with(&fixture, "heading", 0, "2");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  > 1. Havens\n"
                     "|    2. Grenzen\n"
                     ">    Er was geen tijd.\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    expect_message(&fixture, "A heading of depth 2 now, and saved: u takes it back");
    run(&fixture, "undo");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  > 1. Havens\n"
                     "|  v 2. Grenzen\n"
                     ">      Er was geen tijd.\n"
                     "|\n"
                     "|v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    finish(&fixture);
}

static void a_line_that_comes_to_stand_in_a_fold_unfolds_it(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 70, 8);
    run(&fixture, "next-heading fold next-heading paragraph");
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     "|      De Commissie sprak over coördinatie. Nederland steunde dat.\n"
                     "|\n"
                     "|      Malta vroeg om geld.\n"
                     "|\n"
                     ">      2. Grenzen\n"
                     "|\n");
    finish(&fixture);
}

static void only_one_domain_is_shown_anew_when_a_part_changes(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 60, 8);
    run(&fixture, "justice");
    expect(&fixture, ">v II. Justitie\n"
                     "|  v 3. Havens\n"
                     "|      Ook hier kwam coördinatie aan de orde.\n");
    run_with(&fixture, "part", 0, "home-affairs");
    assert_non_null(strstr(session_view(fixture.session)->message.data, "home-affairs"));
    run_with(&fixture, "part", 0, "justice");
    finish(&fixture);
}

/* Another program takes the heading away while the reader types a note on it. */
static void a_note_that_is_being_typed_stays_with_its_line(void **state)
{
    struct session_options options = {.author = "B. Ander", .read_sidecar = true};
    const struct report_reading paragraph = {.as = READING_PARAGRAPH};
    struct session *other = NULL;
    struct error error = {0};
    struct fixture fixture;
    char *initial = NULL;
    const struct sidecar_note *note;

    (void)state;
    start(&fixture, report_text, 60, 12);
    run_with(&fixture, "note", 0, "eerst");
    run(&fixture, "next-heading next-heading");
    assert_true(session_find_verb("note", 4)->prepare(fixture.session, &initial));
    assert_true(session_open(&other, fixture.report, &options, &error));
    assert_true(session_correct(other, session_report(other)->headings[1].first_block, &paragraph,
                                &error));
    assert_true(session_correct(other, session_report(other)->headings[1].first_block, &paragraph,
                                &error));
    session_close(other);
    assert_true(session_poll(fixture.session));
    run_with(&fixture, "note", 0, "over grenzen");
    note = &session_contents(fixture.session)->notes[1];
    assert_string_equal(note->body, "over grenzen");
    assert_string_equal(note->anchor.quote, "2. Grenzen");
    assert_false(note->anchor.on_item);
    free(initial);
    finish(&fixture);
}

static void delete_wants_a_note_or_stance_in_focus(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 60, 8);
    run_with(&fixture, "stance", 0, "NL=+ DE=-");
    run(&fixture, "top delete");
    assert_int_equal(session_contents(fixture.session)->stance_count, 2);
    run(&fixture, "next-stance delete");
    assert_int_equal(session_contents(fixture.session)->stance_count, 0);
    run(&fixture, "undo");
    assert_int_equal(session_contents(fixture.session)->stance_count, 2);
    finish(&fixture);
}

/* ---- holding still ---------------------------------------------------------------------------------- */

static void resizing_keeps_the_focused_text_in_view(void **state)
{
    struct fixture fixture;
    size_t at_bytes;

    (void)state;
    start(&fixture, report_text, 44, 6);
    run_with(&fixture, "search", 0, "malta");
    at_bytes = session_view(fixture.session)->point_bytes;
    for (int size = 60; size >= 1; size--) {
        struct view *view = session_view(fixture.session);
        const struct layout_row *row;

        session_resize(fixture.session, size, size, 80, true);
        row = layout_row_at(view->layout, view->focus);
        assert_in_range(at_bytes, row->start_bytes, row->end_bytes);
    }
    finish(&fixture);
}

/* Invariants of session.h over random verbs: the focus is a visible row of the page and no gap. */
static void check_page(struct fixture *fixture, unsigned seed, int step)
{
    struct view *view = session_view(fixture->session);
    struct layout_place place = view->top;
    const struct layout_place focus = layout_beside(view->layout, view->focus);
    const struct layout_row *focused;
    int row = 0;

    if (layout_row_at(view->layout, view->focus)->kind == ROW_GAP)
        fail_msg("seed %u, step %d: the focus is on a gap", seed, step);
    while (place.block != focus.block || place.row != focus.row) {
        if (++row >= view->height_rows || !layout_step(view->layout, &place, true))
            fail_msg("seed %u, step %d: the focus is not on the page", seed, step);
    }
    if (!layout_is_visible(view->layout, view->focus.block))
        fail_msg("seed %u, step %d: the focus is hidden", seed, step);
    focused = layout_row_at(view->layout, view->focus);
    if (layout_row_shows(view->layout, focused, view->point_bytes) &&
        !layout_in_sight(view->layout, focused, view->point_bytes) &&
        layout_first_in_sight(view->layout, focused) != focused->start_bytes)
        fail_msg("seed %u, step %d: the point is out of sight", seed, step);
}

static void keep_the_focus_on_the_page(const char *text)
{
    const char *given = getenv("KANTLIJN_TEST_SEED");
    unsigned seed = given != NULL ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL), random_state = seed;
    struct fixture fixture;
    size_t verb_count = 0;

    printf("# seed %u\n", seed);
    while (session_verbs[verb_count].name != NULL)
        verb_count++;
    start(&fixture, text, 44, 6);
    for (int step = 0; step < 1500; step++) {
        const struct verb *verb = &session_verbs[(size_t)rand_r(&random_state) % verb_count];
        bool selecting = session_view(fixture.session)->selecting;
        struct verb_call call = {.count = rand_r(&random_state) % 4};

        if (verb->run == NULL || strcmp(verb->name, "export") == 0 ||
            (verb->mode & (selecting ? MODE_SELECT : MODE_PAGE)) == 0)
            continue;
        if (verb->argument == ARGUMENT_STANCES)
            call.argument = "NL=+ ALL=~";
        else if (verb->argument != ARGUMENT_NONE)
            call.argument = rand_r(&random_state) % 2 ? "a" : "coordinatie\nen meer";
        if (rand_r(&random_state) % 8 == 0)
            session_resize(fixture.session, 1 + rand_r(&random_state) % 130, 1 + rand_r(&random_state) % 12, 80, true);
        session_run(fixture.session, verb, &call);
        check_page(&fixture, seed, step);
    }
    finish(&fixture);
}

static void random_verbs_keep_the_focus_on_the_page(void **state)
{
    (void)state;
    keep_the_focus_on_the_page(report_text);
    keep_the_focus_on_the_page(table_text);
}

/* ---- tables ----------------------------------------------------------------------------------------- */

static void a_wide_table_is_scrolled_where_the_focus_is_on_it(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, table_text, 44, 12);
    run(&fixture, "right"); /* unfolds what is open */
    assert_int_equal(layout_shift(session_view(fixture.session)->layout, 3), 0);
    run_with(&fixture, "next-paragraph", 3, NULL);
    run_with(&fixture, "right", 2, NULL);
    expect(&fixture, "|v I. Binnenlandse zaken\n"
                     "|  v 1. Havens\n"
                     "|      De Commissie sprak over coördinatie.\n"
                     "|\n"
                     ">     <In tweede lezing  Stemmen\n"
                     "|     <\n"
                     "|     <voor              13\n"
                     "|     <\n"
                     "|     <\n"
                     "|     <                  4\n"
                     "|     <\n"
                     "|\n");
    run(&fixture, "down right");
    expect_message(&fixture, "This is the right edge of the table");
    run(&fixture, "select select-left select-left"); /* out of sight at the left */
    assert_int_equal(layout_shift(session_view(fixture.session)->layout, 3), 11);
    run_with(&fixture, "search", 0, "stemmen");
    assert_int_equal(layout_shift(session_view(fixture.session)->layout, 3), 37);
    finish(&fixture);
}

/* ---- the list --------------------------------------------------------------------------------------- */

static void expect_list(struct fixture *fixture, const char *expected)
{
    struct session_entry *entries;
    size_t count = session_entries(fixture->session, &entries);
    struct buffer list = {0};

    for (size_t index = 0; index < count; index++)
        buffer_append_format(&list, "%s\n", entries[index].label);
    assert_string_equal(list.data, expected);
    buffer_release(&list);
    session_entries_free(entries, count);
}

/* Reads a changed report with the sidecar as it is. */
static void change_report(struct fixture *fixture, const char *from, const char *to)
{
    char *text = base_copy_string(report_text);
    FILE *file = fopen(fixture->report, "w");

    assert_non_null(file);
    assert_int_equal(strlen(from), strlen(to));
    memcpy(strstr(text, from), to, strlen(to));
    fputs(text, file);
    fclose(file);
    free(text);
    session_close(fixture->session);
    open_session(fixture);
    session_resize(fixture->session, 44, 24, 80, true);
}

static void the_list_says_of_which_item_an_orphan_is_and_that_it_is_one(void **state)
{
    struct fixture fixture;

    (void)state;
    start(&fixture, report_text, 44, 24);
    run_with(&fixture, "item", 0, "3");
    run_with(&fixture, "note", 0, "bij het punt");
    run_with(&fixture, "item", 0, "3");
    run(&fixture, "next-paragraph");
    run_with(&fixture, "stance", 0, "NL+ DE-");
    expect_list(&fixture, "3. Havens  bij het punt\n"
                          "3. Havens  DE- NL+\n");
    change_report(&fixture, "3. Havens", "3. Kusten");
    expect_list(&fixture, "3. Havens  [orphan]  DE- NL+\n"
                          "3. Havens  [orphan]  bij het punt\n");
    change_report(&fixture, "Malta", "Spanj");
    expect_list(&fixture, "3. Havens  [moved]  bij het punt\n"
                          "3. Havens  [moved]  DE- NL+\n");
    finish(&fixture);
}

/* ---- large reports ---------------------------------------------------------------------------------- */

static void a_large_report_is_read_on_while_paging_and_whole_at_its_end(void **state)
{
    struct fixture fixture;
    struct buffer text = {0};

    (void)state;
    for (int item = 1; text.len_bytes < 5 * 1000 * 1000; item++)
        buffer_append_format(&text, "%d. Punt\nDe Raad besprak punt %d en nam er kennis van.\n", item, item);
    buffer_append_string(&text, "Slotregel.\n");
    start(&fixture, text.data, 60, 20);
    assert_false(session_report(fixture.session)->complete);
    for (int page = 0; page < 500; page++)
        run(&fixture, "page-down");
    check_page(&fixture, 0, 0);
    run(&fixture, "end");
    assert_true(session_report(fixture.session)->complete);
    assert_int_equal(session_view(fixture.session)->focus.block, session_report(fixture.session)->block_count - 1);
    buffer_release(&text);
    finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_shows_the_top_with_the_focus_on_its_first_row),
        cmocka_unit_test(lines_skip_gaps_and_stop_at_both_ends),
        cmocka_unit_test(a_page_down_and_a_page_up_come_back),
        cmocka_unit_test(the_end_shows_a_full_page),
        cmocka_unit_test(headings_and_paragraphs_are_stepped_over),
        cmocka_unit_test(what_is_gone_to_is_shown_with_what_is_around_it),
        cmocka_unit_test(sentences_on_one_row_are_stepped_over_one_by_one),
        cmocka_unit_test(a_long_paragraph_is_read_by_row_and_by_sentence),
        cmocka_unit_test(tab_goes_round_folded_headings_all),
        cmocka_unit_test(shift_tab_goes_round_for_the_whole_report),
        cmocka_unit_test(folding_from_the_text_puts_the_focus_on_the_heading),
        cmocka_unit_test(a_search_ignores_accents_counts_and_opens_folds),
        cmocka_unit_test(capitals_make_a_search_exact),
        cmocka_unit_test(a_selection_begins_at_the_first_word_and_holds_its_words),
        cmocka_unit_test(after_a_search_v_begins_at_the_match),
        cmocka_unit_test(a_selection_ends_with_what_was_moved_over),
        cmocka_unit_test(a_count_selects_so_many_units),
        cmocka_unit_test(a_word_of_one_letter_is_selected_and_then_grows),
        cmocka_unit_test(copying_takes_the_selection_else_what_has_the_focus),
        cmocka_unit_test(a_citation_names_report_item_and_date_on_one_line),
        cmocka_unit_test(a_search_takes_the_selection_along),
        cmocka_unit_test(a_note_goes_on_the_selection_and_undo_takes_it_back),
        cmocka_unit_test(a_selection_on_a_note_begins_where_its_passage_does),
        cmocka_unit_test(undo_asks_before_it_reaches_an_earlier_session),
        cmocka_unit_test(a_corrected_line_stays_where_it_stands_and_folds_stay),
        cmocka_unit_test(a_line_that_comes_to_stand_in_a_fold_unfolds_it),
        cmocka_unit_test(only_one_domain_is_shown_anew_when_a_part_changes),
        cmocka_unit_test(a_note_that_is_being_typed_stays_with_its_line),
        cmocka_unit_test(delete_wants_a_note_or_stance_in_focus),
        cmocka_unit_test(resizing_keeps_the_focused_text_in_view),
        cmocka_unit_test(random_verbs_keep_the_focus_on_the_page),
        cmocka_unit_test(a_wide_table_is_scrolled_where_the_focus_is_on_it),
        cmocka_unit_test(the_list_says_of_which_item_an_orphan_is_and_that_it_is_one),
        cmocka_unit_test(a_large_report_is_read_on_while_paging_and_whole_at_its_end),
    };

    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
