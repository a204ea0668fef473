/* When and where the meeting was, as the text tells it: what report/meeting_reader.h, dates.h and
 * calendar.h promise. The texts are made up, in the shapes of real reports. */
#include "config.h"

#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/dates.h"
#include "report/meeting.h"
#include "report/meeting.tsv.h"
#include "report/meeting_words.h"
#include "report_check.h"
#include "text/text.h"

#define BODY                                                                                       \
    "De Commissie gaf een toelichting op de stand van zaken, waarna de lidstaten hun standpunten " \
    "herhaalden.\n\n"

/* ---- expressions ----------------------------------------------------------------------------- */

static char *read_expression(const char *text)
{
    struct buffer words = {0};
    struct date_span span;
    char *from, *to;

    text_fold(text, strlen(text), &words);
    if (!date_read(words.data, words.len_bytes, 0, &span)) {
        buffer_release(&words);
        return base_copy_string("none");
    }
    buffer_clear(&words);
    from = calendar_string(&span.from);
    to = calendar_string(&span.to);
    buffer_append_format(&words, "%s %s", from, to);
    free(from);
    free(to);
    return buffer_detach(&words);
}

static void dates_are_read_as_reports_write_them(void **state)
{
    static const struct {
        const char *text, *expected; /* a year that is not written is 0000 */
    } cases[] = {
        {"14–16 juli 2025", "2025-07-14 2025-07-16"},
        {"6-7 maart 2025", "2025-03-06 2025-03-07"},
        {"12 en 13 juni 2025", "2025-06-12 2025-06-13"},
        {"donderdag 12", "none"},
        {"12 en vrijdag 13 juni 2025", "2025-06-12 2025-06-13"},
        {"25 en 26 januari jl.", "0000-01-25 0000-01-26"},
        {"3./4. Juni 2010", "2010-06-03 2010-06-04"},
        {"5.-6.VI.2008", "2008-06-05 2008-06-06"},
        {"3. - 4.6. 2010", "2010-06-03 2010-06-04"},
        {"10./11.10.2024", "2024-10-10 2024-10-11"},
        {"10.10.–11.10.2024", "2024-10-10 2024-10-11"},
        {"10.10.2024 – 11.10.2024", "2024-10-10 2024-10-11"},
        {"9. und 10. Oktober 2025", "2025-10-09 2025-10-10"},
        {"9 March 2023", "2023-03-09 2023-03-09"},
        {"9 and 10 March", "0000-03-09 0000-03-10"},
        {"9th and 10th March 2023", "2023-03-09 2023-03-10"},
        {"March 9-10, 2023", "2023-03-09 2023-03-10"},
        {"12 et 13 juin 2025", "2025-06-12 2025-06-13"},
        {"1er décembre 2022", "2022-12-01 2022-12-01"},
        {"5–6 juni 2025", "2025-06-05 2025-06-06"},
        {"5 och 6 juni 2025", "2025-06-05 2025-06-06"},
        {"30 januari – 1 februari 2025", "2025-01-30 2025-02-01"},
        {"30 novembre et 1er décembre 2023", "2023-11-30 2023-12-01"},
        {"31 December 2024 – 1 January 2025", "2024-12-31 2025-01-01"},
        {"9 maart 2023 en 10 maart 2023", "2023-03-09 2023-03-10"},
        {"4, 5 en 6 juni 2020", "2020-06-04 2020-06-06"},
        {"2024-06-25", "2024-06-25 2024-06-25"},
        {"10-10-2019", "2019-10-10 2019-10-10"},
        {"23.10.2023", "2023-10-23 2023-10-23"},
        {"6 maart 20181 en", "2018-03-06 2018-03-06"}, /* a footnote's number is glued to it */
        {"juni 2025", "2025-06 2025-06"},
        /* none */
        {"31 februari 2025", "none"},
        {"13 en 12 juni 2025", "none"},
        {"45 juni 2025", "none"},
        {"12 lidstaten", "none"},
        {"9914/25", "none"},
        {"14/2024", "none"},
        {"32 317", "none"},
        {"12 mensen", "none"},
        {"3", "none"},
        {"juni", "none"},
        /* what is too far away is another date */
        {"9 March 2023 and 22 May 2023", "2023-03-09 2023-03-09"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *found = read_expression(cases[i].text);

        if (strcmp(found, cases[i].expected) != 0)
            fail_msg("\"%s\" is %s, not %s", cases[i].text, found, cases[i].expected);
        free(found);
    }
}

/* ---- reports ----------------------------------------------------------------------------------- */

struct meeting_case {
    const char *name, *text, *from, *to, *place;
};

static bool same(const char *found, const char *expected)
{
    return found == NULL || expected == NULL ? found == expected : strcmp(found, expected) == 0;
}

static void expect_meetings(const struct meeting_case *cases, size_t count)
{
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        const char *broken;
        struct report *report = report_of_text(cases[i].text, strlen(cases[i].text), 0, &broken);
        const struct report_meeting *meeting = &report->meeting;

        assert_null(broken);
        if (!same(meeting->date_from, cases[i].from) || !same(meeting->date_to, cases[i].to) ||
            !same(meeting->place, cases[i].place)) {
            print_message("# %s: %s to %s in %s\n", cases[i].name, meeting->date_from,
                          meeting->date_to, meeting->place);
            wrong++;
        }
        report_free(report);
    }
    assert_int_equal(wrong, 0);
}

static void titles_name_days_and_place(void **state)
{
    static const struct meeting_case cases[] = {
        {"Dutch", "Verslag JBZ-Raad van 12 en 13 juni 2025 te Luxemburg\n\n" BODY, "2025-06-12",
         "2025-06-13", "Luxemburg"},
        {"a comma before the place",
         "Verslag Raad Justitie en Binnenlandse Zaken, 6-7 maart 2025, Brussel\n\n" BODY,
         "2025-03-06", "2025-03-07", "Brussel"},
        {"no place", "Verslag van de JBZ-Raad van 6 maart 2025\n\n" BODY, "2025-03-06",
         "2025-03-06", NULL},
        {"the date on the next line", "Verslag van de JBZ-Raad\n\nBrussel, 5 maart 2025\n\n" BODY,
         "2025-03-05", "2025-03-05", "Brussel"},
        {"two lines of wrapped text",
         "Verslag van de bijeenkomst van de Raad Justitie en Binnenlandse Zaken op 12\nen 13 juni "
         "2025 in Leuven\n\n" BODY,
         "2025-06-12", "2025-06-13", "Leuven"},
        {"English", "Report of the JHA Council, 5-6 December 2019, Brussels\n\n" BODY, "2019-12-05",
         "2019-12-06", "Brussels"},
        {"a written statement",
         "Post-Council statement: Justice and Home Affairs Council, 13 October 2022\n\n" BODY,
         "2022-10-13", "2022-10-13", NULL},
        {"French", "Compte rendu du Conseil JAI du 9 mars 2023 à Bruxelles\n\n" BODY, "2023-03-09",
         "2023-03-09", "Bruxelles"},
        {"German, numbers",
         "Bericht über die Tagung des JI-Rats vom 8.-9.6.2023 in Luxemburg\n\n" BODY, "2023-06-08",
         "2023-06-09", "Luxemburg"},
        {"Swedish",
         "Rapport från mötet i rådet för rättsliga och inrikes frågor, Bryssel den 4–5 mars "
         "2024\n\n" BODY,
         "2024-03-04", "2024-03-05", "Bryssel"},
        {"an informal one in a town of no fame",
         "Verslag informele JBZ-Raad te Lahti op 18 en 19 juli 2019\n\n" BODY, "2019-07-18",
         "2019-07-19", "Lahti"},
        {"the town before the days",
         "Informal meeting of JHA ministers, Malmö, 26-27 January 2023\n\n" BODY, "2023-01-26",
         "2023-01-27", "Malmö"},
        {"an agenda's and a report's",
         "Geannoteerde agenda JBZ-Raad van 4 en 5 december 2023 en verslag JBZ-Raad van 19 en 20 "
         "oktober 2023\n\n" BODY,
         "2023-10-19", "2023-10-20", NULL},
        {"a month is better than nothing", "Verslag JBZ-Raad november 2018\n\n" BODY, "2018-11",
         "2018-11", NULL},
        {"a letter's subject",
         "Aan de Voorzitter\n\nDatum 3 juli 2025\nBetreft Verslag JBZ-Raad 12 en 13 juni "
         "2025\n\n" BODY,
         "2025-06-12", "2025-06-13", NULL},
        {"letters that are wide",
         "J B Z\n\nVERSLAG\nvan de JBZ-Raad op 7 maart 2019 te Brussel\n\n" BODY, "2019-03-07",
         "2019-03-07", "Brussel"},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

static void first_sentences_name_days_and_place(void **state)
{
    static const struct meeting_case cases[] = {
        {"Dutch",
         "Op 7 en 8 oktober 2019 kwam de Raad Justitie en Binnenlandse Zaken in Luxemburg "
         "bijeen.\n\n" BODY,
         "2019-10-07", "2019-10-08", "Luxemburg"},
        {"English",
         "The JHA Council took place in Brussels on 5 and 6 December 2013. I attended.\n\n" BODY,
         "2013-12-05", "2013-12-06", "Brussels"},
        {"English, the weekday",
         "Ministers met in Luxembourg on Thursday 9 June 2022 for the Justice and Home Affairs "
         "Council.\n\n" BODY,
         "2022-06-09", "2022-06-09", "Luxembourg"},
        {"French",
         "Les ministres de la justice et des affaires intérieures se sont réunis à Bruxelles les 8 "
         "et 9 décembre 2022.\n\n" BODY,
         "2022-12-08", "2022-12-09", "Bruxelles"},
        {"German",
         "Der Rat der Innen- und Justizminister tagte am 4. und 5. Dezember 2023 in "
         "Brüssel.\n\n" BODY,
         "2023-12-04", "2023-12-05", "Brüssel"},
        {"Swedish",
         "Den 9–10 mars 2023 möttes EU:s justitie- och inrikesministrar i Bryssel.\n\n" BODY,
         "2023-03-09", "2023-03-10", "Bryssel"},
        {"each day by itself",
         "De JBZ-Raad vergaderde op 9 maart 2023 (binnenlandse zaken) en 10 maart 2023 (justitie) "
         "te Brussel.\n\n" BODY,
         "2023-03-09", "2023-03-10", "Brussel"},
        {"a video conference has no place",
         "Verslag van de videoconferentie van de JBZ-Raad van 14 december 2020\n\n" BODY,
         "2020-12-14", "2020-12-14", NULL},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

static void years_stand_elsewhere(void **state)
{
    static const struct meeting_case cases[] = {
        {"in the letter's date",
         "Datum 27 juni 2025\n\nGeachte voorzitter,\n\nOp 16 en 17 juni jl. kwam de JBZ-Raad in "
         "Luxemburg bijeen.\n\n" BODY,
         "2025-06-16", "2025-06-17", "Luxemburg"},
        {"in the letter's date, a year later",
         "Den Haag, 9 januari 2024\n\nGeachte voorzitter,\n\nOp 4 en 5 december jl. vond in "
         "Brussel de JBZ-Raad plaats.\n\n" BODY,
         "2023-12-04", "2023-12-05", "Brussel"},
        {"in the title",
         "Verslag JBZ-Raad juni 2025\n\nOp 12 en 13 juni kwam de JBZ-Raad bijeen in "
         "Luxemburg.\n\n" BODY,
         "2025-06-12", "2025-06-13", "Luxemburg"},
        {"above a statement",
         "10 December 2013\n\nThe Justice and Home Affairs Council was held on 5 and 6 December in "
         "Brussels.\n\n" BODY,
         "2013-12-05", "2013-12-06", "Brussels"},
        {"nowhere", "Conseil JAI des 4 et 5 mars\n\n" BODY, NULL, NULL, NULL},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

static void parts_that_name_their_day_name_the_meeting_s(void **state)
{
    static const struct meeting_case cases[] = {
        {"two parts",
         "Home affairs (9 March 2023)\n\n1. Migration\n\nThe Presidency opened the "
         "debate.\n\nJustice (10 March 2023)\n\n2. Digital\n\nMost agreed.\n",
         "2023-03-09", "2023-03-10", NULL},
        {"the title names one",
         "Verslag JBZ-Raad 9 maart 2023, Brussel\n\nBinnenlandse zaken (9 maart 2023)\n\n" BODY
         "Justitie (10 maart 2023)\n\n" BODY,
         "2023-03-09", "2023-03-10", "Brussel"},
        {"one part alone is not the meeting",
         BODY "Justice (10 March 2023)\n\n1. Digital\n\nMost agreed.\n", NULL, NULL, NULL},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

static void other_dates_are_not_the_meeting_s(void **state)
{
    static const struct meeting_case cases[] = {
        {"a letter's", "Den Haag, 27 juni 2025\n\nGeachte voorzitter,\n\n" BODY, NULL, NULL, NULL},
        {"a publication's",
         "Resultaten van de JBZ-Raad\n\nNieuwsbericht | 10-10-2019 | 16:40\n\n" BODY, NULL, NULL,
         NULL},
        {"an update's", "JHA Council: main results\n\nLast updated: 16 March 2022\n\n" BODY, NULL,
         NULL, NULL},
        {"published", "Conseil JAI\n\nPublié le 23.10.2023\n\n" BODY, NULL, NULL, NULL},
        {"received", "Ontvangen 25 juni 2024\n\nVerslag JBZ-Raad\n\n" BODY, NULL, NULL, NULL},
        {"adopted",
         "Verslag van de informele bijeenkomst van de JBZ-Raad te Sofia\nVastgesteld op 8 februari "
         "2018\n\n" BODY,
         NULL, NULL, "Sofia"},
        {"the next meeting's",
         "Verslag van de JBZ-Raad\n\nDe volgende JBZ-Raad vindt plaats op 2 en 3 december 2019 in "
         "Brussel.\n\n" BODY,
         NULL, NULL, NULL},
        {"the next meeting's, English",
         "Report of the JHA Council\n\nThe next Council will take place on 5 and 6 June 2025 in "
         "Luxembourg.\n\n" BODY,
         NULL, NULL, NULL},
        {"the last meeting's",
         "Der Vorsitz erinnerte an die vorherige Tagung des Rates am 3. März 2024 in "
         "Brüssel.\n\n" BODY,
         NULL, NULL, NULL},
        {"a law's", "De Raad besprak richtlijn 2008/115/EG van 16 december 2008.\n\n" BODY, NULL,
         NULL, NULL},
        {"a proposal's",
         "Le Conseil a examiné la proposition de règlement du 11 mars 2025.\n\n" BODY, NULL, NULL,
         NULL},
        {"a limit", "The Council wants an agreement before 1 January 2026.\n\n" BODY, NULL, NULL,
         NULL},
        {"a limit, Swedish", "Rådet vill ha ett svar senast den 15 januari 2025.\n\n" BODY, NULL,
         NULL, NULL},
        {"a debate's",
         "In het commissiedebat van 11 juni 2025 is uw Kamer toegezegd dit in de Raad te "
         "bespreken.\n\n" BODY,
         NULL, NULL, NULL},
        {"a conference's",
         "Cyprus announced a conference in Nicosia on 22 and 23 May 2023.\n\n" BODY, NULL, NULL,
         NULL},
        {"a half-year", "Overzicht van 1 januari tot 30 juni 2025\n\n" BODY, NULL, NULL, NULL},
        {"late in the text",
         BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY
             BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY
                 BODY "Het punt komt terug in de JBZ-Raad van 8 en 9 maart 2018.\n",
         NULL, NULL, NULL},
        {"a council document's codes",
         "Brussels, 11 June 2025\n(OR. en)\n\n9914/25\n\nJAI 808\n\n" BODY, NULL, NULL, NULL},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

static void places_belong_to_the_meeting(void **state)
{
    static const struct meeting_case cases[] = {
        {"a minister's office",
         "Ministerie, Den Haag\n\nVerslag JBZ-Raad van 12 juni 2025\n\n" BODY, "2025-06-12",
         "2025-06-12", NULL},
        {"a part is no place",
         "Raad van 9 maart 2023, Justitie en Binnenlandse Zaken\n\nVerslag JBZ-Raad van 9 maart "
         "2023, Justitie\n\n" BODY,
         "2023-03-09", "2023-03-09", NULL},
        {"capitals", "REPORT OF THE JHA COUNCIL\nBRUSSELS, 8 AND 9 NOVEMBER 2018\n\n" BODY,
         "2018-11-08", "2018-11-09", "BRUSSELS"},
        {"brackets", "Conseil JAI des 4 et 5 mars 2024 (Bruxelles)\n\n" BODY, "2024-03-04",
         "2024-03-05", "Bruxelles"},
        {"two words", "Verslag informele JBZ-Raad, 25 en 26 januari 2016 te Den Haag\n\n" BODY,
         "2016-01-25", "2016-01-26", "Den Haag"},
        {"the conference's stays its own",
         "Verslag JBZ-Raad van 12 juni 2025\n\nCyprus announced a conference in Nicosia on 22 May "
         "2025.\n\n" BODY,
         "2025-06-12", "2025-06-12", NULL},
        {"English has an article",
         "A Report of the JHA Council of 9 March 2023. A Member State objected.\n\n" BODY,
         "2023-03-09", "2023-03-09", NULL},
    };

    (void)state;
    expect_meetings(cases, COUNT_OF(cases));
}

/* ---- title, formal, source ------------------------------------------------------------------- */

static void a_title_is_the_report_s_own_and_says_how_formal_it_was(void **state)
{
    static const struct {
        const char *text, *title;
        int formal;
    } cases[] = {
        {"# Verslag van de JBZ-Raad\n\n" BODY, "Verslag van de JBZ-Raad", -1},
        {"1. Verslag informele JBZ-Raad, 25 januari 2016\n\n" BODY,
         "Verslag informele JBZ-Raad, 25 januari 2016", 0},
        {"Betreft: Verslag formele JBZ-Raad van 12 juni 2025\n\n" BODY,
         "Verslag formele JBZ-Raad van 12 juni 2025", 1},
        {"Betreft: Verslag JBZ-Raad\n\n" BODY
         "Bijlage\n\nVerslag van de JBZ-Raad, 12 juni 2025\n\n" BODY,
         "Verslag van de JBZ-Raad, 12 juni 2025", -1},
        {"Réunion informelle des ministres de la justice et de l'intérieur\n\n" BODY,
         "Réunion informelle des ministres de la justice et de l'intérieur", 0},
        {"Informelles Treffen der Justiz- und Innenminister in Posen\n\n" BODY,
         "Informelles Treffen der Justiz- und Innenminister in Posen", 0},
        {"Informellt möte med RIF-ministrarna i Malmö\n\n" BODY,
         "Informellt möte med RIF-ministrarna i Malmö", 0},
        {"VERSLAG\nvan de JBZ-Raad op 7 maart 2019\n\n" BODY,
         "VERSLAG van de JBZ-Raad op 7 maart 2019", -1},
        {"JAI 808\n\n" BODY, NULL, -1},
        {"De Raad nam formele besluiten over het verslag.\n\n" BODY, NULL, -1},
        {"I. Justitie\n\n1. Eurojust\n\n" BODY, NULL, -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *broken;
        struct report *report = report_of_text(cases[i].text, strlen(cases[i].text), 0, &broken);

        if (!same(report->meeting.title, cases[i].title) ||
            report->meeting.formal != cases[i].formal)
            fail_msg("\"%s\" (%d) instead of \"%s\"", report->meeting.title, report->meeting.formal,
                     cases[i].title);
        report_free(report);
    }
}

/* ---- what goes before what ------------------------------------------------------------------- */

static struct report *report_of_file(const char *file_name, const char *text)
{
    struct report_builder *builder = report_builder_new(file_name);
    struct report *report = report_builder_report(builder);
    const struct report_event event = {.kind = EVENT_LINE, .text = text, .len_bytes = strlen(text)};

    report_builder_block(builder, &event);
    report_builder_finish(builder);
    report_builder_free(builder);
    return report;
}

static void the_text_goes_before_the_file_s_name(void **state)
{
    static const struct {
        const char *file_name, *text, *from, *to;
        enum meeting_source source;
    } cases[] = {
        {"2024-01.txt", "Verslag JBZ-Raad van 12 juni 2025", "2025-06-12", "2025-06-12",
         MEETING_FROM_TEXT},
        {"2024-01.txt", "Verslag JBZ-Raad", "2024-01", "2024-01", MEETING_FROM_FILE_NAME},
        {"2025-06-12-13.txt", "Verslag JBZ-Raad juni 2025", "2025-06-12", "2025-06-13",
         MEETING_FROM_FILE_NAME},
        {"2025-06-12.txt", "Verslag JBZ-Raad maart 2025", "2025-03", "2025-03", MEETING_FROM_TEXT},
        {"2025-06.txt", "Verslag JBZ-Raad van 12 en 13 juni", "2025-06-12", "2025-06-13",
         MEETING_FROM_TEXT},
        {"verslag.txt", "Verslag JBZ-Raad", NULL, NULL, MEETING_FROM_TEXT},
        {"verslag.txt", "De Raad sprak.", NULL, NULL, MEETING_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct report *report = report_of_file(cases[i].file_name, cases[i].text);

        if (!same(report->meeting.date_from, cases[i].from) ||
            !same(report->meeting.date_to, cases[i].to) ||
            report->meeting.source != cases[i].source)
            fail_msg("%s, \"%s\": %s to %s", cases[i].file_name, cases[i].text,
                     report->meeting.date_from, report->meeting.date_to);
        report_free(report);
    }
}

/* The words a reader gives beside the dates they are, "-" for none. */
static void a_reader_gives_dates(void **state)
{
    static const char *const cases[][3] = {
        {"2024", "2024", "2024"},
        {"2024-01", "2024-01", "2024-01"},
        {"2024-02-29", "2024-02-29", "2024-02-29"},
        {"2023-12-31..2024-01-01", "2023-12-31", "2024-01-01"},
        {"2023..2024", "2023", "2024"},
        {"2024-03..2024-03", "2024-03", "2024-03"},
        {"", "-", NULL},
        {"24", "-", NULL},
        {"2024-1", "-", NULL},
        {"2024-13", "-", NULL},
        {"2023-02-29", "-", NULL},
        {"2024/01/25", "-", NULL},
        {"20240125", "-", NULL},
        {"25-01-2024", "-", NULL},
        {"2024-01-25 ", "-", NULL},
        {"1066", "-", NULL},
        {"2024-01-25..", "-", NULL},
        {"..2024", "-", NULL},
        {"2024-01-25..26", "-", NULL},
        {"2024-01-25..2024-02", "-", NULL},
        {"2024-01-26..2024-01-25", "-", NULL},
        {"2024..2025..2026", "-", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct report_meeting meeting = {0};
        bool given = meeting_from_reader(&meeting, cases[i][0]);

        assert_int_equal(given, cases[i][2] != NULL);
        assert_true(same(meeting.date_from, given ? cases[i][1] : NULL));
        assert_true(same(meeting.date_to, cases[i][2]));
        assert_int_equal(meeting.source, given ? MEETING_FROM_READER : MEETING_UNKNOWN);
        free(meeting.date_from);
        free(meeting.date_to);
    }
}

/* Title, place and form are the text's all the same; of two meetings, those of the one that was given. */
static void given_dates_win_over_the_text(void **state)
{
    static const char text[] = "Verslag JBZ-Raad van 12 en 13 juni 2025 te Luxemburg\n\n" BODY
                               "Verslag JBZ-Raad van 6 maart 2025 te Brussel\n\n" BODY;
    static const struct {
        const char *dates, *from, *to, *place;
    } cases[] = {
        {"2019-10-07", "2019-10-07", "2019-10-07", "Luxemburg"},
        {"2025", "2025", "2025", "Luxemburg"},
        {"2025-03-06", "2025-03-06", "2025-03-06", "Brussel"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct report_builder *builder = report_builder_new("verslag-2024-01.txt");
        struct report *report = report_builder_report(builder);

        assert_true(report_builder_dates(builder, cases[i].dates));
        for (const char *line = text; *line != '\0';) {
            size_t len_bytes = strcspn(line, "\n");

            report_builder_block(builder, &(struct report_event){.kind = EVENT_LINE,
                                                                 .text = line,
                                                                 .len_bytes = len_bytes,
                                                                 .blank_before = true});
            line += len_bytes + strspn(line + len_bytes, "\n");
        }
        report_builder_finish(builder);
        assert_string_equal(report->meeting.date_from, cases[i].from);
        assert_string_equal(report->meeting.date_to, cases[i].to);
        assert_string_equal(report->meeting.place, cases[i].place);
        assert_int_equal(report->meeting.source, MEETING_FROM_READER);
        assert_non_null(report->meeting.title);
        report_builder_free(builder);
        report_free(report);
    }
}

static void only_the_beginning_counts(void **state)
{
    struct buffer text = {0};
    const char *broken;
    struct report *report;

    (void)state;
    while (text.len_bytes < 70000)
        buffer_append_string(&text, "De lidstaten herhaalden hun standpunten, en zo meer.\n\n");
    buffer_append_string(&text, "Verslag JBZ-Raad van 12 juni 2025 te Luxemburg\n");
    report = report_of_text(text.data, text.len_bytes, 0, &broken);
    assert_null(broken);
    assert_null(report->meeting.date_from);
    assert_null(report->meeting.title);
    report_free(report);
    buffer_release(&text);
}

static void where_windows_end_does_not_matter(void **state)
{
    static const char text[] = "Aan de Voorzitter\nDatum 27 juni 2025\n\nVerslag van de informele\n"
                               "JBZ-Raad op 12\nen 13 juni te Lahti\n\n" BODY;

    (void)state;
    for (size_t every = 1; every < 6; every++) {
        const char *broken;
        struct report *whole = report_of_text(text, sizeof text - 1, 0, &broken);
        struct report *windows = report_of_text(text, sizeof text - 1, every, &broken);
        size_t where;

        assert_null(broken);
        assert_string_equal(windows->meeting.date_from, "2025-06-12");
        assert_null(report_compare(whole, windows, &where));
        report_free(whole);
        report_free(windows);
    }
}

static void odd_texts_end_soon(void **state)
{
    static const char *const pieces[] = {
        "1 ",    "12.",           "1/",     "2025-06-25 15:45 ",     "juni ",
        "(",     "\xE2\x80\x8B ", "12 en ", "JBZ-Raad 1 juni 2025 ", "i. ",
        "den 5 "};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct buffer text = {0};
        const char *broken;

        while (text.len_bytes < 30000)
            buffer_append_string(&text, pieces[i]);
        report_free(report_of_text(text.data, text.len_bytes, 0, &broken));
        assert_null(broken);
        buffer_release(&text);
    }
}

/* phrase.h: forms are written as text_fold leaves them. */
static void the_table_is_folded_and_all_its_kinds_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < meeting_tsv_rows; i++) {
        const char *form = phrase_form(&meeting_tsv, i), *word = form + (form[0] == '*');
        struct buffer folded = {0};
        size_t end;
        unsigned value;

        text_fold(form, strlen(form), &folded);
        assert_string_equal(folded.data, form);
        buffer_clear(&folded);
        buffer_append(&folded, word, strcspn(word, "*"));
        assert_int_not_equal(meeting_word_at(folded.data, folded.len_bytes, 0, &end, &value),
                             MEETING_KIND_COUNT);
        buffer_release(&folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_reports_write_them),
        cmocka_unit_test(titles_name_days_and_place),
        cmocka_unit_test(first_sentences_name_days_and_place),
        cmocka_unit_test(years_stand_elsewhere),
        cmocka_unit_test(parts_that_name_their_day_name_the_meeting_s),
        cmocka_unit_test(other_dates_are_not_the_meeting_s),
        cmocka_unit_test(places_belong_to_the_meeting),
        cmocka_unit_test(a_title_is_the_report_s_own_and_says_how_formal_it_was),
        cmocka_unit_test(the_text_goes_before_the_file_s_name),
        cmocka_unit_test(a_reader_gives_dates),
        cmocka_unit_test(given_dates_win_over_the_text),
        cmocka_unit_test(only_the_beginning_counts),
        cmocka_unit_test(where_windows_end_does_not_matter),
        cmocka_unit_test(odd_texts_end_soon),
        cmocka_unit_test(the_table_is_folded_and_all_its_kinds_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
