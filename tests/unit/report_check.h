/* Checks what report.h promises of every report, whatever it was made from. */
#ifndef KANTLIJN_TESTS_REPORT_CHECK_H
#define KANTLIJN_TESTS_REPORT_CHECK_H

#include "report/report.h"

/* NULL where all holds, else the sentence of the first promise that does not; *where is the block,
 * heading or footnote it was found at. */
const char *report_check(const struct report *report, size_t *where);
/* NULL where the two are the same report in every field, else what differs. */
const char *report_compare(const struct report *left, const struct report *right, size_t *where);

/* A report of plain text, line by line as a reader gives it. window_every: lines between two
 * windows, 0 for none; *broken is the first broken promise at any window's end (NULL where all
 * holds). The caller frees the report. */
struct report *report_of_text(const char *text, size_t len_bytes, size_t window_every,
                              const char **broken);

/* Appends the outline, a line a heading: "1 part home-affairs I|Binnenlandse zaken". */
void report_append_outline(struct buffer *out, const struct report *report);

/* Random reports: parts, items, lists, footnotes whole and broken, wrapped lines and noise. The
 * same seed gives the same text. */
void report_append_random(struct buffer *out, unsigned seed, size_t lines);

/* The folder of the source: $srcdir, else wherever a test that is run by hand finds it. */
const char *source_folder(void);

#endif
