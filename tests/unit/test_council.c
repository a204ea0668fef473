/* What council/council.h promises, sentence by sentence. */
#include "config.h"

#include "council/council.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the table ------------------------------------------------------------------------------- */

static void the_27_member_states_come_first_in_protocol_order(void **state)
{
    static const char *const protocol_order[] = {
        "BE", "BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES", "FR", "HR", "IT", "CY", "LV",
        "LT", "LU", "HU", "MT", "NL", "AT", "PL", "PT", "RO", "SI", "SK", "FI", "SE",
    };

    (void)state;
    assert_int_equal(COUNT_OF(protocol_order), 27);
    for (size_t i = 0; i < 27; i++) {
        assert_string_equal(council_actor(i)->id, protocol_order[i]);
        assert_int_equal(council_actor(i)->class, ACTOR_MEMBER);
    }
    assert_int_not_equal(council_actor(27)->class, ACTOR_MEMBER);
}

static void institutions_then_collectives_then_groups_then_others_follow(void **state)
{
    static const int rank[] = {
        [ACTOR_MEMBER] = 0,        [ACTOR_INSTITUTION] = 1,   [ACTOR_QUANTIFIER] = 2,
        [ACTOR_GROUP] = 3,         [ACTOR_FORMER_MEMBER] = 4, [ACTOR_ASSOCIATED] = 4,
        [ACTOR_THIRD_COUNTRY] = 4,
    };

    (void)state;
    for (size_t i = 1; i < council_actor_count(); i++)
        assert_true(rank[council_actor(i - 1)->class] <= rank[council_actor(i)->class]);
}

static void every_collective_of_the_reports_is_there(void **state)
{
    static const char *const collectives[] = {
        "ALL",     "NEARLY_ALL", "LARGE_MAJORITY", "MAJORITY",      "MANY",
        "SEVERAL", "SOME",       "A_FEW",          "A_NUMBER",      "OTHERS",
        "ONE",     "NONE",       "NOT_ALL",        "MEMBER_STATES", "LIKE_MINDED",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(collectives); i++) {
        assert_non_null(council_find_actor(collectives[i]));
        assert_int_equal(council_find_actor(collectives[i])->class, ACTOR_QUANTIFIER);
    }
}

static void every_id_is_there_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++)
        assert_ptr_equal(council_find_actor(council_actor(i)->id), council_actor(i));
}

static bool is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static void letters_are_two_small_ones_and_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);

        if (actor->letters[0] == '\0') {
            assert_int_equal(actor->class, ACTOR_THIRD_COUNTRY);
            continue;
        }
        assert_int_equal(strlen(actor->letters), 2);
        assert_true(is_small_letter(actor->letters[0]) && is_small_letter(actor->letters[1]));
        assert_ptr_equal(council_find_letters(actor->letters), actor);
    }
}

static void a_country_has_its_code_for_letters_and_nobody_else_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);
        bool country = actor->class == ACTOR_MEMBER || actor->class == ACTOR_FORMER_MEMBER ||
                       actor->class == ACTOR_ASSOCIATED;

        if (country)
            assert_int_equal(strcasecmp(actor->letters, actor->id), 0);
        assert_true(strcmp(actor->letters, "gr") != 0 && strcmp(actor->letters, "gb") != 0);
    }
}

static void letters_of_the_dialog_stay_what_readers_learnt(void **state)
{
    static const char *const known[][2] = {
        {"al", "ALL"},      {"na", "NEARLY_ALL"}, {"lm", "LARGE_MAJORITY"}, {"mj", "MAJORITY"},
        {"my", "MANY"},     {"sv", "SEVERAL"},    {"sm", "SOME"},           {"af", "A_FEW"},
        {"an", "A_NUMBER"}, {"ot", "OTHERS"},     {"ms", "MEMBER_STATES"},  {"co", "COM"},
        {"ep", "EP"},       {"pr", "PRES"},       {"cl", "COUNCIL"},        {"nl", "NL"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_string_equal(council_find_letters(known[i][0])->id, known[i][1]);
}

static void tiles_of_the_map_do_not_overlap(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);

        if (actor->class == ACTOR_MEMBER)
            assert_true(actor->tile_row >= 1 && actor->tile_col >= 1);
        assert_int_equal(actor->tile_row == 0, actor->tile_col == 0);
        for (size_t j = 0; j < i && actor->tile_row > 0; j++)
            assert_false(council_actor(j)->tile_row == actor->tile_row &&
                         council_actor(j)->tile_col == actor->tile_col);
    }
}

/* ---- finding --------------------------------------------------------------------------------- */

static void ids_are_found_whatever_the_letter_case(void **state)
{
    (void)state;
    assert_string_equal(council_find_actor("nl")->id, "NL");
    assert_string_equal(council_find_actor("Nearly_All")->id, "NEARLY_ALL");
    assert_null(council_find_actor("QQ"));
    assert_null(council_find_actor(""));
}

static void iso_codes_find_greece_and_the_united_kingdom(void **state)
{
    (void)state;
    assert_string_equal(council_find_actor("GR")->id, "EL");
    assert_string_equal(council_find_actor("gb")->id, "UK");
    assert_string_equal(council_find_letters("gr")->id, "EL");
    assert_string_equal(council_find_letters("GB")->id, "UK");
}

static void letters_are_found_whatever_the_case_and_need_no_end(void **state)
{
    static const char without_end[2] = {'N', 'l'};

    (void)state;
    assert_string_equal(council_find_letters(without_end)->id, "NL");
    assert_null(council_find_letters("zz"));
    assert_null(council_find_letters("\0\0"));
    assert_null(council_find_letters("n\0"));
}

static void a_misspelt_id_or_name_finds_its_neighbour(void **state)
{
    static const char *const misspelt[][2] = {
        {"NLD", "NL"},
        {"NEARLYALL", "NEARLY_ALL"},
        {"MAJORTIY", "MAJORITY"},
        {"Nederland", "NL"},
        {"Niederlande", "NL"},
        {"germny", "DE"},
        {"Commissie", "COM"},
        {"Kommission", "COM"},
        {"EUROPLO", "EUROPOL"},
        {"alle lidstaten", "ALL"},
        {"A-FEW", "A_FEW"},
        {"MANNY", "MANY"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(misspelt); i++)
        assert_string_equal(council_nearest_actor(misspelt[i][0]), misspelt[i][1]);
}

static void nothing_is_near_to_nonsense(void **state)
{
    char long_word[5000];

    (void)state;
    memset(long_word, 'a', sizeof long_word - 1);
    long_word[sizeof long_word - 1] = '\0';
    assert_null(council_nearest_actor(""));
    assert_null(council_nearest_actor("QQ"));
    assert_null(council_nearest_actor("xylophones"));
    assert_null(council_nearest_actor(long_word));
}

/* ---- names in the interface's language -------------------------------------------------------- */

static void every_actor_has_a_name_in_four_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < council_actor_count(); i++) {
        for (size_t language = 0; language < 4; language++)
            assert_true(strlen(council_actor(i)->labels[language]) > 1);
    }
}

/* A catalogue with one sentence, "en", in gettext's own format. */
static void write_catalogue(const char *path, const char *code)
{
    const uint32_t head[] = {0x950412de, 0, 1, 28, 36, 0, 44, 2, 44, 2, 47};
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(head, sizeof head, 1, file), 1);
    assert_int_equal(fwrite("en", 3, 1, file), 1);
    assert_int_equal(fwrite(code, 3, 1, file), 1);
    assert_int_equal(fclose(file), 0);
}

/* Each language has a domain of its own, because gettext remembers what it looked up in one. */
static void speak(const char *folder, const char *code)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s", folder, code);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES", folder, code);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/test-%s.mo", folder, code, code);
    write_catalogue(path, code);
    setenv("LANGUAGE", code, 1);
    snprintf(path, sizeof path, "test-%s", code);
    bindtextdomain(path, folder);
    textdomain(path);
    assert_string_equal(gettext("en"), code);
}

static void unspeak(const char *folder, const char *code)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/test-%s.mo", folder, code, code);
    assert_int_equal(unlink(path), 0);
    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES", folder, code);
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof path, "%s/%s", folder, code);
    assert_int_equal(rmdir(path), 0);
}

static void names_follow_the_interface(void **state)
{
    static const char *const names[][3] = {
        {"nl", "Duitsland", "vrijwel alle lidstaten"},
        {"de", "Deutschland", "fast alle Mitgliedstaaten"},
        {"fr", "Allemagne", "presque tous les États membres"},
        {"sv", "Germany", "nearly all member states"},
    };
    char folder[] = "test-council-XXXXXX";
    char from_here[sizeof folder + 2];

    (void)state;
    assert_string_equal(council_actor_label(council_find_actor("DE")), "Germany");
    assert_non_null(mkdtemp(folder));
    snprintf(from_here, sizeof from_here, "./%s", folder);
    setlocale(LC_ALL, "C.UTF-8");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        speak(from_here, names[i][0]);
        assert_string_equal(council_actor_label(council_find_actor("DE")), names[i][1]);
        assert_string_equal(council_actor_label(council_find_actor("NEARLY_ALL")), names[i][2]);
        unspeak(from_here, names[i][0]);
    }
    assert_int_equal(rmdir(folder), 0);
    textdomain("messages");
    setlocale(LC_ALL, "C");
    unsetenv("LANGUAGE");
}

/* ---- stances --------------------------------------------------------------------------------- */

static const struct {
    enum stance stance;
    char sign;
    const char *word;
} stances[STANCE_COUNT] = {
    {STANCE_NONE, ' ', "none"},       {STANCE_SUPPORT, '+', "support"},
    {STANCE_OPPOSE, '-', "oppose"},   {STANCE_CONDITIONAL, '~', "conditional"},
    {STANCE_RESERVE, '!', "reserve"}, {STANCE_NEUTRAL, '0', "neutral"},
};

static void stances_have_their_signs_words_and_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < STANCE_COUNT; i++) {
        assert_int_equal(stance_sign(stances[i].stance), stances[i].sign);
        assert_string_equal(stance_word(stances[i].stance), stances[i].word);
        assert_true(strlen(stance_label(stances[i].stance)) > 1);
    }
    assert_string_equal(stance_label(STANCE_SUPPORT), "for");
    assert_string_equal(stance_label(STANCE_OPPOSE), "against");
}

static void assert_parses(const char *word, enum stance wanted)
{
    enum stance stance = (enum stance)STANCE_COUNT;

    assert_true(stance_parse(word, strlen(word), &stance));
    assert_int_equal(stance, wanted);
}

static void signs_words_and_letters_are_stances(void **state)
{
    (void)state;
    for (size_t i = 0; i < STANCE_COUNT; i++)
        assert_parses(stances[i].word, stances[i].stance);
    assert_parses("+", STANCE_SUPPORT);
    assert_parses("-", STANCE_OPPOSE);
    assert_parses("~", STANCE_CONDITIONAL);
    assert_parses("!", STANCE_RESERVE);
    assert_parses("0", STANCE_NEUTRAL);
    assert_parses("c", STANCE_CONDITIONAL);
    assert_parses("R", STANCE_RESERVE);
    assert_parses("n", STANCE_NEUTRAL);
    assert_parses("x", STANCE_NONE);
    assert_parses("clear", STANCE_NONE);
}

static void other_words_are_no_stance(void **state)
{
    static const char *const others[] = {"", " ", "s", "supports", "suppor", "++", "\x1b", "none "};
    enum stance stance = STANCE_RESERVE;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(stance_parse(others[i], strlen(others[i]), &stance));
    assert_int_equal(stance, STANCE_RESERVE);
}

static void only_the_given_bytes_of_a_stance_are_read(void **state)
{
    enum stance stance;

    (void)state;
    assert_true(stance_parse("supports", 7, &stance));
    assert_int_equal(stance, STANCE_SUPPORT);
    assert_true(stance_parse("+-", 1, &stance));
    assert_int_equal(stance, STANCE_SUPPORT);
}

/* ---- gathering ------------------------------------------------------------------------------- */

static void assert_gathers(const struct stance_tag *tags, size_t count, const char *badges)
{
    struct position *positions = NULL;
    size_t position_count = council_gather(tags, count, &positions);
    struct buffer out = {0};

    for (size_t i = 0; i < position_count; i++) {
        if (i > 0)
            buffer_append_char(&out, ' ');
        council_append_badge(&out, &positions[i]);
    }
    assert_string_equal(out.len_bytes > 0 ? out.data : "", badges);
    buffer_release(&out);
    free(positions);
}

#define ASSERT_GATHERS(badges, ...)                                                                \
    do {                                                                                           \
        const struct stance_tag tags[] = {__VA_ARGS__};                                            \
        assert_gathers(tags, COUNT_OF(tags), badges);                                              \
    } while (0)

static void no_tags_give_no_positions(void **state)
{
    (void)state;
    assert_gathers(NULL, 0, "");
}

static void an_actor_stands_in_the_list_once(void **state)
{
    (void)state;
    ASSERT_GATHERS("NL+", {"NL", STANCE_SUPPORT, true});
    ASSERT_GATHERS("NL+", {"NL", STANCE_SUPPORT, false}, {"NL", STANCE_SUPPORT, false});
}

static void tags_on_the_item_beat_those_on_passages(void **state)
{
    (void)state;
    ASSERT_GATHERS("NL-", {"NL", STANCE_SUPPORT, false}, {"NL", STANCE_OPPOSE, true},
                   {"NL", STANCE_RESERVE, false});
    ASSERT_GATHERS("DE~ NL-", {"NL", STANCE_OPPOSE, true}, {"DE", STANCE_CONDITIONAL, false},
                   {"NL", STANCE_SUPPORT, false});
}

static void passages_that_differ_say_all(void **state)
{
    (void)state;
    ASSERT_GATHERS("NL+!", {"NL", STANCE_RESERVE, false}, {"NL", STANCE_SUPPORT, false});
    ASSERT_GATHERS("NL+-~!0", {"NL", STANCE_NEUTRAL, false}, {"NL", STANCE_RESERVE, false},
                   {"NL", STANCE_CONDITIONAL, false}, {"NL", STANCE_OPPOSE, false},
                   {"NL", STANCE_SUPPORT, false});
}

static void authors_who_differ_on_the_item_say_both(void **state)
{
    (void)state;
    ASSERT_GATHERS("NL+-", {"NL", STANCE_SUPPORT, true}, {"NL", STANCE_OPPOSE, true});
}

static void no_stance_is_not_neutral(void **state)
{
    (void)state;
    ASSERT_GATHERS("", {"NL", STANCE_NONE, true});
    ASSERT_GATHERS("NL+", {"NL", STANCE_NONE, true}, {"NL", STANCE_SUPPORT, false});
    ASSERT_GATHERS("NL0", {"NL", STANCE_NEUTRAL, false});
}

static void positions_follow_the_table_and_unknown_ids_come_last_by_name(void **state)
{
    (void)state;
    ASSERT_GATHERS("BE+ NL+ COM+ ALL+ BENELUX+ UK+ UA+ AAA- Zz- zz-", {"zz", STANCE_OPPOSE, false},
                   {"UA", STANCE_SUPPORT, false}, {"ALL", STANCE_SUPPORT, false},
                   {"AAA", STANCE_OPPOSE, true}, {"NL", STANCE_SUPPORT, true},
                   {"BENELUX", STANCE_SUPPORT, false}, {"UK", STANCE_SUPPORT, true},
                   {"BE", STANCE_SUPPORT, false}, {"Zz", STANCE_OPPOSE, false},
                   {"COM", STANCE_SUPPORT, false});
}

static void a_collective_is_never_spread_over_states(void **state)
{
    (void)state;
    ASSERT_GATHERS("NL- ALL+", {"ALL", STANCE_SUPPORT, true}, {"NL", STANCE_OPPOSE, true});
}

static void the_ids_of_positions_are_the_tags_own(void **state)
{
    char actor[] = "NL";
    struct stance_tag tag = {actor, STANCE_SUPPORT, true};
    struct position *positions = NULL;

    (void)state;
    assert_int_equal(council_gather(&tag, 1, &positions), 1);
    assert_ptr_equal(positions[0].actor, actor);
    assert_int_equal(positions[0].stances, 1U << STANCE_SUPPORT);
    free(positions);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return *seed >> 33;
}

static void the_order_of_tags_does_not_matter(void **state)
{
    static const char *const ids[] = {"SE", "NL", "ALL", "COM", "QQ", "AAA", "BE"};
    uint64_t seed = 20240125;

    (void)state;
    print_message("# seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 300; round++) {
        struct stance_tag tags[12], shuffled[12];
        struct position *one, *other;

        for (size_t i = 0; i < COUNT_OF(tags); i++)
            tags[i] = (struct stance_tag){ids[next_random(&seed) % COUNT_OF(ids)],
                                          (enum stance)(next_random(&seed) % STANCE_COUNT),
                                          next_random(&seed) % 3 == 0};
        memcpy(shuffled, tags, sizeof tags);
        for (size_t i = COUNT_OF(tags); i > 1; i--) {
            size_t j = next_random(&seed) % i;
            struct stance_tag kept = shuffled[i - 1];
            shuffled[i - 1] = shuffled[j];
            shuffled[j] = kept;
        }
        size_t count = council_gather(tags, COUNT_OF(tags), &one);
        assert_int_equal(council_gather(shuffled, COUNT_OF(tags), &other), count);
        for (size_t i = 0; i < count; i++) {
            assert_string_equal(one[i].actor, other[i].actor);
            assert_int_equal(one[i].stances, other[i].stances);
        }
        free(one);
        free(other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_27_member_states_come_first_in_protocol_order),
        cmocka_unit_test(institutions_then_collectives_then_groups_then_others_follow),
        cmocka_unit_test(every_collective_of_the_reports_is_there),
        cmocka_unit_test(every_id_is_there_once),
        cmocka_unit_test(letters_are_two_small_ones_and_unique),
        cmocka_unit_test(a_country_has_its_code_for_letters_and_nobody_else_does),
        cmocka_unit_test(letters_of_the_dialog_stay_what_readers_learnt),
        cmocka_unit_test(tiles_of_the_map_do_not_overlap),
        cmocka_unit_test(ids_are_found_whatever_the_letter_case),
        cmocka_unit_test(iso_codes_find_greece_and_the_united_kingdom),
        cmocka_unit_test(letters_are_found_whatever_the_case_and_need_no_end),
        cmocka_unit_test(a_misspelt_id_or_name_finds_its_neighbour),
        cmocka_unit_test(nothing_is_near_to_nonsense),
        cmocka_unit_test(every_actor_has_a_name_in_four_languages),
        cmocka_unit_test(names_follow_the_interface),
        cmocka_unit_test(stances_have_their_signs_words_and_labels),
        cmocka_unit_test(signs_words_and_letters_are_stances),
        cmocka_unit_test(other_words_are_no_stance),
        cmocka_unit_test(only_the_given_bytes_of_a_stance_are_read),
        cmocka_unit_test(no_tags_give_no_positions),
        cmocka_unit_test(an_actor_stands_in_the_list_once),
        cmocka_unit_test(tags_on_the_item_beat_those_on_passages),
        cmocka_unit_test(passages_that_differ_say_all),
        cmocka_unit_test(authors_who_differ_on_the_item_say_both),
        cmocka_unit_test(no_stance_is_not_neutral),
        cmocka_unit_test(positions_follow_the_table_and_unknown_ids_come_last_by_name),
        cmocka_unit_test(a_collective_is_never_spread_over_states),
        cmocka_unit_test(the_ids_of_positions_are_the_tags_own),
        cmocka_unit_test(the_order_of_tags_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
