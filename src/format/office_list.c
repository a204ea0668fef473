/* Counting the items of lists.
 *
 *  1. An item takes the number after the one its level had, or the level's first one where it has none
 *     or began again.
 *  2. Using a level lets all deeper ones begin again, but for those that say that they do not.
 *  3. A label shows a level that has not begun as if it had just done so.
 *  4. No label is longer than LIST_LABEL_MAX_BYTES, whatever its pattern. */
#include "config.h"

#include "format/office_list.h"

static unsigned first_number(const struct list_level *level)
{
    return level != NULL ? level->start : 1;
}

void list_restart(struct list_count *count, size_t level, unsigned number)
{
    count->started[level] = true;
    count->numbers[level] = number - 1; /* 0 - 1 comes round again */
}

void list_advance(struct list_count *count, const struct list_level *const *levels, size_t level)
{
    if (!count->started[level])
        count->numbers[level] = first_number(levels[level]);
    else if (count->numbers[level] != LIST_NUMBER_MAX)
        count->numbers[level]++;
    count->started[level] = true;
    for (size_t deeper = level + 1; deeper < LIST_LEVELS; deeper++) {
        if (levels[deeper] == NULL || level < levels[deeper]->restart_below)
            count->started[deeper] = false;
    }
}

/* ---- numbers ------------------------------------------------------------------------------------- */

void list_append_number(unsigned number, enum list_format format, struct buffer *out)
{
    enum { LETTERS = 26, LETTERS_MAX = LETTERS * 8 };
    const bool is_roman = format == LIST_ROMAN_LOWER || format == LIST_ROMAN_UPPER;
    const bool is_letter = format == LIST_LETTER_LOWER || format == LIST_LETTER_UPPER;

    if (format == LIST_NOTHING)
        return;
    if (is_roman && number >= 1 && number <= BUFFER_ROMAN_MAX)
        buffer_append_roman(out, number, format == LIST_ROMAN_UPPER);
    else if (is_letter && number >= 1 && number <= LETTERS_MAX)
        buffer_append_repeated(
            out, (char)((format == LIST_LETTER_UPPER ? 'A' : 'a') + (int)((number - 1) % LETTERS)),
            (number - 1) / LETTERS + 1);
    else
        buffer_append_format(out, format == LIST_DECIMAL_ZERO ? "%02u" : "%u", number);
}

/* ---- labels -------------------------------------------------------------------------------------- */

static void append_level(const struct list_count *count, const struct list_level *const *levels,
                         size_t level, bool all_decimal, struct buffer *out)
{
    const struct list_level *shown = levels[level];
    enum list_format format = shown != NULL ? shown->format : LIST_DECIMAL;

    if (format == LIST_BULLET)
        return;
    if (all_decimal && format != LIST_NOTHING)
        format = LIST_DECIMAL;
    list_append_number(count->started[level] ? count->numbers[level] : first_number(shown), format,
                       out);
}

void list_append_label(const struct list_count *count, const struct list_level *const *levels,
                       size_t level, struct buffer *out)
{
    const struct list_level *own = levels[level];
    const size_t start = out->len_bytes;

    if (own == NULL)
        return;
    for (const char *at = own->pattern;
         *at != '\0' && out->len_bytes - start < LIST_LABEL_MAX_BYTES; at++) {
        if (*at >= 1 && *at <= LIST_LEVELS && own->format != LIST_BULLET)
            append_level(count, levels, (size_t)(*at - 1), own->all_decimal, out);
        else
            buffer_append_char(out, *at);
    }
}
