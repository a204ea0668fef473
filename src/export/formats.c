/* The formats notes can leave in. To add one: write its file, declare its function in writers.h, add a
 * row here. */
#include "config.h"

#include "export/export.h"

#include <string.h>

#include "export/writers.h"

const struct export_format export_formats[] = {
    {.name = "text", .summary = N_("plain text, fit for an e-mail"), .write = export_write_text},
    {.name = NULL},
};

const struct export_format *export_find_format(const char *name)
{
    for (const struct export_format *format = export_formats; format->name != NULL; format++) {
        if (strcmp(format->name, name) == 0)
            return format;
    }
    return NULL;
}
