/* An XML member of a package, element by element. */
#ifndef KANTLIJN_FORMAT_OFFICE_XML_H
#define KANTLIJN_FORMAT_OFFICE_XML_H

#include "format/wire.h"

enum { OFFICE_DEPTH_MAX = 256 };

/* The namespaces that readers look into; several addresses may stand for one of them. */
enum office_namespace {
    OFFICE_OTHER,
    OFFICE_WORD,          /* w: */
    OFFICE_MATH,          /* m: */
    OFFICE_COMPATIBILITY, /* mc: */
    OFFICE_RELATIONS,     /* the .rels members */
    ODF_OFFICE,
    ODF_TEXT,
    ODF_TABLE,
    ODF_STYLE,
    ODF_FORMATTING, /* fo: */
    ODF_DRAWING,
    ODF_EXTENSION, /* loext: */
    ODF_MANIFEST,
};

enum office_xml_event { OFFICE_START, OFFICE_END, OFFICE_TEXT, OFFICE_OVER };

/* All pointers are good until the next call of office_xml_next. */
struct office_xml {
    enum office_namespace space; /* of the element that begins or ends */
    const char *name;
    unsigned depth;   /* of it; the root has 1. Of a text: of the element it stands in */
    const char *text; /* of OFFICE_TEXT */
    size_t len_bytes;

    /* its own business */
    struct _xmlTextReader *reader;
    struct {
        const unsigned char *uri;
        enum office_namespace space;
    } known[16];
    size_t known_count;
    bool end_follows, over, failed;
    enum wire_failure failure;
};

/* The bytes must stay until office_xml_close. */
void office_xml_open(struct office_xml *xml, const struct buffer *bytes);
/* The next beginning or end of an element (an empty one has both) or piece of text; OFFICE_OVER at the
 * end and where the document cannot be read on. */
enum office_xml_event office_xml_next(struct office_xml *xml);
/* After OFFICE_START: what an attribute says, NULL where it is not there. */
const char *office_xml_attribute(struct office_xml *xml, enum office_namespace space,
                                 const char *name);
/* After OFFICE_START: reads on to the element's end, that included. */
void office_xml_skip(struct office_xml *xml);
/* For loops over an element's contents: false once its end, at that depth, was read, and at the
 * document's. */
bool office_xml_next_within(struct office_xml *xml, unsigned depth, enum office_xml_event *event);
/* Ends reading; the document is then OFFICE_OVER. */
void office_xml_fail(struct office_xml *xml, enum wire_failure failure);
/* False with *failure where the document could not be read to its end. */
bool office_xml_close(struct office_xml *xml, enum wire_failure *failure);

/* A number as attributes have it: digits, at most limit; fallback where there are none. */
unsigned office_number(const char *value, unsigned limit, unsigned fallback);
/* The row of a table whose rows begin with a name, and are sorted by it; `count` where there is none. */
size_t office_find_name(const char *name, const void *rows, size_t count, size_t row_bytes);

#endif
