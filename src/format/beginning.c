/* The beginning of a large plain text, to be shown while the rest is still to be read.
 *
 *  1. It is a report of its own, read by the same rules; of the whole it has the first paragraphs, and what
 *     the rest would have told of them (a running header, a date) it does not know.
 *  2. Where there is none, nothing is said: what is wrong with a file format_open says. */
#include "config.h"

#include "format/format.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/reader.h"

enum { BEGINNING_BYTES = 16 << 10 };

/* Reads up to room_bytes of a file that is worth it; 0 of another. */
static size_t read_file(const char *path, char *room, size_t room_bytes)
{
    struct stat status;
    size_t got_bytes = 0;
    ssize_t got = 1;
    int fd;

    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size <= FORMAT_QUICK_MAX_BYTES || (size_t)status.st_size > FORMAT_SIZE_MAX_BYTES)
        return 0;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    while (fd >= 0 && got_bytes < room_bytes && got > 0) {
        got = read(fd, room + got_bytes, room_bytes - got_bytes);
        got_bytes += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return got_bytes;
}

bool format_open_beginning(struct format_source **source, const char *path,
                           const struct format_options *options)
{
    char bytes[BEGINNING_BYTES];
    const size_t read_bytes = read_file(path, bytes, sizeof bytes);

    *source = NULL;
    if (read_bytes == 0 || memchr(bytes, '\0', read_bytes) != NULL ||
        format_sniff(path, bytes, read_bytes, false, NULL) != FORMAT_TEXT)
        return false;
    return format_open_bytes(source, path, bytes,
                             text_reader_stretch_end(bytes, read_bytes, read_bytes), options, NULL);
}
