/* plain: reading a line at a time, on any terminal or none. Knows no curses. Private to ui/.
 *
 * The verbs, their arguments, drafts and effects are the screen's own (loop.c, draft.c, editor.c); where
 * they ask or show something, these functions take the place of the screen's dialogs. A line is typed and
 * ended with Enter; what is printed is text alone: no escape sequence, no box drawing, each line wrapped at
 * the width there is and made safe.
 *
 * What is always true: standard output is flushed before a line is waited for; where it cannot be written
 * any more, or standard input ends, ui->ending is set and every question counts as cancelled. */
#ifndef KANTLIJN_UI_PLAIN_H
#define KANTLIJN_UI_PLAIN_H

#include "ui/room.h"

struct plain {
    bool is_terminal; /* standard input is one: it echoes what is typed */
    bool is_broken;   /* standard output cannot be written */
    int cause;        /* errno of that */
    int width_cols, height_rows;
    struct buffer out; /* what is not written yet */
    struct buffer in;  /* read and not used yet, from in_at_bytes on */
    size_t in_at_bytes;
    const char *answer;    /* to the next question, typed with the command; NULL for none */
    size_t paged_rows;     /* lines since the last pause of a long list */
    bool has_enough;       /* of that list */
    size_t lines;          /* printed in all */
    int64_t work_begun_ms; /* since the last line was read; 0: none */
    bool said_it_works;
    /* what was printed last: told again only where it changed */
    struct layout_place focus;
    size_t point_bytes, selection_start, selection_end;
    struct buffer line;
};

/* ---- plain_say.c ---- */
/* Prints text that may be anything, wrapped, and ends the line. */
void plain_put(struct ui *ui, const char *text);
void plain_flush(struct ui *ui);
/* What ui or the session has to say, and forgets it. True where there was something. */
bool plain_put_message(struct ui *ui);
/* Finds out how wide and high the page is, and tells the session. */
void plain_lay_out(struct ui *ui);
/* "report.txt, item 2 of 6, 34%, saved" */
void plain_put_status(struct ui *ui);
enum plain_focus {
    FOCUS_IF_NEW, /* where it is not what was printed last */
    FOCUS_ALWAYS,
    FOCUS_SILENT, /* it was printed already */
};
/* The focused line, from the cursor on, or what is selected. True where something was printed. */
bool plain_put_focus(struct ui *ui, enum plain_focus when);
/* Both, as ^L does. */
void plain_put_all(struct ui *ui);
/* Rows from a place to another, at most so many. */
void plain_put_rows(struct ui *ui, struct layout_place from, struct layout_place to, size_t most);

/* ---- plain_ask.c ---- */
enum plain_reading { PLAIN_LINE, PLAIN_CANCELLED, PLAIN_END };
/* Prints the prompt and reads a line, without its end. */
enum plain_reading plain_read(struct ui *ui, const char *prompt, struct buffer *line);
/* For long work: on a terminal says so once; ^C gives it up, and then the next question too. */
bool plain_go_on(void *context, const struct session_progress *progress);
void plain_start_signals(void);
void plain_stop_signals(void);
/* The dialogs. */
enum line_answer plain_ask_line(struct ui *ui, const struct line_dialog *dialog, struct line *line);
bool plain_ask_yes(struct ui *ui, const char *question);
char *plain_ask_stances(struct ui *ui, const char *initial);
/* ---- plain_list.c ---- */
/* False where none was chosen. */
bool plain_list(struct ui *ui, struct session_entry *entries, size_t count, size_t *index);
void plain_outline(struct ui *ui);
void plain_changes(struct ui *ui);
void plain_help(struct ui *ui);

#endif
