/* Lines become paragraphs, and paragraphs events.
 *
 *  1. A line goes on with a paragraph only where nothing speaks against it: it stands one leading below,
 *     at the paragraph's margin, in the same size and weight, begins no list item, and its first word
 *     had no room on the line before.
 *     In a letter's margin, whose width nobody knows, a line that begins in a capital begins anew.
 *  2. Over a column's or a page's end there is no distance to look at: a line that begins in a small
 *     letter goes on, and one after a full line does, since full lines seldom end a paragraph, and
 *     paragraphs seldom leave one line behind.
 *  3. A paragraph is emphasised where all of it is bold, or underlined, or larger than the body.
 *  4. A mark is one where there is a footnote of its number; the footnote follows the block that holds
 *     its first mark. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

static const float LEADING_SLACK = 1.18F;
static const float LEADING_SLACK_AFTER_SENTENCE = 1.09F;
static const float INDENT_SIZE = 0.6F; /* less is the same margin */
static const float LARGER_SIZE = 1.12F;

/* ---- does the line go on? ----------------------------------------------------------------------------- */

static bool near(float one, float other, float tolerance)
{
    return one - other <= tolerance && other - one <= tolerance;
}

static bool same_looks(const struct pdf_line *before, const struct pdf_line *line)
{
    return near(before->size, line->size, 0.06F * line->size) &&
           before->all_underlined == line->all_underlined;
}

/* Bold words in a paragraph may fill a line; a bold paragraph is bold to its end. */
static bool same_weight(const struct pdf_line *before, const struct pdf_line *line)
{
    if (before->all_bold == line->all_bold)
        return true;
    return before->all_bold ? line->begins_bold : before->ends_bold || !before->ends_sentence;
}

static bool is_in_middle(const struct pdf_line *line)
{
    return near(line->x0 - line->left, line->right - line->x1, line->size * 0.5F);
}

/* Two lines of a centred title, of which one may fill the column; text may look centred by accident. */
static bool are_centred(const struct pdf_document *document, const struct pdf_line *before,
                        const struct pdf_line *line)
{
    const bool is_title =
        (before->all_bold && line->all_bold) || line->size >= LARGER_SIZE * document->body_size;

    return is_title && is_in_middle(before) && is_in_middle(line) &&
           (before->x0 > before->left + 0.6F * before->size ||
            line->x0 > line->left + 0.6F * line->size);
}

/* Whether the next line's first word had no room on this one. Where lines are justified, one that ends a
 * sentence a little before the edge ends its paragraph. */
static bool is_full(const struct pdf_document *document, const struct pdf_line *before,
                    const struct pdf_line *line)
{
    const float edge_points = 1.5F;
    const float wanted = 0.25F * before->size + line->first_word_width;
    const float room = are_centred(document, before, line)
                           ? before->right - before->left - (before->x1 - before->x0)
                           : before->right - before->x1;

    if (before->ends_hyphen)
        return true;
    if (document->justified && before->ends_sentence && !before->all_bold && room > edge_points)
        return false;
    return room < wanted + 0.25F * before->size;
}

/* The margin of a paragraph's lines after its first. */
static bool keeps_margin(const struct pdf_document *document, const struct pdf_line *first,
                         const struct pdf_line *before, const struct pdf_line *line)
{
    const float tolerance = INDENT_SIZE * line->size;

    if (are_centred(document, before, line))
        return true;
    if (before != first)
        return near(before->x0 - before->left, line->x0 - line->left, tolerance);
    if (first->label != PDF_NO_LABEL)
        return line->x0 - line->left > first->x0 - first->left - tolerance &&
               line->x0 - line->left < first->text_x0 - first->left + tolerance;
    if (line->x0 - line->left > first->x0 - first->left + tolerance)
        return !first->ends_sentence && line->column == first->column;
    return true;
}

static bool begins_item(const struct pdf_document *document, const struct pdf_line *first,
                        const struct pdf_line *before, const struct pdf_line *line)
{
    if (line->label == PDF_NO_LABEL)
        return false;
    if (line->label == PDF_BULLET || before->ends_sentence || !is_full(document, before, line))
        return true;
    return first->label != PDF_NO_LABEL && line->x0 < first->text_x0 - 1;
}

static bool goes_on_below(const struct pdf_document *document, const struct pdf_line *first,
                          const struct pdf_line *before, const struct pdf_line *line)
{
    const float gap = line->y1 - before->y1;
    const float slack = before->ends_sentence ? LEADING_SLACK_AFTER_SENTENCE : LEADING_SLACK;

    return gap > 0.3F * line->size && gap <= slack * document->body_leading * line->size &&
           same_weight(before, line) && keeps_margin(document, first, before, line) &&
           is_full(document, before, line);
}

static bool goes_on_elsewhere(const struct pdf_document *document, const struct pdf_line *first,
                              const struct pdf_line *before, const struct pdf_line *line)
{
    if (before->all_bold || line->all_bold || before->has_leader)
        return false;
    if (line->begins_small)
        return true;
    if (before->ends_sentence && before == first)
        return false;
    return is_full(document, before, line) && keeps_margin(document, first, before, line);
}

/* Whether `line` goes on with the paragraph of lines [first, line). */
static bool goes_on(const struct pdf_document *document, size_t first, size_t line)
{
    const struct pdf_line *lines = document->lines;
    const struct pdf_line *before = &lines[line - 1], *next = &lines[line];

    if (next->in_margin && !next->begins_small)
        return false;
    if (before->has_leader || next->has_leader || !same_looks(before, next) ||
        begins_item(document, &lines[first], before, next))
        return false;
    return before->column == next->column
               ? goes_on_below(document, &lines[first], before, next)
               : goes_on_elsewhere(document, &lines[first], before, next);
}

/* ---- footnotes ----------------------------------------------------------------------------------------- */

/* The note that a mark on that page means: the first of its number from there on, else the last. */
static struct pdf_note *find_note(const struct pdf_document *document, const char *label,
                                  uint32_t page)
{
    struct pdf_note *notes = document->notes;
    size_t low = 0, high = document->note_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(notes[middle].label, label);

        if (order < 0 || (order == 0 && notes[middle].page < page))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < document->note_count && strcmp(notes[low].label, label) == 0)
        return &notes[low];
    return low > 0 && strcmp(notes[low - 1].label, label) == 0 ? &notes[low - 1] : NULL;
}

static void plain_copy(const struct buffer *text, struct buffer *plain)
{
    for (size_t i = 0; i < text->len_bytes; i++) {
        if (text->data[i] != PDF_MARK_START && text->data[i] != PDF_MARK_END)
            buffer_append_char(plain, text->data[i]);
    }
}

static void write_note(struct pdf_note *note, struct wire_writer *wire)
{
    struct buffer plain = {0};

    note->written = true;
    plain_copy(&note->text, &plain);
    if (plain.len_bytes > 0)
        wire_write_event(wire, &(struct report_event){.kind = EVENT_FOOTNOTE,
                                                      .text = plain.data,
                                                      .len_bytes = plain.len_bytes,
                                                      .label = note->label,
                                                      .blank_before = true});
    buffer_release(&plain);
}

/* ---- blocks -------------------------------------------------------------------------------------------- */

struct marks {
    struct pdf_note **notes;
    size_t count, capacity;
};

/* Copies a text with its marks written out, and collects the notes that they mean. */
static void resolve_marks(const struct pdf_document *document, const struct buffer *text,
                          uint32_t page, struct buffer *resolved, struct marks *marks)
{
    size_t at = 0;

    while (at < text->len_bytes) {
        const char *mark = memchr(text->data + at, PDF_MARK_START, text->len_bytes - at);
        const size_t start = mark != NULL ? (size_t)(mark - text->data) : text->len_bytes;
        struct pdf_note *note;
        char label[8] = "";

        buffer_append(resolved, text->data + at, start - at);
        for (at = start + 1; at < text->len_bytes && text->data[at] != PDF_MARK_END; at++) {
            if (at - start < sizeof label)
                label[at - start - 1] = text->data[at];
        }
        at++;
        if (mark == NULL)
            break;
        note = find_note(document, label, page);
        buffer_append_format(resolved, note != NULL ? "[footnoteRef:%s]" : "%s", label);
        if (note == NULL || note->written)
            continue;
        note->written = true;
        marks->notes =
            array_reserve(marks->notes, &marks->capacity, marks->count + 1, sizeof *marks->notes);
        marks->notes[marks->count++] = note;
    }
}

void pdf_write_text(struct pdf_document *document, const struct buffer *text,
                    struct report_event *event, uint32_t page, struct wire_writer *wire)
{
    struct buffer resolved = {0};
    struct marks marks = {0};

    resolve_marks(document, text, page, &resolved, &marks);
    event->text = resolved.data;
    event->len_bytes = resolved.len_bytes;
    if (resolved.len_bytes > 0)
        wire_write_event(wire, event);
    for (size_t i = 0; i < marks.count; i++)
        write_note(marks.notes[i], wire);
    free(marks.notes);
    buffer_release(&resolved);
}

static bool is_emphasised(const struct pdf_document *document, const struct pdf_line *lines,
                          size_t count)
{
    bool bold = true, underlined = true, larger = true;

    for (size_t i = 0; i < count; i++) {
        bold = bold && lines[i].all_bold;
        underlined = underlined && lines[i].all_underlined;
        larger = larger && lines[i].size >= LARGER_SIZE * document->body_size;
    }
    return bold || underlined || larger;
}

static void write_paragraph(struct pdf_document *document, size_t first, size_t end,
                            struct wire_writer *wire)
{
    const struct pdf_line *lines = document->lines;
    const bool bullet = lines[first].label == PDF_BULLET && lines[first].word_count > 1;
    struct report_event event = {
        .kind = bullet ? EVENT_LIST_ITEM : EVENT_LINE,
        .blank_before = true,
        .emphasised = is_emphasised(document, lines + first, end - first),
    };
    struct buffer text = {0};

    if (bullet)
        buffer_append_string(&text, "•");
    for (size_t i = first; i < end; i++)
        pdf_append_words(document, lines[i].first_word + (bullet && i == first),
                         lines[i].first_word + lines[i].word_count, &text);
    pdf_write_text(document, &text, &event, lines[first].page, wire);
    buffer_release(&text);
}

void pdf_write_blocks(struct pdf_document *document, struct wire_writer *wire)
{
    size_t first = 0;

    while (first < document->line_count && !wire->failed) {
        const size_t table = pdf_table_read(document, first, document->line_count, wire);
        size_t end = first + 1;

        if (table > 0) {
            first += table;
            continue;
        }
        while (end < document->line_count && goes_on(document, first, end) &&
               pdf_table_read(document, end, document->line_count, NULL) == 0)
            end++;
        write_paragraph(document, first, end, wire);
        first = end;
    }
    for (size_t i = 0; i < document->note_count; i++) {
        if (!document->notes[i].written)
            write_note(&document->notes[i], wire);
    }
}
