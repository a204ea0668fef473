/* What readers and format.c share. */
#ifndef KANTLIJN_FORMAT_READER_H
#define KANTLIJN_FORMAT_READER_H

#include "report/report.h"

/* ---- the text reader: raw bytes in pieces of any size, one event a line ---------------------- */
struct text_reader {
    struct report_builder *builder;
    struct buffer raw;     /* bytes of which the last line is not whole yet */
    struct buffer decoded; /* lines on their way to the builder */
    bool started;          /* past the place where a byte order mark may stand */
    bool blank_before;     /* the last line was empty */
};

void text_reader_init(struct text_reader *reader, struct report_builder *builder);
void text_reader_release(struct text_reader *reader);
/* Room for `wanted_bytes` more raw bytes, to be filled and then told of; so they are copied
 * once. */
char *text_reader_room(struct text_reader *reader, size_t wanted_bytes);
/* `len_bytes` were put there; whole lines go to the builder. */
void text_reader_take(struct text_reader *reader, size_t len_bytes);
/* The bytes have ended. */
void text_reader_finish(struct text_reader *reader);

/* ---- what the first bytes say ---------------------------------------------------------------- */

/* False, with a message how to convert it, where the bytes are no plain text. */
bool format_sniff(const char *name, const char *bytes, size_t len_bytes, struct error *error);

#endif
