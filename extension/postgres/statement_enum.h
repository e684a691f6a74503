/*
 * statement_enum.h: the keys whose values are labels (act, mode and
 * speaker_kind), by number, by label and as the OIDs of the SQL enums
 * statement_act, statement_mode and speaker_kind.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_ENUM_H
#define ONRECORD_POSTGRES_STATEMENT_ENUM_H

#include "statement_packed.h"

/* No enum has more labels. */
#define STATEMENT_MOST_LABELS OR_ACT_COUNT

static inline bool statement_key_is_label(StatementKey key)
{
    return key == STATEMENT_ACT || key == STATEMENT_MODE || key == STATEMENT_SPEAKER_KIND;
}

extern int statement_get_number(const OrStatement *statement, StatementKey key);
extern void statement_set_number(OrStatement *statement, StatementKey key, int number);

/* NULL where the key has no label of this number; -1 where it has no such label. */
extern const char *statement_label(StatementKey key, int number);
extern int statement_number_of_label(StatementKey key, OrString label);

/* "state, decline_comment, admit, ...", for errors. */
extern char *statement_all_labels(StatementKey key);

/* The value `label` of an SQL enum, as a Datum; an error where the type has lost it. */
extern Datum onrecord_enum_datum(Oid enum_type, const char *label);

/* The label of an SQL enum value. */
extern char *onrecord_enum_label(Oid value);

#endif
