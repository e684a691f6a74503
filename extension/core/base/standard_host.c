/*
 * standard_host.c: the host of plain C programs (unit tests, fuzzers, trainer).
 */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>

static void *checked(void *block)
{
    if (block == NULL) {
        fputs("onrecord: out of memory\n", stderr);
        abort();
    }
    return block;
}

static void *standard_allocate(OrHost *host, size_t size)
{
    (void) host;
    return checked(malloc(size > 0 ? size : 1));
}

static void *standard_reallocate(OrHost *host, void *block, size_t old_size, size_t new_size)
{
    (void) host;
    (void) old_size;
    return checked(realloc(block, new_size > 0 ? new_size : 1));
}

static void standard_release(OrHost *host, void *block)
{
    (void) host;
    free(block);
}

static void standard_interrupt(OrHost *host)
{
    (void) host;
}

OrHost *or_standard_host(void)
{
    static OrHost host = {standard_allocate, standard_reallocate, standard_release, standard_interrupt};

    return &host;
}
