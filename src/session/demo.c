/* The demo: the built-in sample with notes that teach the keys, in a scratch folder of its own that
 * is removed at close. */
#include "config.h"

#include "session/session_internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
