/*
 * antecedents.h: what a source without a name of its own points back to.
 */
#ifndef ONRECORD_CORE_STATEMENT_ANTECEDENTS_H
#define ONRECORD_CORE_STATEMENT_ANTECEDENTS_H

#include "candidates.h"

/* The subject of the sentence before, or of the clause before in the same, where it is a phrase without a
 * name that a pronoun may stand for: "a woman in the queue", "prosecutors". Empty where it is not. */
OrRange or_phrase_antecedent(const OrReading *reading, uint32_t pronoun, const OrVocabularyRow *row);

/* Who made the document that a source names: "the ministry" of "figures published by the ministry". */
OrRange or_document_author(const OrReading *reading, OrRange source, uint32_t core);

/* The speaker through a document of this kind before: "warned in a statement", then "the statement said". */
const OrSpeaker *or_document_speaker(const OrReading *reading, uint32_t document, const OrSpeaker *before,
                                     uint32_t before_count);

#endif
