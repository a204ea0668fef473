/* What the reader put right in the outline, and values of the meeting that are in conflict: a line each. */
#include "config.h"

#include "export/text_writer.h"

#include <string.h>

#include "export/origin.h"
#include "text/text.h"

enum { QUOTE_MAX_POINTS = 80 };

static void append_quote(struct buffer *out, const char *quote)
{
    struct buffer flat = {0};
    size_t shown_bytes;

    buffer_append_string(&flat, "");
    lines_append_flat(&flat, quote);
    shown_bytes = text_points_to_bytes(flat.data, flat.len_bytes, QUOTE_MAX_POINTS);
    buffer_append_string(out, "“");
    buffer_append(out, flat.data, shown_bytes);
    buffer_append_string(out, shown_bytes < flat.len_bytes ? "…”" : "”");
    buffer_release(&flat);
}

static const char *domain_label(enum domain domain)
{
    static const char *const labels[] = {
        /* TRANSLATORS: what a part of a report is about, as in "a part about home affairs". */
        [DOMAIN_HOME_AFFAIRS] = N_("home affairs"),
        [DOMAIN_JUSTICE] = N_("justice"),
        [DOMAIN_MIXED] = N_("the mixed committee's matters"),
        [DOMAIN_OTHER] = N_("other matters"),
    };

    return _(labels[domain]);
}

/* What this version does not know is shown as the file has it. */
static void append_reading(struct buffer *out, const char *words)
{
    struct report_reading reading;

    if (!report_reading_parse(words, strlen(words), &reading))
        lines_append_flat(out, words);
    else if (reading.as == READING_PARAGRAPH)
        buffer_append_string(out, _("no heading"));
    else if (reading.as == READING_PART)
        /* TRANSLATORS: %s is what it is about: home affairs, justice … */
        buffer_append_format(out, _("a part about %s"), domain_label(reading.domain));
    else
        buffer_append_format(out, _("a heading of depth %u"), reading.depth);
}

static void write_value(struct text_writer *writer, const struct sidecar_value *value,
                        bool is_reading)
{
    struct buffer line = {0};

    if (is_reading)
        append_reading(&line, value->value);
    else
        lines_append_flat(&line, value->value);
    buffer_append_string(&line, " — ");
    lines_append_flat(&line, value->author);
    buffer_append_string(&line, ", ");
    origin_append_date(&line, value->clock_ms, writer->options->local_days);
    lines_string(&writer->lines, line.data, TEXT_HANGING_COLS, 2 * TEXT_HANGING_COLS);
    buffer_release(&line);
}

static void write_values(struct text_writer *writer, const struct sidecar_value *values,
                         size_t count, bool is_reading)
{
    if (count < 2)
        return;
    lines_string(&writer->lines,
                 _("Several say what it is, and the first of these holds until one is chosen:"),
                 TEXT_HANGING_COLS, TEXT_HANGING_COLS);
    for (size_t i = 0; i < count; i++)
        write_value(writer, &values[i], is_reading);
}

static void write_correction(struct text_writer *writer,
                             const struct sidecar_correction *correction)
{
    const struct origin origin = {
        .author = correction->author,
        .changed_by = correction->changed_by,
        .created_ms = correction->created_ms,
        .modified_ms = correction->modified_ms,
        .state = correction->block == REPORT_NONE ? ANCHOR_ORPHAN : ANCHOR_SAME,
        .deleted_elsewhere = correction->deleted_elsewhere,
        .clock_ahead = correction->clock_ahead,
        .local_days = writer->options->local_days,
    };
    struct buffer line = {0};

    append_quote(&line, correction->anchor.quote);
    buffer_append_string(&line, _(": "));
    append_reading(&line, correction->words);
    buffer_append_string(&line, " — ");
    origin_append(&line, &origin);
    lines_string(&writer->lines, line.data, 0, TEXT_HANGING_COLS);
    write_values(writer, correction->conflicts, correction->conflict_count, true);
    buffer_release(&line);
}

void text_write_corrections(struct text_writer *writer, const struct sidecar_contents *contents)
{
    const struct sidecar_meeting *meeting = &contents->meeting;

    if (contents->correction_count == 0 && meeting->conflict_count < 2)
        return;
    lines_gap(&writer->lines);
    lines_title(&writer->lines, _("Put right by the reader"), '=');
    lines_gap(&writer->lines);
    for (size_t i = 0; i < contents->correction_count; i++)
        write_correction(writer, &contents->corrections[i]);
    if (meeting->conflict_count < 2)
        return;
    lines_string(&writer->lines, _("Meeting:"), 0, 0);
    write_values(writer, meeting->conflicts, meeting->conflict_count, false);
}
