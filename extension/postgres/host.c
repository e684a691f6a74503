/*
 * host.c: the PostgreSQL backend as a host of the core.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "host.h"

static void *host_allocate(OrHost *host, size_t size)
{
    return palloc_extended(size > 0 ? size : 1, MCXT_ALLOC_HUGE);
}

static void *host_reallocate(OrHost *host, void *block, size_t old_size, size_t new_size)
{
    return repalloc_huge(block, new_size > 0 ? new_size : 1);
}

static void host_release(OrHost *host, void *block)
{
    if (block != NULL)
        pfree(block);
}

static void host_interrupt(OrHost *host)
{
    CHECK_FOR_INTERRUPTS();
}

OrHost *onrecord_host(void)
{
    static OrHost host = {host_allocate, host_reallocate, host_release, host_interrupt};

    return &host;
}
