/* Fuzzing of a reader of mark-up: whatever the bytes, it ends, with a reason where it fails; and the same
 * bytes give the same events. tests/unit/test_import_html and _publication replay the corpora.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined … tests/fuzz/fuzz_html.c, see `make fuzz` */
#ifndef KANTLIJN_TESTS_FUZZ_MARKUP_H
#define KANTLIJN_TESTS_FUZZ_MARKUP_H

#include <stdlib.h>
#include <string.h>

#include "../unit/import_text.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void fuzz_reader(import_reader *reader, const uint8_t *data, size_t len_bytes)
{
    struct buffer once = {0}, twice = {0};

    import_append_text(&once, reader, (const char *)data, len_bytes);
    /* No event's text holds a line feed, so this can only be a line of import_append_text's own. */
    must(strncmp(once.data, "! nonsense", 10) != 0 && strstr(once.data, "\n! nonsense") == NULL);
    must(strcmp(once.data, "! no reason\n") != 0);
    import_append_text(&twice, reader, (const char *)data, len_bytes);
    must(once.len_bytes == twice.len_bytes && memcmp(once.data, twice.data, once.len_bytes) == 0);
    buffer_release(&once);
    buffer_release(&twice);
}

#endif
