/* Documents made to harm: each is refused in a word, or read within the caps. */
#include "config.h"

#include "format/import.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "office_fixture.h"

#define DOCUMENT_BEGIN                                                                             \
    "<w:document "                                                                                 \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define DOCUMENT_END "</w:body></w:document>"
#define P(text)      "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static struct buffer make(const char *body, size_t len_bytes)
{
    return package_make(
        (const struct member[]){{"word/document.xml", body, len_bytes}, {NULL, NULL, 0}});
}

static void assert_fails(struct buffer package, const char *failure)
{
    char expected[64];

    snprintf(expected, sizeof expected, "failure: %s\n", failure);
    assert_imports(import_docx, package, expected);
}

/* ---- archives ------------------------------------------------------------------------------------ */

static void a_bomb_is_stopped(void **state)
{
    struct buffer bomb = {0};

    (void)state;
    buffer_append_string(&bomb, DOCUMENT_BEGIN);
    buffer_append_repeated(&bomb, ' ', 120 << 20);
    assert_fails(make(bomb.data, bomb.len_bytes), "too large");
    buffer_release(&bomb);
}

/* Less than the absolute cap, but packed a thousand times. */
static void a_ratio_that_no_text_has_is_stopped(void **state)
{
    struct buffer bomb = {0};

    (void)state;
    buffer_append_repeated(&bomb, ' ', 30 << 20);
    assert_fails(make(bomb.data, bomb.len_bytes), "too large");
    buffer_release(&bomb);
}

static void members_that_come_twice_are_refused(void **state)
{
    (void)state;
    assert_fails(package_make((const struct member[]){
                     {"word/document.xml", DOCUMENT_BEGIN P("goed") DOCUMENT_END, 0},
                     {"word/document.xml", DOCUMENT_BEGIN P("kwaad") DOCUMENT_END, 0},
                     {NULL, NULL, 0}}),
                 "forbidden");
}

static void two_hundred_thousand_members_are_too_many(void **state)
{
    enum { COUNT = 200000, NAME_BYTES = 16 };
    struct member *members = base_allocate((COUNT + 2) * sizeof *members);
    char *names = base_allocate(COUNT * NAME_BYTES);

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(names + i * NAME_BYTES, NAME_BYTES, "a/%zu", i);
        members[i] = (struct member){names + i * NAME_BYTES, "x", 1};
    }
    members[COUNT] = (struct member){"word/document.xml", DOCUMENT_BEGIN P("x") DOCUMENT_END, 0};
    assert_fails(package_make(members), "too large");
    free(members);
    free(names);
}

/* The headers of a member: "PK", 3 and 4 before it, 1 and 2 in the list at the end. */
static void patch(struct buffer *package, size_t local_at, size_t listed_at, unsigned char value)
{
    for (size_t i = 0; i + 46 < package->len_bytes; i++) {
        if (memcmp(package->data + i, "PK\x03\x04", 4) == 0)
            package->data[i + local_at] = (char)value;
        if (memcmp(package->data + i, "PK\x01\x02", 4) == 0)
            package->data[i + listed_at] = (char)value;
    }
}

static void lying_sizes_do_no_harm(void **state)
{
    (void)state;
    for (unsigned value = 0; value < 256; value += 51) {
        for (size_t byte = 0; byte < 8; byte++) {
            struct buffer package = make(DOCUMENT_BEGIN P("tekst") DOCUMENT_END, 0);
            char *text;

            patch(&package, 18 + byte, 20 + byte, (unsigned char)value);
            text = import_as_text(import_docx, &package);
            assert_true(strncmp(text, "failure: ", 9) == 0 || strcmp(text, "line: tekst\n") == 0);
            free(text);
            buffer_release(&package);
        }
    }
}

static void encrypted_members_are_told(void **state)
{
    struct buffer package = make(DOCUMENT_BEGIN P("tekst") DOCUMENT_END, 0);

    (void)state;
    patch(&package, 6, 8, 1);
    assert_fails(package, "encrypted");
}

/* ---- XML ----------------------------------------------------------------------------------------- */

static void entities_are_refused(void **state)
{
    static const char *const types[] = {
        "<!DOCTYPE a>",
        "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
        "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
        "\"&d;&d;&d;&d;&d;&d;&d;&d;\">]>",
        "<!DOCTYPE a [<!ELEMENT",
        "<!DOCTYPE a [<!ENTITY % b \"<!ENTITY c 'x'>\">%b;%b;%b;]>",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        struct buffer text = {0};

        buffer_append_format(&text, "%s" DOCUMENT_BEGIN P("&b;") DOCUMENT_END, types[i]);
        assert_fails(make(text.data, text.len_bytes), "forbidden");
        buffer_release(&text);
    }
}

static void nesting_ends_somewhere(void **state)
{
    static const size_t depths[] = {257, 300, 100000};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        struct buffer text = {0};

        buffer_append_string(&text, DOCUMENT_BEGIN);
        for (size_t depth = 0; depth < depths[i]; depth++)
            buffer_append_string(&text, "<w:tbl><w:tr><w:tc>");
        assert_fails(make(text.data, text.len_bytes), "too deep");
        buffer_release(&text);
    }
}

static void deep_tables_within_the_cap_are_read(void **state)
{
    struct buffer text = {0};

    (void)state;
    buffer_append_string(&text, DOCUMENT_BEGIN);
    for (size_t depth = 0; depth < 80; depth++)
        buffer_append_string(&text, "<w:tbl><w:tr><w:tc>");
    buffer_append_string(&text, P("diep"));
    for (size_t depth = 0; depth < 80; depth++)
        buffer_append_string(&text, "</w:tc></w:tr></w:tbl>");
    buffer_append_string(&text, DOCUMENT_END);
    assert_imports(import_docx, make(text.data, text.len_bytes), "row: diep\n");
    buffer_release(&text);
}

static void what_does_not_nest_as_it_should_is_read_somehow(void **state)
{
    (void)state;
    assert_imports(
        import_docx,
        make(DOCUMENT_BEGIN "<w:tr><w:tc>" P("a") "</w:tc></w:tr><w:txbxContent>" P(
                 "b") "</w:txbxContent><w:p><w:p><w:r><w:t>c</w:t></w:r></w:p><w:tbl><w:p><w:r>"
                      "<w:t>d</w:t></w:r></w:p><w:tc><w:tr/></w:tc></w:tbl></w:p>" DOCUMENT_END,
             0),
        "line: a\nline: b\nline: c\nline: d\n");
}

/* ---- amounts ------------------------------------------------------------------------------------- */

static void numbers_beyond_reason_are_bounded(void **state)
{
    const struct member members[] = {
        {"word/document.xml",
         DOCUMENT_BEGIN
         "<w:p><w:pPr><w:outlineLvl w:val=\"99999999999999999999\"/><w:numPr><w:ilvl "
         "w:val=\"4294967295\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:sz "
         "w:val=\"99999999999\"/></w:rPr><w:t>a</w:t></w:r></w:p>"
         "<w:p><w:pPr><w:numPr><w:numId "
         "w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>"
         "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999999\"/></w:tcPr>" P(
             "c") "</w:tc><w:tc>" P("d") "</w:tc></w:tr></w:tbl>" DOCUMENT_END,
         0},
        {"word/numbering.xml",
         "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
         "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start "
         "w:val=\"4294967295\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1%9\"/></w:lvl>"
         "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
         "</w:numbering>",
         0},
        {NULL, NULL, 0},
    };
    struct buffer package = package_make(members);
    char *text = import_as_text(import_docx, &package);

    (void)state;
    assert_non_null(strstr(text, "line*: a\n"));
    assert_non_null(strstr(text, "line: 10485761 b\n"));
    assert_non_null(strstr(text, " | d\n"));
    free(text);
    buffer_release(&package);
}

static void styles_based_on_themselves_end(void **state)
{
    (void)state;
    assert_imports(
        import_docx,
        package_make((const struct member[]){
            {"word/document.xml",
             DOCUMENT_BEGIN "<w:p><w:pPr><w:pStyle "
                            "w:val=\"a\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>" DOCUMENT_END,
             0},
            {"word/styles.xml",
             "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
             "<w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>"
             "<w:style w:styleId=\"b\"><w:basedOn w:val=\"c\"/></w:style>"
             "<w:style w:styleId=\"c\"><w:basedOn w:val=\"b\"/></w:style></w:styles>",
             0},
            {NULL, NULL, 0}}),
        "line: x\n");
}

/* One paragraph of many lines with a note each; one note with many marks. */
static void many_lines_and_notes_take_no_long_time(void **state)
{
    enum { COUNT = 50000 };
    struct buffer body = {0}, notes = {0};
    struct buffer package;
    char *text;

    (void)state;
    buffer_append_string(&body, DOCUMENT_BEGIN "<w:p><w:r>");
    buffer_append_string(&notes, "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/"
                                 "wordprocessingml/2006/main\">");
    for (int i = 0; i < COUNT; i++) {
        buffer_append_format(&body, "<w:t>a</w:t><w:footnoteReference w:id=\"%d\"/><w:br/>", i);
        buffer_append_format(&body, "<w:footnoteReference w:id=\"7\"/>");
        buffer_append_format(&notes, "<w:footnote w:id=\"%d\">" P("n") "</w:footnote>", i);
    }
    buffer_append_string(&body, "</w:r></w:p>" DOCUMENT_END);
    buffer_append_string(&notes, "</w:footnotes>");
    package = package_make((const struct member[]){{"word/document.xml", body.data, 0},
                                                   {"word/footnotes.xml", notes.data, 0},
                                                   {NULL, NULL, 0}});
    text = import_as_text(import_docx, &package);
    assert_non_null(strstr(text, "note 50000: n\n"));
    free(text);
    buffer_release(&package);
    buffer_release(&body);
    buffer_release(&notes);
}

/* The library's table of names is slow when it is full. */
static void very_many_names_take_no_long_time(void **state)
{
    struct buffer body = {0};

    (void)state;
    buffer_append_string(&body, DOCUMENT_BEGIN);
    for (int i = 0; i < 300000; i++)
        buffer_append_format(&body, "<a%d_%d/>", i, i * 7 % 1000003);
    buffer_append_string(&body, DOCUMENT_END);
    assert_fails(make(body.data, body.len_bytes), "damaged");
    buffer_release(&body);
}

/* ---- damage -------------------------------------------------------------------------------------- */

static struct buffer make_ordinary(void)
{
    return package_make((const struct member[]){
        {"word/document.xml",
         DOCUMENT_BEGIN P("De Raad sprak.") "<w:tbl><w:tr><w:tc>" P(
             "a") "</w:tc></w:tr></w:tbl>" DOCUMENT_END,
         0},
        {"word/styles.xml",
         "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>", 0},
        {NULL, NULL, 0}});
}

static void truncated_documents_are_refused(void **state)
{
    const struct buffer whole = make_ordinary();

    (void)state;
    for (size_t len_bytes = 0; len_bytes + 1 < whole.len_bytes; len_bytes += 3) {
        struct buffer package = {0};
        char *text;

        buffer_append(&package, whole.data, len_bytes);
        text = import_as_text(import_docx, &package);
        assert_string_equal(text, "failure: damaged\n");
        free(text);
        buffer_release(&package);
    }
    buffer_release(&(struct buffer){whole.data, whole.len_bytes, whole.capacity_bytes});
}

static void flipped_bits_do_no_harm(void **state)
{
    struct buffer package = make_ordinary();

    (void)state;
    for (size_t i = 0; i < package.len_bytes; i++) {
        const char mask = (char)(1 << i % 8);
        char *text;

        package.data[i] = (char)(package.data[i] ^ mask);
        text = import_as_text(import_docx, &package);
        free(text);
        package.data[i] = (char)(package.data[i] ^ mask);
    }
    buffer_release(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bomb_is_stopped),
        cmocka_unit_test(a_ratio_that_no_text_has_is_stopped),
        cmocka_unit_test(members_that_come_twice_are_refused),
        cmocka_unit_test(two_hundred_thousand_members_are_too_many),
        cmocka_unit_test(lying_sizes_do_no_harm),
        cmocka_unit_test(encrypted_members_are_told),
        cmocka_unit_test(entities_are_refused),
        cmocka_unit_test(nesting_ends_somewhere),
        cmocka_unit_test(deep_tables_within_the_cap_are_read),
        cmocka_unit_test(what_does_not_nest_as_it_should_is_read_somehow),
        cmocka_unit_test(numbers_beyond_reason_are_bounded),
        cmocka_unit_test(styles_based_on_themselves_end),
        cmocka_unit_test(many_lines_and_notes_take_no_long_time),
        cmocka_unit_test(very_many_names_take_no_long_time),
        cmocka_unit_test(truncated_documents_are_refused),
        cmocka_unit_test(flipped_bits_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
