/*
 * statement_packed.h: the SQL type `statement`, as it lies on disk and as the
 * rest of the code sees it. Include it after postgres.h and fmgr.h.
 *
 * THE PACKED FORM
 *
 *   offset  bytes
 *   ------  -----
 *           4 or 1  varlena header
 *        0  1       format version: 1
 *        1  3       present: bit k (little-endian) is set when key k is present;
 *                   bits 17 to 23 are reserved and zero
 *        4  1       act, an OrAct; 0 when absent
 *        5  1       labels: bits 0-1 mode, 2-3 speaker_kind, 4-5 precision of
 *                   said, 6 nested; bit 7 is reserved and zero
 *        6  2       language, two letters; zero when absent
 *        8  4       said: its first day, days since 2000-01-01, little-endian
 *       12  4       confidence: IEEE single, little-endian; zero when absent
 *       16  ...     numbers, each a base-128 varint of 1 to 5 bytes:
 *                     the length in bytes of each present string but content,
 *                     in key order;
 *                     answers, if present;
 *                     quoted, if present: how many ranges, then for each the
 *                     gap from the end of the one before and its length;
 *                     spans, if present: the same
 *       ...         the bytes of each present string, in key order, content
 *                   last: its length is what remains. In the server's encoding,
 *                   no terminators, no padding
 *
 * Everything is a byte or a run of bytes: nothing is aligned, so values with
 * short headers are read where they lie. There is one packed form for every
 * value, so that equality is equality of bytes and a hash may read them blindly.
 *
 * THE WIRE FORM (binary send and receive), big-endian like all of the protocol
 *
 *   int8   version: 1
 *   int32  present, bits as above
 *   then for each present key in key order
 *     strings          int32 length, bytes in the client's encoding
 *     act, mode, kind  int8, the place of its label in the enum, from 0
 *     said             int32 days since 2000-01-01 of its first day,
 *                      int8 precision: 1 year, 2 month, 3 day
 *     quoted, spans    int32 count, then int32 begin and int32 end of each
 *     nested           int8: 0 or 1
 *     answers          int32
 *     confidence       float4
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_PACKED_H
#define ONRECORD_POSTGRES_STATEMENT_PACKED_H

#include "statement/statement.h"

/* The keys of a statement, in the canonical order of its JSON form. */
typedef enum StatementKey {
    STATEMENT_SPEAKER,
    STATEMENT_SPEAKER_KIND,
    STATEMENT_TITLE,
    STATEMENT_ORGANISATION,
    STATEMENT_ADDRESSEE,
    STATEMENT_TARGET,
    STATEMENT_CUE,
    STATEMENT_ACT,
    STATEMENT_MODE,
    STATEMENT_SAID,
    STATEMENT_CONTENT,
    STATEMENT_QUOTED,
    STATEMENT_SPANS,
    STATEMENT_LANGUAGE,
    STATEMENT_NESTED,
    STATEMENT_ANSWERS,
    STATEMENT_CONFIDENCE
} StatementKey;

#define STATEMENT_KEY_COUNT 17
#define STATEMENT_NO_KEY (-1)
#define STATEMENT_BIT(key) ((uint32) 1 << (key))
#define STATEMENT_VALID_KEYS (STATEMENT_BIT(STATEMENT_KEY_COUNT) - 1)

/*
 * A statement taken apart. A key that is not present has no meaning in `value`
 * (its member is zero). Strings are in the server's encoding, unlike those of
 * an OrStatement that comes from the core, and are not terminated.
 */
typedef struct StatementFields {
    OrStatement value;
    uint32 present; /* STATEMENT_BIT of each present key */
} StatementFields;

/* The packed form; read it through the functions below only. */
typedef struct Statement Statement;

#define DatumGetStatementP(datum) ((Statement *) PG_DETOAST_DATUM_PACKED(datum))
#define PG_GETARG_STATEMENT_P(n) DatumGetStatementP(PG_GETARG_DATUM(n))
#define StatementPGetDatum(statement) PointerGetDatum(statement)
#define PG_RETURN_STATEMENT_P(statement) return StatementPGetDatum(statement)

/*
 * From the core to a Datum: strings are converted from UTF-8, act, mode and
 * nested are always present, confidence too; other members are present where
 * they are not empty, speaker_kind where there is a speaker. (A key that is
 * absent is unknown, so that the analysis says "nested": false where it knows,
 * and examples may ask for either.)
 */
extern Statement *statement_pack(const OrStatement *statement);

/* Fields, checked by statement_check, to their one packed form. */
extern Statement *statement_pack_fields(const StatementFields *fields);

/* Everything in a packed statement. Strings point into it; ranges are palloc'd. */
extern void statement_unpack(const Statement *packed, StatementFields *fields);

/* Everything but the ranges themselves, which stay NULL: allocates nothing. */
extern void statement_unpack_strings(const Statement *packed, StatementFields *fields);

/* Give back the ranges of statement_unpack. */
extern void statement_free_ranges(StatementFields *fields);

/* Everything of fixed place: present, act, mode, speaker_kind, language, said, nested, confidence. */
extern void statement_unpack_head(const Statement *packed, StatementFields *fields);

/* The bytes after the varlena header, for equality and hashing. */
extern OrString statement_bytes(const Statement *packed);

extern const char *statement_key_name(StatementKey key);
extern int statement_key_from_name(OrString name); /* or STATEMENT_NO_KEY */

/* Where the member of a string key lives; NULL for keys of other types. */
extern OrString *statement_string_member(OrStatement *statement, StatementKey key);

static inline bool statement_has(const StatementFields *fields, StatementKey key)
{
    return (fields->present & STATEMENT_BIT(key)) != 0;
}

/* Days since 2000-01-01 of the first day of a date of any precision, and of the day after its last. */
extern int32 statement_first_day(OrDate date);
extern int32 statement_end_day(OrDate date);
extern OrDate statement_date_from_day(int32 day, OrPrecision precision);

#endif
