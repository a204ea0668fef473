/* Sentences: where one begins, told from what stands just before.
 *
 * A sentence begins at 0, and at a code point that is no white space where
 *  1. white space stands before it, and before that, over closing quotes, brackets and footnote
 *     marks, one of . ! ? …;
 *  2. it is no small letter, opening quotes and brackets aside ('s and 't, which are small at the
 *     head of a Dutch sentence, are looked past);
 *  3. the stop, if it is a full stop, does not belong to its word: an abbreviation from the table,
 *     one with stops inside (o.a., d.w.z.), a single letter, a Roman numeral, or a number of one or
 *     two digits (an ordinal, a date, a list's number; a year ends sentences).
 * Everything is decided within a few words, so that going forward and back need no state. etc. and
 * its likes are not in the table: before a capital they end a sentence more often than not. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "text/point.h"

enum { TOKEN_MAX_BYTES = 32, CLOSERS_MAX = 16 };

/* Folded, without the stop, in the order of strcmp. In the second table, what is often a word of
 * its own and counts only before a number. */
static const char *const abbreviations[] = {
    "abs", "afd",   "anm",  "approx", "apr",  "art",  "artt",  "aufl", "aug",  "avr",  "avv",
    "bd",  "bijl",  "bijv", "blz",    "bspw", "bv",   "bzw",   "ca",   "cf",   "cfr",  "chap",
    "dec", "dez",   "dhr",  "dipl",   "dott", "dr",   "dra",   "drs",  "ed",   "eds",  "env",
    "evt", "evtl",  "excl", "feb",    "febr", "fevr", "fr",    "geb",  "gen",  "ggf",  "hfdst",
    "hr",  "hrn",   "hrsg", "incl",   "ing",  "inkl", "ir",    "jan",  "janv", "jhr",  "jl",
    "jr",  "juill", "jun",  "kap",    "kst",  "ll",   "lt",    "ltd",  "max",  "mevr", "mgr",
    "min", "mio",   "mlle", "mm",     "mme",  "mmes", "mr",    "mrd",  "mrs",  "mrt",  "ms",
    "mw",  "nov",   "nr",   "nrs",    "num",  "oct",  "okt",   "pag",  "par",  "para", "paras",
    "pb",  "pp",    "pr",   "prof",   "ref",  "resp", "rev",   "sec",  "sen",  "sep",  "sept",
    "sig", "sog",   "sr",   "sra",    "st",   "stb",  "stcrt", "ste",  "tel",  "trb",  "tsd",
    "vgl", "vs",    "vz",   "zgn",    "ziff", "zzgl",
};
static const char *const abbreviations_before_number[] = {
    "al", "annex", "bijlage", "ch", "col", "doc", "fig", "kol", "no", "nos", "tab", "vol",
};

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static bool is_small(uint32_t point)
{
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Ll);
}

static bool is_letter(uint32_t point)
{
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_L);
}

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

static bool is_stop(uint32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

static bool is_opener(uint32_t point)
{
    return point == '"' || point == '\'' ||
           uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi);
}

/* Closing quotes (which in some languages open), brackets, and marks of footnotes. */
static bool is_closer(uint32_t point)
{
    return point == '"' || point == '\'' || point == '*' || point == 0x2020 || point == 0xB2 ||
           point == 0xB3 || point == 0xB9 || (point >= 0x2070 && point <= 0x2079) ||
           uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Pe | UC_CATEGORY_MASK_Pf |
                                                       UC_CATEGORY_MASK_Pi);
}

/* ---- what stands before ---------------------------------------------------------------------- */

/* Where a footnote mark such as [2] ends at end_bytes, its start; else end_bytes. */
static size_t before_footnote_mark(const char *text, size_t end_bytes)
{
    size_t at_bytes = end_bytes;

    if (at_bytes == 0 || text[at_bytes - 1] != ']')
        return end_bytes;
    at_bytes--;
    while (at_bytes > 0 && end_bytes - at_bytes < 5 && is_digit((unsigned char)text[at_bytes - 1]))
        at_bytes--;
    if (at_bytes == 0 || end_bytes - at_bytes < 2 || text[at_bytes - 1] != '[')
        return end_bytes;
    return at_bytes - 1;
}

/* The end of what stands before closing quotes, brackets and footnote marks. */
static size_t before_closers(const char *text, size_t end_bytes)
{
    size_t mark_bytes, before_bytes;
    uint32_t point;

    for (int i = 0; i < CLOSERS_MAX && end_bytes > 0; i++) {
        mark_bytes = before_footnote_mark(text, end_bytes);
        if (mark_bytes == end_bytes) {
            before_bytes = point_before(text, end_bytes);
            point_read(text, end_bytes, before_bytes, &point);
            if (!is_closer(point))
                break;
            mark_bytes = before_bytes;
        }
        end_bytes = mark_bytes;
    }
    return end_bytes;
}

/* The start of the letters, digits and stops that end at end_bytes. */
static size_t token_start(const char *text, size_t end_bytes)
{
    size_t at_bytes = end_bytes, before_bytes;
    uint32_t point;

    while (at_bytes > 0 && end_bytes - at_bytes < TOKEN_MAX_BYTES) {
        before_bytes = point_before(text, at_bytes);
        point_read(text, at_bytes, before_bytes, &point);
        if (point != '.' && !is_digit(point) &&
            !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M))
            break;
        at_bytes = before_bytes;
    }
    return at_bytes;
}

static bool is_in_table(const char *token, size_t len_bytes, bool before_number)
{
    struct buffer folded = {0};
    bool found;

    text_fold(token, len_bytes, &folded);
    found =
        bsearch(folded.data, abbreviations, COUNT_OF(abbreviations), sizeof abbreviations[0],
                compare_names) != NULL ||
        (before_number &&
         bsearch(folded.data, abbreviations_before_number, COUNT_OF(abbreviations_before_number),
                 sizeof abbreviations_before_number[0], compare_names) != NULL);
    buffer_release(&folded);
    return found;
}

/* The last part of a token with stops inside, and whether all its parts are short. */
static const char *last_part(const char *token, size_t len_bytes, bool *all_short)
{
    const char *part = token;

    *all_short = true;
    for (size_t i = 0; i <= len_bytes; i++) {
        if (i < len_bytes && token[i] != '.')
            continue;
        if (text_count_points(part, (size_t)(token + i - part)) > 3)
            *all_short = false;
        if (i < len_bytes)
            part = token + i + 1;
    }
    return part;
}

/* True where the stop after the token is the token's own. */
static bool token_keeps_stop(const char *token, size_t len_bytes, bool before_number)
{
    size_t part_bytes, point_count;
    const char *part;
    uint32_t point;
    bool all_short;

    if (len_bytes == 0 || token[len_bytes - 1] == '.')
        return false;
    part = last_part(token, len_bytes, &all_short);
    part_bytes = (size_t)(token + len_bytes - part);
    point_count = text_count_points(part, part_bytes);
    point_read(part, part_bytes, 0, &point);
    if (is_digit(point))
        return point_count <= 2;
    if (part != token)
        return all_short;
    if (point_count == 1)
        return is_letter(point) && point != 'u'; /* "dank u." */
    if (part_bytes <= 4 && strspn(part, "IVX") >= part_bytes)
        return true;
    return is_in_table(token, len_bytes, before_number);
}

/* ---- starts ---------------------------------------------------------------------------------- */

/* The first code point that counts for the letter case at a sentence's head; 0 where there is none.
 */
static uint32_t head_point(const char *text, size_t len_bytes, size_t at_bytes)
{
    uint32_t point = 0, second, third;
    size_t next_bytes = at_bytes;

    for (int i = 0; i < CLOSERS_MAX && next_bytes < len_bytes; i++) {
        at_bytes = next_bytes;
        next_bytes = point_read(text, len_bytes, at_bytes, &point);
        if ((point == '\'' || point == 0x2019 || point == 0x2018) && len_bytes - next_bytes > 2) {
            second = (unsigned char)text[next_bytes];
            third = (unsigned char)text[next_bytes + 1];
            if ((second == 's' || second == 't') && third == ' ') {
                next_bytes += 2;
                continue;
            }
        }
        if (!is_opener(point))
            return point;
    }
    return point;
}

static bool is_start(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t end_bytes = at_bytes, before_bytes, start_bytes;
    uint32_t point, head;

    point_read(text, len_bytes, at_bytes, &point);
    if (point_is_space(point) || byte_continues(text[at_bytes]))
        return false;
    while (end_bytes > 0) {
        before_bytes = point_before(text, end_bytes);
        point_read(text, end_bytes, before_bytes, &point);
        if (!point_is_space(point))
            break;
        end_bytes = before_bytes;
    }
    if (end_bytes == 0 || end_bytes == at_bytes)
        return at_bytes == 0;
    end_bytes = before_closers(text, end_bytes);
    if (end_bytes == 0)
        return false;
    before_bytes = point_before(text, end_bytes);
    point_read(text, end_bytes, before_bytes, &point);
    head = head_point(text, len_bytes, at_bytes);
    if (!is_stop(point) || is_small(head))
        return false;
    if (point != '.')
        return true;
    start_bytes = token_start(text, before_bytes);
    return !token_keeps_stop(text + start_bytes, before_bytes - start_bytes, is_digit(head));
}

size_t text_sentence_next(const char *text, size_t len_bytes, size_t at_bytes)
{
    bool after_space = false;
    uint32_t point;

    while (at_bytes < len_bytes) {
        at_bytes = point_read(text, len_bytes, at_bytes, &point);
        /* Only the first after white space can be one: no need to look back from the others. */
        after_space = point_is_space(point);
        if (after_space && at_bytes < len_bytes && is_start(text, len_bytes, at_bytes))
            return at_bytes;
    }
    return len_bytes;
}

size_t text_sentence_start(const char *text, size_t len_bytes, size_t at_bytes)
{
    if (at_bytes >= len_bytes)
        at_bytes = len_bytes > 0 ? point_before(text, len_bytes) : 0;
    while (at_bytes > 0 && !is_start(text, len_bytes, at_bytes))
        at_bytes = point_before(text, at_bytes);
    return at_bytes;
}

size_t text_sentence_previous(const char *text, size_t len_bytes, size_t at_bytes)
{
    if (at_bytes > len_bytes)
        at_bytes = len_bytes;
    return at_bytes > 0 ? text_sentence_start(text, len_bytes, point_before(text, at_bytes)) : 0;
}
