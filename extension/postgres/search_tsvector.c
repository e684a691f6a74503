/*
 * search_tsvector.c: onrecord_tsvector(text) and what it is made of.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "fmgr.h"
#include "nodes/value.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"

#include "onrecord.h"
#include "tsvector.h"

TSVector onrecord_build_tsvector(const char *text, int length)
{
    List *name = list_make2(makeString("pg_catalog"), makeString("english"));
    Datum document = PointerGetDatum(cstring_to_text_with_len(text, length));

    return DatumGetTSVector(
        DirectFunctionCall2(to_tsvector_byid, ObjectIdGetDatum(get_ts_config_oid(name, false)), document));
}

TSVector onrecord_build_weighted_tsvector(const SearchPiece *pieces, int count)
{
    TSVector result = onrecord_build_tsvector("", 0);

    for (int i = 0; i < count; i++) {
        Datum part = PointerGetDatum(onrecord_build_tsvector(pieces[i].text, pieces[i].length));

        part = DirectFunctionCall2(tsvector_setweight, part, CharGetDatum(pieces[i].weight));
        result = DatumGetTSVector(DirectFunctionCall2(tsvector_concat, TSVectorGetDatum(result), part));
    }
    return result;
}

ONRECORD_FUNCTION(onrecord_tsvector);

/* onrecord_tsvector(text) -> tsvector: to_tsvector('onrecord', text), sooner. */
Datum onrecord_tsvector(PG_FUNCTION_ARGS)
{
    text *document = PG_GETARG_TEXT_PP(0);

    PG_RETURN_TSVECTOR(onrecord_build_tsvector(VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document)));
}
