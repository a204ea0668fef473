/* The text of a paragraph, from runs. */
#include "config.h"

#include "format/office_paragraph.h"

#include <stdlib.h>
#include <string.h>

/* ---- signs --------------------------------------------------------------------------------------- */

bool office_is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool office_is_visible(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

void office_trim(const char **text, size_t *len_bytes)
{
    while (*len_bytes > 0 && office_is_white((*text)[*len_bytes - 1]))
        --*len_bytes;
    while (*len_bytes > 0 && office_is_white(**text)) {
        ++*text;
        --*len_bytes;
    }
}

bool office_is_blank(const char *text, size_t len_bytes)
{
    size_t i = 0;

    while (i < len_bytes && (office_is_white(text[i]) || memcmp(text + i, "\xC2\xA0", 2) == 0))
        i += office_is_white(text[i]) ? 1 : 2;
    return i >= len_bytes;
}

static bool ends_white(const struct buffer *text)
{
    return text->len_bytes == 0 || office_is_white(text->data[text->len_bytes - 1]);
}

/* ---- runs ---------------------------------------------------------------------------------------- */

static void note_looks(struct office_looks *looks, struct compose_look look, size_t visible_bytes)
{
    const unsigned size =
        look.half_points < OFFICE_HALF_POINTS_MAX ? look.half_points : OFFICE_HALF_POINTS_MAX;

    if (visible_bytes == 0)
        return;
    if (looks->plain_bytes + looks->standing_out_bytes == 0 || size < looks->half_points)
        looks->half_points = size;
    if (look.stands_out)
        looks->standing_out_bytes += visible_bytes;
    else
        looks->plain_bytes += visible_bytes;
}

/* What stands at the beginning of text, and what becomes of it; bytes 0 where it is nothing special.
 * Old documents have their bullets in a private area, as a symbol font numbers its signs. */
static size_t replace_sign(const char *text, size_t len_bytes, const char **sign)
{
    static const struct {
        const char *from, *to;
    } signs[] = {
        {"\xC2\xAD", ""}, {"\xEF\x82\xB7", "•"}, {"\xEF\x82\xA7", "•"}, {"\xEF\x83\x98", "•"}};

    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        const size_t from_bytes = strlen(signs[i].from);

        if (len_bytes >= from_bytes && memcmp(text, signs[i].from, from_bytes) == 0) {
            *sign = signs[i].to;
            return from_bytes;
        }
    }
    return 0;
}

/* The length of what is copied as it stands. */
static size_t plain_run(const char *text, size_t len_bytes)
{
    size_t i = 0;

    while (i < len_bytes && !office_is_white(text[i]) && text[i] != '\xC2' && text[i] != '\xEF')
        i++;
    return i;
}

static size_t count_visible(const char *text, size_t len_bytes)
{
    size_t count = 0;

    for (size_t i = 0; i < len_bytes; i++)
        count += office_is_visible(text[i]);
    return count;
}

void office_paragraph_append(struct office_paragraph *paragraph, const char *text, size_t len_bytes,
                             bool collapses_spaces, struct compose_look look)
{
    struct buffer *out = &paragraph->text;
    const char *sign;
    size_t at = 0, step;

    for (; at < len_bytes; at += step) {
        step = plain_run(text + at, len_bytes - at);
        if (step > 0) {
            buffer_append(out, text + at, step);
        } else if (office_is_white(text[at])) {
            step = 1;
            if (!collapses_spaces || !ends_white(out))
                buffer_append_char(out, ' ');
        } else if ((step = replace_sign(text + at, len_bytes - at, &sign)) > 0) {
            buffer_append_string(out, sign);
        } else {
            step = 1;
            buffer_append_char(out, text[at]);
        }
    }
    note_looks(&paragraph->looks, look, count_visible(text, len_bytes));
}

void office_paragraph_end_line(struct office_paragraph *paragraph)
{
    paragraph->lines = array_reserve(paragraph->lines, &paragraph->line_capacity,
                                     paragraph->line_count + 1, sizeof *paragraph->lines);
    paragraph->lines[paragraph->line_count++] =
        (struct office_line){paragraph->text.len_bytes, paragraph->looks};
    paragraph->looks = (struct office_looks){0};
}

void office_paragraph_clear(struct office_paragraph *paragraph)
{
    buffer_clear(&paragraph->text);
    paragraph->line_count = 0;
    paragraph->looks = (struct office_looks){0};
    paragraph->is_open = paragraph->is_joined = false;
}

void office_paragraph_release(struct office_paragraph *paragraph)
{
    buffer_release(&paragraph->text);
    free(paragraph->lines);
}
