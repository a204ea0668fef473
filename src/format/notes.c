/* Footnotes that the text tells by digits: "1 COM(2018) 994" at a page's bottom or the document's end,
 * and "richtlijn1", "20181", "stop. 1" or a superscript where its mark stands.
 *
 *  1. Digits are a mark only where a note of that number follows, and a line that begins with digits is
 *     a note only where such a mark stands before it. A note "[^1]:" may also stand before its mark.
 *  2. Notes are numbered on from the one before, or from 1 again; each takes the first good mark after
 *     the mark of the note before it.
 *  3. Marks of one number are found with one look at the text: cursors only move forward. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { LABEL_MAX = 999 };

/* How sure it is that something is a mark; each grade has its own list for each number. Explicit
 * marks are those of explicit notes alone. */
enum grade { GRADE_SURE, GRADE_LIKELY, GRADE_EXPLICIT, GRADE_COUNT };

struct candidate {
    const char *at;
    size_t len_bytes;
    size_t next;      /* in the list of its number and grade */
    unsigned label;
};

struct candidates {
    struct candidate *items;
    size_t count, capacity;
    size_t heads[LABEL_MAX + 1][GRADE_COUNT], tails[LABEL_MAX + 1][GRADE_COUNT];
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t read_digits(const char *text, size_t len_bytes, size_t at, unsigned *number)
{
    *number = 0;
    while (at < len_bytes && is_digit(text[at])) {
        *number = *number <= LABEL_MAX ? *number * 10 + (unsigned)(text[at] - '0') : *number;
        at++;
    }
    return at;
}

/* The superscript digit at that place and its length, or 0. */
static size_t superscript(const char *text, size_t len_bytes, unsigned *digit)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (len_bytes >= 2 && bytes[0] == 0xC2 &&
        (bytes[1] == 0xB9 || bytes[1] == 0xB2 || bytes[1] == 0xB3)) {
        *digit = bytes[1] == 0xB9 ? 1 : bytes[1] - 0xB0u;
        return 2;
    }
    if (len_bytes >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x81 &&
        (bytes[2] == 0xB0 || (bytes[2] >= 0xB4 && bytes[2] <= 0xB9))) {
        *digit = bytes[2] - 0xB0u;
        return 3;
    }
    return 0;
}

static size_t read_superscripts(const char *text, size_t len_bytes, unsigned *number)
{
    size_t at = 0, taken;
    unsigned digit = 0;

    *number = 0;
    while ((taken = superscript(text + at, len_bytes - at, &digit)) > 0) {
        *number = *number <= LABEL_MAX ? *number * 10 + digit : *number;
        at += taken;
    }
    return at;
}

/* ---- where marks may stand ------------------------------------------------------------------------- */

static void add_candidate(struct candidates *candidates, enum grade grade, const char *at,
                          size_t len_bytes, unsigned label)
{
    size_t index = candidates->count;

    if (label == 0 || label > LABEL_MAX)
        return;
    candidates->items = array_reserve(candidates->items, &candidates->capacity, index + 1,
                                      sizeof *candidates->items);
    candidates->items[candidates->count++] =
        (struct candidate){at, len_bytes, SIZE_MAX, label};
    if (candidates->heads[label][grade] == SIZE_MAX)
        candidates->heads[label][grade] = index;
    else
        candidates->items[candidates->tails[label][grade]].next = index;
    candidates->tails[label][grade] = index;
}

/* What the word before the digits, which ends there, says of them. False: they are no mark. */
static bool grade_of_word(const char *text, size_t end, enum grade *grade)
{
    size_t start = end, letters;

    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\t' && end - start < 40) {
        if (is_digit(text[start - 1]))
            return false;
        start--;
    }
    letters = text_count_points(text + start, end - start);
    *grade = letters >= 4 && text_case_at(text + end - 1, 1) != TEXT_CAPITAL ? GRADE_SURE
                                                                             : GRADE_LIKELY;
    return letters >= 2;
}

/* What may stand after a mark. */
static bool ends_well(const char *text, size_t len_bytes, size_t at)
{
    if (at == len_bytes || text[at] == ' ' || text[at] == '\t')
        return true;
    if ((text[at] == '.' || text[at] == ',') && at + 1 < len_bytes && is_digit(text[at + 1]))
        return false;
    return strchr(".,;:!?)\"'\xE2\xC2", text[at]) != NULL;
}

/* Digits after a year: "20181". */
static void look_at_year(struct candidates *candidates, const char *text, size_t len_bytes,
                         size_t start, size_t end)
{
    unsigned label;

    if (end - start < 5 || end - start > 7 || text[start + 4] == '0')
        return;
    if (memcmp(text + start, "19", 2) != 0 && memcmp(text + start, "20", 2) != 0)
        return;
    if (start > 0 && text[start - 1] != ' ' && text[start - 1] != '(' && text[start - 1] != '-' &&
        text[start - 1] != '.')
        return;
    if (!ends_well(text, len_bytes, end))
        return;
    read_digits(text, end, start + 4, &label);
    add_candidate(candidates, GRADE_SURE, text + start + 4, end - start - 4, label);
}

/* "stop. 1 Next" */
static bool floats_after_stop(const char *text, size_t len_bytes, size_t start, size_t end)
{
    size_t stop = start;

    while (stop > 0 && text[stop - 1] == ' ')
        stop--;
    if (stop == start || stop < 3 || strchr(".!?", text[stop - 1]) == NULL)
        return false;
    if (!text_is_letter_before(text, stop - 1) && strchr(")\"", text[stop - 2]) == NULL)
        return false;
    if (end == len_bytes)
        return true;
    return text[end] == ' ' && end + 1 < len_bytes &&
           look_begins_capital(text + end + 1, len_bytes - end - 1);
}

static size_t look_at_digits(struct candidates *candidates, const char *text, size_t len_bytes,
                             size_t start)
{
    unsigned label;
    size_t end = read_digits(text, len_bytes, start, &label);
    enum grade grade = GRADE_SURE;

    if (end - start > 4) {
        look_at_year(candidates, text, len_bytes, start, end);
        return end;
    }
    if (end - start > 3 || text[start] == '0' || start == 0 || !ends_well(text, len_bytes, end))
        return end;
    if (text_is_letter_before(text, start)) {
        if (grade_of_word(text, start, &grade))
            add_candidate(candidates, grade, text + start, end - start, label);
    } else if (strchr(".,;:)\"?!", text[start - 1]) != NULL) {
        if (start > 1 && !is_digit(text[start - 2]) && (end == len_bytes || text[end] == ' '))
            add_candidate(candidates, GRADE_SURE, text + start, end - start, label);
    } else if (start > 3 && (memcmp(text + start - 3, "”", 3) == 0 ||
                             memcmp(text + start - 3, "’", 3) == 0)) {
        add_candidate(candidates, GRADE_SURE, text + start, end - start, label);
    } else if (floats_after_stop(text, len_bytes, start, end)) {
        add_candidate(candidates, GRADE_LIKELY, text + start, end - start, label);
    }
    return end;
}

/* "[^1]" and "[1]" */
static size_t look_at_bracket(struct candidates *candidates, const char *text, size_t len_bytes,
                              size_t start)
{
    bool caret = start + 1 < len_bytes && text[start + 1] == '^';
    unsigned label;
    size_t from = start + 1 + caret, end = read_digits(text, len_bytes, from, &label);

    if (end == from || end - from > 3 || end == len_bytes || text[end] != ']')
        return start + 1;
    if (start == 0 && (!caret || (end + 1 < len_bytes && text[end + 1] == ':')))
        return end + 1; /* the note itself */
    add_candidate(candidates, caret ? GRADE_EXPLICIT : GRADE_SURE, text + start, end + 1 - start,
                  label);
    return end + 1;
}

static void look_at_line(struct candidates *candidates, const struct line *line)
{
    const char *text = line->text;
    size_t at = 0, len_bytes = line->len_bytes, taken;
    unsigned label;

    while (at < len_bytes) {
        unsigned char byte = (unsigned char)text[at];

        if (is_digit(text[at])) {
            at = look_at_digits(candidates, text, len_bytes, at);
        } else if (byte == '[') {
            at = look_at_bracket(candidates, text, len_bytes, at);
        } else if (byte == 0xC2 || byte == 0xE2) {
            taken = read_superscripts(text + at, len_bytes - at, &label);
            if (taken > 0 && at > 0 && text[at - 1] != 'm') /* m², km² */
                add_candidate(candidates, GRADE_SURE, text + at, taken, label);
            at += taken > 0 ? taken : 1;
        } else {
            at++;
        }
    }
}

static void find_candidates(struct candidates *candidates, const struct stretch *stretch)
{
    memset(candidates->heads, 0xFF, sizeof candidates->heads);
    for (size_t i = 0; i < stretch->line_count; i++)
        look_at_line(candidates, &stretch->lines[i]);
}

/* ---- where notes begin --------------------------------------------------------------------------------- */

struct beginning {
    unsigned label;
    size_t text_bytes; /* where the note's text begins in the line */
    bool explicit_form;
};

static bool begins_like_a_note(const char *text, size_t len_bytes)
{
    static const char *const words[] = {"zie", "see", "vgl", "cf", "voir", "siehe", "se ", "ibid",
                                        "http", "idem", "www", "vgl."};

    if (!look_begins_small(text, len_bytes))
        return text[0] != '-' && text[0] != '|' && text[0] != '%';
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (len_bytes > strlen(words[i]) && memcmp(text, words[i], strlen(words[i])) == 0)
            return true;
    }
    return false;
}

static bool note_begins(const struct line *line, struct beginning *beginning)
{
    const char *text = line->text;
    size_t len_bytes = line->len_bytes, at = 0;
    bool bracket = text[0] == '[', digits = is_digit(text[0]);

    beginning->explicit_form = bracket && len_bytes > 4 && text[1] == '^';
    if (bracket)
        at = read_digits(text, len_bytes, 1u + beginning->explicit_form, &beginning->label);
    else if (digits)
        at = read_digits(text, len_bytes, 0, &beginning->label);
    else if ((unsigned char)text[0] == 0xC2 || (unsigned char)text[0] == 0xE2)
        at = read_superscripts(text, len_bytes, &beginning->label);
    if (at == 0 || at + 1 >= len_bytes || beginning->label == 0 || beginning->label > LABEL_MAX)
        return false;
    if (bracket && text[at++] != ']')
        return false;
    if (beginning->explicit_form && (at >= len_bytes || text[at++] != ':'))
        return false;
    if (digits && text[at] != ' ' && text[at] != '\t')
        return false;
    while (at < len_bytes && (text[at] == ' ' || text[at] == '\t'))
        at++;
    beginning->text_bytes = at;
    return at < len_bytes && (beginning->explicit_form || begins_like_a_note(text + at, len_bytes - at));
}

/* ---- the notes ---------------------------------------------------------------------------------------------- */

struct lifting {
    struct stretch *stretch;
    struct candidates *candidates;
    const char *search_from; /* after the latest mark */
};

/* The first good mark of that number between the latest mark and the note. */
static struct candidate *find_mark(struct lifting *lifting, const struct beginning *beginning,
                                   const char *note_at)
{
    struct candidate *items = lifting->candidates->items;
    size_t *heads = lifting->candidates->heads[beginning->label];
    size_t explicit_head = heads[GRADE_EXPLICIT];

    if (beginning->explicit_form && explicit_head != SIZE_MAX) {
        heads[GRADE_EXPLICIT] = items[explicit_head].next;
        return &items[explicit_head];
    }
    for (int grade = 0; grade < GRADE_EXPLICIT && !beginning->explicit_form; grade++) {
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

    stretch->marks = array_reserve(stretch->marks, &stretch->mark_capacity,
                                   stretch->mark_count + 1, sizeof *stretch->marks);
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
    unsigned label = beginning->label;
    size_t at = 0;

    stretch->notes = array_reserve(stretch->notes, &stretch->note_capacity,
                                   stretch->note_count + 1, sizeof *stretch->notes);
    note = &stretch->notes[stretch->note_count++];
    *note = (struct note){.first = stretch->note_line_count,
                          .end = stretch->note_line_count,
                          .text = line->text + beginning->text_bytes,
                          .placed = true};
    if (label >= 100)
        note->label[at++] = (char)('0' + label / 100);
    if (label >= 10)
        note->label[at++] = (char)('0' + label / 10 % 10);
    note->label[at] = (char)('0' + label % 10);
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
static bool take_note(struct lifting *lifting, const struct line *line)
{
    struct stretch *stretch = lifting->stretch;
    struct beginning beginning;
    struct candidate *found;

    if (!note_begins(line, &beginning))
        return false;
    if (!beginning.explicit_form && beginning.label != 1 &&
        beginning.label != stretch->latest_label + 1)
        return false;
    found = find_mark(lifting, &beginning, line->text);
    if (found == NULL)
        return false;
    add_note(lifting, &beginning, line);
    place_mark(lifting, found, stretch->note_count - 1);
    return true;
}

/* The lines of notes from there on; returns the line after them. */
static size_t take_notes(struct lifting *lifting, size_t at)
{
    const struct stretch *stretch = lifting->stretch;
    const struct line *lines = stretch->lines;

    if (!take_note(lifting, &lines[at]))
        return at;
    add_note_line(lifting->stretch, &lines[at]);
    for (at++; at < stretch->line_count; at++) {
        bool begins = take_note(lifting, &lines[at]);

        if (!begins && (lines[at].blank_before || lines[at].page_before ||
                        !(stretch->profile.wrapped || lines[at].indent_cols > 0)))
            break;
        add_note_line(lifting->stretch, &lines[at]);
    }
    return at;
}

static bool may_begin(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at];
    const char first = line->text[0];

    if (!is_digit(first) && first != '[' && first != '\xC2' && first != '\xE2')
        return false;
    return at == 0 || line->blank_before || line->page_before ||
           look_rule(line[-1].text, line[-1].len_bytes) || (first == '[' && line->text[1] == '^');
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

    for (size_t i = 0; i < placed; i++)
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
            if (kept > 0 && look_rule(stretch->lines[kept - 1].text, stretch->lines[kept - 1].len_bytes))
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
    find_candidates(lifting.candidates, stretch);
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
