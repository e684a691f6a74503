/*
 * soft_error.h: one spelling for errors of input functions. From PostgreSQL 16
 * on they may be handed to an error-saving context (pg_input_is_valid, COPY ...
 * ON_ERROR); before, they are thrown.
 */
#ifndef ONRECORD_POSTGRES_SOFT_ERROR_H
#define ONRECORD_POSTGRES_SOFT_ERROR_H

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define ONRECORD_SAVE_ERROR(escontext, ...) errsave(escontext, __VA_ARGS__)
#define ONRECORD_ERROR_CONTEXT(fcinfo) ((fcinfo)->context)
#else
#define ONRECORD_SAVE_ERROR(escontext, ...) ereport(ERROR, __VA_ARGS__)
#define ONRECORD_ERROR_CONTEXT(fcinfo) NULL
#endif

#endif
