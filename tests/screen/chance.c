/* Chance: random keys, texts and sizes for a program that has to bear them all.
 *
 * After each: the program runs, it settles, and the cursor is within the screen. What is typed depends on
 * the seed alone, which a failure names; KANTLIJN_SEED gives another. No key of the list leaves the
 * program or starts another one, wherever it is typed. */
#include "config.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
    "j",     "k",    "h",     "l",  "g",         "G",    "Space", "b",   "^D", "^U", "PgDn",
    "PgUp",  "Home", "End",   "Up", "Down",      "Left", "Right", "5",   "0",  "%",  "p",
    "P",     "(",    ")",     ">",  "<",         "]n",   "[t",    ";n",  ",t", "zt", "zz",
    "zb",    "Tab",  "S-Tab", "zc", "zo",        "za",   "zC",    "zO",  "zM", "zR", "zv",
    "H",     "J",    "M",     "/",  "?",         "n",    "N",     "v",   "y",  "o",  "e",
    "a",     "t",    "dd",    "u",  "^R",        "L",    ":",     "F1",  "^L", "^O", "Enter",
    "Enter", "Esc",  "Esc",   "^G", "Backspace", "^W",   "^J",    "Del", "+",  "-",
};

static const char *const texts[] = {
    "havens",
    "commissie",
    "nl+ de-",
    "a b",
    "漢字 かな",
    "e\xCC\x81",
    "👨‍👩‍👧 🇳🇱🇪🇺",
    ("af\xC2\xAD"
     "breken"),
    "שלום عربي",
    "12",
    "ﬁ ß İ",
    "een lange regel die over de rand van het scherm loopt",
};

struct chance {
    uint64_t state;
};

static int below(struct chance *chance, int limit)
{
    chance->state = chance->state * 6364136223846793005u + 1442695040888963407u;
    return (int)((chance->state >> 33) % (uint64_t)limit);
}

static bool is_well(struct test *test)
{
    int row, col;

    if (!terminal_settle(&test->terminal))
        return test_fail(test, "the program is still busy");
    if (test->terminal.ended || test->terminal.stopped)
        return test_fail(test, "the program does not run any more");
    terminal_cursor(&test->terminal, &row, &col);
    return (row >= 0 && row < test->terminal.height_rows && col >= 0 &&
            col < test->terminal.width_cols) ||
           test_fail(test, "the cursor is off the screen: %d %d", row + 1, col + 1);
}

/* Small sizes as often as large ones. */
static void resize(struct test *test, struct chance *chance)
{
    int widest = below(chance, 3) == 0 ? 8 : 160, highest = below(chance, 3) == 0 ? 4 : 50;

    terminal_resize(&test->terminal, 1 + below(chance, widest), 1 + below(chance, highest));
}

static const char *act(struct test *test, struct chance *chance, int keys_in_hundred)
{
    const char *word;
    int kind = below(chance, 100);

    if (kind >= keys_in_hundred) {
        resize(test, chance);
        return "a size";
    }
    if (kind < 8) {
        word = texts[below(chance, COUNT_OF(texts))];
        terminal_type(&test->terminal, word, strlen(word));
    } else {
        word = words[below(chance, COUNT_OF(words))];
        terminal_key(&test->terminal, word);
    }
    return word;
}

/* chance COUNT SEED [PERCENT of keys; the others are sizes] */
bool chance_run(struct test *test, const struct statement *statement)
{
    const char *own = getenv("KANTLIJN_SEED");
    int count, seed, keys_in_hundred = 95;
    struct chance chance;

    if (!test->started || !test_number(statement->words[1].text, &count) ||
        !test_number(own ? own : statement->words[2].text, &seed) ||
        (statement->word_count > 3 && !test_number(statement->words[3].text, &keys_in_hundred)))
        return test_fail(test, "chance wants a running program, COUNT SEED [PERCENT]");
    chance.state = (uint64_t)seed;
    for (int i = 0; i < count; i++) {
        const char *word = act(test, &chance, keys_in_hundred);

        if (!is_well(test)) {
            char *why = base_copy_string(test->why.data);

            test_fail(test, "KANTLIJN_SEED=%d, step %d, after %s: %s", seed, i + 1, word, why);
            free(why);
            return false;
        }
    }
    return true;
}
