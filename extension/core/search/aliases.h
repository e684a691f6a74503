/*
 * aliases.h: names, and other words for them.
 *
 * An alias is indexed as the words of the name that it stands for, in their
 * order and each in its own place, so that "MSS" is found by "Ministry of State
 * Security", by "state security" and by any other alias of it. With the first
 * of them stands the whole name as one lexeme, its words in lower case with
 * spaces between: no text that merely has the words ("a unit states") has it.
 * Where a name has another name inside ("United Nations Security Council"),
 * that one's lexeme stands with its first word.
 * The alias's own words are indexed too, the last of them at the last place and
 * the others at the first, as further variants: they go on finding it where
 * only they are known.
 */
#ifndef ONRECORD_CORE_SEARCH_ALIASES_H
#define ONRECORD_CORE_SEARCH_ALIASES_H

#include "forms.h"
#include "hash.h"
#include "search.h"

typedef struct OrAliasRow {
    OrString alias;
    OrString name;   /* absent: these words are no alias */
    bool match_case; /* only as written here, in capitals and small letters */
} OrAliasRow;

/* Of two rows for one alias the first one counts. Rows that cannot be used (no words, too many) are left out.
 */
OrAliases *or_build_aliases(OrHost *host, OrSegmenter *segmenter, const OrAliasRow *rows, uint32_t count);

/* How many words a name or an alias has: of use are 1 to OR_MAX_NAME_WORDS. */
int or_count_name_words(OrHost *host, OrSegmenter *segmenter, OrString text);

/* Bytes allocated, and the end of it all. */
size_t or_aliases_size(const OrAliases *aliases);
void or_free_aliases(OrHost *host, OrAliases *aliases);

/*
 * Finding aliases in a row of words: take steps from OR_ALIAS_START, a folded
 * word (or one ideograph) each, as long as or_alias_step says that there is an
 * alias that goes on so. Where *complete is set, the words may be an alias:
 * or_match_alias decides.
 */
#define OR_ALIAS_START 2166136261u

/* A set of bits that turns most words away before a step is taken: where a word's is 0, no alias begins with
 * it. */
#define OR_FIRST_WORD_BYTES 4096

const uint8_t *or_alias_first_words(const OrAliases *aliases);

static inline bool or_may_begin_alias(const uint8_t *first_words, uint32_t word_hash)
{
    return (first_words[word_hash / 8 % OR_FIRST_WORD_BYTES] >> word_hash % 8 & 1) != 0;
}

bool or_alias_step(const OrAliases *aliases, uint32_t *state, uint32_t word_hash, bool *complete);

typedef struct OrSearchAlias OrSearchAlias;

/* The alias that this text is, or NULL. */
const OrSearchAlias *or_match_alias(const OrAliases *aliases, OrString text);

/* Does it count only in these capitals and small letters? */
bool or_alias_matches_case(const OrSearchAlias *alias);

void or_alias_lexemes(const OrSearchAlias *alias, OrLexemes *lexemes);

/* Words in the form in which aliases are compared: folded, one space between them. */
void or_alias_key(OrString text, bool keep_case, OrForm *key);

#endif
