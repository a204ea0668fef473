/* What the first bytes of a file say it is. The name is never asked. A format that is known but
 * has no reader is refused with a sentence that says how to convert it. */
#include "config.h"

#include "format/reader.h"

#include <string.h>

#include "text/text.h"

struct signature {
    const char *bytes;
    size_t len_bytes;
    const char *message;
};

#define SIGNATURE(literal, message)                                                                \
    {                                                                                              \
        literal, sizeof(literal) - 1, message                                                      \
    }

static const struct signature signatures[] = {
    SIGNATURE("%PDF-", N_("is a PDF file: make it text with pdftotext -layout, and open that")),
    SIGNATURE("{\\rtf",
              N_("is an RTF document: make it text with libreoffice --headless --convert-to "
                 "txt:Text, and open that")),
    SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
              N_("is an old Word document: make it text with libreoffice --headless --convert-to "
                 "txt:Text, and open that")),
    SIGNATURE("\xFF\xFE",
              N_("is UTF-16 text: make it UTF-8 with iconv -f UTF-16 -t UTF-8, and open "
                 "that")),
    SIGNATURE("\xFE\xFF",
              N_("is UTF-16 text: make it UTF-8 with iconv -f UTF-16 -t UTF-8, and open "
                 "that")),
    SIGNATURE("\x1F\x8B", N_("is compressed: unpack it with gunzip, and open what was in it")),
    SIGNATURE("\xFD"
              "7zXZ",
              N_("is compressed: unpack it with unxz, and open what was in it")),
};

/* Names that stand in the first entries of a zip archive, and what the archive is then. */
static const struct signature zip_entries[] = {
    SIGNATURE("word/",
              N_("is a Word document: make it text with libreoffice --headless --convert-to "
                 "txt:Text, and open that")),
    SIGNATURE("application/vnd.oasis.opendocument.text",
              N_("is an OpenDocument text: make it text with libreoffice --headless --convert-to "
                 "txt:Text, and open that")),
    SIGNATURE("[Content_Types].xml",
              N_("is an Office document: make it text with libreoffice --headless --convert-to "
                 "txt:Text, and open that")),
};

/* Beginnings of mark-up, after white space; compared without letter case. */
static const struct signature markup[] = {
    SIGNATURE("<!doctype html",
              N_("is a web page: make it text with pandoc -t plain --wrap=none, and "
                 "open that")),
    SIGNATURE("<html", N_("is a web page: make it text with pandoc -t plain --wrap=none, and open "
                          "that")),
    SIGNATURE("<?xml", N_("is an XML document: make it text with pandoc or your browser, and open "
                          "that")),
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

static const char *zip_message(const char *bytes, size_t len_bytes)
{
    size_t i;

    for (i = 0; i < COUNT_OF(zip_entries); i++) {
        if (memmem(bytes, len_bytes, zip_entries[i].bytes, zip_entries[i].len_bytes) != NULL)
            return zip_entries[i].message;
    }
    return N_("is a zip archive: unpack it with unzip, and open what was in it");
}

static const char *markup_message(const char *bytes, size_t len_bytes)
{
    size_t at = 0, i;

    if (len_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < len_bytes && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    for (i = 0; i < COUNT_OF(markup); i++) {
        if (begins_ignoring_case(bytes + at, len_bytes - at, &markup[i]))
            return markup[i].message;
    }
    return NULL;
}

bool format_sniff(const char *name, const char *bytes, size_t len_bytes, struct error *error)
{
    static const struct signature zip = SIGNATURE("PK\x03\x04", "");
    const char *message = NULL;
    size_t i;

    for (i = 0; i < COUNT_OF(signatures) && message == NULL; i++) {
        if (begins_with(bytes, len_bytes, &signatures[i]))
            message = signatures[i].message;
    }
    if (message == NULL && begins_with(bytes, len_bytes, &zip))
        message = zip_message(bytes, len_bytes);
    if (message == NULL)
        message = markup_message(bytes, len_bytes);
    if (message == NULL && text_is_binary(bytes, len_bytes))
        message = N_("is no text: name a report in plain text");
    return message == NULL || error_set(error, ERROR_INPUT, name, "%s", _(message));
}
