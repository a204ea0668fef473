/* Where each report was left: a small private file for each, under $XDG_STATE_HOME/kantlijn/places.
 *
 *  1. Its name is made from the report's absolute path, so that a report that has changed finds it; and it
 *     has a second one (a link), made from how the report begins and its size, for one that was moved.
 *  2. The newest PLACES_MAX are kept. A report that is left at its top, unfolded, has none.
 *  3. Opening costs one failed open() where nothing was ever kept. What is there is read with a bound and
 *     may hold anything: session_resume takes from it what it can.
 *  4. The sample and standard input have none, nor has anything while the setting `resume` is off. */
#include "config.h"

#include "ui/room.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PLACES_MAX = 200,
    PLACE_MAX_BYTES = 64 << 10,
    ENTRIES_MAX = 4 * PLACES_MAX, /* of the folder, that are looked at */
    DROPPED_MAX = 8,              /* at a time */
    NAME_SIZE = 32,
};

static const char folder_name[] = "places";

static bool may_resume(const struct ui *ui)
{
    return ui_keeps_state(ui) && session_report_path(ui->session) != NULL;
}

static bool name_by_path(const struct ui *ui, char name[NAME_SIZE])
{
    char *real = realpath(session_report_path(ui->session), NULL);

    if (real == NULL)
        return false;
    snprintf(name, NAME_SIZE, "path-%016llx", (unsigned long long)state_hash(real));
    free(real);
    return true;
}

static void name_by_text(const struct ui *ui, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "text-%016llx", (unsigned long long)session_report_hash(ui->session));
}

/* ---- taking ------------------------------------------------------------------------------------------- */

static char *read_place(int folder, const char *name)
{
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status;
    char *words = NULL;

    if (file < 0)
        return NULL;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= PLACE_MAX_BYTES)
        words = state_read(file, PLACE_MAX_BYTES);
    close(file);
    return words;
}

static char *find_place(const struct ui *ui, int folder)
{
    char name[NAME_SIZE], *words;

    if (!name_by_path(ui, name))
        return NULL;
    words = read_place(folder, name);
    if (words != NULL)
        return words;
    name_by_text(ui, name);
    return read_place(folder, name);
}

void resume_take(struct ui *ui)
{
    struct buffer path = {0};
    char *words = NULL;
    int folder = -1;

    ui->resumed = RESUMED_NOT;
    if (may_resume(ui) && state_path(&path, folder_name))
        folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        words = find_place(ui, folder);
        close(folder);
    }
    if (words != NULL)
        ui->resumed = session_resume(ui->session, words);
    free(words);
    buffer_release(&path);
}

bool resume_say(struct ui *ui)
{
    if (ui->resumed == RESUMED)
        /* TRANSLATORS: g is a key */
        ui_say(ui, "%s", _("Where this report was left: g goes to its top"));
    else if (ui->resumed == RESUMED_ABOUT)
        ui_say(ui, "%s",
               /* TRANSLATORS: g is a key */
               _("The report has changed: this is about where it was left, g goes to its top"));
    return ui->resumed == RESUMED || ui->resumed == RESUMED_ABOUT;
}

/* ---- keeping ------------------------------------------------------------------------------------------- */

/* The oldest entry of the folder, or false; *count is how many there are. */
static bool find_oldest(DIR *folder, char oldest[NAME_SIZE], size_t *count)
{
    struct timespec least = {0};
    const struct dirent *entry;

    *count = 0;
    rewinddir(folder);
    while (*count < ENTRIES_MAX && (entry = readdir(folder)) != NULL) {
        struct stat status;
        const char *name = entry->d_name;

        if (name[0] == '.' || strlen(name) >= NAME_SIZE ||
            fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (++*count == 1 || status.st_mtim.tv_sec < least.tv_sec ||
            (status.st_mtim.tv_sec == least.tv_sec && status.st_mtim.tv_nsec < least.tv_nsec)) {
            least = status.st_mtim;
            memcpy(oldest, name, strlen(name) + 1);
        }
    }
    return *count > 0;
}

/* Each place has two names. */
static void drop_oldest(const char *path)
{
    char oldest[NAME_SIZE];
    DIR *folder = opendir(path);
    size_t count;

    for (int i = 0; folder != NULL && i < DROPPED_MAX; i++) {
        if (!find_oldest(folder, oldest, &count) || count <= 2 * PLACES_MAX ||
            unlinkat(dirfd(folder), oldest, 0) != 0)
            break;
    }
    if (folder != NULL)
        closedir(folder);
}

static void write_place(const char *folder, const char *name, const char *by_text,
                        const struct buffer *words)
{
    struct buffer path = {0}, other = {0};

    buffer_append_format(&path, "%s/%s", folder, name);
    buffer_append_format(&other, "%s/%s", folder, by_text);
    if (state_write(path.data, words->data, words->len_bytes, NULL)) {
        unlink(other.data);
        /* a file system without links does without */
        if (link(path.data, other.data) != 0)
            unlink(other.data);
        drop_oldest(folder);
    }
    buffer_release(&path);
    buffer_release(&other);
}

static void remove_place(const char *path, const char *name, const char *by_text)
{
    int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0)
        return;
    unlinkat(folder, name, 0);
    unlinkat(folder, by_text, 0);
    close(folder);
}

void resume_keep(struct ui *ui)
{
    char name[NAME_SIZE], by_text[NAME_SIZE];
    struct buffer folder = {0}, words = {0};

    if (!may_resume(ui) || !state_path(&folder, folder_name) || !name_by_path(ui, name))
        goto done;
    name_by_text(ui, by_text);
    session_leave_words(ui->session, &words);
    if (words.len_bytes == 0 || words.len_bytes > PLACE_MAX_BYTES)
        remove_place(folder.data, name, by_text);
    else
        write_place(folder.data, name, by_text, &words);
done:
    buffer_release(&folder);
    buffer_release(&words);
}
