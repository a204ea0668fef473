/* What of a page is the report.
 *
 *  1. The page is measured once: for each element, how much text it holds and how much of that is links.
 *     Everything after that looks at these sums, so the cost is that of the page.
 *  2. What is read: main, where there is one with text in it; else an article that holds most of what
 *     articles hold; else from the body on the one block that holds nearly all text, as long as nothing
 *     beside it looks like a part of the document.
 *  3. What is left out of that goes by name, by role and class, or, where no main or article said where
 *     the text is, by being mostly links. An element that holds half of the text, a heading's page or
 *     the content itself is never left out, whatever its class says: pages are wrapped in forms, and in
 *     blocks called "has-sidebar". */
#include "config.h"

#include "format/html.h"

#include <stdlib.h>
#include <string.h>

/* ---- measuring ----------------------------------------------------------------------------------- */

struct measure {
    struct html_page *page;
    struct html_element *path[MARKUP_DEPTH_MAX + 1];
    unsigned link_depth;
    unsigned article_depth;
    size_t article_bytes;
    struct html_element *main, *article;
};

static bool is_local_link(const xmlNode *node)
{
    const char *href = markup_attribute(node, "href");

    return href != NULL && href[0] == '#' && href[1] != '\0';
}

static void keep_link(struct html_page *page, struct html_element *element)
{
    page->links =
        array_reserve(page->links, &page->link_capacity, page->link_count + 1, sizeof *page->links);
    page->links[page->link_count++] = element;
}

static enum markup_step measure_enter(void *context, xmlNodePtr node, unsigned depth)
{
    struct measure *measure = context;
    struct html_element *element = arena_allocate(&measure->page->arena, sizeof *element);

    element->node = node;
    element->kind = html_kind_of(node);
    element->order = measure->page->element_count++;
    node->_private = element;
    measure->path[depth] = element;
    if (element->kind == HTML_SILENT)
        return MARKUP_PAST;
    element->signs = html_signs_of(node);
    if (element->kind == HTML_ANCHOR) {
        measure->link_depth += markup_attribute(node, "href") != NULL;
        if (is_local_link(node))
            keep_link(measure->page, element);
    }
    measure->article_depth += element->kind == HTML_ARTICLE;
    return MARKUP_INTO;
}

static void measure_text(void *context, const char *text, size_t len_bytes, unsigned depth)
{
    struct measure *measure = context;
    struct html_element *element = measure->path[depth - 1];
    size_t word_bytes = 0;

    for (size_t i = 0; i < len_bytes; i++)
        word_bytes += (unsigned char)text[i] > ' ';
    element->text_bytes += word_bytes;
    if (measure->link_depth > 0)
        element->link_bytes += word_bytes;
}

static void add_to_parent(struct html_element *parent, const struct html_element *element)
{
    parent->text_bytes += element->text_bytes;
    parent->link_bytes += element->link_bytes;
    parent->heading_count += element->heading_count + (element->kind == HTML_HEADING);
    parent->row_count += element->row_count + (element->kind == HTML_ROW);
    parent->item_count += element->item_count + (element->kind == HTML_ITEM);
    parent->has_table |= element->has_table || element->kind == HTML_TABLE;
    parent->has_content |=
        element->has_content || element->kind == HTML_MAIN || element->kind == HTML_ARTICLE;
    parent->has_title |= element->has_title ||
                         (element->kind == HTML_HEADING && markup_name(element->node)[1] == '1');
    parent->has_header_cell |= element->has_header_cell || element->kind == HTML_HEADER_CELL;
    if (element->kind != HTML_TABLE)
        parent->wide |= element->wide;
}

static bool has_two_cells(const xmlNode *row)
{
    unsigned count = 0;

    for (const xmlNode *child = row->children; child != NULL && count < 2; child = child->next)
        count += child->type == XML_ELEMENT_NODE && html_element(child) != NULL &&
                 (html_element(child)->kind == HTML_CELL ||
                  html_element(child)->kind == HTML_HEADER_CELL);
    return count > 1;
}

static size_t own_bytes(const struct html_element *element)
{
    return element->text_bytes - element->link_bytes;
}

static void keep_best(struct html_element **best, struct html_element *element)
{
    if (*best == NULL || own_bytes(element) > own_bytes(*best))
        *best = element;
}

static void measure_leave(void *context, xmlNodePtr node, unsigned depth)
{
    struct measure *measure = context;
    struct html_element *element = html_element(node);

    if (element->kind == HTML_ANCHOR && markup_attribute(node, "href") != NULL)
        measure->link_depth--;
    if (element->kind == HTML_ROW)
        element->wide = has_two_cells(node);
    if (element->kind == HTML_ARTICLE && --measure->article_depth == 0) {
        measure->article_bytes += own_bytes(element);
        keep_best(&measure->article, element);
    }
    if (element->kind == HTML_MAIN)
        keep_best(&measure->main, element);
    if (element->kind == HTML_ASIDE || element->kind == HTML_FOOTER ||
        (element->signs & HTML_FURNITURE) != 0)
        measure->page->has_furniture = true;
    if (depth > 0)
        add_to_parent(measure->path[depth - 1], element);
}

/* ---- tables that arrange the page ---------------------------------------------------------------- */

bool html_is_layout(const xmlNode *table)
{
    enum { ROW_OF_DATA_MAX_BYTES = 1000 };
    const struct html_element *element = html_element(table);

    if ((element->signs & HTML_PRESENTATION) != 0 || element->has_table || !element->wide)
        return true;
    return !element->has_header_cell &&
           (element->heading_count > 0 ||
            element->text_bytes > (size_t)ROW_OF_DATA_MAX_BYTES * element->row_count);
}

/* ---- choosing ------------------------------------------------------------------------------------ */

static bool is_mostly_links(const struct html_element *element)
{
    return element->link_bytes > own_bytes(element);
}

static bool is_container(const xmlNode *node)
{
    switch (html_element(node)->kind) {
    case HTML_TABLE:
        return html_is_layout(node);
    case HTML_INLINE:
    case HTML_BLOCK:
    case HTML_MAIN:
    case HTML_ARTICLE:
    case HTML_SECTION:
    case HTML_FORM:
    case HTML_ROW:
    case HTML_CELL:
        return true;
    default:
        return false;
    }
}

/* True for what may be a part of the document though it stands beside the block with most text. */
static bool is_part(const xmlNode *node)
{
    enum { SENTENCE_BYTES = 60 };
    const struct html_element *element = html_element(node);

    if (node->type != XML_ELEMENT_NODE)
        return node->type == XML_TEXT_NODE && node->content != NULL &&
               strlen((const char *)node->content) > SENTENCE_BYTES;
    if ((element->signs & (HTML_HIDDEN | HTML_FURNITURE)) != 0 || is_mostly_links(element) ||
        element->text_bytes == 0)
        return false;
    switch (element->kind) {
    case HTML_SILENT:
    case HTML_ASIDE:
    case HTML_FOOTER:
    case HTML_ANCHOR:
        return false;
    case HTML_HEADER:
        return element->has_title;
    default:
        return !is_container(node) || element->heading_count > 0 ||
               own_bytes(element) > SENTENCE_BYTES;
    }
}

/* True for what says that this is a web page with more in it than a document. */
static bool is_beside(const xmlNode *node)
{
    const struct html_element *element;

    if (node->type != XML_ELEMENT_NODE)
        return false;
    element = html_element(node);
    return (element->signs & HTML_FURNITURE) != 0 || element->kind == HTML_ASIDE ||
           element->kind == HTML_FOOTER || is_mostly_links(element);
}

static bool has_text(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE ? html_element(node)->text_bytes > 0
                                          : node->type == XML_TEXT_NODE && !xmlIsBlankNode(node);
}

/* The child that holds nearly all text, where there is nothing beside it to lose. */
static xmlNodePtr only_part(xmlNodePtr node)
{
    xmlNodePtr best = NULL;
    bool alone = true, accompanied = false;

    for (xmlNodePtr child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && is_container(child) &&
            (best == NULL || own_bytes(html_element(child)) > own_bytes(html_element(best))))
            best = child;
    }
    if (best == NULL || own_bytes(html_element(best)) * 10 < own_bytes(html_element(node)) * 6)
        return NULL;
    for (xmlNodePtr child = node->children; child != NULL; child = child->next) {
        if (child == best)
            continue;
        if (is_part(child))
            return NULL;
        alone = alone && !has_text(child);
        accompanied = accompanied || is_beside(child);
    }
    return alone || accompanied ? best : NULL;
}

static xmlNodePtr densest_block(xmlNodePtr node)
{
    for (xmlNodePtr part = only_part(node); part != NULL; part = only_part(part))
        node = part;
    return node;
}

/* An article whose title stands just above it. */
static xmlNodePtr with_title(xmlNodePtr article)
{
    const struct html_element *element = html_element(article);
    xmlNodePtr node = article;

    while (!element->has_title && node->parent != NULL && node->parent->type == XML_ELEMENT_NODE &&
           own_bytes(html_element(node->parent)) * 4 <= own_bytes(element) * 5) {
        node = node->parent;
        if (html_element(node)->has_title)
            return node;
    }
    return article;
}

static xmlNodePtr choose_root(const struct measure *measure, xmlNodePtr whole)
{
    const size_t whole_bytes = own_bytes(html_element(whole));

    if (measure->main != NULL && own_bytes(measure->main) * 5 > whole_bytes)
        return measure->main->node;
    if (measure->article != NULL && own_bytes(measure->article) * 2 > measure->article_bytes &&
        own_bytes(measure->article) * 4 > whole_bytes)
        return with_title(measure->article->node);
    return densest_block(whole);
}

bool html_page_read(struct html_page *page, xmlDocPtr document)
{
    static const struct markup_visitor visitor = {measure_enter, measure_leave, measure_text};
    xmlNodePtr whole = xmlDocGetRootElement(document);
    struct measure measure = {.page = page};

    *page = (struct html_page){.document = document, .root = whole};
    if (!markup_walk(whole, &visitor, &measure))
        return false;
    page->root = choose_root(&measure, whole);
    return true;
}

void html_page_release(struct html_page *page)
{
    arena_release(&page->arena);
    free(page->links);
}

/* ---- leaving out --------------------------------------------------------------------------------- */

/* A header or footer of a part of the content, not of the page. */
static bool is_of_part(const struct html_page *page, const xmlNode *node)
{
    enum html_kind kind;

    do {
        node = node->parent;
        kind = html_element(node)->kind;
    } while (node != page->root && kind != HTML_ARTICLE && kind != HTML_MAIN &&
             kind != HTML_SECTION);
    return kind == HTML_ARTICLE || kind == HTML_MAIN || kind == HTML_SECTION;
}

/* Lists and blocks of links around a text that nothing marks as such. */
static bool is_link_block(const struct html_page *page, const struct html_element *element)
{
    enum { LINKS_MIN_BYTES = 40 };
    const enum html_kind root_kind = html_element(page->root)->kind;

    if (root_kind == HTML_MAIN || root_kind == HTML_ARTICLE || element->heading_count > 0 ||
        element->target_count > 0 || element->link_bytes < LINKS_MIN_BYTES ||
        element->link_bytes < own_bytes(element) * 2)
        return false;
    switch (element->kind) {
    case HTML_CELL:
        return true;
    case HTML_BLOCK:
    case HTML_SECTION:
    case HTML_LIST:
    case HTML_TABLE:
        return page->has_furniture;
    default:
        return false;
    }
}

bool html_is_dropped(const struct html_page *page, const xmlNode *node)
{
    const struct html_element *element = html_element(node);
    const bool has_own_title = element->has_title && !is_mostly_links(element);

    if (element->kind == HTML_SILENT || element->is_note)
        return true;
    if (element->has_content || own_bytes(element) * 2 > own_bytes(html_element(page->root)))
        return false;
    if ((element->signs & HTML_HIDDEN) != 0)
        return true;
    if ((element->signs & HTML_FURNITURE) != 0 || element->kind == HTML_FORM)
        return !has_own_title;
    switch (element->kind) {
    case HTML_ASIDE:
        return true;
    case HTML_FOOTER:
        return !is_of_part(page, node);
    case HTML_HEADER:
        return !is_of_part(page, node) && !has_own_title;
    default:
        return is_link_block(page, element);
    }
}
