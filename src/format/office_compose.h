/* Putting a document's blocks together from runs of text.
 *
 * A reader says where paragraphs, tables, boxes and notes begin and end, and how the text between looks;
 * text outside of paragraphs is left out. Once there is more than the caps allow, nothing more is taken. */
#ifndef KANTLIJN_FORMAT_OFFICE_COMPOSE_H
#define KANTLIJN_FORMAT_OFFICE_COMPOSE_H

#include "format/office_paragraph.h"

enum {
    COMPOSE_COLUMNS_MAX = 256, /* text of cells beyond them goes into the last */
    COMPOSE_TEXT_MAX_BYTES = 40 << 20,
};

/* What a paragraph is. */
struct compose_role {
    enum event_kind kind; /* EVENT_LINE, _HEADING, _PARAGRAPH, or _LIST_ITEM with a bullet */
    unsigned level;       /* of a heading */
    bool is_title;        /* emphasised, whatever its looks */
    const char *label;    /* number or bullet; NULL or "" where there is none */
    const void *list;     /* of a numbered line: what it is numbered with, and */
    unsigned list_level;  /* at which level */
};

struct compose {
    struct office_blocks blocks;
    struct compose_frame *frames; /* what is open; the first is the document itself */
    size_t frame_count, frame_capacity;
    struct compose_note *notes; /* whose marks stand in a block that has not ended */
    size_t note_count, note_capacity;
    struct buffer notes_text;
    size_t taken_bytes;
    bool collapses_spaces, too_large;
};

/* collapses_spaces: of white space one space is kept, and at a paragraph's beginning none. */
void compose_init(struct compose *compose, bool collapses_spaces);
void compose_release(struct compose *compose);

/* Ends the paragraph that is open, if one is, as a line. */
void compose_begin_paragraph(struct compose *compose);
void compose_text(struct compose *compose, const char *text, size_t len_bytes,
                  struct compose_look look);
/* Spaces that are not collapsed. */
void compose_spaces(struct compose *compose, size_t count);
void compose_line_break(struct compose *compose);
/* A footnote's mark here, and its text, which comes after this block; NULL where it came before. */
void compose_note(struct compose *compose, const char *label, const char *text, size_t len_bytes);
void compose_end_paragraph(struct compose *compose, const struct compose_role *role);
/* Ends the paragraph so that the next one goes on in it. */
void compose_join_paragraph(struct compose *compose);

/* The number of columns is to be known before the first row. A table of one column is a frame around
 * paragraphs, which are read as if it were not there. */
void compose_begin_table(struct compose *compose);
void compose_add_columns(struct compose *compose, size_t count);
void compose_begin_row(struct compose *compose);
void compose_begin_cell(struct compose *compose);
void compose_end_cell(struct compose *compose, size_t width_columns);
void compose_end_row(struct compose *compose);
void compose_end_table(struct compose *compose);

/* A text box in a paragraph; its paragraphs come before that one. */
void compose_begin_box(struct compose *compose);
void compose_end_box(struct compose *compose);
/* A note, whose paragraphs become one: it is appended to *text. */
void compose_begin_note(struct compose *compose);
void compose_end_note(struct compose *compose, struct buffer *text);

/* Writes all events; false with *failure where there were too many. */
bool compose_finish(struct compose *compose, struct wire_writer *wire, enum wire_failure *failure);

#endif
