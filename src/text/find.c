/* Finding what a query asks for.
 *
 * What is always true of a match of a literal:
 *  1. it begins at or after from_bytes and covers whole clusters;
 *  2. where the query is folded, the folded clusters of the match, one after the other, hold the
 *     needle, and no clusters earlier in the text do; a needle may begin or end inside what one
 *     cluster folds to (s finds ß, i finds ﬁ), and then the whole cluster is the match;
 *  3. where it is not, the bytes of the match are the needle's, but for white space;
 *  4. one U+0020 of the needle stands for a whole run of white space.
 *
 * The text is searched for the needle as it stands, code point by code point, so that offsets need no
 * mapping. Of the needle's first word one byte is rarer than the others: stretches of ASCII without it are
 * skipped many bytes at a time, and where it stands, or what is no ASCII, the needle may begin so many bytes
 * before. */
#include "config.h"

#include "text/text.h"

#include <string.h>

#include "text/fold.h"
#include "text/point.h"
#include "text/query.h"
#include "text/regex.h"

enum { SKIP_BYTES = 32 };

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

void query_widen(const char *text, size_t len_bytes, size_t *start_bytes, size_t *end_bytes)
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

/* What stands beside a place, past what folds to nothing: whether words are made of it. */
static bool is_word_before(const struct text_query *query, const char *text, size_t at_bytes)
{
    char folded[FOLD_MAX_BYTES];
    size_t before_bytes;
    uint32_t point;

    for (; at_bytes > 0; at_bytes = before_bytes) {
        before_bytes = point_before(text, at_bytes);
        point_read(text, at_bytes, before_bytes, &point);
        if (!query->folded || fold_point(point, folded) > 0)
            return point_is_word(point);
    }
    return false;
}

static bool is_word_after(const struct text_query *query, const char *text, size_t len_bytes,
                          size_t at_bytes)
{
    char folded[FOLD_MAX_BYTES];
    uint32_t point;

    while (at_bytes < len_bytes) {
        at_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (!query->folded || fold_point(point, folded) > 0)
            return point_is_word(point);
    }
    return false;
}

/* Whether the needle stands where its words start and end, when it must. */
static bool is_at_edges(const struct text_query *query, const char *text, size_t len_bytes,
                        const struct place *place, size_t end_bytes)
{
    if (query->starts_word &&
        (place->skip_bytes > 0 || is_word_before(query, text, place->at_bytes)))
        return false;
    return !query->ends_word || !is_word_after(query, text, len_bytes, end_bytes);
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
    if (!is_at_edges(query, text, len_bytes, place, end_of_needle))
        return false;
    *start_bytes = place->at_bytes;
    *end_bytes = end_of_needle;
    query_widen(text, len_bytes, start_bytes, end_bytes);
    if (!query->folded && (*start_bytes != place->at_bytes || *end_bytes != end_of_needle))
        return false;
    return *start_bytes >= from_bytes;
}

/* ---- the whole text -------------------------------------------------------------------------- */

/* The next offset where the byte stands in either case, or anything that is no ASCII. */
static size_t skip_ascii(const char *text, size_t len_bytes, size_t at_bytes, char byte)
{
    const char other = byte >= 'a' && byte <= 'z' ? (char)(byte & ~0x20) : byte;

    while (len_bytes - at_bytes >= SKIP_BYTES) {
        const char *from = text + at_bytes;
        unsigned char found = 0;

        for (size_t i = 0; i < SKIP_BYTES; i++) /* as wide as the machine's registers are */
            found |= (unsigned char)((from[i] == byte) | (from[i] == other) |
                                     ((unsigned char)from[i] >> 7));
        if (found != 0)
            break;
        at_bytes += SKIP_BYTES;
    }
    while (len_bytes - at_bytes >= 8) {
        const uint64_t word = word_load(text + at_bytes);

        if (((word | WORD_HAS_ZERO(word ^ WORD_EACH((unsigned char)byte)) |
              WORD_HAS_ZERO(word ^ WORD_EACH((unsigned char)other))) &
             WORD_EACH(0x80)) != 0)
            break;
        at_bytes += 8;
    }
    while (at_bytes < len_bytes && byte_is_ascii(text[at_bytes]) && text[at_bytes] != byte &&
           text[at_bytes] != other)
        at_bytes++;
    return at_bytes;
}

static size_t skip_exactly(const char *text, size_t len_bytes, size_t at_bytes, char byte)
{
    const char *at = memchr(text + at_bytes, byte, len_bytes - at_bytes);

    return at == NULL ? len_bytes : (size_t)(at - text);
}

/* Where one search is. */
struct finding {
    const struct text_query *query;
    const char *text;
    size_t len_bytes, from_bytes, before_bytes;
    size_t tried_bytes; /* no needle begins between from_bytes and this */
    size_t start_bytes, end_bytes;
};

/* Tries every place where the needle may begin inside the code point at at_bytes; *next_bytes is the
 * offset after it, and after the white space that it begins. */
static bool find_at(struct finding *finding, size_t at_bytes, size_t *next_bytes)
{
    const struct text_query *query = finding->query;
    struct place place = {.at_bytes = at_bytes};

    place.next_bytes = read_folded(query, finding->text, finding->len_bytes, at_bytes, place.folded,
                                   &place.folded_bytes);
    *next_bytes = place.next_bytes;
    for (; place.skip_bytes < place.folded_bytes; place.skip_bytes++) {
        if (place.folded[place.skip_bytes] == query->needle[0] &&
            whole_match_at(query, finding->text, finding->len_bytes, finding->from_bytes, &place,
                           &finding->start_bytes, &finding->end_bytes))
            return true;
        if (!query->folded)
            break;
    }
    if (place.folded_bytes > 0 && place.folded[0] == ' ') /* a run is one place */
        *next_bytes = space_run_end(query, finding->text, finding->len_bytes, at_bytes);
    return false;
}

/* The same of all places up to until_bytes. */
static bool find_up_to(struct finding *finding, size_t until_bytes)
{
    size_t at_bytes = finding->tried_bytes, next_bytes;

    for (; at_bytes < until_bytes; at_bytes = next_bytes)
        if (find_at(finding, at_bytes, &next_bytes))
            return true;
    finding->tried_bytes = at_bytes;
    return false;
}

/* A needle whose first word is no ASCII, or that begins with white space. */
static bool find_anywhere(struct finding *finding)
{
    size_t limit_bytes =
        finding->before_bytes < finding->len_bytes ? finding->before_bytes : finding->len_bytes;

    return find_up_to(finding, limit_bytes);
}

/* What stands between tried_bytes and the place that skip_ascii finds is ASCII, and no white space of the
 * needle comes before its rare byte: so it begins exactly so far before that, or not at all. */
static bool find_by_rare(struct finding *finding)
{
    const struct text_query *query = finding->query;
    const size_t rare_bytes = query->rare_bytes;
    const char rare = query->needle[rare_bytes];
    size_t at_bytes = finding->from_bytes, next_bytes;

    while (at_bytes < finding->len_bytes) {
        at_bytes = query->folded ? skip_ascii(finding->text, finding->len_bytes, at_bytes, rare)
                                 : skip_exactly(finding->text, finding->len_bytes, at_bytes, rare);
        if (at_bytes >= finding->len_bytes || finding->tried_bytes >= finding->before_bytes)
            return false;
        if (query->folded && !byte_is_ascii(finding->text[at_bytes])) {
            if (at_bytes > rare_bytes && at_bytes - rare_bytes > finding->tried_bytes)
                finding->tried_bytes = at_bytes - rare_bytes;
            if (find_up_to(finding, at_bytes + 1))
                return true;
            at_bytes = finding->tried_bytes;
            continue;
        }
        if (at_bytes >= finding->tried_bytes + rare_bytes) {
            finding->tried_bytes = at_bytes - rare_bytes;
            if (find_at(finding, finding->tried_bytes, &next_bytes))
                return true;
            finding->tried_bytes++;
        }
        at_bytes++;
    }
    return false;
}

bool text_query_find_before(const struct text_query *query, const char *text, size_t len_bytes,
                            size_t from_bytes, size_t before_bytes, size_t *start_bytes,
                            size_t *end_bytes)
{
    struct finding finding = {.query = query,
                              .text = text,
                              .len_bytes = len_bytes,
                              .from_bytes = from_bytes,
                              .before_bytes = before_bytes,
                              .tried_bytes = from_bytes};
    bool found;

    if (query->len_bytes == 0 || from_bytes >= len_bytes)
        return false;
    if (query->regex != NULL)
        return regex_find(query->regex, text, len_bytes, from_bytes, before_bytes, start_bytes,
                          end_bytes);
    if (query->needle[0] == ' ' || !byte_is_ascii(query->needle[0]))
        found = find_anywhere(&finding);
    else
        found = find_by_rare(&finding);
    *start_bytes = finding.start_bytes;
    *end_bytes = finding.end_bytes;
    return found && finding.start_bytes < before_bytes;
}

bool text_query_find(const struct text_query *query, const char *text, size_t len_bytes,
                     size_t from_bytes, size_t *start_bytes, size_t *end_bytes)
{
    return text_query_find_before(query, text, len_bytes, from_bytes, SIZE_MAX, start_bytes,
                                  end_bytes);
}

size_t text_query_piece(const struct text_query *query, const char *text, size_t len_bytes,
                        size_t at_bytes)
{
    return query->regex != NULL ? regex_piece(text, len_bytes, at_bytes) : 0;
}
