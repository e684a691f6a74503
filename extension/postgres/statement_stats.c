/*
 * statement_stats.c: ANALYZE of statements.
 *
 * The entries of all sampled statements are counted by Lossy Counting (Manku
 * and Motwani, 2002), which finds the frequent items of a stream in little
 * memory: the stream is cut into buckets of w items; an item that enters the
 * table in bucket b is noted to have been missed at most b - 1 times; at the end
 * of each bucket, items seen no oftener than buckets have passed since are
 * dropped. After N items, every item that occurred more than N / w times is in
 * the table, and counts fall short by at most N / w.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_operator.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "commands/vacuum.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "lib/hyperloglog.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement_keys.h"
#include "statement_packed.h"
#include "statement_stats.h"

ONRECORD_FUNCTION(onrecord_statement_typanalyze);

/* Entries listed for each unit of the statistics target; arrays and tsvector list 10. */
#define FIELDS_PER_TARGET 10
#define WORDS_PER_TARGET 15

/*
 * The width of a bucket for a list of so many items. Frequencies of words fall
 * about as 1 / rank; the item of the last place then has a frequency of 1 / (7 x
 * places) or so (7 being the sum of 1 / rank over a thousand words), and a
 * tenth of that is the error to aim for.
 */
#define BUCKET_WIDTH(places) (((int64) (places) + 10) * 70)

typedef struct Item {
    Datum entry; /* the hash key: a bytea, without a header that varies */
    int64 count;
    int64 missed; /* at most */
} Item;

typedef struct Counter {
    HTAB *items;
    int64 bucket_width;
    int64 bucket; /* the present one, from 1 */
    int64 seen;
    MemoryContext context; /* of the entries in the table */
} Counter;

/* A group of entries: the values of one key, or the words of one weight, or of any. */
#define GROUP_COUNT (STATEMENT_KEY_COUNT + STATEMENT_COUNTED_WEIGHT_COUNT)

/* How a group spreads over the statements. */
typedef struct GroupCount {
    int64 occurrences;
    hyperLogLogState distinct;
} GroupCount;

typedef struct Survey {
    Counter words;
    Counter fields;
    GroupCount groups[GROUP_COUNT];
    int64 statements;
    int64 target;
} Survey;

static uint32 hash_entry(const void *key, Size size)
{
    bytea *entry = (bytea *) DatumGetPointer(*(const Datum *) key);

    return hash_bytes((const unsigned char *) VARDATA_ANY(entry), VARSIZE_ANY_EXHDR(entry));
}

static int compare_entries(Datum left, Datum right)
{
    bytea *a = (bytea *) DatumGetPointer(left);
    bytea *b = (bytea *) DatumGetPointer(right);
    Size a_size = VARSIZE_ANY_EXHDR(a);
    Size b_size = VARSIZE_ANY_EXHDR(b);
    int result = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

    return result != 0 ? result : (a_size > b_size) - (a_size < b_size);
}

static int match_entries(const void *left, const void *right, Size size)
{
    return compare_entries(*(const Datum *) left, *(const Datum *) right);
}

static void start_counter(Counter *counter, int places)
{
    HASHCTL control = {.keysize = sizeof(Datum),
                       .entrysize = sizeof(Item),
                       .hash = hash_entry,
                       .match = match_entries,
                       .hcxt = CurrentMemoryContext};

    counter->items = hash_create("entries of statements", 4096, &control,
                                 HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
    counter->bucket_width = BUCKET_WIDTH(places);
    counter->bucket = 1;
    counter->seen = 0;
    counter->context = CurrentMemoryContext;
}

static void drop_rare(Counter *counter)
{
    HASH_SEQ_STATUS scan;
    Item *item;

    hash_seq_init(&scan, counter->items);
    while ((item = hash_seq_search(&scan)) != NULL) {
        if (item->count + item->missed <= counter->bucket) {
            Pointer entry = DatumGetPointer(item->entry);

            hash_search(counter->items, &item->entry, HASH_REMOVE, NULL);
            pfree(entry);
        }
    }
}

static void count_entry(Counter *counter, Datum entry)
{
    bool found;
    Item *item = hash_search(counter->items, &entry, HASH_ENTER, &found);

    if (!found) {
        Size size = VARSIZE(DatumGetPointer(entry));

        item->entry =
            PointerGetDatum(memcpy(MemoryContextAlloc(counter->context, size), DatumGetPointer(entry), size));
        item->count = 0;
        item->missed = counter->bucket - 1;
    }
    item->count++;
    if (++counter->seen % counter->bucket_width == 0) {
        drop_rare(counter);
        counter->bucket++;
    }
}

static int group_of_entry(Datum entry)
{
    int tag = (uint8) VARDATA_ANY(DatumGetPointer(entry))[0];

    if (tag <= STATEMENT_KEY_COUNT)
        return tag - 1;
    return STATEMENT_KEY_COUNT + (strchr(STATEMENT_COUNTED_WEIGHTS, tag) - STATEMENT_COUNTED_WEIGHTS);
}

static bool is_day(Datum entry)
{
    return group_of_entry(entry) == STATEMENT_SAID &&
           VARSIZE_ANY_EXHDR(DatumGetPointer(entry)) == STATEMENT_DAY_ENTRY_SIZE;
}

/*
 * Days are many and much alike: listed, they would crowd out names. They are
 * estimated by their mean frequency, while months and years are listed.
 */
static void count_in_survey(Survey *survey, Datum entry)
{
    int group = group_of_entry(entry);

    if (group >= STATEMENT_KEY_COUNT)
        count_entry(&survey->words, entry);
    else if (!is_day(entry))
        count_entry(&survey->fields, entry);
    if (group == STATEMENT_SAID && !is_day(entry))
        return;
    survey->groups[group].occurrences++;
    addHyperLogLog(&survey->groups[group].distinct, hash_entry(&entry, 0));
}

/* A word has an entry for each of its weights, side by side; count it once whatever they are. */
static void count_word(Survey *survey, const bytea *entry, const bytea *previous)
{
    const char *lexeme = VARDATA_ANY(entry) + 1;
    Size length = VARSIZE_ANY_EXHDR(entry) - 1;

    if (previous == NULL || VARSIZE_ANY_EXHDR(previous) - 1 != length ||
        memcmp(VARDATA_ANY(previous) + 1, lexeme, length) != 0)
        count_in_survey(survey, statement_word_entry(STATEMENT_ANY_WEIGHT, lexeme, length));
}

/*
 * A text-search vector has a limit, and a statement beyond it cannot be indexed
 * or searched; ANALYZE must do with its other fields. Seven strings of this
 * length, at worst all different words of few letters, stay below the limit.
 */
#define LONGEST_COUNTED_STRING 32768

static void leave_out_long_strings(StatementFields *fields)
{
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        OrString *string = statement_string_member(&fields->value, key);

        if (string != NULL && string->length > LONGEST_COUNTED_STRING)
            fields->present &= ~STATEMENT_BIT(key);
    }
}

static void count_statement(Survey *survey, Datum datum)
{
    StatementFields fields;
    StatementEntries entries = {NULL, 0, 0};
    const bytea *previous = NULL;

    statement_unpack(DatumGetStatementP(datum), &fields);
    leave_out_long_strings(&fields);
    statement_all_entries(&fields, &entries);
    for (int i = 0; i < entries.count; i++) {
        if (statement_is_pair_entry(entries.items[i]))
            continue;
        count_in_survey(survey, entries.items[i]);
        if (group_of_entry(entries.items[i]) < STATEMENT_KEY_COUNT)
            continue;
        count_word(survey, (bytea *) DatumGetPointer(entries.items[i]), previous);
        previous = (bytea *) DatumGetPointer(entries.items[i]);
    }
    survey->statements++;
}

static void take_survey(Survey *survey, VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int samplerows)
{
    MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "statement", ALLOCSET_DEFAULT_SIZES);

    for (int row = 0; row < samplerows; row++) {
        bool isnull;
        Datum datum = fetch(stats, row, &isnull);
        MemoryContext old;

#if PG_VERSION_NUM >= 180000
        vacuum_delay_point(true);
#else
        vacuum_delay_point();
#endif
        if (isnull)
            continue;
        old = MemoryContextSwitchTo(scratch);
        count_statement(survey, datum);
        MemoryContextSwitchTo(old);
        MemoryContextReset(scratch);
    }
    MemoryContextDelete(scratch);
}

/* From counts to slots */

static int by_count(const void *left, const void *right)
{
    const Item *a = *(Item *const *) left;
    const Item *b = *(Item *const *) right;

    return (a->count < b->count) - (a->count > b->count);
}

static int by_entry(const void *left, const void *right)
{
    return compare_entries((*(Item *const *) left)->entry, (*(Item *const *) right)->entry);
}

static int by_hash(const void *left, const void *right)
{
    int64 a = STATEMENT_ENTRY_HASH((*(Item *const *) left)->entry);
    int64 b = STATEMENT_ENTRY_HASH((*(Item *const *) right)->entry);

    return (a > b) - (a < b);
}

/* The most frequent items, at most so many, in the given order. */
static Item **most_frequent(Counter *counter, int places, int (*order)(const void *, const void *),
                            int *count)
{
    HASH_SEQ_STATUS scan;
    Item *item;
    Item **items = palloc(sizeof(Item *) * Max(hash_get_num_entries(counter->items), 1));
    int64 least = counter->seen / counter->bucket_width;

    *count = 0;
    hash_seq_init(&scan, counter->items);
    while ((item = hash_seq_search(&scan)) != NULL) {
        if (item->count > Max(1, least)) /* rarer ones may be there by chance */
            items[(*count)++] = item;
    }
    qsort(items, *count, sizeof(Item *), by_count);
    *count = Min(*count, places);
    qsort(items, *count, sizeof(Item *), order);
    return items;
}

static int free_slot(const VacAttrStats *stats)
{
    int slot = 0;

    while (slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0)
        slot++;
    return slot;
}

/* The slot that was filled, or STATISTIC_NUM_SLOTS where none was left. */
static int fill_slot(VacAttrStats *stats, int16 kind, Datum *values, int count, float4 *numbers,
                     int number_count)
{
    int slot = free_slot(stats);

    if (slot == STATISTIC_NUM_SLOTS)
        return slot;
    stats->stakind[slot] = kind;
    stats->stanumbers[slot] = numbers;
    stats->numnumbers[slot] = number_count;
    stats->stavalues[slot] = values;
    stats->numvalues[slot] = count;
    return slot;
}

/* The type of a slot's values where it is not that of the column. */
static void set_type(VacAttrStats *stats, int slot, Oid type, int16 length, bool by_value, char alignment)
{
    if (slot == STATISTIC_NUM_SLOTS)
        return;
    stats->statypid[slot] = type;
    stats->statyplen[slot] = length;
    stats->statypbyval[slot] = by_value;
    stats->statypalign[slot] = alignment;
}

static Datum *copy_entries(Item **items, int count)
{
    Datum *values = palloc(sizeof(Datum) * Max(count, 1));

    for (int i = 0; i < count; i++) {
        Size size = VARSIZE(DatumGetPointer(items[i]->entry));

        values[i] = PointerGetDatum(memcpy(palloc(size), DatumGetPointer(items[i]->entry), size));
    }
    return values;
}

static Datum *hash_entries(Item **items, int count)
{
    Datum *values = palloc(sizeof(Datum) * Max(count, 1));

    for (int i = 0; i < count; i++)
        values[i] = Int64GetDatum(STATEMENT_ENTRY_HASH(items[i]->entry));
    return values;
}

/*
 * The frequency to assume of a member of a group that is not listed. Its own
 * lies somewhere between the mean of those not listed and the least of those
 * listed, which may be far apart; their geometric mean is wrong by the least
 * factor in the worst case.
 */
static float4 unlisted_frequency(Survey *survey, int group, Item **items, int count)
{
    double rest = survey->groups[group].occurrences;
    double distinct = estimateHyperLogLog(&survey->groups[group].distinct);
    double least = survey->statements;
    double mean;

    for (int i = 0; i < count; i++) {
        if (group_of_entry(items[i]->entry) != group || group == STATEMENT_SAID)
            continue;
        rest -= items[i]->count;
        distinct--;
        least = Min(least, items[i]->count);
    }
    if (rest <= 0)
        return 0.5 / survey->statements; /* all that were seen are listed */
    mean = rest / Max(distinct, 1);
    return (least < survey->statements ? sqrt(mean * least) : mean) / survey->statements;
}

static void keep_words(Survey *survey, VacAttrStats *stats)
{
    int count;
    Item **items = most_frequent(&survey->words, survey->target * WORDS_PER_TARGET, by_entry, &count);
    MemoryContext old = MemoryContextSwitchTo(stats->anl_context);
    float4 *numbers = palloc(sizeof(float4) * (count + STATEMENT_WORD_EXTRA_NUMBERS));
    float4 least = 1, greatest = 0;

    for (int i = 0; i < count; i++) {
        numbers[i] = (double) items[i]->count / survey->statements;
        least = Min(least, numbers[i]);
        greatest = Max(greatest, numbers[i]);
    }
    numbers[count] = least;
    numbers[count + 1] = greatest;
    for (int weight = 0; weight < STATEMENT_COUNTED_WEIGHT_COUNT; weight++)
        numbers[count + 2 + weight] = unlisted_frequency(survey, STATEMENT_KEY_COUNT + weight, items, count);
    if (count > 0) {
        int slot = fill_slot(stats, STATISTIC_KIND_MCELEM, copy_entries(items, count), count, numbers,
                             count + STATEMENT_WORD_EXTRA_NUMBERS);

        set_type(stats, slot, BYTEAOID, -1, false, TYPALIGN_INT);
        if (slot < STATISTIC_NUM_SLOTS)
            stats->staop[slot] = ByteaEqualOperator;
    }
    MemoryContextSwitchTo(old);
}

static void keep_fields(Survey *survey, VacAttrStats *stats)
{
    int count;
    Item **items = most_frequent(&survey->fields, survey->target * FIELDS_PER_TARGET, by_hash, &count);
    MemoryContext old = MemoryContextSwitchTo(stats->anl_context);
    float4 *numbers = palloc(sizeof(float4) * (count + STATEMENT_KEY_COUNT));

    for (int i = 0; i < count; i++)
        numbers[i] = (double) items[i]->count / survey->statements;
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++)
        numbers[count + key] = unlisted_frequency(survey, key, items, count);
    if (count > 0)
        set_type(stats,
                 fill_slot(stats, STATEMENT_STATISTIC_KIND, hash_entries(items, count), count, numbers,
                           count + STATEMENT_KEY_COUNT),
                 INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
    MemoryContextSwitchTo(old);
}

/* What the usual statistics need, kept while ours wait. */
typedef struct Usual {
    AnalyzeAttrComputeStatsFunc compute;
    void *extra_data;
    int target;
} Usual;

static void compute_stats(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int samplerows, double totalrows)
{
    Usual *usual = stats->extra_data;
    Survey survey = {.target = usual->target};

    stats->extra_data = usual->extra_data;
    usual->compute(stats, fetch, samplerows, totalrows);
    stats->extra_data = usual;

    start_counter(&survey.words, survey.target * WORDS_PER_TARGET);
    start_counter(&survey.fields, survey.target * FIELDS_PER_TARGET);
    for (int group = 0; group < GROUP_COUNT; group++)
        initHyperLogLog(&survey.groups[group].distinct, 12);
    take_survey(&survey, stats, fetch, samplerows);
    if (survey.statements == 0)
        return;
    keep_words(&survey, stats);
    keep_fields(&survey, stats);
}

/* typanalyze(internal) -> boolean */
Datum onrecord_statement_typanalyze(PG_FUNCTION_ARGS)
{
    VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
    Usual *usual;

    if (!std_typanalyze(stats))
        PG_RETURN_BOOL(false);
    usual = palloc(sizeof(Usual));
    usual->compute = stats->compute_stats;
    usual->extra_data = stats->extra_data;
#if PG_VERSION_NUM >= 170000
    usual->target = stats->attstattarget;
#else
    usual->target = stats->attr->attstattarget;
#endif
    stats->compute_stats = compute_stats;
    stats->extra_data = usual;
    PG_RETURN_BOOL(true);
}
