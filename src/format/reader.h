/* What the readers in this process share with format.c. */
#ifndef KANTLIJN_FORMAT_READER_H
#define KANTLIJN_FORMAT_READER_H

#include "format/format.h"
#include "format/helper.h"
#include "format/lines.h"
#include "report/report.h"
#include "text/text.h"

/* ---- the text reader: raw bytes in pieces of any size, an event a paragraph ------------------- */
struct text_reader {
    struct report_builder *builder;
    struct buffer raw;       /* bytes of which the last line is not whole yet */
    struct buffer converted; /* the same in UTF-8, where they were in another encoding */
    struct buffer decoded;   /* whole lines that wait for their stretch to be whole */
    struct stretch stretch;
    size_t first_stretch_bytes, stretch_bytes; /* how long they are; tests make them short */
    const char *encoding; /* NULL: UTF-8, or, before the first bytes, to be guessed */
    enum text_cut cut;    /* with an encoding */
    bool settled;         /* the encoding is */
    bool started;         /* past the place where a byte order mark may stand */
};

void text_reader_init(struct text_reader *reader, struct report_builder *builder);
void text_reader_release(struct text_reader *reader);
/* Before the first bytes: what they are in, by a name that text_encoding_find gave, instead of a guess.
 * Kept, not copied. */
void text_reader_use_encoding(struct text_reader *reader, const char *encoding);
/* Room for `wanted_bytes` more raw bytes, to be filled and then told of; so they are copied
 * once. */
char *text_reader_room(struct text_reader *reader, size_t wanted_bytes);
/* `len_bytes` were put there; whole stretches go to the builder. */
void text_reader_take(struct text_reader *reader, size_t len_bytes);
/* The bytes have ended. */
void text_reader_finish(struct text_reader *reader);

/* The file of a source that is plain text in UTF-8 and not read to its end, and how far it was; false of others. */
bool format_unread(const struct format_source *source, int *file, size_t *read_bytes);

/* Where a stretch of at most limit_bytes <= len_bytes ends: after the last empty line in its second half, else
 * after its last line, else after the line that is longer. 0: more bytes are needed. */
size_t text_reader_stretch_end(const char *text, size_t len_bytes, size_t limit_bytes);

/* ---- what the first bytes say ---------------------------------------------------------------- */

/* The format of the bytes; FORMAT_NONE, with a message how to convert them, where there is no reader. With
 * is_text bytes that are of no known format are text, whatever they look like. */
enum format_kind {
    FORMAT_NONE,
    FORMAT_TEXT,
    FORMAT_DOCX,
    FORMAT_ODT,
    FORMAT_HTML,
    FORMAT_PUBLICATION, /* XML of official publications */
    FORMAT_PDF,
};

enum format_kind format_sniff(const char *name, const char *bytes, size_t len_bytes, bool is_text,
                              struct error *error);

/* ---- documents that the helper reads ---------------------------------------------------------- */

/* The name by which kantlijn-import, and the sidecar, know the format. */
const char *foreign_name(enum format_kind kind);
/* Runs the helper on what feed gives, and has its events built. name is for messages. */
bool foreign_read(enum format_kind kind, const char *name, const struct helper_job *job,
                  struct report_builder *builder, struct error *error);

#endif
