/* input: what the reader does, one thing at a time. Private to ui/. */
#ifndef KANTLIJN_UI_INPUT_H
#define KANTLIJN_UI_INPUT_H

#include "ui/screen.h"

enum input_kind {
    INPUT_NONE, /* nothing came within the time */
    INPUT_KEY,
    INPUT_PASTE,
    INPUT_CHANGED, /* another program changed what the page shows: it is to be drawn anew */
    INPUT_RESIZE, /* or the terminal was taken back: everything is to be drawn anew */
    INPUT_STOP,   /* somebody sent SIGTSTP */
    INPUT_END,    /* a signal asked to end, or the terminal is gone */
};

struct input_ahead;

struct input {
    enum input_kind kind;
    uint32_t code;        /* of a key, as in keymap.h */
    struct buffer pasted; /* kept from one call to the next */
    struct input_ahead *ahead; /* what input_cancels read and left, from ahead_at on */
    size_t ahead_count, ahead_capacity, ahead_at;
};

/* timeout_ms 0: only what has come already; -1: for ever. */
void input_next(struct screen *screen, struct input *input, int timeout_ms);
/* While something takes long: whether what was typed meanwhile gives it up (Esc, ^C, ^G), or the program is to
 * end. Else it is kept for input_next; giving up forgets what was typed before. */
bool input_cancels(struct screen *screen, struct input *input);
void input_release(struct input *input);

#endif
