/* & shows only what matches: headings and paragraphs, or after n: those with a note and after s: those with a
 * stance that does, with the headings above them (layout/filter.c).
 *
 *  1. What is no pattern, matches nothing or is given up changes nothing.
 *  2. What is asked of notes and stances holds for what is written later, too; when nothing of it is left,
 *     all is shown.
 *  3. The words for notes and the text are patterns as / takes them; those for stances are literals, since + is
 *     a sign of theirs. A stance is found by its actor and sign as the page shows them, the
 *     sign in words, and its author. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

/* Blocks in the order of the report. */
struct blocks {
    size_t *items;
    size_t count, capacity;
};

static void add_block(struct blocks *blocks, size_t block)
{
    if (blocks->count > 0 && blocks->items[blocks->count - 1] == block)
        return;
    blocks->items =
        array_reserve(blocks->items, &blocks->capacity, blocks->count + 1, sizeof *blocks->items);
    blocks->items[blocks->count++] = block;
}

static bool holds(const struct text_query *query, const char *text, size_t len_bytes)
{
    size_t start_bytes, end_bytes;

    return query->len_bytes == 0 ||
           text_query_find(query, text, len_bytes, 0, &start_bytes, &end_bytes);
}

/* ---- finding the blocks ------------------------------------------------------------------------------ */

static bool find_text(struct session *session, const struct text_query *query,
                      struct blocks *blocks, struct error *error)
{
    const struct report *report = session->report;
    const size_t stretch_bytes = search_stretch_bytes(query);
    size_t looked_bytes = 0;

    for (size_t block = 0; block < report->block_count; block++) {
        size_t len_bytes, start_bytes, end_bytes;
        const char *text = report_block_text(report, block, &len_bytes);
        bool found = false;

        for (size_t at_bytes = 0; !found && at_bytes < len_bytes; at_bytes += stretch_bytes) {
            found = text_query_find_before(query, text, len_bytes, at_bytes,
                                           at_bytes + stretch_bytes, &start_bytes, &end_bytes);
            looked_bytes +=
                len_bytes - at_bytes < stretch_bytes ? len_bytes - at_bytes : stretch_bytes;
            if (looked_bytes < stretch_bytes)
                continue;
            looked_bytes = 0;
            if (!session_goes_on(session, WORK_SEARCHING, report->blocks[block].start_bytes,
                                 report->text.len_bytes, error))
                return false;
        }
        if (found)
            add_block(blocks, block);
    }
    return true;
}

static bool note_matches(const struct session *session, const struct text_query *query,
                         const struct layout_annotation *annotation)
{
    const struct sidecar_note *note = &session->contents.notes[annotation->first];

    return holds(query, note->body, strlen(note->body));
}

static bool stances_match(const struct session *session, const struct text_query *query,
                          const struct layout_annotation *annotation)
{
    struct buffer words = {0};
    bool found = query->len_bytes == 0;

    for (size_t i = 0; !found && i < annotation->count; i++) {
        const struct sidecar_stance *stance = &session->contents.stances[annotation->stances[i]];

        buffer_clear(&words);
        buffer_append_format(&words, "%s%c %s %s %s", stance->actor, stance_sign(stance->stance),
                             stance_word(stance->stance), stance_label(stance->stance),
                             stance->author);
        found = holds(query, words.data, words.len_bytes);
    }
    buffer_release(&words);
    return found;
}

static void find_annotations(struct session *session, const struct view_filter *filter,
                             struct blocks *blocks)
{
    const struct layout *layout = session->view.layout;

    for (size_t i = 0; i < layout_annotation_count(layout); i++) {
        const struct layout_annotation *annotation = layout_annotation(layout, i);
        const bool is_note = annotation->kind == ANNOTATION_NOTE;

        if (is_note == (filter->of == FILTER_NOTES) &&
            (is_note ? note_matches : stances_match)(session, &filter->query, annotation))
            add_block(blocks, annotation->block);
    }
}

static bool find(struct session *session, const struct view_filter *filter, struct blocks *blocks,
                 struct error *error)
{
    if (filter->of == FILTER_TEXT)
        return find_text(session, &filter->query, blocks, error);
    find_annotations(session, filter, blocks);
    return true;
}

/* ---- the words -------------------------------------------------------------------------------------------- */

static void release(struct view_filter *filter)
{
    text_query_release(&filter->query);
    free(filter->typed);
    *filter = (struct view_filter){0};
}

static bool read_words(struct view_filter *filter, const char *typed, struct error *error)
{
    const char *words = typed;

    *filter = (struct view_filter){.typed = base_copy_string(typed)};
    if (strncmp(words, "n:", 2) == 0)
        filter->of = FILTER_NOTES;
    else if (strncmp(words, "s:", 2) == 0)
        filter->of = FILTER_STANCES;
    if (filter->of != FILTER_TEXT)
        words += 2 + strspn(words + 2, " ");
    if (filter->of == FILTER_STANCES)
        text_query_init(&filter->query, words, strlen(words));
    else if (words[0] != '\0')
        return text_query_compile(&filter->query, words, strlen(words), error);
    return true;
}

/* ---- on and off --------------------------------------------------------------------------------------------- */

bool filter_clear(struct session *session)
{
    struct layout *layout = session->view.layout;
    struct view_hold hold;

    if (!layout_is_filtered(layout))
        return false;
    view_hold(session, &hold);
    layout_filter_end(layout);
    layout_reveal(layout, session->view.focus.block, false);
    view_restore(session, &hold);
    return true;
}

static bool has_any(const struct session *session, enum annotation_kind kind)
{
    const struct layout *layout = session->view.layout;

    for (size_t i = 0; i < layout_annotation_count(layout); i++)
        if (layout_annotation(layout, i)->kind == kind)
            return true;
    return false;
}

static unsigned no_match(struct session *session, const struct view_filter *filter,
                         bool is_elsewhere)
{
    enum domain domain;

    if (is_elsewhere && layout_shows_only(session->view.layout, &domain))
        return view_refuse(session,
                           domain == DOMAIN_JUSTICE
                               ? _("Nothing of justice matches %s: J shows all")
                               : _("Nothing of home affairs matches %s: H shows all"),
                           filter->typed);
    if (filter->of == FILTER_NOTES && !has_any(session, ANNOTATION_NOTE))
        return view_refuse(session, "%s", _("There are no notes yet: a writes one"));
    if (filter->of == FILTER_STANCES && !has_any(session, ANNOTATION_STANCES))
        return view_refuse(session, "%s", _("There are no stances yet: t sets one"));
    if (filter->of == FILTER_NOTES)
        return view_refuse(session, _("No note matches %s: nothing has changed"), filter->typed);
    if (filter->of == FILTER_STANCES)
        return view_refuse(session, _("No stance matches %s: nothing has changed"), filter->typed);
    return view_refuse(session, _("Nothing matches %s: nothing has changed"), filter->typed);
}

/* Shows only these blocks; where a domain is shown that has none of them, what was shown before. */
static unsigned show(struct session *session, struct view_filter *filter,
                     const struct blocks *blocks)
{
    struct layout *layout = session->view.layout;
    struct view_hold hold;
    bool shown;

    if (blocks->count == 0)
        return no_match(session, filter, false);
    view_hold(session, &hold);
    shown = layout_filter(layout, blocks->items, blocks->count);
    view_restore(session, &hold);
    if (!shown)
        return no_match(session, filter, true);
    release(&session->page->filter);
    session->page->filter = *filter;
    *filter = (struct view_filter){0};
    view_say(session,
             /* TRANSLATORS: & and Enter are keys */
             ngettext("%zu place matches: & and Enter shows all",
                      "%zu places match: & and Enter shows all", blocks->count),
             blocks->count);
    return EFFECT_REDRAW;
}

unsigned filter_show(struct session *session, const struct verb_call *call)
{
    const char *typed = call->argument == NULL ? "" : call->argument;
    struct view_filter filter = {0};
    struct blocks blocks = {0};
    struct error error = {0};
    unsigned effects = EFFECT_REDRAW;

    if (typed[0] == '\0') {
        view_say(session, "%s",
                 filter_clear(session) ? _("All is shown") : _("All is shown already"));
        return EFFECT_REDRAW;
    }
    if (!session_read_all(session, &error))
        view_fail(session, &error);
    if (error.code != ERROR_CANCELLED) {
        error_clear(&error);
        effects = read_words(&filter, typed, &error) && find(session, &filter, &blocks, &error)
                      ? show(session, &filter, &blocks)
                      : view_fail(session, &error);
    }
    release(&filter);
    free(blocks.items);
    return effects;
}

void filter_release(struct session *session)
{
    release(&session->page->filter);
}

void filter_contents_changed(struct session *session)
{
    const struct view_filter *filter = &session->page->filter;
    struct blocks blocks = {0};

    if (!layout_is_filtered(session->view.layout) || filter->of == FILTER_TEXT)
        return;
    find_annotations(session, filter, &blocks);
    if (!layout_filter(session->view.layout, blocks.items, blocks.count))
        layout_filter_end(session->view.layout);
    free(blocks.items);
}

const struct text_query *filter_query(const struct session *session)
{
    const struct view_filter *filter = &session->page->filter;

    return layout_is_filtered(session->view.layout) && filter->of == FILTER_TEXT ? &filter->query
                                                                                 : NULL;
}
