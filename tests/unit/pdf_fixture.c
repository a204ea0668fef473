#include "config.h"

#include "pdf_fixture.h"

#include <string.h>

enum { OBJECTS_MAX = 4096 };

struct file {
    struct buffer *out;
    size_t offsets[OBJECTS_MAX];
    unsigned count; /* of objects, from 1 */
};

static const struct {
    const char *utf8;
    unsigned char byte;
} marks[] = {
    {"•", 0x95}, {"–", 0x96}, {"—", 0x97}, {"‘", 0x91},
    {"’", 0x92}, {"“", 0x93}, {"”", 0x94}, {"€", 0x80},
};

/* One character as WinAnsi; how many bytes of UTF-8 it took. */
static size_t put_character(struct buffer *stream, const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;

    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (strncmp(text, marks[i].utf8, strlen(marks[i].utf8)) == 0) {
            buffer_append_format(stream, "%02x", marks[i].byte);
            return strlen(marks[i].utf8);
        }
    }
    if (bytes[0] >= 0xC0) {
        buffer_append_format(stream, "%02x", (bytes[0] & 3u) << 6 | (bytes[1] & 0x3Fu));
        return 2;
    }
    buffer_append_format(stream, "%02x", bytes[0]);
    return 1;
}

/* A word up to `end`, or to what ends it on the grid. */
static size_t put_word(struct buffer *stream, const char *text, const char *font, int size,
                       double x, double y, size_t *columns)
{
    size_t at = 0;

    buffer_append_format(stream, "BT /%s %d Tf 1 0 0 1 %.1f %.1f Tm <", font, size, x, y);
    for (*columns = 0; text[at] != '\0' && strchr(" \n\f*^", text[at]) == NULL; ++*columns)
        at += put_character(stream, text + at);
    buffer_append_string(stream, "> Tj ET\n");
    return at;
}

static const char *put_row(struct buffer *stream, const char *text, double y)
{
    int size = *text == '~' ? 7 : *text == '!' ? 16 : 10;
    const double step = *text == '!' ? 10 : 6;
    bool bold = false;
    size_t column = 0, columns;

    text += *text == '~' || *text == '!';
    while (*text != '\0' && *text != '\n' && *text != '\f') {
        if (*text == '*') {
            bold = !bold;
        } else if (*text == '^') {
            text += 1 + put_word(stream, text + 1, "F1", size * 6 / 10, 72 + step * (double)column,
                                 y + size * 0.4, &columns);
            column += columns;
            continue;
        } else if (*text != ' ') {
            text += put_word(stream, text, bold ? "F2" : "F1", size, 72 + step * (double)column, y,
                             &columns);
            column += columns;
            continue;
        }
        text++;
        column++;
    }
    return text;
}

static void begin_object(struct file *file)
{
    file->offsets[++file->count] = file->out->len_bytes;
    buffer_append_format(file->out, "%u 0 obj\n", file->count);
}

static void put_page(struct file *file, const struct buffer *stream)
{
    begin_object(file);
    buffer_append_format(file->out,
                         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %u 0 R "
                         "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>\nendobj\n",
                         file->count + 1);
    begin_object(file);
    buffer_append_format(file->out, "<< /Length %zu >>\nstream\n", stream->len_bytes);
    buffer_append(file->out, stream->data, stream->len_bytes);
    buffer_append_string(file->out, "\nendstream\nendobj\n");
}

static void put_beginning(struct file *file, size_t page_count)
{
    static const char *const fonts[] = {"Courier", "Courier-Bold"};

    buffer_append_string(file->out, "%PDF-1.4\n");
    begin_object(file);
    buffer_append_string(file->out, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    begin_object(file);
    buffer_append_format(file->out, "<< /Type /Pages /Count %zu /Kids [", page_count);
    for (size_t i = 0; i < page_count; i++)
        buffer_append_format(file->out, " %zu 0 R", 5 + 2 * i);
    buffer_append_string(file->out, " ] >>\nendobj\n");
    for (size_t i = 0; i < COUNT_OF(fonts); i++) {
        begin_object(file);
        buffer_append_format(file->out,
                             "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding "
                             "/WinAnsiEncoding >>\nendobj\n",
                             fonts[i]);
    }
}

static void put_end(struct file *file)
{
    const size_t table = file->out->len_bytes;

    buffer_append_format(file->out, "xref\n0 %u\n0000000000 65535 f \n", file->count + 1);
    for (unsigned i = 1; i <= file->count; i++)
        buffer_append_format(file->out, "%010zu 00000 n \n", file->offsets[i]);
    buffer_append_format(file->out,
                         "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                         file->count + 1, table);
}

void pdf_fixture_write(struct buffer *out, const char *pages)
{
    struct file file = {.out = out};
    struct buffer stream = {0};
    size_t page_count = 1;

    for (const char *at = pages; *at != '\0'; at++)
        page_count += *at == '\f';
    put_beginning(&file, page_count);
    for (size_t i = 0; i < page_count; i++) {
        double y = 842 - 72;

        buffer_clear(&stream);
        while (*pages != '\0' && *pages != '\f') {
            pages = put_row(&stream, pages, y);
            pages += *pages == '\n';
            y -= 12;
        }
        pages += *pages == '\f';
        put_page(&file, &stream);
    }
    put_end(&file);
    buffer_release(&stream);
}

void pdf_fixture_write_stream(struct buffer *out, const char *text)
{
    struct file file = {.out = out};
    struct buffer stream = {0};

    buffer_append_string(&stream, text);
    put_beginning(&file, 1);
    put_page(&file, &stream);
    put_end(&file);
    buffer_release(&stream);
}
