/* Who takes a position: the table of actors and finding one in it.
 *
 * The table is constant and compiled in (actors.tsv); finding walks it, which for a hundred rows costs
 * less than keeping anything. */
#include "config.h"

#include "council/council.h"

#include <string.h>
#include <strings.h>

static const struct actor actors[] = {
#include "council/actors.tsv.h"
};

size_t council_actor_count(void)
{
    return COUNT_OF(actors);
}

const struct actor *council_actor(size_t index)
{
    return &actors[index];
}

/* The EU's institutions write EL and UK where ISO 3166 has GR and GB. */
static const char *institutions_code(const char *code)
{
    if (strcasecmp(code, "gr") == 0)
        return "EL";
    if (strcasecmp(code, "gb") == 0)
        return "UK";
    return code;
}

const struct actor *council_find_actor(const char *id)
{
    const char *wanted = institutions_code(id);

    for (size_t i = 0; i < COUNT_OF(actors); i++) {
        if (strcasecmp(actors[i].id, wanted) == 0)
            return &actors[i];
    }
    return NULL;
}

const struct actor *council_find_letters(const char letters[2])
{
    const char pair[3] = {letters[0], letters[1], '\0'};
    const char *wanted = institutions_code(pair);

    if (strlen(wanted) != 2)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(actors); i++) {
        if (strcasecmp(actors[i].letters, wanted) == 0)
            return &actors[i];
    }
    return NULL;
}

/* Index in actor.labels of the language that the interface speaks now. */
static size_t interface_language(void)
{
    static const char languages[][3] = {"en", "nl", "de", "fr"};
    /* TRANSLATORS: write the two-letter code of the language you translate into (nl, de, fr). It is
     * never shown: with it the program picks the names of countries and institutions. */
    const char *code = _("en");

    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        if (strcmp(code, languages[i]) == 0)
            return i;
    }
    return 0;
}

const char *council_actor_label(const struct actor *actor)
{
    return actor->labels[interface_language()];
}
