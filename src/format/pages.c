/* Page numbers.
 *
 *  1. A line that says so ("Page 2 of 3", "- 3 -") is one.
 *  2. A number, a fraction or a line with a number at one end is one where the next such line has the
 *     next number, a form feed stands beside it, or it cuts a sentence.
 *  3. A line of cells is one where the next such line has the same cells, in whatever order, and the next
 *     number or, where a page has two columns that are numbered, the one after it. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { PAGE_MAX_BYTES = 160 };

/* ---- reading them ---------------------------------------------------------------------------------- */

enum page_form {
    PAGE_NONE,
    PAGE_SAID,
    PAGE_DASHES,
    PAGE_BARE,
    PAGE_FRACTION,
    PAGE_WITH_TEXT,
    PAGE_IN_CELLS,
    PAGE_FORM_COUNT
};

enum { CELLS_MAX = 5 };

struct cell {
    const char *text;
    size_t len_bytes;
};

struct page {
    size_t line;
    enum page_form form;
    unsigned number;
    const char *rest; /* what else the line says: the total, or a running header */
    size_t rest_bytes;
    struct cell cells[CELLS_MAX]; /* those that are no number */
    size_t cell_count;
    bool confirmed;
};

struct pages {
    struct page *items;
    size_t count, capacity;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t read_number(const char *text, size_t len_bytes, size_t at, unsigned *number)
{
    size_t start = at;

    for (*number = 0; at < len_bytes && at - start < 4 && is_digit(text[at]); at++)
        *number = *number * 10 + (unsigned)(text[at] - '0');
    return at < len_bytes && is_digit(text[at]) ? start : at;
}

static size_t skip_spaces(const char *text, size_t len_bytes, size_t at)
{
    while (at < len_bytes && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return at;
}

static size_t skip_dash(const char *text, size_t len_bytes, size_t at)
{
    if (at < len_bytes && text[at] == '-')
        return at + 1;
    if (len_bytes - at >= 3 && (memcmp(text + at, "–", 3) == 0 || memcmp(text + at, "—", 3) == 0))
        return at + 3;
    return at;
}

/* "- 3 -" */
static bool is_between_dashes(const char *text, size_t len_bytes, struct page *page)
{
    size_t at = skip_dash(text, len_bytes, 0), start;

    if (at == 0)
        return false;
    start = skip_spaces(text, len_bytes, at);
    at = read_number(text, len_bytes, start, &page->number);
    if (at == start)
        return false;
    start = skip_spaces(text, len_bytes, at);
    at = skip_dash(text, len_bytes, start);
    page->form = PAGE_DASHES;
    return at > start && at == len_bytes;
}

/* The number, "/" or "of" or brackets, and the total, up to the end: "2/3", "1 (3)", "2 van 7". */
static bool read_of_total(const char *text, size_t len_bytes, size_t at, struct page *page)
{
    static const char *const of[] = {"van ", "of ", "von ", "av ", "sur ", "de ", "di ", "z ", "/"};
    unsigned total;
    size_t start;
    bool bracket;

    at = skip_spaces(text, len_bytes, at);
    bracket = at < len_bytes && text[at] == '(';
    if (bracket) {
        start = at + 1;
    } else {
        for (start = 0; start < COUNT_OF(of); start++) {
            if (len_bytes - at > strlen(of[start]) &&
                memcmp(text + at, of[start], strlen(of[start])) == 0)
                break;
        }
        if (start == COUNT_OF(of))
            return false;
        start = skip_spaces(text, len_bytes, at + strlen(of[start]));
    }
    at = read_number(text, len_bytes, start, &total);
    page->rest = text + start;
    page->rest_bytes = at - start;
    if (at == start || page->number == 0 || page->number > total)
        return false;
    return bracket ? at + 1 == len_bytes && text[at] == ')' : at == len_bytes;
}

/* "3", "1/3", "1 (3)" */
static bool is_number_alone(const char *text, size_t len_bytes, struct page *page)
{
    size_t at = read_number(text, len_bytes, 0, &page->number);

    if (at == 0 || page->number > 2000)
        return false;
    page->form = at == len_bytes ? PAGE_BARE : PAGE_FRACTION;
    page->rest = "";
    page->rest_bytes = 0;
    return at == len_bytes || read_of_total(text, len_bytes, at, page);
}

/* "Pagina 3 van 7", "Page 3", "p. 3" from that place to the end. */
static bool says_page(const char *text, size_t len_bytes, struct page *page)
{
    static const char *const words[] = {"Pagina ", "Page ", "Seite ", "Sida ", "Side ", "Página ",
                                        "Strona ", "Sivu ", "Blad ",  "Pag. ", "PAGE ", "pagina ",
                                        "page ",   "p. ",   "S. ",    "blz. "};
    size_t at, end;

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strlen(words[i]);
        if (len_bytes <= at || memcmp(text, words[i], at) != 0)
            continue;
        end = read_number(text, len_bytes, at, &page->number);
        page->form = PAGE_SAID;
        return end > at && (end == len_bytes || read_of_total(text, len_bytes, end, page));
    }
    return false;
}

/* A running header with the page's number at its end or its beginning, a wide gap between. */
static bool has_number_at_edge(const char *text, size_t len_bytes, struct page *page)
{
    size_t start = len_bytes, end;

    while (start > 0 && is_digit(text[start - 1]))
        start--;
    if (start < len_bytes && len_bytes - start <= 4 && start > 2 &&
        (memcmp(text + start - 2, "  ", 2) == 0 || text[start - 1] == '\t')) {
        read_number(text, len_bytes, start, &page->number);
        page->rest_bytes = start;
        page->rest = text;
        text_trim(&page->rest, &page->rest_bytes);
    } else {
        end = read_number(text, len_bytes, 0, &page->number);
        if (end == 0 || len_bytes - end < 3 ||
            (memcmp(text + end, "  ", 2) != 0 && text[end] != '\t'))
            return false;
        page->rest = text + end;
        page->rest_bytes = len_bytes - end;
        text_trim(&page->rest, &page->rest_bytes);
    }
    page->form = PAGE_WITH_TEXT;
    return !look_leaders(text, len_bytes) && page->rest_bytes < 100;
}

/* "Permanent Representation     Page 2 of 3" */
static bool says_page_at_end(const char *text, size_t len_bytes, struct page *page)
{
    const char *gap = memmem(text, len_bytes, "   ", 3);
    const char *end = text + len_bytes;

    if (gap == NULL)
        return false;
    while (gap < end && (*gap == ' ' || *gap == '\t'))
        gap++;
    return says_page(gap, (size_t)(end - gap), page);
}

/* The next cell from that place on; tabs and wide gaps part them. Where it ends. */
static size_t take_cell(const char *text, size_t len_bytes, size_t at, struct cell *cell)
{
    size_t end = at;

    while (end < len_bytes && text[end] != '\t' &&
           !(len_bytes - end >= 3 && memcmp(text + end, "   ", 3) == 0))
        end++;
    *cell = (struct cell){text + at, end - at};
    text_trim(&cell->text, &cell->len_bytes);
    while (end < len_bytes && (text[end] == '\t' || text[end] == ' '))
        end++;
    return end;
}

/* "2", "– 2 –", "12 WS" */
static bool is_number_cell(const struct cell *cell, unsigned *number)
{
    struct page dashes;
    size_t at, end;

    if (is_between_dashes(cell->text, cell->len_bytes, &dashes)) {
        *number = dashes.number;
        return true;
    }
    at = read_number(cell->text, cell->len_bytes, 0, number);
    end = skip_spaces(cell->text, cell->len_bytes, at);
    if (at == 0 || cell->len_bytes - end > 3 || (end == at && at < cell->len_bytes))
        return false;
    for (; end < cell->len_bytes; end++) {
        if (cell->text[end] < 'A' || cell->text[end] > 'Z')
            return false;
    }
    return true;
}

/* A running header of cells, a number among them: "Drucksache 17/21   – 2 –   Deutscher Bundestag". */
static bool is_in_cells(const char *text, size_t len_bytes, struct page *page)
{
    size_t at = 0, numbers = 0;

    page->form = PAGE_IN_CELLS;
    page->rest = "";
    page->rest_bytes = page->cell_count = 0;
    while (at < len_bytes) {
        struct cell cell;
        unsigned number;

        at = take_cell(text, len_bytes, at, &cell);
        if (is_number_cell(&cell, &number)) {
            page->number = numbers++ == 0 ? number : page->number;
            continue;
        }
        if (page->cell_count == CELLS_MAX)
            return false;
        page->cells[page->cell_count++] = cell;
    }
    return numbers > 0 && numbers <= 2 && page->cell_count >= 2;
}

static bool read_page(const char *text, size_t len_bytes, struct page *page)
{
    if (len_bytes > PAGE_MAX_BYTES)
        return false;
    if (is_digit(text[0]) && is_number_alone(text, len_bytes, page))
        return true;
    if ((is_digit(text[0]) || is_digit(text[len_bytes - 1])) &&
        (says_page(text, len_bytes, page) || says_page_at_end(text, len_bytes, page) ||
         has_number_at_edge(text, len_bytes, page)))
        return true;
    return is_between_dashes(text, len_bytes, page) || is_in_cells(text, len_bytes, page);
}

static void find_pages(const struct stretch *stretch, struct pages *pages)
{
    for (size_t i = 0; i < stretch->line_count; i++) {
        struct page page = {.line = i};

        if (!read_page(stretch->lines[i].text, stretch->lines[i].len_bytes, &page))
            continue;
        pages->items =
            array_reserve(pages->items, &pages->capacity, pages->count + 1, sizeof *pages->items);
        pages->items[pages->count++] = page;
    }
}

/* ---- which of them are --------------------------------------------------------------------------------- */

bool page_cuts_sentence(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at], *before, *after;

    if (at == 0 || at + 1 == stretch->line_count)
        return false;
    before = line - 1;
    after = line + 1;
    return line->blank_before && after->blank_before &&
           (before->len_bytes > 30 || !before->blank_before) &&
           !look_ends_sentence(before->text, before->len_bytes) &&
           look_begins_small(after->text, after->len_bytes) &&
           look_first_word_bytes(after->text, after->len_bytes) > 1;
}

static bool is_beside_feed(const struct stretch *stretch, size_t at)
{
    return stretch->lines[at].feed_before ||
           (at + 1 < stretch->line_count && stretch->lines[at + 1].feed_before);
}

static bool has_cell(const struct page *page, const struct cell *cell)
{
    for (size_t i = 0; i < page->cell_count; i++) {
        if (page->cells[i].len_bytes == cell->len_bytes &&
            memcmp(page->cells[i].text, cell->text, cell->len_bytes) == 0)
            return true;
    }
    return false;
}

static bool have_the_same_cells(const struct page *left, const struct page *right)
{
    if (left->cell_count != right->cell_count)
        return false;
    for (size_t i = 0; i < left->cell_count; i++) {
        if (!has_cell(right, &left->cells[i]))
            return false;
    }
    return true;
}

static bool go_together(const struct page *left, const struct page *right)
{
    if (left->form == PAGE_IN_CELLS && right->form == PAGE_IN_CELLS)
        return right->number > left->number && right->number <= left->number + 2 &&
               have_the_same_cells(left, right);
    return left->form == right->form && left->number + 1 == right->number &&
           left->rest_bytes == right->rest_bytes &&
           (left->rest_bytes == 0 || memcmp(left->rest, right->rest, left->rest_bytes) == 0);
}

/* Numbers alone may be titled items: those of pages stand alone, or far apart. */
static bool are_apart(const struct stretch *stretch, const struct page *left,
                      const struct page *right)
{
    const struct line *line = &stretch->lines[right->line];

    if (right->line <= left->line + 1)
        return false;
    return right->form != PAGE_BARE || right->line > left->line + 5 ||
           (line->blank_before && (right->line + 1 == stretch->line_count || line[1].blank_before));
}

/* A number that goes on from the one before of its form confirms both. The latest of each form is
 * enough: page numbers are not mixed with others of their form. */
static void confirm_pages(const struct stretch *stretch, struct pages *pages)
{
    struct page *latest[PAGE_FORM_COUNT] = {NULL};

    for (size_t i = 0; i < pages->count; i++) {
        struct page *page = &pages->items[i], *before = latest[page->form];

        page->confirmed = page->form == PAGE_SAID || page->form == PAGE_DASHES ||
                          is_beside_feed(stretch, page->line) ||
                          (page->form < PAGE_WITH_TEXT && page_cuts_sentence(stretch, page->line));
        if (before != NULL && go_together(before, page) && are_apart(stretch, before, page))
            page->confirmed = before->confirmed = true;
        latest[page->form] = page;
    }
}

static size_t drop_pages(struct stretch *stretch, const struct pages *pages)
{
    size_t count = 0;

    for (size_t i = 0; i < pages->count; i++) {
        if (!pages->items[i].confirmed)
            continue;
        stretch->lines[pages->items[i].line].dropped = true;
        count++;
    }
    return count;
}

size_t pages_drop(struct stretch *stretch)
{
    struct pages pages = {0};
    size_t count;

    find_pages(stretch, &pages);
    confirm_pages(stretch, &pages);
    count = drop_pages(stretch, &pages);
    free(pages.items);
    return count;
}
