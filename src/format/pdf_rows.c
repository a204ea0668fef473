/* The document as it grows, and words becoming rows.
 *
 *  1. Words of about one height belong to one row where they share ROW_SHARE of it. Words much smaller
 *     belong to a taller row only where they touch it: so a superscript is part of its row, but a large
 *     title in one column does not make one row of two lines in the next.
 *  2. A word is compared with the ROWS_OPEN rows next to it only, which bounds the work.
 *  3. Afterwards a page's words stand by row and from left to right, and its rows from top to bottom. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_OPEN = 6 };
static const float ROW_SHARE = 0.6F;
static const float AS_TALL = 1.4F;  /* words of one row are, at first */
static const float TOUCHING = 0.5F; /* times the height: still the same word or the next one */

/* ---- a document, page by page -------------------------------------------------------------------- */

bool pdf_word_add(struct pdf_document *document, const struct pdf_word *word, const char *text)
{
    struct pdf_word *added;

    if (document->word_count >= PDF_WORDS_MAX ||
        document->text.len_bytes + word->len_bytes > PDF_TEXT_MAX_BYTES)
        return false;
    document->words = array_reserve(document->words, &document->word_capacity,
                                    document->word_count + 1, sizeof *document->words);
    added = &document->words[document->word_count++];
    *added = *word;
    added->start_bytes = (uint32_t)document->text.len_bytes;
    buffer_append(&document->text, text, word->len_bytes);
    return true;
}

void pdf_page_end(struct pdf_document *document, float width, float height)
{
    const struct pdf_page *last =
        document->page_count > 0 ? &document->pages[document->page_count - 1] : NULL;
    const size_t first_word = last != NULL ? last->first_word + last->word_count : 0;

    document->pages = array_reserve(document->pages, &document->page_capacity,
                                    document->page_count + 1, sizeof *document->pages);
    document->pages[document->page_count++] = (struct pdf_page){
        .first_word = first_word,
        .word_count = document->word_count - first_word,
        .width = width,
        .height = height,
    };
}

bool pdf_write(struct pdf_document *document, struct wire_writer *wire)
{
    if (document->word_count == 0)
        return false;
    pdf_find_rows(document);
    pdf_drop_edges(document);
    pdf_order_lines(document);
    pdf_measure_lines(document);
    pdf_find_notes(document);
    pdf_write_blocks(document, wire);
    return true;
}

void pdf_document_release(struct pdf_document *document)
{
    for (size_t i = 0; i < document->note_count; i++)
        buffer_release(&document->notes[i].text);
    buffer_release(&document->text);
    free(document->words);
    free(document->rows);
    free(document->lines);
    free(document->pages);
    free(document->notes);
    *document = (struct pdf_document){0};
}

const char *pdf_word_text(const struct pdf_document *document, const struct pdf_word *word)
{
    return document->text.data + word->start_bytes;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static int by_height(const void *a, const void *b)
{
    const struct pdf_word *one = a, *other = b;
    const float one_middle = one->y0 + one->y1, other_middle = other->y0 + other->y1;

    if (one_middle != other_middle)
        return one_middle < other_middle ? -1 : 1;
    return one->start_bytes < other->start_bytes ? -1 : 1;
}

static int by_row(const void *a, const void *b)
{
    const struct pdf_word *one = a, *other = b;

    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    if (one->x0 != other->x0)
        return one->x0 < other->x0 ? -1 : 1;
    return one->start_bytes < other->start_bytes ? -1 : 1;
}

static int by_foot(const void *a, const void *b)
{
    const struct pdf_row *one = a, *other = b;

    if (one->y1 != other->y1)
        return one->y1 < other->y1 ? -1 : 1;
    return one->first_word < other->first_word ? -1 : 1;
}

/* A row that is being gathered: how high its tallest word is, and where its words stand. */
struct band {
    float y0, y1;
    size_t first_word, word_count; /* once they are sorted */
};

static bool shares(const struct band *band, const struct pdf_word *word)
{
    const float top = band->y0 > word->y0 ? band->y0 : word->y0;
    const float foot = band->y1 < word->y1 ? band->y1 : word->y1;
    const float height = word->y1 - word->y0, band_height = band->y1 - band->y0;
    const float lower = height < band_height ? height : band_height;

    return foot - top >= ROW_SHARE * lower;
}

static bool is_as_tall(const struct band *band, const struct pdf_word *word)
{
    const float height = word->y1 - word->y0, band_height = band->y1 - band->y0;

    return height <= AS_TALL * band_height && band_height <= AS_TALL * height;
}

/* Gives each word the number of its row on the page; how many rows there are. */
static size_t number_rows(struct pdf_word *words, size_t count, struct band *bands)
{
    size_t next = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t oldest = next > ROWS_OPEN ? next - ROWS_OPEN : 0;
        size_t row = next;

        while (row > oldest &&
               !(shares(&bands[row - 1], &words[i]) && is_as_tall(&bands[row - 1], &words[i])))
            row--;
        if (row == oldest) {
            words[i].row = (uint32_t)next;
            bands[next++] = (struct band){.y0 = words[i].y0, .y1 = words[i].y1};
            continue;
        }
        words[i].row = (uint32_t)--row;
        if (words[i].y1 - words[i].y0 > bands[row].y1 - bands[row].y0) {
            bands[row].y0 = words[i].y0;
            bands[row].y1 = words[i].y1;
        }
    }
    return next;
}

static void find_words_of_rows(const struct pdf_word *words, size_t count, struct band *bands)
{
    for (size_t i = count; i-- > 0;) {
        bands[words[i].row].first_word = i;
        bands[words[i].row].word_count++;
    }
}

static bool is_number(const struct pdf_document *document, const struct pdf_word *word)
{
    char label[8];

    pdf_note_label(document, word, label);
    return label[0] != '\0';
}

/* Whether a word of a lower row touches one of the taller row, or is a number in front of it. */
static bool touches(const struct pdf_document *document, const struct pdf_word *words,
                    const struct band *band, const struct pdf_word *word)
{
    const struct pdf_word *row = words + band->first_word;
    const float height = band->y1 - band->y0;
    size_t low = 0, high = band->word_count;

    if (!shares(band, word) || height <= AS_TALL * (word->y1 - word->y0))
        return false;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (row[middle].x0 <= word->x0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && word->x0 - row[low - 1].x1 <= TOUCHING * height)
        return true;
    return low < band->word_count && row[low].x0 - word->x1 <= 2 * height &&
           is_number(document, word);
}

/* Superscripts and other small words go to the row that they stand in. */
static void join_rows(const struct pdf_document *document, struct pdf_word *words, size_t count,
                      const struct band *bands, size_t band_count)
{
    uint32_t *rows = base_allocate(count * sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        const size_t own = words[i].row;
        size_t row = own > ROWS_OPEN ? own - ROWS_OPEN : 0;
        const size_t end = band_count - own > ROWS_OPEN ? own + ROWS_OPEN : band_count;
        const bool follows = i > 0 && words[i - 1].row == own && rows[i - 1] != own &&
                             words[i].x0 - words[i - 1].x1 <= TOUCHING * words[i].size;

        while (row < end && !touches(document, words, &bands[row], &words[i]))
            row++;
        rows[i] = row < end ? (uint32_t)row : follows ? rows[i - 1] : (uint32_t)own;
    }
    for (size_t i = 0; i < count; i++)
        words[i].row = rows[i];
    free(rows);
}

/* The size of most of its characters: the sizes of a row are few, so that a vote of neighbours does. */
static float main_size(const struct pdf_word *words, size_t count)
{
    float size = words[0].size;
    long votes = 0;

    for (size_t i = 0; i < count; i++) {
        if (words[i].size == size) {
            votes += words[i].len_bytes;
        } else {
            votes -= words[i].len_bytes;
            if (votes < 0) {
                size = words[i].size;
                votes = -votes;
            }
        }
    }
    return size;
}

static struct pdf_row make_row(const struct pdf_word *words, size_t first, size_t count)
{
    const struct pdf_word *longest = NULL;
    struct pdf_row row = {
        .first_word = first,
        .word_count = count,
        .x0 = words[first].x0,
        .x1 = words[first].x1,
        .size = main_size(words + first, count),
    };

    for (size_t i = first; i < first + count; i++) {
        const struct pdf_word *word = &words[i];

        if (word->x1 > row.x1)
            row.x1 = word->x1;
        if (longest == NULL || (word->size == row.size && (longest->size != row.size ||
                                                           word->len_bytes > longest->len_bytes)))
            longest = word;
    }
    row.y0 = longest->y0;
    row.y1 = longest->y1;
    return row;
}

static void find_rows_of_page(struct pdf_document *document, struct pdf_page *page)
{
    struct pdf_word *words = document->words + page->first_word;
    struct band *bands;
    size_t i = 0, band_count;

    page->first_row = document->row_count;
    if (page->word_count == 0)
        return;
    bands = base_allocate(page->word_count * sizeof *bands);
    qsort(words, page->word_count, sizeof *words, by_height);
    band_count = number_rows(words, page->word_count, bands);
    qsort(words, page->word_count, sizeof *words, by_row);
    find_words_of_rows(words, page->word_count, bands);
    join_rows(document, words, page->word_count, bands, band_count);
    qsort(words, page->word_count, sizeof *words, by_row);
    free(bands);
    while (i < page->word_count) {
        size_t end = i + 1;

        while (end < page->word_count && words[end].row == words[i].row)
            end++;
        document->rows = array_reserve(document->rows, &document->row_capacity,
                                       document->row_count + 1, sizeof *document->rows);
        document->rows[document->row_count++] =
            make_row(document->words, page->first_word + i, end - i);
        i = end;
    }
    page->row_count = document->row_count - page->first_row;
    qsort(document->rows + page->first_row, page->row_count, sizeof *document->rows, by_foot);
}

void pdf_find_rows(struct pdf_document *document)
{
    for (size_t i = 0; i < document->page_count; i++)
        find_rows_of_page(document, &document->pages[i]);
}
