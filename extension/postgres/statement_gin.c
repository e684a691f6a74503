/*
 * statement_gin.c: one GIN class for examples (@>) and text-search queries (@@).
 *
 * The entries of statement_keys.h keep words by their weight, so that a query
 * such as 'hegemony:A' is answered by the index alone. A word of a query
 * without weights is looked up once for each weight; any of the three will do.
 * What entries cannot tell is left to the recheck: the order of words in a
 * phrase, and the fields of an example that have no entries.
 *
 * A query that can hold for a statement with none of its words ("!tariff"), or
 * an example without entries, reads the whole index. An empty query matches
 * nothing.
 */
#include "postgres.h"

#include "access/gin.h"
#include "access/stratnum.h"
#include "fmgr.h"
#include "tsearch/ts_utils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_functions.h"
#include "statement_keys.h"
#include "statement_packed.h"

ONRECORD_FUNCTION(onrecord_statement_gin_extract_value);
ONRECORD_FUNCTION(onrecord_statement_gin_extract_query);
ONRECORD_FUNCTION(onrecord_statement_gin_consistent);
ONRECORD_FUNCTION(onrecord_statement_gin_compare_partial);

/* What the functions that judge an index tuple need to know of the query; every entry points to it. */
typedef struct Plan {
    bool complete;        /* example: its entries say all */
    int *first_of_item;   /* query: for each item, its first entry */
    int *entries_of_item; /* and how many it has */
} Plan;

/* gin_extract_value(statement, internal) -> internal */
Datum onrecord_statement_gin_extract_value(PG_FUNCTION_ARGS)
{
    int32 *count = (int32 *) PG_GETARG_POINTER(1);
    StatementEntries entries = {NULL, 0, 0};
    StatementFields statement;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &statement);
    statement_all_entries(&statement, &entries);
    *count = entries.count;
    PG_RETURN_POINTER(entries.items);
}

/* Queries */

typedef struct Request {
    StatementEntries entries;
    bool *partial; /* for each entry: it is the beginning of words */
    Plan *plan;
    int32 search_mode;
} Request;

static void request_example(Request *request, Statement *example)
{
    StatementFields fields;

    statement_unpack_strings(example, &fields);
    request->plan->complete = statement_lookup_entries(&fields, &request->entries);
    if (request->entries.count == 0)
        request->search_mode = GIN_SEARCH_MODE_ALL;
}

/* Does the operand want words of this weight? No weight at all means any. */
static bool wants_weight(const QueryOperand *operand, char weight)
{
    return operand->weight == 0 || (operand->weight & 1 << ('D' - weight)) != 0;
}

static void request_word(Request *request, TSQuery query, int item)
{
    const QueryOperand *operand = &GETQUERY(query)[item].qoperand;

    request->plan->first_of_item[item] = request->entries.count;
    for (const char *weight = STATEMENT_WORD_WEIGHTS; *weight != '\0'; weight++) {
        if (!wants_weight(operand, *weight))
            continue;
        request->partial[request->entries.count] = operand->prefix;
        statement_add_entry(
            &request->entries,
            statement_word_entry(*weight, GETOPERAND(query) + operand->distance, operand->length));
        request->plan->entries_of_item[item]++;
    }
}

static void request_query(Request *request, TSQuery query)
{
    QueryItem *items = GETQUERY(query);

    if (query->size == 0)
        return;
    if (!tsquery_requires_match(items))
        request->search_mode = GIN_SEARCH_MODE_ALL;
    request->partial = palloc0(query->size * strlen(STATEMENT_WORD_WEIGHTS) * sizeof(bool));
    request->plan->first_of_item = palloc0(query->size * sizeof(int));
    request->plan->entries_of_item = palloc0(query->size * sizeof(int));
    for (int item = 0; item < query->size; item++) {
        if (items[item].type == QI_VAL)
            request_word(request, query, item);
    }
}

/* gin_extract_query(internal, internal, smallint, internal, internal, internal, internal) -> internal */
Datum onrecord_statement_gin_extract_query(PG_FUNCTION_ARGS)
{
    int32 *count = (int32 *) PG_GETARG_POINTER(1);
    StrategyNumber strategy = PG_GETARG_UINT16(2);
    bool **partial = (bool **) PG_GETARG_POINTER(3);
    Pointer **extra = (Pointer **) PG_GETARG_POINTER(4);
    int32 *search_mode = (int32 *) PG_GETARG_POINTER(6);
    Request request = {.plan = palloc0(sizeof(Plan)), .search_mode = GIN_SEARCH_MODE_DEFAULT};

    if (strategy == STATEMENT_EXAMPLE_STRATEGY)
        request_example(&request, PG_GETARG_STATEMENT_P(0));
    else
        request_query(&request, PG_GETARG_TSQUERY(0));
    *count = request.entries.count;
    *partial = request.partial;
    *search_mode = request.search_mode;
    *extra = palloc(sizeof(Pointer) * Max(request.entries.count, 1));
    for (int i = 0; i < request.entries.count; i++)
        (*extra)[i] = (Pointer) request.plan;
    PG_RETURN_POINTER(request.entries.items);
}

/* Answers */

static GinTernaryValue fits_example(const GinTernaryValue *check, int count, const Plan *plan,
                                    Statement *example)
{
    StatementFields fields;
    bool maybe = false;

    if (plan == NULL) { /* no entries: an example without fields, or with such as have none */
        statement_unpack_head(example, &fields);
        return fields.present == 0 ? GIN_TRUE : GIN_MAYBE;
    }
    for (int i = 0; i < count; i++) {
        if (check[i] == GIN_FALSE)
            return GIN_FALSE;
        maybe = maybe || check[i] == GIN_MAYBE;
    }
    return maybe || !plan->complete ? GIN_MAYBE : GIN_TRUE;
}

typedef struct Judgement {
    const GinTernaryValue *check;
    const Plan *plan; /* NULL: no word of the query has entries */
    const QueryItem *items;
} Judgement;

/* Does the statement have this word? `data` is set where its positions are asked for, too. */
static TSTernaryValue has_word(void *argument, QueryOperand *operand, ExecPhraseData *data)
{
    const Judgement *judgement = argument;
    int item = (const QueryItem *) operand - judgement->items;
    TSTernaryValue result = TS_NO;

    if (judgement->plan == NULL)
        return TS_NO;
    for (int i = 0; i < judgement->plan->entries_of_item[item]; i++) {
        GinTernaryValue entry = judgement->check[judgement->plan->first_of_item[item] + i];

        if (entry == GIN_TRUE)
            return data != NULL ? TS_MAYBE : TS_YES;
        if (entry == GIN_MAYBE)
            result = TS_MAYBE;
    }
    return result;
}

static GinTernaryValue fits_query(const GinTernaryValue *check, const Plan *plan, TSQuery query)
{
    Judgement judgement = {check, plan, GETQUERY(query)};

    if (query->size == 0)
        return GIN_FALSE;
    switch (TS_execute_ternary(GETQUERY(query), &judgement, TS_EXEC_PHRASE_NO_POS, has_word)) {
    case TS_NO:
        return GIN_FALSE;
    case TS_YES:
        return GIN_TRUE;
    case TS_MAYBE:
        break;
    }
    return GIN_MAYBE;
}

/* gin_triconsistent(internal, smallint, internal, integer, internal, internal, internal) -> "char" */
Datum onrecord_statement_gin_consistent(PG_FUNCTION_ARGS)
{
    const GinTernaryValue *check = (const GinTernaryValue *) PG_GETARG_POINTER(0);
    StrategyNumber strategy = PG_GETARG_UINT16(1);
    int32 count = PG_GETARG_INT32(3);
    Pointer *extra = (Pointer *) PG_GETARG_POINTER(4);
    const Plan *plan = count > 0 ? (const Plan *) extra[0] : NULL;

    if (strategy == STATEMENT_EXAMPLE_STRATEGY)
        PG_RETURN_GIN_TERNARY_VALUE(fits_example(check, count, plan, PG_GETARG_STATEMENT_P(2)));
    PG_RETURN_GIN_TERNARY_VALUE(fits_query(check, plan, PG_GETARG_TSQUERY(2)));
}

/* gin_compare_partial(bytea, bytea, smallint, internal) -> integer: 0 for words that begin so, 1 behind them
 */
Datum onrecord_statement_gin_compare_partial(PG_FUNCTION_ARGS)
{
    bytea *beginning = PG_GETARG_BYTEA_PP(0);
    bytea *entry = PG_GETARG_BYTEA_PP(1);
    Size length = VARSIZE_ANY_EXHDR(beginning);

    if (VARSIZE_ANY_EXHDR(entry) < length)
        PG_RETURN_INT32(1);
    PG_RETURN_INT32(memcmp(VARDATA_ANY(beginning), VARDATA_ANY(entry), length) == 0 ? 0 : 1);
}
