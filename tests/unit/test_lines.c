/* What stands between the lines of a text file and the builder's events (format/lines.h): each case is a
 * text beside the events it becomes, and it becomes them in pieces of any size.
 *
 * An event is a line: "L" a line of which nothing is known, "H2" a heading, "P" body text, "*" an item of
 * a list, "T" a table's row (" / " between its cells), "F1" a footnote; "!" after it where all of it is
 * emphasised, and an empty line before it where one stood there. */
#include "config.h"

#include "format/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- a builder that writes events down ------------------------------------------------------------- */

struct report_builder {
    struct buffer events;
    size_t replaced;
};

void report_builder_block(struct report_builder *builder, const struct report_event *event)
{
    static const char *const kinds[] = {"L", "H", "P", "*", "T", "F"};
    struct buffer *out = &builder->events;

    if (event->blank_before && out->len_bytes > 0)
        buffer_append_char(out, '\n');
    buffer_append_string(out, kinds[event->kind]);
    if (event->kind == EVENT_HEADING)
        buffer_append_format(out, "%u", event->level);
    if (event->label != NULL)
        buffer_append_string(out, event->label);
    if (event->emphasised)
        buffer_append_char(out, '!');
    buffer_append_char(out, ' ');
    for (size_t i = 0; i < event->len_bytes; i++) {
        if (event->text[i] == '\t')
            buffer_append_string(out, " / ");
        else
            buffer_append_char(out, event->text[i]);
    }
    buffer_append_char(out, '\n');
}

void report_builder_window(struct report_builder *builder)
{
    (void)builder;
}

void report_builder_replaced(struct report_builder *builder, size_t count)
{
    builder->replaced += count;
}

/* The events of the text; the caller frees them. stretch_bytes: 0 for the reader's own; encoding: NULL
 * for a guess. */
static char *events_in(const char *encoding, const char *text, size_t len_bytes, size_t piece_bytes,
                       size_t stretch_bytes)
{
    struct report_builder builder = {0};
    struct text_reader reader;
    size_t at = 0;

    text_reader_init(&reader, &builder);
    text_reader_use_encoding(&reader, encoding);
    if (stretch_bytes > 0)
        reader.first_stretch_bytes = reader.stretch_bytes = stretch_bytes;
    while (at < len_bytes) {
        size_t left_bytes = len_bytes - at;
        size_t next_bytes = left_bytes < piece_bytes ? left_bytes : piece_bytes;

        memcpy(text_reader_room(&reader, next_bytes), text + at, next_bytes);
        text_reader_take(&reader, next_bytes);
        at += next_bytes;
    }
    text_reader_finish(&reader);
    buffer_append_char(&builder.events, '\0');
    return buffer_detach(&builder.events);
}

static char *events_of(const char *text, size_t len_bytes, size_t piece_bytes, size_t stretch_bytes)
{
    return events_in(NULL, text, len_bytes, piece_bytes, stretch_bytes);
}

/* ---- cases -------------------------------------------------------------------------------------------- */

struct lines_case {
    const char *name, *text, *events;
};

static void check(const struct lines_case *cases, size_t count)
{
    static const size_t pieces[] = {SIZE_MAX, 1, 2, 3, 7, 64};

    for (size_t i = 0; i < count; i++) {
        for (size_t piece = 0; piece < COUNT_OF(pieces); piece++) {
            char *events = events_of(cases[i].text, strlen(cases[i].text), pieces[piece], 0);

            if (strcmp(events, cases[i].events) != 0)
                fail_msg("%s, in pieces of %zu:\n%s--- instead of\n%s", cases[i].name,
                         pieces[piece], events, cases[i].events);
            free(events);
        }
    }
}

/* Three paragraphs at 60 columns: enough to know the width by. */
#define WRAPPED                                                                                    \
    "De Commissie lichtte het voorstel toe en wees daarbij op de\n"                                \
    "ervaringen die de afgelopen jaren in de grensregio's zijn\n"                                  \
    "opgedaan. Verscheidene lidstaten steunden die lezing en\n"                                    \
    "vroegen om een nadere uitwerking van de financiering.\n"                                      \
    "\n"

#define UNWRAPPED                                                                                  \
    "L De Commissie lichtte het voorstel toe en wees daarbij op de ervaringen die de afgelopen "   \
    "jaren in de grensregio's zijn opgedaan. Verscheidene lidstaten steunden die lezing en "       \
    "vroegen om een nadere uitwerking van de financiering.\n"

static void lines_that_are_not_wrapped_stay(void **state)
{
    static const struct lines_case cases[] = {
        {"a line is a paragraph", "1. Aap\nDe Raad sprak.\nDe Raad zweeg.\n\nNoot\n",
         "L 1. Aap\nL De Raad sprak.\nL De Raad zweeg.\n\nL Noot\n"},
        {"small letters begin a line", "1. Aap\nvan de Raad\nen de Commissie\n",
         "L 1. Aap\nL van de Raad\nL en de Commissie\n"},
        {"an address",
         "Aan de Voorzitter\nvan de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA  DEN "
         "HAAG\n",
         "L Aan de Voorzitter\nL van de Tweede Kamer\nL der Staten-Generaal\nL Postbus 20018\n"
         "L 2500 EA  DEN HAAG\n"},
        {"metadata",
         "OO BRIEF\n- 2024-06-25 15:45:\n- 2024-06-26 09:10:\n32 317\nJBZ-Raad\nC\nNr. 529\n",
         "L OO BRIEF\nL - 2024-06-25 15:45:\nL - 2024-06-26 09:10:\nL 32 317\nL JBZ-Raad\nL C\n"
         "L Nr. 529\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void wrapped_lines_are_joined(void **state)
{
    static const struct lines_case cases[] = {
        {"paragraphs", WRAPPED WRAPPED, UNWRAPPED "\n" UNWRAPPED},
        {"a heading above its text, which begins a sentence", WRAPPED "Terugkeer\n" WRAPPED,
         UNWRAPPED "\nL Terugkeer\n" UNWRAPPED},
        {"a heading that happens to be full",
         WRAPPED "1. Verordening over het toezicht op de kusten van landen\n" WRAPPED,
         UNWRAPPED "\nL 1. Verordening over het toezicht op de kusten van landen\n" UNWRAPPED},
        {"a full heading before a state that speaks",
         WRAPPED "2. Gedachtewisseling over het toezicht op kusten en zee\n"
                 "Griekenland vroeg aandacht voor de eilanden en wees op de\n"
                 "hoge kosten van de opvang aldaar.\n",
         UNWRAPPED "\nL 2. Gedachtewisseling over het toezicht op kusten en zee\n"
                   "L Griekenland vroeg aandacht voor de eilanden en wees op de hoge kosten van de "
                   "opvang aldaar.\n"},
        {"a heading over two lines",
         WRAPPED "2. Voorstel voor een verordening betreffende de screening\n"
                 "van onderdanen van derde landen\n\n" WRAPPED,
         UNWRAPPED
         "\nL 2. Voorstel voor een verordening betreffende de screening van onderdanen van "
         "derde landen\n\n" UNWRAPPED},
        {"a heading over two lines above its text",
         WRAPPED "2. Voorstel voor een verordening betreffende de screening\n"
                 "van onderdanen van derde landen\n" WRAPPED,
         UNWRAPPED
         "\nL 2. Voorstel voor een verordening betreffende de screening van onderdanen van "
         "derde landen\n" UNWRAPPED},
        {"a number that ends a sentence",
         WRAPPED "Ierland vond dat een te krappe lezing van het bepaalde in artikel\n"
                 "4. De Commissie deelde die opvatting.\n",
         UNWRAPPED "\nL Ierland vond dat een te krappe lezing van het bepaalde in artikel 4. De "
                   "Commissie deelde die opvatting.\n"},
        {"a Roman numeral that ends a sentence",
         WRAPPED "Het systeem is de opvolger van het Schengeninformatiesysteem\n"
                 "II. De overgang verliep goed.\n",
         UNWRAPPED
         "\nL Het systeem is de opvolger van het Schengeninformatiesysteem II. De overgang "
         "verliep goed.\n"},
        {"a count at the beginning of a line",
         WRAPPED "Frankrijk en Duitsland steunden dat, evenals in totaal nog\n"
                 "27 lidstaten die later het woord namen.\n",
         UNWRAPPED
         "\nL Frankrijk en Duitsland steunden dat, evenals in totaal nog 27 lidstaten die "
         "later het woord namen.\n"},
        {"numbered paragraphs",
         WRAPPED "1. Hierbij doe ik u, mede namens de Staatssecretaris, het\n"
                 "verslag toekomen.\n"
                 "2. In het verslag ga ik in op de vraag van de leden van uw\n"
                 "commissie.\n",
         UNWRAPPED
         "\nL 1. Hierbij doe ik u, mede namens de Staatssecretaris, het verslag toekomen.\n"
         "L 2. In het verslag ga ik in op de vraag van de leden van uw commissie.\n"},
        {"an outcome, fields and a document's number",
         WRAPPED "3. Rechten van slachtoffers van terrorisme\n"
                 "= Gedachtewisseling\n"
                 "document : 15204/13 ENFOPOL 318 CODEC 2211 van de zomer\n"
                 "rechtsgrondslag : artikel 87, tweede lid, onder b, VWEU\n" WRAPPED,
         UNWRAPPED "\nL 3. Rechten van slachtoffers van terrorisme\nL = Gedachtewisseling\n"
                   "L document : 15204/13 ENFOPOL 318 CODEC 2211 van de zomer\n"
                   "L rechtsgrondslag : artikel 87, tweede lid, onder b, VWEU\n" UNWRAPPED},
        {"a letter's rows and its signature",
         "Datum        27 oktober 2017\nOns kenmerk  2139977\n"
         "Betreft      Verslag JBZ-Raad en beantwoording van vragen\n\n" WRAPPED WRAPPED
         "De Minister van Justitie en Veiligheid,\n\nJ.M. van Rijsbergen\n",
         "L Datum        27 oktober 2017\nL Ons kenmerk  2139977\n"
         "L Betreft      Verslag JBZ-Raad en beantwoording van vragen\n\n" UNWRAPPED "\n" UNWRAPPED
         "\nL De Minister van Justitie en Veiligheid,\n\nL J.M. van Rijsbergen\n"},
        {"a table of contents",
         "I.   Binnenlandse zaken ................................ 2\n"
         "1.   Voorstel voor een verordening over de uitwisseling\n"
         "     van gegevens ...................................... 2\n"
         "II.  Justitie .......................................... 3\n\n" WRAPPED WRAPPED,
         "L I. Binnenlandse zaken ................................ 2\n"
         "L 1. Voorstel voor een verordening over de uitwisseling van gegevens "
         "...................................... 2\n"
         "L II. Justitie .......................................... 3\n\n" UNWRAPPED
         "\n" UNWRAPPED},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void lists_keep_their_items(void **state)
{
    static const struct lines_case cases[] = {
        {"hanging lines",
         WRAPPED "De coördinator formuleerde aanbevelingen:\n\n"
                 "– het SIS beter vullen met gegevens van personen die zijn\n"
                 "  veroordeeld ;\n"
                 "– gebedshuizen beschermen.\n\n" WRAPPED,
         UNWRAPPED "\nL De coördinator formuleerde aanbevelingen:\n\n"
                   "* – het SIS beter vullen met gegevens van personen die zijn veroordeeld ;\n"
                   "* – gebedshuizen beschermen.\n\n" UNWRAPPED},
        {"text directly after a list",
         WRAPPED "Drie punten:\n- een register;\n- een contactpunt voor elk van de havens, met\n"
                 "  eigen middelen.\nDe Raad stemde in.\n" WRAPPED,
         UNWRAPPED "\nL Drie punten:\n* - een register;\n"
                   "* - een contactpunt voor elk van de havens, met eigen middelen.\n"
                   "L De Raad stemde in.\n" UNWRAPPED},
        {"a line that is not set in goes on with its item",
         WRAPPED "- The Commission informed the Council of its talks with all.\n"
                 "27 Member States replied to the questionnaire.\n\n",
         UNWRAPPED
         "\nL - The Commission informed the Council of its talks with all. 27 Member States "
         "replied to the questionnaire.\n"},
        {"dashes that are titles",
         "Diversen\n- Stand van zaken tribunaal\nDe Commissie sprak.\n"
         "- Werkprogramma\nDenemarken sprak.\n",
         "L Diversen\nL - Stand van zaken tribunaal\nL De Commissie sprak.\nL - Werkprogramma\n"
         "L Denemarken sprak.\n"},
        {"a bullet alone on its line", "Diversen:\n–\neen register;\n–\neen contactpunt.\n",
         "L Diversen:\n* – een register;\n* – een contactpunt.\n"},
        {"round bullets", "Kort\n• Bulgarije treedt toe\n• Drugs\n\nDe Raad sprak.\n",
         "L Kort\n* • Bulgarije treedt toe\n* • Drugs\n\nL De Raad sprak.\n"},
        {"a dash in the middle of a sentence",
         WRAPPED "De Commissie herhaalde dat zij dat voorstel van de Raad niet\n"
                 "– anders dan in het voorjaar – zal intrekken.\n",
         UNWRAPPED
         "\nL De Commissie herhaalde dat zij dat voorstel van de Raad niet – anders dan in "
         "het voorjaar – zal intrekken.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void a_wide_gap_after_a_bullet_makes_no_row(void **state)
{
    static const struct lines_case cases[] = {
        {"its item goes on on the next line",
         WRAPPED "Afgesproken werd:\n\n"
                 "–       niets is overeengekomen zolang niet alles is;\n"
                 "–       het mandaat laat alle vragen onverlet, zoals die\n"
                 "over de rechtsgrondslag;\n"
                 "–       er komt een verslag.\n\nDe Raad zweeg.\n",
         UNWRAPPED "\nL Afgesproken werd:\n\n"
                   "* – niets is overeengekomen zolang niet alles is;\n"
                   "* – het mandaat laat alle vragen onverlet, zoals die over de rechtsgrondslag;\n"
                   "* – er komt een verslag.\n\nL De Raad zweeg.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void titles_keep_to_themselves(void **state)
{
    static const struct lines_case cases[] = {
        {"before fields",
         WRAPPED "2a. Richtlijn bestrijding van valsemunterij in de Unie\n"
                 "document : 15377/13 DROIPEN 140\n\n"
                 "3. Kaderbesluit inzake verstekvonnissen\n"
                 "aard van de bespreking: openbaar\n\n"
                 "5. Richtlinie zur Bekämpfung des Missbrauchs von Kindern\n"
                 "hier: Fortschrittsbericht\n\nDe Raad zweeg.\n",
         UNWRAPPED "\nL 2a. Richtlijn bestrijding van valsemunterij in de Unie\n"
                   "L document : 15377/13 DROIPEN 140\n\n"
                   "L 3. Kaderbesluit inzake verstekvonnissen\n"
                   "L aard van de bespreking: openbaar\n\n"
                   "L 5. Richtlinie zur Bekämpfung des Missbrauchs von Kindern\n"
                   "L hier: Fortschrittsbericht\n\nL De Raad zweeg.\n"},
        {"after a full line that ends a sentence",
         WRAPPED "De Raad sprak over terugkeer en ook over de gevolgen ervan.\n"
                 "Diversen\n- Aap\n\nDe Raad zweeg.\n",
         UNWRAPPED
         "\nL De Raad sprak over terugkeer en ook over de gevolgen ervan.\nL Diversen\nL - Aap\n\n"
         "L De Raad zweeg.\n"},
        {"over two lines, after a number and a tab",
         WRAPPED "3.\tVerordening betreffende de screening van onderdanen van\n"
                 "derde landen\n\nDe Raad zweeg.\n",
         UNWRAPPED
         "\nL 3. / Verordening betreffende de screening van onderdanen van derde landen\n\n"
         "L De Raad zweeg.\n"},
        {"one after the other, after numbers and tabs",
         "Aap.\n\n1.\tNoot\n2.\tMies\n3.\tWim\n\n•\tZus\n•\tJet\n•\tTeun\n",
         "L Aap.\n\nL 1. / Noot\nL 2. / Mies\nL 3. / Wim\n\n* • / Zus\n* • / Jet\n* • / Teun\n"},
        {"under a numeral that has its line for itself, without empty lines",
         WRAPPED "De Raad zweeg.\nII\nGemengd Comité\nDe Raad sprak.\nIII\nJ u s t i t i e\nDe "
                 "Raad zweeg.\n",
         UNWRAPPED "\nL De Raad zweeg.\nL II Gemengd Comité\nL De Raad sprak.\nL III Justitie\n"
                   "L De Raad zweeg.\n"},
        {"under a name and a number that have their line for themselves",
         "Deel I\n\nJustitie\n\nAgendapunt 3\nAap\nDe Raad sprak.\n\nAGENDAPUNT 4:\n\nNoot\n\nDe "
         "Raad zweeg over\n"
         "punt 5\nen over alles.\n",
         "L Deel I Justitie\n\nL Agendapunt 3 Aap\nL De Raad sprak.\n\nL AGENDAPUNT 4: Noot\n\n"
         "L De Raad zweeg over\nL punt 5\nL en over alles.\n"},
        {"under a numeral and an empty line",
         "De Raad zweeg.\n\nII\n\nJustitie\n\nDe Raad sprak.\n\nIII\n\nDe Raad zweeg.\n",
         "L De Raad zweeg.\n\nL II Justitie\n\nL De Raad sprak.\n\nL III\n\nL De Raad zweeg.\n"},
        {"under a full line",
         WRAPPED "Report of the Justice and Home Affairs Council of March\n"
                 "Home affairs (9 March 2023)\nThe Council sprak over alles.\n\n"
                 "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n"
                 "2500 EA Den Haag\n",
         UNWRAPPED "\nL Report of the Justice and Home Affairs Council of March\n"
                   "L Home affairs (9 March 2023)\nL The Council sprak over alles.\n\n"
                   "L Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\nL Postbus 20018\n"
                   "L 2500 EA Den Haag\n"},
        {"after a name, a number and a colon",
         WRAPPED "Point 2 : ETIAS\nRAS. De Raad heeft het tijdpad goedgekeurd, en\ndaarover niet "
                 "gesproken.\n",
         UNWRAPPED
         "\nL Point 2 : ETIAS\nL RAS. De Raad heeft het tijdpad goedgekeurd, en daarover niet "
         "gesproken.\n"},
        {"a colon in a sentence is no field",
         WRAPPED "De Commissie zei daarover het volgende, en zij voegde eraan\n"
                 "toe: dit is geen veld.\n\nDe Raad zweeg.\n",
         UNWRAPPED "\nL De Commissie zei daarover het volgende, en zij voegde eraan toe: dit is "
                   "geen veld.\n\n"
                   "L De Raad zweeg.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void hyphens_that_split_a_word_go(void **state)
{
    static const struct lines_case cases[] = {
        {"split, suspended, compound",
         WRAPPED "Zweden gaf een toelichting op de aanslagen in diverse woon-\n"
                 "wijken. Dat raakt het gemeenschappelijke beleid voor asiel-\n"
                 "en migratie. Nederland komt erop terug in de volgende JBZ-\n"
                 "Raad in december, samen met de agentschappen en de EU-\n"
                 "lidstaten.\n",
         UNWRAPPED
         "\nL Zweden gaf een toelichting op de aanslagen in diverse woonwijken. Dat raakt "
         "het gemeenschappelijke beleid voor asiel- en migratie. Nederland komt erop terug "
         "in de volgende JBZ-Raad in december, samen met de agentschappen en de "
         "EU-lidstaten.\n"},
        {"the document knows the word",
         WRAPPED "De eu-agentschappen werken mee. Er is een net-werk van de\n"
                 "ambtenaren, en de Commissie wil daarvoor een nieuw soort net-\n"
                 "werk, en een snel en nieuw soort steun voor onder andere test-\n"
                 "centra.\n",
         UNWRAPPED
         "\nL De eu-agentschappen werken mee. Er is een net-werk van de ambtenaren, en de "
         "Commissie wil daarvoor een nieuw soort net-werk, en een snel en nieuw soort steun "
         "voor onder andere testcentra.\n"},
        {"German, English and French",
         WRAPPED "Die Beratungen zwischen den Ministerien der Länder Innen-\n"
                 "und Justiz gehen weiter, weil die nationalen Straf-\n"
                 "verfolgungsbehörden es so wollen. In cases of a cross-\n"
                 "border nature it was so. Qu'en pense la présidence, a-\n"
                 "t-elle dit ? Les longues années de 2014-\n2020 sont passées.\n",
         UNWRAPPED
         "\nL Die Beratungen zwischen den Ministerien der Länder Innen- und Justiz gehen "
         "weiter, weil die nationalen Strafverfolgungsbehörden es so wollen. In cases of a "
         "cross-border nature it was so. Qu'en pense la présidence, a-t-elle dit ? Les "
         "longues années de 2014-2020 sont passées.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

/* Sentences that a page cuts: their beginnings and their ends. */
#define CUT                                                                                        \
    "De Commissie lichtte het voorstel toe en wees daarbij op de\n"                                \
    "ervaringen die in de grensregio's zijn opgedaan, en op de\n"                                  \
    "gevolgen\n\n"
#define AFTER_CUT "voor de handel. De Raad stemde in.\n\n"
#define MENDED                                                                                     \
    "L De Commissie lichtte het voorstel toe en wees daarbij op de ervaringen die in de "          \
    "grensregio's zijn opgedaan, en op de gevolgen voor de handel. De Raad stemde in.\n"
#define CUT_2                                                                                      \
    "Het Voorzitterschap legde daarna een voorstel voor, met een\n"                                \
    "toelichting op de keuzes die het had gemaakt en op die van\n"                                 \
    "het vorige\n\n"
#define AFTER_CUT_2 "voorzitterschap. Nederland sloot zich aan.\n\n"
#define MENDED_2                                                                                   \
    "L Het Voorzitterschap legde daarna een voorstel voor, met een toelichting op de keuzes die "  \
    "het had gemaakt en op die van het vorige voorzitterschap. Nederland sloot zich aan.\n"

static void pages_leave_no_trace(void **state)
{
    static const struct lines_case cases[] = {
        {"a header and numbers between dashes",
         "14873/23 REV 2                         Verslag Raad JBZ (NL)\n\n" CUT
         "                     - 1 -\n\n"
         "14873/23 REV 2                         Verslag Raad JBZ (NL)\n\n" AFTER_CUT CUT_2
         "                     - 2 -\n\n"
         "14873/23 REV 2                         Verslag Raad JBZ (NL)\n\n" AFTER_CUT_2
         "                     - 3 -\n",
         MENDED "\n" MENDED_2},
        {"pages that say so",
         CUT "Pagina 1 van 3\n\nDirectie Europese Aangelegenheden\n\n" AFTER_CUT CUT_2
             "Pagina 2 van 3\n\nDirectie Europese Aangelegenheden\n\n" AFTER_CUT_2
             "Pagina 3 van 3\n",
         MENDED "\n" MENDED_2},
        {"fractions",
         CUT "1/3\n\nNote de synthèse\n\n" AFTER_CUT CUT_2 "2/3\n\nNote de synthèse\n\n" AFTER_CUT_2
             "3/3\n",
         MENDED "\n" MENDED_2},
        {"totals in brackets",
         CUT "1 (2)\nJu2025/01234, återrapport\n\n" AFTER_CUT CUT_2
             "2 (2)\nJu2025/01234, återrapport\n\n" AFTER_CUT_2,
         MENDED "\n" MENDED_2},
        {"bare numbers", CUT "1\n\n" AFTER_CUT CUT_2 "2\n\n" AFTER_CUT_2, MENDED "\n" MENDED_2},
        {"a header with the number at its end",
         CUT "9914/25                                              2\n"
             "OUTCOME JAI.2                                       EN\n\n" AFTER_CUT CUT_2
             "9914/25                                              3\n"
             "OUTCOME JAI.2                                       EN\n\n" AFTER_CUT_2,
         MENDED "\n" MENDED_2},
        {"a number between cells that change sides, and no empty lines",
         WRAPPED "De Commissie lichtte het voorstel toe en wees daarbij op de\n"
                 "Drucksache 17/2153\t– 2 –\tDeutscher Bundestag\n\n"
                 "gevolgen. De Raad sprak lang over de gevolgen, en over Schlussfol-\n"
                 "Deutscher Bundestag\t– 3 –\tDrucksache 17/2153\n\n"
                 "gerungen.\n",
         UNWRAPPED
         "\nL De Commissie lichtte het voorstel toe en wees daarbij op de gevolgen. De Raad "
         "sprak lang over de gevolgen, en over Schlussfolgerungen.\n"},
        {"columns that are numbered, two a page",
         WRAPPED "De Commissie lichtte het voorstel toe en wees daarbij op de\n"
                 "11 WS\tStatements\t21 JUNE 2011\tStatements\t12 WS\n"
                 "gevolgen. De Raad sprak lang over alle gevolgen en over de\n"
                 "13 WS\tStatements\t21 JUNE 2011\tStatements\t14 WS\n"
                 "handel.\n",
         UNWRAPPED
         "\nL De Commissie lichtte het voorstel toe en wees daarbij op de gevolgen. De Raad "
         "sprak lang over alle gevolgen en over de handel.\n"},
        {"rows of a table are no pages", "Land\tZetels\tRaad\nAap\t1\tRaad\nAap\t2\tRaad\n",
         "T Land / Zetels / Raad\nT Aap / 1 / Raad\n"
         "T Aap / 2 / Raad\n"},
        {"an imprint on one page",
         WRAPPED
         "De Commissie lichtte het voorstel toe en wees daarbij op de\n\n"
         "kst-32317-388\nISSN 0921 - 7371\n’s-Gravenhage 2016\n\nTweede Kamer, nr. 388\n1\n\n"
         "ervaringen in de grensregio's.\n\n" WRAPPED WRAPPED
         "Tweede Kamer, nr. 388\n2\n\nDe Raad zweeg.\n",
         UNWRAPPED
         "\nL De Commissie lichtte het voorstel toe en wees daarbij op de ervaringen in de "
         "grensregio's.\n\n" UNWRAPPED "\n" UNWRAPPED "\nL De Raad zweeg.\n"},
        {"a paragraph that its page cuts is none",
         WRAPPED "Verordening over de interoperabiliteit van grote\n\n"
                 "De Raad sprak daarover, en lang ook over de gevolgen van de\n\n"
                 "Pagina 1 van 2\n\n"
                 "maatregelen.\n\nPagina 2 van 2\n",
         UNWRAPPED "\nL Verordening over de interoperabiliteit van grote\n\n"
                   "L De Raad sprak daarover, en lang ook over de gevolgen van de maatregelen.\n"},
        {"a footer at the document's end, where no number stands",
         CUT "Afdeling EU\nPagina 1 van 3\n\n" AFTER_CUT CUT_2
             "Afdeling EU\nPagina 2 van 3\n\n" AFTER_CUT_2 "Afdeling EU\n",
         MENDED "\n" MENDED_2},
        {"form feeds",
         CUT "\fVerslag van de Raad\n\n" AFTER_CUT CUT_2 "\fVerslag van de Raad\n\n" AFTER_CUT_2,
         MENDED "\n" MENDED_2},
        {"a header without page numbers",
         CUT "Verslag van de Raad\n\n" AFTER_CUT CUT_2 "Verslag van de Raad\n\n" AFTER_CUT_2,
         MENDED "\n" MENDED_2},
        {"two pages that begin with Diversen",
         CUT "- 1 -\n\n" AFTER_CUT "- 2 -\n\nDiversen\n\nDe Raad sprak.\n\n"
             "- 3 -\n\nDiversen\n\nDe Raad zweeg.\n",
         MENDED "\nL Diversen\n\nL De Raad sprak.\n\nL Diversen\n\nL De Raad zweeg.\n"},
        {"lines that merely occur twice",
         "1. Aap\n= Voortgangsverslag\ndocument : 1/2\n\nDe Raad sprak.\n\nDiversen\n\nNoot.\n\n"
         "2. Noot\n= Voortgangsverslag\ndocument : 1/2\n\nDe Raad zweeg.\n\nDiversen\n\nMies.\n",
         "L 1. Aap\nL = Voortgangsverslag\nL document : 1/2\n\nL De Raad sprak.\n\nL Diversen\n\n"
         "L Noot.\n\nL 2. Noot\nL = Voortgangsverslag\nL document : 1/2\n\nL De Raad zweeg.\n\n"
         "L Diversen\n\nL Mies.\n"},
        {"numbers with their titles on the next line are no pages",
         "1\nAap\nDe Raad sprak.\n2\nNoot\nDe Raad zweeg.\n",
         "L 1\nL Aap\nL De Raad sprak.\nL 2\nL Noot\nL De Raad zweeg.\n"},
        {"text that is not wrapped",
         "De Commissie lichtte het voorstel toe en wees op de gevolgen van\n\nPagina 1 van 2\n\n"
         "de maatregelen voor de handel.\n\nPagina 2 van 2\n",
         "L De Commissie lichtte het voorstel toe en wees op de gevolgen van de maatregelen voor "
         "de "
         "handel.\n"},
        {"a sentence that ends with its page",
         "De Raad sprak over de gevolgen van de maatregelen.\n\nPagina 1 van 2\n\nDiversen\n\n"
         "De Raad zweeg.\n\nPagina 2 van 2\n",
         "L De Raad sprak over de gevolgen van de maatregelen.\n\nL Diversen\n\nL De Raad "
         "zweeg.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void titles_in_the_middle_of_the_page_are_joined(void **state)
{
    static const struct lines_case cases[] = {
        {"with what is said of them in brackets",
         WRAPPED "                 Wetgevende besprekingen\n"
                 "      (openbare beraadslaging, artikel 16, lid 8, VEU)\n\n"
                 "                 (ter informatie)\n\n"
                 "De Raad zweeg.\n",
         UNWRAPPED "\nL Wetgevende besprekingen (openbare beraadslaging, artikel 16, lid 8, VEU)\n"
                   "\nL (ter informatie)\n\nL De Raad zweeg.\n"},
        {"lines with one left edge are not",
         WRAPPED
         "      Wetgevende besprekingen\n      (openbare beraadslaging, artikel 16, lid 8)\n\n"
         "De Raad zweeg.\n",
         UNWRAPPED "\nL Wetgevende besprekingen\nL (openbare beraadslaging, artikel 16, lid 8)\n\n"
                   "L De Raad zweeg.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void footnotes_find_their_marks(void **state)
{
    static const struct lines_case cases[] = {
        {"at the end, glued to words and years",
         "1. Aap\nDe richtlijn1 is van 20182 en niet van 2019.\n2. Noot\nDe Raad sprak.3 Toen "
         "niet.\n\n"
         "1 Richtlijn 2008/115/EG.\n2 Zie ook het verslag.\n3  COM(2018) 994.\n",
         "L 1. Aap\n"
         "L De richtlijn[footnoteRef:1] is van 2018[footnoteRef:2] en niet van 2019.\n"
         "F1 Richtlijn 2008/115/EG.\nF2 Zie ook het verslag.\n"
         "L 2. Noot\nL De Raad sprak.[footnoteRef:3] Toen niet.\nF3 COM(2018) 994.\n"},
        {"floating after the stop, and superscripts",
         "De Raad sprak. 1 Daarna niet.\nDe Raad zweeg.²\n\n1 Aldus de notulen.\n² Aldus het "
         "verslag.\n",
         "L De Raad sprak.[footnoteRef:1] Daarna niet.\nF1 Aldus de notulen.\n"
         "L De Raad zweeg.[footnoteRef:2]\nF2 Aldus het verslag.\n"},
        {"in Markdown's form",
         "De Raad[^1] sprak.[^2]\n\nDe Raad zweeg.\n\n[^1]: Eén.\n[^2]: Twee.\n",
         "L De Raad[footnoteRef:1] sprak.[footnoteRef:2]\nF1 Eén.\nF2 Twee.\n\nL De Raad zweeg.\n"},
        {"in brackets", "De Raad[1] sprak.\n\n[1] Aldus de notulen.\n",
         "L De Raad[footnoteRef:1] sprak.\nF1 Aldus de notulen.\n"},
        {"at the bottom of a page, over two lines, in the middle of a sentence",
         WRAPPED "De Commissie verwees naar de richtlijn1 en lichtte toe wat de\n"
                 "gevolgen\n\n"
                 "1  Richtlijn 2013/29/EU, laatstelijk gewijzigd in verband met\n"
                 "   de etikettering.\n\n"
                 "                     - 1 -\n\n"
                 "voor de handel zijn.\n",
         UNWRAPPED
         "\nL De Commissie verwees naar de richtlijn[footnoteRef:1] en lichtte toe wat de "
         "gevolgen voor de handel zijn.\n"
         "F1 Richtlijn 2013/29/EU, laatstelijk gewijzigd in verband met de etikettering.\n"},
        {"the numbering begins again",
         "De richtlijn1 geldt.\n\n1 Aldus Aap.\n\n- 1 -\n\nDe verordening1 geldt.\n\n1 Aldus "
         "Noot.\n\n"
         "- 2 -\n",
         "L De richtlijn[footnoteRef:1] geldt.\nF1 Aldus Aap.\n\n"
         "L De verordening[footnoteRef:1] geldt.\nF1 Aldus Noot.\n"},
        {"no mark, no note", "De Raad sprak.\n\n1 Januari was te vroeg.\n\n27 Lidstaten spraken.\n",
         "L De Raad sprak.\n\nL 1 Januari was te vroeg.\n\nL 27 Lidstaten spraken.\n"},
        {"no note, no mark", "Het SIS2 is van 20181 en de G7 van 2019.3 Aldus de Raad.\n",
         "L Het SIS2 is van 20181 en de G7 van 2019.3 Aldus de Raad.\n"},
        {"the better mark",
         "De G1 en de SIS1 bespraken de richtlijn1 en artikel 1.\n\n1 Zie bijlage.\n",
         "L De G1 en de SIS1 bespraken de richtlijn[footnoteRef:1] en artikel 1.\nF1 Zie "
         "bijlage.\n"},
        {"what Word left is the builder's",
         "De Raad sprak.[footnoteRef:1] Toen niet. [1:  Zie ook vraag 7.]\n",
         "L De Raad sprak.[footnoteRef:1] Toen niet. [1:  Zie ook vraag 7.]\n"},
        {"in round brackets, glued to a word and after a space",
         "De richtlijn(1) en de verordening gelden (2).\nOok (1) op zee en (2) in de lucht, zie "
         "punt (1).\n\n(1) PB L 348.\n(2) PB L 180.\n",
         "L De richtlijn[footnoteRef:1] en de verordening gelden[footnoteRef:2].\n"
         "F1 PB L 348.\nF2 PB L 180.\n"
         "L Ook (1) op zee en (2) in de lucht, zie punt (1).\n"},
        {"a list in round brackets is no notes",
         "De Raad besprak (1) terugkeer en (2) opvang, zoals bedoeld in punt (1).\n\n"
         "(1) Terugkeer\n(2) Opvang\n",
         "L De Raad besprak (1) terugkeer en (2) opvang, zoals bedoeld in punt (1).\n\n"
         "L (1) Terugkeer\nL (2) Opvang\n"},
        {"raised by carets or by a tag",
         "De richtlijn^1^ geldt.^(2)^\nDe verordening<sup>3</sup> ook.\n\n"
         "^1^ PB L 348.\n^(2)^ PB L 180.\n<sup>3</sup> PB L 77.\n",
         "L De richtlijn[footnoteRef:1] geldt.[footnoteRef:2]\nF1 PB L 348.\nF2 PB L 180.\n"
         "L De verordening[footnoteRef:3] ook.\nF3 PB L 77.\n"},
        {"after a word in bold",
         "# Aap\n\nDe **richtlijn**1 geldt, en de *verordening*.2\n\n## Noot\n\n"
         "1 PB L 348.\n2 PB L 180.\n",
         "H1 Aap\n\nL De richtlijn[footnoteRef:1] geldt, en de verordening.[footnoteRef:2]\n"
         "F1 PB L 348.\nF2 PB L 180.\n\nH2 Noot\n"},
        {"signs instead of numbers, again on each page",
         "De Raad sprak.* Nederland zweeg, ** België ook **.\n\n* Zie de notulen.\n\n** Evenzo.\n\n"
         "De Raad besloot.* Het Parlement† niet.\n\n* Zie het verslag.\n\n† Zie aldaar.\n",
         "L De Raad sprak.[footnoteRef:*] Nederland zweeg, ** België ook **.\nF* Zie de "
         "notulen.\n\n"
         "L ** Evenzo.\n\nL De Raad besloot.[footnoteRef:*] Het Parlement[footnoteRef:†] niet.\n"
         "F* Zie het verslag.\nF† Zie aldaar.\n"},
        {"bullets and emphasis are none",
         "De *Raad* sprak, en *wel*. Toen* niet.\n\n* Zie de notulen.\n* Zie het verslag.\n",
         "L De *Raad* sprak, en *wel*. Toen* niet.\n\n* * Zie de notulen.\n* * Zie het verslag.\n"},
        {"signs in Markdown",
         "# Aap\n\nDe *Raad* sprak.\\*\n\n## Noot\n\nDe **Raad**\n\n* Zweeg.\n\n\\* Zie de "
         "notulen.\n",
         "H1 Aap\n\nL De Raad sprak.[footnoteRef:*]\nF* Zie de notulen.\n\nH2 Noot\n\nL De Raad\n\n"
         "L * Zweeg.\n"},
        {"right under the text",
         "De Raad sprak in 20181 en in 2019.\nDe Raad zweeg.\n1 Raadsdocument 14972/18.\n\nNoot.\n",
         "L De Raad sprak in 2018[footnoteRef:1] en in 2019.\nF1 Raadsdocument 14972/18.\n"
         "L De Raad zweeg.\n\nL Noot.\n"},
        {"at a page's bottom, without empty lines",
         WRAPPED
         "De Raad besprak de richtlijn1 en het kader van 20182 en ook\n"
         "1 Richtlijn 2008/115/EG.\n2 Raadsdocument 14972/18,\nlaatst gewijzigd.\n- 1 -\n"
         "de gevolgen ervan. De Raad besprak de verordening3 en zei\n3 Noot.\n- 2 -\nniets.\n",
         UNWRAPPED
         "\nL De Raad besprak de richtlijn[footnoteRef:1] en het kader van 2018[footnoteRef:2] en "
         "ook de gevolgen ervan. De Raad besprak de verordening[footnoteRef:3] en zei niets.\n"
         "F1 Richtlijn 2008/115/EG.\nF2 Raadsdocument 14972/18, laatst gewijzigd.\nF3 Noot.\n"},
        {"what follows the notes without an empty line is no more of them",
         WRAPPED "De Raad besprak de richtlijn1 en het kader van 2018.\n"
                 "1 Richtlijn 2008/115/EG.\nBijlage 1: Afkortingen\nJBZ\tJustitie\n",
         UNWRAPPED "\nL De Raad besprak de richtlijn[footnoteRef:1] en het kader van 2018.\n"
                   "F1 Richtlijn 2008/115/EG.\n\nL Bijlage 1: Afkortingen\nL JBZ / Justitie\n"},
        {"a count right under the text is no note",
         "De Raad sprak over SIS1 en over de G1.\n1 Lidstaat zweeg.\n\nNoot.\n",
         "L De Raad sprak over SIS1 en over de G1.\nL 1 Lidstaat zweeg.\n\nL Noot.\n"},
        {"what Word left, all of it at the end",
         "De richtlijn[footnoteRef:1] geldt.\n1. Aap[footnoteRef:2]\nDe Raad sprak.\n\n"
         "[1:  PB L 348 [oud].]\n[2:  PB L 180.] \n",
         "L De richtlijn[footnoteRef:1] geldt.\nF1 PB L 348 [oud].\n"
         "L 1. Aap[footnoteRef:2]\nF2 PB L 180.\nL De Raad sprak.\n"},
        {"what Word left, over two lines",
         WRAPPED "De Commissie verwees naar de richtlijn[footnoteRef:1] en lichtte toe.\n\n"
                 "[1:  Richtlijn 2013/29/EU, laatstelijk gewijzigd in verband met\n"
                 "de etikettering.]\n\nDe Raad zweeg.\n",
         UNWRAPPED
         "\nL De Commissie verwees naar de richtlijn[footnoteRef:1] en lichtte toe.\n"
         "F1 Richtlijn 2013/29/EU, laatstelijk gewijzigd in verband met de etikettering.\n\n"
         "L De Raad zweeg.\n"},
        {"before an annex",
         "De richtlijn1 geldt.\n\n1 Richtlijn 2008/115/EG.\n\nBijlage 1: Afkortingen\n",
         "L De richtlijn[footnoteRef:1] geldt.\nF1 Richtlijn 2008/115/EG.\n\n"
         "L Bijlage 1: Afkortingen\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void words_and_numbers_are_mended(void **state)
{
    static const struct lines_case cases[] = {
        {"spaced out",
         "II.  J u s t i t i e\n\nB I N N E N L A N D S E   Z A K E N\n\n"
         "G e m e n g d  C o m i t é\n",
         "L II. Justitie\n\nL BINNENLANDSE ZAKEN\n\nL Gemengd Comité\n"},
        {"spaced out, on the line after its number",
         WRAPPED "II\nG E M E N G D   C O M I T É\n\nDe Raad zweeg.\n",
         UNWRAPPED "\nL II GEMENGD COMITÉ\n\nL De Raad zweeg.\n"},
        {"single letters are not", "A b c\n\nPlan B is er\n\nE I 2 – 20301/14\n",
         "L A b c\n\nL Plan B is er\n\nL E I 2 – 20301/14\n"},
        {"numbers alone on their line",
         "I\nBinnenlandse zaken\n\n1.\nTerugkeer\nDe Raad sprak.\n\nII\nJustitie\n",
         "L I Binnenlandse zaken\n\nL 1. Terugkeer\nL De Raad sprak.\n\nL II Justitie\n"},
        {"lettered papers", "Kamerstuk\nI\nNr. 5\n\nC\nNr. 6\n",
         "L Kamerstuk\nL I\nL Nr. 5\n\nL C\nL Nr. 6\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void one_space_stands_between_a_mark_and_its_words(void **state)
{
    static const struct lines_case cases[] = {
        {"bullets and numbers", "Er is meer:\n\n-   aap;\n-   noot.\n\n1.  Mies\n2)   Wim\n",
         "L Er is meer:\n\n* - aap;\n* - noot.\n\nL 1. Mies\nL 2) Wim\n"},
        {"with a footnote's mark", "-   aap[1]   noot\n\n[1] Mies.\n",
         "* - aap[footnoteRef:1]   noot\nF1 Mies.\n"},
        {"what tells of a numeral stays", "I  Raad\n", "L I  Raad\n"},
        {"a row's tabs stay", "1.  \tAap\taf\n2.  \tNoot\taf\n3.  \tMies\taf\n",
         "T 1.   / Aap / af\nT 2.   / Noot / af\nT 3.   / Mies / af\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void tables_with_ruled_columns_are_read(void **state)
{
    static const struct lines_case cases[] = {
        {"a head and rows",
         "Slot.\n\n  Lidstaat    Standpunt      Termijn\n  ----------- ------------ ---------\n"
         "  Malta       steun             2024\n  Kroatië     geen\n\n  Ook dit.\n",
         "L Slot.\n\nT Lidstaat / Standpunt / Termijn\nT Malta / steun / 2024\n"
         "T Kroatië / geen / \n\nL Ook dit.\n"},
        {"without a head", "--- ----\naap noot\nwim zus\n--- ----\nSlot.\n",
         "T aap / noot\nT wim / zus\nL Slot.\n"},
        {"rows of several lines",
         "  ------------------------\n  Onder-    Voor\n  werp\n  --------- --------------\n"
         "  Havens    Spanje,\n            Malta[1]\n\n  Grenzen   \n  ------------------------\n\n"
         "[1] Mies.\n",
         "T Onderwerp / Voor\nT Havens / Spanje, Malta[footnoteRef:1]\nF1 Mies.\n"
         "T Grenzen / \n"},
        {"a rule with one column is none", "Aap noot\n--------\nMies wim\n",
         "L Aap noot\nL --------\nL Mies wim\n"},
        {"words across the columns", "De Raad sprak uitvoerig\n--- ---- ---\nen stemde.\n",
         "L De Raad sprak uitvoerig\nL --- ---- ---\nL en stemde.\n"},
        {"a rule that nothing closes",
         "---------------\nAap   noot\n----- ----\nMies  wim\n\nJet\n",
         "L ---------------\nT Aap / noot\nT Mies / wim\n\nL Jet\n"},
        {"nothing under it", "Aap   noot\n----- ----\n\nJet\n",
         "L Aap   noot\nL ----- ----\n\nL Jet\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

static void markdown_is_read(void **state)
{
    static const struct lines_case cases[] = {
        {"two lines in bold are enough",
         "**Aap**\n\nDe Raad sprak.\n\n**Noot**\n\nDe Raad zweeg.\n",
         "L! Aap\n\nL De Raad sprak.\n\nL! Noot\n\nL De Raad zweeg.\n"},
        {"headings and emphasis",
         "# Verslag #\n\n**Brussel, 12 maart**\n\n## Justitie\nDe Raad **sprak** en *zweeg* over "
         "[het plan](https://example.org/a_b).\n\n**Uitkomst:** een_twee_drie, 3 * 4 * 5\n",
         "H1 Verslag\n\nL! Brussel, 12 maart\n\nH2 Justitie\n"
         "L De Raad sprak en zweeg over het plan.\n\nL Uitkomst: een_twee_drie, 3 * 4 * 5\n"},
        {"underlined headings",
         "Verslag\n=======\n\nDe Raad sprak.\n\nJustitie\n--------\nDe Raad "
         "zweeg.\n\n---\n\nSlot.\n",
         "H1 Verslag\n\nL De Raad sprak.\n\nH2 Justitie\nL De Raad zweeg.\n\nL Slot.\n"},
        {"lists, quotes, fences",
         "# A\n## B\n\n- Aap.\n- Noot.\n\n> De Raad\n\n```\n# geen *kop*\n```\n\nSlot.\n",
         "H1 A\nH2 B\n\n* - Aap.\n* - Noot.\n\nL De Raad\n\nP # geen *kop*\n\nL Slot.\n"},
        {"a table", "# A\n## B\n\n| Dossier | Stand |\n|---|:--:|\n| **Aap** | |\n| Noot | af |\n",
         "H1 A\nH2 B\n\nT Dossier / Stand\nT Aap / \nT Noot / af\n"},
        {"rows over empty lines",
         "Aap.\n\n| Nr. | Dossier |\n\n| --- | --- |\n\n| 1 | Noot "
         "|\n\nNr.\tDossier\tStand\n\n1\tAap\taf\n\n"
         "2\tNoot\tniet\n",
         "L Aap.\n\nT Nr. / Dossier\n\nT 1 / Noot\n\nT Nr. / Dossier / Stand\n\nT 1 / Aap / af\n\n"
         "T 2 / Noot / niet\n"},
        {"tables elsewhere",
         "Overzicht\n\n| Nr. | Dossier |\n| 1 | Aap |\n\nNr.\tDossier\tStand\n1.\tAap\taf\n"
         "2.\tNoot\tniet\n\nEen | streep\n",
         "L Overzicht\n\nT Nr. / Dossier\nT 1 / Aap\n\nT Nr. / Dossier / Stand\n"
         "T 1. / Aap / af\nT 2. / Noot / niet\n\nL Een | streep\n"},
        {"front matter",
         "---\ntitle: \"Verslag van de Raad\"\nlang: nl\n---\n\n# Justitie\n## Aap\nDe Raad "
         "sprak.\n",
         "L! Verslag van de Raad\n\nH1 Justitie\nH2 Aap\nL De Raad sprak.\n"},
        {"front matter without a title", "---\nlang: nl\n...\n# Justitie\n## Aap\nDe Raad sprak.\n",
         "H1 Justitie\nH2 Aap\nL De Raad sprak.\n"},
        {"a rule is none", "---\nDe Raad sprak.\n\n# Justitie\n## Aap\n\n---\nSlot.\n",
         "L De Raad sprak.\n\nH1 Justitie\nH2 Aap\nL Slot.\n"},
        {"items of several lines",
         "# A\n## B\n\n1. Een punt dat\n   verder gaat.\n2. Twee\n   - met een\n     "
         "streepje;\n\nSlot\n"
         "en uit.\n",
         "H1 A\nH2 B\n\nL 1. Een punt dat verder gaat.\nL 2. Twee\n* - met een streepje;\n\n"
         "L Slot\nL en uit.\n"},
        {"empty cells at the ends of rows",
         "Overzicht\n\n| | Voor | Tegen |\n|---|---|---|\n| Aap | 1 | |\n\n"
         "Noot | 1 | 2\n | 3 | 4\n\n"
         "\tVoor\tTegen\nAap\t1\t2\nNoot\t\t\nMies\t3\t4\n\t5\t6\n\nSlot.\n",
         "L Overzicht\n\nT  / Voor / Tegen\nT Aap / 1 / \n\nT Noot / 1 / 2\nT  / 3 / 4\n\n"
         "T  / Voor / Tegen\nT Aap / 1 / 2\nT Noot /  / \nT Mies / 3 / 4\nT  / 5 / 6\n\nL Slot.\n"},
        {"indented lines are no table",
         "Overzicht\n\n\tAap\t1\t2\n\tNoot\t3\t4\n\tMies\t5\t6\n\n\tDe Raad.\n\tDe "
         "Commissie.\n\tMalta.\n",
         "L Overzicht\n\nT Aap / 1 / 2\nT Noot / 3 / 4\nT Mies / 5 / 6\n\nL De Raad.\nL De "
         "Commissie.\nL Malta.\n"},
        {"lines that end in tabs are no table",
         "Overzicht\n\nDe Raad.\t\nDe Commissie.\t\nMalta.\t\n\nSlot.\t\t\nSlot.\t\t\nSlot.\t\t\n",
         "L Overzicht\n\nL De Raad.\nL De Commissie.\nL Malta.\n\nL Slot.\nL Slot.\nL Slot.\n"},
        {"a number sign is no heading", "Kenmerk\n#14 en **\n# \nDe Raad.\n",
         "L Kenmerk\nL #14 en **\nL #\nL De Raad.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

#define FILLER                                                                                     \
    "De ministers bespraken dit onderwerp uitvoerig aan de hand van een nota. Verscheidene "       \
    "lidstaten namen het woord en vroegen om meer tijd. De Commissie zegde toe schriftelijk te "   \
    "antwoorden en verwees naar artikel 26. De Raad nam daar kennis van. "

static void a_document_on_one_line_is_broken(void **state)
{
    static const struct lines_case cases[] = {
        {"parts, items, outcomes",
         "Verslag van de Raad van 30 november 2020 Tijdens de Raad is gesproken over de begroting. "
         "I. Binnenlandse zaken 1. Toekomst van Europol = Ontwerpverklaring Vrijwel alle lidstaten "
         "spraken, bij punt 2. Zo staat het er. " FILLER FILLER
         "2. Terugkeer De Commissie sprak. " FILLER
         "II. Justitie 3. Diversen Portugal presenteerde zijn prioriteiten. " FILLER "\n",
         "L Verslag van de Raad van 30 november 2020\n"
         "L Tijdens de Raad is gesproken over de begroting.\n\n"
         "L I. Binnenlandse zaken\n\nL 1. Toekomst van Europol\nL = Ontwerpverklaring\n"
         "L Vrijwel alle lidstaten spraken, bij punt 2. Zo staat het er. De ministers bespraken "
         "dit "
         "onderwerp uitvoerig aan de hand van een nota. Verscheidene lidstaten namen het woord en "
         "vroegen om meer tijd. De Commissie zegde toe schriftelijk te antwoorden en verwees naar "
         "artikel 26. De Raad nam daar kennis van. De ministers bespraken dit onderwerp uitvoerig "
         "aan "
         "de hand van een nota. Verscheidene lidstaten namen het woord en vroegen om meer tijd. De "
         "Commissie zegde toe schriftelijk te antwoorden en verwees naar artikel 26. De Raad nam "
         "daar "
         "kennis van.\n\n"
         "L 2. Terugkeer\nL De Commissie sprak. De ministers bespraken dit onderwerp uitvoerig aan "
         "de "
         "hand van een nota. Verscheidene lidstaten namen het woord en vroegen om meer tijd. De "
         "Commissie zegde toe schriftelijk te antwoorden en verwees naar artikel 26. De Raad nam "
         "daar "
         "kennis van.\n\n"
         "L II. Justitie\n\nL 3. Diversen\nL Portugal presenteerde zijn prioriteiten. De ministers "
         "bespraken dit onderwerp uitvoerig aan de hand van een nota. Verscheidene lidstaten namen "
         "het woord en vroegen om meer tijd. De Commissie zegde toe schriftelijk te antwoorden en "
         "verwees naar artikel 26. De Raad nam daar kennis van.\n"},
    };

    (void)state;
    check(cases, COUNT_OF(cases));
}

#define BAD "\xEF\xBF\xBD"

/* ---- encodings -------------------------------------------------------------------------------------------- */

static void other_encodings_are_read(void **state)
{
    static const struct {
        const char *bytes;
        size_t len_bytes;
        const char *events;
    } cases[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
        {BYTES("\xFF\xFE"
               "A\0\xE9\0\n\0=\xD8\x00\xDE"
               "B\0"),
         "L Aé\nL \xF0\x9F\x98\x80"
         "B\n"},
        {BYTES("\xFE\xFF"
               "\0A\0\xE9\0\n\x0A\x0A\0B"),
         "L Aé\nL \xE0\xA8\x8A"
         "B\n"},
        {BYTES("A\0\xE9\0\n\0B\0o\0m\0"), "L Aé\nL Bom\n"},
        {BYTES("caf\xE9 \x93ja\x94 \x96 \x80 5\n"), "L café “ja” – € 5\n"},
        {BYTES("co\xFBt : 5 \xA4, c\xBDur\n"), "L coût : 5 €, cœur\n"},
        {BYTES("Aap \xFF noot \xC3\x28.\n"), "L Aap \xEF\xBF\xBD noot \xEF\xBF\xBD(.\n"},
        {BYTES("caf\xC3\xA9 caf\xE9\n"), "L café caf\xEF\xBF\xBD\n"},
#undef BYTES
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (size_t piece_bytes = 1; piece_bytes < 40; piece_bytes++) {
            char *events = events_of(cases[i].bytes, cases[i].len_bytes, piece_bytes, 0);

            assert_string_equal(events, cases[i].events);
            free(events);
        }
    }
}

/* What a reader names wins over what the bytes look like, also where it is wrong. */
static void a_named_encoding_wins(void **state)
{
    static const struct {
        const char *encoding, *bytes;
        size_t len_bytes;
        const char *events;
    } cases[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
        {"iso-8859-1", BYTES("5 \xA4 is \xBD\n"), "L 5 ¤ is ½\n"},
        {"iso-8859-15", BYTES("5 \xA4 is \xBD\n"), "L 5 € is œ\n"},
        {"windows-1252", BYTES("caf\xC3\xA9\n"), "L cafÃ©\n"},
        {"UTF-8", BYTES("caf\xE9 \x93ja\x94\n"), "L caf" BAD " " BAD "ja" BAD "\n"},
        {"UTF-8",
         BYTES("\xEF\xBB\xBF"
               "a\r\nb\n"),
         "L a\nL b\n"},
        {"UTF-16", BYTES("A\0\xE9\0\n\0B\0"), "L Aé\nL B\n"},
        {"UTF-16",
         BYTES("\xFF\xFE"
               "A\0\xE9\0"),
         "L Aé\n"},
        {"UTF-16", BYTES("\0A\0\xE9\0\n\0B"), "L Aé\nL B\n"},
        {"UTF-16", BYTES("\xFE\xFF\0A\0\xE9"), "L Aé\n"},
        {"UTF-16LE", BYTES("A\0=\xD8\x00\xDE"), "L A\xF0\x9F\x98\x80\n"},
        {"UTF-32", BYTES("A\0\0\0\n\0\0\0\0\xF6\x01\0"), "L A\nL \xF0\x9F\x98\x80\n"},
        {"UTF-32", BYTES("\0\0\xFE\xFF\0\0\0A\0\x01\xF6\0"), "L A\xF0\x9F\x98\x80\n"},
        {"UCS-2", BYTES("\xFE\xFF\0A\0\xE9"), "L Aé\n"},
        {"UCS-2BE", BYTES("\0A\0\xE9"), "L Aé\n"},
        {"koi8-r", BYTES("\xF3\xEF\xF7\r\xE5\xF4"), "L СОВ\nL ЕТ\n"},
        {"IBM037", BYTES("\xC1\x81\x97\x25\xD5"), "L Aap\nL N\n"},
#undef BYTES
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (size_t piece_bytes = 1; piece_bytes < 20; piece_bytes++) {
            char *events = events_in(text_encoding_find(cases[i].encoding), cases[i].bytes,
                                     cases[i].len_bytes, piece_bytes, 0);

            assert_string_equal(events, cases[i].events);
            free(events);
        }
    }
}

/* More bytes than the reader waits for before it settles the encoding. */
static void a_long_text_is_converted_in_pieces(void **state)
{
    static const char *const encodings[] = {"windows-1252", "UTF-16", "UTF-32", "UCS-2LE"};
    struct buffer text = {0}, wanted = {0};

    (void)state;
    for (int i = 0; i < 30000; i++) {
        buffer_append_string(&text, "caf\xE9 \x80.\n\n");
        buffer_append_string(&wanted, i == 0 ? "L café €.\n" : "\nL café €.\n");
    }
    for (size_t i = 0; i < COUNT_OF(encodings); i++) {
        struct buffer bytes = {0};
        const char *encoding = text_encoding_find(encodings[i]);
        size_t unit_bytes = i == 0 ? 1 : i == 2 ? 4 : 2;
        char *events;

        for (size_t at = 0; at < text.len_bytes; at++) {
            bool euro = unit_bytes > 1 && text.data[at] == '\x80';

            buffer_append_char(&bytes, euro ? '\xAC' : text.data[at]);
            if (unit_bytes > 1)
                buffer_append_char(&bytes, euro ? '\x20' : '\0');
            for (size_t unit = 2; unit < unit_bytes; unit++)
                buffer_append_char(&bytes, '\0');
        }
        assert_non_null(encoding);
        events = events_in(encoding, bytes.data, bytes.len_bytes, 10007, 0);
        assert_string_equal(events, wanted.data);
        free(events);
        buffer_release(&bytes);
    }
    buffer_release(&text);
    buffer_release(&wanted);
}

/* ---- stretches ------------------------------------------------------------------------------------------------- */

/* A text of many pages that is read in short stretches. */
static void stretches_do_not_depend_on_pieces(void **state)
{
    static const size_t stretches[] = {1, 64, 200, 1000, 5000};
    struct buffer text = {0};

    (void)state;
    for (int page = 1; page < 30; page++) {
        buffer_append_string(&text, WRAPPED CUT "1  Aldus de notulen.\n\n");
        buffer_append_format(&text, "- %d -\n\nVerslag\n\n" AFTER_CUT, page);
    }
    for (size_t i = 0; i < COUNT_OF(stretches); i++) {
        char *whole = events_of(text.data, text.len_bytes, SIZE_MAX, stretches[i]);

        for (size_t piece_bytes = 1; piece_bytes < 2000; piece_bytes = piece_bytes * 3 + 1) {
            char *events = events_of(text.data, text.len_bytes, piece_bytes, stretches[i]);

            assert_string_equal(events, whole);
            free(events);
        }
        free(whole);
    }
    buffer_release(&text);
}

/* Nothing takes more than linear time: these would be seen. */
static void long_and_many_lines_are_read(void **state)
{
    static const char *const lines[] = {
        "1\n",        "- 1 -\n",
        "1 Aap1\n\n", "a-\n",
        "I\n",        "[^1]: a\n",
        "[^1]\n",     "| a | b |\n",
        "\f1\n",      "–\n",
        "a\tb\tc\n",  "**a [b](c\n",
        "> > >\n",    "aap 1\n",
        "\n",         "aap noot mies wim zus jet teun vuur gijs lam kees bok\n"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct buffer text = {0};

        for (int count = 0; count < 200000; count++)
            buffer_append_string(&text, lines[i]);
        free(events_of(text.data, text.len_bytes, 1 << 18, 0));
        for (size_t at = 0; at < text.len_bytes; at++) {
            if (text.data[at] == '\n')
                text.data[at] = ' ';
        }
        free(events_of(text.data, text.len_bytes, 1 << 18, 0));
        buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_are_not_wrapped_stay),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(lists_keep_their_items),
        cmocka_unit_test(a_wide_gap_after_a_bullet_makes_no_row),
        cmocka_unit_test(titles_keep_to_themselves),
        cmocka_unit_test(hyphens_that_split_a_word_go),
        cmocka_unit_test(pages_leave_no_trace),
        cmocka_unit_test(titles_in_the_middle_of_the_page_are_joined),
        cmocka_unit_test(footnotes_find_their_marks),
        cmocka_unit_test(words_and_numbers_are_mended),
        cmocka_unit_test(one_space_stands_between_a_mark_and_its_words),
        cmocka_unit_test(tables_with_ruled_columns_are_read),
        cmocka_unit_test(markdown_is_read),
        cmocka_unit_test(a_document_on_one_line_is_broken),
        cmocka_unit_test(other_encodings_are_read),
        cmocka_unit_test(a_named_encoding_wins),
        cmocka_unit_test(a_long_text_is_converted_in_pieces),
        cmocka_unit_test(stretches_do_not_depend_on_pieces),
        cmocka_unit_test(long_and_many_lines_are_read),
    };

    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
