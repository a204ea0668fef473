/* The elements of a docx's body that are looked at. */
#include "config.h"

#include "format/docx_body.h"

/* Sorted by name. */
static const struct {
    const char *name;
    enum tag tag;
} tags[] = {
    {"Fallback", TAG_FALLBACK},
    {"br", TAG_BREAK},
    {"cr", TAG_RETURN},
    {"del", TAG_DELETED},
    {"delInstrText", TAG_DELETED},
    {"delText", TAG_DELETED},
    {"endnoteReference", TAG_ENDNOTE_REFERENCE},
    {"fldChar", TAG_FIELD_CHAR},
    {"footnoteReference", TAG_FOOTNOTE_REFERENCE},
    {"gridCol", TAG_COLUMN},
    {"instrText", TAG_INSTRUCTION},
    {"moveFrom", TAG_DELETED},
    {"noBreakHyphen", TAG_HYPHEN},
    {"p", TAG_PARAGRAPH},
    {"pPr", TAG_PARAGRAPH_PROPERTIES},
    {"ptab", TAG_TAB},
    {"r", TAG_RUN},
    {"rPr", TAG_RUN_PROPERTIES},
    {"rt", TAG_DELETED},
    {"sdtContent", TAG_CONTROL_CONTENT},
    {"sdtPr", TAG_CONTROL_PROPERTIES},
    {"sectPr", TAG_DELETED},
    {"sym", TAG_SYMBOL},
    {"t", TAG_TEXT},
    {"tab", TAG_TAB},
    {"tbl", TAG_TABLE},
    {"tblGridChange", TAG_DELETED},
    {"tblPr", TAG_DELETED},
    {"tblPrEx", TAG_DELETED},
    {"tc", TAG_CELL},
    {"tcPr", TAG_CELL_PROPERTIES},
    {"tr", TAG_ROW},
    {"txbxContent", TAG_BOX},
};

enum tag docx_find_tag(const struct office_xml *xml)
{
    size_t at;

    if (xml->space != OFFICE_WORD && xml->space != OFFICE_MATH &&
        xml->space != OFFICE_COMPATIBILITY)
        return TAG_OTHER;
    at = office_find_name(xml->name, tags, COUNT_OF(tags), sizeof *tags);
    return at < COUNT_OF(tags) ? tags[at].tag : TAG_OTHER;
}
