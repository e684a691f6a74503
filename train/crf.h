/*
 * crf.h: the labels of a cue's window and a linear-chain conditional random
 * field over them.
 */
#ifndef ONRECORD_TRAIN_CRF_H
#define ONRECORD_TRAIN_CRF_H

#include <stdbool.h>

typedef enum RoleLabel {
    LABEL_OUTSIDE,
    LABEL_SOURCE_BEGIN,
    LABEL_SOURCE,
    LABEL_CONTENT_BEGIN,
    LABEL_CONTENT,
    LABEL_COUNT
} RoleLabel;

/* Whether `to` may follow `from`; from -1 is the start. */
bool label_may_follow(int from, int to);

/*
 * The negative log-likelihood of gold labels. scores (length x LABEL_COUNT)
 * become their gradients; transition gradients are added.
 */
float crf_loss(int length, float *scores, const int *gold, const float *transitions,
               float *transition_gradient);

/* The best labels; *empty is the probability that every label is LABEL_OUTSIDE. */
void crf_decode(int length, const float *scores, const float *transitions, int *labels, float *empty);

#endif
