/* What the reader of web pages makes of them: pages and events side by side, then pages made to harm. The
 * notation of events is that of import_text.h. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "import_text.h"
#include "report_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

/* The page as it is; a body alone will do, libxml2 adds the rest. */
static void assert_page(const char *page, size_t len_bytes, const char *expected)
{
    struct buffer events = {0};

    import_append_text(&events, import_html, page, len_bytes);
    assert_string_equal(events.data, expected);
    buffer_release(&events);
}

#define READS(page, expected) assert_page(page, sizeof(page) - 1, expected)

/* ---- text ---------------------------------------------------------------------------------------- */

static void headings_have_their_levels(void **state)
{
    (void)state;
    READS(
        "<h1>Verslag</h1><h2>I. Binnenlandse\n zaken</h2><h3>1. Havens</h3><p>De Raad sprak."
        "<h6>Diep</h6><p role=heading aria-level=4>Rol</p>",
        "H1 Verslag\nH2 I. Binnenlandse zaken\nH3 1. Havens\nL De Raad sprak.\nH6 Diep\nH4 Rol\n");
}

static void a_heading_over_two_lines_is_one(void **state)
{
    (void)state;
    READS("<h2>2. Terugkeer en<br>overname<a href='#x'>#</a></h2>",
          "H2 2. Terugkeer en overname\n");
}

static void white_space_collapses_and_soft_hyphens_go(void **state)
{
    (void)state;
    READS("<p>  De\n\tRaad   sprak <b> over </b> ter&shy;keer\xC2\xAD, art.&nbsp;5\n</p>",
          "L De Raad sprak over terkeer, art.\xC2\xA0"
          "5\n");
}

static void a_line_break_makes_two_events_and_two_make_a_paragraph(void **state)
{
    (void)state;
    READS("<p>een<br>twee<br><br>drie</p>vier", "L een\nL+ twee\nL drie\nL vier\n");
}

static void a_paragraph_is_emphasised_where_all_its_words_are(void **state)
{
    (void)state;
    READS("<p><b>Havens</b><p>3. <strong>Asiel</strong>:<p><b>Let</b> op<p><u>Visa</u>"
          "<p style='font-weight: Bold'>Grens<p style='font-weight:700'>x<b style='font-weight:"
          "normal'>y</b><p><b>een <span style='font-weight:normal'>twee</span></b>",
          "L* Havens\nL* 3. Asiel:\nL Let op\nL* Visa\nL* Grens\nL xy\nL een twee\n");
}

static void preformatted_text_keeps_its_lines(void **state)
{
    (void)state;
    READS("<pre>\nAgenda\n  1. Havens\n\nSlot</pre>", "L Agenda\nL+   1. Havens\nL Slot\n");
}

static void characters_come_by_name_and_number(void **state)
{
    (void)state;
    READS("<p>co&ouml;rdinatie &euro; 5 &#8211; &#x2022; &lt;b&gt; AT&T &onbekend;",
          "L coördinatie € 5 – • <b> AT&T &onbekend;\n");
}

static void what_is_no_text_is_left_out(void **state)
{
    (void)state;
    READS("<title>Titel</title><p>een<script>x</script><style>y</style><noscript>z</noscript>"
          "<svg><text>q</text></svg><button>Deel</button><select><option>o</select>"
          "<textarea>t</textarea><iframe>i</iframe><template>u</template><del>weg</del><!-- c -->",
          "L een\n");
}

static void what_is_hidden_is_left_out(void **state)
{
    (void)state;
    READS("<p>De Raad sprak lang en uitvoerig over de havens.<p hidden>a<p style='color:red; "
          "DISPLAY : none'>b<p class='x sr-only'>c<p aria-hidden=true>d<p "
          "style='visibility:hidden'>e",
          "L De Raad sprak lang en uitvoerig over de havens.\n");
}

static void quotation_marks_are_written(void **state)
{
    (void)state;
    READS("<p>Hij zei <q>ja</q>.", "L Hij zei “ja”.\n");
}

/* ---- lists --------------------------------------------------------------------------------------- */

static void lists_count_as_in_a_browser(void **state)
{
    (void)state;
    READS("<ol start=3><li>c<li value=7>g<li>h</ol><ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y"
          "</ol><ol style='list-style-type: lower-roman' start=9><li>x<li>y</ol><ol reversed><li>x"
          "<li>y</ol><ol type=A start=27><li>x<li>y</ol>",
          "I 3. c\nI 7. g\nI 8. h\nI a. x\nI b. y\nI I. x\nI II. y\nI ix. x\nI x. y\nI 2. x\nI 1. "
          "y\nI AA. x\nI AB. y\n");
}

static void lists_stand_in_lists(void **state)
{
    (void)state;
    READS("<ul><li>een<ul><li>twee</ul>nog<li>drie</ul>", "I • een\nI • twee\nL nog\nI • drie\n");
}

static void a_number_that_the_text_brings_is_not_written_twice(void **state)
{
    (void)state;
    READS("<ol><li>1. een<li>2 landen</ol><ul><li>– vier<li>a) vijf<li>b. zes</ul><ul "
          "style='list-style:none'><li>zeven</ul>",
          "I 1. een\nI 2. 2 landen\nI – vier\nI a) vijf\nI b. zes\nI zeven\n");
}

static void a_numbered_item_that_may_be_a_heading_is_a_line(void **state)
{
    (void)state;
    READS("<ol><li>Havens</ol><p>De Raad sprak.<ol start=2><li><b>Visa</b><li>rest</ol><ol><li><p>"
          "Kop<p>tekst</ol><ol start=5><li><h2>Asiel</h2></ol><ul><li><h2>Bol</h2></ul>",
          "L 1. Havens\nL De Raad sprak.\nL* 2. Visa\nI 3. rest\nL 1. Kop\nL tekst\nH2 5. "
          "Asiel\nH2 Bol\n");
}

/* ---- tables -------------------------------------------------------------------------------------- */

static void a_table_is_rows_of_cells(void **state)
{
    (void)state;
    READS("<table><caption>Stemming</caption><tr><th>Land<th>Stem<tr><td>Nederland<br>(NL)<td><p>"
          "voor</p><p>mits</p><tr><td><td> </table>",
          "P Stemming\nR* Land | Stem\nR+ Nederland (NL) | voor mits\n");
}

static void cells_that_span_leave_empty_ones(void **state)
{
    (void)state;
    READS("<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f<tr><td>g<td>h</table>",
          "R a | b |  | c\nR+  | d | e | f\nR+ g | h\n");
}

static void a_table_that_arranges_the_page_is_no_table(void **state)
{
    (void)state;
    READS("<table><tr><td>links<td><h2>Havens</h2><p>tekst</table><table><tr><td>een<tr><td>twee"
          "</table><table role=presentation><tr><td>x<td>y</table>",
          "L links\nH2 Havens\nL tekst\nL een\nL twee\nL x\nL y\n");
}

/* ---- what the content is ------------------------------------------------------------------------- */

#define TEN(words) words words words words words words words words words words
#define SENTENCE   "De Raad sprak lang en uitvoerig over de havens en de douane van de lidstaten."

static void main_is_the_content(void **state)
{
    (void)state;
    READS(
        "<header><nav><a href=/>Home</a></nav><h1>Rijk</h1></header><div class=cookiebar><p>Wij "
        "gebruiken cookies.</div><main><header><h1>Verslag</h1></header><nav><a href=/>Kruimel</a>"
        "</nav><p>" SENTENCE "<aside>Zie ook</aside><div class='share-buttons'><a href=/>Deel</a>"
        "</div><footer>Slot</footer></main><footer>Adres van het ministerie</footer>",
        "H1 Verslag\nL " SENTENCE "\nL Slot\n");
}

static void the_role_of_main_counts_too(void **state)
{
    (void)state;
    READS("<div><p>Zoeken in deze site en alle andere sites</div><div role=main><p>" SENTENCE
          "</div>",
          "L " SENTENCE "\n");
}

static void an_empty_main_is_not_the_content(void **state)
{
    (void)state;
    READS("<main></main><div><h1>Verslag</h1><p>" SENTENCE "</div>",
          "H1 Verslag\nL " SENTENCE "\n");
}

static void an_article_is_the_content_with_the_title_above_it(void **state)
{
    (void)state;
    READS("<div id=menu><a href=/>Home</a></div><div><h1>Verslag</h1><article><p>" SENTENCE
          "<p>" SENTENCE "</article></div><div>Copyright</div>",
          "H1 Verslag\nL " SENTENCE "\nL " SENTENCE "\n");
}

static void else_the_densest_block_is(void **state)
{
    (void)state;
    READS("<div id=page><div id=top><a href=/>Home</a> <a href=/2>Onderwerpen</a></div><div><div "
          "class=txt><h1>Verslag</h1><p>" SENTENCE "<p>" SENTENCE "</div></div><div>(c) 2024</div>"
          "</div>",
          "H1 Verslag\nL " SENTENCE "\nL " SENTENCE "\n");
}

static void an_old_page_of_tables_gives_its_text(void **state)
{
    (void)state;
    READS(
        "<table width=100%><tr><td colspan=2><img alt=logo src=x.gif><tr><td width=150><a href=/1>"
        "Ministerie</a><br><a href=/2>Onderwerpen van beleid</a><br><a href=/3>Publicaties</a><td>"
        "<font size=4><b>Verslag</b></font><p>" TEN(SENTENCE) TEN(SENTENCE) TEN(SENTENCE)
            TEN(SENTENCE) "</table>",
        "L* Verslag\nL " TEN(SENTENCE) TEN(SENTENCE) TEN(SENTENCE) TEN(SENTENCE) "\n");
}

static void nothing_that_may_be_text_is_lost(void **state)
{
    (void)state;
    READS("<div class=WordSection1><p>" SENTENCE "<p>" SENTENCE "<p>" SENTENCE
          "</div><div class=WordSection2><p>Bijlage</p><p>Overzicht van de stemmen, "
          "met toelichting per lidstaat in de Raad.</div>",
          "L " SENTENCE "\nL " SENTENCE "\nL " SENTENCE
          "\nL Bijlage\nL Overzicht van de stemmen, met toelichting per lidstaat in de Raad.\n");
}

static void a_wrapper_with_a_bad_name_keeps_its_text(void **state)
{
    (void)state;
    READS("<body class='has-sidebar nav-open'><form id=aspnet><div class='content-with-menu' "
          "aria-hidden=true><h1>Verslag</h1><p>" SENTENCE "</div><div class=menu><ul><li><a "
          "href=/>Home</a></ul></div></form>",
          "H1 Verslag\nL " SENTENCE "\n");
}

static void the_title_block_of_pandoc_stays(void **state)
{
    (void)state;
    READS("<header id=title-block-header><h1 class=title>Verslag</h1></header><nav id=TOC "
          "role=doc-toc><ul><li><a href='#a'>Havens</a></ul></nav><h2 id=a>Havens</h2><p>" SENTENCE,
          "H1 Verslag\nH2 Havens\nL " SENTENCE "\n");
}

/* ---- footnotes ----------------------------------------------------------------------------------- */

static void footnotes_of_pandoc_follow_their_block(void **state)
{
    (void)state;
    READS(
        "<p>De Raad<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup>"
        "</a> sprak.</p><p>Slot.</p><section class='footnotes' role='doc-endnotes'><hr><ol><li "
        "id='fn1' role='doc-endnote'><p>Zie <b>bijlage</b>.</p><p>Nog.<a href='#fnref1' "
        "class='footnote-back' role='doc-backlink'>↩︎</a></p></li></ol></section>",
        "L De Raad[footnoteRef:1] sprak.\nF1 Zie bijlage. Nog.\nL Slot.\n");
}

static void footnotes_of_word_follow_their_block(void **state)
{
    (void)state;
    READS(
        "<div class=WordSection1><p class=MsoTitle>Verslag</p><p class=MsoToc1>Havens 2</p><p "
        "class=MsoNormal>De Raad<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" "
        "title=\"\"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>"
        "<![if !supportFootnotes]><span>[1]</span><![endif]></span></span></a> sprak.<o:p></o:p>"
        "</p><p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if "
        "!supportLists]><span style='mso-list:Ignore'>1.<span style='font:7pt'>&nbsp;&nbsp; "
        "</span></span><![endif]>Havens</p><p class=MsoListParagraph style='mso-list:l1 level1 "
        "lfo2'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>punt</p></div><div "
        "style='mso-element:footnote-list'><br clear=all><hr><div style='mso-element:footnote' "
        "id=ftn1><p class=MsoFootnoteText><a href=\"#_ftnref1\" "
        "name=\"_ftn1\"><span>[1]</span></a> "
        "Zie bijlage.</p><p>Nog.</p></div></div>",
        "H1 Verslag\nP Havens 2\nL De Raad[footnoteRef:1] sprak.\nF1 Zie bijlage. Nog.\nL 1. "
        "Havens\nI • punt\n");
}

static void footnotes_of_libreoffice_follow_their_block(void **state)
{
    (void)state;
    READS(
        "<p>De Raad<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" "
        "href=\"#sdfootnote1sym\"><sup>"
        "1</sup></a> sprak.</p><div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a "
        "class=\"sdfootnotesym\" name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a>Zie bijlage."
        "</p></div>",
        "L De Raad[footnoteRef:1] sprak.\nF1 Zie bijlage.\n");
}

static void footnotes_by_hand_follow_their_block(void **state)
{
    (void)state;
    READS("<p>De<sup><a href='#n1'>1</a></sup> Raad<a href='#n2'>[2]</a> en<sup><a href='#n1'>1</a>"
          "</sup>.<p>Slot<p id=n1><sup>1</sup> 1 januari.<p><a name=n2></a>[2] Twee.<table><tr><td>"
          "x<sup><a href='#n3'>*</a></sup><td>y</table><p id=n3>* Drie.",
          "L De[footnoteRef:1] Raad[footnoteRef:2] en[footnoteRef:1].\nF1 1 januari.\nF2 Twee.\nL "
          "Slot\nR x[footnoteRef:*] | y\nF* Drie.\n");
}

static void footnotes_of_official_pages_follow_their_block(void **state)
{
    (void)state;
    READS("<div role=main><h2 class=tussenkop><strong>Havens</strong></h2><p>De Raad<span "
          "class=noot><a "
          "class=nootnum id=s1 href='#ID-1-d3' name='ID-1-d3.ref'>1</a></span> sprak.</p><ul "
          "class=expliciet><li class=li><p class=labeled><span class=ol>1.</span> "
          "een</p></li></ul><div "
          "class='snb noot' id='ID-1-d3'><p><a href='#s1' class=noot-nr><sup>1</sup></a> Zie <a "
          "href=/z>28 844</a>.</p></div></div>",
          "H2* Havens\nL De Raad[footnoteRef:1] sprak.\nF1 Zie 28 844.\nI 1. een\n");
}

static void a_link_with_a_number_is_no_footnote_by_itself(void **state)
{
    (void)state;
    READS(
        "<p>Zie <a href='#p2'>2</a> en <sup><a href='#weg'>3</a></sup> en <sup><a href='#k'>4</a>"
        "</sup><sup><a href='#all'>5</a></sup>.<h2 id=k>Havens</h2><div id=p2>tekst<p>x</p></div>",
        "L Zie 2 en 3 en 45.\nH2 Havens\nL tekst\nL x\n");
}

/* ---- encodings ----------------------------------------------------------------------------------- */

static void the_encoding_is_what_the_page_says(void **state)
{
    (void)state;
    READS("<meta charset=utf-8><title>é</title><p>één", "L één\n");
    READS("<p>één zonder opgave", "L één zonder opgave\n");
    READS("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>\x80 \x96 "
          "\xE9\xE9n",
          "L € – één\n");
    READS("<meta charset=\"iso-8859-1\"><p>\x93ja\x94 \xA4", "L “ja” ¤\n");
    READS("<meta charset=ISO-8859-15><p>\xA4 \xBD", "L € œ\n");
    READS("<p>\xE9\xE9n zonder opgave", "L één zonder opgave\n");
    READS("\xEF\xBB\xBF<meta charset=iso-8859-1><p>één", "L één\n");
    READS("<meta charset=utf-8><p>\xE9\xE9n", "L \xEF\xBF\xBD\xEF\xBF\xBDn\n");
    READS("<?xml version='1.0' encoding='iso-8859-15'?><html><p>\xA4</p></html>", "L €\n");
}

static void utf_16_is_read_by_its_mark(void **state)
{
    (void)state;
    READS("\xFF\xFE<\0p\0>\0\xE9\0n\0", "L én\n");
    READS("\xFE\xFF\0<\0p\0>\0\xE9\0n", "L én\n");
    READS("\xFF\xFE<\0p\0>\0a\0\x00\xD8"
          "b\0c\0",
          "L a\xEF\xBF\xBD"
          "bc\n");
}

static void an_encoding_that_nobody_knows_is_no_guess(void **state)
{
    (void)state;
    READS("<meta charset=klingon-1><p>\xE9\xE9n", "! damaged\n");
    READS("<meta charset=klingon-1><p>een", "L een\n");
}

/* ---- pages made to harm -------------------------------------------------------------------------- */

static void append_times(struct buffer *page, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_string(page, piece);
}

static void assert_fails(const struct buffer *page, const char *expected)
{
    assert_page(page->data, page->len_bytes, expected);
}

/* Those words are among the events. */
static void assert_gives(const struct buffer *page, const char *words)
{
    struct buffer events = {0};

    import_append_text(&events, import_html, page->data, page->len_bytes);
    assert_non_null(strstr(events.data, words));
    buffer_release(&events);
}

static void what_is_nested_too_deep_is_an_error_and_not_empty(void **state)
{
    static const size_t depths[] = {260, 300, 2000, 100000};
    struct buffer page = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        buffer_clear(&page);
        append_times(&page, "<div>", depths[i]);
        buffer_append_string(&page, "tekst");
        assert_fails(&page, "! too deep\n");
        buffer_clear(&page);
        append_times(&page, "<span>x", depths[i]);
        assert_fails(&page, "! too deep\n");
    }
    buffer_release(&page);
}

static void nesting_that_is_allowed_is_read_to_the_bottom(void **state)
{
    struct buffer page = {0};

    (void)state;
    append_times(&page, "<div>", 240);
    buffer_append_string(&page, "tekst");
    assert_fails(&page, "L tekst\n");
    buffer_release(&page);
}

static void many_of_everything_ends_in_time(void **state)
{
    static const char *const pieces[] = {"<p>x",
                                         "<b>x</b>",
                                         "<table><tr><td>x</table>",
                                         "<li>x",
                                         "<a href=#a>1</a>",
                                         "<br>x",
                                         "&amp;&#x41;",
                                         "<!-- -->x",
                                         "<td>x</td>",
                                         "<p id=a><sup><a href=#a>1</a></sup>",
                                         "<sup><a href=#z>1</a></sup>"};
    struct buffer page = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        buffer_clear(&page);
        append_times(&page, pieces[i], 50000);
        buffer_append_string(&page, "<p id=z>1 slot");
        assert_gives(&page, "slot");
    }
    buffer_release(&page);
}

static void a_tag_with_thousands_of_attributes_is_refused(void **state)
{
    struct buffer page = {0};

    (void)state;
    buffer_append_string(&page, "<p");
    for (unsigned i = 0; i < 30000; i++)
        buffer_append_format(&page, i % 2 == 0 ? " a%u" : " a%u='='", i);
    buffer_append_string(&page, ">x");
    assert_fails(&page, "! forbidden\n");
    buffer_clear(&page);
    append_times(&page, "<img alt='een < twee = drie' src=\"data:image/png;base64,ab/cd/ef/==\">x",
                 2000);
    buffer_append_string(&page, "<img src='");
    append_times(&page, "a b/c=", 100000);
    buffer_append_string(&page, "'><p>slot");
    assert_gives(&page, "L slot\n");
    buffer_release(&page);
}

#define SIXTEEN(words)                                                                             \
    words words words words words words words words words words words words words words words words

static void spans_have_bounds(void **state)
{
    (void)state;
    READS("<table><tr><td colspan=99999999999 rowspan=-3>a<td rowspan=4294967296>b<tr><td>c<td>d"
          "</table>",
          "R a | b\nR+ c | d\n");
    READS("<table><tr><td colspan=0>a<td rowspan=0>b<tr><td>c<td>d</table>", "R a | b\nR+ c | d\n");
    READS("<table><tr><td colspan=64 rowspan=3>a<td rowspan=2>b<tr><td>c</table>",
          "R a" SIXTEEN(" | ") SIXTEEN(" | ") SIXTEEN(" | ") SIXTEEN(" | ") "b\nR+ " SIXTEEN(" | ")
              SIXTEEN(" | ") SIXTEEN(" | ") SIXTEEN(" | ") "c\n");
}

static void odd_pages_are_read_without_harm(void **state)
{
    (void)state;
    READS("", "! damaged\n");
    READS("<", "! damaged\n");
    READS("<html></html>", "");
    READS("<p>a\0b", "L a\xEF\xBF\xBD"
                     "b\n");
    READS("<ol start=999999999999><li value=-99999999999>x", "L -9999999. x\n");
    READS("<table><tr><td><tr><td><table><tr><td>x<td>y</table></table><td>z<tr>",
          "R x | y\nL z\n");
    READS("<!DOCTYPE html [<!ENTITY a 'x'>]><p>&a;", "L ]>\nL &a;\n");
}

/* ---- the fuzzer's corpus --------------------------------------------------------------------- */

static void what_fuzzing_found_stays_mended(void **state)
{
    char folder[2048];

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus_html", source_folder());
    assert_true(import_replay(folder, LLVMFuzzerTestOneInput) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_have_their_levels),
        cmocka_unit_test(a_heading_over_two_lines_is_one),
        cmocka_unit_test(white_space_collapses_and_soft_hyphens_go),
        cmocka_unit_test(a_line_break_makes_two_events_and_two_make_a_paragraph),
        cmocka_unit_test(a_paragraph_is_emphasised_where_all_its_words_are),
        cmocka_unit_test(preformatted_text_keeps_its_lines),
        cmocka_unit_test(characters_come_by_name_and_number),
        cmocka_unit_test(what_is_no_text_is_left_out),
        cmocka_unit_test(what_is_hidden_is_left_out),
        cmocka_unit_test(quotation_marks_are_written),
        cmocka_unit_test(lists_count_as_in_a_browser),
        cmocka_unit_test(lists_stand_in_lists),
        cmocka_unit_test(a_number_that_the_text_brings_is_not_written_twice),
        cmocka_unit_test(a_numbered_item_that_may_be_a_heading_is_a_line),
        cmocka_unit_test(a_table_is_rows_of_cells),
        cmocka_unit_test(cells_that_span_leave_empty_ones),
        cmocka_unit_test(a_table_that_arranges_the_page_is_no_table),
        cmocka_unit_test(main_is_the_content),
        cmocka_unit_test(the_role_of_main_counts_too),
        cmocka_unit_test(an_empty_main_is_not_the_content),
        cmocka_unit_test(an_article_is_the_content_with_the_title_above_it),
        cmocka_unit_test(else_the_densest_block_is),
        cmocka_unit_test(an_old_page_of_tables_gives_its_text),
        cmocka_unit_test(nothing_that_may_be_text_is_lost),
        cmocka_unit_test(a_wrapper_with_a_bad_name_keeps_its_text),
        cmocka_unit_test(the_title_block_of_pandoc_stays),
        cmocka_unit_test(footnotes_of_pandoc_follow_their_block),
        cmocka_unit_test(footnotes_of_word_follow_their_block),
        cmocka_unit_test(footnotes_of_libreoffice_follow_their_block),
        cmocka_unit_test(footnotes_by_hand_follow_their_block),
        cmocka_unit_test(footnotes_of_official_pages_follow_their_block),
        cmocka_unit_test(a_link_with_a_number_is_no_footnote_by_itself),
        cmocka_unit_test(the_encoding_is_what_the_page_says),
        cmocka_unit_test(utf_16_is_read_by_its_mark),
        cmocka_unit_test(an_encoding_that_nobody_knows_is_no_guess),
        cmocka_unit_test(what_is_nested_too_deep_is_an_error_and_not_empty),
        cmocka_unit_test(nesting_that_is_allowed_is_read_to_the_bottom),
        cmocka_unit_test(many_of_everything_ends_in_time),
        cmocka_unit_test(a_tag_with_thousands_of_attributes_is_refused),
        cmocka_unit_test(spans_have_bounds),
        cmocka_unit_test(odd_pages_are_read_without_harm),
        cmocka_unit_test(what_fuzzing_found_stays_mended),
    };

    return cmocka_run_group_tests_name("import_html", tests, NULL, NULL);
}
