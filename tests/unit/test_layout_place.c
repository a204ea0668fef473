/* Folds, steps, positions and columns: what layout/layout.h says of places on the page. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout_fixture.h"

/* block:                                        heading: */
static const char report[] = "para Vooraf.\n"                          /* 0              */
                             "part I. Deel een\n"                      /* 1      0       */
                             "item 1. Eerste punt\n"                   /* 2        1     */
                             "para Een zin over bruggen en wegen.\n"   /* 3              */
                             "sub 1a. Onderpunt\n"                     /* 4          2   */
                             "para Een zin over paden.\n"              /* 5              */
                             "item 2. Tweede punt\n"                   /* 6        3     */
                             "para Een zin over water.\n"              /* 7              */
                             "part II. Deel twee\n"                    /* 8      4       */
                             "item 3. Derde punt\n"                    /* 9        5     */
                             "para De laatste zin van het verslag.\n"; /* 10             */

static const char contents[] =
    "note | paden | eerste | A 2024-01-25\n"
    "note | paden | tweede is lang genoeg voor twee regels | A 2024-01-26\n"
    "stance | paden | NL+ DE- | A 2024-01-26\n"
    "note | @4 | over het punt | A 2024-01-26\n";

/* The words of the row at a place, for reading in assertions. */
static char *words_at(struct page *page, struct layout_place place)
{
    struct layout_line line = {0};
    struct buffer words = {0};
    size_t skip;

    layout_emit(page->layout, layout_row_at(page->layout, place), NULL, &line);
    buffer_append(&words, line.text.data, line.text.len_bytes);
    layout_line_release(&line);
    skip = words.data != NULL ? strspn(words.data, " ") : 0;
    if (words.data == NULL)
        return base_copy_string("");
    memmove(words.data, words.data + skip, words.len_bytes - skip + 1);
    return buffer_detach(&words);
}

static void expect_words(struct page *page, struct layout_place place, const char *expected)
{
    char *words = words_at(page, place);

    assert_string_equal(words, expected);
    free(words);
}

/* The blocks that a walk from the first to the last meets, as text; the walk back must meet the same. */
static void expect_walk(struct page *page, const char *expected)
{
    struct buffer forward = {0};
    size_t blocks[16], count = 0, block;

    for (block = 0; block != REPORT_NONE; block = layout_next_block(page->layout, block)) {
        assert_true(layout_is_visible(page->layout, block));
        buffer_append_format(&forward, "%s%zu", count > 0 ? " " : "", block);
        blocks[count++] = block;
    }
    assert_string_equal(forward.data, expected);
    buffer_release(&forward);
    for (block = blocks[count - 1]; count > 0; count--) {
        assert_int_equal(block, blocks[count - 1]);
        block = layout_previous_block(page->layout, block);
    }
    assert_int_equal(block, REPORT_NONE);
}

/* ---- folds ------------------------------------------------------------------------------------- */

static void a_closed_heading_hides_its_whole_section(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, report, contents, 80);
    expect_walk(&page, "0 1 2 3 4 5 6 7 8 9 10");
    layout_set_closed(page.layout, 1, true);
    expect_walk(&page, "0 1 2 6 7 8 9 10");
    layout_set_closed(page.layout, 4, true);
    expect_walk(&page, "0 1 2 6 7 8");
    layout_set_closed(page.layout, 0, true);
    expect_walk(&page, "0 1 8");
    layout_set_closed(page.layout, 0, false);
    expect_walk(&page, "0 1 2 6 7 8");
    page_free(&page);
}

static void the_outermost_closed_heading_stands_for_a_hidden_block(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, report, contents, 80);
    layout_set_closed(page.layout, 2, true);
    assert_int_equal(layout_visible_block(page.layout, 5), 4);
    assert_int_equal(layout_visible_block(page.layout, 4), 4);
    layout_set_closed(page.layout, 0, true);
    assert_int_equal(layout_visible_block(page.layout, 5), 1);
    assert_int_equal(layout_visible_block(page.layout, 4), 1);
    assert_int_equal(layout_visible_block(page.layout, 8), 8);
    assert_int_equal(layout_visible_block(page.layout, 999), 10);
    assert_int_equal(layout_next_block(page.layout, 5), 8);
    assert_int_equal(layout_previous_block(page.layout, 5), 0);
    assert_false(layout_is_visible(page.layout, 3));
    page_free(&page);
}

static void revealing_opens_what_hides_a_block_and_no_more(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, report, contents, 80);
    for (size_t i = 0; i < 6; i++)
        layout_set_closed(page.layout, i, true);
    assert_true(layout_reveal(page.layout, 4, false));
    expect_walk(&page, "0 1 2 3 4 6 8");
    assert_false(layout_reveal(page.layout, 4, false));
    assert_true(layout_reveal(page.layout, 4, true));
    expect_walk(&page, "0 1 2 3 4 5 6 8");
    assert_false(layout_reveal(page.layout, 0, true));
    assert_true(layout_is_closed(page.layout, 5));
    assert_false(layout_is_closed(page.layout, 99));
    page_free(&page);
}

/* ---- steps ------------------------------------------------------------------------------------- */

static void steps_go_over_every_row_and_stop_at_the_ends(void **state)
{
    struct page page;
    struct layout_place place, last, other;
    size_t steps = 0;

    (void)state;
    page_make(&page, report, contents, 30);
    place = layout_first(page.layout);
    last = layout_last(page.layout);
    assert_false(layout_step(page.layout, &place, false));
    assert_int_equal(place.block, 0);
    assert_int_equal(place.row, 0);
    while (layout_step(page.layout, &place, true))
        steps++;
    assert_memory_equal(&place, &last, sizeof place);
    other = layout_first(page.layout);
    assert_int_equal(layout_step_rows(page.layout, &other, steps, true), steps);
    assert_memory_equal(&other, &last, sizeof other);
    assert_int_equal(layout_step_rows(page.layout, &other, 5, true), 0);
    assert_int_equal(layout_step_rows(page.layout, &other, 10000, false), steps);
    place = layout_first(page.layout);
    assert_memory_equal(&other, &place, sizeof other);
    page_free(&page);
}

static void a_stale_place_is_brought_back_to_the_page(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, report, contents, 80);
    expect_words(&page, (struct layout_place){3, 99}, "Een zin over bruggen en wegen.");
    layout_set_closed(page.layout, 0, true);
    expect_words(
        &page, (struct layout_place){3, 0},
        "▸ I. Deel een                                                            3 notes");
    page_free(&page);
}

static void rows_stay_until_more_blocks_are_asked_for_than_are_kept(void **state)
{
    struct report *many = fixture_report("para eerste alinea\n");
    struct layout_options options = {.width_cols = 80, .measure_cols = 80};
    const struct layout_row *rows;
    struct layout_row before;
    struct layout *layout;
    size_t count, other_count;

    (void)state;
    for (size_t i = 0; i < 2000; i++)
        fixture_report_add(many, "para", "nog een alinea", 14);
    layout = layout_new(many, &options);
    for (size_t i = 0; i < 2001; i++)
        layout_rows(layout, i, &count);
    for (size_t i = 0; i < 2001; i += 7) {
        rows = layout_rows(layout, i, &count);
        before = rows[count - 1];
        for (size_t k = 1; k <= 200; k++)
            layout_rows(layout, (i + k * 5) % 2001, &other_count);
        assert_memory_equal(&rows[count - 1], &before, sizeof before);
        assert_ptr_equal(layout_rows(layout, i, &count), rows);
    }
    layout_free(layout);
    report_free(many);
}

/* ---- positions --------------------------------------------------------------------------------- */

static struct layout_position position_of_words(struct page *page, const char *words)
{
    struct layout_place place = layout_first(page->layout);

    do {
        char *shown = words_at(page, place);
        bool found = strstr(shown, words) != NULL;

        free(shown);
        if (found)
            return layout_position_of(page->layout, place);
    } while (layout_step(page->layout, &place, true));
    fail_msg("no row shows %s", words);
    return (struct layout_position){0};
}

static void a_position_outlives_resizing(void **state)
{
    static const char *const words[] = {"Vooraf", "1. Eerste",     "bruggen", "eerste", "tweede",
                                        "NL+",    "over het punt", "water",   "verslag"};
    struct page page;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        page_make(&page, report, contents, 80);
        struct layout_position position = position_of_words(&page, words[i]);

        for (int width_cols = 60; width_cols > 0; width_cols -= 7) {
            const struct layout_row *row;

            page_set_width(&page, width_cols);
            row = layout_row_at(page.layout, layout_place_of(page.layout, &position));
            assert_int_equal(row->block, position.block);
            assert_int_equal(row->annotation != REPORT_NONE, position.on_annotation);
            if (!position.on_annotation)
                assert_in_range(position.at_bytes, row->start_bytes, row->end_bytes);
        }
        page_set_width(&page, 80);
        struct layout_position after =
            layout_position_of(page.layout, layout_place_of(page.layout, &position));
        assert_memory_equal(&after, &position, sizeof after);
        page_free(&page);
    }
}

static void a_position_inside_a_fold_is_the_heading_that_hides_it(void **state)
{
    struct page page;
    struct layout_position position;

    (void)state;
    page_make(&page, report, contents, 80);
    position = position_of_words(&page, "note  eerste");
    assert_true(position.on_annotation);
    assert_false(position.is_stance);
    layout_set_closed(page.layout, 2, true);
    expect_words(&page, layout_place_of(page.layout, &position),
                 "▸ 1a. Onderpunt                                             2 notes  DE- NL+");
    layout_set_closed(page.layout, 0, true);
    assert_int_equal(layout_place_of(page.layout, &position).block, 1);
    layout_reveal(page.layout, position.block, true);
    layout_set_closed(page.layout, 2, false);
    expect_words(&page, layout_place_of(page.layout, &position),
                 "│ note  eerste                                                A 2024-01-25");
    page_free(&page);
}

static void a_position_on_an_annotation_follows_it(void **state)
{
    struct page page;
    struct layout_position note, stances;
    struct sidecar_contents other;

    (void)state;
    page_make(&page, report, contents, 40);
    note = position_of_words(&page, "twee regels");
    stances = position_of_words(&page, "DE- NL+  "); /* the tags, not the badge */
    assert_int_equal(note.line, 1);
    assert_true(stances.on_annotation && stances.is_stance);
    /* the notes moved to another paragraph, one with other words before it, ids kept */
    fixture_contents(&other, page.report,
                     "note | water | nieuw | A 2024-01-24\n"
                     "note | water | tweede is lang genoeg voor twee regels | A 2024-01-26\n"
                     "stance | water | NL+ | A 2024-01-26\n");
    layout_set_contents(page.layout, &other);
    assert_int_equal(layout_place_of(page.layout, &note).block, 7);
    expect_words(&page, layout_place_of(page.layout, &note),
                 "│       twee regels     A 2024-01-26");
    expect_words(&page, layout_place_of(page.layout, &stances),
                 "│ NL+                   A 2024-01-26");
    /* and then they were deleted: the text they stood under has the place */
    layout_set_contents(page.layout, NULL);
    expect_words(&page, layout_place_of(page.layout, &note), "Een zin over paden.");
    expect_words(&page, layout_place_of(page.layout, &stances), "Een zin over paden.");
    fixture_contents_release(&other);
    page_free(&page);
}

static void a_place_in_the_text_is_the_row_that_shows_it(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, report, contents, 20);
    expect_words(&page, layout_place_at_bytes(page.layout, 0), "Vooraf.");
    expect_words(&page, layout_place_at_bytes(page.layout, fixture_bytes(page.report, "bruggen")),
                 "bruggen en wegen.");
    expect_words(&page, layout_place_at_bytes(page.layout, fixture_bytes(page.report, " bruggen")),
                 "Een zin over");
    expect_words(&page, layout_place_at_bytes(page.layout, page.report->text.len_bytes),
                 "het verslag.");
    layout_set_closed(page.layout, 0, true);
    assert_int_equal(
        layout_place_at_bytes(page.layout, fixture_bytes(page.report, "bruggen")).block, 1);
    page_free(&page);
}

/* ---- columns ----------------------------------------------------------------------------------- */

static void columns_and_offsets_go_both_ways(void **state)
{
    struct page page;
    const struct layout_row *row;
    size_t start, count;

    (void)state;
    page_make(&page, "item 1. Kop\npara a漢e\xCC\x81\x01z\n", "", 80);
    row = &layout_rows(page.layout, 1, &count)[0];
    start = row->start_bytes;
    assert_int_equal(row->indent_cols, 4);
    /*          bytes: a 0, 漢 1, é 4, ^A 7, z 8; columns: a 4, 漢 5, é 7, ^A 8, z 10 */
    static const struct {
        size_t bytes;
        int column_cols;
    } clusters[] = {{0, 4}, {1, 5}, {4, 7}, {7, 8}, {8, 10}};
    for (size_t i = 0; i < COUNT_OF(clusters); i++) {
        assert_int_equal(layout_column_of(page.layout, row, start + clusters[i].bytes),
                         clusters[i].column_cols);
        assert_int_equal(layout_offset_at(page.layout, row, clusters[i].column_cols),
                         start + clusters[i].bytes);
    }
    assert_int_equal(layout_offset_at(page.layout, row, 6), start + 1);
    assert_int_equal(layout_offset_at(page.layout, row, 0), start);
    assert_int_equal(layout_offset_at(page.layout, row, 70), start + 8);
    assert_int_equal(layout_column_of(page.layout, row, start + 2), 5);
    assert_int_equal(layout_column_of(page.layout, row, start + 99), 11);
    row = &layout_rows(page.layout, 0, &count)[0];
    assert_int_equal(layout_column_of(page.layout, row, 0), 2);
    page_free(&page);
}

/* ---- large and growing reports ----------------------------------------------------------------- */

static void a_paragraph_of_a_million_characters_has_its_rows(void **state)
{
    struct report *long_report = fixture_report("item 1. Lang\n");
    struct layout_options options = {.width_cols = 80, .measure_cols = 80};
    struct buffer text = {0};
    struct layout_place place;
    struct layout *layout;
    size_t count;

    (void)state;
    while (text.len_bytes < 1000000)
        buffer_append_format(&text, "woord%zu ", text.len_bytes);
    fixture_report_add(long_report, "para", text.data, text.len_bytes - 1);
    layout = layout_new(long_report, &options);
    layout_rows(layout, 1, &count);
    assert_in_range(count, 13157, 20000);
    place = layout_place_at_bytes(layout, long_report->text.len_bytes / 2);
    assert_int_equal(layout_step_rows(layout, &place, 5000, true), 5000);
    assert_true(layout_row_at(layout, place)->start_bytes > long_report->text.len_bytes / 2);
    layout_free(layout);
    report_free(long_report);
    buffer_release(&text);
}

static void a_growing_report_gets_longer_at_its_end(void **state)
{
    struct page page;
    char *shown;

    (void)state;
    page_make(&page, "item 1. Punt\n", "note | ! | kwijt | A 2024-01-25\n", 40);
    expect_words(&page, layout_first(page.layout), "▾ 1. Punt");
    layout_set_closed(page.layout, 0, true);
    fixture_report_add(page.report, "para", "Tekst.", 6);
    fixture_report_add(page.report, "item", "2. Nog een", 10);
    fixture_report_add(page.report, "para", "Meer.", 5);
    layout_grown(page.layout);
    shown = fixture_page(page.layout);
    assert_string_equal(shown, "▸ 1. Punt\n"
                               "▾ 2. Nog een\n"
                               "    Meer.\n"
                               "│ note  kwijt               A 2024-01-25\n"
                               "│ orphan  “verloren passage”\n");
    free(shown);
    page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_closed_heading_hides_its_whole_section),
        cmocka_unit_test(the_outermost_closed_heading_stands_for_a_hidden_block),
        cmocka_unit_test(revealing_opens_what_hides_a_block_and_no_more),
        cmocka_unit_test(steps_go_over_every_row_and_stop_at_the_ends),
        cmocka_unit_test(a_stale_place_is_brought_back_to_the_page),
        cmocka_unit_test(rows_stay_until_more_blocks_are_asked_for_than_are_kept),
        cmocka_unit_test(a_position_outlives_resizing),
        cmocka_unit_test(a_position_inside_a_fold_is_the_heading_that_hides_it),
        cmocka_unit_test(a_position_on_an_annotation_follows_it),
        cmocka_unit_test(a_place_in_the_text_is_the_row_that_shows_it),
        cmocka_unit_test(columns_and_offsets_go_both_ways),
        cmocka_unit_test(a_paragraph_of_a_million_characters_has_its_rows),
        cmocka_unit_test(a_growing_report_gets_longer_at_its_end),
    };

    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
