/* format: readers. Bytes in, builder events out. One file a format; the format is known from the
 * bytes, never from the name. Foreign formats (Word, OpenDocument, web pages, official XML, PDF) are
 * read by the program kantlijn-import in a process of its own, which can reach nothing but the bytes it
 * is given.
 *
 * A source is an open report that may still be coming in: up to FORMAT_WHOLE_MAX_BYTES it is
 * read whole by format_open; above that, format_open reads the first window and format_read_more
 * the next ones, so that the first frame does not wait for 100 MB. The bytes are copied, never
 * mapped: a file that is cut short while it is read gives an error, not a signal. */
#ifndef KANTLIJN_FORMAT_FORMAT_H
#define KANTLIJN_FORMAT_FORMAT_H

#include <sys/types.h>

#include "report/report.h"

#define FORMAT_QUICK_MAX_BYTES ((off_t)48 << 10) /* read in less time than a frame takes */
#define FORMAT_WHOLE_MAX_BYTES ((size_t)2 << 20)
#define FORMAT_WINDOW_BYTES    ((size_t)256 << 10)
#define FORMAT_SIZE_MAX_BYTES  ((size_t)256 << 20)

struct format_source;

/* How far a report has been read that takes a while. */
struct format_progress {
    const char *name; /* as messages call the report */
    size_t read_bytes;
    size_t size_bytes; /* 0 where nobody knows what share that is */
};

/* What a reader knows better than the report says, in the words that were typed; NULL: as it says. All must
 * stay where they are until the report is complete. */
struct format_options {
    const char
        *encoding; /* of plain text, as text_encoding_find knows it; other formats say their own */
    const char *language; /* the code of one, or "und" */
    const char *dates;    /* of the meeting: YYYY, YYYY-MM, YYYY-MM-DD, or FROM..TO */
    /* Called between windows, before the helper is started and about ten times a second while it works
     * or standard input is waited for, and at once after a signal; never for a file that fits into one
     * window. False gives up: reading then fails with ERROR_CANCELLED; between windows it can be gone on with
     * later. May be NULL. */
    bool (*wait)(void *context, const struct format_progress *progress);
    void *context;
};

/* What tells where the program kantlijn-import is, asked when a foreign format is opened; the path stays where
 * it is. Without it foreign formats are refused. */
void format_use_helper(const char *(*find)(void));

/* Opens path ("-": standard input) and reads its first window. options may be NULL. On success *source is
 * set and the caller frees it with format_close; the report belongs to the source. On failure false, with
 * a message for: options that are none (ERROR_USAGE, before anything is opened), missing, unreadable, a directory, a device, empty (0 bytes or white space alone),
 * binary, over FORMAT_SIZE_MAX_BYTES, a format that needs conversion (names how). */
bool format_open(struct format_source **source, const char *path,
                 const struct format_options *options, struct error *error);
/* The same from memory (the built-in sample, tests); name stands in for the file's name. The
 * bytes must stay where they are until the report is complete. */
bool format_open_bytes(struct format_source **source, const char *name, const char *bytes,
                       size_t len_bytes, const struct format_options *options, struct error *error);
/* The first paragraphs of a plain text that is too large to be read before it is shown, as a report of their
 * own and complete; false, and *source NULL, where the file is another, or small. */
bool format_open_beginning(struct format_source **source, const char *path,
                           const struct format_options *options);
struct report *format_report(struct format_source *source);
/* Reads at least one more window; true with nothing done when the report is complete. False when
 * the file changed size or could not be read: the report is then complete as far as it goes, and
 * stays readable. False too when it is given up (ERROR_CANCELLED): then it can be read on. */
bool format_read_more(struct format_source *source, struct error *error);
bool format_read_all(struct format_source *source, struct error *error);
/* Looks through what was not read yet of a large plain text in UTF-8, as it stands in its file, for the first
 * place that find finds in it; around gets the paragraphs about it, *at_bytes is where it is in them. False where
 * nothing is found, or the source is another. find gets stretches of the file, and tells the first place. */
typedef bool format_find(void *context, const char *bytes, size_t len_bytes, size_t *at_bytes);
bool format_look_ahead(const struct format_source *source, format_find *find, void *context,
                       struct buffer *around, size_t *at_bytes);
/* The last paragraphs of such a text, as they stand in its file; false where the source is another, or no more than
 * FORMAT_WHOLE_MAX_BYTES long. */
bool format_look_at_end(const struct format_source *source, struct buffer *around);
/* Whether what stands at path is the file that is read, also where that came in on standard input. */
bool format_is_from(const struct format_source *source, const char *path);
/* The reader's name for the sidecar: "text", "docx", "odt", "html", "publication", "pdf". */
const char *format_reader_name(const struct format_source *source);
/* Whether it is plain text, whose encoding is found or named. */
bool format_is_text(const struct format_source *source);
/* Frees the source and its report. */
void format_close(struct format_source *source);

#endif
