/*
 * statement_selectivity.c: how many statements fit an example (@>) or match a
 * text-search query (@@), from the statistics of statement_stats.h.
 *
 * The fields of an example are not independent. A speaker has one office, so
 * speaker_kind, title and organisation add nothing to a speaker, unless the
 * speaker is heard more often than the office ("a senior official" of this
 * ministry), which shows that they are not bound to each other. The cue of a
 * statement decides most of its act, so the rarer of the two is taken for both.
 * Remaining fields are taken for independent.
 *
 * Words are taken for independent of one another, and so are the appearances
 * of one word with two of the three weights; of any weight, they are counted.
 * Not so the words of a phrase: it is asked for because they go together, or
 * the configuration made it of one compound, so it is as rare as its rarest.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "tsearch/ts_type.h"
#include "tsearch/ts_utils.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_keys.h"
#include "statement_packed.h"
#include "statement_planner.h"
#include "statement_stats.h"

ONRECORD_FUNCTION(onrecord_statement_contains_selectivity);
ONRECORD_FUNCTION(onrecord_statement_contained_selectivity);
ONRECORD_FUNCTION(onrecord_statement_matches_selectivity);

/* Where nothing is known: as the server assumes for @> and @@ of other types. */
#define DEFAULT_FITS 0.005

/* Of an equal value of a field that has no entries. */
#define SAME_CONTENT 0.0001
#define SAME_RANGES 0.001
#define SAME_NUMBER 0.05

/* A list of entries and their frequencies, as ANALYZE left it. */
typedef struct EntryList {
    AttStatsSlot slot;
    bool found;
} EntryList;

static void open_list(EntryList *list, HeapTuple stats, int kind)
{
    list->found = HeapTupleIsValid(stats) && get_attstatsslot(&list->slot, stats, kind, InvalidOid,
                                                              ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
}

static void close_list(EntryList *list)
{
    if (list->found)
        free_attstatsslot(&list->slot);
}

static int compare_bytes(const bytea *a, const bytea *b)
{
    Size a_size = VARSIZE_ANY_EXHDR(a);
    Size b_size = VARSIZE_ANY_EXHDR(b);
    int result = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

    return result != 0 ? result : (a_size > b_size) - (a_size < b_size);
}

/* The place of the first entry not less than `entry`. */
static int lower_bound(const EntryList *list, const bytea *entry)
{
    int low = 0, high = list->slot.nvalues;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (compare_bytes((bytea *) DatumGetPointer(list->slot.values[middle]), entry) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The frequency of a word's entry, or a negative number where it is not listed. */
static double listed_frequency(const EntryList *list, Datum entry)
{
    const bytea *wanted = (bytea *) DatumGetPointer(entry);
    int place = lower_bound(list, wanted);

    if (place < list->slot.nvalues &&
        compare_bytes((bytea *) DatumGetPointer(list->slot.values[place]), wanted) == 0)
        return list->slot.numbers[place];
    return -1;
}

/* The same for a field's entry, which is listed as its hash. */
static double field_frequency(const EntryList *list, Datum entry)
{
    int64 wanted = STATEMENT_ENTRY_HASH(entry);
    int low = 0, high = list->slot.nvalues;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (DatumGetInt64(list->slot.values[middle]) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->slot.nvalues && DatumGetInt64(list->slot.values[low]) == wanted
               ? list->slot.numbers[low]
               : -1;
}

static double either(double left, double right)
{
    return left + right - left * right;
}

/* Examples */

/* The probability of each key's value, 1 where the example does not have it. */
typedef struct Estimate {
    double keys[STATEMENT_KEY_COUNT];
} Estimate;

/* What a field of the office adds to the speaker; twice for what a sample may miss. */
static double beyond_speaker(double speaker, double field)
{
    return 2 * field >= speaker ? 1 : field;
}

static double office_probability(const double *keys)
{
    double speaker = keys[STATEMENT_SPEAKER];
    double place = keys[STATEMENT_TITLE] * keys[STATEMENT_ORGANISATION];

    if (speaker < 1)
        return speaker * beyond_speaker(speaker, keys[STATEMENT_SPEAKER_KIND]) *
               beyond_speaker(speaker, keys[STATEMENT_TITLE]) *
               beyond_speaker(speaker, keys[STATEMENT_ORGANISATION]);
    return place < 1 ? place : keys[STATEMENT_SPEAKER_KIND];
}

static double joint_probability(const Estimate *estimate)
{
    const double *keys = estimate->keys;
    double probability = office_probability(keys) * Min(keys[STATEMENT_CUE], keys[STATEMENT_ACT]);

    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (key != STATEMENT_SPEAKER && key != STATEMENT_SPEAKER_KIND && key != STATEMENT_TITLE &&
            key != STATEMENT_ORGANISATION && key != STATEMENT_CUE && key != STATEMENT_ACT)
            probability *= keys[key];
    }
    return probability;
}

static void add_entries(Estimate *estimate, const EntryList *list, const StatementEntries *entries)
{
    for (int i = 0; i < entries->count; i++) {
        StatementKey key = (uint8) VARDATA_ANY(DatumGetPointer(entries->items[i]))[0] - 1;
        double probability = field_frequency(list, entries->items[i]);

        if (probability < 0)
            probability = list->slot.numbers[list->slot.nvalues + key];
        estimate->keys[key] = probability;
    }
}

/* Fields without entries. */
static void add_others(Estimate *estimate, const EntryList *list, const StatementFields *example)
{
    char yes = 1;

    if (statement_has(example, STATEMENT_CONTENT))
        estimate->keys[STATEMENT_CONTENT] = SAME_CONTENT;
    if (statement_has(example, STATEMENT_QUOTED))
        estimate->keys[STATEMENT_QUOTED] = SAME_RANGES;
    if (statement_has(example, STATEMENT_SPANS))
        estimate->keys[STATEMENT_SPANS] = SAME_RANGES;
    if (statement_has(example, STATEMENT_ANSWERS))
        estimate->keys[STATEMENT_ANSWERS] = SAME_NUMBER;
    if (statement_has(example, STATEMENT_CONFIDENCE))
        estimate->keys[STATEMENT_CONFIDENCE] = SAME_NUMBER;
    if (statement_has(example, STATEMENT_NESTED) && !example->value.nested)
        estimate->keys[STATEMENT_NESTED] =
            1 - Max(field_frequency(list, statement_field_entry(STATEMENT_NESTED, &yes, 1)), 0);
}

static double example_selectivity(const EntryList *list, Statement *example)
{
    Estimate estimate;
    StatementEntries entries = {NULL, 0, 0};
    StatementFields fields;

    if (!list->found || list->slot.nnumbers != list->slot.nvalues + STATEMENT_KEY_COUNT)
        return DEFAULT_FITS;
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++)
        estimate.keys[key] = 1;
    statement_unpack_strings(example, &fields);
    statement_example_entries(&fields, &entries);
    add_entries(&estimate, list, &entries);
    add_others(&estimate, list, &fields);
    return joint_probability(&estimate);
}

/* Queries */

/* The frequency of a word, or of words that begin so, with one weight. */
static double word_frequency(const EntryList *list, const QueryOperand *operand, const char *lexeme,
                             char weight)
{
    Datum entry = statement_word_entry(weight, lexeme, operand->length);
    const bytea *wanted = (bytea *) DatumGetPointer(entry);
    int place_of_weight = strchr(STATEMENT_COUNTED_WEIGHTS, weight) - STATEMENT_COUNTED_WEIGHTS;
    double unlisted = list->slot.numbers[list->slot.nvalues + 2 + place_of_weight];
    double frequency;

    if (!operand->prefix) {
        frequency = listed_frequency(list, entry);
        return frequency < 0 ? unlisted : frequency;
    }
    frequency = unlisted;
    for (int place = lower_bound(list, wanted); place < list->slot.nvalues; place++) {
        const bytea *listed = (bytea *) DatumGetPointer(list->slot.values[place]);

        if (VARSIZE_ANY_EXHDR(listed) < VARSIZE_ANY_EXHDR(wanted) ||
            memcmp(VARDATA_ANY(listed), VARDATA_ANY(wanted), VARSIZE_ANY_EXHDR(wanted)) != 0)
            break;
        frequency = either(frequency, list->slot.numbers[place]);
    }
    return frequency;
}

static double operand_selectivity(const EntryList *list, TSQuery query, const QueryOperand *operand)
{
    const char *lexeme = GETOPERAND(query) + operand->distance;
    double selectivity = 0;

    if (operand->weight == 0)
        return word_frequency(list, operand, lexeme, STATEMENT_ANY_WEIGHT);
    for (const char *weight = STATEMENT_WORD_WEIGHTS; *weight != '\0'; weight++) {
        if ((operand->weight & 1 << ('D' - *weight)) != 0)
            selectivity = either(selectivity, word_frequency(list, operand, lexeme, *weight));
    }
    return selectivity;
}

static double item_selectivity(const EntryList *list, TSQuery query, const QueryItem *item)
{
    double left, right;

    check_stack_depth();
    if (item->type == QI_VAL)
        return operand_selectivity(list, query, &item->qoperand);
    right = item_selectivity(list, query, item + 1);
    if (item->qoperator.oper == OP_NOT)
        return 1 - right;
    left = item_selectivity(list, query, item + item->qoperator.left);
    if (item->qoperator.oper == OP_PHRASE)
        return Min(left, right);
    return item->qoperator.oper == OP_OR ? either(left, right) : left * right;
}

static double query_selectivity(const EntryList *list, TSQuery query)
{
    if (query->size == 0)
        return 0;
    if (!list->found || list->slot.nnumbers != list->slot.nvalues + STATEMENT_WORD_EXTRA_NUMBERS)
        return DEFAULT_FITS;
    return item_selectivity(list, query, GETQUERY(query));
}

/* The functions of the operators */

typedef enum Sought { STATEMENTS_OF_EXAMPLE, EXAMPLES_OF_STATEMENT, MATCHES } Sought;

static double constant_selectivity(VariableStatData *variable, Datum constant, Sought sought)
{
    EntryList list;
    double selectivity, nulls = 0;

    if (HeapTupleIsValid(variable->statsTuple))
        nulls = ((Form_pg_statistic) GETSTRUCT(variable->statsTuple))->stanullfrac;
    open_list(&list, variable->statsTuple,
              sought == MATCHES ? STATISTIC_KIND_MCELEM : STATEMENT_STATISTIC_KIND);
    selectivity = sought == MATCHES ? query_selectivity(&list, DatumGetTSQuery(constant))
                                    : example_selectivity(&list, DatumGetStatementP(constant));
    close_list(&list);
    return selectivity * (1 - nulls);
}

/* `sought` where the column is the operator's left operand, and where it is the right one. */
static double condition_selectivity(PlannerInfo *root, List *arguments, int relation, Sought left,
                                    Sought right)
{
    VariableStatData variable;
    Node *other;
    bool on_left;
    double selectivity = DEFAULT_FITS;

    if (!get_restriction_variable(root, arguments, relation, &variable, &other, &on_left))
        return DEFAULT_FITS;
    if (IsA(other, Const)) {
        Const *constant = (Const *) other;
        Sought sought = on_left ? left : right;

        if (constant->constisnull)
            selectivity = 0;
        else if (sought != EXAMPLES_OF_STATEMENT)
            selectivity = constant_selectivity(&variable, constant->constvalue, sought);
    }
    ReleaseVariableStats(variable);
    CLAMP_PROBABILITY(selectivity);
    return selectivity;
}

double statement_example_selectivity(PlannerInfo *root, List *arguments, int relation)
{
    return condition_selectivity(root, arguments, relation, STATEMENTS_OF_EXAMPLE, EXAMPLES_OF_STATEMENT);
}

static double operator_selectivity(FunctionCallInfo fcinfo, Sought left, Sought right)
{
    return condition_selectivity((PlannerInfo *) PG_GETARG_POINTER(0), (List *) PG_GETARG_POINTER(2),
                                 PG_GETARG_INT32(3), left, right);
}

/* statement_contains_selectivity(internal, oid, internal, integer) -> double precision: of @> */
Datum onrecord_statement_contains_selectivity(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_selectivity(fcinfo, STATEMENTS_OF_EXAMPLE, EXAMPLES_OF_STATEMENT));
}

/* statement_contained_selectivity(internal, oid, internal, integer) -> double precision: of <@ */
Datum onrecord_statement_contained_selectivity(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_selectivity(fcinfo, EXAMPLES_OF_STATEMENT, STATEMENTS_OF_EXAMPLE));
}

/* statement_matches_selectivity(internal, oid, internal, integer) -> double precision: of @@ */
Datum onrecord_statement_matches_selectivity(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_selectivity(fcinfo, MATCHES, MATCHES));
}
