/* A search in a large report that was not read to its end, or a jump to that end: the first place that the file has,
 * or its last paragraphs, are shown at once, as a session of their own, while the report is read to that place.
 *
 *  1. It is looked for only where what has been read has no match; and only words, not expressions.
 *  2. It is a guess (format/ahead.c): what the search itself finds takes its place. */
#include "config.h"

#include "session/view.h"

#include <string.h>

#include "session/session_internal.h"

static bool find(void *context, const char *bytes, size_t len_bytes, size_t *at_bytes)
{
    size_t end_bytes;

    return text_query_find(context, bytes, len_bytes, 0, at_bytes, &end_bytes);
}

/* How many matches stand before the one at at_bytes. */
static size_t count_before(const struct text_query *query, const struct buffer *around,
                           size_t at_bytes)
{
    size_t count = 0, from_bytes = 0, start_bytes, end_bytes;

    while (text_query_find_before(query, around->data, around->len_bytes, from_bytes, at_bytes,
                                  &start_bytes, &end_bytes)) {
        count++;
        from_bytes = end_bytes;
    }
    return count;
}

static struct session *open_around(const struct session *session, const struct buffer *around)
{
    struct session_options options = session->options;
    struct session *ahead;

    options.config = session->config;
    options.go_on = NULL;
    options.reading.wait = NULL;
    ahead = session_new(&options);
    if (!format_open_bytes(&ahead->source, session->report_name, around->data, around->len_bytes,
                           &options.reading, NULL)) {
        session_close(ahead);
        return NULL;
    }
    ahead->report = format_report(ahead->source);
    ahead->report_name = base_copy_string(session->report_name);
    ahead->unsettled = true;
    return ahead;
}

/* With the cursor on the match that comes after so many others. */
static bool show(struct session *ahead, const struct session *session, struct text_query *query,
                 size_t skipped)
{
    const struct layout_options *options = layout_options(session->view.layout);

    session_resize(ahead, session->view.width_cols, session->view.height_rows,
                   options->measure_cols, options->ascii);
    text_query_release(&ahead->view.query);
    ahead->view.query = *query;
    *query = (struct text_query){0};
    return search_show(ahead, skipped);
}

/* So few lines do not tell whether they are wrapped: then the match's first line is what is lit. */
static void show_line(struct session *ahead, const struct session *session,
                      const struct buffer *around, size_t at_bytes)
{
    const char *line = around->data + at_bytes;
    const char *feed = memchr(line, '\n', around->len_bytes - at_bytes);
    struct text_query query;

    text_query_init(&query, line,
                    feed != NULL ? (size_t)(feed - line) : around->len_bytes - at_bytes);
    show(ahead, session, &query, count_before(&query, around, at_bytes));
    text_query_release(&query);
}

static bool can_look(const struct session *session)
{
    return !session->report->complete && !session->unsettled && format_is_text(session->source);
}

struct session *session_look_at_end(struct session *session, const char *typed)
{
    const struct layout_options *options = layout_options(session->view.layout);
    struct buffer around = {0};
    struct session *ahead = NULL;

    (void)typed;
    if (can_look(session) && format_look_at_end(session->source, &around))
        ahead = open_around(session, &around);
    buffer_release(&around);
    if (ahead == NULL)
        return NULL;
    session_resize(ahead, session->view.width_cols, session->view.height_rows,
                   options->measure_cols, options->ascii);
    view_focus(ahead, layout_last(ahead->view.layout));
    view_keep_visible(ahead);
    return ahead;
}

struct session *session_look_ahead(struct session *session, const char *typed)
{
    struct text_query query = {0};
    struct buffer around = {0};
    struct session *ahead = NULL;
    size_t at_bytes;

    if (!can_look(session) || session->view.searching ||
        !text_query_compile(&query, typed, strlen(typed), NULL))
        return NULL;
    if (query.regex == NULL && query.len_bytes > 0 &&
        format_look_ahead(session->source, find, &query, &around, &at_bytes))
        ahead = open_around(session, &around);
    if (ahead != NULL && !show(ahead, session, &query, count_before(&query, &around, at_bytes)))
        show_line(ahead, session, &around, at_bytes);
    text_query_release(&query);
    buffer_release(&around);
    return ahead;
}
