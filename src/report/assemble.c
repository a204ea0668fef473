/* A report in the making.
 *
 *  1. Whatever is appended stands after all that was there; nothing in the report is changed but
 *     the end of open sections.
 *  2. The text is complete after each block: it ends in one line feed, and the next block adds
 *     another before itself.
 *  3. Footnotes wait until their section's own text ends, at the next heading of whatever depth;
 *     so they stand in the section that holds them, and the place does not hang on windows.
 *  4. Depths, parents and domains of headings are those of sections.c. */
#include "config.h"

#include "report/assemble.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

void assembly_init(struct assembly *assembly, struct report *report)
{
    *assembly = (struct assembly){.report = report, .sections = {.report = report}};
}

void assembly_release(struct assembly *assembly)
{
    footnote_ledger_release(&assembly->ledger);
    buffer_release(&assembly->notes_text);
    free(assembly->notes);
    *assembly = (struct assembly){0};
}

/* Begins a block at the text's end. */
static struct report_block *begin_block(struct assembly *assembly, enum block_kind kind)
{
    struct report *report = assembly->report;
    struct report_block *block;

    if (report->block_count > 0) {
        buffer_append_char(&report->text, '\n');
        report->text_points++;
    }
    report->blocks = array_reserve(report->blocks, &report->block_capacity, report->block_count + 1,
                                   sizeof *report->blocks);
    block = &report->blocks[report->block_count++];
    *block = (struct report_block){
        .kind = kind,
        .start_bytes = report->text.len_bytes,
        .start_points = report->text_points,
        .heading = sections_innermost(&assembly->sections),
    };
    return block;
}

static void end_block(struct assembly *assembly, struct report_block *block)
{
    struct report *report = assembly->report;

    block->end_bytes = report->text.len_bytes;
    block->end_points =
        block->start_points + text_count_points(report->text.data + block->start_bytes,
                                                block->end_bytes - block->start_bytes);
    buffer_append_char(&report->text, '\n');
    report->text_points = block->end_points + 1;
}

size_t assembly_add_block(struct assembly *assembly, enum block_kind kind, const char *text,
                          size_t len_bytes)
{
    struct report_block *block = begin_block(assembly, kind);

    buffer_append(&assembly->report->text, text, len_bytes);
    end_block(assembly, block);
    language_count(&assembly->language, text, len_bytes);
    return assembly->report->block_count - 1;
}

/* ---- footnotes ------------------------------------------------------------------------------- */

void assembly_add_mark(struct assembly *assembly, size_t block, size_t start_bytes,
                       size_t end_bytes)
{
    size_t block_start = assembly->report->blocks[block].start_bytes;

    footnote_ledger_add(&assembly->ledger, assembly->report->text.data, block,
                        block_start + start_bytes, block_start + end_bytes);
}

static void find_mark(struct assembly *assembly, struct waiting_note *note)
{
    const struct footnote_note *ranges = &note->ranges;
    const struct footnote_open *mark =
        footnote_ledger_take(&assembly->ledger, assembly->report->text.data,
                             assembly->notes_text.data + ranges->label_start_bytes,
                             ranges->label_end_bytes - ranges->label_start_bytes);

    if (mark == NULL)
        return;
    note->mark_block = mark->block;
    note->mark_start_bytes = mark->start_bytes;
    note->mark_end_bytes = mark->end_bytes;
}

void assembly_add_note(struct assembly *assembly, const char *label, size_t label_bytes,
                       const char *text, size_t len_bytes)
{
    struct buffer *out = &assembly->notes_text;
    struct waiting_note note = {.mark_block = REPORT_NONE};

    note.ranges.label_start_bytes = out->len_bytes;
    buffer_append(out, label, label_bytes);
    note.ranges.label_end_bytes = note.ranges.text_start_bytes = out->len_bytes;
    buffer_append(out, text, len_bytes);
    note.ranges.text_end_bytes = out->len_bytes;
    find_mark(assembly, &note);
    assembly->notes = array_reserve(assembly->notes, &assembly->note_capacity,
                                    assembly->note_count + 1, sizeof *assembly->notes);
    assembly->notes[assembly->note_count++] = note;
}

static void append_footnote(struct assembly *assembly, const struct waiting_note *note)
{
    struct report *report = assembly->report;
    const struct footnote_note *ranges = &note->ranges;
    const char *notes_text = assembly->notes_text.data;
    size_t label_bytes = ranges->label_end_bytes - ranges->label_start_bytes, text_start;
    struct report_block *block = begin_block(assembly, BLOCK_FOOTNOTE);

    buffer_append_char(&report->text, '[');
    buffer_append(&report->text, notes_text + ranges->label_start_bytes, label_bytes);
    buffer_append_string(&report->text, "] ");
    text_start = report->text.len_bytes;
    buffer_append(&report->text, notes_text + ranges->text_start_bytes,
                  ranges->text_end_bytes - ranges->text_start_bytes);
    end_block(assembly, block);
    report->footnotes = array_reserve(report->footnotes, &report->footnote_capacity,
                                      report->footnote_count + 1, sizeof *report->footnotes);
    report->footnotes[report->footnote_count++] = (struct report_footnote){
        .label = base_copy_bytes(notes_text + ranges->label_start_bytes, label_bytes),
        .mark_block = note->mark_block,
        .mark_start_bytes = note->mark_start_bytes,
        .mark_end_bytes = note->mark_end_bytes,
        .block = report->block_count - 1,
        .text_start_bytes = text_start,
        .heading = report_item_of_block(report, report->block_count - 1),
    };
}

/* The open section's own text ends here: its footnotes follow. A mark may have come after its
 * note. */
static void append_waiting_notes(struct assembly *assembly)
{
    size_t i;

    for (i = 0; i < assembly->note_count; i++) {
        if (assembly->notes[i].mark_block == REPORT_NONE)
            find_mark(assembly, &assembly->notes[i]);
    }
    for (i = 0; i < assembly->note_count; i++)
        append_footnote(assembly, &assembly->notes[i]);
    assembly->note_count = 0;
    buffer_clear(&assembly->notes_text);
}

/* ---- headings -------------------------------------------------------------------------------- */

void assembly_end_letter(struct assembly *assembly)
{
    append_waiting_notes(assembly);
    sections_close(&assembly->sections, 1, assembly->report->block_count);
}

size_t assembly_add_heading(struct assembly *assembly, const struct assembly_heading *heading,
                            const char *text, size_t len_bytes)
{
    struct report *report = assembly->report;
    size_t number_bytes = heading->number_end_bytes - heading->number_start_bytes;
    struct sections *sections = &assembly->sections;
    unsigned depth = sections_depth(sections, heading->kind, heading->level);
    struct report_heading *added;
    enum domain domain = heading->domain;
    size_t parent, block, start_bytes;

    append_waiting_notes(assembly);
    sections_close(sections, depth, report->block_count);
    if (heading->kind != HEADING_PART)
        domain = sections_domain(sections, heading->kind, text + heading->title_start_bytes,
                                 heading->title_end_bytes - heading->title_start_bytes);
    parent = sections_innermost(sections);
    sections_open(sections, report->heading_count, heading->level);
    block = assembly_add_block(assembly, BLOCK_HEADING, text, len_bytes);
    start_bytes = report->blocks[block].start_bytes;
    report->headings = array_reserve(report->headings, &report->heading_capacity,
                                     report->heading_count + 1, sizeof *report->headings);
    added = &report->headings[report->heading_count++];
    *added = (struct report_heading){
        .kind = heading->kind,
        .domain = domain,
        .depth = depth,
        .level = heading->level,
        .parent = parent,
        .first_block = block,
        .end_block = block + 1,
        .title_start_bytes = start_bytes + heading->title_start_bytes,
        .title_end_bytes = start_bytes + heading->title_end_bytes,
    };
    if (number_bytes > 0)
        added->number = base_copy_bytes(text + heading->number_start_bytes, number_bytes);
    return block;
}

/* ---- pausing and ending ---------------------------------------------------------------------- */

void assembly_pause(struct assembly *assembly)
{
    struct report *report = assembly->report;
    size_t i;

    for (i = 0; i < assembly->sections.open_count; i++)
        report->headings[assembly->sections.open[i]].end_block = report->block_count;
    if (!assembly->language_given)
        memcpy(report->language, language_guess(&assembly->language), sizeof report->language);
}

void assembly_finish(struct assembly *assembly)
{
    append_waiting_notes(assembly);
    assembly_pause(assembly);
    assembly->report->complete = true;
}
