/* Wrapping: one paragraph into lines, first fit.
 *
 * What is always true of the lines appended:
 *  1. they follow each other, begin and end between clusters, and leave out nothing but white space
 *     and LF;
 *  2. none is wider than its limit, but for a line that holds a single cluster that is;
 *  3. a line ends at an LF, at the last place UAX 14 allows, or, where there is none in it, between
 *     clusters. White space before such a place hangs over the edge and is left out; at an LF or
 *     the end of the text it is kept where the whole of it fits.
 *
 * The places are asked of libunistring for a window that begins with a line and doubles until the
 * line ends in it, so that a line of a million characters takes no million bytes besides. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "text/point.h"

enum { WINDOW_BYTES = 4096 };

struct window {
    const char *text;
    size_t start_bytes, end_bytes; /* of the window */
    size_t text_end_bytes;         /* of the stretch between LFs */
    char *breaks;                  /* one for each byte of the window */
    char room[WINDOW_BYTES];
};

struct line_end {
    size_t next_bytes; /* where the next line begins */
    size_t end_bytes;
    int width_cols;
};

static void window_release(struct window *window)
{
    if (window->breaks != window->room)
        free(window->breaks);
}

/* Lets the window begin at start_bytes and hold wanted_bytes, or what there is. */
static void window_set(struct window *window, size_t start_bytes, size_t wanted_bytes)
{
    size_t len_bytes = window->text_end_bytes - start_bytes;

    window_release(window);
    if (wanted_bytes < len_bytes) {
        len_bytes = wanted_bytes;
        while (byte_continues(window->text[start_bytes + len_bytes]) &&
               len_bytes > wanted_bytes - 4)
            len_bytes--;
    }
    window->start_bytes = start_bytes;
    window->end_bytes = start_bytes + len_bytes;
    window->breaks = len_bytes <= sizeof window->room ? window->room : base_allocate(len_bytes);
    u8_possible_linebreaks((const uint8_t *)window->text + start_bytes, len_bytes, "UTF-8",
                           window->breaks);
}

static bool window_allows_break(const struct window *window, size_t at_bytes)
{
    char allowed = window->breaks[at_bytes - window->start_bytes];

    return allowed == UC_BREAK_POSSIBLE || allowed == UC_BREAK_MANDATORY;
}

/* True where the cluster between the two offsets is one white space and nothing else. */
static bool cluster_is_space(const char *text, size_t at_bytes, size_t next_bytes)
{
    uint32_t point;

    if (!byte_is_ascii(text[at_bytes]) && next_bytes - at_bytes < 2)
        return false;
    if (point_read(text, next_bytes, at_bytes, &point) != next_bytes)
        return false;
    /* NBSP, figure space and narrow NBSP belong to the word. */
    return point_is_space(point) && point != 0xA0 && point != 0x2007 && point != 0x202F;
}

/* Fills one line from start_bytes; false where the window ends before the line does. */
static bool fill_line(const struct window *window, size_t start_bytes, int limit_cols,
                      struct line_end *line)
{
    struct line_end at_break = {0}, ink = {.end_bytes = start_bytes};
    size_t at_bytes = start_bytes, next_bytes;
    int width_cols = 0, cluster_cols;

    for (; at_bytes < window->end_bytes; at_bytes = next_bytes) {
        const bool ascii = cluster_is_ascii(window->text, window->text_end_bytes, at_bytes);

        next_bytes = at_bytes + 1;
        cluster_cols =
            ascii ? 1
                  : cluster_width_cols(window->text, window->text_end_bytes, at_bytes, &next_bytes);
        if (at_bytes > start_bytes && window_allows_break(window, at_bytes)) {
            at_break = ink;
            at_break.next_bytes = at_bytes;
        }
        if (ascii ? window->text[at_bytes] == ' '
                  : cluster_is_space(window->text, at_bytes, next_bytes)) {
            width_cols += cluster_cols;
            continue;
        }
        if (cluster_cols > limit_cols - width_cols && at_bytes > start_bytes) {
            *line = at_break.next_bytes > 0 ? at_break : ink;
            line->next_bytes = at_break.next_bytes > 0 ? at_break.next_bytes : at_bytes;
            return true;
        }
        width_cols += cluster_cols;
        ink.end_bytes = next_bytes;
        ink.width_cols = width_cols;
    }
    if (window->end_bytes < window->text_end_bytes)
        return false;
    *line = ink;
    line->next_bytes = window->text_end_bytes;
    if (width_cols <= limit_cols) {
        line->end_bytes = at_bytes;
        line->width_cols = width_cols;
    }
    return true;
}

static void lines_append(struct text_lines *lines, size_t start_bytes, size_t end_bytes,
                         int width_cols)
{
    lines->items =
        array_reserve(lines->items, &lines->capacity, lines->count + 1, sizeof *lines->items);
    lines->items[lines->count++] = (struct text_line){
        .start_bytes = start_bytes, .end_bytes = end_bytes, .width_cols = width_cols};
}

/* Wraps what stands between two LFs: at least one line. */
static void wrap_stretch(struct window *window, size_t start_bytes, int first_cols, int width_cols,
                         struct text_lines *lines)
{
    size_t window_bytes = WINDOW_BYTES;
    int limit_cols = first_cols;
    struct line_end line;

    if (start_bytes == window->text_end_bytes) {
        lines_append(lines, start_bytes, start_bytes, 0);
        return;
    }
    window_set(window, start_bytes, window_bytes);
    while (start_bytes < window->text_end_bytes) {
        if (!fill_line(window, start_bytes, limit_cols, &line)) {
            if (start_bytes == window->start_bytes)
                window_bytes *= 2;
            window_set(window, start_bytes, window_bytes);
            continue;
        }
        lines_append(lines, start_bytes, line.end_bytes, line.width_cols);
        start_bytes = line.next_bytes;
        limit_cols = width_cols;
    }
}

void text_wrap(const char *text, size_t len_bytes, int first_width_cols, int width_cols,
               struct text_lines *lines)
{
    struct window window; /* the room in it is filled as far as it is used */
    size_t start_bytes = 0;
    const char *lf;

    window.text = text;
    window.breaks = window.room;
    if (first_width_cols < 1)
        first_width_cols = 1;
    if (width_cols < 1)
        width_cols = 1;
    for (;;) {
        lf = start_bytes < len_bytes ? memchr(text + start_bytes, '\n', len_bytes - start_bytes)
                                     : NULL;
        window.text_end_bytes = lf != NULL ? (size_t)(lf - text) : len_bytes;
        wrap_stretch(&window, start_bytes, first_width_cols, width_cols, lines);
        if (lf == NULL)
            break;
        start_bytes = window.text_end_bytes + 1;
        first_width_cols = width_cols;
    }
    window_release(&window);
}

void text_lines_release(struct text_lines *lines)
{
    free(lines->items);
    *lines = (struct text_lines){0};
}
