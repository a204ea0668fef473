/* y and Y: what goes to the clipboard. The verbs only make the text (view.copied) and say what it is; the
 * screen puts it where it can.
 *
 *     y   the selection; else the note in focus, the stances in focus, the paragraph or heading in focus
 *     Y   a line to paste into a mail, of the same selection, passage or item:
 *             "QUOTE" - REPORT, ITEM, PLACE, DATE
 *         REPORT is the meeting's title, else the file's name; ITEM the number and title of the agenda
 *         item; what is not known is left out, and so is the quote on a heading. All of it stands on one
 *         line. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

/* What is copied. */
enum copied {
    COPIED_SELECTION,
    COPIED_NOTE,
    COPIED_STANCES,
    COPIED_PARAGRAPH,
    COPIED_HEADING,
    COPIED_CITATION
};

static unsigned say_copied(struct session *session, enum copied what)
{
    const struct buffer *copied = &session->view.copied;
    size_t count = text_count_points(copied->data == NULL ? "" : copied->data, copied->len_bytes);

    switch (what) {
    case COPIED_SELECTION:
        view_say(session,
                 ngettext("Copied the passage, %zu character", "Copied the passage, %zu characters",
                          count),
                 count);
        break;
    case COPIED_NOTE:
        view_say(
            session,
            ngettext("Copied the note, %zu character", "Copied the note, %zu characters", count),
            count);
        break;
    case COPIED_STANCES:
        view_say(session,
                 ngettext("Copied the stances, %zu character", "Copied the stances, %zu characters",
                          count),
                 count);
        break;
    case COPIED_PARAGRAPH:
        view_say(session,
                 ngettext("Copied the paragraph, %zu character",
                          "Copied the paragraph, %zu characters", count),
                 count);
        break;
    case COPIED_HEADING:
        view_say(session,
                 ngettext("Copied the heading, %zu character", "Copied the heading, %zu characters",
                          count),
                 count);
        break;
    case COPIED_CITATION:
        view_say(session,
                 ngettext("Copied a citation, %zu character", "Copied a citation, %zu characters",
                          count),
                 count);
        break;
    }
    return EFFECT_REDRAW | EFFECT_COPY;
}

static void append_stances(struct session *session, const struct layout_annotation *annotation,
                           struct buffer *out)
{
    for (size_t i = 0; i < annotation->count; i++) {
        const struct sidecar_stance *stance = &session->contents.stances[annotation->stances[i]];

        buffer_append_format(out, "%s%s%c", i > 0 ? " " : "", stance->actor,
                             stance_sign(stance->stance));
    }
}

unsigned copy_passage(struct session *session, const struct verb_call *call)
{
    const struct layout_annotation *annotation = view_focused_annotation(session);
    size_t block = session->view.focus.block, start_bytes, end_bytes, len_bytes;
    struct buffer *out = &session->view.copied;
    const char *text;

    (void)call;
    buffer_clear(out);
    if (select_range(session, &start_bytes, &end_bytes)) {
        buffer_append(out, session->report->text.data + start_bytes, end_bytes - start_bytes);
        select_clear(session);
        return say_copied(session, COPIED_SELECTION);
    }
    if (annotation != NULL && annotation->kind == ANNOTATION_NOTE) {
        buffer_append_string(out, session->contents.notes[annotation->first].body);
        return say_copied(session, COPIED_NOTE);
    }
    if (annotation != NULL) {
        append_stances(session, annotation, out);
        return say_copied(session, COPIED_STANCES);
    }
    if (session->report->block_count == 0)
        return view_refuse(session, _("There is nothing to copy"));
    text = report_block_text(session->report, block, &len_bytes);
    buffer_append(out, text, len_bytes);
    return say_copied(session, session->report->blocks[block].kind == BLOCK_HEADING
                                   ? COPIED_HEADING
                                   : COPIED_PARAGRAPH);
}

/* ---- citations ----------------------------------------------------------------------------------- */

/* On one line, with no more than one space. */
static void append_flat(struct buffer *out, const char *text, size_t len_bytes)
{
    bool is_space = true;

    text_trim(&text, &len_bytes);
    for (size_t i = 0; i < len_bytes; i++) {
        bool was_space = is_space;

        is_space = text[i] == ' ' || text[i] == '\t' || text[i] == '\n';
        if (!is_space)
            buffer_append_char(out, text[i]);
        else if (!was_space)
            buffer_append_char(out, ' ');
    }
}

static void append_part(struct buffer *out, const char *text)
{
    buffer_append_string(out, ", ");
    append_flat(out, text, strlen(text));
}

static void append_source(const struct session *session, size_t block, struct buffer *out)
{
    const struct report_meeting *meeting = &session->report->meeting;
    const char *title = meeting->title != NULL ? meeting->title : session->report_name;
    size_t item = session->report->block_count == 0 ? REPORT_NONE
                                                    : report_item_of_block(session->report, block);
    char *label = item == REPORT_NONE ? NULL : report_heading_label(session->report, item);

    append_flat(out, title, strlen(title));
    if (label != NULL)
        append_part(out, label);
    free(label);
    if (meeting->place != NULL)
        append_part(out, meeting->place);
    if (meeting->date_from == NULL)
        return;
    append_part(out, meeting->date_from);
    if (meeting->date_to != NULL && strcmp(meeting->date_from, meeting->date_to) != 0)
        buffer_append_format(out, " – %s", meeting->date_to);
}

/* The passage that is cited: false for an item, or a note on one. *block is where it is. */
static bool find_cited(const struct session *session, const struct layout_annotation *annotation,
                       size_t *start_bytes, size_t *end_bytes, size_t *block)
{
    *block = session->view.focus.block;
    if (select_range(session, start_bytes, end_bytes)) {
        *block = report_block_at_bytes(session->report, *start_bytes);
        return true;
    }
    if (session->report->block_count == 0)
        return false;
    if (annotation != NULL) {
        *start_bytes = annotation->start_bytes;
        *end_bytes = annotation->end_bytes;
        return *end_bytes > *start_bytes;
    }
    *start_bytes = session->report->blocks[*block].start_bytes;
    *end_bytes = session->report->blocks[*block].end_bytes;
    return session->report->blocks[*block].kind != BLOCK_HEADING;
}

unsigned copy_citation(struct session *session, const struct verb_call *call)
{
    size_t start_bytes, end_bytes, block;
    struct buffer *out = &session->view.copied;

    (void)call;
    buffer_clear(out);
    if (find_cited(session, view_focused_annotation(session), &start_bytes, &end_bytes, &block)) {
        buffer_append_char(out, '"');
        append_flat(out, session->report->text.data + start_bytes, end_bytes - start_bytes);
        buffer_append_string(out, "\" - ");
    }
    append_source(session, block, out);
    select_clear(session);
    return say_copied(session, COPIED_CITATION);
}
