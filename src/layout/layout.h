/* layout: a report with its notes as the rows of a page at a width, and back from rows to positions.
 * Knows no curses. Deciding what stands on a row and emitting it are two steps: rows say which part of
 * the text they show, layout_emit turns one row into shown text with roles for the colours.
 *
 * What is always true:
 *  1. A block's rows depend on the block, its annotations, its own fold, the visible block before it
 *     (for the gap), and the options; so they are made when asked for, one block at a time, and kept
 *     until one of these changes. Cost grows with what is shown, not with the report.
 *  2. No emitted row is wider than options.width_cols, down to one column; no cluster is split, and no
 *     wide one starts in the last column.
 *  3. Every byte of a visible block's text but the white space at breaks is on exactly one row.
 *  4. A block is visible unless a heading above it is closed. A closed heading keeps its own rows and
 *     its badges; its annotations and everything under it are hidden.
 *  5. Every note and stance belongs to exactly one block: the one its passage ends in, its item's
 *     heading, and for an orphan its item's heading or, without one, the report's last block. There
 *     it is under no heading: it is indented as text before the first one, and counts in no badge.
 *
 * The page: width is the terminal's; text is set at measure_cols at most and indented under its
 * heading; a table may take the whole width. A part stands at column 0, an item at 2, text four columns
 * further than its heading's mark, text before the first heading at 2. On pages narrower than 40 columns
 * all of this shrinks.
 *
 * The margin: on pages of LAYOUT_MARGIN_PAGE_COLS and more the notes and stances can stand beside their
 * passage (NOTES_MARGIN), to the right of the text, whose measure leaves them room. Their rows then are no
 * rows of the page: layout_step goes over the others, and layout_beside tells beside which of those one
 * stands. What holds of it:
 *  a. Where a note stands depends on its neighbours, on what is folded, and on which note has the focus, never
 *     on where the page was scrolled to; so nothing moves beside the text while it is scrolled.
 *  b. Annotations stand in their order, each at the row where its passage begins, else under the one before,
 *     and none in the room of a later run: a run is some annotated blocks that follow each other closely
 *     (margin.c). What finds no room in its run is counted ("+2 more"), or ends in an ellipsis.
 *  c. The one that has the focus is always there whole, as far as the page has rows for it: what stands in its
 *     way makes room.
 *  d. Beside a table that is wider than the text there is no margin: its annotations stand under its rows.
 *  e. Composing what is beside a window of rows costs the runs that it shows and the one before.
 *
 * A table: blocks of table rows that follow each other, with tabs between the cells. The cells of a column
 * begin in the same column of the page; one that is wider than its column is wrapped in it, and the row's
 * further lines follow. So a row of the page shows a line of each cell that has so many, which is no one
 * range of the text: layout_row_shows tells what is on it. A row whose first cell alone holds anything is
 * set as text. A table that is wider than the page is scrolled sideways, each table by itself.
 *
 * A report without blocks counts as one that has a single empty paragraph, block 0; so there is always
 * a row. */
#ifndef KANTLIJN_LAYOUT_LAYOUT_H
#define KANTLIJN_LAYOUT_LAYOUT_H

#include "sidecar/sidecar.h"
#include "text/text.h"

struct layout;

/* Where notes and stances stand. */
enum layout_notes {
    NOTES_MARGIN, /* beside their passage, where the page is wide enough; else as NOTES_INLINE */
    NOTES_INLINE, /* on rows under their passage */
    NOTES_HIDDEN,
};
enum { LAYOUT_MARGIN_PAGE_COLS = 110 };

struct layout_options {
    int width_cols;   /* of the page, at least 1 */
    int height_rows;  /* of it in sight at once; 0: not known */
    int measure_cols; /* text is no wider than this, indentation included (80) */
    bool ascii;       /* no line drawing, marks or ellipsis beyond ASCII */
    enum layout_notes notes;
};

/* The report may grow between calls (layout_grown); contents may be NULL. Neither is owned, and both
 * outlive the layout. */
struct layout *layout_new(const struct report *report, const struct layout_options *options);
void layout_free(struct layout *layout);
void layout_set_options(struct layout *layout, const struct layout_options *options);
const struct layout_options *layout_options(const struct layout *layout);
/* Whether notes stand in the margin; and how wide the text is set: the measure, or what the page or the
 * margin leaves of it. */
bool layout_has_margin(const struct layout *layout);
int layout_text_cols(const struct layout *layout);
/* Must be called again whenever the contents were loaded anew or their places resolved anew. */
void layout_set_contents(struct layout *layout, const struct sidecar_contents *contents);
void layout_grown(struct layout *layout);
/* Around a change of the outline (report_correct): what was folded stays so, by its block, and what is new
 * is open. What is visible may be another; contents with places in the new outline are to be set next. */
void layout_outline_changing(struct layout *layout);
void layout_outline_changed(struct layout *layout);

/* ---- annotations: notes, and stances gathered by passage and author --------------------------- */
enum annotation_kind { ANNOTATION_STANCES, ANNOTATION_NOTE };

struct layout_annotation {
    enum annotation_kind kind;
    size_t first, count;            /* in contents->notes (count 1) or in the list below */
    const size_t *stances;          /* indexes in contents->stances, count of them */
    size_t block;                   /* where it is shown */
    size_t start_bytes, end_bytes;  /* its passage in the report's text; equal for items and orphans */
    bool on_item, orphan;
    bool loose;                     /* an orphan whose item is gone too: under no heading */
};

/* In the order of the page: by block, then start and end of passage, stances before notes, then
 * creation. */
size_t layout_annotation_count(const struct layout *layout);
const struct layout_annotation *layout_annotation(const struct layout *layout, size_t index);

/* The heading an annotation stands under, or REPORT_NONE. */
size_t layout_annotation_heading(const struct layout *layout,
                                 const struct layout_annotation *annotation);
/* How a place is that is not what it was, in the reader's language; NULL for ANCHOR_SAME. */
const char *layout_state_label(enum anchor_state state);

/* The badges of a heading: notes in its whole section, and its positions ("NL+ COM~"): an item's by the
 * rule of council_gather over its own and its passages' tags; a part gathers nothing of its items but
 * the count of notes. Appends to stances; returns the number of notes. */
size_t layout_badges(const struct layout *layout, size_t heading, struct buffer *stances);

/* The same in words, as the page shows them ("2 notes  NL+ COM~"), in at most so many columns; appended.
 * Returns the columns. */
int layout_badge_words(const struct layout *layout, size_t heading, int max_cols,
                       struct buffer *out);

/* ---- folds ------------------------------------------------------------------------------------
 * All headings are open at first but a covering letter's. */
bool layout_is_closed(const struct layout *layout, size_t heading);
void layout_set_closed(struct layout *layout, size_t heading, bool closed);
/* Shows only headings of that domain, with those above and the text under them, and what stands under
 * no heading. False, with all shown as before, where there is none of that domain, or none that the filter asks for. */
bool layout_show_only(struct layout *layout, enum domain domain);
void layout_show_all(struct layout *layout);
/* True with the domain in *domain where only one is shown. */
bool layout_shows_only(const struct layout *layout, enum domain *domain);
/* ---- a filter (filter.c): only some blocks are shown, with the headings above them.
 * blocks is in order, and copied. The headings above them are opened, and closed again when it goes. What a shown domain
 * leaves out stays out; false, with all as before, where that is all of them. */
bool layout_filter(struct layout *layout, const size_t *blocks, size_t count);
void layout_filter_end(struct layout *layout);
bool layout_is_filtered(const struct layout *layout);
/* The first block from this one on that the filter keeps, folded or not; REPORT_NONE where none is. */
size_t layout_kept_from(const struct layout *layout, size_t block);
/* Another number whenever something else is kept. */
unsigned layout_filter_serial(const struct layout *layout);

/* Opens every heading above the block, and the block's own if it is one and with_own; where only one
 * domain is shown and it is another's, or a filter does not keep it, shows all. True if anything was opened or shown. */
bool layout_reveal(struct layout *layout, size_t block, bool with_own);
bool layout_is_visible(const struct layout *layout, size_t block);
/* The visible block before or after; REPORT_NONE at the ends. A hidden block's neighbours are those of
 * the block that stands for it. O(depth), not O(blocks), but for the sections that are left out. */
size_t layout_next_block(const struct layout *layout, size_t block);
size_t layout_previous_block(const struct layout *layout, size_t block);
/* The visible block that stands for a block: itself, the outermost closed heading above it, or where it
 * is left out the nearest one before, else after it. */
size_t layout_visible_block(const struct layout *layout, size_t block);

/* ---- rows ------------------------------------------------------------------------------------- */
enum row_kind {
    ROW_GAP,     /* empty, between blocks; always the first of a block's rows; never has the focus */
    ROW_HEADING, /* one past the title's last line, without text, where the badges needed a row */
    ROW_TEXT, ROW_STANCES, ROW_NOTE,
};

struct layout_row {
    enum row_kind kind;
    size_t block;
    size_t start_bytes, end_bytes; /* of the report's text, for headings and text; else both the block's end.
                                    * Of a table's row: where the first of what it shows starts, the last ends */
    size_t annotation;             /* index, for stances and notes; else REPORT_NONE */
    size_t line;                   /* which line of the heading, paragraph or annotation, from 0 */
    int indent_cols;               /* the row's own words begin here, after fold mark and bar */
};

/* Rows of a visible block; good until the next call that changes the layout, or that asks for more
 * blocks than are kept (at least 200). *count >= 1. The last of them may stand in the margin. */
const struct layout_row *layout_rows(struct layout *layout, size_t block, size_t *count);
/* How many of them are rows of the page, not of the margin; >= 1. */
size_t layout_page_rows(struct layout *layout, size_t block);

/* A place on the page: row number `row` of a visible block. */
struct layout_place {
    size_t block, row;
};

/* The row of the page beside which a row of the margin stands while that has the focus; below the report's end
 * it is the last one. A row of the page is its own. */
struct layout_place layout_beside(struct layout *layout, struct layout_place place);

/* Steps over visible rows of the page, from a row of the margin as from the one it stands beside; false at the
 * ends, place unchanged. */
bool layout_step(struct layout *layout, struct layout_place *place, bool forward);
/* As many of count steps as there are; returns how many. */
size_t layout_step_rows(struct layout *layout, struct layout_place *place, size_t count, bool forward);
const struct layout_row *layout_row_at(struct layout *layout, struct layout_place place);
struct layout_place layout_first(struct layout *layout);
struct layout_place layout_last(struct layout *layout); /* of what has been read so far */

/* A position outlives folding, resizing and reloading: what the row is about. */
struct layout_position {
    size_t block;
    size_t at_bytes;     /* in the report's text */
    bool on_annotation;
    bool is_stance;      /* with on_annotation: which kind of object */
    char id[SIDECAR_ID_SIZE]; /* with on_annotation: the note's id, or the oldest stance's */
    size_t line;         /* line inside the annotation */
};

struct layout_position layout_position_of(struct layout *layout, struct layout_place place);
/* The row that shows the position; where it is hidden, the heading that hides it; where the annotation
 * is gone, the nearest row of its block. */
struct layout_place layout_place_of(struct layout *layout, const struct layout_position *position);
struct layout_place layout_place_at_bytes(struct layout *layout, size_t at_bytes);

/* Whether the row shows the cluster at that place of the report's text. */
bool layout_row_shows(struct layout *layout, const struct layout_row *row, size_t at_bytes);

/* Column of a byte offset on a heading or text row (of the row's end when past it; the nearest column of the
 * table's where it is scrolled out of sight), and back: the start of the cluster at or left of the column. */
int layout_column_of(struct layout *layout, const struct layout_row *row, size_t at_bytes);
size_t layout_offset_at(struct layout *layout, const struct layout_row *row, int column_cols);
/* Whether a heading's fold mark, or the blank after it, stands in that column of the row. */
bool layout_is_fold_mark(const struct layout *layout, const struct layout_row *row, int column_cols);

/* ---- sideways: tables that are wider than the page --------------------------------------------------
 * A table's shift is how many of its columns are out of sight at the left: 0 where it fits, and no more
 * than brings its right edge into sight and a column to the left edge. It stays with the table when the page changes. A block may be any row of
 * the table; what is asked of other blocks is 0, false or nothing. */
bool layout_is_wide(struct layout *layout, size_t block);
int layout_shift(struct layout *layout, size_t block);
void layout_set_shift(struct layout *layout, size_t block, int shift_cols);
/* To the next column that begins after (before) the left edge, so many times, stopping on the way in columns
 * wider than the page. False where nothing moved. */
bool layout_scroll(struct layout *layout, size_t block, size_t columns, bool forward);
/* Scrolls no further than it must, so that the passage is in sight, with its cell where that fits and a
 * column at the left edge where one can be. */
void layout_show(struct layout *layout, size_t start_bytes, size_t end_bytes);
/* Whether all of the cluster, which the row shows, is in sight. */
bool layout_in_sight(struct layout *layout, const struct layout_row *row, size_t at_bytes);
/* The first place of the row's text that is; the row's start where none is. */
size_t layout_first_in_sight(struct layout *layout, const struct layout_row *row);

/* ---- emitting ----------------------------------------------------------------------------------- */
enum role {
    ROLE_TEXT, ROLE_PART, ROLE_HEADING, ROLE_FOLD_MARK, ROLE_BADGE, ROLE_GUTTER, ROLE_NOTE_LABEL,
    ROLE_NOTE, ROLE_META, ROLE_STANCE, ROLE_FOOTNOTE, ROLE_FOOTNOTE_MARK, ROLE_TOKEN,
    ROLE_MORE, /* "<" and ">" at the edges of a table */
    ROLE_COUNT,
};
enum mark { MARK_MATCH = 1, MARK_CURRENT = 2, MARK_SELECTED = 4, MARK_ANNOTATED = 8 };

struct layout_span {
    size_t start_bytes, len_bytes; /* in the line's text */
    int width_cols;
    enum role role;
    unsigned marks;                /* enum mark, or'ed */
};

struct layout_line {
    struct buffer text;            /* safe to give to the terminal */
    struct layout_span *spans;     /* left to right, indentation included, nothing to the right of the last */
    size_t span_count, span_capacity;
    int width_cols;
};

/* What is lit on the page, besides passages that carry annotations. */
struct layout_marks {
    const struct text_query *query;      /* every match is lit; NULL for none */
    size_t match_start, match_end;       /* the current match, in the report's text; equal for none */
    size_t selection_start, selection_end; /* equal for none */
};

/* line is cleared first; release it with layout_line_release. A row's own content:
 *   heading:  fold mark ("▾ " open, "▸ " closed; "v ", "> " in ASCII; two spaces where nothing is under
 *             it), number and title wrapped, badges at the right edge of its first row;
 *   text:     the text; of a table that is wider than the page what is in sight, with "<" in the column
 *             before it where more stands at the left, and ">" in the page's last column where more stands
 *             at the right (pages of less than four columns have neither);
 *   stances:  "│ NL+ DE-        A. de Vries 2024-01-25" (bar "|" in ASCII), wrapped;
 *   note:     "│ note  the text …", further lines under the text, author and date at the right of the last
 *             line where they fit, else on a line of their own; the state where it is not `same`
 *             ("moved", "orphan", with the quote it was about), other values of a conflict below it.
 * Left of a text row that carries an annotated passage, the same bar, two columns before the text. What
 * is wider than the page (a token, or a wide character on a page of one column) is cut. With
 * NOTES_HIDDEN there are no bars, no MARK_ANNOTATED and no rows of notes; badges stay. */
void layout_emit(struct layout *layout, const struct layout_row *row, const struct layout_marks *marks,
                 struct layout_line *line);
/* An empty line, for what stands beside no row of the page. */
void layout_line_clear(struct layout_line *line);
void layout_line_release(struct layout_line *line);

/* ---- the margin ----------------------------------------------------------------------------------- */
/* What stands in the margin beside one row. */
struct layout_margin_row {
    bool has_bar;      /* the line between text and margin */
    bool joins;        /* a passage begins here that has a note in the margin */
    bool begins_lower; /* the note of a row further up begins here */
    bool goes_on;      /* of the annotation more would follow, and found no room */
    size_t annotation, line; /* or REPORT_NONE */
    size_t more;       /* so many annotations found no room; 0: nothing is said */
};

struct layout_margin {
    struct layout_margin_row *rows;
    size_t count, capacity;
};

/* Of so many rows from a place on, those past the end of the page included. The row that has the focus may
 * itself stand in the margin. */
void layout_compose_margin(struct layout *layout, struct layout_place top, size_t row_count,
                           struct layout_place focus, struct layout_margin *margin);
/* Adds to what layout_emit made of the page's row (nothing, past the end) what stands beside it: a joining
 * line from the passage, the bar, and a line of an annotation, in `note` as under a passage but without the
 * word "note". ASCII has "-", "|" and "+". */
void layout_emit_margin(struct layout *layout, const struct layout_margin *margin, size_t row,
                        struct layout_line *line);
/* The column of the bar. */
int layout_margin_bar_cols(const struct layout *layout);
void layout_margin_release(struct layout_margin *margin);

#endif
