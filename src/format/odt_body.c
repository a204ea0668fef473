/* The text of an odt: paragraphs and headings, lists, tables, notes, boxes.
 *
 *  1. Text is what stands in text:p and text:h. Left out is what was deleted (text:tracked-changes), said
 *     about the text (annotations), hidden, or made for programs that cannot count (text:number).
 *  2. A heading is numbered by the list it stands in, else by the numbering of headings.
 *  3. In tables, boxes and notes lists begin anew, as if they stood alone. */
#include "config.h"

#include "format/odt_body.h"

#include <stdlib.h>
#include <string.h>

enum { SPACES_MAX = 64, NOTE_LABEL_BYTES = 16 };

struct paragraph {
    const struct odt_style *style;
    unsigned level; /* of a heading; 0 of any other */
    bool is_unnumbered;
    int start; /* the number at which counting begins again, or -1 */
};

/* What a table, box or note in the midst of a paragraph keeps for its end. */
struct context {
    struct paragraph paragraph;
    struct odt_look look;
    size_t first_list;
    char note_label[NOTE_LABEL_BYTES];
};

struct body {
    struct odt *odt;
    struct office_xml *xml;
    struct paragraph paragraph;
    struct odt_look look;
    struct odt_look looks[OFFICE_DEPTH_MAX + 1]; /* that spans of these depths have replaced */
    struct odt_open_lists lists;
    struct context *contexts;
    size_t context_count, context_capacity;
    unsigned contents_depth; /* of the element that holds a table of contents; 0: none */
    size_t cell_width;
    char note_label[NOTE_LABEL_BYTES];
    struct buffer label, note;
};

static const char *attribute(struct body *body, enum office_namespace space, const char *name)
{
    return office_xml_attribute(body->xml, space, name);
}

/* ---- contexts ------------------------------------------------------------------------------------ */

static void push_context(struct body *body)
{
    struct context *context;

    body->contexts = array_reserve(body->contexts, &body->context_capacity, body->context_count + 1,
                                   sizeof *body->contexts);
    context = &body->contexts[body->context_count++];
    *context = (struct context){body->paragraph, body->look, body->lists.first, {0}};
    memcpy(context->note_label, body->note_label, sizeof context->note_label);
    body->lists.first = body->lists.count;
}

static void pop_context(struct body *body)
{
    const struct context *context = &body->contexts[--body->context_count];

    body->paragraph = context->paragraph;
    body->look = context->look;
    body->lists.first = context->first_list;
    memcpy(body->note_label, context->note_label, sizeof body->note_label);
}

/* ---- paragraphs ---------------------------------------------------------------------------------- */

/* An automatic style that names no list takes a heading out of the numbering. */
static void number_heading(struct body *body, struct compose_role *role)
{
    const struct odt_style *style = body->paragraph.style;

    if (body->paragraph.is_unnumbered ||
        (style != NULL && style->list_style != NULL && style->list_style[0] == '\0'))
        return;
    odt_number(&body->odt->outline, body->paragraph.level - 1, body->paragraph.start, &body->label,
               role);
}

static void begin_paragraph(struct body *body, bool is_heading)
{
    const struct odt_style *style =
        odt_find_style(body->odt, ODT_PARAGRAPH, attribute(body, ODF_TEXT, "style-name"));
    struct paragraph paragraph = {.style = style, .start = -1};

    if (is_heading) {
        paragraph.level = office_number(attribute(body, ODF_TEXT, "outline-level"), LIST_LEVELS, 1);
        paragraph.level += paragraph.level == 0;
        paragraph.is_unnumbered = odt_is_true(body->xml, ODF_TEXT, "is-list-header");
        paragraph.start =
            odt_is_true(body->xml, ODF_TEXT, "restart-numbering") ? odt_read_start(body->xml) : -1;
    } else if (style != NULL && style->outline_level > 0) {
        paragraph.level = (unsigned)style->outline_level;
        paragraph.is_unnumbered = true;
    }
    body->paragraph = paragraph;
    body->look = style != NULL ? style->look : body->odt->default_look;
    compose_begin_paragraph(&body->odt->compose);
}

static struct compose_role role_of(struct body *body)
{
    struct compose_role role = {.kind = EVENT_LINE};
    const struct odt_open_list *list = odt_innermost_list(&body->lists);

    buffer_clear(&body->label);
    if (list != NULL && !list->item_is_counted)
        odt_number_item(&body->lists, &body->label, &role);
    else if (list == NULL && body->paragraph.level > 0)
        number_heading(body, &role);
    if (body->contents_depth > 0)
        role.kind = EVENT_PARAGRAPH;
    else if (body->paragraph.level > 0)
        role.kind = EVENT_HEADING;
    role.level = body->paragraph.level;
    role.is_title = body->paragraph.style != NULL && body->paragraph.style->is_title;
    return role;
}

static void end_paragraph(struct body *body)
{
    const struct compose_role role = role_of(body);

    compose_end_paragraph(&body->odt->compose, &role);
}

static void begin_span(struct body *body)
{
    const struct odt_style *style =
        odt_find_style(body->odt, ODT_RUN, attribute(body, ODF_TEXT, "style-name"));
    struct odt_look look;

    body->looks[body->xml->depth] = body->look;
    if (style == NULL)
        return;
    look = style->look;
    odt_inherit_look(&look, &body->look);
    body->look = look;
}

static void add_text(struct body *body, const char *text, size_t len_bytes)
{
    enum { USUAL_HALF_POINTS = 24 }; /* where nothing says otherwise */
    const struct compose_look look = {
        .stands_out = body->look.bold == 1 || body->look.underlined == 1,
        .half_points = body->look.half_points != ODT_UNSAID ? (unsigned)body->look.half_points
                                                            : USUAL_HALF_POINTS,
    };

    if (body->look.hidden != 1)
        compose_text(&body->odt->compose, text, len_bytes, look);
}

/* ---- notes and tables ---------------------------------------------------------------------------- */

/* The mark as it is shown; one that is too long will be a star. */
static void read_citation(struct body *body)
{
    const unsigned depth = body->xml->depth;
    enum office_xml_event event;
    size_t len_bytes = 0;

    while (office_xml_next_within(body->xml, depth, &event)) {
        if (event != OFFICE_TEXT)
            continue;
        for (size_t i = 0; i < body->xml->len_bytes && len_bytes + 1 < NOTE_LABEL_BYTES; i++)
            body->note_label[len_bytes++] = body->xml->text[i];
    }
    body->note_label[len_bytes] = '\0';
}

static void begin_note(struct body *body)
{
    push_context(body);
    compose_begin_note(&body->odt->compose);
}

static void end_note(struct body *body)
{
    struct compose *compose = &body->odt->compose;

    buffer_clear(&body->note);
    compose_end_note(compose, &body->note);
    pop_context(body);
    compose_note(compose, body->note_label, body->note.data != NULL ? body->note.data : "",
                 body->note.len_bytes);
}

static size_t read_repeated(struct body *body)
{
    return office_number(attribute(body, ODF_TABLE, "number-columns-repeated"), COMPOSE_COLUMNS_MAX,
                         1);
}

static void begin_table_part(struct body *body, enum tag tag)
{
    struct compose *compose = &body->odt->compose;

    switch (tag) {
    case TAG_TABLE:
        push_context(body);
        compose_begin_table(compose);
        break;
    case TAG_COLUMN:
        compose_add_columns(compose, read_repeated(body));
        break;
    case TAG_ROW:
        compose_begin_row(compose);
        break;
    case TAG_CELL:
        body->cell_width = read_repeated(body);
        compose_begin_cell(compose);
        break;
    case TAG_COVERED_CELL:
        body->cell_width = read_repeated(body);
        compose_begin_cell(compose);
        compose_end_cell(compose, body->cell_width);
        office_xml_skip(body->xml);
        break;
    default:
        break;
    }
}

/* ---- elements ------------------------------------------------------------------------------------ */

static void begin_section(struct body *body)
{
    const char *display = attribute(body, ODF_TEXT, "display");

    if ((display != NULL && strcmp(display, "none") == 0) ||
        odt_is_true(body->xml, ODF_TEXT, "is-hidden"))
        office_xml_skip(body->xml);
}

static void begin_contents(struct body *body)
{
    if (body->contents_depth == 0)
        body->contents_depth = body->xml->depth;
}

static void begin_in_paragraph(struct body *body, enum tag tag)
{
    switch (tag) {
    case TAG_SPAN:
        begin_span(body);
        break;
    case TAG_SPACES:
        compose_spaces(&body->odt->compose,
                       office_number(attribute(body, ODF_TEXT, "c"), SPACES_MAX, 1));
        break;
    case TAG_TAB:
        add_text(body, " ", 1);
        break;
    case TAG_LINE_BREAK:
        compose_line_break(&body->odt->compose);
        break;
    case TAG_HIDDEN:
        if (odt_is_true(body->xml, ODF_TEXT, "is-hidden"))
            office_xml_skip(body->xml);
        break;
    case TAG_CITATION:
        read_citation(body);
        break;
    case TAG_NOTE:
        begin_note(body);
        break;
    case TAG_BOX:
        push_context(body);
        compose_begin_box(&body->odt->compose);
        break;
    default:
        begin_table_part(body, tag);
    }
}

static void begin_element(struct body *body)
{
    const enum tag tag = odt_find_tag(body->xml);

    switch (tag) {
    case TAG_LEFT_OUT:
        office_xml_skip(body->xml);
        break;
    case TAG_PARAGRAPH:
    case TAG_HEADING:
        begin_paragraph(body, tag == TAG_HEADING);
        break;
    case TAG_SECTION:
        begin_section(body);
        break;
    case TAG_CONTENTS:
        begin_contents(body);
        break;
    case TAG_LIST:
        odt_begin_list(body->odt, body->xml, &body->lists);
        break;
    case TAG_ITEM:
    case TAG_ITEM_HEADER:
        odt_begin_item(body->xml, &body->lists, tag == TAG_ITEM_HEADER);
        break;
    default:
        begin_in_paragraph(body, tag);
    }
}

static void end_element(struct body *body)
{
    struct compose *compose = &body->odt->compose;

    if (body->xml->depth == body->contents_depth)
        body->contents_depth = 0;
    switch (odt_find_tag(body->xml)) {
    case TAG_PARAGRAPH:
    case TAG_HEADING:
        end_paragraph(body);
        break;
    case TAG_SPAN:
        body->look = body->looks[body->xml->depth];
        break;
    case TAG_LIST:
        odt_end_list(body->odt, body->xml, &body->lists);
        break;
    case TAG_NOTE:
        end_note(body);
        break;
    case TAG_BOX:
        compose_end_box(compose);
        pop_context(body);
        break;
    case TAG_CELL:
        compose_end_cell(compose, body->cell_width);
        break;
    case TAG_ROW:
        compose_end_row(compose);
        break;
    case TAG_TABLE:
        compose_end_table(compose);
        pop_context(body);
        break;
    default:
        break;
    }
}

void odt_read_body(struct odt *odt, struct office_xml *xml)
{
    struct body body = {.odt = odt, .xml = xml};
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event == OFFICE_START)
            begin_element(&body);
        else if (event == OFFICE_END)
            end_element(&body);
        else if (event == OFFICE_TEXT)
            add_text(&body, xml->text, xml->len_bytes);
        if (odt->compose.too_large)
            office_xml_fail(xml, WIRE_TOO_LARGE);
    }
    free(body.lists.items);
    free(body.contexts);
    buffer_release(&body.label);
    buffer_release(&body.note);
}
