/* What export/export.h promises, and the plain text format. Reports are made by the builder, contents by
 * hand, so that nothing of SQLite stands between a test and what it looks at. */
#include "config.h"

#include "export/export.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "text/text.h"

/* ---- a report and its notes -------------------------------------------------------------------- */

static const char *const report_lines[] = {
    "I. Binnenlandse zaken",
    "1. Migratie",
    "Nederland steunt het voorstel. Duitsland heeft een voorbehoud.",
    "2. Werklunch",
    "De lunch was besloten. Europol gaf voorbeelden.",
    "II. Justitie",
    "3. Detentie",
    "De Commissie verwees naar de Aanbeveling.[footnoteRef:2] Enkele lidstaten waren tegen.",
    "[2:  COM (2022) 8987]",
    "Het Parlement wil minimumnormen.",
};

static struct report *make_report(const char *const *lines, size_t count)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report;

    for (size_t i = 0; i < count; i++) {
        struct report_event event = {.kind = EVENT_LINE,
                                     .text = lines[i],
                                     .len_bytes = strlen(lines[i]),
                                     .blank_before = true};
        report_builder_block(builder, &event);
    }
    report_builder_finish(builder);
    report = report_builder_report(builder);
    report_builder_free(builder);
    return report;
}

enum { ROOM = 64 };

/* Contents with room for ROOM of each; their strings are copies, freed with them. */
struct fixture {
    struct report *report;
    struct sidecar_contents contents;
    struct export_options options;
    struct buffer out;
};

#define DAY_MS INT64_C(86400000)
/* 2024-01-25 23:30 UTC: another day east of Greenwich. */
#define WRITTEN_MS (INT64_C(1706225400) * 1000)

static struct fixture fixture_of(const char *const *lines, size_t count)
{
    struct fixture fixture = {.report = make_report(lines, count)};

    fixture.contents.notes = base_allocate(ROOM * sizeof *fixture.contents.notes);
    fixture.contents.stances = base_allocate(ROOM * sizeof *fixture.contents.stances);
    fixture.options = (struct export_options){.width_cols = EXPORT_WIDTH_DEFAULT_COLS,
                                              .now_ms = WRITTEN_MS + DAY_MS,
                                              .report_name = "verslag.txt",
                                              .author = "A. de Vries"};
    return fixture;
}

static struct fixture fixture_init(void)
{
    return fixture_of(report_lines, COUNT_OF(report_lines));
}

static void fixture_release(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->contents.note_count; i++) {
        struct sidecar_note *note = &fixture->contents.notes[i];

        for (size_t j = 0; j < note->conflict_count; j++) {
            free(note->conflicts[j].value);
            free(note->conflicts[j].author);
        }
        free(note->conflicts);
        free(note->kind);
        free(note->body);
        free(note->author);
        free(note->anchor.quote);
        free(note->anchor.item_number);
        free(note->anchor.item_title);
    }
    for (size_t i = 0; i < fixture->contents.stance_count; i++) {
        struct sidecar_stance *stance = &fixture->contents.stances[i];

        free(stance->actor);
        free(stance->author);
        free(stance->anchor.quote);
        free(stance->anchor.item_number);
        free(stance->anchor.item_title);
    }
    free(fixture->contents.notes);
    free(fixture->contents.stances);
    buffer_release(&fixture->out);
    report_free(fixture->report);
}

/* Where something stands: an item by its number, a passage by its words, an orphan by its old words. */
struct where {
    const char *item, *quote;
    bool orphan;
};

#define ON_ITEM(number)     ((struct where){.item = (number)})
#define ON(words)           ((struct where){.quote = (words)})
#define LOST(number, words) ((struct where){.item = (number), .quote = (words), .orphan = true})

static void put(const struct report *report, struct where where, struct anchor *anchor,
                struct anchor_place *place)
{
    size_t found;

    *anchor = (struct anchor){.on_item = where.quote == NULL};
    *place = (struct anchor_place){.state = ANCHOR_SAME, .heading = REPORT_NONE};
    if (where.orphan) {
        place->state = ANCHOR_ORPHAN;
        anchor->item_index = (size_t)atoi(where.item);
        anchor->item_number = base_copy_string(where.item);
        anchor->item_title = base_copy_string("Old title");
        anchor->quote = base_copy_string(where.quote);
    } else if (where.quote == NULL) {
        place->heading = report_find_heading(report, where.item, &found);
        anchor->quote = report_heading_label(report, place->heading);
    } else {
        const char *at = strstr(report->text.data, where.quote);

        assert_non_null(at);
        anchor->quote = base_copy_string(where.quote);
        anchor->start_points =
            text_count_points(report->text.data, (size_t)(at - report->text.data));
        anchor->end_points =
            anchor->start_points + text_count_points(where.quote, strlen(where.quote));
        place->start_points = anchor->start_points;
        place->end_points = anchor->end_points;
        place->heading =
            report_item_of_block(report, report_block_at_points(report, anchor->start_points));
    }
}

static struct sidecar_note *add_note(struct fixture *fixture, struct where where, const char *body)
{
    struct sidecar_note *note = &fixture->contents.notes[fixture->contents.note_count++];

    snprintf(note->id, sizeof note->id, "note-%02zu", fixture->contents.note_count);
    note->kind = base_copy_string("note");
    note->body = base_copy_string(body);
    note->author = base_copy_string("A. de Vries");
    note->created_ms = note->modified_ms = WRITTEN_MS + (int64_t)fixture->contents.note_count;
    put(fixture->report, where, &note->anchor, &note->place);
    return note;
}

static struct sidecar_stance *add_stance(struct fixture *fixture, struct where where,
                                         const char *actor, enum stance value)
{
    struct sidecar_stance *stance = &fixture->contents.stances[fixture->contents.stance_count++];

    snprintf(stance->id, sizeof stance->id, "stance-%02zu", fixture->contents.stance_count);
    stance->actor = base_copy_string(actor);
    stance->stance = value;
    stance->author = base_copy_string("A. de Vries");
    stance->created_ms = stance->modified_ms = WRITTEN_MS + (int64_t)fixture->contents.stance_count;
    put(fixture->report, where, &stance->anchor, &stance->place);
    return stance;
}

static const char *export(struct fixture *fixture)
{
    buffer_clear(&fixture->out);
    export_formats[0].write(&fixture->out, fixture->report, &fixture->contents, &fixture->options);
    return fixture->out.data;
}

static void assert_exports(struct fixture *fixture, const char *expected)
{
    assert_string_equal(export(fixture), expected);
    fixture_release(fixture);
}

/* What stands after the head. */
static void assert_exports_body(struct fixture *fixture, const char *expected)
{
    const char *after = strstr(export(fixture), "Contents: ");

    assert_non_null(after);
    after = strstr(after, "\n\n");
    assert_string_equal(after != NULL ? after + 2 : "", expected);
    fixture_release(fixture);
}

static void change(char **string, const char *to)
{
    free(*string);
    *string = base_copy_string(to);
}

/* ---- the table --------------------------------------------------------------------------------- */

static void text_is_the_default_and_found_by_name(void **state)
{
    size_t count = 0;

    (void)state;
    assert_string_equal(export_formats[0].name, "text");
    assert_ptr_equal(export_find_format("text"), &export_formats[0]);
    assert_null(export_find_format("tex"));
    assert_null(export_find_format(""));
    for (; export_formats[count].name != NULL; count++)
        assert_non_null(export_formats[count].summary);
}

/* ---- the head ---------------------------------------------------------------------------------- */

static void an_empty_sidecar_still_says_what_it_is(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    assert_exports(&fixture, "verslag.txt\n"
                             "===========\n"
                             "\n"
                             "Report: verslag.txt\n"
                             "Author: A. de Vries\n"
                             "Exported: 2024-01-26\n"
                             "Contents: 0 notes, 0 stances\n");
}

static void the_meeting_gives_title_place_and_days(void **state)
{
    struct fixture fixture = fixture_init();
    struct report_meeting *meeting = &fixture.report->meeting;

    (void)state;
    change(&meeting->title, "Informele JBZ-Raad");
    change(&meeting->place, "Brussel");
    change(&meeting->date_from, "2024-01-25");
    change(&meeting->date_to, "2024-01-26");
    fixture.options.author = NULL;
    assert_exports(&fixture, "Informele JBZ-Raad\n"
                             "==================\n"
                             "\n"
                             "Report: verslag.txt\n"
                             "Meeting: Brussel, 2024-01-25 – 2024-01-26\n"
                             "Exported: 2024-01-26\n"
                             "Contents: 0 notes, 0 stances\n");
}

/* ---- items, notes, stances ---------------------------------------------------------------------- */

static void a_whole_export_reads_like_this(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_stance(&fixture, ON_ITEM("1"), "NL", STANCE_SUPPORT);
    add_stance(&fixture, ON_ITEM("1"), "ALL", STANCE_SUPPORT);
    add_stance(&fixture, ON("Duitsland heeft een voorbehoud"), "DE", STANCE_RESERVE);
    add_stance(&fixture, ON("Enkele lidstaten waren tegen"), "A_FEW", STANCE_OPPOSE);
    add_note(&fixture, ON("Duitsland heeft een voorbehoud"), "Waarover precies?");
    add_note(
        &fixture, ON("De lunch was besloten."),
        "Er is geen woord van vastgelegd, zodat het verslag van de andere delegaties nodig is.\n"
        "\n"
        "Opvragen.");
    add_note(&fixture, ON("verwees naar de Aanbeveling.[2]"), "Zie de voetnoot.");
    add_note(&fixture, LOST("2", "Deze zin is geschrapt."), "Waarom?");
    assert_exports(&fixture,
                   "verslag.txt\n"
                   "===========\n"
                   "\n"
                   "Report: verslag.txt\n"
                   "Author: A. de Vries\n"
                   "Exported: 2024-01-26\n"
                   "Contents: 4 notes, 4 stances; 1 of them is without a place in this text,\n"
                   "    see the end\n"
                   "\n"
                   "I. Binnenlandse zaken\n"
                   "=====================\n"
                   "\n"
                   "1. Migratie\n"
                   "-----------\n"
                   "\n"
                   "For: NL, ALL\n"
                   "Reserve: DE\n"
                   "\n"
                   "    \"Duitsland heeft een voorbehoud\"\n"
                   "\n"
                   "DE: reserve — A. de Vries, 2024-01-25\n"
                   "\n"
                   "Waarover precies?\n"
                   "— A. de Vries, 2024-01-25\n"
                   "\n"
                   "2. Werklunch\n"
                   "------------\n"
                   "\n"
                   "    \"De lunch was besloten.\"\n"
                   "\n"
                   "Er is geen woord van vastgelegd, zodat het verslag van de andere\n"
                   "delegaties nodig is.\n"
                   "\n"
                   "Opvragen.\n"
                   "— A. de Vries, 2024-01-25\n"
                   "\n"
                   "II. Justitie\n"
                   "============\n"
                   "\n"
                   "3. Detentie\n"
                   "-----------\n"
                   "\n"
                   "Against: A_FEW\n"
                   "\n"
                   "    \"verwees naar de Aanbeveling.[2]\"\n"
                   "\n"
                   "    [2] COM (2022) 8987\n"
                   "\n"
                   "Zie de voetnoot.\n"
                   "— A. de Vries, 2024-01-25\n"
                   "\n"
                   "    \"Enkele lidstaten waren tegen\"\n"
                   "\n"
                   "A_FEW: against — A. de Vries, 2024-01-25\n"
                   "\n"
                   "Without a place in this text\n"
                   "============================\n"
                   "\n"
                   "The report has changed since, and these passages cannot be found in it\n"
                   "with certainty. They stand here under the item they were made on.\n"
                   "\n"
                   "2. Old title\n"
                   "------------\n"
                   "\n"
                   "    \"Deze zin is geschrapt.\"\n"
                   "\n"
                   "Waarom?\n"
                   "— A. de Vries, 2024-01-25 (without a place)\n");
}

static void positions_are_gathered_by_stance_and_mixed_ones_say_all(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_stance(&fixture, ON_ITEM("2"), "SE", STANCE_NEUTRAL);
    add_stance(&fixture, ON_ITEM("2"), "NL", STANCE_SUPPORT);
    add_stance(&fixture, ON_ITEM("2"), "COM", STANCE_CONDITIONAL);
    add_stance(&fixture, ON_ITEM("2"), "BE", STANCE_SUPPORT);
    add_stance(&fixture, ON("De lunch"), "DE", STANCE_RESERVE);
    add_stance(&fixture, ON("Europol"), "DE", STANCE_SUPPORT);
    add_stance(&fixture, ON("Europol"), "NL", STANCE_OPPOSE);
    assert_exports_body(&fixture, "I. Binnenlandse zaken\n"
                                  "=====================\n"
                                  "\n"
                                  "2. Werklunch\n"
                                  "------------\n"
                                  "\n"
                                  "For: BE, NL\n"
                                  "Conditional: COM\n"
                                  "Neutral: SE\n"
                                  "Mixed: DE (for; reserve)\n"
                                  "\n"
                                  "    \"De lunch\"\n"
                                  "\n"
                                  "DE: reserve — A. de Vries, 2024-01-25\n"
                                  "\n"
                                  "    \"Europol\"\n"
                                  "\n"
                                  "DE: for; NL: against — A. de Vries, 2024-01-25\n");
}

static void a_part_and_text_before_the_first_heading_can_carry_notes(void **state)
{
    static const char *const lines[] = {"Vooraf een woord.", "I. Binnenlandse zaken", "1. Migratie",
                                        "Tekst."};
    struct fixture fixture = fixture_of(lines, COUNT_OF(lines));

    (void)state;
    add_note(&fixture, ON_ITEM("I"), "Op het deel.");
    add_note(&fixture, ON("Vooraf"), "Ervoor.");
    assert_exports_body(&fixture, "Before the first heading\n"
                                  "------------------------\n"
                                  "\n"
                                  "    \"Vooraf\"\n"
                                  "\n"
                                  "Ervoor.\n"
                                  "— A. de Vries, 2024-01-25\n"
                                  "\n"
                                  "I. Binnenlandse zaken\n"
                                  "=====================\n"
                                  "\n"
                                  "Op het deel.\n"
                                  "— A. de Vries, 2024-01-25\n");
}

static void stances_of_others_on_the_item_name_their_author(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_stance(&fixture, ON_ITEM("1"), "NL", STANCE_SUPPORT);
    change(&add_stance(&fixture, ON_ITEM("1"), "NL", STANCE_OPPOSE)->author, "B. Jansen");
    assert_exports_body(&fixture, "I. Binnenlandse zaken\n"
                                  "=====================\n"
                                  "\n"
                                  "1. Migratie\n"
                                  "-----------\n"
                                  "\n"
                                  "Mixed: NL (for; against)\n"
                                  "\n"
                                  "NL: against — B. Jansen, 2024-01-25\n");
}

static void a_note_shows_its_kind_its_change_and_what_to_know_of_it(void **state)
{
    struct fixture fixture = fixture_init();
    struct sidecar_note *note = add_note(&fixture, ON_ITEM("1"), "Wanneer?");

    (void)state;
    change(&note->kind, "question");
    note->modified_ms += 3 * DAY_MS;
    note->place.state = ANCHOR_MOVED;
    note->deleted_elsewhere = note->clock_ahead = true;
    note = add_note(&fixture, ON_ITEM("1"), "Nagaan.");
    change(&note->kind, "house kind");
    assert_exports_body(&fixture,
                        "I. Binnenlandse zaken\n"
                        "=====================\n"
                        "\n"
                        "1. Migratie\n"
                        "-----------\n"
                        "\n"
                        "Question: Wanneer?\n"
                        "— A. de Vries, 2024-01-25, changed 2024-01-28 (moved; deleted by one\n"
                        "  author while another changed it; written by a clock that runs ahead)\n"
                        "\n"
                        "house kind: Nagaan.\n"
                        "— A. de Vries, 2024-01-25\n");
}

static void all_versions_of_a_conflict_are_shown(void **state)
{
    struct fixture fixture = fixture_init();
    struct sidecar_note *note = add_note(&fixture, ON_ITEM("1"), "Eerste lezing.");
    struct sidecar_stance *stance;

    (void)state;
    note->conflicts = base_allocate(2 * sizeof *note->conflicts);
    note->conflict_count = 2;
    note->conflicts[0] = (struct sidecar_value){base_copy_string("Eerste lezing."),
                                                base_copy_string("A. de Vries"), WRITTEN_MS};
    note->conflicts[1] = (struct sidecar_value){base_copy_string("Tweede\n\nlezing."),
                                                base_copy_string("B. Jansen"), WRITTEN_MS + DAY_MS};
    stance = add_stance(&fixture, ON_ITEM("1"), "NL", STANCE_SUPPORT);
    stance->conflict = true;
    stance->values = 1U << STANCE_SUPPORT | 1U << STANCE_OPPOSE;
    assert_exports_body(&fixture, "I. Binnenlandse zaken\n"
                                  "=====================\n"
                                  "\n"
                                  "1. Migratie\n"
                                  "-----------\n"
                                  "\n"
                                  "Mixed: NL (for; against)\n"
                                  "\n"
                                  "NL: for/against (disputed) — A. de Vries, 2024-01-25\n"
                                  "\n"
                                  "2 versions of this note count: one has to be chosen\n"
                                  "\n"
                                  "(1) A. de Vries, 2024-01-25: Eerste lezing.\n"
                                  "\n"
                                  "(2) B. Jansen, 2024-01-26: Tweede\n"
                                  "\n"
                                  "lezing.\n"
                                  "\n"
                                  "— A. de Vries, 2024-01-25\n");
}

static void a_footnote_outside_the_passage_is_left_out(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_note(&fixture, ON("De Commissie verwees"), "Waarnaar?");
    assert_null(strstr(export(&fixture), "COM (2022)"));
    fixture_release(&fixture);
}

static void orphans_keep_their_stances_and_their_items(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_stance(&fixture, LOST("2", "Weg."), "NL", STANCE_SUPPORT);
    add_stance(&fixture, LOST("2", "Weg."), "DE", STANCE_OPPOSE);
    add_stance(&fixture, LOST("2", "Weg."), "ALL", STANCE_SUPPORT);
    add_note(&fixture, LOST("2", "Ook weg."), "Jammer.");
    add_stance(&fixture, LOST("1", NULL), "COM", STANCE_RESERVE);
    assert_exports_body(&fixture,
                        "Without a place in this text\n"
                        "============================\n"
                        "\n"
                        "The report has changed since, and these passages cannot be found in it\n"
                        "with certainty. They stand here under the item they were made on.\n"
                        "\n"
                        "1. Old title\n"
                        "------------\n"
                        "\n"
                        "COM: reserve — A. de Vries, 2024-01-25 (without a place)\n"
                        "\n"
                        "2. Old title\n"
                        "------------\n"
                        "\n"
                        "    \"Ook weg.\"\n"
                        "\n"
                        "Jammer.\n"
                        "— A. de Vries, 2024-01-25 (without a place)\n"
                        "\n"
                        "    \"Weg.\"\n"
                        "\n"
                        "NL, ALL: for; DE: against — A. de Vries, 2024-01-25 (without a place)\n");
}

static void an_orphan_of_no_item_is_shown_too(void **state)
{
    struct fixture fixture = fixture_init();
    struct sidecar_note *note = add_note(&fixture, LOST("0", "Aanhef."), "Weg.");

    (void)state;
    free(note->anchor.item_number);
    free(note->anchor.item_title);
    note->anchor.item_number = note->anchor.item_title = NULL;
    assert_non_null(strstr(export(&fixture), "Before the first heading\n"));
    assert_non_null(strstr(fixture.out.data, "    \"Aanhef.\"\n"));
    fixture_release(&fixture);
}

/* ---- layout ------------------------------------------------------------------------------------- */

static void width_0_does_not_wrap(void **state)
{
    struct fixture fixture = fixture_init();
    char long_line[301];

    (void)state;
    memset(long_line, 'x', 300);
    for (size_t i = 9; i < 300; i += 10)
        long_line[i] = ' ';
    long_line[299] = 'x';
    long_line[300] = '\0';
    fixture.options.width_cols = 0;
    add_note(&fixture, ON_ITEM("1"), long_line);
    assert_non_null(strstr(export(&fixture), long_line));
    fixture_release(&fixture);
}

static void control_characters_are_shown_and_never_written(void **state)
{
    struct fixture fixture = fixture_init();

    (void)state;
    add_note(&fixture, ON_ITEM("1"), "rood \033[31m en \xE2\x80\xAE omgekeerd");
    change(&add_note(&fixture, LOST("1", "bel \a"), "x")->author, "A\033]0;titel\a\nB");
    change(&fixture.contents.notes[1].anchor.item_title, "Oud\n\033[2J");
    add_stance(&fixture, ON_ITEM("1"), "N\033\nL", STANCE_SUPPORT);
    export(&fixture);
    assert_null(strchr(fixture.out.data, '\033'));
    assert_null(strchr(fixture.out.data, '\a'));
    assert_null(strstr(fixture.out.data, "\xE2\x80\xAE"));
    assert_non_null(strstr(fixture.out.data, "[31m en "));
    fixture_release(&fixture);
}

static void days_are_those_of_utc_unless_local_ones_are_asked_for(void **state)
{
    struct fixture fixture = fixture_init();
    char *kept;

    (void)state;
    add_note(&fixture, ON_ITEM("1"), "Laat op de avond.");
    kept = base_copy_string(export(&fixture));
    setenv("TZ", "NZST-12", 1);
    tzset();
    assert_string_equal(export(&fixture), kept);
    assert_non_null(strstr(kept, "— A. de Vries, 2024-01-25\n"));
    assert_non_null(strstr(kept, "Exported: 2024-01-26\n"));
    fixture.options.local_days = true;
    assert_non_null(strstr(export(&fixture), "— A. de Vries, 2024-01-26\n"));
    assert_non_null(strstr(fixture.out.data, "Exported: 2024-01-27\n"));
    add_stance(&fixture, ON("Duitsland heeft een voorbehoud"), "DE", STANCE_RESERVE);
    add_stance(&fixture, ON("Duitsland heeft een voorbehoud"), "NL", STANCE_RESERVE)->created_ms +=
        DAY_MS / 2;
    assert_non_null(strstr(export(&fixture), "DE, NL: reserve — "));
    fixture.options.local_days = false;
    assert_null(strstr(export(&fixture), "DE, NL: reserve — "));
    setenv("TZ", "UTC", 1);
    tzset();
    free(kept);
    fixture_release(&fixture);
}

static void a_date_that_is_none_is_no_crash(void **state)
{
    static const int64_t times_ms[] = {INT64_MAX, INT64_MIN, -1, -62135596801000, 253402300800000};
    struct fixture fixture = fixture_init();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(times_ms); i++) {
        struct sidecar_note *note = add_note(&fixture, ON_ITEM("1"), "x");
        note->created_ms = note->modified_ms = times_ms[i];
    }
    assert_non_null(strstr(export(&fixture), "— A. de Vries, unknown date\n"));
    assert_non_null(strstr(fixture.out.data, "— A. de Vries, 1969-12-31\n"));
    fixture_release(&fixture);
}

static void the_order_of_the_contents_does_not_matter(void **state)
{
    struct fixture fixture = fixture_init();
    struct sidecar_note *notes = fixture.contents.notes;
    char *kept;

    (void)state;
    add_note(&fixture, ON("Europol"), "een");
    add_note(&fixture, ON("De lunch"), "twee");
    add_note(&fixture, LOST("1", "weg"), "drie");
    add_note(&fixture, ON_ITEM("2"), "vier");
    kept = base_copy_string(export(&fixture));
    for (size_t i = 0; i < 2; i++) {
        struct sidecar_note note = notes[i];
        notes[i] = notes[3 - i];
        notes[3 - i] = note;
    }
    assert_string_equal(export(&fixture), kept);
    free(kept);
    fixture_release(&fixture);
}

/* ---- nothing is lost, whatever the contents ------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return *seed >> 33;
}

static const char *const words[] = {
    "lidstaten",
    "coördinatie",
    "Ελλάδα",
    "日本語",
    "e\xCC\x81\xCC\x81",
    "—",
    "a",
    "\n",
    "\n\n",
    "https://example.org/een/heel/lang/pad/dat/nergens/breekt/en/ook/nergens/hoeft/te/breken",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
};

static char *random_body(uint64_t *seed, size_t number)
{
    struct buffer body = {0};

    buffer_append_format(&body, "begin%zu", number);
    for (uint64_t i = next_random(seed) % 30; i > 0; i--) {
        buffer_append_char(&body, ' ');
        buffer_append_string(&body, words[next_random(seed) % COUNT_OF(words)]);
    }
    buffer_append_format(&body, " einde%zu", number);
    return buffer_detach(&body);
}

static struct where random_where(uint64_t *seed)
{
    static const struct where places[] = {
        {"1", NULL, false},          {"3", NULL, false},        {NULL, "Nederland steunt", false},
        {NULL, "steunt het", false}, {NULL, "De lunch", false}, {NULL, "Aanbeveling.[2]", false},
        {"1", "Oude zin.", true},    {"7", "Oude zin.", true},  {"7", NULL, true},
    };

    return places[next_random(seed) % COUNT_OF(places)];
}

/* Shown as the export shows it, without white space: what wrapping and indenting leave alone. */
static char *squeezed(const char *text)
{
    struct buffer safe = {0}, out = {0};

    text_append_safe(&safe, text, strlen(text));
    buffer_append_string(&out, "");
    for (size_t i = 0; i < safe.len_bytes; i++) {
        if (strchr(" \n\t", safe.data[i]) == NULL)
            buffer_append_char(&out, safe.data[i]);
    }
    buffer_release(&safe);
    return buffer_detach(&out);
}

static void assert_holds(const char *squeezed_export, const char *text)
{
    char *wanted = squeezed(text);

    if (strstr(squeezed_export, wanted) == NULL)
        print_message("# missing: %s\n", wanted);
    assert_non_null(strstr(squeezed_export, wanted));
    free(wanted);
}

static void assert_lines_are_sound(const char *text, int width_cols)
{
    const char *end;

    for (; *text != '\0'; text = end + 1) {
        end = strchr(text, '\n');
        assert_non_null(end);
        if (width_cols > 0)
            assert_true(text_width_cols(text, (size_t)(end - text)) <= width_cols);
        if (end > text)
            assert_true(end[-1] != ' ' && end[-1] != '\t');
        else
            assert_true(end[1] != '\0');
    }
}

static void fill_randomly(struct fixture *fixture, uint64_t *seed)
{
    static const char *const actors[] = {"NL", "DE", "ALL", "NEARLY_ALL", "COM", "unknown"};

    for (uint64_t i = next_random(seed) % 8; i > 0; i--) {
        char *body = random_body(seed, fixture->contents.note_count);
        struct sidecar_note *note = add_note(fixture, random_where(seed), body);

        note->created_ms = WRITTEN_MS + (int64_t)(next_random(seed) % 3);
        free(body);
        if (next_random(seed) % 3 != 0)
            continue;
        note->conflict_count = 2 + next_random(seed) % 2;
        note->conflicts = base_allocate(note->conflict_count * sizeof *note->conflicts);
        for (size_t j = 0; j < note->conflict_count; j++)
            note->conflicts[j] = (struct sidecar_value){random_body(seed, 100 + j),
                                                        base_copy_string("B. Jansen"), WRITTEN_MS};
    }
    for (uint64_t i = next_random(seed) % 8; i > 0; i--)
        add_stance(fixture, random_where(seed), actors[next_random(seed) % COUNT_OF(actors)],
                   (enum stance)(1 + next_random(seed) % (STANCE_COUNT - 1)));
}

/* Whether a line before the dash says "ACTOR: label" or "OTHER, ACTOR, OTHER: label". */
static bool line_says(const char *line, size_t len_bytes, const char *actor, const char *label)
{
    char *copy = base_copy_bytes(line, len_bytes);
    char *dash = strstr(copy, " — "), *kept = NULL;
    bool says = false;

    if (dash != NULL)
        *dash = '\0';
    for (char *group = strtok_r(copy, ";", &kept); dash != NULL && group != NULL && !says;
         group = strtok_r(NULL, ";", &kept)) {
        char *colon = strstr(group, ": "), *kept_actor = NULL;

        if (colon == NULL || strcmp(colon + 2, label) != 0)
            continue;
        *colon = '\0';
        for (char *name = strtok_r(group, ", ", &kept_actor); name != NULL;
             name = strtok_r(NULL, ", ", &kept_actor))
            says = says || strcmp(name, actor) == 0;
    }
    free(copy);
    return says;
}

/* A stance on the item itself stands among its positions, every other one also by itself. Wrapping may
 * part the words: looked at where it does not. */
static void assert_holds_stance(const char *text, const struct sidecar_stance *stance)
{
    bool says = false;

    if (stance->anchor.on_item && stance->place.state != ANCHOR_ORPHAN) {
        assert_holds(text, stance->actor);
        return;
    }
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
        says = says ||
               line_says(text, (size_t)(end - text), stance->actor, stance_label(stance->stance));
    assert_true(says);
}

static void every_body_version_and_stance_is_exported_at_any_width(void **state)
{
    static const int widths_cols[] = {0, 72, 20, 7, 1};
    uint64_t seed = 25012024;

    (void)state;
    print_message("# seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 150; round++) {
        struct fixture fixture = fixture_init();

        fill_randomly(&fixture, &seed);
        for (size_t i = 0; i < COUNT_OF(widths_cols); i++) {
            char *all;

            fixture.options.width_cols = widths_cols[i];
            all = squeezed(export(&fixture));
            assert_int_equal(strlen(fixture.out.data), fixture.out.len_bytes);
            if (widths_cols[i] != 1) /* a wide character does not fit */
                assert_lines_are_sound(fixture.out.data, widths_cols[i]);
            for (size_t j = 0; j < fixture.contents.note_count; j++) {
                const struct sidecar_note *note = &fixture.contents.notes[j];

                assert_holds(all, note->body);
                for (size_t k = 0; k < note->conflict_count; k++)
                    assert_holds(all, note->conflicts[k].value);
            }
            for (size_t j = 0; j < fixture.contents.stance_count; j++) {
                if (widths_cols[i] == 0)
                    assert_holds_stance(fixture.out.data, &fixture.contents.stances[j]);
                else
                    assert_holds(all, fixture.contents.stances[j].actor);
            }
            free(all);
        }
        fixture_release(&fixture);
    }
}

/* ---- what the reader put right ------------------------------------------------------------------- */

static void corrections_stand_under_a_heading_of_their_own(void **state)
{
    struct fixture fixture = fixture_init();
    struct sidecar_value values[] = {
        {.value = (char *)"heading 2", .author = (char *)"Jan", .clock_ms = WRITTEN_MS},
        {.value = (char *)"part justice", .author = (char *)"Ans", .clock_ms = WRITTEN_MS},
    };
    struct sidecar_correction corrections[] = {
        {.words = (char *)"heading 3",
         .author = (char *)"Ans",
         .created_ms = WRITTEN_MS,
         .modified_ms = WRITTEN_MS,
         .anchor = {.quote = (char *)"Een kop\ndie kop is"}},
        {.words = (char *)"heading 2",
         .author = (char *)"Ans",
         .created_ms = WRITTEN_MS,
         .modified_ms = WRITTEN_MS,
         .anchor = {.quote = (char *)"Over geld"},
         .conflicts = values,
         .conflict_count = 2},
        {.words = (char *)"paragraph",
         .author = (char *)"Ans",
         .created_ms = WRITTEN_MS,
         .modified_ms = WRITTEN_MS,
         .block = REPORT_NONE,
         .anchor = {.quote = (char *)"Weg"}},
        {.words = (char *)"poem",
         .author = (char *)"Ans",
         .created_ms = WRITTEN_MS,
         .modified_ms = WRITTEN_MS,
         .anchor = {.quote = (char *)"Vers"}},
    };

    (void)state;
    fixture.contents.corrections = corrections;
    fixture.contents.correction_count = COUNT_OF(corrections);
    assert_exports_body(&fixture,
                        "Put right by the reader\n"
                        "=======================\n"
                        "\n"
                        "“Een kop die kop is”: a heading of depth 3 — Ans, 2024-01-25\n"
                        "“Over geld”: a heading of depth 2 — Ans, 2024-01-25\n"
                        "    Several say what it is, and the first of these holds until one is\n"
                        "    chosen:\n"
                        "    a heading of depth 2 — Jan, 2024-01-25\n"
                        "    a part about justice — Ans, 2024-01-25\n"
                        "“Weg”: no heading — Ans, 2024-01-25 (without a place)\n"
                        "“Vers”: poem — Ans, 2024-01-25\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corrections_stand_under_a_heading_of_their_own),
        cmocka_unit_test(text_is_the_default_and_found_by_name),
        cmocka_unit_test(an_empty_sidecar_still_says_what_it_is),
        cmocka_unit_test(the_meeting_gives_title_place_and_days),
        cmocka_unit_test(a_whole_export_reads_like_this),
        cmocka_unit_test(positions_are_gathered_by_stance_and_mixed_ones_say_all),
        cmocka_unit_test(a_part_and_text_before_the_first_heading_can_carry_notes),
        cmocka_unit_test(stances_of_others_on_the_item_name_their_author),
        cmocka_unit_test(a_note_shows_its_kind_its_change_and_what_to_know_of_it),
        cmocka_unit_test(all_versions_of_a_conflict_are_shown),
        cmocka_unit_test(a_footnote_outside_the_passage_is_left_out),
        cmocka_unit_test(orphans_keep_their_stances_and_their_items),
        cmocka_unit_test(an_orphan_of_no_item_is_shown_too),
        cmocka_unit_test(width_0_does_not_wrap),
        cmocka_unit_test(control_characters_are_shown_and_never_written),
        cmocka_unit_test(days_are_those_of_utc_unless_local_ones_are_asked_for),
        cmocka_unit_test(a_date_that_is_none_is_no_crash),
        cmocka_unit_test(the_order_of_the_contents_does_not_matter),
        cmocka_unit_test(every_body_version_and_stance_is_exported_at_any_width),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
