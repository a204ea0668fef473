/* A paragraph that is being put together: its text, the lines in it, and how they look. */
#ifndef KANTLIJN_FORMAT_OFFICE_PARAGRAPH_H
#define KANTLIJN_FORMAT_OFFICE_PARAGRAPH_H

#include "format/office_blocks.h"

/* How a run of text looks. */
struct compose_look {
    bool stands_out;      /* bold or underlined */
    unsigned half_points; /* 0: unknown */
};

/* A line of a paragraph, up to a line break or its end. */
struct office_line {
    size_t end_bytes;
    struct office_looks looks;
};

struct office_paragraph {
    struct buffer text;        /* line feeds are line breaks */
    struct office_line *lines; /* those that have ended */
    size_t line_count, line_capacity;
    struct office_looks looks; /* of the line that has not */
    size_t notes_added;        /* of the frame's notes, those that have become blocks */
    bool is_open, is_joined;
};

/* Appends a run of text. Line feeds and tabs of the mark-up are spaces; soft hyphens are left out. */
void office_paragraph_append(struct office_paragraph *paragraph, const char *text, size_t len_bytes,
                             bool collapses_spaces, struct compose_look look);
void office_paragraph_end_line(struct office_paragraph *paragraph);
/* It has ended; the next one may begin. */
void office_paragraph_clear(struct office_paragraph *paragraph);
void office_paragraph_release(struct office_paragraph *paragraph);

bool office_is_white(char c);
/* A letter or digit, or a byte of one. */
bool office_is_visible(char c);
/* White space only, or empty. */
bool office_is_blank(const char *text, size_t len_bytes);
void office_trim(const char **text, size_t *len_bytes);

#endif
