/* A reader's corrections of an outline.
 *
 * What is always true:
 *  1. The text, the places of blocks and the kinds of blocks that nobody corrected never change, so
 *     every position holds.
 *  2. What was inferred is kept with the report from the first correction on, and each time is where the
 *     work begins: the outline depends on what was inferred and on the corrections alone, never on
 *     those before.
 *  3. Headings come in the order of their blocks through the same rules as when the report was read
 *     (sections.c); a corrected one brings its depth along. So a part that is taken away leaves its items
 *     to the part before, and one that is put in takes those that follow.
 *  4. A sub-item needs something to stand under: where its item is gone and nothing else is open, it is an
 *     item, and so are its like until another heading comes.
 *  5. Numbers and titles of new headings are those that the inference would have read there
 *     (evidence.c). */
#include "config.h"

#include "report/correct.h"

#include <stdlib.h>
#include <string.h>

#include "report/evidence.h"
#include "report/footnote.h"
#include "report/meeting.h"
#include "report/sections.h"
#include "text/text.h"

/* ---- words ----------------------------------------------------------------------------------- */

static bool parse_domain(const char *word, size_t len_bytes, enum domain *domain)
{
    static const enum domain domains[] = {DOMAIN_HOME_AFFAIRS, DOMAIN_JUSTICE, DOMAIN_MIXED,
                                          DOMAIN_OTHER};

    for (size_t i = 0; i < COUNT_OF(domains); i++) {
        const char *name = domain_name(domains[i]);

        if (strlen(name) == len_bytes && memcmp(name, word, len_bytes) == 0) {
            *domain = domains[i];
            return true;
        }
    }
    return false;
}

bool report_reading_parse(const char *words, size_t len_bytes, struct report_reading *reading)
{
    static const char heading[] = "heading ", paragraph[] = "paragraph", part[] = "part ";

    *reading = (struct report_reading){.as = READING_PARAGRAPH, .domain = DOMAIN_OTHER};
    if (len_bytes == sizeof heading && memcmp(words, heading, sizeof heading - 1) == 0) {
        const char digit = words[sizeof heading - 1];

        reading->as = READING_HEADING;
        reading->depth = (unsigned)(digit - '0');
        return digit >= '1' && digit <= '0' + REPORT_CORRECTION_DEPTH_MAX;
    }
    if (len_bytes > sizeof part - 1 && memcmp(words, part, sizeof part - 1) == 0) {
        reading->as = READING_PART;
        return parse_domain(words + sizeof part - 1, len_bytes - (sizeof part - 1),
                            &reading->domain);
    }
    return len_bytes == sizeof paragraph - 1 && memcmp(words, paragraph, len_bytes) == 0;
}

void report_reading_append(struct buffer *out, const struct report_reading *reading)
{
    switch (reading->as) {
    case READING_HEADING:
        buffer_append_format(out, "heading %u", reading->depth);
        break;
    case READING_PART:
        buffer_append_format(out, "part %s", domain_name(reading->domain));
        break;
    case READING_PARAGRAPH:
        buffer_append_string(out, "paragraph");
        break;
    }
}

struct report_reading report_reading_of(const struct report *report, size_t block)
{
    const struct report_block *found = &report->blocks[block];
    const struct report_heading *heading;

    if (found->kind != BLOCK_HEADING)
        return (struct report_reading){.as = READING_PARAGRAPH, .domain = DOMAIN_OTHER};
    heading = &report->headings[found->heading];
    return (struct report_reading){
        .as = heading->kind == HEADING_PART ? READING_PART : READING_HEADING,
        .depth = heading->kind == HEADING_LETTER ? 0 : heading->depth,
        .domain = heading->domain,
    };
}

bool report_may_correct(const struct report *report, size_t block)
{
    return block < report->block_count && report->blocks[block].kind != BLOCK_FOOTNOTE;
}

/* ---- what was inferred ------------------------------------------------------------------------ */

static struct report_inferred *inferred_of(struct report *report)
{
    if (report->inferred == NULL)
        report->inferred = base_allocate(sizeof *report->inferred);
    return report->inferred;
}

static struct report_heading *copy_headings(const struct report_heading *headings, size_t count)
{
    struct report_heading *copy = base_reallocate(NULL, count, sizeof *copy);

    for (size_t i = 0; i < count; i++) {
        copy[i] = headings[i];
        copy[i].number = base_copy_string(headings[i].number);
    }
    return copy;
}

static void free_headings(struct report_heading *headings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(headings[i].number);
    free(headings);
}

void correct_forget(struct report *report)
{
    struct report_inferred *inferred = report->inferred;

    if (inferred == NULL)
        return;
    free_headings(inferred->headings, inferred->heading_count);
    free(inferred->blocks);
    meeting_release(&inferred->meeting);
    free(inferred);
    report->inferred = NULL;
}

static void keep_outline(struct report *report)
{
    struct report_inferred *inferred = inferred_of(report);

    if (inferred->outline_kept)
        return;
    inferred->headings = copy_headings(report->headings, report->heading_count);
    inferred->heading_count = report->heading_count;
    inferred->outline_kept = true;
}

/* The corrected blocks are what they were. */
static void restore_blocks(struct report *report)
{
    struct report_inferred *inferred = report->inferred;

    for (size_t i = 0; i < inferred->block_count; i++) {
        struct report_block *block = &report->blocks[inferred->blocks[i].block];

        block->kind = inferred->blocks[i].kind;
        block->corrected = false;
    }
    free(inferred->blocks);
    inferred->blocks = NULL;
    inferred->block_count = 0;
}

/* ---- which corrections hold -------------------------------------------------------------------- */

struct ordered {
    struct report_correction correction;
    size_t order;
};

static int compare_ordered(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;

    if (a->correction.block != b->correction.block)
        return a->correction.block < b->correction.block ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Those that may be, by block, one a block. */
static struct ordered *sort_corrections(const struct report *report,
                                        const struct report_correction *corrections, size_t *count)
{
    struct ordered *sorted = base_reallocate(NULL, *count, sizeof *sorted);
    size_t kept = 0, last = 0;

    for (size_t i = 0; i < *count; i++) {
        if (report_may_correct(report, corrections[i].block)) {
            sorted[kept] = (struct ordered){corrections[i], kept};
            kept++;
        }
    }
    if (kept > 1)
        qsort(sorted, kept, sizeof *sorted, compare_ordered);
    for (size_t i = 1; i < kept; i++) {
        if (sorted[i].correction.block != sorted[last].correction.block)
            last++;
        sorted[last] = sorted[i];
    }
    *count = kept > 0 ? last + 1 : 0;
    return sorted;
}

static void mark_blocks(struct report *report, const struct ordered *sorted, size_t count)
{
    struct report_inferred *inferred = report->inferred;

    inferred->blocks = base_reallocate(NULL, count, sizeof *inferred->blocks);
    inferred->block_count = count;
    for (size_t i = 0; i < count; i++) {
        struct report_block *block = &report->blocks[sorted[i].correction.block];
        const bool heading = sorted[i].correction.reading.as != READING_PARAGRAPH;

        inferred->blocks[i] =
            (struct inferred_block){.block = sorted[i].correction.block, .kind = block->kind};
        block->corrected = true;
        if (heading)
            block->kind = BLOCK_HEADING;
        else if (block->kind == BLOCK_HEADING)
            block->kind = BLOCK_PARAGRAPH;
    }
}

/* ---- a new heading's words ---------------------------------------------------------------------- */

/* The block's length without the footnote marks at its end. */
static size_t len_without_marks(const struct report *report, size_t block)
{
    const char *text = report->text.data;
    size_t start_bytes = report->blocks[block].start_bytes;
    size_t end_bytes = report->blocks[block].end_bytes, before_bytes;

    do {
        before_bytes = end_bytes;
        for (size_t i = 0; i < report->footnote_count; i++) {
            const struct report_footnote *note = &report->footnotes[i];
            const char *start = text + start_bytes;
            size_t len_bytes;

            if (note->mark_block != block || note->mark_end_bytes != end_bytes)
                continue;
            len_bytes = note->mark_start_bytes - start_bytes;
            text_trim(&start, &len_bytes);
            end_bytes = start_bytes + len_bytes;
        }
    } while (end_bytes < before_bytes && end_bytes > start_bytes);
    return end_bytes > start_bytes ? end_bytes - start_bytes
                                   : report->blocks[block].end_bytes - start_bytes;
}

/* The number and title that the inference would read there. */
static void read_words(const struct report *report, struct vocabulary *vocabulary, size_t block,
                       bool is_part, struct report_heading *heading)
{
    const size_t start_bytes = report->blocks[block].start_bytes;
    const size_t len_bytes = len_without_marks(report, block);
    const char *text = report->text.data + start_bytes;
    const struct report_event event = {
        .kind = is_part ? EVENT_LINE : EVENT_HEADING, .text = text, .len_bytes = len_bytes};
    struct line_facts facts;
    struct numbering number = {0};
    size_t title_end_bytes = len_bytes;

    evidence_of_line(&facts, vocabulary, text, len_bytes, &event, false);
    if (facts.number_count > 0 && (facts.own & EVIDENCE_BIT(EVIDENCE_DATE)) == 0)
        number = facts.numbers[0];
    if (is_part && facts.title_end_bytes > 0)
        title_end_bytes = facts.title_end_bytes;
    free(heading->number);
    heading->number = NULL;
    if (number.end_bytes > number.start_bytes)
        heading->number =
            base_copy_bytes(text + number.start_bytes, number.end_bytes - number.start_bytes);
    heading->title_start_bytes = start_bytes + number.title_bytes;
    heading->title_end_bytes = start_bytes + title_end_bytes;
    if (heading->title_end_bytes < heading->title_start_bytes)
        heading->title_end_bytes = heading->title_start_bytes;
}

/* ---- the outline anew ---------------------------------------------------------------------------- */

struct revision {
    struct report *report;
    const struct report_inferred *inferred;
    struct sections sections;
    struct vocabulary vocabulary;
    size_t next_inferred; /* of the inferred headings, the first that is not behind us */
    size_t letter_end;    /* where the open letter ends, or REPORT_NONE */
    size_t risen;         /* rule 4: the item that was a sub-item, or REPORT_NONE */
};

/* What the format would call a heading of that depth: as it called the nearest one, before or after. */
static unsigned level_at(const struct revision *revision, unsigned depth)
{
    const struct report_inferred *inferred = revision->inferred;
    const struct sections *sections = &revision->sections;
    unsigned above = depth > 1 ? sections->open_levels[depth - 2] : 0;

    for (size_t i = revision->next_inferred; i-- > 0;)
        if (inferred->headings[i].depth == depth && inferred->headings[i].level > above)
            return inferred->headings[i].level;
    for (size_t i = revision->next_inferred; i < inferred->heading_count; i++)
        if (inferred->headings[i].depth == depth && inferred->headings[i].level > above)
            return inferred->headings[i].level;
    return above > 0 ? above + 1 : 0;
}

/* What a heading is that a reader gave a depth. was: as inferred, or NULL. */
static enum heading_kind kind_at(const struct revision *revision, unsigned depth,
                                 const struct report_heading *was, bool numbered)
{
    const struct sections *sections = &revision->sections;
    enum heading_kind above;

    if (was != NULL && depth == 1 && (was->kind == HEADING_PART || was->kind == HEADING_ANNEX))
        return was->kind;
    if (was != NULL && was->kind == HEADING_SECTION)
        return HEADING_SECTION;
    if (depth == 1)
        return numbered || (was != NULL && was->kind == HEADING_ITEM) ? HEADING_ITEM
                                                                      : HEADING_SECTION;
    above = revision->report->headings[sections->open[depth - 2]].kind;
    switch (above) {
    case HEADING_PART:
        return HEADING_ITEM;
    case HEADING_ITEM:
    case HEADING_SUBITEM:
        return HEADING_SUBITEM;
    case HEADING_SECTION:
        return numbered ? HEADING_ITEM : HEADING_SECTION;
    case HEADING_LETTER:
    case HEADING_ANNEX:
        break;
    }
    return HEADING_SECTION;
}

/* Appends the heading; what it is and how deep is known, the rest follows. */
static void append_heading(struct revision *revision, const struct report_heading *like,
                           unsigned depth, size_t block)
{
    struct report *report = revision->report;
    struct sections *sections = &revision->sections;
    struct report_heading *added;
    const char *title = report->text.data + like->title_start_bytes;

    sections_close(sections, depth, block);
    report->headings = array_reserve(report->headings, &report->heading_capacity,
                                     report->heading_count + 1, sizeof *report->headings);
    added = &report->headings[report->heading_count];
    *added = *like;
    added->depth = depth;
    added->parent = sections_innermost(sections);
    added->first_block = block;
    added->end_block = block + 1;
    if (added->kind != HEADING_PART)
        added->domain = sections_domain(sections, added->kind, title,
                                        like->title_end_bytes - like->title_start_bytes);
    sections_open(sections, report->heading_count++, like->level);
}

/* was: the block's heading as inferred, or NULL. */
static void add_corrected(struct revision *revision, const struct report_correction *correction,
                          const struct report_heading *was)
{
    const struct report_reading *reading = &correction->reading;
    const bool is_part = reading->as == READING_PART;
    const size_t open_count = revision->sections.open_count;
    unsigned depth = is_part ? 1 : reading->depth;
    struct report_heading heading = {.domain = reading->domain};

    if (depth > open_count + 1)
        depth = (unsigned)open_count + 1;
    if (was != NULL) {
        heading = *was;
        heading.number = base_copy_string(was->number);
    } else {
        read_words(revision->report, &revision->vocabulary, correction->block, is_part, &heading);
    }
    heading.kind = is_part ? HEADING_PART : kind_at(revision, depth, was, heading.number != NULL);
    if (is_part)
        heading.domain = reading->domain;
    if (was == NULL || was->depth != depth)
        heading.level = level_at(revision, depth);
    if (depth == 1)
        revision->letter_end = REPORT_NONE;
    revision->risen = REPORT_NONE;
    append_heading(revision, &heading, depth, correction->block);
}

static void add_inferred(struct revision *revision, const struct report_heading *was)
{
    struct sections *sections = &revision->sections;
    struct report_heading heading = *was;
    unsigned depth;

    heading.number = base_copy_string(was->number);
    if (was->kind == HEADING_SUBITEM &&
        (sections->open_count == 0 || sections->open[0] == revision->risen)) {
        heading.kind = HEADING_ITEM;
        revision->risen = revision->report->heading_count;
        depth = 1;
    } else {
        revision->risen = REPORT_NONE;
        depth = sections_depth(sections, was->kind, was->level);
    }
    if (depth == 1)
        revision->letter_end = was->kind == HEADING_LETTER ? was->end_block : REPORT_NONE;
    append_heading(revision, &heading, depth, was->first_block);
}

static void end_letter(struct revision *revision, size_t block)
{
    if (revision->letter_end == block)
        sections_close(&revision->sections, 1, block);
}

/* Goes through the blocks once. */
static void revise(struct revision *revision, const struct ordered *sorted, size_t count)
{
    struct report *report = revision->report;
    const struct report_inferred *inferred = revision->inferred;
    size_t next = 0;

    for (size_t block = 0; block < report->block_count; block++) {
        const struct report_heading *was = NULL;

        end_letter(revision, block);
        if (revision->next_inferred < inferred->heading_count &&
            inferred->headings[revision->next_inferred].first_block == block)
            was = &inferred->headings[revision->next_inferred++];
        if (next < count && sorted[next].correction.block == block) {
            if (sorted[next].correction.reading.as != READING_PARAGRAPH)
                add_corrected(revision, &sorted[next].correction, was);
            next++;
        } else if (was != NULL) {
            add_inferred(revision, was);
        }
        report->blocks[block].heading = sections_innermost(&revision->sections);
    }
    end_letter(revision, report->block_count);
    sections_close(&revision->sections, 1, report->block_count);
    for (size_t i = 0; i < report->footnote_count; i++)
        report->footnotes[i].heading = report_item_of_block(report, report->footnotes[i].block);
}

void report_correct(struct report *report, const struct report_correction *corrections,
                    size_t count)
{
    struct revision revision = {.report = report, .sections = {.report = report}};
    struct ordered *sorted;

    if (!report->complete ||
        (count == 0 && (report->inferred == NULL || report->inferred->block_count == 0)))
        return;
    keep_outline(report);
    restore_blocks(report);
    sorted = sort_corrections(report, corrections, &count);
    mark_blocks(report, sorted, count);
    free_headings(report->headings, report->heading_count);
    report->headings = NULL;
    report->heading_count = report->heading_capacity = 0;
    revision.inferred = report->inferred;
    revision.letter_end = revision.risen = REPORT_NONE;
    revise(&revision, sorted, count);
    vocabulary_release(&revision.vocabulary);
    free(sorted);
}

/* ---- the meeting --------------------------------------------------------------------------------- */

void report_set_meeting(struct report *report, const char *date_from, const char *date_to,
                        const char *place)
{
    struct report_meeting *meeting = &report->meeting;
    struct report_inferred *inferred;

    if (date_from == NULL && place == NULL && report->inferred == NULL)
        return;
    inferred = inferred_of(report);
    if (!inferred->meeting_kept)
        meeting_copy(&inferred->meeting, meeting);
    inferred->meeting_kept = true;
    meeting_release(meeting);
    meeting_copy(meeting, &inferred->meeting);
    /* what was given for this call alone, when the report was read, holds over what was set before */
    if (date_from != NULL && meeting->source != MEETING_FROM_READER) {
        free(meeting->date_from);
        free(meeting->date_to);
        meeting->date_from = base_copy_string(date_from);
        meeting->date_to = base_copy_string(date_to != NULL ? date_to : date_from);
        meeting->source = MEETING_FROM_READER;
    }
    if (place != NULL) {
        free(meeting->place);
        meeting->place = base_copy_string(place);
        if (meeting->date_from == NULL)
            meeting->source = MEETING_FROM_READER;
    }
}
