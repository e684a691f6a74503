/*
 * decode.c: see decode.h.
 *
 * The scores are those of a linear-chain conditional random field: a sequence's
 * weight is the exponential of the sum of its scores and transitions. Viterbi
 * finds the heaviest sequence; the forward sums give the weight of all of them,
 * and so the probability of the empty one. The sums are kept as shares of 1, and
 * the empty sequence's weight is divided along with them, so that neither
 * overflows and no logarithm is taken.
 */
#include "decode.h"

#include "kernel.h"

#define FORBIDDEN (-1e9f)

bool or_role_may_follow(int from, int to)
{
    if (to == OR_ROLE_SOURCE)
        return from == OR_ROLE_SOURCE || from == OR_ROLE_SOURCE_BEGIN;
    if (to == OR_ROLE_CONTENT)
        return from == OR_ROLE_CONTENT || from == OR_ROLE_CONTENT_BEGIN;
    return true;
}

typedef struct Chain {
    float steps[OR_ROLE_LABEL_COUNT][OR_ROLE_LABEL_COUNT];   /* transitions, FORBIDDEN where they are */
    float weights[OR_ROLE_LABEL_COUNT][OR_ROLE_LABEL_COUNT]; /* their exponentials */
    float best[OR_ROLE_LABEL_COUNT];  /* score of the heaviest sequence that ends in each label */
    float share[OR_ROLE_LABEL_COUNT]; /* of the weight of all sequences, those that end in each label */
    float empty;                      /* share of the sequence without any role */
} Chain;

static void prepare(Chain *chain, const float *transitions)
{
    for (int from = 0; from < OR_ROLE_LABEL_COUNT; from++) {
        for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++) {
            float step =
                or_role_may_follow(from, to) ? transitions[from * OR_ROLE_LABEL_COUNT + to] : FORBIDDEN;

            chain->steps[from][to] = step;
            chain->weights[from][to] = or_exp(step);
        }
    }
}

/* Divide the shares by their sum. */
static void normalise(Chain *chain)
{
    float sum = 0;

    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        sum += chain->share[i];
    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        chain->share[i] /= sum;
    chain->empty /= sum;
}

/* The exponentials of a token's scores, the largest of them 1. */
static void exponentiate(const float *scores, float *weights)
{
    float most = scores[0];

    for (int i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        most = scores[i] > most ? scores[i] : most;
    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        weights[i] = or_exp(scores[i] - most);
}

static void start(Chain *chain, const float *scores)
{
    float weights[OR_ROLE_LABEL_COUNT];

    exponentiate(scores, weights);
    for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++) {
        chain->best[to] = or_role_may_follow(-1, to) ? scores[to] : FORBIDDEN;
        chain->share[to] = or_role_may_follow(-1, to) ? weights[to] : 0;
    }
    chain->empty = weights[OR_ROLE_OUTSIDE];
    normalise(chain);
}

static void advance(Chain *chain, const float *scores, uint8_t *from)
{
    float weights[OR_ROLE_LABEL_COUNT];
    Chain next;

    exponentiate(scores, weights);
    for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++) {
        float most = 2 * FORBIDDEN;
        float sum = 0;

        for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++) {
            float score = chain->best[i] + chain->steps[i][to];

            sum += chain->share[i] * chain->weights[i][to];
            if (score > most) {
                most = score;
                from[to] = (uint8_t) i;
            }
        }
        next.best[to] = most + scores[to];
        next.share[to] = sum * weights[to];
    }
    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++) {
        chain->best[i] = next.best[i];
        chain->share[i] = next.share[i];
    }
    chain->empty *= chain->weights[OR_ROLE_OUTSIDE][OR_ROLE_OUTSIDE] * weights[OR_ROLE_OUTSIDE];
    normalise(chain);
}

float or_decode_roles(uint32_t length, const float *scores, uint32_t stride, const float *transitions,
                      uint8_t *labels)
{
    uint8_t from[OR_LONGEST_WINDOW][OR_ROLE_LABEL_COUNT];
    Chain chain;
    uint8_t label = 0;

    prepare(&chain, transitions);
    start(&chain, scores);
    for (uint32_t t = 1; t < length; t++)
        advance(&chain, scores + (size_t) t * stride, from[t]);
    for (uint8_t i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        label = chain.best[i] > chain.best[label] ? i : label;
    for (uint32_t t = length; t-- > 0;) {
        labels[t] = label;
        if (t > 0)
            label = from[t][label];
    }
    return chain.empty;
}

void or_read_role(uint32_t length, const uint8_t *labels, OrRoleLabel begin_label, uint32_t first_token,
                  OrRole *role)
{
    role->count = 0;
    for (uint32_t t = 0; t < length; t++) {
        uint32_t end = t + 1;

        if (labels[t] != begin_label)
            continue;
        while (end < length && labels[end] == begin_label + 1)
            end++;
        if (role->count < OR_MAX_ROLE_RANGES)
            role->ranges[role->count++] = (OrRange){first_token + t, first_token + end};
    }
}
