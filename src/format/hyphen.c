/* Hyphens at the ends of lines: one that only split a word goes, one that belongs to it stays.
 *
 *  "asiel-/en migratie"  "Innen-/und"    a suspended hyphen, before "and": it stays, and a space
 *  "JBZ-/Raad"           "14-/15"        before a capital or a digit: it stays
 *  "EU-/lidstaten"       "e-/evidence"   after capitals or a single letter: it stays
 *  "woon-/wijken"                        else the document decides: the word joined occurs elsewhere, or
 *                                        with its hyphen, or its first part with a hyphen; and where
 *                                        it says nothing, the hyphen goes. */
#include "config.h"

#include "format/lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

enum { HALF_WORD_MAX_BYTES = 100 };

/* ---- the document's words ---------------------------------------------------------------------------- */

struct word {
    const char *text;
    size_t len_bytes;
};

/* Words are compared with ASCII letters made small. */
struct word_set {
    struct word *slots; /* a power of two of them, at most half full */
    size_t slot_count, count;
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint64_t hash_add(uint64_t hash, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++)
        hash = (hash ^ (unsigned char)small(text[i])) * UINT64_C(1099511628211);
    return hash;
}

/* The word in two parts, so that none has to be put together to be looked up. */
static bool is_word(const struct word *word, const char *left, size_t left_bytes, const char *right,
                    size_t right_bytes)
{
    size_t i;

    if (word->len_bytes != left_bytes + right_bytes)
        return false;
    for (i = 0; i < left_bytes; i++) {
        if (small(word->text[i]) != small(left[i]))
            return false;
    }
    for (i = 0; i < right_bytes; i++) {
        if (small(word->text[left_bytes + i]) != small(right[i]))
            return false;
    }
    return true;
}

static struct word *find_slot(const struct word_set *words, const char *left, size_t left_bytes,
                              const char *right, size_t right_bytes)
{
    uint64_t hash =
        hash_add(hash_add(UINT64_C(14695981039346656037), left, left_bytes), right, right_bytes);
    size_t at = (size_t)(hash ^ (hash >> 32)) & (words->slot_count - 1);

    while (words->slots[at].text != NULL &&
           !is_word(&words->slots[at], left, left_bytes, right, right_bytes))
        at = (at + 1) & (words->slot_count - 1);
    return &words->slots[at];
}

static void grow(struct word_set *words)
{
    struct word_set larger = {.slot_count = words->slot_count > 0 ? 2 * words->slot_count : 1024};

    larger.slots = base_allocate(larger.slot_count * sizeof *larger.slots);
    for (size_t i = 0; i < words->slot_count; i++) {
        const struct word *word = &words->slots[i];

        if (word->text != NULL)
            *find_slot(&larger, word->text, word->len_bytes, "", 0) = *word;
    }
    free(words->slots);
    words->slots = larger.slots;
    words->slot_count = larger.slot_count;
}

static void add_word(struct word_set *words, const char *text, size_t len_bytes)
{
    struct word *slot;

    if (2 * words->count >= words->slot_count)
        grow(words);
    slot = find_slot(words, text, len_bytes, "", 0);
    words->count += slot->text == NULL;
    *slot = (struct word){text, len_bytes};
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (signed char)c < 0 ||
           (c >= '0' && c <= '9') || c == '-';
}

/* The word, and where it holds a hyphen its first part with the hyphen. Half words at a line's end do
 * not count, and neither does what follows them. */
static void add_line_words(struct word_set *words, const struct line *line, bool after_hyphen)
{
    const char *text = line->text, *end = text + line->len_bytes;

    while (text < end) {
        const char *start, *hyphen;

        while (text < end && !is_word_byte(*text))
            text++;
        for (start = text; text < end && is_word_byte(*text);)
            text++;
        if (text - start < 3 || text - start > HALF_WORD_MAX_BYTES ||
            (after_hyphen && start == line->text) || text[-1] == '-')
            continue;
        add_word(words, start, (size_t)(text - start));
        hyphen = memchr(start, '-', (size_t)(text - start));
        if (hyphen != NULL)
            add_word(words, start, (size_t)(hyphen - start) + 1);
    }
}

static void make_words(struct stretch *stretch)
{
    bool after_hyphen = false;

    stretch->words = base_allocate(sizeof *stretch->words);
    grow(stretch->words);
    for (size_t i = 0; i < stretch->line_count; i++) {
        const struct line *line = &stretch->lines[i];

        add_line_words(stretch->words, line, after_hyphen);
        after_hyphen = line->text[line->len_bytes - 1] == '-';
    }
}

void word_set_free(struct word_set *words)
{
    if (words == NULL)
        return;
    free(words->slots);
    free(words);
}

static bool occurs(const struct word_set *words, const char *left, size_t left_bytes,
                   const char *right, size_t right_bytes)
{
    return find_slot(words, left, left_bytes, right, right_bytes)->text != NULL;
}

/* ---- the hyphen ------------------------------------------------------------------------------------------ */

enum hyphen { HYPHEN_NONE, HYPHEN_GOES, HYPHEN_STAYS, HYPHEN_AND_SPACE };

static bool is_one_of(const char *const list[], size_t count, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(list[i]) == len_bytes && memcmp(list[i], text, len_bytes) == 0)
            return true;
    }
    return false;
}

static size_t word_bytes_at(const char *text, size_t len_bytes)
{
    size_t end = 0;

    while (end < len_bytes && is_word_byte(text[end]) && text[end] != '-')
        end++;
    return end;
}

/* Where the half word before the hyphen at the end begins. */
static size_t half_word_start(const char *text, size_t len_bytes)
{
    size_t start = len_bytes - 1;

    while (start > 0 && len_bytes - start < HALF_WORD_MAX_BYTES && is_word_byte(text[start - 1]))
        start--;
    return start;
}

static bool all_capitals(const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes; i++) {
        if ((text[i] >= 'a' && text[i] <= 'z') || text[i] == '-')
            return false;
    }
    return true;
}

/* Small letters follow: what does the document say? left is with its hyphen. */
static enum hyphen ask_words(struct stretch *stretch, const char *left, size_t left_bytes,
                             const char *right, size_t right_bytes)
{
    static const char *const firsts[] = {"cross", "far",  "well",  "self", "non",   "vice", "quasi",
                                         "ex",    "long", "short", "high", "low",   "half", "semi",
                                         "co",    "mi",   "sous",  "demi", "outre", "avant"};
    static const char *const lasts[] = {"t",  "il", "elle", "ils", "elles", "on",
                                        "ce", "ci", "là",   "je",  "nous",  "vous"};

    if (stretch->words == NULL)
        make_words(stretch);
    if (occurs(stretch->words, left, left_bytes - 1, right, right_bytes))
        return HYPHEN_GOES;
    if (occurs(stretch->words, left, left_bytes, right, right_bytes))
        return HYPHEN_STAYS;
    if (all_capitals(left, left_bytes - 1) || left_bytes == 2 ||
        (left_bytes > 3 && occurs(stretch->words, left, left_bytes, "", 0)) ||
        is_one_of(firsts, COUNT_OF(firsts), left, left_bytes - 1) ||
        is_one_of(lasts, COUNT_OF(lasts), right, right_bytes))
        return HYPHEN_STAYS;
    return HYPHEN_GOES;
}

static enum hyphen decide(struct stretch *stretch, const struct buffer *block, const char *text,
                          size_t len_bytes)
{
    static const char *const ands[] = {"en", "und",   "et",  "and", "och",  "of",    "oder", "ou",
                                       "or", "eller", "als", "bzw", "resp", "sowie", "to",   "tot"};
    size_t start = half_word_start(block->data, block->len_bytes);
    size_t left_bytes = block->len_bytes - start, right_bytes = word_bytes_at(text, len_bytes);
    const char *left = block->data + start;
    enum text_case begins = text_case_at(text, len_bytes);

    if (left_bytes < 2)
        return HYPHEN_NONE;
    if (is_one_of(ands, COUNT_OF(ands), text, right_bytes))
        return HYPHEN_AND_SPACE;
    if (begins == TEXT_CAPITAL && right_bytes > 1 && left_bytes > 2 &&
        all_capitals(left, left_bytes - 1) && all_capitals(text, right_bytes))
        return ask_words(stretch, left, left_bytes, text, right_bytes) == HYPHEN_GOES
                   ? HYPHEN_GOES
                   : HYPHEN_STAYS;
    if (begins != TEXT_SMALL)
        return HYPHEN_STAYS;
    return ask_words(stretch, left, left_bytes, text, right_bytes);
}

/* A soft hyphen at the end, which only ever splits. */
static bool drop_soft_hyphen(struct buffer *block)
{
    if (block->len_bytes < 3 || memcmp(block->data + block->len_bytes - 2, "\xC2\xAD", 2) != 0)
        return false;
    block->len_bytes -= 2;
    return true;
}

void unwrap_append(struct stretch *stretch, struct buffer *block, const char *text,
                   size_t len_bytes)
{
    size_t end = block->len_bytes;

    if (end == 0 || drop_soft_hyphen(block)) {
        notes_append(stretch, block, text, len_bytes);
        return;
    }
    if (end > 1 && block->data[end - 1] == '-' && block->data[end - 2] != ' ') {
        switch (decide(stretch, block, text, len_bytes)) {
        case HYPHEN_GOES:
            block->len_bytes--;
            notes_append(stretch, block, text, len_bytes);
            return;
        case HYPHEN_STAYS:
            notes_append(stretch, block, text, len_bytes);
            return;
        case HYPHEN_NONE:
        case HYPHEN_AND_SPACE:
            break;
        }
    }
    if (!(end > 1 && block->data[end - 1] == '/' && block->data[end - 2] != ' '))
        buffer_append_char(block, ' ');
    notes_append(stretch, block, text, len_bytes);
}
