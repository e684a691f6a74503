/*
 * crf.h: the loss of a linear-chain conditional random field over role labels.
 */
#ifndef ONRECORD_TRAIN_CRF_H
#define ONRECORD_TRAIN_CRF_H

/*
 * How probable labels are: of each token (length x OR_ROLE_LABEL_COUNT), and of
 * neighbours, summed over the window (from x to).
 */
typedef struct Marginals {
    float *tokens;
    float *pairs;
    int room;
} Marginals;

/* Those of one certain labelling. */
void certain_marginals(int length, const int *labels, Marginals *marginals);

/* Those that scores and transitions imply; returns the logarithm of the sum over all labellings. */
float implied_marginals(int length, const float *scores, const float *transitions, Marginals *marginals);

/* ours = (1 - share) * ours + share * theirs */
void mix_marginals(int length, float share, const Marginals *theirs, Marginals *ours);

/*
 * The cross-entropy of the field against wanted marginals. scores become their
 * gradients; transition gradients are added.
 */
float crf_loss(int length, float *scores, const Marginals *wanted, const float *transitions,
               float *transition_gradient);

#endif
