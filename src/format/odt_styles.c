/* The styles of an odt: of paragraphs, of runs, of lists.
 *
 *  1. A style's own word counts before that of its parent, STYLE_GENERATIONS_MAX generations back; one that
 *     is its own parent ends there.
 *  2. Automatic styles of content.xml and the named ones of styles.xml are in one table: no name is in both.
 *  3. A size in per cent is of the size that is inherited.
 *  4. The underline of a link stresses nothing. */
#include "config.h"

#include "format/odt.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

enum { STYLE_GENERATIONS_MAX = 32 };

static const struct odt_look unsaid = {ODT_UNSAID, ODT_UNSAID, ODT_UNSAID, ODT_UNSAID, ODT_UNSAID};

bool odt_is(const struct office_xml *xml, enum office_namespace space, const char *name)
{
    return xml->space == space && strcmp(xml->name, name) == 0;
}

bool odt_count_item(struct odt *odt, struct office_xml *xml)
{
    if (odt->item_count++ < ODT_ITEMS_MAX)
        return true;
    office_xml_fail(xml, WIRE_TOO_LARGE);
    return false;
}

/* ---- looks --------------------------------------------------------------------------------------- */

void odt_inherit_look(struct odt_look *look, const struct odt_look *from)
{
    if (look->bold == ODT_UNSAID)
        look->bold = from->bold;
    if (look->underlined == ODT_UNSAID)
        look->underlined = from->underlined;
    if (look->hidden == ODT_UNSAID)
        look->hidden = from->hidden;
    if (look->half_points != ODT_UNSAID)
        return;
    if (look->percent == ODT_UNSAID) {
        look->half_points = from->half_points;
        look->percent = from->percent;
    } else if (from->half_points != ODT_UNSAID) {
        look->half_points = (short)(from->half_points * look->percent / 100);
        look->percent = ODT_UNSAID;
    }
}

/* "12pt", "11.5pt", "130%"; other units are not written. */
static void read_size(const char *value, struct odt_look *look)
{
    enum { POINTS_MAX = OFFICE_HALF_POINTS_MAX / 2, PERCENT_MAX = 1000 };
    const char *point = strchr(value, '.');
    const size_t len_bytes = strlen(value);

    if (len_bytes > 1 && value[len_bytes - 1] == '%') {
        look->percent = (short)office_number(value, PERCENT_MAX, 100);
        if (look->percent == 100) {
            look->percent = ODT_UNSAID;
        }
    } else if (len_bytes > 2 && strcmp(value + len_bytes - 2, "pt") == 0) {
        look->half_points =
            (short)(office_number(value, POINTS_MAX, 0) * 2 + (point != NULL && point[1] >= '5'));
    }
}

static void read_look(struct office_xml *xml, struct odt_look *look)
{
    const char *weight = office_xml_attribute(xml, ODF_FORMATTING, "font-weight");
    const char *line = office_xml_attribute(xml, ODF_STYLE, "text-underline-style");
    const char *display = office_xml_attribute(xml, ODF_TEXT, "display");
    const char *size = office_xml_attribute(xml, ODF_FORMATTING, "font-size");

    if (weight != NULL)
        look->bold = strcmp(weight, "bold") == 0 || office_number(weight, 1000, 0) >= 600;
    if (line != NULL)
        look->underlined = strcmp(line, "none") != 0;
    if (display != NULL)
        look->hidden = strcmp(display, "none") == 0;
    if (size != NULL)
        read_size(size, look);
}

/* ---- styles -------------------------------------------------------------------------------------- */

/* Styles of other families (tables, sections, pictures) are passed over. */
static enum odt_family read_family(struct office_xml *xml)
{
    const char *family = office_xml_attribute(xml, ODF_STYLE, "family");

    if (family != NULL && strcmp(family, "paragraph") == 0)
        return ODT_PARAGRAPH;
    return family != NULL && strcmp(family, "text") == 0 ? ODT_RUN : ODT_FAMILIES;
}

static void read_properties(struct office_xml *xml, struct odt_look *look)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event == OFFICE_START && odt_is(xml, ODF_STYLE, "text-properties"))
            read_look(xml, look);
    }
}

static void read_style(struct odt *odt, struct office_xml *xml)
{
    const char *name = arena_copy_string(&odt->arena, office_xml_attribute(xml, ODF_STYLE, "name"));
    const char *level = office_xml_attribute(xml, ODF_STYLE, "default-outline-level");
    const char *list = office_xml_attribute(xml, ODF_STYLE, "list-style-name");
    const enum odt_family family = read_family(xml);
    struct odt_style *style;

    if (name == NULL || family == ODT_FAMILIES || !odt_count_item(odt, xml)) {
        office_xml_skip(xml);
        return;
    }
    style = arena_allocate(&odt->arena, sizeof *style);
    *style = (struct odt_style){
        .parent = arena_copy_string(&odt->arena,
                                    office_xml_attribute(xml, ODF_STYLE, "parent-style-name")),
        .look = unsaid,
        .outline_level =
            (short)(level != NULL ? (int)office_number(level, LIST_LEVELS, 0) : ODT_UNSAID),
        .list_style = arena_copy_string(&odt->arena, list),
        .is_title = strcmp(name, "Title") == 0,
    };
    xmlHashAddEntry(odt->styles[family], (const xmlChar *)name, style);
    read_properties(xml, &style->look);
    if (strstr(name, "Internet") != NULL)
        style->look.underlined = 0;
}

static void read_default(struct odt *odt, struct office_xml *xml)
{
    if (read_family(xml) == ODT_PARAGRAPH)
        read_properties(xml, &odt->default_look);
    else
        office_xml_skip(xml);
}

static void read_named_list_style(struct odt *odt, struct office_xml *xml)
{
    const char *name = office_xml_attribute(xml, ODF_STYLE, "name");
    struct odt_list_style *style;

    if (name == NULL || !odt_count_item(odt, xml)) {
        office_xml_skip(xml);
        return;
    }
    style = arena_allocate(&odt->arena, sizeof *style);
    xmlHashAddEntry(odt->list_styles, (const xmlChar *)name, style);
    odt_read_list_style(odt, xml, style);
}

void odt_read_styles(struct odt *odt, struct office_xml *xml)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (odt_is(xml, ODF_STYLE, "style"))
            read_style(odt, xml);
        else if (odt_is(xml, ODF_STYLE, "default-style"))
            read_default(odt, xml);
        else if (odt_is(xml, ODF_TEXT, "list-style"))
            read_named_list_style(odt, xml);
        else if (odt_is(xml, ODF_TEXT, "outline-style"))
            odt_read_list_style(odt, xml, &odt->outline);
        else
            office_xml_skip(xml);
    }
}

/* ---- using them ---------------------------------------------------------------------------------- */

static void inherit_all(struct odt *odt, enum odt_family family, struct odt_style *style)
{
    const struct odt_style *from = style;

    for (int generation = 0; generation < STYLE_GENERATIONS_MAX && from->parent != NULL;
         generation++) {
        from = xmlHashLookup(odt->styles[family], (const xmlChar *)from->parent);
        if (from == NULL || from == style)
            break;
        odt_inherit_look(&style->look, &from->look);
        if (style->outline_level == ODT_UNSAID)
            style->outline_level = from->outline_level;
        if (style->list_style == NULL)
            style->list_style = from->list_style;
        style->is_title = style->is_title || from->is_title;
    }
    if (family == ODT_PARAGRAPH)
        odt_inherit_look(&style->look, &odt->default_look);
    style->is_resolved = true;
}

const struct odt_style *odt_find_style(struct odt *odt, enum odt_family family, const char *name)
{
    struct odt_style *style =
        name != NULL ? xmlHashLookup(odt->styles[family], (const xmlChar *)name) : NULL;

    if (style != NULL && !style->is_resolved)
        inherit_all(odt, family, style);
    return style;
}
