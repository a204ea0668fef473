/* What the reader of official publications makes of them: documents and events side by side, then
 * documents made to harm. The notation of events is that of import_text.h. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "import_text.h"
#include "report_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

static void assert_document(const char *document, size_t len_bytes, const char *expected)
{
    struct buffer events = {0};

    import_append_text(&events, import_publication, document, len_bytes);
    assert_string_equal(events.data, expected);
    buffer_release(&events);
}

#define READS(document, expected) assert_document(document, sizeof(document) - 1, expected)
/* A paper that holds these blocks, of either root. */
#define NEW(blocks)                                                                                \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<officiele-publicatie><metadata><meta name='a' "  \
    "content='b'/></metadata><kamerstuk><stuk><algemeen><vrije-tekst><tekst>" blocks               \
    "</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"
#define OLD(blocks) "<kamerwrk><body><stuk>" blocks "</stuk></body></kamerwrk>"

/* ---- the newer root ------------------------------------------------------------------------------ */

static void metadata_is_no_text_and_titles_are(void **state)
{
    (void)state;
    READS(
        "<officiele-publicatie><metadata><meta name='x' content='y'>m</meta></metadata><kamerstuk>"
        "<kamerstukkop><tekstregel inhoud='vergaderjaar'>Vergaderjaar 2023-2024</tekstregel>"
        "</kamerstukkop><dossier><dossiernummer><dossiernr>32 317</dossiernr></dossiernummer>"
        "<titel>JBZ-Raad</titel></dossier><stuk><stuknr>Nr. <ondernummer kamer='2'>529"
        "</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER </titel></stuk></kamerstuk>"
        "</officiele-publicatie>",
        "P 32 317\nL JBZ-Raad\nP Nr. 529\nH1 BRIEF VAN DE MINISTER\n");
}

static void divisions_nest_and_their_heads_bear_numbers(void **state)
{
    (void)state;
    READS(
        NEW("<al>Aan de Voorzitter</al><divisie><kop><nr>I.</nr><titel>Binnenlandse\n  "
            "zaken</titel>"
            "</kop><divisie><kop><label>Punt</label> <nr>1</nr><titel>Havens</titel><subtitel>Stand"
            "</subtitel></kop><al>De Raad <nadruk "
            "type='cur'>sprak</nadruk>.</al></divisie></divisie>"
            "<divisie><kop><titel>Slot</titel></kop></divisie>"),
        "L Aan de Voorzitter\nH2 I. Binnenlandse zaken\nH3 Punt 1 Havens Stand\nL De Raad "
        "sprak.\nH2 Slot\n");
}

static void an_annex_begins_at_the_top(void **state)
{
    (void)state;
    READS("<officiele-publicatie><kamerstuk><stuk><titel>Brief</titel><divisie><kop><titel>Een</"
          "titel>"
          "</kop><bijlage><kop><label>Bijlage</label><nr>1</nr><titel>Overzicht</titel></"
          "kop><divisie>"
          "<kop><titel>Twee</titel></kop></divisie></bijlage></divisie></stuk></kamerstuk>"
          "</officiele-publicatie>",
          "H1 Brief\nH2 Een\nH1 Bijlage 1 Overzicht\nH2 Twee\n");
}

static void heads_between_paragraphs_rank_by_their_print(void **state)
{
    (void)state;
    READS(NEW("<tussenkop kopopmaak='vet'>Havens</tussenkop><al>a</al><tussenkop "
              "kopopmaak='cur'>Douane</tussenkop><al>b</al><tussenkop kopopmaak='rom'>Kosten"
              "</tussenkop>"),
          "H2 Havens\nL a\nH3 Douane\nL b\nH4 Kosten\n");
    READS(NEW("<tussenkop kopopmaak='vet'>I. Een</tussenkop><tussenkop>1. Twee</tussenkop>"),
          "H0 I. Een\nH0 1. Twee\n");
}

static void a_bold_paragraph_is_emphasised(void **state)
{
    (void)state;
    READS(
        NEW("<al><nadruk type='vet'>Havens</nadruk></al><al><nadruk type='halfvet'>Let</nadruk> op"
            "</al><al><nadruk type='ondlijn'>Visa</nadruk></al>"),
        "L* Havens\nL Let op\nL* Visa\n");
}

static void a_processing_instruction_inside_a_word_is_nothing(void **state)
{
    (void)state;
    READS(NEW("<al>UZI-server<?xpp afbreek?>certi<!-- c -->fi<![CDATA[ca]]>ten &amp; &#233;\xC2\xAD"
              "\xC3\xA9n</al>"),
          "L UZI-servercertificaten & één\n");
}

static void notes_follow_the_block_of_their_mark(void **state)
{
    (void)state;
    READS(NEW("<al>De Raad<noot id='a' type='voet'><noot.nr>1</noot.nr><noot.al>Zie <extref "
              "doc='x'>32 "
              "317</extref>.</noot.al><noot.al>Nog.</noot.al></noot> sprak<noot id='b'><noot.nr>2) "
              "</noot.nr><noot.al>Twee.</noot.al></noot>.</al><al>Ook<nootref refid='a'/> "
              "dit<nootref "
              "refid='weg'/>.</al><al>x<noot><noot.al>Zonder.</noot.al></noot></al>"),
          "L De Raad[footnoteRef:1] sprak[footnoteRef:2].\nF1 Zie 32 317. Nog.\nF2 Twee.\nL "
          "Ook[footnoteRef:1] dit.\nL x[footnoteRef:n1]\nFn1 Zonder.\n");
}

static void a_list_is_printed_with_its_numbers(void **state)
{
    (void)state;
    READS(
        NEW("<lijst type='expliciet' nr-sluiting='.'><li><li.nr>1.</li.nr><al>een</al><al>nog</al>"
            "<lijst><li><li.nr>–</li.nr><al>streep</al></li><li><al>bol</al></li></lijst></li><li>"
            "<li.nr>b</li.nr><al>twee</al></li></lijst><lijst>\n<li><li.nr>4.</li.nr><al>Havens</"
            "al>"
            "</li>\n</lijst>"),
        "I 1. een\nL nog\nI – streep\nI • bol\nI b. twee\nL 4. Havens\n");
}

static void a_table_is_rows_of_cells(void **state)
{
    (void)state;
    READS(
        NEW("<table><title>Tabel 1</title><tgroup cols='3'><colspec colname='c1'/><colspec "
            "colname='c2'/><colspec colname='c3'/><thead><row><entry namest='c1' "
            "nameend='c2'><al>Land"
            "</al></entry><entry><al>Stem</al></entry></row></thead><tbody><row><entry "
            "morerows='1'>"
            "<al>NL</al><al>(eerst)</al></entry><entry>x</entry><entry>y</entry></row><row><entry>z"
            "</entry><entry>q<noot><noot.nr>3</noot.nr><noot.al>In tabel</noot.al></noot></entry>"
            "</row></tbody></tgroup></table><al>Na.</al>"),
        "P Tabel 1\nR* Land |  | Stem\nR+ NL (eerst) | x | y\nR+  | z | q[footnoteRef:3]\nF3 In "
        "tabel\nL Na.\n");
}

static void a_signature_is_no_heading(void **state)
{
    (void)state;
    READS("<officiele-publicatie><kamerstuk><stuk><tekst-sluiting><ondertekening><functie>De "
          "Minister,</functie><naam><voornaam>D.</voornaam><achternaam>Jansen</achternaam></naam>"
          "</ondertekening></tekst-sluiting></stuk></kamerstuk></officiele-publicatie>",
          "P De Minister,\nP D. Jansen\n");
}

static void what_the_schema_does_not_know_is_still_text(void **state)
{
    (void)state;
    READS(NEW("<nieuw>een</nieuw><nieuw>twee<al>drie <nieuw>vi</nieuw>er</al></nieuw>"),
          "L een\nL twee\nL drie vier\n");
}

/* ---- the older root ------------------------------------------------------------------------------ */

static void the_older_root_is_read_too(void **state)
{
    (void)state;
    READS(
        "<?xml version='1.0'?><!DOCTYPE kamerwrk SYSTEM 'kamerwrk.dtd'><kamerwrk "
        "kamer='2'><metadata>"
        "<meta name='a'/></metadata><kop><titel>Tweede Kamer</titel><subtitel>2</subtitel></kop>"
        "<frontm><versie "
        "dtd='0.10'/><ordernr>KST27002</ordernr><vergjaar>1997-1998</vergjaar><onderw>"
        "<nummer>25 823</nummer><naam>JBZ-Raad</naam></onderw></frontm><body><stuk><ltrlabel>Nr. "
        "</ltrlabel><nummer>3</nummer><titel>BRIEF</titel><tuskop letat='vet'>1. Havens "
        "</tuskop><al>De "
        "Raad sprak in\nco&ouml;rdinatie.</al><witreg></witreg><tuskop "
        "letat='cur'>Douane</tuskop><al>– "
        "streep</al><ondtek><functie>De Minister,</functie><naam>D. Jansen </naam></ondtek></stuk>"
        "</body></kamerwrk>",
        "P 25 823\nL JBZ-Raad\nP Nr. 3\nH1 BRIEF\nH2 1. Havens\nL De Raad sprak in "
        "coördinatie.\nH3 Douane\nL – streep\nP De Minister,\nP D. Jansen\n");
}

static void notes_of_the_older_root_stand_elsewhere(void **state)
{
    (void)state;
    READS(
        OLD("<al>Een<voetref refid='v1' nr='1'/> en<voetref nr='2'/> en<voetref refid='v1' "
            "nr='1'/>."
            "</al><voetnoot id='v1' nr='1'><al>Noot\n een</al></voetnoot><voetnoot nr='2'><al>Noot "
            "twee</al></voetnoot><voetnoot nr='3'><al>Zonder merk</al></voetnoot><al>Slot</al>"),
        "L Een[footnoteRef:1] en[footnoteRef:2] en[footnoteRef:1].\nF1 Noot een\nF2 Noot twee\nF3 "
        "Zonder merk\nL Slot\n");
}

/* ---- encodings ----------------------------------------------------------------------------------- */

static void the_encoding_is_what_the_declaration_says(void **state)
{
    (void)state;
    READS("<?xml version='1.0' encoding='iso-8859-1'?><kamerwrk><al>\xE9\xE9n \x80</al></kamerwrk>",
          "L één €\n");
    READS("<?xml version='1.0' encoding='ISO-8859-15'?><kamerwrk><al>\xA4</al></kamerwrk>",
          "L €\n");
    READS("<kamerwrk><al>één</al></kamerwrk>", "L één\n");
    READS("\xEF\xBB\xBF<?xml version='1.0'?><kamerwrk><al>één</al></kamerwrk>", "L één\n");
}

/* ---- documents that are none --------------------------------------------------------------------- */

static void other_xml_is_no_publication(void **state)
{
    (void)state;
    READS("<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "! damaged\n");
    READS("<?xml version='1.0'?><html "
          "xmlns='http://www.w3.org/1999/xhtml'><body><p>x</p></body></html>",
          "L x\n");
}

static void what_breaks_off_is_damaged(void **state)
{
    (void)state;
    READS("", "! damaged\n");
    READS("<kamerwrk><al>x", "! damaged\n");
    READS("<kamerwrk><al>x</kamerwrk>", "! damaged\n");
    READS("<?xml version='1.0'?>", "! damaged\n");
}

static void entities_of_its_own_are_refused(void **state)
{
    (void)state;
    READS("<!DOCTYPE kamerwrk [<!ENTITY a 'x'>]><kamerwrk><al>&a;</al></kamerwrk>",
          "! forbidden\n");
    READS("<!DOCTYPE kamerwrk [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><kamerwrk><al>&a;</al>"
          "</kamerwrk>",
          "! forbidden\n");
    READS("<!DOCTYPE kamerwrk [<!ENTITY % p SYSTEM 'http://example.org/p'> %p;]><kamerwrk/>",
          "! forbidden\n");
    READS("<!DOCTYPE kamerwrk [<!ENTITY a '0123456789'><!ENTITY b "
          "'&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY "
          "c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><kamerwrk><al>&c;</al></kamerwrk>",
          "! forbidden\n");
    READS("<!DOCTYPE kamerwrk SYSTEM 'file:///etc/passwd'><kamerwrk><al>x</al></kamerwrk>",
          "L x\n");
}

static void append_times(struct buffer *document, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_string(document, piece);
}

static void what_is_nested_too_deep_is_an_error(void **state)
{
    static const size_t depths[] = {300, 100000};
    struct buffer document = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        buffer_clear(&document);
        buffer_append_string(&document, "<kamerwrk>");
        append_times(&document, "<divisie>", depths[i]);
        append_times(&document, "</divisie>", depths[i]);
        buffer_append_string(&document, "</kamerwrk>");
        assert_document(document.data, document.len_bytes, "! too deep\n");
    }
    buffer_release(&document);
}

static void many_of_everything_ends_in_time(void **state)
{
    static const char *const pieces[] = {
        "<al>x</al>",
        "<!-- -->",
        "<li/>",
        "<noot id='a'><noot.nr>1</noot.nr></noot>",
        "<nootref refid='a'/>",
        "<lijst><li><li.nr>1</li.nr><al>x</al></li></lijst>",
        "<row><entry namest='a' nameend='b'>x</entry></row>",
        "<colspec colname='c'/>",
        "<?pi x?>y",
        "<voetref refid='z'/>",
    };
    struct buffer document = {0}, events = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        buffer_clear(&document);
        buffer_append_string(&document, "<kamerwrk><tgroup>");
        append_times(&document, pieces[i], 50000);
        buffer_append_string(&document, "<al>slot</al></tgroup></kamerwrk>");
        buffer_clear(&events);
        import_append_text(&events, import_publication, document.data, document.len_bytes);
        assert_non_null(strstr(events.data, "slot"));
    }
    buffer_release(&document);
    buffer_release(&events);
}

static void odd_documents_are_read_without_harm(void **state)
{
    (void)state;
    READS("<kamerwrk/>", "");
    READS(
        OLD("<row><entry>a<row><entry>b</entry></row></entry></row><entry>c</entry><li>d</li><kop>e"
            "</kop><noot><noot>f</noot></noot>"),
        "R a b\nL c\nL d\nH1 e\nL [footnoteRef:n1]\n");
    READS(OLD("<lijst><li/><li><li.nr/></li></lijst><table/><tgroup><row/></tgroup><al/>"), "");
    READS(OLD("<al a='&undefined;'>x &undefined; y</al>"), "! damaged\n");
}

/* ---- the fuzzer's corpus --------------------------------------------------------------------- */

static void what_fuzzing_found_stays_mended(void **state)
{
    char folder[2048];

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus_publication", source_folder());
    assert_true(import_replay(folder, LLVMFuzzerTestOneInput) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metadata_is_no_text_and_titles_are),
        cmocka_unit_test(divisions_nest_and_their_heads_bear_numbers),
        cmocka_unit_test(an_annex_begins_at_the_top),
        cmocka_unit_test(heads_between_paragraphs_rank_by_their_print),
        cmocka_unit_test(a_bold_paragraph_is_emphasised),
        cmocka_unit_test(a_processing_instruction_inside_a_word_is_nothing),
        cmocka_unit_test(notes_follow_the_block_of_their_mark),
        cmocka_unit_test(a_list_is_printed_with_its_numbers),
        cmocka_unit_test(a_table_is_rows_of_cells),
        cmocka_unit_test(a_signature_is_no_heading),
        cmocka_unit_test(what_the_schema_does_not_know_is_still_text),
        cmocka_unit_test(the_older_root_is_read_too),
        cmocka_unit_test(notes_of_the_older_root_stand_elsewhere),
        cmocka_unit_test(the_encoding_is_what_the_declaration_says),
        cmocka_unit_test(other_xml_is_no_publication),
        cmocka_unit_test(what_breaks_off_is_damaged),
        cmocka_unit_test(entities_of_its_own_are_refused),
        cmocka_unit_test(what_is_nested_too_deep_is_an_error),
        cmocka_unit_test(many_of_everything_ends_in_time),
        cmocka_unit_test(odd_documents_are_read_without_harm),
        cmocka_unit_test(what_fuzzing_found_stays_mended),
    };

    return cmocka_run_group_tests_name("import_publication", tests, NULL, NULL);
}
