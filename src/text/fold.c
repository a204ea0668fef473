/* Folding: what remains of a text when letter case, diacritics and the shape of spaces, quotes and
 * dashes do not count.
 *
 * A code point folds the same wherever it stands (so that a match in the folded text has a place in
 * the text): letters are decomposed canonically, marks that sit above, below or across a letter are
 * dropped, and the rest goes through Unicode's full case folding, so ß is ss and ς is σ. Added to
 * that: letters with a stroke lose it (ø ł đ ħ ŧ, and ı is i) and æ, œ and ĳ are two letters, since
 * that is how readers without those keys type them. Syllables of Hangul stay whole. Marks that are
 * vowels or signs of their own (Indic, Thai, Japanese) stay. The result is folded already: folding
 * it again changes nothing. */
#include "config.h"

#include "text/text.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "text/fold.h"
#include "text/point.h"

/* U+00C0 to U+017F, two bytes each, a blank where the fold has one; a dot where it is no ASCII. */
static const char latin_folds[] =
    "a a a a a a aec e e e e i i i i . n o o o o o . o u u u u y . ss"
    "a a a a a a aec e e e e i i i i . n o o o o o . o u u u u y . y "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
    "g g g g h h h h i i i i i i i i i i ijijj j k k . l l l l l l . "
    ". l l n n n n n n 'n. . o o o o o o oeoer r r r r r s s s s s s "
    "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";

/* What case folding leaves as it is, yet is written with other keys. */
static uint32_t fold_likeness(uint32_t point)
{
    switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
    case 0x02BC:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    default:
        return point;
    }
}

size_t text_plain_sign(const char *text, size_t len_bytes, size_t at_bytes, uint32_t *point)
{
    size_t next_bytes = point_read(text, len_bytes, at_bytes, point);

    *point = fold_likeness(*point);
    return next_bytes;
}

/* Marks that sit on, under or through a letter. */
static bool is_diacritic(uint32_t point)
{
    int combining_class;

    if (!uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
        return false;
    combining_class = uc_combining_class(point);
    return combining_class == 1 || combining_class >= 200 ||
           uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Me);
}

static bool is_hangul_syllable(uint32_t point)
{
    return point >= 0xAC00 && point <= 0xD7A3;
}

/* Appends the canonical decomposition of a letter, down to the last step. */
static size_t decompose(uint32_t point, uint32_t *points, size_t count)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int part_count = -1;

    if (!is_hangul_syllable(point) && uc_is_general_category_withtable(point, UC_CATEGORY_MASK_L))
        part_count = uc_canonical_decomposition(point, parts);
    if (part_count <= 0) {
        points[count] = point;
        return count + 1;
    }
    for (int i = 0; i < part_count; i++)
        count = decompose(parts[i], points, count);
    return count;
}

/* Appends what the table has for the letter; 0 where it has nothing. */
static size_t append_latin(uint32_t point, char *folded, size_t len_bytes)
{
    const char *pair;

    if (point < 0xC0 || point >= 0x180)
        return 0;
    pair = latin_folds + 2 * (point - 0xC0);
    if (pair[0] == '.')
        return 0;
    memcpy(folded + len_bytes, pair, 2);
    return len_bytes + (pair[1] == ' ' ? 1 : 2);
}

static size_t append_folded(uint32_t point, char *folded, size_t len_bytes)
{
    size_t latin_bytes;
    int written;

    if (is_diacritic(point))
        return len_bytes;
    latin_bytes = append_latin(point, folded, len_bytes);
    if (latin_bytes > 0)
        return latin_bytes;
    point = fold_likeness(point);
    written =
        u8_uctomb((uint8_t *)folded + len_bytes, point, (ptrdiff_t)(FOLD_MAX_BYTES - len_bytes));
    return written > 0 ? len_bytes + (size_t)written : len_bytes;
}

/* The rule itself, for code points that no table holds. */
static size_t fold_by_rule(uint32_t point, char folded[FOLD_MAX_BYTES])
{
    uint32_t points[UC_DECOMPOSITION_MAX_LENGTH], cased[8];
    size_t point_count = decompose(point, points, 0), len_bytes = 0;

    for (size_t i = 0; i < point_count; i++) {
        size_t cased_count = COUNT_OF(cased);
        uint32_t *result = u32_casefold(points + i, 1, NULL, NULL, cased, &cased_count);

        if (result != cased) { /* no case folding is that long */
            cased[0] = points[i];
            cased_count = 1;
        }
        for (size_t j = 0; j < cased_count; j++)
            len_bytes = append_folded(cased[j], folded, len_bytes);
    }
    return len_bytes;
}

/* Greek and Cyrillic capitals and small letters that carry nothing. */
static uint32_t fold_alphabet(uint32_t point)
{
    if ((point >= 0x391 && point <= 0x3A9 && point != 0x3A2) ||
        (point >= 0x410 && point <= 0x42F && point != 0x419))
        return point + 0x20;
    if ((point >= 0x3B1 && point <= 0x3C9 && point != 0x3C2) ||
        (point >= 0x430 && point <= 0x44F && point != 0x439))
        return point;
    return 0;
}

size_t fold_point(uint32_t point, char folded[FOLD_MAX_BYTES])
{
    size_t latin_bytes;
    uint32_t simple;

    if (point < 0x80) {
        folded[0] = point_is_space(point) ? ' ' : fold_ascii((char)point);
        return 1;
    }
    latin_bytes = append_latin(point, folded, 0);
    if (latin_bytes > 0)
        return latin_bytes;
    simple = fold_likeness(point);
    if (simple == point)
        simple = fold_alphabet(point);
    if (simple != 0)
        return append_folded(simple, folded, 0);
    if (point_is_space(point)) {
        folded[0] = ' ';
        return 1;
    }
    if (uc_is_property_default_ignorable_code_point(point))
        return 0;
    return fold_by_rule(point, folded);
}

/* ---- whole texts ----------------------------------------------------------------------------- */

/* Reads a text as it folds, a code point of it at a time; a run of white space is one U+0020. */
struct fold_reader {
    const char *text;
    size_t len_bytes, at_bytes;
    bool after_space;
    char folded[FOLD_MAX_BYTES];
    size_t folded_bytes, given_bytes;
};

/* The next folded byte, or -1 at the end. */
static int fold_reader_next(struct fold_reader *reader)
{
    uint32_t point;

    while (reader->given_bytes == reader->folded_bytes) {
        if (reader->at_bytes == reader->len_bytes)
            return -1;
        reader->at_bytes = point_read(reader->text, reader->len_bytes, reader->at_bytes, &point);
        reader->folded_bytes = fold_point(point, reader->folded);
        reader->given_bytes = 0;
        if (reader->folded_bytes == 0)
            continue;
        if (reader->folded[0] == ' ' && reader->after_space)
            reader->folded_bytes = 0;
        else
            reader->after_space = reader->folded[0] == ' ';
    }
    return (unsigned char)reader->folded[reader->given_bytes++];
}

/* Copies the ASCII that needs no more than its letter case folded to out, which has room for it;
 * returns the offset after it. */
static size_t fold_ascii_run(const char *text, size_t len_bytes, size_t at_bytes,
                             struct buffer *out)
{
    char *to = out->data + out->len_bytes;
    size_t start_bytes = at_bytes;

    while (at_bytes < len_bytes && byte_is_ascii(text[at_bytes]) && text[at_bytes] > ' ')
        *to++ = fold_ascii(text[at_bytes++]);
    *to = '\0';
    out->len_bytes += at_bytes - start_bytes;
    return at_bytes;
}

void text_fold(const char *text, size_t len_bytes, struct buffer *out)
{
    struct fold_reader reader = {.text = text, .len_bytes = len_bytes};
    size_t run_end_bytes;
    int byte;

    for (;;) {
        if (reader.given_bytes == reader.folded_bytes) {
            buffer_reserve(out, len_bytes - reader.at_bytes);
            run_end_bytes = fold_ascii_run(text, len_bytes, reader.at_bytes, out);
            reader.after_space = reader.after_space && run_end_bytes == reader.at_bytes;
            reader.at_bytes = run_end_bytes;
        }
        byte = fold_reader_next(&reader);
        if (byte < 0)
            break;
        buffer_append_char(out, (char)byte);
    }
}

bool text_equal_folded(const char *left, size_t left_bytes, const char *right, size_t right_bytes)
{
    struct fold_reader left_reader = {0}, right_reader = {0};
    int left_byte, right_byte;

    text_trim(&left, &left_bytes);
    text_trim(&right, &right_bytes);
    left_reader.text = left;
    left_reader.len_bytes = left_bytes;
    right_reader.text = right;
    right_reader.len_bytes = right_bytes;
    do {
        left_byte = fold_reader_next(&left_reader);
        right_byte = fold_reader_next(&right_reader);
    } while (left_byte == right_byte && left_byte >= 0);
    return left_byte == right_byte;
}
