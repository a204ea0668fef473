/* text_writer: what the files of the plain text format share. Private to the room. */
#ifndef KANTLIJN_EXPORT_TEXT_WRITER_H
#define KANTLIJN_EXPORT_TEXT_WRITER_H

#include "export/entries.h"
#include "export/lines.h"

enum { TEXT_HANGING_COLS = 4 };

struct text_writer {
    const struct report *report;
    const struct export_options *options;
    struct lines lines;
    size_t last_heading; /* the heading written last, or REPORT_NONE */
};

/* The entries of one item, passage by passage: the quote, the footnotes it refers to, the stances, the
 * notes. */
void text_write_passages(struct text_writer *writer, const struct export_entry *entries, size_t count);
/* What the reader put right, under a heading of its own; nothing where that is nothing. */
void text_write_corrections(struct text_writer *writer, const struct sidecar_contents *contents);

#endif
