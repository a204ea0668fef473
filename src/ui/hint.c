/* The hints with keys: that of a selection, and that of the first run. The latter is shown until it was shown
 * once, which an empty file under $XDG_STATE_HOME remembers. Where that cannot be written, nothing is said: the
 * hint just comes again. */
#include "config.h"

#include "ui/room.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char marker[] = "hint-shown";

bool hint_is_due(void)
{
    struct buffer path = {0};
    bool is_due = state_path(&path, marker) && access(path.data, F_OK) != 0;

    buffer_release(&path);
    return is_due;
}

void hint_was_shown(void)
{
    struct buffer path = {0};

    if (state_path(&path, marker))
        state_write(path.data, "", 0, NULL);
    buffer_release(&path);
}

/* The first key of a verb, or what ':' calls it; appended. */
static void append_key(const struct ui *ui, const char *name, struct buffer *out)
{
    const struct verb *verb = session_find_verb(name, strlen(name));
    size_t before_bytes = out->len_bytes;

    keymap_append_keys(ui_keymap(ui), verb, out);
    if (out->len_bytes == before_bytes) {
        buffer_append_format(out, ":%s", name);
        return;
    }
    out->len_bytes = before_bytes + strcspn(out->data + before_bytes, " ");
    out->data[out->len_bytes] = '\0';
}

enum { HINT_KEYS_MAX = 5 };

/* The keys of the verbs whose names stand apart by spaces in each of names. */
static void find_keys(const struct ui *ui, const char *const *names, struct buffer *keys)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        char *copy = base_copy_string(names[i]), *kept = NULL;

        for (char *name = strtok_r(copy, " ", &kept); name != NULL;
             name = strtok_r(NULL, " ", &kept)) {
            if (keys[i].len_bytes > 0)
                buffer_append_char(&keys[i], ' ');
            append_key(ui, name, &keys[i]);
        }
        free(copy);
    }
}

static void release_keys(struct buffer *keys)
{
    for (size_t i = 0; i < HINT_KEYS_MAX; i++)
        buffer_release(&keys[i]);
}

const char *hint_of_first_run(struct ui *ui)
{
    static const char *const names[] = {"cycle", "note", "stance", "help", NULL};
    struct buffer keys[HINT_KEYS_MAX] = {{0}};

    find_keys(ui, names, keys);
    buffer_clear(&ui->hint);
    /* TRANSLATORS: at most 79 columns; the four are keys: Tab, a, t and F1. */
    buffer_append_format(
        &ui->hint,
        _("New here? %s folds, %s adds a note, %s a stance. All is saved at once. %s: help."),
        keys[0].data, keys[1].data, keys[2].data, keys[3].data);
    release_keys(keys);
    return ui->hint.data;
}

const char *hint_of_selecting(struct ui *ui)
{
    static const char *const names[] = {
        "select-left select-right select-word select-word-back select-word-end select-sentence "
        "select-paragraph",
        "select-other-end",
        "note",
        "stance",
        "copy",
        NULL};
    struct buffer keys[HINT_KEYS_MAX] = {{0}};

    find_keys(ui, names, keys);
    buffer_clear(&ui->hint);
    /* TRANSLATORS: at most 79 columns; what is put in are keys: h l w b e ) }, then o, a, t and y. */
    buffer_append_format(
        &ui->hint, _("Selecting: %s move, %s other end, %s note, %s stance, %s copy, Esc stops"),
        keys[0].data, keys[1].data, keys[2].data, keys[3].data, keys[4].data);
    release_keys(keys);
    return ui->hint.data;
}
