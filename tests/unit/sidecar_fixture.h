/* What the sidecar's test programs share: a scratch folder, notes made in one line, and contents in
 * words, so that what is expected can stand beside what was done. */
#ifndef KANTLIJN_TESTS_SIDECAR_FIXTURE_H
#define KANTLIJN_TESTS_SIDECAR_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "sidecar/sidecar.h"

#define AUTHOR "A. de Vries"
#define FIXTURE_TEXT                                                                               \
    "Een. Het voorzitterschap vraagt om steun.\n\nTwee. Een lidstaat maakt voorbehoud.\n"

/* ---- a folder of its own for each test; the setup and teardown of cmocka_unit_test_setup_teardown  */
int folder_setup(void **state);
int folder_teardown(void **state);
/* "FOLDER/name"; good until folder_teardown. */
const char *in_folder(const char *name);
/* A copy of the string, good as long. */
const char *keep_string(const char *string);
void write_file(const char *path, const char *bytes, size_t len_bytes);
char *read_file(const char *path, size_t *len_bytes); /* freed by the caller */
void copy_file(const char *from, const char *to);
/* Names in the folder, sorted, apart by spaces; freed by the caller. */
char *list_folder(void);
/* Runs SQL on a file through a connection of its own, as another program would. */
void run_sql(const char *path, const char *sql);
/* The first column of the first row, as text; freed by the caller. */
char *ask_sql(const char *path, const char *sql);

/* ---- a sidecar that works, or the test fails with its message ------------------------------ */
struct sidecar *open_sidecar(const char *path,
                             enum sidecar_mode mode); /* made with 0644; loaded once */
void expect_ok(bool result, const struct error *error);
/* Each is one action; ids are good until folder_teardown. */
const char *add_note(struct sidecar *sidecar, const char *author, size_t start_points,
                     const char *body);
const char *add_stance(struct sidecar *sidecar, const char *author, const char *actor,
                       enum stance stance);
/* words: "heading 2" and its like, of FIXTURE_TEXT's first sentence. */
const char *add_correction(struct sidecar *sidecar, const char *author, size_t start_points,
                           const char *words);
void set_correction(struct sidecar *sidecar, const char *author, const char *id, const char *words);
void set_meeting(struct sidecar *sidecar, const char *author, const char *date_from,
                 const char *date_to, const char *place);
void set_body(struct sidecar *sidecar, const char *author, const char *id, const char *body);
void set_stance(struct sidecar *sidecar, const char *author, const char *id, enum stance stance);
void delete_object(struct sidecar *sidecar, const char *author, const char *id);
/* The step's own words, "" where there was nothing to do; good until folder_teardown. */
const char *step(struct sidecar *sidecar, enum sidecar_step which, const char *author);
/* Loads. */
void see(struct sidecar *sidecar);
size_t merge(struct sidecar *into, struct sidecar *from);

/* An anchor on FIXTURE_TEXT's first sentence; release with anchor_release. */
void make_anchor(struct anchor *anchor, const char *snapshot, size_t start_points);

/* ---- contents in words ------------------------------------------------------------------------
 * Notes, stances, corrections and the meeting in the order of sidecar_load, apart by "; ": "body", "NL+",
 * "#heading 2" or "@2024-01-25 Genk", then " /conflicting/value"s in the order of their text, " deleted-elsewhere" and " ahead" where they are. Good until folder_teardown. */
const char *words(struct sidecar *sidecar);
/* The same after loading through another connection. */
const char *words_of_file(const char *path);
/* Every derived row of the file, byte for byte; freed by the caller. */
char *derived_rows(const char *path);
/* The findings of sidecar_check, apart by line feeds; good until folder_teardown. */
const char *findings(struct sidecar *sidecar);

/* ---- chance -------------------------------------------------------------------------------- */
/* From KANTLIJN_TEST_SEED or the clock; printed, so that a failure can be repeated. */
uint64_t test_seed(void);
uint64_t next_random(uint64_t *state);
size_t random_below(uint64_t *state, size_t limit);

#endif
