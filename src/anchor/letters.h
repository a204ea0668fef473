/* A text's letters alone: what stays the same when lines are broken otherwise. */
#ifndef KANTLIJN_ANCHOR_LETTERS_H
#define KANTLIJN_ANCHOR_LETTERS_H

#include "anchor/anchor.h"

/* Finds the anchor's quote by its letters, with those that stood before or after it; false where there
 * is no such place, or more than one. */
bool letters_find(struct anchor_search *search, const struct anchor *anchor,
                  const struct report *report, size_t *start_bytes, size_t *end_bytes);

#endif
