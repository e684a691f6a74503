/*
 * lexicon.h: the words the core knows, as read-only tables.
 *
 * The build compiles the word lists of this folder (README.md) into tables of
 * this shape. Rows and strings hold offsets, no pointers: nothing of them is
 * relocated when the library is loaded, so that all backends share the pages.
 *
 * For a list cues.tsv, the build makes OrCuesRow (a member for each column),
 * or_find_cues, or_find_longest_cues and or_all_cues.
 */
#ifndef ONRECORD_CORE_LEXICON_LEXICON_H
#define ONRECORD_CORE_LEXICON_LEXICON_H

#include "../base/range.h"

/* No key is longer, in bytes. */
#define OR_LEXICON_LONGEST_KEY 255

/* A string of the pool that all tables share; length 0: the cell was empty. */
typedef struct OrLexiconString {
    uint32_t offset;
    uint32_t length;
} OrLexiconString;

/*
 * The head of a key: its first six bytes, the first the lowest, zero behind a
 * shorter key. A slot holds the rows whose keys have one head; empty: head 0.
 */
#define OR_LEXICON_LONGEST_HEAD 6

/* Most text begins with no key, and a bit for the hash of three bytes of every head tells that of most of it.
 */
#define OR_LEXICON_HEAD_BITS 4096

typedef struct OrLexiconHead {
    uint64_t head;
    uint32_t first;
    uint32_t count;
} OrLexiconHead;

typedef struct OrLexiconTable {
    const void *rows;           /* sorted by the bytes of their key, which is their first member */
    const uint32_t *slots;      /* hash index: 0, or 1 + the first row of a key */
    uint32_t count;             /* rows; 0: this language has no such list */
    uint32_t mask;              /* number of slots - 1 */
    uint32_t row_size;          /* bytes of a row */
    uint32_t longest_key;       /* bytes of the longest key */
    const OrLexiconHead *heads; /* hash index over the heads of the keys */
    uint32_t head_mask;         /* number of heads - 1 */
    uint32_t head_lengths;      /* bit n: some head is n bytes long */
    const uint32_t *head_bits;  /* OR_LEXICON_HEAD_BITS bits */
    bool folded;                /* keys are in lower case, and lookups fold their argument */
} OrLexiconTable;

typedef struct OrLexiconMatch {
    const void *rows; /* NULL where there are none */
    uint32_t count;
} OrLexiconMatch;

extern const char or_lexicon_pool[];

/* The text of a cell; absent (data NULL) where the cell is empty. */
static inline OrString or_lexicon_string(OrLexiconString string)
{
    return (OrString){string.length > 0 ? or_lexicon_pool + string.offset : NULL, string.length};
}

/* The rows whose key is `word`: byte by byte, or without regard to case in a folded table. */
OrLexiconMatch or_lexicon_find(const OrLexiconTable *table, OrString word);

/*
 * The rows of the longest key that `text` begins with. *length is the number
 * of bytes of `text` that the key covers, 0 without a match. The match knows
 * nothing of word boundaries: for writing with spaces, call or_lexicon_find
 * with the ends that the tokens offer.
 */
OrLexiconMatch or_lexicon_find_longest(const OrLexiconTable *table, OrString text, size_t *length);

#include "lexicon_tables.h"

#endif
