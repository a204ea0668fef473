/* Fuzzing of what makes blocks of a PDF's words.
 *
 * Poppler has fuzzers of its own and is not instrumented here, so the input is mostly not a PDF but what
 * poppler would have said of one: words anywhere on pages, of any size. Input that begins with "%PDF" does go
 * through poppler. Every event must keep what wire.h and pdf_layout.h promise.
 *
 * A word is WORD_BYTES long: x, y, size, flags and what is written; a flag ends the page.
 * tests/unit/test_import_pdf replays the corpus. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format/import.h"
#include "format/pdf_layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

enum { WORD_BYTES = 5, PAGE_ENDS = 64, WORD_ALONE = 128 };

/* What reports are made of: labels, marks, hyphens, sentences' ends, and text. */
static const char *const texts[] = {
    "1",        "2",      "3",    "1.",           "2.",    "a)",     "•",    "–",         "-",
    "lid-",     "Noord-", "JBZ-", "und",          "en",    "staten", "Raad", "besloten.", "“ja”.",
    "Pagina",   "van",    "27",   "1,2",          "(1)",   "[3]",    "....", "/",         "é",
    "\xC2\xAD", "woord",  "I.",   "Binnenlandse", "zaken",
};

static void add_word(struct pdf_document *document, const uint8_t *bytes, float *last_x1,
                     float *last_y0)
{
    const char *text = texts[bytes[4] % COUNT_OF(texts)];
    const float size = (float)(bytes[2] % 64) / 2 + 0.5F;
    struct pdf_word word = {
        .x0 = (float)bytes[0] * 3 - 50,
        .y0 = (float)bytes[1] * 4 - 100,
        .size = size,
        .flags = bytes[3] & 15,
        .len_bytes = (uint16_t)strlen(text),
    };

    if ((bytes[3] & WORD_ALONE) == 0) { /* most words follow each other */
        word.x0 = *last_x1 + (float)(bytes[0] % 16) / 2 - 1;
        word.y0 = *last_y0 + (bytes[1] % 8 == 0 ? 12 : 0);
    }
    if (word.x0 > 520)
        word.x0 = 72;
    word.x1 = word.x0 + size * 0.5F * (float)word.len_bytes;
    word.y1 = word.y0 + size * 1.2F;
    *last_x1 = word.x1;
    *last_y0 = word.y0;
    if (!pdf_word_add(document, &word, text))
        abort();
    if ((bytes[3] & PAGE_ENDS) != 0)
        pdf_page_end(document, 595, 842);
}

static void read_words(const uint8_t *data, size_t len_bytes, struct wire_writer *wire)
{
    struct pdf_document document = {0};
    float last_x1 = 72, last_y0 = 72;

    for (size_t i = 0; i + WORD_BYTES <= len_bytes; i += WORD_BYTES)
        add_word(&document, data + i, &last_x1, &last_y0);
    pdf_page_end(&document, 595, 842);
    if (pdf_write(&document, wire) != (document.word_count > 0))
        abort();
    pdf_document_release(&document);
}

/* What was written and not flushed yet: whole records, whose texts hold no control characters. */
static void check_records(const struct buffer *out)
{
    size_t at = 0;

    while (at < out->len_bytes) {
        const unsigned char *header = (const unsigned char *)out->data + at;
        const size_t label_bytes = header[3];
        const size_t text_bytes = header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16;

        if (header[0] > EVENT_FOOTNOTE || header[7] != 0 || text_bytes == 0 ||
            (header[0] == EVENT_FOOTNOTE) != (label_bytes > 0))
            abort();
        at += WIRE_HEADER_BYTES + label_bytes;
        for (size_t i = 0; i < text_bytes; i++) {
            if ((unsigned char)out->data[at + i] < ' ' && out->data[at + i] != '\t')
                abort();
        }
        at += text_bytes;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes)
{
    struct import import = {.bytes = (const char *)data, .len_bytes = len_bytes};
    enum wire_failure failure = WIRE_FAILURE_COUNT;

    import.wire.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (len_bytes >= 4 && memcmp(data, "%PDF", 4) == 0) {
        if (!import_pdf(&import, &failure) && failure >= WIRE_FAILURE_COUNT)
            abort();
    } else {
        read_words(data, len_bytes, &import.wire);
    }
    check_records(&import.wire.out);
    wire_writer_release(&import.wire);
    close(import.wire.fd);
    return 0;
}
