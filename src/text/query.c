/* Queries: finding what a reader typed.
 *
 * What is always true of a match:
 *  1. it begins at or after from_bytes and covers whole clusters;
 *  2. where the query is folded, the folded clusters of the match, one after the other, hold the
 *     needle, and no clusters earlier in the text do; a needle may begin or end inside what one
 *     cluster folds to (s finds ß, i finds ﬁ), and then the whole cluster is the match;
 *  3. where it is not, the bytes of the match are the needle's, but for white space;
 *  4. one U+0020 of the needle stands for a whole run of white space.
 *
 * The text is searched as it stands, code point by code point, so that offsets need no mapping.
 * Stretches of ASCII without the needle's first byte are skipped eight bytes at a time. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "text/fold.h"
#include "text/point.h"

static bool has_capital(const char *text, size_t len_bytes)
{
    size_t at_bytes = 0;
    uint32_t point;

    while (at_bytes < len_bytes) {
        at_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt))
            return true;
    }
    return false;
}

/* Appends the text with each run of white space as one U+0020. */
static void append_spaced(const char *text, size_t len_bytes, struct buffer *out)
{
    size_t at_bytes = 0, next_bytes;
    bool after_space = false;
    uint32_t point;

    for (; at_bytes < len_bytes; at_bytes = next_bytes) {
        next_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (!point_is_space(point))
            buffer_append(out, text + at_bytes, next_bytes - at_bytes);
        else if (!after_space)
            buffer_append_char(out, ' ');
        after_space = point_is_space(point);
    }
}

void text_query_init(struct text_query *query, const char *text, size_t len_bytes)
{
    struct buffer decoded = {0}, needle = {0};
    size_t replaced_count = 0;

    /* The report is in NFC; what a keyboard or a script hands in may not be. */
    text_decode(text, len_bytes, false, &decoded, &replaced_count);
    query->folded = !has_capital(decoded.data, decoded.len_bytes);
    if (query->folded)
        text_fold(decoded.data, decoded.len_bytes, &needle);
    else
        append_spaced(decoded.data, decoded.len_bytes, &needle);
    query->len_bytes = needle.len_bytes;
    query->needle = buffer_detach(&needle);
    buffer_release(&decoded);
}

void text_query_release(struct text_query *query)
{
    free(query->needle);
    *query = (struct text_query){0};
}

/* ---- one place ------------------------------------------------------------------------------- */

/* A place where the needle may begin: a code point, what it is when folded, and how much of that
 * comes before the needle. */
struct place {
    size_t at_bytes, next_bytes;
    char folded[FOLD_MAX_BYTES];
    size_t folded_bytes, skip_bytes;
};

/* What a code point of the text is to the query: its fold, or itself with white space as one
 * U+0020. Returns the offset after it. */
static size_t read_folded(const struct text_query *query, const char *text, size_t len_bytes,
                          size_t at_bytes, char folded[FOLD_MAX_BYTES], size_t *folded_bytes)
{
    size_t next_bytes;
    uint32_t point;

    next_bytes = point_read(text, len_bytes, at_bytes, &point);
    if (query->folded) {
        *folded_bytes = fold_point(point, folded);
    } else if (point_is_space(point)) {
        folded[0] = ' ';
        *folded_bytes = 1;
    } else {
        *folded_bytes = next_bytes - at_bytes;
        memcpy(folded, text + at_bytes, *folded_bytes);
    }
    return next_bytes;
}

/* The end of the white space that begins at at_bytes; what folds to nothing does not interrupt it.
 */
static size_t space_run_end(const struct text_query *query, const char *text, size_t len_bytes,
                            size_t at_bytes)
{
    size_t end_bytes = at_bytes, folded_bytes;
    char folded[FOLD_MAX_BYTES];

    while (at_bytes < len_bytes) {
        at_bytes = read_folded(query, text, len_bytes, at_bytes, folded, &folded_bytes);
        if (folded_bytes > 0 && folded[0] != ' ')
            break;
        if (folded_bytes > 0)
            end_bytes = at_bytes;
    }
    return end_bytes;
}

/* Compares as much of a fold as the needle still has; false where they differ. */
static bool needle_takes(const struct text_query *query, size_t *needle_at, const char *folded,
                         size_t folded_bytes)
{
    size_t left_bytes = query->len_bytes - *needle_at;
    size_t compared_bytes = folded_bytes < left_bytes ? folded_bytes : left_bytes;

    if (memcmp(query->needle + *needle_at, folded, compared_bytes) != 0)
        return false;
    *needle_at += compared_bytes;
    return true;
}

/* True where the needle stands at the place; *end_bytes is the end of its last code point. */
static bool match_at(const struct text_query *query, const char *text, size_t len_bytes,
                     const struct place *place, size_t *end_bytes)
{
    size_t at_bytes = place->next_bytes, needle_at = 0, folded_bytes;
    char folded[FOLD_MAX_BYTES];

    if (!needle_takes(query, &needle_at, place->folded + place->skip_bytes,
                      place->folded_bytes - place->skip_bytes))
        return false;
    if (place->folded[0] == ' ')
        at_bytes = space_run_end(query, text, len_bytes, place->at_bytes);
    while (needle_at < query->len_bytes) {
        if (at_bytes >= len_bytes)
            return false;
        if (query->folded && byte_is_ascii(text[at_bytes]) && text[at_bytes] > ' ') {
            if (fold_ascii(text[at_bytes++]) != query->needle[needle_at++])
                return false;
            continue;
        }
        size_t start_bytes = at_bytes;
        at_bytes = read_folded(query, text, len_bytes, at_bytes, folded, &folded_bytes);
        if (!needle_takes(query, &needle_at, folded, folded_bytes))
            return false;
        if (folded_bytes > 0 && folded[0] == ' ')
            at_bytes = space_run_end(query, text, len_bytes, start_bytes);
    }
    *end_bytes = at_bytes;
    return true;
}

/* True where both code points around the offset are ASCII: a cluster boundary, since texts hold no
 * CR. */
static bool is_ascii_boundary(const char *text, size_t len_bytes, size_t at_bytes)
{
    return (at_bytes == 0 || byte_is_ascii(text[at_bytes - 1])) &&
           (at_bytes == len_bytes || byte_is_ascii(text[at_bytes]));
}

/* Widens the match to whole clusters. */
static void widen(const char *text, size_t len_bytes, size_t *start_bytes, size_t *end_bytes)
{
    size_t last_bytes;
    uint32_t point;

    if (!is_ascii_boundary(text, len_bytes, *start_bytes))
        *start_bytes = text_cluster_previous(text, len_bytes,
                                             point_read(text, len_bytes, *start_bytes, &point));
    if (!is_ascii_boundary(text, len_bytes, *end_bytes)) {
        last_bytes = text_cluster_previous(text, len_bytes, *end_bytes);
        *end_bytes = text_cluster_next(text, len_bytes, last_bytes);
    }
}

/* The match at the place as the caller gets it; false where there is none, or where it would begin
 * before from_bytes, or where the query wants it exact and it ends inside a cluster. */
static bool whole_match_at(const struct text_query *query, const char *text, size_t len_bytes,
                           size_t from_bytes, const struct place *place, size_t *start_bytes,
                           size_t *end_bytes)
{
    size_t end_of_needle;

    if (!match_at(query, text, len_bytes, place, &end_of_needle))
        return false;
    *start_bytes = place->at_bytes;
    *end_bytes = end_of_needle;
    widen(text, len_bytes, start_bytes, end_bytes);
    if (!query->folded && (*start_bytes != place->at_bytes || *end_bytes != end_of_needle))
        return false;
    return *start_bytes >= from_bytes;
}

/* ---- the whole text -------------------------------------------------------------------------- */

/* The next offset where the needle's first byte may stand: that byte in either case, or anything
 * that is no ASCII. A first byte that is a space or no ASCII stops at the same offsets and more. */
static size_t skip_ascii(const struct text_query *query, const char *text, size_t len_bytes,
                         size_t at_bytes)
{
    char first = query->needle[0];
    char other = query->folded && first >= 'a' && first <= 'z' ? (char)(first & ~0x20) : first;
    uint64_t word;

    while (len_bytes - at_bytes >= 8) {
        word = word_load(text + at_bytes);
        word |= WORD_HAS_ZERO(word ^ WORD_EACH((unsigned char)first)) |
                WORD_HAS_ZERO(word ^ WORD_EACH((unsigned char)other));
        if ((word & WORD_EACH(0x80)) != 0)
            break;
        at_bytes += 8;
    }
    while (at_bytes < len_bytes && byte_is_ascii(text[at_bytes]) && text[at_bytes] != first &&
           text[at_bytes] != other)
        at_bytes++;
    return at_bytes;
}

/* Tries every place where the needle may begin inside one code point. */
static bool find_at(const struct text_query *query, const char *text, size_t len_bytes,
                    size_t from_bytes, struct place *place, size_t *start_bytes, size_t *end_bytes)
{
    for (place->skip_bytes = 0; place->skip_bytes < place->folded_bytes; place->skip_bytes++) {
        if (place->folded[place->skip_bytes] == query->needle[0] &&
            whole_match_at(query, text, len_bytes, from_bytes, place, start_bytes, end_bytes))
            return true;
        if (!query->folded)
            break;
    }
    return false;
}

bool text_query_find(const struct text_query *query, const char *text, size_t len_bytes,
                     size_t from_bytes, size_t *start_bytes, size_t *end_bytes)
{
    bool wants_space = query->len_bytes > 0 && query->needle[0] == ' ';
    struct place place = {.at_bytes = from_bytes};

    if (query->len_bytes == 0)
        return false;
    while (place.at_bytes < len_bytes) {
        if (!wants_space) {
            place.at_bytes = skip_ascii(query, text, len_bytes, place.at_bytes);
            if (place.at_bytes == len_bytes)
                break;
        }
        place.next_bytes =
            read_folded(query, text, len_bytes, place.at_bytes, place.folded, &place.folded_bytes);
        if (find_at(query, text, len_bytes, from_bytes, &place, start_bytes, end_bytes))
            return true;
        if (place.folded_bytes > 0 && place.folded[0] == ' ') /* a run is one place */
            place.next_bytes = space_run_end(query, text, len_bytes, place.at_bytes);
        place.at_bytes = place.next_bytes;
    }
    return false;
}
