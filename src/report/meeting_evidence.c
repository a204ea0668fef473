/* What the words around a date say of it.
 *
 *  1. Only the date's own sentence speaks, MEETING_BEFORE_BYTES before it and MEETING_AFTER_BYTES after
 *     it at most; a line that is no sentence is one for this purpose.
 *  2. What a date belongs to stands before it, mostly: of the words before it the nearest counts, so
 *     "the Council of 9 March discussed the regulation of 6 May" has two owners.
 *  3. Words that limit ("before", "until") count only right before the date. */
#include "config.h"

#include "report/meeting_evidence.h"

#include "report/phrase.h"

enum {
    NEAR_BYTES = 60, /* of what owns a date */
    RIGHT_BEFORE_WORDS = 2,
    FIRST_BYTES = 2500, /* what comes after so much is late ... */
    FIRST_LINES = 15,   /* ... but not so the first lines, unless they are long */
    FIRST_LINES_BYTES = 4000,
    TITLE_BYTES_MAX = 230,
    TITLE_WORDS_BEFORE = 4,
    TITLE_WORD_BYTES_MAX = 30,
    INITIALS_BYTES_MAX = 4,
    SENTENCE_WORD_BYTES = 4, /* a stop after a shorter word is an abbreviation's */
    RANGE_DAYS_MAX = 6,
};

enum {
    SCORE_TITLE = 8,
    SCORE_LATE_TITLE = 6,
    SCORE_FOLLOWS_TITLE = 6,
    SCORE_COUNCIL = 5,
    SCORE_MEETING = 3,
    SCORE_RANGE = 2,
    SCORE_PLACE = 2,
    SCORE_EARLY = 1,
    SCORE_MONTH_ONLY = -5,
    SCORE_LATE = -6,
    SCORE_LONE = -4, /* one day alone on its line: a letter's */
    SCORE_EVENT = -5,
    SCORE_NEXT = -7,
    SCORE_BOUND = -7,
    SCORE_ACT = -8,
    SCORE_OWN_DATE = -9,
    SCORE_LONG = -10,
};

/* ---- the sentence ----------------------------------------------------------------------------------- */

/* Whether a sentence ends with the byte at that place. */
static bool ends_sentence(const struct passage *passage, size_t at_bytes)
{
    const char *words = passage->words.data;
    size_t letters = 0;

    if (words[at_bytes] != '.' && words[at_bytes] != '?' && words[at_bytes] != '!' &&
        words[at_bytes] != ';')
        return false;
    if (at_bytes + 1 < passage->words.len_bytes && words[at_bytes + 1] != ' ')
        return false;
    while (letters < at_bytes && words[at_bytes - letters - 1] >= 'a' &&
           words[at_bytes - letters - 1] <= 'z')
        letters++;
    return letters >= SENTENCE_WORD_BYTES || (at_bytes > 0 && words[at_bytes - 1] == ')') ||
           (at_bytes >= 4 && words[at_bytes - 1] >= '0' && words[at_bytes - 4] >= '0' &&
            words[at_bytes - 4] <= '9'); /* after a year */
}

struct context meeting_context(const struct passage *passage, const struct date_span *span)
{
    struct context context = {span->start_bytes, span->end_bytes};
    size_t least =
        span->start_bytes > MEETING_BEFORE_BYTES ? span->start_bytes - MEETING_BEFORE_BYTES : 0;
    size_t most = span->end_bytes + MEETING_AFTER_BYTES;

    if (most > passage->words.len_bytes)
        most = passage->words.len_bytes;
    while (context.start_bytes > least && (context.start_bytes == span->start_bytes ||
                                           !ends_sentence(passage, context.start_bytes - 1)))
        context.start_bytes--;
    while (context.end_bytes < most && !ends_sentence(passage, context.end_bytes))
        context.end_bytes++;
    return context;
}

static bool is_owner(enum meeting_word kind)
{
    return kind == MEETING_COUNCIL || kind == MEETING_MEETING || kind == MEETING_EVENT ||
           kind == MEETING_ACT || kind == MEETING_OWN_DATE;
}

/* The nearest mark before the date, within the sentence, that a date may belong to. */
static const struct passage_mark *owner_before(const struct passage *passage,
                                               const struct date_span *span,
                                               const struct context *context)
{
    const struct passage_mark *owner = NULL;
    size_t i;

    for (i = 0; i < passage->mark_count; i++) {
        const struct passage_mark *mark = &passage->marks[i];

        if (mark->end_bytes <= span->start_bytes && mark->start_bytes >= context->start_bytes &&
            is_owner(mark->kind))
            owner = mark;
    }
    return owner;
}

static bool has_kind(const struct passage *passage, enum meeting_word kind, size_t start_bytes,
                     size_t end_bytes)
{
    size_t i;

    for (i = 0; i < passage->mark_count; i++) {
        if (passage->marks[i].kind == kind && passage->marks[i].start_bytes >= start_bytes &&
            passage->marks[i].end_bytes <= end_bytes)
            return true;
    }
    return false;
}

/* The mark that ends right before the token, or in it; NULL where none does. */
static const struct passage_mark *mark_in_token(const struct passage *passage, size_t token)
{
    const struct passage_token *at = &passage->tokens[token];
    size_t i;

    for (i = 0; i < passage->mark_count; i++) {
        const struct passage_mark *mark = &passage->marks[i];

        if (mark->end_bytes > at->start_bytes && mark->end_bytes <= at->end_bytes)
            return mark;
    }
    return NULL;
}

static bool is_bound(const struct passage *passage, const struct date_span *span)
{
    size_t token = passage_token_at(passage, span->start_bytes), steps = 0;

    while (token-- > 0 && steps++ <= RIGHT_BEFORE_WORDS) {
        const struct passage_mark *mark = mark_in_token(passage, token);

        if (mark == NULL)
            return false;
        if (mark->kind == MEETING_BOUND || (mark->kind == MEETING_JOINER && mark->value == 1))
            return true;
        if (mark->kind != MEETING_BEFORE_DATE && mark->kind != MEETING_WEEKDAY)
            return false;
    }
    return false;
}

/* ---- dates -------------------------------------------------------------------------------------------- */

static int owner_score(const struct passage *passage, const struct date_span *span,
                       const struct context *context)
{
    const struct passage_mark *owner = owner_before(passage, span, context);
    bool near = owner != NULL && span->start_bytes - owner->end_bytes <= NEAR_BYTES;

    if (near && owner->kind == MEETING_ACT)
        return SCORE_ACT;
    if (near && owner->kind == MEETING_OWN_DATE)
        return SCORE_OWN_DATE;
    if (near && owner->kind == MEETING_EVENT)
        return SCORE_EVENT;
    if (has_kind(passage, MEETING_COUNCIL, context->start_bytes, context->end_bytes))
        return SCORE_COUNCIL +
               (has_kind(passage, MEETING_MEETING, context->start_bytes, context->end_bytes) ? 1
                                                                                             : 0);
    if (has_kind(passage, MEETING_MEETING, context->start_bytes, context->end_bytes))
        return SCORE_MEETING;
    return 0;
}

bool meeting_is_early(const struct meeting_line *line)
{
    return line->at_bytes < (line->index < FIRST_LINES ? FIRST_LINES_BYTES : FIRST_BYTES);
}

/* "The next Council is on", or "on 5 June is the next". */
static bool is_of_another_meeting(const struct passage *passage, const struct date_span *span,
                                  const struct context *context)
{
    size_t start = context->start_bytes, end = span->end_bytes + NEAR_BYTES / 2;

    if (start + NEAR_BYTES < span->start_bytes)
        start = span->start_bytes - NEAR_BYTES;
    if (end > context->end_bytes)
        end = context->end_bytes;
    return has_kind(passage, MEETING_NEXT, start, end);
}

static bool is_range(const struct date_span *span)
{
    return calendar_order(&span->from) != calendar_order(&span->to);
}

static long days_of(const struct date_span *span)
{
    return calendar_day_number(&span->to) - calendar_day_number(&span->from);
}

static int place_in_report(const struct meeting_line *line)
{
    bool early = meeting_is_early(line);

    if (line->is_title)
        return early ? SCORE_TITLE : SCORE_LATE_TITLE;
    if (line->follows_title && line->is_bare)
        return SCORE_FOLLOWS_TITLE;
    return early ? SCORE_EARLY : SCORE_LATE;
}

int meeting_date_score(const struct passage *passage, const struct date_span *span,
                       const struct meeting_line *line)
{
    struct context context = meeting_context(passage, span);
    int score = place_in_report(line) + owner_score(passage, span, &context);
    bool placed = has_kind(passage, MEETING_PLACE, context.start_bytes, context.end_bytes);

    score += placed ? SCORE_PLACE : 0;
    score += is_range(span) ? SCORE_RANGE : 0;
    if (span->from.day == 0)
        score += SCORE_MONTH_ONLY + (line->is_title ? 0 : SCORE_LATE);
    if (is_range(span) && days_of(span) > RANGE_DAYS_MAX)
        score += SCORE_LONG;
    if (line->is_bare && !is_range(span) && !(line->follows_title && placed) && !line->is_title)
        score += SCORE_LONE;
    if (is_of_another_meeting(passage, span, &context))
        score += SCORE_NEXT;
    if (is_bound(passage, span))
        score += SCORE_BOUND;
    return score;
}

bool meeting_is_own_date(const struct passage *passage, const struct date_span *span,
                         const struct meeting_line *line)
{
    struct context context = meeting_context(passage, span);
    const struct passage_mark *owner = owner_before(passage, span, &context);

    if (is_range(span) || span->from.day == 0 || span->from.year == 0 ||
        meeting_is_part_date(passage, span))
        return false;
    if (owner != NULL && owner->kind == MEETING_OWN_DATE)
        return true;
    return line->is_bare && meeting_is_early(line) && !line->is_title && !line->follows_title;
}

bool meeting_is_part_date(const struct passage *passage, const struct date_span *span)
{
    const struct passage_mark *first = NULL;
    size_t i;

    if (span->start_bytes == 0 || span->from.day == 0)
        return false;
    for (i = 0; i < passage->mark_count && first == NULL; i++) {
        if (passage->marks[i].start_bytes >= passage->line_start_bytes)
            first = &passage->marks[i];
    }
    return first != NULL && first->kind == MEETING_PART &&
           passage_token_at(passage, first->start_bytes) <
               passage_token_at(passage, passage->line_start_bytes) + TITLE_WORDS_BEFORE &&
           first->end_bytes <= span->start_bytes &&
           span->start_bytes - first->end_bytes <= TITLE_WORDS_BEFORE &&
           span->end_bytes + TITLE_WORDS_BEFORE >= passage->line_end_bytes;
}

/* ---- titles ------------------------------------------------------------------------------------------ */

bool meeting_begins_as_title(const struct passage *passage)
{
    size_t first = passage_token_at(passage, passage->line_start_bytes), i;

    for (i = 0; i < passage->mark_count; i++) {
        const struct passage_mark *mark = &passage->marks[i];

        if (mark->start_bytes < passage->line_start_bytes)
            continue;
        if (mark->kind == MEETING_LABEL) {
            first = passage_token_at(passage, mark->end_bytes) + 1;
            continue;
        }
        if (mark->kind == MEETING_REPORT || mark->kind == MEETING_COUNCIL ||
            mark->kind == MEETING_INFORMAL || mark->kind == MEETING_FORMAL ||
            mark->kind == MEETING_MEETING)
            return passage_token_at(passage, mark->start_bytes) < first + TITLE_WORDS_BEFORE;
    }
    return false;
}

bool meeting_begins_small(const struct passage *passage, size_t token)
{
    unsigned char raw = (unsigned char)passage->raw.data[passage->tokens[token].raw_start_bytes];

    return (raw >= 'a' && raw <= 'z') ||
           (raw == 0xC3 && /* "über" */
            (unsigned char)passage->raw.data[passage->tokens[token].raw_start_bytes + 1] >= 0x9F);
}

/* Small letters begin no title, unless a word alone on its line stands before them ("VERSLAG", then
 * "van de Raad"); and a stop after a word ends none. */
static bool is_written_as_title(const struct passage *passage)
{
    size_t first = passage_token_at(passage, passage->line_start_bytes);
    char end = passage->words.data[passage->line_end_bytes - 1];

    if (meeting_begins_small(passage, first) &&
        (first == 0 || passage->line_start_bytes > TITLE_WORD_BYTES_MAX))
        return false;
    return end != ':' && !(end == '.' && ends_sentence(passage, passage->line_end_bytes - 1));
}

/* The council by a name of more than its initials, which number documents too. */
static bool names_council(const struct passage *passage, size_t start_bytes)
{
    size_t i;

    for (i = 0; i < passage->mark_count; i++) {
        if (passage->marks[i].kind == MEETING_COUNCIL &&
            passage->marks[i].start_bytes >= start_bytes &&
            passage->marks[i].end_bytes - passage->marks[i].start_bytes > INITIALS_BYTES_MAX)
            return true;
    }
    return false;
}

bool meeting_is_title(const struct passage *passage)
{
    size_t start = passage->line_start_bytes, end = passage->line_end_bytes;
    bool council, report;

    if (end <= start || end - start > TITLE_BYTES_MAX || !is_written_as_title(passage) ||
        !meeting_begins_as_title(passage))
        return false;
    end = passage->words.len_bytes; /* a title may run on in the next line */
    council = has_kind(passage, MEETING_COUNCIL, start, end) ||
              has_kind(passage, MEETING_MEETING, start, end);
    report = has_kind(passage, MEETING_REPORT, start, end) ||
             has_kind(passage, MEETING_INFORMAL, start, end);
    return names_council(passage, start) || (council && report);
}

int meeting_formality(const struct passage *passage, size_t start_bytes, size_t end_bytes)
{
    size_t i, j;

    for (i = 0; i < passage->mark_count; i++) {
        const struct passage_mark *mark = &passage->marks[i];
        size_t token = passage_token_at(passage, mark->start_bytes);

        if ((mark->kind != MEETING_INFORMAL && mark->kind != MEETING_FORMAL) ||
            mark->start_bytes < start_bytes || mark->end_bytes > end_bytes)
            continue;
        for (j = i > 0 ? i - 1 : 0; j < passage->mark_count && j <= i + 2; j++) {
            size_t other = passage_token_at(passage, passage->marks[j].start_bytes);

            if ((passage->marks[j].kind == MEETING_COUNCIL ||
                 passage->marks[j].kind == MEETING_MEETING) &&
                other + 2 >= token && other <= token + 2)
                return mark->kind == MEETING_FORMAL;
        }
    }
    return -1;
}
