/* rows: a block becomes rows. Decides what stands where; emits nothing.
 *
 * What is always true:
 *  1. A heading's mark stands at two columns for each heading above it, its title after the mark, the
 *     text under it four columns from the mark; text under no heading at two, so that a bar finds room.
 *     On pages under WIDE_PAGE_COLS all of this shrinks, to nothing at NARROW_PAGE_COLS.
 *  2. A title is wrapped, never cut. Badges stand on its first row where they leave it TITLE_COLS (or all
 *     it needs) and break no word; else on a row of their own.
 *  3. A gap stands before a block unless it is the first, follows a heading, or is a list item, table row
 *     or footnote after another. So headings that follow each other have none between them. */
#include "config.h"

#include "layout/page.h"

#include <string.h>

enum {
    WIDE_PAGE_COLS = 40,
    NARROW_PAGE_COLS = 12,
    TITLE_COLS = 12,    /* what badges leave to a title */
    BADGE_GAP_COLS = 2, /* between a title and its badges */
    MARK_COLS = 2,
    MARK_PAGE_COLS = 5, /* narrower pages have no marks and bars */
    BAR_PAGE_COLS = 6,
    HANG_COLS = 8, /* a longer number is not hung under */
    LIST_MARK_BYTES = 6,
};

int layout_page_cols(const struct layout *layout)
{
    const struct layout_options *options = &layout->options;
    int room_cols = options->width_cols;

    if (layout_has_margin(layout))
        room_cols -= MARGIN_GAP_COLS + MARGIN_LEAST_COLS;
    return room_cols < options->measure_cols ? room_cols : options->measure_cols;
}

int layout_text_cols(const struct layout *layout)
{
    return layout_page_cols(layout);
}

static int shrink(int cols, int page_cols)
{
    if (page_cols <= NARROW_PAGE_COLS)
        return 0;
    if (page_cols < WIDE_PAGE_COLS)
        cols = cols * (page_cols - NARROW_PAGE_COLS) / (WIDE_PAGE_COLS - NARROW_PAGE_COLS);
    return cols < page_cols / 3 ? cols : page_cols / 3;
}

int layout_mark_cols(const struct layout *layout)
{
    return layout_page_cols(layout) >= MARK_PAGE_COLS ? MARK_COLS : 0;
}

int layout_bar_cols(const struct layout *layout)
{
    return layout_page_cols(layout) >= BAR_PAGE_COLS ? MARK_COLS : 0;
}

/* Of the mark of a heading, unshrunk. */
static int heading_cols(const struct layout *layout, size_t heading)
{
    unsigned depth = layout->report->headings[heading].depth;

    if (depth > 64)
        depth = 64;
    return depth > 1 ? 2 * ((int)depth - 1) : 0;
}

int layout_text_indent_cols(const struct layout *layout, size_t heading)
{
    int cols = 2;

    if (heading < layout->report->heading_count)
        cols = heading_cols(layout, heading) + 4;
    return shrink(cols, layout_page_cols(layout));
}

struct layout_row *layout_add_row(struct block_rows *rows, enum row_kind kind, size_t block,
                                  size_t at_bytes)
{
    struct layout_row *row;

    rows->rows =
        array_reserve(rows->rows, &rows->row_capacity, rows->row_count + 1, sizeof *rows->rows);
    row = &rows->rows[rows->row_count++];
    *row = (struct layout_row){.kind = kind,
                               .block = block,
                               .start_bytes = at_bytes,
                               .end_bytes = at_bytes,
                               .annotation = REPORT_NONE};
    return row;
}

static bool follows_its_like(enum block_kind kind, enum block_kind previous)
{
    return kind == previous && kind != BLOCK_PARAGRAPH;
}

static bool has_gap(const struct layout *layout, size_t block)
{
    size_t previous = layout_previous_block(layout, block);
    enum block_kind kind, previous_kind;

    if (previous == REPORT_NONE || layout_heading_of(layout, previous) != REPORT_NONE)
        return false;
    kind = layout_block(layout, block)->kind;
    previous_kind = layout_block(layout, previous)->kind;
    return !follows_its_like(kind, previous_kind);
}

/* Rows for layout->lines, the first at indent_cols, the others hang_cols further. */
static void add_text_rows(struct layout *layout, struct block_rows *rows, enum row_kind kind,
                          size_t block, int indent_cols, int hang_cols)
{
    size_t start_bytes = layout_block(layout, block)->start_bytes;

    rows->text_first = rows->row_count;
    rows->text_count = layout->lines.count;
    for (size_t i = 0; i < layout->lines.count; i++) {
        struct layout_row *row = layout_add_row(rows, kind, block, 0);

        row->start_bytes = start_bytes + layout->lines.items[i].start_bytes;
        row->end_bytes = start_bytes + layout->lines.items[i].end_bytes;
        row->line = i;
        row->indent_cols = indent_cols + (i > 0 ? hang_cols : 0);
    }
}

static const char *block_text(const struct layout *layout, size_t block, size_t *len_bytes)
{
    if (block < layout->report->block_count)
        return report_block_text(layout->report, block, len_bytes);
    *len_bytes = 0;
    return "";
}

static void wrap(struct layout *layout, const char *text, size_t len_bytes, int first_cols,
                 int other_cols)
{
    layout->lines.count = 0;
    text_wrap(text, len_bytes, first_cols, other_cols, &layout->lines);
}

static bool room_for_hang(const struct layout *layout, int room_cols, int hang_cols)
{
    return hang_cols <= HANG_COLS && layout_page_cols(layout) >= WIDE_PAGE_COLS &&
           room_cols - hang_cols >= TITLE_COLS;
}

/* Further rows of a title stand under the title, not under its number. */
static int title_hang_cols(const struct layout *layout, size_t heading, int room_cols)
{
    const struct report_heading *it = &layout->report->headings[heading];
    const struct report_block *block = layout_block(layout, it->first_block);
    int cols;

    if (it->title_start_bytes <= block->start_bytes || it->title_start_bytes > block->end_bytes ||
        it->title_start_bytes - block->start_bytes > 4 * HANG_COLS)
        return 0;
    cols = text_width_cols(layout->report->text.data + block->start_bytes,
                           it->title_start_bytes - block->start_bytes);
    return room_for_hang(layout, room_cols, cols) ? cols : 0;
}

/* Whether the first line leaves too little of the title, or ends inside a word that the full width might
 * have kept whole. */
static bool spoils_title(const struct layout *layout, const char *text, int title_cols)
{
    const struct text_line *lines = layout->lines.items;
    char last;

    if (layout->lines.count < 2)
        return false;
    if (lines[0].width_cols < title_cols)
        return true;
    last = text[lines[0].end_bytes - 1];
    return lines[0].end_bytes == lines[1].start_bytes && last != '-' && last != '/';
}

/* Wraps the title into layout->lines, beside its badges where that does it no harm. */
static void wrap_title(struct layout *layout, struct block_rows *rows, const char *text,
                       size_t len_bytes, int room_cols, int hang_cols)
{
    int beside_cols = room_cols - BADGE_GAP_COLS - rows->badges_cols;
    int title_cols = text_width_cols(text, len_bytes);

    if (title_cols > TITLE_COLS)
        title_cols = TITLE_COLS;
    if (rows->badges_cols > 0 && title_cols <= beside_cols) {
        wrap(layout, text, len_bytes, beside_cols, room_cols - hang_cols);
        rows->badges_beside = layout->lines.items[0].width_cols <= beside_cols &&
                              !spoils_title(layout, text, title_cols);
    }
    if (!rows->badges_beside)
        wrap(layout, text, len_bytes, room_cols, room_cols - hang_cols);
}

static void fill_heading(struct layout *layout, struct block_rows *rows, size_t block,
                         size_t heading)
{
    size_t len_bytes;
    const char *text = block_text(layout, block, &len_bytes);
    int page_cols = layout_page_cols(layout);
    int words_cols = shrink(heading_cols(layout, heading), page_cols) + layout_mark_cols(layout);
    int room_cols = page_cols - words_cols;
    int hang_cols = title_hang_cols(layout, heading, room_cols);
    struct layout_row *row;

    rows->badges_cols = layout_badge_words(layout, heading, room_cols, &rows->badges);
    wrap_title(layout, rows, text, len_bytes, room_cols, hang_cols);
    add_text_rows(layout, rows, ROW_HEADING, block, words_cols, hang_cols);
    if (rows->badges_cols == 0 || rows->badges_beside)
        return;
    row = layout_add_row(rows, ROW_HEADING, block, layout_block(layout, block)->end_bytes);
    row->line = rows->text_count;
    row->indent_cols = words_cols;
}

static bool is_list_mark(const char *text, size_t len_bytes)
{
    char last = text[len_bytes - 1];

    if (last == '.' || last == ')')
        return true;
    if (len_bytes == 1)
        return last == '-' || last == '*' || last == '+' || last == 'o';
    return len_bytes <= 4 && (unsigned char)text[0] >= 0x80 &&
           text_cluster_next(text, len_bytes, 0) == len_bytes;
}

/* Further rows of a list item stand under its words, not under its mark. */
static int list_hang_cols(const struct layout *layout, const char *text, size_t len_bytes,
                          int room_cols)
{
    size_t look_bytes = len_bytes < LIST_MARK_BYTES ? len_bytes : LIST_MARK_BYTES;
    const char *space = memchr(text, ' ', look_bytes);
    int cols;

    if (space == NULL || space == text || !is_list_mark(text, (size_t)(space - text)))
        return 0;
    cols = text_width_cols(text, (size_t)(space - text) + 1);
    return room_for_hang(layout, room_cols, cols) ? cols : 0;
}

void layout_fill_paragraph(struct layout *layout, struct block_rows *rows, size_t block,
                           int indent_cols)
{
    size_t len_bytes;
    const char *text = block_text(layout, block, &len_bytes);
    int room_cols = layout_page_cols(layout) - indent_cols;
    int hang_cols = 0;

    if (layout_block(layout, block)->kind == BLOCK_LIST_ITEM)
        hang_cols = list_hang_cols(layout, text, len_bytes, room_cols);
    wrap(layout, text, len_bytes, room_cols, room_cols - hang_cols);
    add_text_rows(layout, rows, ROW_TEXT, block, indent_cols, hang_cols);
}

static void fill_text(struct layout *layout, struct block_rows *rows, size_t block)
{
    const struct report_block *it = layout_block(layout, block);

    if (it->kind == BLOCK_TABLE_ROW)
        layout_fill_table_row(layout, rows, block);
    else
        layout_fill_paragraph(layout, rows, block, layout_text_indent_cols(layout, it->heading));
}

/* A table that is wider than the text goes on where the margin would be. */
static bool has_margin_beside(const struct layout *layout, const struct block_rows *rows)
{
    return layout_has_margin(layout) &&
           (rows->view.table == REPORT_NONE || rows->view.end_cols <= layout_page_cols(layout));
}

static void fill_annotations(struct layout *layout, struct block_rows *rows, size_t block)
{
    for (size_t i = layout_first_annotation(layout, block);
         i < layout->annotation_count && layout->annotations[i].block == block; i++)
        layout_fill_annotation(layout, rows, i);
}

void layout_fill_rows(struct layout *layout, struct block_rows *rows, size_t block)
{
    size_t heading = layout_heading_of(layout, block);

    rows->row_count = rows->line_count = 0;
    rows->cell_count = rows->cell_line_count = 0;
    rows->view = (struct table_view){.table = REPORT_NONE};
    rows->badges_cols = 0;
    rows->badges_beside = false;
    buffer_clear(&rows->words);
    buffer_clear(&rows->badges);
    if (has_gap(layout, block))
        layout_add_row(rows, ROW_GAP, block, layout_block(layout, block)->end_bytes);
    if (heading != REPORT_NONE)
        fill_heading(layout, rows, block, heading);
    else
        fill_text(layout, rows, block);
    rows->beside = has_margin_beside(layout, rows);
    rows->page_count = rows->row_count;
    if (layout->options.notes == NOTES_HIDDEN || layout_is_closed(layout, heading))
        return;
    fill_annotations(layout, rows, block);
    if (!rows->beside)
        rows->page_count = rows->row_count;
}
