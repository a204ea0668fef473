/* markup: what the readers of HTML and of official XML share: decoding, parsing, walking the tree, and
 * making blocks of its text.
 *
 * Memory: a markup_document owns its tree; everything else here borrows nodes of it. */
#ifndef KANTLIJN_FORMAT_MARKUP_H
#define KANTLIJN_FORMAT_MARKUP_H

#include <libxml/tree.h>

#include "format/import.h"

/* ---- bytes to a tree ----------------------------------------------------------------------------- */

enum markup_kind { MARKUP_HTML, MARKUP_XML };

/* Puts the document as UTF-8 into *text, which is empty. Its encoding is what its byte order mark says, else what it declares,
 * else UTF-8 where it is that, else windows-1252. False where the encoding is one that neither we nor
 * libxml2 know without opening a file. */
bool markup_decode(enum markup_kind kind, const char *bytes, size_t len_bytes, struct buffer *text);

/* The document's tree. NULL, with *failure, where there is none: WIRE_TOO_DEEP, WIRE_FORBIDDEN (it
 * declares entities), WIRE_TOO_LARGE, WIRE_DAMAGED. The caller frees with xmlFreeDoc. */
xmlDocPtr markup_parse(enum markup_kind kind, const struct import *import,
                       enum wire_failure *failure);

/* ---- walking ------------------------------------------------------------------------------------- */

/* libxml2 refuses what is nested deeper than 256; html and body may be added by it. */
enum { MARKUP_DEPTH_MAX = 260 };

enum markup_step { MARKUP_INTO, MARKUP_PAST };

/* depth is 0 for the root of the walk, and for text that of its element plus 1. What leave is called
 * for, enter has answered with MARKUP_INTO. */
struct markup_visitor {
    enum markup_step (*enter)(void *context, xmlNodePtr element, unsigned depth);
    void (*leave)(void *context, xmlNodePtr element, unsigned depth); /* may be NULL */
    void (*text)(void *context, const char *text, size_t len_bytes, unsigned depth);
};

/* Visits an element and what is in it, in document order. False where it is deeper than
 * MARKUP_DEPTH_MAX; then the rest was not visited. */
bool markup_walk(xmlNodePtr root, const struct markup_visitor *visitor, void *context);

/* The attribute's value, good as long as the tree; NULL where it has none. */
const char *markup_attribute(const xmlNode *element, const char *name);
/* The attribute as a number from 0 to most; otherwise where it is none, or another. */
unsigned markup_number(const xmlNode *element, const char *name, unsigned most, unsigned otherwise);
static inline const char *markup_name(const xmlNode *element)
{
    return (const char *)element->name;
}

/* ---- one line of text ----------------------------------------------------------------------------
 * White space runs become one space, none at the beginning; soft hyphens go; no-break spaces stay. */
struct markup_line {
    struct buffer text;
    bool space_pending;
};

void markup_line_add(struct markup_line *line, const char *text, size_t len_bytes);
void markup_line_space(struct markup_line *line);
void markup_line_clear(struct markup_line *line);
void markup_line_release(struct markup_line *line);
/* All text in an element, as one line. */
void markup_line_add_element(struct markup_line *line, xmlNodePtr element);

/* ---- blocks --------------------------------------------------------------------------------------
 * Text flows in; where a block ends, an event goes out, and after it the footnotes that were marked in
 * it.
 *
 *     empty ── flow_text, flow_mark ──► filled ── flow_end_block, flow_break ──► empty
 *       └────── flow_row_begin ──► row: ends of blocks and lines are spaces ── flow_row_end ──► empty */
enum { FLOW_COLUMNS_MAX = 64 }; /* beyond, cells stand where they come */

struct flow_style {
    enum event_kind kind;
    unsigned level;    /* of a heading */
    bool emphasised;   /* bold, underlined or large */
    bool preformatted; /* line ends count, and so does white space */
};

struct flow_item {
    const char *number; /* "1." or "•"; good until the item's first text */
    bool counted;       /* a number, not a bullet */
    bool may_head;      /* a heading made as a list's item is not ruled out */
};

struct flow_note {
    xmlNodePtr node;
    char label[WIRE_LABEL_MAX_BYTES + 1];
};

/* Adds the text of a footnote. */
typedef void flow_note_text(void *context, xmlNodePtr note, const char *label,
                            struct markup_line *line);

struct flow {
    struct wire_writer *wire;
    flow_note_text *note_text;
    void *context;

    struct markup_line line;
    struct flow_style style; /* of the block, by its first text */
    bool filled;             /* holds text or a mark, not only numbers and tabs */
    bool started;            /* style is set */
    bool plain, strong;      /* holds words that are not emphasised, and that are */
    bool follows_break;      /* the block before it ended in a line break */

    struct buffer number; /* of the item that comes, or "" */
    bool item_pending, item, counted, may_head;

    bool in_row, row_follows;
    unsigned column;                          /* of the row, the next one */
    unsigned spanned_columns;                 /* that the last cell takes besides its own */
    unsigned short reaches[FLOW_COLUMNS_MAX]; /* rows that a cell from above still takes */
    struct flow_note *notes;                  /* marked in this block */
    size_t note_count, note_capacity;
    struct markup_line note_line;
};

void flow_init(struct flow *flow, struct wire_writer *wire, flow_note_text *note_text,
               void *context);
void flow_release(struct flow *flow);

void flow_text(struct flow *flow, const struct flow_style *style, const char *text,
               size_t len_bytes);
/* The mark of a footnote whose text is in note, or was given before where note is NULL. */
void flow_mark(struct flow *flow, const struct flow_style *style, const char *label,
               xmlNodePtr note);
/* A footnote whose mark is not known, where it stands. */
void flow_note(struct flow *flow, const char *label, xmlNodePtr note);
void flow_break(struct flow *flow, const struct flow_style *style);
void flow_end_block(struct flow *flow);
/* The next text begins an item. */
void flow_item(struct flow *flow, const struct flow_item *item);
/* Takes the number back where no text has come. */
void flow_end_item(struct flow *flow);

/* Cells that reach over several columns or rows leave empty ones, so that columns stay columns. */
void flow_table_begin(struct flow *flow);
void flow_row_begin(struct flow *flow);
/* columns and rows: how many the cell takes; 0 counts as 1. */
void flow_cell(struct flow *flow, unsigned columns, unsigned rows);
void flow_row_end(struct flow *flow);

#endif
