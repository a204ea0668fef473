/* XML from libxml2's reader, with what a document of an office program never holds refused.
 *
 *  1. Nothing but the bytes is read: no network, no external entity, and none of its own is replaced.
 *  2. A document that declares a document type is refused before its contents are read: entities that
 *     multiply have no other place.
 *  3. Elements nest at most OFFICE_DEPTH_MAX deep; libxml2's own caps (names, texts, depth) hold too.
 *  4. Every beginning of an element has an end, until something fails. */
#include "config.h"

#include "format/office_xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

enum { NAMES_MAX_BYTES = 1 << 20 };

static const struct {
    const char *uri;
    enum office_namespace space;
} namespaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", OFFICE_WORD},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", OFFICE_WORD},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", OFFICE_MATH},
    {"http://purl.oclc.org/ooxml/officeDocument/math", OFFICE_MATH},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", OFFICE_COMPATIBILITY},
    {"http://schemas.openxmlformats.org/package/2006/relationships", OFFICE_RELATIONS},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", ODF_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", ODF_TEXT},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", ODF_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", ODF_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", ODF_FORMATTING},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", ODF_DRAWING},
    {"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", ODF_EXTENSION},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", ODF_MANIFEST},
};

static enum office_namespace look_up(const xmlChar *uri)
{
    if (uri == NULL)
        return OFFICE_OTHER;
    for (size_t i = 0; i < COUNT_OF(namespaces); i++) {
        if (strcmp((const char *)uri, namespaces[i].uri) == 0)
            return namespaces[i].space;
    }
    return OFFICE_OTHER;
}

/* Of elements' addresses the library keeps one copy each, so that its place tells which one it is. */
static enum office_namespace space_of(struct office_xml *xml, const xmlChar *uri)
{
    enum office_namespace space;

    if (uri == NULL)
        return OFFICE_OTHER;
    for (size_t i = 0; i < xml->known_count; i++) {
        if (xml->known[i].uri == uri)
            return xml->known[i].space;
    }
    space = look_up(uri);
    if (xml->known_count < COUNT_OF(xml->known)) {
        xml->known[xml->known_count].uri = uri;
        xml->known[xml->known_count++].space = space;
    }
    return space;
}

/* ---- failing ------------------------------------------------------------------------------------- */

void office_xml_fail(struct office_xml *xml, enum wire_failure failure)
{
    if (!xml->failed)
        xml->failure = failure;
    xml->failed = xml->over = true;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_pointer;
#else
typedef xmlErrorPtr error_pointer;
#endif

/* The parser is ahead of the reader, so its caps may be met before ours. */
static void take_error(void *context, error_pointer error)
{
    struct office_xml *xml = context;

    if (error->level < XML_ERR_ERROR || xml->failed)
        return;
    if (error->code == XML_ERR_INTERNAL_ERROR && error->message != NULL &&
        strstr(error->message, "depth") != NULL)
        xml->failure = WIRE_TOO_DEEP;
    else if (error->code == XML_ERR_ENTITY_LOOP)
        xml->failure = WIRE_FORBIDDEN;
}

void office_xml_open(struct office_xml *xml, const struct buffer *bytes)
{
    *xml = (struct office_xml){.failure = WIRE_DAMAGED};
    if (bytes->len_bytes > 0)
        xml->reader = xmlReaderForMemory(bytes->data, (int)bytes->len_bytes, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (xml->reader == NULL)
        office_xml_fail(xml, WIRE_DAMAGED);
    else
        xmlTextReaderSetStructuredErrorHandler(xml->reader, take_error, xml);
}

/* What is wrong may be the document type itself, or come so soon after it that the reader has not told of
 * it yet. */
static void free_reader(struct office_xml *xml)
{
    xmlDoc *document = xml->failed ? xmlTextReaderCurrentDoc(xml->reader) : NULL;

    if (document != NULL && document->intSubset != NULL)
        xml->failure = WIRE_FORBIDDEN;
    xmlFreeTextReader(xml->reader);
    xmlFreeDoc(document); /* having been looked at, it is ours */
}

bool office_xml_close(struct office_xml *xml, enum wire_failure *failure)
{
    if (xml->reader != NULL)
        free_reader(xml);
    xml->reader = NULL;
    if (xml->failed)
        *failure = xml->failure;
    return !xml->failed;
}

/* ---- reading ------------------------------------------------------------------------------------- */

/* Names are kept in a table that the library lets grow no further than some thousand places, so that a
 * million names would take minutes. Real documents have some hundred. */
static void limit_names(struct office_xml *xml)
{
    const xmlNode *root = xmlTextReaderCurrentNode(xml->reader);

    if (root != NULL && root->doc != NULL && root->doc->dict != NULL)
        xmlDictSetLimit(root->doc->dict, NAMES_MAX_BYTES);
}

static enum office_xml_event element(struct office_xml *xml, enum office_xml_event event)
{
    xml->name = (const char *)xmlTextReaderConstLocalName(xml->reader);
    xml->space = space_of(xml, xmlTextReaderConstNamespaceUri(xml->reader));
    xml->depth = (unsigned)xmlTextReaderDepth(xml->reader) + 1;
    if (event == OFFICE_START) {
        if (xml->depth > OFFICE_DEPTH_MAX)
            office_xml_fail(xml, WIRE_TOO_DEEP);
        else if (xml->depth == 1)
            limit_names(xml);
        xml->end_follows = xmlTextReaderIsEmptyElement(xml->reader) == 1;
    }
    return xml->over ? OFFICE_OVER : event;
}

static enum office_xml_event text(struct office_xml *xml)
{
    const xmlChar *value = xmlTextReaderConstValue(xml->reader);

    xml->depth = (unsigned)xmlTextReaderDepth(xml->reader);
    xml->text = value != NULL ? (const char *)value : "";
    xml->len_bytes = strlen(xml->text);
    return OFFICE_TEXT;
}

/* OFFICE_OVER here only says that the node is none that a caller sees. */
static enum office_xml_event look_at_node(struct office_xml *xml)
{
    switch (xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        return element(xml, OFFICE_START);
    case XML_READER_TYPE_END_ELEMENT:
        return element(xml, OFFICE_END);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return text(xml);
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        office_xml_fail(xml, WIRE_FORBIDDEN);
        return OFFICE_OVER;
    default:
        return OFFICE_OVER;
    }
}

enum office_xml_event office_xml_next(struct office_xml *xml)
{
    enum office_xml_event event = OFFICE_OVER;
    int status;

    if (xml->end_follows && !xml->over) {
        xml->end_follows = false;
        return element(xml, OFFICE_END);
    }
    while (!xml->over && event == OFFICE_OVER) {
        status = xmlTextReaderRead(xml->reader);
        if (status == 1)
            event = look_at_node(xml);
        else if (status == 0)
            xml->over = true;
        else
            office_xml_fail(xml, xml->failure);
    }
    return event;
}

bool office_xml_next_within(struct office_xml *xml, unsigned depth, enum office_xml_event *event)
{
    *event = office_xml_next(xml);
    return *event != OFFICE_OVER && !(*event == OFFICE_END && xml->depth == depth);
}

void office_xml_skip(struct office_xml *xml)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event))
        ;
}

/* Read from the node itself: the reader's own functions copy each value. */
const char *office_xml_attribute(struct office_xml *xml, enum office_namespace space,
                                 const char *name)
{
    const xmlNode *node = xmlTextReaderCurrentNode(xml->reader);
    const xmlAttr *attribute = node != NULL ? node->properties : NULL;

    for (; attribute != NULL; attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) == 0 &&
            look_up(attribute->ns != NULL ? attribute->ns->href : NULL) == space)
            return attribute->children == NULL ? "" : (const char *)attribute->children->content;
    }
    return NULL;
}

unsigned office_number(const char *value, unsigned limit, unsigned fallback)
{
    unsigned number = 0;

    if (value == NULL || *value < '0' || *value > '9')
        return fallback;
    for (; *value >= '0' && *value <= '9'; value++) {
        number = number * 10 + (unsigned)(*value - '0');
        if (number > limit)
            return limit;
    }
    return number;
}

static int compare_names(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

size_t office_find_name(const char *name, const void *rows, size_t count, size_t row_bytes)
{
    const char *found = bsearch(name, rows, count, row_bytes, compare_names);

    return found != NULL ? (size_t)(found - (const char *)rows) / row_bytes : count;
}
