/*
 * statement_subscript.c: s['speaker'], to read and to assign.
 *
 * A subscript is the name of a key, its value a text: that which the JSON form
 * writes, strings without their quotes. So one type serves all keys, whether
 * the key is a constant or comes from a column, and s['said'] keeps the
 * precision that a date range hides. Assigning NULL takes a key away; a NULL
 * column starts as a statement without keys.
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "executor/execExpr.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/subscripting.h"
#include "parser/parse_coerce.h"
#include "parser/parse_expr.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_check.h"
#include "statement_json.h"

/* Parse analysis */

static Node *transform_key(A_Indices *index, ParseState *pstate)
{
    Node *expression = transformExpr(pstate, index->uidx, pstate->p_expr_kind);
    Node *key = coerce_to_target_type(pstate, expression, exprType(expression), TEXTOID, -1,
                                      COERCION_IMPLICIT, COERCE_IMPLICIT_CAST, -1);

    if (key == NULL)
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                        errmsg("the subscript of a statement cannot be of type %s",
                               format_type_be(exprType(expression))),
                        errhint("A subscript is the name of a key: ['speaker']."),
                        parser_errposition(pstate, exprLocation(expression))));
    return key;
}

static void transform(SubscriptingRef *reference, List *indirection, ParseState *pstate, bool is_slice,
                      bool is_assignment)
{
    if (is_slice || list_length(indirection) != 1)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("a statement takes one subscript"),
                        errdetail("The values of its keys have no parts of their own."),
                        errhint("A subscript is the name of a key: ['speaker'].")));
    reference->refupperindexpr = list_make1(transform_key(linitial_node(A_Indices, indirection), pstate));
    reference->reflowerindexpr = NIL;
    reference->refrestype = TEXTOID;
    reference->reftypmod = -1;
    if (!is_assignment)
        reference->refcollid = DEFAULT_COLLATION_OID;
}

/* Execution */

static bool check_key(ExprState *state, ExprEvalStep *op, ExprContext *context)
{
    SubscriptingRefState *subscript = op->d.sbsref_subscript.state;
    StatementOrigin origin = {.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE};
    int *key = subscript->workspace;
    text *name;

    if (subscript->upperindexnull[0]) {
        if (subscript->isassignment)
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
                            errmsg("the subscript of a statement in an assignment must not be null")));
        *op->resnull = true;
        return false;
    }
    name = DatumGetTextPP(subscript->upperindex[0]);
    *key = statement_key_from_name((OrString){VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)});
    if (*key == STATEMENT_NO_KEY)
        statement_refuse_key(&origin, text_to_cstring(name), 0);
    return true;
}

static void fetch(ExprState *state, ExprEvalStep *op, ExprContext *context)
{
    StatementKey key = *(int *) op->d.sbsref.state->workspace;
    StatementFields fields;
    StringInfoData value;

    statement_unpack(DatumGetStatementP(*op->resvalue), &fields);
    *op->resnull = !statement_has(&fields, key);
    if (*op->resnull)
        return;
    initStringInfo(&value);
    statement_value_text(&fields.value, key, &value);
    *op->resvalue = PointerGetDatum(cstring_to_text_with_len(value.data, value.len));
}

static void assign(ExprState *state, ExprEvalStep *op, ExprContext *context)
{
    SubscriptingRefState *subscript = op->d.sbsref.state;
    StatementOrigin origin = {.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE};
    StatementKey key = *(int *) subscript->workspace;
    StatementFields fields = {.present = 0};

    if (!*op->resnull)
        statement_unpack(DatumGetStatementP(*op->resvalue), &fields);
    if (subscript->replacenull)
        fields.present &= ~STATEMENT_BIT(key);
    else
        statement_set_from_text(&fields, key, TextDatumGetCString(subscript->replacevalue), &origin);
    statement_check(&fields, &origin);
    *op->resvalue = StatementPGetDatum(statement_pack_fields(&fields));
    *op->resnull = false;
}

/* Only a nested assignment asks for the old value, and values have no parts. */
static void fetch_old(ExprState *state, ExprEvalStep *op, ExprContext *context)
{
    elog(ERROR, "a statement takes one subscript");
}

static void set_up(const SubscriptingRef *reference, SubscriptingRefState *subscript,
                   SubscriptExecSteps *methods)
{
    subscript->workspace = palloc(sizeof(int));
    methods->sbs_check_subscripts = check_key;
    methods->sbs_fetch = fetch;
    methods->sbs_assign = assign;
    methods->sbs_fetch_old = fetch_old;
}

ONRECORD_FUNCTION(onrecord_statement_subscript);

/* statement_subscript(internal) -> internal */
Datum onrecord_statement_subscript(PG_FUNCTION_ARGS)
{
    static const SubscriptRoutines routines = {.transform = transform,
                                               .exec_setup = set_up,
                                               .fetch_strict = true,
                                               .fetch_leakproof = false,
                                               .store_leakproof = false};

    PG_RETURN_POINTER(&routines);
}
