/* From a document's bytes to libxml2's tree.
 *
 *  1. Nothing is loaded: no network, no DTD, no entity. XML that declares an entity is refused at the
 *     declaration, before anything can refer to it.
 *  2. The parser's limits stay on (never XML_PARSE_HUGE). What is nested too deep is an error here,
 *     where the HTML parser would give a tree without its end, or without anything.
 *  3. What costs the parser the square of the input is refused: a tag with thousands of attributes.
 *  4. XML is well-formed or refused; HTML is what the parser makes of it. */
#include "config.h"

#include "format/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

enum { PARSER_DEPTH_MAX = 256 };

/* What went wrong, where that is more than a fault of form. */
struct parse {
    bool too_deep, too_large, forbidden;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *library_error;
#else
typedef xmlErrorPtr library_error;
#endif

static void note_error(void *context, library_error error)
{
    struct parse *parse = context;
    const xmlParserCtxt *const parser = error->ctxt;

    if (error->domain != XML_FROM_PARSER && error->domain != XML_FROM_HTML &&
        error->domain != XML_FROM_TREE)
        return;
    if (error->code == XML_ERR_NO_MEMORY)
        parse->too_large = true;
    else if (error->level == XML_ERR_FATAL && parser != NULL && error->domain != XML_FROM_TREE &&
             (parser->nodeNr >= PARSER_DEPTH_MAX || parser->nameNr >= PARSER_DEPTH_MAX))
        parse->too_deep = true;
}

/* ---- entities ------------------------------------------------------------------------------------ */

static void refuse_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                          const xmlChar *system_id, xmlChar *content)
{
    xmlParserCtxtPtr parser = context;

    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    ((struct parse *)parser->_private)->forbidden = true;
    xmlStopParser(parser);
}

/* ---- attributes ---------------------------------------------------------------------------------- */

/* After the value that begins at `at`: past its quotes, or where it begins if it has none. */
static size_t value_end(const struct buffer *text, size_t at)
{
    const char *quote;

    at += strspn(text->data + at, " \t\r\n");
    if (text->data[at] != '"' && text->data[at] != '\'')
        return at;
    quote = memchr(text->data + at + 1, text->data[at], text->len_bytes - at - 1);
    return quote != NULL ? (size_t)(quote - text->data) + 1 : text->len_bytes;
}

/* Reads a tag from its name on, and counts at least as many attributes as it has: one for each white space
 * and each value. */
static size_t tag_end(const struct buffer *text, size_t at, uint64_t *attribute_count)
{
    bool in_space = false;

    *attribute_count = 0;
    while (at < text->len_bytes && text->data[at] != '>') {
        if (text->data[at] == '=') {
            at = value_end(text, at + 1);
            in_space = false;
            ++*attribute_count;
        } else {
            *attribute_count += !in_space && strchr(" \t\r\n", text->data[at]) != NULL;
            in_space = strchr(" \t\r\n", text->data[at]) != NULL;
            at++;
        }
    }
    return at;
}

/* The parser compares each attribute of a tag with all before it: that is bounded here, over all tags. */
static bool has_too_many_attributes(const struct buffer *text)
{
    const uint64_t most = UINT64_C(400000000);
    uint64_t count, sum = 0;
    size_t at = 0;
    const char *tag;

    while (sum <= most && (tag = memchr(text->data + at, '<', text->len_bytes - at)) != NULL) {
        at = (size_t)(tag - text->data) + 1;
        if ((text->data[at] | 0x20) < 'a' || (text->data[at] | 0x20) > 'z')
            continue;
        at = tag_end(text, at, &count);
        sum += count * count;
    }
    return sum > most;
}

/* ---- parsing ------------------------------------------------------------------------------------- */

/* Word's conditions in the open, "<![if !supportLists]>" and "<![endif]>", would be text to the parser. */
static void remove_conditions(struct buffer *text)
{
    char *const end = text->data + text->len_bytes;
    char *to = text->data, *from = text->data, *close = text->data, *next;

    while ((next = memmem(from, (size_t)(end - from), "<![", 3)) != NULL) {
        if (close < next)
            close = memchr(next, '>', (size_t)(end - next));
        if (close == NULL)
            break;
        memmove(to, from, (size_t)(next - from));
        to += next - from;
        from = next;
        if (strncmp(next + 3, "if ", 3) == 0 || strncmp(next + 3, "end", 3) == 0) {
            from = close + 1;
        } else {
            memmove(to, from, 3);
            to += 3;
            from += 3;
        }
    }
    memmove(to, from, (size_t)(end - from) + 1);
    text->len_bytes = (size_t)(to - text->data) + (size_t)(end - from);
}

static xmlDocPtr parse_html(struct buffer *text)
{
    enum {
        OPTIONS = HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                  HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC
    };
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    xmlDocPtr document;

    if (parser == NULL)
        return NULL;
    remove_conditions(text);
    document = htmlCtxtReadMemory(parser, text->data, (int)text->len_bytes, NULL, "UTF-8", OPTIONS);
    htmlFreeParserCtxt(parser);
    return document;
}

static xmlDocPtr parse_xml(const struct buffer *text, struct parse *parse)
{
    enum {
        OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT |
                  XML_PARSE_IGNORE_ENC
    };
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr document;

    if (parser == NULL)
        return NULL;
    parser->_private = parse;
    parser->sax->entityDecl = refuse_entity;
    document = xmlCtxtReadMemory(parser, text->data, (int)text->len_bytes, NULL, "UTF-8", OPTIONS);
    xmlFreeParserCtxt(parser);
    return document;
}

static enum wire_failure failure_of(const struct parse *parse)
{
    if (parse->forbidden)
        return WIRE_FORBIDDEN;
    if (parse->too_deep)
        return WIRE_TOO_DEEP;
    return parse->too_large ? WIRE_TOO_LARGE : WIRE_DAMAGED;
}

xmlDocPtr markup_parse(enum markup_kind kind, const struct import *import,
                       enum wire_failure *failure)
{
    struct buffer text = {0};
    struct parse parse = {0};
    xmlDocPtr document = NULL;

    xmlSetStructuredErrorFunc(&parse, note_error); /* without one, libxml2 prints */
    if (markup_decode(kind, import->bytes, import->len_bytes, &text) && text.len_bytes > 0) {
        parse.forbidden = has_too_many_attributes(&text);
        if (!parse.forbidden)
            document = kind == MARKUP_HTML ? parse_html(&text) : parse_xml(&text, &parse);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlResetLastError();
    buffer_release(&text);
    *failure = failure_of(&parse);
    if (document != NULL && (*failure != WIRE_DAMAGED || xmlDocGetRootElement(document) == NULL)) {
        xmlFreeDoc(document);
        document = NULL;
    }
    return document;
}
