/*
 * network.h: the attribution network at work.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_NETWORK_H
#define ONRECORD_CORE_ATTRIBUTION_NETWORK_H

#include "model.h"

/* The room in which chunks are read, one after the other. */
typedef struct OrReader OrReader;

/* A reader of chunks of at most `longest` tokens. */
OrReader *or_make_reader(OrHost *host, const OrModel *model, uint32_t longest);
void or_release_reader(OrReader *reader);

/* Read the features of a chunk. Everything below answers of it. */
void or_read_chunk(OrReader *reader, uint32_t length, const OrTokenFeatures *features);

/* The probability of a cue label for the token at `index` of the chunk. */
float or_cue_probability(const OrReader *reader, uint32_t index, OrCueLabel label);

/*
 * Score the role labels of a window of the chunk for one cue; cue and window
 * count from the start of the chunk. Returns OR_LABEL_COLUMNS floats a token.
 */
const float *or_score_roles(OrReader *reader, OrRange cue, OrRange window, const OrPlaces *places);

#endif
