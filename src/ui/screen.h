/* screen: curses from start to stop, and drawing text on it. Private to ui/.
 *
 * Everything is drawn on stdscr; a frame is screen_begin, drawing, screen_end. Rows and columns count from
 * 0. What lies outside the screen is not drawn and is no error, down to 1x1. */
#ifndef KANTLIJN_UI_SCREEN_H
#define KANTLIJN_UI_SCREEN_H

#include <curses.h>
#include <termios.h>
#include <time.h>

#include "ui/ui.h"

/* How a piece of text looks. */
enum look {
    LOOK_TEXT,
    LOOK_PART,
    LOOK_HEADING,
    LOOK_FOLD_MARK,
    LOOK_BADGE,
    LOOK_GUTTER,
    LOOK_NOTE_LABEL,
    LOOK_NOTE,
    LOOK_META,
    LOOK_STANCE,
    LOOK_FOOTNOTE,
    LOOK_FOOTNOTE_MARK,
    LOOK_TOKEN,
    LOOK_MORE, /* stands at the edge, for what is out of sight */
    LOOK_MATCH,
    LOOK_CURRENT_MATCH,
    LOOK_SELECTED,
    LOOK_FOCUS,
    LOOK_STATUS,
    LOOK_MESSAGE,
    LOOK_ERROR,
    LOOK_PROMPT,
    LOOK_HINT,
    LOOK_CHOSEN,
    LOOK_FRAME,
    LOOK_COUNT,
};

/* A row of the page that was drawn, so that it need not be drawn anew while it says the same: see cells.c. */
struct screen_row {
    enum { ROW_STANDS, ROW_DRAWN, ROW_OTHER } state; /* in this frame */
    struct buffer content;                           /* what it shows; empty: not known */
};

struct screen {
    WINDOW *input;      /* a pad that is never drawn: reading from it draws nothing; made after the
                    * first frame */
    bool lacks_unicode; /* the locale's encoding is another, or the console's font lacks signs */
    bool ascii;         /* the locale or the reader wants nothing beyond ASCII */
    bool listening; /* keys and pastes are announced to the terminal */
    enum theme theme;           /* as the reader wishes */
    enum theme ground;          /* dark or light, as the terminal answered; THEME_AUTO: it did not */
    const struct style *styles; /* of what comes of these two: a row a look */
    bool coloured;              /* they are shown with colours */
    bool signs;                 /* the terminal has no attributes: signs stand in for them */
    bool mouse;                 /* the reader wants it, and the terminal has one */
    bool awaiting;              /* the terminal was asked and may still answer */
    struct timespec asked;      /* when */
    int width_cols, height_rows;
    struct screen_row *rows; /* from the second frame on */
    size_t row_count, row_capacity;
    struct termios before;
};

/* Codes of keys that terminfo does not know, beyond curses' own. */
enum { SCREEN_KEY_PASTE_BEGIN = KEY_MAX + 1, SCREEN_KEY_PASTE_END };

/* Looks as the settings say. */
bool screen_start(struct screen *screen, const struct settings *settings, struct error *error);
/* After settings were changed; the next frame is to be drawn whole. */
void screen_apply_settings(struct screen *screen, const struct settings *settings);
void screen_stop(struct screen *screen);
/* Gives the terminal away (to the shell, to an editor) and takes it back; after that, draw everything. */
void screen_lend(struct screen *screen);
void screen_take_back(struct screen *screen);
/* Looks up the size; true if it changed. */
bool screen_check_size(struct screen *screen);
/* Whether a terminal of that name is at least what xterm is. */
bool screen_is_like_xterm(const char *term);

void screen_begin(struct screen *screen);
/* Shows the frame, the cursor there. */
void screen_end(struct screen *screen, int cursor_row, int cursor_col);
/* Where the last frame left the cursor. */
void screen_cursor(int *row, int *col);
/* Draws safe text (UTF-8) of that width; returns the column after it. */
int screen_text(struct screen *screen, int row, int col, const char *text, size_t len_bytes,
                int width_cols, enum look look);
/* Shows any string, cut with an ellipsis to max_cols; returns the column after it. */
int screen_string(struct screen *screen, int row, int col, const char *string, int max_cols,
                  enum look look);
/* Fills columns with blanks of that look. */
void screen_fill(struct screen *screen, int row, int col, int width_cols, enum look look);
/* A row that is drawn from these bytes and no others. True where it shows them already, since an earlier frame:
 * then it is left as it is. Else it is drawn, and screen_row_done said before the next row. */
bool screen_row_stands(struct screen *screen, int row, const void *content, size_t len_bytes);
void screen_row_done(struct screen *screen, int row, const void *content, size_t len_bytes);
/* At the end of a frame, and of the screen. */
void screen_clear_rest(struct screen *screen);
void screen_release_rows(struct screen *screen);
/* Everything is drawn anew in the next frame. */
void screen_forget_rows(struct screen *screen);
/* Changes how one drawn cell looks. */
void screen_mark(struct screen *screen, int row, int col, enum look look);
/* Sends bytes to the terminal as they are, outside of any frame. */
void screen_send(const char *bytes);

/* ---- console.c ---- */
bool console_lacks_signs(void);

/* ---- looks.c ---- */
/* Before the first frame. */
void looks_start(struct screen *screen, enum theme theme);
/* The reader wishes another; draw everything after it. */
void looks_choose(struct screen *screen, enum theme theme);
void looks_apply(const struct screen *screen, enum look look, attr_t *attributes, int *pair);

/* ---- ground.c: what the terminal says of its ground ----
 *
 *     quiet ──ground_ask──► awaiting ──ground_answered, ended──► quiet
 *
 * The terminal is asked for its ground and then for what every terminal tells of itself, so that one that
 * does not know the first question ends the waiting all the same. */
/* After the first frame: asks, where that can be of use and the answer is one terminal's own. */
void ground_ask(struct screen *screen);
/* What came between "ESC ]" and its end, or after "ESC [": true where it is (a part of) the answer, which
 * then is no key; *changed where things look otherwise now. */
bool ground_answered(struct screen *screen, char introducer, const char *answer, bool *changed);
/* How much longer an answer may be under way, 0 for none. */
int ground_patience_ms(const struct screen *screen);

#endif
