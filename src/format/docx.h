/* What the files of the docx reader share: styles, numbering, and the body that uses both. */
#ifndef KANTLIJN_FORMAT_DOCX_H
#define KANTLIJN_FORMAT_DOCX_H

#include "format/office_compose.h"
#include "format/office_list.h"
#include "format/office_xml.h"

enum {
    DOCX_LEVELS = 9,
    DOCX_OUTLINE_LEVELS = 9,
    DOCX_ITEMS_MAX = 50000, /* styles, lists; more are WIRE_TOO_LARGE */
};

/* Nothing is said of it; what is inherited counts. */
enum { DOCX_UNSAID = -1 };

/* What paragraphs, runs and styles say of how text looks. */
struct docx_look {
    signed char bold, underlined, hidden; /* 0, 1, DOCX_UNSAID */
    short half_points;                    /* or DOCX_UNSAID */
};

/* What paragraphs and paragraph styles say. */
struct docx_format {
    short outline_level; /* 0 to 8; 9: body text; DOCX_UNSAID */
    short list_level;    /* 0 to 8, DOCX_UNSAID */
    const char *num_id;  /* of a list; "0": none; NULL: unsaid */
};

enum docx_purpose { DOCX_ORDINARY, DOCX_TITLE, DOCX_CONTENTS };

struct docx_style {
    const char *id;
    const char *based_on; /* an id, or NULL */
    struct docx_look look;
    struct docx_format format;
    enum docx_purpose purpose;
    /* Of a heading that only its name tells: from 1; 0 of any other. */
    unsigned named_level;
    bool is_link;
    bool is_resolved; /* what it inherits has been filled in */
};

struct docx_numbering {
    struct _xmlHashTable *lists;     /* abstractNumId -> struct docx_list */
    struct _xmlHashTable *instances; /* numId -> struct docx_instance */
    size_t count;
};

struct docx_list {
    struct list_level *levels[DOCX_LEVELS];
    const char *level_styles[DOCX_LEVELS]; /* ids of the styles that belong to its levels */
    const char *style_link;                /* the id of a style that has the list instead */
    struct list_count count;
};

struct docx_instance {
    const char *list_id;
    struct list_level *levels[DOCX_LEVELS]; /* where it differs from the list; else NULL */
    int starts[DOCX_LEVELS];                /* where its first item begins again, else -1 */
};

struct docx {
    struct arena arena; /* of all strings and structs below */
    struct _xmlHashTable *styles;
    const struct docx_style *default_style; /* of paragraphs; may be NULL */
    struct docx_look default_look;
    size_t style_count;
    struct docx_numbering numbering;
    struct _xmlHashTable *footnotes, *endnotes; /* id -> struct docx_note */
    unsigned footnote_number, endnote_number;
    struct compose compose;
};

struct docx_note {
    const char *text;
    size_t len_bytes;
    unsigned number; /* 0: its mark has not come yet */
};

/* Members of a document. Each returns false with *failure where the member cannot be read. */
bool docx_read_styles(struct docx *docx, const struct buffer *member, enum wire_failure *failure);
bool docx_read_numbering(struct docx *docx, const struct buffer *member,
                         enum wire_failure *failure);
bool docx_read_notes(struct docx *docx, const struct buffer *member, bool are_endnotes,
                     enum wire_failure *failure);
bool docx_read_body(struct docx *docx, const struct buffer *member, enum wire_failure *failure);

/* Reads w:rPr, w:pPr of styles: after the element's beginning, to its end. */
void docx_read_look(struct docx *docx, struct office_xml *xml, struct docx_look *look,
                    const struct docx_style **style);
/* Takes one of w:pPr's children; true where it was one of these, read to its end. */
bool docx_take_format(struct docx *docx, struct office_xml *xml, struct docx_format *format);
/* Whether the element is Word's of that name. */
bool docx_is(const struct office_xml *xml, const char *name);
/* w:val, NULL where there is none. */
const char *docx_value(struct office_xml *xml);
/* What is said here, or else there. */
void docx_inherit_look(struct docx_look *look, const struct docx_look *from);
void docx_inherit_format(struct docx_format *format, const struct docx_format *from);
/* With all it inherits; NULL where there is no such style. */
const struct docx_style *docx_find_style(struct docx *docx, const char *id);
/* The level of a heading as styles are named ("heading 1", "Kop 1", "berschrift1"), else 0. */
unsigned docx_named_level(const char *name);

/* Takes up the next number of a list; false where there is no such list. level is DOCX_UNSAID or one
 * of the list's; style_id tells it then. *is_bullet where the label is no number; *list identifies what
 * it is numbered with. */
bool docx_next_number(struct docx *docx, const struct docx_format *format, const char *style_id,
                      struct buffer *label, bool *is_bullet, const void **list, unsigned *level);

#endif
