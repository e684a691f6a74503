/*
 * layers.h: the layers of the network, forward and backward.
 */
#ifndef ONRECORD_TRAIN_LAYERS_H
#define ONRECORD_TRAIN_LAYERS_H

#include "tensor.h"

/*
 * A bidirectional simple recurrent unit (Lei et al. 2018). Products with the
 * input give candidate, forget and reset gates of both directions:
 *
 *   f[t] = gate(xf[t] + vf * c[t-1] + bf)    c[t] = f[t] * c[t-1] + (1 - f[t]) * xc[t]
 *   r[t] = gate(xr[t] + vr * c[t-1] + br)    h[t] = r[t] * c[t] + (1 - r[t]) * x[t]
 *
 * so that only element-wise work is sequential. A layer has three steps, since
 * its gates may have more inputs than one: multiply, add further products to
 * the gates, scan; and the same backward.
 */
typedef struct Sru {
    int half; /* H */
    Parameter
        *weights; /* inputs x 6H: candidate, forget, reset of the forward, then of the backward direction */
    Parameter *memory; /* 2 x 2H: per direction vf, vr */
    Parameter *bias;   /* 2 x 2H: per direction bf, br */
} Sru;

typedef struct SruTrace {
    int length, room;
    float *gates;     /* length x 6H, activated by the scan */
    float *gradients; /* length x 6H, of the gates before that */
    float *cells;     /* length x 2H */
} SruTrace;

void add_sru(Parameters *all, Sru *sru, const char *name, int inputs, int half, Random *random);
void sru_multiply(const Sru *sru, int length, const float *input, SruTrace *trace);
void sru_scan(const Sru *sru, const float *x, SruTrace *trace, float *output);
void sru_scan_backward(const Sru *sru, const float *x, SruTrace *trace, const float *output_gradient,
                       float *x_gradient);
void sru_multiply_backward(const Sru *sru, const float *input, SruTrace *trace, float *input_gradient);

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

/* Backward through output = input * weights. */
void product_backward(const Parameter *weights, int length, const float *input, const float *output_gradient,
                      float *input_gradient);

/* Room for at least `count` floats; the old contents may be lost. */
float *grow(float *block, int *room, int count);

#endif
