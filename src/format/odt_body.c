/* The text of an odt: paragraphs and headings, lists, tables, notes, boxes.
 *
 *  1. Text is what stands in text:p and text:h. Left out is what was deleted (text:tracked-changes), said
 *     about the text (annotations), hidden, or made for programs that cannot count (text:number).
 *  2. A list item's number goes to its first paragraph; an item that begins with a list has none of its
 *     own.
 *  3. A list that is no part of another begins at its first number, unless it says that it goes on with
 *     one before it: with that list by its id, else with the last one of its style.
 *  4. A heading is numbered by the list it stands in, else by the numbering of headings.
 *  5. In tables, boxes and notes lists begin anew, as if they stood alone. */
#include "config.h"

#include "format/odt.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

enum { SPACES_MAX = 64, NOTE_LABEL_BYTES = 16 };

struct paragraph {
    const struct odt_style *style;
    unsigned level; /* of a heading; 0 of any other */
    bool is_unnumbered;
    int start; /* the number at which counting begins again, or -1 */
};

/* A list that is open, and its current item. */
struct list {
    struct odt_list_style *style; /* NULL: unknown */
    const char *id, *continued_id;
    bool item_is_counted;
    int start; /* as of a paragraph */
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
    struct list *lists;
    size_t list_count, list_capacity;
    size_t first_list; /* of this context */
    struct context *contexts;
    size_t context_count, context_capacity;
    unsigned contents_depth; /* of the element that holds a table of contents; 0: none */
    size_t cell_width;
    char note_label[NOTE_LABEL_BYTES];
    struct buffer label, note;
};

/* Elements that are looked at; the others are passed through. */
enum tag {
    TAG_OTHER,
    TAG_LEFT_OUT,
    TAG_PARAGRAPH,
    TAG_HEADING,
    TAG_SPAN,
    TAG_SPACES,
    TAG_TAB,
    TAG_LINE_BREAK,
    TAG_SECTION,
    TAG_HIDDEN,
    TAG_CONTENTS,
    TAG_LIST,
    TAG_ITEM,
    TAG_ITEM_HEADER,
    TAG_CITATION,
    TAG_NOTE,
    TAG_TABLE,
    TAG_COLUMN,
    TAG_ROW,
    TAG_CELL,
    TAG_COVERED_CELL,
    TAG_BOX,
};

static const struct {
    const char *name;
    enum office_namespace space;
    enum tag tag;
} tags[] = {
    {"alphabetical-index", ODF_TEXT, TAG_CONTENTS},
    {"alphabetical-index-source", ODF_TEXT, TAG_LEFT_OUT},
    {"annotation", ODF_OFFICE, TAG_LEFT_OUT},
    {"bibliography-source", ODF_TEXT, TAG_LEFT_OUT},
    {"binary-data", ODF_OFFICE, TAG_LEFT_OUT},
    {"caption", ODF_DRAWING, TAG_BOX},
    {"circle", ODF_DRAWING, TAG_BOX},
    {"covered-table-cell", ODF_TABLE, TAG_COVERED_CELL},
    {"custom-shape", ODF_DRAWING, TAG_BOX},
    {"ellipse", ODF_DRAWING, TAG_BOX},
    {"forms", ODF_OFFICE, TAG_LEFT_OUT},
    {"h", ODF_TEXT, TAG_HEADING},
    {"hidden-paragraph", ODF_TEXT, TAG_HIDDEN},
    {"hidden-text", ODF_TEXT, TAG_HIDDEN},
    {"illustration-index", ODF_TEXT, TAG_CONTENTS},
    {"illustration-index-source", ODF_TEXT, TAG_LEFT_OUT},
    {"line-break", ODF_TEXT, TAG_LINE_BREAK},
    {"list", ODF_TEXT, TAG_LIST},
    {"list-header", ODF_TEXT, TAG_ITEM_HEADER},
    {"list-item", ODF_TEXT, TAG_ITEM},
    {"note-body", ODF_TEXT, TAG_NOTE},
    {"note-citation", ODF_TEXT, TAG_CITATION},
    {"number", ODF_TEXT, TAG_LEFT_OUT},
    {"object-index", ODF_TEXT, TAG_CONTENTS},
    {"object-index-source", ODF_TEXT, TAG_LEFT_OUT},
    {"p", ODF_TEXT, TAG_PARAGRAPH},
    {"rect", ODF_DRAWING, TAG_BOX},
    {"ruby-text", ODF_TEXT, TAG_LEFT_OUT},
    {"s", ODF_TEXT, TAG_SPACES},
    {"script", ODF_TEXT, TAG_LEFT_OUT},
    {"section", ODF_TEXT, TAG_SECTION},
    {"span", ODF_TEXT, TAG_SPAN},
    {"tab", ODF_TEXT, TAG_TAB},
    {"table", ODF_TABLE, TAG_TABLE},
    {"table-cell", ODF_TABLE, TAG_CELL},
    {"table-column", ODF_TABLE, TAG_COLUMN},
    {"table-index", ODF_TEXT, TAG_CONTENTS},
    {"table-index-source", ODF_TEXT, TAG_LEFT_OUT},
    {"table-of-content", ODF_TEXT, TAG_CONTENTS},
    {"table-of-content-source", ODF_TEXT, TAG_LEFT_OUT},
    {"table-row", ODF_TABLE, TAG_ROW},
    {"text-box", ODF_DRAWING, TAG_BOX},
    {"tracked-changes", ODF_TEXT, TAG_LEFT_OUT},
    {"user-index", ODF_TEXT, TAG_CONTENTS},
    {"user-index-source", ODF_TEXT, TAG_LEFT_OUT},
};

static int compare_names(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

static enum tag find_tag(const struct office_xml *xml)
{
    const char *found = bsearch(xml->name, tags, COUNT_OF(tags), sizeof *tags, compare_names);
    const size_t at = found != NULL ? (size_t)(found - (const char *)tags) / sizeof *tags : 0;

    return found != NULL && tags[at].space == xml->space ? tags[at].tag : TAG_OTHER;
}

static const char *attribute(struct body *body, enum office_namespace space, const char *name)
{
    return office_xml_attribute(body->xml, space, name);
}

static bool is_true(struct body *body, enum office_namespace space, const char *name)
{
    const char *value = attribute(body, space, name);

    return value != NULL && strcmp(value, "true") == 0;
}

/* A number to begin with again, or -1. */
static int read_start(struct body *body)
{
    const char *value = attribute(body, ODF_TEXT, "start-value");

    return value != NULL ? (int)office_number(value, LIST_NUMBER_MAX, 1) : -1;
}

/* ---- contexts ------------------------------------------------------------------------------------ */

static void push_context(struct body *body)
{
    struct context *context;

    body->contexts = array_reserve(body->contexts, &body->context_capacity, body->context_count + 1,
                                   sizeof *body->contexts);
    context = &body->contexts[body->context_count++];
    *context = (struct context){body->paragraph, body->look, body->first_list, {0}};
    memcpy(context->note_label, body->note_label, sizeof context->note_label);
    body->first_list = body->list_count;
}

static void pop_context(struct body *body)
{
    const struct context *context = &body->contexts[--body->context_count];

    body->paragraph = context->paragraph;
    body->look = context->look;
    body->first_list = context->first_list;
    memcpy(body->note_label, context->note_label, sizeof body->note_label);
}

/* ---- lists --------------------------------------------------------------------------------------- */

static struct list *innermost_list(struct body *body)
{
    return body->list_count > body->first_list ? &body->lists[body->list_count - 1] : NULL;
}

static struct list_count *find_continued(struct body *body, const char *id)
{
    return id != NULL ? xmlHashLookup(body->odt->lists, (const xmlChar *)id) : NULL;
}

static void begin_count(struct body *body, struct list *list)
{
    const struct list_count *continued = find_continued(body, list->continued_id);

    if (list->style == NULL)
        return;
    if (continued != NULL)
        list->style->count = *continued;
    else if (list->continued_id == NULL && !is_true(body, ODF_TEXT, "continue-numbering"))
        list->style->count = (struct list_count){0};
}

static void begin_list(struct body *body)
{
    struct arena *arena = &body->odt->arena;
    const char *style = attribute(body, ODF_TEXT, "style-name");
    const struct list *outer = innermost_list(body);
    struct list list = {.start = -1};

    if (style != NULL)
        list.style = xmlHashLookup(body->odt->list_styles, (const xmlChar *)style);
    else if (outer != NULL)
        list.style = outer->style;
    if (outer == NULL) {
        list.id = arena_copy_string(arena, attribute(body, OFFICE_OTHER, "id"));
        list.continued_id = arena_copy_string(arena, attribute(body, ODF_TEXT, "continue-list"));
        begin_count(body, &list);
    }
    body->lists =
        array_reserve(body->lists, &body->list_capacity, body->list_count + 1, sizeof *body->lists);
    body->lists[body->list_count++] = list;
}

static void keep_count(struct body *body, const char *id, const struct list_count *count)
{
    struct list_count *kept = find_continued(body, id);

    if (id == NULL)
        return;
    if (kept == NULL) {
        if (!odt_count_item(body->odt, body->xml))
            return;
        kept = arena_allocate(&body->odt->arena, sizeof *kept);
        xmlHashAddEntry(body->odt->lists, (const xmlChar *)id, kept);
    }
    *kept = *count;
}

static void end_list(struct body *body)
{
    const struct list *list = innermost_list(body);

    if (list == NULL)
        return;
    if (list->style != NULL) {
        keep_count(body, list->id, &list->style->count);
        keep_count(body, list->continued_id, &list->style->count);
    }
    body->list_count--;
}

static void begin_item(struct body *body, bool is_header)
{
    struct list *list = innermost_list(body);

    if (list == NULL)
        return;
    list->item_is_counted = is_header;
    list->start = read_start(body);
}

/* ---- numbers ------------------------------------------------------------------------------------- */

static void number(struct body *body, struct odt_list_style *style, size_t level, int start,
                   struct compose_role *role)
{
    const struct list_level *levels[LIST_LEVELS];

    for (size_t i = 0; i < LIST_LEVELS; i++)
        levels[i] = style->levels[i];
    if (start >= 0)
        list_restart(&style->count, level, (unsigned)start);
    list_advance(&style->count, levels, level);
    list_append_label(&style->count, levels, level, &body->label);
    role->label = body->label.data;
    if (levels[level] != NULL && levels[level]->format == LIST_BULLET) {
        role->kind = EVENT_LIST_ITEM;
    } else if (body->label.len_bytes > 0) {
        role->list = style;
        role->list_level = (unsigned)level;
    }
}

static void number_item(struct body *body, struct list *list, struct compose_role *role)
{
    const size_t depth = body->list_count - body->first_list;

    list->item_is_counted = true;
    if (list->style == NULL) {
        role->kind = EVENT_LIST_ITEM;
        role->label = "•";
        return;
    }
    number(body, list->style, depth <= LIST_LEVELS ? depth - 1 : LIST_LEVELS - 1, list->start,
           role);
    list->start = -1;
}

/* An automatic style that names no list takes a heading out of the numbering. */
static void number_heading(struct body *body, struct compose_role *role)
{
    const struct odt_style *style = body->paragraph.style;

    if (body->paragraph.is_unnumbered ||
        (style != NULL && style->list_style != NULL && style->list_style[0] == '\0'))
        return;
    number(body, &body->odt->outline, body->paragraph.level - 1, body->paragraph.start, role);
}

/* ---- paragraphs ---------------------------------------------------------------------------------- */

static void begin_paragraph(struct body *body, bool is_heading)
{
    const struct odt_style *style =
        odt_find_style(body->odt, ODT_PARAGRAPH, attribute(body, ODF_TEXT, "style-name"));
    struct paragraph paragraph = {.style = style, .start = -1};

    if (is_heading) {
        paragraph.level = office_number(attribute(body, ODF_TEXT, "outline-level"), LIST_LEVELS, 1);
        paragraph.level += paragraph.level == 0;
        paragraph.is_unnumbered = is_true(body, ODF_TEXT, "is-list-header");
        paragraph.start = is_true(body, ODF_TEXT, "restart-numbering") ? read_start(body) : -1;
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
    struct list *list = innermost_list(body);

    buffer_clear(&body->label);
    if (list != NULL && !list->item_is_counted)
        number_item(body, list, &role);
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

    if ((display != NULL && strcmp(display, "none") == 0) || is_true(body, ODF_TEXT, "is-hidden"))
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
        if (is_true(body, ODF_TEXT, "is-hidden"))
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
    const enum tag tag = find_tag(body->xml);

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
        begin_list(body);
        break;
    case TAG_ITEM:
    case TAG_ITEM_HEADER:
        begin_item(body, tag == TAG_ITEM_HEADER);
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
    switch (find_tag(body->xml)) {
    case TAG_PARAGRAPH:
    case TAG_HEADING:
        end_paragraph(body);
        break;
    case TAG_SPAN:
        body->look = body->looks[body->xml->depth];
        break;
    case TAG_LIST:
        end_list(body);
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
    free(body.lists);
    free(body.contexts);
    buffer_release(&body.label);
    buffer_release(&body.note);
}
