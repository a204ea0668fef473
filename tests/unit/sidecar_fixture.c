#include "config.h"

#include "sidecar_fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char folder[64];
static struct arena kept;

/* ---- folder -------------------------------------------------------------------------------- */

int folder_setup(void **state)
{
    (void)state;
    strncpy(folder, "/tmp/kantlijn-test-XXXXXX", sizeof folder - 1);
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)place;
    if (type == FTW_DP)
        return rmdir(path);
    return unlink(path);
}

int folder_teardown(void **state)
{
    (void)state;
    arena_release(&kept);
    chmod(folder, 0755);
    return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *keep(struct buffer *buffer)
{
    const char *copy = arena_copy_bytes(&kept, buffer->data, buffer->len_bytes);

    buffer_release(buffer);
    return copy;
}

const char *keep_string(const char *string)
{
    return arena_copy_string(&kept, string);
}

const char *in_folder(const char *name)
{
    struct buffer path = {0};

    buffer_append_format(&path, "%s/%s", folder, name);
    return keep(&path);
}

void write_file(const char *path, const char *bytes, size_t len_bytes)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len_bytes, file), len_bytes);
    assert_int_equal(fclose(file), 0);
}

char *read_file(const char *path, size_t *len_bytes)
{
    struct buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    char piece[4096];
    size_t got;

    assert_non_null(file);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    *len_bytes = bytes.len_bytes;
    return bytes.data != NULL ? bytes.data : base_copy_string("");
}

void copy_file(const char *from, const char *to)
{
    size_t len_bytes;
    char *bytes = read_file(from, &len_bytes);

    write_file(to, bytes, len_bytes);
    free(bytes);
}

static int is_visible_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

char *list_folder(void)
{
    struct dirent **entries;
    struct buffer names = {0};
    const int count = scandir(folder, &entries, is_visible_entry, alphasort);

    assert_true(count >= 0);
    buffer_append_string(&names, "");
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_char(&names, ' ');
        buffer_append_string(&names, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return buffer_detach(&names);
}

void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static int take_first(void *context, int count, char **values, char **names)
{
    char **taken = context;

    (void)names;
    if (count > 0 && *taken == NULL && values[0] != NULL)
        *taken = base_copy_string(values[0]);
    return 0;
}

char *ask_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *answer = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, take_first, &answer, NULL), SQLITE_OK);
    sqlite3_close(db);
    return answer != NULL ? answer : base_copy_string("");
}

/* ---- sidecars ------------------------------------------------------------------------------ */

void expect_ok(bool result, const struct error *error)
{
    if (!result)
        fail_msg("error %d: %s: %s", (int)error->code, error->file, error->message);
}

struct sidecar *open_sidecar(const char *path, enum sidecar_mode mode)
{
    struct sidecar *sidecar = NULL;
    struct error error = {0};

    expect_ok(sidecar_open(&sidecar, path, mode, 0644, &error), &error);
    see(sidecar);
    return sidecar;
}

void see(struct sidecar *sidecar)
{
    struct sidecar_contents contents;
    struct error error = {0};

    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    sidecar_contents_release(&contents);
}

void make_anchor(struct anchor *anchor, const char *snapshot, size_t start_points)
{
    *anchor = (struct anchor){
        .snapshot = base_copy_string(snapshot),
        .item_index = 1,
        .item_number = base_copy_string("1"),
        .item_title = base_copy_string("Een"),
        .start_points = start_points,
        .end_points = start_points + 4,
        .quote = base_copy_string("Een."),
        .prefix = base_copy_string(""),
        .suffix = base_copy_string(" Het voorzitterschap"),
    };
}

static void begin_anchored(struct sidecar *sidecar, const char *author, size_t start_points,
                           struct anchor *anchor)
{
    struct error error = {0};
    char snapshot[SIDECAR_ID_SIZE];

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_snapshot(sidecar, FIXTURE_TEXT, sizeof FIXTURE_TEXT - 1, "verslag.txt",
                               "text", 1, snapshot, &error),
              &error);
    make_anchor(anchor, snapshot, start_points);
}

const char *add_note(struct sidecar *sidecar, const char *author, size_t start_points,
                     const char *body)
{
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];

    begin_anchored(sidecar, author, start_points, &anchor);
    expect_ok(sidecar_add_note(sidecar, &anchor, "note", body, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    anchor_release(&anchor);
    return arena_copy_string(&kept, id);
}

const char *add_stance(struct sidecar *sidecar, const char *author, const char *actor,
                       enum stance stance)
{
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];

    begin_anchored(sidecar, author, 0, &anchor);
    expect_ok(sidecar_add_stance(sidecar, &anchor, actor, stance, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    anchor_release(&anchor);
    return arena_copy_string(&kept, id);
}

static struct report_reading reading_of(const char *words)
{
    struct report_reading reading;

    assert_true(report_reading_parse(words, strlen(words), &reading));
    return reading;
}

const char *add_correction(struct sidecar *sidecar, const char *author, size_t start_points,
                           const char *words)
{
    const struct report_reading reading = reading_of(words);
    struct error error = {0};
    struct anchor anchor;
    char id[SIDECAR_ID_SIZE];

    begin_anchored(sidecar, author, start_points, &anchor);
    expect_ok(sidecar_add_correction(sidecar, &anchor, &reading, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
    anchor_release(&anchor);
    return arena_copy_string(&kept, id);
}

void set_correction(struct sidecar *sidecar, const char *author, const char *id, const char *words)
{
    const struct report_reading reading = reading_of(words);
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_set_correction(sidecar, id, &reading, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

void set_meeting(struct sidecar *sidecar, const char *author, const char *date_from,
                 const char *date_to, const char *place)
{
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_set_meeting(sidecar, date_from, date_to, place, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

void set_body(struct sidecar *sidecar, const char *author, const char *id, const char *body)
{
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_set_note_body(sidecar, id, body, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

void set_stance(struct sidecar *sidecar, const char *author, const char *id, enum stance stance)
{
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_set_stance(sidecar, id, stance, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

void delete_object(struct sidecar *sidecar, const char *author, const char *id)
{
    struct error error = {0};

    expect_ok(sidecar_begin(sidecar, author, &error), &error);
    expect_ok(sidecar_delete(sidecar, id, &error), &error);
    expect_ok(sidecar_commit(sidecar, &error), &error);
}

const char *step(struct sidecar *sidecar, enum sidecar_step which, const char *author)
{
    struct error error = {0};
    struct sidecar_change change;
    const char *said;

    if (!sidecar_apply(sidecar, which, author, &change, &error)) {
        if (error.code != ERROR_NOTHING)
            expect_ok(false, &error);
        return "";
    }
    said = arena_copy_string(&kept, change.words);
    sidecar_change_release(&change);
    return said;
}

size_t merge(struct sidecar *into, struct sidecar *from)
{
    struct error error = {0};
    size_t added;

    expect_ok(sidecar_merge(into, from, &added, &error), &error);
    return added;
}

/* ---- words --------------------------------------------------------------------------------- */

static int compare_values(const void *left, const void *right)
{
    const struct sidecar_value *a = left, *b = right;

    return strcmp(a->value, b->value);
}

static void append_marks(struct buffer *out, bool deleted_elsewhere, bool ahead)
{
    if (deleted_elsewhere)
        buffer_append_string(out, " deleted-elsewhere");
    if (ahead)
        buffer_append_string(out, " ahead");
}

static void append_values(struct buffer *out, struct sidecar_value *values, size_t count,
                          const char *value)
{
    if (count > 0)
        qsort(values, count, sizeof *values, compare_values);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "/%s", values[i].value);
    if (count == 0)
        buffer_append_string(out, value);
}

static void append_correction(struct buffer *out, struct sidecar_correction *correction)
{
    buffer_append_char(out, '#');
    append_values(out, correction->conflicts, correction->conflict_count, correction->words);
    append_marks(out, correction->deleted_elsewhere, correction->clock_ahead);
}

static void append_meeting(struct buffer *out, struct sidecar_meeting *meeting)
{
    struct buffer value = {0};

    buffer_append_string(&value, "");
    sidecar_append_meeting(&value, meeting->date_from, meeting->date_to, meeting->place);
    buffer_append_char(out, '@');
    append_values(out, meeting->conflicts, meeting->conflict_count, value.data);
    append_marks(out, meeting->deleted_elsewhere, meeting->clock_ahead);
    buffer_release(&value);
}

static void append_note(struct buffer *out, struct sidecar_note *note)
{
    append_values(out, note->conflicts, note->conflict_count, note->body);
    append_marks(out, note->deleted_elsewhere, note->clock_ahead);
}

static void append_stance(struct buffer *out, const struct sidecar_stance *stance)
{
    buffer_append_string(out, stance->actor);
    if (!stance->conflict)
        buffer_append_char(out, stance_sign(stance->stance));
    for (unsigned i = 0; stance->conflict && i < STANCE_COUNT; i++)
        if (stance->values & 1u << i)
            buffer_append_format(out, "/%c", stance_sign((enum stance)i));
    append_marks(out, stance->deleted_elsewhere, stance->clock_ahead);
}

const char *words(struct sidecar *sidecar)
{
    struct sidecar_contents contents;
    struct error error = {0};
    struct buffer out = {0};

    expect_ok(sidecar_load(sidecar, &contents, &error), &error);
    buffer_append_string(&out, "");
    for (size_t i = 0; i < contents.note_count; i++) {
        buffer_append_string(&out, out.len_bytes > 0 ? "; " : "");
        append_note(&out, &contents.notes[i]);
    }
    for (size_t i = 0; i < contents.stance_count; i++) {
        buffer_append_string(&out, out.len_bytes > 0 ? "; " : "");
        append_stance(&out, &contents.stances[i]);
    }
    for (size_t i = 0; i < contents.correction_count; i++) {
        buffer_append_string(&out, out.len_bytes > 0 ? "; " : "");
        append_correction(&out, &contents.corrections[i]);
    }
    if (contents.meeting.author != NULL) {
        buffer_append_string(&out, out.len_bytes > 0 ? "; " : "");
        append_meeting(&out, &contents.meeting);
    }
    sidecar_contents_release(&contents);
    return keep(&out);
}

const char *words_of_file(const char *path)
{
    struct sidecar *sidecar = open_sidecar(path, SIDECAR_READ);
    const char *said = words(sidecar);

    sidecar_close(sidecar);
    return said;
}

static int append_row(void *context, int count, char **values, char **names)
{
    (void)names;
    for (int i = 0; i < count; i++)
        buffer_append_format(context, "%s|", values[i] != NULL ? values[i] : "NULL");
    buffer_append_char(context, '\n');
    return 0;
}

char *derived_rows(const char *path)
{
    struct buffer rows = {0};
    sqlite3 *db = NULL;

    buffer_append_string(&rows, "");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "SELECT * FROM note ORDER BY id; SELECT * FROM stance ORDER BY id;"
                     "SELECT * FROM correction ORDER BY id; SELECT * FROM meeting ORDER BY id;"
                     "SELECT * FROM conflicting_value ORDER BY object, field, edit;"
                     "SELECT * FROM undone ORDER BY object, edit",
                     append_row, &rows, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    return buffer_detach(&rows);
}

static void append_finding(void *context, const char *sentence)
{
    buffer_append_format(context, "%s\n", sentence);
}

const char *findings(struct sidecar *sidecar)
{
    struct buffer found = {0};
    struct error error = {0};

    buffer_append_string(&found, "");
    expect_ok(sidecar_check(sidecar, append_finding, &found, &error), &error);
    return keep(&found);
}

/* ---- chance -------------------------------------------------------------------------------- */

uint64_t test_seed(void)
{
    const char *given = getenv("KANTLIJN_TEST_SEED");
    const uint64_t seed = given != NULL ? strtoull(given, NULL, 10)
                                        : (uint64_t)time(NULL) * 1000 + (uint64_t)getpid() % 1000;

    print_message("# KANTLIJN_TEST_SEED=%llu\n", (unsigned long long)seed);
    return seed;
}

/* splitmix64 (Steele, Lea and Flood, 2014) */
uint64_t next_random(uint64_t *state)
{
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

size_t random_below(uint64_t *state, size_t limit)
{
    return (size_t)(next_random(state) % limit);
}
