/* Reads a test file. What is always true: a statement is one line, except that a block (after a last
 * word "<<END") runs to the line END, and that the rows of an expect ("|…|" or "...") follow it. */
#include "config.h"

#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct script *script;
    const char *file;
    char *rest; /* what has not been read yet */
    int line;
    struct buffer *why;
};

void script_append_point(struct buffer *out, uint32_t point)
{
    if (point < 0x80) {
        buffer_append_char(out, (char)point);
        return;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    buffer_append_char(out, (char)(lead[more] | (point >> (6 * more))));
    while (more-- > 0)
        buffer_append_char(out, (char)(0x80 | ((point >> (6 * more)) & 0x3F)));
}

static bool unescape_hex(const char **at, const char *end, struct buffer *out)
{
    char digits[9] = "";
    bool is_point = **at == 'u';
    const char *from = *at + 1;
    const char *until = is_point ? memchr(from, '}', (size_t)(end - from)) : from + 2;
    if (is_point && (from >= end || *from++ != '{'))
        return false;
    if (!until || until > end || until <= from || until - from > 8)
        return false;
    memcpy(digits, from, (size_t)(until - from));
    char *stop;
    unsigned long value = strtoul(digits, &stop, 16);
    if (*stop)
        return false;
    if (is_point)
        script_append_point(out, (uint32_t)value);
    else
        buffer_append_char(out, (char)value);
    *at = until + (is_point ? 1 : 0);
    return true;
}

bool script_unescape(const char *text, size_t len_bytes, struct buffer *out)
{
    static const char letters[] = "\\\"nrte", values[] = "\\\"\n\r\t\033";
    const char *end = text + len_bytes;
    for (const char *at = text; at < end;) {
        if (*at != '\\') {
            buffer_append_char(out, *at++);
            continue;
        }
        if (++at == end)
            return false;
        const char *known = *at ? strchr(letters, *at) : NULL;
        if (known) {
            buffer_append_char(out, values[known - letters]);
            at++;
        } else if ((*at != 'x' && *at != 'u') || !unescape_hex(&at, end, out)) {
            return false;
        }
    }
    return true;
}

static bool complain(struct reader *reader, const char *what)
{
    buffer_append_format(reader->why, "%s:%d: %s", reader->file, reader->line, what);
    return false;
}

static char *next_line(struct reader *reader)
{
    if (!*reader->rest)
        return NULL;
    char *line = reader->rest;
    char *end = strchr(line, '\n');
    reader->rest = end ? end + 1 : line + strlen(line);
    if (end)
        *end = '\0';
    reader->line++;
    return line;
}

static void add_word(struct statement *statement, const char *text, size_t len_bytes, bool quoted)
{
    statement->words = array_reserve(statement->words, &statement->word_capacity,
                                     statement->word_count + 1, sizeof *statement->words);
    statement->words[statement->word_count++] =
        (struct word){.text = base_copy_bytes(text, len_bytes), .quoted = quoted};
}

static bool read_quoted(struct reader *reader, struct statement *statement, char **at)
{
    char *start = *at + 1, *end = start;
    while (*end && *end != '"')
        end += *end == '\\' && end[1] ? 2 : 1;
    if (!*end)
        return complain(reader, "a quote is not closed");
    struct buffer text = {0};
    bool ok = script_unescape(start, (size_t)(end - start), &text);
    if (ok)
        add_word(statement, text.data ? text.data : "", text.len_bytes, true);
    buffer_release(&text);
    *at = end + 1;
    return ok || complain(reader, "an escape is wrong");
}

static bool read_words(struct reader *reader, struct statement *statement, char *at)
{
    for (;;) {
        at += strspn(at, " \t");
        if (!*at)
            return true;
        if (*at == '"') {
            if (!read_quoted(reader, statement, &at))
                return false;
            continue;
        }
        size_t len_bytes = strcspn(at, " \t");
        add_word(statement, at, len_bytes, false);
        at += len_bytes;
    }
}

static void statement_release(struct statement *statement)
{
    for (size_t i = 0; i < statement->word_count; i++)
        free(statement->words[i].text);
    free(statement->words);
    free(statement->block);
    free(statement->file);
}

static bool read_block(struct reader *reader, struct statement *statement)
{
    struct word *last = &statement->words[statement->word_count - 1];
    if (last->quoted || strncmp(last->text, "<<", 2) != 0)
        return true;
    struct buffer block = {0};
    buffer_init(&block);
    char *line;
    while ((line = next_line(reader)) && strcmp(line, last->text + 2) != 0) {
        buffer_append_string(&block, line);
        buffer_append_char(&block, '\n');
    }
    statement->block = buffer_detach(&block);
    free(last->text);
    statement->word_count--;
    return line || complain(reader, "a block is not closed");
}

static void read_rows(struct reader *reader, struct statement *statement)
{
    struct buffer rows = {0};
    buffer_init(&rows);
    while (*reader->rest == '|' || strncmp(reader->rest, "...", 3) == 0) {
        buffer_append_string(&rows, next_line(reader));
        buffer_append_char(&rows, '\n');
    }
    statement->block = buffer_detach(&rows);
}

static bool read_file(struct script *script, const char *path, struct buffer *why);

static bool include(struct reader *reader, const struct statement *statement)
{
    if (statement->word_count != 2)
        return complain(reader, "include wants one file");
    const char *slash = strrchr(reader->file, '/');
    struct buffer path = {0};
    buffer_append(&path, reader->file, slash ? (size_t)(slash - reader->file) + 1 : 0);
    buffer_append_string(&path, statement->words[1].text);
    bool ok = read_file(reader->script, path.data, reader->why);
    buffer_release(&path);
    return ok;
}

static bool read_statement(struct reader *reader, char *line)
{
    struct statement statement = {.line = reader->line, .file = base_copy_string(reader->file)};
    bool ok = read_words(reader, &statement, line) && read_block(reader, &statement);
    if (ok && strcmp(statement.words[0].text, "include") == 0) {
        ok = include(reader, &statement);
        statement_release(&statement);
        return ok;
    }
    if (!ok) {
        statement_release(&statement);
        return false;
    }
    bool inverted = statement.word_count > 1 && strcmp(statement.words[0].text, "not") == 0;
    if (strcmp(statement.words[inverted].text, "expect") == 0)
        read_rows(reader, &statement);
    struct script *script = reader->script;
    script->statements = array_reserve(script->statements, &script->capacity, script->count + 1,
                                       sizeof *script->statements);
    script->statements[script->count++] = statement;
    return true;
}

static bool read_whole(const char *path, struct buffer *bytes)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_append(bytes, chunk, got);
    bool ok = !ferror(file);
    fclose(file);
    return ok;
}

static bool read_file(struct script *script, const char *path, struct buffer *why)
{
    struct buffer bytes = {0};
    buffer_init(&bytes);
    bool ok = read_whole(path, &bytes);
    if (!ok)
        buffer_append_format(why, "%s: %s", path, strerror(errno));
    struct reader reader = {.script = script, .file = path, .rest = bytes.data, .why = why};
    char *line;
    while (ok && (line = next_line(&reader))) {
        line += strspn(line, " \t");
        if (*line && *line != '#')
            ok = read_statement(&reader, line);
    }
    buffer_release(&bytes);
    return ok;
}

bool script_read(struct script *script, const char *path, struct buffer *why)
{
    return read_file(script, path, why);
}

void script_release(struct script *script)
{
    for (size_t i = 0; i < script->count; i++)
        statement_release(&script->statements[i]);
    free(script->statements);
    *script = (struct script){0};
}
