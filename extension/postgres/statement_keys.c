/*
 * statement_keys.c: from statements and examples to index entries.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "statement_enum.h"
#include "statement_keys.h"
#include "statement_match.h"

/*
 * Longer strings are entered as their first bytes and a hash of the whole, so
 * that no name is too long for an index page. Two names may then share an
 * entry, hence the recheck.
 */
#define LONGEST_STRING 128
#define KEPT_OF_LONG_STRING (LONGEST_STRING - (int) sizeof(uint64))

#define PAIR_TAG '+'

/* Which act a pair is of comes before the speaker's name. */
static Datum make_entry(uint8 tag, const char *prefix, Size prefix_length, const char *bytes, Size length)
{
    Size size = VARHDRSZ + 1 + prefix_length + length;
    bytea *entry = palloc(size);

    SET_VARSIZE(entry, size);
    VARDATA(entry)[0] = tag;
    if (prefix_length > 0)
        memcpy(VARDATA(entry) + 1, prefix, prefix_length);
    memcpy(VARDATA(entry) + 1 + prefix_length, bytes, length);
    return PointerGetDatum(entry);
}

static Datum make_short_entry(uint8 tag, const char *prefix, Size prefix_length, const char *bytes,
                              Size length)
{
    char shortened[LONGEST_STRING];
    uint64 hash;

    if (length <= LONGEST_STRING)
        return make_entry(tag, prefix, prefix_length, bytes, length);
    hash = hash_bytes_extended((const unsigned char *) bytes, length, 0);
    memcpy(shortened, bytes, KEPT_OF_LONG_STRING);
    memcpy(shortened + KEPT_OF_LONG_STRING, &hash, sizeof(hash));
    return make_entry(tag, prefix, prefix_length, shortened, sizeof(shortened));
}

Datum statement_field_entry(StatementKey key, const char *bytes, Size length)
{
    return make_short_entry(1 + key, NULL, 0, bytes, length);
}

Datum statement_word_entry(char weight, const char *lexeme, Size length)
{
    return make_entry((uint8) weight, NULL, 0, lexeme, length);
}

void statement_add_entry(StatementEntries *entries, Datum entry)
{
    if (entries->count == entries->room) {
        entries->room = Max(32, entries->room * 2);
        entries->items = entries->items == NULL ? palloc(entries->room * sizeof(Datum))
                                                : repalloc(entries->items, entries->room * sizeof(Datum));
    }
    entries->items[entries->count++] = entry;
}

static bool add_string(StatementEntries *entries, StatementKey key, OrString string)
{
    if (statement_key_is_name(key))
        string = statement_fold(string);
    statement_add_entry(entries, statement_field_entry(key, string.data, string.length));
    return string.length <= LONGEST_STRING;
}

static void add_byte(StatementEntries *entries, StatementKey key, uint8 byte)
{
    statement_add_entry(entries, statement_field_entry(key, (const char *) &byte, 1));
}

static void add_date(StatementEntries *entries, OrDate date, OrPrecision precision)
{
    char bytes[4] = {(char) (date.year >> 8), (char) date.year, (char) date.month, (char) date.day};

    statement_add_entry(entries, statement_field_entry(STATEMENT_SAID, bytes, 1 + precision));
}

StaticAssertDecl(OR_PRECISION_YEAR == 1 && OR_PRECISION_MONTH == 2 && OR_PRECISION_DAY == 3,
                 "a date's entry is one byte longer than its precision");

/* The entries of one key other than said; do they say all about it? */
static bool add_field(const StatementFields *fields, StatementKey key, StatementEntries *entries)
{
    const OrStatement *value = &fields->value;

    switch (key) {
    case STATEMENT_SPEAKER:
    case STATEMENT_TITLE:
    case STATEMENT_ORGANISATION:
    case STATEMENT_ADDRESSEE:
    case STATEMENT_TARGET:
    case STATEMENT_CUE:
    case STATEMENT_LANGUAGE:
        return add_string(entries, key, *statement_string_member((OrStatement *) value, key));
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        add_byte(entries, key, statement_get_number(value, key));
        return true;
    case STATEMENT_NESTED:
        if (value->nested)
            add_byte(entries, key, 1);
        return value->nested;
    default:
        return false;
    }
}

/* The entries of the keys in `keys`, of which the example has all. */
static bool add_keys(const StatementFields *example, uint32 keys, StatementEntries *entries)
{
    bool complete = true;

    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if ((keys & STATEMENT_BIT(key)) == 0)
            continue;
        if (key == STATEMENT_SAID)
            add_date(entries, example->value.said, example->value.said.precision);
        else if (!add_field(example, key, entries))
            complete = false;
    }
    return complete;
}

bool statement_example_entries(const StatementFields *example, StatementEntries *entries)
{
    return add_keys(example, example->present, entries);
}

/*
 * What a speaker denied, urged or pledged is what statements are asked for
 * most. The index would find it by walking two long lists in step, that of the
 * speaker and that of the act; an entry for the pair makes it one look-up.
 */
static const uint32 pair_keys = STATEMENT_BIT(STATEMENT_SPEAKER) | STATEMENT_BIT(STATEMENT_ACT);

static bool has_pair(const StatementFields *fields)
{
    return (fields->present & pair_keys) == pair_keys;
}

static bool add_pair(const StatementFields *fields, StatementEntries *entries)
{
    OrString speaker = statement_fold(fields->value.speaker);
    char act = (char) fields->value.act;

    statement_add_entry(entries, make_short_entry(PAIR_TAG, &act, 1, speaker.data, speaker.length));
    return speaker.length <= LONGEST_STRING;
}

bool statement_is_pair_entry(Datum entry)
{
    return VARDATA_ANY(DatumGetPointer(entry))[0] == PAIR_TAG;
}

bool statement_lookup_entries(const StatementFields *example, StatementEntries *entries)
{
    bool complete = true;

    if (!has_pair(example))
        return statement_example_entries(example, entries);
    if (!add_pair(example, entries))
        complete = false;
    return add_keys(example, example->present & ~pair_keys, entries) && complete;
}

static void add_word(StatementEntries *entries, const char *lexeme, Size length,
                     const WordEntryPosVector *positions)
{
    int seen = 0; /* bit w: the word stands somewhere with weight w, 3 for A down to 0 for D */

    for (int i = 0; i < positions->npos; i++)
        seen |= 1 << WEP_GETWEIGHT(positions->pos[i]);
    for (const char *weight = STATEMENT_WORD_WEIGHTS; *weight != '\0'; weight++) {
        if (seen & 1 << ('D' - *weight))
            statement_add_entry(entries, statement_word_entry(*weight, lexeme, length));
    }
}

static void add_words(StatementEntries *entries, TSVector vector)
{
    WordEntry *words = ARRPTR(vector);

    for (int i = 0; i < vector->size; i++)
        add_word(entries, STRPTR(vector) + words[i].pos, words[i].len, _POSVECPTR(vector, &words[i]));
}

void statement_all_entries(const StatementFields *statement, StatementEntries *entries)
{
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (!statement_has(statement, key))
            continue;
        if (key != STATEMENT_SAID)
            add_field(statement, key, entries);
        else
            for (int precision = OR_PRECISION_YEAR; precision <= (int) statement->value.said.precision;
                 precision++)
                add_date(entries, statement->value.said, precision);
    }
    if (has_pair(statement))
        add_pair(statement, entries);
    add_words(entries, statement_tsvector(statement));
}
