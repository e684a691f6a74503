/*
 * search_statistics.h: the SQL type `search_statistics`: what ranking needs to
 * know of a corpus. Include it after postgres.h.
 *
 * Flat form (aligned to 8 bytes; all numbers in the machine's order):
 *
 *   offset  bytes
 *        0  4      varlena header
 *        4  4      format version: 1
 *        8  8      documents
 *       16  8      length: places of all documents together
 *       24  8      hash of all that follows the hash, so that two values are
 *                  told apart by their first 32 bytes
 *       32  4      count of lexemes
 *       36  4      reserved, zero
 *       40  8*n    per lexeme, in the order of its bytes: where it ends, counted
 *                  from the end of this table (4), documents that have it (4)
 *       ...        the lexemes' bytes, one behind the other
 */
#ifndef ONRECORD_POSTGRES_SEARCH_STATISTICS_H
#define ONRECORD_POSTGRES_SEARCH_STATISTICS_H

#include "fmgr.h"
#include "tsearch/ts_type.h"
#include "utils/expandeddatum.h"

#define STATISTICS_VERSION 1

typedef struct StatisticsEntry {
    uint32 end;
    uint32 documents;
} StatisticsEntry;

typedef struct SearchStatistics {
    int32 vl_len_; /* varlena header */
    uint32 version;
    int64 documents;
    int64 length;
    uint64 hash;
    uint32 count;
    uint32 reserved;
    StatisticsEntry entries[FLEXIBLE_ARRAY_MEMBER];
} SearchStatistics;

StaticAssertDecl(offsetof(SearchStatistics, documents) == 8, "documents of SearchStatistics have moved");
StaticAssertDecl(offsetof(SearchStatistics, hash) == 24, "the hash of SearchStatistics has moved");
StaticAssertDecl(offsetof(SearchStatistics, entries) == 40, "the entries of SearchStatistics have moved");

/* Bytes that tell two values apart. */
#define STATISTICS_IDENTITY offsetof(SearchStatistics, count)

static inline const char *statistics_bytes(const SearchStatistics *statistics)
{
    return (const char *) &statistics->entries[statistics->count];
}

static inline uint32 statistics_begin(const SearchStatistics *statistics, uint32 i)
{
    return i == 0 ? 0 : statistics->entries[i - 1].end;
}

#define DatumGetSearchStatistics(d) ((SearchStatistics *) PG_DETOAST_DATUM(d))

/* In how many documents the lexeme is. */
extern uint32 statistics_frequency(const SearchStatistics *statistics, const char *lexeme, int length);

/* One lexeme of a value that is being made. */
typedef struct StatisticsItem {
    const char *bytes;
    int length;
    uint32 documents;
} StatisticsItem;

/* Sort the items and pack them; two equal lexemes are an error of the caller, found by statistics_sort. */
extern Size statistics_size(const StatisticsItem *items, uint32 count);
extern void statistics_pack(SearchStatistics *result, int64 documents, int64 length,
                            const StatisticsItem *items, uint32 count);

/* False where two items have the same lexeme. */
extern bool statistics_sort(StatisticsItem *items, uint32 count);

/* The places of a document: of each lexeme as many as the vector has, at least one. */
extern int64 vector_length(TSVector vector);

#endif
