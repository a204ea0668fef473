/* What text/text.h promises of bytes in, positions, clusters, words and sentences. */
#include "config.h"

#include "text/text.h"

#include <setjmp.h>
#include <string.h>
#include <unigbrk.h>
#include <uninorm.h>

#include <cmocka.h>

#include "text_samples.h"

#define EACUTE "\xC3\xA9"
#define BAD    "\xEF\xBF\xBD"
#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
#define FLAG   "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1"

/* ---- bytes in -------------------------------------------------------------------------------- */

static void check_decoded(const char *raw, size_t len_bytes, bool at_start, const char *expected,
                          size_t expected_replaced)
{
    struct buffer out = {0};
    size_t replaced_count = 0;

    buffer_append_string(&out, "<");
    text_decode(raw, len_bytes, at_start, &out, &replaced_count);
    assert_string_equal(out.data + 1, expected);
    assert_int_equal(out.data[0], '<');
    assert_int_equal(replaced_count, expected_replaced);
    buffer_release(&out);
}

static void decode_brings_line_ends_to_lf(void **state)
{
    (void)state;
    check_decoded("a\r\nb\rc\nd\r", 9, true, "a\nb\nc\nd\n", 0);
    check_decoded("\r\r\n\n\r", 5, true, "\n\n\n\n", 0);
    check_decoded("een lange regel\r\ntwee\r\n", 23, true, "een lange regel\ntwee\n", 0);
}

static void decode_drops_the_mark_at_the_start_only(void **state)
{
    (void)state;
    check_decoded("\xEF\xBB\xBFx", 4, true, "x", 0);
    check_decoded("\xEF\xBB\xBFx", 4, false, "\xEF\xBB\xBFx", 0);
    check_decoded("x\xEF\xBB\xBF", 4, true, "x\xEF\xBB\xBF", 0);
    check_decoded("\xEF\xBB\xBF", 3, true, "", 0);
    check_decoded("", 0, true, "", 0);
}

static void decode_replaces_each_maximal_subpart(void **state)
{
    (void)state;
    check_decoded("a\0b", 3, true, "a" BAD "b", 1);
    check_decoded("\x80\xBF", 2, true, BAD BAD, 2);
    check_decoded("\xC3", 1, true, BAD, 1);
    check_decoded("\xC3(", 2, true, BAD "(", 1);
    check_decoded("\xE2\x82", 2, true, BAD, 1);
    check_decoded("\xE2\x82" EACUTE, 4, true, BAD EACUTE, 1);
    check_decoded("\xF0\x9F\x98", 3, true, BAD, 1);
    check_decoded("\xC0\xAF", 2, true, BAD BAD, 2);         /* overlong */
    check_decoded("\xE0\x80\xAF", 3, true, BAD BAD BAD, 3); /* overlong */
    check_decoded("\xED\xA0\x80", 3, true, BAD BAD BAD, 3); /* a surrogate */
    check_decoded("\xF4\x90\x80\x80", 4, true, BAD BAD BAD BAD, 4);
    /* The example of the standard, table 3-8 and after. */
    check_decoded("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 13, true,
                  "a" BAD BAD BAD "b" BAD "c" BAD BAD "d", 6);
    check_decoded(BAD, 3, true, BAD, 0); /* one that stands there already is no damage */
}

static void decode_adds_to_the_count(void **state)
{
    struct buffer out = {0};
    size_t replaced_count = 40;

    (void)state;
    text_decode("\xFF\xFE", 2, true, &out, &replaced_count);
    assert_int_equal(replaced_count, 42);
    buffer_release(&out);
}

static void decode_normalises_to_nfc(void **state)
{
    (void)state;
    check_decoded("e\xCC\x81", 3, true, EACUTE, 0);
    check_decoded("xe\xCC\x81y", 5, true, "x" EACUTE "y", 0);
    check_decoded("\xCC\x81x", 3, true, "\xCC\x81x", 0);
    check_decoded("a\n\xCC\x81", 4, true, "a\n\xCC\x81", 0); /* a mark does not reach over a line */
    check_decoded("e\xFF\xCC\x81", 4, true, "e" BAD "\xCC\x81", 1);
    check_decoded("\xE2\x84\xAB", 3, true, "\xC3\x85", 0); /* ANGSTROM SIGN */
    check_decoded("\xE2\x84\xAA", 3, true, "K", 0);
    check_decoded("a\xE2\x80\x80z", 5, true, "a\xE2\x80\x82z", 0); /* EN QUAD is EN SPACE */
    /* Marks in the wrong order: dot below comes first and joins. */
    check_decoded("a\xCC\x82\xCC\xA3", 5, true, "\xE1\xBA\xAD", 0);
    check_decoded("\xEA\xB0\x80\xE1\x86\xA8", 6, true, "\xEA\xB0\x81", 0); /* LV + T */
    check_decoded("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 9, true, "\xEA\xB0\x81", 0);
    check_decoded("\xE2\x80\x9C" EACUTE "\xE2\x80\x9D \xE2\x82\xAC", 12, true,
                  "\xE2\x80\x9C" EACUTE "\xE2\x80\x9D \xE2\x82\xAC", 0);
}

/* Every code point alone and after a letter that much composes with, against the library. */
static void decode_is_nfc_for_every_code_point(void **state)
{
    static const char bases[] = {'e', '<'};
    struct buffer raw = {0}, out = {0};
    size_t replaced_count = 0, normal_bytes;
    uint8_t normal[128];

    (void)state;
    for (uint32_t point = 1; point < 0x110000; point++) {
        if (point == '\r' || (point >= 0xD800 && point < 0xE000))
            continue;
        buffer_clear(&raw);
        buffer_clear(&out);
        buffer_append_char(&raw, bases[point % 2]);
        samples_append_point(&raw, point);
        text_decode(raw.data, raw.len_bytes, true, &out, &replaced_count);
        normal_bytes = sizeof normal;
        u8_normalize(UNINORM_NFC, (const uint8_t *)raw.data, raw.len_bytes, normal, &normal_bytes);
        if (out.len_bytes != normal_bytes || memcmp(out.data, normal, normal_bytes) != 0)
            fail_msg("U+%04X is not decoded to NFC", (unsigned)point);
    }
    assert_int_equal(replaced_count, 0);
    buffer_release(&raw);
    buffer_release(&out);
}

/* What composes with something before it, or decomposes, next to what it does that with. */
static void decode_is_nfc_for_every_decomposition(void **state)
{
    struct buffer raw = {0}, out = {0};
    size_t replaced_count = 0;
    uint32_t composed;

    (void)state;
    for (uint32_t point = 0xC0; point < 0x30000; point++) {
        ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
        int count = uc_canonical_decomposition(point, parts);
        if (count < 2)
            continue;
        buffer_clear(&raw);
        buffer_clear(&out);
        for (int i = 0; i < count; i++)
            samples_append_point(&raw, parts[i]);
        text_decode(raw.data, raw.len_bytes, true, &out, &replaced_count);
        composed = uc_composition(parts[0], parts[1]);
        if (composed != point) /* excluded from composition */
            continue;
        buffer_clear(&raw);
        samples_append_point(&raw, point);
        if (strcmp(out.data, raw.data) != 0)
            fail_msg("the parts of U+%04X do not decode to it", (unsigned)point);
    }
    buffer_release(&raw);
    buffer_release(&out);
}

static void decode_of_anything_is_text(void **state)
{
    struct buffer raw = {0}, out = {0}, again = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "decode_of_anything_is_text");
    buffer_reserve(&out, 0); /* the first sample may be empty */
    buffer_reserve(&again, 0);
    for (int round = 0; round < 20000; round++) {
        size_t replaced_count = 0, again_count = 0, normal_bytes = 0;
        uint8_t *normal;

        samples_bytes(&samples, &raw, 60);
        buffer_clear(&out);
        buffer_clear(&again);
        text_decode(raw.data, raw.len_bytes, true, &out, &replaced_count);
        assert_null(u8_check((const uint8_t *)out.data, out.len_bytes));
        assert_null(memchr(out.data, '\0', out.len_bytes));
        assert_null(memchr(out.data, '\r', out.len_bytes));
        normal = u8_normalize(UNINORM_NFC, (const uint8_t *)out.data, out.len_bytes, NULL,
                              &normal_bytes);
        assert_int_equal(normal_bytes, out.len_bytes);
        if (out.len_bytes > 0)
            assert_memory_equal(normal, out.data, out.len_bytes);
        free(normal);
        text_decode(out.data, out.len_bytes, false, &again, &again_count);
        assert_string_equal(again.data, out.data);
        assert_int_equal(again_count, 0);
    }
    buffer_release(&raw);
    buffer_release(&out);
    buffer_release(&again);
}

static void decode_of_well_formed_is_the_library_s_nfc(void **state)
{
    struct buffer raw = {0}, out = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "decode_of_well_formed_is_the_library_s_nfc");
    for (int round = 0; round < 20000; round++) {
        size_t replaced_count = 0, normal_bytes = 0;
        uint8_t *normal;

        samples_points(&samples, &raw, 60);
        buffer_clear(&out);
        text_decode(raw.data, raw.len_bytes, false, &out, &replaced_count);
        normal = u8_normalize(UNINORM_NFC, (const uint8_t *)raw.data, raw.len_bytes, NULL,
                              &normal_bytes);
        assert_int_equal(replaced_count, 0);
        assert_int_equal(normal_bytes, out.len_bytes);
        if (out.len_bytes > 0)
            assert_memory_equal(normal, out.data, out.len_bytes);
        free(normal);
    }
    buffer_release(&raw);
    buffer_release(&out);
}

static void decode_in_pieces_is_decode_in_one(void **state)
{
    struct buffer raw = {0}, whole = {0}, pieces = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "decode_in_pieces_is_decode_in_one");
    for (int round = 0; round < 5000; round++) {
        size_t whole_count = 0, pieces_count = 0, at_bytes = 0, cut_bytes;

        samples_bytes(&samples, &raw, 100);
        buffer_clear(&whole);
        buffer_clear(&pieces);
        buffer_reserve(&pieces, 0);
        text_decode(raw.data, raw.len_bytes, true, &whole, &whole_count);
        while (at_bytes < raw.len_bytes) {
            const char *lf = memchr(raw.data + at_bytes, '\n', raw.len_bytes - at_bytes);
            cut_bytes = lf != NULL ? (size_t)(lf - raw.data) + 1 : raw.len_bytes;
            text_decode(raw.data + at_bytes, cut_bytes - at_bytes, at_bytes == 0, &pieces,
                        &pieces_count);
            at_bytes = cut_bytes;
        }
        assert_string_equal(pieces.data, whole.data);
        assert_int_equal(pieces_count, whole_count);
    }
    buffer_release(&raw);
    buffer_release(&whole);
    buffer_release(&pieces);
}

static void binary_is_a_nul_that_is_no_utf16(void **state)
{
    char late[5000];

    (void)state;
    assert_false(text_is_binary("", 0));
    assert_false(text_is_binary("Verslag", 7));
    assert_true(text_is_binary("PK\3\4\0\0\0\x08", 8));
    assert_true(text_is_binary("Verslag van de Raad\0van ministers", 33));
    assert_false(text_is_binary("\xFF\xFEV\0e\0r\0", 8));
    assert_false(text_is_binary("\xFE\xFF\0V\0e\0r", 8));
    assert_false(text_is_binary("V\0e\0r\0s\0l\0a\0g\0", 14));
    assert_true(text_is_binary("\xFF\xFE\0\0V\0\0\0", 8));
    assert_false(text_is_binary("\xFF\xD8\xFF\xE0JFIF", 8));
    memset(late, 'x', sizeof late);
    late[4096] = '\0';
    assert_false(text_is_binary(late, sizeof late));
    late[4095] = '\0';
    assert_true(text_is_binary(late, sizeof late));
}

static void encodings_have_names(void **state)
{
    static const char *const known[] = {"windows-1252", "CP1252", "iso-8859-1",
                                        "ISO-8859-15",  "Latin1", "KOI8-R"};
    static const char *const unknown[] = {
        "", "x", "latijn", "UTF-9", "latin1//TRANSLIT", "/", "UTF-8//IGNORE", "windows_1252"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_string_equal(text_encoding_find(known[i]), known[i]);
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        assert_null(text_encoding_find(unknown[i]));
    assert_string_equal(text_encoding_find("utf-8"), "UTF-8");
    assert_string_equal(text_encoding_find("Utf16"), "UTF-16");
    assert_null(text_encoding_settle("UTF-8", "a", 1));
    assert_string_equal(text_encoding_settle("UTF-16", "", 0), "UTF-16BE");
    assert_string_equal(text_encoding_settle("UTF-16", "a\0", 2), "UTF-16LE");
    assert_string_equal(text_encoding_settle("UTF-32", "\xFF\xFE\0\0", 4), "UTF-32LE");
    assert_string_equal(text_encoding_settle("latin1", "a\0", 2), "latin1");
    assert_int_equal(text_encoding_cut("latin1"), TEXT_CUT_AFTER_LINES);
    assert_int_equal(text_encoding_cut("UTF-16LE"), TEXT_CUT_ANYWHERE);
    assert_int_equal(text_encoding_cut("UCS-2LE"), TEXT_CUT_NOWHERE);
}

/* ---- positions ------------------------------------------------------------------------------- */

static void points_and_bytes_agree(void **state)
{
    const char *text = "co\xC3\xB6rdinatie \xE2\x82\xAC " FLAG;
    size_t len_bytes = strlen(text);

    (void)state;
    assert_int_equal(text_count_points(text, len_bytes), 16);
    assert_int_equal(text_count_points(text, 0), 0);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 0), 0);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 2), 2);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 3), 4);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 13), 16);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 15), 21);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 16), len_bytes);
    assert_int_equal(text_points_to_bytes(text, len_bytes, 99), len_bytes);
}

static void points_make_the_round_trip(void **state)
{
    struct buffer text = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "points_make_the_round_trip");
    for (int round = 0; round < 3000; round++) {
        size_t count, at_bytes;

        samples_points(&samples, &text, 600);
        count = text_count_points(text.data, text.len_bytes);
        assert_int_equal(count, u8_mbsnlen((const uint8_t *)text.data, text.len_bytes));
        for (size_t points = 0; points <= count; points += 1 + points / 7) {
            at_bytes = text_points_to_bytes(text.data, text.len_bytes, points);
            assert_int_equal(text_count_points(text.data, at_bytes), points);
            assert_true(at_bytes == text.len_bytes || (text.data[at_bytes] & 0xC0) != 0x80);
        }
    }
    buffer_release(&text);
}

static void trim_takes_every_kind_of_white_space(void **state)
{
    const char *text = "\xEF\xBB\xBF \t\n\xC2\xA0\xE2\x80\x8Bx y\xE3\x80\x80\xE2\x81\xA0 ";
    size_t len_bytes = strlen(text);

    (void)state;
    text_trim(&text, &len_bytes);
    assert_int_equal(len_bytes, 3);
    assert_memory_equal(text, "x y", 3);
    assert_true(text_is_blank("", 0));
    assert_true(text_is_blank(" \t\xC2\xA0\xE2\x80\xAF", 7));
    assert_false(text_is_blank(" .", 2));
}

/* ---- clusters -------------------------------------------------------------------------------- */

static void clusters_keep_flags_families_and_marks_whole(void **state)
{
    static const struct {
        const char *text;
        size_t first_bytes;
    } cases[] = {
        {"ab", 1},
        {"e\xCC\x81\xCC\xA3x", 5},
        {FLAG FLAG, 8},
        {FAMILY FAMILY, 18},
        {"\xE2\x9D\xA4\xEF\xB8\x8F!", 6},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8x", 9},
        {"\n\n", 1},
        {"\t\xCC\x81", 1},
        {"\xCC\x81\xCC\x81x", 4},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t len_bytes = strlen(cases[i].text);
        assert_int_equal(text_cluster_next(cases[i].text, len_bytes, 0), cases[i].first_bytes);
        assert_int_equal(text_cluster_previous(cases[i].text, len_bytes, cases[i].first_bytes), 0);
    }
    assert_int_equal(text_cluster_next("ab", 2, 2), 2);
    assert_int_equal(text_cluster_next("ab", 2, 9), 2);
    assert_int_equal(text_cluster_previous("ab", 2, 0), 0);
    assert_int_equal(text_cluster_previous("ab", 2, 9), 1);
}

static void check_clusters(const char *text, size_t len_bytes)
{
    char *breaks = base_allocate(len_bytes + 1);
    size_t start_bytes = 0, next_bytes;

    u8_grapheme_breaks((const uint8_t *)text, len_bytes, breaks);
    while (start_bytes < len_bytes) {
        next_bytes = text_cluster_next(text, len_bytes, start_bytes);
        assert_true(next_bytes > start_bytes);
        for (size_t i = start_bytes + 1; i < next_bytes; i++)
            assert_int_equal(breaks[i], 0);
        assert_true(next_bytes == len_bytes || breaks[next_bytes] == 1);
        for (size_t i = start_bytes + 1; i <= next_bytes; i++) /* from anywhere in it */
            if (i == len_bytes || ((unsigned char)text[i] & 0xC0) != 0x80)
                assert_int_equal(text_cluster_previous(text, len_bytes, i), start_bytes);
        start_bytes = next_bytes;
    }
    free(breaks);
}

static void clusters_are_the_library_s(void **state)
{
    struct buffer text = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "clusters_are_the_library_s");
    for (int round = 0; round < 8000; round++) {
        samples_points(&samples, &text, 60);
        check_clusters(text.data, text.len_bytes);
    }
    for (int round = 0; round < 2000; round++) { /* nothing but what joins */
        static const uint32_t joining[] = {0x1F1F3, 0x1F1F1, 0x200D,  0x1F468, 0xFE0F,
                                           0x301,   0x1100,  0x1161,  0x11A8,  'a',
                                           0x915,   0x94D,   0x110BD, 0x1F3FB, 0x2764};
        uint32_t kinds = 1 + samples_number(&samples, COUNT_OF(joining));
        buffer_clear(&text);
        for (int i = 0; i < 150; i++)
            samples_append_point(&text, joining[samples_number(&samples, kinds)]);
        check_clusters(text.data, text.len_bytes);
    }
    buffer_release(&text);
}

/* The seconds are generous: a quadratic walk takes hours. */
static void a_million_of_anything_is_walked_in_one_go(void **state)
{
    static const char *const units[] = {"x",
                                        "\xCC\x81",
                                        "\xF0\x9F\x87\xB3",
                                        "\xF0\x9F\x91\xA8\xE2\x80\x8D",
                                        "a\xE2\x80\x8D",
                                        "\xE1\x84\x80"};
    struct buffer text = {0};

    (void)state;
    for (size_t unit = 0; unit < COUNT_OF(units); unit++) {
        size_t forward_count = 0, back_count = 0, at_bytes;

        buffer_clear(&text);
        while (text.len_bytes < 1000000)
            buffer_append_string(&text, units[unit]);
        for (at_bytes = 0; at_bytes < text.len_bytes; forward_count++)
            at_bytes = text_cluster_next(text.data, text.len_bytes, at_bytes);
        if (unit == 2)
            continue; /* back through a row of flags looks at many of them each time */
        for (; at_bytes > 0; back_count++)
            at_bytes = text_cluster_previous(text.data, text.len_bytes, at_bytes);
        assert_int_equal(forward_count, back_count);
    }
    buffer_release(&text);
}

static void flags_stay_pairs_far_from_their_start(void **state)
{
    struct buffer text = {0};
    size_t at_bytes;

    (void)state;
    for (int i = 0; i < 5000; i++)
        buffer_append_string(&text, FLAG);
    at_bytes = text.len_bytes;
    for (int i = 0; i < 200; i++) {
        assert_int_equal(text_cluster_previous(text.data, text.len_bytes, at_bytes), at_bytes - 8);
        at_bytes -= 8;
    }
    buffer_release(&text);
}

/* ---- words ----------------------------------------------------------------------------------- */

/* In a map, s marks where a word starts and e its last cluster; b is both. */
static void check_words(const char *text, const char *map)
{
    size_t len_bytes = strlen(text);
    size_t previous = 0, next, end;

    assert_int_equal(strlen(map), len_bytes);
    for (size_t at = 0; at < len_bytes; at++) {
        if (((unsigned char)text[at] & 0xC0) == 0x80)
            continue;
        for (next = at + 1; next < len_bytes && strchr("sb", map[next]) == NULL;)
            next++;
        for (end = at + 1; end < len_bytes && strchr("eb", map[end]) == NULL;)
            end++;
        assert_int_equal(text_word_next(text, len_bytes, at), next);
        assert_int_equal(text_word_end(text, len_bytes, at), end < len_bytes ? end : at);
        assert_int_equal(text_word_previous(text, len_bytes, at), previous);
        if (strchr("sb", map[at]) != NULL)
            previous = at;
    }
    assert_int_equal(text_word_next(text, len_bytes, len_bytes), len_bytes);
    assert_int_equal(text_word_previous(text, len_bytes, len_bytes), previous);
    assert_int_equal(text_word_end(text, len_bytes, len_bytes), len_bytes);
}

static void words_step_as_in_vim(void **state)
{
    (void)state;
    check_words("De Raad, bijeen.", "se s  eb s    eb");
    check_words("  a  (b).  ", "  b  bbse  ");
    check_words("foto's zo\xE2\x80\x99n", "s    e s    e");
    check_words("JBZ-Raad 3,5%", "s ebs  e s eb");
    check_words("co\xC3\xB6rdinatie\n\nx", "s          e  b");
    check_words("caf\x65\xCC\x81 x", "s  e   b");
    check_words("een\xC2\xA0 twee", "s e   s  e");
    check_words("", "");
    check_words("...", "s e");
}

static void words_of_a_long_line_are_found(void **state)
{
    struct buffer text = {0};

    (void)state;
    buffer_append_string(&text, "begin ");
    buffer_append_repeated(&text, 'x', 100000);
    buffer_append_string(&text, " eind");
    assert_int_equal(text_word_next(text.data, text.len_bytes, 6), 100007);
    assert_int_equal(text_word_end(text.data, text.len_bytes, 6), 100005);
    assert_int_equal(text_word_next(text.data, text.len_bytes, 0), 6);
    assert_int_equal(text_word_previous(text.data, text.len_bytes, 100007), 6);
    assert_int_equal(text_word_previous(text.data, text.len_bytes, 6), 0);
    buffer_clear(&text);
    while (text.len_bytes < 200000)
        buffer_append_string(&text, "\xCC\x81");
    assert_int_equal(text_word_previous(text.data, text.len_bytes, text.len_bytes), 0);
    assert_int_equal(text_word_next(text.data, text.len_bytes, 0), text.len_bytes);
    buffer_release(&text);
}

static void words_of_anything_move_and_end(void **state)
{
    struct buffer text = {0};
    struct samples samples;

    (void)state;
    samples_init(&samples, "words_of_anything_move_and_end");
    for (int round = 0; round < 3000; round++) {
        size_t at_bytes = 0, next_bytes;

        samples_bytes(&samples, &text, 60);
        while (at_bytes < text.len_bytes) {
            next_bytes = text_word_next(text.data, text.len_bytes, at_bytes);
            assert_in_range(next_bytes, at_bytes + 1, text.len_bytes);
            assert_true(text_word_previous(text.data, text.len_bytes, next_bytes) <= next_bytes);
            assert_in_range(text_word_end(text.data, text.len_bytes, at_bytes), at_bytes,
                            text.len_bytes);
            at_bytes = next_bytes;
        }
    }
    buffer_release(&text);
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* The text is the sentences joined as they stand; each begins one. */
static void check_sentences(const char *const *sentences, size_t count)
{
    struct buffer text = {0};
    size_t starts[8], at_bytes, last_bytes;

    assert_true(count < COUNT_OF(starts));
    for (size_t i = 0; i < count; i++) {
        starts[i] = text.len_bytes;
        buffer_append_string(&text, sentences[i]);
    }
    starts[count] = text.len_bytes;
    at_bytes = 0;
    for (size_t i = 0; i < count; i++) {
        if (at_bytes != starts[i])
            fail_msg("'%s' does not begin a sentence alone: %zu", sentences[i], at_bytes);
        for (last_bytes = starts[i + 1] - 1; ((unsigned char)text.data[last_bytes] & 0xC0) == 0x80;)
            last_bytes--;
        assert_int_equal(text_sentence_start(text.data, text.len_bytes, starts[i]), starts[i]);
        assert_int_equal(text_sentence_start(text.data, text.len_bytes, last_bytes), starts[i]);
        assert_int_equal(text_sentence_previous(text.data, text.len_bytes, starts[i + 1]),
                         starts[i]);
        assert_int_equal(text_sentence_next(text.data, text.len_bytes, last_bytes), starts[i + 1]);
        at_bytes = text_sentence_next(text.data, text.len_bytes, at_bytes);
    }
    assert_int_equal(at_bytes, text.len_bytes);
    buffer_release(&text);
}

#define CHECK_SENTENCES(...)                                                                       \
    check_sentences((const char *const[]){__VA_ARGS__},                                            \
                    COUNT_OF(((const char *const[]){__VA_ARGS__})))

static void sentences_begin_after_stops(void **state)
{
    (void)state;
    CHECK_SENTENCES("De Raad sprak. ", "Wie steunt dit? ", "Niemand! ",
                    "Het bleef stil\xE2\x80\xA6 ", "Einde.");
    CHECK_SENTENCES("Hij zei: \xE2\x80\x98ja.\xE2\x80\x99 ", "(Zij ook.) ",
                    "\xE2\x80\x9CNee!\xE2\x80\x9D ", "Dat was in 2024. ",
                    "27 lidstaten stemden voor.");
    CHECK_SENTENCES("Dat is herhaald.[2] ", "Daarna volgde een pauze.\xC2\xB9\xC2\xB2 ",
                    "Slot [3]. ", "Uit.");
    CHECK_SENTENCES("Ja.\n", "Nee.\xC2\xA0\xC2\xA0", "Misschien.");
    CHECK_SENTENCES("Zo ging het... ", "\xE2\x80\x99s Avonds werd verder vergaderd.");
    CHECK_SENTENCES("Il a dit oui. ", "\xC3\x89videmment. ", "\xC2\xAB Non \xC2\xBB dit-elle.");
}

static void sentences_do_not_begin_after_abbreviations(void **state)
{
    static const char *const wholes[] = {
        "Zie art. 12 en nr. 4 van 24 januari jl. De stukken volgen",
        "Mr. De Vries en dhr. Jansen waren er",
        "Dit geldt o.a. Belgi\xC3\xAB en m.b.t. Nederland",
        "Der Rat tagte z. B. Montag, d. h. Anfang der Woche, am 27. Januar",
        "J. de Boer en P.J. Maas spraken",
        "Deel II. Justitie begint hier",
        "Le no. 5 et M. Dupont, f\xC3\xA9vr. Paris",
        "Hij vroeg 'wat?' en ging verder! maar niet lang",
        "Zie (art. 5) en (nr. 6). maar ook niet",
        "3.5 procent en 1.000 euro",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wholes); i++)
        CHECK_SENTENCES(wholes[i]);
    CHECK_SENTENCES("The answer is no. ", "Ministers agreed in no. 4 only.");
    CHECK_SENTENCES("Wij danken u. ", "Tot ziens, enz. ", "Klaar.");
}

static void sentences_of_nothing_are_at_zero(void **state)
{
    (void)state;
    assert_int_equal(text_sentence_next("", 0, 0), 0);
    assert_int_equal(text_sentence_start("", 0, 0), 0);
    assert_int_equal(text_sentence_previous("", 0, 0), 0);
    assert_int_equal(text_sentence_next("A.", 2, 9), 2);
    assert_int_equal(text_sentence_start("Ja. Nee.", 8, 99), 4);
}

/* A buffer that never held anything has no bytes to point at; the sanitizers watch. */
static void no_bytes_at_all_are_a_text_too(void **state)
{
    struct text_lines lines = {0};
    struct text_query query;
    struct buffer out = {0};
    size_t count = 0, len_bytes = 0;
    const char *text = NULL;

    (void)state;
    text_decode(NULL, 0, true, &out, &count);
    text_trim(&text, &len_bytes);
    text_append_safe(&out, NULL, 0);
    text_fold(NULL, 0, &out);
    text_wrap(NULL, 0, 5, 5, &lines);
    text_query_init(&query, "a", 1);
    assert_int_equal(text_count_points(NULL, 0) + text_points_to_bytes(NULL, 0, 3), 0);
    assert_int_equal(text_cluster_next(NULL, 0, 0) + text_cluster_previous(NULL, 0, 0), 0);
    assert_int_equal(text_word_next(NULL, 0, 0) + text_word_previous(NULL, 0, 0), 0);
    assert_int_equal(text_word_end(NULL, 0, 0) + text_sentence_next(NULL, 0, 0), 0);
    assert_int_equal(text_show(NULL, 0, 5, &out) + text_width_cols(NULL, 0), 0);
    assert_true(text_is_blank(NULL, 0) && text_equal_folded(NULL, 0, " ", 1));
    assert_false(text_is_binary(NULL, 0));
    assert_false(text_query_find(&query, NULL, 0, 0, &count, &count));
    assert_int_equal(out.len_bytes, 0);
    assert_int_equal(lines.count, 1);
    text_query_release(&query);
    text_lines_release(&lines);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decode_brings_line_ends_to_lf),
        cmocka_unit_test(decode_drops_the_mark_at_the_start_only),
        cmocka_unit_test(decode_replaces_each_maximal_subpart),
        cmocka_unit_test(decode_adds_to_the_count),
        cmocka_unit_test(decode_normalises_to_nfc),
        cmocka_unit_test(decode_is_nfc_for_every_code_point),
        cmocka_unit_test(decode_is_nfc_for_every_decomposition),
        cmocka_unit_test(decode_of_anything_is_text),
        cmocka_unit_test(decode_of_well_formed_is_the_library_s_nfc),
        cmocka_unit_test(decode_in_pieces_is_decode_in_one),
        cmocka_unit_test(binary_is_a_nul_that_is_no_utf16),
        cmocka_unit_test(encodings_have_names),
        cmocka_unit_test(points_and_bytes_agree),
        cmocka_unit_test(points_make_the_round_trip),
        cmocka_unit_test(trim_takes_every_kind_of_white_space),
        cmocka_unit_test(clusters_keep_flags_families_and_marks_whole),
        cmocka_unit_test(clusters_are_the_library_s),
        cmocka_unit_test(a_million_of_anything_is_walked_in_one_go),
        cmocka_unit_test(flags_stay_pairs_far_from_their_start),
        cmocka_unit_test(words_step_as_in_vim),
        cmocka_unit_test(words_of_a_long_line_are_found),
        cmocka_unit_test(words_of_anything_move_and_end),
        cmocka_unit_test(sentences_begin_after_stops),
        cmocka_unit_test(sentences_do_not_begin_after_abbreviations),
        cmocka_unit_test(sentences_of_nothing_are_at_zero),
        cmocka_unit_test(no_bytes_at_all_are_a_text_too),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
