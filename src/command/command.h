/* command: the command line. Finds out which verb is meant, with which words; runs it through session/ and
 * prints what it gives. One file a command; the table in table.c gives each its words, options and help.
 *
 * What is always true:
 *  1. Standard output gets results alone, and whole: it is written once, at the end. Messages go to
 *     standard error as "kantlijn: FILE: what is wrong: what to do about it".
 *  2. The exit status is an enum error_code.
 *  3. Nothing from a file reaches a terminal raw; files and pipes get the exact text. */
#ifndef KANTLIJN_COMMAND_COMMAND_H
#define KANTLIJN_COMMAND_COMMAND_H

#include "session/session.h"

/* The screen, which this room does not know; main.c brings the two together. */
struct command_screen {
    /* Whether there is a terminal to read on, else why not, appended. */
    bool (*is_possible)(struct buffer *why);
    /* Shows the report that is read, and others that are gone to, until the reader leaves, as session_settings say; returns the exit status. With
     * *error set, nothing was shown. */
    int (*run)(struct session_reports *reports, struct error *error);
    /* The same a line at a time, on any terminal or none. */
    int (*run_plain)(struct session_reports *reports, struct error *error);
};

/* Does what the words ask and returns the exit status. */
int command_main(int argc, char **argv, const struct command_screen *screen);

#endif
