/* What format/format.h promises: opening whole and in windows, and a clear message for what
 * cannot be read. */
#include "config.h"

#include "format/format.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "format/reader.h"
#include "report_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

/* A folder of its own for each test, with one file in it. */
struct scratch {
    char folder[64], path[128];
};

static int make_scratch(void **state)
{
    struct scratch *scratch = base_allocate(sizeof *scratch);

    snprintf(scratch->folder, sizeof scratch->folder, "/tmp/test_format.XXXXXX");
    if (mkdtemp(scratch->folder) == NULL || chmod(scratch->folder, 0755) != 0)
        return -1;
    snprintf(scratch->path, sizeof scratch->path, "%s/report.txt", scratch->folder);
    *state = scratch;
    return 0;
}

static int remove_scratch(void **state)
{
    struct scratch *scratch = *state;

    unlink(scratch->path);
    rmdir(scratch->path);
    rmdir(scratch->folder);
    free(scratch);
    return 0;
}

static void write_file(const char *path, const char *bytes, size_t len_bytes)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len_bytes, file), len_bytes);
    assert_int_equal(fclose(file), 0);
}

static void assert_sound(const struct report *report)
{
    size_t where = 0;
    const char *broken = report_check(report, &where);

    if (broken != NULL)
        fail_msg("broken promise at %zu: %s", where, broken);
}

/* The report is refused, with those words in the message, which says what to do as well. */
static void assert_refused(const char *path, const char *words)
{
    struct format_source *source = (void *)&source;
    struct error error = {0};

    assert_false(format_open(&source, path, NULL, &error));
    assert_null(source);
    assert_int_equal(error.code, ERROR_INPUT);
    if (strstr(error.message, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", error.message, words);
    assert_non_null(strstr(error.message, ": "));
    assert_int_not_equal(error.message[strlen(error.message) - 1], '.');
    assert_string_equal(error.file, path);
}

/* ---- reading --------------------------------------------------------------------------------- */

static struct report *read_in_pieces(const struct buffer *bytes, size_t piece_bytes)
{
    struct report_builder *builder = report_builder_new(NULL);
    struct report *report = report_builder_report(builder);
    struct text_reader reader;
    size_t at = 0;

    text_reader_init(&reader, builder);
    if (bytes->len_bytes > FORMAT_WHOLE_MAX_BYTES) /* as format.c reads a file of that size */
        reader.first_stretch_bytes = reader.stretch_bytes;
    while (at < bytes->len_bytes) {
        size_t left_bytes = bytes->len_bytes - at;
        size_t next_bytes = left_bytes < piece_bytes ? left_bytes : piece_bytes;

        memcpy(text_reader_room(&reader, next_bytes), bytes->data + at, next_bytes);
        text_reader_take(&reader, next_bytes);
        report_builder_window(builder);
        at += next_bytes;
    }
    text_reader_finish(&reader);
    report_builder_finish(builder);
    report_builder_free(builder);
    return report;
}

static void a_small_file_is_read_whole(void **state)
{
    static const char bytes[] = "1. Aap\nDe Raad sprak.\n";
    struct scratch *scratch = *state;
    struct format_source *source;
    struct error error = {0};

    write_file(scratch->path, bytes, sizeof bytes - 1);
    assert_true(format_open(&source, scratch->path, NULL, &error));
    assert_true(format_report(source)->complete);
    assert_string_equal(format_report(source)->text.data, "1. Aap\n\nDe Raad sprak.\n");
    assert_string_equal(format_reader_name(source), "text");
    assert_true(format_read_more(source, &error));
    assert_true(format_read_all(source, &error));
    assert_int_equal(error.code, ERROR_NONE);
    format_close(source);
    format_close(NULL);
}

static void the_date_comes_from_the_name_without_its_folder(void **state)
{
    struct format_source *source;
    struct error error = {0};
    char path[256];

    snprintf(path, sizeof path, "%s/verslag-2024-01.txt", ((struct scratch *)*state)->folder);
    write_file(path, "Aap.", 4);
    assert_true(format_open(&source, path, NULL, &error));
    assert_string_equal(format_report(source)->meeting.date_from, "2024-01");
    format_close(source);
    unlink(path);
}

/* A text of more than FORMAT_WHOLE_MAX_BYTES. */
static void append_large(struct buffer *text, unsigned seed)
{
    report_append_random(text, seed, 45000);
    assert_true(text->len_bytes > FORMAT_WHOLE_MAX_BYTES + 6 * FORMAT_WINDOW_BYTES);
}

static void a_large_file_comes_in_windows_and_is_the_same(void **state)
{
    struct scratch *scratch = *state;
    struct buffer text = {0};
    struct format_source *source;
    struct error error = {0};
    struct report *report, *whole;
    const char *different;
    size_t windows = 0, blocks, where = 0;

    print_message("# seed 31\n");
    append_large(&text, 31);
    write_file(scratch->path, text.data, text.len_bytes);
    assert_true(format_open(&source, scratch->path, NULL, &error));
    report = format_report(source);
    assert_false(report->complete);
    assert_true(report->block_count > 0);
    for (; !report->complete; windows++) {
        blocks = report->block_count;
        assert_true(format_read_more(source, &error));
        assert_true(report->complete || report->block_count > blocks);
        assert_sound(report);
    }
    assert_true(windows > 5);
    assert_ptr_equal(format_report(source), report);
    whole = read_in_pieces(&text, text.len_bytes);
    different = report_compare(whole, report, &where);
    if (different != NULL)
        fail_msg("at %zu: %s", where, different);
    report_free(whole);
    format_close(source);
    buffer_release(&text);
}

static void a_source_may_be_closed_half_way(void **state)
{
    struct scratch *scratch = *state;
    struct buffer text = {0};
    struct format_source *source;
    struct error error = {0};

    append_large(&text, 32);
    write_file(scratch->path, text.data, text.len_bytes);
    assert_true(format_open(&source, scratch->path, NULL, &error));
    format_close(source);
    buffer_release(&text);
}

static void bytes_in_memory_are_a_report(void **state)
{
    struct buffer text = {0};
    struct format_source *source;
    struct error error = {0};

    (void)state;
    append_large(&text, 33);
    assert_true(format_open_bytes(&source, "sample", text.data, text.len_bytes, NULL, &error));
    assert_false(format_report(source)->complete);
    assert_true(format_read_all(source, &error));
    assert_true(format_report(source)->complete);
    format_close(source);
    assert_false(format_open_bytes(&source, "sample", NULL, 0, NULL, &error));
    assert_null(source);
    assert_string_equal(error.file, "sample");
    buffer_release(&text);
}

/* Standard input is the file (or the pipe's end) while the function runs. */
static bool open_as_standard_input(int fd, struct format_source **source, struct error *error)
{
    int saved = dup(STDIN_FILENO);
    bool ok;

    assert_true(saved >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    ok = format_open(source, "-", NULL, error) && format_read_all(*source, error);
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    close(saved);
    close(fd);
    return ok;
}

static void standard_input_is_read_from_a_file_and_a_pipe(void **state)
{
    struct scratch *scratch = *state;
    struct format_source *source;
    struct error error = {0};
    int ends[2];

    write_file(scratch->path, "1. Aap\nNoot.\n", 13);
    assert_true(open_as_standard_input(open(scratch->path, O_RDONLY), &source, &error));
    assert_string_equal(format_report(source)->text.data, "1. Aap\n\nNoot.\n");
    assert_null(format_report(source)->meeting.date_from);
    format_close(source);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "Aap.\nNoot.", 10), 10);
    close(ends[1]);
    assert_true(open_as_standard_input(ends[0], &source, &error));
    assert_string_equal(format_report(source)->text.data, "Aap.\n\nNoot.\n");
    format_close(source);
    assert_false(open_as_standard_input(open("/dev/null", O_RDONLY), &source, &error));
    assert_non_null(strstr(error.message, "is empty"));
    error_clear(&error);
    assert_false(open_as_standard_input(open(scratch->folder, O_RDONLY), &source, &error));
    assert_non_null(strstr(error.message, "is a folder"));
}

static void a_file_without_a_size_is_read_to_its_end(void **state)
{
    struct format_source *source;
    struct error error = {0};

    (void)state;
    if (access("/proc/self/status", R_OK) != 0)
        return;
    assert_true(format_open(&source, "/proc/self/status", NULL, &error));
    assert_non_null(strstr(format_report(source)->text.data, "Name:"));
    format_close(source);
}

static void a_file_that_changes_underneath_stays_readable(void **state)
{
    static const long sizes[] = {300000, 2300000, 2500000, -1};
    struct scratch *scratch = *state;
    struct buffer text = {0};
    struct format_source *source;
    size_t i, blocks;

    append_large(&text, 34);
    for (i = 0; i < COUNT_OF(sizes); i++) {
        long size = sizes[i] >= 0 ? sizes[i] : (long)text.len_bytes + 9;
        struct error error = {0};

        write_file(scratch->path, text.data, text.len_bytes);
        assert_true(format_open(&source, scratch->path, NULL, &error));
        assert_int_equal(truncate(scratch->path, size), 0);
        assert_false(format_read_all(source, &error));
        assert_non_null(strstr(error.message, "changed while it was read"));
        assert_true(format_report(source)->complete);
        assert_sound(format_report(source));
        blocks = format_report(source)->block_count;
        assert_true(format_read_more(source, NULL));
        assert_int_equal(format_report(source)->block_count, blocks);
        format_close(source);
    }
    buffer_release(&text);
}

/* ---- pieces ---------------------------------------------------------------------------------- */

/* Breaks the text's line ends and encoding here and there. */
static void damage(struct buffer *text, unsigned seed)
{
    static const char bytes[] = "\r\r\n\xFF\xC3\xE2\x82\0\xEF\xBB\xBF";
    size_t at, step = 17 + seed % 29;

    for (at = seed % 13; at < text->len_bytes; at += step)
        text->data[at] = bytes[(at + seed) % (sizeof bytes - 1)];
}

static void pieces_of_any_size_give_the_same_report(void **state)
{
    static const size_t pieces[] = {1, 2, 3, 5, 7, 64, 997, 4096};
    unsigned seed;
    size_t i;

    (void)state;
    print_message("# seeds 41 to 60\n");
    for (seed = 41; seed <= 60; seed++) {
        struct buffer text = {0};
        struct report *whole;

        report_append_random(&text, seed, 60);
        damage(&text, seed);
        whole = read_in_pieces(&text, text.len_bytes);
        assert_sound(whole);
        for (i = 0; i < COUNT_OF(pieces); i++) {
            struct report *report = read_in_pieces(&text, pieces[i]);
            size_t where = 0;
            const char *different = report_compare(whole, report, &where);

            if (different != NULL)
                fail_msg("seed %u, pieces of %zu, at %zu: %s", seed, pieces[i], where, different);
            report_free(report);
        }
        report_free(whole);
        buffer_release(&text);
    }
}

static void line_ends_and_byte_order_marks_leave_no_trace(void **state)
{
    static const char *const texts[] = {
        "1. Aap\nDe Raad.\n\n2. Noot\nDe Raad.\n",
        "1. Aap\r\nDe Raad.\r\n\r\n2. Noot\r\nDe Raad.\r\n",
        "1. Aap\rDe Raad.\r\r2. Noot\rDe Raad.\r",
        ("\xEF\xBB\xBF"
         "1. Aap\nDe Raad.\n\n2. Noot\nDe Raad."),
        "\n\n \n1. Aap\nDe Raad.\r\n\n\n\t\n2. Noot\nDe Raad.\n\n",
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(texts); i++) {
        struct format_source *source;
        struct error error = {0};

        assert_true(format_open_bytes(&source, "t", texts[i], strlen(texts[i]), NULL, &error));
        assert_string_equal(format_report(source)->text.data,
                            "1. Aap\n\nDe Raad.\n\n2. Noot\n\nDe Raad.\n");
        assert_int_equal(format_report(source)->heading_count, 2);
        assert_int_equal(format_report(source)->replaced_count, 0);
        format_close(source);
    }
}

static void ill_formed_bytes_are_counted(void **state)
{
    static const char bytes[] = "Aap \xFF noot \xC3\x28.\nMies \xE2\x82.\n";
    struct format_source *source;
    struct error error = {0};

    (void)state;
    assert_true(format_open_bytes(&source, "t", bytes, sizeof bytes - 1, NULL, &error));
    assert_int_equal(format_report(source)->replaced_count, 3);
    assert_non_null(strstr(format_report(source)->text.data, "Aap \xEF\xBF\xBD noot"));
    assert_sound(format_report(source));
    format_close(source);
}

static void a_late_nul_is_counted(void **state)
{
    struct buffer bytes = {0};
    struct format_source *source;
    struct error error = {0};

    (void)state;
    buffer_append_repeated(&bytes, 'a', 5000);
    buffer_append_char(&bytes, '\0');
    assert_true(format_open_bytes(&source, "t", bytes.data, bytes.len_bytes, NULL, &error));
    assert_int_equal(format_report(source)->replaced_count, 1);
    format_close(source);
    buffer_release(&bytes);
}

static void a_line_of_a_million_characters_is_one_paragraph(void **state)
{
    struct buffer bytes = {0};
    struct format_source *source;
    struct error error = {0};
    size_t i;

    (void)state;
    buffer_append_string(&bytes, "1. Aap\n");
    for (i = 0; i < 1000000; i++)
        buffer_append_string(&bytes, "\xC3\xA9");
    buffer_append_string(&bytes, "\n2. Noot\nSlot.\n");
    assert_true(format_open_bytes(&source, "t", bytes.data, bytes.len_bytes, NULL, &error));
    assert_int_equal(format_report(source)->block_count, 4);
    assert_int_equal(format_report(source)->blocks[1].end_points, 8 + 1000000);
    assert_sound(format_report(source));
    format_close(source);
    buffer_release(&bytes);
}

/* ---- what a reader knows better ----------------------------------------------------------------- */

static void options_win_over_what_the_bytes_say(void **state)
{
    static const char bytes[] = "1. Aap\nDe Raad betaalde 5 \xA4 voor caf\xC3\xA9.\n";
    static const struct format_options options = {
        .encoding = "iso-8859-15", .language = "LV", .dates = "2024-01-25..2024-01-26"};
    struct format_source *source;
    struct error error = {0};

    (void)state;
    assert_true(
        format_open_bytes(&source, "verslag-2023.txt", bytes, sizeof bytes - 1, &options, &error));
    assert_true(format_is_text(source));
    assert_non_null(strstr(format_report(source)->text.data, "5 € voor cafÃ©."));
    assert_int_equal(format_report(source)->replaced_count, 0);
    assert_string_equal(format_report(source)->language, "lv");
    assert_string_equal(format_report(source)->meeting.date_to, "2024-01-26");
    format_close(source);
}

static void options_that_are_none_are_refused_before_the_file_is_looked_at(void **state)
{
    static const struct {
        struct format_options options;
        const char *word, *says;
    } cases[] = {
        {{.encoding = "latijn"}, "latijn", "encoding"},
        {{.language = "latijn"}, "latijn", "language"},
        {{.dates = "gisteren"}, "gisteren", "date"},
    };
    struct scratch *scratch = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct format_source *source;
        struct error error = {0};

        assert_false(format_open(&source, scratch->path, &cases[i].options, &error));
        assert_null(source);
        assert_int_equal(error.code, ERROR_USAGE);
        assert_string_equal(error.file, cases[i].word);
        assert_non_null(strstr(error.message, cases[i].says));
    }
}

/* ---- waiting, and giving up ----------------------------------------------------------------------- */

/* Counts the calls; gives up at one of them, or when a file has something in it. */
struct patience {
    size_t calls, gives_up_at; /* 0: never */
    const char *until_filled;
    size_t read_bytes, size_bytes;
};

static bool be_patient(void *context, const struct format_progress *progress)
{
    struct patience *patience = context;
    struct stat status;

    assert_true(progress->read_bytes >= patience->read_bytes);
    patience->read_bytes = progress->read_bytes;
    patience->size_bytes = progress->size_bytes;
    if (patience->until_filled != NULL && stat(patience->until_filled, &status) == 0 &&
        status.st_size > 0)
        return false;
    return ++patience->calls != patience->gives_up_at;
}

static void waiting_is_told_between_windows(void **state)
{
    struct scratch *scratch = *state;
    struct patience patience = {0};
    const struct format_options options = {.wait = be_patient, .context = &patience};
    struct buffer text = {0};
    struct format_source *source;
    struct error error = {0};

    write_file(scratch->path, "Aap.", 4);
    assert_true(format_open(&source, scratch->path, &options, &error));
    assert_int_equal(patience.calls, 0);
    format_close(source);

    append_large(&text, 35);
    write_file(scratch->path, text.data, text.len_bytes);
    assert_true(format_open(&source, scratch->path, &options, &error));
    assert_true(format_read_all(source, &error));
    assert_in_range(patience.calls, text.len_bytes / FORMAT_WINDOW_BYTES,
                    text.len_bytes / FORMAT_WINDOW_BYTES + 1);
    assert_int_equal(patience.size_bytes, text.len_bytes);
    format_close(source);
    buffer_release(&text);
}

static void what_was_given_up_can_be_gone_on_with(void **state)
{
    struct scratch *scratch = *state;
    struct patience patience = {.gives_up_at = 6};
    const struct format_options options = {.wait = be_patient, .context = &patience};
    struct buffer text = {0};
    struct format_source *source;
    struct error error = {0};

    append_large(&text, 36);
    write_file(scratch->path, text.data, text.len_bytes);
    assert_true(format_open(&source, scratch->path, &options, &error));
    assert_false(format_read_all(source, &error));
    assert_int_equal(error.code, ERROR_CANCELLED);
    assert_non_null(strstr(error.message, "not read to its end"));
    assert_int_equal(patience.calls, 6);
    assert_false(format_report(source)->complete);
    error_clear(&error);
    assert_true(format_read_all(source, &error));
    assert_true(format_report(source)->complete);
    assert_sound(format_report(source));
    format_close(source);
    buffer_release(&text);
}

static void nothing_on_standard_input_is_waited_for_and_given_up(void **state)
{
    struct patience patience = {.gives_up_at = 3};
    const struct format_options options = {.wait = be_patient, .context = &patience};
    struct format_source *source;
    struct error error = {0};
    int ends[2], saved = dup(STDIN_FILENO);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    assert_false(format_open(&source, "-", &options, &error));
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(patience.calls, 3);
    assert_int_equal(error.code, ERROR_CANCELLED);
    close(saved);
    close(ends[0]);
    close(ends[1]);
}

static char helper_program[160];

static const char *its_path(void)
{
    return helper_program;
}

/* A helper that says who it is and then does nothing: when reading is given up, it is no more. */
static void a_helper_does_not_outlive_what_was_given_up(void **state)
{
    struct scratch *scratch = *state;
    char who[160], script[512];
    struct patience patience = {.until_filled = who};
    const struct format_options options = {.wait = be_patient, .context = &patience};
    struct format_source *source;
    struct error error = {0};
    FILE *file;
    int pid = 0;

    snprintf(helper_program, sizeof helper_program, "%s/helper", scratch->folder);
    snprintf(who, sizeof who, "%s/who", scratch->folder);
    assert_int_equal(mkfifo(scratch->path, 0600), 0);
    snprintf(script, sizeof script, "#!/bin/sh\necho $$ >%s\nread -r nothing <%s\n", who,
             scratch->path);
    write_file(helper_program, script, strlen(script));
    assert_int_equal(chmod(helper_program, 0700), 0);
    format_use_helper(its_path);
    assert_false(format_open_bytes(&source, "verslag.pdf", "%PDF-1.4\n", 9, &options, &error));
    format_use_helper(NULL);
    assert_null(source);
    assert_non_null(strstr(error.message, "not read to its end"));
    assert_int_equal(patience.size_bytes, 0);
    file = fopen(who, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%d", &pid), 1);
    fclose(file);
    assert_int_equal(kill(pid, 0), -1);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    unlink(who);
    unlink(helper_program);
}

/* ---- what cannot be read --------------------------------------------------------------------- */

static void a_missing_file_is_named(void **state)
{
    struct scratch *scratch = *state;
    char path[256];

    assert_refused(scratch->path, "no such file");
    write_file(scratch->path, "x", 1);
    snprintf(path, sizeof path, "%s/deeper", scratch->path);
    assert_refused(path, "no such file");
}

static void an_unreadable_file_is_refused(void **state)
{
    struct scratch *scratch = *state;
    uid_t user = geteuid();

    write_file(scratch->path, "Aap.", 4);
    assert_int_equal(chmod(scratch->path, 0), 0);
    if (user == 0)
        assert_int_equal(seteuid(65534), 0); /* nothing is unreadable to root */
    assert_refused(scratch->path, "you may not read it");
    if (user == 0)
        assert_int_equal(seteuid(user), 0);
}

static void an_empty_file_is_refused(void **state)
{
    static const char *const texts[] = {"", "\n", " \t\r\n\n\xC2\xA0\n", "\xEF\xBB\xBF"};
    struct scratch *scratch = *state;
    struct buffer blank = {0};
    size_t i;

    for (i = 0; i < COUNT_OF(texts); i++) {
        write_file(scratch->path, texts[i], strlen(texts[i]));
        assert_refused(scratch->path, "is empty");
    }
    for (i = 0; i < 300000; i++)
        buffer_append_string(&blank, "         \n");
    write_file(scratch->path, blank.data, blank.len_bytes);
    assert_refused(scratch->path, "is empty");
    buffer_release(&blank);
}

static void a_directory_a_pipe_and_a_device_are_refused(void **state)
{
    struct scratch *scratch = *state;

    assert_refused(scratch->folder, "is a folder");
    assert_int_equal(mkfifo(scratch->path, 0600), 0);
    assert_refused(scratch->path, "is a pipe");
    assert_refused("/dev/null", "is a device");
    assert_refused("/dev/tty", "is a device");
}

static void a_file_that_is_too_large_is_refused(void **state)
{
    struct scratch *scratch = *state;

    write_file(scratch->path, "Aap.", 4);
    assert_int_equal(truncate(scratch->path, 300L << 20), 0);
    assert_refused(scratch->path, "is larger than 256 MB");
}

static void what_is_no_text_is_refused_with_a_way_out(void **state)
{
    static const struct {
        const char *bytes;
        size_t len_bytes;
        const char *words;
    } cases[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
        {BYTES("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), "PDF file"},
        {BYTES("{\\rtf1\\ansi Aap}"), "RTF"},
        {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "old Word"},
        {BYTES("PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml word/document.xml"),
         "Word document"},
        {BYTES("PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text"), "OpenDocument"},
        {BYTES("PK\x03\x04\x14\0[Content_Types].xml xl/workbook.xml"), "Office"},
        {BYTES("PK\x03\x04\x14\0verslag.txt"), "zip archive"},
        {BYTES("\x1F\x8B\x08\0\0\0"), "gunzip"},
        {BYTES("\xFD"
               "7zXZ\0\0"),
         "unxz"},
        {BYTES("<!DOCTYPE html>\n<html>"), "web page"},
        {BYTES("\xEF\xBB\xBF \n<HTML lang=nl>"), "web page"},
        {BYTES("<!-- saved from url=(0042)https://raad.example/ -->\n<!-- x --><html>"),
         "web page"},
        {BYTES("<meta charset=utf-8>\n<p>Aap"), "web page"},
        {BYTES("\n\n  <p>Aap</p>"), "web page"},
        {BYTES("<P class=\"kop\">Aap</P>"), "web page"},
        {BYTES("\xEF\xBB\xBF<div\nid=a>Aap</div>"), "web page"},
        {BYTES("<h1>Aap</h1>"), "web page"},
        {BYTES("\xFF\xFE<\0p\0>\0A\0"), "web page"},
        {BYTES("\xFE\xFF\0<\0h\0t\0m\0l\0>"), "web page"},
        {BYTES("<!-- x -->\n<officiele-publicatie>"), "XML"},
        {BYTES("<?xml version=\"1.0\"?>"), "XML"},
        {BYTES("\x7F"
               "ELF\x02\x01\x01\0\0\0"),
         "is no text"},
        {BYTES("SQLite format 3\0\x10\0"), "is no text"},
        {BYTES("Aap\0noot\0mies\0"), "is no text"},
#undef BYTES
    };
    struct scratch *scratch = *state;
    size_t i;

    for (i = 0; i < COUNT_OF(cases); i++) {
        write_file(scratch->path, cases[i].bytes, cases[i].len_bytes);
        assert_refused(scratch->path, cases[i].words);
    }
}

/* What only looks like mark-up is text. */
static void a_text_may_begin_with_a_bracket(void **state)
{
    static const char *const texts[] = {
        "<!-- versie 2 -->\n# Verslag\n\nAap.\n",
        "<!-- Aap.\n\nNoot.\n",
        "<prijs> is geheim.\n",
        "< 5 lidstaten spraken.\n",
        "<voorzitter@raad.example> schreef:\n\nAap.\n",
        "<divers>\n",
    };
    struct scratch *scratch = *state;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct format_source *source = NULL;
        struct error error = {0};

        write_file(scratch->path, texts[i], strlen(texts[i]));
        if (!format_open(&source, scratch->path, NULL, &error))
            fail_msg("%s", error.message);
        assert_string_equal(format_reader_name(source), "text");
        format_close(source);
    }
}

/* ---- the fuzzer's corpus --------------------------------------------------------------------- */

static void replay_file(const char *folder, const char *name)
{
    char path[4096], bytes[65536];
    FILE *file;
    size_t len_bytes;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    len_bytes = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, len_bytes);
}

static void what_fuzzing_found_stays_mended(void **state)
{
    char folder[2048];
    const struct dirent *entry;
    DIR *directory;
    size_t count = 0;

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus_text", source_folder());
    directory = opendir(folder);
    assert_non_null(directory);
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        replay_file(folder, entry->d_name);
        count++;
    }
    closedir(directory);
    assert_true(count >= 10);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(a_small_file_is_read_whole),
        IN_SCRATCH(the_date_comes_from_the_name_without_its_folder),
        IN_SCRATCH(a_large_file_comes_in_windows_and_is_the_same),
        IN_SCRATCH(a_source_may_be_closed_half_way),
        cmocka_unit_test(bytes_in_memory_are_a_report),
        IN_SCRATCH(standard_input_is_read_from_a_file_and_a_pipe),
        cmocka_unit_test(a_file_without_a_size_is_read_to_its_end),
        IN_SCRATCH(a_file_that_changes_underneath_stays_readable),
        cmocka_unit_test(pieces_of_any_size_give_the_same_report),
        cmocka_unit_test(line_ends_and_byte_order_marks_leave_no_trace),
        cmocka_unit_test(ill_formed_bytes_are_counted),
        cmocka_unit_test(a_late_nul_is_counted),
        cmocka_unit_test(a_line_of_a_million_characters_is_one_paragraph),
        cmocka_unit_test(options_win_over_what_the_bytes_say),
        IN_SCRATCH(options_that_are_none_are_refused_before_the_file_is_looked_at),
        IN_SCRATCH(waiting_is_told_between_windows),
        IN_SCRATCH(what_was_given_up_can_be_gone_on_with),
        cmocka_unit_test(nothing_on_standard_input_is_waited_for_and_given_up),
        IN_SCRATCH(a_helper_does_not_outlive_what_was_given_up),
        IN_SCRATCH(a_missing_file_is_named),
        IN_SCRATCH(an_unreadable_file_is_refused),
        IN_SCRATCH(an_empty_file_is_refused),
        IN_SCRATCH(a_directory_a_pipe_and_a_device_are_refused),
        IN_SCRATCH(a_file_that_is_too_large_is_refused),
        IN_SCRATCH(what_is_no_text_is_refused_with_a_way_out),
        IN_SCRATCH(a_text_may_begin_with_a_bracket),
        cmocka_unit_test(what_fuzzing_found_stays_mended),
    };

    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
