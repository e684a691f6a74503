/*
 * sides.h: who belongs to the speaker's side, and what a content speaks of.
 */
#ifndef ONRECORD_CORE_STATEMENT_SIDES_H
#define ONRECORD_CORE_STATEMENT_SIDES_H

#include "reading.h"

/* Whether a name is the speaker, or the speaker's state, ministry or company. */
bool or_is_own_name(const OrReading *reading, const OrName *name, const OrSpeaker *speaker);

typedef enum OrSubjectSide {
    OR_SUBJECT_UNKNOWN,
    OR_SUBJECT_OWN,   /* "we", "China", said by its spokesman */
    OR_SUBJECT_YOU,   /* who is spoken to */
    OR_SUBJECT_OTHER, /* somebody else */
    OR_SUBJECT_THING  /* "it", "this", a thing */
} OrSubjectSide;

#define OR_SUBJECT_SIDE_COUNT 5

/* Whose side a phrase speaks of by its first name, pronoun or body; UNKNOWN where it is empty. */
OrSubjectSide or_side_of_phrase(const OrReading *reading, OrRange phrase, const OrSpeaker *speaker,
                                OrMode mode);

/* The subject of the clause that a range of tokens begins with, and what its first auxiliary says. */
typedef struct OrSubject {
    OrSubjectSide side;
    OrRange tokens;
    OrString modal; /* value of the auxiliary in vocabulary.tsv; absent: none */
    bool negated;
} OrSubject;

OrSubject or_subject_of(const OrReading *reading, OrRange tokens, const OrSpeaker *speaker, OrMode mode);

#endif
