/* The program's edge: sets the locale, finds the translations, and hands over to a command. */
#include "config.h"

#include "base/base.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Binds the text domain. A program that was built but not installed stands beside the file
 * kantlijn-build-tree and uses the translations that the build put next to it. */
static void bind_translations(void)
{
    static const char marker[] = "kantlijn-build-tree";
    char path[PATH_MAX];
    ssize_t len_bytes = readlink("/proc/self/exe", path, sizeof path - sizeof marker);
    const char *directory = LOCALEDIR;

    if (len_bytes > 0) {
        char *name;

        path[len_bytes] = '\0';
        name = strrchr(path, '/') + 1;
        memcpy(name, marker, sizeof marker);
        if (access(path, F_OK) == 0) {
            memcpy(name, BUILD_LOCALEDIR, sizeof BUILD_LOCALEDIR);
            directory = path;
        }
    }
    bindtextdomain(PACKAGE, directory);
    textdomain(PACKAGE);
}

int main(int argc, char **argv)
{
    /* Each category opens a file before the first frame; only these two are used. */
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    bind_translations();
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts(PACKAGE_STRING);
        return ERROR_NONE;
    }
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        puts(_("Usage: kantlijn [OPTION]... REPORT"));
        return ERROR_NONE;
    }
    fputs(_("Usage: kantlijn [OPTION]... REPORT"), stderr);
    fputc('\n', stderr);
    return ERROR_USAGE;
}
