/* Heading inference: texts in, outlines out. Each case is one shape, in one of the languages; the
 * outline's lines are "depth kind domain number|title". */
#include "config.h"

#include "report/report.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "format/format.h"
#include "report/vocabulary.tsv.h"
#include "report_check.h"
#include "text/text.h"

struct shape {
    const char *name, *text, *outline;
};

/* Says what is wrong, and whether something is. */
static bool shape_holds(const struct shape *shape)
{
    struct buffer outline = {0};
    const char *broken;
    struct report *report = report_of_text(shape->text, strlen(shape->text), 0, &broken);
    bool holds;

    report_append_outline(&outline, report);
    holds = broken == NULL && strcmp(outline.data, shape->outline) == 0;
    if (broken != NULL)
        print_error("%s: broken promise: %s\n", shape->name, broken);
    else if (!holds)
        print_error("%s: the outline is\n%s", shape->name, outline.data);
    buffer_release(&outline);
    report_free(report);
    return holds;
}

static void assert_shapes(const struct shape *shapes, size_t count)
{
    size_t wrong = 0, i;

    for (i = 0; i < count; i++)
        wrong += !shape_holds(&shapes[i]);
    assert_int_equal(wrong, 0);
}

#define BODY "De Commissie lichtte het voorstel toe. De lidstaten steunden het in grote lijnen.\n"
#define LONG_BODY                                                                                  \
    "De Commissie lichtte het voorstel toe en beantwoordde vragen van de lidstaten over de "       \
    "kosten, "                                                                                     \
    "het toezicht en de termijnen. De lidstaten steunden het in grote lijnen. Het "                \
    "voorzitterschap "                                                                             \
    "concludeerde dat de bespreking op ambtelijk niveau wordt voortgezet.\n"

/* ---- parts and items in four languages ------------------------------------------------------- */

static void parts_and_items_are_found(void **state)
{
    static const struct shape shapes[] = {
        {"Dutch, numbering runs on",
         "I. Binnenlandse zaken\n\n1. Migratie\n" BODY "2. Werklunch over havens\n" BODY
         "\nII. Justitie\n\n3. Migratie\n" BODY BODY "4. Diversen\n" BODY,
         "1 part home-affairs I|Binnenlandse zaken\n2 item home-affairs 1|Migratie\n"
         "2 item home-affairs 2|Werklunch over havens\n1 part justice II|Justitie\n"
         "2 item justice 3|Migratie\n2 item justice 4|Diversen\n"},
        {"English, words alone, a date in brackets",
         "Home affairs (9 March 2023)\n\n1. Migration\n\nThe Presidency opened the debate.\n\n"
         "2. Schengen\n\nMost Member States agreed.\n\nJustice (10 March 2023)\n\n3. Digital "
         "rules\n\n"
         "The Commission presented its proposal.\n\nAny other business\n\nNothing was raised.\n",
         "1 part home-affairs |Home affairs (9 March 2023)\n2 item home-affairs 1|Migration\n"
         "2 item home-affairs 2|Schengen\n1 part justice |Justice (10 March 2023)\n"
         "2 item justice 3|Digital rules\n1 part other |Any other business\n"},
        {"French, capitals",
         "I. AFFAIRES INTÉRIEURES\n\n1. Migration et asile\n\nLa Commission a présenté le "
         "pacte.\n\n"
         "2. Déjeuner de travail\n\nLes ministres ont échangé leurs vues.\n\nII. JUSTICE\n\n"
         "3. Droits des victimes\n\nLa présidence a conclu.\n\n4. Divers\n\nRien à signaler.\n",
         "1 part home-affairs I|AFFAIRES INTÉRIEURES\n2 item home-affairs 1|Migration et asile\n"
         "2 item home-affairs 2|Déjeuner de travail\n1 part justice II|JUSTICE\n"
         "2 item justice 3|Droits des victimes\n2 item justice 4|Divers\n"},
        {"German, other business and a lunch without numbers",
         "I. Inneres\n1. Lage im Schengenraum\nDie Kommission berichtete.\n"
         "Arbeitsessen: Drogenhandel in Häfen\nDie Minister berieten vertraulich.\n\n"
         "II. Justiz\n2. Opferschutz\nDer Vorsitz berichtete.\n\nSonstiges\nEs gab keine "
         "Wortmeldungen.\n",
         "1 part home-affairs I|Inneres\n2 item home-affairs 1|Lage im Schengenraum\n"
         "2 item home-affairs |Arbeitsessen: Drogenhandel in Häfen\n1 part justice II|Justiz\n"
         "2 item justice 2|Opferschutz\n2 item justice |Sonstiges\n"},
        {"mixed committee, a numeral without a stop",
         "I Gemengd Comité\n1. Schengen\n" BODY "II Justitie\n2. Slachtoffers\n" BODY,
         "1 part mixed I|Gemengd Comité\n2 item home-affairs 1|Schengen\n1 part justice "
         "II|Justitie\n"
         "2 item justice 2|Slachtoffers\n"},
        {"parts that no word names follow the numerals",
         "I. Justitie\n1. Aap\n" BODY "II. Visserij\n2. Noot\n" BODY
         "III. Overige punten\n3. Mies\n" BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n1 part other II|Visserij\n"
         "2 item other 2|Noot\n1 part other III|Overige punten\n2 item other 3|Mies\n"},
        {"lettered parts", "A. Binnenlandse zaken\n1. Aap\n" BODY "B. Justitie\n2. Noot\n" BODY,
         "1 part home-affairs A|Binnenlandse zaken\n2 item home-affairs 1|Aap\n"
         "1 part justice B|Justitie\n2 item justice 2|Noot\n"},
        {"days and the council's name beside a part's word, titles that end in a colon",
         "Verslag van de Raad\n\nDonderdag 12 juni 2025: Binnenlandse zaken\n\n1. Aap:\n" BODY
         "2. Noot:\n" BODY "\nJBZ-Raad – Justitie (vrijdagmiddag)\n\n3. Mies:\n" BODY
         "4. Wim:\n" BODY,
         "1 part home-affairs |Donderdag 12 juni 2025: Binnenlandse zaken\n2 item home-affairs "
         "1|Aap\n"
         "2 item home-affairs 2|Noot\n1 part justice |JBZ-Raad – Justitie (vrijdagmiddag)\n"
         "2 item justice 3|Mies\n2 item justice 4|Wim\n"},
        {"the title of a report on one half of the council",
         "JBZ-Raad Justitie van 12 juni 2025\n\n1. Aap\n" BODY "2. Noot\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n"},
        {"a letter, and a report that says no more than that it is one",
         "Referat E 2\n\nSehr geehrte Damen und Herren,\n\nanbei der Bericht.\n\nMit freundlichen "
         "Grüßen\n"
         "Aap\n\nNachbericht\nMinister, Luxemburg\n\nInnenteil:\n\n1. Noot\n" BODY
         "\nJustizteil:\n\n2. Mies\n" BODY,
         "1 letter other |Referat E 2\n1 part home-affairs |Innenteil\n2 item home-affairs 1|Noot\n"
         "1 part justice |Justizteil\n2 item justice 2|Mies\n"},
        {"lettered items, again in each part",
         "I. AFFAIRES INTÉRIEURES\n\nA. LES FRONTIÈRES\n\n" BODY "\nB. LES VISAS\n\n" BODY
         "\nII. JUSTICE\n\nA. LE PARQUET\n\n" BODY "\nB. DIVERS\n\n" BODY,
         "1 part home-affairs I|AFFAIRES INTÉRIEURES\n2 item home-affairs A|LES FRONTIÈRES\n"
         "2 item home-affairs B|LES VISAS\n1 part justice II|JUSTICE\n2 item justice A|LE PARQUET\n"
         "2 item justice B|DIVERS\n"},
        {"lettered items that run on, under words alone",
         "Binnenlandse zaken\n\nA. Aap\n\n" BODY "\nB. Noot\n\n" BODY
         "\nJustitie\n\nC. Mies\n\n" BODY "\nD. Diversen\n\n" BODY,
         "1 part home-affairs |Binnenlandse zaken\n2 item home-affairs A|Aap\n2 item home-affairs "
         "B|Noot\n"
         "1 part justice |Justitie\n2 item justice C|Mies\n2 item justice D|Diversen\n"},
        {"roman items in lettered parts",
         "A. Inneres\n\nI. Aap\n\n" BODY "\nII. Noot\n\n" BODY "\nB. Justiz\n\nI. Mies\n\n" BODY
         "\nII. Verschiedenes\n\n" BODY,
         "1 part home-affairs A|Inneres\n2 item home-affairs I|Aap\n2 item home-affairs II|Noot\n"
         "1 part justice B|Justiz\n2 item justice I|Mies\n2 item justice II|Verschiedenes\n"},
        {"a stop and a dash after the number",
         "I. - Les affaires intérieures\n\n1. - Visas\n\n" BODY
         "\nII. – La justice\n\n2. – Parquet\n\n" BODY,
         "1 part home-affairs I|Les affaires intérieures\n2 item home-affairs 1|Visas\n"
         "1 part justice II|La justice\n2 item justice 2|Parquet\n"},
        {"a part's word among others",
         "I. Onderdeel Justitie\n1. Aap\n" BODY "II. Onderdeel Binnenlandse Zaken\n2. Noot\n" BODY,
         "1 part justice I|Onderdeel Justitie\n2 item justice 1|Aap\n"
         "1 part home-affairs II|Onderdeel Binnenlandse Zaken\n2 item home-affairs 2|Noot\n"},
        {"other business as a part of its own",
         "I. Justice\n1. Aap\n" BODY "II. Any other business\n2. Noot\n" BODY,
         "1 part justice I|Justice\n2 item justice 1|Aap\n1 part other II|Any other business\n"
         "2 item other 2|Noot\n"},
        {"items begin again in each part",
         "I. Binnenlandse zaken\n1. Aap\n" BODY "2. Noot\n" BODY "II. Justitie\n1. Mies\n" BODY
         "2. Wim\n" BODY,
         "1 part home-affairs I|Binnenlandse zaken\n2 item home-affairs 1|Aap\n"
         "2 item home-affairs 2|Noot\n1 part justice II|Justitie\n2 item justice 1|Mies\n"
         "2 item justice 2|Wim\n"},
        {"items of one part begin again, those of the next go on",
         "I. Binnenlandse zaken\n1. Aap\n" BODY "2. Noot\n" BODY "3. Mies\n" BODY
         "II. Gemengd Comité\n1. Wim\n" BODY "2. Zus\n" BODY "III. Justitie\n4. Jet\n" BODY
         "5. Teun\n" BODY,
         "1 part home-affairs I|Binnenlandse zaken\n2 item home-affairs 1|Aap\n"
         "2 item home-affairs 2|Noot\n2 item home-affairs 3|Mies\n1 part mixed II|Gemengd Comité\n"
         "2 item other 1|Wim\n2 item other 2|Zus\n1 part justice III|Justitie\n2 item justice "
         "4|Jet\n"
         "2 item justice 5|Teun\n"},
        {"items without parts", "1. Aap\n" BODY "2. Noot\n" BODY "3. Diversen\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 item other 3|Diversen\n"},
        {"text before the first heading",
         "Verslag van de Raad van 4 en 5 maart 2024\n\n" BODY "\nI. Justitie\n1. Aap\n" BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n"},
        {"a number is missing", "1. Aap\n" BODY "2. Noot\n" BODY "4. Mies\n" BODY "5. Wim\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 item other 4|Mies\n1 item other 5|Wim\n"},
        {"titles without text between",
         "I. Justitie\n1. Aap\n" BODY "2. Noot\n" BODY "3. Mies\n4. Wim\n" BODY "5. Zus\n" BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n2 item justice 2|Noot\n"
         "2 item justice 3|Mies\n2 item justice 4|Wim\n2 item justice 5|Zus\n"},
        {"no white space after the stop", "1.Aap\n" BODY "2.Noot\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n"},
        {"brackets, a question, a long title",
         "1. (De)criminalisering van sekswerk\n" BODY "2. Zijn wij klaar voor de winter?\n" BODY
         "3. (Mogelijk) Verordening van het Europees Parlement en de Raad tot wijziging van de "
         "verordening inzake een gemeenschappelijke code voor de overschrijding van de grenzen "
         "(herschikking)\n" BODY,
         "1 item justice 1|(De)criminalisering van sekswerk\n"
         "1 item other 2|Zijn wij klaar voor de winter?\n"
         "1 item home-affairs 3|(Mogelijk) Verordening van het Europees Parlement en de Raad tot "
         "wijziging "
         "van de verordening inzake een gemeenschappelijke code voor de overschrijding van de "
         "grenzen "
         "(herschikking)\n"},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

static void sub_items_stand_under_their_item(void **state)
{
    static const struct shape shapes[] = {
        {"2a and 2b under 2",
         "I. Justitie\n1. Aap\n" BODY "2. Noot\n" BODY "2a. Mies\n" BODY "2b. Wim\n" BODY
         "3. Zus\n" BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n2 item justice 2|Noot\n"
         "3 subitem justice 2a|Mies\n3 subitem justice 2b|Wim\n2 item justice 3|Zus\n"},
        {"3 bis and 3 ter under 3",
         "1. Aap\n" BODY "2. Noot\n" BODY "3. Mies\n" BODY "3 bis. Wim\n" BODY "3 ter. Zus\n" BODY
         "4. Jet\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 item other 3|Mies\n2 subitem other 3 bis|Wim\n"
         "2 subitem other 3 ter|Zus\n1 item other 4|Jet\n"},
        {"4.1 under 4, without a part",
         "1. Aap\n" BODY "2. Noot\n" BODY "3. Mies\n" BODY "4. Wim\n" BODY "4.1 Zus\n" BODY
         "4.2 Jet\n" BODY "5. Teun\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 item other 3|Mies\n1 item other 4|Wim\n"
         "2 subitem other 4.1|Zus\n2 subitem other 4.2|Jet\n1 item other 5|Teun\n"},
        {"a and b under other business",
         "I. Justitie\n1. Aap\n" BODY "2. Diversen\na) Informatie van de Commissie\n" LONG_BODY
         "b) Informatie van Polen\n" LONG_BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n2 item justice 2|Diversen\n"
         "3 subitem justice a|Informatie van de Commissie\n3 subitem justice b|Informatie van "
         "Polen\n"},
        {"2a and 2b in the place of 2",
         "1. Aap\n" BODY "2a. Noot\n" BODY "2b. Mies\n" BODY "3. Wim\n" BODY,
         "1 item other 1|Aap\n1 item other 2a|Noot\n1 item other 2b|Mies\n1 item other 3|Wim\n"},
        {"1.1 under a part that is numbered 1",
         "1. Binnenlandse zaken\n1.1 Aap\n" BODY "1.2 Noot\n" BODY "2. Justitie\n2.1 Mies\n" BODY,
         "1 part home-affairs 1|Binnenlandse zaken\n2 item home-affairs 1.1|Aap\n"
         "2 item home-affairs 1.2|Noot\n1 part justice 2|Justitie\n2 item justice 2.1|Mies\n"},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

/* ---- what is no heading ---------------------------------------------------------------------- */

#define ITEMS_AROUND(middle)                                                                       \
    "I. Justitie\n1. Aap\n" BODY "2. Noot\n" BODY middle BODY "3. Mies\n" BODY
#define OUTLINE_AROUND                                                                             \
    "1 part justice I|Justitie\n2 item justice 1|Aap\n2 item justice 2|Noot\n"                     \
    "2 item justice 3|Mies\n"

static void lists_inside_an_item_are_no_headings(void **state)
{
    static const struct shape shapes[] = {
        {"sentences",
         ITEMS_AROUND("1. De Commissie brengt verslag uit.\n2. De Raad stelt een termijn vast.\n"
                      "3. De lidstaten leveren cijfers aan.\n"),
         OUTLINE_AROUND},
        {"short phrases after a colon",
         ITEMS_AROUND("Er werd gesproken over:\n1. Terugkeer\n2. Opvang\n3. Handhaving\n"),
         OUTLINE_AROUND},
        {"phrases that end in semicolons",
         ITEMS_AROUND(
             "Het gaat om drie zaken, te weten\n1. terugkeer;\n2. opvang;\n3. handhaving.\n"),
         OUTLINE_AROUND},
        {"closing brackets", ITEMS_AROUND("1) Terugkeer\n2) Opvang\n3) Handhaving\n"),
         OUTLINE_AROUND},
        {"in brackets", ITEMS_AROUND("(1) Terugkeer\n(2) Opvang\n(3) Handhaving\n"),
         OUTLINE_AROUND},
        {"letters", ITEMS_AROUND("a. terugkeer\nb. opvang\nc. handhaving\n"), OUTLINE_AROUND},
        {"a list that ends where the items go on",
         ITEMS_AROUND("De volgende vragen lagen voor:\n1. Hoe nu verder?\n2. Wie betaalt dat?\n"),
         OUTLINE_AROUND},
        {"long numbered paragraphs",
         ITEMS_AROUND("1. " LONG_BODY "2. " LONG_BODY "3. " LONG_BODY "4. " LONG_BODY),
         OUTLINE_AROUND},
        {"roman numerals", ITEMS_AROUND("I. terugkeer;\nII. opvang;\nIII. handhaving.\n"),
         OUTLINE_AROUND},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

static void list_items_become_blocks_of_their_kind(void **state)
{
    static const char text[] = "1. Aap\n" BODY "Het gaat om:\n1. terugkeer;\n2. opvang.\n- en dit\n"
                               "• en dat\n" BODY "2. Noot\n" BODY;
    static const enum block_kind kinds[] = {
        BLOCK_HEADING,   BLOCK_PARAGRAPH, BLOCK_PARAGRAPH, BLOCK_LIST_ITEM, BLOCK_LIST_ITEM,
        BLOCK_LIST_ITEM, BLOCK_LIST_ITEM, BLOCK_PARAGRAPH, BLOCK_HEADING,   BLOCK_PARAGRAPH,
    };
    const char *broken;
    struct report *report = report_of_text(text, strlen(text), 0, &broken);
    size_t i;

    (void)state;
    assert_null(broken);
    assert_int_equal(report->block_count, COUNT_OF(kinds));
    for (i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(report->blocks[i].kind, kinds[i]);
    report_free(report);
}

static void dates_counts_and_initials_are_no_headings(void **state)
{
    static const struct shape shapes[] = {
        {"a Dutch date", ITEMS_AROUND("3 maart 2024 werd het voorstel gepubliceerd\n"),
         OUTLINE_AROUND},
        {"a German date", ITEMS_AROUND("3. März 2024: Treffen der Minister in Brüssel\n"),
         OUTLINE_AROUND},
        {"a count", ITEMS_AROUND("3 lidstaten onthielden zich van stemming\n"), OUTLINE_AROUND},
        {"27 states", ITEMS_AROUND("27 lidstaten steunden de tekst.\n"), OUTLINE_AROUND},
        {"an amount", ITEMS_AROUND("2.1 miljoen euro is beschikbaar\n"), OUTLINE_AROUND},
        {"a year", ITEMS_AROUND("2024. Een jaar van verkiezingen\n"), OUTLINE_AROUND},
        {"initials", ITEMS_AROUND("C. van Dijk\nI. Ivanov\nM. Jansen\nV. Petrova\n"),
         OUTLINE_AROUND},
        {"document numbers", ITEMS_AROUND("32 317\nNr. 529\n7411/24\n11. 2.\n"), OUTLINE_AROUND},
        {"an English I", ITEMS_AROUND("I welcome the proposal.\nI Thank the Commission.\n"),
         OUTLINE_AROUND},
        {"the ministry's name",
         ITEMS_AROUND("Ministerie van Justitie en Veiligheid\nJustitie en Binnenlandse Zaken\n"),
         OUTLINE_AROUND},
        {"a sentence about the lunch",
         ITEMS_AROUND("Tijdens de lunch werd gesproken over drugs.\nLunchbespreking vond plaats in "
                      "besloten kring.\n"),
         OUTLINE_AROUND},
        {"a sentence about justice", ITEMS_AROUND("Justitie is een zaak van de lidstaten.\n"),
         OUTLINE_AROUND},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

static void an_unstructured_text_gets_no_headings(void **state)
{
    static const struct shape shapes[] = {
        {"paragraphs", BODY BODY "\n" BODY, ""},
        {"hard-wrapped text",
         "De ministers van binnenlandse zaken bespraken op 4 maart de stand van\n"
         "zaken van het pact, met bijzondere aandacht voor de artikelen 10 en\n"
         "11. De Commissie wees erop dat de termijn nadert en dat lidstaten met\n"
         "2. Verordeningen tegelijk bezig zijn. Daarna sprak de minister van\n"
         "Justitie\n"
         "over de rechtspraak, en vroeg hij aandacht voor de positie van\n"
         "3 lidstaten die nog geen plan hebben ingediend bij de Commissie, en\n"
         "I. de gevolgen daarvan.\n",
         ""},
        {"hard-wrapped numbered paragraphs",
         "1. De Commissie heeft op vier maart een voorstel gedaan voor een nieuw\n"
         "Europees kader voor de opvang van ontheemden aan de buitengrenzen van\n"
         "de Unie, dat in de plaats komt van het oude.\n"
         "\n"
         "2. Nederland heeft daarop gereageerd met een brief aan de Voorzitter\n"
         "Van de Raad, waarin de belangrijkste zorgen zijn genoemd die er bij\n"
         "de regering leven over het voorstel.\n",
         ""},
        {"one line", "I. Justitie 1. Aap De Commissie sprak. 2. Noot De Raad sprak.", ""},
        {"a list alone", "Boodschappen:\n1. melk\n2. brood\n3. kaas\n", ""},
        {"numbers alone", "1.\n2.\n3.\nI.\nII.\n", ""},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

#define PARTS "HOME AFFAIRS\n\n1. Aap\n\n" BODY "\n2. Noot\n\n" BODY "\nJUSTICE\n\n3. Mies\n\n" BODY
#define OUTLINE_OF_PARTS                                                                           \
    "1 part home-affairs |HOME AFFAIRS\n2 item home-affairs 1|Aap\n2 item home-affairs 2|Noot\n"   \
    "1 part justice |JUSTICE\n2 item justice 3|Mies\n"

static void what_stands_around_a_report_is_told_from_it(void **state)
{
    static const struct shape shapes[] = {
        {"a part's word in a table of contents",
         "Press release\n\nCONTENTS\n\nITEMS DEBATED\n\nHOME AFFAIRS\nAap ............ 3\nNoot "
         ".......... 4\n"
         "JUSTICE\nMies .......... 4\n\nITEMS DEBATED\n\n" PARTS,
         OUTLINE_OF_PARTS},
        {"kinds of document, and buttons",
         "NOTE\n\nAgenda > Meetings\n\nShare   Print   Listen\n\nAfter the meeting the ministers "
         "gave this "
         "account.\n\n" PARTS "\nBack to top\n\n",
         OUTLINE_OF_PARTS},
        {"who signs, and who gets a copy",
         "Meeting of ministers\n\nCopy: the committee\n\nR.J. Oldenkamp\n\nThe meeting opened at "
         "nine.\n\n" PARTS,
         OUTLINE_OF_PARTS},
        {"rows and columns",
         "Meeting of ministers\n\n| | Justice | |\n\nFile\tStage\n\nThe meeting opened at "
         "nine.\n\n" PARTS,
         OUTLINE_OF_PARTS},
        {"who was in the chair",
         "Meeting of ministers\n\nIn the chair: Mr Jan van Aap\n\nThe meeting opened at "
         "nine.\n\n" PARTS,
         OUTLINE_OF_PARTS},
        {"words for sections",
         "Meeting of ministers\n\nPARTICIPANTS\n\nBelgium:\nThe Minister for Justice\n\n" PARTS
         "\n",
         "1 section other |PARTICIPANTS\n" OUTLINE_OF_PARTS},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

static void a_title_is_known_by_the_text_under_it(void **state)
{
    static const struct shape shapes[] = {
        {"outcomes between, in words and in brackets",
         "Justitie\n\nAap\nAlgemene oriëntatie\n(openbare beraadslaging)\n\n" BODY
         "\nNoot\n= Voortgangsverslag\n"
         "(herschikking)\n\n" BODY,
         "1 part justice |Justitie\n2 item justice |Aap\n2 item justice |Noot\n"},
        {"a sentence that leads to a list",
         "Justitie\n\nAap\n\n" BODY
         "\nNoot\n\nOver drie zaken waren de ministers het eens:\n\n- de eerste;\n\n"
         "- de tweede.\n\nMies\n\n" BODY,
         "1 part justice |Justitie\n2 item justice |Aap\n2 item justice |Noot\n2 item justice "
         "|Mies\n"},
        {"a sentence, and one that goes on in a list",
         "Justitie\n\nAap\n\n" BODY
         "\nNoot\n\nDe ministers waren het eens. De Commissie vroeg,\n1. wie betaalt,\n"
         "2. wie telt.\n\nMies\n\n" BODY,
         "1 part justice |Justitie\n2 item justice |Aap\n2 item justice |Noot\n2 item justice "
         "|Mies\n"},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

static void annexes_have_their_numbers(void **state)
{
    static const struct shape shapes[] = {
        {"with titles",
         "1. Aap\n" BODY "2. Noot\n" BODY "\nBijlage 1: Overzicht\n" BODY
         "\nBijlage II – Termijnen\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 annex other 1|Overzicht\n"
         "1 annex other II|Termijnen\n"},
        {"bare numbers",
         "1. Aap\n" BODY "2. Noot\n" BODY "\nAppendix 2\n" BODY "\nBijlage II\n" BODY
         "\nAnnexe 1\n" BODY "\nANLAGE C\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 annex other 2|Appendix 2\n"
         "1 annex other II|Bijlage II\n1 annex other 1|Annexe 1\n1 annex other C|ANLAGE C\n"},
        {"no number at all", "1. Aap\n" BODY "2. Noot\n" BODY "\nBijlage\n" BODY,
         "1 item other 1|Aap\n1 item other 2|Noot\n1 annex other |Bijlage\n"},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

/* ---- headings by the format ------------------------------------------------------------------ */

static bool markdown_shape_holds(const struct shape *shape)
{
    struct format_source *source = NULL;
    struct buffer outline = {0};
    struct error error = {0};
    const char *broken;
    size_t where;
    bool holds;

    if (!format_open_bytes(&source, "a.md", shape->text, strlen(shape->text), NULL, &error))
        fail_msg("%s: %s", shape->name, error.message);
    broken = report_check(format_report(source), &where);
    report_append_outline(&outline, format_report(source));
    holds = broken == NULL && strcmp(outline.data, shape->outline) == 0;
    if (broken != NULL)
        print_error("%s: broken promise: %s\n", shape->name, broken);
    else if (!holds)
        print_error("%s: the outline is\n%s", shape->name, outline.data);
    buffer_release(&outline);
    format_close(source);
    return holds;
}

static void levels_of_the_format_make_the_depths(void **state)
{
    static const struct shape shapes[] = {
        {"a heading between lettered sub-items",
         "# Verslag van de Raad\n\n## 1. Migratie\n\n" BODY
         "\n## 2. Diversen\n\n### a) Aap\n\n" BODY "\n#### Achtergrond\n\n" BODY
         "\n### b) Noot\n\n" BODY "\n## 3. Drugs\n\n" BODY,
         "1 item home-affairs 1|Migratie\n1 item other 2|Diversen\n2 subitem other a|Aap\n"
         "3 section other |Achtergrond\n2 subitem other b|Noot\n1 item home-affairs 3|Drugs\n"},
        {"a heading of their level between numbered sub-items",
         "# Verslag van de Raad\n\n## 1. Migratie\n\n" BODY
         "\n## 2. Diversen\n\n### 2a. Aap\n\n" BODY "\n### Achtergrond\n\n" BODY
         "\n### 2b. Noot\n\n" BODY "\n## 3. Drugs\n\n" BODY,
         "1 item home-affairs 1|Migratie\n1 item other 2|Diversen\n2 subitem other 2a|Aap\n"
         "2 section other |Achtergrond\n2 subitem other 2b|Noot\n1 item home-affairs 3|Drugs\n"},
        {"a heading that ends the item and its sub-items",
         "# Verslag van de Raad\n\n## 1. Migratie\n\n" BODY
         "\n## 2. Diversen\n\n### a) Aap\n\n" BODY "\n## Achtergrond\n\n" BODY
         "\n### b) Noot\n\n" BODY "\n### c) Mies\n\n" BODY,
         "1 item home-affairs 1|Migratie\n1 item other 2|Diversen\n2 subitem other a|Aap\n"
         "1 section other |Achtergrond\n2 section other b|Noot\n2 section other c|Mies\n"},
        {"two levels below",
         "# Verslag van de Raad\n\n## Migratie\n\n#### Aap\n\n" BODY "\n#### Noot\n\n" BODY
         "\n### Mies\n\n" BODY "\n## Wim\n\n" BODY,
         "1 section home-affairs |Migratie\n2 section home-affairs |Aap\n2 section home-affairs "
         "|Noot\n"
         "2 section home-affairs |Mies\n1 section other |Wim\n"},
        {"two levels below an item whose number alone tells it",
         "# Verslag van de Raad\n\n## I. Justitie\n\n**1. Aap**\n\n" BODY "\n##### Noot\n\n" BODY
         "\n##### Mies\n\n" BODY "\n**2. Wim**\n\n" BODY "\n## Slot\n\n" BODY,
         "1 part justice I|Justitie\n2 item justice 1|Aap\n3 section justice |Noot\n"
         "3 section justice |Mies\n2 item justice 2|Wim\n1 section other |Slot\n"},
        {"the first heading is below the first level",
         "## Migratie\n\n#### Aap\n\n" BODY "\n#### Noot\n\n" BODY "\n## Wim\n\n" BODY,
         "1 section home-affairs |Migratie\n2 section home-affairs |Aap\n2 section home-affairs "
         "|Noot\n"
         "1 section other |Wim\n"},
        {"a heading of the part's level ends the part",
         "# Raad\n\n## Justitie\n\n### Aap\n\n" BODY "\n### Noot\n\n" BODY "\n## Terugblik\n\n"
         "#### Mies\n\n" BODY "\n#### Wim\n\n" BODY,
         "1 part justice |Justitie\n2 item justice |Aap\n2 item justice |Noot\n"
         "1 section other |Terugblik\n2 section other |Mies\n2 section other |Wim\n"},
    };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        wrong += !markdown_shape_holds(&shapes[i]);
    assert_int_equal(wrong, 0);
}

/* ---- whole reports --------------------------------------------------------------------------- */

static void whole_reports_come_out_as_a_reader_sees_them(void **state)
{
    static const struct shape shapes[] = {
        {"Dutch, with fields, letters and a lunch",
         "Verslag van de Raad Justitie en Binnenlandse Zaken van 4 en 5 maart 2024\n"
         "\n"
         "I. Binnenlandse Zaken\n"
         "\n"
         "1. Verordening inzake interoperabiliteit\n"
         "= Algemene oriëntatie\n"
         "document: 6789/24\n"
         "rechtsgrondslag: artikel 77 VWEU\n"
         "\n"
         "De Raad bereikte een algemene oriëntatie.\n"
         "\n"
         "2. Schengenraad\n"
         "a. Stand van zaken Schengen\n"
         "De Commissie presenteerde de barometer. Lidstaten steunden de aanpak.\n"
         "b. Toetreding van Bulgarije en Roemenië\n"
         "Oostenrijk handhaafde zijn voorbehoud.\n"
         "\n"
         "3. Diversen\n"
         "- Informatie van de Commissie over de migratiesituatie\n"
         "- Informatie van Polen over cyberaanvallen\n"
         "\n"
         "A-punten\n"
         "De A-punten zijn aangenomen.\n"
         "\n"
         "II. Justitie\n"
         "\n"
         "4. Richtlijn milieucriminaliteit\n"
         "4 maart 2024 werd een akkoord bereikt.\n"
         "\n"
         "5. Diversen\n"
         "a) Richtlijn bescherming van volwassenen\n"
         "De Commissie gaf een korte stand van zaken.\n"
         "b) Conferentie in Brussel\n"
         "Het voorzitterschap nodigde de ministers uit.\n"
         "Werklunch\n"
         "Tijdens de lunch werd gesproken over Oekraïne.\n",
         "1 part home-affairs I|Binnenlandse Zaken\n"
         "2 item home-affairs 1|Verordening inzake interoperabiliteit\n"
         "2 item home-affairs 2|Schengenraad\n"
         "3 subitem home-affairs a|Stand van zaken Schengen\n"
         "3 subitem home-affairs b|Toetreding van Bulgarije en Roemenië\n"
         "2 item home-affairs 3|Diversen\n"
         "3 subitem home-affairs |Informatie van de Commissie over de migratiesituatie\n"
         "3 subitem home-affairs |Informatie van Polen over cyberaanvallen\n"
         "1 part justice II|Justitie\n"
         "2 item justice 4|Richtlijn milieucriminaliteit\n"
         "2 item justice 5|Diversen\n"
         "3 subitem justice a|Richtlijn bescherming van volwassenen\n"
         "3 subitem justice b|Conferentie in Brussel\n"
         "2 item justice |Werklunch\n"},
        {"German, lettered parts",
         "Bericht über die Tagung des Rates am 3./4. Juni 2010\n"
         "\n"
         "A. Inneres\n"
         "\n"
         "1. Asylpaket\n"
         "Die Kommission stellte das Paket vor. Viele Staaten begrüßten es.\n"
         "\n"
         "2. Visafreiheit\n"
         "Allgemeine Ausrichtung. DE legte einen Prüfvorbehalt ein.\n"
         "\n"
         "B. Justiz\n"
         "\n"
         "3. Europäische Ermittlungsanordnung\n"
         "Der Vorsitz berichtete.\n"
         "\n"
         "4. Verschiedenes\n"
         "Keine Wortmeldungen.\n"
         "\n"
         "C. Gemischter Ausschuss\n"
         "\n"
         "5. SIS II\n"
         "Die Kommission berichtete über den Stand.\n",
         "1 part home-affairs A|Inneres\n"
         "2 item home-affairs 1|Asylpaket\n"
         "2 item home-affairs 2|Visafreiheit\n"
         "1 part justice B|Justiz\n"
         "2 item justice 3|Europäische Ermittlungsanordnung\n"
         "2 item justice 4|Verschiedenes\n"
         "1 part mixed C|Gemischter Ausschuss\n"
         "2 item home-affairs 5|SIS II\n"},
        {"French, words alone",
         "Conseil JAI des 4 et 5 mars\n"
         "\n"
         "Intérieur\n"
         "\n"
         "1. État des lieux Schengen\n"
         "\n"
         "La Commission a présenté le baromètre.\n"
         "Les points suivants ont été évoqués :\n"
         "1. les contrôles aux frontières ;\n"
         "2. les retours ;\n"
         "3. la coopération policière.\n"
         "\n"
         "2. Lutte contre le trafic de drogues\n"
         "\n"
         "La présidence a salué l'alliance des ports.\n"
         "\n"
         "Justice\n"
         "\n"
         "3. Droits fondamentaux\n"
         "Plusieurs délégations ont pris la parole.\n"
         "\n"
         "Divers\n"
         "Rien.\n",
         "1 part home-affairs |Intérieur\n"
         "2 item home-affairs 1|État des lieux Schengen\n"
         "2 item home-affairs 2|Lutte contre le trafic de drogues\n"
         "1 part justice |Justice\n"
         "2 item justice 3|Droits fondamentaux\n"
         "1 part other |Divers\n"},
    };

    (void)state;
    assert_shapes(shapes, COUNT_OF(shapes));
}

/* ---- whole reports: every line in its item --------------------------------------------------- */

struct whole {
    const char *name, *outline;
    size_t headings, items; /* of the outline; items are of kind item */
    /* the one footnote: the number of its item, its label, how its text begins and its whole text ends */
    const char *item, *label, *note_begins, *note_ends;
};

/* The next line that holds more than white space, without what surrounds it; false at the end. */
static bool next_line(const char **at, const char **line, size_t *len_bytes)
{
    while (**at != '\0') {
        const char *end = *at + strcspn(*at, "\n");

        *line = *at + strspn(*at, " \t\r");
        for (*at = *end == '\n' ? end + 1 : end; end > *line && strchr(" \t\r", end[-1]) != NULL;)
            end--;
        *len_bytes = (size_t)(end - *line);
        if (*len_bytes > 0)
            return true;
    }
    return false;
}

/* Counts the lines by hand, beside the report: what the outline calls a heading begins a section, and
 * each line after it is the next block, whole but for a footnote, and stands in that section. */
static void assert_lines_in_their_items(const char *text, const struct report *report)
{
    size_t block = 0, heading = REPORT_NONE, line_bytes, block_bytes;
    const char *line;

    while (next_line(&text, &line, &line_bytes)) {
        size_t until_footnote = strcspn(line, "[");
        const char *words;

        while (block < report->block_count && report->blocks[block].kind == BLOCK_FOOTNOTE)
            block++;
        assert_true(block < report->block_count);
        words = report_block_text(report, block, &block_bytes);
        if (line_bytes > until_footnote)
            assert_true(block_bytes > until_footnote && words[until_footnote] == '[');
        else
            assert_int_equal(block_bytes, line_bytes);
        assert_memory_equal(words, line, line_bytes < until_footnote ? line_bytes : until_footnote);
        if (report->blocks[block].kind == BLOCK_HEADING)
            heading = heading == REPORT_NONE ? 0 : heading + 1;
        assert_int_equal(report->blocks[block].heading, heading);
        block++;
    }
    while (block < report->block_count && report->blocks[block].kind == BLOCK_FOOTNOTE)
        block++;
    assert_int_equal(block, report->block_count);
}

static void assert_one_footnote(const struct report *report, const struct whole *whole)
{
    const struct report_footnote *note = &report->footnotes[0];
    const struct report_block *block;
    size_t note_bytes, found;
    const char *words;

    assert_int_equal(report->footnote_count, 1);
    block = &report->blocks[note->block];
    words = report->text.data + note->text_start_bytes;
    note_bytes = block->end_bytes - note->text_start_bytes;
    assert_string_equal(note->label, whole->label);
    assert_int_equal(block->kind, BLOCK_FOOTNOTE);
    assert_int_equal(note->heading, report_find_heading(report, whole->item, &found));
    assert_int_equal(block->heading, note->heading);
    assert_int_equal(note->block + 1, report->headings[note->heading].end_block);
    assert_true(note->mark_block != REPORT_NONE && note->mark_block < note->block);
    assert_int_equal(report->blocks[note->mark_block].heading, note->heading);
    assert_memory_equal(words, whole->note_begins, strlen(whole->note_begins));
    assert_memory_equal(words + note_bytes - strlen(whole->note_ends), whole->note_ends,
                        strlen(whole->note_ends));
}

static void assert_whole(const struct whole *whole, const char *text)
{
    const char *broken;
    struct report *report = report_of_text(text, strlen(text), 0, &broken);

    assert_shapes(&(struct shape){whole->name, text, whole->outline}, 1);
    assert_int_equal(report->heading_count, whole->headings);
    assert_int_equal(report_item_count(report), whole->items);
    assert_lines_in_their_items(text, report);
    assert_one_footnote(report, whole);
    report_free(report);
}

/* False where the file is not there. */
static bool assert_whole_file(const struct whole *whole)
{
    struct buffer bytes = {0};
    char path[4096], piece[4096];
    size_t got;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", source_folder(), whole->name);
    file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    assert_whole(whole, bytes.data);
    buffer_release(&bytes);
    return true;
}

static void the_sample_comes_out_whole(void **state)
{
    static const struct whole sample = {
        .name = "src/sample.txt",
        .outline = "1 part home-affairs I|Binnenlandse zaken\n"
                   "2 item home-affairs 1|Tijdelijke opvang bij plotselinge instroom\n"
                   "2 item home-affairs 2|Toekomst van de gezamenlijke kustwacht\n"
                   "2 item home-affairs 3|Werklunch over weerbaarheid van vitale infrastructuur\n"
                   "2 item home-affairs 4|Bestrijding van vervalste reisdocumenten\n"
                   "1 part justice II|Justitie\n"
                   "2 item justice 5|Toegang tot de rechter voor consumenten\n"
                   "2 item justice 6|Erkenning van diploma's van gerechtstolken\n"
                   "2 item justice 7|Elektronisch bewijs uit derde landen\n"
                   "2 item justice 8|Diversen\n",
        .headings = 10,
        .items = 8,
        .item = "2",
        .label = "1",
        .note_begins = "Het verslag is verschenen als document 7411/24",
        .note_ends = "(zie het register van de Raad).",
    };

    (void)state;
    assert_true(assert_whole_file(&sample));
}

/* Our own words in the shape of the report below, spaces at the ends and empty lines where it has
 * them: what can be checked where that report is not. */
static void a_report_as_it_is_converted_comes_out_whole(void **state)
{
    static const char text[] =
        " I. Binnenlandse zaken \n"
        "\n"
        "1. Verkennende discussie over havenbeleid \n"
        "\n"
        "Tijdens deze Raad vond één gesprek over havens en buitengrenzen plaats, aan de hand van "
        "drie "
        "vragen van het voorzitterschap. Veel lidstaten noemden de kosten.\n"
        "2. Werklunch over vertaalprogramma’s en opsporing\n"
        "Tijdens de besloten werklunch werd gesproken over vertaalprogramma’s, fouten daarin en "
        "het "
        "gebruik ervan bij verhoren. Europol gaf een toelichting. \n"
        "3. Strijd tegen valse documenten\n"
        "Het voorzitterschap gaf aan dat valse documenten een prioriteit blijven. \n"
        "De Commissie bracht naar voren dat de aanpak veel aandacht vraagt: (1) meer controles, "
        "(2) een "
        "register en (3) samenwerking met derde landen.\n"
        "Alle lidstaten uitten zorgen over de handel in paspoorten en het bijbehorende geweld. \n"
        "Nederland en een aantal andere lidstaten spraken steun uit voor verdere samenwerking.\n"
        "\n"
        "II. Justitie\n"
        "\n"
        " \n"
        "4. Strijd tegen valse documenten \n"
        "Ook tijdens deze dag stond de strijd tegen valse documenten op de agenda. \n"
        "Er was brede steun onder de lidstaten voor een netwerk van deskundigen.\n"
        "Over de samenwerking met derde landen gaven met name de lidstaten met havens aan haast te "
        "willen. \n"
        "5. (De)centralisering van registers\n"
        "\n"
        "Tijdens de werklunch werd gesproken over de verschillende keuzes in de lidstaten.\n"
        "6. Kleinschalige archieven\n"
        "Het Voorzitterschap leidde de discussie in door de nieuwe regels toe te lichten. \n"
        "De Commissie verwees naar de Aanbeveling van mei 2021 over archieven.[footnoteRef:2] De "
        "verschillen tussen lidstaten zijn groot. De Commissie komt met cijfers. [2:  COM (2021) "
        "1234 "
        "(register - NL - register (example.eu)] \n"
        "\n"
        "Het Europees Parlement gaf aan dat dit een nationale bevoegdheid is.\n"
        "Vrijwel alle lidstaten gaven een inkijk in de nationale situatie.\n"
        "De Commissie en het Voorzitterschap concludeerden dat er veel goede initiatieven zijn. \n"
        " \n";
    static const struct whole whole = {
        .name = "as it is converted",
        .outline = "1 part home-affairs I|Binnenlandse zaken\n"
                   "2 item home-affairs 1|Verkennende discussie over havenbeleid\n"
                   "2 item home-affairs 2|Werklunch over vertaalprogramma’s en opsporing\n"
                   "2 item home-affairs 3|Strijd tegen valse documenten\n"
                   "1 part justice II|Justitie\n"
                   "2 item justice 4|Strijd tegen valse documenten\n"
                   "2 item justice 5|(De)centralisering van registers\n"
                   "2 item justice 6|Kleinschalige archieven\n",
        .headings = 8,
        .items = 6,
        .item = "6",
        .label = "2",
        .note_begins = "COM (2021) 1234",
        .note_ends = "(example.eu)",
    };

    (void)state;
    assert_whole(&whole, text);
}

/* A real report that may stand beside the source, and is no part of it. */
static void a_real_report_comes_out_whole(void **state)
{
    static const struct whole real = {
        .name = "../shared/reports/jbz-2024-01-informeel.txt",
        .outline =
            "1 part home-affairs I|Binnenlandse zaken\n"
            "2 item home-affairs 1|Strategische discussie over migratiebeleid\n"
            "2 item home-affairs 2|Werklunch over kunstmatige intelligentie en rechtshandhaving\n"
            "2 item home-affairs 3|Strijd tegen georganiseerde criminaliteit\n"
            "1 part justice II|Justitie\n"
            "2 item justice 4|Strijd tegen georganiseerde criminaliteit\n"
            "2 item justice 5|(De)criminalisering van sekswerk\n"
            "2 item justice 6|Kleinschalige gevangenissen\n",
        .headings = 8,
        .items = 6,
        .item = "6",
        .label = "2",
        .note_begins = "COM (2022) 8987",
        .note_ends = "(europa.eu)",
    };

    (void)state;
    if (!assert_whole_file(&real))
        print_message("# %s is not here\n", real.name);
}

/* phrase.h: forms are written as text_fold leaves them; and no two terms share one. */
static void the_vocabulary_is_folded_and_holds_no_form_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < vocabulary_tsv_rows; i++) {
        const char *form = phrase_form(&vocabulary_tsv, i);
        struct buffer folded = {0};

        text_fold(form, strlen(form), &folded);
        assert_string_equal(folded.data, form);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(form, phrase_form(&vocabulary_tsv, j));
        buffer_release(&folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_and_items_are_found),
        cmocka_unit_test(sub_items_stand_under_their_item),
        cmocka_unit_test(lists_inside_an_item_are_no_headings),
        cmocka_unit_test(list_items_become_blocks_of_their_kind),
        cmocka_unit_test(dates_counts_and_initials_are_no_headings),
        cmocka_unit_test(an_unstructured_text_gets_no_headings),
        cmocka_unit_test(what_stands_around_a_report_is_told_from_it),
        cmocka_unit_test(a_title_is_known_by_the_text_under_it),
        cmocka_unit_test(annexes_have_their_numbers),
        cmocka_unit_test(levels_of_the_format_make_the_depths),
        cmocka_unit_test(whole_reports_come_out_as_a_reader_sees_them),
        cmocka_unit_test(the_sample_comes_out_whole),
        cmocka_unit_test(a_report_as_it_is_converted_comes_out_whole),
        cmocka_unit_test(a_real_report_comes_out_whole),
        cmocka_unit_test(the_vocabulary_is_folded_and_holds_no_form_twice),
    };

    return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
