/* A place in words: an item's number, a quoted passage, a range of code points. Finds exactly one place
 * or says why there is none; never chooses between several. */
#include "config.h"

#include "session/session_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* ---- items --------------------------------------------------------------------------------------- */

static bool find_item(struct session *session, const char *item, size_t *heading,
                      struct error *error)
{
    size_t count = 0;

    *heading = report_find_heading(session->report, item, &count);
    if (*heading != REPORT_NONE)
        return true;
    if (count > 1)
        return error_set(
            error, ERROR_USAGE, session->report_name,
            _("several items are numbered %s: name one by its row in the outline, as in "
              "--item @2"),
            item);
    return error_set(error, ERROR_NOTHING, session->report_name,
                     _("has no item %s: `kantlijn outline` lists them"), item);
}

/* ---- quotes -------------------------------------------------------------------------------------- */

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

/* Where a match of the quote that starts at `at` ends, or 0. A run of white space matches any other, for
 * quotes that were wrapped on their way here; alike, an apostrophe, quotation mark or dash any form of
 * it, for quotes that were typed. */
static size_t match_end(const struct buffer *text, size_t at, const struct buffer *quote,
                        bool alike)
{
    size_t quote_at = 0;

    while (quote_at < quote->len_bytes) {
        if (at >= text->len_bytes)
            return 0;
        if (is_space(quote->data[quote_at])) {
            if (!is_space(text->data[at]))
                return 0;
            while (quote_at < quote->len_bytes && is_space(quote->data[quote_at]))
                quote_at++;
            while (at < text->len_bytes && is_space(text->data[at]))
                at++;
        } else if (alike) {
            uint32_t wanted, found;

            quote_at = text_plain_sign(quote->data, quote->len_bytes, quote_at, &wanted);
            at = text_plain_sign(text->data, text->len_bytes, at, &found);
            if (wanted != found)
                return 0;
        } else if (text->data[at++] != quote->data[quote_at++]) {
            return 0;
        }
    }
    return at;
}

/* Where the next match may begin, or `to`. */
static size_t next_start(const struct buffer *text, size_t at, size_t to,
                         const struct buffer *quote, bool alike)
{
    const char *first;

    if (alike) {
        while (at < to && ((unsigned char)text->data[at] & 0xC0) == 0x80)
            at++;
        return at;
    }
    first = memchr(text->data + at, quote->data[0], to - at);
    return first == NULL ? to : (size_t)(first - text->data);
}

/* Counts the matches that lie in the range; the last one found is in *start and *end. */
static size_t count_matches(const struct buffer *text, size_t from, size_t to,
                            const struct buffer *quote, bool alike, size_t *start, size_t *end)
{
    size_t count = 0;

    for (size_t at = next_start(text, from, to, quote, alike); at < to;
         at = next_start(text, at + 1, to, quote, alike)) {
        size_t found_end = match_end(text, at, quote, alike);

        if (found_end == 0 || found_end > to)
            continue;
        *start = at;
        *end = found_end;
        count++;
    }
    return count;
}

/* The range of an item's section, or the whole text, in bytes. */
static void range_of(const struct report *report, size_t heading, size_t *from, size_t *to)
{
    *from = 0;
    *to = report->text.len_bytes;
    if (heading == REPORT_NONE)
        return;
    *from = report->blocks[report->headings[heading].first_block].start_bytes;
    *to = report->blocks[report->headings[heading].end_block - 1].end_bytes;
}

static void clean_quote(const char *raw, struct buffer *quote)
{
    struct buffer decoded = {0};
    size_t replaced_count = 0, len_bytes;
    const char *start;

    text_decode(raw, strlen(raw), false, &decoded, &replaced_count);
    start = decoded.data == NULL ? "" : decoded.data;
    len_bytes = decoded.len_bytes;
    text_trim(&start, &len_bytes);
    buffer_append(quote, start, len_bytes);
    buffer_release(&decoded);
}

static bool set_quote_error(struct session *session, size_t heading, size_t count,
                            struct error *error)
{
    if (count > 0 && heading != REPORT_NONE)
        return error_set(error, ERROR_USAGE, session->report_name,
                         ngettext("the item contains the quote %zu time: quote more of the passage",
                                  "the item contains the quote %zu times: quote more of the "
                                  "passage",
                                  count),
                         count);
    if (count > 0)
        return error_set(
            error, ERROR_USAGE, session->report_name,
            ngettext("the quote occurs %zu time: quote more of the passage, or narrow it "
                     "with --item",
                     "the quote occurs %zu times: quote more of the passage, or narrow "
                     "it with --item",
                     count),
            count);
    if (heading != REPORT_NONE)
        return error_set(error, ERROR_NOTHING, session->report_name,
                         _("the item does not contain the quote: copy it from `kantlijn text`, or "
                           "leave out --item"));
    return error_set(error, ERROR_NOTHING, session->report_name,
                     _("does not contain the quote: copy it from `kantlijn text`"));
}

static bool find_quote(struct session *session, const char *words, size_t heading,
                       struct session_place *place, struct error *error)
{
    const struct report *report = session->report;
    struct buffer quote = {0};
    size_t from, to, start = 0, end = 0, count;

    clean_quote(words, &quote);
    if (quote.len_bytes == 0) {
        buffer_release(&quote);
        return error_set(error, ERROR_USAGE, NULL, _("the quote is empty: give some of the text"));
    }
    range_of(report, heading, &from, &to);
    count = count_matches(&report->text, from, to, &quote, false, &start, &end);
    if (count == 0)
        count = count_matches(&report->text, from, to, &quote, true, &start, &end);
    buffer_release(&quote);
    if (count != 1)
        return set_quote_error(session, heading, count, error);
    place->start_points = report_bytes_to_points(report, start);
    place->end_points = report_bytes_to_points(report, end);
    return true;
}

/* ---- ranges -------------------------------------------------------------------------------------- */

static bool parse_number(const char **words, size_t *number)
{
    char *end;
    unsigned long long value;

    if (**words < '0' || **words > '9')
        return false;
    errno = 0;
    value = strtoull(*words, &end, 10);
    *words = end;
    *number = (size_t)value;
    return errno == 0 && value < SIZE_MAX;
}

static bool find_range(struct session *session, const char *words, size_t heading,
                       struct session_place *place, struct error *error)
{
    const struct report *report = session->report;
    const char *at = words;
    size_t section_start = 0, section_end = report->text_points;

    if (!parse_number(&at, &place->start_points) || *at++ != ':' ||
        !parse_number(&at, &place->end_points) || *at != '\0')
        return error_set(error, ERROR_USAGE, NULL,
                         _("“%s” is no range: write two positions as in --at 120:180"), words);
    if (place->start_points >= place->end_points)
        return error_set(error, ERROR_USAGE, NULL,
                         _("the range %s is empty: its end must come after its start"), words);
    if (place->end_points > report->text_points)
        return error_set(error, ERROR_USAGE, session->report_name,
                         _("the range %s goes past the end of the text: it ends at %zu"), words,
                         report->text_points);
    if (heading != REPORT_NONE)
        report_section_points(report, heading, &section_start, &section_end);
    if (place->start_points < section_start || place->end_points > section_end)
        return error_set(error, ERROR_USAGE, session->report_name,
                         _("the range %s is not in that item: it goes from %zu to %zu"), words,
                         section_start, section_end);
    return true;
}

bool session_find_place(struct session *session, const struct session_place_words *words,
                        struct session_place *place, struct error *error)
{
    size_t heading = REPORT_NONE;

    *place = (struct session_place){.heading = REPORT_NONE};
    if (words->quote != NULL && words->at != NULL)
        return error_set(error, ERROR_USAGE, NULL,
                         _("--quote and --at both name a passage: give one of them"));
    if (words->item == NULL && words->quote == NULL && words->at == NULL)
        return error_set(error, ERROR_USAGE, NULL,
                         _("no place is given: name it with --item, --quote or --at"));
    if (!session_read_all(session, error) ||
        (words->item != NULL && !find_item(session, words->item, &heading, error)))
        return false;
    if (words->quote != NULL)
        return find_quote(session, words->quote, heading, place, error);
    if (words->at != NULL)
        return find_range(session, words->at, heading, place, error);
    place->on_item = true;
    place->heading = heading;
    return true;
}
