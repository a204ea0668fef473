/* What text/text.h promises of showing and wrapping. */
#include "config.h"

#include "text/text.h"

#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <unigbrk.h>
#include <wchar.h>

#include <cmocka.h>

#include "text_samples.h"

#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
#define FLAG   "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1"
#define ACUTE  "\xCC\x81"

/* ---- showing --------------------------------------------------------------------------------- */

struct shown_case {
    const char *text, *shown;
    int width_cols;
    bool token;
};

static void check_shown(const struct shown_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text_shown shown;
        size_t len_bytes = strlen(cases[i].text);
        size_t next_bytes = text_show_next(cases[i].text, len_bytes, 0, &shown);

        if (shown.len_bytes != strlen(cases[i].shown) ||
            memcmp(shown.bytes, cases[i].shown, shown.len_bytes) != 0)
            fail_msg("case %zu: shown as '%.*s', not '%s'", i, (int)shown.len_bytes, shown.bytes,
                     cases[i].shown);
        assert_int_equal(shown.width_cols, cases[i].width_cols);
        assert_int_equal(shown.token, cases[i].token);
        assert_int_equal(next_bytes, len_bytes);
    }
}

static void controls_never_reach_the_terminal(void **state)
{
    static const struct shown_case cases[] = {
        {"\x1B", "^[", 2, true},       {"\a", "^G", 2, true},         {"\b", "^H", 2, true},
        {"\r", "^M", 2, true},         {"\n", "^J", 2, true},         {"\x7F", "^?", 2, true},
        {"\t", " ", 1, false},         {"\xC2\x9B", "<9B>", 4, true}, {"\xC2\x85", "<85>", 4, true},
        {"\xC2\x80", "<80>", 4, true},
    };
    struct text_shown shown;

    (void)state;
    check_shown(cases, COUNT_OF(cases));
    assert_int_equal(text_show_next("\0x", 2, 0, &shown), 1);
    assert_memory_equal(shown.bytes, "^@", 2);
    assert_int_equal(text_show_next("x", 1, 1, &shown), 1); /* past the end */
    assert_int_equal(shown.width_cols, 1);
}

static void invisible_characters_become_tokens(void **state)
{
    static const struct shown_case cases[] = {
        {"\xE2\x80\xAE", "<RLO>", 5, true},
        {"\xE2\x80\xAD", "<LRO>", 5, true},
        {"\xE2\x80\xAC", "<PDF>", 5, true},
        {"\xE2\x81\xA6", "<LRI>", 5, true},
        {"\xE2\x81\xA9", "<PDI>", 5, true},
        {"\xE2\x80\x8E", "<LRM>", 5, true},
        {"\xD8\x9C", "<ALM>", 5, true},
        {"\xE2\x80\x8B", "<ZWSP>", 6, true},
        {"\xE2\x80\x8D", "<ZWJ>", 5, true},
        {"a\xE2\x80\x8C", "a<ZWNJ>", 7, true},
        {"a\xE2\x80\x8D", "a<ZWJ>", 6, true},
        {"\xE2\x81\xA0", "<WJ>", 4, true},
        {"\xC2\xAD", "<SHY>", 5, true},
        {"\xEF\xBB\xBF", "<BOM>", 5, true},
        {"\xE2\x80\xA8", "<LS>", 4, true},
        {"\xE2\x80\xA9", "<PS>", 4, true},
        {"\xF3\xA0\x81\x81", "<U+E0041>", 9, true},
        {"a\xEF\xB8\x8F", "a<VS16>", 7, true},
        {"a\xF3\xA0\x84\x80", "a<U+E0100>", 10, true},
        {"\xCD\x8F", "<CGJ>", 5, true},
        {"\xEF\xBF\xBE", "<U+FFFE>", 8, true},
        {"\xF4\x8F\xBF\xBF", "<U+10FFFF>", 10, true},
        {"\xCD\xB8", "<U+0378>", 8, true},     /* not assigned */
        {"\xE3\x85\xA4", "<U+3164>", 8, true}, /* Hangul filler: blank and wide */
        {"\xD8\x80", "<U+0600>", 8, true},     /* wcwidth and libunistring disagree */
        {"\xE4\xB7\x80", "<U+4DC0>", 8, true},
    };

    (void)state;
    check_shown(cases, COUNT_OF(cases));
}

static void printable_clusters_stay_as_they_are(void **state)
{
    static const struct shown_case cases[] = {
        {"a", "a", 1, false},
        {"\xC3\xA9", "\xC3\xA9", 1, false},
        {"x" ACUTE, "x" ACUTE, 1, false},
        {"\xC2\xA0", "\xC2\xA0", 1, false},
        {"\xE2\x82\xAC", "\xE2\x82\xAC", 1, false},
        {"\xE2\x80\xA6", "\xE2\x80\xA6", 1, false},
        {"\xE2\x98\x86", "\xE2\x98\x86", 1, false}, /* East Asian ambiguous: narrow */
        {"\xC2\xB1", "\xC2\xB1", 1, false},
        {"\xE4\xB8\xAD", "\xE4\xB8\xAD", 2, false},
        {"\xEF\xBC\xA1", "\xEF\xBC\xA1", 2, false},
        {"\xEA\xB0\x81", "\xEA\xB0\x81", 2, false},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 2, false},
        {"\xE0\xA4\x95\xE0\xA4\xBF", "\xE0\xA4\x95\xE0\xA4\xBF", 2, false}, /* a spacing vowel */
        {"\xEF\xBF\xBD", "\xEF\xBF\xBD", 1, false},
        {"\xFF", "\xEF\xBF\xBD", 1, false}, /* ill-formed, as a name from elsewhere may be */
    };

    (void)state;
    check_shown(cases, COUNT_OF(cases));
}

static void emoji_stand_side_by_side_without_their_glue(void **state)
{
    static const struct shown_case cases[] = {
        {FAMILY, "\xF0\x9F\x91\xA8\xF0\x9F\x91\xA9\xF0\x9F\x91\xA7", 6, false},
        {FLAG, FLAG, 2, false},
        {"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4", 1, false},
        {"\xE2\x9C\x94\xEF\xB8\x8E", "\xE2\x9C\x94", 1, false},
        {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xF0\x9F\x91\x8D", 2, false},
        {"1\xEF\xB8\x8F\xE2\x83\xA3", "1\xE2\x83\xA3", 1, false},
        {"1\xEF\xB8\x8F", "1<VS16>", 7, true},
        {"\xF0\x9F\x8F\xBD", "\xF0\x9F\x8F\xBD", 2, false}, /* a skin colour alone */
    };

    (void)state;
    check_shown(cases, COUNT_OF(cases));
}

static void marks_have_something_to_sit_on_and_are_few(void **state)
{
    static const struct shown_case cases[] = {
        {ACUTE, "\xE2\x97\x8C" ACUTE, 1, false},
        {ACUTE ACUTE ACUTE ACUTE, "\xE2\x97\x8C" ACUTE ACUTE ACUTE, 1, false},
        {"a" ACUTE ACUTE ACUTE ACUTE ACUTE, "a" ACUTE ACUTE ACUTE, 1, false},
        {"\xE1\x85\xA1", "\xE2\x97\x8C\xE1\x85\xA1", 1, false}, /* a vowel of Hangul alone */
        {"\xE0\xA4\xBF", "\xE2\x97\x8C\xE0\xA4\xBF", 2, false},
    };
    struct buffer text = {0};
    struct text_shown shown;

    (void)state;
    check_shown(cases, COUNT_OF(cases));
    buffer_append_string(&text, "a");
    for (int i = 0; i < 1000000; i++)
        buffer_append_string(&text, ACUTE);
    assert_int_equal(text_show_next(text.data, text.len_bytes, 0, &shown), text.len_bytes);
    assert_int_equal(shown.len_bytes, 1 + 2 * TEXT_MARKS_MAX);
    assert_int_equal(text_width_cols(text.data, text.len_bytes), 1);
    buffer_release(&text);
}

static void a_piece_that_is_too_long_ends_in_an_ellipsis(void **state)
{
    struct buffer text = {0};
    struct text_shown shown;

    (void)state;
    buffer_append_string(&text, "a");
    for (int i = 0; i < 1000; i++)
        buffer_append_string(&text, "\xE2\x80\x8D");
    assert_int_equal(text_show_next(text.data, text.len_bytes, 0, &shown), text.len_bytes);
    assert_in_range(shown.len_bytes, 50, TEXT_SHOWN_MAX_BYTES);
    assert_memory_equal(shown.bytes + shown.len_bytes - 3, "\xE2\x80\xA6", 3);
    assert_int_equal(shown.width_cols, shown.len_bytes - 2);
    assert_true(shown.token);
    buffer_release(&text);
}

/* ncurses draws by wcwidth: what is counted must be what it says. */
static void check_drawn_width(const struct text_shown *shown)
{
    char bytes[TEXT_SHOWN_MAX_BYTES + 1];
    wchar_t wide[TEXT_SHOWN_MAX_BYTES + 1];
    int cell_points = 0;

    assert_in_range(shown->len_bytes, 1, TEXT_SHOWN_MAX_BYTES);
    memcpy(bytes, shown->bytes, shown->len_bytes);
    bytes[shown->len_bytes] = '\0';
    assert_true(mbstowcs(wide, bytes, COUNT_OF(wide)) != (size_t)-1);
    if (wcswidth(wide, COUNT_OF(wide)) != shown->width_cols)
        fail_msg("'%s' counts as %d columns, wcswidth says %d", bytes, shown->width_cols,
                 wcswidth(wide, COUNT_OF(wide)));
    assert_true(shown->width_cols >= 1);
    assert_true(wcwidth(wide[0]) >= 1);
    for (const wchar_t *at = wide; *at != 0; at++) {
        cell_points = wcwidth(*at) > 0 ? 1 : cell_points + 1;
        assert_in_range(cell_points, 1, 5); /* what a cell of ncurses holds */
    }
}

static void shown_widths_are_wcwidth_s(void **state)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x1, 0x52F},       {0x531, 0x5F4},     {0x600, 0x6FF},       {0x900, 0x97F},
        {0xE01, 0xE5B},     {0x1100, 0x11FF},   {0x1E00, 0x1FFE},     {0x2000, 0x218B},
        {0x2190, 0x22FF},   {0x2500, 0x262F},   {0x2639, 0x2689},     {0x2690, 0x27BF},
        {0x2E80, 0x2E99},   {0x3000, 0x30FF},   {0x3105, 0x31BA},     {0x3200, 0x4DFF},
        {0x4E00, 0x4EFF},   {0xAC00, 0xACFF},   {0xD7B0, 0xD7FB},     {0xE000, 0xE0FF},
        {0xF900, 0xFA6D},   {0xFB00, 0xFB4F},   {0xFE00, 0xFFFF},     {0x11000, 0x11075},
        {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6C5},   {0x20000, 0x20010},
        {0xE0000, 0xE01EF}, {0xF0000, 0xF0010}, {0x10FFF0, 0x10FFFF},
    };
    struct buffer text = {0};
    struct text_shown shown;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        for (uint32_t point = ranges[i].first; point <= ranges[i].last; point++)
            for (int with_base = 0; with_base < 2; with_base++) {
                buffer_clear(&text);
                buffer_append_string(&text, with_base ? "a" : "");
                samples_append_point(&text, point);
                for (size_t at_bytes = 0; at_bytes < text.len_bytes;) {
                    at_bytes = text_show_next(text.data, text.len_bytes, at_bytes, &shown);
                    check_drawn_width(&shown);
                }
            }
    buffer_release(&text);
}

static bool holds_unsafe(const char *bytes, size_t len_bytes)
{
    static const char *const unsafe[] = {"\xE2\x80\x8B", "\xE2\x80\xAE", "\xE2\x80\xA8",
                                         "\xEF\xBB\xBF", "\xC2\xAD",     "\xF3\xA0\x81\x81",
                                         "\xC2\x9B",     "\xC2\x85",     "\xE2\x81\xA7"};

    for (size_t i = 0; i < len_bytes; i++)
        if (((unsigned char)bytes[i] < 0x20 && bytes[i] != '\t' && bytes[i] != '\n') ||
            bytes[i] == 0x7F)
            return true;
    for (size_t i = 0; i < COUNT_OF(unsafe); i++)
        if (memmem(bytes, len_bytes, unsafe[i], strlen(unsafe[i])) != NULL)
            return true;
    return false;
}

static void anything_shown_is_drawn_as_counted(void **state)
{
    struct buffer text = {0}, whole = {0}, pieces = {0}, safe = {0};
    struct text_shown shown;
    struct samples samples;

    (void)state;
    samples_init(&samples, "anything_shown_is_drawn_as_counted");
    for (int round = 0; round < 20000; round++) {
        int total_cols = 0;

        samples_bytes(&samples, &text, 30);
        buffer_clear(&whole);
        buffer_clear(&pieces);
        buffer_clear(&safe);
        buffer_reserve(&pieces, 0);
        for (size_t at_bytes = 0; at_bytes < text.len_bytes;) {
            at_bytes = text_show_next(text.data, text.len_bytes, at_bytes, &shown);
            assert_null(u8_check((const uint8_t *)shown.bytes, shown.len_bytes));
            assert_false(holds_unsafe(shown.bytes, shown.len_bytes));
            assert_true(memchr(shown.bytes, '\n', shown.len_bytes) == NULL);
            assert_true(memchr(shown.bytes, '\t', shown.len_bytes) == NULL);
            buffer_append(&pieces, shown.bytes, shown.len_bytes);
            total_cols += shown.width_cols;
            /* A private or newly assigned point may be strange to the machine's wcwidth. */
            if (shown.token)
                check_drawn_width(&shown);
        }
        assert_int_equal(text_width_cols(text.data, text.len_bytes), total_cols);
        assert_int_equal(text_show(text.data, text.len_bytes, -1, &whole), total_cols);
        assert_int_equal(whole.len_bytes, pieces.len_bytes);
        if (pieces.len_bytes > 0)
            assert_memory_equal(whole.data, pieces.data, pieces.len_bytes);
        text_append_safe(&safe, text.data, text.len_bytes);
        assert_false(holds_unsafe(safe.data, safe.len_bytes));
        assert_null(u8_check((const uint8_t *)safe.data, safe.len_bytes));
    }
    buffer_release(&text);
    buffer_release(&whole);
    buffer_release(&pieces);
    buffer_release(&safe);
}

static void check_cut(const char *text, int max_cols, const char *expected, int width_cols)
{
    struct buffer out = {0};

    buffer_append_string(&out, "|");
    assert_int_equal(text_show(text, strlen(text), max_cols, &out), width_cols);
    assert_string_equal(out.data + 1, expected);
    buffer_release(&out);
}

static void show_ends_in_an_ellipsis_when_cut(void **state)
{
    (void)state;
    check_cut("Justitie", -1, "Justitie", 8);
    check_cut("Justitie", 8, "Justitie", 8);
    check_cut("Justitie", 7, "Justit\xE2\x80\xA6", 7);
    check_cut("Justitie", 1, "\xE2\x80\xA6", 1);
    check_cut("Justitie", 0, "", 0);
    check_cut("J", 1, "J", 1);
    check_cut("", 3, "", 0);
    check_cut("", 0, "", 0);
    check_cut("\xE4\xB8\xAD\xE4\xB8\xAD", 4, "\xE4\xB8\xAD\xE4\xB8\xAD", 4);
    check_cut("\xE4\xB8\xAD\xE4\xB8\xAD", 3, "\xE4\xB8\xAD\xE2\x80\xA6", 3);
    check_cut("\xE4\xB8\xAD\xE4\xB8\xAD", 2, "\xE2\x80\xA6", 1);
    check_cut("a\x1B"
              "bcd",
              5, "a^[b\xE2\x80\xA6", 5);
    check_cut("e" ACUTE "e" ACUTE "ee", 3, "e" ACUTE "e" ACUTE "\xE2\x80\xA6", 3);
}

static void append_safe_keeps_what_is_harmless(void **state)
{
    static const struct {
        const char *text, *safe;
    } cases[] = {
        {"a\tb\nc\xC3\xA9", "a\tb\nc\xC3\xA9"},
        {"a" ACUTE ACUTE ACUTE ACUTE, "a" ACUTE ACUTE ACUTE ACUTE},
        {FAMILY " 1\xEF\xB8\x8F\xE2\x83\xA3", FAMILY " 1\xEF\xB8\x8F\xE2\x83\xA3"},
        {"rood\x1B[31m", "rood^[[31m"},
        {"\xE2\x80\xAEmoor\r", "<RLO>moor^M"},
        {"co\xC2\xADop", "co<SHY>op"},
        {"a\xE2\x80\x8Dz", "a<ZWJ>z"},
        {"\xC2\x9B"
         "1m\x7F",
         "<9B>1m^?"},
        {"x\xFFy", "x\xEF\xBF\xBDy"},
        {"\xF0\x9F\xAB\xA8\xEE\x80\x80",
         "\xF0\x9F\xAB\xA8\xEE\x80\x80"}, /* newer than our tables */
        {"", ""},
    };
    struct buffer out = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buffer_clear(&out);
        text_append_safe(&out, cases[i].text, strlen(cases[i].text));
        assert_string_equal(out.data, cases[i].safe);
    }
    buffer_release(&out);
}

/* ---- wrapping -------------------------------------------------------------------------------- */

/* The expected lines stand one after the other, each ended by a bar. */
static void check_wrapped(const char *text, int first_cols, int width_cols, const char *expected)
{
    struct text_lines lines = {0};
    struct buffer out = {0};

    text_wrap(text, strlen(text), first_cols, width_cols, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];
        buffer_append(&out, text + line->start_bytes, line->end_bytes - line->start_bytes);
        buffer_append_char(&out, '|');
        assert_int_equal(line->width_cols, text_width_cols(text + line->start_bytes,
                                                           line->end_bytes - line->start_bytes));
    }
    assert_string_equal(out.data, expected);
    buffer_release(&out);
    text_lines_release(&lines);
    assert_null(lines.items);
}

static void wrap_breaks_between_words(void **state)
{
    (void)state;
    check_wrapped("De Raad nam nota", 10, 10, "De Raad|nam nota|");
    check_wrapped("De Raad nam nota", 7, 7, "De Raad|nam|nota|");
    check_wrapped("De Raad nam nota", 16, 1, "De Raad nam nota|");
    check_wrapped("De Raad nam nota", 3, 80, "De|Raad nam nota|");
    check_wrapped("JBZ-Raad bijeen", 6, 20, "JBZ-|Raad bijeen|");
    check_wrapped("een\xC2\xA0twee drie", 9, 9, "een\xC2\xA0twee|drie|");
    check_wrapped("(zie artikel 3, lid 2)", 12, 12, "(zie artikel|3, lid 2)|");
    check_wrapped("na 20% van 3,5 mln.", 8, 8, "na 20%|van 3,5|mln.|");
}

static void wrap_breaks_words_that_are_too_wide(void **state)
{
    (void)state;
    check_wrapped("abcdefgh", 3, 3, "abc|def|gh|");
    check_wrapped("a bcdefgh i", 3, 3, "a|bcd|efg|h i|");
    check_wrapped("e" ACUTE "e" ACUTE "e" ACUTE, 2, 2, "e" ACUTE "e" ACUTE "|e" ACUTE "|");
    check_wrapped("\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD", 5, 5,
                  "\xE4\xB8\xAD\xE4\xB8\xAD|\xE4\xB8\xAD|");
    check_wrapped("a\xE4\xB8\xAD"
                  "b",
                  1, 1, "a|\xE4\xB8\xAD|b|"); /* wide in one column */
    check_wrapped(FAMILY FAMILY, 1, 1, FAMILY "|" FAMILY "|");
    check_wrapped("ab", 0, -7, "a|b|");
    check_wrapped("a\x1B"
                  "b",
                  2, 2, "a|\x1B|b|");
}

static void wrap_leaves_out_the_space_of_a_break(void **state)
{
    (void)state;
    check_wrapped("aa    bb", 3, 3, "aa|bb|");
    check_wrapped("aa \t bb", 5, 5, "aa|bb|");
    check_wrapped("  aa bb", 5, 5, "  aa|bb|");
    check_wrapped("      aa", 4, 4, "|aa|");
    check_wrapped("aa bb  ", 5, 5, "aa bb|"); /* hangs over the edge */
    check_wrapped("aa  ", 5, 5, "aa  |");     /* fits: a caret may stand there */
    check_wrapped("    ", 2, 2, "|");
    check_wrapped("aa\xE3\x80\x80"
                  "bb",
                  3, 3, "aa|bb|");
}

static void wrap_breaks_at_every_lf(void **state)
{
    (void)state;
    check_wrapped("", 9, 9, "|");
    check_wrapped("\n", 9, 9, "||");
    check_wrapped("a\n\nb", 9, 9, "a||b|");
    check_wrapped("a b\nc d", 2, 9, "a|b|c d|");
    check_wrapped("a\n", 1, 1, "a||");
}

static void wrap_appends(void **state)
{
    struct text_lines lines = {0};

    (void)state;
    text_wrap("a", 1, 5, 5, &lines);
    text_wrap("b c", 3, 1, 1, &lines);
    assert_int_equal(lines.count, 3);
    assert_int_equal(lines.items[2].start_bytes, 2);
    text_lines_release(&lines);
}

static void check_wrap_invariants(const char *text, size_t len_bytes, int first_cols,
                                  int width_cols)
{
    char *breaks = base_allocate(len_bytes + 1);
    struct text_lines lines = {0};
    size_t covered_bytes = 0;

    u8_grapheme_breaks((const uint8_t *)text, len_bytes, breaks);
    text_wrap(text, len_bytes, first_cols, width_cols, &lines);
    assert_true(lines.count > 0);
    for (size_t i = 0; i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];
        size_t line_bytes = line->end_bytes - line->start_bytes;
        int limit_cols = i == 0 ? first_cols : width_cols;

        assert_in_range(line->start_bytes, covered_bytes, len_bytes);
        assert_in_range(line->end_bytes, line->start_bytes, len_bytes);
        assert_true(text_is_blank(text + covered_bytes, line->start_bytes - covered_bytes));
        assert_true(line_bytes == 0 || memchr(text + line->start_bytes, '\n', line_bytes) == NULL);
        assert_true(line->start_bytes == len_bytes || breaks[line->start_bytes] == 1);
        assert_true(line->end_bytes == len_bytes || breaks[line->end_bytes] == 1);
        if (line->width_cols > limit_cols)
            assert_int_equal(text_cluster_next(text, len_bytes, line->start_bytes),
                             line->end_bytes);
        assert_int_equal(line->width_cols, text_width_cols(text + line->start_bytes, line_bytes));
        covered_bytes = line->end_bytes;
    }
    assert_true(text_is_blank(text + covered_bytes, len_bytes - covered_bytes));
    free(breaks);
    text_lines_release(&lines);
}

static void wrap_of_anything_covers_it_within_the_width(void **state)
{
    struct buffer raw = {0}, text = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "wrap_of_anything_covers_it_within_the_width");
    for (int round = 0; round < 6000; round++) {
        size_t replaced_count = 0;

        samples_bytes(&samples, &raw, round % 100 == 0 ? 3000 : 80);
        buffer_clear(&text);
        text_decode(raw.data, raw.len_bytes, true, &text, &replaced_count);
        check_wrap_invariants(text.data, text.len_bytes, 1 + (int)samples_number(&samples, 30),
                              1 + (int)samples_number(&samples, 30));
    }
    buffer_release(&raw);
    buffer_release(&text);
}

static void wrap_bears_a_million_of_anything(void **state)
{
    static const char *const units[] = {"x", " ", ACUTE, "\xE2\x80\x8B", FLAG,
                                        "(", "1", "\n",  "a\xE2\x80\x8D"};
    struct buffer text = {0};

    (void)state;
    for (size_t unit = 0; unit < COUNT_OF(units); unit++) {
        struct text_lines lines = {0};

        buffer_clear(&text);
        while (text.len_bytes < 1000000)
            buffer_append_string(&text, units[unit]);
        text_wrap(text.data, text.len_bytes, 40, 80, &lines);
        if (unit == 0)
            assert_int_equal(lines.count, 12501);
        if (unit == 2)
            assert_int_equal(lines.count, 1);
        text_lines_release(&lines);
        text_wrap(text.data, text.len_bytes, 1, INT_MAX, &lines);
        assert_true(lines.count > 0);
        text_lines_release(&lines);
    }
    buffer_release(&text);
}

static int set_locale(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") != NULL ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_never_reach_the_terminal),
        cmocka_unit_test(invisible_characters_become_tokens),
        cmocka_unit_test(printable_clusters_stay_as_they_are),
        cmocka_unit_test(emoji_stand_side_by_side_without_their_glue),
        cmocka_unit_test(marks_have_something_to_sit_on_and_are_few),
        cmocka_unit_test(a_piece_that_is_too_long_ends_in_an_ellipsis),
        cmocka_unit_test(shown_widths_are_wcwidth_s),
        cmocka_unit_test(anything_shown_is_drawn_as_counted),
        cmocka_unit_test(show_ends_in_an_ellipsis_when_cut),
        cmocka_unit_test(append_safe_keeps_what_is_harmless),
        cmocka_unit_test(wrap_breaks_between_words),
        cmocka_unit_test(wrap_breaks_words_that_are_too_wide),
        cmocka_unit_test(wrap_leaves_out_the_space_of_a_break),
        cmocka_unit_test(wrap_breaks_at_every_lf),
        cmocka_unit_test(wrap_appends),
        cmocka_unit_test(wrap_of_anything_covers_it_within_the_width),
        cmocka_unit_test(wrap_bears_a_million_of_anything),
    };

    return cmocka_run_group_tests_name("text_show", tests, set_locale, NULL);
}
