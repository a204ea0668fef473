/* Drafts: notes that were typed and not saved.
 *
 *  1. Nothing that was typed is lost: a note that is put aside, that could not be saved, or during which
 *     the program ends or is killed is offered again where it was begun, in this run or a later one.
 *  2. A draft belongs to what it was begun for (session_pending_words): to a place or to a note. It is
 *     never offered anywhere else, and none takes the place of another.
 *  3. Nothing is recorded that the reader did not confirm: a draft is no note and stands in no sidecar, but
 *     in a file of its own under $XDG_STATE_HOME, named after the sidecar it was meant for.
 *  4. A file belongs to the process that holds it locked. What nobody holds was left by a process that
 *     ended; who finds it first has it.
 *  5. The file goes when the draft has become a note, was emptied or was thrown away.
 *
 * A file is "kantlijn draft N\n", N bytes of words, "\n", the text. */
#include "config.h"

#include "ui/room.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DRAFT_MAX_BYTES = 8 << 20, DRAFTS_MAX = 100 };

#define NO_DRAFT SIZE_MAX

static const char header[] = "kantlijn draft ";

/* ---- the files ------------------------------------------------------------------------------------- */

/* What the names of the files begin with; false where the notes have no place of their own. */
static bool draft_prefix(const struct ui *ui, struct buffer *path)
{
    const char *sidecar = session_sidecar_path(ui->session), *slash;
    struct buffer folder = {0}, whole = {0};
    char name[64], *real;
    bool found;

    if (sidecar == NULL)
        return false;
    slash = strrchr(sidecar, '/');
    if (slash == NULL)
        buffer_append_string(&folder, ".");
    else
        buffer_append(&folder, sidecar, (size_t)(slash - sidecar) + 1);
    real = realpath(folder.data, NULL);
    buffer_append_format(&whole, "%s/%s", real == NULL ? folder.data : real,
                         slash == NULL ? sidecar : slash + 1);
    snprintf(name, sizeof name, "drafts/%016llx-", (unsigned long long)state_hash(whole.data));
    found = state_path(path, name);
    free(real);
    buffer_release(&folder);
    buffer_release(&whole);
    return found;
}

static void write_file(struct ui *ui, struct draft *draft)
{
    struct buffer path = {0}, bytes = {0};
    int held;

    if (draft->path == NULL && draft_prefix(ui, &path)) {
        draft->file = state_make(&path);
        draft->path = draft->file < 0 ? NULL : buffer_detach(&path);
    }
    buffer_release(&path);
    if (draft->path == NULL)
        return;
    buffer_append_format(&bytes, "%s%zu\n%s\n%s", header, strlen(draft->words), draft->words,
                         draft->text);
    if (state_write(draft->path, bytes.data, bytes.len_bytes, &held)) {
        close(draft->file);
        draft->file = held;
    }
    buffer_release(&bytes);
}

/* False where the file is not whole. */
static bool read_file(int file, struct draft *draft)
{
    char *bytes = state_read(file, DRAFT_MAX_BYTES), *words;
    size_t len_bytes;
    bool whole = bytes != NULL && strncmp(bytes, header, sizeof header - 1) == 0;

    if (whole) {
        len_bytes = (size_t)strtoull(bytes + sizeof header - 1, &words, 10);
        whole = *words++ == '\n' && strlen(words) > len_bytes && words[len_bytes] == '\n';
        if (whole) {
            words[len_bytes] = '\0';
            draft->words = base_copy_string(words);
            draft->text = base_copy_string(words + len_bytes + 1);
        }
    }
    free(bytes);
    return whole;
}

/* ---- the list ---------------------------------------------------------------------------------------- */

static struct draft *add(struct drafts *drafts, const struct draft *draft)
{
    drafts->items =
        array_reserve(drafts->items, &drafts->capacity, drafts->count + 1, sizeof *drafts->items);
    drafts->items[drafts->count] = *draft;
    return &drafts->items[drafts->count++];
}

static bool is_held(const struct drafts *drafts, const char *path)
{
    for (size_t i = 0; i < drafts->count; i++) {
        if (drafts->items[i].path != NULL && strcmp(drafts->items[i].path, path) == 0)
            return true;
    }
    return false;
}

static void adopt_file(struct ui *ui, const char *path)
{
    struct draft draft = {.file = -1};

    if (ui->drafts.count >= DRAFTS_MAX || is_held(&ui->drafts, path))
        return;
    draft.file = state_take(path);
    if (draft.file < 0)
        return;
    if (!read_file(draft.file, &draft)) {
        close(draft.file);
        return;
    }
    draft.path = base_copy_string(path);
    add(&ui->drafts, &draft);
}

/* Takes what processes that have ended left. */
static void adopt(struct ui *ui)
{
    struct buffer prefix = {0}, path = {0};
    const struct dirent *entry;
    size_t folder_bytes, name_bytes;
    DIR *folder;

    if (!draft_prefix(ui, &prefix))
        return;
    folder_bytes = (size_t)(strrchr(prefix.data, '/') - prefix.data);
    name_bytes = prefix.len_bytes - folder_bytes - 1;
    buffer_append(&path, prefix.data, folder_bytes);
    folder = opendir(path.data);
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, prefix.data + folder_bytes + 1, name_bytes) != 0 ||
            strlen(entry->d_name) != name_bytes + STATE_UNIQUE_BYTES)
            continue;
        buffer_clear(&path);
        buffer_append(&path, prefix.data, folder_bytes + 1);
        buffer_append_string(&path, entry->d_name);
        adopt_file(ui, path.data);
    }
    if (folder != NULL)
        closedir(folder);
    buffer_release(&prefix);
    buffer_release(&path);
}

static void release(struct draft *draft)
{
    if (draft->file >= 0)
        close(draft->file);
    free(draft->words);
    free(draft->text);
    free(draft->path);
}

/* ---- what the screen calls --------------------------------------------------------------------------- */

size_t draft_find(struct ui *ui)
{
    adopt(ui);
    return ui->drafts.count;
}

const char *draft_begin(struct ui *ui)
{
    struct drafts *drafts = &ui->drafts;
    struct buffer words = {0};
    enum session_match best = MATCH_NONE;

    adopt(ui);
    drafts->current = NO_DRAFT;
    for (size_t i = drafts->count; i > 0 && best != MATCH_SAME; i--) {
        enum session_match match = session_pending_match(ui->session, drafts->items[i - 1].words);

        if (match == MATCH_NONE || (match == MATCH_WITHIN && best == MATCH_WITHIN))
            continue;
        best = match;
        drafts->current = i - 1;
    }
    if (drafts->current != NO_DRAFT)
        session_pending_take(ui->session, drafts->items[drafts->current].words);
    session_pending_words(ui->session, &words);
    free(drafts->words);
    drafts->words = buffer_detach(&words);
    return drafts->current == NO_DRAFT ? NULL : drafts->items[drafts->current].text;
}

void draft_keep(struct ui *ui, const char *text)
{
    struct drafts *drafts = &ui->drafts;
    char *copy = base_copy_string(text);
    struct draft *draft;

    if (drafts->current == NO_DRAFT) {
        add(drafts, &(struct draft){.words = base_copy_string(drafts->words), .file = -1});
        drafts->current = drafts->count - 1;
    }
    draft = &drafts->items[drafts->current];
    free(draft->text);
    draft->text = copy;
    write_file(ui, draft);
}

void draft_forget(struct ui *ui)
{
    struct drafts *drafts = &ui->drafts;
    struct draft *draft;

    if (drafts->current == NO_DRAFT)
        return;
    draft = &drafts->items[drafts->current];
    if (draft->path != NULL)
        unlink(draft->path);
    release(draft);
    drafts->count--;
    memmove(draft, draft + 1, (drafts->count - drafts->current) * sizeof *draft);
    drafts->current = NO_DRAFT;
}

static bool is_of_note(const struct draft *draft)
{
    return strncmp(draft->words, "note ", 5) == 0;
}

void draft_not_saved(struct ui *ui)
{
    const struct draft *draft = &ui->drafts.items[ui->drafts.current];

    switch (session_pending_deletion(ui->session, draft->words)) {
    case DELETION_LAST:
        ui_complain(ui, "%s",
                    _("This note was deleted elsewhere meanwhile, and what you typed is kept: "
                      "u brings the note back, then e offers it"));
        break;
    case DELETION_LISTED:
        ui_complain(ui, "%s",
                    _("This note was deleted elsewhere meanwhile, and what you typed is kept: "
                      "u on its line in :changes brings the note back, then e offers it"));
        break;
    case DELETION_NONE:
        ui_complain(ui,
                    is_of_note(draft) ? _("%s (your text is kept: e offers it again here)")
                                      : _("%s (your text is kept: a offers it again here)"),
                    session_view(ui->session)->message.data);
        break;
    }
}

static void say_gone(struct ui *ui, const struct draft *draft)
{
    switch (session_pending_deletion(ui->session, draft->words)) {
    case DELETION_LAST:
        ui_complain(ui, "%s",
                    _("The note this was typed for was deleted: u brings it back, then e offers "
                      "what was typed"));
        break;
    case DELETION_LISTED:
        ui_complain(ui, "%s",
                    _("The note this was typed for was deleted: u on its line in :changes brings "
                      "it back, then e offers what was typed"));
        break;
    case DELETION_NONE:
        if (draft->path != NULL)
            /* TRANSLATORS: the path stands on a line of its own, so that it is not broken */
            ui_complain(ui, _("What this was typed for is gone; the text is in this file:\n%s"),
                        draft->path);
        else
            ui_complain(ui, _("What this was typed for is gone: %s"), draft->text);
        break;
    }
}

void draft_go(struct ui *ui)
{
    struct drafts *drafts = &ui->drafts;
    const struct draft *draft;

    adopt(ui);
    if (drafts->count == 0) {
        ui_complain(ui, "%s", _("Every note that was typed is saved"));
        return;
    }
    draft = &drafts->items[drafts->count - 1 - drafts->visited++ % drafts->count];
    if (!session_go_to_words(ui->session, draft->words))
        say_gone(ui, draft);
    else if (is_of_note(draft))
        ui_say(ui, "%s", _("This note was changed and not saved: e offers it again"));
    else
        ui_say(ui, "%s", _("A note was typed here and not saved: a offers it again"));
}

void draft_release(struct ui *ui)
{
    for (size_t i = 0; i < ui->drafts.count; i++)
        release(&ui->drafts.items[i]);
    free(ui->drafts.items);
    free(ui->drafts.words);
    ui->drafts = (struct drafts){0};
}
