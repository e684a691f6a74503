/*
 * export.h: a trained network as a model file.
 */
#ifndef ONRECORD_TRAIN_EXPORT_H
#define ONRECORD_TRAIN_EXPORT_H

#include "network.h"

/*
 * Write the network in the format of core/attribution/model.h. Cues at least
 * `least_cue` probable are looked at, attributions at least `least_attribution`
 * are reported.
 */
void export_model(const Network *network, float least_cue, float least_attribution, const char *path);

#endif
