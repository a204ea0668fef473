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

#include "text/pattern.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "text/fold.h"
#include "text/point.h"
#include "text/text.h"

enum { REPEAT_MAX = 255, CLASS_NAME_MAX = 8, FAULT_SHOWN_POINTS = 20 };

/* A group that is open, or (the first) the whole. */
struct group {
    size_t at_bytes;     /* of its ( in the pattern */
    size_t start_bytes;  /* of what it holds, in the expression */
    size_t branch_bytes; /* the same of its last branch */
    size_t node_count;
    bool has_branch, has_empty;
};

struct parser {
    struct pattern *pattern;
    const char *text;
    size_t len_bytes, at_bytes;
    struct group groups[PATTERN_DEPTH_MAX + 1];
    size_t depth;
    /* what a repetition would repeat */
    bool has_atom;
    size_t atom_nodes;
    bool after_space; /* the atom is white space, which goes on */
    /* literals of the branch, outside of groups, that stand together; and where the last of them begins */
    struct buffer run;
    size_t run_atom_bytes;
    bool needles_fail; /* a branch has none */
    bool special;      /* it is no literal */
    bool word_ended;   /* by \> or \b: nothing may follow in a literal */
    size_t *fault_bytes;
    struct error *error;
};

/* ---- saying what is wrong ---------------------------------------------------------------------- */

enum fault {
    FAULT_GROUP,
    FAULT_BRACKET,
    FAULT_INTERVAL,
    FAULT_REPEAT,
    FAULT_CLASS,
    FAULT_RANGE,
    FAULT_BACKSLASH,
    FAULT_ESCAPE,
    FAULT_REFERENCE,
    FAULT_DEPTH,
    FAULT_SIZE,
    FAULT_LENGTH,
};

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

static bool fail(struct parser *parser, enum fault fault, size_t at_bytes)
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
static void end_run(struct parser *parser)
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

static void end_branch_needle(struct parser *parser)
{
    struct pattern *pattern = parser->pattern;

    end_run(parser);
    if (pattern->needle_count == PATTERN_NEEDLES_MAX ||
        pattern->needles[pattern->needle_count].len_bytes == 0)
        parser->needles_fail = true;
    else
        pattern->needle_count++;
}

/* ---- atoms --------------------------------------------------------------------------------------- */

static struct group *group_of(struct parser *parser)
{
    return &parser->groups[parser->depth];
}

/* Something that can be repeated was written. False where that is too much. */
static bool add_atom(struct parser *parser, size_t node_count, size_t at_bytes)
{
    group_of(parser)->node_count += node_count;
    parser->has_atom = true;
    parser->atom_nodes = node_count;
    parser->after_space = false;
    if (parser->word_ended)
        parser->special = true;
    return group_of(parser)->node_count <= PATTERN_NODES_MAX || fail(parser, FAULT_SIZE, at_bytes);
}

/* The same of what is no literal, written as it is. */
static bool add_special(struct parser *parser, const char *expression, size_t at_bytes)
{
    end_run(parser);
    parser->special = true;
    buffer_append_string(&parser->pattern->expression, expression);
    return add_atom(parser, 1, at_bytes);
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
static bool add_literal(struct parser *parser, uint32_t point, size_t at_bytes)
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
    if (!add_atom(parser, point_count, at_bytes))
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
    return fail(parser, FAULT_CLASS, start_bytes);
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
    return last >= first || fail(parser, FAULT_RANGE, start_bytes);
}

static bool read_bracket(struct parser *parser)
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
        ok = fail(parser, FAULT_BRACKET, start_bytes);
    parser->at_bytes++;
    buffer_append_char(&out, ']');
    ok = ok && add_special(parser, out.data, start_bytes);
    buffer_release(&out);
    return ok;
}

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
        return fail(parser, FAULT_INTERVAL, start_bytes);
    parser->at_bytes++;
    return true;
}

static bool read_repetition(struct parser *parser)
{
    size_t start_bytes = parser->at_bytes, least = 0, most = 0, times, nodes = parser->atom_nodes;
    struct group *group = group_of(parser);
    char sign = parser->text[start_bytes];

    if (!parser->has_atom)
        return fail(parser, FAULT_REPEAT, start_bytes);
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
    end_run(parser);
    parser->special = true;
    parser->after_space = false;
    times = most > least ? most : least + (most == 0);
    group->node_count += nodes * (times > 0 ? times : 1) - nodes;
    parser->atom_nodes = nodes * (times > 0 ? times : 1);
    return group->node_count <= PATTERN_NODES_MAX || fail(parser, FAULT_SIZE, start_bytes);
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
        return fail(parser, FAULT_DEPTH, parser->at_bytes);
    end_run(parser);
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
    struct group *group = group_of(parser);
    struct buffer *out = &parser->pattern->expression;

    if (out->len_bytes > group->branch_bytes) {
        group->has_branch = true;
    } else {
        group->has_empty = true;
        out->len_bytes = group->branch_bytes - (group->has_branch ? 1 : 0);
    }
    if (parser->depth == 0)
        end_branch_needle(parser);
}

static bool next_branch(struct parser *parser)
{
    struct group *group = group_of(parser);

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
    group = *group_of(parser);
    parser->depth--;
    if (out->len_bytes == group.start_bytes) {
        out->len_bytes = group.start_bytes - 1;
        begin_atoms(parser);
        return true;
    }
    buffer_append_string(out, group.has_empty ? ")?" : ")");
    return add_atom(parser, group.node_count + 1, at_bytes);
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

    end_run(parser);
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
        return fail(parser, FAULT_BACKSLASH, start_bytes);
    parser->at_bytes = point_read(parser->text, parser->len_bytes, start_bytes + 1, &point);
    if (point < 0x80 && strchr("<>bB", (char)point) != NULL) {
        add_edge(parser, (char)point);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (point == (unsigned char)classes[i].letter)
            return add_special(parser, classes[i].bracket, start_bytes);
    if (point >= '1' && point <= '9')
        return fail(parser, FAULT_REFERENCE, start_bytes);
    if (point_is_word(point) && point != '_')
        return fail(parser, FAULT_ESCAPE, start_bytes);
    return add_literal(parser, point, start_bytes);
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static bool add_anchor(struct parser *parser)
{
    end_run(parser);
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
        return read_bracket(parser);
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
        return add_special(parser, ".", start_bytes);
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
    return add_literal(parser, point, start_bytes);
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
        fail(&parser, FAULT_LENGTH, 0);
    while (ok && parser.at_bytes < len_bytes)
        ok = read_one(&parser);
    if (ok && parser.depth > 0)
        ok = fail(&parser, FAULT_GROUP, parser.groups[parser.depth].at_bytes);
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
