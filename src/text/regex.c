/* Regular expressions: the C library's, over text that is folded piece by piece.
 *
 * What is always true:
 *  1. A paragraph is cut into pieces of about REGEX_PIECE_BYTES, after white space; where, hangs on the text
 *     alone. A match lies within one piece; ^ and $ are the paragraph's ends.
 *  2. The matches of a piece are the leftmost, of these the longest, one after the other; none is empty, and
 *     none begins before the one before it ends, in whole clusters of the text.
 *  3. Each folded byte knows the code points of the text that it came from; so a match has a place in the
 *     text.
 *  4. The matches of the piece that was asked for last are kept with a copy of its text: drawing asks for
 *     the same ones row after row.
 *
 * The library's tables grow with the states that a text drives an expression through. Where a piece takes
 * long they are thrown away now and then, so that a hostile expression costs time, which can be given up
 * between pieces, and no memory. */
#include "config.h"

#include "text/regex.h"

#include <locale.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/fold.h"
#include "text/point.h"
#include "text/query.h"

enum {
    REGEX_PIECE_BYTES = 8192,
    CUT_WITHIN_BYTES = 1024, /* white space to cut at is looked for so far */
    HEAVY_PIECE_NS = 2000000,
    HEAVY_MOST_NS = 20000000,
};

struct regex_match {
    size_t start_bytes, end_bytes; /* in the piece */
};

struct text_regex {
    char *expression;
    bool folded;
    regex_t compiled;
    int64_t heavy_ns;
    struct text_query needles[PATTERN_NEEDLES_MAX];
    size_t needle_count;
    locale_t locale,
        locale_before; /* in which a code point is a character, whatever the reader's is */
    /* the piece that was looked at last */
    struct buffer piece, text; /* as it stands, and folded */
    bool at_start, at_end;     /* of the paragraph */
    bool known;
    uint32_t *places; /* of each folded byte: where in the piece its code point begins */
    size_t place_capacity;
    struct regex_match *matches;
    size_t match_count, match_capacity;
};

/* ---- its life ------------------------------------------------------------------------------------- */

static void enter_locale(struct text_regex *regex)
{
    if (regex->locale != (locale_t)0)
        regex->locale_before = uselocale(regex->locale);
}

static void leave_locale(struct text_regex *regex)
{
    if (regex->locale != (locale_t)0)
        uselocale(regex->locale_before);
}

static bool compile(struct text_regex *regex, struct error *error)
{
    char why[128] = "";
    int status;

    enter_locale(regex);
    status = regcomp(&regex->compiled, regex->expression, REG_EXTENDED);
    leave_locale(regex);
    if (status == 0)
        return true;
    regerror(status, &regex->compiled, why, sizeof why);
    return error_set(error, ERROR_USAGE, NULL,
                     _("Not to be searched for (%s): a backslash before a sign finds it itself"),
                     why);
}

static void set_needles(struct text_regex *regex, const struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->needle_count; i++)
        query_set_literal(&regex->needles[i], pattern->needles[i].data,
                          pattern->needles[i].len_bytes, pattern->folded);
    regex->needle_count = pattern->needle_count;
}

bool regex_new(struct text_regex **regex, const struct pattern *pattern, struct error *error)
{
    struct text_regex *made = base_allocate(sizeof *made);

    made->expression = base_copy_string(pattern->expression.data);
    made->folded = pattern->folded;
    made->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    set_needles(made, pattern);
    *regex = NULL;
    if (!compile(made, error)) {
        free(made->expression);
        made->expression = NULL;
        regex_free(made);
        return false;
    }
    *regex = made;
    return true;
}

void regex_free(struct text_regex *regex)
{
    if (regex == NULL)
        return;
    if (regex->expression != NULL)
        regfree(&regex->compiled);
    for (size_t i = 0; i < regex->needle_count; i++)
        text_query_release(&regex->needles[i]);
    if (regex->locale != (locale_t)0)
        freelocale(regex->locale);
    free(regex->expression);
    buffer_release(&regex->piece);
    buffer_release(&regex->text);
    free(regex->places);
    free(regex->matches);
    free(regex);
}

/* ---- pieces ----------------------------------------------------------------------------------------- */

/* Where piece number index begins: after the first white space from its multiple of REGEX_PIECE_BYTES on. */
static size_t piece_start(const char *text, size_t len_bytes, size_t index)
{
    size_t at_bytes = index * REGEX_PIECE_BYTES, limit_bytes;

    if (index == 0 || at_bytes >= len_bytes)
        return index == 0 ? 0 : len_bytes;
    limit_bytes = len_bytes - at_bytes < CUT_WITHIN_BYTES ? len_bytes : at_bytes + CUT_WITHIN_BYTES;
    for (size_t i = at_bytes; i < limit_bytes; i++)
        if (text[i] == ' ' || text[i] == '\t')
            return i + 1;
    while (at_bytes < len_bytes && byte_continues(text[at_bytes]))
        at_bytes++;
    return at_bytes;
}

/* ---- folding ------------------------------------------------------------------------------------------ */

static void add_folded(struct text_regex *regex, const char *folded, size_t folded_bytes,
                       size_t place_bytes)
{
    buffer_append(&regex->text, folded, folded_bytes);
    for (size_t i = regex->text.len_bytes - folded_bytes; i < regex->text.len_bytes; i++)
        regex->places[i] = (uint32_t)place_bytes;
}

/* One code point; white space after white space adds nothing. Returns the offset after it. */
static size_t fold_one(struct text_regex *regex, size_t at_bytes)
{
    const struct buffer *piece = &regex->piece;
    char folded[FOLD_MAX_BYTES];
    size_t folded_bytes, next_bytes;
    uint32_t point;

    next_bytes = point_read(piece->data, piece->len_bytes, at_bytes, &point);
    if (point_is_space(point)) {
        folded[0] = ' ';
        folded_bytes = 1;
    } else if (regex->folded) {
        folded_bytes = fold_point(point, folded);
    } else {
        folded_bytes = next_bytes - at_bytes;
        memcpy(folded, piece->data + at_bytes, folded_bytes);
    }
    if (folded_bytes == 1 && folded[0] == ' ' && regex->text.len_bytes > 0 &&
        regex->text.data[regex->text.len_bytes - 1] == ' ')
        return next_bytes;
    regex->places = array_reserve(regex->places, &regex->place_capacity,
                                  regex->text.len_bytes + folded_bytes + 1, sizeof *regex->places);
    add_folded(regex, folded, folded_bytes, at_bytes);
    return next_bytes;
}

static void fold_piece(struct text_regex *regex)
{
    const struct buffer *piece = &regex->piece;
    size_t at_bytes = 0, count;

    buffer_clear(&regex->text);
    buffer_reserve(&regex->text, piece->len_bytes);
    while (at_bytes < piece->len_bytes) {
        regex->places = array_reserve(regex->places, &regex->place_capacity,
                                      regex->text.len_bytes + piece->len_bytes - at_bytes + 1,
                                      sizeof *regex->places);
        count = regex->text.len_bytes;
        while (at_bytes < piece->len_bytes && byte_is_ascii(piece->data[at_bytes]) &&
               piece->data[at_bytes] > ' ') {
            regex->places[count] = (uint32_t)at_bytes;
            regex->text.data[count++] =
                regex->folded ? fold_ascii(piece->data[at_bytes]) : piece->data[at_bytes];
            at_bytes++;
        }
        regex->text.len_bytes = count;
        regex->text.data[count] = '\0';
        if (at_bytes < piece->len_bytes)
            at_bytes = fold_one(regex, at_bytes);
        buffer_reserve(&regex->text, piece->len_bytes - at_bytes);
    }
    regex->places[regex->text.len_bytes] = (uint32_t)piece->len_bytes;
}

/* ---- matching ------------------------------------------------------------------------------------------- */

/* The place after the code point that gave the folded byte, with all the white space of a run. */
static size_t place_after(const struct text_regex *regex, size_t folded_at)
{
    const uint32_t place = regex->places[folded_at];
    const struct buffer *piece = &regex->piece;
    size_t at_bytes, end_bytes;
    uint32_t point;

    end_bytes = at_bytes = point_read(piece->data, piece->len_bytes, place, &point);
    while (regex->text.data[folded_at] == ' ' && at_bytes < piece->len_bytes) {
        at_bytes = point_read(piece->data, piece->len_bytes, at_bytes, &point);
        if (point_is_space(point))
            end_bytes = at_bytes;
        else if (at_bytes > regex->places[folded_at + 1])
            break;
    }
    return end_bytes;
}

static void add_match(struct text_regex *regex, size_t folded_start, size_t folded_end)
{
    struct regex_match *last =
        regex->match_count > 0 ? &regex->matches[regex->match_count - 1] : NULL;
    struct regex_match match = {regex->places[folded_start], place_after(regex, folded_end - 1)};
    const struct regex_match narrow = match;

    query_widen(regex->piece.data, regex->piece.len_bytes, &match.start_bytes, &match.end_bytes);
    if (!regex->folded &&
        (match.start_bytes != narrow.start_bytes || match.end_bytes != narrow.end_bytes))
        return;
    if (last != NULL && match.start_bytes < last->end_bytes)
        return;
    regex->matches = array_reserve(regex->matches, &regex->match_capacity, regex->match_count + 1,
                                   sizeof *regex->matches);
    regex->matches[regex->match_count++] = match;
}

static size_t next_folded(const struct text_regex *regex, size_t at)
{
    do
        at++;
    while (at < regex->text.len_bytes && byte_continues(regex->text.data[at]));
    return at;
}

static void match_piece(struct text_regex *regex)
{
    int flags =
        REG_STARTEND | (regex->at_start ? 0 : REG_NOTBOL) | (regex->at_end ? 0 : REG_NOTEOL);
    size_t at = 0;
    regmatch_t found;

    regex->match_count = 0;
    enter_locale(regex);
    while (at < regex->text.len_bytes) {
        found.rm_so = (regoff_t)at;
        found.rm_eo = (regoff_t)regex->text.len_bytes;
        if (regexec(&regex->compiled, regex->text.data, 1, &found, flags) != 0)
            break;
        if (found.rm_eo > found.rm_so) {
            add_match(regex, (size_t)found.rm_so, (size_t)found.rm_eo);
            at = (size_t)found.rm_eo;
        } else {
            at = next_folded(regex, (size_t)found.rm_so);
        }
    }
    leave_locale(regex);
}

static int64_t now_ns(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* What compiled once compiles again. */
static void forget_states(struct text_regex *regex)
{
    regfree(&regex->compiled);
    if (!compile(regex, NULL))
        base_reallocate(NULL, SIZE_MAX, SIZE_MAX); /* memory has ended */
    regex->heavy_ns = 0;
}

static void look_at_piece(struct text_regex *regex, const char *text, size_t len_bytes,
                          bool at_start, bool at_end)
{
    int64_t begun_ns, taken_ns;

    if (regex->known && regex->at_start == at_start && regex->at_end == at_end &&
        regex->piece.len_bytes == len_bytes && memcmp(regex->piece.data, text, len_bytes) == 0)
        return;
    buffer_clear(&regex->piece);
    buffer_append(&regex->piece, text, len_bytes);
    regex->known = true;
    regex->at_start = at_start;
    regex->at_end = at_end;
    begun_ns = now_ns();
    fold_piece(regex);
    match_piece(regex);
    taken_ns = now_ns() - begun_ns;
    if (taken_ns > HEAVY_PIECE_NS)
        regex->heavy_ns += taken_ns;
    if (regex->heavy_ns > HEAVY_MOST_NS)
        forget_states(regex);
}

static bool may_match(const struct text_regex *regex, const char *text, size_t len_bytes)
{
    size_t start_bytes, end_bytes;

    for (size_t i = 0; i < regex->needle_count; i++) {
        const struct text_query *needle = &regex->needles[i];

        if (regex->folded ? text_query_find(needle, text, len_bytes, 0, &start_bytes, &end_bytes)
                          : memmem(text, len_bytes, needle->needle, needle->len_bytes) != NULL ||
                                strchr(needle->needle, ' ') != NULL)
            return true;
    }
    return regex->needle_count == 0;
}

/* Of the piece, the first that starts at or after the place. */
static const struct regex_match *first_match(const struct text_regex *regex, size_t at_bytes)
{
    size_t low = 0, high = regex->match_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (regex->matches[middle].start_bytes < at_bytes)
            low = middle + 1;
        else
            high = middle;
    }
    return low < regex->match_count ? &regex->matches[low] : NULL;
}

static size_t piece_index(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t index = at_bytes / REGEX_PIECE_BYTES;

    return index > 0 && piece_start(text, len_bytes, index) > at_bytes ? index - 1 : index;
}

size_t regex_piece(const char *text, size_t len_bytes, size_t at_bytes)
{
    return piece_start(text, len_bytes, piece_index(text, len_bytes, at_bytes));
}

bool regex_find(struct text_regex *regex, const char *text, size_t len_bytes, size_t from_bytes,
                size_t before_bytes, size_t *start_bytes, size_t *end_bytes)
{
    size_t index = piece_index(text, len_bytes, from_bytes), first_bytes, after_bytes;
    const struct regex_match *match;

    first_bytes = piece_start(text, len_bytes, index);
    for (; first_bytes < len_bytes && first_bytes < before_bytes; first_bytes = after_bytes) {
        after_bytes = piece_start(text, len_bytes, ++index);
        if (!may_match(regex, text + first_bytes, after_bytes - first_bytes))
            continue;
        look_at_piece(regex, text + first_bytes, after_bytes - first_bytes, first_bytes == 0,
                      after_bytes == len_bytes);
        match = first_match(regex, from_bytes > first_bytes ? from_bytes - first_bytes : 0);
        if (match == NULL)
            continue;
        *start_bytes = first_bytes + match->start_bytes;
        *end_bytes = first_bytes + match->end_bytes;
        return *start_bytes < before_bytes;
    }
    return false;
}
