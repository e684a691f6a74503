/*
 * statement_planner.h: look-ups by one key, such as speaker(s) = 'x', through
 * the GIN index of statements.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_PLANNER_H
#define ONRECORD_POSTGRES_STATEMENT_PLANNER_H

#include "nodes/pathnodes.h"

#include "statement_packed.h"

/* Called when the library is loaded. */
extern void onrecord_add_statement_paths_to_planner(void);

/* The operator @> of the family, if it is that of our GIN class for this type; else InvalidOid. */
extern Oid statement_example_operator(Oid family, Oid type);

/* A constant example, to stand right of @>. */
extern Const *statement_example_constant(Oid type, const StatementFields *example);

/* The part of rows that fit a constant example; `arguments` are a column and statement_example_constant(). */
extern double statement_example_selectivity(PlannerInfo *root, List *arguments, int relation);

#endif
