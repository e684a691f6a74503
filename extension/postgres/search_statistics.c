/*
 * search_statistics.c: the type `search_statistics`, flat: input, output, packing.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"

#include "onrecord.h"
#include "search_statistics.h"
#include "soft_error.h"

ONRECORD_FUNCTION(search_statistics_in);
ONRECORD_FUNCTION(search_statistics_out);
ONRECORD_FUNCTION(search_statistics_recv);
ONRECORD_FUNCTION(search_statistics_send);
ONRECORD_FUNCTION(search_statistics_eq);
ONRECORD_FUNCTION(search_statistics_ne);
ONRECORD_FUNCTION(search_statistics_hash);
ONRECORD_FUNCTION(search_statistics_hash_extended);
ONRECORD_FUNCTION(search_statistics_documents);
ONRECORD_FUNCTION(search_statistics_average_length);
ONRECORD_FUNCTION(search_statistics_frequency);

static int compare_bytes(const char *a, int a_length, const char *b, int b_length)
{
    int order = memcmp(a, b, Min(a_length, b_length));

    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static int compare_items(const void *a, const void *b)
{
    const StatisticsItem *left = a;
    const StatisticsItem *right = b;

    return compare_bytes(left->bytes, left->length, right->bytes, right->length);
}

bool statistics_sort(StatisticsItem *items, uint32 count)
{
    qsort(items, count, sizeof(StatisticsItem), compare_items);
    for (uint32 i = 1; i < count; i++)
        if (compare_items(&items[i - 1], &items[i]) == 0)
            return false;
    return true;
}

Size statistics_size(const StatisticsItem *items, uint32 count)
{
    Size size = offsetof(SearchStatistics, entries) + (Size) count * sizeof(StatisticsEntry);

    for (uint32 i = 0; i < count; i++)
        size += items[i].length;
    if (size > MaxAllocSize)
        ereport(ERROR, errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("search statistics are too large"),
                errdetail("They have %u lexemes and need %zu bytes; a value has at most %zu.", count, size,
                          (Size) MaxAllocSize),
                errhint("Keep statistics of a part of the corpus."));
    return size;
}

void statistics_pack(SearchStatistics *result, int64 documents, int64 length, const StatisticsItem *items,
                     uint32 count)
{
    char *bytes = (char *) &result->entries[count];
    uint32 end = 0;

    memset(result, 0, offsetof(SearchStatistics, entries));
    result->version = STATISTICS_VERSION;
    result->documents = documents;
    result->length = length;
    result->count = count;
    for (uint32 i = 0; i < count; i++) {
        memcpy(bytes + end, items[i].bytes, items[i].length);
        end += items[i].length;
        result->entries[i] = (StatisticsEntry){end, items[i].documents};
    }
    SET_VARSIZE(result, bytes + end - (char *) result);
    result->hash = hash_bytes_extended((const unsigned char *) &result->count,
                                       (int) (VARSIZE(result) - offsetof(SearchStatistics, count)), 0);
}

uint32 statistics_frequency(const SearchStatistics *statistics, const char *lexeme, int length)
{
    const char *bytes = statistics_bytes(statistics);
    uint32 low = 0;
    uint32 high = statistics->count;

    while (low < high) {
        uint32 middle = low + (high - low) / 2;
        uint32 begin = statistics_begin(statistics, middle);
        int order =
            compare_bytes(bytes + begin, (int) (statistics->entries[middle].end - begin), lexeme, length);

        if (order == 0)
            return statistics->entries[middle].documents;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

int64 vector_length(TSVector vector)
{
    WordEntry *entries = ARRPTR(vector);
    int64 length = 0;

    for (int i = 0; i < vector->size; i++)
        length += entries[i].haspos ? POSDATALEN(vector, &entries[i]) : 1;
    return length;
}

/* ---- input and output ---- */

/* Items that are being read. */
typedef struct Reading {
    int64 documents;
    int64 length;
    StatisticsItem *items;
    uint32 count;
    uint32 room;
} Reading;

static void add_item(Reading *reading, const char *bytes, int length, uint32 documents)
{
    if (reading->count == reading->room) {
        reading->room = reading->room > 0 ? 2 * reading->room : 64;
        reading->items = reading->items == NULL
                             ? palloc(reading->room * sizeof(StatisticsItem))
                             : repalloc_huge(reading->items, reading->room * sizeof(StatisticsItem));
    }
    reading->items[reading->count++] = (StatisticsItem){bytes, length, documents};
}

/* The rules that every value keeps; NULL, or the one that is broken. */
static const char *broken_rule(Reading *reading)
{
    if (reading->documents < 0 || reading->length < 0)
        return "The numbers of documents and of places must not be negative.";
    if (reading->documents == 0 && (reading->length > 0 || reading->count > 0))
        return "No documents have no places and no lexemes.";
    for (uint32 i = 0; i < reading->count; i++) {
        if (reading->items[i].length < 1 || reading->items[i].length >= MAXSTRLEN)
            return "A lexeme has from 1 to 2046 bytes.";
        if (reading->items[i].documents < 1 || reading->items[i].documents > reading->documents)
            return "A lexeme is in at least one document, and in no more than there are.";
    }
    if (!statistics_sort(reading->items, reading->count))
        return "A lexeme stands there twice.";
    return NULL;
}

static SearchStatistics *pack_reading(const Reading *reading)
{
    SearchStatistics *result = palloc(statistics_size(reading->items, reading->count));

    statistics_pack(result, reading->documents, reading->length, reading->items, reading->count);
    return result;
}

static const char *skip_spaces(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        at++;
    return at;
}

/* A number of at most 18 digits. */
static bool read_number(const char **at, int64 *number)
{
    int digits = 0;

    *number = 0;
    while (**at >= '0' && **at <= '9' && digits < 18) {
        *number = *number * 10 + (*(*at)++ - '0');
        digits++;
    }
    return digits > 0 && !(**at >= '0' && **at <= '9');
}

static bool read_field(const char **at, const char *name, int64 *number)
{
    *at = skip_spaces(*at);
    if (strncmp(*at, name, strlen(name)) != 0)
        return false;
    *at += strlen(name);
    return read_number(at, number);
}

/* 'lexeme':7, quotation marks inside doubled. */
static bool read_item(const char **at, Reading *reading)
{
    char *bytes;
    int length = 0;
    int64 documents;

    if (*(*at)++ != '\'')
        return false;
    bytes = palloc(strlen(*at) < MAXSTRLEN ? strlen(*at) + 1 : MAXSTRLEN);
    while (**at != '\0' && (**at != '\'' || (*at)[1] == '\'')) {
        if (length + 1 >= MAXSTRLEN)
            return false;
        *at += **at == '\'';
        bytes[length++] = *(*at)++;
    }
    if ((*at)[0] != '\'' || (*at)[1] != ':')
        return false;
    *at += 2;
    if (!read_number(at, &documents) || documents > PG_UINT32_MAX)
        return false;
    add_item(reading, bytes, length, (uint32) documents);
    return true;
}

/* search_statistics_in(cstring) -> search_statistics: documents=2 length=30 'embassy':1 'talk':2 */
Datum search_statistics_in(PG_FUNCTION_ARGS)
{
    const char *input = PG_GETARG_CSTRING(0);
    Node *escontext = ONRECORD_ERROR_CONTEXT(fcinfo);
    const char *at = input;
    Reading reading = {0, 0, NULL, 0, 0};
    bool understood =
        read_field(&at, "documents=", &reading.documents) && read_field(&at, "length=", &reading.length);
    const char *rule;

    (void) escontext;
    for (at = skip_spaces(at); understood && *at != '\0'; at = skip_spaces(at))
        understood = read_item(&at, &reading);
    if (!understood) {
        ONRECORD_SAVE_ERROR(escontext, errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
                            errmsg("invalid input syntax for type search_statistics"),
                            errdetail("The error is at byte %d.", (int) (at - input) + 1),
                            errhint("An example is: documents=2 length=30 'embassy':1 'talk':2"));
        PG_RETURN_NULL();
    }
    rule = broken_rule(&reading);
    if (rule != NULL) {
        ONRECORD_SAVE_ERROR(escontext, errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
                            errmsg("search statistics contradict themselves"), errdetail("%s", rule));
        PG_RETURN_NULL();
    }
    PG_RETURN_POINTER(pack_reading(&reading));
}

/* search_statistics_out(search_statistics) -> cstring */
Datum search_statistics_out(PG_FUNCTION_ARGS)
{
    const SearchStatistics *statistics = DatumGetSearchStatistics(PG_GETARG_DATUM(0));
    const char *bytes = statistics_bytes(statistics);
    StringInfoData out;

    initStringInfo(&out);
    appendStringInfo(&out, "documents=" INT64_FORMAT " length=" INT64_FORMAT, statistics->documents,
                     statistics->length);
    for (uint32 i = 0; i < statistics->count; i++) {
        appendStringInfoString(&out, " '");
        for (uint32 k = statistics_begin(statistics, i); k < statistics->entries[i].end; k++) {
            if (bytes[k] == '\'')
                appendStringInfoChar(&out, '\'');
            appendStringInfoChar(&out, bytes[k]);
        }
        appendStringInfo(&out, "':%u", statistics->entries[i].documents);
    }
    PG_RETURN_CSTRING(out.data);
}

/* search_statistics_recv(internal) -> search_statistics: version, documents, length, count, then lexemes */
Datum search_statistics_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    Reading reading = {0, 0, NULL, 0, 0};
    int version = pq_getmsgbyte(message);
    uint32 count;
    const char *rule;

    if (version != STATISTICS_VERSION)
        ereport(ERROR, errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                errmsg("unknown version %d of search statistics", version),
                errhint("This server reads version %d.", STATISTICS_VERSION));
    reading.documents = pq_getmsgint64(message);
    reading.length = pq_getmsgint64(message);
    count = pq_getmsgint(message, 4);
    for (uint32 i = 0; i < count; i++) {
        uint32 length = pq_getmsgint(message, 4);
        int bytes;
        char *lexeme;

        if (length < 1 || length >= MAXSTRLEN)
            ereport(ERROR, errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                    errmsg("search statistics contradict themselves"),
                    errdetail("A lexeme has from 1 to 2046 bytes."));
        lexeme = pq_getmsgtext(message, (int) length, &bytes);
        add_item(&reading, lexeme, bytes, pq_getmsgint(message, 4));
    }
    rule = broken_rule(&reading);
    if (rule != NULL)
        ereport(ERROR, errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                errmsg("search statistics contradict themselves"), errdetail("%s", rule));
    PG_RETURN_POINTER(pack_reading(&reading));
}

/* search_statistics_send(search_statistics) -> bytea */
Datum search_statistics_send(PG_FUNCTION_ARGS)
{
    const SearchStatistics *statistics = DatumGetSearchStatistics(PG_GETARG_DATUM(0));
    const char *bytes = statistics_bytes(statistics);
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, STATISTICS_VERSION);
    pq_sendint64(&message, statistics->documents);
    pq_sendint64(&message, statistics->length);
    pq_sendint32(&message, statistics->count);
    for (uint32 i = 0; i < statistics->count; i++) {
        uint32 begin = statistics_begin(statistics, i);
        int length = (int) (statistics->entries[i].end - begin);
        char *converted = pg_server_to_client(bytes + begin, length);
        int converted_length = converted == bytes + begin ? length : (int) strlen(converted);

        pq_sendint32(&message, converted_length);
        pq_sendbytes(&message, converted, converted_length);
        pq_sendint32(&message, statistics->entries[i].documents);
    }
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* There is one packed form for every value, so that equality is equality of bytes. */
static bool are_equal(FunctionCallInfo fcinfo)
{
    const SearchStatistics *left = DatumGetSearchStatistics(PG_GETARG_DATUM(0));
    const SearchStatistics *right = DatumGetSearchStatistics(PG_GETARG_DATUM(1));

    return VARSIZE(left) == VARSIZE(right) && memcmp(left, right, VARSIZE(left)) == 0;
}

/* search_statistics = search_statistics */
Datum search_statistics_eq(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(are_equal(fcinfo));
}

/* search_statistics <> search_statistics */
Datum search_statistics_ne(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(!are_equal(fcinfo));
}

static uint64 hash_of(FunctionCallInfo fcinfo, uint64 seed)
{
    const SearchStatistics *statistics = DatumGetSearchStatistics(PG_GETARG_DATUM(0));

    return hash_bytes_extended((const unsigned char *) &statistics->documents,
                               STATISTICS_IDENTITY - offsetof(SearchStatistics, documents), seed);
}

/* search_statistics_hash(search_statistics) -> integer */
Datum search_statistics_hash(PG_FUNCTION_ARGS)
{
    PG_RETURN_UINT32((uint32) hash_of(fcinfo, 0));
}

/* search_statistics_hash_extended(search_statistics, bigint) -> bigint */
Datum search_statistics_hash_extended(PG_FUNCTION_ARGS)
{
    PG_RETURN_UINT64(hash_of(fcinfo, (uint64) PG_GETARG_INT64(1)));
}

/* documents(search_statistics) -> bigint */
Datum search_statistics_documents(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT64(DatumGetSearchStatistics(PG_GETARG_DATUM(0))->documents);
}

/* average_length(search_statistics) -> double precision: places a document */
Datum search_statistics_average_length(PG_FUNCTION_ARGS)
{
    const SearchStatistics *statistics = DatumGetSearchStatistics(PG_GETARG_DATUM(0));

    if (statistics->documents == 0)
        PG_RETURN_FLOAT8(0);
    PG_RETURN_FLOAT8((double) statistics->length / statistics->documents);
}

/* document_frequency(search_statistics, text) -> bigint */
Datum search_statistics_frequency(PG_FUNCTION_ARGS)
{
    const SearchStatistics *statistics = DatumGetSearchStatistics(PG_GETARG_DATUM(0));
    text *lexeme = PG_GETARG_TEXT_PP(1);

    PG_RETURN_INT64(statistics_frequency(statistics, VARDATA_ANY(lexeme), VARSIZE_ANY_EXHDR(lexeme)));
}
