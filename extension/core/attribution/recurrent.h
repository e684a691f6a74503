/*
 * recurrent.h: what is sequential in a simple recurrent unit (network.c).
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_RECURRENT_H
#define ONRECORD_CORE_ATTRIBUTION_RECURRENT_H

#include <stdint.h>

/* Per direction, forward first, the weights of forget and reset gate. */
typedef struct OrRecurrence {
    const float *memory;
    const float *bias;
} OrRecurrence;

/*
 * Run a unit of width `width` over `rows` rows. x has a row of `width` inputs,
 * the first half for the forward direction; gates has, for either direction, the
 * sums of candidate, forget and reset gate, width / 2 each. `output` gets rows of
 * the width, and may be x.
 */
void or_run_recurrence(uint32_t rows, uint32_t width, const OrRecurrence *unit, const float *x,
                       const float *gates, float *output);

/* The same over rows of whole numbers, the inputs and then the gates; column c counts in units[c]. */
void or_run_whole_recurrence(uint32_t rows, uint32_t width, const OrRecurrence *unit, const int16_t *sums,
                             const float *units, float *output);

#endif
