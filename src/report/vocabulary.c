/* The words by which parts and some items are known, from vocabulary.tsv.
 *
 *  1. Terms and lines are compared folded: letter case, diacritics and kinds of dash do not count.
 *  2. A term is found only as whole words; a hyphen joins words.
 *  3. Of terms that begin at one place the longest counts. */
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
    {"any_other_business", WORD_OTHER_BUSINESS},
    {"working_lunch", WORD_LUNCH},
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

static char small_letter(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '\t' ? ' ' : c;
}

static bool may_begin_with(const char *term, size_t term_bytes, const char *text, size_t len_bytes)
{
    size_t i;

    for (i = 0; i < term_bytes; i++) {
        if (i == len_bytes)
            return false;
        if ((unsigned char)text[i] >= 0x80)
            return true; /* what folding makes of it is not known here */
        if (small_letter(text[i]) != term[i])
            return false;
    }
    return true;
}

bool vocabulary_may_begin(const struct vocabulary *vocabulary, const char *text, size_t len_bytes)
{
    unsigned char first;
    size_t i;

    if (len_bytes == 0)
        return false;
    first = (unsigned char)small_letter(text[0]);
    if (first >= 0x80)
        return true;
    for (i = vocabulary->first[first]; i < vocabulary->first[first + 1]; i++) {
        const struct vocabulary_term *term = &vocabulary->terms[i];

        if (may_begin_with(vocabulary->folded.data + term->start_bytes, term->len_bytes, text,
                           len_bytes))
            return true;
    }
    return false;
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

/* Whether what follows a term leaves it alone on its line: nothing, a colon, something in
 * brackets, or a date after a comma or a dash. */
static bool is_date_or_nothing(const char *rest, size_t len_bytes)
{
    size_t i;

    text_trim(&rest, &len_bytes);
    if (len_bytes == 0 || (len_bytes == 1 && *rest == ':'))
        return true;
    if (*rest == '(' && rest[len_bytes - 1] == ')')
        return true;
    if (*rest != ',' && *rest != '-')
        return false;
    for (i = 0; i < len_bytes; i++) {
        if (rest[i] >= '0' && rest[i] <= '9')
            return true;
    }
    return false;
}

static enum word word_within(const struct vocabulary *vocabulary, const char *words,
                             size_t len_bytes)
{
    enum word found = WORD_NONE;
    size_t at = 0;

    while (at < len_bytes) {
        const struct vocabulary_term *term = term_at(vocabulary, words, len_bytes, at);

        if (term != NULL && found != WORD_NONE && term->word != found)
            return WORD_NONE;
        if (term != NULL) {
            found = term->word;
            at += term->len_bytes;
        }
        while (at < len_bytes && joins_words(words[at]))
            at++;
        while (at < len_bytes && !joins_words(words[at]))
            at++;
    }
    return found;
}

struct vocabulary_match vocabulary_look_up(struct vocabulary *vocabulary, const char *text,
                                           size_t len_bytes, bool within)
{
    struct vocabulary_match match = {0};
    const struct vocabulary_term *first;
    struct buffer *scratch = &vocabulary->scratch;

    buffer_clear(scratch);
    text_fold(text, len_bytes, scratch);
    if (scratch->len_bytes == 0)
        return match;
    first = term_at(vocabulary, scratch->data, scratch->len_bytes, 0);
    if (first != NULL) {
        match.beginning = first->word;
        if (is_date_or_nothing(scratch->data + first->len_bytes,
                               scratch->len_bytes - first->len_bytes))
            match.whole = first->word;
    }
    if (within)
        match.within = word_within(vocabulary, scratch->data, scratch->len_bytes);
    return match;
}

enum domain vocabulary_domain(enum word word)
{
    switch (word) {
    case WORD_HOME_AFFAIRS:
        return DOMAIN_HOME_AFFAIRS;
    case WORD_JUSTICE:
        return DOMAIN_JUSTICE;
    case WORD_MIXED_COMMITTEE:
        return DOMAIN_MIXED;
    case WORD_NONE:
    case WORD_OTHER_BUSINESS:
    case WORD_LUNCH:
        break;
    }
    return DOMAIN_OTHER;
}
