/* From code points to bytes and back, and the edges of a text.
 *
 * A code point is counted where its first byte stands, that is at every byte that does not continue
 * one. Bytes are counted eight at a time. */
#include "config.h"

#include "text/text.h"

#include "text/point.h"

/* One in each byte of the word that continues a code point. */
static uint64_t word_continuations(uint64_t word)
{
    return (word >> 7) & (~word >> 6) & WORD_EACH(0x01);
}

/* The sum of the word's bytes; less than 256. */
static size_t word_sum(uint64_t word)
{
    return (size_t)((word * WORD_EACH(0x01)) >> 56);
}

size_t text_count_points(const char *text, size_t len_bytes)
{
    size_t at_bytes = 0, continuation_count = 0;
    uint64_t sums;

    while (len_bytes - at_bytes >= 8) {
        sums = 0;
        /* 31 words of at most 8 each stay below 256 when they are summed up. */
        for (int i = 0; i < 31 && len_bytes - at_bytes >= 8; i++, at_bytes += 8)
            sums += word_continuations(word_load(text + at_bytes));
        continuation_count += word_sum(sums);
    }
    for (; at_bytes < len_bytes; at_bytes++)
        continuation_count += byte_continues(text[at_bytes]);
    return len_bytes - continuation_count;
}

size_t text_points_to_bytes(const char *text, size_t len_bytes, size_t points)
{
    size_t at_bytes = 0, begun_count;

    while (len_bytes - at_bytes >= 8) {
        begun_count = 8 - word_sum(word_continuations(word_load(text + at_bytes)));
        if (begun_count > points)
            break;
        points -= begun_count;
        at_bytes += 8;
    }
    for (; at_bytes < len_bytes; at_bytes++) {
        if (byte_continues(text[at_bytes]))
            continue;
        if (points == 0)
            break;
        points--;
    }
    return at_bytes;
}

bool text_is_blank(const char *text, size_t len_bytes)
{
    text_trim(&text, &len_bytes);
    return len_bytes == 0;
}

void text_trim(const char **text, size_t *len_bytes)
{
    size_t start_bytes = 0, end_bytes = *len_bytes, next_bytes, before_bytes;
    uint32_t point;

    if (end_bytes == 0)
        return;
    while (start_bytes < end_bytes) {
        next_bytes = point_read(*text, end_bytes, start_bytes, &point);
        if (!point_is_edge(point))
            break;
        start_bytes = next_bytes;
    }
    while (end_bytes > start_bytes) {
        before_bytes = point_before(*text, end_bytes);
        point_read(*text, end_bytes, before_bytes, &point);
        if (!point_is_edge(point))
            break;
        end_bytes = before_bytes;
    }
    *text += start_bytes;
    *len_bytes = end_bytes - start_bytes;
}
