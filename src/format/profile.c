/* How a document is written, from its first PROFILE_BYTES.
 *
 *  Hard-wrapped: a line is full at a width where the next line's first word would not have fitted any
 *  more. Each line with its successor is so for a range of widths; the width that most of them have
 *  in common is the one at which they were cut. Where the lines were never cut, no width has many.
 *  A text that was set in a proportional letter has no exact width: there the ranges are wider. And
 *  in all, sentences run on from line to line. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

enum { WIDTH_MIN = 40, WIDTH_MAX = 140 };

/* How many ranges of widths begin there, less those that ended. */
struct ranges {
    int starts[WIDTH_MAX + 2];
};

struct counts {
    struct ranges exact, loose;
    size_t pairs, run_on, lines, long_lines;
    size_t headings, underlines, bold, bold_lines, links, table_rules, footnotes;
    size_t hanging, not_hanging;
};

static unsigned columns(const struct line *line)
{
    if (line->len_bytes > 8 * WIDTH_MAX)
        return LINE_COLS_MAX;
    return line->indent_cols + (unsigned)text_count_points(line->text, line->len_bytes);
}

static void add_range(struct ranges *ranges, size_t from, size_t upto)
{
    if (from < WIDTH_MIN)
        from = WIDTH_MIN;
    if (upto > WIDTH_MAX)
        upto = WIDTH_MAX;
    if (from > upto)
        return;
    ranges->starts[from]++;
    ranges->starts[upto + 1]--;
}

/* A sentence runs on to the next line. Where nouns have capitals, the word before them shows it. */
static bool runs_on(const struct line *line, const struct line *after)
{
    if (look_ends_sentence(line->text, line->len_bytes))
        return false;
    return look_begins_small(after->text, after->len_bytes) ||
           (line->text[line->len_bytes - 1] != ',' && look_ends_open(line->text, line->len_bytes));
}

/* The line with the one after it: at which widths is it full? */
static void count_pair(struct counts *counts, const struct line *line, unsigned cols,
                       const struct line *after)
{
    size_t word_bytes = look_first_word_bytes(after->text, after->len_bytes), upto;

    if (cols > WIDTH_MAX || after->blank_before || strchr("-*|#=", after->text[0]) != NULL)
        return;
    counts->pairs++;
    upto = cols + text_count_points(after->text, word_bytes);
    add_range(&counts->exact, cols, upto);
    add_range(&counts->loose, cols - cols / 10, upto + upto / 10);
    counts->run_on += cols >= WIDTH_MIN && runs_on(line, after);
}

/* ---- Markdown ------------------------------------------------------------------------------------ */

static size_t count_bold(const char *text, size_t len_bytes)
{
    const char *end = text + len_bytes, *open, *close;
    size_t count = 0;

    while ((open = memmem(text, (size_t)(end - text), "**", 2)) != NULL) {
        close = memmem(open + 2, (size_t)(end - open) - 2, "**", 2);
        if (close == NULL || close == open + 2)
            return count;
        count += open[2] != ' ' && close[-1] != ' ';
        text = close + 2;
    }
    return count;
}

static void count_markdown(struct counts *counts, const struct line *line,
                           const struct line *before)
{
    const char *text = line->text;
    size_t len_bytes = line->len_bytes;

    if (markdown_heading(&text, &len_bytes) > 0)
        counts->headings++;
    if (before != NULL && !line->blank_before && before->len_bytes < 200 &&
        markdown_underline(line) > 0)
        counts->underlines++;
    if (memchr(text, '*', len_bytes) != NULL)
        counts->bold += count_bold(text, len_bytes);
    counts->bold_lines += markdown_is_emphasised(text, len_bytes);
    if (memchr(text, ']', len_bytes) != NULL && memmem(text, len_bytes, "](", 2) != NULL)
        counts->links++;
    if (len_bytes > 3 && text[0] == '[' && text[1] == '^')
        counts->footnotes++;
}

/* Whether what follows a bullet's line is set in. */
static void count_hanging(struct counts *counts, const struct line *line, const struct line *after)
{
    size_t bullet_bytes;

    if (after->blank_before ||
        look_bullet(line->text, line->len_bytes, &bullet_bytes) == BULLET_NONE)
        return;
    if (look_bullet(after->text, after->len_bytes, &bullet_bytes) != BULLET_NONE)
        return;
    if (after->indent_cols > line->indent_cols)
        counts->hanging++;
    else
        counts->not_hanging++;
}

/* ---- the sum ---------------------------------------------------------------------------------------- */

static size_t most_common(const struct ranges *ranges, unsigned *width_cols)
{
    int full = 0, most = 0;

    for (unsigned width = WIDTH_MIN; width <= WIDTH_MAX; width++) {
        full += ranges->starts[width];
        if (full > most) {
            most = full;
            *width_cols = width;
        }
    }
    return (size_t)most;
}

/* In wrapped text sentences run on from line to line; how surely they must depends on how well the
 * lines' ends agree. */
static void decide_width(struct profile *profile, const struct counts *counts)
{
    unsigned exact_cols = 0, loose_cols = 0;
    size_t exact = most_common(&counts->exact, &exact_cols);
    size_t loose = most_common(&counts->loose, &loose_cols);
    size_t pairs = counts->pairs, run_on = counts->run_on;

    if (run_on < 2 || counts->long_lines * 8 > counts->lines)
        return;
    if ((exact * 5 >= pairs * 2 && run_on * 5 >= pairs) ||
        (exact * 10 >= pairs * 3 && run_on * 4 >= pairs)) {
        profile->width_cols = exact_cols;
        profile->slack_cols = exact_cols / 12;
    } else if (loose >= 5 && loose * 2 >= pairs && run_on * 4 >= pairs) {
        profile->width_cols = loose_cols;
        profile->slack_cols = loose_cols / 6;
    } else if (run_on >= 4 && run_on * 2 >= pairs) {
        profile->width_cols = loose_cols;
        profile->slack_cols = loose_cols / 3;
    }
    profile->wrapped = profile->width_cols > 0;
}

void profile_make(struct profile *profile, const struct stretch *stretch)
{
    struct counts counts = {0};
    size_t long_bytes = 0;

    *profile = (struct profile){0};
    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];
        unsigned cols = columns(line);

        if ((size_t)(line->text + line->len_bytes - stretch->text) > PROFILE_BYTES)
            break;
        counts.lines++;
        counts.long_lines += cols > WIDTH_MAX;
        long_bytes += line->len_bytes;
        count_markdown(&counts, line, i > 0 ? line - 1 : NULL);
        if (i + 1 == stretch->line_count)
            break;
        count_pair(&counts, line, cols, line + 1);
        count_hanging(&counts, line, line + 1);
    }
    decide_width(profile, &counts);
    profile->markdown = counts.headings >= 2 || counts.underlines >= 2 || counts.bold >= 3 ||
                        counts.bold_lines >= 2 ||
                        (counts.headings > 0 &&
                         counts.underlines + counts.bold + counts.links + counts.footnotes > 0);
    profile->hanging = counts.hanging > 0 && counts.hanging >= counts.not_hanging;
    profile->one_line =
        stretch->last && stretch->line_count > 0 && stretch->line_count < 4 && long_bytes > 1000;
}
