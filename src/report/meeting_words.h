/* The words by which a report tells when and where its meeting was, from meeting.tsv, and a passage
 * of text in which they are marked. */
#ifndef KANTLIJN_REPORT_MEETING_WORDS_H
#define KANTLIJN_REPORT_MEETING_WORDS_H

#include "base/base.h"

enum meeting_word {
    MEETING_MONTH, /* its value is the month's number */
    MEETING_WEEKDAY,
    MEETING_JOINER, /* between the days of a range; its value is 1 where alone it sets a limit */
    MEETING_BEFORE_DATE, /* "op", "am", "of the": may stand between a place and a date */
    MEETING_AT,          /* "te", "in": before a place */
    MEETING_PLACE,       /* where meetings are held */
    MEETING_COUNCIL,     /* this council, by name */
    MEETING_MEETING,     /* some council or meeting */
    MEETING_REPORT,      /* what a report calls itself */
    MEETING_LABEL,       /* before a letter's subject */
    MEETING_OWN_DATE,    /* before the date of the text itself */
    MEETING_NEXT,        /* before another meeting's date */
    MEETING_EVENT,       /* something else that has a date */
    MEETING_ACT,         /* law that has a date */
    MEETING_BOUND,       /* "before", "until": right before a date that is a limit */
    MEETING_INFORMAL,
    MEETING_FORMAL,
    MEETING_PART, /* a part's name */
    MEETING_KIND_COUNT
};

/* The kind of the longest form that begins at at_bytes of the folded words, with where it ends and
 * its value; MEETING_KIND_COUNT where none does. */
enum meeting_word meeting_word_at(const char *words, size_t len_bytes, size_t at_bytes,
                                  size_t *end_bytes, unsigned *value);

/* One word of a passage: between white space, folded, and where it stands in the raw text. */
struct passage_token {
    size_t start_bytes, end_bytes;         /* in words */
    size_t raw_start_bytes, raw_end_bytes; /* in raw */
};

struct passage_mark {
    enum meeting_word kind;
    unsigned value;
    size_t start_bytes, end_bytes; /* in words */
};

/* A line with what is joined to it before and after. Zeroed it is ready; it keeps its room. */
struct passage {
    struct buffer raw, words; /* words: the tokens, a space between two */
    struct passage_token *tokens;
    size_t token_count, token_capacity;
    struct passage_mark *marks; /* in order; none overlap; those of passage_mark */
    size_t mark_count, mark_capacity;
    size_t line_start_bytes, line_end_bytes; /* the line itself, in words */
};

/* Makes the passage of a line, without marks; before and after may be empty. */
void passage_read(struct passage *passage, const struct buffer *before, const struct buffer *line,
                  const struct buffer *after);
/* Marks the words that begin from start_bytes to end_bytes, and no others any more. */
void passage_mark(struct passage *passage, size_t start_bytes, size_t end_bytes);
void passage_release(struct passage *passage);
/* The kind of the first mark of the line itself, and where it ends; MEETING_KIND_COUNT for none. */
enum meeting_word passage_first_kind(const struct passage *passage, size_t *end_bytes);
/* The token that holds (or, in a space, follows) the place in words; token_count past the last. */
size_t passage_token_at(const struct passage *passage, size_t at_bytes);

#endif
