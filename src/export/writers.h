/* writers: one function a format, for the table in formats.c. Private to the room. */
#ifndef KANTLIJN_EXPORT_WRITERS_H
#define KANTLIJN_EXPORT_WRITERS_H

#include "export/export.h"

bool export_write_text(struct buffer *out, const struct report *report,
                       const struct sidecar_contents *contents, const struct export_options *options);

#endif
