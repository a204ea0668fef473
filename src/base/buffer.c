/* Bytes that grow.
 *
 * What is always true: where data is not NULL, len_bytes < capacity_bytes and data[len_bytes] is
 * NUL; where data is NULL, both sizes are 0. */
#include "config.h"

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *buffer)
{
    *buffer = (struct buffer){0};
    buffer_reserve(buffer, 0);
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len_bytes = 0;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

void buffer_reserve(struct buffer *buffer, size_t more_bytes)
{
    size_t needed_bytes;

    if (more_bytes >= SIZE_MAX - buffer->len_bytes)
        needed_bytes = SIZE_MAX; /* cannot be had, and ends in the handler for that */
    else
        needed_bytes = buffer->len_bytes + more_bytes + 1;
    if (needed_bytes <= buffer->capacity_bytes)
        return;
    buffer->data = array_reserve(buffer->data, &buffer->capacity_bytes, needed_bytes, 1);
    buffer->data[buffer->len_bytes] = '\0';
}

void buffer_append(struct buffer *buffer, const char *bytes, size_t len_bytes)
{
    buffer_reserve(buffer, len_bytes);
    if (len_bytes > 0)
        memcpy(buffer->data + buffer->len_bytes, bytes, len_bytes);
    buffer->len_bytes += len_bytes;
    buffer->data[buffer->len_bytes] = '\0';
}

void buffer_append_string(struct buffer *buffer, const char *string)
{
    buffer_append(buffer, string, strlen(string));
}

void buffer_append_char(struct buffer *buffer, char byte)
{
    buffer_append(buffer, &byte, 1);
}

void buffer_append_repeated(struct buffer *buffer, char byte, size_t count)
{
    buffer_reserve(buffer, count);
    memset(buffer->data + buffer->len_bytes, byte, count);
    buffer->len_bytes += count;
    buffer->data[buffer->len_bytes] = '\0';
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_append_vformat(buffer, format, arguments);
    va_end(arguments);
}

void buffer_append_vformat(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    size_t room_bytes, wanted_bytes;
    int written;

    buffer_reserve(buffer, 0);
    room_bytes = buffer->capacity_bytes - buffer->len_bytes;
    va_copy(again, arguments);
    written = vsnprintf(buffer->data + buffer->len_bytes, room_bytes, format, arguments);
    wanted_bytes = written > 0 ? (size_t)written : 0;
    if (wanted_bytes >= room_bytes) {
        buffer_reserve(buffer, wanted_bytes);
        vsnprintf(buffer->data + buffer->len_bytes, wanted_bytes + 1, format, again);
    }
    va_end(again);
    buffer->len_bytes += wanted_bytes;
    buffer->data[buffer->len_bytes] = '\0';
}

void buffer_append_roman(struct buffer *buffer, unsigned number, bool capital)
{
    static const struct {
        unsigned value;
        const char *small, *capital;
    } numerals[] = {
        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
        {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
        {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"},
    };

    for (size_t i = 0; i < COUNT_OF(numerals); i++) {
        for (; number >= numerals[i].value; number -= numerals[i].value)
            buffer_append_string(buffer, capital ? numerals[i].capital : numerals[i].small);
    }
}

char *buffer_detach(struct buffer *buffer)
{
    char *string;

    buffer_reserve(buffer, 0);
    string = buffer->data;
    *buffer = (struct buffer){0};
    return string;
}
