/*
 * completion.h: what the attribution stage leaves open, completed from the
 * sentence around it.
 */
#ifndef ONRECORD_CORE_STATEMENT_COMPLETION_H
#define ONRECORD_CORE_STATEMENT_COMPLETION_H

#include "clauses.h"
#include "reading.h"

/* Give attributions a source that stands beside their cue, drop doubles and what cannot be speech. */
void or_mend_attributions(OrReading *reading, const OrAttributions *found, OrClauses *mended);

/* Append sentences that end in their cue, and quotations that go on without one, where nothing covers them.
 */
void or_find_uncovered(OrReading *reading, const OrClauses *mended, OrClauses *uncovered);

#endif
