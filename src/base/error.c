/* Errors as values. The first cause is kept: what fails later is usually its consequence. */
#include "config.h"

#include "base/base.h"

#include <stdio.h>
#include <string.h>

static void copy_cut(char *to, size_t size_bytes, const char *from)
{
    size_t len_bytes = strlen(from);

    if (len_bytes >= size_bytes) {
        len_bytes = size_bytes - 1;
        /* Never half a UTF-8 sequence. */
        while (len_bytes > 0 && ((unsigned char)from[len_bytes] & 0xC0) == 0x80)
            len_bytes--;
    }
    memcpy(to, from, len_bytes);
    to[len_bytes] = '\0';
}

bool error_set(struct error *error, enum error_code code, const char *file, const char *format, ...)
{
    struct buffer message = {0};
    va_list arguments;

    if (error == NULL || error->code != ERROR_NONE)
        return false;
    va_start(arguments, format);
    buffer_append_vformat(&message, format, arguments);
    va_end(arguments);
    error->code = code;
    copy_cut(error->file, sizeof error->file, file != NULL ? file : "");
    copy_cut(error->message, sizeof error->message, message.data != NULL ? message.data : "");
    buffer_release(&message);
    return false;
}

void error_clear(struct error *error)
{
    error->code = ERROR_NONE;
    error->file[0] = '\0';
    error->message[0] = '\0';
}
