/* Reading the records that wire.h describes, and giving the builder what they hold. */
#include "config.h"

#include "format/wire.h"

#include <string.h>

#include "text/text.h"

struct record {
    unsigned kind, level, flags;
    const char *label, *text;
    size_t label_bytes, text_bytes, whole_bytes;
};

/* False where the record is not whole yet. */
static bool read_record(const char *bytes, size_t len_bytes, struct record *record)
{
    const unsigned char *header = (const unsigned char *)bytes;

    if (len_bytes < WIRE_HEADER_BYTES)
        return false;
    *record = (struct record){
        .kind = header[0],
        .level = header[1],
        .flags = header[2],
        .label_bytes = header[3],
        .text_bytes =
            header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16 | (size_t)header[7] << 24,
        .label = bytes + WIRE_HEADER_BYTES,
    };
    record->text = record->label + record->label_bytes;
    record->whole_bytes = WIRE_HEADER_BYTES + record->label_bytes + record->text_bytes;
    return record->text_bytes > WIRE_TEXT_MAX_BYTES || record->whole_bytes <= len_bytes;
}

/* A format may leave line feeds and tabs in a text; a block holds no line feed. */
static void decode(struct wire_reader *wire, const char *bytes, size_t len_bytes,
                   struct buffer *text)
{
    size_t replaced_count = 0;

    buffer_clear(text);
    text_decode(bytes, len_bytes, false, text, &replaced_count);
    report_builder_replaced(wire->builder, replaced_count);
}

static void give_event(struct wire_reader *wire, const struct record *record)
{
    struct report_event event = {
        .kind = (enum event_kind)record->kind,
        .level = record->level,
        .blank_before = (record->flags & WIRE_BLANK_BEFORE) != 0,
        .emphasised = (record->flags & WIRE_EMPHASISED) != 0,
    };

    decode(wire, record->text, record->text_bytes, &wire->text);
    if (record->label_bytes > 0) {
        decode(wire, record->label, record->label_bytes, &wire->label);
        event.label = wire->label.data;
    }
    event.text = wire->text.data != NULL ? wire->text.data : "";
    event.len_bytes = wire->text.len_bytes;
    report_builder_block(wire->builder, &event);
    wire->event_count++;
}

static void take_record(struct wire_reader *wire, const struct record *record)
{
    if (record->text_bytes > WIRE_TEXT_MAX_BYTES || record->label_bytes > WIRE_LABEL_MAX_BYTES) {
        wire->state = WIRE_NONSENSE;
    } else if (record->kind <= EVENT_FOOTNOTE) {
        give_event(wire, record);
    } else if (record->kind == WIRE_END) {
        wire->state = WIRE_ENDED;
    } else if (record->kind == WIRE_FAILURE && record->level < WIRE_FAILURE_COUNT) {
        wire->state = WIRE_FAILED;
        wire->failure = (enum wire_failure)record->level;
    } else {
        wire->state = WIRE_NONSENSE;
    }
}

void wire_take(struct wire_reader *wire, const char *bytes, size_t len_bytes)
{
    struct record record;
    size_t at = 0;

    buffer_append(&wire->bytes, bytes, len_bytes);
    while (wire->state == WIRE_GOING &&
           read_record(wire->bytes.data + at, wire->bytes.len_bytes - at, &record)) {
        take_record(wire, &record);
        at += record.whole_bytes;
    }
    if (at > wire->bytes.len_bytes)
        at = wire->bytes.len_bytes;
    memmove(wire->bytes.data, wire->bytes.data + at, wire->bytes.len_bytes - at);
    wire->bytes.len_bytes -= at;
}

void wire_reader_release(struct wire_reader *wire)
{
    buffer_release(&wire->bytes);
    buffer_release(&wire->text);
    buffer_release(&wire->label);
}
