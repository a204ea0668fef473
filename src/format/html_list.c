/* The numbers of a list's items, as a browser counts them. */
#include "config.h"

#include "format/html.h"

#include <string.h>

static bool is_item(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && strcmp(markup_name(node), "li") == 0;
}

static int item_count(const xmlNode *list)
{
    int count = 0;

    for (const xmlNode *child = list->children; child != NULL; child = child->next)
        count += is_item(child);
    return count;
}

/* A whole number; otherwise where the attribute is none. */
static int attribute_integer(const xmlNode *node, const char *name, int otherwise)
{
    enum { MOST = 1000000 };
    const char *value = markup_attribute(node, name);
    bool negative;
    int number = 0;

    if (value == NULL)
        return otherwise;
    value += strspn(value, " \t\r\n");
    negative = *value == '-';
    value += *value == '-' || *value == '+';
    if (*value < '0' || *value > '9')
        return otherwise;
    for (; *value >= '0' && *value <= '9' && number < MOST; value++)
        number = number * 10 + (*value - '0');
    return negative ? -number : number;
}

/* The kind of number that the element asks for, otherwise where it asks for none. */
static char number_type(const xmlNode *node, char otherwise)
{
    static const struct {
        const char *declaration;
        char type;
    } styles[] = {
        {"list-style-type:lower-alpha", 'a'}, {"list-style-type:lower-latin", 'a'},
        {"list-style-type:upper-alpha", 'A'}, {"list-style-type:upper-latin", 'A'},
        {"list-style-type:lower-roman", 'i'}, {"list-style-type:upper-roman", 'I'},
        {"list-style-type:decimal", '1'},
    };
    const char *type = markup_attribute(node, "type");

    for (size_t i = 0; i < COUNT_OF(styles); i++) {
        if (html_has_style(node, styles[i].declaration))
            return styles[i].type;
    }
    if (type != NULL && *type != '\0' && strchr("1aAiI", *type) != NULL && type[1] == '\0')
        return *type;
    return otherwise;
}

void html_list_begin(struct html_list *list, const xmlNode *node)
{
    const int count = item_count(node);

    *list = (struct html_list){
        .counted = strcmp(markup_name(node), "ol") == 0,
        .lone = count == 1,
        .unmarked =
            html_has_style(node, "list-style-type:none") || html_has_style(node, "list-style:none"),
        .backwards = markup_attribute(node, "reversed") != NULL,
        .type = number_type(node, '1'),
    };
    list->next = attribute_integer(node, "start", list->backwards ? count : 1);
}

/* ---- numbers in words ---------------------------------------------------------------------------- */

/* a to z, aa to zz …; number is at least 1. */
static void append_letters(struct buffer *out, int number, char first)
{
    char letters[8];
    size_t count = 0;

    for (; number > 0 && count < sizeof letters; number = (number - 1) / 26)
        letters[count++] = (char)(first + (number - 1) % 26);
    while (count > 0)
        buffer_append_char(out, letters[--count]);
}

static void append_number(struct buffer *out, int number, char type)
{
    if (number >= 1 && (type == 'a' || type == 'A'))
        append_letters(out, number, type);
    else if (number >= 1 && number <= BUFFER_ROMAN_MAX && (type == 'i' || type == 'I'))
        buffer_append_roman(out, (unsigned)number, type == 'I');
    else
        buffer_append_format(out, "%d", number);
    buffer_append_char(out, '.');
}

void html_list_number(struct html_list *list, const xmlNode *item, struct buffer *number)
{
    const int value = attribute_integer(item, "value", list->next);
    const bool unmarked = list->unmarked || html_has_style(item, "list-style-type:none") ||
                          html_has_style(item, "list-style:none");

    buffer_clear(number);
    buffer_append_string(number, "");
    list->next = value + (list->backwards ? -1 : 1);
    if (unmarked)
        return;
    if (list->counted)
        append_number(number, value, number_type(item, list->type));
    else
        buffer_append_string(number, "•");
}
