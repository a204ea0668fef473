/* What report/report.h promises: looking things up, building, footnotes, dates and languages.
 * The outline has its own program, test_outline. */
#include "config.h"

#include "report/report.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report_check.h"

/* The report of a text that breaks no promise; the test frees it. */
static struct report *make(const char *text)
{
    const char *broken;
    struct report *report = report_of_text(text, strlen(text), 0, &broken);

    if (broken != NULL)
        fail_msg("broken promise: %s", broken);
    return report;
}

static void assert_text(const struct report *report, const char *expected)
{
    assert_string_equal(report->text.data, expected);
}

static const char small[] = "Vooraf één zin.\n"
                            "\n"
                            "I. Binnenlandse zaken\n"
                            "1. Migratie\n"
                            "De Raad sprak over België, Italië en de rest van de Europese Unie.\n"
                            "2. Visa\n"
                            "Er was brede steun.\n"
                            "2a. Visa voor zeelieden\n"
                            "De Commissie gaf een toelichting.\n"
                            "\n"
                            "II. Justitie\n"
                            "3. Migratie\n"
                            "De ministers spraken verder.\n";

enum { PART_HOME, ITEM_1, ITEM_2, ITEM_2A, PART_JUSTICE, ITEM_3 };

/* ---- text and positions ---------------------------------------------------------------------- */

static void text_is_the_blocks_with_an_empty_line_between(void **state)
{
    struct report *report = make("  1. Een \n\n\n\ttwee. \ndrie.");

    (void)state;
    assert_text(report, "1. Een\n\ntwee.\n\ndrie.\n");
    assert_int_equal(report->block_count, 3);
    report_free(report);
}

static void an_empty_report_answers_every_question(void **state)
{
    struct report *report = make(" \n\t\n");
    size_t count;

    (void)state;
    assert_text(report, "");
    assert_int_equal(report->block_count, 0);
    assert_true(report->complete);
    assert_int_equal(report_block_at_bytes(report, 0), REPORT_NONE);
    assert_int_equal(report_bytes_to_points(report, 5), 0);
    assert_int_equal(report_points_to_bytes(report, 5), 0);
    assert_int_equal(report_find_heading(report, "@1", &count), REPORT_NONE);
    assert_int_equal(count, 0);
    assert_int_equal(report_item_count(report), 0);
    report_free(report);
}

static void positions_convert_at_every_code_point(void **state)
{
    struct report *report = make(small);
    size_t bytes = 0, points;

    (void)state;
    for (points = 0; points <= report->text_points; points++) {
        assert_int_equal(report_points_to_bytes(report, points), bytes);
        assert_int_equal(report_bytes_to_points(report, bytes), points);
        bytes += points < report->text_points;
        while (((unsigned char)report->text.data[bytes] & 0xC0) == 0x80)
            bytes++;
    }
    report_free(report);
}

static void a_position_inside_a_character_counts_as_its_start(void **state)
{
    struct report *report = make("één");

    (void)state;
    assert_int_equal(report_bytes_to_points(report, 1), 0);
    assert_int_equal(report_bytes_to_points(report, 3), 1);
    report_free(report);
}

static void a_position_between_blocks_belongs_to_the_one_before(void **state)
{
    struct report *report = make("aap.\nnoot.\n");

    (void)state;
    assert_int_equal(report_block_at_points(report, 4), 0);
    assert_int_equal(report_block_at_points(report, 5), 0);
    assert_int_equal(report_block_at_points(report, 6), 1);
    assert_int_equal(report_block_at_points(report, 99), 1);
    report_free(report);
}

/* ---- the outline, looked up ------------------------------------------------------------------ */

static void headings_are_found_by_what_a_person_types(void **state)
{
    static const struct {
        const char *name;
        size_t heading, count;
    } cases[] = {
        {"1", ITEM_1, 1},        {"2a", ITEM_2A, 1},
        {"2A", ITEM_2A, 1},      {"II", PART_JUSTICE, 1},
        {"ii", PART_JUSTICE, 1}, {"3.", ITEM_3, 1},
        {"@1", PART_HOME, 1},    {"@6", ITEM_3, 1},
        {"@7", REPORT_NONE, 0},  {"@0", REPORT_NONE, 0},
        {"@", REPORT_NONE, 0},   {"@-1", REPORT_NONE, 0},
        {"@1x", REPORT_NONE, 0}, {"4", REPORT_NONE, 0},
        {"", REPORT_NONE, 0},    {"@99999999999999999999", REPORT_NONE, 0},
        {".", REPORT_NONE, 0},
    };
    struct report *report = make(small);
    size_t count, i;

    (void)state;
    for (i = 0; i < COUNT_OF(cases); i++) {
        size_t found = report_find_heading(report, cases[i].name, &count);

        if (found != cases[i].heading || count != cases[i].count)
            fail_msg("\"%s\" found %zd (%zu)", cases[i].name, (ssize_t)found, count);
    }
    report_free(report);
}

static void a_number_that_occurs_twice_is_not_guessed(void **state)
{
    struct report *report =
        make("I. Binnenlandse zaken\n1. Aap\nDe Raad sprak.\n2. Noot\nZo was het.\n"
             "II. Justitie\n1. Mies\nDe Raad sprak.\n2. Wim\nZo was het.\n");
    size_t count;

    (void)state;
    assert_int_equal(report_find_heading(report, "1", &count), REPORT_NONE);
    assert_int_equal(count, 2);
    report_free(report);
}

static void labels_hold_number_and_title(void **state)
{
    struct report *report = make("I. Justitie\nDiversen\nDe Raad sprak kort.\n");
    char *label = report_heading_label(report, 0);

    (void)state;
    assert_string_equal(label, "I. Justitie");
    free(label);
    label = report_heading_label(report, 1);
    assert_string_equal(label, "Diversen");
    free(label);
    report_free(report);
}

static void items_are_counted_and_ordered(void **state)
{
    static const size_t ordinals[] = {0, 1, 2, 2, 0, 3};
    struct report *report = make(small);
    size_t i;

    (void)state;
    assert_int_equal(report->heading_count, COUNT_OF(ordinals));
    assert_int_equal(report_item_count(report), 3);
    for (i = 0; i < COUNT_OF(ordinals); i++)
        assert_int_equal(report_item_ordinal(report, i), ordinals[i]);
    report_free(report);
}

static void a_block_belongs_to_its_item_else_to_its_part(void **state)
{
    static const size_t items[] = {REPORT_NONE, PART_HOME, ITEM_1,       ITEM_1, ITEM_2, ITEM_2,
                                   ITEM_2,      ITEM_2,    PART_JUSTICE, ITEM_3, ITEM_3};
    struct report *report = make(small);
    size_t i;

    (void)state;
    assert_int_equal(report->block_count, COUNT_OF(items));
    for (i = 0; i < COUNT_OF(items); i++)
        assert_int_equal(report_item_of_block(report, i), items[i]);
    report_free(report);
}

static void a_section_runs_to_the_end_of_its_last_block(void **state)
{
    struct report *report = make("I. Justitie\n1. Één\nDe Raad sprak.\n");
    size_t start, end;

    (void)state;
    report_section_points(report, 0, &start, &end);
    assert_int_equal(start, 0);
    assert_int_equal(end, report->text_points - 1);
    report_section_points(report, 1, &start, &end);
    assert_int_equal(start, 13);
    report_free(report);
}

/* ---- footnotes ------------------------------------------------------------------------------- */

static void footnotes_are_lifted_out(void **state)
{
    static const struct {
        const char *text, *expected;
        size_t notes;
    } cases[] = {
        {"Aap.[footnoteRef:2] Noot. [2:  mies]", "Aap.[2] Noot.\n\n[2] mies\n", 1},
        {"Aap [1: noot] mies.", "Aap mies.\n\n[1] noot\n", 1},
        {"Aap [1: noot].", "Aap.\n\n[1] noot\n", 1},
        {"Aap[1: noot] mies.", "Aap mies.\n\n[1] noot\n", 1},
        {"[1: noot] Aap.", "Aap.\n\n[1] noot\n", 1},
        {"Aap.[footnoteRef:1]\n[1:  noot]\nMies.", "Aap.[1]\n\nMies.\n\n[1] noot\n", 1},
        {"Aap [1: een] [2: twee]", "Aap\n\n[1] een\n\n[2] twee\n", 2},
        {"Aap [1: een [twee [drie]] vier]", "Aap\n\n[1] een [twee [drie]] vier\n", 1},
        {"Aap [1: een [2: twee] drie]", "Aap\n\n[1] een [2: twee] drie\n", 1},
        {"Aap [1: een[footnoteRef:2]]", "Aap\n\n[1] een[2]\n", 1},
        {"Aap [1: nooit gesloten", "Aap [1: nooit gesloten\n", 0},
        {"Aap [1: open [2: dicht]", "Aap [1: open\n\n[2] dicht\n", 1},
        {"Aap [1: ] noot.", "Aap [1: ] noot.\n", 0},
        {"Om [12:30] uur, [NB: zo] [2:1] en [3].", "Om [12:30] uur, [NB: zo] [2:1] en [3].\n", 0},
        {"Aap[footnoteRef:] en [footnoteRef:1 noot", "Aap[footnoteRef:] en [footnoteRef:1 noot\n",
         0},
        {"] ]] Aap [ [1: noot] ] [", "] ]] Aap [ ] [\n\n[1] noot\n", 1},
        {"[1:\xC2\xA0noot]", "[1] noot\n", 1},
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(cases); i++) {
        struct report *report = make(cases[i].text);

        assert_text(report, cases[i].expected);
        assert_int_equal(report->footnote_count, cases[i].notes);
        report_free(report);
    }
}

static void a_footnote_stands_at_the_end_of_its_item(void **state)
{
    struct report *report = make("1. Aap[footnoteRef:1]\nDe Raad sprak. [1: een]\nVerder niets.\n"
                                 "1a. Noot\nDe Raad sprak weer.[footnoteRef:2] [2: twee]\n"
                                 "2. Mies\nDe Raad zweeg.\n");

    (void)state;
    assert_text(report, "1. Aap[1]\n\nDe Raad sprak.\n\nVerder niets.\n\n[1] een\n\n"
                        "1a. Noot\n\nDe Raad sprak weer.[2]\n\n[2] twee\n\n"
                        "2. Mies\n\nDe Raad zweeg.\n");
    assert_int_equal(report->footnotes[0].heading, 0);
    assert_int_equal(report->footnotes[1].heading, 0);
    assert_int_equal(report->footnotes[0].mark_block, 0);
    assert_int_equal(report->footnotes[1].mark_block, 5);
    report_free(report);
}

static void a_title_ends_before_its_footnote_mark(void **state)
{
    struct report *report = make("1. Aap en noot [footnoteRef:1]\nDe Raad sprak. [1: een]\n");
    size_t len_bytes;
    const char *title = report_title_text(report, 0, &len_bytes);

    (void)state;
    assert_int_equal(len_bytes, strlen("Aap en noot"));
    assert_memory_equal(title, "Aap en noot", len_bytes);
    report_free(report);
}

static void a_label_that_is_used_again_belongs_to_the_newest_mark(void **state)
{
    struct report *report = make("Aap.[footnoteRef:1] [1: een]\nNoot.[footnoteRef:1] [1: twee]\n");

    (void)state;
    assert_int_equal(report->footnote_count, 2);
    assert_int_equal(report->footnotes[0].mark_block, 0);
    assert_int_equal(report->footnotes[1].mark_block, 1);
    report_free(report);
}

static void a_mark_may_follow_its_footnote(void **state)
{
    struct report *report = make("Aap. [1: een]\nNoot.[footnoteRef:1]\n");

    (void)state;
    assert_int_equal(report->footnotes[0].mark_block, 1);
    report_free(report);
}

static void a_footnote_without_a_mark_and_a_mark_without_a_footnote_stay(void **state)
{
    struct report *report = make("Aap.[footnoteRef:7] [1: een]\n");

    (void)state;
    assert_text(report, "Aap.[7]\n\n[1] een\n");
    assert_int_equal(report->footnotes[0].mark_block, REPORT_NONE);
    report_free(report);
}

static void a_hundred_thousand_marks_take_no_time(void **state)
{
    enum { COUNT = 100000 };
    struct buffer text = {0};
    struct report *report;
    const char *broken;
    unsigned i;

    (void)state;
    for (i = 0; i < COUNT; i++)
        buffer_append_format(&text, "Aap[footnoteRef:%u]%s", i, i % 50 == 49 ? "\n" : " ");
    for (i = COUNT; i-- > 0;)
        buffer_append_format(&text, "[%u: noot]%s", i, i % 50 == 49 ? "\n" : " ");
    report = report_of_text(text.data, text.len_bytes, 0, &broken);
    assert_null(broken);
    assert_int_equal(report->footnote_count, COUNT);
    for (i = 0; i < COUNT; i++)
        assert_int_not_equal(report->footnotes[i].mark_block, REPORT_NONE);
    report_free(report);
    buffer_release(&text);
}

static void brackets_by_the_million_take_no_time(void **state)
{
    static const char *const pieces[] = {"[", "]", "[1: ", "[1: x", "[footnoteRef:", "[[1: ]"};
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT_OF(pieces); i++) {
        struct buffer text = {0};
        const char *broken;

        for (k = 0; k < 250000; k++)
            buffer_append_string(&text, pieces[i]);
        buffer_append_repeated(&text, ']', 250000);
        report_free(report_of_text(text.data, text.len_bytes, 0, &broken));
        assert_null(broken);
        buffer_release(&text);
    }
}

/* ---- events ---------------------------------------------------------------------------------- */

struct made_event {
    enum event_kind kind;
    const char *text;
    unsigned level;
    const char *label;
};

static struct report *make_of_events(const struct made_event *events, size_t count)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);
    const char *broken;
    size_t i, where = 0;

    for (i = 0; i < count; i++) {
        struct report_event event = {.kind = events[i].kind,
                                     .text = events[i].text,
                                     .len_bytes = strlen(events[i].text),
                                     .level = events[i].level,
                                     .label = events[i].label};

        report_builder_block(builder, &event);
    }
    report_builder_finish(builder);
    assert_ptr_equal(report_builder_report(builder), report);
    report_builder_free(builder);
    broken = report_check(report, &where);
    if (broken != NULL)
        fail_msg("broken promise at %zu: %s", where, broken);
    return report;
}

static void what_a_format_knows_is_kept(void **state)
{
    static const struct made_event events[] = {
        {EVENT_HEADING, "Inleiding", 1, NULL},
        {EVENT_PARAGRAPH, "1. Geen kop, zegt het formaat", 0, NULL},
        {EVENT_LIST_ITEM, "een punt", 0, "1"},
        {EVENT_TABLE_ROW, "een rij", 0, NULL},
        {EVENT_LINE, "• nog een punt", 0, NULL},
        {EVENT_FOOTNOTE, "een noot", 0, "*"},
        {EVENT_FOOTNOTE, "een noot zonder naam", 0, NULL},
        {EVENT_FOOTNOTE, "  ", 0, "3"},
        {EVENT_HEADING, "Deel", 2, NULL},
        {EVENT_PARAGRAPH, "Slot.", 0, NULL},
    };
    static const enum block_kind kinds[] = {
        BLOCK_HEADING,  BLOCK_PARAGRAPH, BLOCK_LIST_ITEM, BLOCK_TABLE_ROW, BLOCK_LIST_ITEM,
        BLOCK_FOOTNOTE, BLOCK_FOOTNOTE,  BLOCK_HEADING,   BLOCK_PARAGRAPH,
    };
    struct report *report = make_of_events(events, COUNT_OF(events));
    size_t i;

    (void)state;
    assert_int_equal(report->block_count, COUNT_OF(kinds));
    for (i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(report->blocks[i].kind, kinds[i]);
    assert_string_equal(report->footnotes[0].label, "*");
    assert_int_equal(report->headings[0].kind, HEADING_SECTION);
    assert_int_equal(report->headings[1].depth, 2);
    report_free(report);
}

static void the_cells_of_a_row_keep_their_columns(void **state)
{
    static const struct made_event events[] = {
        {EVENT_TABLE_ROW, "\tvoor \t tegen", 0, NULL},
        {EVENT_TABLE_ROW, "Aap\t\t", 0, NULL},
        {EVENT_TABLE_ROW, " \t\t ", 0, NULL},
        {EVENT_TABLE_ROW, " \t \u00A0\tNoot[footnoteRef:1] [1: mies]\t ", 0, NULL},
        {EVENT_TABLE_ROW, "[2: wim] \t[3: zus] jet\tAap[footnoteRef:2] ", 0, NULL},
        {EVENT_TABLE_ROW, " een\nrij ", 0, NULL},
        {EVENT_PARAGRAPH, "\tSlot.\t", 0, NULL},
    };
    struct report *report = make_of_events(events, COUNT_OF(events));

    (void)state;
    assert_string_equal(report->text.data, "\tvoor\ttegen\n\nAap\t\t\n\n\t\tNoot[1]\t\n\n"
                                           "\tjet\tAap[2]\n\neen rij\n\nSlot.\n\n"
                                           "[1] mies\n\n[2] wim\n\n[3] zus\n");
    assert_int_equal(report->footnotes[0].mark_start_bytes, 26);
    report_free(report);
}

static void assert_outline(const struct made_event *events, size_t count, const char *expected)
{
    struct report *report = make_of_events(events, count);
    struct buffer outline = {0};

    report_append_outline(&outline, report);
    assert_string_equal(outline.data, expected);
    buffer_release(&outline);
    report_free(report);
}

static void a_format_s_headings_are_read_as_parts_and_items(void **state)
{
    static const struct made_event events[] = {
        {EVENT_HEADING, "Justitie", 1, NULL},   {EVENT_HEADING, "1. Aap", 2, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "2. Noot", 2, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL},
    };

    (void)state;
    assert_outline(events, COUNT_OF(events),
                   "1 part justice |Justitie\n"
                   "2 item justice 1|Aap\n"
                   "2 item justice 2|Noot\n");
}

static void a_format_s_headings_with_an_item_s_number_are_its_sub_items(void **state)
{
    static const struct made_event events[] = {
        {EVENT_HEADING, "Justitie", 1, NULL},   {EVENT_HEADING, "1. Aap", 2, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "1a. Noot", 3, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "1b. Mies", 3, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "2. Wim", 2, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "2.1 Zus", 3, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "7.4 Jet", 3, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL}, {EVENT_HEADING, "Teun", 3, NULL},
        {EVENT_PARAGRAPH, "De Raad.", 0, NULL},
    };

    (void)state;
    assert_outline(events, COUNT_OF(events),
                   "1 part justice |Justitie\n"
                   "2 item justice 1|Aap\n"
                   "3 subitem justice 1a|Noot\n"
                   "3 subitem justice 1b|Mies\n"
                   "2 item justice 2|Wim\n"
                   "3 subitem justice 2.1|Zus\n"
                   "3 section justice 7.4|Jet\n"
                   "3 section justice |Teun\n");
}

static void line_feeds_inside_a_block_become_spaces(void **state)
{
    static const struct made_event events[] = {{EVENT_PARAGRAPH, "\n aap\nnoot \n", 0, NULL}};
    struct report *report = make_of_events(events, COUNT_OF(events));

    (void)state;
    assert_text(report, "aap noot\n");
    report_free(report);
}

static void an_unfinished_builder_frees_its_report(void **state)
{
    struct report_builder *builder = report_builder_new("verslag-2024.txt");
    struct report_event event = {.kind = EVENT_LINE, .text = "Aap. [1: x]", .len_bytes = 11};

    (void)state;
    report_builder_expect(builder, 1 << 20);
    report_builder_block(builder, &event);
    report_builder_window(builder);
    assert_false(report_builder_report(builder)->complete);
    report_builder_free(builder);
    report_builder_free(NULL);
    report_free(NULL);
}

/* ---- language and date ----------------------------------------------------------------------- */

static void the_language_is_known_by_its_stop_words(void **state)
{
    static const struct {
        const char *code, *text;
    } cases[] = {
        {"nl",
         "De Commissie gaf een toelichting op het voorstel en de lidstaten waren er niet tegen."},
        {"en",
         "The Commission presented the proposal and most of the Member States were in favour."},
        {"fr",
         "La Commission a présenté la proposition et les États membres ont approuvé le texte."},
        {"de",
         "Die Kommission stellte den Vorschlag vor und die Mitgliedstaaten waren mit dem Text "
         "einverstanden."},
        {"sv",
         "Kommissionen lade fram ett förslag och det var många medlemsstater som var för det."},
        {"und", "La Comisión presentó su propuesta; España, Italia y Portugal apoyaron."},
        {"und", "Komissio esitteli ehdotuksen ja jäsenvaltiot kannattivat sitä laajasti."},
        {"und", "12 34 56 —"},
        {"und", "De de"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(cases); i++) {
        struct report *report = make(cases[i].text);

        if (strcmp(report->language, cases[i].code) != 0)
            fail_msg("%s for: %s", report->language, cases[i].text);
        report_free(report);
    }
}

static void what_the_reader_gives_wins(void **state)
{
    static const char text[] =
        "De Raad sprak over de grenzen van de Unie en het werk van de lidstaten.";
    static const struct report_event event = {
        .kind = EVENT_LINE, .text = text, .len_bytes = sizeof text - 1};
    struct report_builder *builder = report_builder_new("verslag-2024-01.txt");
    struct report *report = report_builder_report(builder);

    (void)state;
    assert_false(report_builder_language(builder, "nederlands"));
    assert_false(report_builder_language(builder, ""));
    assert_true(report_builder_language(builder, "FI"));
    assert_false(report_builder_dates(builder, "gisteren"));
    assert_string_equal(report->meeting.date_from, "2024-01");
    assert_true(report_builder_dates(builder, "2023-12-04..2023-12-05"));
    for (int i = 0; i < 5; i++)
        report_builder_block(builder, &event);
    report_builder_window(builder);
    assert_string_equal(report->language, "fi");
    report_builder_finish(builder);
    assert_string_equal(report->language, "fi");
    assert_string_equal(report->meeting.date_from, "2023-12-04");
    assert_string_equal(report->meeting.date_to, "2023-12-05");
    assert_int_equal(report->meeting.source, MEETING_FROM_READER);
    report_builder_free(builder);
    report_free(report);
}

static void the_date_comes_from_the_file_name(void **state)
{
    static const struct {
        const char *name, *from, *to;
    } cases[] = {
        {"jbz-2024-01-informeel.txt", "2024-01", "2024-01"},
        {"2024-03-04.txt", "2024-03-04", "2024-03-04"},
        {"raad_2024_03_04.txt", "2024-03-04", "2024-03-04"},
        {"2024-03-04-05.txt", "2024-03-04", "2024-03-05"},
        {"2024-03-04_2024-03-05.txt", "2024-03-04", "2024-03-05"},
        {"2024-03-05 2024-03-04.txt", "2024-03-05", "2024-03-05"},
        {"verslag 04-03-2024.txt", "2024-03-04", "2024-03-04"},
        {"verslag-20240304.docx.txt", "2024-03-04", "2024-03-04"},
        {"jha-2023.txt", "2023", "2023"},
        {"2024-13.txt", "2024", "2024"},
        {"2023-02-29.txt", "2023-02", "2023-02"},
        {"2024-02-29.txt", "2024-02-29", "2024-02-29"},
        {"st07411-en24.txt", NULL, NULL},
        {"32317-529.txt", NULL, NULL},
        {"verslag.txt", NULL, NULL},
        {"99999999.txt", NULL, NULL},
        {"", NULL, NULL},
        {NULL, NULL, NULL},
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(cases); i++) {
        struct report_builder *builder = report_builder_new(cases[i].name);
        const struct report_meeting *meeting = &report_builder_report(builder)->meeting;

        if (cases[i].from == NULL) {
            assert_null(meeting->date_from);
            assert_null(meeting->date_to);
            assert_int_equal(meeting->source, MEETING_UNKNOWN);
        } else {
            assert_non_null(meeting->date_from);
            assert_string_equal(meeting->date_from, cases[i].from);
            assert_string_equal(meeting->date_to, cases[i].to);
            assert_int_equal(meeting->source, MEETING_FROM_FILE_NAME);
        }
        assert_int_equal(meeting->formal, -1);
        report_builder_free(builder);
    }
}

/* ---- windows --------------------------------------------------------------------------------- */

static void assert_same_in_windows(const char *text, size_t len_bytes, size_t window_every,
                                   unsigned seed)
{
    const char *broken, *different;
    struct report *whole = report_of_text(text, len_bytes, 0, &broken), *windows;
    size_t where = 0;

    if (broken != NULL)
        fail_msg("seed %u: broken promise: %s", seed, broken);
    windows = report_of_text(text, len_bytes, window_every, &broken);
    if (broken != NULL)
        fail_msg("seed %u, window every %zu: broken promise: %s", seed, window_every, broken);
    different = report_compare(whole, windows, &where);
    if (different != NULL)
        fail_msg("seed %u, window every %zu, at %zu: %s", seed, window_every, where, different);
    report_free(whole);
    report_free(windows);
}

static void windows_make_no_difference_to_short_reports(void **state)
{
    unsigned seed;

    (void)state;
    print_message("# seeds 1 to 150\n");
    for (seed = 1; seed <= 150; seed++) {
        struct buffer text = {0};

        report_append_random(&text, seed, 1 + seed * 3);
        assert_same_in_windows(text.data, text.len_bytes, 1 + seed % 17, seed);
        buffer_release(&text);
    }
}

static void windows_make_no_difference_where_decisions_fall_between_them(void **state)
{
    unsigned seed;

    (void)state;
    print_message("# seeds 1001 to 1004\n");
    for (seed = 1001; seed <= 1004; seed++) {
        struct buffer text = {0};

        report_append_random(&text, seed, 4000);
        assert_true(text.len_bytes > 4 * (64 << 10));
        assert_same_in_windows(text.data, text.len_bytes, 97, seed);
        buffer_release(&text);
    }
}

static void a_report_grows_only_at_its_end(void **state)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);
    struct buffer text = {0}, seen = {0};
    char *at, *feed;

    (void)state;
    report_append_random(&text, 2001, 4000);
    for (at = text.data; (feed = strchr(at, '\n')) != NULL; at = feed + 1) {
        struct report_event event = {
            .kind = EVENT_LINE, .text = at, .len_bytes = (size_t)(feed - at)};

        report_builder_block(builder, &event);
        if ((feed - text.data) % 40 == 0) {
            report_builder_window(builder);
            assert_true(report->text.len_bytes >= seen.len_bytes);
            if (seen.len_bytes > 0)
                assert_memory_equal(report->text.data, seen.data, seen.len_bytes);
            buffer_clear(&seen);
            buffer_append(&seen, report->text.data, report->text.len_bytes);
        }
    }
    assert_true(seen.len_bytes > 100000);
    report_builder_free(builder);
    buffer_release(&seen);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_the_blocks_with_an_empty_line_between),
        cmocka_unit_test(an_empty_report_answers_every_question),
        cmocka_unit_test(positions_convert_at_every_code_point),
        cmocka_unit_test(a_position_inside_a_character_counts_as_its_start),
        cmocka_unit_test(a_position_between_blocks_belongs_to_the_one_before),
        cmocka_unit_test(headings_are_found_by_what_a_person_types),
        cmocka_unit_test(a_number_that_occurs_twice_is_not_guessed),
        cmocka_unit_test(labels_hold_number_and_title),
        cmocka_unit_test(items_are_counted_and_ordered),
        cmocka_unit_test(a_block_belongs_to_its_item_else_to_its_part),
        cmocka_unit_test(a_section_runs_to_the_end_of_its_last_block),
        cmocka_unit_test(footnotes_are_lifted_out),
        cmocka_unit_test(a_footnote_stands_at_the_end_of_its_item),
        cmocka_unit_test(a_title_ends_before_its_footnote_mark),
        cmocka_unit_test(a_label_that_is_used_again_belongs_to_the_newest_mark),
        cmocka_unit_test(a_mark_may_follow_its_footnote),
        cmocka_unit_test(a_footnote_without_a_mark_and_a_mark_without_a_footnote_stay),
        cmocka_unit_test(a_hundred_thousand_marks_take_no_time),
        cmocka_unit_test(brackets_by_the_million_take_no_time),
        cmocka_unit_test(what_a_format_knows_is_kept),
        cmocka_unit_test(the_cells_of_a_row_keep_their_columns),
        cmocka_unit_test(a_format_s_headings_are_read_as_parts_and_items),
        cmocka_unit_test(a_format_s_headings_with_an_item_s_number_are_its_sub_items),
        cmocka_unit_test(line_feeds_inside_a_block_become_spaces),
        cmocka_unit_test(an_unfinished_builder_frees_its_report),
        cmocka_unit_test(the_language_is_known_by_its_stop_words),
        cmocka_unit_test(the_date_comes_from_the_file_name),
        cmocka_unit_test(what_the_reader_gives_wins),
        cmocka_unit_test(windows_make_no_difference_to_short_reports),
        cmocka_unit_test(windows_make_no_difference_where_decisions_fall_between_them),
        cmocka_unit_test(a_report_grows_only_at_its_end),
    };

    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
