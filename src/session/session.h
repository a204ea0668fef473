/* session: an open report with its sidecar, the page that shows it, and the verbs: what can be done to
 * them. The sole home of "what a key or a command does": the screen (ui/) and the command line
 * (command/) only find out which verb is meant, with which words, and perform the effects it returns.
 * Knows no curses and never prints.
 *
 * What is always true:
 *  1. A verb changes and returns what must be redone; drawing reads and never changes.
 *  2. What a verb recorded is on disk when it returns without an error; there is no saving.
 *  3. Opening never writes. The sidecar appears with the first edit.
 *  4. The focused row is visible, and never a gap, whatever was folded, resized or reloaded.
 *  5. After an error nothing has changed, and the message says what to do. */
#ifndef KANTLIJN_SESSION_SESSION_H
#define KANTLIJN_SESSION_SESSION_H

#include "export/export.h"
#include "format/format.h"
#include "layout/layout.h"
#include "settings/settings.h"

struct session;
struct config;

/* ==== long work (progress.c) ====================================================================
 * Whatever may take long calls this between its stretches, every few milliseconds. False gives up: what was
 * asked for then fails with ERROR_CANCELLED, and nothing has changed (but what has been read of a report
 * stays read, and is gone on with later). It may draw and look for keys; it must not call the session. */
enum session_work {
    WORK_READING,   /* the report */
    WORK_SEARCHING,
    WORK_PLACING,   /* finding where notes belong */
    WORK_EXPORTING,
    WORK_SAVING,    /* the report's text goes into the sidecar with its first note */
    WORK_COUNT,
};
struct session_progress {
    enum session_work work;
    const char *name;    /* of the report, as messages call it */
    size_t done, total;  /* total 0 where nobody knows what share that is */
};
typedef bool session_go_on(void *context, const struct session_progress *progress);
/* From now on that one is told; NULL: nobody. */
void session_set_progress(struct session *session, session_go_on *go_on, void *context);

/* ==== opening (open.c, locate.c) ================================================================ */

struct session_options {
    const char *sidecar; /* path given by --sidecar, or NULL */
    const char *author;  /* NULL: $KANTLIJN_AUTHOR, else the account's full name, else its login */
    struct format_options reading; /* what is known better than the report says */
    bool read_sidecar;   /* false: the text needs none */
    bool outline_only;   /* without read_sidecar: of it only what the reader put right in the outline */
    struct config *config; /* outlives the session, which changes it; NULL: defaults of its own */
    bool on_screen;      /* a reader who may want to write is told at once what forbids it */
    session_go_on *go_on; /* as session_set_progress sets it; reading.wait is the session's own */
    void *go_on_context;
};

/* path: a report, "-", or a sidecar (then its report is opened: the name without ".kantlijn", else the
 * file of its folder that has the text). The sidecar is, in this order: the one given; the one beside the
 * report; the one under $XDG_DATA_HOME/kantlijn (a name made from the report's absolute path); and where
 * none stands anywhere, it will be made beside the report, or under $XDG_DATA_HOME/kantlijn where the
 * report's folder is not writable. Standard input has none but the one given. A sidecar that cannot be used is
 * an error: notes are never silently ignored. Only on the screen, where it was not asked for by name, the
 * report is read all the same, without notes; the notice says why, and nothing can be written until what is
 * wrong was mended. With outline_only nothing is offered, and where a sidecar that was not asked for by name
 * cannot be used, the outline is the inferred one; the notice says why. */
bool session_open(struct session **session, const char *path, const struct session_options *options,
                  struct error *error);
/* What the first frame does not wait for, after it and before any verb runs. A large report without notes is
 * opened on the screen with its beginning alone: this reads the report itself, and the page is then to be laid
 * out anew, since what follows can tell more of what was shown. And another sidecar that has this text is looked
 * for. On an error there is nothing left to show: close the session. */
bool session_settle(struct session *session, struct error *error);
bool session_is_settled(const struct session *session);
/* The built-in sample in a scratch folder of its own, with notes that teach the keys; the folder is removed
 * by session_close, and those that killed demos left by the next call. */
bool session_open_demo(struct session **session, const struct session_options *options, struct error *error);
void session_close(struct session *session);

/* What the reader chose; verbs change it. */
struct config *session_config(struct session *session);
struct settings *session_settings(struct session *session);
const struct report *session_report(const struct session *session);
struct sidecar_contents *session_contents(struct session *session); /* places resolved; empty without a sidecar */
const char *session_report_path(const struct session *session); /* NULL: standard input, the sample */
const char *session_report_name(const struct session *session); /* for people: the file's own name */
const char *session_sidecar_path(const struct session *session); /* where it is, or would be made; NULL: nowhere */
const char *session_author(const struct session *session);
bool session_has_sidecar(const struct session *session); /* one stands there */
/* True where the sidecar lives under $XDG_DATA_HOME because the folder is not writable. */
bool session_is_elsewhere(const struct session *session);
/* Whether notes can be written now, so that nobody types what cannot be saved; else the error says why. A
 * sidecar that could not be used is tried again. */
bool session_may_write(struct session *session, struct error *error);
/* A sentence to show once after opening (replaced bytes, orphans, sidecar elsewhere, a sidecar in the folder
 * that has this text under another name), or NULL. */
const char *session_notice(const struct session *session);
/* The sidecar of another name that has this report's text, or the one in the data folder that holds what the
 * one beside the report does not; or NULL. session_adopt adds it to this report's own (the other file stays
 * as it is) and loads that. */
const char *session_offered_sidecar(const struct session *session);
bool session_adopt(struct session *session, struct error *error);
/* Reads the whole of a large report; true at once when it is complete. May be given up, and gone on with. */
bool session_read_all(struct session *session, struct error *error);

/* ==== notes and stances (place.c, notes.c, stances.c) =========================================== */

/* A place on which something is recorded. */
struct session_place {
    bool on_item;
    size_t heading;                   /* for on_item */
    size_t start_points, end_points;  /* else: the passage */
};

/* A place in words; NULL where not given. item: a number, or "@K". quote: must occur once (in the item
 * when that is given), letter for letter or, where it does so nowhere, but for the form of apostrophes,
 * quotation marks and dashes. at: "START:END" in code points. Item alone means the item itself. */
struct session_place_words {
    const char *item, *quote, *at;
};
bool session_find_place(struct session *session, const struct session_place_words *words,
                        struct session_place *place, struct error *error);

/* kind NULL: "note". body is decoded (NFC, CRs out) and trimmed at its end; an empty one, and one that is
 * no UTF-8, is refused.
 * id has SIDECAR_ID_SIZE; NULL when not wanted. */
bool session_note_add(struct session *session, const struct session_place *place, const char *kind,
                      const char *body, char *id, struct error *error);
/* An id is given whole or by a beginning that only one note has. NULL body or kind: left as it is. */
bool session_note_edit(struct session *session, const char *id, const char *kind, const char *body,
                       struct error *error);
bool session_note_delete(struct session *session, const char *id, struct error *error);

struct session_stance {
    const struct actor *actor;
    enum stance stance; /* STANCE_NONE clears */
};
/* Reads "NL=+ DE=conditional com~"; = may be left out before a sign. Two signs for one actor are an error.
 * Appends to *stances (free()). */
bool session_parse_stances(const char *words, struct session_stance **stances, size_t *count,
                           struct error *error);
/* One action. The author's own tag of that actor at exactly that place is changed, else one is added;
 * clearing deletes the author's own tag there, and where there is none the error says so. */
bool session_stance_set(struct session *session, const struct session_place *place,
                        const struct session_stance *stances, size_t count, struct error *error);
/* The author's own tags at exactly that place: stances[i] filled for each actor that has one. */
size_t session_stances_at(const struct session *session, const struct session_place *place,
                          struct session_stance **stances);

/* ---- what the reader puts right (correct.c) ----------------------------------------------------- */

/* What a block is; one that is corrected already is corrected anew. Refused for footnotes. */
bool session_correct(struct session *session, size_t block, const struct report_reading *reading,
                     struct error *error);
/* "2024-01-25..2024-01-26 Brussel", "2024-01-25" or "Brussel": what is not given stays as it was set; "-"
 * takes back what was set. */
bool session_set_meeting(struct session *session, const char *words, struct error *error);
/* "2024-01-25..2024-01-26 Brussel", as it is known now; nothing where nothing is. Appended. */
void session_meeting_words(const struct session *session, struct buffer *words);

/* Undo or redo of the author's last action; message says in words what was done. earlier_session: true
 * where the action is older than this session; then nothing is done unless confirmed. */
bool session_step(struct session *session, enum sidecar_step step, bool confirmed, bool *earlier_session,
                  struct buffer *message, struct error *error);

/* Exports into out; and writes bytes to a file: whole or not at all, never over an existing one without
 * force, and never over the report or a sidecar, by whatever name. */
bool session_export(struct session *session, const struct export_format *format, int width_cols,
                    struct buffer *out, struct error *error);
bool session_write_file(const struct session *session, const char *path, const struct buffer *bytes,
                        bool force, struct error *error);

/* Writes what counts now as a sidecar of its own, for sending on (sidecar_share), with the report's
 * permissions: whole or not at all, never over the report or its sidecar, and over another file only with
 * force; a sidecar then only where nothing of it would be lost. */
bool session_share(struct session *session, const char *path, bool force, struct error *error);

/* Findings of the sidecar's own check and of its anchors against the report; count_found counts them. With
 * kept, a sidecar that is not sound is rebuilt from its log first, and kept as it was in
 * FILE.before-repair, whose path is appended to kept. */
bool session_check(struct session *session, struct buffer *kept, sidecar_finding *finding, void *context,
                   size_t *count_found, struct error *error);

/* ==== the page (view.c, motion.c, fold.c, select.c, search.c) =================================== */

/* What a verb asks the screen to do, or'ed. */
enum effect {
    EFFECT_NONE = 0,
    EFFECT_REDRAW = 1 << 0,
    EFFECT_QUIT = 1 << 1,
    EFFECT_SUSPEND = 1 << 2,
    EFFECT_HELP = 1 << 3,
    EFFECT_LIST = 1 << 4,      /* the list of notes and stances */
    EFFECT_COMMAND = 1 << 5,   /* open the ':' line */
    EFFECT_CLEAR = 1 << 6,     /* repaint every cell */
    EFFECT_BELL = 1 << 7,
    EFFECT_COPY = 1 << 8,      /* session_view()->copied to the clipboard */
    EFFECT_DRAFT = 1 << 9,     /* go to a note that was typed and not saved */
    EFFECT_SETTINGS = 1 << 10, /* settings were changed: all of them count anew */
    EFFECT_OUTLINE = 1 << 11,  /* the outline to jump from */
    EFFECT_CHANGES = 1 << 12,  /* the list of changes */
    EFFECT_REPORT = 1 << 13,   /* another report is read: session_reports_read */
    EFFECT_REPORTS = 1 << 14,  /* the list of the reports */
};

/* The state of the page; ui reads it, verbs change it. */
struct view {
    struct layout *layout;
    int width_cols, height_rows;   /* of the page alone, without status and message lines */
    struct layout_place top, focus; /* the focus may be a row of the margin */
    size_t point_bytes;            /* where in the text the focus is; the hardware cursor stands there when
                                    * the focused row shows it, else at the row's first column */
    /* the selection: v opened a cursor (selecting), or Enter kept what it had marked (kept) */
    bool selecting, kept;
    size_t select_anchor_bytes, select_cursor_bytes; /* cluster starts, both ends inclusive */
    /* the search */
    struct text_query query;
    bool searching;
    size_t match_start_bytes, match_end_bytes;
    size_t match_ordinal, match_count; /* "3/14"; count 0: not counted (yet) */
    struct buffer message;         /* one line for the reader; cleared before each verb */
    bool message_is_error;
    struct buffer copied;
    bool first_run_hint;           /* show the hint instead of an empty message line */
};

struct view *session_view(struct session *session);
/* Called first of all and at every change of size (>= 1 each); keeps the focused row where it is. */
void session_resize(struct session *session, int width_cols, int height_rows, int measure_cols, bool ascii);
/* The marks for layout_emit. */
struct layout_marks session_marks(const struct session *session);
/* "item 2 of 6 · 34%" and "saved", "no notes yet", "read-only" … for the status line; appended. */
void session_status(struct session *session, struct buffer *place, struct buffer *saved);
/* While a search is typed: shows the first match from where the reader was, in what has been read. An empty
 * query shows the page as it was. session_preview_end, before the verb is run or the search given up, puts
 * everything back. The size of the page may change between. */
void session_preview(struct session *session, const char *query, bool forward);
void session_preview_end(struct session *session);
/* Before a search for these words, and with its preview still shown: where a large report was not read to its end and what
 * was read has no match, the paragraphs around the first place that the file has, as a session to draw
 * and close again; else NULL. What the search finds can differ, since the report joins lines. */
struct session *session_look_ahead(struct session *session, const char *typed);
/* The same for a jump to the end: the last paragraphs of the file. typed: NULL. */
struct session *session_look_at_end(struct session *session, const char *typed);
/* Sees what another process wrote: true if the page must be redrawn. Also says when the sidecar was
 * replaced underneath, and opens it again; and when the report was, which the reader has read again with r. */
bool session_poll(struct session *session);

/* What a mouse did on a cell of the page; rows above the page are negative. Returns what must be redone, as
 * a verb does (point.c). */
enum pointing {
    POINTING_PRESS,
    POINTING_DRAG, /* moved with the button down */
    POINTING_RELEASE,
    POINTING_SCROLL_UP, /* the wheel */
    POINTING_SCROLL_DOWN,
};
unsigned session_point(struct session *session, enum pointing what, int row, int column_cols);

/* The list of notes and stances in the order of the page. */
struct session_entry {
    struct layout_position position;
    char *label; /* "2. Werklunch …  note  text" shown in full; the list cuts it */
};
size_t session_entries(struct session *session, struct session_entry **entries);
void session_entries_free(struct session_entry *entries, size_t count);
/* These two go there, opening what hides it; a jump. */
void session_go_to_heading(struct session *session, size_t heading);
void session_go(struct session *session, const struct layout_position *position);

/* ==== several reports (reports.c) ================================================================
 * Those of one command line, of which one is read. The others are opened when they are gone to, and all stay
 * open as they were left. */
struct session_reports {
    char *const *paths; /* of count reports; outlive this */
    size_t count, at;   /* at: the one that is read */
    size_t before;      /* the one that was read before it */
    struct session **sessions; /* NULL: not opened yet */
    struct session_options options; /* for those that are gone to */
};
void session_reports_init(struct session_reports *reports, char *const *paths, size_t count,
                          const struct session_options *options);
/* Closes them all. */
void session_reports_release(struct session_reports *reports);
/* One that was opened already: it is closed with the others. */
void session_reports_put(struct session_reports *reports, size_t index, struct session *session);
struct session *session_reports_read(const struct session_reports *reports);
/* The one that was gone to last cannot be read beyond its beginning: closes it and goes back. */
void session_reports_go_back(struct session_reports *reports);
/* "> 2. verslag.txt" for each, as for the list of notes, without a position. */
size_t session_reports_entries(const struct session *session, struct session_entry **entries);
/* As a verb does it. */
unsigned session_go_to_report(struct session *session, size_t index);

/* ==== where it was left (resume.c) ============================================================== */
/* The place on the page and the folds, in words for a later run; nothing where both are as at opening. */
void session_leave_words(struct session *session, struct buffer *words); /* appended */
enum session_resumed {
    RESUMED_NOT,
    RESUMED_IN_SIGHT, /* on the report's first page */
    RESUMED,
    RESUMED_ABOUT,    /* the text that had the focus is gone: near where it was */
};
/* Brings back what such words tell, of this report or of what it was before it changed; whatever else they
 * are, nothing happens. Before the first frame or later; reads a large report as far as it must. */
enum session_resumed session_resume(struct session *session, const char *words);
/* Of how the report begins, and its size. */
uint64_t session_report_hash(const struct session *session);
/* ==== the changes (changes.c) ==================================================================== */
/* Every action that was recorded, by whomever, newest first: the list as it was when it was opened, and
 * after each step anew. Only what is asked for is read. NULL with ERROR_NOTHING where there is none. */
struct session_changes;
struct session_changes *session_changes_open(struct session *session, struct error *error);
void session_changes_close(struct session_changes *changes);
size_t session_changes_count(const struct session_changes *changes);
/* Reads the list anew, after another process wrote; *index follows its action. False where nothing is left. */
bool session_changes_refresh(struct session_changes *changes, size_t *index, struct error *error);
/* "2024-01-26 14:05  A. de Vries  [undone] note written on 2. Havens: text", for a row of so many columns,
 * which its words may pass; appended. */
void session_changes_label(struct session_changes *changes, size_t index, int width_cols,
                           struct buffer *label);
/* Puts the focus on what it changed, else where that stood. The view's message tells what that leaves open. */
bool session_changes_go(struct session_changes *changes, size_t index, struct error *error);
/* Undoes or redoes that one, whatever came after it; message says in words what was done. Of another's, and
 * of an earlier session's, it asks for the same step again, and nothing is done. *index follows its action. */
bool session_changes_step(struct session_changes *changes, size_t *index, enum sidecar_step step,
                          struct buffer *message, struct error *error);

/* ==== what is being written (pending.c) ==========================================================
 * After a verb's prepare: what it will write on, in words that find it again in a later run. */
void session_pending_words(const struct session *session, struct buffer *words); /* appended */
enum session_match {
    MATCH_NONE,
    MATCH_SAME,
    MATCH_WITHIN, /* nothing is selected, and the words name a passage of the paragraph */
};
/* Whether words name what the verb will write on. */
enum session_match session_pending_match(struct session *session, const char *words);
/* Where they name a passage of it, the verb will write on that passage, and it is selected. */
void session_pending_take(struct session *session, const char *words);
/* Puts the focus there, selects what is no whole paragraph. False where it is gone from the report. */
bool session_go_to_words(struct session *session, const char *words);
/* Whether they name a note that was deleted, and what brings it back. */
enum session_deletion {
    DELETION_NONE,  /* it is there, or there is nothing to bring back */
    DELETION_LAST,  /* undo: the deletion is the reader's last change */
    DELETION_LISTED /* undo in the list of changes */
};
enum session_deletion session_pending_deletion(struct session *session, const char *words);

/* ==== verbs (verbs.c) ============================================================================ */
enum verb_argument {
    ARGUMENT_NONE,
    ARGUMENT_LINE,    /* asked for with the line editor */
    ARGUMENT_NOTE,    /* the same, and kept as a draft where it is not saved */
    ARGUMENT_QUERY,   /* the same, searching as it is typed */
    ARGUMENT_PATTERN, /* the same, without that */
    ARGUMENT_EDITOR,  /* asked for with $VISUAL or $EDITOR */
    ARGUMENT_STANCES, /* asked for with the stance dialog: "NL=+ DE=-" */
    ARGUMENT_LETTER,  /* the key after the verb's own: a in "ma" */
};

enum verb_mode { MODE_PAGE = 1, MODE_SELECT = 2, MODE_BOTH = 3 };

struct verb_call {
    long count;           /* 5 in "5G"; 0 where none was typed */
    bool percent;         /* "50%", and "0%" */
    const char *argument; /* NULL where the verb takes none */
};

/* Whether a verb leaves a place for ^O behind. */
enum verb_jump {
    JUMP_NEVER,
    JUMP_OFF_PAGE, /* where it went to what was not on the page */
    JUMP_ALWAYS,   /* where it went anywhere */
};

struct verb {
    const char *name;      /* for ":" and the manual: "fold-all" */
    const char *also; /* other names that ":" understands, whole, apart by spaces; NULL for none */
    const char *keys;      /* key names apart by spaces, a sequence glued: "zc", "]n", "Tab", "^D"; "" for none */
    enum verb_mode mode;   /* where these keys work */
    enum verb_argument argument;
    enum verb_jump jump;
    bool optional;         /* the argument may be left out on the ':' line */
    const char *values;    /* the words that the argument can be, apart by spaces; NULL: any */
    /* Where values depend on what is typed: the words, apart by spaces, that can stand from start_bytes of the
     * argument on; appended. NULL: values says all. */
    void (*complete)(const char *argument, struct buffer *values, size_t *start_bytes);
    const char *group;     /* N_() heading in the help */
    const char *help;      /* N_() one line */
    const char *prompt;    /* N_() before the line editor, with an argument */
    /* Called before the argument is asked for; remembers what the verb is about, so that nothing that
     * changes meanwhile can send a note elsewhere. Gives what the line editor, editor or stance dialog
     * starts with (the caller frees; the stance dialog gets the tags that stand there as "NL=+ DE=-").
     * False, with the view's message set, where the verb makes no sense now. NULL: empty and always. */
    bool (*prepare)(struct session *session, char **initial);
    unsigned (*run)(struct session *session, const struct verb_call *call); /* enum effect */
    /* What is to be drawn before it runs without a count, since that can take long; NULL: nothing. */
    struct session *(*look_ahead)(struct session *session, const char *argument);
};

/* Ends in an entry whose name is NULL. */
extern const struct verb session_verbs[];
/* By name, by another name it has, or by a beginning that only one has. NULL: none or several. */
const struct verb *session_find_verb(const char *name, size_t len_bytes);
/* Runs it: clears the message, runs, keeps the focus visible, records a jump. An error becomes the view's message. */
unsigned session_run(struct session *session, const struct verb *verb, const struct verb_call *call);

/* ==== keys (keymap.c, bindings.c) ==================================================================
 * A key is one code: a Unicode code point (controls included: Tab is 9, Enter 13, Esc 27, Backspace 127)
 * or one of the codes below for keys that are no character. No key of a map is both a whole command and the
 * beginning of another, in one mode. */
enum key_code {
    KEYCODE_TAB = 9,
    KEYCODE_NEWLINE = 10, /* ^J */
    KEYCODE_ENTER = 13,
    KEYCODE_ESCAPE = 27,
    KEYCODE_BACKSPACE = 127,
    KEYCODE_UP = 0x110000,
    KEYCODE_DOWN,
    KEYCODE_LEFT,
    KEYCODE_RIGHT,
    KEYCODE_HOME,
    KEYCODE_END,
    KEYCODE_PAGE_UP,
    KEYCODE_PAGE_DOWN,
    KEYCODE_BACK_TAB,
    KEYCODE_DELETE,
    KEYCODE_INSERT,
    KEYCODE_FUNCTION, /* and the number: F1 is KEYCODE_FUNCTION + 1 */
    KEYCODE_FUNCTION_LAST = KEYCODE_FUNCTION + 63,
    KEYCODE_UNKNOWN,
};

#define KEYCODE_CONTROL(letter) ((uint32_t)(letter)&0x1F)

enum { KEYMAP_SEQUENCE_MAX = 4 };

struct binding {
    uint32_t codes[KEYMAP_SEQUENCE_MAX];
    size_t code_count;
    enum verb_mode mode; /* where it holds: the verb's, but where another binding took its place */
    const struct verb *verb;
    char *argument; /* that the verb gets; NULL: as the verb asks for it */
};

struct keymap {
    struct binding *bindings;
    size_t count, capacity;
};

enum key_match {
    KEYS_MEAN_NOTHING,
    KEYS_BEGIN_MORE, /* the beginning of at least one longer sequence */
    KEYS_MEAN_A_VERB,
};

/* verbs ends in a NULL name, as session_verbs does, and outlives the map. */
void keymap_init(struct keymap *keymap, const struct verb *verbs);
void keymap_release(struct keymap *keymap);
/* A verb with ARGUMENT_LETTER is meant when the letter is there too: the last of the codes. */
enum key_match keymap_match(const struct keymap *keymap, enum verb_mode mode, const uint32_t *codes,
                            size_t code_count, const struct verb **verb);

/* Reads one word of a verb's keys ("zc", "S-Tab", "^D"); how many codes it is, at most
 * KEYMAP_SEQUENCE_MAX. */
size_t keymap_parse(const char *word, size_t len_bytes, uint32_t *codes);
/* Appends a key's name as the table writes it. */
void keymap_append_name(struct buffer *out, uint32_t code);
/* Offers the names that are more than a character. */
void keymap_offer_names(struct nearest *nearest);
/* Appends a code point as UTF-8; keys that are no character append nothing. */
void keymap_append_character(struct buffer *out, uint32_t code);


/* What a reader changes (bindings.c). keys is one word, as the table writes keys; a binding takes the place
 * of what the keys meant in the verb's modes. Refused, in words that say what stands in the way: what is no
 * key; a key that begins or is begun by another; digits, which count; and what would leave ':' no key. */
bool keymap_bind(struct keymap *keymap, const char *keys, const struct verb *verb,
                 const char *argument, struct error *error);
/* In all modes; refused where the keys mean nothing. */
bool keymap_unbind(struct keymap *keymap, const char *keys, struct error *error);
/* What a reader bound the keys to, beside the verb; NULL for nothing. */
const char *keymap_argument(const struct keymap *keymap, enum verb_mode mode, const uint32_t *codes,
                            size_t code_count);
/* The keys in force that need no argument, as the table writes them: "j Down ^N"; appended. */
void keymap_append_keys(const struct keymap *keymap, const struct verb *verb, struct buffer *out);
/* One binding's keys: "zc"; appended. */
void keymap_append_binding(const struct binding *binding, struct buffer *out);

/* ==== what the reader chose (config.c) ===============================================================
 * Settings and keys, shared by all that are on the screen one after the other. The file
 * $XDG_CONFIG_HOME/kantlijn/config holds lines as the ':' line knows them: "set NAME VALUE", "bind KEY VERB
 * [ARGUMENT]", "unbind KEY"; '#' begins a line that is a comment. A line that is wrong is left out, and
 * the others count. */
enum { CONFIG_MAX_BYTES = 64 << 10, CONFIG_PROBLEMS_MAX = 20 };

struct config_problem {
    size_t line; /* from 1; 0: of the file as a whole */
    char *message;
};

struct config {
    struct settings settings;
    struct keymap keymap; /* use config_keymap */
    bool keys_are_known;  /* keymap was made */
    char *path;           /* NULL: there is no file */
    char *text;           /* its lines; NULL: none */
    int read_error;       /* errno where it could not be read; EFBIG where it is too long */
    struct config_problem problems[CONFIG_PROBLEMS_MAX];
    size_t problem_count; /* may be more than are kept */
};

/* The defaults. */
void config_init(struct config *config);
void config_release(struct config *config);
/* Reads the file, where there is one, and its settings: what the first frame needs, without looking for a
 * translation. */
void config_read(struct config *config);
/* Its keys; they are made, and what is wrong with the file is found, when they are first asked for. */
struct keymap *config_keymap(struct config *config);
/* "KEY VERB [ARGUMENT]" and "KEY", as in the file and on the ':' line. */
bool config_bind(struct config *config, const char *words, struct error *error);
bool config_unbind(struct config *config, const char *words, struct error *error);

#endif
