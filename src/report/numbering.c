/* Numbers at the beginning of a line.
 *
 *  1. A number is followed by a stop, a bracket, a colon or white space, and then by words.
 *  2. White space may be missing only after a stop that a capital follows ("1.Titel").
 *  3. Roman numerals are well formed (IV, not IIII) and at most XXXIX: C, D, L and M are
 *     letters. */
#include "config.h"

#include "report/numbering.h"

#include <string.h>

#include "text/text.h"

enum { ROMAN_MAX = 39, DIGITS_MAX = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Reads the well-formed numeral at the text's beginning; 0 where there is none. */
static unsigned take_roman(const char *text, size_t len_bytes, size_t *end_bytes)
{
    static const struct {
        const char *digits;
        unsigned value;
    } steps[] = {{"X", 10}, {"X", 10}, {"X", 10}, {"IX", 9}, {"V", 5},
                 {"IV", 4}, {"I", 1},  {"I", 1},  {"I", 1}};
    unsigned value = 0, unit = 0;
    size_t at = 0, i;

    for (i = 0; i < COUNT_OF(steps); i++) {
        size_t step_bytes = strlen(steps[i].digits);
        unsigned step = steps[i].value;
        bool unit_fits = step >= 10 || unit == 0 || (step == 1 && unit != 9 && unit != 4);

        if (!unit_fits || len_bytes - at < step_bytes ||
            memcmp(text + at, steps[i].digits, step_bytes) != 0)
            continue;
        at += step_bytes;
        value += step;
        if (step < 10)
            unit += step;
    }
    if (at == 0 || (at < len_bytes && is_capital(text[at])) || value > ROMAN_MAX)
        return 0;
    *end_bytes = at;
    return value;
}

static unsigned take_digits(const char *text, size_t len_bytes, size_t *at_bytes)
{
    unsigned value = 0;
    size_t start = *at_bytes;

    while (*at_bytes < len_bytes && is_digit(text[*at_bytes]) && *at_bytes - start < DIGITS_MAX)
        value = value * 10 + (unsigned)(text[(*at_bytes)++] - '0');
    if (*at_bytes < len_bytes && is_digit(text[*at_bytes]))
        return 0;
    return value <= NUMBERING_VALUE_MAX ? value : 0;
}

/* "2", "2a" or "4.1" at the text's beginning. */
static bool take_arabic(const char *text, size_t len_bytes, struct numbering *number)
{
    size_t at = 0, after;
    unsigned sub;

    number->style = NUMBER_ARABIC;
    number->value = take_digits(text, len_bytes, &at);
    if (number->value == 0 || text[0] == '0')
        return false;
    number->end_bytes = at;
    if (at + 1 < len_bytes && is_small(text[at]) && !is_small(text[at + 1])) {
        number->style = NUMBER_LETTERED;
        number->sub = (unsigned)(text[at] - 'a') + 1;
        number->end_bytes = at + 1;
    } else if (at + 1 < len_bytes && text[at] == '.' && is_digit(text[at + 1])) {
        after = at + 1;
        sub = take_digits(text, len_bytes, &after);
        if (sub == 0)
            return false;
        number->style = NUMBER_DECIMAL;
        number->sub = sub;
        number->end_bytes = after;
    }
    return true;
}

/* What stands between the number and the words; false where the words do not follow as they
 * should. */
static bool take_separator(const char *text, size_t len_bytes, struct numbering *number)
{
    size_t at = number->end_bytes, rest_bytes;
    const char *rest;

    number->separator = ' ';
    if (at < len_bytes && strchr(number->bracketed ? ")" : ".):", text[at]) != NULL)
        number->separator = text[at++];
    if (number->bracketed && number->separator != ')')
        return false;
    rest = text + at;
    rest_bytes = len_bytes - at;
    text_trim(&rest, &rest_bytes);
    number->title_bytes = (size_t)(rest - text);
    if (rest_bytes == 0)
        return false;
    return rest > text + at ||
           (number->separator == '.' && is_capital(*rest) && number->style != NUMBER_UPPER);
}

static size_t accept(const char *text, size_t len_bytes, struct numbering *number,
                     struct numbering *readings, size_t count)
{
    size_t skipped = number->bracketed ? 1 : 0;

    if (!take_separator(text + skipped, len_bytes - skipped, number))
        return count;
    number->start_bytes = skipped;
    number->end_bytes += skipped;
    number->title_bytes += skipped;
    readings[count] = *number;
    return count + 1;
}

size_t numbering_parse(const char *text, size_t len_bytes,
                       struct numbering readings[NUMBERING_READINGS_MAX])
{
    bool bracketed = len_bytes > 2 && text[0] == '(';
    const char *at = text + (bracketed ? 1 : 0);
    size_t rest_bytes = len_bytes - (bracketed ? 1 : 0), count = 0;
    struct numbering number = {.bracketed = bracketed};

    if (rest_bytes < 2)
        return 0;
    if (is_digit(*at))
        return take_arabic(at, rest_bytes, &number) ? accept(text, len_bytes, &number, readings, 0)
                                                    : 0;
    number.value = take_roman(at, rest_bytes, &number.end_bytes);
    if (number.value > 0) {
        number.style = NUMBER_ROMAN;
        count = accept(text, len_bytes, &number, readings, count);
    }
    if ((is_capital(*at) || is_small(*at)) && strchr(".):", at[1]) != NULL) {
        number = (struct numbering){.bracketed = bracketed, .end_bytes = 1};
        number.style = is_small(*at) ? NUMBER_LOWER : NUMBER_UPPER;
        number.value = (unsigned)(*at - (is_small(*at) ? 'a' : 'A')) + 1;
        count = accept(text, len_bytes, &number, readings, count);
    }
    return count;
}
