/* Which word a misspelt one meant: the distance is the number of bytes added, left out, replaced or swapped
 * with their neighbour (optimal string alignment), ASCII case ignored. */
#include "config.h"

#include "base/base.h"

#include <string.h>

static unsigned char lower(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

/* Only the last three rows of the usual table are kept. */
size_t base_edit_distance(const char *from, size_t from_bytes, const char *to, size_t to_bytes)
{
    size_t rows[3][NEAREST_WORD_MAX_BYTES + 1];

    if (from_bytes > NEAREST_WORD_MAX_BYTES || to_bytes > NEAREST_WORD_MAX_BYTES)
        return SIZE_MAX;
    for (size_t j = 0; j <= to_bytes; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= from_bytes; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *two_above = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= to_bytes; j++) {
            bool same = lower(from[i - 1]) == lower(to[j - 1]);

            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && lower(from[i - 1]) == lower(to[j - 2]) &&
                lower(from[i - 2]) == lower(to[j - 1]))
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[from_bytes % 3][to_bytes];
}

void nearest_init(struct nearest *nearest, const char *word, size_t len_bytes)
{
    *nearest = (struct nearest){
        .word = word, .word_bytes = len_bytes, .best = len_bytes == 0 ? 0 : len_bytes / 3 + 2};
}

void nearest_offer(struct nearest *nearest, const char *candidate, size_t len_bytes)
{
    size_t distance = base_edit_distance(nearest->word, nearest->word_bytes, candidate, len_bytes);

    if (distance >= nearest->best)
        return;
    nearest->best = distance;
    nearest->found = candidate;
    nearest->found_bytes = len_bytes;
}
