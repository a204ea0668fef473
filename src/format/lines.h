/* The stage between the lines of a text file and the builder's events: what a printed page did to the
 * text is undone.
 *
 *     stretch_take   splits a stretch of text into lines            (lines.c)
 *     oneline_break  a document on one line gets lines              (oneline.c)
 *     furniture_drop running headers and page numbers go            (furniture.c)
 *     notes_lift     footnotes go, their marks are found            (notes.c)
 *     blocks_emit    what is left becomes events                    (blocks.c, unwrap.c, markdown.c)
 *
 * Lines are ranges of the stretch's text, which nobody changes; only a block that differs from its
 * lines is put together in a buffer. Columns are code points from the line's beginning. */
#ifndef KANTLIJN_FORMAT_LINES_H
#define KANTLIJN_FORMAT_LINES_H

#include "report/report.h"

/* ---- the document ----------------------------------------------------------------------------- */

/* How the document is written; made from its first PROFILE_BYTES. */
enum { PROFILE_BYTES = 128 << 10 };

struct profile {
    bool wrapped; /* its paragraphs are cut into lines of at most width_cols */
    unsigned width_cols;
    unsigned slack_cols; /* a line that is shorter by so much may still have been full */
    bool markdown;
    bool hanging;  /* the second lines of its list items are indented */
    bool one_line; /* the whole of it is */
};

/* ---- lines ------------------------------------------------------------------------------------ */

/* A line that is not blank. */
struct line {
    const char *text; /* trimmed */
    size_t len_bytes;
    unsigned indent_cols, end_cols; /* end_cols: LINE_COLS_MAX where it is longer */
    bool blank_before;
    bool feed_before; /* a form feed stands between it and the line before */
    bool page_before; /* what a page put between it and the line before was taken out */
    bool dropped;     /* furniture; gone after furniture_drop */
};

enum { LINE_COLS_MAX = 4000 };

/* A footnote and where its mark stands. */
struct note {
    char label[8];
    size_t first, end; /* its lines, in the stretch's note_lines */
    const char *text;  /* in the first of them, after the label */
    bool placed;       /* it has a mark */
};

struct mark {
    const char *at; /* in the text of a line */
    size_t len_bytes;
    size_t note; /* SIZE_MAX: a further mark of a note that has one */
    char label[8];
};

struct stretch {
    struct profile profile;
    bool profiled;
    bool first, last; /* of the document */
    struct line *lines;
    size_t line_count, line_capacity;
    /* footnotes, in the order of the text */
    struct line *note_lines;
    size_t note_line_count, note_line_capacity;
    struct note *notes;
    size_t note_count, note_capacity;
    struct mark *marks;
    size_t mark_count, mark_capacity;
    size_t next_mark;      /* the first that was not written yet */
    unsigned latest_label; /* of a footnote */
    /* the words of the text, where it has words that lines cut */
    struct word_set *words;
    const char *text;
    size_t text_bytes;
    struct buffer block, scratch; /* the block that is put together */
    bool blank_kept;              /* blank_before of the next event, from a line that gave none */
};

/* Zeroed it is ready. */
void stretch_release(struct stretch *stretch);
/* Turns the next stretch of whole lines into events. The text need not stay. */
void stretch_read(struct stretch *stretch, const char *text, size_t len_bytes, bool last,
                  struct report_builder *builder);

/* ---- pages (pages.c) ---------------------------------------------------------------------------- */

/* Marks the lines of page numbers as dropped; how many there are. */
size_t pages_drop(struct stretch *stretch);
/* The line stands between two empty lines in the middle of a sentence. */
bool page_cuts_sentence(const struct stretch *stretch, size_t at);

/* ---- the steps -------------------------------------------------------------------------------- */
void profile_make(struct profile *profile, const struct stretch *stretch);
void oneline_break(struct stretch *stretch);
void furniture_drop(struct stretch *stretch);
void notes_lift(struct stretch *stretch);
void blocks_emit(struct stretch *stretch, struct report_builder *builder);

/* ---- what a line looks like (look.c) ----------------------------------------------------------- */

enum bullet { BULLET_NONE, BULLET_DASH, BULLET_ROUND, BULLET_STAR };

/* The bullet at the beginning of the line with the white space after it (the whole line, where it stands
 * alone); *len_bytes is 0 where there is none. */
enum bullet look_bullet(const char *text, size_t len_bytes, size_t *bullet_bytes);

/* The number at the beginning of a line: "1.", "2a.", "1.2", "a)", "(1)", "II.", "I " before two
 * spaces, "TOP 3:", "Agendapunt 2:", "Item 4 –". */
struct look_number {
    size_t len_bytes; /* with the white space after it; 0: none */
    unsigned value;   /* 0: a letter or a Roman numeral */
    bool is_word;     /* "TOP 3:" */
    bool is_roman;
    char end; /* '.', ')', ':' or ' ' */
};

struct look_number look_number(const char *text, size_t len_bytes);

/* The value of a Roman numeral up to 39 in capitals, 0 where it is none. */
unsigned look_roman(const char *text, size_t len_bytes);
/* Ends in . ! ? : ; also before closing quotes, brackets and the digits of a footnote's mark. */
bool look_ends_sentence(const char *text, size_t len_bytes);
/* Ends in a word that never ends a sentence nor a title (articles, prepositions, conjunctions), or
 * in a comma or dash. */
bool look_ends_open(const char *text, size_t len_bytes);
/* Begins with a small letter. */
bool look_begins_small(const char *text, size_t len_bytes);
bool look_begins_capital(const char *text, size_t len_bytes);
/* A word that with its capital opens a sentence: articles, pronouns, prepositions. */
bool look_opens_sentence(const char *text, size_t len_bytes);
/* A state or an institution, and then a word without a capital. */
bool look_names_speaker(const char *text, size_t len_bytes);
/* All of it, but for what is in brackets at its end, is a word that heads a part, other business or a
 * section. */
bool look_names_part(const char *text, size_t len_bytes);
/* Begins with the label of a field that stands under titles, and a colon: "hier: Fortschrittsbericht". */
bool look_known_label(const char *text, size_t len_bytes);
/* "label : value", "Label:  value", or a wide gap after a short label; *value_cols is the column of the
 * value from the line's text on. */
bool look_field(const char *text, size_t len_bytes, unsigned *value_cols);
/* Dot leaders, as in a table of contents. */
bool look_leaders(const char *text, size_t len_bytes);
/* A line of dashes, underscores or equals signs alone. */
bool look_rule(const char *text, size_t len_bytes);
size_t look_first_word_bytes(const char *text, size_t len_bytes);

/* ---- joining (unwrap.c, hyphen.c) --------------------------------------------------------------- */

/* Whether line `next` goes on with the block that begins at line `first` and reaches to it. */
bool unwrap_joins(const struct stretch *stretch, size_t first, size_t next);
/* Appends the line to the block, undoing a hyphen at the block's end; at: where in the block it
 * begins. */
void unwrap_append(struct stretch *stretch, struct buffer *block, const char *text,
                   size_t len_bytes);
void word_set_free(struct word_set *words);

/* ---- numbers alone on their line (blocks.c) --------------------------------------------------------- */

/* Whether the line is a bullet or number alone, and only begins the one after it. */
bool blocks_begins_next(const struct stretch *stretch, size_t at);

/* ---- footnotes ---------------------------------------------------------------------------------- */

/* Appends text with the marks in it rewritten for the builder. */
void notes_append(struct stretch *stretch, struct buffer *out, const char *text, size_t len_bytes);

/* ---- Markdown ------------------------------------------------------------------------------------ */

/* The level of an ATX heading; *text and *len_bytes are then the heading's own. */
unsigned markdown_heading(const char **text, size_t *len_bytes);
/* "===" and "---" under a line of text: the heading's level, or 0. */
unsigned markdown_underline(const struct line *line);
bool markdown_is_fence(const struct line *line);
/* All of it is between bold or italic markers. */
bool markdown_is_emphasised(const char *text, size_t len_bytes);
/* Appends text without its inline markers: bold, italic, code, links. */
void markdown_append(struct buffer *out, const char *text, size_t len_bytes);
/* The lines of YAML between rules at the document's beginning, with both rules; 0 where there are none.
 * *title is the value of "title", NULL where it has none. */
size_t markdown_front_matter(const struct stretch *stretch, const char **title,
                             size_t *title_bytes);
/* Takes the ">" off quoted lines. */
void markdown_unquote(struct stretch *stretch);

/* ---- tables (table.c) ------------------------------------------------------------------------------ */

struct table {
    size_t first, end; /* its lines */
    char sign;         /* between its cells: '|' or a tab */
    /* pipes: they stand around the rows too; else one at an end is beside an empty cell */
    bool framed_left, framed_right;
    /* tabs: those at the ends of its lines are beside empty cells */
    bool has_edges;
};

/* The table that begins at that line; false where none does. */
bool table_find(const struct stretch *stretch, size_t first, struct table *table);
bool table_is_rule(const struct line *line);
/* A row of it: its line with the tabs at its ends, where they belong to it. */
void table_row(const struct stretch *stretch, const struct table *table, size_t at,
               const char **text, size_t *len_bytes);
/* Appends the cells of a row of pipes, apart by tabs. */
void table_append(const struct table *table, struct buffer *out, const char *text,
                  size_t len_bytes);

/* A table whose columns are marked off by a line of dashes (ruled.c). Its lines: what stands above that
 * line is its head; a rule all the way across may enclose it, and then its rows may take several lines. */
enum { RULED_COLUMNS_MAX = 16 };

struct ruled_table {
    size_t first, rule, end; /* lines; end is after the last */
    bool enclosed;
    size_t column_count;
    unsigned start_cols[RULED_COLUMNS_MAX];
};

/* Whether such a table begins at that line. */
bool ruled_begins(const struct stretch *stretch, size_t first, struct ruled_table *table);
/* Appends the cells of the row that begins at that line, apart by tabs; returns the line after it. A row
 * of rules alone has no cells. */
size_t ruled_append(struct stretch *stretch, const struct ruled_table *table, size_t at,
                    struct buffer *out);

/* ---- words that are spaced out --------------------------------------------------------------------- */

/* Rewrites "II.  J u s t i t i e" into out; false where the line is not like that. */
bool spaced_rewrite(struct buffer *out, const char *text, size_t len_bytes);

#endif
