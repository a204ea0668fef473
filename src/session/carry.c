/* Finding again, in a report that was read again, what stood in it before. See carry.h. */
#include "config.h"

#include "session/carry.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ------------------------------------------------------------------------------------- */

void carry_init(struct carry *carry, const struct report *from, const struct report *to)
{
    const struct buffer *left = &from->text, *right = &to->text;
    const size_t least = left->len_bytes < right->len_bytes ? left->len_bytes : right->len_bytes;
    size_t before = 0, after = 0;

    while (before < least && left->data[before] == right->data[before])
        before++;
    while (after < least - before &&
           left->data[left->len_bytes - 1 - after] == right->data[right->len_bytes - 1 - after])
        after++;
    *carry = (struct carry){
        .from = from, .to = to, .same_before_bytes = before, .same_after_bytes = after};
}

void carry_release(struct carry *carry)
{
    anchor_search_release(&carry->search);
}

/* A stretch of the old text that nothing was changed in, by counting. */
static bool count_on(const struct carry *carry, size_t start_bytes, size_t end_bytes,
                     size_t *found_bytes)
{
    const size_t from_bytes = carry->from->text.len_bytes, to_bytes = carry->to->text.len_bytes;

    *found_bytes = start_bytes;
    if (end_bytes <= carry->same_before_bytes)
        return true;
    *found_bytes = to_bytes - (from_bytes - start_bytes);
    return start_bytes >= from_bytes - carry->same_after_bytes;
}

bool carry_passage(struct carry *carry, size_t *start_bytes, size_t *end_bytes)
{
    struct anchor anchor;
    struct anchor_place place;
    size_t found_bytes;

    if (count_on(carry, *start_bytes, *end_bytes, &found_bytes)) {
        *end_bytes = found_bytes + (*end_bytes - *start_bytes);
        *start_bytes = found_bytes;
        return true;
    }
    anchor_of_passage(&anchor, carry->from, report_bytes_to_points(carry->from, *start_bytes),
                      report_bytes_to_points(carry->from, *end_bytes));
    anchor_resolve(&carry->search, &anchor, carry->to, false, &place);
    anchor_release(&anchor);
    if (place.state == ANCHOR_ORPHAN)
        return false;
    *start_bytes = report_points_to_bytes(carry->to, place.start_points);
    *end_bytes = report_points_to_bytes(carry->to, place.end_points);
    return true;
}

/* Where a block is; false where it is gone. */
static bool find_block(struct carry *carry, size_t block, size_t *start_bytes, size_t *end_bytes)
{
    *start_bytes = carry->from->blocks[block].start_bytes;
    *end_bytes = carry->from->blocks[block].end_bytes;
    return *start_bytes < *end_bytes && carry_passage(carry, start_bytes, end_bytes);
}

/* The block before it that still stands there, as far as the first change; else where that is. */
static size_t nearest_bytes(struct carry *carry, size_t block)
{
    enum { BLOCKS_LOOKED_AT = 20 };
    size_t start_bytes, end_bytes;

    for (size_t i = 0; i < BLOCKS_LOOKED_AT && block-- > 0; i++)
        if (find_block(carry, block, &start_bytes, &end_bytes))
            return start_bytes;
    return carry->same_before_bytes;
}

size_t carry_bytes(struct carry *carry, size_t at_bytes)
{
    const size_t block = report_block_at_bytes(carry->from, at_bytes);
    const size_t into_bytes = at_bytes - carry->from->blocks[block].start_bytes;
    size_t start_bytes, end_bytes, found_bytes;

    if (count_on(carry, at_bytes, at_bytes + 1, &found_bytes))
        return found_bytes;
    if (!find_block(carry, block, &start_bytes, &end_bytes))
        start_bytes = end_bytes = nearest_bytes(carry, block);
    return into_bytes < end_bytes - start_bytes ? start_bytes + into_bytes : start_bytes;
}

void carry_position(struct carry *carry, struct layout_position *position)
{
    position->at_bytes = carry_bytes(carry, position->at_bytes);
    position->block = report_block_at_bytes(carry->to, position->at_bytes);
}

/* ---- folds -------------------------------------------------------------------------------------- */

/* Which heading it is by its words and those above it: equal for equal ones. */
struct heading_key {
    uint64_t hash;
    size_t heading;
};

static uint64_t add_hash(uint64_t hash, const char *bytes, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u; /* FNV-1a */
    return (hash ^ 0xFF) * 1099511628211u;
}

static uint64_t hash_heading(const struct report *report, size_t heading, uint64_t above)
{
    const char *number = report->headings[heading].number;
    size_t len_bytes;
    const char *title = report_title_text(report, heading, &len_bytes);

    if (number != NULL)
        above = add_hash(above, number, strlen(number));
    return add_hash(above, title, len_bytes);
}

static int compare_keys(const void *left, const void *right)
{
    const struct heading_key *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->heading > b->heading) - (a->heading < b->heading);
}

static struct heading_key *sorted_keys(const struct report *report)
{
    struct heading_key *keys = base_reallocate(NULL, report->heading_count + 1, sizeof *keys);

    for (size_t i = 0; i < report->heading_count; i++) {
        const size_t parent = report->headings[i].parent;

        keys[i].heading = i;
        keys[i].hash =
            hash_heading(report, i, parent < i ? keys[parent].hash : 14695981039346656037u);
    }
    qsort(keys, report->heading_count, sizeof *keys, compare_keys);
    return keys;
}

void carry_folds(const struct carry *carry, const struct layout *from, struct layout *to)
{
    struct heading_key *before = sorted_keys(carry->from), *after = sorted_keys(carry->to);
    size_t i = 0, k = 0;

    while (i < carry->from->heading_count && k < carry->to->heading_count) {
        if (before[i].hash < after[k].hash) {
            i++;
        } else if (before[i].hash > after[k].hash) {
            k++;
        } else {
            const bool closed = layout_is_closed(from, before[i++].heading);

            if (layout_is_closed(to, after[k].heading) != closed)
                layout_set_closed(to, after[k].heading, closed);
            k++;
        }
    }
    free(before);
    free(after);
}
