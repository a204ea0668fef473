/* Where a report's sidecar is, and whose sidecar a file is. Looks, and never writes, but for
 * locate_make_folders, which an edit calls.
 *
 * Under $XDG_DATA_HOME/kantlijn a sidecar's name is the report's absolute path with % for each slash
 * (! is written !! and % is written !p), so that the report can be found from it again; a path too long for a
 * file's name gives its hash and the end of its last part instead. */
#include "config.h"

#include "session/session_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SQLITE_MAGIC "SQLite format 3" /* followed by a NUL */

enum {
    ELSEWHERE_NAME_MAX_BYTES = 200, /* a file's name has 255; SQLite's journal adds to it */
    ELSEWHERE_TAIL_BYTES = 100,
    FOLDER_FILES_MAX = 4096, /* of a folder, how many are looked at */
    RENAMED_MAX = 64,        /* sidecars opened in search of this text */
    REPORTS_MAX = 64,        /* reports read in search of a sidecar's text */
};

/* ---- paths ---------------------------------------------------------------------------------------- */

static bool is_regular_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The folder part of a path; "." where it has none. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return base_copy_string(".");
    return base_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
}

/* A file of the folder, written as the folder is: no "./" before a bare name. */
static char *path_in(const char *folder, const char *name)
{
    struct buffer path = {0};

    if (strcmp(folder, ".") != 0)
        buffer_append_format(&path, "%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/");
    buffer_append_string(&path, name);
    return buffer_detach(&path);
}

static bool ends_in(const char *string, const char *suffix)
{
    size_t string_bytes = strlen(string), suffix_bytes = strlen(suffix);

    return string_bytes > suffix_bytes && strcmp(string + string_bytes - suffix_bytes, suffix) == 0;
}

static char *without_suffix(const char *path)
{
    return base_copy_bytes(path, strlen(path) - strlen(SIDECAR_SUFFIX));
}

bool locate_folder_is_writable(const char *folder)
{
    return faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0;
}

static bool is_one_file(const char *path, const char *other)
{
    struct stat status, other_status;

    return stat(path, &status) == 0 && stat(other, &other_status) == 0 &&
           status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}

static const char *name_in_folder(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

bool locate_is_same(const char *path, const char *other)
{
    char *folder, *other_folder;
    bool same;

    if (sidecar_exists(path) || sidecar_exists(other))
        return is_one_file(path, other);
    folder = folder_of(path);
    other_folder = folder_of(other);
    same = strcmp(name_in_folder(path), name_in_folder(other)) == 0 &&
           is_one_file(folder, other_folder);
    free(folder);
    free(other_folder);
    return same;
}

/* ---- under $XDG_DATA_HOME ---------------------------------------------------------------------- */

static uint64_t hash_of(const char *bytes)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

    for (; *bytes != '\0'; bytes++)
        hash = (hash ^ (unsigned char)*bytes) * UINT64_C(0x100000001b3);
    return hash;
}

static void append_name_of_path(struct buffer *name, const char *path)
{
    size_t start_bytes = name->len_bytes, path_bytes = strlen(path);

    for (const char *byte = path; *byte != '\0'; byte++) {
        if (*byte == '/')
            buffer_append_char(name, '%');
        else if (*byte == '%')
            buffer_append_string(name, "!p");
        else if (*byte == '!')
            buffer_append_string(name, "!!");
        else
            buffer_append_char(name, *byte);
    }
    if (name->len_bytes - start_bytes <= ELSEWHERE_NAME_MAX_BYTES)
        return;
    name->len_bytes = start_bytes;
    name->data[start_bytes] = '\0';
    buffer_append_format(name, "%016llx-", (unsigned long long)hash_of(path));
    for (size_t at = path_bytes - ELSEWHERE_TAIL_BYTES; at < path_bytes; at++)
        buffer_append_char(name, path[at] == '/' ? '%' : path[at]);
}

/* The path that append_name_of_path wrote; NULL where the name is none of its own. */
static char *path_of_name(const char *name)
{
    struct buffer path = {0};

    if (name[0] != '%')
        return NULL;
    for (const char *byte = name; *byte != '\0'; byte++) {
        if (*byte == '!' && byte[1] != '\0')
            buffer_append_char(&path, *++byte == 'p' ? '%' : *byte);
        else
            buffer_append_char(&path, *byte == '%' ? '/' : *byte);
    }
    return buffer_detach(&path);
}

char *locate_elsewhere(const char *report_path)
{
    const char *data_home = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *absolute = realpath(report_path, NULL);
    struct buffer path = {0};

    if (absolute == NULL)
        return NULL;
    if (data_home != NULL && data_home[0] == '/') {
        buffer_append_format(&path, "%s/kantlijn/", data_home);
    } else if (home != NULL && home[0] == '/') {
        buffer_append_format(&path, "%s/.local/share/kantlijn/", home);
    } else {
        free(absolute);
        return NULL;
    }
    append_name_of_path(&path, absolute);
    buffer_append_string(&path, SIDECAR_SUFFIX);
    free(absolute);
    return buffer_detach(&path);
}

static bool set_folder_error(const char *folder, int cause, struct error *error)
{
    return error_set(error, ERROR_SIDECAR, folder,
                     _("cannot be made for the notes (%s): make it, or name another place "
                       "with --sidecar"),
                     strerror(cause));
}

bool locate_make_folders(const char *path, struct error *error)
{
    char *folder = base_copy_string(path);
    bool made = true;

    for (char *slash = strchr(folder + 1, '/'); made && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST)
            made = set_folder_error(folder, errno, error);
        *slash = '/';
    }
    free(folder);
    return made;
}

bool locate_may_make_folders(const char *path, struct error *error)
{
    char *folder = folder_of(path), *above = base_copy_string(folder), *slash;
    bool may = true;

    while (faccessat(AT_FDCWD, above, F_OK, 0) != 0 && (slash = strrchr(above, '/')) != NULL &&
           slash != above)
        *slash = '\0';
    if (strcmp(above, folder) != 0 && faccessat(AT_FDCWD, above, W_OK | X_OK, AT_EACCESS) != 0)
        may = set_folder_error(folder, errno, error);
    free(folder);
    free(above);
    return may;
}

char *locate_sidecar(const char *report_path, locate_writable *is_writable, bool *elsewhere)
{
    struct buffer beside = {0};
    char *folder, *other;

    *elsewhere = false;
    buffer_append_format(&beside, "%s%s", report_path, SIDECAR_SUFFIX);
    if (sidecar_exists(beside.data))
        return buffer_detach(&beside);
    other = locate_elsewhere(report_path);
    folder = folder_of(report_path);
    *elsewhere = other != NULL && (sidecar_exists(other) || !is_writable(folder));
    free(folder);
    if (*elsewhere) {
        buffer_release(&beside);
        return other;
    }
    free(other);
    return buffer_detach(&beside);
}

/* ---- a sidecar named as REPORT ------------------------------------------------------------------- */

bool locate_is_sidecar(const char *path)
{
    char magic[sizeof SQLITE_MAGIC];
    int file;
    ssize_t read_bytes;

    if (!is_regular_file(path))
        return false;
    if (ends_in(path, SIDECAR_SUFFIX))
        return true;
    file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0)
        return false;
    read_bytes = read(file, magic, sizeof magic);
    close(file);
    return read_bytes == (ssize_t)sizeof magic && memcmp(magic, SQLITE_MAGIC, sizeof magic) == 0;
}

/* Calls visit for the files of a folder whose names end in suffix (NULL: for all), in the order of their
 * bytes, until it returns false. */
typedef bool visit_name(const char *path, void *context);

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void visit_folder(const char *folder, const char *suffix, visit_name *visit, void *context)
{
    DIR *directory = opendir(folder);
    char **names = NULL;
    size_t count = 0, capacity = 0, seen_count = 0;
    const struct dirent *entry;
    bool more = true;

    if (directory == NULL)
        return;
    while (seen_count++ < FOLDER_FILES_MAX && (entry = readdir(directory)) != NULL) {
        if (suffix != NULL && !ends_in(entry->d_name, suffix))
            continue;
        names = array_reserve(names, &capacity, count + 1, sizeof *names);
        names[count++] = base_copy_string(entry->d_name);
    }
    closedir(directory);
    if (count > 1)
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        char *path = path_in(folder, names[i]);

        more = more && visit(path, context);
        free(path);
        free(names[i]);
    }
    free(names);
}

struct report_search {
    struct sidecar *sidecar;
    const struct format_options *reading;
    struct error *error;
    size_t read_count;
    char *found;
};

static bool may_be_report(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           (uintmax_t)status.st_size <= FORMAT_WHOLE_MAX_BYTES && !ends_in(path, SIDECAR_SUFFIX) &&
           !ends_in(path, "-journal");
}

/* One that cannot be read is none, unless it is the call's own words that are off. */
static bool is_report_of(const char *path, const struct report_search *search)
{
    struct format_source *source = NULL;
    struct error refused = {0};
    bool has = false;

    if (!format_open(&source, path, search->reading, &refused)) {
        if (refused.code == ERROR_USAGE)
            error_set(search->error, refused.code, refused.file, "%s", refused.message);
        return false;
    }
    if (!sidecar_has_text(search->sidecar, format_report(source)->text.data,
                          format_report(source)->text.len_bytes, &has, NULL))
        has = false;
    format_close(source);
    return has;
}

static bool visit_report(const char *path, void *context)
{
    struct report_search *search = context;

    if (!may_be_report(path))
        return true;
    if (++search->read_count > REPORTS_MAX)
        return false;
    if (!is_report_of(path, search))
        return true;
    search->found = base_copy_string(path);
    return false;
}

/* The report under the sidecar's own name, beside it or where the name says. */
static char *report_by_name(const char *sidecar_path)
{
    const char *slash = strrchr(sidecar_path, '/');
    char *name, *path;

    if (!ends_in(sidecar_path, SIDECAR_SUFFIX))
        return NULL;
    path = without_suffix(sidecar_path);
    if (is_regular_file(path))
        return path;
    free(path);
    name = without_suffix(slash == NULL ? sidecar_path : slash + 1);
    path = path_of_name(name);
    free(name);
    if (path != NULL && is_regular_file(path))
        return path;
    free(path);
    return NULL;
}

char *locate_report(const char *sidecar_path, const struct format_options *reading,
                    struct error *error)
{
    struct report_search search = {.reading = reading, .error = error};
    char *path = report_by_name(sidecar_path), *folder;

    if (path != NULL)
        return path;
    if (!sidecar_open(&search.sidecar, sidecar_path, SIDECAR_READ, 0, error))
        return NULL;
    folder = folder_of(sidecar_path);
    visit_folder(folder, NULL, visit_report, &search);
    free(folder);
    sidecar_close(search.sidecar);
    if (search.found == NULL)
        error_set(
            error, ERROR_INPUT, sidecar_path,
            _("is a sidecar, and its report is not in this folder: put the report beside it, or "
              "open the report with --sidecar"));
    return search.found;
}

/* ---- a report that was renamed ----------------------------------------------------------------- */

struct sidecar_search {
    const struct report *report;
    size_t opened_count;
    char *found;
};

static bool has_text(const char *path, const struct report *report)
{
    struct sidecar *sidecar = NULL;
    bool has = false;

    if (!sidecar_open(&sidecar, path, SIDECAR_READ, 0, NULL))
        return false;
    if (!sidecar_has_text(sidecar, report->text.data, report->text.len_bytes, &has, NULL))
        has = false;
    sidecar_close(sidecar);
    return has;
}

static bool visit_sidecar(const char *path, void *context)
{
    struct sidecar_search *search = context;
    char *own_report;
    bool orphaned;

    if (!is_regular_file(path))
        return true;
    own_report = without_suffix(path);
    orphaned = access(own_report, F_OK) != 0;
    free(own_report);
    if (!orphaned)
        return true;
    if (++search->opened_count > RENAMED_MAX)
        return false;
    if (!has_text(path, search->report))
        return true;
    search->found = base_copy_string(path);
    return false;
}

char *locate_renamed(const char *report_path, const struct report *report)
{
    struct sidecar_search search = {.report = report};
    char *folder;

    if (strcmp(report_path, "-") == 0)
        return NULL;
    folder = folder_of(report_path);
    visit_folder(folder, SIDECAR_SUFFIX, visit_sidecar, &search);
    free(folder);
    return search.found;
}
