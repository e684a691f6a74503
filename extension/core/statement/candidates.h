/*
 * candidates.h: who is meant by a pronoun, a role or a kind of body.
 */
#ifndef ONRECORD_CORE_STATEMENT_CANDIDATES_H
#define ONRECORD_CORE_STATEMENT_CANDIDATES_H

#include "reading.h"

typedef struct OrWanted {
    bool person; /* else a body or a state */
    OrGender gender;
    const OrVocabularyRow *role; /* NULL: any */
    const OrVocabularyRow *body; /* NULL: any, states too */
} OrWanted;

/* The number of names that begin before a token. */
uint32_t or_names_before(const OrReading *reading, uint32_t token);

/* Whether an entity may be meant by a kind of body: "the company" by a company's name or one that says
 * nothing. */
bool or_may_be_body(const OrReading *reading, const OrEntity *entity, const OrVocabularyRow *wanted);

/* owners.c: whether bodies of this kind bear names that do not say what they are. */
bool or_may_be_unnamed_kind(const OrVocabularyRow *body);

const OrVocabularyRow *or_role_of(const OrReading *reading, const OrOffice *office);

/* The best name before a token, OR_NO_INDEX where none fits. */
uint32_t or_find_candidate_before(const OrReading *reading, uint32_t token, const OrSpeaker *before,
                                  uint32_t before_count, const OrWanted *wanted);

/* Somebody named soon after in the same role, who has not spoken yet. */
uint32_t or_find_holder_later(const OrReading *reading, OrRange tokens, const OrVocabularyRow *role,
                              const OrSpeaker *before, uint32_t before_count);

/* The first person named soon after without an office of their own. */
uint32_t or_find_bare_later(const OrReading *reading, OrRange tokens, const OrVocabularyRow *role);

/* The last speaker of this role if it was nobody named; NULL: none. */
const OrSpeaker *or_unnamed_before(const OrReading *reading, const OrVocabularyRow *role,
                                   const OrSpeaker *before, uint32_t before_count);

#endif
