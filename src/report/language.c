/* The language of a report, by its stop words.
 *
 *  1. Words are runs of letters; an ASCII capital counts as its small letter.
 *  2. A language is named only where its stop words are at least one in SHARE_MIN of all words
 *     and at least HITS_MIN, and no other language has as many. Running text in the five
 *     languages has one in three; languages that are not in the table reach one in eight of a
 *     neighbour's.
 *  3. The beginnings of blocks are looked at until SETTLED_BYTES of them were: some 600 words, 200 of
 *     them stop words. More would not change the answer, and would show in the time to the first
 *     frame. */
#include "config.h"

#include "report/language.h"

#include <strings.h>

enum {
    SETTLED_BYTES = 4 << 10,
    BLOCK_BYTES = 256, /* of one block at most, so that many have their say */
    WORD_MAX_BYTES = 7,
    SHARE_MIN = 6,
    HITS_MIN = 4,
};

static const struct {
    const char code[4];
    const char *words; /* each between two spaces, none longer than WORD_MAX_BYTES */
} languages[LANGUAGE_COUNT] = {
    {"nl", " de het een van en dat niet voor zijn met werd ook aan op te door in bij is "},
    {"en", " the of and to in that for was with on by is as at be were this it an "},
    {"fr", " de la le les des et du une est dans que pour par sur au en un aux qui "},
    {"de", " der die und das den von mit für auf ist des eine dem zu wurde in im sich bei "},
    {"sv", " och att det som en för på av är med den till inte om ett i de har vid "},
};

/* ---- the table of stop words ------------------------------------------------------------------ */

static size_t slot_of(uint64_t packed)
{
    return (size_t)((packed * UINT64_C(0x9E3779B97F4A7C15)) >> 56); /* Fibonacci hashing */
}

/* The place of a word in the table, or the free one where it belongs. */
static struct language_word *find_word(struct language_counts *counts, uint64_t packed)
{
    size_t slot = slot_of(packed);

    while (counts->table[slot].packed != packed && counts->table[slot].packed != 0)
        slot = (slot + 1) % LANGUAGE_SLOTS;
    return &counts->table[slot];
}

static void add_words(struct language_counts *counts, size_t language)
{
    uint64_t packed = 0;
    const char *at;

    for (at = languages[language].words; *at != '\0'; at++) {
        struct language_word *word;

        if (*at != ' ') {
            packed = packed << 8 | (unsigned char)*at;
            continue;
        }
        if (packed == 0)
            continue;
        word = find_word(counts, packed);
        word->packed = packed;
        word->languages |= 1u << language;
        packed = 0;
    }
}

/* ---- counting --------------------------------------------------------------------------------- */

/* What a byte of a word counts as: a small letter, or 0 where it ends the word. */
static unsigned char letter_of(char c)
{
    if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80)
        return (unsigned char)c;
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : 0;
}

static void count_word(struct language_counts *counts, uint64_t packed, size_t len_bytes)
{
    unsigned found;
    size_t i;

    counts->words++;
    if (len_bytes > WORD_MAX_BYTES)
        return;
    found = find_word(counts, packed)->languages;
    for (i = 0; found != 0; i++, found >>= 1)
        counts->hits[i] += found & 1;
}

void language_count(struct language_counts *counts, const char *text, size_t len_bytes)
{
    uint64_t packed = 0;
    size_t word_bytes = 0, i;

    if (counts->read_bytes >= SETTLED_BYTES)
        return;
    if (counts->read_bytes == 0) {
        for (i = 0; i < LANGUAGE_COUNT; i++)
            add_words(counts, i);
    }
    if (len_bytes > BLOCK_BYTES)
        len_bytes = BLOCK_BYTES;
    counts->read_bytes += len_bytes;
    for (i = 0; i <= len_bytes; i++) {
        unsigned char letter = i < len_bytes ? letter_of(text[i]) : 0;

        if (letter != 0) {
            packed = packed << 8 | letter;
            word_bytes++;
        } else if (word_bytes > 0) {
            count_word(counts, packed, word_bytes);
            packed = 0;
            word_bytes = 0;
        }
    }
}

const char *language_find(const char *name)
{
    static const char codes[][4] = {"bg", "cs", "da", "de", "el", "en", "es", "et", "fi",
                                    "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl",
                                    "pl", "pt", "ro", "sk", "sl", "sv", "und"};

    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        if (strcasecmp(codes[i], name) == 0)
            return codes[i];
    }
    return NULL;
}

const char *language_guess(const struct language_counts *counts)
{
    size_t best = 0, i;
    bool tied = false;

    for (i = 1; i < LANGUAGE_COUNT; i++) {
        if (counts->hits[i] > counts->hits[best]) {
            best = i;
            tied = false;
        } else if (counts->hits[i] == counts->hits[best]) {
            tied = true;
        }
    }
    if (tied || counts->hits[best] < HITS_MIN || counts->hits[best] * SHARE_MIN < counts->words)
        return "und";
    return languages[best].code;
}
