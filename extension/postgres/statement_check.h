/*
 * statement_check.h: the rules that every statement keeps, and how a breach of
 * one is reported. Text, jsonb, binary, subscript and constructor input all
 * end here.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_CHECK_H
#define ONRECORD_POSTGRES_STATEMENT_CHECK_H

#include "nodes/nodes.h"

#include "statement_packed.h"

/* Years are written with four digits. */
#define STATEMENT_MIN_YEAR 1
#define STATEMENT_MAX_YEAR 9999

/* Where a value comes from, for its errors. */
typedef struct StatementOrigin {
    Node *escontext;                    /* takes soft errors; NULL: errors are thrown */
    int sqlstate;                       /* of a broken rule: depends on text or binary input */
    int positions[STATEMENT_KEY_COUNT]; /* character of a text where each value begins, from 1; 0: none */
} StatementOrigin;

/*
 * Report that `key` cannot have `value`, the rule in printf form. Returns
 * false, so that a soft error can be passed on by returning the call.
 */
extern bool statement_complain(const StatementOrigin *origin, StatementKey key, const char *value,
                               const char *rule, ...) pg_attribute_printf(4, 5);

/* Report that statements have no key of this name; `position` is the character where its value begins, or 0.
 */
extern bool statement_refuse_key(const StatementOrigin *origin, const char *name, int position);

/* Do the fields keep every rule? Reports the first that is broken. */
extern bool statement_check(const StatementFields *fields, const StatementOrigin *origin);

#endif
