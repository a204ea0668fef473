/* Searching: regular expressions against a matcher that takes no shortcuts, what is refused, and searches of
 * large reports that are shown ahead and given up. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "session/session_internal.h"

/* ---- expressions ------------------------------------------------------------------------------------ */

/* All matches, as "start-end start-end", in bytes. */
static void find_all(const char *pattern, const char *text, struct buffer *found)
{
    struct text_query query;
    struct error error = {0};
    size_t from_bytes = 0, start_bytes, end_bytes;

    buffer_clear(found);
    buffer_reserve(found, 0);
    if (!text_query_compile(&query, pattern, strlen(pattern), &error))
        fail_msg("'%s': %s", pattern, error.message);
    while (text_query_find(&query, text, strlen(text), from_bytes, &start_bytes, &end_bytes)) {
        buffer_append_format(found, "%s%zu-%zu", found->len_bytes > 0 ? " " : "", start_bytes,
                             end_bytes);
        assert_true(end_bytes > start_bytes);
        from_bytes = end_bytes;
    }
    text_query_release(&query);
}

static void an_expression_finds_places_of_the_text_as_it_stands(void **state)
{
    static const struct {
        const char *pattern, *text, *found;
    } cases[] = {
        {"migratie", "Migratiebeleid, asielmigratie", "0-8 21-29"},
        {"caf(e|\xC3\xA9)", "Caf\xC3\xA9 cafe CAFE\xCC\x81", "0-5 6-10 11-17"},
        {"\xC3\xA9+",
         "\xC3\x89\xC3\xA9"
         "e x",
         "0-5"},
        {"(stra\xC3\x9F|gra)e",
         "STRASSE stra\xC3\x9F"
         "e",
         "0-7 8-15"},
        {"straat.op", "de straat \t\n op", "3-15"},
        {"a  b", "a b a\n\nb", "0-3 4-8"},
        {"^de", "De de", "0-2"},
        {"de$", "de de", "3-5"},
        {"\\<de\\>", "de, beide, de-, (DE) dede", "0-2 11-13 17-19"},
        {"\\bde", "beide de", "6-8"},
        {"lidsta(at|ten)", "lidstaten en Lidstaat", "0-9 13-21"},
        {"3\\.1", "3.1 321", "0-3"},
        {"3.1", "3.1 321", "0-3 4-7"},
        {"\\(2\\)", "2 (2)", "2-5"},
        {"a)", "a) b", "0-2"},
        {"a{", "a{ aa", "0-2"},
        {"a{2}", "aaaaa", "0-2 2-4"},
        {"x*", "axxa", "1-3"},
        {"(x|)a|", "xaa", "0-2 2-3"},
        {"()", "a", ""},
        {"[[:digit:]]+", "punt 12", "5-7"},
        {"[]^-]+", "a]^-b", "1-4"},
        {"[^a-c ]", "ab D", "3-4"},
        {"\\d{4}-\\d", "2024-1", "0-6"},
        {"\\w+", "een, twee", "0-3 5-9"},
        {"Raad|x", "raad Raad", "5-9"},
        {"[[:upper:]][a-z]+", "de Raad", "3-7"},
        {"\\W", "de Raad", "2-3"},
        {"so\xC2\xAD?ft", "so\xC2\xAD" "ft soft", "0-6 7-11"},
    };
    struct buffer found = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        find_all(cases[i].pattern, cases[i].text, &found);
        if (strcmp(found.data, cases[i].found) != 0)
            fail_msg("'%s' in '%s': %s, not %s", cases[i].pattern, cases[i].text, found.data,
                     cases[i].found);
    }
    buffer_release(&found);
}

static void what_is_no_expression_says_where(void **state)
{
    static const struct {
        const char *pattern, *message;
        size_t whole_bytes;
    } cases[] = {
        {"ab(c", "Broken at character 3, \"(c\": no ) closes", 2},
        {"\xC3\xA9[a", "Broken at character 2, \"[a\": no ] closes", 2},
        {"a{2", "Broken at character 2, \"{2\": give how often", 1},
        {"a{5,2}", "Broken at character 2, \"{5,2}\": give how often", 1},
        {"a{256}", "Broken at character 2", 1},
        {"+5", "Broken at character 1, \"+5\": nothing stands before", 0},
        {"a|*", "Broken at character 3, \"*\": nothing stands before", 2},
        {"[[:x:]]", "Broken at character 2, \"[:x:]]\": give one such", 0},
        {"[b-a]", "Broken at character 2, \"b-a]\": a range", 0},
        {"a\\", "Broken at character 2, \"\\\": a sign must follow", 1},
        {"\\q", "Broken at character 1, \"\\q\": this means nothing", 0},
        {"(a)\\1", "Broken at character 4, \"\\1\": a group cannot", 3},
        {"((a{99}){99}){99}", "Broken at character 9", 8},
        {"((((((((((a+)+)+)+)+)+)+)+)+)+)+", "Broken at character", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text_query query;
        struct error error = {0};

        assert_false(
            text_query_compile(&query, cases[i].pattern, strlen(cases[i].pattern), &error));
        if (strncmp(error.message, cases[i].message, strlen(cases[i].message)) != 0)
            fail_msg("'%s': %s", cases[i].pattern, error.message);
        assert_int_equal(query.len_bytes, 0);
        if (i + 1 < COUNT_OF(cases) && strchr(cases[i].pattern, '9') == NULL)
            assert_int_equal(text_query_whole_bytes(cases[i].pattern, strlen(cases[i].pattern)),
                             cases[i].whole_bytes);
    }
}

/* ---- a matcher without shortcuts ---------------------------------------------------------------------- */

/* Expressions as trees, of which a pattern is written. */
struct node {
    enum { LETTER, ANY, LIST, JOIN, EITHER, REPEAT } kind;
    const char *written; /* of a letter or list */
    const char *folded;  /* the letters that it stands for */
    struct node *left, *right;
    size_t least, most;
};

static unsigned random_state;

static unsigned roll(unsigned below)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 16) % below;
}

static struct node *make_node(struct arena *arena, unsigned depth)
{
    static const struct {
        const char *written, *folded;
    } letters[] = {{"a", "a"}, {"b", "b"}, {"\xC3\xA9", "e"}, {" ", " "}, {"\\.", "."}},
      lists[] = {{"[ab]", "ab"}, {"[^a]", "be. "}, {"[e.]", "e."}, {"\\w", "abe"}};
    struct node *node = arena_allocate(arena, sizeof *node);
    unsigned kind = roll(depth == 0 ? 3 : 7);

    if (kind == 0) {
        size_t letter = roll(COUNT_OF(letters));

        *node = (struct node){
            .kind = LETTER, .written = letters[letter].written, .folded = letters[letter].folded};
    } else if (kind == 1) {
        *node = (struct node){.kind = ANY, .written = ".", .folded = "abe. "};
    } else if (kind == 2) {
        size_t list = roll(COUNT_OF(lists));

        *node = (struct node){
            .kind = LIST, .written = lists[list].written, .folded = lists[list].folded};
    } else {
        *node = (struct node){.kind = kind < 5 ? JOIN : kind == 5 ? EITHER : REPEAT};
        node->left = make_node(arena, depth - 1);
        node->right = node->kind == REPEAT ? NULL : make_node(arena, depth - 1);
        node->least = roll(3);
        node->most = node->least + roll(3);
    }
    return node;
}

static void write_node(const struct node *node, struct buffer *out)
{
    switch (node->kind) {
    case LETTER:
    case ANY:
    case LIST:
        buffer_append_string(out, node->written);
        return;
    case JOIN:
        write_node(node->left, out);
        write_node(node->right, out);
        return;
    case EITHER:
        buffer_append_char(out, '(');
        write_node(node->left, out);
        buffer_append_char(out, '|');
        write_node(node->right, out);
        buffer_append_char(out, ')');
        return;
    case REPEAT:
        buffer_append_char(out, '(');
        write_node(node->left, out);
        buffer_append_format(out, "){%zu,%zu}", node->least, node->most == 0 ? 1 : node->most);
        return;
    }
}

enum { FOLDED_MAX = 64 };
typedef uint64_t places; /* bit i: a match may stand so far */

static places step(const struct node *node, const char *text, size_t len, places from)
{
    places to = 0, now = from;

    switch (node->kind) {
    case LETTER:
    case ANY:
    case LIST:
        for (size_t i = 0; i < len; i++)
            if ((from >> i & 1) != 0 && strchr(node->folded, text[i]) != NULL)
                to |= (places)1 << (i + 1);
        return to;
    case JOIN:
        return step(node->right, text, len, step(node->left, text, len, from));
    case EITHER:
        return step(node->left, text, len, from) | step(node->right, text, len, from);
    case REPEAT:
        if (node->least == 0)
            to = from;
        for (size_t count = 1; count <= (node->most == 0 ? 1 : node->most); count++) {
            now = step(node->left, text, len, now);
            if (count >= node->least)
                to |= now;
        }
        return to;
    }
    return 0;
}

/* A text with what it folds to, and where in it each folded letter begins and ends. */
struct sample {
    struct buffer text, folded;
    size_t starts[FOLDED_MAX], ends[FOLDED_MAX];
};

static void make_sample(struct sample *sample)
{
    static const struct {
        const char *text, *folded;
    } pieces[] = {{"a", "a"},        {"A", "a"}, {"b", "b"}, {"\xC3\xA0", "a"}, {"e", "e"},
                  {"\xC3\xA9", "e"}, {".", "."}, {" ", " "}, {"\xC2\xA0", " "}};
    size_t count = roll(40);

    *sample = (struct sample){0};
    buffer_init(&sample->text);
    buffer_init(&sample->folded);
    for (size_t i = 0; i < count; i++) {
        size_t piece = roll(COUNT_OF(pieces)), at = sample->folded.len_bytes;
        bool runs = at > 0 && pieces[piece].folded[0] == ' ' && sample->folded.data[at - 1] == ' ';

        if (!runs) {
            sample->starts[at] = sample->text.len_bytes;
            buffer_append_string(&sample->folded, pieces[piece].folded);
        }
        buffer_append_string(&sample->text, pieces[piece].text);
        sample->ends[sample->folded.len_bytes - 1] = sample->text.len_bytes;
    }
}

static void find_plainly(const struct node *node, const struct sample *sample, struct buffer *found)
{
    size_t at = 0, len = sample->folded.len_bytes;

    buffer_clear(found);
    while (at < len) {
        places ends = step(node, sample->folded.data, len, (places)1 << at);
        size_t end = len;

        while (end > at && (ends >> end & 1) == 0)
            end--;
        if (end == at) {
            at++;
            continue;
        }
        buffer_append_format(found, "%s%zu-%zu", found->len_bytes > 0 ? " " : "",
                             sample->starts[at], sample->ends[end - 1]);
        at = end;
    }
}

/* Two blanks in a row are one in a pattern, but not to the matcher. */
static bool has_blanks(const char *pattern)
{
    return strchr(pattern, ' ') != NULL;
}

static void expressions_find_what_a_matcher_without_shortcuts_finds(void **state)
{
    const char *given = getenv("KANTLIJN_TEST_SEED");
    unsigned seed = given != NULL ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
    struct buffer pattern = {0}, found = {0}, plain = {0};

    (void)state;
    print_message("# KANTLIJN_TEST_SEED=%u\n", seed);
    random_state = seed;
    for (int round = 0; round < 3000; round++) {
        struct arena arena;
        struct sample sample;
        struct node *node;

        arena_init(&arena);
        node = make_node(&arena, 3);
        buffer_clear(&pattern);
        write_node(node, &pattern);
        make_sample(&sample);
        pattern.data[pattern.len_bytes] = '\0';
        if (!has_blanks(pattern.data)) {
            buffer_reserve(&plain, 0);
            find_plainly(node, &sample, &plain);
            find_all(pattern.data, sample.text.data, &found);
            if (strcmp(found.data, plain.data) != 0)
                fail_msg("seed %u: '%s' in '%s': %s, not %s", seed, pattern.data, sample.text.data,
                         found.data, plain.data);
        }
        buffer_release(&sample.text);
        buffer_release(&sample.folded);
        arena_release(&arena);
    }
    buffer_release(&pattern);
    buffer_release(&found);
    buffer_release(&plain);
}

/* In stretches, as a search asks that can be given up. */
static void a_hostile_expression_gives_up_between_stretches(void **state)
{
    enum { TEXT_BYTES = 64 << 10, STRETCH_BYTES = 8 << 10 };
    static const char *const patterns[] = {"(a*)*b",
                                           "(a|b)*a(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)c",
                                           "(a?){250}b", "((a|aa)+)+$x"};
    char *text = malloc(TEXT_BYTES);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < TEXT_BYTES; i++)
        text[i] = i % 7 == 3 && i % 5 == 1 ? 'b' : 'a';
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        struct text_query query;
        struct error error = {0};
        size_t start_bytes, end_bytes;

        if (!text_query_compile(&query, patterns[i], strlen(patterns[i]), &error))
            fail_msg("%s", error.message);
        for (size_t at_bytes = 0; at_bytes < 2 * STRETCH_BYTES; at_bytes += STRETCH_BYTES)
            text_query_find_before(&query, text, TEXT_BYTES, at_bytes, at_bytes + STRETCH_BYTES,
                                   &start_bytes, &end_bytes);
        text_query_release(&query);
    }
    free(text);
}

static void the_word_at_a_place_is_found(void **state)
{
    static const char text[] = "de caf\xC3\xA9s, (EU) ";
    size_t start_bytes, end_bytes;

    (void)state;
    assert_true(text_find_word(text, sizeof text - 1, 6, &start_bytes, &end_bytes));
    assert_int_equal(start_bytes, 3);
    assert_int_equal(end_bytes, 9);
    assert_true(text_find_word(text, sizeof text - 1, 9, &start_bytes, &end_bytes));
    assert_int_equal(start_bytes, 12);
    assert_int_equal(end_bytes, 14);
    assert_false(text_find_word(text, sizeof text - 1, 15, &start_bytes, &end_bytes));
}

/* ---- a large report ------------------------------------------------------------------------------------ */

enum { LARGE_BYTES = 4 << 20, PAGE_COLS = 80, PAGE_ROWS = 20 };

struct fixture {
    char folder[64], report[96];
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    size_t len_bytes = 0;
    FILE *file;

    assert_non_null(fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/kantlijn-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    setenv("HOME", fixture->folder, 1);
    unsetenv("XDG_DATA_HOME");
    file = fopen(fixture->report, "w");
    assert_non_null(file);
    fputs("I. Binnenlandse zaken\n\n", file);
    for (int item = 1; len_bytes < LARGE_BYTES; item++)
        len_bytes += (size_t)fprintf(
            file, "%d. Punt over havens\n\nDe Raad sprak over haven %d.\n\n", item, item);
    fputs("999999. Slot\n\nEen kievit riep bij de\nveerpont, en nog een Kievit\nzweeg.\n", file);
    assert_int_equal(fclose(file), 0);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    unlink(fixture->report);
    rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static struct session *open_page(const struct fixture *fixture)
{
    const struct session_options options = {.read_sidecar = true};
    struct session *session = NULL;
    struct error error = {0};

    assert_true(session_open(&session, fixture->report, &options, &error));
    session_resize(session, PAGE_COLS, PAGE_ROWS, PAGE_COLS, false);
    return session;
}

static void search(struct session *session, const char *words)
{
    const struct verb_call call = {.argument = words};

    session_run(session, session_find_verb("search", 6), &call);
}

static void a_place_that_was_not_read_is_shown_ahead(void **state)
{
    struct session *session = open_page(*state), *ahead;
    const struct view *view;
    const char *text;

    assert_false(session_report(session)->complete);
    session_preview(session, "kievit riep bij de veerpont", true);
    ahead = session_look_ahead(session, "kievit riep bij de veerpont");
    assert_non_null(ahead);
    view = session_view(ahead);
    text = session_report(ahead)->text.data;
    assert_true(view->searching);
    assert_int_equal(strncmp(text + view->match_start_bytes, "kievit", 6), 0);
    assert_int_equal(strncmp(text + view->match_end_bytes - 2, "de", 2), 0); /* the line's end */
    session_close(ahead);
    assert_null(session_look_ahead(session, "wat er niet staat"));
    assert_null(session_look_ahead(session, "ki(e)vit"));
    session_preview(session, "haven 3", true);
    assert_null(session_look_ahead(session, "haven 3")); /* it is shown already */
    session_preview_end(session);

    search(session, "kievit");
    assert_true(session_report(session)->complete);
    assert_string_equal(session_view(session)->message.data, "match 1 of 2");
    assert_null(session_look_ahead(session, "kievit"));
    session_close(session);
}

static void the_end_of_a_report_that_was_not_read_is_shown_ahead(void **state)
{
    struct session *session = open_page(*state), *ahead;
    const struct report *report;
    char last[64];

    assert_false(session_report(session)->complete);
    ahead = session_look_at_end(session, NULL);
    assert_non_null(ahead);
    report = session_report(ahead);
    assert_int_equal(session_view(ahead)->focus.block, report->block_count - 1);
    assert_true(report->text.len_bytes < 20000);
    snprintf(last, sizeof last, "%s", report->text.data + report->text.len_bytes - 40);
    session_close(ahead);

    session_run(session, session_find_verb("end", 3), &(struct verb_call){0});
    report = session_report(session);
    assert_true(report->complete);
    assert_string_equal(report->text.data + report->text.len_bytes - 40, last);
    assert_null(session_look_at_end(session, NULL));
    session_close(session);
}

static size_t calls_left;

static bool give_up(void *context, const struct session_progress *progress)
{
    (void)context;
    return progress->work != WORK_SEARCHING || calls_left-- > 1;
}

static void a_search_that_is_given_up_changes_nothing(void **state)
{
    static const char *const verbs[] = {"search", "search-back", "filter"};
    struct session *session = open_page(*state);
    const struct view *view = session_view(session);
    struct layout_place focus;

    search(session, "haven 7");
    focus = view->focus;
    session_set_progress(session, give_up, NULL);
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        const struct verb_call call = {.argument = "(kievit|raad)"};

        calls_left = 3;
        session_run(session, session_find_verb(verbs[i], strlen(verbs[i])), &call);
        assert_true(view->message_is_error);
        assert_non_null(strstr(view->message.data, "Stopped"));
        assert_int_equal(view->focus.block, focus.block);
        assert_string_equal(view->query.typed, "haven 7");
        assert_false(layout_is_filtered(view->layout));
    }
    calls_left = SIZE_MAX;
    search(session, "kievit");
    assert_string_equal(view->message.data, "match 1 of 2");
    session_close(session);
}

static void more_matches_than_are_kept_are_counted_as_more(void **state)
{
    struct session *session = open_page(*state);

    search(session, "a");
    assert_non_null(strstr(session_view(session)->message.data, "of more than 100000"));
    session_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_expression_finds_places_of_the_text_as_it_stands),
        cmocka_unit_test(what_is_no_expression_says_where),
        cmocka_unit_test(expressions_find_what_a_matcher_without_shortcuts_finds),
        cmocka_unit_test(a_hostile_expression_gives_up_between_stretches),
        cmocka_unit_test(the_word_at_a_place_is_found),
        cmocka_unit_test_setup_teardown(a_place_that_was_not_read_is_shown_ahead, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_end_of_a_report_that_was_not_read_is_shown_ahead, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_search_that_is_given_up_changes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(more_matches_than_are_kept_are_counted_as_more, set_up,
                                        tear_down),
    };

    setlocale(LC_ALL, "C.UTF-8");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
