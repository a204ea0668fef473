/* Markdown, as far as reports are written in it: headings, emphasis, links, quotes, fences. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- lines ------------------------------------------------------------------------------------------ */

unsigned markdown_heading(const char **text, size_t *len_bytes)
{
    size_t level = 0, end = *len_bytes;

    while (level < end && level < 7 && (*text)[level] == '#')
        level++;
    if (level == 0 || level > 6 || level == end || !is_space((*text)[level]))
        return 0;
    while (end > level && (*text)[end - 1] == '#')
        end--;
    if (end < *len_bytes && !is_space((*text)[end - 1]))
        end = *len_bytes;
    *text += level;
    *len_bytes = end - level;
    text_trim(text, len_bytes);
    return *len_bytes > 0 ? (unsigned)level : 0;
}

unsigned markdown_underline(const struct line *line)
{
    if (line->len_bytes < 3 || (line->text[0] != '=' && line->text[0] != '-'))
        return 0;
    for (size_t i = 1; i < line->len_bytes; i++) {
        if (line->text[i] != line->text[0])
            return 0;
    }
    return line->text[0] == '=' ? 1 : 2;
}

bool markdown_is_fence(const struct line *line)
{
    return line->len_bytes >= 3 &&
           (memcmp(line->text, "```", 3) == 0 || memcmp(line->text, "~~~", 3) == 0);
}

bool markdown_is_emphasised(const char *text, size_t len_bytes)
{
    return len_bytes > 4 && (text[0] == '*' || text[0] == '_') && text[1] == text[0] &&
           text[2] != text[0] && text[len_bytes - 1] == text[0] && text[len_bytes - 2] == text[0] &&
           memmem(text + 2, len_bytes - 4, text, 2) == NULL;
}

void markdown_unquote(struct stretch *stretch)
{
    size_t kept = 0;
    bool fenced = false, blank = false;

    for (size_t i = 0; i < stretch->line_count; i++) {
        struct line line = stretch->lines[i];

        fenced ^= markdown_is_fence(&line);
        while (!fenced && line.len_bytes > 0 && line.text[0] == '>') {
            line.text++;
            line.len_bytes--;
            text_trim(&line.text, &line.len_bytes);
        }
        line.blank_before = line.blank_before || blank;
        blank = line.len_bytes == 0;
        if (!blank)
            stretch->lines[kept++] = line;
    }
    stretch->line_count = kept;
}

/* ---- in a line ----------------------------------------------------------------------------------------- */

enum { OPEN_MAX = 8, LINK_TEXT_MAX_BYTES = 500, LINK_PLACE_MAX_BYTES = 2000 };

/* Markers that wait for their counterpart; until it comes they stand in the output. */
struct open_marker {
    size_t at; /* in the output */
    size_t len_bytes;
    char sign;
};

struct inline_text {
    const char *text;
    size_t len_bytes, at;
    struct buffer *out;
    struct open_marker open[OPEN_MAX];
    size_t open_count;
    size_t link_close, link_end; /* of the link that is being read; 0: none */
};

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (signed char)c < 0;
}

static void take_out(struct inline_text *text, const struct open_marker *marker)
{
    struct buffer *out = text->out;
    size_t after = marker->at + marker->len_bytes;

    memmove(out->data + marker->at, out->data + after, out->len_bytes - after);
    out->len_bytes -= marker->len_bytes;
    for (size_t i = 0; i < text->open_count; i++) {
        if (text->open[i].at > marker->at)
            text->open[i].at -= marker->len_bytes;
    }
}

/* The counterpart of a run of signs, if it waits; what was opened after it stays as it is. */
static bool close_marker(struct inline_text *text, char sign, size_t run_bytes)
{
    for (size_t i = text->open_count; i-- > 0;) {
        struct open_marker marker = text->open[i];

        if (marker.sign != sign || marker.len_bytes != run_bytes)
            continue;
        text->open_count = i;
        take_out(text, &marker);
        return true;
    }
    return false;
}

static void read_run(struct inline_text *text)
{
    const char sign = text->text[text->at];
    size_t end = text->at;
    bool word_before, word_after, may_open, may_close;

    while (end < text->len_bytes && text->text[end] == sign)
        end++;
    word_before = text->at > 0 && is_word_byte(text->text[text->at - 1]);
    word_after = end < text->len_bytes && is_word_byte(text->text[end]);
    may_close = text->at > 0 && !is_space(text->text[text->at - 1]) && (sign != '_' || !word_after);
    may_open = end < text->len_bytes && !is_space(text->text[end]) && (sign != '_' || !word_before);
    if (sign == '`')
        may_open = may_close = true;
    if (end - text->at <= 3 && may_close && close_marker(text, sign, end - text->at)) {
        text->at = end;
        return;
    }
    if (end - text->at <= 3 && may_open && text->open_count < OPEN_MAX)
        text->open[text->open_count++] =
            (struct open_marker){text->out->len_bytes, end - text->at, sign};
    buffer_append(text->out, text->text + text->at, end - text->at);
    text->at = end;
}

/* The bracket that closes the one at text, brackets inside counted; NULL where none does. */
static const char *closing_bracket(const char *text, size_t len_bytes)
{
    size_t depth = 0;

    for (size_t i = 0; i < len_bytes; i++) {
        depth += text[i] == '(';
        if (text[i] == ')' && --depth == 0)
            return text + i;
    }
    return NULL;
}

static bool open_link(struct inline_text *text)
{
    const char *start = text->text + text->at, *close, *end;
    size_t left_bytes = text->len_bytes - text->at;
    size_t limit = left_bytes < LINK_TEXT_MAX_BYTES ? left_bytes : LINK_TEXT_MAX_BYTES;

    if (text->link_end > 0 || left_bytes < 4 || start[1] == '^' ||
        (close = memmem(start, limit, "](", 2)) == NULL ||
        memchr(start + 1, '[', (size_t)(close - start) - 1) != NULL)
        return false;
    left_bytes -= (size_t)(close - start) + 1;
    limit = left_bytes < LINK_PLACE_MAX_BYTES ? left_bytes : LINK_PLACE_MAX_BYTES;
    end = closing_bracket(close + 1, limit);
    if (end == NULL)
        return false;
    text->link_close = (size_t)(close - text->text);
    text->link_end = (size_t)(end - text->text) + 1;
    return true;
}

static void read_sign(struct inline_text *text)
{
    const char sign = text->text[text->at];

    if (text->link_end > 0 && text->at == text->link_close) {
        text->at = text->link_end;
        text->link_end = 0;
    } else if (sign == '[' && open_link(text)) {
        if (text->out->len_bytes > 0 && text->at > 0 && text->text[text->at - 1] == '!')
            text->out->len_bytes--;
        text->at++;
    } else if (sign == '\\' && text->at + 1 < text->len_bytes &&
               strchr("\\*_[]#`|.-", text->text[text->at + 1]) != NULL) {
        buffer_append_char(text->out, text->text[text->at + 1]);
        text->at += 2;
    } else if (sign == '*' || sign == '_' || sign == '`') {
        read_run(text);
    } else {
        buffer_append_char(text->out, sign);
        text->at++;
    }
}

void markdown_append(struct buffer *out, const char *bytes, size_t len_bytes)
{
    struct inline_text text = {.text = bytes, .len_bytes = len_bytes, .out = out};

    while (text.at < len_bytes) {
        size_t start = text.at;

        while (text.at < len_bytes && strchr("*_`[]\\", bytes[text.at]) == NULL)
            text.at++;
        buffer_append(out, bytes + start, text.at - start);
        if (text.at < len_bytes)
            read_sign(&text);
    }
}

/* ---- front matter ------------------------------------------------------------------------------------ */

static bool is_line(const struct line *line, const char *text)
{
    return line->len_bytes == strlen(text) && memcmp(line->text, text, line->len_bytes) == 0;
}

/* "title: Words", or "title: 'Words'" */
static void take_title(const struct line *line, const char **title, size_t *title_bytes)
{
    static const char key[] = "title:";
    const char *text = line->text + sizeof key - 1;
    size_t len_bytes = line->len_bytes - (sizeof key - 1);

    if (line->len_bytes < sizeof key || memcmp(line->text, key, sizeof key - 1) != 0 ||
        line->indent_cols > 0)
        return;
    text_trim(&text, &len_bytes);
    if (len_bytes > 1 && (*text == '"' || *text == '\'') && text[len_bytes - 1] == *text) {
        text++;
        len_bytes -= 2;
    }
    *title = text;
    *title_bytes = len_bytes;
}

size_t markdown_front_matter(const struct stretch *stretch, const char **title, size_t *title_bytes)
{
    enum { LINES_MAX = 100 };
    const struct line *lines = stretch->lines;

    *title = NULL;
    *title_bytes = 0;
    if (!stretch->first || stretch->line_count == 0 || !is_line(&lines[0], "---"))
        return 0;
    for (size_t i = 1; i < stretch->line_count && i < LINES_MAX && !lines[i].blank_before; i++) {
        if (i > 1 && (is_line(&lines[i], "---") || is_line(&lines[i], "...")))
            return i + 1;
        if (lines[i].indent_cols == 0 && memchr(lines[i].text, ':', lines[i].len_bytes) == NULL &&
            lines[i].text[0] != '-' && lines[i].text[0] != '#')
            return 0;
        take_title(&lines[i], title, title_bytes);
    }
    return 0;
}
