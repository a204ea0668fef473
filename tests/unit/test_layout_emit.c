/* Roles and marks: each emitted line beside a letter for the role of every column and, where anything is
 * lit, a digit (enum mark, or'ed) for its marks. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout_fixture.h"

static const char role_letters[ROLE_COUNT] = {
    [ROLE_TEXT] = '.',  [ROLE_PART] = 'P',   [ROLE_HEADING] = 'H',    [ROLE_FOLD_MARK] = 'f',
    [ROLE_BADGE] = 'B', [ROLE_GUTTER] = 'g', [ROLE_NOTE_LABEL] = 'L', [ROLE_NOTE] = 'N',
    [ROLE_META] = 'm',  [ROLE_STANCE] = 'S', [ROLE_FOOTNOTE] = 'F',   [ROLE_FOOTNOTE_MARK] = 'r',
    [ROLE_TOKEN] = 'T',  [ROLE_MORE] = '>',
};

static void append_roles(struct buffer *out, const struct layout_line *line)
{
    for (size_t i = 0; i < line->span_count; i++)
        buffer_append_repeated(out, role_letters[line->spans[i].role],
                               (size_t)line->spans[i].width_cols);
    buffer_append_char(out, '\n');
}

static void append_lit(struct buffer *out, const struct layout_line *line)
{
    bool lit = false;

    for (size_t i = 0; i < line->span_count; i++)
        lit = lit || line->spans[i].marks != 0;
    for (size_t i = 0; lit && i < line->span_count; i++)
        buffer_append_repeated(
            out, line->spans[i].marks == 0 ? ' ' : "0123456789abcdef"[line->spans[i].marks],
            (size_t)line -> spans[i].width_cols);
    while (lit && out->data[out->len_bytes - 1] == ' ')
        out->len_bytes--;
    if (lit)
        buffer_append_char(out, '\n');
}

static void expect_lines(struct page *page, const struct layout_marks *marks, const char *expected)
{
    struct layout_place place = layout_first(page->layout);
    struct layout_line line = {0};
    struct buffer lines = {0};

    do {
        layout_emit(page->layout, layout_row_at(page->layout, place), marks, &line);
        buffer_append(&lines, line.text.data, line.text.len_bytes);
        buffer_append_char(&lines, '\n');
        append_roles(&lines, &line);
        append_lit(&lines, &line);
    } while (layout_step(page->layout, &place, true));
    assert_string_equal(lines.data, expected);
    layout_line_release(&line);
    buffer_release(&lines);
}

static void every_part_of_a_line_has_its_role(void **state)
{
    struct page page;

    (void)state;
    page_make(&page,
              "part I. Deel\n"
              "item 1. Punt\n"
              "para Een zin\x01.[2]\n"
              "foot [2] De noot.\n",
              "note | @2 | ja\x02 | A 2024-01-25\n"
              "stance | @2 | NL+ | A 2024-01-25\n",
              40);
    expect_lines(&page, NULL,
                 "▾ I. Deel                         1 note\n"
                 "f.PPPPPPP.........................BBBBBB\n"
                 "  ▾ 1. Punt                  1 note  NL+\n"
                 "..f.HHHHHHH..................BBBBBBBBBBB\n"
                 "    │ NL+                   A 2024-01-25\n"
                 "....g.SSS...................mmmmmmmmmmmm\n"
                 "    │ note  ja^B            A 2024-01-25\n"
                 "....g.LLLL..NNTT............mmmmmmmmmmmm\n"
                 "      Een zin^A.[2]\n"
                 ".............TT.rrr\n"
                 "\n"
                 "\n"
                 "      [2] De noot.\n"
                 "......FFFFFFFFFFFF\n");
    page_free(&page);
}

static void matches_selection_and_passages_are_lit(void **state)
{
    struct page page;
    struct layout_marks marks = {0};
    struct text_query query;
    size_t first, second;

    (void)state;
    page_make(&page, "item 1. Punt\npara Een zin met een Zin erin.\n",
              "note | zin met | ja | A 2024-01-25\n", 40);
    text_query_init(&query, "zin", 3);
    first = fixture_bytes(page.report, "zin met");
    second = fixture_bytes(page.report, "Zin erin");
    marks = (struct layout_marks){.query = &query,
                                  .match_start = second,
                                  .match_end = second + 3,
                                  .selection_start = first + 4,
                                  .selection_end = second + 1};
    expect_lines(&page, &marks,
                 "▾ 1. Punt                         1 note\n"
                 "f.HHHHHHH.........................BBBBBB\n"
                 "  │ Een zin met een Zin erin.\n"
                 "..g..........................\n"
                 "        9998ccc44444733\n"
                 "  │ note  ja                A 2024-01-25\n"
                 "..g.LLLL..NN................mmmmmmmmmmmm\n");
    text_query_release(&query);
    page_free(&page);
}

static void a_match_over_two_rows_is_lit_on_both(void **state)
{
    struct page page;
    struct layout_marks marks = {0};
    struct text_query query;

    (void)state;
    page_make(&page, "item 1. Punt\npara De lange brug over het water\n", "", 16);
    text_query_init(&query, "brug over", 9);
    marks.query = &query;
    expect_lines(&page, &marks,
                 "▾ 1. Punt\n"
                 "f.HHHHHHH\n"
                 "De lange brug\n"
                 ".............\n"
                 "         1111\n"
                 "over het water\n"
                 "..............\n"
                 "1111\n");
    text_query_release(&query);
    page_free(&page);
}

/* The marks, or'ed, on the row `rows_further` after the one that shows the place. */
static unsigned marks_near(struct layout *layout, size_t at_bytes, size_t rows_further,
                           const char *needle)
{
    struct layout_place place = layout_place_at_bytes(layout, at_bytes);
    struct layout_marks marks = {0};
    struct layout_line line = {0};
    struct text_query query;
    unsigned lit = 0;

    text_query_init(&query, needle, strlen(needle));
    marks.query = &query;
    layout_step_rows(layout, &place, rows_further, true);
    layout_emit(layout, layout_row_at(layout, place), &marks, &line);
    for (size_t i = 0; i < line.span_count; i++)
        lit |= line.spans[i].marks;
    layout_line_release(&line);
    text_query_release(&query);
    return lit;
}

static void a_match_far_into_a_long_paragraph_is_lit(void **state)
{
    struct report *report = fixture_report("item 1. Lang\n");
    struct layout_options options = {.width_cols = 40, .measure_cols = 80};
    struct buffer text = {0}, needle = {0};
    struct layout *layout;
    size_t at;

    (void)state;
    for (size_t i = 0; i < 2000; i++)
        buffer_append_string(&text, i == 1500 ? "de ene naald " : "het hooi van de hooiberg ");
    fixture_report_add(report, "para", text.data, text.len_bytes - 1);
    layout = layout_new(report, &options);
    at = fixture_bytes(report, "naald");
    assert_int_equal(marks_near(layout, at, 0, "naald"), MARK_MATCH);
    assert_int_equal(marks_near(layout, at, 2, "naald"), 0);
    buffer_append(&needle, report->text.data + at, 1000);
    assert_int_equal(marks_near(layout, at, 25, needle.data), MARK_MATCH);
    assert_int_equal(marks_near(layout, at, 35, needle.data), 0);
    layout_free(layout);
    report_free(report);
    buffer_release(&text);
    buffer_release(&needle);
}

static void a_line_is_cleared_before_it_is_filled(void **state)
{
    struct page page;
    struct layout_line line = {0};
    const struct layout_row *rows;
    size_t count;

    (void)state;
    page_make(&page, "item 1. Punt\npara Een.\npara Twee.\n", "", 40);
    rows = layout_rows(page.layout, 1, &count);
    layout_emit(page.layout, &rows[0], NULL, &line);
    assert_int_equal(line.width_cols, 8);
    assert_string_equal(line.text.data, "    Een.");
    rows = layout_rows(page.layout, 2, &count);
    layout_emit(page.layout, &rows[0], NULL, &line);
    assert_int_equal(line.width_cols, 0);
    assert_int_equal(line.span_count, 0);
    assert_string_equal(line.text.data, "");
    layout_line_release(&line);
    page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_of_a_line_has_its_role),
        cmocka_unit_test(matches_selection_and_passages_are_lit),
        cmocka_unit_test(a_match_over_two_rows_is_lit_on_both),
        cmocka_unit_test(a_match_far_into_a_long_paragraph_is_lit),
        cmocka_unit_test(a_line_is_cleared_before_it_is_filled),
    };

    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
