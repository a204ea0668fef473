/* The words by which parts and some items are known, in the council's languages. */
#ifndef KANTLIJN_REPORT_VOCABULARY_H
#define KANTLIJN_REPORT_VOCABULARY_H

#include "report/report.h"

enum word {
    WORD_NONE,
    WORD_HOME_AFFAIRS,
    WORD_JUSTICE,
    WORD_MIXED_COMMITTEE,
    WORD_OTHER_BUSINESS,
    WORD_LUNCH,
};

struct vocabulary_term {
    enum word word;
    size_t start_bytes, len_bytes; /* in the vocabulary's folded text */
};

struct vocabulary {
    struct buffer folded;
    struct vocabulary_term *terms; /* by their first byte */
    size_t term_count, term_capacity;
    size_t first[257]; /* the terms that begin with byte b: from first[b] to first[b + 1] */
    struct buffer scratch;
};

/* What a line's words (without its number) say. */
struct vocabulary_match {
    enum word whole;  /* they are this term, or it and a date: "Home affairs (9 March 2023)" */
    enum word within; /* they hold this term and none of another word; looked for only on demand */
    enum word beginning; /* they begin with this term */
};

void vocabulary_init(struct vocabulary *vocabulary);
void vocabulary_release(struct vocabulary *vocabulary);
/* True where the words may begin with a term; cheap, and wrong only in that direction. */
bool vocabulary_may_begin(const struct vocabulary *vocabulary, const char *text, size_t len_bytes);
struct vocabulary_match vocabulary_look_up(struct vocabulary *vocabulary, const char *text,
                                           size_t len_bytes, bool within);
/* The domain of a part that goes by that word. */
enum domain vocabulary_domain(enum word word);

#endif
