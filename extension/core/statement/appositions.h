/*
 * appositions.h: the office that stands beside a name.
 */
#ifndef ONRECORD_CORE_STATEMENT_APPOSITIONS_H
#define ONRECORD_CORE_STATEMENT_APPOSITIONS_H

#include "reading.h"

/* An office right before a name, or before a comma and the name. */
bool or_read_role_before(const OrReading *reading, OrRange chunk, OrRange sentence, OrOffice *office);

/* ", a US-based consultancy,": the word that says which kind of body the name is that ends here; OR_NO_INDEX:
 * none. */
uint32_t or_body_apposition(const OrReading *reading, uint32_t end, OrRange sentence);

/* The office behind a name that ends here; false where there is none with a title. */
bool or_read_apposition(const OrReading *reading, uint32_t end, OrRange sentence, OrOffice *office);

#endif
