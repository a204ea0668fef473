/* What several commands do: open, find the place, name a heading, write the members they share. */
#include "config.h"

#include "command/command_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "text/text.h"

/* ---- reading the call ----------------------------------------------------------------------------- */

struct session_options call_session_options(const struct call *call)
{
    return (struct session_options){
        .sidecar = call->values[OPTION_SIDECAR],
        .reading = {.encoding = call->values[OPTION_ENCODING],
                    .language = call->values[OPTION_LANGUAGE],
                    .dates = call->values[OPTION_DATE]},
    };
}

/* A report on standard input has no folder for notes, and leaves no room for a note. */
static bool check_standard_input(const struct call *call, struct error *error)
{
    const char *body = call->values[OPTION_BODY];

    if (strcmp(call->report, "-") != 0)
        return true;
    if (body != NULL && strcmp(body, "-") == 0)
        return error_set(error, ERROR_USAGE, NULL,
                         _("the note and the report cannot both be read from standard input: give "
                           "one of them a file or a text"));
    return call->values[OPTION_SIDECAR] != NULL ||
           error_set(error, ERROR_USAGE, NULL,
                     _("standard input has no place of its own for notes: name one with "
                       "--sidecar FILE"));
}

bool call_open(const struct call *call, enum call_reads reads, struct session **session,
               struct error *error)
{
    struct session_options options = call_session_options(call);

    options.read_sidecar = reads == CALL_NOTES;
    options.outline_only = reads == CALL_OUTLINE;
    if (reads == CALL_NOTES && !check_standard_input(call, error))
        return false;
    if (!load_report(session, call->report, &options, true, error))
        return false;
    call_tell_notice(call, *session);
    return true;
}

bool call_settings(const struct call *call, struct settings *settings, struct error *error)
{
    for (size_t i = 0; settings_table[i].name != NULL; i++) {
        if (call->settings[i] != NULL &&
            !setting_assign(&settings_table[i], call->settings[i], settings, error))
            return false;
    }
    return true;
}

void call_tell_notice(const struct call *call, const struct session *session)
{
    const char *notice = session_notice(session);

    if (notice != NULL)
        print_message(call->report, notice);
}

bool call_find_place(const struct call *call, struct session *session, struct session_place *place,
                     struct error *error)
{
    struct session_place_words words = {
        .item = call->values[OPTION_ITEM],
        .quote = call->values[OPTION_QUOTE],
        .at = call->values[OPTION_AT],
    };

    return session_find_place(session, &words, place, error);
}

bool call_number(const struct call *call, enum option_id option, int least, int most, int *number,
                 struct error *error)
{
    const char *word = call->values[option];
    char *end, name[sizeof "--" + 32];
    long value;

    if (word == NULL)
        return true;
    errno = 0;
    value = strtol(word, &end, 10);
    if (word[0] < '0' || word[0] > '9' || *end != '\0' || errno != 0 || value < least ||
        value > most) {
        snprintf(name, sizeof name, "--%s", command_options[option].name);
        return error_set(error, ERROR_USAGE, word,
                         _("is no value for %s: give a number from %d to %d"), name, least, most);
    }
    *number = (int)value;
    return true;
}

enum {
    BODY_MAX_BYTES = 8 << 20
}; /* the session says how long a note may be; this only bounds memory */

static char *read_standard_input(struct error *error)
{
    struct buffer body = {0};
    char piece[4096];
    bool holds_nul;
    ssize_t got;

    while ((got = read(STDIN_FILENO, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || body.len_bytes > BODY_MAX_BYTES)
            break;
        buffer_append(&body, piece, (size_t)got);
    }
    buffer_append_char(&body, '\0');
    holds_nul = strlen(body.data) + 1 < body.len_bytes;
    if (got == 0 && !holds_nul)
        return buffer_detach(&body);
    buffer_release(&body);
    if (got == 0)
        error_set(error, ERROR_USAGE, _("standard input"),
                  _("holds a NUL byte, which no text does: give the note as text"));
    else if (got < 0)
        error_set(error, ERROR_INPUT, _("standard input"),
                  _("cannot be read (%s): give --body a text"), strerror(errno));
    else
        error_set(error, ERROR_USAGE, _("standard input"),
                  _("is too long for a note: keep long texts in a file of their own"));
    return NULL;
}

char *call_body(const struct call *call, struct error *error)
{
    const char *body = call->values[OPTION_BODY];

    return strcmp(body, "-") == 0 ? read_standard_input(error) : base_copy_string(body);
}

/* ---- plain text ------------------------------------------------------------------------------------ */

void append_outline(struct buffer *out, const struct report *report)
{
    for (size_t i = 0; i < report->heading_count; i++) {
        char *label = report_heading_label(report, i);

        buffer_append_repeated(out, ' ', 2 * (size_t)(report->headings[i].depth - 1));
        buffer_append_format(out, "%s\n", label);
        free(label);
    }
}

static void append_wrapped_line(struct buffer *out, const char *line, size_t len_bytes,
                                int width_cols)
{
    struct text_lines lines = {0};

    text_wrap(line, len_bytes, width_cols, width_cols, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct text_line *part = &lines.items[i];

        buffer_append(out, line + part->start_bytes, part->end_bytes - part->start_bytes);
        buffer_append_char(out, '\n');
    }
    text_lines_release(&lines);
}

static void append_wrapped(struct buffer *out, const char *text, size_t len_bytes, int width_cols)
{
    for (size_t at = 0; at < len_bytes;) {
        const char *end = memchr(text + at, '\n', len_bytes - at);
        size_t line_bytes = end == NULL ? len_bytes - at : (size_t)(end - text) - at;

        append_wrapped_line(out, text + at, line_bytes, width_cols);
        at += line_bytes + 1;
    }
}

/* A terminal would break lines in mid-word; a file or pipe gets paragraphs whole. */
static bool print_for_reading(const char *text, size_t len_bytes, struct error *error)
{
    int width_cols = print_width_cols();
    struct buffer wrapped = {0};
    bool printed;

    if (width_cols == 0)
        return print_text(text, len_bytes, error);
    append_wrapped(&wrapped, text, len_bytes, width_cols);
    printed = print_buffer(&wrapped, error);
    buffer_release(&wrapped);
    return printed;
}

bool print_report(struct session *session, struct error *error)
{
    const struct report *report = session_report(session);
    struct buffer outline = {0};
    bool printed;

    if (!session_read_all(session, error))
        return false;
    append_outline(&outline, report);
    if (outline.len_bytes > 0)
        buffer_append_char(&outline, '\n');
    printed =
        print_for_reading(outline.data == NULL ? "" : outline.data, outline.len_bytes, error) &&
        print_for_reading(report->text.data, report->text.len_bytes, error);
    buffer_release(&outline);
    return printed;
}

/* ---- naming places --------------------------------------------------------------------------------- */

void append_heading_name(struct buffer *out, const struct report *report, size_t heading)
{
    const char *number, *title;
    size_t count = 0, title_bytes;

    if (heading == REPORT_NONE)
        return;
    number = report->headings[heading].number;
    if (number != NULL)
        report_find_heading(report, number, &count);
    if (count == 1) {
        buffer_append_string(out, number);
        return;
    }
    title = report_title_text(report, heading, &title_bytes);
    buffer_append(out, title, title_bytes);
}

void json_item(struct json *json, const struct report *report, const struct anchor *anchor,
               const struct anchor_place *place)
{
    struct buffer name = {0};

    if (place->heading != REPORT_NONE)
        append_heading_name(&name, report, place->heading);
    else if (place->state == ANCHOR_ORPHAN && anchor->item_number != NULL)
        buffer_append_string(&name, anchor->item_number);
    else if (place->state == ANCHOR_ORPHAN && anchor->item_title != NULL)
        buffer_append_string(&name, anchor->item_title);
    json_key(json, "item");
    json_bytes(json, name.data == NULL ? "" : name.data, name.len_bytes);
    buffer_release(&name);
}

void json_range(struct json *json, const struct anchor *anchor, const struct anchor_place *place)
{
    if (place->state == ANCHOR_ORPHAN) {
        json_key(json, "start");
        json_null(json);
        json_key(json, "end");
        json_null(json);
    } else {
        json_pair_integer(json, "start", (int64_t)place->start_points);
        json_pair_integer(json, "end", (int64_t)place->end_points);
    }
    json_pair_string(json, "quote", anchor->quote);
}

/* 2024-01-26T14:05:00Z */
static void json_time(struct json *json, const char *key, int64_t time_ms)
{
    time_t seconds = (time_t)(time_ms / 1000);
    char text[40] = "";
    struct tm parts;

    if (gmtime_r(&seconds, &parts) != NULL)
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    json_pair_string(json, key, text);
}

void json_history(struct json *json, const char *author, int64_t created_ms, int64_t modified_ms,
                  enum anchor_state state)
{
    json_pair_string(json, "author", author);
    json_time(json, "created", created_ms);
    json_time(json, "modified", modified_ms);
    json_pair_string(json, "state", anchor_state_name(state));
}

void append_place_label(struct buffer *out, const struct report *report,
                        const struct anchor *anchor, const struct anchor_place *place)
{
    char *label;

    if (place->heading != REPORT_NONE) {
        label = report_heading_label(report, place->heading);
        buffer_append_string(out, label);
        free(label);
    } else if (place->state == ANCHOR_ORPHAN && anchor->item_title != NULL) {
        anchor_append_item(anchor, out);
    } else {
        buffer_append_string(out, _("before the first item"));
    }
}

void append_date(struct buffer *out, int64_t time_ms)
{
    time_t seconds = (time_t)(time_ms / 1000);
    char text[32] = "";
    struct tm parts;

    if (localtime_r(&seconds, &parts) != NULL)
        strftime(text, sizeof text, "%Y-%m-%d", &parts);
    buffer_append_string(out, text);
}
