/*
 * occasions.h: gatherings and announcements at which things are said, and their days.
 */
#ifndef ONRECORD_CORE_STATEMENT_OCCASIONS_H
#define ONRECORD_CORE_STATEMENT_OCCASIONS_H

#include "reading.h"

/* A dated occasion: "a hearing on Monday", "told a press conference on Friday". */
typedef struct OrOccasion {
    uint32_t sentence;
    OrDate date;
    OrRange evidence; /* bytes of the date */
    bool sitting;     /* a hearing, a meeting: what others say there is said on that day, too */
} OrOccasion;

/* All dated occasions of a document, in the order of their sentences. */
void or_find_occasions(OrReading *reading);

/*
 * The occasion of a statement that has no date of its own: its speaker was told
 * of at one some sentences before, or it is made, or its speaker seen, at a
 * sitting that has a day. NULL: none.
 */
const OrOccasion *or_occasion_of(const OrReading *reading, const OrDraft *draft);

#endif
