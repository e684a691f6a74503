/*
 * statement_construct.c: statement(speaker => ..., content => ...), a statement
 * from values of their own types. What is NULL or not given is absent.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_check.h"
#include "statement_enum.h"
#include "statement_json.h"

static void set_string(StatementFields *fields, StatementKey key, Datum datum)
{
    text *string = DatumGetTextPP(datum);

    *statement_string_member(&fields->value, key) =
        (OrString){VARDATA_ANY(string), VARSIZE_ANY_EXHDR(string)};
}

static void set_label(StatementFields *fields, StatementKey key, Datum datum)
{
    char *label = onrecord_enum_label(DatumGetObjectId(datum));
    int number = statement_number_of_label(key, (OrString){label, strlen(label)});

    if (number < 0)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("a statement cannot have \"%s\" as its \"%s\"", label, statement_key_name(key)),
                 errdetail("It is one of %s.", statement_all_labels(key))));
    statement_set_number(&fields->value, key, number);
}

/* A period that is one day, month or year. */
static bool date_of_period(int32 begin, int32 end, OrDate *date)
{
    for (OrPrecision precision = OR_PRECISION_DAY; precision >= OR_PRECISION_YEAR; precision--) {
        *date = statement_date_from_day(begin, precision);
        if (statement_first_day(*date) == begin && statement_end_day(*date) == end)
            return true;
    }
    return false;
}

static void refuse_said(Datum datum, Oid output_function)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("a statement cannot have %s as its \"said\"",
                           OidOutputFunctionCall(output_function, datum)),
                    errdetail("It is one day, one month or one year, from year %04d to %04d.",
                              STATEMENT_MIN_YEAR, STATEMENT_MAX_YEAR)));
}

static bool year_is_known(OrDate date)
{
    return date.year >= STATEMENT_MIN_YEAR && date.year <= STATEMENT_MAX_YEAR;
}

static void set_period(StatementFields *fields, Datum datum)
{
    RangeType *range = DatumGetRangeTypeP(datum);
    RangeBound lower, upper;
    bool empty;

    range_deserialize(lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO), range, &lower, &upper, &empty);
    if (empty || lower.infinite || upper.infinite || DATE_NOT_FINITE(DatumGetDateADT(lower.val)) ||
        DATE_NOT_FINITE(DatumGetDateADT(upper.val)) ||
        !date_of_period(DatumGetDateADT(lower.val), DatumGetDateADT(upper.val), &fields->value.said) ||
        !year_is_known(fields->value.said))
        refuse_said(datum, F_RANGE_OUT);
}

static void set_day(StatementFields *fields, Datum datum)
{
    if (DATE_NOT_FINITE(DatumGetDateADT(datum)))
        refuse_said(datum, F_DATE_OUT);
    fields->value.said = statement_date_from_day(DatumGetDateADT(datum), OR_PRECISION_DAY);
    if (!year_is_known(fields->value.said))
        refuse_said(datum, F_DATE_OUT);
}

static void set_said(StatementFields *fields, Datum datum, Oid type, StatementOrigin *origin)
{
    switch (getBaseType(type)) {
    case TEXTOID:
    case VARCHAROID:
    case UNKNOWNOID:
        statement_set_from_text(fields, STATEMENT_SAID, TextDatumGetCString(datum), origin);
        break;
    case DATEOID:
        set_day(fields, datum);
        break;
    case DATERANGEOID:
        set_period(fields, datum);
        break;
    default:
        ereport(ERROR,
                (errcode(ERRCODE_DATATYPE_MISMATCH),
                 errmsg("a statement cannot have a value of type %s as its \"said\"", format_type_be(type)),
                 errdetail("It is a text such as '2025-01', a date or a daterange."),
                 errhint("Cast it to date.")));
    }
}

static uint32 bound_of(RangeBound bound, StatementKey key)
{
    if (bound.infinite || DatumGetInt32(bound.val) < 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("a statement cannot have negative or infinite bounds in its \"%s\"",
                               statement_key_name(key)),
                        errdetail("Ranges are counted in characters from 0.")));
    return DatumGetInt32(bound.val);
}

static void set_ranges(StatementFields *fields, StatementKey key, Datum datum)
{
    TypeCacheEntry *type = lookup_type_cache(INT4RANGEOID, TYPECACHE_RANGE_INFO);
    RangeType **items;
    OrRange *ranges;
    int32 count;

    multirange_deserialize(type, DatumGetMultirangeTypeP(datum), &count, &items);
    ranges = palloc(sizeof(OrRange) * Max(count, 1));
    for (int i = 0; i < count; i++) {
        RangeBound lower, upper;
        bool empty;

        range_deserialize(type, items[i], &lower, &upper, &empty);
        ranges[i] = (OrRange){bound_of(lower, key), bound_of(upper, key)};
    }
    if (key == STATEMENT_QUOTED) {
        fields->value.quoted = ranges;
        fields->value.quoted_count = count;
    } else {
        fields->value.spans = ranges;
        fields->value.span_count = count;
    }
}

static void set_argument(FunctionCallInfo fcinfo, StatementFields *fields, StatementKey key,
                         StatementOrigin *origin)
{
    Datum datum = PG_GETARG_DATUM(key);

    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        set_label(fields, key, datum);
        break;
    case STATEMENT_SAID:
        set_said(fields, datum, get_fn_expr_argtype(fcinfo->flinfo, key), origin);
        break;
    case STATEMENT_QUOTED:
    case STATEMENT_SPANS:
        set_ranges(fields, key, datum);
        break;
    case STATEMENT_NESTED:
        fields->value.nested = DatumGetBool(datum);
        break;
    case STATEMENT_ANSWERS:
        fields->value.answers = DatumGetInt32(datum);
        break;
    case STATEMENT_CONFIDENCE:
        fields->value.confidence = DatumGetFloat4(datum);
        break;
    default:
        set_string(fields, key, datum);
        break;
    }
    fields->present |= STATEMENT_BIT(key);
}

ONRECORD_FUNCTION(onrecord_statement_construct);

/* statement(...) -> statement: an argument a key, in key order */
Datum onrecord_statement_construct(PG_FUNCTION_ARGS)
{
    StatementOrigin origin = {.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE};
    StatementFields fields = {.present = 0};

    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (!PG_ARGISNULL(key))
            set_argument(fcinfo, &fields, key, &origin);
    }
    statement_check(&fields, &origin);
    PG_RETURN_STATEMENT_P(statement_pack_fields(&fields));
}
