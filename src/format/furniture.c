/* Running headers and footers.
 *
 *  1. Page numbers go first (pages.c).
 *  2. What stands beside a page number or a form feed, and does so again at other ones, is a running
 *     header or footer. A line that merely occurs twice is not.
 *  3. Elsewhere such a header goes only where it looks like a document's number.
 *  4. Without any page number, a line that cuts sentences at two places or more is a running header.
 *  5. A few short lines between the two halves of a sentence, beside furniture, are an imprint. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { FURNITURE_MAX_BYTES = 160, NEIGHBOURS = 4 };

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
           !look_names_part(line->text, line->len_bytes); /* may head more than one page */
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

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "14873/23 REV 2" */
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
    drop_from(stretch, running, stretch->line_count); /* the last page ends there */
    for (size_t i = 0; i < stretch->line_count; i++) {
        struct line *line = &stretch->lines[i];

        if (!line->dropped && is_document_number(line) && runs(running, line))
            line->dropped = true;
    }
}

/* ---- what stands on one page alone ------------------------------------------------------------------------- */

enum { IMPRINT_LINES_MAX = 5, IMPRINT_MAX_BYTES = 60, CUT_MIN_BYTES = 40 };

/* A line that a page cuts is full. */
static bool may_be_imprint(const struct stretch *stretch, const struct line *line)
{
    const size_t limit =
        stretch->profile.wrapped ? stretch->profile.width_cols * 3u / 5 : IMPRINT_MAX_BYTES;

    return line->len_bytes <= limit && may_run(line) && !is_digit(line->text[0]) &&
           strchr("[(*^<\xC2", line->text[0]) == NULL;
}

/* The first line of the few lines before that place that one empty line parts from a sentence that breaks
 * off; the place itself where something else stands there. */
static size_t imprint_start(const struct stretch *stretch, size_t end)
{
    size_t start = end;

    while (start > 0 && end - start < IMPRINT_LINES_MAX && !stretch->lines[start - 1].dropped &&
           may_be_imprint(stretch, &stretch->lines[start - 1])) {
        start--;
        if (stretch->lines[start].blank_before)
            break;
    }
    if (start == end || start == 0 || !stretch->lines[start].blank_before ||
        stretch->lines[start - 1].dropped || stretch->lines[start - 1].len_bytes < CUT_MIN_BYTES ||
        look_ends_sentence(stretch->lines[start - 1].text, stretch->lines[start - 1].len_bytes))
        return end;
    return start;
}

static void drop_imprints(struct stretch *stretch)
{
    for (size_t i = 1; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];
        size_t first = i;

        if (line->dropped || !line[-1].dropped || !look_begins_small(line->text, line->len_bytes))
            continue;
        while (first > 0 && stretch->lines[first - 1].dropped)
            first--;
        for (size_t at = imprint_start(stretch, first); at < first; at++)
            stretch->lines[at].dropped = true;
    }
}

/* ---- without page numbers ---------------------------------------------------------------------------------- */

static void find_cutting(const struct stretch *stretch, struct neighbours *neighbours)
{
    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];

        if (line->len_bytes <= FURNITURE_MAX_BYTES && line->len_bytes > 5 && line->blank_before &&
            page_cuts_sentence(stretch, i)) {
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
    struct neighbours neighbours = {0};
    bool feeds = memchr(stretch->text, '\f', stretch->text_bytes) != NULL;

    if (pages_drop(stretch) > 0 || feeds) {
        find_neighbours(stretch, &neighbours);
        keep_running(&neighbours);
        drop_running(stretch, &neighbours);
        drop_imprints(stretch);
    } else {
        find_cutting(stretch, &neighbours);
        keep_running(&neighbours);
        drop_cutting(stretch, &neighbours);
    }
    close_ranks(stretch);
    free(neighbours.items);
}
