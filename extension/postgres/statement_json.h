/*
 * statement_json.h: the text form of a statement, a JSON object.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_JSON_H
#define ONRECORD_POSTGRES_STATEMENT_JSON_H

#include "lib/stringinfo.h"

#include "statement_check.h"

/* The statement that a JSON text writes, or NULL after a soft error. */
extern Statement *statement_from_json(char *json, int length, StatementOrigin *origin);

/* Canonical: keys in order, absent ones left out. */
extern void statement_to_json(const Statement *statement, StringInfo json);

/* said as JSON writes it: ISO 8601, reduced to the precision known. */
extern char *statement_date_text(OrDate date);

/* Reads what statement_date_text writes; false where the text has another shape. */
extern bool statement_parse_date(const char *text, OrDate *date);

#endif
