/* Words by which a line shows whether a sentence begins or goes on: of Dutch, English, French, German and
 * Swedish, the languages of the reports. A list is a string with a space around each word. */
#include "config.h"

#include "format/lines.h"

#include <string.h>

#include "text/text.h"

#include "text/text.h"

/* With a capital they begin a sentence. */
static const char openers[] =
    " De Het Een Deze Dit Die Dat Er Op In Tijdens Na Over Voor Vanwege Met Bij Aan Door Ook"
    " Tot Volgens Vrijwel Alle Enkele Veel Meerdere Diverse Namens Naast Gelet Hij Zij Wel"
    " Uit Omdat Ondanks Tegen Wegens Hierbij Daarnaast Verscheidene Verschillende Andere"
    " Geen Niet Onder Tussen The A An This That These Those There It They On At During After"
    " Following Most Many Several Some All Nearly With As By Under While When However"
    " Finally Next Le La Les Un Une Ce Cette Ces Il Elle Ils Elles En Au Aux Lors Dans Sur"
    " Pour Plusieurs Tous Toutes Faisant Der Das Den Dem Ein Eine Einer Dieser Diese Dieses"
    " Im Am Zum Zur Bei Beim Nach Vor Mit Auf Zu Es Mehrere Viele Einige Nahezu Danach Darin"
    " Unter Von Während Für Ett Det Detta Denna Dessa Vid På Efter Flera Samtliga Av För Med"
    " Till Daarbij Daarna Tevens Sinds Binnen Zo Hierna Eerst Vervolgens Naar Gedurende Ter"
    " Beide Tegelijk Regarding Concerning Within He She We Given Both Concernant Après Avant"
    " Selon Certains Certaines Enfin Ensuite Par Parmi Zudem Außerdem Anschließend Zunächst"
    " Bezüglich Aus Hierbei Dabei Vad Mötet Keine Kein Keiner Aucun Aucune Ingen Inga"
    " Några Många Vidare Dessutom Enligt Inför ";

/* States and institutions; with a verb after them they begin one. */
static const char speakers[] =
    " Commissie Voorzitterschap Raad Kommissionen Ordförandeskapet Rådet Kommission Vorsitz"
    " Commission Presidency Council Conseil Europol Eurojust Frontex Eu-LISA EU-LISA eu-LISA"
    " EU-Lisa Lidstaten Ministers Delegations Delegationen Deelnemers België Bulgarije"
    " Cyprus Denemarken Duitsland Estland Finland Frankrijk Griekenland Hongarije Ierland"
    " Italië Kroatië Letland Litouwen Luxemburg Malta Nederland Oostenrijk Polen Portugal"
    " Roemenië Slovenië Slowakije Spanje Tsjechië Zweden Noorwegen Zwitserland Oekraïne"
    " Belgium Bulgaria Denmark Germany Estonia France Greece Hungary Ireland Italy Croatia"
    " Latvia Lithuania Luxembourg Netherlands Austria Poland Romania Slovenia Slovakia Spain"
    " Czechia Sweden Norway Switzerland Ukraine Belgien Bulgarien Zypern Dänemark"
    " Deutschland Frankreich Griechenland Ungarn Irland Italien Kroatien Lettland Litauen"
    " Niederlande Österreich Rumänien Slowenien Slowakei Spanien Tschechien Schweden"
    " Norwegen Sverige Danmark Tyskland Frankrike Grekland Ungern Österrike Slovakien"
    " Slovenien Tjeckien Cypern Norge Schweiz Island Ukraina Malte Chypre Ministrarna HUN"
    " POL DEU FRA ITA Bundesregierung Delegaties Aanwezigen Diensten Kommissionären"
    " Medlemsstaterna Minister Justitiekommissionären Inrikeskommissionären Kommissionären"
    " Kommissionsledamoten Eurocommissaris Kommissarin Kommissar Commissioner ";

/* Nothing ends after them. */
static const char open_words[] =
    " de het een en of van voor met in op aan te ter ten bij uit over door dat die als om"
    " naar tegen onder tussen sinds zonder waaronder uw hun zijn haar per inzake betreffende"
    " artikel artikelen the a an and or for with on at to by from as that which including"
    " its their into between against Article Articles der das den dem des ein eine einer"
    " einem einen eines und oder vom zum zur zu mit für auf im am aus bei über nach unter le la"
    " les du et ou à au aux pour par sur dans une un ett och eller av för med i på till från"
    " att som det von Artikel entre zwischen mellan jegens binnen tijdens rond vanwege"
    " wegens ihre ihrer sowie wie durch ohne gegen ses leur leurs cette ces qui que afin"
    " samt inom under mot utan sin sitt sina this these those such ";

/* Alone on a line they head a part, other business, or a section before or after them. */
static const char *const part_names[] = {"diversen",
                                         "any other business",
                                         "divers",
                                         "sonstiges",
                                         "verschiedenes",
                                         "övriga frågor",
                                         "övriga punkter",
                                         "justitie",
                                         "justice",
                                         "justiz",
                                         "binnenlandse zaken",
                                         "home affairs",
                                         "inneres",
                                         "inrikes frågor",
                                         "rättsliga frågor",
                                         "gemengd comité",
                                         "mixed committee",
                                         "comité mixte",
                                         "gemischter ausschuss",
                                         "gemensamma kommittén",
                                         "werklunch",
                                         "inleiding",
                                         "belangrijkste resultaten",
                                         "voornaamste resultaten",
                                         "vervolg",
                                         "introduction",
                                         "main results",
                                         "main results of the council",
                                         "next steps",
                                         "principaux résultats",
                                         "prochaines étapes",
                                         "einleitung",
                                         "vorbemerkung",
                                         "ausblick",
                                         "inledning",
                                         "nästa steg",
                                         "affaires intérieures"};

/* Labels of what is said of an item under its title. */
static const char *const labels[] = {"document",
                                     "documenten",
                                     "doc.",
                                     "dok.",
                                     "documents",
                                     "dokument",
                                     "rechtsgrondslag",
                                     "rechtsbasis",
                                     "legal basis",
                                     "base juridique",
                                     "rechtsgrundlage",
                                     "rättslig grund",
                                     "hier",
                                     "betreft",
                                     "procedure",
                                     "procédure",
                                     "verfahren",
                                     "stemwijze",
                                     "voting rule",
                                     "règle de vote",
                                     "beslutsregel",
                                     "abstimmung",
                                     "uitkomst",
                                     "outcome",
                                     "résultat",
                                     "ergebnis",
                                     "resultat",
                                     "inzet nederland",
                                     "aard van de bespreking",
                                     "nature of discussion"};

enum { WORD_MAX_BYTES = 40 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_in(const char *words, const char *text, size_t len_bytes)
{
    char wanted[WORD_MAX_BYTES + 3] = " ";

    if (len_bytes == 0 || len_bytes > WORD_MAX_BYTES)
        return false;
    memcpy(wanted + 1, text, len_bytes);
    wanted[len_bytes + 1] = ' ';
    return strstr(words, wanted) != NULL;
}

bool look_opens_sentence(const char *text, size_t len_bytes)
{
    size_t word_bytes = 0;

    while (word_bytes < len_bytes && !is_space(text[word_bytes]) && text[word_bytes] != ',')
        word_bytes++;
    if (word_bytes >= 2 && text[1] == '\'' && text[0] == 'L')
        return true;
    if (word_bytes >= 4 && memcmp(text, "L\xE2\x80\x99", 4) == 0)
        return true;
    return word_bytes > 0 && word_bytes < len_bytes && is_in(openers, text, word_bytes);
}

bool look_names_speaker(const char *text, size_t len_bytes)
{
    size_t word_bytes = 0, next;

    while (word_bytes < len_bytes && !is_space(text[word_bytes]) && text[word_bytes] != ',')
        word_bytes++;
    if (word_bytes == 0 || !is_in(speakers, text, word_bytes))
        return false;
    if (word_bytes < len_bytes && text[word_bytes] == ',')
        return true;
    next = word_bytes;
    while (next < len_bytes && is_space(text[next]))
        next++;
    return next < len_bytes && look_begins_small(text + next, len_bytes - next);
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
    return start < len_bytes && is_in(open_words, text + start, len_bytes - start);
}

bool look_names_part(const char *text, size_t len_bytes)
{
    const char *bracket = memchr(text, '(', len_bytes);

    if (bracket != NULL && text[len_bytes - 1] == ')') { /* "Justice (10 March)" */
        len_bytes = (size_t)(bracket - text);
        text_trim(&text, &len_bytes);
    }
    for (size_t i = 0; i < COUNT_OF(part_names); i++) {
        if (text_equal_folded(text, len_bytes, part_names[i], strlen(part_names[i])))
            return true;
    }
    return false;
}

bool look_known_label(const char *text, size_t len_bytes)
{
    const char *colon = memchr(text, ':', len_bytes < WORD_MAX_BYTES ? len_bytes : WORD_MAX_BYTES);
    size_t label_bytes;

    if (colon == NULL)
        return false;
    label_bytes = (size_t)(colon - text);
    text_trim(&text, &label_bytes);
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        if (text_equal_folded(text, label_bytes, labels[i], strlen(labels[i])))
            return true;
    }
    return false;
}
