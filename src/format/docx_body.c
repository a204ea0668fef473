/* The body of a docx, and its notes: paragraphs, runs, tables.
 *
 *  1. Text is what stands in w:t (and m:t) only. What was deleted, moved away, hidden, or is a placeholder
 *     that waits for words is left out; what was inserted stays: changes as if accepted.
 *  2. A field is what it last came to: what stands between its separator and its end. A field whose
 *     instruction has not ended with its paragraph is taken to be broken, and what follows is read.
 *  3. Of alternatives the first one is read.
 *  4. A paragraph whose mark was deleted goes on in the next one, whose properties both have.
 *  5. What a table of contents holds is no heading, but for what is one by its style: the field that makes
 *     the table may not end where it should.
 *  6. What a paragraph is (heading, number) is decided at its end, so that deleted ones do not count. */
#include "config.h"

#include "format/docx_body.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

struct body {
    struct docx *docx;
    struct office_xml xml;
    struct docx_paragraph paragraph;
    struct docx_paragraph *outer; /* those in which boxes stand */
    size_t outer_count, outer_capacity;
    struct docx_look look; /* of the run */
    bool in_text;
    struct docx_fields fields;
    unsigned contents_depth; /* of the element that holds a table of contents; 0: none */
    bool is_placeholder;     /* of the control that has begun */
    size_t cell_width;
    struct buffer label;
};

/* ---- runs ---------------------------------------------------------------------------------------- */

static const struct docx_look unsaid = {DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID};

static void begin_run(struct body *body)
{
    body->look = unsaid;
    if (body->paragraph.style != NULL)
        docx_inherit_look(&body->look, &body->paragraph.style->look);
    docx_inherit_look(&body->look, &body->docx->default_look);
}

static void read_run_look(struct body *body)
{
    const struct docx_style *style = NULL;
    struct docx_look look = unsaid;

    docx_read_look(body->docx, &body->xml, &look, &style);
    if (style != NULL)
        docx_inherit_look(&look, &style->look);
    docx_inherit_look(&look, &body->look);
    body->look = look;
}

static bool is_read(const struct body *body)
{
    return body->look.hidden != 1 && !docx_in_instruction(&body->fields);
}

static void add_text(struct body *body, const char *text, size_t len_bytes)
{
    enum { USUAL_HALF_POINTS = 20 }; /* where nothing says otherwise */
    const struct compose_look look = {
        .stands_out = body->look.bold == 1 || body->look.underlined == 1,
        .half_points = body->look.half_points != DOCX_UNSAID ? (unsigned)body->look.half_points
                                                             : USUAL_HALF_POINTS,
    };

    if (is_read(body))
        compose_text(&body->docx->compose, text, len_bytes, look);
}

static void add_string(struct body *body, const char *text)
{
    add_text(body, text, strlen(text));
}

/* Signs of symbol fonts: their code tells the place in the font, which is not here. */
static void add_symbol(struct body *body)
{
    static const struct {
        const char *code, *text;
    } symbols[] = {
        {"F0B7", "•"}, {"F0A7", "▪"}, {"F0E0", "→"}, {"F0FC", "✓"}, {"F0A8", "☐"}, {"F0FE", "☒"},
        {"F02D", "-"}, {"F0BE", "—"}, {"F0A3", "≤"}, {"F0B3", "≥"}, {"F0B1", "±"},
    };
    const char *code = office_xml_attribute(&body->xml, OFFICE_WORD, "char");

    for (size_t i = 0; code != NULL && i < COUNT_OF(symbols); i++) {
        if (strcasecmp(code, symbols[i].code) == 0) {
            add_string(body, symbols[i].text);
            return;
        }
    }
    add_string(body, "\xEF\xBF\xBD");
}

static void add_note(struct body *body, bool is_endnote)
{
    struct docx *docx = body->docx;
    const char *id = office_xml_attribute(&body->xml, OFFICE_WORD, "id");
    struct docx_note *note =
        id == NULL
            ? NULL
            : xmlHashLookup(is_endnote ? docx->endnotes : docx->footnotes, (const xmlChar *)id);
    struct buffer label = {0};
    bool is_new;

    if (note == NULL || !is_read(body))
        return;
    is_new = note->number == 0;
    if (is_new)
        note->number = is_endnote ? ++docx->endnote_number : ++docx->footnote_number;
    list_append_number(note->number, is_endnote ? LIST_ROMAN_LOWER : LIST_DECIMAL, &label);
    compose_note(&docx->compose, label.data, is_new ? note->text : NULL,
                 is_new ? note->len_bytes : 0);
    buffer_release(&label);
}

/* ---- paragraphs ---------------------------------------------------------------------------------- */

static void begin_paragraph(struct body *body)
{
    docx_begin_paragraph(body->docx, &body->paragraph);
    compose_begin_paragraph(&body->docx->compose);
}

static void end_paragraph(struct body *body)
{
    const bool in_contents = body->contents_depth > 0 || docx_in_contents(&body->fields);
    struct compose_role role;

    docx_end_instructions(&body->fields);
    if (body->paragraph.mark_is_deleted) {
        compose_join_paragraph(&body->docx->compose);
        return;
    }
    role = docx_paragraph_role(body->docx, &body->paragraph, in_contents, &body->label);
    compose_end_paragraph(&body->docx->compose, &role);
}

/* ---- controls, tables, boxes --------------------------------------------------------------------- */

static void read_control_properties(struct body *body)
{
    struct office_xml *xml = &body->xml;
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    body->is_placeholder = false;
    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "showingPlcHdr"))
            body->is_placeholder = docx_value(xml) == NULL || docx_value(xml)[0] != '0';
        else if (docx_is(xml, "docPartGallery") && docx_value(xml) != NULL &&
                 strcmp(docx_value(xml), "Table of Contents") == 0 && body->contents_depth == 0)
            body->contents_depth = depth - 1;
    }
}

static void begin_control_content(struct body *body)
{
    if (body->is_placeholder)
        office_xml_skip(&body->xml);
    body->is_placeholder = false;
}

static void read_cell_properties(struct body *body)
{
    struct office_xml *xml = &body->xml;
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event == OFFICE_START && docx_is(xml, "gridSpan"))
            body->cell_width = office_number(docx_value(xml), COMPOSE_COLUMNS_MAX, 1);
    }
}

static void begin_box(struct body *body)
{
    body->outer = array_reserve(body->outer, &body->outer_capacity, body->outer_count + 1,
                                sizeof *body->outer);
    body->outer[body->outer_count++] = body->paragraph;
    compose_begin_box(&body->docx->compose);
}

static void end_box(struct body *body)
{
    if (body->outer_count == 0)
        return;
    compose_end_box(&body->docx->compose);
    body->paragraph = body->outer[--body->outer_count];
    begin_run(body);
}

/* ---- elements ------------------------------------------------------------------------------------ */

static void begin_table_part(struct body *body, enum tag tag)
{
    struct compose *compose = &body->docx->compose;

    switch (tag) {
    case TAG_TABLE:
        compose_begin_table(compose);
        break;
    case TAG_COLUMN:
        compose_add_columns(compose, 1);
        break;
    case TAG_ROW:
        compose_begin_row(compose);
        break;
    case TAG_CELL:
        body->cell_width = 1;
        compose_begin_cell(compose);
        break;
    case TAG_CELL_PROPERTIES:
        read_cell_properties(body);
        break;
    default:
        break;
    }
}

static void begin_sign(struct body *body, enum tag tag)
{
    switch (tag) {
    case TAG_TAB:
        add_string(body, "\t");
        break;
    case TAG_HYPHEN:
        add_string(body, "\xE2\x80\x91");
        break;
    case TAG_BREAK:
    case TAG_RETURN:
        if (is_read(body))
            compose_line_break(&body->docx->compose);
        break;
    case TAG_SYMBOL:
        add_symbol(body);
        break;
    case TAG_FOOTNOTE_REFERENCE:
    case TAG_ENDNOTE_REFERENCE:
        add_note(body, tag == TAG_ENDNOTE_REFERENCE);
        break;
    default:
        break;
    }
}

static void begin_element(struct body *body)
{
    const enum tag tag = docx_find_tag(&body->xml);

    switch (tag) {
    case TAG_DELETED:
    case TAG_FALLBACK:
        office_xml_skip(&body->xml);
        break;
    case TAG_PARAGRAPH:
        begin_paragraph(body);
        break;
    case TAG_PARAGRAPH_PROPERTIES:
        docx_read_paragraph(body->docx, &body->xml, &body->paragraph);
        break;
    case TAG_RUN:
        begin_run(body);
        break;
    case TAG_RUN_PROPERTIES:
        read_run_look(body);
        break;
    case TAG_TEXT:
        body->in_text = true;
        break;
    case TAG_FIELD_CHAR:
        docx_take_field_char(&body->fields, &body->xml);
        break;
    case TAG_INSTRUCTION:
        docx_take_instruction(&body->fields, &body->xml);
        break;
    case TAG_CONTROL_PROPERTIES:
        read_control_properties(body);
        break;
    case TAG_CONTROL_CONTENT:
        begin_control_content(body);
        break;
    case TAG_BOX:
        begin_box(body);
        break;
    default:
        begin_table_part(body, tag);
        begin_sign(body, tag);
    }
}

static void end_element(struct body *body)
{
    struct compose *compose = &body->docx->compose;

    if (body->xml.depth == body->contents_depth)
        body->contents_depth = 0;
    switch (docx_find_tag(&body->xml)) {
    case TAG_PARAGRAPH:
        end_paragraph(body);
        break;
    case TAG_TEXT:
        body->in_text = false;
        break;
    case TAG_CELL:
        compose_end_cell(compose, body->cell_width);
        break;
    case TAG_ROW:
        compose_end_row(compose);
        break;
    case TAG_TABLE:
        compose_end_table(compose);
        break;
    case TAG_BOX:
        end_box(body);
        break;
    default:
        break;
    }
}

static void take_event(struct body *body, enum office_xml_event event)
{
    if (event == OFFICE_START)
        begin_element(body);
    else if (event == OFFICE_END)
        end_element(body);
    else if (event == OFFICE_TEXT && body->in_text)
        add_text(body, body->xml.text, body->xml.len_bytes);
    if (body->docx->compose.too_large)
        office_xml_fail(&body->xml, WIRE_TOO_LARGE);
}

static bool close_body(struct body *body, enum wire_failure *failure)
{
    free(body->outer);
    buffer_release(&body->label);
    return office_xml_close(&body->xml, failure);
}

bool docx_read_body(struct docx *docx, const struct buffer *member, enum wire_failure *failure)
{
    struct body body = {.docx = docx};
    enum office_xml_event event;

    office_xml_open(&body.xml, member);
    while ((event = office_xml_next(&body.xml)) != OFFICE_OVER)
        take_event(&body, event);
    return close_body(&body, failure);
}

/* ---- notes --------------------------------------------------------------------------------------- */

static void read_note(struct body *body, struct buffer *text, struct _xmlHashTable *notes)
{
    struct docx *docx = body->docx;
    const char *type = office_xml_attribute(&body->xml, OFFICE_WORD, "type");
    const char *id = office_xml_attribute(&body->xml, OFFICE_WORD, "id");
    const unsigned depth = body->xml.depth;
    struct docx_note *note;
    enum office_xml_event event;

    if (id == NULL || (type != NULL && strcmp(type, "normal") != 0)) {
        office_xml_skip(&body->xml); /* a separator */
        return;
    }
    note = arena_allocate(&docx->arena, sizeof *note);
    xmlHashAddEntry(notes, (const xmlChar *)id, note);
    buffer_clear(text);
    compose_begin_note(&docx->compose);
    while (office_xml_next_within(&body->xml, depth, &event))
        take_event(body, event);
    compose_end_note(&docx->compose, text);
    note->text =
        arena_copy_bytes(&docx->arena, text->data != NULL ? text->data : "", text->len_bytes);
    note->len_bytes = text->len_bytes;
}

bool docx_read_notes(struct docx *docx, const struct buffer *member, bool are_endnotes,
                     enum wire_failure *failure)
{
    struct body body = {.docx = docx};
    struct buffer text = {0};
    enum office_xml_event event;

    office_xml_open(&body.xml, member);
    while ((event = office_xml_next(&body.xml)) != OFFICE_OVER) {
        if (event == OFFICE_START &&
            (docx_is(&body.xml, "footnote") || docx_is(&body.xml, "endnote")))
            read_note(&body, &text, are_endnotes ? docx->endnotes : docx->footnotes);
    }
    buffer_release(&text);
    return close_body(&body, failure);
}
