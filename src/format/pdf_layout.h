/* From words that stand somewhere on pages to blocks in reading order. PDF knows no paragraphs: what
 * belongs together is told by where it stands and how large and bold it is.
 *
 *     pdf.c            poppler's characters become words              pdf_page_end, pdf_word_add
 *     pdf_rows.c       words of one height become rows                pdf_find_rows
 *     pdf_edges.c      running headers, footers, page numbers go      pdf_drop_edges
 *     pdf_columns.c    rows are cut at gutters: lines in order        pdf_order_lines
 *     pdf_lines.c      what a line looks like, what its words say     pdf_measure_lines
 *     pdf_notes.c      footnotes are taken out of the flow            pdf_find_notes
 *     pdf_words.c      what is written of a line                   pdf_append_words
 *     pdf_table.c      lines with aligned cells                       pdf_table_read
 *     pdf_paragraphs.c the flow becomes blocks                        pdf_write_blocks
 *
 * Coordinates are points (1/72 inch), from the page's upper left corner, y downwards. Nothing in here
 * knows poppler; every number may be anything, NaN excepted. */
#ifndef KANTLIJN_FORMAT_PDF_LAYOUT_H
#define KANTLIJN_FORMAT_PDF_LAYOUT_H

#include "format/wire.h"

enum {
    PDF_PAGES_MAX = 5000,
    PDF_WORDS_MAX = 3 << 20,
    PDF_CELLS_MAX = 16, /* of a table's row; more is no table of a report */
};
#define PDF_TEXT_MAX_BYTES ((size_t)48 << 20)

enum pdf_word_flag {
    PDF_BOLD = 1,
    PDF_UNDERLINED = 2,
    PDF_SPACE_BEFORE = 4,
    PDF_RAISED = 8, /* smaller than its line and above the line's foot */
};

/* Characters of one look without white space between them. */
struct pdf_word {
    float x0, x1, y0, y1;
    float size;
    uint32_t start_bytes; /* in the document's text */
    uint16_t len_bytes;
    uint8_t flags; /* enum pdf_word_flag */
    uint32_t row;
};

/* Words of one height, from left to right over the whole page. */
struct pdf_row {
    size_t first_word, word_count;
    float x0, x1, y0, y1; /* y: of its longest word, which superscripts do not move */
    float size;           /* of most of its characters */
    bool dropped;
};

enum pdf_label { PDF_NO_LABEL, PDF_BULLET, PDF_DASH, PDF_NUMBER };

/* A row, or what stands of it in one column; lines are kept in reading order. */
struct pdf_line {
    size_t first_word, word_count;
    float x0, x1, y0, y1, size;
    float left, right;      /* of its column */
    float first_word_width; /* up to the first space */
    float text_x0;          /* where the text after its label begins; x0 where it has none */
    uint32_t page, column;  /* columns are numbered through the document */
    enum pdf_label label;
    bool all_bold, begins_bold, ends_bold, all_underlined;
    bool begins_small, ends_sentence, ends_hyphen, has_leader;
    bool page_wide; /* its column is the page */
    bool in_margin; /* its column is a letter's margin: addresses, references */
    bool in_note;   /* taken out of the flow */
};

struct pdf_page {
    size_t first_word, word_count, first_row, row_count, first_line, line_count;
    float width, height;
};

/* A footnote: lines that follow each other, at the foot of one page or more. */
struct pdf_note {
    char label[8];
    uint32_t page;
    size_t order; /* among the notes as they stand */
    struct buffer text;
    bool written;
};

struct pdf_document {
    struct buffer text; /* of all words */
    struct pdf_word *words;
    struct pdf_row *rows;
    struct pdf_line *lines;
    struct pdf_page *pages;
    struct pdf_note *notes; /* sorted by label and page once they are found */
    size_t word_count, word_capacity, row_count, row_capacity, line_count, line_capacity;
    size_t page_count, page_capacity, note_count, note_capacity;
    uint32_t column_count;
    float body_size;    /* of most characters of the document */
    bool justified;     /* most lines end at the right edge */
    float body_leading; /* from line to line, as a multiple of the size */
};

/* ---- building a document, page by page ------------------------------------------------------------ */

/* False where the document is larger than the caps. The row is ours to set. */
bool pdf_word_add(struct pdf_document *document, const struct pdf_word *word, const char *text);
/* The words added since the last page's end stand on this one. */
void pdf_page_end(struct pdf_document *document, float width, float height);
/* All of it: from words to events. False where there is no text. */
bool pdf_write(struct pdf_document *document, struct wire_writer *wire);
void pdf_document_release(struct pdf_document *document);

/* ---- the steps, in this order ---------------------------------------------------------------------- */

void pdf_find_rows(struct pdf_document *document);
void pdf_drop_edges(struct pdf_document *document);
void pdf_order_lines(struct pdf_document *document);
void pdf_measure_lines(struct pdf_document *document);
void pdf_find_notes(struct pdf_document *document);
void pdf_write_blocks(struct pdf_document *document, struct wire_writer *wire);

/* ---- what steps share -------------------------------------------------------------------------------- */

const char *pdf_word_text(const struct pdf_document *document, const struct pdf_word *word);
/* Whether white space stands between a word and the one before it in its line. */
bool pdf_is_apart(const struct pdf_word *before, const struct pdf_word *word);
/* The number of a footnote, where the word is one: "2", "(2)", "[2]"; empty otherwise. */
void pdf_note_label(const struct pdf_document *document, const struct pdf_word *word,
                    char label[static 8]);
/* Appends words [first, end) of a line, after what is in text already; a hyphen at text's end is
 * undone where the next line goes on in a small letter. A footnote's mark is written as
 * PDF_MARK_START, its label, PDF_MARK_END. */
void pdf_append_words(const struct pdf_document *document, size_t first_word, size_t end_word,
                      struct buffer *text);
enum { PDF_MARK_START = 1, PDF_MARK_END = 2 }; /* no word holds control characters */

/* A table's rows from lines[first] on are written to wire; how many lines they took, 0 where there is no
 * table. Where `wire` is NULL nothing is written. */
size_t pdf_table_read(struct pdf_document *document, size_t first, size_t end,
                      struct wire_writer *wire);

/* Writes the event with that text, in which marks whose footnote is known become "[footnoteRef:2]", and
 * after it the footnotes that were not written yet. The page is that on which the text begins. */
void pdf_write_text(struct pdf_document *document, const struct buffer *text,
                    struct report_event *event, uint32_t page, struct wire_writer *wire);

#endif
