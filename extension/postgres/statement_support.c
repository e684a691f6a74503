/*
 * statement_support.c: the planner support function of the accessors.
 *
 * That they have one at all loads this library as soon as a query with an
 * accessor is planned, and with it the paths of statement_planner.c. To one
 * accessor it also answers: nested(s) is a condition by itself, which the GIN
 * index finds as s @> '{"nested": true}', neither more nor less.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "onrecord.h"
#include "statement_functions.h"
#include "statement_planner.h"

/* Each accessor by its C function. */
#define ACCESSOR(name) extern Datum onrecord_statement_##name(PG_FUNCTION_ARGS)
ACCESSOR(speaker);
ACCESSOR(speaker_kind);
ACCESSOR(title);
ACCESSOR(organisation);
ACCESSOR(addressee);
ACCESSOR(target);
ACCESSOR(cue);
ACCESSOR(act);
ACCESSOR(mode);
ACCESSOR(said);
ACCESSOR(content);
ACCESSOR(quoted);
ACCESSOR(spans);
ACCESSOR(language);
ACCESSOR(nested);
ACCESSOR(answers);
ACCESSOR(confidence);

static const PGFunction accessors[STATEMENT_KEY_COUNT] = {
    [STATEMENT_SPEAKER] = onrecord_statement_speaker,
    [STATEMENT_SPEAKER_KIND] = onrecord_statement_speaker_kind,
    [STATEMENT_TITLE] = onrecord_statement_title,
    [STATEMENT_ORGANISATION] = onrecord_statement_organisation,
    [STATEMENT_ADDRESSEE] = onrecord_statement_addressee,
    [STATEMENT_TARGET] = onrecord_statement_target,
    [STATEMENT_CUE] = onrecord_statement_cue,
    [STATEMENT_ACT] = onrecord_statement_act,
    [STATEMENT_MODE] = onrecord_statement_mode,
    [STATEMENT_SAID] = onrecord_statement_said,
    [STATEMENT_CONTENT] = onrecord_statement_content,
    [STATEMENT_QUOTED] = onrecord_statement_quoted,
    [STATEMENT_SPANS] = onrecord_statement_spans,
    [STATEMENT_LANGUAGE] = onrecord_statement_language,
    [STATEMENT_NESTED] = onrecord_statement_nested,
    [STATEMENT_ANSWERS] = onrecord_statement_answers,
    [STATEMENT_CONFIDENCE] = onrecord_statement_confidence,
};

PGFunction statement_function_of(Oid function)
{
    FmgrInfo info;

    fmgr_info(function, &info);
    return info.fn_addr;
}

int statement_key_of_accessor(Oid function)
{
    PGFunction address = statement_function_of(function);

    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (accessors[key] == address)
            return key;
    }
    return STATEMENT_NO_KEY;
}

static Const *nested_example(Oid type)
{
    StatementFields example = {.present = STATEMENT_BIT(STATEMENT_NESTED)};

    example.value.nested = true;
    return statement_example_constant(type, &example);
}

static Node *index_condition(SupportRequestIndexCondition *request)
{
    Node *statement = linitial(((FuncExpr *) request->node)->args);
    Oid contains = statement_example_operator(request->opfamily, exprType(statement));
    Expr *condition;

    if (!OidIsValid(contains))
        return NULL;
    condition = make_opclause(contains, BOOLOID, false, (Expr *) statement,
                              (Expr *) nested_example(exprType(statement)), InvalidOid, InvalidOid);
    request->lossy = false;
    return (Node *) list_make1(condition);
}

static Node *selectivity(SupportRequestSelectivity *request)
{
    Node *statement = linitial(request->args);
    List *arguments = list_make2(statement, nested_example(exprType(statement)));

    if (request->is_join)
        return NULL;
    request->selectivity = statement_example_selectivity(request->root, arguments, request->varRelid);
    return (Node *) request;
}

ONRECORD_FUNCTION(onrecord_statement_accessor_support);

/* accessor_support(internal) -> internal */
Datum onrecord_statement_accessor_support(PG_FUNCTION_ARGS)
{
    Node *request = (Node *) PG_GETARG_POINTER(0);
    Node *answer = NULL;

    if (IsA(request, SupportRequestIndexCondition)) {
        SupportRequestIndexCondition *condition = (SupportRequestIndexCondition *) request;

        if (is_funcclause(condition->node) &&
            statement_key_of_accessor(condition->funcid) == STATEMENT_NESTED)
            answer = index_condition(condition);
    } else if (IsA(request, SupportRequestSelectivity)) {
        SupportRequestSelectivity *wanted = (SupportRequestSelectivity *) request;

        if (statement_key_of_accessor(wanted->funcid) == STATEMENT_NESTED)
            answer = selectivity(wanted);
    }
    PG_RETURN_POINTER(answer);
}
