/*
 * network.h: the attribution network at work.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_NETWORK_H
#define ONRECORD_CORE_ATTRIBUTION_NETWORK_H

#include "model.h"

/* The room in which a model reads chunks, one after the other; some 5 MB, touched only as chunks are long. */
OrNetwork *or_make_network(OrHost *host, const OrModel *model);

/* Read the tokens of a chunk. Everything below answers of it. */
void or_read_chunk(OrNetwork *network, const OrDocument *document, const OrSpeakingNames *names,
                   OrRange chunk);

/* The probability of a cue label for the token at `index` of the chunk. */
float or_cue_probability(const OrNetwork *network, uint32_t index, OrCueLabel label);

/*
 * Score the role labels of a window of the chunk for one cue; cue and window
 * count from the start of the chunk. Returns OR_LABEL_COLUMNS floats a token.
 */
const float *or_score_roles(OrNetwork *network, OrRange cue, OrRange window, const OrPlaces *places);

#endif
