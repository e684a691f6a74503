/*
 * search_bm25.c: bm25(tsvector, tsquery, search_statistics): ranking.
 *
 * Okapi BM25. A word of the query that stands tf times in a document of length
 * l counts
 *
 *     idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * l / average length)),
 *     idf = ln(1 + (documents - df + 0.5) / (df + 0.5)),
 *
 * so that rare words count more than common ones, the first mention more than
 * the tenth, and a mention in a short text more than in a long one. A phrase is
 * one word: it is at least as rare as the rarest of its words (idf) and stands
 * there at most as often as the least frequent (tf); whether it stands there at
 * all is for @@ to say. Of several lexemes for one thing, which stand in the
 * same places, one counts. A negation counts nothing.
 *
 * What depends on the query and the statistics alone is worked out once and
 * kept as long as the calls bring the same two.
 */
#include "postgres.h"

#include <math.h>

#include "access/detoast.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "tsearch/ts_utils.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "search_statistics.h"

ONRECORD_FUNCTION(onrecord_bm25);

/* The words of a query with their weights: what the calls of one plan node share. */
typedef struct Ranking {
    MemoryContext context;
    char identity[STATISTICS_IDENTITY]; /* of the statistics */
    varatt_external pointer;            /* where they are stored out of line; else zero */
    TSQuery query;
    double *idf; /* by item of the query */
    double average_length;
} Ranking;

/* A word or phrase as it is in one document. */
typedef struct Term {
    double frequency;
    double idf;
} Term;

typedef struct Document {
    const Ranking *ranking;
    TSVector vector;
    double base; /* k1 * (1 - b + b * l / average length) */
    double k1;
} Document;

static double idf_of(const SearchStatistics *statistics, const QueryItem *item, const char *operands)
{
    double df = statistics_frequency(statistics, operands + item->qoperand.distance, item->qoperand.length);

    return log(1 + (statistics->documents - Min(df, statistics->documents) + 0.5) / (df + 0.5));
}

static void fill_ranking(Ranking *ranking, const SearchStatistics *statistics, TSQuery query)
{
    QueryItem *items;

    MemoryContextReset(ranking->context);
    ranking->query = MemoryContextAlloc(ranking->context, VARSIZE(query));
    memcpy(ranking->query, query, VARSIZE(query));
    items = GETQUERY(ranking->query);
    ranking->idf = MemoryContextAllocZero(ranking->context, Max(query->size, 1) * sizeof(double));
    ranking->average_length =
        statistics->documents > 0 ? Max((double) statistics->length / statistics->documents, 1) : 1;
    for (int i = 0; i < query->size; i++)
        if (items[i].type == QI_VAL)
            ranking->idf[i] = idf_of(statistics, &items[i], GETOPERAND(ranking->query));
    memcpy(ranking->identity, statistics, STATISTICS_IDENTITY);
}

/* Statistics that are stored out of line are the same where their pointer is: they need not be fetched. */
static bool is_same_pointer(const Ranking *ranking, Datum statistics, varatt_external *pointer)
{
    struct varlena *value = (struct varlena *) DatumGetPointer(statistics);

    memset(pointer, 0, sizeof(*pointer));
    if (!VARATT_IS_EXTERNAL_ONDISK(value))
        return false;
    VARATT_EXTERNAL_GET_POINTER(*pointer, value);
    return ranking->query != NULL && memcmp(pointer, &ranking->pointer, sizeof(*pointer)) == 0;
}

static bool is_same_query(const Ranking *ranking, TSQuery query)
{
    return ranking->query != NULL && VARSIZE(query) == VARSIZE(ranking->query) &&
           memcmp(query, ranking->query, VARSIZE(query)) == 0;
}

static Ranking *find_ranking(FunctionCallInfo fcinfo, Datum statistics_datum, TSQuery query)
{
    Ranking *ranking = fcinfo->flinfo->fn_extra;
    varatt_external pointer;
    SearchStatistics *statistics;

    if (ranking == NULL) {
        ranking = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Ranking));
        ranking->context =
            AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "onrecord bm25", ALLOCSET_SMALL_SIZES);
        fcinfo->flinfo->fn_extra = ranking;
    }
    if (is_same_pointer(ranking, statistics_datum, &pointer) && is_same_query(ranking, query))
        return ranking;
    statistics = DatumGetSearchStatistics(statistics_datum);
    if (!is_same_query(ranking, query) || memcmp(ranking->identity, statistics, STATISTICS_IDENTITY) != 0)
        fill_ranking(ranking, statistics, query);
    ranking->pointer = pointer;
    if ((Pointer) statistics != DatumGetPointer(statistics_datum))
        pfree(statistics);
    return ranking;
}

/* The first entry of the vector that is not less than the operand. */
static int find_entry(TSVector vector, const char *operand, int length)
{
    WordEntry *entries = ARRPTR(vector);
    int low = 0;
    int high = vector->size;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (tsCompareString(STRPTR(vector) + entries[middle].pos, entries[middle].len, (char *) operand,
                            length, false) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_weight(TSVector vector, WordEntry *entry, int weights)
{
    WordEntryPos *places = POSDATAPTR(vector, entry);

    for (int i = 0; i < POSDATALEN(vector, entry); i++)
        if (weights & (1 << WEP_GETWEIGHT(places[i])))
            return true;
    return false;
}

/* How often an entry counts: its places, those of the wanted weights. */
static int entry_frequency(TSVector vector, WordEntry *entry, int weights)
{
    WordEntryPos *places;
    int frequency = 0;

    if (!entry->haspos)
        return weights == 0;
    if (weights == 0)
        return POSDATALEN(vector, entry);
    if (!has_weight(vector, entry, weights))
        return 0;
    places = POSDATAPTR(vector, entry);
    for (int i = 0; i < POSDATALEN(vector, entry); i++)
        frequency += (weights >> WEP_GETWEIGHT(places[i])) & 1;
    return frequency;
}

/* A word; with a prefix, all words that begin so. */
static Term word_term(const Document *document, const QueryItem *item)
{
    const Ranking *ranking = document->ranking;
    TSVector vector = document->vector;
    const QueryOperand *operand = &item->qoperand;
    char *bytes = GETOPERAND(ranking->query) + operand->distance;
    WordEntry *entries = ARRPTR(vector);
    Term term = {0, ranking->idf[item - GETQUERY(ranking->query)]};

    for (int i = find_entry(vector, bytes, operand->length); i < vector->size; i++) {
        if (tsCompareString(bytes, operand->length, STRPTR(vector) + entries[i].pos, entries[i].len,
                            operand->prefix) != 0)
            break;
        term.frequency += entry_frequency(vector, &entries[i], operand->weight);
        if (!operand->prefix)
            break;
    }
    return term;
}

static const QueryItem *left_of(const QueryItem *item)
{
    return item + item->qoperator.left;
}

static bool is_negation(const QueryItem *item)
{
    return item->type == QI_OPR && item->qoperator.oper == OP_NOT;
}

/* Both together: as rare as the rarer one, as often as the less frequent one. */
static Term both(Term a, Term b)
{
    return (Term){Min(a.frequency, b.frequency), Max(a.idf, b.idf)};
}

static Term either(Term a, Term b)
{
    return (Term){Max(a.frequency, b.frequency), a.frequency >= b.frequency ? a.idf : b.idf};
}

/* A phrase, or a part of one. */
static Term phrase_term(const Document *document, const QueryItem *item)
{
    const QueryItem *right, *left;

    check_stack_depth();
    if (item->type == QI_VAL)
        return word_term(document, item);
    right = item + 1;
    if (is_negation(item))
        return (Term){0, 0};
    left = left_of(item);
    if (is_negation(right))
        return phrase_term(document, left);
    if (is_negation(left))
        return phrase_term(document, right);
    return item->qoperator.oper == OP_OR ? either(phrase_term(document, left), phrase_term(document, right))
                                         : both(phrase_term(document, left), phrase_term(document, right));
}

static double term_score(const Document *document, Term term)
{
    if (term.frequency <= 0)
        return 0;
    return term.idf * term.frequency * (document->k1 + 1) / (term.frequency + document->base);
}

/* Do both words stand in the same places? Then they are two lexemes of one thing. */
static bool are_one(TSVector vector, const Ranking *ranking, const QueryItem *a, const QueryItem *b)
{
    WordEntry *entries[2];
    const QueryItem *items[2] = {a, b};

    for (int i = 0; i < 2; i++) {
        char *bytes = GETOPERAND(ranking->query) + items[i]->qoperand.distance;
        int place = find_entry(vector, bytes, items[i]->qoperand.length);

        entries[i] = ARRPTR(vector) + place;
        if (place == vector->size || !entries[i]->haspos ||
            tsCompareString(bytes, items[i]->qoperand.length, STRPTR(vector) + entries[i]->pos,
                            entries[i]->len, false) != 0)
            return false;
    }
    return POSDATALEN(vector, entries[0]) == POSDATALEN(vector, entries[1]) &&
           memcmp(POSDATAPTR(vector, entries[0]), POSDATAPTR(vector, entries[1]),
                  POSDATALEN(vector, entries[0]) * sizeof(WordEntryPos)) == 0;
}

static double score(const Document *document, const QueryItem *item)
{
    const QueryItem *right, *left;
    double right_score, left_score;

    check_stack_depth();
    if (item->type == QI_VAL)
        return term_score(document, word_term(document, item));
    if (is_negation(item))
        return 0;
    if (item->qoperator.oper == OP_PHRASE)
        return term_score(document, phrase_term(document, item));
    right = item + 1;
    left = left_of(item);
    right_score = score(document, right);
    left_score = score(document, left);
    if (right_score > 0 && left_score > 0 && right->type == QI_VAL && left->type == QI_VAL &&
        are_one(document->vector, document->ranking, left, right))
        return Max(left_score, right_score);
    return left_score + right_score;
}

static void check_parameters(double k1, double b)
{
    if (!(k1 >= 0 && k1 <= 100))
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("k1 of bm25 must be from 0 to 100"),
                errhint("Usual values are from 1.2 to 2."));
    if (!(b >= 0 && b <= 1))
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("b of bm25 must be from 0 to 1"),
                errhint("0 takes no account of the length of a document, 1 takes all; 0.75 is usual."));
}

/* bm25(tsvector, tsquery, search_statistics, k1 real, b real) -> real */
Datum onrecord_bm25(PG_FUNCTION_ARGS)
{
    TSVector vector = PG_GETARG_TSVECTOR(0);
    TSQuery query = PG_GETARG_TSQUERY(1);
    double k1 = PG_GETARG_FLOAT4(3);
    double b = PG_GETARG_FLOAT4(4);
    Document document;
    double result = 0;

    check_parameters(k1, b);
    document.ranking = find_ranking(fcinfo, PG_GETARG_DATUM(2), query);
    document.vector = vector;
    document.k1 = k1;
    document.base = k1 * (1 - b + b * vector_length(vector) / document.ranking->average_length);
    if (query->size > 0 && vector->size > 0)
        result = score(&document, GETQUERY(document.ranking->query));
    PG_FREE_IF_COPY(vector, 0);
    PG_FREE_IF_COPY(query, 1);
    PG_RETURN_FLOAT4((float4) result);
}
