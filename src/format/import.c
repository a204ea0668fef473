/* kantlijn-import FORMAT: a document on standard input, its blocks on standard output (wire.h).
 *
 * A program of its own, because parsers of foreign formats are large and are given whatever somebody sent:
 * it gives up all it does not need before it looks at the first byte, and what goes wrong here is a
 * message there. It never speaks to the reader; kantlijn does. */
#include "config.h"

#include "format/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format/confine.h"
#include "format/format.h"

static const struct {
    const char *name;
    import_reader *read; /* NULL: not built */
} readers[] = {
#ifdef HAVE_OFFICE_READERS
    {"docx", import_docx}, {"odt", import_odt},
#endif
#ifdef HAVE_MARKUP_READERS
    {"html", import_html}, {"publication", import_publication},
#endif
#ifdef HAVE_PDF_READER
    {"pdf", import_pdf},
#endif
    {NULL, NULL},
};

static void leave_without_memory(void)
{
    _Exit(1);
}

/* All of standard input; false where it cannot be read or is larger than a report may be. */
static bool read_document(struct buffer *document)
{
    enum { PIECE_BYTES = 256 << 10 };
    ssize_t count;

    do {
        buffer_reserve(document, PIECE_BYTES);
        count = read(STDIN_FILENO, document->data + document->len_bytes, PIECE_BYTES);
        if (count > 0)
            document->len_bytes += (size_t)count;
    } while ((count > 0 && document->len_bytes <= FORMAT_SIZE_MAX_BYTES) ||
             (count < 0 && errno == EINTR));
    return count == 0;
}

static import_reader *find_reader(const char *name)
{
    size_t i = 0;

    while (readers[i].name != NULL && strcmp(readers[i].name, name) != 0)
        i++;
    return readers[i].read;
}

int main(int argc, char **argv)
{
    struct buffer document = {0};
    struct import import = {.wire.fd = STDOUT_FILENO};
    enum wire_failure failure = WIRE_NOT_BUILT;
    import_reader *read;

    base_on_no_memory(leave_without_memory);
    if (argc != 2 || !confine_process())
        return 1;
    read = find_reader(argv[1]);
    if (!read_document(&document))
        return 1;
    import.bytes = document.data;
    import.len_bytes = document.len_bytes;
    if (read != NULL && read(&import, &failure))
        wire_write_end(&import.wire);
    else
        wire_write_failure(&import.wire, failure);
    wire_writer_release(&import.wire);
    buffer_release(&document);
    return import.wire.failed ? 1 : 0;
}
