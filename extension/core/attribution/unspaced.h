/*
 * unspaced.h: words and clauses in writing without blanks, where every ideograph
 * is a token and a word is found as the longest that a list has at a place.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_UNSPACED_H
#define ONRECORD_CORE_ATTRIBUTION_UNSPACED_H

#include "../lexicon/lexicon.h"
#include "../text/document.h"

typedef struct OrUnspaced {
    const OrDocument *document;
    OrLanguage language;
} OrUnspaced;

/* The text from a token on, as far as a word of a list may reach. */
OrString or_unspaced_rest(const OrUnspaced *text, uint32_t token);

/* How many tokens `length` bytes from a token on cover. */
uint32_t or_unspaced_tokens(const OrUnspaced *text, uint32_t token, size_t length);

/* The tokens of the longest word of cue_words.tsv at a token; 0 where that is none of this class. */
uint32_t or_unspaced_word(const OrUnspaced *text, uint32_t token, OrCueWordsClass class);

/* The code point of a punctuation token or quotation mark; 0 for others. */
int32_t or_unspaced_sign(const OrUnspaced *text, uint32_t token);

/* Commas and semicolons, colons, full stops, in both widths. */
bool or_is_clause_comma(int32_t c);
bool or_is_clause_colon(int32_t c);
bool or_is_clause_stop(int32_t c);

/* Whether the subject of a clause ends at a token: time, place, manner, or a word that joins clauses. */
bool or_ends_subject(const OrUnspaced *text, uint32_t token);

/* The subject that a clause begins with; empty where time, place or manner come first. */
OrRange or_unspaced_subject(const OrUnspaced *text, OrRange clause);

/* Where the words for somebody end that begin at a token ("奥方|尽快", "选举委员会|公布"); `begin` where none
 * do. */
uint32_t or_unspaced_somebody(const OrUnspaced *text, uint32_t begin, uint32_t limit);

/* The tokens of what names of people are written with at a token; 0 where it is nothing of this class. */
uint32_t or_unspaced_name_characters(const OrUnspaced *text, uint32_t token, OrNameCharactersClass class);

#endif
