/* What report.h promises, as a function: one test here for each sentence there. */
#include "config.h"

#include "report_check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/subject.h"
#include "text/text.h"

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return #condition;                                                                     \
    } while (false)

static const char *check_block(const struct report *report, size_t index, size_t *bytes,
                               size_t *points)
{
    const struct report_block *block = &report->blocks[index];
    const char *text = report->text.data + block->start_bytes, *trimmed = text;
    size_t len_bytes = block->end_bytes - block->start_bytes, trimmed_bytes = len_bytes;

    if (index > 0) {
        CHECK(memcmp(report->text.data + *bytes, "\n\n", 2) == 0);
        *bytes += 2;
        *points += 2;
    }
    CHECK(block->start_bytes == *bytes && block->start_points == *points);
    CHECK(block->end_bytes > block->start_bytes && block->end_bytes < report->text.len_bytes);
    CHECK(memchr(text, '\n', len_bytes) == NULL);
    text_trim(&trimmed, &trimmed_bytes);
    if (block->kind == BLOCK_TABLE_ROW) /* the tabs beside empty cells */
        CHECK(trimmed_bytes > 0 && memchr(text, ' ', (size_t)(trimmed - text)) == NULL &&
              text[len_bytes - 1] != ' ');
    else
        CHECK(trimmed == text && trimmed_bytes == len_bytes);
    *bytes = block->end_bytes;
    *points += text_count_points(text, len_bytes);
    CHECK(block->end_points == *points);
    CHECK(report_block_at_bytes(report, block->start_bytes) == index);
    CHECK(report_block_at_bytes(report, block->end_bytes) == index);
    CHECK(report_block_at_points(report, block->end_points) == index);
    CHECK(report_points_to_bytes(report, block->start_points) == block->start_bytes);
    CHECK(report_points_to_bytes(report, block->end_points) == block->end_bytes);
    CHECK(report_bytes_to_points(report, block->end_bytes) == block->end_points);
    CHECK(report_bytes_to_points(report, block->start_bytes) == block->start_points);
    CHECK(block->heading == REPORT_NONE || block->heading < report->heading_count);
    return NULL;
}

static const char *check_text(const struct report *report, size_t *where)
{
    size_t bytes = 0, points = 0, i;
    const char *broken;

    for (i = 0; i < report->block_count; i++) {
        *where = i;
        broken = check_block(report, i, &bytes, &points);
        if (broken != NULL)
            return broken;
    }
    if (report->block_count > 0) {
        CHECK(report->text.data[bytes] == '\n');
        bytes++;
        points++;
    }
    CHECK(report->text.len_bytes == bytes && report->text_points == points);
    CHECK(report->text.data == NULL || report->text.data[bytes] == '\0');
    CHECK(report_bytes_to_points(report, bytes + 7) == points);
    CHECK(report_points_to_bytes(report, points + 7) == bytes);
    return NULL;
}

static const char *check_title(const struct report *report, const struct report_heading *heading)
{
    const struct report_block *block = &report->blocks[heading->first_block];
    size_t number_bytes = heading->number != NULL ? strlen(heading->number) : 0;
    size_t number_end = heading->title_start_bytes;

    if (heading->kind == HEADING_ANNEX && heading->title_start_bytes == block->start_bytes)
        number_end = heading->title_end_bytes; /* its title is all there is */
    else
        CHECK(heading->title_start_bytes >= block->start_bytes + number_bytes);
    CHECK(heading->title_start_bytes <= heading->title_end_bytes);
    CHECK(heading->title_end_bytes <= block->end_bytes);
    if (heading->number != NULL) {
        CHECK(number_bytes > 0);
        CHECK(memmem(report->text.data + block->start_bytes, number_end - block->start_bytes,
                     heading->number, number_bytes) != NULL);
    }
    return NULL;
}

/* The domain of a heading that is no part. */
static enum domain promised_domain(const struct report *report, size_t index)
{
    const struct report_heading *heading = &report->headings[index], *outer = heading;
    enum domain subject, above;
    const char *title;
    size_t title_bytes;

    while (outer->parent != REPORT_NONE)
        outer = &report->headings[outer->parent];
    if (heading->kind == HEADING_LETTER || heading->kind == HEADING_ANNEX)
        return DOMAIN_OTHER;
    if (outer->kind == HEADING_LETTER || outer->kind == HEADING_ANNEX)
        return DOMAIN_OTHER;
    if (outer->kind == HEADING_PART && outer->domain != DOMAIN_MIXED)
        return outer->domain;
    title = report_title_text(report, index, &title_bytes);
    subject = subject_domain(title, title_bytes);
    above = heading->parent != REPORT_NONE ? report->headings[heading->parent].domain : subject;
    if (subject != DOMAIN_OTHER)
        return subject;
    return above != DOMAIN_MIXED ? above : DOMAIN_OTHER;
}

/* Where the letter ends that the heading is or stands in; no block is there where it is in none. */
static size_t letter_end(const struct report *report, size_t index)
{
    while (report->headings[index].parent != REPORT_NONE)
        index = report->headings[index].parent;
    return report->headings[index].kind == HEADING_LETTER ? report->headings[index].end_block
                                                          : report->block_count;
}

static const char *check_heading(const struct report *report, size_t index)
{
    const struct report_heading *heading = &report->headings[index];
    size_t end = report->block_count, outer_end, later, i;

    CHECK(heading->first_block < report->block_count);
    CHECK(report->blocks[heading->first_block].kind == BLOCK_HEADING);
    CHECK(report->blocks[heading->first_block].heading == index);
    CHECK(index == 0 || heading->first_block > report->headings[index - 1].first_block);
    CHECK(heading->depth >= 1);
    for (later = index + 1; later < report->heading_count; later++) {
        if (report->headings[later].depth <= heading->depth) {
            end = report->headings[later].first_block;
            break;
        }
    }
    outer_end = letter_end(report, index);
    if (heading->kind == HEADING_LETTER)
        CHECK(heading->depth == 1 && heading->end_block > heading->first_block &&
              heading->end_block <= end);
    else
        CHECK(heading->end_block == (end < outer_end ? end : outer_end));
    if (heading->parent == REPORT_NONE) {
        CHECK(heading->depth == 1);
    } else {
        const struct report_heading *parent = &report->headings[heading->parent];

        CHECK(heading->parent < index && parent->depth < heading->depth);
        CHECK(parent->first_block < heading->first_block &&
              parent->end_block >= heading->end_block);
    }
    CHECK(heading->kind == HEADING_PART || heading->domain == promised_domain(report, index));
    CHECK(heading->kind != HEADING_PART || heading->depth == 1);
    CHECK(heading->kind != HEADING_SUBITEM || heading->depth > 1);
    end = index + 1 < report->heading_count ? report->headings[index + 1].first_block
                                            : report->block_count;
    for (i = heading->first_block; i < end; i++)
        CHECK(report->blocks[i].heading == (i >= outer_end ? REPORT_NONE : index));
    return check_title(report, heading);
}

static const char *check_outline(const struct report *report, size_t *where)
{
    size_t first =
        report->heading_count > 0 ? report->headings[0].first_block : report->block_count;
    size_t headings = 0, i;
    const char *broken;

    for (i = 0; i < first; i++) {
        *where = i;
        CHECK(report->blocks[i].heading == REPORT_NONE);
    }
    for (i = 0; i < report->heading_count; i++) {
        *where = i;
        broken = check_heading(report, i);
        if (broken != NULL)
            return broken;
    }
    for (i = 0; i < report->block_count; i++)
        headings += report->blocks[i].kind == BLOCK_HEADING;
    CHECK(headings == report->heading_count);
    return NULL;
}

/* Whether the bytes are "[label]" and, for a text, the space after it. */
static bool is_mark(const struct report *report, size_t start_bytes, const char *label)
{
    const char *at = report->text.data + start_bytes;
    size_t label_bytes = strlen(label);

    return *at == '[' && memcmp(at + 1, label, label_bytes) == 0 && at[label_bytes + 1] == ']';
}

/* A letter may end before the next heading, and its footnotes stand at its end. */
static bool ends_letter(const struct report *report, size_t block)
{
    const size_t heading = report->blocks[block].heading;

    return heading != REPORT_NONE && report->headings[heading].kind == HEADING_LETTER &&
           report->headings[heading].end_block == block + 1;
}

static const char *check_footnote(const struct report *report, size_t index)
{
    const struct report_footnote *note = &report->footnotes[index];
    const struct report_block *block = &report->blocks[note->block], *mark;
    size_t label_bytes = strlen(note->label), next = note->block + 1;

    CHECK(note->block < report->block_count && block->kind == BLOCK_FOOTNOTE);
    CHECK(index == 0 || note->block > report->footnotes[index - 1].block);
    CHECK(is_mark(report, block->start_bytes, note->label));
    CHECK(report->text.data[block->start_bytes + label_bytes + 2] == ' ');
    CHECK(note->text_start_bytes == block->start_bytes + label_bytes + 3);
    CHECK(note->text_start_bytes < block->end_bytes);
    CHECK(note->heading == report_item_of_block(report, note->block));
    CHECK(next == report->block_count || report->blocks[next].kind == BLOCK_HEADING ||
          report->blocks[next].kind == BLOCK_FOOTNOTE || report->blocks[next].corrected ||
          ends_letter(report, note->block));
    if (note->mark_block == REPORT_NONE)
        return NULL;
    mark = &report->blocks[note->mark_block];
    CHECK(note->mark_block < note->block);
    CHECK(note->mark_start_bytes >= mark->start_bytes && note->mark_end_bytes <= mark->end_bytes);
    CHECK(note->mark_end_bytes == note->mark_start_bytes + label_bytes + 2);
    CHECK(is_mark(report, note->mark_start_bytes, note->label));
    return NULL;
}

static const char *check_footnotes(const struct report *report, size_t *where)
{
    size_t notes = 0, i;
    const char *broken;

    for (i = 0; i < report->footnote_count; i++) {
        *where = i;
        broken = check_footnote(report, i);
        if (broken != NULL)
            return broken;
    }
    for (i = 0; i < report->block_count; i++)
        notes += report->blocks[i].kind == BLOCK_FOOTNOTE;
    CHECK(notes == report->footnote_count);
    return NULL;
}

const char *report_check(const struct report *report, size_t *where)
{
    const char *broken = check_text(report, where);

    if (broken == NULL)
        broken = check_outline(report, where);
    if (broken == NULL)
        broken = check_footnotes(report, where);
    return broken;
}

/* ---- the same report ------------------------------------------------------------------------- */

static bool same_string(const char *left, const char *right)
{
    return (left == NULL) == (right == NULL) && (left == NULL || strcmp(left, right) == 0);
}

static bool same_heading(const struct report_heading *left, const struct report_heading *right)
{
    return left->kind == right->kind && left->domain == right->domain &&
           left->depth == right->depth && left->level == right->level &&
           left->parent == right->parent && left->first_block == right->first_block &&
           left->end_block == right->end_block && same_string(left->number, right->number) &&
           left->title_start_bytes == right->title_start_bytes &&
           left->title_end_bytes == right->title_end_bytes;
}

static bool same_block(const struct report_block *left, const struct report_block *right)
{
    return left->kind == right->kind && left->corrected == right->corrected &&
           left->start_bytes == right->start_bytes && left->end_bytes == right->end_bytes &&
           left->start_points == right->start_points && left->end_points == right->end_points &&
           left->heading == right->heading;
}

static bool same_footnote(const struct report_footnote *left, const struct report_footnote *right)
{
    return same_string(left->label, right->label) && left->mark_block == right->mark_block &&
           left->mark_start_bytes == right->mark_start_bytes &&
           left->mark_end_bytes == right->mark_end_bytes && left->block == right->block &&
           left->text_start_bytes == right->text_start_bytes && left->heading == right->heading;
}

const char *report_compare(const struct report *left, const struct report *right, size_t *where)
{
    size_t i;

    *where = 0;
    CHECK(left->text.len_bytes == right->text.len_bytes);
    CHECK(left->text.len_bytes == 0 ||
          memcmp(left->text.data, right->text.data, left->text.len_bytes) == 0);
    CHECK(left->text_points == right->text_points);
    CHECK(left->block_count == right->block_count);
    CHECK(left->heading_count == right->heading_count);
    CHECK(left->footnote_count == right->footnote_count);
    CHECK(same_string(left->language, right->language));
    CHECK(left->replaced_count == right->replaced_count);
    CHECK(left->complete == right->complete);
    CHECK(same_string(left->meeting.title, right->meeting.title));
    CHECK(same_string(left->meeting.place, right->meeting.place));
    CHECK(left->meeting.formal == right->meeting.formal);
    CHECK(left->meeting.source == right->meeting.source);
    CHECK(same_string(left->meeting.date_from, right->meeting.date_from));
    CHECK(same_string(left->meeting.date_to, right->meeting.date_to));
    for (i = 0; i < left->block_count; i++) {
        *where = i;
        CHECK(same_block(&left->blocks[i], &right->blocks[i]));
    }
    for (i = 0; i < left->heading_count; i++) {
        *where = i;
        CHECK(same_heading(&left->headings[i], &right->headings[i]));
    }
    for (i = 0; i < left->footnote_count; i++) {
        *where = i;
        CHECK(same_footnote(&left->footnotes[i], &right->footnotes[i]));
    }
    return NULL;
}

/* ---- making reports -------------------------------------------------------------------------- */

struct report *report_of_text(const char *text, size_t len_bytes, size_t window_every,
                              const char **broken)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);
    size_t start = 0, lines = 0, where;
    bool blank_before = false;

    *broken = NULL;
    while (start < len_bytes) {
        const char *feed = memchr(text + start, '\n', len_bytes - start);
        size_t line_bytes = feed != NULL ? (size_t)(feed - text) - start : len_bytes - start;
        struct report_event event = {.kind = EVENT_LINE,
                                     .text = text + start,
                                     .len_bytes = line_bytes,
                                     .blank_before = blank_before};

        blank_before = text_is_blank(text + start, line_bytes);
        if (!blank_before)
            report_builder_block(builder, &event);
        if (window_every > 0 && ++lines % window_every == 0) {
            report_builder_window(builder);
            if (*broken == NULL)
                *broken = report_check(report, &where);
        }
        start += line_bytes + 1;
    }
    report_builder_finish(builder);
    report_builder_free(builder);
    if (*broken == NULL)
        *broken = report_check(report, &where);
    return report;
}

void report_append_outline(struct buffer *out, const struct report *report)
{
    size_t i, len_bytes;

    buffer_reserve(out, 0);
    for (i = 0; i < report->heading_count; i++) {
        const struct report_heading *heading = &report->headings[i];
        const char *title = report_title_text(report, i, &len_bytes);

        buffer_append_format(out, "%u %s %s %s|%.*s\n", heading->depth,
                             heading_kind_name(heading->kind), domain_name(heading->domain),
                             heading->number != NULL ? heading->number : "", (int)len_bytes, title);
    }
}

/* ---- random reports -------------------------------------------------------------------------- */

struct dice {
    uint64_t state;
};

/* xorshift64: the same numbers on every machine. */
static unsigned roll(struct dice *dice, unsigned sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (unsigned)(dice->state >> 33) % sides;
}

static void append_sentence(struct buffer *out, struct dice *dice, unsigned words)
{
    static const char *const some[] = {
        "de",          "Commissie", "steunde", "lidstaten",  "België", "en",       "niet",  "Raad",
        "coördinatie", "voorstel",  "(EU)",    "“pact”",     "het",    "justitie", "lunch", "4",
        "maart",       "2024",      "东京",    "e\xCC\x81n", "[3]",    "a.",       "I.",    "[zie",
    };

    while (words-- > 0) {
        buffer_append_string(out, some[roll(dice, COUNT_OF(some))]);
        buffer_append_char(out, words > 0 ? ' ' : '.');
    }
}

static void append_footnote_bits(struct buffer *out, struct dice *dice)
{
    switch (roll(dice, 8)) {
    case 0:
        buffer_append_format(out, "[footnoteRef:%u]", roll(dice, 5));
        break;
    case 1:
        buffer_append_format(out, " [%u:  zie [ook] dit] ", roll(dice, 5));
        break;
    case 2:
        buffer_append_format(out, "[%u: nooit gesloten", roll(dice, 5));
        break;
    default:
        break;
    }
}

static void append_random_line(struct buffer *out, struct dice *dice, unsigned *item)
{
    static const char *const parts[] = {"I. Binnenlandse zaken",
                                        "II. Justitie",
                                        "Justice",
                                        "III. Landbouw",
                                        "Home affairs (9 March 2023)",
                                        "Diversen",
                                        "Werklunch over cables",
                                        "IV. Gemischter Ausschuss"};

    switch (roll(dice, 12)) {
    case 0:
        buffer_append_string(out, parts[roll(dice, COUNT_OF(parts))]);
        break;
    case 1:
    case 2:
        buffer_append_format(out, "%u. Titel van punt %u", *item, *item);
        *item += roll(dice, 5) > 0;
        break;
    case 3:
        buffer_append_format(out, "%u%c ", roll(dice, 12), "a.):1"[roll(dice, 5)]);
        append_sentence(out, dice, 1 + roll(dice, 12));
        break;
    case 4:
        buffer_append_format(out, "%u.%u Onderdeel", roll(dice, 9), roll(dice, 4));
        break;
    case 5:
        buffer_append_format(out, "%c) klein punt", "abcd"[roll(dice, 4)]);
        break;
    case 6:
        break;
    default:
        append_sentence(out, dice, 1 + roll(dice, 60));
        append_footnote_bits(out, dice);
        break;
    }
    if (roll(dice, 6) == 0)
        append_footnote_bits(out, dice);
}

void report_append_random(struct buffer *out, unsigned seed, size_t lines)
{
    struct dice dice = {(uint64_t)seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    unsigned item = 1;

    while (lines-- > 0) {
        append_random_line(out, &dice, &item);
        buffer_append_string(out, roll(&dice, 3) > 0 ? "\n" : "\n\n");
    }
}

const char *source_folder(void)
{
    const char *folder = getenv("srcdir");

    if (folder != NULL)
        return folder;
    return access("src/sample.txt", R_OK) == 0 ? "." : "..";
}
