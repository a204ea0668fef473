/* sidecar: the SQLite file beside a report. Sole user of sqlite3. Its tables and the rules of the
 * log are described in schema.sql and at the top of log.c; kantlijn(5) is for readers.
 *
 * What is always true:
 *  1. Reading never writes (except that SQLite rolls back what a crash left half written).
 *  2. A change is one action: one transaction, durable on disk when sidecar_commit returns true.
 *  3. The log only grows. Notes, stances, corrections and the meeting are what the edits in force add
 *     up to; nothing that was ever written is lost by editing, deleting or undoing.
 *  4. Whatever a file holds, nothing here crashes, hangs or runs its SQL: unusable files give an
 *     error that says what to do. */
#ifndef KANTLIJN_SIDECAR_SIDECAR_H
#define KANTLIJN_SIDECAR_SIDECAR_H

#include <sys/types.h>

#include "anchor/anchor.h"
#include "council/council.h"

enum { SIDECAR_ID_SIZE = 37 }; /* a UUID in text with its NUL */

struct sidecar;

/* ---- opening ------------------------------------------------------------------------------- */
enum sidecar_mode {
    SIDECAR_READ,  /* the file must exist */
    SIDECAR_WRITE, /* made if absent, with the permissions given */
};

/* True if a file stands there (of whatever kind). Cheap; loads nothing. */
bool sidecar_exists(const char *path);

/* Opens with all checks. Errors (ERROR_SIDECAR): no database, another program's, newer than this
 * program, corrupt, hostile schema, too large, not readable, read-only (for SIDECAR_WRITE), locked
 * by another process past the waiting time, disk full. permissions: mode bits for a new file (the
 * report's own). *sidecar is freed with sidecar_close; NULL on failure. */
bool sidecar_open(struct sidecar **sidecar, const char *path, enum sidecar_mode mode,
                  mode_t permissions, struct error *error);
/* Whether the file and its folder allow writing now, or making the file where none stands; the error is the
 * one that opening for writing would give. Cheap, and no promise. */
bool sidecar_may_write(const char *path, struct error *error);
/* Lets a sidecar that was opened for reading be changed as well; nothing is done where it can be.
 * What was loaded stays what later edits say they replace. On an error it stays as it was. */
bool sidecar_allow_writing(struct sidecar *sidecar, struct error *error);
void sidecar_close(struct sidecar *sidecar);
const char *sidecar_path(const struct sidecar *sidecar);
/* Asked while a report's text is stored or compared, between pieces of at most 1 MB; false gives up: the call
 * fails with ERROR_CANCELLED. storing: else comparing. */
typedef bool sidecar_go_on(void *context, bool storing, size_t done, size_t total);
void sidecar_set_progress(struct sidecar *sidecar, sidecar_go_on *go_on, void *context);
/* False when the file was replaced or removed underneath: it must be opened again. */
bool sidecar_is_current(struct sidecar *sidecar);
/* A number that changes when another process has written. */
uint32_t sidecar_data_version(struct sidecar *sidecar);

/* ---- contents ------------------------------------------------------------------------------ */

/* One of several values of a field that count at once. */
struct sidecar_value {
    char *value, *author;
    int64_t clock_ms;
};

struct sidecar_note {
    char id[SIDECAR_ID_SIZE];
    char *kind, *body, *author;
    char *
        changed_by; /* who made the newest change that counts, where that is not the author; or NULL */
    int64_t created_ms, modified_ms;
    struct anchor anchor;
    struct anchor_place place;       /* filled by the session */
    struct sidecar_value *conflicts; /* all counting bodies, newest first, where they differ */
    size_t conflict_count;
    bool deleted_elsewhere; /* one author deleted it while another changed it */
    bool clock_ahead;       /* written more than 24 hours in the future */
};

struct sidecar_stance {
    char id[SIDECAR_ID_SIZE];
    char *actor, *author, *changed_by; /* as for a note */
    enum stance stance;
    int64_t created_ms, modified_ms;
    struct anchor anchor;
    struct anchor_place place;
    unsigned values; /* where several values count: bit (1u << stance) for each; else 0 */
    bool conflict, deleted_elsewhere, clock_ahead;
};

/* What a reader put right in the outline: what a block is. */
struct sidecar_correction {
    char id[SIDECAR_ID_SIZE];
    char *
        words; /* of the reading, as report_reading_parse reads them, or what another program wrote */
    char *author, *changed_by; /* as for a note */
    int64_t created_ms, modified_ms;
    struct anchor anchor; /* of the whole block */
    size_t block;         /* filled by the session: where it is now, REPORT_NONE where it is gone */
    struct sidecar_value *conflicts; /* as for a note: all counting readings */
    size_t conflict_count;
    bool deleted_elsewhere, clock_ahead;
};

/* When and where the meeting was, as a reader set it; each NULL where he did not. */
struct sidecar_meeting {
    char *date_from, *date_to, *place;
    char *author, *changed_by; /* author NULL: nothing is set */
    int64_t created_ms, modified_ms;
    struct sidecar_value *conflicts; /* as for a note: "2024-01-25..2024-01-26 Brussel" */
    size_t conflict_count;
    bool deleted_elsewhere, clock_ahead;
};

/* Notes, stances and corrections by the position they were anchored to, then by creation, then by id. */
struct sidecar_contents {
    struct sidecar_note *notes;
    size_t note_count;
    struct sidecar_stance *stances;
    size_t stance_count;
    struct sidecar_correction *corrections;
    size_t correction_count;
    struct sidecar_meeting meeting;
    struct arena texts; /* every text of all of them; the same one may stand in several */
};

/* Reads what counts now. What was read is what later edits say they replace: another process's
 * edit that came after it makes a conflict, not a loss. A sidecar that was never loaded has shown
 * nothing to anybody: load it before changing what stands in it. */
bool sidecar_load(struct sidecar *sidecar, struct sidecar_contents *contents, struct error *error);
/* How far its user has seen the log, as a number that only grows while it is open; and, inside an action: what
 * came after that number was not seen by who began to write then, so that the action's edits do not replace it.
 * The next load ends that. */
int64_t sidecar_seen(const struct sidecar *sidecar);
void sidecar_limit_seen(struct sidecar *sidecar, int64_t seen);
/* "A. de Vries", or "A. de Vries, changed by Jan". Appended. */
void sidecar_append_author(struct buffer *out, const char *author, const char *changed_by);
void sidecar_contents_release(struct sidecar_contents *contents);

/* The kinds a note can have, as the file says them: note (the first), question, concern,
 * commitment, todo; ends in NULL. */
extern const char *const sidecar_note_kinds[];

/* ---- changing ---------------------------------------------------------------------------------
 * sidecar_begin … any number of the calls below … exactly one sidecar_commit or sidecar_cancel. A
 * call that fails inside an action leaves it to be cancelled. */
bool sidecar_begin(struct sidecar *sidecar, const char *author, struct error *error);
bool sidecar_commit(struct sidecar *sidecar, struct error *error);
void sidecar_cancel(struct sidecar *sidecar);

/* The id of the snapshot with exactly this text, made if it is not there yet. id has
 * SIDECAR_ID_SIZE. */
bool sidecar_snapshot(struct sidecar *sidecar, const char *text, size_t len_bytes,
                      const char *report_name, const char *reader, int reader_version, char *id,
                      struct error *error);
/* A new object gets its id in id. anchor->snapshot must be set. */
bool sidecar_add_note(struct sidecar *sidecar, const struct anchor *anchor, const char *kind,
                      const char *body, char *id, struct error *error);
bool sidecar_set_note_body(struct sidecar *sidecar, const char *id, const char *body,
                           struct error *error);
bool sidecar_set_note_kind(struct sidecar *sidecar, const char *id, const char *kind,
                           struct error *error);
bool sidecar_add_stance(struct sidecar *sidecar, const struct anchor *anchor, const char *actor,
                        enum stance stance, char *id, struct error *error);
bool sidecar_set_stance(struct sidecar *sidecar, const char *id, enum stance stance,
                        struct error *error);
/* What the block of that anchor is. */
bool sidecar_add_correction(struct sidecar *sidecar, const struct anchor *anchor,
                            const struct report_reading *reading, char *id, struct error *error);
bool sidecar_set_correction(struct sidecar *sidecar, const char *id,
                            const struct report_reading *reading, struct error *error);
/* Sets all of it, NULLs too; a place over 400 bytes is ERROR_USAGE. */
bool sidecar_set_meeting(struct sidecar *sidecar, const char *date_from, const char *date_to,
                         const char *place, struct error *error);
/* "2024-01-25..2024-01-26 Brussel", or a part of that. Appended. */
void sidecar_append_meeting(struct buffer *out, const char *date_from, const char *date_to,
                            const char *place);
/* Marks a note, stance or correction deleted; undo brings it back.
 *
 * A call about an object that is not there (never was, deleted, or of the other type) fails with
 * ERROR_NOTHING; a kind that is none, a body or a passage over 1 MB with ERROR_USAGE. Who changes
 * an object that is deleted elsewhere has decided to keep it: it is so no longer. */
bool sidecar_delete(struct sidecar *sidecar, const char *id, struct error *error);

/* ---- undo and redo ----------------------------------------------------------------------------
 * They go back over the author's own actions, newest first, over sessions too. Peek says what
 * would be undone or redone; apply does it as an action of its own (no sidecar_begin) and fails
 * with ERROR_NOTHING where there is nothing. What is told is told of the action that was once
 * done, also for a redo. */
enum sidecar_step { SIDECAR_UNDO, SIDECAR_REDO };

enum sidecar_object { OBJECT_NOTE, OBJECT_STANCE, OBJECT_CORRECTION, OBJECT_MEETING };

struct sidecar_change {
    char action[SIDECAR_ID_SIZE];
    char object[SIDECAR_ID_SIZE]; /* the first object it touched */
    int64_t clock_ms;             /* when the user's action was done */
    enum sidecar_object type;     /* of that object */
    enum { CHANGE_ADDED, CHANGE_EDITED, CHANGE_DELETED } what;
    size_t object_count;
    /* start of the note's text, or "NL+ DE-", or start of the corrected block, or the meeting in words;
     * freed by release */
    char *words;
};

bool sidecar_peek(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                  struct sidecar_change *change, struct error *error);
bool sidecar_apply(struct sidecar *sidecar, enum sidecar_step step, const char *author,
                   struct sidecar_change *change, struct error *error);
void sidecar_change_release(struct sidecar_change *change);

/* ---- the log, action by action -----------------------------------------------------------------
 * Every action of every author, undos and redos too, newest first. Listing reads no values; telling what an
 * action was is a matter of some look-ups, for the rows that are shown. */
struct sidecar_action {
    char id[SIDECAR_ID_SIZE];
    char *author;
    int64_t clock_ms;
};
bool sidecar_actions(struct sidecar *sidecar, struct sidecar_action **actions, size_t *count,
                     struct error *error);
void sidecar_actions_free(struct sidecar_action *actions, size_t count);

struct sidecar_told {
    unsigned depth; /* 0: it wrote something; odd: it undid `change`; else it redid it */
    bool undone;    /* nothing of the action is in force */
    struct sidecar_change change;
    char *author;         /* who made `change` */
    struct anchor anchor; /* the newest that its first object had; quote NULL where it had none */
};
bool sidecar_tell(struct sidecar *sidecar, const struct sidecar_action *action,
                  struct sidecar_told *told, struct error *error);
void sidecar_told_release(struct sidecar_told *told);

/* Whether it was written once and is deleted now. */
bool sidecar_is_deleted(struct sidecar *sidecar, const char *object);

/* Undoes that action, whoever's it is and whatever came after, or redoes it: undoes what undid it; as an action
 * of the author's. *shown: whether that changed what counts. ERROR_NOTHING where it is undone already, or
 * not undone, or where what was written on it since would be left without it; then nothing is done. */
bool sidecar_step_on(struct sidecar *sidecar, const struct sidecar_action *action,
                     enum sidecar_step step, const char *author, bool *shown, struct error *error);

/* ---- snapshots ----------------------------------------------------------------------------- */
/* *equal: whether the snapshot's text is this one, compared byte for byte. An unknown id is
 * unequal. */
bool sidecar_snapshot_equals(struct sidecar *sidecar, const char *id, const char *text,
                             size_t len_bytes, bool *equal, struct error *error);
bool sidecar_snapshot_read(struct sidecar *sidecar, const char *id, struct buffer *text,
                           struct error *error);
/* Whether any snapshot of the file has exactly this text (for a renamed report). */
bool sidecar_has_text(struct sidecar *sidecar, const char *text, size_t len_bytes, bool *has,
                      struct error *error);

/* ---- whole file ---------------------------------------------------------------------------- */
/* Adds the other file's edits and snapshots: the union of both logs. *added counts edits. What is
 * added was not seen until the next sidecar_load. */
bool sidecar_merge(struct sidecar *into, struct sidecar *from, size_t *added, struct error *error);

/* What counts now as a sidecar of its own, appended to bytes: without history, and without what was deleted.
 * Ids, authors and times stay, conflicts too. *object_count counts what it holds: notes, stances,
 * corrections, the meeting. Merging it into the sidecar that it came from changes nothing there. */
bool sidecar_share(struct sidecar *sidecar, struct buffer *bytes, size_t *object_count,
                   struct error *error);

/* *has: whether every edit of the other's log is in this one's, so that merging would change nothing. */
bool sidecar_has_all(struct sidecar *sidecar, struct sidecar *other, bool *has,
                     struct error *error);

/* Verifies the file: SQLite's integrity, foreign keys, rules of the log, derived tables equal to
 * what the log adds up to, snapshots whole. Each finding is one translated sentence. Returns false
 * only when the check itself could not be done. */
typedef void sidecar_finding(void *context, const char *sentence);
bool sidecar_check(struct sidecar *sidecar, sidecar_finding *finding, void *context,
                   struct error *error);
/* Rebuilds the derived tables from the log (the sidecar must be open for writing). */
bool sidecar_repair(struct sidecar *sidecar, struct error *error);

#endif
