/*
 * fold.h: names compared as people compare them.
 */
#ifndef ONRECORD_CORE_BASE_FOLD_H
#define ONRECORD_CORE_BASE_FOLD_H

#include "host.h"
#include "range.h"

/*
 * The form in which two spellings of a name are equal: "ÉLODIE  Brandt" and
 * "Elodie Brandt". Memory of the result is the host's.
 */
OrString or_fold_name(OrHost *host, OrString name);

#endif
