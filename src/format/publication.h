/* The parts of the reader of official publications: the schema's words, and footnotes. publication.c makes
 * blocks of it all. */
#ifndef KANTLIJN_FORMAT_PUBLICATION_H
#define KANTLIJN_FORMAT_PUBLICATION_H

#include <libxml/hash.h>

#include "format/markup.h"

/* ---- the schema ---------------------------------------------------------------------------------- */

enum publication_kind {
    PUBLICATION_OTHER,
    PUBLICATION_INLINE,
    PUBLICATION_SPACED,   /* inline, but a word of its own */
    PUBLICATION_OPENING,  /* ltrlabel: its block goes on in the number after it */
    PUBLICATION_CLOSING,  /* nummer */
    PUBLICATION_EMPHASIS, /* nadruk */
    PUBLICATION_SILENT,   /* metadata, pictures, layout */
    PUBLICATION_GROUP,    /* holds blocks */
    PUBLICATION_LINE,     /* a paragraph */
    PUBLICATION_CERTAIN,  /* a paragraph that is no heading */
    PUBLICATION_TITLE,    /* of the whole paper */
    PUBLICATION_CAPTION,  /* title: of a table */
    PUBLICATION_HEADING,  /* kop */
    PUBLICATION_SUBTITLE, /* in a kop: goes on after a space */
    PUBLICATION_FLAT,     /* tussenkop, tuskop */
    PUBLICATION_DIVISION, /* one level deeper */
    PUBLICATION_ANNEX,    /* a level of its own, from the top */
    PUBLICATION_LIST,
    PUBLICATION_ITEM,
    PUBLICATION_ITEM_NUMBER,
    PUBLICATION_NOTE,      /* noot: the mark, the text inside */
    PUBLICATION_NOTE_AWAY, /* voetnoot: the text, the mark elsewhere */
    PUBLICATION_NOTE_MARK, /* nootref, voetref */
    PUBLICATION_TABLE,
    PUBLICATION_TABLE_GROUP,
    PUBLICATION_TABLE_HEAD,
    PUBLICATION_ROW,
    PUBLICATION_CELL,
};

enum publication_kind publication_kind_of(const xmlNode *node);
bool publication_is_named(const xmlNode *node, const char *name); /* node may be NULL */
/* Among the first 64 children; NULL where it is not there. */
xmlNodePtr publication_child(const xmlNode *node, const char *name);
/* How what stands flat between paragraphs is printed: bold (0) above italic above the rest. */
unsigned publication_flat_rank(const xmlNode *node);

/* ---- reading ------------------------------------------------------------------------------------- */

/* Inside an element. */
struct publication_frame {
    enum publication_kind kind;
    struct flow_style style;
    unsigned level; /* of what is a heading here, less 1 */
    bool in_text;   /* in a paragraph or its like */
    bool in_row;
};

struct publication {
    struct flow flow;
    struct publication_frame frames[MARKUP_DEPTH_MAX + 1];
    xmlHashTablePtr notes;     /* by id, and by number where that comes first */
    unsigned flat_ranks;       /* a bit for each that occurs */
    unsigned unnumbered_count; /* of notes */
};

/* ---- footnotes ----------------------------------------------------------------------------------- */

/* Makes a noot or voetnoot known to its marks. */
void publication_keep_note(struct publication *publication, xmlNodePtr note);
/* noot: the mark, with the text inside. */
void publication_enter_note(struct publication *publication, const struct publication_frame *frame,
                            xmlNodePtr node);
/* nootref and voetref: a mark whose text is elsewhere, or was given. */
void publication_enter_mark(struct publication *publication, const struct publication_frame *frame,
                            const xmlNode *node);
/* voetnoot: the text, which has gone with its mark, or goes now. */
void publication_enter_note_away(struct publication *publication, xmlNodePtr node);
flow_note_text publication_note_text;

#endif
