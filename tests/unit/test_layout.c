/* What layout/layout.h promises, on made-up reports: the report, its notes and the page side by side. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout_fixture.h"

static const char meeting[] =
    "part I. Binnenlandse zaken\n"
    "item 1. Gedachtewisseling over de opvang van seizoenarbeiders\n"
    "para De voorzitter opende de bespreking met een overzicht van de cijfers.\n"
    "item 2. Werklunch over kaarten, kompassen en de toekomst van het wandelpad\n"
    "para Tijdens de werklunch werd gesproken over bewegwijzering, mis- en overtekening, het "
    "gebruik van gekleurde paaltjes en de zin daarvan.[1]\n"
    "para Nederland steunde het voorstel. Denemarken was tegen.\n"
    "foot [1] Zie het verslag van de vorige wandeling.\n"
    "item 3. Onderhoud van bruggen\n"
    "para Alle lidstaten steunden het onderhoud.\n"
    "part II. Justitie\n"
    "item 4. Klokkenluiders\n"
    "para De klokken luidden.\n";

static void close_headings(struct page *page, const char *closed)
{
    for (size_t i = 0; closed[i] != '\0'; i++)
        layout_set_closed(page->layout, i, closed[i] == '+');
}

static void expect_page(struct page *page, const char *expected)
{
    char *shown = fixture_page(page->layout);

    assert_string_equal(shown, expected);
    free(shown);
}

/* closed: a '+' for each heading that is closed, in order. */
static void expect(const char *report, const char *contents, const char *closed, int width_cols,
                   const char *expected)
{
    struct page page;

    page_make(&page, report, contents, width_cols);
    close_headings(&page, closed);
    expect_page(&page, expected);
    page_free(&page);
}

/* ---- the page ---------------------------------------------------------------------------------- */

static void the_page_of_the_sketch(void **state)
{
    (void)state;
    expect(meeting,
           "note   | @2 | eerst lezen | A. de Vries 2023-11-20\n"
           "stance | @2 | NL+ COM~ | A. de Vries 2023-11-20\n"
           "note   | zin daarvan | geen lidstaat bij naam genoemd | A. de Vries 2023-11-23\n"
           "stance | zin daarvan | ALL+ | B. Maes 2023-11-23\n"
           "stance | @4 | NL+ | A. de Vries 2023-11-23\n",
           "-+-++", 80,
           "▾ I. Binnenlandse zaken                                                  2 notes\n"
           "  ▸ 1. Gedachtewisseling over de opvang van seizoenarbeiders    1 note  NL+ COM~\n"
           "  ▾ 2. Werklunch over kaarten, kompassen en de toekomst van het     1 note  ALL+\n"
           "       wandelpad\n"
           "      Tijdens de werklunch werd gesproken over bewegwijzering, mis- en\n"
           "    │ overtekening, het gebruik van gekleurde paaltjes en de zin daarvan.[1]\n"
           "    │ ALL+                                                    B. Maes 2023-11-23\n"
           "    │ note  geen lidstaat bij naam genoemd                A. de Vries 2023-11-23\n"
           "\n"
           "      Nederland steunde het voorstel. Denemarken was tegen.\n"
           "\n"
           "      [1] Zie het verslag van de vorige wandeling.\n"
           "\n"
           "  ▸ 3. Onderhoud van bruggen                                                 NL+\n"
           "▸ II. Justitie\n");
}

/* ---- headings, text, gaps ---------------------------------------------------------------------- */

static void indentation_follows_the_outline(void **state)
{
    (void)state;
    expect("para Vooraf.\n"
           "part I. Deel\n"
           "para Onder het deel.\n"
           "item 1. Punt\n"
           "para Onder het punt.\n"
           "sub 1a. Onderpunt\n"
           "para Onder het onderpunt.\n",
           "", "", 80,
           "  Vooraf.\n"
           "\n"
           "▾ I. Deel\n"
           "    Onder het deel.\n"
           "\n"
           "  ▾ 1. Punt\n"
           "      Onder het punt.\n"
           "\n"
           "    ▾ 1a. Onderpunt\n"
           "        Onder het onderpunt.\n");
}

static void items_without_parts_begin_at_the_left(void **state)
{
    (void)state;
    expect("item 1. Punt\n"
           "para Tekst.\n",
           "", "", 80,
           "▾ 1. Punt\n"
           "    Tekst.\n");
}

static void a_title_is_wrapped_under_itself_and_never_cut(void **state)
{
    (void)state;
    expect("item 12. Een lange titel die op twee regels staat\n"
           "para Tekst.\n",
           "", "", 40,
           "▾ 12. Een lange titel die op twee regels\n"
           "      staat\n"
           "    Tekst.\n");
}

static void a_long_word_is_broken_to_the_page(void **state)
{
    (void)state;
    expect("para Waterschapsverkiezingen\n", "", "", 10,
           "Waterschap\n"
           "sverkiezin\n"
           "gen\n");
}

static void gaps_stand_between_paragraphs_and_before_headings_after_text(void **state)
{
    (void)state;
    expect("part I. Deel\n"
           "item 1. Punt\n"
           "para Een.\n"
           "para Twee.\n"
           "list - drie\n"
           "list - vier\n"
           "row vijf | zes\n"
           "row zeven | acht\n"
           "item 2. Leeg\n"
           "part II. Deel\n",
           "", "", 80,
           "▾ I. Deel\n"
           "  ▾ 1. Punt\n"
           "      Een.\n"
           "\n"
           "      Twee.\n"
           "\n"
           "      - drie\n"
           "      - vier\n"
           "\n"
           "      vijf | zes\n"
           "      zeven | acht\n"
           "\n"
           "    2. Leeg\n"
           "  II. Deel\n");
}

static void a_closed_section_leaves_no_gap_after_it(void **state)
{
    (void)state;
    expect("item 1. Een\n"
           "para Tekst.\n"
           "item 2. Twee\n"
           "para Tekst.\n"
           "item 3. Drie\n"
           "para Tekst.\n",
           "", "+-+", 80,
           "▸ 1. Een\n"
           "▾ 2. Twee\n"
           "    Tekst.\n"
           "\n"
           "▸ 3. Drie\n");
}

static void further_lines_of_a_list_item_stand_under_its_words(void **state)
{
    (void)state;
    expect("item 1. Lijst\n"
           "list - een punt dat op twee regels komt te staan\n"
           "list • nog een punt dat op twee regels komt te staan\n"
           "list geen streepje maar toch een punt van een lijst\n",
           "", "", 40,
           "▾ 1. Lijst\n"
           "    - een punt dat op twee regels komt\n"
           "      te staan\n"
           "    • nog een punt dat op twee regels\n"
           "      komt te staan\n"
           "    geen streepje maar toch een punt van\n"
           "    een lijst\n");
}

static void a_page_is_no_wider_than_the_measure(void **state)
{
    struct page page;
    struct layout_options options = {.width_cols = 200, .measure_cols = 30};

    (void)state;
    page_make(&page, "item 1. Punt\npara Een zin van meer dan dertig kolommen.\n", "", 80);
    layout_set_options(page.layout, &options);
    expect_page(&page, "▾ 1. Punt\n"
                       "  Een zin van meer dan dertig\n"
                       "  kolommen.\n");
    page_free(&page);
}

static void ascii_pages_hold_no_other_marks(void **state)
{
    struct page page;
    struct layout_options options = {.width_cols = 60, .measure_cols = 80, .ascii = true};

    (void)state;
    page_make(&page, "item 1. Open\npara Tekst.\nitem 2. Dicht\npara Tekst.\n",
              "note | Tekst | kort | A 2024-01-25\n"
              "note | !1 | lang | A 2024-01-25\n",
              60);
    layout_set_options(page.layout, &options);
    layout_set_closed(page.layout, 1, true);
    expect_page(&page, "v 1. Open                                            2 notes\n"
                       "  | note  lang                                  A 2024-01-25\n"
                       "  | orphan  \"verloren passage\"\n"
                       "  | Tekst.\n"
                       "  | note  kort                                  A 2024-01-25\n"
                       "\n"
                       "> 2. Dicht\n");
    page_free(&page);
}

static void indentation_shrinks_on_narrow_pages(void **state)
{
    static const char report[] = "part I. Deel\nitem 1. Punt\npara Een zin.\n";

    (void)state;
    expect(report, "note | zin | ja | A 2024-01-25\n", "", 26,
           "▾ I. Deel           1 note\n"
           " ▾ 1. Punt          1 note\n"
           " │ Een zin.\n"
           " │ note  ja   A 2024-01-25\n");
    expect(report, "", "", 12,
           "▾ I. Deel\n"
           "▾ 1. Punt\n"
           "Een zin.\n");
    expect(report, "note | zin | ja | A 2024-01-25\n", "", 12,
           "▾ I. Deel\n"
           "      1 note\n"
           "▾ 1. Punt\n"
           "      1 note\n"
           "Een zin.\n"
           "│ note\n"
           "│ ja\n"
           "│ A 2024-01…\n");
    expect(report, "", "", 4,
           "I.\n"
           "Deel\n"
           "1.\n"
           "Punt\n"
           "Een\n"
           "zin.\n");
}

static void a_page_of_one_column_shows_what_it_can(void **state)
{
    (void)state;
    expect("item 1. A\npara b\tc 漢 \xE2\x80\xAEz\n", "note | z | n | A 2024-01-25\n", "", 1,
           "1\n.\nA\n…\nb\nc\n>\n<\nz\n…\nn\n…\n");
}

/* ---- badges ------------------------------------------------------------------------------------ */

static void an_items_position_is_its_own_tag_else_what_its_passages_say(void **state)
{
    static const char report[] = "part I. Deel\n"
                                 "item 1. Punt\n"
                                 "para Eerste zin.\n"
                                 "para Tweede zin.\n"
                                 "item 2. Ander punt\n"
                                 "para Derde zin.\n";

    (void)state;
    expect(report,
           "stance | @2 | DE- | A 2024-01-25\n"
           "stance | Eerste | DE+ NL+ | A 2024-01-25\n"
           "stance | Tweede | NL! COM~ | B 2024-01-25\n"
           "stance | Derde | FR0 | A 2024-01-25\n",
           "-++", 60,
           "▾ I. Deel\n"
           "  ▸ 1. Punt                                    DE- NL+! COM~\n"
           "  ▸ 2. Ander punt                                        FR0\n");
}

static void a_tag_on_a_sub_item_is_one_of_the_items_passages(void **state)
{
    (void)state;
    expect("item 1. Punt\n"
           "sub 1a. Onderpunt\n"
           "para Zin.\n",
           "stance | @2 | NL- | A 2024-01-25\n"
           "stance | Zin | NL+ | A 2024-01-25\n"
           "note | Zin | tekst | A 2024-01-25\n",
           "-+", 60,
           "▾ 1. Punt                                       1 note  NL+-\n"
           "  ▸ 1a. Onderpunt                                1 note  NL-\n");
}

static void an_orphan_counts_as_a_note_but_gives_no_position(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin.\n",
           "stance | !1 | NL- | A 2024-01-25\n"
           "note | !1 | tekst | A 2024-01-25\n",
           "+", 60, "▸ 1. Punt                                             1 note\n");
}

static void badges_without_room_beside_the_title_get_a_row(void **state)
{
    (void)state;
    expect("item 1. Een titel van gewone lengte\npara Zin.\n",
           "stance | @1 | BE+ BG+ CZ+ DK+ DE- EE- | A 2024-01-25\n", "+", 36,
           "▸ 1. Een titel van gewone lengte\n"
           "             BE+ BG+ CZ+ DK+ DE- EE-\n");
}

static void badges_never_break_a_word_of_the_title(void **state)
{
    (void)state;
    expect("item 1. Grensoverschrijdende handhaving\npara Zin.\n",
           "stance | @1 | BE+ BG+ CZ+ | A 2024-01-25\n", "+", 36,
           "▸ 1. Grensoverschrijdende handhaving\n"
           "                         BE+ BG+ CZ+\n");
}

static void badges_stand_beside_no_cluster_that_is_wider_than_what_they_leave(void **state)
{
    (void)state;
    expect("item \xF3\xA0\x81\x81\xF3\xA0\x81\x81\npara Tekst.\n",
           "note | @1 | eerst lezen | A. de Vries 2023-11-20\n", "+", 25,
           "▸ <U+E0041><U+E0041>\n"
           "                   1 note\n");
}

static void very_many_positions_are_counted(void **state)
{
    (void)state;
    expect("item 1. Titel\npara Zin.\n",
           "stance | @1 | BE+ BG+ CZ+ DK+ DE- EE- IE0 EL! ES~ FR+ HR+ IT+ | A 2024-01-25\n"
           "note | Zin | tekst | A 2024-01-25\n",
           "+", 40,
           "▸ 1. Titel\n"
           "    1 note  BE+ BG+ CZ+ DK+ DE- EE- … +6\n");
}

static void badges_are_asked_for_by_heading(void **state)
{
    struct page page;
    struct buffer stances = {0};

    (void)state;
    page_make(&page, meeting,
              "note | cijfers | een | A 2024-01-25\n"
              "note | !2 | twee | A 2024-01-25\n"
              "stance | cijfers | NL+ | A 2024-01-25\n",
              80);
    assert_int_equal(layout_badges(page.layout, 0, &stances), 2);
    assert_int_equal(stances.len_bytes, 0);
    assert_int_equal(layout_badges(page.layout, 1, &stances), 2);
    assert_string_equal(stances.data, "NL+");
    assert_int_equal(layout_badges(page.layout, 5, &stances), 0);
    assert_int_equal(layout_badges(page.layout, 99, &stances), 0);
    assert_string_equal(stances.data, "NL+");
    buffer_release(&stances);
    page_free(&page);
}

/* ---- notes and stances ------------------------------------------------------------------------- */

static void a_note_keeps_its_lines_under_each_other(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin.\n",
           "note | Zin | Eerste regel\\n\\nDe derde is lang genoeg om te worden afgebroken | "
           "A. de Vries 2024-01-25\n",
           "", 50,
           "▾ 1. Punt                                   1 note\n"
           "  │ Zin.\n"
           "  │ note  Eerste regel\n"
           "  │ \n"
           "  │       De derde is lang genoeg om te worden\n"
           "  │       afgebroken        A. de Vries 2024-01-25\n");
}

static void author_and_date_get_a_line_where_they_do_not_fit(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin.\n",
           "question | Zin | Wie vroeg hierom en waarom? | A. de Vries 2024-01-25\n", "", 50,
           "▾ 1. Punt                                   1 note\n"
           "  │ Zin.\n"
           "  │ question  Wie vroeg hierom en waarom?\n"
           "  │                         A. de Vries 2024-01-25\n");
}

static void stances_are_gathered_by_passage_and_author(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin een. Zin twee.\n",
           "stance | Zin twee | FR0 | A 2024-01-25\n"
           "stance | Zin een | NL+ | A 2024-01-25\n"
           "stance | Zin een | DE- | B 2024-01-24\n"
           "note | Zin een | tekst | A 2024-01-20\n"
           "stance | Zin een | COM~ | A 2024-01-26\n",
           "", 50,
           "▾ 1. Punt                 1 note  DE- FR0 NL+ COM~\n"
           "  │ Zin een. Zin twee.\n"
           "  │ DE-                               B 2024-01-24\n"
           "  │ NL+ COM~                          A 2024-01-26\n"
           "  │ note  tekst                       A 2024-01-20\n"
           "  │ FR0                               A 2024-01-25\n");
}

static void what_is_not_as_it_was_says_so(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Een zin.\n",
           "note | Een | een | A 2024-01-25 | moved\n"
           "note | Een | twee | A 2024-01-26 | check\n"
           "note | zin | drie | A 2024-01-27 | conflict\n"
           "note | zin | vier | A 2024-01-28 | gone ahead\n"
           "stance | zin | NL+ | A 2024-01-29 | conflict\n",
           "", 60,
           "▾ 1. Punt                                      4 notes  NL+-\n"
           "  │ Een zin.\n"
           "  │ note  een                                   A 2024-01-25\n"
           "  │ moved\n"
           "  │ note  twee                                  A 2024-01-26\n"
           "  │ to be checked  “Een”\n"
           "  │ NL+-                                        A 2024-01-29\n"
           "  │ disputed  NL+-\n"
           "  │ note  drie                                  A 2024-01-27\n"
           "  │ or  een andere tekst                  B. Maes 2024-01-27\n"
           "  │ note  vier                                  A 2024-01-28\n"
           "  │ deleted by one author while another changed it\n"
           "  │ written by a clock that runs ahead\n");
}

static void orphans_stand_at_their_item_or_at_the_end(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin.\nitem 2. Leeg\n",
           "note | !1 | een | A 2024-01-25\n"
           "stance | !1 | NL+ | A 2024-01-25\n"
           "note | ! | twee | A 2024-01-25\n",
           "", 50,
           "▾ 1. Punt                                   1 note\n"
           "  │ NL+                               A 2024-01-25\n"
           "  │ orphan  “verloren passage”\n"
           "  │ note  een                         A 2024-01-25\n"
           "  │ orphan  “verloren passage”\n"
           "    Zin.\n"
           "\n"
           "▾ 2. Leeg\n"
           "│ note  twee                          A 2024-01-25\n"
           "│ orphan  “verloren passage”\n");
}

static void the_stances_of_a_row_stand_in_the_order_of_the_badge(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin.\n",
           "stance | Zin | FR+ EP! ALL0 A_FEW- SE- XX+ | A 2024-01-25\n", "", 60,
           "▾ 1. Punt                        FR+ SE- EP! ALL0 A_FEW- XX+\n"
           "  │ Zin.\n"
           "  │ FR+ SE- EP! ALL0 A_FEW- XX+                 A 2024-01-25\n");
}

static void of_two_passages_the_one_that_starts_first_comes_first(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin een. Zin twee.\n",
           "note | een. | deel | A 2024-01-25\n"
           "note | Zin een. Zin twee. | alinea | A 2024-01-26\n"
           "stance | een. | NL+ | A 2024-01-27\n",
           "", 50,
           "▾ 1. Punt                             2 notes  NL+\n"
           "  │ Zin een. Zin twee.\n"
           "  │ note  alinea                      A 2024-01-26\n"
           "  │ NL+                               A 2024-01-27\n"
           "  │ note  deel                        A 2024-01-25\n");
}

static void a_passage_over_paragraphs_is_barred_and_its_note_stands_at_its_end(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Een begin.\npara Een eind.\npara Erna.\n",
           "note | begin.\\n\\nEen | tekst | A 2024-01-25\n", "", 50,
           "▾ 1. Punt                                   1 note\n"
           "  │ Een begin.\n"
           "\n"
           "  │ Een eind.\n"
           "  │ note  tekst                       A 2024-01-25\n"
           "\n"
           "    Erna.\n");
}

static void nothing_of_a_file_reaches_the_page_raw(void **state)
{
    (void)state;
    expect("item 1. Punt\npara Zin \x1B[31m.\n",
           "note\x1B[1m | Zin | a\x1B]0;b\x07 \xE2\x80\xAE links \xFF | C\x9B\x07 2024-01-25\n", "",
           60,
           "▾ 1. Punt                                             1 note\n"
           "  │ Zin ^[[31m.\n"
           "  │ note^[[1m  a^[]0;b^G <RLO> links �       C�^G 2024-01-25\n");
}

static void hidden_annotations_leave_badges_only(void **state)
{
    struct page page;
    struct layout_options options = {
        .width_cols = 40, .measure_cols = 80, .notes = NOTES_HIDDEN};

    (void)state;
    page_make(&page, "item 1. Punt\npara Zin.\n", "note | Zin | tekst | A 2024-01-25\n", 40);
    layout_set_options(page.layout, &options);
    expect_page(&page, "▾ 1. Punt                         1 note\n"
                       "    Zin.\n");
    page_free(&page);
}

static void every_object_is_in_one_annotation_in_the_order_of_the_page(void **state)
{
    struct page page;
    const struct layout_annotation *annotation;

    (void)state;
    page_make(&page, "item 1. Punt\npara Zin een. Zin twee.\n",
              "note | een. Zin | c | A 2024-01-25\n"
              "note | @1 | a | A 2024-01-26\n"
              "note | !1 | b | A 2024-01-25\n"
              "stance | Zin een | NL+ DE- | A 2024-01-27\n",
              80);
    assert_int_equal(layout_annotation_count(page.layout), 4);
    annotation = layout_annotation(page.layout, 0);
    assert_string_equal(page.contents.notes[annotation->first].body, "a");
    assert_true(annotation->on_item && !annotation->orphan);
    annotation = layout_annotation(page.layout, 1);
    assert_string_equal(page.contents.notes[annotation->first].body, "b");
    assert_true(!annotation->on_item && annotation->orphan);
    assert_int_equal(annotation->start_bytes, annotation->end_bytes);
    annotation = layout_annotation(page.layout, 2);
    assert_int_equal(annotation->kind, ANNOTATION_STANCES);
    assert_int_equal(annotation->count, 2);
    assert_string_equal(page.contents.stances[annotation->stances[0]].actor, "DE");
    assert_int_equal(annotation->start_bytes, fixture_bytes(page.report, "Zin een"));
    assert_int_equal(annotation->end_bytes - annotation->start_bytes, 7);
    assert_int_equal(layout_annotation(page.layout, 3)->block, 1);
    assert_null(layout_annotation(page.layout, 4));
    page_free(&page);
}

static void a_report_without_blocks_still_has_a_row(void **state)
{
    struct page page;

    (void)state;
    page_make(&page, "", "note | ! | tekst | A 2024-01-25\n", 40);
    expect_page(&page, "  \n"
                       "│ note  tekst               A 2024-01-25\n"
                       "│ orphan  “verloren passage”\n");
    layout_set_contents(page.layout, NULL);
    expect_page(&page, "  \n");
    page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_the_sketch),
        cmocka_unit_test(indentation_follows_the_outline),
        cmocka_unit_test(items_without_parts_begin_at_the_left),
        cmocka_unit_test(a_title_is_wrapped_under_itself_and_never_cut),
        cmocka_unit_test(a_long_word_is_broken_to_the_page),
        cmocka_unit_test(gaps_stand_between_paragraphs_and_before_headings_after_text),
        cmocka_unit_test(a_closed_section_leaves_no_gap_after_it),
        cmocka_unit_test(further_lines_of_a_list_item_stand_under_its_words),
        cmocka_unit_test(a_page_is_no_wider_than_the_measure),
        cmocka_unit_test(ascii_pages_hold_no_other_marks),
        cmocka_unit_test(indentation_shrinks_on_narrow_pages),
        cmocka_unit_test(a_page_of_one_column_shows_what_it_can),
        cmocka_unit_test(an_items_position_is_its_own_tag_else_what_its_passages_say),
        cmocka_unit_test(a_tag_on_a_sub_item_is_one_of_the_items_passages),
        cmocka_unit_test(an_orphan_counts_as_a_note_but_gives_no_position),
        cmocka_unit_test(badges_without_room_beside_the_title_get_a_row),
        cmocka_unit_test(badges_never_break_a_word_of_the_title),
        cmocka_unit_test(badges_stand_beside_no_cluster_that_is_wider_than_what_they_leave),
        cmocka_unit_test(very_many_positions_are_counted),
        cmocka_unit_test(badges_are_asked_for_by_heading),
        cmocka_unit_test(a_note_keeps_its_lines_under_each_other),
        cmocka_unit_test(author_and_date_get_a_line_where_they_do_not_fit),
        cmocka_unit_test(stances_are_gathered_by_passage_and_author),
        cmocka_unit_test(what_is_not_as_it_was_says_so),
        cmocka_unit_test(orphans_stand_at_their_item_or_at_the_end),
        cmocka_unit_test(the_stances_of_a_row_stand_in_the_order_of_the_badge),
        cmocka_unit_test(of_two_passages_the_one_that_starts_first_comes_first),
        cmocka_unit_test(a_passage_over_paragraphs_is_barred_and_its_note_stands_at_its_end),
        cmocka_unit_test(nothing_of_a_file_reaches_the_page_raw),
        cmocka_unit_test(hidden_annotations_leave_badges_only),
        cmocka_unit_test(every_object_is_in_one_annotation_in_the_order_of_the_page),
        cmocka_unit_test(a_report_without_blocks_still_has_a_row),
    };

    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
