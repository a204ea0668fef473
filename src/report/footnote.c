/* Footnotes left inside paragraphs by a Word conversion: "[footnoteRef:2]" where the mark stood
 * and "[2:  text]" somewhere after it.
 *
 *  1. A note begins with "[", digits, ":" and white space, and ends at the "]" that closes it,
 *     brackets inside counted. One that is never closed, or is empty, stays in its paragraph as
 *     it is.
 *  2. A note inside a note is part of the outer one's text; a closed note inside an unclosed one
 *     is a note.
 *  3. Every line is read once from left to right, whatever it holds.
 *  4. Of several waiting marks with one label a note takes the newest: numbering may begin
 *     again. */
#include "config.h"

#include "report/footnote.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { LABEL_MAX_BYTES = 8 };

/* A note found in a line: its brackets and what is between label and closing bracket. */
struct note_range {
    size_t start_bytes, text_start_bytes, end_bytes;
    size_t depth; /* while it is open: plain brackets open in it */
};

struct note_ranges {
    struct note_range *items;
    size_t count, capacity;
};

static struct note_range *range_push(struct note_ranges *ranges)
{
    ranges->items =
        array_reserve(ranges->items, &ranges->capacity, ranges->count + 1, sizeof *ranges->items);
    return &ranges->items[ranges->count++];
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters, digits and asterisks, and the bytes of daggers. */
static bool is_label(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && strchr("*\xE2\x80\xA0\xA1", c) != NULL);
}

static bool is_space_at(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t end_bytes = at_bytes + 1;

    if (at_bytes >= len_bytes)
        return false;
    if ((unsigned char)text[at_bytes] < 0x80)
        return text[at_bytes] == ' ' || text[at_bytes] == '\t';
    while (end_bytes < len_bytes && ((unsigned char)text[end_bytes] & 0xC0) == 0x80)
        end_bytes++;
    return text_is_blank(text + at_bytes, end_bytes - at_bytes);
}

/* The length of "[footnoteRef:2]" at that place, 0 where none stands there. */
static size_t mark_at(const char *text, size_t len_bytes, size_t *label_bytes)
{
    static const char opening[] = "[footnoteRef:";
    size_t start = sizeof opening - 1, end = start;

    if (len_bytes < start || memcmp(text, opening, start) != 0)
        return 0;
    while (end < len_bytes && end - start < LABEL_MAX_BYTES && is_label(text[end]))
        end++;
    if (end == start || end == len_bytes || text[end] != ']')
        return 0;
    *label_bytes = end - start;
    return end + 1;
}

/* The length of "[2:" at that place, 0 where no note begins there. */
static size_t opening_at(const char *text, size_t len_bytes)
{
    size_t end = 1;

    while (end < len_bytes && end <= LABEL_MAX_BYTES && is_digit(text[end]))
        end++;
    if (end == 1 || end >= len_bytes || text[end] != ':' || !is_space_at(text, len_bytes, end + 1))
        return 0;
    return end + 1;
}

/* ---- finding --------------------------------------------------------------------------------- */

static void close_note(struct note_ranges *open, struct note_ranges *found, const char *text,
                       size_t at_bytes)
{
    struct note_range note = open->items[--open->count];

    if (text_is_blank(text + note.text_start_bytes, at_bytes - note.text_start_bytes))
        return;
    while (found->count > 0 && found->items[found->count - 1].start_bytes > note.start_bytes)
        found->count--;
    note.end_bytes = at_bytes + 1;
    *range_push(found) = note;
}

static void open_bracket(struct note_ranges *open, const char *text, size_t len_bytes,
                         size_t at_bytes)
{
    size_t opening_bytes = opening_at(text + at_bytes, len_bytes - at_bytes);

    if (opening_bytes > 0)
        *range_push(open) = (struct note_range){at_bytes, at_bytes + opening_bytes, 0, 0};
    else if (open->count > 0)
        open->items[open->count - 1].depth++;
}

/* The outermost notes of the line, in order; returns whether it holds a mark or a note. */
static bool find_notes(const char *text, size_t len_bytes, struct note_ranges *found)
{
    struct note_ranges open = {0};
    bool has_marks = false;
    size_t at, mark_bytes, label_bytes;

    for (at = 0; at < len_bytes; at++) {
        if (text[at] == '[') {
            mark_bytes = mark_at(text + at, len_bytes - at, &label_bytes);
            if (mark_bytes > 0) {
                has_marks = true;
                at += mark_bytes - 1;
            } else {
                open_bracket(&open, text, len_bytes, at);
            }
        } else if (text[at] == ']' && open.count > 0) {
            if (open.items[open.count - 1].depth > 0)
                open.items[open.count - 1].depth--;
            else
                close_note(&open, found, text, at);
        }
    }
    free(open.items);
    return has_marks || found->count > 0;
}

/* ---- rewriting ------------------------------------------------------------------------------- */

/* Appends the text with its marks rewritten; `line` is told of them unless it is NULL. */
static void append_with_marks(struct buffer *out, struct footnote_line *line, const char *text,
                              size_t len_bytes)
{
    size_t at = 0, label_bytes, mark_bytes;

    while (at < len_bytes) {
        const char *bracket = memchr(text + at, '[', len_bytes - at);
        size_t plain_bytes = bracket != NULL ? (size_t)(bracket - text) - at : len_bytes - at;
        size_t start_bytes;

        buffer_append(out, text + at, plain_bytes);
        at += plain_bytes;
        if (bracket == NULL)
            return;
        mark_bytes = mark_at(text + at, len_bytes - at, &label_bytes);
        start_bytes = out->len_bytes;
        buffer_append_char(out, '[');
        if (mark_bytes == 0) {
            at++;
            continue;
        }
        at += mark_bytes;
        buffer_append(out, text + at - label_bytes - 1, label_bytes + 1);
        if (line != NULL) {
            line->marks = array_reserve(line->marks, &line->mark_capacity, line->mark_count + 1,
                                        sizeof *line->marks);
            line->marks[line->mark_count++] = (struct footnote_mark){start_bytes, out->len_bytes};
        }
    }
}

static void append_note(struct footnote_line *line, const char *text,
                        const struct note_range *range)
{
    struct buffer *out = &line->notes_text;
    const char *words = text + range->text_start_bytes;
    size_t words_bytes = range->end_bytes - 1 - range->text_start_bytes;
    struct footnote_note note = {.label_start_bytes = out->len_bytes};

    buffer_append(out, text + range->start_bytes + 1,
                  range->text_start_bytes - range->start_bytes - 2);
    note.label_end_bytes = note.text_start_bytes = out->len_bytes;
    text_trim(&words, &words_bytes);
    append_with_marks(out, NULL, words, words_bytes);
    note.text_end_bytes = out->len_bytes;
    line->notes =
        array_reserve(line->notes, &line->note_capacity, line->note_count + 1, sizeof *line->notes);
    line->notes[line->note_count++] = note;
}

/* Where a note was taken out, one of the spaces around it goes too. Returns where to go on. */
static size_t close_gap(struct buffer *out, const char *text, size_t len_bytes, size_t at_bytes,
                        bool cells)
{
    const char *rest = text + at_bytes, *tab;
    size_t rest_bytes = len_bytes - at_bytes;

    if (cells && (tab = memchr(rest, '\t', rest_bytes)) != NULL)
        rest_bytes = (size_t)(tab - rest);
    text_trim(&rest, &rest_bytes);
    if (out->len_bytes == 0 || (cells && out->data[out->len_bytes - 1] == '\t'))
        return (size_t)(rest - text);
    if (rest_bytes == 0 || rest > text + at_bytes || strchr(".,;:)", *rest) != NULL) {
        while (out->len_bytes > 0 && out->data[out->len_bytes - 1] == ' ')
            out->data[--out->len_bytes] = '\0';
    }
    return at_bytes;
}

/* Leaves out the white space at the end; in a row of cells, that of the last cell. */
static void trim_end(struct buffer *text, bool cells)
{
    const char *tab = cells ? memrchr(text->data, '\t', text->len_bytes) : NULL;
    const char *start = tab != NULL ? tab + 1 : text->data, *rest = start;
    size_t rest_bytes = text->len_bytes - (size_t)(start - text->data);

    text_trim(&rest, &rest_bytes);
    text->len_bytes =
        rest_bytes > 0 ? (size_t)(rest - text->data) + rest_bytes : (size_t)(start - text->data);
}

bool footnote_read_line(struct footnote_line *line, const char *text, size_t len_bytes, bool cells)
{
    struct note_ranges found = {0};
    size_t at = 0, i;

    if (memchr(text, '[', len_bytes) == NULL || !find_notes(text, len_bytes, &found))
        return false;
    buffer_clear(&line->text);
    buffer_clear(&line->notes_text);
    line->mark_count = line->note_count = 0;
    for (i = 0; i < found.count; i++) {
        append_with_marks(&line->text, line, text + at, found.items[i].start_bytes - at);
        append_note(line, text, &found.items[i]);
        at = close_gap(&line->text, text, len_bytes, found.items[i].end_bytes, cells);
    }
    append_with_marks(&line->text, line, text + at, len_bytes - at);
    free(found.items);
    buffer_reserve(&line->text, 0);
    trim_end(&line->text, cells);
    return true;
}

void footnote_line_release(struct footnote_line *line)
{
    buffer_release(&line->text);
    buffer_release(&line->notes_text);
    free(line->marks);
    free(line->notes);
    *line = (struct footnote_line){0};
}

size_t footnote_len_without_marks(const char *text, size_t len_bytes,
                                  const struct footnote_mark *marks, size_t mark_count)
{
    while (mark_count > 0 && marks[mark_count - 1].end_bytes == len_bytes) {
        const char *start = text;

        len_bytes = marks[--mark_count].start_bytes;
        text_trim(&start, &len_bytes);
        len_bytes += (size_t)(start - text);
    }
    return len_bytes;
}

/* ---- the ledger ------------------------------------------------------------------------------ */

/* FNV-1a, 64 bits. */
static size_t label_hash(const char *label, size_t label_bytes)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    size_t i;

    for (i = 0; i < label_bytes; i++)
        hash = (hash ^ (unsigned char)label[i]) * UINT64_C(1099511628211);
    return (size_t)(hash ^ (hash >> 32));
}

static size_t *bucket_of(const struct footnote_ledger *ledger, const char *label,
                         size_t label_bytes)
{
    return &ledger->buckets[label_hash(label, label_bytes) & (ledger->bucket_count - 1)];
}

static void put_in_bucket(struct footnote_ledger *ledger, const char *report_text, size_t index)
{
    struct footnote_open *mark = &ledger->marks[index];
    size_t *bucket = bucket_of(ledger, report_text + mark->start_bytes + 1,
                               mark->end_bytes - mark->start_bytes - 2);

    mark->older = *bucket;
    *bucket = index;
}

static void grow_buckets(struct footnote_ledger *ledger, const char *report_text)
{
    size_t i;

    ledger->bucket_count = ledger->bucket_count > 0 ? 2 * ledger->bucket_count : 64;
    ledger->buckets =
        base_reallocate(ledger->buckets, ledger->bucket_count, sizeof *ledger->buckets);
    for (i = 0; i < ledger->bucket_count; i++)
        ledger->buckets[i] = SIZE_MAX;
    for (i = 0; i < ledger->mark_count; i++) {
        if (!ledger->marks[i].taken)
            put_in_bucket(ledger, report_text, i);
    }
}

void footnote_ledger_add(struct footnote_ledger *ledger, const char *report_text, size_t block,
                         size_t start_bytes, size_t end_bytes)
{
    if (ledger->mark_count >= ledger->bucket_count)
        grow_buckets(ledger, report_text);
    ledger->marks = array_reserve(ledger->marks, &ledger->mark_capacity, ledger->mark_count + 1,
                                  sizeof *ledger->marks);
    ledger->marks[ledger->mark_count] =
        (struct footnote_open){block, start_bytes, end_bytes, SIZE_MAX, false};
    put_in_bucket(ledger, report_text, ledger->mark_count++);
}

const struct footnote_open *footnote_ledger_take(struct footnote_ledger *ledger,
                                                 const char *report_text, const char *label,
                                                 size_t label_bytes)
{
    size_t *link;

    if (ledger->bucket_count == 0)
        return NULL;
    for (link = bucket_of(ledger, label, label_bytes); *link != SIZE_MAX;) {
        struct footnote_open *mark = &ledger->marks[*link];

        if (mark->end_bytes - mark->start_bytes - 2 == label_bytes &&
            memcmp(report_text + mark->start_bytes + 1, label, label_bytes) == 0) {
            *link = mark->older;
            mark->taken = true;
            return mark;
        }
        link = &mark->older;
    }
    return NULL;
}

void footnote_ledger_release(struct footnote_ledger *ledger)
{
    free(ledger->marks);
    free(ledger->buckets);
    *ledger = (struct footnote_ledger){0};
}
