/* Footnotes of web pages: a link with a number for its text, to an element further down that holds the
 * footnote's text.
 *
 *  1. A mark is a link to a later place in the page, its text is a label, and something says footnote: it
 *     is raised, in brackets, or named so.
 *  2. A footnote's text is the smallest block that holds the place, and holds no other footnote and not
 *     the mark. Where there is none, the link is no mark, and nothing is taken from its place.
 *  3. A text goes out once, with its first mark. */
#include "config.h"

#include "format/html.h"

#include <libxml/valid.h>
#include <string.h>

/* Words of ids, classes and links of footnotes: pandoc's, Word's, LibreOffice's, wikis', ours. */
static const char *const note_words[] = {
    "fn",         "ftn",     "fnref",    "ftnref",    "footnote",   "footnotes", "footnoteref",
    "noteref",    "note",    "notes",    "noot",      "noten",      "nootref",   "voetnoot",
    "nootnummer", "nootnum", "nootnr",   "voetnoten", "sdfootnote", "sdendnote", "edn",
    "ednref",     "endnote", "endnotes", "ref",       "fussnote",   NULL};

/* ---- marks --------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "[12]" is 12, "*" is *, "(iv)" is iv; words are none. */
static bool read_label(const char *text, size_t len_bytes, char *label)
{
    size_t length = 0, letters = 0, others = 0;

    for (size_t i = 0; i < len_bytes; i++) {
        const bool is_other = strchr("[]().:^", text[i]) != NULL || (text[i] & 0x80) != 0;

        if (!is_other && !is_letter(text[i]) && !is_digit(text[i]) && text[i] != '*' &&
            text[i] != ' ')
            return false;
        others += (text[i] & 0x80) != 0;
        letters += is_letter(text[i]);
        if (!is_other && text[i] != ' ' && length < 8)
            label[length++] = text[i];
    }
    label[length] = '\0';
    return length > 0 && others <= 4 &&
           (letters == 0 ||
            (letters == length && (letters <= 2 || strspn(label, "ivxIVX") == length)));
}

static xmlNodePtr target_of(const struct html_page *page, const xmlNode *link)
{
    const char *href = markup_attribute(link, "href");
    const xmlAttr *id =
        href != NULL && href[0] == '#' ? xmlGetID(page->document, (const xmlChar *)href + 1) : NULL;

    return id != NULL && id->type == XML_ATTRIBUTE_NODE && id->parent != NULL &&
                   html_element(id->parent) != NULL
               ? id->parent
               : NULL;
}

static bool is_raised(const xmlNode *link)
{
    enum { NEAR = 3 };
    const xmlNode *node = link->parent;

    for (unsigned i = 0; i < NEAR && node != NULL && node->type == XML_ELEMENT_NODE; i++) {
        if (html_element(node)->kind == HTML_SUPERSCRIPT)
            return true;
        node = node->parent;
    }
    node = link->children;
    for (unsigned i = 0; i < NEAR && node != NULL; i++) {
        if (node->type == XML_ELEMENT_NODE && html_element(node)->kind == HTML_SUPERSCRIPT)
            return true;
        node =
            node->type == XML_ELEMENT_NODE && node->children != NULL ? node->children : node->next;
    }
    return html_has_style(link, "vertical-align:super");
}

static bool says_footnote(const xmlNode *node)
{
    const char *role = markup_attribute(node, "role");

    return html_has_word(markup_attribute(node, "class"), note_words) ||
           html_has_word(markup_attribute(node, "id"), note_words) ||
           (role != NULL && strncmp(role, "doc-note", 8) == 0) ||
           html_has_style(node, "mso-element:footnote") ||
           html_has_style(node, "mso-element:endnote");
}

/* The label, where the link looks like a mark and leads further down. */
static bool read_mark(const struct html_page *page, struct html_element *link)
{
    enum { MARK_MAX_BYTES = 10 };
    const xmlNode *target = target_of(page, link->node);
    struct markup_line line = {0};
    bool is_mark;

    if (target == NULL || html_element(target)->order <= link->order || link->text_bytes == 0 ||
        link->text_bytes > MARK_MAX_BYTES || html_element(target)->kind == HTML_HEADING)
        return false;
    markup_line_add_element(&line, link->node);
    is_mark = read_label(line.text.data, line.text.len_bytes, link->label) &&
              (line.text.data[0] == '[' || is_raised(link->node) || says_footnote(link->node) ||
               html_has_word(markup_attribute(link->node, "href"), note_words));
    markup_line_release(&line);
    return is_mark;
}

/* ---- texts --------------------------------------------------------------------------------------- */

static void count_target(const xmlNode *node)
{
    for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
        html_element(node)->target_count++;
}

static bool is_inside(const xmlNode *node, const xmlNode *outer)
{
    while (node != NULL && node != outer)
        node = node->parent;
    return node == outer;
}

static bool is_inline(const xmlNode *node)
{
    return html_element(node)->kind < HTML_BLOCK;
}

/* The block that is the footnote whose text begins at target; NULL where that cannot be told. */
static xmlNodePtr note_at(xmlNodePtr target)
{
    xmlNodePtr node = target;
    const struct html_element *outer;

    while (is_inline(node) && node->parent->type == XML_ELEMENT_NODE)
        node = node->parent;
    if ((html_element(node)->kind == HTML_CELL || html_element(node)->kind == HTML_HEADER_CELL ||
         html_element(node)->kind == HTML_PARAGRAPH) &&
        node->parent->type == XML_ELEMENT_NODE) {
        outer = html_element(node->parent);
        if (outer->target_count == 1 &&
            (outer->kind == HTML_ROW || outer->kind == HTML_ITEM || says_footnote(node->parent)))
            node = node->parent;
    }
    switch (html_element(node)->kind) {
    case HTML_PARAGRAPH:
    case HTML_BLOCK:
    case HTML_ITEM:
    case HTML_ROW:
    case HTML_CELL:
    case HTML_ASIDE:
        return html_element(node)->target_count == 1 ? node : NULL;
    default:
        return NULL;
    }
}

void html_find_notes(struct html_page *page)
{
    for (size_t i = 0; i < page->link_count; i++) {
        struct html_element *link = page->links[i];
        xmlNodePtr target = target_of(page, link->node);

        if (!read_mark(page, link)) {
            link->label[0] = '\0';
        } else if (!html_element(target)->is_target) {
            html_element(target)->is_target = true;
            count_target(target);
        }
    }
    for (size_t i = 0; i < page->link_count; i++) {
        struct html_element *link = page->links[i];
        xmlNodePtr note = link->label[0] != '\0' ? note_at(target_of(page, link->node)) : NULL;

        if (note == NULL || note == page->root || is_inside(link->node, note) ||
            is_inside(page->root, note)) {
            link->label[0] = '\0';
            continue;
        }
        link->note = note;
        html_element(note)->is_note = true;
    }
}

/* ---- the text of one ----------------------------------------------------------------------------- */

struct gather {
    struct markup_line *line;
    bool label_left_out;
};

/* "1" or "↩", back to the mark. */
static bool is_back_link(const xmlNode *node)
{
    enum { BACK_LINK_MAX_BYTES = 10 };
    const struct html_element *element = html_element(node);
    const char *href = markup_attribute(node, "href");
    const xmlAttr *id;

    if (element->text_bytes > BACK_LINK_MAX_BYTES || href == NULL || href[0] != '#')
        return false;
    id = xmlGetID(node->doc, (const xmlChar *)href + 1);
    return id == NULL || id->parent == NULL || html_element(id->parent) == NULL ||
           html_element(id->parent)->order < element->order;
}

static enum markup_step gather_enter(void *context, xmlNodePtr node, unsigned depth)
{
    struct gather *gather = context;
    const struct html_element *element = html_element(node);

    (void)depth;
    if (element->kind == HTML_SILENT || (element->signs & HTML_HIDDEN) != 0)
        return MARKUP_PAST;
    if (element->kind == HTML_ANCHOR && is_back_link(node)) {
        gather->label_left_out |= gather->line->text.len_bytes == 0;
        return MARKUP_PAST;
    }
    if (!is_inline(node) || element->kind == HTML_BREAK)
        markup_line_space(gather->line);
    return MARKUP_INTO;
}

static void gather_leave(void *context, xmlNodePtr node, unsigned depth)
{
    (void)depth;
    if (!is_inline(node))
        markup_line_space(((struct gather *)context)->line);
}

static void gather_text(void *context, const char *text, size_t len_bytes, unsigned depth)
{
    (void)depth;
    markup_line_add(((struct gather *)context)->line, text, len_bytes);
}

/* The bytes of "1", "[1]", "1." at the beginning, and of the white space after it. */
static size_t label_bytes(const struct buffer *text, const char *label)
{
    size_t at = strspn(text->data, "[(^");

    if (strncmp(text->data + at, label, strlen(label)) != 0)
        return 0;
    at += strlen(label);
    if (strchr("]). \xC2", text->data[at]) == NULL)
        return 0;
    at += strspn(text->data + at, "]).: ");
    while (strncmp(text->data + at, "\xC2\xA0", 2) == 0 || text->data[at] == ' ')
        at += text->data[at] == ' ' ? 1 : 2;
    return at;
}

void html_note_text(void *context, xmlNodePtr note, const char *label, struct markup_line *line)
{
    static const struct markup_visitor visitor = {gather_enter, gather_leave, gather_text};
    struct gather gather = {.line = line};
    size_t left_out_bytes;

    (void)context;
    if (html_element(note)->is_noted)
        return;
    html_element(note)->is_noted = true;
    markup_walk(note, &visitor, &gather);
    if (line->text.len_bytes == 0 || gather.label_left_out || html_element(note)->kind == HTML_ITEM)
        return;
    left_out_bytes = label_bytes(&line->text, label);
    line->text.len_bytes -= left_out_bytes;
    memmove(line->text.data, line->text.data + left_out_bytes, line->text.len_bytes + 1);
}
