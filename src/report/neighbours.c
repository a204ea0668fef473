/* What the lines around a line say for and against its being a heading.
 *
 *  1. Only the line before and the line after count, apparatus left out (evidence.c).
 *  2. Running text under a line speaks for it; a list it may belong to, a sentence that it may have been
 *     cut from and a table of contents speak against it. */
#include "config.h"

#include "report/evidence.h"

enum { INTRODUCTION_MIN_BYTES = 40, WRAPPED_MIN_BYTES = 45, WRAPPED_MAX_BYTES = 110 };

/* Whether the second line has the number after the first one's. */
static bool numbers_follow(const struct line_facts *first, const struct line_facts *second)
{
    size_t i, k;

    for (i = 0; i < first->number_count; i++) {
        for (k = 0; k < second->number_count; k++) {
            const struct numbering *a = &first->numbers[i], *b = &second->numbers[k];

            if (a->style == b->style && a->style != NUMBER_DASH &&
                ((b->value == a->value + 1 && a->sub == b->sub) ||
                 (b->value == a->value && a->sub > 0 && b->sub == a->sub + 1)))
                return true;
        }
    }
    return false;
}

static bool is_running_text(const struct line_facts *line)
{
    const bool sentence =
        line->end == '.' && (!line->marked || line->len_bytes >= EVIDENCE_BODY_MIN_BYTES);
    const bool introduction = line->end == ':' && line->len_bytes >= INTRODUCTION_MIN_BYTES;

    return (sentence || (!line->marked && (introduction || line->has_sentence)) ||
            (!line->marked && line->len_bytes >= EVIDENCE_BODY_MIN_BYTES)) &&
           (line->own & EVIDENCE_BIT(EVIDENCE_LEADER)) == 0;
}

static bool is_dash_title(const struct line_facts *line)
{
    return (line->own & EVIDENCE_BIT(EVIDENCE_DASH)) != 0 && line->candidate;
}

static evidence_set evidence_before(const struct line_facts *before, const struct line_facts *line,
                                    bool *unfinished_before)
{
    evidence_set set = 0;

    *unfinished_before =
        !line->blank_before && before->end != '.' && before->end != '?' && before->end != ':';
    if (before->end == ':')
        set |= EVIDENCE_BIT(EVIDENCE_INTRODUCED);
    if (numbers_follow(before, line))
        set |= EVIDENCE_BIT(EVIDENCE_NEIGHBOUR_BEFORE);
    if (before->own & EVIDENCE_BIT(EVIDENCE_LEADER))
        set |= EVIDENCE_BIT(EVIDENCE_AFTER_LEADER);
    return set;
}

static evidence_set evidence_after(const struct line_facts *line, const struct line_facts *after)
{
    evidence_set set = 0;
    bool adjoins = !after->blank_before;

    if (after->blank_before)
        set |= EVIDENCE_BIT(EVIDENCE_BLANK_AFTER);
    if (is_running_text(after))
        set |= EVIDENCE_BIT(EVIDENCE_BODY_FOLLOWS);
    else if (after->marked)
        set |= EVIDENCE_BIT(EVIDENCE_HEADING_FOLLOWS);
    else if (is_dash_title(after))
        set |= EVIDENCE_BIT(EVIDENCE_DASH_FOLLOWS);
    else if (line->number_count == 0 || is_dash_title(line))
        set |= EVIDENCE_BIT(EVIDENCE_NO_BODY);
    if (after->own & EVIDENCE_BIT(EVIDENCE_LEADER))
        set |= EVIDENCE_BIT(EVIDENCE_BEFORE_LEADER);
    if (numbers_follow(line, after))
        set |= EVIDENCE_BIT(EVIDENCE_NEIGHBOUR_AFTER);
    if (adjoins && after->begins_small && after->number_count == 0 &&
        after->len_bytes <= EVIDENCE_BODY_MIN_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_RUNS_ON);
    if (adjoins && !after->marked && after->end != '.' && line->len_bytes >= WRAPPED_MIN_BYTES &&
        line->len_bytes <= WRAPPED_MAX_BYTES && after->len_bytes >= WRAPPED_MIN_BYTES &&
        after->len_bytes <= WRAPPED_MAX_BYTES)
        set |= EVIDENCE_BIT(EVIDENCE_WRAPPED);
    return set;
}

evidence_set evidence_of_neighbours(const struct line_facts *before, const struct line_facts *line,
                                    const struct line_facts *after, bool *unfinished_before)
{
    evidence_set set = 0;

    *unfinished_before = false;
    if (line->blank_before)
        set |= EVIDENCE_BIT(EVIDENCE_BLANK_BEFORE);
    if (before != NULL)
        set |= evidence_before(before, line, unfinished_before);
    if (after != NULL)
        set |= evidence_after(line, after);
    else
        set |= EVIDENCE_BIT(EVIDENCE_NOTHING_FOLLOWS);
    return set;
}
