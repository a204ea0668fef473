/* What report/subject.h promises: the domain that a title's words show. Titles are made up in the
 * manner of real ones. */
#include "config.h"

#include "report/subject.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/subject.tsv.h"
#include "text/text.h"

static void expect_domain(const char *title, enum domain expected)
{
    enum domain found = subject_domain(title, strlen(title));

    if (found != expected)
        fail_msg("%s instead of %s: %s", domain_name(found), domain_name(expected), title);
}

static void titles_of_home_affairs_are_known_by_their_words(void **state)
{
    static const char *const titles[] = {
        "Asielprocedureverordening",
        "Stand van zaken Asiel- en Migratiebeheer",
        "De werking van het SIS II",
        "Nieuwe grenswachten voor Frontex",
        "Aanpak van georganiseerde criminaliteit",
        "Voorstel voor een verordening visumopschortingsmechanisme",
        "EU-agentschap voor drugs: mandaat",
        "EU Drugs Strategy",
        "Europol: proposal for a new mandate",
        "Implementation of the Entry/Exit System",
        "Union Civil Protection Mechanism",
        "Regulation on the prevention of migrant smuggling",
        "Security of the EU’s external borders",
        "Cybercrime: state of play",
        "La situation migratoire en Méditerranée",
        "Mécanisme de protection civile de l’Union",
        "Lutte contre le trafic d’armes à feu",
        "Système d'information Schengen",
        "Zukunft der Asylpolitik",
        "Bekämpfung der Waffenkriminalität",
        "Grenzüberschreitende Polizeizusammenarbeit",
        "Rückführungsrichtlinie",
        "Kampen mot terrorism",
        "Asylprocedurförordningen",
        "Viseringspolitiken gentemot tredjeländer",
        "Gränskontroll vid de yttre gränserna",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        expect_domain(titles[i], DOMAIN_HOME_AFFAIRS);
}

static void titles_of_justice_are_known_by_their_words(void **state)
{
    static const char *const titles[] = {
        "Richtlijn slachtofferrechten",
        "Verordening erkenning van ouderschap",
        "Insolventierichtlijn",
        "EOM: benoeming van de hoofdaanklager",
        "Elektronisch bewijsmateriaal",
        "Detentieomstandigheden",
        "Rule of law dialogue",
        "Regulation on cross-border protection of adults",
        "Appointment of the European Chief Prosecutor",
        "E-evidence package",
        "Directive on combating child sexual abuse",
        "Judicial training",
        "Directive sur la confiscation d’avoirs",
        "Le Parquet européen",
        "Droit des sociétés numérique",
        "Conditions de détention dans l'Union",
        "Europäischer Haftbefehl",
        "Elektronische Beweismittel",
        "Opferschutzrichtlinie",
        "Digitalisierung der Justiz",
        "Brottsofferdirektivet",
        "Insolvensfrågor",
        "Europeiska åklagarmyndigheten",
        "Rättsstatsdialog",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        expect_domain(titles[i], DOMAIN_JUSTICE);
}

static void words_of_neither_and_of_both_alike_are_other(void **state)
{
    static const char *const titles[] = {
        "",
        "   ",
        "Diversen",
        "Any other business",
        "Aanneming van de agenda",
        "Werkprogramma van het inkomende voorzitterschap",
        "Justice and Home Affairs",
        "Raad Justitie en Binnenlandse Zaken",
        "Affaires intérieures et Justice",
        "Cross-border cooperation", /* no border control */
        "Förderung des Ehrenamts",  /* folded, it is all but a claim */
        "Monopoly",                 /* no police */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        expect_domain(titles[i], DOMAIN_OTHER);
}

static void an_institution_weighs_more_than_a_common_word(void **state)
{
    (void)state;
    expect_domain("Eurojust and terrorism", DOMAIN_JUSTICE);
    expect_domain("Access of Europol to evidence", DOMAIN_HOME_AFFAIRS);
}

static void a_compound_counts_only_where_the_table_says_so(void **state)
{
    (void)state;
    expect_domain("Vuurwapenrichtlijn", DOMAIN_HOME_AFFAIRS);
    expect_domain("Jeugdstrafrecht", DOMAIN_JUSTICE);
    expect_domain("Bessere Opferrechte", DOMAIN_JUSTICE);
    expect_domain("Sisyphus", DOMAIN_OTHER);
}

static void letter_case_and_diacritics_do_not_count(void **state)
{
    (void)state;
    expect_domain("ASIEL", DOMAIN_HOME_AFFAIRS);
    expect_domain("ruckfuhrung", DOMAIN_HOME_AFFAIRS);
    expect_domain("FÖRÄLDRASKAP", DOMAIN_JUSTICE);
}

/* phrase.h: forms are written as text_fold leaves them; and each says something new. */
static void the_table_is_folded_and_holds_no_form_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < subject_tsv_rows; i++) {
        const char *form = phrase_form(&subject_tsv, i);
        struct buffer folded = {0};

        text_fold(form, strlen(form), &folded);
        assert_string_equal(folded.data, form);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(form, phrase_form(&subject_tsv, j));
        buffer_release(&folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_of_home_affairs_are_known_by_their_words),
        cmocka_unit_test(titles_of_justice_are_known_by_their_words),
        cmocka_unit_test(words_of_neither_and_of_both_alike_are_other),
        cmocka_unit_test(an_institution_weighs_more_than_a_common_word),
        cmocka_unit_test(a_compound_counts_only_where_the_table_says_so),
        cmocka_unit_test(letter_case_and_diacritics_do_not_count),
        cmocka_unit_test(the_table_is_folded_and_holds_no_form_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
