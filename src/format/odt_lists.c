/* List styles and the numbering of headings: how each level writes its numbers.
 *
 * A level shows its own number and those of the levels above that it displays, in one of two ways: parts
 * around numbers that are joined by full stops, or, since LibreOffice 7, a pattern, "%1%.%2%)", which is
 * exact where both are there. */
#include "config.h"

#include "format/odt.h"

#include <stdlib.h>
#include <string.h>

struct pattern {
    char *bytes; /* LIST_PATTERN_BYTES of them */
    size_t len_bytes;
};

static void append(struct pattern *pattern, const char *string)
{
    for (; string != NULL && *string != '\0' && pattern->len_bytes + 1 < LIST_PATTERN_BYTES;
         string++)
        pattern->bytes[pattern->len_bytes++] = *string;
    pattern->bytes[pattern->len_bytes] = '\0';
}

static void append_place(struct pattern *pattern, unsigned level)
{
    append(pattern, (const char[]){(char)level, '\0'});
}

static void read_parts(struct office_xml *xml, unsigned level, unsigned shown_levels,
                       struct pattern *pattern)
{
    append(pattern, office_xml_attribute(xml, ODF_STYLE, "num-prefix"));
    for (unsigned shown = level + 1 - shown_levels; shown <= level; shown++) {
        append_place(pattern, shown);
        if (shown < level)
            append(pattern, ".");
    }
    append(pattern, office_xml_attribute(xml, ODF_STYLE, "num-suffix"));
}

static void read_whole(const char *value, struct pattern *pattern)
{
    while (*value != '\0') {
        const unsigned level = value[0] == '%' ? office_number(value + 1, 99, 0) : 0;
        const char *end = level > 0 ? strchr(value + 1, '%') : NULL;

        if (end != NULL && level <= LIST_LEVELS) {
            append_place(pattern, level);
            value = end + 1;
        } else {
            append(pattern, (const char[]){*value++, '\0'});
        }
    }
}

static enum list_format read_format(const char *value)
{
    static const char formats[] = "1iIaA";
    static const enum list_format meanings[] = {LIST_DECIMAL, LIST_ROMAN_LOWER, LIST_ROMAN_UPPER,
                                                LIST_LETTER_LOWER, LIST_LETTER_UPPER};
    const char *found;

    if (value == NULL || value[0] == '\0')
        return LIST_NOTHING;
    found = strchr(formats, value[0]);
    return found != NULL ? meanings[found - formats] : LIST_DECIMAL;
}

/* A level without a number writes nothing around it either. */
static void read_numbers(struct office_xml *xml, unsigned number, struct list_level *level)
{
    struct pattern pattern = {.bytes = level->pattern};
    const char *whole = office_xml_attribute(xml, ODF_EXTENSION, "num-list-format");
    unsigned shown_levels =
        office_number(office_xml_attribute(xml, ODF_TEXT, "display-levels"), number, 1);

    if (whole == NULL)
        whole = office_xml_attribute(xml, ODF_STYLE, "num-list-format");
    level->format = read_format(office_xml_attribute(xml, ODF_STYLE, "num-format"));
    level->start =
        office_number(office_xml_attribute(xml, ODF_TEXT, "start-value"), LIST_NUMBER_MAX, 1);
    if (level->format == LIST_NOTHING)
        return;
    if (whole != NULL && whole[0] != '\0')
        read_whole(whole, &pattern);
    else
        read_parts(xml, number, shown_levels > 0 ? shown_levels : 1, &pattern);
}

/* Symbol fonts have their signs where no other font has any, and a bullet is most of them. */
static void read_bullet(struct office_xml *xml, struct list_level *level)
{
    const char *sign = office_xml_attribute(xml, ODF_TEXT, "bullet-char");
    struct pattern pattern = {.bytes = level->pattern};
    const bool is_private = sign != NULL && (unsigned char)sign[0] == 0xEF &&
                            (unsigned char)sign[1] >= 0x80 && (unsigned char)sign[1] <= 0x83;

    level->format = LIST_BULLET;
    if (sign == NULL || sign[0] == '\0' || is_private)
        sign = "•";
    append(&pattern, strcmp(sign, "o") == 0 ? "◦" : sign);
}

static void read_level(struct odt *odt, struct office_xml *xml, struct odt_list_style *style)
{
    const unsigned number = office_number(office_xml_attribute(xml, ODF_TEXT, "level"), 99, 0);
    struct list_level **level;

    if (number < 1 || number > LIST_LEVELS)
        return;
    level = &style->levels[number - 1];
    if (*level == NULL)
        *level = arena_allocate(&odt->arena, sizeof **level);
    **level = (struct list_level){.start = 1, .restart_below = LIST_RESTART_ALWAYS};
    if (strcmp(xml->name, "list-level-style-number") == 0 ||
        strcmp(xml->name, "outline-level-style") == 0)
        read_numbers(xml, number, *level);
    else
        read_bullet(xml, *level);
}

void odt_read_list_style(struct odt *odt, struct office_xml *xml, struct odt_list_style *style)
{
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_START)
            continue;
        if (xml->space == ODF_TEXT)
            read_level(odt, xml, style);
        office_xml_skip(xml);
    }
}
