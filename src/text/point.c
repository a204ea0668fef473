/* One code point: reading it, and what sort it is.
 *
 * Well-formed is what table 3-7 of the Unicode standard lists: no overlong forms, no surrogates,
 * nothing above U+10FFFF. */
#include "config.h"

#include "text/point.h"

#include <unictype.h>
#include <uniwidth.h>

/* How many bytes the lead byte announces, 0 where it is none, and what the second byte may be. */
static size_t lead_read(unsigned char lead, unsigned char *second_min, unsigned char *second_max)
{
    *second_min = 0x80;
    *second_max = 0xBF;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead == 0xE0)
        *second_min = 0xA0;
    else if (lead == 0xED)
        *second_max = 0x9F;
    else if (lead == 0xF0)
        *second_min = 0x90;
    else if (lead == 0xF4)
        *second_max = 0x8F;
    return lead < 0xF0 ? 3 : 4;
}

size_t point_scan(const char *text, size_t len_bytes, uint32_t *point)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char second_min, second_max;
    size_t wanted_bytes = lead_read(bytes[0], &second_min, &second_max);
    uint32_t value;
    size_t at_bytes;

    *point = POINT_LIMIT;
    if (wanted_bytes == 0 || len_bytes < 2 || bytes[1] < second_min || bytes[1] > second_max)
        return 1;
    value = (uint32_t)bytes[0] & (0x7Fu >> wanted_bytes);
    value = value << 6 | (bytes[1] & 0x3Fu);
    for (at_bytes = 2; at_bytes < wanted_bytes; at_bytes++) {
        if (at_bytes >= len_bytes || !byte_continues(text[at_bytes]))
            return at_bytes;
        value = value << 6 | (bytes[at_bytes] & 0x3Fu);
    }
    *point = value;
    return wanted_bytes;
}

size_t point_before(const char *text, size_t at_bytes)
{
    size_t back_bytes, start_bytes;
    uint32_t point;

    for (back_bytes = 1; back_bytes <= 4 && back_bytes <= at_bytes; back_bytes++) {
        start_bytes = at_bytes - back_bytes;
        if (byte_continues(text[start_bytes]))
            continue;
        if (byte_is_ascii(text[start_bytes]))
            break;
        if (point_scan(text + start_bytes, back_bytes, &point) == back_bytes)
            return start_bytes;
        break;
    }
    return at_bytes - 1;
}

bool point_is_space(uint32_t point)
{
    if (point < 0x80)
        return point == ' ' || (point >= '\t' && point <= '\r');
    return uc_is_property_white_space(point);
}

bool point_is_edge(uint32_t point)
{
    return point_is_space(point) || point == 0xFEFF || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2060 && point <= 0x2064);
}

bool point_is_word(uint32_t point)
{
    if (point < 0x80)
        return point == '_' || (point >= '0' && point <= '9') ||
               ((point | 0x20) >= 'a' && (point | 0x20) <= 'z');
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd |
                                                       UC_CATEGORY_MASK_Nl);
}

int point_width_cols(uint32_t point)
{
    /* libunistring 1.0 gives a column to four of the marks that take none. */
    if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
        return 0;
    return uc_width(point, "UTF-8");
}

bool point_is_unsafe(uint32_t point)
{
    if (point < 0x300)
        return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD;
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                       UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Zl |
                                                       UC_CATEGORY_MASK_Zp) ||
           uc_is_property_default_ignorable_code_point(point) ||
           uc_is_property_not_a_character(point);
}

bool point_needs_token(uint32_t point)
{
    if (point_is_unsafe(point))
        return true;
    if (point < 0x300)
        return false;
    /* Numbers in squares and hexagrams: one column or two, as the version of Unicode has it. */
    if ((point >= 0x3248 && point <= 0x324F) || (point >= 0x4DC0 && point <= 0x4DFF))
        return true;
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Cn);
}
