/*
 * statements.c: the statements of a document, and why they are what they are,
 * in SQL.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "statement/labels.h"
#include "statement/read.h"

#include "host.h"
#include "model.h"
#include "onrecord.h"
#include "statement_packed.h"

ONRECORD_FUNCTION(onrecord_statements);
ONRECORD_FUNCTION(onrecord_explain_statements);

enum { STATEMENT, FIELD, VALUE, RULE, EVIDENCE, EXPLAIN_COLUMNS };

/* The fields that are explained, in the order of OrExplained. */
static const StatementKey EXPLAINED_KEYS[OR_EXPLAINED_COUNT] = {STATEMENT_SPEAKER,      STATEMENT_TITLE,
                                                                STATEMENT_ORGANISATION, STATEMENT_SAID,
                                                                STATEMENT_ACT,          STATEMENT_TARGET};

/* Read (document text, published date) of the call; the result lies in the current context. */
static void read_arguments(FunctionCallInfo fcinfo, OrStatements *statements)
{
    OrDate published;
    bool is_given = !PG_ARGISNULL(1) && !DATE_NOT_FINITE(PG_GETARG_DATEADT(1));

    if (PG_ARGISNULL(0)) {
        statements->count = 0;
        return;
    }
    if (is_given)
        published = statement_date_from_day(PG_GETARG_DATEADT(1), OR_PRECISION_DAY);
    or_read_statements(onrecord_host(), onrecord_model(), onrecord_utf8(PG_GETARG_TEXT_PP(0)),
                       is_given ? &published : NULL, statements);
}

static void put_statements(ReturnSetInfo *result, const OrStatements *statements)
{
    for (uint32_t i = 0; i < statements->count; i++) {
        Datum value = StatementPGetDatum(statement_pack(&statements->items[i]));
        bool is_null = false;

        tuplestore_putvalues(result->setResult, result->setDesc, &value, &is_null);
        CHECK_FOR_INTERRUPTS();
    }
}

static OrString string_of(const char *string)
{
    return (OrString){string, string == NULL ? 0 : strlen(string)};
}

static OrString write_date(OrDate date)
{
    switch (date.precision) {
    case OR_PRECISION_NONE:
        break;
    case OR_PRECISION_YEAR:
        return string_of(psprintf("%04d", date.year));
    case OR_PRECISION_MONTH:
        return string_of(psprintf("%04d-%02d", date.year, date.month));
    case OR_PRECISION_DAY:
        return string_of(psprintf("%04d-%02d-%02d", date.year, date.month, date.day));
    }
    return string_of(NULL);
}

static OrString value_of(const OrStatement *statement, OrExplained explained)
{
    switch (explained) {
    case OR_EXPLAINED_SPEAKER:
        return statement->speaker;
    case OR_EXPLAINED_TITLE:
        return statement->title;
    case OR_EXPLAINED_ORGANISATION:
        return statement->organisation;
    case OR_EXPLAINED_SAID:
        return write_date(statement->said);
    case OR_EXPLAINED_ACT:
        return string_of(or_act_label(statement->act));
    case OR_EXPLAINED_TARGET:
        return statement->target;
    }
    return string_of(NULL);
}

static void set_text(Datum *value, bool *is_null, OrString string)
{
    *is_null = string.data == NULL;
    if (!*is_null)
        *value = PointerGetDatum(onrecord_text(string));
}

static void put_explanations(ReturnSetInfo *result, const OrStatements *statements)
{
    for (uint32_t i = 0; i < statements->count; i++) {
        for (int e = 0; e < OR_EXPLAINED_COUNT; e++) {
            const OrExplanation *explanation = &statements->explanations[i][e];
            Datum values[EXPLAIN_COLUMNS] = {0};
            bool nulls[EXPLAIN_COLUMNS] = {false};

            if (explanation->rule == NULL)
                continue;
            values[STATEMENT] = Int32GetDatum((int32) i + 1);
            values[FIELD] = CStringGetTextDatum(statement_key_name(EXPLAINED_KEYS[e]));
            set_text(&values[VALUE], &nulls[VALUE], value_of(&statements->items[i], (OrExplained) e));
            values[RULE] = CStringGetTextDatum(explanation->rule);
            set_text(&values[EVIDENCE], &nulls[EVIDENCE], explanation->evidence);
            tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
        }
        CHECK_FOR_INTERRUPTS();
    }
}

static Datum return_set(FunctionCallInfo fcinfo, void (*put)(ReturnSetInfo *, const OrStatements *))
{
    MemoryContext reading =
        AllocSetContextCreate(CurrentMemoryContext, "onrecord statements", ALLOCSET_DEFAULT_SIZES);
    MemoryContext caller;
    OrStatements statements;

    InitMaterializedSRF(fcinfo, put == put_statements ? MAT_SRF_USE_EXPECTED_DESC : 0);
    caller = MemoryContextSwitchTo(reading);
    read_arguments(fcinfo, &statements);
    put((ReturnSetInfo *) fcinfo->resultinfo, &statements);
    MemoryContextSwitchTo(caller);
    MemoryContextDelete(reading);
    return (Datum) 0;
}

/* statements(document text, published date) -> setof statement */
Datum onrecord_statements(PG_FUNCTION_ARGS)
{
    return return_set(fcinfo, put_statements);
}

/* explain_statements(document text, published date) -> setof (statement, field, value, rule, evidence) */
Datum onrecord_explain_statements(PG_FUNCTION_ARGS)
{
    return return_set(fcinfo, put_explanations);
}
