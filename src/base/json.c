/* Writing JSON.
 *
 * What is always true: first[depth] says whether the innermost open object or array is still empty;
 * after_key says that a key stands written whose value is still to come. An object or array that
 * stays empty is written {} or [] on one line. */
#include "config.h"

#include "base/base.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

void json_init(struct json *json, struct buffer *out)
{
    *json = (struct json){.out = out};
    json->first[0] = true;
}

static void new_line(struct json *json)
{
    buffer_append_char(json->out, '\n');
    buffer_append_repeated(json->out, ' ', 2 * (size_t)json->depth);
}

/* What stands before a value or key: nothing after a key or at the outermost, else comma and line. */
static void before_value(struct json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    if (!json->first[json->depth])
        buffer_append_char(json->out, ',');
    json->first[json->depth] = false;
    new_line(json);
}

static void after_value(struct json *json)
{
    if (json->depth == 0)
        buffer_append_char(json->out, '\n');
}

static void begin(struct json *json, char bracket)
{
    before_value(json);
    assert(json->depth < JSON_DEPTH_MAX);
    buffer_append_char(json->out, bracket);
    json->depth++;
    json->first[json->depth] = true;
}

static void end(struct json *json, char bracket)
{
    bool was_empty = json->first[json->depth];

    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    if (!was_empty)
        new_line(json);
    buffer_append_char(json->out, bracket);
    after_value(json);
}

void json_object_begin(struct json *json)
{
    begin(json, '{');
}

void json_object_end(struct json *json)
{
    end(json, '}');
}

void json_array_begin(struct json *json)
{
    begin(json, '[');
}

void json_array_end(struct json *json)
{
    end(json, ']');
}

static const char *short_escape(char byte)
{
    switch (byte) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

/* U+2028 and U+2029 are E2 80 A8 and E2 80 A9: line ends to JavaScript, though not to JSON. */
static bool is_line_separator(const char *at, size_t left_bytes)
{
    return left_bytes >= 3 && memcmp(at, "\xE2\x80", 2) == 0 && (at[2] == '\xA8' || at[2] == '\xA9');
}

static void append_escaped(struct buffer *out, const char *bytes, size_t len_bytes)
{
    size_t plain_start = 0, i = 0;

    while (i < len_bytes) {
        const char *escape = short_escape(bytes[i]);
        const bool control = (unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7F;
        const bool separator = is_line_separator(bytes + i, len_bytes - i);

        if (escape == NULL && !control && !separator) {
            i++;
            continue;
        }
        buffer_append(out, bytes + plain_start, i - plain_start);
        if (escape != NULL)
            buffer_append_string(out, escape);
        else if (separator)
            buffer_append_string(out, bytes[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
        else
            buffer_append_format(out, "\\u%04x", (unsigned)(unsigned char)bytes[i]);
        i += separator ? 3 : 1;
        plain_start = i;
    }
    buffer_append(out, bytes + plain_start, len_bytes - plain_start);
}

static void append_quoted(struct json *json, const char *bytes, size_t len_bytes)
{
    buffer_append_char(json->out, '"');
    append_escaped(json->out, bytes, len_bytes);
    buffer_append_char(json->out, '"');
}

static void literal(struct json *json, const char *word)
{
    before_value(json);
    buffer_append_string(json->out, word);
    after_value(json);
}

void json_key(struct json *json, const char *key)
{
    assert(json->depth > 0 && !json->after_key);
    before_value(json);
    append_quoted(json, key, strlen(key));
    buffer_append_string(json->out, ": ");
    json->after_key = true;
}

void json_string(struct json *json, const char *string)
{
    if (string == NULL)
        json_null(json);
    else
        json_bytes(json, string, strlen(string));
}

void json_bytes(struct json *json, const char *bytes, size_t len_bytes)
{
    before_value(json);
    append_quoted(json, bytes, len_bytes);
    after_value(json);
}

void json_integer(struct json *json, int64_t value)
{
    before_value(json);
    buffer_append_format(json->out, "%" PRId64, value);
    after_value(json);
}

void json_boolean(struct json *json, bool value)
{
    literal(json, value ? "true" : "false");
}

void json_null(struct json *json)
{
    literal(json, "null");
}

void json_pair_string(struct json *json, const char *key, const char *string)
{
    json_key(json, key);
    json_string(json, string);
}

void json_pair_integer(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_integer(json, value);
}
