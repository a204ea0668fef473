/* The words of lines, joined.
 *
 *  1. A hyphen at a line's end goes where the next line goes on in a small letter, and stays where it
 *     belongs to the word: after capitals, digits and single letters ("JBZ-raad", "e-evidence"), and
 *     in front of a conjunction ("Innen- und"), where a space follows it.
 *  2. A soft hyphen goes wherever it stands.
 *  3. A footnote's mark is glued to the word before it, and written between PDF_MARK_START and
 *     PDF_MARK_END; whether there is such a footnote is found out later. */
#include "config.h"

#include "format/pdf_layout.h"

#include <string.h>

enum hyphen { NO_HYPHEN, HYPHEN_GOES, HYPHEN_GLUES, HYPHEN_STAYS };

/* What follows an elided compound in the official languages that have them. */
static const char *const conjunctions[] = {"und",  "oder",  "bzw.", "sowie",  "bis",    "en",
                                           "of",   "als",   "tot",  "and",    "or",     "och",
                                           "samt", "eller", "og",   "ja",     "ja/tai", "et",
                                           "ou",   "noch",  "maar", "and/or", "en/of",  "und/oder"};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static bool ends_with(const struct buffer *text, const char *end)
{
    const size_t len_bytes = strlen(end);

    return text->len_bytes >= len_bytes &&
           memcmp(text->data + text->len_bytes - len_bytes, end, len_bytes) == 0;
}

static size_t hyphen_bytes(const struct buffer *text)
{
    static const char *const hyphens[] = {"-", "\xE2\x80\x90", "\xC2\xAD"};

    for (size_t i = 0; i < COUNT_OF(hyphens); i++) {
        if (text->len_bytes > strlen(hyphens[i]) && ends_with(text, hyphens[i]))
            return strlen(hyphens[i]);
    }
    return 0;
}

static bool is_conjunction(const char *word, size_t len_bytes)
{
    while (len_bytes > 1 && strchr(",;", word[len_bytes - 1]) != NULL)
        len_bytes--;
    for (size_t i = 0; i < COUNT_OF(conjunctions); i++) {
        if (strlen(conjunctions[i]) == len_bytes && memcmp(word, conjunctions[i], len_bytes) == 0)
            return true;
    }
    return false;
}

/* Whether what stands before the hyphen is such that the hyphen is part of the word. */
static bool keeps_hyphen(const char *text, size_t len_bytes)
{
    size_t start = len_bytes, small = 0;

    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '-' &&
           text[start - 1] != '(') {
        start--;
        small += text[start] >= 'a' && text[start] <= 'z';
    }
    return small == 0 || len_bytes - start == 1;
}

static enum hyphen judge_hyphen(const struct buffer *text, size_t hyphen, const char *next,
                                size_t next_bytes)
{
    const size_t before = text->len_bytes - hyphen;
    const bool small = (next[0] >= 'a' && next[0] <= 'z') || (next[0] & 0x80) != 0;

    if (ends_with(text, "\xC2\xAD"))
        return HYPHEN_GOES;
    if (before == 0 || text->data[before - 1] == ' ')
        return HYPHEN_STAYS; /* a dash */
    if (is_conjunction(next, next_bytes))
        return HYPHEN_STAYS;
    if (!small || !is_letter(text->data[before - 1]) || keeps_hyphen(text->data, before))
        return HYPHEN_GLUES;
    return HYPHEN_GOES;
}

/* Puts between what is there and the next line's first word what belongs there. */
static void join(const struct pdf_document *document, const struct pdf_word *next,
                 struct buffer *text)
{
    const size_t hyphen = hyphen_bytes(text);

    if (text->len_bytes == 0)
        return;
    if (hyphen == 0) {
        if (!ends_with(text, "/") || ends_with(text, " /"))
            buffer_append_char(text, ' ');
        return;
    }
    switch (judge_hyphen(text, hyphen, pdf_word_text(document, next), next->len_bytes)) {
    case HYPHEN_GOES:
        text->len_bytes -= hyphen;
        text->data[text->len_bytes] = '\0';
        break;
    case HYPHEN_STAYS:
        buffer_append_char(text, ' ');
        break;
    case HYPHEN_GLUES:
    case NO_HYPHEN:
        break;
    }
}

static void append_word(const struct pdf_document *document, const struct pdf_word *word,
                        struct buffer *text)
{
    const char *bytes = pdf_word_text(document, word);

    for (size_t i = 0; i < word->len_bytes; i++) {
        const bool soft = (unsigned char)bytes[i] == 0xC2 && i + 2 < word->len_bytes &&
                          (unsigned char)bytes[i + 1] == 0xAD;

        if (soft)
            i++;
        else
            buffer_append_char(text, bytes[i]);
    }
}

/* "2" or "1,2": a mark each. False where it is no mark. */
static bool append_marks(const struct pdf_document *document, const struct pdf_word *word,
                         struct buffer *text)
{
    const char *bytes = pdf_word_text(document, word);
    struct pdf_word part = *word;
    size_t start = 0, written = text->len_bytes;

    while (start <= word->len_bytes) {
        const char *comma = memchr(bytes + start, ',', word->len_bytes - start);
        const size_t end = comma != NULL ? (size_t)(comma - bytes) : word->len_bytes;
        char label[8];

        part.start_bytes = word->start_bytes + (uint32_t)start;
        part.len_bytes = (uint16_t)(end - start);
        pdf_note_label(document, &part, label);
        if (label[0] == '\0') {
            text->len_bytes = written;
            return false;
        }
        buffer_append_char(text, PDF_MARK_START);
        buffer_append_string(text, label);
        buffer_append_char(text, PDF_MARK_END);
        start = end + 1;
    }
    return true;
}

void pdf_append_words(const struct pdf_document *document, size_t first_word, size_t end_word,
                      struct buffer *text)
{
    for (size_t i = first_word; i < end_word; i++) {
        const struct pdf_word *word = &document->words[i];

        if ((word->flags & PDF_RAISED) != 0 && text->len_bytes > 0 &&
            append_marks(document, word, text))
            continue;
        if (i == first_word)
            join(document, word, text);
        else if (pdf_is_apart(word - 1, word))
            buffer_append_char(text, ' ');
        append_word(document, word, text);
    }
}
