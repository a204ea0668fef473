/* The reader of plain text: bytes are decoded and cut into stretches, whose lines become blocks
 * (lines.h).
 *
 *  1. Raw bytes are kept only until their line is whole; they are decoded once. A report of up to
 *     FORMAT_WHOLE_MAX_BYTES is one stretch, and so is the beginning of one whose size is not known;
 *     the others are of FORMAT_WINDOW_BYTES, cut between paragraphs.
 *  2. The encoding is the one that was named, else guessed, once, from the first GUESS_BYTES; what is no
 *     UTF-8 is converted first.
 *  3. A line ends in LF, CR LF or CR. A CR that is the last byte so far waits for the next one.
 *  4. What the builder is told does not hang on how the bytes came in pieces. */
#include "config.h"

#include "format/reader.h"

#include "format/format.h"

#include <string.h>

#include "text/text.h"

enum { KEPT_ROOM_BYTES = 1 << 20, GUESS_BYTES = 128 << 10 };

void text_reader_init(struct text_reader *reader, struct report_builder *builder)
{
    *reader = (struct text_reader){.builder = builder,
                                   .first_stretch_bytes = FORMAT_WHOLE_MAX_BYTES,
                                   .stretch_bytes = FORMAT_WINDOW_BYTES};
}

void text_reader_use_encoding(struct text_reader *reader, const char *encoding)
{
    reader->encoding = encoding;
}

void text_reader_release(struct text_reader *reader)
{
    buffer_release(&reader->raw);
    buffer_release(&reader->converted);
    buffer_release(&reader->decoded);
    stretch_release(&reader->stretch);
}

char *text_reader_room(struct text_reader *reader, size_t wanted_bytes)
{
    buffer_reserve(&reader->raw, wanted_bytes);
    return reader->raw.data + reader->raw.len_bytes;
}

/* A long line must not leave its room behind for the rest of the reading. */
static void empty(struct buffer *buffer)
{
    if (buffer->capacity_bytes > KEPT_ROOM_BYTES)
        buffer_release(buffer);
    else
        buffer_clear(buffer);
}

size_t text_reader_stretch_end(const char *text, size_t len_bytes, size_t limit_bytes)
{
    const char *feed;
    size_t end = limit_bytes;

    while ((feed = memrchr(text, '\n', end)) != NULL && (size_t)(feed - text) > limit_bytes / 2) {
        if (feed[-1] == '\n')
            return (size_t)(feed - text) + 1;
        end = (size_t)(feed - text);
    }
    feed = memrchr(text, '\n', limit_bytes);
    if (feed == NULL)
        feed = memchr(text + limit_bytes, '\n', len_bytes - limit_bytes);
    return feed != NULL ? (size_t)(feed - text) + 1 : 0;
}

/* All stretches that are whole become events; at the end, what is left. */
static void read_stretches(struct text_reader *reader, bool last)
{
    struct buffer *decoded = &reader->decoded;
    size_t start = 0, limit_bytes, end;

    for (;;) {
        limit_bytes =
            reader->stretch.profiled ? reader->stretch_bytes : reader->first_stretch_bytes;
        if (decoded->len_bytes - start <= limit_bytes)
            break;
        end =
            text_reader_stretch_end(decoded->data + start, decoded->len_bytes - start, limit_bytes);
        if (end == 0)
            break;
        stretch_read(&reader->stretch, decoded->data + start, end, false, reader->builder);
        start += end;
    }
    if (last && decoded->len_bytes > start) {
        stretch_read(&reader->stretch, decoded->data + start, decoded->len_bytes - start, true,
                     reader->builder);
        start = decoded->len_bytes;
    }
    if (start == decoded->len_bytes) {
        empty(decoded);
    } else if (start > 0) {
        memmove(decoded->data, decoded->data + start, decoded->len_bytes - start);
        decoded->len_bytes -= start;
    }
}

/* ---- decoding ----------------------------------------------------------------------------------- */

/* Whole lines in UTF-8. */
static void decode_lines(struct text_reader *reader, const char *utf8, size_t len_bytes)
{
    size_t replaced = 0;

    text_decode(utf8, len_bytes, !reader->started, &reader->decoded, &replaced);
    reader->started = true;
    report_builder_replaced(reader->builder, replaced);
    read_stretches(reader, false);
}

/* The bytes up to the last line's end; `from` of them are known to hold none. */
static size_t whole_lines_bytes(const struct buffer *bytes, size_t from_bytes)
{
    const char *data = bytes->data + from_bytes;
    const char *feed = memrchr(data, '\n', bytes->len_bytes - from_bytes);
    const char *other;
    size_t rest_from = feed != NULL ? (size_t)(feed - bytes->data) + 1 : from_bytes;

    if (rest_from < bytes->len_bytes) {
        other = memrchr(bytes->data + rest_from, '\r', bytes->len_bytes - 1 - rest_from);
        if (other != NULL)
            return (size_t)(other - bytes->data) + 1;
    }
    return feed != NULL ? rest_from : 0;
}

static void drop_first(struct buffer *buffer, size_t count_bytes)
{
    if (count_bytes == 0)
        return;
    memmove(buffer->data, buffer->data + count_bytes, buffer->len_bytes - count_bytes);
    buffer->len_bytes -= count_bytes;
    if (buffer->len_bytes == 0)
        empty(buffer);
}

/* Decodes what is whole of bytes in UTF-8, of which `seen` were looked at before. */
static void take_utf8(struct text_reader *reader, struct buffer *bytes, size_t seen_bytes,
                      bool last)
{
    size_t whole_bytes =
        last ? bytes->len_bytes : whole_lines_bytes(bytes, seen_bytes > 0 ? seen_bytes - 1 : 0);

    if (whole_bytes > 0)
        decode_lines(reader, bytes->data, whole_bytes);
    drop_first(bytes, whole_bytes);
}

/* Converts what is whole of the raw bytes. An encoding that the machine does not know is read as UTF-8. */
static void take_encoded(struct text_reader *reader, size_t seen_bytes, bool last)
{
    struct buffer *raw = &reader->raw;
    size_t whole_bytes = raw->len_bytes, converted_bytes = reader->converted.len_bytes, taken_bytes;

    if (!last && reader->cut == TEXT_CUT_AFTER_LINES)
        whole_bytes = whole_lines_bytes(raw, seen_bytes > 0 ? seen_bytes - 1 : 0);
    else if (!last && reader->cut == TEXT_CUT_NOWHERE)
        whole_bytes = 0;
    if (whole_bytes > 0 && !text_convert(reader->encoding, raw->data, whole_bytes, last,
                                         &reader->converted, &taken_bytes)) {
        reader->encoding = NULL;
        take_utf8(reader, raw, 0, last);
        return;
    }
    drop_first(raw, whole_bytes > 0 ? taken_bytes : 0);
    if (reader->converted.len_bytes > 0)
        take_utf8(reader, &reader->converted, converted_bytes, last);
}

/* What the first bytes tell of the encoding. */
static void settle_encoding(struct text_reader *reader)
{
    const struct buffer *raw = &reader->raw;
    size_t len_bytes = raw->len_bytes < GUESS_BYTES ? raw->len_bytes : GUESS_BYTES;

    reader->encoding = reader->encoding == NULL
                           ? text_encoding_guess(raw->data, len_bytes)
                           : text_encoding_settle(reader->encoding, raw->data, len_bytes);
    if (reader->encoding != NULL)
        reader->cut = text_encoding_cut(reader->encoding);
    reader->settled = true;
}

static void take(struct text_reader *reader, size_t seen_bytes, bool last)
{
    struct buffer *raw = &reader->raw;

    if (!reader->settled) {
        if (!last && raw->len_bytes < GUESS_BYTES)
            return;
        settle_encoding(reader);
        seen_bytes = 0;
    }
    if (reader->encoding != NULL)
        take_encoded(reader, seen_bytes, last);
    else
        take_utf8(reader, raw, seen_bytes, last);
}

void text_reader_take(struct text_reader *reader, size_t len_bytes)
{
    size_t seen_bytes = reader->raw.len_bytes;

    reader->raw.len_bytes += len_bytes;
    take(reader, seen_bytes, false);
}

void text_reader_finish(struct text_reader *reader)
{
    if (reader->raw.len_bytes + reader->converted.len_bytes > 0)
        take(reader, 0, true);
    read_stretches(reader, true);
    text_reader_release(reader);
}
