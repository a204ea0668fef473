/* The demo: the built-in sample with notes that teach the keys, in a scratch folder of its own that
 * is removed at close.
 *
 * The notes are made by the verbs, from words, as a reader would make them; their author is the program,
 * so that the reader's undo leaves them alone. */
#include "config.h"

#include "session/session_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.tsv.h"
#include "sample.txt.h"

#define SAMPLE_NAME "voorbeeld-2024-01.txt"

enum demo_column { DEMO_KIND, DEMO_ITEM, DEMO_QUOTE, DEMO_WORDS };

static bool make_scratch(struct session *session, struct error *error)
{
    const char *parent = getenv("TMPDIR");
    struct buffer path = {0};

    buffer_append_format(&path, "%s/kantlijn-demo-XXXXXX",
                         parent == NULL || parent[0] != '/' ? "/tmp" : parent);
    if (mkdtemp(path.data) == NULL) {
        error_set(error, ERROR_INTERNAL, path.data,
                  _("cannot be made for the demo (%s): name a folder for it in $TMPDIR"),
                  strerror(errno));
        buffer_release(&path);
        return false;
    }
    session->scratch = buffer_detach(&path);
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
        format_open_bytes(&(*session)->source, SAMPLE_NAME, sample_txt, sizeof sample_txt - 1,
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

/* The folder is ours alone and flat; what stands in it is the sidecar and what SQLite put beside it. */
void session_remove_scratch(struct session *session)
{
    DIR *directory;
    const struct dirent *entry;

    if (session->scratch == NULL)
        return;
    directory = opendir(session->scratch);
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(directory), entry->d_name, 0);
    }
    if (directory != NULL)
        closedir(directory);
    rmdir(session->scratch);
    free(session->scratch);
    session->scratch = NULL;
}
