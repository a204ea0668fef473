/* Bytes in: from what a file holds to text.
 *
 * What is always true of the bytes that text_decode has appended:
 *  1. they are well-formed UTF-8, without NUL and CR;
 *  2. they are in NFC;
 *  3. decoding them once more gives the same bytes.
 *
 * Clean bytes are looked at once and copied in long runs. A code point that might not be in NFC
 * (its NFC_QC is not Yes, or it has a combining class) is taken out together with the one before it
 * and those like it that follow: what stands around such a cluster of doubtful code points cannot
 * change with it (UAX 15, stable code points), so only these few bytes are normalised. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "text/point.h"

struct decoder {
    const char *raw;
    size_t len_bytes;
    size_t
        run_start_bytes; /* raw bytes from here to the reader's place are clean, not yet copied */
    struct buffer *out;
    size_t replaced_count;
};

/* False only for code points that NFC leaves alone wherever they stand. The ranges are those of the
 * scripts a report is likely to hold; true costs time, nothing else. */
static bool point_is_doubtful(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } settled[] = {
        {0x2002, 0x20CF},   {0x388, 0x482},     {0x488, 0x590},   {0x1E00, 0x1F70},
        {0x2100, 0x2125},   {0x212C, 0x2328},   {0x232B, 0x2ADB}, {0x3030, 0x3098},
        {0x309B, 0xA66E},   {0xAC00, 0xD7A3},   {0xE000, 0xF8FF}, {0xFE30, 0xFFFD},
        {0x1F000, 0x1FFFF}, {0x20000, 0x2F7FF},
    };

    if (point < 0x300)
        return false;
    for (size_t i = 0; i < COUNT_OF(settled); i++)
        if (point >= settled[i].first && point <= settled[i].last)
            return false;
    return true;
}

/* True where the word holds a NUL, a CR or a byte that is no ASCII. */
static bool word_needs_care(uint64_t word)
{
    return ((word | WORD_HAS_ZERO(word) | WORD_HAS_ZERO(word ^ WORD_EACH('\r'))) &
            WORD_EACH(0x80)) != 0;
}

static void flush_run(struct decoder *decoder, size_t end_bytes)
{
    buffer_append(decoder->out, decoder->raw + decoder->run_start_bytes,
                  end_bytes - decoder->run_start_bytes);
}

static void append_normalised(struct buffer *out, const char *bytes, size_t len_bytes)
{
    uint8_t room[256];
    size_t normal_bytes = sizeof room;
    uint8_t *normal =
        u8_normalize(UNINORM_NFC, (const uint8_t *)bytes, len_bytes, room, &normal_bytes);

    if (normal == NULL) /* memory has ended */
        base_reallocate(NULL, SIZE_MAX, SIZE_MAX);
    buffer_append(out, (const char *)normal, normal_bytes);
    if (normal != room)
        free(normal);
}

/* Normalises the doubtful code points from at_bytes on, with the one before them; returns the
 * offset after them. */
static size_t decode_doubtful(struct decoder *decoder, size_t at_bytes)
{
    size_t start_bytes = at_bytes, taken_bytes;
    uint32_t point;

    if (start_bytes > decoder->run_start_bytes)
        start_bytes = point_before(decoder->raw, start_bytes);
    flush_run(decoder, start_bytes);
    while (at_bytes < decoder->len_bytes && !byte_is_ascii(decoder->raw[at_bytes])) {
        taken_bytes = point_scan(decoder->raw + at_bytes, decoder->len_bytes - at_bytes, &point);
        if (point == POINT_LIMIT || !point_is_doubtful(point))
            break;
        at_bytes += taken_bytes;
    }
    append_normalised(decoder->out, decoder->raw + start_bytes, at_bytes - start_bytes);
    decoder->run_start_bytes = at_bytes;
    return at_bytes;
}

/* Puts something else in the place of taken_bytes at at_bytes. */
static size_t decode_instead(struct decoder *decoder, size_t at_bytes, size_t taken_bytes,
                             const char *instead)
{
    flush_run(decoder, at_bytes);
    buffer_append_string(decoder->out, instead);
    decoder->run_start_bytes = at_bytes + taken_bytes;
    return decoder->run_start_bytes;
}

static size_t decode_replaced(struct decoder *decoder, size_t at_bytes, size_t taken_bytes)
{
    decoder->replaced_count++;
    return decode_instead(decoder, at_bytes, taken_bytes, "\xEF\xBF\xBD");
}

/* Reads what no fast path took at at_bytes and returns the offset after it. */
static size_t decode_one(struct decoder *decoder, size_t at_bytes)
{
    const char *raw = decoder->raw;
    size_t taken_bytes;
    uint32_t point;
    bool before_lf;

    if (raw[at_bytes] == '\0')
        return decode_replaced(decoder, at_bytes, 1);
    if (raw[at_bytes] == '\r') {
        before_lf = at_bytes + 1 < decoder->len_bytes && raw[at_bytes + 1] == '\n';
        return decode_instead(decoder, at_bytes, before_lf ? 2 : 1, "\n");
    }
    if (byte_is_ascii(raw[at_bytes]))
        return at_bytes + 1;
    taken_bytes = point_scan(raw + at_bytes, decoder->len_bytes - at_bytes, &point);
    if (point == POINT_LIMIT)
        return decode_replaced(decoder, at_bytes, taken_bytes);
    if (point_is_doubtful(point))
        return decode_doubtful(decoder, at_bytes);
    return at_bytes + taken_bytes;
}

void text_decode(const char *raw, size_t len_bytes, bool at_start, struct buffer *out,
                 size_t *replaced_count)
{
    struct decoder decoder = {.raw = raw, .len_bytes = len_bytes, .out = out};
    size_t at_bytes = 0;

    if (len_bytes == 0)
        return;
    if (at_start && len_bytes >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0)
        at_bytes = decoder.run_start_bytes = 3;
    buffer_reserve(out, len_bytes);
    while (at_bytes < len_bytes) {
        if (len_bytes - at_bytes >= 8 && !word_needs_care(word_load(raw + at_bytes)))
            at_bytes += 8;
        else
            at_bytes = decode_one(&decoder, at_bytes);
    }
    flush_run(&decoder, at_bytes);
    *replaced_count += decoder.replaced_count;
}
