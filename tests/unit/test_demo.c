/* The margin of the built-in sample: src/demo.tsv fits src/sample.txt, and teaches the keys. */
#include "config.h"

#include "format/format.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "council/council.h"
#include "text/text.h"

#include "demo.tsv.h"
#include "sample.txt.h"

enum { KIND, ITEM, QUOTE, WORDS };

static struct format_source *source;

static int open_sample(void **state)
{
    struct error error = {0};

    (void)state;
    return format_open_bytes(&source, "sample.txt", sample_txt, sizeof sample_txt - 1, NULL, &error)
               ? 0
               : 1;
}

static int close_sample(void **state)
{
    (void)state;
    format_close(source);
    return 0;
}

/* Where a row stands: code points of the quote, or of the item's heading; SIZE_MAX where it does not
 * stand exactly once. */
static size_t place_of(const char *const row[4])
{
    const struct report *report = format_report(source);
    size_t found, start_points, end_points, start_bytes, end_bytes;
    size_t heading = report_find_heading(report, row[ITEM], &found);
    size_t quote_bytes = strlen(row[QUOTE]), place = SIZE_MAX;

    if (heading == REPORT_NONE)
        return SIZE_MAX;
    report_section_points(report, heading, &start_points, &end_points);
    if (quote_bytes == 0)
        return start_points;
    start_bytes = report_points_to_bytes(report, start_points);
    end_bytes = report_points_to_bytes(report, end_points);
    for (size_t at = start_bytes; at + quote_bytes <= end_bytes; at++) {
        if (memcmp(report->text.data + at, row[QUOTE], quote_bytes) != 0)
            continue;
        if (place != SIZE_MAX)
            return SIZE_MAX;
        place = report_bytes_to_points(report, at);
    }
    return place;
}

static void every_row_has_exactly_one_place_in_the_sample(void **state)
{
    (void)state;
    for (size_t i = 0; i < demo_tsv_rows; i++) {
        if (place_of(demo_tsv[i]) == SIZE_MAX)
            print_message("# row %zu: %s\n", i + 1, demo_tsv[i][QUOTE]);
        assert_true(place_of(demo_tsv[i]) != SIZE_MAX);
    }
}

static void kinds_are_those_of_the_program(void **state)
{
    static const char *const kinds[] = {"note",       "question", "concern",
                                        "commitment", "todo",     "stance"};

    (void)state;
    for (size_t i = 0; i < demo_tsv_rows; i++) {
        bool known = false;

        for (size_t j = 0; j < COUNT_OF(kinds); j++)
            known = known || strcmp(demo_tsv[i][KIND], kinds[j]) == 0;
        assert_true(known);
    }
}

/* "NL=+ DE=~" */
static void assert_stances(const char *words)
{
    while (*words != '\0') {
        size_t word_bytes = strcspn(words, " "), actor_bytes = strcspn(words, "=");
        char *actor = base_copy_bytes(words, actor_bytes);
        enum stance stance;

        assert_true(actor_bytes < word_bytes);
        assert_non_null(council_find_actor(actor));
        assert_true(stance_parse(words + actor_bytes + 1, word_bytes - actor_bytes - 1, &stance));
        free(actor);
        words += word_bytes;
        words += strspn(words, " ");
    }
}

static void stances_name_known_actors_and_signs(void **state)
{
    size_t stance_rows = 0;

    (void)state;
    for (size_t i = 0; i < demo_tsv_rows; i++) {
        if (strcmp(demo_tsv[i][KIND], "stance") != 0)
            continue;
        assert_stances(demo_tsv[i][WORDS]);
        stance_rows++;
    }
    assert_true(stance_rows >= 5);
}

static void notes_are_short(void **state)
{
    (void)state;
    for (size_t i = 0; i < demo_tsv_rows; i++) {
        size_t points = text_count_points(demo_tsv[i][WORDS], strlen(demo_tsv[i][WORDS]));

        assert_in_range(points, 1, 160);
    }
}

/* One by one down the page, from the first key that a reader needs to leaving. */
static void notes_teach_the_keys_in_the_order_of_the_page(void **state)
{
    static const char *const taught[] = {
        "Tab",       "]n", "j en k", "]]",    "]t",         "druk op a", "v begint", "/kabel",
        "druk op t", "dd", "Ctrl-R", "L zet", "M verbergt", ":export",   "F1",       "q sluit",
    };
    size_t next = 0, last_place = 0;

    (void)state;
    for (size_t i = 0; i < demo_tsv_rows; i++) {
        const char *words = demo_tsv[i][WORDS], *at;

        if (strcmp(demo_tsv[i][KIND], "stance") == 0)
            continue;
        assert_true(place_of(demo_tsv[i]) >= last_place);
        last_place = place_of(demo_tsv[i]);
        for (; next < COUNT_OF(taught) && (at = strstr(words, taught[next])) != NULL; next++)
            words = at;
    }
    if (next < COUNT_OF(taught))
        print_message("# not taught: %s\n", taught[next]);
    assert_int_equal(next, COUNT_OF(taught));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_exactly_one_place_in_the_sample),
        cmocka_unit_test(kinds_are_those_of_the_program),
        cmocka_unit_test(stances_name_known_actors_and_signs),
        cmocka_unit_test(notes_are_short),
        cmocka_unit_test(notes_teach_the_keys_in_the_order_of_the_page),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
