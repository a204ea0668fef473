/* Extended grapheme clusters, without looking at a whole line for each step.
 *
 * 1. Where a cluster begins, what stands before it has no say in where it ends: going forward looks
 *    at a window from there that doubles until it holds a boundary.
 * 2. A boundary is *certain* where the two code points around it decide it alone: not between two
 *    regional indicators (their number before counts) and not between a joiner and a picture (what
 *    stands before the joiner counts).
 *    Going back walks to the nearest certain boundary, which is the cluster's own start in all but
 *    flags and joined pictures, and forward from there.
 * 3. Only a row of flags can put a certain boundary far away without being one cluster: the walk
 *    back through it ends after INDICATORS_MAX code points, an even number, so that pairs counted
 *    from a boundary stay pairs. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <unictype.h>
#include <unigbrk.h>

#include "text/point.h"

enum { WINDOW_BYTES = 64, INDICATORS_MAX = 1024 };

/* The first boundary after the start of the window, or 0 where it holds none. */
static size_t first_break(const char *window, size_t len_bytes)
{
    char room[4 * WINDOW_BYTES];
    char *breaks = len_bytes <= sizeof room ? room : base_allocate(len_bytes);
    size_t at_bytes;

    u8_grapheme_breaks((const uint8_t *)window, len_bytes, breaks);
    for (at_bytes = 1; at_bytes < len_bytes && breaks[at_bytes] == 0;)
        at_bytes++;
    if (breaks != room)
        free(breaks);
    return at_bytes < len_bytes ? at_bytes : 0;
}

size_t text_cluster_next(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t window_bytes = WINDOW_BYTES, next_bytes, found_bytes;
    uint32_t here, after;

    if (at_bytes >= len_bytes)
        return len_bytes;
    next_bytes = point_read(text, len_bytes, at_bytes, &here);
    if (next_bytes == len_bytes)
        return len_bytes;
    point_read(text, len_bytes, next_bytes, &after);
    if (here == '\n' || (point_is_plain(here) && point_is_plain(after)))
        return next_bytes;
    for (; window_bytes < len_bytes - at_bytes; window_bytes *= 2) {
        /* A code point cut at the window's end would read as another one. */
        size_t whole_bytes = window_bytes;
        while (byte_continues(text[at_bytes + whole_bytes]) && whole_bytes > window_bytes - 4)
            whole_bytes--;
        found_bytes = first_break(text + at_bytes, whole_bytes);
        if (found_bytes > 0)
            return at_bytes + found_bytes;
    }
    found_bytes = first_break(text + at_bytes, len_bytes - at_bytes);
    return found_bytes > 0 ? at_bytes + found_bytes : len_bytes;
}

static bool is_indicator(uint32_t point)
{
    return point >= 0x1F1E6 && point <= 0x1F1FF;
}

static bool break_is_certain(uint32_t before, uint32_t after)
{
    if (point_is_plain(before) && point_is_plain(after))
        return true;
    if (is_indicator(before) && is_indicator(after))
        return false;
    if (before == POINT_ZWJ && uc_is_property_extended_pictographic(after))
        return false;
    return uc_is_grapheme_break(before, after);
}

/* The nearest certain boundary before at_bytes, at_bytes > 0. */
static size_t certain_break_before(const char *text, size_t at_bytes)
{
    size_t start_bytes = point_before(text, at_bytes), before_bytes;
    uint32_t after, before;
    int indicator_count = 0;

    point_read(text, at_bytes, start_bytes, &after);
    while (start_bytes > 0) {
        before_bytes = point_before(text, start_bytes);
        point_read(text, start_bytes, before_bytes, &before);
        indicator_count += is_indicator(after);
        if (break_is_certain(before, after) || indicator_count == INDICATORS_MAX)
            break;
        start_bytes = before_bytes;
        after = before;
    }
    return start_bytes;
}

size_t text_cluster_previous(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t start_bytes, next_bytes;

    if (at_bytes > len_bytes)
        at_bytes = len_bytes;
    if (at_bytes == 0)
        return 0;
    start_bytes = certain_break_before(text, at_bytes);
    for (;;) {
        next_bytes = text_cluster_next(text, len_bytes, start_bytes);
        if (next_bytes >= at_bytes)
            return start_bytes;
        start_bytes = next_bytes;
    }
}
