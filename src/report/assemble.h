/* A report in the making: appends blocks, headings and footnotes to it, in order. */
#ifndef KANTLIJN_REPORT_ASSEMBLE_H
#define KANTLIJN_REPORT_ASSEMBLE_H

#include "report/footnote.h"
#include "report/language.h"
#include "report/report.h"
#include "report/sections.h"

/* A footnote that waits for the end of its item. */
struct waiting_note {
    struct footnote_note ranges; /* in notes_text */
    size_t mark_block, mark_start_bytes, mark_end_bytes;
};

struct assembly {
    struct report *report;
    struct sections sections;
    struct footnote_ledger ledger;
    struct buffer notes_text;
    struct waiting_note *notes;
    size_t note_count, note_capacity;
    struct language_counts language;
    bool language_given; /* the report has it already */
};

/* What there is to say of a heading; number and title are ranges of its block. */
struct assembly_heading {
    enum heading_kind kind;
    enum domain domain; /* of a part; the others' is found here */
    unsigned level;     /* of a section, 0 where unknown */
    size_t number_start_bytes, number_end_bytes, title_start_bytes, title_end_bytes;
};

void assembly_init(struct assembly *assembly, struct report *report);
void assembly_release(struct assembly *assembly);
/* Appends a block and returns its index. text holds no line feed and is not empty. */
size_t assembly_add_block(struct assembly *assembly, enum block_kind kind, const char *text,
                          size_t len_bytes);
/* Ends the sections that the heading ends, with their footnotes, and appends it. */
size_t assembly_add_heading(struct assembly *assembly, const struct assembly_heading *heading,
                            const char *text, size_t len_bytes);
/* The open letter ends here: what follows, up to the next heading, belongs to no section. */
void assembly_end_letter(struct assembly *assembly);
/* The block has a footnote's mark there; offsets are in the block. */
void assembly_add_mark(struct assembly *assembly, size_t block, size_t start_bytes,
                       size_t end_bytes);
/* The footnote belongs where the report ends now, and stands at the end of that item. */
void assembly_add_note(struct assembly *assembly, const char *label, size_t label_bytes,
                       const char *text, size_t len_bytes);
/* Makes what has been appended so far consistent: open sections end where the report ends. */
void assembly_pause(struct assembly *assembly);
/* Nothing comes any more. */
void assembly_finish(struct assembly *assembly);

#endif
