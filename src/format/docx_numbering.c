/* numbering.xml: lists (w:abstractNum), and what paragraphs name (w:num), which uses one of them.
 *
 *  1. A list counts for all its instances together. An instance that says where a level starts lets the
 *     list begin again there, the first time that it uses the level.
 *  2. An instance may bring levels of its own; the others are the list's.
 *  3. A list that has none but names a style has that style's list instead, one step far. */
#include "config.h"

#include "format/docx.h"

#include <string.h>

#include <libxml/hash.h>

/* ---- levels -------------------------------------------------------------------------------------- */

static enum list_format read_format(const char *value)
{
    static const struct {
        const char *name;
        enum list_format format;
    } formats[] = {
        {"decimal", LIST_DECIMAL},
        {"decimalZero", LIST_DECIMAL_ZERO},
        {"lowerRoman", LIST_ROMAN_LOWER},
        {"upperRoman", LIST_ROMAN_UPPER},
        {"lowerLetter", LIST_LETTER_LOWER},
        {"upperLetter", LIST_LETTER_UPPER},
        {"bullet", LIST_BULLET},
        {"none", LIST_NOTHING},
    };

    for (size_t i = 0; value != NULL && i < COUNT_OF(formats); i++) {
        if (strcmp(value, formats[i].name) == 0)
            return formats[i].format;
    }
    return LIST_DECIMAL;
}

/* "%2" becomes the byte 2. */
static void read_pattern(const char *value, char *pattern)
{
    size_t len_bytes = 0;

    for (; value != NULL && *value != '\0' && len_bytes + 1 < LIST_PATTERN_BYTES; value++) {
        if (value[0] == '%' && value[1] >= '1' && value[1] <= '0' + DOCX_LEVELS)
            pattern[len_bytes++] = (char)(*++value - '0');
        else
            pattern[len_bytes++] = *value;
    }
    pattern[len_bytes] = '\0';
}

static void take_level_part(struct docx *docx, struct office_xml *xml, struct list_level *level,
                            const char **style)
{
    const char *value = docx_value(xml);

    if (docx_is(xml, "start"))
        level->start = office_number(value, LIST_NUMBER_MAX, 0);
    else if (docx_is(xml, "numFmt"))
        level->format = read_format(value);
    else if (docx_is(xml, "lvlText"))
        read_pattern(value, level->pattern);
    else if (docx_is(xml, "lvlRestart"))
        level->restart_below = office_number(value, DOCX_LEVELS, LIST_RESTART_ALWAYS);
    else if (docx_is(xml, "isLgl"))
        level->all_decimal =
            value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0);
    else if (docx_is(xml, "pStyle") && value != NULL && style != NULL)
        *style = arena_copy_string(&docx->arena, value);
}

static size_t level_index(struct office_xml *xml)
{
    return office_number(office_xml_attribute(xml, OFFICE_WORD, "ilvl"), DOCX_LEVELS, 0);
}

/* Levels beyond the ninth, which no program makes, are left out. */
static void read_level(struct docx *docx, struct office_xml *xml, struct list_level **levels,
                       const char **styles)
{
    const unsigned depth = xml->depth;
    const size_t index = level_index(xml);
    enum office_xml_event event;

    if (index >= DOCX_LEVELS) {
        office_xml_skip(xml);
        return;
    }
    if (levels[index] == NULL)
        levels[index] = arena_allocate(&docx->arena, sizeof *levels[index]);
    *levels[index] = (struct list_level){.start = 0, .restart_below = LIST_RESTART_ALWAYS};
    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        take_level_part(docx, xml, levels[index], styles != NULL ? &styles[index] : NULL);
        office_xml_skip(xml);
    }
}

/* ---- lists and instances ------------------------------------------------------------------------- */

static bool count_item(struct docx *docx, struct office_xml *xml)
{
    if (docx->numbering.count++ < DOCX_ITEMS_MAX)
        return true;
    office_xml_fail(xml, WIRE_TOO_LARGE);
    return false;
}

static void read_list(struct docx *docx, struct office_xml *xml)
{
    const char *id = office_xml_attribute(xml, OFFICE_WORD, "abstractNumId");
    const unsigned depth = xml->depth;
    enum office_xml_event event;
    struct docx_list *list;

    if (id == NULL || !count_item(docx, xml)) {
        office_xml_skip(xml);
        return;
    }
    list = arena_allocate(&docx->arena, sizeof *list);
    xmlHashAddEntry(docx->numbering.lists, (const xmlChar *)id, list);
    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "lvl")) {
            read_level(docx, xml, list->levels, list->level_styles);
            continue;
        }
        if (docx_is(xml, "numStyleLink") && docx_value(xml) != NULL)
            list->style_link = arena_copy_string(&docx->arena, docx_value(xml));
        office_xml_skip(xml);
    }
}

static void read_override(struct docx *docx, struct office_xml *xml, struct docx_instance *instance)
{
    const unsigned depth = xml->depth;
    const size_t index = level_index(xml);
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "lvl")) {
            read_level(docx, xml, instance->levels, NULL);
            continue;
        }
        if (docx_is(xml, "startOverride") && index < DOCX_LEVELS)
            instance->starts[index] = (int)office_number(docx_value(xml), LIST_NUMBER_MAX, 1);
        office_xml_skip(xml);
    }
}

static void read_instance(struct docx *docx, struct office_xml *xml)
{
    const char *id = office_xml_attribute(xml, OFFICE_WORD, "numId");
    const unsigned depth = xml->depth;
    enum office_xml_event event;
    struct docx_instance *instance;

    if (id == NULL || !count_item(docx, xml)) {
        office_xml_skip(xml);
        return;
    }
    instance = arena_allocate(&docx->arena, sizeof *instance);
    for (size_t i = 0; i < DOCX_LEVELS; i++)
        instance->starts[i] = -1;
    xmlHashAddEntry(docx->numbering.instances, (const xmlChar *)id, instance);
    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (docx_is(xml, "lvlOverride")) {
            read_override(docx, xml, instance);
            continue;
        }
        if (docx_is(xml, "abstractNumId") && docx_value(xml) != NULL)
            instance->list_id = arena_copy_string(&docx->arena, docx_value(xml));
        office_xml_skip(xml);
    }
}

bool docx_read_numbering(struct docx *docx, const struct buffer *member, enum wire_failure *failure)
{
    struct office_xml xml;
    enum office_xml_event event;

    office_xml_open(&xml, member);
    while ((event = office_xml_next(&xml)) != OFFICE_OVER) {
        if (event != OFFICE_START || xml.depth == 1)
            continue;
        if (docx_is(&xml, "abstractNum"))
            read_list(docx, &xml);
        else if (docx_is(&xml, "num"))
            read_instance(docx, &xml);
        else
            office_xml_skip(&xml);
    }
    return office_xml_close(&xml, failure);
}

/* ---- the next number ----------------------------------------------------------------------------- */

static struct docx_list *list_of(struct docx *docx, const struct docx_instance *instance)
{
    if (instance == NULL || instance->list_id == NULL)
        return NULL;
    return xmlHashLookup(docx->numbering.lists, (const xmlChar *)instance->list_id);
}

static struct docx_instance *find_instance(struct docx *docx, const char *num_id)
{
    return xmlHashLookup(docx->numbering.instances, (const xmlChar *)num_id);
}

static struct docx_list *find_list(struct docx *docx, const struct docx_instance *instance)
{
    struct docx_list *list = list_of(docx, instance), *linked = NULL;
    const struct docx_style *style;

    if (list == NULL || list->style_link == NULL)
        return list;
    style = docx_find_style(docx, list->style_link);
    if (style != NULL && style->format.num_id != NULL)
        linked = list_of(docx, find_instance(docx, style->format.num_id));
    return linked != NULL ? linked : list;
}

/* A style that brings its list belongs to one of its levels. */
static size_t find_level(const struct docx_list *list, const struct docx_format *format,
                         const char *style_id)
{
    for (size_t i = 0; style_id != NULL && i < DOCX_LEVELS; i++) {
        if (list->level_styles[i] != NULL && strcmp(list->level_styles[i], style_id) == 0)
            return i;
    }
    return format->list_level != DOCX_UNSAID ? (size_t)format->list_level : 0;
}

/* Symbol fonts have their signs where no other font has any, and a bullet is most of them. */
static void replace_symbols(struct buffer *label, size_t start)
{
    const unsigned char *at = (const unsigned char *)label->data + start;

    if (label->len_bytes - start == 3 && at[0] == 0xEF && at[1] >= 0x80 && at[1] <= 0x83) {
        label->len_bytes = start;
        buffer_append_string(label, "•");
    } else if (label->len_bytes - start == 1 && at[0] == 'o') {
        label->len_bytes = start;
        buffer_append_string(label, "◦");
    }
}

bool docx_next_number(struct docx *docx, const struct docx_format *format, const char *style_id,
                      struct buffer *label, bool *is_bullet, const void **list, unsigned *level)
{
    const struct list_level *levels[LIST_LEVELS] = {NULL};
    struct docx_instance *instance = find_instance(docx, format->num_id);
    struct docx_list *counted = find_list(docx, instance);
    const size_t start = label->len_bytes;
    size_t index;

    if (counted == NULL)
        return false;
    for (size_t i = 0; i < DOCX_LEVELS; i++)
        levels[i] = instance->levels[i] != NULL ? instance->levels[i] : counted->levels[i];
    index = find_level(counted, format, style_id);
    if (instance->starts[index] >= 0) {
        list_restart(&counted->count, index, (unsigned)instance->starts[index]);
        instance->starts[index] = -1;
    }
    list_advance(&counted->count, levels, index);
    list_append_label(&counted->count, levels, index, label);
    *is_bullet = levels[index] != NULL && levels[index]->format == LIST_BULLET;
    if (*is_bullet)
        replace_symbols(label, start);
    *list = counted;
    *level = (unsigned)index;
    return true;
}
