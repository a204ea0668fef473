/* Stance tags: read from words, set, cleared. A call of session_stance_set is one action in the log. */
#include "config.h"

#include "session/session_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- words --------------------------------------------------------------------------------------- */

static bool is_separator(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == ',';
}

static bool is_sign(char byte)
{
    return byte == '+' || byte == '-' || byte == '~' || byte == '!' || byte == '0';
}

static bool set_actor_error(const char *name, struct error *error)
{
    const char *nearest = council_nearest_actor(name);

    if (nearest != NULL)
        return error_set(error, ERROR_USAGE, NULL,
                         _("“%s” is no actor: the nearest is %s; kantlijn(1) lists them"), name,
                         nearest);
    return error_set(error, ERROR_USAGE, NULL,
                     _("“%s” is no actor: give a state's code such as NL, or COM, ALL, A_FEW; "
                       "kantlijn(1) lists them"),
                     name);
}

/* One "NL=+", "NL=support" or "NL+". */
static bool parse_stance(const char *word, size_t len_bytes, struct session_stance *stance,
                         struct error *error)
{
    const char *equals = memchr(word, '=', len_bytes);
    size_t name_bytes = equals == NULL ? len_bytes : (size_t)(equals - word);
    const char *value = equals == NULL ? word + len_bytes : equals + 1;
    char *name;
    bool parsed = true;

    if (equals == NULL && len_bytes > 1 && is_sign(word[len_bytes - 1]))
        value = word + --name_bytes;
    name = base_copy_bytes(word, name_bytes);
    stance->actor = council_find_actor(name);
    if (stance->actor == NULL)
        parsed = set_actor_error(name, error);
    else if (value == word + len_bytes && equals == NULL)
        parsed = error_set(error, ERROR_USAGE, NULL,
                           _("%s has no stance: write it behind the actor, as in %s=+"), name,
                           stance->actor->id);
    else if (!stance_parse(value, (size_t)(word + len_bytes - value), &stance->stance))
        parsed =
            error_set(error, ERROR_USAGE, NULL,
                      _("“%.*s” is no stance: write + (support), - (oppose), ~ (conditional), ! "
                        "(reserve) or 0 (neutral)"),
                      (int)len_bytes, word);
    free(name);
    return parsed;
}

/* Two signs for one actor are a mistake, and which of them is meant nobody knows. */
static bool check_said_once(const struct session_stance *stances, size_t count,
                            const struct session_stance *stance, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (stances[i].actor == stance->actor && stances[i].stance != stance->stance)
            return error_set(error, ERROR_USAGE, NULL,
                             _("%s is given two stances: leave one of them out"),
                             stance->actor->id);
    }
    return true;
}

bool session_parse_stances(const char *words, struct session_stance **stances, size_t *count,
                           struct error *error)
{
    size_t capacity = *count;
    const char *at = words;

    for (;;) {
        const char *start;
        struct session_stance stance;

        while (is_separator(*at))
            at++;
        if (*at == '\0')
            return true;
        for (start = at; *at != '\0' && !is_separator(*at);)
            at++;
        if (!parse_stance(start, (size_t)(at - start), &stance, error) ||
            !check_said_once(*stances, *count, &stance, error))
            return false;
        *stances = array_reserve(*stances, &capacity, *count + 1, sizeof **stances);
        (*stances)[(*count)++] = stance;
    }
}

/* ---- tags at a place ----------------------------------------------------------------------------- */

static bool is_at(const struct sidecar_stance *tag, const struct session_place *place)
{
    if (tag->place.state == ANCHOR_ORPHAN ||
        anchor_is_on_item(&tag->anchor, &tag->place) != place->on_item)
        return false;
    if (place->on_item)
        return tag->place.heading == place->heading;
    return tag->place.start_points == place->start_points &&
           tag->place.end_points == place->end_points;
}

/* The author's own tag of the actor at the place, or NULL. */
static const struct sidecar_stance *find_tag(const struct session *session,
                                             const struct session_place *place, const char *actor)
{
    const struct sidecar_contents *contents = &session->contents;
    const char *author = session_author(session);

    for (size_t i = 0; i < contents->stance_count; i++) {
        const struct sidecar_stance *tag = &contents->stances[i];

        if (strcmp(tag->actor, actor) == 0 && is_at(tag, place) && strcmp(tag->author, author) == 0)
            return tag;
    }
    return NULL;
}

size_t session_stances_at(const struct session *session, const struct session_place *place,
                          struct session_stance **stances)
{
    const struct sidecar_contents *contents = &session->contents;
    const char *author = session_author(session);
    size_t count = 0, capacity = 0;

    *stances = NULL;
    for (size_t i = 0; i < contents->stance_count; i++) {
        const struct sidecar_stance *tag = &contents->stances[i];
        const struct actor *actor = council_find_actor(tag->actor);

        if (actor == NULL || !is_at(tag, place) || strcmp(tag->author, author) != 0)
            continue;
        *stances = array_reserve(*stances, &capacity, count + 1, sizeof **stances);
        (*stances)[count++] = (struct session_stance){.actor = actor, .stance = tag->stance};
    }
    return count;
}

/* ---- setting --------------------------------------------------------------------------------------- */

/* The same actor twice in one call: the last word counts. */
static bool is_said_again(const struct session_stance *stances, size_t count, size_t at)
{
    for (size_t i = at + 1; i < count; i++) {
        if (stances[i].actor == stances[at].actor)
            return true;
    }
    return false;
}

static bool changes(const struct session_stance *stance, const struct sidecar_stance *tag)
{
    if (tag == NULL)
        return stance->stance != STANCE_NONE;
    return tag->stance != stance->stance || tag->conflict;
}

static bool check_clearing(const struct session *session, const struct session_place *place,
                           const struct session_stance *stances, size_t count, bool *any_change,
                           struct error *error)
{
    *any_change = false;
    for (size_t i = 0; i < count; i++) {
        const struct sidecar_stance *tag = find_tag(session, place, stances[i].actor->id);

        if (is_said_again(stances, count, i))
            continue;
        if (tag == NULL && stances[i].stance == STANCE_NONE)
            return error_set(error, ERROR_NOTHING, session->report_name,
                             _("%s has no stance of %s at this place: `kantlijn stance list` shows "
                               "what there is"),
                             stances[i].actor->id, session_author(session));
        *any_change = *any_change || changes(&stances[i], tag);
    }
    return true;
}

static bool record(struct session *session, const struct anchor *anchor,
                   const struct session_stance *stance, const struct sidecar_stance *tag,
                   struct error *error)
{
    char id[SIDECAR_ID_SIZE];

    if (!changes(stance, tag))
        return true;
    if (tag == NULL)
        return sidecar_add_stance(session->sidecar, anchor, stance->actor->id, stance->stance, id,
                                  error);
    memcpy(id, tag->id, sizeof id);
    if (stance->stance == STANCE_NONE)
        return sidecar_delete(session->sidecar, id, error);
    return sidecar_set_stance(session->sidecar, id, stance->stance, error);
}

bool session_stance_set(struct session *session, const struct session_place *place,
                        const struct session_stance *stances, size_t count, struct error *error)
{
    char snapshot[SIDECAR_ID_SIZE];
    struct anchor anchor = {0};
    bool any_change, recorded = true;

    if (!check_clearing(session, place, stances, count, &any_change, error))
        return false;
    if (!any_change)
        return true;
    if (!session_begin(session, snapshot, error))
        return false;
    session_anchor(session, place, snapshot, &anchor);
    for (size_t i = 0; recorded && i < count; i++) {
        if (!is_said_again(stances, count, i))
            recorded = record(session, &anchor, &stances[i],
                              find_tag(session, place, stances[i].actor->id), error);
    }
    anchor_release(&anchor);
    if (!recorded) {
        session_cancel(session);
        return false;
    }
    return session_commit(session, error);
}
