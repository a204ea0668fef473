/* A note in the reader's own editor: a private file, the editor as a child without a shell, and the text
 * that stands in the file afterwards. The file is removed only when its text is safe in the sidecar, or
 * when there is nothing in it that was not there before. */
#include "config.h"

#include "ui/room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/plain.h"
#include "ui/signals.h"
#include "ui/system.h"
#include "ui/words.h"

enum { EDITOR_MAX_BYTES = 4 << 20 };

static const char *editor_command(void)
{
    static const char *const names[] = {"VISUAL", "EDITOR"};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *command = getenv(names[i]);

        if (command != NULL && command[strspn(command, " \t")] != '\0')
            return command;
    }
    return "vi";
}

/* ---- the file ------------------------------------------------------------------------------------ */

static int make_file_in(const char *folder, char **path)
{
    static const char suffix[] = ".txt";
    struct buffer name = {0};
    int file;

    if (folder == NULL || folder[0] != '/')
        return -1;
    buffer_append_format(&name, "%s/kantlijn-XXXXXX%s", folder, suffix);
    file = mkostemps(name.data, (int)sizeof suffix - 1, O_CLOEXEC);
    if (file >= 0)
        *path = buffer_detach(&name);
    buffer_release(&name);
    return file;
}

/* mkostemps gives 0600. A text without its last line end would make editors complain. */
static bool make_file(const char *initial, char **path)
{
    int file = make_file_in(getenv("XDG_RUNTIME_DIR"), path);
    size_t len_bytes = initial == NULL ? 0 : strlen(initial);
    bool written;

    if (file < 0)
        file = make_file_in(getenv("TMPDIR"), path);
    if (file < 0)
        file = make_file_in("/tmp", path);
    if (file < 0)
        return false;
    written =
        len_bytes == 0 || (system_write(file, initial, len_bytes) && system_write(file, "\n", 1));
    return close(file) == 0 && written;
}

static bool read_file(const char *path, struct buffer *text)
{
    char chunk[4096];
    ssize_t got = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);

    if (file < 0)
        return false;
    while (text->len_bytes <= EDITOR_MAX_BYTES && (got = read(file, chunk, sizeof chunk)) > 0)
        buffer_append(text, chunk, (size_t)got);
    close(file);
    return got >= 0;
}

/* ---- the child ----------------------------------------------------------------------------------- */

static void become_editor(char **words)
{
    signals_in_child();
    execvp(words[0], words);
    _exit(127);
}

/* Returns the wait status, or -1. */
static int run_child(const struct ui *ui, char **words)
{
    int status = -1;
    pid_t child;

    if (ui->plain == NULL)
        signals_lend_terminal(true);
    child = fork();
    if (child == 0)
        become_editor(words);
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            status = -1;
            break;
        }
    }
    if (ui->plain == NULL)
        signals_lend_terminal(false);
    return status;
}

static int run_editor(struct ui *ui, const char *command, const char *path)
{
    char **split = NULL, **words;
    size_t count = words_split(command, &split);
    int status;

    if (count == 0)
        return -1;
    words = base_allocate((count + 2) * sizeof *words);
    memcpy(words, split, count * sizeof *words);
    words[count] = base_copy_string(path);
    if (ui->plain == NULL)
        screen_lend(&ui->screen);
    else
        plain_flush(ui);
    status = run_child(ui, words);
    if (ui->plain == NULL)
        screen_take_back(&ui->screen);
    ui_lay_out(ui, 0);
    free(words[count]);
    free(words);
    free(split);
    return status;
}

/* ---- all of it ----------------------------------------------------------------------------------- */

static bool is_unchanged(const struct buffer *text, const char *initial)
{
    size_t len_bytes = text->len_bytes;
    const char *before = initial == NULL ? "" : initial;

    while (len_bytes > 0 && text->data[len_bytes - 1] == '\n')
        len_bytes--;
    return strlen(before) == len_bytes &&
           (len_bytes == 0 || memcmp(before, text->data, len_bytes) == 0);
}

/* Decides what to do with what the editor left. True where there is something to save. */
static bool take_text(struct ui *ui, int status, const char *command, const char *initial,
                      struct editor_text *text)
{
    struct buffer bytes = {0};
    bool was_read = read_file(text->path, &bytes), to_save = false;

    if (status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == 127)) {
        ui_complain(ui, _("%s could not be started: set VISUAL or EDITOR to your editor"), command);
    } else if (!was_read) {
        ui_complain(ui, _("%s cannot be read any more: nothing was changed"), text->path);
    } else if (is_unchanged(&bytes, initial)) {
        ui_say(ui, "%s", _("Nothing was changed"));
    } else if (text_is_blank(bytes.data == NULL ? "" : bytes.data, bytes.len_bytes)) {
        ui_complain(ui, "%s",
                    initial == NULL ? _("Nothing was written")
                                    : _("The note stays as it is: dd deletes it"));
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        ui_complain(ui, _("The editor ended with an error: nothing was saved, the text is in %s"),
                    text->path);
        free(text->path);
        text->path = NULL;
    } else if (bytes.len_bytes > 0 && strlen(bytes.data) < bytes.len_bytes) {
        ui_complain(ui, _("The text holds a NUL byte: nothing was saved, the text is in %s"),
                    text->path);
        free(text->path);
        text->path = NULL;
    } else {
        text->text = buffer_detach(&bytes);
        to_save = true;
    }
    buffer_release(&bytes);
    return to_save;
}

bool editor_run(struct ui *ui, const char *initial, struct editor_text *text)
{
    const char *command = editor_command();

    *text = (struct editor_text){0};
    if (ui->plain != NULL && (!ui->plain->is_terminal || !isatty(STDOUT_FILENO))) {
        ui_complain(ui, "%s", _("An editor needs a terminal: a writes a note without one"));
        return false;
    }
    if (!make_file(initial, &text->path)) {
        ui_complain(ui, _("No private file can be made for the editor: %s"), strerror(errno));
        editor_done(ui, text, true);
        return false;
    }
    if (take_text(ui, run_editor(ui, command, text->path), command, initial, text))
        return true;
    editor_done(ui, text, true);
    return false;
}

void editor_done(struct ui *ui, struct editor_text *text, bool saved)
{
    if (text->path != NULL && saved)
        unlink(text->path);
    else if (text->path != NULL)
        ui_complain(ui, _("%s; your text is kept in %s"), session_view(ui->session)->message.data,
                    text->path);
    free(text->path);
    free(text->text);
    *text = (struct editor_text){0};
}
