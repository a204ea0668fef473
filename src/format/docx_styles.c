/* The styles of a docx, and what they say of paragraphs and of looks.
 *
 *  1. A style's own word counts before that of the style it is based on, to the tenth generation and more
 *     (STYLE_GENERATIONS_MAX); one that is based on itself ends there.
 *  2. A heading is known by its outline level; where no style says one, by its name or id, in the languages
 *     of the office programs.
 *  3. The underline of a link stresses nothing. */
#include "config.h"

#include "format/docx.h"

#include <string.h>

#include <libxml/hash.h>

enum { STYLE_GENERATIONS_MAX = 32 };

static const struct docx_look unsaid_look = {DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID};
static const struct docx_format unsaid_format = {DOCX_UNSAID, DOCX_UNSAID, NULL};

const char *docx_value(struct office_xml *xml)
{
    return office_xml_attribute(xml, OFFICE_WORD, "val");
}

/* ---- names --------------------------------------------------------------------------------------- */

/* As ids leave them: no letter that is not ASCII, and no letter case. */
static const char *const heading_names[] = {
    "heading", "kop",    "berschrift", "titre",      "rubrik", "overskrift",
    "otsikko", "ttulo",  "titolo",     "nagwek",     "nadpis", "cmsor",
    "titlu",   "naslov", "pealkiri",   "virsraksts", "antrat", "antrats",
};

/* The word of a name in that manner; what stands after it begins at *rest. */
static void fold_word(const char *name, char *word, size_t room_bytes, const char **rest)
{
    size_t len_bytes = 0;

    for (; *name != '\0' && !(*name >= '0' && *name <= '9'); name++) {
        const char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;

        if (c >= 'a' && c <= 'z' && len_bytes + 1 < room_bytes)
            word[len_bytes++] = c;
    }
    word[len_bytes] = '\0';
    *rest = name;
}

unsigned docx_named_level(const char *name)
{
    char word[16];
    const char *rest;

    fold_word(name, word, sizeof word, &rest);
    if (rest[0] < '1' || rest[0] > '9' || rest[1] != '\0')
        return 0;
    for (size_t i = 0; i < COUNT_OF(heading_names); i++) {
        if (strcmp(word, heading_names[i]) == 0)
            return (unsigned)(rest[0] - '0');
    }
    return 0;
}

/* Names of styles that come with Word are English in every language; ids are not. */
static void take_name(struct docx_style *style, const char *name)
{
    char word[24];
    const char *rest;

    if (style->named_level == 0)
        style->named_level = docx_named_level(name);
    fold_word(name, word, sizeof word, &rest);
    if (strcmp(word, "title") == 0 && *rest == '\0')
        style->purpose = DOCX_TITLE;
    else if (strcmp(word, "toc") == 0 && *rest != '\0')
        style->purpose = DOCX_CONTENTS;
    style->is_link = style->is_link || strstr(word, "hyperlink") != NULL;
}

/* ---- what is said -------------------------------------------------------------------------------- */

void docx_inherit_look(struct docx_look *look, const struct docx_look *from)
{
    if (look->bold == DOCX_UNSAID)
        look->bold = from->bold;
    if (look->underlined == DOCX_UNSAID)
        look->underlined = from->underlined;
    if (look->hidden == DOCX_UNSAID)
        look->hidden = from->hidden;
    if (look->half_points == DOCX_UNSAID)
        look->half_points = from->half_points;
}

void docx_inherit_format(struct docx_format *format, const struct docx_format *from)
{
    if (format->outline_level == DOCX_UNSAID)
        format->outline_level = from->outline_level;
    if (format->list_level == DOCX_UNSAID)
        format->list_level = from->list_level;
    if (format->num_id == NULL)
        format->num_id = from->num_id;
}

static signed char read_switch(struct office_xml *xml)
{
    const char *value = docx_value(xml);

    return value == NULL ||
           (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0);
}

bool docx_is(const struct office_xml *xml, const char *name)
{
    return xml->space == OFFICE_WORD && strcmp(xml->name, name) == 0;
}

static void take_look(struct docx *docx, struct office_xml *xml, struct docx_look *look,
                      const struct docx_style **style)
{
    const char *value = docx_value(xml);

    if (docx_is(xml, "b"))
        look->bold = read_switch(xml);
    else if (docx_is(xml, "u"))
        look->underlined = value != NULL && strcmp(value, "none") != 0;
    else if (docx_is(xml, "vanish"))
        look->hidden = read_switch(xml);
    else if (docx_is(xml, "sz"))
        look->half_points = (short)office_number(value, OFFICE_HALF_POINTS_MAX, 0);
    else if (docx_is(xml, "rStyle") && style != NULL && value != NULL)
        *style = docx_find_style(docx, value);
}

void docx_read_look(struct docx *docx, struct office_xml *xml, struct docx_look *look,
                    const struct docx_style **style)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event == OFFICE_START) {
            take_look(docx, xml, look, style);
            office_xml_skip(xml);
        }
    }
}

static void read_list(struct docx *docx, struct office_xml *xml, struct docx_format *format)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "ilvl"))
            format->list_level = (short)office_number(docx_value(xml), DOCX_LEVELS - 1, 0);
        else if (docx_is(xml, "numId"))
            format->num_id =
                arena_copy_string(&docx->arena, docx_value(xml) != NULL ? docx_value(xml) : "0");
        office_xml_skip(xml);
    }
}

bool docx_take_format(struct docx *docx, struct office_xml *xml, struct docx_format *format)
{
    if (docx_is(xml, "numPr")) {
        read_list(docx, xml, format);
        return true;
    }
    if (!docx_is(xml, "outlineLvl"))
        return false;
    format->outline_level = (short)office_number(docx_value(xml), DOCX_OUTLINE_LEVELS, 9);
    office_xml_skip(xml);
    return true;
}

/* ---- reading styles ------------------------------------------------------------------------------ */

static void read_style_format(struct docx *docx, struct office_xml *xml, struct docx_format *format)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event == OFFICE_START && !docx_take_format(docx, xml, format))
            office_xml_skip(xml);
    }
}

static void read_style_contents(struct docx *docx, struct office_xml *xml, struct docx_style *style)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "pPr")) {
            read_style_format(docx, xml, &style->format);
            continue;
        }
        if (docx_is(xml, "rPr")) {
            docx_read_look(docx, xml, &style->look, NULL);
            continue;
        }
        if (docx_is(xml, "name") && docx_value(xml) != NULL)
            take_name(style, docx_value(xml));
        else if (docx_is(xml, "basedOn") && docx_value(xml) != NULL)
            style->based_on = arena_copy_string(&docx->arena, docx_value(xml));
        office_xml_skip(xml);
    }
}

static void read_style(struct docx *docx, struct office_xml *xml)
{
    const char *id = office_xml_attribute(xml, OFFICE_WORD, "styleId");
    const char *type = office_xml_attribute(xml, OFFICE_WORD, "type");
    const char *is_default = office_xml_attribute(xml, OFFICE_WORD, "default");
    const bool is_paragraph = type == NULL || strcmp(type, "paragraph") == 0;
    struct docx_style *style;

    if (id == NULL || docx->style_count == DOCX_ITEMS_MAX) {
        if (id != NULL)
            office_xml_fail(xml, WIRE_TOO_LARGE);
        office_xml_skip(xml);
        return;
    }
    style = arena_allocate(&docx->arena, sizeof *style);
    *style = (struct docx_style){.id = arena_copy_string(&docx->arena, id),
                                 .look = unsaid_look,
                                 .format = unsaid_format,
                                 .named_level = is_paragraph ? docx_named_level(id) : 0};
    docx->style_count++;
    if (is_paragraph && is_default != NULL && is_default[0] != '0' && is_default[0] != 'f')
        docx->default_style = style;
    read_style_contents(docx, xml, style);
    if (style->is_link)
        style->look.underlined = 0;
    xmlHashAddEntry(docx->styles, (const xmlChar *)style->id, style);
}

bool docx_read_styles(struct docx *docx, const struct buffer *member, enum wire_failure *failure)
{
    struct office_xml xml;
    enum office_xml_event event;

    office_xml_open(&xml, member);
    while ((event = office_xml_next(&xml)) != OFFICE_OVER) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(&xml, "style"))
            read_style(docx, &xml);
        else if (docx_is(&xml, "rPr")) /* of the defaults; styles have read their own */
            docx_read_look(docx, &xml, &docx->default_look, NULL);
        else if (docx_is(&xml, "latentStyles"))
            office_xml_skip(&xml);
    }
    if (docx->default_style != NULL)
        docx->default_style = docx_find_style(docx, docx->default_style->id);
    return office_xml_close(&xml, failure);
}

/* ---- using them ---------------------------------------------------------------------------------- */

static void inherit_all(struct docx *docx, struct docx_style *style)
{
    const struct docx_style *from = style;

    for (int generation = 0; generation < STYLE_GENERATIONS_MAX && from->based_on != NULL;
         generation++) {
        from = xmlHashLookup(docx->styles, (const xmlChar *)from->based_on);
        if (from == NULL || from == style)
            break;
        docx_inherit_look(&style->look, &from->look);
        docx_inherit_format(&style->format, &from->format);
        if (style->named_level == 0)
            style->named_level = from->named_level;
        if (style->purpose == DOCX_ORDINARY)
            style->purpose = from->purpose;
    }
    style->is_resolved = true;
}

const struct docx_style *docx_find_style(struct docx *docx, const char *id)
{
    struct docx_style *style = xmlHashLookup(docx->styles, (const xmlChar *)id);

    if (style != NULL && !style->is_resolved)
        inherit_all(docx, style);
    return style;
}
