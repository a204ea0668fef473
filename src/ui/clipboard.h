/* clipboard: the two ways to it, by themselves. Knows no curses. Private to ui/. */
#ifndef KANTLIJN_UI_CLIPBOARD_H
#define KANTLIJN_UI_CLIPBOARD_H

#include "base/base.h"

/* What stands between this program and the terminal. */
enum multiplexer { MULTIPLEXER_NONE, MULTIPLEXER_TMUX, MULTIPLEXER_SCREEN };

/* xterm takes no longer code: 100,000 bytes with base64 and the frame. */
enum { CLIPBOARD_TERMINAL_MAX_BYTES = 74994 };

/* By TMUX, STY and TERM. */
enum multiplexer clipboard_multiplexer(void);
/* Appends the code that makes the terminal put the bytes on its clipboard; false where they are too long. */
bool clipboard_append_osc52(struct buffer *out, const char *bytes, size_t len_bytes,
                            enum multiplexer multiplexer);

enum clipboard_outcome {
    CLIPBOARD_DONE,
    CLIPBOARD_NOT_STARTED,
    CLIPBOARD_FAILED, /* *exit_status tells, 128 and more for a signal */
    CLIPBOARD_TOO_SLOW,
};
/* Runs the words, which end in NULL, with the bytes on standard input. */
enum clipboard_outcome clipboard_run(char **words, const struct buffer *bytes, int *exit_status);

#endif
