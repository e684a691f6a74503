/*
 * search_state.c: see search_state.h.
 *
 * The aliases are read from their table when they are first needed and again
 * after a change: a trigger on the table invalidates its relation cache entry,
 * which the server tells every backend at commit, and this one at once.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/indexing.h"
#include "catalog/pg_extension.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "host.h"
#include "search/aliases.h"
#include "search/segmenter.h"
#include "search_cache.h"
#include "search_state.h"

/* Columns of onrecord_aliases. */
enum { ALIAS = 1, NAME, KIND, MATCH_CASE, SHIPPED, ALIAS_COLUMNS = SHIPPED };

static SearchState state;
static MemoryContext segmenter_context;
static MemoryContext alias_context;
static Oid alias_table = InvalidOid;
static bool aliases_are_current;
static bool callback_is_registered;

static void forget_aliases(Datum argument, Oid relation)
{
    if (!OidIsValid(relation) || relation == alias_table)
        aliases_are_current = false;
}

static void close_segmenter(void *segmenter)
{
    or_close_segmenter(segmenter);
    state.segmenter = NULL;
}

/*
 * The callback is allocated before ICU is opened: afterwards nothing can fail,
 * so that the iterator is never open without an owner.
 */
static void open_segmenter(void)
{
    MemoryContextCallback *callback;
    MemoryContext old;

    if (segmenter_context == NULL)
        segmenter_context =
            AllocSetContextCreate(TopMemoryContext, "onrecord segmenter", ALLOCSET_SMALL_SIZES);
    old = MemoryContextSwitchTo(segmenter_context);
    callback = palloc(sizeof(MemoryContextCallback));
    state.segmenter = or_open_segmenter(onrecord_host());
    MemoryContextSwitchTo(old);
    if (state.segmenter == NULL)
        ereport(ERROR, errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
                errmsg("words of Chinese text cannot be found"), errdetail("ICU has no word break iterator."),
                errhint("Install ICU with its full data."));
    callback->func = close_segmenter;
    callback->arg = state.segmenter;
    MemoryContextRegisterResetCallback(segmenter_context, callback);
}

/* The schema that the extension is in, or InvalidOid where it is not installed. */
static Oid extension_schema(void)
{
    Relation extensions = table_open(ExtensionRelationId, AccessShareLock);
    Oid schema = InvalidOid;
    ScanKeyData key;
    SysScanDesc scan;
    HeapTuple tuple;

    ScanKeyInit(&key, Anum_pg_extension_extname, BTEqualStrategyNumber, F_NAMEEQ,
                CStringGetDatum("onrecord"));
    scan = systable_beginscan(extensions, ExtensionNameIndexId, true, NULL, 1, &key);
    tuple = systable_getnext(scan);
    if (HeapTupleIsValid(tuple))
        schema = ((Form_pg_extension) GETSTRUCT(tuple))->extnamespace;
    systable_endscan(scan);
    table_close(extensions, AccessShareLock);
    return schema;
}

static OrString string_of(Datum value)
{
    text *packed = DatumGetTextPP(value);

    return (OrString){VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed)};
}

typedef struct AliasRows {
    OrAliasRow *rows;
    uint32 count;
    uint32 room;
} AliasRows;

/* Rows of the user go before those that were shipped: the first row of an alias counts. */
static void read_rows(Relation table, Snapshot snapshot, bool shipped, AliasRows *result)
{
    TupleTableSlot *slot = table_slot_create(table, NULL);
    TableScanDesc scan = table_beginscan(table, snapshot, 0, NULL);

    while (table_scan_getnextslot(scan, ForwardScanDirection, slot)) {
        HeapTuple tuple = ExecCopySlotHeapTuple(slot);
        Datum values[ALIAS_COLUMNS];
        bool nulls[ALIAS_COLUMNS];
        OrAliasRow *row;

        heap_deform_tuple(tuple, RelationGetDescr(table), values, nulls);
        if (nulls[ALIAS - 1] || DatumGetBool(values[SHIPPED - 1]) != shipped)
            continue;
        if (result->count == result->room) {
            result->room *= 2;
            result->rows = repalloc_huge(result->rows, result->room * sizeof(OrAliasRow));
        }
        row = &result->rows[result->count++];
        row->alias = string_of(values[ALIAS - 1]);
        row->name = nulls[NAME - 1] ? (OrString){NULL, 0} : string_of(values[NAME - 1]);
        row->match_case = DatumGetBool(values[MATCH_CASE - 1]);
    }
    table_endscan(scan);
    ExecDropSingleTupleTableSlot(slot);
}

/* All rows; their strings are in the current memory context. */
static AliasRows read_table(Oid relation)
{
    AliasRows result = {NULL, 0, 1024};
    Relation table = table_open(relation, AccessShareLock);
    Snapshot snapshot = RegisterSnapshot(GetCatalogSnapshot(relation));

    result.rows = palloc(result.room * sizeof(OrAliasRow));
    read_rows(table, snapshot, false, &result);
    read_rows(table, snapshot, true, &result);
    UnregisterSnapshot(snapshot);
    table_close(table, AccessShareLock);
    return result;
}

/* The aliases are made in a context of their own, which takes the place of the old one when they are
 * complete. */
static void load_aliases(void)
{
    MemoryContext work =
        AllocSetContextCreate(CurrentMemoryContext, "onrecord alias rows", ALLOCSET_DEFAULT_SIZES);
    MemoryContext context =
        AllocSetContextCreate(CurrentMemoryContext, "onrecord aliases", ALLOCSET_DEFAULT_SIZES);
    MemoryContext old = MemoryContextSwitchTo(work);
    Oid schema = extension_schema();
    OrAliases *aliases = NULL;

    aliases_are_current = true; /* until a message says otherwise, perhaps while the table is read */
    alias_table = OidIsValid(schema) ? get_relname_relid("onrecord_aliases", schema) : InvalidOid;
    if (OidIsValid(alias_table)) {
        AliasRows rows = read_table(alias_table);

        MemoryContextSwitchTo(context);
        aliases = or_build_aliases(onrecord_host(), state.segmenter, rows.rows, rows.count);
    }
    MemoryContextSwitchTo(old);
    MemoryContextDelete(work);
    MemoryContextSetParent(context, TopMemoryContext);
    if (alias_context != NULL)
        MemoryContextDelete(alias_context);
    alias_context = context;
    state.aliases = aliases;
    search_empty_cache();
}

static void renew_aliases(void)
{
    if (!callback_is_registered) {
        CacheRegisterRelcacheCallback(forget_aliases, (Datum) 0);
        callback_is_registered = true;
    }
    if (aliases_are_current && OidIsValid(alias_table))
        return;
    PG_TRY();
    {
        load_aliases();
    }
    PG_CATCH();
    {
        aliases_are_current = false;
        PG_RE_THROW();
    }
    PG_END_TRY();
}

const SearchState *search_begin(void)
{
    if (GetDatabaseEncoding() != PG_UTF8)
        ereport(ERROR, errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                errmsg("onrecord cannot search text in encoding %s", GetDatabaseEncodingName()),
                errdetail("Its parser reads UTF-8."), errhint("Use a database with encoding UTF8."));
    if (state.segmenter == NULL)
        open_segmenter();
    AcceptInvalidationMessages();
    renew_aliases();
    search_bound_cache();
    return &state;
}

const SearchState *search_state(void)
{
    return state.segmenter != NULL ? &state : search_begin();
}
