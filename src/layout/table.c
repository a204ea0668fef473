/* table: the columns of tables. Blocks of table rows that follow each other are a table; tabs part its cells.
 *
 * What is always true:
 *  1. A table has the same columns on all its rows, and they hang on its first rows alone (MEASURED_ROWS of
 *     them, MEASURED_BYTES) and on the options: so they stay while the reader goes through it, whatever
 *     comes later, and a long table costs no more than a short one. A later cell that is wider is wrapped.
 *  2. A column is as wide as its widest cell, but no wider than a cap that is the same for all columns of
 *     the table. The cap is as large as lets the table fit: into the measure, if it is WIDE_COLS or more
 *     there, else into the page, up to WIDE_COLS. It is never less than NARROW_COLS (or than a narrower
 *     page): a table that is too wide then is scrolled sideways.
 *  3. Columns are GAP_COLS apart. Cells after the TABLE_COLUMNS_MAX-th stand in the last column, and so do
 *     those that a later row has more.
 *
 * Columns are kept for the LAYOUT_TABLES_KEPT tables that were asked for last. */
#include "config.h"

#include "layout/page.h"

#include <limits.h>
#include <string.h>

enum {
    MEASURED_ROWS = 200,
    MEASURED_BYTES = 256 << 10,
    NARROW_COLS = 24,
    WIDE_COLS = 40,
    GAP_COLS = 2,
};

/* ---- cells ---------------------------------------------------------------------------------------- */

size_t layout_cell_end(const char *text, size_t len_bytes, size_t at_bytes, size_t index)
{
    const char *tab = NULL;

    if (index + 1 < TABLE_COLUMNS_MAX)
        tab = memchr(text + at_bytes, '\t', len_bytes - at_bytes);
    return tab != NULL ? (size_t)(tab - text) : len_bytes;
}

bool layout_is_one_cell(const char *text, size_t len_bytes)
{
    const char *tab = memchr(text, '\t', len_bytes);

    return tab == NULL || (text_is_blank(tab, len_bytes - (size_t)(tab - text)) &&
                           !text_is_blank(text, (size_t)(tab - text)));
}

/* ---- measuring ------------------------------------------------------------------------------------ */

/* At most limit_cols: what is wider need not be known. */
static int width_up_to(const char *text, size_t len_bytes, int limit_cols)
{
    struct text_shown shown;
    size_t at = 0;
    int cols = 0;

    while (at < len_bytes && cols < limit_cols) {
        at = layout_piece_next(text, len_bytes, at, INT_MAX, &shown);
        cols += shown.width_cols;
    }
    return cols < limit_cols ? cols : limit_cols;
}

static void measure_row(struct table_columns *columns, const char *text, size_t len_bytes,
                        int limit_cols)
{
    size_t at = 0, index = 0;

    for (;; index++) {
        size_t end = layout_cell_end(text, len_bytes, at, index);
        int cols = width_up_to(text + at, end - at, limit_cols);

        if (index == columns->count)
            columns->width_cols[columns->count++] = 1;
        if (cols > columns->width_cols[index])
            columns->width_cols[index] = cols;
        if (end == len_bytes)
            return;
        at = end + 1;
    }
}

static void measure(const struct layout *layout, struct table_columns *columns)
{
    const struct report *report = layout->report;
    size_t block = columns->first_block, bytes = 0;

    for (; block < report->block_count && report->blocks[block].kind == BLOCK_TABLE_ROW; block++) {
        size_t len_bytes;
        const char *text = report_block_text(report, block, &len_bytes);

        if (block - columns->first_block == MEASURED_ROWS || bytes > MEASURED_BYTES)
            return;
        if (!layout_is_one_cell(text, len_bytes))
            measure_row(columns, text, len_bytes, layout->options.width_cols);
        bytes += len_bytes;
    }
    columns->open = block == report->block_count;
}

/* ---- widths --------------------------------------------------------------------------------------- */

static int gaps_cols(const struct table_columns *columns)
{
    return columns->count > 1 ? GAP_COLS * ((int)columns->count - 1) : 0;
}

static bool fits(const struct table_columns *columns, int cap_cols, int room_cols)
{
    int left_cols = room_cols - gaps_cols(columns);

    for (size_t i = 0; i < columns->count && left_cols >= 0; i++)
        left_cols -= columns->width_cols[i] < cap_cols ? columns->width_cols[i] : cap_cols;
    return left_cols >= 0;
}

/* The largest cap with which the table fits, at most limit_cols; 0 where none does. */
static int widest_cap(const struct table_columns *columns, int limit_cols, int room_cols)
{
    int low = 0, high = limit_cols;

    while (low < high) {
        int middle = low + (high - low + 1) / 2;

        if (fits(columns, middle, room_cols))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int choose_cap(const struct layout *layout, const struct table_columns *columns)
{
    int limit_cols = layout->options.width_cols;
    int page_room_cols = limit_cols - columns->indent_cols;
    int cap_cols = widest_cap(columns, limit_cols, layout_page_cols(layout) - columns->indent_cols);
    int least_cols = page_room_cols < NARROW_COLS ? page_room_cols : NARROW_COLS;

    if (cap_cols < WIDE_COLS)
        cap_cols =
            widest_cap(columns, limit_cols < WIDE_COLS ? limit_cols : WIDE_COLS, page_room_cols);
    return cap_cols > least_cols ? cap_cols : least_cols;
}

static void set_columns(const struct layout *layout, struct table_columns *columns)
{
    int cap_cols = choose_cap(layout, columns), first_cols = 0;

    for (size_t i = 0; i < columns->count; i++) {
        if (columns->width_cols[i] > cap_cols)
            columns->width_cols[i] = cap_cols;
        columns->first_cols[i] = first_cols;
        columns->total_cols = first_cols + columns->width_cols[i];
        first_cols = columns->total_cols + GAP_COLS;
    }
}

/* ---- the tables that are kept --------------------------------------------------------------------- */

static bool is_row(const struct layout *layout, size_t block)
{
    return layout_block(layout, block)->kind == BLOCK_TABLE_ROW;
}

/* The table that holds the block; else *first is the table's first row. */
static struct table_columns *find(struct layout *layout, size_t block, size_t *first)
{
    struct table_columns *before = NULL;

    for (size_t i = 0; i < layout->table_count; i++) {
        struct table_columns *it = &layout->tables[i];

        if (it->first_block <= block && block < it->end_block)
            return it;
        if (it->end_block <= block && (before == NULL || before->end_block < it->end_block))
            before = it;
    }
    *first = block;
    while (*first > 0 && (before == NULL || *first > before->end_block) &&
           is_row(layout, *first - 1))
        --*first;
    if (before == NULL || *first > before->end_block)
        return NULL;
    before->end_block = block + 1;
    return before;
}

static struct table_columns *make_room(struct layout *layout)
{
    struct table_columns *least;

    if (layout->tables == NULL)
        layout->tables = base_reallocate(NULL, LAYOUT_TABLES_KEPT, sizeof *layout->tables);
    if (layout->table_count < LAYOUT_TABLES_KEPT)
        return &layout->tables[layout->table_count++];
    least = layout->tables;
    for (size_t i = 1; i < layout->table_count; i++)
        if (layout->tables[i].asked < least->asked)
            least = &layout->tables[i];
    return least;
}

const struct table_columns *layout_table_columns(struct layout *layout, size_t block)
{
    size_t first = block;
    struct table_columns *columns = find(layout, block, &first);

    if (columns == NULL) {
        columns = make_room(layout);
        columns->first_block = first;
        columns->end_block = block + 1;
        columns->open = false;
        columns->indent_cols =
            layout_text_indent_cols(layout, layout_block(layout, first)->heading);
        columns->count = 0;
        columns->total_cols = 0;
        measure(layout, columns);
        set_columns(layout, columns);
    }
    columns->asked = ++layout->calls;
    return columns;
}

void layout_forget_tables(struct layout *layout, bool open_only)
{
    size_t kept = 0;

    for (size_t i = 0; i < layout->table_count; i++)
        if (open_only && !layout->tables[i].open)
            layout->tables[kept++] = layout->tables[i];
    layout->table_count = kept;
}
