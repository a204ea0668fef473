/* What the files share that read the text of an odt: its elements, and the lists that are open. */
#ifndef KANTLIJN_FORMAT_ODT_BODY_H
#define KANTLIJN_FORMAT_ODT_BODY_H

#include "format/odt.h"

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

enum tag odt_find_tag(const struct office_xml *xml);
bool odt_is_true(struct office_xml *xml, enum office_namespace space, const char *name);

/* ---- lists (odt_open_lists.c) ------------------------------------------------------------------------ */

/* A list that is open, and its current item. */
struct odt_open_list {
    struct odt_list_style *style; /* NULL: unknown */
    const char *id, *continued_id;
    bool item_is_counted;
    int start; /* the number at which counting begins again, or -1 */
};

/* Zeroed it is ready; its items are the caller's to free. */
struct odt_open_lists {
    struct odt_open_list *items;
    size_t count, capacity;
    size_t first; /* of this table, box or note; those before it are as if they were not there */
};

struct odt_open_list *odt_innermost_list(const struct odt_open_lists *lists);
/* At the beginning of text:list, and at its end. */
void odt_begin_list(struct odt *odt, struct office_xml *xml, struct odt_open_lists *lists);
void odt_end_list(struct odt *odt, struct office_xml *xml, struct odt_open_lists *lists);
void odt_begin_item(struct office_xml *xml, struct odt_open_lists *lists, bool is_header);
/* A number to begin with again, or -1. */
int odt_read_start(struct office_xml *xml);

/* Takes up the next number of that level, at `start` where that is no -1: its label goes into `label`,
 * and what it makes of the paragraph into role. */
void odt_number(struct odt_list_style *style, size_t level, int start, struct buffer *label,
                struct compose_role *role);
/* The same for the item of the innermost list, which there must be. */
void odt_number_item(struct odt_open_lists *lists, struct buffer *label, struct compose_role *role);

#endif
