/* What the files of session/ share; nobody else includes it (but for the room's own test).
 *
 * Two halves that meet here: the open report with its sidecar (open.c, locate.c, load.c, place.c,
 * notes.c, stances.c, step.c, output.c, share.c, check.c, demo.c), and the page that shows it (view.c, motion.c,
 * fold.c, select.c, search.c, verbs.c). The first half tells the second what changed through the view_
 * functions below and knows nothing else of it. */
#ifndef KANTLIJN_SESSION_INTERNAL_H
#define KANTLIJN_SESSION_INTERNAL_H

#include <sys/stat.h>

#include "session/session.h"

struct view_private; /* of the page */

/* Found out when first asked for: asking the account's database loads libraries that the first frame
 * does not need. */
struct session_identity {
    char *author;
};

struct session {
    /* the report */
    struct format_source *source;
    struct report *report;          /* belongs to source */
    char *report_name;
    char *report_path;              /* NULL: standard input, the sample */
    struct stat report_status;      /* of what stands there, as it was when that was looked at last */
    bool report_changed;            /* session_poll has said so, and it was not read again */
    mode_t permissions;             /* of a sidecar that is made */
    bool looks_around;              /* another sidecar is still to be looked for, by session_settle */
    bool unsettled;                 /* report is the beginning alone, until session_settle */
    struct session_options options; /* as they were given, but for reading.wait */
    bool cancelled;                 /* what a verb does was given up */

    /* the sidecar */
    char *sidecar_path;             /* NULL: standard input without --sidecar */
    struct sidecar *sidecar;        /* NULL until one stands there */
    bool elsewhere;
    bool replaced_underneath;       /* to be said by session_poll */
    bool begun_anew;                /* the same: it had been removed, and an edit made a new one */
    bool unusable;                  /* what stands there now was tried once, and its error said */
    bool unwritable;                /* by session_may_write, when it was asked last */
    uint32_t data_version;          /* of what contents came from */
    struct sidecar_contents contents;
    int64_t seen_before_typing;     /* sidecar_seen when a verb was prepared; -1: does not count */
    bool saw_before_typing;         /* the next edit replaces nothing that came after that */
    bool outline_only;              /* of the contents only what was put right is shown to anybody */

    struct session_identity *identity;
    int64_t opened_ms;              /* since 1970 UTC: older actions are an earlier session's */
    char *offered;                  /* another sidecar with this text, or NULL */
    struct buffer notice;
    char *scratch;                  /* the demo's folder, removed at close */
    int scratch_folder;             /* with scratch: it, open and locked, or -1 */

    struct config *config;          /* whoever opened the session gave it, or the next */
    struct config own_config;
    struct settings *settings;      /* of config */

    struct session_reports *reports; /* it is one of; NULL: it is alone */

    /* the page */
    struct view view;
    struct view_private *page;      /* made by session_resize; NULL before */
};

/* ---- open.c, demo.c ------------------------------------------------------------------------------ */
struct session *session_new(const struct session_options *options);
int64_t session_now_ms(void);
void session_remove_scratch(struct session *session);

/* ---- progress.c ---------------------------------------------------------------------------------- */
/* To be called between stretches of long work; false: it is given up, and the error says so. */
bool session_goes_on(struct session *session, enum session_work work, size_t done, size_t total,
                     struct error *error);
/* The same for reading: a format_options' wait, with the session as its context. */
bool session_reading_goes_on(void *context, const struct format_progress *progress);

/* ---- load.c: contents and places ------------------------------------------------------------- */

/* Reads the contents anew and resolves their places; tells the page. Without a sidecar they are empty. */
bool session_load(struct session *session, struct error *error);

/* Opens what stands at the sidecar's path, or makes it; long work on it is told. */
bool session_open_file(struct session *session, enum sidecar_mode mode, struct error *error);
/* Makes the sidecar where there is none, or lets it be changed; one that was replaced underneath is
 * opened and read anew. */
bool session_make_sidecar(struct session *session, struct error *error);
/* Everything an edit needs: the report read whole, the sidecar open for writing (made where there is
 * none), the file still the one that was read, a transaction begun in the author's name, and the
 * snapshot of the text in it (snapshot has SIDECAR_ID_SIZE; may be NULL for an edit of what is there). */
bool session_begin(struct session *session, char *snapshot, struct error *error);
/* When a verb that changes what stands there is prepared, and before its run begins: what another program wrote
 * while the reader typed was not in what he changed, and makes a conflict instead of being replaced. */
void session_typing_begins(struct session *session);
void session_typing_ended(struct session *session);
/* Exactly one of these after session_begin was true. commit loads the contents anew. */
bool session_commit(struct session *session, struct error *error);
void session_cancel(struct session *session);

/* The newest correction of the block, or NULL. */
const struct sidecar_correction *session_correction(const struct session *session, size_t block);
/* The anchor of a whole block, in the outline as it was inferred; released by the caller. */
void session_block_anchor(struct session *session, size_t block, const char *snapshot,
                          struct anchor *anchor);

/* The anchor of a place; released by the caller. snapshot may be NULL. */
void session_anchor(const struct session *session, const struct session_place *place,
                    const char *snapshot, struct anchor *anchor);

/* Whether a file is as it was looked at before. */
bool session_is_same_file(const struct stat *before, const struct stat *now);
/* Makes the notice anew, after the report was read again. */
void session_notice_again(struct session *session);

/* ---- verbs.c ---- */
/* What was said last has been read. */
void session_before_verb(struct session *session);

/* ---- locate.c: where a sidecar is --------------------------------------------------------------- */
#define SIDECAR_SUFFIX ".kantlijn"

/* True if a file can be made in the folder; the test gives its own. */
typedef bool locate_writable(const char *folder);
bool locate_folder_is_writable(const char *folder);

/* The path of a report's sidecar, by the rule of session_open; the caller frees. */
char *locate_sidecar(const char *report_path, locate_writable *is_writable, bool *elsewhere);
/* The path it would have under $XDG_DATA_HOME/kantlijn, or NULL where there is no home. */
char *locate_elsewhere(const char *report_path);
/* Makes the folders above the path that are missing, for the reader alone (0700). */
bool locate_make_folders(const char *path, struct error *error);
/* Whether it could; the same error where not. */
bool locate_may_make_folders(const char *path, struct error *error);

/* Whether both are names of one file: links count, and where neither stands yet, folder and name do. */
bool locate_is_same(const char *path, const char *other);
bool locate_is_sidecar(const char *path); /* by its first bytes, or its name */
/* The report of a sidecar named as REPORT, read as `reading` says; the caller frees. */
char *locate_report(const char *sidecar_path, const struct format_options *reading,
                    struct error *error);
/* A sidecar in the report's folder whose own report is gone and that has this text; NULL where none. */
char *locate_renamed(const char *report_path, const struct report *report);

/* ---- step.c, changes.c, correct.c: changes in words -------------------------------------------- */
/* "2024-01-26 14:05" in the reader's time zone; all appended. */
void step_append_time(struct buffer *out, int64_t clock_ms);
/* "note written on 2. Havens: text", the item cut to item_cols; anchor NULL: without it. */
void changes_append_words(struct buffer *out, const struct sidecar_change *change,
                          const struct anchor *anchor, int item_cols);
/* ". The meeting, as the text says: 2024-01-25 Brussel" */
void changes_append_meeting(struct buffer *message, struct session *session);
extern const char *const meeting_sentences[]; /* N_(), by its source */

/* ---- output.c: files ----------------------------------------------------------------------------- */
/* That the path is neither the report nor its sidecar. */
bool output_is_free(const struct session *session, const char *path, struct error *error);
/* Whole or not at all, over an existing file only with force. permissions NULL: those of the umask, or of
 * the file that is replaced. */
bool output_write(const char *path, const mode_t *permissions, const struct buffer *bytes, bool force,
                  struct error *error);

/* ---- view.c: what the page does when the other half changes ---------------------------------- */

/* Before the old contents go, and when the new ones stand with their places resolved (also before there
 * is a page). */
void view_contents_changing(struct session *session);
void view_contents_changed(struct session *session);
/* Inside these two, around a change of the outline. */
void view_outline_changing(struct session *session);
void view_outline_changed(struct session *session);
/* Before and after a step changes an object: where the page can show that. */
void view_step_at(struct session *session, const char *id, enum sidecar_object type);
void view_step_done(struct session *session, const char *id, enum sidecar_object type);
/* The report has grown, or is complete now (also before there is a page). */
void view_report_grown(struct session *session);
/* Frees the page and what struct view holds. */
void view_release(struct session *session);

#endif
