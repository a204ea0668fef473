/* The elements of an odt's text that are looked at. */
#include "config.h"

#include "format/odt_body.h"

/* Sorted by name. */
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

enum tag odt_find_tag(const struct office_xml *xml)
{
    const size_t at = office_find_name(xml->name, tags, COUNT_OF(tags), sizeof *tags);

    return at < COUNT_OF(tags) && tags[at].space == xml->space ? tags[at].tag : TAG_OTHER;
}
