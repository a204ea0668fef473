/* lines: text in lines of a given width, for formats that people read. Private to the room.
 *
 * What is always true of what is written: no line is wider than width_cols (0: no limit; a single wide
 * character alone excepted), no line ends in white space, control characters are shown, there are no two
 * empty lines in a row except inside a reader's own text, and none at the start. */
#ifndef KANTLIJN_EXPORT_LINES_H
#define KANTLIJN_EXPORT_LINES_H

#include "export/export.h"

struct lines {
    struct buffer *out;
    int width_cols;
    size_t start_bytes;  /* where the document begins in out */
    bool gap;            /* an empty line is due before the next text */
};

void lines_init(struct lines *lines, struct buffer *out, int width_cols);
/* An empty line before whatever comes next; several are one, and one at the end is none. */
void lines_gap(struct lines *lines);
/* Text of any number of lines and paragraphs, kept; first and rest are the indents of the very first line
 * and of all others. Writes at least one line. */
void lines_text(struct lines *lines, const char *text, size_t len_bytes, int first_cols, int rest_cols);
void lines_string(struct lines *lines, const char *string, int first_cols, int rest_cols);
/* A title underlined along its widest line. */
void lines_title(struct lines *lines, const char *title, char underline);

/* Appends for a place that has to stay on one line: line feeds become spaces. */
void lines_append_flat(struct buffer *out, const char *string);
/* The same, with a separator before it unless out holds nothing since from_bytes. */
void lines_append_listed(struct buffer *out, size_t from_bytes, const char *separator, const char *word);

#endif
