/* line: a line of text while it is typed: its bytes, its cursor, the keys that edit it, and the rows it
 * takes at a width. Knows no curses. Private to ui/.
 *
 * What is always true: the text is valid UTF-8 without controls but TAB and, where it may have several
 * lines, LF; the cursor is at the start of a grapheme cluster or at the end. */
#ifndef KANTLIJN_UI_LINE_H
#define KANTLIJN_UI_LINE_H

#include "session/session.h"

struct line {
    struct buffer text;
    size_t cursor_bytes;
    bool multiline; /* ^J and pasted line ends stay; otherwise they become spaces */
};

void line_init(struct line *line, const char *initial,
               bool multiline); /* NULL: empty; cursor at its end */
void line_release(struct line *line);
void line_set(struct line *line, const char *text);
/* What was typed or pasted: decoded, made fit, put at the cursor. */
void line_insert(struct line *line, const char *bytes, size_t len_bytes);
/* Does what the key does in a line: characters, arrows, Home, End, ^A ^E ^B ^F, Backspace, Del, ^D, ^W,
 * ^U, ^K, ^J. False where the key is none of these. */
bool line_key(struct line *line, uint32_t code);

/* The rows a line takes, broken between words where a row has several. The first is first_cols wide (beside a prompt), the others width_cols. */
struct line_row {
    size_t start_bytes, end_bytes; /* without the LF that ends it */
};
struct line_rows {
    struct line_row *items;
    size_t count, capacity;
    size_t cursor_row;
    int cursor_cols; /* in its row; at most the row's width - 1, where there is any */
};
void line_rows(const struct line *line, int first_cols, int width_cols, struct line_rows *rows);
void line_rows_release(struct line_rows *rows);

#endif
