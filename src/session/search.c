/* Searching the report's text. A search collects where the query matches, block by block, so that the
 * count and the match's ordinal are known; which matches are on a row is found anew when it is drawn. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>

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

static void collect(struct session *session)
{
    const struct report *report = session->report;
    struct view_matches *matches = &session->page->matches;

    matches->count = 0;
    matches->capped = false;
    for (size_t block = 0; block < report->block_count; block++) {
        size_t len_bytes, from_bytes = 0, start_bytes, end_bytes;
        const char *text = report_block_text(report, block, &len_bytes);

        while (text_query_find(&session->view.query, text, len_bytes, from_bytes, &start_bytes,
                               &end_bytes)) {
            if (!add_match(matches, report->blocks[block].start_bytes + start_bytes))
                return;
            from_bytes = end_bytes > start_bytes ? end_bytes : start_bytes + 1;
        }
    }
}

void search_report_changed(struct session *session)
{
    search_clear(session);
    session->page->matches.count = 0;
    if (session->view.query.len_bytes > 0)
        collect(session);
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

static unsigned no_match(struct session *session, const char *query)
{
    search_clear(session);
    if (!session->view.query.folded)
        return view_refuse(
            session, _("Not found: %s (capitals make a search exact; small letters find all)"),
            query);
    return view_refuse(session, _("Not found: %s"), query);
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

/* An empty query goes on with the last one. */
static unsigned search(struct session *session, const struct verb_call *call, bool forward)
{
    struct view *view = &session->view;
    struct error error = {0};
    const char *query = call->argument == NULL ? "" : call->argument;
    size_t len_bytes = 0, at_bytes;

    while (query[len_bytes] != '\0')
        len_bytes++;
    if (len_bytes == 0 && view->query.len_bytes == 0)
        return view_refuse(session, _("Nothing was searched for yet: type the words after /"));
    if (!session_read_all(session, &error))
        view_fail(session, &error);
    if (len_bytes > 0) {
        text_query_release(&view->query);
        text_query_init(&view->query, query, len_bytes);
        collect(session);
    }
    session->page->search_backwards = !forward;
    if (session->page->matches.count == 0)
        return no_match(session, len_bytes > 0 ? query : view->query.needle);
    at_bytes = from_here(session, forward, len_bytes == 0);
    view->searching = true;
    return go(session, at_bytes, forward, 1);
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
    size_t steps = call->count > 0 ? (size_t)call->count : 1;
    size_t at_bytes = from_here(session, forward, true);

    if (view->query.len_bytes == 0)
        return view_refuse(session, _("Nothing was searched for yet: / searches"));
    if (session->page->matches.count == 0)
        return no_match(session, view->query.needle);
    view->searching = true;
    return go(session, at_bytes, forward, steps);
}

unsigned search_next(struct session *session, const struct verb_call *call)
{
    return again(session, call, !session->page->search_backwards);
}

unsigned search_previous(struct session *session, const struct verb_call *call)
{
    return again(session, call, session->page->search_backwards);
}
