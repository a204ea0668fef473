/* Writing the records that wire.h describes: the helper's side, which needs no more than base/. */
#include "config.h"

#include "format/wire.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 32 << 10 };

bool wire_flush(struct wire_writer *wire)
{
    size_t written = 0;

    while (!wire->failed && written < wire->out.len_bytes) {
        const ssize_t count =
            write(wire->fd, wire->out.data + written, wire->out.len_bytes - written);

        if (count >= 0)
            written += (size_t)count;
        else if (errno != EINTR)
            wire->failed = true;
    }
    buffer_clear(&wire->out);
    return !wire->failed;
}

static size_t at_most(size_t length, size_t most)
{
    return length < most ? length : most;
}

static void put_record(struct wire_writer *wire, unsigned kind, unsigned level, unsigned flags,
                       const char *label, size_t label_bytes, const char *text, size_t text_bytes)
{
    const char header[WIRE_HEADER_BYTES] = {
        (char)kind,
        (char)level,
        (char)flags,
        (char)label_bytes,
        (char)(text_bytes & 0xFF),
        (char)(text_bytes >> 8 & 0xFF),
        (char)(text_bytes >> 16 & 0xFF),
        (char)(text_bytes >> 24 & 0xFF),
    };

    buffer_append(&wire->out, header, sizeof header);
    buffer_append(&wire->out, label, label_bytes);
    buffer_append(&wire->out, text, text_bytes);
    if (wire->out.len_bytes >= FLUSH_BYTES)
        wire_flush(wire);
}

void wire_write_event(struct wire_writer *wire, const struct report_event *event)
{
    const char *label = event->label != NULL ? event->label : "";

    put_record(wire, (unsigned)event->kind, (unsigned)at_most(event->level, UINT8_MAX),
               (event->blank_before ? WIRE_BLANK_BEFORE : 0u) |
                   (event->emphasised ? WIRE_EMPHASISED : 0u),
               label, at_most(strlen(label), WIRE_LABEL_MAX_BYTES), event->text,
               at_most(event->len_bytes, WIRE_TEXT_MAX_BYTES));
}

void wire_write_failure(struct wire_writer *wire, enum wire_failure failure)
{
    put_record(wire, WIRE_FAILURE, (unsigned)failure, 0, "", 0, "", 0);
    wire_flush(wire);
}

void wire_write_end(struct wire_writer *wire)
{
    put_record(wire, WIRE_END, 0, 0, "", 0, "", 0);
    wire_flush(wire);
}

void wire_writer_release(struct wire_writer *wire)
{
    buffer_release(&wire->out);
}
