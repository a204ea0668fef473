/* Plain text, fit for an e-mail.
 *
 *     title, report, author, date, counts
 *     a heading that has something under it, underlined, with the headings above it
 *         its positions, gathered by stance
 *         for each passage its quote, the footnotes that it refers to, its stances, its notes
 *     what has lost its place, under a heading of its own
 *     what the reader put right in the outline, under another
 *
 * What is always true: every note's text, every other value of a conflict and every stance stands in it;
 * what is shown depends on the arguments alone. What an item's positions already say in full (a stance on
 * the item itself, by the author whose export this is) is not said twice. */
#include "config.h"

#include "export/writers.h"

#include <stdlib.h>
#include <string.h>

#include "export/origin.h"
#include "export/text_writer.h"

/* ---- the head -------------------------------------------------------------------------------- */

/* One line: what it is, already translated, and its value. */
static void write_field(struct text_writer *writer, const char *before, const char *value)
{
    struct buffer line = {0};

    buffer_append_string(&line, before);
    buffer_append_char(&line, ' ');
    lines_append_flat(&line, value);
    lines_string(&writer->lines, line.data, 0, TEXT_HANGING_COLS);
    buffer_release(&line);
}

static void write_meeting(struct text_writer *writer)
{
    const struct report_meeting *meeting = &writer->report->meeting;
    struct buffer line = {0};

    if (meeting->place != NULL)
        lines_append_listed(&line, 0, ", ", meeting->place);
    if (meeting->date_from != NULL)
        lines_append_listed(&line, 0, ", ", meeting->date_from);
    if (meeting->date_from != NULL && meeting->date_to != NULL &&
        strcmp(meeting->date_from, meeting->date_to) != 0)
        lines_append_listed(&line, 0, " – ", meeting->date_to);
    if (line.len_bytes > 0 && meeting->source == MEETING_FROM_READER)
        /* TRANSLATORS: after date and place of a meeting. */
        buffer_append_format(&line, " (%s)", _("set by the reader"));
    if (line.len_bytes > 0)
        write_field(writer, _("Meeting:"), line.data);
    buffer_release(&line);
}

static void write_counts(struct text_writer *writer, const struct sidecar_contents *contents,
                         size_t orphan_count)
{
    struct buffer notes = {0}, stances = {0}, line = {0};

    buffer_append_format(&notes, ngettext("%zu note", "%zu notes", contents->note_count),
                         contents->note_count);
    buffer_append_format(&stances, ngettext("%zu stance", "%zu stances", contents->stance_count),
                         contents->stance_count);
    if (orphan_count == 0)
        /* TRANSLATORS: what an export holds: "Contents: 3 notes, 2 stances". */
        buffer_append_format(&line, _("Contents: %s, %s"), notes.data, stances.data);
    else
        buffer_append_format(
            &line,
            /* TRANSLATORS: the same, and how many of both together have lost their place. */
            ngettext("Contents: %s, %s; %zu of them is without a place in this text, see the end",
                     "Contents: %s, %s; %zu of them are without a place in this text, see the end",
                     orphan_count),
            notes.data, stances.data, orphan_count);
    lines_string(&writer->lines, line.data, 0, TEXT_HANGING_COLS);
    buffer_release(&notes);
    buffer_release(&stances);
    buffer_release(&line);
}

static void write_head(struct text_writer *writer, const struct sidecar_contents *contents,
                       size_t orphan_count)
{
    const struct report_meeting *meeting = &writer->report->meeting;
    struct buffer title = {0}, date = {0};

    lines_append_flat(&title,
                      meeting->title != NULL ? meeting->title : writer->options->report_name);
    lines_title(&writer->lines, title.data != NULL ? title.data : "", '=');
    lines_gap(&writer->lines);
    if (writer->options->report_name != NULL)
        write_field(writer, _("Report:"), writer->options->report_name);
    write_meeting(writer);
    if (writer->options->author != NULL)
        write_field(writer, _("Author:"), writer->options->author);
    origin_append_date(&date, writer->options->now_ms, writer->options->local_days);
    /* TRANSLATORS: before the day on which an export was made. */
    write_field(writer, _("Exported:"), date.data);
    write_counts(writer, contents, orphan_count);
    buffer_release(&title);
    buffer_release(&date);
}

/* ---- headings -------------------------------------------------------------------------------- */

static bool is_division(enum heading_kind kind)
{
    return kind == HEADING_LETTER || kind == HEADING_PART || kind == HEADING_ANNEX;
}

static void write_title(struct text_writer *writer, const char *title, char underline)
{
    lines_gap(&writer->lines);
    lines_title(&writer->lines, title, underline);
    lines_gap(&writer->lines);
}

/* The heading, after those above it that have not been written yet. */
static void write_heading(struct text_writer *writer, size_t heading)
{
    const struct report_heading *headings = writer->report->headings;
    size_t parent = headings[heading].parent;
    struct buffer title = {0};
    char *label;

    /* A heading above that stands before the last one written has been written with it. */
    if (parent < heading && (writer->last_heading == REPORT_NONE || parent > writer->last_heading))
        write_heading(writer, parent);
    label = report_heading_label(writer->report, heading);
    lines_append_flat(&title, label);
    write_title(writer, title.data != NULL ? title.data : "",
                is_division(headings[heading].kind) ? '=' : '-');
    writer->last_heading = heading;
    buffer_release(&title);
    free(label);
}

/* ---- positions of an item -------------------------------------------------------------------- */

static const char *const position_lines[STANCE_COUNT] = {
    /* TRANSLATORS: before a list of actors, as in "For: NL, DE, ALL"; the same words as for the stances. */
    [STANCE_SUPPORT] = N_("For:"),
    [STANCE_OPPOSE] = N_("Against:"),
    [STANCE_CONDITIONAL] = N_("Conditional:"),
    [STANCE_RESERVE] = N_("Reserve:"),
    [STANCE_NEUTRAL] = N_("Neutral:"),
};

static void write_position_line(struct text_writer *writer, enum stance stance,
                                const struct position *positions, size_t count)
{
    struct buffer actors = {0};

    for (size_t i = 0; i < count; i++) {
        if (positions[i].stances == 1U << stance)
            lines_append_listed(&actors, 0, ", ", positions[i].actor);
    }
    if (actors.len_bytes > 0)
        write_field(writer, _(position_lines[stance]), actors.data);
    buffer_release(&actors);
}

static void write_mixed_line(struct text_writer *writer, const struct position *positions,
                             size_t count)
{
    struct buffer actors = {0};

    for (size_t i = 0; i < count; i++) {
        size_t from_bytes;

        if ((positions[i].stances & (positions[i].stances - 1)) == 0)
            continue;
        lines_append_listed(&actors, 0, ", ", positions[i].actor);
        buffer_append_string(&actors, " (");
        from_bytes = actors.len_bytes;
        for (size_t stance = STANCE_SUPPORT; stance < STANCE_COUNT; stance++) {
            if ((positions[i].stances & 1U << stance) != 0)
                lines_append_listed(&actors, from_bytes, _("; "),
                                    stance_label((enum stance)stance));
        }
        buffer_append_char(&actors, ')');
    }
    if (actors.len_bytes > 0)
        /* TRANSLATORS: before actors whose stances on an item differ: "Mixed: DE (for; reserve)". */
        write_field(writer, _("Mixed:"), actors.data);
    buffer_release(&actors);
}

/* A tag for each value that counts: one, unless authors are in conflict, which makes it mixed. */
static size_t add_tags(struct stance_tag *tags, const struct export_entry *entry)
{
    size_t count = 0;

    if (entry->stance == NULL)
        return 0;
    for (size_t value = STANCE_SUPPORT; value < STANCE_COUNT; value++) {
        if ((export_stance_values(entry->stance) & 1U << value) != 0)
            tags[count++] = (struct stance_tag){.actor = entry->stance->actor,
                                                .stance = (enum stance)value,
                                                .on_item = entry->on_item};
    }
    return count;
}

static void write_positions(struct text_writer *writer, const struct export_entry *entries,
                            size_t count)
{
    struct stance_tag *tags = base_reallocate(NULL, (count + 1) * STANCE_COUNT, sizeof *tags);
    struct position *positions;
    size_t tag_count = 0, position_count;

    for (size_t i = 0; i < count; i++)
        tag_count += add_tags(&tags[tag_count], &entries[i]);
    position_count = council_gather(tags, tag_count, &positions);
    for (size_t stance = STANCE_SUPPORT; stance < STANCE_COUNT; stance++)
        write_position_line(writer, (enum stance)stance, positions, position_count);
    write_mixed_line(writer, positions, position_count);
    free(positions);
    free(tags);
}

/* ---- the whole --------------------------------------------------------------------------------- */

static void write_item(struct text_writer *writer, const struct export_entry *entries, size_t count)
{
    if (entries[0].heading != REPORT_NONE)
        write_heading(writer, entries[0].heading);
    else
        write_title(writer, _("Before the first heading"), '-');
    write_positions(writer, entries, count);
    lines_gap(&writer->lines);
    text_write_passages(writer, entries, count);
}

/* The item as it was when the note was made; it may be gone from the report. */
static void write_old_item(struct text_writer *writer, const struct anchor *anchor)
{
    struct buffer title = {0};

    if (anchor->item_number != NULL)
        buffer_append_format(&title, "%s. ", anchor->item_number);
    buffer_append_string(&title, anchor->item_title != NULL    ? anchor->item_title
                                 : anchor->item_number != NULL ? ""
                                                               : _("Before the first heading"));
    struct buffer flat = {0};
    lines_append_flat(&flat, title.data);
    write_title(writer, flat.data, '-');
    buffer_release(&flat);
    buffer_release(&title);
}

static void write_orphans(struct text_writer *writer, const struct export_entry *entries,
                          size_t count)
{
    if (count == 0)
        return;
    write_title(writer, _("Without a place in this text"), '=');
    lines_string(
        &writer->lines,
        _("The report has changed since, and these passages cannot be found in it with certainty. "
          "They stand here under the item they were made on."),
        0, 0);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && export_entry_same_item(&entries[i], &entries[end]);)
            end++;
        write_old_item(writer, entries[i].anchor);
        text_write_passages(writer, &entries[i], end - i);
    }
}

bool export_write_text(struct buffer *out, const struct report *report,
                       const struct sidecar_contents *contents,
                       const struct export_options *options)
{
    struct text_writer writer = {.report = report, .options = options, .last_heading = REPORT_NONE};
    struct export_entries entries;
    size_t placed_count;
    bool goes_on = true;

    lines_init(&writer.lines, out, options->width_cols);
    export_entries_gather(&entries, report, contents);
    placed_count = entries.count - entries.orphan_count;
    write_head(&writer, contents, entries.orphan_count);
    for (size_t i = 0, end; goes_on && i < placed_count; i = end) {
        for (end = i + 1;
             end < placed_count && export_entry_same_item(&entries.items[i], &entries.items[end]);)
            end++;
        write_item(&writer, &entries.items[i], end - i);
        goes_on =
            options->goes_on == NULL || options->goes_on(options->context, end, entries.count);
    }
    write_orphans(&writer, &entries.items[placed_count], entries.orphan_count);
    text_write_corrections(&writer, contents);
    export_entries_release(&entries);
    return goes_on;
}
