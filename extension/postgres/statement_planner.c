/*
 * statement_planner.c: index paths for speaker(s) = 'x', act(s) = 'deny',
 * s['organisation'] = 'y' and their like.
 *
 * Such a condition says less than s @> '{"speaker": "x"}' (it minds case) but
 * implies it, so that the GIN index can find a little more than is wanted and
 * the condition itself be checked on what is found. The server has a door for
 * this, the support function of an operator, but it opens only where the
 * index's own column is an operand: here the operators are those of text and of
 * enums, which are not ours, and their operand is a function of the column. So
 * the paths are added in the hook that the server offers for paths of our own,
 * in the shape in which it makes index paths from support functions itself: an
 * IndexClause that keeps the original condition and is lossy.
 *
 * A value that is known only when the query runs makes the example by a
 * function, so that generic plans and subqueries find the index, too.
 *
 * The hook is in place whenever it is needed: the support function of the
 * accessors (statement_support.c), and the handler of subscripts, load this
 * library before any path is made.
 */
#include "postgres.h"

#include "catalog/pg_am_d.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/value.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "parser/parse_func.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_enum.h"
#include "statement_functions.h"
#include "statement_packed.h"
#include "statement_planner.h"

static set_rel_pathlist_hook_type previous_hook = NULL;

Oid statement_example_operator(Oid family, Oid type)
{
    Oid contains = get_opfamily_member(family, type, type, STATEMENT_EXAMPLE_STRATEGY);

    if (!OidIsValid(contains) || statement_function_of(get_opcode(contains)) != onrecord_statement_contains)
        return InvalidOid;
    return contains;
}

Const *statement_example_constant(Oid type, const StatementFields *example)
{
    return makeConst(type, -1, InvalidOid, -1, StatementPGetDatum(statement_pack_fields(example)), false,
                     false);
}

/* What a condition asks for */

static bool set_text(StatementFields *example, StatementKey key, Datum datum)
{
    text *value = DatumGetTextPP(datum);
    OrString string = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};
    int number;

    if (statement_key_is_label(key)) {
        number = statement_number_of_label(key, string);
        if (number < 0)
            return false;
        statement_set_number(&example->value, key, number);
    } else if (string.length > 0 && key != STATEMENT_LANGUAGE) {
        *statement_string_member(&example->value, key) = string;
    } else {
        return false;
    }
    example->present |= STATEMENT_BIT(key);
    return true;
}

static bool set_label(StatementFields *example, StatementKey key, Datum datum)
{
    char *label = onrecord_enum_label(DatumGetObjectId(datum));
    int number = statement_number_of_label(key, (OrString){label, strlen(label)});

    if (number < 0)
        return false;
    statement_set_number(&example->value, key, number);
    example->present |= STATEMENT_BIT(key);
    return true;
}

/*
 * What the conditions of a query ask for: constants, in an example, and values
 * that are known only when the query runs ($1, a subquery, current_setting),
 * which a function then adds to it.
 */
typedef struct Wanted {
    StatementFields example;
    List *late_keys; /* integers */
    List *late_values;
} Wanted;

/* The key that an accessor or a constant subscript reads, if the index has entries for it. */
static int key_of_expression(Node *expression, Node **statement)
{
    if (IsA(expression, FuncExpr) && list_length(((FuncExpr *) expression)->args) == 1) {
        *statement = linitial(((FuncExpr *) expression)->args);
        return statement_key_of_accessor(((FuncExpr *) expression)->funcid);
    }
    if (IsA(expression, SubscriptingRef)) {
        SubscriptingRef *reference = (SubscriptingRef *) expression;
        Node *name = linitial(reference->refupperindexpr);

        *statement = (Node *) reference->refexpr;
        if (reference->refassgnexpr == NULL && IsA(name, Const) && !((Const *) name)->constisnull &&
            ((Const *) name)->consttype == TEXTOID) {
            text *key = DatumGetTextPP(((Const *) name)->constvalue);

            return statement_key_from_name((OrString){VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key)});
        }
    }
    return STATEMENT_NO_KEY;
}

static bool has_lookup_entries(int key)
{
    switch (key) {
    case STATEMENT_SPEAKER:
    case STATEMENT_TITLE:
    case STATEMENT_ORGANISATION:
    case STATEMENT_ADDRESSEE:
    case STATEMENT_TARGET:
    case STATEMENT_CUE:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
    case STATEMENT_SPEAKER_KIND:
        return true;
    default:
        return false;
    }
}

/* Is it the same for all rows of a scan, though not known yet? */
static bool is_late_value(PlannerInfo *root, Node *value)
{
    return !IsA(value, Const) && bms_is_empty(pull_varnos(root, value)) &&
           !contain_volatile_functions(value) && !contain_subplans(value);
}

static bool want_value(PlannerInfo *root, const OpExpr *condition, int key, Node *value, Wanted *wanted)
{
    Oid function = get_opcode(condition->opno);
    Const *constant = (Const *) value;

    /* an equality of bytes, unless the collation says otherwise */
    if (!(function == F_TEXTEQ && get_collation_isdeterministic(condition->inputcollid)) &&
        function != F_ENUM_EQ)
        return false;
    if (is_late_value(root, value)) {
        wanted->late_keys = lappend_int(wanted->late_keys, key);
        wanted->late_values = lappend(wanted->late_values, value);
        return true;
    }
    if (!IsA(value, Const) || constant->constisnull)
        return false;
    return function == F_ENUM_EQ ? set_label(&wanted->example, key, constant->constvalue)
                                 : set_text(&wanted->example, key, constant->constvalue);
}

static bool want_operands(PlannerInfo *root, Node *expression, Node *value, const OpExpr *condition,
                          IndexOptInfo *index, int column, Wanted *wanted)
{
    Node *statement = NULL;
    int key = key_of_expression(expression, &statement);

    return has_lookup_entries(key) && exprType(statement) == index->opcintype[column] &&
           match_index_to_operand(statement, column, index) &&
           want_value(root, condition, key, value, wanted);
}

/* Add what a condition implies for the index column to what is wanted, if it has that form. */
static bool want_condition(PlannerInfo *root, Expr *clause, IndexOptInfo *index, int column, Wanted *wanted)
{
    OpExpr *condition = (OpExpr *) clause;

    if (!IsA(clause, OpExpr) || list_length(condition->args) != 2)
        return false;
    return want_operands(root, linitial(condition->args), lsecond(condition->args), condition, index, column,
                         wanted) ||
           want_operands(root, lsecond(condition->args), linitial(condition->args), condition, index, column,
                         wanted);
}

/* Our SQL function statement_example_with(statement, integer, anyelement), which is where the type is. */
static Oid function_that_adds(Oid type)
{
    HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
    Oid arguments[] = {type, INT4OID, ANYELEMENTOID};
    Oid function;
    char *schema;

    if (!HeapTupleIsValid(tuple))
        elog(ERROR, "cache lookup failed for type %u", type);
    schema = get_namespace_name(((Form_pg_type) GETSTRUCT(tuple))->typnamespace);
    ReleaseSysCache(tuple);
    function = LookupFuncName(list_make2(makeString(schema), makeString("statement_example_with")),
                              lengthof(arguments), arguments, true);
    if (!OidIsValid(function) || statement_function_of(function) != onrecord_statement_example_with)
        return InvalidOid;
    return function;
}

/* The example that is wanted, or NULL where it cannot be made. */
static Expr *wanted_example(Oid type, const Wanted *wanted)
{
    Expr *example = (Expr *) statement_example_constant(type, &wanted->example);
    Oid function = wanted->late_keys != NIL ? function_that_adds(type) : InvalidOid;
    ListCell *key, *value;

    if (wanted->late_keys != NIL && !OidIsValid(function))
        return NULL;
    forboth(key, wanted->late_keys, value, wanted->late_values)
    {
        Const *number =
            makeConst(INT4OID, -1, InvalidOid, sizeof(int32), Int32GetDatum(lfirst_int(key)), false, true);

        example =
            (Expr *) makeFuncExpr(function, type, list_make3(example, number, copyObject(lfirst(value))),
                                  InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
    }
    return example;
}

/* Paths */

static IndexClause *make_clause(RestrictInfo *condition, List *conditions_of_index, bool lossy, int column)
{
    IndexClause *clause = makeNode(IndexClause);

    clause->rinfo = condition;
    clause->indexquals = conditions_of_index;
    clause->lossy = lossy;
    clause->indexcol = column;
    clause->indexcols = NIL;
    return clause;
}

/* Is it a condition that the index answers by itself, s @> ... or s @@ ...? */
static bool is_own_condition(RestrictInfo *condition, IndexOptInfo *index, int column)
{
    OpExpr *clause = (OpExpr *) condition->clause;

    return IsA(clause, OpExpr) && list_length(clause->args) == 2 &&
           match_index_to_operand(linitial(clause->args), column, index) &&
           op_in_opfamily(clause->opno, index->opfamily[column]) &&
           !contain_volatile_functions(lsecond(clause->args)) &&
           !bms_is_member(index->rel->relid, condition->right_relids);
}

/* The clause for what conditions together imply; the first stands for all, and all are checked on what is
 * found. */
static IndexClause *make_implied_clause(PlannerInfo *root, IndexOptInfo *index, int column, Oid contains,
                                        RestrictInfo *first, Expr *example)
{
    Node *statement = (Node *) list_nth_node(TargetEntry, index->indextlist, column)->expr;
    Expr *implied = make_opclause(contains, BOOLOID, false, (Expr *) copyObject(statement), example,
                                  InvalidOid, InvalidOid);

    set_opfuncid((OpExpr *) implied);
    return make_clause(first, list_make1(make_simple_restrictinfo(root, implied)), true, column);
}

/*
 * The clauses of one column: the index's own, and one for all conditions on
 * keys, so that a speaker and an act are one look-up. NIL without the latter.
 */
static List *clauses_of_column(PlannerInfo *root, RelOptInfo *rel, IndexOptInfo *index, int column,
                               Oid contains)
{
    List *own = NIL;
    RestrictInfo *first = NULL;
    Wanted wanted = {.example = {.present = 0}};
    Expr *example;
    ListCell *cell;

    foreach (cell, rel->baserestrictinfo) {
        RestrictInfo *condition = lfirst_node(RestrictInfo, cell);

        if (condition->pseudoconstant || !restriction_is_securely_promotable(condition, rel))
            continue;
        if (is_own_condition(condition, index, column))
            own = lappend(own, make_clause(condition, list_make1(condition), false, column));
        else if (want_condition(root, condition->clause, index, column, &wanted) && first == NULL)
            first = condition;
    }
    if (first == NULL)
        return NIL;
    example = wanted_example(index->opcintype[column], &wanted);
    if (example == NULL)
        return NIL;
    return lappend(own, make_implied_clause(root, index, column, contains, first, example));
}

static void add_paths(PlannerInfo *root, RelOptInfo *rel, IndexOptInfo *index, List *clauses)
{
    IndexPath *path =
        create_index_path(root, index, clauses, NIL, NIL, NIL, ForwardScanDirection, false, NULL, 1.0, false);

    add_path(rel, (Path *) create_bitmap_heap_path(root, rel, (Path *) path, rel->lateral_relids, 1.0, 0));
    if (rel->consider_parallel && rel->lateral_relids == NULL)
        create_partial_bitmap_paths(root, rel, (Path *) path);
}

static void consider_index(PlannerInfo *root, RelOptInfo *rel, IndexOptInfo *index)
{
    if (index->relam != GIN_AM_OID || (index->indpred != NIL && !index->predOK))
        return;
    for (int column = 0; column < index->nkeycolumns; column++) {
        Oid contains = statement_example_operator(index->opfamily[column], index->opcintype[column]);

        if (OidIsValid(contains)) {
            List *clauses = clauses_of_column(root, rel, index, column, contains);

            if (clauses != NIL)
                add_paths(root, rel, index, clauses);
        }
    }
}

/* Does a condition compare an accessor or a subscript? Most do not, and planning them costs no more than
 * this. */
static bool may_compare_key(RestrictInfo *condition)
{
    OpExpr *clause = (OpExpr *) condition->clause;

    if (!IsA(clause, OpExpr) || list_length(clause->args) != 2)
        return false;
    return IsA(linitial(clause->args), FuncExpr) || IsA(linitial(clause->args), SubscriptingRef) ||
           IsA(lsecond(clause->args), FuncExpr) || IsA(lsecond(clause->args), SubscriptingRef);
}

static bool any_may_compare_key(List *conditions)
{
    ListCell *cell;

    foreach (cell, conditions) {
        if (may_compare_key(lfirst_node(RestrictInfo, cell)))
            return true;
    }
    return false;
}

static void add_statement_paths(PlannerInfo *root, RelOptInfo *rel, Index number, RangeTblEntry *entry)
{
    ListCell *cell;

    if (previous_hook != NULL)
        previous_hook(root, rel, number, entry);
    if (entry->rtekind != RTE_RELATION || entry->inh || !any_may_compare_key(rel->baserestrictinfo) ||
        IS_DUMMY_REL(rel))
        return;
    foreach (cell, rel->indexlist)
        consider_index(root, rel, lfirst_node(IndexOptInfo, cell));
}

void onrecord_add_statement_paths_to_planner(void)
{
    previous_hook = set_rel_pathlist_hook;
    set_rel_pathlist_hook = add_statement_paths;
}

ONRECORD_FUNCTION(onrecord_statement_example_with);

/*
 * statement_example_with(statement, integer, anyelement) -> statement: the example with one key more, its
 * value given as text or label. NULL where no statement has such a value.
 */
Datum onrecord_statement_example_with(PG_FUNCTION_ARGS)
{
    int key = PG_GETARG_INT32(1);
    StatementFields example;
    bool is_set;

    if (!has_lookup_entries(key))
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                errmsg("%d is the number of no key that is looked up", key));
    statement_unpack(PG_GETARG_STATEMENT_P(0), &example);
    if (get_fn_expr_argtype(fcinfo->flinfo, 2) == TEXTOID)
        is_set = set_text(&example, key, PG_GETARG_DATUM(2));
    else if (statement_key_is_label(key) && type_is_enum(get_fn_expr_argtype(fcinfo->flinfo, 2)))
        is_set = set_label(&example, key, PG_GETARG_DATUM(2));
    else
        ereport(ERROR, errcode(ERRCODE_DATATYPE_MISMATCH),
                errmsg("the value of a key must be text or a label"));
    if (!is_set)
        PG_RETURN_NULL();
    PG_RETURN_STATEMENT_P(statement_pack_fields(&example));
}
