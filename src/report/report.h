/* report: a report as data. Its text, its blocks, its outline, its footnotes.
 *
 * What is always true:
 *  1. The text is UTF-8 in NFC: the blocks in order, an empty line ("\n\n") between two blocks,
 *     one "\n" after the last. `kantlijn text` prints exactly these bytes, and every position at
 *     a boundary of the program (sidecar, export, command line) counts code points in it, from
 *     0, end exclusive.
 *  2. A block holds no line feed, and no white space at its ends but the tabs beside an empty cell
 *     of a table's row. Blocks are in the order of their text and never overlap.
 *  3. The outline is a list in document order; a heading's section runs from its own block to
 *     the block before the next heading of the same or a lesser depth; a letter's (and so of what is
 *     in it) may end sooner, where the report begins. Every block but those before the first heading and those between a
 *     letter and the next heading belongs to exactly one innermost section.
 *  4. A footnote's mark is "[label]" inside a block; its text is a block of kind BLOCK_FOOTNOTE,
 *     "[label] text", at the end of the item or letter that holds it: after the item's own text,
 *     before its sub-items. It stays there where a reader's correction moves that end. Labels may
 *     occur more than once.
 *  5. A report only grows (windows of a large text), and only at its end: nothing that was there
 *     changes, except that the last sections get longer. Once complete its text and the places of its
 *     blocks are immutable; its outline changes only by report_correct, its meeting only by
 *     report_set_meeting.
 *
 * Pointers into the text are good until the report grows; offsets are good for ever. Items may
 * share a title: an index, or the number and the place, tells them apart, never the title. */
#ifndef KANTLIJN_REPORT_REPORT_H
#define KANTLIJN_REPORT_REPORT_H

#include "base/base.h"

/* The version of the reading rules; it goes into the sidecar with each snapshot, because a better
 * reader changes the text as much as a new report does. Raise it when the same bytes give another
 * text. */
enum { REPORT_READER_VERSION = 3 };

/* "No such thing" for indexes of blocks, headings and footnotes. */
#define REPORT_NONE SIZE_MAX

enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_LIST_ITEM,
    BLOCK_TABLE_ROW,
    BLOCK_FOOTNOTE
};

struct report_block {
    enum block_kind kind;
    bool corrected;                  /* a reader said what it is (report_correct) */
    size_t start_bytes, end_bytes;   /* in the report's text */
    size_t start_points, end_points; /* the same place in code points */
    size_t heading; /* innermost heading it stands under (its own, if it is one), or REPORT_NONE */
};

enum heading_kind {
    HEADING_LETTER,
    HEADING_PART,
    HEADING_ITEM,
    HEADING_SUBITEM,
    HEADING_SECTION,
    HEADING_ANNEX
};
/* A part has the domain of its name, letters and annexes are DOMAIN_OTHER, and what stands under these
 * inherits theirs; but under a mixed part, and where no part is open, a heading has the domain that
 * its title's words show (subject.h), else that of the heading above it where that is no mixed part,
 * else DOMAIN_OTHER. */
enum domain { DOMAIN_HOME_AFFAIRS, DOMAIN_JUSTICE, DOMAIN_MIXED, DOMAIN_OTHER };

struct report_heading {
    enum heading_kind kind;
    enum domain domain;
    unsigned depth;     /* from 1 */
    unsigned level;     /* as its format says, from 1; 0 where it does not */
    size_t parent;      /* index in the outline, or REPORT_NONE */
    size_t first_block; /* the heading's own block */
    size_t end_block;   /* after the last block of the section, its sub-sections included */
    char *number;       /* "I", "2a", without its full stop; NULL where there is none */
    size_t title_start_bytes, title_end_bytes; /* without the number, but "Annex 2" is all title */
};

struct report_footnote {
    char *label;                             /* "2" */
    size_t mark_block;                       /* where the mark stands, or REPORT_NONE */
    size_t mark_start_bytes, mark_end_bytes; /* of "[2]" */
    size_t block;                            /* the block that holds its text */
    size_t text_start_bytes; /* in that block, after "[2] "; it ends where the block ends */
    size_t heading;          /* the item it belongs to, or REPORT_NONE */
};

/* When and where the meeting was; strings are NULL where unknown. The dates are those that the reader
 * gives, else those that the beginning of the text tells (meeting_reader.h), else the name of the file;
 * source says which of them, or, where there are none, that the text named the rest. Known when 64 KB have been read, or all. */
enum meeting_source {
    MEETING_UNKNOWN,
    MEETING_FROM_TEXT,
    MEETING_FROM_READER,
    MEETING_FROM_FILE_NAME
};

struct report_meeting {
    char *title, *place;
    char *date_from, *date_to; /* YYYY, YYYY-MM or YYYY-MM-DD */
    int formal;                /* 1, 0, or -1 where unknown */
    enum meeting_source source;
};

struct report {
    struct buffer text;
    size_t text_points; /* the whole text's length in code points */
    struct report_block *blocks;
    size_t block_count, block_capacity;
    struct report_heading *headings;
    size_t heading_count, heading_capacity;
    struct report_footnote *footnotes;
    size_t footnote_count, footnote_capacity;
    struct report_meeting meeting;
    char language[4];      /* found: "nl", "en", "fr", "de", "sv", or "und"; or the one given */
    size_t replaced_count; /* ill-formed sequences that became U+FFFD */
    bool complete;         /* false while windows are still to come */
    struct report_inferred *inferred; /* what a reader has corrected, as it was; NULL for nothing */
};

/* The names that --json, the sidecar and the command line use. */
const char *heading_kind_name(enum heading_kind kind);
const char *domain_name(enum domain domain);

/* ---- looking things up: no allocation, no failure; O(log blocks) unless said ----------------- */

/* The block that holds (or, between blocks, precedes) the position; 0 before the first,
 * REPORT_NONE in a report without blocks. */
size_t report_block_at_bytes(const struct report *report, size_t at_bytes);
size_t report_block_at_points(const struct report *report, size_t at_points);
/* Positions past the end give the end. Cost: the length of one block. */
size_t report_bytes_to_points(const struct report *report, size_t at_bytes);
size_t report_points_to_bytes(const struct report *report, size_t at_points);

/* The text of a block / of a heading's title; not NUL-terminated, good until the report grows. */
const char *report_block_text(const struct report *report, size_t block, size_t *len_bytes);
const char *report_title_text(const struct report *report, size_t heading, size_t *len_bytes);
/* "3. Title" as one string; the caller frees. */
char *report_heading_label(const struct report *report, size_t heading);
/* The section's range in code points, from its heading to the end of its last block. */
void report_section_points(const struct report *report, size_t heading, size_t *start_points,
                           size_t *end_points);

/* The item a block belongs to: its innermost heading that is an item, else the innermost heading of
 * any kind, else REPORT_NONE. */
size_t report_item_of_block(const struct report *report, size_t block);
/* Finds a heading by what a person types: "3" or "2a" or "II" (a number; parts, items and
 * sub-items, case ignored) or "@K" (the outline row with index K, from 1). REPORT_NONE and
 * *count_found = 0 where there is none; REPORT_NONE and *count_found > 1 where the number occurs
 * more than once. */
size_t report_find_heading(const struct report *report, const char *name, size_t *count_found);
/* The heading that a reader means by such words, from where the block stands. Before a number may stand
 * those of what is above it, with full stops between: "3.1", "II.3". Of several that go by the name, items
 * come before sub-items, these before parts and others; of these it is the first after the block, else the
 * first of all, ordinal-th of count. part_first: one that alone goes by the name in the block's part is it.
 * O(headings). */
struct report_found {
    size_t heading; /* REPORT_NONE where nothing goes by the name */
    size_t ordinal, count;
};
struct report_found report_next_item(const struct report *report, const char *name, size_t block,
                                     bool part_first);
/* Items (not parts, letters, annexes) in the report, and the ordinal from 1 of the item (or
 * sub-item's item) that holds the heading; 0 outside items. O(headings). */
size_t report_item_count(const struct report *report);
size_t report_item_ordinal(const struct report *report, size_t heading);

/* ---- items that the text names by their number: "punt 4", "agenda items 3 and 5" (reference.c) ------- */

enum { REFERENCE_NAME_SIZE = 24 };

struct report_reference {
    size_t start_bytes, end_bytes;  /* in the report's text, the word before the number included */
    char name[REFERENCE_NAME_SIZE]; /* the number, for report_next_item */
};

struct report_references {
    struct report_reference *items;
    size_t count, capacity;
};

/* Those of a block, in its order; of a long one those around a place of it. Appended; free items. */
void report_find_references(const struct report *report, size_t block, size_t at_bytes,
                            struct report_references *references);

void report_free(struct report *report);

/* ---- putting right what was inferred ---------------------------------------------------------- */

/* "heading 2", "paragraph" or "part justice": what a block is. */
struct report_reading {
    enum { READING_HEADING, READING_PARAGRAPH, READING_PART } as;
    unsigned depth;     /* of a heading, from 1 to REPORT_CORRECTION_DEPTH_MAX */
    enum domain domain; /* of a part */
};

struct report_correction {
    size_t block;
    struct report_reading reading;
};

enum { REPORT_CORRECTION_DEPTH_MAX = 6 };

/* Reads such words, as the log of a sidecar holds them; false where they are none. */
bool report_reading_parse(const char *words, size_t len_bytes, struct report_reading *reading);
/* Writes them; appended. */
void report_reading_append(struct buffer *out, const struct report_reading *reading);
/* What the block is now. A letter's heading has depth 0, which no correction gives: any makes an ordinary
 * heading of it. */
struct report_reading report_reading_of(const struct report *report, size_t block);

/* Whether a reader may say what the block is: footnotes stay footnotes. */
bool report_may_correct(const struct report *report, size_t block);

/* Makes the outline of a complete report what was inferred, with these corrections and no others; of
 * several about one block the last holds, and those that may not be are left out. Headings that nobody
 * corrected get their depth, parent and domain by the same rules as when the report was read (a new part
 * takes the items that follow it); a heading comes no deeper than one below what stands above it. What it
 * is besides follows from its number and its place. Indexes of headings change, offsets do not. Cost:
 * the report's blocks; without corrections, then and before, nothing. */
void report_correct(struct report *report, const struct report_correction *corrections,
                    size_t count);

/* "2024-01-25", "2024-01-25..2024-01-26", "2024-01", "2024": dates that exist, the second not before the
 * first and as precise. Each is a new string of the caller's. */
bool report_read_dates(const char *words, size_t len_bytes, char **date_from, char **date_to);
/* The reader's word on the meeting: its dates where date_from is not NULL (date_to may be), its place
 * where that is not NULL; the rest is what the text or the file's name tells. Dates that were given when
 * the report was read hold over these. All NULL gives back what was known. The report must be complete. */
void report_set_meeting(struct report *report, const char *date_from, const char *date_to,
                        const char *place);

/* ---- building ---------------------------------------------------------------------------------
 * A reader of a format emits blocks in document order; the builder infers the outline (outline.c) and
 * makes the report. What a format knows of a block is evidence, not a verdict.
 *
 *     struct report_builder *builder = report_builder_new("verslag.txt");
 *     report_builder_block(builder, &event);            (any number)
 *     report_builder_window(builder);                   (now and then, for large texts)
 *     report = report_builder_report(builder);          (may be read between windows)
 *     report_builder_finish(builder);                   (now it is complete)
 *     report_builder_free(builder);                     (the report stays) */
enum event_kind {
    EVENT_LINE,      /* a line or paragraph of which nothing is known */
    EVENT_HEADING,   /* the format calls it a heading of that level */
    EVENT_PARAGRAPH, /* the format calls it body text */
    EVENT_LIST_ITEM,
    EVENT_TABLE_ROW,
    EVENT_FOOTNOTE, /* a footnote's text; label set; it belongs to the item it comes in */
};

struct report_event {
    enum event_kind kind;
    /* as text_decode made it; surrounding white space is trimmed by the builder. Left in it by a
     * conversion, "[footnoteRef:2]" is a footnote's mark and "[2:  text]" its text. The cells of a
     * table's row are apart by tabs; each is trimmed, and empty ones stay, at the ends too */
    const char *text;
    size_t len_bytes;
    unsigned level;    /* of a heading, from 1; 0 where unknown */
    const char *label; /* of a footnote, or a computed list number; NULL where none */
    bool blank_before; /* an empty line stood before it */
    bool emphasised;   /* all of it is bold, underlined or larger than the text around it */
};

struct report_builder;

/* file_name: the source's name without its folder, for the meeting's date where the text names
 * none; NULL for standard input. */
struct report_builder *report_builder_new(const char *file_name);
/* Reserves room for about that much text at once, so that it need not be moved while it grows. */
void report_builder_expect(struct report_builder *builder, size_t text_bytes);
/* Before the first block, what the reader knows better than the report says: its language (language.h),
 * and the meeting's dates (meeting.h). False, with nothing changed, where the words are none. */
bool report_builder_language(struct report_builder *builder, const char *name);
bool report_builder_dates(struct report_builder *builder, const char *words);
void report_builder_block(struct report_builder *builder, const struct report_event *event);
/* The text reader's count of U+FFFD, added up. */
void report_builder_replaced(struct report_builder *builder, size_t count);
/* Appends what is decided to the report. The last stretch (about 64 to 128 KB) waits for what
 * follows it; where windows end changes nothing in what the report becomes. */
void report_builder_window(struct report_builder *builder);
void report_builder_finish(struct report_builder *builder);
/* Owned by the caller once report_builder_finish was called, by the builder until then; the
 * pointer is the same before and after. */
struct report *report_builder_report(struct report_builder *builder);
/* Frees the builder; the report too if it was not finished. */
void report_builder_free(struct report_builder *builder);

#endif
