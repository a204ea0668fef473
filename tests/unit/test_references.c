/* Items by their number, and where a text names them. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/report.h"

/* Lines that begin with # are headings of as many levels. */
static struct report *build(const char *const *lines, size_t count, const char *language)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report;

    if (language != NULL)
        assert_true(report_builder_language(builder, language));
    for (size_t i = 0; i < count; i++) {
        size_t level = strspn(lines[i], "#");
        const char *text = lines[i] + level + (level > 0);

        report_builder_block(
            builder, &(struct report_event){.kind = level > 0 ? EVENT_HEADING : EVENT_PARAGRAPH,
                                            .text = text,
                                            .len_bytes = strlen(text),
                                            .level = (unsigned)level,
                                            .blank_before = true});
    }
    report_builder_finish(builder);
    report = report_builder_report(builder);
    report_builder_free(builder);
    return report;
}

/* ---- where a text names items ---------------------------------------------------------------- */

static const struct {
    const char *language, *text,
        *found; /* what was found, each "from the word on" and its number */
} texts[] = {
    {"nl", "Zie agendapunt 4.", "agendapunt 4=4"},
    {"nl", "Zie Punt 4a, en verder niets", "Punt 4a=4a"},
    {"nl",
     "Zie punt\xC2\xA0"
     "3.1\xC2\xA0van de agenda",
     "punt\xC2\xA0"
     "3.1=3.1"},
    {"nl", "De punten 4, 5 en 6 en 7 lidstaten", "punten 4=4 5=5 6=6 7=7"},
    {"nl", "Punt 4 en 5 lidstaten", "Punt 4=4"},
    {"nl", "het zwaartepunt 4, 5 punt, procentpunt 3, punt 12%", ""},
    {"nl", "een A-punt 3 en het jaar 2024", ""},
    {"nl", "(punt 3) \xE2\x80\x9Cpunt 4\xE2\x80\x9D", "punt 3=3 punt 4=4"},
    {"nl", "punt vier en punten", ""},
    {"en", "see agenda item 4 and item no. 7", "agenda item 4=4 item no. 7=7"},
    {"en", "Items 3 and 5; the top 4 priorities", "Items 3=3 5=5"},
    {"en", "the 4th item 4th", ""},
    {"fr", "voir le point 4 et les points 5 \xC3\xA0 7", "point 4=4 points 5=5 7=7"},
    {"fr", "au point n\xC2\xB0 8 de l'ordre du jour", "point n\xC2\xB0 8=8"},
    {"de", "unter Tagesordnungspunkt 4 und TOP 5", "Tagesordnungspunkt 4=4 TOP 5=5"},
    {"de", "Punkte 3 bis 5 und Nr. 6", "Punkte 3=3 5=5"},
    {"de",
     "siehe Punkt 3\xE2\x80\x93"
     "4",
     "Punkt 3=3"},
    {"sv", "se dagordningspunkt 2", "dagordningspunkt 2=2"},
    {"es", "véase el punto del orden del día 2", "punto del orden del día 2=2"},
    {"nl", "4", ""},
    {"nl", "4 punt 5", "punt 5=5"},
};

static void a_text_names_items_in_the_languages_of_reports(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct report *report = build(&texts[i].text, 1, texts[i].language);
        struct report_references references = {0};
        struct buffer found = {0};

        buffer_init(&found);
        report_find_references(report, 0, 0, &references);
        for (size_t r = 0; r < references.count; r++) {
            const struct report_reference *item = &references.items[r];

            buffer_append_format(&found, "%s%.*s=%s", r > 0 ? " " : "",
                                 (int)(item->end_bytes - item->start_bytes),
                                 report->text.data + item->start_bytes, item->name);
        }
        if (strcmp(found.data, texts[i].found) != 0)
            fail_msg("%s\nfound:  %s\nwanted: %s", texts[i].text, found.data, texts[i].found);
        buffer_release(&found);
        free(references.items);
        report_free(report);
    }
}

static void a_paragraph_of_megabytes_is_looked_at_around_the_place(void **state)
{
    struct buffer text = {0};
    struct report_references references = {0};
    const char *line;
    struct report *report;

    (void)state;
    while (text.len_bytes < 1 << 20)
        buffer_append_string(&text, "zie punt 3 \xC3\xA9\xC3\xA9n ");
    line = text.data;
    report = build(&line, 1, "nl");
    report_find_references(report, 0, 500001, &references);
    assert_true(references.count > 100);
    assert_true(references.count < 10000);
    assert_true(references.items[0].start_bytes < 500001);
    assert_true(references.items[references.count - 1].end_bytes > 500001);
    free(references.items);
    report_free(report);
    buffer_release(&text);
}

/* ---- items by number ---------------------------------------------------------------------------- */

static const char *const agenda[] = {
    "# I. Binnenlandse zaken",
    "## 1. Havens",
    "### 1. Grote havens",
    "### 2. Kleine havens",
    "Tekst.",
    "## 2. Grenzen",
    "Tekst.",
    "# II. Justitie",
    "## 1. Akten",
    "Tekst.",
    "## 2. Verjaring",
    "Tekst.",
    "## 3a. Rechters",
    "Tekst.",
};

static const struct {
    const char *name;
    size_t block;
    bool part_first;
    const char *title; /* NULL: nothing */
    size_t ordinal, count;
} numbers[] = {
    {"1", 0, false, "Havens", 1, 2},
    {"1", 1, false, "Akten", 2, 2},
    {"1", 8, false, "Havens", 1, 2},
    {"1", 13, true, "Akten", 1, 1},
    {"2", 0, true, "Grenzen", 1, 1},
    {"2.", 6, false, "Verjaring", 2, 2},
    {"1.2", 0, false, "Kleine havens", 1, 1},
    {"I.1.2", 9, false, "Kleine havens", 1, 1},
    {"ii.2", 0, false, "Verjaring", 1, 1},
    {"II", 0, false, "Justitie", 1, 1},
    {"3A", 0, false, "Rechters", 1, 1},
    {"II.1.2", 0, false, NULL, 0, 0},
    {"4", 0, false, NULL, 0, 0},
    {"", 0, false, NULL, 0, 0},
    {".", 0, false, NULL, 0, 0},
    {"1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1", 0, true, NULL, 0, 0},
    {"@2", 9, false, "Havens", 1, 1},
    {"@99", 0, false, NULL, 0, 0},
};

static void a_number_means_the_next_item_from_here(void **state)
{
    struct report *report = build(agenda, COUNT_OF(agenda), "nl");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct report_found found =
            report_next_item(report, numbers[i].name, numbers[i].block, numbers[i].part_first);
        size_t len_bytes;
        const char *title;

        print_message("# %s from %zu\n", numbers[i].name, numbers[i].block);
        assert_int_equal(found.heading == REPORT_NONE, numbers[i].title == NULL);
        assert_int_equal(found.count, numbers[i].count);
        assert_int_equal(found.ordinal, numbers[i].ordinal);
        if (numbers[i].title == NULL)
            continue;
        title = report_title_text(report, found.heading, &len_bytes);
        assert_int_equal(len_bytes, strlen(numbers[i].title));
        assert_memory_equal(title, numbers[i].title, len_bytes);
    }
    report_free(report);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_names_items_in_the_languages_of_reports),
        cmocka_unit_test(a_paragraph_of_megabytes_is_looked_at_around_the_place),
        cmocka_unit_test(a_number_means_the_next_item_from_here),
    };

    return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
