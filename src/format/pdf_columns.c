/* Rows are cut at gutters, and lines put in the order in which they are read.
 *
 *  1. A gutter is a height of the page, and a place across it, that no word crosses, with text on both
 *     sides over several rows. It counts as one only where the sides do not depend on each other: both
 *     are filled with running text, or their rows stand at different heights, or one side is in smaller
 *     print (a letter's margin). Else it is a table or a list, whose rows stay whole.
 *  2. The left side is read before the right one; smaller print in the margin before the text, so
 *     that the text goes on undisturbed on the next page.
 *  3. Each side may have gutters of its own, to DEPTH_MAX. At each depth each row is looked at a
 *     bounded number of times. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

enum { BINS = 256, DEPTH_MAX = 3, TRIES_MAX = 3, RUNS_MAX = 16 };
static const float GAP_SIZE = 0.9F; /* between words, at least, times the size, to be a gutter */

/* A row, or what is left of it on one side of a gutter. */
struct piece {
    size_t first_word, word_count;
    float x0, x1, y0, y1, size;
};

struct pieces {
    struct piece *items;
    size_t count;
};

struct ordering {
    struct pdf_document *document;
    uint32_t page;
    bool in_margin;
};

enum side { ACROSS, LEFT, RIGHT, BOTH };

struct run {
    size_t first, end; /* pieces */
    float gutter;
    enum side margin; /* LEFT or RIGHT where that side is a letter's margin */
};

/* ---- lines --------------------------------------------------------------------------------------- */

static void add_line(struct ordering *ordering, const struct piece *piece, float left, float right,
                     bool page_wide)
{
    struct pdf_document *document = ordering->document;

    document->lines = array_reserve(document->lines, &document->line_capacity,
                                    document->line_count + 1, sizeof *document->lines);
    document->lines[document->line_count++] = (struct pdf_line){
        .first_word = piece->first_word,
        .word_count = piece->word_count,
        .x0 = piece->x0,
        .x1 = piece->x1,
        .y0 = piece->y0,
        .y1 = piece->y1,
        .size = piece->size,
        .left = left,
        .right = right,
        .page = ordering->page,
        .column = document->column_count,
        .page_wide = page_wide,
        .in_margin = ordering->in_margin,
    };
}

static void add_column(struct ordering *ordering, const struct piece *pieces, size_t count,
                       bool page_wide)
{
    float left = 0, right = 0;

    for (size_t i = 0; i < count; i++) {
        left = i == 0 || pieces[i].x0 < left ? pieces[i].x0 : left;
        right = i == 0 || pieces[i].x1 > right ? pieces[i].x1 : right;
    }
    for (size_t i = 0; i < count; i++)
        add_line(ordering, &pieces[i], left, right, page_wide);
    if (count > 0)
        ordering->document->column_count++;
}

/* ---- on which side of a place a piece stands ------------------------------------------------------- */

static size_t words_left_of(const struct pdf_document *document, const struct piece *piece, float x)
{
    size_t low = 0, high = piece->word_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (document->words[piece->first_word + middle].x0 < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum side side_of(const struct pdf_document *document, const struct piece *piece, float x)
{
    const struct pdf_word *word;
    size_t left;

    if (piece->x1 <= x)
        return LEFT;
    if (piece->x0 >= x)
        return RIGHT;
    left = words_left_of(document, piece, x);
    if (left == 0 || left == piece->word_count)
        return ACROSS;
    word = &document->words[piece->first_word + left];
    return word[-1].x1 <= x && word->x0 - word[-1].x1 >= GAP_SIZE * piece->size ? BOTH : ACROSS;
}

/* ---- looking for a gutter -------------------------------------------------------------------------- */

/* How many pieces have text left and right of each place, without crossing it. */
struct profile {
    long left[BINS + 1], right[BINS + 1];
    float x0, step;
};

static size_t bin_of(const struct profile *profile, float x)
{
    const float bin = (x - profile->x0) / profile->step;

    return bin <= 0 ? 0 : bin >= BINS ? BINS : (size_t)bin;
}

/* Between two words, or before the first, or after the last one, of a piece. */
static void add_gap(struct profile *profile, float from, float to, bool text_left, bool text_right)
{
    const size_t first = bin_of(profile, from), end = bin_of(profile, to);

    if (end <= first)
        return;
    if (text_left) {
        profile->left[first]++;
        profile->left[end]--;
    }
    if (text_right) {
        profile->right[first]++;
        profile->right[end]--;
    }
}

static void make_profile(const struct pdf_document *document, const struct piece *pieces,
                         size_t count, struct profile *profile)
{
    float x1 = pieces[0].x1;

    *profile = (struct profile){.x0 = pieces[0].x0};
    for (size_t i = 0; i < count; i++) {
        profile->x0 = pieces[i].x0 < profile->x0 ? pieces[i].x0 : profile->x0;
        x1 = pieces[i].x1 > x1 ? pieces[i].x1 : x1;
    }
    profile->step = (x1 - profile->x0) / BINS > 0.01F ? (x1 - profile->x0) / BINS : 0.01F;
    for (size_t i = 0; i < count; i++) {
        const struct pdf_word *words = document->words + pieces[i].first_word;

        add_gap(profile, profile->x0, pieces[i].x0, false, true);
        add_gap(profile, pieces[i].x1, x1, true, false);
        for (size_t k = 1; k < pieces[i].word_count; k++) {
            if (words[k].x0 - words[k - 1].x1 >= GAP_SIZE * pieces[i].size)
                add_gap(profile, words[k - 1].x1, words[k].x0, true, true);
        }
    }
    for (size_t i = 1; i <= BINS; i++) {
        profile->left[i] += profile->left[i - 1];
        profile->right[i] += profile->right[i - 1];
    }
}

static long worth(const struct profile *profile, size_t bin)
{
    return profile->left[bin] < profile->right[bin] ? profile->left[bin] : profile->right[bin];
}

/* The middle of the best place, which is then taken out of the profile; false where none is left. */
static bool best_gutter(struct profile *profile, float *x)
{
    size_t best = 0, first, end;

    for (size_t i = BINS / 10; i < BINS - BINS / 10; i++)
        best = worth(profile, i) > worth(profile, best) ? i : best;
    if (worth(profile, best) < 3)
        return false;
    for (first = best; first > 0 && worth(profile, first - 1) >= worth(profile, best);)
        first--;
    for (end = best + 1; end < BINS && worth(profile, end) >= worth(profile, best);)
        end++;
    *x = profile->x0 + (float)(first + end) / 2 * profile->step;
    for (size_t i = first; i < end; i++)
        profile->left[i] = 0;
    return true;
}

/* ---- is it one? ------------------------------------------------------------------------------------ */

/* What stands on one side of a run of rows. */
struct flank {
    size_t pieces, alone, words, filled;
    float x0, x1, size_sum;
};

static void add_to_flank(struct flank *flank, float x0, float x1, size_t words, float size,
                         bool alone)
{
    flank->x0 = flank->pieces == 0 || x0 < flank->x0 ? x0 : flank->x0;
    flank->x1 = flank->pieces == 0 || x1 > flank->x1 ? x1 : flank->x1;
    flank->pieces++;
    flank->alone += alone;
    flank->words += words;
    flank->size_sum += size * (float)words;
}

static void look_at(const struct pdf_document *document, const struct piece *piece, float x,
                    struct flank *left, struct flank *right)
{
    const struct pdf_word *words = document->words + piece->first_word;
    const size_t before = words_left_of(document, piece, x);

    if (before > 0)
        add_to_flank(left, piece->x0, words[before - 1].x1, before, words[before / 2].size,
                     before == piece->word_count);
    if (before < piece->word_count)
        add_to_flank(right, words[before].x0, piece->x1, piece->word_count - before,
                     words[(before + piece->word_count) / 2].size, before == 0);
}

/* Running text keeps to the gutter: on the left most lines end near it, on the right they begin there. */
static void count_filled(const struct pdf_document *document, const struct piece *piece, float x,
                         struct flank *left, struct flank *right)
{
    const struct pdf_word *words = document->words + piece->first_word;
    const size_t before = words_left_of(document, piece, x);

    if (before > 0 && words[before - 1].x1 >= left->x1 - 0.25F * (left->x1 - left->x0))
        left->filled++;
    if (before < piece->word_count && words[before].x0 <= right->x0 + 2 * piece->size)
        right->filled++;
}

/* Few words a line are a table's, unless the lines are many and regular. */
static bool is_filled(const struct flank *flank, float width)
{
    if (flank->pieces < 5 || flank->x1 - flank->x0 < 0.25F * width)
        return false;
    if (flank->pieces >= 12 && flank->filled * 5 >= flank->pieces * 4)
        return flank->words * 2 >= flank->pieces * 5;
    return flank->filled * 3 >= flank->pieces * 2 && flank->words >= flank->pieces * 4;
}

/* Smaller print in a narrow column beside the text. */
static bool is_margin(const struct flank *flank, float size, const struct flank *other,
                      float other_size)
{
    const float width = flank->x1 - flank->x0, other_width = other->x1 - other->x0;

    return size < 0.88F * other_size && width < 0.6F * other_width && width > 0.1F * other_width;
}

static bool is_independent(const struct pdf_document *document, const struct piece *pieces,
                           struct run *run)
{
    struct flank left = {0}, right = {0};
    float width, left_size, right_size;

    for (size_t i = run->first; i < run->end; i++)
        look_at(document, &pieces[i], run->gutter, &left, &right);
    if (left.pieces < 3 || right.pieces < 3)
        return false;
    for (size_t i = run->first; i < run->end; i++)
        count_filled(document, &pieces[i], run->gutter, &left, &right);
    width = right.x1 - left.x0;
    left_size = left.size_sum / (float)left.words;
    right_size = right.size_sum / (float)right.words;
    if (is_margin(&right, right_size, &left, left_size) ||
        is_margin(&left, left_size, &right, right_size)) {
        run->margin = right_size < left_size ? RIGHT : LEFT;
        return true;
    }
    if (is_filled(&left, width) && is_filled(&right, width))
        return true;
    return left.alone >= 3 && right.alone >= 3 &&
           (left.alone + right.alone) * 10 >= (run->end - run->first) * 7;
}

/* Below balanced columns the text goes on over the whole width, at times with a short line that seems to
 * belong to the left one; it stands further away. */
static size_t without_tail(const struct pdf_document *document, const struct piece *pieces,
                           const struct run *run)
{
    size_t last = run->end - 1, end;

    while (last > run->first && side_of(document, &pieces[last], run->gutter) == LEFT)
        last--;
    for (end = last + 1; end < run->end; end++) {
        if (pieces[end].y1 - pieces[end - 1].y1 > 1.7F * pieces[end].size)
            return end;
    }
    return end;
}

/* The next run of rows, from `from` on, that do not cross the gutter and are independent. */
static bool next_run(const struct pdf_document *document, const struct piece *pieces, size_t count,
                     size_t from, struct run *run)
{
    while (from < count) {
        run->margin = ACROSS;
        run->first = from;
        while (run->first < count && side_of(document, &pieces[run->first], run->gutter) == ACROSS)
            run->first++;
        run->end = run->first;
        while (run->end < count && side_of(document, &pieces[run->end], run->gutter) != ACROSS)
            run->end++;
        from = run->end;
        if (run->end > run->first && run->end < count)
            run->end = without_tail(document, pieces, run);
        if (run->end > run->first && is_independent(document, pieces, run))
            return true;
    }
    return false;
}

static bool find_run(const struct pdf_document *document, const struct piece *pieces, size_t count,
                     struct run *run)
{
    struct profile profile;

    if (count < 3)
        return false;
    make_profile(document, pieces, count, &profile);
    for (int tries = 0; tries < TRIES_MAX && best_gutter(&profile, &run->gutter); tries++) {
        if (next_run(document, pieces, count, 0, run))
            return true;
    }
    return false;
}

/* ---- cutting --------------------------------------------------------------------------------------- */

static void order(struct ordering *ordering, const struct piece *pieces, size_t count, int depth);

/* The part of a piece from its word `from` up to `end`. */
static struct piece part_of(const struct pdf_document *document, const struct piece *piece,
                            size_t from, size_t end)
{
    const struct pdf_word *words = document->words + piece->first_word;
    struct piece part = *piece;
    const struct pdf_word *longest = &words[from];

    part.first_word = piece->first_word + from;
    part.word_count = end - from;
    part.x0 = words[from].x0;
    part.x1 = words[from].x1;
    for (size_t i = from; i < end; i++) {
        part.x1 = words[i].x1 > part.x1 ? words[i].x1 : part.x1;
        longest = words[i].len_bytes > longest->len_bytes ? &words[i] : longest;
    }
    part.size = longest->size;
    part.y0 = longest->y0;
    part.y1 = longest->y1;
    return part;
}

static void order_side(struct ordering *ordering, const struct piece *pieces, const struct run *run,
                       bool right, int depth)
{
    const bool outer = ordering->in_margin;
    struct piece *parts = base_allocate((run->end - run->first) * sizeof *parts);
    size_t count = 0;

    for (size_t i = run->first; i < run->end; i++) {
        const size_t before = words_left_of(ordering->document, &pieces[i], run->gutter);
        const size_t from = right ? before : 0, end = right ? pieces[i].word_count : before;

        if (from < end)
            parts[count++] = part_of(ordering->document, &pieces[i], from, end);
    }
    ordering->in_margin = outer || run->margin == (right ? RIGHT : LEFT);
    order(ordering, parts, count, depth + 1);
    ordering->in_margin = outer;
    free(parts);
}

static void order(struct ordering *ordering, const struct piece *pieces, size_t count, int depth)
{
    struct run run;
    size_t done = 0;

    if (depth < DEPTH_MAX && find_run(ordering->document, pieces, count, &run)) {
        for (int runs = 0; runs < RUNS_MAX; runs++) {
            add_column(ordering, pieces + done, run.first - done, depth == 0);
            order_side(ordering, pieces, &run, run.margin == RIGHT, depth);
            order_side(ordering, pieces, &run, run.margin != RIGHT, depth);
            done = run.end;
            if (!next_run(ordering->document, pieces, count, done, &run))
                break;
        }
    }
    add_column(ordering, pieces + done, count - done, depth == 0);
}

static void order_page(struct pdf_document *document, uint32_t number)
{
    struct pdf_page *page = &document->pages[number];
    struct piece *pieces = base_allocate((page->row_count + 1) * sizeof *pieces);
    struct ordering ordering = {.document = document, .page = number};
    size_t count = 0;

    page->first_line = document->line_count;
    for (size_t i = page->first_row; i < page->first_row + page->row_count; i++) {
        const struct pdf_row *row = &document->rows[i];

        if (!row->dropped)
            pieces[count++] = (struct piece){row->first_word, row->word_count, row->x0,  row->x1,
                                             row->y0,         row->y1,         row->size};
    }
    order(&ordering, pieces, count, 0);
    page->line_count = document->line_count - page->first_line;
    free(pieces);
}

void pdf_order_lines(struct pdf_document *document)
{
    for (uint32_t i = 0; i < document->page_count; i++)
        order_page(document, i);
}
