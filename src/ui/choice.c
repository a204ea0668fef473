/* The stance dialog's choices, key by key. */
#include "config.h"

#include "ui/choice.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>


static size_t index_of(const struct actor *actor)
{
    size_t index = 0;

    while (index < council_actor_count() && council_actor(index) != actor)
        index++;
    return index;
}

void choice_init(struct choice *choice, const char *initial)
{
    size_t actor_count = council_actor_count(), tag_count = 0;
    struct session_stance *tags = NULL;

    *choice = (struct choice){0};
    buffer_init(&choice->typed);
    choice->stances = base_allocate(actor_count * sizeof *choice->stances);
    choice->before = base_allocate(actor_count * sizeof *choice->before);
    if (initial != NULL && session_parse_stances(initial, &tags, &tag_count, NULL)) {
        for (size_t i = tag_count; i-- > 0;) {
            choice->cursor = index_of(tags[i].actor);
            choice->before[choice->cursor] = tags[i].stance;
            choice->stances[choice->cursor] = tags[i].stance;
        }
    }
    free(tags);
}

void choice_release(struct choice *choice)
{
    free(choice->stances);
    free(choice->before);
    buffer_release(&choice->typed);
    *choice = (struct choice){0};
}

/* Words of the typed line: everything after the last space goes. */
static void forget_word(struct choice *choice)
{
    struct buffer *typed = &choice->typed;

    while (typed->len_bytes > 0 && typed->data[typed->len_bytes - 1] == ' ')
        typed->len_bytes--;
    while (typed->len_bytes > 0 && typed->data[typed->len_bytes - 1] != ' ')
        typed->len_bytes--;
    typed->data[typed->len_bytes] = '\0';
}

static void set(struct choice *choice, enum stance stance)
{
    const struct actor *actor = council_actor(choice->cursor);

    choice->stances[choice->cursor] = stance;
    choice->letters[0] = '\0';
    buffer_append_format(&choice->typed, "%s%s%c", choice->typed.len_bytes > 0 ? " " : "",
                         strcmp(actor->letters, "-") == 0 ? actor->id : actor->letters,
                         stance == STANCE_NONE ? 'x' : stance_sign(stance));
}

static enum choice_answer type_letter(struct choice *choice, char letter)
{
    const struct actor *actor;

    if (choice->letters[0] == '\0') {
        choice->letters[0] = letter;
        choice->letters[1] = '\0';
        return CHOICE_GOES_ON;
    }
    choice->letters[1] = letter;
    choice->letters[2] = '\0';
    actor = council_find_letters(choice->letters);
    if (actor == NULL) {
        choice->letters[0] = '\0';
        return CHOICE_NO_ACTOR;
    }
    choice->cursor = index_of(actor);
    return CHOICE_GOES_ON;
}

/* Takes back the last letter, else what was set last. */
static enum choice_answer erase(struct choice *choice)
{
    size_t letter_count = strlen(choice->letters), start_bytes;
    const struct actor *actor;

    if (letter_count > 0) {
        choice->letters[letter_count - 1] = '\0';
        return CHOICE_GOES_ON;
    }
    if (choice->typed.len_bytes == 0)
        return CHOICE_GOES_ON;
    for (start_bytes = choice->typed.len_bytes;
         start_bytes > 0 && choice->typed.data[start_bytes - 1] != ' ';)
        start_bytes--;
    choice->typed.data[choice->typed.len_bytes - 1] = '\0';
    actor = strlen(choice->typed.data + start_bytes) == 2
                ? council_find_letters(choice->typed.data + start_bytes)
                : council_find_actor(choice->typed.data + start_bytes);
    if (actor != NULL) {
        choice->cursor = index_of(actor);
        choice->stances[choice->cursor] = choice->before[choice->cursor];
    }
    forget_word(choice);
    return CHOICE_GOES_ON;
}

enum choice_answer choice_key(struct choice *choice, uint32_t code)
{
    char character = code < 0x80 ? (char)tolower((int)code) : '\0';
    bool sign_is_due = strlen(choice->letters) == 2;
    enum stance stance;

    if (code == KEYCODE_ESCAPE || code == KEYCODE_CONTROL('G') || code == KEYCODE_CONTROL('C'))
        return CHOICE_CANCELLED;
    if (code == KEYCODE_ENTER || code == KEYCODE_NEWLINE)
        return choice->letters[0] == '\0' ? CHOICE_DONE : CHOICE_NOT_YET;
    if (code == KEYCODE_BACKSPACE || code == KEYCODE_CONTROL('H'))
        return erase(choice);
    if (code == ' ' && choice->letters[0] == '\0')
        return CHOICE_GOES_ON;
    if (code > 0x7F || !isgraph((int)code))
        return CHOICE_NOT_MINE;
    if (sign_is_due || (choice->letters[0] == '\0' && !isalpha((int)code))) {
        if (!stance_parse(&character, 1, &stance))
            return CHOICE_NO_SIGN;
        set(choice, stance);
        return CHOICE_SET;
    }
    return isalpha((int)code) ? type_letter(choice, character) : CHOICE_NO_SIGN;
}

bool choice_append_words(const struct choice *choice, struct buffer *out)
{
    bool any = false;

    for (size_t i = 0; i < council_actor_count(); i++) {
        if (choice->stances[i] == choice->before[i])
            continue;
        buffer_append_format(out, "%s%s=%c", any ? " " : "", council_actor(i)->id,
                             choice->stances[i] == STANCE_NONE ? 'x'
                                                               : stance_sign(choice->stances[i]));
        any = true;
    }
    return any;
}
