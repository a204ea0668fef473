/* session: an open report with its sidecar, and what can be done to both. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/session_internal.h"

/* ---- a folder with a report ----------------------------------------------------------------------- */

static const char report_text[] =
    "I. Binnenlandse zaken\n\n"
    "1. Terugkeer\n"
    "De Commissie lichtte haar plannen toe. Nederland en Duitsland steunden die.\n"
    "Enkele lidstaten vroegen om geld voor de buitengrens.\n\n"
    "2. Havens\n"
    "Frankrijk vroeg om geduld. De Commissie antwoordde dat er geld is.\n\n"
    "II. Justitie\n\n"
    "3. Havens\n"
    "Het Voorzitterschap sloot de bespreking af: \xC3\xA9\xC3\xA9n co\xC3\xB6rdinator is genoeg.\n";

struct fixture {
    char folder[64];
    char report[96];
};

static void path_in(const struct fixture *fixture, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", fixture->folder, name);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool stands(const struct fixture *fixture, const char *name)
{
    char path[128];

    path_in(fixture, name, path);
    return access(path, F_OK) == 0;
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    assert_non_null(fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/kantlijn-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->report, sizeof fixture->report, "%s/verslag.txt", fixture->folder);
    write_file(fixture->report, report_text);
    setenv("KANTLIJN_AUTHOR", "A. Tester", 1);
    setenv("HOME", fixture->folder, 1);
    unsetenv("XDG_DATA_HOME");
    *state = fixture;
    return 0;
}

static void remove_tree(const char *folder)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;

    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        char path[512];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (unlink(path) != 0)
            remove_tree(path);
    }
    if (directory != NULL)
        closedir(directory);
    rmdir(folder);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    remove_tree(fixture->folder);
    free(fixture);
    return 0;
}

static struct session *open_as(const char *path, const char *author)
{
    struct session_options options = {.author = author, .read_sidecar = true};
    struct session *session = NULL;
    struct error error = {0};

    if (!session_open(&session, path, &options, &error))
        fail_msg("%s: %s", error.file, error.message);
    return session;
}

static struct session *open_report(const struct fixture *fixture)
{
    return open_as(fixture->report, NULL);
}

static struct session_place place_of(struct session *session, const char *item, const char *quote)
{
    struct session_place_words words = {.item = item, .quote = quote};
    struct session_place place;
    struct error error = {0};

    if (!session_find_place(session, &words, &place, &error))
        fail_msg("%s", error.message);
    return place;
}

static void add_note(struct session *session, const char *item, const char *quote, const char *body,
                     char *id)
{
    struct session_place place = place_of(session, item, quote);
    struct error error = {0};

    if (!session_note_add(session, &place, NULL, body, id, &error))
        fail_msg("%s", error.message);
}

static void set_stance(struct session *session, const char *item, const char *words)
{
    struct session_place place = place_of(session, item, NULL);
    struct session_stance *stances = NULL;
    struct error error = {0};
    size_t count = 0;

    assert_true(session_parse_stances(words, &stances, &count, &error));
    if (!session_stance_set(session, &place, stances, count, &error))
        fail_msg("%s", error.message);
    free(stances);
}

static const struct sidecar_note *note_with(struct session *session, const char *body)
{
    const struct sidecar_contents *contents = session_contents(session);

    for (size_t i = 0; i < contents->note_count; i++) {
        if (strcmp(contents->notes[i].body, body) == 0)
            return &contents->notes[i];
    }
    return NULL;
}

/* ---- places in words -------------------------------------------------------------------------------- */

struct place_case {
    const char *item, *quote, *at;
    enum error_code code;
    bool on_item;
    size_t heading;
    const char *text; /* of the passage */
};

static void places_in_words_are_found_exactly_or_refused(void **state)
{
    static const struct place_case cases[] = {
        {.item = "2", .on_item = true, .heading = 2},
        {.item = "ii", .on_item = true, .heading = 3},
        {.item = "@5", .on_item = true, .heading = 4},
        {.quote = "Enkele lidstaten", .text = "Enkele lidstaten"},
        {.quote = "  om\n geduld ", .text = "om geduld"},
        {.quote = "e\xCC\x81\xC3\xA9n", .text = "\xC3\xA9\xC3\xA9n"},
        {.quote = "buitengrens. 2.", .text = "buitengrens.\n\n2."},
        {.item = "1", .quote = "De Commissie", .text = "De Commissie"},
        {.item = "I", .at = "0:2", .text = "I."},
        {.at = "3:16", .text = "Binnenlandse "},
        {.code = ERROR_USAGE},
        {.item = "7", .code = ERROR_NOTHING},
        {.item = "@0", .code = ERROR_NOTHING},
        {.item = "@6", .code = ERROR_NOTHING},
        {.quote = "De Commissie", .code = ERROR_USAGE},
        {.quote = "de commissie", .code = ERROR_NOTHING},
        {.quote = "", .code = ERROR_USAGE},
        {.quote = " \n", .code = ERROR_USAGE},
        {.item = "3", .quote = "Enkele lidstaten", .code = ERROR_NOTHING},
        {.quote = "Enkele", .at = "0:1", .code = ERROR_USAGE},
        {.at = "0:0", .code = ERROR_USAGE},
        {.at = "2:1", .code = ERROR_USAGE},
        {.at = "-1:2", .code = ERROR_USAGE},
        {.at = "1:2:3", .code = ERROR_USAGE},
        {.at = "0:18446744073709551616", .code = ERROR_USAGE},
        {.item = "3", .at = "0:2", .code = ERROR_USAGE},
    };
    struct session *session = open_report(*state);
    const struct report *report = session_report(session);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct session_place_words words = {cases[i].item, cases[i].quote, cases[i].at};
        struct session_place place;
        struct error error = {0};
        size_t start, end;

        session_find_place(session, &words, &place, &error);
        assert_int_equal(error.code, cases[i].code);
        if (error.code != ERROR_NONE)
            continue;
        assert_int_equal(place.on_item, cases[i].on_item);
        if (place.on_item) {
            assert_int_equal(place.heading, cases[i].heading);
            continue;
        }
        start = report_points_to_bytes(report, place.start_points);
        end = report_points_to_bytes(report, place.end_points);
        assert_int_equal(end - start, strlen(cases[i].text));
        assert_memory_equal(report->text.data + start, cases[i].text, end - start);
    }
    session_close(session);
}

/* ---- opening ------------------------------------------------------------------------------------------ */

/* ---- the first frame of a large report ------------------------------------------------------------ */

enum { LARGE_ITEMS = 150, LARGE_SENTENCES = 10 };

/* Some 90 KB, an item a paragraph. */
static void make_large(const struct fixture *fixture)
{
    struct buffer text = {0};

    buffer_append_string(&text, "I. Binnenlandse zaken\n\n");
    for (int i = 1; i <= LARGE_ITEMS; i++) {
        buffer_append_format(&text, "%d. Havens in het noorden\n", i);
        for (int j = 0; j < LARGE_SENTENCES; j++)
            buffer_append_string(&text, "Nederland steunde het voorstel; Malta vroeg om uitstel. ");
        buffer_append_string(&text, "\n\n");
    }
    write_file(fixture->report, text.data);
    buffer_release(&text);
}

static struct session *open_on_screen(const struct fixture *fixture)
{
    struct session_options options = {.read_sidecar = true, .on_screen = true};
    struct session *session = NULL;
    struct error error = {0};

    assert_true(session_open(&session, fixture->report, &options, &error));
    return session;
}

static void on_the_screen_a_large_report_is_its_beginning_until_it_settles(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct error error = {0};
    size_t first_headings;

    make_large(fixture);
    session = open_on_screen(fixture);
    assert_false(session_is_settled(session));
    first_headings = session_report(session)->heading_count;
    assert_true(first_headings > 20 && first_headings < LARGE_ITEMS / 2);
    assert_int_equal(session_report(session)->headings[1].kind, HEADING_ITEM);
    assert_null(session_notice(session));
    session_resize(session, 80, 24, 80, false);

    assert_true(session_settle(session, &error));
    assert_true(session_is_settled(session));
    assert_int_equal(session_report(session)->heading_count, LARGE_ITEMS + 1);
    session_resize(session, 80, 24, 80, false);
    assert_true(session_settle(session, &error)); /* nothing more to do */
    session_close(session);
}

static void what_needs_the_whole_report_settles_it(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct error error = {0};

    make_large(fixture);
    session = open_on_screen(fixture);
    assert_true(session_read_all(session, &error));
    assert_int_equal(session_report(session)->heading_count, LARGE_ITEMS + 1);
    session_close(session);
}

static void a_large_report_with_notes_is_read_before_it_is_shown(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct session_place place;
    struct error error = {0};

    make_large(fixture);
    session = open_report(fixture);
    assert_true(
        session_find_place(session, &(struct session_place_words){.item = "140"}, &place, &error));
    assert_true(session_note_add(session, &place, NULL, "Aap.", NULL, &error));
    session_close(session);
    session = open_on_screen(fixture);
    assert_true(session_is_settled(session));
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

static void a_large_report_that_went_away_after_its_first_frame_is_an_error(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct error error = {0};

    make_large(fixture);
    session = open_on_screen(fixture);
    session_resize(session, 80, 24, 80, false);
    assert_int_equal(unlink(fixture->report), 0);
    assert_false(session_settle(session, &error));
    assert_int_equal(error.code, ERROR_INPUT);
    session_close(session);
}

static void opening_writes_nothing_and_the_sidecar_comes_with_the_first_note(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);

    assert_false(stands(fixture, "verslag.txt.kantlijn"));
    assert_int_equal(session_contents(session)->note_count, 0);
    assert_null(session_notice(session));
    add_note(session, "2", NULL, "Wie betaalt?", NULL);
    assert_true(stands(fixture, "verslag.txt.kantlijn"));
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

static void the_sidecar_has_the_permissions_of_the_report(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct stat status;
    char path[128];

    assert_int_equal(chmod(fixture->report, 0640), 0);
    session = open_report(fixture);
    add_note(session, "1", NULL, "x", NULL);
    session_close(session);
    path_in(fixture, "verslag.txt.kantlijn", path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
}

static bool never_writable(const char *folder)
{
    (void)folder;
    return false;
}

static bool always_writable(const char *folder)
{
    (void)folder;
    return true;
}

static void a_folder_that_is_not_writable_sends_the_sidecar_elsewhere(void **state)
{
    const struct fixture *fixture = *state;
    char beside[128], expected[128];
    char *path;
    bool elsewhere;

    path_in(fixture, "verslag.txt.kantlijn", beside);
    path = locate_sidecar(fixture->report, always_writable, &elsewhere);
    assert_string_equal(path, beside);
    assert_false(elsewhere);
    free(path);

    path_in(fixture, ".local/share/kantlijn/", expected);
    path = locate_sidecar(fixture->report, never_writable, &elsewhere);
    assert_true(elsewhere);
    assert_memory_equal(path, expected, strlen(expected));
    assert_non_null(strstr(path, "%verslag.txt.kantlijn"));

    /* what stands elsewhere is used, also when the folder has become writable since */
    assert_true(locate_make_folders(path, NULL));
    write_file(path, "");
    free(path);
    path = locate_sidecar(fixture->report, always_writable, &elsewhere);
    assert_true(elsewhere);
    free(path);

    /* and what stands beside the report comes first */
    write_file(beside, "");
    path = locate_sidecar(fixture->report, never_writable, &elsewhere);
    assert_false(elsewhere);
    assert_string_equal(path, beside);
    free(path);
}

static void a_name_elsewhere_tells_reports_apart_and_leads_back(void **state)
{
    const struct fixture *fixture = *state;
    char a[128], b[128], folder[128];
    char *first, *second, *back;

    path_in(fixture, "x", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    path_in(fixture, "x/y!%.txt", a);
    path_in(fixture, "x%y!%.txt", b);
    write_file(a, report_text);
    write_file(b, report_text);
    first = locate_elsewhere(a);
    second = locate_elsewhere(b);
    assert_string_not_equal(first, second);
    assert_true(locate_make_folders(first, NULL));
    write_file(first, "");
    back = locate_report(first, NULL, NULL);
    assert_string_equal(back, a);
    free(first);
    free(second);
    free(back);
}

static void a_path_too_long_for_a_name_gives_one_that_fits(void **state)
{
    const struct fixture *fixture = *state;
    char path[512];
    char *elsewhere;
    int len = snprintf(path, sizeof path, "%s", fixture->folder);

    for (int depth = 0; depth < 5; depth++) {
        len += snprintf(path + len, sizeof path - (size_t)len, "/%050d", depth);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    elsewhere = locate_elsewhere(path);
    assert_non_null(elsewhere);
    assert_true(strlen(strrchr(elsewhere, '/')) < 200);
    free(elsewhere);
}

static void a_sidecar_named_as_report_opens_its_report(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    char sidecar[128], renamed[128];

    add_note(session, "2", NULL, "Wie betaalt?", NULL);
    session_close(session);
    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    session = open_as(sidecar, NULL);
    assert_string_equal(session_report_name(session), "verslag.txt");
    assert_non_null(note_with(session, "Wie betaalt?"));
    session_close(session);

    path_in(fixture, "anders.txt", renamed);
    assert_int_equal(rename(fixture->report, renamed), 0);
    session = open_as(sidecar, NULL);
    assert_string_equal(session_report_name(session), "anders.txt");
    assert_non_null(note_with(session, "Wie betaalt?"));
    session_close(session);
}

static void a_sidecar_without_its_report_says_so(void **state)
{
    const struct fixture *fixture = *state;
    struct session_options options = {.read_sidecar = true};
    struct session *session = open_report(fixture);
    struct error error = {0};
    char sidecar[128];

    add_note(session, "2", NULL, "Wie betaalt?", NULL);
    session_close(session);
    assert_int_equal(unlink(fixture->report), 0);
    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    assert_false(session_open(&session, sidecar, &options, &error));
    assert_null(session);
    assert_int_equal(error.code, ERROR_INPUT);
}

static void a_renamed_report_is_offered_its_sidecar(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    struct error error = {0};
    char sidecar[128], renamed[128];

    add_note(session, "2", "om geduld", "Wie betaalt?", NULL);
    session_close(session);
    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    path_in(fixture, "anders.txt", renamed);
    assert_int_equal(rename(fixture->report, renamed), 0);
    session = open_as(renamed, NULL);
    assert_int_equal(session_contents(session)->note_count, 0);
    assert_string_equal(session_offered_sidecar(session), sidecar);
    assert_non_null(strstr(session_notice(session), sidecar));
    assert_true(session_adopt(session, &error));
    assert_null(session_offered_sidecar(session));
    assert_int_equal(note_with(session, "Wie betaalt?")->place.state, ANCHOR_SAME);
    assert_true(stands(fixture, "verslag.txt.kantlijn"));
    assert_true(stands(fixture, "anders.txt.kantlijn"));
    assert_false(session_adopt(session, &error));
    session_close(session);
}

/* Notes that were made while the report's folder was not writable. */
static void notes_in_the_data_folder_are_offered_when_a_sidecar_came_beside_the_report(void **state)
{
    const struct fixture *fixture = *state;
    struct session_options options = {.read_sidecar = true};
    struct session *session;
    char *elsewhere = locate_elsewhere(fixture->report), sidecar[128];

    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    session = open_report(fixture);
    add_note(session, "1", NULL, "elders", NULL);
    session_close(session);
    assert_true(locate_make_folders(elsewhere, NULL));
    assert_int_equal(rename(sidecar, elsewhere), 0);
    session = open_report(fixture);
    assert_true(session_is_elsewhere(session));
    assert_null(session_offered_sidecar(session));
    session_close(session);
    options.sidecar = sidecar;
    assert_true(session_open(&session, fixture->report, &options, NULL));
    add_note(session, "2", NULL, "hiernaast", NULL);
    session_close(session);

    session = open_report(fixture);
    assert_false(session_is_elsewhere(session));
    assert_int_equal(session_contents(session)->note_count, 1);
    assert_string_equal(session_offered_sidecar(session), elsewhere);
    assert_true(session_adopt(session, NULL));
    assert_int_equal(session_contents(session)->note_count, 2);
    session_close(session);

    /* once, and not again */
    session = open_report(fixture);
    assert_int_equal(session_contents(session)->note_count, 2);
    assert_null(session_offered_sidecar(session));
    session_close(session);
    free(elsewhere);
}

static void a_copy_is_not_offered_the_sidecar_of_a_report_that_stands_there(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    char copy[128];

    add_note(session, "2", NULL, "x", NULL);
    session_close(session);
    path_in(fixture, "kopie.txt", copy);
    write_file(copy, report_text);
    session = open_as(copy, NULL);
    assert_null(session_offered_sidecar(session));
    session_close(session);
}

static void a_sidecar_that_cannot_be_used_is_an_error_and_not_ignored(void **state)
{
    const struct fixture *fixture = *state;
    struct session_options options = {.read_sidecar = true};
    struct session *session = NULL;
    struct error error = {0};
    char sidecar[128];

    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    write_file(sidecar, "dit is geen database");
    assert_false(session_open(&session, fixture->report, &options, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    options.read_sidecar = false;
    error_clear(&error);
    assert_true(session_open(&session, fixture->report, &options, &error));
    session_close(session);
}

static void expect_saved(struct session *session, const char *expected)
{
    struct buffer place = {0}, saved = {0};

    session_resize(session, 80, 24, 80, true);
    session_status(session, &place, &saved);
    assert_string_equal(saved.data, expected);
    buffer_release(&place);
    buffer_release(&saved);
}

static void on_the_screen_a_report_is_read_without_a_sidecar_that_cannot_be_used(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;
    struct error error = {0};
    char sidecar[128];

    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    write_file(sidecar, "dit is geen database");
    session = open_on_screen(fixture);
    assert_non_null(strstr(session_notice(session), "this is no sidecar"));
    assert_false(session_has_sidecar(session));
    expect_saved(session, "notes off");
    assert_false(session_may_write(session, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_int_equal(unlink(sidecar), 0);
    assert_true(session_may_write(session, NULL));
    add_note(session, "1", NULL, "weer goed", NULL);
    expect_saved(session, "saved");
    session_close(session);
}

/* Root may write everywhere. */
static void be_nobody(bool nobody)
{
    if (getuid() == 0)
        assert_int_equal(seteuid(nobody ? 65534 : 0), 0);
}

static void a_reader_who_cannot_write_is_told_at_once(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    struct error error = {0};
    char sidecar[128];

    add_note(session, "1", NULL, "van een ander", NULL);
    session_close(session);
    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    assert_int_equal(chmod(sidecar, 0444), 0);
    assert_int_equal(chmod(fixture->folder, 0555), 0);
    be_nobody(true);
    session = open_on_screen(fixture);
    assert_non_null(strstr(session_notice(session), "its folder is read-only"));
    expect_saved(session, "read-only");
    assert_false(session_may_write(session, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    session_close(session);
    be_nobody(false);

    /* nor where there is no home to write in */
    assert_int_equal(chmod(fixture->folder, 0755), 0);
    assert_int_equal(unlink(sidecar), 0);
    assert_int_equal(chmod(fixture->folder, 0555), 0);
    setenv("HOME", "/dev/null/home", 1);
    be_nobody(true);
    session = open_on_screen(fixture);
    assert_non_null(strstr(session_notice(session), "/dev/null/home"));
    expect_saved(session, "read-only");
    session_close(session);
    be_nobody(false);
    assert_int_equal(chmod(fixture->folder, 0755), 0);
    session = open_on_screen(fixture);
    assert_null(session_notice(session));
    expect_saved(session, "no notes yet");
    session_close(session);
}

/* ---- the author ------------------------------------------------------------------------------------------ */

/* Whose account this is; stands before the C library's own. */
static struct passwd *account;

struct passwd *getpwuid(uid_t user)
{
    (void)user;
    return account;
}

static void without_a_given_name_the_author_is_the_accounts_full_name(void **state)
{
    static const struct {
        char *full_name;
        const char *author;
    } cases[] = {
        {"Anna de Vries", "Anna de Vries"},
        {"Anna de Vries,kamer 3.07,+31 70", "Anna de Vries"},
        {" Zoë  van Dam ,,", "Zoë  van Dam"},
        {"& de Vries,,,", "Avries de Vries"},
        {"", "avries"},
        {" ,kamer 3.07", "avries"},
        {NULL, "avries"},
    };
    const struct fixture *fixture = *state;
    struct session *session;

    unsetenv("KANTLIJN_AUTHOR");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct passwd made_up = {.pw_name = "avries", .pw_gecos = cases[i].full_name};

        account = &made_up;
        session = open_report(fixture);
        assert_string_equal(session_author(session), cases[i].author);
        session_close(session);
    }
    account = NULL;
    session = open_report(fixture);
    assert_memory_equal(session_author(session), "uid-", 4);
    session_close(session);
}

static void the_author_is_given_or_named_by_the_environment_or_the_account(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;

    setenv("KANTLIJN_AUTHOR", "  A. de\tVries\nsecond line", 1);
    session = open_report(fixture);
    assert_string_equal(session_author(session), "A. de\tVries");
    session_close(session);
    session = open_as(fixture->report, "B");
    assert_string_equal(session_author(session), "B");
    session_close(session);
    setenv("KANTLIJN_AUTHOR", "", 1);
    account = &(struct passwd){.pw_name = "avries", .pw_gecos = "Anna de Vries"};
    session = open_report(fixture);
    assert_string_equal(session_author(session), "Anna de Vries");
    session_close(session);
    account = NULL;
}

/* ---- notes over texts that change ---------------------------------------------------------------------- */

static void a_changed_text_moves_what_is_certain_and_orphans_the_rest(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    const struct sidecar_note *note;
    struct buffer changed = {0};

    add_note(session, "1", "Enkele lidstaten", "blijft", NULL);
    add_note(session, "2", "om geduld", "verdwijnt", NULL);
    add_note(session, "3", NULL, "bij het punt", NULL);
    session_close(session);

    buffer_append_string(&changed,
                         "I. Binnenlandse zaken\n\n1. Terugkeer\nEen nieuwe zin vooraf.\n");
    buffer_append_string(&changed, strstr(report_text, "Enkele"));
    memcpy(strstr(changed.data, "geduld"), "haast!", 6);
    write_file(fixture->report, changed.data);
    buffer_release(&changed);

    session = open_report(fixture);
    note = note_with(session, "blijft");
    assert_int_equal(note->place.state, ANCHOR_MOVED);
    assert_int_equal(note->place.heading, 1);
    note = note_with(session, "verdwijnt");
    assert_int_equal(note->place.state, ANCHOR_ORPHAN);
    assert_int_equal(note->place.heading, 2);
    assert_int_equal(note_with(session, "bij het punt")->place.state, ANCHOR_MOVED);
    assert_non_null(session_notice(session));
    assert_string_equal(session_contents(session)->notes[2].body, "verdwijnt"); /* orphans last */
    session_close(session);

    write_file(fixture->report, report_text);
    session = open_report(fixture);
    assert_int_equal(note_with(session, "verdwijnt")->place.state, ANCHOR_SAME);
    session_close(session);
}

/* ---- notes ------------------------------------------------------------------------------------------------ */

static void a_body_is_decoded_and_trimmed_at_its_end(void **state)
{
    struct session *session = open_report(*state);

    add_note(session, "1", NULL, "\r\nEe\xCC\x81n\r\n  twee \r\n\n", NULL);
    assert_non_null(note_with(session, "E\xC3\xA9n\n  twee"));
    session_close(session);
}

static void an_empty_body_or_an_unknown_kind_is_refused_and_makes_no_file(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    struct session_place place = place_of(session, "1", NULL);
    struct error error = {0};

    assert_false(session_note_add(session, &place, NULL, " \n\t", NULL, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    error_clear(&error);
    assert_false(session_note_add(session, &place, "remark", "x", NULL, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_false(stands(fixture, "verslag.txt.kantlijn"));
    session_close(session);
}

static void the_beginning_of_an_id_is_enough_where_one_note_has_it(void **state)
{
    struct session *session = open_report(*state);
    struct error error = {0};
    char first[SIDECAR_ID_SIZE], second[SIDECAR_ID_SIZE];

    add_note(session, "1", NULL, "een", first);
    add_note(session, "1", NULL, "twee", second);
    assert_true(session_note_edit(session, first, NULL, "een!", &error));
    assert_non_null(note_with(session, "een!"));
    assert_false(session_note_edit(session, "0", NULL, "x", &error));
    assert_int_equal(error.code, ERROR_USAGE);
    error_clear(&error);
    assert_false(session_note_delete(session, "", &error));
    assert_int_equal(error.code, ERROR_NOTHING);
    error_clear(&error);
    second[35] = '\0';
    assert_true(session_note_delete(session, second, &error));
    assert_null(note_with(session, "twee"));
    session_close(session);
}

/* ---- two at once ------------------------------------------------------------------------------------------- */

static void two_sessions_that_change_one_note_make_a_conflict_and_lose_nothing(void **state)
{
    const struct fixture *fixture = *state;
    struct session *ours = open_as(fixture->report, "A"), *theirs;
    const struct sidecar_note *note;
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    add_note(ours, "1", NULL, "eerste", id);
    theirs = open_as(fixture->report, "B");
    assert_true(session_note_edit(ours, id, NULL, "van A", &error));
    assert_true(session_note_edit(theirs, id, NULL, "van B", &error));
    note = &session_contents(theirs)->notes[0];
    assert_int_equal(session_contents(theirs)->note_count, 1);
    assert_int_equal(note->conflict_count, 2);
    assert_true(session_poll(ours));
    assert_int_equal(session_contents(ours)->notes[0].conflict_count, 2);
    assert_false(session_poll(ours));

    /* any text settles it, also one of the two */
    assert_true(session_note_edit(ours, id, NULL, "van A", &error));
    assert_int_equal(session_contents(ours)->notes[0].conflict_count, 0);
    assert_string_equal(session_contents(ours)->notes[0].body, "van A");
    session_close(ours);
    session_close(theirs);
}

static void notes_of_another_session_come_in(void **state)
{
    const struct fixture *fixture = *state;
    struct session *ours = open_as(fixture->report, "A"), *theirs = open_as(fixture->report, "B");

    assert_false(session_poll(ours));
    add_note(theirs, "1", NULL, "van B", NULL); /* makes the file */
    assert_true(session_poll(ours));
    assert_non_null(note_with(ours, "van B"));
    add_note(ours, "1", NULL, "van A", NULL);
    assert_true(session_poll(theirs));
    assert_int_equal(session_contents(theirs)->note_count, 2);
    session_close(ours);
    session_close(theirs);
}

static void expect_told(struct session *session, const char *words)
{
    assert_true(session_poll(session));
    assert_non_null(strstr(session_view(session)->message.data, words));
    assert_false(session_poll(session));
}

static void a_report_that_changes_underneath_is_told_of_once(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);

    assert_false(session_poll(session));
    write_file(fixture->report, "I. Justitie\n\n1. Anders\nNiets blijft.\n");
    expect_told(session, "the report has changed on disk");
    assert_int_equal(unlink(fixture->report), 0);
    expect_told(session, "the report was removed or renamed");
    assert_int_equal(session_report(session)->heading_count, 5);
    session_close(session);
}

static void a_note_after_the_sidecar_was_removed_says_that_a_new_one_was_begun(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    char sidecar[128];

    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    add_note(session, "1", NULL, "eerst", NULL);
    assert_int_equal(unlink(sidecar), 0);
    add_note(session, "1", NULL, "daarna", NULL);
    expect_told(session, "a new one was begun");
    session_close(session);
}

static void a_sidecar_replaced_underneath_is_read_again_and_said(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture), *other;
    char sidecar[128], aside[128], gone[SIDECAR_ID_SIZE];
    struct error error = {0};

    add_note(session, "1", NULL, "oud", NULL);
    path_in(fixture, "verslag.txt.kantlijn", sidecar);
    path_in(fixture, "opzij", aside);
    assert_int_equal(rename(sidecar, aside), 0);
    other = open_as(fixture->report, "B");
    add_note(other, "2", NULL, "nieuw", NULL);
    session_close(other);

    add_note(session, "3", NULL, "erbij", gone); /* an edit looks first, too */
    assert_null(note_with(session, "oud"));
    assert_non_null(note_with(session, "nieuw"));
    assert_non_null(note_with(session, "erbij"));
    assert_true(session_poll(session));
    assert_true(session_view(session)->message.len_bytes > 0);

    assert_int_equal(rename(aside, sidecar), 0);
    assert_false(session_note_edit(session, gone, NULL, "weg", &error)); /* not in that file */
    assert_null(note_with(session, "weg"));
    assert_true(session_poll(session));
    assert_non_null(note_with(session, "oud"));
    assert_int_equal(unlink(sidecar), 0);
    assert_true(session_poll(session));
    assert_true(session_view(session)->message_is_error);
    assert_int_equal(session_contents(session)->note_count, 0);
    session_close(session);
}

/* ---- stances ---------------------------------------------------------------------------------------------- */

static void stances_are_read_from_words(void **state)
{
    static const struct {
        const char *words, *actors, *signs;
    } good[] = {
        {"NL=+", "NL", "+"},
        {"nl+ DE-, com~\tALL=conditional", "NL DE COM ALL", "+-~~"},
        {"GR=0 FR=!", "EL FR", "0!"},
        {"NL=clear DE=x", "NL DE", "  "},
        {"", "", ""},
    };
    static const char *const bad[] = {"NL", "NL=", "NL=yes", "XX=+", "=+", "+", "NL=+ DE"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct session_stance *stances = NULL;
        struct buffer actors = {0}, signs = {0};
        size_t count = 0;

        assert_true(session_parse_stances(good[i].words, &stances, &count, NULL));
        buffer_init(&actors);
        buffer_init(&signs);
        for (size_t at = 0; at < count; at++) {
            buffer_append_format(&actors, "%s%s", at == 0 ? "" : " ", stances[at].actor->id);
            buffer_append_char(&signs, stance_sign(stances[at].stance));
        }
        assert_string_equal(actors.data, good[i].actors);
        assert_string_equal(signs.data, good[i].signs);
        buffer_release(&actors);
        buffer_release(&signs);
        free(stances);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct session_stance *stances = NULL;
        struct error error = {0};
        size_t count = 0;

        assert_false(session_parse_stances(bad[i], &stances, &count, &error));
        assert_int_equal(error.code, ERROR_USAGE);
        free(stances);
    }
}

static void an_author_has_one_tag_of_an_actor_at_a_place(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture), *other;
    struct session_place place = place_of(session, "1", NULL);
    struct session_stance *stances;
    struct error error = {0};
    size_t count = 0;

    set_stance(session, "1", "NL=+ DE=+");
    set_stance(session, "1", "NL=-");
    set_stance(session, "1", "NL=~ NL=~");
    assert_int_equal(session_contents(session)->stance_count, 2);
    assert_int_equal(session_stances_at(session, &place, &stances), 2);
    free(stances);
    stances = NULL;
    assert_false(session_parse_stances("NL=+ NL=-", &stances, &count, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    error_clear(&error);
    free(stances);
    other = open_as(fixture->report, "B");
    set_stance(other, "1", "NL=+");
    assert_int_equal(session_contents(other)->stance_count, 3);
    session_close(other);
    assert_true(session_poll(session));
    set_stance(session, "1", "NL=x");
    assert_int_equal(session_contents(session)->stance_count, 2);
    stances = NULL;
    assert_int_equal(session_stances_at(session, &place, &stances), 1);
    assert_string_equal(stances[0].actor->id, "DE");
    stances[0].actor = council_find_actor("FR");
    stances[0].stance = STANCE_NONE;
    assert_false(session_stance_set(session, &place, stances, 1, &error));
    assert_int_equal(error.code, ERROR_NOTHING);
    free(stances);
    session_close(session);
}

/* ---- undo ----------------------------------------------------------------------------------------------------- */

static bool step(struct session *session, enum sidecar_step what, bool confirmed, bool *earlier,
                 char message[1024])
{
    struct buffer said = {0};
    struct error error = {0};
    bool done = session_step(session, what, confirmed, earlier, &said, &error);

    snprintf(message, 1024, "%s", done ? said.data : error.message);
    buffer_release(&said);
    return done;
}

static void undo_goes_back_over_sessions_but_asks_first(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    char message[1024];
    bool earlier;

    assert_false(step(session, SIDECAR_UNDO, false, &earlier, message));
    add_note(session, "1", NULL, "Wie betaalt?", NULL);
    set_stance(session, "1", "NL=+ DE=-");
    session_close(session);
    for (int64_t now_ms = session_now_ms(); session_now_ms() <= now_ms;)
        continue; /* the next session opens in a later millisecond */

    session = open_report(fixture);
    add_note(session, "2", NULL, "vandaag", NULL);
    assert_true(step(session, SIDECAR_UNDO, false, &earlier, message));
    assert_false(earlier);
    assert_string_equal(message, "Undone: adding the note “vandaag”");
    assert_int_equal(session_contents(session)->note_count, 1);
    assert_true(step(session, SIDECAR_UNDO, false, &earlier, message));
    assert_true(earlier);
    assert_int_equal(session_contents(session)->stance_count, 2);
    assert_true(step(session, SIDECAR_UNDO, true, &earlier, message));
    assert_int_equal(session_contents(session)->stance_count, 0);
    assert_true(step(session, SIDECAR_UNDO, true, &earlier, message));
    assert_int_equal(session_contents(session)->note_count, 0);
    assert_false(step(session, SIDECAR_UNDO, true, &earlier, message));

    assert_true(step(session, SIDECAR_REDO, true, &earlier, message));
    assert_string_equal(message, "Redone: the note “Wie betaalt?” is added again");
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

static void undo_leaves_another_authors_work_alone(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_as(fixture->report, "A");
    char message[1024];
    bool earlier;

    add_note(session, "1", NULL, "van A", NULL);
    session_close(session);
    session = open_as(fixture->report, "B");
    assert_false(step(session, SIDECAR_UNDO, true, &earlier, message));
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

static void a_file_is_written_whole_and_never_over_another_without_force(void **state)
{
    const struct fixture *fixture = *state;
    struct buffer bytes = {0};
    struct error error = {0};
    struct session *session = open_report(fixture);
    struct stat status;
    char path[128], read_back[16] = "";
    FILE *file;

    path_in(fixture, "uit.txt", path);
    buffer_append_string(&bytes, "eerste\n");
    assert_true(session_write_file(session, path, &bytes, false, &error));
    assert_false(session_write_file(session, path, &bytes, false, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_int_equal(chmod(path, 0600), 0);
    buffer_clear(&bytes);
    buffer_append_string(&bytes, "tweede\n");
    assert_true(session_write_file(session, path, &bytes, true, NULL));
    file = fopen(path, "r");
    assert_non_null(fgets(read_back, sizeof read_back, file));
    fclose(file);
    assert_string_equal(read_back, "tweede\n");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    buffer_release(&bytes);
    session_close(session);
}

static void assert_not_written(struct session *session, const char *path)
{
    struct buffer bytes = {0};
    struct error error = {0};

    buffer_append_string(&bytes, "weg\n");
    assert_false(session_write_file(session, path, &bytes, true, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    buffer_release(&bytes);
}

static void the_report_and_a_sidecar_are_never_written_over(void **state)
{
    static const char *const names[] = {"verslag.txt.kantlijn", "./verslag.txt.kantlijn",
                                        "verslag.txt.kantlijn-journal", "verslag.txt.kantlijn-wal",
                                        "verslag.txt"};
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    char path[128], link_path[128];

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        path_in(fixture, names[i], path);
        assert_not_written(session, path);
        assert_int_equal(stands(fixture, names[i]), strcmp(names[i], "verslag.txt") == 0);
    }
    add_note(session, "1", NULL, "blijft", NULL);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        path_in(fixture, names[i], path);
        assert_not_written(session, path);
    }
    path_in(fixture, "verslag.txt", path);
    path_in(fixture, "symbolisch.txt", link_path);
    assert_int_equal(symlink("verslag.txt", link_path), 0);
    assert_not_written(session, link_path);
    path_in(fixture, "hard.txt", link_path);
    assert_int_equal(link(path, link_path), 0);
    assert_not_written(session, link_path);
    path_in(fixture, "verslag.txt.kantlijn", path);
    path_in(fixture, "hard.notes", link_path);
    assert_int_equal(link(path, link_path), 0);
    assert_not_written(session, link_path);
    path_in(fixture, "ander.txt.kantlijn", path); /* another report's */
    write_file(path, "notes");
    assert_not_written(session, path);
    session_close(session);
    session = open_report(fixture);
    assert_int_equal(session_contents(session)->note_count, 1);
    session_close(session);
}

/* ---- check ---------------------------------------------------------------------------------------------------- */

static void count_sentence(void *context, const char *sentence)
{
    assert_true(strlen(sentence) > 0);
    ++*(size_t *)context;
}

static void check_finds_orphans(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    struct error error = {0};
    struct buffer kept = {0};
    size_t told = 0, count;

    assert_false(session_check(session, NULL, count_sentence, &told, &count, &error));
    assert_int_equal(error.code, ERROR_NOTHING);
    add_note(session, "2", "om geduld", "x", NULL);
    assert_true(session_check(session, NULL, count_sentence, &told, &count, NULL));
    assert_int_equal(count, 0);
    session_close(session);
    write_file(fixture->report, "I. Justitie\n\n1. Anders\nNiets blijft.\n");
    session = open_report(fixture);
    assert_true(session_check(session, &kept, count_sentence, &told, &count, NULL));
    assert_int_equal(kept.len_bytes, 0); /* the file itself is sound */
    assert_false(stands(fixture, "verslag.txt.kantlijn.before-repair"));
    assert_int_equal(count, 1);
    assert_int_equal(told, 1);
    session_close(session);
}

/* ---- demo ----------------------------------------------------------------------------------------------------- */

static void the_demo_has_notes_and_leaves_nothing_behind(void **state)
{
    const struct fixture *fixture = *state;
    struct session_options options = {.read_sidecar = true};
    struct session *session = NULL;
    struct error error = {0};
    char scratch[256];

    setenv("TMPDIR", fixture->folder, 1);
    if (!session_open_demo(&session, &options, &error))
        fail_msg("%s", error.message);
    unsetenv("TMPDIR");
    assert_true(session_contents(session)->note_count > 0);
    assert_true(session_contents(session)->stance_count > 0);
    for (size_t i = 0; i < session_contents(session)->note_count; i++)
        assert_int_equal(session_contents(session)->notes[i].place.state, ANCHOR_SAME);
    snprintf(scratch, sizeof scratch, "%s", session->scratch);
    assert_int_equal(access(scratch, F_OK), 0);
    session_close(session);
    assert_int_not_equal(access(scratch, F_OK), 0);
}

static void a_demo_removes_what_a_killed_one_left_and_not_one_that_runs(void **state)
{
    const struct fixture *fixture = *state;
    struct session_options options = {.read_sidecar = true};
    struct session *running = NULL, *session = NULL;
    char left[128], file[256];

    path_in(fixture, "kantlijn-demo-abcdef", left);
    assert_int_equal(mkdir(left, 0700), 0);
    snprintf(file, sizeof file, "%s/voorbeeld.txt.kantlijn", left);
    write_file(file, "rest");
    setenv("TMPDIR", fixture->folder, 1);
    assert_true(session_open_demo(&running, &options, NULL));
    assert_false(stands(fixture, "kantlijn-demo-abcdef"));
    assert_true(session_open_demo(&session, &options, NULL));
    unsetenv("TMPDIR");
    session_close(session);
    assert_int_equal(access(running->scratch, F_OK), 0);
    session_close(running);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* ---- what the reader puts right ---------------------------------------------------------------------- */

static void correct(struct session *session, size_t block, const char *words)
{
    struct report_reading reading;
    struct error error = {0};

    assert_true(report_reading_parse(words, strlen(words), &reading));
    if (!session_correct(session, block, &reading, &error))
        fail_msg("%s", error.message);
}

static struct session *open_outline(const struct fixture *fixture, const char *sidecar)
{
    struct session_options options = {.sidecar = sidecar, .outline_only = true};
    struct session *session = NULL;
    struct error error = {0};

    if (!session_open(&session, fixture->report, &options, &error))
        assert_int_equal(error.code, ERROR_SIDECAR);
    return session;
}

static void corrections_hold_at_the_next_opening_and_for_the_outline_alone(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    correct(session, session_report(session)->headings[0].first_block + 2, "heading 3");
    assert_int_equal(session_report(session)->heading_count, 6);
    /* the same line again changes what stands there */
    correct(session, session_report(session)->headings[0].first_block + 2, "part other");
    assert_int_equal(session_contents(session)->correction_count, 1);
    assert_int_equal(session_report(session)->headings[2].kind, HEADING_PART);
    assert_true(session_set_meeting(session, "2024-01-25 Genk", &error));
    add_note(session, "@3", NULL, "bij het nieuwe deel", id);
    session_close(session);
    session = open_report(fixture);
    assert_int_equal(session_report(session)->headings[2].kind, HEADING_PART);
    assert_string_equal(session_report(session)->meeting.place, "Genk");
    assert_int_equal(session_contents(session)->notes[0].place.heading, 2);
    assert_int_equal(session_contents(session)->notes[0].place.state, ANCHOR_SAME);
    session_close(session);
    session = open_outline(fixture, NULL);
    assert_int_equal(session_report(session)->headings[2].kind, HEADING_PART);
    assert_int_equal(session_report(session)->meeting.source, MEETING_FROM_READER);
    assert_null(session_notice(session));
    session_close(session);
}

static void an_outline_is_shown_without_a_sidecar_that_is_none_unless_it_was_asked_for(void **state)
{
    const struct fixture *fixture = *state;
    char path[128];
    struct session *session;

    path_in(fixture, "verslag.txt.kantlijn", path);
    write_file(path, "geen database");
    session = open_outline(fixture, NULL);
    assert_non_null(session);
    assert_non_null(strstr(session_notice(session), "what a reader put right"));
    session_close(session);
    assert_null(open_outline(fixture, path));
}

/* Who has another's newer correction before him changes that one. */
static void of_two_that_correct_one_line_apart_the_newer_holds(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session = open_as(fixture->report, "Ans"), *other;
    struct error error = {0};
    char path[128], copy[128];
    struct sidecar *from = NULL;
    size_t added, block = session_report(session)->headings[1].first_block + 1;

    path_in(fixture, "verslag.txt.kantlijn", path);
    path_in(fixture, "elders.kantlijn", copy);
    correct(session, block, "heading 3");
    session_close(session);
    assert_int_equal(rename(path, copy), 0);
    other = open_as(fixture->report, "Bo");
    correct(other, block, "part mixed");
    assert_true(sidecar_open(&from, copy, SIDECAR_READ, 0, &error));
    assert_true(sidecar_merge(other->sidecar, from, &added, &error));
    sidecar_close(from);
    assert_true(session_load(other, &error));
    assert_int_equal(session_contents(other)->correction_count, 2);
    assert_int_equal(session_report(other)->headings[2].kind, HEADING_PART);
    correct(other, block, "paragraph");
    assert_int_equal(session_report(other)->heading_count, 5);
    session_close(other);
    session = open_as(fixture->report, "Ans");
    assert_int_equal(session_report(session)->heading_count, 5);
    session_close(session);
}

static void a_meeting_in_words_is_read_or_refused(void **state)
{
    static const struct {
        const char *words, *known;
    } cases[] = {
        {"2024-01-25..2024-01-26 Brussel", "2024-01-25..2024-01-26 Brussel"},
        {"  Sint-Truiden en Genk ", "2024-01-25..2024-01-26 Sint-Truiden en Genk"},
        {"2024-02", "2024-02 Sint-Truiden en Genk"},
        {"2024-02-31", NULL},
        {"12 maart", NULL},
        {"", NULL},
        {"  ", NULL},
        {"Luik\xFF", NULL},
        {"-", ""},
    };
    const struct fixture *fixture = *state;
    struct session *session = open_report(fixture);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buffer known = {0};
        struct error error = {0};
        bool set = session_set_meeting(session, cases[i].words, &error);

        if (set != (cases[i].known != NULL))
            fail_msg("“%s”: %s", cases[i].words, error.message);
        buffer_append_string(&known, "");
        session_meeting_words(session, &known);
        if (set)
            assert_string_equal(known.data, cases[i].known);
        else
            assert_int_equal(error.code, ERROR_USAGE);
        buffer_release(&known);
    }
    session_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(places_in_words_are_found_exactly_or_refused),
        TEST(on_the_screen_a_large_report_is_its_beginning_until_it_settles),
        TEST(what_needs_the_whole_report_settles_it),
        TEST(a_large_report_with_notes_is_read_before_it_is_shown),
        TEST(a_large_report_that_went_away_after_its_first_frame_is_an_error),
        TEST(opening_writes_nothing_and_the_sidecar_comes_with_the_first_note),
        TEST(the_sidecar_has_the_permissions_of_the_report),
        TEST(a_folder_that_is_not_writable_sends_the_sidecar_elsewhere),
        TEST(a_name_elsewhere_tells_reports_apart_and_leads_back),
        TEST(a_path_too_long_for_a_name_gives_one_that_fits),
        TEST(a_sidecar_named_as_report_opens_its_report),
        TEST(a_sidecar_without_its_report_says_so),
        TEST(a_renamed_report_is_offered_its_sidecar),
        TEST(notes_in_the_data_folder_are_offered_when_a_sidecar_came_beside_the_report),
        TEST(a_copy_is_not_offered_the_sidecar_of_a_report_that_stands_there),
        TEST(a_sidecar_that_cannot_be_used_is_an_error_and_not_ignored),
        TEST(on_the_screen_a_report_is_read_without_a_sidecar_that_cannot_be_used),
        TEST(a_reader_who_cannot_write_is_told_at_once),
        TEST(without_a_given_name_the_author_is_the_accounts_full_name),
        TEST(the_author_is_given_or_named_by_the_environment_or_the_account),
        TEST(a_changed_text_moves_what_is_certain_and_orphans_the_rest),
        TEST(a_body_is_decoded_and_trimmed_at_its_end),
        TEST(an_empty_body_or_an_unknown_kind_is_refused_and_makes_no_file),
        TEST(the_beginning_of_an_id_is_enough_where_one_note_has_it),
        TEST(two_sessions_that_change_one_note_make_a_conflict_and_lose_nothing),
        TEST(notes_of_another_session_come_in),
        TEST(a_report_that_changes_underneath_is_told_of_once),
        TEST(a_note_after_the_sidecar_was_removed_says_that_a_new_one_was_begun),
        TEST(a_sidecar_replaced_underneath_is_read_again_and_said),
        TEST(stances_are_read_from_words),
        TEST(an_author_has_one_tag_of_an_actor_at_a_place),
        TEST(undo_goes_back_over_sessions_but_asks_first),
        TEST(undo_leaves_another_authors_work_alone),
        TEST(a_file_is_written_whole_and_never_over_another_without_force),
        TEST(the_report_and_a_sidecar_are_never_written_over),
        TEST(check_finds_orphans),
        TEST(corrections_hold_at_the_next_opening_and_for_the_outline_alone),
        TEST(an_outline_is_shown_without_a_sidecar_that_is_none_unless_it_was_asked_for),
        TEST(of_two_that_correct_one_line_apart_the_newer_holds),
        TEST(a_meeting_in_words_is_read_or_refused),
        TEST(the_demo_has_notes_and_leaves_nothing_behind),
        TEST(a_demo_removes_what_a_killed_one_left_and_not_one_that_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
