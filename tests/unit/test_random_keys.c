/* Ten thousand random keys, with the invariants of the page held after each. Keys are those of the table of
 * verbs, read as the screen reads them (session/keymap.c); what dialogs would ask is random too, and so are sizes,
 * the mouse, and what another process writes. KANTLIJN_SEED=N repeats a run. */
#include "config.h"

#include "session/session.h"

#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "text_samples.h"

enum { KEY_COUNT = 10000, WORDS_PER_PARAGRAPH = 60 };

struct run {
    struct samples samples;
    struct session *session;
    struct session *other; /* as another process has it open */
    struct keymap keymap;
    struct layout_line line;
    struct layout_margin margin;
    char folder[64], report[96], sidecar[128];
    uint32_t keys[KEYMAP_SEQUENCE_MAX];
    size_t key_count;
    long count;
    int step;
    char last[200]; /* what was done last, for people */
};

static uint32_t below(struct run *run, uint32_t limit)
{
    return samples_number(&run->samples, limit);
}

#define HOLDS(run, condition)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("after key %d, %s: %s does not hold", (run)->step, (run)->last, #condition);  \
    } while (0)

/* ---- the report ---------------------------------------------------------------------------------- */

static const char *const scraps[] = {
    "de",
    "lidstaten",
    "steunden",
    "Nederland",
    "grensoverschrijdende",
    "Waterschapsverkiezingencommissievoorzitter",
    "mis- en",
    "漢字かな",
    "한국어",
    "e\xCC\x81\xCC\xA3",
    "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", /* a family */
    "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1\xF0\x9F\x87\xAA\xF0\x9F\x87\xBA",         /* flags */
    "1\xEF\xB8\x8F\xE2\x83\xA3",
    "af\xC2\xAD"
    "breken",
    "een\ttab",
    "שלום עולם",
    "مرحبا",
    "\xE2\x80\xAE"
    "om",
    "\xE2\x80\x8B",
    "\x1B[31m",
    "क्षि",
    "punt 2.",
    "Enkele lidstaten noemden de kosten.",
};

static void write_words(struct run *run, FILE *file, uint32_t most)
{
    for (uint32_t count = 1 + below(run, most); count > 0; count--)
        fprintf(file, "%s%s", scraps[below(run, COUNT_OF(scraps))], below(run, 6) > 0 ? " " : "");
}

static void write_table(struct run *run, FILE *file)
{
    fputs("| Lidstaat | Standpunt | Stemmen |\n|---|---|---|\n", file);
    for (int i = 0; i < 4; i++) {
        fputs("| ", file);
        write_words(run, file, 4);
        fputs(" | ", file);
        write_words(run, file, 12);
        fputs(" | 4 |\n", file);
    }
    fputc('\n', file);
}

static void write_report(struct run *run)
{
    FILE *file = fopen(run->report, "w");
    int number = 1;

    assert_non_null(file);
    for (int part = 0; part < 2; part++) {
        fputs(part == 0 ? "I. Binnenlandse zaken\n\n" : "II. Justitie\n\n", file);
        for (int item = 0; item < 4; item++) {
            fprintf(file, "%d. Punt over havens\n\n", number++);
            for (uint32_t count = 1 + below(run, 4); count > 0; count--) {
                fputs("Nederland ", file);
                write_words(run, file, WORDS_PER_PARAGRAPH);
                fputs(".\n\n", file);
            }
            if (item == 1)
                write_table(run, file);
        }
    }
    fclose(file);
}

/* ---- what must hold -------------------------------------------------------------------------------- */

static bool is_place(struct layout *layout, struct layout_place place)
{
    size_t count;

    if (!layout_is_visible(layout, place.block))
        return false;
    layout_rows(layout, place.block, &count);
    return place.row < count;
}

static void check_line(struct run *run, int width_cols)
{
    int span_cols = 0;

    HOLDS(run, run->line.width_cols <= width_cols);
    for (size_t i = 0; i < run->line.span_count; i++)
        span_cols += run->line.spans[i].width_cols;
    HOLDS(run, span_cols == run->line.width_cols);
    HOLDS(run, text_width_cols(run->line.text.data, run->line.text.len_bytes) == span_cols);
}

static bool is_beside(struct run *run, size_t row)
{
    struct view *view = session_view(run->session);
    const struct layout_row *focused = layout_row_at(view->layout, view->focus);

    return row < run->margin.count && focused->annotation != REPORT_NONE &&
           run->margin.rows[row].annotation == focused->annotation &&
           run->margin.rows[row].line <= focused->line;
}

static void check_page(struct run *run)
{
    struct view *view = session_view(run->session);
    const struct layout_marks marks = session_marks(run->session);
    struct layout_place place = view->top;
    bool focus_seen = false, on_page = true;

    HOLDS(run, is_place(view->layout, view->top));
    HOLDS(run, is_place(view->layout, view->focus));
    HOLDS(run, layout_row_at(view->layout, view->focus)->kind != ROW_GAP);
    layout_compose_margin(view->layout, view->top, (size_t)view->height_rows, view->focus,
                          &run->margin);
    for (int row = 0; row < view->height_rows; row++) {
        focus_seen |= on_page && place.block == view->focus.block && place.row == view->focus.row;
        focus_seen |= is_beside(run, (size_t)row);
        if (on_page)
            layout_emit(view->layout, layout_row_at(view->layout, place), &marks, &run->line);
        else
            layout_line_clear(&run->line);
        layout_emit_margin(view->layout, &run->margin, (size_t)row, &run->line);
        check_line(run, view->width_cols);
        on_page = on_page && layout_step(view->layout, &place, true);
    }
    HOLDS(run, focus_seen);
}

/* Visible is what no closed heading above hides; where one domain is shown, no more than that. */
static void check_folds(struct run *run)
{
    const struct report *report = session_report(run->session);
    const struct layout *layout = session_view(run->session)->layout;
    enum domain domain;
    bool all = !layout_shows_only(layout, &domain) && !layout_is_filtered(layout);

    for (size_t block = 0; block < report->block_count; block++) {
        size_t heading = report->blocks[block].heading;
        bool hidden = false;

        if (heading != REPORT_NONE && report->headings[heading].first_block == block)
            heading = report->headings[heading].parent;
        for (; heading != REPORT_NONE; heading = report->headings[heading].parent)
            hidden |= layout_is_closed(layout, heading);
        if (hidden || all)
            HOLDS(run, layout_is_visible(layout, block) == !hidden);
        HOLDS(run, layout_is_visible(layout, layout_visible_block(layout, block)));
    }
}

static void check_ends(struct run *run)
{
    const struct report *report = session_report(run->session);
    const struct view *view = session_view(run->session);
    const struct layout_marks marks = session_marks(run->session);

    HOLDS(run, view->point_bytes <= report->text.len_bytes);
    HOLDS(run, !(view->selecting && view->kept));
    if (view->selecting || view->kept)
        HOLDS(run, marks.selection_start < marks.selection_end);
    HOLDS(run, marks.selection_end <= report->text.len_bytes);
    HOLDS(run, marks.match_start <= marks.match_end && marks.match_end <= report->text.len_bytes);
}

static void check(struct run *run)
{
    check_page(run);
    check_folds(run);
    check_ends(run);
}

/* ---- what is done ---------------------------------------------------------------------------------- */

static const char *random_argument(struct run *run, const struct verb *verb, struct buffer *words)
{
    static const char *const queries[] = {"nederland", "漢",  "e",        "",        "havens",
                                          "[",         "a|b", "punt",     "n:een",   "s:nl",
                                          ".",         "zzz", "\xCC\x81", "(steun)+"};
    static const char *const stances[] = {"NL=+ DE=-", "COM=~", "FR=x", "NL=x", "A_FEW=0 EL=!"};

    buffer_clear(words);
    if (verb->argument == ARGUMENT_STANCES) {
        buffer_append_string(words, stances[below(run, COUNT_OF(stances))]);
    } else if (verb->argument == ARGUMENT_QUERY) {
        buffer_append_string(words, queries[below(run, COUNT_OF(queries))]);
    } else if (verb->values != NULL && below(run, 4) > 0) {
        const char *value = verb->values;

        for (uint32_t skip = below(run, 6); skip > 0 && strchr(value, ' ') != NULL; skip--)
            value = strchr(value, ' ') + 1;
        buffer_append(words, value, strcspn(value, " "));
    } else {
        for (uint32_t count = 1 + below(run, 12); count > 0; count--)
            buffer_append_format(words, "%s ", scraps[below(run, COUNT_OF(scraps))]);
    }
    return words->data;
}

static void preview(struct run *run, const char *query)
{
    session_preview(run->session, query, below(run, 2) == 0);
    check_page(run);
    session_preview_end(run->session);
}

/* As ui_run_verb does it; a dialog may be cancelled. */
static void run_verb(struct run *run, const struct verb *verb, bool percent)
{
    struct verb_call call = {.count = run->count, .percent = percent};
    struct buffer words = {0};
    char *initial = NULL;

    snprintf(run->last, sizeof run->last, "%ld %s", run->count, verb->name);
    if (verb->prepare == NULL || verb->prepare(run->session, &initial)) {
        if (verb->argument != ARGUMENT_NONE)
            call.argument = random_argument(run, verb, &words);
        if (verb->argument == ARGUMENT_QUERY)
            preview(run, call.argument);
        if (verb->argument == ARGUMENT_NONE || below(run, 4) > 0)
            session_run(run->session, verb, &call);
    }
    free(initial);
    buffer_release(&words);
}

/* What is not about the page: it would write a file beside the report. */
static bool is_elsewhere(const struct verb *verb)
{
    return strcmp(verb->name, "export") == 0;
}

static void type_code(struct run *run, uint32_t code)
{
    enum verb_mode mode = session_view(run->session)->selecting ? MODE_SELECT : MODE_PAGE;
    const struct verb *verb = NULL;

    if (run->key_count == 0 && code >= '0' && code <= '9' && (code > '0' || run->count > 0)) {
        run->count = run->count < 100000 ? run->count * 10 + (long)(code - '0') : run->count;
        return;
    }
    run->keys[run->key_count++] = code;
    switch (keymap_match(&run->keymap, mode, run->keys, run->key_count, &verb)) {
    case KEYS_BEGIN_MORE:
        return;
    case KEYS_MEAN_A_VERB:
        if (!is_elsewhere(verb))
            run_verb(run, verb, code == '%' && run->count > 0);
        break;
    case KEYS_MEAN_NOTHING:
        break;
    }
    run->key_count = 0;
    run->count = 0;
}

static void type_binding(struct run *run)
{
    const struct binding *binding = &run->keymap.bindings[below(run, (uint32_t)run->keymap.count)];

    for (size_t i = 0; i < binding->code_count; i++)
        type_code(run, binding->codes[i]);
}

/* What has no key is run by its name. */
static void type_command(struct run *run)
{
    const struct verb *verb = session_verbs;
    size_t count = 0;

    while (verb[count].name != NULL)
        count++;
    verb = &session_verbs[below(run, (uint32_t)count)];
    if (!is_elsewhere(verb))
        run_verb(run, verb, false);
}

static void resize(struct run *run)
{
    int width_cols = (int)(1 + below(run, below(run, 3) == 0 ? 8 : 130));
    int height_rows = (int)(1 + below(run, below(run, 3) == 0 ? 4 : 30));

    snprintf(run->last, sizeof run->last, "size %dx%d", width_cols, height_rows);
    session_resize(run->session, width_cols, height_rows, (int)(20 + below(run, 80)),
                   below(run, 4) == 0);
}

static void point(struct run *run)
{
    const struct view *view = session_view(run->session);
    enum pointing what = (enum pointing)below(run, POINTING_SCROLL_DOWN + 1);
    int row = (int)below(run, (uint32_t)view->height_rows + 3) - 1;
    int col = (int)below(run, (uint32_t)view->width_cols + 2);

    snprintf(run->last, sizeof run->last, "mouse %d at %d,%d", (int)what, row, col);
    session_point(run->session, what, row, col);
}

/* A note or a stance that another process writes in the same sidecar, which the page then sees. */
static void write_elsewhere(struct run *run)
{
    const struct session_place_words words = {.item = "3"};
    const struct session_stance stance = {.actor = council_actor(below(run, 20)),
                                          .stance =
                                              (enum stance)(1 + below(run, STANCE_COUNT - 1))};
    bool is_note = below(run, 2) == 0;
    struct session_place place;
    struct error error = {0};

    snprintf(run->last, sizeof run->last, "what another process wrote");
    session_poll(run->other);
    if (!session_find_place(run->other, &words, &place, &error))
        return; /* :paragraph made the item's heading none */
    if (!(is_note ? session_note_add(run->other, &place, NULL, "van een ander", NULL, &error)
                  : session_stance_set(run->other, &place, &stance, 1, &error)))
        fail_msg("key %d: %s", run->step, error.message);
    HOLDS(run, session_poll(run->session) || !is_note); /* the stance may have been that one */
}

static void act(struct run *run)
{
    uint32_t kind = below(run, 100);

    if (kind < 70)
        type_binding(run);
    else if (kind < 75)
        type_code(run, '0' + below(run, 10));
    else if (kind < 78)
        type_code(run, samples_point(&run->samples));
    else if (kind < 83)
        type_command(run);
    else if (kind < 89)
        resize(run);
    else if (kind < 99)
        point(run);
    else
        write_elsewhere(run);
}

/* ---- the runs -------------------------------------------------------------------------------------- */

static void start(struct run *run)
{
    struct session_options options = {
        .author = "A. Lezer", .read_sidecar = true, .on_screen = true};
    struct error error = {0};

    samples_init(&run->samples, "random keys");
    strcpy(run->folder, "/tmp/kantlijn-keys-XXXXXX");
    assert_non_null(mkdtemp(run->folder));
    snprintf(run->report, sizeof run->report, "%s/verslag.txt", run->folder);
    snprintf(run->sidecar, sizeof run->sidecar, "%s.kantlijn", run->report);
    write_report(run);
    if (!session_open(&run->session, run->report, &options, &error))
        fail_msg("%s: %s", error.file, error.message);
    options.on_screen = false;
    if (!session_open(&run->other, run->report, &options, &error))
        fail_msg("%s: %s", error.file, error.message);
    keymap_init(&run->keymap, session_verbs);
    session_resize(run->session, 80, 22, 80, false);
    assert_true(session_settle(run->session, &error));
}

static void finish(struct run *run)
{
    session_close(run->session);
    session_close(run->other);
    keymap_release(&run->keymap);
    layout_line_release(&run->line);
    layout_margin_release(&run->margin);
    unlink(run->report);
    unlink(run->sidecar);
    assert_int_equal(rmdir(run->folder), 0);
}

static void the_page_bears_ten_thousand_random_keys(void **state)
{
    struct run run = {0};

    (void)state;
    start(&run);
    check(&run);
    for (run.step = 1; run.step <= KEY_COUNT; run.step++) {
        act(&run);
        check(&run);
    }
    finish(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_bears_ten_thousand_random_keys),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
