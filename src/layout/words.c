/* words: an annotation becomes lines. What a note and its authors say comes from a file: every string
 * is decoded before it is measured, and shown piece by piece when it is emitted.
 *
 * The words of a line stand to the right of its label ("note", "or", "moved"), further lines under
 * them; on narrow pages the label has a line of its own. What is said about the words (author and date)
 * ends the last line where it fits, else it has a line of its own too.
 *
 * In the margin, which is narrow, further lines stand under the label, and "note" is left out. */
#include "config.h"

#include "layout/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    LABEL_GAP_COLS = 2,
    LABEL_COLS = 16, /* a longer kind of note, which only a foreign file has, is cut */
    AUTHOR_COLS = 32,
    WORDS_COLS = 12, /* what a label leaves to the words beside it */
    META_GAP_COLS = 2,
    QUOTE_BYTES = 512, /* as much of a quote as can show on one line */
};

/* Slices of block_rows.words. */
struct slice {
    size_t start, end;
};

struct composer {
    const struct layout *layout;
    struct block_rows *rows;
    size_t block, annotation, line;
    enum row_kind kind;
    int first_cols, room_cols; /* of the words, after the bar */
    bool beside;               /* in the margin */
};

static void composer_init(struct composer *composer, const struct layout *layout,
                          struct block_rows *rows, size_t index)
{
    const struct layout_annotation *annotation = &layout->annotations[index];
    int bar_cols = layout_bar_cols(layout);
    int text_cols = layout_text_indent_cols(layout, layout_annotation_heading(layout, annotation));

    *composer = (struct composer){
        .layout = layout,
        .rows = rows,
        .block = annotation->block,
        .annotation = index,
        .kind = annotation->kind == ANNOTATION_NOTE ? ROW_NOTE : ROW_STANCES,
        .first_cols = text_cols > bar_cols ? text_cols : bar_cols,
        .beside = rows->beside,
    };
    composer->room_cols = layout_page_cols(layout) - composer->first_cols;
    if (rows->beside) {
        composer->first_cols = layout_margin_first_cols(layout);
        composer->room_cols = layout_margin_cols(layout);
    }
}

static struct annotation_line *add_line(struct composer *composer, enum role role)
{
    struct block_rows *rows = composer->rows;
    struct layout_row *row =
        layout_add_row(rows, composer->kind, composer->block,
                       layout_block(composer->layout, composer->block)->end_bytes);
    struct annotation_line *line;

    row->annotation = composer->annotation;
    row->line = composer->line++;
    row->indent_cols = composer->first_cols;
    rows->lines =
        array_reserve(rows->lines, &rows->line_capacity, rows->line_count + 1, sizeof *rows->lines);
    line = &rows->lines[rows->line_count++];
    *line = (struct annotation_line){.role = role};
    return line;
}

static int slice_cols(const struct composer *composer, struct slice slice)
{
    if (slice.end == slice.start)
        return 0;
    return text_width_cols(composer->rows->words.data + slice.start, slice.end - slice.start);
}

static struct slice add_string(struct composer *composer, const char *string)
{
    struct buffer *words = &composer->rows->words;
    struct slice slice = {words->len_bytes, words->len_bytes};
    size_t replaced = 0;

    if (string != NULL && string[0] != '\0')
        text_decode(string, strlen(string), true, words, &replaced);
    slice.end = words->len_bytes;
    return slice;
}

/* The same, shown and cut. */
static struct slice add_cut(struct composer *composer, const char *string, size_t len_bytes,
                            int max_cols)
{
    struct buffer *words = &composer->rows->words;
    struct slice slice = {words->len_bytes, words->len_bytes};
    struct buffer decoded = {0};
    size_t replaced = 0;

    if (string != NULL && len_bytes > 0)
        text_decode(string, len_bytes, true, &decoded, &replaced);
    if (decoded.len_bytes > 0)
        layout_append_cut(composer->layout, words, decoded.data, decoded.len_bytes, max_cols);
    buffer_release(&decoded);
    slice.end = words->len_bytes;
    return slice;
}

/* "A. de Vries 2024-01-25" or "A. de Vries, changed by Jan 2024-01-25"; the date is that of the reader's own clock. */
static struct slice add_meta(struct composer *composer, const char *author, const char *changed_by,
                             int64_t clock_ms)
{
    struct buffer *words = &composer->rows->words;
    struct slice slice = {words->len_bytes, words->len_bytes};
    time_t seconds = (time_t)(clock_ms / 1000);
    struct buffer names = {0};
    struct tm date;
    char day[32];

    if (author != NULL) {
        sidecar_append_author(&names, author, changed_by);
        slice = add_cut(composer, names.data, names.len_bytes,
                        changed_by == NULL ? AUTHOR_COLS : 2 * AUTHOR_COLS);
    }
    buffer_release(&names);
    if (clock_ms > 0 && localtime_r(&seconds, &date) != NULL &&
        strftime(day, sizeof day, "%Y-%m-%d", &date) > 0) {
        if (slice.end > slice.start)
            buffer_append_char(words, ' ');
        buffer_append_string(words, day);
    }
    slice.end = words->len_bytes;
    return slice;
}

static bool fits_beside(const struct composer *composer, int label_cols)
{
    return composer->room_cols - label_cols - LABEL_GAP_COLS >= WORDS_COLS;
}

static void add_meta_line(struct composer *composer, struct slice meta, int used_cols)
{
    struct annotation_line *line = &composer->rows->lines[composer->rows->line_count - 1];

    if (meta.end == meta.start)
        return;
    if (used_cols + META_GAP_COLS + slice_cols(composer, meta) > composer->room_cols)
        line = add_line(composer, ROLE_META);
    line->meta_start = meta.start;
    line->meta_end = meta.end;
}

/* Adds the lines of some words with their label and what is said about them. */
static void compose(struct composer *composer, struct slice label, struct slice words,
                    enum role role, struct slice meta)
{
    struct annotation_line *line = NULL;
    struct text_lines lines = {0};
    int indent_cols = 0, other_cols;

    if (label.end > label.start) {
        int label_cols = slice_cols(composer, label);

        line = add_line(composer, role);
        line->label_start = label.start;
        line->label_end = label.end;
        if (fits_beside(composer, label_cols))
            indent_cols = label_cols + LABEL_GAP_COLS;
        else
            line = NULL;
    }
    other_cols = composer->beside ? 0 : indent_cols;
    text_wrap(composer->rows->words.data + words.start, words.end - words.start,
              composer->room_cols - indent_cols, composer->room_cols - other_cols, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        if (line == NULL)
            line = add_line(composer, role);
        line->start = words.start + lines.items[i].start_bytes;
        line->end = words.start + lines.items[i].end_bytes;
        line->indent_cols = i == 0 ? indent_cols : other_cols;
        line = NULL;
    }
    add_meta_line(composer, meta,
                  (lines.count > 1 ? other_cols : indent_cols) +
                      (lines.count > 0 ? lines.items[lines.count - 1].width_cols : 0));
    text_lines_release(&lines);
}

const char *layout_state_label(enum anchor_state state)
{
    switch (state) {
    case ANCHOR_MOVED:
        /* TRANSLATORS: of a note: the report's text changed, and its passage now stands elsewhere. */
        return _("moved");
    case ANCHOR_TO_BE_CHECKED:
        /* TRANSLATORS: of a note: its passage was probably found again; the reader should look. */
        return _("to be checked");
    case ANCHOR_ORPHAN:
        /* TRANSLATORS: of a note whose passage is no longer in the report's text. */
        return _("orphan");
    case ANCHOR_SAME:
        break;
    }
    return NULL;
}

static struct slice add_quote(struct composer *composer, const char *quote, int max_cols)
{
    const char *open = composer->layout->options.ascii ? "\"" : "“";
    const char *close = composer->layout->options.ascii ? "\"" : "”";
    size_t len_bytes = quote != NULL ? strnlen(quote, QUOTE_BYTES) : 0;
    struct slice slice = {composer->rows->words.len_bytes, composer->rows->words.len_bytes};

    if (len_bytes == 0)
        return slice;
    buffer_append_string(&composer->rows->words, open);
    add_cut(composer, quote, len_bytes, max_cols - 2 > 1 ? max_cols - 2 : 1);
    buffer_append_string(&composer->rows->words, close);
    slice.end = composer->rows->words.len_bytes;
    return slice;
}

static void compose_remark(struct composer *composer, const char *sentence)
{
    struct slice none = {0}, words = add_string(composer, sentence);

    compose(composer, none, words, ROLE_META, none);
}

/* An item's own note has the item's heading for its quote. */
static void compose_lost_item(struct composer *composer, const struct anchor *anchor)
{
    struct buffer item = {0}, remark = {0};

    if (!composer->layout->annotations[composer->annotation].loose || anchor->on_item ||
        anchor->item_title == NULL)
        return;
    anchor_append_item(anchor, &item);
    /* TRANSLATORS: of a note; %s is the number and title of an item. */
    buffer_append_format(&remark, _("made on %s, which is no item of this text"), item.data);
    compose_remark(composer, remark.data);
    buffer_release(&item);
    buffer_release(&remark);
}

/* Where the place is not what it was: how it is, and which passage it was about. */
static void compose_state(struct composer *composer, const struct anchor *anchor,
                          enum anchor_state state)
{
    const char *name = layout_state_label(state);
    struct slice label, quote = {0}, none = {0};
    int room_cols = composer->room_cols;

    if (name == NULL)
        return;
    label = add_string(composer, name);
    if (fits_beside(composer, slice_cols(composer, label)))
        room_cols -= slice_cols(composer, label) + LABEL_GAP_COLS;
    if (state != ANCHOR_MOVED)
        quote = add_quote(composer, anchor->quote, room_cols);
    if (quote.end > quote.start)
        compose(composer, label, quote, ROLE_META, none);
    else
        compose(composer, none, label, ROLE_META, none);
    compose_lost_item(composer, anchor);
}

static void compose_remarks(struct composer *composer, bool deleted_elsewhere, bool clock_ahead)
{
    if (deleted_elsewhere)
        compose_remark(composer, _("deleted by one author while another changed it"));
    if (clock_ahead)
        compose_remark(composer, _("written by a clock that runs ahead"));
}

/* The kinds that sidecar/ knows, in the reader's language; others as the file says them. */
static const char *kind_label(const char *kind)
{
    static const char *const known[] = {
        /* TRANSLATORS: these five are the kinds a note can have, shown before its text. */
        N_("note"), N_("question"), N_("concern"), N_("commitment"), N_("todo"),
    };

    for (size_t i = 0; kind != NULL && i < COUNT_OF(known); i++)
        if (strcmp(kind, known[i]) == 0)
            return _(known[i]);
    return kind != NULL ? kind : "";
}

static void compose_conflicts(struct composer *composer, const struct sidecar_note *note)
{
    for (size_t i = 0; i < note->conflict_count; i++) {
        const struct sidecar_value *other = &note->conflicts[i];
        struct slice label, words, meta;

        if (other->value != NULL && note->body != NULL && strcmp(other->value, note->body) == 0)
            continue;
        /* TRANSLATORS: comes before another text of the same note, written at the same time by
         * somebody else; the reader has to choose or join them. */
        label = add_string(composer, _("or"));
        words = add_string(composer, other->value);
        meta = add_meta(composer, other->author, NULL, other->clock_ms);
        compose(composer, label, words, ROLE_NOTE, meta);
    }
}

static void fill_note(struct composer *composer, const struct sidecar_note *note)
{
    bool is_plain = note->kind != NULL && strcmp(note->kind, "note") == 0;
    const char *kind = composer->beside && is_plain ? "" : kind_label(note->kind);
    struct slice label = add_cut(composer, kind, strlen(kind), LABEL_COLS);
    struct slice words = add_string(composer, note->body);
    struct slice meta = add_meta(composer, note->author, note->changed_by,
                                 note->modified_ms > 0 ? note->modified_ms : note->created_ms);

    compose(composer, label, words, ROLE_NOTE, meta);
    compose_conflicts(composer, note);
    compose_state(composer, &note->anchor, note->place.state);
    compose_remarks(composer, note->deleted_elsewhere, note->clock_ahead);
}

/* More than one where its authors gave it different values. */
static void append_signs(struct buffer *words, const struct sidecar_stance *stance)
{
    unsigned values = layout_stance_values(stance);

    for (unsigned value = STANCE_SUPPORT; value < STANCE_COUNT; value++)
        if ((values & 1u << value) != 0)
            buffer_append_char(words, stance_sign((enum stance)value));
}

/* "NL+ DE-" of those stances that are wanted. */
static struct slice add_stances(struct composer *composer,
                                const struct layout_annotation *annotation, bool conflicts_only)
{
    struct buffer *words = &composer->rows->words;
    struct slice slice = {words->len_bytes, words->len_bytes};

    for (size_t i = 0; i < annotation->count; i++) {
        const struct sidecar_stance *stance =
            &composer->layout->contents->stances[annotation->stances[i]];

        if (conflicts_only && !stance->conflict)
            continue;
        if (words->len_bytes > slice.start)
            buffer_append_char(words, ' ');
        add_cut(composer, stance->actor, stance->actor != NULL ? strlen(stance->actor) : 0,
                AUTHOR_COLS);
        append_signs(words, stance);
    }
    slice.end = words->len_bytes;
    return slice;
}

static void fill_stances(struct composer *composer, const struct layout_annotation *annotation)
{
    const struct sidecar_stance *all = composer->layout->contents->stances;
    const struct sidecar_stance *first = &all[annotation->stances[0]];
    struct slice label, words, none = {0};
    bool conflict = false, deleted_elsewhere = false, clock_ahead = false;
    const char *changed_by = NULL;
    int64_t modified_ms = 0;

    for (size_t i = 0; i < annotation->count; i++) {
        const struct sidecar_stance *stance = &all[annotation->stances[i]];
        int64_t at_ms = stance->modified_ms > 0 ? stance->modified_ms : stance->created_ms;

        if (at_ms > modified_ms) {
            modified_ms = at_ms;
            changed_by = stance->changed_by;
        }
        conflict = conflict || stance->conflict;
        deleted_elsewhere = deleted_elsewhere || stance->deleted_elsewhere;
        clock_ahead = clock_ahead || stance->clock_ahead;
    }
    words = add_stances(composer, annotation, false);
    compose(composer, none, words, ROLE_STANCE,
            add_meta(composer, first->author, changed_by, modified_ms));
    if (conflict) {
        /* TRANSLATORS: comes before stances ("NL+-") to which two people gave different values. */
        label = add_string(composer, _("disputed"));
        words = add_stances(composer, annotation, true);
        compose(composer, label, words, ROLE_META, none);
    }
    compose_state(composer, &first->anchor, first->place.state);
    compose_remarks(composer, deleted_elsewhere, clock_ahead);
}

void layout_fill_annotation(struct layout *layout, struct block_rows *rows, size_t index)
{
    const struct layout_annotation *annotation = &layout->annotations[index];
    struct composer composer;

    composer_init(&composer, layout, rows, index);
    buffer_reserve(&rows->words, 1); /* so that its data is never NULL */
    if (annotation->kind == ANNOTATION_NOTE)
        fill_note(&composer, &layout->contents->notes[annotation->first]);
    else
        fill_stances(&composer, annotation);
}
