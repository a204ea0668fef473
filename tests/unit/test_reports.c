/* Whole reports in the shapes that real ones have, each with the outline that a careful reader drew before
 * any parser ran: how much of it the program finds. tests/reports/README tells the records.
 *
 * What is missed is printed as a comment, so that a failing figure tells where to look. */
#include "config.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "format/format.h"
#include "report_check.h"
#include "text/text.h"

enum { FIELDS_MAX = 6 };

/* Of how many, how many were right. */
struct tally {
    size_t right, all;
};

static struct {
    struct tally recall, precision, domain, language, date, place, footnote, joined, dropped,
        separate;
} tallies;

static size_t report_count;

static void count(struct tally *tally, bool right, const char *name, const char *what,
                  const char *detail)
{
    tally->all++;
    tally->right += right;
    if (!right)
        printf("# %s: %s: %s\n", name, what, detail);
}

/* ---- what was expected --------------------------------------------------------------------------- */

struct record {
    char *fields[FIELDS_MAX];
    size_t field_count;
};

struct expectation {
    char *bytes;
    struct record *records;
    size_t count, capacity;
};

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct buffer bytes = {0};
    char piece[4096];
    size_t got;

    if (file == NULL)
        fail_msg("%s cannot be opened", path);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    buffer_append_char(&bytes, '\0');
    return buffer_detach(&bytes);
}

static void read_expectation(struct expectation *expectation, const char *path)
{
    char *rest_of_file, *line;

    *expectation = (struct expectation){.bytes = read_whole(path)};
    for (rest_of_file = expectation->bytes; (line = strsep(&rest_of_file, "\n")) != NULL;) {
        struct record record = {0};

        while (line != NULL && record.field_count < FIELDS_MAX)
            record.fields[record.field_count++] = strsep(&line, "\t");
        if (record.fields[0][0] == '\0')
            continue;
        expectation->records = array_reserve(expectation->records, &expectation->capacity,
                                             expectation->count + 1, sizeof *expectation->records);
        expectation->records[expectation->count++] = record;
    }
}

static bool is(const struct record *record, const char *name, size_t field_count)
{
    if (strcmp(record->fields[0], name) != 0)
        return false;
    if (record->field_count != field_count)
        fail_msg("a record of %s has %zu fields", name, record->field_count);
    return true;
}

/* ---- headings ------------------------------------------------------------------------------------- */

static bool equal(const char *left, size_t left_bytes, const char *right)
{
    return text_equal_folded(left, left_bytes, right, strlen(right));
}

static bool is_heading(const struct report *report, size_t index, const struct record *record)
{
    const struct report_heading *heading = &report->headings[index];
    const char *number = heading->number != NULL ? heading->number : "-";
    size_t title_bytes;
    const char *title = report_title_text(report, index, &title_bytes);

    return (unsigned)atoi(record->fields[1]) == heading->depth &&
           strcmp(record->fields[2], heading_kind_name(heading->kind)) == 0 &&
           strcmp(record->fields[4], number) == 0 && equal(title, title_bytes, record->fields[5]);
}

static void compare_domain(const struct report *report, size_t index, const struct record *record,
                           const char *name)
{
    struct buffer detail = {0};
    const char *domain = domain_name(report->headings[index].domain);

    buffer_append_format(&detail, "%s instead of %s: %s", domain, record->fields[3],
                         record->fields[5]);
    count(&tallies.domain, strcmp(domain, record->fields[3]) == 0, name, "domain", detail.data);
    buffer_release(&detail);
}

static void describe_heading(struct buffer *out, const struct report *report, size_t index)
{
    const struct report_heading *heading = &report->headings[index];
    size_t title_bytes;
    const char *title = report_title_text(report, index, &title_bytes);

    buffer_append_format(out, "%u %s %s ", heading->depth, heading_kind_name(heading->kind),
                         heading->number != NULL ? heading->number : "-");
    buffer_append(out, title, title_bytes < 200 ? title_bytes : 200);
}

/* Each found heading answers to one record at most, in order. */
static void compare_headings(const struct report *report, const struct expectation *expectation,
                             const char *name)
{
    bool *answered = base_allocate(report->heading_count + 1);
    size_t next = 0;

    for (size_t i = 0; i < expectation->count; i++) {
        const struct record *record = &expectation->records[i];
        struct buffer wanted = {0};
        size_t at = next;

        if (!is(record, "heading", 6))
            continue;
        while (at < report->heading_count && !is_heading(report, at, record))
            at++;
        buffer_append_format(&wanted, "%s %s %s %s", record->fields[1], record->fields[2],
                             record->fields[4], record->fields[5]);
        count(&tallies.recall, at < report->heading_count, name, "missed", wanted.data);
        buffer_release(&wanted);
        if (at == report->heading_count)
            continue;
        answered[at] = true;
        next = at + 1;
        compare_domain(report, at, record, name);
    }
    for (size_t i = 0; i < report->heading_count; i++) {
        struct buffer found = {0};

        describe_heading(&found, report, i);
        count(&tallies.precision, answered[i], name, "invented", found.data);
        buffer_release(&found);
    }
    free(answered);
}

/* ---- text ------------------------------------------------------------------------------------------ */

static bool block_has(const struct report *report, size_t index, const char *words, bool at_start)
{
    struct buffer text = {0}, wanted = {0};
    size_t len_bytes;
    const char *block = report_block_text(report, index, &len_bytes), *found;
    bool has;

    text_fold(block, len_bytes, &text);
    text_fold(words, strlen(words), &wanted);
    found = text.data != NULL ? strstr(text.data, wanted.data) : NULL;
    /* a list item's bullet or number, and a footnote's label, stand before its words */
    has = found != NULL && (!at_start || found - text.data <= 6);
    buffer_release(&text);
    buffer_release(&wanted);
    return has;
}

static bool any_block_has(const struct report *report, const char *words, bool at_start)
{
    for (size_t i = 0; i < report->block_count; i++) {
        if (block_has(report, i, words, at_start))
            return true;
    }
    return false;
}

/* Letter by letter: folded, "E N" stands in every "the next". */
static bool text_has(const struct report *report, const char *words)
{
    return memmem(report->text.data, report->text.len_bytes, words, strlen(words)) != NULL;
}

static bool has_footnote(const struct report *report, const char *label, const char *title)
{
    for (size_t i = 0; i < report->footnote_count; i++) {
        const struct report_footnote *footnote = &report->footnotes[i];
        size_t heading, title_bytes = 0;
        const char *found = "";

        if (strcmp(footnote->label, label) != 0 || footnote->mark_block == REPORT_NONE)
            continue;
        heading = report->blocks[footnote->mark_block].heading;
        if (heading != REPORT_NONE)
            found = report_title_text(report, heading, &title_bytes);
        if (equal(found, title_bytes, title))
            return true;
    }
    return false;
}

static bool equal_or_none(const char *found, const char *wanted)
{
    return found != NULL && strcmp(found, wanted) == 0;
}

static void compare_text(const struct report *report, const struct expectation *expectation,
                         const char *name)
{
    const struct report_meeting *meeting = &report->meeting;
    bool dated = false, placed = false;

    for (size_t i = 0; i < expectation->count; i++) {
        const struct record *record = &expectation->records[i];
        const char *words = record->fields[1];

        if (is(record, "language", 2)) {
            count(&tallies.language, strcmp(report->language, words) == 0, name, "language",
                  report->language);
        } else if (is(record, "date", 3)) {
            dated = true;
            count(&tallies.date,
                  equal_or_none(meeting->date_from, words) &&
                      equal_or_none(meeting->date_to, record->fields[2]),
                  name, "date", meeting->date_from != NULL ? meeting->date_from : "none");
        } else if (is(record, "place", 2)) {
            placed = true;
            count(&tallies.place, equal_or_none(meeting->place, words), name, "place",
                  meeting->place != NULL ? meeting->place : "none");
        } else if (is(record, "footnote", 3)) {
            count(&tallies.footnote, has_footnote(report, words, record->fields[2]), name,
                  "footnote", words);
        } else if (is(record, "joined", 2)) {
            count(&tallies.joined, any_block_has(report, words, false), name, "not joined", words);
        } else if (is(record, "dropped", 2)) {
            count(&tallies.dropped, !text_has(report, words), name, "not dropped", words);
        } else if (is(record, "separate", 2)) {
            count(&tallies.separate, any_block_has(report, words, true), name, "not separate",
                  words);
        } else if (!is(record, "heading", 6)) {
            fail_msg("%s: what is a record of %s?", name, record->fields[0]);
        }
    }
    if (!dated)
        count(&tallies.date, meeting->source != MEETING_FROM_TEXT || meeting->date_from == NULL,
              name, "invented date", meeting->date_from);
    if (!placed)
        count(&tallies.place, meeting->place == NULL, name, "invented place", meeting->place);
}

/* ---- all of them ----------------------------------------------------------------------------------- */

static void compare_report(const char *folder, const char *name)
{
    struct buffer path = {0}, expected_path = {0};
    struct format_source *source = NULL;
    struct expectation expectation;
    struct error error = {0};
    const char *broken;
    size_t where;

    buffer_append_format(&path, "%s/%s", folder, name);
    buffer_append_format(&expected_path, "%.*s.outline", (int)(path.len_bytes - strlen(".txt")),
                         path.data);
    read_expectation(&expectation, expected_path.data);
    if (!format_open(&source, path.data, NULL, &error) || !format_read_all(source, &error))
        fail_msg("%s: %s", path.data, error.message);
    broken = report_check(format_report(source), &where);
    if (broken != NULL)
        fail_msg("%s: %s at %zu", path.data, broken, where);
    compare_headings(format_report(source), &expectation, path.data + strlen(folder) - 2);
    compare_text(format_report(source), &expectation, path.data + strlen(folder) - 2);
    report_count++;
    format_close(source);
    free(expectation.records);
    free(expectation.bytes);
    buffer_release(&path);
    buffer_release(&expected_path);
}

static int is_text(const struct dirent *entry)
{
    const size_t len_bytes = strlen(entry->d_name);

    return len_bytes > 4 && strcmp(entry->d_name + len_bytes - 4, ".txt") == 0;
}

static int read_reports(void **state)
{
    static const char *const languages[] = {"nl", "en", "fr", "de", "sv"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        struct dirent **entries;
        struct buffer folder = {0};
        int entry_count;

        buffer_append_format(&folder, "%s/tests/reports/%s", source_folder(), languages[i]);
        entry_count = scandir(folder.data, &entries, is_text, alphasort);
        for (int entry = 0; entry < entry_count; entry++) {
            compare_report(folder.data, entries[entry]->d_name);
            free(entries[entry]);
        }
        if (entry_count >= 0)
            free(entries);
        buffer_release(&folder);
    }
    return 0;
}

static void expect_share(const char *what, const struct tally *tally, double least)
{
    const double share = tally->all > 0 ? (double)tally->right / (double)tally->all : 0;

    printf("# %s: %zu of %zu, %.3f\n", what, tally->right, tally->all, share);
    if (share < least)
        fail_msg("%s is %.3f, and should be %.2f", what, share, least);
}

#define SHARE_TEST(name, tally, least)                                                             \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        expect_share(#name, &tallies.tally, least);                                                \
    }

SHARE_TEST(headings_that_stand_there_are_found, recall, 0.99)
SHARE_TEST(headings_that_are_found_stand_there, precision, 0.99)
SHARE_TEST(domains_are_right, domain, 0.99)
SHARE_TEST(languages_are_right, language, 1.0)
SHARE_TEST(dates_are_right, date, 0.98)
SHARE_TEST(places_are_right, place, 0.98)
SHARE_TEST(footnotes_are_linked_to_their_marks, footnote, 0.98)
SHARE_TEST(sentences_that_lines_and_pages_cut_are_joined, joined, 0.98)
SHARE_TEST(running_headers_and_page_numbers_are_dropped, dropped, 0.98)
SHARE_TEST(lists_and_addresses_are_left_alone, separate, 0.98)

static void there_are_seventy_reports(void **state)
{
    (void)state;
    assert_true(report_count >= 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_seventy_reports),
        cmocka_unit_test(headings_that_stand_there_are_found),
        cmocka_unit_test(headings_that_are_found_stand_there),
        cmocka_unit_test(domains_are_right),
        cmocka_unit_test(languages_are_right),
        cmocka_unit_test(dates_are_right),
        cmocka_unit_test(places_are_right),
        cmocka_unit_test(footnotes_are_linked_to_their_marks),
        cmocka_unit_test(sentences_that_lines_and_pages_cut_are_joined),
        cmocka_unit_test(running_headers_and_page_numbers_are_dropped),
        cmocka_unit_test(lists_and_addresses_are_left_alone),
    };

    return cmocka_run_group_tests(tests, read_reports, NULL);
}
