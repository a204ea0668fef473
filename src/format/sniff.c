/* What the first bytes of a file say it is. The name is never asked. A format that is known but
 * has no reader is refused with a sentence that says how to convert it. */
#include "config.h"

#include "format/reader.h"

#include <string.h>

#include "text/text.h"

struct signature {
    const char *bytes;
    size_t len_bytes;
    enum format_kind kind;
    const char *message; /* where there is no reader */
};

#define SIGNATURE(literal, kind, message)                                                          \
    {                                                                                              \
        literal, sizeof(literal) - 1, kind, message                                                \
    }
#define READ(literal, kind)      SIGNATURE(literal, kind, NULL)
#define REFUSE(literal, message) SIGNATURE(literal, FORMAT_NONE, message)

static const struct signature signatures[] = {
    READ("%PDF-", FORMAT_PDF),
    REFUSE("{\\rtf", N_("is an RTF document: make it a Word document with libreoffice --headless "
                        "--convert-to docx, and open that")),
    REFUSE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
           N_("is an old Word document, or one with a password: make it a new one with libreoffice "
              "--headless --convert-to docx, and open that")),
    REFUSE("\x1F\x8B", N_("is compressed: unpack it with gunzip, and open what was in it")),
    REFUSE("\xFD"
           "7zXZ",
           N_("is compressed: unpack it with unxz, and open what was in it")),
};

/* Names that stand in the first entries of a zip archive, and what the archive is then. */
static const struct signature zip_entries[] = {
    READ("application/vnd.oasis.opendocument.text", FORMAT_ODT),
    READ("word/", FORMAT_DOCX),
    REFUSE("[Content_Types].xml",
           N_("is an Office document, but no text: save it as a Word document, and open that")),
};

/* Beginnings of mark-up, after white space and comments; compared without letter case. A name ends there:
 * "<p>" and "<p class", but not "<price>". What a browser saves, or a mail holds, may begin in the middle
 * of a page. */
static const struct signature markup[] = {
    READ("<!doctype html", FORMAT_HTML),
    READ("<html", FORMAT_HTML),
    READ("<?xml", FORMAT_PUBLICATION),
    READ("<officiele-publicatie", FORMAT_PUBLICATION),
    READ("<kamerwrk", FORMAT_PUBLICATION),
    READ("<head", FORMAT_HTML),
    READ("<meta", FORMAT_HTML),
    READ("<title", FORMAT_HTML),
    READ("<link", FORMAT_HTML),
    READ("<style", FORMAT_HTML),
    READ("<script", FORMAT_HTML),
    READ("<base", FORMAT_HTML),
    READ("<body", FORMAT_HTML),
    READ("<main", FORMAT_HTML),
    READ("<article", FORMAT_HTML),
    READ("<section", FORMAT_HTML),
    READ("<header", FORMAT_HTML),
    READ("<div", FORMAT_HTML),
    READ("<p", FORMAT_HTML),
    READ("<span", FORMAT_HTML),
    READ("<font", FORMAT_HTML),
    READ("<center", FORMAT_HTML),
    READ("<table", FORMAT_HTML),
    READ("<ul", FORMAT_HTML),
    READ("<ol", FORMAT_HTML),
    READ("<h1", FORMAT_HTML),
    READ("<h2", FORMAT_HTML),
    READ("<h3", FORMAT_HTML),
};

/* So much of the beginning is looked at. */
enum { MARKUP_MAX_BYTES = 8 << 10 };

static bool begins_with(const char *bytes, size_t len_bytes, const struct signature *signature)
{
    return len_bytes >= signature->len_bytes &&
           memcmp(bytes, signature->bytes, signature->len_bytes) == 0;
}

static bool begins_with_tag(const char *bytes, size_t len_bytes, const struct signature *signature)
{
    size_t i;

    if (len_bytes < signature->len_bytes)
        return false;
    for (i = 0; i < signature->len_bytes; i++) {
        char c = bytes[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != signature->bytes[i])
            return false;
    }
    return i == len_bytes || memchr(" \t\r\n\f/>", bytes[i], 7) != NULL;
}

/* XHTML begins as any XML does. */
static bool is_web_page(const char *bytes, size_t len_bytes)
{
    return memmem(bytes, len_bytes < 1024 ? len_bytes : 1024, "<html", 5) != NULL;
}

static const struct signature *look_into_zip(const char *bytes, size_t len_bytes)
{
    static const struct signature other =
        REFUSE("", N_("is a zip archive: unpack it with unzip, and open what was in it"));

    for (size_t i = 0; i < COUNT_OF(zip_entries); i++) {
        if (memmem(bytes, len_bytes, zip_entries[i].bytes, zip_entries[i].len_bytes) != NULL)
            return &zip_entries[i];
    }
    return &other;
}

/* Where white space and comments end; a comment that does not end is text. */
static size_t skip_comments(const char *bytes, size_t len_bytes)
{
    size_t at = 0;

    for (;;) {
        const char *end;

        while (at < len_bytes && memchr(" \t\r\n\f", bytes[at], 5) != NULL)
            at++;
        if (len_bytes - at < 7 || memcmp(bytes + at, "<!--", 4) != 0)
            return at;
        end = memmem(bytes + at + 4, len_bytes - at - 4, "-->", 3);
        if (end == NULL)
            return at;
        at = (size_t)(end - bytes) + 3;
    }
}

/* The beginning in one byte a character, which is all that names of mark-up need; its length. */
static size_t narrow(char *out, const char *bytes, size_t len_bytes)
{
    const bool utf16 =
        len_bytes >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    size_t out_bytes = 0;

    if (len_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        len_bytes -= 3;
    }
    if (!utf16) {
        out_bytes = len_bytes < MARKUP_MAX_BYTES ? len_bytes : MARKUP_MAX_BYTES;
        memcpy(out, bytes, out_bytes);
        return out_bytes;
    }
    for (size_t at = 2 + (bytes[0] == '\xFE'); at < len_bytes && out_bytes < MARKUP_MAX_BYTES;
         at += 2)
        out[out_bytes++] = bytes[at];
    return out_bytes;
}

static const struct signature *look_for_markup(const char *bytes, size_t len_bytes)
{
    char beginning[MARKUP_MAX_BYTES];
    const size_t beginning_bytes = narrow(beginning, bytes, len_bytes);
    const size_t at = skip_comments(beginning, beginning_bytes);

    for (size_t i = 0; i < COUNT_OF(markup); i++) {
        if (begins_with_tag(beginning + at, beginning_bytes - at, &markup[i]))
            return markup[i].kind == FORMAT_PUBLICATION && is_web_page(beginning, beginning_bytes)
                       ? &markup[0]
                       : &markup[i];
    }
    return NULL;
}

static const struct signature *find_signature(const char *bytes, size_t len_bytes, bool is_text)
{
    static const struct signature zip = READ("PK\x03\x04", FORMAT_NONE);
    static const struct signature binary =
        REFUSE("", N_("is no text: name a report in plain text"));
    const struct signature *found;

    for (size_t i = 0; i < COUNT_OF(signatures); i++) {
        if (begins_with(bytes, len_bytes, &signatures[i]))
            return &signatures[i];
    }
    if (begins_with(bytes, len_bytes, &zip))
        return look_into_zip(bytes, len_bytes);
    found = look_for_markup(bytes, len_bytes);
    if (found == NULL && !is_text && text_is_binary(bytes, len_bytes))
        found = &binary;
    return found;
}

enum format_kind format_sniff(const char *name, const char *bytes, size_t len_bytes, bool is_text,
                              struct error *error)
{
    const struct signature *found = find_signature(bytes, len_bytes, is_text);

    if (found == NULL)
        return FORMAT_TEXT;
    if (found->kind == FORMAT_NONE)
        error_set(error, ERROR_INPUT, name, "%s", _(found->message));
    return found->kind;
}
