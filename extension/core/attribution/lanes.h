/*
 * lanes.h: eight numbers at once. Every operation is element-wise and rounded as
 * IEEE 754 fixes, so the results are those of a loop, on any machine.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_LANES_H
#define ONRECORD_CORE_ATTRIBUTION_LANES_H

#include <stdint.h>

/* All of these are inlined: no vector is passed from one function to another. */
#pragma GCC diagnostic ignored "-Wpsabi"

#define OR_LANES 8

typedef float OrLanes __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t OrWholeLanes __attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t OrHalfLanes __attribute__((vector_size(16), aligned(2), may_alias));
typedef int8_t OrQuarterLanes __attribute__((vector_size(8), aligned(1), may_alias));
typedef int16_t OrHalves __attribute__((vector_size(32)));
typedef int8_t OrBytes __attribute__((vector_size(32)));

#define OR_INLINE static inline __attribute__((always_inline))

OR_INLINE OrLanes or_lanes_size(OrLanes x)
{
    return (OrLanes) ((OrWholeLanes) x & 0x7FFFFFFF);
}

/* Of two vectors, what a mask of all bits or none chooses. */
OR_INLINE OrLanes or_lanes_choose(OrWholeLanes mask, OrLanes yes, OrLanes no)
{
    return (OrLanes) (((OrWholeLanes) yes & mask) | ((OrWholeLanes) no & ~mask));
}

OR_INLINE OrLanes or_lanes_larger(OrLanes a, OrLanes b)
{
    return or_lanes_choose(a > b, a, b);
}

/* The nearest whole numbers, halves away from zero. */
OR_INLINE OrWholeLanes or_lanes_round(OrLanes x)
{
    OrWholeLanes sign = (OrWholeLanes) x & INT32_MIN;

    return __builtin_convertvector(x + (OrLanes) (sign | (OrWholeLanes) ((OrLanes){0} + 0.5f)), OrWholeLanes);
}

/* Whole numbers that fit fewer bits: the lower half or quarter of each, on a little-endian machine. */
OR_INLINE OrHalfLanes or_lanes_halve(OrWholeLanes x)
{
    return __builtin_shufflevector((OrHalves) x, (OrHalves) x, 0, 2, 4, 6, 8, 10, 12, 14);
}

OR_INLINE OrQuarterLanes or_lanes_quarter(OrWholeLanes x)
{
    return __builtin_shufflevector((OrBytes) x, (OrBytes) x, 0, 4, 8, 12, 16, 20, 24, 28);
}

/*
 * e to the x, for x up to 80; below -80 it is 0. The relative error is below
 * 1e-5: 2^n times e^f, f within half of ln 2 of 0, by its Taylor series.
 */
OR_INLINE OrLanes or_lanes_exp(OrLanes x)
{
    OrLanes bounded = or_lanes_larger(x, (OrLanes){0} - 80);
    OrLanes scaled = bounded * 1.44269504f;
    OrWholeLanes whole = or_lanes_round(scaled);
    OrLanes f = (scaled - __builtin_convertvector(whole, OrLanes)) * 0.69314718f;
    OrLanes power = (OrLanes) ((whole + 127) << 23);
    OrLanes value =
        power * (1 + f * (1 + f * (0.5f + f * (0.16666667f + f * (0.041666667f + f * (0.0083333333f +
                                                                                      f * 0.0013888889f))))));

    return or_lanes_choose(x < -80, (OrLanes){0}, value);
}

#endif
