/* The reader of OpenDocument texts: input and expectation side by side. */
#include "config.h"

#include "format/import.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "office_fixture.h"

#define NAMESPACES                                                                                 \
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                           \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""                               \
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                             \
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                             \
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""                            \
    " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""        \
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""

struct document {
    const char *body, *automatic, *styles;
};

static struct buffer make(const struct document *document)
{
    struct buffer content = {0}, styles = {0}, package;

    buffer_append_format(&content,
                         "<office:document-content" NAMESPACES "><office:automatic-styles>%s"
                         "</office:automatic-styles><office:body><office:text>%s</office:text>"
                         "</office:body></office:document-content>",
                         document->automatic != NULL ? document->automatic : "", document->body);
    buffer_append_format(&styles,
                         "<office:document-styles" NAMESPACES "><office:styles>%s</office:styles>"
                         "</office:document-styles>",
                         document->styles != NULL ? document->styles : "");
    package = package_make((const struct member[]){
        {"content.xml", content.data, 0}, {"styles.xml", styles.data, 0}, {NULL, NULL, 0}});
    buffer_release(&content);
    buffer_release(&styles);
    return package;
}

#define READ(expected, ...)                                                                        \
    assert_imports(import_odt, make(&(struct document){__VA_ARGS__}), expected)

#define P(text)           "<text:p>" text "</text:p>"
#define H(level, text)    "<text:h text:outline-level=\"" level "\">" text "</text:h>"
#define LIST(more, items) "<text:list text:style-name=\"L1\"" more ">" items "</text:list>"
#define ITEM(contents)    "<text:list-item>" contents "</text:list-item>"
#define BULLET(level)                                                                              \
    "<text:list-level-style-bullet text:level=\"" level "\" text:bullet-char=\"\xEF\x82\xB7\"/>"
#define LEVEL(level, format, suffix, more)                                                         \
    "<text:list-level-style-number text:level=\"" level "\" style:num-format=\"" format            \
    "\" style:num-suffix=\"" suffix "\"" more "/>"
#define L1(levels) "<text:list-style style:name=\"L1\">" levels "</text:list-style>"

static void white_space_is_collapsed_but_what_is_meant(void **state)
{
    (void)state;
    READ("line: een twee   drie vier\n+line: vijf\n",
         .body = P("\n  een \n <text:span>  twee</text:span><text:s text:c=\"3\"/>dr\xC2\xAD"
                   "ie<text:tab/>vier<text:line-break/> vijf "));
}

static void headings_have_the_levels_they_say(void **state)
{
    (void)state;
    READ("heading 1: Een\nheading 3: Drie\nheading 2: Door zijn stijl\nline*: Titel\nline: tekst\n",
         .body = H("1", "Een")
             H("3", "Drie") "<text:p text:style-name=\"P1\">Door zijn stijl</text:p>"
                            "<text:p text:style-name=\"P2\">Titel</text:p>" P("tekst"),
         .automatic = "<style:style style:name=\"P1\" style:family=\"paragraph\" "
                      "style:parent-style-name=\"Kop\"/>"
                      "<style:style style:name=\"P2\" style:family=\"paragraph\" "
                      "style:parent-style-name=\"Title\"/>",
         .styles = "<style:style style:name=\"Kop\" style:family=\"paragraph\" "
                   "style:default-outline-level=\"2\"/>"
                   "<style:style style:name=\"Title\" style:family=\"paragraph\"/>");
}

static void headings_bear_the_numbers_of_their_outline(void **state)
{
    (void)state;
    READ("heading 1: I. Een\nheading 2: I.1 Twee\nheading 1: Zonder\nheading 1: II. Drie\n"
         "heading 2: II.1 Vier\n",
         .body = H("1", "<text:number>9.</text:number>Een")
             H("2", "Twee") "<text:h text:outline-level=\"1\" "
                            "text:is-list-header=\"true\">Zonder</text:h>" H("1", "Drie")
                                H("2", "Vier"),
         .styles = "<text:outline-style><text:outline-level-style text:level=\"1\" "
                   "style:num-format=\"I\" style:num-suffix=\".\"/><text:outline-level-style "
                   "text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\"/>"
                   "</text:outline-style>");
}

static void bold_and_larger_paragraphs_stand_out(void **state)
{
    (void)state;
    READ("line*: Vet\nline: Half vet\nline*: Groter\nline: Gewone tekst van het verslag.\n",
         .body = "<text:p><text:span text:style-name=\"T1\">Vet</text:span></text:p><text:p>"
                 "Half <text:span text:style-name=\"T1\">vet</text:span></text:p>"
                 "<text:p text:style-name=\"P1\">Groter</text:p><text:p>"
                 "Gewone tekst van het verslag.</text:p>",
         .automatic = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties "
                      "fo:font-weight=\"bold\"/></style:style><style:style style:name=\"P1\" "
                      "style:family=\"paragraph\"><style:text-properties fo:font-size=\"130%\"/>"
                      "</style:style>",
         .styles = "<style:default-style style:family=\"paragraph\"><style:text-properties "
                   "fo:font-size=\"11pt\"/></style:default-style>");
}

static void list_items_are_counted(void **state)
{
    (void)state;
    READ("line: 1. een\nline: vervolg\nitem: a) a\nitem: b) b\nitem: 2. twee\nitem: 7. zeven\n"
         "line: tussen\nline: 8. acht\nline: tussen\nline: 1. opnieuw\nline: zonder\n",
         .body = "<text:list text:style-name=\"L1\"><text:list-item><text:p>een</text:p>"
                 "<text:p>vervolg</text:p><text:list><text:list-item><text:p>a</text:p>"
                 "</text:list-item><text:list-item><text:p>b</text:p></text:list-item>"
                 "</text:list></text:list-item><text:list-item><text:p>twee</text:p>"
                 "</text:list-item></text:list>"
                 "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">"
                 "<text:list-item text:start-value=\"7\"><text:p>zeven</text:p>"
                 "</text:list-item></text:list><text:p>tussen</text:p>"
                 "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">"
                 "<text:list-item><text:p>acht</text:p></text:list-item></text:list><text:p>"
                 "tussen</text:p><text:list text:style-name=\"L1\"><text:list-item><text:p>"
                 "opnieuw</text:p></text:list-item><text:list-header><text:p>zonder</text:p>"
                 "</text:list-header></text:list>",
         .automatic = L1(LEVEL("1", "1", ".", "") LEVEL("2", "a", ")", "")));
}

static void a_list_goes_on_with_the_one_it_names(void **state)
{
    (void)state;
    READ("line: 1) een\nline: x\nline: 1) ander\nline: x\nline: 2) twee\nline: x\nline: 3) drie\n",
         .body = LIST(" xml:id=\"a\"", ITEM(P("een"))) P("x") LIST("", ITEM(P("ander"))) P("x")
             LIST(" xml:id=\"b\" text:continue-list=\"a\"", ITEM(P("twee"))) P("x")
                 LIST(" text:continue-list=\"a\"", ITEM(P("drie"))),
         .automatic = L1(LEVEL("1", "1", ")", "")));
}

static void patterns_are_exact_where_they_are(void **state)
{
    (void)state;
    READ("line: 1. een\nline: 1-a] a\nitem: • punt\n",
         .body = LIST("", ITEM(P("een") "<text:list>" ITEM(
                              P("a") "<text:list>" ITEM(P("punt")) "</text:list>") "</text:list>")),
         .automatic = L1(LEVEL("1", "1", ".", "") LEVEL(
             "2", "a", ".", " text:display-levels=\"2\" loext:num-list-format=\"%1%-%2%]\"")
                             BULLET("3")));
}

static void headings_in_lists_take_their_numbers(void **state)
{
    (void)state;
    READ("heading 1: 1. Terugkeer\nline: tekst\nheading 1: 2. Havens\n",
         .body = LIST("", ITEM(H("1", "Terugkeer"))) P("tekst")
             LIST(" text:continue-numbering=\"true\"", ITEM(H("1", "Havens"))),
         .automatic = L1(LEVEL("1", "1", ".", "")));
}

#define NOTE(label, text)                                                                          \
    "<text:note><text:note-citation>" label "</text:note-citation><text:note-body>" text           \
    "</text:note-body></text:note>"

static void notes_follow_the_block_of_their_mark(void **state)
{
    (void)state;
    READ("line: Eerst[footnoteRef:1] en dan[footnoteRef:*].\nnote 1: Zie bijlage. Meer.\n"
         "note *: Ster.\nheading 1: Kop[footnoteRef:ii]\nnote ii: Slot.\n",
         .body = P("Eerst" NOTE("1", P(" Zie  bijlage.") P("Meer.")) " en dan" NOTE(
             "\xE2\x80\xA0", P("Ster.")) ".") H("1", "Kop" NOTE("ii", P("Slot."))));
}

static void what_is_no_text_is_left_out(void **state)
{
    (void)state;
    READ("line: zichtbaar en ingevoegd\nparagraph: Inhoud\nparagraph: 1 Kop 3\n",
         .body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p>"
                 "</text:deletion></text:changed-region></text:tracked-changes><text:p>zichtbaar"
                 "<text:change text:change-id=\"a\"/><office:annotation><text:p>opmerking"
                 "</text:p></office:annotation> en <text:change-start/>ingevoegd"
                 "<text:change-end/><text:span text:style-name=\"T1\">verborgen</text:span>"
                 "</text:p><text:section text:display=\"none\"><text:p>verborgen</text:p>"
                 "</text:section><text:table-of-content><text:table-of-content-source>"
                 "<text:index-title-template>x</text:index-title-template>"
                 "</text:table-of-content-source><text:index-body><text:p>Inhoud</text:p>"
                 "<text:p>1 Kop<text:tab/>3</text:p></text:index-body></text:table-of-content>",
         .automatic = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties "
                      "text:display=\"none\"/></style:style>");
}

static void tables_are_rows_with_tabs(void **state)
{
    (void)state;
    READ("row: Lid | Standpunt\nrow: over beide |  | derde\nrow: a |  | \n",
         .body = "<table:table><table:table-column table:number-columns-repeated=\"3\"/>"
                 "<table:table-header-rows><table:table-row><table:table-cell><text:p>Lid"
                 "</text:p></table:table-cell><table:table-cell><text:p>Standpunt</text:p>"
                 "</table:table-cell></table:table-row></table:table-header-rows>"
                 "<table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>"
                 "over beide</text:p></table:table-cell><table:covered-table-cell><text:p>bedekt"
                 "</text:p></table:covered-table-cell><table:table-cell><text:p>derde</text:p>"
                 "</table:table-cell></table:table-row><table:table-row><table:table-cell>"
                 "<text:p>a</text:p></table:table-cell>"
                 "<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>"
                 "</table:table>");
}

static void boxes_come_before_their_paragraph(void **state)
{
    (void)state;
    READ("line: 1. in de doos\nline: eromheen\nheading 1: in een kader\n",
         .body = "<text:p>erom<draw:frame><draw:text-box><text:list text:style-name=\"L1\">"
                 "<text:list-item><text:p>in de doos</text:p></text:list-item></text:list>"
                 "</draw:text-box></draw:frame>heen</text:p><table:table><table:table-column/>"
                 "<table:table-row><table:table-cell><text:h text:outline-level=\"1\">"
                 "in een kader</text:h></table:table-cell></table:table-row></table:table>",
         .automatic = L1(LEVEL("1", "1", ".", "")));
}

static void an_encrypted_text_is_known_by_its_manifest(void **state)
{
    (void)state;
    assert_imports(
        import_odt,
        package_make((const struct member[]){
            {"content.xml", "\x01\x02\x03", 0},
            {"META-INF/manifest.xml",
             "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
             "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
             0},
            {NULL, NULL, 0}}),
        "failure: encrypted\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_is_collapsed_but_what_is_meant),
        cmocka_unit_test(headings_have_the_levels_they_say),
        cmocka_unit_test(headings_bear_the_numbers_of_their_outline),
        cmocka_unit_test(bold_and_larger_paragraphs_stand_out),
        cmocka_unit_test(list_items_are_counted),
        cmocka_unit_test(a_list_goes_on_with_the_one_it_names),
        cmocka_unit_test(patterns_are_exact_where_they_are),
        cmocka_unit_test(headings_in_lists_take_their_numbers),
        cmocka_unit_test(notes_follow_the_block_of_their_mark),
        cmocka_unit_test(what_is_no_text_is_left_out),
        cmocka_unit_test(tables_are_rows_with_tabs),
        cmocka_unit_test(boxes_come_before_their_paragraph),
        cmocka_unit_test(an_encrypted_text_is_known_by_its_manifest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
