/* The actor that a misspelt word most likely meant.
 *
 * Compared are ids and the names in all four languages, since a reader may type "Nederland" or
 * "Germny"; of an institution's name also its last words ("Commission"). The distance is the number of
 * letters that are off (base_edit_distance); one in three may be, at most three. Names in other scripts than
 * ASCII count by bytes, which only makes them a little further away. */
#include "config.h"

#include "council/council.h"

#include <string.h>

enum { DISTANCE_MAX = 3 };

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

/* More than DISTANCE_MAX where the two cannot be near. */
static size_t distance_to(const char *word, size_t word_bytes, const char *name)
{
    size_t name_bytes = strlen(name);

    if (name_bytes > word_bytes + DISTANCE_MAX || word_bytes > name_bytes + DISTANCE_MAX)
        return DISTANCE_MAX + 1;
    return base_edit_distance(word, word_bytes, name, name_bytes);
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

    if (word_bytes == 0 || word_bytes > NEAREST_WORD_MAX_BYTES)
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
