/* Going through libxml2's tree, and gathering text from it. Nothing here calls itself, and the depth is
 * bounded: libxml2 bounds it first, see markup_parse.c. */
#include "config.h"

#include "format/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* ---- walking ------------------------------------------------------------------------------------- */

/* References that stand for a character without being declared: a DTD that is not loaded has them. */
static void visit_reference(const xmlNode *node, const struct markup_visitor *visitor,
                            void *context, unsigned depth)
{
    const htmlEntityDesc *entity = htmlEntityLookup(node->name);
    xmlChar bytes[8];

    if (entity != NULL)
        visitor->text(context, (const char *)bytes,
                      (size_t)xmlCopyChar(0, bytes, (int)entity->value), depth);
}

static void visit_leaf(const xmlNode *node, const struct markup_visitor *visitor, void *context,
                       unsigned depth)
{
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
        node->content != NULL)
        visitor->text(context, (const char *)node->content, strlen((const char *)node->content),
                      depth);
    else if (node->type == XML_ENTITY_REF_NODE)
        visit_reference(node, visitor, context, depth);
}

bool markup_walk(xmlNodePtr root, const struct markup_visitor *visitor, void *context)
{
    xmlNodePtr node = root;
    unsigned depth = 0;

    for (;;) {
        if (node->type != XML_ELEMENT_NODE) {
            visit_leaf(node, visitor, context, depth);
        } else if (visitor->enter(context, node, depth) == MARKUP_INTO) {
            if (node->children != NULL && depth == MARKUP_DEPTH_MAX)
                return false;
            if (node->children != NULL) {
                node = node->children;
                depth++;
                continue;
            }
            if (visitor->leave != NULL)
                visitor->leave(context, node, depth);
        }
        while (node != root && node->next == NULL) {
            node = node->parent;
            depth--;
            if (visitor->leave != NULL)
                visitor->leave(context, node, depth);
        }
        if (node == root)
            return true;
        node = node->next;
    }
}

/* ---- attributes ---------------------------------------------------------------------------------- */

const char *markup_attribute(const xmlNode *element, const char *name)
{
    for (const xmlAttr *attribute = element->properties; attribute != NULL;
         attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) != 0)
            continue;
        if (attribute->children == NULL || attribute->children->content == NULL)
            return "";
        return (const char *)attribute->children->content;
    }
    return NULL;
}

unsigned markup_number(const xmlNode *element, const char *name, unsigned most, unsigned otherwise)
{
    const char *digits = markup_attribute(element, name);
    unsigned number = 0;

    if (digits == NULL || *digits < '0' || *digits > '9')
        return otherwise;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        number = number * 10 + (unsigned)(*digits - '0');
        if (number > most)
            return otherwise;
    }
    return number;
}

/* ---- one line of text ---------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_soft_hyphen(const char *text, size_t len_bytes)
{
    return len_bytes >= 2 && text[0] == '\xC2' && text[1] == '\xAD';
}

/* The bytes up to the next white space or soft hyphen. */
static size_t word_bytes(const char *text, size_t len_bytes)
{
    size_t at = 0;

    while (at < len_bytes && !is_space(text[at]) && !is_soft_hyphen(text + at, len_bytes - at))
        at++;
    return at;
}

void markup_line_add(struct markup_line *line, const char *text, size_t len_bytes)
{
    size_t at = 0, length;

    while (at < len_bytes) {
        if (is_space(text[at])) {
            markup_line_space(line);
            at++;
        } else if (is_soft_hyphen(text + at, len_bytes - at)) {
            at += 2;
        } else {
            if (line->space_pending)
                buffer_append_char(&line->text, ' ');
            line->space_pending = false;
            length = word_bytes(text + at, len_bytes - at);
            buffer_append(&line->text, text + at, length);
            at += length;
        }
    }
}

void markup_line_space(struct markup_line *line)
{
    const size_t len_bytes = line->text.len_bytes;

    line->space_pending = len_bytes > 0 && line->text.data[len_bytes - 1] != ' ' &&
                          line->text.data[len_bytes - 1] != '\t';
}

void markup_line_clear(struct markup_line *line)
{
    buffer_clear(&line->text);
    line->space_pending = false;
}

void markup_line_release(struct markup_line *line)
{
    buffer_release(&line->text);
}

static enum markup_step gather_element(void *context, xmlNodePtr element, unsigned depth)
{
    (void)context;
    (void)element;
    (void)depth;
    return MARKUP_INTO;
}

static void gather_text(void *context, const char *text, size_t len_bytes, unsigned depth)
{
    (void)depth;
    markup_line_add(context, text, len_bytes);
}

void markup_line_add_element(struct markup_line *line, xmlNodePtr element)
{
    static const struct markup_visitor gather = {.enter = gather_element, .text = gather_text};

    markup_walk(element, &gather, line);
}
