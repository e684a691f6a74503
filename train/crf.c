/*
 * crf.c: see crf.h. Forward-backward in log space; forbidden transitions are
 * left out of every sum.
 */
#include "crf.h"

#include "attribution/decode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MINUS_INFINITY (-1e30f)

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
    return or_role_may_follow(from, to) ? transitions[from * OR_ROLE_LABEL_COUNT + to] : MINUS_INFINITY;
}

static void forward(int length, const float *scores, const float *transitions, float *alpha)
{
    for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++)
        alpha[j] = or_role_may_follow(-1, j) ? scores[j] : MINUS_INFINITY;
    for (int t = 1; t < length; t++) {
        for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++) {
            float terms[OR_ROLE_LABEL_COUNT];

            for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
                terms[i] = alpha[(t - 1) * OR_ROLE_LABEL_COUNT + i] + transition(transitions, i, j);
            alpha[t * OR_ROLE_LABEL_COUNT + j] =
                log_sum(terms, OR_ROLE_LABEL_COUNT) + scores[t * OR_ROLE_LABEL_COUNT + j];
        }
    }
}

static void backward(int length, const float *scores, const float *transitions, float *beta)
{
    memset(beta + (length - 1) * OR_ROLE_LABEL_COUNT, 0, sizeof(float) * OR_ROLE_LABEL_COUNT);
    for (int t = length - 2; t >= 0; t--) {
        for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++) {
            float terms[OR_ROLE_LABEL_COUNT];

            for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++)
                terms[j] = transition(transitions, i, j) + scores[(t + 1) * OR_ROLE_LABEL_COUNT + j] +
                           beta[(t + 1) * OR_ROLE_LABEL_COUNT + j];
            beta[t * OR_ROLE_LABEL_COUNT + i] = log_sum(terms, OR_ROLE_LABEL_COUNT);
        }
    }
}

#define PAIRS (OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT)

/* The probabilities of neighbouring labels at tokens t - 1 and t, added up into `pairs`. */
static void add_pairs(int t, const float *scores, const float *transitions, const float *alpha,
                      const float *beta, float total, float *pairs)
{
    for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++) {
        int here = t * OR_ROLE_LABEL_COUNT + j;

        for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
            if (or_role_may_follow(i, j))
                pairs[i * OR_ROLE_LABEL_COUNT + j] +=
                    expf(alpha[here - j - OR_ROLE_LABEL_COUNT + i] +
                         transitions[i * OR_ROLE_LABEL_COUNT + j] + scores[here] + beta[here] - total);
    }
}

float crf_loss(int length, float *scores, const int *gold, const float *transitions,
               float *transition_gradient)
{
    float *alpha = malloc(sizeof(float) * (size_t) length * OR_ROLE_LABEL_COUNT);
    float *beta = malloc(sizeof(float) * (size_t) length * OR_ROLE_LABEL_COUNT);
    float pairs[PAIRS] = {0};
    float total, loss;

    forward(length, scores, transitions, alpha);
    backward(length, scores, transitions, beta);
    total = loss = log_sum(alpha + (length - 1) * OR_ROLE_LABEL_COUNT, OR_ROLE_LABEL_COUNT);
    for (int t = 0; t < length; t++) {
        loss -= scores[t * OR_ROLE_LABEL_COUNT + gold[t]];
        if (t == 0)
            continue;
        add_pairs(t, scores, transitions, alpha, beta, total, pairs);
        loss -= transitions[gold[t - 1] * OR_ROLE_LABEL_COUNT + gold[t]];
        pairs[gold[t - 1] * OR_ROLE_LABEL_COUNT + gold[t]] -= 1;
    }
    for (int i = 0; i < PAIRS; i++)
        transition_gradient[i] += pairs[i];
    for (int t = 0; t < length; t++)
        for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++) {
            int here = t * OR_ROLE_LABEL_COUNT + j;

            scores[here] = expf(alpha[here] + beta[here] - total) - (gold[t] == j);
        }
    free(alpha);
    free(beta);
    return loss;
}
