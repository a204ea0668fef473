/* What a line by itself, and with its neighbours, says for and against being a heading. */
#ifndef KANTLIJN_REPORT_EVIDENCE_H
#define KANTLIJN_REPORT_EVIDENCE_H

#include "report/numbering.h"
#include "report/report.h"
#include "report/vocabulary.h"

/* Kinds of evidence. Those of the first group hang on what was read before and are found by the
 * search in outline.c (sequence.c); the others are the line's own. */
enum evidence {
    /* its number, or that it has none, and the sequence that is open */
    EVIDENCE_CONTINUES,         /* the next number, also over a part's beginning */
    EVIDENCE_STARTS,            /* the first of its kind, and number one */
    EVIDENCE_STARTS_LATE,       /* the first of its kind, and not number one */
    EVIDENCE_RESTARTS,          /* number one again, at the beginning of a part */
    EVIDENCE_FALLS_BACK,        /* number one again, in the middle */
    EVIDENCE_SKIPS_ONE,         /* one number is missing */
    EVIDENCE_JUMPS,             /* any other number */
    EVIDENCE_CHANGES_STYLE,     /* its like were numbered otherwise so far */
    EVIDENCE_FIRST_UNNUMBERED,  /* the first of its kind, without a number */
    EVIDENCE_AGAIN_UNNUMBERED,  /* its like had no numbers either */
    EVIDENCE_NUMBER_UNUSED,     /* it has a number that goes with no sequence in this reading */
    EVIDENCE_LEVEL_AGREES,      /* the format gave its like the same level */
    EVIDENCE_LEVEL_DIFFERS,     /* the format gave its like another */
    EVIDENCE_OPENS_REPORT,      /* nothing but the report's title and its like came before */
    EVIDENCE_IN_ANNEX,          /* an annex is open */
    EVIDENCE_UNFINISHED_BEFORE, /* the line before is text that breaks off */
    /* its words */
    EVIDENCE_PART_WORD,      /* a part's word, alone on the line */
    EVIDENCE_PART_WORD_IN,   /* the same among other words */
    EVIDENCE_NO_PART_WORD,   /* neither */
    EVIDENCE_OTHER_BUSINESS, /* other business, alone on the line */
    EVIDENCE_LUNCH,          /* begins with a lunch */
    EVIDENCE_SECTION_WORD,   /* introduction, conclusions, next steps, alone on the line */
    EVIDENCE_ANNEX_WORD,     /* begins with an annex */
    EVIDENCE_REPORT_TITLE,   /* reads as the title of the report itself */
    EVIDENCE_DATE,           /* the number and the next word are a day and a month */
    EVIDENCE_DATED,          /* holds a year or a day in digits */
    EVIDENCE_FIRST_LINE, /* of the document: its title, if anything, unless its format says otherwise */
    EVIDENCE_BRIEF,
    EVIDENCE_LONG,
    EVIDENCE_SMALL_LETTER, /* begins with one */
    EVIDENCE_SENTENCES,    /* a sentence ends within */
    EVIDENCE_CAPITALS,     /* all of it */
    EVIDENCE_LEADER,       /* ends in dots or a tab and a page number, as in a table of contents */
    /* its number by itself */
    EVIDENCE_NO_NUMBER,
    EVIDENCE_DASH,       /* a dash or bullet instead */
    EVIDENCE_RUN_IN,     /* a paragraph that begins by naming a session: "Justice Day began with" */
    EVIDENCE_NAMED_ITEM, /* "Agendapunt 3" */
    EVIDENCE_NAMED_PART, /* "Teil A" */
    EVIDENCE_LETTER_NUMBER,   /* A. B. */
    EVIDENCE_NO_SEPARATOR,    /* "I Raad" */
    EVIDENCE_CLOSING_BRACKET, /* "1)" */
    EVIDENCE_IN_BRACKETS,     /* "(1)" */
    /* its end */
    EVIDENCE_ENDS_IN_STOP,
    EVIDENCE_ENDS_IN_QUESTION,
    EVIDENCE_ENDS_IN_COMMA,
    EVIDENCE_ENDS_IN_COLON,
    /* what stands around it */
    EVIDENCE_BLANK_BEFORE,
    EVIDENCE_BLANK_AFTER,
    EVIDENCE_INTRODUCED,      /* the line before ends in a colon */
    EVIDENCE_BODY_FOLLOWS,    /* running text */
    EVIDENCE_HEADING_FOLLOWS, /* a line with a number or a part's word */
    EVIDENCE_DASH_FOLLOWS,    /* a brief line with a dash */
    EVIDENCE_NO_BODY,         /* it has no number, and neither running text nor a heading follows */
    EVIDENCE_NOTHING_FOLLOWS, /* it is the last line */
    EVIDENCE_NEIGHBOUR_BEFORE, /* the line before has the number before */
    EVIDENCE_NEIGHBOUR_AFTER,  /* the line after has the number after */
    EVIDENCE_RUNS_ON,          /* the line after goes on in small letters */
    EVIDENCE_WRAPPED,          /* it and the line after look cut to one width */
    EVIDENCE_AFTER_LEADER,     /* the line before is of a table of contents */
    EVIDENCE_BEFORE_LEADER,    /* the line after is */
    /* the format's word */
    EVIDENCE_FORMAT_HEADING,
    EVIDENCE_FORMAT_TEXT,
    EVIDENCE_FORMAT_LIST,
    EVIDENCE_EMPHASISED,
    EVIDENCE_COUNT
};

_Static_assert(EVIDENCE_COUNT <= 64, "a set of evidence is 64 bits");

typedef uint64_t evidence_set;
#define EVIDENCE_BIT(evidence) (UINT64_C(1) << (evidence))

/* A line longer than the first is no heading and is not looked into; one of the second or more is text,
 * unless something marks it. */
enum { EVIDENCE_HEADING_MAX_BYTES = 400, EVIDENCE_BODY_MIN_BYTES = 120 };

/* What is kept of a line until the next one has come. */
struct line_facts {
    size_t line;      /* as the outline counts them */
    evidence_set own; /* evidence of the line by itself */
    struct numbering numbers[NUMBERING_READINGS_MAX];
    size_t number_count;
    struct vocabulary_match words;
    size_t len_bytes;
    size_t title_end_bytes; /* where the line goes on after the title, else 0 */
    unsigned level;         /* as its format says, 0 where it does not */
    bool candidate;
    bool marked; /* a candidate by a number, a word or its format, not by its looks alone */
    bool
        apparatus; /* an outcome, a labelled field, a document's number: it goes with the title above */
    bool blank_before, begins_small;
    bool has_sentence; /* a short line in which a sentence ends before its end */
    char end;          /* '.', '?', ',', ':' or 0: the punctuation it ends in */
};

/* text is trimmed and without footnote marks at its end. first: nothing stands before it. */
void evidence_of_line(struct line_facts *facts, struct vocabulary *vocabulary, const char *text,
                      size_t len_bytes, const struct report_event *event, bool first);
/* Evidence of the neighbours (neighbours.c), apparatus left out; NULL where there is none. *unfinished_before: the
 * line before is text that breaks off, unless it turns out to be a heading. */
evidence_set evidence_of_neighbours(const struct line_facts *before, const struct line_facts *line,
                                    const struct line_facts *after, bool *unfinished_before);

#endif
