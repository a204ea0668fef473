/* What a footnote's text begins with: "1 ", a superscript or raised digit, "(1)", "[1]", "* ", "[^1]:" and
 * what Word left, "[1:  ". A line that begins so is a note only where its mark stands (notes.c). */
#include "config.h"

#include "format/marks.h"

#include <string.h>

#include "text/text.h"

static bool begins_like_a_note(const char *text, size_t len_bytes)
{
    static const char *const words[] = {"zie", "see",  "vgl",  "cf",   "voir", "siehe",
                                        "se ", "ibid", "http", "idem", "www",  "vgl."};

    if (!look_begins_small(text, len_bytes))
        return text[0] != '-' && text[0] != '|' && text[0] != '%';
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (len_bytes > strlen(words[i]) && memcmp(text, words[i], strlen(words[i])) == 0)
            return true;
    }
    return false;
}

/* "[1]", "[^1]:" and "[1: "; the end of what stands before the note's text, 0 where it is none. */
static size_t read_bracket(const char *text, size_t len_bytes, struct beginning *beginning)
{
    const size_t from = 1u + (len_bytes > 1 && text[1] == '^');
    const size_t at = read_digits(text, len_bytes, from, &beginning->label);

    if (at == from || at + 1 >= len_bytes)
        return 0;
    if (text[at] == ':') {
        beginning->form = NOTE_CONVERTED;
        return from == 1 && strchr(" \t\xC2", text[at + 1]) != NULL ? at + 1 : 0;
    }
    if (text[at] != ']')
        return 0;
    if (from == 1)
        return at + 1;
    beginning->form = NOTE_EXPLICIT;
    return text[at + 1] == ':' ? at + 2 : 0;
}

/* A sign, escaped in Markdown, and white space. */
static size_t read_sign_label(const char *text, size_t len_bytes, struct beginning *beginning)
{
    const size_t start = text[0] == '\\';
    const size_t end = start + read_sign(text + start, len_bytes - start, &beginning->label);

    beginning->form = NOTE_SIGN;
    return end > start && end < len_bytes && (text[end] == ' ' || text[end] == '\t') ? end : 0;
}

/* The end of the note's number; 0 where the line begins with none. */
static size_t read_label(const char *text, size_t len_bytes, struct beginning *beginning)
{
    size_t at;

    switch ((unsigned char)text[0]) {
    case '[':
        return read_bracket(text, len_bytes, beginning);
    case '(':
        beginning->form = NOTE_ROUND;
        return read_round(text, len_bytes, &beginning->label);
    case '^':
    case '<':
        return read_raised(text, len_bytes, &beginning->label);
    case '*':
    case '\\':
        return read_sign_label(text, len_bytes, beginning);
    case 0xE2:
        at = read_sign_label(text, len_bytes, beginning);
        if (at > 0)
            return at;
        beginning->form = NOTE_PLAIN;
        return read_superscripts(text, len_bytes, &beginning->label);
    case 0xC2:
        return read_superscripts(text, len_bytes, &beginning->label);
    default:
        at = read_digits(text, len_bytes, 0, &beginning->label);
        return at > 0 && at < len_bytes && (text[at] == ' ' || text[at] == '\t') ? at : 0;
    }
}

bool note_begins(const struct line *line, struct beginning *beginning)
{
    const char *text = line->text, *rest;
    size_t len_bytes = line->len_bytes, at, rest_bytes;

    beginning->form = NOTE_PLAIN;
    at = read_label(text, len_bytes, beginning);
    if (at == 0 || beginning->label == 0 ||
        (beginning->label > LABEL_MAX && beginning->form != NOTE_SIGN))
        return false;
    rest = text + at;
    rest_bytes = len_bytes - at;
    text_trim(&rest, &rest_bytes);
    beginning->text_bytes = (size_t)(rest - text);
    return rest_bytes > 0 &&
           (beginning->form >= NOTE_EXPLICIT || begins_like_a_note(rest, rest_bytes));
}
