/* log: the edits of one object and what they come to; writing an edit. log.c has the rules. */
#ifndef KANTLIJN_SIDECAR_LOG_H
#define KANTLIJN_SIDECAR_LOG_H

#include "sidecar/store.h"

struct log_edit {
    int64_t sequence;
    struct clock clock;
    const char *id, *author, *type, *field;
    const char *undoes; /* NULL for an edit that gives a value */
    bool says_deleted;  /* field deleted, value yes */
    bool in_force, replaced;
    bool deletion_listed; /* a counting deletion names it */
};

/* One edit names another as replaced; indexes into the edits. */
struct log_pair {
    size_t by, replaced;
};

/* The edits of one object, newest first, and what they come to. Strings live in the arena. */
struct log_object {
    struct arena arena;
    struct log_edit *edits;
    size_t count, capacity;
    struct log_pair *pairs;
    size_t pair_count, pair_capacity;
    bool exists;            /* an edit of another field than deleted counts */
    bool deleted;           /* and counting deletions name all of them */
    bool deleted_elsewhere; /* a deletion counts, but something else counts that it does not name */
};

bool log_read_object(struct sidecar *sidecar, const char *object, struct log_object *log,
                     struct error *error);
void log_object_release(struct log_object *log);

/* The fields that are shown, of all types; ends in NULL. */
extern const char *const log_shown_fields[];

/* Whether the edit's value counts (rule 4). */
bool log_counts(const struct log_edit *edit);
/* The newest counting edit of the field; where none counts, the newest that ever gave it a value;
 * NULL where there is none at all. */
const struct log_edit *log_field(const struct log_object *log, const char *field);
/* Whether the user of this connection has seen the edit: it was there at his last load, or is his
 * own. */
bool log_was_seen(const struct sidecar *sidecar, const struct log_edit *edit);

/* ---- writing: inside an action ------------------------------------------------------------- */

/* An edit to be written, and the edits that it names. */
struct log_entry {
    const char *object, *type, *field, *value;
    const char *undoes;
    const struct log_edit *const *replaces;
    size_t replaces_count;
    struct clock above; /* of the newest edit that it names; zero where it names none */
};

/* Appends it with an id and a clock of its own, and has its object derived anew at the commit. */
bool log_append(struct sidecar *sidecar, const struct log_entry *entry, struct error *error);
/* Writes a field's value, replacing what counts in it and was seen. With other_fields, what counts
 * in the object's other fields is named too (a deletion). log is the object as it stands. */
bool log_write_field(struct sidecar *sidecar, const struct log_object *log, const char *object,
                     const char *type, const char *field, const char *value, bool other_fields,
                     struct error *error);
/* Sets the clock of a new action above what the log has. */
bool log_begin(struct sidecar *sidecar, struct error *error);
void log_touch(struct sidecar *sidecar, const char *object);

/* ---- in words ------------------------------------------------------------------------------ */
/* A meeting's JSON as sidecar_append_meeting writes it; nothing of what is none. */
#define MEETING_WORDS(json)                                                                        \
    "iif(json_valid(" json "), trim(ifnull(json_extract(" json ", '$.date_from'), '') ||"          \
    " iif(json_extract(" json ", '$.date_to') <> json_extract(" json ", '$.date_from'),"           \
    " '..' || json_extract(" json ", '$.date_to'), '') || ' ' ||"                                  \
    " ifnull(json_extract(" json ", '$.place'), '')), '')"

/* ---- derive.c ------------------------------------------------------------------------------ */
/* Both inside a transaction. */
bool derive_object(struct sidecar *sidecar, const char *object, struct error *error);
bool derive_all(struct sidecar *sidecar, struct error *error);

/* ---- change.c ------------------------------------------------------------------------------ */
/* A write transaction on the file that stands under its name now; and its end, with the touched
 * objects derived. A failed end has rolled back. */
bool transaction_begin(struct sidecar *sidecar, struct error *error);
bool transaction_commit(struct sidecar *sidecar, struct error *error);
void transaction_cancel(struct sidecar *sidecar);

/* ---- undo.c -------------------------------------------------------------------------------- */
/* What an ordinary action was. */
bool undo_describe(struct sidecar *sidecar, const char *original, const char *author,
                   struct sidecar_change *change, struct error *error);
/* Takes back the edits of an action that are in force, of that author or (NULL) of all; adds how many to
 * *taken. Inside an action. */
bool undo_edits(struct sidecar *sidecar, const char *action, const char *author, size_t *taken,
                struct error *error);

/* ---- merge.c ------------------------------------------------------------------------------- */
/* All inside a transaction of `into`. Copies the edits that it does not have. */
bool merge_log(struct sidecar *into, struct sidecar *from, size_t *added, struct error *error);
/* One edit, without what it replaces; and one pair of these. */
bool merge_edit(struct sidecar *into, struct sidecar *from, int64_t sequence, struct error *error);
bool merge_pair(struct sidecar *into, const char *edit, const char *replaced, struct error *error);
/* Copies the snapshots that it does not have; named_only: of them those that its anchors name. */
bool merge_snapshots(struct sidecar *into, struct sidecar *from, bool named_only,
                     struct error *error);

/* ---- share.c ------------------------------------------------------------------------------- */
/* The version digit of the ids it makes (UUIDs of version 8); all others have version 7. */
#define LOG_BIRTH_VERSION "8"

#endif
