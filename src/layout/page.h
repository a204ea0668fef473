/* page: what the files of layout share. Private to the room.
 *
 * A block's rows are made by rows.c into a struct block_rows, which layout.c keeps in a cache of
 * LAYOUT_BLOCKS_KEPT blocks; the least recently asked for goes first. Rows of one block stand in this
 * order: at most one gap, the heading's or paragraph's own lines (text_first, text_count), badges that
 * found no room beside the title (at most one row), then one row for each struct annotation_line. Those
 * stand in the margin where the block is one `beside` (margin.c), and only the page_count before them are
 * rows of the page.
 *
 * A row of text shows one range of it, but for a row of a table: that shows a line of each cell that has
 * so many lines. Whoever goes over a row's text goes over its stretches (layout_stretch), and over their
 * pieces (layout_piece_begin); columns are then the page's as if nothing had been scrolled sideways, and
 * layout_shift_of is how far it was. */
#ifndef KANTLIJN_LAYOUT_PAGE_H
#define KANTLIJN_LAYOUT_PAGE_H

#include "layout/layout.h"

enum { LAYOUT_BLOCKS_KEPT = 512 };

/* One line of a note or of stances: slices of block_rows.words, shown when emitted. */
struct annotation_line {
    size_t label_start, label_end; /* at the line's first column; equal for none */
    size_t start, end;             /* the words */
    int indent_cols;               /* of the words, from the line's first column */
    enum role role;                /* of the words */
    size_t meta_start, meta_end;   /* at the right edge; equal for none */
};

struct byte_range {
    size_t start, end;
};

/* A cell of a table's row: its lines are line_count of block_rows.cell_lines from first_line on. */
struct table_cell {
    size_t first_line, line_count;
    int first_cols, width_cols; /* of its column, from the table's first column */
};

/* Where on the page a table stands. */
struct table_view {
    size_t table;        /* its first block; REPORT_NONE where the block is no row of a table */
    int first_cols;      /* of the page */
    int width_cols;      /* that there is room for */
    int end_cols;        /* of the page, if it had the room: where the table ends */
    int most_shift_cols; /* how far it can be scrolled sideways; 0 where all of it is in sight */
    bool
        has_edges; /* then there are columns before and after it for the marks of what is out of sight */
};

struct block_rows {
    size_t block;
    size_t next;    /* in the chain of its hash bucket; LAYOUT_BLOCKS_KEPT ends it */
    uint64_t asked; /* when it was last asked for, in calls */
    bool filled;
    struct layout_row *rows;
    size_t row_count, row_capacity;
    size_t page_count;
    bool beside; /* it has a margin beside it */
    size_t text_first, text_count;
    struct annotation_line *lines; /* of the last line_count rows */
    size_t line_count, line_capacity;
    struct buffer words;  /* text of the annotations, and what is said about them */
    struct buffer badges; /* of a heading, cut to what fits */
    int badges_cols;
    bool badges_beside; /* on the first row, else on a row of their own */
    struct table_view view;
    struct table_cell *cells; /* none for a row of a table that is set as text */
    size_t cell_count, cell_capacity;
    struct byte_range *cell_lines; /* cell by cell, so in the order of the text */
    size_t cell_line_count, cell_line_capacity;
};

/* Badges of one heading that has any. */
struct heading_badges {
    size_t heading;
    size_t note_count;
    size_t start, end; /* its positions in layout.badge_text */
};

enum { TABLE_COLUMNS_MAX = 64, LAYOUT_TABLES_KEPT = 16 };

/* The columns of one table: see table.c. */
struct table_columns {
    size_t first_block, end_block; /* its first row, and after the last that is known */
    bool open;                     /* more rows may come that would have been measured */
    uint64_t asked;
    int indent_cols;
    size_t count;
    int first_cols[TABLE_COLUMNS_MAX], width_cols[TABLE_COLUMNS_MAX];
    int total_cols;
};

/* How far a table is scrolled sideways. */
struct table_shift {
    size_t table;  /* its first block */
    size_t column; /* at the left edge */
    int into_cols; /* how far into it */
};

struct layout {
    const struct report *report;
    struct layout_options options;
    const struct sidecar_contents *contents;

    bool *closed; /* one a heading */
    size_t closed_count, closed_capacity;
    size_t *closed_blocks; /* while the outline changes: the closed headings, in order */
    size_t closed_block_count;
    bool *left_out; /* one a heading, while only one domain is shown; else NULL */
    enum domain only_domain;

    /* while a filter is on: see filter.c */
    size_t *asked; /* blocks; NULL without one */
    size_t asked_count;
    size_t *kept_blocks;
    size_t kept_block_count, kept_block_capacity;
    bool *opened; /* one a heading: by the filter; NULL where none is to be closed again */
    unsigned filter_serial;

    /* marks of footnotes, by place */
    struct byte_range *footnotes;
    size_t footnote_count, footnote_capacity, footnotes_seen;

    struct layout_annotation *annotations;
    size_t annotation_count, annotation_capacity;
    size_t *stances;        /* indexes in contents->stances, group after group */
    size_t loose_count;     /* loose annotations, shown at the last block */
    struct byte_range *lit; /* the passages of all annotations, joined, by place */
    size_t lit_count;
    size_t *runs; /* the first annotation of each: see margin.c; NULL before they were asked for */
    size_t run_count, run_capacity;

    struct heading_badges *badges; /* by heading */
    size_t badge_count, badge_capacity;
    struct buffer badge_text;

    struct block_rows *kept; /* LAYOUT_BLOCKS_KEPT of them, kept_count in use */
    size_t kept_count;
    size_t buckets[LAYOUT_BLOCKS_KEPT];
    uint64_t calls;
    struct text_lines lines; /* scratch of wrapping */

    struct table_columns
        *tables; /* LAYOUT_TABLES_KEPT of them, table_count in use; NULL before the first */
    size_t table_count;
    struct table_shift *shifts; /* by table; of those that were ever scrolled */
    size_t shift_count, shift_capacity;
};

/* ---- layout.c */
/* Blocks on the page: a report without blocks counts as one empty paragraph. */
size_t layout_block_count(const struct layout *layout);
const struct report_block *layout_block(const struct layout *layout, size_t block);
/* The heading whose own block this is, or REPORT_NONE. */
size_t layout_heading_of(const struct layout *layout, size_t block);
struct block_rows *layout_block_rows(struct layout *layout, size_t block);
void layout_forget_block(struct layout *layout, size_t block);
/* The same of all blocks. */
void layout_forget_all(struct layout *layout);

/* ---- fold.c */
/* It stands under a heading of another domain than the one shown. */
bool layout_is_left_out(const struct layout *layout, size_t block);

/* ---- filter.c */
/* The last block up to this one that a filter keeps; REPORT_NONE where none is. */
size_t layout_kept_until(const struct layout *layout, size_t block);
/* What is left out, or the outline, has changed: false where nothing would be kept. */
bool layout_filter_again(struct layout *layout);
void layout_filter_release(struct layout *layout);

/* ---- annotation.c */
void layout_gather_annotations(struct layout *layout);
void layout_release_annotations(struct layout *layout);
/* The first annotation whose block is not before this one. */
size_t layout_first_annotation(const struct layout *layout, size_t block);
/* In contents->stances: the one of an annotation's stances that outlives the undoing of the others. */
size_t layout_oldest_stance(const struct layout *layout,
                            const struct layout_annotation *annotation);
/* By start, then by end; for qsort. */
int byte_range_compare(const void *left, const void *right);
/* The first of the ranges that ends after the place; ranges are in order and apart. */
size_t byte_range_after(const struct byte_range *ranges, size_t count, size_t at_bytes);

/* ---- badge.c */
void layout_gather_badges(struct layout *layout);
/* Bit (1u << stance) for each value that counts; several where its authors disagree. */
unsigned layout_stance_values(const struct sidecar_stance *stance);

/* ---- rows.c */
int layout_page_cols(const struct layout *layout);
/* Of text under a heading, or under none (REPORT_NONE). */
int layout_text_indent_cols(const struct layout *layout, size_t heading);
/* Columns of "▾ " before a heading, and of "│ " before an annotation; 0 on very narrow pages. */
int layout_mark_cols(const struct layout *layout);
int layout_bar_cols(const struct layout *layout);
void layout_fill_rows(struct layout *layout, struct block_rows *rows, size_t block);
struct layout_row *layout_add_row(struct block_rows *rows, enum row_kind kind, size_t block,
                                  size_t at_bytes);

/* Sets text at that indentation. */
void layout_fill_paragraph(struct layout *layout, struct block_rows *rows, size_t block,
                           int indent_cols);

/* ---- table.c */
/* Good until another table is asked for. */
const struct table_columns *layout_table_columns(struct layout *layout, size_t block);
/* The end of the cell that begins at at_bytes and is number index of its row: its tab, or the row's end. */
size_t layout_cell_end(const char *text, size_t len_bytes, size_t at_bytes, size_t index);
/* A row of which only the first cell holds anything is set as text. */
bool layout_is_one_cell(const char *text, size_t len_bytes);
void layout_forget_tables(struct layout *layout, bool open_only);

/* ---- cells.c */
void layout_fill_table_row(struct layout *layout, struct block_rows *rows, size_t block);

/* The ranges of a block's own text in its order: one for each row, or for each line of each cell. */
size_t layout_range_count(const struct block_rows *rows);
struct byte_range layout_range(const struct block_rows *rows, size_t index);
/* The last that starts at or before the place, else the first. */
size_t layout_range_at(const struct block_rows *rows, size_t at_bytes);
/* The number of the row, among the text's, that shows the range. */
size_t layout_range_line(const struct block_rows *rows, size_t index);

/* What a row shows of the text from one column on. */
struct stretch {
    size_t range; /* its number among layout_range's */
    size_t start_bytes, end_bytes;
    int first_cols, end_cols;
    bool in_cell; /* a tab at its end stands in the gap after end_cols */
};

/* How many a row may have; false where it has none of that number. */
size_t layout_stretch_count(const struct block_rows *rows, const struct layout_row *row);
bool layout_stretch(const struct layout *layout, const struct block_rows *rows,
                    const struct layout_row *row, size_t index, struct stretch *stretch);

struct stretch_piece {
    const char *text; /* the report's */
    struct stretch stretch;
    size_t start_bytes, end_bytes; /* of the piece */
    int first_cols, end_cols;
    struct text_shown shown;
};

void layout_piece_begin(const struct layout *layout, const struct stretch *stretch,
                        struct stretch_piece *piece);
/* False after the last. */
bool layout_piece_step(struct stretch_piece *piece);

/* ---- sideways.c */
struct table_view layout_table_view(const struct layout *layout,
                                    const struct table_columns *columns);
/* How far the table is scrolled sideways, as far as that can be. */
int layout_shift_of(struct layout *layout, const struct table_view *view);

/* ---- place.c */
/* The last stretch of the row that begins at or before the place, and at or before the column; else the first
 * that holds anything. */
void layout_find_stretch(const struct layout *layout, const struct block_rows *rows,
                         const struct layout_row *row, size_t at_bytes, int column_cols,
                         struct stretch *found);

/* ---- words.c */
/* Adds the rows and lines of one annotation. */
void layout_fill_annotation(struct layout *layout, struct block_rows *rows, size_t index);

/* ---- margin.c */
enum { MARGIN_GAP_COLS = 3, MARGIN_LEAST_COLS = 24, MARGIN_MOST_COLS = 48 };
/* No annotation stands further down than this from the last passage of its run, but the one in focus. */
enum { MARGIN_FLOW_ROWS = 200 };
/* Where the margin's words begin, and how wide they are set. */
int layout_margin_first_cols(const struct layout *layout);
int layout_margin_cols(const struct layout *layout);

/* Where an annotation stands: rows counted from the first row of the run's first block, `end` exclusive. */
struct margin_slot {
    size_t annotation;
    long anchor; /* the row where its passage begins */
    long start;
    size_t lines, shown; /* all, and those that found room */
    bool has_passage;
};
struct margin_more {
    long row;
    size_t count; /* 0: nothing is said */
};
struct margin_run {
    size_t block;      /* its first one */
    size_t first, end; /* of the annotations */
    struct margin_slot *slots;
    size_t slot_count, slot_capacity;
    struct margin_more *mores;
    size_t more_count, more_capacity;
    long start_row, end_row; /* nothing of it stands above the one, and on the other or below it */
};

/* The annotations of the run that holds one. */
void layout_find_run(struct layout *layout, size_t annotation, size_t *first, size_t *end);
/* The run of an annotation that is shown in the margin, placed with that in focus (REPORT_NONE: none). */
void layout_place_run(struct layout *layout, size_t annotation, size_t focus,
                      struct margin_run *run);
void layout_run_release(struct margin_run *run);
/* The first annotation from index on (the last before it) that is on the page; REPORT_NONE where none is. */
size_t layout_next_shown(const struct layout *layout, size_t index);
size_t layout_previous_shown(const struct layout *layout, size_t index);

/* ---- emit.c */
void layout_pad_to(struct layout_line *line, int column_cols);
void layout_emit_bytes(struct layout_line *line, const char *bytes, size_t len_bytes,
                       int width_cols, enum role role, unsigned marks);
/* What stands after the bar of an annotation's line, from the row's indentation to before edge_cols. */
void layout_emit_annotation(const struct layout *layout, const struct block_rows *rows,
                            const struct layout_row *row, int edge_cols, struct layout_line *line);

/* ---- piece.c */
/* Shows the cluster at at_bytes in at most room_cols columns: what is wider is cut, a wide character
 * that finds one column becomes ">". Returns the offset after it. */
size_t layout_piece_next(const char *text, size_t len_bytes, size_t at_bytes, int room_cols,
                         struct text_shown *shown);
/* True where the byte is a cluster by itself, one column wide. */
bool layout_is_plain(const char *text, size_t len_bytes, size_t at_bytes);
/* Appends the text, shown, in at most max_cols columns; what is cut ends in an ellipsis. */
int layout_append_cut(const struct layout *layout, struct buffer *out, const char *text,
                      size_t len_bytes, int max_cols);
const char *layout_ellipsis(const struct layout *layout);

#endif
