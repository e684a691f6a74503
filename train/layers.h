/*
 * layers.h: the layers of the network, forward and backward.
 */
#ifndef ONRECORD_TRAIN_LAYERS_H
#define ONRECORD_TRAIN_LAYERS_H

#include "tensor.h"

/*
 * A bidirectional simple recurrent unit (Lei et al. 2018). One product with the
 * input gives candidate, forget and reset gates of both directions:
 *
 *   f[t] = sigmoid(xf[t] + vf * c[t-1] + bf)    c[t] = f[t] * c[t-1] + (1 - f[t]) * xc[t]
 *   r[t] = sigmoid(xr[t] + vr * c[t-1] + br)    h[t] = r[t] * c[t] + (1 - r[t]) * x[t]
 *
 * so that only element-wise work is sequential. Width 2H in, 2H out.
 */
typedef struct Sru {
    int half;           /* H */
    Parameter *weights; /* 2H x 6H: candidate, forget, reset of the forward, then of the backward direction */
    Parameter *memory;  /* 2 x 2H: per direction vf, vr */
    Parameter *bias;    /* 2 x 2H: per direction bf, br */
} Sru;

typedef struct SruTrace {
    int length, room;
    float *gates; /* length x 6H, activated */
    float *cells; /* length x 2H */
} SruTrace;

void add_sru(Parameters *all, Sru *sru, const char *name, int half, Random *random);
void sru_forward(const Sru *sru, int length, const float *input, SruTrace *trace, float *output);
void sru_backward(const Sru *sru, const float *input, SruTrace *trace, const float *output_gradient,
                  float *input_gradient);

/* A matrix and a bias. */
typedef struct Linear {
    Parameter *weights; /* in x out */
    Parameter *bias;    /* 1 x out; NULL: none */
} Linear;

void add_linear(Parameters *all, Linear *linear, const char *name, int in, int out, bool bias,
                Random *random);
void linear_forward(const Linear *linear, int length, const float *input, float *output);
void linear_backward(const Linear *linear, int length, const float *input, const float *output_gradient,
                     float *input_gradient);

/*
 * Softmax cross-entropy: scores become gradients (times `weight`), label < 0
 * is skipped. Returns the loss.
 */
float softmax_loss(int length, int labels, float *scores, const int *gold, float weight);
void softmax(int labels, float *scores);

/* Variational dropout: one mask for all positions. */
void make_mask(Random *random, int width, float drop, float *mask);
void apply_mask(int length, int width, const float *mask, float *values);

/* Room for at least `count` floats; the old contents may be lost. */
float *grow(float *block, int *room, int count);

#endif
