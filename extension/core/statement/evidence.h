/*
 * evidence.h: the rules behind a statement's fields, in words.
 */
#ifndef ONRECORD_CORE_STATEMENT_EVIDENCE_H
#define ONRECORD_CORE_STATEMENT_EVIDENCE_H

#include "read.h"
#include "reading.h"

void or_explain_draft(const OrReading *reading, const OrDraft *draft, OrExplanation *explanations);

#endif
