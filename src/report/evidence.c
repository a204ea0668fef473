/* Evidence for headings, line by line.
 *
 *  1. Only a candidate is looked into: a line of at most EVIDENCE_HEADING_MAX_BYTES that begins with a
 *     number or a dash, says a word of the vocabulary and little else, looks like a title, or is called
 *     a heading by its format. A title is brief, begins with no small letter and ends as no sentence
 *     does.
 *  2. Evidence of a line depends on the line before it, itself and the line after it, on nothing
 *     else; in particular not on where a window of a large text was cut. Outcomes, labelled fields and
 *     document numbers ("= General approach", "document: 15204/13") go with the title above them and
 *     are passed over as neighbours.
 *  3. No line costs more than a look at its two ends, unless it is short or a candidate. */
#include "config.h"

#include "report/evidence.h"

#include <string.h>
#include <strings.h>

#include "text/text.h"

enum {
    BRIEF_MAX_BYTES = 130,
    TITLE_MIN_BYTES = 3,
    TITLE_MAX_BYTES = 230,
    LABEL_MAX_BYTES = 40,
    LONG_MIN_BYTES = 240,
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

/* Whether a sentence ends before the text does: a stop, white space, and no small letter after
 * it. */
static bool holds_sentences(const char *text, size_t len_bytes)
{
    size_t i;

    for (i = 4; i + 2 < len_bytes; i++) {
        bool word_before =
            text[i - 1] == ')' || (text[i - 1] >= 'a' && text[i - 1] <= 'z' && text[i - 2] >= 'a' &&
                                   text[i - 3] >= 'a' && text[i - 4] >= 'a');

        if (strchr(".?!", text[i]) != NULL && text[i + 1] == ' ' && word_before &&
            text[i + 2] >= 'A' && text[i + 2] <= 'Z')
            return true;
    }
    return false;
}

/* Four digits or more: years, days with months, document numbers. */
static bool holds_digits(const char *text, size_t len_bytes)
{
    size_t digits = 0;

    for (size_t i = 0; i < len_bytes; i++)
        digits += text[i] >= '0' && text[i] <= '9';
    return digits >= 4;
}

/* Letters, and none of them small. */
static bool is_in_capitals(const char *text, size_t len_bytes)
{
    size_t capitals = 0;

    for (size_t i = 0; i < len_bytes; i++) {
        if (text[i] >= 'a' && text[i] <= 'z')
            return false;
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    }
    return capitals >= 4;
}

/* "Title ........ 12", "Title … 12", "Title<tab>12": a line of a table of contents. */
static bool ends_in_leader(const char *text, size_t len_bytes)
{
    size_t at = len_bytes, digits = 0, dots = 0, tabs = 0;

    while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') {
        at--;
        digits++;
    }
    while (at > 0) {
        if (text[at - 1] == '.')
            dots++;
        else if (text[at - 1] == '\t')
            tabs++;
        else if (at >= 3 && memcmp(text + at - 3, "…", 3) == 0)
            dots += 3, at -= 2;
        else if (text[at - 1] != ' ')
            break;
        at--;
    }
    return at > 0 && digits <= 3 && (dots >= 4 || (digits > 0 && tabs > 0 && dots + tabs < 3));
}

static evidence_set evidence_of_vocabulary(const struct vocabulary_match *words)
{
    const unsigned both = 1u << WORD_REPORT | 1u << WORD_COUNCIL;
    evidence_set set = 0;

    if (vocabulary_is_part(words->whole) && words->whole != WORD_OTHER_BUSINESS)
        set |= EVIDENCE_BIT(EVIDENCE_PART_WORD);
    else if (words->within != WORD_NONE)
        set |= EVIDENCE_BIT(EVIDENCE_PART_WORD_IN);
    else if (words->whole != WORD_OTHER_BUSINESS)
        set |= EVIDENCE_BIT(EVIDENCE_NO_PART_WORD);
    if (words->whole == WORD_OTHER_BUSINESS)
        set |= EVIDENCE_BIT(EVIDENCE_OTHER_BUSINESS);
    if (words->whole == WORD_SECTION)
        set |= EVIDENCE_BIT(EVIDENCE_SECTION_WORD);
    if (words->beginning == WORD_LUNCH)
        set |= EVIDENCE_BIT(EVIDENCE_LUNCH);
    if (words->beginning == WORD_ANNEX)
        set |= EVIDENCE_BIT(EVIDENCE_ANNEX_WORD);
    if ((words->found & both) == both ||
        (words->nothing_else && (words->found & 1u << WORD_REPORT) != 0) ||
        ((words->found & 1u << WORD_JHA_COUNCIL) != 0 && !vocabulary_is_part(words->whole)))
        set |= EVIDENCE_BIT(EVIDENCE_REPORT_TITLE);
    return set;
}

static evidence_set evidence_of_words(const struct line_facts *facts, const char *words,
                                      size_t len_bytes)
{
    evidence_set set = evidence_of_vocabulary(&facts->words);

    if (begins_small(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_SMALL_LETTER);
    if (holds_sentences(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_SENTENCES);
    if (is_in_capitals(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_CAPITALS);
    if (holds_digits(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_DATED);
    if (facts->words.whole == WORD_CONTENTS || ends_in_leader(words, len_bytes))
        set |= EVIDENCE_BIT(EVIDENCE_LEADER);
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

    if (number->style == NUMBER_DASH)
        return EVIDENCE_BIT(EVIDENCE_DASH);
    if (number->name == NAME_ITEM)
        return EVIDENCE_BIT(EVIDENCE_NAMED_ITEM);
    if (number->name == NAME_PART)
        return EVIDENCE_BIT(EVIDENCE_NAMED_PART);
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
           (text[0] >= 'A' && text[0] <= 'Z') ||
           (len_bytes > 2 && text[0] >= 'a' && text[0] <= 'z' &&
            (strchr(".):", text[1]) != NULL || text[0] == 'p' || text[0] == 'i' || text[0] == 'a'));
}

/* "rechtsgrondslag : …", "Document: 15204/13": a colon after a few words that begin with a small letter
 * or with a label of the vocabulary, and something after it. */
static bool is_labelled(const struct line_facts *facts, const char *text, size_t len_bytes)
{
    const char *colon =
        memchr(text, ':', len_bytes < LABEL_MAX_BYTES ? len_bytes : LABEL_MAX_BYTES);

    if (colon == NULL || colon + 1 >= text + len_bytes)
        return false;
    return (facts->begins_small || facts->words.beginning == WORD_LABEL) &&
           (colon[1] == ' ' || (unsigned char)colon[1] == 0xC2);
}

/* "doc. 12345/23", "15204/13 ENFOPOL 318", "(12345/1/23 REV 1)". */
static bool is_document_number(const char *text, size_t len_bytes)
{
    size_t at = 0, digits = 0;

    if (len_bytes > BRIEF_MAX_BYTES)
        return false;
    if (text[at] == '(' || text[at] == '[')
        at++;
    if (len_bytes - at > 4 && strncasecmp(text + at, "doc", 3) == 0)
        at += strcspn(text + at, "0123456789\n") < 12 ? strcspn(text + at, "0123456789\n") : 0;
    while (at < len_bytes && text[at] >= '0' && text[at] <= '9') {
        at++;
        digits++;
    }
    return digits >= 4 && digits <= 5 && at + 1 < len_bytes && text[at] == '/' &&
           text[at + 1] >= '0' && text[at + 1] <= '9';
}

static bool is_in_brackets(const char *text, size_t len_bytes)
{
    return text[0] == '(' && text[len_bytes - 1] == ')' && len_bytes <= BRIEF_MAX_BYTES;
}

static bool is_apparatus(const struct line_facts *facts, const char *text, size_t len_bytes)
{
    if (text[0] == '=' || text[0] == '|' || is_document_number(text, len_bytes))
        return true;
    if (facts->number_count > 0)
        return false;
    return facts->words.whole == WORD_OUTCOME || is_in_brackets(text, len_bytes) ||
           (facts->words.whole == WORD_NONE && is_labelled(facts, text, len_bytes));
}

/* "R.J. Oldenkamp" */
static bool begins_with_initials(const char *text, size_t len_bytes)
{
    size_t at = 0;

    while (at + 1 < len_bytes && text[at] >= 'A' && text[at] <= 'Z' && text[at + 1] == '.')
        at += 2;
    return at >= 4 && at < len_bytes && text[at] == ' ';
}

/* Fillers, dates and the council alone ("ITEMS DEBATED") are no title, unless it is the report's; nor is
 * what stands in columns, or names a person ("Présidence de M. …", "R.J. Oldenkamp"). */
static bool looks_like_title(const struct line_facts *facts, const char *text, size_t len_bytes)
{
    const bool says_something = facts->words.whole != WORD_NONE || !facts->words.nothing_else ||
                                (facts->words.found & 1u << WORD_REPORT) != 0 ||
                                (facts->words.found & 1u << WORD_JHA_COUNCIL) != 0;

    return len_bytes >= TITLE_MIN_BYTES && len_bytes <= TITLE_MAX_BYTES && !facts->begins_small &&
           facts->end != '.' && facts->end != ',' && !(text[0] >= '0' && text[0] <= '9') &&
           (facts->words.found & 1u << WORD_PERSON) == 0 &&
           !begins_with_initials(text, len_bytes) && memmem(text, len_bytes, "   ", 3) == NULL &&
           memchr(text, '\t', len_bytes) == NULL && says_something;
}

static void read_number(struct line_facts *facts, const char *text, size_t len_bytes)
{
    if (begins_with_number(text, len_bytes))
        facts->number_count = numbering_parse(text, len_bytes, facts->numbers);
    else if (numbering_parse_dash(text, len_bytes, &facts->numbers[0]))
        facts->number_count = 1;
}

/* "The Interior session began with …": a paragraph whose first words are a part's and a session's. */
static void look_for_session(struct line_facts *facts, struct vocabulary *vocabulary,
                             const char *text, size_t len_bytes)
{
    const size_t session_bytes = vocabulary_session(vocabulary, text, len_bytes, &facts->words);

    if (session_bytes == 0)
        return;
    facts->numbers[0] = (struct numbering){.style = NUMBER_RUN_IN};
    facts->number_count = 1;
    facts->title_end_bytes = session_bytes;
    facts->candidate = true;
    facts->own = EVIDENCE_BIT(EVIDENCE_RUN_IN) | EVIDENCE_BIT(EVIDENCE_PART_WORD);
}

static void look_into(struct line_facts *facts, struct vocabulary *vocabulary, const char *text,
                      size_t len_bytes, const struct report_event *event)
{
    const bool dash = facts->number_count > 0 && facts->numbers[0].style == NUMBER_DASH;
    const size_t title_bytes = facts->number_count > 0 ? facts->numbers[0].title_bytes : 0;
    const char *words = text + title_bytes;
    const size_t words_bytes = len_bytes - title_bytes;

    facts->words = vocabulary_look_up(vocabulary, words, words_bytes);
    facts->apparatus = is_apparatus(facts, text, len_bytes) && event->kind != EVENT_HEADING;
    if (facts->apparatus)
        return;
    facts->marked = (facts->number_count > 0 && !dash) || event->kind == EVENT_HEADING ||
                    vocabulary_is_part(facts->words.whole) ||
                    (facts->words.beginning == WORD_LUNCH && facts->end != '.');
    facts->candidate = facts->marked || looks_like_title(facts, words, words_bytes);
    if (!facts->candidate)
        return;
    facts->own = evidence_of_words(facts, words, words_bytes) | evidence_of_end(facts->end) |
                 evidence_of_format(event);
    if (event->emphasised)
        facts->own |= EVIDENCE_BIT(EVIDENCE_EMPHASISED);
    if (facts->number_count == 0) {
        facts->own |= EVIDENCE_BIT(EVIDENCE_NO_NUMBER);
        if (facts->words.beginning == WORD_ANNEX) /* numbers[0] without a count: no item's number */
            numbering_parse_annex(text, len_bytes, &facts->numbers[0]);
        return;
    }
    facts->own |= evidence_of_number(&facts->numbers[0], begins_small(words, words_bytes));
    if (facts->numbers[0].style == NUMBER_ARABIC && facts->words.beginning == WORD_MONTH)
        facts->own |= EVIDENCE_BIT(EVIDENCE_DATE);
}

void evidence_of_line(struct line_facts *facts, struct vocabulary *vocabulary, const char *text,
                      size_t len_bytes, const struct report_event *event, bool first)
{
    *facts = (struct line_facts){
        .len_bytes = len_bytes,
        .level = event->kind == EVENT_HEADING ? event->level : 0,
        .blank_before = event->blank_before || first,
        .begins_small = begins_small(text, len_bytes),
        .end = final_punctuation(text, len_bytes),
    };
    if (len_bytes == 0 || event->kind == EVENT_FOOTNOTE || event->kind == EVENT_TABLE_ROW)
        return;
    facts->has_sentence = len_bytes < EVIDENCE_BODY_MIN_BYTES && holds_sentences(text, len_bytes);
    if (len_bytes >= EVIDENCE_BODY_MIN_BYTES && event->kind == EVENT_LINE)
        look_for_session(facts, vocabulary, text, len_bytes);
    if (facts->candidate || len_bytes > EVIDENCE_HEADING_MAX_BYTES)
        return;
    read_number(facts, text, len_bytes);
    if (facts->number_count > 0 || event->kind == EVENT_HEADING ||
        (len_bytes <= TITLE_MAX_BYTES && facts->end != '.'))
        look_into(facts, vocabulary, text, len_bytes, event);
    if (first && facts->level < 2)
        facts->own |= EVIDENCE_BIT(EVIDENCE_FIRST_LINE);
    if (first && (facts->words.found & 1u << WORD_JHA_COUNCIL) != 0)
        facts->own |= EVIDENCE_BIT(EVIDENCE_REPORT_TITLE);
}
