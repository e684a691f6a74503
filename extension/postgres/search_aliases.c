/*
 * search_aliases.c: the triggers that guard the table of aliases.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_aliases_changed);
ONRECORD_FUNCTION(onrecord_alias_guard);
ONRECORD_FUNCTION(onrecord_alias_log);

static TriggerData *trigger_data(FunctionCallInfo fcinfo, const char *name)
{
    if (!CALLED_AS_TRIGGER(fcinfo))
        ereport(ERROR, errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                errmsg("function %s can only be called as a trigger", name));
    return (TriggerData *) fcinfo->context;
}

/* After a statement: every backend reads the aliases again, others once this transaction has committed. */
Datum onrecord_aliases_changed(PG_FUNCTION_ARGS)
{
    TriggerData *trigger = trigger_data(fcinfo, "onrecord_aliases_changed");

    CacheInvalidateRelcache(trigger->tg_relation);
    return PointerGetDatum(NULL);
}

static bool is_shipped(TriggerData *trigger, HeapTuple row)
{
    bool is_null;
    TupleDesc columns = RelationGetDescr(trigger->tg_relation);

    return DatumGetBool(heap_getattr(row, SPI_fnumber(columns, "shipped"), columns, &is_null)) && !is_null;
}

static HeapTuple with_shipped(TriggerData *trigger, HeapTuple row, bool shipped)
{
    int column = SPI_fnumber(RelationGetDescr(trigger->tg_relation), "shipped");
    Datum value = BoolGetDatum(shipped);
    bool is_null = false;

    return heap_modify_tuple_by_cols(row, RelationGetDescr(trigger->tg_relation), 1, &column, &value,
                                     &is_null);
}

/*
 * Before a row is written: only the extension's own scripts write rows that
 * count as shipped. One that a user changes becomes the user's, and so part of
 * a dump; one that was deleted would come back with the next restore, hence it
 * is not deleted.
 */
Datum onrecord_alias_guard(PG_FUNCTION_ARGS)
{
    TriggerData *trigger = trigger_data(fcinfo, "onrecord_alias_guard");
    HeapTuple row = trigger->tg_trigtuple;

    if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
        row = trigger->tg_newtuple;
    if (creating_extension || !is_shipped(trigger, row))
        return PointerGetDatum(row);
    if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
        ereport(ERROR, errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                errmsg("an alias that came with onrecord cannot be deleted"),
                errdetail("It would come back when the database is restored."),
                errhint("Switch it off: UPDATE onrecord_aliases SET name = NULL WHERE alias = ..."));
    return PointerGetDatum(with_shipped(trigger, row, false));
}

static void log_row(TriggerData *trigger, HeapTuple row)
{
    TupleDesc columns = RelationGetDescr(trigger->tg_relation);
    char *command =
        psprintf("INSERT INTO %s (alias, name) VALUES ($1, $2)",
                 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(trigger->tg_relation)),
                                            "onrecord_alias_changes"));
    Oid types[2] = {TEXTOID, TEXTOID};
    Datum values[2];
    char nulls[2];

    for (int i = 0; i < 2; i++) {
        bool is_null;

        values[i] = heap_getattr(row, SPI_fnumber(columns, i == 0 ? "alias" : "name"), columns, &is_null);
        nulls[i] = is_null ? 'n' : ' ';
    }
    if (SPI_execute_with_args(command, 2, types, values, nulls, false, 0) != SPI_OK_INSERT)
        elog(ERROR, "a change of an alias could not be recorded");
}

/* After a row was written: what it said before and says now is recorded, for stale vectors to be found. */
Datum onrecord_alias_log(PG_FUNCTION_ARGS)
{
    TriggerData *trigger = trigger_data(fcinfo, "onrecord_alias_log");

    if (creating_extension)
        return PointerGetDatum(NULL);
    SPI_connect();
    log_row(trigger, trigger->tg_trigtuple);
    if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
        log_row(trigger, trigger->tg_newtuple);
    SPI_finish();
    return PointerGetDatum(NULL);
}
