/* words: a command line as its words, the way a shell would split it, without a shell. Private to ui/. */
#ifndef KANTLIJN_UI_WORDS_H
#define KANTLIJN_UI_WORDS_H

#include "base/base.h"

/* Quotes and backslashes group; nothing is expanded. *words ends in NULL; one free() frees all of it.
 * Returns how many there are; 0 (and *words NULL) where there is none or a quote is left open. */
size_t words_split(const char *line, char ***words);

#endif
