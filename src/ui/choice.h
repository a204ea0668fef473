/* choice: what has been chosen in the stance dialog so far. Knows no curses. Private to ui/.
 *
 * Typing goes "n l +": two letters name an actor, the next key is its sign. On an actor that was reached
 * with the arrows a sign works at once; letters that are also signs (c, r, n, x) are signs only after two
 * letters. */
#ifndef KANTLIJN_UI_CHOICE_H
#define KANTLIJN_UI_CHOICE_H

#include "session/session.h"

struct choice {
    enum stance *stances; /* of each actor of council_actor, as chosen */
    enum stance *before;  /* as it was */
    size_t cursor;        /* index of an actor */
    char letters
        [3]; /* the letters typed for the next actor: none, one, or two when its sign is due */
    struct buffer typed; /* "nl+ de-": what was set so far, for the reader */
};

enum choice_answer {
    CHOICE_GOES_ON,
    CHOICE_SET,       /* the actor at the cursor has got its sign */
    CHOICE_NO_ACTOR,  /* nobody has these two letters; they are forgotten */
    CHOICE_NO_SIGN,   /* after two letters comes a sign; the letters stay */
    CHOICE_DONE,      /* Enter */
    CHOICE_NOT_YET,   /* Enter after letters without a sign */
    CHOICE_CANCELLED, /* Esc, ^G, ^C */
    CHOICE_NOT_MINE,  /* a key for somebody else: arrows */
};

/* initial: "NL=+ DE=-", or NULL. */
void choice_init(struct choice *choice, const char *initial);
void choice_release(struct choice *choice);
enum choice_answer choice_key(struct choice *choice, uint32_t code);
/* Appends "NL=+ DE=x": only what changed. False where nothing did. */
bool choice_append_words(const struct choice *choice, struct buffer *out);

#endif
