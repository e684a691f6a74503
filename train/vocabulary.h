/*
 * vocabulary.h: the words that have vectors of their own.
 */
#ifndef ONRECORD_TRAIN_VOCABULARY_H
#define ONRECORD_TRAIN_VOCABULARY_H

#include "corpus.h"

typedef struct Vocabulary {
    uint32_t *hashes; /* sorted; row i + 1 of the word table; row 0 is for unknown words */
    uint32_t *frequencies;
    int count;
} Vocabulary;

/* The words that the chosen documents have at least `least` times. */
void make_vocabulary(Vocabulary *vocabulary, const Corpus *corpus, const uint8_t *chosen, uint32_t least);

/* The row of a word; 0: not known. */
int word_row(const Vocabulary *vocabulary, uint32_t hash);

#endif
