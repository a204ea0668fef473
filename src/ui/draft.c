/* Drafts: a note that was typed and not saved.
 *
 *  1. Nothing that was typed is lost: a note that is cancelled, that could not be saved, or during which
 *     the program ends or is killed is offered by the next `a`, in this run or a later one.
 *  2. Nothing is recorded that the reader did not confirm: a draft is no note and stands in no sidecar, but
 *     in a file of its own under $XDG_STATE_HOME, named after the sidecar it was meant for.
 *  3. The file goes when the draft has become a note, or was emptied. */
#include "config.h"

#include "ui/room.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DRAFT_MAX_BYTES = 1 << 20 };

/* FNV-1a, 64 bits: short names for long paths. */
static uint64_t hash(const char *string)
{
    uint64_t value = 0xcbf29ce484222325u;

    for (; *string != '\0'; string++)
        value = (value ^ (unsigned char)*string) * 0x100000001b3u;
    return value;
}

/* False where the notes have no place of their own. */
static bool draft_path(const struct ui *ui, struct buffer *path)
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
    snprintf(name, sizeof name, "drafts/%016llx", (unsigned long long)hash(whole.data));
    found = state_path(path, name);
    free(real);
    buffer_release(&folder);
    buffer_release(&whole);
    return found;
}

bool draft_find(struct ui *ui)
{
    struct buffer path = {0}, safe = {0};
    size_t replaced = 0;
    char *text = NULL;

    if (draft_path(ui, &path))
        text = state_read(path.data, DRAFT_MAX_BYTES);
    if (text != NULL) {
        text_decode(text, strlen(text), true, &safe, &replaced);
        ui->draft = buffer_detach(&safe);
    }
    free(text);
    buffer_release(&path);
    return ui->draft != NULL;
}

void draft_keep(struct ui *ui, const char *text)
{
    struct buffer path = {0};
    char *copy = base_copy_string(text);

    free(ui->draft);
    ui->draft = copy;
    if (draft_path(ui, &path))
        state_write(path.data, copy);
    buffer_release(&path);
}

void draft_forget(struct ui *ui)
{
    struct buffer path = {0};

    if (ui->draft == NULL)
        return;
    free(ui->draft);
    ui->draft = NULL;
    if (draft_path(ui, &path))
        unlink(path.data);
    buffer_release(&path);
}
