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

/* One value of a statement as text: what JSON writes, strings without their quotes. */
extern void statement_value_text(const OrStatement *statement, StatementKey key, StringInfo text);

/*
 * The other way round: give a key the value that a text writes. The whole is
 * for the caller to check. False after a soft error.
 */
extern bool statement_set_from_text(StatementFields *fields, StatementKey key, char *text,
                                    StatementOrigin *origin);

#endif
