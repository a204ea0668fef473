/* Text in lines: see lines.h. */
#include "config.h"

#include "export/lines.h"

#include <string.h>

#include "text/text.h"

void lines_init(struct lines *lines, struct buffer *out, int width_cols)
{
    *lines = (struct lines){.out = out, .width_cols = width_cols, .start_bytes = out->len_bytes};
}

void lines_gap(struct lines *lines)
{
    lines->gap = lines->out->len_bytes > lines->start_bytes;
}

static void trim_end(struct buffer *out, size_t from_bytes)
{
    while (out->len_bytes > from_bytes &&
           (out->data[out->len_bytes - 1] == ' ' || out->data[out->len_bytes - 1] == '\t'))
        out->data[--out->len_bytes] = '\0';
}

static void write_line(struct lines *lines, const char *text, size_t len_bytes, int indent_cols)
{
    size_t from_bytes;

    if (lines->gap)
        buffer_append_char(lines->out, '\n');
    lines->gap = false;
    from_bytes = lines->out->len_bytes;
    buffer_append_repeated(lines->out, ' ', (size_t)indent_cols);
    text_append_safe(lines->out, text, len_bytes);
    trim_end(lines->out, from_bytes);
    buffer_append_char(lines->out, '\n');
}

/* Indents shrink on narrow pages, so that at least three quarters are left for the text. */
static int fitting_indent(const struct lines *lines, int indent_cols)
{
    int most = lines->width_cols / 4;

    return lines->width_cols == 0 || indent_cols < most ? indent_cols : most;
}

static void write_unwrapped(struct lines *lines, const char *text, size_t len_bytes, int first_cols,
                            int rest_cols)
{
    const char *end = text + len_bytes, *feed;
    int indent_cols = first_cols;

    for (; (feed = memchr(text, '\n', (size_t)(end - text))) != NULL; text = feed + 1) {
        write_line(lines, text, (size_t)(feed - text), indent_cols);
        indent_cols = rest_cols;
    }
    write_line(lines, text, (size_t)(end - text), indent_cols);
}

void lines_text(struct lines *lines, const char *text, size_t len_bytes, int first_cols,
                int rest_cols)
{
    struct text_lines wrapped = {0};

    if (lines->width_cols == 0) {
        write_unwrapped(lines, text, len_bytes, first_cols, rest_cols);
        return;
    }
    first_cols = fitting_indent(lines, first_cols);
    rest_cols = fitting_indent(lines, rest_cols);
    text_wrap(text, len_bytes, lines->width_cols - first_cols, lines->width_cols - rest_cols,
              &wrapped);
    for (size_t i = 0; i < wrapped.count; i++) {
        const struct text_line *line = &wrapped.items[i];

        write_line(lines, text + line->start_bytes, line->end_bytes - line->start_bytes,
                   i == 0 ? first_cols : rest_cols);
    }
    text_lines_release(&wrapped);
}

void lines_string(struct lines *lines, const char *string, int first_cols, int rest_cols)
{
    lines_text(lines, string, strlen(string), first_cols, rest_cols);
}

void lines_title(struct lines *lines, const char *title, char underline)
{
    struct text_lines wrapped = {0};
    int widest_cols = 1;

    text_wrap(title, strlen(title), lines->width_cols > 0 ? lines->width_cols : INT32_MAX,
              lines->width_cols > 0 ? lines->width_cols : INT32_MAX, &wrapped);
    for (size_t i = 0; i < wrapped.count; i++) {
        if (wrapped.items[i].width_cols > widest_cols)
            widest_cols = wrapped.items[i].width_cols;
    }
    text_lines_release(&wrapped);
    lines_string(lines, title, 0, 0);
    buffer_append_repeated(lines->out, underline, (size_t)widest_cols);
    buffer_append_char(lines->out, '\n');
}

void lines_append_flat(struct buffer *out, const char *string)
{
    for (; string != NULL && *string != '\0'; string++)
        buffer_append_char(out, *string == '\n' ? ' ' : *string);
}

void lines_append_listed(struct buffer *out, size_t from_bytes, const char *separator,
                         const char *word)
{
    if (out->len_bytes > from_bytes)
        buffer_append_string(out, separator);
    lines_append_flat(out, word);
}
