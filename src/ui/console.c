/* What the Linux console's font can show: it has 256 or 512 signs, and the kernel tells which. Where the
 * console is somebody else's (over SSH), nobody tells, and ASCII is what every font has. */
#include "config.h"

#include "ui/screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if __has_include(<linux/kd.h>)
#include <linux/kd.h>
#include <sys/ioctl.h>

enum { FONT_MAX_ENTRIES = 4096 };

static bool has_sign(const struct unimapdesc *font, unsigned short point)
{
    for (unsigned i = 0; i < font->entry_ct; i++)
        if (font->entries[i].unicode == point)
            return true;
    return false;
}

static bool font_has_signs(void)
{
    static const unsigned short signs[] = {L'▾', L'▸', L'│', L'─', L'┌',
                                           L'┐', L'└', L'┘', L'…', L'·'};
    struct unimapdesc font = {.entry_ct = FONT_MAX_ENTRIES};
    bool has_all = true;

    font.entries = base_allocate(FONT_MAX_ENTRIES * sizeof *font.entries);
    if (ioctl(STDOUT_FILENO, GIO_UNIMAP, &font) < 0)
        has_all = false;
    for (size_t i = 0; has_all && i < COUNT_OF(signs); i++)
        has_all = has_sign(&font, signs[i]);
    free(font.entries);
    return has_all;
}
#else
static bool font_has_signs(void)
{
    return false;
}
#endif

bool console_lacks_signs(void)
{
    const char *term = getenv("TERM");

    return term != NULL && strncmp(term, "linux", 5) == 0 && !font_has_signs();
}
