/*
 * country.h: the state that an office, a body or a description names.
 */
#ifndef ONRECORD_CORE_STATEMENT_COUNTRY_H
#define ONRECORD_CORE_STATEMENT_COUNTRY_H

#include <stdbool.h>

#include "../base/range.h"

/* Room for the name of any country, with its terminator. */
#define OR_COUNTRY_NAME_ROOM 128

/*
 * The English name of the first state that the phrase names, by its name, its
 * adjective or its capital: "China" for "Chinese Foreign Ministry". False
 * where it names none.
 */
bool or_country_of(OrString phrase, char name[OR_COUNTRY_NAME_ROOM]);

#endif
