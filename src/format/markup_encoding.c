/* From a document's bytes to UTF-8.
 *
 *  1. The process can open no file, so a converter must be in memory already: UTF-8 is text/'s,
 *     windows-1252 and ISO-8859-15 are tables here, the rest is what libxml2 has built in (UTF-16,
 *     and all of ICU where it was built with that). iconv would load a module for each.
 *  2. As browsers do, ISO-8859-1 and ASCII are read as windows-1252: who says the former has used
 *     the latter where they differ.
 *  3. What comes out is valid, whatever came in. */
#include "config.h"

#include "format/markup.h"

#include <libxml/encoding.h>
#include <string.h>
#include <strings.h>

#include "text/text.h"

enum { DECLARED_WITHIN_BYTES = 4096, ENCODING_NAME_MAX_BYTES = 40 };

/* ---- which encoding ------------------------------------------------------------------------------ */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("-_:.+", c) != NULL;
}

/* Copies the name that follows word= or word="; bytes are those after the word. */
static bool read_name(const char *bytes, size_t len_bytes, char *name)
{
    size_t at = 0, length = 0;

    while (at < len_bytes && bytes[at] != '\0' && strchr(" \t\r\n", bytes[at]) != NULL)
        at++;
    if (at == len_bytes || bytes[at] != '=')
        return false;
    do
        at++;
    while (at < len_bytes && bytes[at] != '\0' && strchr(" \t\r\n\"'", bytes[at]) != NULL);
    while (at < len_bytes && length < ENCODING_NAME_MAX_BYTES && bytes[at] != '\0' &&
           is_name_char(bytes[at]))
        name[length++] = bytes[at++];
    name[length] = '\0';
    return length > 0;
}

/* What stands at the document's beginning: encoding="…" in XML, charset=… in HTML. */
static bool find_declared(enum markup_kind kind, const char *bytes, size_t len_bytes, char *name)
{
    const char *const word = kind == MARKUP_XML ? "encoding" : "charset";
    const size_t word_bytes = strlen(word);
    size_t end_bytes = len_bytes < DECLARED_WITHIN_BYTES ? len_bytes : DECLARED_WITHIN_BYTES;

    if (kind == MARKUP_XML) {
        const char *close = memchr(bytes, '>', end_bytes);

        if (end_bytes < 5 || memcmp(bytes, "<?xml", 5) != 0 || close == NULL)
            return false;
        end_bytes = (size_t)(close - bytes);
    }
    for (size_t at = 0; at + word_bytes < end_bytes; at++) {
        if (strncasecmp(bytes + at, word, word_bytes) == 0 &&
            read_name(bytes + at + word_bytes, end_bytes - at - word_bytes, name))
            return true;
    }
    return kind == MARKUP_HTML && find_declared(MARKUP_XML, bytes, len_bytes, name);
}

/* ---- bytes that stand for one character each ----------------------------------------------------- */

/* windows-1252 from 0x80 to 0x9F; 0 where it has no character (encoding.spec.whatwg.org). */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static const struct {
    unsigned char byte;
    uint16_t point;
} latin_9[] = {
    {0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
    {0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178},
};

static void append_point(struct buffer *text, uint16_t point)
{
    if (point < 0x80) {
        buffer_append_char(text, (char)point);
    } else if (point < 0x800) {
        buffer_append_char(text, (char)(0xC0 | point >> 6));
        buffer_append_char(text, (char)(0x80 | (point & 0x3F)));
    } else {
        buffer_append_char(text, (char)(0xE0 | point >> 12));
        buffer_append_char(text, (char)(0x80 | (point >> 6 & 0x3F)));
        buffer_append_char(text, (char)(0x80 | (point & 0x3F)));
    }
}

static void decode_latin(const char *bytes, size_t len_bytes, bool is_latin_9, struct buffer *text)
{
    uint16_t points[256];

    for (unsigned i = 0; i < COUNT_OF(points); i++)
        points[i] = (uint16_t)i;
    if (is_latin_9) {
        for (size_t i = 0; i < COUNT_OF(latin_9); i++)
            points[latin_9[i].byte] = latin_9[i].point;
    } else {
        memcpy(points + 0x80, windows_1252, sizeof windows_1252);
    }
    buffer_reserve(text, len_bytes + len_bytes / 8);
    for (size_t i = 0; i < len_bytes; i++)
        append_point(text, points[(unsigned char)bytes[i]]);
}

/* ---- the rest ------------------------------------------------------------------------------------ */

/* Bytes that a converter does not understand; a document with more is not in that encoding. */
enum { BAD_BYTES_MAX = 10000 };

struct converter {
    xmlCharEncodingHandlerPtr handler;
    xmlBufferPtr in, out;
    int unit_bytes; /* that one character has at least */
    unsigned bad_count;
};

/* Converts what is in converter->in until fewer than rest_bytes are left. The library says how much it has
 * written, and not always that it has stopped at something: that shows in what is left. */
static bool convert(struct converter *converter, int rest_bytes, struct buffer *text)
{
    int before_bytes, left_bytes;

    while ((before_bytes = xmlBufferLength(converter->in)) >= rest_bytes) {
        xmlCharEncInFunc(converter->handler, converter->out, converter->in);
        buffer_append(text, (const char *)xmlBufferContent(converter->out),
                      (size_t)xmlBufferLength(converter->out));
        xmlBufferEmpty(converter->out);
        left_bytes = xmlBufferLength(converter->in);
        if (left_bytes < before_bytes)
            continue;
        if (++converter->bad_count > BAD_BYTES_MAX)
            return false;
        buffer_append_string(text, "\xEF\xBF\xBD");
        xmlBufferShrink(
            converter->in,
            (unsigned)(left_bytes < converter->unit_bytes ? left_bytes : converter->unit_bytes));
    }
    return true;
}

static bool convert_all(struct converter *converter, const char *bytes, size_t len_bytes,
                        struct buffer *text)
{
    enum { PIECE_BYTES = 1 << 20, CHARACTER_MAX_BYTES = 8 };
    size_t taken_bytes = 0;

    while (taken_bytes < len_bytes) {
        const size_t left_bytes = len_bytes - taken_bytes;
        const int piece_bytes = (int)(left_bytes < PIECE_BYTES ? left_bytes : PIECE_BYTES);

        if (xmlBufferAdd(converter->in, (const xmlChar *)bytes + taken_bytes, piece_bytes) != 0)
            return false;
        taken_bytes += (size_t)piece_bytes;
        if (!convert(converter, taken_bytes < len_bytes ? CHARACTER_MAX_BYTES : 1, text))
            return false;
    }
    return true;
}

static bool decode_by_library(const char *name, const char *bytes, size_t len_bytes, int unit_bytes,
                              struct buffer *text)
{
    struct converter converter = {
        .handler = xmlFindCharEncodingHandler(name),
        .in = xmlBufferCreate(),
        .out = xmlBufferCreate(),
        .unit_bytes = unit_bytes,
    };
    const bool decoded = converter.handler != NULL && converter.in != NULL &&
                         converter.out != NULL && convert_all(&converter, bytes, len_bytes, text);

    xmlBufferFree(converter.in);
    xmlBufferFree(converter.out);
    if (converter.handler != NULL)
        xmlCharEncCloseFunc(converter.handler);
    return decoded && text->len_bytes > 0;
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcasecmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

static bool decode_named(const char *name, const char *bytes, size_t len_bytes, struct buffer *text)
{
    static const char *const western[] = {
        "windows-1252", "cp1252",  "x-cp1252",   "ansi", "iso-8859-1", "iso8859-1", "iso_8859-1",
        "latin1",       "latin-1", "iso-ir-100", "l1",   "us-ascii",   "ascii",     NULL};
    static const char *const latin_9_names[] = {
        "iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "latin9", "l9", NULL};

    if (is_one_of(name, western) || is_one_of(name, latin_9_names)) {
        decode_latin(bytes, len_bytes, is_one_of(name, latin_9_names), text);
        return true;
    }
    return decode_by_library(name, bytes, len_bytes, 1, text);
}

/* True where it is UTF-8 without a fault. */
static bool decode_utf_8(const char *bytes, size_t len_bytes, struct buffer *text)
{
    size_t replaced_count = 0;

    text_decode(bytes, len_bytes, true, text, &replaced_count);
    return replaced_count == 0;
}

static bool decode_utf_16(const char *bytes, size_t len_bytes, struct buffer *text)
{
    const char *const name = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";

    return decode_by_library(name, bytes + 2, len_bytes - 2, 2, text);
}

bool markup_decode(enum markup_kind kind, const char *bytes, size_t len_bytes, struct buffer *text)
{
    char name[ENCODING_NAME_MAX_BYTES + 1];
    struct buffer raw = {0};
    bool declared, decoded;

    if (len_bytes >= 2 &&
        (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        decoded = decode_utf_16(bytes, len_bytes, &raw);
    } else {
        declared = find_declared(kind, bytes, len_bytes, name) &&
                   strncasecmp(name, "utf-16", 6) != 0; /* it was readable as ASCII */
        if (decode_utf_8(bytes, len_bytes, text) ||
            (len_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) ||
            (declared && (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)))
            return true;
        buffer_clear(text);
        decoded = decode_named(declared ? name : "windows-1252", bytes, len_bytes, &raw);
    }
    if (decoded)
        decode_utf_8(raw.data, raw.len_bytes, text);
    buffer_release(&raw);
    return decoded;
}
