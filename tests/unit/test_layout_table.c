/* What layout/layout.h promises of tables: the report and its page side by side, and back from columns to
 * places of the text. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout_fixture.h"

/* Spaces at the ends of lines say nothing. */
static char *shown_page(struct layout *layout)
{
    char *page = fixture_page(layout), *out = page;

    for (const char *in = page; *in != '\0'; in++) {
        while (*in == '\n' && out > page && out[-1] == ' ')
            out--;
        *out++ = *in;
    }
    *out = '\0';
    return page;
}

/* measure_cols 0: 80; shift_cols: of the table that the word "Lidstaat" begins. */
static void expect_scrolled(const char *report, const char *contents, int width_cols,
                            int measure_cols, int shift_cols, const char *expected)
{
    struct layout_options options;
    struct page page;
    char *shown;

    page_make(&page, report, contents, width_cols);
    options = *layout_options(page.layout);
    options.measure_cols = measure_cols > 0 ? measure_cols : 80;
    layout_set_options(page.layout, &options);
    if (shift_cols > 0)
        layout_set_shift(page.layout, fixture_block(page.report, "Lidstaat"), shift_cols);
    shown = shown_page(page.layout);
    assert_string_equal(shown, expected);
    free(shown);
    page_free(&page);
}

static void expect(const char *report, int width_cols, const char *expected)
{
    expect_scrolled(report, "", width_cols, 0, 0, expected);
}

/* ---- columns --------------------------------------------------------------------------------------- */

static void cells_of_a_column_begin_in_the_same_column(void **state)
{
    (void)state;
    expect("item 1. Stemmen\n"
           "row Lidstaat\tStandpunt\tStemmen\n"
           "row Nederland\tvoor\t29\n"
           "row Luxemburg\tonthouding\t7\n"
           "para Tekst.\n",
           80,
           "▾ 1. Stemmen\n"
           "    Lidstaat   Standpunt   Stemmen\n"
           "    Nederland  voor        29\n"
           "    Luxemburg  onthouding  7\n"
           "\n"
           "    Tekst.\n");
}

static void empty_cells_keep_their_column(void **state)
{
    (void)state;
    expect("row \tvoor\ttegen\n"
           "row Lidstaat\t12\t3\n"
           "row Instelling\t\t1\n"
           "row \t\t4\n"
           "row Totaal\t12\t\n",
           80,
           "              voor  tegen\n"
           "  Lidstaat    12    3\n"
           "  Instelling        1\n"
           "                    4\n"
           "  Totaal      12\n");
}

static void wide_and_combining_characters_take_what_they_take(void **state)
{
    (void)state;
    expect("row 日本語\tja\n"
           "row e\xCC\x81t\xC3\xA9\tnee\n"
           "row a\xE2\x80\x8B\x62\tmisschien\n"
           "row \xE2\x80\xAEx\tnooit\n",
           80,
           "  日本語    ja\n"
           "  e\xCC\x81t\xC3\xA9       nee\n"
           "  a<ZWSP>b  misschien\n"
           "  <RLO>x    nooit\n");
}

static void a_long_cell_is_wrapped_in_its_column(void **state)
{
    (void)state;
    expect("row Lidstaat\tStandpunt\tStem\n"
           "row NL\tsteunde het voorstel, mits de termijn voor de omzetting ten minste drie jaar "
           "bedraagt\tvoor\n"
           "row Luxemburg\ttegen\ttegen\n",
           60,
           "  Lidstaat   Standpunt                                 Stem\n"
           "  NL         steunde het voorstel, mits de termijn     voor\n"
           "             voor de omzetting ten minste drie jaar\n"
           "             bedraagt\n"
           "  Luxemburg  tegen                                     tegen\n");
}

static void a_row_with_one_cell_is_set_as_text(void **state)
{
    (void)state;
    expect("row Artikel 5: de verplichtingen van de lidstaten bij de omzetting van deze richtlijn\n"
           "row Lidstaat\tvoor\n"
           "row NL\tja\n"
           "row Artikel 6: de verplichtingen van de Commissie\t\n",
           60,
           "  Artikel 5: de verplichtingen van de lidstaten bij de\n"
           "  omzetting van deze richtlijn\n"
           "  Lidstaat  voor\n"
           "  NL        ja\n"
           "  Artikel 6: de verplichtingen van de Commissie\n");
}

static void other_blocks_part_tables(void **state)
{
    (void)state;
    expect("row Lidstaat\tvoor\n"
           "para Tussentekst.\n"
           "row A\tB\n",
           60,
           "  Lidstaat  voor\n"
           "\n"
           "  Tussentekst.\n"
           "\n"
           "  A  B\n");
}

static void columns_hang_on_the_first_rows_and_stay(void **state)
{
    struct layout_options options = {.width_cols = 60, .measure_cols = 80};
    struct report *report = fixture_report("row Lidstaat\tStem\n");
    struct layout_line line = {0};
    struct layout *layout;

    (void)state;
    for (size_t i = 0; i < 5000; i++)
        fixture_report_add(report, "row", "NL\tja", 5);
    fixture_report_add(report, "row", "Bondsrepubliek\tja", 17);
    layout = layout_new(report, &options);
    /* whichever row is asked for first */
    layout_emit(layout, layout_row_at(layout, (struct layout_place){5001, 0}), NULL, &line);
    assert_string_equal(line.text.data, "  Bondsrep  ja");
    layout_emit(layout, layout_row_at(layout, layout_last(layout)), NULL, &line);
    assert_string_equal(line.text.data, "  ubliek ");
    layout_emit(layout, layout_row_at(layout, layout_first(layout)), NULL, &line);
    assert_string_equal(line.text.data, "  Lidstaat  Stem");
    layout_line_release(&line);
    layout_free(layout);
    report_free(report);
}

static void rows_that_come_later_are_measured_where_they_would_have_been(void **state)
{
    struct layout_options options = {.width_cols = 60, .measure_cols = 80};
    struct report *report = fixture_report("row NL\tja\n");
    struct layout *layout = layout_new(report, &options);
    char *shown = shown_page(layout);

    (void)state;
    assert_string_equal(shown, "  NL  ja\n");
    free(shown);
    fixture_report_add(report, "row", "Luxemburg\tja", 12);
    layout_grown(layout);
    shown = shown_page(layout);
    assert_string_equal(shown, "  NL         ja\n  Luxemburg  ja\n");
    free(shown);
    layout_free(layout);
    report_free(report);
}

/* ---- wider than the measure, wider than the page ------------------------------------------------------ */

static const char wide_table[] =
    "row Lidstaat\tEerste lezing\tTweede lezing\tDerde lezing\n"
    "row Nederland\tvoor, met een verklaring\tvoor, met een verklaring\tvoor\n"
    "row Luxemburg\ttegen\t\t\n";

static void a_table_may_be_wider_than_the_measure(void **state)
{
    (void)state;
    expect_scrolled(
        wide_table, "", 100, 40, 0,
        "  Lidstaat   Eerste lezing             Tweede lezing             Derde lezing\n"
        "  Nederland  voor, met een verklaring  voor, met een verklaring  voor\n"
        "  Luxemburg  tegen\n");
}

static void a_table_wider_than_the_page_is_cut_and_says_so(void **state)
{
    (void)state;
    expect(wide_table, 40,
           "  Lidstaat   Eerste lezing             >\n"
           "  Nederland  voor, met een verklaring  >\n"
           "  Luxemburg  tegen\n");
    expect_scrolled(wide_table, "", 40, 0, 11,
                    " <Eerste lezing             Tweede lezi>\n"
                    " <voor, met een verklaring  voor, met e>\n"
                    " <tegen\n");
    expect_scrolled(wide_table, "", 40, 0, 1000,
                    " <Derde lezing\n"
                    " <voor\n"
                    " <\n");
}

static void a_bar_stands_left_of_the_table_and_notes_stay_where_they_are(void **state)
{
    (void)state;
    expect_scrolled(wide_table, "note | tegen | hoort bij punt 2 | A. de Vries 2023-11-23\n", 44, 0,
                    11,
                    " <Eerste lezing             Tweede lezing  >\n"
                    " <voor, met een verklaring  voor, met een v>\n"
                    "│<tegen\n"
                    "│ note  hoort bij punt 2\n"
                    "│                     A. de Vries 2023-11-23\n");
}

static void narrow_pages_show_what_they_can(void **state)
{
    (void)state;
    expect("row Lidstaat\tja\n"
           "row NL\t日本\n",
           1, "L\ni\nd\ns\nt\na\na\nt\nN\nL\n");
    expect_scrolled("row Lidstaat\tja\n"
                    "row NL\t日本\n",
                    "", 6, 0, 8, "<ja\n<\n<日本\n");
}

/* ---- places and columns ----------------------------------------------------------------------------- */

static void a_place_in_a_wrapped_cell_is_the_row_that_shows_it(void **state)
{
    struct page page;
    static const struct {
        const char *words;
        size_t row;
        int column_cols;
    } places[] = {
        {"Lidstaat", 0, 2},  {"tad", 0, 10},    {"steunde", 0, 12},
        {"bedraagt", 1, 46}, {"voor\n", 0, 58},
    };

    (void)state;
    page_make(
        &page,
        "row Lidstaat\tsteunde het voorstel, mits de termijn voor de omzetting ten minste drie "
        "jaar bedraagt\tvoor\n",
        "", 62);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        size_t at =
            fixture_bytes(page.report, places[i].words[0] == 't' ? "\tsteunde" : places[i].words);
        struct layout_place place = layout_place_at_bytes(page.layout, at);
        const struct layout_row *row = layout_row_at(page.layout, place);

        assert_int_equal(place.row, places[i].row);
        assert_true(layout_row_shows(page.layout, row, at));
        assert_int_equal(layout_column_of(page.layout, row, at), places[i].column_cols);
        assert_int_equal(layout_offset_at(page.layout, row, places[i].column_cols), at);
    }
    page_free(&page);
}

static void a_passage_out_of_sight_is_brought_into_it(void **state)
{
    struct page page;
    size_t third, first;

    (void)state;
    page_make(&page, wide_table, "", 40);
    third = fixture_bytes(page.report, "Derde");
    first = fixture_bytes(page.report, "Lidstaat");
    layout_show(page.layout, third, third + 5);
    assert_int_equal(layout_shift(page.layout, 1), 63);
    layout_show(page.layout, third + 6, third + 7);
    assert_int_equal(layout_shift(page.layout, 1), 63);
    assert_false(
        layout_in_sight(page.layout, layout_row_at(page.layout, layout_first(page.layout)), first));
    layout_show(page.layout, first, first);
    assert_int_equal(layout_shift(page.layout, 1), 0);
    /* what fits is not scrolled, nor what is no table */
    page_set_width(&page, 100);
    assert_false(layout_is_wide(page.layout, 0));
    assert_false(layout_scroll(page.layout, 0, 1, true));
    page_free(&page);
}

static void scrolling_goes_from_column_to_column(void **state)
{
    static const int shifts[] = {11, 37, 63};
    struct page page;

    (void)state;
    page_make(&page, wide_table, "", 40);
    for (size_t i = 0; i < COUNT_OF(shifts); i++) {
        assert_true(layout_scroll(page.layout, 2, 1, true));
        assert_int_equal(layout_shift(page.layout, 0), shifts[i]);
    }
    assert_false(layout_scroll(page.layout, 2, 1, true));
    assert_true(layout_scroll(page.layout, 2, 2, false));
    assert_int_equal(layout_shift(page.layout, 0), 11);
    /* it is kept while the page is wide enough */
    page_set_width(&page, 120);
    assert_int_equal(layout_shift(page.layout, 0), 0);
    page_set_width(&page, 40);
    assert_int_equal(layout_shift(page.layout, 0), 11);
    assert_true(layout_scroll(page.layout, 2, 9, false));
    assert_false(layout_scroll(page.layout, 2, 1, false));
    page_free(&page);
}

static void a_match_over_two_lines_of_a_cell_is_lit_on_both(void **state)
{
    struct text_query query = {0};
    struct layout_marks marks = {.query = &query};
    struct layout_line line = {0};
    struct page page;
    size_t lit = 0;

    (void)state;
    page_make(&page,
              "row Lidstaat\tsteunde het voorstel, mits de termijn voor de omzetting\tvoor\n", "",
              40);
    text_query_init(&query, "voorstel, mits", 14);
    for (size_t row = 0; row < 3; row++) {
        layout_emit(page.layout, layout_row_at(page.layout, (struct layout_place){0, row}), &marks,
                    &line);
        for (size_t i = 0; i < line.span_count; i++)
            lit += line.spans[i].marks == MARK_MATCH ? (size_t)line.spans[i].width_cols : 0;
    }
    assert_int_equal(lit, 9 + 4);
    layout_line_release(&line);
    text_query_release(&query);
    page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_a_column_begin_in_the_same_column),
        cmocka_unit_test(empty_cells_keep_their_column),
        cmocka_unit_test(wide_and_combining_characters_take_what_they_take),
        cmocka_unit_test(a_long_cell_is_wrapped_in_its_column),
        cmocka_unit_test(a_row_with_one_cell_is_set_as_text),
        cmocka_unit_test(other_blocks_part_tables),
        cmocka_unit_test(columns_hang_on_the_first_rows_and_stay),
        cmocka_unit_test(rows_that_come_later_are_measured_where_they_would_have_been),
        cmocka_unit_test(a_table_may_be_wider_than_the_measure),
        cmocka_unit_test(a_table_wider_than_the_page_is_cut_and_says_so),
        cmocka_unit_test(a_bar_stands_left_of_the_table_and_notes_stay_where_they_are),
        cmocka_unit_test(narrow_pages_show_what_they_can),
        cmocka_unit_test(a_place_in_a_wrapped_cell_is_the_row_that_shows_it),
        cmocka_unit_test(a_passage_out_of_sight_is_brought_into_it),
        cmocka_unit_test(scrolling_goes_from_column_to_column),
        cmocka_unit_test(a_match_over_two_lines_of_a_cell_is_lit_on_both),
    };

    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
