/* The language of a report, by its stop words.
 *
 *  1. Words are runs of letters; an ASCII capital counts as its small letter.
 *  2. A language is named only where its stop words are at least one in SHARE_MIN of all words
 *     and at least HITS_MIN, and no other language has as many. Running text in the five
 *     languages has one in three; languages that are not in the table reach one in eight of a
 *     neighbour's. */
#include "config.h"

#include "report/language.h"

#include <string.h>

enum { SETTLED_BYTES = 64 << 10, WORD_MAX_BYTES = 7, SHARE_MIN = 6, HITS_MIN = 4 };

static const struct {
    const char code[4];
    const char *words; /* each between two spaces */
} languages[LANGUAGE_COUNT] = {
    {"nl", " de het een van en dat niet voor zijn met werd ook aan op te door in bij is "},
    {"en", " the of and to in that for was with on by is as at be were this it an "},
    {"fr", " de la le les des et du une est dans que pour par sur au en un aux qui "},
    {"de", " der die und das den von mit für auf ist des eine dem zu wurde in im sich bei "},
    {"sv", " och att det som en för på av är med den till inte om ett i de har vid "},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void count_word(struct language_counts *counts, const char *word, size_t len_bytes)
{
    char key[WORD_MAX_BYTES + 3] = " ";
    size_t i;

    counts->words++;
    if (len_bytes > WORD_MAX_BYTES)
        return;
    for (i = 0; i < len_bytes; i++)
        key[i + 1] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
    key[len_bytes + 1] = ' ';
    for (i = 0; i < LANGUAGE_COUNT; i++)
        counts->hits[i] += strstr(languages[i].words, key) != NULL;
}

void language_count(struct language_counts *counts, const char *text, size_t len_bytes)
{
    size_t start = 0, end;

    if (language_is_settled(counts))
        return;
    if (len_bytes > SETTLED_BYTES)
        len_bytes = SETTLED_BYTES;
    counts->read_bytes += len_bytes;
    for (; start < len_bytes; start = end + 1) {
        for (end = start; end < len_bytes && is_letter(text[end]); end++)
            ;
        if (end > start)
            count_word(counts, text + start, end - start);
    }
}

bool language_is_settled(const struct language_counts *counts)
{
    return counts->read_bytes >= SETTLED_BYTES;
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
