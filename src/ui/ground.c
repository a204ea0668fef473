/* Asking the terminal for its ground (OSC 11), and its answer.
 *
 *  1. Nothing waits for an answer but leaving the terminal, and that no longer than ANSWER_MS after the
 *     question: an answer that came later would be typed to the shell.
 *  2. An answer never counts as keys, however late and in whatever pieces it comes: see input.c.
 *  3. Inside tmux and screen nothing is asked: they show on several terminals, and on others later. */
#include "config.h"

#include "ui/screen.h"

#include <stdlib.h>
#include <string.h>

#include "ui/system.h"
#include "ui/theme.h"

enum { ANSWER_MS = 500 };

/* "What is your ground?", and "What are you?", which every terminal answers, in the order of the
 * questions. */
static const char questions[] = "\033]11;?\033\\\033[c";

/* Only terminals that are like xterm are known to understand the question. */
static bool may_ask(const struct screen *screen)
{
    const char *term = getenv("TERM");

    return screen->theme == THEME_AUTO && screen->coloured && term != NULL &&
           screen_is_like_xterm(term) && strncmp(term, "screen", 6) != 0 &&
           strncmp(term, "tmux", 4) != 0 && !system_has_variable("TMUX") &&
           !system_has_variable("STY");
}

void ground_ask(struct screen *screen)
{
    if (screen->awaiting || !may_ask(screen))
        return;
    screen_send(questions);
    clock_gettime(CLOCK_MONOTONIC, &screen->asked);
    screen->awaiting = true;
}

bool ground_answered(struct screen *screen, char introducer, const char *answer, bool *changed)
{
    bool is_dark;
    enum theme ground;

    *changed = false;
    if (introducer == '[') {
        bool is_ours = screen->awaiting && answer[0] == '?' && answer[strlen(answer) - 1] == 'c';

        if (is_ours)
            screen->awaiting = false;
        return is_ours;
    }
    if (theme_read_ground(answer, &is_dark)) {
        ground = is_dark ? THEME_DARK : THEME_LIGHT;
        *changed = ground != screen->ground && screen->theme == THEME_AUTO;
        screen->ground = ground;
        if (*changed)
            looks_choose(screen, screen->theme);
    }
    return true;
}

int ground_patience_ms(const struct screen *screen)
{
    struct timespec now;
    long passed_ms;

    if (!screen->awaiting)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    passed_ms = (now.tv_sec - screen->asked.tv_sec) * 1000 +
                (now.tv_nsec - screen->asked.tv_nsec) / 1000000;
    return passed_ms < ANSWER_MS ? (int)(ANSWER_MS - passed_ms) : 0;
}
