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

/* Append one; ranges of the source and the cue may be empty. */
void or_add_clause(OrReading *reading, OrClauses *clauses, OrRange source, OrRange cue, OrRange content,
                   bool nested);

/* The subject that ends right before a verb, auxiliaries and adverbs aside; empty where none does. */
OrRange or_subject_before(const OrReading *reading, uint32_t verb, uint32_t limit);

/* Somebody who can speak: a name, a person's role, a body, a document, a pronoun. */
bool or_can_speak(const OrReading *reading, OrRange subject);

/* Append the attributions inside a content. */
void or_find_inner_clauses(OrReading *reading, OrRange content, OrClauses *clauses);

/* Append the refusals to comment in a sentence. */
void or_find_refusals(OrReading *reading, OrRange sentence, OrClauses *clauses);

#endif
