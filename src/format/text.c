/* The reader of plain text: one line is one paragraph, empty lines are evidence.
 *
 *  1. Raw bytes are kept only until their line is whole; they are decoded once, a stretch of whole
 *     lines at a time. So a part of the file is in memory twice for no longer than a window.
 *  2. A line ends in LF, CR LF or CR. A CR that is the last byte so far waits for the next one.
 *  3. What the builder is told does not hang on how the bytes came in pieces. */
#include "config.h"

#include "format/reader.h"

#include <string.h>

#include "text/text.h"

enum { KEPT_ROOM_BYTES = 1 << 20 };

void text_reader_init(struct text_reader *reader, struct report_builder *builder)
{
    *reader = (struct text_reader){.builder = builder};
}

void text_reader_release(struct text_reader *reader)
{
    buffer_release(&reader->raw);
    buffer_release(&reader->decoded);
}

char *text_reader_room(struct text_reader *reader, size_t wanted_bytes)
{
    buffer_reserve(&reader->raw, wanted_bytes);
    return reader->raw.data + reader->raw.len_bytes;
}

static void emit_line(struct text_reader *reader, const char *line, size_t len_bytes)
{
    struct report_event event = {.kind = EVENT_LINE, .blank_before = reader->blank_before};

    text_trim(&line, &len_bytes);
    reader->blank_before = len_bytes == 0;
    if (len_bytes == 0)
        return;
    event.text = line;
    event.len_bytes = len_bytes;
    report_builder_block(reader->builder, &event);
}

/* A long line must not leave its room behind for the rest of the reading. */
static void empty(struct buffer *buffer)
{
    if (buffer->capacity_bytes > KEPT_ROOM_BYTES)
        buffer_release(buffer);
    else
        buffer_clear(buffer);
}

static void emit_lines(struct text_reader *reader, size_t raw_bytes)
{
    struct buffer *decoded = &reader->decoded;
    size_t replaced = 0, start = 0;

    text_decode(reader->raw.data, raw_bytes, !reader->started, decoded, &replaced);
    reader->started = true;
    report_builder_replaced(reader->builder, replaced);
    while (start < decoded->len_bytes) {
        const char *line = decoded->data + start;
        const char *feed = memchr(line, '\n', decoded->len_bytes - start);
        size_t len_bytes = feed != NULL ? (size_t)(feed - line) : decoded->len_bytes - start;

        emit_line(reader, line, len_bytes);
        start += len_bytes + 1;
    }
    empty(decoded);
}

/* The raw bytes up to the last line's end; `from` of them are known to hold none. */
static size_t whole_lines_bytes(const struct buffer *raw, size_t from_bytes)
{
    const char *data = raw->data + from_bytes;
    const char *feed = memrchr(data, '\n', raw->len_bytes - from_bytes);
    const char *other;
    size_t rest_from = feed != NULL ? (size_t)(feed - raw->data) + 1 : from_bytes;

    if (rest_from < raw->len_bytes) {
        other = memrchr(raw->data + rest_from, '\r', raw->len_bytes - 1 - rest_from);
        if (other != NULL)
            return (size_t)(other - raw->data) + 1;
    }
    return feed != NULL ? rest_from : 0;
}

void text_reader_take(struct text_reader *reader, size_t len_bytes)
{
    struct buffer *raw = &reader->raw;
    size_t before_bytes = raw->len_bytes, whole_bytes, rest_bytes;

    raw->len_bytes += len_bytes;
    whole_bytes = whole_lines_bytes(raw, before_bytes > 0 ? before_bytes - 1 : 0);
    if (whole_bytes == 0)
        return;
    emit_lines(reader, whole_bytes);
    rest_bytes = raw->len_bytes - whole_bytes;
    memmove(raw->data, raw->data + whole_bytes, rest_bytes);
    raw->len_bytes = rest_bytes;
    if (rest_bytes == 0)
        empty(raw);
}

void text_reader_finish(struct text_reader *reader)
{
    if (reader->raw.len_bytes > 0)
        emit_lines(reader, reader->raw.len_bytes);
    text_reader_release(reader);
}
