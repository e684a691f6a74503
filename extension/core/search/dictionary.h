/*
 * dictionary.h: ICU's dictionary of Chinese and Japanese words.
 *
 * ICU cuts these scripts by a dictionary in which each word has a cost, the
 * rarer the higher. Its iterator is asked text by text, takes its time and has
 * its own opinion; here the dictionary itself is read, where ICU keeps it: in
 * memory that all processes share.
 *
 * The file has a header, which udata_open checks, and then eight numbers of 32
 * bits; the first of them is how far away the words are, the fifth tells in its
 * lowest bits that they are kept in a trie of 16-bit units (unicode/ucharstrie.h
 * describes it). ICU has kept this form since version 50. Where it is another
 * one, or the dictionary is not there, there is none to open.
 */
#ifndef ONRECORD_CORE_SEARCH_DICTIONARY_H
#define ONRECORD_CORE_SEARCH_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct UDataMemory UDataMemory;

typedef struct OrDictionary {
    UDataMemory *data;
    const uint16_t *units; /* the trie; NULL: there is no dictionary */
} OrDictionary;

OrDictionary or_open_dictionary(void);
void or_close_dictionary(OrDictionary *dictionary);

/* A place in the trie: where the characters read so far lead. */
typedef struct OrDictionaryPlace {
    const uint16_t *at;
    int32_t left; /* of units that must match one by one, less one; negative: none */
} OrDictionaryPlace;

/* Before the first character. */
static inline OrDictionaryPlace or_dictionary_start(const OrDictionary *dictionary)
{
    return (OrDictionaryPlace){dictionary->units, -1};
}

/* A place at the beginning of a node can be kept as the node's distance from the first one. */
static inline bool or_is_dictionary_node(const OrDictionaryPlace *place)
{
    return place->left < 0;
}

static inline OrDictionaryPlace or_dictionary_node(const OrDictionary *dictionary, uint32_t distance)
{
    return (OrDictionaryPlace){dictionary->units + distance, -1};
}

#define OR_NO_WORD INT32_MAX

/* The cost of the word that ends at a place, or OR_NO_WORD. */
int32_t or_dictionary_cost(const OrDictionaryPlace *place);

/* One character on, with the cost at the new place; false where no word goes on so. */
bool or_dictionary_step(OrDictionaryPlace *place, uint16_t character, int32_t *cost);

#endif
