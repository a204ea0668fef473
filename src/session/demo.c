/* The demo: the built-in sample with notes that teach the keys, in a scratch folder of its own that
 * is removed at close.
 *
 * What a demo that was killed left behind is removed by the next one. A folder is locked as long as its
 * demo runs, and the lock goes with the process, however it ends.
 *
 * The notes are made by the verbs, from words, as a reader would make them; their author is the program,
 * so that the reader's undo leaves them alone. */
#include "config.h"

#include "session/session_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo.tsv.h"
#include "sample.txt.h"

#define SAMPLE_NAME "voorbeeld-2024-01.txt"

enum demo_column { DEMO_KIND, DEMO_ITEM, DEMO_QUOTE, DEMO_WORDS };

#define SCRATCH_NAME "kantlijn-demo-"

enum { FOLDER_FILES_MAX = 4096 }; /* of the parent, how many are looked at */

static const char *scratch_parent(void)
{
    const char *parent = getenv("TMPDIR");

    return parent == NULL || parent[0] != '/' ? "/tmp" : parent;
}

/* ---- removing -------------------------------------------------------------------------------------- */

static bool is_file_name(const char *name)
{
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* The folder is ours alone and flat; what stands in it is the sidecar and what SQLite put beside it.
 * Takes folder. */
static void remove_folder(const char *path, int folder)
{
    DIR *directory = fdopendir(folder);
    const struct dirent *entry;

    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (is_file_name(entry->d_name))
            unlinkat(folder, entry->d_name, 0);
    }
    if (directory != NULL)
        closedir(directory);
    else
        close(folder);
    rmdir(path);
}

static int open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* An empty folder may be one that another demo is just making, and has not locked yet. */
static bool is_empty(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool empty = true;

    while (directory != NULL && empty && (entry = readdir(directory)) != NULL)
        empty = !is_file_name(entry->d_name);
    if (directory != NULL)
        closedir(directory);
    return empty;
}

static void remove_left_behind(const char *path)
{
    int folder = open_folder(path);
    struct stat status;

    if (folder < 0)
        return;
    if (fstat(folder, &status) == 0 && status.st_uid == geteuid() && !is_empty(path) &&
        flock(folder, LOCK_EX | LOCK_NB) == 0)
        remove_folder(path, folder);
    else
        close(folder);
}

static void remove_all_left_behind(const char *parent)
{
    DIR *directory = opendir(parent);
    const struct dirent *entry;
    size_t seen_count = 0;

    while (directory != NULL && seen_count++ < FOLDER_FILES_MAX &&
           (entry = readdir(directory)) != NULL) {
        struct buffer path = {0};

        if (strncmp(entry->d_name, SCRATCH_NAME, sizeof SCRATCH_NAME - 1) != 0)
            continue;
        buffer_append_format(&path, "%s/%s", parent, entry->d_name);
        remove_left_behind(path.data);
        buffer_release(&path);
    }
    if (directory != NULL)
        closedir(directory);
}

void session_remove_scratch(struct session *session)
{
    if (session->scratch == NULL)
        return;
    if (session->scratch_folder >= 0)
        remove_folder(session->scratch, session->scratch_folder);
    else
        rmdir(session->scratch);
    free(session->scratch);
    session->scratch = NULL;
}

/* ---- making ---------------------------------------------------------------------------------------- */

static bool make_scratch(struct session *session, struct error *error)
{
    struct buffer path = {0};

    remove_all_left_behind(scratch_parent());
    buffer_append_format(&path, "%s/%sXXXXXX", scratch_parent(), SCRATCH_NAME);
    if (mkdtemp(path.data) == NULL) {
        error_set(error, ERROR_INTERNAL, path.data,
                  _("cannot be made for the demo (%s): name a folder for it in $TMPDIR"),
                  strerror(errno));
        buffer_release(&path);
        return false;
    }
    session->scratch = buffer_detach(&path);
    session->scratch_folder = open_folder(session->scratch);
    if (session->scratch_folder >= 0)
        flock(session->scratch_folder, LOCK_EX | LOCK_NB);
    buffer_append_format(&path, "%s/%s%s", session->scratch, SAMPLE_NAME, SIDECAR_SUFFIX);
    session->sidecar_path = buffer_detach(&path);
    return true;
}

static const char *or_null(const char *word)
{
    return word[0] == '\0' ? NULL : word;
}

static bool add_stances(struct session *session, const struct session_place *place,
                        const char *words, struct error *error)
{
    struct session_stance *stances = NULL;
    size_t count = 0;
    bool added = session_parse_stances(words, &stances, &count, error) &&
                 session_stance_set(session, place, stances, count, error);

    free(stances);
    return added;
}

static bool add_row(struct session *session, const char *const row[], struct error *error)
{
    struct session_place_words words = {
        .item = or_null(row[DEMO_ITEM]),
        .quote = or_null(row[DEMO_QUOTE]),
    };
    struct session_place place;

    if (!session_find_place(session, &words, &place, error))
        return false;
    if (strcmp(row[DEMO_KIND], "stance") == 0)
        return add_stances(session, &place, row[DEMO_WORDS], error);
    return session_note_add(session, &place, row[DEMO_KIND], row[DEMO_WORDS], NULL, error);
}

static bool add_rows(struct session *session, struct error *error)
{
    char *reader = session->identity->author;
    bool added = true;

    session->identity->author = base_copy_string("kantlijn");
    for (size_t i = 0; added && i < demo_tsv_rows; i++)
        added = add_row(session, demo_tsv[i], error);
    free(session->identity->author);
    session->identity->author = reader;
    return added;
}

bool session_open_demo(struct session **session, const struct session_options *options,
                       struct error *error)
{
    *session = session_new(options);
    if (make_scratch(*session, error) &&
        format_open_bytes(&(*session)->source, SAMPLE_NAME, sample_txt, sizeof sample_txt - 1, NULL,
                          error)) {
        (*session)->report = format_report((*session)->source);
        (*session)->report_name = base_copy_string(SAMPLE_NAME);
        if (add_rows(*session, error))
            return true;
    }
    session_close(*session);
    *session = NULL;
    return false;
}
