/* room: what the files of ui/ share: the open screen with its session, and its dialogs. Private to ui/.
 *
 * Dialogs are loops of their own over the page: they draw it, draw themselves over it, and read. Each
 * returns when it is done; where a signal asked to end meanwhile, it returns as if cancelled and the main
 * loop ends. */
#ifndef KANTLIJN_UI_ROOM_H
#define KANTLIJN_UI_ROOM_H

#include "ui/input.h"
#include "ui/line.h"
#include "ui/palette.h"

struct line_history {
    char **items;
    size_t count, capacity;
    bool loaded; /* what earlier runs left of it */
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

/* What the screen keeps of a report while another is read. */
struct ui_report {
    struct drafts drafts;
    bool is_greeted; /* it was shown before */
};

struct ui {
    struct session *session;
    struct plain *plain; /* where lines are read and printed, without a screen; else NULL */
    struct session_reports *shelf; /* that it is one of; NULL: it is alone */
    struct ui_report *reports;     /* of each on the shelf; NULL: no other was gone to yet */
    struct screen screen;
    struct input input;
    /* keys typed towards a verb */
    uint32_t keys[KEYMAP_SEQUENCE_MAX];
    size_t key_count;
    long count;      /* 5 in "5G"; 0 for none */
    bool counting;   /* digits were typed, and be it a single 0 */
    bool after_zero; /* the last key was a 0 that is a command: "0%" goes to the top all the same */
    /* what ui itself has to say; the view's message otherwise */
    struct buffer message;
    bool message_is_error;
    bool has_made_room; /* the page is smaller while the message stands */
    struct buffer hint; /* as it was made last */
    int hint_keys;      /* how many keys longer the first run's hint is shown; 0: not */
    bool ending;        /* a signal asked for it */
    enum session_resumed resumed;
    bool quit;
    struct layout_line line;   /* of the row being drawn */
    struct buffer row_content; /* the same in bytes */
    int64_t polled_ms;         /* when what others wrote was looked at last; 0: not yet */
    int64_t work_begun_ms, work_looked_ms; /* of long work: see progress.c */
    struct line_history searches, commands, answers, notes;
    struct palette palette;      /* of the ':' line, while that is open */
    struct layout_margin margin; /* beside the rows in sight, as drawn last */
    struct drafts drafts;
};

/* ---- room.c ---- */
void ui_say(struct ui *ui, const char *format, ...) BASE_PRINTF(2, 3);
void ui_complain(struct ui *ui, const char *format, ...) BASE_PRINTF(2, 3);
/* Complains of the error, with the file that it names. */
void ui_fail(struct ui *ui, const struct error *error);
/* Tells the session the size of the page; with rows_taken more rows at the bottom for a dialog. */
void ui_lay_out(struct ui *ui, int rows_taken);
/* The keys in force. */
struct keymap *ui_keymap(const struct ui *ui);
/* After settings were changed (EFFECT_SETTINGS): tells the screen and the session. */
void ui_apply_settings(struct ui *ui);
/* Reads one thing; resizes, stops, ends and what another program wrote are already dealt with when it returns
 * (but drawing anew is the caller's). False when a dialog must end because the program ends. */
bool ui_read(struct ui *ui, int timeout_ms);
/* The same for a dialog: ^Z suspends there too. */
bool ui_read_dialog(struct ui *ui, int timeout_ms);
void ui_suspend(struct ui *ui);

/* Whether anything is remembered from run to run. */
bool ui_keeps_state(const struct ui *ui);

/* ---- history.c: histories of lines ---- */
void history_add(struct line_history *history, const char *text);
/* From *at, which may be the count: the next older or newer line that begins so and is not the one shown. */
bool history_find(const struct line_history *history, const char *beginning, const char *shown,
                  bool older, size_t *at);
void history_release(struct line_history *history);
/* What was kept of commands or searches, once; and keeps one more, where that may be. */
void history_load(struct ui *ui, struct line_history *history);
void history_keep(struct ui *ui, const struct line_history *history, const char *line);

/* ---- draw.c: each reads and never changes the session ---- */
int ui_page_rows(const struct ui *ui); /* rows of the page, without status and message */
int ui_page_row(const struct ui *ui, int screen_row); /* of the page; may lie outside it */
int draw_hint_rows(struct ui *ui); /* rows that the first run's hint takes; 1 without it */
/* The rows that the page is to give up for the message, whose end else had no room under the focus. */
int draw_rows_for_message(struct ui *ui);
void draw_all(struct ui *ui);  /* page, status, message; shows the frame */
void draw_page(struct ui *ui); /* page and status alone, inside a frame */
void draw_message(struct ui *ui);
/* A message on as many rows as it needs, at most so many, the last of them last_row; cut with an ellipsis. */
void draw_said(struct ui *ui, const char *message, enum look look, int last_row, int most_rows);
/* Shows a sentence on the last row at once, over the frame that stands there. */
void draw_over_last_row(struct ui *ui, const char *sentence);
/* A box over the page, cleared, with a title; what is inside it starts one row and two columns further. */
void draw_box(struct ui *ui, int row, int col, int width_cols, int height_rows, const char *title);

/* ---- progress.c ---- */
/* A session_go_on, with the ui as its context. */
bool progress_go_on(void *context, const struct session_progress *progress);
/* What is worked at next begins anew. */
void progress_end(struct ui *ui);

/* ---- reports.c ---- */
/* After EFFECT_REPORT. */
void reports_show(struct ui *ui);
/* Where each that was shown is left (resume.c). */
void reports_keep_places(struct ui *ui);
void reports_release(struct ui *ui);

/* ---- loop.c ---- */
/* Reads the report itself where only its beginning was shown, and shows what that changes. */
bool ui_settle(struct ui *ui, struct error *error);
/* What opening had to tell; asked and said after the first frame. True where that changed the screen. */
bool ui_greet(struct ui *ui);
/* Runs a verb as its key does: asks for its argument, performs its effects. */
void ui_run_verb(struct ui *ui, const struct verb *verb, long count, bool percent);
/* Does what a verb asked for: enum effect, or'ed. */
void ui_perform(struct ui *ui, unsigned effects);
void ui_release(struct ui *ui);

/* ---- lineedit.c ---- */
enum line_answer { LINE_SAVED, LINE_CANCELLED, LINE_DISCARDED, LINE_ENDED /* by a signal */ };
/* What became of a key that a dialog was asked about first. */
enum line_key { LINE_KEY_NOT_MINE, LINE_KEY_TAKEN, LINE_KEY_SAVES /* as Enter does */ };
struct line_dialog {
    const char *prompt;
    struct line_history *history;                            /* NULL: none */
    void (*changed)(struct ui *ui, const struct line *line); /* NULL; after each change */
    enum line_key (*key)(struct ui *ui, struct line *line,
                         uint32_t code); /* NULL; before all else */
    enum line_key (*mouse)(struct ui *ui, struct line *line,
                           const struct pointed *mouse); /* NULL */
    bool lags; /* changed is called when nothing more was typed ahead, and before the end */
    void (*idle)(struct ui *ui, const struct line *line); /* NULL; after changes, when typing pauses
                                                           * and at least once a second */
    bool discards;                                        /* ^X throws the line away */
    const char *hint; /* at the right, or on a row of its own above the line */
    void (*draw)(struct ui *ui, void *context); /* what stands above the line; NULL: the page */
    void *context;
    void (*draw_over)(struct ui *ui, int line_row); /* NULL; over that; the line's first row */
};
enum line_answer line_dialog_run(struct ui *ui, const struct line_dialog *dialog,
                                 struct line *line);

/* ---- the other dialogs ---- */
/* ask.c: one key. */
bool ask_yes(struct ui *ui, const char *question);
/* stance_dialog.c: the words for the verb; NULL where cancelled or nothing was changed. */
char *stance_dialog_run(struct ui *ui, const char *initial);
/* list.c, outline.c, changes.c, help.c */
void list_notes(struct ui *ui);
void list_reports(struct ui *ui);
void outline_run(struct ui *ui);
void changes_run(struct ui *ui);
void help_run(struct ui *ui);
/* Groups stand in the order of their first verb. */
bool help_is_first_of_group(const struct verb *verb);
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
/* Runs a verb with the argument given, as the ':' line does. */
void command_run_verb(struct ui *ui, const struct verb *verb, const char *argument);

/* ---- draft.c: notes that were typed and not saved ---- */
/* Takes up what earlier runs left; how many there are now. */
size_t draft_find(struct ui *ui);
/* After a verb's prepare: the text that was begun for what it will write on, good until the next call here;
 * NULL for none. draft_keep and draft_forget are about this note until the next draft_begin. */
const char *draft_begin(struct ui *ui);
void draft_keep(struct ui *ui, const char *text);
void draft_forget(struct ui *ui);
/* After draft_keep: says that the note could not be saved, for the reason that the view's message gives, and
 * how it is offered again. */
void draft_not_saved(struct ui *ui);
/* Puts the focus where one was begun, each time another, and says which key offers it. */
void draft_go(struct ui *ui);
void draft_release(struct ui *ui);

/* ---- state.c: small private files ---- */
enum { STATE_UNIQUE_BYTES = 6 };
/* Appends the path; false where there is no home. */
bool state_path(struct buffer *path, const char *name);
/* Of a string: a short name for a long path. */
uint64_t state_hash(const char *string);
/* held: where to put the file, open and locked until it is closed; NULL where it is not wanted. */
bool state_write(const char *path, const char *bytes, size_t len_bytes, int *held);
/* Makes an empty file whose name is the path and STATE_UNIQUE_BYTES more, which are appended; open and
 * locked. -1 where it cannot be made. */
int state_make(struct buffer *path);
/* Opens and locks; -1 where it is not there, or another process holds it. */
int state_take(const char *path);
/* NULL where there is nothing; the caller frees. */
char *state_read(int file, size_t most_bytes);

/* ---- resume.c: where each report was left ---- */
/* Once the page was laid out, before or after its first frame. */
void resume_take(struct ui *ui);
/* Says so; false where there is nothing to say. */
bool resume_say(struct ui *ui);
/* When the report is left. */
void resume_keep(struct ui *ui);

/* ---- hint.c: the first run ---- */
bool hint_is_due(void);
/* The hint, and that of a selection, with the keys in force; good until the next call of either. */
const char *hint_of_first_run(struct ui *ui);
const char *hint_of_selecting(struct ui *ui);
void hint_was_shown(void);

#endif
