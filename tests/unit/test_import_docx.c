/* The reader of Word documents: input and expectation side by side. */
#include "config.h"

#include "format/import.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "office_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

/* A root element around what a case is about. */
static char *wrap(const char *root, const char *inner, const char *contents)
{
    struct buffer text = {0};

    buffer_append_format(&text,
                         "<?xml version=\"1.0\"?><w:%s " W
                         " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
                         " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">"
                         "%s%s%s%s%s</w:%s>",
                         root, inner[0] != '\0' ? "<w:" : "", inner, inner[0] != '\0' ? ">" : "",
                         contents, inner[0] != '\0' ? "</w:body>" : "", root);
    return buffer_detach(&text);
}

struct document {
    const char *body, *styles, *numbering, *footnotes, *endnotes;
};

static struct buffer make(const struct document *document)
{
    char *texts[] = {
        wrap("document", "body", document->body),
        wrap("styles", "", document->styles != NULL ? document->styles : ""),
        wrap("numbering", "", document->numbering != NULL ? document->numbering : ""),
        wrap("footnotes", "", document->footnotes != NULL ? document->footnotes : ""),
        wrap("endnotes", "", document->endnotes != NULL ? document->endnotes : ""),
    };
    const struct member members[] = {
        {"word/document.xml", texts[0], 0},  {"word/styles.xml", texts[1], 0},
        {"word/numbering.xml", texts[2], 0}, {"word/footnotes.xml", texts[3], 0},
        {"word/endnotes.xml", texts[4], 0},  {NULL, NULL, 0},
    };
    struct buffer package = package_make(members);

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        free(texts[i]);
    return package;
}

#define READ(expected, ...)                                                                        \
    assert_imports(import_docx, make(&(struct document){__VA_ARGS__}), expected)

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ITEM(num, level, text)                                                                     \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num                      \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLE(id, name, more)                                                                      \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" more         \
    "</w:style>"
#define LEVEL(level, format, text)                                                                 \
    "<w:lvl w:ilvl=\"" level "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format                  \
    "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define LIST(id, levels) "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum>"
#define NUM(id, list, more)                                                                        \
    "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" list "\"/>" more "</w:num>"

/* ---- runs ---------------------------------------------------------------------------------------- */

static void words_split_over_runs_are_whole(void **state)
{
    (void)state;
    READ("line: Terugkeerrichtlijn\n",
         .body = "<w:p><w:r><w:t>Terug</w:t></w:r><w:proofErr/><w:r><w:rPr><w:i/></w:rPr>"
                 "<w:t>keer</w:t></w:r><w:hyperlink><w:r><w:t>richt\xC2\xADlijn</w:t></w:r>"
                 "</w:hyperlink><w:r><w:softHyphen/></w:r></w:p>");
}

static void signs_of_their_own_elements_are_text(void **state)
{
    (void)state;
    READ("line: a b c\xE2\x80\x91"
         "d\xC2\xA0"
         "e • f\n",
         .body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t xml:space=\"preserve\">b c</w:t>"
                 "<w:noBreakHyphen/><w:t>d\xC2\xA0"
                 "e </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t> f</w:t></w:r></w:p>");
}

static void a_line_break_makes_two_lines_each_with_its_look(void **state)
{
    (void)state;
    READ("line*: 1. Terugkeer\n+line: De Raad sprak.\nline: Einde.\n",
         .body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Terugkeer</w:t><w:br/></w:r>"
                 "<w:r><w:t>De Raad sprak.</w:t></w:r></w:p>" P("Einde."));
}

static void hidden_text_and_placeholders_are_left_out(void **state)
{
    (void)state;
    READ("line: ab\n",
         .body = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"
                 "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klik</w:t>"
                 "</w:r></w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>b</w:t>"
                 "</w:r></w:sdtContent></w:sdt></w:p>");
}

static void changes_are_read_as_accepted(void **state)
{
    (void)state;
    READ("line: De Raad stemde in met het voorstel.\nline: Samen gevoegd.\nline: Verplaatst.\n",
         .body = "<w:p><w:r><w:t xml:space=\"preserve\">De Raad </w:t></w:r><w:del><w:r><w:delText>"
                 "was tegen</w:delText></w:r></w:del><w:ins><w:r><w:t>stemde in met</w:t></w:r>"
                 "</w:ins><w:r><w:t xml:space=\"preserve\"> het voorstel.</w:t></w:r></w:p>"
                 "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Samen</w:t></w:r></w:p>"
                 "<w:p><w:r><w:t xml:space=\"preserve\"> gevoegd.</w:t></w:r></w:p>"
                 "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom><w:r><w:t>Weg."
                 "</w:t></w:r></w:moveFrom></w:p>"
                 "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange>"
                 "</w:pPr><w:moveTo><w:r><w:t>Verplaatst.</w:t></w:r></w:moveTo></w:p>");
}

static void fields_are_what_they_came_to(void **state)
{
    (void)state;
    READ("line: zie punt 3 en 4\nline: verder\n",
         .body = "<w:p><w:r><w:t xml:space=\"preserve\">zie punt </w:t><w:fldChar "
                 "w:fldCharType=\"begin\"/><w:instrText> REF a </w:instrText><w:fldChar "
                 "w:fldCharType=\"begin\"/><w:instrText>x</w:instrText><w:fldChar "
                 "w:fldCharType=\"separate\"/><w:t>geen</w:t><w:fldChar w:fldCharType=\"end\"/>"
                 "<w:fldChar w:fldCharType=\"separate\"/><w:t>3</w:t><w:fldChar "
                 "w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"REF b\"><w:r><w:t "
                 "xml:space=\"preserve\"> en 4</w:t></w:r></w:fldSimple></w:p>"
                 "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>weg</w:t></w:r></w:p>" P(
                     "verder"));
}

static void of_alternatives_the_first_is_read_and_boxes_come_before(void **state)
{
    (void)state;
    READ("line: in de doos\nline: eromheen\n",
         .body = "<w:p><w:r><w:t>erom</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
                 "<w:txbxContent>" P(
                     "in de doos") "</w:txbxContent></w:drawing></mc:Choice>"
                                   "<mc:Fallback><w:pict><w:txbxContent>" P(
                                       "in de doos") "</w:txbxContent></w:pict>"
                                                     "</mc:Fallback></mc:AlternateContent></"
                                                     "w:r><w:r><w:t>heen</w:t></w:r></w:p>");
}

/* ---- headings ------------------------------------------------------------------------------------ */

static void headings_are_known_by_styles_in_any_language(void **state)
{
    (void)state;
    READ("heading 1: Nederlands\nheading 2: Deutsch\nheading 3: Geërfd\nheading 4: Zelf gezegd\n"
         "line: Toch niet\nheading 2: Zonder stijl\nline: Gewoon\n",
         .body = STYLED("Kop1", "Nederlands") STYLED("berschrift2", "Deutsch") STYLED(
             "Eigen", "Geërfd") "<w:p><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr><w:r><w:t>Zelf "
                                "gezegd</w:t></w:r></w:p>" STYLED("Inhoudskop", "Toch niet")
                                    STYLED("Heading2", "Zonder stijl") P("Gewoon"),
         .styles = STYLE("Kop1", "heading 1", "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>")
             STYLE("berschrift2", "Überschrift 2", "")
                 STYLE("Midden", "midden", "<w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>")
                     STYLE("Eigen", "eigen", "<w:basedOn w:val=\"Midden\"/>") STYLE(
                         "Inhoudskop", "TOC Heading",
                         "<w:basedOn w:val=\"Kop1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>"));
}

static void titles_and_larger_lines_stand_out(void **state)
{
    (void)state;
    READ("line*: Verslag\nline*: Groter\nline: De Raad sprak over terugkeer en havens.\n",
         .body = STYLED("Titel", "Verslag") "<w:p><w:r><w:rPr><w:sz "
                                            "w:val=\"28\"/></w:rPr><w:t>Groter</w:t></w:r></w:p>" P(
                                                "De Raad sprak over terugkeer en havens."),
         .styles = STYLE("Titel", "Title", ""));
}

static void a_link_does_not_stand_out(void **state)
{
    (void)state;
    READ("line: https://example.org\nline: tekst\n",
         .body = "<w:p><w:hyperlink><w:r><w:rPr><w:rStyle w:val=\"L\"/></w:rPr>"
                 "<w:t>https://example.org</w:t></w:r></w:hyperlink></w:p>" P("tekst"),
         .styles = "<w:style w:type=\"character\" w:styleId=\"L\"><w:name w:val=\"Hyperlink\"/>"
                   "<w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>");
}

static void bullets_of_symbol_fonts_are_bullets(void **state)
{
    (void)state;
    READ("line: • punt\n", .body = P("\xEF\x82\xB7\tpunt"));
}

static void a_document_in_bold_does_not_stand_out(void **state)
{
    (void)state;
    READ("line: Alles vet\nline: Hier ook\n",
         .body = STYLED("Vet", "Alles vet") STYLED("Vet", "Hier ook"),
         .styles = STYLE("Vet", "vet", "<w:rPr><w:b/></w:rPr>"));
}

static void headings_bear_their_computed_numbers(void **state)
{
    (void)state;
    READ("heading 1: I. Binnenlandse zaken\nheading 2: I.1 Terugkeer\nheading 2: I.2 Havens\n"
         "heading 1: II. Justitie\nheading 2: II.1 Havens\nheading 2: Ongenummerd\n",
         .body = STYLED("Kop1", "Binnenlandse zaken") STYLED("Kop2", "Terugkeer")
             STYLED("Kop2", "Havens") STYLED("Kop1", "Justitie")
                 STYLED("Kop2", "Havens") "<w:p><w:pPr><w:pStyle w:val=\"Kop2\"/><w:numPr><w:numId "
                                          "w:val=\"0\"/></w:numPr>"
                                          "</w:pPr><w:r><w:t>Ongenummerd</w:t></w:r></w:p>",
         .styles =
             STYLE("Kop1", "heading 1", "<w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr>")
                 STYLE("Kop2", "heading 2", "<w:basedOn w:val=\"Kop1\"/>"),
         .numbering =
             LIST("3", "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/>"
                       "<w:pStyle w:val=\"Kop1\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
                       "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
                       "<w:pStyle w:val=\"Kop2\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>")
                 NUM("7", "3", ""));
}

static void contents_are_no_headings(void **state)
{
    (void)state;
    READ("paragraph: 1 Terugkeer 3\nparagraph: 2 Havens 4\nheading 1: Terugkeer\n",
         .body =
             "<w:p><w:pPr><w:pStyle w:val=\"Inhopg1\"/></w:pPr><w:r><w:t>1 Terugkeer</w:t>"
             "<w:tab/><w:t>3</w:t></w:r></w:p>"
             "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> TOC \\o</w:instrText>"
             "<w:fldChar w:fldCharType=\"separate\"/><w:t>2 Havens 4</w:t></w:r></w:p>"
             "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>" STYLED("Kop1", "Terugkeer"),
         .styles = STYLE("Inhopg1", "toc 1", ""));
}

/* ---- lists --------------------------------------------------------------------------------------- */

static void neighbours_are_list_items_and_one_alone_is_a_line(void **state)
{
    (void)state;
    READ("item: 1. een\nitem: 2. twee\nline: tekst\nline: 3. drie\nline: slot\nitem: • punt\n",
         .body = ITEM("1", "0", "een") ITEM("1", "0", "twee") P("tekst") ITEM("1", "0", "drie")
             P("slot") ITEM("2", "0", "punt"),
         .numbering = LIST("0", LEVEL("0", "decimal", "%1."))
             LIST("1", LEVEL("0", "bullet", "\xEF\x82\xB7")) NUM("1", "0", "") NUM("2", "1", ""));
}

static void levels_count_and_begin_again(void **state)
{
    (void)state;
    READ("line: 1. een\nitem: a) a\nitem: b) b\nline: (i) i\nline: 2. twee\nline: a) weer a\n",
         .body = ITEM("1", "0", "een") ITEM("1", "1", "a") ITEM("1", "1", "b") ITEM("1", "2", "i")
             ITEM("1", "0", "twee") ITEM("1", "1", "weer a"),
         .numbering = LIST("0", LEVEL("0", "decimal", "%1.") LEVEL("1", "lowerLetter", "%2)")
                                    LEVEL("2", "lowerRoman", "(%3)")) NUM("1", "0", ""));
}

static void instances_share_a_count_unless_they_begin_again(void **state)
{
    (void)state;
    READ("item: 1. een\nitem: 2. twee\nitem: 5. vijf\nitem: 6. zes\n",
         .body = ITEM("1", "0", "een") ITEM("2", "0", "twee") ITEM("3", "0", "vijf")
             ITEM("3", "0", "zes"),
         .numbering = LIST("0", LEVEL("0", "decimal", "%1.")) NUM("1", "0", "") NUM("2", "0", "")
             NUM("3", "0",
                 "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"));
}

static void a_level_may_run_on_and_write_digits_only(void **state)
{
    (void)state;
    READ("line: I een\nline: 1.1 a\nline: II twee\nline: 2.2 b\n",
         .body =
             ITEM("1", "0", "een") ITEM("1", "1", "a") ITEM("1", "0", "twee") ITEM("1", "1", "b"),
         .numbering = LIST(
             "0", LEVEL("0", "upperRoman",
                        "%1") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:lvlRestart "
                              "w:val=\"0\"/><w:isLgl/>"
                              "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>")
             NUM("1", "0", ""));
}

/* ---- notes and tables ---------------------------------------------------------------------------- */

static void notes_follow_the_block_of_their_mark(void **state)
{
    (void)state;
    READ("line: Eerst[footnoteRef:1] en dan[footnoteRef:i].\nnote 1: Zie bijlage. En meer.\n"
         "note i: Slotnoot.\nline: Daarna[footnoteRef:2].\nnote 2: Tweede.\n",
         .body =
             "<w:p><w:r><w:t>Eerst</w:t><w:footnoteReference w:id=\"5\"/><w:t "
             "xml:space=\"preserve\"> en dan</w:t><w:endnoteReference w:id=\"5\"/><w:t>.</w:t>"
             "</w:r></w:p><w:p><w:r><w:t>Daarna</w:t><w:footnoteReference w:id=\"4\"/><w:t>.</w:t>"
             "</w:r></w:p>",
         .footnotes = "<w:footnote w:type=\"separator\" w:id=\"0\">" P(
             "---") "</w:footnote>"
                    "<w:footnote w:id=\"4\">" P(
                        "Tweede.") "</w:footnote>"
                                   "<w:footnote w:id=\"5\"><w:p><w:r><w:footnoteRef/><w:t "
                                   "xml:space=\"preserve\"> Zie bijlage.</w:t></w:r></w:p>" P(
                                       "En meer.") "</w:footnote>",
         .endnotes = "<w:endnote w:id=\"5\">" P("Slotnoot.") "</w:endnote>");
}

#define TC(text)   "<w:tc>" P(text) "</w:tc>"
#define GRID(cols) "<w:tblGrid>" cols "</w:tblGrid>"
#define COL        "<w:gridCol w:w=\"100\"/>"

static void tables_are_rows_with_tabs(void **state)
{
    (void)state;
    READ(
        "row: Lid | Standpunt | Noot\nrow: NL | steun en meer | diep er[footnoteRef:1]\n"
        "note 1: Noot.\nrow: over twee |  | drie\n",
        .body = "<w:tbl><w:tblPr/>" GRID(COL COL COL) "<w:tr>" TC("Lid") TC("Standpunt") TC(
            "Noot") "</w:tr>"
                    "<w:tr>" TC("NL") "<w:tc>" P("steun")
                        P("en meer") "</w:tc><w:tc><w:tbl>" GRID(COL COL) "<w:tr>" TC(
                            "diep") "<w:tc><w:p><w:r><w:t>er</w:t><w:footnoteReference w:id=\"1\"/>"
                                    "</w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr>"
                                    "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(
                                        "over twee") "</w:tc>" TC("drie") "</w:tr></w:tbl>",
        .footnotes = "<w:footnote w:id=\"1\">" P("Noot.") "</w:footnote>");
}

static void a_table_of_one_column_is_a_frame(void **state)
{
    (void)state;
    READ("heading 1: Kop\nline: in een kader\n",
         .body = "<w:tbl>" GRID(COL) "<w:tr><w:tc>" STYLED("Kop1", "Kop")
             P("in een kader") "</w:tc></w:tr></w:tbl>");
}

/* ---- packages ------------------------------------------------------------------------------------ */

static void the_body_is_what_the_relations_name(void **state)
{
    static const char relations[] =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/>"
        "</Relationships>";
    const struct member members[] = {
        {"_rels/.rels", relations, 0},
        {"word/document.xml", "<a/>", 0},
        {"word/document2.xml", "<w:document " W "><w:body>" P("tekst") "</w:body></w:document>", 0},
        {NULL, NULL, 0},
    };

    (void)state;
    assert_imports(import_docx, package_make(members), "line: tekst\n");
}

/* What every seed does to the readers, see tests/fuzz/fuzz_office.c. */
static void the_corpus_of_the_fuzzer_does_no_harm(void **state)
{
    const char *srcdir = getenv("srcdir");
    char path[1024];
    struct dirent *entry;
    size_t count = 0;
    DIR *folder;

    (void)state;
    snprintf(path, sizeof path, "%s/tests/fuzz/corpus_office", srcdir != NULL ? srcdir : ".");
    folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        uint8_t *bytes = base_allocate(1 << 20);
        FILE *file;

        snprintf(path, sizeof path, "%s/tests/fuzz/corpus_office/%s", srcdir != NULL ? srcdir : ".",
                 entry->d_name);
        file = entry->d_name[0] != '.' ? fopen(path, "rb") : NULL;
        if (file != NULL) {
            LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, 1 << 20, file));
            fclose(file);
            count++;
        }
        free(bytes);
    }
    closedir(folder);
    assert_true(count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_split_over_runs_are_whole),
        cmocka_unit_test(signs_of_their_own_elements_are_text),
        cmocka_unit_test(a_line_break_makes_two_lines_each_with_its_look),
        cmocka_unit_test(hidden_text_and_placeholders_are_left_out),
        cmocka_unit_test(changes_are_read_as_accepted),
        cmocka_unit_test(fields_are_what_they_came_to),
        cmocka_unit_test(of_alternatives_the_first_is_read_and_boxes_come_before),
        cmocka_unit_test(headings_are_known_by_styles_in_any_language),
        cmocka_unit_test(titles_and_larger_lines_stand_out),
        cmocka_unit_test(a_link_does_not_stand_out),
        cmocka_unit_test(bullets_of_symbol_fonts_are_bullets),
        cmocka_unit_test(a_document_in_bold_does_not_stand_out),
        cmocka_unit_test(headings_bear_their_computed_numbers),
        cmocka_unit_test(contents_are_no_headings),
        cmocka_unit_test(neighbours_are_list_items_and_one_alone_is_a_line),
        cmocka_unit_test(levels_count_and_begin_again),
        cmocka_unit_test(instances_share_a_count_unless_they_begin_again),
        cmocka_unit_test(a_level_may_run_on_and_write_digits_only),
        cmocka_unit_test(notes_follow_the_block_of_their_mark),
        cmocka_unit_test(tables_are_rows_with_tabs),
        cmocka_unit_test(a_table_of_one_column_is_a_frame),
        cmocka_unit_test(the_body_is_what_the_relations_name),
        cmocka_unit_test(the_corpus_of_the_fuzzer_does_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
