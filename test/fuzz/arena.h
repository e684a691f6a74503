/*
 * arena.h: the host of a fuzzer: every block on its own, so that the sanitizers
 * see its ends, and all of them freed at the end of a run, as a memory context
 * is.
 */
#ifndef ONRECORD_TEST_ARENA_H
#define ONRECORD_TEST_ARENA_H

#include "base/host.h"

#include <stdlib.h>

typedef struct Arena {
    OrHost host;
    void **blocks;
    size_t count;
    size_t capacity;
} Arena;

static void *arena_allocate(OrHost *host, size_t size)
{
    Arena *arena = (Arena *) host;

    if (arena->count == arena->capacity) {
        arena->capacity = arena->capacity * 2 + 16;
        arena->blocks = realloc(arena->blocks, arena->capacity * sizeof(void *));
    }
    return arena->blocks[arena->count++] = malloc(size > 0 ? size : 1);
}

static void arena_release(OrHost *host, void *block)
{
    Arena *arena = (Arena *) host;

    for (size_t i = arena->count; i > 0; i--) {
        if (arena->blocks[i - 1] == block) {
            free(block);
            arena->blocks[i - 1] = arena->blocks[--arena->count];
            return;
        }
    }
}

static void *arena_reallocate(OrHost *host, void *block, size_t old_size, size_t new_size)
{
    char *larger = arena_allocate(host, new_size);

    for (size_t i = 0; i < old_size && i < new_size; i++)
        larger[i] = ((char *) block)[i];
    if (block != NULL)
        arena_release(host, block);
    return larger;
}

static void arena_interrupt(OrHost *host)
{
    (void) host;
}

static inline Arena arena_open(void)
{
    return (Arena){{arena_allocate, arena_reallocate, arena_release, arena_interrupt}, NULL, 0, 0};
}

static inline void arena_close(Arena *arena)
{
    for (size_t i = 0; i < arena->count; i++)
        free(arena->blocks[i]);
    free(arena->blocks);
}

#endif
