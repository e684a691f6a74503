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

static void reserve(Marginals *marginals, int length)
{
    if (marginals->pairs == NULL)
        marginals->pairs = malloc(sizeof(float) * PAIRS);
    if (length <= marginals->room)
        return;
    marginals->room = 2 * length;
    marginals->tokens =
        realloc(marginals->tokens, sizeof(float) * OR_ROLE_LABEL_COUNT * (size_t) marginals->room);
}

void certain_marginals(int length, const int *labels, Marginals *marginals)
{
    reserve(marginals, length);
    memset(marginals->tokens, 0, sizeof(float) * OR_ROLE_LABEL_COUNT * (size_t) length);
    memset(marginals->pairs, 0, sizeof(float) * PAIRS);
    for (int t = 0; t < length; t++) {
        marginals->tokens[t * OR_ROLE_LABEL_COUNT + labels[t]] = 1;
        if (t > 0)
            marginals->pairs[labels[t - 1] * OR_ROLE_LABEL_COUNT + labels[t]] += 1;
    }
}

float implied_marginals(int length, const float *scores, const float *transitions, Marginals *marginals)
{
    float *alpha = malloc(sizeof(float) * (size_t) length * OR_ROLE_LABEL_COUNT);
    float *beta = malloc(sizeof(float) * (size_t) length * OR_ROLE_LABEL_COUNT);
    float total;

    reserve(marginals, length);
    memset(marginals->pairs, 0, sizeof(float) * PAIRS);
    forward(length, scores, transitions, alpha);
    backward(length, scores, transitions, beta);
    total = log_sum(alpha + (length - 1) * OR_ROLE_LABEL_COUNT, OR_ROLE_LABEL_COUNT);
    for (int t = 0; t < length; t++) {
        for (int j = 0; j < OR_ROLE_LABEL_COUNT; j++) {
            int here = t * OR_ROLE_LABEL_COUNT + j;

            marginals->tokens[here] = expf(alpha[here] + beta[here] - total);
            for (int i = 0; i < OR_ROLE_LABEL_COUNT && t > 0; i++)
                if (or_role_may_follow(i, j))
                    marginals->pairs[i * OR_ROLE_LABEL_COUNT + j] +=
                        expf(alpha[here - j - OR_ROLE_LABEL_COUNT + i] +
                             transitions[i * OR_ROLE_LABEL_COUNT + j] + scores[here] + beta[here] - total);
        }
    }
    free(alpha);
    free(beta);
    return total;
}

void mix_marginals(int length, float share, const Marginals *theirs, Marginals *ours)
{
    for (int i = 0; i < length * OR_ROLE_LABEL_COUNT; i++)
        ours->tokens[i] += share * (theirs->tokens[i] - ours->tokens[i]);
    for (int i = 0; i < PAIRS; i++)
        ours->pairs[i] += share * (theirs->pairs[i] - ours->pairs[i]);
}

float crf_loss(int length, float *scores, const Marginals *wanted, const float *transitions,
               float *transition_gradient)
{
    static Marginals implied;
    float loss = implied_marginals(length, scores, transitions, &implied);

    for (int i = 0; i < PAIRS; i++) {
        loss -= wanted->pairs[i] * transitions[i];
        transition_gradient[i] += implied.pairs[i] - wanted->pairs[i];
    }
    for (int i = 0; i < length * OR_ROLE_LABEL_COUNT; i++) {
        loss -= wanted->tokens[i] * scores[i];
        scores[i] = implied.tokens[i] - wanted->tokens[i];
    }
    return loss;
}
