/* room: what the files of ui/ share: the open screen with its session, and its dialogs. Private to ui/.
 *
 * Dialogs are loops of their own over the page: they draw it, draw themselves over it, and read. Each
 * returns when it is done; where a signal asked to end meanwhile, it returns as if cancelled and the main
 * loop ends. */
#ifndef KANTLIJN_UI_ROOM_H
#define KANTLIJN_UI_ROOM_H

#include "ui/input.h"
#include "ui/keymap.h"
#include "ui/line.h"

struct line_history {
    char **items;
    size_t count, capacity;
};

/* A note that was typed and not saved: see draft.c. */
struct draft {
    char *words; /* what it was begun for: session_pending_words */
    char *text;
    char *path; /* NULL where no file can be made: then it lives as long as the program */
    int file;   /* of the path, open and locked; -1 without a path */
};
struct drafts {
    struct draft *items;
    size_t count, capacity;
    size_t current; /* the one of the note that is being typed, or SIZE_MAX */
    char *words;    /* what that note is begun for */
    size_t visited; /* how many draft_go has shown */
};

struct plain; /* plain.h */

struct ui {
    struct session *session;
    struct plain *plain; /* where lines are read and printed, without a screen; else NULL */
    struct screen screen;
    struct input input;
    struct keymap keymap;
    /* keys typed towards a verb */
    uint32_t keys[KEYMAP_SEQUENCE_MAX];
    size_t key_count;
    long count;    /* 5 in "5G"; 0 for none */
    bool counting; /* digits were typed, and be it a single 0 */
    bool after_zero; /* the last key was a 0 that is a command: "0%" goes to the top all the same */
    /* what ui itself has to say; the view's message otherwise */
    struct buffer message;
    bool message_is_error;
    int hint_keys; /* how many keys longer the first run's hint is shown; 0: not */
    bool ending;   /* a signal asked for it */
    bool quit;
    struct layout_line line; /* of the row being drawn */
    struct line_history searches, commands, notes;
    struct drafts drafts;
};

/* ---- room.c ---- */
void ui_say(struct ui *ui, const char *format, ...) BASE_PRINTF(2, 3);
void ui_complain(struct ui *ui, const char *format, ...) BASE_PRINTF(2, 3);
/* Tells the session the size of the page; with rows_taken more rows at the bottom for a dialog. */
void ui_lay_out(struct ui *ui, int rows_taken);
/* After settings were changed (EFFECT_SETTINGS): tells the screen and the session. */
void ui_apply_settings(struct ui *ui);
/* Reads one thing; resizes, stops and ends are already dealt with when it returns (but drawing anew is the
 * caller's). False when a dialog must end because the program ends. */
bool ui_read(struct ui *ui, int timeout_ms);
/* The same for a dialog: ^Z suspends there too. */
bool ui_read_dialog(struct ui *ui, int timeout_ms);
void ui_suspend(struct ui *ui);

void history_add(struct line_history *history, const char *text);
void history_release(struct line_history *history);

/* ---- draw.c: each reads and never changes the session ---- */
int ui_page_rows(const struct ui *ui);   /* rows of the page, without status and message */
int draw_hint_rows(const struct ui *ui); /* rows that the first run's hint takes; 1 without it */
void draw_all(struct ui *ui);            /* page, status, message; shows the frame */
void draw_page(struct ui *ui);           /* page and status alone, inside a frame */
void draw_message(struct ui *ui);
/* A message on as many rows as it needs, at most so many, the last of them last_row; cut with an ellipsis. */
void draw_said(struct ui *ui, const char *message, enum look look, int last_row, int most_rows);
/* Where the hardware cursor belongs on the page. */
void draw_find_cursor(struct ui *ui, int *row, int *col);
/* A box over the page, cleared, with a title; what is inside it starts one row and two columns further. */
void draw_box(struct ui *ui, int row, int col, int width_cols, int height_rows, const char *title);

/* ---- loop.c ---- */
/* Runs a verb as its key does: asks for its argument, performs its effects. */
void ui_run_verb(struct ui *ui, const struct verb *verb, long count, bool percent);
/* Does what a verb asked for: enum effect, or'ed. */
void ui_perform(struct ui *ui, unsigned effects);
/* What opening had to tell, asked and said. True where there was something. */
bool ui_greet(struct ui *ui);
void ui_release(struct ui *ui);

/* ---- lineedit.c ---- */
enum line_answer { LINE_SAVED, LINE_CANCELLED, LINE_DISCARDED, LINE_ENDED /* by a signal */ };
struct line_dialog {
    const char *prompt;
    struct line_history *history;                            /* NULL: none */
    void (*changed)(struct ui *ui, const struct line *line); /* NULL; after each change */
    bool (*complete)(struct ui *ui, struct line *line); /* NULL; on Tab; true if it did anything */
    void (*idle)(struct ui *ui, const struct line *line); /* NULL; after changes, when typing pauses
                                                           * and at least once a second */
    bool discards;                                        /* ^X throws the line away */
    const char *hint; /* at the right, or on a row of its own above the line */
    void (*draw)(struct ui *ui, void *context); /* what stands above the line; NULL: the page */
    void *context;
};
enum line_answer line_dialog_run(struct ui *ui, const struct line_dialog *dialog,
                                 struct line *line);

/* ---- the other dialogs ---- */
/* ask.c: one key. */
bool ask_yes(struct ui *ui, const char *question);
/* stance_dialog.c: the words for the verb; NULL where cancelled or nothing was changed. */
char *stance_dialog_run(struct ui *ui, const char *initial);
/* list.c, help.c */
void list_run(struct ui *ui);
void help_run(struct ui *ui);
/* editor.c */
struct editor_text {
    char *text; /* NULL: nothing to save */
    char *path; /* the private file that holds it */
};
/* False, with a message said, where there is nothing to save. */
bool editor_run(struct ui *ui, const char *initial, struct editor_text *text);
/* Removes the file, or keeps it when the text could not be saved, and frees. */
void editor_done(struct ui *ui, struct editor_text *text, bool saved);
/* command.c: the ':' line. */
void command_run(struct ui *ui);
void command_run_words(struct ui *ui, const char *words); /* what stands after the ':' */

/* ---- draft.c: notes that were typed and not saved ---- */
/* Takes up what earlier runs left; how many there are now. */
size_t draft_find(struct ui *ui);
/* After a verb's prepare: the text that was begun for what it will write on, good until the next call here;
 * NULL for none. draft_keep and draft_forget are about this note until the next draft_begin. */
const char *draft_begin(struct ui *ui);
void draft_keep(struct ui *ui, const char *text);
void draft_forget(struct ui *ui);
/* Puts the focus where one was begun, each time another, and says which key offers it. */
void draft_go(struct ui *ui);
void draft_release(struct ui *ui);

/* ---- state.c: small private files ---- */
enum { STATE_UNIQUE_BYTES = 6 };
/* Appends the path; false where there is no home. */
bool state_path(struct buffer *path, const char *name);
/* held: where to put the file, open and locked until it is closed; NULL where it is not wanted. */
bool state_write(const char *path, const char *bytes, size_t len_bytes, int *held);
/* Makes an empty file whose name is the path and STATE_UNIQUE_BYTES more, which are appended; open and
 * locked. -1 where it cannot be made. */
int state_make(struct buffer *path);
/* Opens and locks; -1 where it is not there, or another process holds it. */
int state_take(const char *path);
/* NULL where there is nothing; the caller frees. */
char *state_read(int file, size_t most_bytes);

/* ---- hint.c: the first run ---- */
bool hint_is_due(void);
void hint_was_shown(void);

#endif
