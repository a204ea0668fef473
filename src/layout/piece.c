/* piece: shown text cut to the room there is. What text_wrap has broken fits, but for what cannot fit:
 * a token or a wide character on a page narrower than itself. */
#include "config.h"

#include "layout/page.h"

#include <string.h>

const char *layout_ellipsis(const struct layout *layout)
{
    return layout->options.ascii ? "..." : "…";
}

bool layout_is_plain(const char *text, size_t len_bytes, size_t at_bytes)
{
    unsigned char byte = (unsigned char)text[at_bytes];

    if (byte < 0x20 || byte > 0x7e)
        return false;
    return at_bytes + 1 >= len_bytes || (unsigned char)text[at_bytes + 1] < 0x80;
}

static bool is_ascii(const struct text_shown *shown)
{
    for (size_t i = 0; i < shown->len_bytes; i++)
        if ((unsigned char)shown->bytes[i] >= 0x80)
            return false;
    return true;
}

static void cut_piece(struct text_shown *shown, int room_cols)
{
    size_t room = room_cols > 0 ? (size_t)room_cols : 0;

    if (!is_ascii(shown)) {
        shown->bytes[0] = '>';
        shown->len_bytes = 1;
    }
    if (shown->len_bytes > room)
        shown->len_bytes = room;
    shown->width_cols = (int)shown->len_bytes;
}

size_t layout_piece_next(const char *text, size_t len_bytes, size_t at_bytes, int room_cols,
                         struct text_shown *shown)
{
    size_t next;

    if (layout_is_plain(text, len_bytes, at_bytes)) {
        shown->bytes[0] = text[at_bytes];
        shown->len_bytes = 1;
        shown->width_cols = 1;
        shown->token = false;
        next = at_bytes + 1;
    } else {
        next = text_show_next(text, len_bytes, at_bytes, shown);
    }
    if (shown->width_cols > room_cols)
        cut_piece(shown, room_cols);
    return next;
}

/* Appends whole pieces while they fit; returns their width and how far it came. */
static int append_fitting(struct buffer *out, const char *text, size_t len_bytes, int max_cols,
                          size_t *at_bytes)
{
    struct text_shown shown;
    int cols = 0;

    while (*at_bytes < len_bytes) {
        size_t next = text_show_next(text, len_bytes, *at_bytes, &shown);

        if (cols + shown.width_cols > max_cols)
            break;
        buffer_append(out, shown.bytes, shown.len_bytes);
        cols += shown.width_cols;
        *at_bytes = next;
    }
    return cols;
}

int layout_append_cut(const struct layout *layout, struct buffer *out, const char *text,
                      size_t len_bytes, int max_cols)
{
    const char *ellipsis = layout_ellipsis(layout);
    int ellipsis_cols = layout->options.ascii ? 3 : 1;
    size_t start = out->len_bytes, at = 0;
    int cols;

    if (max_cols <= 0)
        return 0;
    cols = append_fitting(out, text, len_bytes, max_cols, &at);
    if (at >= len_bytes)
        return cols;
    out->len_bytes = start;
    at = 0;
    if (max_cols < ellipsis_cols) {
        buffer_append_repeated(out, '.', (size_t)max_cols);
        return max_cols;
    }
    cols = append_fitting(out, text, len_bytes, max_cols - ellipsis_cols, &at);
    buffer_append(out, ellipsis, strlen(ellipsis));
    return cols + ellipsis_cols;
}
