/* Bytes that are no UTF-8: which encoding they are in, what encodings are called, and conversion.
 *
 * The guess looks for what only one reading explains. UTF-16 begins with its mark, or every second of its
 * bytes is a NUL. A text in a Western encoding of one byte a letter is ill-formed as UTF-8 nearly
 * everywhere it leaves ASCII, and its high bytes stand where letters and quotes stand. Bytes that are
 * damaged UTF-8 do neither. */
#include "config.h"

#include "text/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uniconv.h>

#include "text/point.h"

/* ---- UTF-16 -------------------------------------------------------------------------------------------- */

enum { LOOKED_AT_BYTES = 4096 };

/* By its mark; NULL where there is none. UTF-32 begins like UTF-16. */
static const char *marked_utf16(const char *raw, size_t len_bytes)
{
    if (len_bytes >= 4 && memcmp(raw, "\xFF\xFE\0\0", 4) == 0)
        return NULL;
    if (len_bytes >= 2 && memcmp(raw, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    return len_bytes >= 2 && memcmp(raw, "\xFE\xFF", 2) == 0 ? "UTF-16BE" : NULL;
}

/* By its mark, or by NULs that are many and all on one side: the high bytes of Latin letters. */
static const char *guess_utf16(const char *raw, size_t len_bytes)
{
    const char *marked = marked_utf16(raw, len_bytes);
    size_t looked_at_bytes = len_bytes < LOOKED_AT_BYTES ? len_bytes : LOOKED_AT_BYTES;
    size_t nul_count[2] = {0, 0};

    if (marked != NULL || looked_at_bytes == 0 || memchr(raw, '\0', looked_at_bytes) == NULL)
        return marked;
    for (size_t i = 0; i < looked_at_bytes; i++)
        nul_count[i % 2] += raw[i] == '\0';
    if ((nul_count[0] + nul_count[1]) * 2 <= looked_at_bytes / 2)
        return NULL;
    if (nul_count[0] == 0)
        return "UTF-16LE";
    return nul_count[1] == 0 ? "UTF-16BE" : NULL;
}

bool text_is_binary(const char *raw, size_t len_bytes)
{
    size_t looked_at_bytes = len_bytes < LOOKED_AT_BYTES ? len_bytes : LOOKED_AT_BYTES;

    return looked_at_bytes > 0 && memchr(raw, '\0', looked_at_bytes) != NULL &&
           guess_utf16(raw, len_bytes) == NULL;
}

/* ---- guessing -------------------------------------------------------------------------------------- */

struct high_bytes {
    size_t well_formed; /* sequences that are UTF-8 */
    size_t fitting, other;
    bool has_c1;      /* 0x80-0x9F: quotes and dashes in Windows-1252 */
    bool has_latin_9; /* bytes that are letters, or the euro sign, in ISO-8859-15 alone */
};

static bool is_ascii_letter(const char *raw, size_t len_bytes, size_t at_bytes)
{
    char c = at_bytes < len_bytes ? raw[at_bytes] : ' ';

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the byte makes sense at its place as what Windows-1252 or ISO-8859-15 has there. */
static void count_high_byte(struct high_bytes *count, const char *raw, size_t len_bytes,
                            size_t at_bytes)
{
    unsigned char byte = (unsigned char)raw[at_bytes];
    bool before = at_bytes > 0 && is_ascii_letter(raw, len_bytes, at_bytes - 1);
    bool after = is_ascii_letter(raw, len_bytes, at_bytes + 1);
    bool letter = byte >= 0xC0 && byte != 0xD7 && byte != 0xF7;

    if (byte < 0xA0) {
        bool defined = strchr("\x81\x8D\x8F\x90\x9D", raw[at_bytes]) == NULL;

        count->has_c1 = true;
        count->fitting += defined;
        count->other += !defined;
    } else if (letter) {
        count->fitting += before || after;
        count->other += !before && !after;
    } else {
        count->fitting++; /* a sign: « » § ° € */
    }
    if (byte == 0xA4 ||
        (strchr("\xA6\xA8\xB4\xB8\xBC\xBD\xBE", raw[at_bytes]) != NULL && before && after))
        count->has_latin_9 = true;
}

static void count_high_bytes(struct high_bytes *count, const char *raw, size_t len_bytes)
{
    size_t at_bytes = 0, taken_bytes;
    uint32_t point;

    while (at_bytes < len_bytes) {
        if (len_bytes - at_bytes >= 8 && (word_load(raw + at_bytes) & WORD_EACH(0x80)) == 0) {
            at_bytes += 8;
            continue;
        }
        if (byte_is_ascii(raw[at_bytes])) {
            at_bytes++;
            continue;
        }
        taken_bytes = point_scan(raw + at_bytes, len_bytes - at_bytes, &point);
        if (point != POINT_LIMIT) {
            count->well_formed++;
            at_bytes += taken_bytes;
        } else if (len_bytes - at_bytes < 4 && len_bytes >= 4) {
            return; /* may have been cut */
        } else {
            count_high_byte(count, raw, len_bytes, at_bytes++);
        }
    }
}

const char *text_encoding_guess(const char *raw, size_t len_bytes)
{
    struct high_bytes count = {0};
    const char *utf16 = guess_utf16(raw, len_bytes);

    if (utf16 != NULL)
        return utf16;
    count_high_bytes(&count, raw, len_bytes);
    if (count.fitting == 0 || count.fitting < 9 * count.other ||
        count.well_formed * 10 > count.fitting)
        return NULL;
    return count.has_latin_9 && !count.has_c1 ? "ISO-8859-15" : "WINDOWS-1252";
}

/* ---- names --------------------------------------------------------------------------------------------- */

/* What iconv calls so, but must not be asked for: UTF-8 is decoded by text_decode, and where the others'
 * bytes tell their order, that is looked for here, since pieces after the first do not tell it again. */
static const struct {
    const char *name, *as;
} unicode_names[] = {
    {"UTF-8", "UTF-8"},       {"UTF8", "UTF-8"},        {"UTF-16", "UTF-16"},
    {"UTF16", "UTF-16"},      {"UTF-16LE", "UTF-16LE"}, {"UTF16LE", "UTF-16LE"},
    {"UTF-16BE", "UTF-16BE"}, {"UTF16BE", "UTF-16BE"},  {"UTF-32", "UTF-32"},
    {"UTF32", "UTF-32"},      {"UTF-32LE", "UTF-32LE"}, {"UTF32LE", "UTF-32LE"},
    {"UTF-32BE", "UTF-32BE"}, {"UTF32BE", "UTF-32BE"},  {"UCS-2", "UTF-16"},
    {"UCS-4", "UTF-32"},
};

/* Converts a few bytes; NULL where the machine does not know the encoding. */
static uint8_t *convert_few(const char *encoding, const char *raw, size_t len_bytes,
                            size_t *converted_bytes)
{
    return u8_conv_from_encoding(encoding, iconveh_replacement_character, raw, len_bytes, NULL,
                                 NULL, converted_bytes);
}

const char *text_encoding_find(const char *name)
{
    size_t converted_bytes;
    uint8_t *converted;

    for (size_t i = 0; i < COUNT_OF(unicode_names); i++) {
        if (strcasecmp(name, unicode_names[i].name) == 0)
            return unicode_names[i].as;
    }
    /* to iconv "" is what the locale has, and what follows a slash says how it may fail */
    if (name[0] == '\0' || strchr(name, '/') != NULL)
        return NULL;
    converted = convert_few(name, "    ", 4, &converted_bytes);
    free(converted);
    return converted != NULL ? name : NULL;
}

/* Whether the lowest byte of each unit comes first: the mark tells, else NULs where Latin letters have
 * none of their high bytes, else the Unicode standard, which has the highest first. */
static bool is_lowest_first(const char *raw, size_t len_bytes, size_t unit_bytes)
{
    static const char marks[] = "\xFF\xFE\0\0";
    size_t first = 0, last = 0;

    if (len_bytes >= unit_bytes && memcmp(raw, marks, unit_bytes) == 0)
        return true;
    if (len_bytes > LOOKED_AT_BYTES)
        len_bytes = LOOKED_AT_BYTES;
    for (size_t at = 0; at + unit_bytes <= len_bytes; at += unit_bytes) {
        first += raw[at] == '\0';
        last += raw[at + unit_bytes - 1] == '\0';
    }
    return last > first;
}

const char *text_encoding_settle(const char *encoding, const char *raw, size_t len_bytes)
{
    if (strcmp(encoding, "UTF-8") == 0)
        return NULL;
    if (strcmp(encoding, "UTF-16") == 0)
        return is_lowest_first(raw, len_bytes, 2) ? "UTF-16LE" : "UTF-16BE";
    if (strcmp(encoding, "UTF-32") == 0)
        return is_lowest_first(raw, len_bytes, 4) ? "UTF-32LE" : "UTF-32BE";
    return encoding;
}

/* 2 and 4 for UTF-16 and UTF-32, else 1. */
static size_t unit_of(const char *encoding)
{
    if (strncmp(encoding, "UTF-16", 6) == 0)
        return 2;
    return strncmp(encoding, "UTF-32", 6) == 0 ? 4 : 1;
}

enum text_cut text_encoding_cut(const char *encoding)
{
    size_t converted_bytes = 0;
    uint8_t *converted;
    bool has_ascii;

    if (unit_of(encoding) > 1)
        return TEXT_CUT_ANYWHERE;
    converted = convert_few(encoding, "a\r\n", 3, &converted_bytes);
    has_ascii = converted != NULL && converted_bytes == 3 && memcmp(converted, "a\r\n", 3) == 0;
    free(converted);
    return has_ascii ? TEXT_CUT_AFTER_LINES : TEXT_CUT_NOWHERE;
}

/* ---- converting --------------------------------------------------------------------------------------- */

/* How many of the bytes are whole characters; the high half of a pair in UTF-16 waits for the other. */
static size_t whole_bytes(const char *encoding, const char *raw, size_t len_bytes)
{
    size_t unit_bytes = unit_of(encoding), whole = len_bytes - len_bytes % unit_bytes;
    size_t high = strcmp(encoding, "UTF-16LE") == 0;

    if (unit_bytes == 2 && whole >= 2 && ((unsigned char)raw[whole - 2 + high] & 0xFC) == 0xD8)
        whole -= 2;
    return whole;
}

bool text_convert(const char *encoding, const char *raw, size_t len_bytes, bool last,
                  struct buffer *out, size_t *taken_bytes)
{
    size_t converted_bytes = 0;
    uint8_t *converted;

    *taken_bytes = last ? len_bytes : whole_bytes(encoding, raw, len_bytes);
    if (*taken_bytes == 0)
        return true;
    converted = u8_conv_from_encoding(encoding, iconveh_replacement_character, raw, *taken_bytes,
                                      NULL, NULL, &converted_bytes);
    if (converted == NULL) {
        if (errno == ENOMEM)
            base_reallocate(NULL, SIZE_MAX, SIZE_MAX);
        return false;
    }
    buffer_append(out, (const char *)converted, converted_bytes);
    free(converted);
    return true;
}
