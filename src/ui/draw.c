/* Drawing the page: status line, rows, message line. Reads the view and never changes it; what stands
 * where was decided by layout. Of a screen of two rows the status line is left out first, of one row the
 * message line too: then a message takes the row. */
#include "config.h"

#include "ui/room.h"

#include <string.h>

enum { STATUS_MIN_ROWS = 3, MESSAGE_MIN_ROWS = 2, WHOLE_MESSAGE_MIN_ROWS = 6 };

static int status_rows(const struct ui *ui)
{
    return ui->screen.height_rows >= STATUS_MIN_ROWS ? 1 : 0;
}

int ui_page_rows(const struct ui *ui)
{
    int rows = ui->screen.height_rows - status_rows(ui);

    return rows >= MESSAGE_MIN_ROWS ? rows - 1 : rows;
}

int ui_page_row(const struct ui *ui, int screen_row)
{
    return screen_row - status_rows(ui);
}

/* ---- the page ------------------------------------------------------------------------------------ */

static enum look look_of_role(enum role role)
{
    static const enum look looks[ROLE_COUNT] = {
        [ROLE_TEXT] = LOOK_TEXT,
        [ROLE_PART] = LOOK_PART,
        [ROLE_HEADING] = LOOK_HEADING,
        [ROLE_FOLD_MARK] = LOOK_FOLD_MARK,
        [ROLE_BADGE] = LOOK_BADGE,
        [ROLE_GUTTER] = LOOK_GUTTER,
        [ROLE_NOTE_LABEL] = LOOK_NOTE_LABEL,
        [ROLE_NOTE] = LOOK_NOTE,
        [ROLE_META] = LOOK_META,
        [ROLE_STANCE] = LOOK_STANCE,
        [ROLE_FOOTNOTE] = LOOK_FOOTNOTE,
        [ROLE_FOOTNOTE_MARK] = LOOK_FOOTNOTE_MARK,
        [ROLE_TOKEN] = LOOK_TOKEN,
        [ROLE_MORE] = LOOK_MORE,
    };

    return looks[role];
}

/* The strongest mark decides. */
static enum look look_of_span(const struct layout_span *span)
{
    if (span->marks & MARK_SELECTED)
        return LOOK_SELECTED;
    if (span->marks & MARK_CURRENT)
        return LOOK_CURRENT_MATCH;
    if (span->marks & MARK_MATCH)
        return LOOK_MATCH;
    return look_of_role(span->role);
}

/* On a terminal without attributes: signs in the blanks around what is lit, where there are any. */
static void draw_signs(struct ui *ui, int row, const struct layout_line *line, size_t index,
                       int col)
{
    static const char *const signs[][2] = {{"{", "}"}, {"[", "]"}};
    const struct layout_span *span = &line->spans[index];
    const char *const *pair = signs[span->marks & MARK_SELECTED ? 0 : 1];
    const char *text = line->text.data;
    size_t end_bytes = span->start_bytes + span->len_bytes;

    if (!(span->marks & (MARK_SELECTED | MARK_MATCH | MARK_CURRENT)))
        return;
    if (col > 0 && text[span->start_bytes - 1] == ' ')
        screen_string(&ui->screen, row, col - 1, pair[0], 1, LOOK_TEXT);
    if (end_bytes >= line->text.len_bytes || text[end_bytes] == ' ')
        screen_string(&ui->screen, row, col + span->width_cols, pair[1], 1, LOOK_TEXT);
}

static void draw_line(struct ui *ui, int row, const struct layout_line *line)
{
    int col = 0;

    for (size_t i = 0; i < line->span_count; i++) {
        const struct layout_span *span = &line->spans[i];

        col = screen_text(&ui->screen, row, col, line->text.data + span->start_bytes,
                          span->len_bytes, span->width_cols, look_of_span(span));
    }
    if (!ui->screen.signs)
        return;
    col = 0;
    for (size_t i = 0; i < line->span_count; i++) {
        draw_signs(ui, row, line, i, col);
        col += line->spans[i].width_cols;
    }
}

/* What a row of the page is drawn from: its line, and which cells show the focus. */
static void append_content(struct ui *ui, const struct layout_line *line, int focus_col,
                           int margin_col)
{
    struct buffer *content = &ui->row_content;
    const int cols[] = {focus_col, margin_col};

    buffer_clear(content);
    buffer_append(content, (const char *)cols, sizeof cols);
    for (size_t i = 0; i < line->span_count; i++) {
        const struct layout_span *span = &line->spans[i];
        const size_t looks[] = {span->start_bytes, span->len_bytes, (size_t)span->width_cols,
                                look_of_span(span)};

        buffer_append(content, (const char *)looks, sizeof looks);
    }
    buffer_append(content, line->text.data, line->text.len_bytes);
}

/* focus_col and margin_col: of the cells that show the focus; -1 for none. */
static void draw_row(struct ui *ui, int row, const struct layout_line *line, int focus_col,
                     int margin_col)
{
    struct buffer *content = &ui->row_content;

    append_content(ui, line, focus_col, margin_col);
    if (screen_row_stands(&ui->screen, row, content->data, content->len_bytes))
        return;
    draw_line(ui, row, line);
    if (focus_col >= 0)
        screen_mark(&ui->screen, row, focus_col, LOOK_FOCUS);
    if (margin_col >= 0)
        screen_mark(&ui->screen, row, margin_col, LOOK_FOCUS);
    screen_row_done(&ui->screen, row, content->data, content->len_bytes);
}

static bool is_focus(const struct view *view, struct layout_place place)
{
    return place.block == view->focus.block && place.row == view->focus.row;
}

/* The row in sight beside which the margin's focused row stands, from the first of the page, or the last
 * of its annotation that a small page has room for; SIZE_MAX where the focus is no such row. */
static size_t margin_focus(const struct ui *ui)
{
    const struct view *view = session_view(ui->session);
    const struct layout_row *focused = layout_row_at(view->layout, view->focus);
    size_t beside = SIZE_MAX;

    for (size_t i = 0; i < ui->margin.count && focused->annotation != REPORT_NONE; i++)
        if (ui->margin.rows[i].annotation == focused->annotation &&
            ui->margin.rows[i].line <= focused->line)
            beside = i;
    return beside;
}

static void compose_margin(struct ui *ui)
{
    struct view *view = session_view(ui->session);

    layout_compose_margin(view->layout, view->top, (size_t)view->height_rows, view->focus,
                          &ui->margin);
}

static void draw_rows(struct ui *ui)
{
    struct view *view = session_view(ui->session);
    struct layout_marks marks = session_marks(ui->session);
    struct layout_place place = view->top;
    int first_row = status_rows(ui);
    bool on_page = true;
    size_t focused;

    compose_margin(ui);
    focused = margin_focus(ui);
    for (int row = 0; row < view->height_rows; row++) {
        if (on_page)
            layout_emit(view->layout, layout_row_at(view->layout, place), &marks, &ui->line);
        else
            layout_line_clear(&ui->line);
        layout_emit_margin(view->layout, &ui->margin, (size_t)row, &ui->line);
        draw_row(ui, first_row + row, &ui->line,
                 on_page && is_focus(view, place) && !view->selecting ? 0 : -1,
                 (size_t)row == focused ? layout_margin_bar_cols(view->layout) : -1);
        on_page = on_page && layout_step(view->layout, &place, true);
        if (!on_page && (size_t)row + 1 >= ui->margin.count)
            break;
    }
}

/* Where the hardware cursor belongs on the page. */
static void find_cursor(struct ui *ui, int *row, int *col)
{
    struct view *view = session_view(ui->session);
    struct layout_place place = view->top, focus = layout_beside(view->layout, view->focus);
    const struct layout_row *focused;
    size_t at_bytes = view->selecting ? view->select_cursor_bytes : view->point_bytes;
    size_t beside = SIZE_MAX;

    if (layout_row_at(view->layout, view->focus)->annotation != REPORT_NONE) {
        compose_margin(ui);
        beside = margin_focus(ui);
    }
    *row = status_rows(ui);
    if (beside != SIZE_MAX)
        *row += (int)beside;
    else
        while ((place.block != focus.block || place.row != focus.row) &&
               *row < ui->screen.height_rows && layout_step(view->layout, &place, true))
            ++*row;
    focused = layout_row_at(view->layout, view->focus);
    *col = focused->indent_cols;
    if (layout_row_shows(view->layout, focused, at_bytes))
        *col = layout_column_of(view->layout, focused, at_bytes);
}

/* ---- the status line ----------------------------------------------------------------------------- */

/* " name                    saved  item 2 of 6 · 34% ": what has no room goes, first what was saved, then
 * the end of the name, then the place. */
static void draw_status(struct ui *ui)
{
    const char *name = session_report_name(ui->session);
    struct buffer place = {0}, saved = {0};
    int width_cols = ui->screen.width_cols, place_cols, saved_cols, right_col;

    session_status(ui->session, &place, &saved);
    place_cols = text_width_cols(place.data, place.len_bytes);
    saved_cols = text_width_cols(saved.data, saved.len_bytes);
    screen_fill(&ui->screen, 0, 0, width_cols, LOOK_STATUS);
    right_col = width_cols - 1 - place_cols;
    if (right_col < 2) {
        right_col = width_cols;
    } else {
        screen_string(&ui->screen, 0, right_col, place.data == NULL ? "" : place.data, place_cols,
                      LOOK_STATUS);
    }
    if (right_col - 2 - saved_cols > text_width_cols(name, strlen(name)) + 2 && saved_cols > 0) {
        right_col -= saved_cols + (place_cols > 0 ? 2 : 1);
        screen_string(&ui->screen, 0, right_col, saved.data, saved_cols, LOOK_STATUS);
    }
    screen_string(&ui->screen, 0, width_cols > 1, name, right_col - 1 - (width_cols > 1),
                  LOOK_STATUS);
    buffer_release(&place);
    buffer_release(&saved);
}

void draw_page(struct ui *ui)
{
    draw_rows(ui);
    if (status_rows(ui) > 0)
        draw_status(ui);
}

/* ---- the message line ---------------------------------------------------------------------------- */

/* The keys typed towards a verb, at the right. */
static void draw_keys(struct ui *ui, int row)
{
    struct buffer keys = {0};
    int col;

    if (ui->counting)
        buffer_append_format(&keys, "%ld", ui->count);
    for (size_t i = 0; i < ui->key_count; i++)
        keymap_append_name(&keys, ui->keys[i]);
    if (keys.len_bytes > 0) {
        col = ui->screen.width_cols - text_width_cols(keys.data, keys.len_bytes) - 1;
        screen_string(&ui->screen, row, col < 0 ? 0 : col, keys.data, ui->screen.width_cols,
                      LOOK_PROMPT);
    }
    buffer_release(&keys);
}

/* What there is to say, and how it looks; NULL for nothing. */
static const char *message_of(struct ui *ui, enum look *look)
{
    const struct view *view = session_view(ui->session);

    *look = LOOK_MESSAGE;
    if (ui->message.len_bytes > 0) {
        *look = ui->message_is_error ? LOOK_ERROR : LOOK_MESSAGE;
        return ui->message.data;
    }
    if (view->message.len_bytes > 0) {
        *look = view->message_is_error ? LOOK_ERROR : LOOK_MESSAGE;
        return view->message.data;
    }
    *look = LOOK_HINT;
    if (view->selecting)
        return hint_of_selecting(ui);
    return ui->hint_keys > 0 ? hint_of_first_run(ui) : NULL;
}

/* A message that is wider than the screen takes more rows, at most so many. */
static void wrap_message(const struct ui *ui, const char *message, int most_rows,
                         struct text_lines *lines)
{
    text_wrap(message, strlen(message), ui->screen.width_cols, ui->screen.width_cols, lines);
    if (lines->count > (size_t)most_rows)
        lines->count = (size_t)most_rows;
}

int draw_hint_rows(struct ui *ui)
{
    struct text_lines lines = {0};
    int rows;

    if (ui->hint_keys == 0 || ui->screen.height_rows < STATUS_MIN_ROWS)
        return 1;
    wrap_message(ui, hint_of_first_run(ui), ui->screen.height_rows / 2, &lines);
    rows = (int)lines.count;
    text_lines_release(&lines);
    return rows;
}

/* The message, with its sign where its look would not show. */
static const char *with_sign(const struct ui *ui, const char *message, enum look look,
                             struct buffer *words)
{
    if (!ui->screen.signs || look != LOOK_ERROR)
        return message;
    buffer_append_format(words, "! %s", message);
    return words->data;
}

void draw_said(struct ui *ui, const char *said, enum look look, int last_row, int most_rows)
{
    struct buffer words = {0};
    const char *message = with_sign(ui, said, look, &words);
    struct text_lines lines = {0};
    int first_row;

    wrap_message(ui, message, most_rows > 1 ? most_rows : 1, &lines);
    first_row = last_row + 1 - (int)lines.count;
    for (size_t i = 0; i < lines.count; i++) {
        const char *start = message + lines.items[i].start_bytes;
        size_t end_bytes = i + 1 < lines.count ? lines.items[i].end_bytes : strlen(message);
        struct buffer shown = {0};
        int width_cols =
            text_show(start, end_bytes - lines.items[i].start_bytes, ui->screen.width_cols, &shown);

        screen_fill(&ui->screen, first_row + (int)i, 0, ui->screen.width_cols, LOOK_MESSAGE);
        screen_text(&ui->screen, first_row + (int)i, 0, shown.data, shown.len_bytes, width_cols,
                    look);
        buffer_release(&shown);
    }
    text_lines_release(&lines);
    buffer_release(&words);
}

int draw_rows_for_message(struct ui *ui)
{
    int last_row = ui->screen.height_rows - 1, focus_row, focus_col, rows;
    struct buffer words = {0};
    struct text_lines lines = {0};
    enum look look;
    const char *message = message_of(ui, &look);

    if (message == NULL || look == LOOK_HINT || ui->screen.height_rows < WHOLE_MESSAGE_MIN_ROWS)
        return 0;
    wrap_message(ui, with_sign(ui, message, look, &words), last_row - status_rows(ui), &lines);
    rows = (int)lines.count;
    text_lines_release(&lines);
    buffer_release(&words);
    find_cursor(ui, &focus_row, &focus_col);
    return rows > last_row - focus_row ? rows - 1 : 0;
}

/* A message never covers the line that has the focus. */
static void draw_message_lines(struct ui *ui, const char *message, enum look look)
{
    int last_row = ui->screen.height_rows - 1, focus_row, focus_col;

    find_cursor(ui, &focus_row, &focus_col);
    draw_said(ui, message, look, last_row, last_row - focus_row);
}

void draw_message(struct ui *ui)
{
    int row = ui->screen.height_rows - 1;
    enum look look;
    const char *message = message_of(ui, &look);

    /* On a screen of one row the page has it; only what must be said takes it away. */
    if (ui->screen.height_rows < MESSAGE_MIN_ROWS && (message == NULL || look == LOOK_HINT))
        return;
    screen_fill(&ui->screen, row, 0, ui->screen.width_cols, LOOK_MESSAGE);
    if (message != NULL && session_view(ui->session)->selecting && look == LOOK_HINT)
        screen_string(&ui->screen, row, 0, message, ui->screen.width_cols, look);
    else if (message != NULL)
        draw_message_lines(ui, message, look);
    draw_keys(ui, row);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

void draw_all(struct ui *ui)
{
    int row, col;

    if (ui->plain != NULL)
        return;
    screen_begin(&ui->screen);
    draw_page(ui);
    draw_message(ui);
    find_cursor(ui, &row, &col);
    screen_end(&ui->screen, row, col);
}

void draw_over_last_row(struct ui *ui, const char *sentence)
{
    int row = ui->screen.height_rows - 1, cursor_row, cursor_col;

    screen_cursor(&cursor_row, &cursor_col);
    screen_fill(&ui->screen, row, 0, ui->screen.width_cols, LOOK_MESSAGE);
    screen_string(&ui->screen, row, 0, sentence, ui->screen.width_cols, LOOK_PROMPT);
    screen_end(&ui->screen, cursor_row, cursor_col);
}

static void draw_edge(struct ui *ui, int row, int col, int width_cols, const char *left,
                      const char *middle, const char *right)
{
    int at = screen_string(&ui->screen, row, col, left, 1, LOOK_FRAME);

    while (at < col + width_cols - 1 && at < ui->screen.width_cols)
        at = screen_string(&ui->screen, row, at, middle, 1, LOOK_FRAME);
    screen_string(&ui->screen, row, at, right, 1, LOOK_FRAME);
}

void draw_box(struct ui *ui, int row, int col, int width_cols, int height_rows, const char *title)
{
    bool ascii = ui->screen.ascii;
    const char *side = ascii ? "|" : "│", *line = ascii ? "-" : "─";

    draw_edge(ui, row, col, width_cols, ascii ? "+" : "┌", line, ascii ? "+" : "┐");
    for (int i = row + 1; i < row + height_rows - 1; i++) {
        screen_fill(&ui->screen, i, col, width_cols, LOOK_TEXT);
        screen_string(&ui->screen, i, col, side, 1, LOOK_FRAME);
        screen_string(&ui->screen, i, col + width_cols - 1, side, 1, LOOK_FRAME);
    }
    draw_edge(ui, row + height_rows - 1, col, width_cols, ascii ? "+" : "└", line,
              ascii ? "+" : "┘");
    if (title != NULL && width_cols > 8) {
        int at = screen_string(&ui->screen, row, col + 1, " ", 1, LOOK_FRAME);
        at = screen_string(&ui->screen, row, at, title, width_cols - 6, LOOK_HEADING);
        screen_string(&ui->screen, row, at, " ", 1, LOOK_FRAME);
    }
}
