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
#include "lanes.h"

#define FORBIDDEN (-1e9f)

bool or_role_may_follow(int from, int to)
{
    if (to == OR_ROLE_SOURCE)
        return from == OR_ROLE_SOURCE || from == OR_ROLE_SOURCE_BEGIN;
    if (to == OR_ROLE_CONTENT)
        return from == OR_ROLE_CONTENT || from == OR_ROLE_CONTENT_BEGIN;
    return true;
}

/* A lane a label; those behind the labels stay at FORBIDDEN and 0. */
typedef struct Chain {
    OrLanes steps[OR_ROLE_LABEL_COUNT];   /* from a label: transitions, FORBIDDEN where they are */
    OrLanes weights[OR_ROLE_LABEL_COUNT]; /* their exponentials */
    OrLanes best;                         /* score of the heaviest sequence that ends in each label */
    OrLanes share;                        /* of the weight of all sequences, those that end in each label */
    float empty;                          /* share of the sequence without any role */
} Chain;

_Static_assert(OR_ROLE_LABEL_COUNT <= OR_LANES, "a lane a label");

OR_INLINE OrLanes labels_of(const float *scores)
{
    OrLanes lanes = (OrLanes){0} + FORBIDDEN;

    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        lanes[i] = scores[i];
    return lanes;
}

/* The transitions from a label, or from the start (-1). */
OR_INLINE OrLanes steps_from(int from, const float *transitions)
{
    OrLanes steps = (OrLanes){0} + FORBIDDEN;

    for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++) {
        if (or_role_may_follow(from, to))
            steps[to] = from < 0 ? 0 : transitions[from * OR_ROLE_LABEL_COUNT + to];
    }
    return steps;
}

/* The exponentials of a token's scores, the largest of them 1. */
OR_INLINE OrLanes exponentials(OrLanes scores)
{
    float most = scores[0];

    for (int i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        most = scores[i] > most ? scores[i] : most;
    return or_lanes_exp(scores - most);
}

/* Divide the shares by their sum. */
OR_INLINE void normalise(Chain *chain)
{
    float sum = 0;

    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        sum += chain->share[i];
    chain->share /= sum;
    chain->empty /= sum;
}

OR_INLINE void start(Chain *chain, const float *scores, const float *transitions)
{
    OrLanes first = steps_from(-1, transitions);
    OrLanes weights = exponentials(labels_of(scores));

    for (int from = 0; from < OR_ROLE_LABEL_COUNT; from++) {
        chain->steps[from] = steps_from(from, transitions);
        chain->weights[from] = or_lanes_exp(chain->steps[from]);
    }
    chain->best = or_lanes_larger(labels_of(scores) + first, (OrLanes){0} + FORBIDDEN);
    chain->share = or_lanes_choose(first == 0, weights, (OrLanes){0});
    chain->empty = weights[OR_ROLE_OUTSIDE];
    normalise(chain);
}

/* One token on; from[label] gets the label before it in the heaviest sequence. */
OR_INLINE void advance(Chain *chain, const float *scores, OrWholeLanes *from)
{
    OrLanes labels = labels_of(scores);
    OrLanes weights = exponentials(labels);
    OrLanes most = (OrLanes){0} + 2 * FORBIDDEN;
    OrLanes sum = {0};

    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++) {
        OrLanes score = chain->steps[i] + chain->best[i];
        OrWholeLanes better = score > most;

        *from = (better & i) | (~better & *from);
        most = or_lanes_choose(better, score, most);
        sum += chain->weights[i] * chain->share[i];
    }
    chain->best = most + labels;
    chain->share = sum * weights;
    chain->empty *= chain->weights[OR_ROLE_OUTSIDE][OR_ROLE_OUTSIDE] * weights[OR_ROLE_OUTSIDE];
    normalise(chain);
}

OR_VECTORISED float or_decode_roles(uint32_t length, const float *scores, uint32_t stride,
                                    const float *transitions, uint8_t *labels)
{
    OrWholeLanes from[OR_LONGEST_WINDOW];
    Chain chain;
    uint8_t label = 0;

    start(&chain, scores, transitions);
    for (uint32_t t = 1; t < length; t++) {
        from[t] = (OrWholeLanes){0};
        advance(&chain, scores + (size_t) t * stride, &from[t]);
    }
    for (uint8_t i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        label = chain.best[i] > chain.best[label] ? i : label;
    for (uint32_t t = length; t-- > 0;) {
        labels[t] = label;
        if (t > 0)
            label = (uint8_t) from[t][label];
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
