/* Standard output and standard error. */
#include "config.h"

#include "command/command_internal.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/text.h"

enum { PROSE_COLS = 80 };

static bool write_all(int file, const char *bytes, size_t len_bytes)
{
    while (len_bytes > 0) {
        ssize_t written = write(file, bytes, len_bytes);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        len_bytes -= (size_t)written;
    }
    return true;
}

/* A reader that closed its end (head, a pager) has had what it wanted: the status tells, and no
 * message gets in its way. */
static bool set_output_error(int cause, struct error *error)
{
    if (cause == EPIPE) {
        error_set(error, ERROR_INTERNAL, NULL, "%s", "");
        return false;
    }
    if (cause == ENOSPC || cause == EFBIG || cause == EDQUOT)
        return error_set(error, ERROR_INTERNAL, _("standard output"),
                         _("cannot be written, there is no room (%s): free some, or send it "
                           "elsewhere"),
                         strerror(cause));
    return error_set(error, ERROR_INTERNAL, _("standard output"),
                     _("cannot be written (%s): send it elsewhere"), strerror(cause));
}

bool print_text(const char *text, size_t len_bytes, struct error *error)
{
    struct buffer safe = {0};
    bool printed;
    int cause;

    if (isatty(STDOUT_FILENO)) {
        text_append_safe(&safe, text, len_bytes);
        printed = write_all(STDOUT_FILENO, safe.data == NULL ? "" : safe.data, safe.len_bytes);
    } else {
        printed = write_all(STDOUT_FILENO, text, len_bytes);
    }
    cause = errno;
    buffer_release(&safe);
    return printed || set_output_error(cause, error);
}

bool print_buffer(const struct buffer *text, struct error *error)
{
    return print_text(text->data == NULL ? "" : text->data, text->len_bytes, error);
}

int print_width_cols(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col < PROSE_COLS ? size.ws_col : PROSE_COLS;
}

/* File names are bytes and may be anything; a message must not be able to drive the terminal. */
void print_message(const char *file, const char *message)
{
    struct buffer raw = {0}, decoded = {0}, safe = {0};
    size_t replaced_count = 0;

    buffer_append_string(&raw, "kantlijn: ");
    if (file != NULL && file[0] != '\0')
        buffer_append_format(&raw, "%s: ", file);
    buffer_append_string(&raw, message);
    text_decode(raw.data, raw.len_bytes, false, &decoded, &replaced_count);
    for (size_t i = 0; i < decoded.len_bytes; i++) {
        if (decoded.data[i] == '\n' || decoded.data[i] == '\t')
            decoded.data[i] = ' ';
    }
    text_append_safe(&safe, decoded.data, decoded.len_bytes);
    buffer_append_char(&safe, '\n');
    write_all(STDERR_FILENO, safe.data, safe.len_bytes);
    buffer_release(&raw);
    buffer_release(&decoded);
    buffer_release(&safe);
}
