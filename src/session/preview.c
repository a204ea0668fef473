/* A search while it is typed: the first match is shown at once, and nothing lasts.
 *
 *  1. What session_preview changes (folds, the domain that is shown, focus, top, query, message),
 *     session_preview_end puts back.
 *  2. Each preview starts from where the reader was when the search began, with the folds as they were; so
 *     words that are typed on the way open nothing for good.
 *  3. It looks only at what has been read, and no further than PREVIEW_MAX_BYTES and FIND_MAX_MS: a key is
 *     answered at once, whatever the report's size. The search itself has no such limit. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

enum {
    PREVIEW_MAX_BYTES = 8 << 20,
    PATTERN_MAX_BYTES = 128 << 10, /* of one paragraph, for a regular expression */
    FIND_MAX_MS = 100,
    COUNT_MAX_MS = 20
};

struct view_preview {
    bool *closed; /* of each heading */
    size_t heading_count;
    bool shows_only; /* headings of that domain */
    enum domain domain;
    struct view_hold hold;
    struct text_query query;
    bool searching, was_on_match;
    size_t match_start_bytes, match_end_bytes;
    size_t table_block; /* in a table that is scrolled sideways to show a match; else REPORT_NONE */
    int shift_cols;     /* how far it was before */
};

/* ---- before and after ---------------------------------------------------------------------------- */

static struct view_preview *preview_new(struct session *session)
{
    struct view *view = &session->view;
    struct view_preview *preview = base_allocate(sizeof *preview);

    preview->heading_count = session->report->heading_count;
    preview->closed = base_allocate((preview->heading_count + 1) * sizeof *preview->closed);
    for (size_t i = 0; i < preview->heading_count; i++)
        preview->closed[i] = layout_is_closed(view->layout, i);
    preview->shows_only = layout_shows_only(view->layout, &preview->domain);
    view_hold(session, &preview->hold);
    preview->query = view->query;
    preview->searching = view->searching;
    preview->was_on_match = search_is_on_match(session);
    preview->match_start_bytes = view->match_start_bytes;
    preview->match_end_bytes = view->match_end_bytes;
    preview->table_block = REPORT_NONE;
    view->query = (struct text_query){0};
    return preview;
}

static void put_page_back(struct session *session, struct view_preview *preview)
{
    struct view *view = &session->view;

    if (preview->table_block != REPORT_NONE)
        layout_set_shift(view->layout, preview->table_block, preview->shift_cols);
    preview->table_block = REPORT_NONE;
    if (preview->shows_only)
        layout_show_only(view->layout, preview->domain);
    for (size_t i = 0; i < preview->heading_count; i++) {
        if (layout_is_closed(view->layout, i) != preview->closed[i])
            layout_set_closed(view->layout, i, preview->closed[i]);
    }
    view_restore(session, &preview->hold);
    search_clear(session);
}

void preview_outline_changed(struct session *session)
{
    if (session->page->preview != NULL)
        session->page->preview->heading_count = 0;
}

void preview_free(struct session *session)
{
    struct view_preview *preview = session->page->preview;

    if (preview == NULL)
        return;
    text_query_release(&preview->query);
    free(preview->closed);
    free(preview);
    session->page->preview = NULL;
}

/* ---- looking for the first match -------------------------------------------------------------------- */

/* In the block, the first match at or after from_bytes, or (backwards) the last before it. */
static bool find_in_block(struct session *session, size_t block, size_t from_bytes, bool forward)
{
    struct view *view = &session->view;
    size_t len_bytes, start_bytes, end_bytes, at_bytes = 0;
    size_t block_bytes = session->report->blocks[block].start_bytes;
    const char *text = report_block_text(session->report, block, &len_bytes);
    const size_t within_bytes = view->query.regex != NULL ? PATTERN_MAX_BYTES : SIZE_MAX / 2;
    bool found = false;

    if (forward && from_bytes > block_bytes)
        at_bytes = from_bytes - block_bytes;
    if (!forward && from_bytes > block_bytes + within_bytes && len_bytes > within_bytes)
        at_bytes = (from_bytes < block_bytes + len_bytes ? from_bytes - block_bytes : len_bytes) -
                   within_bytes;
    while (at_bytes <= len_bytes &&
           text_query_find_before(&view->query, text, len_bytes, at_bytes, at_bytes + within_bytes,
                                  &start_bytes, &end_bytes) &&
           (forward || block_bytes + start_bytes < from_bytes)) {
        view->match_start_bytes = block_bytes + start_bytes;
        view->match_end_bytes = block_bytes + end_bytes;
        found = true;
        if (forward)
            return true;
        at_bytes = end_bytes > start_bytes ? end_bytes : start_bytes + 1;
    }
    return found;
}

/* The point; on a match, what comes after its first character, as the search itself will do. */
static size_t first_place(struct session *session, bool forward)
{
    const struct view_preview *preview = session->page->preview;
    size_t at_bytes =
        preview->was_on_match ? preview->match_start_bytes : session->view.point_bytes;
    size_t block = report_block_at_bytes(session->report, at_bytes), len_bytes, start_bytes;
    const char *text;

    if (!forward || !preview->was_on_match)
        return at_bytes;
    text = report_block_text(session->report, block, &len_bytes);
    start_bytes = session->report->blocks[block].start_bytes;
    return start_bytes + text_cluster_next(text, len_bytes, at_bytes - start_bytes);
}

/* From the point on, around the end where need be. */
static bool find_first(struct session *session, bool forward)
{
    const struct report *report = session->report;
    size_t from_bytes = first_place(session, forward), looked_bytes = 0;
    size_t block = report_block_at_bytes(report, from_bytes);
    const int64_t begun_ms = session_now_ms();

    for (size_t i = 0; i <= report->block_count && looked_bytes < PREVIEW_MAX_BYTES; i++) {
        const bool is_kept = layout_kept_from(session->view.layout, block) == block;
        bool is_round = i > 0; /* elsewhere than in the first block, or there for the second time */

        if (is_kept && find_in_block(session, block,
                                     is_round ? (forward ? 0 : SIZE_MAX) : from_bytes, forward))
            return true;
        looked_bytes += report->blocks[block].end_bytes - report->blocks[block].start_bytes;
        if (session->view.query.regex != NULL && session_now_ms() > begun_ms + FIND_MAX_MS)
            break;
        block = forward ? (block + 1) % report->block_count
                        : (block + report->block_count - 1) % report->block_count;
    }
    return false;
}

/* How many matches there are, and which of them is shown; 0 where that takes long, or what is read is not
 * all. */
static void count_matches(struct session *session)
{
    struct view *view = &session->view;
    const struct report *report = session->report;
    const int64_t begun_ms = session_now_ms();
    size_t count = 0, ordinal = 0;

    view->match_count = view->match_ordinal = 0;
    if (!report->complete || report->text.len_bytes > PREVIEW_MAX_BYTES)
        return;
    for (size_t block = layout_kept_from(view->layout, 0); block < report->block_count;
         block = layout_kept_from(view->layout, block + 1)) {
        size_t len_bytes, from_bytes = 0, start_bytes, end_bytes;
        const char *text = report_block_text(report, block, &len_bytes);

        while (
            text_query_find(&view->query, text, len_bytes, from_bytes, &start_bytes, &end_bytes)) {
            count++;
            if (report->blocks[block].start_bytes + start_bytes <= view->match_start_bytes)
                ordinal = count;
            from_bytes = end_bytes > start_bytes ? end_bytes : start_bytes + 1;
        }
        if (session_now_ms() > begun_ms + COUNT_MAX_MS)
            return;
    }
    view->match_count = count;
    view->match_ordinal = ordinal;
}

static void show_match(struct session *session)
{
    struct view *view = &session->view;
    struct view_preview *preview = session->page->preview;

    preview->table_block = report_block_at_bytes(session->report, view->match_start_bytes);
    preview->shift_cols = layout_shift(view->layout, preview->table_block);
    view_focus_bytes(session, view->match_start_bytes);
    layout_show(view->layout, view->match_start_bytes, view->match_end_bytes);
    view_show_around(session);
}

/* ---- what the screen calls ------------------------------------------------------------------------- */

void session_preview(struct session *session, const char *query, bool forward)
{
    struct view *view = &session->view;
    size_t len_bytes, whole_bytes;

    if (session->page->preview == NULL)
        session->page->preview = preview_new(session);
    put_page_back(session, session->page->preview);
    text_query_release(&view->query);
    view->query = (struct text_query){0};
    if (query[0] == '\0')
        return;
    /* what is not typed to its end is searched for as far as it makes sense, and not counted */
    len_bytes = strlen(query);
    whole_bytes = text_query_whole_bytes(query, len_bytes);
    if (!text_query_compile(&view->query, query, whole_bytes, NULL) ||
        !find_first(session, forward))
        return;
    view->searching = true;
    view->match_count = view->match_ordinal = 0;
    if (whole_bytes == len_bytes)
        count_matches(session);
    show_match(session);
}

void session_preview_end(struct session *session)
{
    struct view *view = &session->view;
    struct view_preview *preview = session->page->preview;

    if (preview == NULL)
        return;
    put_page_back(session, preview);
    text_query_release(&view->query);
    view->query = preview->query;
    preview->query = (struct text_query){0};
    view->searching = preview->searching;
    view->match_start_bytes = preview->match_start_bytes;
    view->match_end_bytes = preview->match_end_bytes;
    preview_free(session);
}
