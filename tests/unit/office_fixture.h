/* Packages made in a test, and what a reader of kantlijn-import makes of them, as text. */
#ifndef KANTLIJN_TESTS_OFFICE_FIXTURE_H
#define KANTLIJN_TESTS_OFFICE_FIXTURE_H

#include "format/import.h"

struct member {
    const char *name, *text;
    size_t len_bytes; /* 0: all of text */
};

/* A zip archive with those members, up to one without a name; packed. The caller releases it. */
struct buffer package_make(const struct member *members);

/* The events, one a line, or the failure: "failure: encrypted". The caller frees.
 *
 *     heading 2: 1. Terugkeer        line: …    line*: all of it is emphasised
 *     item: • punt                   +line: no empty line before it
 *     row: cell | cell               note 1: its text
 *     paragraph: … */
char *import_as_text(import_reader *read, const struct buffer *package);

/* Compares with what is expected, and releases the package. */
void assert_imports(import_reader *read, struct buffer package, const char *expected);

#endif
