/* Opening a report with its sidecar, and what is known of both.
 *
 * What is always true:
 *  1. Nothing here writes but session_adopt; session_open reads.
 *  2. A session that was returned has a report with at least its first window; on the screen it may be the
 *     beginning of a large one alone, until session_settle has read the report itself.
 *  3. Where a sidecar stands, the report is complete before its contents are loaded, since a snapshot
 *     is compared whole. */
#include "config.h"

#include "session/session_internal.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "text/text.h"

/* ---- who ------------------------------------------------------------------------------------- */

/* The account's full name as gecos writes it: up to the first comma, & for the login with a capital. */
static void append_full_name(struct buffer *name, const struct passwd *account)
{
    const char *gecos = account->pw_gecos == NULL ? "" : account->pw_gecos;

    for (; *gecos != '\0' && *gecos != ','; gecos++) {
        if (*gecos == '&' && account->pw_name[0] >= 'a' && account->pw_name[0] <= 'z') {
            buffer_append_char(name, (char)(account->pw_name[0] - 'a' + 'A'));
            buffer_append_string(name, account->pw_name + 1);
        } else {
            buffer_append_char(name, *gecos);
        }
    }
    if (text_is_blank(name->data == NULL ? "" : name->data, name->len_bytes)) {
        buffer_clear(name);
        buffer_append_string(name, account->pw_name);
    }
}

/* One line of text, trimmed; "" where there is none. */
static char *clean_name(const char *raw)
{
    struct buffer text = {0};
    const char *start;
    size_t len_bytes, replaced_count = 0;
    char *name;

    text_decode(raw, strlen(raw), false, &text, &replaced_count);
    start = text.data == NULL ? "" : text.data;
    len_bytes = strcspn(start, "\n");
    text_trim(&start, &len_bytes);
    name = base_copy_bytes(start, len_bytes);
    buffer_release(&text);
    return name;
}

static char *find_author(void)
{
    const char *given = getenv("KANTLIJN_AUTHOR");
    const struct passwd *account;
    struct buffer raw = {0};
    char *name;

    if (given != NULL && !text_is_blank(given, strlen(given)))
        return clean_name(given);
    account = getpwuid(getuid());
    if (account != NULL)
        append_full_name(&raw, account);
    else
        buffer_append_format(&raw, "uid-%ld", (long)getuid());
    name = clean_name(raw.data);
    buffer_release(&raw);
    return name;
}

const char *session_author(const struct session *session)
{
    if (session->identity->author == NULL)
        session->identity->author = find_author();
    return session->identity->author;
}

/* ---- making and freeing ------------------------------------------------------------------------ */

int64_t session_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct session *session_new(const struct session_options *options)
{
    struct session *session = base_allocate(sizeof *session);

    session->options = *options;
    session->options.reading.wait = session_reading_goes_on;
    session->options.reading.context = session;
    session->identity = base_allocate(sizeof *session->identity);
    if (options->author != NULL)
        session->identity->author = clean_name(options->author);
    session->outline_only = options->outline_only && !options->read_sidecar;
    session->opened_ms = session_now_ms();
    session->permissions = S_IRUSR | S_IWUSR;
    session->config = options->config;
    if (session->config == NULL) {
        config_init(&session->own_config);
        session->config = &session->own_config;
    }
    session->settings = &session->config->settings;
    return session;
}

void session_close(struct session *session)
{
    if (session == NULL)
        return;
    view_release(session);
    sidecar_contents_release(&session->contents);
    sidecar_close(session->sidecar);
    format_close(session->source);
    session_remove_scratch(session);
    free(session->report_name);
    free(session->report_path);
    free(session->sidecar_path);
    free(session->identity->author);
    free(session->identity);
    free(session->offered);
    buffer_release(&session->notice);
    config_release(&session->own_config);
    free(session);
}

/* ---- the report -------------------------------------------------------------------------------- */

bool session_read_all(struct session *session, struct error *error)
{
    struct error failed = {0};
    bool read;

    if (!session_settle(session, error))
        return false;
    if (session->report->complete)
        return true;
    read = format_read_all(session->source, &failed);
    view_report_grown(session);
    if (failed.code == ERROR_CANCELLED)
        return error_set(error, ERROR_CANCELLED, NULL, _("Stopped: nothing has changed"));
    return read || error_set(error, failed.code, failed.file, "%s", failed.message);
}

static void name_report(struct session *session, const char *path)
{
    const char *slash = strrchr(path, '/');

    free(session->report_name);
    free(session->report_path);
    session->report_path = NULL;
    if (strcmp(path, "-") == 0) {
        session->report_name = base_copy_string(_("standard input"));
        return;
    }
    session->report_name = base_copy_string(slash == NULL ? path : slash + 1);
    session->report_path = base_copy_string(path);
}

/* A sidecar gets the report's own permissions, so that a confidential report's notes stay so; its
 * maker must be able to write it though the report may be read-only. */
static bool open_report(struct session *session, const char *path,
                        const struct format_options *reading, struct error *error)
{
    if (!format_open(&session->source, path, reading, error))
        return false;
    session->report = format_report(session->source);
    name_report(session, path);
    if (session->report_path != NULL && stat(path, &session->report_status) == 0)
        session->permissions = (session->report_status.st_mode & 0666) | S_IRUSR | S_IWUSR;
    return true;
}

/* ---- what to say after opening ------------------------------------------------------------------ */

BASE_PRINTF(2, 3) static void say(struct session *session, const char *format, ...)
{
    va_list arguments;

    if (session->notice.len_bytes > 0)
        buffer_append_string(&session->notice, "; ");
    va_start(arguments, format);
    buffer_append_vformat(&session->notice, format, arguments);
    va_end(arguments);
}

static void count_places(const struct session *session, enum anchor_state state, size_t *notes,
                         size_t *stances)
{
    const struct sidecar_contents *contents = &session->contents;

    *notes = *stances = 0;
    for (size_t i = 0; i < contents->note_count; i++)
        *notes += contents->notes[i].place.state == state;
    for (size_t i = 0; i < contents->stance_count; i++)
        *stances += contents->stances[i].place.state == state;
}

static void say_orphans(struct session *session)
{
    struct buffer lost = {0};
    size_t notes, stances, corrections = 0;

    count_places(session, ANCHOR_ORPHAN, &notes, &stances);
    for (size_t i = 0; i < session->contents.correction_count; i++)
        corrections += session->contents.corrections[i].block == REPORT_NONE;
    if (notes > 0)
        buffer_append_format(&lost, ngettext("%zu note", "%zu notes", notes), notes);
    if (notes > 0 && stances > 0)
        buffer_append_string(&lost, ", ");
    if (stances > 0)
        buffer_append_format(&lost, ngettext("%zu stance", "%zu stances", stances), stances);
    if (corrections > 0 && lost.len_bytes > 0)
        buffer_append_string(&lost, ", ");
    if (corrections > 0)
        /* TRANSLATORS: of the outline, by the reader. */
        buffer_append_format(&lost, ngettext("%zu correction", "%zu corrections", corrections),
                             corrections);
    if (lost.len_bytes > 0)
        /* TRANSLATORS: %s is "3 notes, 1 stance", or one of the two. */
        say(session, _("the report has changed; without a place now (orphans): %s"), lost.data);
    buffer_release(&lost);
}

static void gather_notice(struct session *session, const struct session_options *options)
{
    struct error unwritable = {0};
    size_t replaced_count = session->report->replaced_count;

    if (replaced_count > 0)
        say(session,
            ngettext("%zu place in the report is not valid UTF-8: it is shown as U+FFFD",
                     "%zu places in the report are not valid UTF-8: they are shown as U+FFFD",
                     replaced_count),
            replaced_count);
    if (options->reading.encoding != NULL && !format_is_text(session->source))
        say(session,
            _("--encoding is for plain text: this report says its own, and is read by it"));
    say_orphans(session);
    if (options->on_screen && !session->unusable)
        session_may_write(session, &unwritable);
    if (unwritable.code != ERROR_NONE && session->sidecar_path == NULL)
        say(session, "%s", unwritable.message);
    else if (unwritable.code != ERROR_NONE)
        say(session, _("no notes can be written: %s: %s"), unwritable.file, unwritable.message);
    else if (session->elsewhere && !session->outline_only)
        say(session, _("the report's folder is not writable: notes are kept in %s"),
            session->sidecar_path);
}

void session_notice_again(struct session *session)
{
    buffer_clear(&session->notice);
    gather_notice(session, &session->options);
}

/* ---- other sidecars ------------------------------------------------------------------------------- */

static void say_offered(struct session *session)
{
    if (session->offered != NULL && session->unwritable) {
        say(session, _("%s holds notes on this report: name it with --sidecar to read them"),
            session->offered);
        free(session->offered);
        session->offered = NULL;
    }
    if (session->offered != NULL)
        say(session,
            _("%s holds notes on this report: name it with --sidecar, or read the report on the "
              "screen and take them over"),
            session->offered);
}

/* ---- opening ------------------------------------------------------------------------------------- */

/* A sidecar that was made in the data folder before one came beside the report, and that holds what the
 * latter does not; NULL where there is none. */
static char *find_left_behind(struct session *session, const char *path)
{
    char *other_path = locate_elsewhere(path);
    struct sidecar *other = NULL;
    bool has_all = true;

    if (other_path != NULL && sidecar_exists(other_path) &&
        sidecar_open(&other, other_path, SIDECAR_READ, 0, NULL) &&
        !sidecar_has_all(session->sidecar, other, &has_all, NULL))
        has_all = false;
    sidecar_close(other);
    if (!has_all)
        return other_path;
    free(other_path);
    return NULL;
}

/* Looks for another sidecar with notes on this report: one whose own report is gone, where this report has
 * none, else one that was left behind. The first frame does not wait for it. */
static void look_around(struct session *session)
{
    if (!session->looks_around)
        return;
    session->looks_around = false;
    session->offered = session->sidecar == NULL
                           ? locate_renamed(session->report_path, session->report)
                           : find_left_behind(session, session->report_path);
    say_offered(session);
}

static void go_without_sidecar(struct session *session, const struct error *why)
{
    sidecar_close(session->sidecar);
    session->sidecar = NULL;
    session->unusable = true;
    if (session->outline_only)
        say(session, _("what a reader put right in the outline cannot be read: %s: %s"), why->file,
            why->message);
    else
        say(session, _("the report is shown without notes, and none can be written: %s: %s"),
            why->file, why->message);
}

/* Finds where the sidecar is or would be, and opens it where it stands. */
static bool open_sidecar(struct session *session, const char *path,
                         const struct session_options *options, struct error *error)
{
    struct error unusable = {0};

    if (options->sidecar != NULL)
        session->sidecar_path = base_copy_string(options->sidecar);
    else if (strcmp(path, "-") != 0)
        session->sidecar_path =
            locate_sidecar(path, locate_folder_is_writable, &session->elsewhere);
    if (session->sidecar_path == NULL)
        return true;
    if (!sidecar_exists(session->sidecar_path)) {
        session->looks_around =
            options->sidecar == NULL && session->report->complete && !session->outline_only;
        return true;
    }
    if (!session_read_all(session, error))
        return false;
    if (session_open_file(session, SIDECAR_READ, &unusable) &&
        session_load(session, &unusable)) {
        session->looks_around =
            options->sidecar == NULL && !session->elsewhere && !session->outline_only;
        return true;
    }
    if ((!options->on_screen && !session->outline_only) || options->sidecar != NULL)
        return error_set(error, unusable.code, unusable.file, "%s", unusable.message);
    go_without_sidecar(session, &unusable);
    return true;
}

static bool wants_sidecar(const struct session_options *options)
{
    return options->read_sidecar || options->outline_only;
}

/* A sidecar named as REPORT: its report, and itself as the sidecar. */
static bool open_by_sidecar(struct session *session, const char *path,
                            const struct session_options *options, struct error *error)
{
    char *report_path;
    struct session_options with = *options;
    bool opened;

    if (options->sidecar != NULL)
        return error_set(error, ERROR_USAGE, path,
                         _("is a sidecar, and --sidecar names another: give the report instead"));
    report_path = locate_report(path, &options->reading, error);
    if (report_path == NULL)
        return false;
    with.sidecar = path;
    opened = open_report(session, report_path, &options->reading, error) &&
             (!wants_sidecar(options) || open_sidecar(session, report_path, &with, error));
    free(report_path);
    return opened;
}

static bool open_whole(struct session *session, const char *path,
                       const struct session_options *options, struct error *error)
{
    bool opened;

    if (locate_is_sidecar(path))
        opened = open_by_sidecar(session, path, options, error);
    else
        opened = open_report(session, path, &options->reading, error) &&
                 (!wants_sidecar(options) || open_sidecar(session, path, options, error));
    if (opened)
        gather_notice(session, options);
    if (opened && !options->on_screen)
        look_around(session);
    return opened;
}

/* Shows what a large report begins with; where notes stand on it, it is read first, since they are shown in
 * the first frame. */
static bool open_beginning(struct session *session, const char *path,
                           const struct session_options *options)
{
    struct stat status;
    bool elsewhere, noted;
    char *sidecar;

    if (!options->on_screen || options->sidecar != NULL || stat(path, &status) != 0 ||
        status.st_size <= FORMAT_QUICK_MAX_BYTES)
        return false;
    sidecar = locate_sidecar(path, locate_folder_is_writable, &elsewhere);
    noted = sidecar_exists(sidecar);
    free(sidecar);
    if (noted || !format_open_beginning(&session->source, path, &options->reading))
        return false;
    session->report = format_report(session->source);
    name_report(session, path);
    session->unsettled = true;
    return true;
}

bool session_open(struct session **session, const char *path, const struct session_options *options,
                  struct error *error)
{
    *session = session_new(options);
    options = &(*session)->options;
    if (open_beginning(*session, path, options) || open_whole(*session, path, options, error))
        return true;
    session_close(*session);
    *session = NULL;
    return false;
}

bool session_is_settled(const struct session *session)
{
    return !session->unsettled;
}

bool session_settle(struct session *session, struct error *error)
{
    char *path;
    bool opened;

    if (!session->unsettled) {
        look_around(session);
        return true;
    }
    view_release(session);
    session->view = (struct view){0};
    format_close(session->source);
    session->source = NULL;
    session->report = NULL;
    session->unsettled = false;
    path = base_copy_string(session->report_path);
    opened = open_whole(session, path, &session->options, error);
    free(path);
    if (opened)
        look_around(session);
    return opened;
}

/* ---- adopting ------------------------------------------------------------------------------------ */

/* The union of logs copies a file that another program may be writing to, with everything in it. */
bool session_adopt(struct session *session, struct error *error)
{
    struct sidecar *from = NULL;
    size_t added = 0;
    bool adopted;

    if (session->offered == NULL)
        return error_set(error, ERROR_NOTHING, NULL,
                         _("no other sidecar here has this text: there is nothing to adopt"));
    adopted = sidecar_open(&from, session->offered, SIDECAR_READ, 0, error) &&
              session_make_sidecar(session, error) &&
              sidecar_merge(session->sidecar, from, &added, error) && session_load(session, error);
    sidecar_close(from);
    if (adopted) {
        free(session->offered);
        session->offered = NULL;
    }
    return adopted;
}

/* ---- what is known --------------------------------------------------------------------------------- */

struct config *session_config(struct session *session)
{
    return session->config;
}

struct settings *session_settings(struct session *session)
{
    return &session->config->settings;
}

const struct report *session_report(const struct session *session)
{
    return session->report;
}

struct sidecar_contents *session_contents(struct session *session)
{
    return &session->contents;
}

const char *session_report_name(const struct session *session)
{
    return session->report_name;
}

const char *session_report_path(const struct session *session)
{
    return session->report_path;
}

const char *session_sidecar_path(const struct session *session)
{
    return session->sidecar_path;
}

bool session_has_sidecar(const struct session *session)
{
    return session->sidecar != NULL;
}

bool session_is_elsewhere(const struct session *session)
{
    return session->elsewhere;
}

const char *session_notice(const struct session *session)
{
    return session->notice.len_bytes == 0 ? NULL : session->notice.data;
}

const char *session_offered_sidecar(const struct session *session)
{
    return session->offered;
}
