/* What the report calls itself.
 *
 *  1. Of the lines that read as titles the best is taken: one that names a day, that begins with what a
 *     report calls itself, that is no letter's subject and no running header, and the first of equals.
 *  2. It is given as written, without what only marks it as a title. */
#include "config.h"

#include "report/meeting_title.h"

#include <stdlib.h>
#include <string.h>

#include "report/meeting_place.h"

enum { LATE_BYTES = 6000, COLUMN_GAP_BYTES = 4 };

enum {
    SCORE_ANY = 1,
    SCORE_DATE = 4,
    SCORE_REPORT = 3,
    SCORE_LABEL = -2,
    SCORE_COLUMNS = -2,
    SCORE_LATE = -3,
};

/* Whether a title goes on in the line after it: that begins with a small letter, or what was opened
 * is not closed yet. */
static bool title_goes_on(const struct passage *passage, size_t last)
{
    const char *words = passage->words.data;
    size_t i, next = last + 1;
    int open = 0;

    if (next >= passage->token_count)
        return false;
    for (i = passage->line_start_bytes; i < passage->line_end_bytes; i++)
        open += (words[i] == '(') - (words[i] == ')');
    return open > 0 || words[passage->line_end_bytes - 1] == ',' ||
           meeting_begins_small(passage, next);
}

static bool is_number_or_bullet(const struct passage *passage, size_t token)
{
    const struct passage_token *at = &passage->tokens[token];

    return strspn(passage->words.data + at->start_bytes, "0123456789.#*->:") >=
           at->end_bytes - at->start_bytes;
}

/* The line begins with a small letter: a word before it is the title's first. */
static bool goes_on_in_small_letters(const struct passage *passage, size_t first)
{
    return passage->line_start_bytes > 0 &&
           first == passage_token_at(passage, passage->line_start_bytes) &&
           meeting_begins_small(passage, first);
}

/* Whether the line has columns, as running headers have. */
static bool has_columns(const struct passage *passage)
{
    size_t first = passage_token_at(passage, passage->line_start_bytes);
    size_t last = passage_token_at(passage, passage->line_end_bytes - 1);

    while (first < last && passage->tokens[first + 1].raw_start_bytes <
                               passage->tokens[first].raw_end_bytes + COLUMN_GAP_BYTES)
        first++;
    return first < last;
}

/* The title as written, without the marks of lists and headings around it, its number, and the word
 * that only labels it. */
static char *title_text(const struct passage *passage)
{
    size_t first = passage_token_at(passage, passage->line_start_bytes), label_end;
    size_t last = passage_token_at(passage, passage->line_end_bytes - 1);
    const char *start, *end;

    if (passage_first_kind(passage, &label_end) == MEETING_LABEL)
        first = passage_token_at(passage, label_end - 1) + 1;
    while (first < last && is_number_or_bullet(passage, first))
        first++;
    if (goes_on_in_small_letters(passage, first))
        first = 0;
    if (first > last)
        return NULL;
    if (title_goes_on(passage, last))
        last = passage->token_count - 1;
    start = passage->raw.data + passage->tokens[first].raw_start_bytes;
    end = passage->raw.data + passage->tokens[last].raw_end_bytes;
    while (start < end && strchr("#*_>", *start) != NULL)
        start++;
    while (end > start && strchr("#*_", end[-1]) != NULL)
        end--;
    return base_copy_bytes(start, (size_t)(end - start));
}

static int title_score(const struct passage *passage, const struct meeting_line *line,
                       bool has_date)
{
    size_t end;
    enum meeting_word first = passage_first_kind(passage, &end);
    int score = SCORE_ANY;

    score += has_date ? SCORE_DATE : 0;
    score += first == MEETING_REPORT ? SCORE_REPORT : 0;
    if (first == MEETING_LABEL)
        score += SCORE_LABEL; /* whose columns are the letter's */
    else
        score += has_columns(passage) ? SCORE_COLUMNS : 0;
    return score + (line->at_bytes > LATE_BYTES ? SCORE_LATE : 0);
}

void meeting_title_read(struct meeting_title *title, const struct passage *passage,
                        const struct meeting_line *line, bool has_date)
{
    int score = title_score(passage, line, has_date);

    if (title->text != NULL && score <= title->score)
        return;
    meeting_title_release(title);
    *title = (struct meeting_title){
        .text = title_text(passage),
        .place = meeting_place_of_title(passage),
        .score = score,
        .formal = meeting_formality(passage, passage->line_start_bytes, passage->words.len_bytes),
    };
}

void meeting_title_release(struct meeting_title *title)
{
    free(title->text);
    free(title->place);
    *title = (struct meeting_title){0};
}
