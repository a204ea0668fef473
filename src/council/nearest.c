/* The actor that a misspelt word most likely meant.
 *
 * Compared are ids and the names in all four languages, since a reader may type "Nederland" or
 * "Germny"; of an institution's name also its last words ("Commission"). The distance is the number of
 * letters added, left out, replaced or swapped with their neighbour (optimal string alignment), ASCII
 * case ignored; one letter in three may be off, at most three. Names in other scripts than ASCII count
 * by bytes, which only makes them a little further away. */
#include "config.h"

#include "council/council.h"

#include <string.h>

enum { WORD_MAX_BYTES = 64, DISTANCE_MAX = 3 };

static unsigned char lower(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

/* Both words are at most WORD_MAX_BYTES long. Only the last three rows of the usual table are kept. */
static size_t edit_distance(const char *from, size_t from_bytes, const char *to, size_t to_bytes)
{
    size_t rows[3][WORD_MAX_BYTES + 1];

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

/* More than DISTANCE_MAX where the two cannot be near. */
static size_t distance_to(const char *word, size_t word_bytes, const char *name)
{
    size_t name_bytes = strlen(name);

    if (name_bytes > WORD_MAX_BYTES || name_bytes > word_bytes + DISTANCE_MAX ||
        word_bytes > name_bytes + DISTANCE_MAX)
        return DISTANCE_MAX + 1;
    return edit_distance(word, word_bytes, name, name_bytes);
}

static size_t distance_to_label(const char *word, size_t word_bytes, const char *label,
                                bool last_words)
{
    size_t distance = distance_to(word, word_bytes, label);

    while (last_words && (label = strchr(label, ' ')) != NULL)
        distance = least(distance, distance_to(word, word_bytes, ++label));
    return distance;
}

static size_t distance_to_actor(const char *word, size_t word_bytes, const struct actor *actor)
{
    size_t distance = distance_to(word, word_bytes, actor->id);

    for (size_t i = 0; i < COUNT_OF(actor->labels); i++)
        distance = least(distance, distance_to_label(word, word_bytes, actor->labels[i],
                                                     actor->class == ACTOR_INSTITUTION));
    return distance;
}

const char *council_nearest_actor(const char *id)
{
    size_t word_bytes = strlen(id);
    size_t best = least(word_bytes / 3, DISTANCE_MAX) + 1;
    const char *nearest = NULL;

    if (word_bytes == 0 || word_bytes > WORD_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < council_actor_count(); i++) {
        const struct actor *actor = council_actor(i);
        size_t distance = distance_to_actor(id, word_bytes, actor);

        if (distance < best) {
            best = distance;
            nearest = actor->id;
        }
    }
    return nearest;
}
