/*
 * search_impacts.c: the best statements for a query without reading them all.
 *
 * What a word counts in bm25 is its idf times its impact,
 *
 *     s(f, l) = f * (k1 + 1) / (f + k1 * (1 - b + b * l / average length)),
 *
 * f being how often it stands in the statement and l the statement's length.
 * The idf belongs to the query; f and l belong to the statement, so that they
 * can be indexed: search_impacts(statement) gives each lexeme with its cell,
 * the class of f and the class of l, and a GIN index finds all statements of a
 * cell. Cells are asked for from the greatest impact down. A statement in none
 * of the cells above a cut has no word with a greater impact than the cut, so
 * it cannot rank above the cut times the sum of the idf (search_bound). As soon
 * as as many statements as are wanted rank above that, they are the best.
 *
 * Classes are coarse, and a cell's impact is the greatest that one of its
 * members can have: that costs a few more statements looked at, never a wrong
 * result. The average length changes as a corpus grows; the classes do not
 * depend on it.
 *
 * An entry: the bytes of the lexeme, 0x1F, the class of f as '0' + class, the
 * class of l as 'a' + class.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "tsearch/ts_utils.h"
#include "utils/array.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "search_statistics.h"
#include "statement_match.h"
#include "statement_packed.h"

#define CELL_BYTES 3
#define CELL_MARK '\x1f'

/* As bm25 has them by default. */
#define BM25_K1 1.2
#define BM25_B 0.75

/* The least frequency and the least length of each class. */
static const int frequency_classes[] = {1, 2, 3, 4, 6, 9};
static const int length_classes[] = {0,  4,  6,  8,  10, 12, 14,  17,  20,  24,  28,  33,
                                     39, 46, 55, 65, 77, 92, 110, 140, 200, 400, 1600};

static int class_of(const int *classes, int count, int64 value)
{
    int class = count - 1;

    while (class > 0 && classes[class] > value)
        class --;
    return class;
}

static Datum make_entry(const char *lexeme, int length, int frequency_class, int length_class)
{
    bytea *entry = palloc(VARHDRSZ + length + CELL_BYTES);
    char *end = VARDATA(entry) + length;

    SET_VARSIZE(entry, VARHDRSZ + length + CELL_BYTES);
    memcpy(VARDATA(entry), lexeme, length);
    end[0] = CELL_MARK;
    end[1] = '0' + frequency_class;
    end[2] = 'a' + length_class;
    return PointerGetDatum(entry);
}

static Datum entries_array(Datum *entries, int count)
{
    return PointerGetDatum(construct_array(entries, count, BYTEAOID, -1, false, TYPALIGN_INT));
}

ONRECORD_FUNCTION(onrecord_search_impacts);

/* search_impacts(statement) -> bytea[]: an entry for each lexeme */
Datum onrecord_search_impacts(PG_FUNCTION_ARGS)
{
    StatementFields fields;
    TSVector vector;
    Datum *entries;
    int length_class;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &fields);
    vector = statement_tsvector(&fields);
    entries = palloc(sizeof(Datum) * Max(vector->size, 1));
    length_class = class_of(length_classes, lengthof(length_classes), vector_length(vector));
    for (int i = 0; i < vector->size; i++) {
        WordEntry *word = &ARRPTR(vector)[i];
        int frequency = word->haspos ? POSDATALEN(vector, word) : 1;

        entries[i] =
            make_entry(STRPTR(vector) + word->pos, word->len,
                       class_of(frequency_classes, lengthof(frequency_classes), frequency), length_class);
    }
    PG_RETURN_DATUM(entries_array(entries, vector->size));
}

/* The greatest impact that a member of the cell can have. */
static double cell_impact(int frequency_class, int length_class, double average_length)
{
    double base = BM25_K1 * (1 - BM25_B + BM25_B * length_classes[length_class] / average_length);
    int frequency;

    if (frequency_class + 1 == lengthof(frequency_classes))
        return BM25_K1 + 1;
    frequency = frequency_classes[frequency_class + 1] - 1;
    return frequency * (BM25_K1 + 1) / (frequency + base);
}

ONRECORD_FUNCTION(onrecord_search_cells);

/*
 * search_cells(lexemes text[], average_length float8, least float8, below float8) -> bytea[]: the entries of
 * these lexemes whose cells have an impact in [least, below)
 */
Datum onrecord_search_cells(PG_FUNCTION_ARGS)
{
    Datum *lexemes;
    int lexeme_count;
    double average_length = Max(PG_GETARG_FLOAT8(1), 1);
    double least = PG_GETARG_FLOAT8(2);
    double below = PG_GETARG_FLOAT8(3);
    Datum *entries;
    int count = 0;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &lexemes, NULL,
                      &lexeme_count);
    entries =
        palloc(sizeof(Datum) * (lexeme_count * lengthof(frequency_classes) * lengthof(length_classes) + 1));
    for (int f = 0; f < lengthof(frequency_classes); f++) {
        for (int l = 0; l < lengthof(length_classes); l++) {
            double impact = cell_impact(f, l, average_length);

            if (impact < least || impact >= below)
                continue;
            for (int i = 0; i < lexeme_count; i++)
                entries[count++] = make_entry(VARDATA_ANY(DatumGetPointer(lexemes[i])),
                                              VARSIZE_ANY_EXHDR(DatumGetPointer(lexemes[i])), f, l);
        }
    }
    PG_RETURN_DATUM(entries_array(entries, count));
}

/* ---- what a query asks for ---- */

typedef struct Operands {
    TSQuery query;
    Datum *lexemes;
    int count;
    bool prefix; /* a word is given by its beginning */
} Operands;

static void list_operands(Operands *operands, const QueryItem *item)
{
    check_stack_depth();
    if (item->type == QI_VAL) {
        const QueryOperand *operand = &item->qoperand;

        operands->prefix |= operand->prefix;
        operands->lexemes[operands->count++] = PointerGetDatum(
            cstring_to_text_with_len(GETOPERAND(operands->query) + operand->distance, operand->length));
    } else if (item->qoperator.oper != OP_NOT) {
        list_operands(operands, item + 1);
        list_operands(operands, item + item->qoperator.left);
    }
}

/* Is there a word in everything that the query finds? Not so where it asks for what lacks one. */
static bool finds_words(const QueryItem *item)
{
    check_stack_depth();
    if (item->type == QI_VAL)
        return true;
    if (item->qoperator.oper == OP_NOT)
        return false;
    if (item->qoperator.oper == OP_OR)
        return finds_words(item + 1) && finds_words(item + item->qoperator.left);
    return finds_words(item + 1) || finds_words(item + item->qoperator.left);
}

ONRECORD_FUNCTION(onrecord_search_lexemes);

/*
 * search_lexemes(tsquery) -> text[]: lexemes of which all that the query finds has one; NULL where they
 * cannot be told: one is given by its beginning, or what lacks a word is asked for
 */
Datum onrecord_search_lexemes(PG_FUNCTION_ARGS)
{
    TSQuery query = PG_GETARG_TSQUERY(0);
    Operands operands = {query, palloc(sizeof(Datum) * Max(query->size, 1)), 0, false};

    if (query->size > 0)
        list_operands(&operands, GETQUERY(query));
    if (operands.prefix || (query->size > 0 && !finds_words(GETQUERY(query))))
        PG_RETURN_NULL();
    PG_RETURN_ARRAYTYPE_P(
        construct_array(operands.lexemes, operands.count, TEXTOID, -1, false, TYPALIGN_INT));
}

typedef struct Bound {
    TSQuery query;
    const SearchStatistics *statistics;
    Datum *lexemes; /* with the greatest impact that each may have */
    Datum *impacts;
    int count;
} Bound;

static double impact_of(const Bound *bound, const QueryOperand *operand)
{
    for (int i = 0; i < bound->count; i++) {
        const char *lexeme = DatumGetPointer(bound->lexemes[i]);

        if (VARSIZE_ANY_EXHDR(lexeme) == operand->length &&
            memcmp(VARDATA_ANY(lexeme), GETOPERAND(bound->query) + operand->distance, operand->length) == 0)
            return DatumGetFloat8(bound->impacts[i]);
    }
    return BM25_K1 + 1;
}

static double idf_of(const Bound *bound, const QueryOperand *operand)
{
    double documents = bound->statistics->documents;
    double df = statistics_frequency(bound->statistics, GETOPERAND(bound->query) + operand->distance,
                                     operand->length);

    return log(1 + (documents - Min(df, documents) + 0.5) / (df + 0.5));
}

/* What a part of the query can still have; an impact of 0 says that its word is not there. */
typedef struct Part {
    double impact;
    double idf;
    double score;
} Part;

static bool is_negation(const QueryItem *item)
{
    return item->type == QI_OPR && item->qoperator.oper == OP_NOT;
}

static bool is_same_word(const Bound *bound, const QueryItem *a, const QueryItem *b)
{
    const char *operands = GETOPERAND(bound->query);

    return a->type == QI_VAL && b->type == QI_VAL && a->qoperand.length == b->qoperand.length &&
           memcmp(operands + a->qoperand.distance, operands + b->qoperand.distance, a->qoperand.length) == 0;
}

/* A phrase counts as its rarest word, as often as the least frequent one; what must stand together, stands or
 * not. */
static Part greatest(const Bound *bound, const QueryItem *item)
{
    const QueryItem *right, *left;
    Part one, other, both;

    check_stack_depth();
    if (item->type == QI_VAL) {
        one = (Part){impact_of(bound, &item->qoperand), idf_of(bound, &item->qoperand), 0};
        one.score = one.impact * one.idf;
        return one;
    }
    if (is_negation(item))
        return (Part){BM25_K1 + 1, 0, 0};
    right = item + 1;
    left = item + item->qoperator.left;
    one = greatest(bound, right);
    other = greatest(bound, left);
    if (is_same_word(bound, right, left)) /* which bm25 counts once */
        return one;
    both.idf = Max(one.idf, other.idf);
    if (item->qoperator.oper == OP_OR) {
        both.impact = Max(one.impact, other.impact);
        both.score = one.score + other.score;
        return both;
    }
    both.impact = Min(one.impact, other.impact);
    both.score = item->qoperator.oper == OP_PHRASE ? both.impact * both.idf : one.score + other.score;
    if (both.impact == 0)
        both.score = 0;
    return both;
}

ONRECORD_FUNCTION(onrecord_search_bound);

/*
 * search_bound(tsquery, search_statistics, lexemes text[], impacts float8[]) -> float8: the greatest rank of
 * a statement in which none of the lexemes has a greater impact than is given for it; 0: the word is not
 * there
 */
Datum onrecord_search_bound(PG_FUNCTION_ARGS)
{
    Bound bound = {PG_GETARG_TSQUERY(0), DatumGetSearchStatistics(PG_GETARG_DATUM(1)), NULL, NULL, 0};
    int impact_count;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &bound.lexemes, NULL,
                      &bound.count);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(3), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
                      &bound.impacts, NULL, &impact_count);
    if (bound.count != impact_count)
        ereport(ERROR, errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
                errmsg("%d lexemes cannot have %d impacts", bound.count, impact_count));
    PG_RETURN_FLOAT8(bound.query->size == 0 ? 0 : greatest(&bound, GETQUERY(bound.query)).score);
}

/*
 * How many statements the index finds for a query, from the frequencies of its words; it knows of phrases
 * only that their words are there. Words that are asked for together often come together, so that the
 * estimate lies between what chance would give and what the rarest one allows.
 */
static double estimate(const Bound *bound, const QueryItem *item)
{
    double documents = Max(bound->statistics->documents, 1);
    const QueryItem *right, *left;
    double fewer, more;

    check_stack_depth();
    if (item->type == QI_VAL)
        return statistics_frequency(bound->statistics, GETOPERAND(bound->query) + item->qoperand.distance,
                                    item->qoperand.length);
    if (item->qoperator.oper == OP_NOT)
        return documents;
    right = item + 1;
    left = item + item->qoperator.left;
    fewer = estimate(bound, right);
    more = estimate(bound, left);
    if (item->qoperator.oper == OP_OR)
        return Min(fewer + more, documents);
    if (fewer > more) {
        double other = fewer;

        fewer = more;
        more = other;
    }
    return fewer * pow(Min(more / documents, 1), 0.75);
}

ONRECORD_FUNCTION(onrecord_search_estimate);

/* search_estimate(tsquery, search_statistics) -> float8 */
Datum onrecord_search_estimate(PG_FUNCTION_ARGS)
{
    Bound bound = {PG_GETARG_TSQUERY(0), DatumGetSearchStatistics(PG_GETARG_DATUM(1)), NULL, NULL, 0};

    PG_RETURN_FLOAT8(bound.query->size == 0 ? 0 : estimate(&bound, GETQUERY(bound.query)));
}

ONRECORD_FUNCTION(onrecord_search_statistics_of);

/*
 * search_statistics_of(documents bigint, length bigint, lexemes text[], frequencies bigint[]) ->
 * search_statistics: of the words of a query, which are all that ranking asks for
 */
Datum onrecord_search_statistics_of(PG_FUNCTION_ARGS)
{
    Datum *lexemes, *frequencies;
    int count, frequency_count;
    StatisticsItem *items;
    SearchStatistics *result;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &lexemes, NULL, &count);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(3), INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
                      &frequencies, NULL, &frequency_count);
    if (count != frequency_count)
        ereport(ERROR, errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
                errmsg("%d lexemes cannot have %d frequencies", count, frequency_count));
    items = palloc(sizeof(StatisticsItem) * Max(count, 1));
    for (int i = 0; i < count; i++)
        items[i] = (StatisticsItem){VARDATA_ANY(DatumGetPointer(lexemes[i])),
                                    (int) VARSIZE_ANY_EXHDR(DatumGetPointer(lexemes[i])),
                                    (uint32) Min(Max(DatumGetInt64(frequencies[i]), 0), PG_UINT32_MAX)};
    if (!statistics_sort(items, count))
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a lexeme is given twice"));
    result = palloc(statistics_size(items, count));
    statistics_pack(result, PG_GETARG_INT64(0), PG_GETARG_INT64(1), items, count);
    PG_RETURN_POINTER(result);
}
