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

#include "format/docx.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

enum { FIELDS_MAX = 64, INSTRUCTION_BYTES = 8 };

struct paragraph {
    const struct docx_style *style;
    const char *style_id;
    struct docx_format format;
    bool mark_is_deleted;
};

struct field {
    bool in_instruction, is_contents;
    char instruction[INSTRUCTION_BYTES]; /* its beginning */
    size_t instruction_bytes;
};

struct body {
    struct docx *docx;
    struct office_xml xml;
    struct paragraph paragraph;
    struct paragraph *outer; /* those in which boxes stand */
    size_t outer_count, outer_capacity;
    struct docx_look look; /* of the run */
    bool in_text;
    struct field fields[FIELDS_MAX];
    size_t field_count;      /* may be more than FIELDS_MAX */
    unsigned contents_depth; /* of the element that holds a table of contents; 0: none */
    bool is_placeholder;     /* of the control that has begun */
    size_t cell_width;
    struct buffer label;
};

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

static const struct {
    const char *name;
    enum tag tag;
} tags[] = {
    {"Fallback", TAG_FALLBACK},
    {"br", TAG_BREAK},
    {"cr", TAG_RETURN},
    {"del", TAG_DELETED},
    {"delInstrText", TAG_DELETED},
    {"delText", TAG_DELETED},
    {"endnoteReference", TAG_ENDNOTE_REFERENCE},
    {"fldChar", TAG_FIELD_CHAR},
    {"footnoteReference", TAG_FOOTNOTE_REFERENCE},
    {"gridCol", TAG_COLUMN},
    {"instrText", TAG_INSTRUCTION},
    {"moveFrom", TAG_DELETED},
    {"noBreakHyphen", TAG_HYPHEN},
    {"p", TAG_PARAGRAPH},
    {"pPr", TAG_PARAGRAPH_PROPERTIES},
    {"ptab", TAG_TAB},
    {"r", TAG_RUN},
    {"rPr", TAG_RUN_PROPERTIES},
    {"rt", TAG_DELETED},
    {"sdtContent", TAG_CONTROL_CONTENT},
    {"sdtPr", TAG_CONTROL_PROPERTIES},
    {"sectPr", TAG_DELETED},
    {"sym", TAG_SYMBOL},
    {"t", TAG_TEXT},
    {"tab", TAG_TAB},
    {"tbl", TAG_TABLE},
    {"tblGridChange", TAG_DELETED},
    {"tblPr", TAG_DELETED},
    {"tblPrEx", TAG_DELETED},
    {"tc", TAG_CELL},
    {"tcPr", TAG_CELL_PROPERTIES},
    {"tr", TAG_ROW},
    {"txbxContent", TAG_BOX},
};

static int compare_names(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

static enum tag find_tag(const struct office_xml *xml)
{
    const void *found;

    if (xml->space != OFFICE_WORD && xml->space != OFFICE_MATH &&
        xml->space != OFFICE_COMPATIBILITY)
        return TAG_OTHER;
    found = bsearch(xml->name, tags, COUNT_OF(tags), sizeof *tags, compare_names);
    return found == NULL
               ? TAG_OTHER
               : tags[(size_t)((const char *)found - (const char *)tags) / sizeof *tags].tag;
}

static bool is_named(const struct office_xml *xml, const char *name)
{
    return xml->space == OFFICE_WORD && strcmp(xml->name, name) == 0;
}

/* ---- fields -------------------------------------------------------------------------------------- */

static struct field *innermost_field(struct body *body)
{
    return body->field_count == 0 || body->field_count > FIELDS_MAX
               ? NULL
               : &body->fields[body->field_count - 1];
}

static bool in_instruction(const struct body *body)
{
    const size_t count = body->field_count < FIELDS_MAX ? body->field_count : FIELDS_MAX;

    for (size_t i = count; i > 0; i--) {
        if (body->fields[i - 1].in_instruction)
            return true;
    }
    return false;
}

static bool in_contents(const struct body *body)
{
    const size_t count = body->field_count < FIELDS_MAX ? body->field_count : FIELDS_MAX;

    for (size_t i = 0; i < count; i++) {
        if (body->fields[i].is_contents)
            return true;
    }
    return body->contents_depth > 0;
}

static void begin_field(struct body *body)
{
    body->field_count++;
    if (innermost_field(body) != NULL)
        *innermost_field(body) = (struct field){.in_instruction = true};
}

static void take_field_char(struct body *body)
{
    const char *type = office_xml_attribute(&body->xml, OFFICE_WORD, "fldCharType");
    struct field *field = innermost_field(body);

    if (type == NULL)
        return;
    if (strcmp(type, "begin") == 0) {
        begin_field(body);
    } else if (strcmp(type, "separate") == 0 && field != NULL) {
        field->in_instruction = false;
        field->is_contents = strncmp(field->instruction, "TOC", 3) == 0;
    } else if (strcmp(type, "end") == 0 && body->field_count > 0) {
        body->field_count--;
    }
}

static void take_instruction(struct body *body)
{
    struct field *field = innermost_field(body);
    const unsigned depth = body->xml.depth;
    enum office_xml_event event;

    while (office_xml_next_within(&body->xml, depth, &event)) {
        if (event != OFFICE_TEXT || field == NULL)
            continue;
        for (size_t i = 0; i < body->xml.len_bytes; i++) {
            if (body->xml.text[i] == ' ' && field->instruction_bytes == 0)
                continue;
            if (field->instruction_bytes + 1 == INSTRUCTION_BYTES)
                break;
            field->instruction[field->instruction_bytes++] = body->xml.text[i];
        }
    }
}

static void end_instructions(struct body *body)
{
    const size_t count = body->field_count < FIELDS_MAX ? body->field_count : FIELDS_MAX;

    for (size_t i = 0; i < count; i++)
        body->fields[i].in_instruction = false;
}

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
    return body->look.hidden != 1 && !in_instruction(body);
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
    body->paragraph = (struct paragraph){
        .style = body->docx->default_style,
        .format = {DOCX_UNSAID, DOCX_UNSAID, NULL},
    };
    if (body->paragraph.style != NULL)
        body->paragraph.style_id = body->paragraph.style->id;
    compose_begin_paragraph(&body->docx->compose);
}

/* The look of the paragraph's mark is none of ours, but for its having been deleted or moved away. */
static void read_mark(struct body *body)
{
    const unsigned depth = body->xml.depth;
    enum office_xml_event event;

    while (office_xml_next_within(&body->xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (is_named(&body->xml, "del") || is_named(&body->xml, "moveFrom"))
            body->paragraph.mark_is_deleted = true;
        office_xml_skip(&body->xml);
    }
}

static void read_paragraph_properties(struct body *body)
{
    struct office_xml *xml = &body->xml;
    struct paragraph *paragraph = &body->paragraph;
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START || docx_take_format(body->docx, xml, &paragraph->format))
            continue;
        if (is_named(xml, "rPr")) {
            read_mark(body);
            continue;
        }
        if (is_named(xml, "pStyle") && docx_value(xml) != NULL) {
            paragraph->style_id = arena_copy_string(&body->docx->arena, docx_value(xml));
            paragraph->style = docx_find_style(body->docx, paragraph->style_id);
        }
        office_xml_skip(xml);
    }
}

static unsigned heading_level(const struct paragraph *paragraph, const struct docx_format *format)
{
    if (format->outline_level != DOCX_UNSAID)
        return format->outline_level < DOCX_OUTLINE_LEVELS ? (unsigned)format->outline_level + 1
                                                           : 0;
    if (paragraph->style != NULL)
        return paragraph->style->named_level;
    return paragraph->style_id != NULL ? docx_named_level(paragraph->style_id) : 0;
}

static struct compose_role role_of(struct body *body)
{
    struct paragraph *paragraph = &body->paragraph;
    const struct docx_style *style = paragraph->style;
    struct docx_format format = paragraph->format;
    struct compose_role role = {.kind = EVENT_LINE};
    const void *list = NULL;
    bool is_bullet = false, is_numbered;

    if (style != NULL)
        docx_inherit_format(&format, &style->format);
    role.level = heading_level(paragraph, &format);
    role.is_title = style != NULL && style->purpose == DOCX_TITLE;
    buffer_clear(&body->label);
    is_numbered =
        format.num_id != NULL &&
        docx_next_number(body->docx, &format,
                         paragraph->format.list_level == DOCX_UNSAID ? paragraph->style_id : NULL,
                         &body->label, &is_bullet, &list, &role.list_level);
    role.label = body->label.data;
    if ((style != NULL && style->purpose == DOCX_CONTENTS) ||
        (in_contents(body) && role.level == 0))
        role.kind = EVENT_PARAGRAPH;
    else if (role.level > 0)
        role.kind = EVENT_HEADING;
    else if (is_numbered && is_bullet)
        role.kind = EVENT_LIST_ITEM;
    else if (is_numbered && body->label.len_bytes > 0)
        role.list = list;
    return role;
}

static void end_paragraph(struct body *body)
{
    struct compose_role role;

    end_instructions(body);
    if (body->paragraph.mark_is_deleted) {
        compose_join_paragraph(&body->docx->compose);
        return;
    }
    role = role_of(body);
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
        if (is_named(xml, "showingPlcHdr"))
            body->is_placeholder = docx_value(xml) == NULL || docx_value(xml)[0] != '0';
        else if (is_named(xml, "docPartGallery") && docx_value(xml) != NULL &&
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
        if (event == OFFICE_START && is_named(xml, "gridSpan"))
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
    const enum tag tag = find_tag(&body->xml);

    switch (tag) {
    case TAG_DELETED:
    case TAG_FALLBACK:
        office_xml_skip(&body->xml);
        break;
    case TAG_PARAGRAPH:
        begin_paragraph(body);
        break;
    case TAG_PARAGRAPH_PROPERTIES:
        read_paragraph_properties(body);
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
        take_field_char(body);
        break;
    case TAG_INSTRUCTION:
        take_instruction(body);
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
    switch (find_tag(&body->xml)) {
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
            (is_named(&body.xml, "footnote") || is_named(&body.xml, "endnote")))
            read_note(&body, &text, are_endnotes ? docx->endnotes : docx->footnotes);
    }
    buffer_release(&text);
    return close_body(&body, failure);
}
