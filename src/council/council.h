/* council: actors, stances and what they add up to. Facts are compiled in from the .tsv files of this
 * folder; nothing here is allocated or changes.
 *
 * An actor has an id (a member state's EU code: EL, not GR; an institution: COM, EP, PRES …; a
 * collective: ALL, A_FEW …). A collective is itself and is never spread over states. */
#ifndef KANTLIJN_COUNCIL_COUNCIL_H
#define KANTLIJN_COUNCIL_COUNCIL_H

#include "base/base.h"

enum actor_class {
    ACTOR_MEMBER, ACTOR_FORMER_MEMBER, ACTOR_ASSOCIATED, ACTOR_THIRD_COUNTRY,
    ACTOR_INSTITUTION, ACTOR_QUANTIFIER, ACTOR_GROUP,
};

struct actor {
    const char *id;          /* "NL", "COM", "NEARLY_ALL" */
    enum actor_class class;
    const char *letters;     /* two small letters that name it in the stance dialog, unique: "nl", "na" */
    const char *labels[4];   /* its name in en, nl, de, fr */
    int tile_row, tile_col;  /* its place on the tile map of member states, from 1; 0 where none */
};

size_t council_actor_count(void);
const struct actor *council_actor(size_t index); /* order: member states by protocol order, institutions, collectives, groups, others */
/* Its index, by exactly that id; the count for an unknown one, which so comes last. */
size_t council_actor_rank(const char *id);
/* By id, case ignored; GR finds EL and GB finds UK. NULL where unknown. */
const struct actor *council_find_actor(const char *id);
/* By the dialog's two letters, case ignored ("gr" finds EL). NULL where unknown. */
const struct actor *council_find_letters(const char letters[2]);
/* The actor's name in the language of the interface. */
const char *council_actor_label(const struct actor *actor);
/* The known id nearest to a misspelt one, for messages; NULL where nothing is near. */
const char *council_nearest_actor(const char *id);

enum stance { STANCE_NONE, STANCE_SUPPORT, STANCE_OPPOSE, STANCE_CONDITIONAL, STANCE_RESERVE, STANCE_NEUTRAL };
enum { STANCE_COUNT = 6 };

char stance_sign(enum stance stance);             /* + - ~ ! 0, and ' ' for none */
const char *stance_word(enum stance stance);      /* support, oppose …: the file's and --json's word */
const char *stance_label(enum stance stance);     /* translated: "for", "against" … */
/* From a sign, a word or the dialog's letters (c conditional, r reserve, n neutral); x, clear and none
 * give STANCE_NONE. False where it is none of these. */
bool stance_parse(const char *word, size_t len_bytes, enum stance *stance);

/* One stance as somebody tagged it, for the rule below. */
struct stance_tag {
    const char *actor; /* id */
    enum stance stance;
    bool on_item;      /* on the item itself, not on a passage of it */
};

/* An actor's position on an item: the tags on the item itself if there are any, else what the tags on
 * its passages say together. More than one bit set: they differ ("mixed"; the badge shows NL+!). */
struct position {
    const char *actor;
    unsigned stances;  /* bit (1u << stance) for each stance said */
};

/* Gathers the tags of one item into positions, one an actor, in the order of council_actor (unknown
 * ids last, by name). *positions is freed with free(); the ids are the tags' own pointers. */
size_t council_gather(const struct stance_tag *tags, size_t count, struct position **positions);
/* "NL+!" for the position, appended. */
void council_append_badge(struct buffer *out, const struct position *position);

#endif
