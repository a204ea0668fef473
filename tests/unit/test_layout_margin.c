/* The margin: what layout/layout.h says of notes beside their passage. That it holds for any report is
 * tests/unit/test_layout_random.c's business. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout_fixture.h"

enum { WIDTH_COLS = 110, MEASURE_COLS = 30 };

static const char report[] = "part I. Deel\n"
                             "item 1. Bruggen\n"
                             "para Een zin over bruggen.\n"
                             "para Een zin over wegen en een over paden.\n"
                             "item 2. Water\n"
                             "para Een zin over water.\n";

static void make(struct page *page, const char *blocks, const char *contents)
{
    struct layout_options options;

    page_make(page, blocks, contents, WIDTH_COLS);
    options = *layout_options(page->layout);
    options.measure_cols = MEASURE_COLS;
    layout_set_options(page->layout, &options);
}

/* The page from its first row on, so many rows, with a note in focus. */
static void expect_rows(struct page *page, struct layout_place focus, size_t count,
                        const char *expected)
{
    struct layout_place place = layout_first(page->layout);
    struct layout_margin margin = {0};
    struct layout_line line = {0};
    struct buffer rows = {0};
    bool on_page = true;

    layout_compose_margin(page->layout, place, count, focus, &margin);
    for (size_t row = 0; row < count; row++) {
        if (on_page)
            layout_emit(page->layout, layout_row_at(page->layout, place), NULL, &line);
        else
            layout_line_clear(&line);
        layout_emit_margin(page->layout, &margin, row, &line);
        buffer_append(&rows, line.text.data, line.text.len_bytes);
        buffer_append_char(&rows, '\n');
        on_page = on_page && layout_step(page->layout, &place, true);
    }
    assert_string_equal(rows.data, expected);
    buffer_release(&rows);
    layout_line_release(&line);
    layout_margin_release(&margin);
}

static void expect_page(struct page *page, size_t count, const char *expected)
{
    expect_rows(page, layout_first(page->layout), count, expected);
}

/* The first row of the annotation number `index`. */
static struct layout_place annotation_place(struct page *page, size_t index)
{
    const size_t block = layout_annotation(page->layout, index)->block;
    size_t count, row = 0;
    const struct layout_row *rows = layout_rows(page->layout, block, &count);

    while (rows[row].annotation != index)
        row++;
    return (struct layout_place){block, row};
}

static void a_note_stands_beside_its_passage(void **state)
{
    struct page page;

    (void)state;
    make(&page, report, "note | wegen | breed of smal | A. de Vries 2023-11-23\n");
    expect_page(
        &page, 10,
        "▾ I. Deel               1 note │\n"
        " ▾ 1. Bruggen           1 note │\n"
        "   Een zin over bruggen.       │\n"
        "                               │\n"
        " │ Een zin over wegen en een ──┤ breed of smal             A. de Vries 2023-11-23\n"
        "   over paden.                 │\n"
        "                               │\n"
        " ▾ 2. Water                    │\n"
        "   Een zin over water.         │\n"
        "\n");
    page_free(&page);
}

static void crowded_notes_push_down_in_order(void **state)
{
    struct page page;

    (void)state;
    make(&page, report,
         "note | bruggen | eerste\\nregel twee\\nregel drie | A 2023-11-23\n"
         "question | wegen | tweede | A 2023-11-24\n"
         "stance | paden | NL+ | A 2023-11-24\n"
         "note | water | derde | A 2023-11-25\n");
    expect_page(
        &page, 9,
        "▾ I. Deel              3 notes │\n"
        " ▾ 1. Bruggen     2 notes  NL+ │\n"
        " │ Een zin over bruggen. ──────┤ eerste\n"
        "                               │ regel twee\n"
        " │ Een zin over wegen en een ──┤ regel drie                          A 2023-11-23\n"
        " │ over paden. ────────────────┼ question  tweede                    A 2023-11-24\n"
        "                               ├ NL+                                 A 2023-11-24\n"
        " ▾ 2. Water             1 note │\n"
        " │ Een zin over water. ────────┤ derde                               A 2023-11-25\n");
    page_free(&page);
}

static const char crowd[] = "note | @2 | over het punt | A 2023-11-20\n"
                            "note | bruggen | een\\ntwee\\ndrie | A 2023-11-21\n"
                            "note | bruggen | vier\\nvijf\\nzes | A 2023-11-22\n"
                            "note | wegen | zeven | A 2023-11-23\n"
                            "note | paden | acht | A 2023-11-24\n"
                            "note | @3 | negen | A 2023-11-25\n";

static void what_finds_no_room_is_counted(void **state)
{
    struct page page;

    (void)state;
    make(&page, report, crowd);
    page_set_width(&page, 109);
    assert_false(layout_has_margin(page.layout));
    page_set_width(&page, 110);
    assert_true(layout_has_margin(page.layout));
    expect_page(
        &page, 9,
        "▾ I. Deel              6 notes │\n"
        " ▾ 1. Bruggen          5 notes ┤ over het punt                       A 2023-11-20\n"
        " │ Een zin over bruggen. ──────┤ een\n"
        "                               │ twee\n"
        " │ Een zin over wegen en een   │ drie                                A 2023-11-21\n"
        " │ over paden.                 ├ vier\n"
        "                               │ vijf\n"
        " ▾ 2. Water             1 note │ zes                                 A 2023-11-22\n"
        "   Een zin over water.         │ +3 more\n");
    page_free(&page);
}

static void the_note_in_focus_is_there_whole(void **state)
{
    struct page page;
    struct layout_place beside;

    (void)state;
    make(&page, report, crowd);
    expect_rows(
        &page, annotation_place(&page, 3), 9,
        "▾ I. Deel              6 notes │\n"
        " ▾ 1. Bruggen          5 notes ┤ over het punt                       A 2023-11-20\n"
        " │ Een zin over bruggen. ──────┤ een …\n"
        "                               │ +1 more\n"
        " │ Een zin over wegen en een ──┤ zeven                               A 2023-11-23\n"
        " │ over paden. ────────────────┤ acht                                A 2023-11-24\n"
        "                               │\n"
        " ▾ 2. Water             1 note ┤ negen                               A 2023-11-25\n"
        "   Een zin over water.         │\n");
    beside = layout_beside(page.layout, annotation_place(&page, 3));
    assert_int_equal(beside.block, 3);
    assert_int_equal(layout_row_at(page.layout, beside)->kind, ROW_TEXT);
    page_free(&page);
}

static void a_long_note_in_focus_begins_higher_where_the_page_ends(void **state)
{
    struct page page;

    (void)state;
    make(&page, report, "note | water | een\\ntwee\\ndrie\\nvier\\nvijf | A 2023-11-21\n");
    expect_page(&page, 9,
                "▾ I. Deel               1 note │\n"
                " ▾ 1. Bruggen                  │\n"
                "   Een zin over bruggen.       │\n"
                "                               │\n"
                "   Een zin over wegen en een   │\n"
                "   over paden.                 │\n"
                "                               │\n"
                " ▾ 2. Water             1 note │\n"
                " │ Een zin over water. ────────┤ een …\n");
    expect_rows(
        &page, annotation_place(&page, 0), 9,
        "▾ I. Deel               1 note │\n"
        " ▾ 1. Bruggen                  │\n"
        "   Een zin over bruggen.       │\n"
        "                               │\n"
        "   Een zin over wegen en een   ├ een\n"
        "   over paden.                 │ twee\n"
        "                               │ drie\n"
        " ▾ 2. Water             1 note │ vier\n"
        " │ Een zin over water. ────────┤ vijf                                A 2023-11-21\n");
    page_free(&page);
}

static void a_report_that_ends_in_sight_has_room_below(void **state)
{
    struct page page;
    struct layout_options options;

    (void)state;
    make(&page, "para Een zin over water.\n", "note | water | een\\ntwee\\ndrie | A 2023-11-21\n");
    options = *layout_options(page.layout);
    options.height_rows = 4;
    layout_set_options(page.layout, &options);
    expect_page(
        &page, 4,
        "│Een zin over water. ──────────┤ een\n"
        "                               │ twee\n"
        "                               │ drie                                A 2023-11-21\n"
        "\n");
    page_free(&page);
}

static void states_and_conflicts_are_told_as_under_the_passage(void **state)
{
    struct page page;

    (void)state;
    make(&page, report,
         "note | bruggen | tekst | A 2023-11-23 | check conflict\n"
         "note | !3 | van vroeger | A 2023-11-23\n");
    expect_page(
        &page, 9,
        "▾ I. Deel              2 notes │\n"
        " ▾ 1. Bruggen           1 note │\n"
        " │ Een zin over bruggen. ──────┤ tekst                               A 2023-11-23\n"
        "                               │ or  een andere tekst          B. Maes 2023-11-23\n"
        "   Een zin over wegen en een   │ to be checked  “bruggen”\n"
        "   over paden.                 │\n"
        "                               │\n"
        " ▾ 2. Water             1 note │ van vroeger                         A 2023-11-23\n"
        "   Een zin over water.         │ orphan  “verloren passage”\n");
    page_free(&page);
}

static void in_ascii_the_lines_are_of_ascii(void **state)
{
    struct page page;
    struct layout_options options;

    (void)state;
    make(&page, report,
         "note | bruggen | een\\ntwee\\ndrie | A 2023-11-21\n"
         "note | bruggen | vier | A 2023-11-22\n");
    options = *layout_options(page.layout);
    options.ascii = true;
    layout_set_options(page.layout, &options);
    expect_page(
        &page, 6,
        "v I. Deel              2 notes |\n"
        " v 1. Bruggen          2 notes |\n"
        " | Een zin over bruggen. ------+ een\n"
        "                               | twee\n"
        "   Een zin over wegen en een   | drie                                A 2023-11-21\n"
        "   over paden.                 + vier                                A 2023-11-22\n");
    page_free(&page);
}

static void a_table_wider_than_the_text_keeps_its_notes_under_it(void **state)
{
    struct page page;

    (void)state;
    make(&page,
         "para Vooraf.\n"
         "row Een tamelijk lange cel in de tabel\tEen tweede lange cel ernaast\n"
         "row Nederland\tvoor\n"
         "para Achteraf.\n",
         "note | Vooraf | een\\ntwee\\ndrie | A 2023-11-21\n"
         "note | Nederland | bij de tabel | A 2023-11-21\n"
         "note | Achteraf | daarna | A 2023-11-21\n");
    expect_page(&page, 7,
                "│Vooraf. ──────────────────────┤ een …\n"
                "\n"
                " Een tamelijk lange cel in de tabel  Een tweede lange cel ernaast\n"
                "│Nederland                           voor\n"
                "│ note  bij de tabel\n"
                "│                 A 2023-11-21\n"
                "                               │\n");
    page_free(&page);
}

static void a_closed_heading_hides_its_notes(void **state)
{
    struct page page;

    (void)state;
    make(&page, report, crowd);
    layout_set_closed(page.layout, 1, true);
    expect_page(
        &page, 4,
        "▾ I. Deel              6 notes │\n"
        " ▸ 1. Bruggen          5 notes │\n"
        " ▾ 2. Water             1 note ┤ negen                               A 2023-11-25\n"
        "   Een zin over water.         │\n");
    page_free(&page);
}

static void steps_go_over_the_text_alone(void **state)
{
    struct page page;
    struct layout_place place;

    (void)state;
    make(&page, report, crowd);
    place = layout_first(page.layout);
    do
        assert_int_equal(layout_row_at(page.layout, place)->annotation, REPORT_NONE);
    while (layout_step(page.layout, &place, true));
    place = annotation_place(&page, 3);
    assert_true(layout_step(page.layout, &place, true));
    assert_int_equal(layout_row_at(page.layout, place)->line, 1);
    assert_int_equal(place.block, 3);
    page_free(&page);
}

static void the_measure_leaves_the_margin_its_room(void **state)
{
    struct page page;
    struct layout_options options;

    (void)state;
    make(&page, report, crowd);
    options = *layout_options(page.layout);
    options.measure_cols = 1000;
    layout_set_options(page.layout, &options);
    assert_int_equal(layout_text_cols(page.layout), WIDTH_COLS - 27);
    options.notes = NOTES_INLINE;
    layout_set_options(page.layout, &options);
    assert_int_equal(layout_text_cols(page.layout), WIDTH_COLS);
    page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_stands_beside_its_passage),
        cmocka_unit_test(crowded_notes_push_down_in_order),
        cmocka_unit_test(what_finds_no_room_is_counted),
        cmocka_unit_test(the_note_in_focus_is_there_whole),
        cmocka_unit_test(a_long_note_in_focus_begins_higher_where_the_page_ends),
        cmocka_unit_test(a_report_that_ends_in_sight_has_room_below),
        cmocka_unit_test(states_and_conflicts_are_told_as_under_the_passage),
        cmocka_unit_test(in_ascii_the_lines_are_of_ascii),
        cmocka_unit_test(a_table_wider_than_the_text_keeps_its_notes_under_it),
        cmocka_unit_test(a_closed_heading_hides_its_notes),
        cmocka_unit_test(steps_go_over_the_text_alone),
        cmocka_unit_test(the_measure_leaves_the_margin_its_room),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
