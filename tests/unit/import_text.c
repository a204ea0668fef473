#include "config.h"

#include "import_text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const failures[WIRE_FAILURE_COUNT] = {
    [WIRE_DAMAGED] = "damaged",     [WIRE_ENCRYPTED] = "encrypted", [WIRE_NO_TEXT] = "no text",
    [WIRE_TOO_LARGE] = "too large", [WIRE_TOO_DEEP] = "too deep",   [WIRE_FORBIDDEN] = "forbidden",
    [WIRE_NOT_BUILT] = "not built",
};

/* All of a file, from its beginning. */
static void read_back(FILE *file, struct buffer *wire)
{
    size_t count;

    rewind(file);
    do {
        buffer_reserve(wire, 65536);
        count = fread(wire->data + wire->len_bytes, 1, 65536, file);
        wire->len_bytes += count;
    } while (count > 0);
}

static void append_text(struct buffer *out, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++) {
        if (text[i] == '\t')
            buffer_append_string(out, " | ");
        else
            buffer_append_char(out, text[i]);
    }
    buffer_append_char(out, '\n');
}

/* The length of the record, 0 where it is none. */
static size_t append_record(struct buffer *out, const char *bytes, size_t len_bytes)
{
    const unsigned char *header = (const unsigned char *)bytes;
    size_t text_bytes, label_bytes;

    if (len_bytes < WIRE_HEADER_BYTES || header[0] > EVENT_FOOTNOTE)
        return 0;
    label_bytes = header[3];
    text_bytes =
        header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16 | (size_t)header[7] << 24;
    if (WIRE_HEADER_BYTES + label_bytes + text_bytes > len_bytes)
        return 0;
    buffer_append_char(out, "LHPIRF"[header[0]]);
    if (header[0] == EVENT_HEADING)
        buffer_append_format(out, "%u", header[1]);
    buffer_append(out, bytes + WIRE_HEADER_BYTES, label_bytes);
    if ((header[2] & WIRE_EMPHASISED) != 0)
        buffer_append_char(out, '*');
    if ((header[2] & WIRE_BLANK_BEFORE) == 0)
        buffer_append_char(out, '+');
    buffer_append_char(out, ' ');
    append_text(out, bytes + WIRE_HEADER_BYTES + label_bytes, text_bytes);
    return WIRE_HEADER_BYTES + label_bytes + text_bytes;
}

void import_append_text(struct buffer *out, import_reader *reader, const char *bytes,
                        size_t len_bytes)
{
    FILE *file = tmpfile();
    struct import import = {.bytes = bytes, .len_bytes = len_bytes, .wire.fd = fileno(file)};
    enum wire_failure failure = WIRE_FAILURE_COUNT;
    struct buffer wire = {0};
    size_t at = 0, length;

    buffer_append_string(out, "");
    if (!reader(&import, &failure)) {
        buffer_append_format(out, "! %s\n",
                             failure < WIRE_FAILURE_COUNT ? failures[failure] : "no reason");
    } else {
        wire_flush(&import.wire);
        read_back(file, &wire);
        while (at < wire.len_bytes &&
               (length = append_record(out, wire.data + at, wire.len_bytes - at)) > 0)
            at += length;
        if (at < wire.len_bytes)
            buffer_append_string(out, "! nonsense\n");
    }
    wire_writer_release(&import.wire);
    buffer_release(&wire);
    fclose(file);
}

static void replay_file(const char *folder, const char *name,
                        int target(const uint8_t *data, size_t len_bytes))
{
    char path[4096];
    struct buffer bytes = {0};
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file == NULL)
        return;
    read_back(file, &bytes);
    fclose(file);
    target((const uint8_t *)bytes.data, bytes.len_bytes);
    buffer_release(&bytes);
}

size_t import_replay(const char *folder, int target(const uint8_t *data, size_t len_bytes))
{
    const struct dirent *entry;
    DIR *directory = opendir(folder);
    size_t count = 0;

    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        replay_file(folder, entry->d_name, target);
        count++;
    }
    if (directory != NULL)
        closedir(directory);
    return count;
}
