/* Which line goes on with the one before.
 *
 *  1. Text that is not hard-wrapped is joined only where a page cut it.
 *  2. A line is full when the next line's first word would not have fitted into the document's width,
 *     or into that of the lines around it. A full line goes on; another one only where small letters
 *     follow and it is no short line.
 *  3. What begins something (a bullet, a number, an outcome, a field, a row) goes on with nothing, unless
 *     it stands in the middle of a sentence: "artikel / 4. De Commissie".
 *  4. A title goes on until a sentence opens. What stands in brackets under a title in the middle of the
 *     page goes with it. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

/* ---- full lines -------------------------------------------------------------------------------------- */

static bool ends_in_hyphen(const struct line *line)
{
    size_t end = line->len_bytes;

    return end > 1 && line->text[end - 1] == '-' &&
           (text_is_letter_before(line->text, end - 1) ||
            (line->text[end - 2] >= '0' && line->text[end - 2] <= '9'));
}

static unsigned cols_with_next(const struct line *line, const struct line *after)
{
    size_t word_bytes = look_first_word_bytes(after->text, after->len_bytes);

    return line->end_cols + 1 + (unsigned)text_count_points(after->text, word_bytes);
}

/* The width of the paragraph around the line where all its lines but the last are full at it, else 0.
 * Looks at a few lines only. */
static unsigned local_width(const struct stretch *stretch, size_t first, size_t at)
{
    const struct line *lines = stretch->lines;
    size_t end = at, line;
    unsigned width = 0;

    while (end < stretch->line_count && end < at + 12 && !(end > at && lines[end].blank_before))
        end++;
    first = at - first > 12 ? at - 12 : first;
    for (line = first; line < end; line++)
        width = lines[line].end_cols > width ? lines[line].end_cols : width;
    if (end - first < 4 || width < 40 || width > 2 * stretch->profile.width_cols)
        return 0;
    for (line = first; line + 1 < end; line++) {
        if (cols_with_next(&lines[line], &lines[line + 1]) <= width)
            return 0;
    }
    return width;
}

/* Set to the right or in the middle: its end says nothing. */
static bool is_set_right(const struct stretch *stretch, const struct line *line)
{
    return line->indent_cols * 3 > stretch->profile.width_cols;
}

static bool is_full(const struct stretch *stretch, size_t first, size_t at)
{
    const struct line *line = &stretch->lines[at];
    unsigned cols = cols_with_next(line, line + 1);

    if (is_set_right(stretch, line))
        return false;
    if (cols > stretch->profile.width_cols)
        return true;
    if (ends_in_hyphen(line) && line->end_cols * 2 > stretch->profile.width_cols)
        return true;
    return line->end_cols >= 40 && local_width(stretch, first, at) > 0;
}

/* Nearly full: enough in the middle of a paragraph, or of a sentence. */
static bool may_be_full(const struct stretch *stretch, size_t first, size_t at)
{
    const struct line *line = &stretch->lines[at], *next = line + 1;
    const struct profile *profile = &stretch->profile;

    if (cols_with_next(line, next) + profile->slack_cols <= profile->width_cols ||
        is_set_right(stretch, line))
        return false;
    if (look_ends_sentence(line->text, line->len_bytes))
        return at > first && next->end_cols + profile->slack_cols > profile->width_cols;
    return at > first || !look_begins_capital(next->text, next->len_bytes) ||
           !look_names_speaker(next->text, next->len_bytes);
}

/* ---- lines that begin something ----------------------------------------------------------------------- */

/* "doc. 9355/25" */
static bool names_document(const struct line *line)
{
    size_t word_bytes = look_first_word_bytes(line->text, line->len_bytes);

    return line->len_bytes < 60 && word_bytes + 1 < line->len_bytes && word_bytes >= 3 &&
           (memcmp(line->text, "doc", 3) == 0 || memcmp(line->text, "Doc", 3) == 0 ||
            memcmp(line->text, "dok", 3) == 0 || memcmp(line->text, "Dok", 3) == 0) &&
           line->text[word_bytes + 1] >= '0' && line->text[word_bytes + 1] <= '9';
}

static bool begins_row(const struct line *line)
{
    unsigned value_cols;
    size_t start_bytes;
    const char first = line->text[0];

    if (look_bullet(line->text, line->len_bytes, &start_bytes) != BULLET_NONE)
        return false;
    start_bytes = look_number(line->text, line->len_bytes).len_bytes;
    if (first == '=' || names_document(line) || first == '|' ||
        look_rule(line->text, line->len_bytes))
        return true;
    return memchr(line->text + start_bytes, '\t', line->len_bytes - start_bytes) != NULL ||
           (look_field(line->text, line->len_bytes, &value_cols) &&
            memmem(line->text, line->len_bytes, "   ", 3) != NULL);
}

/* The value of a field that goes on under its beginning. */
static bool goes_on_in_field(const struct line *first, const struct line *next)
{
    unsigned value_cols;

    if (!look_field(first->text, first->len_bytes, &value_cols) || value_cols < 6)
        return false;
    value_cols += first->indent_cols;
    return next->indent_cols + 1 >= value_cols && next->indent_cols <= value_cols + 1 &&
           value_cols - first->indent_cols > 4;
}

/* "artikel / 4. De Commissie": a number that ends a sentence in the middle of text. */
static bool number_ends_sentence(const struct stretch *stretch, size_t first, size_t next,
                                 const struct look_number *number)
{
    const struct line *before = &stretch->lines[next - 1], *beginning = &stretch->lines[first];
    struct look_number own = look_number(beginning->text, beginning->len_bytes);

    if (number->end != '.' || number->is_word || look_leaders(before->text, before->len_bytes))
        return false;
    if (number->value == 0 && !number->is_roman)
        return false;
    if (own.len_bytes > 0 && own.value + 1 == number->value && next - first < 3 &&
        !look_ends_open(before->text, before->len_bytes))
        return false;
    return is_full(stretch, first, next - 1) &&
           !look_ends_sentence(before->text, before->len_bytes);
}

/* "de Commissie / – die dat eerder bepleitte – wil": a dash in the middle of a sentence. */
static bool dash_is_inside(const struct stretch *stretch, size_t first, size_t next,
                           size_t bullet_bytes)
{
    const struct line *line = &stretch->lines[next], *before = line - 1;
    size_t own_bytes;

    if (!look_begins_small(line->text + bullet_bytes, line->len_bytes - bullet_bytes) ||
        look_ends_sentence(before->text, before->len_bytes) ||
        before->text[before->len_bytes - 1] == ',')
        return false;
    if (look_bullet(stretch->lines[first].text, stretch->lines[first].len_bytes, &own_bytes) !=
            BULLET_NONE ||
        !is_full(stretch, first, next - 1))
        return false;
    for (size_t at = next + 1; at < stretch->line_count && at < next + 30; at++) {
        if (stretch->lines[at].blank_before)
            break;
        if (look_bullet(stretch->lines[at].text, stretch->lines[at].len_bytes, &own_bytes) !=
            BULLET_NONE)
            return false;
    }
    return memmem(line->text + bullet_bytes, line->len_bytes - bullet_bytes, line->text,
                  bullet_bytes - 1) != NULL;
}

/* "document : 15204/13" */
static bool is_labelled(const struct line *line)
{
    unsigned value_cols;

    return look_field(line->text, line->len_bytes, &value_cols) && value_cols < line->len_bytes &&
           memchr(line->text, ':', value_cols) != NULL;
}

/* Whether line `next` is a field under the title, or the fields, that the block is so far. A colon stands in
 * sentences as well: its line does not follow on a full one, unless the label is known. */
static bool begins_field(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first], *line = &stretch->lines[next];

    const bool known = look_known_label(line->text, line->len_bytes);

    if (!known && !is_labelled(line))
        return false;
    if (is_labelled(beginning))
        return true;
    return look_number(beginning->text, beginning->len_bytes).len_bytes > 0 &&
           !look_ends_open(line[-1].text, line[-1].len_bytes) &&
           (known || !is_full(stretch, first, next - 1));
}

/* A part's word alone, after the end of a sentence or under a line of its own. */
static bool begins_part(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *line = &stretch->lines[next], *before = line - 1;

    return line->len_bytes < 80 && look_names_part(line->text, line->len_bytes) &&
           (look_ends_sentence(before->text, before->len_bytes) ||
            (next == first + 1 && !look_ends_open(before->text, before->len_bytes)));
}

/* "Postbus 20018", "Postfach 12": lines of an address. */
static bool begins_address(const struct line *line)
{
    static const char *const words[] = {"Postbus ",  "P.O. Box ", "PO Box ",
                                        "Postfach ", "Box ",      "BP "};

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const size_t word_bytes = strlen(words[i]);

        if (line->len_bytes > word_bytes && line->len_bytes < 40 &&
            memcmp(line->text, words[i], word_bytes) == 0 && line->text[word_bytes] >= '0' &&
            line->text[word_bytes] <= '9')
            return true;
    }
    return false;
}

/* Whether line `next` begins something of its own. */
static bool begins_something(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *line = &stretch->lines[next];
    const char *text = line->text;
    size_t len_bytes = line->len_bytes, bullet_bytes;
    enum bullet bullet = look_bullet(text, len_bytes, &bullet_bytes);
    struct look_number number;

    if (bullet == BULLET_DASH)
        return !dash_is_inside(stretch, first, next, bullet_bytes);
    if (next > first && blocks_begins_next(stretch, next))
        return true;
    if (bullet != BULLET_NONE || begins_row(line) || begins_field(stretch, first, next) ||
        begins_part(stretch, first, next) || begins_address(line))
        return true;
    if (stretch->profile.markdown && markdown_heading(&text, &len_bytes) > 0)
        return true;
    number = look_number(text, len_bytes);
    if (number.len_bytes == 0)
        return false;
    return !number_ends_sentence(stretch, first, next, &number);
}

/* ---- titles ----------------------------------------------------------------------------------------------- */

static bool has_sentence_end(const struct line *line, size_t from)
{
    for (size_t i = from; i + 2 < line->len_bytes; i++) {
        if (strchr(".!?", line->text[i]) != NULL && line->text[i + 1] == ' ' &&
            look_begins_capital(line->text + i + 2, line->len_bytes - i - 2))
            return true;
    }
    return false;
}

/* The block so far is a title, and a sentence opens on the line that follows. */
static bool sentence_opens(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first], *before = &stretch->lines[next - 1];
    const struct line *line = &stretch->lines[next];
    struct look_number number = look_number(beginning->text, beginning->len_bytes);
    const char *title = beginning->text + number.len_bytes;
    size_t title_bytes = beginning->len_bytes - number.len_bytes;

    if (next - first > 2 || has_sentence_end(beginning, number.len_bytes) ||
        look_ends_open(before->text, before->len_bytes) ||
        look_ends_sentence(before->text, before->len_bytes) || ends_in_hyphen(before))
        return false;
    if (!is_labelled(beginning) &&
        (look_opens_sentence(title, title_bytes) || look_begins_small(title, title_bytes)))
        return false;
    if (look_opens_sentence(line->text, line->len_bytes))
        return true;
    return number.len_bytes > 0 && !look_names_speaker(title, title_bytes) &&
           look_names_speaker(line->text, line->len_bytes);
}

/* ---- across a page ------------------------------------------------------------------------------------------ */

static bool joins_over_page(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *before = &stretch->lines[next - 1], *line = &stretch->lines[next];
    bool is_long = next - 1 > first || before->len_bytes > 100;

    if (before->len_bytes < 20 && next - 1 == first)
        return false;
    if (look_ends_sentence(before->text, before->len_bytes) ||
        look_leaders(before->text, before->len_bytes) || begins_something(stretch, first, next))
        return false;
    if (look_begins_small(line->text, line->len_bytes))
        return true;
    if (look_ends_open(before->text, before->len_bytes))
        return true;
    if (is_long && line->text[0] >= '0' && line->text[0] <= '9')
        return true; /* "in 2016 / 17 lidstaten" */
    return is_long && stretch->profile.wrapped &&
           cols_with_next(before, line) > stretch->profile.width_cols &&
           !sentence_opens(stretch, first, next);
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

/* Whether the line is set in under a bullet, as its item's next line is. */
static bool is_hanging(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first], *line = &stretch->lines[next];
    size_t bullet_bytes;

    return look_bullet(beginning->text, beginning->len_bytes, &bullet_bytes) != BULLET_NONE &&
           line->indent_cols > beginning->indent_cols;
}

/* The same for any item of Markdown, which needs no full lines to go on. */
static bool goes_on_in_markdown(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first];

    return stretch->profile.markdown &&
           (is_hanging(stretch, first, next) ||
            (look_number(beginning->text, beginning->len_bytes).len_bytes > 0 &&
             stretch->lines[next].indent_cols > beginning->indent_cols)) &&
           !begins_something(stretch, first, next);
}

static bool is_after_list(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first], *line = &stretch->lines[next];
    size_t bullet_bytes;

    return stretch->profile.hanging &&
           look_bullet(beginning->text, beginning->len_bytes, &bullet_bytes) != BULLET_NONE &&
           line->indent_cols <= beginning->indent_cols;
}

/* A line that is set in more than the paragraph's lines before it begins another one. */
static bool is_set_in(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *before = &stretch->lines[next - 1], *line = &stretch->lines[next];

    return next - 1 > first && line->indent_cols > before->indent_cols + 1;
}

/* ---- lines set in the middle --------------------------------------------------------------------------------- */

enum { CENTRED_LINES_MAX = 4, CENTRED_SLACK_COLS = 8, CENTRED_MIN_COLS = 4 };

/* The two lines have one axis, and not one left edge. */
static bool have_one_axis(const struct line *left, const struct line *right)
{
    const unsigned one = left->indent_cols + left->end_cols;
    const unsigned other = right->indent_cols + right->end_cols;
    const unsigned shift = left->indent_cols > right->indent_cols
                               ? left->indent_cols - right->indent_cols
                               : right->indent_cols - left->indent_cols;

    return left->indent_cols >= CENTRED_MIN_COLS && right->indent_cols >= CENTRED_MIN_COLS &&
           shift >= CENTRED_MIN_COLS &&
           (one > other ? one - other : other - one) <= CENTRED_SLACK_COLS;
}

/* Whether the paragraph of these two lines is a title in the middle of the page, with what is said of it
 * in brackets under it. */
static bool is_centred(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *before = &stretch->lines[next - 1], *line = &stretch->lines[next];

    return stretch->lines[first].blank_before && next - first < CENTRED_LINES_MAX &&
           have_one_axis(before, line) && line->text[0] == '(' &&
           !look_ends_sentence(before->text, before->len_bytes);
}

/* ---- the answer ------------------------------------------------------------------------------------------------ */

bool unwrap_joins(const struct stretch *stretch, size_t first, size_t next)
{
    const struct line *beginning = &stretch->lines[first];
    const struct line *before = &stretch->lines[next - 1], *line = &stretch->lines[next];

    if (beginning->text[0] == '=' || beginning->text[0] == '|')
        return false;
    if (line->page_before)
        return joins_over_page(stretch, first, next);
    if (line->blank_before)
        return false;
    if (!stretch->profile.wrapped)
        return goes_on_in_markdown(stretch, first, next);
    if (look_leaders(before->text, before->len_bytes) || begins_something(stretch, first, next))
        return false;
    if (is_hanging(stretch, first, next) || is_centred(stretch, first, next) ||
        (goes_on_in_field(beginning, line) && is_full(stretch, first, next - 1)))
        return true;
    if (begins_row(beginning) || is_after_list(stretch, first, next) ||
        is_set_in(stretch, first, next) || sentence_opens(stretch, first, next))
        return false;
    if (is_full(stretch, first, next - 1) || may_be_full(stretch, first, next - 1))
        return true;
    if (before->len_bytes > 30 && before->text[before->len_bytes - 1] != ',' &&
        look_ends_open(before->text, before->len_bytes))
        return true;
    return look_begins_small(line->text, line->len_bytes) &&
           !look_ends_sentence(before->text, before->len_bytes) &&
           before->end_cols * 5 >= stretch->profile.width_cols * 3;
}
