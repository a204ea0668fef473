/* Heading inference: which lines of a report are parts, items and sub-items.
 *
 * A line becomes a heading on evidence, never by its looks alone. Each candidate (evidence.c) is
 * read in every way it can be: as text, list item, sub-item, item, part, section or annex. A reading's score is the sum of what its evidence weighs in the table below;
 * text weighs nothing. The readings of successive candidates form hypotheses, each with the
 * sequences it has open, and the best consistent whole wins, not the best line.
 *
 * What is always true:
 *  1. Text weighs 0: a line is a heading only where the evidence for it is stronger than that
 *     against. A document without structure gets no headings.
 *  2. Numbering runs on: an item that continues the sequence (sequence.c) has weight for it,
 *     over a part's beginning too; one that starts again does so where a part begins, or against
 *     its weight.
 *  3. Parts are known by a roman numeral (or a capital) with a word of the vocabulary, by such a
 *     word alone on its line, or by continuing the numerals of the parts before. Their style
 *     does not change: where parts are words alone, so is other business; where they are
 *     numbered, a bare "Diversen" is an item.
 *  4. A numbered list inside an item is a sequence of its own. Where a line fits both sequences,
 *     its sentence end, its neighbours and its length decide.
 *  5. A sub-item (2a, 4.1, a.) stands under an item. "2a" after item 1 is an item. Under other business
 *     brief lines with a dash are sub-items.
 *  6. A date ("4. März 2024 …"), a count ("27 lidstaten …") and a line that is cut out of
 *     running text (the line before breaks off, or the line after goes on in small letters) are
 *     no headings.
 *  7. A line is decided by what stands between it and the second checkpoint after it, and by
 *     nothing beyond. Checkpoints lie in the text, so the outcome does not depend on the windows
 *     in which the text was read, and what has been decided never changes.
 *  8. Memory is bounded by the lines between two checkpoints.
 *  9. A covering letter begins with the first line (or the first that its format calls a heading)
 *     where a salutation stands among the first forty. It ends before the first line after its
 *     valediction that is the report's title, a part or an annex, or at a numbered part. No line of it
 *     is a heading.
 *
 *      outline_add ──► a candidate waits for the line after it
 *          │               └─ push_step: every hypothesis × every reading, equal sequences joined,
 *          │                  the best OUTLINE_HYPOTHESES_MAX kept
 *          └─ checkpoint ──► decide: the best hypothesis, traced back, settles the lines before the
 *                            checkpoint before; hypotheses that disagree with it die */
#include "config.h"

#include "report/outline.h"

#include <stdlib.h>
#include <string.h>

enum { CHECKPOINT_BYTES = 64 << 10, CHECKPOINT_STEPS = 1024 };

/* A hypothesis this far behind the best has misread several headings, and is not followed. */
enum { MARGIN = 24 };

/* What each kind of evidence weighs for each reading. */
static const struct {
    signed char list_item, subitem, item, part, section, annex;
} weights[EVIDENCE_COUNT] = {
    [EVIDENCE_CONTINUES] = {4, 4, 5, 5, 0, 0},
    [EVIDENCE_STARTS] = {1, 1, 3, 0, 0, 0},
    [EVIDENCE_STARTS_LATE] = {-4, -6, -5, -6, 0, 0},
    [EVIDENCE_RESTARTS] = {0, 0, 2, -1, 0, 0},
    [EVIDENCE_FALLS_BACK] = {-1, -4, -6, -6, 0, 0},
    [EVIDENCE_SKIPS_ONE] = {-4, -4, -1, -2, 0, 0},
    [EVIDENCE_JUMPS] = {-4, -8, -9, -9, 0, 0},
    [EVIDENCE_CHANGES_STYLE] = {0, 0, -7, -5, -5, 0},
    [EVIDENCE_FIRST_UNNUMBERED] = {0, 0, -1, 0, 0, 0},
    [EVIDENCE_AGAIN_UNNUMBERED] = {0, 0, 2, 0, 0, 0},
    [EVIDENCE_NUMBER_UNUSED] = {0, 0, 0, 0, -2, 0},
    [EVIDENCE_LEVEL_AGREES] = {0, 2, 3, 3, 2, 0},
    [EVIDENCE_LEVEL_DIFFERS] = {0, -3, -5, -5, -2, 0},
    [EVIDENCE_OPENS_REPORT] = {0, 0, 0, 0, -2, 0},
    [EVIDENCE_IN_ANNEX] = {0, -10, -10, -10, -10, 0},
    [EVIDENCE_UNFINISHED_BEFORE] = {-2, -5, -5, -6, -5, -5},

    [EVIDENCE_PART_WORD] = {-1, -3, -3, 6, -3, 0},
    [EVIDENCE_PART_WORD_IN] = {0, 0, 0, 2, 0, 0},
    [EVIDENCE_NO_PART_WORD] = {0, 0, 0, -4, 0, 0},
    [EVIDENCE_OTHER_BUSINESS] = {-2, 0, 5, 4, -4, 0},
    [EVIDENCE_LUNCH] = {0, 1, 3, -4, -2, 0},
    [EVIDENCE_SECTION_WORD] = {-2, -2, -2, -2, 7, 0},
    [EVIDENCE_ANNEX_WORD] = {-2, -4, -6, -4, -6, 5},
    [EVIDENCE_REPORT_TITLE] = {0, 0, 0, 0, 0, 0},
    [EVIDENCE_DATE] = {-4, -8, -9, -9, 0, 0},
    [EVIDENCE_DATED] = {0, 0, 0, 0, -9, 0},
    [EVIDENCE_FIRST_LINE] = {0, 0, 0, 0, -8, 0},
    [EVIDENCE_BRIEF] = {0, 2, 2, 1, 2, 1},
    [EVIDENCE_LONG] = {1, -3, -3, -6, -6, -3},
    [EVIDENCE_SMALL_LETTER] = {1, -3, -4, -5, -6, -1},
    [EVIDENCE_SENTENCES] = {1, -5, -5, -5, -6, -6},
    [EVIDENCE_CAPITALS] = {0, 1, 1, 1, 1, 1},
    [EVIDENCE_LEADER] = {-8, -14, -14, -14, -14, -14},

    [EVIDENCE_NO_NUMBER] = {0, 0, -2, 0, -1, 0},
    [EVIDENCE_DASH] = {2, 1, -14, -14, -14, -14},
    [EVIDENCE_RUN_IN] = {-14, -14, -14, 0, -14, -14},
    [EVIDENCE_NAMED_ITEM] = {-6, -2, 5, -8, 0, 0},
    [EVIDENCE_NAMED_PART] = {-6, -6, -6, 5, 0, 0},
    [EVIDENCE_LETTER_NUMBER] = {0, 0, 0, -2, 0, 0},
    [EVIDENCE_NO_SEPARATOR] = {-3, -4, -5, -3, 0, 0},
    [EVIDENCE_CLOSING_BRACKET] = {1, 0, -1, -2, 0, 0},
    [EVIDENCE_IN_BRACKETS] = {2, -1, -5, -8, 0, 0},

    [EVIDENCE_ENDS_IN_STOP] = {2, -7, -7, -6, -8, -6},
    [EVIDENCE_ENDS_IN_QUESTION] = {1, -2, -2, -3, -2, -2},
    [EVIDENCE_ENDS_IN_COMMA] = {3, -7, -7, -7, -8, -7},
    [EVIDENCE_ENDS_IN_COLON] = {-1, -2, -2, -1, -3, -1},

    [EVIDENCE_BLANK_BEFORE] = {0, 1, 1, 1, 1, 1},
    [EVIDENCE_BLANK_AFTER] = {0, 1, 1, 1, 1, 1},
    [EVIDENCE_INTRODUCED] = {3, -2, -3, -2, -3, 0},
    [EVIDENCE_BODY_FOLLOWS] = {-1, 2, 2, 1, 2, 0},
    [EVIDENCE_HEADING_FOLLOWS] = {0, 0, 0, 2, -4, 0},
    [EVIDENCE_DASH_FOLLOWS] = {0, 0, 0, 5, -2, 0},
    [EVIDENCE_NO_BODY] = {0, -3, -4, 0, -5, 0},
    [EVIDENCE_NOTHING_FOLLOWS] = {0, -2, -2, -3, -6, -1},
    [EVIDENCE_NEIGHBOUR_BEFORE] = {2, -3, -3, -2, 0, 0},
    [EVIDENCE_NEIGHBOUR_AFTER] = {2, -3, -3, -2, 0, 0},
    [EVIDENCE_RUNS_ON] = {1, -7, -7, -7, -7, -7},
    [EVIDENCE_WRAPPED] = {1, -6, -6, -5, -6, -6},
    [EVIDENCE_AFTER_LEADER] = {-2, -3, -3, -3, -3, -3},
    [EVIDENCE_BEFORE_LEADER] = {-4, -14, -16, -20, -16, -14},

    [EVIDENCE_FORMAT_HEADING] = {-4, 4, 4, 4, 6, 4},
    [EVIDENCE_FORMAT_TEXT] = {-8, -8, -8, -8, -8, -8},
    [EVIDENCE_FORMAT_LIST] = {3, -6, -6, -8, -8, -8},
    [EVIDENCE_EMPHASISED] = {-1, 2, 3, 2, 4, 2},
};

/* The title of the report opens it: no heading of its own. Later the same words may be a title like any
 * other. */
static const signed char opening_title_weight = -12;

static int weight_of(enum evidence evidence, enum reading reading)
{
    switch (reading) {
    case READ_LIST_ITEM:
        return weights[evidence].list_item;
    case READ_SUBITEM:
        return weights[evidence].subitem;
    case READ_ITEM:
        return weights[evidence].item;
    case READ_PART:
        return weights[evidence].part;
    case READ_SECTION:
        return weights[evidence].section;
    case READ_ANNEX:
        return weights[evidence].annex;
    case READ_TEXT:
    case READ_LETTER:
    case READ_LETTER_END:
        break;
    }
    return 0;
}

static int weigh(evidence_set set, enum reading reading)
{
    int sum = 0;

    for (; set != 0; set &= set - 1)
        sum += weight_of((enum evidence)__builtin_ctzll(set), reading);
    return sum;
}

/* ---- the search ------------------------------------------------------------------------------ */

/* A candidate with all evidence that does not hang on the sequences, weighed. */
struct candidate {
    const struct line_facts *facts;
    evidence_set own;
    int own_score[READING_COUNT];
    bool unfinished_before;
};

/* The score of one reading after one hypothesis; false where it cannot be. */
static bool read_as(const struct candidate *candidate, enum reading reading,
                    const struct numbering *number, const struct hypothesis *from,
                    struct hypothesis *to)
{
    const evidence_set opening =
        EVIDENCE_BIT(EVIDENCE_OPENS_REPORT) | EVIDENCE_BIT(EVIDENCE_REPORT_TITLE);
    evidence_set set;

    to->score = from->score;
    if (!sequence_extend(&from->sequence, reading, number, candidate->facts, &to->sequence, &set))
        return false;
    if (reading == READ_TEXT)
        return true;
    if (number != NULL && number->style == NUMBER_UPPER && number->name == NAME_NONE)
        set |= EVIDENCE_BIT(EVIDENCE_LETTER_NUMBER);
    if (((set | candidate->own) & opening) == opening)
        to->score += opening_title_weight;
    if (candidate->unfinished_before && !from->sequence.after_heading)
        set |= EVIDENCE_BIT(EVIDENCE_UNFINISHED_BEFORE);
    to->score += candidate->own_score[reading] + weigh(set, reading);
    return true;
}

/* Keeps it if it is new or better than its like, and not too far behind the best so far; the worst
 * makes room. */
static void keep_hypothesis(struct outline_step *step, const struct hypothesis *hypothesis)
{
    struct hypothesis *worst = NULL;
    size_t i;

    if (step->hypothesis_count > 0 && hypothesis->score + MARGIN < step->best_score)
        return;
    if (step->hypothesis_count == 0 || hypothesis->score > step->best_score)
        step->best_score = hypothesis->score;

    for (i = 0; i < step->hypothesis_count; i++) {
        struct hypothesis *other = &step->hypotheses[i];

        if (memcmp(&other->sequence, &hypothesis->sequence, sizeof other->sequence) == 0) {
            if (hypothesis->score > other->score)
                *other = *hypothesis;
            return;
        }
        if (worst == NULL || other->score < worst->score)
            worst = other;
    }
    if (step->hypothesis_count < OUTLINE_HYPOTHESES_MAX)
        step->hypotheses[step->hypothesis_count++] = *hypothesis;
    else if (worst != NULL && hypothesis->score > worst->score)
        *worst = *hypothesis;
}

/* The first of the best that are alive; one always is. */
static size_t best_of(const struct hypothesis *hypotheses, size_t count)
{
    size_t best = SIZE_MAX, i;

    for (i = 0; i < count; i++) {
        if (!hypotheses[i].dead &&
            (best == SIZE_MAX || hypotheses[i].score > hypotheses[best].score))
            best = i;
    }
    return best;
}

static void extend_hypothesis(struct outline_step *step, const struct candidate *candidate,
                              const struct hypothesis *from, size_t from_index)
{
    size_t number_count = candidate->facts->number_count, i;
    int reading;

    for (reading = READ_TEXT; reading < READING_COUNT; reading++) {
        for (i = 0; i < (number_count > 0 ? number_count : 1); i++) {
            const struct numbering *number =
                number_count > 0 ? &candidate->facts->numbers[i] : NULL;
            struct hypothesis to = {
                .before = (uint16_t)from_index, .reading = (uint8_t)reading, .number = (uint8_t)i};

            if (read_as(candidate, (enum reading)reading, number, from, &to))
                keep_hypothesis(step, &to);
        }
    }
}

/* The hypotheses that are alive: those of the newest step, or the root. */
static const struct hypothesis *front(const struct outline *outline, size_t *count)
{
    if (outline->step_count == 0) {
        *count = 1;
        return &outline->root;
    }
    *count = outline->steps[outline->step_count - 1].hypothesis_count;
    return outline->steps[outline->step_count - 1].hypotheses;
}

/* The best goes first: it shows early which of the others are too far behind. */
static void extend_hypotheses(struct outline_step *step, const struct candidate *candidate,
                              const struct hypothesis *from, size_t count)
{
    size_t best = best_of(from, count), i;

    extend_hypothesis(step, candidate, &from[best], best);
    for (i = 0; i < count; i++) {
        if (i != best && !from[i].dead && from[i].score + MARGIN >= from[best].score)
            extend_hypothesis(step, candidate, &from[i], i);
    }
}

/* The newest line's evidence is complete (the line after it is known, or there is none). */
static void push_step(struct outline *outline, const struct line_facts *after)
{
    const struct line_facts *before = outline->facts_count > 1 ? &outline->facts[0] : NULL;
    struct candidate candidate = {.facts = &outline->facts[1]};
    const struct hypothesis *from;
    struct outline_step *step;
    size_t count;
    int reading;

    candidate.own = candidate.facts->own | evidence_of_neighbours(before, candidate.facts, after,
                                                                  &candidate.unfinished_before);
    for (reading = READ_TEXT; reading < READING_COUNT; reading++)
        candidate.own_score[reading] = weigh(candidate.own, (enum reading)reading);
    outline->steps = array_reserve(outline->steps, &outline->step_capacity, outline->step_count + 1,
                                   sizeof *outline->steps);
    step = &outline->steps[outline->step_count];
    *step = (struct outline_step){.line = candidate.facts->line,
                                  .level = candidate.facts->level,
                                  .title_end_bytes = candidate.facts->title_end_bytes};
    memcpy(step->numbers, candidate.facts->numbers, sizeof step->numbers);
    step->domain = vocabulary_domain(candidate.facts->words.whole != WORD_NONE
                                         ? candidate.facts->words.whole
                                         : candidate.facts->words.within);
    from = front(outline, &count);
    extend_hypotheses(step, &candidate, from, count);
    outline->step_count++;
    outline->steps_since_checkpoint++;
}

/* ---- deciding -------------------------------------------------------------------------------- */

static void append_decision(struct outline *outline, const struct outline_step *step,
                            const struct hypothesis *hypothesis)
{
    const struct numbering *number = &step->numbers[hypothesis->number];
    struct outline_decision *decision;

    if (hypothesis->reading == READ_TEXT)
        return;
    outline->decisions = array_reserve(outline->decisions, &outline->decision_capacity,
                                       outline->decision_count + 1, sizeof *outline->decisions);
    decision = &outline->decisions[outline->decision_count++];
    *decision = (struct outline_decision){
        .line = step->line,
        .reading = (enum reading)hypothesis->reading,
        .domain = step->domain,
        .level = step->level,
        .number_start_bytes = number->start_bytes,
        .number_end_bytes = number->end_bytes,
        .title_start_bytes = number->title_bytes,
        .title_end_bytes = hypothesis->reading == READ_PART ? step->title_end_bytes : 0,
    };
}

/* The index, among the hypotheses of step number `step`, of the one that the newest step's
 * hypothesis `index` goes back to. */
static size_t trace_back(const struct outline *outline, size_t index, size_t step)
{
    size_t at;

    for (at = outline->step_count - 1; at > step; at--)
        index = outline->steps[at].hypotheses[index].before;
    return index;
}

/* Turns the first `count` steps into decisions, along the best hypothesis. */
static void settle_steps(struct outline *outline, size_t count)
{
    struct outline_step *newest = &outline->steps[outline->step_count - 1];
    size_t best = best_of(newest->hypotheses, newest->hypothesis_count);
    size_t settled = trace_back(outline, best, count - 1);
    size_t index = settled, first = outline->decision_count, at, i;
    int best_score = newest->hypotheses[best].score;

    for (i = 0; i < newest->hypothesis_count; i++) {
        if (trace_back(outline, i, count - 1) != settled)
            newest->hypotheses[i].dead = true;
    }
    for (i = 0; i < newest->hypothesis_count; i++)
        newest->hypotheses[i].score -= best_score;
    for (at = count; at-- > 0; index = outline->steps[at].hypotheses[index].before)
        append_decision(outline, &outline->steps[at], &outline->steps[at].hypotheses[index]);
    for (i = 0; i < (outline->decision_count - first) / 2; i++) {
        struct outline_decision *left = &outline->decisions[first + i];
        struct outline_decision *right = &outline->decisions[outline->decision_count - 1 - i];
        struct outline_decision moved = *left;

        *left = *right;
        *right = moved;
    }
    if (count == outline->step_count)
        outline->root = newest->hypotheses[best];
    outline->step_count -= count;
    memmove(outline->steps, outline->steps + count, outline->step_count * sizeof *outline->steps);
}

static void decide(struct outline *outline, size_t before_line)
{
    size_t count = 0;

    while (count < outline->step_count && outline->steps[count].line < before_line)
        count++;
    if (count > 0)
        settle_steps(outline, count);
    outline->decided_lines = before_line;
}

static void check_point(struct outline *outline)
{
    if (outline->bytes_since_checkpoint < CHECKPOINT_BYTES &&
        outline->steps_since_checkpoint < CHECKPOINT_STEPS)
        return;
    decide(outline, outline->checkpoint_line);
    outline->checkpoint_line = outline->line_count - 1;
    outline->bytes_since_checkpoint = outline->steps_since_checkpoint = 0;
}

/* ---- its life -------------------------------------------------------------------------------- */

void outline_init(struct outline *outline)
{
    *outline = (struct outline){0};
}

void outline_release(struct outline *outline)
{
    vocabulary_release(&outline->vocabulary);
    free(outline->steps);
    free(outline->decisions);
    *outline = (struct outline){0};
}

/* ---- letters --------------------------------------------------------------------------------- */

enum { LETTER_FIRST_LINES = 40, LETTER_WORDS_BYTES = 120 };

static void append_letter_decision(struct outline *outline, size_t line, enum reading reading)
{
    outline->decisions = array_reserve(outline->decisions, &outline->decision_capacity,
                                       outline->decision_count + 1, sizeof *outline->decisions);
    outline->decisions[outline->decision_count++] =
        (struct outline_decision){.line = line, .reading = reading, .domain = DOMAIN_OTHER};
}

/* What stood before the salutation was a letterhead, and no heading. */
static void open_letter(struct outline *outline)
{
    outline->letter = LETTER_OPEN;
    outline->step_count = 0;
    outline->facts[0].candidate = outline->facts[1].candidate = false;
    append_letter_decision(outline, outline->letter_line, READ_LETTER);
}

/* What a letter's line begins with; sentences are not looked into otherwise. */
static enum word beginning_of(struct outline *outline, const char *text, size_t len_bytes)
{
    return vocabulary_look_up(&outline->vocabulary, text,
                              len_bytes < LETTER_WORDS_BYTES ? len_bytes : LETTER_WORDS_BYTES)
        .beginning;
}

/* Whether the report begins with the line: with its title, with a part, or as the letter's annex. A
 * letter that is not signed yet may speak of all of these, but number no part. */
static bool opens_report(const struct line_facts *facts, enum letter_state letter)
{
    const bool part = vocabulary_is_part(facts->words.whole);
    const bool kind = facts->words.nothing_else && (facts->words.found & 1u << WORD_REPORT) != 0;

    if (!facts->candidate || facts->end == '.' || facts->end == ',')
        return false;
    if (letter == LETTER_OPEN)
        return part && facts->number_count > 0 && facts->end != ':';
    if (part)
        return true;
    return facts->end != ':' && (kind || facts->words.beginning == WORD_ANNEX ||
                                 (facts->own & EVIDENCE_BIT(EVIDENCE_REPORT_TITLE)) != 0);
}

/* Rule 9. True while the line belongs to a letter, and so is no candidate. */
static bool in_letter(struct outline *outline, const struct line_facts *facts, const char *text,
                      size_t len_bytes)
{
    if (outline->letter == LETTER_OVER ||
        (outline->letter == LETTER_NONE &&
         (facts->line > LETTER_FIRST_LINES || outline->decided_lines > 0)))
        return false;
    if (outline->letter == LETTER_NONE) {
        if (!outline->letter_has_heading && (facts->own & EVIDENCE_BIT(EVIDENCE_FORMAT_HEADING))) {
            outline->letter_has_heading = true;
            outline->letter_line = facts->line;
        }
        if (len_bytes > LETTER_WORDS_BYTES || facts->end == '.' || facts->number_count > 0 ||
            beginning_of(outline, text, len_bytes) != WORD_SALUTATION)
            return false;
        open_letter(outline);
        return true;
    }
    if (opens_report(facts, outline->letter)) {
        outline->letter = LETTER_OVER;
        append_letter_decision(outline, facts->line, READ_LETTER_END);
        return false;
    }
    if (beginning_of(outline, text, len_bytes) == WORD_VALEDICTION)
        outline->letter = LETTER_SIGNED;
    return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void add_facts(struct outline *outline, const struct line_facts *facts)
{
    if (facts->apparatus)
        return;
    if (outline->facts_count > 0 && outline->facts[1].candidate)
        push_step(outline, facts);
    outline->facts[0] = outline->facts[1];
    outline->facts[1] = *facts;
    if (outline->facts_count < 2)
        outline->facts_count++;
}

void outline_add(struct outline *outline, const char *text, size_t len_bytes,
                 const struct report_event *event)
{
    struct line_facts facts;

    evidence_of_line(&facts, &outline->vocabulary, text, len_bytes, event,
                     outline->line_count == 0);
    facts.line = outline->line_count;
    if (in_letter(outline, &facts, text, len_bytes))
        facts.candidate = facts.marked = false;
    add_facts(outline, &facts);
    outline->line_count++;
    outline->bytes_since_checkpoint += len_bytes;
    check_point(outline);
}

void outline_finish(struct outline *outline)
{
    if (outline->facts_count > 0 && outline->facts[1].candidate)
        push_step(outline, NULL);
    outline->facts[1].candidate = false;
    decide(outline, outline->line_count);
}

size_t outline_decided_lines(const struct outline *outline)
{
    return outline->decided_lines;
}

void outline_drop_decisions(struct outline *outline, size_t count)
{
    if (count == 0)
        return;
    outline->decision_count -= count;
    memmove(outline->decisions, outline->decisions + count,
            outline->decision_count * sizeof *outline->decisions);
}
