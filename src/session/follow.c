/* Following: from a footnote's mark to its text, from there to its mark, and from where the text names an
 * item ("punt 4") to that item.
 *
 *  1. What can be followed is a link. The one at the point counts; else of those that begin on the focused
 *     row the first after the point, or the last before it; else the only one of the paragraph, a
 *     footnote before an item.
 *  2. The text of a footnote leads back to its mark, unless the point is on a link of its own. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>

#include "session/session_internal.h"

struct link {
    size_t start_bytes, end_bytes;
    const struct report_footnote *footnote; /* or */
    const struct report_reference *item;
};

struct links {
    struct link *items;
    size_t count, capacity;
    struct report_references references;
};

/* ---- the links of a block ------------------------------------------------------------------------ */

static void add(struct links *links, struct link link)
{
    links->items =
        array_reserve(links->items, &links->capacity, links->count + 1, sizeof *links->items);
    links->items[links->count++] = link;
}

static int compare_links(const void *left, const void *right)
{
    const struct link *a = left, *b = right;

    return a->start_bytes < b->start_bytes ? -1 : a->start_bytes > b->start_bytes;
}

static void find_links(struct session *session, struct links *links)
{
    const struct report *report = session->report;
    size_t block = session->view.focus.block;

    report_find_references(report, block, session->view.point_bytes, &links->references);
    for (size_t i = 0; i < links->references.count; i++) {
        const struct report_reference *item = &links->references.items[i];

        add(links, (struct link){item->start_bytes, item->end_bytes, NULL, item});
    }
    for (size_t i = 0; i < report->footnote_count; i++) {
        const struct report_footnote *note = &report->footnotes[i];

        if (note->mark_block == block)
            add(links, (struct link){note->mark_start_bytes, note->mark_end_bytes, note, NULL});
    }
    if (links->count > 1)
        qsort(links->items, links->count, sizeof *links->items, compare_links);
}

static void release(struct links *links)
{
    free(links->items);
    free(links->references.items);
}

/* ---- the one that is meant --------------------------------------------------------------------------- */

static const struct link *link_at_point(const struct session *session, const struct links *links)
{
    size_t point_bytes = session->view.point_bytes;

    for (size_t i = 0; i < links->count; i++) {
        if (links->items[i].start_bytes <= point_bytes && point_bytes < links->items[i].end_bytes)
            return &links->items[i];
    }
    return NULL;
}

static const struct link *link_of_row(struct session *session, const struct links *links)
{
    const struct layout_row row = *view_focused_row(session);
    const struct link *found = NULL;

    for (size_t i = 0; i < links->count; i++) {
        const struct link *link = &links->items[i];

        if (layout_row_shows(session->view.layout, &row, link->start_bytes) &&
            (found == NULL || found->end_bytes <= session->view.point_bytes))
            found = link;
    }
    return found;
}

static const struct link *only_link(const struct links *links)
{
    const struct link *footnote = NULL;
    size_t footnote_count = 0;

    for (size_t i = 0; i < links->count; i++) {
        if (links->items[i].footnote == NULL)
            continue;
        footnote = &links->items[i];
        footnote_count++;
    }
    if (footnote_count > 0)
        return footnote_count == 1 ? footnote : NULL;
    return links->count == 1 ? &links->items[0] : NULL;
}

/* ---- going ------------------------------------------------------------------------------------------- */

static unsigned go(struct session *session, const struct link *link)
{
    struct report_reference item;
    struct error error = {0};

    if (link->footnote != NULL) {
        view_focus_bytes(session, link->footnote->text_start_bytes);
        return EFFECT_REDRAW;
    }
    item = *link->item;
    if (!session_read_all(session, &error))
        return view_fail(session, &error);
    return motion_to_item(session, item.name, true);
}

/* The footnote whose text has the focus, or NULL. */
static const struct report_footnote *focused_footnote(const struct session *session)
{
    const struct report *report = session->report;

    for (size_t i = 0; i < report->footnote_count; i++)
        if (report->footnotes[i].block == session->view.focus.block)
            return &report->footnotes[i];
    return NULL;
}

static unsigned go_to_mark(struct session *session, const struct report_footnote *footnote)
{
    if (footnote->mark_block == REPORT_NONE)
        return view_refuse(session, _("No mark of this footnote stands in the text"));
    view_focus_bytes(session, footnote->mark_start_bytes);
    return EFFECT_REDRAW;
}

static unsigned follow_text(struct session *session, const struct links *links)
{
    const struct report_footnote *footnote = focused_footnote(session);
    const struct link *link = link_at_point(session, links);

    if (link == NULL && footnote != NULL)
        return go_to_mark(session, footnote);
    if (link == NULL)
        link = link_of_row(session, links);
    if (link == NULL)
        link = only_link(links);
    if (link != NULL)
        return go(session, link);
    if (links->count > 0)
        return view_refuse(session, "%s",
                           _("Several places are named here: go to one, as / does, then Enter"));
    return view_refuse(
        session, "%s",
        _("Enter folds a heading, follows a footnote or an item that the text names"));
}

unsigned follow_link(struct session *session)
{
    struct links links = {0};
    unsigned effects;

    if (view_focused_annotation(session) != NULL)
        return view_refuse(
            session, "%s",
            _("Enter folds a heading, follows a footnote or an item that the text names"));
    find_links(session, &links);
    effects = follow_text(session, &links);
    release(&links);
    return effects;
}
