/*
 * export.h: a trained network as a model file.
 */
#ifndef ONRECORD_TRAIN_EXPORT_H
#define ONRECORD_TRAIN_EXPORT_H

#include "network.h"

/*
 * Write the network in the format of core/attribution/model.h; the corpus tells
 * how large its sums become. Attributions of
 * speech are reported from a probability of `least_speech`, others from `least_other`.
 */
void export_model(const Network *network, const Corpus *corpus, float least_speech, float least_other,
                  const char *path);

#endif
