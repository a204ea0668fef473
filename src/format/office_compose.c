/* Paragraphs, tables, boxes and notes, one in another.
 *
 *  1. Each thing that holds paragraphs is a frame; the innermost one takes the text. Every frame has at
 *     most one paragraph that has not ended.
 *  2. What a paragraph becomes depends on the innermost frame that collects: a table's row or a note
 *     appends it, parted by a space; where none collects it becomes a block, one for each of its lines.
 *  3. Notes become blocks right after the block that holds their mark, a row's after the row.
 *  4. All that is taken counts against COMPOSE_TEXT_MAX_BYTES, whatever becomes of it. */
#include "config.h"

#include "format/office_compose.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_MAX_BYTES = 8 };

#define NO_FRAME SIZE_MAX

enum frame_kind { FRAME_FLOW, FRAME_TABLE, FRAME_NOTE };

struct compose_frame {
    enum frame_kind kind;
    size_t collector; /* the frame that collects what stands in this one, or NO_FRAME */
    struct office_paragraph paragraph;
    size_t first_note;        /* of those whose marks stand in it */
    struct buffer collected;  /* a row, or a note */
    size_t piece_start_bytes; /* of the cell in it */
    size_t column_count;      /* of a table */
    size_t column, tab_count; /* of a row: where the cell is, and how far its text is */
};

struct compose_note {
    char label[LABEL_MAX_BYTES + 1];
    size_t line; /* of its paragraph */
    size_t start_bytes, len_bytes;
};

/* ---- frames -------------------------------------------------------------------------------------- */

static struct compose_frame *innermost(struct compose *compose)
{
    return &compose->frames[compose->frame_count - 1];
}

static void push_frame(struct compose *compose, enum frame_kind kind)
{
    const size_t outer = compose->frame_count > 0 ? innermost(compose)->collector : NO_FRAME;

    compose->frames = array_reserve(compose->frames, &compose->frame_capacity,
                                    compose->frame_count + 1, sizeof *compose->frames);
    compose->frames[compose->frame_count++] =
        (struct compose_frame){.kind = kind, .collector = outer, .first_note = compose->note_count};
}

static void pop_frame(struct compose *compose)
{
    struct compose_frame *frame = &compose->frames[--compose->frame_count];

    office_paragraph_release(&frame->paragraph);
    buffer_release(&frame->collected);
}

void compose_init(struct compose *compose, bool collapses_spaces)
{
    *compose = (struct compose){.collapses_spaces = collapses_spaces};
    push_frame(compose, FRAME_FLOW);
}

void compose_release(struct compose *compose)
{
    while (compose->frame_count > 0)
        pop_frame(compose);
    free(compose->frames);
    free(compose->notes);
    buffer_release(&compose->notes_text);
    office_blocks_release(&compose->blocks);
}

/* ---- text of a paragraph ------------------------------------------------------------------------- */

static bool take(struct compose *compose, size_t len_bytes)
{
    compose->taken_bytes += len_bytes;
    if (compose->taken_bytes > COMPOSE_TEXT_MAX_BYTES)
        compose->too_large = true;
    return !compose->too_large;
}

void compose_begin_paragraph(struct compose *compose)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;

    if (paragraph->is_open)
        compose_end_paragraph(compose, &(struct compose_role){.kind = EVENT_LINE});
    paragraph = &innermost(compose)->paragraph;
    paragraph->is_open = true;
}

void compose_text(struct compose *compose, const char *text, size_t len_bytes,
                  struct compose_look look)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;

    if (paragraph->is_open && take(compose, len_bytes))
        office_paragraph_append(paragraph, text, len_bytes, compose->collapses_spaces, look);
}

void compose_spaces(struct compose *compose, size_t count)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;

    if (paragraph->is_open && take(compose, count))
        buffer_append_repeated(&paragraph->text, ' ', count);
}

void compose_line_break(struct compose *compose)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;

    if (!paragraph->is_open || !take(compose, 1))
        return;
    office_paragraph_end_line(paragraph);
    buffer_append_char(&paragraph->text, '\n');
}

/* ---- notes --------------------------------------------------------------------------------------- */

/* What may stand between the brackets of a mark; anything else becomes "*". */
static void copy_label(char *to, const char *label)
{
    size_t len_bytes = 0;

    while (office_is_visible(label[len_bytes]) && (unsigned char)label[len_bytes] < 0x80)
        len_bytes++;
    if (label[len_bytes] != '\0' || len_bytes == 0 || len_bytes > LABEL_MAX_BYTES) {
        label = "*";
        len_bytes = 1;
    }
    memcpy(to, label, len_bytes);
    to[len_bytes] = '\0';
}

void compose_note(struct compose *compose, const char *label, const char *text, size_t len_bytes)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;
    struct compose_note note = {.line = paragraph->line_count,
                                .start_bytes = compose->notes_text.len_bytes,
                                .len_bytes = len_bytes};

    if (!paragraph->is_open || !take(compose, len_bytes))
        return;
    copy_label(note.label, label);
    buffer_append_format(&paragraph->text, "[footnoteRef:%s]", note.label);
    if (text == NULL)
        return;
    buffer_append(&compose->notes_text, text, len_bytes);
    compose->notes = array_reserve(compose->notes, &compose->note_capacity, compose->note_count + 1,
                                   sizeof *compose->notes);
    compose->notes[compose->note_count++] = note;
}

static void add_block(struct compose *compose, const struct office_block *block, size_t start_bytes)
{
    if (compose->blocks.count == OFFICE_BLOCKS_MAX)
        compose->too_large = true;
    else
        office_blocks_add(&compose->blocks, block, start_bytes);
}

/* The innermost frame's notes up to that line of its paragraph. */
static void add_notes(struct compose *compose, size_t line)
{
    const struct compose_frame *frame = innermost(compose);
    size_t *added = &innermost(compose)->paragraph.notes_added;
    struct buffer *text = &compose->blocks.text;

    for (; frame->first_note + *added < compose->note_count; ++*added) {
        const struct compose_note *note = &compose->notes[frame->first_note + *added];
        const size_t start = text->len_bytes;

        if (note->line > line)
            break;
        buffer_append_string(text, note->label);
        buffer_append(text, compose->notes_text.data + note->start_bytes, note->len_bytes);
        add_block(
            compose,
            &(struct office_block){.kind = EVENT_FOOTNOTE, .label_bytes = strlen(note->label)},
            start);
    }
}

static void add_all_notes(struct compose *compose)
{
    struct compose_frame *frame = innermost(compose);

    add_notes(compose, SIZE_MAX);
    compose->note_count = frame->first_note;
    frame->paragraph.notes_added = 0;
    if (compose->note_count == 0)
        buffer_clear(&compose->notes_text);
}

/* ---- what becomes of a paragraph ------------------------------------------------------------------ */

/* The text goes into one line, with tabs of its own as spaces. */
static void append_flat(struct buffer *out, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        buffer_append_char(out, office_is_white(text[i]) ? ' ' : text[i]);
}

static void collect(struct compose_frame *frame, const char *label, const char *text,
                    size_t len_bytes)
{
    struct buffer *out = &frame->collected;

    for (; frame->tab_count < frame->column; frame->tab_count++) {
        buffer_append_char(out, '\t');
        frame->piece_start_bytes = out->len_bytes;
    }
    if (out->len_bytes > frame->piece_start_bytes)
        buffer_append_char(out, ' ');
    if (label != NULL && label[0] != '\0') {
        buffer_append_string(out, label);
        buffer_append_char(out, ' ');
    }
    append_flat(out, text, len_bytes);
}

static void add_line(struct compose *compose, const struct compose_role *role, const char *text,
                     size_t len_bytes, const struct office_looks *looks, bool is_first)
{
    struct buffer *out = &compose->blocks.text;
    const size_t start = out->len_bytes;
    struct office_block block = {
        .kind = is_first || role->kind == EVENT_PARAGRAPH ? role->kind : EVENT_LINE,
        .level = role->level,
        .blank_before = is_first,
        .emphasised = role->is_title,
        .list = is_first ? role->list : NULL,
        .list_level = role->list_level,
        .looks = *looks,
    };

    if (is_first && role->label != NULL && role->label[0] != '\0') {
        buffer_append_string(out, role->label);
        buffer_append_char(out, ' ');
    }
    append_flat(out, text, len_bytes);
    add_block(compose, &block, start);
}

/* One block for each line that holds something; a heading's lines are one. */
static void add_lines(struct compose *compose, const struct office_paragraph *paragraph,
                      const struct compose_role *role)
{
    size_t start = 0, first = role->kind == EVENT_HEADING ? paragraph->line_count - 1 : 0;
    bool is_first = true;

    for (size_t i = first; i < paragraph->line_count; i++) {
        const char *text = paragraph->text.data + start;
        size_t len_bytes = paragraph->lines[i].end_bytes - start;

        start = paragraph->lines[i].end_bytes;
        office_trim(&text, &len_bytes);
        if (!office_is_blank(text, len_bytes)) {
            add_line(compose, role, text, len_bytes, &paragraph->lines[i].looks, is_first);
            is_first = false;
            add_notes(compose, i);
        }
    }
    add_all_notes(compose);
}

void compose_end_paragraph(struct compose *compose, const struct compose_role *role)
{
    struct compose_frame *frame = innermost(compose);
    struct office_paragraph *paragraph = &frame->paragraph;
    const char *text = paragraph->text.data;
    size_t len_bytes = paragraph->text.len_bytes;

    if (!paragraph->is_open && !paragraph->is_joined)
        return;
    office_trim(&text, &len_bytes);
    if (role->label != NULL && !office_is_blank(text, len_bytes))
        take(compose, strlen(role->label));
    if (len_bytes > 0 && !compose->too_large) {
        office_paragraph_end_line(paragraph);
        if (frame->collector == NO_FRAME)
            add_lines(compose, paragraph, role);
        else if (!office_is_blank(text, len_bytes))
            collect(&compose->frames[frame->collector], role->label, text, len_bytes);
    }
    office_paragraph_clear(paragraph);
}

void compose_join_paragraph(struct compose *compose)
{
    struct office_paragraph *paragraph = &innermost(compose)->paragraph;

    paragraph->is_joined = paragraph->is_joined || paragraph->is_open;
    paragraph->is_open = false;
}

/* What has not ended in the innermost frame ends. */
static void settle(struct compose *compose)
{
    compose_end_paragraph(compose, &(struct compose_role){.kind = EVENT_LINE});
}

enum { FILLED_COLUMNS_MAX = 64 };

/* ---- tables, boxes, notes ------------------------------------------------------------------------ */

/* Frames are closed in their order whatever the reader's document says: one that is not the innermost
 * is left alone. */
static bool is_within(struct compose *compose, enum frame_kind kind)
{
    return compose->frame_count > 1 && innermost(compose)->kind == kind;
}

void compose_begin_table(struct compose *compose)
{
    if (!innermost(compose)->paragraph.is_open)
        settle(compose);
    push_frame(compose, FRAME_TABLE);
}

void compose_add_columns(struct compose *compose, size_t count)
{
    struct compose_frame *frame = innermost(compose);

    if (count > COMPOSE_COLUMNS_MAX)
        count = COMPOSE_COLUMNS_MAX;
    if (is_within(compose, FRAME_TABLE) && frame->column_count <= COMPOSE_COLUMNS_MAX)
        frame->column_count += count;
}

void compose_begin_row(struct compose *compose)
{
    struct compose_frame *frame = innermost(compose);

    if (!is_within(compose, FRAME_TABLE))
        return;
    if (frame->column_count != 1)
        frame->collector = compose->frame_count - 1;
    frame->column = frame->tab_count = frame->piece_start_bytes = 0;
    buffer_clear(&frame->collected);
}

void compose_begin_cell(struct compose *compose)
{
    struct compose_frame *frame = innermost(compose);

    if (is_within(compose, FRAME_TABLE) && frame->column == frame->tab_count &&
        frame->column < COMPOSE_COLUMNS_MAX)
        frame->piece_start_bytes = frame->collected.len_bytes;
}

void compose_end_cell(struct compose *compose, size_t width_columns)
{
    struct compose_frame *frame = innermost(compose);

    if (!is_within(compose, FRAME_TABLE))
        return;
    settle(compose);
    if (width_columns > COMPOSE_COLUMNS_MAX - frame->column)
        width_columns = COMPOSE_COLUMNS_MAX - frame->column;
    frame->column += width_columns;
}

/* Empty cells at the end are cells too, as many as the table has columns; but for the hundreds with which
 * spreadsheets fill their rows up. */
static void fill_row(struct compose_frame *frame)
{
    size_t columns = frame->column;

    if (frame->column_count > 0 && frame->column_count < columns)
        columns = frame->column_count;
    for (; columns <= FILLED_COLUMNS_MAX && frame->tab_count + 1 < columns; frame->tab_count++)
        buffer_append_char(&frame->collected, '\t');
}

void compose_end_row(struct compose *compose)
{
    struct compose_frame *frame = innermost(compose);
    const size_t outer = compose->frame_count > 1 ? (frame - 1)->collector : NO_FRAME;
    const struct compose_role row = {.kind = EVENT_TABLE_ROW};

    if (!is_within(compose, FRAME_TABLE))
        return;
    settle(compose);
    if (frame->collected.len_bytes == 0 || frame->collector == outer || compose->too_large)
        return;
    if (outer == NO_FRAME)
        fill_row(frame);
    if (outer != NO_FRAME) {
        collect(&compose->frames[outer], NULL, frame->collected.data, frame->collected.len_bytes);
    } else {
        const size_t start = compose->blocks.text.len_bytes;

        buffer_append(&compose->blocks.text, frame->collected.data, frame->collected.len_bytes);
        add_block(compose, &(struct office_block){.kind = row.kind, .blank_before = true}, start);
        add_all_notes(compose);
    }
    buffer_clear(&frame->collected);
}

void compose_end_table(struct compose *compose)
{
    if (!is_within(compose, FRAME_TABLE))
        return;
    compose_end_row(compose);
    pop_frame(compose);
}

void compose_begin_box(struct compose *compose)
{
    push_frame(compose, FRAME_FLOW);
}

void compose_end_box(struct compose *compose)
{
    if (!is_within(compose, FRAME_FLOW))
        return;
    settle(compose);
    pop_frame(compose);
}

void compose_begin_note(struct compose *compose)
{
    push_frame(compose, FRAME_NOTE);
    innermost(compose)->collector = compose->frame_count - 1;
}

void compose_end_note(struct compose *compose, struct buffer *text)
{
    struct compose_frame *frame;

    if (!is_within(compose, FRAME_NOTE))
        return;
    settle(compose);
    frame = innermost(compose);
    buffer_append(text, frame->collected.data, frame->collected.len_bytes);
    pop_frame(compose);
}

bool compose_finish(struct compose *compose, struct wire_writer *wire, enum wire_failure *failure)
{
    settle(compose);
    add_all_notes(compose);
    if (compose->too_large) {
        *failure = WIRE_TOO_LARGE;
        return false;
    }
    office_blocks_write(&compose->blocks, wire);
    return true;
}
