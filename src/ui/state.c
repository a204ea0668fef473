/* Small files under $XDG_STATE_HOME/kantlijn, for the reader alone. Where there is no home to put them in,
 * or it cannot be written, nothing is said: what they hold is a comfort, not the notes. */
#include "config.h"

#include "ui/room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/system.h"

bool state_path(struct buffer *path, const char *name)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state != NULL && state[0] == '/')
        buffer_append_string(path, state);
    else if (home != NULL && home[0] == '/')
        buffer_append_format(path, "%s/.local/state", home);
    else
        return false;
    buffer_append_format(path, "/kantlijn/%s", name);
    return true;
}

/* FNV-1a, 64 bits. */
uint64_t state_hash(const char *string)
{
    uint64_t value = 0xcbf29ce484222325u;

    for (; *string != '\0'; string++)
        value = (value ^ (unsigned char)*string) * 0x100000001b3u;
    return value;
}

static void make_folders(char *path)
{
    for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

/* A lock says that a process holds the file, as long as it lives. Where the file system knows no locks,
 * the file counts as held by nobody. */
static bool lock(int file)
{
    return flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/* Written aside and renamed: whatever interrupts it, the old text or the new one stands there. */
bool state_write(const char *path, const char *bytes, size_t len_bytes, int *held)
{
    struct buffer target = {0}, aside = {0};
    bool written = false;
    int file;

    buffer_append_string(&target, path);
    buffer_append_format(&aside, "%s.%ld", path, (long)getpid());
    make_folders(target.data);
    file = open(aside.data, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0) {
        lock(file);
        written = system_write(file, bytes, len_bytes) && rename(aside.data, target.data) == 0;
        if (!written)
            unlink(aside.data);
        if (written && held != NULL)
            *held = file;
        else
            close(file);
    }
    buffer_release(&target);
    buffer_release(&aside);
    return written;
}

int state_make(struct buffer *path)
{
    int file;

    buffer_append_string(path, "XXXXXX");
    make_folders(path->data);
    file = mkostemp(path->data, O_CLOEXEC);
    if (file >= 0)
        lock(file);
    return file;
}

/* Between opening and locking, the process that held it may have written it anew: then the name is
 * another file's. */
int state_take(const char *path)
{
    struct stat opened, named;
    int file = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (file < 0)
        return -1;
    if (lock(file) && fstat(file, &opened) == 0 && stat(path, &named) == 0 &&
        opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
        return file;
    close(file);
    return -1;
}

char *state_read(int file, size_t most_bytes)
{
    struct buffer text = {0};
    char piece[4096];
    ssize_t got;

    while (text.len_bytes < most_bytes && (got = read(file, piece, sizeof piece)) > 0)
        buffer_append(&text, piece, (size_t)got);
    return text.len_bytes > 0 ? buffer_detach(&text) : NULL;
}
