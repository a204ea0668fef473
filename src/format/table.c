/* Tables in plain text: rows of pipes, and lines with the same number of tabs. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

/* A letter's own fields ("Datum<tab>27 juni") stand at its top and are no table. */
enum {
    LETTER_LINES = 40,
    TABS_ROWS_MIN = 3,
    PIPES_ROWS_MIN = 2,
    PIPES_MIN = 2,
    FEW_ROWS = 8,
    COUNTED_MAX_BYTES = 4000
};

static size_t count_signs(const struct line *line, char sign)
{
    const char *at = line->text, *end = line->text + line->len_bytes;
    size_t count = 0;

    if (line->len_bytes > COUNTED_MAX_BYTES)
        return 0;
    while ((at = memchr(at, sign, (size_t)(end - at))) != NULL) {
        count += at == line->text || at[-1] != '\\';
        at++;
    }
    return count;
}

/* One tab alone, after a number or a bullet, parts no cells. */
static size_t count_tabs(const struct line *line)
{
    const size_t tabs = count_signs(line, '\t');
    size_t start_bytes;

    if (tabs != 1)
        return tabs;
    if (look_bullet(line->text, line->len_bytes, &start_bytes) == BULLET_NONE)
        start_bytes = look_number(line->text, line->len_bytes).len_bytes;
    return memchr(line->text, '\t', start_bytes) == NULL;
}

static size_t count(const struct line *line, char sign)
{
    return sign == '\t' ? count_tabs(line) : count_signs(line, sign);
}

/* ---- tabs at the ends of lines --------------------------------------------------------------------- */

static bool is_edge(char c)
{
    return c == '\t' || c == ' ';
}

/* The line with the spaces and tabs that were trimmed off it. */
static void untrim(const struct stretch *stretch, const struct line *line, const char **text,
                   size_t *len_bytes)
{
    const char *start = line->text, *end = line->text + line->len_bytes;
    const char *limit = stretch->text + stretch->text_bytes;

    if (start < stretch->text || end > limit)
        return;
    while (start > stretch->text && is_edge(start[-1]))
        start--;
    while (end < limit && is_edge(*end))
        end++;
    *text = start;
    *len_bytes = (size_t)(end - start);
}

/* Tabs before and after what is left of the line when it is trimmed. */
struct edges {
    size_t before, after;
};

static struct edges count_edges(const struct stretch *stretch, const struct line *line)
{
    const char *text = line->text, *end = text + line->len_bytes;
    size_t len_bytes = line->len_bytes;
    struct edges edges = {0};

    untrim(stretch, line, &text, &len_bytes);
    for (const char *at = text; at < line->text; at++)
        edges.before += *at == '\t';
    for (const char *at = end; at < text + len_bytes; at++)
        edges.after += *at == '\t';
    return edges;
}

/* ---- finding --------------------------------------------------------------------------------------- */

static size_t run_end(const struct stretch *stretch, size_t first, char sign, size_t wanted)
{
    size_t end = first + 1;

    /* rows of pipes, and those of three cells or more, are rows over empty lines as well */
    while (end < stretch->line_count &&
           (!stretch->lines[end].blank_before || stretch->lines[end].text[0] == '|' ||
            (sign == '\t' && wanted > 1)) &&
           count(&stretch->lines[end], sign) == wanted)
        end++;
    return end;
}

/* Lines with the same number of tabs when those at their ends count too, as those beside empty cells do.
 * Most must have none before them, else it is indentation, and one inside. That is seen within FEW_ROWS,
 * so that what is no table is not read to its end for each of its lines. */
static size_t run_end_with_edges(const struct stretch *stretch, size_t first)
{
    size_t count = 0, begin_full = 0, hold_more = 0, end = first;

    for (size_t i = first; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];
        struct edges edges = count_edges(stretch, line);
        size_t inside = count_tabs(line), tabs = edges.before + inside + edges.after;
        size_t rows = i + 1 - first;

        if (tabs == 0 || (i > first && (tabs != count || (line->blank_before && tabs == 1))))
            break;
        count = tabs;
        begin_full += edges.before == 0;
        hold_more += inside > 0;
        if (2 * begin_full > rows && 2 * hold_more > rows)
            end = i + 1;
        else if (rows > FEW_ROWS)
            break;
    }
    return end;
}

static bool find_pipes(const struct stretch *stretch, size_t first, size_t pipes,
                       struct table *table)
{
    *table = (struct table){.first = first,
                            .end = run_end(stretch, first, '|', pipes),
                            .sign = '|',
                            .framed_left = true,
                            .framed_right = true};
    for (size_t i = first; i < table->end; i++) {
        const struct line *line = &stretch->lines[i];

        table->framed_left = table->framed_left && line->text[0] == '|';
        table->framed_right = table->framed_right && line->text[line->len_bytes - 1] == '|';
    }
    return table->end - first >= PIPES_ROWS_MIN;
}

bool table_find(const struct stretch *stretch, size_t first, struct table *table)
{
    const struct line *line = &stretch->lines[first];
    size_t pipes = count_signs(line, '|'), tabs, end;
    struct edges edges;
    bool may_be_fields = stretch->first && first <= LETTER_LINES;

    if (pipes >= PIPES_MIN)
        return find_pipes(stretch, first, pipes, table);
    tabs = count_tabs(line);
    *table = (struct table){.first = first, .end = first, .sign = '\t'};
    if (tabs > 1 || (tabs == 1 && !may_be_fields))
        table->end = run_end(stretch, first, '\t', tabs);
    edges = count_edges(stretch, line);
    if (edges.before + tabs + edges.after > 1 || !may_be_fields) {
        end = run_end_with_edges(stretch, first);
        table->has_edges = end > table->end;
        if (table->has_edges)
            table->end = end;
    }
    return table->end - first >= TABS_ROWS_MIN;
}

/* ---- rows ------------------------------------------------------------------------------------------ */

void table_row(const struct stretch *stretch, const struct table *table, size_t at,
               const char **text, size_t *len_bytes)
{
    const struct line *line = &stretch->lines[at];

    *text = line->text;
    *len_bytes = line->len_bytes;
    if (table->has_edges)
        untrim(stretch, line, text, len_bytes);
}

bool table_is_rule(const struct line *line)
{
    bool dashes = false;

    for (size_t i = 0; i < line->len_bytes; i++) {
        if (strchr("-:| \t+", line->text[i]) == NULL)
            return false;
        dashes = dashes || line->text[i] == '-';
    }
    return dashes;
}

void table_append(const struct table *table, struct buffer *out, const char *text, size_t len_bytes)
{
    const char *end = text + len_bytes, *pipe;
    bool first = true;

    if (table->framed_left && len_bytes > 0 && text[0] == '|')
        text++;
    if (table->framed_right && end > text && end[-1] == '|' && end[-2] != '\\')
        end--;
    do {
        const char *cell = text;
        size_t cell_bytes;

        for (pipe = text; pipe < end && !(*pipe == '|' && (pipe == text || pipe[-1] != '\\'));)
            pipe++;
        cell_bytes = (size_t)(pipe - text);
        text_trim(&cell, &cell_bytes);
        if (!first)
            buffer_append_char(out, '\t');
        buffer_append(out, cell, cell_bytes);
        first = false;
        text = pipe + 1;
    } while (pipe < end);
}
