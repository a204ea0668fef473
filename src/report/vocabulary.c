/* The words by which parts and some items are known, from vocabulary.tsv.
 *
 *  1. Terms and lines are compared folded: letter case, diacritics and kinds of dash do not count.
 *  2. A term is found only as whole words; a hyphen joins words.
 *  3. Of terms that begin at one place the longest counts: "Justice and Home Affairs" names neither
 *     of the two. */
#include "config.h"

#include "report/vocabulary.h"

#include <string.h>

#include "report/phrase.h"
#include "report/vocabulary.tsv.h"
#include "text/text.h"

static const unsigned char words_of_kinds[] = {
    [vocabulary_tsv_home_affairs] = WORD_HOME_AFFAIRS,
    [vocabulary_tsv_justice] = WORD_JUSTICE,
    [vocabulary_tsv_mixed_committee] = WORD_MIXED_COMMITTEE,
    [vocabulary_tsv_joint_session] = WORD_JOINT_SESSION,
    [vocabulary_tsv_a_items] = WORD_A_ITEMS,
    [vocabulary_tsv_general_approach] = WORD_OUTCOME,
    [vocabulary_tsv_progress_report] = WORD_OUTCOME,
    [vocabulary_tsv_policy_debate] = WORD_OUTCOME,
    [vocabulary_tsv_deliberations] = WORD_DELIBERATIONS,
    [vocabulary_tsv_b_items] = WORD_DELIBERATIONS,
    [vocabulary_tsv_any_other_business] = WORD_OTHER_BUSINESS,
    [vocabulary_tsv_working_lunch] = WORD_LUNCH,
    [vocabulary_tsv_section] = WORD_SECTION,
    [vocabulary_tsv_annex] = WORD_ANNEX,
    [vocabulary_tsv_contents] = WORD_CONTENTS,
    [vocabulary_tsv_jha_council] = WORD_JHA_COUNCIL,
    [vocabulary_tsv_council] = WORD_COUNCIL,
    [vocabulary_tsv_report] = WORD_REPORT,
    [vocabulary_tsv_salutation] = WORD_SALUTATION,
    [vocabulary_tsv_valediction] = WORD_VALEDICTION,
    [vocabulary_tsv_label] = WORD_LABEL,
    [vocabulary_tsv_month] = WORD_MONTH,
    [vocabulary_tsv_session] = WORD_SESSION,
    [vocabulary_tsv_person] = WORD_PERSON,
    [vocabulary_tsv_filler] = WORD_FILLER,
};

void vocabulary_release(struct vocabulary *vocabulary)
{
    buffer_release(&vocabulary->scratch);
}

static bool joins_words(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 || c == '-';
}

/* What the term that stands at that place as whole words means; WORD_NONE where none does. */
static enum word term_at(const char *words, size_t len_bytes, size_t at_bytes, size_t *end_bytes)
{
    size_t row = phrase_at(&vocabulary_tsv, words, len_bytes, at_bytes, true, end_bytes);

    return row != PHRASE_NONE ? (enum word)words_of_kinds[vocabulary_tsv.kinds[row]] : WORD_NONE;
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

static void walk_word(struct walk *walk, const char *words, size_t len_bytes, size_t *at)
{
    size_t end;
    const enum word word = term_at(words, len_bytes, *at, &end);
    const bool outside = walk->brackets == 0;

    if (word != WORD_NONE) {
        walk->found |= WORD_BIT(word);
        walk->found_outside |= outside ? WORD_BIT(word) : 0;
        *at = end;
    } else {
        const bool number = words[*at] >= '0' && words[*at] <= '9';

        walk->other_words += outside && !number;
    }
    while (*at < len_bytes && joins_words(words[*at]))
        ++*at;
}

static void walk_line(struct walk *walk, const char *words, size_t len_bytes)
{
    size_t at = 0;

    while (at < len_bytes) {
        if (joins_words(words[at]) && words[at] != '-') {
            walk_word(walk, words, len_bytes, &at);
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
    const unsigned jha_report = WORD_BIT(WORD_JHA_COUNCIL) | WORD_BIT(WORD_REPORT);

    if (found & WORD_BIT(WORD_VALEDICTION)) /* "De Minister van Justitie" signs */
        return WORD_VALEDICTION;
    if ((found & both) == both)
        return WORD_NONE;
    /* "JBZ-Raad: Justitie" is a part, "Verslag van de JBZ-Raad, Justitie" the report */
    if ((found & jha_report) != jha_report && (found & both) != 0)
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
    struct vocabulary_match match = {0};
    struct walk walk = {0};
    enum word chief;
    size_t end;

    buffer_clear(scratch);
    text_fold(text, len_bytes, scratch);
    if (scratch->len_bytes == 0)
        return match;
    match.beginning = term_at(scratch->data, scratch->len_bytes, 0, &end);
    walk_line(&walk, scratch->data, scratch->len_bytes);
    match.found = walk.found;
    match.nothing_else = walk.other_words == 0;
    chief = chief_word(walk.found_outside);
    if (walk.other_words == 0) /* a domain may stand in brackets: "Deliberations (Justice)" */
        match.whole = vocabulary_is_part(chief_word(walk.found)) ? chief_word(walk.found) : chief;
    if (vocabulary_is_part(chief_word(walk.found)))
        match.within = chief_word(walk.found);
    return match;
}

/* Words of which a session has one. */
#define SITTING (WORD_BIT(WORD_SESSION) | WORD_BIT(WORD_MIXED_COMMITTEE))

enum { SESSION_MAX_BYTES = 48, TERMS_MAX_BYTES = 2 * SESSION_MAX_BYTES };

/* Whether the words up to a space are a session's, and nothing else but a part's and fillers. */
static bool is_session(struct vocabulary *vocabulary, const char *text, size_t len_bytes,
                       struct vocabulary_match *words)
{
    const unsigned allowed = WORD_BIT(WORD_HOME_AFFAIRS) | WORD_BIT(WORD_JUSTICE) |
                             WORD_BIT(WORD_MIXED_COMMITTEE) | WORD_BIT(WORD_SESSION) |
                             WORD_BIT(WORD_FILLER);

    *words = vocabulary_look_up(vocabulary, text, len_bytes);
    return words->nothing_else && (words->found & ~allowed) == 0 && (words->found & SITTING) != 0 &&
           vocabulary_domain(words->whole) != DOMAIN_OTHER;
}

/* What the terms mean that stand one after the other where the text begins: few paragraphs need a closer
 * look. */
static unsigned beginning_terms(struct vocabulary *vocabulary, const char *text, size_t len_bytes)
{
    struct buffer *words = &vocabulary->scratch;
    struct walk walk = {0};
    size_t at = 0;

    buffer_clear(words);
    text_fold(text, len_bytes < TERMS_MAX_BYTES ? len_bytes : TERMS_MAX_BYTES, words);
    while (at < words->len_bytes && walk.other_words == 0) {
        if (joins_words(words->data[at]))
            walk_word(&walk, words->data, words->len_bytes, &at);
        else
            at++;
    }
    return walk.found;
}

size_t vocabulary_session(struct vocabulary *vocabulary, const char *text, size_t len_bytes,
                          struct vocabulary_match *words)
{
    const char *space = text;
    struct vocabulary_match match;

    if (text[0] < 'A' || text[0] > 'Z' ||
        (beginning_terms(vocabulary, text, len_bytes) & SITTING) == 0)
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
