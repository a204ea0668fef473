/* Evidence for headings, line by line.
 *
 *  1. Only a candidate is looked into: a line of at most EVIDENCE_HEADING_MAX_BYTES that begins
 *     with a number or with a word of the vocabulary, or that its format calls a heading.
 *  2. Evidence of a line depends on the line before it, itself and the line after it, on nothing
 *     else; in particular not on where a window of a large text was cut.
 *  3. No line costs more than a look at its two ends, unless it is a candidate. */
#include "config.h"

#include "report/evidence.h"

#include <string.h>

#include "text/text.h"

enum {
    BRIEF_MAX_BYTES = 130,
    LONG_MIN_BYTES = 240,
    BODY_MIN_BYTES = 120,
    WRAPPED_MIN_BYTES = 45,
    WRAPPED_MAX_BYTES = 110,
};

/* ---- the line's end -------------------------------------------------------------------------- */

static bool ends_with(const char *text, size_t len_bytes, const char *end)
{
    size_t end_bytes = strlen(end);

    return len_bytes >= end_bytes && memcmp(text + len_bytes - end_bytes, end, end_bytes) == 0;
}

/* The length without closing quotes and brackets at the end. */
static size_t len_without_closers(const char *text, size_t len_bytes)
{
    static const char *const closers[] = {")", "]", "\"", "'", "”", "’", "»", "“"};
    size_t i = 0;

    while (i < COUNT_OF(closers)) {
        if (ends_with(text, len_bytes, closers[i])) {
            len_bytes -= strlen(closers[i]);
            i = 0;
        } else {
            i++;
        }
    }
    return len_bytes;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char final_punctuation(const char *text, size_t len_bytes)
{
    if (len_bytes > 0 && is_letter_or_digit(text[len_bytes - 1]))
        return 0; /* as most lines of wrapped text end */
    len_bytes = len_without_closers(text, len_bytes);
    if (len_bytes == 0)
        return 0;
    switch (text[len_bytes - 1]) {
    case '.':
        return '.';
    case '?':
    case '!':
        return '?';
    case ',':
    case ';':
        return ',';
    case ':':
        return ':';
    default:
        return ends_with(text, len_bytes, "…") ? '.' : 0;
    }
}

static evidence_set evidence_of_end(char end)
{
    switch (end) {
    case '.':
        return EVIDENCE_BIT(EVIDENCE_ENDS_IN_STOP);
    case '?':
        return EVIDENCE_BIT(EVIDENCE_ENDS_IN_QUESTION);
    case ',':
        return EVIDENCE_BIT(EVIDENCE_ENDS_IN_COMMA);
    case ':':
        return EVIDENCE_BIT(EVIDENCE_ENDS_IN_COLON);
    default:
        return 0;
    }
}

/* ---- its words ------------------------------------------------------------------------------- */

/* ASCII and the small letters of Latin-1, which begin with C3: enough for the council's
 * languages, and no table is needed. */
static bool begins_small(const char *text, size_t len_bytes)
{
    unsigned char second;

    if (len_bytes == 0)
        return false;
    if (text[0] >= 'a' && text[0] <= 'z')
        return true;
    if ((unsigned char)text[0] != 0xC3 || len_bytes < 2)
        return false;
    second = (unsigned char)text[1];
    return second >= 0x9F && second != 0xB7;
}

/* Whether a word of the text is the name of a month, and the first one. */
static bool begins_with_month(const char *text, size_t len_bytes)
{
    static const char months[] =
        " januari februari maart april mei juni juli augustus september oktober november december "
        "january february march may june july august october "
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
        "januar jänner februar märz dezember "
        "jan feb mar apr jun jul aug sep sept okt oct nov dec dez ";
    char word[16] = " ";
    size_t i;

    for (i = 0; i < len_bytes && i < sizeof word - 3; i++) {
        char c = text[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (!((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80))
            break;
        word[i + 1] = c;
    }
    if (i == 0)
        return false;
    word[i + 1] = ' ';
    word[i + 2] = '\0';
    return strstr(months, word) != NULL;
}

/* Whether a sentence ends before the text does: a stop, white space, and no small letter after
 * it. */
static bool holds_sentences(const char *text, size_t len_bytes)
{
    size_t i;

    for (i = 4; i + 2 < len_bytes; i++) {
        bool word_before = text[i - 1] >= 'a' && text[i - 1] <= 'z' && text[i - 2] >= 'a' &&
                           text[i - 3] >= 'a' && text[i - 4] >= 'a';

        if (strchr(".?!", text[i]) != NULL && text[i + 1] == ' ' && word_before &&
            text[i + 2] >= 'A' && text[i + 2] <= 'Z')
            return true;
    }
    return false;
}

static evidence_set evidence_of_words(const struct line_facts *facts, const char *words,
                                      size_t len_bytes)
{
    evidence_set set = 0;

    if (facts->words.whole >= WORD_HOME_AFFAIRS && facts->words.whole <= WORD_MIXED_COMMITTEE)
        set |= EVIDENCE_BIT(EVIDENCE_PART_WORD);
    else if (facts->words.within >= WORD_HOME_AFFAIRS &&
             facts->words.within <= WORD_MIXED_COMMITTEE)
        set |= EVIDENCE_BIT(EVIDENCE_PART_WORD_IN);
    else if (facts->words.whole != WORD_OTHER_BUSINESS)
        set |= EVIDENCE_BIT(EVIDENCE_NO_PART_WORD);
    if (facts->words.whole == WORD_OTHER_BUSINESS)
        set |= EVIDENCE_BIT(EVIDENCE_OTHER_BUSINESS);
    if (facts->words.beginning == WORD_LUNCH)
        set |= EVIDENCE_BIT(EVIDENCE_LUNCH);
    if (begins_small(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_SMALL_LETTER);
    if (holds_sentences(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_SENTENCES);
    if (len_bytes <= BRIEF_MAX_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_BRIEF);
    if (len_bytes >= LONG_MIN_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_LONG);
    return set;
}

/* "4.1" and "2a" are numbers without a stop too, unless they are amounts: "2.1 miljoen". */
static evidence_set evidence_of_number(const struct numbering *number, bool small_letter)
{
    bool compound = number->style == NUMBER_LETTERED || number->style == NUMBER_DECIMAL;

    if (number->bracketed)
        return EVIDENCE_BIT(EVIDENCE_IN_BRACKETS);
    if (number->separator == ')')
        return EVIDENCE_BIT(EVIDENCE_CLOSING_BRACKET);
    if (number->separator == ' ' && (!compound || small_letter))
        return EVIDENCE_BIT(EVIDENCE_NO_SEPARATOR);
    return 0;
}

static evidence_set evidence_of_format(const struct report_event *event)
{
    switch (event->kind) {
    case EVENT_HEADING:
        return EVIDENCE_BIT(EVIDENCE_FORMAT_HEADING);
    case EVENT_PARAGRAPH:
    case EVENT_TABLE_ROW:
    case EVENT_FOOTNOTE:
        return EVIDENCE_BIT(EVIDENCE_FORMAT_TEXT);
    case EVENT_LIST_ITEM:
        return EVIDENCE_BIT(EVIDENCE_FORMAT_LIST);
    case EVENT_LINE:
        break;
    }
    return 0;
}

/* ---- the line -------------------------------------------------------------------------------- */

static bool begins_with_number(const char *text, size_t len_bytes)
{
    return (text[0] >= '0' && text[0] <= '9') || text[0] == '(' ||
           (text[0] >= 'A' && text[0] <= 'X') ||
           (len_bytes > 1 && ((text[0] >= 'a' && text[0] <= 'z') || text[0] > 'X') &&
            strchr(".):", text[1]) != NULL);
}

static void look_into(struct line_facts *facts, struct vocabulary *vocabulary, const char *text,
                      size_t len_bytes, const struct report_event *event)
{
    const char *words = text;
    size_t words_bytes = len_bytes;

    if (begins_with_number(text, len_bytes))
        facts->number_count = numbering_parse(text, len_bytes, facts->numbers);
    if (facts->number_count > 0) {
        words += facts->numbers[0].title_bytes;
        words_bytes -= facts->numbers[0].title_bytes;
    }
    if (facts->number_count > 0 || event->kind == EVENT_HEADING ||
        vocabulary_may_begin(vocabulary, words, words_bytes))
        facts->words = vocabulary_look_up(vocabulary, words, words_bytes, facts->number_count > 0);
    facts->candidate = facts->number_count > 0 || event->kind == EVENT_HEADING ||
                       (facts->words.whole != WORD_NONE) || facts->words.beginning == WORD_LUNCH;
    if (!facts->candidate)
        return;
    facts->own = evidence_of_words(facts, words, words_bytes) | evidence_of_end(facts->end) |
                 evidence_of_format(event);
    if (facts->number_count == 0) {
        facts->own |= EVIDENCE_BIT(EVIDENCE_NO_NUMBER);
        return;
    }
    facts->own |= evidence_of_number(&facts->numbers[0], begins_small(words, words_bytes));
    if (facts->numbers[0].style == NUMBER_ARABIC && begins_with_month(words, words_bytes))
        facts->own |= EVIDENCE_BIT(EVIDENCE_DATE);
}

void evidence_of_line(struct line_facts *facts, struct vocabulary *vocabulary, const char *text,
                      size_t len_bytes, const struct report_event *event, bool first)
{
    *facts = (struct line_facts){
        .len_bytes = len_bytes,
        .blank_before = event->blank_before || first,
        .begins_small = begins_small(text, len_bytes),
        .end = final_punctuation(text, len_bytes),
    };
    if (len_bytes > 0 && len_bytes <= EVIDENCE_HEADING_MAX_BYTES && event->kind != EVENT_FOOTNOTE &&
        event->kind != EVENT_TABLE_ROW)
        look_into(facts, vocabulary, text, len_bytes, event);
}

/* ---- its neighbours -------------------------------------------------------------------------- */

/* Whether the second line has the number after the first one's. */
static bool numbers_follow(const struct line_facts *first, const struct line_facts *second)
{
    size_t i, k;

    for (i = 0; i < first->number_count; i++) {
        for (k = 0; k < second->number_count; k++) {
            const struct numbering *a = &first->numbers[i], *b = &second->numbers[k];

            if (a->style == b->style &&
                ((b->value == a->value + 1 && a->sub == b->sub) ||
                 (b->value == a->value && a->sub > 0 && b->sub == a->sub + 1)))
                return true;
        }
    }
    return false;
}

static bool is_running_text(const struct line_facts *line)
{
    return !line->candidate && (line->len_bytes >= BODY_MIN_BYTES || line->end == '.');
}

static evidence_set evidence_before(const struct line_facts *before, const struct line_facts *line,
                                    bool *unfinished_before)
{
    evidence_set set = 0;

    *unfinished_before =
        !line->blank_before && before->end != '.' && before->end != '?' && before->end != ':';
    if (before->end == ':')
        set |= EVIDENCE_BIT(EVIDENCE_INTRODUCED);
    if (numbers_follow(before, line))
        set |= EVIDENCE_BIT(EVIDENCE_NEIGHBOUR_BEFORE);
    return set;
}

static evidence_set evidence_after(const struct line_facts *line, const struct line_facts *after)
{
    evidence_set set = 0;
    bool adjoins = !after->blank_before;

    if (after->blank_before)
        set |= EVIDENCE_BIT(EVIDENCE_BLANK_AFTER);
    if (is_running_text(after))
        set |= EVIDENCE_BIT(EVIDENCE_BODY_FOLLOWS);
    if (after->candidate)
        set |= EVIDENCE_BIT(EVIDENCE_HEADING_FOLLOWS);
    if (numbers_follow(line, after))
        set |= EVIDENCE_BIT(EVIDENCE_NEIGHBOUR_AFTER);
    if (adjoins && after->begins_small && after->number_count == 0 &&
        after->len_bytes <= BODY_MIN_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_RUNS_ON);
    if (adjoins && !after->candidate && after->end != '.' && line->len_bytes >= WRAPPED_MIN_BYTES &&
        line->len_bytes <= WRAPPED_MAX_BYTES && after->len_bytes >= WRAPPED_MIN_BYTES &&
        after->len_bytes <= WRAPPED_MAX_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_WRAPPED);
    return set;
}

evidence_set evidence_of_neighbours(const struct line_facts *before, const struct line_facts *line,
                                    const struct line_facts *after, bool *unfinished_before)
{
    evidence_set set = 0;

    *unfinished_before = false;
    if (line->blank_before)
        set |= EVIDENCE_BIT(EVIDENCE_BLANK_BEFORE);
    if (before != NULL)
        set |= evidence_before(before, line, unfinished_before);
    if (after != NULL)
        set |= evidence_after(line, after);
    else
        set |= EVIDENCE_BIT(EVIDENCE_NOTHING_FOLLOWS);
    return set;
}
