/* Stances, and what the tags of an item add up to.
 *
 * What is always true of a gathered list:
 *  1. An actor stands in it once, and only if it has a tag that says something.
 *  2. Tags on the item itself decide alone; only without them do those on its passages speak, all of
 *     them together.
 *  3. Its order is that of council_actor, then unknown ids by their bytes: no locale, no order of
 *     arrival. */
#include "config.h"

#include "council/council.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    char sign;
    char letter; /* a second key where the sign is awkward to type; NUL for none */
    const char *word;
    const char *label;
} stances[STANCE_COUNT] = {
    /* TRANSLATORS: what is shown where an actor has no stance. */
    [STANCE_NONE] = {' ', 'x', "none", N_("no stance")},
    /* TRANSLATORS: an actor's position in the Council, as in "for: NL, DE". */
    [STANCE_SUPPORT] = {'+', '\0', "support", N_("for")},
    /* TRANSLATORS: an actor's position in the Council, as in "against: NL, DE". */
    [STANCE_OPPOSE] = {'-', '\0', "oppose", N_("against")},
    /* TRANSLATORS: an actor's position in the Council: supports on a condition. */
    [STANCE_CONDITIONAL] = {'~', 'c', "conditional", N_("conditional")},
    /* TRANSLATORS: an actor's position in the Council: has entered a (scrutiny) reservation. */
    [STANCE_RESERVE] = {'!', 'r', "reserve", N_("reserve")},
    /* TRANSLATORS: an actor's position in the Council: neither for nor against. */
    [STANCE_NEUTRAL] = {'0', 'n', "neutral", N_("neutral")},
};

char stance_sign(enum stance stance)
{
    return stances[stance].sign;
}

const char *stance_word(enum stance stance)
{
    return stances[stance].word;
}

const char *stance_label(enum stance stance)
{
    return _(stances[stance].label);
}

static bool is_word(const char *word, size_t len_bytes, const char *wanted)
{
    return len_bytes == strlen(wanted) && strncasecmp(word, wanted, len_bytes) == 0;
}

static bool is_sign(const char *word, size_t len_bytes, enum stance stance)
{
    char letter = stances[stance].letter;

    if (len_bytes != 1)
        return false;
    if (stance != STANCE_NONE && word[0] == stances[stance].sign)
        return true;
    return letter != '\0' && (word[0] == letter || word[0] == letter - 'a' + 'A');
}

bool stance_parse(const char *word, size_t len_bytes, enum stance *stance)
{
    for (size_t i = 0; i < STANCE_COUNT; i++) {
        if (is_sign(word, len_bytes, (enum stance)i) || is_word(word, len_bytes, stances[i].word)) {
            *stance = (enum stance)i;
            return true;
        }
    }
    if (is_word(word, len_bytes, "clear")) {
        *stance = STANCE_NONE;
        return true;
    }
    return false;
}

/* A tag with its actor's place in the table; the number of actors for an unknown one. */
struct ranked_tag {
    size_t rank;
    const struct stance_tag *tag;
};

size_t council_actor_rank(const char *id)
{
    size_t count = council_actor_count();
    size_t rank = 0;

    while (rank < count && strcmp(council_actor(rank)->id, id) != 0)
        rank++;
    return rank;
}

/* The first two keys bring an actor's tags together; the last puts those on the item first. */
static int compare_ranked(const void *left, const void *right)
{
    const struct ranked_tag *a = left, *b = right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = strcmp(a->tag->actor, b->tag->actor);
    return order != 0 ? order : (int)b->tag->on_item - (int)a->tag->on_item;
}

static struct ranked_tag *rank_tags(const struct stance_tag *tags, size_t count,
                                    size_t *ranked_count)
{
    struct ranked_tag *ranked = base_allocate((count + 1) * sizeof *ranked);

    *ranked_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (tags[i].stance == STANCE_NONE)
            continue;
        ranked[*ranked_count] =
            (struct ranked_tag){.rank = council_actor_rank(tags[i].actor), .tag = &tags[i]};
        (*ranked_count)++;
    }
    qsort(ranked, *ranked_count, sizeof *ranked, compare_ranked);
    return ranked;
}

size_t council_gather(const struct stance_tag *tags, size_t count, struct position **positions)
{
    size_t ranked_count, position_count = 0;
    struct ranked_tag *ranked = rank_tags(tags, count, &ranked_count);
    struct position *gathered = base_allocate((ranked_count + 1) * sizeof *gathered);

    for (size_t i = 0; i < ranked_count;) {
        const struct stance_tag *first = ranked[i].tag;
        struct position *position = &gathered[position_count++];

        position->actor = first->actor;
        for (; i < ranked_count && strcmp(ranked[i].tag->actor, first->actor) == 0; i++) {
            if (ranked[i].tag->on_item == first->on_item)
                position->stances |= 1U << ranked[i].tag->stance;
        }
    }
    free(ranked);
    *positions = gathered;
    return position_count;
}

void council_append_badge(struct buffer *out, const struct position *position)
{
    buffer_append_string(out, position->actor);
    for (size_t i = STANCE_SUPPORT; i < STANCE_COUNT; i++) {
        if ((position->stances & 1U << i) != 0)
            buffer_append_char(out, stances[i].sign);
    }
}
