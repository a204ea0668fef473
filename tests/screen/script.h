/* script: a test file as statements. The language is described in README; this only knows lines, words
 * and blocks, not what they mean. */
#ifndef KANTLIJN_TESTS_SCRIPT_H
#define KANTLIJN_TESTS_SCRIPT_H

#include "base/base.h"

struct word {
    char *text; /* escapes read */
    bool quoted;
};

struct statement {
    char *file; /* shared with the statements of the same file */
    int line;
    struct word *words; /* words[0] is the verb */
    size_t word_count, word_capacity;
    char *block; /* the lines after "<<END", or the rows of an expect; NULL where there are none */
};

/* A test: the statements before the first `test` of the file come first in every test. */
struct script {
    struct statement *statements;
    size_t count, capacity;
};

/* Reads the file and those it includes. False with a message in *why when it cannot be read or a line
 * makes no sense. */
bool script_read(struct script *script, const char *path, struct buffer *why);
void script_release(struct script *script);

/* Appends text with its escapes read: \\ \" \n \r \t \e \xHH \u{HEX}. False where one is wrong. */
bool script_unescape(const char *text, size_t len_bytes, struct buffer *out);
/* Appends one code point as UTF-8. */
void script_append_point(struct buffer *out, uint32_t point);

#endif
