/* The words by which parts and some items are known, in the council's languages. */
#ifndef KANTLIJN_REPORT_VOCABULARY_H
#define KANTLIJN_REPORT_VOCABULARY_H

#include "report/report.h"

enum word {
    WORD_NONE,
    WORD_HOME_AFFAIRS,
    WORD_JUSTICE,
    WORD_MIXED_COMMITTEE,
    WORD_JOINT_SESSION, /* of both formations, or with the mixed committee */
    WORD_A_ITEMS,       /* adopted without discussion */
    WORD_DELIBERATIONS, /* legislative or not, or B items: a division that names no domain */
    WORD_OTHER_BUSINESS,
    WORD_LUNCH,
    WORD_SECTION, /* introduction, participants, conclusions, next steps */
    WORD_ANNEX,
    WORD_OUTCOME, /* general approach, progress report, policy debate */
    WORD_CONTENTS,
    WORD_JHA_COUNCIL, /* justice and home affairs as one name */
    WORD_COUNCIL,     /* a council, a meeting */
    WORD_REPORT,
    WORD_SALUTATION,
    WORD_VALEDICTION,
    WORD_LABEL, /* of a field: "document:", "Rechtsgrundlage:" */
    WORD_MONTH,
    WORD_SESSION, /* a day or a sitting of one formation */
    WORD_PERSON,  /* stands before a name */
    WORD_FILLER, /* says nothing beside other words, nor alone: kinds of document, buttons of a page */
    WORD_COUNT,
};

/* Room for a line's folded words; zeroed it is ready. */
struct vocabulary {
    struct buffer scratch;
};

/* What a line's words (without its number) say. */
struct vocabulary_match {
    enum word whole;     /* beside it stand only fillers, councils, dates and what is in brackets */
    enum word within;    /* they hold this part's word among others, and no other part's */
    enum word beginning; /* they begin with this term */
    bool nothing_else;   /* there is no other word at all */
    unsigned found;      /* a bit for each word that occurs: 1u << WORD_… */
};

/* Words that name a part, whether they name its domain or not. */
bool vocabulary_is_part(enum word word);

void vocabulary_release(struct vocabulary *vocabulary);
struct vocabulary_match vocabulary_look_up(struct vocabulary *vocabulary, const char *text,
                                           size_t len_bytes);
/* The length of a paragraph's first words where they name a part's session and a verb follows: "The
 * Interior session" in "The Interior session began with …"; 0 elsewhere. *words gets the part. */
size_t vocabulary_session(struct vocabulary *vocabulary, const char *text, size_t len_bytes,
                          struct vocabulary_match *words);
/* The domain of a part that goes by that word. */
enum domain vocabulary_domain(enum word word);

#endif
