/*
 * statement_accessors.c: one SQL function a key, each NULL where the statement
 * has not the key.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "onrecord.h"
#include "statement_enum.h"
#include "statement_packed.h"

/* Strings */

static Datum string_of(FunctionCallInfo fcinfo, StatementKey key)
{
    StatementFields fields;
    OrString string;

    statement_unpack_strings(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, key))
        PG_RETURN_NULL();
    string = *statement_string_member(&fields.value, key);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(string.data, string.length));
}

#define STRING_ACCESSOR(name, key)                                                                           \
    ONRECORD_FUNCTION(name);                                                                                 \
    Datum name(PG_FUNCTION_ARGS)                                                                             \
    {                                                                                                        \
        return string_of(fcinfo, key);                                                                       \
    }                                                                                                        \
    extern Datum name(PG_FUNCTION_ARGS)

STRING_ACCESSOR(onrecord_statement_speaker, STATEMENT_SPEAKER);
STRING_ACCESSOR(onrecord_statement_title, STATEMENT_TITLE);
STRING_ACCESSOR(onrecord_statement_organisation, STATEMENT_ORGANISATION);
STRING_ACCESSOR(onrecord_statement_addressee, STATEMENT_ADDRESSEE);
STRING_ACCESSOR(onrecord_statement_target, STATEMENT_TARGET);
STRING_ACCESSOR(onrecord_statement_cue, STATEMENT_CUE);
STRING_ACCESSOR(onrecord_statement_content, STATEMENT_CONTENT);
STRING_ACCESSOR(onrecord_statement_language, STATEMENT_LANGUAGE);

/* Labels. The OIDs of a type's values are looked up once a query. */

static Datum label_of(FunctionCallInfo fcinfo, StatementKey key)
{
    Oid *values = fcinfo->flinfo->fn_extra;
    StatementFields fields;
    int number;

    statement_unpack_head(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, key))
        PG_RETURN_NULL();
    if (values == NULL)
        values = fcinfo->flinfo->fn_extra =
            MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, STATEMENT_MOST_LABELS * sizeof(Oid));
    number = statement_get_number(&fields.value, key);
    if (!OidIsValid(values[number]))
        values[number] = DatumGetObjectId(
            onrecord_enum_datum(get_func_rettype(fcinfo->flinfo->fn_oid), statement_label(key, number)));
    PG_RETURN_OID(values[number]);
}

#define LABEL_ACCESSOR(name, key)                                                                            \
    ONRECORD_FUNCTION(name);                                                                                 \
    Datum name(PG_FUNCTION_ARGS)                                                                             \
    {                                                                                                        \
        return label_of(fcinfo, key);                                                                        \
    }                                                                                                        \
    extern Datum name(PG_FUNCTION_ARGS)

LABEL_ACCESSOR(onrecord_statement_act, STATEMENT_ACT);
LABEL_ACCESSOR(onrecord_statement_mode, STATEMENT_MODE);
LABEL_ACCESSOR(onrecord_statement_speaker_kind, STATEMENT_SPEAKER_KIND);

/* Ranges */

static RangeType *range_of(TypeCacheEntry *type, Datum begin, Datum end)
{
    RangeBound lower = {.val = begin, .inclusive = true, .lower = true};
    RangeBound upper = {.val = end};

#if PG_VERSION_NUM >= 160000
    return make_range(type, &lower, &upper, false, NULL);
#else
    return make_range(type, &lower, &upper, false);
#endif
}

ONRECORD_FUNCTION(onrecord_statement_said);

/* said(statement) -> daterange: the days of the day, month or year */
Datum onrecord_statement_said(PG_FUNCTION_ARGS)
{
    StatementFields fields;

    statement_unpack_head(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, STATEMENT_SAID))
        PG_RETURN_NULL();
    PG_RETURN_RANGE_P(range_of(lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO),
                               DateADTGetDatum(statement_first_day(fields.value.said)),
                               DateADTGetDatum(statement_end_day(fields.value.said))));
}

static Datum multirange_of(FunctionCallInfo fcinfo, StatementKey key)
{
    TypeCacheEntry *type = lookup_type_cache(INT4RANGEOID, TYPECACHE_RANGE_INFO);
    StatementFields fields;
    const OrRange *ranges;
    RangeType **items;
    uint32 count;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, key))
        PG_RETURN_NULL();
    ranges = key == STATEMENT_QUOTED ? fields.value.quoted : fields.value.spans;
    count = key == STATEMENT_QUOTED ? fields.value.quoted_count : fields.value.span_count;
    items = palloc(sizeof(RangeType *) * Max(count, 1));
    for (uint32 i = 0; i < count; i++)
        items[i] = range_of(type, Int32GetDatum(ranges[i].begin), Int32GetDatum(ranges[i].end));
    PG_RETURN_MULTIRANGE_P(make_multirange(INT4MULTIRANGEOID, type, count, items));
}

ONRECORD_FUNCTION(onrecord_statement_quoted);

Datum onrecord_statement_quoted(PG_FUNCTION_ARGS)
{
    return multirange_of(fcinfo, STATEMENT_QUOTED);
}

ONRECORD_FUNCTION(onrecord_statement_spans);

Datum onrecord_statement_spans(PG_FUNCTION_ARGS)
{
    return multirange_of(fcinfo, STATEMENT_SPANS);
}

/* Numbers and flags */

ONRECORD_FUNCTION(onrecord_statement_nested);

Datum onrecord_statement_nested(PG_FUNCTION_ARGS)
{
    StatementFields fields;

    statement_unpack_head(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, STATEMENT_NESTED))
        PG_RETURN_NULL();
    PG_RETURN_BOOL(fields.value.nested);
}

ONRECORD_FUNCTION(onrecord_statement_answers);

Datum onrecord_statement_answers(PG_FUNCTION_ARGS)
{
    StatementFields fields;

    statement_unpack_strings(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, STATEMENT_ANSWERS))
        PG_RETURN_NULL();
    PG_RETURN_INT32(fields.value.answers);
}

ONRECORD_FUNCTION(onrecord_statement_confidence);

Datum onrecord_statement_confidence(PG_FUNCTION_ARGS)
{
    StatementFields fields;

    statement_unpack_head(PG_GETARG_STATEMENT_P(0), &fields);
    if (!statement_has(&fields, STATEMENT_CONFIDENCE))
        PG_RETURN_NULL();
    PG_RETURN_FLOAT4(fields.value.confidence);
}
