/* Numbers at the beginning of a line.
 *
 *  1. A number is followed by a stop (and perhaps a dash), a bracket, a colon, a dash or white space, and
 *     then by words.
 *  2. White space may be missing only after a stop that a capital follows ("1.Titel").
 *  3. A word may stand before it that says what it numbers ("Agendapunt 3:", "TOP 3", "Teil A –"); then
 *     the number may be the whole line.
 *  4. Roman numerals are well formed (IV, not IIII) and at most XXXIX: C, D, L and M are
 *     letters. */
#include "config.h"

#include "report/numbering.h"

#include <string.h>
#include <strings.h>

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

/* " bis", " ter", " quater" after a number: 1, 2, 3; 0 where none of them stands there. "ter" is a word
 * of Dutch, too. */
static unsigned take_latin(const char *text, size_t len_bytes, size_t *end_bytes)
{
    static const char *const words[] = {" bis", " ter", " quater"};

    for (unsigned i = 0; i < COUNT_OF(words); i++) {
        *end_bytes = strlen(words[i]);
        if (len_bytes > *end_bytes && memcmp(text, words[i], *end_bytes) == 0 &&
            strchr(i == 0 ? " .):" : ".):", text[*end_bytes]) != NULL)
            return i + 1;
    }
    return 0;
}

/* "2", "2a" or "4.1" at the text's beginning. */
static bool take_arabic(const char *text, size_t len_bytes, struct numbering *number)
{
    size_t at = 0, after, latin_bytes = 0;
    unsigned sub;

    number->style = NUMBER_ARABIC;
    number->value = take_digits(text, len_bytes, &at);
    if (number->value == 0 || text[0] == '0')
        return false;
    number->end_bytes = at;
    sub = take_latin(text + at, len_bytes - at, &latin_bytes);
    if (sub > 0) { /* "3 bis" comes after 3, as 3a does */
        number->style = NUMBER_LETTERED;
        number->sub = sub;
        number->end_bytes = at + latin_bytes;
    } else if (at + 1 < len_bytes && is_small(text[at]) && !is_small(text[at + 1])) {
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

/* The length of " – ", " - " or (after a named number) " : " at that place; 0 where none stands there. */
static size_t spaced_separator(const char *text, size_t len_bytes, bool colon_too)
{
    static const char *const separators[] = {"–", "—", "-", ":"};
    size_t spaces = 0;

    while (spaces < len_bytes && (text[spaces] == ' ' || text[spaces] == '\t'))
        spaces++;
    if (len_bytes - spaces > 2 && memcmp(text + spaces, "\xC2\xA0", 2) == 0)
        spaces += 2;
    else if (len_bytes - spaces > 3 && memcmp(text + spaces, "\xE2\x80\xAF", 3) == 0)
        spaces += 3;
    for (size_t i = 0; spaces > 0 && i < COUNT_OF(separators) - !colon_too; i++) {
        const size_t sign_bytes = strlen(separators[i]), end = spaces + sign_bytes;

        if (end < len_bytes && memcmp(text + spaces, separators[i], sign_bytes) == 0 &&
            (text[end] == ' ' || text[end] == '\t'))
            return end;
    }
    return 0;
}

/* What stands between the number and the words; false where the words do not follow as they
 * should. */
static bool take_separator(const char *text, size_t len_bytes, struct numbering *number)
{
    size_t at = number->end_bytes, rest_bytes, dash_bytes;
    const char *rest;

    number->separator = ' ';
    if (at < len_bytes && strchr(number->bracketed ? ")" : ".):", text[at]) != NULL)
        number->separator = text[at++];
    if (number->bracketed && number->separator != ')')
        return false;
    dash_bytes = spaced_separator(text + at, len_bytes - at, number->name != NAME_NONE);
    if (dash_bytes > 0 && (number->separator == ' ' || number->separator == '.')) {
        if (number->separator == ' ')
            number->separator = '-';
        at += dash_bytes;
    }
    rest = text + at;
    rest_bytes = len_bytes - at;
    text_trim(&rest, &rest_bytes);
    number->title_bytes = (size_t)(rest - text);
    if (rest_bytes == 0)
        return false;
    return rest > text + at || number->separator == '-' ||
           (number->separator == '.' && is_capital(*rest) && number->style != NUMBER_UPPER);
}

/* skipped: the bytes before the number itself. */
static size_t accept(const char *text, size_t len_bytes, size_t skipped, struct numbering *number,
                     struct numbering *readings, size_t count)
{
    if (!take_separator(text + skipped, len_bytes - skipped, number))
        return count;
    number->start_bytes = skipped;
    number->end_bytes += skipped;
    number->title_bytes += skipped;
    readings[count] = *number;
    return count + 1;
}

/* ---- names ---------------------------------------------------------------------------------- */

/* The length of a word before the number, with its white space; 0 where none stands there. Compared
 * without the case of ASCII letters. */
static size_t take_name(const char *text, size_t len_bytes, enum number_name *name)
{
    static const struct {
        const char *word;
        enum number_name name;
    } names[] = {
        {"agendapunt", NAME_ITEM},
        {"punt", NAME_ITEM},
        {"agenda item", NAME_ITEM},
        {"item", NAME_ITEM},
        {"point", NAME_ITEM},
        {"point de l'ordre du jour", NAME_ITEM},
        {"tagesordnungspunkt", NAME_ITEM},
        {"top", NAME_ITEM},
        {"punkt", NAME_ITEM},
        {"dagordningspunkt", NAME_ITEM},
        {"teil", NAME_PART},
        {"deel", NAME_PART},
        {"part", NAME_PART},
        {"partie", NAME_PART},
        {"del", NAME_PART},
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const size_t word_bytes = strlen(names[i].word);
        size_t at = word_bytes;

        if (word_bytes + 2 > len_bytes || strncasecmp(text, names[i].word, word_bytes) != 0)
            continue;
        while (at < len_bytes && text[at] == ' ')
            at++;
        if (at == word_bytes || at == len_bytes)
            continue;
        *name = names[i].name;
        return at;
    }
    return 0;
}

bool numbering_parse_dash(const char *text, size_t len_bytes, struct numbering *number)
{
    static const char *const bullets[] = {"-", "–", "—", "•", "·", "*", "‣", "◦", "▪"};

    for (size_t i = 0; i < COUNT_OF(bullets); i++) {
        const size_t bullet_bytes = strlen(bullets[i]);
        size_t at = bullet_bytes;

        if (len_bytes <= bullet_bytes || memcmp(text, bullets[i], bullet_bytes) != 0)
            continue;
        while (at < len_bytes && (text[at] == ' ' || text[at] == '\t'))
            at++;
        if (at == bullet_bytes || at == len_bytes)
            return false;
        *number = (struct numbering){.style = NUMBER_DASH, .title_bytes = at, .separator = ' '};
        return true;
    }
    return false;
}

/* Whether nothing but punctuation stands after the number. */
static bool ends_the_line(const char *text, size_t len_bytes, const struct numbering *number)
{
    size_t at = number->end_bytes;

    while (at < len_bytes && strchr(".:)", text[at]) != NULL)
        at++;
    return at == len_bytes;
}

bool numbering_parse_annex(const char *text, size_t len_bytes, struct numbering *number)
{
    const char *space = memchr(text, ' ', len_bytes);
    struct numbering rest;
    size_t skipped;

    if (space == NULL)
        return false;
    skipped = (size_t)(space - text) + 1;
    rest = (struct numbering){.name = NAME_ITEM}; /* the annex's own word names the number */
    if (skipped == len_bytes)
        return false;
    if (space > text && space[-1] == ':') { /* "Anlage: Titel" */
        *number = (struct numbering){.title_bytes = skipped};
        return true;
    }
    if (text[skipped] == ':' || text[skipped] == '-' ||
        (len_bytes - skipped > 3 && memcmp(text + skipped, "–", 3) == 0)) {
        skipped--;
    } else if (!take_arabic(text + skipped, len_bytes - skipped, &rest)) {
        rest.value = take_roman(text + skipped, len_bytes - skipped, &rest.end_bytes);
        if (rest.value == 0 && is_capital(text[skipped]))
            rest.end_bytes = 1;
        if (rest.end_bytes == 0)
            return false;
    }
    if (rest.end_bytes > 0 && ends_the_line(text + skipped, len_bytes - skipped, &rest)) {
        *number = rest;
        number->start_bytes = skipped;
        number->end_bytes += skipped;
        number->title_bytes = 0;
        return true;
    }
    return accept(text, len_bytes, skipped, &rest, number, 0) > 0;
}

/* ---- all readings --------------------------------------------------------------------------- */

/* A letter that numbers: before a stop, a bracket or a colon, or alone after a name. */
static bool is_letter_number(const char *at, size_t rest_bytes, enum number_name name)
{
    if (!is_capital(*at) && !(is_small(*at) && name == NAME_NONE))
        return false;
    return strchr(".):", at[1]) != NULL || (name != NAME_NONE && rest_bytes > 1 && at[1] == ' ') ||
           spaced_separator(at + 1, rest_bytes - 1, false) > 0;
}

size_t numbering_parse(const char *text, size_t len_bytes,
                       struct numbering readings[NUMBERING_READINGS_MAX])
{
    bool bracketed = len_bytes > 2 && text[0] == '(';
    struct numbering number = {.bracketed = bracketed};
    const size_t skipped = bracketed ? 1 : take_name(text, len_bytes, &number.name);
    const enum number_name name = number.name;
    const char *at = text + skipped;
    size_t rest_bytes = len_bytes - skipped, count = 0;

    if (rest_bytes < 2)
        return 0;
    if (is_digit(*at))
        return take_arabic(at, rest_bytes, &number)
                   ? accept(text, len_bytes, skipped, &number, readings, 0)
                   : 0;
    number.value = take_roman(at, rest_bytes, &number.end_bytes);
    if (number.value > 0) {
        number.style = NUMBER_ROMAN;
        count = accept(text, len_bytes, skipped, &number, readings, count);
    }
    if (is_letter_number(at, rest_bytes, name)) {
        number = (struct numbering){.bracketed = bracketed, .end_bytes = 1, .name = name};
        number.style = is_small(*at) ? NUMBER_LOWER : NUMBER_UPPER;
        number.value = (unsigned)(*at - (is_small(*at) ? 'a' : 'A')) + 1;
        count = accept(text, len_bytes, skipped, &number, readings, count);
    }
    return count;
}
