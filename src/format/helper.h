/* Running kantlijn-import: a foreign document goes in, builder events come out. */
#ifndef KANTLIJN_FORMAT_HELPER_H
#define KANTLIJN_FORMAT_HELPER_H

#include "format/wire.h"

/* Where the document's bytes come from: fills up to room_bytes; fewer only at the end. */
typedef bool helper_feed(void *context, char *room, size_t room_bytes, size_t *copied_bytes,
                         struct error *error);

struct helper_job {
    const char *format; /* as kantlijn-import calls it */
    helper_feed *feed;
    /* Called about ten times a second meanwhile, and when a signal came; false gives up. May be NULL. */
    bool (*wait)(void *context, struct error *error);
    void *context;
};

enum { HELPER_TIME_MAX_MS = 30000 };
#define HELPER_OUTPUT_MAX_BYTES ((size_t)64 << 20)

enum helper_end {
    HELPER_DONE,    /* the wire has ended, or failed with a reason */
    HELPER_MISSING, /* there is no such program, or it does not start */
    HELPER_DIED,    /* it was killed, or broke off */
    HELPER_SLOW,    /* it took longer than HELPER_TIME_MAX_MS and was ended */
    HELPER_FLOODS,  /* it wrote more than HELPER_OUTPUT_MAX_BYTES and was ended */
    HELPER_UNFED,   /* the feed failed, or the wait gave up, which set the error; it was ended */
};

/* What tells the program's path when it is needed. Without it helper_run gives HELPER_MISSING. */
void helper_use(const char *(*find)(void));
/* Runs the helper to its end. No process is left behind, however it ends. */
enum helper_end helper_run(const struct helper_job *job, struct wire_reader *wire,
                           struct error *error);

#endif
