/*
 * crf.h: the loss of a linear-chain conditional random field over role labels.
 */
#ifndef ONRECORD_TRAIN_CRF_H
#define ONRECORD_TRAIN_CRF_H

/*
 * The negative log-likelihood of gold labels. scores (length x OR_ROLE_LABEL_COUNT)
 * become their gradients; transition gradients are added.
 */
float crf_loss(int length, float *scores, const int *gold, const float *transitions,
               float *transition_gradient);

#endif
