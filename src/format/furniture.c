/* Running headers and footers, and page numbers.
 *
 *  1. A page number is a line that says so ("Page 2 of 3", "- 3 -"), or a number, a fraction or a line
 *     with a number at one end, where the next such line has the next number, a form feed stands
 *     beside it, or it cuts a sentence.
 *  2. What stands beside a page number or a form feed, and does so again at other ones, is a running
 *     header or footer. A line that merely occurs twice is not.
 *  3. Elsewhere such a header goes only where it looks like a document's number.
 *  4. Without any page number, a line that cuts sentences at two places or more is a running header. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { FURNITURE_MAX_BYTES = 160, NEIGHBOURS = 4 };

/* ---- page numbers ---------------------------------------------------------------------------------- */

enum page_form { PAGE_NONE, PAGE_SAID, PAGE_DASHES, PAGE_BARE, PAGE_FRACTION, PAGE_WITH_TEXT };

struct page {
    size_t line;
    enum page_form form;
    unsigned number;
    const char *rest; /* what else the line says: the total, or a running header */
    size_t rest_bytes;
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
    if (len_bytes - at >= 3 &&
        (memcmp(text + at, "–", 3) == 0 || memcmp(text + at, "—", 3) == 0))
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

static bool read_page(const char *text, size_t len_bytes, struct page *page)
{
    if (len_bytes > FURNITURE_MAX_BYTES)
        return false;
    if (is_digit(text[0]) && is_number_alone(text, len_bytes, page))
        return true;
    if (is_digit(text[0]) || is_digit(text[len_bytes - 1]))
        return says_page(text, len_bytes, page) || says_page_at_end(text, len_bytes, page) ||
               has_number_at_edge(text, len_bytes, page);
    return is_between_dashes(text, len_bytes, page);
}

static void find_pages(const struct stretch *stretch, struct pages *pages)
{
    for (size_t i = 0; i < stretch->line_count; i++) {
        struct page page = {.line = i};

        if (!read_page(stretch->lines[i].text, stretch->lines[i].len_bytes, &page))
            continue;
        pages->items = array_reserve(pages->items, &pages->capacity, pages->count + 1,
                                     sizeof *pages->items);
        pages->items[pages->count++] = page;
    }
}

/* ---- which of them are --------------------------------------------------------------------------------- */

/* The line stands between two empty lines in the middle of a sentence. */
static bool cuts_a_sentence(const struct stretch *stretch, size_t at)
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

static bool go_together(const struct page *left, const struct page *right)
{
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
           (line->blank_before &&
            (right->line + 1 == stretch->line_count || line[1].blank_before));
}

/* A number that goes on from the one before of its form confirms both. The latest of each form is
 * enough: page numbers are not mixed with others of their form. */
static void confirm_pages(const struct stretch *stretch, struct pages *pages)
{
    struct page *latest[PAGE_WITH_TEXT + 1] = {NULL};

    for (size_t i = 0; i < pages->count; i++) {
        struct page *page = &pages->items[i], *before = latest[page->form];

        page->confirmed = page->form == PAGE_SAID || page->form == PAGE_DASHES ||
                          is_beside_feed(stretch, page->line) ||
                          (page->form != PAGE_WITH_TEXT && cuts_a_sentence(stretch, page->line));
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

/* ---- what stands beside them ------------------------------------------------------------------------------ */

/* A line beside a page's end, by what it says. */
struct neighbour {
    const char *text;
    size_t len_bytes, line, page;
};

struct neighbours {
    struct neighbour *items;
    size_t count, capacity;
    size_t page_count;
};

static int compare_texts(const struct neighbour *left, const struct neighbour *right)
{
    size_t least = left->len_bytes < right->len_bytes ? left->len_bytes : right->len_bytes;
    int order = memcmp(left->text, right->text, least);

    if (order != 0)
        return order;
    return left->len_bytes < right->len_bytes ? -1 : left->len_bytes > right->len_bytes;
}

static int compare_neighbours(const void *left, const void *right)
{
    const struct neighbour *one = left, *other = right;
    int order = compare_texts(one, other);

    return order != 0 ? order : one->line < other->line ? -1 : one->line > other->line;
}

/* Words that head a part may stand at the top of more than one page. */
static bool is_a_part(const char *text, size_t len_bytes)
{
    static const char *const names[] = {"diversen",       "any other business", "divers",
                                        "sonstiges",      "verschiedenes",      "övriga frågor",
                                        "övriga punkter", "justitie",           "justice",
                                        "justiz",         "binnenlandse zaken", "home affairs",
                                        "inneres",        "inrikes frågor",     "werklunch",
                                        "affaires intérieures"};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (text_equal_folded(text, len_bytes, names[i], strlen(names[i])))
            return true;
    }
    return false;
}

static bool may_run(const struct line *line)
{
    size_t bullet_bytes;
    unsigned value_cols;

    if (line->len_bytes > 15 && look_ends_sentence(line->text, line->len_bytes))
        return false;
    return line->len_bytes <= FURNITURE_MAX_BYTES && line->text[0] != '=' && line->text[0] != '|' &&
           line->text[0] != '#' && line->text[line->len_bytes - 1] != ';' &&
           look_bullet(line->text, line->len_bytes, &bullet_bytes) == BULLET_NONE &&
           look_number(line->text, line->len_bytes).len_bytes == 0 &&
           !(look_field(line->text, line->len_bytes, &value_cols) &&
             memchr(line->text, ':', line->len_bytes) != NULL) &&
           !is_a_part(line->text, line->len_bytes);
}

static void add_neighbour(struct neighbours *neighbours, const struct stretch *stretch, size_t line)
{
    const struct line *found = &stretch->lines[line];

    if (!may_run(found))
        return;
    neighbours->items = array_reserve(neighbours->items, &neighbours->capacity,
                                      neighbours->count + 1, sizeof *neighbours->items);
    neighbours->items[neighbours->count++] =
        (struct neighbour){found->text, found->len_bytes, line, neighbours->page_count};
}

/* A page ends before that line: the lines before and after that are left. */
static void add_around(struct neighbours *neighbours, const struct stretch *stretch, size_t at)
{
    size_t line, seen;

    neighbours->page_count++;
    for (line = at, seen = 0; line > 0 && seen < NEIGHBOURS; line--) {
        if (stretch->lines[line - 1].dropped)
            continue;
        add_neighbour(neighbours, stretch, line - 1);
        seen++;
    }
    for (line = at, seen = 0; line < stretch->line_count && seen < NEIGHBOURS; line++) {
        if (stretch->lines[line].dropped)
            continue;
        add_neighbour(neighbours, stretch, line);
        seen++;
    }
}

static void find_neighbours(const struct stretch *stretch, struct neighbours *neighbours)
{
    bool on_page = false;

    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];

        if ((line->dropped || line->feed_before) && !on_page)
            add_around(neighbours, stretch, i);
        on_page = line->dropped;
    }
}

/* Keeps one of each text that stands beside two pages or more, and beside one of three. */
static void keep_running(struct neighbours *neighbours)
{
    size_t kept = 0, i = 0;

    if (neighbours->count > 0)
        qsort(neighbours->items, neighbours->count, sizeof *neighbours->items, compare_neighbours);
    while (i < neighbours->count) {
        size_t next = i, pages = 0, page = SIZE_MAX, line = SIZE_MAX;

        for (; next < neighbours->count &&
               compare_texts(&neighbours->items[i], &neighbours->items[next]) == 0;
             next++) {
            if (neighbours->items[next].page == page || neighbours->items[next].line == line)
                continue; /* one line may stand beside two pages */
            pages++;
            page = neighbours->items[next].page;
            line = neighbours->items[next].line;
        }
        if (pages >= 2 && pages * 3 >= neighbours->page_count)
            neighbours->items[kept++] = neighbours->items[i];
        i = next;
    }
    neighbours->count = kept;
}

static bool runs(const struct neighbours *running, const struct line *line)
{
    size_t low = 0, high = running->count;
    struct neighbour wanted = {line->text, line->len_bytes, 0, 0};

    if (line->len_bytes > FURNITURE_MAX_BYTES)
        return false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_texts(&wanted, &running->items[middle]);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* From a page's end outwards, as long as lines are furniture. */
static void drop_from(struct stretch *stretch, const struct neighbours *running, size_t at)
{
    size_t line;

    for (line = at; line > 0; line--) {
        if (!stretch->lines[line - 1].dropped && !runs(running, &stretch->lines[line - 1]))
            break;
        stretch->lines[line - 1].dropped = true;
    }
    for (line = at; line < stretch->line_count; line++) {
        if (!stretch->lines[line].dropped && !runs(running, &stretch->lines[line]))
            break;
        if (stretch->lines[line].dropped && line > at + 12)
            break; /* it is another page's */
        stretch->lines[line].dropped = true;
    }
}

static bool is_document_number(const struct line *line)
{
    size_t word_bytes = look_first_word_bytes(line->text, line->len_bytes);

    for (size_t i = 0; i < word_bytes; i++) {
        if (is_digit(line->text[i]))
            return true;
    }
    return false;
}

static void drop_running(struct stretch *stretch, const struct neighbours *running)
{
    bool on_page = false;

    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];
        bool starts = (line->dropped || line->feed_before) && !on_page;

        on_page = line->dropped;
        if (starts)
            drop_from(stretch, running, i);
    }
    for (size_t i = 0; i < stretch->line_count; i++) {
        struct line *line = &stretch->lines[i];

        if (!line->dropped && is_document_number(line) && runs(running, line))
            line->dropped = true;
    }
}

/* ---- without page numbers ---------------------------------------------------------------------------------- */

static void find_cutting(const struct stretch *stretch, struct neighbours *neighbours)
{
    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];

        if (line->len_bytes <= FURNITURE_MAX_BYTES && line->len_bytes > 5 && line->blank_before &&
            cuts_a_sentence(stretch, i)) {
            neighbours->page_count = i;
            add_neighbour(neighbours, stretch, i);
        }
    }
    neighbours->page_count = 0;
}

static void drop_cutting(struct stretch *stretch, const struct neighbours *running)
{
    for (size_t i = 1; i < stretch->line_count; i++) {
        struct line *line = &stretch->lines[i];

        if (runs(running, line) && line->blank_before &&
            (i + 1 == stretch->line_count || line[1].blank_before))
            line->dropped = true;
    }
}

/* ---- all of it ------------------------------------------------------------------------------------------------ */

/* Takes out what was dropped. */
static void close_ranks(struct stretch *stretch)
{
    size_t kept = 0;
    bool page = false;

    for (size_t i = 0; i < stretch->line_count; i++) {
        struct line *line = &stretch->lines[i];

        page = page || line->feed_before;
        if (line->dropped) {
            page = true;
            continue;
        }
        line->page_before = page && kept > 0;
        line->blank_before = line->blank_before || page;
        stretch->lines[kept++] = *line;
        page = false;
    }
    stretch->line_count = kept;
}

void furniture_drop(struct stretch *stretch)
{
    struct pages pages = {0};
    struct neighbours neighbours = {0};
    bool feeds = memchr(stretch->text, '\f', stretch->text_bytes) != NULL;

    find_pages(stretch, &pages);
    confirm_pages(stretch, &pages);
    if (drop_pages(stretch, &pages) > 0 || feeds) {
        find_neighbours(stretch, &neighbours);
        keep_running(&neighbours);
        drop_running(stretch, &neighbours);
    } else {
        find_cutting(stretch, &neighbours);
        keep_running(&neighbours);
        drop_cutting(stretch, &neighbours);
    }
    close_ranks(stretch);
    free(pages.items);
    free(neighbours.items);
}
