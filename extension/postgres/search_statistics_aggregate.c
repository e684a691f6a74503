/*
 * search_statistics_aggregate.c: counting documents into search statistics.
 *
 * While a value grows it is an expanded object with a hash table of lexemes,
 * so that adding a document costs its own words and no more. Its SQL type stays
 * search_statistics: parallel workers and distributed servers pass states on
 * as values, without functions to serialize them.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "tsearch/ts_utils.h"
#include "utils/memutils.h"

#include "onrecord.h"
#include "search_statistics.h"

#define GROWING_MAGIC 0x6f725353

typedef struct LexemeKey {
    const char *bytes;
    uint32 length;
} LexemeKey;

typedef struct CountedLexeme {
    LexemeKey key;
    uint32 documents;
    uint32 hash;
    char status;
} CountedLexeme;

static inline uint32 hash_key(LexemeKey key)
{
    return hash_bytes((const unsigned char *) key.bytes, (int) key.length);
}

static inline bool equal_keys(LexemeKey a, LexemeKey b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

#define SH_PREFIX lexemes
#define SH_ELEMENT_TYPE CountedLexeme
#define SH_KEY_TYPE LexemeKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) hash_key(key)
#define SH_EQUAL(tb, a, b) equal_keys(a, b)
#define SH_SCOPE static inline
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_DEFINE
#define SH_DECLARE
#include "lib/simplehash.h"

/* Statistics that grow. */
typedef struct GrowingStatistics {
    ExpandedObjectHeader header;
    int magic;
    int64 documents;
    int64 length;
    lexemes_hash *lexemes;
    StatisticsItem *items; /* made by growing_size for growing_flatten */
    uint32 item_count;
} GrowingStatistics;

static Size growing_size(ExpandedObjectHeader *object);
static void growing_flatten(ExpandedObjectHeader *object, void *result, Size size);

static const ExpandedObjectMethods growing_methods = {growing_size, growing_flatten};

ONRECORD_FUNCTION(search_statistics_add);
ONRECORD_FUNCTION(search_statistics_subtract);
ONRECORD_FUNCTION(search_statistics_merge);

static int take_items(GrowingStatistics *growing, StatisticsItem *items)
{
    lexemes_iterator iterator;
    CountedLexeme *lexeme;
    uint32 count = 0;

    lexemes_start_iterate(growing->lexemes, &iterator);
    while ((lexeme = lexemes_iterate(growing->lexemes, &iterator)) != NULL)
        if (lexeme->documents > 0)
            items[count++] = (StatisticsItem){lexeme->key.bytes, (int) lexeme->key.length, lexeme->documents};
    statistics_sort(items, count);
    return count;
}

static Size growing_size(ExpandedObjectHeader *object)
{
    GrowingStatistics *growing = (GrowingStatistics *) object;

    Assert(growing->magic == GROWING_MAGIC);
    if (growing->items != NULL)
        pfree(growing->items);
    growing->items =
        MemoryContextAllocHuge(object->eoh_context, (growing->lexemes->members + 1) * sizeof(StatisticsItem));
    growing->item_count = take_items(growing, growing->items);
    return statistics_size(growing->items, growing->item_count);
}

static void growing_flatten(ExpandedObjectHeader *object, void *result, Size size)
{
    GrowingStatistics *growing = (GrowingStatistics *) object;

    statistics_pack(result, growing->documents, growing->length, growing->items, growing->item_count);
    Assert(VARSIZE(result) == size);
    pfree(growing->items);
    growing->items = NULL;
}

static CountedLexeme *find_lexeme(GrowingStatistics *growing, const char *bytes, uint32 length)
{
    LexemeKey key = {bytes, length};
    bool found;
    CountedLexeme *lexeme = lexemes_insert(growing->lexemes, key, &found);

    if (!found) {
        char *copy = MemoryContextAlloc(growing->header.eoh_context, length);

        memcpy(copy, bytes, length);
        lexeme->key.bytes = copy;
        lexeme->documents = 0;
    }
    return lexeme;
}

static void add_statistics(GrowingStatistics *growing, const SearchStatistics *statistics)
{
    const char *bytes = statistics_bytes(statistics);

    growing->documents += statistics->documents;
    growing->length += statistics->length;
    for (uint32 i = 0; i < statistics->count; i++) {
        uint32 begin = statistics_begin(statistics, i);

        find_lexeme(growing, bytes + begin, statistics->entries[i].end - begin)->documents +=
            statistics->entries[i].documents;
    }
}

static GrowingStatistics *make_growing(MemoryContext parent)
{
    MemoryContext context = AllocSetContextCreate(parent, "onrecord statistics", ALLOCSET_DEFAULT_SIZES);
    GrowingStatistics *growing = MemoryContextAllocZero(context, sizeof(GrowingStatistics));

    EOH_init_header(&growing->header, &growing_methods, context);
    growing->magic = GROWING_MAGIC;
    growing->lexemes = lexemes_create(context, 256, NULL);
    return growing;
}

/*
 * The value to change: the argument itself where it is ours to change, else a
 * copy of it. In an aggregate it must live in the aggregate's context.
 */
static GrowingStatistics *growing_argument(FunctionCallInfo fcinfo, int argument)
{
    MemoryContext parent;
    GrowingStatistics *growing;

    if (!AggCheckCallContext(fcinfo, &parent))
        parent = CurrentMemoryContext;
    if (PG_ARGISNULL(argument))
        return make_growing(parent);
    if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(argument)))) {
        growing = (GrowingStatistics *) DatumGetEOHP(PG_GETARG_DATUM(argument));
        if (growing->magic == GROWING_MAGIC)
            return growing;
    }
    growing = make_growing(parent);
    add_statistics(growing, DatumGetSearchStatistics(PG_GETARG_DATUM(argument)));
    return growing;
}

/* search_statistics_add(search_statistics, tsvector) -> search_statistics: one document more */
Datum search_statistics_add(PG_FUNCTION_ARGS)
{
    GrowingStatistics *growing = growing_argument(fcinfo, 0);

    if (!PG_ARGISNULL(1)) {
        TSVector vector = PG_GETARG_TSVECTOR(1);
        WordEntry *entries = ARRPTR(vector);

        growing->documents++;
        growing->length += vector_length(vector);
        for (int i = 0; i < vector->size; i++)
            find_lexeme(growing, STRPTR(vector) + entries[i].pos, entries[i].len)->documents++;
        PG_FREE_IF_COPY(vector, 1);
    }
    PG_RETURN_DATUM(EOHPGetRWDatum(&growing->header));
}

static void complain_not_counted(void)
{
    ereport(ERROR, errcode(ERRCODE_DATA_EXCEPTION),
            errmsg("a document cannot be subtracted from statistics that it was not counted in"),
            errhint("Make the statistics anew: SELECT search_statistics(vector) FROM ..."));
}

/* Is all of the vector counted? Nothing is changed before that is known. */
static bool is_counted(GrowingStatistics *growing, TSVector vector, int64 length)
{
    WordEntry *entries = ARRPTR(vector);

    if (growing->documents < 1 || growing->length < length)
        return false;
    for (int i = 0; i < vector->size; i++) {
        LexemeKey key = {STRPTR(vector) + entries[i].pos, entries[i].len};
        CountedLexeme *lexeme = lexemes_lookup(growing->lexemes, key);

        if (lexeme == NULL || lexeme->documents == 0)
            return false;
    }
    return true;
}

/* search_statistics_subtract(search_statistics, tsvector) -> search_statistics: one document less */
Datum search_statistics_subtract(PG_FUNCTION_ARGS)
{
    GrowingStatistics *growing = growing_argument(fcinfo, 0);
    TSVector vector = PG_GETARG_TSVECTOR(1);
    WordEntry *entries = ARRPTR(vector);
    int64 length = vector_length(vector);

    if (!is_counted(growing, vector, length))
        complain_not_counted();
    growing->documents--;
    growing->length -= length;
    for (int i = 0; i < vector->size; i++)
        find_lexeme(growing, STRPTR(vector) + entries[i].pos, entries[i].len)->documents--;
    PG_RETURN_DATUM(EOHPGetRWDatum(&growing->header));
}

/* search_statistics_merge(search_statistics, search_statistics) -> search_statistics: the documents of both
 */
Datum search_statistics_merge(PG_FUNCTION_ARGS)
{
    GrowingStatistics *growing = growing_argument(fcinfo, 0);

    if (!PG_ARGISNULL(1))
        add_statistics(growing, DatumGetSearchStatistics(PG_GETARG_DATUM(1)));
    PG_RETURN_DATUM(EOHPGetRWDatum(&growing->header));
}
