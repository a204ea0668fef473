/* Tables in plain text whose columns a line of dashes marks off, as converters write them.
 *
 *       Lidstaat    Standpunt        a head                     ------------------------
 *       ----------- -----------      the columns                Lidstaat    Standpunt
 *       Malta       steun            a row a line,              ----------- ------------
 *       Ierland     geen             to an empty line           Malta       steun, onder
 *                                                                           voorwaarden
 *                                                               (an empty line between rows)
 *                                                               ------------------------
 *
 *  1. A column begins where its dashes begin and ends where the next begins.
 *  2. All lines fit: nothing stands in the column before a column's beginning.
 *  3. Looking for a table's end stops at the next rule: no line is looked at over and over. */
#include "config.h"

#include "format/lines.h"

#include "text/text.h"

enum { HEAD_LINES_MAX = 6 };

/* Groups of two dashes and more; 0 where the line holds anything else. */
static size_t count_groups(const struct line *line)
{
    size_t groups = 0, at = 0;

    while (at < line->len_bytes) {
        size_t start = at;

        while (at < line->len_bytes && line->text[at] == '-')
            at++;
        if (at - start < 2)
            return 0;
        groups++;
        while (at < line->len_bytes && line->text[at] == ' ')
            at++;
    }
    return groups;
}

static void find_columns(struct ruled_table *table, const struct line *rule)
{
    for (size_t i = 0; i < rule->len_bytes; i++) {
        if (rule->text[i] == '-' && (i == 0 || rule->text[i - 1] == ' '))
            table->start_cols[table->column_count++] = rule->indent_cols + (unsigned)i;
    }
}

/* The byte of the line that stands in that column; its end where it does not reach so far. */
static size_t byte_of_column(const struct line *line, unsigned cols)
{
    if (cols <= line->indent_cols)
        return 0;
    return text_points_to_bytes(line->text, line->len_bytes, cols - line->indent_cols);
}

static bool fits(const struct ruled_table *table, const struct line *line)
{
    if (line->indent_cols < table->start_cols[0] || line->end_cols == LINE_COLS_MAX)
        return false;
    for (size_t i = 1; i < table->column_count; i++) {
        size_t at = byte_of_column(line, table->start_cols[i]);

        if (at > 0 && at < line->len_bytes && line->text[at - 1] != ' ')
            return false;
    }
    return true;
}

static bool find_rule(const struct stretch *stretch, size_t first, struct ruled_table *table)
{
    const struct line *lines = stretch->lines;
    size_t groups = count_groups(&lines[first]);
    size_t most = groups == 1 ? HEAD_LINES_MAX : groups == 0 ? 1 : 0;

    *table = (struct ruled_table){.first = first, .rule = first, .enclosed = groups > 0};
    while (groups < 2 && table->rule < first + most && table->rule + 1 < stretch->line_count &&
           !lines[table->rule + 1].blank_before)
        groups = count_groups(&lines[++table->rule]);
    return groups >= 2 && groups <= RULED_COLUMNS_MAX;
}

/* The line after the rows; 0 where they are none of a table. A rule above footnotes went with them. */
static size_t rows_end(const struct stretch *stretch, const struct ruled_table *table)
{
    const bool headless = table->rule == table->first;
    size_t at = table->rule + 1;

    for (; at < stretch->line_count && !stretch->lines[at].page_before; at++) {
        const struct line *line = &stretch->lines[at];
        size_t groups = count_groups(line);

        if (groups > 0 && table->enclosed)
            return (groups > 1) == headless ? at + 1 : 0;
        if (!table->enclosed && (line->blank_before || groups > 0))
            break;
        if (!fits(table, line))
            return 0;
    }
    return table->enclosed && stretch->note_count == 0 ? 0 : at;
}

bool ruled_begins(const struct stretch *stretch, size_t first, struct ruled_table *table)
{
    if (!find_rule(stretch, first, table))
        return false;
    find_columns(table, &stretch->lines[table->rule]);
    for (size_t at = first; at < table->rule; at++) {
        if (!fits(table, &stretch->lines[at]) && !(table->enclosed && at == first))
            return false;
    }
    table->end = rows_end(stretch, table);
    return table->end > table->rule + 1 + table->enclosed;
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static void append_cell(struct stretch *stretch, struct buffer *cell, const char *text,
                        size_t len_bytes)
{
    text_trim(&text, &len_bytes);
    if (len_bytes > 0)
        unwrap_append(stretch, cell, text, len_bytes);
}

static void append_line(struct stretch *stretch, const struct ruled_table *table,
                        const struct line *line, struct buffer *cells)
{
    size_t start = 0;

    for (size_t i = 0; i < table->column_count; i++) {
        size_t end = i + 1 < table->column_count ? byte_of_column(line, table->start_cols[i + 1])
                                                 : line->len_bytes;

        append_cell(stretch, &cells[i], line->text + start, end - start);
        start = end;
    }
}

/* Whether the row goes on with that line. */
static bool goes_on(const struct stretch *stretch, const struct ruled_table *table, size_t at)
{
    const struct line *line = &stretch->lines[at];

    return table->enclosed && table->rule > table->first && !line->blank_before &&
           count_groups(line) == 0;
}

size_t ruled_append(struct stretch *stretch, const struct ruled_table *table, size_t at,
                    struct buffer *out)
{
    struct buffer cells[RULED_COLUMNS_MAX] = {{0}};

    if (count_groups(&stretch->lines[at]) > 0)
        return at + 1; /* a rule */
    do
        append_line(stretch, table, &stretch->lines[at++], cells);
    while (at < table->end && goes_on(stretch, table, at));
    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            buffer_append_char(out, '\t');
        buffer_append(out, cells[i].data, cells[i].len_bytes);
        buffer_release(&cells[i]);
    }
    return at;
}
