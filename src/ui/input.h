/* input: what the reader does, one thing at a time. Private to ui/. */
#ifndef KANTLIJN_UI_INPUT_H
#define KANTLIJN_UI_INPUT_H

#include "ui/screen.h"

enum input_kind {
    INPUT_NONE, /* nothing came within the time */
    INPUT_KEY,
    INPUT_PASTE,
    INPUT_CHANGED, /* another program changed what the page shows: it is to be drawn anew */
    INPUT_MOUSE,
    INPUT_RESIZE, /* or the terminal was taken back, or said what its ground is: everything is to be
                   * drawn anew */
    INPUT_STOP,   /* somebody sent SIGTSTP */
    INPUT_END,    /* a signal asked to end, or the terminal is gone */
};

/* What the mouse did, and on which cell of the screen. */
struct pointed {
    enum pointing what;
    int row, col;
};

enum { POINTED_MAX = 8, WHEEL_ROWS = 3 };

struct input_ahead;

struct input {
    enum input_kind kind;
    uint32_t code;        /* of a key, as in session.h */
    struct buffer pasted; /* kept from one call to the next */
    struct pointed mouse;
    struct pointed waiting[POINTED_MAX]; /* what the mouse did after that, the newest first */
    size_t waiting_count;
    struct input_ahead *ahead; /* what input_cancels read and left, from ahead_at on */
    size_t ahead_count, ahead_capacity, ahead_at;
};

/* timeout_ms 0: only what has come already; -1: for ever. */
void input_next(struct screen *screen, struct input *input, int timeout_ms);
/* Before the terminal is given away: takes what it may still answer, so that nobody else gets that. */
void input_drain(struct screen *screen);
/* Whether something has been typed that was not read yet. */
bool input_waits(const struct input *input);
/* While something takes long: whether what was typed meanwhile gives it up (Esc, ^C, ^G), or the program is to
 * end. Else it is kept for input_next; giving up forgets what was typed before. */
bool input_cancels(struct screen *screen, struct input *input);
void input_release(struct input *input);

#endif
