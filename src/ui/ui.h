/* ui: an open report on the terminal. Sole user of curses. And without one, a line at a
 * time (plain.h).
 *
 * What is always true:
 *  1. The terminal is left as it was found: when the reader leaves, suspends, starts an editor, when a
 *     signal ends the program, and when it crashes.
 *  2. Everything that happens to the report goes through session/: keys, help and the ':' line are made
 *     from session_verbs. Here is only decided which verb is meant, with which words, and what to draw.
 *  3. No note that a reader typed is lost: what could not be saved, or was cancelled, is offered again or
 *     stays in a file that is named.
 *  4. Only text that text_show or layout_emit made safe is drawn. */
#ifndef KANTLIJN_UI_UI_H
#define KANTLIJN_UI_UI_H

#include "session/session.h"

struct ui_options {
    struct session_reports *reports; /* the session is one of; NULL: it is alone */
    bool first_run; /* the hint for new readers may be shown, if it never was */
};

/* Whether there is a terminal to read on: both ends, and one that can place its cursor. Otherwise why
 * not, in words fit for a message, appended. That the machine lacks the description of a terminal that is
 * known to be like xterm turns out only in ui_run. */
bool ui_is_possible(struct buffer *why);

/* Shows the report, and others that the reader goes to, until he leaves. Where the machine lacks the description of a terminal that is
 * known to be like xterm, TERM is set to xterm-256color, for this program and its children. Returns the
 * exit status: 0, or 128 and the number of the signal that ended it; ERROR_INTERNAL with *error where the
 * terminal could not be had: then nothing was shown; ERROR_INPUT with *error where the report could not be
 * read beyond its beginning (session_settle). */
int ui_run(struct session *session, const struct ui_options *options, struct error *error);

/* Reads a line at a time from standard input and prints text alone, on any terminal or none, until the reader
 * leaves or input ends. Returns 0, or the code of *error where the report cannot be read to its end or
 * standard output cannot be written (with an empty message where its reader went away). */
int ui_run_plain(struct session *session, const struct ui_options *options, struct error *error);

/* Leaves the terminal as it was found, at once; harmless when nothing runs. For the handler of
 * base_on_no_memory. */
void ui_abandon(void);

#endif
