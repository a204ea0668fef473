/* Footnotes that a conversion left inside paragraphs: their marks, their texts, and which
 * belongs to which. */
#ifndef KANTLIJN_REPORT_FOOTNOTE_H
#define KANTLIJN_REPORT_FOOTNOTE_H

#include "base/base.h"

/* ---- one line -------------------------------------------------------------------------------- */

/* A mark as it stands in a line once it is read: "[2]". */
struct footnote_mark {
    size_t start_bytes, end_bytes;
};

/* A footnote's text, lifted out of a line: two ranges of one buffer. */
struct footnote_note {
    size_t label_start_bytes, label_end_bytes;
    size_t text_start_bytes, text_end_bytes;
};

/* Zeroed it is ready; the same one serves line after line. */
struct footnote_line {
    struct buffer text; /* the line, its marks rewritten, its notes taken out, trimmed */
    struct footnote_mark *marks;
    size_t mark_count, mark_capacity;
    struct buffer notes_text;
    struct footnote_note *notes; /* ranges of notes_text */
    size_t note_count, note_capacity;
};

/* Reads a line (trimmed; cells: a table's row, each cell trimmed, and tabs stay): "[footnoteRef:2]" becomes the mark "[2]", a closed "[2: text]" becomes a
 * note. False, with nothing else done, where the line holds neither: it is good as it is. Cost: the
 * length of the line. */
bool footnote_read_line(struct footnote_line *line, const char *text, size_t len_bytes, bool cells);
void footnote_line_release(struct footnote_line *line);
/* The line's length without the marks (and white space) at its end. */
size_t footnote_len_without_marks(const char *text, size_t len_bytes,
                                  const struct footnote_mark *marks, size_t mark_count);

/* ---- marks that wait for their text ---------------------------------------------------------- */

struct footnote_open {
    size_t block, start_bytes, end_bytes; /* of "[2]" in the report's text */
    size_t older;                         /* the next in its bucket, SIZE_MAX where none is */
    bool taken;
};

/* Zeroed it is ready. */
struct footnote_ledger {
    struct footnote_open *marks;
    size_t mark_count, mark_capacity;
    size_t *buckets; /* newest mark of each */
    size_t bucket_count;
};

/* report_text is the report's text so far: labels are read in it. */
void footnote_ledger_add(struct footnote_ledger *ledger, const char *report_text, size_t block,
                         size_t start_bytes, size_t end_bytes);
/* Takes the newest mark with that label out; NULL where none waits. */
const struct footnote_open *footnote_ledger_take(struct footnote_ledger *ledger,
                                                 const char *report_text, const char *label,
                                                 size_t label_bytes);
void footnote_ledger_release(struct footnote_ledger *ledger);

#endif
