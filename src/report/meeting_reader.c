/* When and where the meeting was, from the text.
 *
 *  1. A line is looked at when the next one is known, together with what the wrapping of lines has
 *     joined to it on both sides; a date belongs to the line it begins in.
 *  2. A line can hold the meeting's date if it is early enough, or if it may be a title or a part's
 *     heading; no other is looked at.
 *  3. The dates that the reader gave stay. Where the text names no date, the file name's does; a month
 *     does not take the place of a day in that month. meeting->source tells where the dates are from,
 *     or, without dates, the rest. */
#include "config.h"

#include "report/meeting_reader.h"

#include <stdlib.h>
#include <string.h>

#include "report/meeting_choice.h"
#include "report/meeting_place.h"
#include "report/phrase.h"
#include "text/text.h"

enum {
    LINE_BYTES_MAX = 8 << 10, /* of one line, that are looked at */
    JOINED_BYTES_MAX = 200,   /* of the lines before and after it */
    WRAPPED_BYTES_MIN = 55,   /* a line that is shorter is not wrapped ... */
    WRAPPED_BYTES_MAX = 200,  /* ... and one that is longer neither */
    FIRST_LINES = 12,         /* any of which may be a title */
    TITLE_LINES = 4,          /* so many lines after a title its date may stand */
    TITLE_LINE_BYTES_MAX = 230,
    SHORT_BYTES_MAX = 30, /* a line above a title that no empty line parts from it */
    BARE_BYTES_MAX = 60,
    BARE_WORDS_MAX = 8,
    CANDIDATES_MAX = 200,
    GLANCE_BYTES = 56,       /* of a line that may be a title, that are looked at first */
    NEXT_DAY_GAP_BYTES = 48, /* between "9 March (home affairs)" and "10 March (justice)" */
};

/* ---- lines ------------------------------------------------------------------------------------------ */

/* Looks at sixteen bytes at once, which compilers do in one step. */
static bool has_digit(const struct buffer *text)
{
    size_t at = 0, i;
    bool found = false;

    for (; !found && text->len_bytes - at >= 16; at += 16) {
        for (i = 0; i < 16; i++)
            found |= (unsigned char)(text->data[at + i] - '0') < 10;
    }
    for (; !found && at < text->len_bytes; at++)
        found = text->data[at] >= '0' && text->data[at] <= '9';
    return found;
}

/* Whether the line before may run on in the next: it is about as long as wrapped lines are, or the
 * next begins with a small letter. */
static bool runs_on(const struct meeting_text *before, const char *text)
{
    size_t len_bytes = before->text.len_bytes;

    if (len_bytes > WRAPPED_BYTES_MAX)
        return false;
    return len_bytes >= WRAPPED_BYTES_MIN || (*text >= 'a' && *text <= 'z') ||
           (unsigned char)*text == 0xC3; /* "über", "és" */
}

static bool may_be_title(const struct meeting_text *line)
{
    return line->text.len_bytes <= TITLE_LINE_BYTES_MAX &&
           (line->is_apart || line->line.index < FIRST_LINES);
}

/* The last or the first bytes of a line, at a white space. */
static void copy_part(struct buffer *part, const struct buffer *text, size_t bytes_max, bool last)
{
    const char *from = text->data;
    size_t len_bytes = text->len_bytes;

    buffer_clear(part);
    if (len_bytes > bytes_max) {
        from += last ? len_bytes - bytes_max : 0;
        len_bytes = bytes_max;
        while (last && len_bytes > 0 && *from != ' ') {
            from++;
            len_bytes--;
        }
        while (!last && len_bytes > 0 && from[len_bytes - 1] != ' ')
            len_bytes--;
    }
    buffer_append(part, from, len_bytes);
}

/* A date, a place and hardly more: too few words for a sentence. */
static bool is_bare(const struct passage *passage, const struct buffer *text)
{
    size_t first = passage_token_at(passage, passage->line_start_bytes);
    size_t last = passage_token_at(passage, passage->line_end_bytes);

    return text->len_bytes <= BARE_BYTES_MAX && last - first <= BARE_WORDS_MAX;
}

/* ---- dates ------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a number begins there that may begin a date: it goes on no word and no other number. */
static bool begins_number(const char *words, size_t at_bytes)
{
    char before = at_bytes > 0 ? words[at_bytes - 1] : ' ';

    if (!is_digit(words[at_bytes]) || phrase_is_letter(before))
        return false;
    return !(strchr("/.,-:", before) != NULL && at_bytes > 1 && is_digit(words[at_bytes - 2]));
}

/* "March 9-10, 2023" and "maart 2023": the number stands after the month. */
static bool read_after_month(const struct passage *passage, size_t at_bytes, struct date_span *span)
{
    size_t token = passage_token_at(passage, at_bytes);

    return token > 0 && passage->tokens[token].start_bytes == at_bytes &&
           passage->tokens[token - 1].start_bytes >= passage->line_start_bytes &&
           date_read(passage->words.data, passage->words.len_bytes,
                     passage->tokens[token - 1].start_bytes, span) &&
           span->end_bytes > at_bytes;
}

static void find_spans(struct meeting_reader *reader)
{
    const struct passage *passage = &reader->passage;
    const struct buffer *words = &passage->words;
    size_t at = passage->line_start_bytes;
    struct date_span span;

    reader->span_count = 0;
    for (; at < passage->line_end_bytes; at++) {
        if (!begins_number(words->data, at) ||
            (!date_read(words->data, words->len_bytes, at, &span) &&
             !read_after_month(passage, at, &span)))
            continue;
        reader->spans = array_reserve(reader->spans, &reader->span_capacity, reader->span_count + 1,
                                      sizeof *reader->spans);
        reader->spans[reader->span_count++] = span;
        at = span.end_bytes - 1;
    }
}

/* Makes the day after the last candidate's, in the same sentence, its last day. */
static bool extends_last(struct meeting_reader *reader, size_t line, const struct date_span *span)
{
    struct meeting_candidate *last;
    struct date to;

    if (reader->candidate_count == 0 || span->from.day == 0)
        return false;
    last = &reader->candidates[reader->candidate_count - 1];
    to = last->span.to;
    if (to.year == 0)
        to.year = span->from.year;
    if (last->line != line || span->start_bytes < last->span.end_bytes ||
        span->start_bytes - last->span.end_bytes > NEXT_DAY_GAP_BYTES || to.day == 0 ||
        to.year != span->from.year || last->is_own_date ||
        calendar_day_number(&span->from) - calendar_day_number(&to) != 1)
        return false;
    if (last->span.from.year == 0)
        last->span.from.year = to.year;
    last->span.to = span->to;
    last->span.end_bytes = span->end_bytes;
    return true;
}

static void add_candidate(struct meeting_reader *reader, const struct meeting_text *line,
                          const struct date_span *span)
{
    const struct passage *passage = &reader->passage;
    struct context context;

    if (reader->candidate_count >= CANDIDATES_MAX || extends_last(reader, line->line.index, span))
        return;
    context = meeting_context(passage, span);
    reader->candidates = array_reserve(reader->candidates, &reader->candidate_capacity,
                                       reader->candidate_count + 1, sizeof *reader->candidates);
    reader->candidates[reader->candidate_count++] = (struct meeting_candidate){
        .span = *span,
        .score = meeting_date_score(passage, span, &line->line),
        .line = line->line.index,
        .place = meeting_place_of_date(passage, span),
        .formal = meeting_formality(passage, context.start_bytes, context.end_bytes),
        .is_own_date = meeting_is_own_date(passage, span, &line->line),
        .is_part_date = meeting_is_part_date(passage, span),
    };
}

/* ---- one line after the other ------------------------------------------------------------------------ */

enum { BEFORE, LINE, NEXT };

static struct meeting_text *text_of(struct meeting_reader *reader, size_t role)
{
    return &reader->texts[(reader->turn + role) % COUNT_OF(reader->texts)];
}

static void read_passage(struct meeting_reader *reader, bool has_next)
{
    const struct meeting_text *line = text_of(reader, LINE), *next = text_of(reader, NEXT);
    struct buffer before = {0}, after = {0};

    if (line->joined)
        copy_part(&before, &text_of(reader, BEFORE)->text, JOINED_BYTES_MAX, true);
    if (has_next && next->joined)
        copy_part(&after, &next->text, JOINED_BYTES_MAX, false);
    passage_read(&reader->passage, &before, &line->text, &after);
    buffer_release(&before);
    buffer_release(&after);
}

/* Whether the first words of a line may begin a title or a part's heading. */
static bool begins_well(struct meeting_reader *reader, const struct meeting_text *line)
{
    struct passage *passage = &reader->passage;
    struct buffer nothing = {0}, first = {0};
    size_t end;
    bool well;

    copy_part(&first, &line->text, GLANCE_BYTES, false);
    passage_read(passage, &nothing, &first, &nothing);
    passage_mark(passage, 0, passage->words.len_bytes);
    well = meeting_begins_as_title(passage) || passage_first_kind(passage, &end) == MEETING_PART;
    buffer_release(&first);
    return well;
}

/* Marks the words around the line's dates, or all where it may be a title. */
static void mark_words(struct meeting_reader *reader, bool all)
{
    struct passage *passage = &reader->passage;
    size_t start = 0, end = passage->words.len_bytes;

    if (!all && reader->span_count > 0) {
        start = reader->spans[0].start_bytes;
        start = start > MEETING_BEFORE_BYTES ? start - MEETING_BEFORE_BYTES : 0;
        end = reader->spans[reader->span_count - 1].end_bytes + MEETING_AFTER_BYTES;
    }
    passage_mark(passage, start, end);
}

static void look_at_line(struct meeting_reader *reader, bool has_next)
{
    struct meeting_text *line = text_of(reader, LINE);
    bool goes_on = line->joined && text_of(reader, BEFORE)->line.is_first_of_title;
    bool titled;
    size_t i;

    titled = goes_on || (may_be_title(line) && begins_well(reader, line));
    if (!titled && !(meeting_is_early(&line->line) && has_digit(&line->text)))
        return;
    read_passage(reader, has_next);
    find_spans(reader);
    if (!titled && reader->span_count == 0)
        return;
    mark_words(reader, titled);
    line->line.is_bare = is_bare(&reader->passage, &line->text);
    line->line.follows_title =
        reader->title_line > 0 && line->line.index < reader->title_line + TITLE_LINES;
    line->line.is_title = goes_on ? line->text.len_bytes <= TITLE_LINE_BYTES_MAX
                                  : titled && meeting_is_title(&reader->passage);
    line->line.is_first_of_title = line->line.is_title && !goes_on;
    if (line->line.is_first_of_title) {
        meeting_title_read(&reader->title, &reader->passage, &line->line, reader->span_count > 0);
        reader->title_line = line->line.index + 1;
    }
    for (i = 0; i < reader->span_count; i++)
        add_candidate(reader, line, &reader->spans[i]);
}

void meeting_reader_line(struct meeting_reader *reader, const char *text, size_t len_bytes,
                         bool alone)
{
    struct meeting_text *next = text_of(reader, NEXT);
    size_t left = MEETING_TEXT_BYTES - reader->read_bytes, kept = len_bytes;

    if (left == 0 || len_bytes == 0)
        return;
    if (kept > left || kept > LINE_BYTES_MAX)
        kept = left < LINE_BYTES_MAX ? left : LINE_BYTES_MAX;
    while (kept > 0 && kept < len_bytes && ((unsigned char)text[kept] & 0xC0) == 0x80)
        kept--;
    buffer_clear(&next->text);
    buffer_append(&next->text, text, kept);
    next->line =
        (struct meeting_line){.index = reader->line_count++, .at_bytes = reader->read_bytes};
    alone = alone || !reader->has_line;
    next->joined = !alone && runs_on(text_of(reader, LINE), text);
    next->is_apart = alone || text_of(reader, LINE)->text.len_bytes <= SHORT_BYTES_MAX;
    if (reader->has_line)
        look_at_line(reader, true);
    reader->turn++;
    reader->has_line = true;
    reader->read_bytes += len_bytes < left ? len_bytes : left;
}

bool meeting_reader_is_full(const struct meeting_reader *reader)
{
    return reader->read_bytes >= MEETING_TEXT_BYTES;
}

/* ---- the answer -------------------------------------------------------------------------------------- */

/* What was known before the text was read. */
static struct date date_before(const struct report_meeting *meeting)
{
    struct date date = {0};

    if (meeting->date_from != NULL)
        calendar_read(meeting->date_from, strlen(meeting->date_from), &date);
    return date;
}

static void set_dates(struct report_meeting *meeting, const struct date_span *span,
                      const struct date *before)
{
    if (meeting->source == MEETING_FROM_READER)
        return;
    if (span->from.day == 0 && before->day > 0 && span->from.year == before->year &&
        span->from.month == before->month)
        return;
    free(meeting->date_from);
    free(meeting->date_to);
    meeting->date_from = calendar_string(&span->from);
    meeting->date_to = calendar_string(&span->to);
    meeting->source = MEETING_FROM_TEXT;
}

/* The place beside the date, there or where the same date stands again. */
static const char *place_of(const struct meeting_reader *reader,
                            const struct meeting_candidate *chosen)
{
    size_t i;

    if (chosen == NULL || chosen->place != NULL)
        return chosen != NULL ? chosen->place : NULL;
    for (i = 0; i < reader->candidate_count; i++) {
        const struct meeting_candidate *other = &reader->candidates[i];

        if (other->place != NULL && other->score >= MEETING_SCORE_NEEDED &&
            calendar_order(&other->span.from) == calendar_order(&chosen->span.from))
            return other->place;
    }
    return NULL;
}

/* The candidate that is the date which the reader gave, where the text has it, else the chosen one. */
static const struct meeting_candidate *given_date(const struct meeting_reader *reader,
                                                  const struct date *given,
                                                  const struct meeting_candidate *chosen)
{
    size_t i;

    for (i = 0; i < reader->candidate_count; i++) {
        if (calendar_order(&reader->candidates[i].span.from) == calendar_order(given))
            return &reader->candidates[i];
    }
    return chosen;
}

void meeting_reader_finish(struct meeting_reader *reader, struct report_meeting *meeting)
{
    struct date before = date_before(meeting);
    const struct meeting_candidate *chosen;
    const char *place;

    if (reader->finished)
        return;
    if (reader->has_line)
        look_at_line(reader, false);
    reader->finished = true;
    chosen = meeting_choose(reader->candidates, reader->candidate_count, &before);
    if (meeting->source == MEETING_FROM_READER)
        chosen = given_date(reader, &before, chosen);
    if (chosen != NULL)
        set_dates(meeting, &chosen->span, &before);
    place = place_of(reader, chosen);
    meeting->place = base_copy_string(place != NULL ? place : reader->title.place);
    meeting->title = base_copy_string(reader->title.text);
    if (reader->title.text != NULL)
        meeting->formal = reader->title.formal;
    if (meeting->formal < 0 && chosen != NULL)
        meeting->formal = chosen->formal;
    if (meeting->date_from == NULL && (meeting->title != NULL || meeting->place != NULL))
        meeting->source = MEETING_FROM_TEXT;
}

void meeting_reader_release(struct meeting_reader *reader)
{
    size_t i;

    for (i = 0; i < COUNT_OF(reader->texts); i++)
        buffer_release(&reader->texts[i].text);
    for (i = 0; i < reader->candidate_count; i++)
        free(reader->candidates[i].place);
    free(reader->candidates);
    free(reader->spans);
    meeting_title_release(&reader->title);
    passage_release(&reader->passage);
    *reader = (struct meeting_reader){0};
}
