/*
 * onrecord.h: what every file of the PostgreSQL side shares. Include it after
 * postgres.h and fmgr.h.
 */
#ifndef ONRECORD_POSTGRES_ONRECORD_H
#define ONRECORD_POSTGRES_ONRECORD_H

#include "base/host.h"

/* The Makefile hands in EXTVERSION: the one place that names the version of the library. */
#ifndef ONRECORD_VERSION
#error "ONRECORD_VERSION is not defined: build with the Makefile"
#endif

/* Like PG_FUNCTION_INFO_V1, and exported although the library hides its symbols. */
#define ONRECORD_FUNCTION(name)                                                                              \
    extern __attribute__((visibility("default"))) Datum name(PG_FUNCTION_ARGS);                              \
    extern __attribute__((visibility("default"))) const Pg_finfo_record *CppConcat(pg_finfo_, name)(void);   \
    PG_FUNCTION_INFO_V1(name)

#endif
