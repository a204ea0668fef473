/* What text/text.h promises of folding and search. */
#include "config.h"

#include "text/text.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text_samples.h"

#define ACUTE "\xCC\x81"

/* ---- folding --------------------------------------------------------------------------------- */

static void check_folded(const char *text, const char *expected)
{
    struct buffer out = {0};

    text_fold(text, strlen(text), &out);
    assert_string_equal(out.data, expected);
    buffer_release(&out);
}

static void fold_drops_case_and_diacritics(void **state)
{
    (void)state;
    check_folded("Co\xC3\xB6rdinatie", "coordinatie");
    check_folded("E" ACUTE "\xC3\x89\xC3\xAA", "eee");
    check_folded("Stra\xC3\x9F"
                 "e \xE1\xBA\x9E",
                 "strasse ss");
    check_folded("\xC4\xB0stanbul \xC4\xB1", "istanbul i");
    check_folded("J\xC3\xB8rgensen \xC5\x81\xC3\xB3"
                 "d\xC5\xBA \xC4\x90",
                 "jorgensen lodz d");
    check_folded("\xC5\x93uvre \xC3\x86ro \xC4\xB2", "oeuvre aero ij");
    check_folded(
        "\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1\xCF\x82", /* Athens, with a final sigma */
        "\xCE\xB1\xCE\xB8\xCE\xB7\xCE\xBD\xCE\xB1\xCF\x83");
    check_folded("\xD0\xA1\xD0\xBE\xD1\x84\xD0\xB8\xD1\x8F \xD0\x99",
                 "\xD1\x81\xD0\xBE\xD1\x84\xD0\xB8\xD1\x8F \xD0\xB8");
    check_folded("\xEF\xAC\x81n", "fin"); /* a ligature */
    check_folded("\xC7\xBE\xC7\xBD", "oae");
    check_folded("\xEA\xB0\x81", "\xEA\xB0\x81"); /* Hangul stays whole */
    check_folded("\xE2\x89\xA0", "\xE2\x89\xA0"); /* and so does what is no letter */
}

static void fold_brings_spaces_quotes_and_dashes_to_ascii(void **state)
{
    (void)state;
    check_folded("a\xC2\xA0 \t\n\xE2\x80\xAF"
                 "b",
                 "a b");
    check_folded(" a ", " a ");
    check_folded(
        "\xE2\x80\x98x\xE2\x80\x99 \xE2\x80\x9Cy\xE2\x80\x9D \xC2\xABz\xC2\xBB \xE2\x80\x9Eq",
        "'x' \"y\" \"z\" \"q");
    check_folded("\xE2\x80\x93\xE2\x80\x94\xE2\x80\x91\xE2\x88\x92", "----");
    check_folded("co\xC2\xADop\xE2\x80\x8B\xEF\xBB\xBF", "coop");
    check_folded("a \xE2\x80\x8B b", "a b");
    check_folded("", "");
}

static void fold_of_a_fold_is_itself(void **state)
{
    struct buffer text = {0}, once = {0}, twice = {0};

    (void)state;
    for (uint32_t point = 1; point < 0x110000; point++) {
        if (point >= 0xD800 && point < 0xE000)
            continue;
        buffer_clear(&text);
        buffer_clear(&once);
        buffer_clear(&twice);
        samples_append_point(&text, point);
        text_fold(text.data, text.len_bytes, &once);
        buffer_reserve(&twice, 0);
        text_fold(once.data, once.len_bytes, &twice);
        if (strcmp(once.data, twice.data) != 0)
            fail_msg("U+%04X folds to '%s', and that to '%s'", (unsigned)point, once.data,
                     twice.data);
    }
    buffer_release(&text);
    buffer_release(&once);
    buffer_release(&twice);
}

static void check_equal(const char *left, const char *right, bool expected)
{
    assert_int_equal(text_equal_folded(left, strlen(left), right, strlen(right)), expected);
    assert_int_equal(text_equal_folded(right, strlen(right), left, strlen(left)), expected);
}

static void equal_folded_trims_and_folds(void **state)
{
    (void)state;
    check_equal("Binnenlandse Zaken", " binnenlandse \xC2\xA0 zaken\n", true);
    check_equal("Beli\xC3\xAB", "belie", true);
    check_equal("\xE2\x80\x98x\xE2\x80\x99", "'X'", true);
    check_equal("", " \t", true);
    check_equal("a", "", false);
    check_equal("a", "ab", false);
    check_equal("a b", "ab", false);
    check_equal("Straße", "STRASSE", true);
}

/* ---- finding --------------------------------------------------------------------------------- */

/* The match as "start-end", or "none". */
static void check_found_from(const char *query_text, const char *text, size_t from_bytes,
                             const char *expected)
{
    struct text_query query;
    size_t start_bytes = 0, end_bytes = 0;
    char found[64] = "none";

    text_query_init(&query, query_text, strlen(query_text));
    if (text_query_find(&query, text, strlen(text), from_bytes, &start_bytes, &end_bytes))
        snprintf(found, sizeof found, "%zu-%zu", start_bytes, end_bytes);
    if (strcmp(found, expected) != 0)
        fail_msg("'%s' in '%s': %s, not %s", query_text, text, found, expected);
    text_query_release(&query);
}

static void check_found(const char *query_text, const char *text, const char *expected)
{
    check_found_from(query_text, text, 0, expected);
}

static void a_query_of_small_letters_ignores_case_and_diacritics(void **state)
{
    (void)state;
    check_found("raad", "De RAAD", "3-7");
    check_found("coordinatie", "De co\xC3\xB6rdinatie van", "3-15");
    check_found("co\xC3\xB6rdinatie", "De coordinatie van", "3-14");
    check_found("strasse",
                "Die Stra\xC3\x9F"
                "e",
                "4-11");
    check_found("i", "\xC4\xB0zmir", "0-2");
    check_found("izmir", "\xC4\xB0ZM\xC4\xB0R", "0-7");
    check_found("'x'", "zie \xE2\x80\x98x\xE2\x80\x99", "4-11");
    check_found("jbz-raad", "de JBZ\xE2\x80\x93Raad", "3-13");
    check_found("coop", "een co\xC2\xADop", "4-10");
    check_found("\xCF\x83", "\xCE\xB1\xCF\x82", "2-4");
    check_found("lidstaat", "lidstaten", "none");
    check_found("d", "abc", "none");
}

static void a_query_with_a_capital_is_exact(void **state)
{
    (void)state;
    check_found("Raad", "de raad, RAAD, Raad", "15-19");
    check_found("Coordinatie", "Co\xC3\xB6rdinatie", "none");
    check_found("Co\xC3\xB6rdinatie", "Co\xC3\xB6rdinatie", "0-12");
    check_found("Coo\xCC\x88rdinatie", "Co\xC3\xB6rdinatie", "0-12"); /* typed decomposed */
    check_found("De  Raad", "De\n Raad", "0-8");
    check_found("X", "X" ACUTE " X", "4-5"); /* not half a cluster */
    check_found("\xC3\x89\xC3\xA9n", "\xC3\xA9\xC3\xA9n \xC3\x89\xC3\xA9n", "6-11");
}

static void white_space_matches_any_run_of_it(void **state)
{
    (void)state;
    check_found("de raad", "de\xC2\xA0\n  Raad", "0-11");
    check_found("de  raad", "de raad", "0-7");
    check_found("de raad", "deraad", "none");
    check_found(" raad", "de  \t raad", "2-10");
    check_found("de ", "de  \n x", "0-6");
    check_found(" ", "a  b", "1-3");
    check_found("\t", "a b", "1-2");
    check_found_from(" ", "a   b", 2, "2-4");
}

static void a_match_covers_whole_clusters(void **state)
{
    (void)state;
    check_found("s",
                "a\xC3\x9F"
                "b",
                "1-3");
    check_found("stras",
                "Stra\xC3\x9F"
                "e",
                "0-6");
    check_found("sen",
                "\xC3\x9F"
                "en",
                "0-4");
    check_found("in", "\xEF\xAC\x81n", "0-4");
    check_found("e", "e" ACUTE ACUTE "x", "0-5");
    check_found("ex", "e" ACUTE "x", "0-4");
    check_found("\xF0\x9F\x91\xA9", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9!", "0-11");
}

static void a_match_starts_at_or_after_from(void **state)
{
    (void)state;
    check_found_from("ra", "ra ra ra", 0, "0-2");
    check_found_from("ra", "ra ra ra", 1, "3-5");
    check_found_from("ra", "ra ra ra", 3, "3-5");
    check_found_from("ra", "ra ra ra", 7, "none");
    check_found_from("ra", "ra", 99, "none");
    check_found_from("a", "aaa", 2, "2-3");
    /* From inside a cluster: the cluster's start lies before. */
    check_found_from("\xCE\xB1", "a\xE2\x80\x8D\xCE\xB1", 1, "4-6");
}

static void an_empty_query_finds_nothing(void **state)
{
    struct text_query query = {0};
    size_t start_bytes, end_bytes;

    (void)state;
    assert_false(text_query_find(&query, "abc", 3, 0, &start_bytes, &end_bytes));
    text_query_release(&query);
    check_found("", "abc", "none");
    check_found("\xE2\x80\x8B", "a\xE2\x80\x8B", "none");
    check_found(ACUTE, "e" ACUTE, "none");
    check_found("a", "", "none");
}

static void queries_tell_whether_they_are_folded(void **state)
{
    static const struct {
        const char *text;
        bool folded;
    } cases[] = {{"raad", true},
                 {"Raad", false},
                 {"2024", true},
                 {"\xC3\xA9\xC3\xA9n", true},
                 {"\xC3\x89\xC3\xA9n", false},
                 {"", true}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text_query query;
        text_query_init(&query, cases[i].text, strlen(cases[i].text));
        assert_int_equal(query.folded, cases[i].folded);
        text_query_release(&query);
        assert_null(query.needle);
    }
}

/* ---- against a search that is slow and plain ------------------------------------------------- */

/* The text folded, and for each byte of that the cluster it came from. */
struct folded_text {
    struct buffer folded;
    size_t *starts_bytes, *ends_bytes;
    size_t capacity_starts, capacity_ends;
};

static void folded_text_add(struct folded_text *folded, const char *text, size_t len_bytes,
                            size_t start_bytes, size_t end_bytes)
{
    struct buffer piece = {0};
    size_t count;

    buffer_reserve(&piece, 0);
    text_fold(text + start_bytes, end_bytes - start_bytes, &piece);
    (void)len_bytes;
    for (size_t i = 0; i < piece.len_bytes; i++) {
        count = folded->folded.len_bytes;
        if (piece.data[i] == ' ' && count > 0 && folded->folded.data[count - 1] == ' ') {
            folded->ends_bytes[count - 1] = end_bytes; /* the run goes on */
            continue;
        }
        folded->starts_bytes = array_reserve(folded->starts_bytes, &folded->capacity_starts,
                                             count + 1, sizeof *folded->starts_bytes);
        folded->ends_bytes = array_reserve(folded->ends_bytes, &folded->capacity_ends, count + 1,
                                           sizeof *folded->ends_bytes);
        folded->starts_bytes[count] = start_bytes;
        folded->ends_bytes[count] = end_bytes;
        buffer_append_char(&folded->folded, piece.data[i]);
    }
    buffer_release(&piece);
}

static bool find_plainly(const struct text_query *query, const char *text, size_t len_bytes,
                         size_t from_bytes, size_t *start_bytes, size_t *end_bytes)
{
    struct folded_text folded = {0};
    const char *at;
    bool found;

    buffer_reserve(&folded.folded, 0);
    for (size_t next_bytes; from_bytes < len_bytes; from_bytes = next_bytes) {
        next_bytes = text_cluster_next(text, len_bytes, from_bytes);
        folded_text_add(&folded, text, len_bytes, from_bytes, next_bytes);
    }
    at = query->len_bytes == 0
             ? NULL
             : memmem(folded.folded.data, folded.folded.len_bytes, query->needle, query->len_bytes);
    found = at != NULL;
    if (found) {
        *start_bytes = folded.starts_bytes[at - folded.folded.data];
        *end_bytes = folded.ends_bytes[(size_t)(at - folded.folded.data) + query->len_bytes - 1];
    }
    buffer_release(&folded.folded);
    free(folded.starts_bytes);
    free(folded.ends_bytes);
    return found;
}

/* A piece of the text, or something else. */
static void random_needle(struct samples *samples, const struct buffer *text, struct buffer *needle)
{
    size_t start_bytes, end_bytes;
    int clusters = 1 + (int)samples_number(samples, 4);

    samples_points(samples, needle, 3);
    if (text->len_bytes == 0 || samples_number(samples, 4) == 0)
        return;
    start_bytes = text_cluster_previous(text->data, text->len_bytes,
                                        1 + samples_number(samples, (uint32_t)text->len_bytes));
    for (end_bytes = start_bytes; clusters > 0; clusters--)
        end_bytes = text_cluster_next(text->data, text->len_bytes, end_bytes);
    buffer_clear(needle);
    text_fold(text->data + start_bytes, end_bytes - start_bytes, needle);
}

static void finding_is_searching_the_fold(void **state)
{
    struct buffer raw = {0}, text = {0}, needle = {0};
    struct samples samples;
    size_t found_count = 0;

    (void)state;
    samples_init(&samples, "finding_is_searching_the_fold");
    for (int round = 0; round < 20000; round++) {
        size_t replaced_count = 0, from_bytes = 0, start, end, plain_start, plain_end;
        struct text_query query;
        bool found, plainly;

        samples_points(&samples, &raw, 40);
        buffer_clear(&text);
        text_decode(raw.data, raw.len_bytes, true, &text, &replaced_count);
        random_needle(&samples, &text, &needle);
        text_query_init(&query, needle.data, needle.len_bytes);
        if (!query.folded) {
            text_query_release(&query);
            continue;
        }
        do {
            found = text_query_find(&query, text.data, text.len_bytes, from_bytes, &start, &end);
            plainly = find_plainly(&query, text.data, text.len_bytes, from_bytes, &plain_start,
                                   &plain_end);
            assert_int_equal(found, plainly);
            if (found) {
                assert_int_equal(start, plain_start);
                assert_int_equal(end, plain_end);
                assert_true(end > start && start >= from_bytes);
                from_bytes = end;
                found_count++;
            }
        } while (found);
        text_query_release(&query);
    }
    assert_true(found_count > 1000); /* the samples are worth something */
    buffer_release(&raw);
    buffer_release(&text);
    buffer_release(&needle);
}

static void finding_in_broken_bytes_stays_inside(void **state)
{
    struct buffer text = {0}, needle = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "finding_in_broken_bytes_stays_inside");
    for (int round = 0; round < 10000; round++) {
        struct text_query query;
        size_t from_bytes = 0, start, end;
        char *exact;

        samples_bytes(&samples, &text, 30);
        samples_bytes(&samples, &needle, 2);
        exact = malloc(text.len_bytes + 1); /* so that reading past the end is seen */
        assert_non_null(exact);
        memcpy(exact + 1, text.data, text.len_bytes);
        text_query_init(&query, needle.data, needle.len_bytes);
        while (text_query_find(&query, exact + 1, text.len_bytes, from_bytes, &start, &end)) {
            assert_true(start >= from_bytes && end > start && end <= text.len_bytes);
            from_bytes = end;
        }
        text_query_release(&query);
        free(exact);
    }
    buffer_release(&text);
    buffer_release(&needle);
}

static void finding_bears_a_million_of_anything(void **state)
{
    static const struct {
        const char *unit, *query;
    } cases[] = {{"a", "aab"},          {" ", " x"},
                 {ACUTE, "e"},          {"e" ACUTE, "eeee\xC3\xB8"},
                 {"\xE2\x80\x8B", "a"}, {"  \xE2\x80\x8B", "  y"},
                 {"A ", "A B"}};
    struct buffer text = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text_query query;
        size_t start, end;

        buffer_clear(&text);
        while (text.len_bytes < 1000000)
            buffer_append_string(&text, cases[i].unit);
        text_query_init(&query, cases[i].query, strlen(cases[i].query));
        assert_false(text_query_find(&query, text.data, text.len_bytes, 0, &start, &end));
        text_query_release(&query);
    }
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fold_drops_case_and_diacritics),
        cmocka_unit_test(fold_brings_spaces_quotes_and_dashes_to_ascii),
        cmocka_unit_test(fold_of_a_fold_is_itself),
        cmocka_unit_test(equal_folded_trims_and_folds),
        cmocka_unit_test(a_query_of_small_letters_ignores_case_and_diacritics),
        cmocka_unit_test(a_query_with_a_capital_is_exact),
        cmocka_unit_test(white_space_matches_any_run_of_it),
        cmocka_unit_test(a_match_covers_whole_clusters),
        cmocka_unit_test(a_match_starts_at_or_after_from),
        cmocka_unit_test(an_empty_query_finds_nothing),
        cmocka_unit_test(queries_tell_whether_they_are_folded),
        cmocka_unit_test(finding_is_searching_the_fold),
        cmocka_unit_test(finding_in_broken_bytes_stays_inside),
        cmocka_unit_test(finding_bears_a_million_of_anything),
    };

    return cmocka_run_group_tests_name("text_find", tests, NULL, NULL);
}
