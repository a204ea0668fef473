/* Bytes that are no UTF-8: which encoding they are in, and their conversion.
 *
 * The guess looks for what only one reading explains. UTF-16 begins with its mark. A text in a Western
 * encoding of one byte a letter is ill-formed as UTF-8 nearly everywhere it leaves ASCII, and its
 * high bytes stand where letters and quotes stand. Bytes that are damaged UTF-8 do neither. */
#include "config.h"

#include "text/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>

#include "text/point.h"

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

    if (len_bytes >= 2 && memcmp(raw, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    if (len_bytes >= 2 && memcmp(raw, "\xFE\xFF", 2) == 0)
        return "UTF-16BE";
    count_high_bytes(&count, raw, len_bytes);
    if (count.fitting == 0 || count.fitting < 9 * count.other ||
        count.well_formed * 10 > count.fitting)
        return NULL;
    return count.has_latin_9 && !count.has_c1 ? "ISO-8859-15" : "WINDOWS-1252";
}

/* ---- converting --------------------------------------------------------------------------------------- */

static bool is_utf16(const char *encoding)
{
    return strncmp(encoding, "UTF-16", 6) == 0;
}

/* How many of the bytes are whole characters; the high half of a pair waits for the other. */
static size_t whole_bytes(const char *encoding, const char *raw, size_t len_bytes)
{
    size_t whole = len_bytes & ~(size_t)1, high = strcmp(encoding, "UTF-16LE") == 0;

    if (whole >= 2 && ((unsigned char)raw[whole - 2 + high] & 0xFC) == 0xD8)
        whole -= 2;
    return whole;
}

bool text_convert(const char *encoding, const char *raw, size_t len_bytes, bool last,
                  struct buffer *out, size_t *taken_bytes)
{
    size_t converted_bytes = 0;
    uint8_t *converted;

    *taken_bytes = is_utf16(encoding) && !last ? whole_bytes(encoding, raw, len_bytes) : len_bytes;
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

bool text_encoding_has_lines(const char *encoding)
{
    return !is_utf16(encoding) && strncmp(encoding, "UTF-32", 6) != 0;
}
