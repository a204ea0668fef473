/* Running headers, footers and page numbers: what stands at the same height of several pages.
 *
 *  1. Only the EDGE_ROWS rows nearest to a page's upper and lower end are looked at, and a row goes only
 *     where all rows between it and that end go too: nothing is taken from the middle of a page.
 *  2. Rows are the same where their text is, or would be if a number in it that grows with the pages
 *     did not; so "3" on page 3 and "4" on page 4 are, while "27" and "25" are not.
 *  3. The same text counts on three pages, or on all but one of two or three; a number that grows, on
 *     two. On a page by itself a row goes only where it is nothing but that page's number. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { EDGE_ROWS = 6, KEYS_A_ROW = 3, ROW_TEXT_MAX_BYTES = 400 };
static const float SAME_HEIGHT_POINTS = 6;

/* One of the ways in which a row may be the same as another page's. */
struct key {
    uint64_t hash;
    float y1;
    uint32_t page;
    size_t row;
    bool grows; /* its number is taken relative to the page */
    bool same;  /* what is found out */
};

/* ---- a row's text -------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void row_text(const struct pdf_document *document, const struct pdf_row *row,
                     struct buffer *text)
{
    buffer_clear(text);
    buffer_append(text, "", 0);
    for (size_t i = 0; i < row->word_count && text->len_bytes < ROW_TEXT_MAX_BYTES; i++) {
        const struct pdf_word *word = &document->words[row->first_word + i];

        if (i > 0 && pdf_is_apart(word - 1, word))
            buffer_append_char(text, ' ');
        buffer_append(text, pdf_word_text(document, word), word->len_bytes);
    }
}

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return hash;
}

/* Where a run of digits begins at or after `from`; the text's length where there is none. */
static size_t find_number(const struct buffer *text, size_t from, size_t *end)
{
    while (from < text->len_bytes && !is_digit(text->data[from]))
        from++;
    *end = from;
    while (*end < text->len_bytes && is_digit(text->data[*end]))
        ++*end;
    return from;
}

static long number_value(const struct buffer *text, size_t start, size_t end)
{
    return end - start > 6 ? -1 : strtol(text->data + start, NULL, 10);
}

/* The text with that run of digits replaced by how far it is ahead of the page. */
static uint64_t hash_growing(const struct buffer *text, size_t start, size_t end, uint32_t page)
{
    char ahead[32];
    const int length =
        snprintf(ahead, sizeof ahead, "#%ld#", number_value(text, start, end) - (long)page);
    uint64_t hash = hash_bytes(UINT64_C(0xCBF29CE484222325), text->data, start);

    hash = hash_bytes(hash, ahead, (size_t)length);
    return hash_bytes(hash, text->data + end, text->len_bytes - end);
}

/* ---- keys ---------------------------------------------------------------------------------------- */

struct keys {
    struct key *items;
    size_t count, capacity;
};

static void add_key(struct keys *keys, uint64_t hash, bool grows,
                    const struct pdf_document *document, size_t row, uint32_t page)
{
    keys->items = array_reserve(keys->items, &keys->capacity, keys->count + 1, sizeof *keys->items);
    keys->items[keys->count++] = (struct key){
        .hash = hash, .y1 = document->rows[row].y1, .page = page, .row = row, .grows = grows};
}

static void add_keys(struct keys *keys, const struct pdf_document *document, size_t row,
                     uint32_t page, struct buffer *text)
{
    size_t start, end, last_start = 0, last_end = 0, first_end, first_start;

    row_text(document, &document->rows[row], text);
    add_key(keys, hash_bytes(UINT64_C(0xCBF29CE484222325), text->data, text->len_bytes), false,
            document, row, page);
    first_start = find_number(text, 0, &first_end);
    if (first_start == text->len_bytes)
        return;
    add_key(keys, hash_growing(text, first_start, first_end, page), true, document, row, page);
    for (start = find_number(text, first_end, &end); start < text->len_bytes;
         start = find_number(text, end, &end)) {
        last_start = start;
        last_end = end;
    }
    if (last_end > 0)
        add_key(keys, hash_growing(text, last_start, last_end, page), true, document, row, page);
}

static int by_text_and_height(const void *a, const void *b)
{
    const struct key *one = a, *other = b;

    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    if (one->y1 != other->y1)
        return one->y1 < other->y1 ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

/* A run of keys with one text and one height, which stands on how many pages? */
static size_t count_pages(const struct key *keys, size_t count)
{
    size_t pages = 0;

    for (size_t i = 0; i < count; i++)
        pages += i == 0 || keys[i].page != keys[i - 1].page;
    return pages;
}

static void judge_keys(struct keys *keys, size_t page_count, bool *repeated)
{
    const size_t usual = page_count > 3 ? 3 : page_count > 2 ? page_count - 1 : 2;
    size_t i = 0;

    if (keys->count > 1)
        qsort(keys->items, keys->count, sizeof *keys->items, by_text_and_height);
    while (i < keys->count) {
        size_t end = i + 1;

        while (end < keys->count && keys->items[end].hash == keys->items[i].hash &&
               keys->items[end].y1 - keys->items[end - 1].y1 <= SAME_HEIGHT_POINTS)
            end++;
        if (count_pages(keys->items + i, end - i) >= (keys->items[i].grows ? 2 : usual)) {
            for (size_t k = i; k < end; k++)
                repeated[keys->items[k].row] = true;
        }
        i = end;
    }
}

/* ---- a page's number by itself ------------------------------------------------------------------- */

/* "3", "- 3 -", "3/12", "Pagina 3 van 12" on page 3. */
static bool is_page_number(const struct pdf_document *document, const struct pdf_row *row,
                           uint32_t page, struct buffer *text)
{
    static const char *const words[] = {"pagina", "page", "seite", "sida", "sidan", "blad",
                                        "blz",    "van",  "of",    "sur",  "von",   "av"};
    size_t at = 0, end;
    bool own = false;

    if (row->word_count > 6)
        return false;
    row_text(document, row, text);
    while (at < text->len_bytes) {
        const size_t start = at;
        bool known = false;

        if (is_digit(text->data[at])) {
            find_number(text, at, &end);
            own = own || number_value(text, at, end) == (long)page + 1;
            at = end;
            continue;
        }
        while (at < text->len_bytes && ((text->data[at] | 0x20) >= 'a') &&
               ((text->data[at] | 0x20) <= 'z'))
            at++;
        for (size_t i = 0; at > start && i < COUNT_OF(words); i++)
            known = known || (strlen(words[i]) == at - start &&
                              strncasecmp(text->data + start, words[i], at - start) == 0);
        if (at > start ? !known : strchr("-/.|() ", text->data[at]) == NULL)
            return false;
        at += at == start;
    }
    return own;
}

/* ---- dropping ------------------------------------------------------------------------------------ */

/* From an end of the page inwards: `step` is 1 or -1. */
static void drop_from(struct pdf_document *document, const struct pdf_page *page, size_t row,
                      ptrdiff_t step, const bool *repeated, struct buffer *text)
{
    const uint32_t number = (uint32_t)(page - document->pages);

    for (size_t i = 0; i < EDGE_ROWS && i < page->row_count; i++) {
        if (!repeated[row] && !is_page_number(document, &document->rows[row], number, text))
            return;
        document->rows[row].dropped = true;
        row += (size_t)step;
    }
}

static void collect_keys(const struct pdf_document *document, struct keys *keys, bool upper,
                         struct buffer *text)
{
    for (uint32_t i = 0; i < document->page_count; i++) {
        const struct pdf_page *page = &document->pages[i];

        for (size_t k = 0; k < EDGE_ROWS && k < page->row_count; k++)
            add_keys(keys, document, page->first_row + (upper ? k : page->row_count - 1 - k), i,
                     text);
    }
}

void pdf_drop_edges(struct pdf_document *document)
{
    struct buffer text = {0};
    struct keys keys = {0};
    bool *repeated = base_allocate(document->row_count + 1);

    for (int upper = 0; upper <= 1; upper++) {
        keys.count = 0;
        collect_keys(document, &keys, upper, &text);
        memset(repeated, 0, document->row_count);
        judge_keys(&keys, document->page_count, repeated);
        for (size_t i = 0; i < document->page_count; i++) {
            const struct pdf_page *page = &document->pages[i];

            if (page->row_count > 0)
                drop_from(document, page, page->first_row + (upper ? 0 : page->row_count - 1),
                          upper ? 1 : -1, repeated, &text);
        }
    }
    free(keys.items);
    free(repeated);
    buffer_release(&text);
}
