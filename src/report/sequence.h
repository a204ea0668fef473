/* The sequences of numbers that are open at a place in a report, and how a line goes on from
 * them. */
#ifndef KANTLIJN_REPORT_SEQUENCE_H
#define KANTLIJN_REPORT_SEQUENCE_H

#include "report/evidence.h"

/* What a line turns out to be. The last two are no headings of their own making: a letter begins with
 * the report's first line, and ends before the line that is read so (outline.c). */
enum reading {
    READ_TEXT,
    READ_LIST_ITEM,
    READ_SUBITEM,
    READ_ITEM,
    READ_PART,
    READ_SECTION,
    READ_ANNEX,
    READ_LETTER,
    READ_LETTER_END,
};
enum { READING_COUNT = READ_ANNEX + 1 }; /* those that are weighed */

/* Where the sequences stand after the lines so far: all that is remembered of them. Fields have one
 * size so that two can be compared as bytes. */
struct sequence {
    uint16_t has_part, part_style, part, part_level;
    uint16_t has_item, item, item_letter, item_level;
    uint16_t item_before;          /* the last item of the part before one that began again */
    uint16_t item_named;           /* "Agendapunt 3" */
    uint16_t item_style;           /* of enum item_style */
    uint16_t item_number_style;    /* of enum number_style: in digits, roman or capitals */
    uint16_t part_is_fresh;        /* no item since it began */
    uint16_t part_open, item_open; /* a heading may stand under them */
    uint16_t item_rank;            /* the level of the format at which a section ends the item */
    uint16_t other_business;       /* the open item or part is that: dashes are its sub-items */
    uint16_t subitem_style, subitem;
    uint16_t list_style, list;
    uint16_t has_section, section_level;
    uint16_t has_annex;
    uint16_t after_heading; /* the last candidate was one */
};

enum item_style { ITEMS_NONE, ITEMS_NUMBERED, ITEMS_UNNUMBERED };

/* What reading a line so does to the sequences, and the evidence that lies in it; false where the
 * line cannot be read so. number is NULL where the line has none. */
bool sequence_extend(const struct sequence *from, enum reading reading,
                     const struct numbering *number, const struct line_facts *line,
                     struct sequence *to, evidence_set *set);

#endif
