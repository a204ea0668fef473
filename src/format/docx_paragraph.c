/* What a paragraph of a docx says of itself, and what it therefore is. */
#include "config.h"

#include "format/docx_body.h"

void docx_begin_paragraph(struct docx *docx, struct docx_paragraph *paragraph)
{
    *paragraph = (struct docx_paragraph){
        .style = docx->default_style,
        .format = {DOCX_UNSAID, DOCX_UNSAID, NULL},
    };
    if (paragraph->style != NULL)
        paragraph->style_id = paragraph->style->id;
}

/* The look of the paragraph's mark is none of ours, but for its having been deleted or moved away. */
static void read_mark(struct office_xml *xml, struct docx_paragraph *paragraph)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "del") || docx_is(xml, "moveFrom"))
            paragraph->mark_is_deleted = true;
        office_xml_skip(xml);
    }
}

void docx_read_paragraph(struct docx *docx, struct office_xml *xml,
                         struct docx_paragraph *paragraph)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START || docx_take_format(docx, xml, &paragraph->format))
            continue;
        if (docx_is(xml, "rPr")) {
            read_mark(xml, paragraph);
            continue;
        }
        if (docx_is(xml, "pStyle") && docx_value(xml) != NULL) {
            paragraph->style_id = arena_copy_string(&docx->arena, docx_value(xml));
            paragraph->style = docx_find_style(docx, paragraph->style_id);
        }
        office_xml_skip(xml);
    }
}

static unsigned heading_level(const struct docx_paragraph *paragraph,
                              const struct docx_format *format)
{
    if (format->outline_level != DOCX_UNSAID)
        return format->outline_level < DOCX_OUTLINE_LEVELS ? (unsigned)format->outline_level + 1
                                                           : 0;
    if (paragraph->style != NULL)
        return paragraph->style->named_level;
    return paragraph->style_id != NULL ? docx_named_level(paragraph->style_id) : 0;
}

struct compose_role docx_paragraph_role(struct docx *docx, const struct docx_paragraph *paragraph,
                                        bool in_contents, struct buffer *label)
{
    const struct docx_style *style = paragraph->style;
    struct docx_format format = paragraph->format;
    struct compose_role role = {.kind = EVENT_LINE};
    const void *list = NULL;
    bool is_bullet = false, is_numbered;

    if (style != NULL)
        docx_inherit_format(&format, &style->format);
    role.level = heading_level(paragraph, &format);
    role.is_title = style != NULL && style->purpose == DOCX_TITLE;
    buffer_clear(label);
    is_numbered =
        format.num_id != NULL &&
        docx_next_number(docx, &format,
                         paragraph->format.list_level == DOCX_UNSAID ? paragraph->style_id : NULL,
                         label, &is_bullet, &list, &role.list_level);
    role.label = label->data;
    if ((style != NULL && style->purpose == DOCX_CONTENTS) || (in_contents && role.level == 0))
        role.kind = EVENT_PARAGRAPH;
    else if (role.level > 0)
        role.kind = EVENT_HEADING;
    else if (is_numbered && is_bullet)
        role.kind = EVENT_LIST_ITEM;
    else if (is_numbered && label->len_bytes > 0)
        role.list = list;
    return role;
}
