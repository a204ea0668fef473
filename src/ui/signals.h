/* signals: how the program ends, stops, and crashes without leaving the terminal in a mess. Private to ui/.
 *
 * Signals are blocked except while the program waits for a key (signals_wait); so none is missed between
 * looking and waiting, and none interrupts an edit. */
#ifndef KANTLIJN_UI_SIGNALS_H
#define KANTLIJN_UI_SIGNALS_H

#include <poll.h>
#include <termios.h>

#include "base/base.h"

/* restore: the bytes that give the terminal back, and before its line settings; for a crash. Copied. */
void signals_start(const char *restore, size_t len_bytes, const struct termios *before);
void signals_stop(void);
/* Writes what signals_start was given, at once; does nothing before it or after signals_stop. */
void signals_restore_terminal(void);
/* Waits for input or a signal, at most timeout_ms (-1: for ever); true when there is input. */
bool signals_wait(int input, int timeout_ms);
/* The signal that asked the program to end, or 0. */
int signals_ending(void);
/* Whether SIGTSTP came from outside since the last call. */
bool signals_take_stop(void);
/* Whether SIGCONT came since the last call, other than after signals_stop_job: somebody else had the
 * terminal meanwhile. */
bool signals_take_continue(void);
/* Stops the whole job, as ^Z does; returns when it goes on. */
void signals_stop_job(void);
/* For a child that is about to become another program: everything as the shell gave it. */
void signals_in_child(void);
/* While a child has the terminal, the job is stopped by its ^Z as if this program were not there. */
void signals_lend_terminal(bool lent);

#endif
