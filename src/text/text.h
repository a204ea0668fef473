/* text: Unicode for everything above. Sole user of libunistring.
 *
 * Between calls: "text" means UTF-8 that text_decode has made: valid, in NFC, without NUL, CR or a
 * byte order mark. Every function takes bytes with their length; none needs a closing NUL and none
 * reads past the length. Offsets are in the unit of their name. No function keeps a pointer it was
 * given.
 *
 * One width function decides for the whole program (text_show_next): layout counts with it and the
 * screen draws what it returns, so that what was counted is what is drawn. */
#ifndef KANTLIJN_TEXT_TEXT_H
#define KANTLIJN_TEXT_TEXT_H

#include "base/base.h"

/* ---- bytes in ------------------------------------------------------------------------------- */

/* Appends to *out the text of raw bytes: a byte order mark at the very start is dropped (when
 * at_start), CR LF and CR become LF, NUL and every ill-formed sequence become U+FFFD (one for each
 * maximal subpart, as the Unicode standard recommends), and all is brought to NFC. Only the few
 * bytes around a code point whose NFC_QC is not Yes, or that has a combining class, are normalised;
 * the rest is copied. Adds to *replaced_count the number of U+FFFD put in. A caller that decodes in
 * pieces cuts them after an LF. */
void text_decode(const char *raw, size_t len_bytes, bool at_start, struct buffer *out,
                 size_t *replaced_count);

/* True if the bytes look like no text at all: a NUL among the first 4 KB that is no UTF-16. */
bool text_is_binary(const char *raw, size_t len_bytes);

/* ---- other encodings --------------------------------------------------------------------------
 * What is no UTF-8 is converted to it before text_decode. Encodings have the names iconv knows. */

/* The encoding of a text by its first bytes: "UTF-16LE" and "UTF-16BE" by their mark or their NULs,
 * "WINDOWS-1252" and "ISO-8859-15" where the bytes are ill-formed as UTF-8 and make sense as one of
 * these; else NULL, for UTF-8. */
const char *text_encoding_guess(const char *raw, size_t len_bytes);
/* What an encoding that a reader names is called here: "UTF-8", "UTF-16" (in either order), or any that
 * this machine's iconv knows, in capitals or not; the name itself, or a constant. NULL where it is none. */
const char *text_encoding_find(const char *name);
/* The same now that the first bytes are there: "UTF-16" and "UTF-32" get their order, and for UTF-8, which
 * wants no conversion, it is NULL. */
const char *text_encoding_settle(const char *encoding, const char *raw, size_t len_bytes);
/* Where a settled encoding's bytes may be cut before they are converted. */
enum text_cut {
    TEXT_CUT_AFTER_LINES, /* after a byte CR or LF, which is nothing else in it */
    TEXT_CUT_ANYWHERE,    /* text_convert leaves what is not whole */
    TEXT_CUT_NOWHERE
};
enum text_cut text_encoding_cut(const char *encoding);
/* Appends the bytes in UTF-8 to *out, ill-formed ones as U+FFFD; *taken_bytes is how many were whole
 * characters (the rest waits for more, unless these are the last). False where the machine does not know
 * the encoding. */
bool text_convert(const char *encoding, const char *raw, size_t len_bytes, bool last,
                  struct buffer *out, size_t *taken_bytes);

/* ---- letters ---------------------------------------------------------------------------------- */

enum text_case {
    TEXT_NO_LETTER,
    TEXT_LETTER, /* of a script without case */
    TEXT_SMALL,
    TEXT_CAPITAL
};

/* What the first code point is; TEXT_NO_LETTER for an empty text. */
enum text_case text_case_at(const char *text, size_t len_bytes);
/* The first code point's length; 0 for an empty text. */
size_t text_point_bytes(const char *text, size_t len_bytes);
/* Whether the code point that ends at at_bytes is a letter. */
bool text_is_letter_before(const char *text, size_t at_bytes);

/* ---- positions ------------------------------------------------------------------------------ */
size_t text_count_points(const char *text, size_t len_bytes);
/* Byte offset of code point number points; len_bytes when the text is shorter. */
size_t text_points_to_bytes(const char *text, size_t len_bytes, size_t points);

/* ---- grapheme clusters, words, sentences ------------------------------------------------------
 * Extended grapheme clusters as libunistring's u8_grapheme_breaks finds them (u8_grapheme_next
 * splits flags and families). They are made for one block's text but bear a line of a million
 * characters: a step looks at the cluster it crosses and its neighbours (back through a row of
 * flags at 1,024 of them at most). next takes at_bytes for a cluster's beginning; previous gives
 * the nearest beginning before at_bytes. */
size_t text_cluster_next(const char *text, size_t len_bytes, size_t at_bytes);
size_t text_cluster_previous(const char *text, size_t len_bytes, size_t at_bytes);

/* As vim's w, b, e over Unicode words (UAX 29; punctuation by itself counts as a word, white space
 * never does; punctuation that touches is one word, as in vim). word_next gives len_bytes,
 * word_previous 0 and word_end at_bytes where there is no further word; word_end gives the start of
 * the word's last cluster. Where no white space stands within 4 KB before, a boundary there may be
 * missed. */
size_t text_word_next(const char *text, size_t len_bytes, size_t at_bytes);
size_t text_word_previous(const char *text, size_t len_bytes, size_t at_bytes);
size_t text_word_end(const char *text, size_t len_bytes, size_t at_bytes);

/* Starts of sentences: after . ! ? … (with closing quotes, brackets and footnote marks) and white
 * space, unless the stop belongs to an abbreviation of the council's languages (art., nr., jl.,
 * Mr., z. B., …), a single initial, a Roman numeral or a number of one or two digits, or a small
 * letter follows. 0 is always a start. next is the first after at_bytes, or len_bytes; start the
 * last at or before it; previous the last before it, or 0. */
size_t text_sentence_next(const char *text, size_t len_bytes, size_t at_bytes);
size_t text_sentence_start(const char *text, size_t len_bytes, size_t at_bytes);
size_t text_sentence_previous(const char *text, size_t len_bytes, size_t at_bytes);

/* The word of letters, digits and _ at at_bytes, else the first after it; false where none is. */
bool text_find_word(const char *text, size_t len_bytes, size_t at_bytes, size_t *start_bytes,
                    size_t *end_bytes);

bool text_is_blank(const char *text, size_t len_bytes); /* white space only, or empty */
/* Shrinks the range to leave out white space (any Unicode space, NBSP, BOM, zero-width) at both
 * ends. */
void text_trim(const char **text, size_t *len_bytes);

/* ---- showing --------------------------------------------------------------------------------
 * Nothing from a file reaches the terminal raw. A shown piece is one cluster as it may be drawn:
 *  - printable clusters as they are, with at most TEXT_MARKS_MAX combining marks (an ncurses cell
 *    holds five code points); a cluster that begins with a combining mark gets U+25CC before it;
 *  - joiners, variation selectors and skin colours in an emoji sequence are left out and its parts
 *    stand side by side, since terminals disagree on the joined width;
 *  - TAB as one space; C0 (LF too) and C1 controls as ^X and <9B>; bidirectional controls,
 *    zero-width characters outside emoji, soft hyphens, line and paragraph separators, BOM, tag
 *    characters, noncharacters and whatever else is a format character, default-ignorable or not
 *    assigned as <RLO>, <ZWSP>, <SHY> … or <U+E0041>: token is true for these (not for TAB);
 *  - ill-formed bytes, which text never holds but a name from elsewhere may, as U+FFFD;
 *  - a piece that would be longer than TEXT_SHOWN_MAX_BYTES ends in ….
 * width_cols is what wcwidth gives for the bytes, as ncurses draws by it; code points on which
 * versions of Unicode disagree are tokens. East Asian ambiguous ones are narrow. A piece can be
 * wider than a line: whoever draws clips. */
enum { TEXT_SHOWN_MAX_BYTES = 64, TEXT_MARKS_MAX = 3 };

struct text_shown {
    char bytes[TEXT_SHOWN_MAX_BYTES];
    size_t len_bytes;
    int width_cols; /* >= 1 */
    bool token;
};

/* Shows the cluster at at_bytes and returns the offset after it; past the end, one space. */
size_t text_show_next(const char *text, size_t len_bytes, size_t at_bytes,
                      struct text_shown *shown);
/* The width in columns of the whole, shown. */
int text_width_cols(const char *text, size_t len_bytes);
/* Appends the whole, shown; no more than max_cols columns (-1: no limit), ending in … when cut. */
int text_show(const char *text, size_t len_bytes, int max_cols, struct buffer *out);
/* Appends text with unsafe characters shown and everything else (also TAB, LF, marks, whole emoji
 * sequences and what is not assigned) kept: for plain output to a terminal. */
void text_append_safe(struct buffer *out, const char *text, size_t len_bytes);

/* ---- wrapping ------------------------------------------------------------------------------- */
struct text_line {
    /* Without the white space at which the line was broken; at an LF or the end of the text it is
     * kept where the whole of it fits. */
    size_t start_bytes, end_bytes;
    int width_cols;
};

struct text_lines {
    struct text_line *items;
    size_t count, capacity;
};

/* Breaks one paragraph into lines of at most width_cols (the first: first_width_cols), at the
 * places of UAX 14 that libunistring names, else between clusters when a single word is wider than
 * a line. LF inside the text always breaks (one at its end begins an empty line). Widths below 1
 * count as 1; a cluster wider than a line stands alone on it all the same. An empty text gives one
 * empty line. Appends to *lines. */
void text_wrap(const char *text, size_t len_bytes, int first_width_cols, int width_cols,
               struct text_lines *lines);
void text_lines_release(struct text_lines *lines);

/* ---- folding and search ---------------------------------------------------------------------- */

/* Appends the text case-folded, without diacritics (nor strokes: ø is o; æ, œ, ĳ are two letters),
 * with every run of white space one U+0020, typographic quotes and dashes as their ASCII likes, and
 * nothing that is invisible (soft hyphens, zero-width). */
void text_fold(const char *text, size_t len_bytes, struct buffer *out);
/* Reads the code point at at_bytes and returns the offset after it; an apostrophe, quotation mark or dash
 * of whatever form gives the one of ASCII. */
size_t text_plain_sign(const char *text, size_t len_bytes, size_t at_bytes, uint32_t *point);
/* True where the two are equal after text_fold and trimming. */
bool text_equal_folded(const char *left, size_t left_bytes, const char *right, size_t right_bytes);

/* A query without capitals matches whatever the letter case and the diacritics, that is, wherever
 * the text folded (text_fold) holds it folded; one with a capital matches exactly. White space in
 * it matches any run of white space. */
struct text_regex;
struct text_query {
    char *typed;      /* as it was given, to be named by */
    char *needle;     /* of a literal */
    size_t len_bytes; /* 0: it finds nothing */
    bool folded;
    bool starts_word, ends_word; /* only where a word starts, ends */
    size_t rare_bytes;           /* where in the needle its rarest byte is */
    struct text_regex *regex;    /* of what is no literal; it keeps what it found last */
};

/* A literal: whatever signs stand in it mean themselves. */
void text_query_init(struct text_query *query, const char *text, size_t len_bytes);
/* A POSIX extended regular expression over the folded text (capitals in it, but for those of signs such as \W,
 * make it exact), with \< \> \b \B for the edges of words and \w \W \s \S \d \D; ^ and $ are the text's ends.
 * What holds no sign of these is a literal, found as fast as one. Lowercase letters of it that are
 * folded lose their diacritics. A match is never empty, and within about 8 KB. Where it is no such expression,
 * or would cost too much, false: the error says where it breaks, and the query finds nothing. */
bool text_query_compile(struct text_query *query, const char *text, size_t len_bytes,
                        struct error *error);
/* The beginning of an expression that is being typed which is one: all of it, or up to where it breaks. */
size_t text_query_whole_bytes(const char *text, size_t len_bytes);
void text_query_release(struct text_query *query);
/* text is a paragraph; a regular expression wants the whole of it. The first match that starts at or after from_bytes: whole clusters of the text. False where there
 * is none, or the query is empty (or holds nothing but what folding drops). Costs nothing to set up
 * for each call; ASCII stretches take a fast path. */
bool text_query_find(const struct text_query *query, const char *text, size_t len_bytes,
                     size_t from_bytes, size_t *start_bytes, size_t *end_bytes);
/* The same, of those that start before before_bytes; looks little further. */
bool text_query_find_before(const struct text_query *query, const char *text, size_t len_bytes,
                            size_t from_bytes, size_t before_bytes, size_t *start_bytes,
                            size_t *end_bytes);

/* Of a regular expression: the last place up to at_bytes before which no match begins that reaches over it. */
size_t text_query_piece(const struct text_query *query, const char *text, size_t len_bytes,
                        size_t at_bytes);

#endif
