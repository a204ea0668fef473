/* export: notes out, one file an output format. Reads, never changes; writes into a buffer. The same
 * report, contents and options give the same bytes, whatever the machine, locale's sorting or clock:
 * the date on it comes from the caller. So it is in every time zone, unless days are local ones. */
#ifndef KANTLIJN_EXPORT_EXPORT_H
#define KANTLIJN_EXPORT_EXPORT_H

#include "sidecar/sidecar.h"

enum { EXPORT_WIDTH_DEFAULT_COLS = 72 };

struct export_options {
    int width_cols;  /* 0: no wrapping */
    int64_t now_ms;  /* when it was made, since 1970 UTC (SOURCE_DATE_EPOCH when that is set) */
    bool local_days; /* days of the reader's time zone; else of UTC */
    const char *report_name; /* without its folder */
    const char *author;      /* whose export it is; NULL to leave out */
    /* Asked between items; false gives up. NULL: nobody is asked. */
    bool (*goes_on)(void *context, size_t done, size_t total);
    void *context;
};

struct export_format {
    const char *name;    /* for -f */
    const char *summary; /* N_() sentence for help */
    /* False where it was given up: out then holds a part of it. */
    bool (*write)(struct buffer *out, const struct report *report,
                  const struct sidecar_contents *contents, const struct export_options *options);
};

/* Ends in an entry whose name is NULL; the first is the default. */
extern const struct export_format export_formats[];
const struct export_format *export_find_format(const char *name);

#endif
