/* Looking into the part of a large plain text that was not read yet, for what somebody searches for, and at its end.
 *
 *  1. Bytes are looked at as they stand in the file: no line is joined, no page number taken out. What is
 *     found there is a guess, worth showing until the report itself was read.
 *  2. Nothing of the source changes, and its place in the file neither.
 *  3. Windows overlap by OVERLAP_BYTES, so that nothing of that length is missed between two. */
#include "config.h"

#include "format/format.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/reader.h"

enum { OVERLAP_BYTES = 4096, BEFORE_BYTES = 2048, AROUND_BYTES = 16 << 10 };

static size_t read_at(int file, size_t from_bytes, char *room, size_t room_bytes)
{
    size_t got_bytes = 0;
    ssize_t got = 1;

    while (got_bytes < room_bytes && got > 0) {
        got =
            pread(file, room + got_bytes, room_bytes - got_bytes, (off_t)(from_bytes + got_bytes));
        got_bytes += got > 0 ? (size_t)got : 0;
    }
    return got_bytes;
}

/* The place in the file where it was found; SIZE_MAX where it was not. */
static size_t find_in_file(int file, size_t from_bytes, format_find *find, void *context)
{
    char *window = base_reallocate(NULL, FORMAT_WINDOW_BYTES, 1);
    size_t found_bytes = SIZE_MAX, at_bytes;
    size_t len_bytes = read_at(file, from_bytes, window, FORMAT_WINDOW_BYTES);

    while (len_bytes > 0) {
        const bool is_last = len_bytes < FORMAT_WINDOW_BYTES;

        if (find(context, window, len_bytes, &at_bytes)) {
            found_bytes = from_bytes + at_bytes;
            break;
        }
        if (is_last)
            break;
        from_bytes += len_bytes - OVERLAP_BYTES;
        len_bytes = read_at(file, from_bytes, window, FORMAT_WINDOW_BYTES);
    }
    free(window);
    return found_bytes;
}

/* Where the paragraphs begin that are to be shown: after an empty line, else a line. */
static size_t first_paragraph(const char *bytes, size_t before_bytes)
{
    const char *empty = memmem(bytes, before_bytes, "\n\n", 2);
    const char *feed = memchr(bytes, '\n', before_bytes);

    if (empty != NULL)
        return (size_t)(empty - bytes) + 2;
    return feed != NULL ? (size_t)(feed - bytes) + 1 : 0;
}

bool format_look_at_end(const struct format_source *source, struct buffer *around)
{
    struct stat status;
    size_t read_bytes, size_bytes, got_bytes, first_bytes;
    int file;

    if (!format_unread(source, &file, &read_bytes) || fstat(file, &status) != 0 ||
        (uintmax_t)status.st_size < FORMAT_WHOLE_MAX_BYTES)
        return false;
    size_bytes = (size_t)status.st_size;
    buffer_reserve(around, AROUND_BYTES);
    got_bytes = read_at(file, size_bytes - AROUND_BYTES, around->data, AROUND_BYTES);
    if (got_bytes < AROUND_BYTES)
        return false;
    first_bytes = first_paragraph(around->data, AROUND_BYTES / 2);
    around->len_bytes = got_bytes - first_bytes;
    memmove(around->data, around->data + first_bytes, around->len_bytes);
    around->data[around->len_bytes] = '\0';
    return true;
}

bool format_look_ahead(const struct format_source *source, format_find *find, void *context,
                       struct buffer *around, size_t *at_bytes)
{
    size_t from_bytes, found_bytes, first_bytes = 0, got_bytes, end_bytes;
    int file;

    if (!format_unread(source, &file, &from_bytes))
        return false;
    from_bytes = from_bytes > FORMAT_WHOLE_MAX_BYTES ? from_bytes - FORMAT_WHOLE_MAX_BYTES : 0;
    found_bytes = find_in_file(file, from_bytes, find, context);
    if (found_bytes == SIZE_MAX)
        return false;
    from_bytes = found_bytes > BEFORE_BYTES ? found_bytes - BEFORE_BYTES : 0;
    buffer_reserve(around, AROUND_BYTES);
    got_bytes = read_at(file, from_bytes, around->data, AROUND_BYTES);
    if (got_bytes <= found_bytes - from_bytes)
        return false;
    if (from_bytes > 0)
        first_bytes = first_paragraph(around->data, found_bytes - from_bytes);
    end_bytes = got_bytes;
    if (got_bytes == AROUND_BYTES)
        end_bytes = text_reader_stretch_end(around->data, got_bytes, got_bytes);
    if (end_bytes <= found_bytes - from_bytes)
        end_bytes = got_bytes;
    around->len_bytes = end_bytes - first_bytes;
    memmove(around->data, around->data + first_bytes, around->len_bytes);
    around->data[around->len_bytes] = '\0';
    *at_bytes = found_bytes - from_bytes - first_bytes;
    return true;
}
