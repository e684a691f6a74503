/*
 * statement_keys.h: the entries of a statement in its GIN index.
 *
 * An entry is a bytea, compared bytewise. Its first byte tells what it is:
 *
 *   1 + StatementKey   a field: name (folded; if long its beginning and a hash), cue, language, label (a
 * byte), said (year in two bytes, month, day: one entry for the date and one for each coarser date it lies
 * in), nested (only where it is true) 'A', 'B', 'C'      a word: the lexeme, as it stands in the statement's
 * tsvector with this weight
 *
 * content, quoted, spans, answers and confidence have no entries: what an
 * example says of them is rechecked.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_KEYS_H
#define ONRECORD_POSTGRES_STATEMENT_KEYS_H

#include "statement_packed.h"

#define STATEMENT_WORD_WEIGHTS "ABC"

/* Bytes of the entry of a day: tag, year, month, day. */
#define STATEMENT_DAY_ENTRY_SIZE 5

typedef struct StatementEntries {
    Datum *items; /* bytea */
    int count;
    int room;
} StatementEntries;

/* An entry of a field, whose bytes are already folded where they are a name. */
extern Datum statement_field_entry(StatementKey key, const char *bytes, Size length);

/* An entry of a word of weight 'A', 'B' or 'C'. */
extern Datum statement_word_entry(char weight, const char *lexeme, Size length);

extern void statement_add_entry(StatementEntries *entries, Datum entry);

/*
 * Entries that a statement has if it fits the example, one for each key that
 * has entries. Returns whether they say all that the example says; if not, what
 * they find must be rechecked.
 */
extern bool statement_example_entries(const StatementFields *example, StatementEntries *entries);

/* The same, as few as the index needs: speaker and act are looked up together. */
extern bool statement_lookup_entries(const StatementFields *example, StatementEntries *entries);

/* Is this the entry of speaker and act together? */
extern bool statement_is_pair_entry(Datum entry);

/* Every entry of a statement; takes fields with their ranges. */
extern void statement_all_entries(const StatementFields *statement, StatementEntries *entries);

#endif
