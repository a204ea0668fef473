/* Patterns: POSIX extended regular expressions as readers of less know them, for text that was folded.
 *
 * What is always true of an expression that comes out:
 *  1. its literals are folded as the text is (é is e, ß is ss), and one U+0020 stands for white space;
 *  2. it holds no back reference, no empty alternative, no more than PATTERN_NODES_MAX nodes with all
 *     repetitions written out, and no deeper group than PATTERN_DEPTH_MAX: so the C library compiles it in
 *     little time and memory;
 *  3. it uses of GNU's additions only \< \> \b \B; \w \W \s \S \d \D are written as brackets.
 * A ) without its (, and a { before no digit, are signs like others. */
#include "config.h"

#include "text/pattern_parser.h"

#include <string.h>
#include <unictype.h>

#include "text/point.h"

enum { REPEAT_MAX = 255 };

/* ---- repetitions ------------------------------------------------------------------------------------- */

static size_t read_number(struct parser *parser)
{
    size_t number = 0;

    while (parser->at_bytes < parser->len_bytes && parser->text[parser->at_bytes] >= '0' &&
           parser->text[parser->at_bytes] <= '9') {
        if (number <= REPEAT_MAX)
            number = number * 10 + (size_t)(parser->text[parser->at_bytes] - '0');
        parser->at_bytes++;
    }
    return number;
}

/* "{2,5}"; most is 0 where there is no end. */
static bool read_interval(struct parser *parser, size_t *least, size_t *most)
{
    size_t start_bytes = parser->at_bytes++;

    *least = *most = read_number(parser);
    if (parser->at_bytes < parser->len_bytes && parser->text[parser->at_bytes] == ',') {
        parser->at_bytes++;
        *most = 0;
        if (parser->at_bytes < parser->len_bytes && parser->text[parser->at_bytes] != '}') {
            *most = read_number(parser);
            if (*most < *least || *most == 0)
                *most = REPEAT_MAX + 1;
        }
    }
    if (parser->at_bytes >= parser->len_bytes || parser->text[parser->at_bytes] != '}' ||
        *least > REPEAT_MAX || *most > REPEAT_MAX)
        return parser_fail(parser, FAULT_INTERVAL, start_bytes);
    parser->at_bytes++;
    return true;
}

static bool read_repetition(struct parser *parser)
{
    size_t start_bytes = parser->at_bytes, least = 0, most = 0, times, nodes = parser->atom_nodes;
    struct group *group = parser_group(parser);
    char sign = parser->text[start_bytes];

    if (!parser->has_atom)
        return parser_fail(parser, FAULT_REPEAT, start_bytes);
    if (sign == '{') {
        if (!read_interval(parser, &least, &most))
            return false;
    } else {
        parser->at_bytes++;
        least = sign == '+' ? 1 : 0;
    }
    buffer_append(&parser->pattern->expression, parser->text + start_bytes,
                  parser->at_bytes - start_bytes);
    if (least == 0 && parser->run.len_bytes > parser->run_atom_bytes)
        parser->run.len_bytes = parser->run_atom_bytes;
    parser_end_run(parser);
    parser->special = true;
    parser->after_space = false;
    times = most > least ? most : least + (most == 0);
    group->node_count += nodes * (times > 0 ? times : 1) - nodes;
    parser->atom_nodes = nodes * (times > 0 ? times : 1);
    return group->node_count <= PATTERN_NODES_MAX || parser_fail(parser, FAULT_SIZE, start_bytes);
}

/* ---- groups ------------------------------------------------------------------------------------------ */

static void begin_atoms(struct parser *parser)
{
    parser->has_atom = parser->after_space = false;
}

static bool open_group(struct parser *parser)
{
    struct buffer *out = &parser->pattern->expression;

    if (parser->depth == PATTERN_DEPTH_MAX)
        return parser_fail(parser, FAULT_DEPTH, parser->at_bytes);
    parser_end_run(parser);
    parser->special = true;
    buffer_append_char(out, '(');
    parser->groups[++parser->depth] = (struct group){.at_bytes = parser->at_bytes++,
                                                     .start_bytes = out->len_bytes,
                                                     .branch_bytes = out->len_bytes};
    begin_atoms(parser);
    return true;
}

/* An empty branch is left out, with the sign before it. */
static void end_branch(struct parser *parser)
{
    struct group *group = parser_group(parser);
    struct buffer *out = &parser->pattern->expression;

    if (out->len_bytes > group->branch_bytes) {
        group->has_branch = true;
    } else {
        group->has_empty = true;
        out->len_bytes = group->branch_bytes - (group->has_branch ? 1 : 0);
    }
    if (parser->depth == 0)
        parser_end_needle(parser);
}

static bool next_branch(struct parser *parser)
{
    struct group *group = parser_group(parser);

    parser->special = true;
    end_branch(parser);
    if (group->has_branch)
        buffer_append_char(&parser->pattern->expression, '|');
    group->branch_bytes = parser->pattern->expression.len_bytes;
    parser->at_bytes++;
    begin_atoms(parser);
    return true;
}

static bool close_group(struct parser *parser)
{
    struct buffer *out = &parser->pattern->expression;
    size_t at_bytes = parser->at_bytes++;
    struct group group;

    end_branch(parser);
    group = *parser_group(parser);
    parser->depth--;
    if (out->len_bytes == group.start_bytes) {
        out->len_bytes = group.start_bytes - 1;
        begin_atoms(parser);
        return true;
    }
    buffer_append_string(out, group.has_empty ? ")?" : ")");
    return parser_add_atom(parser, group.node_count + 1, at_bytes);
}

/* ---- what stands after a backslash --------------------------------------------------------------------- */

static bool begins_as_word(const char *text, size_t len_bytes)
{
    uint32_t point;

    if (len_bytes == 0)
        return false;
    point_read(text, len_bytes, 0, &point);
    return point_is_word(point);
}

static bool ends_as_word(const struct buffer *text)
{
    size_t at_bytes = text->len_bytes == 0 ? 0 : point_before(text->data, text->len_bytes);

    return text->len_bytes > 0 && begins_as_word(text->data + at_bytes, text->len_bytes - at_bytes);
}

/* \< \> \b \B: an edge of a word. Around words alone it leaves the pattern a literal. */
static void add_edge(struct parser *parser, char sign)
{
    struct pattern *pattern = parser->pattern;
    bool has_needle = pattern->needle.len_bytes > 0;

    parser_end_run(parser);
    if (!has_needle && !parser->special && (sign == '<' || sign == 'b'))
        pattern->starts_word = true;
    else if (ends_as_word(&pattern->needle) && !parser->special && (sign == '>' || sign == 'b'))
        pattern->ends_word = parser->word_ended = true;
    else
        parser->special = true;
    buffer_append_char(&pattern->expression, '\\');
    buffer_append_char(&pattern->expression, sign);
    begin_atoms(parser);
}

static bool read_escape(struct parser *parser)
{
    static const struct {
        char letter;
        const char *bracket;
    } classes[] = {{'w', "[[:alnum:]_]"}, {'W', "[^[:alnum:]_]"}, {'s', "[ ]"},
                   {'S', "[^ ]"},         {'d', "[0-9]"},         {'D', "[^0-9]"}};
    size_t start_bytes = parser->at_bytes;
    uint32_t point;

    if (start_bytes + 1 == parser->len_bytes)
        return parser_fail(parser, FAULT_BACKSLASH, start_bytes);
    parser->at_bytes = point_read(parser->text, parser->len_bytes, start_bytes + 1, &point);
    if (point < 0x80 && strchr("<>bB", (char)point) != NULL) {
        add_edge(parser, (char)point);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (point == (unsigned char)classes[i].letter)
            return parser_add_special(parser, classes[i].bracket, start_bytes);
    if (point >= '1' && point <= '9')
        return parser_fail(parser, FAULT_REFERENCE, start_bytes);
    if (point_is_word(point) && point != '_')
        return parser_fail(parser, FAULT_ESCAPE, start_bytes);
    return parser_add_literal(parser, point, start_bytes);
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static bool add_anchor(struct parser *parser)
{
    parser_end_run(parser);
    parser->special = true;
    buffer_append_char(&parser->pattern->expression, parser->text[parser->at_bytes++]);
    begin_atoms(parser);
    return true;
}

static bool read_one(struct parser *parser)
{
    size_t start_bytes = parser->at_bytes;
    bool before_digit = start_bytes + 1 < parser->len_bytes &&
                        parser->text[start_bytes + 1] >= '0' &&
                        parser->text[start_bytes + 1] <= '9';
    uint32_t point;

    switch (parser->text[start_bytes]) {
    case '\\':
        return read_escape(parser);
    case '[':
        return parser_read_bracket(parser);
    case '(':
        return open_group(parser);
    case '|':
        return next_branch(parser);
    case '^':
    case '$':
        return add_anchor(parser);
    case '*':
    case '+':
    case '?':
        return read_repetition(parser);
    case '.':
        parser->at_bytes++;
        return parser_add_special(parser, ".", start_bytes);
    case ')':
        if (parser->depth > 0)
            return close_group(parser);
        break;
    case '{':
        if (before_digit)
            return read_repetition(parser);
        break;
    default:
        break;
    }
    parser->at_bytes = point_read(parser->text, parser->len_bytes, start_bytes, &point);
    return parser_add_literal(parser, point, start_bytes);
}

/* A capital that is no letter of a sign such as \W; also [:upper:] asks for capitals. */
static bool has_capital(const char *text, size_t len_bytes)
{
    static const char upper[] = "[:upper:]";
    size_t at_bytes = 0;
    uint32_t point;

    if (memmem(text, len_bytes, upper, strlen(upper)) != NULL)
        return true;
    while (at_bytes < len_bytes) {
        if (text[at_bytes] == '\\' && at_bytes + 1 < len_bytes &&
            byte_is_ascii(text[at_bytes + 1])) {
            at_bytes += 2;
            continue;
        }
        at_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt))
            return true;
    }
    return false;
}

static void finish(struct parser *parser)
{
    struct pattern *pattern = parser->pattern;

    end_branch(parser);
    pattern->is_literal = !parser->special;
    if (pattern->is_literal && pattern->starts_word &&
        !begins_as_word(pattern->needle.data, pattern->needle.len_bytes))
        pattern->is_literal = false;
    if (pattern->expression.data != NULL)
        pattern->expression.data[pattern->expression.len_bytes] = '\0';
    if (parser->needles_fail)
        pattern->needle_count = 0;
}

bool pattern_parse(struct pattern *pattern, const char *text, size_t len_bytes, size_t *fault_bytes,
                   struct error *error)
{
    struct parser parser = {.pattern = pattern,
                            .text = text,
                            .len_bytes = len_bytes,
                            .fault_bytes = fault_bytes,
                            .error = error};
    bool ok = len_bytes <= PATTERN_MAX_BYTES;

    *pattern = (struct pattern){.folded = !has_capital(text, len_bytes)};
    if (!ok)
        parser_fail(&parser, FAULT_LENGTH, 0);
    while (ok && parser.at_bytes < len_bytes)
        ok = read_one(&parser);
    if (ok && parser.depth > 0)
        ok = parser_fail(&parser, FAULT_GROUP, parser.groups[parser.depth].at_bytes);
    if (ok)
        finish(&parser);
    buffer_release(&parser.run);
    return ok;
}

void pattern_release(struct pattern *pattern)
{
    buffer_release(&pattern->needle);
    buffer_release(&pattern->expression);
    for (size_t i = 0; i < PATTERN_NEEDLES_MAX; i++)
        buffer_release(&pattern->needles[i]);
    *pattern = (struct pattern){0};
}
