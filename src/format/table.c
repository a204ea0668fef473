/* Tables in plain text: rows of pipes, and lines with the same number of tabs. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

/* A letter's own fields ("Datum<tab>27 juni") stand at its top and are no table. */
enum { LETTER_LINES = 40, TABS_ROWS_MIN = 3, PIPES_MIN = 2, COUNTED_MAX_BYTES = 4000 };

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

size_t table_end(const struct stretch *stretch, size_t first)
{
    size_t pipes = count_signs(&stretch->lines[first], '|');
    size_t tabs = pipes >= PIPES_MIN ? 0 : count_tabs(&stretch->lines[first]);
    size_t end = first;

    if (pipes >= PIPES_MIN)
        end = run_end(stretch, first, '|', pipes);
    else if (tabs > 1 || (tabs == 1 && (!stretch->first || first > LETTER_LINES)))
        end = run_end(stretch, first, '\t', tabs);
    if (end - first < (pipes >= PIPES_MIN ? 2 : TABS_ROWS_MIN))
        return first;
    return end;
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

void table_append(struct buffer *out, const char *text, size_t len_bytes)
{
    const char *end = text + len_bytes, *pipe;
    bool first = true;

    if (len_bytes > 0 && text[0] == '|')
        text++;
    if (end > text && end[-1] == '|' && end[-2] != '\\')
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
