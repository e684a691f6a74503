/*
 * sketch.c: sketches of texts as integer arrays, which GIN indexes as they are.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "sketch/sketch.h"

#include "host.h"
#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_sketch);
ONRECORD_FUNCTION(onrecord_sketch_keys);
ONRECORD_FUNCTION(onrecord_sketch_similarity);
ONRECORD_FUNCTION(onrecord_sketch_containment);

static ArrayType *array_of_hashes(const uint32_t *hashes, uint32 count)
{
    Datum *items = palloc(Max(count, 1) * sizeof(Datum));

    for (uint32 i = 0; i < count; i++)
        items[i] = Int32GetDatum((int32) hashes[i]);
    return construct_array(items, count, INT4OID, sizeof(int32), true, TYPALIGN_INT);
}

/* sketch(text) -> integer[] */
Datum onrecord_sketch(PG_FUNCTION_ARGS)
{
    text *document = PG_GETARG_TEXT_PP(0);
    OrSketch sketch;

    or_sketch(onrecord_host(), ONRECORD_STRING(document), &sketch);
    PG_RETURN_ARRAYTYPE_P(array_of_hashes(sketch.hashes, sketch.count));
}

/* The hashes of an array that says it is a sketch: ascending as unsigned numbers. */
static OrSketch sketch_of_array(ArrayType *array)
{
    OrSketch sketch = {NULL, 0};

    if (ARR_NDIM(array) > 1 || ARR_HASNULL(array))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the array is not a sketch"),
                        errdetail("A sketch has one dimension and no nulls."),
                        errhint("Sketches are what sketch(text) returns.")));
    sketch.hashes = (uint32_t *) ARR_DATA_PTR(array);
    sketch.count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
    for (uint32 i = 1; i < sketch.count; i++)
        if (sketch.hashes[i - 1] >= sketch.hashes[i])
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the array is not a sketch"),
                            errdetail("Elements %u and %u are not in ascending order.", i, i + 1),
                            errhint("Sketches are what sketch(text) returns.")));
    return sketch;
}

/* sketch_keys(integer[]) -> integer[] */
Datum onrecord_sketch_keys(PG_FUNCTION_ARGS)
{
    OrSketch sketch = sketch_of_array(PG_GETARG_ARRAYTYPE_P(0));
    uint32 *keys = palloc(Max(sketch.count, 1) * sizeof(uint32));

    PG_RETURN_ARRAYTYPE_P(array_of_hashes(keys, or_sketch_keys(&sketch, keys)));
}

/* sketch_similarity(integer[], integer[]) -> real */
Datum onrecord_sketch_similarity(PG_FUNCTION_ARGS)
{
    OrSketch left = sketch_of_array(PG_GETARG_ARRAYTYPE_P(0));
    OrSketch right = sketch_of_array(PG_GETARG_ARRAYTYPE_P(1));

    PG_RETURN_FLOAT4((float4) or_sketch_similarity(&left, &right));
}

/* sketch_containment(integer[], integer[]) -> real */
Datum onrecord_sketch_containment(PG_FUNCTION_ARGS)
{
    OrSketch part = sketch_of_array(PG_GETARG_ARRAYTYPE_P(0));
    OrSketch whole = sketch_of_array(PG_GETARG_ARRAYTYPE_P(1));

    PG_RETURN_FLOAT4((float4) or_sketch_containment(&part, &whole));
}
