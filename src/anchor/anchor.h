/* anchor: where a note belongs, and finding that place again in a text that has changed.
 *
 * An anchor is what is kept; a place is what it comes to in the report that is open. Resolving
 * never guesses: a place is given only where it is certain, and what has no certain place stays
 * visible as an orphan. Positions are code points in a report's text. */
#ifndef KANTLIJN_ANCHOR_ANCHOR_H
#define KANTLIJN_ANCHOR_ANCHOR_H

#include "report/report.h"

enum { ANCHOR_CONTEXT_POINTS = 32 };

struct anchor {
    char *snapshot; /* id of the text it was made on */
    bool on_item;   /* about the item itself, not a passage in it */
    /* the item that holds it, as it was then; number and title NULL, index 0 when it stands before
     * the first heading */
    size_t item_index; /* outline index, from 1 */
    char *item_number, *item_title;
    size_t start_points, end_points; /* the passage; for on_item the heading's block */
    char *quote;                     /* the passage's text, all of it; for on_item the heading's */
    char *prefix, *suffix;           /* up to ANCHOR_CONTEXT_POINTS before and after it */
};

enum anchor_state { ANCHOR_SAME, ANCHOR_MOVED, ANCHOR_TO_BE_CHECKED, ANCHOR_ORPHAN };

struct anchor_place {
    enum anchor_state state;
    size_t start_points, end_points; /* undefined for an orphan */
    /* the item it belongs to now, or REPORT_NONE; for an orphan its old item where that is still
     * certain */
    size_t heading;
    bool
        no_item; /* made on an item itself whose heading is a paragraph now: it is about that passage */
};

/* Whether it is about an item itself, where it stands now. */
bool anchor_is_on_item(const struct anchor *anchor, const struct anchor_place *place);

const char *anchor_state_name(enum anchor_state state); /* same, moved, to-be-checked, orphan */

/* Makes the anchor of a passage (start < end, inside the text) or, with on_item, of heading; the
 * snapshot's id is set by who knows it. Release with anchor_release. */
void anchor_of_passage(struct anchor *anchor, const struct report *report, size_t start_points,
                       size_t end_points);
void anchor_of_item(struct anchor *anchor, const struct report *report, size_t heading);
/* "3. Title" of the item it was made on; nothing where it had none. Appended. */
void anchor_append_item(const struct anchor *anchor, struct buffer *out);
void anchor_copy(struct anchor *to, const struct anchor *from);
void anchor_release(struct anchor *anchor);

/* What several searches in one report share; zero it before, release it after. */
struct anchor_search {
    struct buffer letters; /* the report's letters (letters.h), made when first needed */
    struct letters_stretch {
        size_t letter, at_bytes; /* the first of a stretch, and where that begins */
    } *stretches;
    size_t stretch_count;
    /* Asked now and then while they are made; false gives up. NULL: nobody is asked. */
    bool (*goes_on)(void *context, size_t done, size_t total);
    void *context;
    bool given_up; /* then what was found since is worth nothing */
};

void anchor_search_release(struct anchor_search *search);

/* Finds the place. same_text: the report's text is the snapshot's, so positions hold as they are
 * (they are still checked against the text and its quote: a sidecar may be wrong or hostile, and
 * what does not fit is resolved as for a changed text). Otherwise the item must be the same
 * (number and title equal after folding; of several, the one with the same index, else none) and
 * hold the quote exactly once: moved; an item's own note is moved with its item. Where that fails, the
 * quote's letters with those beside it, white space, hyphens and footnote marks aside, must stand once
 * in the whole report: moved, since only lines were broken otherwise, as a better reader does. What is found
 * so where it stood, in the item it stood in, is the same. Everything else is an orphan. */
void anchor_resolve(struct anchor_search *search, const struct anchor *anchor,
                    const struct report *report, bool same_text, struct anchor_place *place);
/* Finds the block of an anchor that was made on a whole one; REPORT_NONE where no block is it for certain: the
 * one that stands at its positions, else the only one of these words in the report (of several, the only
 * one in its item), else the one of its letters. */
size_t anchor_resolve_block(struct anchor_search *search, const struct anchor *anchor,
                            const struct report *report, bool same_text);

#endif
