/*
 * host.h: the PostgreSQL backend as a host of the core.
 */
#ifndef ONRECORD_POSTGRES_HOST_H
#define ONRECORD_POSTGRES_HOST_H

#include "base/host.h"
#include "base/range.h"

/*
 * Allocates in the current memory context (sizes over 1 GB included), ends the
 * call by ereport where there is no memory, and checks for interrupts.
 */
extern OrHost *onrecord_host(void);

/* A detoasted text as the core sees it; the text must live as long. */
#define ONRECORD_STRING(t) ((OrString){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)})

/* A text of the database as UTF-8, which is all the core reads. */
extern OrString onrecord_utf8(text *value);

/* A string of the core, which is UTF-8, as a text of the database. */
extern text *onrecord_text(OrString string);

#endif
