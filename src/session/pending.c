/* What a note that is being written is about, in words that find it again: in this run or a later one,
 * and where the report has changed since.
 *
 *     note ID                     a note that is being edited
 *     item ROW TITLE              a new note on an item; ROW of the outline, from 1
 *     passage START:END QUOTE     a new note on a passage; code points, and how its text begins
 *
 * Words that name a place are good where the text still stands at that place, else where it stands
 * exactly once in the report. Never is another place taken for it. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

enum { QUOTE_MAX_BYTES = 1000 };

/* ---- to words ------------------------------------------------------------------------------------ */

static void append_place(const struct report *report, const struct session_place *place,
                         struct buffer *words)
{
    size_t len_bytes, start_bytes, end_bytes;
    const char *title;

    if (place->on_item) {
        title = report_title_text(report, place->heading, &len_bytes);
        buffer_append_format(words, "item %zu ", place->heading + 1);
        buffer_append(words, title, len_bytes);
        return;
    }
    start_bytes = report_points_to_bytes(report, place->start_points);
    end_bytes = report_points_to_bytes(report, place->end_points);
    len_bytes = end_bytes - start_bytes;
    buffer_append_format(words, "passage %zu:%zu ", place->start_points, place->end_points);
    buffer_append(words, report->text.data + start_bytes,
                  len_bytes < QUOTE_MAX_BYTES ? len_bytes : QUOTE_MAX_BYTES);
}

void session_pending_words(const struct session *session, struct buffer *words)
{
    const struct view_private *page = session->page;

    if (page->pending_note[0] != '\0')
        buffer_append_format(words, "note %s", page->pending_note);
    else if (page->place_pending)
        append_place(session->report, &page->pending_place, words);
}

/* ---- and back ------------------------------------------------------------------------------------ */

static bool has_title(const struct report *report, size_t heading, const char *title)
{
    size_t len_bytes;
    const char *text = report_title_text(report, heading, &len_bytes);

    return strlen(title) == len_bytes && memcmp(text, title, len_bytes) == 0;
}

static bool find_item(const struct report *report, const char *words, struct session_place *place)
{
    char *title;
    size_t row = (size_t)strtoull(words, &title, 10), count = 0;

    if (*title++ != ' ')
        return false;
    place->on_item = true;
    place->heading = row - 1;
    if (row > 0 && row <= report->heading_count && has_title(report, row - 1, title))
        return true;
    for (size_t heading = 0; heading < report->heading_count; heading++) {
        if (has_title(report, heading, title)) {
            place->heading = heading;
            count++;
        }
    }
    return count == 1;
}

static bool stands_at(const struct report *report, size_t at_points, const char *quote)
{
    size_t at_bytes = report_points_to_bytes(report, at_points), len_bytes = strlen(quote);

    return report->text.len_bytes - at_bytes >= len_bytes &&
           memcmp(report->text.data + at_bytes, quote, len_bytes) == 0;
}

static bool find_passage(const struct report *report, const char *words,
                         struct session_place *place)
{
    const char *text = report->text.data, *found;
    char *at, *quote;
    size_t length;

    place->start_points = (size_t)strtoull(words, &at, 10);
    if (*at++ != ':')
        return false;
    place->end_points = (size_t)strtoull(at, &quote, 10);
    if (*quote++ != ' ' || *quote == '\0' || place->end_points <= place->start_points)
        return false;
    length = place->end_points - place->start_points;
    if (!stands_at(report, place->start_points, quote)) {
        found = text == NULL ? NULL : strstr(text, quote);
        if (found == NULL || strstr(found + 1, quote) != NULL)
            return false;
        place->start_points = report_bytes_to_points(report, (size_t)(found - text));
    }
    if (length > report->text_points - place->start_points)
        return false;
    place->end_points = place->start_points + length;
    return true;
}

static const char note_word[] = "note ";

/* Of a note id is set, of a new note's place *place. */
static bool find(struct session *session, const char *words, struct session_place *place,
                 const char **id)
{
    const struct sidecar_contents *contents = session_contents(session);
    static const char item[] = "item ", passage[] = "passage ";

    *place = (struct session_place){0};
    *id = NULL;
    if (strncmp(words, note_word, sizeof note_word - 1) == 0) {
        for (size_t i = 0; i < contents->note_count && *id == NULL; i++) {
            if (strcmp(contents->notes[i].id, words + sizeof note_word - 1) == 0)
                *id = contents->notes[i].id;
        }
        return *id != NULL;
    }
    if (!session_read_all(session, NULL))
        return false;
    if (strncmp(words, item, sizeof item - 1) == 0)
        return find_item(session->report, words + sizeof item - 1, place);
    return strncmp(words, passage, sizeof passage - 1) == 0 &&
           find_passage(session->report, words + sizeof passage - 1, place);
}

/* ---- what the screen asks -------------------------------------------------------------------------- */

static bool is_same(const struct session_place *left, const struct session_place *right)
{
    if (left->on_item != right->on_item)
        return false;
    if (left->on_item)
        return left->heading == right->heading;
    return left->start_points == right->start_points && left->end_points == right->end_points;
}

/* Whether the place is the whole of a paragraph. */
static bool is_block(const struct report *report, const struct session_place *place)
{
    const struct report_block *block;

    if (place->on_item || report->block_count == 0)
        return false;
    block = &report->blocks[report_block_at_points(report, place->start_points)];
    return block->start_points == place->start_points && block->end_points == place->end_points;
}

enum session_match session_pending_match(struct session *session, const char *words)
{
    const struct view_private *page = session->page;
    const struct session_place *pending = &page->pending_place;
    struct session_place place;
    const char *id;
    size_t start_bytes, end_bytes;

    if (!find(session, words, &place, &id))
        return MATCH_NONE;
    if (page->pending_note[0] != '\0' || id != NULL)
        return id != NULL && strcmp(id, page->pending_note) == 0 ? MATCH_SAME : MATCH_NONE;
    if (!page->place_pending)
        return MATCH_NONE;
    if (is_same(&place, pending))
        return MATCH_SAME;
    if (!place.on_item && is_block(session->report, pending) &&
        !select_range(session, &start_bytes, &end_bytes) &&
        place.start_points >= pending->start_points && place.end_points <= pending->end_points)
        return MATCH_WITHIN;
    return MATCH_NONE;
}

void session_pending_take(struct session *session, const char *words)
{
    struct session_place place;
    const char *id;

    if (session_pending_match(session, words) != MATCH_WITHIN || !find(session, words, &place, &id))
        return;
    session->page->pending_place = place;
    select_passage(session, place.start_points, place.end_points);
}

bool session_go_to_words(struct session *session, const char *words)
{
    const struct report *report = session->report;
    struct session_place place;
    struct view_spot from;
    const char *id;

    if (!find(session, words, &place, &id))
        return false;
    view_take_spot(session, &from);
    select_clear(session);
    if (id != NULL)
        view_focus_object(session, id, false);
    else if (place.on_item)
        view_focus_bytes(session,
                         report->blocks[report->headings[place.heading].first_block].start_bytes);
    else
        view_focus_bytes(session, report_points_to_bytes(report, place.start_points));
    if (id == NULL && !place.on_item && !is_block(report, &place))
        select_passage(session, place.start_points, place.end_points);
    view_show_around(session);
    jump_done(session, &from);
    return true;
}

enum session_deletion session_pending_deletion(struct session *session, const char *words)
{
    struct sidecar_change last = {0};
    const char *id;
    bool is_last;

    if (session->sidecar == NULL || strncmp(words, note_word, sizeof note_word - 1) != 0)
        return DELETION_NONE;
    id = words + sizeof note_word - 1;
    if (!sidecar_is_deleted(session->sidecar, id))
        return DELETION_NONE;
    is_last = sidecar_peek(session->sidecar, SIDECAR_UNDO, session_author(session), &last, NULL) &&
              last.what == CHANGE_DELETED && last.object_count == 1 && strcmp(last.object, id) == 0;
    sidecar_change_release(&last);
    return is_last ? DELETION_LAST : DELETION_LISTED;
}
