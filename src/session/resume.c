/* Where the reader was, in words that bring it back in a later run: the place on the page and the folds.
 *
 *  1. Words from anywhere do no harm: what cannot be read, or names nothing here, has no effect.
 *  2. In the very text the words were made for they bring back the same rows. In a text that has changed
 *     the place is looked for by how its text begins, nearest to where it was; else by its heading; else it
 *     is as far into the report as it was.
 *  3. A heading is known by a hash of its number and title, so that none of the report's words but the short
 *     quote stand there.
 *
 * A line each:
 *     kantlijn place 1 HASH              of the report (session_report_hash)
 *     focus POINTS ROWS                  code points; rows of the page above it
 *     quote TEXT                         how the text begins there
 *     heading INDEX HASH                 above it
 *     top POINTS GAP                     of the page's first row; 1 where that is the gap before it
 *     note ID LINE, stance ID LINE       where a note or stances have the focus
 *     folds open                         or closed: how most headings are; then those that are not
 *     fold INDEX HASH                                                                              */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

enum {
    HEAD_BYTES = 4096,
    QUOTE_MAX_BYTES = 60,
    FOLDS_MAX = 1000,
    NEAR_BYTES = 4 << 20, /* how far from where it was a quote is looked for */
    NEAR_HEADINGS = 1000,
};

static const char header[] = "kantlijn place 1 ";

/* FNV-1a, 64 bits. */
static uint64_t hash_bytes(uint64_t value, const char *bytes, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        value = (value ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return value;
}

uint64_t session_report_hash(const struct session *session)
{
    const struct buffer *text = &session->report->text;
    uint64_t value =
        (0xcbf29ce484222325u ^ (uint64_t)session->report_status.st_size) * 0x100000001b3u;

    return hash_bytes(value, text->data,
                      text->len_bytes < HEAD_BYTES ? text->len_bytes : HEAD_BYTES);
}

static uint32_t hash_heading(const struct report *report, size_t heading)
{
    const char *number = report->headings[heading].number;
    size_t len_bytes;
    const char *title = report_title_text(report, heading, &len_bytes);
    uint64_t value = hash_bytes(0xcbf29ce484222325u, title, len_bytes);

    if (number != NULL)
        value = hash_bytes(value, number, strlen(number));
    return (uint32_t)(value ^ value >> 32);
}

/* As a report is opened: see layout.h. */
static bool is_closed_at_first(const struct report *report, size_t heading)
{
    return report->headings[heading].kind == HEADING_LETTER;
}

/* ---- to words --------------------------------------------------------------------------------------- */

static void append_quote(const struct report *report, size_t at_bytes, struct buffer *words)
{
    const struct report_block *block = &report->blocks[report_block_at_bytes(report, at_bytes)];
    size_t end_bytes = at_bytes + QUOTE_MAX_BYTES;

    if (end_bytes >= block->end_bytes)
        end_bytes = block->end_bytes;
    while (end_bytes > at_bytes && ((unsigned char)report->text.data[end_bytes] & 0xC0) == 0x80)
        end_bytes--;
    if (end_bytes <= at_bytes)
        return;
    buffer_append_string(words, "quote ");
    buffer_append(words, report->text.data + at_bytes, end_bytes - at_bytes);
    buffer_append_char(words, '\n');
}

static void append_place(struct session *session, struct buffer *words)
{
    const struct report *report = session->report;
    struct view_spot spot;
    size_t heading = view_heading(session);

    view_take_spot(session, &spot);
    buffer_append_format(words, "focus %zu %zu\n", report_bytes_to_points(report, spot.point_bytes),
                         spot.rows_above);
    append_quote(report, spot.point_bytes, words);
    if (heading != REPORT_NONE)
        buffer_append_format(words, "heading %zu %08lx\n", heading,
                             (unsigned long)hash_heading(report, heading));
    buffer_append_format(words, "top %zu %d\n", report_bytes_to_points(report, spot.top.at_bytes),
                         spot.top_is_gap);
    if (spot.focus.on_annotation)
        buffer_append_format(words, "%s %s %zu\n", spot.focus.is_stance ? "stance" : "note",
                             spot.focus.id, spot.focus.line);
}

static bool folds_are_changed(const struct session *session)
{
    for (size_t i = 0; i < session->report->heading_count; i++) {
        if (layout_is_closed(session->view.layout, i) != is_closed_at_first(session->report, i))
            return true;
    }
    return false;
}

static void append_folds(const struct session *session, struct buffer *words)
{
    const struct report *report = session->report;
    size_t closed_count = 0, told_count = 0;
    bool most_closed;

    for (size_t i = 0; i < report->heading_count; i++)
        closed_count += layout_is_closed(session->view.layout, i);
    most_closed = closed_count > report->heading_count / 2;
    buffer_append_format(words, "folds %s\n", most_closed ? "closed" : "open");
    for (size_t i = 0; i < report->heading_count && told_count < FOLDS_MAX; i++) {
        if (layout_is_closed(session->view.layout, i) == most_closed)
            continue;
        buffer_append_format(words, "fold %zu %08lx\n", i, (unsigned long)hash_heading(report, i));
        told_count++;
    }
}

void session_leave_words(struct session *session, struct buffer *words)
{
    struct view *view = &session->view;
    struct layout_place first;
    bool is_folded;

    if (view->layout == NULL || session->report->block_count == 0)
        return;
    is_folded = folds_are_changed(session);
    first = layout_first(view->layout);
    if (!is_folded && view->top.block == first.block && view->top.row == first.row &&
        view->focus.block == first.block)
        return;
    buffer_append_format(words, "%s%016llx\n", header,
                         (unsigned long long)session_report_hash(session));
    append_place(session, words);
    if (is_folded)
        append_folds(session, words);
}

/* ---- reading the words -------------------------------------------------------------------------------- */

/* A heading as it was. */
struct known_heading {
    size_t index;
    uint32_t hash;
};

struct left {
    bool is_same; /* the text is the one the words were made for */
    size_t focus_points, rows_above, top_points;
    bool top_is_gap;
    const char *quote; /* not NUL-terminated; NULL for none */
    size_t quote_bytes;
    bool has_heading;
    struct known_heading heading;
    bool on_annotation, is_stance;
    char id[SIDECAR_ID_SIZE];
    size_t line;
    bool has_folds, most_closed;
    struct known_heading *folds;
    size_t fold_count, fold_capacity;
};

/* "12 rest": the number; false where there is none. */
static bool take_number(const char **words, size_t *number)
{
    char *end;

    if (**words < '0' || **words > '9')
        return false;
    *number = (size_t)strtoull(*words, &end, 10);
    *words = end + (*end == ' ');
    return true;
}

static bool take_heading(const char *words, struct known_heading *heading)
{
    if (!take_number(&words, &heading->index))
        return false;
    heading->hash = (uint32_t)strtoul(words, NULL, 16);
    return true;
}

static void take_annotation(const char *words, bool is_stance, struct left *left)
{
    size_t id_bytes = strcspn(words, " ");

    if (id_bytes >= SIDECAR_ID_SIZE)
        return;
    memcpy(left->id, words, id_bytes);
    words += id_bytes + (words[id_bytes] == ' ');
    left->is_stance = is_stance;
    left->on_annotation = take_number(&words, &left->line);
}

/* What the line says after the word, or NULL where it begins otherwise. */
static const char *after(const char *line, const char *word)
{
    size_t len_bytes = strlen(word);

    return strncmp(line, word, len_bytes) == 0 && line[len_bytes] == ' ' ? line + len_bytes + 1
                                                                         : NULL;
}

static void read_line(const char *line, struct left *left)
{
    const char *words;
    size_t gap;

    if ((words = after(line, "focus")) != NULL) {
        if (take_number(&words, &left->focus_points))
            take_number(&words, &left->rows_above);
    } else if ((words = after(line, "quote")) != NULL) {
        left->quote = words;
        left->quote_bytes = strlen(words);
    } else if ((words = after(line, "heading")) != NULL) {
        left->has_heading = take_heading(words, &left->heading);
    } else if ((words = after(line, "top")) != NULL) {
        if (take_number(&words, &left->top_points) && take_number(&words, &gap))
            left->top_is_gap = gap == 1;
    } else if ((words = after(line, "note")) != NULL) {
        take_annotation(words, false, left);
    } else if ((words = after(line, "stance")) != NULL) {
        take_annotation(words, true, left);
    } else if ((words = after(line, "folds")) != NULL) {
        left->has_folds = true;
        left->most_closed = strcmp(words, "closed") == 0;
    } else if ((words = after(line, "fold")) != NULL && left->fold_count < FOLDS_MAX) {
        left->folds = array_reserve(left->folds, &left->fold_capacity, left->fold_count + 1,
                                    sizeof *left->folds);
        left->fold_count += take_heading(words, &left->folds[left->fold_count]);
    }
}

/* words is taken apart. */
static bool read_words(const struct session *session, char *words, struct left *left)
{
    char *rest = NULL, *line = strtok_r(words, "\n", &rest);

    if (line == NULL || strncmp(line, header, sizeof header - 1) != 0)
        return false;
    left->is_same = strtoull(line + sizeof header - 1, NULL, 16) == session_report_hash(session);
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL)
        read_line(line, left);
    return true;
}

/* ---- finding it again ---------------------------------------------------------------------------------- */

static bool is_heading(const struct report *report, size_t index, uint32_t hash)
{
    return index < report->heading_count && hash_heading(report, index) == hash;
}

/* The nearest heading with that hash, or REPORT_NONE. */
static size_t find_heading(const struct report *report, const struct known_heading *known)
{
    for (size_t i = 0; i < NEAR_HEADINGS; i++) {
        if (is_heading(report, known->index + i, known->hash))
            return known->index + i;
        if (i <= known->index && is_heading(report, known->index - i, known->hash))
            return known->index - i;
    }
    return REPORT_NONE;
}

/* Where the quote stands nearest to the place; SIZE_MAX where it does so nowhere near. */
static size_t find_quote(const struct report *report, const struct left *left, size_t at_bytes)
{
    const char *text = report->text.data;
    size_t at = at_bytes > NEAR_BYTES ? at_bytes - NEAR_BYTES : 0, found = SIZE_MAX;
    size_t end = report->text.len_bytes - at_bytes > NEAR_BYTES ? at_bytes + NEAR_BYTES
                                                                : report->text.len_bytes;
    const char *hit;

    if (left->quote_bytes == 0)
        return SIZE_MAX;
    while ((hit = memmem(text + at, end - at, left->quote, left->quote_bytes)) != NULL) {
        size_t hit_bytes = (size_t)(hit - text);

        if (hit_bytes >= at_bytes && found != SIZE_MAX && hit_bytes - at_bytes > at_bytes - found)
            break;
        found = hit_bytes;
        if (hit_bytes >= at_bytes)
            break;
        at = hit_bytes + 1;
    }
    return found;
}

/* Where the focus goes; *is_exact where its text stands there. */
static size_t find_focus(const struct report *report, const struct left *left, bool *is_exact)
{
    size_t at_bytes = report_points_to_bytes(report, left->focus_points), found, heading;

    *is_exact = true;
    if (report->text.len_bytes - at_bytes >= left->quote_bytes &&
        (left->is_same || left->quote_bytes > 0) &&
        (left->quote_bytes == 0 ||
         memcmp(report->text.data + at_bytes, left->quote, left->quote_bytes) == 0))
        return at_bytes;
    found = find_quote(report, left, at_bytes);
    if (found != SIZE_MAX)
        return found;
    *is_exact = false;
    heading = left->has_heading ? find_heading(report, &left->heading) : REPORT_NONE;
    if (heading != REPORT_NONE)
        return report->blocks[report->headings[heading].first_block].start_bytes;
    return at_bytes;
}

static struct layout_position position_at(const struct report *report, size_t at_bytes)
{
    return (struct layout_position){.block = report_block_at_bytes(report, at_bytes),
                                    .at_bytes = at_bytes};
}

static void bring_folds_back(struct session *session, const struct left *left)
{
    const struct report *report = session->report;
    struct layout *layout = session->view.layout;

    for (size_t i = 0; i < report->heading_count; i++)
        layout_set_closed(layout, i, left->most_closed);
    for (size_t i = 0; i < left->fold_count; i++) {
        size_t heading = find_heading(report, &left->folds[i]);

        if (heading != REPORT_NONE)
            layout_set_closed(layout, heading, !left->most_closed);
    }
}

static enum session_resumed go_back(struct session *session, const struct left *left)
{
    const struct report *report = session->report;
    struct layout_place first;
    struct view_spot spot = {.top_is_gap = left->top_is_gap, .rows_above = left->rows_above};
    bool is_exact;

    spot.point_bytes = find_focus(report, left, &is_exact);
    spot.focus = position_at(report, spot.point_bytes);
    spot.focus.on_annotation = left->on_annotation;
    spot.focus.is_stance = left->is_stance;
    memcpy(spot.focus.id, left->id, sizeof spot.focus.id);
    spot.focus.line = left->line;
    spot.top = position_at(report, left->is_same ? report_points_to_bytes(report, left->top_points)
                                                 : spot.point_bytes);
    if (left->has_folds)
        bring_folds_back(session, left);
    view_go_to_spot(session, &spot);
    if (!left->is_same)
        view_scroll_focus_to(session, left->rows_above);
    view_keep_visible(session);
    first = layout_first(session->view.layout);
    if (session->view.top.block == first.block)
        return RESUMED_IN_SIGHT;
    return is_exact ? RESUMED : RESUMED_ABOUT;
}

/* Reads so much of a large report. Folds are told of all headings. */
static bool read_so_far(struct session *session, const struct left *left)
{
    struct error error = {0};

    if (left->has_folds)
        return session_read_all(session, &error);
    while (!session->report->complete && session->report->text_points <= left->focus_points) {
        if (!format_read_more(session->source, &error))
            return false;
    }
    view_report_grown(session);
    return true;
}

enum session_resumed session_resume(struct session *session, const char *words)
{
    struct left left = {0};
    char *copy = base_copy_string(words);
    enum session_resumed resumed = RESUMED_NOT;

    if (session->view.layout != NULL && session->report->block_count > 0 &&
        read_words(session, copy, &left) && read_so_far(session, &left))
        resumed = go_back(session, &left);
    free(copy);
    free(left.folds);
    return resumed;
}
