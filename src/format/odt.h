/* What the files of the odt reader share: styles, list styles, and the body that uses both. */
#ifndef KANTLIJN_FORMAT_ODT_H
#define KANTLIJN_FORMAT_ODT_H

#include "format/office_compose.h"
#include "format/office_list.h"
#include "format/office_xml.h"

enum {
    ODT_ITEMS_MAX = 50000, /* styles, list styles, lists; more are WIRE_TOO_LARGE */
};

/* Nothing is said of it; what is inherited counts. */
enum { ODT_UNSAID = -1 };

struct odt_look {
    signed char bold, underlined, hidden; /* 0, 1, ODT_UNSAID */
    short half_points;                    /* or ODT_UNSAID */
    short percent;                        /* of what is inherited; ODT_UNSAID */
};

struct odt_style {
    const char *parent; /* a name, or NULL */
    struct odt_look look;
    short outline_level;    /* from 1; 0: no heading; ODT_UNSAID */
    const char *list_style; /* a name; NULL where it says none */
    bool is_title;
    bool is_resolved; /* what it inherits has been filled in */
};

struct odt_list_style {
    struct list_level *levels[LIST_LEVELS];
    struct list_count count; /* of its latest list */
};

/* Styles of paragraphs and of runs have names of their own. */
enum odt_family { ODT_PARAGRAPH, ODT_RUN, ODT_FAMILIES };

struct odt {
    struct arena arena; /* of all strings and structs */
    struct _xmlHashTable *styles[ODT_FAMILIES];
    struct odt_look default_look;
    struct _xmlHashTable *list_styles; /* struct odt_list_style */
    struct odt_list_style outline;     /* of headings */
    struct _xmlHashTable *lists; /* xml:id -> struct list_count of lists that others go on with */
    size_t item_count;
    struct compose compose;
};

/* After the beginning of office:styles or office:automatic-styles: reads on to its end. */
void odt_read_styles(struct odt *odt, struct office_xml *xml);
/* With all it inherits; NULL where there is no such style, or no name. */
const struct odt_style *odt_find_style(struct odt *odt, enum odt_family family, const char *name);
/* What is said here, or else there. */
void odt_inherit_look(struct odt_look *look, const struct odt_look *from);
/* Counts an item against ODT_ITEMS_MAX. */
bool odt_count_item(struct odt *odt, struct office_xml *xml);
/* After the beginning of text:list-style or text:outline-style: reads on to its end. */
void odt_read_list_style(struct odt *odt, struct office_xml *xml, struct odt_list_style *style);
bool odt_is(const struct office_xml *xml, enum office_namespace space, const char *name);

/* The text of office:text, from its beginning to its end. */
void odt_read_body(struct odt *odt, struct office_xml *xml);

#endif
