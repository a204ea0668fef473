/* Events in, a report out.
 *
 *  1. A line is trimmed (of a table's row each cell), its footnotes are taken out (footnote.c), and then it waits in
 *     `pending` until the outline has decided what it is. Decided lines are appended to the
 *     report when a window ends, never in between.
 *  2. What the report becomes hangs on the events alone: windows may end after any of them, or
 *     never.
 *  3. Lines that have no text left (a footnote alone) wait as well, so that the footnote reaches
 *     the item in which it stood. They are not counted among the outline's lines. */
#include "config.h"

#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "report/assemble.h"
#include "report/footnote.h"
#include "report/meeting.h"
#include "report/meeting_reader.h"
#include "report/outline.h"
#include "text/text.h"

/* A line that waits. Its marks and notes are the next mark_count and note_count in pending. */
struct pending_line {
    size_t start_bytes, end_bytes; /* in pending.text; equal where only notes are left */
    size_t end_without_marks_bytes;
    size_t mark_count, note_count;
    enum event_kind kind;
};

struct pending {
    struct buffer text;
    struct pending_line *lines;
    size_t line_count, line_capacity;
    struct footnote_mark *marks;
    size_t mark_count, mark_capacity;
    struct buffer notes_text;
    struct footnote_note *notes;
    size_t note_count, note_capacity;
};

struct report_builder {
    struct report *report;
    struct outline outline;
    struct assembly assembly;
    struct meeting_reader meeting;
    struct pending pending;
    struct footnote_line line; /* reused for each line that holds footnotes */
    struct buffer one_line;    /* for a text that holds line feeds */
    size_t flushed_lines;      /* of those that the outline counts */
    bool blank_carried;        /* an empty line stood before a line of which nothing is left */
    bool finished;
};

struct report_builder *report_builder_new(const char *file_name)
{
    struct report_builder *builder = base_allocate(sizeof *builder);

    builder->report = base_allocate(sizeof *builder->report);
    buffer_init(&builder->report->text);
    memcpy(builder->report->language, "und", sizeof "und");
    builder->report->meeting.formal = -1;
    meeting_from_file_name(&builder->report->meeting, file_name);
    outline_init(&builder->outline);
    assembly_init(&builder->assembly, builder->report);
    return builder;
}

void report_builder_expect(struct report_builder *builder, size_t text_bytes)
{
    buffer_reserve(&builder->report->text, text_bytes);
}

bool report_builder_language(struct report_builder *builder, const char *name)
{
    const char *code = language_find(name);

    if (code == NULL)
        return false;
    memcpy(builder->report->language, code, strlen(code) + 1);
    builder->assembly.language_given = true;
    return true;
}

bool report_builder_dates(struct report_builder *builder, const char *words)
{
    return meeting_from_reader(&builder->report->meeting, words);
}

/* ---- lines that wait ------------------------------------------------------------------------- */

static void pend_note(struct pending *pending, const char *label, size_t label_bytes,
                      const char *text, size_t len_bytes)
{
    struct buffer *out = &pending->notes_text;
    struct footnote_note note = {.label_start_bytes = out->len_bytes};

    buffer_append(out, label, label_bytes);
    note.label_end_bytes = note.text_start_bytes = out->len_bytes;
    buffer_append(out, text, len_bytes);
    note.text_end_bytes = out->len_bytes;
    pending->notes = array_reserve(pending->notes, &pending->note_capacity, pending->note_count + 1,
                                   sizeof *pending->notes);
    pending->notes[pending->note_count++] = note;
}

static struct pending_line *pend_line(struct pending *pending, enum event_kind kind,
                                      const char *text, size_t len_bytes)
{
    struct pending_line *line;

    pending->lines = array_reserve(pending->lines, &pending->line_capacity, pending->line_count + 1,
                                   sizeof *pending->lines);
    line = &pending->lines[pending->line_count++];
    *line = (struct pending_line){.start_bytes = pending->text.len_bytes, .kind = kind};
    buffer_append(&pending->text, text, len_bytes);
    line->end_bytes = line->end_without_marks_bytes = pending->text.len_bytes;
    return line;
}

/* Moves the marks and notes of builder->line to pending. */
static void pend_footnotes(struct report_builder *builder, struct pending_line *line)
{
    struct pending *pending = &builder->pending;
    const struct footnote_line *read = &builder->line;
    const char *notes_text = read->notes_text.data;
    size_t i;

    pending->marks = array_reserve(pending->marks, &pending->mark_capacity,
                                   pending->mark_count + read->mark_count, sizeof *pending->marks);
    for (i = 0; i < read->mark_count; i++)
        pending->marks[pending->mark_count++] = read->marks[i];
    for (i = 0; i < read->note_count; i++) {
        const struct footnote_note *note = &read->notes[i];

        pend_note(pending, notes_text + note->label_start_bytes,
                  note->label_end_bytes - note->label_start_bytes,
                  notes_text + note->text_start_bytes,
                  note->text_end_bytes - note->text_start_bytes);
    }
    line->mark_count = read->mark_count;
    line->note_count = read->note_count;
    line->end_without_marks_bytes =
        line->start_bytes + footnote_len_without_marks(pending->text.data + line->start_bytes,
                                                       line->end_bytes - line->start_bytes,
                                                       read->marks, read->mark_count);
}

/* Readers give one line; this one trusts none of them with rule 2 of report.h. */
static void to_one_line(struct report_builder *builder, const char **text, size_t *len_bytes)
{
    size_t i;

    text_trim(text, len_bytes);
    if (*len_bytes == 0 || memchr(*text, '\n', *len_bytes) == NULL)
        return;
    buffer_clear(&builder->one_line);
    buffer_append(&builder->one_line, *text, *len_bytes);
    for (i = 0; i < *len_bytes; i++) {
        if (builder->one_line.data[i] == '\n')
            builder->one_line.data[i] = ' ';
    }
    *text = builder->one_line.data;
}

/* The same for a table's row, whose cells are trimmed one by one: an empty one stays, so that the others
 * keep their columns; but for a row of which nothing is left. */
static void to_cells(struct report_builder *builder, const char **text, size_t *len_bytes)
{
    struct buffer *row = &builder->one_line;
    const char *cell = *text, *end = cell + *len_bytes, *tab;

    buffer_clear(row);
    do {
        size_t cell_bytes;

        tab = memchr(cell, '\t', (size_t)(end - cell));
        cell_bytes = (size_t)((tab != NULL ? tab : end) - cell);
        text_trim(&cell, &cell_bytes);
        buffer_append(row, cell, cell_bytes);
        if (tab != NULL) {
            buffer_append_char(row, '\t');
            cell = tab + 1;
        }
    } while (tab != NULL);
    for (size_t i = 0; i < row->len_bytes; i++) {
        if (row->data[i] == '\n')
            row->data[i] = ' ';
    }
    *text = row->data;
    *len_bytes = row->len_bytes;
}

static void add_footnote_event(struct report_builder *builder, const struct report_event *event,
                               const char *text, size_t len_bytes)
{
    const char *label = event->label != NULL && event->label[0] != '\0' ? event->label : "*";

    if (len_bytes == 0)
        return;
    pend_line(&builder->pending, EVENT_FOOTNOTE, "", 0)->note_count = 1;
    pend_note(&builder->pending, label, strlen(label), text, len_bytes);
}

/* The meeting is known as soon as the text that can tell of it has come. */
static void read_meeting(struct report_builder *builder, const char *text, size_t len_bytes,
                         bool alone)
{
    if (meeting_reader_is_full(&builder->meeting))
        return;
    meeting_reader_line(&builder->meeting, text, len_bytes, alone);
    if (meeting_reader_is_full(&builder->meeting))
        meeting_reader_finish(&builder->meeting, &builder->report->meeting);
}

void report_builder_block(struct report_builder *builder, const struct report_event *event)
{
    struct report_event seen = *event;
    const char *text = event->text;
    size_t len_bytes = event->len_bytes;
    struct pending_line *line;
    const bool cells = event->kind == EVENT_TABLE_ROW;
    bool has_footnotes;

    if (cells && len_bytes > 0 && memchr(text, '\t', len_bytes) != NULL)
        to_cells(builder, &text, &len_bytes);
    else
        to_one_line(builder, &text, &len_bytes);
    if (event->kind == EVENT_FOOTNOTE) {
        add_footnote_event(builder, event, text, len_bytes);
        return;
    }
    has_footnotes = len_bytes > 0 && footnote_read_line(&builder->line, text, len_bytes, cells);
    if (has_footnotes) {
        text = builder->line.text.data;
        len_bytes = builder->line.text.len_bytes;
    }
    if (cells && text_is_blank(text, len_bytes))
        len_bytes = 0;
    seen.blank_before = event->blank_before || builder->blank_carried;
    builder->blank_carried = len_bytes == 0 && (seen.blank_before || !has_footnotes);
    if (len_bytes == 0 && !has_footnotes)
        return;
    line = pend_line(&builder->pending, event->kind, text, len_bytes);
    if (has_footnotes)
        pend_footnotes(builder, line);
    if (len_bytes == 0)
        return;
    if (cells)
        text_trim(&text, &len_bytes);
    read_meeting(builder, text, len_bytes, seen.blank_before || event->kind != EVENT_LINE);
    outline_add(&builder->outline, builder->pending.text.data + line->start_bytes,
                line->end_without_marks_bytes - line->start_bytes, &seen);
}

void report_builder_replaced(struct report_builder *builder, size_t count)
{
    builder->report->replaced_count += count;
}

/* ---- decided lines --------------------------------------------------------------------------- */

static bool begins_with_bullet(const char *text, size_t len_bytes)
{
    static const char *const bullets[] = {"- ", "* ", "• ",  "· ",  "– ",  "— ",  "‣ ",
                                          "◦ ", "▪ ", "-\t", "•\t", "·\t", "–\t", "▪\t"};
    size_t i;

    if (text[0] >= '0' && text[0] <= 'z')
        return false; /* as most paragraphs begin; no bullet lies there */
    for (i = 0; i < COUNT_OF(bullets); i++) {
        size_t bullet_bytes = strlen(bullets[i]);

        if (len_bytes > bullet_bytes && memcmp(text, bullets[i], bullet_bytes) == 0)
            return true;
    }
    return false;
}

static enum block_kind block_kind_of(const struct pending_line *line, const char *text,
                                     size_t len_bytes, const struct outline_decision *decision)
{
    if (line->kind == EVENT_TABLE_ROW)
        return BLOCK_TABLE_ROW;
    if (line->kind == EVENT_LIST_ITEM || (decision != NULL && decision->reading == READ_LIST_ITEM))
        return BLOCK_LIST_ITEM;
    if (line->kind == EVENT_LINE && begins_with_bullet(text, len_bytes))
        return BLOCK_LIST_ITEM;
    return BLOCK_PARAGRAPH;
}

static enum heading_kind heading_kind_of(enum reading reading)
{
    switch (reading) {
    case READ_PART:
        return HEADING_PART;
    case READ_ITEM:
        return HEADING_ITEM;
    case READ_SUBITEM:
        return HEADING_SUBITEM;
    case READ_ANNEX:
        return HEADING_ANNEX;
    case READ_LETTER:
        return HEADING_LETTER;
    case READ_SECTION:
    case READ_TEXT:
    case READ_LIST_ITEM:
    case READ_LETTER_END:
        break;
    }
    return HEADING_SECTION;
}

/* The end of a title without the colon that leads to its text. */
static size_t without_colon(const char *text, size_t start_bytes, size_t end_bytes)
{
    const char *title = text + start_bytes;
    size_t title_bytes = end_bytes - start_bytes;

    if (title_bytes > 1 && title[title_bytes - 1] == ':') {
        title_bytes--;
        text_trim(&title, &title_bytes);
    }
    return (size_t)(title - text) + title_bytes;
}

static size_t flush_text(struct report_builder *builder, const struct pending_line *line,
                         const struct outline_decision *decision)
{
    const char *text = builder->pending.text.data + line->start_bytes;
    size_t len_bytes = line->end_bytes - line->start_bytes;
    struct assembly_heading heading;

    if (decision == NULL || decision->reading == READ_LIST_ITEM)
        return assembly_add_block(&builder->assembly,
                                  block_kind_of(line, text, len_bytes, decision), text, len_bytes);
    heading = (struct assembly_heading){
        .kind = heading_kind_of(decision->reading),
        .domain = decision->domain,
        .level = decision->level,
        .number_start_bytes = decision->number_start_bytes,
        .number_end_bytes = decision->number_end_bytes,
        .title_start_bytes = decision->title_start_bytes,
        .title_end_bytes = decision->title_end_bytes > 0
                               ? decision->title_end_bytes
                               : without_colon(text, decision->title_start_bytes,
                                               line->end_without_marks_bytes - line->start_bytes),
    };
    return assembly_add_heading(&builder->assembly, &heading, text, len_bytes);
}

/* The marks and notes of a line, which begin at those places in pending. */
static void flush_footnotes(struct report_builder *builder, const struct pending_line *line,
                            size_t block, size_t first_mark, size_t first_note)
{
    const struct pending *pending = &builder->pending;
    const char *notes_text = pending->notes_text.data;
    size_t i;

    for (i = first_mark; i < first_mark + line->mark_count; i++)
        assembly_add_mark(&builder->assembly, block, pending->marks[i].start_bytes,
                          pending->marks[i].end_bytes);
    for (i = first_note; i < first_note + line->note_count; i++) {
        const struct footnote_note *note = &pending->notes[i];

        assembly_add_note(&builder->assembly, notes_text + note->label_start_bytes,
                          note->label_end_bytes - note->label_start_bytes,
                          notes_text + note->text_start_bytes,
                          note->text_end_bytes - note->text_start_bytes);
    }
}

static void drop_bytes(struct buffer *buffer, size_t count_bytes)
{
    if (count_bytes == 0)
        return;
    memmove(buffer->data, buffer->data + count_bytes, buffer->len_bytes - count_bytes);
    buffer->len_bytes -= count_bytes;
    buffer->data[buffer->len_bytes] = '\0';
}

/* Forgets the first lines with their marks and notes, which are in the report now. */
static void drop_pending(struct pending *pending, size_t line_count, size_t mark_count,
                         size_t note_count)
{
    size_t text_bytes = line_count > 0 ? pending->lines[line_count - 1].end_bytes : 0;
    size_t notes_bytes = note_count > 0 ? pending->notes[note_count - 1].text_end_bytes : 0;
    size_t i;

    drop_bytes(&pending->text, text_bytes);
    drop_bytes(&pending->notes_text, notes_bytes);
    pending->line_count -= line_count;
    pending->mark_count -= mark_count;
    pending->note_count -= note_count;
    for (i = 0; i < pending->line_count; i++) {
        pending->lines[i] = pending->lines[i + line_count];
        pending->lines[i].start_bytes -= text_bytes;
        pending->lines[i].end_bytes -= text_bytes;
        pending->lines[i].end_without_marks_bytes -= text_bytes;
    }
    for (i = 0; i < pending->mark_count; i++)
        pending->marks[i] = pending->marks[i + mark_count];
    for (i = 0; i < pending->note_count; i++) {
        pending->notes[i] = pending->notes[i + note_count];
        pending->notes[i].label_start_bytes -= notes_bytes;
        pending->notes[i].label_end_bytes -= notes_bytes;
        pending->notes[i].text_start_bytes -= notes_bytes;
        pending->notes[i].text_end_bytes -= notes_bytes;
    }
}

static bool next_decision_is(const struct outline *outline, size_t used, size_t line)
{
    return used < outline->decision_count && outline->decisions[used].line == line;
}

static void flush_decided(struct report_builder *builder)
{
    struct pending *pending = &builder->pending;
    struct outline *outline = &builder->outline;
    size_t decided = outline_decided_lines(outline), used = 0, marks = 0, notes = 0, i;

    for (i = 0; i < pending->line_count; i++) {
        const struct pending_line *line = &pending->lines[i];
        const struct outline_decision *decision = NULL;
        size_t block = REPORT_NONE;

        if (line->end_bytes > line->start_bytes) {
            if (builder->flushed_lines == decided)
                break;
            if (next_decision_is(outline, used, builder->flushed_lines) &&
                outline->decisions[used].reading == READ_LETTER_END) {
                assembly_end_letter(&builder->assembly);
                used++;
            }
            if (next_decision_is(outline, used, builder->flushed_lines))
                decision = &outline->decisions[used++];
            block = flush_text(builder, line, decision);
            builder->flushed_lines++;
        }
        flush_footnotes(builder, line, block, marks, notes);
        marks += line->mark_count;
        notes += line->note_count;
    }
    outline_drop_decisions(outline, used);
    drop_pending(pending, i, marks, notes);
}

void report_builder_window(struct report_builder *builder)
{
    flush_decided(builder);
    assembly_pause(&builder->assembly);
}

void report_builder_finish(struct report_builder *builder)
{
    if (builder->finished)
        return;
    outline_finish(&builder->outline);
    flush_decided(builder);
    assembly_finish(&builder->assembly);
    meeting_reader_finish(&builder->meeting, &builder->report->meeting);
    builder->finished = true;
}

struct report *report_builder_report(struct report_builder *builder)
{
    return builder->report;
}

void report_builder_free(struct report_builder *builder)
{
    struct pending *pending;

    if (builder == NULL)
        return;
    pending = &builder->pending;
    buffer_release(&pending->text);
    buffer_release(&pending->notes_text);
    free(pending->lines);
    free(pending->marks);
    free(pending->notes);
    footnote_line_release(&builder->line);
    buffer_release(&builder->one_line);
    outline_release(&builder->outline);
    assembly_release(&builder->assembly);
    meeting_reader_release(&builder->meeting);
    if (!builder->finished)
        report_free(builder->report);
    free(builder);
}
