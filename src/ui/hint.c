/* The hint of the first run: shown until it was shown once, which an empty file under $XDG_STATE_HOME
 * remembers. Where that cannot be written, nothing is said: the hint just comes again. */
#include "config.h"

#include "ui/room.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* False where there is no home to put it in. */
static bool marker_path(struct buffer *path)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state != NULL && state[0] == '/')
        buffer_append_string(path, state);
    else if (home != NULL && home[0] == '/')
        buffer_append_format(path, "%s/.local/state", home);
    else
        return false;
    buffer_append_string(path, "/kantlijn/hint-shown");
    return true;
}

bool hint_is_due(void)
{
    struct buffer path = {0};
    bool is_due = marker_path(&path) && access(path.data, F_OK) != 0;

    buffer_release(&path);
    return is_due;
}

void hint_was_shown(void)
{
    struct buffer path = {0};
    int file;

    if (marker_path(&path)) {
        for (char *slash = path.data + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
            *slash = '\0';
            mkdir(path.data, 0700);
            *slash = '/';
        }
        file = open(path.data, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0)
            close(file);
    }
    buffer_release(&path);
}
