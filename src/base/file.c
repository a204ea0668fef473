/* Writing files whole or not at all. */
#include "config.h"

#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_write_all(int file, const void *bytes, size_t len_bytes)
{
    const char *at = bytes;

    while (len_bytes > 0) {
        const ssize_t written = write(file, at, len_bytes);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
        len_bytes -= (size_t)written;
    }
    return true;
}

/* File systems without hard links can do it by renaming; where neither is known, the name is taken if it
 * is still free a moment before. */
bool file_give_name(const char *from, const char *to)
{
    struct stat status;

    if (link(from, to) == 0) {
        unlink(from);
        return true;
    }
    if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK && errno != EINVAL)
        return false;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return false;
    if (lstat(to, &status) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(from, to) == 0;
}
