/* theme.h, sentence by sentence. The contrast of two colours is that of WCAG 2.1, "relative luminance" and
 * "contrast ratio" (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio). The 256 colours are xterm's: 16 to
 * 231 are a cube of six steps, 232 to 255 greys (xterm's 256colres.pl); the first 16 are its defaults
 * (XTerm-col.ad), which readers do change, so that no more is asked of them than 3. */
#include "config.h"

#include "ui/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct rgb {
    int red, green, blue;
};

static const struct rgb first_16[] = {
    {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
    {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
    {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
};

static struct rgb colour(int number)
{
    static const int steps[] = {0, 95, 135, 175, 215, 255};

    assert_in_range(number, 0, 255);
    if (number < 16)
        return first_16[number];
    if (number >= 232)
        return (struct rgb){8 + 10 * (number - 232), 8 + 10 * (number - 232),
                            8 + 10 * (number - 232)};
    number -= 16;
    return (struct rgb){steps[number / 36], steps[number / 6 % 6], steps[number % 6]};
}

static double linear(int part)
{
    double share = part / 255.0;

    return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

static double contrast(struct rgb left, struct rgb right)
{
    double one = luminance(left), other = luminance(right);

    return one > other ? (one + 0.05) / (other + 0.05) : (other + 0.05) / (one + 0.05);
}

static void the_measure_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(fabs(contrast(colour(16), colour(231)) - 21) < 0.001);
    /* #767676 is the lightest grey that has 4.5 on white */
    assert_true(contrast(colour(243), colour(231)) > 4.5);
    assert_true(contrast(colour(244), colour(231)) < 4.5);
}

/* ---- every pair -------------------------------------------------------------------------------- */

struct ground {
    enum theme theme;
    struct rgb own_ink, own_ground; /* of the terminal */
    double least;                   /* with 256 colours */
};

/* A dark terminal from black to #303030, a light one from white to #e4e4e4. */
static const struct ground grounds[] = {
    {THEME_DARK, {255, 255, 255}, {0, 0, 0}, 4.5},
    {THEME_DARK, {255, 255, 255}, {48, 48, 48}, 4.5},
    {THEME_LIGHT, {0, 0, 0}, {255, 255, 255}, 4.5},
    {THEME_LIGHT, {0, 0, 0}, {228, 228, 228}, 4.5},
    {THEME_AUTO, {255, 255, 255}, {0, 0, 0}, 4.0},
    {THEME_AUTO, {0, 0, 0}, {255, 255, 255}, 4.0},
    {THEME_HIGH_CONTRAST, {255, 255, 255}, {0, 0, 0}, 7.0},
    {THEME_HIGH_CONTRAST, {0, 0, 0}, {255, 255, 255}, 7.0},
};

static void check_pair(const struct ground *ground, int look, struct colours colours, double least)
{
    struct rgb ink = colours.fore == COLOUR_OWN ? ground->own_ink : colour(colours.fore);
    struct rgb paper = colours.back == COLOUR_OWN ? ground->own_ground : colour(colours.back);
    double ratio = contrast(ink, paper);

    if (ratio < least)
        fail_msg("theme %d, look %d: %d on %d has %.2f, not %.1f", (int)ground->theme, look,
                 colours.fore, colours.back, ratio, least);
}

static void ink_stands_out_from_its_ground_in_every_theme(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(grounds); i++) {
        const struct style *styles = theme_styles(grounds[i].theme);

        for (int look = 0; look < LOOK_COUNT; look++)
            check_pair(&grounds[i], look, styles[look].of_256, grounds[i].least);
    }
}

static void with_fewer_colours_it_stands_out_as_far_as_xterm_s_own_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(grounds); i++) {
        const struct style *styles = theme_styles(grounds[i].theme);

        if (grounds[i].own_ground.red != 0 && grounds[i].own_ground.red != 255)
            continue;
        for (int look = 0; look < LOOK_COUNT; look++) {
            check_pair(&grounds[i], look, styles[look].of_8, 3.0);
            check_pair(&grounds[i], look, styles[look].of_16, 3.0);
        }
    }
}

static void a_theme_for_fewer_colours_uses_no_more(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const struct style *styles = theme_styles((enum theme)theme);

        for (int look = 0; look < LOOK_COUNT; look++) {
            assert_in_range(styles[look].of_8.fore + 1, 0, 8);
            assert_in_range(styles[look].of_8.back + 1, 0, 8);
            assert_in_range(styles[look].of_16.fore + 1, 0, 16);
            assert_in_range(styles[look].of_16.back + 1, 0, 16);
            /* the first 16 of 256 are the reader's to change */
            assert_true(styles[look].of_256.fore == COLOUR_OWN || styles[look].of_256.fore >= 16);
            assert_true(styles[look].of_256.back == COLOUR_OWN || styles[look].of_256.back >= 16);
        }
    }
}

static void what_has_a_ground_has_ink_too(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const struct style *styles = theme_styles((enum theme)theme);

        for (int look = 0; look < LOOK_COUNT; look++) {
            const struct colours all[] = {styles[look].of_8, styles[look].of_16,
                                          styles[look].of_256};

            for (size_t i = 0; i < COUNT_OF(all); i++) {
                assert_true(all[i].back == COLOUR_OWN || all[i].fore != COLOUR_OWN);
                if (theme_has_ground((enum theme)theme))
                    assert_int_not_equal(all[i].back, COLOUR_OWN);
            }
        }
    }
}

/* ---- without colour ------------------------------------------------------------------------------ */

static void mono_has_no_colours(void **state)
{
    const struct style *styles = theme_styles(THEME_MONO);

    (void)state;
    for (int look = 0; look < LOOK_COUNT; look++) {
        assert_int_equal(styles[look].of_8.fore, COLOUR_OWN);
        assert_int_equal(styles[look].of_16.fore, COLOUR_OWN);
        assert_int_equal(styles[look].of_256.fore, COLOUR_OWN);
    }
}

static void state_differs_in_attributes_in_every_theme(void **state)
{
    static const enum look pairs[][2] = {
        {LOOK_SELECTED, LOOK_TEXT},
        {LOOK_FOCUS, LOOK_TEXT},
        {LOOK_CURRENT_MATCH, LOOK_MATCH},
        {LOOK_ERROR, LOOK_MESSAGE},
        {LOOK_CHOSEN, LOOK_TEXT},
        {LOOK_STATUS, LOOK_TEXT},
        {LOOK_CURRENT_MATCH, LOOK_SELECTED},
        {LOOK_TOKEN, LOOK_TEXT},
        {LOOK_MORE, LOOK_TEXT},
        {LOOK_HEADING, LOOK_TEXT},
    };

    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const struct style *styles = theme_styles((enum theme)theme);

        for (size_t i = 0; i < COUNT_OF(pairs); i++)
            assert_true(styles[pairs[i][0]].attributes != styles[pairs[i][1]].attributes);
    }
    assert_true(theme_styles(THEME_MONO)[LOOK_MATCH].attributes != A_NORMAL);
}

static void nothing_blinks_or_hides(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++)
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_false(theme_styles((enum theme)theme)[look].attributes & (A_BLINK | A_INVIS));
}

/* ---- the terminal's answer ------------------------------------------------------------------------- */

static void an_answer_says_whether_the_ground_is_dark(void **state)
{
    static const struct {
        const char *answer;
        bool is_dark;
    } answers[] = {
        {"11;rgb:0000/0000/0000", true},
        {"11;rgb:ffff/ffff/ffff", false},
        {"11;rgb:00/2b/36", true},
        {"11;rgb:fd/f6/e3", false},
        {"11;rgb:f/f/f", false},
        {"11;rgb:0/0/0", true},
        {"11;rgba:1e1e/1e1e/1e1e/ffff", true},
        {"11;rgb:0000/ffff/0000", false},
        {"11;rgb:0000/0000/FFFF", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        bool is_dark = !answers[i].is_dark;

        assert_true(theme_read_ground(answers[i].answer, &is_dark));
        assert_int_equal(is_dark, answers[i].is_dark);
    }
}

static void what_is_no_such_answer_says_nothing(void **state)
{
    static const char *const answers[] = {
        "",
        "1",
        "11",
        "11;",
        "11;rgb",
        "11;rgb:",
        "11;rgb:/",
        "11;rgb:00",
        "11;rgb:00/00",
        "11;rgb:00/00/",
        "11;rgb:00000/0/0",
        "11;rgb:x/0/0",
        "11;#000000",
        "10;rgb:0/0/0",
        "111;rgb:0/0/0",
        "11;rgb 0/0/0",
        "52;c;aGE=",
        "11;rgb:-1/0/0",
    };
    bool is_dark;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        assert_false(theme_read_ground(answers[i], &is_dark));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_measure_is_that_of_wcag),
        cmocka_unit_test(ink_stands_out_from_its_ground_in_every_theme),
        cmocka_unit_test(with_fewer_colours_it_stands_out_as_far_as_xterm_s_own_go),
        cmocka_unit_test(a_theme_for_fewer_colours_uses_no_more),
        cmocka_unit_test(what_has_a_ground_has_ink_too),
        cmocka_unit_test(mono_has_no_colours),
        cmocka_unit_test(state_differs_in_attributes_in_every_theme),
        cmocka_unit_test(nothing_blinks_or_hides),
        cmocka_unit_test(an_answer_says_whether_the_ground_is_dark),
        cmocka_unit_test(what_is_no_such_answer_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
