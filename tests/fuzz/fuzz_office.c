/* Fuzzing of the readers of docx and odt. What a zip archive packs is out of a fuzzer's reach, so the input
 * is either an archive as it is, or texts that are put into one.
 *
 * The first byte says which reader reads it, and how: an archive (bit 1), or members in the reader's order,
 * apart by a byte 0. tests/unit/test_import_docx replays the corpus. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "format/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

static la_ssize_t take_bytes(struct archive *archive, void *package, const void *bytes,
                             size_t len_bytes)
{
    (void)archive;
    buffer_append(package, bytes, len_bytes);
    return (la_ssize_t)len_bytes;
}

static void write_member(struct archive *archive, const char *name, const void *bytes,
                         size_t len_bytes)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)len_bytes);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(archive, entry);
    archive_write_data(archive, bytes, len_bytes);
    archive_entry_free(entry);
}

static void make_package(struct buffer *package, const char *const *names, const uint8_t *data,
                         size_t len_bytes)
{
    struct archive *archive = archive_write_new();

    archive_write_set_format_zip(archive);
    archive_write_zip_set_compression_store(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open(archive, package, NULL, take_bytes, NULL);
    for (; *names != NULL && len_bytes > 0; names++) {
        const uint8_t *end = memchr(data, 0, len_bytes);
        const size_t member_bytes = end != NULL ? (size_t)(end - data) : len_bytes;

        if (member_bytes > 0)
            write_member(archive, *names, data, member_bytes);
        data += member_bytes + (end != NULL);
        len_bytes -= member_bytes + (end != NULL);
    }
    archive_write_close(archive);
    archive_write_free(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes)
{
    static const char *const names[2][6] = {
        {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml",
         "word/endnotes.xml", NULL},
        {"content.xml", "styles.xml", "META-INF/manifest.xml", NULL},
    };
    struct import import = {.wire.fd = -1};
    struct buffer package = {0};
    enum wire_failure failure = WIRE_FAILURE_COUNT;
    bool is_odt;

    if (len_bytes < 1)
        return 0;
    is_odt = (data[0] & 1) != 0;
    if ((data[0] & 2) != 0)
        buffer_append(&package, (const char *)data + 1, len_bytes - 1);
    else
        make_package(&package, names[is_odt], data + 1, len_bytes - 1);
    import.wire.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    import.bytes = package.data != NULL ? package.data : "";
    import.len_bytes = package.len_bytes;
    if (!(is_odt ? import_odt : import_docx)(&import, &failure) && failure >= WIRE_FAILURE_COUNT)
        __builtin_trap();
    close(import.wire.fd);
    wire_writer_release(&import.wire);
    buffer_release(&package);
    return 0;
}
