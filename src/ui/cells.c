/* Putting safe text on the screen. A row is never shifted: what the C library, and so curses, counts as
 * another width than text_show does is drawn as question marks.
 *
 * A frame begins with all rows as they stood. A row is cleared when something is put on it first, and at the
 * end of the frame where nothing was; one that says the same as in the frame before is left as it is, which
 * spares curses to compare it. What is put over such a row later makes it another. */
#include "config.h"

#include "ui/screen.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void set_look(const struct screen *screen, enum look look)
{
    attr_t attributes;
    int pair;

    looks_apply(screen, look, &attributes, &pair);
    wattr_set(stdscr, attributes, (short)pair, &pair);
}

/* The next code point of valid UTF-8. */
static wchar_t next_point(const char *text, size_t *at_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text + *at_bytes;
    unsigned more = bytes[0] < 0x80 ? 0 : bytes[0] < 0xE0 ? 1 : bytes[0] < 0xF0 ? 2 : 3;
    wchar_t point = (wchar_t)(more == 0 ? bytes[0] : bytes[0] & (0x3Fu >> more));

    for (unsigned i = 1; i <= more; i++)
        point = (wchar_t)(point << 6 | (bytes[i] & 0x3F));
    *at_bytes += more + 1;
    return point;
}

enum { PIECE_POINTS = 256 };

/* A cluster whose width the C library sees differently would shift the row: question marks stand in. */
static void put_cluster(const char *text, size_t len_bytes, int width_cols)
{
    wchar_t points[TEXT_SHOWN_MAX_BYTES + 1];
    size_t count = 0;
    int counted_cols = 0;

    for (size_t at_bytes = 0; at_bytes < len_bytes && count < TEXT_SHOWN_MAX_BYTES; count++) {
        points[count] = next_point(text, &at_bytes);
        counted_cols += wcwidth(points[count]);
    }
    if (counted_cols == width_cols) {
        waddnwstr(stdscr, points, (int)count);
        return;
    }
    while (width_cols-- > 0)
        waddch(stdscr, '?');
}

static void put_clusters(const char *text, size_t len_bytes)
{
    struct text_shown shown;

    for (size_t at_bytes = 0; at_bytes < len_bytes;) {
        at_bytes = text_show_next(text, len_bytes, at_bytes, &shown);
        put_cluster(shown.bytes, shown.len_bytes, shown.width_cols);
    }
}

/* What the C library counts for a code point; ASCII is most of a report. */
static int counted_cols(wchar_t point)
{
    return point >= 0x20 && point < 0x7F ? 1 : wcwidth(point);
}

/* All at once where the C library counts as text_show does and nothing combines, which leaves curses
 * nothing to work out; else cluster by cluster. */
static void put_text(const char *text, size_t len_bytes, int width_cols)
{
    cchar_t cells[PIECE_POINTS];
    size_t count = 0, at_bytes = 0;
    int total_cols = 0, cols = 1;

    while (at_bytes < len_bytes && count < PIECE_POINTS && cols > 0) {
        cells[count] = (cchar_t){.chars = {next_point(text, &at_bytes)}};
        cols = counted_cols(cells[count++].chars[0]);
        total_cols += cols;
    }
    if (at_bytes == len_bytes && cols > 0 && total_cols == width_cols)
        wadd_wchnstr(stdscr, cells, (int)count);
    else
        put_clusters(text, len_bytes);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void clear_row(struct screen *screen, int row)
{
    attr_t attributes;
    int pair;

    looks_apply(screen, LOOK_TEXT, &attributes, &pair);
    wattr_set(stdscr, attributes, (short)pair, &pair);
    wmove(stdscr, row, 0);
    wclrtoeol(stdscr);
}

void screen_forget_rows(struct screen *screen)
{
    for (size_t row = 0; row < screen->row_count; row++)
        buffer_clear(&screen->rows[row].content);
}

void screen_begin(struct screen *screen)
{
    const size_t count = (size_t)screen->height_rows;

    if (!screen
             ->listening) { /* the first frame: nothing stands yet, and no memory is touched for it */
        werase(stdscr);
        return;
    }
    if (count > screen->row_count) {
        screen->rows =
            array_reserve(screen->rows, &screen->row_capacity, count, sizeof *screen->rows);
        memset(screen->rows + screen->row_count, 0,
               (count - screen->row_count) * sizeof *screen->rows);
        screen->row_count = count;
    }
    for (size_t row = 0; row < count; row++)
        screen->rows[row].state = ROW_STANDS;
}

/* Before anything is put on the row. */
static void begin_row(struct screen *screen, int row)
{
    struct screen_row *known;

    if ((size_t)row >= screen->row_count || screen->rows[row].state == ROW_OTHER)
        return;
    known = &screen->rows[row];
    if (known->state == ROW_STANDS)
        clear_row(screen, row);
    buffer_clear(&known->content);
    known->state = ROW_OTHER;
}

bool screen_row_stands(struct screen *screen, int row, const void *content, size_t len_bytes)
{
    struct screen_row *known;

    if (row < 0 || (size_t)row >= screen->row_count)
        return false;
    known = &screen->rows[row];
    if (known->state != ROW_STANDS || len_bytes == 0 || known->content.len_bytes != len_bytes ||
        memcmp(known->content.data, content, len_bytes) != 0)
        return false;
    known->state = ROW_DRAWN;
    return true;
}

void screen_row_done(struct screen *screen, int row, const void *content, size_t len_bytes)
{
    if (row < 0 || (size_t)row >= screen->row_count)
        return;
    begin_row(screen, row);
    buffer_append(&screen->rows[row].content, content, len_bytes);
    screen->rows[row].state = ROW_DRAWN;
}

void screen_clear_rest(struct screen *screen)
{
    for (size_t row = 0; row < screen->row_count && row < (size_t)screen->height_rows; row++)
        if (screen->rows[row].state == ROW_STANDS)
            begin_row(screen, (int)row);
}

void screen_release_rows(struct screen *screen)
{
    for (size_t row = 0; row < screen->row_count; row++)
        buffer_release(&screen->rows[row].content);
    free(screen->rows);
    screen->rows = NULL;
    screen->row_count = screen->row_capacity = 0;
}

/* ---- putting ------------------------------------------------------------------------------------- */

int screen_text(struct screen *screen, int row, int col, const char *text, size_t len_bytes,
                int width_cols, enum look look)
{
    if (row < 0 || row >= screen->height_rows || col < 0 || col >= screen->width_cols ||
        len_bytes == 0)
        return col + width_cols;
    begin_row(screen, row);
    set_look(screen, look);
    wmove(stdscr, row, col);
    put_text(text, len_bytes, width_cols);
    return col + width_cols;
}

int screen_string(struct screen *screen, int row, int col, const char *string, int max_cols,
                  enum look look)
{
    struct buffer shown = {0};
    int width_cols = screen->width_cols - col < max_cols ? screen->width_cols - col : max_cols;

    if (width_cols > 0) {
        width_cols = text_show(string, strlen(string), width_cols, &shown);
        col = screen_text(screen, row, col, shown.data, shown.len_bytes, width_cols, look);
    }
    buffer_release(&shown);
    return col;
}

void screen_fill(struct screen *screen, int row, int col, int width_cols, enum look look)
{
    int end_col = col + width_cols < screen->width_cols ? col + width_cols : screen->width_cols;

    if (row < 0 || row >= screen->height_rows || col < 0 || col >= end_col)
        return;
    begin_row(screen, row);
    set_look(screen, look);
    mvwhline(stdscr, row, col, ' ', end_col - col);
}

void screen_mark(struct screen *screen, int row, int col, enum look look)
{
    attr_t attributes;
    int pair;

    if (row < 0 || row >= screen->height_rows || col < 0 || col >= screen->width_cols)
        return;
    begin_row(screen, row);
    looks_apply(screen, look, &attributes, &pair);
    mvwchgat(stdscr, row, col, 1, attributes, (short)pair, &pair);
}
