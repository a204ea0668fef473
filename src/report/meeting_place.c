/* Where a meeting was.
 *
 *  1. Right beside the date any name will do: "Copenhague, 22-23 juillet", "te Sofia op 25 januari",
 *     "5 juni (Luxemburg)". A name is a word with a capital that is no word of the council's.
 *  2. Elsewhere in the date's sentence a preposition leads to it, and it is a place that meetings are
 *     known to be held at; in a title any name after "the council in".
 *  3. What is given is what the text has there, without the punctuation around it. */
#include "config.h"

#include "report/meeting_place.h"

#include <string.h>

#include "report/phrase.h"

enum { WORDS_BETWEEN = 3 }; /* of those that may stand between a place and a date */

struct raw_word {
    const char *text;
    size_t len_bytes;
};

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A token as written, without the punctuation around it. */
static struct raw_word raw_word(const struct passage *passage, size_t first, size_t last)
{
    const char *text = passage->raw.data + passage->tokens[first].raw_start_bytes;
    const char *end = passage->raw.data + passage->tokens[last].raw_end_bytes;

    while (text < end && !is_ascii_letter(*text) && (unsigned char)*text < 0x80 && *text != '\'')
        text++;
    while (end > text && !is_ascii_letter(end[-1]) && (unsigned char)end[-1] < 0x80)
        end--;
    while (end - text > 2 && (memcmp(end - 2, "\xC2\xBB", 2) == 0))
        end -= 2; /* a closing quote */
    return (struct raw_word){text, (size_t)(end - text)};
}

static bool has_capital(const struct raw_word *word)
{
    unsigned char second = word->len_bytes > 1 ? (unsigned char)word->text[1] : 0;

    if (word->len_bytes < 3)
        return false;
    return (word->text[0] >= 'A' && word->text[0] <= 'Z') ||
           ((unsigned char)word->text[0] == 0xC3 && second < 0x9F);
}

static bool ends_with_any(const struct passage *passage, size_t token, const char *bytes)
{
    return strchr(bytes, passage->words.data[passage->tokens[token].end_bytes - 1]) != NULL;
}

/* The mark that overlaps the token; NULL where none does. */
static const struct passage_mark *mark_at(const struct passage *passage, size_t token)
{
    const struct passage_token *at = &passage->tokens[token];
    size_t i;

    for (i = 0; i < passage->mark_count; i++) {
        if (passage->marks[i].start_bytes < at->end_bytes &&
            passage->marks[i].end_bytes > at->start_bytes)
            return &passage->marks[i];
    }
    return NULL;
}

static bool is_at(const struct passage *passage, size_t token)
{
    const struct passage_mark *mark = mark_at(passage, token);
    const struct passage_token *at = &passage->tokens[token];
    char first = passage->raw.data[at->raw_start_bytes];
    size_t raw_bytes = at->raw_end_bytes - at->raw_start_bytes;

    if (mark == NULL || mark->kind != MEETING_AT || mark->end_bytes != at->end_bytes)
        return false;
    if (at->end_bytes - at->start_bytes == 1) /* "à" and "i", no article and no numeral */
        return raw_bytes == 2 || first == 'i';
    return true;
}

static bool is_known_place(const struct passage *passage, size_t token)
{
    const struct passage_mark *mark = mark_at(passage, token);

    return mark != NULL && mark->kind == MEETING_PLACE;
}

/* A name that may be a place: a capital, and no other word of meeting.tsv. */
static bool may_be_place(const struct passage *passage, size_t token)
{
    struct raw_word word = raw_word(passage, token, token);

    return is_known_place(passage, token) ||
           (has_capital(&word) && mark_at(passage, token) == NULL);
}

/* The name at the token; a known one may take more than one. */
static char *name_at(const struct passage *passage, size_t token)
{
    const struct passage_mark *mark = mark_at(passage, token);
    size_t first = token, last = token;
    struct raw_word word;

    if (mark != NULL && mark->kind == MEETING_PLACE) {
        first = passage_token_at(passage, mark->start_bytes);
        last = passage_token_at(passage, mark->end_bytes - 1);
    }
    word = raw_word(passage, first, last);
    return word.len_bytes > 0 ? base_copy_bytes(word.text, word.len_bytes) : NULL;
}

/* Whether the token stands alone between punctuation, so that it is a name by itself. */
static bool stands_alone(const struct passage *passage, size_t token, size_t line_first)
{
    char first = passage->words.data[passage->tokens[token].start_bytes];

    return token == line_first || first == '(' || ends_with_any(passage, token - 1, ",-:;|)\"");
}

/* "Brussel, 9 november", "in Luxembourg on 5 June", "te Luxemburg 16 juni". */
static char *place_before(const struct passage *passage, size_t first, size_t line_first)
{
    size_t token = first, steps = 0;

    while (token > 0 && steps++ < WORDS_BETWEEN) {
        const struct passage_mark *mark = mark_at(passage, --token);

        if (mark != NULL && (mark->kind == MEETING_BEFORE_DATE || mark->kind == MEETING_WEEKDAY))
            continue;
        if (passage->tokens[token].end_bytes - passage->tokens[token].start_bytes == 1 &&
            ends_with_any(passage, token, "-|"))
            continue; /* a dash */
        if (!may_be_place(passage, token))
            return NULL;
        if (is_known_place(passage, token) || (token > 0 && is_at(passage, token - 1)) ||
            (ends_with_any(passage, token, ",") && stands_alone(passage, token, line_first)))
            return name_at(passage, token);
        return NULL;
    }
    return NULL;
}

/* "9 november te Brussel", "5 juin 2025 (Luxembourg)", "10 en 11 oktober 2024, Luxemburg". */
static char *place_after(const struct passage *passage, size_t last)
{
    size_t token = last + 1;
    bool apart;

    if (token < passage->token_count &&
        passage->tokens[token].end_bytes - passage->tokens[token].start_bytes == 1 &&
        ends_with_any(passage, token, "-|"))
        token++;
    apart = token > last + 1 || ends_with_any(passage, last, ",");
    if (token < passage->token_count && is_at(passage, token)) {
        token++;
        return token < passage->token_count && may_be_place(passage, token)
                   ? name_at(passage, token)
                   : NULL;
    }
    if (token >= passage->token_count || !may_be_place(passage, token))
        return NULL;
    apart = apart || passage->words.data[passage->tokens[token].start_bytes] == '(';
    if (is_known_place(passage, token))
        return name_at(passage, token);
    return apart && (token + 1 == passage->token_count || ends_with_any(passage, token, ",.);:-"))
               ? name_at(passage, token)
               : NULL;
}

static bool follows_meeting(const struct passage *passage, size_t token)
{
    const struct passage_mark *mark = token > 0 ? mark_at(passage, token - 1) : NULL;

    return mark != NULL && (mark->kind == MEETING_COUNCIL || mark->kind == MEETING_MEETING);
}

/* The first "in Luxembourg" between two places in the words. */
static char *place_between(const struct passage *passage, size_t start_bytes, size_t end_bytes,
                           bool any_name)
{
    size_t token;

    for (token = passage_token_at(passage, start_bytes); token + 1 < passage->token_count;
         token++) {
        if (passage->tokens[token + 1].start_bytes >= end_bytes)
            break;
        if (is_at(passage, token) &&
            (is_known_place(passage, token + 1) ||
             (any_name && follows_meeting(passage, token) && may_be_place(passage, token + 1))))
            return name_at(passage, token + 1);
    }
    return NULL;
}

char *meeting_place_of_date(const struct passage *passage, const struct date_span *span)
{
    struct context context = meeting_context(passage, span);
    size_t first = passage_token_at(passage, span->start_bytes);
    size_t last = passage_token_at(passage, span->end_bytes - 1);
    size_t line_first = passage_token_at(passage, passage->line_start_bytes);
    char *place = place_before(passage, first, line_first);

    if (place == NULL)
        place = place_after(passage, last);
    if (place == NULL)
        place = place_between(passage, span->end_bytes, context.end_bytes, false);
    if (place == NULL)
        place = place_between(passage, context.start_bytes, span->start_bytes, false);
    return place;
}

char *meeting_place_of_title(const struct passage *passage)
{
    return place_between(passage, passage->line_start_bytes, passage->words.len_bytes, true);
}
