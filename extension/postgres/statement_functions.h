/*
 * statement_functions.h: our C functions as the planner meets them, as OIDs.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_FUNCTIONS_H
#define ONRECORD_POSTGRES_STATEMENT_FUNCTIONS_H

#include "statement_packed.h"

/* Of the GIN class: @> and @@. */
#define STATEMENT_EXAMPLE_STRATEGY 1
#define STATEMENT_QUERY_STRATEGY 2

extern Datum onrecord_statement_contains(PG_FUNCTION_ARGS);
extern Datum onrecord_statement_example_with(PG_FUNCTION_ARGS);

/* The C function behind an SQL function. */
extern PGFunction statement_function_of(Oid function);

/* The key that an SQL function reads, or STATEMENT_NO_KEY if it is none of the accessors. */
extern int statement_key_of_accessor(Oid function);

#endif
