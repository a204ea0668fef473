/* page: what the files of layout share. Private to the room.
 *
 * A block's rows are made by rows.c into a struct block_rows, which layout.c keeps in a cache of
 * LAYOUT_BLOCKS_KEPT blocks; the least recently asked for goes first. Rows of one block stand in this
 * order: at most one gap, the heading's or paragraph's own lines (text_first, text_count), badges that
 * found no room beside the title (at most one row), then one row for each struct annotation_line. */
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

struct block_rows {
    size_t block;
    size_t next;    /* in the chain of its hash bucket; LAYOUT_BLOCKS_KEPT ends it */
    uint64_t asked; /* when it was last asked for, in calls */
    bool filled;
    struct layout_row *rows;
    size_t row_count, row_capacity;
    size_t text_first, text_count;
    struct annotation_line *lines; /* of the last line_count rows */
    size_t line_count, line_capacity;
    struct buffer words;  /* text of the annotations, and what is said about them */
    struct buffer badges; /* of a heading, cut to what fits */
    int badges_cols;
    bool badges_beside; /* on the first row, else on a row of their own */
};

/* Badges of one heading that has any. */
struct heading_badges {
    size_t heading;
    size_t note_count;
    size_t start, end; /* its positions in layout.badge_text */
};

struct byte_range {
    size_t start, end;
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

    /* marks of footnotes, by place */
    struct byte_range *footnotes;
    size_t footnote_count, footnote_capacity, footnotes_seen;

    struct layout_annotation *annotations;
    size_t annotation_count, annotation_capacity;
    size_t *stances;        /* indexes in contents->stances, group after group */
    size_t loose_count;     /* loose annotations, shown at the last block */
    struct byte_range *lit; /* the passages of all annotations, joined, by place */
    size_t lit_count;

    struct heading_badges *badges; /* by heading */
    size_t badge_count, badge_capacity;
    struct buffer badge_text;

    struct block_rows *kept; /* LAYOUT_BLOCKS_KEPT of them, kept_count in use */
    size_t kept_count;
    size_t buckets[LAYOUT_BLOCKS_KEPT];
    uint64_t calls;
    struct text_lines lines; /* scratch of wrapping */
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
/* The badges in words, at most max_cols wide; returns their width, 0 for none. */
int layout_badge_words(const struct layout *layout, size_t heading, int max_cols,
                       struct buffer *out);

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

/* ---- words.c */
/* Adds the rows and lines of one annotation. */
void layout_fill_annotation(struct layout *layout, struct block_rows *rows, size_t index);

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
