/*
 * encoder.h: the first part of the network, over one chunk of a document.
 */
#ifndef ONRECORD_TRAIN_ENCODER_H
#define ONRECORD_TRAIN_ENCODER_H

#include "network.h"

typedef struct Chunk {
    const Example *example;
    uint32_t begin, end; /* tokens */
    int length;
    int *rows;             /* word rows after dropout */
    float *forms;          /* sums of the vectors of words and their parts */
    float *sums;           /* the same with the vectors of all other features */
    float *inputs;         /* what the encoder passes on */
    float *states;         /* the encoder's output */
    float *form_gradients; /* and so on */
    float *sum_gradients;
    float *input_gradients;
    float *gradients;
    float sum_mask[WIDEST], mask[WIDEST];
    SruTrace trace;
    float *cue; /* probabilities, then gradients */
    int room;
} Chunk;

void set_chunk(Chunk *chunk, const Network *network, const Example *example, OrRange range);

/* Fill states and cue. */
void encode(Network *network, Chunk *chunk, bool training);

/* From the gradients of the states. */
void encode_backward(Network *network, Chunk *chunk);

#endif
