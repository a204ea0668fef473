/* Files that are no sidecar, or were made to do harm: each gives a message that says what to do,
 * or is read with what is wrong in it left out; nothing crashes, hangs, or runs what the file
 * holds. */
#include "config.h"

#include "sidecar_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what everything does with a file ------------------------------------------------------ */

static void ignore_finding(void *context, const char *sentence)
{
    (void)context;
    assert_non_null(strchr(sentence, ':'));
}

/* "what is wrong: what to do about it", of a code that the command line can return. */
static void expect_proper(const struct error *error)
{
    assert_int_not_equal(error->code, ERROR_NONE);
    assert_int_not_equal(error->code, ERROR_INTERNAL);
    assert_non_null(strstr(error->message, ": "));
}

static void expect_done_or_proper(bool done, struct error *error)
{
    if (!done)
        expect_proper(error);
    error_clear(error);
}

static void read_all(struct sidecar *sidecar)
{
    struct sidecar_contents contents;
    struct sidecar_change change;
    struct error error = {0};
    struct buffer text = {0};
    bool done, has;

    done = sidecar_load(sidecar, &contents, &error);
    if (done && contents.note_count > 0) {
        const char *snapshot = contents.notes[0].anchor.snapshot;

        expect_done_or_proper(sidecar_snapshot_read(sidecar, snapshot, &text, &error), &error);
        expect_done_or_proper(sidecar_snapshot_equals(sidecar, snapshot, "x", 1, &has, &error),
                              &error);
    }
    if (done)
        sidecar_contents_release(&contents);
    expect_done_or_proper(done, &error);
    for (int i = SIDECAR_UNDO; i <= SIDECAR_REDO; i++) {
        done = sidecar_peek(sidecar, (enum sidecar_step)i, AUTHOR, &change, &error);
        if (done)
            sidecar_change_release(&change);
        expect_done_or_proper(done, &error);
    }
    done = sidecar_has_text(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, &has, &error);
    expect_done_or_proper(done, &error);
    expect_done_or_proper(sidecar_check(sidecar, ignore_finding, NULL, &error), &error);
    buffer_release(&text);
}

static void write_some(struct sidecar *sidecar)
{
    struct sidecar_change change;
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];
    bool done;

    make_anchor(&anchor, "s", 0);
    done = sidecar_begin(sidecar, AUTHOR, &error);
    if (done) {
        done = sidecar_add_note(sidecar, &anchor, "note", "erbij", id, &error) &&
               sidecar_commit(sidecar, &error);
        sidecar_cancel(sidecar);
    }
    expect_done_or_proper(done, &error);
    done = sidecar_apply(sidecar, SIDECAR_UNDO, AUTHOR, &change, &error);
    if (done)
        sidecar_change_release(&change);
    expect_done_or_proper(done, &error);
    expect_done_or_proper(sidecar_repair(sidecar, &error), &error);
    anchor_release(&anchor);
}

static void merge_into_new(struct sidecar *from)
{
    struct sidecar *into = open_sidecar(in_folder("into"), SIDECAR_WRITE);
    struct error error = {0};
    size_t added;

    expect_done_or_proper(sidecar_merge(into, from, &added, &error), &error);
    assert_string_equal(findings(into), findings(into));
    sidecar_close(into);
    unlink(in_folder("into"));
}

/* Everything that can be done with a file. True where it could be opened at all. */
static bool do_everything(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};
    bool opened = sidecar_open(&sidecar, path, SIDECAR_READ, 0644, &error);

    if (opened) {
        read_all(sidecar);
        merge_into_new(sidecar);
    }
    expect_done_or_proper(opened, &error);
    sidecar_close(sidecar);
    opened = sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error);
    if (opened) {
        write_some(sidecar);
        read_all(sidecar);
    }
    expect_done_or_proper(opened, &error);
    sidecar_close(sidecar);
    return opened;
}

/* A sidecar with some of everything in it. */
static void make_sample(const char *path)
{
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const char *id = add_note(sidecar, AUTHOR, 0, "een");

    set_body(sidecar, AUTHOR, id, "twee");
    delete_object(sidecar, AUTHOR, add_note(sidecar, AUTHOR, 3, "weg"));
    add_stance(sidecar, AUTHOR, "NL", STANCE_SUPPORT);
    step(sidecar, SIDECAR_UNDO, AUTHOR);
    sidecar_close(sidecar);
}

/* ---- no sidecar at all --------------------------------------------------------------------- */

static void expect_refused(const char *path, const char *words_of_message)
{
    for (int i = SIDECAR_READ; i <= SIDECAR_WRITE; i++) {
        struct sidecar *sidecar = NULL;
        struct error error = {0};

        if (sidecar_open(&sidecar, path, (enum sidecar_mode)i, 0644, &error))
            fail_msg("%s was opened", path);
        assert_null(sidecar);
        assert_int_equal(error.code, ERROR_SIDECAR);
        assert_string_equal(error.file, path);
        if (strstr(error.message, words_of_message) == NULL)
            fail_msg("%s: \"%s\" without \"%s\"", path, error.message, words_of_message);
    }
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
    (void)state;
    make_sample(in_folder("echt"));
    assert_int_equal(mkdir(in_folder("map"), 0755), 0);
    assert_int_equal(mkfifo(in_folder("pijp"), 0644), 0);
    assert_int_equal(symlink(in_folder("echt"), in_folder("koppeling")), 0);
    assert_int_equal(symlink(in_folder("nergens"), in_folder("los")), 0);
    expect_refused(in_folder("map"), "folder");
    expect_refused(in_folder("pijp"), "no ordinary file");
    expect_refused(in_folder("koppeling"), "symbolic link");
    expect_refused(in_folder("los"), "symbolic link");
    expect_refused("/dev/zero", "no ordinary file");
    expect_refused(in_folder("geen/map/hier"), ": ");
    expect_refused(in_folder("echt/eronder"), ": ");
    assert_false(sidecar_exists(in_folder("nergens")));
}

/* The folder may well be reached by a link. */
static void a_folder_behind_a_link_is_fine(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("map"), 0755), 0);
    assert_int_equal(symlink(in_folder("map"), in_folder("koppeling")), 0);
    make_sample(in_folder("koppeling/a b%?#.kantlijn"));
    assert_string_equal(words_of_file(in_folder("map/a b%?#.kantlijn")), "twee");
}

static void what_is_no_database_is_refused_and_left_alone(void **state)
{
    static const struct {
        const char *bytes;
        size_t len_bytes;
        const char *message;
    } files[] = {
        {"", 0, "empty"},
        {"x", 1, "no SQLite database"},
        {"Verslag van de Raad\n", 20, "no SQLite database"},
        {"SQLite format 3", 16, "no SQLite database"},
        {"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20", 24, "no SQLite database"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        size_t len_bytes;
        char *after;

        write_file(in_folder("a"), files[i].bytes, files[i].len_bytes);
        expect_refused(in_folder("a"), files[i].message);
        after = read_file(in_folder("a"), &len_bytes);
        assert_int_equal(len_bytes, files[i].len_bytes);
        assert_memory_equal(after, files[i].bytes, len_bytes);
        free(after);
    }
}

static void another_programs_database_is_refused(void **state)
{
    (void)state;
    run_sql(in_folder("a"), "CREATE TABLE t (x); PRAGMA application_id = 1234");
    expect_refused(in_folder("a"), "another program");
    run_sql(in_folder("b"), "CREATE TABLE t (x)");
    expect_refused(in_folder("b"), "another program");
}

static void a_newer_version_is_refused_with_advice(void **state)
{
    (void)state;
    make_sample(in_folder("a"));
    run_sql(in_folder("a"), "PRAGMA user_version = 3");
    expect_refused(in_folder("a"), "newer kantlijn");
    run_sql(in_folder("a"), "PRAGMA user_version = -1");
    expect_refused(in_folder("a"), "newer kantlijn");
    run_sql(in_folder("a"), "PRAGMA user_version = 0");
    expect_refused(in_folder("a"), "damaged");
}

static void a_file_beyond_all_measure_is_refused_unread(void **state)
{
    (void)state;
    make_sample(in_folder("a"));
    assert_int_equal(truncate(in_folder("a"), ((off_t)2 << 30) + 1), 0); /* a hole: takes no room */
    expect_refused(in_folder("a"), "larger");
}

/* ---- schemas ------------------------------------------------------------------------------- */

static void a_schema_that_differs_at_all_is_refused(void **state)
{
    static const char *const changes[] = {
        "CREATE TRIGGER t AFTER INSERT ON edit BEGIN DELETE FROM edit; END",
        "CREATE VIEW v AS SELECT * FROM edit",
        "CREATE TABLE extra (x)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "CREATE INDEX i ON note (body)",
        "ALTER TABLE note ADD COLUMN x TEXT",
        "DROP INDEX edit_by_clock",
        "DROP TABLE note; CREATE VIEW note AS SELECT 'x' AS id",
        "ANALYZE",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', "
        "'STRICT ')",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = "
        "'note'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET tbl_name = 'edit' WHERE name = "
        "'note'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'x' WHERE name = 'note'",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name LIKE "
        "'sqlite_autoindex_note%'",
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'q', 'q', 99, "
        "'CREATE TABLE "
        "q (x DEFAULT (load_extension(''x'')))')",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        make_sample(in_folder("a"));
        run_sql(in_folder("a"), changes[i]);
        expect_refused(in_folder("a"), ": ");
        unlink(in_folder("a"));
    }
}

static void a_file_that_was_vacuumed_is_as_good(void **state)
{
    (void)state;
    make_sample(in_folder("a"));
    run_sql(in_folder("a"), "VACUUM");
    assert_string_equal(words_of_file(in_folder("a")), "twee");
    run_sql(in_folder("a"), "PRAGMA page_size = 16384; VACUUM");
    assert_string_equal(words_of_file(in_folder("a")), "twee");
    assert_true(do_everything(in_folder("a")));
}

/* ---- values -------------------------------------------------------------------------------- */

/* What a note's row may hold after others had their hands on it, and how it then shows. */
static void whatever_a_row_holds_the_note_is_there_and_is_text(void **state)
{
    static const char *const changes[] = {
        "UPDATE note SET body = CAST(x'ff00fe41' AS TEXT)",
        "UPDATE note SET body = char(27) || '[2J' || char(0x202e) || char(0)",
        "UPDATE note SET start_points = -1, end_points = 9223372036854775807",
        "UPDATE note SET start_points = -9223372036854775808, item_index = -5, on_item = 7",
        "UPDATE note SET id = '"
        "0123456789012345678901234567890123456789012345678901234567890123'",
        "UPDATE note SET id = CAST(x'00' AS TEXT)",
        "UPDATE note SET id = ''",
        "UPDATE note SET quote = printf('%.*c', 1000000, 'x')",
        "UPDATE note SET created_ms = 9223372036854775807, modified_ms = -9223372036854775808",
        "UPDATE note SET kind = '', snapshot = '', author = printf('%.*c', 100000, 'x')",
        "UPDATE edit SET value = '{' WHERE field = 'anchor'",
        "UPDATE edit SET value = '[1, 2]' WHERE field = 'anchor'",
        "UPDATE edit SET value = '' WHERE field = 'anchor'",
        "UPDATE edit SET value = NULL WHERE field = 'anchor'",
        "UPDATE edit SET value = NULL",
        "UPDATE edit SET value = '{\"start\": 1e99, \"end\": 99999999999999999999, \"quote\": {}, "
        "\"item\": 3}'"
        " WHERE field = 'anchor'",
        "UPDATE edit SET value = '{\"start\": -4, \"end\": \"x\", \"quote\": [1], \"snapshot\": "
        "null}'"
        " WHERE field = 'anchor'",
        "UPDATE edit SET value = printf('%.*c', 3000, '[') WHERE field = 'anchor'",
        "UPDATE edit SET value = CAST(x'7b2271756f7465223a22ff00227d' AS TEXT) WHERE field = "
        "'anchor'",
        "UPDATE edit SET object = 'x'",
        "UPDATE edit SET object = CAST(x'41004200ff' AS TEXT)",
        "UPDATE edit SET author = ''",
        "UPDATE edit SET type = 'stance'",
        "UPDATE edit SET undoes = id",
        "INSERT INTO edit_replaces SELECT a.id, b.id FROM edit AS a, edit AS b WHERE true ON "
        "CONFLICT DO NOTHING",
        "UPDATE edit SET clock_ms = 253402300799999, clock_count = 4294967295",
        "UPDATE snapshot SET length_bytes = 9223372036854775807",
        "DELETE FROM snapshot_chunk",
        "UPDATE snapshot_chunk SET number = 9223372036854775807",
        "UPDATE snapshot_chunk SET bytes = zeroblob(3000000)",
        "DELETE FROM edit",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct sidecar *sidecar;

        make_sample(in_folder("a"));
        run_sql(in_folder("a"), changes[i]);
        sidecar = open_sidecar(in_folder("a"), SIDECAR_READ);
        if (strcmp(findings(sidecar), "") == 0)
            fail_msg("not found: %s", changes[i]);
        assert_non_null(words(sidecar));
        sidecar_close(sidecar);
        assert_true(do_everything(in_folder("a")));
        unlink(in_folder("a"));
    }
}

static void ill_formed_text_is_shown_with_replacement_signs(void **state)
{
    struct sidecar_contents contents;
    struct sidecar *sidecar;
    struct error error = {0};

    (void)state;
    make_sample(in_folder("a"));
    run_sql(in_folder("a"),
            "UPDATE note SET body = CAST(x'41ff00420d0a43' AS TEXT), start_points = -7");
    sidecar = open_sidecar(in_folder("a"), SIDECAR_READ);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_string_equal(contents.notes[0].body, "A\xEF\xBF\xBD\xEF\xBF\xBD"
                                                "B\nC");
    assert_int_equal(contents.notes[0].anchor.start_points, 0);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

static void a_value_larger_than_any_that_is_written_is_refused(void **state)
{
    struct sidecar_contents contents;
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    (void)state;
    make_sample(in_folder("a"));
    run_sql(in_folder("a"), "UPDATE note SET body = printf('%.*c', 5000000, 'x')");
    expect_ok(sidecar_open(&sidecar, in_folder("a"), SIDECAR_READ, 0, &error), &error);
    assert_false(sidecar_load(sidecar, &contents, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_int_equal(contents.note_count, 0);
    sidecar_close(sidecar);
    do_everything(in_folder("a"));
}

/* A chain of undos as long as a hostile file can make it is no deep recursion and no quadratic
 * wait. */
static void a_long_chain_of_undos_is_followed(void **state)
{
    struct sidecar *sidecar;
    struct error error = {0};

    (void)state;
    make_sample(in_folder("a"));
    run_sql(
        in_folder("a"),
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
        " INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field, "
        "undoes, value)"
        " SELECT printf('00000000-0000-7000-8000-%012d', i), 253402300000000, i, 'Eve', 'x', "
        "note.id,"
        " 'note', 'body', CASE WHEN i > 1 THEN printf('00000000-0000-7000-8000-%012d', i - 1) END,"
        " CASE WHEN i = 1 THEN 'ketting' END FROM n, note");
    sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    expect_ok(sidecar_repair(sidecar, &error), &error);
    assert_string_equal(words(sidecar), "twee"); /* 49,999 undos: the text is undone */
    sidecar_close(sidecar);
}

/* ---- a journal that came with it ----------------------------------------------------------- */

/* Rolling it back, SQLite would remove the file it names. */
static void a_journal_that_names_another_file_is_not_rolled_back(void **state)
{
    static const unsigned char magic[8] = {0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7};
    const char *victim = in_folder("slachtoffer");
    struct buffer journal = {0};
    uint32_t sum = 0;

    (void)state;
    make_sample(in_folder("a"));
    write_file(victim, "onmisbaar", 9);
    /* header (no pages), padded to a sector; then the lock page's number, the name, length,
     * checksum */
    buffer_append(&journal, (const char *)magic, sizeof magic);
    buffer_append_repeated(&journal, '\0', 512 - sizeof magic);
    buffer_append(&journal, "\0\x04\0\x01", 4);
    buffer_append_string(&journal, victim);
    for (const char *at = victim; *at != '\0'; at++)
        sum += (unsigned char)*at;
    buffer_append(&journal, (const char[]){0, 0, 0, (char)strlen(victim)}, 4);
    buffer_append(&journal, (const char[]){0, 0, (char)(sum >> 8), (char)sum}, 4);
    buffer_append(&journal, (const char *)magic, sizeof magic);
    write_file(in_folder("a-journal"), journal.data, journal.len_bytes);
    expect_refused(in_folder("a"), "-journal");
    assert_true(sidecar_exists(victim));
    assert_true(sidecar_exists(in_folder("a-journal")));
    buffer_release(&journal);
}

/* ---- damage -------------------------------------------------------------------------------- */

static void a_file_cut_short_anywhere_is_survived(void **state)
{
    size_t len_bytes;
    char *bytes;

    (void)state;
    make_sample(in_folder("a"));
    bytes = read_file(in_folder("a"), &len_bytes);
    for (size_t cut = 1; cut < len_bytes; cut += cut < 4096 ? 97 : 2039) {
        write_file(in_folder("b"), bytes, cut);
        do_everything(in_folder("b"));
        unlink(in_folder("b"));
    }
    free(bytes);
}

static void flipped_bits_anywhere_are_survived(void **state)
{
    uint64_t random = test_seed();
    size_t len_bytes, opened = 0;
    char *bytes;

    (void)state;
    make_sample(in_folder("a"));
    bytes = read_file(in_folder("a"), &len_bytes);
    for (unsigned i = 0; i < 300; i++) {
        const size_t flips = 1 + random_below(&random, 6);
        char *damaged = base_copy_bytes(bytes, len_bytes);

        for (size_t j = 0; j < flips; j++) {
            /* Every other one among the first page and its schema, where it hurts most. */
            const size_t limit = i % 2 == 0 ? len_bytes : 8192;

            damaged[random_below(&random, limit)] ^= (char)(1 << random_below(&random, 8));
        }
        write_file(in_folder("b"), damaged, len_bytes);
        opened += do_everything(in_folder("b"));
        unlink(in_folder("b"));
        free(damaged);
    }
    print_message("# %zu of 300 could be opened\n", opened);
    free(bytes);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_file_is_refused_without_waiting),
        TEST(a_folder_behind_a_link_is_fine),
        TEST(what_is_no_database_is_refused_and_left_alone),
        TEST(another_programs_database_is_refused),
        TEST(a_newer_version_is_refused_with_advice),
        TEST(a_file_beyond_all_measure_is_refused_unread),
        TEST(a_schema_that_differs_at_all_is_refused),
        TEST(a_file_that_was_vacuumed_is_as_good),
        TEST(whatever_a_row_holds_the_note_is_there_and_is_text),
        TEST(ill_formed_text_is_shown_with_replacement_signs),
        TEST(a_value_larger_than_any_that_is_written_is_refused),
        TEST(a_long_chain_of_undos_is_followed),
        TEST(a_journal_that_names_another_file_is_not_rolled_back),
        TEST(a_file_cut_short_anywhere_is_survived),
        TEST(flipped_bits_anywhere_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
