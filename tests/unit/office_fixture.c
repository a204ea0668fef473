#include "config.h"

#include "office_fixture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

static la_ssize_t take_bytes(struct archive *archive, void *package, const void *bytes,
                             size_t len_bytes)
{
    (void)archive;
    buffer_append(package, bytes, len_bytes);
    return (la_ssize_t)len_bytes;
}

static void write_member(struct archive *archive, const struct member *member)
{
    struct archive_entry *entry = archive_entry_new();
    const size_t len_bytes = member->len_bytes > 0 ? member->len_bytes : strlen(member->text);

    archive_entry_set_pathname(entry, member->name);
    archive_entry_set_size(entry, (la_int64_t)len_bytes);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, member->text, len_bytes), len_bytes);
    archive_entry_free(entry);
}

struct buffer package_make(const struct member *members)
{
    struct buffer package = {0};
    struct archive *archive = archive_write_new();

    archive_write_set_format_zip(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    assert_int_equal(archive_write_open(archive, &package, NULL, take_bytes, NULL), ARCHIVE_OK);
    for (; members->name != NULL; members++)
        write_member(archive, members);
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    return package;
}

/* ---- events as text ------------------------------------------------------------------------------ */

static void read_file(int fd, struct buffer *bytes)
{
    ssize_t count;

    lseek(fd, 0, SEEK_SET);
    do {
        buffer_reserve(bytes, 65536);
        count = read(fd, bytes->data + bytes->len_bytes, 65536);
        if (count > 0)
            bytes->len_bytes += (size_t)count;
    } while (count > 0);
}

static void describe_kind(const unsigned char *header, const char *label, struct buffer *out)
{
    static const char *const kinds[] = {"line", "heading", "paragraph", "item", "row", "note"};
    static const char *const failures[] = {"damaged",  "encrypted", "no text",  "too large",
                                           "too deep", "forbidden", "not built"};

    if (header[0] == WIRE_FAILURE) {
        buffer_append_format(out, "failure: %s", failures[header[1]]);
        return;
    }
    if ((header[2] & WIRE_BLANK_BEFORE) == 0 && header[0] != EVENT_FOOTNOTE)
        buffer_append_char(out, '+');
    buffer_append_string(out, kinds[header[0]]);
    if ((header[2] & WIRE_EMPHASISED) != 0 && header[0] != EVENT_HEADING)
        buffer_append_char(out, '*');
    if (header[0] == EVENT_HEADING)
        buffer_append_format(out, " %d", header[1]);
    if (header[3] > 0)
        buffer_append_format(out, " %.*s", (int)header[3], label);
    buffer_append_string(out, ": ");
}

static void describe(const struct buffer *wire, struct buffer *out)
{
    size_t at = 0;

    while (at + WIRE_HEADER_BYTES <= wire->len_bytes) {
        const unsigned char *header = (const unsigned char *)wire->data + at;
        const char *label = wire->data + at + WIRE_HEADER_BYTES, *text = label + header[3];
        const size_t text_bytes = header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16;

        if (header[0] == WIRE_END)
            return;
        describe_kind(header, label, out);
        for (size_t i = 0; i < text_bytes; i++)
            buffer_append_string(out, text[i] == '\t' ? " | " : (const char[]){text[i], '\0'});
        buffer_append_char(out, '\n');
        at += WIRE_HEADER_BYTES + header[3] + text_bytes;
    }
}

char *import_as_text(import_reader *read, const struct buffer *package)
{
    FILE *file = tmpfile();
    struct import import = {.bytes = package->data, .len_bytes = package->len_bytes};
    struct buffer wire = {0}, out = {0};
    enum wire_failure failure = WIRE_FAILURE_COUNT;

    assert_non_null(file);
    import.wire.fd = fileno(file);
    if (read(&import, &failure)) {
        wire_write_end(&import.wire);
    } else {
        assert_true(failure < WIRE_FAILURE_COUNT);
        buffer_clear(&import.wire.out);
        assert_int_equal(ftruncate(import.wire.fd, 0), 0);
        lseek(import.wire.fd, 0, SEEK_SET);
        wire_write_failure(&import.wire, failure);
    }
    wire_writer_release(&import.wire);
    read_file(fileno(file), &wire);
    describe(&wire, &out);
    buffer_append_char(&out, '\0');
    fclose(file);
    buffer_release(&wire);
    return buffer_detach(&out);
}

void assert_imports(import_reader *read, struct buffer package, const char *expected)
{
    char *text = import_as_text(read, &package);

    assert_string_equal(text, expected);
    free(text);
    buffer_release(&package);
}
