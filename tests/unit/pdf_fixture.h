/* PDF files for tests, written as a typewriter would: a page is a text, a character a place on a grid.
 *
 * Courier of 10 points makes columns of 6 points and rows of 12, from 72 points down and right; no font
 * is embedded. A form feed begins a page. On the grid
 *     *words*   are bold (the stars are blank),
 *     ^1        is a raised 1, glued to what stands before it,
 *     ~         as a row's first character makes it small print of 7 points, whose columns stay 6 points,
 *     !         as a row's first character makes it 16 points, with columns of 10 points. */
#ifndef KANTLIJN_TEST_PDF_FIXTURE_H
#define KANTLIJN_TEST_PDF_FIXTURE_H

#include "base/base.h"

/* Appends a whole file of those pages. */
void pdf_fixture_write(struct buffer *out, const char *pages);
/* The same with a page's content stream as it stands, on one page. */
void pdf_fixture_write_stream(struct buffer *out, const char *stream);

#endif
