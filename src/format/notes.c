/* Footnotes that the text tells by digits: "1 COM(2018) 994" at a page's bottom or the document's end,
 * and "richtlijn1", "20181", "stop. 1" or a superscript where its mark stands.
 *
 *  1. Digits are a mark only where a note of that number follows, and a line that begins with digits is
 *     a note only where such a mark stands before it; the same with
 *     signs ("*", "†"). A note "[^1]:" may also stand before its mark.
 *  2. Notes are numbered on from the one before, or from 1 again; each takes the first good mark after
 *     the mark of the note before it. A note in round brackets takes a mark in round brackets, one
 *     with a sign the newest mark of that sign.
 *  3. A note "[1:  text]" that a Word conversion left takes the newest mark "[footnoteRef:1]" where it
 *     has its lines for itself; inside a paragraph it is the builder's (report/footnote.c).
 *  4. Marks of one number are found with one look at the text: cursors only move forward. */
#include "config.h"

#include "format/marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- where notes end ----------------------------------------------------------------------------------- */

enum { CONVERTED_LINES_MAX = 40 };

/* The line after the note "[1:  text]" that begins at that line, where its bracket is closed at the end of
 * a line of the same paragraph; `at` where it is not. What holds a mark of its own is the builder's. */
static size_t converted_end(const struct stretch *stretch, size_t at)
{
    const size_t limit = at + CONVERTED_LINES_MAX;
    size_t depth = 0;

    for (size_t i = at; i < stretch->line_count && i < limit; i++) {
        const struct line *line = &stretch->lines[i];

        if ((i > at && (line->blank_before || !stretch->profile.wrapped)) ||
            memmem(line->text, line->len_bytes, "[footnoteRef:", 13) != NULL)
            return at;
        for (size_t byte = 0; byte < line->len_bytes; byte++) {
            depth += line->text[byte] == '[';
            if (line->text[byte] == ']' && --depth == 0)
                return byte + 1 == line->len_bytes ? i + 1 : at;
        }
    }
    return at;
}

/* ---- the notes ---------------------------------------------------------------------------------------------- */

struct lifting {
    struct stretch *stretch;
    struct candidates *candidates;
    const char *search_from; /* after the latest mark */
};

/* Takes the first mark of that number and grade off its list. */
static struct candidate *take_first(struct candidates *candidates, size_t *head)
{
    struct candidate *first = *head != SIZE_MAX ? &candidates->items[*head] : NULL;

    if (first != NULL)
        *head = first->next;
    return first;
}

/* The same with the last one before the note; those before it are passed over. */
static struct candidate *take_newest(struct candidates *candidates, size_t *head,
                                     const char *note_at)
{
    struct candidate *newest = NULL;

    while (*head != SIZE_MAX && candidates->items[*head].at < note_at)
        newest = take_first(candidates, head);
    return newest;
}

/* The first good mark of that number between the latest mark and the note. */
static struct candidate *find_mark(struct lifting *lifting, const struct beginning *beginning,
                                   const char *note_at)
{
    struct candidate *items = lifting->candidates->items, *found;
    size_t *heads = lifting->candidates->heads[beginning->label];
    int grade = beginning->form == NOTE_ROUND ? GRADE_ROUND : GRADE_SURE;
    const int last = beginning->form == NOTE_ROUND ? GRADE_ROUND
                     : beginning->needs_sure_mark  ? GRADE_SURE
                                                   : GRADE_LIKELY;

    if (beginning->form == NOTE_SIGN)
        return take_newest(lifting->candidates, &heads[GRADE_SIGN], note_at);
    if (beginning->form == NOTE_CONVERTED)
        return take_newest(lifting->candidates, &heads[GRADE_CONVERTED], note_at);
    if (beginning->form == NOTE_EXPLICIT &&
        (found = take_first(lifting->candidates, &heads[GRADE_EXPLICIT])) != NULL)
        return found;
    for (; grade <= last && beginning->form != NOTE_EXPLICIT; grade++) {
        while (heads[grade] != SIZE_MAX && items[heads[grade]].at < lifting->search_from)
            heads[grade] = items[heads[grade]].next;
        if (heads[grade] != SIZE_MAX && items[heads[grade]].at < note_at)
            return &items[heads[grade]];
    }
    return NULL;
}

static void place_mark(struct lifting *lifting, struct candidate *found, size_t note)
{
    struct stretch *stretch = lifting->stretch;
    struct mark *mark;

    stretch->marks = array_reserve(stretch->marks, &stretch->mark_capacity, stretch->mark_count + 1,
                                   sizeof *stretch->marks);
    mark = &stretch->marks[stretch->mark_count++];
    *mark = (struct mark){.at = found->at, .len_bytes = found->len_bytes, .note = note};
    memcpy(mark->label, stretch->notes[note].label, sizeof mark->label);
    if (found->at[0] != '[')
        lifting->search_from = found->at + found->len_bytes;
}

static void add_note(struct lifting *lifting, const struct beginning *beginning,
                     const struct line *line)
{
    struct stretch *stretch = lifting->stretch;
    struct note *note;
    const unsigned label = beginning->label;

    stretch->notes = array_reserve(stretch->notes, &stretch->note_capacity, stretch->note_count + 1,
                                   sizeof *stretch->notes);
    note = &stretch->notes[stretch->note_count++];
    *note = (struct note){.first = stretch->note_line_count,
                          .end = stretch->note_line_count,
                          .text = line->text + beginning->text_bytes,
                          .placed = true};
    if (beginning->form == NOTE_SIGN) {
        snprintf(note->label, sizeof note->label, "%s", sign_of(label));
        return;
    }
    snprintf(note->label, sizeof note->label, "%u", label);
    stretch->latest_label = label;
}

static void add_note_line(struct stretch *stretch, const struct line *line)
{
    stretch->note_lines = array_reserve(stretch->note_lines, &stretch->note_line_capacity,
                                        stretch->note_line_count + 1, sizeof *stretch->note_lines);
    stretch->note_lines[stretch->note_line_count++] = *line;
    stretch->notes[stretch->note_count - 1].end++;
}

/* Whether the line begins the next note of the numbering, and its mark stands in the text. */
static bool take_note(struct lifting *lifting, const struct line *line,
                      const struct beginning *beginning)
{
    struct stretch *stretch = lifting->stretch;
    struct candidate *found;

    if (beginning->form < NOTE_SIGN && beginning->label != 1 &&
        beginning->label != stretch->latest_label + 1)
        return false;
    found = find_mark(lifting, beginning, line->text);
    if (found == NULL)
        return false;
    add_note(lifting, beginning, line);
    place_mark(lifting, found, stretch->note_count - 1);
    return true;
}

/* All lines of such a note, without the bracket that closes it. */
static size_t take_converted(struct lifting *lifting, const struct beginning *beginning, size_t at)
{
    struct stretch *stretch = lifting->stretch;
    const size_t end = converted_end(stretch, at);

    if (end == at || !take_note(lifting, &stretch->lines[at], beginning))
        return at;
    for (; at < end; at++)
        add_note_line(stretch, &stretch->lines[at]);
    stretch->note_lines[stretch->note_line_count - 1].len_bytes--;
    return end;
}

/* An asterisk that is no note's: in Markdown, or one of several. */
static bool is_bullet(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at];

    if (line->text[0] != '*')
        return false;
    return stretch->profile.markdown ||
           (at > 0 && line[-1].text[0] == '*' && line[-1].text[1] == ' ') ||
           (at + 1 < stretch->line_count && line[1].text[0] == '*' && line[1].text[1] == ' ');
}

static bool stands_apart(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at];

    return at == 0 || line->blank_before || line->page_before ||
           look_rule(line[-1].text, line[-1].len_bytes);
}

enum { BOTTOM_LINES_MAX = 12 };

/* Whether the last lines of a paragraph begin there, after a sentence, or the last ones of a page. *sure:
 * the document ends with them. */
static bool ends_paragraph(const struct stretch *stretch, size_t at, bool *sure)
{
    const struct line *line = &stretch->lines[at];
    const bool after_sentence = look_ends_sentence(line[-1].text, line[-1].len_bytes);
    struct beginning beginning;

    *sure = false;
    for (size_t end = at + 1; end < at + BOTTOM_LINES_MAX; end++) {
        if (end < stretch->line_count && stretch->lines[end].page_before)
            return true;
        *sure = end == stretch->line_count && stretch->last;
        if (end == stretch->line_count || stretch->lines[end].blank_before)
            return after_sentence;
        if (!note_begins(&stretch->lines[end], &beginning) && !stretch->profile.wrapped)
            return false;
    }
    return false;
}

/* The note that begins at that line, if one does; returns the line after what of it is certain.
 * *goes_on: the lines after that may be more of it. */
static size_t take_beginning(struct lifting *lifting, size_t at, bool *goes_on)
{
    const struct line *line = &lifting->stretch->lines[at];
    struct beginning beginning;
    bool sure;

    if (!note_begins(line, &beginning) ||
        (beginning.form == NOTE_SIGN && is_bullet(lifting->stretch, at)))
        return at;
    beginning.needs_sure_mark = !*goes_on && !stands_apart(lifting->stretch, at) &&
                                !(ends_paragraph(lifting->stretch, at, &sure) && sure);
    *goes_on = beginning.form != NOTE_CONVERTED;
    if (beginning.form == NOTE_CONVERTED)
        return take_converted(lifting, &beginning, at);
    if (!take_note(lifting, line, &beginning))
        return at;
    add_note_line(lifting->stretch, line);
    return at + 1;
}

/* Whether the line is more of the note in the line before it: set in, or its line was full. */
static bool goes_on_in(const struct stretch *stretch, const struct line *line)
{
    const struct line *before = line - 1;
    const size_t word_bytes = look_first_word_bytes(line->text, line->len_bytes);
    const struct profile *profile = &stretch->profile;

    if (line->blank_before || line->page_before)
        return false;
    if (line->indent_cols > before->indent_cols || !profile->wrapped)
        return line->indent_cols > 0;
    return look_begins_small(line->text, line->len_bytes) ||
           look_ends_open(before->text, before->len_bytes) ||
           before->end_cols + word_bytes + profile->slack_cols > profile->width_cols;
}

/* The lines of notes from there on; returns the line after them. */
static size_t take_notes(struct lifting *lifting, size_t first)
{
    const struct stretch *stretch = lifting->stretch;
    bool goes_on = false;
    size_t at = first;

    while (at < stretch->line_count) {
        const struct line *line = &stretch->lines[at];
        bool open = goes_on;
        const size_t next = take_beginning(lifting, at, &goes_on);

        if (next > at) {
            at = next;
            continue;
        }
        goes_on = open;
        if (at == first || !open || !goes_on_in(stretch, line))
            break;
        add_note_line(lifting->stretch, line);
        at++;
    }
    return at;
}

static bool may_begin(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at];
    const char first = line->text[0];
    const size_t label_bytes = line->len_bytes < 6 ? line->len_bytes : 6;
    bool sure;

    if (!is_digit(first) && strchr("[(^<*\\\xC2\xE2", first) == NULL)
        return false;
    return stands_apart(stretch, at) || ends_paragraph(stretch, at, &sure) ||
           (first == '[' && (line->text[1] == '^' || memchr(line->text, ':', label_bytes) != NULL));
}

static bool any_note_begins(const struct stretch *stretch)
{
    struct beginning beginning;

    for (size_t i = 0; i < stretch->line_count; i++) {
        if (may_begin(stretch, i) && note_begins(&stretch->lines[i], &beginning))
            return true;
    }
    return false;
}

static int compare_marks(const void *left, const void *right)
{
    const struct mark *one = left, *other = right;

    return one->at < other->at ? -1 : one->at > other->at;
}

/* Further marks "[^1]" of a note that has one. */
static void place_further_marks(struct lifting *lifting)
{
    struct stretch *stretch = lifting->stretch;
    bool known[LABEL_MAX + 1] = {false};
    size_t placed = stretch->mark_count;

    for (size_t i = 0; i < placed; i++) /* a sign counts as 0, which is no label */
        known[atoi(stretch->marks[i].label)] = true;
    for (size_t i = 0; i < lifting->candidates->count; i++) {
        const struct candidate *found = &lifting->candidates->items[i];
        struct mark wanted = {.at = found->at};

        if (found->at[0] != '[' || found->at[1] != '^' || !known[found->label] ||
            bsearch(&wanted, stretch->marks, placed, sizeof wanted, compare_marks) != NULL)
            continue;
        stretch->marks = array_reserve(stretch->marks, &stretch->mark_capacity,
                                       stretch->mark_count + 1, sizeof *stretch->marks);
        wanted.len_bytes = found->len_bytes;
        wanted.note = SIZE_MAX;
        memcpy(wanted.label, found->at + 2, found->len_bytes - 3);
        stretch->marks[stretch->mark_count++] = wanted;
    }
    qsort(stretch->marks, stretch->mark_count, sizeof *stretch->marks, compare_marks);
}

static void lift_all(struct lifting *lifting)
{
    struct stretch *stretch = lifting->stretch;
    size_t kept = 0, at = 0;
    bool lifted = false;

    while (at < stretch->line_count) {
        size_t next = may_begin(stretch, at) ? take_notes(lifting, at) : at;

        if (next > at) {
            if (kept > 0 &&
                look_rule(stretch->lines[kept - 1].text, stretch->lines[kept - 1].len_bytes))
                kept--; /* the rule above the notes */
            lifted = true;
            at = next;
            continue;
        }
        stretch->lines[kept] = stretch->lines[at++];
        if (lifted && kept > 0) {
            stretch->lines[kept].page_before = true;
            stretch->lines[kept].blank_before = true;
        }
        lifted = false;
        kept++;
    }
    stretch->line_count = kept;
    if (stretch->mark_count == 0)
        return;
    qsort(stretch->marks, stretch->mark_count, sizeof *stretch->marks, compare_marks);
    place_further_marks(lifting);
}

void notes_lift(struct stretch *stretch)
{
    struct lifting lifting = {.stretch = stretch, .search_from = stretch->text};

    stretch->note_count = stretch->note_line_count = stretch->mark_count = 0;
    stretch->next_mark = 0;
    if (!any_note_begins(stretch))
        return;
    lifting.candidates = base_allocate(sizeof *lifting.candidates);
    candidates_find(lifting.candidates, stretch);
    lift_all(&lifting);
    free(lifting.candidates->items);
    free(lifting.candidates);
}

/* ---- writing them ---------------------------------------------------------------------------------------------- */

void notes_append(struct stretch *stretch, struct buffer *out, const char *text, size_t len_bytes)
{
    const char *end = text + len_bytes;

    while (stretch->next_mark < stretch->mark_count) {
        const struct mark *mark = &stretch->marks[stretch->next_mark];

        if (mark->at >= end)
            break;
        stretch->next_mark++;
        if (mark->at < text)
            continue;
        buffer_append(out, text, (size_t)(mark->at - text));
        while (out->len_bytes > 0 && out->data[out->len_bytes - 1] == ' ')
            out->len_bytes--;
        buffer_append_format(out, "[footnoteRef:%s]", mark->label);
        text = mark->at + mark->len_bytes;
    }
    buffer_append(out, text, (size_t)(end - text));
}
