/*
 * roles.h: the second part of the network: source and content of one cue.
 */
#ifndef ONRECORD_TRAIN_ROLES_H
#define ONRECORD_TRAIN_ROLES_H

#include "encoder.h"

typedef struct Cue {
    uint32_t begin, end; /* tokens of the document */
    float probability;
    const OrAttribution *gold; /* NULL: not an attribution */
} Cue;

typedef struct RoleTrace {
    OrRange window;
    int length;
    OrPlaces *places;
    float *states[3]; /* what goes into the first layer, then each layer's output */
    float *gradients[3];
    float masks[3][WIDEST];
    SruTrace traces[2];
    float *scores;
    int *labels;
    int room;
} RoleTrace;

/* Fill window and scores. */
void score_roles(Network *network, const Chunk *chunk, const Cue *cue, RoleTrace *trace, bool training);

/* Learn the roles of a cue, or that it has none; gradients go on to the chunk. Returns the loss. */
float train_roles(Network *network, Chunk *chunk, const Cue *cue, RoleTrace *trace);

#endif
