#include "config.h"

#include "layout_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- reports ----------------------------------------------------------------------------------- */

static int heading_kind(const char *kind)
{
    static const struct {
        const char *name;
        enum heading_kind kind;
    } kinds[] = {
        {"part", HEADING_PART},       {"item", HEADING_ITEM},     {"sub", HEADING_SUBITEM},
        {"section", HEADING_SECTION}, {"letter", HEADING_LETTER}, {"annex", HEADING_ANNEX},
    };

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].name, kind) == 0)
            return (int)kinds[i].kind;
    return -1;
}

static enum block_kind block_kind(const char *kind)
{
    if (strcmp(kind, "list") == 0)
        return BLOCK_LIST_ITEM;
    if (strcmp(kind, "row") == 0)
        return BLOCK_TABLE_ROW;
    if (strcmp(kind, "foot") == 0)
        return BLOCK_FOOTNOTE;
    return BLOCK_PARAGRAPH;
}

/* Which headings a heading may stand under: the lesser the rank, the higher. */
static int rank(enum heading_kind kind)
{
    return kind == HEADING_ITEM ? 1 : kind == HEADING_SUBITEM ? 2 : kind == HEADING_SECTION ? 3 : 0;
}

static void add_heading(struct report *report, enum heading_kind kind, struct report_block *block)
{
    size_t index = report->heading_count, parent = index > 0 ? index - 1 : REPORT_NONE;
    const char *text = report->text.data + block->start_bytes;
    const char *stop = strstr(text, ". ");
    struct report_heading *heading;

    while (parent != REPORT_NONE && rank(report->headings[parent].kind) >= rank(kind))
        parent = report->headings[parent].parent;
    report->headings = array_reserve(report->headings, &report->heading_capacity, index + 1,
                                     sizeof *report->headings);
    heading = &report->headings[index];
    *heading = (struct report_heading){
        .kind = kind,
        .domain = DOMAIN_OTHER,
        .depth = parent == REPORT_NONE ? 1 : report->headings[parent].depth + 1,
        .parent = parent,
        .first_block = report->block_count,
        .title_start_bytes = block->start_bytes,
        .title_end_bytes = block->end_bytes,
    };
    if (stop != NULL && stop - text < 6) {
        heading->number = base_copy_bytes(text, (size_t)(stop - text));
        heading->title_start_bytes += (size_t)(stop - text) + 2;
    }
    block->heading = index;
    report->heading_count++;
}

static void extend_sections(struct report *report)
{
    size_t heading = report->blocks[report->block_count - 1].heading;

    for (; heading != REPORT_NONE; heading = report->headings[heading].parent)
        report->headings[heading].end_block = report->block_count;
}

void fixture_report_add(struct report *report, const char *kind, const char *text, size_t len_bytes)
{
    struct report_block block = {.kind = block_kind(kind), .heading = REPORT_NONE};
    int heading = heading_kind(kind);

    if (report->block_count > 0)
        buffer_append_string(&report->text, "\n");
    block.start_bytes = report->text.len_bytes;
    block.start_points = text_count_points(report->text.data, block.start_bytes);
    buffer_append(&report->text, text, len_bytes);
    block.end_bytes = report->text.len_bytes;
    block.end_points = text_count_points(report->text.data, block.end_bytes);
    buffer_append_string(&report->text, "\n");
    report->text_points = block.end_points + 1;
    if (heading >= 0)
        block.kind = BLOCK_HEADING;
    if (heading >= 0)
        add_heading(report, (enum heading_kind)heading, &block);
    else if (report->block_count > 0)
        block.heading = report->blocks[report->block_count - 1].heading;
    report->blocks = array_reserve(report->blocks, &report->block_capacity, report->block_count + 1,
                                   sizeof *report->blocks);
    report->blocks[report->block_count++] = block;
    extend_sections(report);
}

/* A footnote block "[2] …" belongs to the first "[2]" before it. */
static void add_footnote(struct report *report)
{
    size_t index = report->block_count - 1;
    const struct report_block *block = &report->blocks[index];
    const char *text = report->text.data + block->start_bytes;
    size_t label_bytes = strcspn(text, "]") + 1;
    char *label = base_copy_bytes(text, label_bytes);
    size_t mark = (size_t)(strstr(report->text.data, label) - report->text.data);

    report->footnotes = array_reserve(report->footnotes, &report->footnote_capacity,
                                      report->footnote_count + 1, sizeof *report->footnotes);
    report->footnotes[report->footnote_count++] = (struct report_footnote){
        .label = base_copy_bytes(label + 1, label_bytes - 2),
        .mark_block = report_block_at_bytes(report, mark),
        .mark_start_bytes = mark,
        .mark_end_bytes = mark + label_bytes,
        .block = index,
        .text_start_bytes = block->start_bytes + label_bytes + 1,
        .heading = block->heading,
    };
    free(label);
}

struct report *fixture_report(const char *lines)
{
    struct report *report = base_allocate(sizeof *report);

    buffer_init(&report->text);
    report->complete = true;
    while (*lines != '\0') {
        size_t line_bytes = strcspn(lines, "\n"), kind_bytes = strcspn(lines, " ");
        char *kind = base_copy_bytes(lines, kind_bytes);
        size_t skip = kind_bytes + strspn(lines + kind_bytes, " ");

        fixture_report_add(report, kind, lines + skip, line_bytes - skip);
        if (strcmp(kind, "foot") == 0)
            add_footnote(report);
        free(kind);
        lines += line_bytes + (lines[line_bytes] == '\n');
    }
    return report;
}

size_t fixture_bytes(const struct report *report, const char *text)
{
    const char *found = strstr(report->text.data, text);

    return found != NULL ? (size_t)(found - report->text.data) : REPORT_NONE;
}

size_t fixture_block(const struct report *report, const char *text)
{
    return report_block_at_bytes(report, fixture_bytes(report, text));
}

/* ---- contents ---------------------------------------------------------------------------------- */

/* The next field of a line up to '|' or its end, trimmed, with "\n" made a line feed. */
static char *take_field(const char **line)
{
    size_t len_bytes = strcspn(*line, "|\n"), start = strspn(*line, " "), out = 0;
    char *field;

    if (start > len_bytes)
        start = len_bytes;
    field = base_copy_bytes(*line + start, len_bytes - start);
    *line += len_bytes + ((*line)[len_bytes] == '|');
    for (size_t in = 0; field[in] != '\0'; in++) {
        bool is_feed = field[in] == '\\' && field[in + 1] == 'n';

        field[out++] = is_feed ? '\n' : field[in];
        in += is_feed;
    }
    while (out > 0 && field[out - 1] == ' ')
        out--;
    field[out] = '\0';
    return field;
}

static void place_it(const struct report *report, const char *where, const char *states,
                     struct anchor *anchor, struct anchor_place *place)
{
    size_t heading = where[0] == '@' || (where[0] == '!' && where[1] != '\0')
                         ? (size_t)strtoul(where + 1, NULL, 10) - 1
                         : REPORT_NONE;
    size_t at;

    place->heading = heading;
    anchor->on_item = where[0] == '@';
    if (where[0] == '!') {
        place->state = ANCHOR_ORPHAN;
        anchor->quote = base_copy_string("verloren passage");
        return;
    }
    if (strstr(states, "moved") != NULL)
        place->state = ANCHOR_MOVED;
    if (strstr(states, "check") != NULL)
        place->state = ANCHOR_TO_BE_CHECKED;
    if (where[0] == '@')
        at = report->blocks[report->headings[heading].first_block].start_bytes;
    else
        at = fixture_bytes(report, where);
    place->start_points = text_count_points(report->text.data, at);
    place->end_points = place->start_points + text_count_points(where, strlen(where));
    anchor->quote = base_copy_string(where);
}

/* "A. de Vries 2023-11-23": the day at noon, in milliseconds; the name is what stands before it. */
static int64_t take_day(char *author)
{
    size_t len_bytes = strlen(author);
    struct tm day = {.tm_hour = 12};

    if (len_bytes < 10 || sscanf(author + len_bytes - 10, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon,
                                 &day.tm_mday) != 3)
        return 0;
    author[len_bytes - 10] = '\0';
    if (len_bytes > 10)
        author[len_bytes - 11] = '\0';
    day.tm_year -= 1900;
    day.tm_mon -= 1;
    return (int64_t)timegm(&day) * 1000;
}

static void make_id(char id[SIDECAR_ID_SIZE], const char *what, size_t number)
{
    snprintf(id, SIDECAR_ID_SIZE, "%s-%04zu", what, number);
}

static void add_note(struct sidecar_contents *contents, const struct report *report,
                     const char *kind, const char *where, const char *words, char *author,
                     const char *states)
{
    struct sidecar_note *note;

    contents->notes =
        base_reallocate(contents->notes, contents->note_count + 1, sizeof *contents->notes);
    note = &contents->notes[contents->note_count];
    *note = (struct sidecar_note){.kind = base_copy_string(kind), .body = base_copy_string(words)};
    make_id(note->id, "note", contents->note_count++);
    note->created_ms = note->modified_ms = take_day(author);
    note->author = base_copy_string(author);
    note->deleted_elsewhere = strstr(states, "gone") != NULL;
    note->clock_ahead = strstr(states, "ahead") != NULL;
    place_it(report, where, states, &note->anchor, &note->place);
    if (strstr(states, "conflict") == NULL)
        return;
    note->conflict_count = 2;
    note->conflicts = base_allocate(2 * sizeof *note->conflicts);
    note->conflicts[0] = (struct sidecar_value){base_copy_string(words), base_copy_string(author),
                                                note->modified_ms};
    note->conflicts[1] = (struct sidecar_value){base_copy_string("een andere tekst"),
                                                base_copy_string("B. Maes"), note->modified_ms};
}

static void add_stances(struct sidecar_contents *contents, const struct report *report,
                        const char *where, const char *words, char *author, const char *states)
{
    int64_t day_ms = take_day(author);

    while (*words != '\0') {
        size_t len_bytes = strcspn(words, " ");
        struct sidecar_stance *stance;

        contents->stances = base_reallocate(contents->stances, contents->stance_count + 1,
                                            sizeof *contents->stances);
        stance = &contents->stances[contents->stance_count];
        *stance = (struct sidecar_stance){.actor = base_copy_bytes(words, len_bytes - 1),
                                          .author = base_copy_string(author),
                                          .created_ms = day_ms,
                                          .modified_ms = day_ms};
        make_id(stance->id, "stance", contents->stance_count++);
        stance_parse(words + len_bytes - 1, 1, &stance->stance);
        stance->conflict = strstr(states, "conflict") != NULL;
        if (stance->conflict) /* somebody else said "against" */
            stance->values = 1u << stance->stance | 1u << STANCE_OPPOSE;
        stance->deleted_elsewhere = strstr(states, "gone") != NULL;
        stance->clock_ahead = strstr(states, "ahead") != NULL;
        place_it(report, where, states, &stance->anchor, &stance->place);
        words += len_bytes;
        words += *words == ' ';
    }
}

void fixture_contents(struct sidecar_contents *contents, const struct report *report,
                      const char *lines)
{
    *contents = (struct sidecar_contents){0};
    while (*lines != '\0') {
        char *fields[5];

        for (size_t i = 0; i < COUNT_OF(fields); i++)
            fields[i] = take_field(&lines);
        if (strcmp(fields[0], "stance") == 0)
            add_stances(contents, report, fields[1], fields[2], fields[3], fields[4]);
        else
            add_note(contents, report, fields[0], fields[1], fields[2], fields[3], fields[4]);
        for (size_t i = 0; i < COUNT_OF(fields); i++)
            free(fields[i]);
        lines += *lines == '\n';
    }
}

void fixture_contents_release(struct sidecar_contents *contents)
{
    for (size_t i = 0; i < contents->note_count; i++) {
        struct sidecar_note *note = &contents->notes[i];

        for (size_t k = 0; k < note->conflict_count; k++) {
            free(note->conflicts[k].value);
            free(note->conflicts[k].author);
        }
        free(note->conflicts);
        free(note->kind);
        free(note->body);
        free(note->author);
        free(note->anchor.quote);
    }
    for (size_t i = 0; i < contents->stance_count; i++) {
        free(contents->stances[i].actor);
        free(contents->stances[i].author);
        free(contents->stances[i].anchor.quote);
    }
    free(contents->notes);
    free(contents->stances);
    *contents = (struct sidecar_contents){0};
}

/* ---- pages ------------------------------------------------------------------------------------- */

void page_make(struct page *page, const char *report, const char *contents, int width_cols)
{
    struct layout_options options = {.width_cols = width_cols, .measure_cols = 80};

    page->report = fixture_report(report);
    fixture_contents(&page->contents, page->report, contents);
    page->layout = layout_new(page->report, &options);
    layout_set_contents(page->layout, &page->contents);
}

void page_set_width(struct page *page, int width_cols)
{
    struct layout_options options = *layout_options(page->layout);

    options.width_cols = width_cols;
    layout_set_options(page->layout, &options);
}

void page_free(struct page *page)
{
    layout_free(page->layout);
    fixture_contents_release(&page->contents);
    report_free(page->report);
}

char *fixture_page(struct layout *layout)
{
    struct layout_place place = layout_first(layout);
    struct layout_line line = {0};
    struct buffer page = {0};

    do {
        layout_emit(layout, layout_row_at(layout, place), NULL, &line);
        buffer_append(&page, line.text.data, line.text.len_bytes);
        buffer_append_char(&page, '\n');
    } while (layout_step(layout, &place, true));
    layout_line_release(&line);
    return buffer_detach(&page);
}
