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

#include "host.h"
#include "onrecord.h"
#include "search/aliases.h"
#include "search_state.h"

/* A row of the extension is being put back by its own trigger. */
static bool writes_shipped;

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

/* A name is of use only if it has words, and not too many. */
static void check_name(TriggerData *trigger, HeapTuple row, const char *column)
{
    TupleDesc columns = RelationGetDescr(trigger->tg_relation);
    bool is_null;
    Datum value = heap_getattr(row, SPI_fnumber(columns, column), columns, &is_null);
    text *name;
    int words;

    if (is_null)
        return;
    name = DatumGetTextPP(value);
    words = or_count_name_words(onrecord_host(), search_begin()->segmenter, ONRECORD_STRING(name));
    if (words < 1 || words > OR_MAX_NAME_WORDS)
        ereport(ERROR, errcode(ERRCODE_CHECK_VIOLATION),
                errmsg("%s cannot be \"%s\"", column, text_to_cstring(name)),
                words < 1
                    ? errdetail("There is no word in it.")
                    : errdetail("It has %d words, and a name has at most %d.", words, OR_MAX_NAME_WORDS));
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
    if (creating_extension || writes_shipped)
        return PointerGetDatum(row);
    if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event)) {
        if (is_shipped(trigger, row))
            ereport(ERROR, errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                    errmsg("an alias that came with onrecord cannot be deleted"),
                    errdetail("It would come back when the database is restored."),
                    errhint("Switch it off: UPDATE onrecord_aliases SET name = NULL WHERE alias = ..."));
        return PointerGetDatum(row);
    }
    check_name(trigger, row, "alias");
    check_name(trigger, row, "name");
    return PointerGetDatum(is_shipped(trigger, row) ? with_shipped(trigger, row, false) : row);
}

/* Run a command on the table `name` of the extension with values of a row. Columns are given by name. */
static void run_with_row(TriggerData *trigger, HeapTuple row, const char *command, int count,
                         const char *const *names)
{
    TupleDesc columns = RelationGetDescr(trigger->tg_relation);
    char *schema = get_namespace_name(RelationGetNamespace(trigger->tg_relation));
    Oid types[5];
    Datum values[5];
    char nulls[5];

    for (int i = 0; i < count; i++) {
        int column = SPI_fnumber(columns, names[i]);
        bool is_null;

        values[i] = heap_getattr(row, column, columns, &is_null);
        nulls[i] = is_null ? 'n' : ' ';
        types[i] = SPI_gettypeid(columns, column);
    }
    command = psprintf(command, quote_identifier(schema));
    if (SPI_execute_with_args(command, count, types, values, nulls, false, 0) != SPI_OK_INSERT)
        elog(ERROR, "could not execute: %s", command);
}

/* The row as it was shipped stays beside the user's, as it does in a database that is restored. */
static void keep_shipped(TriggerData *trigger)
{
    static const char *const columns[] = {"alias", "name", "kind", "match_case"};

    writes_shipped = true;
    PG_TRY();
    {
        run_with_row(trigger, trigger->tg_trigtuple,
                     "INSERT INTO %s.onrecord_aliases (alias, name, kind, match_case, shipped)"
                     " VALUES ($1, $2, $3, $4, true)",
                     lengthof(columns), columns);
    }
    PG_FINALLY();
    {
        writes_shipped = false;
    }
    PG_END_TRY();
}

static void log_row(TriggerData *trigger, HeapTuple row)
{
    static const char *const columns[] = {"alias", "name"};

    run_with_row(trigger, row, "INSERT INTO %s.onrecord_alias_changes (alias, name) VALUES ($1, $2)",
                 lengthof(columns), columns);
}

/* After a row was written: what it said before and says now is recorded, for stale vectors to be found. */
Datum onrecord_alias_log(PG_FUNCTION_ARGS)
{
    TriggerData *trigger = trigger_data(fcinfo, "onrecord_alias_log");

    if (creating_extension || writes_shipped)
        return PointerGetDatum(NULL);
    SPI_connect();
    log_row(trigger, trigger->tg_trigtuple);
    if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event)) {
        log_row(trigger, trigger->tg_newtuple);
        if (is_shipped(trigger, trigger->tg_trigtuple))
            keep_shipped(trigger);
    }
    SPI_finish();
    return PointerGetDatum(NULL);
}
