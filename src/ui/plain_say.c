/* What reading a line at a time prints: rows as words, messages, the status. */
#include "config.h"

#include "ui/plain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    WIDTH_COLS = 80,
    HEIGHT_ROWS = 24,
    LEAST_COLS = 10,
    PAGE_MOST_COLS = 109,
    MOST = 10000,
    SELECTED_MAX_BYTES = 2000
};

/* ---- out ------------------------------------------------------------------------------------------- */

void plain_flush(struct ui *ui)
{
    struct plain *plain = ui->plain;
    size_t done_bytes = 0;

    while (!plain->is_broken && done_bytes < plain->out.len_bytes) {
        ssize_t written =
            write(STDOUT_FILENO, plain->out.data + done_bytes, plain->out.len_bytes - done_bytes);

        if (written >= 0) {
            done_bytes += (size_t)written;
        } else if (errno != EINTR) {
            plain->is_broken = ui->ending = true;
            plain->cause = errno;
        }
    }
    buffer_clear(&plain->out);
}

static void put_line(struct ui *ui, const char *text, size_t len_bytes)
{
    struct plain *plain = ui->plain;
    struct text_lines lines = {0};

    text_wrap(text, len_bytes, plain->width_cols, plain->width_cols, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        size_t start_bytes = lines.items[i].start_bytes, end_bytes = lines.items[i].end_bytes;

        text_show(text + start_bytes, end_bytes - start_bytes, -1, &plain->out);
        buffer_append_char(&plain->out, '\n');
    }
    plain->paged_rows += lines.count;
    plain->lines += lines.count;
    text_lines_release(&lines);
}

void plain_put(struct ui *ui, const char *text)
{
    size_t replaced_count = 0;
    struct buffer decoded = {0};

    buffer_init(&decoded);
    text_decode(text, strlen(text), false, &decoded, &replaced_count);
    for (const char *at = decoded.data;; at++) {
        size_t len_bytes = strcspn(at, "\n");

        put_line(ui, at, len_bytes);
        at += len_bytes;
        if (*at == '\0' || at[1] == '\0')
            break;
    }
    buffer_release(&decoded);
}

bool plain_put_message(struct ui *ui)
{
    struct view *view = session_view(ui->session);
    bool is_own = ui->message.len_bytes > 0, is_any = is_own || view->message.len_bytes > 0;

    if (is_any)
        plain_put(ui, is_own ? ui->message.data : view->message.data);
    buffer_clear(&ui->message);
    buffer_clear(&view->message);
    return is_any;
}

/* ---- the size of the page ---------------------------------------------------------------------------- */

static int number_from(const char *name)
{
    const char *value = getenv(name);
    long number = value == NULL ? 0 : strtol(value, NULL, 10);

    return number > 0 && number < MOST ? (int)number : 0;
}

void plain_lay_out(struct ui *ui)
{
    struct plain *plain = ui->plain;
    int measure_cols = session_settings(ui->session)->measure_cols;
    int width_cols = number_from("COLUMNS"), height_rows = number_from("LINES"), page_cols;
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        width_cols = size.ws_col;
        height_rows = size.ws_row > 0 ? size.ws_row : height_rows;
    }
    plain->width_cols = width_cols > 0 ? width_cols : WIDTH_COLS;
    if (plain->width_cols < LEAST_COLS)
        plain->width_cols = LEAST_COLS;
    plain->height_rows = height_rows > 2 ? height_rows - 1 : height_rows > 0 ? 1 : HEIGHT_ROWS - 1;
    /* notes stand under their passage */
    page_cols = plain->width_cols < measure_cols ? plain->width_cols : measure_cols;
    if (page_cols > PAGE_MOST_COLS)
        page_cols = PAGE_MOST_COLS;
    session_resize(ui->session, page_cols, plain->height_rows, measure_cols, true);
}

/* ---- rows ------------------------------------------------------------------------------------------ */

/* Words, apart by single spaces; without those at the ends. */
static void append_flat(struct buffer *out, const char *text, size_t len_bytes)
{
    text_trim(&text, &len_bytes);
    for (size_t i = 0; i < len_bytes; i++) {
        if (text[i] != ' ' || text[i - 1] != ' ')
            buffer_append_char(out, text[i]);
    }
}

static void append_words(struct buffer *out, const char *text, size_t len_bytes)
{
    if (out->len_bytes > 0 && out->data[out->len_bytes - 1] != ' ')
        buffer_append_char(out, ' ');
    append_flat(out, text, len_bytes);
}

static void append_heading_marks(struct ui *ui, const struct layout_row *row, struct buffer *out)
{
    const struct report *report = session_report(ui->session);
    size_t heading = report->blocks[row->block].heading;
    unsigned depth = report->headings[heading].depth;

    if (row->line > 0)
        return;
    buffer_append_repeated(out, '#', depth > 0 ? depth : 1);
    buffer_append_char(out, ' ');
}

static void append_fold(struct ui *ui, const struct layout_row *row, struct buffer *out)
{
    const struct report *report = session_report(ui->session);
    size_t index = report->blocks[row->block].heading, count;
    const struct report_heading *heading = &report->headings[index];

    count = heading->end_block - heading->first_block - 1;
    if (row->line > 0 || !layout_is_closed(session_view(ui->session)->layout, index))
        return;
    buffer_append_char(out, ' ');
    /* TRANSLATORS: after a heading, where there is no screen: what stands under it is not shown */
    buffer_append_format(
        out, ngettext("(folded, %zu line under it)", "(folded, %zu lines under it)", count), count);
}

/* The words of a row by their role; a table's keep their columns. */
static void append_span(const struct layout_line *line, const struct layout_span *span,
                        struct buffer *text, struct buffer *badges)
{
    const char *bytes = line->text.data + span->start_bytes;

    if (span->role == ROLE_BADGE)
        append_words(badges, bytes, span->len_bytes);
    else if (span->role != ROLE_FOLD_MARK && span->role != ROLE_GUTTER)
        buffer_append(text, bytes, span->len_bytes);
}

static void trim(struct buffer *text)
{
    size_t first = 0;

    while (first < text->len_bytes && text->data[first] == ' ')
        first++;
    if (first > 0) {
        memmove(text->data, text->data + first, text->len_bytes - first + 1);
        text->len_bytes -= first;
    }
    while (text->len_bytes > 0 && text->data[text->len_bytes - 1] == ' ')
        text->data[--text->len_bytes] = '\0';
}

/* Who wrote the annotation of a row. */
static const char *author_of(struct ui *ui, const struct layout_row *row)
{
    const struct sidecar_contents *contents = session_contents(ui->session);
    const struct layout_annotation *annotation =
        layout_annotation(session_view(ui->session)->layout, row->annotation);
    const char *author = annotation->kind == ANNOTATION_NOTE
                             ? contents->notes[annotation->first].author
                             : contents->stances[annotation->stances[0]].author;

    return author == NULL ? "" : author;
}

/* "note by A. de Vries: the text (2024-01-25)": the author is named once, at the beginning. */
static void append_annotation(struct ui *ui, const struct layout_row *row,
                              const struct layout_line *line, struct buffer *out)
{
    const char *author = author_of(ui, row);
    size_t author_bytes = strlen(author);
    struct buffer label = {0};

    if (row->line == 0 && row->kind == ROW_STANCES)
        /* TRANSLATORS: before what stances stand there, as in: stances by A. de Vries: NL+ DE- */
        buffer_append_format(out, _("stances by %s:"), author);
    for (size_t i = 0; i < line->span_count; i++) {
        const struct layout_span *span = &line->spans[i];
        const char *bytes = line->text.data + span->start_bytes;

        if (span->role == ROLE_GUTTER)
            continue;
        if (span->role == ROLE_NOTE_LABEL && row->line == 0 && row->kind == ROW_NOTE) {
            append_flat(&label, bytes, span->len_bytes);
            /* TRANSLATORS: note, question, concern …, and who wrote it: note by A. de Vries: */
            buffer_append_format(out, _("%s by %s:"), label.data, author);
        } else if (span->role == ROLE_META && i > 0 && i + 1 == line->span_count &&
                   author_bytes > 0 && span->len_bytes > author_bytes &&
                   memcmp(bytes, author, author_bytes) == 0) {
            struct buffer rest = {0};

            append_flat(&rest, bytes + author_bytes, span->len_bytes - author_bytes);
            append_words(out, "(", 1);
            buffer_append_string(out, rest.data + strspn(rest.data, ", "));
            buffer_append_char(out, ')');
            buffer_release(&rest);
        } else if (!text_is_blank(bytes, span->len_bytes)) {
            append_words(out, bytes, span->len_bytes);
        }
    }
    buffer_release(&label);
}

/* What stands in the line before the cursor goes; false where that is nothing. */
static bool cut_before_point(struct ui *ui, const struct layout_row *row, struct layout_line *line)
{
    struct view *view = session_view(ui->session);
    int cols = 0, point_cols;
    size_t at_bytes = 0;

    if (view->point_bytes <= row->start_bytes ||
        !layout_row_shows(view->layout, row, view->point_bytes))
        return false;
    point_cols = layout_column_of(view->layout, row, view->point_bytes);
    while (at_bytes < line->text.len_bytes && cols < point_cols) {
        struct text_shown shown;

        at_bytes = text_show_next(line->text.data, line->text.len_bytes, at_bytes, &shown);
        cols += shown.width_cols;
    }
    for (size_t i = 0; i < line->span_count; i++) {
        struct layout_span *span = &line->spans[i];
        size_t end_bytes = span->start_bytes + span->len_bytes;

        if (span->start_bytes < at_bytes)
            span->start_bytes = at_bytes < end_bytes ? at_bytes : end_bytes;
        span->len_bytes = end_bytes - span->start_bytes;
    }
    return true;
}

static void append_row(struct ui *ui, struct layout_place place, bool from_point,
                       struct buffer *out)
{
    struct layout *layout = session_view(ui->session)->layout;
    struct layout_row row = *layout_row_at(layout, place);
    struct layout_marks marks = {0};
    struct buffer text = {0}, badges = {0};
    struct layout_line *line = &ui->line;
    bool is_cut;

    layout_emit(layout, &row, &marks, line);
    is_cut = from_point && cut_before_point(ui, &row, line);
    if (row.annotation != REPORT_NONE) {
        append_annotation(ui, &row, line, out);
        return;
    }
    for (size_t i = 0; i < line->span_count; i++)
        append_span(line, &line->spans[i], &text, &badges);
    trim(&text);
    if (row.kind == ROW_HEADING && !is_cut)
        append_heading_marks(ui, &row, out);
    if (text.len_bytes > 0)
        buffer_append(out, text.data, text.len_bytes);
    if (row.kind == ROW_HEADING)
        append_fold(ui, &row, out);
    if (badges.len_bytes > 0)
        buffer_append_format(out, "%s(%s)", out->len_bytes > 0 ? " " : "", badges.data);
    buffer_release(&text);
    buffer_release(&badges);
}

/* ---- what has changed ------------------------------------------------------------------------------ */

void plain_put_status(struct ui *ui)
{
    struct buffer place = {0}, saved = {0}, status = {0};

    session_status(ui->session, &place, &saved);
    buffer_append_string(&status, session_report_name(ui->session));
    if (place.len_bytes > 0)
        buffer_append_format(&status, ", %s", place.data);
    if (saved.len_bytes > 0)
        buffer_append_format(&status, ", %s", saved.data);
    plain_put(ui, status.data);
    buffer_release(&place);
    buffer_release(&saved);
    buffer_release(&status);
}

/* "selected, 12 characters: De Commissie" */
static bool put_selection(struct ui *ui, const struct layout_marks *marks)
{
    struct plain *plain = ui->plain;
    const struct report *report = session_report(ui->session);
    size_t len_bytes = marks->selection_end - marks->selection_start, count;
    const char *text = report->text.data + marks->selection_start;
    struct buffer said = {0};

    if (marks->selection_start == plain->selection_start &&
        marks->selection_end == plain->selection_end)
        return false;
    plain->selection_start = marks->selection_start;
    plain->selection_end = marks->selection_end;
    if (len_bytes == 0)
        return false;
    count = text_count_points(text, len_bytes);
    buffer_append_format(
        &said, ngettext("selected, %zu character: ", "selected, %zu characters: ", count), count);
    if (len_bytes > SELECTED_MAX_BYTES) {
        size_t cut = text_cluster_previous(text, len_bytes, SELECTED_MAX_BYTES);

        buffer_append(&said, text, cut);
        buffer_append_string(&said, " …");
    } else {
        buffer_append(&said, text, len_bytes);
    }
    plain_put(ui, said.data);
    buffer_release(&said);
    return true;
}

static bool is_on_match(const struct view *view)
{
    return view->searching && view->point_bytes >= view->match_start_bytes &&
           view->point_bytes < view->match_end_bytes;
}

bool plain_put_focus(struct ui *ui, enum plain_focus when)
{
    struct plain *plain = ui->plain;
    struct view *view = session_view(ui->session);
    struct layout_marks marks = session_marks(ui->session);
    struct buffer line = {0};
    bool is_new, was_selection = put_selection(ui, &marks);

    buffer_init(&line);
    append_row(ui, view->focus, !is_on_match(view), &line);
    is_new = plain->line.data == NULL || view->focus.block != plain->focus.block ||
             view->focus.row != plain->focus.row || view->point_bytes != plain->point_bytes ||
             strcmp(plain->line.data, line.data) != 0;
    plain->focus = view->focus;
    plain->point_bytes = view->point_bytes;
    buffer_release(&plain->line);
    plain->line = line;
    if (was_selection || view->selecting || when == FOCUS_SILENT ||
        (!is_new && when == FOCUS_IF_NEW))
        return was_selection;
    plain_put(ui, line.data);
    return true;
}

void plain_put_all(struct ui *ui)
{
    plain_put_status(ui);
    plain_put_focus(ui, FOCUS_ALWAYS);
}

void plain_put_rows(struct ui *ui, struct layout_place from, struct layout_place to, size_t most)
{
    struct layout *layout = session_view(ui->session)->layout;
    struct buffer line = {0};

    for (size_t i = 0; i < most; i++) {
        buffer_init(&line);
        append_row(ui, from, false, &line);
        plain_put(ui, line.data);
        buffer_release(&line);
        if ((from.block == to.block && from.row == to.row) || !layout_step(layout, &from, true))
            return;
    }
}
