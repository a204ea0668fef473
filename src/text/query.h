/* query: what finding literals and finding regular expressions share. Private to text/. */
#ifndef KANTLIJN_TEXT_QUERY_H
#define KANTLIJN_TEXT_QUERY_H

#include "text/text.h"

/* A literal that is folded already where it is to be. */
void query_set_literal(struct text_query *query, const char *needle, size_t len_bytes, bool folded);
/* Widens a match to whole clusters. */
void query_widen(const char *text, size_t len_bytes, size_t *start_bytes, size_t *end_bytes);

#endif
