/* Words: the steps of vim's w, b and e over the boundaries of UAX 29.
 *
 * A *unit* is what stands between two boundaries: white space, a word, or punctuation. Units of
 * punctuation that touch are one word, as in vim. Boundaries are asked for a window that begins
 * after white space, where one is certain, and doubles until it holds the answer. In a line that
 * has no white space for BACK_MAX_BYTES the window begins at some cluster instead, which is not
 * taken for a boundary; one that stands near it may be missed: the price of not reading a million
 * bytes for one key. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uniwbrk.h>

#include "text/point.h"

enum { WINDOW_BYTES = 512, BACK_MAX_BYTES = 4096, MARGIN_BYTES = 64 };
enum unit { UNIT_SPACE, UNIT_WORD, UNIT_PUNCTUATION };
enum { MARK_START = 1, MARK_END = 2 };

struct window {
    const char *text;
    size_t len_bytes;              /* of the text */
    size_t start_bytes, end_bytes; /* of the window */
    bool certain;                  /* whether its start is a boundary */
    size_t sure_bytes;             /* marks up to here do not depend on what comes after */
    char *marks;                   /* MARK_… for each offset, the end's included */
};

static enum unit unit_of(uint32_t point)
{
    if (point_is_edge(point))
        return UNIT_SPACE;
    if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S) &&
        point != '_')
        return UNIT_PUNCTUATION;
    return UNIT_WORD;
}

/* The nearest offset at or before at_bytes that stands after white space, or the best there is. */
static size_t sync_before(const char *text, size_t len_bytes, size_t at_bytes, bool *certain)
{
    size_t start_bytes = at_bytes, before_bytes;
    uint32_t before, after = 'x';

    *certain = true;
    if (start_bytes < len_bytes)
        point_read(text, len_bytes, start_bytes, &after);
    while (start_bytes > 0) {
        before_bytes = point_before(text, start_bytes);
        point_read(text, start_bytes, before_bytes, &before);
        if (point_is_space(before) && unit_of(after) != UNIT_SPACE &&
            !uc_is_general_category_withtable(after, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_Cf))
            break;
        if (at_bytes - before_bytes > BACK_MAX_BYTES) {
            *certain = false;
            return text_cluster_previous(text, len_bytes, start_bytes);
        }
        start_bytes = before_bytes;
        after = before;
    }
    return start_bytes;
}

static void window_mark(struct window *window)
{
    size_t len_bytes = window->end_bytes - window->start_bytes;
    char *breaks = base_allocate(len_bytes + 1);
    enum unit before = UNIT_SPACE, here;
    uint32_t point;

    free(window->marks);
    window->marks = base_allocate(len_bytes + 1);
    u8_wordbreaks((const uint8_t *)window->text + window->start_bytes, len_bytes, breaks);
    breaks[0] = 1;
    for (size_t at_bytes = 0; at_bytes < len_bytes; at_bytes++) {
        if (breaks[at_bytes] == 0)
            continue;
        point_read(window->text + window->start_bytes, len_bytes, at_bytes, &point);
        here = unit_of(point);
        if (before != UNIT_SPACE && !(before == UNIT_PUNCTUATION && here == UNIT_PUNCTUATION))
            window->marks[at_bytes] |= MARK_END;
        if (here != UNIT_SPACE && !(before == UNIT_PUNCTUATION && here == UNIT_PUNCTUATION))
            window->marks[at_bytes] |= MARK_START;
        before = here;
    }
    if (before != UNIT_SPACE)
        window->marks[len_bytes] |= MARK_END;
    free(breaks);
}

/* Marks the text around at_bytes, and after it at least more_bytes where there are so many. */
static void window_set(struct window *window, size_t at_bytes, size_t more_bytes)
{
    window->start_bytes = sync_before(window->text, window->len_bytes, at_bytes, &window->certain);
    window->end_bytes = window->len_bytes;
    window->sure_bytes = window->len_bytes;
    if (more_bytes < window->len_bytes - at_bytes) {
        window->end_bytes = at_bytes + more_bytes;
        while (window->end_bytes > at_bytes && byte_continues(window->text[window->end_bytes]))
            window->end_bytes--;
        window->sure_bytes = window->end_bytes > at_bytes + MARGIN_BYTES
                                 ? window->end_bytes - MARGIN_BYTES
                                 : at_bytes;
    }
    window_mark(window);
}

static bool window_has(const struct window *window, size_t at_bytes, int mark)
{
    return (window->marks[at_bytes - window->start_bytes] & mark) != 0;
}

size_t text_word_next(const char *text, size_t len_bytes, size_t at_bytes)
{
    struct window window = {.text = text, .len_bytes = len_bytes};
    size_t more_bytes = WINDOW_BYTES, next_bytes = at_bytes;

    if (at_bytes >= len_bytes)
        return len_bytes;
    do {
        window_set(&window, at_bytes, more_bytes);
        for (next_bytes++; next_bytes < window.sure_bytes; next_bytes++)
            if (window_has(&window, next_bytes, MARK_START))
                goto done;
        next_bytes--;
        more_bytes *= 2;
    } while (window.sure_bytes < len_bytes);
    next_bytes = len_bytes;
done:
    free(window.marks);
    return next_bytes;
}

/* The last start of a word in the window before from_bytes; the window's start where there is none.
 */
static bool last_start(const struct window *window, size_t from_bytes, size_t *start_bytes)
{
    *start_bytes = from_bytes;
    while (*start_bytes > window->start_bytes) {
        --*start_bytes;
        if (window_has(window, *start_bytes, MARK_START) &&
            (window->certain || *start_bytes > window->start_bytes))
            return true;
    }
    return false;
}

size_t text_word_previous(const char *text, size_t len_bytes, size_t at_bytes)
{
    struct window window = {.text = text, .len_bytes = len_bytes};
    size_t from_bytes = at_bytes < len_bytes ? at_bytes : len_bytes, start_bytes = 0;
    size_t overlap_bytes;

    while (from_bytes > 0) {
        /* What stands after has a say in the last boundaries. */
        window_set(&window, from_bytes, 2 * MARGIN_BYTES);
        if (last_start(&window, from_bytes, &start_bytes))
            break;
        overlap_bytes = text_cluster_next(text, len_bytes, start_bytes);
        if (start_bytes == from_bytes)
            from_bytes = point_before(text, from_bytes);
        else if (window.certain || overlap_bytes >= from_bytes)
            from_bytes = start_bytes;
        else /* the window's first cluster may yet be a start */
            from_bytes = overlap_bytes;
        start_bytes = 0;
    }
    free(window.marks);
    return start_bytes;
}

size_t text_word_end(const char *text, size_t len_bytes, size_t at_bytes)
{
    struct window window = {.text = text, .len_bytes = len_bytes};
    size_t more_bytes = WINDOW_BYTES, end_bytes = at_bytes, last_bytes;

    if (at_bytes >= len_bytes)
        return at_bytes;
    do {
        window_set(&window, at_bytes, more_bytes);
        for (end_bytes++; end_bytes <= window.sure_bytes; end_bytes++) {
            if (!window_has(&window, end_bytes, MARK_END))
                continue;
            last_bytes = text_cluster_previous(text, len_bytes, end_bytes);
            if (last_bytes > at_bytes)
                goto done;
        }
        end_bytes--;
        more_bytes *= 2;
    } while (window.sure_bytes < len_bytes);
    last_bytes = at_bytes;
done:
    free(window.marks);
    return last_bytes;
}

/* ---- a word to search for ------------------------------------------------------------------------- */

/* The offset after the points from at_bytes on that are, or are not, of words; marks go with what they stand on. */
static size_t run_end(const char *text, size_t len_bytes, size_t at_bytes, bool of_words)
{
    while (at_bytes < len_bytes) {
        uint32_t point;
        size_t next_bytes = point_read(text, len_bytes, at_bytes, &point);

        if (!uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M) &&
            point_is_word(point) != of_words)
            break;
        at_bytes = next_bytes;
    }
    return at_bytes;
}

bool text_find_word(const char *text, size_t len_bytes, size_t at_bytes, size_t *start_bytes,
                    size_t *end_bytes)
{
    uint32_t point;

    if (at_bytes > len_bytes)
        return false;
    *start_bytes = run_end(text, len_bytes, at_bytes, false);
    while (*start_bytes == at_bytes && at_bytes > 0) {
        size_t before_bytes = point_before(text, at_bytes);

        point_read(text, len_bytes, before_bytes, &point);
        if (!point_is_word(point) && !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M))
            break;
        *start_bytes = at_bytes = before_bytes;
    }
    *end_bytes = run_end(text, len_bytes, *start_bytes, true);
    return *end_bytes > *start_bytes;
}
