/*
 * attributions.c: the raw attributions of a document, in SQL.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "attribution/read.h"
#include "text/code_points.h"

#include "host.h"
#include "model.h"
#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_attributions);

enum { SOURCE, CUE, CONTENT, CONFIDENCE, COLUMNS };

static RangeType *make_code_point_range(TypeCacheEntry *range_type, OrRange range)
{
    RangeBound lower = {.val = Int32GetDatum((int32) range.begin), .inclusive = true, .lower = true};
    RangeBound upper = {.val = Int32GetDatum((int32) range.end), .inclusive = false, .lower = false};

#if PG_VERSION_NUM >= 160000
    return make_range(range_type, &lower, &upper, false, NULL);
#else
    return make_range(range_type, &lower, &upper, false);
#endif
}

/* The ranges of a role, tokens in the core, as an int4multirange of code points. */
static Datum make_role(const OrDocument *document, const OrCodePoints *code_points, const OrRole *role)
{
    TypeCacheEntry *type = lookup_type_cache(INT4MULTIRANGEOID, TYPECACHE_MULTIRANGE_INFO);
    RangeType *ranges[OR_MAX_ROLE_RANGES];

    for (uint32_t i = 0; i < role->count; i++) {
        const OrToken *last = &document->tokens[role->ranges[i].end - 1];
        OrRange bytes = {document->tokens[role->ranges[i].begin].begin, last->begin + last->length};

        ranges[i] = make_code_point_range(type->rngtype, or_code_point_range(code_points, bytes));
    }
    return MultirangeTypePGetDatum(
        make_multirange(INT4MULTIRANGEOID, type->rngtype, (int32) role->count, ranges));
}

static void put_attributions(ReturnSetInfo *result, OrString text)
{
    OrHost *host = onrecord_host();
    const OrModel *model = onrecord_model();
    OrCodePoints code_points = or_index_code_points(host, text.data, text.length);
    OrReadText read;

    or_read_attributions(host, model, text, &read);
    for (uint32_t i = 0; i < read.attributions.count; i++) {
        const OrAttribution *item = &read.attributions.items[i];
        Datum values[COLUMNS];
        bool nulls[COLUMNS] = {false};

        if (!or_is_probable(model, &read.document, item))
            continue;
        values[SOURCE] = make_role(&read.document, &code_points, &item->source);
        values[CUE] = make_role(&read.document, &code_points, &item->cue);
        values[CONTENT] = make_role(&read.document, &code_points, &item->content);
        values[CONFIDENCE] = Float4GetDatum(item->confidence);
        tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
        CHECK_FOR_INTERRUPTS();
    }
}

/*
 * attributions(document text) -> setof (source, cue, content int4multirange, confidence real).
 * All that reading needs beside the rows goes with a context of its own.
 */
Datum onrecord_attributions(PG_FUNCTION_ARGS)
{
    MemoryContext reading =
        AllocSetContextCreate(CurrentMemoryContext, "onrecord attributions", ALLOCSET_DEFAULT_SIZES);
    MemoryContext caller;

    InitMaterializedSRF(fcinfo, 0);
    caller = MemoryContextSwitchTo(reading);
    put_attributions((ReturnSetInfo *) fcinfo->resultinfo, onrecord_utf8(PG_GETARG_TEXT_PP(0)));
    MemoryContextSwitchTo(caller);
    MemoryContextDelete(reading);
    return (Datum) 0;
}
