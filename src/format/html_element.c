/* What an element of a web page is: by its name, its role, and the words of its class and id. */
#include "config.h"

#include "format/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- names --------------------------------------------------------------------------------------- */

struct named {
    const char *name;
    enum html_kind kind;
};

/* In the order of strcmp. What is not here is inline. */
static const struct named names[] = {
    {"a", HTML_ANCHOR},
    {"address", HTML_BLOCK},
    {"applet", HTML_SILENT},
    {"area", HTML_SILENT},
    {"article", HTML_ARTICLE},
    {"aside", HTML_ASIDE},
    {"audio", HTML_SILENT},
    {"b", HTML_STRONG},
    {"big", HTML_STRONG},
    {"blockquote", HTML_BLOCK},
    {"body", HTML_BLOCK},
    {"br", HTML_BREAK},
    {"button", HTML_SILENT},
    {"canvas", HTML_SILENT},
    {"caption", HTML_CAPTION},
    {"center", HTML_BLOCK},
    {"colgroup", HTML_SILENT},
    {"datalist", HTML_SILENT},
    {"dd", HTML_PARAGRAPH},
    {"del", HTML_SILENT},
    {"details", HTML_BLOCK},
    {"dialog", HTML_SILENT},
    {"dir", HTML_LIST},
    {"div", HTML_BLOCK},
    {"dl", HTML_BLOCK},
    {"dt", HTML_PARAGRAPH},
    {"embed", HTML_SILENT},
    {"fieldset", HTML_BLOCK},
    {"figcaption", HTML_CAPTION},
    {"figure", HTML_BLOCK},
    {"footer", HTML_FOOTER},
    {"form", HTML_FORM},
    {"frameset", HTML_SILENT},
    {"h1", HTML_HEADING},
    {"h2", HTML_HEADING},
    {"h3", HTML_HEADING},
    {"h4", HTML_HEADING},
    {"h5", HTML_HEADING},
    {"h6", HTML_HEADING},
    {"head", HTML_SILENT},
    {"header", HTML_HEADER},
    {"hgroup", HTML_BLOCK},
    {"hr", HTML_BLOCK},
    {"html", HTML_BLOCK},
    {"iframe", HTML_SILENT},
    {"input", HTML_SILENT},
    {"legend", HTML_PARAGRAPH},
    {"li", HTML_ITEM},
    {"listing", HTML_PREFORMATTED},
    {"main", HTML_MAIN},
    {"map", HTML_SILENT},
    {"menu", HTML_LIST},
    {"nav", HTML_ASIDE},
    {"noframes", HTML_SILENT},
    {"noscript", HTML_SILENT},
    {"object", HTML_SILENT},
    {"ol", HTML_LIST},
    {"option", HTML_SILENT},
    {"p", HTML_PARAGRAPH},
    {"plaintext", HTML_PREFORMATTED},
    {"pre", HTML_PREFORMATTED},
    {"q", HTML_QUOTE},
    {"script", HTML_SILENT},
    {"section", HTML_SECTION},
    {"select", HTML_SILENT},
    {"strong", HTML_STRONG},
    {"style", HTML_SILENT},
    {"summary", HTML_PARAGRAPH},
    {"sup", HTML_SUPERSCRIPT},
    {"svg", HTML_SILENT},
    {"table", HTML_TABLE},
    {"tbody", HTML_BLOCK},
    {"td", HTML_CELL},
    {"template", HTML_SILENT},
    {"textarea", HTML_SILENT},
    {"tfoot", HTML_BLOCK},
    {"th", HTML_HEADER_CELL},
    {"thead", HTML_BLOCK},
    {"title", HTML_SILENT},
    {"tr", HTML_ROW},
    {"u", HTML_STRONG},
    {"ul", HTML_LIST},
    {"video", HTML_SILENT},
    {"xmp", HTML_PREFORMATTED},
};

static int compare_name(const void *name, const void *named)
{
    return strcmp(name, ((const struct named *)named)->name);
}

static bool has_role(const xmlNode *node, const char *role)
{
    const char *value = markup_attribute(node, "role");

    return value != NULL && strcasecmp(value, role) == 0;
}

enum html_kind html_kind_of(const xmlNode *node)
{
    const struct named *found =
        bsearch(markup_name(node), names, COUNT_OF(names), sizeof names[0], compare_name);
    const enum html_kind kind = found != NULL ? found->kind : HTML_INLINE;

    if (kind == HTML_BLOCK && has_role(node, "main"))
        return HTML_MAIN;
    if (kind == HTML_BLOCK && has_role(node, "article"))
        return HTML_ARTICLE;
    return kind;
}

/* ---- style --------------------------------------------------------------------------------------- */

/* What follows the property's colon in a style attribute, NULL where it has no such property. */
static const char *style_value(const char *style, const char *property)
{
    const size_t property_bytes = strlen(property);
    bool at_start = true;

    for (; style != NULL && *style != '\0'; style++) {
        if (at_start && strncasecmp(style, property, property_bytes) == 0) {
            const char *after = style + property_bytes + strspn(style + property_bytes, " \t\r\n");

            if (*after == ':')
                return after + 1 + strspn(after + 1, " \t\r\n");
        }
        if (strchr(" \t\r\n", *style) == NULL)
            at_start = *style == ';';
    }
    return NULL;
}

static bool begins_with(const char *value, const char *word)
{
    return value != NULL && strncasecmp(value, word, strlen(word)) == 0;
}

bool html_has_style(const xmlNode *node, const char *declaration)
{
    const char *colon = strchr(declaration, ':');
    char property[32] = "";

    strncat(property, declaration, (size_t)(colon - declaration));
    return begins_with(style_value(markup_attribute(node, "style"), property), colon + 1);
}

int html_strength(const xmlNode *node)
{
    const char *style = markup_attribute(node, "style");
    const char *weight;

    if (style == NULL)
        return 0;
    weight = style_value(style, "font-weight");
    if (begins_with(weight, "bold") || (weight != NULL && *weight >= '6' && *weight <= '9') ||
        begins_with(style_value(style, "text-decoration"), "underline"))
        return 1;
    return begins_with(weight, "normal") || begins_with(weight, "400") ? -1 : 0;
}

/* ---- classes, ids and roles ---------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the word at text: letters, up to where a small one is followed by a capital. */
static size_t word_length(const char *text)
{
    size_t length = 0;

    while (is_word_char(text[length]) &&
           (length == 0 || !(text[length] <= 'Z' && text[length - 1] >= 'a')))
        length++;
    return length;
}

bool html_has_word(const char *text, const char *const *list)
{
    while (text != NULL && *text != '\0') {
        const size_t length = word_length(text);

        for (size_t i = 0; length > 0 && list[i] != NULL; i++) {
            if (strlen(list[i]) == length && strncasecmp(text, list[i], length) == 0)
                return true;
        }
        text += length > 0 ? length : 1;
    }
    return false;
}

bool html_has_class(const xmlNode *node, const char *word)
{
    const char *classes = markup_attribute(node, "class");
    const size_t word_bytes = strlen(word);

    while (classes != NULL && *classes != '\0') {
        const size_t length = strcspn(classes, " \t\r\n\f");

        if (length == word_bytes && strncasecmp(classes, word, length) == 0)
            return true;
        classes += length;
        classes += strspn(classes, " \t\r\n\f");
    }
    return false;
}

static bool is_furniture(const xmlNode *node)
{
    static const char *const words[] = {
        "cookie",     "cookies",     "cookiebar",  "cookiebanner",  "consent",    "gdpr",
        "breadcrumb", "breadcrumbs", "kruimelpad", "share",         "sharing",    "social",
        "socials",    "nav",         "navbar",     "navigation",    "navigatie",  "menu",
        "skip",       "skiplink",    "skiplinks",  "sidebar",       "pagination", "pager",
        "newsletter", "toolbar",     "searchbox",  "advertisement", "addthis",    "sharethis",
        "feedback",   "colophon",    NULL};
    static const char *const roles[] = {"navigation",    "banner",  "contentinfo", "search",
                                        "complementary", "dialog",  "alertdialog", "menu",
                                        "menubar",       "toolbar", NULL};
    const char *role = markup_attribute(node, "role");
    const char *title = markup_attribute(node, "title");

    for (size_t i = 0; role != NULL && roles[i] != NULL; i++) {
        if (strcasecmp(role, roles[i]) == 0)
            return true;
    }
    /* LibreOffice says by title what the margins of its pages were. */
    if (title != NULL && (strcmp(title, "header") == 0 || strcmp(title, "footer") == 0))
        return true;
    return html_has_word(markup_attribute(node, "class"), words) ||
           html_has_word(markup_attribute(node, "id"), words);
}

static bool is_hidden(const xmlNode *node)
{
    static const char *const classes[] = {"sr-only",
                                          "visually-hidden",
                                          "visuallyhidden",
                                          "u-visually-hidden",
                                          "screen-reader-text",
                                          "element-invisible",
                                          "hidden"};
    const char *aria_hidden = markup_attribute(node, "aria-hidden");

    if (markup_attribute(node, "hidden") != NULL ||
        (aria_hidden != NULL && strcasecmp(aria_hidden, "true") == 0) ||
        html_has_style(node, "display:none") || html_has_style(node, "visibility:hidden") ||
        html_has_style(node, "mso-hide:all"))
        return true;
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        if (html_has_class(node, classes[i]))
            return true;
    }
    return false;
}

unsigned html_signs_of(const xmlNode *node)
{
    if (node->properties == NULL)
        return 0;
    return (is_hidden(node) ? HTML_HIDDEN : 0u) | (is_furniture(node) ? HTML_FURNITURE : 0u) |
           (has_role(node, "presentation") || has_role(node, "none") ? HTML_PRESENTATION : 0u);
}
