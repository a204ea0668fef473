/* Footnotes of official publications.
 *
 *  1. A noot stands where its mark belongs and holds its text. A voetnoot stands elsewhere and goes out with
 *     its first mark; one without a mark goes out where it stands, so that no text is lost.
 *  2. A footnote inside a footnote is nothing: the schema has none. */
#include "config.h"

#include "format/publication.h"

#include <stdio.h>
#include <string.h>

/* Letters, digits and stars of the text; "n1" and so on where there are none. */
static void read_label(struct publication *publication, const char *text, char *label)
{
    enum { LABEL_MAX_BYTES = 8 };
    size_t length = 0;

    for (; text != NULL && *text != '\0' && length < LABEL_MAX_BYTES; text++) {
        if ((*text >= '0' && *text <= '9') || (*text >= 'a' && *text <= 'z') ||
            (*text >= 'A' && *text <= 'Z') || *text == '*')
            label[length++] = *text;
    }
    label[length] = '\0';
    if (length == 0)
        snprintf(label, LABEL_MAX_BYTES + 1, "n%u", ++publication->unnumbered_count % 1000000);
}

/* The label of a noot or voetnoot. */
static void label_of_note(struct publication *publication, const xmlNode *note, char *label)
{
    const char *number = markup_attribute(note, "nr");
    const xmlNodePtr child = publication_child(note, "noot.nr");
    struct markup_line line = {0};

    if (child != NULL) {
        markup_line_add_element(&line, child);
        number = line.text.data;
    }
    read_label(publication, number, label);
    markup_line_release(&line);
}

void publication_keep_note(struct publication *publication, xmlNodePtr node)
{
    static const char *const attributes[] = {"id", "nr"};

    for (size_t i = 0; i < COUNT_OF(attributes); i++) {
        const char *value = markup_attribute(node, attributes[i]);

        if (value != NULL)
            xmlHashAddEntry(publication->notes, (const xmlChar *)value, node);
    }
}

static xmlNodePtr note_of_mark(const struct publication *publication, const xmlNode *mark)
{
    static const char *const attributes[] = {"refid", "nr"};
    xmlNodePtr note = NULL;

    for (size_t i = 0; i < COUNT_OF(attributes) && note == NULL; i++) {
        const char *value = markup_attribute(mark, attributes[i]);

        if (value != NULL)
            note = xmlHashLookup(publication->notes, (const xmlChar *)value);
    }
    return note;
}

void publication_enter_note(struct publication *publication, const struct publication_frame *frame,
                            xmlNodePtr node)
{
    char label[9];

    label_of_note(publication, node, label);
    flow_mark(&publication->flow, &frame->style, label, node);
}

/* A voetnoot goes out with its first mark; a noot where it stands, which is its first mark. */
void publication_enter_mark(struct publication *publication, const struct publication_frame *frame,
                            const xmlNode *node)
{
    xmlNodePtr note = note_of_mark(publication, node);
    char label[9];

    if (note == NULL)
        return;
    label_of_note(publication, note, label);
    if (publication_kind_of(note) != PUBLICATION_NOTE_AWAY || note->_private != NULL) {
        note = NULL;
    } else {
        note->_private = note;
    }
    flow_mark(&publication->flow, &frame->style, label, note);
}

void publication_enter_note_away(struct publication *publication, xmlNodePtr node)
{
    char label[9];

    if (node->_private != NULL)
        return;
    node->_private = node;
    label_of_note(publication, node, label);
    flow_note(&publication->flow, label, node);
}

static enum markup_step gather_enter(void *context, xmlNodePtr node, unsigned depth)
{
    const enum publication_kind kind = publication_kind_of(node);

    if (depth > 0 && (publication_is_named(node, "noot.nr") || kind == PUBLICATION_NOTE ||
                      kind == PUBLICATION_SILENT))
        return MARKUP_PAST;
    if (kind != PUBLICATION_INLINE && kind != PUBLICATION_EMPHASIS)
        markup_line_space(context);
    return MARKUP_INTO;
}

static void gather_leave(void *context, xmlNodePtr node, unsigned depth)
{
    const enum publication_kind kind = publication_kind_of(node);

    (void)depth;
    if (kind != PUBLICATION_INLINE && kind != PUBLICATION_EMPHASIS)
        markup_line_space(context);
}

static void gather_text(void *context, const char *text, size_t len_bytes, unsigned depth)
{
    (void)depth;
    markup_line_add(context, text, len_bytes);
}

void publication_note_text(void *context, xmlNodePtr note, const char *label,
                           struct markup_line *line)
{
    static const struct markup_visitor visitor = {gather_enter, gather_leave, gather_text};

    (void)context;
    (void)label;
    markup_walk(note, &visitor, line);
}
