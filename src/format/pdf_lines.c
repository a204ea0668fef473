/* What lines look like, what their words say, and the measures of the document as a whole.
 *
 *  1. The body's size is that of most bytes; its leading the smallest distance between lines of that
 *     size that is about as common as the most common one (paragraphs may be as many as lines).
 *  2. The edges of text that fills the page are the document's: a page with short lines only has none of
 *     its own. */
#include "config.h"

#include "format/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

static const float RAISED_SIZE = 0.93F; /* at most, of the line's */
static const float RAISED_FOOT = 0.12F; /* at least, of the line's size above its foot */

/* ---- letters ------------------------------------------------------------------------------------- */

/* ASCII, Latin-1 and Latin Extended-A: the official languages but Greek and Bulgarian. */
static bool begins_small(const char *text, size_t len_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (len_bytes >= 1 && bytes[0] >= 'a' && bytes[0] <= 'z')
        return true;
    if (len_bytes < 2)
        return false;
    if (bytes[0] == 0xC3)
        return bytes[1] >= 0x9F && bytes[1] != 0xB7;
    if (bytes[0] == 0xC4 || bytes[0] == 0xC5) {
        const unsigned point = (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
        const bool capital_is_odd = (point >= 0x139 && point <= 0x148) || point >= 0x179;

        return (point % 2 == 1) != capital_is_odd;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool pdf_is_apart(const struct pdf_word *before, const struct pdf_word *word)
{
    const float size = before->size < word->size ? before->size : word->size;

    return (word->flags & PDF_SPACE_BEFORE) != 0 || word->x0 - before->x1 > 0.18F * size;
}

/* ---- footnote marks ------------------------------------------------------------------------------- */

void pdf_note_label(const struct pdf_document *document, const struct pdf_word *word,
                    char label[static 8])
{
    const char *text = pdf_word_text(document, word);
    size_t end = word->len_bytes, start = 0, i;

    label[0] = '\0';
    if (end > 0 && (text[end - 1] == ')' || text[end - 1] == ']'))
        end--;
    if (end > 0 && (text[0] == '(' || text[0] == '['))
        start = 1;
    if (end <= start || end - start > 3 || text[start] == '0')
        return;
    for (i = start; i < end; i++) {
        if (!is_digit(text[i]))
            return;
    }
    memcpy(label, text + start, end - start);
    label[end - start] = '\0';
}

/* ---- labels of lists ------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, size_t len_bytes, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == len_bytes && memcmp(text, words[i], len_bytes) == 0)
            return true;
    }
    return false;
}

/* "1", "12a", "4.1", "iv", "II", "b", then a stop or a bracket; what follows it in the word, or NULL. */
static const char *skip_number(const char *text, const char *end)
{
    const char *at = text, *start;
    bool digits;

    at += at < end && *at == '(';
    start = at;
    while (at < end && (is_digit(*at) || (*at == '.' && at + 1 < end && is_digit(at[1]))))
        at++;
    digits = at > start;
    if (digits)
        at += at + 1 < end && *at >= 'a' && *at <= 'z';
    else
        while (at < end && at - start < 5 && strchr("IVXivx", *at) != NULL)
            at++;
    if (at == start && at < end && (is_capital(*at) || (*at >= 'a' && *at <= 'z')))
        at++;
    if (at == start || at - start > 8 || at == end)
        return NULL;
    if (*at != '.' && *at != ')')
        return NULL;
    return at + 1;
}

static enum pdf_label label_of(const struct pdf_document *document, const struct pdf_line *line)
{
    static const char *const bullets[] = {"•", "●", "▪", "◦", "‣", "■", "·", "∙", "►", "➢", "✓"};
    static const char *const dashes[] = {"-", "–", "—", "−"};
    const struct pdf_word *word = &document->words[line->first_word];
    const char *text = pdf_word_text(document, word), *after;
    const float gap = line->word_count > 1 ? word[1].x0 - word->x1 : 0;

    if (is_one_of(text, word->len_bytes, bullets, COUNT_OF(bullets)))
        return PDF_BULLET;
    if (line->word_count < 2)
        return PDF_NO_LABEL;
    if (word->len_bytes == 1 && text[0] == 'o' && gap > 0.6F * word->size)
        return PDF_BULLET;
    if (is_one_of(text, word->len_bytes, dashes, COUNT_OF(dashes)))
        return pdf_is_apart(word, word + 1) ? PDF_DASH : PDF_NO_LABEL;
    after = skip_number(text, text + word->len_bytes);
    if (after == text + word->len_bytes)
        return pdf_is_apart(word, word + 1) ? PDF_NUMBER : PDF_NO_LABEL;
    if (after != NULL && is_digit(text[0]) && is_capital(*after))
        return PDF_NUMBER;
    if (is_digit(text[0]) && gap > word->size) {
        char label[8];

        pdf_note_label(document, word, label);
        return label[0] != '\0' ? PDF_NUMBER : PDF_NO_LABEL;
    }
    return PDF_NO_LABEL;
}

/* ---- one line -------------------------------------------------------------------------------------- */

/* Where its last word, marks left out, ends a sentence, whatever quotes or brackets close after it. */
static bool ends_sentence(const struct pdf_document *document, const struct pdf_line *line)
{
    static const char *const closers[] = {"”", "’", "»", "“", "\"", "'", ")", "]"};
    const struct pdf_word *word = &document->words[line->first_word + line->word_count - 1];
    size_t left = line->word_count, end;
    const char *text;

    while (left > 1 && (word->flags & PDF_RAISED) != 0) {
        word--;
        left--;
    }
    text = pdf_word_text(document, word);
    end = word->len_bytes;
    for (size_t i = 0; i < COUNT_OF(closers); i++) {
        const size_t closer_bytes = strlen(closers[i]);

        if (end > closer_bytes &&
            memcmp(text + end - closer_bytes, closers[i], closer_bytes) == 0) {
            end -= closer_bytes;
            break;
        }
    }
    return end > 0 && strchr(".!?:;", text[end - 1]) != NULL && text[end - 1] != '\0';
}

static bool ends_hyphen(const struct pdf_document *document, const struct pdf_line *line)
{
    const struct pdf_word *word = &document->words[line->first_word + line->word_count - 1];
    const char *end = pdf_word_text(document, word) + word->len_bytes;

    return word->len_bytes > 2 && (end[-1] == '-' || memcmp(end - 2, "\xC2\xAD", 2) == 0 ||
                                   memcmp(end - 3, "\xE2\x80\x90", 3) == 0);
}

static bool has_leader(const struct pdf_document *document, const struct pdf_line *line)
{
    size_t dots = 0;

    for (size_t i = 0; i < line->word_count; i++) {
        const struct pdf_word *word = &document->words[line->first_word + i];
        const char *text = pdf_word_text(document, word);

        for (size_t k = 0; k < word->len_bytes; k++) {
            dots = text[k] == '.' || text[k] == '_' ? dots + 1 : 0;
            if (dots > 4)
                return true;
        }
    }
    return false;
}

static void measure_looks(const struct pdf_document *document, struct pdf_line *line)
{
    const struct pdf_word *words = document->words + line->first_word;
    bool seen = false;

    line->all_bold = true;
    line->all_underlined = true;
    for (size_t i = line->label == PDF_BULLET; i < line->word_count; i++) {
        if ((words[i].flags & PDF_RAISED) != 0)
            continue;
        line->all_bold = line->all_bold && (words[i].flags & PDF_BOLD) != 0;
        line->all_underlined = line->all_underlined && (words[i].flags & PDF_UNDERLINED) != 0;
        if (!seen)
            line->begins_bold = (words[i].flags & PDF_BOLD) != 0;
        line->ends_bold = (words[i].flags & PDF_BOLD) != 0;
        seen = true;
    }
    line->all_bold = line->all_bold && seen;
    line->all_underlined = line->all_underlined && seen;
}

/* Words of another column may stand at another height: only now it is known what is raised. */
static void find_raised(struct pdf_word *words, const struct pdf_line *line)
{
    for (size_t i = 0; i < line->word_count; i++) {
        if (words[i].size <= RAISED_SIZE * line->size &&
            words[i].y1 <= line->y1 - RAISED_FOOT * line->size)
            words[i].flags |= PDF_RAISED;
    }
}

static void measure_line(struct pdf_document *document, struct pdf_line *line)
{
    struct pdf_word *words = document->words + line->first_word;
    size_t end = 1;

    find_raised(words, line);
    while (end < line->word_count && !pdf_is_apart(&words[end - 1], &words[end]))
        end++;
    line->first_word_width = words[end - 1].x1 - words[0].x0;
    line->label = label_of(document, line);
    line->text_x0 = line->label != PDF_NO_LABEL && line->word_count > 1 ? words[1].x0 : words[0].x0;
    line->begins_small = begins_small(pdf_word_text(document, words), words[0].len_bytes);
    line->ends_sentence = ends_sentence(document, line);
    line->ends_hyphen = ends_hyphen(document, line);
    line->has_leader = has_leader(document, line);
    measure_looks(document, line);
}

/* ---- the document ---------------------------------------------------------------------------------- */

static float find_body_size(const struct pdf_document *document)
{
    enum { SIZES = 400 }; /* in half points */
    size_t bytes[SIZES + 1] = {0}, most = 0;

    for (size_t i = 0; i < document->word_count; i++) {
        const float half_points = document->words[i].size * 2 + 0.5F;

        bytes[half_points < SIZES ? (size_t)half_points : SIZES] += document->words[i].len_bytes;
    }
    for (size_t i = 0; i <= SIZES; i++)
        most = bytes[i] > bytes[most] ? i : most;
    return most > 0 ? (float)most / 2 : 0.5F;
}

static float find_body_leading(const struct pdf_document *document)
{
    enum { STEPS = 160, STEPS_A_SIZE = 50 };
    const float size = document->body_size;
    size_t counts[STEPS + 1] = {0}, most = 0;

    for (size_t i = 1; i < document->line_count; i++) {
        const struct pdf_line *line = &document->lines[i], *before = line - 1;
        const float steps = (line->y1 - before->y1) / size * STEPS_A_SIZE;

        if (line->column == before->column && line->size > 0.96F * size &&
            line->size < 1.04F * size && steps >= 0.6F * STEPS_A_SIZE && steps < STEPS)
            counts[(size_t)steps]++;
    }
    for (size_t i = 0; i < STEPS; i++)
        most = counts[i] + counts[i + 1] > most ? counts[i] + counts[i + 1] : most;
    for (size_t i = 0; most > 0 && i < STEPS; i++) {
        if ((counts[i] + counts[i + 1]) * 5 >= most * 2)
            return ((float)i + (counts[i + 1] > counts[i] ? 1.5F : 0.5F)) / STEPS_A_SIZE;
    }
    return 1.2F;
}

static int by_value(const void *a, const void *b)
{
    const float one = *(const float *)a, other = *(const float *)b;

    return one < other ? -1 : one > other;
}

static bool is_as_wide(const struct pdf_document *document, const struct pdf_line *line)
{
    const float difference = document->pages[line->page].width - document->pages[0].width;

    return line->page_wide && difference > -2 && difference < 2;
}

/* The edges that all but a few of the lines keep to. */
static void find_edges(struct pdf_document *document)
{
    float *starts = base_allocate((document->line_count + 1) * sizeof *starts);
    float *ends = base_allocate((document->line_count + 1) * sizeof *ends);
    size_t count = 0;

    for (size_t i = 0; i < document->line_count; i++) {
        if (is_as_wide(document, &document->lines[i])) {
            starts[count] = document->lines[i].x0;
            ends[count++] = document->lines[i].x1;
        }
    }
    qsort(starts, count, sizeof *starts, by_value);
    qsort(ends, count, sizeof *ends, by_value);
    for (size_t i = 0; i < document->line_count; i++) {
        if (is_as_wide(document, &document->lines[i])) {
            document->lines[i].left = starts[count / 20];
            document->lines[i].right = ends[count - 1 - count / 20];
        }
    }
    free(starts);
    free(ends);
}

/* Whether most lines end at their column's edge to the point. */
static bool is_justified(const struct pdf_document *document)
{
    size_t filled = 0;

    for (size_t i = 0; i < document->line_count; i++) {
        const float room = document->lines[i].right - document->lines[i].x1;

        filled += room < 1 && room > -1;
    }
    return document->line_count >= 8 && filled * 2 > document->line_count;
}

void pdf_measure_lines(struct pdf_document *document)
{
    document->body_size = find_body_size(document);
    document->body_leading = find_body_leading(document);
    find_edges(document);
    document->justified = is_justified(document);
    for (size_t i = 0; i < document->line_count; i++)
        measure_line(document, &document->lines[i]);
}
