/* The sidecar's contents with their places, the outline that they put right, and the frame around every edit.
 *
 * What is always true:
 *  1. session->contents is what the sidecar said when it was read last; an edit names what it replaces
 *     by that, so another program's edit in between becomes a conflict and is never lost.
 *  2. Before an edit the file at the sidecar's path is the one that was read: a file that was replaced
 *     underneath is opened and read anew first.
 *  3. The report's outline is the inferred one with the corrections of session->contents, and places are
 *     those in this outline. */
#include "config.h"

#include "session/session_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ------------------------------------------------------------------------------------ */

/* Snapshots that were compared with the report already: there are few, and each is long; and what the
 * searches in the report share. */
struct compared {
    char (*ids)[SIDECAR_ID_SIZE];
    bool *equal;
    size_t count, id_capacity, equal_capacity;
    struct anchor_search search;
};

static bool has_same_text(struct session *session, struct compared *compared, const char *id,
                          bool *equal, struct error *error)
{
    const struct buffer *text = &session->report->text;
    size_t at;

    *equal = false;
    if (id == NULL || strlen(id) >= SIDECAR_ID_SIZE)
        return true;
    for (at = 0; at < compared->count; at++) {
        if (strcmp(compared->ids[at], id) == 0) {
            *equal = compared->equal[at];
            return true;
        }
    }
    if (!sidecar_snapshot_equals(session->sidecar, id, text->data, text->len_bytes, equal, error))
        return false;
    compared->ids =
        array_reserve(compared->ids, &compared->id_capacity, at + 1, sizeof *compared->ids);
    compared->equal =
        array_reserve(compared->equal, &compared->equal_capacity, at + 1, sizeof *compared->equal);
    memcpy(compared->ids[at], id, strlen(id) + 1);
    compared->equal[at] = *equal;
    compared->count++;
    return true;
}

static bool placing_goes_on(void *context, size_t done, size_t total)
{
    return session_goes_on(context, WORK_PLACING, done, total, NULL);
}

static bool set_given_up(struct error *error)
{
    return error_set(error, ERROR_CANCELLED, NULL, _("Stopped: nothing has changed"));
}

static bool resolve(struct session *session, struct compared *compared, const struct anchor *anchor,
                    struct anchor_place *place, struct error *error)
{
    bool same_text;

    if (!has_same_text(session, compared, anchor->snapshot, &same_text, error))
        return false;
    anchor_resolve(&compared->search, anchor, session->report, same_text, place);
    return !compared->search.given_up || set_given_up(error);
}

static bool resolve_all(struct session *session, struct sidecar_contents *contents,
                        struct error *error)
{
    struct compared compared = {.search = {.goes_on = placing_goes_on, .context = session}};
    const size_t count = contents->note_count + contents->stance_count;
    bool resolved = true;

    for (size_t i = 0; !session->outline_only && resolved && i < contents->note_count; i++)
        resolved = session_goes_on(session, WORK_PLACING, i, count, error) &&
                   resolve(session, &compared, &contents->notes[i].anchor,
                           &contents->notes[i].place, error);
    for (size_t i = 0; !session->outline_only && resolved && i < contents->stance_count; i++)
        resolved = session_goes_on(session, WORK_PLACING, contents->note_count + i, count, error) &&
                   resolve(session, &compared, &contents->stances[i].anchor,
                           &contents->stances[i].place, error);
    free(compared.ids);
    free(compared.equal);
    anchor_search_release(&compared.search);
    return resolved;
}

static int compare_ranges(size_t left_start, size_t left_end, size_t right_start, size_t right_end)
{
    if (left_start != right_start)
        return left_start < right_start ? -1 : 1;
    return (left_end > right_end) - (left_end < right_end);
}

/* The order of the report as it is now; orphans last, in the order of the one they were made on; then
 * age, then id. */
static int compare_places(const struct anchor *left_anchor, const struct anchor_place *left,
                          const struct anchor *right_anchor, const struct anchor_place *right)
{
    bool left_orphan = left->state == ANCHOR_ORPHAN, right_orphan = right->state == ANCHOR_ORPHAN;

    if (left_orphan != right_orphan)
        return left_orphan - right_orphan;
    if (!left_orphan)
        return compare_ranges(left->start_points, left->end_points, right->start_points,
                              right->end_points);
    if (left_anchor->item_index != right_anchor->item_index)
        return left_anchor->item_index < right_anchor->item_index ? -1 : 1;
    return compare_ranges(left_anchor->start_points, left_anchor->end_points,
                          right_anchor->start_points, right_anchor->end_points);
}

static int compare_ages(int64_t left_ms, int64_t right_ms, const char *left_id,
                        const char *right_id)
{
    if (left_ms != right_ms)
        return left_ms < right_ms ? -1 : 1;
    return strcmp(left_id, right_id);
}

static int compare_notes(const void *left, const void *right)
{
    const struct sidecar_note *a = left, *b = right;
    int order = compare_places(&a->anchor, &a->place, &b->anchor, &b->place);

    return order != 0 ? order : compare_ages(a->created_ms, b->created_ms, a->id, b->id);
}

static int compare_stances(const void *left, const void *right)
{
    const struct sidecar_stance *a = left, *b = right;
    int order = compare_places(&a->anchor, &a->place, &b->anchor, &b->place);

    return order != 0 ? order : compare_ages(a->created_ms, b->created_ms, a->id, b->id);
}

/* ---- what the reader put right ------------------------------------------------------------------- */

static int compare_corrections(const void *left, const void *right)
{
    const struct sidecar_correction *a = left, *b = right;

    if (a->block != b->block) /* REPORT_NONE comes last */
        return a->block < b->block ? -1 : 1;
    return compare_ages(a->modified_ms, b->modified_ms, a->id, b->id);
}

/* Of several about one block the newest comes last, and holds. */
static void apply_corrections(struct report *report, const struct sidecar_contents *contents)
{
    struct report_correction *corrections =
        base_reallocate(NULL, contents->correction_count, sizeof *corrections);
    size_t count = 0;

    for (size_t i = 0; i < contents->correction_count; i++) {
        const struct sidecar_correction *correction = &contents->corrections[i];

        corrections[count].block = correction->block;
        if (correction->block != REPORT_NONE &&
            report_reading_parse(correction->words, strlen(correction->words),
                                 &corrections[count].reading))
            count++;
    }
    report_correct(report, corrections, count);
    free(corrections);
    report_set_meeting(report, contents->meeting.date_from, contents->meeting.date_to,
                       contents->meeting.place);
}

/* Their blocks are looked for in the outline as it was inferred: so what is found does not hang on the
 * corrections before. */
static bool resolve_corrections(struct session *session, struct sidecar_contents *contents,
                                struct error *error)
{
    struct compared compared = {.search = {.goes_on = placing_goes_on, .context = session}};
    bool resolved = true, same_text;

    for (size_t i = 0; resolved && i < contents->correction_count; i++) {
        struct sidecar_correction *correction = &contents->corrections[i];

        resolved =
            has_same_text(session, &compared, correction->anchor.snapshot, &same_text, error);
        if (resolved)
            correction->block = anchor_resolve_block(&compared.search, &correction->anchor,
                                                     session->report, same_text);
        if (resolved && compared.search.given_up)
            resolved = set_given_up(error);
    }
    free(compared.ids);
    free(compared.equal);
    anchor_search_release(&compared.search);
    if (contents->correction_count > 1)
        qsort(contents->corrections, contents->correction_count, sizeof *contents->corrections,
              compare_corrections);
    return resolved;
}

/* Makes the outline what the contents say; on an error it is what it was. */
static bool put_right(struct session *session, struct sidecar_contents *fresh, struct error *error)
{
    bool resolved;

    if (fresh->correction_count == 0 && session->contents.correction_count == 0) {
        apply_corrections(session->report, fresh);
        return true;
    }
    view_outline_changing(session);
    report_correct(session->report, NULL, 0);
    resolved = resolve_corrections(session, fresh, error);
    apply_corrections(session->report, resolved ? fresh : &session->contents);
    view_outline_changed(session);
    return resolved;
}

const struct sidecar_correction *session_correction(const struct session *session, size_t block)
{
    const struct sidecar_contents *contents = &session->contents;

    for (size_t i = contents->correction_count; i-- > 0;)
        if (contents->corrections[i].block == block)
            return &contents->corrections[i];
    return NULL;
}

void session_block_anchor(struct session *session, size_t block, const char *snapshot,
                          struct anchor *anchor)
{
    struct report *report = session->report;

    report_correct(report, NULL, 0);
    anchor_of_passage(anchor, report, report->blocks[block].start_points,
                      report->blocks[block].end_points);
    apply_corrections(report, &session->contents);
    free(anchor->snapshot);
    anchor->snapshot = base_copy_string(snapshot);
}

/* ---- the file ------------------------------------------------------------------------------------ */

static bool text_goes_on(void *context, bool storing, size_t done, size_t total)
{
    return session_goes_on(context, storing ? WORK_SAVING : WORK_PLACING, done, total, NULL);
}

bool session_open_file(struct session *session, enum sidecar_mode mode, struct error *error)
{
    if (!sidecar_open(&session->sidecar, session->sidecar_path, mode, session->permissions, error))
        return false;
    sidecar_set_progress(session->sidecar, text_goes_on, session);
    return true;
}

/* ---- loading ----------------------------------------------------------------------------------- */

/* The old contents' places, once the outline is again the one they were found in. */
static void put_back(struct session *session, struct sidecar_contents *fresh)
{
    if (fresh->correction_count == 0 && session->contents.correction_count == 0)
        return;
    view_outline_changing(session);
    apply_corrections(session->report, &session->contents);
    view_outline_changed(session);
}

bool session_load(struct session *session, struct error *error)
{
    struct sidecar_contents fresh = {0};
    uint32_t version = 0;

    if (session->sidecar != NULL) {
        version = sidecar_data_version(session->sidecar);
        if (!sidecar_load(session->sidecar, &fresh, error))
            return false;
    }
    view_contents_changing(session);
    if (!put_right(session, &fresh, error) || !resolve_all(session, &fresh, error)) {
        put_back(session, &fresh);
        view_contents_changed(session);
        sidecar_contents_release(&fresh);
        return false;
    }
    if (fresh.note_count > 1)
        qsort(fresh.notes, fresh.note_count, sizeof *fresh.notes, compare_notes);
    if (fresh.stance_count > 1)
        qsort(fresh.stances, fresh.stance_count, sizeof *fresh.stances, compare_stances);
    sidecar_contents_release(&session->contents);
    session->contents = fresh;
    session->data_version = version;
    view_contents_changed(session);
    return true;
}

/* ---- editing ----------------------------------------------------------------------------------- */

static bool has_place(const struct session *session, struct error *error)
{
    return session->sidecar_path != NULL ||
           error_set(error, ERROR_USAGE, NULL,
                     _("standard input has no place of its own for notes: name one with "
                       "--sidecar FILE"));
}

/* It may have been mended, or removed, since it was tried. */
static bool try_again(struct session *session, struct error *error)
{
    session->unusable = sidecar_exists(session->sidecar_path);
    if (!session->unusable)
        return true;
    if (!session_read_all(session, error) || !session_open_file(session, SIDECAR_READ, error))
        return false;
    session->unusable = !session_load(session, error);
    return !session->unusable;
}

bool session_may_write(struct session *session, struct error *error)
{
    bool may = has_place(session, error);

    if (may && session->unusable)
        may = try_again(session, error);
    if (may && session->elsewhere && !sidecar_exists(session->sidecar_path))
        may = locate_may_make_folders(session->sidecar_path, error);
    else if (may)
        may = sidecar_may_write(session->sidecar_path, error);
    session->unwritable = !may;
    return may;
}

bool session_make_sidecar(struct session *session, struct error *error)
{
    if (!has_place(session, error))
        return false;
    if (session->sidecar != NULL && !sidecar_is_current(session->sidecar)) {
        session->seen_before_typing = -1;
        sidecar_close(session->sidecar);
        session->sidecar = NULL;
        session->replaced_underneath = sidecar_exists(session->sidecar_path);
        session->begun_anew = !session->replaced_underneath;
    }
    if (session->sidecar != NULL)
        return sidecar_allow_writing(session->sidecar, error);
    session->unusable = false;
    if (session->elsewhere && !locate_make_folders(session->sidecar_path, error))
        return false;
    return session_open_file(session, SIDECAR_WRITE, error) && session_load(session, error);
}

void session_typing_begins(struct session *session)
{
    session->seen_before_typing = session->sidecar == NULL ? -1 : sidecar_seen(session->sidecar);
}

void session_typing_ended(struct session *session)
{
    session->saw_before_typing = true;
}

static void limit_seen(struct session *session)
{
    if (session->saw_before_typing && session->seen_before_typing >= 0)
        sidecar_limit_seen(session->sidecar, session->seen_before_typing);
    session->saw_before_typing = false;
}

bool session_begin(struct session *session, char *snapshot, struct error *error)
{
    const struct buffer *text = &session->report->text;

    if (!session_read_all(session, error) || !session_make_sidecar(session, error) ||
        !sidecar_begin(session->sidecar, session_author(session), error))
        return false;
    limit_seen(session);
    if (snapshot != NULL &&
        !sidecar_snapshot(session->sidecar, text->data, text->len_bytes, session->report_name,
                          format_reader_name(session->source), REPORT_READER_VERSION, snapshot,
                          error)) {
        sidecar_cancel(session->sidecar);
        return false;
    }
    return true;
}

/* What was committed is on disk, and a failure to read it back must not pass for a failure to record:
 * session_poll tries again. */
bool session_commit(struct session *session, struct error *error)
{
    if (!sidecar_commit(session->sidecar, error))
        return false;
    if (!session_load(session, NULL))
        session->data_version++;
    return true;
}

void session_cancel(struct session *session)
{
    sidecar_cancel(session->sidecar);
}

void session_anchor(const struct session *session, const struct session_place *place,
                    const char *snapshot, struct anchor *anchor)
{
    if (place->on_item)
        anchor_of_item(anchor, session->report, place->heading);
    else
        anchor_of_passage(anchor, session->report, place->start_points, place->end_points);
    free(anchor->snapshot);
    anchor->snapshot = base_copy_string(snapshot);
}

/* ---- other programs' changes --------------------------------------------------------------------- */

static void tell(struct session *session, bool is_error, const char *sentence)
{
    buffer_clear(&session->view.message);
    buffer_append_string(&session->view.message, sentence);
    session->view.message_is_error = is_error;
}

/* Opens what stands at the sidecar's path now, if anything, and loads it. */
static bool open_again(struct session *session)
{
    struct error error = {0};

    session->seen_before_typing = -1;
    sidecar_close(session->sidecar);
    session->sidecar = NULL;
    if (sidecar_exists(session->sidecar_path) &&
        !(session_read_all(session, &error) && session_open_file(session, SIDECAR_READ, &error))) {
        tell(session, true, error.message);
        session->unusable = true;
        session_load(session, NULL);
        return false;
    }
    if (!session_load(session, &error)) {
        tell(session, true, error.message);
        return false;
    }
    return true;
}

static bool poll_replaced(struct session *session)
{
    bool removed = !sidecar_exists(session->sidecar_path);

    if (open_again(session))
        tell(session, removed,
             removed ? _("another program has removed the sidecar: the next note starts a new one")
                     : _("another program has replaced the sidecar: it has been read again"));
    return true;
}

static bool poll_changed(struct session *session)
{
    uint32_t version = sidecar_data_version(session->sidecar);
    struct error error = {0};

    if (version == session->data_version)
        return false;
    if (!session_load(session, &error)) {
        tell(session, true, error.message);
        session->data_version = version;
    }
    return true;
}

bool session_is_same_file(const struct stat *before, const struct stat *now)
{
    return now->st_ino == before->st_ino && now->st_dev == before->st_dev &&
           now->st_size == before->st_size && now->st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

/* The report that is shown stays the one that was read, and notes are anchored in its text, until the reader
 * has it read again. */
static bool poll_report(struct session *session)
{
    const struct stat *before = &session->report_status;
    struct stat now = {0};

    if (session->report_path == NULL)
        return false;
    if (stat(session->report_path, &now) == 0 && session_is_same_file(before, &now))
        return false;
    if (now.st_ino == 0 && before->st_ino == 0)
        return false;
    session->report_status = now;
    session->report_changed = true;
    tell(session, true,
         now.st_ino == 0
             ? _("the report was removed or renamed: what is shown is the text as it was read")
             : _("the report has changed on disk: r reads it again"));
    return true;
}

static bool poll_sidecar(struct session *session)
{
    if (session->sidecar_path == NULL)
        return false;
    if (session->replaced_underneath) {
        session->replaced_underneath = false;
        tell(session, false, _("another program has replaced the sidecar: it has been read again"));
        return true;
    }
    if (session->begun_anew) {
        session->begun_anew = false;
        tell(session, true, _("another program had removed the sidecar: a new one was begun"));
        return true;
    }
    if (session->sidecar == NULL) {
        if (session->unusable || !sidecar_exists(session->sidecar_path))
            return false;
        open_again(session);
        return true;
    }
    if (!sidecar_is_current(session->sidecar))
        return poll_replaced(session);
    return poll_changed(session);
}

bool session_poll(struct session *session)
{
    bool report_told = poll_report(session);

    return poll_sidecar(session) || report_told;
}
