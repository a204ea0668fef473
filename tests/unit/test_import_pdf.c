/* The reader of PDF: pages as a typewriter would write them (pdf_fixture.h), and the blocks they become. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "format/import.h"
#include "pdf_fixture.h"
#include "report_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

/* ---- reading ------------------------------------------------------------------------------------------- */

/* A record as a line: "line: text", "line*: text" where it is emphasised, "note 2: text". */
static size_t tell_record(const char *record, struct buffer *told)
{
    static const char *const kinds[] = {"line", "heading", "paragraph", "item", "row", "note "};
    const unsigned char *header = (const unsigned char *)record;
    const size_t label_bytes = header[3];
    const size_t text_bytes = header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16;
    const char *text = record + WIRE_HEADER_BYTES + label_bytes;

    buffer_append_string(told, kinds[header[0]]);
    buffer_append(told, record + WIRE_HEADER_BYTES, label_bytes);
    buffer_append_string(told, (header[2] & WIRE_EMPHASISED) != 0 ? "*: " : ": ");
    for (size_t i = 0; i < text_bytes; i++)
        buffer_append_char(told, text[i] == '\t' ? '|' : text[i]);
    buffer_append_char(told, '\n');
    return WIRE_HEADER_BYTES + label_bytes + text_bytes;
}

/* The failure, or WIRE_FAILURE_COUNT where the bytes were read; then told has their events. */
static enum wire_failure read_bytes(const char *bytes, size_t len_bytes, struct buffer *told)
{
    struct import import = {.bytes = bytes, .len_bytes = len_bytes};
    enum wire_failure failure = WIRE_FAILURE_COUNT;
    size_t at = 0;
    bool done;

    import.wire.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    done = import_pdf(&import, &failure);
    while (told != NULL && done && at < import.wire.out.len_bytes)
        at += tell_record(import.wire.out.data + at, told);
    close(import.wire.fd);
    wire_writer_release(&import.wire);
    return done ? WIRE_FAILURE_COUNT : failure;
}

static void assert_blocks(const char *pages, const char *expected)
{
    struct buffer file = {0}, told = {0};

    pdf_fixture_write(&file, pages);
    assert_int_equal(read_bytes(file.data, file.len_bytes, &told), WIRE_FAILURE_COUNT);
    assert_string_equal(told.data, expected);
    buffer_release(&file);
    buffer_release(&told);
}

static enum wire_failure read_stream(const char *stream, struct buffer *told)
{
    struct buffer file = {0};
    enum wire_failure failure;

    pdf_fixture_write_stream(&file, stream);
    failure = read_bytes(file.data, file.len_bytes, told);
    buffer_release(&file);
    return failure;
}

/* ---- paragraphs ----------------------------------------------------------------------------------------- */

static void lines_become_paragraphs(void **state)
{
    (void)state;
    assert_blocks("*I. Binnenlandse zaken*\n"
                  "\n"
                  "De Commissie lichtte haar plannen voor terugkeer toe, en zegde\n"
                  "toe dat er geld komt. Nederland steunde dat.\n"
                  "Enkele lidstaten vroegen om uitstel, omdat hun parlement er nog\n"
                  "niet over had gesproken.\n"
                  "\n"
                  "Het Voorzitterschap sloot de bespreking.\n",
                  "line*: I. Binnenlandse zaken\n"
                  "line: De Commissie lichtte haar plannen voor terugkeer toe, en zegde toe dat er "
                  "geld komt. Nederland steunde dat.\n"
                  "line: Enkele lidstaten vroegen om uitstel, omdat hun parlement er nog niet over "
                  "had gesproken.\n"
                  "line: Het Voorzitterschap sloot de bespreking.\n");
}

static void an_indent_begins_a_paragraph(void **state)
{
    (void)state;
    assert_blocks(
        "   De Commissie lichtte haar plannen voor terugkeer toe, en zei\n"
        "dat er in de zomer een voorstel komt dat de lidstaten zal vragen.\n"
        "   Nederland steunde dat, omdat het al langer om zo'n voorstel\n"
        "had gevraagd.\n",
        "line: De Commissie lichtte haar plannen voor terugkeer toe, en zei dat er in de "
        "zomer een voorstel komt dat de lidstaten zal vragen.\n"
        "line: Nederland steunde dat, omdat het al langer om zo'n voorstel had gevraagd.\n");
}

static void bold_and_large_paragraphs_are_emphasised(void **state)
{
    (void)state;
    assert_blocks("!Verslag van de Raad\n"
                  "\n"
                  "*2. Havens, en de weerbaarheid daarvan tegen de georganiseerde*\n"
                  "*misdaad*\n"
                  "De Raad sprak over *havens* en niet over vliegvelden, waarvan er\n"
                  "minder zijn.\n",
                  "line*: Verslag van de Raad\n"
                  "line*: 2. Havens, en de weerbaarheid daarvan tegen de georganiseerde misdaad\n"
                  "line: De Raad sprak over havens en niet over vliegvelden, waarvan er minder "
                  "zijn.\n");
}

static void list_items_stand_apart(void **state)
{
    (void)state;
    assert_blocks(
        "De Raad nam kennis van de volgende stukken, die de Commissie had\n"
        "gestuurd:\n"
        "•  een brief over de terugkeer van onderdanen van derde landen\n"
        "   zonder verblijfsrecht;\n"
        "•  een verslag.\n"
        "1. Nederland vroeg om een jaarlijks verslag over de terugkeer van\n"
        "   onderdanen van derde landen.\n"
        "2. Duitsland niet.\n"
        "–  Frankrijk evenmin.\n",
        "line: De Raad nam kennis van de volgende stukken, die de Commissie had gestuurd:\n"
        "item: • een brief over de terugkeer van onderdanen van derde landen zonder "
        "verblijfsrecht;\n"
        "item: • een verslag.\n"
        "line: 1. Nederland vroeg om een jaarlijks verslag over de terugkeer van "
        "onderdanen van derde landen.\n"
        "line: 2. Duitsland niet.\n"
        "line: – Frankrijk evenmin.\n");
}

static void a_label_that_hardly_leaves_a_gap_is_one(void **state)
{
    struct buffer told = {0};

    (void)state;
    assert_int_equal(
        read_stream("BT /F1 10 Tf 1 0 0 1 72 700 Tm [(\\(b\\)) -60 (het register)] TJ ET\n"
                    "BT /F1 10 Tf 0.6 Tc 1 0 0 1 72 660 Tm [(\\(r\\)evolutie)] TJ 0 Tc ET\n"
                    "BT /F1 10 Tf 1 0 0 1 72 620 Tm [(\\(r\\)evolutie)] TJ ET\n",
                    &told),
        WIRE_FAILURE_COUNT);
    assert_string_equal(told.data,
                        "line: (b) het register\nline: (r)evolutie\nline: (r)evolutie\n");
    buffer_release(&told);
}

static void short_lines_of_an_address_stay_lines(void **state)
{
    (void)state;
    assert_blocks(
        "Aan de Voorzitter van de Kamer\n"
        "Postbus 20018\n"
        "2500 EA Den Haag\n"
        "\n"
        "Hierbij zend ik u het verslag van de Raad van vorige week, waarin\n"
        "u ook de stand van zaken vindt.\n",
        "line: Aan de Voorzitter van de Kamer\n"
        "line: Postbus 20018\n"
        "line: 2500 EA Den Haag\n"
        "line: Hierbij zend ik u het verslag van de Raad van vorige week, waarin u ook de "
        "stand van zaken vindt.\n");
}

static void hyphens_at_line_ends_are_undone(void **state)
{
    (void)state;
    assert_blocks(
        "De Raad sprak over de samenwerking tussen rechtshandhavingsauto-\n"
        "riteiten en havenbedrijven, over de Innen- und Rechtspolitik-\n"
        "und over de bijeenkomst van de hoogste ambtenaren van de JBZ-\n"
        "raad, over het beleid voor de lidstaten van de Schengenzone en Noord-\n"
        "Macedonië, en over het verzamelen van bewijs in het kader van e-\n"
        "evidence.\n",
        "line: De Raad sprak over de samenwerking tussen rechtshandhavingsautoriteiten en "
        "havenbedrijven, over de Innen- und Rechtspolitik- und over de bijeenkomst van de "
        "hoogste ambtenaren van de JBZ-raad, over het beleid voor de lidstaten van de "
        "Schengenzone en Noord-Macedonië, en over het verzamelen van bewijs in het kader "
        "van e-evidence.\n");
}

/* ---- pages ------------------------------------------------------------------------------------------------ */

static void headers_footers_and_page_numbers_are_dropped(void **state)
{
    (void)state;
    assert_blocks("Raad JBZ                                               REV 11\n"
                  "\n"
                  "De Commissie lichtte haar plannen voor terugkeer toe, en zegde\n"
                  "\n"
                  "                            1\n"
                  "\fRaad JBZ                                               REV 11\n"
                  "\n"
                  "toe dat er geld komt. Nederland steunde dat.\n"
                  "\n"
                  "                            2\n"
                  "\fRaad JBZ                                               REV 11\n"
                  "\n"
                  "27 lidstaten waren het daarmee eens.\n"
                  "\n"
                  "                            3\n",
                  "line: De Commissie lichtte haar plannen voor terugkeer toe, en zegde toe dat er "
                  "geld komt. Nederland steunde dat.\n"
                  "line: 27 lidstaten waren het daarmee eens.\n");
}

static void what_only_looks_like_a_page_number_stays(void **state)
{
    (void)state;
    assert_blocks("De Raad sprak in het jaar dat aan de uitbreiding voorafging over\n"
                  "2004.\n"
                  "\fDe Commissie sprak over het jaar dat op de uitbreiding volgde, en\n"
                  "over 2005.\n",
                  "line: De Raad sprak in het jaar dat aan de uitbreiding voorafging over 2004.\n"
                  "line: De Commissie sprak over het jaar dat op de uitbreiding volgde, en over "
                  "2005.\n");
}

static void a_headings_words_may_stand_atop_two_pages(void **state)
{
    (void)state;
    assert_blocks("*Stand van zaken*\nDe eerste zin.\n\f*Stand van zaken*\nDe tweede zin.\n\fDe "
                  "derde zin.\n\fDe vierde zin.\n",
                  "line*: Stand van zaken\nline: De eerste zin.\nline*: Stand van zaken\nline: De "
                  "tweede zin.\nline: De derde zin.\nline: De vierde zin.\n");
}

static void columns_are_read_one_after_the_other(void **state)
{
    (void)state;
    assert_blocks("!Verslag in twee kolommen\n"
                  "\n"
                  "De Commissie lichtte haar           Enkele lidstaten vroegen om\n"
                  "plannen voor terugkeer toe,         uitstel, want hun parlement\n"
                  "en zegde toe dat er geld            had er nog niet over kunnen\n"
                  "komt voor de uitvoering.            spreken. Frankrijk was een\n"
                  "Nederland steunde dat, mits         van die lidstaten. Ook had\n"
                  "de lasten beperkt blijven.          het Voorzitterschap vragen,\n"
                  "Duitsland was het daarmee           en het sloot daarom de hele\n"
                  "eens, net als Italië en de          bespreking tot aan de\n"
                  "andere lidstaten die hun            volgende vergadering.\n",
                  "line*: Verslag in twee kolommen\n"
                  "line: De Commissie lichtte haar plannen voor terugkeer toe, en zegde toe dat er "
                  "geld komt voor de uitvoering. Nederland steunde dat, mits de lasten beperkt "
                  "blijven. Duitsland was het daarmee eens, net als Italië en de andere lidstaten "
                  "die hun Enkele lidstaten vroegen om uitstel, want hun parlement had er nog niet "
                  "over kunnen spreken. Frankrijk was een van die lidstaten. Ook had het "
                  "Voorzitterschap vragen, en het sloot daarom de hele bespreking tot aan de "
                  "volgende vergadering.\n");
}

static void the_margin_of_a_letter_comes_before_it(void **state)
{
    struct buffer told = {0};

    (void)state;
    assert_int_equal(
        read_stream("BT /F1 10 Tf 72 700 Td (Hierbij zend ik u het verslag van de Raad van) Tj ET "
                    "BT /F1 10 Tf 72 688 Td (vorige week, waarin u ook de stand van zaken) Tj ET "
                    "BT /F1 10 Tf 72 676 Td (vindt van de onderhandelingen over de) Tj ET "
                    "BT /F1 10 Tf 72 664 Td (verordening, en de antwoorden op de vragen) Tj ET "
                    "BT /F1 10 Tf 72 652 Td (die uw Kamer in het debat heeft gesteld.) Tj ET "
                    "BT /F1 7 Tf 400 702 Td (Turfmarkt 147) Tj ET "
                    "BT /F1 7 Tf 400 693 Td (2511 DP Den Haag) Tj ET "
                    "BT /F1 7 Tf 400 684 Td (Onze referentie) Tj ET "
                    "BT /F1 7 Tf 400 675 Td (5512345) Tj ET ",
                    &told),
        WIRE_FAILURE_COUNT);
    assert_string_equal(
        told.data,
        "line: Turfmarkt 147\nline: 2511 DP Den Haag\nline: Onze referentie\nline: 5512345\n"
        "line: Hierbij zend ik u het verslag van de Raad van vorige week, waarin u ook de stand "
        "van zaken vindt van de onderhandelingen over de verordening, en de antwoorden op de "
        "vragen die uw Kamer in het debat heeft gesteld.\n");
    buffer_release(&told);
}

static void cells_below_each_other_are_a_table(void **state)
{
    (void)state;
    assert_blocks("De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "\n"
                  "Lidstaat      Standpunt      Voorwaarde\n"
                  "Nederland     steun          dat de lasten beperkt\n"
                  "                             blijven\n"
                  "Frankrijk     voorbehoud\n"
                  "Polen         tegen          geen\n"
                  "\n"
                  "De Raad nam daarvan kennis.\n",
                  "line: De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "row: Lidstaat|Standpunt|Voorwaarde\n"
                  "row: Nederland|steun|dat de lasten beperkt blijven\n"
                  "row: Frankrijk|voorbehoud|\n"
                  "row: Polen|tegen|geen\n"
                  "line: De Raad nam daarvan kennis.\n");
}

static void a_first_cell_may_take_two_lines(void **state)
{
    (void)state;
    assert_blocks("De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "\n"
                  "Onderwerp       Voor           Tegen\n"
                  "Termijn voor    Nederland      Zweden\n"
                  "verstrekking\n"
                  "Kosten          Polen          Ierland\n"
                  "Kustwacht\n"
                  "Opslag van de   Malta          Cyprus\n"
                  "gegevens\n"
                  "\n"
                  "De Raad nam daarvan kennis.\n",
                  "line: De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "row: Onderwerp|Voor|Tegen\n"
                  "row: Termijn voor verstrekking|Nederland|Zweden\n"
                  "row: Kosten|Polen|Ierland\n"
                  "row: Kustwacht||\n"
                  "row: Opslag van de gegevens|Malta|Cyprus\n"
                  "line: De Raad nam daarvan kennis.\n");
}

static void a_table_goes_on_on_the_next_page(void **state)
{
    (void)state;
    assert_blocks("De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "\n"
                  "Lidstaat      Standpunt\n"
                  "Nederland     steun\n"
                  "\fLidstaat      Standpunt\n"
                  "Polen         tegen\n",
                  "line: De standpunten van de lidstaten over het voorstel van de Commissie:\n"
                  "row: Lidstaat|Standpunt\n"
                  "row: Nederland|steun\n"
                  "row: Polen|tegen\n");
}

static void a_contents_table_stays_lines(void **state)
{
    (void)state;
    assert_blocks("Inhoud\n"
                  "1. Terugkeer ....................................... 3\n"
                  "2. Havens .......................................... 4\n",
                  "line: Inhoud\n"
                  "line: 1. Terugkeer ....................................... 3\n"
                  "line: 2. Havens .......................................... 4\n");
}

/* ---- footnotes --------------------------------------------------------------------------------------------- */

static void footnotes_follow_the_block_of_their_mark(void **state)
{
    (void)state;
    assert_blocks("De Commissie lichtte haar plannen voor terugkeer toe.^1 Nederland en\n"
                  "Duitsland steunden die.^2\n"
                  "\n"
                  "Het Voorzitterschap sloot de bespreking.\n"
                  "\n"
                  "\n"
                  "~^1 Zie de brief van de minister van 3 juni, met de bijlagen die er bij\n"
                  "~horen.\n"
                  "~^2 Zie bijlage 2.\n",
                  "line: De Commissie lichtte haar plannen voor terugkeer toe.[footnoteRef:1] "
                  "Nederland en Duitsland steunden die.[footnoteRef:2]\n"
                  "note 1: Zie de brief van de minister van 3 juni, met de bijlagen die er bij "
                  "horen.\n"
                  "note 2: Zie bijlage 2.\n"
                  "line: Het Voorzitterschap sloot de bespreking.\n");
}

static void a_raised_number_without_a_footnote_is_a_number(void **state)
{
    (void)state;
    assert_blocks("Het terrein van het nieuwe centrum meet 40 m^2 en is niet te huur.\n",
                  "line: Het terrein van het nieuwe centrum meet 40 m2 en is niet te huur.\n");
}

static void numbers_may_begin_anew_on_each_page(void **state)
{
    (void)state;
    assert_blocks("De eerste zin van dit verslag heeft een noot.^1\n\n~1 De eerste noot.\n"
                  "\fDe tweede zin van dit verslag heeft er ook een.^1\n\n~1 De tweede noot.\n",
                  "line: De eerste zin van dit verslag heeft een noot.[footnoteRef:1]\n"
                  "note 1: De eerste noot.\n"
                  "line: De tweede zin van dit verslag heeft er ook een.[footnoteRef:1]\n"
                  "note 1: De tweede noot.\n");
}

static void a_footnote_may_go_on_on_the_next_page(void **state)
{
    (void)state;
    assert_blocks(
        "De eerste zin van dit verslag heeft een lange noot.^1 De tweede\n"
        "heeft er geen, en ook de derde heeft er geen, zodat het er niet\n"
        "meer dan een is op deze bladzijde.\n\n"
        "~1 Een noot die niet meer op de bladzijde past, omdat zij veel langer\n"
        "\fDe vierde zin van dit verslag heeft een korte noot.^2\n\n"
        "~is dan de schrijver dacht.\n~2 Een korte.\n",
        "line: De eerste zin van dit verslag heeft een lange noot.[footnoteRef:1] De tweede heeft "
        "er "
        "geen, en ook de derde heeft er geen, zodat het er niet meer dan een is op deze "
        "bladzijde.\n"
        "note 1: Een noot die niet meer op de bladzijde past, omdat zij veel langer is dan de "
        "schrijver dacht.\n"
        "line: De vierde zin van dit verslag heeft een korte noot.[footnoteRef:2]\n"
        "note 2: Een korte.\n");
}

/* ---- what cannot be read ------------------------------------------------------------------------------------ */

static void a_file_without_text_says_so(void **state)
{
    (void)state;
    assert_int_equal(read_stream("0 0 100 100 re f", NULL), WIRE_NO_TEXT);
    assert_int_equal(read_stream("BT /F1 10 Tf 72 700 Td (   ) Tj ET", NULL), WIRE_NO_TEXT);
    assert_int_equal(read_stream("", NULL), WIRE_NO_TEXT);
}

static void what_is_no_pdf_is_damaged(void **state)
{
    static const char *const files[] = {"", "%PDF-", "%PDF-1.7\nniets", "Verslag"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_equal(read_bytes(files[i], strlen(files[i]), NULL), WIRE_DAMAGED);
}

static void truncated_and_flipped_files_do_no_harm(void **state)
{
    struct buffer file = {0};

    (void)state;
    pdf_fixture_write(&file,
                      "*1. Terugkeer*\nDe Commissie lichtte haar plannen toe.^1\n\n~1 Noot.\n");
    for (size_t i = 0; i < file.len_bytes; i += 7)
        read_bytes(file.data, i, NULL);
    for (size_t i = 0; i < file.len_bytes; i += 3) {
        file.data[i] ^= (char)(1 << i % 8);
        read_bytes(file.data, file.len_bytes, NULL);
        file.data[i] ^= (char)(1 << i % 8);
    }
    buffer_release(&file);
}

static void objects_that_go_in_circles_end(void **state)
{
    static const char *const files[] = {
        /* pages whose only kid is themselves */
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Count 3 /Kids [2 0 R] >>\nendobj\n"
        "trailer\n<< /Size 3 /Root 1 0 R >>\n",
        /* a page that draws a form that draws itself */
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources "
        "<< /XObject << /X 5 0 R >> >> >>\nendobj\n"
        "4 0 obj\n<< /Length 5 >>\nstream\n/X Do\nendstream\nendobj\n"
        "5 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 "
        "0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream\nendobj\n"
        "trailer\n<< /Size 6 /Root 1 0 R >>\n",
        /* a length that is its own object */
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
        "4 0 obj\n<< /Length 4 0 R >>\nstream\nBT ET\nendstream\nendobj\n"
        "trailer\n<< /Size 5 /Root 1 0 R >>\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_not_equal(read_bytes(files[i], strlen(files[i]), NULL), WIRE_FAILURE_COUNT);
}

static void a_count_of_a_billion_pages_is_not_believed(void **state)
{
    static const char file[] = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
                               "2 0 obj\n<< /Type /Pages /Count 1000000000 /Kids [] >>\nendobj\n"
                               "trailer\n<< /Size 3 /Root 1 0 R >>\n";
    enum wire_failure failure;

    (void)state;
    failure = read_bytes(file, sizeof file - 1, NULL);
    assert_true(failure == WIRE_TOO_LARGE || failure == WIRE_NO_TEXT || failure == WIRE_DAMAGED);
}

static void places_and_sizes_beyond_reason_do_no_harm(void **state)
{
    static const char *const streams[] = {
        "BT /F1 1e30 Tf 72 700 Td (Raad) Tj ET",
        "BT /F1 -10 Tf 300 700 Td (Raad) Tj ET",
        "BT /F1 0 Tf 72 700 Td (Raad) Tj ET",
        "BT /F1 10 Tf 1e-30 0 0 1e-30 72 700 Tm (Raad) Tj ET",
        "BT /F1 10 Tf 0 1 -1 0 300 300 Tm (langs de kantlijn) Tj ET",
        "BT /F1 10 Tf 1e38 Tc 72 700 Td (Raad) Tj ET",
        "1e20 0 0 1e20 0 0 cm BT /F1 10 Tf 72 700 Td (Raad) Tj ET",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(streams); i++)
        read_stream(streams[i], NULL);
}

static void what_stands_on_its_side_is_no_text(void **state)
{
    struct buffer told = {0};

    (void)state;
    assert_int_equal(read_stream("BT /F1 10 Tf 0 1 -1 0 30 300 Tm (stempel) Tj ET "
                                 "BT /F1 10 Tf 72 300 Td (De Raad sprak.) Tj ET",
                                 &told),
                     WIRE_FAILURE_COUNT);
    assert_string_equal(told.data, "line: De Raad sprak.\n");
    buffer_release(&told);
}

static void many_words_take_no_more_than_their_time(void **state)
{
    struct buffer pages = {0}, file = {0};

    (void)state;
    for (int page = 0; page < 40; page++) {
        for (int row = 0; row < 55; row++)
            buffer_append_string(&pages,
                                 "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d "
                                 "e f g h\n");
        buffer_append_string(&pages, page < 39 ? "\f" : "");
    }
    pdf_fixture_write(&file, pages.data);
    assert_int_equal(read_bytes(file.data, file.len_bytes, NULL), WIRE_FAILURE_COUNT);
    buffer_release(&pages);
    buffer_release(&file);
}

/* ---- the fuzzer's corpus ------------------------------------------------------------------------------------ */

static void replay_file(const char *folder, const char *name)
{
    char path[4096], bytes[65536];
    FILE *file;
    size_t len_bytes;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    len_bytes = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, len_bytes);
}

static void what_fuzzing_found_stays_mended(void **state)
{
    const struct dirent *entry;
    char folder[2048];
    DIR *directory;
    size_t count = 0;

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus_pdf", source_folder());
    directory = opendir(folder);
    assert_non_null(directory);
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        replay_file(folder, entry->d_name);
        count++;
    }
    closedir(directory);
    assert_true(count >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_become_paragraphs),
        cmocka_unit_test(an_indent_begins_a_paragraph),
        cmocka_unit_test(bold_and_large_paragraphs_are_emphasised),
        cmocka_unit_test(list_items_stand_apart),
        cmocka_unit_test(a_label_that_hardly_leaves_a_gap_is_one),
        cmocka_unit_test(short_lines_of_an_address_stay_lines),
        cmocka_unit_test(hyphens_at_line_ends_are_undone),
        cmocka_unit_test(headers_footers_and_page_numbers_are_dropped),
        cmocka_unit_test(what_only_looks_like_a_page_number_stays),
        cmocka_unit_test(a_headings_words_may_stand_atop_two_pages),
        cmocka_unit_test(columns_are_read_one_after_the_other),
        cmocka_unit_test(the_margin_of_a_letter_comes_before_it),
        cmocka_unit_test(cells_below_each_other_are_a_table),
        cmocka_unit_test(a_first_cell_may_take_two_lines),
        cmocka_unit_test(a_table_goes_on_on_the_next_page),
        cmocka_unit_test(a_contents_table_stays_lines),
        cmocka_unit_test(footnotes_follow_the_block_of_their_mark),
        cmocka_unit_test(a_raised_number_without_a_footnote_is_a_number),
        cmocka_unit_test(numbers_may_begin_anew_on_each_page),
        cmocka_unit_test(a_footnote_may_go_on_on_the_next_page),
        cmocka_unit_test(a_file_without_text_says_so),
        cmocka_unit_test(what_is_no_pdf_is_damaged),
        cmocka_unit_test(truncated_and_flipped_files_do_no_harm),
        cmocka_unit_test(objects_that_go_in_circles_end),
        cmocka_unit_test(a_count_of_a_billion_pages_is_not_believed),
        cmocka_unit_test(places_and_sizes_beyond_reason_do_no_harm),
        cmocka_unit_test(what_stands_on_its_side_is_no_text),
        cmocka_unit_test(many_words_take_no_more_than_their_time),
        cmocka_unit_test(what_fuzzing_found_stays_mended),
    };

    return cmocka_run_group_tests_name("import_pdf", tests, NULL, NULL);
}
