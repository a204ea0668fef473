/* Lines become blocks, and blocks events.
 *
 *  1. Every line that is left belongs to exactly one block, in order.
 *  2. A block of one line that says nothing of its own is told as it stands in the stretch; others are
 *     put together in a buffer.
 *  3. After the block that holds a mark comes its note.
 *  4. One space stands between a list's bullet or number and its words. */
#include "config.h"

#include "format/lines.h"

#include <string.h>
#include <strings.h>

#include "format/format.h"
#include "text/text.h"

struct emission {
    struct stretch *stretch;
    struct report_builder *builder;
    bool has_pipes, has_tabs;
    size_t told_bytes; /* since the builder was last asked to settle what it can */
    /* of the block before */
    bool colon_before;       /* it ended in a colon */
    enum bullet list_before; /* it was certainly an item of a list, with that bullet */
};

/* ---- footnotes ------------------------------------------------------------------------------------------ */

static void emit_note(struct emission *emission, const struct note *note)
{
    struct stretch *stretch = emission->stretch;
    size_t mark_count = stretch->mark_count;
    const struct line *first = &stretch->note_lines[note->first];
    struct report_event event = {.kind = EVENT_FOOTNOTE, .label = note->label};

    stretch->mark_count = stretch->next_mark; /* no marks in notes */
    buffer_clear(&stretch->block);
    buffer_append(&stretch->block, note->text,
                  (size_t)(first->text + first->len_bytes - note->text));
    for (size_t i = note->first + 1; i < note->end; i++)
        unwrap_append(stretch, &stretch->block, stretch->note_lines[i].text,
                      stretch->note_lines[i].len_bytes);
    stretch->mark_count = mark_count;
    event.text = stretch->block.data;
    event.len_bytes = stretch->block.len_bytes;
    if (stretch->profile.markdown) {
        buffer_clear(&stretch->scratch);
        markdown_append(&stretch->scratch, event.text, event.len_bytes);
        event.text = stretch->scratch.data;
        event.len_bytes = stretch->scratch.len_bytes;
    }
    report_builder_block(emission->builder, &event);
}

static void emit(struct emission *emission, const struct report_event *event, size_t first_mark)
{
    const struct stretch *stretch = emission->stretch;

    emission->colon_before = event->len_bytes > 0 && event->text[event->len_bytes - 1] == ':';
    report_builder_block(emission->builder, event);
    emission->told_bytes += event->len_bytes;
    if (emission->told_bytes > FORMAT_WINDOW_BYTES) {
        report_builder_window(emission->builder); /* so that it keeps little */
        emission->told_bytes = 0;
    }
    for (size_t i = first_mark; i < stretch->next_mark; i++) {
        if (stretch->marks[i].note != SIZE_MAX)
            emit_note(emission, &stretch->notes[stretch->marks[i].note]);
    }
}

/* ---- putting together -------------------------------------------------------------------------------------- */

static bool has_mark(const struct stretch *stretch, const char *text, size_t len_bytes)
{
    return stretch->next_mark < stretch->mark_count &&
           stretch->marks[stretch->next_mark].at < text + len_bytes;
}

/* The event's text in Markdown's plain form; where it says nothing it stays where it is. */
static void strip_markdown(struct stretch *stretch, struct report_event *event)
{
    event->emphasised = markdown_is_emphasised(event->text, event->len_bytes);
    buffer_clear(&stretch->scratch);
    markdown_append(&stretch->scratch, event->text, event->len_bytes);
    event->text = stretch->scratch.data;
    event->len_bytes = stretch->scratch.len_bytes;
}

/* The spaces that are too many after a bullet or number, as converters leave them: where they begin and
 * how many there are. */
static size_t spare_spaces(const char *text, size_t len_bytes, size_t *count)
{
    const char *space = memchr(text, ' ', len_bytes < 12 ? len_bytes : 12);
    size_t bullet_bytes, at, end;

    *count = 0;
    if (space == NULL || space + 1 == text + len_bytes || space[1] != ' ')
        return 0;
    for (at = end = (size_t)(space - text); end < len_bytes && text[end] == ' ';)
        end++;
    if (text[end] != '\t' && (look_bullet(text, len_bytes, &bullet_bytes) != BULLET_NONE ||
                              (look_number(text, len_bytes).len_bytes == end &&
                               (text[at - 1] == '.' || text[at - 1] == ')'))))
        *count = end - at - 1;
    return at;
}

/* One range of a line, with its marks. */
static void set_text(struct stretch *stretch, struct report_event *event, const char *text,
                     size_t len_bytes)
{
    const bool marked = has_mark(stretch, text, len_bytes);
    size_t spare_bytes = 0, spare = 0;
    bool rewritten = !marked && spaced_rewrite(&stretch->block, text, len_bytes);

    if (!rewritten)
        spare = spare_spaces(text, len_bytes, &spare_bytes);
    if (!rewritten && (marked || spare_bytes > 0)) {
        buffer_clear(&stretch->block);
        buffer_append(&stretch->block, text, spare);
        notes_append(stretch, &stretch->block, text + spare + spare_bytes,
                     len_bytes - spare - spare_bytes);
        rewritten = true;
    }
    event->text = rewritten ? stretch->block.data : text;
    event->len_bytes = rewritten ? stretch->block.len_bytes : len_bytes;
    if (stretch->profile.markdown)
        strip_markdown(stretch, event);
}

/* What made a line as wide as the others goes. */
static void close_gaps(struct buffer *block)
{
    size_t kept = 0;

    for (size_t i = 0; i < block->len_bytes; i++) {
        if (block->data[i] != ' ' || kept == 0 || block->data[kept - 1] != ' ')
            block->data[kept++] = block->data[i];
    }
    block->len_bytes = kept;
}

static void set_lines(struct stretch *stretch, struct report_event *event, size_t first, size_t end)
{
    buffer_clear(&stretch->block);
    for (size_t i = first; i < end; i++) {
        const struct line *line = &stretch->lines[i];

        if (!has_mark(stretch, line->text, line->len_bytes) &&
            spaced_rewrite(&stretch->scratch, line->text, line->len_bytes)) {
            if (stretch->block.len_bytes > 0)
                buffer_append_char(&stretch->block, ' ');
            buffer_append(&stretch->block, stretch->scratch.data, stretch->scratch.len_bytes);
        } else {
            unwrap_append(stretch, &stretch->block, line->text, line->len_bytes);
        }
    }
    close_gaps(&stretch->block);
    event->text = stretch->block.data;
    event->len_bytes = stretch->block.len_bytes;
    if (stretch->profile.markdown)
        strip_markdown(stretch, event);
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

/* Lines that begin with a dash can be titles: only what shows that it is an item of a list is one. */
static bool is_list_item(const struct emission *emission, const struct report_event *event,
                         size_t next, enum bullet bullet, size_t bullet_bytes)
{
    const struct stretch *stretch = emission->stretch;
    const char last = event->text[event->len_bytes - 1];
    size_t other_bytes;
    bool ends, more;

    if (event->len_bytes <= bullet_bytes)
        return false;
    if (look_begins_small(event->text + bullet_bytes, event->len_bytes - bullet_bytes) ||
        last == ';' || last == ',')
        return true;
    if (emission->list_before == bullet && !event->blank_before)
        return true;
    ends = next == stretch->line_count || stretch->lines[next].blank_before;
    more = next < stretch->line_count &&
           look_bullet(stretch->lines[next].text, stretch->lines[next].len_bytes, &other_bytes) ==
               bullet;
    if (emission->colon_before && (ends || more))
        return true;
    return more && !ends && (bullet != BULLET_DASH || stretch->profile.markdown);
}

static void set_kind(struct emission *emission, struct report_event *event, size_t next)
{
    size_t bullet_bytes;
    enum bullet bullet = look_bullet(event->text, event->len_bytes, &bullet_bytes);

    if (bullet == BULLET_NONE || !is_list_item(emission, event, next, bullet, bullet_bytes)) {
        emission->list_before = BULLET_NONE;
        return;
    }
    emission->list_before = bullet;
    event->kind = EVENT_LIST_ITEM;
}

/* ---- numbers and bullets alone on their line ---------------------------------------------------------------------- */

enum { NUMBER_ALONE_MAX_BYTES = 24 };

/* "Agendapunt 3", "Deel I", and nothing else. */
static bool is_named_number_alone(const struct line *line)
{
    static const char *const words[] = {"Deel ", "Teil ", "Part ", "Partie ", "Del "};
    const struct look_number number = look_number(line->text, line->len_bytes);
    size_t at;

    if (number.is_word)
        return number.len_bytes >= line->len_bytes;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strlen(words[i]);
        if (line->len_bytes > at && strncasecmp(line->text, words[i], at) == 0)
            return look_roman(line->text + at, line->len_bytes - at) > 0 ||
                   (line->len_bytes == at + 1 && line->text[at] >= '1' && line->text[at] <= 'H');
    }
    return false;
}

static bool is_number_alone(const struct line *line)
{
    size_t digits = 0;

    if (line->len_bytes > 6)
        return false;
    if (look_roman(line->text, line->len_bytes) > 0 ||
        (line->len_bytes > 1 && line->text[line->len_bytes - 1] == '.' &&
         look_roman(line->text, line->len_bytes - 1) > 0))
        return true;
    while (digits < line->len_bytes && line->text[digits] >= '0' && line->text[digits] <= '9')
        digits++;
    return digits > 0 && digits <= 2 && digits + 1 == line->len_bytes && line->text[digits] == '.';
}

/* A part's title may stand so without empty lines around it. */
static bool is_part_title(const struct line *line)
{
    struct buffer plain = {0};
    bool is_part = look_names_part(line->text, line->len_bytes);

    if (!is_part && spaced_rewrite(&plain, line->text, line->len_bytes))
        is_part = look_names_part(plain.data, plain.len_bytes);
    buffer_release(&plain);
    return is_part;
}

bool blocks_begins_next(const struct stretch *stretch, size_t at)
{
    const struct line *line = &stretch->lines[at], *next = line + 1;
    size_t bullet_bytes;
    unsigned value_cols;

    if (line->len_bytes > NUMBER_ALONE_MAX_BYTES || at + 1 == stretch->line_count ||
        next->page_before)
        return false;
    if (look_bullet(next->text, next->len_bytes, &bullet_bytes) != BULLET_NONE ||
        look_number(next->text, next->len_bytes).len_bytes > 0 || next->text[0] == '=')
        return false;
    if (look_bullet(line->text, line->len_bytes, &bullet_bytes) != BULLET_NONE)
        return bullet_bytes == line->len_bytes;
    if (is_named_number_alone(line))
        return next->len_bytes < 300 && look_begins_capital(next->text, next->len_bytes);
    if (!is_number_alone(line))
        return false;
    if ((next->blank_before && line->text[line->len_bytes - 1] != '.') ||
        (!line->blank_before && at > 0)) {
        if (line->text[0] <= '9' || (next->blank_before && !line->blank_before && at > 0) ||
            !is_part_title(next))
            return false;
    }
    return next->len_bytes < 300 && look_begins_capital(next->text, next->len_bytes) &&
           !look_field(next->text, next->len_bytes, &value_cols) && !is_number_alone(next);
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

/* A paragraph; returns the line after it. */
static size_t emit_paragraph(struct emission *emission, size_t first)
{
    struct stretch *stretch = emission->stretch;
    const struct line *line = &stretch->lines[first];
    struct report_event event = {.kind = EVENT_LINE, .blank_before = line->blank_before};
    size_t from = first + blocks_begins_next(stretch, first), end = from + 1;
    size_t first_mark = stretch->next_mark;

    while (end < stretch->line_count && unwrap_joins(stretch, from, end))
        end++;
    if (end == first + 1)
        set_text(stretch, &event, line->text, line->len_bytes);
    else
        set_lines(stretch, &event, first, end);
    if (event.len_bytes > 0) {
        set_kind(emission, &event, end);
        emit(emission, &event, first_mark);
    }
    return end;
}

static size_t emit_table(struct emission *emission, const struct table *table)
{
    struct stretch *stretch = emission->stretch;

    for (size_t i = table->first; i < table->end; i++) {
        const struct line *line = &stretch->lines[i];
        struct report_event event = {.kind = EVENT_TABLE_ROW, .blank_before = line->blank_before};
        size_t first_mark = stretch->next_mark, len_bytes;
        const char *text;

        if (table_is_rule(line))
            continue;
        table_row(stretch, table, i, &text, &len_bytes);
        set_text(stretch, &event, text, len_bytes);
        if (table->sign == '|') {
            struct buffer cells = {0};

            table_append(table, &cells, event.text, event.len_bytes);
            event.text = cells.data;
            event.len_bytes = cells.len_bytes;
            if (cells.len_bytes > 0)
                emit(emission, &event, first_mark);
            buffer_release(&cells);
        } else {
            emit(emission, &event, first_mark);
        }
    }
    emission->list_before = BULLET_NONE;
    return table->end;
}

static size_t emit_ruled(struct emission *emission, const struct ruled_table *table)
{
    struct stretch *stretch = emission->stretch;
    size_t at = table->first;

    while (at < table->end) {
        struct report_event event = {.kind = EVENT_TABLE_ROW,
                                     .blank_before =
                                         at == table->first && stretch->lines[at].blank_before};
        size_t first_mark = stretch->next_mark;

        buffer_clear(&stretch->block);
        at = ruled_append(stretch, table, at, &stretch->block);
        event.text = stretch->block.data;
        event.len_bytes = stretch->block.len_bytes;
        if (stretch->profile.markdown)
            strip_markdown(stretch, &event);
        if (event.len_bytes > 0)
            emit(emission, &event, first_mark);
    }
    emission->list_before = BULLET_NONE;
    return table->end;
}

static size_t emit_fenced(struct emission *emission, size_t first)
{
    struct stretch *stretch = emission->stretch;
    size_t at = first + 1;

    for (; at < stretch->line_count && !markdown_is_fence(&stretch->lines[at]); at++) {
        const struct line *line = &stretch->lines[at];
        struct report_event event = {.kind = EVENT_PARAGRAPH,
                                     .text = line->text,
                                     .len_bytes = line->len_bytes,
                                     .blank_before = line->blank_before || at == first + 1};

        while (has_mark(stretch, line->text, line->len_bytes))
            stretch->next_mark++;
        emit(emission, &event, stretch->next_mark);
    }
    return at < stretch->line_count ? at + 1 : at;
}

static void emit_heading(struct emission *emission, const struct line *line, const char *text,
                         size_t len_bytes, unsigned level)
{
    struct report_event event = {
        .kind = EVENT_HEADING, .level = level, .blank_before = line->blank_before};
    size_t first_mark = emission->stretch->next_mark;

    set_text(emission->stretch, &event, text, len_bytes);
    emission->list_before = BULLET_NONE;
    emit(emission, &event, first_mark);
}

/* What only Markdown has; the line itself where it is nothing of that. */
static size_t emit_markdown(struct emission *emission, size_t at)
{
    struct stretch *stretch = emission->stretch;
    const struct line *line = &stretch->lines[at];
    const char *text = line->text;
    size_t len_bytes = line->len_bytes;
    bool has_next = at + 1 < stretch->line_count && !line[1].blank_before;
    unsigned level;

    if (markdown_is_fence(line))
        return emit_fenced(emission, at);
    level = markdown_heading(&text, &len_bytes);
    if (level > 0) {
        emit_heading(emission, line, text, len_bytes, level);
        return at + 1;
    }
    if (has_next && len_bytes < 300 && (level = markdown_underline(line + 1)) > 0 &&
        !look_rule(text, len_bytes)) {
        emit_heading(emission, line, text, len_bytes, level);
        return at + 2;
    }
    return look_rule(text, len_bytes) ? at + 1 : at;
}

/* The title that a document says it has; returns the line after what says so. */
static size_t emit_front_matter(struct emission *emission)
{
    struct report_event event = {.kind = EVENT_LINE, .emphasised = true};
    size_t end = markdown_front_matter(emission->stretch, &event.text, &event.len_bytes);

    if (end > 0 && event.len_bytes > 0)
        emit(emission, &event, emission->stretch->next_mark);
    return end;
}

void blocks_emit(struct stretch *stretch, struct report_builder *builder)
{
    struct emission emission = {
        .stretch = stretch,
        .builder = builder,
        .has_pipes = memchr(stretch->text, '|', stretch->text_bytes) != NULL,
        .has_tabs = memchr(stretch->text, '\t', stretch->text_bytes) != NULL,
    };
    size_t at = 0;

    if (stretch->profile.markdown) {
        markdown_unquote(stretch);
        at = emit_front_matter(&emission);
    }
    while (at < stretch->line_count) {
        struct ruled_table ruled;
        struct table table;
        size_t next = at;

        if (ruled_begins(stretch, at, &ruled))
            next = emit_ruled(&emission, &ruled);
        if (next == at && stretch->profile.markdown)
            next = emit_markdown(&emission, at);
        if (next == at && (emission.has_pipes || emission.has_tabs) &&
            table_find(stretch, at, &table))
            next = emit_table(&emission, &table);
        if (next == at)
            next = emit_paragraph(&emission, at);
        at = next;
    }
}
