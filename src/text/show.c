/* Showing: the one place that decides what may be drawn, and how wide it is.
 *
 * What is always true of a shown piece:
 *  1. it is well-formed UTF-8 of at most TEXT_SHOWN_MAX_BYTES that holds no unsafe code point;
 *  2. width_cols >= 1, and it is what wcwidth says of its code points, summed up: ncurses draws by
 *     wcwidth. Where versions of Unicode in wcwidth and libunistring may differ (code points that
 *     are assigned in one only, and a few more: point_needs_token), a token is shown, which is
 *     ASCII and so the same everywhere. East Asian "ambiguous" code points are narrow in both;
 *  3. each code point that takes columns is followed by at most TEXT_MARKS_MAX that take none, and
 *     none comes first. */
#include "config.h"

#include "text/text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unictype.h>

#include "text/point.h"

static const char ellipsis[] = "\xE2\x80\xA6";

struct token_name {
    uint32_t point;
    const char *name;
};

static const struct token_name token_names[] = {
    {0x00AD, "SHY"}, {0x034F, "CGJ"}, {0x061C, "ALM"}, {0x200B, "ZWSP"}, {0x200C, "ZWNJ"},
    {0x200D, "ZWJ"}, {0x200E, "LRM"}, {0x200F, "RLM"}, {0x2028, "LS"},   {0x2029, "PS"},
    {0x202A, "LRE"}, {0x202B, "RLE"}, {0x202C, "PDF"}, {0x202D, "LRO"},  {0x202E, "RLO"},
    {0x2060, "WJ"},  {0x2066, "LRI"}, {0x2067, "RLI"}, {0x2068, "FSI"},  {0x2069, "PDI"},
    {0xFEFF, "BOM"},
};

/* Writes the token of an unsafe code point with its NUL; returns its length. */
static size_t token_write(uint32_t point, char token[16])
{
    int written;

    if (point < 0x20 || point == 0x7F)
        written = snprintf(token, 16, "^%c", (char)(point ^ 0x40));
    else if (point >= 0x80 && point < 0xA0)
        written = snprintf(token, 16, "<%02X>", (unsigned)point);
    else if (point >= 0xFE00 && point <= 0xFE0F)
        written = snprintf(token, 16, "<VS%u>", (unsigned)(point - 0xFE00 + 1));
    else
        written = snprintf(token, 16, "<U+%04X>", (unsigned)point);
    for (size_t i = 0; i < COUNT_OF(token_names); i++)
        if (token_names[i].point == point)
            written = snprintf(token, 16, "<%s>", token_names[i].name);
    return (size_t)written;
}

static size_t point_write(uint32_t point, char bytes[4])
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        bytes[0] = (char)(0xC0 | point >> 6);
        bytes[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        bytes[0] = (char)(0xE0 | point >> 12);
        bytes[1] = (char)(0x80 | (point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | point >> 18);
    bytes[1] = (char)(0x80 | (point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

/* Appends to the piece where it leaves room for the ellipsis; else the ellipsis, and false. */
static bool shown_append(struct text_shown *shown, const char *bytes, size_t len_bytes,
                         int width_cols)
{
    if (shown->len_bytes + len_bytes + sizeof ellipsis > TEXT_SHOWN_MAX_BYTES) {
        memcpy(shown->bytes + shown->len_bytes, ellipsis, sizeof ellipsis - 1);
        shown->len_bytes += sizeof ellipsis - 1;
        shown->width_cols++;
        return false;
    }
    memcpy(shown->bytes + shown->len_bytes, bytes, len_bytes);
    shown->len_bytes += len_bytes;
    shown->width_cols += width_cols;
    return true;
}

/* ---- emoji ----------------------------------------------------------------------------------- */

/* What an emoji sequence leaves out: joiners, variation selectors, and the colour of a skin, which
 * some terminals draw beside the picture and some on it. */
static bool is_emoji_glue(uint32_t point)
{
    return point == POINT_ZWJ || point == 0xFE0E || point == 0xFE0F ||
           (point >= 0x1F3FB && point <= 0x1F3FF);
}

static bool cluster_is_emoji(const char *cluster, size_t len_bytes)
{
    static const char keycap[] = "\xE2\x83\xA3"; /* U+20E3 ends a digit made into a key */
    uint32_t base;

    point_read(cluster, len_bytes, 0, &base);
    if (base < 0x80)
        return strchr("0123456789#*", (int)base) != NULL && base != 0 && len_bytes > 3 &&
               memcmp(cluster + len_bytes - 3, keycap, 3) == 0;
    return uc_is_property_extended_pictographic(base);
}

/* ---- pieces ---------------------------------------------------------------------------------- */

/* Shows one printable code point; *mark_count says how many without columns stand since the last
 * one with, -1 where there is none yet. */
static bool show_printable(struct text_shown *shown, uint32_t point, int *mark_count)
{
    static const char carrier[] = "\xE2\x97\x8C"; /* U+25CC carries a mark that has no base */
    int width_cols = point_width_cols(point);
    bool is_mark = width_cols == 0 || uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M);
    char bytes[4];

    if (is_mark && *mark_count < 0) {
        if (!shown_append(shown, carrier, sizeof carrier - 1, 1))
            return false;
        *mark_count = 0;
    }
    if (width_cols > 0)
        *mark_count = 0;
    else if (++*mark_count > TEXT_MARKS_MAX)
        return true;
    return shown_append(shown, bytes, point_write(point, bytes), width_cols);
}

static void show_cluster(const char *cluster, size_t len_bytes, struct text_shown *shown)
{
    bool is_emoji = cluster_is_emoji(cluster, len_bytes), goes_on = true;
    int mark_count = -1;
    size_t at_bytes = 0, token_bytes;
    char token[16];
    uint32_t point;

    while (goes_on && at_bytes < len_bytes) {
        bool is_first = at_bytes == 0;
        at_bytes = point_read(cluster, len_bytes, at_bytes, &point);
        if (is_emoji && !is_first && is_emoji_glue(point))
            continue;
        if (point == '\t') {
            goes_on = shown_append(shown, " ", 1, 1);
        } else if (point_needs_token(point)) {
            token_bytes = token_write(point, token);
            goes_on = shown_append(shown, token, token_bytes, (int)token_bytes);
            shown->token = true;
            mark_count = -1;
        } else {
            goes_on = show_printable(shown, point, &mark_count);
        }
    }
}

/* Where a plain cluster stands at at_bytes, the offset after it; else 0. */
static size_t plain_cluster_next(const char *text, size_t len_bytes, size_t at_bytes)
{
    size_t next_bytes;
    uint32_t point;

    next_bytes = point_read(text, len_bytes, at_bytes, &point);
    if (!point_is_plain(point))
        return 0;
    if (next_bytes < len_bytes) {
        point_read(text, len_bytes, next_bytes, &point);
        if (!point_is_plain(point) && point != '\n')
            return 0;
    }
    return next_bytes;
}

size_t text_show_next(const char *text, size_t len_bytes, size_t at_bytes, struct text_shown *shown)
{
    size_t next_bytes;

    shown->len_bytes = 0;
    shown->width_cols = 0;
    shown->token = false;
    if (at_bytes >= len_bytes) { /* nothing to show still takes a column: the caret's */
        shown_append(shown, " ", 1, 1);
        return len_bytes;
    }
    next_bytes = plain_cluster_next(text, len_bytes, at_bytes);
    if (next_bytes > 0) {
        shown_append(shown, text + at_bytes, next_bytes - at_bytes, 1);
        return next_bytes;
    }
    next_bytes = text_cluster_next(text, len_bytes, at_bytes);
    show_cluster(text + at_bytes, next_bytes - at_bytes, shown);
    return next_bytes;
}

int cluster_width_cols(const char *text, size_t len_bytes, size_t at_bytes, size_t *next_bytes)
{
    struct text_shown shown;

    *next_bytes = plain_cluster_next(text, len_bytes, at_bytes);
    if (*next_bytes > 0)
        return 1;
    *next_bytes = text_show_next(text, len_bytes, at_bytes, &shown);
    return shown.width_cols;
}

/* ---- whole texts ----------------------------------------------------------------------------- */

int text_width_cols(const char *text, size_t len_bytes)
{
    int total_cols = 0;
    size_t at_bytes = 0;

    while (at_bytes < len_bytes) {
        int width_cols = cluster_width_cols(text, len_bytes, at_bytes, &at_bytes);
        total_cols = width_cols > INT_MAX - total_cols ? INT_MAX : total_cols + width_cols;
    }
    return total_cols;
}

int text_show(const char *text, size_t len_bytes, int max_cols, struct buffer *out)
{
    size_t at_bytes = 0, cut_bytes = out->len_bytes; /* where the ellipsis still fits */
    int total_cols = 0, cut_cols = 0;
    struct text_shown shown;

    if (max_cols < 0)
        max_cols = INT_MAX;
    while (at_bytes < len_bytes) {
        at_bytes = text_show_next(text, len_bytes, at_bytes, &shown);
        if (shown.width_cols > max_cols - total_cols)
            goto cut;
        buffer_append(out, shown.bytes, shown.len_bytes);
        total_cols += shown.width_cols;
        if (total_cols < max_cols) {
            cut_bytes = out->len_bytes;
            cut_cols = total_cols;
        }
    }
    return total_cols;
cut:
    if (max_cols == 0)
        return 0;
    out->len_bytes = cut_bytes;
    buffer_append_string(out, ellipsis);
    return cut_cols + 1;
}

/* Appends a cluster with its unsafe code points shown and the others kept. */
static void append_safe_cluster(struct buffer *out, const char *cluster, size_t len_bytes)
{
    bool is_emoji = cluster_is_emoji(cluster, len_bytes);
    size_t at_bytes = 0, written_bytes;
    char bytes[16];
    uint32_t point;

    while (at_bytes < len_bytes) {
        bool is_first = at_bytes == 0;
        at_bytes = point_read(cluster, len_bytes, at_bytes, &point);
        if (point == '\t' || point == '\n' || !point_is_unsafe(point) ||
            (is_emoji && !is_first && is_emoji_glue(point)))
            written_bytes = point_write(point, bytes);
        else
            written_bytes = token_write(point, bytes);
        buffer_append(out, bytes, written_bytes);
    }
}

void text_append_safe(struct buffer *out, const char *text, size_t len_bytes)
{
    size_t at_bytes = 0, run_start_bytes = 0, next_bytes;

    while (at_bytes < len_bytes) {
        next_bytes = plain_cluster_next(text, len_bytes, at_bytes);
        if (next_bytes == 0) {
            buffer_append(out, text + run_start_bytes, at_bytes - run_start_bytes);
            next_bytes = text_cluster_next(text, len_bytes, at_bytes);
            append_safe_cluster(out, text + at_bytes, next_bytes - at_bytes);
            run_start_bytes = next_bytes;
        }
        at_bytes = next_bytes;
    }
    if (run_start_bytes < len_bytes)
        buffer_append(out, text + run_start_bytes, len_bytes - run_start_bytes);
}
