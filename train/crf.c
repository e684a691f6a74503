/*
 * crf.c: see crf.h. Forward-backward in log space; forbidden transitions are
 * left out of every sum.
 */
#include "crf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MINUS_INFINITY (-1e30f)

bool label_may_follow(int from, int to)
{
    if (to == LABEL_SOURCE)
        return from == LABEL_SOURCE || from == LABEL_SOURCE_BEGIN;
    if (to == LABEL_CONTENT)
        return from == LABEL_CONTENT || from == LABEL_CONTENT_BEGIN;
    return true;
}

static float log_sum(const float *values, int count)
{
    float most = values[0], sum = 0;

    for (int i = 1; i < count; i++)
        most = values[i] > most ? values[i] : most;
    if (most <= MINUS_INFINITY / 2)
        return MINUS_INFINITY;
    for (int i = 0; i < count; i++)
        sum += expf(values[i] - most);
    return most + logf(sum);
}

static float transition(const float *transitions, int from, int to)
{
    return label_may_follow(from, to) ? transitions[from * LABEL_COUNT + to] : MINUS_INFINITY;
}

static void forward(int length, const float *scores, const float *transitions, float *alpha)
{
    for (int j = 0; j < LABEL_COUNT; j++)
        alpha[j] = label_may_follow(-1, j) ? scores[j] : MINUS_INFINITY;
    for (int t = 1; t < length; t++) {
        for (int j = 0; j < LABEL_COUNT; j++) {
            float terms[LABEL_COUNT];

            for (int i = 0; i < LABEL_COUNT; i++)
                terms[i] = alpha[(t - 1) * LABEL_COUNT + i] + transition(transitions, i, j);
            alpha[t * LABEL_COUNT + j] = log_sum(terms, LABEL_COUNT) + scores[t * LABEL_COUNT + j];
        }
    }
}

static void backward(int length, const float *scores, const float *transitions, float *beta)
{
    memset(beta + (length - 1) * LABEL_COUNT, 0, sizeof(float) * LABEL_COUNT);
    for (int t = length - 2; t >= 0; t--) {
        for (int i = 0; i < LABEL_COUNT; i++) {
            float terms[LABEL_COUNT];

            for (int j = 0; j < LABEL_COUNT; j++)
                terms[j] = transition(transitions, i, j) + scores[(t + 1) * LABEL_COUNT + j] +
                           beta[(t + 1) * LABEL_COUNT + j];
            beta[t * LABEL_COUNT + i] = log_sum(terms, LABEL_COUNT);
        }
    }
}

static float path_score(int length, const float *scores, const int *labels, const float *transitions)
{
    float score = scores[labels[0]];

    for (int t = 1; t < length; t++)
        score += scores[t * LABEL_COUNT + labels[t]] + transitions[labels[t - 1] * LABEL_COUNT + labels[t]];
    return score;
}

float crf_loss(int length, float *scores, const int *gold, const float *transitions,
               float *transition_gradient)
{
    float *alpha = malloc(sizeof(float) * length * LABEL_COUNT);
    float *beta = malloc(sizeof(float) * length * LABEL_COUNT);
    float total, loss;

    forward(length, scores, transitions, alpha);
    backward(length, scores, transitions, beta);
    total = log_sum(alpha + (length - 1) * LABEL_COUNT, LABEL_COUNT);
    loss = total - path_score(length, scores, gold, transitions);
    for (int t = 1; t < length; t++) {
        for (int i = 0; i < LABEL_COUNT; i++)
            for (int j = 0; j < LABEL_COUNT; j++)
                if (label_may_follow(i, j))
                    transition_gradient[i * LABEL_COUNT + j] +=
                        expf(alpha[(t - 1) * LABEL_COUNT + i] + transitions[i * LABEL_COUNT + j] +
                             scores[t * LABEL_COUNT + j] + beta[t * LABEL_COUNT + j] - total);
        transition_gradient[gold[t - 1] * LABEL_COUNT + gold[t]] -= 1;
    }
    for (int t = 0; t < length; t++)
        for (int j = 0; j < LABEL_COUNT; j++)
            scores[t * LABEL_COUNT + j] =
                expf(alpha[t * LABEL_COUNT + j] + beta[t * LABEL_COUNT + j] - total) - (gold[t] == j);
    free(alpha);
    free(beta);
    return loss;
}

void crf_decode(int length, const float *scores, const float *transitions, int *labels, float *empty)
{
    float *best = malloc(sizeof(float) * length * LABEL_COUNT);
    unsigned char *from = malloc((size_t) length * LABEL_COUNT);
    float *alpha = malloc(sizeof(float) * length * LABEL_COUNT);
    float outside = scores[LABEL_OUTSIDE];
    int label = 0;

    for (int j = 0; j < LABEL_COUNT; j++)
        best[j] = label_may_follow(-1, j) ? scores[j] : MINUS_INFINITY;
    for (int t = 1; t < length; t++) {
        outside += scores[t * LABEL_COUNT] + transitions[0];
        for (int j = 0; j < LABEL_COUNT; j++) {
            float most = MINUS_INFINITY * 2;

            for (int i = 0; i < LABEL_COUNT; i++) {
                float value = best[(t - 1) * LABEL_COUNT + i] + transition(transitions, i, j);

                if (value > most) {
                    most = value;
                    from[t * LABEL_COUNT + j] = (unsigned char) i;
                }
            }
            best[t * LABEL_COUNT + j] = most + scores[t * LABEL_COUNT + j];
        }
    }
    for (int j = 1; j < LABEL_COUNT; j++)
        if (best[(length - 1) * LABEL_COUNT + j] > best[(length - 1) * LABEL_COUNT + label])
            label = j;
    for (int t = length - 1; t >= 0; t--) {
        labels[t] = label;
        if (t > 0)
            label = from[t * LABEL_COUNT + label];
    }
    forward(length, scores, transitions, alpha);
    *empty = expf(outside - log_sum(alpha + (length - 1) * LABEL_COUNT, LABEL_COUNT));
    free(alpha);
    free(best);
    free(from);
}
