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

/* Beginnings of mark-up, after white space; compared without letter case. */
static const struct signature markup[] = {
    READ("<!doctype html", FORMAT_HTML),
    READ("<html", FORMAT_HTML),
    READ("<?xml", FORMAT_PUBLICATION),
    READ("<officiele-publicatie", FORMAT_PUBLICATION),
};

static bool begins_with(const char *bytes, size_t len_bytes, const struct signature *signature)
{
    return len_bytes >= signature->len_bytes &&
           memcmp(bytes, signature->bytes, signature->len_bytes) == 0;
}

static bool begins_ignoring_case(const char *bytes, size_t len_bytes,
                                 const struct signature *signature)
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
    return true;
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

static const struct signature *look_for_markup(const char *bytes, size_t len_bytes)
{
    size_t at = 0;

    if (len_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < len_bytes && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    for (size_t i = 0; i < COUNT_OF(markup); i++) {
        if (begins_ignoring_case(bytes + at, len_bytes - at, &markup[i]))
            return markup[i].kind == FORMAT_PUBLICATION && is_web_page(bytes, len_bytes)
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
