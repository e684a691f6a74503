/*
 * statement_enum.c: labels by key, and SQL enums by label through the
 * catalog's cache.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_enum.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "statement/labels.h"
#include "statement_enum.h"

int statement_get_number(const OrStatement *statement, StatementKey key)
{
    Assert(statement_key_is_label(key));
    return key == STATEMENT_ACT    ? (int) statement->act
           : key == STATEMENT_MODE ? (int) statement->mode
                                   : (int) statement->speaker_kind;
}

void statement_set_number(OrStatement *statement, StatementKey key, int number)
{
    Assert(statement_key_is_label(key));
    if (key == STATEMENT_ACT)
        statement->act = number;
    else if (key == STATEMENT_MODE)
        statement->mode = number;
    else
        statement->speaker_kind = number;
}

const char *statement_label(StatementKey key, int number)
{
    Assert(statement_key_is_label(key));
    return key == STATEMENT_ACT    ? or_act_label(number)
           : key == STATEMENT_MODE ? or_mode_label(number)
                                   : or_speaker_kind_label(number);
}

int statement_number_of_label(StatementKey key, OrString label)
{
    Assert(statement_key_is_label(key));
    return key == STATEMENT_ACT    ? or_act_from_label(label)
           : key == STATEMENT_MODE ? or_mode_from_label(label)
                                   : or_speaker_kind_from_label(label);
}

char *statement_all_labels(StatementKey key)
{
    StringInfoData list;

    initStringInfo(&list);
    for (int number = 0; statement_label(key, number) != NULL; number++)
        appendStringInfo(&list, "%s%s", number > 0 ? ", " : "", statement_label(key, number));
    return list.data;
}

Datum onrecord_enum_datum(Oid enum_type, const char *label)
{
    HeapTuple tuple = SearchSysCache2(ENUMTYPOIDNAME, ObjectIdGetDatum(enum_type), CStringGetDatum(label));
    Oid value;

    if (!HeapTupleIsValid(tuple))
        ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
                        errmsg("type %s has no value \"%s\"", format_type_be(enum_type), label),
                        errdetail("The labels of onrecord's enums are part of the extension."),
                        errhint("Restore the label with ALTER TYPE ... RENAME VALUE.")));
    value = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
    ReleaseSysCache(tuple);
    return ObjectIdGetDatum(value);
}

char *onrecord_enum_label(Oid value)
{
    HeapTuple tuple = SearchSysCache1(ENUMOID, ObjectIdGetDatum(value));
    char *label;

    if (!HeapTupleIsValid(tuple))
        elog(ERROR, "cache lookup failed for enum value %u", value);
    label = pstrdup(NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel));
    ReleaseSysCache(tuple);
    return label;
}
