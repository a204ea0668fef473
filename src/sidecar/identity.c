/* Ids that no two machines make alike, without asking one another. */
#include "config.h"

#include "sidecar/identity.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

/* The kernel's own randomness, and not a generator kept here: two processes after a fork must never
 * make the same id. */
static void random_bytes(unsigned char *bytes, size_t len_bytes)
{
    struct timespec now;

    if (getrandom(bytes, len_bytes, 0) == (ssize_t)len_bytes)
        return;
    /* A kernel without it: the clock's nanoseconds and an address are better than nothing. */
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (size_t i = 0; i < len_bytes; i++)
        bytes[i] =
            (unsigned char)((uint64_t)now.tv_nsec >> (i * 5 % 30) ^ (uintptr_t)&now >> i * 4);
}

void identity_make(char id[SIDECAR_ID_SIZE], int64_t ms, int64_t count)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];
    size_t at = 0;

    random_bytes(bytes + 8, 8);
    for (size_t i = 0; i < 6; i++)
        bytes[i] = (unsigned char)((uint64_t)ms >> (40 - 8 * i));
    bytes[6] = (unsigned char)(0x70 | ((uint64_t)count >> 8 & 0x0F));
    bytes[7] = (unsigned char)((uint64_t)count & 0xFF);
    bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            id[at++] = '-';
        id[at++] = digits[bytes[i] >> 4];
        id[at++] = digits[bytes[i] & 0x0F];
    }
    id[at] = '\0';
}
