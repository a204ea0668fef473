/* The clock, the environment, and writing whole. */
#include "config.h"

#include "ui/system.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int64_t system_now_ms(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool system_has_variable(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

bool system_write(int file, const char *bytes, size_t len_bytes)
{
    while (len_bytes > 0) {
        ssize_t written = write(file, bytes, len_bytes);

        if (written == 0 || (written < 0 && errno != EINTR))
            return false;
        if (written > 0) {
            bytes += written;
            len_bytes -= (size_t)written;
        }
    }
    return true;
}
