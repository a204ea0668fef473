/* What a line looks like by itself: its bullet, its number, its first and its last word. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

/* ---- words ------------------------------------------------------------------------------------ */

static bool is_in(const char *const words[], size_t count, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i][0] == text[0] && strlen(words[i]) == len_bytes &&
            memcmp(words[i], text, len_bytes) == 0)
            return true;
    }
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t look_first_word_bytes(const char *text, size_t len_bytes)
{
    size_t end = 0;

    while (end < len_bytes && !is_space(text[end]))
        end++;
    return end;
}

bool look_begins_small(const char *text, size_t len_bytes)
{
    return text_case_at(text, len_bytes) == TEXT_SMALL;
}

bool look_begins_capital(const char *text, size_t len_bytes)
{
    return text_case_at(text, len_bytes) == TEXT_CAPITAL;
}

/* Words of the council's languages that with a capital begin a sentence. */
static const char *const openers[] = {
    "De",      "Het",     "Een",      "Deze",      "Dit",      "Die",      "Dat",      "Er",
    "Op",      "In",      "Tijdens",  "Na",        "Over",     "Voor",     "Vanwege",  "Met",
    "Bij",     "Aan",     "Door",     "Ook",       "Tot",      "Volgens",  "Vrijwel",  "Alle",
    "Enkele",  "Veel",    "Meerdere", "Diverse",   "Namens",   "Naast",    "Gelet",    "Hij",
    "Zij",     "Wel",     "Uit",      "Omdat",     "Ondanks",  "Tegen",    "Wegens",   "Hierbij",
    "Daarnaast", "Verscheidene", "Verschillende", "Andere", "Geen", "Niet", "Onder", "Tussen",
    "The",     "A",       "An",       "This",      "That",     "These",    "Those",    "There",
    "It",      "They",    "On",       "At",        "During",   "After",    "Following",
    "Most",    "Many",    "Several",  "Some",      "All",      "Nearly",   "With",     "As",
    "By",      "Under",   "While",    "When",      "However",  "Finally",  "Next",
    "Le",      "La",      "Les",      "Un",        "Une",      "Ce",       "Cette",    "Ces",
    "Il",      "Elle",    "Ils",      "Elles",     "En",       "Au",       "Aux",      "Lors",
    "Dans",    "Sur",     "Pour",     "Plusieurs", "Tous",     "Toutes",   "Faisant",
    "Der",     "Das",     "Den",      "Dem",       "Ein",      "Eine",     "Einer",    "Dieser",
    "Diese",   "Dieses",  "Im",       "Am",        "Zum",      "Zur",      "Bei",      "Beim",
    "Nach",    "Vor",     "Mit",      "Auf",       "Zu",       "Es",       "Mehrere",
    "Viele",   "Einige",  "Nahezu",   "Danach",   "Darin",    "Unter",    "Von",
    "Während", "Für",     "Ett",      "Det",      "Detta",    "Denna",    "Dessa",
    "Vid",     "På",      "Efter",    "Flera",     "Samtliga", "Av",       "För",
    "Med",     "Till",
};

static const char *const speakers[] = {
    "Commissie",    "Voorzitterschap", "Raad",         "Kommissionen", "Ordförandeskapet", "Rådet",
    "Kommission",   "Vorsitz",         "Commission",   "Presidency",   "Council",     "Conseil",
    "Europol",      "Eurojust",        "Frontex",      "Eu-LISA",      "EU-LISA",     "eu-LISA",
    "EU-Lisa",      "Lidstaten",       "Ministers",    "Delegations",  "Delegationen", "Deelnemers",
    "België",       "Bulgarije",       "Cyprus",       "Denemarken",   "Duitsland",   "Estland",
    "Finland",      "Frankrijk",       "Griekenland",  "Hongarije",    "Ierland",     "Italië",
    "Kroatië",      "Letland",         "Litouwen",     "Luxemburg",    "Malta",       "Nederland",
    "Oostenrijk",   "Polen",           "Portugal",     "Roemenië",     "Slovenië",    "Slowakije",
    "Spanje",       "Tsjechië",        "Zweden",       "Noorwegen",    "Zwitserland", "Oekraïne",
    "Belgium",      "Bulgaria",        "Denmark",      "Germany",      "Estonia",     "France",
    "Greece",       "Hungary",         "Ireland",      "Italy",        "Croatia",     "Latvia",
    "Lithuania",    "Luxembourg",      "Netherlands",  "Austria",      "Poland",      "Romania",
    "Slovenia",     "Slovakia",        "Spain",        "Czechia",      "Sweden",      "Norway",
    "Switzerland",  "Ukraine",         "Belgien",      "Bulgarien",    "Zypern",      "Dänemark",
    "Deutschland",  "Frankreich",      "Griechenland", "Ungarn",       "Irland",      "Italien",
    "Kroatien",     "Lettland",        "Litauen",      "Niederlande",  "Österreich",  "Rumänien",
    "Slowenien",    "Slowakei",        "Spanien",      "Tschechien",   "Schweden",    "Norwegen",
    "Sverige",      "Danmark",         "Tyskland",     "Frankrike",    "Grekland",    "Ungern",
    "Österrike",    "Slovakien",       "Slovenien",    "Tjeckien",     "Cypern",      "Norge",
    "Schweiz",      "Island",          "Ukraina",      "Frankrijk",    "Malte",       "Chypre",
    "Ministrarna",  "HUN",             "POL",          "DEU",          "FRA",         "ITA",
};

/* Words after which nothing ends. */
static const char *const open_words[] = {
    "de",    "het",   "een",   "en",    "of",    "van",   "voor",   "met",   "in",    "op",
    "aan",   "te",    "ter",   "ten",   "bij",   "uit",   "over",   "door",  "dat",   "die",
    "als",   "om",    "naar",  "tegen", "onder", "tussen", "sinds", "zonder", "waaronder", "uw",
    "hun",   "zijn",  "haar",  "per",   "inzake", "betreffende", "artikel", "artikelen", "the",
    "a",     "an",    "and",   "or",    "for",   "with",  "on",     "at",    "to",    "by",
    "from",  "as",    "that",  "which", "including", "its", "their", "into", "between", "against",
    "Article", "Articles", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer",
    "einem", "eines", "und", "oder", "vom", "zum", "zur", "zu", "mit", "für", "auf", "im", "am",
    "aus",   "bei",   "über",  "nach",  "unter", "le",    "la",     "les",   "du",    "et",
    "ou",    "à",     "au",    "aux",   "pour",  "par",   "sur",    "dans",  "une",   "un",
    "ett",   "och",   "eller", "av",    "för",   "med",   "i",      "på",    "till",  "från",
    "om",    "att",   "som",   "det",   "von",   "Artikel", "entre", "zwischen", "mellan",
};

bool look_opens_sentence(const char *text, size_t len_bytes)
{
    size_t word_bytes = 0;

    while (word_bytes < len_bytes && !is_space(text[word_bytes]) && text[word_bytes] != ',')
        word_bytes++;
    if (word_bytes >= 2 && text[1] == '\'' && text[0] == 'L')
        return true;
    if (word_bytes >= 4 && memcmp(text, "L\xE2\x80\x99", 4) == 0)
        return true;
    return word_bytes > 0 && word_bytes < len_bytes &&
           is_in(openers, COUNT_OF(openers), text, word_bytes);
}

bool look_names_speaker(const char *text, size_t len_bytes)
{
    size_t word_bytes = 0, next;

    while (word_bytes < len_bytes && !is_space(text[word_bytes]) && text[word_bytes] != ',')
        word_bytes++;
    if (word_bytes == 0 || !is_in(speakers, COUNT_OF(speakers), text, word_bytes))
        return false;
    if (word_bytes < len_bytes && text[word_bytes] == ',')
        return true;
    next = word_bytes;
    while (next < len_bytes && is_space(text[next]))
        next++;
    return next < len_bytes && look_begins_small(text + next, len_bytes - next);
}

/* ---- beginnings --------------------------------------------------------------------------------- */

enum bullet look_bullet(const char *text, size_t len_bytes, size_t *bullet_bytes)
{
    static const struct {
        char sign[4];
        enum bullet bullet;
    } signs[] = {{"-", BULLET_DASH},  {"–", BULLET_DASH},  {"—", BULLET_DASH},  {"•", BULLET_ROUND},
                 {"·", BULLET_ROUND}, {"▪", BULLET_ROUND}, {"◦", BULLET_ROUND}, {"‣", BULLET_ROUND},
                 {"●", BULLET_ROUND}, {"*", BULLET_STAR}};

    *bullet_bytes = 0;
    if (len_bytes == 0 || (text[0] >= '.' && text[0] <= '~'))
        return BULLET_NONE;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        size_t at = strlen(signs[i].sign);

        if (len_bytes < at || memcmp(text, signs[i].sign, at) != 0)
            continue;
        if (at < len_bytes && !is_space(text[at]))
            return BULLET_NONE;
        while (at < len_bytes && is_space(text[at]))
            at++;
        *bullet_bytes = at;
        return signs[i].bullet;
    }
    return BULLET_NONE;
}

unsigned look_roman(const char *text, size_t len_bytes)
{
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    unsigned tens = 0;

    while (tens < 3 && len_bytes > 0 && *text == 'X') {
        tens++;
        text++;
        len_bytes--;
    }
    for (unsigned i = 0; i < COUNT_OF(ones); i++) {
        if (strlen(ones[i]) == len_bytes && memcmp(ones[i], text, len_bytes) == 0)
            return 10 * tens + i;
    }
    return 0;
}

static size_t skip_spaces(const char *text, size_t len_bytes, size_t at)
{
    while (at < len_bytes && is_space(text[at]))
        at++;
    return at;
}

/* "TOP 3:", "Agendapunt 2:", "Item 4 –". */
static struct look_number numbered_word(const char *text, size_t len_bytes)
{
    static const char *const words[] = {"TOP ", "Agendapunt ", "Item ", "Punt ", "Punkt ", "Point "};
    struct look_number number = {0};
    size_t at, start;

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strlen(words[i]);
        if (len_bytes <= at || memcmp(text, words[i], at) != 0)
            continue;
        for (start = at; at < len_bytes && at - start < 3 && is_digit(text[at]); at++)
            number.value = number.value * 10 + (unsigned)(text[at] - '0');
        if (at == start)
            continue;
        if (at < len_bytes && text[at] >= 'a' && text[at] <= 'f')
            at++;
        if (at < len_bytes && (text[at] == ':' || text[at] == '.'))
            at++;
        else if (len_bytes - at < 4 || memcmp(text + at, " –", 4) != 0)
            continue;
        return (struct look_number){.len_bytes = at,
                                    .value = number.value,
                                    .is_word = true,
                                    .end = ':'};
    }
    return (struct look_number){0};
}

static bool is_small_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The end of "1", "2a", "1.2", "a" at that place; 0 where none stands there. */
static size_t number_end(const char *text, size_t len_bytes, struct look_number *number)
{
    size_t at = 0;

    while (at < len_bytes && at < 4 && is_digit(text[at]))
        number->value = number->value * 10 + (unsigned)(text[at++] - '0');
    if (at > 0) {
        if (at > 2)
            return 0;
        while (at + 1 < len_bytes && at < 8 && text[at] == '.' && is_digit(text[at + 1])) {
            for (at++; at < len_bytes && is_digit(text[at]);)
                at++;
            number->end = '.'; /* "1.2" needs no further stop */
        }
        return at + (at < len_bytes && is_small_letter(text[at]));
    }
    while (at < len_bytes && at < 6 && strchr("IVX", text[at]) != NULL)
        at++;
    number->is_roman = at > 0 && look_roman(text, at) > 0;
    if (at > 0)
        return number->is_roman ? at : 0;
    return len_bytes > 0 && is_small_letter(text[0]) ? 1 : 0;
}

struct look_number look_number(const char *text, size_t len_bytes)
{
    struct look_number number = {0};
    bool bracket = len_bytes > 0 && text[0] == '(';
    size_t at, end, gap;

    if (len_bytes < 2 || (!bracket && !is_digit(text[0]) && !is_small_letter(text[0]) &&
                          strchr("IVXTAP", text[0]) == NULL))
        return number;
    at = number_end(text + bracket, len_bytes - bracket, &number);
    if (at == 0)
        return numbered_word(text, len_bytes);
    end = at + bracket;
    if (end < len_bytes && text[end] == ')')
        number.end = text[end++];
    else if (end < len_bytes && text[end] == '.' && !bracket && !is_small_letter(text[end - 1]))
        number.end = text[end++];
    else if (end < len_bytes && text[end] == '.' && !bracket && end > 1)
        number.end = text[end++];
    else if (bracket)
        return numbered_word(text, len_bytes);
    gap = skip_spaces(text, len_bytes, end);
    if (number.end == 0 && number.is_roman && gap >= end + 2)
        number.end = ' ';
    if (number.end == 0 || (gap == end && gap < len_bytes))
        return numbered_word(text, len_bytes);
    number.len_bytes = gap;
    return number;
}

/* ---- ends ------------------------------------------------------------------------------------------ */

/* The length without closing quotes and brackets, and without a footnote's mark after a stop. */
static size_t without_closing(const char *text, size_t len_bytes)
{
    size_t digits = len_bytes;

    while (digits > 0 && len_bytes - digits < 3 && is_digit(text[digits - 1]))
        digits--;
    if (digits < len_bytes && digits > 1 && text[digits - 1] == '.' && !is_digit(text[digits - 2]))
        len_bytes = digits;
    if (len_bytes > 0 && text[len_bytes - 1] == ']') {
        const char *open = memrchr(text, '[', len_bytes);

        if (open != NULL && (size_t)(text + len_bytes - open) < 20 && open > text)
            len_bytes = (size_t)(open - text);
    }
    for (;;) {
        if (len_bytes > 0 && strchr("\"')", text[len_bytes - 1]) != NULL)
            len_bytes--;
        else if (len_bytes > 3 && (memcmp(text + len_bytes - 3, "”", 3) == 0 ||
                                   memcmp(text + len_bytes - 3, "’", 3) == 0 ||
                                   memcmp(text + len_bytes - 3, "“", 3) == 0))
            len_bytes -= 3;
        else if (len_bytes > 2 && memcmp(text + len_bytes - 2, "»", 2) == 0)
            len_bytes -= 2;
        else
            return len_bytes;
    }
}

bool look_ends_sentence(const char *text, size_t len_bytes)
{
    size_t end = without_closing(text, len_bytes);

    return end > 0 && strchr(".!?:;", text[end - 1]) != NULL;
}

bool look_ends_open(const char *text, size_t len_bytes)
{
    size_t start = len_bytes;

    if (len_bytes == 0)
        return false;
    if (text[len_bytes - 1] == ',' || text[len_bytes - 1] == '-' || text[len_bytes - 1] == '/' ||
        text[len_bytes - 1] == '(')
        return true;
    if (len_bytes > 3 && memcmp(text + len_bytes - 3, "–", 3) == 0)
        return true;
    while (start > 0 && !is_space(text[start - 1]))
        start--;
    return start < len_bytes &&
           is_in(open_words, COUNT_OF(open_words), text + start, len_bytes - start);
}

/* ---- fields, rules, leaders ------------------------------------------------------------------------- */

static unsigned cols(const char *text, size_t len_bytes)
{
    return (unsigned)text_count_points(text, len_bytes);
}

bool look_field(const char *text, size_t len_bytes, unsigned *value_cols)
{
    size_t at, end, words = 1, most = len_bytes < 48 ? len_bytes : 48;

    if (memchr(text, ':', most) == NULL && memchr(text, '\t', most) == NULL &&
        memmem(text, most, "   ", 3) == NULL)
        return false;
    if (look_number(text, len_bytes).len_bytes > 0)
        return false;
    for (at = 0; at < most; at++) {
        if (text[at] == '\t' || (at + 2 < len_bytes && memcmp(text + at, "   ", 3) == 0)) {
            end = skip_spaces(text, len_bytes, at);
            *value_cols = cols(text, end);
            return at > 0 && words <= 4 && !is_digit(text[0]) && end < len_bytes;
        }
        if (text[at] == ':' && at > 0) {
            end = skip_spaces(text, len_bytes, at + 1);
            *value_cols = cols(text, end);
            return words <= 3 && (end == len_bytes || end > at + 1) &&
                   text_case_at(text, len_bytes) != TEXT_NO_LETTER;
        }
        if (is_space(text[at]) && !is_space(text[at + 1]) && text[at + 1] != ':')
            words++;
    }
    return false;
}

bool look_leaders(const char *text, size_t len_bytes)
{
    return memmem(text, len_bytes, "....", 4) != NULL ||
           memmem(text, len_bytes, "……", 6) != NULL || memmem(text, len_bytes, ". . . .", 7) != NULL;
}

bool look_rule(const char *text, size_t len_bytes)
{
    if (len_bytes < 3 || strchr("-_=*", text[0]) == NULL)
        return false;
    for (size_t i = 1; i < len_bytes; i++) {
        if (text[i] != text[0] && !is_space(text[i]))
            return false;
    }
    return true;
}
