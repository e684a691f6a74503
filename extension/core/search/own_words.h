/*
 * own_words.h: the lexicon's opinion on words of Chinese, beside ICU's
 * dictionary (zh/search_words.tsv): words that it lacks or counts as rare, and
 * entries of it that are no words but two, such as "他不".
 *
 * A trie: each edge is found by the node that it leaves and its character. The
 * table of edges is open addressing, made once when the segmenter is opened.
 */
#ifndef ONRECORD_CORE_SEARCH_OWN_WORDS_H
#define ONRECORD_CORE_SEARCH_OWN_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/host.h"

typedef enum OrOwnWord {
    OR_OWN_NONE,
    OR_OWN_WORD,  /* a word, whatever the dictionary says */
    OR_OWN_PHRASE /* no word, whatever the dictionary says */
} OrOwnWord;

typedef struct OrOwnEdge {
    uint16_t from; /* nodes; 0 is where words begin */
    uint16_t to;   /* 0: the slot is empty */
    uint16_t character;
    uint16_t word; /* OrOwnWord that ends here */
} OrOwnEdge;

/* A bit for each character. */
typedef struct OrCharacterSet {
    uint8_t bits[UINT16_MAX / 8 + 1];
} OrCharacterSet;

typedef struct OrOwnWords {
    OrOwnEdge *edges;
    uint32_t mask;
    uint16_t nodes;
    OrCharacterSet firsts; /* characters that words begin with */
    /* Longer words of the dictionary that begin or end with these are none. */
    OrCharacterSet beginnings;
    OrCharacterSet endings;
} OrOwnWords;

void or_make_own_words(OrHost *host, OrOwnWords *words);
void or_free_own_words(OrHost *host, OrOwnWords *words);

static inline bool or_is_in_set(const OrCharacterSet *set, uint32_t character)
{
    return (set->bits[(uint16_t) character / 8] >> character % 8 & 1) != 0;
}

static inline uint32_t or_own_slot(const OrOwnWords *words, uint16_t from, uint16_t character)
{
    return ((uint32_t) from * 2654435761u ^ (uint32_t) character * 40503u) >> 7 & words->mask;
}

/* The edge from a node with this character, or NULL. */
static inline const OrOwnEdge *or_own_step(const OrOwnWords *words, uint16_t from, uint16_t character)
{
    uint32_t slot = or_own_slot(words, from, character);

    for (; words->edges[slot].to != 0; slot = (slot + 1) & words->mask)
        if (words->edges[slot].from == from && words->edges[slot].character == character)
            return &words->edges[slot];
    return NULL;
}

#endif
