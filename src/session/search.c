/* Searching the report's text. A search collects where the query matches, block by block, so that the
 * count and the match's ordinal are known; which matches are on a row is found anew when it is drawn.
 *
 *  1. What is no pattern, finds nothing or is given up changes nothing: the page, and what n goes on
 *     with, are as they were; but what is not found is what was searched for last.
 *  2. While a filter is on, only what it keeps is searched; what it keeps may change before n. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

void search_clear(struct session *session)
{
    session->view.searching = false;
    session->view.match_start_bytes = session->view.match_end_bytes = 0;
}

void search_release(struct session *session)
{
    text_query_release(&session->view.query);
    free(session->page->matches.starts_bytes);
    session->page->matches = (struct view_matches){0};
}

static bool add_match(struct view_matches *matches, size_t start_bytes)
{
    if (matches->count == VIEW_MATCHES_MAX) {
        matches->capped = true;
        return false;
    }
    matches->starts_bytes = array_reserve(matches->starts_bytes, &matches->capacity,
                                          matches->count + 1, sizeof *matches->starts_bytes);
    matches->starts_bytes[matches->count++] = start_bytes;
    return true;
}

/* The matches of a block that start in a stretch of it; false where there are too many. */
static bool collect_stretch(const struct session *session, const struct text_query *query,
                            size_t block, size_t from_bytes, size_t before_bytes,
                            struct view_matches *matches)
{
    size_t len_bytes, start_bytes, end_bytes;
    const char *text = report_block_text(session->report, block, &len_bytes);

    while (text_query_find_before(query, text, len_bytes, from_bytes, before_bytes, &start_bytes,
                                  &end_bytes)) {
        if (!add_match(matches, session->report->blocks[block].start_bytes + start_bytes))
            return false;
        from_bytes = end_bytes > start_bytes ? end_bytes : start_bytes + 1;
    }
    return true;
}

size_t search_stretch_bytes(const struct text_query *query)
{
    return query->regex != NULL ? 8 << 10 : 256 << 10;
}

/* False where it is given up. A block of any length is searched in stretches. */
static bool collect(struct session *session, const struct text_query *query,
                    struct view_matches *matches, struct error *error)
{
    const struct report *report = session->report;
    const size_t stretch_bytes = search_stretch_bytes(query);
    size_t block = layout_kept_from(session->view.layout, 0), looked_bytes = 0;

    matches->filter_serial = layout_filter_serial(session->view.layout);
    for (; block < report->block_count; block = layout_kept_from(session->view.layout, block + 1)) {
        const size_t len_bytes =
            report->blocks[block].end_bytes - report->blocks[block].start_bytes;

        for (size_t at_bytes = 0; at_bytes < len_bytes; at_bytes += stretch_bytes) {
            if (!collect_stretch(session, query, block, at_bytes, at_bytes + stretch_bytes,
                                 matches))
                return true;
            looked_bytes +=
                len_bytes - at_bytes < stretch_bytes ? len_bytes - at_bytes : stretch_bytes;
            if (looked_bytes < stretch_bytes)
                continue;
            looked_bytes = 0;
            if (!session_goes_on(session, WORK_SEARCHING,
                                 report->blocks[block].start_bytes + at_bytes,
                                 report->text.len_bytes, error))
                return false;
        }
    }
    return true;
}

/* Puts what was found in the place of what was found before, with the query where that is another. */
static bool find_all(struct session *session, struct text_query *query, struct error *error)
{
    struct view_matches matches = {0};

    if (!collect(session, query, &matches, error)) {
        free(matches.starts_bytes);
        return false;
    }
    free(session->page->matches.starts_bytes);
    session->page->matches = matches;
    if (query == &session->view.query)
        return true;
    text_query_release(&session->view.query);
    session->view.query = *query;
    *query = (struct text_query){0};
    return true;
}

void search_report_changed(struct session *session)
{
    struct error error = {0};

    search_clear(session);
    session->page->matches.count = 0;
    if (session->view.query.len_bytes > 0)
        find_all(session, &session->view.query, &error); /* given up: nothing is found */
}

/* The number of matches that start before at_bytes. */
static size_t matches_before(const struct view_matches *matches, size_t at_bytes)
{
    size_t low = 0, high = matches->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (matches->starts_bytes[middle] < at_bytes)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void show_match(struct session *session, size_t index)
{
    struct view *view = &session->view;
    struct view_matches *matches = &session->page->matches;
    size_t at_bytes = matches->starts_bytes[index], len_bytes, start_bytes, end_bytes;
    size_t block = report_block_at_bytes(session->report, at_bytes);
    size_t block_start = session->report->blocks[block].start_bytes;
    const char *text = report_block_text(session->report, block, &len_bytes);

    view->match_start_bytes = view->match_end_bytes = at_bytes;
    if (text_query_find(&view->query, text, len_bytes, at_bytes - block_start, &start_bytes,
                        &end_bytes))
        view->match_end_bytes = block_start + end_bytes;
    view->match_ordinal = index + 1;
    view->match_count = matches->count;
    if (view->selecting)
        select_extend(session, at_bytes, view->match_end_bytes);
    else
        view_focus_bytes(session, at_bytes);
    layout_show(view->layout, at_bytes, view->match_end_bytes);
    view_show_around(session);
}

/* TRANSLATORS: the third of fourteen places where a search found something. Rows: as it is, gone round
 * the end, gone round the top; columns: all were counted, or there are more. */
static const char *const match_sentences[3][2] = {
    {N_("match %zu of %zu"), N_("match %zu of more than %zu")},
    {N_("match %zu of %zu: the search went on from the top"),
     N_("match %zu of more than %zu: the search went on from the top")},
    {N_("match %zu of %zu: the search went on from the end"),
     N_("match %zu of more than %zu: the search went on from the end")},
};

static void say_match(struct session *session, bool wrapped, bool forward)
{
    const struct view_matches *matches = &session->page->matches;
    size_t row = !wrapped ? 0 : forward ? 1 : 2;

    view_say(session, _(match_sentences[row][matches->capped]), session->view.match_ordinal,
             matches->count);
}

/* Goes to the next match that starts after (or before) at_bytes, around the end where need be. */
static unsigned go(struct session *session, size_t at_bytes, bool forward, size_t steps)
{
    struct view_matches *matches = &session->page->matches;
    size_t before = matches_before(matches, at_bytes), index;
    enum domain domain;
    bool wrapped, was_only = layout_shows_only(session->view.layout, &domain);

    if (matches->count == 0)
        return EFFECT_NONE;
    if (forward) {
        index = before + steps - 1;
        wrapped = index >= matches->count;
        index %= matches->count;
    } else {
        wrapped = before < steps;
        index = (before + matches->count - steps % matches->count) % matches->count;
    }
    show_match(session, index);
    say_match(session, wrapped, forward);
    if (was_only && !layout_shows_only(session->view.layout, &domain))
        /* TRANSLATORS: goes on after "match 3 of 14"; H and J show one domain only */
        buffer_append_string(&session->view.message, _("; all is shown again"));
    return EFFECT_REDRAW;
}

static unsigned no_match(struct session *session)
{
    const struct text_query *query = &session->view.query;

    search_clear(session);
    if (layout_is_filtered(session->view.layout))
        return view_refuse(session, _("Not found in what is shown: %s (Esc shows all)"),
                           query->typed);
    if (query->regex != NULL)
        /* TRANSLATORS: a backslash stands before the full stop */
        return view_refuse(
            session,
            _("Not found: %s (a backslash before a sign finds the sign itself, as in \\.)"),
            query->typed);
    if (!query->folded)
        return view_refuse(
            session, _("Not found: %s (capitals make a search exact; small letters find all)"),
            query->typed);
    return view_refuse(session, _("Not found: %s"), query->typed);
}

bool search_is_on_match(const struct session *session)
{
    const struct view *view = &session->view;

    return view->searching && view->point_bytes >= view->match_start_bytes &&
           view->point_bytes < view->match_end_bytes;
}

/* Where a search goes on from: where the reader stands on a match, from there to the next, with other
 * words too. */
static size_t from_here(const struct session *session, bool forward, bool goes_on)
{
    const struct view *view = &session->view;

    if (search_is_on_match(session))
        return view->match_start_bytes + forward;
    return view->point_bytes + (forward && goes_on);
}

bool search_show(struct session *session, size_t index)
{
    struct view_matches *matches = &session->page->matches;

    matches->count = 0;
    collect(session, &session->view.query, matches, NULL);
    if (matches->count == 0)
        return false;
    session->view.searching = true;
    show_match(session, index < matches->count ? index : matches->count - 1);
    return true;
}

/* Searches for the query, which is taken over, from a place that is found when all was read. */
static unsigned search_for(struct session *session, struct text_query *query, bool forward,
                           bool goes_on)
{
    struct error error = {0};
    size_t at_bytes;

    if (!view_read_all(session))
        return EFFECT_REDRAW;
    if (!find_all(session, query, &error))
        return view_fail(session, &error);
    session->page->search_backwards = !forward;
    if (session->page->matches.count == 0)
        return no_match(session);
    at_bytes = from_here(session, forward, goes_on);
    session->view.searching = true;
    return go(session, at_bytes, forward, 1);
}

/* An empty query goes on with the last one. */
static unsigned search(struct session *session, const struct verb_call *call, bool forward)
{
    const char *typed = call->argument == NULL ? "" : call->argument;
    struct text_query query = {0};
    struct error error = {0};
    unsigned effects;

    if (typed[0] == '\0' && session->view.query.len_bytes == 0)
        return view_refuse(session, _("Nothing was searched for yet: type the words after /"));
    if (typed[0] == '\0')
        return search_for(session, &session->view.query, forward, true);
    if (!text_query_compile(&query, typed, strlen(typed), &error))
        return view_fail(session, &error);
    effects = search_for(session, &query, forward, false);
    text_query_release(&query);
    return effects;
}

unsigned search_forward(struct session *session, const struct verb_call *call)
{
    return search(session, call, true);
}

unsigned search_backward(struct session *session, const struct verb_call *call)
{
    if (call->argument == NULL || call->argument[0] == '\0')
        return EFFECT_HELP;
    return search(session, call, false);
}

static unsigned again(struct session *session, const struct verb_call *call, bool forward)
{
    struct view *view = &session->view;
    struct error error = {0};
    size_t steps = call->count > 0 ? (size_t)call->count : 1;

    if (view->query.len_bytes == 0)
        return view_refuse(session, _("Nothing was searched for yet: / searches"));
    if (session->page->matches.filter_serial != layout_filter_serial(view->layout) &&
        !find_all(session, &view->query, &error))
        return view_fail(session, &error);
    if (session->page->matches.count == 0)
        return no_match(session);
    view->searching = true;
    return go(session, from_here(session, forward, true), forward, steps);
}

unsigned search_next(struct session *session, const struct verb_call *call)
{
    return again(session, call, !session->page->search_backwards);
}

unsigned search_previous(struct session *session, const struct verb_call *call)
{
    return again(session, call, session->page->search_backwards);
}

/* ---- the word under the cursor ----------------------------------------------------------------------- */

/* The word that stands at the cursor, or the next one of the paragraph. */
static bool word_here(const struct session *session, size_t *start_bytes, size_t *end_bytes)
{
    const struct view *view = &session->view;
    size_t at_bytes = view->selecting ? view->select_cursor_bytes : view->point_bytes, len_bytes;
    size_t block = view->focus.block, block_bytes = session->report->blocks[block].start_bytes;
    const char *text = report_block_text(session->report, block, &len_bytes);

    if (search_is_on_match(session))
        at_bytes = view->match_start_bytes;
    at_bytes = at_bytes > block_bytes ? at_bytes - block_bytes : 0;
    if (!text_find_word(text, len_bytes, at_bytes, start_bytes, end_bytes))
        return false;
    *start_bytes += block_bytes;
    *end_bytes += block_bytes;
    return true;
}

static unsigned search_word(struct session *session, bool forward)
{
    const char *text = session->report->text.data;
    struct text_query query = {0};
    struct buffer typed = {0};
    struct error error = {0};
    size_t start_bytes, end_bytes;
    unsigned effects;

    if (session->report->block_count == 0 || !word_here(session, &start_bytes, &end_bytes))
        return view_refuse(session, _("No word stands here: go to one with v or /"));
    buffer_append_string(&typed, "\\<");
    text_fold(text + start_bytes, end_bytes - start_bytes, &typed);
    buffer_append_string(&typed, "\\>");
    session->view.point_bytes = start_bytes;
    if (text_query_compile(&query, typed.data, typed.len_bytes, &error))
        effects = search_for(session, &query, forward, true);
    else
        effects = view_fail(session, &error);
    text_query_release(&query);
    buffer_release(&typed);
    return effects;
}

unsigned search_word_forward(struct session *session, const struct verb_call *call)
{
    (void)call;
    return search_word(session, true);
}

unsigned search_word_backward(struct session *session, const struct verb_call *call)
{
    (void)call;
    return search_word(session, false);
}
