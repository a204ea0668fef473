/* Memory that is always there: where it ends, the edge's handler speaks and exits.
 *
 * The handler is the one piece of state that is not passed around: the functions that need it are
 * called everywhere, and there is one edge. */
#include "config.h"

#include "base/base.h"

#include <stdlib.h>
#include <string.h>

static void (*no_memory_handler)(void);

void base_on_no_memory(void (*handler)(void))
{
    no_memory_handler = handler;
}

static void *or_no_memory(void *memory)
{
    if (memory == NULL) {
        if (no_memory_handler != NULL)
            no_memory_handler();
        abort(); /* no handler, or one that came back: there is nothing left to stand on */
    }
    return memory;
}

void *base_allocate(size_t size_bytes)
{
    if (size_bytes == 0)
        size_bytes = 1;
    return or_no_memory(size_bytes <= PTRDIFF_MAX ? calloc(1, size_bytes) : NULL);
}

void *base_reallocate(void *memory, size_t count, size_t item_bytes)
{
    if (count == 0 || item_bytes == 0)
        count = item_bytes = 1;
    if (count > PTRDIFF_MAX / item_bytes)
        return or_no_memory(NULL);
    return or_no_memory(realloc(memory, count * item_bytes));
}

char *base_copy_string(const char *string)
{
    return string != NULL ? base_copy_bytes(string, strlen(string)) : NULL;
}

char *base_copy_bytes(const char *bytes, size_t len_bytes)
{
    char *copy = base_reallocate(NULL, len_bytes < SIZE_MAX ? len_bytes + 1 : len_bytes, 1);

    if (len_bytes > 0)
        memcpy(copy, bytes, len_bytes);
    copy[len_bytes] = '\0';
    return copy;
}

void *array_reserve(void *items, size_t *capacity, size_t needed, size_t item_bytes)
{
    size_t larger = *capacity;

    if (needed <= *capacity)
        return items;
    larger += larger / 2;
    if (larger < needed)
        larger = needed;
    if (larger < 8)
        larger = 8;
    items = base_reallocate(items, larger, item_bytes);
    *capacity = larger;
    return items;
}
