/* What the helper program says to kantlijn: a document's blocks as records of bytes.
 *
 * kantlijn-import reads a document on standard input and writes records on standard output. A record is a
 * header of WIRE_HEADER_BYTES, the label's bytes, then the text's. The last record of a whole document
 * is an end; without it the helper broke off, and what came is thrown away. A failure is the last
 * record too.
 *
 *     byte 0    kind: an enum event_kind, WIRE_END or WIRE_FAILURE
 *     byte 1    level of a heading, or the enum wire_failure
 *     byte 2    WIRE_BLANK_BEFORE | WIRE_EMPHASISED
 *     byte 3    length of the label in bytes
 *     byte 4-7  length of the text in bytes, the lowest byte first
 *
 * Nothing that is received is trusted: the text goes through text_decode, lengths have bounds. */
#ifndef KANTLIJN_FORMAT_WIRE_H
#define KANTLIJN_FORMAT_WIRE_H

#include "report/report.h"

enum {
    WIRE_HEADER_BYTES = 8,
    WIRE_LABEL_MAX_BYTES = 64,
    WIRE_TEXT_MAX_BYTES = 16 << 20, /* of one block */
    WIRE_END = 64,
    WIRE_FAILURE = 65,
};

enum { WIRE_BLANK_BEFORE = 1, WIRE_EMPHASISED = 2 };

/* Why a document cannot be read; format.c has the sentences. */
enum wire_failure {
    WIRE_DAMAGED,   /* it breaks off, or breaks its format's rules */
    WIRE_ENCRYPTED, /* a password is needed */
    WIRE_NO_TEXT,   /* only pictures, or nothing */
    WIRE_TOO_LARGE, /* unpacked, it is larger than the caps */
    WIRE_TOO_DEEP,  /* nested beyond all reason */
    WIRE_FORBIDDEN, /* declares entities of its own, or has a member twice */
    WIRE_NOT_BUILT, /* this kantlijn-import has no reader for the format */
    WIRE_FAILURE_COUNT,
};

/* ---- writing: the helper ----------------------------------------------------------------------- */

struct wire_writer {
    int fd;
    struct buffer out;
    bool failed; /* nobody reads any more: stop */
};

/* Text that is longer than a record may be is cut. */
void wire_write_event(struct wire_writer *wire, const struct report_event *event);
void wire_write_failure(struct wire_writer *wire, enum wire_failure failure);
void wire_write_end(struct wire_writer *wire);
/* Writes what is buffered; every writer above does so now and then. False when nobody reads. */
bool wire_flush(struct wire_writer *wire);
void wire_writer_release(struct wire_writer *wire);

/* ---- reading: kantlijn ------------------------------------------------------------------------- */

enum wire_state { WIRE_GOING, WIRE_ENDED, WIRE_FAILED, WIRE_NONSENSE };

struct wire_reader {
    struct report_builder *builder;
    struct buffer bytes; /* not whole records yet */
    struct buffer text, label;
    enum wire_state state;
    enum wire_failure failure; /* where state is WIRE_FAILED */
    size_t event_count;
};

/* Takes the next bytes and gives the builder what is whole. */
void wire_take(struct wire_reader *wire, const char *bytes, size_t len_bytes);
void wire_reader_release(struct wire_reader *wire);

#endif
