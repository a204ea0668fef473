/* Footnotes: found at the foot of a column, taken out of the flow, and given to their marks later.
 *
 *  1. A footnote begins a line with its number, raised or in smaller print than the body's, and a raised
 *     mark of that number stands somewhere else; from there to the column's end all is footnotes.
 *  2. The numbers of a column's footnotes grow downwards.
 *  3. Small print above the first of them, or without any, goes on with the footnote that the page
 *     before broke off.
 *  4. Afterwards no line of a footnote is left in document->lines, and notes are sorted by number and
 *     by page. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS = 1000 };
static const float SMALL_PRINT = 0.93F; /* at most, of the body's size */
static const float SAME_SIZE = 0.06F;

struct search {
    struct pdf_document *document;
    uint8_t raised[LABELS]; /* how often a number stands raised, two at most */
    bool open;              /* the last note breaks off in the middle of a sentence */
    float size;             /* of the last note */
};

static bool same_size(float one, float other)
{
    return one - other <= SAME_SIZE * other && other - one <= SAME_SIZE * other;
}

static bool is_small_print(const struct search *search, const struct pdf_line *line)
{
    return line->size <= SMALL_PRINT * search->document->body_size;
}

/* ---- marks ------------------------------------------------------------------------------------------ */

static void count_raised(struct search *search, unsigned long number)
{
    if (search->raised[number] < 2)
        search->raised[number]++;
}

static void note_marks(struct search *search, const struct pdf_word *word)
{
    const char *text = pdf_word_text(search->document, word);
    struct pdf_word part = *word;
    size_t start = 0;

    while (start < word->len_bytes) {
        const char *comma = memchr(text + start, ',', word->len_bytes - start);
        const size_t end = comma != NULL ? (size_t)(comma - text) : word->len_bytes;
        char label[8];

        part.start_bytes = word->start_bytes + (uint32_t)start;
        part.len_bytes = (uint16_t)(end - start);
        pdf_note_label(search->document, &part, label);
        if (label[0] != '\0')
            count_raised(search, strtoul(label, NULL, 10));
        start = end + 1;
    }
}

static void find_marks(struct search *search)
{
    const struct pdf_document *document = search->document;

    for (size_t i = 0; i < document->line_count; i++) {
        const struct pdf_line *line = &document->lines[i];

        for (size_t k = 0; k < line->word_count; k++) {
            const struct pdf_word *word = &document->words[line->first_word + k];

            if ((word->flags & PDF_RAISED) != 0)
                note_marks(search, word);
        }
    }
}

/* ---- where notes begin ------------------------------------------------------------------------------ */

/* The number of the note that begins with this line; 0 where none does. */
static unsigned long note_number(const struct search *search, const struct pdf_line *line)
{
    const struct pdf_word *word = &search->document->words[line->first_word];
    const bool raised = (word->flags & PDF_RAISED) != 0;
    unsigned long number;
    char label[8];

    if (line->word_count < 2 || (!raised && !is_small_print(search, line)))
        return 0;
    pdf_note_label(search->document, word, label);
    number = strtoul(label, NULL, 10);
    return search->raised[number] > raised ? number : 0;
}

/* The first of the lines [first, end) of a column from which on all is footnotes; end where none is. */
static size_t find_start(const struct search *search, size_t first, size_t end)
{
    const struct pdf_line *lines = search->document->lines;
    unsigned long next = LABELS;
    float smallest = 0, largest = 0;
    size_t start = end;

    for (size_t i = end; i-- > first;) {
        const unsigned long number = note_number(search, &lines[i]);

        smallest = i + 1 == end || lines[i].size < smallest ? lines[i].size : smallest;
        largest = i + 1 == end || lines[i].size > largest ? lines[i].size : largest;
        if (!same_size(smallest, largest))
            break;
        if (number > 0 && number < next) {
            start = i;
            next = number;
        }
    }
    return start;
}

/* Lines in front of `start` that go on with the note of the page before. */
static size_t find_rest(const struct search *search, size_t first, size_t start)
{
    const struct pdf_line *lines = search->document->lines;
    size_t rest = start;

    if (!search->open || search->size > SMALL_PRINT * search->document->body_size)
        return start;
    while (rest > first && same_size(lines[rest - 1].size, search->size) &&
           lines[rest - 1].label == PDF_NO_LABEL)
        rest--;
    return rest > first ? rest : start; /* a whole column of it is something else */
}

/* ---- taking them out --------------------------------------------------------------------------------- */

static void begin_note(struct search *search, const struct pdf_line *line)
{
    struct pdf_document *document = search->document;
    struct pdf_note *note;

    document->notes = array_reserve(document->notes, &document->note_capacity,
                                    document->note_count + 1, sizeof *document->notes);
    note = &document->notes[document->note_count];
    *note = (struct pdf_note){.page = line->page, .order = document->note_count++};
    pdf_note_label(document, &document->words[line->first_word], note->label);
}

static void take_lines(struct search *search, size_t first, size_t start, size_t end)
{
    struct pdf_document *document = search->document;
    unsigned long last = 0;

    for (size_t i = first; i < end; i++) {
        struct pdf_line *line = &document->lines[i];
        const unsigned long number = i >= start ? note_number(search, line) : 0;
        const bool begins = number > last;

        if (begins) {
            begin_note(search, line);
            last = number;
        }
        pdf_append_words(document, line->first_word + begins, line->first_word + line->word_count,
                         &document->notes[document->note_count - 1].text);
        line->in_note = true;
        search->open = !line->ends_sentence;
        search->size = line->size;
    }
}

static void drop_taken_lines(struct pdf_document *document)
{
    size_t kept = 0;

    for (size_t i = 0; i < document->line_count; i++) {
        if (!document->lines[i].in_note)
            document->lines[kept++] = document->lines[i];
    }
    document->line_count = kept;
}

static int by_label(const void *a, const void *b)
{
    const struct pdf_note *one = a, *other = b;
    const int order = strcmp(one->label, other->label);

    if (order != 0)
        return order;
    return one->order < other->order ? -1 : one->order > other->order;
}

void pdf_find_notes(struct pdf_document *document)
{
    struct search search = {.document = document};
    size_t first = 0;

    find_marks(&search);
    while (first < document->line_count) {
        size_t end = first + 1, start;

        while (end < document->line_count &&
               document->lines[end].column == document->lines[first].column)
            end++;
        start = find_start(&search, first, end);
        take_lines(&search, find_rest(&search, first, start), start, end);
        first = end;
    }
    drop_taken_lines(document);
    if (document->note_count > 1)
        qsort(document->notes, document->note_count, sizeof *document->notes, by_label);
}
