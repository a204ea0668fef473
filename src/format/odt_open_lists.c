/* The lists of an odt that are open, and their numbers.
 *
 *  1. A list item's number goes to its first paragraph; an item that begins with a list has none of its
 *     own.
 *  2. A list that is no part of another begins at its first number, unless it says that it goes on with
 *     one before it: with that list by its id, else with the last one of its style. */
#include "config.h"

#include "format/odt_body.h"

#include <string.h>

#include <libxml/hash.h>

bool odt_is_true(struct office_xml *xml, enum office_namespace space, const char *name)
{
    const char *value = office_xml_attribute(xml, space, name);

    return value != NULL && strcmp(value, "true") == 0;
}

int odt_read_start(struct office_xml *xml)
{
    const char *value = office_xml_attribute(xml, ODF_TEXT, "start-value");

    return value != NULL ? (int)office_number(value, LIST_NUMBER_MAX, 1) : -1;
}

/* ---- lists --------------------------------------------------------------------------------------- */

struct odt_open_list *odt_innermost_list(const struct odt_open_lists *lists)
{
    return lists->count > lists->first ? &lists->items[lists->count - 1] : NULL;
}

static struct list_count *find_continued(struct odt *odt, const char *id)
{
    return id != NULL ? xmlHashLookup(odt->lists, (const xmlChar *)id) : NULL;
}

static void begin_count(struct odt *odt, struct office_xml *xml, struct odt_open_list *list)
{
    const struct list_count *continued = find_continued(odt, list->continued_id);

    if (list->style == NULL)
        return;
    if (continued != NULL)
        list->style->count = *continued;
    else if (list->continued_id == NULL && !odt_is_true(xml, ODF_TEXT, "continue-numbering"))
        list->style->count = (struct list_count){0};
}

void odt_begin_list(struct odt *odt, struct office_xml *xml, struct odt_open_lists *lists)
{
    struct arena *arena = &odt->arena;
    const char *style = office_xml_attribute(xml, ODF_TEXT, "style-name");
    const struct odt_open_list *outer = odt_innermost_list(lists);
    struct odt_open_list list = {.start = -1};

    if (style != NULL)
        list.style = xmlHashLookup(odt->list_styles, (const xmlChar *)style);
    else if (outer != NULL)
        list.style = outer->style;
    if (outer == NULL) {
        list.id = arena_copy_string(arena, office_xml_attribute(xml, OFFICE_OTHER, "id"));
        list.continued_id =
            arena_copy_string(arena, office_xml_attribute(xml, ODF_TEXT, "continue-list"));
        begin_count(odt, xml, &list);
    }
    lists->items =
        array_reserve(lists->items, &lists->capacity, lists->count + 1, sizeof *lists->items);
    lists->items[lists->count++] = list;
}

static void keep_count(struct odt *odt, struct office_xml *xml, const char *id,
                       const struct list_count *count)
{
    struct list_count *kept = find_continued(odt, id);

    if (id == NULL)
        return;
    if (kept == NULL) {
        if (!odt_count_item(odt, xml))
            return;
        kept = arena_allocate(&odt->arena, sizeof *kept);
        xmlHashAddEntry(odt->lists, (const xmlChar *)id, kept);
    }
    *kept = *count;
}

void odt_end_list(struct odt *odt, struct office_xml *xml, struct odt_open_lists *lists)
{
    const struct odt_open_list *list = odt_innermost_list(lists);

    if (list == NULL)
        return;
    if (list->style != NULL) {
        keep_count(odt, xml, list->id, &list->style->count);
        keep_count(odt, xml, list->continued_id, &list->style->count);
    }
    lists->count--;
}

void odt_begin_item(struct office_xml *xml, struct odt_open_lists *lists, bool is_header)
{
    struct odt_open_list *list = odt_innermost_list(lists);

    if (list == NULL)
        return;
    list->item_is_counted = is_header;
    list->start = odt_read_start(xml);
}

/* ---- numbers ------------------------------------------------------------------------------------- */

void odt_number(struct odt_list_style *style, size_t level, int start, struct buffer *label,
                struct compose_role *role)
{
    const struct list_level *levels[LIST_LEVELS];

    for (size_t i = 0; i < LIST_LEVELS; i++)
        levels[i] = style->levels[i];
    if (start >= 0)
        list_restart(&style->count, level, (unsigned)start);
    list_advance(&style->count, levels, level);
    list_append_label(&style->count, levels, level, label);
    role->label = label->data;
    if (levels[level] != NULL && levels[level]->format == LIST_BULLET) {
        role->kind = EVENT_LIST_ITEM;
    } else if (label->len_bytes > 0) {
        role->list = style;
        role->list_level = (unsigned)level;
    }
}

void odt_number_item(struct odt_open_lists *lists, struct buffer *label, struct compose_role *role)
{
    struct odt_open_list *list = odt_innermost_list(lists);
    const size_t depth = lists->count - lists->first;

    list->item_is_counted = true;
    if (list->style == NULL) {
        role->kind = EVENT_LIST_ITEM;
        role->label = "•";
        return;
    }
    odt_number(list->style, depth <= LIST_LEVELS ? depth - 1 : LIST_LEVELS - 1, list->start, label,
               role);
    list->start = -1;
}
