/* import: what the readers of kantlijn-import share. They run in a process of their own that can open no
 * file and reach no network (confine.h), and may use as much memory and time as that has. */
#ifndef KANTLIJN_FORMAT_IMPORT_H
#define KANTLIJN_FORMAT_IMPORT_H

#include "format/wire.h"

/* A document as it came in, and where its blocks go. */
struct import {
    const char *bytes;
    size_t len_bytes;
    struct wire_writer wire;
};

/* Reads the document and writes its blocks, in order, with wire_write_event. Where it cannot be read
 * (any more): false, with *failure set; what was written before is thrown away. */
typedef bool import_reader(struct import *import, enum wire_failure *failure);

/* One file a format; each only where configure found its libraries. */
import_reader import_docx, import_odt;         /* libarchive, libxml2 */
import_reader import_html, import_publication; /* libxml2 */
import_reader import_pdf;                      /* poppler-glib */

#endif
