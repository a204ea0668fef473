/* Text that flows into blocks, and blocks that go out as events.
 *
 *  1. A block is what its first text says it is: kind, level, item or not.
 *  2. A row's cells are apart by one tab. Whatever would end a block or a line inside a cell is a space.
 *  3. A footnote goes out right after the block that holds its mark. */
#include "config.h"

#include "format/markup.h"

#include <stdlib.h>
#include <string.h>

void flow_init(struct flow *flow, struct wire_writer *wire, flow_note_text *note_text,
               void *context)
{
    *flow = (struct flow){.wire = wire, .note_text = note_text, .context = context};
}

void flow_release(struct flow *flow)
{
    markup_line_release(&flow->line);
    markup_line_release(&flow->note_line);
    buffer_release(&flow->number);
    free(flow->notes);
}

/* ---- what a stretch of text is like -------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Digits and punctuation are no words: "1." before a bold title leaves it emphasised. Letters beyond
 * ASCII begin with the bytes that are asked for here, punctuation and no-break spaces do not. */
static bool has_words(const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++) {
        if (is_letter(text[i]) || ((unsigned char)text[i] >= 0xC3 && (unsigned char)text[i] < 0xE2))
            return true;
    }
    return false;
}

static bool is_blank(const char *text, size_t len_bytes)
{
    size_t at = 0;

    while (at < len_bytes && text[at] != '\0' && strchr(" \t\r\n\f", text[at]) != NULL)
        at++;
    return at == len_bytes;
}

/* "a. ", "12) ", "– ": a number or bullet that the text itself brings. */
static bool begins_with_number(const char *text, size_t len_bytes)
{
    static const char *const bullets[] = {"•", "·", "–", "—", "▪", "○", "◦", "-", "*"};
    size_t at = 0;

    for (size_t i = 0; i < COUNT_OF(bullets); i++) {
        if (len_bytes >= strlen(bullets[i]) && memcmp(text, bullets[i], strlen(bullets[i])) == 0)
            return true;
    }
    while (at < len_bytes && at < 3 &&
           (is_letter(text[at]) || (text[at] >= '0' && text[at] <= '9')))
        at++;
    return at > 0 && at < len_bytes && (text[at] == '.' || text[at] == ')') &&
           (at + 1 == len_bytes || strchr(" \t\n", text[at + 1]) != NULL);
}

/* ---- into the block ------------------------------------------------------------------------------ */

static bool brings_own_number(const struct flow *flow, const char *text, size_t len_bytes)
{
    const struct buffer *number = &flow->number;

    while (len_bytes > 0 && is_blank(text, 1)) {
        text++;
        len_bytes--;
    }
    if (!flow->counted)
        return begins_with_number(text, len_bytes);
    return len_bytes > number->len_bytes && memcmp(text, number->data, number->len_bytes) == 0;
}

/* The item's number, before its first text. A bullet is not written before a heading. */
static void write_number(struct flow *flow, const struct flow_style *style, const char *text,
                         size_t len_bytes)
{
    flow->item_pending = false;
    if (!flow->in_row)
        flow->item = true;
    if (flow->number.len_bytes == 0 || (style->kind == EVENT_HEADING && !flow->counted) ||
        brings_own_number(flow, text, len_bytes))
        return;
    markup_line_add(&flow->line, flow->number.data, flow->number.len_bytes);
    markup_line_space(&flow->line);
}

static void begin(struct flow *flow, const struct flow_style *style, const char *text,
                  size_t len_bytes)
{
    if (!flow->started && !flow->in_row)
        flow->style = *style;
    flow->started = true;
    if (flow->item_pending)
        write_number(flow, style, text, len_bytes);
    flow->filled = true;
}

static void add_collapsed(struct flow *flow, const struct flow_style *style, const char *text,
                          size_t len_bytes)
{
    if (!is_blank(text, len_bytes)) {
        begin(flow, style, text, len_bytes);
        if (has_words(text, len_bytes)) {
            flow->plain |= !style->emphasised;
            flow->strong |= style->emphasised;
        }
    }
    markup_line_add(&flow->line, text, len_bytes);
}

/* One line of preformatted text, its white space as it is. */
static void add_verbatim(struct flow *flow, const struct flow_style *style, const char *text,
                         size_t len_bytes)
{
    if (!is_blank(text, len_bytes)) {
        begin(flow, style, text, len_bytes);
        flow->plain |= !style->emphasised;
        flow->strong |= style->emphasised;
    }
    buffer_append(&flow->line.text, text, len_bytes);
}

void flow_text(struct flow *flow, const struct flow_style *style, const char *text,
               size_t len_bytes)
{
    const char *feed;

    if (!style->preformatted || flow->in_row || style->kind == EVENT_HEADING) {
        add_collapsed(flow, style, text, len_bytes);
        return;
    }
    while ((feed = memchr(text, '\n', len_bytes)) != NULL) {
        add_verbatim(flow, style, text, (size_t)(feed - text));
        flow_break(flow, style);
        len_bytes -= (size_t)(feed - text) + 1;
        text = feed + 1;
    }
    add_verbatim(flow, style, text, len_bytes);
}

static void queue_note(struct flow *flow, const char *label, xmlNodePtr note)
{
    struct flow_note *queued;

    flow->notes =
        array_reserve(flow->notes, &flow->note_capacity, flow->note_count + 1, sizeof *flow->notes);
    queued = &flow->notes[flow->note_count++];
    queued->node = note;
    queued->label[0] = '\0';
    strncat(queued->label, label, WIRE_LABEL_MAX_BYTES);
}

void flow_mark(struct flow *flow, const struct flow_style *style, const char *label,
               xmlNodePtr note)
{
    begin(flow, style, "", 0);
    flow->line.space_pending = false;
    buffer_append_format(&flow->line.text, "[footnoteRef:%s]", label);
    if (note != NULL)
        queue_note(flow, label, note);
}

/* ---- out of the block ---------------------------------------------------------------------------- */

static enum event_kind kind_of_block(const struct flow *flow)
{
    if (!flow->item || flow->style.kind == EVENT_HEADING)
        return flow->style.kind;
    if (flow->counted && (flow->may_head || (flow->strong && !flow->plain)))
        return EVENT_LINE;
    return EVENT_LIST_ITEM;
}

static void write_notes(struct flow *flow)
{
    struct markup_line *line = &flow->note_line;

    for (size_t i = 0; i < flow->note_count; i++) {
        markup_line_clear(line);
        flow->note_text(flow->context, flow->notes[i].node, flow->notes[i].label, line);
        if (line->text.len_bytes > 0)
            wire_write_event(flow->wire, &(struct report_event){
                                             .kind = EVENT_FOOTNOTE,
                                             .text = line->text.data,
                                             .len_bytes = line->text.len_bytes,
                                             .label = flow->notes[i].label,
                                             .blank_before = true,
                                         });
    }
    flow->note_count = 0;
}

void flow_note(struct flow *flow, const char *label, xmlNodePtr note)
{
    flow_end_block(flow);
    queue_note(flow, label, note);
    if (!flow->in_row)
        write_notes(flow);
}

static void write_block(struct flow *flow, enum event_kind kind, bool blank_before)
{
    if (flow->filled) {
        wire_write_event(flow->wire, &(struct report_event){
                                         .kind = kind,
                                         .level = kind == EVENT_HEADING ? flow->style.level : 0,
                                         .text = flow->line.text.data,
                                         .len_bytes = flow->line.text.len_bytes,
                                         .blank_before = blank_before,
                                         .emphasised = flow->strong && !flow->plain,
                                     });
        write_notes(flow);
    }
    markup_line_clear(&flow->line);
    flow->started = flow->filled = flow->item = flow->plain = flow->strong = false;
}

void flow_end_block(struct flow *flow)
{
    if (flow->in_row) {
        markup_line_space(&flow->line);
        return;
    }
    write_block(flow, kind_of_block(flow), !flow->follows_break);
    flow->follows_break = false;
}

void flow_break(struct flow *flow, const struct flow_style *style)
{
    const bool was_filled = flow->filled;

    if (flow->in_row || style->kind == EVENT_HEADING) {
        markup_line_space(&flow->line);
        return;
    }
    write_block(flow, kind_of_block(flow), !flow->follows_break);
    flow->follows_break = was_filled; /* a second break is an empty line */
}

void flow_item(struct flow *flow, const struct flow_item *item)
{
    flow_end_block(flow);
    buffer_clear(&flow->number);
    buffer_append_string(&flow->number, item->number);
    flow->item_pending = true;
    flow->counted = item->counted;
    flow->may_head = item->may_head;
}

void flow_end_item(struct flow *flow)
{
    flow_end_block(flow);
    flow->item_pending = false;
}

/* ---- tables -------------------------------------------------------------------------------------- */

void flow_table_begin(struct flow *flow)
{
    flow_end_block(flow);
    flow->row_follows = false;
    memset(flow->reaches, 0, sizeof flow->reaches);
}

void flow_row_begin(struct flow *flow)
{
    flow_end_block(flow);
    flow->in_row = true;
    flow->column = flow->spanned_columns = 0;
}

static void next_column(struct flow *flow)
{
    if (flow->column > 0)
        buffer_append_char(&flow->line.text, '\t');
    flow->line.space_pending = false;
    flow->column++;
}

/* Over the columns that the last cell took besides its own, and those that cells from above take. */
static void pass_taken_columns(struct flow *flow)
{
    for (; flow->spanned_columns > 0; flow->spanned_columns--)
        next_column(flow);
    while (flow->column < FLOW_COLUMNS_MAX && flow->reaches[flow->column] > 0) {
        flow->reaches[flow->column]--;
        next_column(flow);
    }
}

void flow_cell(struct flow *flow, unsigned columns, unsigned rows)
{
    const unsigned more_columns = columns > 0 ? columns - 1 : 0;
    const unsigned more_rows = rows > 0 ? rows - 1 : 0;

    pass_taken_columns(flow);
    for (unsigned i = 0; i <= more_columns && flow->column + i < FLOW_COLUMNS_MAX; i++)
        flow->reaches[flow->column + i] = (unsigned short)more_rows;
    next_column(flow);
    flow->spanned_columns = more_columns;
}

void flow_row_end(struct flow *flow)
{
    pass_taken_columns(flow);
    for (unsigned i = flow->column; i < FLOW_COLUMNS_MAX; i++)
        flow->reaches[i] = (unsigned short)(flow->reaches[i] - (flow->reaches[i] > 0));
    flow->in_row = false;
    write_block(flow, EVENT_TABLE_ROW, !flow->row_follows);
    flow->row_follows = true;
    flow->follows_break = false;
}
