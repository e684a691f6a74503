/*
 * clauses.h: attributions that the words alone give away.
 */
#ifndef ONRECORD_CORE_STATEMENT_CLAUSES_H
#define ONRECORD_CORE_STATEMENT_CLAUSES_H

#include "reading.h"

#define OR_CLAUSE_CONFIDENCE 0.6f

typedef struct OrClauses {
    OrAttribution *items;
    uint32_t count;
    uint32_t capacity;
} OrClauses;

/* Append the attributions inside a content. */
void or_find_inner_clauses(OrReading *reading, OrRange content, OrClauses *clauses);

/* Append the refusals to comment in a sentence. */
void or_find_refusals(OrReading *reading, OrRange sentence, OrClauses *clauses);

#endif
