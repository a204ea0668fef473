/* What happens when the program is killed, the disk is full, the file is locked, read-only, in
 * another mode or replaced: whatever was acknowledged is there, and what cannot be done says why.
 */
#include "config.h"

#include "sidecar_fixture.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sidecar/store.h"

/* ---- children ------------------------------------------------------------------------------ */

/* Runs the work in a child, which must not use cmocka's assertions (they would jump into the
 * parent's frames): 0 is well, anything else the line that was not. */
typedef int child_work(const char *path);
#define EXPECT_IN_CHILD(condition)                                                                 \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return (__LINE__ % 250) + 1;                                                           \
    } while (0)

static void in_child(child_work *work, const char *path)
{
    const pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0)
        _exit(work(path));
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("child: status %d (line %d mod 250)", status, WEXITSTATUS(status) - 1);
}

/* Permissions mean nothing to root. */
static bool become_nobody(void)
{
    return geteuid() != 0 || (setgroups(0, NULL) == 0 && setgid(65534) == 0 && setuid(65534) == 0);
}

static bool quick_note(struct sidecar *sidecar, size_t number, size_t body_bytes, char *id,
                       struct error *error)
{
    char snapshot[SIDECAR_ID_SIZE];
    struct buffer body = {0};
    struct anchor anchor = {0};
    bool added;

    buffer_append_format(&body, "notitie %zu.", number);
    buffer_append_repeated(&body, '.', body_bytes);
    added = sidecar_begin(sidecar, AUTHOR, error) &&
            sidecar_snapshot(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, "verslag.txt", "text",
                             1, snapshot, error);
    if (added) {
        make_anchor(&anchor, snapshot, number);
        added = sidecar_add_note(sidecar, &anchor, "note", body.data, id, error) &&
                sidecar_commit(sidecar, error);
    }
    sidecar_cancel(sidecar);
    anchor_release(&anchor);
    buffer_release(&body);
    return added;
}

/* ---- kill -9 ------------------------------------------------------------------------------- */

/* One acknowledged edit, as the log must have it. Of an undo or redo only that it is there. */
struct acknowledged {
    char object[SIDECAR_ID_SIZE];
    char field[12], value[32];
};

static void acknowledge(struct acknowledged *done, const char *object, const char *field,
                        const char *value)
{
    memset(done, 0, sizeof *done);
    snprintf(done->object, sizeof done->object, "%s", object);
    snprintf(done->field, sizeof done->field, "%s", field);
    snprintf(done->value, sizeof done->value, "%s", value);
}

static bool step_at_random(struct sidecar *sidecar, uint64_t *random, struct acknowledged *done,
                           struct error *error)
{
    struct sidecar_change change;
    const enum sidecar_step step = random_below(random, 3) == 0 ? SIDECAR_REDO : SIDECAR_UNDO;

    if (sidecar_apply(sidecar, step, AUTHOR, &change, error)) {
        acknowledge(done, change.object, "undoes", "");
        sidecar_change_release(&change);
        return true;
    }
    if (error->code != ERROR_NOTHING)
        return false;
    error_clear(error);
    acknowledge(done, "", "", "");
    return true;
}

static bool add_at_random(struct sidecar *sidecar, uint64_t *random, const char *text,
                          struct acknowledged *done, struct error *error)
{
    char snapshot[SIDECAR_ID_SIZE], id[SIDECAR_ID_SIZE];
    struct anchor anchor;
    bool stance = random_below(random, 3) == 0, added;

    if (!sidecar_snapshot(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, "verslag.txt", "text", 1,
                          snapshot, error))
        return false;
    make_anchor(&anchor, snapshot, random_below(random, 50));
    added = stance ? sidecar_add_stance(sidecar, &anchor, "NL", STANCE_SUPPORT, id, error)
                   : sidecar_add_note(sidecar, &anchor, "note", text, id, error);
    anchor_release(&anchor);
    if (added)
        acknowledge(done, id, stance ? "actor" : "body", stance ? "NL" : text);
    return added;
}

static bool change_at_random(struct sidecar *sidecar, const struct sidecar_contents *contents,
                             uint64_t *random, const char *text, struct acknowledged *done,
                             struct error *error)
{
    const char *note = contents->notes[random_below(random, contents->note_count)].id;

    if (contents->stance_count > 0 && random_below(random, 3) == 0) {
        const struct sidecar_stance *stance =
            &contents->stances[random_below(random, contents->stance_count)];
        const enum stance other = stance->stance == STANCE_OPPOSE ? STANCE_RESERVE : STANCE_OPPOSE;

        acknowledge(done, stance->id, "stance", stance_word(other));
        return sidecar_set_stance(sidecar, stance->id, other, error);
    }
    if (random_below(random, 3) == 0) {
        acknowledge(done, note, "deleted", "yes");
        return sidecar_delete(sidecar, note, error);
    }
    acknowledge(done, note, "body", text);
    return sidecar_set_note_body(sidecar, note, text, error);
}

static bool edit_at_random(struct sidecar *sidecar, uint64_t *random, struct acknowledged *done,
                           struct error *error)
{
    struct sidecar_contents contents;
    char text[32];
    bool written;

    if (!sidecar_load(sidecar, &contents, error))
        return false;
    snprintf(text, sizeof text, "tekst %llu", (unsigned long long)next_random(random));
    written = sidecar_begin(sidecar, AUTHOR, error) &&
              (contents.note_count == 0 || random_below(random, 2) == 0
                   ? add_at_random(sidecar, random, text, done, error)
                   : change_at_random(sidecar, &contents, random, text, done, error)) &&
              sidecar_commit(sidecar, error);
    sidecar_contents_release(&contents);
    return written;
}

/* Writes, and acknowledges what was committed, until it is killed. */
static void write_until_killed(const char *path, int pipe_end, uint64_t random)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    if (!sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error))
        _exit(1);
    for (;;) {
        struct acknowledged done;
        bool written = random_below(&random, 5) == 0
                           ? step_at_random(sidecar, &random, &done, &error)
                           : edit_at_random(sidecar, &random, &done, &error);

        if (!written)
            _exit(3);
        if (done.field[0] != '\0' && write(pipe_end, &done, sizeof done) != (ssize_t)sizeof done)
            _exit(4);
    }
}

/* Lets a child write, kills it after so many acknowledgements, and gathers all of them. */
static void write_and_kill(const char *path, size_t kill_after, uint64_t *random,
                           struct acknowledged *all, size_t *count)
{
    struct acknowledged done;
    size_t got = 0;
    pid_t child;
    int ends[2], status;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        write_until_killed(path, ends[1], next_random(random));
    }
    close(ends[1]);
    /* At an arbitrary moment of the edit after these, not at its beginning. */
    while (got < kill_after && read(ends[0], &done, sizeof done) == (ssize_t)sizeof done) {
        all[(*count)++] = done;
        got++;
    }
    usleep((useconds_t)random_below(random, 1500));
    kill(child, SIGKILL);
    while (read(ends[0], &done, sizeof done) == (ssize_t)sizeof done)
        all[(*count)++] = done;
    close(ends[0]);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    next_random(random);
}

/* What was acknowledged stands in the log, and what the log adds up to is what is read (the
 * findings). */
static void expect_acknowledged(const char *path, const struct acknowledged *all, size_t count)
{
    /* Reading comes first: it has to roll back what was half written. */
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_READ);
    size_t steps = 0;
    char *log, *undone;

    assert_string_equal(findings(sidecar), "");
    log = ask_sql(path, "SELECT ';' || group_concat(object || ' ' || field || ' ' || "
                        "coalesce(value, ''), ';') || ';' FROM edit");
    undone = ask_sql(path, "SELECT count(DISTINCT action) FROM edit WHERE undoes IS NOT NULL");
    for (size_t i = 0; i < count; i++) {
        struct buffer line = {0};

        if (strcmp(all[i].field, "undoes") == 0) {
            steps++;
            continue;
        }
        buffer_append_format(&line, ";%s %s %s;", all[i].object, all[i].field, all[i].value);
        if (strstr(log, line.data) == NULL)
            fail_msg("lost: %s", line.data);
        buffer_release(&line);
    }
    assert_true(strtoul(undone, NULL, 10) >= steps);
    free(log);
    free(undone);
    sidecar_close(sidecar);
}

static bool some_are(const struct acknowledged *all, size_t count, const char *field)
{
    while (count-- > 0)
        if (strcmp(all[count].field, field) == 0)
            return true;
    return false;
}

static void kill_9_during_200_edits_loses_no_acknowledged_one(void **state)
{
    static const char *const fields[] = {"body", "deleted", "actor", "stance", "undoes"};
    struct acknowledged *all = base_reallocate(NULL, 100000, sizeof *all);
    uint64_t random = test_seed();
    size_t count = 0, kills = 0;

    (void)state;
    while (count < 200 || kills < 12) {
        write_and_kill(in_folder("a"), random_below(&random, 25), &random, all, &count);
        if (count > 0)
            expect_acknowledged(in_folder("a"), all, count);
        kills++;
    }
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        assert_true(some_are(all, count, fields[i]));
    print_message("# %zu edits, %zu kills\n", count, kills);
    free(all);
}

/* Dies with pages in the file that only its journal can take back: what a crash in a commit
 * leaves. */
static int die_half_way(const char *path)
{
    sqlite3 *db = NULL;

    EXPECT_IN_CHILD(sqlite3_open(path, &db) == SQLITE_OK);
    EXPECT_IN_CHILD(
        sqlite3_exec(db,
                     "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE note SET body = 'half';"
                     "UPDATE edit SET value = printf('%.*c', 20000, 'x');"
                     "DELETE FROM snapshot",
                     NULL, NULL, NULL) == SQLITE_OK);
    raise(SIGKILL);
    return 0;
}

static void leave_half_written(const char *path)
{
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);
    const pid_t child = (add_note(sidecar, AUTHOR, 0, "heel"), sidecar_close(sidecar), fork());
    struct stat journal;
    char name[128];

    if (child == 0)
        _exit(die_half_way(path));
    waitpid(child, NULL, 0);
    snprintf(name, sizeof name, "%s-journal", path);
    assert_int_equal(stat(name, &journal), 0);
    assert_true(journal.st_size > 0);
}

static void what_a_crash_left_half_written_is_rolled_back_by_reading(void **state)
{
    struct sidecar *sidecar;
    char *names;

    (void)state;
    leave_half_written(in_folder("a"));
    sidecar = open_sidecar(in_folder("a"), SIDECAR_READ);
    assert_string_equal(words(sidecar), "heel");
    assert_string_equal(findings(sidecar), "");
    assert_false(sidecar_begin(sidecar, AUTHOR, NULL));
    sidecar_close(sidecar);
    names = list_folder();
    assert_string_equal(names, "a");
    free(names);
}

static int expect_roll_back_impossible(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    EXPECT_IN_CHILD(become_nobody());
    EXPECT_IN_CHILD(!sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR);
    EXPECT_IN_CHILD(strstr(error.message, "half written") != NULL);
    EXPECT_IN_CHILD(strstr(error.message, "-journal") != NULL);
    return 0;
}

static void where_it_cannot_be_rolled_back_that_is_said_and_nothing_touched(void **state)
{
    const char *path = in_folder("a");
    size_t before_bytes, after_bytes;
    char *before, *after;

    (void)state;
    leave_half_written(path);
    before = read_file(path, &before_bytes);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(in_folder("."), 0555), 0);
    in_child(expect_roll_back_impossible, path);
    assert_int_equal(chmod(in_folder("."), 0755), 0);
    after = read_file(path, &after_bytes);
    assert_int_equal(after_bytes, before_bytes);
    assert_memory_equal(after, before, before_bytes);
    assert_string_equal(words_of_file(path), "heel");
    free(before);
    free(after);
}

/* ---- a full disk --------------------------------------------------------------------------- */

/* A limit on the size of files fails as a full disk does, in the middle of a write. */
static void limit_files(size_t bytes)
{
    struct rlimit limit;

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

static int fill_the_disk(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct sidecar_contents contents;
    struct error error = {0};
    struct stat status;
    struct rlimit unlimited;
    char id[SIDECAR_ID_SIZE];
    size_t count = 0;

    EXPECT_IN_CHILD(stat(path, &status) == 0);
    EXPECT_IN_CHILD(sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error));
    limit_files((size_t)status.st_size + 50000);
    while (quick_note(sidecar, count, 5000, id, &error))
        count++;
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR);
    EXPECT_IN_CHILD(strstr(error.message, "disk is full") != NULL);
    EXPECT_IN_CHILD(count > 0 && count < 20);
    /* All of them and no more; and once there is room it goes on. */
    error_clear(&error);
    EXPECT_IN_CHILD(sidecar_load(sidecar, &contents, &error));
    EXPECT_IN_CHILD(contents.note_count == count);
    sidecar_contents_release(&contents);
    getrlimit(RLIMIT_FSIZE, &unlimited);
    unlimited.rlim_cur = unlimited.rlim_max;
    setrlimit(RLIMIT_FSIZE, &unlimited);
    EXPECT_IN_CHILD(quick_note(sidecar, count, 5000, id, &error));
    sidecar_close(sidecar);
    EXPECT_IN_CHILD(sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
    EXPECT_IN_CHILD(sidecar_load(sidecar, &contents, &error));
    EXPECT_IN_CHILD(contents.note_count == count + 1);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
    return 0;
}

static void on_a_full_disk_nothing_is_half_written(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);

    (void)state;
    sidecar_close(sidecar);
    in_child(fill_the_disk, in_folder("a"));
    sidecar = open_sidecar(in_folder("a"), SIDECAR_READ);
    assert_string_equal(findings(sidecar), "");
    sidecar_close(sidecar);
}

static int make_without_room(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    limit_files(10000);
    EXPECT_IN_CHILD(!sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR);
    EXPECT_IN_CHILD(strstr(error.message, "disk is full") != NULL);
    return 0;
}

static void a_file_that_cannot_be_made_whole_is_not_made(void **state)
{
    char *names;

    (void)state;
    in_child(make_without_room, in_folder("a"));
    names = list_folder();
    assert_string_equal(names, "");
    free(names);
}

/* ---- permissions --------------------------------------------------------------------------- */

static int expect_read_only(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct sidecar_contents contents;
    struct error error = {0};

    EXPECT_IN_CHILD(become_nobody());
    EXPECT_IN_CHILD(sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
    EXPECT_IN_CHILD(sidecar_load(sidecar, &contents, &error));
    EXPECT_IN_CHILD(contents.note_count == 1);
    sidecar_contents_release(&contents);
    EXPECT_IN_CHILD(!sidecar_allow_writing(sidecar, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR && strstr(error.message, "read-only") != NULL);
    EXPECT_IN_CHILD(sidecar_load(sidecar, &contents, NULL)); /* it stayed as it was */
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
    error_clear(&error);
    EXPECT_IN_CHILD(!sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR && strstr(error.message, "read-only") != NULL);
    return 0;
}

static int expect_unreadable(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    EXPECT_IN_CHILD(become_nobody());
    EXPECT_IN_CHILD(!sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR && strstr(error.message, ": ") != NULL);
    return 0;
}

static int expect_not_made(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    EXPECT_IN_CHILD(become_nobody());
    EXPECT_IN_CHILD(!sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error));
    EXPECT_IN_CHILD(error.code == ERROR_SIDECAR && strstr(error.message, "read-only") != NULL);
    return 0;
}

static void make_with_note(const char *path)
{
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_WRITE);

    add_note(sidecar, AUTHOR, 0, "heel");
    sidecar_close(sidecar);
}

static void a_read_only_file_or_folder_is_read_and_says_so_when_written(void **state)
{
    const char *path = in_folder("a");

    (void)state;
    make_with_note(path);
    assert_int_equal(chmod(in_folder("."), 0777), 0);
    assert_int_equal(chmod(path, 0444), 0);
    in_child(expect_read_only, path);
    assert_int_equal(chmod(path, 0666), 0);
    assert_int_equal(chmod(in_folder("."), 0555), 0);
    in_child(expect_read_only, path);
    in_child(expect_not_made, in_folder("nieuw"));
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(chown(path, geteuid(), getegid()), 0);
    if (geteuid() == 0)
        in_child(expect_unreadable, path);
    assert_int_equal(chmod(in_folder("."), 0755), 0);
}

/* ---- locks --------------------------------------------------------------------------------- */

static sqlite3 *lock(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    return db;
}

static void a_locked_file_says_so_after_waiting(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar = NULL;
    struct error error = {0};
    sqlite3 *other;

    (void)state;
    make_with_note(path);
    other = lock(path, "BEGIN EXCLUSIVE");
    assert_false(sidecar_open(&sidecar, path, SIDECAR_READ, 0, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_non_null(strstr(error.message, "locked"));
    sqlite3_close(other);
}

static void another_that_writes_keeps_nobody_from_reading(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar;
    struct error error = {0};
    sqlite3 *other;
    char id[SIDECAR_ID_SIZE];

    (void)state;
    make_with_note(path);
    sidecar = open_sidecar(path, SIDECAR_WRITE);
    sqlite3_busy_timeout(sidecar->db, 20);
    other = lock(path, "BEGIN IMMEDIATE");
    assert_string_equal(words(sidecar), "heel");
    assert_string_equal(words_of_file(path), "heel");
    assert_false(sidecar_begin(sidecar, AUTHOR, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_non_null(strstr(error.message, "locked"));
    sqlite3_close(other);

    /* One that reads all the time can hold up the commit itself: then nothing is kept, and that is
     * said. */
    error_clear(&error);
    other = lock(path, "BEGIN; SELECT * FROM note");
    assert_false(quick_note(sidecar, 1, 0, id, &error));
    assert_non_null(strstr(error.message, "locked"));
    sqlite3_close(other);
    assert_string_equal(words(sidecar), "heel");
    error_clear(&error);
    expect_ok(quick_note(sidecar, 1, 0, id, &error), &error);
    assert_string_equal(words(sidecar), "heel; notitie 1.");
    sidecar_close(sidecar);
}

enum { WRITERS = 3, NOTES_EACH = 15 };

static int write_beside_others(const char *path)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    EXPECT_IN_CHILD(sidecar_open(&sidecar, path, SIDECAR_WRITE, 0644, &error));
    for (size_t i = 0; i < NOTES_EACH; i++)
        EXPECT_IN_CHILD(quick_note(sidecar, i, 0, id, &error));
    sidecar_close(sidecar);
    return 0;
}

/* They begin with no file at all: one of them makes it. */
static void several_that_write_at_once_lose_nothing(void **state)
{
    const char *path = in_folder("a");
    struct sidecar_contents contents;
    struct sidecar *sidecar;
    struct error error = {0};
    pid_t writers[WRITERS];
    char *names;

    (void)state;
    for (size_t i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        assert_true(writers[i] >= 0);
        if (writers[i] == 0)
            _exit(write_beside_others(path));
    }
    for (size_t i = 0; i < WRITERS; i++) {
        int status;

        assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
        assert_int_equal(status, 0);
    }
    sidecar = open_sidecar(path, SIDECAR_READ);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_int_equal(contents.note_count, WRITERS * NOTES_EACH);
    assert_string_equal(findings(sidecar), "");
    names = list_folder();
    assert_string_equal(names, "a");
    free(names);
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

/* ---- replaced underneath ------------------------------------------------------------------- */

static void nothing_is_written_to_a_file_that_was_replaced_or_removed(void **state)
{
    const char *path = in_folder("a");
    struct sidecar *sidecar, *reader;
    struct error error = {0};
    char id[SIDECAR_ID_SIZE];

    (void)state;
    make_with_note(path);
    sidecar = open_sidecar(path, SIDECAR_WRITE);
    reader = open_sidecar(path, SIDECAR_READ);
    assert_true(sidecar_is_current(sidecar));
    copy_file(path, in_folder("b"));
    assert_int_equal(rename(in_folder("b"), path), 0);
    assert_false(sidecar_is_current(sidecar));
    assert_false(sidecar_begin(sidecar, AUTHOR, &error));
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_non_null(strstr(error.message, "replaced"));
    error_clear(&error);
    assert_false(sidecar_allow_writing(reader, &error));
    assert_non_null(strstr(error.message, "replaced"));
    sidecar_close(sidecar);
    sidecar_close(reader);

    sidecar = open_sidecar(path, SIDECAR_WRITE);
    error_clear(&error);
    assert_true(sidecar_begin(sidecar, AUTHOR, &error));
    assert_int_equal(unlink(path), 0); /* in the middle of an action */
    {
        struct anchor anchor;

        make_anchor(&anchor, "s", 0);
        if (sidecar_add_note(sidecar, &anchor, "note", "weg", id, &error))
            assert_false(sidecar_commit(sidecar, &error));
        anchor_release(&anchor);
    }
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_non_null(strstr(error.message, "replaced or removed"));
    sidecar_close(sidecar);
    assert_false(sidecar_exists(path));
}

/* ---- write-ahead logs ---------------------------------------------------------------------- */

static int wal_byte(const char *path)
{
    size_t len_bytes;
    char *bytes = read_file(path, &len_bytes);
    const int byte = bytes[18];

    free(bytes);
    return byte;
}

static void a_file_in_wal_mode_is_read_as_it_is_and_converted_by_writing(void **state)
{
    const char *path = in_folder("a b?%");
    struct sidecar *sidecar;
    char *names;

    (void)state;
    make_with_note(path);
    run_sql(path, "PRAGMA journal_mode = WAL");
    assert_int_equal(wal_byte(path), 2);
    sidecar = open_sidecar(path, SIDECAR_READ);
    assert_string_equal(words(sidecar), "heel");
    names = list_folder();
    assert_string_equal(names, "a b?%");
    free(names);
    sidecar_close(sidecar);
    assert_int_equal(wal_byte(path), 2);

    sidecar = open_sidecar(path, SIDECAR_WRITE);
    add_note(sidecar, AUTHOR, 1, "meer");
    names = list_folder();
    assert_string_equal(names, "a b?%");
    free(names);
    sidecar_close(sidecar);
    assert_int_equal(wal_byte(path), 1);
    assert_string_equal(words_of_file(path), "heel; meer");
}

/* Dies with its changes in the -wal alone. */
static int die_with_wal(const char *path)
{
    sqlite3 *db = NULL;

    EXPECT_IN_CHILD(sqlite3_open(path, &db) == SQLITE_OK);
    EXPECT_IN_CHILD(sqlite3_exec(db, "PRAGMA journal_mode = WAL; UPDATE note SET kind = 'todo'",
                                 NULL, NULL, NULL) == SQLITE_OK);
    raise(SIGKILL);
    return 0;
}

static void what_is_in_a_log_beside_the_file_is_not_overlooked(void **state)
{
    const char *path = in_folder("a");
    struct sidecar_contents contents;
    struct sidecar *sidecar;
    struct error error = {0};
    pid_t child;

    (void)state;
    make_with_note(path);
    child = fork();
    if (child == 0)
        _exit(die_with_wal(path));
    waitpid(child, NULL, 0);
    assert_true(sidecar_exists(in_folder("a-wal")));
    sidecar = open_sidecar(path, SIDECAR_READ);
    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    assert_string_equal(contents.notes[0].kind, "todo");
    sidecar_contents_release(&contents);
    sidecar_close(sidecar);
}

/* ---- our own mistakes ---------------------------------------------------------------------- */

static void a_misspelt_or_forgotten_parameter_is_an_error_not_a_null(void **state)
{
    struct sidecar *sidecar = open_sidecar(in_folder("a"), SIDECAR_WRITE);
    struct error error = {0};
    struct query query = query_begin(sidecar, "SELECT id FROM note WHERE id = :id", &error);

    (void)state;
    query_bind_text(&query, ":ID", "x");
    assert_false(query_next(&query));
    assert_false(query_end(&query));
    assert_int_equal(error.code, ERROR_INTERNAL);
    assert_non_null(strstr(error.message, ":ID"));

    error_clear(&error);
    query = query_begin(sidecar, "SELECT id FROM note WHERE kind = :kind", &error);
    assert_false(query_run(&query));
    assert_int_equal(error.code, ERROR_INTERNAL);

    error_clear(&error);
    query = query_begin(sidecar, "SELECT wrong FROM note", &error);
    assert_false(query_run(&query));
    assert_int_equal(error.code, ERROR_INTERNAL);
    sidecar_close(sidecar);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kill_9_during_200_edits_loses_no_acknowledged_one),
        TEST(what_a_crash_left_half_written_is_rolled_back_by_reading),
        TEST(where_it_cannot_be_rolled_back_that_is_said_and_nothing_touched),
        TEST(on_a_full_disk_nothing_is_half_written),
        TEST(a_file_that_cannot_be_made_whole_is_not_made),
        TEST(a_read_only_file_or_folder_is_read_and_says_so_when_written),
        TEST(a_locked_file_says_so_after_waiting),
        TEST(another_that_writes_keeps_nobody_from_reading),
        TEST(several_that_write_at_once_lose_nothing),
        TEST(nothing_is_written_to_a_file_that_was_replaced_or_removed),
        TEST(a_file_in_wal_mode_is_read_as_it_is_and_converted_by_writing),
        TEST(what_is_in_a_log_beside_the_file_is_not_overlooked),
        TEST(a_misspelt_or_forgotten_parameter_is_an_error_not_a_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
