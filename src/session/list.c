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

static void append_item(struct buffer *label, const struct report *report, size_t block)
{
    size_t heading = report_item_of_block(report, block), title_bytes;
    const char *title;

    if (heading == REPORT_NONE)
        return;
    if (report->headings[heading].number != NULL)
        buffer_append_format(label, "%s. ", report->headings[heading].number);
    title = report_title_text(report, heading, &title_bytes);
    text_show(title, title_bytes, 24, label);
    buffer_append_string(label, "  ");
}

static struct session_entry make_entry(struct session *session, const struct layout_annotation *annotation)
{
    struct session_entry entry = {0};
    struct buffer label = {0};
    const char *id;

    append_item(&label, session->report, annotation->block);
    if (annotation->kind == ANNOTATION_NOTE) {
        const struct sidecar_note *note = &session->contents.notes[annotation->first];

        id = note->id;
        append_first_line(&label, note->body);
    } else {
        id = session->contents.stances[annotation->stances[0]].id;
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

void session_go(struct session *session, const struct layout_position *position)
{
    struct layout *layout = session->view.layout;
    struct layout_place place = layout_place_of(layout, position);
    struct view_hold hold;

    view_hold(session, &hold);
    if (layout_reveal(layout, layout_row_at(layout, place)->block, position->on_annotation) ||
        layout_reveal(layout, position->block, position->on_annotation))
        view_restore(session, &hold);
    view_focus(session, layout_place_of(layout, position));
    view_keep_visible(session);
}
