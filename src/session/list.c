/* The list of notes and stances, in the order of the page, and going to one of them. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

static void append_first_line(struct buffer *label, const char *body)
{
    size_t len_bytes = strcspn(body, "\n");

    buffer_append(label, body, len_bytes);
    if (body[len_bytes] != '\0')
        buffer_append_string(label, " …");
}

static void append_stances(struct buffer *label, const struct session *session, const struct layout_annotation *annotation)
{
    for (size_t index = 0; index < annotation->count; index++) {
        const struct sidecar_stance *stance = &session->contents.stances[annotation->stances[index]];

        buffer_append_format(label, "%s%s%c", index > 0 ? " " : "", stance->actor, stance_sign(stance->stance));
    }
}

enum { ITEM_COLS = 27 }; /* of the item's number and title */

/* The item it stands at; where that is gone, the one it was made on. */
static void append_item(struct buffer *label, const struct session *session,
                        const struct layout_annotation *annotation, const struct anchor *anchor)
{
    size_t heading = report_item_of_block(session->report, annotation->block);
    struct buffer item = {0};
    char *title;

    if (annotation->loose) {
        anchor_append_item(anchor, &item);
    } else if (heading != REPORT_NONE) {
        title = report_heading_label(session->report, heading);
        buffer_append_string(&item, title);
        free(title);
    }
    if (item.len_bytes > 0) {
        text_show(item.data, item.len_bytes, ITEM_COLS, label);
        buffer_append_string(label, "  ");
    }
    buffer_release(&item);
}

static void append_state(struct buffer *label, enum anchor_state state)
{
    if (state != ANCHOR_SAME)
        buffer_append_format(label, "[%s]  ", layout_state_label(state));
}

static struct session_entry make_entry(struct session *session, const struct layout_annotation *annotation)
{
    struct session_entry entry = {0};
    struct buffer label = {0};
    const char *id;

    if (annotation->kind == ANNOTATION_NOTE) {
        const struct sidecar_note *note = &session->contents.notes[annotation->first];

        id = note->id;
        append_item(&label, session, annotation, &note->anchor);
        append_state(&label, note->place.state);
        append_first_line(&label, note->body);
    } else {
        const struct sidecar_stance *first = &session->contents.stances[annotation->stances[0]];

        id = first->id;
        append_item(&label, session, annotation, &first->anchor);
        append_state(&label, first->place.state);
        append_stances(&label, session, annotation);
    }
    entry.position = (struct layout_position){.block = annotation->block,
                                              .at_bytes = annotation->end_bytes,
                                              .on_annotation = true,
                                              .is_stance = annotation->kind == ANNOTATION_STANCES};
    memcpy(entry.position.id, id, sizeof entry.position.id);
    entry.label = buffer_detach(&label);
    return entry;
}

size_t session_entries(struct session *session, struct session_entry **entries)
{
    struct layout *layout = session->view.layout;
    size_t count = layout_annotation_count(layout);

    *entries = base_allocate((count + 1) * sizeof **entries);
    for (size_t index = 0; index < count; index++)
        (*entries)[index] = make_entry(session, layout_annotation(layout, index));
    return count;
}

void session_entries_free(struct session_entry *entries, size_t count)
{
    for (size_t index = 0; index < count; index++)
        free(entries[index].label);
    free(entries);
}

/* Opens what hides the position, one heading after the other: only an id may tell where it is. */
bool view_reveal(struct session *session, const struct layout_position *position)
{
    struct layout *layout = session->view.layout;
    bool opened = false;

    if (!position->on_annotation)
        return layout_reveal(layout, position->block, false);
    while (layout_reveal(layout, layout_place_of(layout, position).block, true))
        opened = true;
    return opened;
}

/* Opens what hides it, and says where it is then. */
static struct layout_place find(struct session *session, const struct layout_position *position)
{
    struct view_hold hold;

    view_hold(session, &hold);
    if (view_reveal(session, position))
        view_restore(session, &hold);
    return layout_place_of(session->view.layout, position);
}

static void go(struct session *session, const struct layout_position *position)
{
    view_focus(session, find(session, position));
}

void view_go_still(struct session *session, const struct layout_position *position)
{
    const struct layout_place place = find(session, position);

    if (place.block == session->view.focus.block &&
        layout_row_at(session->view.layout, place)->annotation == REPORT_NONE)
        return;
    view_focus(session, place);
    view_show_whole(session);
}

bool view_stay_with(struct session *session, const char *id, bool is_stance)
{
    const struct layout_position position = view_position_of_object(session, id, is_stance);

    return view_focus_on_page(session, find(session, &position));
}

void session_go_to_heading(struct session *session, size_t heading)
{
    struct view_spot from;

    view_take_spot(session, &from);
    motion_to_heading(session, heading);
    jump_done(session, &from);
}

void session_go(struct session *session, const struct layout_position *position)
{
    struct view_spot from;

    view_take_spot(session, &from);
    go(session, position);
    view_show_around(session);
    jump_done(session, &from);
}
