/* identity: ids of edits, actions, objects and snapshots. */
#ifndef KANTLIJN_SIDECAR_IDENTITY_H
#define KANTLIJN_SIDECAR_IDENTITY_H

#include "sidecar/sidecar.h"

/* A UUID of version 7 (RFC 9562): the time, then `count` in its 12 bits after the version, so that
 * ids of one millisecond sort as they were made, then 62 random bits. */
void identity_make(char id[SIDECAR_ID_SIZE], int64_t ms, int64_t count);

#endif
