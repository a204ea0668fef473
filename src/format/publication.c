/* The reader of official Dutch publications: XML with the root officiele-publicatie, and the older one with
 * the root kamerwrk.
 *
 *  1. What an element is stands in one table. An element that is not in it is part of a paragraph inside
 *     one, and a block elsewhere, so that no text is lost and no words are glued together.
 *  2. Headings are what the schema calls so: the kop of a divisie or bijlage, whose level is how deep it
 *     stands, and tussenkop or tuskop, which stand flat between paragraphs and are told apart by how they
 *     are printed.
 *  3. Metadata is no text. Processing instructions stand anywhere, also inside a word, and are nothing. */
#include "config.h"

#include "format/publication.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists and tables ---------------------------------------------------------------------------- */

static bool has_letter_or_digit(const char *text)
{
    return strpbrk(text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

static bool is_lone_item(const xmlNode *item)
{
    const xmlNode *list = item->parent;

    return publication_child(list, "li") == item && list->last != NULL &&
           (list->last == item || (list->last->prev == item && list->last->type == XML_TEXT_NODE));
}

/* The number as it is printed: li.nr, and what closes it where the list says so. */
static void enter_item(struct publication *publication, const xmlNode *node)
{
    const char *closing = markup_attribute(node->parent, "nr-sluiting");
    const xmlNodePtr number = publication_child(node, "li.nr");
    struct markup_line line = {0};
    bool counted;

    if (number != NULL)
        markup_line_add_element(&line, number);
    if (line.text.len_bytes == 0)
        buffer_append_string(&line.text, "•");
    counted = has_letter_or_digit(line.text.data);
    if (counted && closing != NULL && strlen(closing) == 1 &&
        has_letter_or_digit(line.text.data + line.text.len_bytes - 1))
        buffer_append_string(&line.text, closing);
    flow_item(&publication->flow, &(struct flow_item){.number = line.text.data,
                                                      .counted = counted,
                                                      .may_head = counted && is_lone_item(node)});
    markup_line_release(&line);
}

/* The place of a column of that name among the first FLOW_COLUMNS_MAX, from 1; 0 where there is none. */
static unsigned column_named(const xmlNode *group, const char *name)
{
    enum { NODES_MAX = 4 * FLOW_COLUMNS_MAX };
    const xmlNode *child = group != NULL ? group->children : NULL;
    unsigned column = 0;

    for (unsigned i = 0; child != NULL && name != NULL && i < NODES_MAX; i++, child = child->next) {
        const char *own =
            publication_is_named(child, "colspec") ? markup_attribute(child, "colname") : NULL;

        column += publication_is_named(child, "colspec");
        if (own != NULL && strcmp(own, name) == 0)
            return column;
    }
    return 0;
}

static const xmlNode *group_of_cell(const xmlNode *cell)
{
    enum { UP_MAX = 4 };
    const xmlNode *node = cell->parent;

    for (unsigned i = 0; i < UP_MAX && node != NULL && !publication_is_named(node, "tgroup"); i++)
        node = node->parent;
    return publication_is_named(node, "tgroup") ? node : NULL;
}

static void enter_cell(struct publication *publication, const xmlNode *node)
{
    enum { ROWS_MAX = 1000 };
    const xmlNode *group = group_of_cell(node);
    const unsigned first = column_named(group, markup_attribute(node, "namest"));
    const unsigned last = column_named(group, markup_attribute(node, "nameend"));

    flow_cell(&publication->flow, first > 0 && last > first ? last - first + 1 : 1,
              1 + markup_number(node, "morerows", ROWS_MAX, 0));
}

/* ---- elements ------------------------------------------------------------------------------------ */

/* What an element is where it stands: some names mean one thing in a heading and another outside. */
static enum publication_kind kind_of(const xmlNode *node, const struct publication_frame *outer)
{
    const enum publication_kind kind = publication_kind_of(node);

    switch (kind) {
    case PUBLICATION_TITLE:
        if (outer->style.kind == EVENT_HEADING)
            return PUBLICATION_SUBTITLE;
        return publication_is_named(node->parent, "stuk") ? PUBLICATION_TITLE : PUBLICATION_LINE;
    case PUBLICATION_SUBTITLE:
        return outer->style.kind == EVENT_HEADING ? PUBLICATION_SUBTITLE : PUBLICATION_LINE;
    case PUBLICATION_HEADING: /* of the parliament's paper, where it stands at the root */
        return publication_is_named(node->parent, "kamerwrk") ? PUBLICATION_SILENT
                                                              : PUBLICATION_HEADING;
    case PUBLICATION_CERTAIN:
        return publication_is_named(node->parent, "onderw") ? PUBLICATION_LINE
                                                            : PUBLICATION_CERTAIN;
    case PUBLICATION_ITEM:
        return publication_is_named(node->parent, "lijst") ? PUBLICATION_ITEM : PUBLICATION_LINE;
    case PUBLICATION_ROW:
        return outer->in_row ? PUBLICATION_GROUP : PUBLICATION_ROW;
    case PUBLICATION_CELL:
        return outer->kind == PUBLICATION_ROW ? PUBLICATION_CELL : PUBLICATION_GROUP;
    case PUBLICATION_OTHER:
        return outer->in_text ? PUBLICATION_INLINE : PUBLICATION_GROUP;
    default:
        return kind;
    }
}

static void enter_heading(const struct publication *publication, struct publication_frame *frame,
                          const xmlNode *node)
{
    frame->in_text = true;
    frame->style.kind = EVENT_HEADING;
    switch (frame->kind) {
    case PUBLICATION_TITLE:
        frame->style.level = 1;
        break;
    case PUBLICATION_FLAT: /* one kind of print says nothing of levels */
        frame->style.level = (publication->flat_ranks & (publication->flat_ranks - 1)) != 0
                                 ? frame->level + 1 + publication_flat_rank(node)
                                 : 0;
        break;
    default:
        frame->style.level = frame->level;
        break;
    }
}

static void enter_text_block(struct publication_frame *frame)
{
    frame->in_text = true;
    if (frame->style.kind != EVENT_HEADING)
        frame->style.kind = frame->kind == PUBLICATION_LINE ? EVENT_LINE : EVENT_PARAGRAPH;
}

/* What begins a block. */
static void enter_block(struct publication *publication, struct publication_frame *frame,
                        const xmlNode *node)
{
    flow_end_block(&publication->flow);
    switch (frame->kind) {
    case PUBLICATION_LINE:
    case PUBLICATION_CERTAIN:
    case PUBLICATION_CAPTION:
    case PUBLICATION_OPENING:
        enter_text_block(frame);
        break;
    case PUBLICATION_TITLE:
    case PUBLICATION_HEADING:
    case PUBLICATION_FLAT:
        enter_heading(publication, frame, node);
        break;
    case PUBLICATION_DIVISION:
        frame->level++;
        break;
    case PUBLICATION_ANNEX:
        frame->level = 1;
        break;
    case PUBLICATION_ITEM:
        enter_item(publication, node);
        break;
    case PUBLICATION_TABLE_GROUP:
        flow_table_begin(&publication->flow);
        break;
    case PUBLICATION_TABLE_HEAD:
        frame->style.emphasised = true;
        break;
    case PUBLICATION_ROW:
        flow_row_begin(&publication->flow);
        frame->in_row = true;
        break;
    case PUBLICATION_CELL:
        enter_cell(publication, node);
        break;
    default:
        break;
    }
}

static enum markup_step enter_inline(struct publication *publication,
                                     struct publication_frame *frame, xmlNodePtr node)
{
    const char *type;

    switch (frame->kind) {
    case PUBLICATION_NOTE:
        publication_enter_note(publication, frame, node);
        return MARKUP_PAST;
    case PUBLICATION_NOTE_MARK:
        publication_enter_mark(publication, frame, node);
        return MARKUP_PAST;
    case PUBLICATION_NOTE_AWAY:
        publication_enter_note_away(publication, node);
        return MARKUP_PAST;
    case PUBLICATION_SILENT:
    case PUBLICATION_ITEM_NUMBER:
        return MARKUP_PAST;
    case PUBLICATION_EMPHASIS:
        type = markup_attribute(node, "type");
        frame->style.emphasised |=
            type != NULL && (strstr(type, "vet") != NULL || strstr(type, "ondlijn") != NULL);
        break;
    case PUBLICATION_SPACED:
    case PUBLICATION_SUBTITLE:
        markup_line_space(&publication->flow.line);
        break;
    case PUBLICATION_CLOSING:
        enter_text_block(frame);
        break;
    default:
        break;
    }
    return MARKUP_INTO;
}

static bool is_inline(enum publication_kind kind)
{
    switch (kind) {
    case PUBLICATION_INLINE:
    case PUBLICATION_SPACED:
    case PUBLICATION_SUBTITLE:
    case PUBLICATION_EMPHASIS:
    case PUBLICATION_CLOSING:
    case PUBLICATION_NOTE:
    case PUBLICATION_NOTE_AWAY:
    case PUBLICATION_NOTE_MARK:
    case PUBLICATION_SILENT:
    case PUBLICATION_ITEM_NUMBER:
        return true;
    default:
        return false;
    }
}

static enum markup_step enter(void *context, xmlNodePtr node, unsigned depth)
{
    struct publication *publication = context;
    struct publication_frame *frame = &publication->frames[depth];

    if (depth == 0) {
        *frame = (struct publication_frame){
            .kind = PUBLICATION_GROUP, .style.kind = EVENT_LINE, .level = 1};
        return MARKUP_INTO;
    }
    *frame = publication->frames[depth - 1];
    frame->kind = kind_of(node, &publication->frames[depth - 1]);
    if (is_inline(frame->kind))
        return enter_inline(publication, frame, node);
    enter_block(publication, frame, node);
    return MARKUP_INTO;
}

static void leave(void *context, xmlNodePtr node, unsigned depth)
{
    struct publication *publication = context;

    (void)node;
    switch (publication->frames[depth].kind) {
    case PUBLICATION_INLINE:
    case PUBLICATION_EMPHASIS:
    case PUBLICATION_OPENING:
        break;
    case PUBLICATION_SPACED:
    case PUBLICATION_SUBTITLE:
        markup_line_space(&publication->flow.line);
        break;
    case PUBLICATION_ITEM:
        flow_end_item(&publication->flow);
        break;
    case PUBLICATION_ROW:
        flow_row_end(&publication->flow);
        break;
    default:
        flow_end_block(&publication->flow);
        break;
    }
}

static void text(void *context, const char *bytes, size_t len_bytes, unsigned depth)
{
    struct publication *publication = context;

    flow_text(&publication->flow, &publication->frames[depth - 1].style, bytes, len_bytes);
}

/* ---- the paper ----------------------------------------------------------------------------------- */

static enum markup_step survey_enter(void *context, xmlNodePtr node, unsigned depth)
{
    struct publication *publication = context;
    const enum publication_kind kind = publication_kind_of(node);

    (void)depth;
    if (kind == PUBLICATION_FLAT)
        publication->flat_ranks |= 1u << publication_flat_rank(node);
    if (kind == PUBLICATION_NOTE || kind == PUBLICATION_NOTE_AWAY)
        publication_keep_note(publication, node);
    return MARKUP_INTO;
}

static void survey_text(void *context, const char *bytes, size_t len_bytes, unsigned depth)
{
    (void)context;
    (void)bytes;
    (void)len_bytes;
    (void)depth;
}

static bool read_publication(struct publication *publication, struct import *import,
                             xmlNodePtr root)
{
    static const struct markup_visitor survey = {survey_enter, NULL, survey_text};
    static const struct markup_visitor visitor = {enter, leave, text};
    bool read;

    publication->notes = xmlHashCreate(64);
    if (publication->notes == NULL)
        return false;
    flow_init(&publication->flow, &import->wire, publication_note_text, publication);
    read = markup_walk(root, &survey, publication) && markup_walk(root, &visitor, publication);
    flow_end_block(&publication->flow);
    flow_release(&publication->flow);
    xmlHashFree(publication->notes, NULL);
    return read;
}

static bool is_publication(const xmlNode *root)
{
    return publication_is_named(root, "officiele-publicatie") ||
           publication_is_named(root, "kamerwrk") || publication_is_named(root, "kamerstuk");
}

bool import_publication(struct import *import, enum wire_failure *failure)
{
    xmlDocPtr document = markup_parse(MARKUP_XML, import, failure);
    xmlNodePtr root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    struct publication *publication;
    bool read = false;

    if (is_publication(root)) {
        publication = base_allocate(sizeof *publication);
        read = read_publication(publication, import, root);
        *failure = WIRE_TOO_DEEP;
        free(publication);
    } else if (publication_is_named(root, "html")) {
        read = import_html(import, failure);
    }
    xmlFreeDoc(document);
    return read;
}
