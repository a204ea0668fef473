/* terminal: a program under a pseudo-terminal that libvterm keeps the screen of.
 *
 * What is always true:
 *  1. The program is a job of its own in the terminal's session, as under a shell: a keeper process (the
 *     session's leader) starts it in the foreground, sees it stop and continue, and reports its end. So
 *     ^Z works here as it does for a reader.
 *  2. Nothing sleeps for a fixed time. terminal_settle returns when the program has read all that was
 *     typed, is asleep, and has written nothing for a short while.
 *  3. Every byte that the program wrote since its start is kept in raw. */
#ifndef KANTLIJN_TESTS_TERMINAL_H
#define KANTLIJN_TESTS_TERMINAL_H

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "base/base.h"

enum { TERMINAL_TIMEOUT_MS = 10000, TERMINAL_MODES_MAX = 64 };

struct terminal {
    VTerm *vterm;
    VTermScreen *screen;
    int width_cols, height_rows;
    int master, slave;    /* slave: to ask how much of what was typed is still unread */
    int control, reports; /* to and from the keeper */
    pid_t keeper, program;
    struct termios before; /* the line settings that the program found */
    struct buffer raw;
    size_t scanned_bytes; /* of raw, for the modes */
    struct {
        int number;
        bool on;
    } modes[TERMINAL_MODES_MAX]; /* private modes that the program has set or reset */
    size_t mode_count;
    bool keypad;
    const char *ground;    /* what to answer when asked for the ground, as in "1e1e/1e1e/1e1e"; NULL:
                            * nothing, as an old terminal */
    size_t answered_bytes; /* of raw, for that question */
    bool stopped, ended;
    int status;      /* as from waitpid, once ended */
    int64_t last_ms; /* when something was last read or typed */
    int quiet_ms;    /* silence that counts as settled */
};

int64_t terminal_now_ms(void);

/* Starts argv in folder with exactly that environment. False with a message when there is no terminal
 * to be had; a program that cannot be started ends with status 127. */
bool terminal_start(struct terminal *terminal, char *const argv[], char *const environment[],
                    const char *folder, int width_cols, int height_rows, struct buffer *why);
/* Ends whatever still runs. */
void terminal_stop(struct terminal *terminal);

/* Reads what there is, waiting at most so long for it; true if anything happened. */
bool terminal_pump(struct terminal *terminal, int timeout_ms);
/* False when the program is still busy after TERMINAL_TIMEOUT_MS. */
bool terminal_settle(struct terminal *terminal);

void terminal_type(struct terminal *terminal, const char *bytes, size_t len_bytes);
/* Types a key by its name: one character, Enter, Tab, S-Tab, Esc, Space, Backspace, Del, Ins, Up, Down,
 * Left, Right, Home, End, PgUp, PgDn, F1 … F12, ^X, or any other word, character by character ("]n").
 * False where the name begins like a key's and is none. */
bool terminal_key(struct terminal *terminal, const char *name);
/* As a terminal does it: between its marks where the program has asked for them, LF as CR. */
void terminal_paste(struct terminal *terminal, const char *text);
void terminal_resize(struct terminal *terminal, int width_cols, int height_rows);
void terminal_signal(struct terminal *terminal, int signal_number);
void terminal_resume(struct terminal *terminal); /* fg */
void terminal_hang_up(struct terminal *terminal);

/* One row of the screen, from 0, as text without the spaces at its end. */
void terminal_row(const struct terminal *terminal, int row, struct buffer *text);
VTermScreenCell terminal_cell(const struct terminal *terminal, int row, int col);
void terminal_cursor(const struct terminal *terminal, int *row, int *col);
bool terminal_mode(const struct terminal *terminal, int number, bool otherwise);
/* Finds text on one row; the column counts cells. */
bool terminal_find(const struct terminal *terminal, const char *text, int *row, int *col,
                   int *width_cols);

#endif
