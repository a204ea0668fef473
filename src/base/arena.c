/* Many small things that are freed at once.
 *
 * What is always true: chunks is a list, the newest first; only the newest has free room, from
 * used_bytes on. A thing larger than a chunk gets a chunk of its own size. */
#include "config.h"

#include "base/base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 16 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size_bytes;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct arena_chunk *next = arena->chunks->next;

        free(arena->chunks);
        arena->chunks = next;
    }
    arena->used_bytes = 0;
}

static void arena_grow(struct arena *arena, size_t needed_bytes)
{
    const size_t size_bytes = needed_bytes > CHUNK_BYTES ? needed_bytes : CHUNK_BYTES;
    const size_t head_bytes = sizeof(struct arena_chunk);
    struct arena_chunk *chunk =
        base_allocate(size_bytes < SIZE_MAX - head_bytes ? head_bytes + size_bytes : SIZE_MAX);

    chunk->size_bytes = size_bytes;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used_bytes = 0;
}

void *arena_allocate(struct arena *arena, size_t size_bytes)
{
    const size_t step_bytes = alignof(max_align_t);
    size_t rounded_bytes;
    void *memory;

    if (size_bytes > SIZE_MAX - step_bytes)
        return base_allocate(SIZE_MAX); /* does not come back */
    rounded_bytes = (size_bytes + step_bytes - 1) / step_bytes * step_bytes;
    if (rounded_bytes == 0)
        rounded_bytes = step_bytes;
    if (arena->chunks == NULL || rounded_bytes > arena->chunks->size_bytes - arena->used_bytes)
        arena_grow(arena, rounded_bytes);
    memory = arena->chunks->bytes + arena->used_bytes;
    arena->used_bytes += rounded_bytes;
    return memory;
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    return string != NULL ? arena_copy_bytes(arena, string, strlen(string)) : NULL;
}

char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t len_bytes)
{
    char *copy = arena_allocate(arena, len_bytes < SIZE_MAX ? len_bytes + 1 : len_bytes);

    if (len_bytes > 0)
        memcpy(copy, bytes, len_bytes);
    return copy;
}
