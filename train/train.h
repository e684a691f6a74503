/*
 * train.h: the two things the trainer does.
 */
#ifndef ONRECORD_TRAIN_TRAIN_H
#define ONRECORD_TRAIN_TRAIN_H

#include "options.h"

/* Train on annotated documents and write the model. */
int train(const char *annotations, const Options *options);

/* Score a model, read and run as the extension does, on annotated documents. */
int evaluate(const char *annotations, const Options *options);

#endif
