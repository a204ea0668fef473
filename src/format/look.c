/* What a line looks like by itself: its bullet, its number, its first and its last word. */
#include "config.h"

#include "format/lines.h"

#include <string.h>
#include <strings.h>

#include "text/text.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t look_first_word_bytes(const char *text, size_t len_bytes)
{
    size_t end = 0;

    while (end < len_bytes && !is_space(text[end]))
        end++;
    return end;
}

bool look_begins_small(const char *text, size_t len_bytes)
{
    return text_case_at(text, len_bytes) == TEXT_SMALL;
}

bool look_begins_capital(const char *text, size_t len_bytes)
{
    return text_case_at(text, len_bytes) == TEXT_CAPITAL;
}

/* ---- beginnings --------------------------------------------------------------------------------- */

enum bullet look_bullet(const char *text, size_t len_bytes, size_t *bullet_bytes)
{
    static const struct {
        char sign[4];
        enum bullet bullet;
    } signs[] = {{"-", BULLET_DASH},  {"–", BULLET_DASH},  {"—", BULLET_DASH},  {"•", BULLET_ROUND},
                 {"·", BULLET_ROUND}, {"▪", BULLET_ROUND}, {"◦", BULLET_ROUND}, {"‣", BULLET_ROUND},
                 {"●", BULLET_ROUND}, {"*", BULLET_STAR}};

    *bullet_bytes = 0;
    if (len_bytes == 0 || (text[0] >= '.' && text[0] <= '~'))
        return BULLET_NONE;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        size_t at = strlen(signs[i].sign);

        if (len_bytes < at || memcmp(text, signs[i].sign, at) != 0)
            continue;
        if (at < len_bytes && !is_space(text[at]))
            return BULLET_NONE;
        while (at < len_bytes && is_space(text[at]))
            at++;
        *bullet_bytes = at;
        return signs[i].bullet;
    }
    return BULLET_NONE;
}

unsigned look_roman(const char *text, size_t len_bytes)
{
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    unsigned tens = 0;

    while (tens < 3 && len_bytes > 0 && *text == 'X') {
        tens++;
        text++;
        len_bytes--;
    }
    for (unsigned i = 0; i < COUNT_OF(ones); i++) {
        if (strlen(ones[i]) == len_bytes && memcmp(ones[i], text, len_bytes) == 0)
            return 10 * tens + i;
    }
    return 0;
}

static size_t skip_spaces(const char *text, size_t len_bytes, size_t at)
{
    while (at < len_bytes && is_space(text[at]))
        at++;
    return at;
}

static bool is_small_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Where the sign ends that stands after a named number: a stop or colon, or after a space (in French one
 * that does not break) a colon or dash; `at` where there is none. */
static size_t separator_end(const char *text, size_t len_bytes, size_t at)
{
    static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
    static const char *const signs[] = {":", "–", "-"};
    size_t after = at;

    if (at < len_bytes && (text[at] == ':' || text[at] == '.'))
        return at + 1;
    if (at == len_bytes) /* the title stands on the next line */
        return at;
    for (size_t i = 0; i < COUNT_OF(spaces) && after == at; i++) {
        if (len_bytes - at > strlen(spaces[i]) &&
            memcmp(text + at, spaces[i], strlen(spaces[i])) == 0)
            after = at + strlen(spaces[i]);
    }
    for (size_t i = 0; i < COUNT_OF(signs) && after > at; i++) {
        const size_t end = after + strlen(signs[i]);

        if (end < len_bytes && memcmp(text + after, signs[i], strlen(signs[i])) == 0 &&
            is_space(text[end]))
            return end + 1;
    }
    return at;
}

/* "TOP 3:", "Agendapunt 2:", "Item 4 –". */
static struct look_number numbered_word(const char *text, size_t len_bytes)
{
    static const char *const words[] = {"TOP ",
                                        "Agendapunt ",
                                        "Item ",
                                        "Punt ",
                                        "Punkt ",
                                        "Point ",
                                        "Agenda item ",
                                        "Tagesordnungspunkt ",
                                        "Dagordningspunkt "};
    struct look_number number = {0};
    size_t at, start, end;

    if (is_small_letter(text[0]))
        return number;

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strlen(words[i]);
        if (len_bytes <= at || strncasecmp(text, words[i], at) != 0)
            continue;
        for (start = at; at < len_bytes && at - start < 3 && is_digit(text[at]); at++)
            number.value = number.value * 10 + (unsigned)(text[at] - '0');
        if (at == start)
            continue;
        if (at < len_bytes && text[at] >= 'a' && text[at] <= 'f')
            at++;
        end = separator_end(text, len_bytes, at);
        if (end == at && at < len_bytes)
            continue;
        at = end;
        return (struct look_number){
            .len_bytes = at, .value = number.value, .is_word = true, .end = ':'};
    }
    return (struct look_number){0};
}

/* The end of "1", "2a", "3 bis", "1.2", "a" at that place; 0 where none stands there. */
static size_t number_end(const char *text, size_t len_bytes, struct look_number *number)
{
    size_t at = 0;

    while (at < len_bytes && at < 4 && is_digit(text[at]))
        number->value = number->value * 10 + (unsigned)(text[at++] - '0');
    if (at > 0) {
        if (at > 2)
            return 0;
        while (at + 1 < len_bytes && at < 8 && text[at] == '.' && is_digit(text[at + 1])) {
            for (at++; at < len_bytes && is_digit(text[at]);)
                at++;
            number->end = '.'; /* "1.2" needs no further stop */
        }
        if (len_bytes - at > 4 && memcmp(text + at, " bis", 4) == 0 &&
            strchr(".)", text[at + 4]) != NULL)
            return at + 4;
        return at + (at < len_bytes && is_small_letter(text[at]));
    }
    while (at < len_bytes && at < 6 && strchr("IVX", text[at]) != NULL)
        at++;
    number->is_roman = at > 0 && look_roman(text, at) > 0;
    if (at > 0)
        return number->is_roman ? at : 0;
    return len_bytes > 0 && is_small_letter(text[0]) ? 1 : 0;
}

struct look_number look_number(const char *text, size_t len_bytes)
{
    struct look_number number = {0};
    bool bracket = len_bytes > 0 && text[0] == '(';
    size_t at, end, gap;

    if (len_bytes < 2 || (!bracket && !is_digit(text[0]) && !is_small_letter(text[0]) &&
                          strchr("IVXTAPD", text[0]) == NULL))
        return number;
    at = number_end(text + bracket, len_bytes - bracket, &number);
    if (at == 0)
        return numbered_word(text, len_bytes);
    end = at + bracket;
    if (end < len_bytes && text[end] == ')')
        number.end = text[end++];
    else if (end < len_bytes && text[end] == '.' && !bracket && !is_small_letter(text[end - 1]))
        number.end = text[end++];
    else if (end < len_bytes && text[end] == '.' && !bracket && end > 1)
        number.end = text[end++];
    else if (bracket)
        return numbered_word(text, len_bytes);
    gap = skip_spaces(text, len_bytes, end);
    if (number.end == 0 && number.is_roman && gap >= end + 2)
        number.end = ' ';
    if (number.end == 0 || (gap == end && gap < len_bytes))
        return numbered_word(text, len_bytes);
    number.len_bytes = gap;
    return number;
}

/* ---- ends ------------------------------------------------------------------------------------------ */

/* The length without closing quotes and brackets, and without a footnote's mark after a stop. */
static size_t without_closing(const char *text, size_t len_bytes)
{
    size_t digits = len_bytes;

    while (digits > 0 && len_bytes - digits < 3 && is_digit(text[digits - 1]))
        digits--;
    if (digits < len_bytes && digits > 1 && text[digits - 1] == '.' && !is_digit(text[digits - 2]))
        len_bytes = digits;
    if (len_bytes > 0 && text[len_bytes - 1] == ']') {
        const char *open = memrchr(text, '[', len_bytes);

        if (open != NULL && (size_t)(text + len_bytes - open) < 20 && open > text)
            len_bytes = (size_t)(open - text);
    }
    for (;;) {
        if (len_bytes > 0 && strchr("\"')", text[len_bytes - 1]) != NULL)
            len_bytes--;
        else if (len_bytes > 3 && (memcmp(text + len_bytes - 3, "”", 3) == 0 ||
                                   memcmp(text + len_bytes - 3, "’", 3) == 0 ||
                                   memcmp(text + len_bytes - 3, "“", 3) == 0))
            len_bytes -= 3;
        else if (len_bytes > 2 && memcmp(text + len_bytes - 2, "»", 2) == 0)
            len_bytes -= 2;
        else
            return len_bytes;
    }
}

bool look_ends_sentence(const char *text, size_t len_bytes)
{
    size_t end = without_closing(text, len_bytes);

    return end > 0 && strchr(".!?:;", text[end - 1]) != NULL;
}

/* ---- fields, rules, leaders ------------------------------------------------------------------------- */

static unsigned cols(const char *text, size_t len_bytes)
{
    return (unsigned)text_count_points(text, len_bytes);
}

bool look_field(const char *text, size_t len_bytes, unsigned *value_cols)
{
    size_t at, end, words = 1, most = len_bytes < 48 ? len_bytes : 48;

    if (memchr(text, ':', most) == NULL && memchr(text, '\t', most) == NULL &&
        memmem(text, most, "   ", 3) == NULL)
        return false;
    if (look_number(text, len_bytes).len_bytes > 0)
        return false;
    for (at = 0; at < most; at++) {
        if (text[at] == '\t' || (at + 2 < len_bytes && memcmp(text + at, "   ", 3) == 0)) {
            end = skip_spaces(text, len_bytes, at);
            *value_cols = cols(text, end);
            return at > 0 && words <= 4 && !is_digit(text[0]) && end < len_bytes;
        }
        if (text[at] == ':' && at > 0) {
            end = skip_spaces(text, len_bytes, at + 1);
            *value_cols = cols(text, end);
            return words <= 3 && (end == len_bytes || end > at + 1) &&
                   text_case_at(text, len_bytes) != TEXT_NO_LETTER;
        }
        if (is_space(text[at]) && !is_space(text[at + 1]) && text[at + 1] != ':')
            words++;
    }
    return false;
}

bool look_leaders(const char *text, size_t len_bytes)
{
    return memmem(text, len_bytes, "....", 4) != NULL || memmem(text, len_bytes, "……", 6) != NULL ||
           memmem(text, len_bytes, ". . . .", 7) != NULL;
}

bool look_rule(const char *text, size_t len_bytes)
{
    if (len_bytes < 3 || strchr("-_=*", text[0]) == NULL)
        return false;
    for (size_t i = 1; i < len_bytes; i++) {
        if (text[i] != text[0] && !is_space(text[i]))
            return false;
    }
    return true;
}
