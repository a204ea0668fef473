/* The parts of the HTML reader: what an element is, where the page's content is, which links are
 * footnotes, and how lists count. html.c makes blocks of it all. */
#ifndef KANTLIJN_FORMAT_HTML_H
#define KANTLIJN_FORMAT_HTML_H

#include "format/markup.h"

/* ---- what an element is -------------------------------------------------------------------------- */

enum html_kind {
    HTML_INLINE, /* and whatever has no kind of its own */
    HTML_STRONG, /* bold, underlined or large */
    HTML_ANCHOR,
    HTML_BREAK,
    HTML_QUOTE,
    HTML_SUPERSCRIPT,
    HTML_BLOCK,
    HTML_PARAGRAPH, /* a block that is a paragraph by itself */
    HTML_CAPTION,
    HTML_HEADING, /* h1 to h6 */
    HTML_PREFORMATTED,
    HTML_LIST,
    HTML_ITEM,
    HTML_TABLE,
    HTML_ROW,
    HTML_CELL,
    HTML_HEADER_CELL,
    HTML_MAIN,
    HTML_ARTICLE,
    HTML_SECTION,
    HTML_HEADER,
    HTML_FOOTER,
    HTML_FORM,
    HTML_ASIDE, /* nav, aside: beside the text */
    HTML_SILENT /* script, style, controls …: never text for a reader */
};

/* What an element's attributes say. */
enum html_sign {
    HTML_HIDDEN = 1,       /* not shown */
    HTML_FURNITURE = 2,    /* by its class, id or role: navigation, cookies, sharing … */
    HTML_PRESENTATION = 4, /* a table that is there for the looks */
};

/* One for each element of the page, in document order; node->_private points to it. Sums count the bytes
 * of words, white space left out, of all that is in the element. */
struct html_element {
    xmlNodePtr node;
    enum html_kind kind;
    unsigned signs;
    size_t order;
    size_t text_bytes, link_bytes; /* of which in links */
    unsigned heading_count, row_count, item_count;
    bool has_table, has_content, has_title; /* inside: a table, main or article, h1 */
    bool wide; /* a row with more than one cell; a table that has one */
    bool has_header_cell;
    bool is_note;          /* a footnote's text: it goes out where its mark stands */
    bool is_noted;         /* and has gone */
    bool is_target;        /* of a mark */
    unsigned target_count; /* of footnotes inside */
    char label[9];         /* of a link that is a footnote's mark, else "" */
    xmlNodePtr note;       /* and the footnote's text */
};

static inline struct html_element *html_element(const xmlNode *node)
{
    return node->_private;
}

enum html_kind html_kind_of(const xmlNode *node);
unsigned html_signs_of(const xmlNode *node);
/* "font-weight: bold" and its like; +1, 0 where it says nothing, -1 where it says normal. */
int html_strength(const xmlNode *node);
/* True where the style attribute has the declaration, white space and letter case aside: "display:none". */
bool html_has_style(const xmlNode *node, const char *declaration);
/* True where one of the words of text ("site-nav", "cookieBar") is in the list, which ends in NULL. */
bool html_has_word(const char *text, const char *const *list);
/* True where one of the words of class is that one, letter case aside. */
bool html_has_class(const xmlNode *node, const char *word);

/* ---- the page ------------------------------------------------------------------------------------ */

struct html_page {
    xmlDocPtr document;
    struct arena arena;          /* the elements */
    struct html_element **links; /* to a place in this page */
    size_t link_count, link_capacity;
    size_t element_count;
    bool has_furniture; /* something in it is there for a web page, not for a document */
    xmlNodePtr root;    /* what is read */
};

/* Measures the page and chooses what is read of it. */
bool html_page_read(struct html_page *page, xmlDocPtr document);
void html_page_release(struct html_page *page);
/* True for what stands in page->root but is no part of the text: navigation, cookies, hidden … */
bool html_is_dropped(const struct html_page *page, const xmlNode *node);
/* True for a table that arranges paragraphs rather than data. */
bool html_is_layout(const xmlNode *table);

/* Finds the marks of footnotes and their texts. */
void html_find_notes(struct html_page *page);
flow_note_text html_note_text;

/* ---- lists --------------------------------------------------------------------------------------- */

struct html_list {
    bool counted;
    bool lone;     /* it has one item */
    bool unmarked; /* list-style: none */
    bool backwards;
    char type; /* 1, a, A, i, I */
    int next;
};

void html_list_begin(struct html_list *list, const xmlNode *node);
/* Writes the item's number or bullet and goes on to the next. */
void html_list_number(struct html_list *list, const xmlNode *item, struct buffer *number);

#endif
