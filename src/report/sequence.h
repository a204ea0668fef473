/* The sequences of numbers that are open at a place in a report, and how a line goes on from
 * them. */
#ifndef KANTLIJN_REPORT_SEQUENCE_H
#define KANTLIJN_REPORT_SEQUENCE_H

#include "report/evidence.h"

/* What a line turns out to be. */
enum reading { READ_TEXT, READ_LIST_ITEM, READ_SUBITEM, READ_ITEM, READ_PART, READ_SECTION };
enum { READING_COUNT = READ_SECTION + 1 };

/* Where the sequences stand after the lines so far: all that is remembered of them. Fields have one
 * size so that two can be compared as bytes. */
struct sequence {
    uint16_t has_part, part_style, part;
    uint16_t has_item, item, item_letter;
    uint16_t part_is_fresh; /* no item since it began */
    uint16_t subitem_style, subitem;
    uint16_t list_style, list;
    uint16_t after_heading; /* the last candidate was one */
};

/* What reading a line so does to the sequences: the kind of evidence its number is (one of
 * EVIDENCE_CONTINUES to EVIDENCE_CHANGES_STYLE, or EVIDENCE_NO_NUMBER), or EVIDENCE_COUNT where
 * the line cannot be read so. number is NULL where the line has none. */
enum evidence sequence_extend(const struct sequence *from, enum reading reading,
                              const struct numbering *number, const struct vocabulary_match *words,
                              struct sequence *to);

#endif
