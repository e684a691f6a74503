/*
 * statement_compare.h: the order of statements.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_COMPARE_H
#define ONRECORD_POSTGRES_STATEMENT_COMPARE_H

#include "statement_packed.h"

/* Less than, equal to or greater than 0. */
extern int statement_compare(const Statement *left, const Statement *right);

#endif
