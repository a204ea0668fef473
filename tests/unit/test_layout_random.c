/* The numbered invariants of layout/layout.h, held against seeded random reports, notes, folds and
 * widths. What is computed cleverly there is computed plainly here. */
#include "config.h"

#include "layout/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include <cmocka.h>

#include "layout_fixture.h"

enum { SEED_COUNT = 30, CHANGES_PER_SEED = 6 };

/* ---- chance ------------------------------------------------------------------------------------ */

struct chance {
    uint64_t state;
};

static size_t below(struct chance *chance, size_t limit)
{
    chance->state = chance->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(chance->state >> 33) % limit;
}

static const char *const scraps[] = {
    "de",
    "lidstaten",
    "een",
    "grensoverschrijdende",
    "Waterschapsverkiezingencommissie",
    "ja",
    ".",
    "mis- en",
    "a/b",
    "«woord»",
    "…",
    "漢字",
    "漢",
    "カタカナ",
    "한국어",
    "e\xCC\x81",
    "o\xCC\x88\xCC\x84\xCC\xA3\xCC\x81\xCC\x82",
    "\xCC\x81",
    "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", /* a family */
    "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1",
    "\xF0\x9F\x87\xAA\xF0\x9F\x87\xBA\xF0\x9F\x87\xB3", /* flags */
    "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
    "1\xEF\xB8\x8F\xE2\x83\xA3",
    "af\xC2\xAD"
    "breken",
    "\t",
    "שלום",
    "مرحبا",
    "\x01",
    "\x1B[31m",
    "\x7F",
    "\xC2\x9B",
    "\xE2\x80\xAE"
    "om",
    "\xE2\x81\xA6",
    "\xE2\x80\x8B",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xEF\xBB\xBF",
    "\xF3\xA0\x81\x81",
    "\xEF\xBF\xBD",
    "क्षि",
    "ไทย",
    "[1]",
};

static void random_words(struct chance *chance, struct buffer *out, size_t most)
{
    size_t count = 1 + below(chance, most);

    for (size_t i = 0; i < count; i++) {
        const char *scrap = scraps[below(chance, COUNT_OF(scraps))];

        buffer_append_string(out, scrap);
        if (below(chance, 4) > 0)
            buffer_append_repeated(out, ' ', 1 + (below(chance, 9) == 0));
    }
}

/* As a report's block is: decoded, one line, trimmed, not empty. */
static void random_block_text(struct chance *chance, struct buffer *out, size_t most)
{
    struct buffer raw = {0}, decoded = {0};
    const char *text;
    size_t len_bytes, replaced = 0;

    random_words(chance, &raw, most);
    text_decode(raw.data, raw.len_bytes, true, &decoded, &replaced);
    text = decoded.data != NULL ? decoded.data : "";
    len_bytes = decoded.len_bytes;
    text_trim(&text, &len_bytes);
    buffer_clear(out);
    if (len_bytes == 0)
        buffer_append_string(out, "x");
    else
        buffer_append(out, text, len_bytes);
    buffer_release(&raw);
    buffer_release(&decoded);
}

/* The same for each cell, which may be empty. */
static void random_table_row(struct chance *chance, struct buffer *out)
{
    struct buffer cell = {0}, row = {0};
    size_t cells = 1 + below(chance, below(chance, 30) == 0 ? 90 : 6);

    for (size_t i = 0; i < cells; i++) {
        if (i > 0)
            buffer_append_char(&row, '\t');
        if (below(chance, 4) == 0)
            continue;
        random_block_text(chance, &cell, below(chance, 9) == 0 ? 60 : 5);
        for (size_t k = 0; k < cell.len_bytes; k++)
            if (cell.data[k] == '\t')
                cell.data[k] = '-';
        buffer_append(&row, cell.data, cell.len_bytes);
    }
    if (row.len_bytes < cells)
        buffer_append_string(&row, "x");
    buffer_clear(out);
    buffer_append(out, row.data, row.len_bytes);
    buffer_release(&cell);
    buffer_release(&row);
}

static struct report *random_report(struct chance *chance)
{
    static const char *const kinds[] = {"part", "item", "item", "sub",  "section", "annex", "para",
                                        "para", "para", "para", "list", "list",    "row",   "foot"};
    struct report *report = fixture_report("");
    size_t count = 1 + below(chance, 30);
    struct buffer text = {0};

    for (size_t i = 0; i < count; i++) {
        const char *kind = kinds[below(chance, COUNT_OF(kinds))];

        if (strcmp(kind, "row") == 0) {
            for (size_t rows = 1 + below(chance, 4); rows > 0; rows--) {
                random_table_row(chance, &text);
                fixture_report_add(report, kind, text.data, text.len_bytes);
            }
            continue;
        }
        random_block_text(chance, &text, below(chance, 8) == 0 ? 120 : 20);
        fixture_report_add(report, kind, text.data, text.len_bytes);
    }
    buffer_release(&text);
    return report;
}

static char *random_string(struct chance *chance, size_t most)
{
    struct buffer words = {0};

    random_words(chance, &words, most);
    if (below(chance, 3) == 0)
        buffer_append_string(&words, "\n\nen nog");
    if (below(chance, 9) == 0)
        buffer_append_string(&words, "\xFF\xC3");
    return buffer_detach(&words);
}

static void random_place(struct chance *chance, const struct report *report, struct anchor *anchor,
                         struct anchor_place *place)
{
    size_t kind = below(chance, 4);

    anchor->quote = random_string(chance, 6);
    place->heading = REPORT_NONE;
    if (kind < 2 && report->heading_count > 0) {
        place->heading = below(chance, report->heading_count);
        anchor->on_item = kind == 0;
    }
    place->state = kind == 1 ? ANCHOR_ORPHAN : (enum anchor_state)below(chance, 3);
    place->start_points = below(chance, report->text_points);
    place->end_points =
        place->start_points + 1 + below(chance, report->text_points - place->start_points);
    if (below(chance, 3) > 0 && place->end_points > place->start_points + 30)
        place->end_points = place->start_points + 30;
}

static void random_note(struct chance *chance, const struct report *report,
                        struct sidecar_note *note, size_t number)
{
    note->kind = base_copy_string(below(chance, 2) == 0 ? "note" : "concern");
    note->body = random_string(chance, 30);
    note->author = random_string(chance, 2);
    note->created_ms = note->modified_ms = (int64_t)below(chance, 4) * 86400000 * 400;
    note->deleted_elsewhere = below(chance, 9) == 0;
    note->clock_ahead = below(chance, 9) == 0;
    snprintf(note->id, sizeof note->id, "n%zu", number);
    random_place(chance, report, &note->anchor, &note->place);
}

static void random_contents(struct chance *chance, const struct report *report,
                            struct sidecar_contents *contents)
{
    static const char *const actors[] = {"NL",           "DE", "ALL", "COM", "LARGE_MAJORITY",
                                         "\xE2\x80\xAEX"};

    contents->note_count = below(chance, 12);
    contents->stance_count = below(chance, 12);
    contents->notes = base_allocate((contents->note_count + 1) * sizeof *contents->notes);
    contents->stances = base_allocate((contents->stance_count + 1) * sizeof *contents->stances);
    for (size_t i = 0; i < contents->note_count; i++)
        random_note(chance, report, &contents->notes[i], i);
    for (size_t i = 0; i < contents->stance_count; i++) {
        struct sidecar_stance *stance = &contents->stances[i];

        stance->actor = base_copy_string(actors[below(chance, COUNT_OF(actors))]);
        stance->author = base_copy_string(below(chance, 2) == 0 ? "A" : "B");
        stance->stance = (enum stance)(1 + below(chance, STANCE_COUNT - 1));
        stance->conflict = below(chance, 9) == 0;
        snprintf(stance->id, sizeof stance->id, "s%zu", i);
        random_place(chance, report, &stance->anchor, &stance->place);
    }
}

/* ---- what is visible (invariant 4) --------------------------------------------------------------- */

struct trial {
    struct report *report;
    struct sidecar_contents contents;
    struct layout *layout;
    struct layout_options options;
    bool closed[32];
};

static size_t own_heading(const struct report *report, size_t block)
{
    for (size_t i = 0; i < report->heading_count; i++)
        if (report->headings[i].first_block == block)
            return i;
    return REPORT_NONE;
}

/* The outermost closed heading's block above a block, or the block. */
static size_t plain_visible(const struct trial *trial, size_t block)
{
    for (size_t i = 0; i < trial->report->heading_count; i++)
        if (trial->closed[i] && trial->report->headings[i].first_block < block &&
            block < trial->report->headings[i].end_block)
            return trial->report->headings[i].first_block;
    return block;
}

static void hold_visibility(const struct trial *trial)
{
    size_t last = REPORT_NONE;

    for (size_t i = 0; i < trial->report->block_count; i++) {
        size_t visible = plain_visible(trial, i);

        assert_int_equal(layout_visible_block(trial->layout, i), visible);
        if (visible != i)
            continue;
        assert_int_equal(layout_previous_block(trial->layout, i), last);
        if (last != REPORT_NONE)
            assert_int_equal(layout_next_block(trial->layout, last), i);
        last = i;
    }
    assert_int_equal(layout_next_block(trial->layout, last), REPORT_NONE);
}

/* ---- a block's rows (invariants 1, 3) ------------------------------------------------------------ */

static bool wants_gap(const struct trial *trial, size_t block)
{
    size_t previous = layout_previous_block(trial->layout, block);
    enum block_kind kind = trial->report->blocks[block].kind, before;

    if (previous == REPORT_NONE)
        return false;
    before = trial->report->blocks[previous].kind;
    if (before == BLOCK_HEADING)
        return false;
    return kind == BLOCK_PARAGRAPH || kind != before;
}

/* Each cluster of a table's row, but white space at breaks, is on one of its rows of the page, and the rows
 * begin and end with what they show. */
static void hold_cells(const struct trial *trial, const struct layout_row *rows, size_t count,
                       size_t block)
{
    const struct report_block *it = &trial->report->blocks[block];
    const char *text = trial->report->text.data;

    for (size_t at = it->start_bytes, next; at < it->end_bytes; at = next) {
        size_t shown = 0;

        next = it->start_bytes + text_cluster_next(text + it->start_bytes,
                                                   it->end_bytes - it->start_bytes,
                                                   at - it->start_bytes);
        for (size_t i = 0; i < count; i++) {
            if (!layout_row_shows(trial->layout, &rows[i], at))
                continue;
            shown++;
            assert_true(rows[i].start_bytes <= at && next <= rows[i].end_bytes);
        }
        assert_true(shown <= 1);
        assert_true(shown == 1 || text_is_blank(text + at, next - at));
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(layout_row_shows(trial->layout, &rows[i], rows[i].start_bytes),
                         rows[i].start_bytes < rows[i].end_bytes);
}

/* Text rows in order, every byte but white space at breaks on one of them; returns how many rows. */
static size_t hold_text(const struct trial *trial, const struct layout_row *rows, size_t count,
                        size_t block)
{
    const struct report_block *it = &trial->report->blocks[block];
    const char *text = trial->report->text.data;
    size_t at = it->start_bytes, i;

    for (i = 0; i < count && rows[i].annotation == REPORT_NONE; i++) {
        assert_int_equal(rows[i].block, block);
        assert_int_equal(rows[i].line, i);
        assert_int_equal(rows[i].kind, it->kind == BLOCK_HEADING ? ROW_HEADING : ROW_TEXT);
        if (it->kind == BLOCK_TABLE_ROW)
            continue;
        assert_true(rows[i].start_bytes >= at && rows[i].end_bytes >= rows[i].start_bytes);
        assert_true(text_is_blank(text + at, rows[i].start_bytes - at));
        at = rows[i].end_bytes;
    }
    assert_true(i > 0);
    if (it->kind == BLOCK_TABLE_ROW)
        hold_cells(trial, rows, i, block);
    else
        assert_int_equal(at, it->end_bytes);
    return i;
}

static void hold_annotation_rows(const struct trial *trial, const struct layout_row *rows,
                                 size_t count, size_t block)
{
    size_t heading = own_heading(trial->report, block), at = 0;
    bool shown =
        trial->options.notes != NOTES_HIDDEN && (heading == REPORT_NONE || !trial->closed[heading]);

    for (size_t i = 0; i < layout_annotation_count(trial->layout); i++) {
        const struct layout_annotation *annotation = layout_annotation(trial->layout, i);
        size_t line = 0;

        if (annotation->block != block || !shown)
            continue;
        for (; at < count && rows[at].annotation == i; at++, line++) {
            assert_int_equal(rows[at].line, line);
            assert_int_equal(rows[at].kind,
                             annotation->kind == ANNOTATION_NOTE ? ROW_NOTE : ROW_STANCES);
        }
        assert_true(line > 0);
    }
    assert_int_equal(at, count);
}

static void hold_block(const struct trial *trial, size_t block)
{
    size_t count, gap, text;
    const struct layout_row *rows = layout_rows(trial->layout, block, &count);

    gap = rows[0].kind == ROW_GAP;
    assert_int_equal(gap, wants_gap(trial, block));
    assert_true(count > gap);
    text = hold_text(trial, rows + gap, count - gap, block);
    hold_annotation_rows(trial, rows + gap + text, count - gap - text, block);
}

/* ---- what is emitted (invariant 2) --------------------------------------------------------------- */

static int terminal_cols(const char *text, size_t len_bytes)
{
    mbstate_t state = {0};
    int cols = 0;

    while (len_bytes > 0) {
        wchar_t character;
        size_t used = mbrtowc(&character, text, len_bytes, &state);

        assert_in_range(used, 1, len_bytes);
        assert_true(iswprint((wint_t)character));
        cols += wcwidth(character);
        text += used;
        len_bytes -= used;
    }
    return cols;
}

static void hold_line(const struct trial *trial, const struct layout_row *row,
                      struct layout_line *line)
{
    struct layout_marks marks = {.match_start = row->start_bytes, .match_end = row->end_bytes};
    size_t at = 0;
    int cols = 0;

    marks.selection_start = row->start_bytes + (row->end_bytes - row->start_bytes) / 2;
    marks.selection_end = row->end_bytes + 10;
    layout_emit(trial->layout, row, &marks, line);
    assert_true(line->width_cols <= trial->options.width_cols);
    assert_true(line->width_cols <= trial->options.measure_cols ||
                trial->report->blocks[row->block].kind == BLOCK_TABLE_ROW);
    assert_int_equal(terminal_cols(line->text.data, line->text.len_bytes), line->width_cols);
    for (size_t i = 0; i < line->span_count; i++) {
        const struct layout_span *span = &line->spans[i];

        assert_int_equal(span->start_bytes, at);
        assert_true(span->len_bytes > 0);
        assert_int_equal(terminal_cols(line->text.data + at, span->len_bytes), span->width_cols);
        at += span->len_bytes;
        cols += span->width_cols;
    }
    assert_int_equal(at, line->text.len_bytes);
    assert_int_equal(cols, line->width_cols);
}

static void hold_columns(const struct trial *trial, const struct layout_row *row)
{
    const char *text = trial->report->text.data;
    size_t at = row->start_bytes;

    if (row->kind != ROW_HEADING && row->kind != ROW_TEXT)
        return;
    while (at < row->end_bytes) {
        int cols = layout_column_of(trial->layout, row, at);

        assert_true(cols < trial->options.width_cols);
        if (layout_row_shows(trial->layout, row, at) && layout_in_sight(trial->layout, row, at))
            assert_int_equal(layout_offset_at(trial->layout, row, cols), at);
        at = row->start_bytes + text_cluster_next(text + row->start_bytes,
                                                  row->end_bytes - row->start_bytes,
                                                  at - row->start_bytes);
    }
}

static void hold_position(const struct trial *trial, struct layout_place place,
                          const struct layout_row *row)
{
    struct layout_position position = layout_position_of(trial->layout, place);
    struct layout_place back = layout_place_of(trial->layout, &position);
    bool has_words = row->start_bytes < row->end_bytes || row->annotation != REPORT_NONE;

    assert_int_equal(back.block, place.block);
    if (row->kind != ROW_GAP && has_words)
        assert_int_equal(back.row, place.row);
}

/* A place that is asked for comes into sight, and then nothing moves; but for a token that is wider than the
 * page. */
static void hold_show(const struct trial *trial, const struct layout_row *row)
{
    size_t block = row->block, at = row->end_bytes - 1;
    const struct report_block *it = &trial->report->blocks[block];
    const char *text = trial->report->text.data + it->start_bytes;
    int shift_cols;

    if (row->kind != ROW_TEXT || row->start_bytes == row->end_bytes)
        return;
    at = it->start_bytes + text_cluster_previous(text, it->end_bytes - it->start_bytes,
                                                 row->end_bytes - it->start_bytes);
    shift_cols = layout_shift(trial->layout, block);
    assert_true(shift_cols == 0 || layout_is_wide(trial->layout, block));
    if (layout_in_sight(trial->layout, row, at)) {
        layout_show(trial->layout, at, at);
        assert_int_equal(layout_shift(trial->layout, block), shift_cols);
        return;
    }
    layout_show(trial->layout, at, at);
    if (trial->options.width_cols > 20)
        assert_true(layout_in_sight(trial->layout, row, at));
    layout_set_shift(trial->layout, block, shift_cols);
    assert_int_equal(layout_shift(trial->layout, block), shift_cols);
}

static void hold_rows(const struct trial *trial)
{
    struct layout_place place = layout_first(trial->layout);
    struct layout_line line = {0};

    do {
        struct layout_row row = *layout_row_at(trial->layout, place);

        assert_true(row.indent_cols < trial->options.width_cols);
        hold_line(trial, &row, &line);
        hold_columns(trial, &row);
        hold_show(trial, &row);
        hold_position(trial, place, &row);
    } while (layout_step(trial->layout, &place, true));
    layout_line_release(&line);
}

/* ---- annotations (invariant 5) ------------------------------------------------------------------- */

static size_t plain_block(const struct trial *trial, const struct anchor *anchor,
                          const struct anchor_place *place)
{
    const struct report *report = trial->report;

    if (place->state == ANCHOR_ORPHAN && place->heading == REPORT_NONE)
        return report->block_count - 1;
    if (place->state == ANCHOR_ORPHAN || (anchor->on_item && place->heading != REPORT_NONE))
        return report->headings[place->heading].first_block;
    return report_block_at_bytes(report, report_points_to_bytes(report, place->end_points - 1));
}

static void hold_annotations(const struct trial *trial)
{
    size_t notes = 0, stances = 0, last_block = 0;

    for (size_t i = 0; i < layout_annotation_count(trial->layout); i++) {
        const struct layout_annotation *annotation = layout_annotation(trial->layout, i);
        const struct sidecar_note *note = &trial->contents.notes[annotation->first];

        assert_true(annotation->block >= last_block);
        last_block = annotation->block;
        if (annotation->kind == ANNOTATION_NOTE) {
            notes++;
            assert_int_equal(annotation->block, plain_block(trial, &note->anchor, &note->place));
        }
        for (size_t k = 0; annotation->kind == ANNOTATION_STANCES && k < annotation->count; k++) {
            const struct sidecar_stance *stance = &trial->contents.stances[annotation->stances[k]];

            stances++;
            assert_int_equal(annotation->block,
                             plain_block(trial, &stance->anchor, &stance->place));
            assert_string_equal(stance->author,
                                trial->contents.stances[annotation->stances[0]].author);
        }
    }
    assert_int_equal(notes, trial->contents.note_count);
    assert_int_equal(stances, trial->contents.stance_count);
}

static void hold_badges(const struct trial *trial)
{
    struct buffer stances = {0};

    for (size_t i = 0; i < trial->report->heading_count; i++) {
        const struct report_heading *heading = &trial->report->headings[i];
        size_t notes = 0;

        for (size_t k = 0; k < trial->contents.note_count; k++) {
            const struct sidecar_note *note = &trial->contents.notes[k];
            size_t block = plain_block(trial, &note->anchor, &note->place);

            notes += block >= heading->first_block && block < heading->end_block;
        }
        assert_int_equal(layout_badges(trial->layout, i, &stances), notes);
    }
    buffer_release(&stances);
}

/* ---- the margin (its a to d) ------------------------------------------------------------------------ */

static size_t page_row_count(const struct trial *trial)
{
    struct layout_place place = layout_first(trial->layout);

    return layout_step_rows(trial->layout, &place, SIZE_MAX, true) + 1;
}

/* No line is wider than the page, and what is beside a table is only what stands there. */
static void hold_margin_lines(const struct trial *trial, const struct layout_margin *margin)
{
    struct layout_place place = layout_first(trial->layout);
    struct layout_line line = {0};
    bool on_page = true;

    for (size_t i = 0; i < margin->count; i++) {
        if (on_page)
            layout_emit(trial->layout, layout_row_at(trial->layout, place), NULL, &line);
        else
            layout_line_clear(&line);
        layout_emit_margin(trial->layout, margin, i, &line);
        assert_true(line.width_cols <= trial->options.width_cols);
        assert_int_equal(terminal_cols(line.text.data, line.text.len_bytes), line.width_cols);
        assert_true(margin->rows[i].has_bar || margin->rows[i].annotation == REPORT_NONE);
        on_page = on_page && layout_step(trial->layout, &place, true);
    }
    layout_line_release(&line);
}

/* In order, each annotation in one piece from its first line on. */
static void hold_margin_order(const struct layout_margin *margin)
{
    size_t last = REPORT_NONE, line = 0;

    for (size_t i = 0; i < margin->count; i++) {
        const struct layout_margin_row *row = &margin->rows[i];

        assert_true(row->more == 0 || row->annotation == REPORT_NONE);
        if (row->annotation == REPORT_NONE)
            continue;
        if (row->annotation == last) {
            assert_int_equal(row->line, line + 1);
        } else {
            assert_true(last == REPORT_NONE || row->annotation > last);
            assert_int_equal(row->line, 0);
        }
        last = row->annotation;
        line = row->line;
    }
}

/* From wherever the page is looked at, the same stands beside the same rows. */
static void hold_margin_windows(const struct trial *trial, const struct layout_margin *whole,
                                struct layout_place focus, size_t height)
{
    struct layout_place top = layout_first(trial->layout);
    struct layout_margin part = {0};

    for (size_t first = 0; first < whole->count; first++) {
        layout_compose_margin(trial->layout, top, height, focus, &part);
        for (size_t i = 0; i < part.count && first + i < whole->count; i++) {
            const struct layout_margin_row *left = &part.rows[i], *right = &whole->rows[first + i];

            assert_int_equal(left->has_bar, right->has_bar);
            assert_int_equal(left->joins, right->joins);
            assert_int_equal(left->annotation, right->annotation);
            assert_int_equal(left->more, right->more);
            if (left->annotation != REPORT_NONE)
                assert_int_equal(left->line, right->line);
        }
        if (!layout_step(trial->layout, &top, true))
            break;
    }
    layout_margin_release(&part);
}

/* The annotation that a place is about is there whole where the page has so many rows, and the place stands beside
 * the row that layout_beside tells. */
static void hold_margin_focus(const struct trial *trial, struct layout_place focus, size_t lines)
{
    struct layout_place first = layout_first(trial->layout), beside;
    const size_t rows = page_row_count(trial),
                 annotation = layout_row_at(trial->layout, focus)->annotation;
    struct layout_margin margin = {0};
    size_t shown = 0;
    bool has_table = false;

    layout_compose_margin(trial->layout, first, rows, focus, &margin);
    hold_margin_lines(trial, &margin);
    for (size_t i = 0; i < margin.count; i++) {
        has_table = has_table || !margin.rows[i].has_bar;
        if (margin.rows[i].annotation != annotation)
            continue;
        shown++;
        if (margin.rows[i].line != layout_row_at(trial->layout, focus)->line)
            continue;
        beside = first;
        layout_step_rows(trial->layout, &beside, i, true);
        first = layout_beside(trial->layout, focus);
        assert_int_equal(first.block, beside.block);
        assert_int_equal(first.row, beside.row);
        first = layout_first(trial->layout);
    }
    if (trial->options.height_rows == 0 && !has_table)
        assert_int_equal(shown, lines < rows ? lines : rows);
    hold_margin_windows(trial, &margin, focus, 7);
    layout_margin_release(&margin);
}

static void hold_margin(const struct trial *trial)
{
    struct layout_place first = layout_first(trial->layout);
    struct layout_margin margin = {0};

    layout_compose_margin(trial->layout, first, page_row_count(trial) + 3, first, &margin);
    assert_int_equal(margin.count > 0, layout_has_margin(trial->layout));
    hold_margin_lines(trial, &margin);
    hold_margin_order(&margin);
    hold_margin_windows(trial, &margin, first, 5);
    for (size_t block = first.block; block != REPORT_NONE && margin.count > 0;
         block = layout_next_block(trial->layout, block)) {
        size_t count, page = layout_page_rows(trial->layout, block);
        size_t lines = 0;

        layout_rows(trial->layout, block, &count);
        for (size_t row = count; row-- > page;) {
            lines++;
            if (layout_rows(trial->layout, block, &count)[row].line > 0)
                continue;
            hold_margin_focus(trial, (struct layout_place){block, row}, lines);
            lines = 0;
        }
    }
    layout_margin_release(&margin);
}

/* ---- the trials ---------------------------------------------------------------------------------- */

static void hold_all(const struct trial *trial)
{
    hold_visibility(trial);
    for (size_t i = 0; i < trial->report->block_count; i++)
        if (layout_is_visible(trial->layout, i))
            hold_block(trial, i);
    hold_rows(trial);
    hold_annotations(trial);
    hold_badges(trial);
    hold_margin(trial);
}

/* What is kept from before a change never shows: a layout made anew gives the same page. */
static void hold_fresh(const struct trial *trial)
{
    struct layout *fresh = layout_new(trial->report, &trial->options);
    char *kept_page, *fresh_page;

    layout_set_contents(fresh, &trial->contents);
    for (size_t i = 0; i < trial->report->heading_count; i++)
        layout_set_closed(fresh, i, trial->closed[i]);
    for (size_t i = 0; i < trial->report->block_count; i++)
        layout_set_shift(fresh, i, layout_shift(trial->layout, i));
    kept_page = fixture_page(trial->layout);
    fresh_page = fixture_page(fresh);
    assert_string_equal(kept_page, fresh_page);
    free(kept_page);
    free(fresh_page);
    layout_free(fresh);
}

static void random_options(struct chance *chance, struct layout_options *options)
{
    options->width_cols = 1 + (int)below(chance, 160);
    options->height_rows = below(chance, 2) == 0 ? 0 : 1 + (int)below(chance, 60);
    options->measure_cols = below(chance, 3) > 0 ? 80 : 20 + (int)below(chance, 120);
    options->ascii = below(chance, 4) == 0;
    options->notes = below(chance, 6) == 0   ? NOTES_HIDDEN
                     : below(chance, 2) == 0 ? NOTES_INLINE
                                             : NOTES_MARGIN;
}

static void change(struct chance *chance, struct trial *trial)
{
    for (size_t i = 0; i < trial->report->block_count; i++)
        if (below(chance, 3) == 0)
            layout_scroll(trial->layout, i, 1 + below(chance, 3), below(chance, 3) > 0);
    switch (below(chance, 5)) {
    case 0:
        random_options(chance, &trial->options);
        layout_set_options(trial->layout, &trial->options);
        break;
    case 1:
        layout_set_contents(trial->layout, NULL);
        fixture_contents_release(&trial->contents);
        random_contents(chance, trial->report, &trial->contents);
        layout_set_contents(trial->layout, &trial->contents);
        break;
    default:
        for (size_t i = 0; i < trial->report->heading_count; i++) {
            if (below(chance, 3) > 0)
                continue;
            trial->closed[i] = !trial->closed[i];
            layout_set_closed(trial->layout, i, trial->closed[i]);
        }
        break;
    }
}

static void random_reports_keep_the_invariants(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEED_COUNT; seed++) {
        struct chance chance = {.state = seed * 7919};
        struct trial trial = {.options = {.measure_cols = 80}};

        print_message("# seed %d\n", (int)seed);
        random_options(&chance, &trial.options);
        trial.report = random_report(&chance);
        random_contents(&chance, trial.report, &trial.contents);
        trial.layout = layout_new(trial.report, &trial.options);
        layout_set_contents(trial.layout, &trial.contents);
        for (size_t i = 0; i < CHANGES_PER_SEED; i++) {
            hold_all(&trial);
            hold_fresh(&trial);
            change(&chance, &trial);
        }
        layout_free(trial.layout);
        fixture_contents_release(&trial.contents);
        report_free(trial.report);
    }
}

static void narrow_and_wide_pages_keep_the_invariants(void **state)
{
    struct chance chance = {.state = 20240125};
    struct trial trial = {.options = {.width_cols = 1, .measure_cols = 80}};

    (void)state;
    trial.report = random_report(&chance);
    random_contents(&chance, trial.report, &trial.contents);
    trial.layout = layout_new(trial.report, &trial.options);
    layout_set_contents(trial.layout, &trial.contents);
    for (int width_cols = 1; width_cols <= 120; width_cols += width_cols < 24 ? 1 : 8) {
        print_message("# width %d\n", width_cols);
        trial.options.width_cols = width_cols;
        layout_set_options(trial.layout, &trial.options);
        hold_all(&trial);
    }
    layout_free(trial.layout);
    fixture_contents_release(&trial.contents);
    report_free(trial.report);
}

/* ---- a filter ------------------------------------------------------------------------------------ */

/* Asked for, or a heading above what is. */
static bool plain_kept(const struct report *report, const bool *asked, size_t block)
{
    size_t own = own_heading(report, block);

    for (size_t i = block; own != REPORT_NONE && i < report->headings[own].end_block; i++)
        if (asked[i])
            return true;
    return asked[block];
}

static void hold_filter(const struct trial *trial, const bool *asked)
{
    const struct report *report = trial->report;
    size_t last = REPORT_NONE;

    for (size_t block = 0; block < report->block_count; block++) {
        const bool hidden = plain_visible(trial, block) != block;
        const bool kept = plain_kept(report, asked, block);

        assert_int_equal(layout_kept_from(trial->layout, block) == block, kept);
        assert_int_equal(layout_is_visible(trial->layout, block), kept && !hidden);
        if (hidden || !kept)
            continue;
        assert_int_equal(layout_previous_block(trial->layout, block), last);
        if (last != REPORT_NONE)
            assert_int_equal(layout_next_block(trial->layout, last), block);
        last = block;
    }
    assert_int_not_equal(last, REPORT_NONE);
    assert_int_equal(layout_next_block(trial->layout, last), REPORT_NONE);
}

static void filter_once(struct chance *chance, struct trial *trial, bool folds)
{
    const struct report *report = trial->report;
    bool *asked = base_allocate(report->block_count), before[COUNT_OF(trial->closed)];
    size_t *blocks = base_allocate(report->block_count * sizeof *blocks), count = 0;
    const unsigned serial = layout_filter_serial(trial->layout);

    memcpy(before, trial->closed, sizeof before);
    for (size_t block = 0; block < report->block_count; block++)
        if ((asked[block] = below(chance, 6) == 0))
            blocks[count++] = block;
    assert_int_equal(layout_filter(trial->layout, blocks, count), count > 0);
    assert_int_equal(layout_is_filtered(trial->layout), count > 0);
    for (size_t i = 0; count > 0 && i < report->heading_count; i++) {
        trial->closed[i] = layout_is_closed(trial->layout, i);
        if (folds && below(chance, 3) == 0)
            layout_set_closed(trial->layout, i, trial->closed[i] = !trial->closed[i]);
    }
    if (count > 0) {
        hold_filter(trial, asked);
        assert_int_not_equal(layout_filter_serial(trial->layout), serial);
    }
    layout_filter_end(trial->layout);
    for (size_t i = 0; i < report->heading_count; i++) {
        if (!folds)
            assert_int_equal(layout_is_closed(trial->layout, i), before[i]);
        trial->closed[i] = layout_is_closed(trial->layout, i);
    }
    hold_visibility(trial);
    free(asked);
    free(blocks);
}

static void a_filter_keeps_what_is_asked_for_and_the_headings_above_it(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEED_COUNT; seed++) {
        struct chance chance = {.state = seed * 104729};
        struct trial trial = {.options = {.width_cols = 80, .measure_cols = 80}};

        print_message("# seed %d\n", (int)seed);
        trial.report = random_report(&chance);
        trial.layout = layout_new(trial.report, &trial.options);
        for (size_t i = 0; i < trial.report->heading_count; i++)
            layout_set_closed(trial.layout, i, trial.closed[i] = below(&chance, 3) == 0);
        for (int round = 0; round < 10; round++)
            filter_once(&chance, &trial, round % 2 == 1);
        layout_free(trial.layout);
        report_free(trial.report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_reports_keep_the_invariants),
        cmocka_unit_test(narrow_and_wide_pages_keep_the_invariants),
        cmocka_unit_test(a_filter_keeps_what_is_asked_for_and_the_headings_above_it),
    };

    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
