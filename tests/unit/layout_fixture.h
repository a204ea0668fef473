/* A small language for the tests of layout/: a report and its sidecar as lines of text, and the page
 * they give as text again.
 *
 * A report, one block a line; depth follows from the kinds (an item stands under a part if there is
 * one, a sub-item under its item):
 *
 *     part  I. Binnenlandse zaken
 *     item  1. Eerste punt
 *     para  Tekst met een noot.[2]
 *     list  - eerste
 *     row   land | ja
 *     foot  [2] De noot.
 *
 * Other kinds of headings: sub, section, letter, annex.
 *
 * Contents, one note or group of stances a line: what, place, words, author with day, and then any of
 * moved, check, conflict, gone, ahead. The place is a quote that occurs once, "@2" for the outline's row
 * 2 itself, "!2" for an orphan of row 2 and "!" for an orphan of no row (its quote is then "verloren
 * passage"). "\n" in words is a line feed. A kind of note instead of "note" is its kind.
 *
 *     note   | geen lidstaat | tekst | A. de Vries 2023-11-23
 *     stance | @2            | NL+ COM~ | A. de Vries 2023-11-23 */
#ifndef KANTLIJN_TESTS_UNIT_LAYOUT_FIXTURE_H
#define KANTLIJN_TESTS_UNIT_LAYOUT_FIXTURE_H

#include "layout/layout.h"

struct report *fixture_report(const char *lines);
/* A heading or block after all others; kind as above. Adds no footnote. */
void fixture_report_add(struct report *report, const char *kind, const char *text,
                        size_t len_bytes);

void fixture_contents(struct sidecar_contents *contents, const struct report *report,
                      const char *lines);
void fixture_contents_release(struct sidecar_contents *contents);

/* A report with its contents on a page, made and freed together. */
struct page {
    struct report *report;
    struct sidecar_contents contents;
    struct layout *layout;
};

void page_make(struct page *page, const char *report, const char *contents, int width_cols);
void page_set_width(struct page *page, int width_cols);
void page_free(struct page *page);
/* Every visible row, a line each. */
char *fixture_page(struct layout *layout);
/* The block whose text begins with these bytes, and the place of the first row that shows them. */
size_t fixture_block(const struct report *report, const char *text);
size_t fixture_bytes(const struct report *report, const char *text);

#endif
