/* Queries: what a reader typed, made ready to be found (find.c, regex.c).
 *
 * A literal is folded here, once, where it is to be; of its first word the rarest byte is what is looked for
 * first. */
#include "config.h"

#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "text/fold.h"
#include "text/pattern.h"
#include "text/point.h"
#include "text/query.h"
#include "text/regex.h"

enum { RARE_WITHIN_BYTES = 64 };

static bool has_capital(const char *text, size_t len_bytes)
{
    size_t at_bytes = 0;
    uint32_t point;

    while (at_bytes < len_bytes) {
        at_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt))
            return true;
    }
    return false;
}

/* Appends the text with each run of white space as one U+0020. */
static void append_spaced(const char *text, size_t len_bytes, struct buffer *out)
{
    size_t at_bytes = 0, next_bytes;
    bool after_space = false;
    uint32_t point;

    for (; at_bytes < len_bytes; at_bytes = next_bytes) {
        next_bytes = point_read(text, len_bytes, at_bytes, &point);
        if (!point_is_space(point))
            buffer_append(out, text + at_bytes, next_bytes - at_bytes);
        else if (!after_space)
            buffer_append_char(out, ' ');
        after_space = point_is_space(point);
    }
}

/* Letters from the rarest on, as the council's languages use them; other signs are rarer still. */
static size_t commonness(char byte)
{
    static const char letters[] = "qxyjzwkfvbphcmguldosraitne";
    const char *at = byte == '\0' ? NULL : strchr(letters, fold_ascii(byte));

    return at == NULL ? 0 : (size_t)(at - letters) + 1;
}

/* The rarest byte of the first word that stands after nothing but ASCII. */
static size_t rare_place(const char *needle, size_t len_bytes)
{
    size_t rare = 0;

    for (size_t i = 0;
         i < len_bytes && i < RARE_WITHIN_BYTES && byte_is_ascii(needle[i]) && needle[i] != ' ';
         i++)
        if (commonness(needle[i]) < commonness(needle[rare]))
            rare = i;
    return rare;
}

void query_set_literal(struct text_query *query, const char *needle, size_t len_bytes, bool folded)
{
    *query = (struct text_query){.needle = base_copy_bytes(len_bytes > 0 ? needle : "", len_bytes),
                                 .len_bytes = len_bytes,
                                 .folded = folded};
    query->rare_bytes = rare_place(query->needle, len_bytes);
}

void text_query_init(struct text_query *query, const char *text, size_t len_bytes)
{
    struct buffer decoded = {0}, needle = {0};
    size_t replaced_count = 0;
    bool folded;

    /* The report is in NFC; what a keyboard or a script hands in may not be. */
    text_decode(text, len_bytes, false, &decoded, &replaced_count);
    folded = !has_capital(decoded.data, decoded.len_bytes);
    if (folded)
        text_fold(decoded.data, decoded.len_bytes, &needle);
    else
        append_spaced(decoded.data, decoded.len_bytes, &needle);
    query_set_literal(query, needle.data, needle.len_bytes, folded);
    buffer_release(&needle);
    query->typed = buffer_detach(&decoded);
}

static bool compile(struct text_query *query, const struct pattern *pattern, struct error *error)
{
    struct text_regex *regex = NULL;

    if (!pattern->is_literal && pattern->expression.len_bytes > 0 &&
        !regex_new(&regex, pattern, error))
        return false;
    query_set_literal(query, pattern->needle.data,
                      pattern->is_literal ? pattern->needle.len_bytes : 0, pattern->folded);
    query->starts_word = pattern->starts_word;
    query->ends_word = pattern->ends_word;
    query->regex = regex;
    if (regex != NULL)
        query->len_bytes = pattern->expression.len_bytes;
    return true;
}

bool text_query_compile(struct text_query *query, const char *text, size_t len_bytes,
                        struct error *error)
{
    struct buffer decoded = {0};
    struct pattern pattern;
    size_t replaced_count = 0, fault_bytes = 0;
    bool ok;

    *query = (struct text_query){0};
    buffer_init(&decoded);
    text_decode(text, len_bytes, false, &decoded, &replaced_count);
    ok = pattern_parse(&pattern, decoded.data, decoded.len_bytes, &fault_bytes, error) &&
         compile(query, &pattern, error);
    pattern_release(&pattern);
    if (ok)
        query->typed = buffer_detach(&decoded);
    buffer_release(&decoded);
    return ok;
}

size_t text_query_whole_bytes(const char *text, size_t len_bytes)
{
    struct pattern pattern;

    for (;;) {
        size_t fault_bytes = 0;
        bool ok = pattern_parse(&pattern, text, len_bytes, &fault_bytes, NULL);

        pattern_release(&pattern);
        if (ok || len_bytes == 0)
            return len_bytes;
        len_bytes = fault_bytes;
    }
}

void text_query_release(struct text_query *query)
{
    free(query->needle);
    free(query->typed);
    regex_free(query->regex);
    *query = (struct text_query){0};
}
