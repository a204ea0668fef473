/* The sections that are open while headings come in their order: what depth, parent and domain each
 * heading gets. */
#ifndef KANTLIJN_REPORT_SECTIONS_H
#define KANTLIJN_REPORT_SECTIONS_H

#include "report/report.h"

enum { SECTIONS_DEPTH_MAX = 16 };

/* Zeroed but for the report it is ready. */
struct sections {
    struct report *report;
    size_t open[SECTIONS_DEPTH_MAX]; /* headings, outermost first: open[i] has depth i + 1 */
    unsigned open_levels[SECTIONS_DEPTH_MAX]; /* as their format says, else their parents' */
    size_t open_count;
};

/* The depth that a heading of that kind gets here; level: as its format says, 0 where it does not. */
unsigned sections_depth(const struct sections *sections, enum heading_kind kind, unsigned level);
/* Ends the sections of that depth and deeper; end_block is the block after their last. */
void sections_close(struct sections *sections, unsigned depth, size_t end_block);
/* The domain of a heading that is no part, under what is open once the sections that it ends are
 * closed. */
enum domain sections_domain(const struct sections *sections, enum heading_kind kind,
                            const char *title, size_t title_bytes);
/* The heading's section begins; its depth is one more than what is open. */
void sections_open(struct sections *sections, size_t heading, unsigned level);
/* The innermost open heading, or REPORT_NONE. */
size_t sections_innermost(const struct sections *sections);

#endif
