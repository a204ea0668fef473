/* Letter case of the first letter of a text. */
#include "config.h"

#include "text/text.h"

#include <unicase.h>
#include <unictype.h>

#include "text/point.h"

enum text_case text_case_at(const char *text, size_t len_bytes)
{
    uint32_t point;

    if (len_bytes == 0)
        return TEXT_NO_LETTER;
    if (byte_is_ascii(text[0])) {
        if (text[0] >= 'a' && text[0] <= 'z')
            return TEXT_SMALL;
        return text[0] >= 'A' && text[0] <= 'Z' ? TEXT_CAPITAL : TEXT_NO_LETTER;
    }
    point_read(text, len_bytes, 0, &point);
    if (uc_is_property_lowercase(point))
        return TEXT_SMALL;
    if (uc_is_property_uppercase(point))
        return TEXT_CAPITAL;
    return uc_is_property_alphabetic(point) ? TEXT_LETTER : TEXT_NO_LETTER;
}

size_t text_point_bytes(const char *text, size_t len_bytes)
{
    uint32_t point;

    return len_bytes == 0 ? 0 : point_read(text, len_bytes, 0, &point);
}

bool text_is_letter_before(const char *text, size_t at_bytes)
{
    size_t start_bytes;

    if (at_bytes == 0)
        return false;
    start_bytes = point_before(text, at_bytes);
    return text_case_at(text + start_bytes, at_bytes - start_bytes) != TEXT_NO_LETTER;
}
