/* regex: regular expressions over text as it folds. Private to text/. */
#ifndef KANTLIJN_TEXT_REGEX_H
#define KANTLIJN_TEXT_REGEX_H

#include "text/pattern.h"
#include "text/text.h"

struct text_regex;

/* Of a pattern that is no literal. False where the C library will not have it; the error says so. */
bool regex_new(struct text_regex **regex, const struct pattern *pattern, struct error *error);
void regex_free(struct text_regex *regex);
/* The first match that starts at or after from_bytes, and before before_bytes. The text is a paragraph. */
bool regex_find(struct text_regex *regex, const char *text, size_t len_bytes, size_t from_bytes,
                size_t before_bytes, size_t *start_bytes, size_t *end_bytes);

/* The start of the piece that holds the place; no match reaches over it. */
size_t regex_piece(const char *text, size_t len_bytes, size_t at_bytes);

#endif
