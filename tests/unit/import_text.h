/* What a reader of a foreign format makes of a document, in a form that a test can show. */
#ifndef KANTLIJN_TESTS_IMPORT_TEXT_H
#define KANTLIJN_TESTS_IMPORT_TEXT_H

#include "format/import.h"

/* One line an event:
 *
 *     H2 Title          a heading of level 2        L text     a line
 *     P  text           a paragraph                 I  text    a list's item
 *     R  a | b          a table's row               F1 text    the footnote with label 1
 *
 * after the letter (and level) stands '*' where all is emphasised, '+' where no empty line stands before
 * it. A failure is one line: "! too deep". What is no record at all gives "! nonsense". */
void import_append_text(struct buffer *out, import_reader *reader, const char *bytes,
                        size_t len_bytes);

/* Gives each file of a folder of the source to a fuzzer's target; returns how many there are. */
size_t import_replay(const char *folder, int target(const uint8_t *data, size_t len_bytes));

#endif
