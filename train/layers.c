/*
 * layers.c: see layers.h.
 */
#include "layers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

float *grow(float *block, int *room, int count)
{
    if (count <= *room)
        return block;
    free(block);
    *room = count + count / 2;
    return calloc(*room, sizeof(float));
}

void add_sru(Parameters *all, Sru *sru, const char *name, int inputs, int half, Random *random)
{
    sru->half = half;
    sru->weights = add_parameter(all, name, inputs, 6 * half, 1.0f / sqrtf((float) inputs), false, random);
    sru->memory = add_parameter(all, "memory", 2, 2 * half, 0.1f, false, random);
    sru->bias = add_parameter(all, "bias", 2, 2 * half, 0, false, random);
}

/* A sigmoid without an exponential: half of x / (1 + |x|), shifted. Its slope is half of (1 - |2y - 1|)
 * squared. */
static inline float gate(float x)
{
    return 0.5f + 0.5f * x / (1.0f + fabsf(x));
}

static inline float gate_slope(float y)
{
    float u = 1 - fabsf(2 * y - 1);

    return 0.5f * u * u;
}

void sru_multiply(const Sru *sru, int length, const float *input, SruTrace *trace)
{
    int gates = 6 * sru->half, inputs = sru->weights->rows;
    int old_room = trace->room;

    trace->gates = grow(trace->gates, &trace->room, length * gates);
    if (trace->room != old_room || trace->cells == NULL) {
        free(trace->cells);
        free(trace->gradients);
        trace->cells = calloc(trace->room / 3 + 1, sizeof(float));
        trace->gradients = calloc(trace->room, sizeof(float));
    }
    trace->length = length;
    multiply(length, gates, inputs, input, inputs, 1, sru->weights->value, gates, trace->gates, gates, false);
}

void sru_scan(const Sru *sru, const float *x, SruTrace *trace, float *output)
{
    int h = sru->half, width = 2 * h, length = trace->length;

    for (int d = 0; d < 2; d++) {
        const float *vf = sru->memory->value + d * width, *vr = vf + h;
        const float *bf = sru->bias->value + d * width, *br = bf + h;
        float zero[512] = {0};
        const float *before = zero;

        for (int s = 0; s < length; s++) {
            int t = d == 0 ? s : length - 1 - s;
            float *candidate = trace->gates + (size_t) t * 6 * h + d * 3 * h;
            float *forget = candidate + h, *reset = forget + h;
            float *cell = trace->cells + (size_t) t * width + d * h;
            const float *in = x + (size_t) t * width + d * h;
            float *out = output + (size_t) t * width + d * h;

            for (int i = 0; i < h; i++) {
                float f = gate(forget[i] + vf[i] * before[i] + bf[i]);
                float r = gate(reset[i] + vr[i] * before[i] + br[i]);
                float c = f * before[i] + (1 - f) * candidate[i];

                forget[i] = f;
                reset[i] = r;
                cell[i] = c;
                out[i] = r * c + (1 - r) * in[i];
            }
            before = cell;
        }
    }
}

void sru_scan_backward(const Sru *sru, const float *x, SruTrace *trace, const float *output_gradient,
                       float *x_gradient)
{
    int h = sru->half, width = 2 * h, length = trace->length;

    for (int d = 0; d < 2; d++) {
        const float *vf = sru->memory->value + d * width, *vr = vf + h;
        float *gvf = sru->memory->gradient + d * width, *gvr = gvf + h;
        float *gbf = sru->bias->gradient + d * width, *gbr = gbf + h;
        float carry[512] = {0}, zero[512] = {0};

        for (int s = length - 1; s >= 0; s--) {
            int t = d == 0 ? s : length - 1 - s;
            int previous = d == 0 ? t - 1 : t + 1;
            const float *candidate = trace->gates + (size_t) t * 6 * h + d * 3 * h;
            const float *forget = candidate + h, *reset = forget + h;
            const float *cell = trace->cells + (size_t) t * width + d * h;
            const float *before = s > 0 ? trace->cells + (size_t) previous * width + d * h : zero;
            const float *in = x + (size_t) t * width + d * h;
            const float *dh = output_gradient + (size_t) t * width + d * h;
            float *dx = x_gradient + (size_t) t * width + d * h;
            float *gc = trace->gradients + (size_t) t * 6 * h + d * 3 * h;
            float *gf = gc + h, *gr = gf + h;

            for (int i = 0; i < h; i++) {
                float dc = carry[i] + dh[i] * reset[i];
                float dr = dh[i] * (cell[i] - in[i]) * gate_slope(reset[i]);
                float df = dc * (before[i] - candidate[i]) * gate_slope(forget[i]);

                dx[i] += dh[i] * (1 - reset[i]);
                gc[i] = dc * (1 - forget[i]);
                gf[i] = df;
                gr[i] = dr;
                carry[i] = dc * forget[i] + df * vf[i] + dr * vr[i];
                gvf[i] += df * before[i];
                gvr[i] += dr * before[i];
                gbf[i] += df;
                gbr[i] += dr;
            }
        }
    }
}

void product_backward(const Parameter *weights, int length, const float *input, const float *output_gradient,
                      float *input_gradient)
{
    static float *transposed;
    static int room;
    int in = weights->rows, out = weights->columns;

    multiply(in, out, length, input, 1, in, output_gradient, out, weights->gradient, out, true);
    transposed = grow(transposed, &room, in * out);
    transpose(in, out, weights->value, transposed);
    multiply(length, in, out, output_gradient, out, 1, transposed, in, input_gradient, in, true);
}

void sru_multiply_backward(const Sru *sru, const float *input, SruTrace *trace, float *input_gradient)
{
    product_backward(sru->weights, trace->length, input, trace->gradients, input_gradient);
}

void add_linear(Parameters *all, Linear *linear, const char *name, int in, int out, bool bias, Random *random)
{
    linear->weights = add_parameter(all, name, in, out, 1.0f / sqrtf((float) in), false, random);
    linear->bias = bias ? add_parameter(all, "bias", 1, out, 0, false, random) : NULL;
}

void linear_forward(const Linear *linear, int length, const float *input, float *output)
{
    int in = linear->weights->rows, out = linear->weights->columns;

    multiply(length, out, in, input, in, 1, linear->weights->value, out, output, out, false);
    if (linear->bias == NULL)
        return;
    for (int t = 0; t < length; t++)
        for (int j = 0; j < out; j++)
            output[(size_t) t * out + j] += linear->bias->value[j];
}

void linear_backward(const Linear *linear, int length, const float *input, const float *output_gradient,
                     float *input_gradient)
{
    int out = linear->weights->columns;

    product_backward(linear->weights, length, input, output_gradient, input_gradient);
    if (linear->bias != NULL)
        for (int t = 0; t < length; t++)
            for (int j = 0; j < out; j++)
                linear->bias->gradient[j] += output_gradient[(size_t) t * out + j];
}

void softmax(int labels, float *scores)
{
    float most = scores[0], sum = 0;

    for (int i = 1; i < labels; i++)
        most = scores[i] > most ? scores[i] : most;
    for (int i = 0; i < labels; i++)
        sum += scores[i] = expf(scores[i] - most);
    for (int i = 0; i < labels; i++)
        scores[i] /= sum;
}

float softmax_loss(int length, int labels, float *scores, const int *gold, float weight)
{
    float loss = 0;

    for (int t = 0; t < length; t++, scores += labels) {
        if (gold[t] < 0) {
            memset(scores, 0, sizeof(float) * labels);
            continue;
        }
        softmax(labels, scores);
        loss -= weight * logf(scores[gold[t]] + 1e-9f);
        scores[gold[t]] -= 1;
        for (int i = 0; i < labels; i++)
            scores[i] *= weight;
    }
    return loss;
}

void make_mask(Random *random, int width, float drop, float *mask)
{
    for (int i = 0; i < width; i++)
        mask[i] = random_unit(random) < drop ? 0 : 1 / (1 - drop);
}

void apply_mask(int length, int width, const float *mask, float *values)
{
    for (int t = 0; t < length; t++)
        for (int i = 0; i < width; i++)
            values[(size_t) t * width + i] *= mask[i];
}
