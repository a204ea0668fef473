/* What the files share that read the body of a docx: its elements, and its fields. */
#ifndef KANTLIJN_FORMAT_DOCX_BODY_H
#define KANTLIJN_FORMAT_DOCX_BODY_H

#include "format/docx.h"

/* Elements that are looked at; the others are passed through. */
enum tag {
    TAG_FALLBACK,
    TAG_BREAK,
    TAG_RETURN,
    TAG_DELETED,
    TAG_ENDNOTE_REFERENCE,
    TAG_FIELD_CHAR,
    TAG_FOOTNOTE_REFERENCE,
    TAG_COLUMN,
    TAG_INSTRUCTION,
    TAG_HYPHEN,
    TAG_PARAGRAPH,
    TAG_PARAGRAPH_PROPERTIES,
    TAG_RUN,
    TAG_RUN_PROPERTIES,
    TAG_CONTROL_CONTENT,
    TAG_CONTROL_PROPERTIES,
    TAG_SYMBOL,
    TAG_TEXT,
    TAG_TAB,
    TAG_TABLE,
    TAG_CELL,
    TAG_CELL_PROPERTIES,
    TAG_ROW,
    TAG_BOX,
    TAG_OTHER,
};

enum tag docx_find_tag(const struct office_xml *xml);

/* ---- paragraphs (docx_paragraph.c) ------------------------------------------------------------------ */

struct docx_paragraph {
    const struct docx_style *style;
    const char *style_id;
    struct docx_format format;
    bool mark_is_deleted;
};

void docx_begin_paragraph(struct docx *docx, struct docx_paragraph *paragraph);
/* After the beginning of w:pPr: reads on to its end. */
void docx_read_paragraph(struct docx *docx, struct office_xml *xml,
                         struct docx_paragraph *paragraph);
/* At the paragraph's end: takes up its number, which goes into `label`; the role's label is there. */
struct compose_role docx_paragraph_role(struct docx *docx, const struct docx_paragraph *paragraph,
                                        bool in_contents, struct buffer *label);

/* ---- fields (docx_fields.c) ------------------------------------------------------------------------- */

enum { DOCX_FIELDS_MAX = 64, DOCX_INSTRUCTION_BYTES = 8 };

struct docx_field {
    bool in_instruction, is_contents;
    char instruction[DOCX_INSTRUCTION_BYTES]; /* its beginning */
    size_t instruction_bytes;
};

/* Fields that are open, one in another; those beyond the cap are counted only. Zeroed it is ready. */
struct docx_fields {
    struct docx_field items[DOCX_FIELDS_MAX];
    size_t count;
};

/* At the beginning of w:fldChar, and of w:instrText, which is read to its end. */
void docx_take_field_char(struct docx_fields *fields, struct office_xml *xml);
void docx_take_instruction(struct docx_fields *fields, struct office_xml *xml);
/* An instruction that has not ended with its paragraph is broken: what follows is text. */
void docx_end_instructions(struct docx_fields *fields);
bool docx_in_instruction(const struct docx_fields *fields);
/* Whether one of them is a table of contents. */
bool docx_in_contents(const struct docx_fields *fields);

#endif
