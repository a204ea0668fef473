/* A stretch of text becomes lines, and the lines events. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

void stretch_release(struct stretch *stretch)
{
    free(stretch->lines);
    free(stretch->note_lines);
    free(stretch->notes);
    free(stretch->marks);
    word_set_free(stretch->words);
    buffer_release(&stretch->block);
    buffer_release(&stretch->scratch);
    *stretch = (struct stretch){0};
}

/* ---- splitting --------------------------------------------------------------------------------- */

/* What stood before the line that is to come. */
struct splitting {
    bool blank, feed;
};

static void add_line(struct stretch *stretch, const char *start, size_t len_bytes,
                     struct splitting *before)
{
    const char *text = start;
    struct line *line;

    text_trim(&text, &len_bytes);
    if (len_bytes == 0) {
        before->blank = true;
        return;
    }
    stretch->lines = array_reserve(stretch->lines, &stretch->line_capacity, stretch->line_count + 1,
                                   sizeof *stretch->lines);
    line = &stretch->lines[stretch->line_count++];
    *line = (struct line){.text = text,
                          .len_bytes = len_bytes,
                          .indent_cols = (unsigned)(text - start),
                          .blank_before = before->blank,
                          .feed_before = before->feed};
    *before = (struct splitting){false, false};
}

/* A form feed ends a line, too. */
static void add_with_feeds(struct stretch *stretch, const char *start, size_t len_bytes,
                           struct splitting *before)
{
    const char *feed;

    while ((feed = memchr(start, '\f', len_bytes)) != NULL) {
        bool blank = before->blank;

        add_line(stretch, start, (size_t)(feed - start), before);
        if (feed == start)
            before->blank = blank; /* the feed alone makes no empty line */
        before->feed = true;
        len_bytes -= (size_t)(feed - start) + 1;
        start = feed + 1;
    }
    add_line(stretch, start, len_bytes, before);
}

static void split(struct stretch *stretch, const char *text, size_t len_bytes)
{
    struct splitting before = {stretch->blank_kept, false};
    bool has_feeds = memchr(text, '\f', len_bytes) != NULL;
    const char *end = text + len_bytes;

    stretch->line_count = 0;
    while (text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        size_t line_bytes = (size_t)((feed != NULL ? feed : end) - text);

        if (has_feeds)
            add_with_feeds(stretch, text, line_bytes, &before);
        else
            add_line(stretch, text, line_bytes, &before);
        text += line_bytes + 1;
    }
    stretch->blank_kept = before.blank;
}

/* Only wrapped text is measured. */
static void measure(struct stretch *stretch)
{
    for (size_t i = 0; i < stretch->line_count; i++) {
        struct line *line = &stretch->lines[i];
        size_t cols = line->len_bytes < LINE_COLS_MAX
                          ? line->indent_cols + text_count_points(line->text, line->len_bytes)
                          : LINE_COLS_MAX;

        line->end_cols = cols < LINE_COLS_MAX ? (unsigned)cols : LINE_COLS_MAX;
    }
}

/* ---- all steps ------------------------------------------------------------------------------------ */

void stretch_read(struct stretch *stretch, const char *text, size_t len_bytes, bool last,
                  struct report_builder *builder)
{
    stretch->first = !stretch->profiled;
    stretch->last = last;
    stretch->text = text;
    stretch->text_bytes = len_bytes;
    split(stretch, text, len_bytes);
    if (!stretch->profiled) {
        profile_make(&stretch->profile, stretch);
        stretch->profiled = true;
    }
    if (stretch->profile.one_line)
        oneline_break(stretch);
    if (stretch->profile.wrapped)
        measure(stretch);
    furniture_drop(stretch);
    notes_lift(stretch);
    blocks_emit(stretch, builder);
    word_set_free(stretch->words);
    stretch->words = NULL;
}
