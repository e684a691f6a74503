/*
 * decode.c: see decode.h.
 *
 * The scores are those of a linear-chain conditional random field: a sequence's
 * weight is the exponential of the sum of its scores and transitions. Viterbi
 * finds the heaviest sequence; the forward sums give the weight of all of them,
 * and so the probability of the empty one.
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

static float logarithm_of_sum(const float *values)
{
    float most = values[0], sum = 0;

    for (int i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        most = values[i] > most ? values[i] : most;
    for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++)
        sum += or_exp(values[i] - most);
    return most + or_log(sum);
}

typedef struct Column {
    float best[OR_ROLE_LABEL_COUNT]; /* weight of the heaviest sequence that ends in each label */
    float sum[OR_ROLE_LABEL_COUNT];  /* logarithm of the weight of all of them */
} Column;

static void start(const float *scores, Column *column)
{
    for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++)
        column->best[to] = column->sum[to] = or_role_may_follow(-1, to) ? scores[to] : FORBIDDEN;
}

static void advance(const float *scores, const float *transitions, const Column *before, Column *column,
                    uint8_t *from)
{
    for (int to = 0; to < OR_ROLE_LABEL_COUNT; to++) {
        float sums[OR_ROLE_LABEL_COUNT];
        float most = 2 * FORBIDDEN;

        for (int i = 0; i < OR_ROLE_LABEL_COUNT; i++) {
            float step = or_role_may_follow(i, to) ? transitions[i * OR_ROLE_LABEL_COUNT + to] : FORBIDDEN;

            sums[i] = before->sum[i] + step;
            if (before->best[i] + step > most) {
                most = before->best[i] + step;
                from[to] = (uint8_t) i;
            }
        }
        column->best[to] = most + scores[to];
        column->sum[to] = logarithm_of_sum(sums) + scores[to];
    }
}

float or_decode_roles(uint32_t length, const float *scores, uint32_t stride, const float *transitions,
                      uint8_t *labels)
{
    uint8_t from[OR_LONGEST_WINDOW][OR_ROLE_LABEL_COUNT];
    Column columns[2];
    const Column *last;
    float outside = scores[OR_ROLE_OUTSIDE];
    uint8_t label = 0;

    start(scores, &columns[0]);
    for (uint32_t t = 1; t < length; t++) {
        outside += scores[(size_t) t * stride + OR_ROLE_OUTSIDE] + transitions[0];
        advance(scores + (size_t) t * stride, transitions, &columns[(t - 1) % 2], &columns[t % 2], from[t]);
    }
    last = &columns[(length - 1) % 2];
    for (uint8_t i = 1; i < OR_ROLE_LABEL_COUNT; i++)
        label = last->best[i] > last->best[label] ? i : label;
    for (uint32_t t = length; t-- > 0;) {
        labels[t] = label;
        if (t > 0)
            label = from[t][label];
    }
    return or_exp(outside - logarithm_of_sum(last->sum));
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
