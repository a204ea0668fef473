/* carry: finding in a report that was read again what stood in it before. Private to session/.
 *
 * Both reports outlive the struct. What stands before the first change and after the last is found by
 * counting; what stands between them as a note's place is (anchor.h), else what is nearest to it. */
#ifndef KANTLIJN_SESSION_CARRY_H
#define KANTLIJN_SESSION_CARRY_H

#include "anchor/anchor.h"
#include "layout/layout.h"

struct carry {
    const struct report *from, *to;
    size_t same_before_bytes, same_after_bytes; /* what both texts begin and end with */
    struct anchor_search search;
};

void carry_init(struct carry *carry, const struct report *from, const struct report *to);
void carry_release(struct carry *carry);
/* Where a place of the one text is in the other. */
size_t carry_bytes(struct carry *carry, size_t at_bytes);
/* The same of a row; a note's or a stance's is known by its id. */
void carry_position(struct carry *carry, struct layout_position *position);
/* A passage; false where it is not there any more. */
bool carry_passage(struct carry *carry, size_t *start_bytes, size_t *end_bytes);
/* Headings that are the same, under the same ones, are folded as they were; of several equal ones the first
 * is the first. */
void carry_folds(const struct carry *carry, const struct layout *from, struct layout *to);

#endif
