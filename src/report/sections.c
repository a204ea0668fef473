/* Depths, parents and domains of headings.
 *
 *  1. What is open is one heading a depth, from 1 on: no depth is skipped.
 *  2. A part has depth 1; an item 2, or 1 where no part is open; a sub-item one more than what
 *     it stands under; a section 1, or one more than the open heading whose format level is above its
 *     own. A heading without a level has that of the one it stands under.
 *  3. A part has the domain of its name; what stands under it, under a letter or under an annex has
 *     theirs. Under a mixed part, and where there is none, the title's words tell (subject.c). */
#include "config.h"

#include "report/sections.h"

#include "report/subject.h"

static enum heading_kind open_kind(const struct sections *sections, size_t depth)
{
    return sections->report->headings[sections->open[depth - 1]].kind;
}

size_t sections_innermost(const struct sections *sections)
{
    return sections->open_count > 0 ? sections->open[sections->open_count - 1] : REPORT_NONE;
}

unsigned sections_depth(const struct sections *sections, enum heading_kind kind, unsigned level)
{
    unsigned deepest = (unsigned)sections->open_count;

    switch (kind) {
    case HEADING_ITEM:
        return deepest > 0 && open_kind(sections, 1) == HEADING_PART ? 2 : 1;
    case HEADING_SUBITEM:
        while (deepest > 0 && open_kind(sections, deepest) != HEADING_ITEM)
            deepest--;
        if (deepest == 0 && sections->open_count > 0) /* under a part that has no items */
            deepest = 1;
        return deepest + 1;
    case HEADING_SECTION:
        if (level == 0)
            return 1;
        while (deepest > 0 && sections->open_levels[deepest - 1] >= level)
            deepest--;
        return deepest < SECTIONS_DEPTH_MAX ? deepest + 1 : deepest;
    case HEADING_PART:
    case HEADING_LETTER:
    case HEADING_ANNEX:
        break;
    }
    return 1;
}

void sections_close(struct sections *sections, unsigned depth, size_t end_block)
{
    while (sections->open_count >= depth)
        sections->report->headings[sections->open[--sections->open_count]].end_block = end_block;
}

/* The part, letter, annex, item or section of depth 1 that is open; NULL where none is. */
static const struct report_heading *outermost(const struct sections *sections)
{
    return sections->open_count > 0 ? &sections->report->headings[sections->open[0]] : NULL;
}

/* Under a part of one domain, a letter or an annex it is settled; elsewhere the title's words tell, and
 * where they do not, the heading above it does. */
enum domain sections_domain(const struct sections *sections, enum heading_kind kind,
                            const char *title, size_t title_bytes)
{
    const struct report_heading *outer = outermost(sections), *parent;
    enum domain subject;

    if (kind == HEADING_LETTER || kind == HEADING_ANNEX)
        return DOMAIN_OTHER;
    if (outer != NULL && (outer->kind == HEADING_LETTER || outer->kind == HEADING_ANNEX ||
                          (outer->kind == HEADING_PART && outer->domain != DOMAIN_MIXED)))
        return outer->domain;
    subject = subject_domain(title, title_bytes);
    if (subject != DOMAIN_OTHER || outer == NULL)
        return subject;
    parent = &sections->report->headings[sections_innermost(sections)];
    return parent->domain != DOMAIN_MIXED ? parent->domain : DOMAIN_OTHER;
}

void sections_open(struct sections *sections, size_t heading, unsigned level)
{
    size_t depth = sections->open_count;

    sections->open_levels[depth] =
        level == 0 && depth > 0 ? sections->open_levels[depth - 1] : level;
    sections->open[sections->open_count++] = heading;
}
