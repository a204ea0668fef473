/* A reader's corrections of an outline: report_correct, report_set_meeting and their words. */
#include "config.h"

#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report_check.h"

static struct report *make(const char *text)
{
    const char *broken;
    struct report *report = report_of_text(text, strlen(text), 0, &broken);

    if (broken != NULL)
        fail_msg("broken promise: %s", broken);
    return report;
}

/* The block that begins so. */
static size_t block_of(const struct report *report, const char *beginning)
{
    for (size_t i = 0; i < report->block_count; i++)
        if (strncmp(report->text.data + report->blocks[i].start_bytes, beginning,
                    strlen(beginning)) == 0)
            return i;
    fail_msg("no block begins with %s", beginning);
    return REPORT_NONE;
}

static void assert_promises(const struct report *report)
{
    size_t where;
    const char *broken = report_check(report, &where);

    if (broken != NULL)
        fail_msg("broken promise at %zu: %s", where, broken);
}

/* Pairs of a block's beginning and what it is, ended by NULL. */
static void correct(struct report *report, const char *beginning, ...)
{
    struct report_correction corrections[8];
    size_t count = 0;
    va_list arguments;

    va_start(arguments, beginning);
    for (; beginning != NULL; beginning = va_arg(arguments, const char *)) {
        const char *words = va_arg(arguments, const char *);

        corrections[count].block = block_of(report, beginning);
        assert_true(report_reading_parse(words, strlen(words), &corrections[count].reading));
        count++;
    }
    va_end(arguments);
    report_correct(report, corrections, count);
    assert_promises(report);
}

static void assert_outline(const struct report *report, const char *expected)
{
    struct buffer outline = {0};

    report_append_outline(&outline, report);
    assert_string_equal(outline.data, expected);
    buffer_release(&outline);
}

static const char small[] = "I. Binnenlandse zaken\n"
                            "\n"
                            "1. Veerdiensten\n"
                            "\n"
                            "De Commissie lichtte haar voorstel toe.\n"
                            "\n"
                            "2. Drones\n"
                            "\n"
                            "Er was brede steun voor de oefening.[footnoteRef:1]\n"
                            "\n"
                            "[1:  Zie de brief.]\n"
                            "\n"
                            "Een tussenkop zonder nummer\n"
                            "\n"
                            "De ministers spraken verder over de kosten.\n"
                            "\n"
                            "II. Justitie\n"
                            "\n"
                            "3. Akten\n"
                            "\n"
                            "België kon instemmen.\n";

#define SMALL_OUTLINE                                                                              \
    "1 part home-affairs I|Binnenlandse zaken\n"                                                   \
    "2 item home-affairs 1|Veerdiensten\n"                                                         \
    "2 item home-affairs 2|Drones\n"                                                               \
    "1 part justice II|Justitie\n"                                                                 \
    "2 item justice 3|Akten\n"

/* ---- words --------------------------------------------------------------------------------------- */

static void readings_are_read_and_written(void **state)
{
    static const char *const good[] = {"heading 1",         "heading 6",    "paragraph",
                                       "part home-affairs", "part justice", "part mixed",
                                       "part other"};
    static const char *const bad[] = {"",          "heading",     "heading 0",  "heading 7",
                                      "heading x", "heading 12",  "paragraphs", "part",
                                      "part ",     "part police", "Paragraph",  "part justice "};
    struct report_reading reading;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct buffer words = {0};

        assert_true(report_reading_parse(good[i], strlen(good[i]), &reading));
        report_reading_append(&words, &reading);
        assert_string_equal(words.data, good[i]);
        buffer_release(&words);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (report_reading_parse(bad[i], strlen(bad[i]), &reading))
            fail_msg("“%s” was taken for a reading", bad[i]);
}

static void a_reader_s_dates_are_read(void **state)
{
    static const struct {
        const char *words, *from, *to;
    } good[] = {
        {"2024-01-25", "2024-01-25", "2024-01-25"},
        {"2024-01-25..2024-01-26", "2024-01-25", "2024-01-26"},
        {"2024-01", "2024-01", "2024-01"},
        {"2024", "2024", "2024"},
        {"2023-12-31..2024-01-01", "2023-12-31", "2024-01-01"},
    };
    static const char *const bad[] = {"",
                                      "..",
                                      "Brussel",
                                      "25-01-2024",
                                      "2024-02-30",
                                      "2024-13",
                                      "2024-01-26..2024-01-25",
                                      "2024-01-25..2024-01",
                                      "2024-01-25..",
                                      "20240125",
                                      "2024.01.25",
                                      "2024-01-25 "};
    char *from, *to;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(report_read_dates(good[i].words, strlen(good[i].words), &from, &to));
        assert_string_equal(from, good[i].from);
        assert_string_equal(to, good[i].to);
        free(from);
        free(to);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (report_read_dates(bad[i], strlen(bad[i]), &from, &to))
            fail_msg("“%s” was taken for dates", bad[i]);
}

/* ---- headings ------------------------------------------------------------------------------------- */

static void a_paragraph_becomes_a_heading_and_comes_back(void **state)
{
    struct report *report = make(small), *before = make(small);
    size_t where;
    const char *differs;

    (void)state;
    assert_outline(report, SMALL_OUTLINE);
    correct(report, "Een tussenkop", "heading 3", NULL);
    assert_outline(report, "1 part home-affairs I|Binnenlandse zaken\n"
                           "2 item home-affairs 1|Veerdiensten\n"
                           "2 item home-affairs 2|Drones\n"
                           "3 subitem home-affairs |Een tussenkop zonder nummer\n"
                           "1 part justice II|Justitie\n"
                           "2 item justice 3|Akten\n");
    assert_int_equal(report->blocks[block_of(report, "De ministers")].heading, 3);
    assert_true(report->blocks[block_of(report, "Een tussenkop")].corrected);
    report_correct(report, NULL, 0);
    differs = report_compare(report, before, &where);
    if (differs != NULL)
        fail_msg("not as before at %zu: %s", where, differs);
    report_free(report);
    report_free(before);
}

static void a_heading_s_number_and_title_are_read_as_the_outline_reads_them(void **state)
{
    struct report *report = make("Een inleiding die nergens bij hoort en met een punt eindigt.\n\n"
                                 "4. Havens en de rest van de kust.[footnoteRef:2]\n\n"
                                 "[2:  Zie daar.]\n\n"
                                 "12 maart 2024 was de dag waarop het begon.\n\n"
                                 "- met een streepje.\n");

    (void)state;
    correct(report, "4. Havens", "heading 1", "12 maart", "heading 2", "- met", "heading 2", NULL);
    assert_outline(report, "1 item home-affairs 4|Havens en de rest van de kust.\n"
                           "2 subitem home-affairs |12 maart 2024 was de dag waarop het begon.\n"
                           "2 subitem home-affairs |met een streepje.\n");
    report_free(report);
}

static void no_depth_is_skipped(void **state)
{
    struct report *report =
        make("Een begin dat een kop had moeten zijn.\n\nTekst van het begin.\n");

    (void)state;
    correct(report, "Een begin", "heading 5", "Tekst", "heading 6", NULL);
    assert_outline(report, "1 section other |Een begin dat een kop had moeten zijn.\n"
                           "2 section other |Tekst van het begin.\n");
    report_free(report);
}

static void a_heading_becomes_a_paragraph_and_its_text_joins_what_is_above(void **state)
{
    struct report *report = make(small);

    (void)state;
    correct(report, "2. Drones", "paragraph", NULL);
    assert_outline(report, "1 part home-affairs I|Binnenlandse zaken\n"
                           "2 item home-affairs 1|Veerdiensten\n"
                           "1 part justice II|Justitie\n"
                           "2 item justice 3|Akten\n");
    assert_int_equal(report->footnotes[0].heading, 1);
    correct(report, "I. Binnen", "paragraph", "1. Veer", "paragraph", NULL);
    assert_outline(report, "1 item home-affairs 2|Drones\n"
                           "1 part justice II|Justitie\n"
                           "2 item justice 3|Akten\n");
    correct(report, "II. Just", "paragraph", NULL);
    assert_outline(report, "1 part home-affairs I|Binnenlandse zaken\n"
                           "2 item home-affairs 1|Veerdiensten\n"
                           "2 item home-affairs 2|Drones\n"
                           "2 item home-affairs 3|Akten\n");
    report_free(report);
}

static void a_part_takes_the_items_that_follow_it(void **state)
{
    struct report *report = make("1. Veerdiensten\n\nDe Commissie lichtte haar voorstel toe.\n\n"
                                 "Alles over rechters en rechtbanken volgt nu.\n\n"
                                 "2. Akten\n\nBelgië kon instemmen.\n");

    (void)state;
    correct(report, "Alles over", "part justice", NULL);
    assert_outline(report, "1 item other 1|Veerdiensten\n"
                           "1 part justice |Alles over rechters en rechtbanken volgt nu.\n"
                           "2 item justice 2|Akten\n");
    correct(report, "Alles over", "part home-affairs", "1. Veer", "part mixed", NULL);
    assert_outline(report, "1 part mixed 1|Veerdiensten\n"
                           "1 part home-affairs |Alles over rechters en rechtbanken volgt nu.\n"
                           "2 item home-affairs 2|Akten\n");
    report_free(report);
}

static void of_two_corrections_of_one_block_the_last_holds(void **state)
{
    struct report *report = make(small);

    (void)state;
    correct(report, "II. Justitie", "part mixed", "II. Justitie", "part other", NULL);
    assert_outline(report, "1 part home-affairs I|Binnenlandse zaken\n"
                           "2 item home-affairs 1|Veerdiensten\n"
                           "2 item home-affairs 2|Drones\n"
                           "1 part other II|Justitie\n"
                           "2 item other 3|Akten\n");
    report_free(report);
}

static void sub_items_whose_item_is_gone_are_items(void **state)
{
    struct report *report = make("1. Veerdiensten\n\n1a. Kleine havens\n\nDe Commissie sprak.\n\n"
                                 "1b. Grote havens\n\nNederland sprak ook.\n\n"
                                 "2. Akten\n\nBelgië kon instemmen.\n");

    (void)state;
    correct(report, "1. Veer", "paragraph", NULL);
    assert_outline(report, "1 item home-affairs 1a|Kleine havens\n"
                           "1 item home-affairs 1b|Grote havens\n"
                           "1 item other 2|Akten\n");
    report_free(report);
}

static void a_footnote_stays_a_footnote(void **state)
{
    struct report *report = make(small);
    struct report_correction correction = {.block = block_of(report, "[1] Zie"),
                                           .reading = {.as = READING_HEADING, .depth = 1}};

    (void)state;
    assert_false(report_may_correct(report, correction.block));
    assert_false(report_may_correct(report, report->block_count));
    report_correct(report, &correction, 1);
    assert_promises(report);
    assert_outline(report, SMALL_OUTLINE);
    report_free(report);
}

static const char letter[] = "Geachte voorzitter,\n\n"
                             "Hierbij zend ik u het verslag van de raad van vorige week.\n\n"
                             "Over de kosten\n\n"
                             "De kosten zijn gelijk gebleven aan die van het jaar ervoor.\n\n"
                             "Hoogachtend,\n\n"
                             "De minister\n\n"
                             "Verslag van de Raad Justitie en Binnenlandse Zaken\n\n";

static void a_letter_keeps_its_end(void **state)
{
    struct buffer text = {0};
    struct report *report;

    (void)state;
    buffer_append_string(&text, letter);
    buffer_append_string(&text, small);
    report = make(text.data);
    assert_int_equal(report->headings[0].kind, HEADING_LETTER);
    correct(report, "Over de kosten", "heading 2", NULL);
    assert_int_equal(report->headings[0].kind, HEADING_LETTER);
    assert_int_equal(report->headings[1].parent, 0);
    assert_int_equal(report->headings[1].domain, DOMAIN_OTHER);
    assert_int_equal(report->headings[1].end_block, report->headings[0].end_block);
    assert_int_equal(report->blocks[block_of(report, "Verslag van")].heading, REPORT_NONE);
    assert_int_equal(report_reading_of(report, 0).depth, 0);
    correct(report, "Geachte", "heading 1", NULL);
    assert_int_equal(report->headings[0].kind, HEADING_SECTION);
    assert_int_equal(report_reading_of(report, 0).depth, 1);
    correct(report, "Geachte", "paragraph", NULL);
    assert_int_equal(report->headings[0].kind, HEADING_PART);
    report_free(report);
    buffer_release(&text);
}

static void sections_follow_the_levels_of_their_format(void **state)
{
    static const struct {
        unsigned level;
        const char *text;
    } lines[] = {{0, "Een zin die voor alles staat, zonder kop."},
                 {1, "Overzicht van alles"},
                 {0, "Een gewone zin om mee te beginnen."},
                 {3, "Onderdeel van het overzicht"},
                 {0, "Nog een zin die gewoon is."},
                 {0, "Vergeten kop"},
                 {0, "Een derde zin die ook gewoon is."},
                 {3, "Tweede onderdeel van dit"},
                 {0, "Een vierde zin die ook gewoon is."}};
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        report_builder_block(
            builder,
            &(struct report_event){.kind = lines[i].level > 0 ? EVENT_HEADING : EVENT_PARAGRAPH,
                                   .level = lines[i].level,
                                   .text = lines[i].text,
                                   .len_bytes = strlen(lines[i].text)});
    report_builder_finish(builder);
    report_builder_free(builder);
    correct(report, "Vergeten", "heading 2", NULL);
    assert_outline(report, "1 section other |Overzicht van alles\n"
                           "2 section other |Onderdeel van het overzicht\n"
                           "2 section other |Vergeten kop\n"
                           "2 section other |Tweede onderdeel van dit\n");
    report_free(report);
}

/* ---- any sequence ------------------------------------------------------------------------------------ */

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 33;
}

static struct report_correction random_correction(const struct report *report, uint64_t *state)
{
    struct report_correction correction = {.block = next(state) % (report->block_count + 1)};

    if (next(state) % 3 > 0 && report->heading_count > 0)
        correction.block = report->headings[next(state) % report->heading_count].first_block;
    switch (next(state) % 3) {
    case 0:
        correction.reading.as = READING_PARAGRAPH;
        break;
    case 1:
        correction.reading.as = READING_PART;
        correction.reading.domain = (enum domain)(next(state) % 4);
        break;
    default:
        correction.reading.as = READING_HEADING;
        correction.reading.depth = 1 + (unsigned)(next(state) % REPORT_CORRECTION_DEPTH_MAX);
    }
    return correction;
}

/* report.h's promises hold after each of them, the text stays, the outline does not depend on those
 * before, and without any it is what it was. */
static void check_sequence(const char *text, size_t len_bytes, uint64_t seed)
{
    const char *broken;
    struct report *report = report_of_text(text, len_bytes, 0, &broken);
    struct report *before = report_of_text(text, len_bytes, 0, &broken);
    struct report_correction corrections[12];
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    size_t where;

    for (size_t round = 0; round < 6; round++) {
        struct report *fresh = report_of_text(text, len_bytes, 0, &broken);
        size_t count = next(&state) % COUNT_OF(corrections);

        for (size_t i = 0; i < count; i++)
            corrections[i] = random_correction(report, &state);
        report_correct(report, corrections, count);
        broken = report_check(report, &where);
        if (broken != NULL)
            fail_msg("seed %d, round %zu, at %zu: %s", (int)seed, round, where, broken);
        report_correct(fresh, corrections, count);
        broken = report_compare(report, fresh, &where);
        if (broken != NULL)
            fail_msg("seed %d, round %zu, at %zu: depends on the past: %s", (int)seed, round, where,
                     broken);
        for (size_t i = 0; i < count; i++)
            if (report_may_correct(report, corrections[i].block))
                assert_true(report->blocks[corrections[i].block].corrected);
        report_free(fresh);
    }
    report_correct(report, NULL, 0);
    broken = report_compare(report, before, &where);
    if (broken != NULL)
        fail_msg("seed %d at %zu: not as before: %s", (int)seed, where, broken);
    report_free(report);
    report_free(before);
}

static void any_corrections_keep_the_promises(void **state)
{
    struct buffer text = {0};

    (void)state;
    for (unsigned seed = 1; seed <= 150; seed++) {
        buffer_clear(&text);
        buffer_append_string(&text, seed % 3 == 0 ? letter : "");
        report_append_random(&text, seed, 10 + seed % 90);
        check_sequence(text.data, text.len_bytes, seed);
    }
    check_sequence("", 0, 1);
    buffer_release(&text);
}

static void an_unfinished_report_is_not_corrected(void **state)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);

    (void)state;
    report_correct(report, &(struct report_correction){.reading = {.as = READING_PARAGRAPH}}, 1);
    assert_null(report->inferred);
    report_builder_free(builder);
}

/* ---- the meeting ---------------------------------------------------------------------------------------- */

static void the_reader_s_word_on_the_meeting_holds_until_it_is_taken_back(void **state)
{
    struct report *report = make("Verslag van de Raad van 4 en 5 maart 2024 te Brussel\n\n"
                                 "Een zin om mee te beginnen.\n");
    struct report_meeting *meeting = &report->meeting;

    (void)state;
    assert_string_equal(meeting->date_from, "2024-03-04");
    report_set_meeting(report, NULL, NULL, NULL);
    assert_null(report->inferred);
    report_set_meeting(report, "2024-01-25", NULL, "Genk");
    assert_string_equal(meeting->date_from, "2024-01-25");
    assert_string_equal(meeting->date_to, "2024-01-25");
    assert_string_equal(meeting->place, "Genk");
    assert_int_equal(meeting->source, MEETING_FROM_READER);
    report_set_meeting(report, NULL, NULL, "Aalst");
    assert_string_equal(meeting->date_from, "2024-03-04");
    assert_string_equal(meeting->date_to, "2024-03-05");
    assert_string_equal(meeting->place, "Aalst");
    assert_int_equal(meeting->source, MEETING_FROM_TEXT);
    report_set_meeting(report, NULL, NULL, NULL);
    assert_string_equal(meeting->place, "Brussel");
    report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_are_read_and_written),
        cmocka_unit_test(a_reader_s_dates_are_read),
        cmocka_unit_test(a_paragraph_becomes_a_heading_and_comes_back),
        cmocka_unit_test(a_heading_s_number_and_title_are_read_as_the_outline_reads_them),
        cmocka_unit_test(no_depth_is_skipped),
        cmocka_unit_test(a_heading_becomes_a_paragraph_and_its_text_joins_what_is_above),
        cmocka_unit_test(a_part_takes_the_items_that_follow_it),
        cmocka_unit_test(of_two_corrections_of_one_block_the_last_holds),
        cmocka_unit_test(sub_items_whose_item_is_gone_are_items),
        cmocka_unit_test(a_footnote_stays_a_footnote),
        cmocka_unit_test(a_letter_keeps_its_end),
        cmocka_unit_test(sections_follow_the_levels_of_their_format),
        cmocka_unit_test(any_corrections_keep_the_promises),
        cmocka_unit_test(an_unfinished_report_is_not_corrected),
        cmocka_unit_test(the_reader_s_word_on_the_meeting_holds_until_it_is_taken_back),
    };

    return cmocka_run_group_tests_name("correct", tests, NULL, NULL);
}
