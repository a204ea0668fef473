/* Tables: lines whose cells stand below each other.
 *
 *  1. Cells are apart by a gap that no justified line has. A list's number or bullet is no cell.
 *  2. A table begins with a line of two cells or more and ends before the first line whose cells do not
 *     stand under those above. It has two such lines at least, or is none.
 *  3. A line that is no more than a leading below goes on with its row where its first cell is empty,
 *     where the table's rows stand further apart than that, or where all that it has is a first cell in
 *     small letters whose first word had no room in the line above.
 *  4. Lines looked at are bounded by those of the table, and SINGLES_MAX without a second cell. */
#include "config.h"

#include "format/pdf_layout.h"

#include <string.h>

enum { SINGLES_MAX = 12 };
static const float ALIGNED_POINTS = 3;

struct cell {
    size_t first_word, end_word;
    float x0, x1;
    size_t column;
};

struct cells {
    struct cell items[PDF_CELLS_MAX];
    size_t count;
};

struct table {
    struct pdf_document *document;
    struct cell columns[PDF_CELLS_MAX]; /* what they extend over so far */
    size_t column_count, multiple_count, line_count, first;
    bool spread; /* its rows are further apart than lines */
};

/* A row that is being gathered. */
struct row {
    struct buffer cells[PDF_CELLS_MAX];
    struct buffer head; /* the table's first row */
    uint32_t page;
    bool atop; /* its page begins with it */
};

/* ---- cells --------------------------------------------------------------------------------------------- */

/* How far words must be apart to be cells; a line that is filled by gaps of one width is justified, and
 * has no cells unless they are far apart indeed. */
static float cell_gap(const struct pdf_document *document, const struct pdf_line *line)
{
    const struct pdf_word *words = document->words + line->first_word;
    const bool filled =
        line->x1 > line->right - line->size && line->x0 < line->left + 4 * line->size;
    float smallest = 0, largest = 0;
    size_t gaps = 0;

    for (size_t i = 1; i < line->word_count; i++) {
        const float gap = words[i].x0 - words[i - 1].x1;

        if (!pdf_is_apart(&words[i - 1], &words[i]))
            continue;
        smallest = gaps == 0 || gap < smallest ? gap : smallest;
        largest = gaps == 0 || gap > largest ? gap : largest;
        gaps++;
    }
    if (filled && largest < 1.7F * smallest)
        return 4 * line->size;
    if (gaps >= 3 && 2.5F * smallest > line->size)
        return 2.5F * smallest;
    return line->size;
}

static void find_cells(const struct pdf_document *document, const struct pdf_line *line,
                       struct cells *cells)
{
    const struct pdf_word *words = document->words;
    const float gap = cell_gap(document, line);
    size_t from = line->first_word;
    const size_t end = from + line->word_count;

    cells->count = 0;
    for (size_t i = from + 1; i <= end; i++) {
        if (i < end && words[i].x0 - words[i - 1].x1 < gap)
            continue;
        if (i < end && i == line->first_word + 1 && line->label != PDF_NO_LABEL)
            continue;
        if (cells->count == PDF_CELLS_MAX) {
            cells->count = 0;
            return;
        }
        cells->items[cells->count++] = (struct cell){
            .first_word = from, .end_word = i, .x0 = words[from].x0, .x1 = words[i - 1].x1};
        from = i;
    }
}

/* ---- columns ------------------------------------------------------------------------------------------- */

static bool is_near(float one, float other)
{
    return one - other <= ALIGNED_POINTS && other - one <= ALIGNED_POINTS;
}

/* Justified lines end below each other too, but not with figures. */
static bool is_aligned(const struct table *table, const struct cell *cell,
                       const struct cell *column)
{
    const char first = *pdf_word_text(table->document, &table->document->words[cell->first_word]);

    return is_near(cell->x0, column->x0) ||
           (is_near(cell->x1, column->x1) && ((first >= '0' && first <= '9') || first == '-')) ||
           is_near((cell->x0 + cell->x1) / 2, (column->x0 + column->x1) / 2);
}

static bool overlaps(const struct cell *cell, const struct cell *column)
{
    return cell->x0 < column->x1 && cell->x1 > column->x0;
}

/* Gives each cell its column, from left to right; false where one has none, or lies over two. */
static bool place_cells(const struct table *table, struct cells *cells)
{
    bool aligned = false;
    size_t column = 0;

    for (size_t i = 0; i < cells->count; i++) {
        struct cell *cell = &cells->items[i];

        while (column < table->column_count && !is_aligned(table, cell, &table->columns[column]) &&
               !overlaps(cell, &table->columns[column]))
            column++;
        if (column == table->column_count)
            return false;
        if (column + 1 < table->column_count && cell->x1 > table->columns[column + 1].x0)
            return false;
        cell->column = column;
        aligned = aligned || (is_aligned(table, cell, &table->columns[column]) &&
                              (column > 0 || cells->count == 1));
        column++;
    }
    return aligned;
}

static void widen_columns(struct table *table, const struct cells *cells)
{
    for (size_t i = 0; i < cells->count; i++) {
        struct cell *column = &table->columns[cells->items[i].column];

        column->x0 = cells->items[i].x0 < column->x0 ? cells->items[i].x0 : column->x0;
        column->x1 = cells->items[i].x1 > column->x1 ? cells->items[i].x1 : column->x1;
    }
}

/* The cells of its first line are its columns. */
static bool begin(struct table *table)
{
    struct cells cells;

    find_cells(table->document, &table->document->lines[table->first], &cells);
    for (size_t i = 0; i < cells.count; i++) {
        table->columns[i] = cells.items[i];
        table->columns[i].column = i;
    }
    table->column_count = cells.count;
    return cells.count > 1;
}

/* ---- where it ends ------------------------------------------------------------------------------------- */

static float tight_gap(const struct table *table, const struct pdf_line *line)
{
    return 1.1F * table->document->body_leading * line->size;
}

static bool is_tight(const struct table *table, const struct pdf_line *before,
                     const struct pdf_line *line)
{
    return line->column == before->column && line->y1 - before->y1 <= tight_gap(table, line);
}

static bool belongs(struct table *table, const struct pdf_line *before, const struct pdf_line *line,
                    struct cells *cells)
{
    const bool elsewhere = line->column != before->column;
    const float gap = line->y1 - before->y1;

    if (line->has_leader || (elsewhere && line->page == before->page))
        return false;
    if (!elsewhere && (gap <= 0 || gap > 3 * table->document->body_leading * line->size))
        return false;
    find_cells(table->document, line, cells);
    if (cells->count == 0 || !place_cells(table, cells))
        return false;
    return cells->count > 1 || cells->items[0].column > 0 ||
           (!elsewhere && gap <= tight_gap(table, line));
}

/* Whether the line is no more than the rest of the first cell in the line before it. */
static bool ends_first_cell(const struct table *table, const struct pdf_line *before,
                            const struct pdf_line *line, const struct cells *cells)
{
    const float space = 0.2F * line->size;
    struct cells above;

    if (cells->count != 1 || cells->items[0].column > 0 || !line->begins_small ||
        !is_tight(table, before, line))
        return false;
    find_cells(table->document, before, &above);
    return above.count > 0 && place_cells(table, &above) && above.items[0].column == 0 &&
           above.items[0].x1 + space + line->first_word_width > table->columns[1].x0 - space;
}

/* Finds how many lines it takes, and which distance parts its rows. */
static void measure(struct table *table, size_t end)
{
    const struct pdf_line *lines = table->document->lines;
    size_t singles = 0, tight = 0, wide = 0;
    struct cells cells;

    for (size_t i = table->first + 1; i < end && singles <= SINGLES_MAX; i++) {
        if (!belongs(table, &lines[i - 1], &lines[i], &cells))
            break;
        widen_columns(table, &cells);
        if (is_tight(table, &lines[i - 1], &lines[i]))
            tight++;
        else if (lines[i].column == lines[i - 1].column)
            wide++;
        singles = cells.count > 1 ? 0 : singles + 1;
        table->multiple_count += cells.count > 1;
        if (cells.count > 1 || cells.items[0].column > 0 ||
            ends_first_cell(table, &lines[i - 1], &lines[i], &cells))
            table->line_count = i - table->first + 1;
    }
    table->spread = wide > 0 && wide * 3 >= tight;
}

/* ---- writing ------------------------------------------------------------------------------------------- */

/* A head that is repeated on the next page is written once. */
static bool is_head(struct buffer *head, const struct buffer *row, bool atop)
{
    if (head->len_bytes == 0) {
        buffer_append(head, row->data, row->len_bytes);
        return false;
    }
    return atop && head->len_bytes == row->len_bytes &&
           memcmp(head->data, row->data, row->len_bytes) == 0;
}

static void write_row(const struct table *table, struct row *row, struct wire_writer *wire)
{
    struct report_event event = {.kind = EVENT_TABLE_ROW, .blank_before = true};
    struct buffer text = {0};

    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            buffer_append_char(&text, '\t');
        buffer_append(&text, row->cells[i].data, row->cells[i].len_bytes);
        buffer_clear(&row->cells[i]);
    }
    if (!is_head(&row->head, &text, row->atop))
        pdf_write_text(table->document, &text, &event, row->page, wire);
    buffer_release(&text);
}

static bool goes_on_in_row(const struct table *table, const struct pdf_line *before,
                           const struct pdf_line *line, const struct cells *cells)
{
    if (line->column != before->column)
        return cells->items[0].column > 0;
    if (!is_tight(table, before, line))
        return false;
    return cells->items[0].column > 0 || table->spread ||
           ends_first_cell(table, before, line, cells);
}

static void write_table(struct table *table, struct wire_writer *wire)
{
    const struct pdf_line *lines = table->document->lines;
    struct row row = {.page = lines[table->first].page};
    struct cells cells;

    begin(table);
    for (size_t i = table->first; i < table->first + table->line_count; i++) {
        find_cells(table->document, &lines[i], &cells);
        place_cells(table, &cells);
        widen_columns(table, &cells);
        if (i > table->first && !goes_on_in_row(table, &lines[i - 1], &lines[i], &cells)) {
            write_row(table, &row, wire);
            row.atop = lines[i].page != lines[i - 1].page;
            row.page = lines[i].page;
        }
        for (size_t k = 0; k < cells.count; k++)
            pdf_append_words(table->document, cells.items[k].first_word, cells.items[k].end_word,
                             &row.cells[cells.items[k].column]);
    }
    write_row(table, &row, wire);
    for (size_t i = 0; i < PDF_CELLS_MAX; i++)
        buffer_release(&row.cells[i]);
    buffer_release(&row.head);
}

size_t pdf_table_read(struct pdf_document *document, size_t first, size_t end,
                      struct wire_writer *wire)
{
    struct table table = {.document = document, .first = first, .line_count = 1};

    if (document->lines[first].has_leader || !begin(&table))
        return 0;
    measure(&table, end);
    if (table.multiple_count == 0)
        return 0;
    if (wire != NULL)
        write_table(&table, wire);
    return table.line_count;
}
