/*
 * host.h: what the core asks of the program it runs in.
 *
 * The core reads text and nothing else: it opens no files, keeps no state
 * between calls and never exits. Memory and interruption come from its host:
 * a PostgreSQL backend, a unit test, a fuzzer or the trainer.
 *
 * allocate   returns memory, never NULL: a host that has none left does not
 *            return (ereport, longjmp, abort). The core may therefore be left
 *            at any allocation and must own nothing that the host cannot free
 *            by itself, such as an open ICU handle.
 * reallocate grows a block; `old_size` is its present size. NULL grows like a block of no size.
 * release    gives one block back early. Everything may also be freed at once
 *            by the host after the call (a memory context, an arena).
 * interrupt  is called from long loops, at least once every few thousand
 *            tokens; it may leave in the same way as allocate.
 */
#ifndef ONRECORD_CORE_BASE_HOST_H
#define ONRECORD_CORE_BASE_HOST_H

#include <stddef.h>

typedef struct OrHost OrHost;

struct OrHost {
    void *(*allocate)(OrHost *host, size_t size);
    void *(*reallocate)(OrHost *host, void *block, size_t old_size, size_t new_size);
    void (*release)(OrHost *host, void *block);
    void (*interrupt)(OrHost *host);
};

/* The host of plain C programs: malloc, abort on exhaustion, no interrupts. */
OrHost *or_standard_host(void);

#endif
