/* The language of a report, by its commonest words. */
#ifndef KANTLIJN_REPORT_LANGUAGE_H
#define KANTLIJN_REPORT_LANGUAGE_H

#include "base/base.h"

enum { LANGUAGE_COUNT = 5, LANGUAGE_SLOTS = 256 };

/* A stop word, its bytes packed into a number, and the languages that have it. */
struct language_word {
    uint64_t packed; /* 0: none */
    unsigned languages;
};

/* Zeroed it is ready. */
struct language_counts {
    size_t words;
    size_t hits[LANGUAGE_COUNT];
    size_t read_bytes;
    struct language_word table[LANGUAGE_SLOTS]; /* by hash; made with the first block */
};

/* Counts the words of one block, until enough has been read: the beginning of a report decides, so
 * that the answer does not change while a large one is still coming in. */
void language_count(struct language_counts *counts, const char *text, size_t len_bytes);
/* The code of a language that a reader names: of an official language of the Union, in capitals or not, or
 * "und"; NULL where it is none. */
const char *language_find(const char *name);
/* "nl", "en", "fr", "de", "sv", or "und" where no language stands out. */
const char *language_guess(const struct language_counts *counts);

#endif
