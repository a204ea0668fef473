/* The passages of an item in plain text, with what was recorded on each. */
#include "config.h"

#include "export/text_writer.h"

#include <string.h>

#include "export/origin.h"
#include "text/text.h"

enum { QUOTE_INDENT_COLS = 4 };

/* ---- passages -------------------------------------------------------------------------------- */

static void write_quote(struct text_writer *writer, const struct anchor *anchor)
{
    const char *passage = anchor->quote;
    size_t passage_bytes = strlen(passage);
    struct buffer quote = {0};

    text_trim(&passage, &passage_bytes);
    buffer_append_char(&quote, '"');
    buffer_append(&quote, passage, passage_bytes);
    buffer_append_char(&quote, '"');
    lines_gap(&writer->lines);
    lines_string(&writer->lines, quote.data, QUOTE_INDENT_COLS, QUOTE_INDENT_COLS);
    lines_gap(&writer->lines);
    buffer_release(&quote);
}

/* The footnotes whose marks stand in the passage. */
static void write_footnotes(struct text_writer *writer, const struct anchor_place *place)
{
    const struct report *report = writer->report;
    size_t start_bytes = report_points_to_bytes(report, place->start_points);
    size_t end_bytes = report_points_to_bytes(report, place->end_points);

    for (size_t i = 0; i < report->footnote_count; i++) {
        const struct report_footnote *footnote = &report->footnotes[i];
        struct buffer line = {0};

        if (footnote->mark_block == REPORT_NONE || footnote->mark_start_bytes < start_bytes ||
            footnote->mark_end_bytes > end_bytes)
            continue;
        buffer_append_format(&line, "[%s] ", footnote->label);
        buffer_append(&line, report->text.data + footnote->text_start_bytes,
                      report->blocks[footnote->block].end_bytes - footnote->text_start_bytes);
        lines_string(&writer->lines, line.data, QUOTE_INDENT_COLS, 2 * QUOTE_INDENT_COLS);
        lines_gap(&writer->lines);
        buffer_release(&line);
    }
}

static void write_origin(struct text_writer *writer, const struct export_entry *entry)
{
    struct origin origin = origin_of(entry, writer->options);
    struct buffer line = {0};

    buffer_append_string(&line, "— ");
    origin_append(&line, &origin);
    lines_string(&writer->lines, line.data, 0, 2);
    buffer_release(&line);
}

/* ---- stances one by one ----------------------------------------------------------------------- */

/* The item's positions already say it in full. */
static bool is_said(const struct text_writer *writer, const struct export_entry *entry)
{
    const struct sidecar_stance *stance = entry->stance;

    return entry->on_item && !entry->orphan && !stance->conflict && !stance->deleted_elsewhere &&
           !stance->clock_ahead && stance->changed_by == NULL && writer->options->author != NULL &&
           strcmp(stance->author, writer->options->author) == 0;
}

/* ": for", or all values that count: ": for/against" */
static void append_values(struct buffer *out, const struct sidecar_stance *stance)
{
    unsigned values = export_stance_values(stance);
    size_t from_bytes;

    /* TRANSLATORS: between what speaks and what is said: "NL: for", "A. de Vries, 2024-01-25: text". */
    buffer_append_string(out, _(": "));
    from_bytes = out->len_bytes;
    for (size_t value = STANCE_SUPPORT; value < STANCE_COUNT; value++) {
        if ((values & 1U << value) != 0)
            lines_append_listed(out, from_bytes, "/", stance_label((enum stance)value));
    }
}

/* What actors have in common who stand together before one value: "NL, DE: for". */
static unsigned value_key(const struct sidecar_stance *stance)
{
    return export_stance_values(stance) | (stance->conflict ? 1U << STANCE_COUNT : 0);
}

/* The actors with the first one's value. */
static void append_alike(struct buffer *out, const struct text_writer *writer,
                         const struct export_entry *entries, size_t count)
{
    const struct sidecar_stance *first = entries[0].stance;
    size_t from_bytes;

    lines_append_listed(out, 0, _("; "), "");
    from_bytes = out->len_bytes;
    for (size_t i = 0; i < count; i++) {
        if (!is_said(writer, &entries[i]) && value_key(entries[i].stance) == value_key(first))
            lines_append_listed(out, from_bytes, ", ", entries[i].stance->actor);
    }
    append_values(out, first);
    if (first->conflict)
        /* TRANSLATORS: follows a stance to which two people gave different values: "NL: for (disputed)". */
        buffer_append_format(out, " %s", _("(disputed)"));
}

/* Entries from the first on that are stances with its origin. */
static size_t count_one_origin(const struct text_writer *writer, const struct export_entry *entries,
                               size_t count)
{
    struct origin origin = origin_of(&entries[0], writer->options);
    size_t end = 1;

    for (; end < count && entries[end].stance != NULL; end++) {
        struct origin other = origin_of(&entries[end], writer->options);

        if (!origin_equal(&origin, &other))
            break;
    }
    return end;
}

/* Those of one passage that have one origin, on one line; returns how many. */
static size_t write_stances(struct text_writer *writer, const struct export_entry *entries,
                            size_t count)
{
    struct origin origin = origin_of(&entries[0], writer->options);
    size_t end = count_one_origin(writer, entries, count);
    bool done[2 << STANCE_COUNT] = {false};
    struct buffer line = {0};

    for (size_t i = 0; i < end; i++) {
        unsigned key = value_key(entries[i].stance);

        if (is_said(writer, &entries[i]) || done[key])
            continue;
        done[key] = true;
        append_alike(&line, writer, &entries[i], end - i);
    }
    if (line.len_bytes > 0) {
        buffer_append_string(&line, " — ");
        origin_append(&line, &origin);
        lines_string(&writer->lines, line.data, 0, TEXT_HANGING_COLS);
    }
    buffer_release(&line);
    return end;
}

/* ---- notes ------------------------------------------------------------------------------------ */

/* The kind as it stands before a note's text; a plain note needs none. A kind that this program does not
 * know is shown as the file has it. */
static void append_kind(struct buffer *out, const char *kind)
{
    static const struct {
        const char *kind, *before;
    } kinds[] = {
        {"note", ""},
        /* TRANSLATORS: these stand before a note's text and say what kind of note it is. */
        {"question", N_("Question:")},
        {"concern", N_("Concern:")},
        {"commitment", N_("Commitment:")},
        {"todo", N_("To do:")},
    };

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strcmp(kind, kinds[i].kind) == 0) {
            if (kinds[i].before[0] != '\0')
                buffer_append_format(out, "%s ", _(kinds[i].before));
            return;
        }
    }
    lines_append_flat(out, kind);
    buffer_append_string(out, _(": "));
}

static void write_body(struct text_writer *writer, const char *before, const char *body)
{
    size_t len_bytes = strlen(body);
    struct buffer text = {0};

    while (len_bytes > 0 && strchr(" \t\n", body[len_bytes - 1]) != NULL)
        len_bytes--;
    buffer_append_string(&text, before);
    buffer_append(&text, body, len_bytes);
    if (text.len_bytes > 0)
        lines_text(&writer->lines, text.data, text.len_bytes, 0, 0);
    buffer_release(&text);
}

/* All values that count, each with its author: a reader has to choose, the export does not. */
static void write_conflict(struct text_writer *writer, const char *kind,
                           const struct sidecar_note *note)
{
    struct buffer line = {0};
    bool body_shown = false;

    buffer_append_string(&line, kind);
    buffer_append_format(
        &line,
        /* TRANSLATORS: of a note that two authors changed without knowing of each other. */
        ngettext("%zu version of this note counts",
                 "%zu versions of this note count: one has to be chosen", note->conflict_count),
        note->conflict_count);
    lines_string(&writer->lines, line.data, 0, TEXT_HANGING_COLS);
    buffer_release(&line);
    for (size_t i = 0; i < note->conflict_count; i++) {
        const struct sidecar_value *value = &note->conflicts[i];
        struct buffer before = {0};

        buffer_append_format(&before, "(%zu) ", i + 1);
        lines_append_flat(&before, value->author);
        buffer_append_string(&before, ", ");
        origin_append_date(&before, value->clock_ms, writer->options->local_days);
        buffer_append_string(&before, _(": "));
        lines_gap(&writer->lines);
        write_body(writer, before.data, value->value);
        body_shown = body_shown || strcmp(value->value, note->body) == 0;
        buffer_release(&before);
    }
    lines_gap(&writer->lines);
    if (!body_shown)
        write_body(writer, "", note->body);
}

static void write_note(struct text_writer *writer, const struct export_entry *entry)
{
    const struct sidecar_note *note = entry->note;
    struct buffer kind = {0};

    append_kind(&kind, note->kind);
    lines_gap(&writer->lines);
    if (note->conflict_count > 1)
        write_conflict(writer, kind.data != NULL ? kind.data : "", note);
    else
        write_body(writer, kind.data != NULL ? kind.data : "", note->body);
    write_origin(writer, entry);
    lines_gap(&writer->lines);
    buffer_release(&kind);
}

/* ---- all of them -------------------------------------------------------------------------------- */

/* Entries of one passage, or of the item itself. */
static void write_passage(struct text_writer *writer, const struct export_entry *entries,
                          size_t count)
{
    const struct export_entry *first = &entries[0];

    if (!first->on_item || (first->orphan && first->anchor->item_title == NULL))
        write_quote(writer, first->anchor);
    if (!first->on_item && !first->orphan)
        write_footnotes(writer, first->place);
    for (size_t i = 0; i < count;) {
        if (entries[i].stance != NULL)
            i += write_stances(writer, &entries[i], count - i);
        else
            write_note(writer, &entries[i++]);
    }
    lines_gap(&writer->lines);
}

void text_write_passages(struct text_writer *writer, const struct export_entry *entries,
                         size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && export_entry_same_passage(&entries[i], &entries[end]);)
            end++;
        write_passage(writer, &entries[i], end - i);
    }
}
