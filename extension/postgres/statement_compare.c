/*
 * statement_compare.c: equality, order, hashing and sorting.
 *
 * THE ORDER is that of a chronicle: by said, then speaker, organisation, act
 * and content, so that ORDER BY a column of statements reads as one expects;
 * the other keys follow in the order of the text form, to make the order total.
 *
 *   A key that is absent comes before any value, so the undated stand first,
 *   or last where the latest are asked for first.
 *   Dates go by their first day, then by their last: a day, then the month that
 *   begins with it, then the year. That is the order of daterange.
 *   Strings go by their bytes (collation "C"), whatever the database's
 *   collation: indexes on statements then outlive a change of locale, and
 *   comparing costs no more than memcmp. For the order of a language, sort by
 *   speaker(s) COLLATE "...".
 *   Acts, modes and kinds go in the order of their enums.
 *
 * EQUALITY is equality of the packed bytes, since a value has one packed form.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "lib/hyperloglog.h"
#include "port/pg_bswap.h"
#include "utils/sortsupport.h"

#include "onrecord.h"
#include "statement_compare.h"
#include "statement_enum.h"

static int compare_numbers(int64 left, int64 right)
{
    return left < right ? -1 : left > right;
}

static int compare_strings(OrString left, OrString right)
{
    int result = memcmp(left.data, right.data, Min(left.length, right.length));

    return result != 0 ? result : compare_numbers(left.length, right.length);
}

static int compare_dates(OrDate left, OrDate right)
{
    int result = compare_numbers(statement_first_day(left), statement_first_day(right));

    return result != 0 ? result : compare_numbers(statement_end_day(left), statement_end_day(right));
}

static int compare_ranges(const OrRange *left, uint32 left_count, const OrRange *right, uint32 right_count)
{
    for (uint32 i = 0; i < Min(left_count, right_count); i++) {
        if (left[i].begin != right[i].begin)
            return compare_numbers(left[i].begin, right[i].begin);
        if (left[i].end != right[i].end)
            return compare_numbers(left[i].end, right[i].end);
    }
    return compare_numbers(left_count, right_count);
}

static int compare_values(const OrStatement *left, const OrStatement *right, StatementKey key)
{
    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        return compare_numbers(statement_get_number(left, key), statement_get_number(right, key));
    case STATEMENT_SAID:
        return compare_dates(left->said, right->said);
    case STATEMENT_QUOTED:
        return compare_ranges(left->quoted, left->quoted_count, right->quoted, right->quoted_count);
    case STATEMENT_SPANS:
        return compare_ranges(left->spans, left->span_count, right->spans, right->span_count);
    case STATEMENT_NESTED:
        return compare_numbers(left->nested, right->nested);
    case STATEMENT_ANSWERS:
        return compare_numbers(left->answers, right->answers);
    case STATEMENT_CONFIDENCE:
        return left->confidence < right->confidence ? -1 : left->confidence > right->confidence;
    default:
        return compare_strings(*statement_string_member((OrStatement *) left, key),
                               *statement_string_member((OrStatement *) right, key));
    }
}

static const StatementKey chronicle[STATEMENT_KEY_COUNT] = {
    STATEMENT_SAID,       STATEMENT_SPEAKER,      STATEMENT_ORGANISATION, STATEMENT_ACT,
    STATEMENT_CONTENT,    STATEMENT_SPEAKER_KIND, STATEMENT_TITLE,        STATEMENT_ADDRESSEE,
    STATEMENT_TARGET,     STATEMENT_CUE,          STATEMENT_MODE,         STATEMENT_QUOTED,
    STATEMENT_SPANS,      STATEMENT_LANGUAGE,     STATEMENT_NESTED,       STATEMENT_ANSWERS,
    STATEMENT_CONFIDENCE,
};

/* Compare the keys of the chronicle from `first` up to, not including, `end`. */
static int compare_keys(const StatementFields *left, const StatementFields *right, int first, int end)
{
    for (int i = first; i < end; i++) {
        bool has_left = statement_has(left, chronicle[i]);
        bool has_right = statement_has(right, chronicle[i]);
        int result = has_left - has_right;

        if (has_left && has_right)
            result = compare_values(&left->value, &right->value, chronicle[i]);
        if (result != 0)
            return result;
    }
    return 0;
}

/* The leading keys need no ranges; most comparisons end with them, and the ranges are worth allocating
 * seldom. */
#define LEADING_KEYS 5

static int compare_whole(const Statement *left, const Statement *right)
{
    StatementFields left_fields, right_fields;
    int result;

    statement_unpack(left, &left_fields);
    statement_unpack(right, &right_fields);
    result = compare_keys(&left_fields, &right_fields, LEADING_KEYS, STATEMENT_KEY_COUNT);
    statement_free_ranges(&left_fields);
    statement_free_ranges(&right_fields);
    return result;
}

static bool same_bytes(const Statement *left, const Statement *right)
{
    OrString left_bytes = statement_bytes(left);
    OrString right_bytes = statement_bytes(right);

    return left_bytes.length == right_bytes.length &&
           memcmp(left_bytes.data, right_bytes.data, left_bytes.length) == 0;
}

int statement_compare(const Statement *left, const Statement *right)
{
    StatementFields left_fields, right_fields;
    int result;

    statement_unpack_strings(left, &left_fields);
    statement_unpack_strings(right, &right_fields);
    result = compare_keys(&left_fields, &right_fields, 0, LEADING_KEYS);
    if (result != 0 || same_bytes(left, right))
        return result;
    return compare_whole(left, right);
}

/* Operators. What was detoasted is freed: an index build calls them millions of times. */

static int compare_arguments(FunctionCallInfo fcinfo)
{
    Statement *left = PG_GETARG_STATEMENT_P(0);
    Statement *right = PG_GETARG_STATEMENT_P(1);
    int result = statement_compare(left, right);

    PG_FREE_IF_COPY(left, 0);
    PG_FREE_IF_COPY(right, 1);
    return result;
}

static bool equal_arguments(FunctionCallInfo fcinfo)
{
    Statement *left = PG_GETARG_STATEMENT_P(0);
    Statement *right = PG_GETARG_STATEMENT_P(1);
    bool result = same_bytes(left, right);

    PG_FREE_IF_COPY(left, 0);
    PG_FREE_IF_COPY(right, 1);
    return result;
}

ONRECORD_FUNCTION(onrecord_statement_cmp);

Datum onrecord_statement_cmp(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(compare_arguments(fcinfo));
}

ONRECORD_FUNCTION(onrecord_statement_eq);

Datum onrecord_statement_eq(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(equal_arguments(fcinfo));
}

ONRECORD_FUNCTION(onrecord_statement_ne);

Datum onrecord_statement_ne(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(!equal_arguments(fcinfo));
}

ONRECORD_FUNCTION(onrecord_statement_lt);

Datum onrecord_statement_lt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) < 0);
}

ONRECORD_FUNCTION(onrecord_statement_le);

Datum onrecord_statement_le(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) <= 0);
}

ONRECORD_FUNCTION(onrecord_statement_gt);

Datum onrecord_statement_gt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) > 0);
}

ONRECORD_FUNCTION(onrecord_statement_ge);

Datum onrecord_statement_ge(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) >= 0);
}

ONRECORD_FUNCTION(onrecord_statement_smaller);

Datum onrecord_statement_smaller(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare_arguments(fcinfo) <= 0 ? 0 : 1));
}

ONRECORD_FUNCTION(onrecord_statement_larger);

Datum onrecord_statement_larger(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare_arguments(fcinfo) >= 0 ? 0 : 1));
}

/* Hashing */

ONRECORD_FUNCTION(onrecord_statement_hash);

Datum onrecord_statement_hash(PG_FUNCTION_ARGS)
{
    Statement *statement = PG_GETARG_STATEMENT_P(0);
    OrString bytes = statement_bytes(statement);
    Datum hash = hash_any((const unsigned char *) bytes.data, bytes.length);

    PG_FREE_IF_COPY(statement, 0);
    return hash;
}

ONRECORD_FUNCTION(onrecord_statement_hash_extended);

Datum onrecord_statement_hash_extended(PG_FUNCTION_ARGS)
{
    Statement *statement = PG_GETARG_STATEMENT_P(0);
    OrString bytes = statement_bytes(statement);
    Datum hash = hash_any_extended((const unsigned char *) bytes.data, bytes.length, PG_GETARG_INT64(1));

    PG_FREE_IF_COPY(statement, 0);
    return hash;
}

/*
 * Sorting. An abbreviated key is eight bytes that order as their statements
 * do, as far as they go, compared as one unsigned number:
 *
 *   63 .. 41  first day of said, counted from the first of the calendar, from 1; 0 when absent
 *   40 .. 39  what of said is known: 0 a day, 1 a month, 2 a year
 *   38        speaker is present
 *   37 .. 0   the first bytes of speaker, its fifth cut to six bits
 *
 * So most statements of different days or speakers are told apart without
 * looking at them. Where nearly all keys turn out equal (undated, one speaker),
 * abbreviation is given up.
 */
#if SIZEOF_DATUM == 8

#define FIRST_DAY (-730119) /* 0001-01-01, from 2000-01-01 */
#define SPEAKER_BITS 38

typedef struct Abbreviation {
    hyperLogLogState distinct;
    int64 count;
} Abbreviation;

static uint64 abbreviate(const StatementFields *fields)
{
    const OrStatement *value = &fields->value;
    uint64 key = 0;

    if (statement_has(fields, STATEMENT_SAID)) {
        uint64 day = (uint64) (statement_first_day(value->said) - FIRST_DAY) + 1;

        key = day << 41 | (uint64) (OR_PRECISION_DAY - value->said.precision) << 39;
    }
    if (statement_has(fields, STATEMENT_SPEAKER)) {
        uint64 bytes = 0;

        memcpy(&bytes, value->speaker.data, Min(value->speaker.length, sizeof(bytes)));
        key |= (uint64) 1 << SPEAKER_BITS | pg_ntoh64(bytes) >> (64 - SPEAKER_BITS);
    }
    return key;
}

static Datum abbrev_convert(Datum original, SortSupport support)
{
    Abbreviation *state = support->ssup_extra;
    Statement *statement = DatumGetStatementP(original);
    StatementFields fields;
    uint64 key;

    statement_unpack_strings(statement, &fields);
    key = abbreviate(&fields);
    if ((Pointer) statement != DatumGetPointer(original))
        pfree(statement);
    state->count++;
    addHyperLogLog(&state->distinct, DatumGetUInt32(hash_uint32((uint32) key ^ (uint32) (key >> 32))));
    return UInt64GetDatum(key);
}

static bool abbrev_abort(int tuples, SortSupport support)
{
    Abbreviation *state = support->ssup_extra;

    if (tuples < 10000 || state->count < 10000)
        return false;
    return estimateHyperLogLog(&state->distinct) < state->count / 2000.0 + 0.5;
}

#endif

static int compare_datums(Datum left_datum, Datum right_datum, SortSupport support)
{
    Statement *left = DatumGetStatementP(left_datum);
    Statement *right = DatumGetStatementP(right_datum);
    int result = statement_compare(left, right);

    if ((Pointer) left != DatumGetPointer(left_datum))
        pfree(left);
    if ((Pointer) right != DatumGetPointer(right_datum))
        pfree(right);
    return result;
}

ONRECORD_FUNCTION(onrecord_statement_sortsupport);

Datum onrecord_statement_sortsupport(PG_FUNCTION_ARGS)
{
    SortSupport support = (SortSupport) PG_GETARG_POINTER(0);

    support->comparator = compare_datums;
#if SIZEOF_DATUM == 8
    if (support->abbreviate) {
        Abbreviation *state = MemoryContextAllocZero(support->ssup_cxt, sizeof(Abbreviation));
        MemoryContext old = MemoryContextSwitchTo(support->ssup_cxt);

        initHyperLogLog(&state->distinct, 10);
        MemoryContextSwitchTo(old);
        support->ssup_extra = state;
        support->comparator = ssup_datum_unsigned_cmp;
        support->abbrev_converter = abbrev_convert;
        support->abbrev_abort = abbrev_abort;
        support->abbrev_full_comparator = compare_datums;
    }
#endif
    PG_RETURN_VOID();
}
