/*
 * decode.h: from scores of role labels to the best sequence of labels.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_DECODE_H
#define ONRECORD_CORE_ATTRIBUTION_DECODE_H

#include <stdbool.h>
#include <stdint.h>

#include "attribution.h"
#include "labels.h"
#include "window.h"

/* Whether label `to` may follow `from`; -1 stands for the start. */
bool or_role_may_follow(int from, int to);

/*
 * The best labels of a window of 1 to OR_LONGEST_WINDOW tokens, by Viterbi's
 * algorithm. scores holds `stride` floats a token, the first OR_ROLE_LABEL_COUNT
 * of them used. Returns the probability that no token has a role at all.
 */
float or_decode_roles(uint32_t length, const float *scores, uint32_t stride, const float *transitions,
                      uint8_t *labels);

/* The ranges of one role, begun by `begin_label`; first_token is the window's. */
void or_read_role(uint32_t length, const uint8_t *labels, OrRoleLabel begin_label, uint32_t first_token,
                  OrRole *role);

#endif
