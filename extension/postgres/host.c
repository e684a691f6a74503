/*
 * host.c: the PostgreSQL backend as a host of the core.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "host.h"

static void *host_allocate(OrHost *host, size_t size)
{
    return palloc_extended(size > 0 ? size : 1, MCXT_ALLOC_HUGE);
}

static void *host_reallocate(OrHost *host, void *block, size_t old_size, size_t new_size)
{
    if (block == NULL)
        return host_allocate(host, new_size);
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

OrString onrecord_utf8(text *value)
{
    OrString string = ONRECORD_STRING(value);
    char *converted = pg_server_to_any(string.data, (int) string.length, PG_UTF8);

    return converted == string.data ? string : (OrString){converted, strlen(converted)};
}

text *onrecord_text(OrString string)
{
    char *converted = pg_any_to_server((char *) string.data, (int) string.length, PG_UTF8);

    if (converted == string.data)
        return cstring_to_text_with_len(string.data, (int) string.length);
    return cstring_to_text(converted);
}
