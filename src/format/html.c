/* The reader of web pages: libxml2's tree of what the page's content is (html_content.c) becomes blocks.
 *
 *  1. What an element asks of the text inside it is kept for each depth, copied from the depth above: so
 *     leaving an element undoes it.
 *  2. h1 to h6 and what Word calls a title are headings. A paragraph is a line of which nothing is known,
 *     since headings are often only bold: it is emphasised where all its words are.
 *  3. Whatever begins or ends a block in a browser does so here, wherever it stands. */
#include "config.h"

#include "format/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Inside an element. */
struct frame {
    struct flow_style style;
    unsigned list; /* the depth of the innermost list, plus 1; 0 outside lists */
    bool in_table, in_row;
};

struct html_reader {
    struct html_page page;
    struct flow flow;
    struct frame frames[MARKUP_DEPTH_MAX + 1];
    struct html_list lists[MARKUP_DEPTH_MAX + 1];
    struct buffer number;
};

/* ---- paragraphs ---------------------------------------------------------------------------------- */

/* role="heading", and the classes that Word gives its styles. */
static void apply_role(struct frame *frame, const xmlNode *node)
{
    const char *role = markup_attribute(node, "role");
    const char *classes = markup_attribute(node, "class");

    if (role != NULL && strcasecmp(role, "heading") == 0) {
        frame->style.kind = EVENT_HEADING;
        frame->style.level = markup_number(node, "aria-level", 9, 2);
    } else if (html_has_class(node, "MsoTitle")) {
        frame->style.kind = EVENT_HEADING;
        frame->style.level = 1;
    } else if (classes != NULL && strncmp(classes, "MsoToc", 6) == 0) {
        frame->style.kind = EVENT_PARAGRAPH;
    }
}

static void enter_paragraph(struct frame *frame, const xmlNode *node)
{
    if (frame->style.kind != EVENT_HEADING)
        frame->style.kind = EVENT_LINE;
    apply_role(frame, node);
    if (strcmp(markup_name(node), "summary") == 0)
        frame->style.emphasised = true;
}

/* ---- lists --------------------------------------------------------------------------------------- */

static bool has_two_paragraphs(const xmlNode *item)
{
    unsigned count = 0;

    for (const xmlNode *child = item->children; child != NULL && count < 2; child = child->next)
        count += child->type == XML_ELEMENT_NODE && html_element(child)->kind == HTML_PARAGRAPH;
    return count > 1;
}

/* A numbered item that stands alone, or has paragraphs of its own, may be a heading with its text. */
static void enter_item(struct html_reader *reader, struct frame *frame, const xmlNode *node)
{
    struct html_list *list = frame->list > 0 ? &reader->lists[frame->list - 1] : NULL;
    struct flow_item item = {.number = "•"};

    if (list != NULL) {
        html_list_number(list, node, &reader->number);
        item.number = reader->number.data;
        item.counted = list->counted;
        item.may_head = list->counted && (list->lone || has_two_paragraphs(node));
    }
    flow_item(&reader->flow, &item);
}

/* Word writes a list's number, or a sign of a symbol font, into the paragraph. */
static void enter_word_number(struct html_reader *reader, xmlNodePtr node)
{
    static const char *const bullets[] = {"·", "o", "§", "Ø", "ü", "v", "q", "-", "–", "•", ""};
    struct markup_line line = {0};
    struct flow_item item = {.counted = true, .may_head = true};
    size_t len_bytes;

    markup_line_add_element(&line, node);
    buffer_append_string(&line.text, "");
    len_bytes = line.text.len_bytes;
    while (len_bytes >= 2 && memcmp(line.text.data + len_bytes - 2, "\xC2\xA0", 2) == 0) {
        len_bytes -= 2;
        while (len_bytes > 0 && line.text.data[len_bytes - 1] == ' ')
            len_bytes--;
    }
    line.text.data[len_bytes] = '\0';
    item.number = line.text.data;
    for (size_t i = 0; i < COUNT_OF(bullets); i++) {
        if (strcmp(line.text.data, bullets[i]) == 0)
            item = (struct flow_item){.number = "•"};
    }
    flow_item(&reader->flow, &item);
    markup_line_release(&line);
}

/* ---- tables -------------------------------------------------------------------------------------- */

static void enter_table(struct html_reader *reader, struct frame *frame, const xmlNode *node)
{
    frame->in_table = !html_is_layout(node);
    frame->in_row = false;
    if (frame->in_table)
        flow_table_begin(&reader->flow);
    else
        flow_end_block(&reader->flow);
}

static void enter_row(struct html_reader *reader, struct frame *frame)
{
    frame->in_row = frame->in_table;
    if (frame->in_row)
        flow_row_begin(&reader->flow);
    else
        flow_end_block(&reader->flow);
}

static void enter_cell(struct html_reader *reader, struct frame *frame, const xmlNode *node)
{
    enum { ROWS_MAX = 1000 };

    if (!frame->in_row) {
        flow_end_block(&reader->flow);
        return;
    }
    flow_cell(&reader->flow, markup_number(node, "colspan", FLOW_COLUMNS_MAX, 1),
              markup_number(node, "rowspan", ROWS_MAX, 1));
    if (html_element(node)->kind == HTML_HEADER_CELL)
        frame->style.emphasised = true;
}

/* ---- elements ------------------------------------------------------------------------------------ */

/* "#" or "¶" after a heading, which links to itself. */
static bool is_permalink(const struct frame *frame, const xmlNode *node)
{
    const char *href = markup_attribute(node, "href");

    return frame->style.kind == EVENT_HEADING && href != NULL && href[0] == '#' &&
           html_element(node)->text_bytes <= 2;
}

static enum markup_step enter_inline(struct html_reader *reader, struct frame *frame,
                                     xmlNodePtr node)
{
    const struct html_element *element = html_element(node);

    switch (element->kind) {
    case HTML_STRONG:
        frame->style.emphasised = html_strength(node) >= 0;
        break;
    case HTML_ANCHOR:
        if (element->label[0] != '\0')
            flow_mark(&reader->flow, &frame->style, element->label, element->note);
        if (element->label[0] != '\0' || is_permalink(frame, node))
            return MARKUP_PAST;
        break;
    case HTML_BREAK:
        flow_break(&reader->flow, &frame->style);
        return MARKUP_PAST;
    case HTML_QUOTE:
        flow_text(&reader->flow, &frame->style, "“", strlen("“"));
        break;
    default:
        if (html_has_style(node, "mso-list:ignore")) {
            enter_word_number(reader, node);
            return MARKUP_PAST;
        }
        break;
    }
    return MARKUP_INTO;
}

static void enter_block(struct html_reader *reader, struct frame *frame, xmlNodePtr node,
                        unsigned depth)
{
    switch (html_element(node)->kind) {
    case HTML_ITEM:
        enter_item(reader, frame, node);
        return;
    case HTML_TABLE:
        enter_table(reader, frame, node);
        return;
    case HTML_ROW:
        enter_row(reader, frame);
        return;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        enter_cell(reader, frame, node);
        return;
    default:
        break;
    }
    flow_end_block(&reader->flow);
    switch (html_element(node)->kind) {
    case HTML_HEADING:
        frame->style.kind = EVENT_HEADING;
        frame->style.level = (unsigned)(markup_name(node)[1] - '0');
        break;
    case HTML_LIST:
        html_list_begin(&reader->lists[depth], node);
        frame->list = depth + 1;
        break;
    case HTML_PREFORMATTED:
        frame->style.preformatted = true;
        break;
    case HTML_CAPTION:
        frame->style.kind = EVENT_PARAGRAPH;
        break;
    default:
        enter_paragraph(frame, node);
        break;
    }
}

static enum markup_step enter(void *context, xmlNodePtr node, unsigned depth)
{
    struct html_reader *reader = context;
    struct frame *frame = &reader->frames[depth];
    const int strength = html_strength(node);

    if (depth > 0) {
        if (html_is_dropped(&reader->page, node))
            return MARKUP_PAST;
        *frame = reader->frames[depth - 1];
    }
    if (strength != 0)
        frame->style.emphasised = strength > 0;
    if (html_element(node)->kind < HTML_BLOCK)
        return enter_inline(reader, frame, node);
    enter_block(reader, frame, node, depth);
    return MARKUP_INTO;
}

static void leave(void *context, xmlNodePtr node, unsigned depth)
{
    struct html_reader *reader = context;
    const struct frame *frame = &reader->frames[depth];

    switch (html_element(node)->kind) {
    case HTML_QUOTE:
        flow_text(&reader->flow, &frame->style, "”", strlen("”"));
        break;
    case HTML_ITEM:
        flow_end_item(&reader->flow);
        break;
    case HTML_ROW:
        if (frame->in_row)
            flow_row_end(&reader->flow);
        else
            flow_end_block(&reader->flow);
        break;
    default:
        if (html_element(node)->kind >= HTML_BLOCK)
            flow_end_block(&reader->flow);
        break;
    }
}

static void text(void *context, const char *text, size_t len_bytes, unsigned depth)
{
    struct html_reader *reader = context;

    flow_text(&reader->flow, &reader->frames[depth - 1].style, text, len_bytes);
}

/* ---- the page ------------------------------------------------------------------------------------ */

static bool read_page(struct html_reader *reader, struct import *import, xmlDocPtr document)
{
    static const struct markup_visitor visitor = {enter, leave, text};
    bool read = html_page_read(&reader->page, document);

    if (read) {
        html_find_notes(&reader->page);
        flow_init(&reader->flow, &import->wire, html_note_text, NULL);
        read = markup_walk(reader->page.root, &visitor, reader);
        flow_end_block(&reader->flow);
        flow_release(&reader->flow);
    }
    html_page_release(&reader->page);
    return read;
}

bool import_html(struct import *import, enum wire_failure *failure)
{
    xmlDocPtr document = markup_parse(MARKUP_HTML, import, failure);
    struct html_reader *reader;
    bool read;

    if (document == NULL)
        return false;
    reader = base_allocate(sizeof *reader);
    read = read_page(reader, import, document);
    if (!read)
        *failure = WIRE_TOO_DEEP;
    buffer_release(&reader->number);
    free(reader);
    xmlFreeDoc(document);
    return read;
}
