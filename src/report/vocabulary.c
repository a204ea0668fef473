/* The words by which parts and some items are known, from vocabulary.tsv.
 *
 *  1. Terms and lines are compared folded: letter case, diacritics and kinds of dash do not count.
 *  2. A term is found only as whole words; a hyphen joins words.
 *  3. Of terms that begin at one place the longest counts: "Justice and Home Affairs" names neither
 *     of the two. */
#include "config.h"

#include "report/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "report/vocabulary.tsv.h"
#include "text/text.h"

enum { COLUMN_TERM, COLUMN_LANGUAGE, COLUMN_FORM };

static const struct {
    const char *term;
    enum word word;
} wanted_terms[] = {
    {"home_affairs", WORD_HOME_AFFAIRS},
    {"justice", WORD_JUSTICE},
    {"mixed_committee", WORD_MIXED_COMMITTEE},
    {"joint_session", WORD_JOINT_SESSION},
    {"a_items", WORD_A_ITEMS},
    {"general_approach", WORD_OUTCOME},
    {"progress_report", WORD_OUTCOME},
    {"policy_debate", WORD_OUTCOME},
    {"deliberations", WORD_DELIBERATIONS},
    {"b_items", WORD_DELIBERATIONS},
    {"any_other_business", WORD_OTHER_BUSINESS},
    {"working_lunch", WORD_LUNCH},
    {"section", WORD_SECTION},
    {"annex", WORD_ANNEX},
    {"contents", WORD_CONTENTS},
    {"jha_council", WORD_JHA_COUNCIL},
    {"council", WORD_COUNCIL},
    {"report", WORD_REPORT},
    {"salutation", WORD_SALUTATION},
    {"valediction", WORD_VALEDICTION},
    {"label", WORD_LABEL},
    {"month", WORD_MONTH},
    {"session", WORD_SESSION},
    {"person", WORD_PERSON},
    {"filler", WORD_FILLER},
};

static enum word wanted_word(const char *term)
{
    size_t i;

    for (i = 0; i < COUNT_OF(wanted_terms); i++) {
        if (strcmp(term, wanted_terms[i].term) == 0)
            return wanted_terms[i].word;
    }
    return WORD_NONE;
}

static void add_term(struct vocabulary *vocabulary, enum word word, const char *form)
{
    size_t start = vocabulary->folded.len_bytes;

    text_fold(form, strlen(form), &vocabulary->folded);
    vocabulary->terms = array_reserve(vocabulary->terms, &vocabulary->term_capacity,
                                      vocabulary->term_count + 1, sizeof *vocabulary->terms);
    vocabulary->terms[vocabulary->term_count++] =
        (struct vocabulary_term){word, start, vocabulary->folded.len_bytes - start};
}

static unsigned char first_byte(const struct vocabulary *vocabulary, size_t term)
{
    return (unsigned char)vocabulary->folded.data[vocabulary->terms[term].start_bytes];
}

/* Orders the terms by their first byte: counts them, then deals them out. */
static void index_terms(struct vocabulary *vocabulary)
{
    struct vocabulary_term *ordered =
        base_reallocate(NULL, vocabulary->term_count, sizeof *ordered);
    size_t free_places[256], byte, i;

    for (i = 0; i < vocabulary->term_count; i++)
        vocabulary->first[first_byte(vocabulary, i) + 1]++;
    for (byte = 0; byte < 256; byte++) {
        free_places[byte] = vocabulary->first[byte];
        vocabulary->first[byte + 1] += vocabulary->first[byte];
    }
    for (i = 0; i < vocabulary->term_count; i++)
        ordered[free_places[first_byte(vocabulary, i)]++] = vocabulary->terms[i];
    free(vocabulary->terms);
    vocabulary->terms = ordered;
    vocabulary->term_capacity = vocabulary->term_count;
}

void vocabulary_init(struct vocabulary *vocabulary)
{
    const char *term = "";
    enum word word = WORD_NONE;
    size_t i;

    *vocabulary = (struct vocabulary){0};
    for (i = 0; i < vocabulary_tsv_rows; i++) {
        if (strcmp(vocabulary_tsv[i][COLUMN_TERM], term) != 0) { /* its rows stand together */
            term = vocabulary_tsv[i][COLUMN_TERM];
            word = wanted_word(term);
        }
        if (word != WORD_NONE)
            add_term(vocabulary, word, vocabulary_tsv[i][COLUMN_FORM]);
    }
    index_terms(vocabulary);
}

void vocabulary_release(struct vocabulary *vocabulary)
{
    buffer_release(&vocabulary->folded);
    buffer_release(&vocabulary->scratch);
    free(vocabulary->terms);
    *vocabulary = (struct vocabulary){0};
}

static bool joins_words(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 || c == '-';
}

/* The term that stands at that place as whole words; NULL where none does. */
static const struct vocabulary_term *term_at(const struct vocabulary *vocabulary, const char *words,
                                             size_t len_bytes, size_t at_bytes)
{
    const struct vocabulary_term *longest = NULL;
    unsigned char first = (unsigned char)words[at_bytes];
    size_t i;

    for (i = vocabulary->first[first]; i < vocabulary->first[first + 1]; i++) {
        const struct vocabulary_term *term = &vocabulary->terms[i];
        size_t end = at_bytes + term->len_bytes;

        if (end <= len_bytes &&
            memcmp(words + at_bytes, vocabulary->folded.data + term->start_bytes,
                   term->len_bytes) == 0 &&
            (end == len_bytes || !joins_words(words[end])) &&
            (longest == NULL || term->len_bytes > longest->len_bytes))
            longest = term;
    }
    return longest;
}

/* ---- what a line's words say ------------------------------------------------------------------ */

bool vocabulary_is_part(enum word word)
{
    return word >= WORD_HOME_AFFAIRS && word <= WORD_DELIBERATIONS;
}

#define WORD_BIT(word) (1u << (word))

/* The words of a line, gone through from left to right. */
struct walk {
    unsigned found, found_outside; /* outside brackets */
    size_t other_words;            /* outside brackets: those that are no term and no number */
    unsigned brackets;
};

static void walk_word(struct walk *walk, const struct vocabulary *vocabulary, const char *words,
                      size_t len_bytes, size_t *at)
{
    const struct vocabulary_term *term = term_at(vocabulary, words, len_bytes, *at);
    const bool outside = walk->brackets == 0;

    if (term != NULL) {
        walk->found |= WORD_BIT(term->word);
        walk->found_outside |= outside ? WORD_BIT(term->word) : 0;
        *at += term->len_bytes;
    } else {
        const bool number = words[*at] >= '0' && words[*at] <= '9';

        walk->other_words += outside && !number;
    }
    while (*at < len_bytes && joins_words(words[*at]))
        ++*at;
}

static void walk_line(struct walk *walk, const struct vocabulary *vocabulary, const char *words,
                      size_t len_bytes)
{
    size_t at = 0;

    while (at < len_bytes) {
        if (joins_words(words[at]) && words[at] != '-') {
            walk_word(walk, vocabulary, words, len_bytes, &at);
            continue;
        }
        if (words[at] == '(')
            walk->brackets++;
        else if (words[at] == ')' && walk->brackets > 0)
            walk->brackets--;
        at++;
    }
}

/* The word that these amount to when they are all that a line says. */
static enum word chief_word(unsigned found)
{
    static const enum word by_rank[] = {
        WORD_SALUTATION,    WORD_VALEDICTION,   WORD_CONTENTS,       WORD_MIXED_COMMITTEE,
        WORD_JOINT_SESSION, WORD_A_ITEMS,       WORD_OTHER_BUSINESS, WORD_LUNCH,
        WORD_SECTION,       WORD_DELIBERATIONS, WORD_ANNEX,          WORD_OUTCOME,
    };
    const unsigned both = WORD_BIT(WORD_HOME_AFFAIRS) | WORD_BIT(WORD_JUSTICE);

    if (found & WORD_BIT(WORD_VALEDICTION)) /* "De Minister van Justitie" signs */
        return WORD_VALEDICTION;
    if ((found & both) == both)
        return WORD_NONE;
    if ((found & WORD_BIT(WORD_JHA_COUNCIL)) == 0 && (found & both) != 0)
        return (found & both) == WORD_BIT(WORD_JUSTICE) ? WORD_JUSTICE : WORD_HOME_AFFAIRS;
    for (size_t i = 0; i < COUNT_OF(by_rank); i++) {
        if (found & WORD_BIT(by_rank[i]))
            return by_rank[i];
    }
    return WORD_NONE;
}

struct vocabulary_match vocabulary_look_up(struct vocabulary *vocabulary, const char *text,
                                           size_t len_bytes)
{
    struct buffer *scratch = &vocabulary->scratch;
    const struct vocabulary_term *first;
    struct vocabulary_match match = {0};
    struct walk walk = {0};
    enum word chief;

    buffer_clear(scratch);
    text_fold(text, len_bytes, scratch);
    if (scratch->len_bytes == 0)
        return match;
    first = term_at(vocabulary, scratch->data, scratch->len_bytes, 0);
    if (first != NULL)
        match.beginning = first->word;
    walk_line(&walk, vocabulary, scratch->data, scratch->len_bytes);
    match.found = walk.found;
    match.nothing_else = walk.other_words == 0;
    chief = chief_word(walk.found_outside);
    if (walk.other_words == 0) /* a domain may stand in brackets: "Deliberations (Justice)" */
        match.whole = vocabulary_is_part(chief_word(walk.found)) ? chief_word(walk.found) : chief;
    if (vocabulary_is_part(chief_word(walk.found)))
        match.within = chief_word(walk.found);
    return match;
}

enum { SESSION_MAX_BYTES = 48 };

/* Whether the words up to a space are a session's, and nothing else but a part's and fillers. */
static bool is_session(struct vocabulary *vocabulary, const char *text, size_t len_bytes,
                       struct vocabulary_match *words)
{
    const unsigned allowed = WORD_BIT(WORD_HOME_AFFAIRS) | WORD_BIT(WORD_JUSTICE) |
                             WORD_BIT(WORD_MIXED_COMMITTEE) | WORD_BIT(WORD_SESSION) |
                             WORD_BIT(WORD_FILLER);
    const unsigned sitting = WORD_BIT(WORD_SESSION) | WORD_BIT(WORD_MIXED_COMMITTEE);

    *words = vocabulary_look_up(vocabulary, text, len_bytes);
    return words->nothing_else && (words->found & ~allowed) == 0 && (words->found & sitting) != 0 &&
           vocabulary_domain(words->whole) != DOMAIN_OTHER;
}

size_t vocabulary_session(struct vocabulary *vocabulary, const char *text, size_t len_bytes,
                          struct vocabulary_match *words)
{
    const char *space = text;
    struct vocabulary_match match;

    if (text[0] < 'A' || text[0] > 'Z')
        return 0;
    for (size_t word = 0; word < 5; word++) {
        const size_t from = (size_t)(space - text);

        space = memchr(space + (word > 0), ' ', len_bytes - from - (word > 0));
        if (space == NULL || space - text > SESSION_MAX_BYTES)
            return 0;
        if (word > 0 && space[1] >= 'a' && space[1] <= 'z' &&
            is_session(vocabulary, text, (size_t)(space - text), &match)) {
            *words = match;
            return (size_t)(space - text);
        }
    }
    return 0;
}

enum domain vocabulary_domain(enum word word)
{
    switch (word) {
    case WORD_HOME_AFFAIRS:
        return DOMAIN_HOME_AFFAIRS;
    case WORD_JUSTICE:
        return DOMAIN_JUSTICE;
    case WORD_MIXED_COMMITTEE:
    case WORD_JOINT_SESSION:
        return DOMAIN_MIXED;
    default:
        return DOMAIN_OTHER;
    }
}
