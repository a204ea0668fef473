/* What is typed after ':' against the table of verbs. */
#include "config.h"

#include "ui/palette.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* How well a verb fits; less is better. */
enum fit {
    FIT_NAME,
    FIT_ALSO,
    FIT_BEGINS,
    FIT_ALSO_BEGINS,
    FIT_PART_BEGINS,
    FIT_HOLDS,
    FIT_HELP,
    FIT_NONE,
};

/* ---- fitting ------------------------------------------------------------------------------------- */

static enum fit fit_also(const struct verb *verb, const char *typed, size_t len_bytes)
{
    enum fit best = FIT_NONE;

    for (const char *word = verb->also; word != NULL && *word != '\0';) {
        size_t word_bytes = strcspn(word, " ");

        if (word_bytes >= len_bytes && strncmp(word, typed, len_bytes) == 0) {
            if (word_bytes == len_bytes)
                return FIT_ALSO;
            best = FIT_ALSO_BEGINS;
        }
        word += word_bytes + (word[word_bytes] == ' ');
    }
    return best;
}

/* The place of the typed words in the name, at the beginning of a part of it where they stand so. */
static enum fit fit_inside(const char *name, const char *typed)
{
    enum fit best = FIT_NONE;

    for (const char *at = name; (at = strstr(at, typed)) != NULL; at++) {
        if (at > name && at[-1] == '-')
            return FIT_PART_BEGINS;
        best = FIT_HOLDS;
    }
    return best;
}

static enum fit fit_verb(const struct verb *verb, const char *typed, size_t len_bytes,
                         const struct text_query *query)
{
    const char *help = _(verb->help);
    size_t start_bytes, end_bytes;
    enum fit also = fit_also(verb, typed, len_bytes), inside;

    if (strncmp(verb->name, typed, len_bytes) == 0 && verb->name[len_bytes] == '\0')
        return FIT_NAME;
    if (strncmp(verb->name, typed, len_bytes) == 0)
        return also == FIT_ALSO ? FIT_ALSO : FIT_BEGINS;
    inside = fit_inside(verb->name, typed);
    if (also != FIT_NONE || inside != FIT_NONE)
        return also < inside ? also : inside;
    return text_query_find(query, help, strlen(help), 0, &start_bytes, &end_bytes) ? FIT_HELP
                                                                                   : FIT_NONE;
}

static void add(struct palette *palette, const struct palette_row *row)
{
    palette->rows =
        array_reserve(palette->rows, &palette->capacity, palette->count + 1, sizeof *palette->rows);
    palette->rows[palette->count++] = *row;
}

static void add_verb(struct palette *palette, const struct verb *verb)
{
    const struct palette_row row = {
        .verb = verb, .help = verb->help, .goes_on = verb->values != NULL || verb->optional};

    add(palette, &row);
}

/* Once around the table for each kind of fit: there are few. */
static void fill_names(struct palette *palette, const char *typed)
{
    size_t len_bytes = strlen(typed);
    struct text_query query = {0};

    while (len_bytes > 0 && typed[len_bytes - 1] == ' ')
        len_bytes--;
    if (len_bytes == 0) {
        for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
            add_verb(palette, verb);
        return;
    }
    text_query_init(&query, typed, len_bytes);
    for (enum fit fit = FIT_NAME; fit < FIT_NONE; fit++)
        for (const struct verb *verb = session_verbs; verb->name != NULL; verb++)
            if (fit_verb(verb, typed, len_bytes, &query) == fit)
                add_verb(palette, verb);
    text_query_release(&query);
}

/* ---- values -------------------------------------------------------------------------------------- */

static const struct verb *verb_named(const char *name, size_t len_bytes)
{
    const struct verb *verb = session_find_verb(name, len_bytes);

    return verb != NULL && strlen(verb->name) == len_bytes ? verb : NULL;
}

/* A value as a row. What begins the argument names a setting, which waits for its value; what follows is
 * that value, or after a key the name of a command. */
static struct palette_row row_of(const struct verb *verb, const char *argument, bool is_first,
                                 const char *value, size_t value_bytes)
{
    struct palette_row row = {.verb = verb,
                              .value = value,
                              .value_bytes = value_bytes,
                              .help = verb->help,
                              .shares_help = true};
    const struct setting *setting = is_first ? setting_find(value, value_bytes)
                                             : setting_find(argument, strcspn(argument, " ="));
    const struct verb *bound = verb_named(value, value_bytes);

    if (verb->complete == NULL)
        return row;
    row.goes_on = is_first && setting != NULL;
    row.shares_help = !row.goes_on && (setting != NULL || bound == NULL);
    if (setting != NULL)
        row.help = setting->help;
    else if (bound != NULL)
        row.help = bound->help;
    return row;
}

/* Those of the words that begin as what is typed does, then those that hold it. */
static void fill_values(struct palette *palette, const struct verb *verb, const char *values,
                        const char *argument, size_t start_bytes)
{
    const char *typed = argument + start_bytes;
    size_t len_bytes = strlen(typed);

    for (int inside = 0; inside < 2; inside++) {
        for (const char *value = values; *value != '\0';) {
            size_t value_bytes = strcspn(value, " ");
            bool begins = value_bytes >= len_bytes && memcmp(value, typed, len_bytes) == 0;
            const struct palette_row row =
                row_of(verb, argument, start_bytes == 0, value, value_bytes);

            if (inside ? !begins && memmem(value, value_bytes, typed, len_bytes) != NULL : begins)
                add(palette, &row);
            value += value_bytes + (value[value_bytes] == ' ');
        }
    }
}

/* The word of the argument that the verb can complete, where it can. */
static void fill_argument(struct palette *palette, const struct verb *verb, const char *argument)
{
    size_t start_bytes = 0;

    if (verb->complete != NULL) {
        buffer_clear(&palette->values);
        verb->complete(argument, &palette->values, &start_bytes);
        palette->argument_bytes += start_bytes;
        if (palette->values.len_bytes > 0)
            fill_values(palette, verb, palette->values.data, argument, start_bytes);
    } else if (verb->values != NULL) {
        fill_values(palette, verb, verb->values, argument, 0);
    }
    if (palette->count == 0 && (verb->complete != NULL || verb->values == NULL))
        add_verb(palette, verb);
}

void palette_fill(struct palette *palette, const char *line)
{
    const char *name = line + strspn(line, " ");
    size_t name_bytes = strcspn(name, " ");
    const char *argument = name + name_bytes + strspn(name + name_bytes, " ");
    const struct verb *verb =
        argument > name + name_bytes ? session_find_verb(name, name_bytes) : NULL;

    palette->count = palette->chosen = palette->first = palette->argument_bytes = 0;
    if (verb == NULL || verb->argument == ARGUMENT_NONE) {
        fill_names(palette, name);
        return;
    }
    palette->argument_bytes = (size_t)(argument - line);
    fill_argument(palette, verb, argument);
}

/* ---- choosing ------------------------------------------------------------------------------------ */

void palette_step(struct palette *palette, bool forward)
{
    if (palette->count == 0)
        return;
    if (forward)
        palette->chosen = palette->chosen + 1 < palette->count ? palette->chosen + 1 : 0;
    else
        palette->chosen = palette->chosen > 0 ? palette->chosen - 1 : palette->count - 1;
}

void palette_scroll(struct palette *palette, size_t rows)
{
    if (palette->chosen < palette->first)
        palette->first = palette->chosen;
    if (palette->chosen >= palette->first + rows)
        palette->first = palette->chosen + 1 - rows;
    if (palette->first + rows > palette->count)
        palette->first = palette->count > rows ? palette->count - rows : 0;
}

void palette_take(const struct palette *palette, const char *line, struct buffer *taken,
                  bool *whole)
{
    const struct palette_row *row;

    *whole = true;
    if (palette->count == 0 ||
        (palette->argument_bytes > 0 && palette->rows[palette->chosen].value == NULL)) {
        buffer_append_string(taken, line);
        return;
    }
    row = &palette->rows[palette->chosen];
    if (row->value != NULL) {
        buffer_append(taken, line, palette->argument_bytes);
        buffer_append(taken, row->value, row->value_bytes);
    } else {
        buffer_append_string(taken, row->verb->name);
    }
    *whole = !row->goes_on;
    if (!*whole)
        buffer_append_char(taken, ' ');
}

/* ---- completing ---------------------------------------------------------------------------------- */

static const char *word_of(const struct palette_row *row, size_t *len_bytes)
{
    *len_bytes = row->value != NULL ? row->value_bytes : strlen(row->verb->name);
    return row->value != NULL ? row->value : row->verb->name;
}

void palette_complete(const struct palette *palette, const char *line, struct buffer *completed,
                      bool *only)
{
    size_t start_bytes = palette->argument_bytes > 0 ? palette->argument_bytes : strspn(line, " ");
    const char *typed = line + start_bytes, *first = NULL;
    size_t typed_bytes = strlen(typed), shared_bytes = 0, count = 0;
    const struct palette_row *row = NULL;

    for (size_t i = 0; i < palette->count; i++) {
        size_t len_bytes, same_bytes = 0;
        const char *word = word_of(&palette->rows[i], &len_bytes);

        if (len_bytes < typed_bytes || memcmp(word, typed, typed_bytes) != 0 ||
            (palette->argument_bytes > 0 && palette->rows[i].value == NULL))
            continue;
        if (count++ == 0) {
            row = &palette->rows[i];
            first = word;
            shared_bytes = len_bytes;
        }
        while (same_bytes < shared_bytes && same_bytes < len_bytes &&
               word[same_bytes] == first[same_bytes])
            same_bytes++;
        shared_bytes = same_bytes;
    }
    *only = count == 1;
    if (count == 0)
        return;
    if (shared_bytes > typed_bytes || *only) {
        buffer_append(completed, line, start_bytes);
        buffer_append(completed, first, shared_bytes);
    }
    if (*only && (row->goes_on || (row->value == NULL && row->verb->argument != ARGUMENT_NONE)))
        buffer_append_char(completed, ' ');
}

void palette_release(struct palette *palette)
{
    free(palette->rows);
    buffer_release(&palette->values);
    *palette = (struct palette){0};
}
