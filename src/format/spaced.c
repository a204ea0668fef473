/* Words whose letters are spaced out: "II.  J u s t i t i e". Two spaces or more part the words. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

enum { LETTERS_MIN = 4, SPACED_MAX_BYTES = 400 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* The letter at that place and its length; 0 where something else stands there, or more of a word. */
static size_t single_letter(const char *text, size_t len_bytes, size_t at)
{
    size_t letter_bytes = text_point_bytes(text + at, len_bytes - at);

    if (letter_bytes == 0 || text_case_at(text + at, len_bytes - at) == TEXT_NO_LETTER)
        return 0;
    return at + letter_bytes == len_bytes || is_space(text[at + letter_bytes]) ? letter_bytes : 0;
}

/* Appends the words from that place on; the number of letters, 0 where not all are single. */
static size_t append_letters(struct buffer *out, const char *text, size_t len_bytes, size_t at)
{
    size_t letters = 0;

    while (at < len_bytes) {
        size_t letter_bytes = single_letter(text, len_bytes, at), gap;

        if (letter_bytes == 0)
            return 0;
        buffer_append(out, text + at, letter_bytes);
        letters++;
        at += letter_bytes;
        for (gap = at; gap < len_bytes && is_space(text[gap]);)
            gap++;
        if (gap > at + 1 && gap < len_bytes)
            buffer_append_char(out, ' ');
        at = gap;
    }
    return letters;
}

bool spaced_rewrite(struct buffer *out, const char *text, size_t len_bytes)
{
    struct look_number number = look_number(text, len_bytes);
    size_t start = number.len_bytes;

    if (len_bytes > SPACED_MAX_BYTES || start >= len_bytes ||
        single_letter(text, len_bytes, start) == 0)
        return false;
    buffer_clear(out);
    buffer_append(out, text, start);
    while (out->len_bytes > 1 && is_space(out->data[out->len_bytes - 1]) &&
           is_space(out->data[out->len_bytes - 2]))
        out->len_bytes--;
    return append_letters(out, text, len_bytes, start) >= LETTERS_MIN;
}
