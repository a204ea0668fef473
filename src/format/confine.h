/* Giving up what a filter does not need: files, network, other processes, and memory without end. */
#ifndef KANTLIJN_FORMAT_CONFINE_H
#define KANTLIJN_FORMAT_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#define CONFINE_MEMORY_MAX_BYTES ((size_t)512 << 20)
enum { CONFINE_TIME_MAX_S = 30 };

/* From now on the process can read and write what it has open, use memory up to the cap, and end; what it
 * writes to standard error is lost.
 * Limits that the kernel does not know are left out; false only where a cap of memory or time cannot
 * be set. Sanitized builds give up processor time alone: their shadow is larger than any cap, and they
 * read /proc at the end to look for leaks. */
bool confine_process(void);

#endif
