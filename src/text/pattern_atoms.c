/* The parts of a pattern: literals, the words that every match holds, brackets; and what is wrong with it. See
 * pattern.c for what is always true of what comes out. */
#include "config.h"

#include "text/pattern_parser.h"

#include <string.h>
#include <unistr.h>

#include "text/fold.h"
#include "text/point.h"
#include "text/text.h"

enum { CLASS_NAME_MAX = 8, FAULT_SHOWN_POINTS = 20 };

/* ---- saying what is wrong ---------------------------------------------------------------------- */

/* TRANSLATORS: %zu is the number of a character in what was typed, %s the rest of it from there. What
 * stands after a backslash, and the signs themselves, stay. */
static const char *const fault_sentences[] = {
    [FAULT_GROUP] =
        N_("Broken at character %zu, \"%s\": no ) closes this group; \\( finds the sign itself"),
    [FAULT_BRACKET] =
        N_("Broken at character %zu, \"%s\": no ] closes this list; \\[ finds the sign itself"),
    [FAULT_INTERVAL] =
        N_("Broken at character %zu, \"%s\": give how often as in {2}, {2,} or {2,5}, at most 255; "
           "\\{ finds the sign itself"),
    [FAULT_REPEAT] = N_("Broken at character %zu, \"%s\": nothing stands before it to repeat; a "
                        "backslash before it "
                        "finds the sign itself"),
    [FAULT_CLASS] = N_("Broken at character %zu, \"%s\": give one such as [[:alpha:]], [[:digit:]] "
                       "or [[:upper:]]"),
    [FAULT_RANGE] = N_("Broken at character %zu, \"%s\": a range goes from the lesser to the "
                       "greater, as in [a-z]"),
    [FAULT_BACKSLASH] = N_(
        "Broken at character %zu, \"%s\": a sign must follow the backslash; \\\\ finds it itself"),
    [FAULT_ESCAPE] = N_("Broken at character %zu, \"%s\": this means nothing; "
                        "known are \\< \\> \\b \\B \\w \\W \\s \\S \\d \\D"),
    [FAULT_REFERENCE] =
        N_("Broken at character %zu, \"%s\": a group cannot be referred to; write its words again"),
    [FAULT_DEPTH] = N_(
        "Broken at character %zu, \"%s\": this many groups in each other are too many; use fewer"),
    [FAULT_SIZE] =
        N_("Broken at character %zu, \"%s\": this is too much with all repetitions; repeat less"),
    [FAULT_LENGTH] =
        N_("Broken at character %zu, \"%s\": this is too long to search for; type less"),
};

bool parser_fail(struct parser *parser, enum fault fault, size_t at_bytes)
{
    const char *rest = parser->text + at_bytes;
    size_t rest_bytes = parser->len_bytes - at_bytes;
    size_t shown_bytes = text_points_to_bytes(rest, rest_bytes, FAULT_SHOWN_POINTS);
    struct buffer shown = {0};

    buffer_append(&shown, rest, shown_bytes);
    if (shown_bytes < rest_bytes)
        buffer_append_string(&shown, "…");
    *parser->fault_bytes = at_bytes;
    error_set(parser->error, ERROR_USAGE, NULL, _(fault_sentences[fault]),
              text_count_points(parser->text, at_bytes) + 1, shown.data);
    buffer_release(&shown);
    return false;
}

/* ---- literals that every match holds ------------------------------------------------------------- */

/* A run is worth looking for by its length; the longest of a branch is kept at pattern->needles. */
void parser_end_run(struct parser *parser)
{
    struct pattern *pattern = parser->pattern;
    struct buffer *best;

    if (!parser->needles_fail && pattern->needle_count < PATTERN_NEEDLES_MAX) {
        best = &pattern->needles[pattern->needle_count];
        if (parser->run.len_bytes > best->len_bytes) {
            buffer_clear(best);
            buffer_append(best, parser->run.data, parser->run.len_bytes);
        }
    }
    buffer_clear(&parser->run);
    parser->run_atom_bytes = 0;
}

void parser_end_needle(struct parser *parser)
{
    struct pattern *pattern = parser->pattern;

    parser_end_run(parser);
    if (pattern->needle_count == PATTERN_NEEDLES_MAX ||
        pattern->needles[pattern->needle_count].len_bytes == 0)
        parser->needles_fail = true;
    else
        pattern->needle_count++;
}

/* ---- atoms --------------------------------------------------------------------------------------- */

struct group *parser_group(struct parser *parser)
{
    return &parser->groups[parser->depth];
}

bool parser_add_atom(struct parser *parser, size_t node_count, size_t at_bytes)
{
    parser_group(parser)->node_count += node_count;
    parser->has_atom = true;
    parser->atom_nodes = node_count;
    parser->after_space = false;
    if (parser->word_ended)
        parser->special = true;
    return parser_group(parser)->node_count <= PATTERN_NODES_MAX ||
           parser_fail(parser, FAULT_SIZE, at_bytes);
}

bool parser_add_special(struct parser *parser, const char *expression, size_t at_bytes)
{
    parser_end_run(parser);
    parser->special = true;
    buffer_append_string(&parser->pattern->expression, expression);
    return parser_add_atom(parser, 1, at_bytes);
}

static void append_escaped(struct buffer *out, const char *bytes, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++) {
        if (bytes[i] != '\0' && strchr("\\.[]()*+?{}|^$", bytes[i]) != NULL)
            buffer_append_char(out, '\\');
        buffer_append_char(out, bytes[i]);
    }
}

static size_t fold_or_copy(const struct parser *parser, uint32_t point, char folded[FOLD_MAX_BYTES])
{
    int written;

    if (parser->pattern->folded)
        return fold_point(point, folded);
    if (point_is_space(point)) {
        folded[0] = ' ';
        return 1;
    }
    written = u8_uctomb((uint8_t *)folded, point, FOLD_MAX_BYTES);
    return written > 0 ? (size_t)written : 0;
}

/* What folds to several code points is a group, so that a repetition repeats all of it. */
bool parser_add_literal(struct parser *parser, uint32_t point, size_t at_bytes)
{
    struct pattern *pattern = parser->pattern;
    char folded[FOLD_MAX_BYTES];
    size_t folded_bytes = fold_or_copy(parser, point, folded);
    size_t point_count = text_count_points(folded, folded_bytes);
    bool is_space = folded_bytes == 1 && folded[0] == ' ';

    if (folded_bytes == 0 || (is_space && parser->after_space))
        return true;
    if (point_count > 1)
        buffer_append_char(&pattern->expression, '(');
    append_escaped(&pattern->expression, folded, folded_bytes);
    if (point_count > 1)
        buffer_append_char(&pattern->expression, ')');
    if (parser->depth == 0) {
        parser->run_atom_bytes = parser->run.len_bytes;
        buffer_append(&parser->run, folded, folded_bytes);
    }
    buffer_append(&pattern->needle, folded, folded_bytes);
    if (!parser_add_atom(parser, point_count, at_bytes))
        return false;
    parser->after_space = is_space;
    return true;
}

/* ---- brackets -------------------------------------------------------------------------------------- */

static bool read_class(struct parser *parser, struct buffer *out, size_t start_bytes)
{
    static const char *const names[] = {"alnum", "alpha", "blank", "cntrl", "digit", "graph",
                                        "lower", "print", "punct", "space", "upper", "xdigit"};
    const char *name = parser->text + start_bytes + 2;
    size_t left_bytes = parser->len_bytes - start_bytes - 2, name_bytes = 0;

    while (name_bytes < left_bytes && name_bytes <= CLASS_NAME_MAX && name[name_bytes] >= 'a' &&
           name[name_bytes] <= 'z')
        name_bytes++;
    if (name_bytes + 1 < left_bytes && name[name_bytes] == ':' && name[name_bytes + 1] == ']')
        for (size_t i = 0; i < COUNT_OF(names); i++)
            if (strlen(names[i]) == name_bytes && memcmp(names[i], name, name_bytes) == 0) {
                buffer_append_format(out, "[:%s:]", names[i]);
                parser->at_bytes = start_bytes + 2 + name_bytes + 2;
                return true;
            }
    return parser_fail(parser, FAULT_CLASS, start_bytes);
}

/* One end of a range, or a sign alone: folded where that is one code point, else its first. */
static uint32_t read_listed(struct parser *parser)
{
    char folded[FOLD_MAX_BYTES];
    size_t folded_bytes;
    uint32_t point;

    parser->at_bytes = point_read(parser->text, parser->len_bytes, parser->at_bytes, &point);
    folded_bytes = fold_or_copy(parser, point, folded);
    if (folded_bytes > 0)
        point_read(folded, folded_bytes, 0, &point);
    return point;
}

/* Signs that mean something in a bracket are written as what they collate with. */
static void append_listed(struct buffer *out, uint32_t point)
{
    uint8_t bytes[6];
    int written = u8_uctomb(bytes, point, sizeof bytes);

    if (point < 0x80 && strchr("[]^-", (char)point) != NULL)
        buffer_append_format(out, "[.%c.]", (char)point);
    else if (written > 0)
        buffer_append(out, (const char *)bytes, (size_t)written);
}

/* A class, "a-z", or a sign alone. */
static bool read_item(struct parser *parser, struct buffer *out)
{
    const char *text = parser->text;
    size_t start_bytes = parser->at_bytes;
    uint32_t first, last;

    if (text[start_bytes] == '[' && start_bytes + 1 < parser->len_bytes &&
        strchr(":.=", text[start_bytes + 1]) != NULL)
        return read_class(parser, out, start_bytes);
    first = read_listed(parser);
    append_listed(out, first);
    if (parser->at_bytes + 1 >= parser->len_bytes || text[parser->at_bytes] != '-' ||
        text[parser->at_bytes + 1] == ']')
        return true;
    parser->at_bytes++;
    last = read_listed(parser);
    buffer_append_char(out, '-');
    append_listed(out, last);
    return last >= first || parser_fail(parser, FAULT_RANGE, start_bytes);
}

bool parser_read_bracket(struct parser *parser)
{
    struct buffer out = {0};
    size_t start_bytes = parser->at_bytes++, first_bytes;
    bool ok = true;

    buffer_append_char(&out, '[');
    if (parser->at_bytes < parser->len_bytes && parser->text[parser->at_bytes] == '^') {
        buffer_append_char(&out, '^');
        parser->at_bytes++;
    }
    first_bytes = parser->at_bytes;
    while (ok && parser->at_bytes < parser->len_bytes &&
           (parser->text[parser->at_bytes] != ']' || parser->at_bytes == first_bytes))
        ok = read_item(parser, &out);
    if (ok && parser->at_bytes >= parser->len_bytes)
        ok = parser_fail(parser, FAULT_BRACKET, start_bytes);
    parser->at_bytes++;
    buffer_append_char(&out, ']');
    ok = ok && parser_add_special(parser, out.data, start_bytes);
    buffer_release(&out);
    return ok;
}
