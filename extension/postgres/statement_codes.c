/*
 * statement_codes.c: the codes of acts in event data, cameo(statement_act) and
 * plover(statement_act).
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "onrecord.h"
#include "statement/labels.h"
#include "statement_enum.h"

static OrActCodes codes_of(Datum act)
{
    char *label = onrecord_enum_label(DatumGetObjectId(act));
    OrActCodes codes = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    int number = or_act_from_label((OrString){label, strlen(label)});

    pfree(label);
    return number < 0 ? codes : or_act_codes(number);
}

/* A row of two texts, either of which may be absent; NULL where the first is. */
static Datum pair(FunctionCallInfo fcinfo, OrString first, OrString second)
{
    TupleDesc row;
    Datum values[2] = {0};
    bool nulls[2] = {first.data == NULL, second.data == NULL};

    if (first.data == NULL)
        PG_RETURN_NULL();
    if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
        elog(ERROR, "return type must be a row type");
    values[0] = PointerGetDatum(cstring_to_text_with_len(first.data, first.length));
    if (!nulls[1])
        values[1] = PointerGetDatum(cstring_to_text_with_len(second.data, second.length));
    return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(row), values, nulls));
}

ONRECORD_FUNCTION(onrecord_cameo);

/* cameo(statement_act, OUT root text, OUT code text) */
Datum onrecord_cameo(PG_FUNCTION_ARGS)
{
    OrActCodes codes = codes_of(PG_GETARG_DATUM(0));

    return pair(fcinfo, codes.cameo_root, codes.cameo_code);
}

ONRECORD_FUNCTION(onrecord_plover);

/* plover(statement_act, OUT event text, OUT mode text) */
Datum onrecord_plover(PG_FUNCTION_ARGS)
{
    OrActCodes codes = codes_of(PG_GETARG_DATUM(0));

    return pair(fcinfo, codes.plover_event, codes.plover_mode);
}
