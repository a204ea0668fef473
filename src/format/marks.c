/* Where the marks of footnotes may stand: digits glued to a word or a year, after a stop, superscript or
 * raised digits, signs, "(1)", "[1]", "[^1]", "[footnoteRef:1]". Each number and grade has a list of its places, in the order of the text. */
#include "config.h"

#include "format/marks.h"

#include <string.h>
#include <strings.h>

#include "text/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t read_digits(const char *text, size_t len_bytes, size_t at, unsigned *number)
{
    *number = 0;
    while (at < len_bytes && is_digit(text[at])) {
        *number = *number <= LABEL_MAX ? *number * 10 + (unsigned)(text[at] - '0') : *number;
        at++;
    }
    return at;
}

/* The superscript digit at that place and its length, or 0. */
static size_t superscript(const char *text, size_t len_bytes, unsigned *digit)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (len_bytes >= 2 && bytes[0] == 0xC2 &&
        (bytes[1] == 0xB9 || bytes[1] == 0xB2 || bytes[1] == 0xB3)) {
        *digit = bytes[1] == 0xB9 ? 1 : bytes[1] - 0xB0u;
        return 2;
    }
    if (len_bytes >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x81 &&
        (bytes[2] == 0xB0 || (bytes[2] >= 0xB4 && bytes[2] <= 0xB9))) {
        *digit = bytes[2] - 0xB0u;
        return 3;
    }
    return 0;
}

size_t read_superscripts(const char *text, size_t len_bytes, unsigned *number)
{
    size_t at = 0, taken;
    unsigned digit = 0;

    *number = 0;
    while ((taken = superscript(text + at, len_bytes - at, &digit)) > 0) {
        *number = *number <= LABEL_MAX ? *number * 10 + digit : *number;
        at += taken;
    }
    return at;
}

size_t read_round(const char *text, size_t len_bytes, unsigned *number)
{
    size_t at;

    if (len_bytes < 3 || text[0] != '(')
        return 0;
    at = read_digits(text, len_bytes, 1, number);
    return at > 1 && at < 5 && at < len_bytes && text[at] == ')' ? at + 1 : 0;
}

size_t read_raised(const char *text, size_t len_bytes, unsigned *number)
{
    static const struct {
        const char *open, *close;
    } forms[] = {{"^", "^"}, {"<sup>", "</sup>"}};

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const size_t open_bytes = strlen(forms[i].open), close_bytes = strlen(forms[i].close);
        size_t at;

        if (len_bytes < open_bytes || memcmp(text, forms[i].open, open_bytes) != 0)
            continue;
        at = read_round(text + open_bytes, len_bytes - open_bytes, number);
        at = at > 0 ? open_bytes + at : read_digits(text, len_bytes, open_bytes, number);
        if (at > open_bytes && len_bytes - at >= close_bytes &&
            memcmp(text + at, forms[i].close, close_bytes) == 0)
            return at + close_bytes;
    }
    return 0;
}

static const char *const signs[SIGN_COUNT] = {"***", "**", "*", "††", "†", "‡"};

size_t read_sign(const char *text, size_t len_bytes, unsigned *label)
{
    for (unsigned i = 0; i < SIGN_COUNT; i++) {
        const size_t sign_bytes = strlen(signs[i]);

        if (len_bytes >= sign_bytes && memcmp(text, signs[i], sign_bytes) == 0) {
            *label = LABEL_MAX + 1 + i;
            return sign_bytes;
        }
    }
    return 0;
}

const char *sign_of(unsigned label)
{
    return signs[label - LABEL_MAX - 1];
}

/* ---- where marks may stand ------------------------------------------------------------------------- */

static void add_candidate(struct candidates *candidates, enum grade grade, const char *at,
                          size_t len_bytes, unsigned label)
{
    size_t index = candidates->count;

    if (label == 0 || (label > LABEL_MAX && grade != GRADE_SIGN))
        return;
    candidates->items = array_reserve(candidates->items, &candidates->capacity, index + 1,
                                      sizeof *candidates->items);
    candidates->items[candidates->count++] = (struct candidate){at, len_bytes, SIZE_MAX, label};
    if (candidates->heads[label][grade] == SIZE_MAX)
        candidates->heads[label][grade] = index;
    else
        candidates->items[candidates->tails[label][grade]].next = index;
    candidates->tails[label][grade] = index;
}

/* What the word before the digits, which ends there, says of them. False: they are no mark. */
static bool grade_of_word(const char *text, size_t end, enum grade *grade)
{
    size_t start = end, letters;

    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\t' && end - start < 40) {
        if (is_digit(text[start - 1]))
            return false;
        start--;
    }
    letters = text_count_points(text + start, end - start);
    *grade =
        letters >= 4 && text_case_at(text + end - 1, 1) != TEXT_CAPITAL ? GRADE_SURE : GRADE_LIKELY;
    return letters >= 2;
}

/* What may stand after a mark. */
static bool ends_well(const char *text, size_t len_bytes, size_t at)
{
    if (at == len_bytes || text[at] == ' ' || text[at] == '\t')
        return true;
    if ((text[at] == '.' || text[at] == ',') && at + 1 < len_bytes && is_digit(text[at + 1]))
        return false;
    return strchr(".,;:!?)\"'*_\xE2\xC2", text[at]) != NULL;
}

/* Digits after a year: "20181". */
static void look_at_year(struct candidates *candidates, const char *text, size_t len_bytes,
                         size_t start, size_t end)
{
    unsigned label;

    if (end - start < 5 || end - start > 7 || text[start + 4] == '0')
        return;
    if (memcmp(text + start, "19", 2) != 0 && memcmp(text + start, "20", 2) != 0)
        return;
    if (start > 0 && text[start - 1] != ' ' && text[start - 1] != '(' && text[start - 1] != '-' &&
        text[start - 1] != '.')
        return;
    if (!ends_well(text, len_bytes, end))
        return;
    read_digits(text, end, start + 4, &label);
    add_candidate(candidates, GRADE_SURE, text + start + 4, end - start - 4, label);
}

/* "stop. 1 Next" */
static bool floats_after_stop(const char *text, size_t len_bytes, size_t start, size_t end)
{
    size_t stop = start;

    while (stop > 0 && text[stop - 1] == ' ')
        stop--;
    if (stop == start || stop < 3 || strchr(".!?", text[stop - 1]) == NULL)
        return false;
    if (!text_is_letter_before(text, stop - 1) && strchr(")\"", text[stop - 2]) == NULL)
        return false;
    if (end == len_bytes)
        return true;
    return text[end] == ' ' && end + 1 < len_bytes &&
           look_begins_capital(text + end + 1, len_bytes - end - 1);
}

/* The end of what stands before that place, without Markdown's markers: "**richtlijn**1". */
static size_t without_markers(const char *text, size_t at)
{
    while (at > 0 && (text[at - 1] == '*' || text[at - 1] == '_'))
        at--;
    return at;
}

static size_t look_at_digits(struct candidates *candidates, const char *text, size_t len_bytes,
                             size_t start)
{
    unsigned label;
    size_t end = read_digits(text, len_bytes, start, &label), word_end;
    enum grade grade = GRADE_SURE;

    if (end - start > 4) {
        look_at_year(candidates, text, len_bytes, start, end);
        return end;
    }
    if (end - start > 3 || text[start] == '0' || start == 0 || !ends_well(text, len_bytes, end))
        return end;
    word_end = without_markers(text, start);
    if (text_is_letter_before(text, word_end)) {
        if (grade_of_word(text, word_end, &grade))
            add_candidate(candidates, grade, text + start, end - start, label);
    } else if (word_end > 0 && strchr(".,;:)\"?!", text[word_end - 1]) != NULL) {
        if (word_end > 1 && !is_digit(text[word_end - 2]) && (end == len_bytes || text[end] == ' '))
            add_candidate(candidates, GRADE_SURE, text + start, end - start, label);
    } else if (start > 3 &&
               (memcmp(text + start - 3, "”", 3) == 0 || memcmp(text + start - 3, "’", 3) == 0)) {
        add_candidate(candidates, GRADE_SURE, text + start, end - start, label);
    } else if (floats_after_stop(text, len_bytes, start, end)) {
        add_candidate(candidates, GRADE_LIKELY, text + start, end - start, label);
    }
    return end;
}

/* Words after which "(1)" is a number of the text's own: "artikel 16, lid (1)". */
static bool counts_itself(const char *text, size_t end)
{
    static const char *const words[] = {
        "artikel", "lid",    "punt",   "onder",  "nr",    "nr.",     "overweging", "article",
        "point",   "item",   "under",  "no",     "no.",   "recital", "paragraph",  "paragraphe",
        "alinéa",  "absatz", "nummer", "ziffer", "punkt", "stycke",  "stycket",    "considérant"};
    size_t start = end;

    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\t')
        start--;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (end - start == strlen(words[i]) &&
            strncasecmp(text + start, words[i], end - start) == 0)
            return true;
    }
    return false;
}

/* "(1)" glued to a word, or where a sentence or clause ends; elsewhere it counts. */
static size_t look_at_round(struct candidates *candidates, const char *text, size_t len_bytes,
                            size_t start)
{
    unsigned label;
    size_t taken = read_round(text + start, len_bytes - start, &label), word_end = start, end;

    if (taken == 0 || start == 0)
        return start + 1;
    end = start + taken;
    while (word_end > 0 && text[word_end - 1] == ' ')
        word_end--;
    if (word_end == 0 || counts_itself(text, word_end) || !ends_well(text, len_bytes, end))
        return end;
    if (word_end == start ? !is_digit(text[start - 1]) && text[start - 1] != '('
                          : end == len_bytes || strchr(".,;:!?", text[end]) != NULL ||
                                floats_after_stop(text, len_bytes, start, end))
        add_candidate(candidates, GRADE_ROUND, text + start, taken, label);
    return end;
}

/* "[footnoteRef:1]" */
static size_t look_at_converted(struct candidates *candidates, const char *text, size_t len_bytes,
                                size_t start)
{
    static const char opening[] = "[footnoteRef:";
    const size_t from = start + sizeof opening - 1;
    unsigned label;
    size_t end;

    if (len_bytes < from || memcmp(text + start, opening, sizeof opening - 1) != 0)
        return start + 1;
    end = read_digits(text, len_bytes, from, &label);
    if (end == from || end == len_bytes || text[end] != ']')
        return start + 1;
    add_candidate(candidates, GRADE_CONVERTED, text + start, end + 1 - start, label);
    return end + 1;
}

/* "[^1]" and "[1]" */
static size_t look_at_bracket(struct candidates *candidates, const char *text, size_t len_bytes,
                              size_t start)
{
    bool caret = start + 1 < len_bytes && text[start + 1] == '^';
    unsigned label;
    size_t from = start + 1 + caret, end = read_digits(text, len_bytes, from, &label);

    if (end == from)
        return look_at_converted(candidates, text, len_bytes, start);
    if (end - from > 3 || end == len_bytes || text[end] != ']')
        return start + 1;
    if (start == 0 && (!caret || (end + 1 < len_bytes && text[end + 1] == ':')))
        return end + 1; /* the note itself */
    add_candidate(candidates, caret ? GRADE_EXPLICIT : GRADE_SURE, text + start, end + 1 - start,
                  label);
    return end + 1;
}

/* "gesteund.* Nederland": a sign glued to what stands before it. In Markdown it is escaped, elsewhere an
 * asterisk is a mark only where no other stands before it in the line. */
static size_t look_at_sign(struct candidates *candidates, const char *text, size_t len_bytes,
                           size_t at, bool markdown)
{
    const bool escaped = text[at] == '\\';
    const size_t start = at + escaped;
    unsigned label;
    const size_t taken = read_sign(text + start, len_bytes - start, &label);
    const bool asterisk = taken > 0 && text[start] == '*';

    if (taken == 0)
        return at + 1;
    if (at == 0 || !ends_well(text, len_bytes, start + taken) ||
        (asterisk && escaped != markdown) ||
        (asterisk && !markdown && memchr(text, '*', at) != NULL))
        return start + taken;
    if (text_is_letter_before(text, at) || strchr(".,;:)\"?!", text[at - 1]) != NULL)
        add_candidate(candidates, GRADE_SIGN, text + at, start + taken - at, label);
    return start + taken;
}

static void look_at_line(struct candidates *candidates, const struct line *line, bool markdown)
{
    const char *text = line->text;
    size_t at = 0, len_bytes = line->len_bytes, taken;
    unsigned label;

    while (at < len_bytes) {
        unsigned char byte = (unsigned char)text[at];

        if (is_digit(text[at])) {
            at = look_at_digits(candidates, text, len_bytes, at);
        } else if (byte == '[') {
            at = look_at_bracket(candidates, text, len_bytes, at);
        } else if (byte == '(') {
            at = look_at_round(candidates, text, len_bytes, at);
        } else if (byte == '^' || byte == '<') {
            taken = read_raised(text + at, len_bytes - at, &label);
            if (taken > 0 && at > 0 && text[at - 1] != 'm') /* m^2^ */
                add_candidate(candidates, GRADE_SURE, text + at, taken, label);
            at += taken > 0 ? taken : 1;
        } else if (byte == '*' || byte == '\\' ||
                   (byte == 0xE2 && read_sign(text + at, len_bytes - at, &label) > 0)) {
            at = look_at_sign(candidates, text, len_bytes, at, markdown);
        } else if (byte == 0xC2 || byte == 0xE2) {
            taken = read_superscripts(text + at, len_bytes - at, &label);
            if (taken > 0 && at > 0 && text[at - 1] != 'm') /* m², km² */
                add_candidate(candidates, GRADE_SURE, text + at, taken, label);
            at += taken > 0 ? taken : 1;
        } else {
            at++;
        }
    }
}

void candidates_find(struct candidates *candidates, const struct stretch *stretch)
{
    memset(candidates->heads, 0xFF, sizeof candidates->heads);
    for (size_t i = 0; i < stretch->line_count; i++)
        look_at_line(candidates, &stretch->lines[i], stretch->profile.markdown);
}
