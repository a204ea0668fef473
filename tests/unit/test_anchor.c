/* What anchor/anchor.h promises: an anchor keeps all by which a place can be known, and resolving
 * gives a place only where it is certain. */
#include "config.h"

#include "anchor/anchor.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report_check.h"
#include "text/text.h"

/* Two items share a title, and two sentences differ in the state's name alone. */
static const char then[] = "Vooraf één zin.\n"
                           "\n"
                           "I. Binnenlandse zaken\n"
                           "1. Migratie\n"
                           "België steunt het voorstel. Duitsland steunt het voorstel.\n"
                           "2. Visa\n"
                           "Er was brede steun. Er was ook twijfel.\n"
                           "\n"
                           "II. Justitie\n"
                           "3. Visa\n"
                           "De ministers spraken verder. Er was brede steun.\n";

static struct report *make(const char *text)
{
    const char *broken;
    struct report *report = report_of_text(text, strlen(text), 0, &broken);

    if (broken != NULL)
        fail_msg("broken promise: %s", broken);
    return report;
}

static size_t heading(const struct report *report, const char *name)
{
    size_t count;
    const size_t found = report_find_heading(report, name, &count);

    assert_int_not_equal(found, REPORT_NONE);
    return found;
}

/* The nth place (from 0) of the words. */
static size_t place_of(const struct report *report, const char *quote, size_t nth)
{
    const char *found = strstr(report->text.data, quote);

    while (nth-- > 0)
        found = strstr(found + 1, quote);
    assert_non_null(found);
    return report_bytes_to_points(report, (size_t)(found - report->text.data));
}

static void anchor_words(struct anchor *anchor, const struct report *report, const char *quote,
                         size_t nth)
{
    const size_t start_points = place_of(report, quote, nth);

    anchor_of_passage(anchor, report, start_points,
                      start_points + text_count_points(quote, strlen(quote)));
}

static void resolve(const struct anchor *anchor, const struct report *report, bool same_text,
                    struct anchor_place *place)
{
    struct anchor_search search = {0};

    anchor_resolve(&search, anchor, report, same_text, place);
    anchor_search_release(&search);
}

/* ---- making -------------------------------------------------------------------------------- */

static void a_passage_keeps_its_words_its_neighbours_and_its_item(void **state)
{
    struct report *report = make(then);
    struct anchor anchor;

    (void)state;
    anchor_words(&anchor, report, "Duitsland steunt", 0);
    assert_null(anchor.snapshot);
    assert_false(anchor.on_item);
    assert_int_equal(anchor.item_index, heading(report, "1") + 1);
    assert_string_equal(anchor.item_number, "1");
    assert_string_equal(anchor.item_title, "Migratie");
    assert_int_equal(anchor.end_points - anchor.start_points, 16);
    assert_string_equal(anchor.quote, "Duitsland steunt");
    assert_string_equal(anchor.prefix, "ie\n\nBelgië steunt het voorstel. ");
    assert_string_equal(anchor.suffix, " het voorstel.\n\n2. Visa\n\nEr was ");
    assert_int_equal(text_count_points(anchor.prefix, strlen(anchor.prefix)),
                     ANCHOR_CONTEXT_POINTS);
    assert_int_equal(text_count_points(anchor.suffix, strlen(anchor.suffix)),
                     ANCHOR_CONTEXT_POINTS);
    anchor_release(&anchor);
    report_free(report);
}

static void at_the_edges_of_the_text_there_is_less_context(void **state)
{
    struct report *report = make(then);
    struct anchor anchor;

    (void)state;
    anchor_of_passage(&anchor, report, 0, 6);
    assert_string_equal(anchor.quote, "Vooraf");
    assert_string_equal(anchor.prefix, "");
    assert_int_equal(anchor.item_index, 0);
    assert_null(anchor.item_number);
    assert_null(anchor.item_title);
    anchor_release(&anchor);
    anchor_of_passage(&anchor, report, report->text_points - 1, report->text_points);
    assert_string_equal(anchor.suffix, "");
    anchor_release(&anchor);
    anchor_of_passage(&anchor, report, 0, report->text_points);
    assert_string_equal(anchor.quote, report->text.data);
    anchor_release(&anchor);
    report_free(report);
}

static void an_item_is_anchored_on_its_heading(void **state)
{
    struct report *report = make(then);
    const size_t item = heading(report, "3");
    struct anchor anchor, copy;

    (void)state;
    anchor_of_item(&anchor, report, item);
    assert_true(anchor.on_item);
    assert_string_equal(anchor.quote, "3. Visa");
    assert_int_equal(anchor.start_points, place_of(report, "3. Visa", 0));
    assert_int_equal(anchor.item_index, item + 1);
    anchor_copy(&copy, &anchor);
    anchor_release(&anchor);
    assert_string_equal(copy.quote, "3. Visa");
    assert_string_equal(copy.item_title, "Visa");
    anchor_release(&copy);
    report_free(report);
}

static void releasing_twice_or_nothing_is_harmless(void **state)
{
    struct anchor anchor = {0}, copy;

    (void)state;
    anchor_release(&anchor);
    anchor_copy(&copy, &anchor);
    anchor_release(&copy);
    anchor_release(&copy);
}

static void states_have_the_names_of_the_command_line(void **state)
{
    (void)state;
    assert_string_equal(anchor_state_name(ANCHOR_SAME), "same");
    assert_string_equal(anchor_state_name(ANCHOR_MOVED), "moved");
    assert_string_equal(anchor_state_name(ANCHOR_TO_BE_CHECKED), "to-be-checked");
    assert_string_equal(anchor_state_name(ANCHOR_ORPHAN), "orphan");
}

/* ---- the same text ------------------------------------------------------------------------- */

static void in_the_same_text_every_passage_is_where_it_was(void **state)
{
    struct report *report = make(then);

    (void)state;
    for (size_t start = 0; start < report->text_points; start += 3)
        for (size_t end = start + 1; end <= report->text_points; end += 17) {
            struct anchor anchor;
            struct anchor_place place;

            anchor_of_passage(&anchor, report, start, end);
            resolve(&anchor, report, true, &place);
            assert_int_equal(place.state, ANCHOR_SAME);
            assert_int_equal(place.start_points, start);
            assert_int_equal(place.end_points, end);
            assert_int_equal(place.heading,
                             anchor.item_index == 0 ? REPORT_NONE : anchor.item_index - 1);
            anchor_release(&anchor);
        }
    for (size_t i = 0; i < report->heading_count; i++) {
        struct anchor anchor;
        struct anchor_place place;

        anchor_of_item(&anchor, report, i);
        resolve(&anchor, report, true, &place);
        assert_int_equal(place.state, ANCHOR_SAME);
        assert_int_equal(place.heading, i);
        anchor_release(&anchor);
    }
    report_free(report);
}

/* A sidecar may be wrong or hostile: what does not fit is looked for as in a changed text. */
static void positions_that_do_not_fit_are_not_believed(void **state)
{
    struct report *report = make(then);
    const size_t length = report->text_points;
    const struct {
        size_t start, end;
        const char *quote;
        enum anchor_state expected;
    } cases[] = {
        {0, 8, "twijfel.", ANCHOR_MOVED},               /* the words are elsewhere in the item */
        {length, length + 8, "twijfel.", ANCHOR_MOVED}, /* past the end */
        {SIZE_MAX - 1, SIZE_MAX, "twijfel.", ANCHOR_MOVED},
        {9, 3, "twijfel.", ANCHOR_MOVED},
        {5, 5, "", ANCHOR_ORPHAN},
        {0, SIZE_MAX, "", ANCHOR_ORPHAN},
        {0, 6, "", ANCHOR_ORPHAN},
        {0, 6, NULL, ANCHOR_ORPHAN},
        {0, 6, "nergens", ANCHOR_ORPHAN},
        {0, 6, "\xff\xfe", ANCHOR_ORPHAN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct anchor anchor;
        struct anchor_place place;

        anchor_words(&anchor, report, "twijfel.", 0);
        free(anchor.quote);
        anchor.quote = base_copy_string(cases[i].quote);
        anchor.start_points = cases[i].start;
        anchor.end_points = cases[i].end;
        resolve(&anchor, report, true, &place);
        assert_int_equal(place.state, cases[i].expected);
        assert_int_equal(place.heading, heading(report, "2"));
        anchor_release(&anchor);
    }
    report_free(report);
}

static void an_item_anchor_on_a_paragraph_is_not_taken_for_a_heading(void **state)
{
    struct report *report = make(then);
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_words(&anchor, report, "Vooraf één zin.", 0);
    anchor.on_item = true;
    resolve(&anchor, report, true, &place);
    assert_int_equal(place.state, ANCHOR_MOVED);
    assert_int_equal(place.heading, REPORT_NONE);
    assert_false(anchor_is_on_item(&anchor, &place));
    assert_int_equal(place.start_points, anchor.start_points);
    anchor_release(&anchor);
    report_free(report);
}

/* What a reader makes of a heading: its own notes go with the line. */
static void a_note_on_an_item_stays_with_its_line_when_that_is_no_heading_any_more(void **state)
{
    struct report *report = make(then);
    const size_t block = report->headings[1].first_block;
    const struct report_correction correction = {.block = block,
                                                 .reading = {.as = READING_PARAGRAPH}};
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_of_item(&anchor, report, 1);
    resolve(&anchor, report, true, &place);
    assert_int_equal(place.state, ANCHOR_SAME);
    assert_true(anchor_is_on_item(&anchor, &place));
    report_correct(report, &correction, 1);
    for (int same_text = 1; same_text >= 0; same_text--) {
        resolve(&anchor, report, same_text != 0, &place);
        assert_int_equal(place.state, ANCHOR_MOVED);
        assert_false(anchor_is_on_item(&anchor, &place));
        assert_int_equal(place.start_points, report->blocks[block].start_points);
        assert_int_equal(place.end_points, report->blocks[block].end_points);
        assert_int_equal(place.heading, report_item_of_block(report, block));
    }
    anchor_release(&anchor);
    report_free(report);
}

/* ---- whole blocks --------------------------------------------------------------------------- */

static void a_block_is_found_again_by_all_its_words_alone(void **state)
{
    static const char before[] = "I. Justitie\n\n1. Akten\n\nOver Justitie is gesproken.\n\n"
                                 "Conclusie\n\n2. Havens\n\nConclusie\n\nEen los-se zin.\n";
    static const char after[] = "Nieuw begin.\n\nI. Justitie\n\n1. Akten\n\n"
                                "In Justitie ging het snel.\n\nConclusie\n\n2. Havens\n\n"
                                "Conclusie\n\nEen losse zin.\n";
    static const struct {
        const char *quote;
        size_t nth;
        const char *found;
    } cases[] = {
        {"I. Justitie", 0, "I. Justitie"},
        {"Conclusie", 0, "Conclusie"},
        {"Conclusie", 1, "Conclusie"},
        {"Een los-se zin.", 0, "Een losse zin."},
        {"Over Justitie is gesproken.", 0, NULL},
    };
    struct report *then_report = make(before), *now = make(after);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct anchor_search search = {0};
        struct anchor anchor;
        size_t block, len_bytes;

        anchor_words(&anchor, then_report, cases[i].quote, cases[i].nth);
        block = report_block_at_points(then_report, anchor.start_points);
        assert_int_equal(anchor_resolve_block(&search, &anchor, then_report, true), block);
        anchor_search_release(&search);
        search = (struct anchor_search){0};
        block = anchor_resolve_block(&search, &anchor, now, false);
        if (cases[i].found == NULL) {
            assert_int_equal(block, REPORT_NONE);
        } else {
            const char *text;

            assert_int_not_equal(block, REPORT_NONE);
            text = report_block_text(now, block, &len_bytes);
            assert_int_equal(len_bytes, strlen(cases[i].found));
            assert_memory_equal(text, cases[i].found, len_bytes);
        }
        anchor_search_release(&search);
        anchor_release(&anchor);
    }
    report_free(then_report);
    report_free(now);
}

/* ---- a changed text ------------------------------------------------------------------------ */

/* What the words of `then` come to in another text: a state, and the words found or the heading. */
struct change {
    const char *quote;
    size_t nth;
    const char *now;
    enum anchor_state state;
    const char *item; /* number, or NULL for none */
};

static void check_change(const struct change *change)
{
    struct report *before = make(then), *now = make(change->now);
    struct anchor anchor;
    struct anchor_place place;

    anchor_words(&anchor, before, change->quote, change->nth);
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, change->state);
    if (change->item == NULL)
        assert_int_equal(place.heading, REPORT_NONE);
    else
        assert_int_equal(place.heading, heading(now, change->item));
    if (change->state != ANCHOR_ORPHAN) {
        const size_t start = report_points_to_bytes(now, place.start_points);
        const size_t end = report_points_to_bytes(now, place.end_points);

        assert_int_equal(end - start, strlen(change->quote));
        assert_memory_equal(now->text.data + start, change->quote, end - start);
    }
    anchor_release(&anchor);
    report_free(before);
    report_free(now);
}

static void a_passage_is_found_again_only_where_it_is_certain(void **state)
{
    static const struct change changes[] = {
        /* something new before it, in another item too */
        {"Er was ook twijfel.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nNieuw. Er was ook twijfel.\n2. Visa\nNieuw: "
         "Er was brede steun. Er was ook twijfel.\n",
         ANCHOR_MOVED, "2"},
        /* the title in other letters */
        {"Er was ook twijfel.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nA.\n2. VISA\nEr was ook twijfel.\n", ANCHOR_MOVED,
         "2"},
        /* twice in the item */
        {"Er was brede steun.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nA.\n2. Visa\nEr was brede steun. Er was brede "
         "steun.\n",
         ANCHOR_ORPHAN, "2"},
        /* gone, and its neighbour differs in the state's name alone */
        {"België steunt het voorstel.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nDuitsland steunt het voorstel.\n2. Visa\nA.\n",
         ANCHOR_ORPHAN, "1"},
        /* gone from its item, but in the item of the same title */
        {"Er was brede steun.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nA.\n2. Visa\nB.\n\nII. Justitie\n3. Visa\nEr was "
         "brede "
         "steun.\n",
         ANCHOR_ORPHAN, "2"},
        /* its item has another number */
        {"Er was ook twijfel.", 0,
         "I. Binnenlandse zaken\n1. Migratie\nA.\n2. Nieuw\nB.\n3. Visa\nEr was ook twijfel.\n",
         ANCHOR_ORPHAN, NULL},
        /* before the first heading */
        {"Vooraf één zin.", 0, "Nieuw. Vooraf één zin.\n\nI. Binnenlandse zaken\n1. Migratie\nA.\n",
         ANCHOR_MOVED, NULL},
        {"Vooraf één zin.", 0, "Nieuw.\n\nI. Binnenlandse zaken\n1. Migratie\nVooraf één zin.\n",
         ANCHOR_ORPHAN, NULL},
        /* over two blocks */
        {"voorstel.\n\n2. Visa", 0, then, ANCHOR_SAME, "1"},
        {"1. Migratie\n\nBelgië", 0, then, ANCHOR_SAME, "1"},
        /* an empty report */
        {"Er was ook twijfel.", 0, "", ANCHOR_ORPHAN, NULL},
        {"Vooraf één zin.", 0, "", ANCHOR_ORPHAN, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        check_change(&changes[i]);
}

static void check_state(struct report *before, const char *quote, const char *text,
                        enum anchor_state state)
{
    struct report *now = make(text);
    struct anchor anchor;
    struct anchor_place place;

    if (quote != NULL)
        anchor_words(&anchor, before, quote, 0);
    else
        anchor_of_item(&anchor, before, heading(before, "2"));
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, state);
    anchor_release(&anchor);
    report_free(now);
}

/* The text has changed, but not up to there. */
static void what_stands_where_it_stood_has_not_moved(void **state)
{
    static const char before_it[] = "Vooraf.\n\nI. Justitie\n1. Visa\nEerst.\n2. Asiel\nLater.\n";
    static const char same[] =
        "Vooraf.\n\nI. Justitie\n1. Visa\nEerst.\n2. Asiel\nLater.\nEn meer.\n";
    static const char moved[] =
        "Vooraf is meer.\n\nI. Justitie\n1. Visa\nEerst.\n2. Asiel\nLater.\n";
    static const char other_item[] = "Vooraf.\n\nI. Justitie\n1. Vlas\nEerst.\n2. Asiel\nLater.\n";
    struct report *before = make(before_it);

    (void)state;
    check_state(before, "Vooraf", same, ANCHOR_SAME);
    check_state(before, "Eerst.", same, ANCHOR_SAME);
    check_state(before, "Later.", same, ANCHOR_SAME);
    check_state(before, NULL, same, ANCHOR_SAME);
    check_state(before, "Later.", moved, ANCHOR_MOVED);
    check_state(before, NULL, moved, ANCHOR_MOVED);
    check_state(before, "Later.", other_item, ANCHOR_SAME);
    check_state(before, "Eerst.", other_item, ANCHOR_ORPHAN);
    report_free(before);
}

/* Places that overlap are two places. */
static void overlapping_places_are_not_certain(void **state)
{
    struct report *before = make("I. Justitie\n1. Visa\nana.\n"),
                  *now = make("I. Justitie\n1. Visa\nanana.\n");
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_words(&anchor, before, "ana", 0);
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, ANCHOR_ORPHAN);
    anchor_release(&anchor);
    report_free(before);
    report_free(now);
}

static void of_equal_items_the_index_decides_else_none(void **state)
{
    static const char twice[] =
        "I. Justitie\n1. Visa\nEerst.\n\nII. Binnenlandse zaken\n1. Visa\nLater.\n";
    static const char shifted[] =
        "Vooraf.\n\nI. Justitie\n1. Visa\nEerst.\n\nII. Binnenlandse zaken\n1. Visa\nNu. Later.\n";
    struct report *before = make(twice), *same = make(twice), *now = make(shifted);
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_words(&anchor, before, "Later.", 0);
    assert_int_equal(anchor.item_index, 4);
    resolve(&anchor, same, false, &place);
    assert_int_equal(place.state, ANCHOR_SAME);
    assert_int_equal(place.heading, 3);
    anchor.item_index = 99;
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, ANCHOR_ORPHAN);
    assert_int_equal(place.heading, REPORT_NONE);
    anchor_release(&anchor);
    report_free(before);
    report_free(same);
    report_free(now);
}

static void a_note_on_an_item_moves_with_it(void **state)
{
    struct report *before = make(then),
                  *now = make(
                      "I. Binnenlandse zaken\nNieuw.\n2. Visa\nA.\n\nII. Justitie\n4. Asiel\nB.\n");
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_of_item(&anchor, before, heading(before, "2"));
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, ANCHOR_MOVED);
    assert_int_equal(place.heading, heading(now, "2"));
    assert_int_equal(place.start_points, place_of(now, "2. Visa", 0));
    assert_int_equal(place.end_points, place.start_points + strlen("2. Visa"));
    anchor_release(&anchor);

    anchor_of_item(&anchor, before, heading(before, "3"));
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, ANCHOR_ORPHAN);
    assert_int_equal(place.heading, REPORT_NONE);
    anchor_release(&anchor);
    report_free(before);
    report_free(now);
}

/* ---- the same letters on other lines --------------------------------------------------------- */

static const char wrapped[] = "I. Binnenlandse zaken\n"
                              "1. Voorstel voor een verordening\n"
                              "over screening\n"
                              "De lidstaten vroegen om een veiligheids-\n"
                              "controle aan de grens. Er was brede steun.\n"
                              "2. Visa\n"
                              "Er was brede steun.\n";
static const char joined[] =
    "I. Binnenlandse zaken\n"
    "1. Voorstel voor een verordening over screening\n"
    "De lidstaten vroegen om een veiligheidscontrole aan de grens. Er was brede steun.\n"
    "2. Visa\n"
    "Er was brede steun.\n";

static void letters_find_what_other_lines_have_broken(void **state)
{
    static const struct {
        const char *quote, *found; /* NULL: an orphan */
    } cases[] = {
        {"een veiligheids-\n\ncontrole aan", "een veiligheidscontrole aan"},
        {"over screening", "over screening"},
        {"Voorstel voor een verordening", "Voorstel voor een verordening"},
        {"een veiligheids-", "een veiligheids"},
    };
    struct report *before = make(wrapped), *now = make(joined);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct anchor anchor;
        struct anchor_place place;

        anchor_words(&anchor, before, cases[i].quote, 0);
        resolve(&anchor, now, false, &place);
        assert_int_equal(place.state, ANCHOR_MOVED);
        assert_int_equal(place.start_points, place_of(now, cases[i].found, 0));
        assert_int_equal(place.end_points - place.start_points,
                         text_count_points(cases[i].found, strlen(cases[i].found)));
        anchor_release(&anchor);
    }
    report_free(before);
    report_free(now);
}

static void letters_never_lead_to_a_copy_with_other_neighbours(void **state)
{
    static const char edited[] = "I. Binnenlandse zaken\n"
                                 "1. Voorstel voor een verordening over screening\n"
                                 "De lidstaten waren verdeeld.\n"
                                 "2. Visa\n"
                                 "Er was brede steun.\n";
    struct report *before = make(joined), *now = make(edited);
    struct anchor anchor;
    struct anchor_place place;

    (void)state;
    anchor_words(&anchor, before, "Er was brede steun.", 0);
    resolve(&anchor, now, false, &place);
    assert_int_equal(place.state, ANCHOR_ORPHAN);
    anchor_release(&anchor);
    report_free(before);
    report_free(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passage_keeps_its_words_its_neighbours_and_its_item),
        cmocka_unit_test(at_the_edges_of_the_text_there_is_less_context),
        cmocka_unit_test(an_item_is_anchored_on_its_heading),
        cmocka_unit_test(releasing_twice_or_nothing_is_harmless),
        cmocka_unit_test(states_have_the_names_of_the_command_line),
        cmocka_unit_test(in_the_same_text_every_passage_is_where_it_was),
        cmocka_unit_test(positions_that_do_not_fit_are_not_believed),
        cmocka_unit_test(an_item_anchor_on_a_paragraph_is_not_taken_for_a_heading),
        cmocka_unit_test(a_note_on_an_item_stays_with_its_line_when_that_is_no_heading_any_more),
        cmocka_unit_test(a_block_is_found_again_by_all_its_words_alone),
        cmocka_unit_test(a_passage_is_found_again_only_where_it_is_certain),
        cmocka_unit_test(what_stands_where_it_stood_has_not_moved),
        cmocka_unit_test(overlapping_places_are_not_certain),
        cmocka_unit_test(of_equal_items_the_index_decides_else_none),
        cmocka_unit_test(a_note_on_an_item_moves_with_it),
        cmocka_unit_test(letters_find_what_other_lines_have_broken),
        cmocka_unit_test(letters_never_lead_to_a_copy_with_other_neighbours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
