/* The table of themes: a row a look. */
#include "config.h"

#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

#define OWN COLOUR_OWN

/* The columns: attributes; ink and ground with 8 colours, 16, 256. */
static const struct style themes[THEME_COUNT][LOOK_COUNT] =
    {
        [THEME_AUTO] =
            {
                [LOOK_TEXT] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_PART] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HEADING] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOLD_MARK] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_BADGE] = {A_NORMAL, {5, OWN}, {5, OWN}, {31, OWN}},
                [LOOK_GUTTER] = {A_NORMAL, {5, OWN}, {5, OWN}, {29, OWN}},
                [LOOK_NOTE_LABEL] = {A_BOLD, {5, OWN}, {5, OWN}, {29, OWN}},
                [LOOK_NOTE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {29, OWN}},
                [LOOK_META] = {A_NORMAL, {OWN, OWN}, {8, OWN}, {243, OWN}},
                [LOOK_STANCE] = {A_BOLD, {5, OWN}, {5, OWN}, {31, OWN}},
                [LOOK_FOOTNOTE] = {A_NORMAL, {OWN, OWN}, {8, OWN}, {243, OWN}},
                [LOOK_FOOTNOTE_MARK] = {A_NORMAL, {5, OWN}, {5, OWN}, {31, OWN}},
                [LOOK_TOKEN] = {A_UNDERLINE, {1, OWN}, {9, OWN}, {131, OWN}},
                [LOOK_MORE] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MATCH] = {A_NORMAL, {0, 3}, {0, 3}, {16, 222}},
                [LOOK_CURRENT_MATCH] = {A_BOLD, {0, 2}, {0, 10}, {16, 114}},
                [LOOK_SELECTED] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOCUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_STATUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MESSAGE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_ERROR] = {A_BOLD, {1, OWN}, {9, OWN}, {131, OWN}},
                [LOOK_PROMPT] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HINT] = {A_NORMAL, {OWN, OWN}, {8, OWN}, {243, OWN}},
                [LOOK_CHOSEN] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FRAME] = {A_NORMAL, {OWN, OWN}, {8, OWN}, {243, OWN}},
            },
        [THEME_DARK] =
            {
                [LOOK_TEXT] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_PART] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HEADING] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOLD_MARK] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_BADGE] = {A_NORMAL, {6, OWN}, {14, OWN}, {117, OWN}},
                [LOOK_GUTTER] = {A_NORMAL, {2, OWN}, {10, OWN}, {150, OWN}},
                [LOOK_NOTE_LABEL] = {A_BOLD, {2, OWN}, {10, OWN}, {150, OWN}},
                [LOOK_NOTE] = {A_NORMAL, {2, OWN}, {10, OWN}, {150, OWN}},
                [LOOK_META] = {A_NORMAL, {OWN, OWN}, {7, OWN}, {248, OWN}},
                [LOOK_STANCE] = {A_BOLD, {6, OWN}, {14, OWN}, {117, OWN}},
                [LOOK_FOOTNOTE] = {A_NORMAL, {OWN, OWN}, {7, OWN}, {248, OWN}},
                [LOOK_FOOTNOTE_MARK] = {A_NORMAL, {6, OWN}, {14, OWN}, {117, OWN}},
                [LOOK_TOKEN] = {A_UNDERLINE, {3, OWN}, {9, OWN}, {210, OWN}},
                [LOOK_MORE] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MATCH] = {A_NORMAL, {0, 3}, {0, 3}, {16, 222}},
                [LOOK_CURRENT_MATCH] = {A_BOLD, {0, 2}, {0, 10}, {16, 114}},
                [LOOK_SELECTED] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOCUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_STATUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MESSAGE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_ERROR] = {A_BOLD, {3, OWN}, {9, OWN}, {210, OWN}},
                [LOOK_PROMPT] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HINT] = {A_NORMAL, {OWN, OWN}, {7, OWN}, {248, OWN}},
                [LOOK_CHOSEN] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FRAME] = {A_NORMAL, {OWN, OWN}, {7, OWN}, {248, OWN}},
            },
        [THEME_LIGHT] =
            {
                [LOOK_TEXT] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_PART] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HEADING] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOLD_MARK] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_BADGE] = {A_NORMAL, {4, OWN}, {4, OWN}, {25, OWN}},
                [LOOK_GUTTER] = {A_NORMAL, {5, OWN}, {5, OWN}, {22, OWN}},
                [LOOK_NOTE_LABEL] = {A_BOLD, {5, OWN}, {5, OWN}, {22, OWN}},
                [LOOK_NOTE] = {A_NORMAL, {5, OWN}, {5, OWN}, {22, OWN}},
                [LOOK_META] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {240, OWN}},
                [LOOK_STANCE] = {A_BOLD, {4, OWN}, {4, OWN}, {25, OWN}},
                [LOOK_FOOTNOTE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {240, OWN}},
                [LOOK_FOOTNOTE_MARK] = {A_NORMAL, {4, OWN}, {4, OWN}, {25, OWN}},
                [LOOK_TOKEN] = {A_UNDERLINE, {1, OWN}, {1, OWN}, {124, OWN}},
                [LOOK_MORE] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MATCH] = {A_NORMAL, {0, 3}, {0, 3}, {16, 222}},
                [LOOK_CURRENT_MATCH] = {A_BOLD, {0, 2}, {0, 10}, {16, 114}},
                [LOOK_SELECTED] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOCUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_STATUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MESSAGE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_ERROR] = {A_BOLD, {1, OWN}, {1, OWN}, {124, OWN}},
                [LOOK_PROMPT] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HINT] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {240, OWN}},
                [LOOK_CHOSEN] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FRAME] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {240, OWN}},
            },
        [THEME_MONO] =
            {
                [LOOK_TEXT] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_PART] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HEADING] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOLD_MARK] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_BADGE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_GUTTER] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_NOTE_LABEL] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_NOTE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_META] = {A_DIM, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_STANCE] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOOTNOTE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOOTNOTE_MARK] = {A_DIM, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_TOKEN] = {A_UNDERLINE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MORE] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MATCH] = {A_BOLD | A_UNDERLINE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_CURRENT_MATCH] = {A_REVERSE | A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_SELECTED] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FOCUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_STATUS] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_MESSAGE] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_ERROR] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_PROMPT] = {A_BOLD, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_HINT] = {A_DIM, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_CHOSEN] = {A_REVERSE, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
                [LOOK_FRAME] = {A_NORMAL, {OWN, OWN}, {OWN, OWN}, {OWN, OWN}},
            },
        [THEME_HIGH_CONTRAST] =
            {
                [LOOK_TEXT] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_PART] = {A_BOLD, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_HEADING] = {A_BOLD, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_FOLD_MARK] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_BADGE] = {A_NORMAL, {3, 0}, {11, 0}, {226, 16}},
                [LOOK_GUTTER] = {A_NORMAL, {6, 0}, {14, 0}, {123, 16}},
                [LOOK_NOTE_LABEL] = {A_BOLD, {6, 0}, {14, 0}, {123, 16}},
                [LOOK_NOTE] = {A_NORMAL, {6, 0}, {14, 0}, {123, 16}},
                [LOOK_META] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_STANCE] = {A_BOLD, {3, 0}, {11, 0}, {226, 16}},
                [LOOK_FOOTNOTE] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_FOOTNOTE_MARK] = {A_NORMAL, {3, 0}, {11, 0}, {226, 16}},
                [LOOK_TOKEN] = {A_UNDERLINE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_MORE] = {A_REVERSE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_MATCH] = {A_NORMAL, {0, 3}, {0, 11}, {16, 226}},
                [LOOK_CURRENT_MATCH] = {A_BOLD | A_UNDERLINE, {7, 4}, {15, 4}, {231, 21}},
                [LOOK_SELECTED] = {A_REVERSE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_FOCUS] = {A_REVERSE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_STATUS] = {A_REVERSE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_MESSAGE] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_ERROR] = {A_REVERSE | A_BOLD, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_PROMPT] = {A_BOLD, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_HINT] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_CHOSEN] = {A_REVERSE, {7, 0}, {15, 0}, {231, 16}},
                [LOOK_FRAME] = {A_NORMAL, {7, 0}, {15, 0}, {231, 16}},
            },
};

const struct style *theme_styles(enum theme theme)
{
    return themes[theme];
}

bool theme_has_ground(enum theme theme)
{
    return theme == THEME_HIGH_CONTRAST;
}

struct colours theme_colours(const struct style *style, int colour_count)
{
    return colour_count >= 256 ? style->of_256 : colour_count >= 16 ? style->of_16 : style->of_8;
}

/* ---- the terminal's ground ----------------------------------------------------------------------- */

/* One to four hexadecimal digits, as a share of what so many can say; moves *at on. */
static bool read_share(const char **at, double *share)
{
    char digits[5] = "";
    size_t count = strspn(*at, "0123456789abcdefABCDEF");

    if (count < 1 || count > 4)
        return false;
    memcpy(digits, *at, count);
    *share = (double)strtoul(digits, NULL, 16) / (double)((1ul << (4 * count)) - 1);
    *at += count;
    return true;
}

bool theme_read_ground(const char *answer, bool *is_dark)
{
    /* Relative luminance as WCAG 2.1 defines it, with 2 for its exponent of 2.4, which asks for no library
     * of mathematics; where black and white stand out alike it is 0.18. */
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double luminance = 0, share;

    if (strncmp(answer, "11;rgb", 6) != 0)
        return false;
    answer += answer[6] == 'a' ? 7 : 6;
    for (size_t i = 0; i < COUNT_OF(weights); i++) {
        if (*answer++ != (i == 0 ? ':' : '/') || !read_share(&answer, &share))
            return false;
        luminance += weights[i] * share * share;
    }
    *is_dark = luminance < 0.18;
    return true;
}
