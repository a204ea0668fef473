/* Fuzzing of the text reader and the inference behind it: whatever the bytes, what report.h
 * promises holds, and reading them in pieces gives the same report as reading them whole.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined … tests/fuzz/fuzz_text.c, see `make fuzz`
 *
 * The first byte says how large the pieces are, how often a window ends and, the second time, how short
 * the stretches are; the rest is the report. tests/unit/test_format replays the corpus. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/report_check.h"
#include "format/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

static void must_be_null(const char *broken, const char *what, size_t where)
{
    if (broken == NULL)
        return;
    fprintf(stderr, "%s, at %zu: %s\n", what, where, broken);
    abort();
}

/* A window ends after every piece where the piece's size is odd. stretch_bytes: 0 for the reader's own. */
static struct report *read_in_pieces(const char *bytes, size_t len_bytes, size_t piece_bytes,
                                     size_t stretch_bytes)
{
    struct report_builder *builder = report_builder_new("2024-01.txt");
    struct report *report = report_builder_report(builder);
    struct text_reader reader;
    size_t at = 0, where = 0;

    text_reader_init(&reader, builder);
    if (stretch_bytes > 0)
        reader.first_stretch_bytes = reader.stretch_bytes = stretch_bytes;
    while (at < len_bytes) {
        size_t next_bytes = len_bytes - at < piece_bytes ? len_bytes - at : piece_bytes;

        memcpy(text_reader_room(&reader, next_bytes), bytes + at, next_bytes);
        text_reader_take(&reader, next_bytes);
        at += next_bytes;
        if (piece_bytes % 2 == 1) {
            report_builder_window(builder);
            if (at % 8 == 0)
                must_be_null(report_check(report, &where), "after a window", where);
        }
    }
    text_reader_finish(&reader);
    report_builder_finish(builder);
    report_builder_free(builder);
    return report;
}

static void compare(const char *bytes, size_t len_bytes, size_t piece_bytes, size_t stretch_bytes)
{
    struct report *whole, *pieces;
    size_t where = 0;

    whole = read_in_pieces(bytes, len_bytes, SIZE_MAX / 2 - 1, stretch_bytes);
    must_be_null(report_check(whole, &where), "whole", where);
    pieces = read_in_pieces(bytes, len_bytes, piece_bytes, stretch_bytes);
    must_be_null(report_check(pieces, &where), "in pieces", where);
    must_be_null(report_compare(whole, pieces, &where), "whole and in pieces", where);
    report_free(whole);
    report_free(pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes)
{
    if (len_bytes < 2)
        return 0;
    compare((const char *)data + 1, len_bytes - 1, (size_t)data[0] + 1, 0);
    compare((const char *)data + 1, len_bytes - 1, (size_t)data[0] + 1, 64 + data[0]);
    return 0;
}
